//! The steps that lead to a state, in an order in which they can be taken, and what each changes.

use super::prerequisites::LadderId;
use super::problem::{Problem, State};
use super::scenarios::{AT_RISK, COPED};
use crate::domain::exact::Exact;
use crate::domain::index::{ActionId, DimensionId, ScenarioId};
use crate::domain::score::level_held;
use std::collections::BTreeMap;

/// What a step changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepEffect {
    /// The overall level before and after it.
    pub level: (i64, i64),
    /// The mean after it.
    pub mean: Option<Exact>,
    /// The scenarios, of those that count, that are coped with from then on.
    pub copes: Vec<ScenarioId>,
    /// Those that no longer fail from then on.
    pub no_longer_fails: Vec<ScenarioId>,
}

/// A step that waits for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The dimension.
    pub dimension: DimensionId,
    /// The level it starts from.
    pub from_level: i64,
    /// The level it leads to.
    pub to_level: i64,
    /// Its effort in person-days.
    pub effort_days: i64,
    /// What it would change if it were taken alone.
    pub effect: StepEffect,
}

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// 1 plus the highest wave of the steps that it waits for. Steps of one wave can be taken side
    /// by side.
    pub wave: usize,
    /// The dimension.
    pub dimension: DimensionId,
    /// The level it starts from.
    pub from_level: i64,
    /// The level it leads to.
    pub to_level: i64,
    /// Its effort in person-days.
    pub effort_days: i64,
    /// How many weeks of work it takes.
    pub weeks: i64,
    /// After how many weeks of work, counted from the start, it ends at the earliest.
    pub weeks_to_end: i64,
    /// Its actions.
    pub actions: Vec<ActionId>,
    /// Actions that it can do without.
    pub optional: Vec<ActionId>,
    /// What it changes, in the order of the plan.
    pub effect: StepEffect,
    /// The later steps that wait for nothing more from then on, and did until then: dimension and
    /// level they lead to.
    pub unlocks: Vec<(DimensionId, i64)>,
}

/// Returns the first step of every ladder on which one waits for nothing.
pub(super) fn next_steps(problem: &Problem<'_>) -> Vec<NextStep> {
    let start = Progress::start(problem);
    let next = |ladder: LadderId| {
        let waits = !problem.prerequisites.needs(ladder, 0, 1).is_empty();
        let rungs = problem.ladders.get(ladder).filter(|_| !waits)?;
        Some(NextStep {
            dimension: rungs.dimension,
            from_level: rungs.level(0),
            to_level: rungs.level(1),
            effort_days: rungs.steps.first()?.effort_days,
            effect: start.clone().take(ladder)?,
        })
    };
    (0..problem.ladders.len()).filter_map(next).collect()
}

/// Returns the steps that lead to `state`: wave by wave, upstream first.
pub(super) fn steps_to(problem: &Problem<'_>, state: &State) -> Vec<PlannedStep> {
    let rungs = state.iter().enumerate();
    let mut order: Vec<(LadderId, usize)> =
        rungs.flat_map(|(ladder, top)| (1..=*top).map(move |rung| (ladder, rung))).collect();
    let wave = |ladder, rung| problem.earliest_ends.end(ladder, rung).map_or(0, |end| end.wave);
    order.sort_by_key(|(ladder, rung)| (wave(*ladder, *rung), *ladder));
    let mut unlocks = unlocks(problem, &order);
    let mut progress = Progress::start(problem);
    let step = |(turn, (ladder, rung)): (usize, (LadderId, usize))| {
        let rungs = problem.ladders.get(ladder)?;
        let step = rungs.steps.get(rung - 1)?;
        let end = problem.earliest_ends.end(ladder, rung)?;
        Some(PlannedStep {
            wave: end.wave,
            dimension: rungs.dimension,
            from_level: rungs.level(rung - 1),
            to_level: rungs.level(rung),
            effort_days: step.effort_days,
            weeks: step.weeks,
            weeks_to_end: end.weeks,
            actions: step.actions.clone(),
            optional: step.optional.clone(),
            effect: progress.take(ladder)?,
            unlocks: unlocks.remove(&turn).unwrap_or_default(),
        })
    };
    order.into_iter().enumerate().filter_map(step).collect()
}

/// Returns by its turn what each step unlocks: every step is unlocked by the last it waits for.
fn unlocks(
    problem: &Problem<'_>,
    order: &[(LadderId, usize)],
) -> BTreeMap<usize, Vec<(DimensionId, i64)>> {
    let turns: BTreeMap<(LadderId, usize), usize> =
        order.iter().enumerate().map(|(turn, step)| (*step, turn)).collect();
    let mut unlocks: BTreeMap<usize, Vec<(DimensionId, i64)>> = BTreeMap::new();
    for (ladder, rung) in order {
        let needs = problem.prerequisites.needs(*ladder, *rung - 1, *rung).iter();
        let awaited = needs.map(|need| (need.needs, need.at_least));
        let awaited = awaited.chain([(*ladder, *rung - 1)]);
        let last = awaited.filter_map(|step| turns.get(&step)).max();
        if let (Some(last), Some(rungs)) = (last, problem.ladders.get(*ladder)) {
            unlocks.entry(*last).or_default().push((rungs.dimension, rungs.level(*rung)));
        }
    }
    unlocks
}

/// A state on the way, and what is known about it: a step changes little, so that no state need be
/// judged anew.
#[derive(Clone)]
struct Progress<'p> {
    problem: &'p Problem<'p>,
    state: State,
    /// How many ladders are at each level.
    levels: BTreeMap<i64, usize>,
    /// The weighted sum of the scores.
    sum: Exact,
    /// By how much each scenario is missed.
    shortfalls: Vec<usize>,
    /// The overall level.
    level: i64,
}

impl<'p> Progress<'p> {
    fn start(problem: &'p Problem<'p>) -> Self {
        let state = vec![0; problem.ladders.len()];
        let mut levels = BTreeMap::new();
        for level in problem.levels(&state) {
            *levels.entry(level).or_default() += 1;
        }
        let shortfalls = problem.scenarios.shortfalls(&state).collect();
        let sum = problem.sum(&state);
        let mut start = Self { problem, state, levels, sum, shortfalls, level: 0 };
        start.level = start.level_with(start.mean().as_ref());
        start
    }

    fn mean(&self) -> Option<Exact> {
        self.problem.scores.mean(&self.sum)
    }

    fn level_with(&self, mean: Option<&Exact>) -> i64 {
        let lowest = self.levels.first_key_value().map(|(level, _)| *level);
        level_held(self.problem.rubric, mean, lowest)
    }

    /// Takes the next step of `ladder`; returns what that changes.
    fn take(&mut self, ladder: LadderId) -> Option<StepEffect> {
        let problem = self.problem;
        let rungs = problem.ladders.get(ladder)?;
        let rung = self.state.get_mut(ladder)?;
        let from = std::mem::replace(rung, *rung + 1);
        let rise = &rungs.score.weighted(from + 1) - &rungs.score.weighted(from);
        self.sum = &self.sum + &rise;
        *self.levels.entry(rungs.level(from + 1)).or_default() += 1;
        let left = self.levels.entry(rungs.level(from)).or_default();
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.levels.remove(&rungs.level(from));
        }
        let mean = self.mean();
        let level = (self.level, self.level_with(mean.as_ref()));
        self.level = level.1;
        let mut effect = StepEffect { level, mean, copes: Vec::new(), no_longer_fails: Vec::new() };
        for (scenario, needed) in problem.scenarios.needing(ladder) {
            let Some(shortfall) = self.shortfalls.get_mut(*scenario) else { continue };
            if *needed <= from {
                continue;
            }
            *shortfall -= 1;
            match *shortfall {
                COPED => effect.copes.extend(problem.scenarios.id(*scenario)),
                AT_RISK => effect.no_longer_fails.extend(problem.scenarios.id(*scenario)),
                _ => {}
            }
        }
        Some(effect)
    }
}
