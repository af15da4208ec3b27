//! Why a goal cannot be reached.

use super::goal::{Goal, GoalPart, Limits, allowed, parts};
use super::ground::Ground;
use super::room::Room;
use crate::domain::score;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// Parts of the goal are out of reach at any effort.
    Stopped(Vec<Missed>),
    /// The goal can be reached, but not within the budget.
    OverBudget {
        /// The least effort that reaches it.
        least_days: i64,
        /// Whether it was proven that none is less; else it is the least that was found.
        proven: bool,
    },
    /// The search ended without having found a way or proven that there is none.
    Undecided,
}

/// A part of the goal that is out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The part.
    pub part: GoalPart,
    /// The dimensions that stop too low for it.
    pub stops: Vec<Stop>,
}

/// Where a dimension stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The dimension's place.
    pub dimension: usize,
    /// The highest level that it can be raised to.
    pub level: i64,
    /// What stops it there.
    pub by: Obstacle,
}

/// What stops a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is at the top of the scale.
    Top,
    /// The rubric names no action for the next step that is not optional.
    NoActions,
    /// The limits cap it there.
    Cap,
    /// The next step waits for what cannot be had: the prerequisite's place in the rubric.
    Prerequisite(usize),
}

/// Returns the parts of `goal` that no state within the caps holds.
pub(super) fn missed(ground: &Ground<'_>, goal: &Goal, limits: &Limits) -> Vec<Missed> {
    let room = allowed(ground, limits);
    let missed = |part| missed_part(ground, &room, limits, part);
    parts(ground, goal).into_iter().filter_map(missed).collect()
}

fn missed_part(
    ground: &Ground<'_>,
    room: &Room,
    limits: &Limits,
    part: GoalPart,
) -> Option<Missed> {
    let stop = |ladder: usize| stop(ground, room, limits, ladder);
    if let GoalPart::Mean { needed, .. } = part {
        let highest = score::mean(ground.rubric, &ground.profile(&room.most));
        if highest.as_ref().is_some_and(|highest| *highest >= needed.exact()) {
            return None;
        }
        let stops = (0..ground.ladders.len()).filter_map(stop).collect();
        return Some(Missed { part: GoalPart::Mean { needed, highest }, stops });
    }
    let too_low = |(ladder, place): &(usize, usize)| *place > room.of(*ladder).1;
    let demands = part.demands(ground).into_iter().filter(too_low);
    let stops: Vec<Stop> = demands.filter_map(|(ladder, _)| stop(ladder)).collect();
    (!stops.is_empty()).then_some(Missed { part, stops })
}

/// Returns where a ladder stops in a room, and why.
fn stop(ground: &Ground<'_>, room: &Room, limits: &Limits, ladder: usize) -> Option<Stop> {
    let rungs = ground.ladders.get(ladder)?;
    let most = room.of(ladder).1;
    let level = rungs.level(most);
    let cap = limits.cap(ground, ladder);
    let by = if level >= ground.rubric.scale.highest {
        Obstacle::Top
    } else if most >= rungs.steps.len() {
        Obstacle::NoActions
    } else if cap.is_some_and(|cap| cap <= level) {
        Obstacle::Cap
    } else {
        let next = ground.links.waiting(ladder, most, most + 1).iter();
        let lacking = |link: &&super::links::Link| room.of(link.needs).1 < link.at_least;
        Obstacle::Prerequisite(next.clone().find(|link| lacking(link))?.prerequisite)
    };
    Some(Stop { dimension: rungs.dimension, level, by })
}
