//! For every rule the smallest answers that break it and the smallest that just pass.
//!
//! What is expected follows from the field's rules, by hand: an unanswered or unknown question
//! counts 1, more than two of them leave no overall level; level n takes a mean of n and n - 1
//! everywhere; evidenced, a 4 or 5 without a report counts 3.

use super::*;

#[test]
fn the_overall_level_is_held_where_it_is_just_reached() {
    hold(&[
        // More than two unknown leave no level, and that fails even the lowest minimum.
        Case::new(
            "min_level = 1",
            bare(&["rules_age: {level: 1}", "overrides: {level: 1}", "adaptability: {level: 1}"]),
            // Four to six are unanswered; of those inventory trust is furthest upstream.
            &["answers.yaml:3:1 error below-min-level min_level overall: 1, none -> IT-1a"],
            bare(&[
                "rules_age: {level: 1}",
                "overrides: {level: 1}",
                "adaptability: {level: 1}",
                "cost_to_serve: {level: 1}",
            ]),
        ),
        // The mean decides: (3 + 2 + 2 + 2 + 1 + 1) / 6 = 11/6, and with one more 12/6.
        Case::new(
            "min_level = 2",
            bare(&[
                "rules_age: {level: 3}",
                "overrides: {level: 2}",
                "adaptability: {level: 2}",
                "cost_to_serve: {level: 2}",
            ]),
            // The lowest is inventory trust, which stands nowhere: the place is that of `answers`.
            &["answers.yaml:3:1 error below-min-level min_level overall: 2, 1 -> IT-1a"],
            bare(&[
                "rules_age: {level: 3}",
                "overrides: {level: 3}",
                "adaptability: {level: 2}",
                "cost_to_serve: {level: 2}",
            ]),
        ),
        // The weakest decides: (4 + 4 + 3 + 3 + 3 + 1) / 6 = 18/6 is enough, a 1 is not; with a 2,
        // (4 + 3 + 3 + 3 + 3 + 2) / 6 = 18/6 is level 3.
        Case::new(
            "min_level = 3",
            else_3(&[
                "cost_to_serve: {level: 1}",
                "rules_age: {level: 4, evidence: report}",
                "overrides: {level: 4, evidence: report}",
            ]),
            &["answers.yaml:4:3 error below-min-level min_level overall: 3, 2 -> CS-1a"],
            else_3(&["cost_to_serve: {level: 2}", "rules_age: {level: 4, evidence: report}"]),
        ),
    ]);
}

#[test]
fn dimensions_and_means_are_held_where_they_are_just_reached() {
    hold(&[
        Case::new(
            "dimensions = {overrides = 3}",
            else_3(&["overrides: {value: 8.1}"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 3, 2 -> OV-2a"],
            bare(&["overrides: {value: 8}"]),
        ),
        Case::new(
            "dimensions = {overrides = 2}",
            else_3(&["overrides: unknown"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 2, unknown -> OV-1a"],
            bare(&["overrides: {level: 2}"]),
        ),
        Case::new(
            "[check.dimensions]\noverrides = 1\n",
            else_3(&["overrides: {not_applicable: pilot}"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 1, not_applicable -> -"],
            bare(&["overrides: {level: 1}"]),
        ),
        // (3 + 3 + 3 + 3 + 2 + 2) / 6 = 16/6, shown as 2.66; 17/6 is shown as 2.83 and above it.
        Case::new(
            "min_mean = 2.83",
            else_3(&["scalability: {level: 2}", "inventory_trust: {level: 2}"]),
            &["answers.yaml:5:3 error below-min-mean min_mean overall: 2.83, 2.66 -> IT-2a"],
            else_3(&["scalability: {level: 2}"]),
        ),
        // Shown and compared alike: 17/6 is shown as 2.83, and below 2.84.
        Case::new(
            "min_mean = 2.84",
            else_3(&["scalability: {level: 2}"]),
            &["answers.yaml:4:3 error below-min-mean min_mean overall: 2.84, 2.83 -> SC-2a"],
            else_3(&[]),
        ),
    ]);
}

#[test]
fn the_evidenced_result_is_held_against_the_same_demands() {
    let reported = |but: &str| {
        let rest = DIMENSIONS.iter().filter(|id| !but.starts_with(**id));
        let rest: Vec<_> = rest.map(|id| format!("{id}: {{level: 4, evidence: report}}")).collect();
        let rest = rest.iter().map(String::as_str);
        bare(&[but].into_iter().chain(rest).collect::<Vec<_>>())
    };
    let estimated = || reported("adaptability: {level: 4, evidence: estimate}");
    let whole = || reported("adaptability: {level: 4, evidence: report}");
    hold(&[
        // Claimed 4; evidenced (5 * 4 + 3) / 6 = 23/6 = 3.83.
        Case::new(
            "judge = \"evidenced\"\nmin_level = 4",
            estimated(),
            &["answers.yaml:4:3 error below-min-level min_level overall: 4, 3 -> AD-0"],
            whole(),
        ),
        Case::new(
            "judge = \"evidenced\"\ndimensions = {adaptability = 4}",
            estimated(),
            &["answers.yaml:4:3 error below-min-level min_level adaptability: 4, 3 -> AD-0"],
            whole(),
        ),
        Case::new(
            "judge = \"evidenced\"\nmin_mean = 3.84",
            estimated(),
            &["answers.yaml:4:3 error below-min-mean min_mean overall: 3.84, 3.83 -> AD-0"],
            whole(),
        ),
    ]);
}

#[test]
fn reports_and_guard_rails_count_where_evidence_is_judged() {
    hold(&[
        Case::new(
            "judge = \"evidenced\"\nmust_cope = [\"SN22\"]",
            else_3(&["overrides: {level: 4}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, at_risk -> OV-0"],
            bare(&["overrides: {level: 4, evidence: report}"]),
        ),
        Case::new(
            "judge = \"evidenced\"\nbaseline = \"b.toml\"",
            else_3(&["overrides: {level: 4, evidence: opinion}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 4, 3 -> OV-0"],
            else_3(&["overrides: {level: 4, evidence: report}"]),
        )
        .before(else_3(&["overrides: {level: 4, evidence: report}"])),
        // A guard-rail caps what is evidenced at 2: the next step from there keeps reviews in time.
        Case::new(
            "judge = \"evidenced\"\ndimensions = {rules_age = 3}",
            else_3(&["rules_age: {level: 5, evidence: report}", "stale_after_change: yes"]),
            &["answers.yaml:4:3 error below-min-level min_level rules_age: 3, 2 -> RA-2a"],
            else_3(&["rules_age: {level: 5, evidence: report}", "stale_after_change: no"]),
        ),
        // Claimed answers are left alone by reports and guard-rails.
        Case::new(
            "judge = \"claimed\"\ndimensions = {rules_age = 5}",
            else_3(&["rules_age: {level: 4, evidence: report}"]),
            &["answers.yaml:4:3 error below-min-level min_level rules_age: 5, 4 -> RA-4a"],
            bare(&["rules_age: {level: 5}", "stale_after_change: yes"]),
        ),
    ]);
}

#[test]
fn a_scenario_is_missed_where_the_evidence_is_missing() {
    hold(&[
        // Claimed, every requirement is held; evidenced, adaptability is at 3 and misses 4.
        Case::new(
            "judge = \"evidenced\"\nmust_cope = [\"SN06\"]",
            else_3(&["cost_to_serve: {level: 4, evidence: report}", "adaptability: {level: 4}"]),
            &["answers.yaml:5:3 error scenario-not-coped must_cope SN06: copes, at_risk -> AD-0"],
            else_3(&[
                "cost_to_serve: {level: 4, evidence: report}",
                "adaptability: {level: 4, evidence: report}",
            ]),
        ),
    ]);
}

#[test]
fn claims_from_a_level_on_take_a_report() {
    hold(&[
        Case::new(
            "require_evidence_from = 4",
            bare(&["overrides: {level: 4}"]),
            &[
                "answers.yaml:4:3 error no-report require_evidence_from overrides: report, none -> OV-0",
            ],
            bare(&["overrides: {level: 4, evidence: report}"]),
        ),
        Case::new(
            "require_evidence_from = 4",
            bare(&["overrides: {level: 4, evidence: estimate}"]),
            &[
                "answers.yaml:4:3 error no-report require_evidence_from overrides: report, estimate -> OV-0",
            ],
            bare(&["overrides: {level: 3}"]),
        ),
        // A bare option stands at its own place; the place of the answer is that of its name.
        Case::new(
            "require_evidence_from = 3",
            bare(&["overrides: unknown", "cost_to_serve: path"]),
            &[
                "answers.yaml:5:3 error no-report require_evidence_from cost_to_serve: report, none -> CS-0",
            ],
            bare(&["overrides: unknown", "cost_to_serve: channel"]),
        ),
    ]);
}

#[test]
fn unknown_and_unanswered_questions_are_counted() {
    hold(&[
        // Overrides is unknown and scalability unanswered: two.
        Case::new(
            "max_unknown = 1",
            bare(&[
                "overrides: unknown",
                "rules_age: {level: 3}",
                "adaptability: {level: 3}",
                "cost_to_serve: {level: 3}",
                "inventory_trust: {level: 3}",
            ]),
            &["answers.yaml:4:3 error too-many-unknown max_unknown answers: 1, 2 -> OV-1a"],
            else_3(&["overrides: unknown"]),
        ),
        Case::new(
            "max_unknown = 0",
            else_3(&["overrides: {unknown: true}"]),
            &["answers.yaml:4:3 error too-many-unknown max_unknown answers: 0, 1 -> OV-1a"],
            else_3(&["overrides: {not_applicable: pilot}"]),
        ),
        Case::new(
            "max_unanswered = 0",
            bare(&[
                "rules_age: {level: 3}",
                "overrides: {level: 3}",
                "adaptability: {level: 3}",
                "cost_to_serve: {level: 3}",
                "inventory_trust: {level: 3}",
            ]),
            &["answers.yaml:3:1 error too-many-unanswered max_unanswered answers: 0, 1 -> SC-1a"],
            else_3(&["scalability: unknown"]),
        ),
        // Guard-rail follow-ups are counted nowhere.
        Case::new(
            "max_unanswered = 5",
            bare(&[]),
            &["answers.yaml:3:1 error too-many-unanswered max_unanswered answers: 5, 6 -> RA-1a"],
            bare(&["rules_age: {level: 1}"]),
        ),
    ]);
}

#[test]
fn ages_count_in_calendar_days_and_the_last_day_passes() {
    hold(&[
        // 2026-06-30 and 180 days are 2026-12-27: July 31, August 31, September 30, October 31,
        // November 30 are 153, and 27 more.
        Case::new(
            "max_age_days = 180",
            bare(&[]),
            &["answers.yaml:2:7 error answers-too-old max_age_days answers: 180 days, 181 days -> -"],
            bare(&[]),
        )
        .on("2026-12-28", "2026-12-27"),
        Case::new(
            "max_age_days = 0",
            bare(&[]),
            &["answers.yaml:2:7 error answers-too-old max_age_days answers: 0 days, 1 day -> -"],
            bare(&[]),
        )
        .on("2026-07-01", "2026-06-30"),
        // 2026-04-02 and 90 days are 2026-07-01: April 28, May 31, June 30, and 1 more.
        Case::new(
            "max_evidence_age_days = 90",
            bare(&["overrides: {level: 3, as_of: 2026-04-01}"]),
            &["answers.yaml:4:32 error evidence-too-old max_evidence_age_days overrides: 90 days, 91 days -> -"],
            bare(&["overrides: {level: 3, as_of: 2026-04-02}", "rules_age: {level: 3}"]),
        ),
    ]);
}

#[test]
fn nothing_falls_below_the_baseline() {
    let policy = "baseline = \"b.toml\"";
    hold(&[
        // The dimension may fall, the overall level may not: 17/6 is below 3, 18/6 is not.
        Case::new(
            "baseline = \"b.toml\"\nallow_fall = [\"overrides\"]",
            else_3(&["overrides: {level: 2}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overall: 3, 2 -> OV-2a"],
            else_3(&["overrides: {level: 2}", "scalability: {level: 4, evidence: report}"]),
        )
        .before(else_3(&[])),
        Case::new(
            policy,
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 4, 3 -> OV-3a"],
            // Worse within its level is no fall, and another level may rise.
            else_3(&["overrides: {value: 3}", "rules_age: {level: 4}"]),
        )
        .before(else_3(&["overrides: {value: 1.1}"])),
        Case::new(
            "baseline = \"b.toml\"\nallow_fall = [\"overrides\"]",
            else_3(&["overrides: {level: 3}", "adaptability: {level: 3}"]),
            &["answers.yaml:5:3 error fell-below-baseline baseline adaptability: 4, 3 -> AD-3a"],
            else_3(&["overrides: {level: 3}", "adaptability: {level: 4}"]),
        )
        .before(else_3(&["overrides: {level: 4}", "adaptability: {level: 4}"])),
        // A 1 that is not known any more is a fall, although it counts the same.
        Case::new(
            policy,
            else_3(&["overrides: unknown"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 1, unknown -> OV-1a"],
            else_3(&["overrides: {level: 1}"]),
        )
        .before(else_3(&["overrides: {level: 1}"])),
        Case::new(
            policy,
            else_3(&["overrides: {not_applicable: pilot}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 3, not_applicable -> -"],
            else_3(&["overrides: {level: 3}"]),
        )
        .before(else_3(&["overrides: {level: 3}"])),
        // What was not known has no level to fall from; 16/6 before and 13/6 after are both level 2.
        Case::new(
            policy,
            else_3(&["overrides: unknown", "scalability: {level: 2}", "adaptability: unknown"]),
            &[
                "answers.yaml:5:3 error fell-below-baseline baseline scalability: 3, 2 -> SC-2a",
                "answers.yaml:6:3 error fell-below-baseline baseline adaptability: 3, unknown -> AD-1a",
            ],
            else_3(&["overrides: {level: 1}"]),
        )
        .before(else_3(&["overrides: unknown"])),
    ]);
}

#[test]
fn scenarios_must_be_coped_with() {
    hold(&[
        // SN22 takes overrides at 4: one level short is at risk, two levels fail.
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, at_risk -> OV-3a"],
            bare(&["overrides: {level: 4}"]),
        ),
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: {level: 2}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, fails -> OV-2a"],
            bare(&["overrides: {level: 5}"]),
        ),
        // Overrides may be anything from 1 to 5.
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: unknown"]),
            &[
                "answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, cannot_say -> OV-1a",
            ],
            else_3(&["overrides: {level: 4}"]),
        ),
        // It counts from the first day on.
        Case::new(
            "must_cope = [{scenario = \"SN22\", from = 2026-10-01}]",
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, at_risk -> OV-3a"],
            else_3(&["overrides: {level: 3}"]),
        )
        .on("2026-10-01", "2026-09-30"),
        // SN06 takes cost-to-serve and adaptability at 4; the one that is short is meant.
        Case::new(
            "must_cope = [\"SN06\", \"SN22\"]",
            else_3(&[
                "overrides: {level: 4, evidence: report}",
                "cost_to_serve: {level: 4, evidence: report}",
            ]),
            &["answers.yaml:7:3 error scenario-not-coped must_cope SN06: copes, at_risk -> AD-3a"],
            else_3(&[
                "overrides: {level: 4}",
                "cost_to_serve: {level: 4}",
                "adaptability: {level: 4}",
            ]),
        ),
    ]);
}

#[test]
fn a_day_after_today_is_found() {
    hold(&[
        Case::new(
            "max_unknown = 6",
            bare(&[]),
            &["answers.yaml:2:7 error date-in-future future_date answers: 2026-06-29, 2026-06-30 -> -"],
            bare(&[]),
        )
        .on("2026-06-29", "2026-06-30"),
        Case::new(
            "max_unknown = 6",
            bare(&["overrides: {level: 3, as_of: 2026-07-02}"]),
            &["answers.yaml:4:32 error date-in-future future_date overrides: 2026-07-01, 2026-07-02 -> -"],
            bare(&["overrides: {level: 3, as_of: 2026-07-01}"]),
        ),
    ]);
}

/// What a report mends is the evidenced level; a claimed one is mended by the next step.
#[test]
fn the_action_is_one_that_mends_the_breach() {
    let four = |id: &str| format!("{id}: {{level: 4}}");
    let rest: Vec<_> =
        DIMENSIONS.iter().filter(|id| **id != "cost_to_serve").map(|id| four(id)).collect();
    let mut held_back = vec!["cost_to_serve: {level: 1}"];
    held_back.extend(rest.iter().map(String::as_str));
    hold(&[
        // (5 * 4 + 1) / 6 is 3.5, and cost-to-serve at 1 holds it at 2.
        Case::new(
            "min_level = 3",
            bare(&held_back),
            &["answers.yaml:4:3 error below-min-level min_level overall: 3, 2 -> CS-1a"],
            else_3(&[]),
        ),
        Case::new(
            "dimensions = {adaptability = 5}",
            else_3(&["adaptability: {level: 4}"]),
            &["answers.yaml:4:3 error below-min-level min_level adaptability: 5, 4 -> AD-4a"],
            bare(&["adaptability: {level: 5}"]),
        ),
        // SN02 takes scalability at 5, where a report is lacking for 4.
        Case::new(
            "must_cope = [\"SN02\"]",
            else_3(&["scalability: {level: 4}", "inventory_trust: {level: 4}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN02: copes, at_risk -> SC-4a"],
            else_3(&["scalability: {level: 5}", "inventory_trust: {level: 4}"]),
        ),
    ]);
}

#[test]
fn an_action_is_named_however_much_is_unknown() {
    hold(&[
        // Four questions are open, and the step from 2 to 3 is still what mends this one.
        Case::new(
            "dimensions = {overrides = 3}",
            bare(&["overrides: {level: 2}"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 3, 2 -> OV-2a"],
            bare(&["overrides: {level: 3}"]),
        ),
    ]);
}

/// Half of the answers, all of them low: more than two are unknown, so that there is no result.
fn half() -> String {
    bare(&["rules_age: {level: 3}", "overrides: {level: 3}", "adaptability: {level: 3}"])
}

#[test]
fn what_cannot_be_told_meets_no_demand() {
    hold(&[
        Case::new(
            "min_mean = 1",
            half(),
            &["answers.yaml:3:1 error below-min-mean min_mean overall: 1.00, none -> IT-1a"],
            else_3(&[]),
        ),
        Case::new(
            "baseline = \"b.toml\"\nallow_fall = [\"cost_to_serve\", \"inventory_trust\", \"scalability\"]",
            half(),
            &["answers.yaml:3:1 error fell-below-baseline baseline overall: 3, none -> IT-1a"],
            else_3(&[]),
        )
        .before(else_3(&[])),
        // The scenario takes overrides alone.
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: {not_applicable: pilot}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, not_applicable -> -"],
            else_3(&["overrides: {level: 4}"]),
        ),
    ]);
}

#[test]
fn evidence_for_a_guard_rail_ages_as_well() {
    let reviewed = |day: &str| {
        let cadence = format!("review_cadence: {{value: 3, as_of: {day}}}");
        else_3(&[cadence.as_str()])
    };
    hold(&[Case::new(
        "max_evidence_age_days = 1",
        reviewed("2026-06-29"),
        &[
            "answers.yaml:4:37 error evidence-too-old max_evidence_age_days review_cadence: 1 day, 2 days -> -",
        ],
        reviewed("2026-06-30"),
    )]);
}
