//! Which unknown is best measured first: the one on whose level the plan depends most.

use super::choose::Choice;
use super::patience::Patience;
use super::{Aim, Planner, Request, Unreachable};
use crate::domain::exact::Exact;
use crate::domain::score::overall;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many looks it is to start anew, for each part of what a search stands on.
const LOOKS_PER_START: usize = 40;

/// How the plan depends on what an unknown dimension turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measuring {
    /// The dimension's place.
    pub dimension: usize,
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
    /// Whether all of the plans were proven and settled. Else patience ended before, perhaps before
    /// every level was looked at.
    pub proven: bool,
}

/// Returns the unknown dimensions, the one on whose level the plan depends most first: whether there
/// is one at all; where the plan makes the best of its limits, the overall level and the mean; the
/// effort; how many plans there are. Then upstream.
pub(super) fn measuring(planner: &Planner<'_>, request: &Request) -> Vec<Measuring> {
    let ladders = planner.ground.ladders.iter().map(|ladder| ladder.dimension);
    let unknown: Vec<usize> =
        ladders.filter(|dimension| planner.start.may_be(*dimension).is_some()).collect();
    let mut patience = Patience::of(planner.looks);
    let (mut left, mut all) = (unknown.len(), Vec::new());
    for dimension in unknown {
        all.push(patience.part(left, |patience| measure(planner, request, dimension, patience)));
        left -= 1;
    }
    all.sort_by_cached_key(|one| Reverse(one.weight(request.aim)));
    all
}

impl Measuring {
    /// Returns how much the plan depends on the unknown.
    fn weight(&self, aim: Aim) -> (bool, i64, Exact, i64, usize) {
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

fn measure(
    planner: &Planner<'_>,
    request: &Request,
    dimension: usize,
    patience: &mut Patience,
) -> Measuring {
    let levels: Vec<i64> = planner.start.may_be(dimension).into_iter().flatten().collect();
    let mut outcomes = Outcomes::default();
    for (done, level) in levels.iter().enumerate() {
        patience.part(levels.len() - done, |patience| {
            if patience.spend(LOOKS_PER_START * planner.ground.size) {
                let turned_out = planner.turned_out(dimension, *level);
                outcomes.add(&turned_out, *level, turned_out.choose(request, patience));
            } else {
                outcomes.unproven = true;
            }
        });
    }
    let least = outcomes.efforts.first().copied();
    Measuring {
        dimension,
        effort_days: least.zip(outcomes.efforts.last().copied()),
        level: outcomes.levels.first().copied().zip(outcomes.levels.last().copied()),
        mean: outcomes.means.first().cloned().zip(outcomes.means.last().cloned()),
        out_of_reach: outcomes.out_of_reach,
        plans: outcomes.plans.len(),
        proven: !outcomes.unproven,
    }
}

/// What came of the levels that a dimension may turn out to have.
#[derive(Default)]
struct Outcomes {
    efforts: BTreeSet<i64>,
    levels: BTreeSet<i64>,
    means: BTreeSet<Exact>,
    out_of_reach: Vec<i64>,
    plans: BTreeSet<Option<Steps>>,
    unproven: bool,
}

/// The dimensions that are raised, with the levels from and to.
type Steps = Vec<(usize, i64, i64)>;

impl Outcomes {
    fn add(&mut self, planner: &Planner<'_>, level: i64, outcome: Result<Choice, Unreachable>) {
        match outcome {
            Ok(choice) => {
                self.unproven |= !choice.proven || !choice.settled;
                self.efforts.insert(planner.ground.effort(&choice.state));
                let reached =
                    overall(planner.ground.rubric, &planner.ground.profile(&choice.state));
                self.levels.insert(reached.level);
                self.means.extend(reached.mean);
                self.plans.insert(Some(steps(planner, &choice.state)));
            }
            Err(Unreachable::Undecided) => self.unproven = true,
            Err(unreachable) => {
                let unproven = matches!(unreachable, Unreachable::OverBudget { proven: false, .. });
                self.unproven |= unproven;
                self.out_of_reach.push(level);
                self.plans.insert(None);
            }
        }
    }
}

fn steps(planner: &Planner<'_>, state: &[usize]) -> Steps {
    let raised = planner.ground.ladders.iter().zip(state).filter(|(_, place)| **place > 0);
    raised.map(|(ladder, place)| (ladder.dimension, ladder.start, ladder.level(*place))).collect()
}
