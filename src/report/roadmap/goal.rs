//! What a plan leads to, where the request leaves that open.

use super::start::start_level;
use crate::domain::plan::{Aim, Goal, Limits, Request};
use crate::domain::rubric::Dimension;
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
    let held = report.level().map(|row| row.level).or_else(|| start_level(report));
    let next = held.map(|held| (held + 1).min(report.highest_level()));
    Goal { level: next, ..Goal::default() }
}

/// Says why there is no plan to be made under a rubric, whatever is asked for; nothing where there
/// is.
#[must_use]
pub fn not_offered(report: &Report<'_>) -> Option<&'static str> {
    let has_levels = |dimension: &Dimension| dimension.level_range().is_some();
    let any = report.rubric().dimensions.iter().any(has_levels);
    (!any).then_some(
        "this rubric gives its dimensions scores and no levels, and a plan is made of steps from \
         one level to the next; give the dimensions `levels`",
    )
}
