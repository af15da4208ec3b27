//! Depth-first branch and bound: finds the best state that meets constraints, or proves that there
//! is none.
//!
//! A node of the search tree is a choice of rungs for the first ladders in the branching order, and
//! what follows from them. It is left as soon as no state that is looked for can come of it:
//!
//! - by effort and gain: what is chosen, and what the Pareto front says of all other ladders;
//! - by effort: what is chosen, and what that and the constraints demand of the other ladders;
//! - by the whole, where it is no weighted sum or takes more: what a state with the highest rungs
//!   that are left would hold;
//! - by scenarios: how many can still be held, each seen by itself; and where not one of those may
//!   be lost, what they need is demanded.
//!
//! Each of them asks for no more than any state of the node does, so none of them loses a state.

use super::constraints::{Constraints, Objective};
use super::pareto::{ParetoFront, Point};
use super::prerequisites::LadderId;
use super::problem::{Problem, State};
use super::scenarios::{AT_RISK, COPED};

/// How many search steps a planner takes before it stays with the best that it has found. Steps are
/// counted, not seconds, so that a plan is the same on every machine.
///
/// A search step goes past two points of a Pareto front; a node takes a dozen. Rubrics of the usual
/// size take some ten thousands; the worst that a file can hold takes all, one or two seconds.
pub const STEP_LIMIT: u64 = 200_000_000;

/// The most points that all Pareto fronts of one search hold together.
const MOST_POINTS: usize = 1 << 20;
/// The most points that are gone through to make them.
const MOST_MERGED: usize = 1 << 24;
/// How many points of a Pareto front are as much work as one search step.
const POINTS_PER_STEP: usize = 2;
/// How many needs of scenarios are as much work as one search step.
const NEEDS_PER_STEP: usize = 4;
/// How many search steps it takes, for each ladder, to look at the whole of a state.
const STEPS_PER_WHOLE: usize = 8;
/// How many search steps a node takes at least.
const STEPS_PER_NODE: usize = 12;

/// The search steps that are left.
#[derive(Debug)]
pub(super) struct StepLimit(pub(super) u64);

impl StepLimit {
    /// Takes so many search steps; returns whether there were as many.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        let left = self.0.checked_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    /// Does one part of the work with its share of what is left, where so many parts are still to
    /// do; what it does not take is there for the others.
    pub(super) fn share<T>(&mut self, parts: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        let mut share = Self(self.0 / u64::try_from(parts).unwrap_or(u64::MAX).max(1));
        self.0 -= share.0;
        let done = work(&mut share);
        self.0 += share.0;
        done
    }
}

/// What a search came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The best state that it found.
    pub(super) state: Option<State>,
    /// Whether it looked everywhere, or as far as it had to.
    pub(super) complete: bool,
}

/// Returns the state that is best by `objective`, of those that meet `constraints`; where one of
/// them is known, what is no better is left out from the first node on.
pub(super) fn search(
    constraints: &Constraints<'_>,
    objective: Objective,
    known: Option<State>,
    limit: &mut StepLimit,
) -> Found {
    let may_look = limit.spend(constraints.problem.size);
    let known = known.or_else(|| match objective {
        Objective::LeastEffort if may_look => constraints.flat_state(),
        _ => None,
    });
    let mut better = constraints.clone();
    if let Some(state) = &known {
        better.demand_better(objective, state);
    }
    if !may_look || !better.narrow() {
        return Found { state: known, complete: may_look };
    }
    let found = fronts(&better, limit)
        .map(|fronts| SearchNode::root(better, fronts).search(objective, limit))
        .unwrap_or_default();
    Found { state: found.state.or(known), ..found }
}

/// Returns what the ladders can add from each turn of the branching order on; last, from none on.
/// Nothing where the limit ends before.
fn fronts(constraints: &Constraints<'_>, limit: &mut StepLimit) -> Option<Vec<ParetoFront>> {
    let problem = constraints.problem;
    let merged = MOST_MERGED / problem.size.max(1);
    let points = (MOST_POINTS / problem.ladders.len().max(1)).min(merged).max(2);
    let mut left = constraints.effort.saturating_sub(problem.effort(&constraints.least));
    let mut fronts = vec![ParetoFront(vec![(0, 0)])];
    for ladder in problem.branching_order.iter().rev() {
        let (least, most) = constraints.range(*ladder);
        let choices: Vec<Point> = (least..=most).map(|rung| problem.point(*ladder, rung)).collect();
        // What the ladders of this front may take: all but what the others take at least.
        left = left.saturating_add(problem.point(*ladder, least).0);
        let after = fronts.last()?;
        let front = after.with(&choices, left, points);
        let gone_through = (after.0.len() + front.0.len()) / POINTS_PER_STEP + 1;
        if !limit.spend(gone_through.saturating_mul(choices.len())) {
            return None;
        }
        fronts.push(front);
    }
    fronts.reverse();
    Some(fronts)
}

/// The choices made so far, ladder by ladder, and what follows from them.
struct SearchNode<'p> {
    problem: &'p Problem<'p>,
    /// What is looked for: on ladders chosen for, just the rung that was; on those still open, what
    /// is demanded and allowed.
    constraints: Constraints<'p>,
    /// By turn of the branching order: what the ladder of that turn and all after it can add.
    fronts: Vec<ParetoFront>,
    /// By how much at least every state of the node falls short of each scenario.
    shortfalls: Vec<usize>,
    /// Every demand: the ladder, and what was demanded of it before.
    demands: Vec<(LadderId, usize)>,
    /// For each ladder chosen for: the totals, the number of demands and the highest rung allowed,
    /// as they were before.
    before: Vec<(Totals, usize, usize)>,
    /// The totals as they are.
    totals: Totals,
}

/// What is added up along a path through the tree.
#[derive(Clone, Copy)]
struct Totals {
    /// The effort of the rungs chosen.
    effort: i64,
    /// Their gain.
    gain: i64,
    /// The effort of the rungs chosen and demanded.
    demanded: i64,
    /// How many scenarios may still be coped with, and how many may still not fail.
    held: [usize; 2],
}

impl<'p> SearchNode<'p> {
    /// Returns the node in which nothing has been chosen.
    fn root(constraints: Constraints<'p>, fronts: Vec<ParetoFront>) -> Self {
        let problem = constraints.problem;
        let shortfalls = problem.scenarios.shortfalls(&constraints.most).collect();
        let totals = Totals {
            effort: 0,
            gain: 0,
            demanded: problem.effort(&constraints.least),
            held: problem.scenarios.held(&constraints.most),
        };
        let (demands, before) = (Vec::new(), Vec::new());
        Self { problem, constraints, fronts, shortfalls, demands, before, totals }
    }

    /// Returns whether a rung has been chosen on every ladder.
    fn is_whole(&self) -> bool {
        self.before.len() >= self.problem.ladders.len()
    }

    /// Returns the ladder to choose for next; one that does not exist where there is none.
    fn next(&self) -> LadderId {
        self.problem.branching_order.get(self.before.len()).copied().unwrap_or(LadderId::MAX)
    }

    /// Returns effort and gain of what is chosen, with a rung of the next ladder.
    fn with(&self, rung: usize) -> Point {
        let (effort, gain) = self.problem.point(self.next(), rung);
        (self.totals.effort.saturating_add(effort), self.totals.gain.saturating_add(gain))
    }

    /// Returns the least effort of a state with a rung of the next ladder; nothing where none of
    /// them has the gain.
    fn least_effort(&self, rung: usize) -> Option<i64> {
        let (effort, gain) = self.with(rung);
        let rest = self.fronts.get(self.before.len() + 1)?;
        let rest = rest.least_effort(self.constraints.gain.saturating_sub(gain))?;
        Some(effort.saturating_add(rest))
    }

    /// Chooses a rung of the next ladder; returns whether a state that is looked for can still come
    /// of it.
    fn choose(&mut self, rung: usize) -> bool {
        let ladder = self.next();
        let (effort, gain) = self.with(rung);
        let (least, most) = self.constraints.range(ladder);
        self.before.push((self.totals, self.demands.len(), most));
        (self.totals.effort, self.totals.gain) = (effort, gain);
        self.allow(ladder, rung);
        let mut held = self.totals.held.iter().zip(&self.constraints.held);
        held.all(|(held, needed)| held >= needed)
            && (rung == least || self.demand(ladder, rung))
            && self.demand_for_scenarios()
            && self.totals.demanded <= self.constraints.effort
            && self.constraints.holds_whole(&self.constraints.most)
    }

    /// Takes the last choice back, if there is one.
    fn take_back(&mut self) {
        let Some((totals, demands, most)) = self.before.pop() else { return };
        self.allow(self.next(), most);
        for (ladder, had) in self.demands.drain(demands..).rev() {
            if let Some(rung) = self.constraints.least.get_mut(ladder) {
                *rung = had;
            }
        }
        self.totals = totals;
    }

    /// Allows at most `rung` to a ladder, and notes what that changes for scenarios.
    fn allow(&mut self, ladder: LadderId, rung: usize) {
        let Some(most) = self.constraints.most.get_mut(ladder) else { return };
        let had = std::mem::replace(most, rung);
        for (scenario, needed) in self.problem.scenarios.needing(ladder) {
            let Some(shortfall) = self.shortfalls.get_mut(*scenario) else { continue };
            let before = *shortfall;
            *shortfall = before + needed.saturating_sub(rung) - needed.saturating_sub(had);
            for (held, kind) in self.totals.held.iter_mut().zip([COPED, AT_RISK]) {
                *held = *held + usize::from(*shortfall <= kind) - usize::from(before <= kind);
            }
        }
    }

    /// Returns the shortfalls to which not one scenario that can still be held may be lost.
    fn binding(&self) -> impl Iterator<Item = usize> + use<> {
        let held = self.totals.held.into_iter().zip(self.constraints.held).enumerate();
        held.filter(|(_, (held, needed))| *needed > 0 && held <= needed).map(|(limit, _)| limit)
    }

    /// Demands what scenarios need, where not one of those that can still be held may be lost;
    /// returns whether that can be had.
    fn demand_for_scenarios(&mut self) -> bool {
        let problem = self.problem;
        for limit in self.binding() {
            for (index, scenario) in problem.scenarios.all.iter().enumerate() {
                let may_lack = self.shortfalls.get(index).and_then(|had| limit.checked_sub(*had));
                let Some(may_lack) = may_lack else { continue };
                for (ladder, needed) in &scenario.needs {
                    let (least, most) = self.constraints.range(*ladder);
                    let rung = most.min(*needed).saturating_sub(may_lack);
                    if rung > least && !self.demand(*ladder, rung) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Demands a rung, and all that it needs; returns whether that can be had.
    fn demand(&mut self, ladder: LadderId, rung: usize) -> bool {
        let mut next = self.demands.len();
        self.demand_one(ladder, rung);
        while let Some((ladder, had)) = self.demands.get(next).copied() {
            next += 1;
            let (rung, _) = self.constraints.range(ladder);
            for need in self.problem.prerequisites.needs(ladder, had, rung) {
                let (least, most) = self.constraints.range(need.needs);
                if need.at_least > most {
                    return false;
                }
                if need.at_least > least {
                    self.demand_one(need.needs, need.at_least);
                }
            }
        }
        true
    }

    /// Demands a rung of one ladder, but nothing that it needs.
    fn demand_one(&mut self, ladder: LadderId, rung: usize) {
        let Some(least) = self.constraints.least.get_mut(ladder) else { return };
        let had = std::mem::replace(least, rung);
        self.demands.push((ladder, had));
        let effort = |rung| self.problem.point(ladder, rung).0;
        let more = effort(rung).saturating_sub(effort(had));
        self.totals.demanded = self.totals.demanded.saturating_add(more);
    }

    /// Returns the rungs to try on the next ladder, the most promising last: of those that are
    /// equally promising, the highest.
    fn choices(&self, objective: Objective) -> Vec<(i64, usize)> {
        let ladder = self.next();
        let promise = |rung: usize| match objective {
            Objective::LeastEffort => Some((-self.least_effort(rung)?, rung)),
            _ => Some((0, rung)),
        };
        let (least, most) = self.constraints.range(ladder);
        let mut choices: Vec<(i64, usize)> = (least..=most).filter_map(promise).collect();
        choices.sort_unstable();
        choices
    }

    /// Tries every choice that may lead to a better state.
    fn search(mut self, objective: Objective, limit: &mut StepLimit) -> Found {
        let mut best = None;
        if self.is_whole() {
            return Found { state: self.better(objective), complete: true };
        }
        let mut untried = vec![self.choices(objective)];
        while let Some(choices) = untried.last_mut() {
            let Some((_, rung)) = choices.pop() else {
                untried.pop();
                self.take_back();
                continue;
            };
            let needs = self.binding().count() * self.problem.scenarios.size;
            let whole = if self.problem.takes_more { STEPS_PER_WHOLE } else { 0 };
            let whole = whole * self.problem.ladders.len();
            if !limit.spend(STEPS_PER_NODE + needs / NEEDS_PER_STEP + whole) {
                return Found { state: best, complete: false };
            }
            let effort = self.least_effort(rung);
            if effort.is_none_or(|effort| effort > self.constraints.effort) {
                continue;
            }
            let may_grow = self.choose(rung);
            if may_grow && !self.is_whole() {
                untried.push(self.choices(objective));
                continue;
            }
            if may_grow && let Some(state) = self.better(objective) {
                best = Some(state);
                if objective == Objective::Any {
                    break;
                }
            }
            self.take_back();
        }
        Found { state: best, complete: true }
    }

    /// Returns the state that the whole node is, if it meets the constraints, and looks only for
    /// better ones from here.
    fn better(&mut self, objective: Objective) -> Option<State> {
        let found = Some(self.constraints.least.clone());
        let found = found.filter(|state| self.constraints.accepts(state))?;
        self.constraints.demand_better(objective, &found);
        Some(found)
    }
}
