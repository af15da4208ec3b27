//! What every answer is worth under a rubric, in whole numbers of one unit.
//!
//! A mean of whole numbers need not be whole. But a rubric tells by which sums of weights its means
//! can be divided: by those of some of a dimension's questions. So there is a unit, a fraction of a
//! level, in which every score that the rubric can give is a whole number, and machine integers are
//! exact. Where that unit is too fine for them, ratios without a bound stand in for them.

use super::decimal::Decimal;
use super::exact::{Exact, common_divisor, least_common_multiple};
use super::index::DimensionId;
use super::rubric::{Aggregate, Cap, Dimension, DimensionLevels, Rubric, Scored, Worth};
use super::sorting;
use std::collections::BTreeSet;

/// The largest sum that is counted in machine integers: sums of a few of them still fit.
const LARGEST: i64 = 1 << 60;
/// How many sums of weights are looked at in a dimension before its weights count as too wild.
const MOST_SUMS: usize = 10_000;

/// A rubric's scores and weights, ready to be added, and what its dimensions' levels take.
#[derive(Clone, Debug)]
pub struct ScoringTable {
    pub(super) numbers: Numbers,
    /// How each dimension's level follows, in the rubric's order.
    pub(super) levels: Vec<DimensionLevels>,
    /// By cap of the rubric: the dimension and the highest level it may have, if a level is capped.
    pub(super) level_caps: Vec<Option<(DimensionId, i64)>>,
    /// The caps whose claims are compared as levels: no score of a question says what they say.
    pub(super) compared_as_levels: Vec<(usize, DimensionId, i64)>,
    /// The questions that scenarios name.
    pub(super) named: Vec<(DimensionId, usize)>,
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
    /// What a question score counts as at most without a report.
    pub(super) without_report_at_most: Option<N>,
    /// The dimensions, in the rubric's order.
    pub(super) dimensions: Vec<Row<N>>,
    /// The rubric's caps.
    pub(super) caps: Vec<Ceiling<N>>,
}

/// What a dimension is made of.
#[derive(Clone, Debug)]
pub(super) struct Row<N> {
    /// What is made of the questions' scores.
    pub(super) aggregate: Aggregate,
    /// The questions, in the rubric's order.
    pub(super) questions: Vec<QuestionRow<N>>,
}

/// What a question is worth.
#[derive(Clone, Debug)]
pub(super) struct QuestionRow<N> {
    /// How much it counts in the dimension.
    pub(super) weight: N,
    /// What each option is worth, in the options' order; nothing where it leaves the question out.
    pub(super) options: Vec<Option<OptionScore<N>>>,
    /// Points of the line on which figures are scored.
    pub(super) line: Vec<(Decimal, Decimal)>,
    /// What words are worth.
    pub(super) words: Vec<N>,
    /// What it counts as where it does not apply.
    pub(super) not_applicable: Option<N>,
    /// The lowest score that it may have.
    pub(super) lowest: N,
    /// The highest score that it may have.
    pub(super) highest: N,
}

/// The score of an option.
#[derive(Clone, Debug)]
pub(super) struct OptionScore<N> {
    /// The score.
    pub(super) score: N,
    /// Whether a high one needs a report.
    pub(super) needs_report: bool,
}

/// A ceiling.
#[derive(Clone, Debug)]
pub(super) struct Ceiling<N> {
    /// The dimension.
    pub(super) dimension: DimensionId,
    /// The question of it, by index, where only that one is capped.
    pub(super) question: Option<usize>,
    /// The highest score; nothing where only the level is capped.
    pub(super) at_most: Option<N>,
    /// What it says, as the score of a question: claims above that take an answer, where the rubric
    /// asks for one. Nothing where the level of the dimension is what is compared.
    pub(super) claims_up_to: Option<N>,
}

impl ScoringTable {
    /// Returns the table of `rubric`.
    #[must_use]
    pub fn of(rubric: &Rubric) -> Self {
        Self::in_units(rubric).unwrap_or_else(|| Self::in_ratios(rubric))
    }

    /// Returns the table in whole units; nothing where they are too fine for machine integers, or
    /// where figures are scored on a line, which has no unit.
    #[must_use]
    pub fn in_units(rubric: &Rubric) -> Option<Self> {
        let mut questions = rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
        if questions.any(|question| !question.line.is_empty()) {
            return None;
        }
        let weights: Vec<_> = rubric.dimensions.iter().map(whole_weights).collect::<Option<_>>()?;
        let per_level = units_per_level(rubric, &weights)?;
        let largest = largest_score(rubric).checked_mul(per_level)?;
        let total = |weights: &Vec<i64>| weights.iter().copied().fold(0, i64::saturating_add);
        let heaviest = weights.iter().map(total).max().unwrap_or(1);
        heaviest.checked_mul(largest).filter(|largest| *largest <= LARGEST)?;
        // The unit divides every score, and none is larger than the largest.
        let units = |score: Decimal| {
            let (above, below) = lowest_terms(score);
            above * (per_level / below)
        };
        let table = table(rubric, units, weights);
        Some(Self::with(rubric, Numbers::Units { per_level, table }))
    }

    fn with(rubric: &Rubric, numbers: Numbers) -> Self {
        let levels = rubric.dimensions.iter().map(|dimension| dimension.levels.clone()).collect();
        let has_levels = |cap: &&Cap| rubric.levels_of(cap.dimension).is_some();
        let capped = |cap: &Cap| {
            let level = Some(cap).filter(|cap| cap.question.is_none()).filter(has_levels)?;
            Some((level.dimension, level.at_most))
        };
        let level_caps = rubric.caps.iter().map(capped).collect();
        let compared =
            rubric.caps.iter().enumerate().filter(|(_, cap)| claims_of(rubric, cap).is_none());
        let compared_as_levels =
            compared.map(|(index, cap)| (index, cap.dimension, cap.at_most)).collect();
        let needs = rubric.scenarios.iter().flat_map(|it| it.needs.iter().chain(&it.know));
        let named = needs.filter_map(|need| Some((need.dimension, need.question?)));
        let named = sorting::to_set(named).into_iter().collect();
        Self { numbers, levels, level_caps, compared_as_levels, named }
    }

    /// Returns the highest score of a question whose claim takes no answer to the follow-up of a cap;
    /// nothing where the level of the dimension is what is compared.
    pub(super) fn claims_up_to(&self, cap: usize) -> Option<Exact> {
        match &self.numbers {
            Numbers::Units { per_level, table } => {
                Some(Exact::small(table.caps.get(cap)?.claims_up_to?, *per_level))
            }
            Numbers::Ratios(table) => table.caps.get(cap)?.claims_up_to.clone(),
        }
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
        Self::with(rubric, Numbers::Ratios(table(rubric, Decimal::exact, weights)))
    }
}

fn table<N>(rubric: &Rubric, score: impl Fn(Decimal) -> N, weights: Vec<Vec<N>>) -> Table<N> {
    let row = |(dimension, weights): (&Dimension, Vec<N>)| Row {
        aggregate: dimension.aggregate,
        questions: (dimension.questions.iter().zip(weights))
            .map(|(question, weight)| question_row(question, weight, &score))
            .collect(),
    };
    let ceiling = |cap: &Cap| {
        let at_most = match cap.question {
            Some(_) => Some(Decimal::whole(cap.at_most)),
            None => rubric.least_score_at(cap.dimension, cap.at_most),
        };
        let (dimension, question) = (cap.dimension, cap.question);
        let claims_up_to = claims_of(rubric, cap).map(&score);
        Ceiling { dimension, question, at_most: at_most.map(&score), claims_up_to }
    };
    Table {
        without_report_at_most: rubric.without_report_at_most.map(&score),
        dimensions: rubric.dimensions.iter().zip(weights).map(row).collect(),
        caps: rubric.caps.iter().map(ceiling).collect(),
    }
}

/// Returns what a cap says as the score of a question; nothing where it speaks of a level that no
/// score of one question stands for.
fn claims_of(rubric: &Rubric, cap: &Cap) -> Option<Decimal> {
    if cap.question.is_some() {
        return Some(Decimal::whole(cap.at_most));
    }
    let aggregate = rubric.dimensions.get(cap.dimension.index())?.aggregate;
    let is_of_one = matches!(aggregate, Aggregate::Mean | Aggregate::Minimum);
    rubric.least_score_at(cap.dimension, cap.at_most).filter(|_| is_of_one)
}

fn question_row<N>(question: &Scored, weight: N, score: &impl Fn(Decimal) -> N) -> QuestionRow<N> {
    let option = |worth: &Worth| {
        let needs_report = matches!(worth, Worth::Score(_));
        Some(OptionScore { score: score(worth.score()?), needs_report })
    };
    QuestionRow {
        weight,
        options: question.options.iter().map(option).collect(),
        line: question.line.clone(),
        words: question.words.iter().map(|(_, worth)| score(*worth)).collect(),
        not_applicable: question.not_applicable.map(score),
        lowest: score(question.range.0),
        highest: score(question.range.1),
    }
}

/// Returns every score that a question may have.
fn scores_of(question: &Scored) -> impl Iterator<Item = Decimal> {
    let options = question.options.iter().filter_map(|worth| worth.score());
    let words = question.words.iter().map(|(_, score)| *score);
    let ends = [question.range.0, question.range.1];
    options.chain(words).chain(question.not_applicable).chain(ends)
}

/// Returns a whole number that no score and no ceiling is larger than, above nought or below.
fn largest_score(rubric: &Rubric) -> i64 {
    let questions = rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
    let caps = rubric.caps.iter().flat_map(|cap| {
        let least = rubric.least_score_at(cap.dimension, cap.at_most);
        least.into_iter().chain([Decimal::whole(cap.at_most)])
    });
    let all = questions.flat_map(scores_of).chain(caps).chain(rubric.without_report_at_most);
    let size = |score: Decimal| score.floor().saturating_abs() + 1;
    all.map(size).max().unwrap_or(1)
}

/// Returns how many units a level has: each score is a whole number of units, and so is each score
/// of a dimension counted with `weights`, which are given by dimension.
fn units_per_level(rubric: &Rubric, weights: &[Vec<i64>]) -> Option<i64> {
    let denominator = |score: Decimal| lowest_terms(score).1;
    let mut units = 1;
    for ((id, dimension), weights) in DimensionId::each(&rubric.dimensions).zip(weights) {
        let scores = dimension.questions.iter().flat_map(scores_of);
        let caps = rubric.caps.iter().filter(|cap| cap.dimension == id && cap.question.is_none());
        let caps = caps.filter_map(|cap| rubric.least_score_at(id, cap.at_most));
        // Without a report, the ceiling is what a question is worth.
        let scores = scores.chain(rubric.without_report_at_most).chain(caps);
        let of_scores = common_multiple(scores.map(denominator))?;
        let of_all = match dimension.aggregate {
            Aggregate::Minimum | Aggregate::Sum => of_scores,
            Aggregate::Mean | Aggregate::ProratedSum => {
                let sums = sums_of_weights(weights)?;
                of_scores.checked_mul(common_multiple(sums.into_iter())?)?
            }
        };
        units = least_common_multiple(units, of_all)?;
    }
    Some(units)
}

/// Returns the weights of a dimension's questions as whole numbers: where only their proportion
/// counts, the smallest; where they multiply, as they are, and nothing where they are not whole.
fn whole_weights(dimension: &Dimension) -> Option<Vec<i64>> {
    if dimension.aggregate.adds_up() {
        let whole = |weight: Decimal| (weight.decimals() == 0).then(|| weight.floor());
        return dimension.questions.iter().map(|question| whole(question.weight)).collect();
    }
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
