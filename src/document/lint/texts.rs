//! Texts that are not finished, or that speak the program's language and not the reader's.

use super::super::fields::Findings;
use super::super::node::{Node, Span};
use super::super::questionnaire::{list, text_at};
use super::places::each_text;
use crate::domain::Code;
use crate::domain::sorting;
use std::collections::BTreeSet;

/// Marks of what is not finished.
const MARKS: [&str; 5] = ["TODO", "FIXME", "TBD", "XXX", "xxx"];
/// The keys below which people read a text.
const PROSE: [&str; 34] = [
    "title",
    "prompt",
    "help",
    "more",
    "asked_of",
    "preparation",
    "if_not",
    "term",
    "also",
    "means",
    "label",
    "phrase",
    "note",
    "text",
    "meaning",
    "ask",
    "formula",
    "unit",
    "probes",
    "evidence",
    "counting_rules",
    "name",
    "sentence",
    "definition",
    "low",
    "high",
    "why",
    "reason",
    "owner",
    "proof",
    "trigger",
    "coping",
    "reached_when",
    "calibration",
];

/// Returns the words that a questionnaire explains: the names of its measures.
pub(super) fn terms(questionnaire: &Node<'_>) -> BTreeSet<String> {
    let questions = ["questions", "follow_ups"].iter().flat_map(|key| list(questionnaire, key));
    let measures = questions.filter_map(|node| text_at(node.get("measure")?, "name"));
    sorting::to_set(measures.map(str::to_owned))
}

/// Finds marks of what is not finished, wherever in the file they stand.
pub(super) fn todo(text: &str, findings: &mut Findings) {
    for (start, word) in words(text) {
        if MARKS.contains(&word) {
            let span = start..start + word.len();
            let message = format!("`{word}` says that this is not finished");
            findings.push(Code::TodoLeftIn, &span, message, "finish it, and take the mark out");
        }
    }
}

/// Finds ids in texts that people read, unless they are among `terms`.
pub(super) fn program_ids(
    text: &str,
    tree: &Node<'_>,
    terms: &BTreeSet<String>,
    findings: &mut Findings,
) {
    let mut found = Vec::new();
    each_text(tree, &mut Vec::new(), &mut |above, node, said| {
        let is_prose = above.iter().any(|key| PROSE.contains(key));
        let is_name = above.ends_with(&["measure", "name"]) || above.first() == Some(&"sources");
        if is_prose && !is_name {
            let ids = ids_in(said).into_iter().filter(|id| !terms.contains(*id));
            found.extend(ids.map(|id| (within(text, &node.span, id), id)));
        }
    });
    for (span, id) in found {
        let message = format!("`{id}` is an id, and this text is read by people");
        let help = "write what it is called; the name of a measure of the questionnaire may stand \
                    as it is";
        findings.push(Code::ProgramIdInText, &span, message, help);
    }
}

/// Returns the words of a text and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let parts = text.split(move |c: char| !is_part(c)).filter(|word| !word.is_empty());
    // A part of a text is where its bytes are.
    parts.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Returns the ids in a text, but for places to be filled in and parts of addresses and files.
fn ids_in(text: &str) -> Vec<&str> {
    let is_id = |(start, word): &(usize, &str)| {
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        let mut behind = text.get(start + word.len()..).unwrap_or_default().chars();
        let (next, after) = (behind.next(), behind.next());
        let joined = |c: Option<char>| c.is_some_and(|c| "/\\@{}.-:=?&#%".contains(c));
        let is_stop = |c: Option<char>| {
            matches!(c, Some('.' | ':' | '?' | '-')) && !after.is_some_and(char::is_alphanumeric)
        };
        let shaped = super::super::is_snake_case(word)
            && word.contains('_')
            && word.split('_').all(|part| !part.is_empty());
        shaped && !joined(before) && (!joined(next) || is_stop(next))
    };
    words(text).filter(is_id).map(|(_, word)| word).collect()
}

/// Returns where in `span` of the file a word stands; all of it where it is written otherwise.
fn within(text: &str, span: &Span, word: &str) -> Span {
    let slice = text.get(span.clone()).unwrap_or_default();
    let start = words(slice).find(|(_, found)| *found == word).map(|(start, _)| start);
    start.map_or_else(|| span.clone(), |at| span.start + at..span.start + at + word.len())
}
