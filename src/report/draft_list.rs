//! Unfinished interviews, as they are listed: for people and for programs.

use super::json_text;
use super::words::shown;
use serde::Serialize;
use std::fmt::Write;

/// What can be done with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    /// It can be gone on with.
    Unfinished,
    /// A running session is writing it.
    Held,
    /// It was asked with other questions, and takes them to be gone on with.
    OtherQuestions,
    /// It cannot be read.
    Unreadable,
}

/// A draft in the list. What is not known is nothing.
#[derive(Clone, Debug, Serialize)]
pub struct ListedDraft {
    /// What it is called.
    pub id: String,
    /// What can be done with it.
    pub state: DraftState,
    /// When it was written: an instant as RFC 3339 spells it.
    pub saved: Option<String>,
    /// The same in words, in the reader's own time zone.
    #[serde(skip)]
    pub when: String,
    /// How many of the questions have an answer.
    pub answered: Option<usize>,
    /// How many questions there are.
    pub questions: Option<usize>,
    /// The operation that is judged.
    pub scope: Option<String>,
    /// Who answers.
    pub respondent: Option<String>,
    /// The folder where it was begun.
    pub folder: Option<String>,
    /// The answers file whose open questions are asked.
    pub file: Option<String>,
    /// The file that the answers are saved to in the end.
    pub save: Option<String>,
    /// The draft's own file.
    pub path: String,
}

/// Version 1 of the list. Fields are only ever added.
#[derive(Serialize)]
struct ListV1<'d> {
    version: u8,
    drafts: &'d [ListedDraft],
}

/// Version 1 of what was removed. Fields are only ever added.
#[derive(Serialize)]
struct RemovedV1<'d> {
    version: u8,
    removed: &'d [ListedDraft],
    left: &'d [ListedDraft],
}

/// Returns the list as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn json(drafts: &[ListedDraft]) -> Result<String, serde_json::Error> {
    json_text::text(&ListV1 { version: 1, drafts })
}

/// Returns what was removed, and what was left, as JSON, version 1.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn removed_json(
    removed: &[ListedDraft],
    left: &[ListedDraft],
) -> Result<String, serde_json::Error> {
    json_text::text(&RemovedV1 { version: 1, removed, left })
}

/// Returns the list as lines.
#[must_use]
pub fn table(drafts: &[ListedDraft]) -> String {
    if drafts.is_empty() {
        return "No interview was left unfinished.\n".to_owned();
    }
    let text: String = drafts.iter().map(entry).collect();
    text + "\nGo on with one: `oms-maturity drafts resume ID`. \
            Throw one away: `oms-maturity drafts remove ID`.\n"
}

/// Returns what was removed, and what was left, as lines.
#[must_use]
pub fn removed_table(removed: &[ListedDraft], left: &[ListedDraft]) -> String {
    let mut text = String::new();
    if removed.is_empty() {
        text.push_str("Nothing was removed.\n");
    } else {
        text.push_str("Removed:\n");
        text.extend(removed.iter().map(entry));
    }
    if !left.is_empty() {
        text.push_str("Left as they are:\n");
        text.extend(left.iter().map(entry));
    }
    text
}

/// Returns what is known of a draft, its id first and the rest below one another.
fn entry(draft: &ListedDraft) -> String {
    let progress = match (draft.answered, draft.questions) {
        (Some(answered), Some(questions)) => format!("{answered} of {questions} answered"),
        _ => String::new(),
    };
    let named = |label: &str, text: &Option<String>| text.as_ref().map(|it| format!("{label}{it}"));
    let state = match draft.state {
        DraftState::Unfinished => None,
        DraftState::Held => Some("held by a running session".to_owned()),
        DraftState::OtherQuestions => {
            Some("asked with other questions: name them with --questions".to_owned())
        }
        DraftState::Unreadable => Some(format!("cannot be read: {}", draft.path)),
    };
    let head = [draft.when.clone(), progress].into_iter().filter(|part| !part.is_empty());
    let head = Some(head.collect::<Vec<_>>().join(", ")).filter(|head| !head.is_empty());
    let facts = [
        head,
        named("judged: ", &draft.scope),
        named("answers: ", &draft.respondent),
        named("begun in ", &draft.folder),
        named("about what is open in ", &draft.file),
        named("saves to ", &draft.save),
        state,
    ];
    let mut margin = format!("{:<8}", draft.id);
    let mut text = String::new();
    for fact in facts.into_iter().flatten() {
        let _ = writeln!(text, "{margin}{}", shown(&fact));
        margin = " ".repeat(8);
    }
    text
}
