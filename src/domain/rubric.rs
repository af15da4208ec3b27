//! How answers are judged: dimensions, what options are worth, levels and what they require,
//! caps, actions and scenarios. Nothing about any particular field stands here.

use super::decimal::Decimal;
use super::exact::Exact;
use super::index::DimensionId;
use super::questionnaire::Source;
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
    /// The lowest and the highest level.
    pub scale: Scale,
    /// What a question counts as whose answer nobody knows.
    pub unknown_counts_as: UnknownCountsAs,
    /// How many questions may be unknown before there is no overall level; nothing where that is
    /// not bounded.
    pub unknown_at_most: Option<usize>,
    /// How many questions may be not applicable.
    pub not_applicable_at_most: usize,
    /// What a question score counts as at most, in the evidenced result, without a report.
    pub without_report_at_most: Option<Decimal>,
    /// From which spread (highest minus lowest known level) on there is a notice.
    pub spread_notice: Option<i64>,
    /// How near, in days, the next peak must be to change the order of actions.
    pub peak_within_days: i64,
    /// Person-days by effort word.
    pub effort_days: BTreeMap<String, i64>,
    /// The levels, lowest first.
    pub levels: Vec<Level>,
    /// The dimensions, in the order they are shown.
    pub dimensions: Vec<Dimension>,
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

    /// Returns the dimension that the question of this id belongs to.
    #[must_use]
    pub fn dimension_asking(&self, question: &str) -> Option<DimensionId> {
        let asks =
            |dimension: &Dimension| dimension.questions.iter().any(|q| q.question == question);
        self.dimensions.iter().position(asks).map(DimensionId::new)
    }

    /// Returns what the options of a question are worth, in the options' order.
    #[must_use]
    pub fn scores_of(&self, question: &str) -> Option<&[Decimal]> {
        let mut scored = self.dimensions.iter().flat_map(|dimension| &dimension.questions);
        scored.find(|scored| scored.question == question).map(|scored| scored.scores.as_slice())
    }
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

/// One maturity level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its number on the scale.
    pub level: i64,
    /// Its name.
    pub name: String,
    /// What it is like, in one sentence.
    pub sentence: String,
    /// What it takes; nothing for the lowest.
    pub requires: Option<Requirement>,
}

/// What a level takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The least mean of the dimension scores.
    pub mean: Decimal,
    /// The lowest level that any dimension may have.
    pub every_dimension: i64,
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
    /// The questions that make up its score.
    pub questions: Vec<Scored>,
}

/// What the answers to one question are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The question's id.
    pub question: String,
    /// How much it counts in the dimension, relative to the others. Above 0.
    pub weight: Decimal,
    /// What each option is worth, in the options' order; within the scale, two decimals at most.
    pub scores: Vec<Decimal>,
}

/// A ceiling that a follow-up's answer puts on a dimension's evidenced score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The follow-up's id.
    pub follow_up: String,
    /// The dimension.
    pub dimension: DimensionId,
    /// The answers that put the ceiling on.
    pub when: CapWhen,
    /// The ceiling, in levels.
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
    pub contradicts_from: i64,
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
    /// Who does it.
    pub owner: String,
    /// Its effort, one of the rubric's words.
    pub effort: String,
    /// How long it takes to a measured result, in words.
    pub horizon: String,
    /// How long it takes at least and at most, in weeks.
    pub weeks: (i64, i64),
    /// How one sees that it is done.
    pub proof: String,
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

/// Something that may happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its id, such as `SN01`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happens.
    pub trigger: String,
    /// The levels it takes to cope: dimension and level.
    pub needs: Vec<(DimensionId, i64)>,
    /// Whether its trigger belongs to a peak in trade.
    pub at_peak: bool,
    /// What coping looks like.
    pub coping: String,
    /// The ids of the sources of its figures.
    pub sources: Vec<String>,
}

impl Dimension {
    /// Returns the weight as a ratio.
    #[must_use]
    pub fn weight(&self) -> Exact {
        self.weight.exact()
    }
}
