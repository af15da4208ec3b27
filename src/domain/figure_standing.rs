//! Whether answers have the figures that scenarios take.

use super::figures::FigureNeed;
use super::given::Figure;
use super::questionnaire::{Question, Questionnaire};
use super::sheet::{Accepted, AnswerSheet, Chosen};

/// Whether a figure that a scenario takes is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureStanding {
    /// It keeps to the limit.
    Held,
    /// It does not keep to the limit.
    Missed,
    /// It is not known, or not answered, or only within bounds on either side of the limit; or a
    /// word says that nothing was measured.
    Unknown,
    /// The question does not apply.
    NotApplicable,
}

impl FigureStanding {
    /// Returns the word that stands for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Missed => "missed",
            Self::Unknown => "cannot_say",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Returns whether it is not surely held.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Missed | Self::Unknown)
    }

    fn of(keeps: Option<bool>) -> Self {
        match keeps {
            Some(true) => Self::Held,
            Some(false) => Self::Missed,
            None => Self::Unknown,
        }
    }
}

/// Returns whether answers have the figure that is needed.
#[must_use]
pub fn standing(
    need: &FigureNeed,
    questionnaire: &Questionnaire,
    sheet: &AnswerSheet,
) -> FigureStanding {
    match sheet.answer(&need.question) {
        None if !sheet.applies(&need.question) => FigureStanding::NotApplicable,
        None
        | Some(
            Accepted::Unknown
            | Accepted::Figure(Figure::Word(_) | Figure::On(_) | Figure::OnTwo(_)),
        ) => FigureStanding::Unknown,
        Some(Accepted::NotApplicable(_)) => FigureStanding::NotApplicable,
        Some(Accepted::Figure(Figure::Number(number))) => {
            FigureStanding::of(Some(need.limit.keeps(*number)))
        }
        Some(Accepted::Chosen(chosen)) => {
            of_choice(need, questionnaire.find(&need.question), chosen)
        }
    }
}

/// Returns whether a chosen option has the figure: by the figure given, else by its band.
fn of_choice(need: &FigureNeed, question: Option<&Question>, chosen: &Chosen) -> FigureStanding {
    if let Some(Figure::Number(number)) = chosen.figure {
        return FigureStanding::of(Some(need.limit.keeps(number)));
    }
    let option = question.and_then(|question| question.options.get(chosen.option));
    let band = option.and_then(|option| option.band.as_ref());
    FigureStanding::of(band.and_then(|band| need.limit.keeps_all(band)))
}
