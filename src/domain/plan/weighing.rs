//! What steps add to the mean, in whole numbers, so that the search need not add ratios.
//!
//! Weights and scores are brought to one denominator. Where that would be too large a number, what
//! a step adds is rounded up and what is needed is rounded down: then no state that is good enough
//! is passed over, and whoever finds a state asks [`Weighing::meets`] whether it truly is.

use super::ladder::Ladder;
use crate::domain::exact::Exact;

/// The largest sum of all gains.
const LARGEST: i64 = 1 << 61;

/// The gains of every ladder's places over its start.
#[derive(Debug)]
pub(super) struct Weighing {
    /// By ladder and place: weight times the rise of the score, times the scale.
    gains: Vec<Vec<i64>>,
    /// By ladder and place: weight times score, exactly.
    sums: Vec<Vec<Exact>>,
    /// What the ratios are multiplied by.
    scale: Exact,
    /// Whether the gains are exact.
    exact: bool,
    /// The weighted sum of the scores at the start.
    start: Exact,
    /// The sum of the weights.
    weights: Exact,
}

/// A weighted sum of scores that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// The sum.
    pub(super) sum: Exact,
    /// Whether it must be exceeded, not only reached.
    pub(super) beyond: bool,
}

impl Weighing {
    /// Weighs the places of `ladders`.
    pub(super) fn of(ladders: &[Ladder]) -> Self {
        let weighed = |ladder: &Ladder| -> Vec<Exact> {
            (0..ladder.efforts.len())
                .map(|place| &ladder.weight * &ladder.score_at(place))
                .collect()
        };
        let sums: Vec<Vec<Exact>> = ladders.iter().map(weighed).collect();
        let nothing = Exact::whole(0);
        let add = |sum: Exact, next: &Exact| &sum + next;
        let start = sums.iter().filter_map(|sums| sums.first()).fold(nothing.clone(), add);
        let top = sums.iter().filter_map(|sums| sums.last()).fold(nothing.clone(), add);
        let weights = ladders.iter().map(|ladder| &ladder.weight).fold(nothing, add);
        let (scale, exact) = scale(&sums, &(&top - &start));
        let gain = |sums: &Vec<Exact>| -> Vec<i64> {
            let first = sums.first().cloned().unwrap_or_else(|| Exact::whole(0));
            sums.iter().map(|sum| (&(sum - &first) * &scale).ceil()).collect()
        };
        let gains = sums.iter().map(gain).collect();
        Self { gains, sums, scale, exact, start, weights }
    }

    /// Returns the gain of a place over the start.
    pub(super) fn gain(&self, ladder: usize, place: usize) -> i64 {
        self.gains.get(ladder).and_then(|gains| gains.get(place)).copied().unwrap_or_default()
    }

    /// Returns by how much the weighted sum rises from one place to another.
    pub(super) fn rise(&self, ladder: usize, from: usize, to: usize) -> Exact {
        let sums = self.sums.get(ladder);
        let rise = sums.and_then(|sums| Some(sums.get(to)? - sums.get(from)?));
        rise.unwrap_or_else(|| Exact::whole(0))
    }

    /// Returns the mean of a weighted sum; nothing where no dimension applies.
    pub(super) fn mean(&self, sum: &Exact) -> Option<Exact> {
        sum.over(&self.weights)
    }

    /// Returns the need of a mean.
    pub(super) fn need(&self, mean: &Exact) -> Need {
        Need { sum: mean * &self.weights, beyond: false }
    }

    /// Returns the least gain with which a state can meet `need`.
    pub(super) fn least_gain(&self, need: &Need) -> i64 {
        let gain = &(&need.sum - &self.start) * &self.scale;
        if gain < Exact::whole(0) {
            return 0;
        }
        if gain > Exact::whole(LARGEST) {
            return i64::MAX;
        }
        match (self.exact, need.beyond) {
            (true, false) => gain.ceil(),
            (true, true) => gain.floor() + 1,
            (false, _) => gain.floor(),
        }
    }

    /// Returns the weighted sum of the scores of a state.
    pub(super) fn sum(&self, state: &[usize]) -> Exact {
        let sums = self.sums.iter().zip(state).filter_map(|(sums, place)| sums.get(*place));
        sums.fold(Exact::whole(0), |sum, next| &sum + next)
    }

    /// Returns whether a state of this gain, which is enough as far as whole numbers tell, meets
    /// `need`.
    pub(super) fn meets(&self, state: &[usize], need: &Need) -> bool {
        if self.exact {
            return true;
        }
        let sum = self.sum(state);
        if need.beyond { sum > need.sum } else { sum >= need.sum }
    }
}

/// Returns what to multiply the ratios by, and whether that makes them all whole.
fn scale(sums: &[Vec<Exact>], rise: &Exact) -> (Exact, bool) {
    let largest = Exact::whole(LARGEST);
    let common = Exact::common_denominator(sums.iter().flatten(), 62);
    let fitting = common.filter(|common| rise * common <= largest);
    match fitting {
        Some(common) => (common, true),
        None => (largest.over(rise).unwrap_or_else(|| Exact::whole(1)), false),
    }
}
