//! The steps that reach a goal with the least effort, proven to be the least.
//!
//! A state gives every dimension that applies a level; a step raises one dimension by one level and
//! takes the actions that the rubric names for it. A [`Planner`] searches the states that can be
//! reached step by step from a [`Start`], and compares them by exact numbers only. It knows neither
//! words nor forms, and no clock: dates come in and go out through a
//! [`Calendar`](super::calendar::Calendar).
//!
//! ```text
//! Rubric, Start ──► Planner ──► plan(Request) ──► Plan | Unreachable
//!                      ├──────► alternative(Request, Plan) ──► Option<Plan>
//!                      └──────► next_steps, measuring, weeks
//! ```
//!
//! # What a plan is
//!
//! Of all states that reach the goal within the limits, the one with the least effort: where efforts
//! are ranges, with the least middle. Middles are counted in half days, so that every one is whole.
//! Of several, the one with the smallest spread of levels; then with the most scenarios coped with; then the
//! one that is higher in the first dimension, upstream first, in which two of them differ. So there
//! is exactly one. With [`Aim::HighestLevel`] the overall level comes first, then the mean, then
//! the same rules.
//!
//! # Prerequisites
//!
//! A step to a level that needs something of another dimension waits until that is there. What a
//! dimension holds at the start it may keep without. Every wait is for a fixed set of steps, so a
//! state can be reached exactly if, besides holding what its steps need, it has only steps that can
//! be reached at all; those are found once, beforehand. Steps that wait for each other in a circle
//! are not among them.
//!
//! # How long it searches
//!
//! The search is exact: its bounds only ever rule out what cannot be better (`plan/search.rs` and
//! `plan/pareto.rs` say why). Finding the best state is nevertheless hard under some rubrics, so
//! there is a limit, [`STEP_LIMIT`], beyond which the best that was found is the answer, and says
//! so ([`Plan::proven`], [`Plan::settled`]).

mod constraints;
mod measuring;
mod pareto;
mod prerequisites;
mod problem;
mod request;
mod scenarios;
mod search;
mod steps;
mod tie_rules;
mod unreachable;

pub use measuring::Measuring;
pub use request::{Aim, Deadline, Goal, GoalPart, Limits, Request, Start};
pub use search::STEP_LIMIT;
pub use steps::{Plan, PlannedStep};
pub use unreachable::{Missed, Obstacle, Stop, Unreachable};

use super::effort::{Effort, HalfDays};
use super::index::{DimensionId, ScenarioId};
use super::rubric::Rubric;
use constraints::{Constraints, Objective};
use problem::{Problem, State, rung_of};
use search::{StepLimit, search};

/// How many search steps it takes to state a problem, for each part of its size.
const STEPS_TO_STATE: usize = 40;

/// Finds plans from one start under one rubric.
#[derive(Debug)]
pub struct Planner<'r> {
    problem: Problem<'r>,
    start: Start,
    counted: Vec<ScenarioId>,
    failing: Vec<ScenarioId>,
    step_limit: u64,
}

impl<'r> Planner<'r> {
    /// Returns a planner under `rubric` from `start`, for which every scenario counts.
    #[must_use]
    pub fn new(rubric: &'r Rubric, start: Start) -> Self {
        let counted = ScenarioId::all(rubric.scenarios.len()).collect();
        Self::of(rubric, start, (counted, Vec::new()), STEP_LIMIT)
    }

    /// Returns the planner for which only these scenarios count, wherever scenarios coped with or
    /// failing are counted. A goal may name others.
    #[must_use]
    pub fn counting(self, scenarios: &[ScenarioId]) -> Self {
        let mut counted = scenarios.to_vec();
        counted.sort_unstable();
        counted.dedup();
        Self::of(self.problem.rubric, self.start, (counted, self.failing), self.step_limit)
    }

    /// Returns the planner for which these scenarios fail whatever is done: they take figures that
    /// are not there, and that no step changes. A goal may name them all the same.
    #[must_use]
    pub fn failing(self, scenarios: &[ScenarioId]) -> Self {
        let failing = scenarios.to_vec();
        Self::of(self.problem.rubric, self.start, (self.counted, failing), self.step_limit)
    }

    /// Returns the planner with so many search steps for each answer instead of [`STEP_LIMIT`].
    #[must_use]
    pub fn limited_to(self, search_steps: u64) -> Self {
        Self { step_limit: search_steps, ..self }
    }

    /// Returns a planner that states its problem from all that makes it.
    fn of(
        rubric: &'r Rubric,
        start: Start,
        (counted, failing): (Vec<ScenarioId>, Vec<ScenarioId>),
        step_limit: u64,
    ) -> Self {
        let problem = Problem::of(rubric, &start.extremes.worst, (&counted, &failing));
        Self { problem, start, counted, failing, step_limit }
    }

    /// Returns the plan for `request`.
    ///
    /// # Errors
    ///
    /// Says why there is none.
    pub fn plan(&self, request: &Request) -> Result<Plan, Unreachable> {
        self.plan_within(request, &mut StepLimit(self.step_limit))
    }

    /// Returns the plan that leaves the fewest scenarios failing, among those that reach the goal
    /// of `request` with at most a tenth more effort than `plan`, the answer to it; nothing where
    /// none leaves fewer failing than `plan` does. With [`Aim::HighestLevel`] the goal is the
    /// overall level of `plan`, too, but not its mean.
    ///
    /// Of several, the one with the least effort; then the rules of every plan.
    #[must_use]
    pub fn alternative(&self, request: &Request, plan: &Plan) -> Option<Plan> {
        let lowest = self.problem.rubric.scale.lowest;
        let mut constraints = self.constraints(request, plan.overall.level.unwrap_or(lowest));
        let tenth_more = i128::from(plan.effort_days.middle().0) * 11 / 10;
        constraints.effort = constraints.effort.min(i64::try_from(tenth_more).unwrap_or(i64::MAX));
        let not_failing = plan.copes.len() + plan.at_risk.len();
        let mut limit = StepLimit(self.step_limit);
        let fewer = limit.share(3, |limit| {
            let fewer = Constraints { held: [0, not_failing + 1], ..constraints.clone() };
            search(&fewer, Objective::FewestFailing, None, limit)
        });
        let state = fewer.state?;
        let [_, not_failing] = self.problem.scenarios.held(&state);
        constraints.held = [0, not_failing];
        let plan = self.least_effort(&constraints, Some(state), &mut limit)?;
        Some(Plan { proven: plan.proven && fewer.complete, ..plan })
    }

    /// Returns what each step that could be taken at once would change, upstream first.
    #[must_use]
    pub fn next_steps(&self) -> Vec<PlannedStep> {
        steps::next_steps(&self.problem)
    }

    /// Returns for each unknown dimension how the plan for `request` depends on what it turns out
    /// to be; first the one that is best measured first.
    #[must_use]
    pub fn measuring(&self, request: &Request) -> Vec<Measuring> {
        let dimensions = self.problem.ladders.iter().map(|ladder| ladder.dimension);
        let unknown =
            dimensions.filter_map(|dimension| Some((dimension, self.start.may_be(dimension)?)));
        let plan_if = |dimension, level, limit: &mut StepLimit| {
            if !limit.spend(STEPS_TO_STATE * self.problem.size) {
                return Err(Unreachable::Undecided);
            }
            let start = self.start.turned_out(self.problem.rubric, dimension, level);
            let scenarios = (self.counted.clone(), self.failing.clone());
            let planner = Self::of(self.problem.rubric, start, scenarios, self.step_limit);
            planner.plan_within(request, limit)
        };
        let mut limit = StepLimit(self.step_limit);
        measuring::measuring(unknown.collect(), request.aim, &mut limit, plan_if)
    }

    /// Returns after how many weeks of work, counted from the start, a dimension can be at `level`
    /// at the earliest; nothing where it cannot or does not apply.
    #[must_use]
    pub fn weeks(&self, dimension: DimensionId, level: i64) -> Option<i64> {
        let (ladder, rung) = rung_of(&self.problem.ladders, dimension, level)?;
        self.problem.earliest_ends.end(ladder, rung).map(|end| end.weeks)
    }

    /// Returns what a state must be to reach the goal of `request`, and the overall `level` too
    /// where the level is what the request makes the best of.
    fn constraints(&self, request: &Request, level: i64) -> Constraints<'_> {
        let mut goal = request.goal.clone();
        if request.aim == Aim::HighestLevel {
            goal.level = Some(goal.level.map_or(level, |aim| aim.max(level)));
        }
        Constraints::of(&self.problem, &goal, &request.limits)
    }

    /// Returns the plan for `request` that is found within `limit`.
    fn plan_within(&self, request: &Request, limit: &mut StepLimit) -> Result<Plan, Unreachable> {
        let missed = unreachable::missed(&self.problem, &request.goal, &request.limits);
        if !missed.is_empty() {
            return Err(Unreachable::Stopped(missed));
        }
        let plan = match request.aim {
            Aim::LeastEffort => {
                let lowest = self.problem.rubric.scale.lowest;
                self.least_effort(&self.constraints(request, lowest), None, limit)
            }
            Aim::HighestLevel => self.highest_level(request, limit),
        };
        plan.ok_or_else(|| self.over_budget(request, limit))
    }

    /// Returns the plan of least effort that meets `constraints`, of which `known` may be one.
    fn least_effort(
        &self,
        constraints: &Constraints<'_>,
        known: Option<State>,
        limit: &mut StepLimit,
    ) -> Option<Plan> {
        let found =
            limit.share(2, |limit| search(constraints, Objective::LeastEffort, known, limit));
        let (state, settled) = tie_rules::break_ties(constraints, found.state?, limit);
        Some(Plan::of(&self.problem, &state, found.complete, found.complete && settled))
    }

    /// Returns the plan to the highest level, then mean, that the limits of `request` allow.
    fn highest_level(&self, request: &Request, limit: &mut StepLimit) -> Option<Plan> {
        let rubric = self.problem.rubric;
        let mut levels =
            rubric.levels.iter().rev().map(|row| row.level).chain([rubric.scale.lowest]);
        let mut proven = true;
        let mut parts = rubric.levels.len() + 3;
        let (mut constraints, state) = levels.find_map(|level| {
            let constraints = self.constraints(request, level);
            let found =
                limit.share(parts, |limit| search(&constraints, Objective::Any, None, limit));
            parts -= 1;
            proven &= found.complete;
            Some((constraints, found.state?))
        })?;
        let found = limit
            .share(3, |limit| search(&constraints, Objective::HighestMean, Some(state), limit));
        let state = found.state?;
        constraints.demand_score_of(&state, false);
        let plan = self.least_effort(&constraints, Some(state), limit)?;
        Some(Plan { proven: plan.proven && proven && found.complete, ..plan })
    }

    /// Returns why there is no plan for `request`, whose goal is within its caps.
    fn over_budget(&self, request: &Request, limit: &mut StepLimit) -> Unreachable {
        let limits = Limits { budget_days: None, ..request.limits.clone() };
        let constraints = Constraints::of(&self.problem, &request.goal, &limits);
        let found = search(&constraints, Objective::LeastEffort, None, limit);
        let budget = request.limits.budget_days.map(HalfDays::of_days);
        let is_over = |days: &Effort| budget.is_some_and(|most| days.middle() > most);
        match found.state.map(|state| self.problem.effort_days(&state)).filter(is_over) {
            Some(least_days) => Unreachable::OverBudget { least_days, proven: found.complete },
            None => Unreachable::Undecided,
        }
    }
}
