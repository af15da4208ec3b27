//! Which level is enough for what is promised, in words.

use super::{isolated, list};
use crate::domain::Rubric;
use crate::domain::enough::{Enough, EnoughRow};
use crate::domain::score::Basis;
use crate::report::Report;

impl<'r> Report<'r> {
    /// Returns the row of what is enough that fits what is promised; nothing where none does.
    #[must_use]
    pub fn enough_row(&self) -> Option<(&'r Enough, &'r EnoughRow)> {
        let enough = self.rubric().enough.as_ref()?;
        Some((enough, enough.row_for(&self.sheet.given().enough)?))
    }

    /// Says which level is enough for what is promised, and which one is held; nothing where the
    /// answers say nothing of what is promised.
    #[must_use]
    pub fn enough_words(&self) -> Option<String> {
        if self.sheet.given().enough.is_empty() {
            return None;
        }
        let Some((enough, row)) = self.enough_row() else {
            return Some(
                "Which level is enough for what you promise cannot be said from these answers."
                    .to_owned(),
            );
        };
        let level = row.level;
        let higher = higher_words(self.rubric(), row);
        let mark = isolated(&enough.mark);
        let is_enough = match (higher, enough.mark.is_empty()) {
            (None, true) => format!("For what you promise, level {level} is enough."),
            (None, false) => format!("For what you promise, level {level} is enough ({mark})."),
            (Some(higher), true) => {
                format!("For what you promise, level {level} is enough, with {higher}.")
            }
            (Some(higher), false) => {
                format!("For what you promise, level {level} is enough, with {higher} ({mark}).")
            }
        };
        Some(match self.judgement.scores.level(Basis::Claimed) {
            Some(held) => format!("{is_enough} You stand at {held}."),
            None => format!("{is_enough} Where you stand cannot be said: too much is unknown."),
        })
    }
}

/// Returns the dimensions that a row wants higher: `Inventory trust at 5`.
#[must_use]
pub fn higher_words(rubric: &Rubric, row: &EnoughRow) -> Option<String> {
    let higher = row.dimensions.iter().filter_map(|(dimension, level)| {
        let found = rubric.dimensions.get(dimension.index())?;
        Some(format!("{} at {level}", isolated(&found.name)))
    });
    let higher: Vec<_> = higher.collect();
    (!higher.is_empty()).then(|| list(&higher))
}

/// Returns the answers that a row takes, in words.
#[must_use]
pub fn when_words(enough: &Enough, row: &EnoughRow) -> String {
    let one = |(id, option): (&String, &String)| {
        let question = enough.question(id)?;
        let option = question.options.iter().find(|known| known.id == *option)?;
        Some(format!("{} {}", isolated(&question.prompt), isolated(&option.label)))
    };
    row.when.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}
