//! The scenarios that count, in places on ladders: what each still lacks in a state.
//!
//! A scenario's lack is the number of levels by which its needs are missed, together. Without any
//! it is coped with; with one it is at risk (one need missed by one level); with more it fails.

use super::ladder::Ladder;
use crate::domain::rubric::{Rubric, Scenario};
use crate::domain::scenarios::Verdict;

/// The scenarios that count and apply.
#[derive(Debug)]
pub(super) struct Stakes {
    /// All of them.
    pub(super) all: Vec<Stake>,
    /// By ladder: the stakes that need it, with the place they need.
    wanting: Vec<Vec<(usize, usize)>>,
    /// How many needs there are.
    pub(super) size: usize,
}

/// A scenario that counts and applies.
#[derive(Debug)]
pub(super) struct Stake {
    /// The scenario's place in the rubric.
    pub(super) scenario: usize,
    /// The ladders it needs, each once, with the place on each that the start does not hold.
    pub(super) needs: Vec<(usize, usize)>,
}

/// How many levels a scenario may lack to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// None: it is coped with.
    Nothing,
    /// One: it does not fail.
    OneLevel,
}

impl Lack {
    /// Both, the stricter first.
    pub(super) const BOTH: [Self; 2] = [Self::Nothing, Self::OneLevel];

    /// Returns the number of levels.
    pub(super) fn levels(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::OneLevel => 1,
        }
    }
}

impl Stakes {
    /// Returns the stakes of the scenarios at `counted`; the ladders' `places` are given by
    /// dimension.
    pub(super) fn of(
        rubric: &Rubric,
        ladders: &[Ladder],
        places: &[Option<usize>],
        counted: &[usize],
    ) -> Self {
        let stake = |scenario: &usize| {
            let needs = needs_of(rubric.scenarios.get(*scenario)?, ladders, places)?;
            Some(Stake { scenario: *scenario, needs })
        };
        let all: Vec<Stake> = counted.iter().filter_map(stake).collect();
        let mut wanting = vec![Vec::new(); ladders.len()];
        for (at, stake) in all.iter().enumerate() {
            for (ladder, place) in &stake.needs {
                if let Some(wanting) = wanting.get_mut(*ladder) {
                    wanting.push((at, *place));
                }
            }
        }
        let size = all.iter().map(|stake| stake.needs.len()).sum();
        Self { all, wanting, size }
    }

    /// Returns the stakes that need something of `ladder`, with the place that they need.
    pub(super) fn wanting(&self, ladder: usize) -> &[(usize, usize)] {
        self.wanting.get(ladder).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns how many stakes lack no more than `lack` in a state.
    pub(super) fn count(&self, state: &[usize], lack: Lack) -> usize {
        let lacking = self.lacking(state);
        lacking.filter(|levels| *levels <= lack.levels()).count()
    }

    /// Returns the levels that each stake lacks in a state.
    pub(super) fn lacking(&self, state: &[usize]) -> impl Iterator<Item = usize> {
        let short = |(ladder, place): &(usize, usize)| {
            place.saturating_sub(state.get(*ladder).copied().unwrap_or_default())
        };
        self.all.iter().map(move |stake| stake.needs.iter().map(short).sum())
    }
}

/// Returns the verdict on a stake that lacks so many levels.
pub(super) fn verdict(lacking: usize) -> Verdict {
    match lacking {
        0 => Verdict::Copes,
        1 => Verdict::AtRisk,
        _ => Verdict::Fails,
    }
}

/// Returns what a scenario needs beyond the start; nothing where none of its needs applies.
fn needs_of(
    scenario: &Scenario,
    ladders: &[Ladder],
    places: &[Option<usize>],
) -> Option<Vec<(usize, usize)>> {
    let on_ladder = |(dimension, level): &(usize, i64)| {
        let place = places.get(*dimension).copied().flatten()?;
        Some((place, ladders.get(place)?.place_of(*level)))
    };
    let needs: Vec<_> = scenario.needs.iter().filter_map(on_ladder).collect();
    (!needs.is_empty()).then(|| needs.into_iter().filter(|(_, place)| *place > 0).collect())
}
