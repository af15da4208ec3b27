//! What the remaining ladders can add for what effort, if nothing but effort and gain counted.
//!
//! # Why nothing is lost
//!
//! A frontier holds, for each gain that the remaining ladders can reach, the least effort that
//! reaches it. It leaves prerequisites and scenarios out of account: with those, fewer states are
//! allowed, so that the true effort is never below what the frontier says, and a branch that the
//! frontier rules out holds no state that is looked for. Two more things are left out of a
//! frontier, each on the safe side:
//!
//! - Points that the cheapest conceivable choice in the other ladders cannot complete within the
//!   limit ([`Price`](super::price::Price)): no state that is looked for goes through them.
//! - Where there are too many points, neighbours become one, with the effort of the cheaper and the
//!   gain of the dearer: better than either, so that nothing is ruled out that was not before.

use super::patience::Patience;

/// An effort and the gain that is to be had for it.
pub(super) type Point = (i64, i64);

/// The best points: effort and gain both rise strictly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frontier(Vec<Point>);

impl Frontier {
    /// Returns the frontier of no ladder at all.
    pub(super) fn empty() -> Self {
        Self(vec![(0, 0)])
    }

    /// Returns the frontier of one more ladder, with the `choices` it has, and of those in `self`.
    ///
    /// Points that are not worth a `keep` are left out; of more than `most` points neighbours are
    /// made one. Nothing where patience ends.
    pub(super) fn with(
        &self,
        choices: &[Point],
        most: usize,
        keep: impl Fn(Point) -> bool,
        patience: &mut Patience,
    ) -> Option<Self> {
        let mut best: Vec<Point> = Vec::new();
        for (effort, gain) in choices {
            if !patience.spend((self.0.len() + best.len()) / POINTS_PER_LOOK + 1) {
                return None;
            }
            let moved =
                self.0.iter().map(|point| (point.0.saturating_add(*effort), point.1 + gain));
            best = merged(&best, moved.filter(|point| keep(*point)));
            if best.len() > most {
                best = thinned(&best, most);
            }
        }
        Some(Self(best))
    }

    /// Returns the least effort that reaches `gain`; nothing where none does.
    pub(super) fn cheapest(&self, gain: i64) -> Option<i64> {
        let first = self.0.partition_point(|point| point.1 < gain);
        self.0.get(first).map(|point| point.0)
    }
}

/// How many points are as much work as one look.
const POINTS_PER_LOOK: usize = 2;

/// Returns the best of two lists of points, both of them cheapest first.
fn merged(one: &[Point], other: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut best: Vec<Point> = Vec::with_capacity(one.len());
    let mut add = |point: Point| {
        if best.last().is_none_or(|last| point.1 > last.1) {
            if best.last().is_some_and(|last| point.0 == last.0) {
                best.pop();
            }
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

/// Returns at most `most` points, none of them worse than those that it stands for.
fn thinned(points: &[Point], most: usize) -> Vec<Point> {
    let group = points.len().div_ceil(most.max(1));
    let joined = |group: &[Point]| Some((group.first()?.0, group.last()?.1));
    points.chunks(group.max(1)).filter_map(joined).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LADDERS: [&[Point]; 3] = [
        &[(0, 0), (3, 2), (4, 4), (9, 6)],
        &[(0, 0), (5, 5), (5, 7)],
        &[(1, 1), (2, 1), (8, 9), (9, 10)],
    ];

    fn frontier(most: usize) -> Frontier {
        let add = |after: Frontier, choices: &&[Point]| {
            after.with(choices, most, |_| true, &mut Patience::of(1000)).unwrap()
        };
        LADDERS.iter().fold(Frontier::empty(), add)
    }

    /// Returns the least effort for a gain, over every choice of three.
    fn cheapest(gain: i64) -> Option<i64> {
        let [first, second, third] = LADDERS;
        let pairs = first.iter().flat_map(|one| second.iter().map(move |other| (one, other)));
        let all = pairs.flat_map(|(one, other)| third.iter().map(move |last| [one, other, last]));
        let enough = all.filter(|choice| choice.iter().map(|point| point.1).sum::<i64>() >= gain);
        enough.map(|choice| choice.iter().map(|point| point.0).sum()).min()
    }

    #[test]
    fn it_holds_the_least_effort_for_every_gain() {
        let frontier = frontier(100);
        for gain in -1..=25 {
            assert_eq!(frontier.cheapest(gain), cheapest(gain), "{gain}");
        }
        assert!(frontier.0.is_sorted_by(|one, other| one.0 < other.0 && one.1 < other.1));
    }

    #[test]
    fn thinned_out_it_asks_for_no_more() {
        for most in 1..8 {
            let thin = frontier(most);
            assert!(thin.0.len() <= most);
            for gain in 0..=23 {
                assert!(thin.cheapest(gain) <= cheapest(gain), "{most} {gain}");
                assert!(thin.cheapest(gain).is_some());
            }
        }
    }

    #[test]
    fn it_ends_with_patience() {
        let ended = Frontier::empty().with(LADDERS[0], 9, |_| true, &mut Patience::of(2));
        assert_eq!(ended, None);
    }
}
