//! From accepted answers to scores and an overall level, under one reading of the answers.
//!
//! There is one computation, [`profile`]; claimed and evidenced results, the worst and the best
//! case are the same computation under another [`Reading`].

use super::decimal::Decimal;
use super::exact::Exact;
use super::index::DimensionId;
use super::marks::{Answer, Mark, Marks};
use super::requirement::{Standing, Unmet, unmet};
use super::rubric::{
    Aggregate, DimensionLevels, Level, Member, Need, Requirement, Rubric, Scored, Subject,
    UnknownCountsAs,
};
use super::scoring_table::{Ceiling, Numbers, OptionScore, QuestionRow, ScoringTable, Table};
use std::borrow::Cow;

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
    /// The lowest score that they may have.
    Lowest,
    /// The highest score that they may turn out to have.
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
    /// The scores, rounded down, of the questions that scenarios name; without those left out.
    named: Vec<(QuestionPlace, i64)>,
}

/// Where a question counts: the dimension, and its index among the questions of it.
pub(super) type QuestionPlace = (DimensionId, usize);

/// A dimension's score, and the level that it holds; nothing where it has scores only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The score.
    pub exact: Exact,
    /// The level.
    pub level: Option<i64>,
}

impl Profile {
    /// Returns the score of a dimension; nothing where it is left out.
    #[must_use]
    pub fn score(&self, dimension: DimensionId) -> Option<&Exact> {
        self.scores.get(dimension.index())?.as_ref().map(|score| &score.exact)
    }

    /// Returns the level of a dimension; nothing where it is left out or has none.
    #[must_use]
    pub fn level(&self, dimension: DimensionId) -> Option<i64> {
        self.scores.get(dimension.index())?.as_ref()?.level
    }

    /// Returns score and level of a dimension; nothing where it is left out.
    #[must_use]
    pub fn at(&self, dimension: DimensionId) -> Option<&Score> {
        self.scores.get(dimension.index())?.as_ref()
    }

    /// Returns what a dimension would be, moved to another of its levels: the least score that the
    /// level takes, or the score that there is where it is better already. Nothing where it has no
    /// such level.
    #[must_use]
    pub fn moved(&self, rubric: &Rubric, dimension: DimensionId, level: i64) -> Option<Score> {
        let now = self.at(dimension)?;
        let levels = rubric.levels_of(dimension)?;
        if level < levels.lowest || level > levels.highest {
            return None;
        }
        let least = rubric.least_score_at(dimension, level).map(Decimal::exact);
        let exact = match least.or_else(|| score_range(rubric, dimension).map(|range| range.0)) {
            Some(least) if now.level > Some(level) => least,
            Some(least) => least.max(now.exact.clone()),
            None => now.exact.clone(),
        };
        Some(Score { exact, level: Some(level) })
    }

    /// Returns what is held of what a scenario needs: the level of the dimension, or, where it has
    /// none, its score rounded down; or the score of the question. Nothing where it is left out.
    #[must_use]
    pub fn held_for(&self, need: &Need) -> Option<i64> {
        if let Some(question) = need.question {
            let place = (need.dimension, question);
            return self.named.iter().find(|(named, _)| *named == place).map(|(_, score)| *score);
        }
        let score = self.at(need.dimension)?;
        Some(score.level.unwrap_or_else(|| score.exact.floor()))
    }

    /// Returns what a dimension holds, as requirements speak of it: its level where it has levels of
    /// its own making, else its score. Nothing where it is left out.
    #[must_use]
    pub fn held(&self, rubric: &Rubric, dimension: DimensionId) -> Option<Exact> {
        let score = self.scores.get(dimension.index())?.as_ref()?;
        let levels = rubric.dimensions.get(dimension.index()).map(|dimension| &dimension.levels);
        match (levels, score.level) {
            (Some(DimensionLevels::Table(_)), Some(level)) => Some(Exact::whole(level)),
            _ => Some(score.exact.clone()),
        }
    }

    /// Returns the scores of all dimensions, in the rubric's order.
    #[must_use]
    pub fn scores(&self) -> impl ExactSizeIterator<Item = Option<&Exact>> {
        self.scores.iter().map(|score| score.as_ref().map(|score| &score.exact))
    }

    /// Returns the levels of the dimensions that have one and are not left out.
    pub fn levels(&self) -> impl Iterator<Item = i64> {
        self.scores.iter().flatten().filter_map(|score| score.level)
    }

    /// Returns the same profile with another score of a dimension.
    #[must_use]
    pub fn with(&self, dimension: DimensionId, score: Option<Score>) -> Self {
        let mut scores = self.scores.clone();
        if let Some(slot) = scores.get_mut(dimension.index()) {
            *slot = score;
        }
        Self { scores, named: self.named.clone() }
    }
}

impl FromIterator<Option<Score>> for Profile {
    fn from_iter<I: IntoIterator<Item = Option<Score>>>(scores: I) -> Self {
        Self { scores: scores.into_iter().collect(), named: Vec::new() }
    }
}

/// Returns every dimension's score under `reading`: what its aggregate makes of its questions'
/// scores; and the level that follows.
///
/// Questions that do not apply are left out; a dimension with no question left is left out.
#[must_use]
pub fn profile(table: &ScoringTable, marks: &Marks, reading: Reading) -> Profile {
    let marks = &*settled(table, marks, reading);
    let dimensions = DimensionId::all(table.levels.len());
    let score = |dimension| dimension_score(table, marks, dimension, reading);
    let scores = dimensions.map(score).collect();
    let named = |place: &QuestionPlace| {
        let scores = question_scores(table, marks, place.0, reading);
        let score = scores.get(place.1)?.as_ref()?.floor();
        Some((*place, score))
    };
    Profile { scores, named: table.named.iter().filter_map(named).collect() }
}

/// Returns a dimension's score, and the level that follows, as [`profile`] does.
#[must_use]
pub fn dimension_score(
    table: &ScoringTable,
    marks: &Marks,
    dimension: DimensionId,
    reading: Reading,
) -> Option<Score> {
    let exact = match &table.numbers {
        Numbers::Units { per_level, table } => {
            Exact::small(score_within(table, marks, dimension, reading)?, *per_level)
        }
        Numbers::Ratios(table) => score_within(table, marks, dimension, reading)?,
    };
    Some(Score { level: level(table, marks, dimension, &exact, reading), exact })
}

/// Returns the marks without the follow-ups that no claim takes: those whose caps speak of a level
/// that the dimension does not claim.
pub(super) fn settled<'m>(
    table: &ScoringTable,
    marks: &'m Marks,
    reading: Reading,
) -> Cow<'m, Marks> {
    let is_open = |(cap, ..): &&(usize, DimensionId, i64)| marks.open.get(*cap) == Some(&true);
    let mut open = table.compared_as_levels.iter().filter(is_open).peekable();
    if reading.basis == Basis::Claimed || open.peek().is_none() {
        return Cow::Borrowed(marks);
    }
    let claimed = profile(table, marks, Reading { basis: Basis::Claimed, ..reading });
    let mut marks = marks.clone();
    for (cap, dimension, at_most) in open {
        let is_above = claimed.at(*dimension).is_some_and(|score| match score.level {
            Some(level) => level > *at_most,
            None => score.exact > Exact::whole(*at_most),
        });
        if let Some(open) = marks.open.get_mut(*cap) {
            *open = is_above;
        }
    }
    Cow::Owned(marks)
}

/// Returns the level of a dimension of this score; nothing where it has none.
fn level(
    table: &ScoringTable,
    marks: &Marks,
    dimension: DimensionId,
    score: &Exact,
    reading: Reading,
) -> Option<i64> {
    let held = match table.levels.get(dimension.index())? {
        DimensionLevels::None => None,
        DimensionLevels::RoundedDown(_) => Some(score.floor()),
        DimensionLevels::Table(rows) => {
            let questions = question_scores(table, marks, dimension, reading);
            let missing = missing(rows, |requires| question_unmet(requires, score, &questions));
            missing.map_or(rows.last(), |(held, ..)| held).map(|row| row.level)
        }
    };
    let caps = table.level_caps.iter().zip(&marks.caps).filter(|(_, on)| **on);
    let caps = caps.filter_map(|(cap, _)| cap.filter(|(capped, _)| *capped == dimension));
    let evidenced = reading.basis == Basis::Evidenced;
    caps.filter(|_| evidenced).fold(held, |held, (_, at_most)| held.map(|held| held.min(at_most)))
}

/// Returns what of a dimension's requirement is not met.
#[must_use]
pub fn question_unmet(
    requires: &Requirement,
    score: &Exact,
    questions: &[Option<Exact>],
) -> Vec<Unmet> {
    let named = requires.named.iter().map(|(subject, _)| match subject {
        Subject::Question(question) => questions.get(*question).cloned().flatten(),
        Subject::Member(_) => None,
    });
    let named: Vec<_> = named.collect();
    unmet(requires, Standing { score: Some(score), parts: questions, named: &named })
}

/// Returns the first row, from the lowest up, of which something is not met: the row below it,
/// which is the one that is held, itself, and what is not met. Nothing where every row holds.
fn missing(
    rows: &[Level],
    unmet: impl Fn(&Requirement) -> Vec<Unmet>,
) -> Option<(Option<&Level>, &Level, Vec<Unmet>)> {
    let mut held = rows.first();
    for row in rows.iter().skip(1) {
        let missing = row.requires.as_ref().map(&unmet).unwrap_or_default();
        if !missing.is_empty() {
            return Some((held, row, missing));
        }
        held = Some(row);
    }
    None
}

/// Returns the score of each question of a dimension, in its order; nothing where it is left out.
#[must_use]
pub fn question_scores(
    table: &ScoringTable,
    marks: &Marks,
    dimension: DimensionId,
    reading: Reading,
) -> Vec<Option<Exact>> {
    let marks = &*settled(table, marks, reading);
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
pub trait Number: Clone + Ord {
    /// Returns nothing of it.
    fn zero() -> Self;

    /// Returns the sum.
    #[must_use]
    fn plus(&self, other: &Self) -> Self;

    /// Returns the product.
    #[must_use]
    fn times(&self, other: &Self) -> Self;

    /// Returns the quotient, which is known to be such a number; nothing where `divisor` is zero.
    fn over(&self, divisor: &Self) -> Option<Self>;

    /// Returns the score of a figure on a line; nothing for numbers that hold no line.
    fn on_line(line: &[(Decimal, Decimal)], figure: Decimal) -> Option<Self>;
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

    fn on_line(_: &[(Decimal, Decimal)], _: Decimal) -> Option<Self> {
        None
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

    fn on_line(line: &[(Decimal, Decimal)], figure: Decimal) -> Option<Self> {
        line_score(line, figure)
    }
}

/// Returns the score of a figure on the straight line between the two points that it lies between;
/// beyond the ends, that of the end.
#[must_use]
pub fn line_score(line: &[(Decimal, Decimal)], figure: Decimal) -> Option<Exact> {
    let (first, last) = (line.first()?, line.last()?);
    if figure <= first.0 {
        return Some(first.1.exact());
    }
    let ends = line.iter().zip(line.iter().skip(1)).find(|(_, to)| figure <= to.0);
    let Some((from, to)) = ends else { return Some(last.1.exact()) };
    let between = |from: Decimal, to: Decimal| &to.exact() - &from.exact();
    let part = between(from.0, figure).over(&between(from.0, to.0))?;
    Some(&from.1.exact() + &(&part * &between(from.1, to.1)))
}

/// Returns what an aggregate makes of scores, each with its weight; nothing where every score is
/// left out.
pub fn aggregated<'n, N: Number + 'n>(
    aggregate: Aggregate,
    scores: impl Iterator<Item = (Option<N>, &'n N)>,
) -> Option<N> {
    let mut all = N::zero();
    let mut sum = None;
    let mut weights = N::zero();
    for (score, weight) in scores {
        all = all.plus(weight);
        let Some(score) = score else { continue };
        weights = weights.plus(weight);
        let term = if aggregate == Aggregate::Minimum { score } else { score.times(weight) };
        sum = Some(match sum {
            None => term,
            Some(sum) if aggregate == Aggregate::Minimum => term.min(sum),
            Some(sum) => term.plus(&sum),
        });
    }
    match aggregate {
        Aggregate::Minimum | Aggregate::Sum => sum,
        Aggregate::Mean => sum?.over(&weights),
        Aggregate::ProratedSum => Some(sum?.over(&weights)?.times(&all)),
    }
}

fn score_within<N: Number>(
    table: &Table<N>,
    marks: &Marks,
    dimension: DimensionId,
    reading: Reading,
) -> Option<N> {
    let row = table.dimensions.get(dimension.index())?;
    let score = aggregated(row.aggregate, scores_within(table, marks, dimension, reading))?;
    let ceilings = put_on(table, marks).filter(|_| reading.basis == Basis::Evidenced);
    let ceilings =
        ceilings.filter(|ceiling| ceiling.question.is_none() && ceiling.dimension == dimension);
    let at_most = ceilings.filter_map(|ceiling| ceiling.at_most.as_ref());
    Some(at_most.fold(score, |score, at_most| score.min(at_most.clone())))
}

/// Returns the lowest and the highest score that a dimension can have when all of it applies.
#[must_use]
pub fn score_range(rubric: &Rubric, dimension: DimensionId) -> Option<(Exact, Exact)> {
    let dimension = rubric.dimensions.get(dimension.index())?;
    let questions = &dimension.questions;
    let weights: Vec<_> = questions.iter().map(|question| question.weight.exact()).collect();
    let end = |end: fn(&Scored) -> Decimal| {
        let scores = questions.iter().map(|question| Some(end(question).exact()));
        aggregated(dimension.aggregate, scores.zip(&weights))
    };
    end(|question| question.range.0).zip(end(|question| question.range.1))
}

/// Returns the lowest and the highest score that the whole can have when all of it applies.
#[must_use]
pub fn whole_range(rubric: &Rubric) -> Option<(Exact, Exact)> {
    let dimensions = DimensionId::all(rubric.dimensions.len());
    let ranges: Vec<_> = dimensions.map(|dimension| score_range(rubric, dimension)).collect();
    let end = |end: fn(&(Exact, Exact)) -> &Exact| {
        let scores = ranges
            .iter()
            .map(|range| Some(Score { exact: end(range.as_ref()?).clone(), level: None }));
        whole_score(rubric, &scores.collect())
    };
    end(|range| &range.0).zip(end(|range| &range.1))
}

/// Returns the ceilings that answers put on.
fn put_on<'t, N>(table: &'t Table<N>, marks: &'t Marks) -> impl Iterator<Item = &'t Ceiling<N>> {
    table.caps.iter().zip(&marks.caps).filter(|(_, on)| **on).map(|(ceiling, _)| ceiling)
}

/// Returns the score and the weight of each question of a dimension; no score where it is left out.
fn scores_within<'t, N: Number>(
    table: &'t Table<N>,
    marks: &'t Marks,
    dimension: DimensionId,
    reading: Reading,
) -> impl Iterator<Item = (Option<N>, &'t N)> {
    let before = table.dimensions.iter().take(dimension.index());
    let first: usize = before.map(|row| row.questions.len()).sum();
    let row = table.dimensions.get(dimension.index());
    let questions = row.map(|row| row.questions.as_slice()).unwrap_or_default();
    let marked = questions.iter().zip(marks.questions.iter().skip(first)).enumerate();
    marked.map(move |(index, (question, mark))| {
        let concerns = |ceiling: &Ceiling<N>| {
            ceiling.dimension == dimension && ceiling.question.is_none_or(|it| it == index)
        };
        // What could be lowered by an answer that is not there has no more than a report's lack.
        let is_sure = |score: &N| {
            let mut open = table.caps.iter().zip(&marks.open);
            open.all(|(ceiling, open)| {
                let up_to = ceiling.claims_up_to.as_ref();
                !*open || !concerns(ceiling) || up_to.is_some_and(|most| score <= most)
            })
        };
        let score = question_score(table, question, (*mark, is_sure), reading);
        let capped = |score: N, ceiling: &Ceiling<N>| match &ceiling.at_most {
            Some(at_most) => score.min(at_most.clone()),
            None => score,
        };
        let is_capped = |ceiling: &&Ceiling<N>| {
            ceiling.dimension == dimension && ceiling.question == Some(index)
        };
        let ceilings = put_on(table, marks).filter(is_capped);
        let ceilings = ceilings.filter(|_| reading.basis == Basis::Evidenced);
        (score.map(|score| ceilings.fold(score, capped)), &question.weight)
    })
}

fn question_score<N: Number>(
    table: &Table<N>,
    question: &QuestionRow<N>,
    (mark, is_sure): (Mark, impl Fn(&N) -> bool),
    reading: Reading,
) -> Option<N> {
    let reported = |score: N| {
        let counts_less = || !(mark.reported && is_sure(&score));
        let unreported = reading.basis == Basis::Evidenced && counts_less();
        match table.without_report_at_most.as_ref().filter(|_| unreported) {
            Some(ceiling) => score.min(ceiling.clone()),
            None => score,
        }
    };
    match mark.answer {
        Answer::NotApplicable => None,
        Answer::NotApplicableButCounted => question.not_applicable.clone(),
        Answer::Option(option) => {
            let OptionScore { score, needs_report } = question.options.get(option)?.clone()?;
            Some(if needs_report { reported(score) } else { score })
        }
        Answer::Figure(figure) => N::on_line(&question.line, figure).map(reported),
        Answer::Word(word) => question.words.get(word).cloned().map(reported),
        Answer::Unknown | Answer::Unanswered => match reading.unknowns {
            Unknowns::Lowest => Some(question.lowest.clone()),
            Unknowns::Highest => Some(question.highest.clone()),
            Unknowns::LeftOut => None,
        },
    }
}

/// The overall result of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The highest level whose row, and every row below it, holds; nothing where there are scores
    /// only.
    pub level: Option<i64>,
    /// What the rubric makes of the dimension scores; nothing where every dimension is left out.
    pub score: Option<Exact>,
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

/// Returns the score of the whole; nothing where every dimension is left out.
#[must_use]
pub fn whole_score(rubric: &Rubric, profile: &Profile) -> Option<Exact> {
    members_score(rubric, profile, rubric.aggregate, &rubric.members)
}

/// Returns the score of a group or dimension; nothing where it is left out.
#[must_use]
pub fn member_score(rubric: &Rubric, profile: &Profile, member: Member) -> Option<Exact> {
    match member {
        Member::Dimension(dimension) => profile.score(dimension).cloned(),
        Member::Group(group) => {
            let group = rubric.groups.get(group.index())?;
            members_score(rubric, profile, group.aggregate, &group.members)
        }
    }
}

fn members_score(
    rubric: &Rubric,
    profile: &Profile,
    aggregate: Aggregate,
    members: &[Member],
) -> Option<Exact> {
    let weights: Vec<Exact> = members.iter().map(|member| rubric.weight(*member)).collect();
    let scores = members.iter().map(|member| member_score(rubric, profile, *member));
    aggregated(aggregate, scores.zip(&weights))
}

/// Returns the overall result of `profile`: the score of the whole, and the level that is held.
#[must_use]
pub fn overall(rubric: &Rubric, profile: &Profile) -> Overall {
    let score = whole_score(rubric, profile);
    let unmet = |requires: &Requirement| member_unmet(rubric, profile, score.as_ref(), requires);
    let missing = missing(&rubric.levels, unmet);
    let held = match &missing {
        Some((held, ..)) => *held,
        None => rubric.levels.last(),
    };
    Overall {
        level: held.map(|row| row.level),
        lowest: profile.levels().min(),
        highest: profile.levels().max(),
        next: missing.map(|(_, row, unmet)| NextLevel { level: row.level, unmet }),
        score,
    }
}

/// Returns the level that the score of the whole alone would give: the highest whose row, and every
/// row below it, takes no higher score.
#[must_use]
pub fn level_by_score(rubric: &Rubric, score: &Exact) -> Option<i64> {
    let takes_more = |row: &&Level| {
        let needed = row.requires.as_ref().and_then(|takes| takes.score);
        needed.is_some_and(|needed| *score < needed.exact())
    };
    rubric.levels.iter().take_while(|row| !takes_more(row)).last().map(|row| row.level)
}

/// Returns the requirements of the row for `level` that are not met, where the whole has `score`.
#[must_use]
pub fn unmet_at(
    rubric: &Rubric,
    profile: &Profile,
    score: Option<&Exact>,
    level: i64,
) -> Vec<Unmet> {
    let row = rubric.levels.iter().find(|row| row.level == level);
    let requires = row.and_then(|row| row.requires.as_ref());
    requires.map(|it| member_unmet(rubric, profile, score, it)).unwrap_or_default()
}

/// Returns what of a requirement of the whole is not met.
fn member_unmet(
    rubric: &Rubric,
    profile: &Profile,
    score: Option<&Exact>,
    requires: &Requirement,
) -> Vec<Unmet> {
    let of_all = requires.every.is_some() || requires.share.is_some();
    let dimensions = DimensionId::all(if of_all { rubric.dimensions.len() } else { 0 });
    let parts: Vec<_> = dimensions.map(|dimension| profile.held(rubric, dimension)).collect();
    let named = requires.named.iter().map(|(subject, _)| match subject {
        Subject::Member(Member::Dimension(dimension)) => profile.held(rubric, *dimension),
        Subject::Member(group) => member_score(rubric, profile, *group),
        Subject::Question(_) => None,
    });
    let named: Vec<_> = named.collect();
    unmet(requires, Standing { score, parts: &parts, named: &named })
}
