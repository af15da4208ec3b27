//! How long a search goes on. Looks are counted, not seconds, so that a plan is the same on every
//! machine.

/// How many looks a planner takes before it stays with the best that it has found.
///
/// A look is what it takes to go past two points of a table; a choice of the search is a dozen or
/// more. Rubrics of the usual size take some ten thousands. The worst that a rubric file can ask for
/// takes them all, which is one or two seconds.
pub const LOOKS: u64 = 200_000_000;

/// The looks that are left.
#[derive(Debug)]
pub(super) struct Patience(u64);

impl Patience {
    /// Returns patience for so many looks.
    pub(super) fn of(looks: u64) -> Self {
        Self(looks)
    }

    /// Takes so many looks; returns whether there were as many.
    pub(super) fn spend(&mut self, looks: usize) -> bool {
        let looks = u64::try_from(looks).unwrap_or(u64::MAX);
        let left = self.0.checked_sub(looks);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    /// Returns whether no look is left.
    pub(super) fn has_ended(&self) -> bool {
        self.0 == 0
    }

    /// Does one part of the work with its share of the looks that are left, where so many parts
    /// are still to do; what it does not take is there for the others.
    pub(super) fn part<T>(&mut self, parts: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        let parts = u64::try_from(parts).unwrap_or(u64::MAX).max(1);
        let mut share = Self(self.0 / parts);
        self.0 -= share.0;
        let done = work(&mut share);
        self.0 += share.0;
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_part_does_not_take_is_there_for_the_next() {
        let mut patience = Patience::of(90);
        patience.part(3, |patience| assert!(patience.spend(10) && !patience.spend(21)));
        assert!(patience.spend(60) && patience.has_ended());
        let mut patience = Patience::of(90);
        patience.part(3, |patience| assert!(patience.spend(10)));
        assert!(patience.spend(80) && !patience.spend(1));
    }
}
