//! The steps that reach a goal with the least effort, proven to be the least.
//!
//! A state gives every dimension that applies a level; a step raises one dimension by one level and
//! takes the actions that the rubric names for it. A [`Planner`] searches the states that can be
//! reached step by step from a [`Start`], and compares them by exact numbers only. It knows neither
//! words nor forms, and no clock: dates come in and go out through a [`Calendar`].
//!
//! ```text
//! Rubric, Start ──► Planner ──► plan(Request) ──► Plan | Unreachable
//!                      ├──────► alternative(Request, Plan) ──► Option<Plan>
//!                      └──────► next_steps, measuring, weeks
//! ```
//!
//! # What a plan is
//!
//! Of all states that reach the goal within the limits, the one with the least effort; of several,
//! the one with the smallest spread of levels; then with the most scenarios coped with; then the
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
//! there is a limit, [`STEP_LIMIT`], beyond which the best that was found is the answer, and says so
//! ([`Plan::proven`], [`Plan::settled`]).

mod calendar;
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

pub use calendar::{Calendar, Freeze};
pub use measuring::Measuring;
pub use request::{Aim, Deadline, Goal, GoalPart, Limits, Request, Start};
pub use search::STEP_LIMIT;
pub use steps::{NextStep, PlannedStep, StepEffect};
pub use unreachable::{Missed, Obstacle, Stop, Unreachable};

use super::index::{DimensionId, ScenarioId};
use super::integer::NeededSum;
use super::rubric::Rubric;
use super::scenarios::Verdict;
use super::score::{Overall, Profile, overall};
use constraints::{Constraints, Objective};
use measuring::Outcome;
use problem::{Problem, State};
use search::{StepLimit, any, best, search};

/// How many search steps it takes to state a problem, for each part of its size.
const STEPS_TO_STATE: usize = 40;

/// Finds plans from one start under one rubric.
#[derive(Debug)]
pub struct Planner<'r> {
    problem: Problem<'r>,
    start: Start,
    counted: Vec<ScenarioId>,
    step_limit: u64,
}

/// A set of steps, and the state that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The steps, in an order in which they can be taken.
    pub steps: Vec<PlannedStep>,
    /// Their effort in person-days.
    pub effort_days: i64,
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
    /// Whether it was proven that nothing reaches the goal with less effort; with
    /// [`Aim::HighestLevel`], that the limits allow no higher level and mean, and those not with
    /// less effort.
    pub proven: bool,
    /// Whether the rules that choose between equally good plans were carried out to their end.
    pub settled: bool,
}

/// The state that was chosen for a plan.
struct Choice {
    state: State,
    /// As in [`Plan::proven`].
    proven: bool,
    /// As in [`Plan::settled`].
    settled: bool,
}

impl<'r> Planner<'r> {
    /// Returns a planner under `rubric` from `start`, for which every scenario counts.
    #[must_use]
    pub fn new(rubric: &'r Rubric, start: Start) -> Self {
        let counted = ScenarioId::all(rubric.scenarios.len()).collect();
        Self::stating(rubric, start, counted, STEP_LIMIT)
    }

    /// Returns the planner for which only these scenarios count, wherever scenarios coped with or
    /// failing are counted. A goal may name others.
    #[must_use]
    pub fn counting(self, scenarios: &[ScenarioId]) -> Self {
        let mut counted = scenarios.to_vec();
        counted.sort_unstable();
        counted.dedup();
        Self::stating(self.problem.rubric, self.start, counted, self.step_limit)
    }

    /// Returns the planner with so many search steps for each answer instead of [`STEP_LIMIT`].
    #[must_use]
    pub fn limited_to(self, search_steps: u64) -> Self {
        Self { step_limit: search_steps, ..self }
    }

    fn stating(
        rubric: &'r Rubric,
        start: Start,
        counted: Vec<ScenarioId>,
        step_limit: u64,
    ) -> Self {
        let problem = Problem::of(rubric, &start.extremes.worst, &counted);
        Self { problem, start, counted, step_limit }
    }

    /// Returns the plan for `request`.
    ///
    /// # Errors
    ///
    /// Says why there is none.
    pub fn plan(&self, request: &Request) -> Result<Plan, Unreachable> {
        let choice = self.choose(request, &mut StepLimit::of(self.step_limit))?;
        Ok(self.plan_of(choice))
    }

    /// Returns the plan that leaves the fewest scenarios failing, among those that reach the goal
    /// of `request` with at most a tenth more effort than `plan`, the answer to it; nothing where
    /// none leaves fewer failing than `plan` does. With [`Aim::HighestLevel`] the goal is the
    /// overall level of `plan`, too, but not its mean.
    ///
    /// Of several, the one with the least effort; then the rules of every plan.
    #[must_use]
    pub fn alternative(&self, request: &Request, plan: &Plan) -> Option<Plan> {
        let mut constraints = self.constraints(request, plan.overall.level);
        constraints.effort = constraints.effort.min(tenth_more(plan.effort_days));
        let not_failing = plan.copes.len() + plan.at_risk.len();
        let mut limit = StepLimit::of(self.step_limit);
        let fewer = limit.share(3, |limit| {
            let fewer = Constraints { held: [0, not_failing + 1], ..constraints.clone() };
            search(&self.problem, fewer, Objective::FewestFailing, limit)
        });
        let state = fewer.state?;
        let [_, not_failing] = self.problem.scenarios.held(&state);
        constraints.held = [0, not_failing];
        let choice = self.least_effort(&constraints, Some(state), &mut limit)?;
        let proven = choice.proven && fewer.complete;
        Some(self.plan_of(Choice { proven, ..choice }))
    }

    /// Returns what each step that could be taken at once would change, upstream first.
    #[must_use]
    pub fn next_steps(&self) -> Vec<NextStep> {
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
            let start = self.start.turned_out(dimension, level);
            let counted = self.counted.clone();
            let planner = Self::stating(self.problem.rubric, start, counted, self.step_limit);
            planner.choose(request, limit).map(|choice| planner.outcome(&choice))
        };
        let mut limit = StepLimit::of(self.step_limit);
        measuring::measuring(unknown.collect(), request.aim, &mut limit, plan_if)
    }

    /// Returns after how many weeks of work, counted from the start, a dimension can be at `level`
    /// at the earliest; nothing where it cannot or does not apply.
    #[must_use]
    pub fn weeks(&self, dimension: DimensionId, level: i64) -> Option<i64> {
        let (ladder, rung) = self.problem.rung_of(dimension, level)?;
        self.problem.earliest_ends.end(ladder, rung).map(|end| end.weeks)
    }

    /// Returns what a state must be to reach the goal of `request`, and the overall `level` too
    /// where the level is what the request makes the best of.
    fn constraints(&self, request: &Request, level: i64) -> Constraints {
        let mut goal = request.goal.clone();
        if request.aim == Aim::HighestLevel {
            goal.level = Some(goal.level.map_or(level, |aim| aim.max(level)));
        }
        Constraints::of(&self.problem, &goal, &request.limits)
    }

    /// Returns the state that is chosen for `request`.
    fn choose(&self, request: &Request, limit: &mut StepLimit) -> Result<Choice, Unreachable> {
        let missed = unreachable::missed(&self.problem, &request.goal, &request.limits);
        if !missed.is_empty() {
            return Err(Unreachable::Stopped(missed));
        }
        let choice = match request.aim {
            Aim::LeastEffort => {
                let lowest = self.problem.rubric.scale.lowest;
                self.least_effort(&self.constraints(request, lowest), None, limit)
            }
            Aim::HighestLevel => self.highest_level(request, limit),
        };
        choice.ok_or_else(|| self.over_budget(request, limit))
    }

    /// Returns the state of least effort that meets `constraints`, of which `known` may be one.
    fn least_effort(
        &self,
        constraints: &Constraints,
        known: Option<State>,
        limit: &mut StepLimit,
    ) -> Option<Choice> {
        let found = limit.share(2, |limit| {
            best(&self.problem, constraints, Objective::LeastEffort, known, limit)
        });
        let (state, settled) =
            tie_rules::break_ties(&self.problem, constraints, found.state?, limit);
        Some(Choice { state, proven: found.complete, settled })
    }

    /// Returns the state of the highest level, then mean, that the limits of `request` allow.
    fn highest_level(&self, request: &Request, limit: &mut StepLimit) -> Option<Choice> {
        let rubric = self.problem.rubric;
        let levels = rubric.levels.iter().rev().map(|row| row.level);
        let mut proven = true;
        let reached = |limit: &mut StepLimit| {
            levels.chain([rubric.scale.lowest]).find_map(|level| {
                let constraints = self.constraints(request, level);
                let found = any(&self.problem, &constraints, limit);
                proven &= found.complete;
                Some((constraints, found.state?))
            })
        };
        let (mut constraints, state) = limit.share(4, reached)?;
        let found = limit.share(3, |limit| {
            best(&self.problem, &constraints, Objective::HighestMean, Some(state), limit)
        });
        let state = found.state?;
        constraints
            .need(&self.problem, NeededSum { sum: self.problem.sum(&state), exceeded: false });
        let choice = self.least_effort(&constraints, Some(state), limit)?;
        Some(Choice { proven: choice.proven && proven && found.complete, ..choice })
    }

    /// Returns why there is no plan for `request`, whose goal is within its caps.
    fn over_budget(&self, request: &Request, limit: &mut StepLimit) -> Unreachable {
        let limits = Limits { budget_days: None, ..request.limits.clone() };
        let constraints = Constraints::of(&self.problem, &request.goal, &limits);
        let found = best(&self.problem, &constraints, Objective::LeastEffort, None, limit);
        let least = found.state.map(|state| self.problem.effort(&state));
        let over =
            least.filter(|least| request.limits.budget_days.is_some_and(|most| *least > most));
        let proven = found.complete;
        over.map_or(Unreachable::Undecided, |least_days| Unreachable::OverBudget {
            least_days,
            proven,
        })
    }

    fn plan_of(&self, choice: Choice) -> Plan {
        let Choice { state, proven, settled } = choice;
        let problem = &self.problem;
        let profile = problem.profile(&state);
        let with_verdict = |verdict| problem.scenarios.with_verdict(&state, verdict);
        let steps = steps::steps_to(problem, &state);
        Plan {
            effort_days: problem.effort(&state),
            weeks: steps.iter().map(|step| step.weeks_to_end).max().unwrap_or_default(),
            overall: overall(problem.rubric, &profile),
            spread: problem.spread(&state),
            copes: with_verdict(Verdict::Copes),
            at_risk: with_verdict(Verdict::AtRisk),
            fails: with_verdict(Verdict::Fails),
            steps,
            profile,
            proven,
            settled,
        }
    }

    /// Returns what a plan comes to, without its steps.
    fn outcome(&self, choice: &Choice) -> Outcome {
        let reached = overall(self.problem.rubric, &self.problem.profile(&choice.state));
        let raised = self.problem.ladders.iter().zip(&choice.state).filter(|(_, rung)| **rung > 0);
        let raised =
            raised.map(|(ladder, rung)| (ladder.dimension, ladder.level(0), ladder.level(*rung)));
        Outcome {
            effort_days: self.problem.effort(&choice.state),
            level: reached.level,
            mean: reached.mean,
            raised: raised.collect(),
            proven: choice.proven && choice.settled,
        }
    }
}

/// Returns the most effort that is at most a tenth more than `days`.
fn tenth_more(days: i64) -> i64 {
    i64::try_from(i128::from(days) * 11 / 10).unwrap_or(i64::MAX)
}
