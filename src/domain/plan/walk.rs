//! Going from state to state, step by step, without judging each state anew.

use super::ground::Ground;
use super::stakes::Lack;
use super::weighing::weighed;
use crate::domain::exact::Exact;
use crate::domain::score::level_held;
use std::collections::BTreeMap;

/// A state on the way, and what is known about it.
#[derive(Clone, Debug)]
pub(super) struct Walk<'g> {
    ground: &'g Ground<'g>,
    state: Vec<usize>,
    /// How many ladders are at each level.
    levels: BTreeMap<i64, usize>,
    /// The weighted sum of the scores.
    sum: Exact,
    /// The levels that each stake lacks.
    lacking: Vec<usize>,
}

/// What one step changes for scenarios: the scenario's place, the levels that it lacked before, and
/// those it lacks after.
#[derive(Debug)]
pub(super) struct Changed(Vec<(usize, usize, usize)>);

impl Changed {
    /// Returns the scenarios that lacked more than `lack` before, and do not any more.
    pub(super) fn reaching(&self, lack: Lack) -> Vec<usize> {
        let reaches = |(_, before, after): &&(usize, usize, usize)| {
            *before > lack.levels() && *after <= lack.levels()
        };
        self.0.iter().filter(reaches).map(|(scenario, ..)| *scenario).collect()
    }
}

impl<'g> Walk<'g> {
    /// Returns the walk at the start.
    pub(super) fn start(ground: &'g Ground<'g>) -> Self {
        let state = vec![0; ground.ladders.len()];
        let mut levels = BTreeMap::new();
        for level in ground.levels(&state) {
            *levels.entry(level).or_default() += 1;
        }
        let lacking = ground.stakes.lacking(&state).collect();
        Self { sum: ground.sum(&state), ground, state, levels, lacking }
    }

    /// Returns the mean of the scores; nothing where no dimension applies.
    pub(super) fn mean(&self) -> Option<Exact> {
        self.ground.weighing.mean(&self.sum)
    }

    /// Returns the overall level.
    pub(super) fn level(&self) -> i64 {
        let lowest = self.levels.first_key_value().map(|(level, _)| *level);
        level_held(self.ground.rubric, self.mean().as_ref(), lowest)
    }

    /// Takes the next step of `ladder`; returns what that changes for scenarios.
    pub(super) fn take(&mut self, ladder: usize) -> Changed {
        let ground = self.ground;
        let Some(place) = self.state.get_mut(ladder) else { return Changed(Vec::new()) };
        let (from, to) = (*place, *place + 1);
        *place = to;
        if let Some(rungs) = ground.ladders.get(ladder) {
            let rise = &weighed(rungs, to) - &weighed(rungs, from);
            self.sum = &self.sum + &rise;
        }
        self.move_level(ladder, from, to);
        let wanting = ground.stakes.wanting(ladder).iter().filter(|(_, wanted)| *wanted > from);
        let mut closer = |(stake, _): &(usize, usize)| {
            let lacking = self.lacking.get_mut(*stake)?;
            *lacking -= 1;
            Some((ground.stakes.all.get(*stake)?.scenario, *lacking + 1, *lacking))
        };
        Changed(wanting.filter_map(&mut closer).collect())
    }

    fn move_level(&mut self, ladder: usize, from: usize, to: usize) {
        let Some(rungs) = self.ground.ladders.get(ladder) else { return };
        *self.levels.entry(rungs.level(to)).or_default() += 1;
        let left = self.levels.entry(rungs.level(from)).or_default();
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.levels.remove(&rungs.level(from));
        }
    }
}
