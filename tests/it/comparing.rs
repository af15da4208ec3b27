//! `compare`: what moved between dates, what eroded, and what the ruler did.

mod hostile;
mod laws;
mod rulers;
mod worked;

use crate::program::{Ran, run_in};
use serde_json::Value;
use std::path::Path;

const FORMS: [&str; 5] = ["table", "json", "html", "markdown", "csv"];

/// The example's files, first to last.
const DATES: [&str; 4] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four-dates/2025-09-30.yaml"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four-dates/2025-12-31.yaml"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four-dates/2026-03-31.yaml"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four-dates/2026-06-30.yaml"),
];

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

/// Answers of a day in the second edition; `answers` is a flow mapping without its braces.
fn of(date: &str, answers: &str) -> String {
    format!("edition: 2\nscope: Shop\ndate: {date}\nanswers: {{{answers}}}\n")
}

fn compare(folder: &Path, args: &[&str]) -> Ran {
    run_in(folder, &[&["compare"], args].concat(), "")
}

fn done(folder: &Path, args: &[&str]) -> String {
    let ran = compare(folder, args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    ran.stdout
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&done(folder, &[args, &["--format", "json"]].concat())).unwrap()
}

fn dimension<'v>(compared: &'v Value, id: &str) -> &'v Value {
    let all = compared["dimensions"].as_array().unwrap();
    all.iter().find(|dimension| dimension["id"] == id).unwrap()
}
