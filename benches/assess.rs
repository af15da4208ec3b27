//! Reading, judging and each form, in process.
#![expect(clippy::panic, reason = "a benchmark of broken data means nothing")]

use oms_maturity::document::{Bounds, Format, answers, read, shipped};
use oms_maturity::domain::{AnswerSheet, Instrument, judge};
use oms_maturity::report::brand::Brand;
use oms_maturity::report::{Report, arithmetic, html, json, table};
use std::sync::LazyLock;

static INSTRUMENT: LazyLock<Instrument> =
    LazyLock::new(|| shipped::instrument().unwrap_or_else(|| panic!("broken build")));

const ANSWERS: &str = include_str!("../examples/kestrel-and-vane.yaml");

fn main() {
    divan::main();
}

fn read() -> AnswerSheet {
    let sheet = read::tree(ANSWERS, Format::Yaml, Bounds::ANSWERS)
        .and_then(|tree| answers::read(&tree, &INSTRUMENT));
    sheet.unwrap_or_else(|found| panic!("{found:?}"))
}

fn report(sheet: &AnswerSheet) -> Report<'_> {
    Report::new(&INSTRUMENT, sheet)
}

#[divan::bench]
fn load_shipped_instrument() -> usize {
    shipped::instrument().map_or(0, |loaded| loaded.rubric().actions.len())
}

#[divan::bench]
fn read_answers() -> AnswerSheet {
    read()
}

#[divan::bench]
fn judge_answers(bencher: divan::Bencher<'_, '_>) {
    let sheet = read();
    bencher.bench_local(|| judge(&INSTRUMENT, &sheet));
}

#[divan::bench]
fn form_json(bencher: divan::Bencher<'_, '_>) {
    let sheet = read();
    let report = report(&sheet);
    bencher.bench_local(|| json::render(&report));
}

#[divan::bench]
fn form_html(bencher: divan::Bencher<'_, '_>) {
    let sheet = read();
    let report = report(&sheet);
    bencher.bench_local(|| html::render(&report, &Brand::default()));
}

#[divan::bench]
fn form_table(bencher: divan::Bencher<'_, '_>) {
    let sheet = read();
    let report = report(&sheet);
    bencher.bench_local(|| {
        table::render(&report, table::Layout { width: 80, actions: 5, plain: false })
    });
}

#[divan::bench]
fn form_arithmetic(bencher: divan::Bencher<'_, '_>) {
    let sheet = read();
    let report = report(&sheet);
    bencher.bench_local(|| arithmetic::render(&report, 80));
}
