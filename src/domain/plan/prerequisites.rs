//! Which step waits for which, and when each can have ended at the earliest.

use crate::domain::index::PrerequisiteId;
use crate::domain::sorting;

/// A dimension that applies: its position among those, upstream first.
pub(super) type LadderId = usize;

/// What the step to one rung needs of another ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dependency {
    /// The ladder whose step waits.
    pub(super) ladder: LadderId,
    /// The rung that the step leads to.
    pub(super) rung: usize,
    /// The ladder it waits for.
    pub(super) needs: LadderId,
    /// The rung that is needed there.
    pub(super) at_least: usize,
    /// The rubric's rule.
    pub(super) prerequisite: PrerequisiteId,
}

/// All dependencies that the start does not meet, found from either side.
#[derive(Debug)]
pub(super) struct Prerequisites {
    /// By the ladder that waits and the rung that its step leads to.
    needs: Vec<Dependency>,
    /// By the ladder that is waited for and the rung that is needed.
    dependents: Vec<Dependency>,
}

impl Prerequisites {
    pub(super) fn of(all: Vec<Dependency>) -> Self {
        let (mut needs, mut dependents) = (all.clone(), all);
        sorting::sort_by_key(&mut needs, |one| (one.ladder, one.rung));
        sorting::sort_by_key(&mut dependents, |one| (one.needs, one.at_least));
        Self { needs, dependents }
    }

    /// Returns what the steps of `ladder` above rung `above`, up to rung `up_to`, wait for.
    pub(super) fn needs(&self, ladder: LadderId, above: usize, up_to: usize) -> &[Dependency] {
        between(&self.needs, |one| (one.ladder, one.rung), (ladder, above), (ladder, up_to))
    }

    /// Returns what waits for a rung of `ladder` above `above`, up to `up_to`.
    pub(super) fn dependents(&self, ladder: LadderId, above: usize, up_to: usize) -> &[Dependency] {
        between(&self.dependents, |one| (one.needs, one.at_least), (ladder, above), (ladder, up_to))
    }
}

fn between(
    sorted: &[Dependency],
    key: impl Fn(&Dependency) -> (LadderId, usize),
    above: (LadderId, usize),
    up_to: (LadderId, usize),
) -> &[Dependency] {
    let first = sorted.partition_point(|one| key(one) <= above);
    let rest = sorted.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|one| key(one) <= up_to)).unwrap_or_default()
}

/// When each rung that can be reached is reached at the earliest, from rung 0 up.
///
/// A step waits for the step below it and for what its prerequisites name; dimensions run side by
/// side. Every wait is for a fixed set of steps, so the earliest end of a step is the longest path
/// to it, whatever else is planned. Steps that wait for each other in a circle are never entered.
#[derive(Debug)]
pub(super) struct EarliestEnds(Vec<Vec<End>>);

/// When a rung is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct End {
    /// The weeks of work from the start.
    pub(super) weeks: i64,
    /// The wave of the step that leads to it: 1 plus the highest wave of the steps that this one
    /// waits for. 0 for the start.
    pub(super) wave: usize,
}

impl EarliestEnds {
    /// Works the ends out from the `weeks` that the steps of each ladder take.
    pub(super) fn of(weeks: &[Vec<i64>], prerequisites: &Prerequisites) -> Self {
        let mut ends = Self(vec![vec![End::default()]; weeks.len()]);
        let mut ready: Vec<LadderId> = (0..weeks.len()).collect();
        while let Some(ladder) = ready.pop() {
            while let Some(end) = ends.next(ladder, weeks, prerequisites) {
                let Some(rungs) = ends.0.get_mut(ladder) else { break };
                let below = rungs.len() - 1;
                rungs.push(end);
                let dependents = prerequisites.dependents(ladder, below, below + 1);
                ready.extend(dependents.iter().map(|dependent| dependent.ladder));
            }
        }
        ends
    }

    /// Returns the highest rung of `ladder` that can be reached.
    pub(super) fn top(&self, ladder: LadderId) -> usize {
        self.0.get(ladder).map_or(0, |rungs| rungs.len().saturating_sub(1))
    }

    /// Returns when a rung is reached; nothing where it cannot be.
    pub(super) fn end(&self, ladder: LadderId, rung: usize) -> Option<End> {
        self.0.get(ladder)?.get(rung).copied()
    }

    /// Returns the end of the next step of `ladder`; nothing where there is none or where one that
    /// it waits for is not entered yet.
    fn next(&self, ladder: LadderId, weeks: &[Vec<i64>], all: &Prerequisites) -> Option<End> {
        let below = self.top(ladder);
        let takes = *weeks.get(ladder)?.get(below)?;
        let mut latest = self.end(ladder, below)?;
        for need in all.needs(ladder, below, below + 1) {
            let end = self.end(need.needs, need.at_least)?;
            latest.weeks = latest.weeks.max(end.weeks);
            latest.wave = latest.wave.max(end.wave);
        }
        Some(End { weeks: latest.weeks.saturating_add(takes), wave: latest.wave + 1 })
    }
}
