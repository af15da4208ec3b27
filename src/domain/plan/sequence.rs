//! The steps that lead to a state, in an order in which they can be taken, and what each changes.

use super::ground::Ground;
use super::stakes::Lack;
use super::walk::Walk;
use crate::domain::exact::Exact;
use std::collections::BTreeMap;

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStep {
    /// 1 plus the highest wave of the steps that it waits for. Steps of one wave can be taken side
    /// by side.
    pub wave: usize,
    /// The dimension's place.
    pub dimension: usize,
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
    /// The places of its actions.
    pub actions: Vec<usize>,
    /// The places of actions that it can do without.
    pub optional: Vec<usize>,
    /// The overall level before and after it, in the order of the plan.
    pub level: (i64, i64),
    /// The mean after it.
    pub mean: Option<Exact>,
    /// The places of the scenarios, of those that count, that are coped with from then on.
    pub copes: Vec<usize>,
    /// The places of those that no longer fail from then on.
    pub no_longer_fails: Vec<usize>,
    /// The later steps that wait for nothing more from then on, and did until then: dimension and
    /// level they lead to.
    pub unlocks: Vec<(usize, i64)>,
}

/// Returns the steps that lead to `state`: wave by wave, upstream first.
pub(super) fn sequence(ground: &Ground<'_>, state: &[usize]) -> Vec<PlannedStep> {
    let order = order(ground, state);
    let mut unlocks = unlocks(ground, &order);
    let mut walk = Walk::start(ground);
    let step = |(at, place): (usize, (usize, usize))| {
        let mut step = step(ground, &mut walk, place)?;
        step.unlocks = unlocks.remove(&at).unwrap_or_default();
        Some(step)
    };
    order.into_iter().enumerate().filter_map(step).collect()
}

/// Returns the places on ladders that the steps to `state` lead to, in their order.
fn order(ground: &Ground<'_>, state: &[usize]) -> Vec<(usize, usize)> {
    let steps = state.iter().enumerate();
    let mut order: Vec<(usize, usize)> =
        steps.flat_map(|(ladder, top)| (1..=*top).map(move |place| (ladder, place))).collect();
    order.sort_by_key(|(ladder, place)| (ground.wave(*ladder, *place), *ladder));
    order
}

/// Returns by its turn what each step unlocks: every step is unlocked by the last it waits for.
fn unlocks(ground: &Ground<'_>, order: &[(usize, usize)]) -> BTreeMap<usize, Vec<(usize, i64)>> {
    let turns: BTreeMap<(usize, usize), usize> =
        order.iter().enumerate().map(|(turn, step)| (*step, turn)).collect();
    let mut unlocks: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
    for (ladder, place) in order {
        let links = ground.links.waiting(*ladder, *place - 1, *place).iter();
        let awaited = links.map(|link| (link.needs, link.at_least));
        let awaited = awaited.chain([(*ladder, *place - 1)]);
        let last = awaited.filter_map(|step| turns.get(&step)).max();
        if let (Some(last), Some(rungs)) = (last, ground.ladders.get(*ladder)) {
            unlocks.entry(*last).or_default().push((rungs.dimension, rungs.level(*place)));
        }
    }
    unlocks
}

/// Returns the step to a place, and takes it.
fn step(
    ground: &Ground<'_>,
    walk: &mut Walk<'_>,
    (ladder, place): (usize, usize),
) -> Option<PlannedStep> {
    let rungs = ground.ladders.get(ladder)?;
    let work = rungs.steps.get(place - 1)?;
    let before = walk.level();
    let changed = walk.take(ladder);
    Some(PlannedStep {
        wave: ground.wave(ladder, place),
        dimension: rungs.dimension,
        from_level: rungs.level(place - 1),
        to_level: rungs.level(place),
        effort_days: work.effort_days,
        weeks: work.weeks,
        weeks_to_end: ground.timetable.entry(ladder, place)?.weeks,
        actions: work.actions.clone(),
        optional: work.optional.clone(),
        level: (before, walk.level()),
        mean: walk.mean(),
        copes: changed.reaching(Lack::Nothing),
        no_longer_fails: changed.reaching(Lack::OneLevel),
        unlocks: Vec::new(),
    })
}
