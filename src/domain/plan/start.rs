//! Where a plan starts.

use crate::domain::exact::Exact;
use crate::domain::scenarios::Extremes;
use crate::domain::scores::Scores;

/// The scores that a plan starts from, and what is not known about them.
#[derive(Clone, Debug)]
pub struct Start {
    /// The scores with every unknown at its lowest, which is where a plan starts, and at its
    /// highest.
    pub extremes: Extremes,
    /// For each dimension, whether its level is unknown.
    pub unknown: Vec<bool>,
}

impl Start {
    /// Returns the start that scored answers claim, whether or not they give an overall level.
    #[must_use]
    pub fn of(scores: &Scores) -> Self {
        Self { extremes: scores.profiles.claimed_extremes.clone(), unknown: scores.is_unknown() }
    }

    /// Returns the levels that an unknown dimension may turn out to have; nothing where its level
    /// is known or it does not apply.
    #[must_use]
    pub fn may_be(&self, dimension: usize) -> Option<std::ops::RangeInclusive<i64>> {
        let unknown = self.unknown.get(dimension).copied().unwrap_or_default();
        let Extremes { worst, best } = &self.extremes;
        let levels = worst.level(dimension).zip(best.level(dimension)).filter(|_| unknown);
        levels.map(|(lowest, highest)| lowest..=highest)
    }

    /// Returns the start if `dimension` turns out to be at `level`. Where that is the level it is
    /// taken to have anyhow, its score stays; any other level counts as that whole number.
    pub(super) fn turned_out(&self, dimension: usize, level: i64) -> Self {
        let mut start = self.clone();
        let Extremes { worst, best } = &mut start.extremes;
        let was = worst.level(dimension);
        if was != Some(level) {
            *worst = worst.with(dimension, Some(Exact::whole(level)));
        }
        *best = best.with(dimension, worst.score(dimension).cloned());
        if let Some(unknown) = start.unknown.get_mut(dimension) {
            *unknown = false;
        }
        start
    }
}
