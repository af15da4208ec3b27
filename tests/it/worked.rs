use super::Field;
use oms_maturity::domain::Judgement;
use oms_maturity::domain::actions::List;
use oms_maturity::domain::scenarios::Verdict;
use oms_maturity::domain::scores::DimensionResult;

fn actions(field: &Field, judgement: &Judgement, most: usize) -> Vec<String> {
    let listed = judgement.actions.iter().take(most);
    listed
        .map(|listed| field.instrument.rubric().actions[listed.action.index()].id.clone())
        .collect()
}

fn scenarios(field: &Field, judgement: &Judgement, verdict: Verdict) -> Vec<String> {
    let found = judgement.scenarios.iter().filter(|result| result.verdict == verdict);
    found
        .map(|result| field.instrument.rubric().scenarios[result.scenario.index()].id.clone())
        .collect()
}

fn limiting(field: &Field, judgement: &Judgement) -> Vec<String> {
    let results = judgement.scores.dimensions.iter().zip(&field.instrument.rubric().dimensions);
    results.filter(|(result, _)| result.limiting).map(|(_, d)| d.id.clone()).collect()
}

/// (4 + 3 + 4 + 1 + 4 + 4) / 6 = 20/6 = 10/3; level 3 takes 2 everywhere, cost-to-serve is at 1.
#[test]
fn kestrel_and_vane_is_held_at_2_by_cost_to_serve() {
    let field = Field::first_edition();
    let judgement = field.judge(
        "answers: {rules_age: {value: 5, evidence: report}, overrides: {value: 5.1, evidence: report}, \
         adaptability: {value: 4, evidence: report}, cost_to_serve: {option: total, evidence: report}, \
         inventory_trust: {value: 8, evidence: report}, scalability: {value: 1.6, evidence: report}}",
    );
    assert_eq!(judgement.scores.claimed.level, Some(2));
    assert_eq!(judgement.scores.claimed.score.as_ref().unwrap().to_string(), "10/3");
    assert_eq!(limiting(&field, &judgement), ["cost_to_serve"]);
    assert_eq!(actions(&field, &judgement, 5), ["CS-1a", "CS-1b", "CS-1c", "OV-3a", "OV-3b"]);
    assert_eq!(scenarios(&field, &judgement, Verdict::Copes).len(), 15);
    let at_risk = ["SN02", "SN22", "SN25", "SN26", "SN29"];
    assert_eq!(scenarios(&field, &judgement, Verdict::AtRisk), at_risk);
    let fails = ["SN05", "SN06", "SN09", "SN10", "SN12", "SN14", "SN15", "SN17", "SN24", "SN27"];
    assert_eq!(scenarios(&field, &judgement, Verdict::Fails), fails);
    assert!(judgement.notices.iter().any(|notice| notice.code() == "wide-spread"));
}

/// Unknown counts 1: (1 + 1 + 2 + 2 + 1 + 2) / 6 = 9/6; best case 13/6, floor 2, weakest 1 allows 2.
#[test]
fn northmoor_is_at_1_and_could_be_2() {
    let field = Field::first_edition();
    let judgement = field.judge(
        "answers: {rules_age: {value: 49, evidence: report}, overrides: unknown, \
         adaptability: {value: 45, evidence: estimate}, cost_to_serve: channel, \
         inventory_trust: {value: 62, evidence: report}, scalability: {value: 1.04}, \
         stale_after_change: yes}",
    );
    assert_eq!(judgement.scores.claimed.level, Some(1));
    assert_eq!(judgement.scores.claimed.score.as_ref().unwrap().to_string(), "3/2");
    assert_eq!(judgement.scores.range, Some((1, 2)));
    assert_eq!(actions(&field, &judgement, 5), ["OV-1a", "IT-1a", "RA-1a", "IT-1b", "RA-1b"]);
    assert_eq!(scenarios(&field, &judgement, Verdict::CannotSay), ["SN07", "SN22", "SN28"]);
    assert_eq!(scenarios(&field, &judgement, Verdict::AtRisk), ["SN25", "SN29"]);
    assert_eq!(scenarios(&field, &judgement, Verdict::Fails).len(), 25);
}

/// 26/6 claimed; scalability without a report counts 3: 24/6 = 4, weakest 3: still level 4.
#[test]
fn pindle_and_rook_keeps_4_on_evidence_but_copes_with_less() {
    let field = Field::first_edition();
    let judgement = field.judge(
        "answers: {rules_age: {value: 2, evidence: report}, overrides: {value: 1.8, evidence: report}, \
         adaptability: {value: 2, evidence: report}, cost_to_serve: {option: order, evidence: report}, \
         inventory_trust: {value: 7, evidence: report}, scalability: {value: 2.1, evidence: opinion}, \
         stock_exposure: {value: 86}}",
    );
    assert_eq!(
        (judgement.scores.claimed.level, judgement.scores.evidenced.level),
        (Some(4), Some(4))
    );
    assert_eq!(judgement.scores.claimed.score.as_ref().unwrap().to_string(), "13/3");
    assert_eq!(judgement.scores.evidenced.score.as_ref().unwrap().to_string(), "4");
    assert_eq!(actions(&field, &judgement, 5), ["SC-0", "IT-4a", "OV-4a", "AD-4a", "CS-4a"]);
    assert_eq!(scenarios(&field, &judgement, Verdict::Copes).len(), 28);
    assert_eq!(scenarios(&field, &judgement, Verdict::AtRisk), ["SN09", "SN26"]);
    let evidenced = |verdict| {
        judgement.scenarios.iter().filter(|result| result.evidenced_verdict == verdict).count()
    };
    assert_eq!([Verdict::Copes, Verdict::AtRisk, Verdict::Fails].map(evidenced), [22, 6, 2]);
}

#[test]
fn values_on_a_boundary_fall_where_the_field_says() {
    let field = Field::first_edition();
    for (answer, level) in [
        ("rules_age: {value: 24}", 2),
        ("rules_age: {value: 24.01}", 1),
        ("rules_age: {value: 12}", 3),
        ("rules_age: {value: 3}", 5),
        ("rules_age: {value: 3.0001}", 4),
        ("rules_age: {value: never}", 1),
        ("rules_age: {on: 2026-03-30}", 5),
        ("rules_age: {on: 2026-03-29}", 4),
        ("rules_age: {on: 2024-06-30}", 2),
        ("rules_age: {on: 2024-06-29}", 1),
        ("overrides: {value: 15}", 2),
        ("overrides: {value: 15.01}", 1),
        ("overrides: {value: 1}", 5),
        ("overrides: {value: 0}", 5),
        ("overrides: {value: 100}", 1),
        ("adaptability: {value: 90}", 2),
        ("adaptability: {value: 1}", 5),
        ("adaptability: {value: never}", 1),
        ("inventory_trust: {value: 50}", 2),
        ("inventory_trust: {value: 25.4}", 2),
        ("inventory_trust: {value: 5}", 5),
        ("scalability: {value: 1.0}", 2),
        ("scalability: {value: 0.9999}", 1),
        ("scalability: {value: 1.2499}", 2),
        ("scalability: {value: 1.25}", 3),
        ("scalability: {value: 2.0}", 5),
        ("cost_to_serve: predicted", 5),
        ("overrides: {level: 4}", 4),
        ("overrides: {value: 5.1, level: 5}", 3),
        ("overrides: {value: 5.1, level: 2}", 2),
    ] {
        let judgement = field.judge(&format!("answers: {{{answer}}}"));
        let levels: Vec<_> =
            judgement.scores.dimensions.iter().filter_map(DimensionResult::level).collect();
        assert_eq!(levels.iter().max(), Some(&level), "{answer}");
    }
}

#[test]
fn guard_rails_cap_the_evidenced_level_past_their_limit_only() {
    let field = Field::first_edition();
    for (main, guard, evidenced) in [
        ("rules_age", "stale_after_change: yes", 2),
        ("rules_age", "stale_after_change: no", 5),
        ("rules_age", "stale_after_change: true", 2),
        ("rules_age", "stale_after_change: unknown", 5),
        ("rules_age", "review_cadence: {value: 12}", 5),
        ("rules_age", "review_cadence: {value: 12.1}", 3),
        ("rules_age", "review_cadence: {value: never}", 3),
        ("adaptability", "change_rollback_rate: {value: 15}", 5),
        ("adaptability", "change_rollback_rate: {value: 15.1}", 3),
        ("inventory_trust", "stock_exposure: {value: 80}", 5),
        ("inventory_trust", "stock_exposure: {value: 79.9}", 3),
        ("cost_to_serve", "cost_prediction_error: {value: 10}", 5),
        ("cost_to_serve", "cost_prediction_error: {value: 10.01}", 4),
    ] {
        let answers = format!("answers: {{{main}: {{level: 5, evidence: report}}, {guard}}}");
        let judgement = field.judge(&answers);
        let place = field.instrument.rubric().dimension(main).unwrap();
        let result = &judgement.scores.dimensions[place.index()];
        assert_eq!(
            (result.level(), result.evidenced_level()),
            (Some(5), Some(evidenced)),
            "{guard}"
        );
    }
}

#[test]
fn three_unknown_questions_leave_no_level_and_only_measuring_actions() {
    let field = Field::first_edition();
    let two = "answers: {rules_age: {level: 3}, adaptability: {level: 3}, cost_to_serve: channel, \
               scalability: {level: 3}, overrides: unknown}";
    assert!(!field.judge(two).scores.too_much_unknown);
    let three = two.replace("scalability: {level: 3}, ", "");
    let judgement = field.judge(&three);
    assert!(judgement.scores.too_much_unknown);
    assert_eq!(actions(&field, &judgement, 99), ["IT-1a", "OV-1a", "SC-1a"]);
}

#[test]
fn a_near_peak_adds_what_is_ready_for_it_and_not_yet_held() {
    let field = Field::first_edition();
    let all = "answers: {rules_age: {level: 3}, overrides: {level: 3}, adaptability: {level: 3}, \
               cost_to_serve: path, inventory_trust: {level: 3}, scalability: {level: 2}}";
    // 84 days are not less than 84 days.
    assert_eq!(
        actions(&field, &field.judge(&format!("next_peak: 2026-09-22\n{all}")), 1),
        ["SC-2a"]
    );
    // 83 days. Level 2 is held, so that SC-1a to SC-1c are done; SC-2c takes four weeks, and stays
    // at the head of what comes first while scalability is the lowest.
    let near = |all: &str| field.judge(&format!("next_peak: 2026-09-21\n{all}"));
    let judgement = near(all);
    assert_eq!(actions(&field, &judgement, 4), ["SC-2a", "SC-2b", "SC-2c", "SC-2d"]);
    assert!(judgement.actions.iter().all(|listed| listed.list == List::First));
    let fits = |id: &str, judgement: &Judgement| {
        let listed = judgement.actions.iter();
        let actions = &field.instrument.rubric().actions;
        listed.clone().find(|one| actions[one.action.index()].id == id).unwrap().before_peak
    };
    assert_eq!(fits("SC-2c", &judgement), Some(true));
    // Where something else is lower, it is on a list of its own, before what comes first.
    let lower = all.replace("cost_to_serve: path", "cost_to_serve: total");
    let judgement = near(&lower);
    assert_eq!(actions(&field, &judgement, 2), ["SC-2c", "CS-1a"]);
    assert_eq!(judgement.listed(List::BeforePeak).count(), 1);
    // The pause begins on 27 July, after 27 days: what is not ready for the peak has three weeks.
    assert_eq!(fits("CS-1a", &judgement), Some(true));
    assert_eq!(fits("IT-3a", &judgement), Some(false));
    // 27 days: SC-2c may take four weeks.
    let judgement = field.judge(&format!("next_peak: 2026-07-27\n{lower}"));
    assert_eq!(actions(&field, &judgement, 1), ["CS-1a"]);
    assert_eq!(fits("SC-2c", &judgement), Some(false));
    // What is held is not offered again.
    let judgement = near(&lower.replace("scalability: {level: 2}", "scalability: {level: 3}"));
    assert_eq!(judgement.listed(List::BeforePeak).count(), 0);
}

#[test]
fn contradictions_and_doubts_are_named() {
    let field = Field::first_edition();
    let codes = |answers: &str| -> Vec<&str> {
        field.judge(answers).notices.iter().map(|notice| notice.code()).collect()
    };
    let rest = "rules_age: {level: 3}, adaptability: {level: 3}, cost_to_serve: path, \
                scalability: {level: 3}";
    let with = |more: &str| format!("symptoms: [S1]\nanswers: {{{rest}, {more}}}");
    assert_eq!(
        codes(&with("overrides: {level: 4}, inventory_trust: {level: 3}")),
        ["symptom-against-level"]
    );
    assert!(codes(&with("overrides: {level: 3}, inventory_trust: {level: 3}")).is_empty());
    assert_eq!(
        codes(&with("overrides: {value: 5, level: 4}, inventory_trust: {value: 0.8}")),
        ["value-against-level", "doubtful-figure"]
    );
    // The answers describe 30 June 2026.
    let of = |day: &str| format!("answers: {{overrides: {{level: 3, as_of: {day}}}, {rest}}}");
    assert_eq!(codes(&of("2026-07-01")), ["evidence-after-date"]);
    assert!(codes(&of("2026-06-30")).is_empty());
}

#[test]
fn a_dimension_that_does_not_apply_is_left_out_of_everything() {
    let field = Field::first_edition();
    let judgement = field.judge(
        "answers: {rules_age: {level: 3}, overrides: {level: 3}, adaptability: {level: 3}, \
         cost_to_serve: path, inventory_trust: {level: 3}, \
         scalability: {not_applicable: pilot shop}}",
    );
    assert_eq!(judgement.scores.claimed.level, Some(3));
    assert_eq!(judgement.scores.claimed.score.as_ref().unwrap().to_string(), "3");
    let left_out = &judgement.scores.dimensions[5];
    assert_eq!((left_out.level(), left_out.range, left_out.limiting), (None, None, false));
    // SN02 needs scalability 5 and inventory trust 4: what is left is missed by one level.
    assert_eq!(judgement.scenarios[1].verdict, Verdict::AtRisk);
}

/// Before and after, each as known level, unknown, unanswered or not applicable.
#[test]
fn what_became_of_a_dimension_is_told_by_both() {
    use oms_maturity::domain::change::Change;
    let field = Field::first_edition();
    let result = |answer: &str| {
        let judgement = field.judge(&format!("answers: {{cost_to_serve: path{answer}}}"));
        judgement.scores.dimensions[1].clone()
    };
    let (two, three) = (", overrides: {level: 2}", ", overrides: {level: 3}");
    let (unknown, unanswered) = (", overrides: unknown", "");
    let left_out = ", overrides: {not_applicable: why}";
    for (before, after, expected, word) in [
        (two, three, Change::Rose, "rose"),
        (three, two, Change::Fell, "fell"),
        (two, two, Change::Same, "same"),
        (unknown, unanswered, Change::Same, "same"),
        (left_out, left_out, Change::Same, "same"),
        (two, unknown, Change::NowUnknown, "now_unknown"),
        (two, unanswered, Change::NowUnknown, "now_unknown"),
        (unknown, two, Change::NowKnown, "now_known"),
        (unanswered, three, Change::NowKnown, "now_known"),
        (left_out, two, Change::NowApplicable, "now_applicable"),
        (left_out, unknown, Change::NowApplicable, "now_applicable"),
        (two, left_out, Change::NowNotApplicable, "now_not_applicable"),
        (unanswered, left_out, Change::NowNotApplicable, "now_not_applicable"),
    ] {
        let change = Change::of(&result(before), &result(after));
        assert_eq!((change, change.word()), (expected, word), "{before} to {after}");
    }
}

/// Rules age 4, overrides 3, adaptability 4, cost-to-serve 1, trust 4, scalability 4: 20/6, held at 2.
const KESTREL: &str = "answers: {rules_age: {level: 4}, overrides: {level: 3}, \
     adaptability: {level: 4}, cost_to_serve: total, inventory_trust: {level: 4}, \
     scalability: {level: 4}}";

/// Only cost-to-serve at 2 would hold level 3: 21/6 is above 3, and 2 everywhere. Any other level
/// lower leaves 19/6 with a weakest of 1.
#[test]
fn what_the_level_hangs_on_is_worked_out_level_by_level() {
    let field = Field::first_edition();
    let judgement = field.judge(KESTREL);
    let found: Vec<_> = judgement
        .scores
        .sensitivity
        .iter()
        .map(|one| (one.unknown, one.lower, one.higher, one.changes(Some(2))))
        .collect();
    let other = (false, Some(2), Some(2), false);
    let cost = (false, None, Some(3), true);
    assert_eq!(found, [other, other, other, cost, other, other]);
    // Unknown overrides count 1: at its highest, 22/6, but cost-to-serve still holds 2.
    let open = field.judge(&KESTREL.replace("{level: 3}", "unknown"));
    let overrides = &open.scores.sensitivity[1];
    assert_eq!((overrides.unknown, overrides.lower, overrides.higher), (true, Some(2), Some(2)));
    assert!(overrides.changes(Some(3)) && !overrides.changes(Some(2)));
    let lost = field.judge("answers: {overrides: {level: 3}}");
    assert!(lost.scores.too_much_unknown && lost.scores.sensitivity.is_empty());
}

#[test]
fn what_is_missing_to_a_target_is_listed_row_by_row() {
    let field = Field::first_edition();
    let gap = |target: &str| {
        let scores = field.judge(&format!("target: {target}\n{KESTREL}")).scores;
        let gap = scores.gap.clone().unwrap();
        let reached = scores.reaches(&gap);
        let rows = gap
            .level
            .map(|(aim, rows)| (aim, rows.into_iter().map(|row| row.level).collect::<Vec<_>>()));
        let dimensions: Vec<_> =
            gap.dimensions.iter().map(|(id, aim, level)| (id.index(), *aim, *level)).collect();
        (rows, dimensions, reached)
    };
    assert_eq!(gap("{level: 2}"), (Some((2, vec![])), vec![], true));
    assert_eq!(gap("{level: 3}"), (Some((3, vec![3])), vec![], false));
    assert_eq!(gap("{level: 5}"), (Some((5, vec![3, 4, 5])), vec![], false));
    let dimension = |aim: i64, reached| (None, vec![(1, aim, Some(3))], reached);
    assert_eq!(gap("{dimensions: {overrides: 3}}"), dimension(3, true));
    assert_eq!(gap("{dimensions: {overrides: 4}}"), dimension(4, false));
    let both = (Some((2, vec![])), vec![(1, 4, Some(3))], false);
    assert_eq!(gap("{level: 2, dimensions: {overrides: 4}}"), both);
    let open =
        field.judge("target: {dimensions: {overrides: 2}}\nanswers: {overrides: {level: 3}}");
    assert!(!open.scores.reaches(open.scores.gap.as_ref().unwrap()));
}

#[test]
fn a_scenario_names_what_it_lacks_and_what_is_not_known() {
    let field = Field::first_edition();
    let rubric = field.instrument.rubric();
    let blocks = |judgement: &Judgement, id: &str| -> Vec<(String, i64, Option<i64>)> {
        let result =
            judgement.scenarios.iter().find(|s| rubric.scenarios[s.scenario.index()].id == id);
        let of = result.unwrap().blocked_by.iter();
        of.map(|block| {
            let dimension = rubric.dimensions[block.dimension.index()].id.clone();
            (dimension, block.needed, block.actual)
        })
        .collect()
    };
    let cost = |needed, actual| ("cost_to_serve".to_owned(), needed, actual);
    let known = field.judge(KESTREL);
    let open = field.judge(&KESTREL.replace("cost_to_serve: total", "cost_to_serve: unknown"));
    for scenario in &rubric.scenarios {
        let needs = scenario
            .needs
            .iter()
            .find(|need| rubric.dimensions[need.dimension.index()].id == "cost_to_serve");
        let Some(needed) = needs.map(|need| need.at_least).filter(|needed| *needed > 1) else {
            continue;
        };
        assert!(blocks(&known, &scenario.id).contains(&cost(needed, Some(1))), "{}", scenario.id);
        assert!(blocks(&open, &scenario.id).contains(&cost(needed, None)), "{}", scenario.id);
    }
    let held = known.scenarios.iter().filter(|result| result.verdict == Verdict::Copes);
    assert!(held.into_iter().all(|result| result.blocked_by.is_empty()));
    assert_eq!(known.scores.is_unknown(), [false; 6]);
    assert_eq!(open.scores.is_unknown(), [false, false, false, true, false, false]);
}

#[test]
fn of_two_verdicts_the_worse_one_is_told() {
    use oms_maturity::domain::index::ScenarioId;
    use oms_maturity::domain::scenarios::ScenarioResult;
    let worst_first = [
        (Verdict::Fails, "fails"),
        (Verdict::CannotSay, "cannot_say"),
        (Verdict::AtRisk, "at_risk"),
        (Verdict::Copes, "copes"),
        (Verdict::NotApplicable, "not_applicable"),
    ];
    for (at, (verdict, word)) in worst_first.into_iter().enumerate() {
        assert_eq!((usize::from(verdict.rank()), verdict.word()), (at, word));
        for (other, (evidenced_verdict, _)) in worst_first.into_iter().enumerate() {
            let scenario = ScenarioId::new(0);
            let result = ScenarioResult {
                figures: Vec::new(),
                scenario,
                verdict,
                evidenced_verdict,
                blocked_by: Vec::new(),
                not_known: Vec::new(),
            };
            assert_eq!(result.worse(), worst_first[at.min(other)].0);
        }
    }
}

#[test]
fn the_words_of_the_files_are_those_of_the_contract() {
    use oms_maturity::domain::score::Basis;
    use oms_maturity::domain::scores::Status;
    assert_eq!(
        Basis::ALL.map(|(word, basis)| (word, basis.word())),
        [("claimed", "claimed"), ("evidenced", "evidenced"),]
    );
    for (status, word, unknown) in [
        (Status::Answered, "answered", false),
        (Status::Unknown, "unknown", true),
        (Status::Unanswered, "unanswered", true),
        (Status::NotApplicable, "not_applicable", false),
    ] {
        assert_eq!((status.word(), status.is_unknown()), (word, unknown));
    }
}

/// Two caps on one dimension, one on another: only those that are put on, where they belong.
#[test]
fn caps_stand_on_the_dimension_they_are_put_on() {
    let field = Field::first_edition();
    let rubric = field.instrument.rubric();
    let put_on = |answers: &str| -> Vec<(usize, String)> {
        let scores = field.judge(&format!("answers: {{{answers}}}")).scores;
        let ids = oms_maturity::domain::index::DimensionId::all(rubric.dimensions.len());
        let caps = ids.flat_map(|id| {
            scores.marks.caps_on(rubric, id).map(move |cap| (id.index(), cap.follow_up.clone()))
        });
        caps.collect()
    };
    let cap = |at, follow_up: &str| (at, follow_up.to_owned());
    assert_eq!(put_on("rules_age: {level: 5}"), []);
    assert_eq!(put_on("stale_after_change: yes"), [cap(0, "stale_after_change")]);
    assert_eq!(
        put_on(
            "stale_after_change: no, review_cadence: {value: never}, stock_exposure: {value: 10}"
        ),
        [cap(0, "review_cadence"), cap(4, "stock_exposure")]
    );
}
