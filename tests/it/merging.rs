//! Several people's answers in one: the rule by hand, its laws, the command as it is typed, and texts
//! that try to steer whoever reads them.

mod command;
mod edges;
mod hostile;
mod laws;
mod rule;

use oms_maturity::document::{Bounds, Format, answers, read};
use oms_maturity::domain::merge::head::Wish;
use oms_maturity::domain::merge::{Merged, Unmergeable, merge};
use oms_maturity::domain::{GivenAnswers, Instrument};
use std::sync::LazyLock;

static INSTRUMENT: LazyLock<Instrument> =
    LazyLock::new(|| oms_maturity::document::shipped::instrument().unwrap());

/// Reads the answers of one person.
fn given(who: &str, answers: &str) -> GivenAnswers {
    of_text(&format!(
        "edition: 2\nscope: A shop\ndate: 2026-06-30\nrespondent: {who}\nanswers: {{{answers}}}\n"
    ))
}

fn of_text(text: &str) -> GivenAnswers {
    let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).unwrap();
    answers::read(&tree, &INSTRUMENT).unwrap_or_else(|all| panic!("{all:#?}")).given().clone()
}

fn merged(files: &[GivenAnswers]) -> Merged {
    try_merge(files).unwrap_or_else(|why| panic!("{why:#?}"))
}

fn try_merge(files: &[GivenAnswers]) -> Result<Merged, Unmergeable> {
    merge(&INSTRUMENT, files, &Wish::default())
}
