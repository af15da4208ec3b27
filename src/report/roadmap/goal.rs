//! What a plan leads to, where the request leaves that open.

use super::start::start_level;
use crate::domain::plan::{Aim, Goal, Limits, Request};
use crate::report::Report;

/// Returns what is asked for within `limits`: the goal that is named, with the least effort; where
/// none is, the highest level that a budget buys, and without one the least effort to what the
/// answers aim at.
#[must_use]
pub fn request(report: &Report<'_>, named: Goal, limits: Limits) -> Request {
    let is_named = named != Goal::default();
    match limits.budget_days {
        Some(_) if !is_named => Request { goal: named, limits, aim: Aim::HighestLevel },
        _ => {
            let goal = if is_named { named } else { default_goal(report) };
            Request { goal, limits, aim: Aim::LeastEffort }
        }
    }
}

/// Returns the goal where none is named: the answers' target, else the next level.
fn default_goal(report: &Report<'_>) -> Goal {
    if let Some(target) = &report.sheet.given().target {
        return Goal::of_target(report.rubric(), target);
    }
    let held = report.level().map_or_else(|| start_level(report), |row| row.level);
    let next = (held + 1).min(report.rubric().scale.highest);
    Goal { level: Some(next), ..Goal::default() }
}
