//! A plan as CSV: one row per action of a step. Columns are only ever added, at the end.

use super::Roadmap;
use crate::domain::index::ActionId;
use crate::domain::plan::PlannedStep;
use crate::domain::rubric::Action;
use crate::report::escape::cell;
use crate::report::spreadsheet::csv;
use crate::report::words::effort::half_days;

/// The columns.
const COLUMNS: &[&str] = &[
    "wave",
    "step",
    "dimension",
    "name",
    "from_level",
    "to_level",
    "action",
    "title",
    "owner",
    "with",
    "effort",
    "effort_days_low",
    "effort_days_high",
    "effort_days_middle",
    "weeks",
    "horizon",
    "proof",
    "reached_when",
    "optional",
    "step_starts",
    "step_ends",
];

/// Returns the plan as CSV (RFC 4180), with a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(roadmap: &Roadmap<'_, '_>) -> Result<String, String> {
    let all = &roadmap.report.rubric().actions;
    let steps = roadmap.plan.steps.iter().zip(1_usize..);
    let rows = steps.flat_map(|(step, number)| {
        let listed = |found: &ActionId| all.get(found.index());
        let actions = step.actions.iter().chain(&step.optional).filter_map(listed);
        actions.map(move |action| row(roadmap, step, number, action))
    });
    csv(COLUMNS, rows)
}

fn row(
    roadmap: &Roadmap<'_, '_>,
    step: &PlannedStep,
    number: usize,
    action: &Action,
) -> Vec<String> {
    let report = roadmap.report;
    let rubric = report.rubric();
    let effort = rubric.effort_days.get(&action.effort).copied().unwrap_or_default();
    let day = |day: Option<crate::domain::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let reached = rubric.reached_when(step.dimension, step.to_level).unwrap_or_default();
    vec![
        step.wave.to_string(),
        number.to_string(),
        cell(report.dimension_id(step.dimension)),
        cell(report.dimension_name(step.dimension)),
        step.from_level.to_string(),
        step.to_level.to_string(),
        cell(&action.id),
        cell(&action.title),
        cell(&action.owner),
        cell(&action.with.join("; ")),
        cell(&action.effort),
        effort.low.to_string(),
        effort.high.to_string(),
        half_days(effort.middle()),
        action.weeks.1.to_string(),
        cell(&action.horizon),
        cell(&action.proof),
        cell(reached),
        if action.optional { "yes" } else { "no" }.to_owned(),
        day(roadmap.start_day(step)),
        day(roadmap.end(step.weeks_to_end)),
    ]
}
