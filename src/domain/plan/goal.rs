//! What is to be reached, within which limits, and what follows for every state that reaches it.

use super::calendar::Calendar;
use super::ground::Ground;
use super::query::Query;
use super::room::Room;
use crate::domain::date::Date;
use crate::domain::exact::{Decimal, Exact};
use crate::domain::given::Target;
use crate::domain::rubric::{Requirement, Rubric};

/// What a plan is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// What it must reach.
    pub goal: Goal,
    /// What it must keep to.
    pub limits: Limits,
    /// What it is to make the best of.
    pub aim: Aim,
}

/// What a plan must reach; all of it together. What does not apply is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// An overall level, with every row of the rubric up to it.
    pub level: Option<i64>,
    /// Levels of dimensions: place and level.
    pub dimensions: Vec<(usize, i64)>,
    /// The places of scenarios that must be coped with.
    pub scenarios: Vec<usize>,
}

impl Goal {
    /// Returns the goal that answers name as their target.
    #[must_use]
    pub fn of_target(rubric: &Rubric, target: &Target) -> Self {
        let place = |(id, level): (&String, &i64)| Some((rubric.dimension(id)?, *level));
        let dimensions = target.dimensions.iter().filter_map(place).collect();
        Self { level: target.level, dimensions, scenarios: Vec::new() }
    }
}

/// What a plan must keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The most person-days that it may take.
    pub budget_days: Option<i64>,
    /// For each dimension, the highest level it may be raised to; no entry, no limit.
    pub caps: Vec<Option<i64>>,
    /// By when every step must have ended.
    pub by: Option<Deadline>,
}

/// A day by which every step must have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// From when on, and around which pause, work is done.
    pub calendar: Calendar,
    /// The last day.
    pub day: Date,
}

impl Deadline {
    /// Returns the highest level that a ladder can be at in time.
    pub(super) fn cap(self, ground: &Ground<'_>, ladder: usize) -> Option<i64> {
        let in_time = |place: &usize| {
            let entry = ground.timetable.entry(ladder, *place);
            let end = entry.and_then(|entry| self.calendar.after(entry.weeks));
            end.is_some_and(|end| end <= self.day)
        };
        let places = (1..=ground.timetable.top(ladder)).take_while(in_time);
        Some(ground.ladders.get(ladder)?.level(places.last().unwrap_or_default()))
    }
}

impl Limits {
    /// Returns the highest level that a ladder may be raised to; nothing where nothing caps it.
    pub(super) fn cap(&self, ground: &Ground<'_>, ladder: usize) -> Option<i64> {
        let dimension = ground.ladders.get(ladder)?.dimension;
        let set = self.caps.get(dimension).copied().flatten();
        let in_time = self.by.and_then(|by| by.cap(ground, ladder));
        set.into_iter().chain(in_time).min()
    }
}

/// What a plan is to make the best of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// The least effort that reaches the goal.
    #[default]
    LeastEffort,
    /// The highest overall level, then the highest mean, that the limits allow; then the least
    /// effort for that. The goal must be reached as well.
    HighestLevel,
}

/// A part of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalPart {
    /// The mean that a level takes.
    Mean {
        /// The mean it takes.
        needed: Decimal,
        /// The highest mean that can be had; nothing where no dimension applies.
        highest: Option<Exact>,
    },
    /// The level that an overall level takes of every dimension.
    EveryDimension(i64),
    /// The level of one dimension: its place, and the level.
    Dimension(usize, i64),
    /// Coping with the scenario at this place.
    Scenario(usize),
}

impl GoalPart {
    /// Returns the places of a room that the part demands of single ladders.
    pub(super) fn demands(&self, ground: &Ground<'_>) -> Vec<(usize, usize)> {
        let demand = |(dimension, level): (usize, i64)| {
            let ladder = ground.ladder_of(dimension)?;
            Some((ladder, ground.ladders.get(ladder)?.place_of(level)))
        };
        match self {
            Self::Mean { .. } => Vec::new(),
            Self::EveryDimension(level) => {
                let of = |ladder: &super::ladder::Ladder| ladder.place_of(*level);
                ground.ladders.iter().map(of).enumerate().collect()
            }
            Self::Dimension(dimension, level) => demand((*dimension, *level)).into_iter().collect(),
            Self::Scenario(scenario) => {
                let scenario = ground.rubric.scenarios.get(*scenario);
                let needs = scenario.map(|scenario| scenario.needs.as_slice()).unwrap_or_default();
                needs.iter().copied().filter_map(demand).collect()
            }
        }
    }
}

/// Returns the parts of `goal`; of several rows of the rubric, only the most that they take.
pub(super) fn parts(ground: &Ground<'_>, goal: &Goal) -> Vec<GoalPart> {
    let mut parts = goal.level.map(|level| of_level(ground.rubric, level)).unwrap_or_default();
    parts.extend(goal.dimensions.iter().map(|(place, level)| GoalPart::Dimension(*place, *level)));
    parts.extend(goal.scenarios.iter().map(|place| GoalPart::Scenario(*place)));
    parts
}

fn of_level(rubric: &Rubric, level: i64) -> Vec<GoalPart> {
    let rows = || {
        // The lowest level takes nothing, whatever its row says.
        let rows = rubric.levels.iter().skip(1).filter(|row| row.level <= level);
        rows.filter_map(|row| row.requires)
    };
    let mean = rows().map(|row: Requirement| row.mean).max();
    let every = rows().map(|row| row.every_dimension).max();
    let mean = mean.map(|needed| GoalPart::Mean { needed, highest: None });
    mean.into_iter().chain(every.map(GoalPart::EveryDimension)).collect()
}

/// Returns the states that keep to `limits`, whatever they reach.
pub(super) fn allowed(ground: &Ground<'_>, limits: &Limits) -> Room {
    let mut room = ground.room();
    for (ladder, rungs) in ground.ladders.iter().enumerate() {
        if let Some(cap) = limits.cap(ground, ladder) {
            room.lower(ladder, rungs.place_of(cap));
        }
    }
    room.close(ground);
    room
}

/// Returns what a state must be to reach `parts` within `limits`.
pub(super) fn query(ground: &Ground<'_>, parts: &[GoalPart], limits: &Limits) -> Query {
    let mut room = allowed(ground, limits);
    let mut need = None;
    for part in parts {
        if let GoalPart::Mean { needed, .. } = part {
            need = Some(ground.weighing.need(&needed.exact()));
        }
        for (ladder, place) in part.demands(ground) {
            room.raise(ladder, place);
        }
    }
    let effort = limits.budget_days.unwrap_or(i64::MAX);
    Query { room, effort, need, coped: 0, standing: 0 }
}
