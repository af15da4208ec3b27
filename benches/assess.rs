//! Reading, judging and each form, in process.
#![expect(clippy::panic, reason = "a benchmark of broken data means nothing")]

/// Instruments of every shape.
#[path = "../tests/it/any_rubric/made.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod made;

use oms_maturity::document::{Bounds, Format, answers, questionnaire, read, rubric, shipped};
use oms_maturity::domain::{AnswerSheet, Fingerprints, Instrument, judge};
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

/// Returns an instrument of two hundred questions in forty groups, and answers to all of them.
fn large() -> (Instrument, AnswerSheet) {
    let made = made::forty_groups();
    let accepted = |text: &str| -> Result<Instrument, Vec<oms_maturity::document::Finding>> {
        let asked = questionnaire::read(&read::tree(text, Format::Yaml, Bounds::RUBRIC)?)?;
        let tree = read::tree(&made.rubric, Format::Yaml, Bounds::RUBRIC)?;
        let judged = rubric::read(&tree, &asked)?;
        let fingerprints = Fingerprints { questionnaire: String::new(), rubric: String::new() };
        Ok(Instrument::new(asked, judged, fingerprints))
    };
    let instrument = accepted(&made.questions).unwrap_or_else(|found| panic!("{found:?}"));
    let options = ["d", "c", "d", "b", "d", "unknown", "d"].into_iter().cycle();
    let lines = (0..200).zip(options).map(|(index, option)| format!("  q{index}: {option}\n"));
    let text = format!("scope: S\ndate: 2026-06-30\nanswers:\n{}", lines.collect::<String>());
    let sheet = read::tree(&text, Format::Yaml, Bounds::ANSWERS)
        .and_then(|tree| answers::read(&tree, &instrument));
    let sheet = sheet.unwrap_or_else(|found| panic!("{found:?}"));
    (instrument, sheet)
}

/// Less than 5 ms, as was agreed.
#[divan::bench]
fn judge_200_questions_in_40_groups(bencher: divan::Bencher<'_, '_>) {
    let (instrument, sheet) = large();
    bencher.bench_local(|| judge(&instrument, &sheet));
}

#[divan::bench]
fn form_html_of_200_questions(bencher: divan::Bencher<'_, '_>) {
    let (instrument, sheet) = large();
    let report = Report::new(&instrument, &sheet);
    bencher.bench_local(|| html::render(&report, &Brand::default()));
}
