use super::lattice::scaled;
use super::made::{self, Dice, Shape, Weights};
use super::{levels, to_dimension, to_level, within};
use oms_maturity::domain::index::DimensionId;
use oms_maturity::domain::plan::{Plan, Planner, Request, Start, Unreachable};
use oms_maturity::domain::rubric::Prerequisite;
use oms_maturity::domain::{Effort, Rubric};
use std::collections::BTreeMap;

/// Fifteen dimensions of five levels, a step of one action each, nothing else.
fn plain() -> Shape {
    Shape {
        dimensions: 15,
        highest: 5,
        days: (5, 5),
        weights: Weights::Quarters(4, 4),
        actions: 1,
        gaps: 0,
        slack: 2,
        prerequisites: 0,
        scenarios: 0,
    }
}

fn start_between(shape: &Shape, least: i64, most: i64, dice: &mut Dice) -> Vec<i64> {
    (0..shape.dimensions).map(|_| dice.from(least, most)).collect()
}

fn at(levels: &[i64]) -> Start {
    made::start(&levels.iter().map(|level| Some(12 * level)).collect::<Vec<_>>())
}

/// Returns the least effort by which every level is at `floor` and the weighted sum of levels at
/// `needed` or more, both in quarters: ladder after ladder, the least effort for each sum.
fn least_effort(rubric: &Rubric, start: &[i64], floor: i64, needed: i64) -> Option<i64> {
    let mut least = BTreeMap::from([(0, 0)]);
    for (dimension, from) in start.iter().enumerate() {
        let quarters = quarters(rubric, dimension);
        let mut next = BTreeMap::new();
        for level in (*from).max(floor)..=rubric.scale.highest {
            let days = (*from..level).map(|level| days(rubric, dimension, level)).sum::<i64>();
            for (sum, effort) in &least {
                let sum = (sum + quarters * level).min(needed);
                let best = next.entry(sum).or_insert(i64::MAX);
                *best = (*best).min(effort + days);
            }
        }
        least = next;
    }
    least.get(&needed).copied()
}

fn days(rubric: &Rubric, dimension: usize, from: i64) -> i64 {
    use oms_maturity::domain::rubric::ActionKind::Step;
    let of_step = rubric.actions.iter().filter(|action| {
        action.dimension == DimensionId::new(dimension)
            && action.kind == Step(from)
            && !action.optional
    });
    of_step.map(|action| rubric.effort_days[&action.effort].low).sum()
}

fn quarters(rubric: &Rubric, dimension: usize) -> i64 {
    i64::try_from(scaled(rubric.dimensions[dimension].weight, 2) / 25).unwrap()
}

fn needed(rubric: &Rubric, level: i64) -> i64 {
    let all = 0..rubric.dimensions.len();
    level * all.map(|dimension| quarters(rubric, dimension)).sum::<i64>()
}

fn proven(planner: &Planner<'_>, request: &Request) -> Plan {
    let plan = planner.plan(request).unwrap();
    assert!(plan.proven && plan.settled);
    plan
}

#[test]
fn with_any_efforts_and_weights_it_is_the_least_effort() {
    for (seed, highest, level) in (0..8).map(|seed| (seed, 5, 3)).chain([(8, 100, 50)]) {
        let mut dice = Dice(seed);
        let shape = Shape {
            highest,
            days: (1, 100),
            weights: Weights::Quarters(1, 12),
            actions: 3,
            scenarios: 30,
            ..plain()
        };
        let rubric = shape.rubric(&mut dice);
        let from = start_between(&shape, 1, level, &mut dice);
        let plan = proven(&Planner::new(&rubric, at(&from)), &to_level(level));
        let floor = level - shape.slack;
        let least = least_effort(&rubric, &from, floor, needed(&rubric, level));
        assert_eq!(Some(plan.effort_days.low), least, "seed {seed}");
    }
}

/// Where every step costs and weighs the same, the effort is that of the steps that are missing,
/// and every number of steps can be had within any levels that leave room for it.
#[test]
fn with_equal_efforts_it_is_the_smallest_spread() {
    for seed in 0..8 {
        let mut dice = Dice(seed);
        let shape = Shape { scenarios: if seed % 2 == 0 { 30 } else { 0 }, ..plain() };
        let rubric = shape.rubric(&mut dice);
        let from = start_between(&shape, 1, 4, &mut dice);
        let plan = proven(&Planner::new(&rubric, at(&from)), &to_level(4));
        let sum: i64 = from.iter().sum();
        let wanted = sum.max(from.iter().map(|level| *level.max(&2)).sum()).max(60);
        assert_eq!(plan.effort_days.low, 5 * (wanted - sum));
        let fits = |(low, high): &(i64, i64)| {
            let (top, room) = (from.iter().max().unwrap(), i64::try_from(from.len()).unwrap());
            let lowest: i64 = from.iter().map(|level| *level.max(low)).sum();
            top <= high && lowest <= wanted && wanted <= room * high
        };
        let windows = (2..=5).flat_map(|low| (low..=5).map(move |high| (low, high)));
        let spread = windows.filter(fits).map(|(low, high)| high - low).min();
        assert_eq!(Some(plan.spread), spread, "seed {seed}");
    }
}

#[test]
fn prerequisites_hold_in_every_plan_and_cost_no_less() {
    let mut found = 0;
    for seed in 0..20 {
        let mut dice = Dice(seed);
        let shape = Shape {
            days: (1, 100),
            weights: Weights::Quarters(1, 12),
            prerequisites: 12,
            scenarios: 30,
            ..plain()
        };
        let rubric = shape.rubric(&mut dice);
        let from = start_between(&shape, 1, 3, &mut dice);
        let planner = Planner::new(&rubric, at(&from));
        let Ok(plan) = planner.plan(&to_level(3)) else { continue };
        assert!(plan.proven && plan.settled);
        let reached: Vec<i64> = levels(&plan).into_iter().flatten().collect();
        for rule in &rubric.prerequisites {
            let waits = from[rule.dimension.index()] < rule.level
                && rule.level <= reached[rule.dimension.index()];
            assert!(
                !waits || reached[rule.needs.index()] >= rule.at_least,
                "seed {seed}: {rule:?}"
            );
        }
        let least = least_effort(&rubric, &from, 1, needed(&rubric, 3)).unwrap();
        assert!(plan.effort_days.low >= least);
        found += 1;
    }
    assert!(found > 10);
}

/// Where patience ends, the answer is a plan that reaches the goal, but says that it may not be the
/// best; whether or not anything was found at all, it ends.
#[test]
fn without_patience_a_plan_is_not_called_proven() {
    let mut dice = Dice(5);
    let shape = Shape {
        dimensions: 300,
        days: (1, 1_000_000),
        weights: Weights::Wild,
        prerequisites: 40,
        scenarios: 300,
        ..plain()
    };
    let mut rubric = shape.rubric(&mut dice);
    for rule in &mut rubric.prerequisites {
        (rule.dimension, rule.needs) =
            (rule.dimension.max(rule.needs), rule.dimension.min(rule.needs));
    }
    let from = start_between(&shape, 1, 2, &mut dice);
    let patient = Planner::new(&rubric, at(&from));
    let mut efforts = Vec::new();
    for looks in [20_000, 200_000, 2_000_000] {
        let planner = Planner::new(&rubric, at(&from)).limited_to(looks);
        let plan = planner.plan(&to_level(3)).unwrap();
        assert!(!plan.proven && !plan.settled && plan.overall.level >= Some(3));
        efforts.push(plan.effort_days.low);
        let _ = planner.alternative(&to_level(3), &plan);
        let least = planner.plan(&within(to_level(3), 10));
        assert!(matches!(least, Err(Unreachable::OverBudget { proven: false, .. })));
    }
    assert!(efforts.is_sorted_by(|one, other| one >= other));
    assert_eq!(patient.limited_to(0).plan(&to_level(3)), Err(Unreachable::Undecided));
}

/// Each of 3000 dimensions waits for the one before: 3000 waves, and no stack that overflows.
#[test]
fn a_long_chain_of_prerequisites_is_walked_to_its_end() {
    let shape = Shape { dimensions: 3000, highest: 2, days: (1, 1), ..plain() };
    let mut rubric = shape.rubric(&mut Dice(1));
    rubric.prerequisites = (1..3000)
        .map(|dimension| Prerequisite {
            dimension: DimensionId::new(dimension),
            level: 2,
            needs: DimensionId::new(dimension - 1),
            at_least: 2,
            reason: String::new(),
        })
        .collect();
    let planner = Planner::new(&rubric, at(&vec![1; 3000]));
    let plan = planner.plan(&to_dimension(DimensionId::new(2999), 2)).unwrap();
    assert_eq!((plan.effort_days.low, plan.steps.len()), (3000, 3000));
    assert!(plan.steps.iter().enumerate().all(|(turn, step)| step.wave == turn + 1));
}

/// No rubric file holds such numbers; whoever makes one in code gets no panic at least.
#[test]
fn numbers_beyond_all_bounds_do_no_harm() {
    let mut rubric = Shape { scenarios: 10, prerequisites: 5, ..plain() }.rubric(&mut Dice(7));
    for days in rubric.effort_days.values_mut() {
        *days = Effort::whole(i64::MAX);
    }
    for action in &mut rubric.actions {
        action.weeks = (i64::MIN, i64::MAX);
    }
    let planner = Planner::new(&rubric, at(&[1; 15])).limited_to(100_000);
    for level in [i64::MIN, 2, 5, i64::MAX] {
        if let Ok(plan) = planner.plan(&to_level(level)) {
            let _ = planner.alternative(&to_level(level), &plan);
        }
        let _ = planner.plan(&to_dimension(DimensionId::new(usize::MAX), level));
        let _ = planner.plan(&within(to_dimension(DimensionId::new(0), level), i64::MIN));
    }
    assert_eq!(planner.weeks(DimensionId::new(0), i64::MIN), Some(0));
}
