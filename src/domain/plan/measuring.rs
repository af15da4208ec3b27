//! Which unknown is best measured first: the one on whose level the plan depends most.

use super::request::Aim;
use super::search::StepLimit;
use super::unreachable::Unreachable;
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// How the plan depends on what an unknown dimension turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measuring {
    /// The dimension.
    pub dimension: DimensionId,
    /// The least and the greatest effort of the plans, over the levels it may turn out to have;
    /// nothing where none of them has a plan.
    pub effort_days: Option<(i64, i64)>,
    /// The lowest and the highest overall level that the plans lead to.
    pub level: Option<(i64, i64)>,
    /// The lowest and the highest mean that they lead to.
    pub mean: Option<(Exact, Exact)>,
    /// The levels at which the goal is out of reach.
    pub out_of_reach: Vec<i64>,
    /// How many different sets of steps the plans are; out of reach counts as one of them.
    pub plans: usize,
    /// Whether all of the plans were proven and settled. Else the step limit ended a search before,
    /// perhaps before every level was looked at.
    pub proven: bool,
}

/// What a plan comes to.
pub(super) struct Outcome {
    pub(super) effort_days: i64,
    pub(super) level: i64,
    pub(super) mean: Option<Exact>,
    /// The dimensions that are raised, with the levels from and to.
    pub(super) raised: Vec<(DimensionId, i64, i64)>,
    pub(super) proven: bool,
}

/// Returns the `unknown` dimensions, given with the levels that each may turn out to have: first the
/// one on whose level the plan depends most. What counts is first whether there is a plan at all;
/// where the plan makes the best of its limits, the overall level and the mean; then the effort, and
/// how many plans there are.
pub(super) fn measuring(
    unknown: Vec<(DimensionId, RangeInclusive<i64>)>,
    aim: Aim,
    limit: &mut StepLimit,
    plan_if: impl Fn(DimensionId, i64, &mut StepLimit) -> Result<Outcome, Unreachable>,
) -> Vec<Measuring> {
    let mut left: usize = unknown.iter().map(|(_, levels)| levels.clone().count()).sum();
    let mut measure = |(dimension, levels): (DimensionId, RangeInclusive<i64>)| {
        let mut outcomes = Outcomes::default();
        for level in levels {
            outcomes.add(level, limit.share(left, |limit| plan_if(dimension, level, limit)));
            left -= 1;
        }
        outcomes.measuring(dimension)
    };
    let mut all: Vec<Measuring> = unknown.into_iter().map(&mut measure).collect();
    all.sort_by_cached_key(|one| Reverse(one.dependence(aim)));
    all
}

impl Measuring {
    /// Returns how much the plan depends on the unknown: the greater, the more.
    fn dependence(&self, aim: Aim) -> (bool, i64, Exact, i64, usize) {
        let sometimes = !self.out_of_reach.is_empty() && self.effort_days.is_some();
        let nothing = || Exact::whole(0);
        let (level, mean) = match aim {
            Aim::LeastEffort => (0, nothing()),
            Aim::HighestLevel => (
                self.level.map_or(0, |(lowest, highest)| highest - lowest),
                self.mean.as_ref().map_or_else(nothing, |(lowest, highest)| highest - lowest),
            ),
        };
        let effort = self.effort_days.map_or(0, |(least, most)| most - least);
        (sometimes, level, mean, effort, self.plans)
    }
}

/// What came of the levels that a dimension may turn out to have.
#[derive(Default)]
struct Outcomes {
    efforts: BTreeSet<i64>,
    levels: BTreeSet<i64>,
    means: BTreeSet<Exact>,
    out_of_reach: Vec<i64>,
    plans: BTreeSet<Option<Vec<(DimensionId, i64, i64)>>>,
    unproven: bool,
}

impl Outcomes {
    fn add(&mut self, level: i64, outcome: Result<Outcome, Unreachable>) {
        match outcome {
            Ok(outcome) => {
                self.unproven |= !outcome.proven;
                self.efforts.insert(outcome.effort_days);
                self.levels.insert(outcome.level);
                self.means.extend(outcome.mean);
                self.plans.insert(Some(outcome.raised));
            }
            Err(Unreachable::Undecided) => self.unproven = true,
            Err(why) => {
                self.unproven |= matches!(why, Unreachable::OverBudget { proven: false, .. });
                self.out_of_reach.push(level);
                self.plans.insert(None);
            }
        }
    }

    fn measuring(self, dimension: DimensionId) -> Measuring {
        fn ends<T: Clone + Ord>(values: &BTreeSet<T>) -> Option<(T, T)> {
            values.first().cloned().zip(values.last().cloned())
        }
        Measuring {
            dimension,
            effort_days: ends(&self.efforts),
            level: ends(&self.levels),
            mean: ends(&self.means),
            out_of_reach: self.out_of_reach,
            plans: self.plans.len(),
            proven: !self.unproven,
        }
    }
}
