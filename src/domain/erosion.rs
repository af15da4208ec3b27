//! How far figures have worsened against those of a baseline, whatever became of the levels.

use super::decimal::Decimal;
use super::exact::Exact;
use super::measured::{Measured, moved};
use super::questionnaire::{Better, Question, Questionnaire};
use super::sheet::AnswerSheet;
use super::sorting;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Figures by the id of their question.
pub type Figures = BTreeMap<String, Measured>;

/// The figure of a question that may worsen only so much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erosion {
    /// The question's id.
    pub question: String,
    /// By how much it may worsen, in the unit of its measure.
    pub most: Decimal,
    /// The figure of the baseline; nothing where it holds none.
    pub before: Option<Measured>,
    /// The figure of the answers; nothing where they give none.
    pub now: Option<Measured>,
    /// Whether it worsened by more than that, or is not given any more.
    pub too_far: bool,
}

/// Returns the figures that answers give to these questions.
#[must_use]
pub fn figures<'q>(
    questionnaire: &Questionnaire,
    sheet: &AnswerSheet,
    questions: impl IntoIterator<Item = &'q String>,
) -> Figures {
    let found = questions
        .into_iter()
        .filter_map(|id| Some((id.clone(), Measured::of(questionnaire.find(id)?, sheet)?)));
    sorting::to_map(found)
}

/// Returns the better of each two figures; those of before where that cannot be said.
#[must_use]
pub fn better_of(questionnaire: &Questionnaire, mut before: Figures, now: &Figures) -> Figures {
    for (id, figure) in now {
        let known = before.entry(id.clone()).or_insert_with(|| figure.clone());
        let question = questionnaire.find(id);
        let is_better = question.and_then(|question| moved(question, known, figure));
        if is_better == Some(Ordering::Greater) {
            known.clone_from(figure);
        }
    }
    before
}

/// Returns how far each figure has worsened of which it is said how far it may.
#[must_use]
pub fn erosion(
    questionnaire: &Questionnaire,
    most: &BTreeMap<String, Decimal>,
    before: &Figures,
    now: &Figures,
) -> Vec<Erosion> {
    let one = |(id, most): (&String, &Decimal)| {
        let question = questionnaire.find(id)?;
        let (before, now) = (before.get(id).cloned(), now.get(id).cloned());
        let too_far = match (&before, &now) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(before), Some(now)) => is_too_far(question, *most, before, now),
        };
        Some(Erosion { question: id.clone(), most: *most, before, now, too_far })
    };
    most.iter().filter_map(one).collect()
}

fn is_too_far(question: &Question, most: Decimal, before: &Measured, now: &Measured) -> bool {
    let Some((before, now)) = before.number().zip(now.number()) else {
        // A word has no distance from a figure: any fall is one too far.
        return moved(question, before, now) == Some(Ordering::Less);
    };
    let better = question.measure.as_ref().map(|measure| measure.better);
    worsened(better, before, now) > most.exact()
}

/// Returns by how much a figure worsened; less than nothing where it is better.
fn worsened(better: Option<Better>, before: Decimal, now: Decimal) -> Exact {
    match better {
        Some(Better::Higher) => &before.exact() - &now.exact(),
        Some(Better::Lower) | None => &now.exact() - &before.exact(),
    }
}
