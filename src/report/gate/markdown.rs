//! The gate in Markdown, as the summary of a job: how it ends, what was found and what is waived.

use super::entries::{Entry, Kind, all};
use super::{GateReport, Waived};
use crate::report::words::shown;
use std::fmt::Write;

/// A character that is not seen, and that no link and no reference can be written across.
const BREAK: &str = "&#8203;";

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

fn place(entry: &Entry<'_>) -> String {
    let (line, column) = entry.place();
    format!("{}:{line}:{column}", plain(entry.file))
}

fn row(entry: &Entry<'_>, severity: &str) -> String {
    let (message, help) = (plain(&entry.message()), plain(&entry.help()));
    format!("| {} | {severity} | {message} | {help} |\n", place(entry))
}

fn waived_row(entry: &Entry<'_>, waived: &Waived) -> String {
    format!(
        "| {} | {} | {} | {} | {} |\n",
        place(entry),
        plain(&entry.message()),
        waived.until,
        plain(&waived.by),
        plain(&waived.reason),
    )
}

/// Returns a text that Markdown, and what sites make of it afterwards, shows as it is: no markup,
/// no HTML, no link, no mention.
fn plain(text: &str) -> String {
    let shown = shown(text);
    let mut plain = String::with_capacity(shown.len());
    let mut rest = shown.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            // Written as entities, they mean nothing to those who split tables or look for tags.
            '|' | '<' | '>' | '&' | '`' | '@' | '#' => {
                let _ = write!(plain, "&#{};", u32::from(c));
            }
            '\\' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '~' | '$' | '^' | '%'
            | '"' | '+' | '=' => plain.extend(['\\', c]),
            _ => plain.push(c),
        }
        if rest.peek().is_some_and(|next| linking(c, *next)) {
            plain += BREAK;
        }
    }
    plain
}

/// Returns whether two characters, side by side, may begin a link or a reference.
fn linking(c: char, next: char) -> bool {
    match c {
        // Mentions, issues, merge requests, snippets, milestones, labels, epics, alerts; https://.
        '@' | '#' | '!' | '$' | '%' | '~' | '&' | '^' | '*' | ':' => !next.is_whitespace(),
        // www.
        'w' | 'W' => next == '.',
        // GH-1.
        'h' | 'H' => next == '-',
        _ => false,
    }
}
