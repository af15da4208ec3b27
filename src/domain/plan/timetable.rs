//! Which steps can be taken at all, and how many weeks of work from the start each has ended at the
//! earliest.
//!
//! A step waits for the step below it and for whatever its prerequisites name; dimensions run side
//! by side. Every wait is for a fixed set of steps, so the earliest end of a step is the longest
//! path to it, whatever else is planned. Steps that wait for each other in a circle never come up.

use super::ladder::{Ladder, Step};
use super::links::Links;

/// The steps that can be taken, by ladder.
#[derive(Debug)]
pub(super) struct Timetable {
    /// The entries of the places that can be reached, from place 0 up.
    entries: Vec<Vec<Entry>>,
}

/// When a place is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The weeks of work from the start.
    pub(super) weeks: i64,
    /// The wave of the step that leads to it: 1 plus the highest wave of the steps that this one
    /// waits for. 0 for the start.
    pub(super) wave: usize,
}

impl Timetable {
    /// Works the table out: a step is entered once all that it waits for is.
    pub(super) fn of(ladders: &[Ladder], links: &Links) -> Self {
        let open = |(place, ladder): (usize, &Ladder)| {
            let waits = |step| links.waiting(place, step, step + 1).len();
            (0..ladder.steps.len()).map(waits).collect()
        };
        let waits = ladders.iter().enumerate().map(open).collect();
        let entries = vec![vec![Entry::default()]; ladders.len()];
        let mut filling = Filling { ladders, links, waits, entries };
        let mut ready: Vec<usize> = (0..ladders.len()).collect();
        while let Some(ladder) = ready.pop() {
            filling.climb(ladder, &mut ready);
        }
        Self { entries: filling.entries }
    }

    /// Returns the highest place of `ladder` that can be reached.
    pub(super) fn top(&self, ladder: usize) -> usize {
        self.entries.get(ladder).map_or(0, |entries| entries.len().saturating_sub(1))
    }

    /// Returns when a place is reached; nothing where it cannot be.
    pub(super) fn entry(&self, ladder: usize, place: usize) -> Option<Entry> {
        self.entries.get(ladder)?.get(place).copied()
    }
}

/// A table that is being worked out.
struct Filling<'l> {
    ladders: &'l [Ladder],
    links: &'l Links,
    /// How many needs of each step are not met yet.
    waits: Vec<Vec<usize>>,
    entries: Vec<Vec<Entry>>,
}

impl Filling<'_> {
    /// Enters the steps of `ladder` as far as they wait for nothing more; names in `ready` the
    /// ladders that waited for that.
    fn climb(&mut self, ladder: usize, ready: &mut Vec<usize>) {
        while let Some(entry) = self.next(ladder) {
            let Some(entries) = self.entries.get_mut(ladder) else { return };
            let below = entries.len() - 1;
            entries.push(entry);
            for link in self.links.awaited(ladder, below, below + 1) {
                let waits = self.waits.get_mut(link.ladder);
                if let Some(waits) = waits.and_then(|waits| waits.get_mut(link.place - 1)) {
                    *waits = waits.saturating_sub(1);
                    ready.push(link.ladder);
                }
            }
        }
    }

    /// Returns the entry of the next step of `ladder`; nothing where there is none or it waits.
    fn next(&self, ladder: usize) -> Option<Entry> {
        let entries = self.entries.get(ladder)?;
        let below = entries.len() - 1;
        let step: &Step = self.ladders.get(ladder)?.steps.get(below)?;
        if *self.waits.get(ladder)?.get(below)? > 0 {
            return None;
        }
        let awaited = self.links.waiting(ladder, below, below + 1).iter();
        let awaited = awaited.filter_map(|link| self.entries.get(link.needs)?.get(link.at_least));
        let latest = awaited.chain(entries.last()).fold(Entry::default(), |latest, entry| Entry {
            weeks: latest.weeks.max(entry.weeks),
            wave: latest.wave.max(entry.wave),
        });
        Some(Entry { weeks: latest.weeks.saturating_add(step.weeks), wave: latest.wave + 1 })
    }
}
