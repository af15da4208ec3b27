//! Sources in words: who published what, and when it was read.

use super::isolated;
use crate::domain::Date;
use crate::domain::questionnaire::Source;

/// The months by their names.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns what a source is: `Publisher: Title; read 28 November 2026`.
#[must_use]
pub fn source_title(source: &Source) -> String {
    titled(&source.title, &source.publisher, source.read)
}

/// Returns a title with its publisher and the day it was read, as far as they are known.
#[must_use]
pub fn titled(title: &str, publisher: &str, read: Option<Date>) -> String {
    let (title, by) = (isolated(title), isolated(publisher));
    match (publisher.is_empty(), read.map(day_in_words)) {
        (true, None) => title,
        (true, Some(day)) => format!("{title}; read {day}"),
        (false, None) => format!("{by}: {title}"),
        (false, Some(day)) => format!("{by}: {title}; read {day}"),
    }
}

/// Returns a day as people write it: `28 November 2026`.
#[must_use]
pub fn day_in_words(day: Date) -> String {
    let (year, month, number) = day.parts();
    let month = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month));
    format!("{number} {} {year}", month.copied().unwrap_or_default())
}
