use super::made::{self, Dice, Shape, Weights};
use super::{to_level, within};
use oms_maturity::domain::Effort;
use oms_maturity::domain::plan::{Aim, Planner, Request, Start, Unreachable};

fn at(levels: &[i64]) -> Start {
    made::start(&levels.iter().map(|level| Some(12 * level)).collect::<Vec<_>>())
}

fn shape() -> Shape {
    Shape {
        dimensions: 5,
        highest: 4,
        days: (0, 9),
        slack: 1,
        weights: Weights::Quarters(1, 9),
        actions: 2,
        gaps: 10,
        prerequisites: 3,
        scenarios: 6,
    }
}

/// A plan for ranges is the plan for twice their middles, whatever is asked for.
#[test]
fn what_counts_of_a_range_is_its_middle() {
    let mut found = [0, 0, 0];
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let doubled = shape().rubric(&mut dice);
        let mut ranges = doubled.clone();
        for effort in ranges.effort_days.values_mut() {
            let low = dice.from(0, effort.low);
            *effort = Effort { low, high: effort.low - low };
        }
        let [doubled_planner, planner] =
            [&doubled, &ranges].map(|rubric| Planner::new(rubric, at(&[1; 5])));
        let budget = dice.from(0, 40);
        let highest = |days| Request { aim: Aim::HighestLevel, ..within(Request::default(), days) };
        for (request, doubled_request) in [
            (to_level(3), to_level(3)),
            (within(to_level(3), budget), within(to_level(3), 2 * budget)),
            (highest(budget), highest(2 * budget)),
        ] {
            match (planner.plan(&request), doubled_planner.plan(&doubled_request)) {
                (Ok(plan), Ok(twice)) => {
                    found[0] += 1;
                    assert_eq!(plan.profile, twice.profile, "seed {seed}");
                    assert_eq!(plan.effort_days.middle().0, twice.effort_days.low, "seed {seed}");
                    let sum: Effort = plan.steps.iter().map(|step| step.effort_days).sum();
                    assert_eq!(plan.effort_days, sum, "seed {seed}");
                }
                (
                    Err(Unreachable::OverBudget { least_days, proven }),
                    Err(Unreachable::OverBudget { least_days: twice, proven: same }),
                ) => {
                    found[1] += 1;
                    let least = (least_days.middle().0, proven);
                    assert_eq!(least, (twice.low, same), "seed {seed}");
                }
                (one, other) => {
                    found[2] += 1;
                    assert_eq!(one, other, "seed {seed}");
                }
            }
        }
    }
    assert!(found[0] > 100 && found[1] > 10, "{found:?}");
}

/// 2 to 9 days are 5.5 in the middle: 5 are too few, 6 enough.
#[test]
fn a_budget_of_half_a_day_less_than_the_middle_is_too_little() {
    let mut rubric =
        Shape { dimensions: 1, highest: 2, gaps: 0, actions: 1, prerequisites: 0, ..shape() }
            .rubric(&mut Dice(3));
    for effort in rubric.effort_days.values_mut() {
        *effort = Effort { low: 2, high: 9 };
    }
    let planner = Planner::new(&rubric, at(&[1]));
    let plan = planner.plan(&within(to_level(2), 6)).unwrap();
    assert_eq!(plan.effort_days, Effort { low: 2, high: 9 });
    let over = Unreachable::OverBudget { least_days: plan.effort_days, proven: true };
    assert_eq!(planner.plan(&within(to_level(2), 5)), Err(over));
}
