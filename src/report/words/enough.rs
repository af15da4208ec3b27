//! Which level is enough for what is promised, in words.

use super::{isolated, list};
use crate::domain::Rubric;
use crate::domain::enough::{Enough, EnoughRow};
use crate::domain::index::DimensionId;
use crate::domain::score::Basis;
use crate::report::Report;

impl<'r> Report<'r> {
    /// Returns what is enough for what is promised; nothing where no row fits.
    #[must_use]
    pub fn enough_row(&self) -> Option<(&'r Enough, EnoughRow)> {
        let enough = self.rubric().enough.as_ref()?;
        Some((enough, enough.row_for(&self.sheet.given().enough)?))
    }

    /// Says which level is enough for what is promised, whether it is held, and what is missing;
    /// nothing where the answers say nothing of what is promised.
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
        let higher = higher_words(self.rubric(), &row);
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
        let stands = self.stands_to(&row);
        let open = match enough.unanswered(&self.sheet.given().enough) {
            0 => return Some(format!("{is_enough} {stands}")),
            1 => "One question on what you promise has no answer; it may ask for more.".to_owned(),
            open => format!(
                "{open} questions on what you promise have no answer; they may ask for more."
            ),
        };
        Some(format!("{is_enough} {stands} {open}"))
    }

    /// Says which level is held, and whether it is enough: as claimed and on evidence.
    fn stands_to(&self, row: &EnoughRow) -> String {
        let Some(held) = self.judgement.scores.level(Basis::Claimed) else {
            return "Where you stand cannot be said: too much is unknown.".to_owned();
        };
        let [claimed, evidenced] =
            [Basis::Claimed, Basis::Evidenced].map(|basis| self.short_of(row, basis));
        let verb = |missing: &[String]| if missing.len() == 1 { "is" } else { "are" };
        match (claimed.as_slice(), evidenced.as_slice()) {
            ([], []) => format!("You stand at {held}, which is enough."),
            ([], missing) => format!(
                "You stand at {held}, which is enough as claimed; on evidence {} {} missing.",
                list(missing),
                verb(missing)
            ),
            (missing, also) if missing == also => format!(
                "You stand at {held}, which is not enough: {} {} missing.",
                list(missing),
                verb(missing)
            ),
            (missing, more) => format!(
                "You stand at {held}, which is not enough: {} {} missing. On evidence {} {} \
                 missing.",
                list(missing),
                verb(missing),
                list(more),
                verb(more)
            ),
        }
    }

    /// Returns what is missing to what is enough: the level of the whole, and dimensions that apply.
    fn short_of(&self, row: &EnoughRow, basis: Basis) -> Vec<String> {
        let scores = &self.judgement.scores;
        let whole = scores.level(basis).is_none_or(|level| level < row.level);
        let whole = whole.then(|| format!("level {}", row.level));
        let dimension = |(id, needed): &(DimensionId, i64)| {
            let result = scores.dimensions.get(id.index())?;
            let level = match basis {
                Basis::Claimed => result.level(),
                Basis::Evidenced => result.evidenced_level(),
            };
            let known = level.filter(|_| !result.status.is_unknown());
            let is_short = result.applies && known.is_none_or(|level| level < *needed);
            let name = isolated(self.dimension_name(*id));
            is_short.then(|| format!("{name} at {needed}"))
        };
        whole.into_iter().chain(row.dimensions.iter().filter_map(dimension)).collect()
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
