//! What every search stands on: ladders, what waits for what, what is at stake. Made once.

use super::ladder::{self, Ladder};
use super::links::Links;
use super::order::Order;
use super::room::Room;
use super::stakes::Stakes;
use super::timetable::Timetable;
use super::weighing::{self, Weighing};
use crate::domain::exact::Exact;
use crate::domain::rubric::Rubric;
use crate::domain::score::Profile;

/// The rubric and the start, as the search sees them.
#[derive(Debug)]
pub(super) struct Ground<'r> {
    /// The rubric.
    pub(super) rubric: &'r Rubric,
    /// The dimensions that apply, upstream first.
    pub(super) ladders: Vec<Ladder>,
    /// The ladder of every dimension of the rubric.
    places: Vec<Option<usize>>,
    /// Which step waits for which.
    pub(super) links: Links,
    /// Which steps can be taken, and when.
    pub(super) timetable: Timetable,
    /// What steps add to the mean.
    pub(super) weighing: Weighing,
    /// The scenarios that count.
    pub(super) stakes: Stakes,
    /// In which order the search decides.
    pub(super) order: Order,
    /// How much work it is to look at all of it, in looks.
    pub(super) size: usize,
}

impl<'r> Ground<'r> {
    /// Returns the ground of `rubric` from `start`, where the scenarios at `counted` count.
    pub(super) fn of(rubric: &'r Rubric, start: &Profile, counted: &[usize]) -> Self {
        let ladders = ladder::ladders(rubric, start);
        let places = ladder::by_dimension(rubric, &ladders);
        let links = Links::of(rubric, &ladders, &places);
        let timetable = Timetable::of(&ladders, &links);
        let weighing = Weighing::of(&ladders);
        let stakes = Stakes::of(rubric, &ladders, &places, counted);
        let order = Order::of(ladders.len(), &links, &stakes);
        let steps: usize = ladders.iter().map(|ladder| ladder.efforts.len()).sum();
        let size = steps + links.len() + stakes.size;
        Self { rubric, ladders, places, links, timetable, weighing, stakes, order, size }
    }

    /// Returns the ladder of a dimension; nothing where it does not apply.
    pub(super) fn ladder_of(&self, dimension: usize) -> Option<usize> {
        self.places.get(dimension).copied().flatten()
    }

    /// Returns the wave of the step that leads to a place.
    pub(super) fn wave(&self, ladder: usize, place: usize) -> usize {
        self.timetable.entry(ladder, place).map_or(0, |entry| entry.wave)
    }

    /// Returns whether another step of a state waits for the last step of `ladder`.
    pub(super) fn is_needed(&self, state: &[usize], ladder: usize) -> bool {
        let place_of = |ladder: usize| state.get(ladder).copied().unwrap_or_default();
        let place = place_of(ladder);
        let waiting = self.links.awaited(ladder, place.saturating_sub(1), place);
        waiting.iter().any(|link| place_of(link.ladder) >= link.place)
    }

    /// Returns every state that can be reached.
    pub(super) fn room(&self) -> Room {
        let tops = (0..self.ladders.len()).map(|ladder| self.timetable.top(ladder));
        Room { least: vec![0; self.ladders.len()], most: tops.collect() }
    }

    /// Returns the effort and the gain of a place.
    pub(super) fn point(&self, ladder: usize, place: usize) -> (i64, i64) {
        let effort = self.ladders.get(ladder).map_or(0, |ladder| ladder.effort(place));
        (effort, self.weighing.gain(ladder, place))
    }

    /// Returns the effort of a state.
    pub(super) fn effort(&self, state: &[usize]) -> i64 {
        let efforts = self.ladders.iter().zip(state).map(|(ladder, place)| ladder.effort(*place));
        efforts.fold(0, i64::saturating_add)
    }

    /// Returns the gain of a state.
    pub(super) fn gain(&self, state: &[usize]) -> i64 {
        state.iter().enumerate().map(|(ladder, place)| self.weighing.gain(ladder, *place)).sum()
    }

    /// Returns the weighted sum of the scores of a state.
    pub(super) fn sum(&self, state: &[usize]) -> Exact {
        let scores = self.ladders.iter().zip(state);
        let weighed = scores.map(|(ladder, place)| weighing::weighed(ladder, *place));
        weighed.fold(Exact::whole(0), |sum, score| &sum + &score)
    }

    /// Returns the levels of a state.
    pub(super) fn levels(&self, state: &[usize]) -> impl Iterator<Item = i64> {
        self.ladders.iter().zip(state).map(|(ladder, place)| ladder.level(*place))
    }

    /// Returns the highest minus the lowest level of a state.
    pub(super) fn spread(&self, state: &[usize]) -> i64 {
        let highest = self.levels(state).max().unwrap_or_default();
        highest.saturating_sub(self.levels(state).min().unwrap_or_default())
    }

    /// Returns the scores of a state, in the rubric's order.
    pub(super) fn profile(&self, state: &[usize]) -> Profile {
        let score = |ladder: &Option<usize>| -> Option<Exact> {
            let ladder = (*ladder)?;
            Some(self.ladders.get(ladder)?.score_at(*state.get(ladder)?))
        };
        self.places.iter().map(score).collect()
    }
}
