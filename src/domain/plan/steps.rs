//! A plan: steps to a state, in an order in which they can be taken, and what each of them changes.

use super::prerequisites::LadderId;
use super::problem::{Problem, State};
use super::scenarios::{AT_RISK, COPED};
use crate::domain::effort::Effort;
use crate::domain::exact::Exact;
use crate::domain::index::{ActionId, DimensionId, ScenarioId};
use crate::domain::scenarios::Verdict;
use crate::domain::score::{Overall, Profile, overall};
use crate::domain::sorting;
use std::collections::BTreeMap;

/// A set of steps, and the state that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The steps, in an order in which they can be taken.
    pub steps: Vec<PlannedStep>,
    /// Their effort in person-days.
    pub effort_days: Effort,
    /// How many weeks of work they take at least, side by side.
    pub weeks: i64,
    /// The scores they lead to.
    pub profile: Profile,
    /// The overall result of those.
    pub overall: Overall,
    /// The highest minus the lowest level of those.
    pub spread: i64,
    /// The scenarios, of those that count, that are coped with then.
    pub copes: Vec<ScenarioId>,
    /// Those that are at risk then.
    pub at_risk: Vec<ScenarioId>,
    /// Those that fail then.
    pub fails: Vec<ScenarioId>,
    /// Whether it was proven that nothing reaches the goal with less effort; where the highest
    /// level is looked for, that the limits allow no higher level and mean, and those not with less
    /// effort.
    pub proven: bool,
    /// Whether the rules that choose between equally good plans were carried out to their end, too.
    pub settled: bool,
}

/// A step that raises a dimension by one level.
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
    pub effort_days: Effort,
    /// How many weeks of work it takes.
    pub weeks: i64,
    /// After how many weeks of work, counted from the start, it ends at the earliest.
    pub weeks_to_end: i64,
    /// Its actions.
    pub actions: Vec<ActionId>,
    /// Actions that it can do without.
    pub optional: Vec<ActionId>,
    /// The overall level before and after it, in the order of the plan; nothing where there are
    /// scores only.
    pub level: Option<(i64, i64)>,
    /// The score of the whole after it.
    pub score: Option<Exact>,
    /// The scenarios, of those that count, that are coped with from then on.
    pub copes: Vec<ScenarioId>,
    /// Those that no longer fail from then on.
    pub no_longer_fails: Vec<ScenarioId>,
    /// The later steps of the plan that wait for nothing more from then on, and did until then:
    /// dimension and level they lead to.
    pub unlocks: Vec<(DimensionId, i64)>,
}

impl Plan {
    /// Returns the plan that leads to `state`.
    pub(super) fn of(problem: &Problem<'_>, state: &State, proven: bool, settled: bool) -> Self {
        let profile = problem.profile(state);
        let with_verdict = |verdict| problem.scenarios.with_verdict(state, verdict);
        let steps = steps_to(problem, state);
        Self {
            effort_days: problem.effort_days(state),
            weeks: steps.iter().map(|step| step.weeks_to_end).max().unwrap_or_default(),
            overall: overall(problem.rubric, &profile),
            spread: problem.spread(state),
            copes: with_verdict(Verdict::Copes),
            at_risk: with_verdict(Verdict::AtRisk),
            fails: with_verdict(Verdict::Fails),
            steps,
            profile,
            proven,
            settled,
        }
    }
}

/// Returns the first step of every ladder on which one waits for nothing, each as if it were taken
/// alone.
pub(super) fn next_steps(problem: &Problem<'_>) -> Vec<PlannedStep> {
    let start = Progress::start(problem);
    let ladders = 0..problem.ladders.len();
    let next = ladders.filter(|ladder| problem.prerequisites.needs(*ladder, 0, 1).is_empty());
    next.filter_map(|ladder| start.clone().take_step(ladder)).collect()
}

/// Returns the steps that lead to `state`: wave by wave, upstream first.
fn steps_to(problem: &Problem<'_>, state: &State) -> Vec<PlannedStep> {
    let rungs = state.iter().enumerate();
    let mut order: Vec<(LadderId, usize)> =
        rungs.flat_map(|(ladder, top)| (1..=*top).map(move |rung| (ladder, rung))).collect();
    let wave = |ladder, rung| problem.earliest_ends.end(ladder, rung).map(|end| end.wave);
    sorting::sort_by_key(&mut order, |(ladder, rung)| (wave(*ladder, *rung), *ladder));
    let mut progress = Progress::start(problem);
    let mut steps: Vec<PlannedStep> =
        order.iter().filter_map(|(ladder, _)| progress.take_step(*ladder)).collect();
    let turns = order.iter().enumerate().map(|(turn, step)| (*step, turn));
    let turns: BTreeMap<(LadderId, usize), usize> = sorting::to_map(turns);
    for (turn, (ladder, rung)) in order.iter().enumerate() {
        let needs = problem.prerequisites.needs(*ladder, rung - 1, *rung).iter();
        let awaited = needs.map(|need| (need.needs, need.at_least)).chain([(*ladder, rung - 1)]);
        let last = awaited.filter_map(|step| turns.get(&step)).max();
        let unlocked = steps.get(turn).map(|step| (step.dimension, step.to_level));
        if let Some(last) = last.and_then(|last| steps.get_mut(*last)) {
            last.unlocks.extend(unlocked);
        }
    }
    steps
}

/// A state on the way, and what is known about it.
#[derive(Clone)]
struct Progress<'p> {
    problem: &'p Problem<'p>,
    state: State,
    /// By how many levels the state falls short of each scenario.
    shortfalls: Vec<usize>,
}

impl<'p> Progress<'p> {
    fn start(problem: &'p Problem<'p>) -> Self {
        let state = vec![0; problem.ladders.len()];
        let shortfalls = problem.scenarios.shortfalls(&state).collect();
        Self { problem, state, shortfalls }
    }

    /// Returns the mean of the scores, and the overall level.
    fn score_and_level(&self) -> (Option<Exact>, Option<i64>) {
        let result = overall(self.problem.rubric, &self.problem.profile(&self.state));
        (result.score, result.level)
    }

    /// Takes the next step of `ladder`.
    fn take_step(&mut self, ladder: LadderId) -> Option<PlannedStep> {
        let problem = self.problem;
        let rungs = problem.ladders.get(ladder)?;
        let from = *self.state.get(ladder)?;
        let (step, rung) = (rungs.steps.get(from)?, from + 1);
        let end = problem.earliest_ends.end(ladder, rung)?;
        let (_, before) = self.score_and_level();
        *self.state.get_mut(ladder)? = rung;
        let (score, after) = self.score_and_level();
        let (mut copes, mut no_longer_fails) = (Vec::new(), Vec::new());
        for (scenario, _) in problem.scenarios.needing(ladder).iter().filter(|need| need.1 > from) {
            let shortfall = self.shortfalls.get_mut(*scenario)?;
            *shortfall -= 1;
            match *shortfall {
                COPED => copes.push(problem.scenarios.all.get(*scenario)?.id),
                AT_RISK => no_longer_fails.push(problem.scenarios.all.get(*scenario)?.id),
                _ => {}
            }
        }
        Some(PlannedStep {
            wave: end.wave,
            dimension: rungs.dimension,
            from_level: rungs.level(from),
            to_level: rungs.level(rung),
            effort_days: step.effort_days,
            weeks: step.weeks,
            weeks_to_end: end.weeks,
            actions: step.actions.clone(),
            optional: step.optional.clone(),
            level: before.zip(after),
            score,
            copes,
            no_longer_fails,
            unlocks: Vec::new(),
        })
    }
}
