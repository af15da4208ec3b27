//! What a reader of the result should know besides: contradictions, and what weakens it.

use super::given::{Figure, Said};
use super::judgement::{DimensionResult, Judgement, Status};
use super::questionnaire::Questionnaire;
use super::rubric::{Rubric, SymptomRule};
use super::score::caps_on;
use super::sheet::{Accepted, AnswerSheet};

/// A remark on the result. Its code is stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its kind, in kebab-case.
    pub code: &'static str,
    /// The remark, as a sentence.
    pub message: String,
}

/// Returns every notice on a judgement, in a fixed order.
#[must_use]
pub fn notice(
    questionnaire: &Questionnaire,
    rubric: &Rubric,
    sheet: &AnswerSheet,
    judgement: &Judgement,
) -> Vec<Notice> {
    let mut notices = Vec::new();
    notices.extend(too_much_unknown(rubric, judgement));
    notices.extend(value_against_level(questionnaire, sheet));
    notices.extend(symptom_against_level(rubric, sheet, judgement));
    notices.extend(wide_spread(rubric, judgement));
    notices.extend(doubtful_figures(questionnaire, sheet));
    notices.extend(capped(rubric, sheet, judgement));
    notices
}

fn too_much_unknown(rubric: &Rubric, judgement: &Judgement) -> Option<Notice> {
    let message = format!(
        "{} questions are unknown or unanswered, and at most {} may be: there is no overall level \
         until more is measured.",
        judgement.unknown, rubric.unknown_at_most
    );
    judgement.too_much_unknown.then_some(Notice { code: "too-much-unknown", message })
}

fn value_against_level(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let contradiction = |question: &super::questionnaire::Question| {
        let Some(Accepted::Chosen(chosen)) = sheet.answer(&question.id) else { return None };
        let label = |place: usize| question.options.get(place).map(|o| o.label.as_str());
        let (lower, higher) = (label(chosen.option)?, label(chosen.claimed_instead?)?);
        let message = format!(
            "{}: figure and level disagree (\"{lower}\" and \"{higher}\"); the lower counts.",
            question.title
        );
        Some(Notice { code: "value-against-level", message })
    };
    questionnaire.questions.iter().filter_map(contradiction).collect()
}

fn symptom_against_level(
    rubric: &Rubric,
    sheet: &AnswerSheet,
    judgement: &Judgement,
) -> Vec<Notice> {
    let contradiction = |id: &String| {
        let rule = rubric.symptoms.iter().find(|rule| rule.symptom == *id)?;
        let level = rule.contradicted_level(judgement)?;
        let name = &rubric.dimensions.get(rule.dimension)?.name;
        let message = format!(
            "Symptom {id} was ticked, yet {} is claimed at level {level}: one of the two is wrong.",
            lower_first(name)
        );
        Some(Notice { code: "symptom-against-level", message })
    };
    sheet.given().symptoms.iter().filter_map(contradiction).collect()
}

impl SymptomRule {
    /// Returns the level that the symptom, once it is ticked, contradicts; nothing where it
    /// contradicts none.
    pub(super) fn contradicted_level(&self, judgement: &Judgement) -> Option<i64> {
        let result = judgement.dimensions.get(self.dimension)?;
        let level = result.level().filter(|_| result.status == Status::Answered)?;
        (level >= self.contradicts_from).then_some(level)
    }
}

fn wide_spread(rubric: &Rubric, judgement: &Judgement) -> Option<Notice> {
    let known = judgement.dimensions.iter().filter(|d| d.status == Status::Answered);
    let levels: Vec<i64> = known.filter_map(DimensionResult::level).collect();
    let (lowest, highest) = (levels.iter().min()?, levels.iter().max()?);
    let spread = highest - lowest;
    let wide = rubric.spread_notice.is_some_and(|from| spread >= from);
    let message = format!(
        "The dimensions lie {spread} levels apart (from {lowest} to {highest}): read the profile, \
         not only the level."
    );
    wide.then_some(Notice { code: "wide-spread", message })
}

fn doubtful_figures(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let doubt = |question: &super::questionnaire::Question| {
        let (below, ask) = question.measure.as_ref()?.doubt.as_ref()?;
        let Some(Said::Figure(Figure::Number(number), _)) =
            sheet.said(&question.id).map(|given| &given.said)
        else {
            return None;
        };
        let message = format!("{}: {number} was given. {ask}", question.title);
        (number < below).then_some(Notice { code: "doubtful-figure", message })
    };
    questionnaire.questions.iter().filter_map(doubt).collect()
}

/// Says which guard-rails lower the evidenced result.
fn capped(rubric: &Rubric, sheet: &AnswerSheet, judgement: &Judgement) -> Vec<Notice> {
    let of_dimension = |(place, dimension): (usize, &super::rubric::Dimension)| {
        let level = judgement.dimensions.get(place).and_then(DimensionResult::level);
        let caps = caps_on(rubric, sheet, place)
            .filter(move |cap| level.is_some_and(|level| level > cap.at_most));
        let notices = caps.map(|cap| Notice {
            code: "guard-rail",
            message: format!(
                "{}: `{}` holds the evidenced level at {} at most. {}",
                dimension.name, cap.follow_up, cap.at_most, cap.why
            ),
        });
        notices.collect::<Vec<_>>()
    };
    rubric.dimensions.iter().enumerate().flat_map(of_dimension).collect()
}

/// Returns `text` with a small first letter, for the middle of a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns `text` with a capital first letter, for the beginning of a sentence.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
