//! The records that need attention first: the lowest level, then the lowest score, then the oldest
//! answers.

use super::Record;
use super::judge::Judged;
use crate::domain::date::Date;
use crate::domain::index::DimensionId;
use std::borrow::Cow;

/// How many are kept.
pub const MOST: usize = 10;

/// Where a record stands: the file, by its number among those that were read, and the line; no line
/// where the record is the whole file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The record's number in the order of input, from 1.
    pub record: u64,
    /// The number of the file, from 0.
    pub file: usize,
    /// The line that it begins in, from 1.
    pub line: Option<u64>,
}

/// One that needs attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needy {
    /// Where it stands.
    pub place: Place,
    /// The operation.
    pub scope: String,
    /// The day that its answers describe.
    pub date: Date,
    /// Its overall level; nothing where too much is unknown, or where there are scores only.
    pub level: Option<i64>,
    /// The level that it has at worst; nothing where there are scores only.
    pub worst: Option<i64>,
    /// Its score in hundredths.
    pub hundredths: Option<i64>,
    /// How many of its questions are unknown.
    pub unknown: usize,
    /// Whether that is too many for a level.
    pub too_much_unknown: bool,
    /// Whether its answers are old.
    pub stale: bool,
    /// The dimensions that no other is below, and that are known.
    pub limiting: Vec<DimensionId>,
}

/// What decides who comes first, the least of it.
type Urgency = (Option<i64>, Option<i64>, Date, Place);

/// The ones that need attention first, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attention(Vec<Needy>);

impl Attention {
    /// Considers one more record.
    pub fn consider(&mut self, record: &Record<'_>, judged: &Judged, place: Place, stale: bool) {
        let worst = judged.range.map(|range| range.0);
        let urgency = (level(judged.level, worst), judged.hundredths, record.date, place);
        let is_full = self.0.len() >= MOST;
        if is_full && self.0.last().is_some_and(|last| last.urgency() <= urgency) {
            return;
        }
        let dimensions = DimensionId::each(&judged.dimensions);
        let limiting = dimensions
            .filter(|(_, one)| judged.is_limiting(one) && !one.status.is_unknown())
            .map(|(id, _)| id);
        self.insert(Needy {
            place,
            scope: Cow::clone(&record.scope).into_owned(),
            date: record.date,
            level: judged.level,
            worst,
            hundredths: judged.hundredths,
            unknown: judged.unknown,
            too_much_unknown: judged.too_much_unknown,
            stale,
            limiting: limiting.collect(),
        });
    }

    /// Considers all that another one has kept.
    pub fn merge(&mut self, other: Self) {
        for needy in other.0 {
            self.insert(needy);
        }
    }

    /// Returns those that need attention first, in order.
    #[must_use]
    pub fn list(&self) -> &[Needy] {
        &self.0
    }

    fn insert(&mut self, needy: Needy) {
        let urgency = needy.urgency();
        let at = self.0.partition_point(|known| known.urgency() <= urgency);
        self.0.insert(at, needy);
        self.0.truncate(MOST);
    }
}

impl Needy {
    fn urgency(&self) -> Urgency {
        (level(self.level, self.worst), self.hundredths, self.date, self.place)
    }
}

/// Returns the level that counts: where too much is unknown, that at worst.
fn level(level: Option<i64>, worst: Option<i64>) -> Option<i64> {
    level.or(worst)
}
