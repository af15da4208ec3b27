//! How answers are judged: dimensions, what options are worth, levels and what they require,
//! caps, actions and scenarios. Nothing about any particular field stands here.

use super::decimal::Decimal;
use super::effort::Effort;
use super::enough::Enough;
use super::exact::Exact;
use super::figures::FigureNeed;
use super::index::{DimensionId, GroupId};
use super::questionnaire::Source;
use super::sentence::Sentence;
use std::collections::BTreeMap;

/// A way of judging the answers to one questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    /// Its id, which is also its file's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is called.
    pub title: String,
    /// The questionnaire it judges.
    pub questionnaire: String,
    /// The lowest and the highest level there is; the ends of the scale of scores where there are no
    /// levels.
    pub scale: Scale,
    /// What the whole makes of its members.
    pub aggregate: Aggregate,
    /// What a question counts as whose answer nobody knows.
    pub unknown_counts_as: UnknownCountsAs,
    /// How many questions may be unknown before there is no overall level; nothing where that is
    /// not bounded.
    pub unknown_at_most: Option<usize>,
    /// How many questions of one dimension may be unknown before there is no overall level.
    pub unknown_per_dimension: Option<usize>,
    /// How many questions may be not applicable.
    pub not_applicable_at_most: usize,
    /// What a question score counts as at most, in the evidenced result, without a report.
    pub without_report_at_most: Option<Decimal>,
    /// Whether a report counts only where its source is named.
    pub report_needs_source: bool,
    /// Whether a question score above that also takes an answer to every follow-up that could lower
    /// it.
    pub follow_ups_answered: bool,
    /// From which spread (highest minus lowest known level) on there is a notice.
    pub spread_notice: Option<i64>,
    /// How far what is judged by has been tried on real operations, in a sentence for the pages that
    /// explain the method.
    pub calibration: Option<String>,
    /// How near, in days, the next peak must be to change the order of actions.
    pub peak_within_days: i64,
    /// Person-days by effort word.
    pub effort_days: BTreeMap<String, Effort>,
    /// The levels, lowest first; none where there are scores only.
    pub levels: Vec<Level>,
    /// The dimensions, in the order they are shown.
    pub dimensions: Vec<Dimension>,
    /// The groups of dimensions, in the order they are shown.
    pub groups: Vec<Group>,
    /// What the whole is made of directly: groups, and the dimensions that are in none.
    pub members: Vec<Member>,
    /// The questions that are asked and not scored.
    pub not_scored: Vec<String>,
    /// The dimensions, upstream first: what is upstream is mended first.
    pub upstream: Vec<DimensionId>,
    /// What follow-ups do to the evidenced result.
    pub caps: Vec<Cap>,
    /// The symptoms, with the dimension each one speaks about.
    pub symptoms: Vec<SymptomRule>,
    /// What one dimension needs of another.
    pub prerequisites: Vec<Prerequisite>,
    /// What to do, dimension by dimension and step by step.
    pub actions: Vec<Action>,
    /// When a step of a dimension is reached; of those of which it is said.
    pub reached_when: Vec<ReachedWhen>,
    /// The measures that proofs refer to.
    pub measures: Vec<DefinedMeasure>,
    /// Who does what, and what they are called where there is no such role.
    pub roles: Vec<Role>,
    /// Which level is enough for what is promised, where the rubric says so.
    pub enough: Option<Enough>,
    /// What may happen, and what it takes to cope with it.
    pub scenarios: Vec<Scenario>,
    /// The sources that actions and scenarios name.
    pub sources: Vec<Source>,
}

impl Rubric {
    /// Returns the dimension of this id.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<DimensionId> {
        let index = self.dimensions.iter().position(|dimension| dimension.id == id);
        index.map(DimensionId::new)
    }

    /// Returns the first dimension that the question of this id belongs to.
    #[must_use]
    pub fn dimension_asking(&self, question: &str) -> Option<DimensionId> {
        let asks =
            |dimension: &Dimension| dimension.questions.iter().any(|q| q.question == question);
        self.dimensions.iter().position(asks).map(DimensionId::new)
    }

    /// Returns how a question is scored: in the first dimension that it belongs to.
    #[must_use]
    pub fn scored(&self, question: &str) -> Option<&Scored> {
        let mut scored = self.dimensions.iter().flat_map(|dimension| &dimension.questions);
        scored.find(|scored| scored.question == question)
    }

    /// Returns how a question is scored in a dimension; nothing where it does not count there.
    #[must_use]
    pub fn scored_in(&self, dimension: DimensionId, question: &str) -> Option<&Scored> {
        let dimension = self.dimensions.get(dimension.index())?;
        dimension.questions.iter().find(|scored| scored.question == question)
    }

    /// Returns the score of an option; nothing where the option leaves the question out.
    #[must_use]
    pub fn score_of(&self, question: &str, option: usize) -> Option<Decimal> {
        self.scored(question)?.options.get(option)?.score()
    }

    /// Returns the id of a question of a dimension, where one is meant.
    #[must_use]
    pub fn question_at(&self, dimension: DimensionId, question: Option<usize>) -> Option<&str> {
        let dimension = self.dimensions.get(dimension.index())?;
        Some(dimension.questions.get(question?)?.question.as_str())
    }

    /// Returns what a need is written as: `dimension`, or `dimension.question`.
    #[must_use]
    pub fn need_id(&self, need: &Need) -> String {
        self.place_id(need.dimension, need.question)
    }

    /// Returns how the question of a dimension is written, or the dimension: `dimension.question`.
    #[must_use]
    pub fn place_id(&self, dimension: DimensionId, question: Option<usize>) -> String {
        let id = self.dimensions.get(dimension.index()).map_or("", |found| found.id.as_str());
        match self.question_at(dimension, question) {
            Some(question) => format!("{id}.{question}"),
            None => id.to_owned(),
        }
    }

    /// Returns how much a dimension or group counts, relative to its neighbours.
    #[must_use]
    pub fn weight(&self, member: Member) -> Exact {
        let weight = match member {
            Member::Dimension(dimension) => {
                self.dimensions.get(dimension.index()).map(|dimension| dimension.weight)
            }
            Member::Group(group) => self.groups.get(group.index()).map(|group| group.weight),
        };
        weight.map_or_else(|| Exact::whole(0), Decimal::exact)
    }

    /// Returns whether the whole has levels, and not scores only.
    #[must_use]
    pub fn has_levels(&self) -> bool {
        !self.levels.is_empty()
    }

    /// Returns whether anything has levels: the whole, or a dimension.
    #[must_use]
    pub fn has_any_levels(&self) -> bool {
        let has_levels = |dimension: &Dimension| dimension.level_range().is_some();
        self.has_levels() || self.dimensions.iter().any(has_levels)
    }

    /// Returns the lowest and the highest level of the whole; nothing where it has scores only.
    #[must_use]
    pub fn level_range(&self) -> Option<Scale> {
        let (first, last) = (self.levels.first()?, self.levels.last()?);
        Some(Scale { lowest: first.level, highest: last.level })
    }

    /// Returns whether a level of one dimension says as much as the same level of another: all that
    /// have levels have the same ones.
    #[must_use]
    pub fn levels_compare(&self) -> bool {
        let mut ranges = self.dimensions.iter().filter_map(Dimension::level_range);
        let first = ranges.next();
        ranges.all(|range| Some(range) == first)
    }

    /// Returns the least score with which a dimension can be at `level`; nothing where its levels do
    /// not speak of the score. Where it has no levels, that is the score of this number.
    #[must_use]
    pub fn least_score_at(&self, dimension: DimensionId, level: i64) -> Option<Decimal> {
        match &self.dimensions.get(dimension.index())?.levels {
            DimensionLevels::RoundedDown(_) | DimensionLevels::None => Some(Decimal::whole(level)),
            DimensionLevels::Table(rows) => {
                let requires = rows.iter().filter(|row| row.level <= level);
                let requires = requires.filter_map(|row| row.requires.as_ref());
                requires.filter_map(|requires| requires.score).max()
            }
        }
    }

    /// Returns how one sees that a dimension has reached a level; nothing where that is not said.
    #[must_use]
    pub fn reached_when(&self, dimension: DimensionId, level: i64) -> Option<&str> {
        let line = |line: &&ReachedWhen| line.dimension == dimension && line.level == level;
        self.reached_when.iter().find(line).map(|line| line.sentence.as_str())
    }

    /// Returns whether an effort word stands for a range of person-days.
    #[must_use]
    pub fn has_effort_ranges(&self) -> bool {
        self.effort_days.values().any(|effort| effort.is_range())
    }

    /// Returns the lowest and the highest level of a dimension; nothing where it has scores only.
    #[must_use]
    pub fn levels_of(&self, dimension: DimensionId) -> Option<Scale> {
        self.dimensions.get(dimension.index())?.level_range()
    }
}

/// What is made of several scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// The sum of weight times score, divided by the sum of the weights.
    Mean,
    /// The lowest one.
    Minimum,
    /// The sum of weight times score.
    Sum,
    /// The sum of weight times score, where what is left out counts as the mean of the rest.
    ProratedSum,
}

impl Aggregate {
    /// Every aggregate, with the word that stands for it in files.
    pub const ALL: [(&'static str, Self); 4] = [
        (Self::Mean.word(), Self::Mean),
        (Self::Minimum.word(), Self::Minimum),
        (Self::Sum.word(), Self::Sum),
        (Self::ProratedSum.word(), Self::ProratedSum),
    ];

    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Minimum => "minimum",
            Self::Sum => "sum",
            Self::ProratedSum => "prorated_sum",
        }
    }

    /// Returns whether scores are added up, so that the result has a range of its own.
    #[must_use]
    pub fn adds_up(self) -> bool {
        matches!(self, Self::Sum | Self::ProratedSum)
    }
}

/// Several dimensions or groups that count as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id, in `snake_case`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How much it counts in what it belongs to, relative to its neighbours. Above 0.
    pub weight: Decimal,
    /// What it makes of its members.
    pub aggregate: Aggregate,
    /// What it is made of.
    pub members: Vec<Member>,
}

/// What counts in the whole or in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member {
    /// A dimension.
    Dimension(DimensionId),
    /// A group.
    Group(GroupId),
}

/// The lowest and the highest level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The level that everybody holds.
    pub lowest: i64,
    /// The level that cannot be raised.
    pub highest: i64,
}

/// What an unknown question counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownCountsAs {
    /// The lowest score: what is not measured cannot be managed.
    Lowest,
    /// Nothing: it is left out of mean, minimum and spread.
    LeftOut,
}

/// One maturity level, of the whole or of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its number.
    pub level: i64,
    /// Its name; may be empty in a dimension.
    pub name: String,
    /// What it is like, in one sentence; may be empty in a dimension.
    pub sentence: Sentence,
    /// What is said instead where the score alone would give more than this level.
    pub held_back: Option<Sentence>,
    /// What it takes; nothing for the lowest.
    pub requires: Option<Requirement>,
    /// The highest score that the author counts to it, where that is stated. Nothing is judged by
    /// it.
    pub up_to: Option<Decimal>,
}

/// What a level takes: all that is stated, and at least one thing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// The least score of the whole, or of the dimension.
    pub score: Option<Decimal>,
    /// What every dimension, or every question, must hold.
    pub every: Option<Decimal>,
    /// What those that are named must hold.
    pub named: Vec<(Subject, Decimal)>,
    /// How many must hold something.
    pub share: Option<Share>,
}

/// Who is named by a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A dimension or a group.
    Member(Member),
    /// The question at this index among the dimension's questions.
    Question(usize),
}

/// A share of the dimensions or questions that must hold something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What they must hold.
    pub at: Decimal,
    /// How many of them: of those that count.
    pub at_least: AtLeast,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtLeast {
    /// So many.
    Count(usize),
    /// So many of so many.
    Of(i64, i64),
}

impl AtLeast {
    /// Returns whether `some` of `all` are enough.
    #[must_use]
    pub fn is_met(self, some: usize, all: usize) -> bool {
        match self {
            Self::Count(count) => some >= count,
            Self::Of(above, below) => {
                let wide = |count: usize| i128::try_from(count).unwrap_or(i128::MAX >> 64);
                wide(some) * i128::from(below) >= wide(all) * i128::from(above)
            }
        }
    }
}

/// One dimension of the judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Its id, in `snake_case`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How much it counts in the mean, relative to the others. Above 0.
    pub weight: Decimal,
    /// What it is about; may be empty.
    pub definition: String,
    /// What a low level looks like; may be empty.
    pub low: String,
    /// What a high level looks like; may be empty.
    pub high: String,
    /// What it makes of its questions' scores.
    pub aggregate: Aggregate,
    /// How its level follows from them.
    pub levels: DimensionLevels,
    /// The questions that make up its score.
    pub questions: Vec<Scored>,
}

/// How the level of a dimension follows from its score and those of its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DimensionLevels {
    /// It is the score rounded down, on this scale.
    RoundedDown(Scale),
    /// It is the highest row that holds, and every row below it.
    Table(Vec<Level>),
    /// It has none.
    None,
}

/// What the answers to one question are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The question's id.
    pub question: String,
    /// How much it counts in the dimension, relative to the others. Above 0.
    pub weight: Decimal,
    /// What each option is worth, in the options' order.
    pub options: Vec<Worth>,
    /// Where figures are scored on a straight line: points of it, by rising figure, at least two.
    pub line: Vec<(Decimal, Decimal)>,
    /// What words of the measure are worth where there is a line.
    pub words: Vec<(String, Decimal)>,
    /// What it counts as where it does not apply; nothing where it is left out then.
    pub not_applicable: Option<Decimal>,
    /// The lowest and the highest score, which it may turn out to have while it is unknown.
    pub range: (Decimal, Decimal),
}

impl Scored {
    /// Returns the highest score that an answer to it can have; nothing where every answer leaves it
    /// out.
    #[must_use]
    pub fn highest_answer(&self) -> Option<Decimal> {
        let options = self.options.iter().filter_map(|worth| worth.score());
        let line = self.line.iter().map(|(_, score)| *score);
        let words = self.words.iter().map(|(_, score)| *score);
        options.chain(line).chain(words).chain(self.not_applicable).max()
    }
}

/// What an option is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// A score.
    Score(Decimal),
    /// The option means that the question does not apply, and counts all the same.
    NotApplicable(Decimal),
    /// The option means that the question does not apply: it is left out.
    LeftOut,
}

impl Worth {
    /// Returns the score; nothing where the question is left out.
    #[must_use]
    pub fn score(self) -> Option<Decimal> {
        match self {
            Self::Score(score) | Self::NotApplicable(score) => Some(score),
            Self::LeftOut => None,
        }
    }
}

/// A ceiling that an answer puts on the evidenced score of a dimension, or of a question of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The id of the follow-up or question.
    pub follow_up: String,
    /// The dimension.
    pub dimension: DimensionId,
    /// The question of it, by index, where only that one is capped.
    pub question: Option<usize>,
    /// The answers that put the ceiling on.
    pub when: CapWhen,
    /// The ceiling: a level of the dimension, or a score of the question.
    pub at_most: i64,
    /// Why, in one sentence; may be empty.
    pub why: String,
}

/// The answers that put a ceiling on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapWhen {
    /// This option.
    pub option: Option<String>,
    /// A figure above this one.
    pub above: Option<Decimal>,
    /// A figure below this one.
    pub below: Option<Decimal>,
    /// One of these words.
    pub words: Vec<String>,
}

/// Which dimension a symptom speaks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymptomRule {
    /// The symptom's id.
    pub symptom: String,
    /// The dimension.
    pub dimension: DimensionId,
    /// The level from which on the symptom contradicts the answer.
    pub contradicts_from: Option<i64>,
}

/// What a level of one dimension needs of another dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prerequisite {
    /// The dimension that needs something.
    pub dimension: DimensionId,
    /// The level that needs it.
    pub level: i64,
    /// The dimension it is needed of.
    pub needs: DimensionId,
    /// The level that is needed.
    pub at_least: i64,
    /// Why.
    pub reason: String,
}

/// Something to do that raises a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its id, such as `RA-1a`.
    pub id: String,
    /// The dimension.
    pub dimension: DimensionId,
    /// What kind of action it is.
    pub kind: ActionKind,
    /// Whether it is the one action that measures what is unknown.
    pub measures: bool,
    /// Whether the step can do without it.
    pub optional: bool,
    /// Whether it helps before a near peak, at any level.
    pub peak_ready: bool,
    /// What to do.
    pub title: String,
    /// Who sees to it.
    pub owner: String,
    /// Who else helps.
    pub with: Vec<String>,
    /// Its effort, one of the rubric's words.
    pub effort: String,
    /// How long it takes to a measured result, in words.
    pub horizon: String,
    /// How long it takes at least and at most, in weeks.
    pub weeks: (i64, i64),
    /// How one sees that it is done.
    pub proof: String,
    /// The id of the measure that the proof refers to.
    pub measure: Option<String>,
    /// The ids of the sources it rests on.
    pub sources: Vec<String>,
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// It belongs to the step from this level to the next.
    Step(i64),
    /// It supplies the report that a claim lacks.
    SuppliesReport,
}

/// How one sees that a level of a dimension is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachedWhen {
    /// The dimension.
    pub dimension: DimensionId,
    /// The level.
    pub level: i64,
    /// How one sees it, in one sentence.
    pub sentence: String,
}

/// A measure that proofs refer to, defined once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinedMeasure {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How it is worked out.
    pub formula: String,
    /// What it is counted in.
    pub unit: String,
}

/// A role that actions are given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// What it is called.
    pub role: String,
    /// Who does it where there is no such role.
    pub or_else: String,
}

/// Something that may happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its id, such as `SN01`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happens.
    pub trigger: String,
    /// What it takes to cope.
    pub needs: Vec<Need>,
    /// What it is enough to know: it decides nothing.
    pub know: Vec<Need>,
    /// The figures that it takes.
    pub figures: Vec<FigureNeed>,
    /// How often it comes, where that is said.
    pub likely: Option<Likelihood>,
    /// How much it hurts, where that is said.
    pub hurt: Option<Hurt>,
    /// Whether its trigger belongs to a peak in trade.
    pub at_peak: bool,
    /// What coping looks like.
    pub coping: String,
    /// The ids of the sources of its figures.
    pub sources: Vec<String>,
}

/// How often a scenario comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likelihood {
    /// Every year.
    EveryYear,
    /// In some years.
    SomeYears,
    /// Rarely.
    Rare,
}

impl Likelihood {
    /// Every likelihood, the highest first, with the word that stands for it in files.
    pub const ALL: [(&'static str, Self); 3] = [
        (Self::EveryYear.word(), Self::EveryYear),
        (Self::SomeYears.word(), Self::SomeYears),
        (Self::Rare.word(), Self::Rare),
    ];

    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::EveryYear => "every_year",
            Self::SomeYears => "some_years",
            Self::Rare => "rare",
        }
    }
}

/// How much a scenario hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hurt {
    /// Much.
    Large,
    /// Little.
    Small,
}

impl Hurt {
    /// Every grade, the worst first, with the word that stands for it in files.
    pub const ALL: [(&'static str, Self); 2] =
        [(Self::Large.word(), Self::Large), (Self::Small.word(), Self::Small)];

    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Small => "small",
        }
    }
}

/// What a scenario needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The dimension.
    pub dimension: DimensionId,
    /// The question of it, by index, where it is that one.
    pub question: Option<usize>,
    /// The level of the dimension, or the score of the question.
    pub at_least: i64,
}

impl Dimension {
    /// Returns the lowest and the highest level; nothing where there are scores only.
    #[must_use]
    pub fn level_range(&self) -> Option<Scale> {
        match &self.levels {
            DimensionLevels::RoundedDown(scale) => Some(*scale),
            DimensionLevels::Table(rows) => {
                let (first, last) = (rows.first()?, rows.last()?);
                Some(Scale { lowest: first.level, highest: last.level })
            }
            DimensionLevels::None => None,
        }
    }

    /// Returns the weight as a ratio.
    #[must_use]
    pub fn weight(&self) -> Exact {
        self.weight.exact()
    }
}
