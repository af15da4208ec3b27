//! How far several people agree, in levels: the average deviation from the median (Burke,
//! Finkelstein and Dusig 1999), which takes few voices and an ordinal scale.

use super::heard::Heard;
use crate::domain::exact::Exact;
use crate::domain::sorting;

/// With fewer voices than these the figure says nothing.
pub const FEWEST: usize = 3;

/// How far several people agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The average distance from the median, in levels.
    pub deviation: Exact,
    /// The most that still counts as agreement: a sixth of the number of answers on offer (Burke and
    /// Dunlap 2002).
    pub limit: Exact,
    /// How many people gave a value.
    pub voices: usize,
}

impl Agreement {
    /// Returns how far those agree who gave a value to a question with so many options; nothing where
    /// they are too few.
    #[must_use]
    pub fn on(heard: &[Heard], options: usize) -> Option<Self> {
        let mut scores: Vec<_> = heard.iter().filter_map(Heard::score).collect();
        if scores.len() < FEWEST {
            return None;
        }
        sorting::sort(&mut scores);
        // Between the two in the middle every point is as far from all.
        let median = scores.get(scores.len().saturating_sub(1) / 2)?;
        let distance =
            |score: &&Exact| if *score < *median { *median - *score } else { *score - *median };
        let distances: Vec<_> = scores.iter().map(distance).collect();
        Some(Self {
            deviation: mean(&distances)?,
            limit: Exact::ratio(i64::try_from(options).ok()?, 6)?,
            voices: scores.len(),
        })
    }

    /// Returns how far those agree who answered several questions: the mean over the questions.
    #[must_use]
    pub fn over(several: &[Self]) -> Option<Self> {
        let of = |part: fn(&Self) -> &Exact| -> Vec<Exact> {
            several.iter().map(|one| part(one).clone()).collect()
        };
        Some(Self {
            deviation: mean(&of(|one| &one.deviation))?,
            limit: mean(&of(|one| &one.limit))?,
            voices: several.iter().map(|one| one.voices).min()?,
        })
    }

    /// Returns whether that counts as agreement.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.deviation <= self.limit
    }
}

fn mean(values: &[Exact]) -> Option<Exact> {
    let sum = values.iter().fold(Exact::whole(0), |sum, value| &sum + value);
    sum.over(&Exact::whole(i64::try_from(values.len()).ok()?))
}
