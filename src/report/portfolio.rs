//! A portfolio, ready to be shown: what many assessments come to together, and each one by itself.
//! The forms stand in files of their own.

pub mod each;
pub mod each_csv;
pub mod json;
pub mod rows;
pub mod workbook;

use crate::domain::date::Date;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::tally::{Counts, GroupTags, Tally};

/// Groups of fewer records than this are not shown unless that is asked for: who they are could be
/// told from their figures.
pub const SMALL_GROUP: u64 = 5;

/// A portfolio and how it is shown.
#[derive(Clone, Debug)]
pub struct Portfolio<'a> {
    /// What the records were judged by.
    pub instrument: &'a Instrument,
    /// What they come to.
    pub tally: &'a Tally,
    /// The tags by which they are grouped; empty where they are not.
    pub group_by: &'a [String],
    /// Whether groups of fewer than [`SMALL_GROUP`] records are shown.
    pub small_groups: bool,
    /// Answers of before this day are called stale, and how many months that is ago; nothing where
    /// age does not matter.
    pub stale: Option<(Date, i64)>,
    /// What the files are called, at the numbers by which places name them.
    pub files: &'a [String],
    /// Whether operations are not to be named.
    pub anonymous: bool,
}

/// A group that is shown.
#[derive(Clone, Copy, Debug)]
pub struct ShownGroup<'a> {
    /// Its tags, in the order of [`Portfolio::group_by`].
    pub tags: &'a GroupTags,
    /// What it comes to; nothing where it is too small to be shown.
    pub counts: Option<&'a Counts>,
    /// How many records it has.
    pub records: u64,
}

impl<'a> Portfolio<'a> {
    /// Returns how many records there are, those that could not be judged included.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.tally.all.records + self.tally.invalid
    }

    /// Returns the groups, in the order of their tags.
    #[must_use]
    pub fn groups(&self) -> Vec<ShownGroup<'a>> {
        let shown = |(tags, counts): (&'a GroupTags, &'a Counts)| ShownGroup {
            tags,
            counts: (self.small_groups || counts.records >= SMALL_GROUP).then_some(counts),
            records: counts.records,
        };
        self.tally.groups().into_iter().map(shown).collect()
    }
}
