use super::{KESTREL_AND_VANE, NORTHMOOR, PINDLE_AND_ROOK, levels, to_dimension, to_level, within};
use crate::Field;
use oms_maturity::domain::Effort;
use oms_maturity::domain::index::{DimensionId, PrerequisiteId};
use oms_maturity::domain::plan::{
    Aim, Goal, GoalPart, Limits, Missed, Obstacle, Planner, Request, Stop, Unreachable,
};

/// Mean 20/6 is enough for level 3; cost-to-serve must be at 2: 5 + 30 + 5 days, 8 weeks.
#[test]
fn kestrel_and_vane_needs_one_step_to_level_3() {
    let field = Field::first_edition();
    let planner = field.planner(KESTREL_AND_VANE);
    let plan = planner.plan(&to_level(3)).unwrap();
    assert_eq!(field.steps(&plan), ["1: cost_to_serve 1 to 2, 40"]);
    assert_eq!((plan.effort_days.low, plan.weeks, plan.overall.level), (40, 8, Some(3)));
    let step = &plan.steps[0];
    assert_eq!(field.action_ids(&step.actions), ["CS-1a", "CS-1b", "CS-1c"]);
    assert_eq!(step.level, Some((2, 3)));
    assert_eq!(step.score.as_ref().unwrap().to_string(), "7/2");
    // Both take cost-to-serve 2 and something that is there already.
    assert_eq!(field.scenario_ids(&step.copes), ["SN25", "SN29"]);
    // These lacked two levels of cost-to-serve and nothing else.
    let at_risk = ["SN05", "SN10", "SN12", "SN14", "SN24"];
    assert_eq!(field.scenario_ids(&step.no_longer_fails), at_risk);
    assert!(plan.proven && plan.settled);
    // 44 days buy no second step.
    assert_eq!(planner.alternative(&to_level(3), &plan), None);
}

/// From 4, 3, 4, 1, 4, 4 everything must go to 5. Overrides 5 waits for rules age 5, adaptability 5
/// for rules age 5 and cost-to-serve 4. Efforts: 135 + 65 + 125 + 125 + 240 + 310 + 225.
#[test]
fn kestrel_and_vane_takes_four_waves_to_level_5() {
    let field = Field::first_edition();
    let plan = field.planner(KESTREL_AND_VANE).plan(&to_level(5)).unwrap();
    let steps = [
        "1: inventory_trust 4 to 5, 135",
        "1: overrides 3 to 4, 65",
        "1: rules_age 4 to 5, 125",
        "1: cost_to_serve 1 to 2, 40",
        "1: scalability 4 to 5, 225",
        "2: overrides 4 to 5, 125",
        "2: cost_to_serve 2 to 3, 40",
        "3: cost_to_serve 3 to 4, 95",
        "4: adaptability 4 to 5, 240",
        "4: cost_to_serve 4 to 5, 135",
    ];
    assert_eq!(field.steps(&plan), steps);
    assert_eq!((plan.effort_days.low, plan.spread), (1225, 0));
    // Cost-to-serve takes 8, 10, 17 and 26 weeks; adaptability waits for the first three: 35 + 26.
    let ends: Vec<_> = plan.steps.iter().map(|step| step.weeks_to_end).collect();
    assert_eq!(ends, [26, 13, 26, 8, 26, 52, 18, 35, 61, 61]);
    assert_eq!(plan.weeks, 61);
    // The level stays at 2 until cost-to-serve moves, and only the last step completes the mean.
    let held: Vec<_> = plan.steps.iter().map(|step| step.level.unwrap().1).collect();
    assert_eq!(held, [2, 2, 2, 3, 3, 3, 4, 4, 4, 5]);
    let unlocks: Vec<Vec<_>> = plan
        .steps
        .iter()
        .map(|step| {
            let name = |(id, level): &(DimensionId, i64)| {
                format!("{} {level}", field.instrument.rubric().dimensions[id.index()].id)
            };
            step.unlocks.iter().map(name).collect()
        })
        .collect();
    let (after_rules, after_costs) =
        (vec!["overrides 5"], vec!["adaptability 5", "cost_to_serve 5"]);
    let expected: [Vec<&str>; 10] = [
        vec![],
        vec![],
        after_rules,
        vec!["cost_to_serve 3"],
        vec![],
        vec![],
        vec!["cost_to_serve 4"],
        after_costs,
        vec![],
        vec![],
    ];
    assert_eq!(unlocks, expected);
    assert_eq!(plan.fails, []);
}

/// Unknown counts 1: 1, 1, 2, 2, 1, 2 make 9, and a mean of 2 takes 12. The three cheapest levels:
/// rules age 15, overrides 25, inventory trust 25; a second one of rules age would be 45.
#[test]
fn northmoor_reaches_2_by_its_three_lowest() {
    let field = Field::first_edition();
    let planner = field.planner(NORTHMOOR);
    let plan = planner.plan(&to_level(2)).unwrap();
    let steps =
        ["1: inventory_trust 1 to 2, 25", "1: overrides 1 to 2, 25", "1: rules_age 1 to 2, 15"];
    assert_eq!(field.steps(&plan), steps);
    assert_eq!((plan.effort_days.low, plan.spread), (65, 0));
    let copes = ["SN07", "SN25", "SN28", "SN29"];
    assert_eq!(field.scenario_ids(&plan.copes), copes);
}

/// Three unknown questions leave no overall level, but a plan all the same: 1, 1, 2, 2, 1, 1 make 8,
/// and the four cheapest levels to 12 are 15, 25, 25 and 40, though cost-to-serve goes ahead.
#[test]
fn too_much_unknown_is_planned_from_the_lowest_levels() {
    let field = Field::first_edition();
    let planner = field.planner(
        "answers: {rules_age: {level: 1}, adaptability: {level: 2}, cost_to_serve: channel}",
    );
    let plan = planner.plan(&to_level(2)).unwrap();
    assert_eq!((plan.effort_days.low, plan.overall.level), (105, Some(2)));
    assert_eq!(levels(&plan), [2, 2, 2, 3, 2, 1].map(Some));
}

/// 5, 4, 4, 4, 4, 5: four steps of 125, 240, 135 and 135, all of whose prerequisites are there.
#[test]
fn pindle_and_rook_reaches_5_in_one_wave() {
    let field = Field::first_edition();
    let plan = field.planner(PINDLE_AND_ROOK).plan(&to_level(5)).unwrap();
    let steps = [
        "1: inventory_trust 4 to 5, 135",
        "1: overrides 4 to 5, 125",
        "1: adaptability 4 to 5, 240",
        "1: cost_to_serve 4 to 5, 135",
    ];
    assert_eq!(field.steps(&plan), steps);
    assert_eq!((plan.effort_days.low, plan.weeks), (635, 26));
}

#[test]
fn one_dimension_brings_along_what_it_needs() {
    let field = Field::first_edition();
    let rest = "cost_to_serve: path, overrides: {level: 4}, adaptability: {level: 4}";
    let planner = field.planner(&format!(
        "answers: {{rules_age: {{level: 4}}, inventory_trust: {{level: 3}}, \
         scalability: {{level: 4}}, {rest}}}",
    ));
    for (dimension, steps) in [
        ("overrides", vec!["1: rules_age 4 to 5, 125", "2: overrides 4 to 5, 125"]),
        (
            "adaptability",
            vec![
                "1: rules_age 4 to 5, 125",
                "1: cost_to_serve 3 to 4, 95",
                "2: adaptability 4 to 5, 240",
            ],
        ),
        ("scalability", vec!["1: inventory_trust 3 to 4, 90", "2: scalability 4 to 5, 225"]),
        ("rules_age", vec!["1: rules_age 4 to 5, 125"]),
    ] {
        let plan = planner.plan(&to_dimension(field.place(dimension), 5)).unwrap();
        assert_eq!(field.steps(&plan), steps, "{dimension}");
    }
    // The optional action is shown, but neither counted nor waited for.
    let plan = planner.plan(&to_dimension(field.place("scalability"), 5)).unwrap();
    assert_eq!(field.action_ids(&plan.steps[0].actions), ["IT-3a", "IT-3b", "IT-3d"]);
    assert_eq!(field.action_ids(&plan.steps[0].optional), ["IT-3c"]);
    assert_eq!((plan.steps[0].weeks, plan.steps[1].weeks_to_end), (17, 17 + 26));
}

/// What a dimension holds at the start it keeps, whatever that would need.
#[test]
fn what_is_there_already_needs_nothing() {
    let field = Field::first_edition();
    let planner = field.planner(
        "answers: {rules_age: {level: 1}, overrides: {level: 5}, adaptability: {level: 5}, \
         cost_to_serve: total, inventory_trust: {level: 1}, scalability: {level: 5}}",
    );
    let plan = planner.plan(&to_dimension(field.place("overrides"), 5)).unwrap();
    assert_eq!((plan.effort_days.low, plan.steps.len(), plan.weeks), (0, 0, 0));
    assert!(plan.proven && plan.settled);
}

/// Rules age is left out: overrides 5 needs it no more, and the mean is that of five.
#[test]
fn what_does_not_apply_is_neither_raised_nor_waited_for() {
    let field = Field::first_edition();
    let planner = field.planner(
        "answers: {rules_age: {not_applicable: none}, overrides: {level: 4}, \
         adaptability: {level: 4}, cost_to_serve: order, inventory_trust: {level: 4}, \
         scalability: {level: 5}}",
    );
    let plan = planner.plan(&to_level(5)).unwrap();
    assert_eq!((plan.effort_days.low, plan.weeks), (635, 26));
    let place = field.place("rules_age");
    assert_eq!(levels(&plan)[place.index()], None);
    let nothing = planner.plan(&to_dimension(place, 5)).unwrap();
    assert_eq!(nothing.effort_days.low, 0);
}

/// SN12 takes cost-to-serve 3, rules age 3 and adaptability 3: of those only 40 + 40 days lack.
#[test]
fn a_scenario_is_a_goal_like_any_other() {
    let field = Field::first_edition();
    let goal = Goal { scenarios: vec![field.scenario("SN12")], ..Goal::default() };
    let request = Request { goal, ..Request::default() };
    let plan = field.planner(KESTREL_AND_VANE).plan(&request).unwrap();
    assert_eq!(plan.effort_days.low, 80);
    assert!(field.scenario_ids(&plan.copes).contains(&"SN12"));
}

/// 100 days at Kestrel & Vane: cost-to-serve to 2 (40) makes level 3. Level 4 takes four levels more
/// than a sum of 20, for 40 + 40 + 65 days and more. What is left of the 100 buys one more level,
/// cost-to-serve to 3 (40): a sum of 22.
#[test]
fn a_budget_buys_the_highest_level_and_then_the_highest_mean() {
    let field = Field::first_edition();
    let planner = field.planner(KESTREL_AND_VANE);
    let best = |days| {
        let request = within(Request { aim: Aim::HighestLevel, ..Request::default() }, days);
        planner.plan(&request).unwrap()
    };
    let plan = best(100);
    assert_eq!((plan.effort_days.low, plan.overall.level), (80, Some(3)));
    assert_eq!(plan.overall.score.as_ref().unwrap().to_string(), "11/3");
    // 105 days: overrides to 4 (65) with cost-to-serve to 2 makes the same sum, but for more.
    assert_eq!(best(105).effort_days.low, 80);
    assert_eq!((best(39).effort_days.low, best(39).overall.level), (0, Some(2)));
    assert_eq!((best(10_000).effort_days.low, best(10_000).overall.level), (1225, Some(5)));
}

#[test]
fn what_stops_a_goal_is_named() {
    let field = Field::first_edition();
    let mut rubric = field.instrument.rubric().clone();
    let [rules, overrides] = ["rules_age", "overrides"].map(|id| field.place(id));
    // Nothing leads from rules age 4 to 5 any more, and so nothing to overrides 5 either.
    for action in rubric.actions.iter_mut().filter(|action| action.id.starts_with("RA-4")) {
        action.optional = true;
    }
    let planner = Planner::new(&rubric, field.start(KESTREL_AND_VANE));
    let missed = |request: &Request| match planner.plan(request) {
        Err(Unreachable::Stopped(missed)) => missed,
        other => panic!("{other:#?}"),
    };
    let stop = Stop { dimension: rules, level: 4, by: Obstacle::NoActions };
    let part = GoalPart::Dimension(rules, 5);
    assert_eq!(missed(&to_dimension(rules, 5)), [Missed { part, stops: vec![stop] }]);
    let stop =
        Stop { dimension: overrides, level: 4, by: Obstacle::Prerequisite(PrerequisiteId::new(0)) };
    let part = GoalPart::Dimension(overrides, 5);
    assert_eq!(missed(&to_dimension(overrides, 5)), [Missed { part, stops: vec![stop] }]);
    // Of the two parts of level 5 only the mean is out of reach: 27/6, with three dimensions at 4.
    let of_level = missed(&to_level(5));
    let GoalPart::Score { highest, .. } = &of_level[0].part else { panic!("{of_level:#?}") };
    assert_eq!((of_level.len(), highest.as_ref().unwrap().to_string()), (1, "9/2".to_owned()));
    let by: Vec<_> = of_level[0].stops.iter().map(|stop| (stop.level, stop.by)).collect();
    let (top, waits) = ((5, Obstacle::Top), Obstacle::Prerequisite);
    let expected = [
        top,
        (4, waits(PrerequisiteId::new(0))),
        (4, Obstacle::NoActions),
        (4, waits(PrerequisiteId::new(1))),
        top,
        top,
    ];
    assert_eq!(by, expected);
}

#[test]
fn a_cap_stops_a_dimension_and_what_waits_for_it() {
    let field = Field::first_edition();
    let [trust, scalability] = ["inventory_trust", "scalability"].map(|id| field.place(id));
    let planner = field.planner(NORTHMOOR);
    let mut caps = vec![None; 6];
    caps[trust.index()] = Some(3);
    let limits = Limits { caps, ..Limits::default() };
    let request = Request { limits, ..to_dimension(scalability, 5) };
    let stop = Stop {
        dimension: scalability,
        level: 4,
        by: Obstacle::Prerequisite(PrerequisiteId::new(3)),
    };
    let part = GoalPart::Dimension(scalability, 5);
    let missed = vec![Missed { part, stops: vec![stop] }];
    assert_eq!(planner.plan(&request), Err(Unreachable::Stopped(missed)));
    let request = Request { limits: request.limits, ..to_dimension(trust, 4) };
    let stop = Stop { dimension: trust, level: 3, by: Obstacle::Cap };
    let missed = vec![Missed { part: GoalPart::Dimension(trust, 4), stops: vec![stop] }];
    assert_eq!(planner.plan(&request), Err(Unreachable::Stopped(missed)));
}

#[test]
fn what_a_goal_takes_at_least_is_named_where_the_budget_is_less() {
    let field = Field::first_edition();
    let planner = field.planner(KESTREL_AND_VANE);
    let over = Unreachable::OverBudget { least_days: Effort::whole(40), proven: true };
    assert_eq!(planner.plan(&within(to_level(3), 39)), Err(over));
    assert_eq!(planner.plan(&within(to_level(3), 40)).unwrap().effort_days.low, 40);
}

/// Inventory trust 5 waits for scalability 5, which waits for inventory trust 4: no circle. With
/// inventory trust 4 waiting for scalability 5 it is one, and both stop.
#[test]
fn steps_that_wait_for_each_other_are_never_taken() {
    let field = Field::first_edition();
    let [trust, scalability] = ["inventory_trust", "scalability"].map(|id| field.place(id));
    let reaches = |level| {
        let mut rubric = field.instrument.rubric().clone();
        let mut back = rubric.prerequisites[3].clone();
        (back.dimension, back.level, back.needs, back.at_least) = (trust, level, scalability, 5);
        rubric.prerequisites.push(back);
        let planner = Planner::new(&rubric, field.start(NORTHMOOR));
        planner.plan(&to_dimension(trust, 5)).map(|plan| plan.steps.len())
    };
    assert_eq!(reaches(5), Ok(4 + 3));
    let Err(Unreachable::Stopped(missed)) = reaches(4) else { panic!("a circle was walked") };
    let stop =
        Stop { dimension: trust, level: 3, by: Obstacle::Prerequisite(PrerequisiteId::new(4)) };
    assert_eq!(missed[0].stops, [stop]);
}
