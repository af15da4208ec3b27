//! What became of an operation from its first date to its last, and over those between: the
//! comparison together with all that it was made from. What it says stands in the files below, and
//! what moved is found in `domain`.

mod bearing;
pub mod json;
pub mod spreadsheet;
pub mod table;
pub mod telling;

use super::Report;
use crate::document::stored::{Reference, StoredLevels};
use crate::domain::comparison::{Comparison, Side};
use crate::domain::date::Date;
use crate::domain::index::DimensionId;
use crate::domain::snapshot::Snapshot;

/// Answers of two dates or more under one rubric.
#[derive(Clone, Debug)]
pub struct Compared<'r> {
    /// The report on the first answers.
    pub before: &'r Report<'r>,
    /// The report on the last answers.
    pub after: &'r Report<'r>,
    /// What became of the one in the other.
    pub comparison: Comparison,
    /// All dates in the order in which they were named, the first and the last among them.
    pub dates: Vec<Dated>,
    /// What another rubric said of the first answers, where they were judged by one.
    pub ruler: Option<Ruler>,
    /// What is to be borne in mind about the files.
    pub doubts: Doubts,
}

/// What is to be borne in mind about files that are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    /// How many of those after the first are reports under another rubric.
    pub judged_anew: usize,
    /// Whether some are about another operation than the first.
    pub other_scope: bool,
    /// How many hold figures that may be of an edition before.
    pub old_figures: usize,
    /// The latest day that it can be anywhere, where days to come are to be doubted.
    pub today: Option<Date>,
}

/// A date, and the file that it comes from.
#[derive(Clone, Debug)]
pub struct Dated {
    /// What the file is called.
    pub file: String,
    /// What is kept of its answers.
    pub snapshot: Snapshot,
}

/// Another rubric, and what the same answers were under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruler {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its file, in hexadecimal.
    pub sha256: String,
    /// The overall level then, and under the present rubric.
    pub level: (Option<i64>, Option<i64>),
    /// The dimensions of both rubrics.
    pub dimensions: Vec<RulerMove>,
}

/// A dimension under two rubrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulerMove {
    /// Its id.
    pub id: String,
    /// Its level under the rubric of then.
    pub then: Option<i64>,
    /// Its level under the present one.
    pub now: Option<i64>,
}

impl<'r> Compared<'r> {
    /// Compares the answers of two reports under the same rubric.
    #[must_use]
    pub fn between(before: &'r Report<'r>, after: &'r Report<'r>, dates: Vec<Dated>) -> Self {
        let side =
            |report: &'r Report<'r>| Side { sheet: report.sheet, judgement: &report.judgement };
        let comparison = Comparison::between(after.instrument, side(before), side(after));
        Self { before, after, comparison, dates, ruler: None, doubts: Doubts::default() }
    }

    /// Returns the comparison with what another rubric said of the first answers.
    #[must_use]
    pub fn ruled_before_by(mut self, reference: Reference, then: &StoredLevels) -> Self {
        let Reference { id, version, sha256 } = reference;
        let now = self.dates.first().map(|first| &first.snapshot);
        let points = now.into_iter().flat_map(|snapshot| &snapshot.dimensions);
        let present = self.after.rubric().dimensions.iter().zip(points);
        let find = |id: &str| then.dimensions.iter().find(|(known, _)| known == id);
        let mut dimensions: Vec<_> = present
            .map(|(dimension, point)| RulerMove {
                id: dimension.id.clone(),
                then: find(&dimension.id).and_then(|(_, level)| *level),
                now: point.level,
            })
            .collect();
        let gone = then.dimensions.iter();
        let gone = gone.filter(|(id, _)| self.after.rubric().dimension(id).is_none());
        dimensions.extend(gone.map(|(id, level)| RulerMove {
            id: id.clone(),
            then: *level,
            now: None,
        }));
        let level = (then.level, now.and_then(|snapshot| snapshot.level));
        self.ruler = Some(Ruler { id, version, sha256, level, dimensions });
        self
    }

    /// Returns what is kept of a dimension at each date.
    pub(super) fn points(
        &self,
        dimension: DimensionId,
    ) -> impl Iterator<Item = &crate::domain::snapshot::Point> {
        self.dates.iter().filter_map(move |dated| dated.snapshot.dimensions.get(dimension.index()))
    }
}

impl Ruler {
    /// Returns the dimensions that the two rubrics judge differently.
    pub fn moved(&self) -> impl Iterator<Item = &RulerMove> {
        self.dimensions.iter().filter(|moved| moved.then != moved.now)
    }
}
