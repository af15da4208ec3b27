//! Efforts for programs: a number of person-days; where a rubric counts in ranges, both ends and the
//! middle.

use crate::domain::effort::HalfDays;
use crate::domain::{Effort, Rubric};
use serde::{Serialize, Serializer};

/// An effort: a number where no effort word of the rubric stands for a range.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum EffortV1 {
    Days(i64),
    Range { low: i64, high: i64, middle: MiddleV1 },
}

impl EffortV1 {
    pub(super) fn of(rubric: &Rubric, effort: Effort) -> Self {
        if !rubric.has_effort_ranges() {
            return Self::Days(effort.low);
        }
        let Effort { low, high } = effort;
        Self::Range { low, high, middle: MiddleV1(effort.middle()) }
    }
}

/// The middle of an effort in days, as a JSON number: `56`, `56.5`.
pub(super) struct MiddleV1(HalfDays);

impl Serialize for MiddleV1 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.days() {
            (days, false) => serializer.serialize_i64(days),
            (days, true) => {
                serializer.serialize_f64(format!("{days}.5").parse().unwrap_or_default())
            }
        }
    }
}
