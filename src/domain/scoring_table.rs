//! What every answer is worth under a rubric, in whole numbers of one unit.
//!
//! A mean of whole numbers need not be whole. But a rubric tells by which sums of weights its means
//! can be divided: by those of some of a dimension's questions. So there is a unit, a fraction of a
//! level, in which every score that the rubric can give is a whole number, and machine integers are
//! exact. Where that unit is too fine for them, ratios without a bound stand in for them.

use super::decimal::Decimal;
use super::exact::{Exact, common_divisor, least_common_multiple};
use super::index::DimensionId;
use super::rubric::{Dimension, Rubric};
use std::collections::BTreeSet;

/// The largest sum that is counted in machine integers: sums of a few of them still fit.
const LARGEST: i64 = 1 << 60;
/// How many sums of weights are looked at in a dimension before its weights count as too wild.
const MOST_SUMS: usize = 10_000;

/// A rubric's scores and weights, ready to be added.
#[derive(Clone, Debug)]
pub struct ScoringTable {
    pub(super) numbers: Numbers,
}

/// The numbers of a rubric, as the one kind or the other.
#[derive(Clone, Debug)]
pub(super) enum Numbers {
    /// Scores in whole units, weights as whole numbers.
    Units {
        /// How many units one level has.
        per_level: i64,
        /// The numbers.
        table: Table<i64>,
    },
    /// Scores in levels, weights as the rubric writes them.
    Ratios(Table<Exact>),
}

/// Scores and weights as numbers of one kind.
#[derive(Clone, Debug)]
pub(super) struct Table<N> {
    /// The lowest score of the scale.
    pub(super) lowest: N,
    /// The highest score of the scale.
    pub(super) highest: N,
    /// What a question score counts as at most without a report.
    pub(super) without_report_at_most: Option<N>,
    /// The dimensions, each with its questions, in the rubric's order.
    pub(super) dimensions: Vec<Vec<Worth<N>>>,
    /// The rubric's caps: the dimension, and the ceiling.
    pub(super) caps: Vec<(DimensionId, N)>,
}

/// What a question is worth.
#[derive(Clone, Debug)]
pub(super) struct Worth<N> {
    /// How much it counts in the dimension.
    pub(super) weight: N,
    /// What each option is worth, in the options' order.
    pub(super) options: Vec<N>,
}

impl ScoringTable {
    /// Returns the table of `rubric`.
    #[must_use]
    pub fn of(rubric: &Rubric) -> Self {
        Self::in_units(rubric).unwrap_or_else(|| Self::in_ratios(rubric))
    }

    /// Returns the table in whole units; nothing where they are too fine for machine integers.
    #[must_use]
    pub fn in_units(rubric: &Rubric) -> Option<Self> {
        let weights: Vec<_> = rubric.dimensions.iter().map(whole_weights).collect::<Option<_>>()?;
        let per_level = units_per_level(rubric, &weights)?;
        let highest = rubric.scale.highest.checked_mul(per_level)?;
        let total = |weights: &Vec<i64>| weights.iter().copied().fold(0, i64::saturating_add);
        let heaviest = weights.iter().map(total).max().unwrap_or(1);
        heaviest.checked_mul(highest).filter(|largest| *largest <= LARGEST)?;
        // The unit divides every score, and none is larger than the highest.
        let units = |score: Decimal| {
            let (above, below) = lowest_terms(score);
            above * (per_level / below)
        };
        let table = table(rubric, units, weights);
        Some(Self { numbers: Numbers::Units { per_level, table } })
    }

    /// Returns how many units one level has; nothing where scores are counted in ratios.
    #[must_use]
    pub fn units_per_level(&self) -> Option<i64> {
        match &self.numbers {
            Numbers::Units { per_level, .. } => Some(*per_level),
            Numbers::Ratios(_) => None,
        }
    }

    /// Returns the table in ratios, whatever the rubric.
    #[must_use]
    pub fn in_ratios(rubric: &Rubric) -> Self {
        let weights = |dimension: &Dimension| {
            dimension.questions.iter().map(|question| question.weight.exact()).collect()
        };
        let weights = rubric.dimensions.iter().map(weights).collect();
        Self { numbers: Numbers::Ratios(table(rubric, Decimal::exact, weights)) }
    }
}

fn table<N>(rubric: &Rubric, score: impl Fn(Decimal) -> N, weights: Vec<Vec<N>>) -> Table<N> {
    let level = |level: i64| score(Decimal::whole(level));
    let row = |(dimension, weights): (&Dimension, Vec<N>)| {
        let questions = dimension.questions.iter().zip(weights);
        let worth = questions.map(|(question, weight)| Worth {
            weight,
            options: question.scores.iter().map(|option| score(*option)).collect(),
        });
        worth.collect()
    };
    Table {
        lowest: level(rubric.scale.lowest),
        highest: level(rubric.scale.highest),
        without_report_at_most: rubric.without_report_at_most.map(&score),
        dimensions: rubric.dimensions.iter().zip(weights).map(row).collect(),
        caps: rubric.caps.iter().map(|cap| (cap.dimension, level(cap.at_most))).collect(),
    }
}

/// Returns how many units a level has: each score is a whole number of units, and so is each mean
/// of scores counted with `weights`, which are given by dimension.
fn units_per_level(rubric: &Rubric, weights: &[Vec<i64>]) -> Option<i64> {
    let denominator = |score: &Decimal| lowest_terms(*score).1;
    let mut units = 1;
    for (dimension, weights) in rubric.dimensions.iter().zip(weights) {
        let scores = dimension.questions.iter().flat_map(|question| &question.scores);
        // Without a report, the ceiling is what a question is worth.
        let scores = scores.chain(&rubric.without_report_at_most);
        let of_scores = common_multiple(scores.map(denominator))?;
        let sums = sums_of_weights(weights)?;
        let of_means = of_scores.checked_mul(common_multiple(sums.into_iter())?)?;
        units = least_common_multiple(units, of_means)?;
    }
    Some(units)
}

/// Returns the weights of a dimension's questions in proportion, as the smallest whole numbers.
fn whole_weights(dimension: &Dimension) -> Option<Vec<i64>> {
    let weights = dimension.questions.iter().map(|question| lowest_terms(question.weight));
    let common = common_multiple(weights.clone().map(|(_, below)| below))?;
    let whole = weights.map(|(above, below)| above.checked_mul(common / below));
    let whole: Vec<i64> = whole.collect::<Option<_>>()?;
    let divisor = whole.iter().fold(0, |divisor, weight| common_divisor(divisor, *weight));
    Some(whole.into_iter().map(|weight| weight / divisor.max(1)).collect())
}

/// Returns every sum of some of `weights`: whatever is left out, a mean is divided by one of them.
fn sums_of_weights(weights: &[i64]) -> Option<BTreeSet<i64>> {
    // The largest sum is that of all: where it fits, so does every other.
    weights.iter().try_fold(0_i64, |sum, weight| sum.checked_add(*weight))?;
    let mut sums = BTreeSet::new();
    for weight in weights {
        let more: Vec<_> = sums.iter().map(|sum| sum + weight).chain([*weight]).collect();
        sums.extend(more);
        if sums.len() > MOST_SUMS {
            return None;
        }
    }
    Some(sums)
}

/// Returns a number as a ratio in lowest terms.
fn lowest_terms(number: Decimal) -> (i64, i64) {
    let (above, below) = number.ratio();
    let divisor = common_divisor(above, below);
    (above / divisor, below / divisor)
}

fn common_multiple(mut numbers: impl Iterator<Item = i64>) -> Option<i64> {
    numbers.try_fold(1, least_common_multiple)
}
