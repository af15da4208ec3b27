//! What a plan starts from: a report's answers, every unknown at its lowest. Words nothing.

use crate::domain::index::ScenarioId;
use crate::domain::plan::{Planner, Start};
use crate::domain::score::Profile;
use crate::report::Report;

/// Returns the planner for a report's answers. Where they name likely scenarios, those alone count.
#[must_use]
pub fn planner<'r>(report: &Report<'r>) -> Planner<'r> {
    let start = Start::of(report.scores());
    let planner = Planner::new(report.rubric(), start);
    let failing: Vec<_> = report
        .judgement
        .scenarios
        .iter()
        .filter(|result| result.figures.iter().any(|figure| figure.is_open()))
        .map(|result| result.scenario)
        .collect();
    let planner = planner.failing(&failing);
    let likely = &report.sheet.given().scenarios;
    if likely.is_empty() {
        return planner;
    }
    let scenarios = ScenarioId::each(&report.rubric().scenarios);
    let named = scenarios.filter(|(_, scenario)| likely.contains(&scenario.id));
    planner.counting(&named.map(|(index, _)| index).collect::<Vec<_>>())
}

/// Returns the overall level that a plan starts from: every unknown at its lowest;
/// nothing where there are scores only.
#[must_use]
pub fn start_level(report: &Report<'_>) -> Option<i64> {
    report.scores().range.map(|range| range.0)
}

/// Returns the scores that a plan starts from: every unknown at its lowest.
pub(super) fn start_profile<'a>(report: &'a Report<'_>) -> &'a Profile {
    &report.scores().profiles.claimed_extremes.worst
}
