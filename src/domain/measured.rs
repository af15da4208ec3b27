//! The figures behind answers, so that two of different days can be held against each other: which
//! is worse, and when a straight line through both leaves the band that the answer lies in.

use super::date::Date;
use super::decimal::Decimal;
use super::given::{Figure, TwoDays};
use super::questionnaire::{Better, End, Measure, Question};
use super::sheet::{Accepted, AnswerSheet};
use std::cmp::Ordering;
use std::fmt;

/// What was measured for a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A number in the unit of the measure; of days, the months that had passed.
    Number(Decimal),
    /// A word that is a figure of its own, such as `never`.
    Word(String),
}

impl Measured {
    /// Returns the figure that was given in answer to a question; nothing where an option was
    /// chosen without one, or nobody knows.
    #[must_use]
    pub fn of(question: &Question, sheet: &AnswerSheet) -> Option<Self> {
        let measure = question.measure.as_ref()?;
        let figure = match sheet.answer(&question.id)? {
            Accepted::Chosen(chosen) => chosen.figure.as_ref()?,
            Accepted::Figure(figure) => figure,
            Accepted::Unknown | Accepted::NotApplicable(_) => return None,
        };
        let date = sheet.given().date;
        Some(match figure {
            Figure::Number(number) => Self::Number(*number),
            Figure::Word(word) => Self::Word(word.clone()),
            Figure::On(day) => Self::Number(months(*day, date)?),
            Figure::OnTwo(days) => Self::Number(worse_span(measure, *days, date)?),
        })
    }

    /// Returns the number; nothing where it is a word.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Word(_) => None,
        }
    }

    /// Returns the word; nothing where it is a number.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Word(word) => Some(word),
        }
    }

    /// Returns the option that it stands for.
    fn option(&self, question: &Question) -> Option<usize> {
        match self {
            Self::Number(number) => {
                question.options.iter().position(|option| option.holds(*number))
            }
            Self::Word(word) => {
                let known = question.measure.as_ref()?.word(word)?;
                question.option(known.option.as_ref()?)
            }
        }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => word.fmt(f),
        }
    }
}

/// Returns how many calendar months have passed from a day to another: whole ones, and of the one
/// under way the hundredths that its days come to, rounded down.
fn months(from: Date, to: Date) -> Option<Decimal> {
    let (whole, over) = from.months_until(to);
    let begins = from.plus_months(whole)?;
    let hundredths = match from.plus_months(whole.checked_add(1)?) {
        Some(ends) if over => {
            let passed = begins.days_until(to).checked_mul(100)?;
            passed.checked_div(begins.days_until(ends)).unwrap_or_default()
        }
        _ => 0,
    };
    // A day more than whole months is more than whole months.
    let hundredths = if over { hundredths.max(1) } else { 0 };
    Decimal::of_hundredths(whole.checked_mul(100)?.checked_add(hundredths)?)
}

/// Returns the worse of the two spans that two days make.
fn worse_span(measure: &Measure, days: TwoDays, date: Date) -> Option<Decimal> {
    let (since, between) = (months(days.newest(), date)?, months(days.before(), days.newest())?);
    Some(match measure.better {
        Better::Lower => since.max(between),
        Better::Higher => since.min(between),
    })
}

/// Returns which way a figure moved, better being greater; nothing where that cannot be said: of a
/// word and a number that mean the same answer, unless that answer is the worst or the best one.
#[must_use]
pub fn moved(question: &Question, before: &Measured, after: &Measured) -> Option<Ordering> {
    if before == after {
        return Some(Ordering::Equal);
    }
    if let (Measured::Number(before), Measured::Number(after)) = (before, after) {
        let rises = after.cmp(before);
        return Some(match question.measure.as_ref()?.better {
            Better::Higher => rises,
            Better::Lower => rises.reverse(),
        });
    }
    let (then, now) = (before.option(question)?, after.option(question)?);
    // Options run from worst to best.
    let moved = now.cmp(&then);
    if moved.is_ne() {
        return Some(moved);
    }
    let end = match now {
        0 => Ordering::Less,
        last if last + 1 == question.options.len() => Ordering::Greater,
        _ => return None,
    };
    match (before, after) {
        (Measured::Number(_), Measured::Word(_)) => Some(end),
        (Measured::Word(_), Measured::Number(_)) => Some(end.reverse()),
        _ => None,
    }
}

/// Two numbers of different days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day and the number of before.
    pub first: (Date, Decimal),
    /// The day and the number of after; the day is later.
    pub last: (Date, Decimal),
}

impl Line {
    /// Returns how many days after the last one the straight line through both first lies beyond the
    /// worse end of the band of an option; nothing where it never does.
    #[must_use]
    pub fn leaves(&self, question: &Question, option: usize) -> Option<i64> {
        let band = question.options.get(option)?.band.as_ref()?;
        let better = question.measure.as_ref()?.better;
        let end = match better {
            Better::Lower => band.high?,
            Better::Higher => band.low?,
        };
        self.days_to(end, better)
    }

    fn days_to(&self, end: End, better: Better) -> Option<i64> {
        let days = i128::from(self.first.0.days_until(self.last.0));
        let (first, last, end_at) = (self.first.1, self.last.1, end.at);
        let decimals = first.decimals().max(last.decimals()).max(end_at.decimals());
        let scaled = |number: Decimal| {
            let (digits, own) = number.parts();
            let sign = if better == Better::Lower { 1 } else { -1 };
            i128::from(digits) * 10_i128.pow(decimals.saturating_sub(own)) * sign
        };
        // With the sign turned where more is better, a rise is always for the worse.
        let rise = scaled(last) - scaled(first);
        if days <= 0 || rise <= 0 {
            return None;
        }
        let left = (scaled(end_at) - scaled(last)).checked_mul(days)?;
        let whole = left.div_euclid(rise);
        let beyond = if end.included || left.rem_euclid(rise) != 0 { whole + 1 } else { whole };
        Some(i64::try_from(beyond.max(1)).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn months_are_whole_ones_and_a_share_of_the_one_under_way() {
        for (from, to, expected) in [
            ("2026-01-20", "2026-07-20", "6"),
            ("2026-06-01", "2026-06-16", "0.5"),
            ("2026-06-01", "2026-06-02", "0.03"),
            ("2025-08-31", "2026-02-28", "6"),
            ("2024-02-29", "2026-02-28", "24"),
            ("2026-06-30", "2026-06-30", "0"),
        ] {
            assert_eq!(months(day(from), day(to)), Some(number(expected)), "{from} {to}");
        }
    }

    /// From 5.1 to 7.9 in 273 days; 10 is passed 2.1 * 273 / 2.8 = 204.75 days later, on the 205th.
    #[test]
    fn a_line_leaves_a_band_on_the_first_day_beyond_its_end() {
        let line = Line {
            first: (day("2025-09-30"), number("5.1")),
            last: (day("2026-06-30"), number("7.9")),
        };
        let end = |at: &str, included| End { at: number(at), included };
        assert_eq!(line.days_to(end("10", true), Better::Lower), Some(205));
        assert_eq!(line.days_to(end("10.7", false), Better::Lower), Some(273));
        assert_eq!(line.days_to(end("10.7", true), Better::Lower), Some(274));
        assert_eq!(line.days_to(end("10", true), Better::Higher), None);
        let level = Line { last: (day("2026-06-30"), number("5.1")), ..line };
        assert_eq!(level.days_to(end("10", true), Better::Lower), None);
        let fewer = Line {
            first: (day("2025-06-30"), number("1.5")),
            last: (day("2026-06-30"), number("1.25")),
        };
        assert_eq!(fewer.days_to(end("1", true), Better::Higher), Some(366));
    }
}
