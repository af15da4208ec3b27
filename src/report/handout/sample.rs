//! The sample test for a high claim: cases drawn at random from the report that was named, and
//! counted again. Judges nothing.

use crate::domain::review::QuestionReview;
use crate::domain::score::{Basis, Reading, Unknowns};
use crate::report::Report;
use crate::report::words::isolated;

/// How many cases are drawn.
const CASES: usize = 10;

/// Returns how a claim is tested by a sample; nothing where it is not a high one.
pub(super) fn test(report: &Report<'_>, point: &QuestionReview<'_>) -> Option<String> {
    if !is_high(report, point) {
        return None;
    }
    let given = report.sheet.given_answer(&point.question.id);
    let source = given.and_then(|given| given.source.as_ref());
    let source = source.filter(|source| !source.trim().is_empty());
    let draw = match source {
        Some(source) => format!(
            "Draw {CASES} cases at random from the report that was named, \u{201c}{}\u{201d}, and \
             count them again.",
            isolated(source)
        ),
        // Where a report counts only with its source, that one was named is told.
        None if report.sheet.given().is_anonymous() && !report.rubric().report_needs_source => {
            format!(
                "Which report was named is withheld here: draw {CASES} cases at random from it, and \
             count them again. Where none was named, ask for one."
            )
        }
        None => format!(
            "No report was named: ask for one, draw {CASES} cases at random from it, and count them \
             again."
        ),
    };
    let counted = point.question.measure.as_ref().map(|measure| {
        let (formula, unit) = (isolated(&measure.formula), isolated(&measure.unit));
        format!(" What is counted: {formula}, in {unit}.")
    });
    let falls = "The claim falls if the cases say something else than the report.";
    Some(format!("{draw}{} {falls}", counted.unwrap_or_default()))
}

/// Returns whether the answer to a question is a high claim: more than the rubric lets count without
/// a report or, where it has no such rule, in the upper half of what the question can score.
fn is_high(report: &Report<'_>, point: &QuestionReview<'_>) -> bool {
    let rubric = report.rubric();
    let dimension = rubric.dimensions.get(point.dimension.index());
    let asked = dimension.and_then(|dimension| {
        let mut questions = dimension.questions.iter().enumerate();
        questions.find(|(_, scored)| scored.question == point.question.id)
    });
    let Some((place, scored)) = asked else { return false };
    let unknowns = Unknowns::from(rubric.unknown_counts_as);
    let reading = Reading { basis: Basis::Claimed, unknowns };
    let all = report.question_scores(point.dimension, reading);
    let Some(Some(score)) = all.get(place) else { return false };
    if let Some(most) = rubric.without_report_at_most {
        return *score > most.exact();
    }
    let (lowest, highest) = (scored.range.0.exact(), scored.range.1.exact());
    score + score > &lowest + &highest
}
