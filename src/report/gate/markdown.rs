//! The gate in Markdown, as the summary of a job: how it ends, what was found and what is waived.

use super::entries::{FileFinding, Kind, all};
use super::{FileReport, GateReport, Waived};
use crate::report::escape::markdown as plain;
use crate::report::words::shown_path;

/// Returns the report in Markdown.
#[must_use]
pub fn render(report: &GateReport) -> String {
    let counts = report.counts();
    let counts = if counts.is_empty() { "no files".to_owned() } else { counts };
    let mut text = format!(
        "## {}\n\n{counts} (rubric {}, {})\n",
        report.ending().word(),
        plain(&report.rubric),
        report.today
    );
    let (mut found, mut waived, mut due) = (String::new(), String::new(), String::new());
    for entry in &all(&report.files) {
        match entry.kind {
            Kind::Error(_) => found += &row(entry, "error"),
            Kind::Warning(_) => found += &row(entry, "warning"),
            Kind::Waived(kept) => waived += &waived_row(entry, kept),
            Kind::Due(_) => due += &due_row(entry),
        }
    }
    if !found.is_empty() {
        text += "\n| place | severity | what is wrong | what to do |\n|---|---|---|---|\n";
        text += &found;
    }
    if !waived.is_empty() {
        text += "\n### Waived\n\n| place | what is wrong | until | by | reason |\n";
        text += "|---|---|---|---|---|\n";
        text += &waived;
    }
    if !due.is_empty() {
        text += "\n### Falls due\n\n| place | what will be wrong | what to do |\n";
        text += "|---|---|---|\n";
        text += &due;
    }
    let passed = report.files.iter().filter(|file| file.passed() && !file.is_policy);
    let passed: String = passed.map(passed_row).collect();
    if !passed.is_empty() {
        text += "\n### Passed\n\n| file | with |\n|---|---|\n";
        text += &passed;
    }
    text
}

fn passed_row(file: &FileReport) -> String {
    format!("| {} | {} |\n", plain(&shown_path(&file.file)), plain(&file.standing()))
}

fn due_row(entry: &FileFinding<'_>) -> String {
    let (message, help) = (plain(&entry.message()), plain(&entry.help()));
    format!("| {} | {message} | {help} |\n", location(entry))
}

fn location(entry: &FileFinding<'_>) -> String {
    let (line, column) = entry.location();
    format!("{}:{line}:{column}", plain(&entry.path()))
}

fn row(entry: &FileFinding<'_>, severity: &str) -> String {
    let (message, help) = (plain(&entry.message()), plain(&entry.help()));
    format!("| {} | {severity} | {message} | {help} |\n", location(entry))
}

fn waived_row(entry: &FileFinding<'_>, waived: &Waived) -> String {
    format!(
        "| {} | {} | {} | {} | {} |\n",
        location(entry),
        plain(&entry.message()),
        waived.until,
        plain(&waived.by),
        plain(&waived.reason),
    )
}
