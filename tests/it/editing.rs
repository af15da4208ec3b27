use crate::Field;
use oms_maturity::document::{Format, edit};
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

/// Puts what `wanted` says into `text`; both are YAML unless the text says otherwise.
fn edited(text: &str, format: Format, wanted: &str) -> edit::Edited {
    let sheet = FIELD.read(wanted, Format::Yaml).unwrap_or_else(|found| panic!("{found:#?}"));
    let edited = edit::answers(text, format, sheet.given(), &FIELD.instrument).unwrap();
    let back = FIELD.read(&edited.text, format);
    let back = back.unwrap_or_else(|found| panic!("{}\n{found:#?}", edited.text));
    assert_eq!(back.given(), sheet.given(), "{}", edited.text);
    edited
}

/// Asserts what a YAML text becomes, and that it keeps its comments.
fn assert_becomes(text: &str, wanted: &str, expected: &str) {
    let edited = edited(text, Format::Yaml, wanted);
    assert_eq!(edited.text, expected);
    assert_eq!(edited.lost_comments, [""; 0], "{}", edited.text);
}

const WANTED: &str = "\
scope: Shop
date: 2026-06-30
respondent: 'Ada: CFO'
next_peak: 2026-11-20
answers:
  rules_age: {on: 2026-01-20, evidence: report}
  overrides: {value: 5.1, note: more}
  scalability: unknown
  stale_after_change: yes
";

#[test]
fn a_block_keeps_its_lines() {
    let text = "\
---
date: 2026-06-29  # a Monday
scope: Shop
answers:
    # guard-rail first
    stale_after_change: yes # yes, sadly
    \"overrides\":
        note: more
        value: 5.10   # of 100

    rules_age:
        on: 2026-01-20  # release 7
...
";
    let expected = "\
---
date: 2026-06-30  # a Monday
respondent: \"Ada: CFO\"
next_peak: 2026-11-20
scope: Shop
answers:
    # guard-rail first
    stale_after_change: yes # yes, sadly
    \"overrides\":
        note: more
        value: 5.10   # of 100
    scalability: unknown

    rules_age:
        on: 2026-01-20  # release 7
        evidence: report
...
";
    assert_becomes(text, WANTED, expected);
}

#[test]
fn a_flow_stays_one() {
    let text = "{scope: Shop, date: 2026-06-30, answers: {overrides: {value: 5, note: more},\n  \
                # inside\n stale_after_change: no, }} # behind\n";
    let expected = "{scope: Shop, date: 2026-06-30, respondent: \"Ada: CFO\", next_peak: \
                    2026-11-20, answers: {rules_age: {\"on\": 2026-01-20, evidence: report}, \
                    overrides: {value: 5.1, note: more}, scalability: unknown,\n  # inside\n \
                    stale_after_change: \"yes\", }} # behind\n";
    assert_becomes(text, WANTED, expected);
}

#[test]
fn an_answer_of_another_kind_takes_the_place_of_the_old_one() {
    let text = "\
scope: Shop
date: 2026-06-30
respondent: |  # over lines
  somebody
  else
next_peak: 2026-11-20
answers:
  rules_age: unknown
  overrides: up_to_8_percent     # c
  scalability: {value: 2}
  stale_after_change: !!str yes
";
    let expected = "\
scope: Shop
date: 2026-06-30
respondent: \"Ada: CFO\"
next_peak: 2026-11-20
answers:
  rules_age: {\"on\": 2026-01-20, evidence: report}
  overrides: {value: 5.1, note: more}     # c
  scalability: unknown
  stale_after_change: !!str yes
";
    let edited = edited(text, Format::Yaml, WANTED);
    assert_eq!(edited.text, expected);
    assert_eq!(edited.lost_comments, ["# over lines"]);
}

#[test]
fn what_is_taken_back_goes_with_its_line() {
    let text = "\
scope: Shop
date: 2026-06-30
respondent: 'Ada: CFO'
next_peak: 2026-11-20
symptoms:
  - S1
answers:
  # about rules
  rules_age: {on: 2026-01-20, evidence: report, source: BI, as_of: 2026-06-01}
  adaptability: up_to_7_days
  # about orders
  overrides: {source: BI, value: 5.1, note: more}
  scalability: unknown
  stale_after_change: yes
";
    let expected = "\
scope: Shop
date: 2026-06-30
respondent: 'Ada: CFO'
next_peak: 2026-11-20
answers:
  # about rules
  rules_age: {on: 2026-01-20, evidence: report}
  # about orders
  overrides: {value: 5.1, note: more}
  scalability: unknown
  stale_after_change: yes
";
    assert_becomes(text, WANTED, expected);
    let told =
        edited(&text.replace("up_to_7_days", "up_to_7_days # we hope"), Format::Yaml, WANTED);
    assert_eq!(told.text, expected);
    assert_eq!(told.lost_comments, ["# we hope"]);
}

#[test]
fn lines_that_wait_to_be_filled_in_are() {
    let text = "\
scope: Shop
date: 2026-06-30
# respondent: Head of operations
# next_peak: 2026-06-30  # first day

answers:
  rules_age: unknown

  overrides: unknown
  scalability: unknown

  # Stale promises
  # stale_after_change: unknown

  # change_rollback_rate: unknown
";
    let expected = "\
scope: Shop
date: 2026-06-30
# respondent: Head of operations
respondent: \"Ada: CFO\"
# next_peak: 2026-06-30  # first day
next_peak: 2026-11-20

answers:
  rules_age: {\"on\": 2026-01-20, evidence: report}

  overrides: {value: 5.1, note: more}
  scalability: unknown

  # Stale promises
  stale_after_change: \"yes\"

  # change_rollback_rate: unknown
";
    assert_becomes(text, WANTED, expected);
}

#[test]
fn answers_that_nobody_gave_yet_are_put_below_their_key() {
    for (there, key) in [
        ("answers:", "answers:"),
        ("answers: # none yet", "answers: # none yet"),
        ("answers: {}   # none yet", "answers:   # none yet"),
        ("\"answers\": ~", "\"answers\":"),
    ] {
        let text = format!("# top\n{there}\n# behind\nscope: # which?\n");
        let expected = format!(
            "# top\n{key}\n  overrides: {{value: 5}}\n  scalability: unknown\n# behind\nscope: S # \
             which?\ndate: 2026-06-30\n"
        );
        let wanted = "scope: S\ndate: 2026-06-30\nanswers: {overrides: {value: 5}, scalability: \
                      unknown}";
        assert_becomes(&text, wanted, &expected);
    }
}

#[test]
fn a_first_answer_stands_above_the_comments_of_the_next() {
    let text =
        "date: 2026-06-30\nscope: S\nanswers:\n  # about\n  # orders\n  overrides: {value: 5}\n";
    let wanted = "scope: S\ndate: 2026-06-30\nanswers: {rules_age: unknown, overrides: {value: 5}}";
    let line = "answers:\n  rules_age: unknown\n";
    assert_becomes(text, wanted, &text.replace("answers:\n", line));
}

#[test]
fn json_keeps_its_layout() {
    let text = r#"{
	"answers": {"overrides": {"value": 5.0},
		"stale_after_change": true},
	"date": "2026-06-30",
	"scope":"Shop"
}"#;
    let expected = r#"{
	"answers": {"rules_age": {"on": "2026-01-20", "evidence": "report"}, "overrides": {"value": 5.1, "note": "more"}, "scalability": "unknown",
		"stale_after_change": true},
	"date": "2026-06-30",
	"respondent": "Ada: CFO",
	"next_peak": "2026-11-20",
	"scope":"Shop"
}"#;
    assert_eq!(edited(text, Format::Json, WANTED).text, expected);
}

#[test]
fn what_cannot_be_edited_is_written_anew_and_said() {
    let shared = "\
scope: Shop
date: 2026-06-30
answers:
  overrides: &same {value: 3}  # this
  cost_to_serve: *same
";
    let text = edited(shared, Format::Yaml, WANTED);
    assert!(text.text.starts_with("scope: Shop\ndate: 2026-06-30\n"));
    assert_eq!(text.lost_comments, ["# this"]);
    let table = "scope = \"Shop\" # which\ndate = 2026-06-30\n[answers]\noverrides.value = 3\n";
    let edited = edited(table, Format::Toml, WANTED);
    let expected = "\
scope = \"Shop\"
date = 2026-06-30
respondent = \"Ada: CFO\"
next_peak = 2026-11-20

[answers]
rules_age = {on = 2026-01-20, evidence = \"report\"}
overrides = {value = 5.1, note = \"more\"}
scalability = \"unknown\"
stale_after_change = \"yes\"
";
    assert_eq!(edited.text, expected);
    assert_eq!(edited.lost_comments, ["# which"]);
}

#[test]
fn of_two_comments_that_say_the_same_none_goes_unsaid() {
    let text = "scope: Shop # same\ndate: 2026-06-30\nanswers:\n  rules_age: unknown # same\n  \
                overrides: unknown\n";
    let wanted = "scope: Shop\ndate: 2026-06-30\nanswers: {overrides: unknown}";
    let edited = edited(text, Format::Yaml, wanted);
    assert_eq!(
        edited.text,
        "scope: Shop # same\ndate: 2026-06-30\nanswers:\n  overrides: unknown\n"
    );
    assert_eq!(edited.lost_comments, ["# same"]);
}
