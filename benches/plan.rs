//! Planning: under the shipped rubric, under rubrics of fifteen dimensions, and under the worst.
#![expect(clippy::panic, reason = "a benchmark of broken data means nothing")]
#![expect(clippy::unwrap_used, reason = "a benchmark of broken data means nothing")]
#![expect(clippy::indexing_slicing, reason = "a benchmark of broken data means nothing")]

/// Dice.
#[path = "../tests/it/dice.rs"]
mod dice;
/// Rubrics made by dice.
#[path = "../tests/it/plan/made.rs"]
mod made;

use made::{Dice, Shape, Weights};
use oms_maturity::document::{Bounds, Format, answers, read, shipped};
use oms_maturity::domain::plan::{Aim, Goal, Limits, Planner, Request, Start};
use oms_maturity::domain::{Rubric, Scores};

const ANSWERS: &str = include_str!("../examples/kestrel-and-vane.yaml");

fn main() {
    divan::main();
}

/// Returns the shipped rubric and what the example answers start from.
fn shipped_start() -> (Rubric, Start) {
    let instrument = shipped::instrument().unwrap_or_else(|| panic!("broken build"));
    let sheet = read::tree(ANSWERS, Format::Yaml, Bounds::ANSWERS)
        .and_then(|tree| answers::read(&tree, &instrument))
        .unwrap_or_else(|found| panic!("{found:?}"));
    let start = Start::of(&Scores::of(&instrument, &sheet));
    (instrument.rubric().clone(), start)
}

fn to_level(level: i64) -> Request {
    Request { goal: Goal { level: Some(level), ..Goal::default() }, ..Request::default() }
}

/// Fifteen dimensions of five levels: a plan for level 3 from nothing has 30 steps or so.
fn fifteen() -> Shape {
    Shape {
        dimensions: 15,
        highest: 5,
        days: (1, 100),
        weights: Weights::Quarters(1, 12),
        actions: 3,
        gaps: 0,
        slack: 2,
        prerequisites: 0,
        scenarios: 30,
    }
}

/// The same, with nothing to tell two steps apart.
fn equal() -> Shape {
    Shape { days: (5, 5), weights: Weights::Quarters(4, 4), actions: 1, ..fifteen() }
}

/// Measures a plan, and the alternative to it, from the bottom of a rubric of this shape.
fn bench_shape(bencher: divan::Bencher<'_, '_>, shape: &Shape, request: &Request) {
    let rubric = shape.rubric(&mut Dice(1));
    let bottom = vec![Some(12); shape.dimensions];
    bencher.bench_local(|| {
        let planner = Planner::new(&rubric, made::start(&bottom));
        let plan = planner.plan(request).ok()?;
        Some(planner.alternative(request, &plan).unwrap_or(plan))
    });
}

#[divan::bench]
fn shipped_to_level_5(bencher: divan::Bencher<'_, '_>) {
    let (rubric, start) = shipped_start();
    bencher.bench_local(|| Planner::new(&rubric, start.clone()).plan(&to_level(5)));
}

#[divan::bench]
fn shipped_with_alternative(bencher: divan::Bencher<'_, '_>) {
    let (rubric, start) = shipped_start();
    bencher.bench_local(|| {
        let planner = Planner::new(&rubric, start.clone());
        let plan = planner.plan(&to_level(4)).ok()?;
        planner.alternative(&to_level(4), &plan)
    });
}

#[divan::bench]
fn shipped_within_a_budget(bencher: divan::Bencher<'_, '_>) {
    let (rubric, start) = shipped_start();
    let limits = Limits { budget_days: Some(400), ..Limits::default() };
    let request = Request { limits, aim: Aim::HighestLevel, goal: Goal::default() };
    bencher.bench_local(|| Planner::new(&rubric, start.clone()).plan(&request));
}

#[divan::bench]
fn fifteen_dimensions(bencher: divan::Bencher<'_, '_>) {
    bench_shape(bencher, &fifteen(), &to_level(3));
}

#[divan::bench]
fn fifteen_dimensions_with_prerequisites(bencher: divan::Bencher<'_, '_>) {
    bench_shape(bencher, &Shape { prerequisites: 12, ..fifteen() }, &to_level(3));
}

#[divan::bench]
fn fifteen_dimensions_equal_efforts(bencher: divan::Bencher<'_, '_>) {
    bench_shape(bencher, &equal(), &to_level(3));
}

#[divan::bench]
fn fifteen_dimensions_of_a_hundred_levels(bencher: divan::Bencher<'_, '_>) {
    let shape = Shape { highest: 100, scenarios: 0, ..fifteen() };
    bench_shape(bencher, &shape, &to_level(50));
}

/// Rubrics that use up the step limit, or nearly.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn forty_dimensions_with_prerequisites(bencher: divan::Bencher<'_, '_>) {
    let shape = Shape { dimensions: 40, prerequisites: 30, slack: 4, ..fifteen() };
    bench_shape(bencher, &shape, &to_level(3));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn two_thousand_dimensions_of_wild_weights(bencher: divan::Bencher<'_, '_>) {
    let shape =
        Shape { dimensions: 2000, weights: Weights::Wild, slack: 4, scenarios: 500, ..fifteen() };
    bench_shape(bencher, &shape, &to_level(3));
}
