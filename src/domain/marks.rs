//! Accepted answers as the scorer sees them: small values, without names, words or dates.

use super::decimal::Decimal;
use super::index::DimensionId;
use super::rubric::{Cap, Rubric};

/// The answers to a rubric's questions, and the caps that follow-ups put on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// One for each question that the rubric scores: dimension by dimension, in its order.
    pub questions: Vec<Mark>,
    /// For each cap of the rubric, whether it is put on.
    pub caps: Vec<bool>,
    /// For each cap of the rubric, whether it takes an answer that is not there: what it could lower
    /// counts as it would without a report.
    pub open: Vec<bool>,
}

/// The answer to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// What was answered.
    pub answer: Answer,
    /// Whether a report bears it out, as the rubric takes reports.
    pub reported: bool,
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The option at this index among the question's options.
    Option(usize),
    /// A figure that is scored on a line.
    Figure(Decimal),
    /// The word at this index among those that the rubric scores.
    Word(usize),
    /// Nobody knows.
    Unknown,
    /// Nobody has answered.
    Unanswered,
    /// The question does not apply, and is left out.
    NotApplicable,
    /// The question does not apply, and counts as the rubric says.
    NotApplicableButCounted,
}

impl Marks {
    /// Returns the marks of a dimension, in the order of its questions.
    #[must_use]
    pub fn of(&self, rubric: &Rubric, dimension: DimensionId) -> &[Mark] {
        let before = rubric.dimensions.iter().take(dimension.index());
        let first: usize = before.map(|dimension| dimension.questions.len()).sum();
        let count =
            rubric.dimensions.get(dimension.index()).map_or(0, |found| found.questions.len());
        self.questions.get(first..first + count).unwrap_or_default()
    }

    /// Returns the caps that are put on a dimension.
    pub fn caps_on<'r>(
        &self,
        rubric: &'r Rubric,
        dimension: DimensionId,
    ) -> impl Iterator<Item = &'r Cap> {
        let caps = rubric.caps.iter().zip(&self.caps);
        caps.filter(move |(cap, on)| **on && cap.dimension == dimension).map(|(cap, _)| cap)
    }
}
