//! What a question measures, what counts as evidence, and which edition a file means.

use crate::faces::{PROJECTED, flowing, press, shown};
use crate::program::{Ran, run, run_first, run_in};
use oms_maturity::document::{Bounds, Format, draft, edit, questionnaire, read, rubric, write};
use oms_maturity::domain::{Date, Fingerprints, GivenAnswers, Instrument};
use oms_maturity::interview::full::Full;
use oms_maturity::interview::page::Page;
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Interview, Settings};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

static DESK: LazyLock<Instrument> = LazyLock::new(|| {
    let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
    let asked = include_str!("../instruments/measures/questions.yaml");
    let judged = include_str!("../instruments/measures/rubric.yaml");
    let asked = questionnaire::read(&tree(asked)).unwrap_or_else(|f| panic!("{f:#?}"));
    let judged = rubric::read(&tree(judged), &asked).unwrap_or_else(|f| panic!("{f:#?}"));
    let fingerprints = Fingerprints { questionnaire: String::new(), rubric: String::new() };
    Instrument::new(asked, judged, fingerprints)
});

fn interview(plain: bool) -> Interview<'static> {
    let settings = Settings { instrument: &DESK, actions: 5, saves: false, plain };
    let date = Date::parse("2026-06-30").unwrap();
    Interview::new(settings, GivenAnswers::empty("Shop".to_owned(), date), Vec::new())
}

/// Types lines into the plain face, and returns what is said.
fn typed(plain: &mut Plain<'_>, lines: &[&str]) -> String {
    let mut said = plain.say();
    for line in lines {
        said += &plain.take(line);
        said += &plain.say();
    }
    flowing(&said)
}

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
        assert!(said.contains("`on: [2026-03-01, YYYY-MM-DD]`"), "{said}");
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
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
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

/// Returns claimed and evidenced level of a dimension, and the messages of its notices.
fn levels(answers: &str, dimension: usize) -> (i64, i64) {
    let report = report(answers);
    let dimension = &report["dimensions"][dimension];
    (dimension["level"].as_i64().unwrap(), dimension["evidenced_level"].as_i64().unwrap())
}

fn notices(answers: &str) -> Vec<(String, String)> {
    let report = report(answers);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let notices = report["notices"].as_array().unwrap().iter();
    notices.map(|one| (text(&one["code"]), text(&one["message"]))).collect()
}

const REPORTED: &str = "evidence: report, source: Dashboard 12";

/// A report without a source is none.
#[test]
fn a_report_counts_with_its_source() {
    for (grounds, expected) in [
        (REPORTED, 5),
        ("evidence: report", 3),
        ("evidence: report, source: \" \"", 3),
        ("evidence: estimate, source: Dashboard 12", 3),
    ] {
        let answers = format!("{{review_age: {{value: 1, {grounds}}}}}");
        let ran = command("assess", &answers, &["--format", "json"]);
        if grounds.contains("\" \"") && ran.code != Some(0) {
            continue;
        }
        assert_eq!(levels(&answers, 0), (5, expected), "{grounds}");
    }
    let said = notices("{review_age: {value: 1, evidence: report}}");
    let said: Vec<_> = said.iter().filter(|(code, _)| code == "report-not-named").collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(
        said[0].1,
        "Age of the rules: no report is named with its source, so the claim counts as 3 at most on \
         evidence."
    );
}

/// What could lower a claim and has no answer counts as a missing report does: a cap below the
/// claimed score, and no other.
#[test]
fn a_follow_up_without_an_answer_counts_as_a_missing_report() {
    let claim = |value: &str, more: &str| {
        levels(&format!("{{shortfall: {{value: {value}, {REPORTED}}}{more}}}"), 2)
    };
    // Below one cap (3), then below both (3 and 4).
    assert_eq!(claim("0.6", ""), (4, 3));
    assert_eq!(claim("0.6", ", trend: lower"), (4, 4));
    assert_eq!(claim("0.2", ", trend: lower"), (5, 3));
    assert_eq!(claim("0.2", ", trend: lower, forecast_error: {value: 2}"), (5, 5));
    assert_eq!(claim("0.2", ", trend: lower, forecast_error: {value: 20}"), (5, 4));
    assert_eq!(claim("0.2", ", trend: lower, forecast_error: unknown"), (5, 3));
    let left_out = ", trend: lower, forecast_error: {not_applicable: No forecast is made}";
    assert_eq!(claim("0.2", left_out), (5, 5));
    assert_eq!(claim("0.2", ", trend: higher, forecast_error: {value: 2}"), (5, 3));
    // At the limit and below nothing is taken.
    assert_eq!(claim("2", ""), (3, 3));
    assert_eq!(claim("4", ""), (2, 2));
    let word = format!(
        "{{onboarding: {{value: 2, {REPORTED}}}, headroom: {{value: never_at_the_limit}}}}"
    );
    assert_eq!(levels(&word, 1), (5, 5));
}

/// Naming a source, and answering well what was open, lower nothing; and nothing on evidence is
/// above its claim.
#[test]
fn more_evidence_never_lowers_anything() {
    let trends = [", trend: unknown", ", trend: lower"];
    let errors = ["", ", forecast_error: {value: 2}"];
    for value in ["6", "4", "2", "0.8", "0.2"] {
        let found = |grounds: &str, trend: &str, error: &str| {
            let answers = format!("{{shortfall: {{value: {value}, {grounds}}}{trend}{error}}}");
            let (claimed, evidenced) = levels(&answers, 2);
            assert!(evidenced <= claimed, "{answers}");
            evidenced
        };
        for (trend, error) in trends.iter().flat_map(|one| errors.map(|other| (*one, other))) {
            let bare = found("evidence: report", trend, error);
            assert!(bare <= found(REPORTED, trend, error), "{value}{trend}{error}");
            for grounds in ["evidence: report", REPORTED] {
                let open = found(grounds, trend, error);
                assert!(open <= found(grounds, trends[1], error), "{value}{trend}{error}");
                assert!(open <= found(grounds, trend, errors[1]), "{value}{trend}{error}");
            }
        }
    }
}

#[test]
fn a_notice_names_what_lowered_a_claim_by_its_title() {
    let growth = |headroom: &str| {
        notices(&format!("{{onboarding: {{value: 2, {REPORTED}}}{headroom}}}"))
            .into_iter()
            .filter(|(code, _)| code == "follow-up-open" || code == "guard-rail")
            .collect::<Vec<_>>()
    };
    let said = growth("");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(
        said[0].1,
        "Growth: \u{201c}Room at the peak\u{201d} has no answer and could lower the claim, so it \
         counts as 3 at most on evidence."
    );
    // Below 1 both caps are put on, and the lower one is told.
    let said = growth(", headroom: {value: 0.9}");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].1.starts_with("Growth: \u{201c}Room at the peak\u{201d} holds"), "{said:?}");
    assert!(said[0].1.contains("at 2 at most. The peak is more"), "{said:?}");
    assert!(growth(", headroom: {value: 2}").is_empty());
    let answers = format!("{{shortfall: {{value: 0.2, {REPORTED}}}}}");
    let said = notices(&answers);
    let open: Vec<_> = said.iter().filter(|(code, _)| code == "follow-up-open").collect();
    assert_eq!(open.len(), 1, "{said:?}");
    assert!(
        open[0]
            .1
            .contains("year ago\u{201d} and \u{201c}Error of the stock forecast\u{201d} have no"),
        "{open:?}"
    );
}

/// The working shows why less is borne out, and a stored report is verified, anonymous or not.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn what_lowers_a_claim_is_in_the_working_and_verified() {
    let answers =
        format!("{{shortfall: {{value: 0.2, {REPORTED}}}, review_age: {{value: 1, {REPORTED}}}}}");
    let text = table(&answers);
    assert!(text.contains("could lower it and have no answer"), "{text}");
    let folder = tempfile::tempdir().unwrap();
    for more in [&["--format", "json"][..], &["--format", "json", "--anonymous"]] {
        let ran = command("assess", &answers, more);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(report["dimensions"][0]["evidenced_level"], 5, "{}", ran.stdout);
        let stored = folder.path().join("report.json");
        std::fs::write(&stored, &ran.stdout).unwrap();
        let stored = stored.to_str().unwrap();
        let ran = run(&[&["verify", stored], &FLAGS[..]].concat(), "");
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    }
}

/// Runs a command on answers that name this edition, or none.
fn of_edition(edition: &str, answers: &str, more: &[&str]) -> Ran {
    let text = format!("scope: Shop\ndate: 2026-06-30\n{edition}answers: {answers}\n");
    run(&[&["assess", "-"], &FLAGS[..], more].concat(), &text)
}

#[test]
fn answers_of_another_edition_are_refused_and_told_how_to_go_on() {
    let answers = "{onboarding: {value: 2}}";
    let ran = of_edition("edition: 2\n", answers, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["given"]["edition"], 2);
    let codes: Vec<_> =
        report["notices"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert!(!codes.contains(&&Value::from("measure-changed")), "{codes:?}");
    for edition in ["1", "3"] {
        let ran = of_edition(&format!("edition: {edition}\n"), answers, &[]);
        assert_eq!(ran.code, Some(2));
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("the answers are for edition {edition} of `desk`, this is edition 2");
        assert!(said.contains(&message), "{said}");
        assert!(said.contains("with --questions and --rubric"), "{said}");
    }
    assert_eq!(of_edition("edition: 0\n", answers, &[]).code, Some(2));
}

/// Who names no edition and gives a figure is told what is measured now; an option says it itself.
#[test]
fn a_figure_of_no_edition_is_told_what_is_measured_now() {
    let told = |answers: &str| {
        let said = notices(answers).into_iter().filter(|(code, _)| code == "measure-changed");
        said.map(|(_, message)| message).collect::<Vec<_>>()
    };
    assert_eq!(
        told("{shortfall: {value: 0.8}, onboarding: {value: 4}}"),
        ["Orders short of stock: since edition 2 the figure is in % of orders. It was per 1,000: \
          divide it by ten. If the figure is meant so, write `edition: 2` at the top of the \
          answers."]
    );
    assert!(told("{shortfall: up_to_1}").is_empty());
    for sure in ["{on: [2026-03-01, 2025-09-14]}", "{value: never}"] {
        assert!(told(&format!("{{review_age: {sure}}}")).is_empty(), "{sure}");
    }
    assert!(told("{shortfall: unknown}").is_empty());
    let report = report("{shortfall: {value: 0.8}}");
    assert!(report["given"].get("edition").is_none());
}

#[test]
fn a_template_names_its_edition_and_is_read() {
    let ran = run(&[&["init"], &FLAGS[..]].concat(), "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("\nedition: 2  # "), "{}", ran.stdout);
    let ran = run_first(&["init"], "");
    assert!(!ran.stdout.contains("edition:"), "{}", ran.stdout);
}

/// A symptom may be set beside a dimension and contradict nothing.
#[test]
fn a_symptom_contradicts_only_from_a_level_on() {
    let ticked = |symptoms: &str| {
        let text = format!(
            "scope: Shop\ndate: 2026-06-30\nsymptoms: {symptoms}\nanswers: {{review_age: {{value: 1}}, onboarding: {{value: 1}}}}\n"
        );
        let ran = run(&[&["assess", "-"], &FLAGS[..], &["--format", "json"]].concat(), &text);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        let notices = report["notices"].as_array().unwrap().clone();
        let against = notices.into_iter().filter(|one| one["code"] == "symptom-against-level");
        against.map(|one| one["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        ticked("[S1, S2]"),
        [
            "\u{201c}Nobody dares to change a rule\u{201d} was ticked, and age of the rules is claimed \
          at level 5: the two do not fit together; look at both."
        ]
    );
}

/// Symptoms come before any figure, and the follow-ups of everybody behind the last question.
#[test]
fn symptoms_are_asked_first_and_follow_ups_last() {
    let asked = DESK.questionnaire();
    let expected = [
        Page::Symptoms,
        Page::Question(0),
        Page::Question(1),
        Page::Question(2),
        Page::FollowUp(0),
        Page::FollowUp(1),
        Page::FollowUp(2),
    ];
    assert_eq!(Page::in_turn(asked), expected);
    let mut face = Full::new(interview(false), PROJECTED, false);
    press(&mut face, "\n");
    assert_eq!(face.interview.page(), Page::Symptoms);
    press(&mut face, "b>");
    for page in &expected[1..] {
        assert_eq!(face.interview.page(), *page, "{}", shown(&face));
        press(&mut face, if matches!(page, Page::Question(_)) { "e" } else { ">" });
    }
    assert_eq!(face.interview.page(), Page::Review);
    assert_eq!(face.interview.given().symptoms, ["S2"]);
    let mut plain = Plain::new(interview(true), 80);
    let said = typed(&mut plain, &["", "a", "", "e", "e", "e", "on", "on", "on"]);
    let places = [
        "Cross-check: Symptoms",
        "Question 1 of 3",
        "Question 3 of 3",
        "Guard-rail: Room",
        "Guard-rail: Stock",
        "Guard-rail: Error",
        "Review: Shop",
    ];
    let places = places.map(|place| said.find(place).unwrap_or_else(|| panic!("{place}: {said}")));
    assert!(places.is_sorted(), "{said}");
}

/// Two days are typed with whatever stands between them; one alone asks for the other.
#[test]
fn two_days_are_typed_in_both_faces() {
    for days in [
        "2026-03-01, 2025-09-14",
        "2025-09-14 2026-03-01",
        "1.3.2026 and 14.9.2025",
        "1 March 2026, 14 Sep 2025",
        "2026-03-01;2025-09-14",
    ] {
        let mut plain = Plain::new(interview(true), 80);
        let said = typed(&mut plain, &["", "", days, ""]);
        assert!(said.contains("on 2026-03-01, over 3 months ago, and on 2025-09-14"), "{said}");
        let mut face = Full::new(interview(false), PROJECTED, false);
        press(&mut face, &format!("\n\n{days}\n"));
        assert_eq!(face.interview.given(), plain.interview.given(), "{days}");
        assert_eq!(face.interview.given().answers.len(), 1, "{days}");
        assert_eq!(face.interview.page(), Page::Question(1));
    }
}

#[test]
fn one_day_typed_asks_for_the_other() {
    let mut plain = Plain::new(interview(true), 80);
    let said = typed(&mut plain, &["", "", "2026-03-01", ""]);
    assert!(said.contains("2026-03-01 is one of two days"), "{said}");
    assert!(said.contains("`2026-03-01, YYYY-MM-DD`"), "{said}");
    assert!(plain.interview.given().answers.is_empty());
    let mut face = Full::new(interview(false), PROJECTED, false);
    press(&mut face, "\n\n1.3.2026\n");
    assert!(shown(&face).contains("2026-03-01 is one of two days"), "{}", shown(&face));
    // What was typed stays, and is completed.
    press(&mut face, " 14.9.2025\n");
    assert_eq!(face.interview.given().answers.len(), 1, "{}", shown(&face));
    let mut face = Full::new(interview(false), PROJECTED, false);
    press(&mut face, "\n\n5.1\n");
    assert_eq!(face.interview.given().answers.len(), 1, "months do as well: {}", shown(&face));
}

/// The interview shows what a word means, asks back where a figure is odd, and says at the end
/// what could still lower a claim.
#[test]
fn words_doubts_and_open_follow_ups_are_shown_while_asking() {
    let mut face = Full::new(interview(false), PROJECTED, false);
    press(&mut face, "\n\n");
    let screen = shown(&face);
    assert!(screen.contains("No review was ever held") && !screen.contains("Never"), "{screen}");
    press(&mut face, "e");
    press(&mut face, "f");
    let screen = shown(&face);
    assert!(screen.contains("Nothing was ever added, which counts as not known"), "{screen}");
    press(&mut face, "0.01");
    assert!(shown(&face).contains("Is that of all orders?"), "{}", shown(&face));
    press(&mut face, "\n4.5");
    assert!(shown(&face).contains("Per hour, and not per day?"), "{}", shown(&face));
    press(&mut face, "\n>>");
    assert_eq!(face.interview.page(), Page::Review);
    let screen = shown(&face);
    assert!(
        screen.contains("Trust in stock: \u{201c}Stock against a year ago\u{201d} and"),
        "{screen}"
    );
    let yaml = write::answers(face.interview.given(), Format::Yaml, DESK.questionnaire()).unwrap();
    assert!(yaml.contains("onboarding: {value: never}") || yaml.contains("value: never"), "{yaml}");
}

/// Two days stay what they are in a saved file of any format, in an edited one and in a draft.
#[test]
fn two_days_are_kept_wherever_answers_are_kept() {
    let mut plain = Plain::new(interview(true), 80);
    typed(&mut plain, &["", "", "2026-03-01, 2025-09-14", "", "f"]);
    let given = plain.interview.given();
    for format in [Format::Yaml, Format::Json, Format::Toml] {
        let text = write::answers(given, format, DESK.questionnaire()).unwrap();
        let tree = read::tree(&text, format, Bounds::ANSWERS).unwrap();
        let sheet = oms_maturity::document::answers::read(&tree, &DESK);
        assert_eq!(sheet.unwrap().given(), given, "{text}");
    }
    let before = "# ours\nscope: Shop\ndate: 2026-06-30\nanswers:\n  review_age: unknown  # soon\n";
    let edited = edit::answers(before, Format::Yaml, given, &DESK).unwrap();
    assert!(edited.lost_comments.is_empty(), "{}", edited.text);
    assert!(edited.text.contains("[2026-03-01, 2025-09-14]}  # soon"), "{}", edited.text);
    // The other way round says the same, and stays as it is written.
    let turned = edited.text.replace("[2026-03-01, 2025-09-14]", "[2025-09-14, 2026-03-01]");
    assert_eq!(edit::answers(&turned, Format::Yaml, given, &DESK).unwrap().text, turned);
    let document = draft::DraftDocument {
        saved: "2026-06-30T12:00:00Z".to_owned(),
        questionnaire: "desk".to_owned(),
        origin: draft::Origin::default(),
        draft: plain.interview.draft(),
    };
    let text = draft::write(&document).unwrap();
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).unwrap();
    assert_eq!(draft::read(&tree, &DESK).unwrap().draft.given, *given, "{text}");
}

/// Asked and saved, answers name the edition that they were asked by.
#[cfg(unix)]
#[test]
fn what_is_asked_and_saved_names_its_edition() {
    use crate::terminal::{Setup, Terminal};
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instruments/measures");
    let file = |name: &str| root.join(name).to_str().unwrap().to_owned();
    let (questions, rubric) = (file("questions.yaml"), file("rubric.yaml"));
    let arguments = ["assess", "--today", "2026-06-30", "--save", "a.yaml"];
    let flags = ["--questions", questions.as_str(), "--rubric", rubric.as_str()];
    let mut terminal =
        Terminal::start(&Setup::new(folder.path(), &[&arguments[..], &flags].concat()));
    for (sees, keys) in [
        ("Which operation is judged?", "Shop"),
        ("> Shop", "\r"),
        ("Which of these do you recognise?", "\r"),
        ("Question 1 of 3", "e"),
        ("Question 2 of 3", "e"),
        ("Question 3 of 3", "e"),
        ("Room at the peak", "\x1b[C"),
        ("Stock against a year ago", "\x1b[C"),
        ("Error of the stock forecast", "\x1b[C"),
        ("Show the result", "\r"),
        ("f finish", "f"),
    ] {
        terminal.wait_for(sees);
        terminal.send(keys);
    }
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    let saved = std::fs::read_to_string(folder.path().join("a.yaml")).unwrap();
    assert!(saved.contains("edition: 2\n"), "{saved}");
    let save = folder.path().join("a.yaml");
    let ran = run(&[&["assess", save.to_str().unwrap()], &FLAGS[..]].concat(), "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
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
            5 - [3, 6, 12, 24].into_iter().map(|limit| i64::from(!within(limit))).sum::<i64>()
        };
        let expected = worth(months(newest, "2026-06-30")).min(worth(months(before, newest)));
        prop_assert_eq!(there, expected, "{} {}", one, other);
    }
}

/// A cap on a level leaves open what claims more than that level, on whatever scale scores are.
#[test]
fn a_level_is_not_compared_with_a_score() {
    let folder = tempfile::tempdir().unwrap();
    let asked = "id: desk\nversion: 1.0.0\ntitle: A desk\nquestions:\n  - id: speed\n    title: Speed\n    \
         prompt: How fast is it?\n    options:\n      - {id: none, label: None}\n      - {id: low, \
         label: Low}\n      - {id: some, label: Some}\n      - {id: high, label: High}\n\
         follow_ups:\n  - id: stops\n    title: Stops\n    prompt: Does it stop?\n    \
         options:\n      - {id: often, label: Often}\n      - {id: seldom, label: Seldom}\n";
    fs_write(&folder, "asked.yaml", asked);
    let scores = |levels: &str, answer: &str, follow_up: &str| {
        let judged = format!(
            "id: desk\nversion: 1.0.0\ntitle: A desk\nquestionnaire: desk\n\
             scale: {{lowest: 0, highest: 100}}\nunknown: {{counts_as: lowest, at_most: 1}}\n\
             not_applicable: {{at_most: 1}}\n\
             evidenced: {{without_report_at_most: 50, follow_ups: answered}}\n\
             scores: [0, 20, 60, 90]\ndimension_levels:\n{levels}\n\
             dimensions: [{{id: pace, name: Pace, questions: [speed]}}]\n\
             caps: [{{follow_up: stops, dimension: pace, when: {{option: often}}, at_most: 2}}]\n"
        );
        fs_write(&folder, "judged.yaml", &judged);
        let text = format!(
            "scope: Shop\ndate: 2026-06-30\nanswers:\n  speed: {{option: {answer}, evidence: \
             report}}\n{follow_up}"
        );
        let flags = ["--questions", "asked.yaml", "--rubric", "judged.yaml", "--format", "json"];
        let ran = run_in(folder.path(), &[&["assess", "-"], &flags[..]].concat(), &text);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        report["dimensions"][0]["evidenced_exact"].as_str().unwrap().to_owned()
    };
    let by_score = "  - {level: 1}\n  - {level: 2, requires: {mean: 60}}\n  - {level: 3, requires: \
                    {mean: 90}}";
    // Without a mean in the table, it is the levels that are compared.
    let by_question = "  - {level: 1}\n  - {level: 2, requires: {every_question: 60}}\n  - {level: \
                       3, requires: {every_question: 90}}";
    for levels in [by_score, by_question] {
        assert_eq!(scores(levels, "some", ""), "60", "{levels}");
        assert_eq!(scores(levels, "high", ""), "50", "{levels}");
        assert_eq!(scores(levels, "high", "  stops: {option: seldom}\n"), "90", "{levels}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn fs_write(folder: &tempfile::TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

/// A change speaks of the edition in which it came; answers name the one that is asked now.
#[test]
fn a_change_names_its_edition_and_the_answers_name_theirs() {
    const ASKED: &str = include_str!("../instruments/measures/questions.yaml");
    let folder = tempfile::tempdir().unwrap();
    let dated = ASKED.replacen(
        "title: Age of the rules\n",
        "title: Age of the rules\n    changed: {edition: 2, how: \"It was one span.\"}\n",
        1,
    );
    fs_write(&folder, "asked.yaml", &dated.replacen("edition: 2\n", "edition: 3\n", 1));
    fs_write(&folder, "early.yaml", &dated.replacen("edition: 2\n", "", 1));
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let judged = root.join("tests/instruments/measures/rubric.yaml");
    let assess = |asked: &str, answers: &str| {
        let text = format!("scope: Shop\ndate: 2026-06-30\nanswers: {answers}\n");
        let flags = ["--questions", asked, "--rubric", judged.to_str().unwrap()];
        run_in(folder.path(), &[&["assess", "-"], &flags[..]].concat(), &text)
    };
    let ran = assess("asked.yaml", "{shortfall: {value: 0.8}}");
    let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("since edition 2 the figure"), "{said}{}", ran.stderr);
    assert!(said.contains("write `edition: 3` at the top"), "{said}");
    for sure in ["{on: [2026-03-01, 2025-09-14]}", "{value: never}"] {
        let ran = assess("asked.yaml", &format!("{{review_age: {sure}}}"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(!ran.stdout.contains("since edition"), "{sure}: {}", ran.stdout);
    }
    let ran = assess("early.yaml", "{shortfall: {value: 0.8}}");
    assert_eq!(ran.code, Some(2));
    let told = ran.stderr.matches("edition 2 is still to come: this is edition 1").count();
    assert_eq!(told, 2, "{}", ran.stderr);
}
