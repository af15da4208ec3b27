//! What gain is worth in effort: a bound that knows what has been demanded of ladders still open.
//!
//! Let a unit of gain be worth `worth` person-days, whatever that number is. Then a state that
//! reaches the gain G costs at least G times `worth` plus, for each ladder, the least that any of
//! its open places costs beyond what its gain is worth. That holds for every number; the one chosen
//! is that of the step at which the cheapest steps, taken in the order of what they cost for what
//! they add, would reach the gain. With a worth of nothing the bound is the effort of what is
//! demanded.

use super::ground::Ground;
use super::room::Room;

/// A worth of gain, and what that makes of every place.
#[derive(Debug)]
pub(super) struct Price {
    /// So many person-days ...
    days: i64,
    /// ... for so much gain.
    per: i64,
    /// By ladder and place, times `per`: what the cheapest open place from there up costs beyond
    /// its worth.
    cheapest: Vec<Vec<i128>>,
    /// By ladder and place: the shares that each of the stakes that want a step has in it, added up
    /// from the lowest step.
    shared: Vec<Vec<i128>>,
}

/// In how many parts the cost of a step is counted, to be shared.
pub(super) const SHARES: i128 = 5040;

impl Price {
    /// Returns the price by which the steps of `room` would reach `gain`.
    pub(super) fn of(ground: &Ground<'_>, room: &Room, gain: i64) -> Self {
        let (days, per) = worth(ground, room, gain);
        Self::at(ground, room, days, per)
    }

    /// Returns the price at which gain is worth nothing.
    pub(super) fn free(ground: &Ground<'_>, room: &Room) -> Self {
        Self::at(ground, room, 0, 1)
    }

    fn at(ground: &Ground<'_>, room: &Room, days: i64, per: i64) -> Self {
        let mut price = Self { days, per, cheapest: Vec::new(), shared: Vec::new() };
        let row = |ladder: usize| {
            let most = room.of(ladder).1;
            let mut row: Vec<i128> =
                (0..=most).map(|place| price.cost(ground.point(ladder, place))).collect();
            let mut cheapest = i128::MAX;
            for cost in row.iter_mut().rev() {
                cheapest = cheapest.min(*cost);
                *cost = cheapest;
            }
            row
        };
        let rows = (0..ground.ladders.len()).map(row).collect();
        price.cheapest = rows;
        price.shared =
            (0..ground.ladders.len()).map(|ladder| price.shares(ground, ladder)).collect();
        price
    }

    /// Returns the shares in the steps of a ladder, added up.
    fn shares(&self, ground: &Ground<'_>, ladder: usize) -> Vec<i128> {
        let most = self.cheapest.get(ladder).map_or(0, Vec::len);
        let mut wanting: Vec<usize> =
            ground.stakes.wanting(ladder).iter().map(|(_, at)| *at).collect();
        wanting.sort_unstable();
        let share = |sum: &mut i128, place: usize| {
            let want = wanting.len() - wanting.partition_point(|wanted| *wanted < place);
            let parts = self.rise(ladder, place - 1, place).saturating_mul(SHARES);
            *sum = sum.saturating_add(parts / i128::try_from(want.max(1)).unwrap_or(i128::MAX));
            Some(*sum)
        };
        std::iter::once(0).chain((1..most).scan(0, share)).collect()
    }

    /// Returns what a point costs beyond its worth, times `per`.
    pub(super) fn cost(&self, (effort, gain): (i64, i64)) -> i128 {
        let worth = i128::from(gain).saturating_mul(i128::from(self.days));
        i128::from(effort).saturating_mul(i128::from(self.per)).saturating_sub(worth)
    }

    /// Returns the least that a place of `ladder` from `least` up costs beyond its worth.
    pub(super) fn cheapest(&self, ladder: usize, least: usize) -> i128 {
        self.cheapest.get(ladder).and_then(|row| row.get(least)).copied().unwrap_or(i128::MAX / 4)
    }

    /// Returns the place of each ladder that costs least beyond its worth; of several, the highest.
    pub(super) fn cheapest_places(&self, ground: &Ground<'_>, room: &Room) -> Vec<usize> {
        let cheapest = |ladder: usize| {
            let (least, most) = room.of(ladder);
            let cost = |place: &usize| self.cost(ground.point(ladder, *place));
            (least..=most).rev().min_by_key(cost).unwrap_or(least)
        };
        (0..ground.ladders.len()).map(cheapest).collect()
    }

    /// Returns what it costs to demand place `to` of a ladder instead of place `from`.
    pub(super) fn rise(&self, ladder: usize, from: usize, to: usize) -> i128 {
        self.cheapest(ladder, to).saturating_sub(self.cheapest(ladder, from))
    }

    /// Returns the shares of a stake that wants place `to` of a ladder, in the steps from `from`.
    pub(super) fn shared(&self, ladder: usize, from: usize, to: usize) -> i128 {
        let at = |place: usize| self.shared.get(ladder).and_then(|row| row.get(place)).copied();
        at(to).zip(at(from)).map_or(0, |(to, from)| to.saturating_sub(from))
    }

    /// Returns the least that a state in `room` costs beyond its worth.
    pub(super) fn total(&self, room: &Room) -> i128 {
        let costs = room.least.iter().enumerate();
        costs.map(|(ladder, place)| self.cheapest(ladder, *place)).fold(0, i128::saturating_add)
    }

    /// Returns what may be spent beyond the worth, where `gain` is needed and `effort` allowed.
    pub(super) fn allowed(&self, effort: i64, gain: i64) -> i128 {
        self.cost((effort, gain))
    }
}

/// Returns the days and the gain of the step at which the cheapest steps would reach `gain`.
fn worth(ground: &Ground<'_>, room: &Room, gain: i64) -> (i64, i64) {
    let ladders = 0..ground.ladders.len();
    let mut missing = gain;
    let mut strides = Vec::new();
    for ladder in ladders {
        let (least, most) = room.of(ladder);
        let points: Vec<_> = (least..=most).map(|place| ground.point(ladder, place)).collect();
        missing = missing.saturating_sub(points.first().map_or(0, |point| point.1));
        strides.extend(strides_of(&points));
    }
    if missing <= 0 {
        return (0, 1);
    }
    strides.sort_by(|one, other| dearer(*one, *other));
    let reaches = |(_, gain): &(i64, i64)| {
        missing = missing.saturating_sub(*gain);
        missing <= 0
    };
    strides.iter().copied().find(reaches).unwrap_or((0, 1))
}

/// Compares two strides by their effort for their gain.
pub(super) fn dearer(one: (i64, i64), other: (i64, i64)) -> std::cmp::Ordering {
    let across = |effort: i64, gain: i64| i128::from(effort) * i128::from(gain);
    across(one.0, other.1).cmp(&across(other.0, one.1))
}

/// Returns the strides along the lower edge of `points`: effort and gain of each, cheapest for its
/// gain first.
fn strides_of(points: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut strides: Vec<(i64, i64)> = Vec::new();
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let mut stride = (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1));
        while let Some(last) = strides.pop_if(|last| dearer(stride, *last).is_le()) {
            stride = (stride.0.saturating_add(last.0), stride.1.saturating_add(last.1));
        }
        strides.push(stride);
    }
    strides.retain(|(_, gain)| *gain > 0);
    strides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strides_run_along_the_lower_edge() {
        for (points, strides) in [
            (vec![(0, 0), (3, 1), (4, 2), (9, 3)], vec![(4, 2), (5, 1)]),
            (vec![(0, 0), (1, 1), (3, 2)], vec![(1, 1), (2, 1)]),
            (vec![(5, 5)], vec![]),
            (vec![(0, 0), (0, 0), (2, 1)], vec![(2, 1)]),
        ] {
            assert_eq!(strides_of(&points), strides, "{points:?}");
        }
    }
}
