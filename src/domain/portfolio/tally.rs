//! What many records come to together: counts only, so that any number of them takes the same
//! memory, and tallies of parts add up to the tally of the whole.

use super::Record;
use super::attention::{Attention, Place};
use super::histogram::Histogram;
use super::judge::Judged;
use crate::domain::date::Date;
use crate::domain::scores::Status;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

/// How many groups there may be.
pub const GROUPS_AT_MOST: usize = 2_000;

/// What is counted, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    /// The tags by which records are grouped; empty where they are not.
    pub group_by: Vec<String>,
    /// Answers before this day are stale.
    pub fresh_from: Option<Date>,
}

/// The counts of a set of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many records were judged.
    pub records: u64,
    /// How many of them have no level since too much is unknown.
    pub too_much_unknown: u64,
    /// How many of them have old answers.
    pub stale: u64,
    /// The overall levels as claimed, of those that have one.
    pub levels: Histogram,
    /// The overall levels on what reports and guard-rails bear out.
    pub evidenced_levels: Histogram,
    /// The scores of the whole in hundredths, of those that do not have too much unknown.
    pub scores: Histogram,
    /// The dimensions, in the rubric's order.
    pub dimensions: Vec<DimensionCounts>,
}

/// The counts of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DimensionCounts {
    /// Its levels as claimed, where they are known.
    pub levels: Histogram,
    /// Its scores in hundredths, where they are known.
    pub scores: Histogram,
    /// In how many records its level is not known.
    pub unknown: u64,
    /// In how many records it does not apply.
    pub not_applicable: u64,
    /// In how many records no other dimension is lower, and its level is known.
    pub limiting: u64,
}

/// The tags of a group, in the order of [`Counting::group_by`]; nothing for one that is missing.
pub type GroupTags = Vec<Option<String>>;

/// The counts of all records, and of each group.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many records could not be judged.
    pub invalid: u64,
    /// All that were judged.
    pub all: Counts,
    /// Those that need attention first.
    pub attention: Attention,
    groups: HashMap<GroupTags, Counts, RandomState>,
    more_groups: bool,
    counting: Counting,
    tags: GroupTags,
}

impl Tally {
    /// Returns a tally of nothing.
    #[must_use]
    pub fn new(counting: Counting) -> Self {
        Self { counting, ..Self::default() }
    }

    /// Counts one record.
    pub fn add(&mut self, record: &Record<'_>, judged: &Judged, place: Place) {
        let stale = self.counting.fresh_from.is_some_and(|first| record.date < first);
        self.all.add(judged, stale);
        self.attention.consider(record, judged, place, stale);
        if self.counting.group_by.is_empty() {
            return;
        }
        self.tags.resize(self.counting.group_by.len(), None);
        for (slot, id) in self.tags.iter_mut().zip(&self.counting.group_by) {
            fill(slot, record.tag(id));
        }
        if let Some(counts) = self.groups.get_mut(&self.tags) {
            counts.add(judged, stale);
        } else if self.groups.len() < GROUPS_AT_MOST {
            self.groups.entry(self.tags.clone()).or_default().add(judged, stale);
        } else {
            self.more_groups = true;
        }
    }

    /// Counts all that another one has counted.
    pub fn merge(&mut self, other: Self) {
        self.invalid += other.invalid;
        self.all.merge(&other.all);
        self.attention.merge(other.attention);
        self.more_groups |= other.more_groups;
        let groups: BTreeMap<_, _> = other.groups.into_iter().collect();
        for (tags, counts) in groups {
            self.groups.entry(tags).or_default().merge(&counts);
        }
        self.more_groups |= self.groups.len() > GROUPS_AT_MOST;
    }

    /// Returns the groups, in the order of their tags.
    #[must_use]
    pub fn groups(&self) -> BTreeMap<&GroupTags, &Counts> {
        self.groups.iter().collect()
    }

    /// Returns whether there are more groups than are counted.
    #[must_use]
    pub fn has_more_groups(&self) -> bool {
        self.more_groups
    }
}

/// Writes a tag into its slot, whose memory is used again.
fn fill(slot: &mut Option<String>, tag: Option<&str>) {
    match (slot.as_mut(), tag) {
        (Some(text), Some(tag)) => {
            text.clear();
            text.push_str(tag);
        }
        (None, Some(tag)) => *slot = Some(tag.to_owned()),
        (_, None) => *slot = None,
    }
}

impl Counts {
    fn add(&mut self, judged: &Judged, stale: bool) {
        self.records += 1;
        self.stale += u64::from(stale);
        self.too_much_unknown += u64::from(judged.too_much_unknown);
        if let Some(level) = judged.level {
            self.levels.add(level);
        }
        if let Some(level) = judged.evidenced_level {
            self.evidenced_levels.add(level);
        }
        if let Some(score) = judged.hundredths.filter(|_| !judged.too_much_unknown) {
            self.scores.add(score);
        }
        self.dimensions.resize_with(judged.dimensions.len(), DimensionCounts::default);
        for (counts, dimension) in self.dimensions.iter_mut().zip(&judged.dimensions) {
            match dimension.status {
                Status::NotApplicable => counts.not_applicable += 1,
                Status::Unknown | Status::Unanswered => counts.unknown += 1,
                Status::Answered => {
                    dimension.level().into_iter().for_each(|level| counts.levels.add(level));
                    dimension.hundredths.into_iter().for_each(|score| counts.scores.add(score));
                    counts.limiting += u64::from(judged.is_limiting(dimension));
                }
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.records += other.records;
        self.stale += other.stale;
        self.too_much_unknown += other.too_much_unknown;
        self.levels.merge(&other.levels);
        self.evidenced_levels.merge(&other.evidenced_levels);
        self.scores.merge(&other.scores);
        let dimensions = self.dimensions.len().max(other.dimensions.len());
        self.dimensions.resize_with(dimensions, DimensionCounts::default);
        for (counts, others) in self.dimensions.iter_mut().zip(&other.dimensions) {
            counts.levels.merge(&others.levels);
            counts.scores.merge(&others.scores);
            counts.unknown += others.unknown;
            counts.not_applicable += others.not_applicable;
            counts.limiting += others.limiting;
        }
    }
}
