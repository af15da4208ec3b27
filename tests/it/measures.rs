//! What a question measures, what counts as evidence, and which edition a file means.

use crate::program::{Ran, run};
use proptest::prelude::*;
use serde_json::Value;

const FLAGS: [&str; 4] = [
    "--questions",
    "tests/instruments/measures/questions.yaml",
    "--rubric",
    "tests/instruments/measures/rubric.yaml",
];

/// Runs a command on answers to the questions of the order desk.
fn command(name: &str, answers: &str, more: &[&str]) -> Ran {
    let text = format!("scope: Shop\ndate: 2026-06-30\nanswers: {answers}\n");
    run(&[&[name, "-"], &FLAGS[..], more].concat(), &text)
}

fn report(answers: &str) -> Value {
    let ran = command("assess", answers, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{answers}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn table(answers: &str) -> String {
    let ran = command("assess", answers, &["--arithmetic"]);
    assert_eq!(ran.code, Some(0), "{answers}: {}", ran.stderr);
    ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn refused(answers: &str) -> String {
    let ran = command("assess", answers, &[]);
    assert_eq!(ran.code, Some(2), "{answers}: {}", ran.stdout);
    ran.stderr
}

/// Each span counts in calendar months for itself, and the worse of the two is the answer.
#[test]
fn the_worse_of_two_spans_counts() {
    for (days, option) in [
        ("[2026-03-30, 2025-12-30]", "quarter"),
        ("[2025-12-30, 2026-03-30]", "quarter"),
        ("[2026-03-29, 2025-12-30]", "half_year"),
        ("[2026-03-30, 2025-12-29]", "half_year"),
        ("[2026-06-30, 2024-06-30]", "two_years"),
        ("[2026-06-30, 2024-06-29]", "never_or_old"),
        ("[2024-06-29, 2024-06-01]", "never_or_old"),
    ] {
        let report = report(&format!("{{review_age: {{on: {days}}}}}"));
        let answer = &report["dimensions"][0]["answers"][0];
        assert_eq!(answer["option"], option, "{days}");
        assert_eq!(answer["on"].as_array().unwrap().len(), 2);
        assert_eq!(report["given"]["answers"]["review_age"]["on"], answer["on"]);
    }
}

#[test]
fn both_spans_are_told_and_which_of_them_counts() {
    let text = table("{review_age: {on: [2026-03-01, 2025-09-14]}}");
    let said = "on 2026-03-01, over 3 months ago, and on 2025-09-14, over 5 months before that; \
                both times give the same answer";
    assert!(text.contains(said), "{text}");
    let text = table("{review_age: {on: [2026-06-01, 2024-09-14]}}");
    assert!(text.contains("the time between the two counts"), "{text}");
    let text = table("{review_age: {on: [2024-09-15, 2024-09-14]}}");
    assert!(text.contains("the time since the newest counts"), "{text}");
}

#[test]
fn one_day_of_two_is_refused_with_both_spelled() {
    for on in ["2026-03-01", "[2026-03-01]", "[2026-03-01, 2026-03-01]"] {
        let said = refused(&format!("{{review_age: {{on: {on}}}}}"));
        assert!(said.contains("[one-day-of-two]"), "{said}");
        assert!(said.contains("`on: [2026-03-01, 2025-09-14]`"), "{said}");
    }
    let said = refused("{review_age: {on: [2026-07-01, 2025-09-14]}}");
    assert!(said.contains("2026-07-01 is after 2026-06-30"), "{said}");
    let said = refused("{review_age: {on: [2026-03-01, 2025-09-14, 2024-09-14]}}");
    assert!(said.contains("two days belong here, not 3"), "{said}");
    assert_eq!(report("{review_age: {value: 5.1}}")["dimensions"][0]["level"], 4);
    assert_eq!(report("{review_age: {value: never}}")["dimensions"][0]["level"], 1);
}

/// Two days in each format, saved and read back, and verified in a report.
#[test]
fn two_days_stand_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let json = r#"{"scope": "Shop", "date": "2026-06-30",
        "answers": {"review_age": {"on": ["2025-12-30", "2026-03-30"]}}}"#;
    let toml = "scope = \"Shop\"\ndate = 2026-06-30\n\n[answers.review_age]\non = [2025-12-30, 2026-03-30]\n";
    for (name, text) in [("a.json", json), ("a.toml", toml)] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        let ran = run(&[&["assess", path], &FLAGS[..], &["--format", "json"]].concat(), "");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let stored = folder.path().join("report.json");
        std::fs::write(&stored, &ran.stdout).unwrap();
        let stored = stored.to_str().unwrap();
        let ran = run(&[&["verify", stored], &FLAGS[..]].concat(), "");
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    }
}

/// A word that says that nobody knows counts as `unknown` does, and the report says its meaning.
#[test]
fn a_word_may_say_that_nobody_knows() {
    let word = report("{onboarding: {value: never}}");
    let unknown = report("{onboarding: unknown}");
    for key in ["overall", "dimensions", "notices"] {
        let bare = |report: &Value| {
            let mut part = report[key].clone();
            if let Some(answer) = part.pointer_mut("/1/answers/0/value") {
                *answer = Value::Null;
            }
            part
        };
        assert_eq!(bare(&word), bare(&unknown), "{key}");
    }
    assert_eq!(word["dimensions"][1]["answers"][0]["value"], "never");
    assert_eq!(word["dimensions"][1]["status"], "unknown");
    let text = table("{onboarding: {value: never}}");
    assert!(text.contains("Nothing was ever added, which counts as not known"), "{text}");
}

/// People read what a word means, and never its id.
#[test]
fn a_word_is_shown_by_its_meaning() {
    let answers = "{review_age: {value: never}, onboarding: {value: 20}, \
                   shortfall: {value: 3}, headroom: {value: never_at_the_limit}}";
    for format in ["table", "markdown", "html"] {
        let ran = command("assess", answers, &["--format", format]);
        assert!(!ran.stdout.contains("never_at_the_limit"), "{format}");
        let text = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("No review was ever held"), "{format}: {text}");
    }
}

/// A doubt begins beyond its figure, at either end, in questions and in follow-ups.
#[test]
fn doubts_are_voiced_at_both_ends() {
    let doubts = |answers: &str| {
        let report = report(answers);
        let notices = report["notices"].as_array().unwrap().clone();
        let doubts = notices.iter().filter(|one| one["code"] == "doubtful-figure");
        doubts.map(|one| one["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(doubts("{shortfall: {value: 5}, headroom: {value: 4}}").is_empty());
    assert!(doubts("{shortfall: {value: 0.05}, onboarding: {value: 1}}").is_empty());
    let said = doubts("{shortfall: {value: 5.01}, headroom: {value: 4.1}}");
    assert_eq!(
        said,
        [
            "Orders short of stock: 5.01 was given. Is that per 1,000?",
            "Room at the peak: 4.1 was given. Per hour, and not per day?"
        ]
    );
    assert_eq!(doubts("{shortfall: {value: 0.04}}").len(), 1);
    assert_eq!(doubts("{onboarding: {value: 0.9}}").len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The order of two days makes no difference, and the result is the worse of both spans.
    #[test]
    fn the_order_of_two_days_makes_no_difference(
        one in (2022..2026_i32, 1..=12_u8, 1..=28_u8),
        other in (2022..2026_i32, 1..=12_u8, 1..=28_u8),
    ) {
        prop_assume!(one != other);
        let day = |(year, month, day): (i32, u8, u8)| format!("{year}-{month:02}-{day:02}");
        let (one, other) = (day(one), day(other));
        let level = |on: &str| report(&format!("{{review_age: {{on: {on}}}}}"))["dimensions"][0]["level"].clone();
        let level = |on: String| level(&on).as_i64().unwrap();
        let there = level(format!("[{one}, {other}]"));
        prop_assert_eq!(there, level(format!("[{other}, {one}]")));
        let (newest, before) = if one > other { (&one, &other) } else { (&other, &one) };
        // A newer review than both makes the time since the newest nothing.
        let months = |from: &str, to: &str| {
            let parts = |text: &str| -> Vec<i64> { text.split('-').map(|p| p.parse().unwrap()).collect() };
            let (from, to) = (parts(from), parts(to));
            let whole = (to[0] - from[0]) * 12 + to[1] - from[1];
            (whole, to[2] > from[2])
        };
        let worth = |(whole, over): (i64, bool)| {
            let within = |limit: i64| whole < limit || whole == limit && !over;
            5 - [3, 6, 12, 24].iter().filter(|limit| !within(**limit)).count() as i64
        };
        let expected = worth(months(newest, "2026-06-30")).min(worth(months(before, newest)));
        prop_assert_eq!(there, expected, "{} {}", one, other);
    }
}
