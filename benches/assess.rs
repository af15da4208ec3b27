//! Reading, judging and each form, in process.
#![expect(clippy::panic, reason = "a benchmark of broken data means nothing")]

use oms_maturity::document::{Bounds, Format, Ruler, answers, read, shipped};
use oms_maturity::domain::{AnswerSheet, Questionnaire, Rubric, judge};
use oms_maturity::report::brand::Brand;
use oms_maturity::report::{Report, arithmetic, html, json, table};
use std::sync::LazyLock;

static INSTRUMENT: LazyLock<(Ruler<Questionnaire>, Ruler<Rubric>)> =
    LazyLock::new(|| shipped::instrument().unwrap_or_else(|| panic!("broken build")));
static QUESTIONS: LazyLock<&Ruler<Questionnaire>> = LazyLock::new(|| &INSTRUMENT.0);
static RUBRIC: LazyLock<&Ruler<Rubric>> = LazyLock::new(|| &INSTRUMENT.1);

const ANSWERS: &str = include_str!("../examples/kestrel-and-vane.yaml");

fn main() {
    divan::main();
}

fn read() -> AnswerSheet {
    let sheet = read::tree(ANSWERS, Format::Yaml, Bounds::ANSWERS)
        .and_then(|tree| answers::read(&tree, &QUESTIONS.value, &RUBRIC.value));
    sheet.unwrap_or_else(|found| panic!("{found:?}"))
}

fn report(sheet: &AnswerSheet) -> Report<'_> {
    Report::new((&QUESTIONS.value, &QUESTIONS.sha256), (&RUBRIC.value, &RUBRIC.sha256), sheet)
}

#[divan::bench]
fn load_shipped_questionnaire_and_rubric() -> usize {
    shipped::instrument().map_or(0, |(_, rubric)| rubric.value.actions.len())
}

#[divan::bench]
fn read_answers() -> AnswerSheet {
    read()
}

#[divan::bench]
fn judge_answers(bencher: divan::Bencher<'_, '_>) {
    let sheet = read();
    bencher.bench_local(|| judge(&QUESTIONS.value, &RUBRIC.value, &sheet));
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
    bencher.bench_local(|| arithmetic::render(&report));
}
