/// Against every state there is.
mod every_state;
/// Rubrics that no brute force can walk through, and what is known about their plans anyhow.
mod large;
/// Every state, one by one.
mod lattice;
/// Rubrics made by dice.
mod made;
/// What else a planner says: next steps, measuring, dates, and how far the level hangs on what.
mod questions;
/// Efforts of which only the ends are known: what counts is their middle.
mod ranges;
/// Trees of groups, tables of levels and every kind of requirement, against every state there is.
mod trees;
/// The retailers of the field, and what stops them, worked out by hand.
mod worked;

use super::Field;
use oms_maturity::domain::Scores;
use oms_maturity::domain::index::{ActionId, DimensionId, ScenarioId};
use oms_maturity::domain::plan::{Goal, Limits, Plan, Planner, Request, Start};

/// The three retailers of the field.
const KESTREL_AND_VANE: &str = "answers: {rules_age: {level: 4}, overrides: {level: 3}, \
     adaptability: {level: 4}, cost_to_serve: total, inventory_trust: {level: 4}, \
     scalability: {level: 4}}";
const NORTHMOOR: &str = "answers: {rules_age: {level: 1}, overrides: unknown, \
     adaptability: {level: 2}, cost_to_serve: channel, inventory_trust: {level: 1}, \
     scalability: {level: 2}}";
const PINDLE_AND_ROOK: &str = "answers: {rules_age: {level: 5}, overrides: {level: 4}, \
     adaptability: {level: 4}, cost_to_serve: order, inventory_trust: {level: 4}, \
     scalability: {level: 5}}";

impl Field {
    /// Returns a planner from YAML answers.
    fn planner(&self, answers: &str) -> Planner<'_> {
        Planner::new(self.instrument.rubric(), self.start(answers))
    }

    fn start(&self, answers: &str) -> Start {
        let sheet = self.sheet(answers);
        Start::of(&Scores::of(&self.instrument, &sheet))
    }

    fn place(&self, dimension: &str) -> DimensionId {
        DimensionId::new(self.instrument.rubric().dimension(dimension).unwrap().index())
    }

    fn scenario(&self, id: &str) -> ScenarioId {
        let mut scenarios = self.instrument.rubric().scenarios.iter();
        ScenarioId::new(scenarios.position(|scenario| scenario.id == id).unwrap())
    }

    fn scenario_ids(&self, places: &[ScenarioId]) -> Vec<&str> {
        places
            .iter()
            .map(|place| self.instrument.rubric().scenarios[place.index()].id.as_str())
            .collect()
    }

    fn action_ids(&self, places: &[ActionId]) -> Vec<&str> {
        places
            .iter()
            .map(|place| self.instrument.rubric().actions[place.index()].id.as_str())
            .collect()
    }

    /// Returns the steps of a plan in words: wave, dimension, levels, person-days.
    fn steps(&self, plan: &Plan) -> Vec<String> {
        let steps = plan.steps.iter().map(|step| {
            let dimension = &self.instrument.rubric().dimensions[step.dimension.index()].id;
            let (wave, days) = (step.wave, step.effort_days.low);
            format!("{wave}: {dimension} {} to {}, {days}", step.from_level, step.to_level)
        });
        steps.collect()
    }
}

fn to_level(level: i64) -> Request {
    Request { goal: Goal { level: Some(level), ..Goal::default() }, ..Request::default() }
}

fn to_dimension(dimension: DimensionId, level: i64) -> Request {
    let goal = Goal { dimensions: vec![(dimension, level)], ..Goal::default() };
    Request { goal, ..Request::default() }
}

fn within(request: Request, budget_days: i64) -> Request {
    Request { limits: Limits { budget_days: Some(budget_days), ..request.limits }, ..request }
}

fn levels(plan: &Plan) -> Vec<Option<i64>> {
    DimensionId::all(plan.profile.scores().len()).map(|id| plan.profile.level(id)).collect()
}
