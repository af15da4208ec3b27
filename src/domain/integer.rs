//! Weighted scores as whole numbers over one denominator, so that to add and compare them takes no
//! ratios.
//!
//! Weights and scores may be any ratios. Where no denominator makes all of them whole within 64
//! bits, what a score gains is rounded up and what is needed is rounded down: then nothing that is
//! good enough is passed over, and whoever finds something asks [`IntegerScores::reaches`] whether
//! it truly is.

use super::exact::Exact;

/// The largest sum of all gains.
const LARGEST: i64 = 1 << 61;

/// A score that counts with a weight and can be raised, from one level to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightedScore {
    weight: Exact,
    /// The score at the start, and after each raise.
    scores: Vec<Exact>,
    level: i64,
}

impl WeightedScore {
    /// Returns `score` at `level`, which counts with `weight` and can be `raised` to these scores
    /// one after the other.
    #[must_use]
    pub fn new(weight: Exact, score: Exact, level: i64, raised: Vec<Exact>) -> Self {
        Self { level, weight, scores: std::iter::once(score).chain(raised).collect() }
    }

    /// Returns the level after so many raises.
    #[must_use]
    pub fn level(&self, raises: usize) -> i64 {
        self.level.saturating_add(i64::try_from(raises).unwrap_or(i64::MAX))
    }

    /// Returns the score after so many raises; the highest where there are fewer.
    #[must_use]
    pub fn score(&self, raises: usize) -> Exact {
        let score = self.scores.get(raises).or(self.scores.last());
        score.cloned().unwrap_or_else(|| Exact::whole(0))
    }

    /// Returns the score after so many raises, times the weight.
    #[must_use]
    pub fn weighted(&self, raises: usize) -> Exact {
        &self.weight * &self.score(raises)
    }

    /// Returns what each number of raises gains, times `scale`, rounded up.
    fn gains(&self, scale: &Exact) -> Vec<i64> {
        let start = self.weighted(0);
        let raises = 0..self.scores.len();
        raises.map(|raises| (&(&self.weighted(raises) - &start) * scale).ceil()).collect()
    }
}

/// What raising scores adds to their weighted sum, in whole numbers.
#[derive(Clone, Debug)]
pub struct IntegerScores {
    /// By score and raises: weight times rise, times the scale.
    gains: Vec<Vec<i64>>,
    /// What the ratios are multiplied by.
    scale: Exact,
    /// Whether the gains are exact.
    exact: bool,
    /// The weighted sum before anything is raised.
    start: Exact,
}

/// A weighted sum of scores that is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededSum {
    /// The sum.
    pub sum: Exact,
    /// Whether it must be exceeded, not only reached.
    pub exceeded: bool,
}

impl IntegerScores {
    /// Brings `scores` to one denominator.
    #[must_use]
    pub fn of(scores: &[&WeightedScore]) -> Self {
        let sum = |values: &mut dyn Iterator<Item = Exact>| {
            values.fold(Exact::whole(0), |sum, value| &sum + &value)
        };
        let start = sum(&mut scores.iter().map(|score| score.weighted(0)));
        let top = sum(&mut scores.iter().map(|score| score.weighted(usize::MAX)));
        let (scale, exact) = scale(scores, &(&top - &start));
        let gains = scores.iter().map(|score| score.gains(&scale)).collect();
        Self { gains, scale, exact, start }
    }

    /// Returns what a score gains by so many raises.
    #[must_use]
    pub fn gain(&self, score: usize, raises: usize) -> i64 {
        self.gains.get(score).and_then(|gains| gains.get(raises)).copied().unwrap_or_default()
    }

    /// Returns the least gain with which `needed` can be reached; 0 where none is needed.
    #[must_use]
    pub fn least_gain(&self, needed: &NeededSum) -> i64 {
        let gain = &(&needed.sum - &self.start) * &self.scale;
        if gain < Exact::whole(0) {
            return 0;
        }
        if gain > Exact::whole(LARGEST) {
            return i64::MAX;
        }
        match (self.exact, needed.exceeded) {
            (true, false) => gain.ceil(),
            (true, true) => gain.floor() + 1,
            // Gains are rounded up: this much may be enough even if the whole is to be exceeded.
            (false, _) => gain.floor(),
        }
    }

    /// Returns whether what has the least gain for `needed` truly reaches it by its weighted `sum`.
    /// Where whole numbers tell everything, the sum is not asked for.
    pub fn reaches(&self, sum: impl FnOnce() -> Exact, needed: &NeededSum) -> bool {
        self.exact || if needed.exceeded { sum() > needed.sum } else { sum() >= needed.sum }
    }
}

/// Returns what to multiply the ratios by, and whether that makes them all whole.
fn scale(scores: &[&WeightedScore], rise: &Exact) -> (Exact, bool) {
    let largest = Exact::whole(LARGEST);
    let ratios: Vec<Exact> = scores
        .iter()
        .flat_map(|score| (0..score.scores.len()).map(|r| score.weighted(r)))
        .collect();
    let common = Exact::common_denominator(&ratios).map(Exact::whole);
    match common.filter(|common| rise * common <= largest) {
        Some(common) => (common, true),
        None => (largest.over(rise).unwrap_or_else(|| Exact::whole(1)), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decimal::Decimal;

    fn exact(text: &str) -> Exact {
        Decimal::parse(text).unwrap().exact()
    }

    /// Returns a score that can be raised once.
    fn score(weight: &str, score: &str) -> WeightedScore {
        WeightedScore::new(exact(weight), exact(score), 1, vec![exact("2")])
    }

    /// From 1.5 and 1 with weights 0.4 and 1: a sum of 1.6; raises add 0.2 and 1, in fifths.
    #[test]
    fn gains_are_whole_and_sums_are_reached_exactly() {
        let scores = [score("0.4", "1.5"), score("1", "1")];
        let scores = IntegerScores::of(&scores.each_ref());
        assert!(scores.exact);
        assert_eq!([scores.gain(0, 1), scores.gain(1, 1)], [1, 5]);
        let least =
            |sum: &str, exceeded| scores.least_gain(&NeededSum { sum: exact(sum), exceeded });
        assert_eq!([least("1.6", false), least("1.6", true), least("1", false)], [0, 1, 0]);
        assert_eq!([least("2.6", false), least("2.61", false), least("2.6", true)], [5, 6, 6]);
    }

    /// No 64 bits hold both weights to one unit: then the gain is no proof, but the sum is.
    #[test]
    fn what_whole_numbers_cannot_tell_is_told_by_ratios() {
        let parts = [score("1000000000", "1"), score("0.000000000000001", "1")];
        let scores = IntegerScores::of(&parts.each_ref());
        assert!(!scores.exact);
        let sum = |[one, other]: [usize; 2]| &parts[0].weighted(one) + &parts[1].weighted(other);
        let reaches = |raises, needed: &NeededSum| scores.reaches(|| sum(raises), needed);
        let top = NeededSum { sum: sum([1, 1]), exceeded: false };
        assert!(reaches([1, 1], &top) && !reaches([1, 0], &top));
        assert!(scores.gain(0, 1) + scores.gain(1, 1) >= scores.least_gain(&top));
        let more = NeededSum { sum: sum([1, 0]), exceeded: true };
        assert!(reaches([1, 1], &more) && !reaches([1, 0], &more));
        assert!(scores.gain(0, 1) >= scores.least_gain(&more));
    }
}
