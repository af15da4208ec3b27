use super::made::{self, Dice, Shape, Weights};
use super::{KESTREL_AND_VANE, NORTHMOOR, to_dimension, to_level, within};
use crate::Field;
use oms_maturity::domain::Date;
use oms_maturity::domain::calendar::{Calendar, Freeze};
use oms_maturity::domain::index::{DimensionId, ScenarioId};
use oms_maturity::domain::plan::{Aim, Deadline, Limits, PlannedStep, Planner, Request};
use oms_maturity::domain::scenarios::{Verdict, verdict_on};
use oms_maturity::domain::score::{Score, overall};
use oms_maturity::domain::sensitivity::{Sensitivity, sensitivity};
use oms_maturity::domain::{Effort, Exact};

/// Returns the least and the greatest effort, where efforts are whole numbers.
fn days(efforts: Option<(Effort, Effort)>) -> Option<(i64, i64)> {
    efforts.map(|(least, most)| (least.low, most.low))
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// Of overrides 1 to 5 the sum is 9 to 13, and 12 is enough: with each level one of 25, 25 and 15
/// days is spared, the dearest first; from 4 on nothing is left to do.
#[test]
fn what_northmoor_does_not_know_is_worth_65_days() {
    let field = Field::first_edition();
    let measuring = field.planner(NORTHMOOR).measuring(&to_level(2));
    let [overrides] = measuring.as_slice() else { panic!("{measuring:?}") };
    assert_eq!(overrides.dimension, field.place("overrides"));
    assert_eq!((days(overrides.effort_days), overrides.plans), (Some((0, 65)), 4));
    assert_eq!((overrides.level, overrides.out_of_reach.len()), (Some((2, 2)), 0));
    assert!(overrides.proven);
}

#[test]
fn the_unknown_on_which_the_effort_depends_most_is_measured_first() {
    let field = Field::first_edition();
    let planner = field.planner(
        "answers: {rules_age: {level: 4}, overrides: unknown, adaptability: {level: 4}, \
         cost_to_serve: path, inventory_trust: unknown, scalability: {level: 4}}",
    );
    let asked = |request: &Request| -> Vec<_> {
        let all = planner.measuring(request).into_iter();
        all.map(|one| (one.dimension, days(one.effort_days), one.out_of_reach, one.plans)).collect()
    };
    let found = |dimension, effort_days, out_of_reach: &[i64], plans| {
        (dimension, effort_days, out_of_reach.to_vec(), plans)
    };
    let [trust, overrides] = ["inventory_trust", "overrides"].map(|id| field.place(id));
    // Both to 4: inventory trust 25 + 95 + 90, overrides 25 + 70 + 65, each with the other's at 1.
    let mut request = to_dimension(trust, 4);
    request.goal.dimensions.push((overrides, 4));
    let both = [found(trust, Some((160, 370)), &[], 4), found(overrides, Some((210, 370)), &[], 4)];
    assert_eq!(asked(&request), both);
    // 300 days do only if one of them turns out to be at 3 or better.
    let limited = [
        found(trust, Some((160, 250)), &[1, 2], 3),
        found(overrides, Some((210, 275)), &[1, 2], 3),
    ];
    assert_eq!(asked(&within(request, 300)), limited);
}

/// What turns out to be higher can be climbed further in the time there is.
#[test]
fn time_is_counted_from_what_an_unknown_turns_out_to_be() {
    let field = Field::first_edition();
    let answers = |level: &str| {
        format!(
            "answers: {{rules_age: unknown, overrides: {{level: 5}}, adaptability: {{level: 2}}, \
             cost_to_serve: {level}, inventory_trust: {{level: 2}}, scalability: {{level: 4}}}}"
        )
    };
    let calendar = Calendar {
        today: date("2027-01-16"),
        freeze: Some(Freeze { peak: date("2026-08-11"), weeks_before: 8 }),
    };
    let by = Some(Deadline { calendar, day: date("2027-06-13") });
    let limits = Limits { by, budget_days: Some(263), caps: Vec::new() };
    let request = Request { limits, aim: Aim::HighestLevel, ..Request::default() };
    let open = answers("unknown");
    let cost = field.place("cost_to_serve");
    let found = field.planner(&open).measuring(&request);
    let found = found.iter().find(|one| one.dimension == cost).unwrap();
    let efforts = (1..=5).map(|level| {
        let known = answers(&format!("{{level: {level}}}"));
        field.planner(&known).plan(&request).unwrap().effort_days.low
    });
    let efforts: Vec<_> = efforts.collect();
    let most = *efforts.iter().max().unwrap();
    assert_eq!(
        days(found.effort_days),
        Some((*efforts.iter().min().unwrap(), most)),
        "{efforts:?}"
    );
}

/// The unknown dimension's other, known question keeps the score between 1.5 and 3.5: it may be at
/// level 1 (as it is taken to be), 2 or 3.
#[test]
fn a_dimension_known_in_part_turns_out_within_its_range() {
    let shape = Shape {
        dimensions: 2,
        highest: 5,
        days: (10, 10),
        weights: Weights::Quarters(4, 4),
        actions: 1,
        gaps: 0,
        slack: 4,
        prerequisites: 0,
        scenarios: 0,
    };
    let rubric = shape.rubric(&mut Dice(1));
    let mut start = made::start(&[Some(18), Some(36)]);
    start.extremes.best = start.extremes.best.with(
        DimensionId::new(0),
        Some(Score { exact: Exact::ratio(7, 2).unwrap(), level: Some(3) }),
    );
    start.unknown[0] = true;
    assert_eq!(start.may_be(DimensionId::new(0)), Some(1..=3));
    let planner = Planner::new(&rubric, start.clone());
    // A sum of 6: from 1.5 + 3 two steps (to 3 + 3), from 2 + 3 one, from 3 + 3 none.
    let measuring = planner.measuring(&to_level(3));
    assert_eq!((days(measuring[0].effort_days), measuring[0].plans), (Some((0, 20)), 3));
    // The level is 2 at 1.5 + 3 and 3 at 3.5 + 3; one level of the other way makes 1 or 2.
    let expected = [
        Sensitivity {
            dimension: DimensionId::new(0),
            unknown: true,
            lower: Some(2),
            higher: Some(3),
        },
        Sensitivity {
            dimension: DimensionId::new(1),
            unknown: false,
            lower: Some(1),
            higher: Some(2),
        },
    ];
    assert_eq!(
        sensitivity(&rubric, &start.extremes.worst, &start.extremes, &start.unknown),
        expected
    );
}

/// 4, 3, 4, 1, 4, 4 hold level 2. Only cost-to-serve at 2 changes that, upwards; downwards nothing
/// can go wrong, as cost-to-serve is at the bottom and the mean is far above 2.
#[test]
fn at_kestrel_and_vane_everything_hangs_on_cost_to_serve() {
    let field = Field::first_edition();
    let start = field.start(KESTREL_AND_VANE);
    let costs = field.place("cost_to_serve");
    for found in sensitivity(
        field.instrument.rubric(),
        &start.extremes.worst,
        &start.extremes,
        &start.unknown,
    ) {
        let (lower, higher) =
            if found.dimension == costs { (None, Some(3)) } else { (Some(2), Some(2)) };
        let dimension = found.dimension;
        assert_eq!(found, Sensitivity { dimension, unknown: false, lower, higher });
    }
    // At 1, 1, 2, 2, 1, 2, and 5 at best for the second, which is not known.
    let start = field.start(NORTHMOOR);
    let northmoor = sensitivity(
        field.instrument.rubric(),
        &start.extremes.worst,
        &start.extremes,
        &start.unknown,
    );
    let found: Vec<_> = northmoor.iter().map(|s| (s.unknown, s.lower, s.higher)).collect();
    let bottom = (false, None, Some(1));
    let middle = (false, Some(1), Some(1));
    let expected = [bottom, (true, Some(1), Some(2)), middle, middle, bottom, middle];
    assert_eq!(found, expected);
}

#[test]
fn a_score_between_two_levels_moves_to_a_whole_one() {
    let shape = Shape {
        dimensions: 1,
        highest: 5,
        days: (1, 1),
        weights: Weights::Quarters(4, 4),
        actions: 1,
        gaps: 0,
        slack: 1,
        prerequisites: 0,
        scenarios: 0,
    };
    let rubric = shape.rubric(&mut Dice(1));
    for (twelfths, lower, higher) in
        [(30, Some(1), Some(3)), (12, None, Some(2)), (59, Some(3), Some(5)), (60, Some(4), None)]
    {
        let start = made::start(&[Some(twelfths)]);
        let found =
            &sensitivity(&rubric, &start.extremes.worst, &start.extremes, &start.unknown)[0];
        assert_eq!((found.lower, found.higher), (lower, higher), "{twelfths}");
        let none = made::start(&[None]);
        assert_eq!(sensitivity(&rubric, &none.extremes.worst, &none.extremes, &none.unknown), []);
    }
}

/// What each next step is said to change is what judging the state after it gives.
#[test]
fn a_next_step_changes_what_it_says() {
    let field = Field::first_edition();
    let rubric = field.instrument.rubric();
    let mut dice = Dice(3);
    let mut steps = 0;
    for _ in 0..50 {
        let twelfths: Vec<_> =
            (0..6).map(|_| (!dice.happens(5)).then(|| 12 * dice.from(1, 5))).collect();
        let start = made::start(&twelfths);
        for step in Planner::new(rubric, start.clone()).next_steps() {
            let before = &start.extremes.worst;
            let after = before.with(
                step.dimension,
                Some(Score { exact: Exact::whole(step.to_level), level: Some(step.to_level) }),
            );
            let verdicts = |wanted: fn(Verdict, Verdict) -> bool| -> Vec<ScenarioId> {
                let scenarios = ScenarioId::each(&rubric.scenarios).filter(|(_, scenario)| {
                    wanted(verdict_on(scenario, before), verdict_on(scenario, &after))
                });
                scenarios.map(|(place, _)| place).collect()
            };
            let copes = |was, is| was != Verdict::Copes && is == Verdict::Copes;
            let mended = |was, is| was == Verdict::Fails && is != Verdict::Fails;
            let expected = PlannedStep {
                level: overall(rubric, before).level.zip(overall(rubric, &after).level),
                score: overall(rubric, &after).score,
                copes: verdicts(copes),
                no_longer_fails: verdicts(mended),
                from_level: step.to_level - 1,
                ..step.clone()
            };
            assert_eq!(step, expected);
            steps += 1;
        }
    }
    assert!(steps > 100);
}

/// From 4, 3, 4, 1, 4, 4: adaptability 5 waits, everything else may go on.
#[test]
fn a_step_that_waits_is_no_next_step() {
    let field = Field::first_edition();
    let next: Vec<_> = field
        .planner(KESTREL_AND_VANE)
        .next_steps()
        .iter()
        .map(|step| {
            let dimension = &field.instrument.rubric().dimensions[step.dimension.index()].id;
            format!("{dimension} to {}, {}", step.to_level, step.effort_days.low)
        })
        .collect();
    let expected = [
        "inventory_trust to 5, 135",
        "overrides to 4, 65",
        "rules_age to 5, 125",
        "cost_to_serve to 2, 40",
        "scalability to 5, 225",
    ];
    assert_eq!(next, expected);
}

/// Weeks per step of cost-to-serve: 8, 10, 17, 26. Adaptability 5 waits for cost-to-serve 4.
#[test]
fn a_level_can_be_had_after_the_longest_way_to_it() {
    let field = Field::first_edition();
    let planner = field.planner(KESTREL_AND_VANE);
    for (dimension, level, weeks) in [
        ("cost_to_serve", 1, Some(0)),
        ("cost_to_serve", 2, Some(8)),
        ("cost_to_serve", 4, Some(35)),
        ("adaptability", 4, Some(0)),
        ("adaptability", 3, Some(0)),
        ("adaptability", 5, Some(61)),
        ("adaptability", 6, None),
    ] {
        assert_eq!(planner.weeks(field.place(dimension), level), weeks, "{dimension} {level}");
    }
    assert_eq!(planner.weeks(DimensionId::new(99), 2), None);
}

/// 35 weeks from 2026-06-30 are 2027-03-02; with a peak in between, 14 weeks more.
#[test]
fn a_day_caps_what_can_be_had_until_then() {
    let field = Field::first_edition();
    let planner = field.planner(KESTREL_AND_VANE);
    let today = date("2026-06-30");
    let cost = field.place("cost_to_serve");
    let highest = |freeze, by| {
        let by = Some(Deadline { calendar: Calendar { today, freeze }, day: date(by) });
        let limits = Limits { by, ..Limits::default() };
        let in_time = |level: &i64| {
            planner.plan(&Request { limits: limits.clone(), ..to_dimension(cost, *level) }).is_ok()
        };
        (1..=5).rfind(in_time).unwrap()
    };
    assert_eq!(highest(None, "2027-03-01"), 3);
    assert_eq!(highest(None, "2027-03-02"), 4);
    assert_eq!(highest(None, "2026-07-01"), 1);
    let freeze = Some(Freeze { peak: date("2026-11-23"), weeks_before: 8 });
    assert_eq!(highest(freeze, "2027-03-02"), 3);
    assert_eq!(highest(freeze, "2027-06-07"), 3);
    assert_eq!(highest(freeze, "2027-06-08"), 4);
    let calendar = Calendar { today, freeze: None };
    let by = Some(Deadline { calendar, day: date("2026-12-29") });
    let request = Request { limits: Limits { by, ..Limits::default() }, ..to_level(4) };
    let plan = planner.plan(&request).unwrap();
    assert!(plan.steps.iter().all(|step| step.weeks_to_end <= 26));
}

#[test]
fn what_does_not_count_decides_nothing() {
    let field = Field::first_edition();
    let every = field.planner(KESTREL_AND_VANE);
    let recall = field.scenario("SN26");
    let one = field.planner(KESTREL_AND_VANE).counting(&[recall, recall]);
    let plan = one.plan(&to_level(3)).unwrap();
    assert_eq!((&plan.copes, &plan.at_risk, plan.fails.len()), (&vec![], &vec![recall], 0));
    assert_eq!(one.alternative(&to_level(3), &plan), None);
    let all = every.plan(&to_level(3)).unwrap();
    assert_eq!(all.copes.len() + all.at_risk.len() + all.fails.len(), 30);
}
