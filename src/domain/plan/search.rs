//! Depth-first branch and bound: finds the best state that meets constraints, or proves that there
//! is none.
//!
//! A node of the search tree is a choice of rungs for the first ladders in the branching order, and
//! what follows from them. It is left as soon as no state that is looked for can come of it:
//!
//! - by effort and gain: what is chosen, and what the Pareto front says of all other ladders;
//! - by effort: what is chosen, and what that and the constraints demand of the other ladders;
//! - by scenarios: how many can still be held, each seen by itself.
//!
//! Each of them asks for no more than any state of the node does, so none of them loses a state.

use super::constraints::{Constraints, Objective};
use super::pareto::{ParetoFront, Point};
use super::prerequisites::LadderId;
use super::problem::{Problem, State};
use super::scenarios::{AT_RISK, COPED, held};
use std::ops::RangeInclusive;

/// How many search steps a planner takes before it stays with the best that it has found. Steps are
/// counted, not seconds, so that a plan is the same on every machine.
///
/// A search step is what it takes to go past two points of a Pareto front; a node of the search
/// takes a dozen. Rubrics of the usual size take some ten thousands. The worst that a rubric file can
/// ask for takes them all, which is one or two seconds.
pub const STEP_LIMIT: u64 = 200_000_000;

/// The most points that all Pareto fronts of one search hold together.
const MOST_POINTS: usize = 1 << 20;
/// The most points that are gone through to make them.
const MOST_MERGED: usize = 1 << 24;
/// How many points of a Pareto front are as much work as one search step.
const POINTS_PER_STEP: usize = 2;
/// How many search steps a node takes.
const STEPS_PER_NODE: usize = 12;

/// The search steps that are left.
#[derive(Debug)]
pub(super) struct StepLimit(u64);

impl StepLimit {
    /// Returns a limit of so many search steps.
    pub(super) fn of(steps: u64) -> Self {
        Self(steps)
    }

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

/// Returns the best state that meets `constraints`.
pub(super) fn search(
    problem: &Problem<'_>,
    mut constraints: Constraints,
    objective: Objective,
    limit: &mut StepLimit,
) -> Found {
    if !limit.spend(problem.size) {
        return Found::default();
    }
    if !constraints.narrow(problem) {
        return Found { state: None, complete: true };
    }
    let Some(fronts) = fronts(problem, &constraints, limit) else { return Found::default() };
    let node = SearchNode::root(problem, constraints, fronts);
    let mut search = Search { node, objective, best: None };
    let complete = search.run(limit);
    Found { state: search.best, complete }
}

/// Returns any state that meets `constraints`.
pub(super) fn any(
    problem: &Problem<'_>,
    constraints: &Constraints,
    limit: &mut StepLimit,
) -> Found {
    match greedy_start(problem, constraints, limit) {
        Some(state) => Found { state: Some(state), complete: true },
        None => search(problem, constraints.clone(), Objective::Any, limit),
    }
}

/// Returns the state that is best by `objective`, of those that meet `constraints`; `known` is one
/// of them, if one is known.
pub(super) fn best(
    problem: &Problem<'_>,
    constraints: &Constraints,
    objective: Objective,
    known: Option<State>,
    limit: &mut StepLimit,
) -> Found {
    // With a state in hand, all that is no better is left out from the first node on; and where the
    // limit ends a search, there is an answer.
    let known = known.or_else(|| greedy_start(problem, constraints, limit));
    let mut better = constraints.clone();
    if let Some(state) = &known {
        better.demand_better(problem, objective, state);
    }
    let found = search(problem, better, objective, limit);
    Found { state: found.state.or(known), ..found }
}

/// Returns a state that meets `constraints`: the highest of all, without the steps that cost most
/// for their gain, as long as the rest still meets them. Nothing where that ends above the effort.
fn greedy_start(
    problem: &Problem<'_>,
    constraints: &Constraints,
    limit: &mut StepLimit,
) -> Option<State> {
    let mut unlimited = Constraints { effort: i64::MAX, ..constraints.clone() };
    if !limit.spend(problem.size) || !unlimited.narrow(problem) {
        return None;
    }
    let mut state = Some(unlimited.most.clone()).filter(|top| unlimited.accepts(problem, top))?;
    while let Some(lower) = without_dearest_step(problem, &unlimited, &state, limit) {
        state = lower;
    }
    (problem.effort(&state) <= constraints.effort).then_some(state)
}

/// Returns a state without the last step of one ladder: of those steps that `constraints` and the
/// other steps can do without, the one that costs most for its gain.
fn without_dearest_step(
    problem: &Problem<'_>,
    constraints: &Constraints,
    state: &State,
    limit: &mut StepLimit,
) -> Option<State> {
    let spare = problem.gain(state).saturating_sub(constraints.gain);
    let last_step = |(ladder, rung): (LadderId, &usize)| {
        let (high, low) =
            (problem.point(ladder, *rung), problem.point(ladder, rung.checked_sub(1)?));
        let (effort, gain) = (high.0.saturating_sub(low.0), high.1.saturating_sub(low.1));
        (gain <= spare && !problem.is_needed(state, ladder)).then_some((ladder, effort, gain))
    };
    let mut steps: Vec<_> = state.iter().enumerate().filter_map(last_step).collect();
    let across = |effort: i64, gain: i64| i128::from(effort) * i128::from(gain);
    steps.sort_by(|one, other| across(other.1, one.2).cmp(&across(one.1, other.2)));
    steps.into_iter().find_map(|(ladder, ..)| {
        let mut lower = state.clone();
        *lower.get_mut(ladder)? -= 1;
        (limit.spend(problem.size) && constraints.accepts(problem, &lower)).then_some(lower)
    })
}

/// Returns what the ladders can add from each turn of the branching order on; last, from none on.
/// Nothing where the limit ends before.
fn fronts(
    problem: &Problem<'_>,
    constraints: &Constraints,
    limit: &mut StepLimit,
) -> Option<Vec<ParetoFront>> {
    let rungs =
        constraints.least.iter().zip(&constraints.most).map(|(least, most)| most - least + 1);
    let merged = MOST_MERGED / rungs.sum::<usize>().max(1);
    let points = (MOST_POINTS / problem.ladders.len().max(1)).min(merged).max(2);
    let mut left = constraints.effort.saturating_sub(problem.effort(&constraints.least));
    let mut fronts = vec![ParetoFront::empty()];
    for ladder in problem.branching_order.iter().rev() {
        let (least, most) = constraints.range(*ladder);
        let choices: Vec<Point> = (least..=most).map(|rung| problem.point(*ladder, rung)).collect();
        // What the ladders of this front may take: all but what the others take at least.
        left = left.saturating_add(choices.first()?.0);
        let after = fronts.last()?;
        let front = after.with(&choices, left, points);
        let gone_through = (after.len() + front.len()) / POINTS_PER_STEP + 1;
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
    /// What is looked for.
    constraints: Constraints,
    /// By turn of the branching order: what the ladder of that turn and all after it can add.
    fronts: Vec<ParetoFront>,
    /// The rungs chosen and, of ladders still open, demanded.
    rungs: State,
    /// The rungs chosen and, of ladders still open, allowed.
    most: State,
    /// By how much at least every state of the node falls short of each scenario.
    shortfalls: Vec<usize>,
    /// Every demand: the ladder, and what was demanded of it before.
    demands: Vec<(LadderId, usize)>,
    /// For each ladder chosen for, the totals and the number of demands as they were before.
    before: Vec<(Totals, usize)>,
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
    fn root(problem: &'p Problem<'p>, constraints: Constraints, fronts: Vec<ParetoFront>) -> Self {
        let shortfalls: Vec<usize> = problem.scenarios.shortfalls(&constraints.most).collect();
        let totals = Totals {
            effort: 0,
            gain: 0,
            demanded: problem.effort(&constraints.least),
            held: held(shortfalls.iter().copied()),
        };
        let (rungs, most) = (constraints.least.clone(), constraints.most.clone());
        let (demands, before) = (Vec::new(), Vec::new());
        Self { problem, constraints, fronts, rungs, most, shortfalls, demands, before, totals }
    }

    /// Returns whether a rung has been chosen on every ladder.
    fn is_whole(&self) -> bool {
        self.before.len() >= self.rungs.len()
    }

    /// Returns the ladder to choose for next; one that does not exist where there is none.
    fn next(&self) -> LadderId {
        self.problem.branching_order.get(self.before.len()).copied().unwrap_or(LadderId::MAX)
    }

    /// Returns what is chosen or demanded of a ladder.
    fn rung(&self, ladder: LadderId) -> usize {
        self.rungs.get(ladder).copied().unwrap_or_default()
    }

    /// Returns the rungs that are open on the next ladder.
    fn choices(&self) -> RangeInclusive<usize> {
        let ladder = self.next();
        self.rung(ladder)..=self.constraints.range(ladder).1
    }

    /// Returns what the ladders after the next one can add.
    fn rest(&self) -> Option<&ParetoFront> {
        self.fronts.get(self.before.len() + 1)
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
        let rest = self.rest()?.least_effort(self.constraints.gain.saturating_sub(gain))?;
        Some(effort.saturating_add(rest))
    }

    /// Returns the most gain of a state with a rung of the next ladder; nothing where all of them
    /// are beyond the effort.
    fn most_gain(&self, rung: usize) -> Option<i64> {
        let (effort, gain) = self.with(rung);
        let rest = self.rest()?.most_gain(self.constraints.effort.saturating_sub(effort))?;
        Some(gain.saturating_add(rest))
    }

    /// Chooses a rung of the next ladder; returns whether a state that is looked for can still come
    /// of it.
    fn choose(&mut self, rung: usize) -> bool {
        let ladder = self.next();
        let (effort, gain) = self.with(rung);
        self.before.push((self.totals, self.demands.len()));
        (self.totals.effort, self.totals.gain) = (effort, gain);
        self.fall_short(ladder, rung);
        self.allow(ladder, rung);
        let mut held = self.totals.held.iter().zip(&self.constraints.held);
        held.all(|(held, needed)| held >= needed)
            && self.demand(ladder, rung)
            && self.totals.demanded <= self.constraints.effort
    }

    /// Takes the last choice back, if there is one.
    fn take_back(&mut self) {
        let Some((totals, demands)) = self.before.pop() else { return };
        let (problem, ladder) = (self.problem, self.next());
        let (_, allowed) = self.constraints.range(ladder);
        let chosen = self.most.get(ladder).copied().unwrap_or(allowed);
        for (scenario, needed) in problem.scenarios.needing(ladder) {
            if let Some(shortfall) = self.shortfalls.get_mut(*scenario) {
                *shortfall -= lost(*needed, allowed, chosen);
            }
        }
        self.allow(ladder, allowed);
        for (ladder, had) in self.demands.drain(demands..).rev() {
            if let Some(rung) = self.rungs.get_mut(ladder) {
                *rung = had;
            }
        }
        self.totals = totals;
    }

    fn allow(&mut self, ladder: LadderId, rung: usize) {
        if let Some(most) = self.most.get_mut(ladder) {
            *most = rung;
        }
    }

    /// Notes by how much more scenarios fall short when `ladder` ends at `rung`.
    fn fall_short(&mut self, ladder: LadderId, rung: usize) {
        let (problem, (_, allowed)) = (self.problem, self.constraints.range(ladder));
        for (scenario, needed) in problem.scenarios.needing(ladder) {
            let Some(shortfall) = self.shortfalls.get_mut(*scenario) else { continue };
            let before = *shortfall;
            *shortfall += lost(*needed, allowed, rung);
            for (held, most) in self.totals.held.iter_mut().zip([COPED, AT_RISK]) {
                *held -= usize::from(before <= most && *shortfall > most);
            }
        }
    }

    /// Demands a rung, and all that it needs; returns whether that can be had.
    fn demand(&mut self, ladder: LadderId, rung: usize) -> bool {
        let mut open = vec![(ladder, self.demand_one(ladder, rung))];
        while let Some((ladder, from)) = open.pop() {
            for need in self.problem.prerequisites.needs(ladder, from, self.rung(ladder)) {
                if need.at_least <= self.rung(need.needs) {
                    continue;
                }
                if self.most.get(need.needs).is_none_or(|most| need.at_least > *most) {
                    return false;
                }
                open.push((need.needs, self.demand_one(need.needs, need.at_least)));
            }
        }
        true
    }

    /// Demands a rung of one ladder; returns what was demanded of it before.
    fn demand_one(&mut self, ladder: LadderId, rung: usize) -> usize {
        let Some(slot) = self.rungs.get_mut(ladder) else { return rung };
        let before = std::mem::replace(slot, rung);
        self.demands.push((ladder, before));
        let effort = |rung| self.problem.point(ladder, rung).0;
        let more = effort(rung).saturating_sub(effort(before));
        self.totals.demanded = self.totals.demanded.saturating_add(more);
        before
    }
}

/// Returns how many levels a scenario that needs a rung of a ladder lacks more where the ladder ends
/// at `rung` than where it ends at the highest that is `allowed`.
fn lost(needed: usize, allowed: usize, rung: usize) -> usize {
    needed.saturating_sub(rung) - needed.saturating_sub(allowed)
}

/// A search under way.
struct Search<'p> {
    node: SearchNode<'p>,
    objective: Objective,
    best: Option<State>,
}

impl Search<'_> {
    /// Tries every choice that may lead to a better state; returns whether all were tried that had
    /// to be.
    fn run(&mut self, limit: &mut StepLimit) -> bool {
        if self.node.is_whole() {
            self.keep_if_better();
            return true;
        }
        let mut untried = vec![self.choices()];
        while let Some(choices) = untried.last_mut() {
            let Some(rung) = choices.pop() else {
                untried.pop();
                self.node.take_back();
                continue;
            };
            if !limit.spend(STEPS_PER_NODE) {
                return false;
            }
            let effort = self.node.least_effort(rung);
            if effort.is_none_or(|effort| effort > self.node.constraints.effort) {
                continue;
            }
            let may_grow = self.node.choose(rung);
            if may_grow && !self.node.is_whole() {
                untried.push(self.choices());
                continue;
            }
            if may_grow && self.keep_if_better() && self.objective == Objective::Any {
                return true;
            }
            self.node.take_back();
        }
        true
    }

    /// Returns the rungs to try on the next ladder, the most promising last: of those that are
    /// equally promising, the highest.
    fn choices(&self) -> Vec<usize> {
        let promise = |rung: usize| match self.objective {
            Objective::Any | Objective::MostCoped | Objective::FewestFailing => Some((0, rung)),
            Objective::LeastEffort => Some((-self.node.least_effort(rung)?, rung)),
            Objective::HighestMean => Some((self.node.most_gain(rung)?, rung)),
        };
        let mut choices: Vec<(i64, usize)> = self.node.choices().filter_map(promise).collect();
        choices.sort_unstable();
        choices.into_iter().map(|(_, rung)| rung).collect()
    }

    /// Returns whether the whole node is a state that is better than the best so far. Keeps it then,
    /// and looks only for better ones from here.
    fn keep_if_better(&mut self) -> bool {
        let SearchNode { problem, constraints, rungs, .. } = &mut self.node;
        if !constraints.accepts(problem, rungs) {
            return false;
        }
        constraints.demand_better(problem, self.objective, rungs);
        self.best = Some(rungs.clone());
        true
    }
}
