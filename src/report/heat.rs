//! How many of all stand somewhere, drawn as a shade: a table of such cells is a map of them.

/// In how many steps a shade grows darker.
const STEPS: u64 = 4;

/// A shade: the darker, the more of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heat(u8);

impl Heat {
    /// Returns the shade of so many of all: none for none, and one step for each quarter begun.
    #[must_use]
    pub fn of(count: u64, all: u64) -> Self {
        let steps = u128::from(count) * u128::from(STEPS);
        let step = steps.div_ceil(u128::from(all.max(1))).min(u128::from(STEPS));
        Self(u8::try_from(step).unwrap_or_default())
    }

    /// Returns how dark it is, from 0 to 4.
    #[must_use]
    pub fn step(self) -> u8 {
        self.0
    }

    /// Returns the shade in characters.
    #[must_use]
    pub fn drawn(self) -> &'static str {
        match self.0 {
            0 => " ",
            1 => "░",
            2 => "▒",
            3 => "▓",
            _ => "█",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 8: none, up to 2, up to 4, up to 6, and more.
    #[test]
    fn each_quarter_begun_is_a_step() {
        let steps: Vec<_> = (0..=8).map(|count| Heat::of(count, 8).step()).collect();
        assert_eq!(steps, [0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(Heat::of(0, 0).step(), 0);
        assert_eq!(Heat::of(u64::MAX, u64::MAX).step(), 4);
    }
}
