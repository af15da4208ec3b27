//! Every state there is, one by one: what a plan must be, worked out without the planner.
//!
//! Efforts, requirements, prerequisites, verdicts and the order of plans are written here a second
//! time, straight from the rules and in whole numbers only. Weights are counted in 15th decimals,
//! scores in twelfths.

use oms_maturity::domain::index::{DimensionId, ScenarioId};
use oms_maturity::domain::plan::{Aim, Request};
use oms_maturity::domain::rubric::ActionKind;
use oms_maturity::domain::{Decimal, Rubric};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// All states that can be reached from one start.
pub(super) struct Lattice<'r> {
    pub(super) rubric: &'r Rubric,
    weights: Vec<i128>,
    twelfths: Vec<Option<i64>>,
    counted: Vec<ScenarioId>,
    states: Vec<State>,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) levels: Vec<Option<i64>>,
    pub(super) effort: i64,
    /// The sum of weights times scores.
    pub(super) sum: i128,
    pub(super) overall: i64,
    pub(super) copes: Vec<ScenarioId>,
    pub(super) fails: Vec<ScenarioId>,
    pub(super) spread: i64,
}

/// What is expected of the planner.
#[derive(Debug)]
pub(super) enum Expected {
    Plan(Box<(State, Option<State>)>),
    OverBudget(i64),
    Stopped,
}

impl<'r> Lattice<'r> {
    /// Walks from `twelfths`, step by step, to every state.
    pub(super) fn of(rubric: &'r Rubric, twelfths: &[Option<i64>], counted: &[ScenarioId]) -> Self {
        let weights = rubric.dimensions.iter().map(|dimension| scaled(dimension.weight, 15));
        let mut lattice = Self {
            rubric,
            weights: weights.collect(),
            twelfths: twelfths.to_vec(),
            counted: counted.to_vec(),
            states: Vec::new(),
        };
        let start: Vec<_> =
            twelfths.iter().map(|score| score.map(|score| score.div_euclid(12))).collect();
        let steps = lattice.steps();
        let mut seen = BTreeSet::from([start.clone()]);
        let mut open = vec![(start.clone(), 0)];
        while let Some((levels, effort)) = open.pop() {
            for dimension in 0..levels.len() {
                let Some(from) = levels[dimension] else { continue };
                let Some(days) = steps.get(&(DimensionId::new(dimension), from)) else { continue };
                let mut next = levels.clone();
                next[dimension] = Some(from + 1);
                if lattice.allowed(&start, &levels, dimension, from + 1)
                    && seen.insert(next.clone())
                {
                    open.push((next, effort + days));
                }
            }
            let state = lattice.state(levels, &start, effort);
            lattice.states.push(state);
        }
        lattice
    }

    /// Returns the state that nothing has been done from.
    pub(super) fn start(&self) -> &State {
        &self.states[0]
    }

    /// Returns the days of every step that can be taken.
    fn steps(&self) -> BTreeMap<(DimensionId, i64), i64> {
        let mut steps = BTreeMap::new();
        for action in &self.rubric.actions {
            let ActionKind::Step(from) = action.kind else { continue };
            if !action.optional {
                *steps.entry((action.dimension, from)).or_default() +=
                    self.rubric.effort_days[&action.effort].low;
            }
        }
        steps
    }

    fn allowed(
        &self,
        start: &[Option<i64>],
        levels: &[Option<i64>],
        dimension: usize,
        to: i64,
    ) -> bool {
        self.rubric.prerequisites.iter().all(|rule| {
            rule.dimension != DimensionId::new(dimension)
                || rule.level != to
                || start[dimension] >= Some(rule.level)
                || levels[rule.needs.index()].is_none_or(|there| there >= rule.at_least)
        })
    }

    fn state(&self, levels: Vec<Option<i64>>, start: &[Option<i64>], effort: i64) -> State {
        let score = |place: usize| match (levels[place], start[place]) {
            (Some(level), Some(from)) if level > from => 12 * level,
            _ => self.twelfths[place].unwrap_or_default(),
        };
        let sum = (0..levels.len()).filter(|place| levels[*place].is_some());
        let sum = sum.map(|place| self.weights[place] * i128::from(score(place))).sum();
        let known = || levels.iter().flatten().copied();
        let verdicts = self.counted.iter().map(|place| (*place, self.short_by(*place, &levels)));
        let verdicts: Vec<_> = verdicts.collect();
        let such = |wanted: &dyn Fn(&[i64]) -> bool| {
            let such = verdicts.iter().filter(|(_, short)| short.as_deref().is_some_and(wanted));
            such.map(|(place, _)| *place).collect()
        };
        State {
            effort,
            sum,
            overall: self.overall(sum, known().min()),
            copes: such(&|short| short.is_empty()),
            fails: such(&|short| !short.is_empty() && *short != [1]),
            spread: known().max().unwrap_or_default() - known().min().unwrap_or_default(),
            levels,
        }
    }

    /// Returns by how much each missed need of a scenario is missed; nothing where none applies.
    fn short_by(&self, scenario: ScenarioId, levels: &[Option<i64>]) -> Option<Vec<i64>> {
        let needs = self.rubric.scenarios[scenario.index()].needs.iter();
        let applying: Vec<_> = needs
            .filter_map(|need| Some(need.at_least - levels[need.dimension.index()]?))
            .collect();
        (!applying.is_empty()).then(|| applying.into_iter().filter(|short| *short > 0).collect())
    }

    fn overall(&self, sum: i128, lowest: Option<i64>) -> i64 {
        let mut held = self.rubric.scale.lowest;
        for row in self.rubric.levels.iter().skip(1) {
            let requires = row.requires.as_ref().unwrap();
            let applying =
                self.weights.iter().zip(&self.twelfths).filter(|(_, score)| score.is_some());
            let weights: i128 = applying.map(|(weight, _)| weight).sum();
            let mean =
                weights > 0 && sum * 100 >= scaled(requires.score.unwrap(), 2) * 12 * weights;
            if !mean
                || lowest.is_some_and(|lowest| Decimal::whole(lowest) < requires.every.unwrap())
            {
                break;
            }
            held = row.level;
        }
        held
    }

    /// Returns what the planner must answer.
    pub(super) fn expected(&self, request: &Request) -> Expected {
        let capped = |state: &&State| {
            let caps = request.limits.caps.iter().zip(&state.levels).zip(&self.twelfths);
            caps.clone().all(|((cap, level), start)| {
                let start = start.map(|start| start.div_euclid(12));
                cap.is_none_or(|cap| *level <= Some(cap).max(start))
            })
        };
        let reaching: Vec<&State> = self
            .states
            .iter()
            .filter(capped)
            .filter(|state| self.reaches(request, state))
            .collect();
        let Some(least) = reaching.iter().map(|state| state.effort).min() else {
            return Expected::Stopped;
        };
        let budget = request.limits.budget_days.unwrap_or(i64::MAX);
        let affordable: Vec<&State> =
            reaching.into_iter().filter(|state| state.effort <= budget).collect();
        if affordable.is_empty() {
            return Expected::OverBudget(least);
        }
        let best = affordable.iter().min_by_key(|state| {
            let first = (request.aim == Aim::HighestLevel)
                .then_some((Reverse(state.overall), Reverse(state.sum)));
            (first, self.rank(state))
        });
        let best = *best.unwrap();
        let as_good = |state: &&State| {
            (request.aim == Aim::LeastEffort || state.overall >= best.overall)
                && 10 * state.effort <= 11 * best.effort
                && state.fails.len() < best.fails.len()
        };
        let others = affordable.iter().copied().filter(as_good);
        let other = others.min_by_key(|state| (state.fails.len(), self.rank(state)));
        Expected::Plan(Box::new((best.clone(), other.cloned())))
    }

    fn reaches(&self, request: &Request, state: &State) -> bool {
        let goal = &request.goal;
        goal.level.is_none_or(|level| state.overall >= level)
            && goal.dimensions.iter().all(|(place, level)| {
                state.levels[place.index()].is_none_or(|there| there >= *level)
            })
            && goal.scenarios.iter().all(|place| {
                self.short_by(*place, &state.levels).is_none_or(|short| short.is_empty())
            })
    }

    fn rank(&self, state: &State) -> impl Ord {
        let upstream: Vec<_> =
            self.rubric.upstream.iter().map(|place| Reverse(state.levels[place.index()])).collect();
        (state.effort, state.spread, Reverse(state.copes.len()), upstream)
    }
}

/// Returns a decimal as a whole number of its units after so many digits.
pub(super) fn scaled(decimal: Decimal, digits: u32) -> i128 {
    let text = decimal.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let units = format!("{whole}{fraction:0<width$}", width = digits as usize);
    units.parse().unwrap()
}
