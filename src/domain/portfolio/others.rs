//! What many assessments came to, and where a further one stands among them.

use super::histogram::Histogram;
use crate::domain::date::Date;
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use crate::domain::rubric::Rubric;
use crate::domain::scores::{Scores, Status};

/// A portfolio that was judged before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Others {
    /// The day that it was judged on.
    pub judged_on: Date,
    /// How many assessments were judged.
    pub records: u64,
    /// What the wholes came to, in the unit of [`Unit`].
    pub overall: Histogram,
    /// What each dimension came to, in the rubric's order.
    pub dimensions: Vec<Histogram>,
}

/// What is counted: levels where there are some, else scores in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Levels.
    Level,
    /// Scores in hundredths, cut as they are shown.
    Score,
}

/// Where one stands among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many of the others are at or below it.
    pub at_or_below: u64,
    /// How many of the others are known.
    pub of: u64,
}

impl Share {
    /// Returns the share in hundredths of a percent, cut; nothing where there are no others.
    #[must_use]
    pub fn percent_hundredths(self) -> Option<i64> {
        let share = u128::from(self.at_or_below) * 10_000;
        i64::try_from(share.checked_div(u128::from(self.of))?).ok()
    }
}

/// Returns what is counted of the whole.
#[must_use]
pub fn unit_of_whole(rubric: &Rubric) -> Unit {
    if rubric.has_levels() { Unit::Level } else { Unit::Score }
}

/// Returns what is counted of a dimension.
#[must_use]
pub fn unit_of(rubric: &Rubric, dimension: DimensionId) -> Unit {
    if rubric.levels_of(dimension).is_some() { Unit::Level } else { Unit::Score }
}

/// Returns what the whole of one assessment counts as; nothing where too much is unknown.
#[must_use]
pub fn whole_of(rubric: &Rubric, scores: &Scores) -> Option<i64> {
    let claimed = Some(&scores.claimed).filter(|_| !scores.too_much_unknown)?;
    match unit_of_whole(rubric) {
        Unit::Level => claimed.level,
        Unit::Score => claimed.score.as_ref().map(Exact::hundredths),
    }
}

/// Returns what a dimension of one assessment counts as; nothing where it is not known, or does not
/// apply.
#[must_use]
pub fn dimension_of(rubric: &Rubric, scores: &Scores, dimension: DimensionId) -> Option<i64> {
    let result = scores.dimensions.get(dimension.index())?;
    match unit_of(rubric, dimension) {
        _ if result.status != Status::Answered => None,
        Unit::Level => result.level(),
        Unit::Score => result.score.as_ref().map(Exact::hundredths),
    }
}

/// Returns where a number stands among others.
#[must_use]
pub fn share(others: &Histogram, number: i64) -> Share {
    Share { at_or_below: others.at_or_below(number), of: others.total() }
}
