//! Person-days: how many at least and at most, and what lies in the middle. Words nothing.

use std::iter::Sum;

/// An effort in person-days, of which only its ends may be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effort {
    /// The person-days at least.
    pub low: i64,
    /// The person-days at most.
    pub high: i64,
}

impl Effort {
    /// Returns the effort of exactly so many person-days.
    #[must_use]
    pub const fn whole(days: i64) -> Self {
        Self { low: days, high: days }
    }

    /// Returns whether its ends differ.
    #[must_use]
    pub const fn is_range(self) -> bool {
        self.low != self.high
    }

    /// Returns its middle in half days, in which every middle is a whole number.
    #[must_use]
    pub const fn middle(self) -> HalfDays {
        HalfDays(self.low.saturating_add(self.high))
    }

    /// Returns both efforts together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }
}

impl Sum for Effort {
    fn sum<I: Iterator<Item = Self>>(efforts: I) -> Self {
        efforts.fold(Self::default(), Self::plus)
    }
}

/// Half person-days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfDays(pub i64);

impl HalfDays {
    /// Returns so many whole days.
    #[must_use]
    pub const fn of_days(days: i64) -> Self {
        Self(days.saturating_mul(2))
    }

    /// Returns the difference.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Returns the whole days in it, and whether half a day more is.
    #[must_use]
    pub const fn days(self) -> (i64, bool) {
        (self.0.div_euclid(2), self.0.rem_euclid(2) == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_middle_is_exact() {
        assert_eq!(Effort { low: 2, high: 10 }.middle().days(), (6, false));
        assert_eq!(Effort { low: 2, high: 11 }.middle().days(), (6, true));
        assert_eq!(Effort::whole(30).middle(), HalfDays::of_days(30));
    }

    #[test]
    fn a_sum_of_ranges_runs_from_the_sum_of_lows_to_the_sum_of_highs() {
        let sum: Effort =
            [Effort { low: 2, high: 10 }, Effort { low: 10, high: 60 }].iter().copied().sum();
        assert_eq!((sum, sum.middle().days()), (Effort { low: 12, high: 70 }, (41, false)));
    }
}
