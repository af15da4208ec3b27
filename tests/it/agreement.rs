//! The report agrees with itself: what comes first, the plan and the pause around a peak, and what
//! is not known.

use super::Field;
use super::program::run_first as run;
use oms_maturity::domain::actions::{List, Reason};
use oms_maturity::domain::rubric::ActionKind;
use oms_maturity::domain::scores::Status;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

/// Answers of a retailer whose peak is eight weeks away, who aims at 4 and does not know its stock.
const NEAR_PEAK: &str = "\
scope: Vane Home DE
date: 2026-11-20
next_peak: 2027-01-15
target: {level: 4}
scenarios: [SN01, SN05, SN07, SN25]
answers:
  rules_age: {on: 2025-06-01}
  overrides: {value: 5.1, evidence: report, source: BI dashboard}
  adaptability: {value: 4}
  cost_to_serve: total
  inventory_trust: unknown
  scalability: {value: 1.6}
";

fn said(args: &[&str], answers: &str) -> String {
    let ran = run(args, answers);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_comes_first_is_what_the_plan_begins_with() {
    let report: Value =
        serde_json::from_str(&run(&["assess", "-", "--format", "json"], NEAR_PEAK).stdout).unwrap();
    let actions = report["actions"].as_array().unwrap();
    assert_eq!(actions[0]["id"], "IT-1a");
    assert!(actions.iter().all(|action| action["list"] == "first"));
    // Scalability is at 4: what leads to 2 and 3 is done.
    let ids = || actions.iter().map(|action| action["id"].as_str().unwrap());
    assert!(ids().all(|id| !id.starts_with("SC-1") && !id.starts_with("SC-2")), "{actions:?}");
    // The pause began with the day of the answers: whatever is not ready for the peak waits, but for
    // measuring and naming a report, which change nothing.
    for action in actions {
        let looks = ["not known; this measures it", "claimed without a report"];
        let looks = looks.iter().any(|reason| action["reason"] == *reason);
        let timing = if looks { "before the peak" } else { "after the peak" };
        assert_eq!(action["timing"], timing, "{action}");
    }
    for form in ["table", "html", "markdown"] {
        let page = said(&["assess", "-", "--format", form], NEAR_PEAK);
        assert!(!page.contains("SC-1a"), "{form}: {page}");
        assert!(page.contains("Work pauses from 8 weeks before the peak of 2027-01-15"), "{page}");
        assert!(!page.contains("start now"), "{page}");
    }
}

#[test]
fn what_is_ready_for_the_peak_is_a_list_of_its_own() {
    let answers = NEAR_PEAK.replace("{value: 1.6}", "{level: 2}");
    let report: Value =
        serde_json::from_str(&run(&["assess", "-", "--format", "json"], &answers).stdout).unwrap();
    let of = |list: &str| -> Vec<&str> {
        let actions = report["actions"].as_array().unwrap().iter();
        let listed = actions.filter(|action| action["list"] == list);
        listed.map(|action| action["id"].as_str().unwrap()).collect()
    };
    assert_eq!(of("before_peak"), ["SC-2c"]);
    assert_eq!(of("first")[0], "IT-1a");
    let table = said(&["assess", "-"], &answers);
    let (first, peak) = (table.find("WHAT NEXT").unwrap(), table.find("BEFORE THE PEAK").unwrap());
    assert!(first < peak && table[peak..].contains("1 SC-2c"), "{table}");
    let page = said(&["assess", "-", "--format", "markdown"], &answers);
    assert!(page.contains("## What comes first") && page.contains("## Before the peak"), "{page}");
    // The plan says of the same action that it may go on.
    let plan = said(&["plan", "-", "--today", "2026-11-28"], &answers);
    assert!(plan.contains("Until the peak only"), "{plan}");
    assert!(plan.contains("SC-2c may go on") || plan.contains("SC-2c and"), "{plan}");
}

#[test]
fn the_pause_around_a_peak_is_named_wherever_there_is_one() {
    let pause = "Work pauses from 2026-11-20 until 2027-02-26, when it goes on: 8 weeks before the \
                 peak of 2027-01-15";
    let plan = said(&["plan", "-"], NEAR_PEAK);
    assert!(plan.contains(pause) && plan.contains("not counted in the weeks of work"), "{plan}");
    assert!(plan.contains("WAVE 1: start 2027-02-26, after the peak"), "{plan}");
    for form in ["html", "markdown"] {
        let page = said(&["assess", "-", "--format", form], NEAR_PEAK);
        assert!(page.contains(pause), "{form}: {page}");
        assert!(page.contains("Start 2027-02-26, after the peak"), "{form}: {page}");
    }
    // Six weeks end in April because of the pause, and the step says so.
    let dated = said(&["plan", "-", "--today", "2026-11-28"], NEAR_PEAK);
    assert!(dated.contains("6 weeks, after the peak, done by 2027-04-09"), "{dated}");
    assert!(dated.contains("Work pauses from 2026-11-28 until 2027-02-26"), "{dated}");
    assert!(!dated.contains("start now"), "{dated}");
    // On the day after the pause, and on the last day of it.
    let over = said(&["plan", "-", "--today", "2027-02-26"], NEAR_PEAK);
    assert!(over.contains("start now") && !over.contains("pauses"), "{over}");
    let last = said(&["plan", "-", "--today", "2027-02-25"], NEAR_PEAK);
    assert!(last.contains("start 2027-02-26, after the peak"), "{last}");
    // Before it, what does not fit runs around it.
    let before = said(&["plan", "-", "--today", "2026-10-01"], NEAR_PEAK);
    assert!(before.contains("WAVE 1: start now"), "{before}");
    assert!(before.contains("weeks, with the pause in between, done by"), "{before}");
    // From earlier answers and without a day, nobody knows on which side of the pause today is.
    let earlier = NEAR_PEAK.replace("2026-11-20", "2026-08-01");
    let plan = said(&["plan", "-"], &earlier);
    assert!(plan.contains("WAVE 1: start before 2026-11-20, else on 2027-02-26"), "{plan}");
    let json = run(&["plan", "-", "--format", "json"], NEAR_PEAK).stdout;
    let plan: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(plan["goal"]["pause"]["from"], "2026-11-20");
    assert_eq!(plan["goal"]["pause"]["until"], "2027-02-26");
    assert_eq!(plan["goal"]["freeze_weeks"], 8);
}

#[test]
fn a_freeze_always_matters_or_is_refused() {
    let plain = said(&["plan", "-"], NEAR_PEAK);
    let longer = said(&["plan", "-", "--freeze", "30"], NEAR_PEAK);
    assert_ne!(plain, longer);
    assert!(longer.contains("Work pauses from 2026-06-19"), "{longer}");
    let dated = ["plan", "-", "--today", "2026-11-28"];
    assert_ne!(
        said(&dated, NEAR_PEAK),
        said(&[&dated[..], &["--freeze", "30"]].concat(), NEAR_PEAK)
    );
    let late = run(&["plan", "-", "--today", "2027-06-01", "--freeze", "4"], NEAR_PEAK);
    assert_eq!((late.code, late.stdout.as_str()), (Some(2), ""));
    assert!(late.stderr.contains("--freeze changes nothing"), "{}", late.stderr);
    // Once the peak has begun, the weeks before it matter no more.
    let begun = run(&["plan", "-", "--today", "2027-01-15", "--freeze", "4"], NEAR_PEAK);
    assert_eq!((begun.code, begun.stdout.as_str()), (Some(2), ""));
    assert!(begun.stderr.contains("the peak began on 2027-01-15"), "{}", begun.stderr);
    assert!(begun.stderr.contains("work goes on on 2027-02-26"), "{}", begun.stderr);
    let none = said(&["plan", "-", "--freeze", "0"], NEAR_PEAK);
    assert!(none.contains("the first day of the peak of 2027-01-15 until 6 weeks"), "{none}");
    assert!(!none.contains(" 0 weeks"), "{none}");
}

/// What helps against a peak takes three or four weeks: with three left one action may still go
/// on, with none left nothing may, and report and plan name the same.
#[test]
fn report_and_plan_name_the_same_that_may_go_on_until_the_peak() {
    let answers = |peak: &str| {
        let low = NEAR_PEAK.replace("{value: 1.6}", "{level: 1}");
        low.replace("inventory_trust: unknown", "inventory_trust: {level: 3}")
            .replace("2027-01-15", peak)
    };
    for (peak, only) in [
        ("2026-12-11", Some("Until the peak only SC-1a ")),
        ("2026-12-10", None),
        ("2026-11-21", None),
        ("2026-11-20", None),
    ] {
        for args in [&["assess", "-"][..], &["plan", "-"], &["assess", "-", "--format", "html"]] {
            let page = said(args, &answers(peak));
            assert!(page.contains("Work pauses from"), "{args:?} {peak}: {page}");
            match only {
                Some(only) => assert!(page.contains(only), "{args:?} {peak}: {page}"),
                None => assert!(!page.contains("may go on"), "{args:?} {peak}: {page}"),
            }
        }
    }
    // From within the peak nothing goes on until it, whatever the answers' day.
    let late = said(&["plan", "-", "--today", "2027-01-20"], &answers("2027-01-15"));
    assert!(late.contains("Work pauses from 2027-01-20") && !late.contains("may go on"), "{late}");
}

/// Six weeks from the end of the pause are 2027-04-09.
#[test]
fn a_day_within_the_pause_is_told_of_the_pause() {
    let args = ["plan", "-", "--today", "2026-11-20", "--by", "2026-12-31"];
    let pause = "pauses from 2026-11-20 until 2027-02-26";
    let refused = run(&args, NEAR_PEAK);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains(pause), "{}", refused.stderr);
    let bought = said(&[&args[..], &["--budget", "100"]].concat(), NEAR_PEAK);
    assert!(bought.contains(pause), "{bought}");
    assert!(bought.contains("would be done only by 2027-04-09"), "{bought}");
}

/// Where what is not known is left out, the level is judged without it, and planned at its lowest.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn a_plan_names_the_level_that_the_report_names() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = folder.path().join("rubric.yaml");
    let shipped = std::fs::read_to_string(crate::FIRST_EDITION[1]).unwrap();
    std::fs::write(&rubric, shipped.replace("counts_as: lowest", "counts_as: left_out")).unwrap();
    let rubric = ["--rubric", rubric.to_str().unwrap()];
    let answers = "{scope: Shop, date: 2026-06-30, answers: {rules_age: unknown, \
                   overrides: {level: 3}, adaptability: {level: 4}, cost_to_serve: path, \
                   scalability: {level: 3}}}";
    let report = said(&[&["assess", "-"], &rubric[..]].concat(), answers);
    assert!(report.contains("LEVEL 3 of 5") && report.contains("Range: 2 to 3"), "{report}");
    let plan = said(&[&["plan", "-"], &rubric[..]].concat(), answers);
    assert!(plan.contains("Goal: level 4."), "{plan}");
    assert!(
        plan.contains("From level 3, or 2 with what is not known at its lowest, to level 4"),
        "{plan}"
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn what_moves_from_and_to_the_unknown_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("before.yaml");
    std::fs::write(&before, NEAR_PEAK).unwrap();
    let before = before.to_str().unwrap();
    let after = NEAR_PEAK
        .replace("inventory_trust: unknown", "inventory_trust: {level: 3}")
        .replace("cost_to_serve: total", "cost_to_serve: unknown")
        .replace("{value: 1.6}", "{not_applicable: pilot shop}");
    let page = said(&["assess", "-", "--compare-with", before], &after);
    for moved in [
        "Inventory trust: level 3 now, not known before.",
        "Cost-to-serve: not known now, level 1 before.",
        "Scalability: not applicable now, level 4 before.",
    ] {
        assert!(page.contains(moved), "{moved}\n{page}");
    }
    assert!(!page.contains("from ?") && !page.contains("to ?"), "{page}");
    let chart = said(&["assess", "-", "--compare-with", before, "--format", "svg"], &after);
    assert!(chart.contains("Inventory trust 3, earlier not known"), "{chart}");
}

#[test]
fn no_checklist_raises_the_unknown_from_a_level() {
    let unknown = NEAR_PEAK.replace("cost_to_serve: total", "cost_to_serve: unknown");
    for form in ["table", "html", "markdown", "csv"] {
        let page = said(&["checklist", "-", "--format", form], &unknown);
        assert!(page.contains("at the lowest, inventory trust to "), "{form}: {page}");
        for name in ["inventory trust", "cost-to-serve"] {
            assert!(!page.contains(&format!("{name} 1 to ")), "{form}: {page}");
        }
    }
}

/// One dimension's answer: 0 unknown, 6 unanswered, else the level.
fn levels() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(0..=6_u8, 6)
}

fn answers(levels: &[u8]) -> String {
    let questions = FIELD.instrument.questionnaire().questions.iter().zip(levels);
    let lines = questions.filter_map(|(question, level)| match level {
        6 => None,
        0 => Some(format!("{}: unknown", question.id)),
        level => Some(format!("{}: {{level: {level}}}", question.id)),
    });
    format!("answers: {{{}}}", lines.collect::<Vec<_>>().join(", "))
}

proptest! {
    /// No peak takes anything away from what comes first, and none offers what is held already.
    #[test]
    fn a_peak_offers_nothing_that_is_held_and_leaves_the_lowest_at_the_head(
        given in levels(), days in 0..120_i64,
    ) {
        let rubric = FIELD.instrument.rubric();
        let peak = oms_maturity::domain::Date::parse("2026-06-30").unwrap().plus_days(days).unwrap();
        let judgement = FIELD.judge(&format!("next_peak: {peak}\n{}", answers(&given)));
        for listed in judgement.listed(List::BeforePeak) {
            let action = &rubric.actions[listed.action.index()];
            let (held, _) = judgement.scores.dimensions[action.dimension.index()].range.unwrap();
            prop_assert!(action.peak_ready && days < 84 && action.weeks.1 * 7 <= days);
            prop_assert!(matches!(action.kind, ActionKind::Step(from) if from >= held));
        }
        let first: Vec<_> = judgement.listed(List::First).collect();
        if let Some(head) = first.first() {
            let dimension = rubric.actions[head.action.index()].dimension;
            let result = &judgement.scores.dimensions[dimension.index()];
            let open = result.status.is_unknown() || result.lacks_report;
            prop_assert!(open || result.limiting || head.reason == Reason::NextStep);
            let raisable = judgement.scores.dimensions.iter().any(|result| {
                result.limiting && result.status == Status::Answered && result.level() < Some(5)
            });
            prop_assert!(open || result.limiting || !raisable);
        }
        // Without the peak it is the same list, but for what moved to the other one.
        let moved: Vec<_> = judgement.listed(List::BeforePeak).map(|one| one.action).collect();
        let quiet = FIELD.judge(&answers(&given));
        let quiet = quiet.actions.iter().map(|one| one.action);
        let kept: Vec<_> = quiet.filter(|action| !moved.contains(action)).collect();
        prop_assert_eq!(first.iter().map(|one| one.action).collect::<Vec<_>>(), kept);
    }
}

/// Returns a page without what changes nothing in what it says: line ends, and the marks of its
/// form.
fn sentences(page: &str) -> String {
    let text = page.replace(['\\', '*', '|'], " ").replace("<b>", "").replace("</b>", "");
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What nobody knows is called a level nowhere: in no form of the report, the plan, the
    /// checklist.
    #[test]
    fn unknown_is_never_called_a_level(given in levels(), target in 2..=5_u8) {
        let questions = &FIELD.instrument.questionnaire().questions;
        let text = format!(
            "scope: Shop\ndate: 2026-06-30\ntarget: {{level: {target}}}\n{}\n",
            answers(&given)
        );
        let mut pages = Vec::new();
        for args in [
            &["assess", "-", "--arithmetic"][..], &["assess", "-", "--format", "html"],
            &["assess", "-", "--format", "markdown"], &["plan", "-"],
        ] {
            let ran = run(args, &text);
            pages.push((args, sentences(&ran.stdout), sentences(&ran.stderr)));
        }
        for (question, level) in questions.iter().zip(&given) {
            if !matches!(level, 0 | 6) {
                continue;
            }
            let name = question.title.to_lowercase();
            for (args, out, err) in &pages {
                for said in ["at level 1", "is at 1", "are at 1", "1 to 2:", "1 to 2 ", "stops at 1"] {
                    let called = format!("{name} {said}");
                    prop_assert!(!out.contains(&called), "{args:?}: {called}\n{out}");
                    prop_assert!(!err.contains(&called), "{args:?}: {called}\n{err}");
                }
            }
        }
    }
}

#[test]
fn unknown_is_said_to_be_counted_and_not_to_be_a_level() {
    let open = "scope: Shop\ndate: 2026-06-30\nanswers: {rules_age: unknown, overrides: {level: 4}, \
                adaptability: {level: 4}, cost_to_serve: order, inventory_trust: {level: 4}, \
                scalability: {level: 4}}\n";
    let table = said(&["assess", "-"], open);
    let holds = "rules age, not known and so counted as 1, holds it at 2.";
    assert!(table.contains(holds), "{table}");
    assert!(table.contains("> not known: measuring it comes first"), "{table}");
    let page = said(&["assess", "-", "--format", "markdown"], open);
    assert!(page.contains(holds), "{page}");
    let mixed = said(&["assess", "-"], &NEAR_PEAK.replace("target: {level: 4}\n", ""));
    assert!(
        mixed.contains(
            "the mean of 2.50 is below the 3.00 that level 3 takes; level 3 takes at least 2 \
             everywhere, but cost-to-serve is at 1, inventory trust is not known and so counts as 1."
        ),
        "{mixed}"
    );
    assert!(mixed.contains("> lowest or not known: raising or measuring it comes first"));
    // One verdict on SN01: today it cannot be said, and so it is not said to fail.
    let plan = said(&["plan", "-"], NEAR_PEAK);
    assert!(plan.contains("SN01 at risk at worst"), "{plan}");
    assert!(plan.contains("Inventory trust, not known, to 2: 25 person-days"), "{plan}");
}

#[test]
fn why_there_is_no_level_is_said_once() {
    let open = "scope: Shop\ndate: 2026-06-30\nanswers: {rules_age: {level: 4}}\n";
    for form in ["table", "markdown"] {
        let page = said(&["assess", "-", "--format", form], open);
        // The section on what is not known says again why that matters.
        let summary = page.split("## What is not known").next().unwrap();
        assert_eq!(summary.matches("at most 2 may be").count(), 1, "{form}: {summary}");
    }
}

#[test]
fn a_budget_that_buys_nothing_says_what_the_cheapest_step_takes() {
    let plan =
        said(&["plan", "examples/instruments/oms-1.0/kestrel-and-vane.yaml", "--budget", "30"], "");
    let cheapest = "The limits buy no further step; the cheapest, cost-to-serve 1 to 2, takes 40 \
                    person-days.";
    assert!(plan.contains(cheapest), "{plan}");
}

#[test]
fn nothing_moved_is_said_as_such() {
    let kestrel = "examples/instruments/oms-1.0/kestrel-and-vane.yaml";
    for form in ["table", "html", "markdown", "json"] {
        let page = said(&["assess", kestrel, "--compare-with", kestrel, "--format", form], "");
        let nothing = "Nothing moved: the level stays at 2, Reactive";
        assert!(page.contains(nothing), "{form}: {page}");
    }
}

/// A questionnaire and a rubric of so many dimensions, each with two questions.
struct Odd {
    folder: tempfile::TempDir,
}

impl Odd {
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fn new(dimensions: usize, (lowest, highest): (i64, i64), unknown: &str) -> Self {
        use std::fmt::Write;
        let (mut asked, mut judged) = (String::new(), String::new());
        for at in 1..=dimensions {
            let name = format!("Dimension of a rather long name, number {at}");
            let _ = write!(judged, "  - id: dim_{at}\n    name: {name}\n    questions:\n");
            for one in ["a", "b"] {
                let id = format!("q_{at}_{one}");
                let _ = write!(
                    asked,
                    "  - id: {id}\n    title: {id}\n    prompt: How?\n    options:\n      \
                     - {{id: low, label: A low one}}\n      - {{id: high, label: A high one}}\n"
                );
                let _ = writeln!(
                    judged,
                    "      - {{id: {id}, scores: {{low: {lowest}, high: {highest}}}}}"
                );
            }
        }
        let mut levels = String::new();
        for level in lowest..=highest {
            let takes = if level == lowest {
                String::new()
            } else {
                format!(", requires: {{mean: {level}, every_dimension: {}}}", level - 1)
            };
            let _ = writeln!(
                levels,
                "  - {{level: {level}, name: A long name for level {level} that goes on and on and \
                 on, sentence: It is {level}.{takes}}}"
            );
        }
        let folder = tempfile::tempdir().unwrap();
        let questions = format!("id: odd\nversion: '1'\ntitle: Odd\nquestions:\n{asked}");
        let rubric = format!(
            "id: odd\nversion: '1'\ntitle: Odd\nquestionnaire: odd\nscale: {{lowest: {lowest}, \
             highest: {highest}}}\nunknown: {{{unknown}}}\nnot_applicable: {{at_most: \
             1}}\nlevels:\n{levels}dimensions:\n{judged}"
        );
        std::fs::write(folder.path().join("q.yaml"), questions).unwrap();
        std::fs::write(folder.path().join("r.yaml"), rubric).unwrap();
        Self { folder }
    }

    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fn assess(&self, form: &str, columns: u16, answers: &str) -> String {
        let path = |name| self.folder.path().join(name);
        let answers =
            format!("scope: Odd\ndate: 2026-06-30\nquestionnaire: odd\nanswers: {answers}\n");
        std::fs::write(path("a.yaml"), answers).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .arg("assess")
            .arg(path("a.yaml"))
            .arg("--questions")
            .arg(path("q.yaml"))
            .arg("--rubric")
            .arg(path("r.yaml"))
            .args(["--arithmetic", "--format", form].iter().skip(usize::from(form != "table")))
            .envs([("COLUMNS", columns.to_string()), ("NO_COLOR", "1".to_owned())])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn a_profile_of_any_rubric_fits_its_terminal() {
    for (dimensions, scale) in
        [(1, (1, 3)), (3, (0, 100)), (8, (1, 100)), (12, (1, 5)), (12, (0, 10))]
    {
        let odd = Odd::new(dimensions, scale, "counts_as: lowest");
        for columns in [60, 80] {
            let table = odd.assess("table", columns, "{q_1_a: high, q_1_b: low}");
            let profile = table.split("ARITHMETIC").next().unwrap();
            for line in profile.lines() {
                assert!(line.chars().count() <= usize::from(columns), "{dimensions}: {line}");
            }
            // No column is squeezed until its words stand letter by letter.
            assert!(profile.lines().any(|line| line.contains("A high")), "{profile}");
        }
    }
}

#[test]
fn a_bound_that_is_not_there_is_no_number() {
    let most = [u64::MAX.to_string(), i64::MAX.to_string()];
    for unknown in ["counts_as: lowest", "counts_as: left_out"] {
        let odd = Odd::new(3, (1, 5), unknown);
        for answers in ["{}", "{q_1_a: high}", "{q_1_a: unknown, q_2_a: low, q_2_b: low}"] {
            for form in ["table", "html", "markdown", "csv", "json"] {
                let page = odd.assess(form, 80, answers);
                assert!(!most.iter().any(|number| page.contains(number)), "{form}: {page}");
            }
        }
        let page = odd.assess("markdown", 80, "{q_1_a: high}");
        assert!(page.contains("How many may be unknown is not bounded."), "{page}");
    }
    let odd = Odd::new(3, (1, 5), "counts_as: left_out");
    let none = odd.assess("table", 80, "{}").replace("\n ", "");
    assert!(
        none.contains("6 of 6 questions are unknown or unanswered, and no other counts."),
        "{none}"
    );
}

/// One question of two is answered with the highest: left out it is worth 5, at the lowest 3.
#[test]
fn what_is_known_in_part_has_its_score_with_a_mark() {
    for (rule, level, meaning) in [
        ("counts_as: left_out", "5?", "what is not known of it is left out."),
        ("counts_as: lowest", "3?", "what is not known of it counts as the lowest."),
    ] {
        let odd = Odd::new(3, (1, 5), rule);
        let answers = "{q_1_a: high, q_1_b: unknown, q_2_a: low, q_2_b: high, q_3_a: low}";
        let table = odd.assess("table", 80, answers).replace("\n ", "");
        assert!(table.contains(level) && table.contains(meaning), "{table}");
        for form in ["html", "markdown"] {
            let page = odd.assess(form, 80, answers);
            assert!(page.contains(level) && page.contains(meaning), "{form}: {page}");
        }
        let json: Value = serde_json::from_str(&odd.assess("json", 80, answers)).unwrap();
        assert_eq!(json["dimensions"][0]["status"], "unknown");
        assert_eq!(json["dimensions"][0]["level"].to_string(), level.trim_end_matches('?'));
    }
}

/// One is one: of hours, months and person-days.
#[test]
fn a_number_agrees_with_what_is_counted() {
    use oms_maturity::report::words::{counted, with_unit};
    assert_eq!(with_unit(1, "hours"), "1 hour");
    assert_eq!(with_unit("1.5", "hours"), "1.5 hours");
    assert_eq!(with_unit(1, "x"), "1 x");
    assert_eq!(with_unit(1, "% of orders"), "1% of orders");
    assert_eq!(counted(1_i64, "person-day"), "1 person-day");
    assert_eq!(counted(2_usize, "step"), "2 steps");
    let first = said(&["assess", "-"], &NEAR_PEAK.replace("2025-06-01", "2026-10-10"));
    assert!(first.contains("over 1 month ago"), "{first}");
    let args = ["assess", "examples/kestrel-and-vane.yaml", "--format", "markdown"];
    let page = super::program::run(&args, "").stdout;
    assert!(page.contains("needs 1 hour or less") && !page.contains("1 hours"), "{page}");
}
