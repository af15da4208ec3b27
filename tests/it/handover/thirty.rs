//! A review of thirty questions: five for each of six dimensions.

use super::super::Field;
use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric, sha256};
use oms_maturity::domain::{AnswerSheet, Fingerprints, Instrument};
use std::fmt::Write;

const DIMENSIONS: usize = 6;
const QUESTIONS: usize = 5;

/// Returns the field of the review, and a sheet of answers in it.
pub(crate) fn review() -> (Field, AnswerSheet) {
    let (questions, rubric, answers) = texts();
    let field = Field { instrument: instrument(&questions, &rubric) };
    let sheet = field.sheet(&answers);
    (field, sheet)
}

fn instrument(questions: &str, rubric: &str) -> Instrument {
    let print = |text: &str| sha256(text.as_bytes());
    let fingerprints = Fingerprints { questionnaire: print(questions), rubric: print(rubric) };
    let tree = read::tree(questions, Format::Yaml, Bounds::RUBRIC).unwrap();
    let questionnaire = questionnaire::read(&tree).unwrap();
    let tree = read::tree(rubric, Format::Yaml, Bounds::RUBRIC).unwrap();
    let rubric = rubric::read(&tree, &questionnaire).unwrap();
    Instrument::new(questionnaire, rubric, fingerprints)
}

/// What the answer to a question is worth: in each dimension every number from 1 to 5 once.
fn worth(dimension: usize, question: usize) -> usize {
    1 + (dimension * 2 + question * 3) % 5
}

/// Returns questions, rubric and answers.
fn texts() -> (String, String, String) {
    let mut questions = "id: q\nversion: 1.0.0\ntitle: Review\nquestions:\n".to_owned();
    let mut rubric = "id: r\nversion: 1.0.0\ntitle: Review\nquestionnaire: q\n\
        scale: {lowest: 1, highest: 5}\nunknown: {counts_as: lowest, at_most: 30}\n\
        not_applicable: {at_most: 1}\nlevels:\n"
        .to_owned();
    for level in 1..=5 {
        let _ = write!(rubric, "  - {{level: {level}, name: L{level}, sentence: What it is like");
        let below = level - 1;
        let takes = format!(", requires: {{mean: {level}, every_dimension: {below}}}");
        let _ = writeln!(rubric, "{}}}", if level == 1 { "" } else { &takes });
    }
    rubric += "dimensions:\n";
    let mut answers = "answers:\n".to_owned();
    for dimension in 0..DIMENSIONS {
        let _ = write!(rubric, "  - {{id: d{dimension}, name: Part {dimension}, questions: [");
        for question in 0..QUESTIONS {
            let id = format!("q{dimension}{question}");
            let _ = write!(
                questions,
                "  - {{id: {id}, title: Question {dimension}.{question}, prompt: \"How is it done \
                 today?\", probes: [\"Who says so in part {dimension}{question}?\"], evidence: [The \
                 report of last month], options: ["
            );
            let _ = write!(rubric, "{{id: {id}, scores: {{");
            for worth in 1..=5 {
                let _ = write!(
                    questions,
                    "{{id: o{worth}, label: Worth {worth}, basis: {{kind: judgement, note: n}}}}, "
                );
                let _ = write!(rubric, "o{worth}: {worth}, ");
            }
            questions += "]}\n";
            rubric += "}}, ";
            let worth = worth(dimension, question);
            let said = "evidence: report, source: The report of June, note: Only for the north";
            let _ = writeln!(answers, "  {id}: {{option: o{worth}, {said}}}");
        }
        rubric += "]}\n";
    }
    (questions, rubric, answers)
}

/// Each dimension says its level, what holds it back, and all its answers in one table.
#[test]
fn a_dimension_of_five_questions_has_its_answers_in_one_table() {
    let (field, sheet) = review();
    let text = super::form(&field.report(&sheet), "markdown");
    let body = text.split_once("## Annex").unwrap().0;
    let body = body.split_once("## The dimensions, one by one").unwrap().1;
    let parts: Vec<_> = body.split("\n### ").skip(1).take(DIMENSIONS).collect();
    assert_eq!(parts.len(), DIMENSIONS);
    for (dimension, part) in parts.iter().enumerate() {
        assert!(part.contains("- **Level**: "), "{part}");
        // The lowest answer is named before the table, and strong in it.
        let lowest = (0..QUESTIONS).min_by_key(|question| worth(dimension, *question));
        let lowest = format!("uestion {dimension}.{}", lowest.unwrap());
        let (before, table) = part.split_once("| Question | Answer |").unwrap();
        assert!(before.contains("- **Held back by**: Q") && before.contains(&lowest), "{before}");
        assert!(table.contains(&format!("| **Q{lowest}** | ")), "{table}");
        assert_eq!(table.matches("Note: Only for the north").count(), QUESTIONS, "{table}");
    }
    assert!(body.len() < 40_000, "{}", body.len());
}

/// What is high is tested by a sample, drawn from the report that was named; the probes of what is
/// lowest are there, though nothing is open.
#[test]
fn every_high_claim_has_its_sample_test() {
    let (field, sheet) = review();
    let text = super::form(&field.report(&sheet), "markdown");
    let body = text.split_once("## Annex").unwrap().0;
    let review = body.split_once("## For the review with a specialist").unwrap().1;
    let all = (0..DIMENSIONS).flat_map(|it| (0..QUESTIONS).map(move |question| (it, question)));
    let high = all.filter(|(dimension, question)| worth(*dimension, *question) >= 4).count();
    assert_eq!(high, 2 * DIMENSIONS);
    let drawn =
        "Draw 10 cases at random from the report that was named, \u{201c}The report of June";
    assert_eq!(review.matches(drawn).count(), high, "{review}");
    // All dimensions are at 3, so all are the lowest.
    assert_eq!(review.matches("- Who says so in part ").count(), DIMENSIONS * QUESTIONS);
}
