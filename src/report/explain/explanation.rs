//! What a code means and how to mend what it names, and how a kind of codes gets its explanations.
//! The explanations themselves stand beside this file.

use super::example::{self, Example};
use serde::Serialize;

/// What a code is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// Something is wrong with a file, or a demand is not met.
    Finding,
    /// Something weakens a result, or contradicts it.
    Notice,
    /// Something a policy can demand.
    Rule,
}

/// What there is to say about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The stable name, as it is shown and typed.
    pub code: &'static str,
    /// What it is the name of.
    pub kind: CodeKind,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

impl Explanation {
    /// Returns what causes it; a test proves that there is something for every code.
    #[must_use]
    pub fn example(&self) -> Option<Example> {
        example::of(self.code)
    }
}

/// Codes of one kind, each of which is explained.
pub trait Explained: Copy + 'static {
    /// All of them, in the order in which they are listed.
    const ALL: &'static [Self];

    /// Returns what there is to say about it.
    fn explanation(self) -> Explanation;
}
