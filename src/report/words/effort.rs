//! Efforts in words: person-days, and ranges of them with their middle.

use super::counted;
use crate::domain::Effort;
use crate::domain::effort::HalfDays;

/// Returns an effort: `40 person-days`, or `22-90 person-days (middle 56)`.
#[must_use]
pub fn person_days(effort: Effort) -> String {
    if effort.is_range() {
        format!(
            "{}-{} person-days (middle {})",
            effort.low,
            effort.high,
            half_days(effort.middle())
        )
    } else {
        counted(effort.low, "person-day")
    }
}

/// Returns an effort where person-days are meant anyway: `40`, or `22-90 (middle 56)`.
#[must_use]
pub fn only_days(effort: Effort) -> String {
    if effort.is_range() {
        format!("{}-{} (middle {})", effort.low, effort.high, half_days(effort.middle()))
    } else {
        effort.low.to_string()
    }
}

/// Returns an effort word's days in a list of words: `40`, or `22-90`.
#[must_use]
pub fn ends(effort: Effort) -> String {
    if effort.is_range() {
        format!("{}-{}", effort.low, effort.high)
    } else {
        effort.low.to_string()
    }
}

/// Returns half days as days: `56`, `56.5`.
#[must_use]
pub fn half_days(half_days: HalfDays) -> String {
    let (days, and_half) = half_days.days();
    if and_half { format!("{days}.5") } else { days.to_string() }
}
