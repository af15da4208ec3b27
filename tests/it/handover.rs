//! Reports to hand over: the forms, whose they are, what they leave out, and what moved.

mod brand;
mod content;
mod front;
pub(crate) mod hostile;
pub(crate) mod thirty;

use super::Field;
use crate::program::{self, Ran};
use oms_maturity::domain::AnswerSheet;
use oms_maturity::report::brand::Brand;
use oms_maturity::report::{Report, html, json, markdown, radar, spreadsheet, table};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder.
fn run_in(folder: &Path, args: &[&str]) -> Ran {
    program::run_first_in(folder, args, "")
}

/// Runs the program where the examples lie.
fn run(args: &[&str]) -> Ran {
    program::run_first(args, "")
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), bytes).unwrap();
}

/// The names of every form.
const FORMS: [&str; 6] = ["table", "json", "html", "markdown", "csv", "svg"];

/// Returns a report in one form.
fn form(report: &Report<'_>, name: &str) -> String {
    let layout = table::Layout { width: 80, actions: usize::MAX, plain: false };
    match name {
        "table" => table::render(report, layout),
        "json" => json::render(report).unwrap(),
        "html" => html::render(report, &Brand::default()),
        "markdown" => markdown::render(report, &Brand::default()),
        "csv" => spreadsheet::render(report).unwrap(),
        _ => radar::picture(report, radar::CLAIMED).unwrap(),
    }
}

fn example(name: &str) -> AnswerSheet {
    let text =
        std::fs::read_to_string(root().join("examples/instruments/oms-1.0").join(name)).unwrap();
    FIELD.read(&text, oms_maturity::document::Format::Yaml).unwrap()
}

/// Returns CSV as rows of cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row =
        |record: Result<csv::StringRecord, _>| record.unwrap().iter().map(str::to_owned).collect();
    reader.records().map(row).collect()
}

/// Returns the cell of a row under a heading.
fn cell<'r>(rows: &'r [Vec<String>], row: usize, column: &str) -> &'r str {
    let place = rows[0].iter().position(|name| name == column).unwrap();
    &rows[row][place]
}
