//! Another rubric is judged both ways; other questions are refused.

use super::{DATES, compare, dimension, done, folder, json, of, write};
use crate::program::run_in;
use serde_json::{Value, json as value};
use std::path::Path;

const RUBRIC: &str = include_str!("../../../rubrics/oms.yaml");

/// The shipped rubric, but for its version, and that up to 8% of overrides are worth 4.
fn milder() -> String {
    let rubric = RUBRIC.replacen("version: 2.0.0", "version: 1.9.0", 1);
    let milder = rubric.replacen("up_to_8_percent: 3", "up_to_8_percent: 4", 1);
    let milder = milder.replacen("up_to_3_percent: 4", "up_to_3_percent: 4.5", 1);
    assert_ne!(milder, rubric);
    milder
}

fn overrides(ruler: &Value) -> &Value {
    ruler["dimensions"].as_array().unwrap().iter().find(|it| it["id"] == "overrides").unwrap()
}

/// Then 4 by the milder rubric, 3 by today's; and 2 now, which is the operation's own doing.
#[test]
fn what_the_ruler_moved_is_told_from_what_you_moved() {
    let folder = folder(&[
        ("old.yaml", &milder()),
        ("a.yaml", &of("2025-06-30", "overrides: {value: 5}, rules_age: {value: 5}")),
        ("b.yaml", &of("2026-06-30", "overrides: {value: 9}, rules_age: {value: 5}")),
    ]);
    let made =
        run_in(folder.path(), &["assess", "a.yaml", "--rubric", "old.yaml", "-o", "a.json"], "");
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let by_report = json(folder.path(), &["a.json", "b.yaml"]);
    let by_flag = json(folder.path(), &["a.yaml", "b.yaml", "--before-rubric", "old.yaml"]);
    assert_eq!(by_report["ruler"], by_flag["ruler"]);
    let ruler = &by_report["ruler"];
    assert_eq!(ruler["same"], false);
    assert_eq!([&ruler["before"]["version"], &ruler["after"]["version"]], ["1.9.0", "2.0.0"]);
    assert_eq!(overrides(ruler), &value!({"id": "overrides", "then": 4, "now": 3}));
    // What you moved is told under the present ruler alone.
    let moved = dimension(&by_report, "overrides");
    assert_eq!((&moved["before"]["level"], &moved["after"]["level"]), (&value!(3), &value!(2)));
    let told = done(folder.path(), &["a.json", "b.yaml"]);
    assert!(told.contains("THE RULER MOVED, AND YOU MOVED"), "{told}");
    assert!(told.contains("rubric oms 1.9.0"), "{told}");
}

#[test]
fn the_same_rubric_is_no_other_ruler() {
    let folder = folder(&[("same.yaml", RUBRIC)]);
    let report = folder.path().join("report.json");
    let report = report.to_str().unwrap();
    let made = run_in(folder.path(), &["assess", DATES[0], "-o", report], "");
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    for args in [&[report, DATES[3]][..], &[DATES[0], DATES[3], "--before-rubric", "same.yaml"]] {
        let compared = json(folder.path(), args);
        assert_eq!(compared["ruler"], value!({"same": true}));
        // A report is judged as the answers that it carries.
        let mut answers = json(folder.path(), &[DATES[0], DATES[3]]);
        let mut compared = compared;
        for value in [&mut answers, &mut compared] {
            value["before"]["file"] = Value::Null;
            value["dates"] = Value::Null;
        }
        assert_eq!(compared, answers);
    }
}

#[test]
fn a_later_report_by_another_rubric_is_judged_anew_and_said_so() {
    let folder =
        folder(&[("old.yaml", &milder()), ("a.yaml", &of("2025-06-30", "overrides: {value: 5}"))]);
    run_in(folder.path(), &["assess", "a.yaml", "--rubric", "old.yaml", "-o", "b.json"], "");
    let compared = json(folder.path(), &["a.yaml", "b.json"]);
    assert_eq!(compared["ruler"], value!({"same": true}));
    assert_eq!(dimension(&compared, "overrides")["change"], "same");
    let notices = compared["notices"].to_string();
    assert!(notices.contains("a report by another rubric"), "{notices}");
}

#[test]
fn other_questions_are_refused_with_what_to_do() {
    let first = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stored/before/kestrel-and-vane.json");
    let folder = folder(&[
        ("review.yaml", include_str!("../../../examples/review/answers.yaml")),
        (
            "first.yaml",
            &of("2025-06-30", "overrides: {value: 5}").replace("edition: 2", "edition: 1"),
        ),
    ]);
    for (other, says) in [
        ("review.yaml", "its answers are to the questionnaire review"),
        ("first.yaml", "its answers are to edition 1"),
        (first, "the report was made by the questions oms 1.0.0"),
    ] {
        let ran = compare(folder.path(), &[DATES[0], other]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{other}");
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
    // Answers that name no questionnaire are to the first one: that is the reason, no edition.
    let ran = compare(folder.path(), &["review.yaml", DATES[0]]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("its answers are to the questionnaire oms"), "{}", ran.stderr);
    let other = "examples/custom/rubric.yaml";
    let ran = compare(Path::new("."), &[DATES[0], DATES[1], "--before-rubric", other]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
}

/// Answers that name no edition are taken as ever, and what may be old is said.
#[test]
fn figures_that_may_be_of_an_edition_before_are_told() {
    let folder = folder(&[]);
    let text = of("2025-06-30", "inventory_trust: {value: 0.8}").replace("edition: 2\n", "");
    write(folder.path(), "a.yaml", &text);
    let compared = json(folder.path(), &["a.yaml", DATES[3]]);
    let notices = compared["notices"].to_string();
    assert!(notices.contains("name no edition"), "{notices}");
    assert!(notices.contains("Mind the scope"), "{notices}");
}
