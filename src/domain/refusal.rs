//! Why answers cannot be accepted, as values. `document::advice` words them.

use super::date::Date;
use super::decimal::Decimal;
use super::finding::{AnswersPath, Code};
use super::given::Figure;
use super::rubric::Scale;

/// Something in the answers that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What in the answers it is about.
    pub at: AnswersPath,
    /// Why it is refused.
    pub cause: Cause,
}

impl Refusal {
    /// Returns its kind.
    #[must_use]
    pub fn code(&self) -> Code {
        self.cause.code()
    }
}

/// Why something is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An answer leaves the question out and does not say why.
    NoReasonGiven,
    /// The question has no option of this id.
    NoSuchOption(String),
    /// No single option of the question is worth this level.
    NoSuchLevel(Decimal),
    /// The question takes no figure.
    NoMeasure(Figure),
    /// The figure falls into none of the question's options.
    NoBand(Figure),
    /// The figure cannot be, by the measure's own bounds.
    OutOfRange(Decimal),
    /// The measure knows no such word.
    NoSuchWord(String),
    /// The measure is not an age, so that no day can be its figure.
    NotAnAge,
    /// The measure takes two days, and one was given.
    OneDayOfTwo(Date),
    /// Two days are asked for, and this one is given twice.
    SameDayTwice(Date),
    /// The day lies after the day that the answers describe.
    DayAfterAnswers {
        /// The day.
        day: Date,
        /// The day that the answers describe.
        date: Date,
    },
    /// More questions are left out than the rubric allows.
    TooManyNotApplicable {
        /// How many are.
        left_out: usize,
        /// How many may be.
        allowed: usize,
    },
    /// The question does not apply, by the answers to these facts.
    DoesNotApply(Vec<String>),
    /// Every question is left out.
    NothingToJudge,
    /// The answers are for another questionnaire, of this id.
    OtherQuestionnaire(String),
    /// The answers are for another edition of the questionnaire, this one.
    OtherEdition(i64),
    /// There is no symptom, scenario or dimension of this id.
    NoSuch(Named, String),
    /// An id stands twice in one list.
    Twice(Named, String),
    /// The next peak lies before the day that the answers describe.
    PeakBeforeAnswers {
        /// The first day of the peak.
        peak: Date,
        /// The day that the answers describe.
        date: Date,
    },
    /// The level aimed at is not on the scale.
    OffScale {
        /// The level.
        level: i64,
        /// The levels there are; nothing where there are scores only.
        range: Option<Scale>,
    },
}

/// What an id in the answers names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A symptom of the questionnaire.
    Symptom,
    /// A scenario of the rubric.
    Scenario,
    /// A dimension of the rubric.
    Dimension,
    /// A question of the rubric on what is promised.
    Promise,
    /// An answer to such a question.
    PromiseOption,
}

impl Cause {
    /// Returns the kind of finding that it is.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::NoReasonGiven => Code::ReasonMissing,
            Self::NoSuchOption(_) => Code::NoSuchOption,
            Self::NoSuchLevel(_) => Code::NoSuchLevel,
            Self::NoMeasure(_) | Self::NotAnAge => Code::NoMeasure,
            Self::OneDayOfTwo(_) | Self::SameDayTwice(_) => Code::OneDayOfTwo,
            Self::NoBand(_) => Code::Bands,
            Self::OutOfRange(_) | Self::OffScale { .. } => Code::OutOfRange,
            Self::NoSuchWord(_) => Code::BadNumber,
            Self::DayAfterAnswers { .. } | Self::PeakBeforeAnswers { .. } => Code::DateOrder,
            Self::TooManyNotApplicable { .. } => Code::TooManyNotApplicable,
            Self::DoesNotApply(_) => Code::DoesNotApply,
            Self::NothingToJudge => Code::NothingToJudge,
            Self::OtherEdition(_) => Code::OtherEdition,
            Self::OtherQuestionnaire(_) | Self::NoSuch(..) => Code::UnknownId,
            Self::Twice(..) => Code::DuplicateKey,
        }
    }
}
