//! A level or score drawn as a bar: a step for each level of the scale, or the share of a range.

use crate::domain::Exact;
use crate::domain::rubric::Scale;

/// How many steps the longest bar has; a longer scale has numbers only.
const LONGEST: usize = 10;

/// A bar: how many of how many steps are full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// How many steps are full.
    pub full: usize,
    /// How many steps there are.
    pub all: usize,
}

impl Bar {
    /// Returns the bar of a level; nothing where it lies below the scale, or the scale is long.
    #[must_use]
    pub fn of(scale: Scale, level: i64) -> Option<Self> {
        let steps = |level: i64| usize::try_from(level - scale.lowest + 1).ok();
        let all = steps(scale.highest).filter(|all| *all <= LONGEST)?;
        Some(Self { full: steps(level)?, all })
    }

    /// Returns the bar of a score on its range; nothing where the range is a single score.
    #[must_use]
    pub fn of_score((lowest, highest): &(Exact, Exact), score: &Exact) -> Option<Self> {
        let share = (score - lowest).over(&(highest - lowest))?;
        let all = i64::try_from(LONGEST).ok()?;
        let steps = (&share * &Exact::whole(all)).floor().clamp(0, all);
        Some(Self { full: usize::try_from(steps).ok()?, all: LONGEST })
    }

    /// Returns the bar in characters.
    #[must_use]
    pub fn drawn(self) -> String {
        self.filled_up("░")
    }

    /// Returns the bar of a level that is known in part, in characters.
    #[must_use]
    pub fn drawn_in_part(self) -> String {
        self.filled_up("?")
    }

    fn filled_up(self, rest: &str) -> String {
        "█".repeat(self.full) + &rest.repeat(self.all.saturating_sub(self.full))
    }
}
