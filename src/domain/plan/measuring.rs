//! Which unknown is best measured first: the one on whose level the plan depends most.

use super::choose::Choice;
use super::patience::Patience;
use super::{Planner, Request, Unreachable};
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
    /// nothing where the goal is out of reach at each of them.
    pub effort_days: Option<(i64, i64)>,
    /// The levels at which the goal is out of reach.
    pub out_of_reach: Vec<i64>,
    /// How many different sets of steps the plans are; out of reach counts as one of them.
    pub plans: usize,
    /// Whether all of the plans were proven and settled.
    pub proven: bool,
}

/// Returns the unknown dimensions, the one on whose level the effort depends most first; then the
/// one with the most plans, then upstream.
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
    let difference = |one: &Measuring| one.effort_days.map_or(0, |(least, most)| most - least);
    all.sort_by_key(|one| Reverse((difference(one), one.plans)));
    all
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
        out_of_reach: outcomes.out_of_reach,
        plans: outcomes.plans.len(),
        proven: !outcomes.unproven,
    }
}

/// What came of the levels that a dimension may turn out to have.
#[derive(Default)]
struct Outcomes {
    efforts: BTreeSet<i64>,
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
                self.plans.insert(Some(steps(planner, &choice.state)));
            }
            Err(unreachable) => {
                let proven = match unreachable {
                    Unreachable::Stopped(_) => true,
                    Unreachable::OverBudget { proven, .. } => proven,
                    Unreachable::Undecided => false,
                };
                self.unproven |= !proven;
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
