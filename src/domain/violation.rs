//! A demand of a policy that is not met, as a value. `report::gate` words it.

use super::date::Date;
use super::decimal::Decimal;
use super::finding::{AnswersPath, Code};
use super::given::Evidence;
use super::index::{ActionId, DimensionId, ScenarioId};
use super::measured::Measured as Behind;
use super::policy::{Rule, Severity, Waiver, WaiverId};
use super::rubric::Rubric;
use super::scenarios::{Block, Verdict};

/// A demand that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Its kind.
    pub code: Code,
    /// The rule of the policy.
    pub rule: Rule,
    /// What it is about.
    pub subject: Subject,
    /// What in the answers it is about.
    pub at: AnswersPath,
    /// What is demanded.
    pub needed: Measured,
    /// What there is.
    pub found: Measured,
    /// What a scenario takes that there is not; empty for any other subject.
    pub takes: Vec<Block>,
    /// The figures that a scenario takes and that are not there, by their place in it.
    pub figures: Vec<usize>,
    /// The first action that mends it, where one does.
    pub action: Option<ActionId>,
}

impl Violation {
    /// Returns a violation that no action mends.
    pub(super) fn new(
        code: Code,
        rule: Rule,
        (subject, at): (Subject, AnswersPath),
        [needed, found]: [Measured; 2],
    ) -> Self {
        Self {
            code,
            rule,
            subject,
            at,
            needed,
            found,
            takes: Vec::new(),
            figures: Vec::new(),
            action: None,
        }
    }

    pub(super) fn mended_by(self, action: Option<ActionId>) -> Self {
        Self { action, ..self }
    }
}

/// A demand that is not met, as the policy weighs it today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedViolation<'p> {
    /// The demand that is not met.
    pub violation: Violation,
    /// How much that counts.
    pub severity: Severity,
    /// The waivers that are meant for it, whether or not they have expired.
    pub meant: Vec<WaiverId>,
    /// The waiver that tolerates it today: of those that are meant, the one that holds longest.
    pub waiver: Option<&'p Waiver>,
}

/// What a violation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole result.
    Overall,
    /// The answers as such.
    Answers,
    /// This dimension.
    Dimension(DimensionId),
    /// The question of this id.
    Question(String),
    /// This scenario.
    Scenario(ScenarioId),
}

impl Subject {
    /// Returns the ids by which a waiver may name it: its own, and that of the dimension that a
    /// question belongs to.
    pub(super) fn ids<'s>(&'s self, rubric: &'s Rubric) -> Vec<&'s str> {
        let dimension =
            |dimension: DimensionId| Some(rubric.dimensions.get(dimension.index())?.id.as_str());
        match self {
            Self::Overall | Self::Answers => Vec::new(),
            Self::Dimension(id) => dimension(*id).into_iter().collect(),
            Self::Question(id) => {
                let asking = rubric.dimension_asking(id).and_then(dimension);
                std::iter::once(id.as_str()).chain(asking).collect()
            }
            Self::Scenario(id) => rubric
                .scenarios
                .get(id.index())
                .map(|scenario| scenario.id.as_str())
                .into_iter()
                .collect(),
        }
    }
}

/// What is demanded, or what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// This level; nothing where there is none to be had.
    Level(Option<i64>),
    /// This mean, in hundredths rounded down; nothing where there is none.
    Mean(Option<i64>),
    /// This many.
    Count(usize),
    /// This many calendar days.
    Days(i64),
    /// This day.
    Day(Date),
    /// This grade of evidence; nothing where none is named.
    Evidence(Option<Evidence>),
    /// This verdict on a scenario.
    Verdict(Verdict),
    /// Left out as not applicable.
    NotApplicable,
    /// Unknown or unanswered.
    Unknown,
    /// An entry in the baseline, or none.
    Entry(bool),
    /// A figure; nothing where none is given.
    Figure(Option<Behind>),
    /// A figure that is no worse than this one by more than so much.
    FigureWithin(Behind, Decimal),
}

impl From<Evidence> for Measured {
    fn from(grade: Evidence) -> Self {
        Self::Evidence(Some(grade))
    }
}
