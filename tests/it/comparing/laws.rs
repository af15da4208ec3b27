//! Laws of a comparison, whatever was answered.

use crate::Field;
use oms_maturity::document::Format;
use oms_maturity::domain::change::Change;
use oms_maturity::domain::comparison::{Comparison, Moved, Side, Within};
use oms_maturity::domain::date::Date;
use oms_maturity::domain::measured::Measured;
use oms_maturity::domain::snapshot::{Snapshot, main_question};
use oms_maturity::domain::{AnswerSheet, Scores, judge};
use proptest::prelude::*;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::shipped);

/// An answer to a measured question: a figure in tenths, a word, an option, unknown, or none.
fn answer() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        5 => (0..400_u32).prop_map(|tenths| Some(format!("{{value: {}.{}}}", tenths / 10, tenths % 10))),
        1 => Just(Some("{value: never}".to_owned())),
        1 => (1..=5_u8).prop_map(|level| Some(format!("{{level: {level}}}"))),
        1 => Just(Some("unknown".to_owned())),
        1 => Just(None),
    ]
}

/// A day, and the answers to the six questions.
fn given() -> impl Strategy<Value = (u8, Vec<Option<String>>)> {
    (1..=28_u8, proptest::collection::vec(answer(), 6))
}

fn sheet((day, answers): &(u8, Vec<Option<String>>)) -> Option<AnswerSheet> {
    let questions = &FIELD.instrument.questionnaire().questions;
    let lines = questions.iter().zip(answers).filter_map(|(question, answer)| {
        let answer = answer.as_ref()?;
        let has_word =
            question.measure.as_ref().is_some_and(|measure| measure.word("never").is_some());
        let fits = question.measure.is_some() || !answer.contains("value");
        (fits && (has_word || !answer.contains("never")))
            .then(|| format!("{}: {answer}", question.id))
    });
    let lines: Vec<_> = lines.collect();
    let text = format!(
        "edition: 2\nscope: Shop\ndate: 2026-06-{day:02}\nanswers: {{{}}}\n",
        lines.join(", ")
    );
    FIELD.read(&text, Format::Yaml).ok()
}

fn dated(day: &str, answers: &str) -> AnswerSheet {
    let text = format!("edition: 2\nscope: Shop\ndate: {day}\nanswers: {{{answers}}}\n");
    FIELD.read(&text, Format::Yaml).unwrap()
}

fn compared(before: &AnswerSheet, after: &AnswerSheet) -> Comparison {
    let judged = [before, after].map(|sheet| judge(&FIELD.instrument, sheet));
    let [one, other] = &judged;
    Comparison::between(
        &FIELD.instrument,
        Side { sheet: before, judgement: one },
        Side { sheet: after, judgement: other },
    )
}

fn mirrored(change: Change) -> Change {
    match change {
        Change::Rose => Change::Fell,
        Change::Fell => Change::Rose,
        Change::Same => Change::Same,
        Change::NowKnown => Change::NowUnknown,
        Change::NowUnknown => Change::NowKnown,
        Change::NowApplicable => Change::NowNotApplicable,
        Change::NowNotApplicable => Change::NowApplicable,
    }
}

fn turned(within: Within) -> Within {
    match within {
        Within::Worse => Within::Better,
        Within::Better => Within::Worse,
        other => other,
    }
}

proptest! {
    #[test]
    fn answers_compared_with_themselves_show_nothing(given in given()) {
        let sheet = sheet(&given);
        prop_assume!(sheet.is_some());
        let sheet = sheet.unwrap();
        let compared = compared(&sheet, &sheet);
        prop_assert_eq!(compared.overall, Change::Same);
        prop_assert!(compared.scenarios.is_empty() && !compared.has_fallen());
        for moved in &compared.dimensions {
            prop_assert_eq!(moved.change, Change::Same);
            prop_assert!(matches!(moved.within, Within::Same | Within::Unmeasured));
            prop_assert!(moved.reached.is_empty());
            prop_assert!(moved.figures.iter().all(|figures| figures.pace.is_none()));
        }
    }

    /// What is kept of a date is the same, whether or not it is found what would be if something were
    /// otherwise.
    #[test]
    fn a_snapshot_needs_no_more_than_what_is_today(given in given()) {
        let sheet = sheet(&given);
        prop_assume!(sheet.is_some());
        let sheet = sheet.unwrap();
        let [whole, today] = [Scores::of, Scores::of_today]
            .map(|scores| Snapshot::of(&FIELD.instrument, &sheet, &scores(&FIELD.instrument, &sheet)));
        prop_assert_eq!(whole, today);
    }

    #[test]
    fn there_and_back_mirror_each_other(one in given(), other in given()) {
        let sheets = sheet(&one).zip(sheet(&other));
        prop_assume!(sheets.is_some());
        let (one, other) = sheets.unwrap();
        let (there, back) = (compared(&one, &other), compared(&other, &one));
        prop_assert_eq!(there.overall, mirrored(back.overall));
        for (there, back) in there.dimensions.iter().zip(&back.dimensions) {
            prop_assert_eq!(there.change, mirrored(back.change));
            prop_assert_eq!(there.within, turned(back.within));
        }
        let verdicts: Vec<_> = back.scenarios.iter().map(|(id, then, now)| (*id, *now, *then)).collect();
        prop_assert_eq!(there.scenarios, verdicts);
    }

    /// Two figures always compare, whatever became of the level; a word stands for the worst.
    #[test]
    fn figures_compare_wherever_both_are_there(one in given(), other in given()) {
        let sheets = sheet(&one).zip(sheet(&other));
        prop_assume!(sheets.is_some());
        let (one, other) = sheets.unwrap();
        let comparison = compared(&one, &other);
        let dimensions = FIELD.instrument.rubric().dimensions.iter();
        for (moved, dimension) in comparison.dimensions.iter().zip(dimensions) {
            let figures = main_question(&FIELD.instrument, dimension).and_then(|question| {
                Measured::of(question, &one).zip(Measured::of(question, &other))
            });
            prop_assert_eq!(figures.is_some(), moved.within != Within::Unmeasured);
            let numbers = figures.and_then(|(one, other)| one.number().zip(other.number()));
            if let Some((one, other)) = numbers {
                // Less is better in all of the shipped questions.
                let expected = match other.cmp(&one) {
                    std::cmp::Ordering::Less => Within::Better,
                    std::cmp::Ordering::Equal => Within::Same,
                    std::cmp::Ordering::Greater => Within::Worse,
                };
                prop_assert_eq!(moved.within, expected);
            }
        }
    }

    /// On the day of the pace the line lies in the worse answer, and the day before it does not.
    #[test]
    fn a_pace_is_the_first_day_on_which_the_line_lies_lower(
        before in 31..80_i64, rise in 1..40_i64, days in 28..330_i64,
    ) {
        let after = (before + rise).min(80);
        prop_assume!(after > before);
        let start = Date::parse("2025-06-01").unwrap();
        let at = |day: i64, tenths: i64| {
            let figure = format!("{{value: {}.{}}}", tenths / 10, tenths % 10);
            dated(&start.plus_days(day).unwrap().to_string(), &format!("overrides: {figure}"))
        };
        let (first, last) = (at(0, before), at(days, after));
        let comparison = compared(&first, &last);
        let moved: &Moved = &comparison.dimensions[1];
        let pace = moved.figures[0].pace.as_ref().unwrap();
        prop_assert_eq!(pace.level, Some(2));
        let date = last.given().date;
        let Some(on) = pace.on else {
            let years = date.days_until(date.plus_months(120).unwrap());
            prop_assert!(after * days + (after - before) * years <= 80 * days);
            return Ok(());
        };
        let passed = date.days_until(on);
        // In tenths, times the days: the line at a day, against 8.
        let line = |day: i64| after * days + (after - before) * day;
        prop_assert!(line(passed) > 80 * days && line(passed - 1) <= 80 * days);
    }
}
