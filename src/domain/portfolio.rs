//! Many assessments at once: each judged as it would be alone, and what they come to together. It
//! knows no file: what the readers take becomes a [`Record`].

pub mod attention;
pub mod histogram;
pub mod judge;
pub mod others;
pub mod tally;

use super::date::Date;
use super::marks::Marks;
use std::borrow::Cow;

/// One assessment among many, read and accepted: what is counted of it, and its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'t> {
    /// The operation that is judged.
    pub scope: Cow<'t, str>,
    /// The day the answers describe.
    pub date: Date,
    /// Free labels, id to text, in the order of the ids.
    pub tags: Vec<(Cow<'t, str>, Cow<'t, str>)>,
    /// The answers as the scorer sees them.
    pub marks: Marks,
    /// How many of the questions that apply and are scored are unknown or unanswered.
    pub unknown: usize,
    /// The overall level from the lowest to the highest view, where several people answered.
    pub views: Option<(i64, i64)>,
}

impl Record<'_> {
    /// Returns the text of a label; nothing where the record does not have it.
    #[must_use]
    pub fn tag(&self, id: &str) -> Option<&str> {
        self.tags.iter().find(|(known, _)| known == id).map(|(_, text)| &**text)
    }
}
