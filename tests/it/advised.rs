//! What a rubric advises beyond levels, through the real program: efforts as ranges, what is reached
//! when, measures and roles, figures of scenarios, what holds a level back, and what is enough.

use super::Field;
use crate::program::{Ran, run};
use oms_maturity::document::{Format, write};
use oms_maturity::domain::{AnswerValue, Date, GivenAnswers};
use serde_json::{Value, json};

const PAIR: [&str; 4] = [
    "--questions",
    "tests/instruments/advice/questions.yaml",
    "--rubric",
    "tests/instruments/advice/rubric.yaml",
];

/// Answers with an option each, and whatever else is said at the top and in the answers.
fn answers(haste: &str, trust: &str, top: &str, more: &str) -> String {
    format!(
        "scope: Two doors\ndate: 2026-11-28\n{top}answers:\n  haste: {haste}\n  trust: {trust}\n{more}"
    )
}

fn typed(command: &[&str], answers: &str) -> Ran {
    let (first, more) = command.split_first().unwrap();
    run(&[&[*first, "-"], &PAIR[..], more].concat(), answers)
}

fn said(command: &[&str], answers: &str) -> String {
    let ran = typed(command, answers);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

/// What is said, whatever the lines are.
fn words(command: &[&str], answers: &str) -> String {
    said(command, answers).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json_of(command: &[&str], answers: &str) -> Value {
    serde_json::from_str(&said(&[command, &["--format", "json"]].concat(), answers)).unwrap()
}

fn show(what: &str) -> String {
    let ran = run(&[&["rubric", "show", what], &PAIR[..]].concat(), "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// To level 3 from 1 and 1 both go to 2: P1 2-10 and F1 10-61 days.
#[test]
fn a_plan_adds_ranges_and_goes_by_their_middle() {
    let given = answers("slow", "little", "", "");
    let plan = json_of(&["plan", "--target-level", "3"], &given);
    assert_eq!(plan["total_effort_days"], json!({"low": 12, "high": 71, "middle": 41.5}));
    assert_eq!(plan["steps"][0]["effort_days"], json!({"low": 2, "high": 10, "middle": 6}));
    assert_eq!(plan["effort_days"]["M"], json!({"low": 10, "high": 61, "middle": 35.5}));
    assert_eq!(plan["steps"][0]["reached_when"], "Reached when it opens within a minute");
    let text = words(&["plan", "--target-level", "3"], &given);
    for part in [
        "12-71 person-days (middle 41.5)",
        "With these ranges of effort, no other set of steps takes fewer person-days at \
         their middle.",
        "ranges of person-days (S 2-10, M 10-61)",
        "P1 Oil the hinges Porter, with Joiner, effort S",
        "Reached when it opens within a minute.",
        "Reached when: Every key is counted.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Proven") && !text.contains("internal"), "{text}");
    assert!(said(&["plan"], &given).lines().all(|line| line.chars().count() <= 80));
}

/// 41.5 days are within a budget of 42 and not of 41.
#[test]
fn a_budget_is_held_against_the_middle() {
    let given = answers("slow", "little", "", "");
    let to_3 = ["plan", "--target-level", "3", "--budget"];
    assert_eq!(typed(&[&to_3[..], &["42"]].concat(), &given).code, Some(0));
    let ran = typed(&[&to_3[..], &["41"]].concat(), &given);
    assert_ne!(ran.code, Some(0));
    let text = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("takes at least 12-71 person-days (middle 41.5)"), "{text}");
}

#[test]
fn a_report_says_when_each_step_is_reached_once() {
    let given = answers("slow", "half", "target: {level: 3}\n", "");
    let text = words(&["assess", "--actions", "all"], &given);
    assert_eq!(text.matches("Reached when it opens within a minute.").count(), 1, "{text}");
    let report = json_of(&["assess"], &given);
    let first = &report["actions"][0];
    assert_eq!(first["reached_when"], "Reached when it opens within a minute");
    assert_eq!((&first["with"], &first["measure"]), (&json!(["Joiner"]), &json!("seconds")));
    for form in ["html", "markdown"] {
        let page = said(&["assess", "--format", form], &given);
        for part in ["Reached when it opens within a minute", "Porter, with Joiner"] {
            assert!(page.contains(part), "{form}: {part}");
        }
        for part in ["Seconds to open", "the firm that made the door", "Which level is enough"] {
            assert!(page.contains(part), "{form}: {part}");
        }
    }
}

#[test]
fn the_handbook_shows_what_is_defined_once() {
    assert!(
        show("measures").contains("Seconds to open (seconds): from the push until it stands open")
    );
    assert!(show("roles").contains("Joiner: or else the firm that made the door"));
    let enough = show("enough");
    assert!(enough.contains("A few friends (few); A crowd (many)"), "{enough}");
    assert!(enough.contains("level 2 is enough; with faith 3"), "{enough}");
    let scenario = show("SN03");
    assert!(scenario.contains("Room at the peak (headroom): from 1.25"), "{scenario}");
    assert!(scenario.contains("Likely: some years") || scenario.contains("some years"));
    assert!(show("P1").contains("Reached when it opens within a minute."));
    assert!(show("2").contains("Where the score alone would give more: By the mean"));
}

/// Pace is at 2, so that only the figure decides.
#[test]
fn a_scenario_hangs_on_a_figure() {
    for (more, verdict, standing) in [
        ("  headroom: {value: 1.25}\n", "copes", "held"),
        ("  headroom: {value: 1.24}\n", "fails", "missed"),
        ("", "cannot_say", "cannot_say"),
        ("  headroom: unknown\n", "cannot_say", "cannot_say"),
        ("  headroom: {value: never_full}\n", "cannot_say", "cannot_say"),
        ("  headroom: {not_applicable: There is no peak}\n", "copes", "not_applicable"),
    ] {
        let given = answers("middling", "little", "", more);
        let report = json_of(&["assess"], &given);
        let scenario = &report["scenarios"][2];
        assert_eq!((&scenario["id"], &scenario["verdict"]), (&json!("SN03"), &json!(verdict)));
        assert_eq!(scenario["evidenced_verdict"], verdict, "{more}");
        assert_eq!(scenario["figures"][0]["standing"], standing, "{more}");
        let list = json_of(&["checklist"], &given);
        let entries = list["scenarios"].as_array().unwrap();
        let entry = entries.iter().find(|entry| entry["id"] == "SN03").unwrap();
        assert_eq!(
            (&entry["verdict"], &entry["figures"][0]["from"]),
            (&json!(verdict), &json!(1.25))
        );
        let listed: Vec<_> =
            list["first_to_break"].as_array().unwrap().iter().map(|id| id == "SN03").collect();
        assert_eq!(listed.contains(&true), verdict != "copes", "{more}");
    }
}

/// Where the level fails already, what is not known of the figure changes nothing.
#[test]
fn a_figure_that_is_not_known_saves_nothing() {
    let report = json_of(&["assess"], &answers("slow", "little", "", ""));
    assert_eq!(report["scenarios"][2]["verdict"], "cannot_say");
    let missed = answers("slow", "little", "", "  headroom: {value: 1}\n");
    assert_eq!(json_of(&["assess"], &missed)["scenarios"][2]["verdict"], "fails");
}

#[test]
fn the_reason_names_figure_and_limit_in_words() {
    let given = answers("slow", "half", "", "  headroom: {value: 1.1}\n");
    let text = words(&["checklist"], &given);
    for part in [
        "Blocked by pace 1, needs 2; room at the peak 1.1 x, needs 1.25 x or more.",
        "2-10 person-days (middle 6); besides, it takes room at the peak 1.25 x or more, a figure \
         that no level stands for.",
        "It comes in some years and hurts much.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let plan = words(&["plan", "--cope", "SN03"], &given);
    let besides = "Coping hangs on a figure besides, which no level stands for: room at the \
                   peak 1.1 x, needs 1.25 x or more.";
    assert!(plan.contains(besides), "{plan}");
    assert!(
        plan.contains("Then, of 3 scenarios 2 are coped with, 0 at risk, and 1 fail"),
        "{plan}"
    );
    let ran = typed(&["check", "--must-cope", "SN03", "--today", "2026-11-28"], &given);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let text = format!("{}{}", ran.stdout, ran.stderr);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("`headroom` 1.25 x or more"), "{text}");
}

/// That a limit was never tested is no figure, and a figure that is left out is named.
#[test]
fn a_word_holds_no_figure_and_one_left_out_is_named() {
    let never = answers("fast", "whole", "", "  headroom: {value: never_full}\n");
    let report = json_of(&["assess"], &never);
    assert_eq!(report["scenarios"][2]["verdict"], "cannot_say");
    let left_out = answers("fast", "whole", "", "  headroom: {not_applicable: \"no door\"}\n");
    assert_eq!(json_of(&["assess"], &left_out)["scenarios"][2]["verdict"], "copes");
    let remark = "Judged without \u{201c}Room at the peak\u{201d}, which is said not to apply.";
    for args in [&["assess"][..], &["checklist"], &["assess", "--format", "markdown"]] {
        assert!(words(args, &left_out).contains(remark), "{args:?}");
        assert!(!words(args, &never).contains("said not to apply"), "{args:?}");
    }
}

#[test]
fn the_checklist_begins_with_what_hurts_most_and_comes_oftenest() {
    let list = json_of(&["checklist"], &answers("fast", "whole", "", ""));
    let ids: Vec<_> = list["scenarios"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, ["SN03", "SN02", "SN01"]);
}

/// 3 and 1 are 2 on average, which is enough for 3, but every dimension must be at 2 for it.
#[test]
fn a_level_that_is_held_back_has_its_own_sentence() {
    let sentence = |haste, trust| words(&["assess"], &answers(haste, trust, "", ""));
    let held_back = "By the mean it would be 3. Faith at 1 holds it at 2.";
    assert!(sentence("fast", "little").contains(held_back), "{}", sentence("fast", "little"));
    assert!(sentence("middling", "little").contains("It is ajar."));
}

/// From 3 and 1 one step less of pace makes the mean 1.5, still 2; one more of faith lifts it to 3.
/// From 2 and 1 one less makes it 1. From 3 and 3 nothing changes.
#[test]
fn beside_the_level_stands_what_one_answer_off_by_one_makes_of_it() {
    for (haste, trust, lowest, highest, text) in [
        ("fast", "little", 2, 3, "One answer off by one level would make it 2 to 3."),
        ("middling", "little", 1, 3, "One answer off by one level would make it 1 to 3."),
        ("fast", "whole", 3, 3, "One answer off by one level would leave it at 3."),
    ] {
        let given = answers(haste, trust, "", "");
        let overall = json_of(&["assess"], &given)["overall"].clone();
        assert_eq!(overall["one_off"], json!({"lowest": lowest, "highest": highest}), "{given}");
        assert!(words(&["assess"], &given).contains(text), "{given}");
        for form in ["html", "markdown"] {
            assert!(said(&["assess", "--format", form], &given).contains(text), "{form}");
        }
    }
}

#[test]
fn what_is_enough_is_said_for_what_is_promised() {
    let of = |enough: &str| answers("fast", "half", &format!("enough: {enough}\n"), "");
    for (enough, text) in [
        (
            "{guests: few}",
            "For what you promise, level 1 is enough (judgement). You stand at 3, which is enough. One \
             question on what you promise has no answer; it may ask for more.",
        ),
        (
            "{guests: many}",
            "For what you promise, level 2 is enough (judgement). You stand at 3, which is enough. One",
        ),
        (
            "{guests: many, night: \"yes\"}",
            "For what you promise, level 2 is enough, with Faith at 3 (judgement). You stand at 3, \
             which is not enough: Faith at 3 is missing.",
        ),
        (
            "{night: \"yes\"}",
            "Which level is enough for what you promise cannot be said from these answers.",
        ),
    ] {
        assert!(words(&["assess"], &of(enough)).contains(text), "{enough}");
        assert!(said(&["assess", "--format", "html"], &of(enough)).contains(text), "{enough}");
    }
    let report = json_of(&["assess"], &of("{guests: many, night: \"yes\"}"));
    assert_eq!(
        report["enough"],
        json!({"level": 2, "dimensions": {"faith": 3}, "mark": "judgement"})
    );
    assert_eq!(report["given"]["enough"], json!({"guests": "many", "night": "yes"}));
    assert_eq!(json_of(&["assess"], &answers("fast", "half", "", "")).get("enough"), None);
}

#[test]
fn what_is_promised_in_words_nobody_asked_for_is_refused() {
    let given = answers("fast", "half", "enough: {gests: many, night: maybe}\n", "");
    let ran = typed(&["assess"], &given);
    assert_eq!(ran.code, Some(2));
    for part in [
        ":3:10\n",
        "the rubric asks no question `gests` on what is promised",
        "guests",
        "the question has no option `maybe`",
    ] {
        assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
    }
}

/// A report is made again from what it carries.
#[test]
fn a_stored_report_is_verified() {
    let top = "enough: {guests: many}\n";
    let report = said(
        &["assess", "--format", "json"],
        &answers("slow", "half", top, "  headroom: {value: 1.1}\n"),
    );
    let verify = |report: &str| run(&[&["verify", "-"], &PAIR[..]].concat(), report);
    assert_eq!(verify(&report).code, Some(0), "{}", verify(&report).stderr);
    for (from, to) in [
        ("\"standing\": \"missed\"", "\"standing\": \"held\""),
        ("\"mark\": \"judgement\"", "\"mark\": \"a study\""),
    ] {
        assert!(report.contains(from), "{from}");
        assert_eq!(verify(&report.replace(from, to)).code, Some(1), "{from}");
    }
}

/// Reads the rubric with one thing changed; returns what is found.
fn found(from: &str, to: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAIR[3]);
    let rubric = std::fs::read_to_string(path).unwrap();
    assert!(rubric.contains(from), "{from}");
    let args = ["rubric", "lint", "-", "--questions", PAIR[1]];
    run(&args, &rubric.replacen(from, to, 1)).stdout
}

#[test]
fn what_a_rubric_defines_wrongly_is_found_at_its_place() {
    assert_eq!(found("id: advice", "id: advice"), found("title: Two doors", "title: Two doors"));
    for (from, to, said) in [
        ("S: {from: 2, to: 10}", "S: {from: 12, to: 10}", "ends before it begins"),
        ("S: {from: 2, to: 10}", "S: {from: 2}", "`to`"),
        ("measure: seconds", "measure: second", "second"),
        (
            "owner: Porter, with: [Joiner]",
            "owner: Poter, with: [Joner]",
            "`Poter` is not among the roles",
        ),
        (", measure: seconds", "", "no proof refers to the measure `seconds`"),
        ("headroom: {from: 1.25}", "hedroom: {from: 1.25}", "there is no question `hedroom`"),
        ("headroom: {from: 1.25}", "haste: {from: 1.25}", "`haste` has no figure"),
        ("headroom: {from: 1.25}", "headroom: {}", "nothing says what the figure must keep to"),
        ("headroom: {from: 1.25}", "headroom: {from: -1}", "outside the range"),
        ("headroom: {from: 1.25}", "headroom: {from: 2, below: 2}", "no figure keeps to both ends"),
        ("likely: some_years", "likely: often", "every_year"),
        ("{limiting.level}", "{limits.level}", "there is no dimension `limits`"),
        ("{by_mean}", "{by_median}", "there is no question `by_median`"),
        ("when: {guests: few}", "when: {gusts: few}", "no question here is called `gusts`"),
        ("when: {guests: few}", "when: {guests: lots}", "`guests` has no option `lots`"),
        ("when: {guests: few}, level: 1", "when: {guests: few}, level: 9", "9 is not on the scale"),
        ("dimensions: {faith: 3}", "dimensions: {fate: 3}", "there is no dimension `fate`"),
    ] {
        let text = found(from, to);
        assert!(text.contains(said), "{to}: {said}: {text}");
    }
}

/// What is written is read back as the same, `yes` and `no` among it.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn what_is_promised_is_written_back_in_every_format() {
    let mut given = GivenAnswers::empty("Two doors".to_owned(), Date::parse("2026-11-28").unwrap());
    for (question, option) in [("guests", "many"), ("night", "no")] {
        given.enough.insert(question.to_owned(), option.to_owned());
    }
    let fast = AnswerValue::Option("fast".to_owned());
    given.answers.insert("haste".to_owned(), fast.into());
    let asked = Field::shipped().instrument;
    let folder = tempfile::tempdir().unwrap();
    for (format, ending) in [(Format::Yaml, "yaml"), (Format::Toml, "toml"), (Format::Json, "json")]
    {
        let path = folder.path().join(format!("answers.{ending}"));
        let text = write::answers(&given, format, asked.questionnaire()).unwrap();
        std::fs::write(&path, &text).unwrap();
        let command = ["assess", path.to_str().unwrap(), "--format", "json"];
        let ran = run(&[&command[..], &PAIR].concat(), "");
        assert_eq!(ran.code, Some(0), "{text}{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(report["given"]["enough"], json!({"guests": "many", "night": "no"}), "{text}");
    }
}
