//! How often each whole number occurs, from which quantiles follow exactly.

/// Numbers and how often each occurs, in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram(Vec<(i64, u64)>);

impl Histogram {
    /// Counts a number once more.
    pub fn add(&mut self, number: i64) {
        self.add_times(number, 1);
    }

    /// Counts a number so many times more.
    pub fn add_times(&mut self, number: i64, times: u64) {
        match self.0.binary_search_by_key(&number, |(known, _)| *known) {
            Ok(at) => {
                if let Some((_, count)) = self.0.get_mut(at) {
                    *count += times;
                }
            }
            Err(at) => self.0.insert(at, (number, times)),
        }
    }

    /// Counts all that another one has counted.
    pub fn merge(&mut self, other: &Self) {
        for (number, times) in &other.0 {
            self.add_times(*number, *times);
        }
    }

    /// Returns the numbers that occur, in ascending order, each with how often.
    #[must_use]
    pub fn counts(&self) -> impl ExactSizeIterator<Item = (i64, u64)> + DoubleEndedIterator {
        self.0.iter().copied()
    }

    /// Returns how often a number occurs.
    #[must_use]
    pub fn count(&self, number: i64) -> u64 {
        self.0.iter().find(|(known, _)| *known == number).map_or(0, |(_, count)| *count)
    }

    /// Returns how many numbers were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Returns how many of the numbers are at or below this one.
    #[must_use]
    pub fn at_or_below(&self, number: i64) -> u64 {
        self.0.iter().take_while(|(known, _)| *known <= number).map(|(_, count)| count).sum()
    }

    /// Returns the lowest and the highest number; nothing where none was counted.
    #[must_use]
    pub fn ends(&self) -> Option<(i64, i64)> {
        Some((self.0.first()?.0, self.0.last()?.0))
    }

    /// Returns the number at a quarter, half and three quarters of the way: nearest rank, so that each
    /// is a number that occurs. Nothing where none was counted.
    ///
    /// The p-quantile of n numbers by nearest rank is the one at place ⌈p × n⌉ in ascending order
    /// (Hyndman and Fan 1996, definition 1).
    #[must_use]
    pub fn quartiles(&self) -> Option<[i64; 3]> {
        let total = self.total();
        let at = |quarters: u64| {
            let rank = (u128::from(quarters) * u128::from(total)).div_ceil(4);
            let mut passed = 0;
            let reached = self.0.iter().find(|(_, count)| {
                passed += u128::from(*count);
                passed >= rank
            });
            reached.map(|(number, _)| *number)
        };
        if total == 0 {
            return None;
        }
        Some([at(1)?, at(2)?, at(3)?])
    }
}
