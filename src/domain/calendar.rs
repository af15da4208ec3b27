//! From weeks of work to days on the calendar, around a time in which nothing may be changed; and
//! so, for plans and recommendations alike, what may be done before a peak.

use super::date::Date;

/// How many weeks before a peak work pauses, unless others are named.
pub const FREEZE_WEEKS: i64 = 8;

/// How many weeks before a peak work may pause at most: a year.
pub const MOST_FREEZE_WEEKS: i64 = 52;

/// How many weeks from its first day on a peak lasts.
pub const PEAK_WEEKS: i64 = 6;

/// A day to start on, and when work pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The first day of work.
    pub today: Date,
    /// The time in which work pauses, if there is one.
    pub freeze: Option<Freeze>,
}

/// A time in which nothing may be changed: from some weeks before a peak until [`PEAK_WEEKS`] after
/// its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The first day of the peak.
    pub peak: Date,
    /// How many weeks before it work pauses.
    pub weeks_before: i64,
}

impl Freeze {
    /// Returns the first day of the freeze; nothing before the first day of the calendar.
    #[must_use]
    pub fn begin(self) -> Option<Date> {
        self.peak.plus_days(self.weeks_before.max(0).checked_mul(-7)?)
    }

    /// Returns how many days of work are left before the pause, from `today`.
    fn days_before(self, today: Date) -> i64 {
        let pause = self.weeks_before.max(0).saturating_mul(7);
        today.days_until(self.peak).saturating_sub(pause)
    }

    /// Returns the first day after the freeze; nothing where the calendar ends before.
    #[must_use]
    pub fn end(self) -> Option<Date> {
        self.peak.plus_days(PEAK_WEEKS * 7)
    }
}

impl Calendar {
    /// Returns the first day on which work pauses from today on, and the first on which it goes on;
    /// nothing where it does not pause.
    #[must_use]
    pub fn pause(self) -> Option<(Date, Date)> {
        let freeze = self.freeze?;
        let until = freeze.end().filter(|end| self.today < *end)?;
        let from = self.today.plus_days(freeze.days_before(self.today).max(0))?;
        Some((from, until))
    }

    /// Returns the first day of the work that starts after so many weeks of it.
    #[must_use]
    pub fn start(&self, weeks: i64) -> Option<Date> {
        let day = self.after(weeks)?;
        let pause = self.pause().filter(|(from, until)| (*from..*until).contains(&day));
        Some(pause.map_or(day, |(_, until)| until))
    }

    /// Returns whether what takes so many weeks can end before the peak, which takes that it ends
    /// before work pauses; what the rubric marks as ready for the peak need not pause. Nothing
    /// where no peak is ahead.
    #[must_use]
    pub fn ends_before_peak(&self, weeks: i64, peak_ready: bool) -> Option<bool> {
        let freeze = self.freeze.filter(|freeze| self.today <= freeze.peak)?;
        let unpaused = Self { freeze: None, ..*self };
        let end = if peak_ready { unpaused.after(weeks) } else { self.after(weeks) };
        Some(end.is_some_and(|end| end <= freeze.peak))
    }

    /// Returns the day by which what takes so many weeks is done: around the pause, but for what is
    /// ready for the peak and ends before it, which does not pause. Nothing past the calendar's
    /// last day.
    #[must_use]
    pub fn done_by(&self, weeks: i64, peak_ready: bool) -> Option<Date> {
        let goes_on = peak_ready && self.ends_before_peak(weeks, true) == Some(true);
        let calendar = if goes_on { Self { freeze: None, ..*self } } else { *self };
        calendar.after(weeks)
    }

    /// Returns the day by which so many weeks of work have been done, from today on: seven days to
    /// the week, none of them in the freeze. Nothing past the calendar's last day.
    ///
    /// What is done on the last day of work is there on the day after, which is the day returned:
    /// a week from 1 June is 8 June. Work that fits before the freeze may end on its first day.
    #[must_use]
    pub fn after(&self, weeks: i64) -> Option<Date> {
        let days = weeks.max(0).checked_mul(7)?;
        let Some(freeze) =
            self.freeze.filter(|freeze| freeze.end().is_none_or(|end| self.today < end))
        else {
            return self.today.plus_days(days);
        };
        let before = freeze.days_before(self.today);
        if before > 0 && days <= before {
            return self.today.plus_days(days);
        }
        freeze.end()?.plus_days(days - before.max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn after(today: &str, peak: &str, weeks: i64) -> Option<String> {
        let freeze = Freeze { peak: date(peak), weeks_before: 8 };
        let calendar = Calendar { today: date(today), freeze: Some(freeze) };
        calendar.after(weeks).map(|day| day.to_string())
    }

    #[test]
    fn without_a_peak_a_week_is_seven_days() {
        let calendar = Calendar { today: date("2026-06-01"), freeze: None };
        for (weeks, day) in [(0, "2026-06-01"), (1, "2026-06-08"), (26, "2026-11-30")] {
            assert_eq!(calendar.after(weeks), Some(date(day)));
        }
    }

    /// The peak of 2026-11-23 freezes 2026-09-28 to 2027-01-03; work goes on on 2027-01-04.
    #[test]
    fn work_pauses_around_the_peak_and_goes_on() {
        for (today, weeks, day) in [
            ("2026-09-14", 0, "2026-09-14"),
            ("2026-09-14", 1, "2026-09-21"),
            ("2026-09-14", 2, "2026-09-28"),
            ("2026-09-14", 3, "2027-01-11"),
            ("2026-09-27", 1, "2027-01-10"),
            ("2026-09-28", 0, "2027-01-04"),
            ("2026-09-28", 1, "2027-01-11"),
            ("2026-12-24", 1, "2027-01-11"),
            ("2027-01-03", 1, "2027-01-11"),
            ("2027-01-04", 1, "2027-01-11"),
            ("2027-02-01", 1, "2027-02-08"),
        ] {
            assert_eq!(after(today, "2026-11-23", weeks).as_deref(), Some(day), "{today} {weeks}");
        }
    }

    #[test]
    fn nothing_lies_past_the_end_of_the_calendar() {
        assert_eq!(after("2026-06-01", "2026-11-23", i64::MAX), None);
        assert_eq!(after("2026-06-01", "2026-11-23", 1 << 40), None);
        assert_eq!(after("2026-06-01", "9999-12-30", 500_000), None);
        assert_eq!(after("9999-12-01", "9999-12-30", 1), None);
        let always = Freeze { peak: date("2026-11-23"), weeks_before: i64::MAX };
        let calendar = Calendar { today: date("2026-06-01"), freeze: Some(always) };
        assert_eq!(calendar.after(1), Some(date("2027-01-11")));
    }
}
