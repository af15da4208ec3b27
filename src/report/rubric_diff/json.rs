//! The comparison for programs.

use super::Comparison;
use crate::domain::difference::{Change, Comparable, Document, QuestionChange, Touch, Turn};
use crate::domain::meaning::Meaning;
use crate::report::json::ReferenceV1;
use crate::report::json_text;
use crate::report::meaning_json::AsJson;
use serde::Serialize;

/// Returns the comparison as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(comparison: &Comparison) -> Result<String, serde_json::Error> {
    let difference = &comparison.difference;
    let document = V1 {
        version: 1,
        old: side(&comparison.old),
        new: side(&comparison.new),
        comparable: comparable(difference.comparable),
        questions: difference.questions.iter().map(question).collect(),
        changes: difference.changes.iter().map(change).collect(),
    };
    json_text::text(&document)
}

/// Version 1 of the comparison. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    old: SideV1<'a>,
    new: SideV1<'a>,
    comparable: &'static str,
    questions: Vec<QuestionV1<'a>>,
    changes: Vec<ChangeV1<'a>>,
}

#[derive(Serialize)]
struct SideV1<'a> {
    name: &'a str,
    questionnaire: Option<ReferenceV1<'a>>,
    rubric: Option<ReferenceV1<'a>>,
}

#[derive(Serialize)]
struct QuestionV1<'a> {
    id: &'a str,
    title: &'a str,
    change: Option<&'static str>,
    comparable: &'static str,
    options_hold: bool,
}

#[derive(Serialize)]
struct ChangeV1<'a> {
    document: &'static str,
    path: &'a [String],
    change: &'static str,
    touches: &'static str,
    questions: &'a [String],
    old: Option<AsJson<'a>>,
    new: Option<AsJson<'a>>,
}

fn side(side: &super::Side) -> SideV1<'_> {
    let questionnaire = side.said.questionnaire.as_ref().zip(side.questionnaire_sha256.as_ref());
    let rubric = side.said.rubric.as_ref().zip(side.rubric_sha256.as_ref());
    SideV1 {
        name: &side.name,
        questionnaire: questionnaire.map(reference),
        rubric: rubric.map(reference),
    }
}

fn reference<'a>((said, sha256): (&'a Meaning, &'a String)) -> ReferenceV1<'a> {
    ReferenceV1 { id: said.text("id"), version: said.text("version"), sha256 }
}

fn question(question: &QuestionChange) -> QuestionV1<'_> {
    QuestionV1 {
        id: &question.id,
        title: &question.title,
        change: question.turn.map(turn),
        comparable: comparable(question.comparable),
        options_hold: question.options_hold,
    }
}

fn change(change: &Change) -> ChangeV1<'_> {
    ChangeV1 {
        document: match change.document {
            Document::Questionnaire => "questionnaire",
            Document::Rubric => "rubric",
        },
        path: &change.path,
        change: turn(change.turn),
        touches: match change.touches {
            Touch::Worded => "worded",
            Touch::Advised => "advised",
            Touch::Judged => "judged",
            Touch::Asked => "asked",
        },
        questions: &change.questions,
        old: change.before.as_ref().map(AsJson),
        new: change.after.as_ref().map(AsJson),
    }
}

fn turn(turn: Turn) -> &'static str {
    match turn {
        Turn::Added => "added",
        Turn::Removed => "removed",
        Turn::Changed => "changed",
        Turn::Reordered => "reordered",
    }
}

fn comparable(comparable: Comparable) -> &'static str {
    match comparable {
        Comparable::Same => "same",
        Comparable::Judged => "judged_differently",
        Comparable::Asked => "asked_differently",
    }
}
