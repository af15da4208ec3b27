//! What is easily taken for something else: ids that differ by a letter, options that say the same;
//! and sources that nothing names.

use super::super::fields::Findings;
use super::super::node::{Node, Span, Value};
use super::super::questionnaire::{list, text_at};
use super::places::{each_text, span_at};
use crate::domain::Code;
use std::collections::BTreeSet;

/// Shorter ids differ by a letter more often than not.
const SHORTEST: usize = 4;
/// The lists of questions.
const LISTS: [&str; 3] = ["facts", "questions", "follow_ups"];

/// An id and where it stands.
type Named<'n> = (&'n str, Span);

/// Looks at the ids of questions and options, and at what the options say.
pub(super) fn questions(tree: &Node<'_>, findings: &mut Findings) {
    let questions = || LISTS.iter().flat_map(|key| list(tree, key));
    alike(&ids(questions()), &[], findings);
    let sets = match tree.get("option_sets").map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let sets = sets.iter().filter_map(|entry| match &entry.value.value {
        Value::List(options) => Some(options.as_slice()),
        _ => None,
    });
    for options in questions().map(|node| list(node, "options")).chain(sets) {
        alike(&ids(options), &[], findings);
        labels(options, findings);
    }
}

/// Looks at the ids of dimensions and groups, beside each other and beside those of the questions.
pub(super) fn dimensions(
    tree: &Node<'_>,
    questionnaire: Option<&Node<'_>>,
    findings: &mut Findings,
) {
    let own = ["dimensions", "groups"].into_iter().flat_map(|key| list(tree, key));
    let asked = questionnaire.into_iter().flat_map(|node| list(node, "questions"));
    alike(&ids(own), &ids(asked), findings);
}

fn ids<'n, 't: 'n>(nodes: impl IntoIterator<Item = &'n Node<'t>>) -> Vec<Named<'n>> {
    let id = |node: &'n Node<'t>| Some((text_at(node, "id")?, span_at(node, "id")));
    nodes.into_iter().filter_map(id).collect()
}

/// Finds those of `own` that differ by a letter from one before, or from one of `others`.
fn alike(own: &[Named<'_>], others: &[Named<'_>], findings: &mut Findings) {
    for (index, (id, span)) in own.iter().enumerate() {
        let before = own.iter().take(index).chain(others);
        // Where one of both is meant by the same id, it is no slip.
        let is_same = others.iter().any(|(other, _)| other == id);
        let Some((other, _)) = before.into_iter().find(|(other, _)| differ_by_a_letter(id, other))
        else {
            continue;
        };
        if !is_same {
            let message = format!("`{id}` and `{other}` differ by a letter");
            let help = "if both are meant, give one of them another id; else write both alike";
            findings.push(Code::IdsNearlyAlike, span, message, help);
        }
    }
}

/// Returns whether two ids differ by one letter that is wrong, missing, or has changed places; a
/// number, or a letter that stands by itself, is meant.
fn differ_by_a_letter(one: &str, other: &str) -> bool {
    if one.len().min(other.len()) < SHORTEST || strsim::osa_distance(one, other) != 1 {
        return false;
    }
    let mut parts = one.split('_').zip(other.split('_')).filter(|(one, other)| one != other);
    let apart = parts.next();
    let counts = |id: &str| id.split('_').count();
    let stands_alone = counts(one) == counts(other)
        && apart.is_some_and(|(one, other)| one.len().min(other.len()) <= 1);
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let digit_at = |id: &str| id.as_bytes().get(same).is_some_and(u8::is_ascii_digit);
    !stands_alone && !digit_at(one) && !digit_at(other)
}

/// Finds options of one question that say the same.
fn labels(options: &[Node<'_>], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for option in options {
        let Some(label) = text_at(option, "label") else { continue };
        let plain = label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !seen.insert(plain) {
            let message = "another option of the question says the same";
            let help = "write what sets the two apart, or take one of them out";
            findings.push(Code::LabelsAlike, &span_at(option, "label"), message, help);
        }
    }
}

/// Finds sources that are listed and that nothing names, be it in a text.
pub(super) fn sources(tree: &Node<'_>, findings: &mut Findings) {
    let mut named = BTreeSet::new();
    each_text(tree, &mut Vec::new(), &mut |above, _, text| {
        if above != ["sources", "id"] && above.first() != Some(&"sources") {
            let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            let words = text.split(|c: char| !is_part(c));
            named.extend(words.map(|word| word.trim_end_matches('.')));
        }
    });
    for source in list(tree, "sources") {
        let Some(id) = text_at(source, "id").filter(|id| !named.contains(id)) else { continue };
        let message = format!("nothing names the source `{id}`");
        let help = "name it where a figure is taken from it, or take it out";
        findings.push(Code::SourceNotCited, &span_at(source, "id"), message, help);
    }
}
