//! The table `[report]` of `oms-maturity.toml`: whose reports they are and what plans lead to, where
//! the command line says nothing else. What a logo or a colour is, is not known here.

use super::fields::{self, Fields, Findings};
use super::node::{Finding, Node, Span, Value};
use crate::domain::calendar::MOST_FREEZE_WEEKS;
use crate::domain::given::Target;
use crate::domain::rubric::Scale;
use crate::domain::{Code, Instrument, Rubric};

/// The keys of `[report]`.
const KEYS: &[&str] =
    &["brand", "logo", "accent", "prepared_by", "confidential", "freeze", "target"];

/// The tables of a settings file.
pub(super) const TABLES: &[&str] = &["check", "report"];

/// What holds for every report and plan of a house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Whose reports they are.
    pub brand: Option<String>,
    /// The file of the picture beside that name, and where it is named.
    pub logo: Option<(String, Span)>,
    /// The colour of rules and marks, as it is written, and where.
    pub accent: Option<(String, Span)>,
    /// Who prepares reports.
    pub prepared_by: Option<String>,
    /// Who may read them.
    pub confidential: Option<String>,
    /// How many weeks before a peak work pauses.
    pub freeze: Option<i64>,
    /// What plans lead to, where the answers aim at nothing.
    pub target: Option<Target>,
}

/// Reads a settings file for what holds for every report; what else it holds is not looked at.
///
/// # Errors
///
/// Returns every finding, in the order of the text.
pub fn read(tree: &Node<'_>, instrument: &Instrument) -> Result<House, Vec<Finding>> {
    let mut findings = Findings::default();
    let top = Fields::open(tree, "a settings file", TABLES, &mut findings);
    let house = top.map(|top| in_settings(&top, instrument.rubric(), &mut findings));
    findings.finish(house)
}

/// Reads the table in a settings file; without one nothing holds.
pub(super) fn in_settings(top: &Fields<'_, '_>, rubric: &Rubric, findings: &mut Findings) -> House {
    let fields = top.get("report").and_then(|node| Fields::open(node, "`report`", KEYS, findings));
    let Some(fields) = fields else { return House::default() };
    let spanned = |key: &str, findings: &mut Findings| {
        let node = fields.get(key)?;
        Some((fields::text(node, findings)?, node.span.clone()))
    };
    if let (Some(logo), None) = (fields.get("logo"), fields.get("brand")) {
        let message = "a logo stands beside a name, and there is none";
        findings.push(Code::MissingKey, &logo.span, message, "write `brand` as well");
    }
    House {
        brand: fields.optional("brand", findings, words),
        logo: spanned("logo", findings),
        accent: spanned("accent", findings),
        prepared_by: fields.optional("prepared_by", findings, words),
        confidential: fields.optional("confidential", findings, words),
        freeze: fields.optional("freeze", findings, weeks),
        target: fields.get("target").and_then(|node| target(node, rubric, findings)),
    }
}

/// Reads words for people; a number or a truth value is none.
fn words(node: &Node<'_>, findings: &mut Findings) -> Option<String> {
    if matches!(node.value, Value::Number(_) | Value::Bool(_)) {
        let message = format!("a text belongs here, not {}", node.value.kind());
        let help = "write it in quotes, or take the line out";
        findings.push(Code::WrongType, &node.span, message, help);
        return None;
    }
    fields::text(node, findings)
}

fn weeks(node: &Node<'_>, findings: &mut Findings) -> Option<i64> {
    let weeks = fields::whole(node, findings)?;
    if !(0..=MOST_FREEZE_WEEKS).contains(&weeks) {
        let message = format!("work cannot pause {weeks} weeks before a peak");
        let help = format!("write a number of weeks from 0 to {MOST_FREEZE_WEEKS}");
        findings.push(Code::OutOfRange, &node.span, message, &help);
        return None;
    }
    Some(weeks)
}

/// Reads what plans lead to: a level of the whole, levels of dimensions, or both.
fn target(node: &Node<'_>, rubric: &Rubric, findings: &mut Findings) -> Option<Target> {
    let fields = Fields::open(node, "a target", &["level", "dimensions"], findings)?;
    if fields.get("level").is_none() && fields.get("dimensions").is_none() {
        let help = "write `target = {level = 4}` or `target = {dimensions = {overrides = 4}}`";
        findings.push(Code::MissingKey, &node.span, "the target names no level", help);
        return None;
    }
    let overall = fields.get("level").map(|node| level(node, rubric.level_range(), findings));
    let mut target = Target { level: overall.flatten(), ..Target::default() };
    for entry in fields.get("dimensions").map_or(&[][..], |node| fields::entries(node, findings)) {
        let known = fields::dimension((&entry.key, &entry.key_span), rubric, findings);
        let Some(dimension) = known else { continue };
        if let Some(aim) = level(&entry.value, rubric.levels_of(dimension), findings) {
            target.dimensions.insert(entry.key.clone().into_owned(), aim);
        }
    }
    Some(target)
}

/// Reads a level of this range; where there is none, there are scores only.
fn level(node: &Node<'_>, range: Option<Scale>, findings: &mut Findings) -> Option<i64> {
    let Some(range) = range else {
        let message = "there are scores only here, and no level to aim at";
        findings.push(Code::OutOfRange, &node.span, message, "take it out");
        return None;
    };
    fields::level(node, range, findings)
}
