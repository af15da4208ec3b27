//! A portfolio, ready to be shown: what many assessments come to together, and each one by itself.
//! The forms stand in files of their own.

pub mod each;
pub mod each_csv;
pub mod json;
pub mod rows;
pub mod spreadsheet;
pub mod table;
pub mod telling;
pub mod workbook;

use crate::domain::date::Date;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::tally::{Counts, GroupTags, Tally};
use crate::domain::sorting;
use std::collections::BTreeSet;

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
    /// The day that they were judged on.
    pub judged_on: Date,
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
    /// What it comes to; nothing where it is withheld.
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

    /// Returns the groups, in the order of their tags. Of small ones the counts are withheld.
    #[must_use]
    pub fn groups(&self) -> Vec<ShownGroup<'a>> {
        let groups = self.tally.groups();
        let withheld = if self.small_groups {
            BTreeSet::new()
        } else {
            withheld(groups.iter().map(|(tags, counts)| (*tags, counts.records)).collect())
        };
        let shown = |(tags, counts): (&'a GroupTags, &'a Counts)| ShownGroup {
            tags,
            counts: (!withheld.contains(tags)).then_some(counts),
            records: counts.records,
        };
        groups.into_iter().map(shown).collect()
    }

    /// Returns how many groups are withheld, and how many records they have.
    #[must_use]
    pub fn withheld(&self) -> (u64, u64) {
        let groups = self.groups().into_iter().filter(|group| group.counts.is_none());
        groups.fold((0, 0), |(groups, records), group| (groups + 1, records + group.records))
    }
}

/// Returns the groups that are not to be shown. What the shown ones leave of the whole can be told
/// by taking them away from it: so where any is withheld, the smallest of the others are as well,
/// until it is more than one group, and no small number of records.
fn withheld(mut sizes: Vec<(&GroupTags, u64)>) -> BTreeSet<&GroupTags> {
    sorting::sort_by_key(&mut sizes, |(_, records)| *records);
    let (mut groups, mut left) = (BTreeSet::new(), 0);
    for (tags, records) in sizes {
        let is_told = !groups.is_empty() && (groups.len() < 2 || left < SMALL_GROUP);
        if records >= SMALL_GROUP && !is_told {
            break;
        }
        groups.insert(tags);
        left += records;
    }
    groups
}
