//! A stored report: which ruler made it, and the answers it carries. What it says about them is
//! held against a fresh report elsewhere.

use super::fields::{self, Findings};
use super::node::{Finding, Node, Value};
use crate::domain::Code;

/// The versions of the report that can be read.
pub const VERSIONS: &[&str] = &["1"];

/// What to name where something else than a report is named.
pub const ADVICE: &str = "name what `oms-maturity assess ANSWERS --format json` wrote";

/// What a report says about how it came to be.
#[derive(Clone, Debug)]
pub struct Stored<'n, 't> {
    /// The rubric it was judged by.
    pub rubric: Reference,
    /// The questionnaire it was asked by.
    pub questionnaire: Reference,
    /// The program's version that wrote it, where it says so.
    pub tool: Option<String>,
    /// The answers it carries.
    pub given: &'n Node<'t>,
    /// The earlier answers it was compared with.
    pub earlier: Option<&'n Node<'t>>,
    /// What it carries of the portfolio that it was held against.
    pub against: Option<&'n Node<'t>>,
}

/// A questionnaire or rubric, by its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of its file, in hexadecimal.
    pub sha256: String,
}

/// Returns the answers that a report carries; nothing where the tree is no report.
#[must_use]
pub fn given<'n, 't>(tree: &'n Node<'t>) -> Option<&'n Node<'t>> {
    tree.get("version").and_then(|_| tree.get("given"))
}

/// Reads what a tree says about how the report came to be.
///
/// # Errors
///
/// Returns what keeps it from being recomputed: it is no report, or one of an unknown version.
pub fn read<'n, 't>(tree: &'n Node<'t>) -> Result<Stored<'n, 't>, Vec<Finding>> {
    let mut findings = Findings::default();
    let Some(given) = given(tree) else {
        findings.push(
            Code::MissingKey,
            &tree.span,
            "this is no report: it carries no answers",
            ADVICE,
        );
        return findings.finish(None);
    };
    version(tree, "a report", &mut findings);
    let rubric = reference(tree, "rubric", &mut findings);
    let questionnaire = reference(tree, "questionnaire", &mut findings);
    let tool = tree.get("tool").and_then(|tool| tool.get("version"));
    let tool = tool.and_then(|version| fields::text(version, &mut Findings::default()));
    let earlier = tree.get("compared_with").and_then(|compared| compared.get("given"));
    let stored = rubric.zip(questionnaire).map(|(rubric, questionnaire)| Stored {
        rubric,
        questionnaire,
        tool,
        given,
        earlier,
        against: tree.get("against"),
    });
    findings.finish(stored)
}

/// Refuses a version of `what` that is not known.
pub(super) fn version(tree: &Node<'_>, what: &str, findings: &mut Findings) {
    let Some(node) = tree.get("version") else { return };
    let known = matches!(&node.value, Value::Number(version) if VERSIONS.contains(&&**version));
    if !known {
        let help = format!("this program knows version {}", VERSIONS.join(", "));
        let message = format!("{what} of an unknown version");
        findings.push(Code::OutOfRange, &node.span, message, &help);
    }
}

/// Reads which file made the report; further keys may come with later versions of the program.
pub(super) fn reference(tree: &Node<'_>, key: &str, findings: &mut Findings) -> Option<Reference> {
    let mut text = |name: &str| {
        let node = tree.get(key).and_then(|node| node.get(name));
        if node.is_none() {
            let span = tree.entry(key).map_or(&tree.span, |entry| &entry.key_span);
            let message = format!("it does not say the {key}'s {name}");
            findings.push(Code::MissingKey, span, message, "");
        }
        node.and_then(|node| fields::text(node, findings))
    };
    let (id, version, sha256) = (text("id"), text("version"), text("sha256"));
    Some(Reference { id: id?, version: version?, sha256: sha256? })
}

/// The levels that a report says answers came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredLevels {
    /// The overall level.
    pub level: Option<i64>,
    /// The level of each dimension, by its id; nothing where it was not known or did not apply.
    pub dimensions: Vec<(String, Option<i64>)>,
}

/// Returns the levels that a report says its answers came to, as far as it says so.
#[must_use]
pub fn levels(tree: &Node<'_>) -> StoredLevels {
    let level = tree.get("overall").and_then(|overall| overall.get("level")).and_then(whole);
    let dimension = |node: &Node<'_>| {
        let text = |key: &str| match node.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => Some(text.as_ref().to_owned()),
            _ => None,
        };
        let known = text("status").is_none_or(|status| status == "answered");
        Some((text("id")?, node.get("level").and_then(whole).filter(|_| known)))
    };
    let dimensions = match tree.get("dimensions").map(|node| &node.value) {
        Some(Value::List(all)) => all.iter().filter_map(dimension).collect(),
        _ => Vec::new(),
    };
    StoredLevels { level, dimensions }
}

/// Returns the whole number that stands somewhere; nothing where something else does.
#[must_use]
pub fn whole(node: &Node<'_>) -> Option<i64> {
    match &node.value {
        Value::Number(number) => number.parse().ok(),
        _ => None,
    }
}
