//! From a day as people in a room type it to the domain's [`Date`]. What could mean two things, or
//! lacks its year, is refused.

use crate::domain::Date;

/// Returns the calendar day that `typed` says: `2026-01-20`, `20.1.2026` (day first), `20260120`,
/// `20 Jan 2026`.
///
/// # Errors
///
/// Says how to write a day instead.
pub(super) fn day(typed: &str) -> Result<Date, String> {
    let why = match Spelled::of(&typed.trim().to_lowercase()) {
        Spelled::Day(day) => return Ok(day),
        Spelled::Month => "That is a month, not a day. ",
        Spelled::Year => "That is a year, not a day. ",
        Spelled::NoYear => "Type the year in full. ",
        Spelled::Unsure => "That looks like a day, and is none. ",
        Spelled::NoDay if typed.contains('/') => "A day with slashes is ambiguous. ",
        Spelled::NoDay => "",
    };
    Err(format!("{why}Write a day of the calendar as 2026-06-30 (YYYY-MM-DD) or 30.6.2026."))
}

/// What a text spells of a day of the calendar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelled {
    /// A whole day.
    Day(Date),
    /// A month and its year.
    Month,
    /// A year alone.
    Year,
    /// A day and month with no year, or with a short one.
    NoYear,
    /// What looks like a day, and is none of the calendar.
    Unsure,
    /// Nothing of the kind.
    NoDay,
}

impl Spelled {
    /// Returns what a text in small letters spells of a day, of this or the last century.
    pub(super) fn of(text: &str) -> Self {
        let parts = text.split(|c: char| !c.is_alphanumeric()).map(without_ordinal);
        let parts =
            parts.filter(|part| !part.is_empty() && *part != "of" && !is_one_of(&WEEKDAYS, part));
        let parts: Vec<_> = parts.collect();
        let months: Vec<_> = parts.iter().filter_map(|part| month_of(part)).collect();
        let numbers: Vec<_> = parts.into_iter().filter(|part| month_of(part).is_none()).collect();
        if months.len() > 1 || !numbers.iter().all(|number| is_digits(number)) {
            return Self::NoDay;
        }
        match months.first() {
            Some(month) => beside_a_month(&month.to_string(), &numbers),
            None => in_figures(text, &numbers),
        }
    }
}

/// Returns what a named month and the numbers beside it spell.
fn beside_a_month(month: &str, numbers: &[&str]) -> Spelled {
    match numbers {
        [year, day] | [day, year] if is_year(year) && day.len() <= 2 => on(year, month, day),
        [year] if is_year(year) => Spelled::Month,
        [_] | [_, _] => Spelled::NoYear,
        _ => Spelled::NoDay,
    }
}

/// Returns what numbers alone spell, which make up `text`.
fn in_figures(text: &str, numbers: &[&str]) -> Spelled {
    let dotted = text.contains('.') && !text.contains('/');
    match numbers {
        [digits] if *digits == text && is_year(digits) => Spelled::Year,
        [digits] if *digits == text && digits.len() == 8 => compact(digits),
        [digits] if *digits == text && digits.len() == 6 => match digits.split_at_checked(4) {
            Some((year, month)) if is_year(year) && is_month(month) => Spelled::Month,
            _ => Spelled::Unsure,
        },
        [month, year] | [year, month] if is_year(year) && is_month(month) => Spelled::Month,
        [year, month, day] if is_year(year) && month.len() == 2 && day.len() == 2 => {
            on(year, month, day)
        }
        [day, month, year] if dotted && year.len() == 4 => on(year, month, day),
        [_, _, _] if dotted && numbers.iter().all(|part| part.len() <= 2) => Spelled::NoYear,
        _ => Spelled::NoDay,
    }
}

/// Returns what eight digits in a row spell: a day, year first, or what only looks like one.
fn compact(digits: &str) -> Spelled {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match on(part(0, 4), part(4, 6), part(6, 8)) {
        day @ Spelled::Day(_) if is_year(part(0, 4)) => day,
        _ => Spelled::Unsure,
    }
}

fn on(year: &str, month: &str, day: &str) -> Spelled {
    let day = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"));
    day.map_or(Spelled::NoDay, Spelled::Day)
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTH_NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns whether `part` is one of the words, or the beginning of one.
fn is_one_of(words: &[&str], part: &str) -> bool {
    part.len() >= 3 && words.iter().any(|word| word.starts_with(part))
}

fn month_of(part: &str) -> Option<usize> {
    let found = MONTH_NAMES.iter().position(|month| is_one_of(&[month], part));
    found.map(|before| before + 1)
}

fn without_ordinal(part: &str) -> &str {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end));
    bare.filter(|bare| is_digits(bare)).unwrap_or(part)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text) && (text.starts_with("19") || text.starts_with("20"))
}

fn is_month(text: &str) -> bool {
    text.len() <= 2 && text.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_day_first_or_year_first() {
        for typed in [
            "2026-01-20",
            "20.1.2026",
            "20.01.2026",
            " 20. 1. 2026 ",
            "20260120",
            "2026.01.20",
            "20 Jan 2026",
        ] {
            assert_eq!(day(typed).unwrap().to_string(), "2026-01-20", "{typed}");
        }
        for typed in ["1/20/2026", "1.20.2026", "20.1.26", "2026.13.20", "20-1-2026", "", "May 3"] {
            assert!(day(typed).unwrap_err().contains("YYYY-MM-DD"), "{typed}");
        }
        assert!(day("1/2/2026").unwrap_err().contains("ambiguous"));
    }
}
