//! How far the overall level hangs on each single dimension.
//!
//! A dimension is moved by one whole level, up and down, while all others stay: from a score of 2.5
//! (level 2) to 3 and to 1. The level moved to counts as that whole number, as it does for a step
//! of a [plan](super::plan): no answer is known that would give another fraction. A dimension whose
//! level is unknown is moved to its lowest and to its highest instead, as it may turn out to be.

use super::index::DimensionId;
use super::rubric::Rubric;
use super::scenarios::Extremes;
use super::score::{Profile, Score, overall};

/// The overall level, if one dimension were lower or higher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// The dimension.
    pub dimension: DimensionId,
    /// Whether its level is unknown.
    pub unknown: bool,
    /// The overall level one level lower, or, where it is unknown, at its lowest. Nothing at the
    /// bottom of the scale.
    pub lower: Option<i64>,
    /// The overall level one level higher, or, where it is unknown, at its highest. Nothing at the
    /// top of the scale.
    pub higher: Option<i64>,
}

impl Sensitivity {
    /// Returns whether the overall `level` hangs on the dimension.
    #[must_use]
    pub fn changes(&self, level: Option<i64>) -> bool {
        [self.lower, self.higher].into_iter().flatten().any(|to| Some(to) != level)
    }
}

/// Returns for every dimension that applies how the overall level of `claimed`, the profile by the
/// rubric's own rule for unknowns, depends on it, in the rubric's order. `unknown` says for each
/// dimension whether its level is unknown, and `extremes` what it may turn out to be.
#[must_use]
pub fn sensitivity(
    rubric: &Rubric,
    claimed: &Profile,
    extremes: &Extremes,
    unknown: &[bool],
) -> Vec<Sensitivity> {
    let Extremes { worst, best } = extremes;
    let of = |(dimension, unknown): (DimensionId, &bool)| {
        let level = worst.level(dimension)?;
        let with = |score: Option<Score>| overall(rubric, &claimed.with(dimension, score)).level;
        if *unknown {
            let at = |profile: &Profile| profile.at(dimension).cloned();
            let (lower, higher) = (with(at(worst)), with(at(best)));
            return Some(Sensitivity { dimension, unknown: true, lower, higher });
        }
        let at = |level: i64| with(Some(claimed.moved(rubric, dimension, level)?));
        let (lower, higher) = (at(level - 1), at(level + 1));
        Some(Sensitivity { dimension, unknown: false, lower, higher })
    };
    DimensionId::each(unknown).filter_map(of).collect()
}
