//! The checklist as CSV: one row per scenario. Columns are only ever added, at the end.

use super::{Checklist, ListedScenario};
use crate::report::escape::cell;
use crate::report::spreadsheet::csv;

/// The columns.
const COLUMNS: &[&str] = &[
    "id",
    "scenario",
    "trigger",
    "coping",
    "takes",
    "at_peak",
    "tick",
    "verdict",
    "evidenced_verdict",
    "blocked_by",
    "unblock",
    "unblock_effort_days",
];

/// Returns the checklist as CSV (RFC 4180), with a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(checklist: &Checklist<'_, '_>) -> Result<String, String> {
    csv(COLUMNS, checklist.entries.iter().map(|entry| row(checklist, entry)))
}

fn row(checklist: &Checklist<'_, '_>, entry: &ListedScenario<'_>) -> Vec<String> {
    let scenario = entry.scenario;
    let result = entry.result.as_ref();
    let days = entry.unblock.as_ref().map(|plan| plan.effort_days.to_string());
    vec![
        cell(&scenario.id),
        cell(&scenario.title),
        cell(&scenario.trigger),
        cell(&scenario.coping),
        cell(&checklist.needs_words(scenario)),
        if scenario.at_peak { "yes" } else { "no" }.to_owned(),
        String::new(),
        result.map_or_else(String::new, |result| result.verdict.word().to_owned()),
        result.map_or_else(String::new, |result| result.evidenced_verdict.word().to_owned()),
        cell(&checklist.blocks_words(entry)),
        cell(&checklist.unblock_words(entry)),
        days.unwrap_or_default(),
    ]
}
