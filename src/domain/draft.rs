//! An interview put aside: the answers so far and where it stopped.

use super::given::{GivenAnswer, GivenAnswers};
use std::collections::BTreeMap;

/// What it takes to go on with an interview as if it had never stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The answers so far; what is there is always acceptable.
    pub given: GivenAnswers,
    /// The answers that a changed fact took away, by the ids of their questions.
    pub set_aside: BTreeMap<String, GivenAnswer>,
    /// The pages that lie open, the outermost first, each under its name.
    pub at: Vec<String>,
    /// What was being typed.
    pub typed: Option<Typed>,
}

/// A text that was being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The name of the field it was typed into.
    pub field: String,
    /// The text so far.
    pub text: String,
}
