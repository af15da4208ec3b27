//! What became of a dimension from one set of answers to another.

use super::exact::Exact;
use super::scores::{DimensionResult, Status};
use std::cmp::Ordering;

/// What became of a dimension between two judgements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its level is higher; where it has none, its score.
    Rose,
    /// Its level is lower; where it has none, its score.
    Fell,
    /// Its level is the same, or neither is known.
    Same,
    /// Its level was not known before.
    NowKnown,
    /// Its level is not known any more.
    NowUnknown,
    /// It did not apply before.
    NowApplicable,
    /// It does not apply any more.
    NowNotApplicable,
}

impl Change {
    /// Returns what became of a dimension.
    #[must_use]
    pub fn of(before: &DimensionResult, after: &DimensionResult) -> Self {
        match (before.status, after.status) {
            (Status::NotApplicable, Status::NotApplicable) => Self::Same,
            (Status::NotApplicable, _) => Self::NowApplicable,
            (_, Status::NotApplicable) => Self::NowNotApplicable,
            (Status::Answered, Status::Answered) => match held(after).cmp(&held(before)) {
                Ordering::Greater => Self::Rose,
                Ordering::Less => Self::Fell,
                Ordering::Equal => Self::Same,
            },
            (Status::Answered, _) => Self::NowUnknown,
            (_, Status::Answered) => Self::NowKnown,
            _ => Self::Same,
        }
    }

    /// Returns the word that stands for the change in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rose => "rose",
            Self::Fell => "fell",
            Self::Same => "same",
            Self::NowKnown => "now_known",
            Self::NowUnknown => "now_unknown",
            Self::NowApplicable => "now_applicable",
            Self::NowNotApplicable => "now_not_applicable",
        }
    }
}

/// Returns what is compared: the level, or, where there is none, the score.
fn held(result: &DimensionResult) -> (Option<i64>, Option<&Exact>) {
    let level = result.level();
    (level, result.score.as_ref().filter(|_| level.is_none()))
}
