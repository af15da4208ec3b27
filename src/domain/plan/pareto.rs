//! What the remaining ladders can add for what effort, if nothing but effort and gain counted.
//!
//! # Why nothing is lost
//!
//! A Pareto front holds, for each gain that the remaining ladders can reach, the least effort that
//! reaches it. It leaves prerequisites and scenarios out of account: with those, fewer states are
//! allowed, so that the true effort is never below what the front says, and a node that the front
//! rules out holds no state that is looked for. Two more things are left out of a front, each on
//! the safe side:
//!
//! - Points that cost more than the effort allows even if the other ladders cost as little as they
//!   may: no state that is looked for goes through them.
//! - Where there are too many points, neighbours become one, with the effort of the cheaper and the
//!   gain of the dearer: better than either, so that nothing is ruled out that was not before.

/// An effort and the gain that is to be had for it.
pub(super) type Point = (i64, i64);

/// The best points: effort and gain both rise strictly. Without a ladder, that is (0, 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParetoFront(pub(super) Vec<Point>);

impl ParetoFront {
    /// Returns the front of one more ladder, with the `choices` it has, and of those in `self`.
    ///
    /// Points that take more than `effort` are left out; of more than `points` neighbours are made
    /// one.
    pub(super) fn with(&self, choices: &[Point], effort: i64, points: usize) -> Self {
        let mut best: Vec<Point> = Vec::new();
        for choice in choices {
            let moved =
                self.0.iter().map(|point| (point.0.saturating_add(choice.0), point.1 + choice.1));
            best = merged(&best, moved.take_while(|point| point.0 <= effort));
            if best.len() > points {
                let joined = |group: &[Point]| Some((group.first()?.0, group.last()?.1));
                let group = best.len().div_ceil(points.max(1));
                best = best.chunks(group).filter_map(joined).collect();
            }
        }
        Self(best)
    }

    /// Returns the least effort that reaches `gain`; nothing where none does.
    pub(super) fn least_effort(&self, gain: i64) -> Option<i64> {
        let first = self.0.partition_point(|point| point.1 < gain);
        self.0.get(first).map(|point| point.0)
    }
}

/// Returns the best of two lists of points, both of them cheapest first.
fn merged(one: &[Point], other: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut best: Vec<Point> = Vec::with_capacity(one.len());
    let mut add = |point: Point| {
        if best.last().is_none_or(|last| point.1 > last.1) {
            best.pop_if(|last| last.0 == point.0);
            best.push(point);
        }
    };
    let mut one = one.iter().copied().peekable();
    for point in other {
        while let Some(earlier) = one.next_if(|earlier| earlier.0 <= point.0) {
            add(earlier);
        }
        add(point);
    }
    one.for_each(add);
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const LADDERS: [&[Point]; 3] = [
        &[(0, 0), (3, 2), (4, 4), (9, 6)],
        &[(0, 0), (5, 5), (5, 7)],
        &[(1, 1), (2, 1), (8, 9), (9, 10)],
    ];

    fn front(effort: i64, points: usize) -> ParetoFront {
        let add = |front: ParetoFront, choices: &&[Point]| front.with(choices, effort, points);
        LADDERS.iter().fold(ParetoFront(vec![(0, 0)]), add)
    }

    /// Returns the least effort for a gain, over every choice of three that takes no more than
    /// `most`.
    fn least_effort(most: i64, gain: i64) -> Option<i64> {
        let [first, second, third] = LADDERS;
        let add = |one: Point, other: &Point| (one.0 + other.0, one.1 + other.1);
        let pairs = first.iter().flat_map(|one| second.iter().map(move |two| add(*one, two)));
        let all = pairs.flat_map(|pair| third.iter().map(move |three| add(pair, three)));
        all.filter(|point| point.0 <= most && point.1 >= gain).map(|point| point.0).min()
    }

    #[test]
    fn it_holds_the_least_effort_for_every_gain() {
        for most in [8, 14, i64::MAX] {
            let front = front(most, 100);
            for gain in -1..=25 {
                assert_eq!(front.least_effort(gain), least_effort(most, gain), "{most} {gain}");
            }
            assert!(front.0.is_sorted_by(|one, other| one.0 < other.0 && one.1 < other.1));
        }
    }

    #[test]
    fn thinned_out_it_asks_for_no_more() {
        for points in 1..8 {
            let thin = front(i64::MAX, points);
            assert!(thin.0.len() <= points);
            for gain in 0..=23 {
                assert!(thin.least_effort(gain).is_some());
                assert!(thin.least_effort(gain) <= least_effort(i64::MAX, gain), "{points} {gain}");
            }
        }
    }
}
