//! Which step waits for which: the rubric's prerequisites, in places on ladders.

use super::ladder::Ladder;
use crate::domain::rubric::{Prerequisite, Rubric};

/// One step's need of another ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The ladder whose step waits.
    pub(super) ladder: usize,
    /// The place that the step leads to.
    pub(super) place: usize,
    /// The ladder it waits for.
    pub(super) needs: usize,
    /// The place that is needed there.
    pub(super) at_least: usize,
    /// The prerequisite's place in the rubric.
    pub(super) prerequisite: usize,
}

/// All needs that are not met at the start, found from either side.
#[derive(Debug)]
pub(super) struct Links {
    /// By the ladder that waits, lowest place first.
    waiting: Vec<Vec<Link>>,
    /// By the ladder that is waited for, lowest place first.
    awaited: Vec<Vec<Link>>,
}

impl Links {
    /// Returns the needs between `ladders`, whose `places` are given by dimension. What does not apply needs nothing and is not needed;
    /// neither is what holds at the start.
    pub(super) fn of(rubric: &Rubric, ladders: &[Ladder], places: &[Option<usize>]) -> Self {
        let link = |(prerequisite, rule): (usize, &Prerequisite)| {
            let find = |dimension: usize| places.get(dimension).copied().flatten();
            let (ladder, needs) = (find(rule.dimension)?, find(rule.needs)?);
            let place = ladders.get(ladder)?.place_of(rule.level);
            let at_least = ladders.get(needs)?.place_of(rule.at_least);
            (place > 0 && at_least > 0).then_some(Link {
                ladder,
                place,
                needs,
                at_least,
                prerequisite,
            })
        };
        let links: Vec<Link> = rubric.prerequisites.iter().enumerate().filter_map(link).collect();
        Self {
            waiting: grouped(&links, ladders.len(), |link| (link.ladder, link.place)),
            awaited: grouped(&links, ladders.len(), |link| (link.needs, link.at_least)),
        }
    }

    /// Returns how many needs there are.
    pub(super) fn len(&self) -> usize {
        self.waiting.iter().map(Vec::len).sum()
    }

    /// Returns what the steps of `ladder` above place `above`, up to place `up_to`, wait for.
    pub(super) fn waiting(&self, ladder: usize, above: usize, up_to: usize) -> &[Link] {
        between(&self.waiting, ladder, |link| link.place, above, up_to)
    }

    /// Returns the steps that wait for a place of `ladder` above `above`, up to `up_to`.
    pub(super) fn awaited(&self, ladder: usize, above: usize, up_to: usize) -> &[Link] {
        between(&self.awaited, ladder, |link| link.at_least, above, up_to)
    }
}

fn grouped(links: &[Link], count: usize, key: impl Fn(&Link) -> (usize, usize)) -> Vec<Vec<Link>> {
    let mut groups = vec![Vec::new(); count];
    for link in links {
        if let Some(group) = groups.get_mut(key(link).0) {
            group.push(*link);
        }
    }
    for group in &mut groups {
        group.sort_by_key(|link| key(link).1);
    }
    groups
}

fn between(
    groups: &[Vec<Link>],
    ladder: usize,
    key: impl Fn(&Link) -> usize,
    above: usize,
    up_to: usize,
) -> &[Link] {
    let group = groups.get(ladder).map(Vec::as_slice).unwrap_or_default();
    let first = group.partition_point(|link| key(link) <= above);
    let end = group.partition_point(|link| key(link) <= up_to).max(first);
    group.get(first..end).unwrap_or_default()
}
