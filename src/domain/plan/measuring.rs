//! Which unknown is best measured first: the one on whose level the plan depends most.

use super::request::Aim;
use super::search::StepLimit;
use super::steps::Plan;
use super::unreachable::Unreachable;
use crate::domain::effort::Effort;
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use crate::domain::sorting;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// How the plan depends on what an unknown dimension turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measuring {
    /// The dimension.
    pub dimension: DimensionId,
    /// The least and the greatest effort of the plans, by their middles, over the levels it may turn out to have;
    /// nothing where none of them has a plan.
    pub effort_days: Option<(Effort, Effort)>,
    /// The lowest and the highest overall level that the plans lead to.
    pub level: Option<(i64, i64)>,
    /// The lowest and the highest mean that they lead to.
    pub score: Option<(Exact, Exact)>,
    /// The levels at which the goal is out of reach.
    pub out_of_reach: Vec<i64>,
    /// How many different sets of steps the plans are; out of reach counts as one of them.
    pub plans: usize,
    /// Whether all of the plans were proven and settled. Else the step limit ended a search before,
    /// perhaps before every level was looked at.
    pub proven: bool,
}

/// Returns the `unknown` dimensions, given with the levels that each may turn out to have: first
/// the one on whose level the plan depends most. What counts is first whether there is a plan at
/// all; where the plan makes the best of its limits, the overall level and the mean; then the
/// effort, and how many plans there are.
pub(super) fn measuring(
    unknown: Vec<(DimensionId, RangeInclusive<i64>)>,
    aim: Aim,
    limit: &mut StepLimit,
    plan_if: impl Fn(DimensionId, i64, &mut StepLimit) -> Result<Plan, Unreachable>,
) -> Vec<Measuring> {
    let mut left: usize = unknown.iter().map(|(_, levels)| levels.clone().count()).sum();
    let mut measure = |(dimension, levels): (DimensionId, RangeInclusive<i64>)| {
        let mut outcome = |level| {
            let outcome = limit.share(left, |limit| plan_if(dimension, level, limit));
            left -= 1;
            (level, outcome)
        };
        measured(dimension, &levels.map(&mut outcome).collect::<Vec<_>>())
    };
    let all = unknown.into_iter().map(&mut measure);
    let mut all: Vec<_> = all.map(|one| (Reverse(one.dependence(aim)), one)).collect();
    sorting::sort_by(&mut all, |(one, _), (other, _)| one.cmp(other));
    all.into_iter().map(|(_, one)| one).collect()
}

impl Measuring {
    /// Returns how much the plan depends on the unknown: the greater, the more.
    fn dependence(&self, aim: Aim) -> (bool, i64, Exact, i64, usize) {
        let sometimes = !self.out_of_reach.is_empty() && self.effort_days.is_some();
        let nothing = || Exact::whole(0);
        let (level, score) = match aim {
            Aim::LeastEffort => (0, nothing()),
            Aim::HighestLevel => (
                self.level.map_or(0, |(lowest, highest)| highest - lowest),
                self.score.as_ref().map_or_else(nothing, |(lowest, highest)| highest - lowest),
            ),
        };
        let effort =
            self.effort_days.map_or(0, |(least, most)| most.middle().minus(least.middle()).0);
        (sometimes, level, score, effort, self.plans)
    }
}

/// Returns what came of the levels that a dimension may turn out to have.
fn measured(dimension: DimensionId, outcomes: &[(i64, Result<Plan, Unreachable>)]) -> Measuring {
    let plans = || outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref().ok());
    let steps = |plan: &Plan| -> BTreeSet<(DimensionId, i64)> {
        sorting::to_set(plan.steps.iter().map(|step| (step.dimension, step.to_level)))
    };
    let failed = |(level, outcome): &(i64, Result<Plan, Unreachable>)| {
        let why = outcome.as_ref().err().filter(|why| **why != Unreachable::Undecided);
        why.map(|_| *level)
    };
    let out_of_reach: Vec<i64> = outcomes.iter().filter_map(failed).collect();
    let is_proven = |outcome: &Result<Plan, Unreachable>| match outcome {
        Ok(plan) => plan.proven && plan.settled,
        Err(Unreachable::Stopped(_)) => true,
        Err(Unreachable::OverBudget { proven, .. }) => *proven,
        Err(Unreachable::Undecided) => false,
    };
    let different = sorting::to_set(plans().map(steps)).len();
    Measuring {
        dimension,
        effort_days: effort_extremes(plans().map(|plan| plan.effort_days)),
        level: extremes(plans().filter_map(|plan| plan.overall.level)),
        score: extremes(plans().filter_map(|plan| plan.overall.score.clone())),
        plans: different + usize::from(!out_of_reach.is_empty()),
        out_of_reach,
        proven: outcomes.iter().all(|(_, outcome)| is_proven(outcome)),
    }
}

/// Returns the least and the greatest of `efforts`, by their middles.
fn effort_extremes(efforts: impl Iterator<Item = Effort>) -> Option<(Effort, Effort)> {
    let keyed = efforts.map(|effort| (effort.middle(), effort.low, effort.high));
    let of = |(_, low, high)| Effort { low, high };
    extremes(keyed).map(|(least, most)| (of(least), of(most)))
}

/// Returns the least and the greatest of `values`.
fn extremes<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<(T, T)> {
    let values = sorting::to_set(values);
    values.first().cloned().zip(values.last().cloned())
}
