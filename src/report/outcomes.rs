//! What the operation achieves, now and a year ago, beside the result and apart from it.

use super::Report;
use crate::domain::Decimal;
use crate::domain::given::GivenOutcome;
use crate::domain::questionnaire::{Better, Outcome};
use std::cmp::Ordering;

/// That no level hangs on these figures, as a sentence.
pub(super) const NO_LEVEL: &str = "No level hangs on these figures.";

/// An outcome and its figures.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeLine<'r> {
    /// What is counted.
    pub outcome: &'r Outcome,
    /// Its figures, as far as they were given.
    pub given: GivenOutcome,
}

/// Returns the outcomes that the questionnaire lists, in its order, with or without figures.
#[must_use]
pub fn lines<'r>(report: &Report<'r>) -> Vec<OutcomeLine<'r>> {
    let given = &report.sheet.given().outcomes;
    let line = |outcome: &'r Outcome| OutcomeLine {
        outcome,
        given: given.get(&outcome.id).copied().unwrap_or_default(),
    };
    report.questionnaire().outcomes.iter().map(line).collect()
}

impl OutcomeLine<'_> {
    /// Returns whether any of its figures was given.
    #[must_use]
    pub fn is_given(self) -> bool {
        self.given.now.is_some() || self.given.year_ago.is_some()
    }

    /// Returns how the figure moved, and whether that is better; nothing where one is missing.
    fn moved(self) -> Option<(Ordering, bool)> {
        let moved = self.given.now?.cmp(&self.given.year_ago?);
        let is_better = match self.outcome.better {
            Better::Lower => moved == Ordering::Less,
            Better::Higher => moved == Ordering::Greater,
        };
        Some((moved, is_better))
    }

    /// Returns the word for the change: `better`, `worse` or `same`.
    #[must_use]
    pub fn change(self) -> Option<&'static str> {
        Some(match self.moved()? {
            (Ordering::Equal, _) => "same",
            (_, true) => "better",
            (_, false) => "worse",
        })
    }

    /// Returns the change with the way in which the figure went; empty where it is not known.
    #[must_use]
    pub fn arrow(self) -> &'static str {
        match self.moved() {
            None => "",
            Some((Ordering::Equal, _)) => "\u{2192} same",
            Some((Ordering::Greater, true)) => "\u{2191} better",
            Some((Ordering::Greater, false)) => "\u{2191} worse",
            Some((Ordering::Less, true)) => "\u{2193} better",
            Some((Ordering::Less, false)) => "\u{2193} worse",
        }
    }

    /// Returns the figure now and the one a year ago, as they are shown.
    #[must_use]
    pub fn figures(self) -> [String; 2] {
        [self.given.now, self.given.year_ago].map(shown)
    }
}

fn shown(figure: Option<Decimal>) -> String {
    figure.map_or_else(|| "not given".to_owned(), |figure| figure.to_string())
}
