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
//!                      ├──────► next_steps, measuring, weeks
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
//! The search is exact: its bounds only ever rule out what cannot be better (`plan/frontier.rs` and
//! `plan/price.rs` say why). Finding the best state is nevertheless hard under some rubrics, so there
//! is a limit, [`LOOKS`], beyond which the best that was found is the answer, and says so
//! ([`Plan::proven`], [`Plan::settled`]).

mod bills;
mod branch;
mod calendar;
mod choose;
mod frontier;
mod goal;
mod ground;
mod ladder;
mod links;
mod measuring;
mod next_steps;
mod order;
mod patience;
mod price;
mod query;
mod room;
mod search;
mod sequence;
mod stakes;
mod start;
mod timetable;
mod unreachable;
mod walk;
mod weighing;

pub use calendar::{Calendar, Freeze};
pub use goal::{Aim, Deadline, Goal, GoalPart, Limits, Request};
pub use measuring::Measuring;
pub use next_steps::NextStep;
pub use patience::LOOKS;
pub use sequence::PlannedStep;
pub use start::Start;
pub use unreachable::{Missed, Obstacle, Stop, Unreachable};

use super::rubric::Rubric;
use super::scenarios::Verdict;
use super::score::{Overall, Profile, overall};
use choose::{Choice, Chooser};
use ground::Ground;
use patience::Patience;
use query::Query;
use search::{Seek, search};
use stakes::Lack;
use weighing::Need;

/// Finds plans from one start under one rubric.
#[derive(Debug)]
pub struct Planner<'r> {
    ground: Ground<'r>,
    start: Start,
    counted: Vec<usize>,
    looks: u64,
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
    /// The places of the scenarios, of those that count, that are coped with then.
    pub copes: Vec<usize>,
    /// The places of those that are at risk then.
    pub at_risk: Vec<usize>,
    /// The places of those that fail then.
    pub fails: Vec<usize>,
    /// Whether it was proven that nothing reaches the goal with less effort; with
    /// [`Aim::HighestLevel`], that the limits allow no higher level and mean, and those not with
    /// less effort.
    pub proven: bool,
    /// Whether the rules that choose between equally good plans were carried out to their end.
    pub settled: bool,
    state: Vec<usize>,
}

impl<'r> Planner<'r> {
    /// Returns a planner under `rubric` from `start`, for which every scenario counts.
    #[must_use]
    pub fn new(rubric: &'r Rubric, start: Start) -> Self {
        let counted: Vec<usize> = (0..rubric.scenarios.len()).collect();
        let ground = Ground::of(rubric, &start.extremes.worst, &counted);
        Self { ground, start, counted, looks: LOOKS }
    }

    /// Returns the planner for which only the scenarios at these places count, wherever scenarios
    /// coped with or failing are counted. A goal may name others.
    #[must_use]
    pub fn counting(self, scenarios: &[usize]) -> Self {
        let mut counted = scenarios.to_vec();
        counted.sort_unstable();
        counted.dedup();
        let ground = Ground::of(self.ground.rubric, &self.start.extremes.worst, &counted);
        Self { ground, counted, ..self }
    }

    /// Returns the planner with so many looks for each answer instead of [`LOOKS`].
    #[must_use]
    pub fn looking(self, looks: u64) -> Self {
        Self { looks, ..self }
    }

    /// Returns the plan for `request`.
    ///
    /// # Errors
    ///
    /// Says why there is none.
    pub fn plan(&self, request: &Request) -> Result<Plan, Unreachable> {
        let choice = self.choose(request, &mut Patience::of(self.looks))?;
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
        let ground = &self.ground;
        let mut query = self.query(request, plan.overall.level);
        query.effort = query.effort.min(tenth_more(plan.effort_days));
        query.standing = ground.stakes.count(&plan.state, Lack::OneLevel) + 1;
        let mut patience = Patience::of(self.looks);
        let fewer = patience.part(3, |patience| {
            search(ground, query.clone(), Seek::MoreHeld(Lack::OneLevel), patience)
        });
        let state = fewer.state?;
        query.standing = ground.stakes.count(&state, Lack::OneLevel);
        let choice = self.least(&query, Some(state), &mut patience)?;
        let proven = choice.proven && fewer.complete;
        Some(self.plan_of(Choice { proven, ..choice }))
    }

    /// Returns what each step that could be taken at once would change, upstream first.
    #[must_use]
    pub fn next_steps(&self) -> Vec<NextStep> {
        next_steps::next_steps(&self.ground)
    }

    /// Returns for each unknown dimension how the plan for `request` depends on what it turns out
    /// to be; first the one that is best measured first.
    #[must_use]
    pub fn measuring(&self, request: &Request) -> Vec<Measuring> {
        measuring::measuring(self, request)
    }

    /// Returns after how many weeks of work, counted from the start, a dimension can be at `level`
    /// at the earliest; nothing where it cannot or does not apply.
    #[must_use]
    pub fn weeks(&self, dimension: usize, level: i64) -> Option<i64> {
        let ladder = self.ground.ladder_of(dimension)?;
        let place = self.ground.ladders.get(ladder)?.place_of(level);
        self.ground.timetable.entry(ladder, place).map(|entry| entry.weeks)
    }

    /// Returns what a state must be to reach the goal of `request`, and the overall `level` too
    /// where the level is what the request makes the best of.
    fn query(&self, request: &Request, level: i64) -> Query {
        let mut goal = request.goal.clone();
        if request.aim == Aim::HighestLevel {
            goal.level = Some(goal.level.map_or(level, |aim| aim.max(level)));
        }
        goal::query(&self.ground, &goal::parts(&self.ground, &goal), &request.limits)
    }

    /// Returns the state that is chosen for `request`.
    fn choose(&self, request: &Request, patience: &mut Patience) -> Result<Choice, Unreachable> {
        let missed = unreachable::missed(&self.ground, &request.goal, &request.limits);
        if !missed.is_empty() {
            return Err(Unreachable::Stopped(missed));
        }
        let choice = match request.aim {
            Aim::LeastEffort => {
                self.least(&self.query(request, self.ground.rubric.scale.lowest), None, patience)
            }
            Aim::HighestLevel => self.highest(request, patience),
        };
        choice.ok_or_else(|| self.over_budget(request, patience))
    }

    /// Returns the state of least effort that meets `query`, of which `known` may be one.
    fn least(
        &self,
        query: &Query,
        known: Option<Vec<usize>>,
        patience: &mut Patience,
    ) -> Option<Choice> {
        let ground = &self.ground;
        let found =
            patience.part(2, |patience| Chooser { ground, patience }.least_effort(query, known));
        let (state, settled) = Chooser { ground, patience }.settle(query, found.state?);
        Some(Choice { state, proven: found.complete, settled })
    }

    /// Returns the state of the highest level and mean that the limits of `request` allow.
    fn highest(&self, request: &Request, patience: &mut Patience) -> Option<Choice> {
        let ground = &self.ground;
        let (query, state, level_proven) =
            patience.part(4, |patience| self.highest_level(request, patience))?;
        let found =
            patience.part(3, |patience| Chooser { ground, patience }.highest_mean(&query, state));
        let state = found.state?;
        let need = Need { sum: ground.sum(&state), beyond: false };
        let query = Query { need: Some(need), ..query };
        let choice = self.least(&query, Some(state), patience)?;
        Some(Choice { proven: choice.proven && level_proven && found.complete, ..choice })
    }

    /// Returns a state of the highest level that the limits of `request` allow, what it meets, and
    /// whether it was proven that no higher level is to be had.
    fn highest_level(
        &self,
        request: &Request,
        patience: &mut Patience,
    ) -> Option<(Query, Vec<usize>, bool)> {
        let rubric = self.ground.rubric;
        let levels = rubric.levels.iter().rev().map(|row| row.level);
        let mut proven = true;
        levels.chain([rubric.scale.lowest]).find_map(|level| {
            let query = self.query(request, level);
            let found = Chooser { ground: &self.ground, patience: &mut *patience }.any(&query);
            proven &= found.complete;
            Some((query, found.state?, proven))
        })
    }

    /// Returns why there is no plan for `request`, whose goal is within its caps.
    fn over_budget(&self, request: &Request, patience: &mut Patience) -> Unreachable {
        let limits = Limits { budget_days: None, ..request.limits.clone() };
        let query = goal::query(&self.ground, &goal::parts(&self.ground, &request.goal), &limits);
        let found = Chooser { ground: &self.ground, patience }.least_effort(&query, None);
        let least = found.state.map(|state| self.ground.effort(&state));
        let over =
            least.filter(|least| request.limits.budget_days.is_some_and(|most| *least > most));
        let proven = found.complete;
        over.map_or(Unreachable::Undecided, |least_days| Unreachable::OverBudget {
            least_days,
            proven,
        })
    }

    /// Returns the planner if `dimension` turns out to be at `level`.
    fn turned_out(&self, dimension: usize, level: i64) -> Self {
        let start = self.start.turned_out(dimension, level);
        let ground = Ground::of(self.ground.rubric, &start.extremes.worst, &self.counted);
        Self { ground, start, counted: self.counted.clone(), looks: self.looks }
    }

    fn plan_of(&self, choice: Choice) -> Plan {
        let Choice { state, proven, settled } = choice;
        let ground = &self.ground;
        let profile = ground.profile(&state);
        let of_verdict = |verdict: Verdict| {
            let verdicts = ground.stakes.all.iter().zip(ground.stakes.lacking(&state));
            let such = verdicts.filter(|(_, lacking)| stakes::verdict(*lacking) == verdict);
            such.map(|(stake, _)| stake.scenario).collect()
        };
        let steps = sequence::sequence(ground, &state);
        Plan {
            effort_days: ground.effort(&state),
            weeks: steps.iter().map(|step| step.weeks_to_end).max().unwrap_or_default(),
            overall: overall(ground.rubric, &profile),
            spread: ground.spread(&state),
            copes: of_verdict(Verdict::Copes),
            at_risk: of_verdict(Verdict::AtRisk),
            fails: of_verdict(Verdict::Fails),
            steps,
            profile,
            proven,
            settled,
            state,
        }
    }
}

/// Returns the most effort that is at most a tenth more than `days`.
fn tenth_more(days: i64) -> i64 {
    i64::try_from(i128::from(days) * 11 / 10).unwrap_or(i64::MAX)
}
