//! Calendar dates. No clock: today, where it is needed at all, comes in as a value.

use super::Decimal;
use jiff::Span;
use std::fmt;

/// A calendar day, written `2026-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The last day of the calendar.
    pub const LAST: Self = Self(jiff::civil::Date::MAX);

    /// Returns the date that `text` spells as `YYYY-MM-DD`; nothing for any other spelling or for
    /// a day that does not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        shape.then(|| text.parse().ok()).flatten().map(Self)
    }

    /// Returns the day that a number looks like: 20260120. Numbers of other things do not have eight
    /// digits that are a day of these times.
    #[must_use]
    pub fn of_digits(number: Decimal) -> Option<Self> {
        let (digits, decimals) = number.parts();
        let within = decimals == 0 && (19_000_101..21_010_000).contains(&digits);
        let [year, month, day] = [digits / 10_000, digits / 100 % 100, digits % 100];
        Self::parse(&format!("{year:04}-{month:02}-{day:02}")).filter(|_| within)
    }

    /// Returns the day of a calendar that the caller read.
    #[must_use]
    pub fn from_civil(day: jiff::civil::Date) -> Self {
        Self(day)
    }

    /// Returns the same day of the month, `months` later; the month's last day where it is
    /// shorter. Nothing past the year 9999.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Option<Self> {
        self.0.checked_add(Span::new().try_months(months).ok()?).ok().map(Self)
    }

    /// Returns the day that is `days` later, or earlier if they are negative. Nothing outside the
    /// years that the calendar knows.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        self.0.checked_add(Span::new().try_days(days).ok()?).ok().map(Self)
    }

    /// Returns year, month and day.
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Returns how many days pass from this day to `later`; negative if it is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// Returns how many whole calendar months have passed at `later` since this day, and whether
    /// more time than that has. Counted by adding months to this day, as limits are.
    #[must_use]
    pub fn months_until(self, later: Self) -> (i64, bool) {
        let span = self.0.until((jiff::Unit::Month, later.0));
        let fewest = span.map_or(0, |span| i64::from(span.get_months()));
        let is_there = |months| self.plus_months(months).is_some_and(|day| day <= later);
        // The last day of a shorter month is a month later too.
        let months = if is_there(fewest + 1) { fewest + 1 } else { fewest };
        (months, self.plus_months(months) != Some(later))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for wrong in ["2026-02-29", "2026-13-01", "30.06.2026", "2026-6-30", "20260630", "today"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert_eq!(date("2028-02-29").to_string(), "2028-02-29");
    }

    #[test]
    fn some_numbers_look_like_days() {
        let looks = |text: &str| Date::of_digits(Decimal::parse(text).unwrap());
        assert_eq!(looks("20260120"), Some(date("2026-01-20")));
        for other in ["20260230", "2026012", "202601200", "-20260120", "20260120.5", "10000101"] {
            assert_eq!(looks(other), None, "{other}");
        }
    }

    #[test]
    fn months_end_with_the_month() {
        assert_eq!(date("2026-01-31").plus_months(1), Some(date("2026-02-28")));
        assert_eq!(date("2026-01-20").plus_months(6), Some(date("2026-07-20")));
        assert_eq!(date("9999-12-01").plus_months(1), None);
    }

    #[test]
    fn days_are_added_within_the_calendar() {
        assert_eq!(date("2026-06-30").plus_days(84), Some(date("2026-09-22")));
        assert_eq!(date("2026-03-01").plus_days(-1), Some(date("2026-02-28")));
        for beyond in [i64::MAX, i64::MIN, 4_000_000] {
            assert_eq!(date("2026-06-30").plus_days(beyond), None, "{beyond}");
        }
    }

    #[test]
    fn days_and_months_are_counted_on_the_calendar() {
        assert_eq!(date("2026-06-30").days_until(date("2026-09-22")), 84);
    }

    #[test]
    fn months_are_counted_as_limits_are() {
        for (from, to, months, over) in [
            ("2026-01-20", "2026-06-30", 5, true),
            ("2025-12-30", "2026-06-30", 6, false),
            ("2025-12-29", "2026-06-30", 6, true),
            ("2025-08-31", "2026-02-28", 6, false),
            ("2025-02-28", "2025-08-31", 6, true),
            ("2026-06-30", "2026-06-30", 0, false),
            ("2026-06-29", "2026-06-30", 0, true),
        ] {
            assert_eq!(date(from).months_until(date(to)), (months, over), "{from} {to}");
        }
    }
}
