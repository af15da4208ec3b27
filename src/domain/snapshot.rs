//! What is kept of one set of answers among many: so little that thousands of dates fit in memory.

use super::date::Date;
use super::instrument::Instrument;
use super::measured::Measured;
use super::questionnaire::Question;
use super::rubric::Dimension;
use super::score::Basis;
use super::scores::{DimensionResult, Scores, Status};
use super::sheet::AnswerSheet;

/// One date of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The operation that was judged.
    pub scope: String,
    /// The day that the answers describe.
    pub date: Date,
    /// The overall level; nothing where too much is unknown, or where there are scores only.
    pub level: Option<i64>,
    /// The overall level on evidence.
    pub evidenced_level: Option<i64>,
    /// The score of the whole in hundredths, rounded down.
    pub score: Option<i64>,
    /// The dimensions, in the rubric's order.
    pub dimensions: Vec<Point>,
}

/// One dimension at one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Whether it is known.
    pub status: Status,
    /// Its level; nothing where it is not known, does not apply or has none.
    pub level: Option<i64>,
    /// Its level on evidence.
    pub evidenced_level: Option<i64>,
    /// Its score in hundredths, rounded down.
    pub score: Option<i64>,
    /// The figure behind it; nothing where several questions have one, or none was given.
    pub value: Option<Measured>,
}

impl Snapshot {
    /// Returns what is kept of answers that were judged.
    #[must_use]
    pub fn of(instrument: &Instrument, sheet: &AnswerSheet, scores: &Scores) -> Self {
        let dimensions = instrument.rubric().dimensions.iter().zip(&scores.dimensions);
        let score = scores.claimed.score.as_ref().filter(|_| !scores.too_much_unknown);
        Self {
            scope: sheet.given().scope.clone(),
            date: sheet.given().date,
            level: scores.level(Basis::Claimed),
            evidenced_level: scores.level(Basis::Evidenced),
            score: score.map(super::exact::Exact::hundredths),
            dimensions: dimensions
                .map(|(dimension, result)| Point::of(instrument, dimension, sheet, result))
                .collect(),
        }
    }
}

impl Point {
    fn of(
        instrument: &Instrument,
        dimension: &Dimension,
        sheet: &AnswerSheet,
        result: &DimensionResult,
    ) -> Self {
        let known = result.status == Status::Answered;
        let score = result.score.as_ref().filter(|_| known);
        let main = main_question(instrument, dimension);
        Self {
            status: result.status,
            level: result.level().filter(|_| known),
            evidenced_level: result.evidenced_level().filter(|_| known),
            score: score.map(super::exact::Exact::hundredths),
            value: main.and_then(|question| Measured::of(question, sheet)),
        }
    }
}

/// Returns the question whose figure stands for a dimension: the only one of it that has a measure.
#[must_use]
pub fn main_question<'i>(
    instrument: &'i Instrument,
    dimension: &Dimension,
) -> Option<&'i Question> {
    let asked = dimension.questions.iter();
    let asked = asked.filter_map(|scored| instrument.questionnaire().find(&scored.question));
    let mut measured = asked.filter(|question| question.measure.is_some());
    let first = measured.next()?;
    measured.next().is_none().then_some(first)
}
