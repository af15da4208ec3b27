use crate::any_rubric;
use crate::dice::Dice;
use oms_maturity::document::records::RecordReader;
use oms_maturity::document::shipped;
use oms_maturity::domain::portfolio::attention::Place;
use oms_maturity::domain::portfolio::judge::Judge;
use oms_maturity::domain::portfolio::tally::{Counting, Tally};
use oms_maturity::domain::{Date, Instrument};
use oms_maturity::report::brand::Brand;
use oms_maturity::report::portfolio::telling::Shades;
use oms_maturity::report::portfolio::{Portfolio, SMALL_GROUP, json, spreadsheet, table};
use oms_maturity::report::{html, markdown};
use proptest::prelude::*;
use serde_json::Value;

const TAGS: [&str; 2] = ["country", "format"];

/// Returns a record that answers, leaves open or leaves out each question.
pub(super) fn record(instrument: &Instrument, dice: &mut Dice) -> String {
    let asked = instrument.questionnaire().questions.iter();
    let answers = asked.filter_map(|question| {
        let option = question.options.get(dice.place(question.options.len()));
        let answer = match dice.below(8) {
            0 => return None,
            1 => "\"unknown\"".to_owned(),
            2 if dice.happens(20) => "{\"not_applicable\":\"pilot\"}".to_owned(),
            _ => format!("{{\"option\":\"{}\"}}", option?.id),
        };
        Some(format!("\"{}\":{answer}", question.id))
    });
    let answers: Vec<_> = answers.collect();
    let (country, format) = (["DE", "FR", "NL"][dice.place(3)], ["store", "web"][dice.place(2)]);
    let format = if dice.happens(80) { format!(",\"format\":\"{format}\"") } else { String::new() };
    format!(
        "{{\"scope\":\"Shop {}\",\"date\":\"2026-0{}-01\",\"tags\":{{\"country\":\"{country}\"\
         {format}}},\"answers\":{{{}}}}}",
        dice.below(1000),
        dice.from(1, 9),
        answers.join(",")
    )
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Returns what records come to.
fn tally(instrument: &Instrument, lines: &[String]) -> Tally {
    let group_by = TAGS.map(str::to_owned).to_vec();
    let mut tally = Tally::new(Counting { group_by, fresh_from: Some(day("2026-04-01")) });
    let (mut reader, mut judge) = (RecordReader::new(instrument), Judge::new(instrument));
    for (number, line) in (1..).zip(lines) {
        match reader.read(line) {
            Ok(record) => {
                let judged = judge.judge(&record);
                tally.add(&record, &judged, Place { record: number, file: 0, line: Some(number) });
            }
            Err(_) => tally.invalid += 1,
        }
    }
    tally
}

/// Calls `look` with the portfolio that records make.
fn with_portfolio<T>(
    instrument: &Instrument,
    lines: &[String],
    small_groups: bool,
    look: impl FnOnce(&Portfolio<'_>) -> T,
) -> T {
    let (tally, group_by) = (tally(instrument, lines), TAGS.map(str::to_owned));
    look(&Portfolio {
        instrument,
        tally: &tally,
        judged_on: day("2026-11-29"),
        group_by: &group_by,
        small_groups,
        stale: Some((day("2026-04-01"), 8)),
        files: &["shops.ndjson".to_owned()],
        anonymous: false,
    })
}

fn summary(instrument: &Instrument, lines: &[String], small_groups: bool) -> Value {
    let text = with_portfolio(instrument, lines, small_groups, |portfolio| {
        json::render(portfolio).unwrap()
    });
    serde_json::from_str(&text).unwrap()
}

fn records_of(distribution: &Value) -> u64 {
    let counts = distribution["counts"].as_array().unwrap().iter();
    counts.map(|count| count["records"].as_u64().unwrap()).sum()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// Returns every count of a summary or a group: what is counted, and how many there are.
fn counts(value: &Value, place: &str, found: &mut Vec<(String, u64)>) {
    if let Some(list) = value["counts"].as_array() {
        let each =
            list.iter().map(|one| (format!("{place}@{}", one["at"]), number(&one["records"])));
        found.extend(each);
        return;
    }
    match value {
        Value::Object(entries) => {
            for (key, value) in entries.iter().filter(|(key, _)| !key.ends_with("quartile")) {
                counts(value, &format!("{place}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                counts(item, &format!("{place}/{index}"), found);
            }
        }
        Value::Number(count) => found.push((place.to_owned(), count.as_u64().unwrap())),
        _ => {}
    }
}

fn lines(instrument: &Instrument, seed: u64, most: i64) -> Vec<String> {
    let mut dice = Dice(seed);
    (0..dice.from(1, most)).map(|_| record(instrument, &mut dice)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_parts_of_a_summary_add_up_to_the_whole(seed: u64) {
        let instrument = shipped::instrument().unwrap();
        let lines = lines(&instrument, seed, 60);
        let summary = summary(&instrument, &lines, false);
        let totals = &summary["portfolio"];
        let judged = number(&totals["judged"]);
        prop_assert_eq!(number(&totals["records"]), judged + number(&totals["invalid"]));
        prop_assert_eq!(number(&totals["records"]), u64::try_from(lines.len()).unwrap());
        let overall = &summary["overall"];
        let unknown = number(&overall["too_much_unknown"]);
        for held in ["levels", "evidenced_levels", "scores"] {
            prop_assert_eq!(records_of(&overall[held]) + unknown, judged, "{}", held);
        }
        for dimension in summary["dimensions"].as_array().unwrap() {
            let not_held = number(&dimension["unknown"]) + number(&dimension["not_applicable"]);
            prop_assert_eq!(records_of(&dimension["levels"]) + not_held, judged);
            prop_assert!(number(&dimension["limiting"]) <= records_of(&dimension["levels"]));
        }
    }

    #[test]
    fn the_order_of_records_changes_nothing_but_their_numbers(seed: u64) {
        let instrument = shipped::instrument().unwrap();
        let mut lines = lines(&instrument, seed, 60);
        let mut once = summary(&instrument, &lines, true);
        let mut dice = Dice(seed ^ 1);
        for at in (1..lines.len()).rev() {
            lines.swap(at, dice.place(at + 1));
        }
        let mut again = summary(&instrument, &lines, true);
        // Of those that are equally urgent, the first is taken.
        let urgency = |summary: &mut Value| {
            let needy = summary["attention"].take();
            let needy = needy.as_array().unwrap().iter();
            let level = |one: &Value| match &one["level"] {
                Value::Null => one["worst"].clone(),
                level => level.clone(),
            };
            let urgency = |one: &Value| [level(one), one["mean"].clone(), one["date"].clone()];
            needy.map(urgency).collect::<Vec<_>>()
        };
        prop_assert_eq!(urgency(&mut once), urgency(&mut again));
        prop_assert_eq!(once, again);
    }

    #[test]
    fn groups_add_up_to_the_whole(seed: u64) {
        let instrument = shipped::instrument().unwrap();
        let summary = summary(&instrument, &lines(&instrument, seed, 60), true);
        let part = |value: &Value| {
            let mut found = Vec::new();
            counts(&value["overall"], "", &mut found);
            counts(&value["dimensions"], "", &mut found);
            found
        };
        let count = |sums: &mut std::collections::BTreeMap<String, u64>, value: &Value| {
            for (place, count) in part(value) {
                // Ends and middles are no counts.
                let is_end = ["/lowest", "/median", "/highest"].iter().any(|end| place.ends_with(end));
                if count > 0 && !is_end {
                    *sums.entry(place).or_default() += count;
                }
            }
        };
        let (mut whole, mut sums) = Default::default();
        count(&mut whole, &summary["overall"].as_object().map(|_| summary.clone()).unwrap());
        for group in summary["groups"]["groups"].as_array().unwrap() {
            count(&mut sums, group);
        }
        prop_assert_eq!(whole, sums);
    }

    /// What is withheld is no single group and no small number of records, unless nothing is shown.
    #[test]
    fn what_is_withheld_cannot_be_worked_out_from_what_is_shown(seed: u64) {
        let instrument = shipped::instrument().unwrap();
        let lines = lines(&instrument, seed, 60);
        with_portfolio(&instrument, &lines, false, |portfolio| {
            let (groups, records) = portfolio.withheld();
            let shown: Vec<_> =
                portfolio.groups().into_iter().filter(|group| group.counts.is_some()).collect();
            prop_assert!(shown.iter().all(|group| group.records >= SMALL_GROUP));
            prop_assert!(shown.is_empty() || groups == 0 || (groups > 1 && records >= SMALL_GROUP));
            Ok(())
        })?;
        with_portfolio(&instrument, &lines, true, |portfolio| {
            prop_assert_eq!(portfolio.withheld(), (0, 0));
            Ok(())
        })?;
    }
}

/// Whatever the rubric, and however few or odd the records, each form is written, says what every
/// dimension is called, and keeps to its width.
#[test]
fn any_rubric_has_its_portfolio_in_each_form() {
    for (name, instrument) in any_rubric::instruments() {
        for count in [0, 1, 7, 40] {
            let mut dice = Dice(count);
            let lines: Vec<_> = (0..count).map(|_| record(&instrument, &mut dice)).collect();
            with_portfolio(&instrument, &lines, true, |portfolio| {
                let text = table::render(portfolio, 80, Shades::LeftOut);
                let text = anstream::adapter::strip_str(&text).to_string();
                for line in text.lines() {
                    assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{name}: {line}");
                }
                let brand = Brand::default();
                let pages =
                    [markdown::portfolio(portfolio, &brand), html::portfolio(portfolio, &brand)];
                let judged = portfolio.tally.all.records > 0;
                let dimension = &instrument.rubric().dimensions[0].name;
                assert_eq!(pages[1].contains(&dimension.replace('&', "&amp;")), judged, "{name}");
                assert!(json::render(portfolio).unwrap().ends_with("}\n"), "{name}");
                assert!(spreadsheet::render(portfolio).unwrap().starts_with("\"part\","), "{name}");
            });
        }
    }
}
