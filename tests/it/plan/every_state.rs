use super::lattice::{Expected, Lattice, State};
use super::made::{self, Dice, Shape, Weights};
use super::{Field, levels};
use oms_maturity::domain::Rubric;
use oms_maturity::domain::index::{DimensionId, ScenarioId};
use oms_maturity::domain::plan::{Aim, Goal, Limits, Plan, Planner, Request, Unreachable};
use oms_maturity::domain::score::overall;
use std::collections::BTreeSet;

/// How often each kind of answer came up.
#[derive(Debug, Default)]
struct Tally {
    plans: usize,
    alternatives: usize,
    over_budget: usize,
    stopped: usize,
}

fn assert_is(plan: &Plan, state: &State, lattice: &Lattice<'_>) {
    assert_eq!((plan.effort_days.low, levels(plan)), (state.effort, state.levels.clone()));
    assert_eq!((plan.spread, &plan.copes, &plan.fails), (state.spread, &state.copes, &state.fails));
    assert_eq!(plan.overall.level, Some(state.overall));
    assert_eq!(plan.overall, overall(lattice.rubric, &plan.profile));
    assert!(plan.proven && plan.settled);
    assert_can_be_walked(plan);
    assert_adds_up(plan, lattice.start());
}

/// What the steps change for scenarios leads from where they start to where they end.
fn assert_adds_up(plan: &Plan, start: &State) {
    let gained = plan.steps.iter().flat_map(|step| &step.copes);
    let copes: BTreeSet<_> = start.copes.iter().chain(gained).collect();
    assert!(copes.into_iter().eq(&plan.copes));
    let mended: BTreeSet<_> = plan.steps.iter().flat_map(|step| &step.no_longer_fails).collect();
    let failing = start.fails.iter().filter(|scenario| !mended.contains(scenario));
    assert!(failing.eq(&plan.fails));
}

/// The steps are all there, each after what it waits for, and end where the plan says.
fn assert_can_be_walked(plan: &Plan) {
    let days: i64 = plan.steps.iter().map(|step| step.effort_days.low).sum();
    assert_eq!(days, plan.effort_days.low);
    assert!(plan.steps.is_sorted_by_key(|step| step.wave));
    for pair in plan.steps.windows(2) {
        assert_eq!(pair[0].level.unwrap().1, pair[1].level.unwrap().0);
    }
    if let Some(last) = plan.steps.last() {
        let level = last.level.map(|level| level.1);
        assert_eq!((level, &last.score), (plan.overall.level, &plan.overall.score));
    }
    for (turn, step) in plan.steps.iter().enumerate() {
        for (dimension, level) in &step.unlocks {
            let later = plan.steps[turn + 1..].iter();
            let mut unlocked =
                later.filter(|later| (later.dimension, later.to_level) == (*dimension, *level));
            assert!(unlocked.any(|later| later.wave > step.wave), "{step:#?}");
        }
    }
}

/// Asserts that the planner answers `request` as the lattice does.
fn assert_answers(
    planner: &Planner<'_>,
    lattice: &Lattice<'_>,
    request: &Request,
    tally: &mut Tally,
) {
    match (planner.plan(request), lattice.expected(request)) {
        (Ok(plan), Expected::Plan(expected)) => {
            let (best, other) = *expected;
            assert_is(&plan, &best, lattice);
            tally.plans += 1;
            match (planner.alternative(request, &plan), other) {
                (Some(alternative), Some(other)) => {
                    assert_is(&alternative, &other, lattice);
                    tally.alternatives += 1;
                }
                (None, None) => {}
                (found, expected) => panic!("{request:#?}\n{found:#?}\n{expected:#?}"),
            }
        }
        (Err(Unreachable::Stopped(missed)), Expected::Stopped) => {
            assert!(!missed.is_empty());
            tally.stopped += 1;
        }
        (Err(Unreachable::OverBudget { least_days, proven }), Expected::OverBudget(least)) => {
            assert_eq!((least_days.low, proven), (least, true));
            tally.over_budget += 1;
        }
        (found, expected) => panic!("{request:#?}\n{found:#?}\n{expected:#?}"),
    }
}

/// Returns any goal within any limits.
fn request(rubric: &Rubric, dice: &mut Dice) -> Request {
    let highest = rubric.scale.highest;
    let mut goal = Goal::default();
    if dice.happens(60) {
        goal.level = Some(dice.from(2, highest));
    }
    for dimension in 0..rubric.dimensions.len() {
        if dice.happens(20) {
            goal.dimensions.push((DimensionId::new(dimension), dice.from(1, highest)));
        }
    }
    if dice.happens(40) && !rubric.scenarios.is_empty() {
        let count = dice.from(1, 3);
        goal.scenarios =
            (0..count).map(|_| ScenarioId::new(dice.place(rubric.scenarios.len()))).collect();
    }
    let total: i64 = rubric.effort_days.values().map(|effort| effort.low).sum();
    let cap = |dice: &mut Dice| dice.happens(15).then(|| dice.from(1, highest));
    let limits = Limits {
        budget_days: dice.happens(40).then(|| dice.below(total.max(1))),
        caps: if dice.happens(30) {
            (0..rubric.dimensions.len()).map(|_| cap(dice)).collect()
        } else {
            Vec::new()
        },
        by: None,
    };
    let aim = if dice.happens(30) { Aim::HighestLevel } else { Aim::LeastEffort };
    Request { goal, limits, aim }
}

/// Returns where to start, in twelfths of a level.
fn start(rubric: &Rubric, fractions: bool, dice: &mut Dice) -> Vec<Option<i64>> {
    let count = rubric.dimensions.len();
    let left_out = dice.happens(25).then(|| dice.place(count));
    let highest = rubric.scale.highest;
    let score = |dice: &mut Dice| {
        if fractions && dice.happens(50) {
            12 * dice.from(1, highest - 1) + dice.below(12)
        } else {
            12 * dice.from(1, highest)
        }
    };
    (0..count).map(|place| (left_out != Some(place)).then(|| score(dice))).collect()
}

fn counted(rubric: &Rubric, dice: &mut Dice) -> Vec<ScenarioId> {
    let all = ScenarioId::all(rubric.scenarios.len());
    if dice.happens(75) { all.collect() } else { all.filter(|_| dice.happens(50)).collect() }
}

/// Asserts that a planner from any start answers so many requests as the lattice does.
fn assert_from(
    rubric: &Rubric,
    twelfths: &[Option<i64>],
    requests: usize,
    dice: &mut Dice,
    tally: &mut Tally,
) {
    let counted = counted(rubric, dice);
    let lattice = Lattice::of(rubric, twelfths, &counted);
    let planner = Planner::new(rubric, made::start(twelfths)).counting(&counted);
    for _ in 0..requests {
        assert_answers(&planner, &lattice, &request(rubric, dice), tally);
    }
}

#[test]
fn under_the_shipped_rubric_every_plan_is_the_best_state() {
    let field = Field::first_edition();
    let rubric = field.instrument.rubric();
    let (mut dice, mut tally) = (Dice(1), Tally::default());
    for _ in 0..150 {
        let twelfths = start(rubric, false, &mut dice);
        assert_from(rubric, &twelfths, 6, &mut dice, &mut tally);
    }
    assert_from(rubric, &[Some(12); 6], 20, &mut dice, &mut tally);
    let Tally { plans, alternatives, over_budget, stopped } = tally;
    assert!(plans > 500 && alternatives > 35 && over_budget > 200 && stopped > 30, "{tally:?}");
}

#[test]
fn under_any_small_rubric_every_plan_is_the_best_state() {
    let (mut dice, mut tally) = (Dice(2), Tally::default());
    for case in 0..700 {
        let pick = |of: usize| case / of;
        let shape = Shape {
            dimensions: 3 + pick(1) % 2,
            highest: [3, 4, 5][pick(2) % 3],
            days: [(5, 5), (0, 40), (1, 1000)][pick(3) % 3],
            weights: [Weights::Quarters(4, 4), Weights::Quarters(1, 9), Weights::Wild][pick(5) % 3],
            actions: 2,
            gaps: 5,
            slack: [1, 2, 4][pick(7) % 3],
            prerequisites: pick(1) % 7,
            scenarios: [4, 12, 30][pick(11) % 3],
        };
        let rubric = shape.rubric(&mut dice);
        let twelfths = start(&rubric, true, &mut dice);
        assert_from(&rubric, &twelfths, 5, &mut dice, &mut tally);
    }
    let Tally { plans, alternatives, over_budget, stopped } = tally;
    assert!(plans > 2500 && alternatives > 40 && over_budget > 200 && stopped > 500, "{tally:?}");
}
