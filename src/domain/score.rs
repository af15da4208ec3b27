//! From accepted answers to scores and an overall level, under one reading of the answers.
//!
//! There is one computation, [`profile`]; claimed and evidenced results, the worst and the best
//! case are the same computation under another [`Reading`].

use super::exact::Exact;
use super::index::DimensionId;
use super::marks::{Answer, Mark, Marks};
use super::rubric::{Rubric, UnknownCountsAs};
use super::scoring_table::{Numbers, ScoringTable, Table, Worth};

/// How answers are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What answers count on.
    pub basis: Basis,
    /// What unknown questions count as.
    pub unknowns: Unknowns,
}

/// What answers count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The respondent's word.
    Claimed,
    /// Reports: high scores need one, and guard-rails put ceilings on.
    Evidenced,
}

impl Basis {
    /// Both, with the word that stands for each in files.
    pub const ALL: [(&'static str, Self); 2] =
        [(Self::Claimed.word(), Self::Claimed), (Self::Evidenced.word(), Self::Evidenced)];

    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Evidenced => "evidenced",
        }
    }
}

/// What unknown and unanswered questions count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknowns {
    /// The lowest score of the scale.
    Lowest,
    /// The highest score of the scale, as it may turn out to be.
    Highest,
    /// Nothing.
    LeftOut,
}

impl From<UnknownCountsAs> for Unknowns {
    fn from(rule: UnknownCountsAs) -> Self {
        match rule {
            UnknownCountsAs::Lowest => Self::Lowest,
            UnknownCountsAs::LeftOut => Self::LeftOut,
        }
    }
}

/// The dimensions' scores under one reading; nothing for a dimension that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// In the rubric's order.
    scores: Vec<Option<Score>>,
}

/// A dimension's score, and the level that it holds: the score rounded down.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Score {
    exact: Exact,
    level: i64,
}

impl From<Exact> for Score {
    fn from(exact: Exact) -> Self {
        Self { level: exact.floor(), exact }
    }
}

impl Profile {
    /// Returns the score of a dimension; nothing where it is left out.
    #[must_use]
    pub fn score(&self, dimension: DimensionId) -> Option<&Exact> {
        self.scores.get(dimension.index())?.as_ref().map(|score| &score.exact)
    }

    /// Returns the level of a dimension: its score rounded down.
    #[must_use]
    pub fn level(&self, dimension: DimensionId) -> Option<i64> {
        self.scores.get(dimension.index())?.as_ref().map(|score| score.level)
    }

    /// Returns the scores of all dimensions, in the rubric's order.
    #[must_use]
    pub fn scores(&self) -> impl ExactSizeIterator<Item = Option<&Exact>> {
        self.scores.iter().map(|score| score.as_ref().map(|score| &score.exact))
    }

    /// Returns the levels of the dimensions that are not left out.
    pub fn levels(&self) -> impl Iterator<Item = i64> {
        self.scores.iter().flatten().map(|score| score.level)
    }

    /// Returns the same profile with another score of a dimension.
    #[must_use]
    pub fn with(&self, dimension: DimensionId, score: Option<Exact>) -> Self {
        let mut scores = self.scores.clone();
        if let Some(slot) = scores.get_mut(dimension.index()) {
            *slot = score.map(Score::from);
        }
        Self { scores }
    }
}

impl FromIterator<Option<Exact>> for Profile {
    fn from_iter<I: IntoIterator<Item = Option<Exact>>>(scores: I) -> Self {
        Self { scores: scores.into_iter().map(|score| score.map(Score::from)).collect() }
    }
}

/// Returns every dimension's score under `reading`: the weighted mean of its questions' scores.
///
/// Questions that do not apply are left out; a dimension with no question left is left out.
#[must_use]
pub fn profile(table: &ScoringTable, marks: &Marks, reading: Reading) -> Profile {
    match &table.numbers {
        Numbers::Units { per_level, table } => {
            let score = |units: i64| Score {
                exact: Exact::small(units, *per_level),
                level: units.div_euclid(*per_level),
            };
            let scores = scores(table, marks, reading).into_iter();
            Profile { scores: scores.map(|units| units.map(score)).collect() }
        }
        Numbers::Ratios(table) => scores(table, marks, reading).into_iter().collect(),
    }
}

/// Returns the score of each question of a dimension, in its order; nothing where it is left out.
#[must_use]
pub fn question_scores(
    table: &ScoringTable,
    marks: &Marks,
    dimension: DimensionId,
    reading: Reading,
) -> Vec<Option<Exact>> {
    match &table.numbers {
        Numbers::Units { per_level, table } => {
            let scores = scores_within(table, marks, dimension, reading);
            scores.map(|(units, _)| Some(Exact::small(units?, *per_level))).collect()
        }
        Numbers::Ratios(table) => {
            scores_within(table, marks, dimension, reading).map(|(score, _)| score).collect()
        }
    }
}

/// The numbers that scores are counted in.
trait Number: Clone + Ord {
    /// Returns nothing of it.
    fn zero() -> Self;

    /// Returns the sum.
    fn plus(&self, other: &Self) -> Self;

    /// Returns the product.
    fn times(&self, other: &Self) -> Self;

    /// Returns the quotient, which is known to be such a number; nothing where `divisor` is zero.
    fn over(&self, divisor: &Self) -> Option<Self>;
}

/// Whole units. Their table sees to it that sums fit and quotients are whole.
impl Number for i64 {
    fn zero() -> Self {
        0
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn over(&self, divisor: &Self) -> Option<Self> {
        debug_assert!(self.checked_rem(*divisor).is_none_or(|rest| rest == 0), "a unit too coarse");
        self.checked_div(*divisor)
    }
}

impl Number for Exact {
    fn zero() -> Self {
        Self::whole(0)
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn over(&self, divisor: &Self) -> Option<Self> {
        Self::over(self, divisor)
    }
}

fn scores<N: Number>(table: &Table<N>, marks: &Marks, reading: Reading) -> Vec<Option<N>> {
    let of_dimension = |dimension| {
        let counted = scores_within(table, marks, dimension, reading);
        let counted = counted.filter_map(|(score, weight)| Some((score?, weight)));
        let nothing = (N::zero(), N::zero());
        let (sum, weights) = counted.fold(nothing, |(sum, weights), (score, weight)| {
            (sum.plus(&score.times(weight)), weights.plus(weight))
        });
        sum.over(&weights)
    };
    let mut scores: Vec<_> = DimensionId::all(table.dimensions.len()).map(of_dimension).collect();
    if reading.basis == Basis::Evidenced {
        let put_on = table.caps.iter().zip(&marks.caps).filter(|(_, on)| **on);
        for ((dimension, ceiling), _) in put_on {
            if let Some(Some(score)) = scores.get_mut(dimension.index()) {
                *score = score.clone().min(ceiling.clone());
            }
        }
    }
    scores
}

/// Returns the score and the weight of each question of a dimension; no score where it is left out.
fn scores_within<'t, N: Number>(
    table: &'t Table<N>,
    marks: &'t Marks,
    dimension: DimensionId,
    reading: Reading,
) -> impl Iterator<Item = (Option<N>, &'t N)> {
    let first: usize = table.dimensions.iter().take(dimension.index()).map(Vec::len).sum();
    let questions = table.dimensions.get(dimension.index()).map(Vec::as_slice).unwrap_or_default();
    let marked = questions.iter().zip(marks.questions.iter().skip(first));
    marked.map(move |(worth, mark)| (question_score(table, worth, *mark, reading), &worth.weight))
}

fn question_score<N: Number>(
    table: &Table<N>,
    worth: &Worth<N>,
    mark: Mark,
    reading: Reading,
) -> Option<N> {
    match mark.answer {
        Answer::NotApplicable => None,
        Answer::Option(option) => {
            let score = worth.options.get(option)?;
            let unreported = reading.basis == Basis::Evidenced && !mark.reported;
            let ceiling = table.without_report_at_most.as_ref().filter(|_| unreported);
            Some(ceiling.map_or(score, |ceiling| score.min(ceiling)).clone())
        }
        Answer::Unknown | Answer::Unanswered => match reading.unknowns {
            Unknowns::Lowest => Some(table.lowest.clone()),
            Unknowns::Highest => Some(table.highest.clone()),
            Unknowns::LeftOut => None,
        },
    }
}

/// The overall result of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The highest level whose row, and every row below it, holds.
    pub level: i64,
    /// The weighted mean of the dimension scores; nothing where every dimension is left out.
    pub mean: Option<Exact>,
    /// The lowest dimension level.
    pub lowest: Option<i64>,
    /// The highest dimension level.
    pub highest: Option<i64>,
    /// What is missing for the next level; nothing at the top.
    pub next: Option<NextLevel>,
}

/// The next level, and the requirements of it that are not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextLevel {
    /// The level.
    pub level: i64,
    /// Its unmet requirements.
    pub unmet: Vec<Unmet>,
}

/// A requirement that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The mean is too low.
    Mean {
        /// The mean it takes.
        needed: super::decimal::Decimal,
        /// The mean there is.
        actual: Option<Exact>,
    },
    /// A dimension is too low.
    EveryDimension {
        /// The level it takes of every dimension.
        needed: i64,
        /// The lowest level there is.
        actual: i64,
        /// The dimensions below the level it takes.
        dimensions: Vec<DimensionId>,
    },
}

/// Returns the weighted mean of dimension scores; nothing where every dimension is left out.
#[must_use]
pub fn mean(rubric: &Rubric, profile: &Profile) -> Option<Exact> {
    let counted = profile.scores().zip(&rubric.dimensions);
    let counted: Vec<_> =
        counted.filter_map(|(score, dimension)| Some((score?, dimension.weight.exact()))).collect();
    Exact::weighted_mean(counted.iter().map(|(score, weight)| (*score, weight)))
}

/// Returns the level that a mean and a lowest dimension level hold, as [`overall`] says it of a
/// whole profile.
#[must_use]
pub fn level_held(rubric: &Rubric, mean: Option<&Exact>, lowest: Option<i64>) -> i64 {
    let holds = |row: &super::rubric::Requirement| {
        let mean = mean.is_some_and(|mean| *mean >= row.mean.exact());
        mean && lowest.is_none_or(|lowest| lowest >= row.every_dimension)
    };
    let mut rows = rubric.levels.iter().skip(1);
    let missed = rows.find(|row| row.requires.as_ref().is_some_and(|requires| !holds(requires)));
    missed.map_or(rubric.scale.highest, |row| row.level - 1)
}

/// Returns the overall result of `profile`: the weighted mean of dimension scores, and the level
/// that mean and weakest dimension hold.
#[must_use]
pub fn overall(rubric: &Rubric, profile: &Profile) -> Overall {
    let mean = mean(rubric, profile);
    let missing = rubric.levels.iter().skip(1).find_map(|row| {
        let unmet = unmet(rubric, profile, mean.as_ref(), row.level);
        (!unmet.is_empty()).then_some(NextLevel { level: row.level, unmet })
    });
    let held = missing.as_ref().map_or(rubric.scale.highest, |next| next.level - 1);
    Overall {
        level: held,
        lowest: profile.levels().min(),
        highest: profile.levels().max(),
        mean,
        next: missing,
    }
}

/// Returns the requirements of the row for `level` that are not met.
#[must_use]
pub fn unmet(rubric: &Rubric, profile: &Profile, mean: Option<&Exact>, level: i64) -> Vec<Unmet> {
    let row = rubric.levels.iter().find(|row| row.level == level);
    let Some(requires) = row.and_then(|row| row.requires) else { return Vec::new() };
    let mut unmet = Vec::new();
    if mean.is_none_or(|mean| *mean < requires.mean.exact()) {
        unmet.push(Unmet::Mean { needed: requires.mean, actual: mean.cloned() });
    }
    let needed = requires.every_dimension;
    let below =
        |dimension: &DimensionId| profile.level(*dimension).is_some_and(|level| level < needed);
    let dimensions: Vec<_> = DimensionId::all(profile.scores().len()).filter(below).collect();
    if let Some(actual) = dimensions.iter().filter_map(|dimension| profile.level(*dimension)).min()
    {
        unmet.push(Unmet::EveryDimension { needed, actual, dimensions });
    }
    unmet
}
