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
        let sum = |values: &mut dyn Iterator<Item = Exact>| {
            values.fold(Exact::whole(0), |sum, value| &sum + &value)
        };
        let start = sum(&mut ladders.iter().map(|ladder| weighed(ladder, 0)));
        let top = sum(&mut ladders.iter().map(|ladder| weighed(ladder, ladder.steps.len())));
        let (scale, exact) = scale(ladders, &(&top - &start));
        let gains = ladders.iter().map(|ladder| gains(ladder, &scale)).collect();
        let weights = sum(&mut ladders.iter().map(|ladder| ladder.weight.clone()));
        Self { gains, scale, exact, start, weights }
    }

    /// Returns the gain of a place over the start.
    pub(super) fn gain(&self, ladder: usize, place: usize) -> i64 {
        self.gains.get(ladder).and_then(|gains| gains.get(place)).copied().unwrap_or_default()
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

    /// Returns whether a state of this weighted sum, which has gain enough as far as whole numbers
    /// tell, meets `need`. Where they tell everything, the sum is not asked for.
    pub(super) fn meets(&self, sum: impl FnOnce() -> Exact, need: &Need) -> bool {
        self.exact || if need.beyond { sum() > need.sum } else { sum() >= need.sum }
    }
}

/// Returns the weighted score at a place of a ladder.
pub(super) fn weighed(ladder: &Ladder, place: usize) -> Exact {
    &ladder.weight * &ladder.score_at(place)
}

/// Returns the gains of a ladder's places. The first step may start between two levels; from there
/// every step adds the same.
fn gains(ladder: &Ladder, scale: &Exact) -> Vec<i64> {
    let first = (&(&weighed(ladder, 1) - &weighed(ladder, 0)) * scale).ceil();
    let more = (&ladder.weight * scale).ceil();
    let add = |gain: &mut i64, _| {
        let before = *gain;
        *gain = gain.saturating_add(more);
        Some(before)
    };
    std::iter::once(0).chain(ladder.steps.iter().scan(first, add)).collect()
}

/// Returns what to multiply the ratios by, and whether that makes them all whole.
fn scale(ladders: &[Ladder], rise: &Exact) -> (Exact, bool) {
    let largest = Exact::whole(LARGEST);
    let ratios: Vec<Exact> =
        ladders.iter().flat_map(|ladder| [ladder.weight.clone(), weighed(ladder, 0)]).collect();
    let common = Exact::common_denominator(&ratios, 62);
    match common.filter(|common| rise * common <= largest) {
        Some(common) => (common, true),
        None => (largest.over(rise).unwrap_or_else(|| Exact::whole(1)), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::exact::Decimal;
    use crate::domain::plan::ladder::Step;

    /// Returns a ladder of one step from `halves` halves of a level.
    fn ladder(weight: &str, halves: i64) -> Ladder {
        let score = Exact::whole(halves).over(&Exact::whole(2)).unwrap();
        Ladder {
            dimension: 0,
            start: score.floor(),
            score,
            weight: Decimal::parse(weight).unwrap().exact(),
            steps: vec![Step::default()],
            efforts: vec![0, 1],
        }
    }

    /// From 1.5 and 1 with weights 0.4 and 1: a sum of 1.6; steps add 0.2 and 1, in fifths.
    #[test]
    fn gains_are_whole_and_needs_are_met_exactly() {
        let weighing = Weighing::of(&[ladder("0.4", 3), ladder("1", 2)]);
        assert!(weighing.exact);
        assert_eq!([weighing.gain(0, 1), weighing.gain(1, 1)], [1, 5]);
        let need = |hundredths: &str, beyond| {
            let sum = Decimal::parse(hundredths).unwrap().exact();
            weighing.least_gain(&Need { sum, beyond })
        };
        assert_eq!([need("1.6", false), need("1.6", true), need("1", false)], [0, 1, 0]);
        assert_eq!([need("2.6", false), need("2.61", false), need("2.6", true)], [5, 6, 6]);
    }

    /// No 64 bits hold both weights to one unit: then the gain is no proof, but the sum is.
    #[test]
    fn what_whole_numbers_cannot_tell_is_told_by_ratios() {
        let ladders = [ladder("1000000000", 2), ladder("0.000000000000001", 2)];
        let weighing = Weighing::of(&ladders);
        assert!(!weighing.exact);
        let sum =
            |state: [usize; 2]| &weighed(&ladders[0], state[0]) + &weighed(&ladders[1], state[1]);
        let meets = |state, need: &Need| weighing.meets(|| sum(state), need);
        let top = Need { sum: sum([1, 1]), beyond: false };
        assert!(meets([1, 1], &top) && !meets([1, 0], &top));
        assert!(weighing.gain(0, 1) + weighing.gain(1, 1) >= weighing.least_gain(&top));
        let more = Need { sum: sum([1, 0]), beyond: true };
        assert!(meets([1, 1], &more) && !meets([1, 0], &more));
        assert!(weighing.gain(0, 1) >= weighing.least_gain(&more));
    }
}
