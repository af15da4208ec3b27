//! The gate in Markdown, as the summary of a job: how it ends, what was found and what is waived.

use super::entries::{FileFinding, Kind, all};
use super::{GateReport, Waived};
use crate::report::escape::markdown as plain;

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
    let (mut found, mut waived) = (String::new(), String::new());
    for entry in &all(report) {
        match entry.kind {
            Kind::Error(_) => found += &row(entry, "error"),
            Kind::Warning(_) => found += &row(entry, "warning"),
            Kind::Waived(kept) => waived += &waived_row(entry, kept),
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
    text
}

fn location(entry: &FileFinding<'_>) -> String {
    let (line, column) = entry.location();
    format!("{}:{line}:{column}", plain(entry.file))
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
