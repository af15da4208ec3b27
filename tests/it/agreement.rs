//! The report agrees with itself: what comes first, the plan and the pause around a peak, and what
//! is not known.

use super::Field;
use super::program::run;
use oms_maturity::domain::actions::{List, Reason};
use oms_maturity::domain::rubric::ActionKind;
use oms_maturity::domain::scores::Status;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::shipped);

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
    // The pause began with the day of the answers: whatever is not ready for the peak waits.
    assert!(actions.iter().all(|action| action["timing"] == "after the peak"), "{actions:?}");
    for form in ["table", "html", "markdown"] {
        let page = said(&["assess", "-", "--format", form], NEAR_PEAK);
        assert!(!page.contains("SC-1a"), "{form}: {page}");
        assert!(page.contains("Work pauses from 8 weeks before the peak of 2027-01-15"), "{page}");
        assert!(!page.contains("start now") && !page.contains("before the peak]"), "{page}");
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
        assert!(page.contains("1, start 2027-02-26, after the peak"), "{form}: {page}");
    }
    // Six weeks end in April because of the pause, and the step says so.
    let dated = said(&["plan", "-", "--today", "2026-11-28"], NEAR_PEAK);
    assert!(dated.contains("6 weeks after the peak, done by 2027-04-09"), "{dated}");
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
    assert!(before.contains("with the pause in between, done by"), "{before}");
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
