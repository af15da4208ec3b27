//! The person-days that effort words of a rubric stand for: a number, or from so many to so many.

use super::super::fields::{self, Fields, Findings};
use super::super::node::{Entry, Node, Value};
use super::reader::Reader;
use crate::domain::sorting;
use crate::domain::{Code, Effort};
use std::collections::BTreeMap;

/// Person-days by effort word, unless a rubric writes others: within the scale S up to 10, M 10 to
/// 60, L above 60.
pub(in super::super) const EFFORT_DAYS: [(&str, i64); 5] =
    [("S", 5), ("S-M", 15), ("M", 30), ("M-L", 60), ("L", 90)];

impl Reader<'_, '_> {
    /// Reads the person-days of each effort word; those of [`EFFORT_DAYS`] where none are written.
    pub(super) fn effort_days(&self, findings: &mut Findings) -> BTreeMap<String, Effort> {
        let Some(node) = self.top.get("effort_days") else {
            let usual = EFFORT_DAYS.map(|(word, days)| (word.to_owned(), Effort::whole(days)));
            return sorting::to_map(usual);
        };
        let entries = fields::entries(node, findings);
        let read = |entry: &Entry<'_>| {
            Some((entry.key.clone().into_owned(), effort(&entry.value, findings)?))
        };
        sorting::to_map(entries.iter().filter_map(read))
    }
}

/// Reads the person-days of an effort word.
fn effort(node: &Node<'_>, findings: &mut Findings) -> Option<Effort> {
    if !matches!(node.value, Value::Map(_)) {
        return days(node, findings).map(Effort::whole);
    }
    let fields = Fields::open(node, "a range of person-days", &["from", "to"], findings)?;
    let low = fields.required("from", findings, days);
    let high = fields.required("to", findings, days);
    let effort = Effort { low: low?, high: high? };
    if effort.high < effort.low {
        let message = "the range of person-days ends before it begins";
        findings.push(Code::OutOfRange, &node.span, message, "write `{from: 2, to: 10}`");
        return None;
    }
    Some(effort)
}

/// Reads a number of person-days.
fn days(node: &Node<'_>, findings: &mut Findings) -> Option<i64> {
    i64::try_from(fields::count(node, findings)?).ok()
}
