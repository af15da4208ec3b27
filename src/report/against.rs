//! Where one assessment stands among those of the user's own portfolio.

use super::Report;
use super::words::{counted, isolated, shortened};
use crate::domain::index::DimensionId;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::others::{
    Share, Unit, dimension_of, share, unit_of, unit_of_whole, whole_of,
};

/// What the part of a report is called.
pub(super) const TITLE: &str = "Beside your own portfolio";
/// The columns of its table.
pub(super) const COLUMNS: [&str; 4] = ["What", "Here", "At or below", "Share"];

/// The whole or a dimension, beside the others.
#[derive(Clone, Debug)]
pub(super) struct Beside<'r> {
    /// The dimension; nothing for the whole.
    pub(super) dimension: Option<DimensionId>,
    /// Whether levels or scores are counted.
    pub(super) unit: Unit,
    /// The level or score here; nothing where it is not known or does not apply.
    pub(super) held: Option<i64>,
    /// What the others have.
    pub(super) others: &'r Histogram,
}

impl Beside<'_> {
    /// Returns how many of the others are at or below; nothing where nothing is known here.
    pub(super) fn share(&self) -> Option<Share> {
        self.held.map(|held| share(self.others, held))
    }
}

impl Report<'_> {
    /// Returns the whole and each dimension beside the others; empty where there are none.
    pub(super) fn beside(&self) -> Vec<Beside<'_>> {
        let Some(others) = &self.others else { return Vec::new() };
        let (rubric, scores) = (self.rubric(), self.scores());
        let whole = Beside {
            dimension: None,
            unit: unit_of_whole(rubric),
            held: whole_of(rubric, scores),
            others: &others.overall,
        };
        let ids = DimensionId::all(rubric.dimensions.len());
        let dimensions = ids.zip(&others.dimensions).map(|(id, others)| Beside {
            dimension: Some(id),
            unit: unit_of(rubric, id),
            held: dimension_of(rubric, scores, id),
            others,
        });
        std::iter::once(whole).chain(dimensions).collect()
    }

    /// Says whose portfolio it is; nothing where there is none.
    pub(super) fn beside_words(&self) -> Option<String> {
        let others = self.others.as_ref()?;
        let rubric = self.rubric();
        Some(format!(
            "From your own portfolio of {}, judged by rubric {} {} on {}: how many of those that \
             are known stand at or below this one.",
            counted(others.records, "assessment"),
            rubric.id,
            rubric.version,
            others.judged_on
        ))
    }

    /// Returns the rows of its table.
    pub(super) fn beside_rows(&self) -> Vec<[String; 4]> {
        let row = |beside: &Beside<'_>| {
            let name = match (beside.dimension, beside.unit) {
                (Some(id), _) => isolated(self.dimension_name(id)),
                (None, Unit::Level) => "Overall level".to_owned(),
                (None, Unit::Score) => "Overall score".to_owned(),
            };
            let held = |held: i64| match beside.unit {
                Unit::Level => held.to_string(),
                Unit::Score => shortened(held),
            };
            let Some((number, share)) = beside.held.zip(beside.share()) else {
                return [name, "not known".to_owned(), "-".to_owned(), "-".to_owned()];
            };
            let percent = share.percent_hundredths();
            let percent = percent.map_or_else(|| "-".to_owned(), |cut| format!("{}%", cut / 100));
            [name, held(number), format!("{} of {}", share.at_or_below, share.of), percent]
        };
        self.beside().iter().map(row).collect()
    }
}
