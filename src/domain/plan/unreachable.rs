//! Why a goal cannot be reached.

use super::constraints::{Constraints, cap, demands};
use super::prerequisites::LadderId;
use super::problem::{Problem, out_of_reach};
use super::request::{Goal, GoalPart, Limits};
use crate::domain::decimal::Decimal;
use crate::domain::effort::Effort;
use crate::domain::index::{DimensionId, PrerequisiteId, ScenarioId};
use crate::domain::rubric::Member;
use crate::domain::score;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// Parts of the goal are out of reach at any effort.
    Stopped(Vec<Missed>),
    /// The goal can be reached, but not within the budget.
    OverBudget {
        /// The least effort that reaches it.
        least_days: Effort,
        /// Whether it was proven that none is less; else it is the least that was found.
        proven: bool,
    },
    /// The search ended without having found a way or proven that there is none.
    Undecided,
}

/// A part of the goal that is out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The part.
    pub part: GoalPart,
    /// The dimensions that stop too low for it.
    pub stops: Vec<Stop>,
}

/// Where a dimension stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The dimension.
    pub dimension: DimensionId,
    /// The highest level that it can be raised to.
    pub level: i64,
    /// What stops it there.
    pub by: Obstacle,
}

/// What stops a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is at the top of the scale.
    Top,
    /// The rubric names no action for the next step that is not optional.
    NoActions,
    /// It has scores and no levels, and a plan is made of steps between levels.
    NoLevels,
    /// The limits cap it there.
    Cap,
    /// The next step waits for what cannot be had.
    Prerequisite(PrerequisiteId),
}

/// Returns the parts of `goal` that no state within the caps of `limits` holds.
pub(super) fn missed(problem: &Problem<'_>, goal: &Goal, limits: &Limits) -> Vec<Missed> {
    let within = Constraints::within(problem, limits);
    let stop = |ladder: LadderId| stop(&within, limits, ladder);
    let most = problem.profile(&within.most);
    let missed = |part: GoalPart| {
        let all = || (0..problem.ladders.len()).filter_map(stop).collect();
        match part {
            GoalPart::Score { needed, .. } => {
                let highest = score::whole_score(problem.rubric, &most);
                let missed = highest.as_ref().is_none_or(|highest| *highest < needed.exact());
                let part = GoalPart::Score { needed, highest };
                return missed.then(|| Missed { part, stops: all() });
            }
            GoalPart::Member(member @ Member::Group(_), needed) => {
                let highest = score::member_score(problem.rubric, &most, member);
                let missed = highest.is_some_and(|highest| highest < needed.exact());
                return missed.then(|| Missed { part, stops: all() });
            }
            GoalPart::Share(share) => {
                let dimensions = DimensionId::all(problem.rubric.dimensions.len());
                let held = dimensions.filter_map(|id| most.held(problem.rubric, id));
                let held: Vec<_> = held.collect();
                let some = held.iter().filter(|held| **held >= share.at.exact()).count();
                let missed = !held.is_empty() && !share.at_least.is_met(some, held.len());
                return missed.then(|| Missed { part, stops: all() });
            }
            _ => {}
        }
        let demands = demands(problem, &part).into_iter();
        let too_low = demands.filter(|(ladder, rung)| *rung > within.range(*ladder).1);
        let mut stops: Vec<Stop> = too_low.filter_map(|(ladder, _)| stop(ladder)).collect();
        match &part {
            GoalPart::Scenario(scenario) => stops.extend(without_levels(problem, *scenario)),
            GoalPart::EveryDimension(needed) => {
                let all = DimensionId::all(problem.rubric.dimensions.len());
                stops.extend(all.filter_map(|dimension| no_ladder(problem, dimension, *needed)));
            }
            GoalPart::Member(Member::Dimension(dimension), needed) => {
                stops.extend(no_ladder(problem, *dimension, *needed));
            }
            _ => {}
        }
        (!stops.is_empty()).then_some(Missed { part, stops })
    };
    goal.parts(problem.rubric).into_iter().filter_map(missed).collect()
}

/// Returns what a scenario lacks of dimensions that have scores and no levels.
fn without_levels<'p>(problem: &'p Problem<'_>, id: ScenarioId) -> impl Iterator<Item = Stop> + 'p {
    let needs = problem.rubric.scenarios.get(id.index()).into_iter().flat_map(|it| &it.needs);
    needs.filter_map(|need| {
        let level = out_of_reach(&problem.ladders, problem.start(), need)?;
        Some(Stop { dimension: need.dimension, level, by: Obstacle::NoLevels })
    })
}

/// Returns where a dimension stops that has scores and no levels, if that is below what is needed.
fn no_ladder(problem: &Problem<'_>, dimension: DimensionId, needed: Decimal) -> Option<Stop> {
    let has_ladder = problem.ladders.iter().any(|ladder| ladder.dimension == dimension);
    let score = problem.start().score(dimension).filter(|_| !has_ladder)?;
    let stop = Stop { dimension, level: score.floor(), by: Obstacle::NoLevels };
    (*score < needed.exact()).then_some(stop)
}

/// Returns where a ladder stops within the limits, and why.
fn stop(within: &Constraints<'_>, limits: &Limits, ladder: LadderId) -> Option<Stop> {
    let problem = within.problem;
    let rungs = problem.ladders.get(ladder)?;
    let (_, most) = within.range(ladder);
    let level = rungs.level(most);
    let by = if problem.rubric.levels_of(rungs.dimension).is_none_or(|range| level >= range.highest)
    {
        Obstacle::Top
    } else if most >= rungs.steps.len() {
        Obstacle::NoActions
    } else if cap(problem, limits, ladder).is_some_and(|cap| cap <= level) {
        Obstacle::Cap
    } else {
        let needs = problem.prerequisites.needs(ladder, most, most + 1);
        let lacking = needs.iter().find(|need| within.range(need.needs).1 < need.at_least);
        Obstacle::Prerequisite(lacking?.prerequisite)
    };
    Some(Stop { dimension: rungs.dimension, level, by })
}
