//! What each step that could be taken at once would change.

use super::ground::Ground;
use super::stakes::Lack;
use super::walk::Walk;
use crate::domain::exact::Exact;

/// A step that waits for nothing, and what it would change if it were taken alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The dimension's place.
    pub dimension: usize,
    /// The level it starts from.
    pub from_level: i64,
    /// The level it leads to.
    pub to_level: i64,
    /// Its effort in person-days.
    pub effort_days: i64,
    /// The overall level before and after it.
    pub level: (i64, i64),
    /// The mean after it.
    pub mean: Option<Exact>,
    /// The places of the scenarios, of those that count, that would be coped with.
    pub copes: Vec<usize>,
    /// The places of those that would no longer fail.
    pub no_longer_fails: Vec<usize>,
}

/// Returns the first step of every ladder on which one waits for nothing.
pub(super) fn next_steps(ground: &Ground<'_>) -> Vec<NextStep> {
    let start = Walk::start(ground);
    let next = |ladder: usize| {
        let waiting = !ground.links.waiting(ladder, 0, 1).is_empty();
        let rungs = ground.ladders.get(ladder).filter(|_| !waiting)?;
        let work = rungs.steps.first()?;
        let mut walk = start.clone();
        let changed = walk.take(ladder);
        Some(NextStep {
            dimension: rungs.dimension,
            from_level: rungs.level(0),
            to_level: rungs.level(1),
            effort_days: work.effort_days,
            level: (start.level(), walk.level()),
            mean: walk.mean(),
            copes: changed.reaching(Lack::Nothing),
            no_longer_fails: changed.reaching(Lack::OneLevel),
        })
    };
    (0..ground.ladders.len()).filter_map(next).collect()
}
