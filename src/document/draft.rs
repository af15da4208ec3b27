//! The draft document: an interview put aside, as text and back. It is the program's own file, in
//! a form that a person can read should it come to that.

use super::answers;
use super::fields::{self, Fields, Findings};
use super::node::{Finding, Node, Value};
use super::write::{AnswersDocument, AnswersInOrder};
use crate::domain::draft::Typed;
use crate::domain::{Date, Draft, Instrument};
use serde::Serialize;

/// A draft and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftDocument {
    /// When it was written: an instant as RFC 3339 spells it.
    pub saved: String,
    /// The fingerprint of the questionnaire that was asked.
    pub questionnaire: String,
    /// Where it belongs.
    pub origin: Origin,
    /// The draft.
    pub draft: Draft,
}

/// Where an interview belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The whole path of the folder where it was begun; nothing where it is not known.
    pub folder: Option<String>,
    /// The answers file whose open questions are asked: its path, and its SHA-256 at the time.
    pub file: Option<(String, String)>,
}

/// What can be told of a draft whatever questionnaire it was written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// When it was written: an instant as RFC 3339 spells it.
    pub saved: String,
    /// The fingerprint of the questionnaire that was asked.
    pub questionnaire: String,
    /// Where it belongs.
    pub origin: Origin,
    /// The operation that is judged.
    pub scope: Option<String>,
    /// Who answers.
    pub respondent: Option<String>,
    /// The ids of the questions and follow-ups that have an answer.
    pub answered: Vec<String>,
}

const KEYS: &[&str] = &[
    "saved",
    "questionnaire",
    "folder",
    "file",
    "sha256",
    "at",
    "field",
    "typed",
    "given",
    "set_aside",
];

#[derive(Serialize)]
struct Text<'d> {
    saved: &'d str,
    questionnaire: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<&'d str>,
    at: &'d [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed: Option<&'d str>,
    given: AnswersDocument<'d>,
    #[serde(skip_serializing_if = "AnswersInOrder::is_empty")]
    set_aside: AnswersInOrder<'d>,
}

/// Returns the draft as YAML.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn write(document: &DraftDocument) -> Result<String, String> {
    let DraftDocument { saved, questionnaire, origin: Origin { folder, file }, draft } = document;
    let text = Text {
        saved,
        questionnaire,
        folder: folder.as_deref(),
        file: file.as_ref().map(|(path, _)| path.as_str()),
        sha256: file.as_ref().map(|(_, sha256)| sha256.as_str()),
        at: &draft.at,
        field: draft.typed.as_ref().map(|typed| typed.field.as_str()),
        typed: draft.typed.as_ref().map(|typed| typed.text.as_str()),
        given: AnswersDocument::from(&draft.given),
        set_aside: AnswersInOrder::from(&draft.set_aside),
    };
    serde_yaml::to_string(&text).map_err(|error| error.to_string())
}

/// Returns what can be told of a draft; nothing where it is none.
#[must_use]
pub fn outline(tree: &Node<'_>) -> Option<Outline> {
    let text = |node: Option<&Node<'_>>| fields::text(node?, &mut Findings::default());
    let path = |node: Option<&Node<'_>>| fields::any_text(node?, &mut Findings::default());
    let given = tree.get("given")?;
    let answers = match given.get("answers").map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.iter().map(|entry| entry.key.to_string()).collect(),
        _ => Vec::new(),
    };
    Some(Outline {
        saved: text(tree.get("saved"))?,
        questionnaire: text(tree.get("questionnaire"))?,
        origin: Origin {
            folder: path(tree.get("folder")),
            file: path(tree.get("file")).zip(text(tree.get("sha256"))),
        },
        scope: text(given.get("scope")),
        respondent: text(given.get("respondent")),
        answered: answers,
    })
}

/// Reads a tree as a draft.
///
/// # Errors
///
/// Returns every finding in the order of the text.
pub fn read(tree: &Node<'_>, instrument: &Instrument) -> Result<DraftDocument, Vec<Finding>> {
    let mut findings = Findings::default();
    let Some(top) = Fields::open(tree, "a draft", KEYS, &mut findings) else {
        return findings.finish(None);
    };
    let saved = top.required("saved", &mut findings, fields::text);
    let asked = top.required("questionnaire", &mut findings, fields::text);
    let folder = top.optional("folder", &mut findings, fields::any_text);
    let file = top.optional("file", &mut findings, fields::any_text);
    let sha256 = top.optional("sha256", &mut findings, fields::text);
    let at = top.list("at", &mut findings, fields::text);
    let field = top.optional("field", &mut findings, fields::text);
    let typed = top.optional("typed", &mut findings, fields::any_text);
    let typed = field.zip(typed).map(|(field, text)| Typed { field, text });
    let given = top
        .need("given", &mut findings)
        .map(|node| answers::read_unfinished(node, instrument, Date::LAST));
    let given = given.map(|read| read.map(|answers| answers.sheet.given().clone()));
    let given = given.and_then(|read| read.map_err(|found| findings.0.extend(found)).ok());
    let set_aside = top.get("set_aside");
    let set_aside = set_aside
        .map(|node| answers::answers(node, instrument.questionnaire(), &mut findings))
        .unwrap_or_default();
    let document =
        saved.zip(asked).zip(given).map(|((saved, questionnaire), given)| DraftDocument {
            saved,
            questionnaire,
            origin: Origin { folder, file: file.zip(sha256) },
            draft: Draft { given, set_aside, at, typed },
        });
    findings.finish(document)
}
