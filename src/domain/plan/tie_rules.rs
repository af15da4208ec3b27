//! Which of the states of least effort is the plan: one tie rule after the other, each carried out
//! by a search that looks everywhere.
//!
//! Every rule takes the best that the rule before it found as a constraint, so that the last one is
//! left with exactly one state.

use super::constraints::{Constraints, Objective};
use super::problem::{Problem, State};
use super::scenarios::COPED;
use super::search::{Found, StepLimit, search};
use std::ops::RangeInclusive;

/// The tie rules while they are carried out.
struct TieRules<'p> {
    problem: &'p Problem<'p>,
    /// What every state must be, with the effort of the best.
    constraints: Constraints<'p>,
    limit: &'p mut StepLimit,
    /// Whether every search so far looked everywhere.
    complete: bool,
}

/// Returns the one state that the tie rules choose among those that meet `constraints` with the
/// effort of `state`, and whether they could be carried out to their end.
pub(super) fn break_ties(
    constraints: &Constraints<'_>,
    state: State,
    limit: &mut StepLimit,
) -> (State, bool) {
    let problem = constraints.problem;
    let mut constraints = Constraints { effort: problem.effort(&state), ..constraints.clone() };
    if !constraints.narrow() {
        return (state, false);
    }
    let mut rules = TieRules { problem, constraints, limit, complete: true };
    let state = rules.smallest_spread(state);
    let spread = problem.spread(&state);
    let state = rules.most_coped(state, spread);
    let state = rules.most_upstream(state, spread);
    (state, rules.complete)
}

impl TieRules<'_> {
    /// Returns a state of the smallest spread.
    fn smallest_spread(&mut self, mut state: State) -> State {
        let mut spread = self.problem.spread(&state);
        for lowest in self.windows(spread) {
            // What no state of a window meets, none of a narrower one does: earlier windows stay done.
            while spread > 0
                && let Some(better) = self.window(Objective::Any, lowest, spread - 1)
            {
                spread = self.problem.spread(&better);
                state = better;
            }
        }
        state
    }

    /// Returns a state of no more than this spread that copes with the most scenarios.
    fn most_coped(&mut self, mut state: State, spread: i64) -> State {
        for lowest in self.windows(spread) {
            self.constraints.demand_better(Objective::MostCoped, &state);
            state = self.window(Objective::MostCoped, lowest, spread).unwrap_or(state);
        }
        self.constraints.held[COPED] = self.problem.scenarios.held(&state)[COPED];
        state
    }

    /// Returns the state of no more than this spread that is highest in the first ladder in which
    /// two of them differ: ladder by ladder, a higher rung is asked for until there is none.
    fn most_upstream(&mut self, mut state: State, spread: i64) -> State {
        for ladder in 0..state.len() {
            let rung_of = |state: &State| state.get(ladder).copied().unwrap_or_default();
            while rung_of(&state) < self.constraints.range(ladder).1 {
                let before = self.constraints.clone();
                self.constraints.raise(ladder, rung_of(&state) + 1);
                let mut windows = self.windows(spread);
                let higher = windows.find_map(|low| self.window(Objective::Any, low, spread));
                self.constraints = before;
                let Some(higher) = higher else { break };
                state = higher;
            }
            self.constraints.raise(ladder, rung_of(&state));
            self.constraints.lower(ladder, rung_of(&state));
        }
        state
    }

    /// Returns the lowest levels that a state of no more than this spread may have.
    fn windows(&self, spread: i64) -> RangeInclusive<i64> {
        let Constraints { least, most, .. } = &self.constraints;
        let [lowest, last] =
            [least, most].map(|state| self.problem.levels(state).min().unwrap_or_default());
        let beyond = self.problem.spread(least).saturating_sub(spread).max(0);
        lowest.saturating_add(beyond)..=last
    }

    /// Returns the best state in which every level is at least `lowest` and at most `spread`
    /// higher.
    fn window(&mut self, objective: Objective, lowest: i64, spread: i64) -> Option<State> {
        let mut constraints = self.constraints.clone();
        let highest = lowest.saturating_add(spread);
        for (ladder, rungs) in self.problem.ladders.iter().enumerate() {
            if rungs.level(0) > highest {
                return None;
            }
            constraints.raise(ladder, rungs.rung_of(lowest));
            constraints.lower(ladder, rungs.rung_of(highest));
        }
        let Found { state, complete } = search(&constraints, objective, None, self.limit);
        self.complete &= complete;
        state
    }
}
