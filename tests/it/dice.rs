//! Throws of dice for what tests make up.

/// Throws that are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Returns a number below `sides`.
    pub(crate) fn below(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let thrown = (mixed ^ (mixed >> 31)) >> 1;
        i64::try_from(thrown).map_or(0, |thrown| thrown % sides.max(1))
    }

    /// Returns a number from `least` to `most`.
    pub(crate) fn from(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most - least + 1)
    }

    /// Returns a place in a list of so many.
    pub(crate) fn place(&mut self, count: usize) -> usize {
        usize::try_from(self.below(i64::try_from(count).unwrap_or(1))).unwrap_or_default()
    }

    /// Returns whether something happens that does in `percent` of all cases.
    pub(crate) fn happens(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}
