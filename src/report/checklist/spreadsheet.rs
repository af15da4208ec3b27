//! The checklist as CSV: one row per scenario. Columns are only ever added, at the end.

use super::{Checklist, ListedScenario};
use crate::report::escape::cell;
use crate::report::spreadsheet::csv;
use crate::report::words::effort::half_days;

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
/// The columns behind them where efforts are ranges, of which the last column holds the middle.
const ENDS: [&str; 2] = ["unblock_effort_days_low", "unblock_effort_days_high"];

/// Returns the checklist as CSV (RFC 4180), with a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(checklist: &Checklist<'_, '_>) -> Result<String, String> {
    let ends: &[&str] = if checklist.rubric().has_effort_ranges() { &ENDS } else { &[] };
    let columns = [COLUMNS, ends].concat();
    csv(&columns, checklist.entries.iter().map(|entry| row(checklist, entry)))
}

fn row(checklist: &Checklist<'_, '_>, entry: &ListedScenario<'_>) -> Vec<String> {
    let scenario = entry.scenario;
    let result = entry.result.as_ref();
    let effort = entry.unblock.as_ref().map(|plan| plan.effort_days);
    let mut cells = vec![
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
        effort.map(|effort| half_days(effort.middle())).unwrap_or_default(),
    ];
    if checklist.rubric().has_effort_ranges() {
        let ends = effort.map(|effort| [effort.low, effort.high].map(|days| days.to_string()));
        cells.extend(ends.unwrap_or_default());
    }
    cells
}
