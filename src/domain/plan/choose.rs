//! Which of the states that reach a goal is the plan: one rule after the other, each carried out by
//! a search that looks everywhere.
//!
//! Every stage takes the best that the stage before it found as a condition, so that the last one
//! is left with exactly one state.

use super::ground::Ground;
use super::patience::Patience;
use super::price::{self, Price};
use super::query::Query;
use super::search::{Found, Seek, opened, search};
use super::stakes::Lack;
use super::weighing::Need;
use std::ops::RangeInclusive;

/// A state that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The place on each ladder.
    pub(super) state: Vec<usize>,
    /// Whether it was proven that no state is better in what comes first: effort, or in the other
    /// order level, mean and effort.
    pub(super) proven: bool,
    /// Whether every other rule was carried out to its end, so that it is the only choice.
    pub(super) settled: bool,
}

/// Carries the rules out.
pub(super) struct Chooser<'g> {
    /// What the search stands on.
    pub(super) ground: &'g Ground<'g>,
    /// The looks that are left.
    pub(super) patience: &'g mut Patience,
}

impl Chooser<'_> {
    /// Returns the state of least effort that meets `query`, not yet settled.
    ///
    /// `known` is a state that meets it, if one is known.
    pub(super) fn least_effort(&mut self, query: &Query, known: Option<Vec<usize>>) -> Found {
        let known = known.or_else(|| self.descend(query));
        let mut less = query.clone();
        if let Some(state) = &known {
            less.effort = self.ground.effort(state).saturating_sub(1);
        }
        let found = search(self.ground, less, Seek::LessEffort, self.patience);
        Found { state: found.state.or(known), ..found }
    }

    /// Returns any state that meets `query`.
    pub(super) fn any(&mut self, query: &Query) -> Found {
        if !self.patience.spend(self.ground.size) {
            return Found::default();
        }
        if opened(self.ground, query.clone()).is_none() {
            return Found { state: None, complete: true };
        }
        match self.descend(query) {
            Some(state) => Found { state: Some(state), complete: true },
            None => search(self.ground, query.clone(), Seek::Any, self.patience),
        }
    }

    /// Returns a state that meets `query`, made by leaving out what is dearest for its gain as long
    /// as the rest still meets it; nothing where that ends above the limit.
    fn descend(&mut self, query: &Query) -> Option<Vec<usize>> {
        let mut unlimited = Query { effort: i64::MAX, ..query.clone() };
        if !self.patience.spend(self.ground.size) || !unlimited.narrow(self.ground) {
            return None;
        }
        let mut state = self.priced_right(&unlimited)?;
        while let Some(ladder) = self.dearest(&unlimited, &state) {
            state = without_last(&state, ladder);
        }
        (self.ground.effort(&state) <= query.effort).then_some(state)
    }

    /// Returns the state in which every ladder is where it is cheapest at the right price, and what
    /// that needs; or else the highest of all, if at least that meets `query`.
    fn priced_right(&self, query: &Query) -> Option<Vec<usize>> {
        let price = Price::of(self.ground, &query.room, query.gain(self.ground));
        let mut room = query.room.clone();
        for (ladder, place) in
            price.cheapest_places(self.ground, &query.room).into_iter().enumerate()
        {
            room.raise(ladder, place);
        }
        room.close(self.ground);
        let mut states = [room.least, room.most].into_iter();
        states.find(|state| query.accepts(self.ground, state))
    }

    /// Returns the ladder whose last step costs most for its gain, of those that `query` and the
    /// other steps can do without.
    fn dearest(&mut self, query: &Query, state: &[usize]) -> Option<usize> {
        let ground = self.ground;
        let spare = ground.gain(state).saturating_sub(query.gain(ground));
        let last = |(ladder, place): (usize, &usize)| {
            let (high, low) =
                (ground.point(ladder, *place), ground.point(ladder, place.checked_sub(1)?));
            let step = (high.0.saturating_sub(low.0), high.1.saturating_sub(low.1));
            (step.1 <= spare && !ground.is_needed(state, ladder)).then_some((ladder, step))
        };
        let mut steps: Vec<_> = state.iter().enumerate().filter_map(last).collect();
        steps.sort_by(|(_, one), (_, other)| price::dearer(*other, *one));
        let mut spared = steps.into_iter().map(|(ladder, _)| ladder);
        spared.find(|ladder| {
            self.patience.spend(ground.size) && query.accepts(ground, &without_last(state, *ladder))
        })
    }

    /// Returns the one state that the tie rules choose among those that meet `query` with the
    /// effort of `state`, and whether they could be carried out to their end.
    pub(super) fn settle(&mut self, query: &Query, state: Vec<usize>) -> (Vec<usize>, bool) {
        let mut query = Query { effort: self.ground.effort(&state), ..query.clone() };
        if !query.narrow(self.ground) {
            return (state, false);
        }
        let (state, closest) = self.closest(&query, state);
        let spread = self.ground.spread(&state);
        let (state, most) = self.most_coped(&query, state, spread);
        query.coped = self.ground.stakes.count(&state, Lack::Nothing);
        let (state, first) = self.most_upstream(&query, state, spread);
        (state, closest && most && first)
    }

    /// Returns a state of the smallest spread.
    fn closest(&mut self, query: &Query, mut state: Vec<usize>) -> (Vec<usize>, bool) {
        let mut complete = true;
        let mut spread = self.ground.spread(&state);
        for lowest in self.windows(query, spread) {
            while spread > 0 {
                let found = self.within(query, Seek::Any, lowest, spread - 1);
                complete &= found.complete;
                let Some(better) = found.state else { break };
                spread = self.ground.spread(&better);
                state = better;
            }
        }
        (state, complete)
    }

    /// Returns a state of no more than this spread that copes with the most stakes.
    fn most_coped(
        &mut self,
        query: &Query,
        mut state: Vec<usize>,
        spread: i64,
    ) -> (Vec<usize>, bool) {
        let mut complete = true;
        let mut query = query.clone();
        for lowest in self.windows(&query, spread) {
            query.coped = self.ground.stakes.count(&state, Lack::Nothing) + 1;
            let found = self.within(&query, Seek::MoreHeld(Lack::Nothing), lowest, spread);
            complete &= found.complete;
            state = found.state.unwrap_or(state);
        }
        (state, complete)
    }

    /// Returns the state of no more than this spread that is highest in the first ladder in which
    /// two of them differ: ladder by ladder, a higher place is asked for until there is none.
    fn most_upstream(
        &mut self,
        query: &Query,
        mut state: Vec<usize>,
        spread: i64,
    ) -> (Vec<usize>, bool) {
        let mut complete = true;
        let mut query = query.clone();
        for ladder in 0..state.len() {
            let place = |state: &[usize]| state.get(ladder).copied().unwrap_or_default();
            loop {
                if self.patience.has_ended() {
                    return (state, false);
                }
                let mut higher = query.clone();
                higher.room.raise(ladder, place(&state) + 1);
                let found = self.anywhere(&higher, spread);
                complete &= found.complete;
                let Some(better) = found.state else { break };
                state = better;
            }
            query.room.fix(ladder, place(&state));
        }
        (state, complete)
    }

    /// Returns a state of no more than this spread that meets `query`.
    fn anywhere(&mut self, query: &Query, spread: i64) -> Found {
        let mut complete = true;
        for lowest in self.windows(query, spread) {
            let found = self.within(query, Seek::Any, lowest, spread);
            if found.state.is_some() {
                return found;
            }
            complete &= found.complete;
        }
        Found { state: None, complete }
    }

    /// Returns the lowest levels that a state of no more than this spread may have.
    fn windows(&self, query: &Query, spread: i64) -> RangeInclusive<i64> {
        let highest_least = self.ground.levels(&query.room.least).max().unwrap_or_default();
        let lowest_most = self.ground.levels(&query.room.most).min().unwrap_or_default();
        let lowest_least = self.ground.levels(&query.room.least).min().unwrap_or_default();
        lowest_least.max(highest_least.saturating_sub(spread))..=lowest_most
    }

    /// Searches where every level is at least `lowest` and at most `spread` higher.
    fn within(&mut self, query: &Query, seek: Seek, lowest: i64, spread: i64) -> Found {
        let mut query = query.clone();
        for (ladder, rungs) in self.ground.ladders.iter().enumerate() {
            let highest = lowest.saturating_add(spread);
            if rungs.start > highest {
                return Found { state: None, complete: true };
            }
            query.room.raise(ladder, rungs.place_of(lowest));
            query.room.lower(ladder, rungs.place_of(highest));
        }
        search(self.ground, query, seek, self.patience)
    }

    /// Returns the state of the highest mean that meets `query`, of which `known` is one.
    pub(super) fn highest_mean(&mut self, query: &Query, known: Vec<usize>) -> Found {
        let sum = self.ground.sum(&known);
        let more = Query { need: Some(Need { sum, beyond: true }), ..query.clone() };
        let found = search(self.ground, more, Seek::MoreGain, self.patience);
        Found { state: found.state.or(Some(known)), ..found }
    }
}

/// Returns a state without the last step of `ladder`.
fn without_last(state: &[usize], ladder: usize) -> Vec<usize> {
    let lower =
        |(at, place): (usize, &usize)| if at == ladder { place.saturating_sub(1) } else { *place };
    state.iter().enumerate().map(lower).collect()
}
