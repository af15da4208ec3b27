//! What a rubric defines once: measures that no proof refers to, and owners who are no role.

use super::super::fields::Findings;
use super::super::node::{Node, Span};
use super::super::questionnaire::text_at;
use super::places::{entry_of, span_at};
use crate::domain::{Code, Rubric};

/// Looks at measures and roles.
pub(super) fn look(tree: &Node<'_>, rubric: &Rubric, findings: &mut Findings) {
    measures(tree, rubric, findings);
    if !rubric.roles.is_empty() {
        owners(tree, rubric, findings);
    }
}

/// Finds measures to which no action refers, be it by name in a text.
fn measures(tree: &Node<'_>, rubric: &Rubric, findings: &mut Findings) {
    let proofs = rubric.actions.iter().map(|action| &action.proof);
    let reached = rubric.reached_when.iter().map(|line| &line.sentence);
    let texts: Vec<_> = proofs.chain(reached).map(|text| text.to_lowercase()).collect();
    for measure in &rubric.measures {
        let linked = rubric.actions.iter().any(|it| it.measure.as_deref() == Some(&*measure.id));
        let name = measure.name.to_lowercase();
        if linked || texts.iter().any(|text| text.contains(&name)) {
            continue;
        }
        let Some(entry) = tree.get("measures").and_then(|node| node.entry(&measure.id)) else {
            continue;
        };
        let message = format!("no proof refers to the measure `{}`", measure.id);
        let help = format!("write `measure: {}` beside a proof, or take it out", measure.id);
        findings.push(Code::MeasureNotUsed, &entry.key_span, message, &help);
    }
}

/// Finds actions whose owner is not among the roles. Who helps may be anybody.
fn owners(tree: &Node<'_>, rubric: &Rubric, findings: &mut Findings) {
    let is_role = |name: &str| rubric.roles.iter().any(|role| role.role == name);
    for action in &rubric.actions {
        let Some(node) = entry_of(tree, "actions", &action.id) else { continue };
        if !is_role(&action.owner) {
            not_a_role(tree, &action.owner, &span_at(node, "owner"), findings);
        }
    }
}

fn not_a_role(tree: &Node<'_>, name: &str, span: &Span, findings: &mut Findings) {
    let roles = super::super::questionnaire::list(tree, "roles");
    let known: Vec<_> = roles.iter().filter_map(|node| text_at(node, "role")).collect();
    let message = format!("`{name}` is not among the roles");
    let help = super::super::advice::nearest_or_all(name, &known);
    findings.push(Code::OwnerNotARole, span, message, &help);
}
