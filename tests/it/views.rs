//! Reports on what several people said: the range from the lowest view to the highest, who stands
//! where, how far they agree; in every form, worked out by hand.

use crate::Field;
use crate::program::run;
use oms_maturity::document::Format;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Five people; everything a voice can say.
const AGREED: &str = "\
edition: 2
scope: Northmoor, all channels
date: 2026-06-30
respondent: A, B, C, D, E
answers:
  rules_age: {value: 10, agreed_by: only_one, said: [{respondent: A, value: 10}]}
  overrides:
    value: 5.1
    evidence: report
    source: WMS
    agreed_by: median_of_reports
    said:
      - {respondent: A, value: 5.1, evidence: report, source: WMS}
      - {respondent: B, value: 2}
      - {respondent: C, value: 20}
      - {respondent: D, value: 5}
      - {respondent: E, unknown: true}
  adaptability: {value: 20, said: [{respondent: A, value: 20}, {respondent: B, value: 20}, {respondent: C, value: 20}]}
  cost_to_serve: {option: channel, said: [{respondent: A, option: channel}, {respondent: B, option: path}, {respondent: C, not_applicable: x}]}
  inventory_trust: {unknown: true, said: [{respondent: A, unknown: true}, {respondent: B, unknown: true}, {respondent: C, value: 1.2}]}
  scalability: {value: 10}
";

fn assessed(answers: &str, args: &[&str]) -> String {
    let ran = run(&[&["assess", "-"], args].concat(), answers);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

fn report(answers: &str) -> Value {
    serde_json::from_str(&assessed(answers, &["--format", "json"])).unwrap()
}

fn dimension<'v>(report: &'v Value, id: &str) -> &'v Value {
    report["dimensions"].as_array().unwrap().iter().find(|it| it["id"] == id).unwrap()
}

/// Worked out by hand. Overrides: levels 3, 4, 1 and 3, so the median is 3 and the distances are 0, 1,
/// 2 and 0: three quarters of a level on average, and agreement takes five sixths at most.
#[test]
fn the_range_goes_from_the_lowest_view_to_the_highest() {
    let report = report(AGREED);
    for (id, worst, best, agreement) in [
        ("rules_age", 3, 3, Value::Null),
        (
            "overrides",
            1,
            4,
            json!({"measure": "AD_Md", "exact": "3/4", "value": 0.75, "limit": 0.83, "voices": 4}),
        ),
        (
            "adaptability",
            3,
            3,
            json!({"measure": "AD_Md", "exact": "0", "value": 0, "limit": 0.83, "voices": 3}),
        ),
        // Who says that it does not apply is left out.
        ("cost_to_serve", 2, 3, Value::Null),
        // What is not known may be anything, whoever gave a value.
        ("inventory_trust", 1, 5, Value::Null),
        ("scalability", 3, 3, Value::Null),
    ] {
        let dimension = dimension(&report, id);
        assert_eq!(dimension["range"], json!({"worst": worst, "best": best}), "{id}");
        assert_eq!(dimension["agreement"], agreement, "{id}");
    }
    // Worst: 3 + 1 + 3 + 2 + 1 + 3 = 13, a mean of 2.16 and nothing below 1. Best: 3 + 4 + 3 + 3 + 5 +
    // 3 = 21, a mean of 3.5 and nothing below 3.
    assert_eq!(report["overall"]["range"], json!({"worst": 2, "best": 3}));
    let voices = &dimension(&report, "overrides")["answers"][0]["voices"];
    let said = json!({"levels": {"1": 1, "3": 2, "4": 1}, "unknown": 1, "not_applicable": 0});
    assert_eq!(*voices, said);
    assert!(dimension(&report, "scalability")["answers"][0].get("voices").is_none());
    let levels = |id: &str| dimension(&report, id)["level"].clone();
    assert_eq!((levels("overrides"), levels("inventory_trust")), (json!(3), json!(1)));
}

#[test]
fn every_form_says_who_stands_where_and_names_nobody() {
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let table = plain(assessed(AGREED, &[]));
    for said in [
        "Range: 2 to 3, from the lowest to the highest view of 5 people.",
        "WHAT PEOPLE SAY",
        "1 ● 2 · [3 ●●] 4 ● 5 · not known: 1",
        "Discuss before acting, since answers lie two levels or more apart: Overrides.",
        "agree (0.75)",
    ] {
        assert!(table.contains(said), "{said}: {table}");
    }
    let listened = plain(assessed(AGREED, &["--plain"]));
    assert!(!listened.contains('●') && listened.contains("level 1: 1, level 3: 2,"));
    let markdown = plain(assessed(AGREED, &["--format", "markdown"])).replace('\\', "");
    let html = plain(assessed(AGREED, &["--format", "html"]));
    for form in [&markdown, &html] {
        for said in [
            "Level 1: 1, level 3: 2, level 4: 1, not known: 1",
            "Level 2: 1, level 3: 1, does not apply: 1",
            "1 to 4",
            "0.75 from the middle answer on average; up to 0.83 is agreement",
            "2 to 3, from the lowest to the highest view of 5 people",
            "Discuss before acting",
        ] {
            assert!(form.contains(said), "{said}: {form}");
        }
    }
    assert!(markdown.contains("1 ● 2 · [3 ●●] 4 ● 5 ·"), "{markdown}");
    // A strip for each dimension on which somebody gave a value, a mark for each voice that did.
    assert_eq!(html.matches("<svg class=\"strip\"").count(), 5);
    assert_eq!(html.matches("class=\"s-voice\"").count(), 1 + 4 + 3 + 2 + 1);
}

/// Names and notes of voices stand in no form but in what JSON was given.
#[test]
fn no_voice_is_named_and_none_of_its_texts_is_shown() {
    let hostile = "<script>window.__ran=1</script>=1+1";
    let answers =
        AGREED.replace("{respondent: B, value: 2}", "{respondent: \"Zed @x\", value: 2, note: N}");
    let answers = answers.replace("note: N", &format!("note: \"{hostile}\""));
    for form in ["table", "html", "markdown", "csv", "arithmetic"] {
        let args = if form == "arithmetic" { vec!["--arithmetic"] } else { vec!["--format", form] };
        let text = assessed(&answers, &args);
        assert!(!text.contains("Zed") && !text.contains("__ran"), "{form}: {text}");
    }
    let anonymous = assessed(&answers, &["--format", "json", "--anonymous"]);
    assert!(!anonymous.contains("Zed") && !anonymous.contains("__ran"), "{anonymous}");
    let ranges = |text: &str| {
        let report: Value = serde_json::from_str(text).unwrap();
        (report["overall"].clone(), report["dimensions"][1]["agreement"].clone())
    };
    let named = assessed(&answers, &["--format", "json"]);
    assert_eq!(ranges(&anonymous), ranges(&named));
}

#[test]
fn one_persons_report_says_nothing_of_others() {
    let one = "edition: 2\nscope: S\ndate: 2026-06-30\nanswers: {overrides: {value: 5.1}}\n";
    let report = report(one);
    let overrides = dimension(&report, "overrides");
    assert!(overrides.get("agreement").is_none());
    assert!(overrides["answers"][0].get("voices").is_none());
    assert!(!assessed(one, &[]).contains("WHAT PEOPLE SAY"));
    assert!(!assessed(one, &["--format", "html"]).contains("<svg class=\"strip\""));
}

/// A stored report on several people's answers follows from what it carries.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn a_stored_report_on_several_people_is_verified() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let text = assessed(AGREED, &["--format", "json"]);
    std::fs::write(&path, &text).unwrap();
    let path = path.to_str().unwrap();
    assert_eq!(run(&["verify", path], "").code, Some(0));
    for (what, instead) in
        [("\"exact\": \"3/4\"", "\"exact\": \"1/4\""), ("\"best\": 4", "\"best\": 3")]
    {
        assert!(text.contains(what), "{what}");
        std::fs::write(path, text.replacen(what, instead, 1)).unwrap();
        assert_eq!(run(&["verify", path], "").code, Some(1), "{what}");
    }
}

/// What somebody says about overrides: a figure, or nothing.
fn voice() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![4 => (0..40_i64).prop_map(Some), 1 => Just(None)]
}

proptest! {
    /// No range is narrower for what somebody adds, whoever they are, and the level lies in it.
    #[test]
    fn another_voice_never_narrows_the_range(voices in prop::collection::vec(voice(), 1..7)) {
        let field = Field::shipped();
        let mut before: Option<(i64, i64)> = None;
        let first = voices.first().unwrap();
        for count in 1..=voices.len() {
            let said: Vec<_> = voices.iter().take(count).enumerate().map(|(at, voice)| match voice {
                Some(value) => format!("{{respondent: P{at}, value: {value}}}"),
                None => format!("{{respondent: P{at}, unknown: true}}"),
            }).collect();
            let agreed = first.map_or("unknown: true".to_owned(), |value| format!("value: {value}"));
            let text = format!(
                "edition: 2\nscope: S\ndate: 2026-06-30\nanswers:\n  overrides: {{{agreed}, said: [{}]}}\n",
                said.join(", ")
            );
            let sheet = field.read(&text, Format::Yaml).unwrap();
            let json: Value = serde_json::from_str(&field.json(&sheet)).unwrap();
            let overrides = dimension(&json, "overrides");
            let end = |end: &str| overrides["range"][end].as_i64().unwrap();
            let (worst, best) = (end("worst"), end("best"));
            let level = overrides["level"].as_i64().unwrap();
            prop_assert!(worst <= level && level <= best, "{}", text);
            if let Some((low, high)) = before {
                prop_assert!(worst <= low && high <= best, "{}", text);
            }
            before = Some((worst, best));
        }
    }
}

/// Strips are read by everybody, on a phone and in the dark.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn a_page_with_strips_is_read_by_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("views.html");
    std::fs::write(&path, assessed(AGREED, &["--format", "html"])).unwrap();
    let page = &crate::browser::judged(&[path])[0];
    for key in ["requests", "console", "axe"] {
        assert_eq!(page[key], json!([]), "{key}");
    }
    assert_eq!(page["scripts"], 0);
    for wide in page["overflow"].as_array().unwrap() {
        assert!(wide["width"].as_u64() <= wide["viewport"].as_u64(), "{wide}");
    }
}
