//! What in a rubric no query holds, as findings in its file.

use super::node::{Finding, Node, Span, Value};
use super::questionnaire::{list, text_at};
use crate::domain::Code;
use crate::domain::sorting;
use crate::domain::tabular::{LONGEST_ID, NotTabular};

/// Returns a finding for each of `found`, in the order of the file.
#[must_use]
pub fn findings(tree: &Node<'_>, found: &[NotTabular]) -> Vec<Finding> {
    let mut findings: Vec<_> = found.iter().map(|one| finding(tree, one)).collect();
    sorting::sort_by_key(&mut findings, |finding| finding.span.start);
    findings
}

fn finding(tree: &Node<'_>, found: &NotTabular) -> Finding {
    let (span, message, help) = match found {
        NotTabular::Groups => (
            key(tree, "groups"),
            "groups of dimensions are not written as SQL".to_owned(),
            "put the dimensions side by side, or judge files with `portfolio`",
        ),
        NotTabular::Line { dimension, question } => (
            of_question(tree, dimension, question),
            format!("the line on which figures of `{question}` score is not written as SQL"),
            "score its options, or judge files with `portfolio`",
        ),
        NotTabular::TooFine => (
            key(tree, "dimensions"),
            "these weights and scores have no common unit that fits 64 bits".to_owned(),
            "take weights of fewer digits",
        ),
        NotTabular::ClaimedLevels { dimension } => (
            key(tree, "evidenced"),
            format!("`follow_ups: answered` is not written as SQL where `{dimension}` adds up"),
            "let the dimension take the mean of its questions, or ask for no follow-ups",
        ),
        NotTabular::LongId { dimension } => (
            of_dimension(tree, dimension),
            format!("the id is longer than {LONGEST_ID} letters, too long for columns"),
            "give the dimension a shorter id",
        ),
    };
    Finding { code: Code::NotInSql, span, message, help: help.to_owned() }
}

/// Returns where a key stands, else the whole.
fn key(tree: &Node<'_>, key: &str) -> Span {
    tree.entry(key).map_or_else(|| tree.span.clone(), |entry| entry.key_span.clone())
}

fn dimension<'n, 't>(tree: &'n Node<'t>, id: &str) -> Option<&'n Node<'t>> {
    list(tree, "dimensions").iter().find(|node| text_at(node, "id") == Some(id))
}

fn of_dimension(tree: &Node<'_>, id: &str) -> Span {
    let node = dimension(tree, id).and_then(|node| node.get("id"));
    node.map_or_else(|| key(tree, "dimensions"), |node| node.span.clone())
}

fn of_question(tree: &Node<'_>, id: &str, question: &str) -> Span {
    let questions = dimension(tree, id).map(|node| list(node, "questions")).unwrap_or_default();
    let named = questions.iter().find(|node| match &node.value {
        Value::Text(text) => text == question,
        _ => text_at(node, "id") == Some(question),
    });
    let line = named.and_then(|node| Some(node.entry("line")?.key_span.clone()));
    line.or_else(|| Some(named?.span.clone())).unwrap_or_else(|| of_dimension(tree, id))
}
