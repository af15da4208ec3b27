//! The gate for people at a terminal: a line a finding, the place first.

use super::{Ending, FileReport, GateFinding, GateReport};
use crate::domain::policy::Severity;
use crate::report::words::{no_command, shown};
use std::fmt::Write;

const ERROR: anstyle::Style = anstyle::AnsiColor::BrightRed.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();
const PASSED: anstyle::Style = anstyle::AnsiColor::Green.on_default().bold();

/// Returns the report as text, with colour.
#[must_use]
pub fn render(report: &GateReport) -> String {
    let mut text = String::new();
    // A policy that is wrong was told of already, with its lines.
    for file in report.files.iter().filter(|file| file.readable || !file.is_policy) {
        text += &one(file);
    }
    let ending = report.ending();
    let style = if ending == Ending::Passed { PASSED } else { ERROR };
    let _ = writeln!(
        text,
        "{style}{}{style:#}: {} (rubric {}, {})",
        ending.word(),
        report.counts(),
        shown(&report.rubric),
        report.today
    );
    no_command(&text)
}

fn one(file: &FileReport) -> String {
    let mut text = String::new();
    for found in &file.findings {
        text += &finding(&file.file, found);
    }
    for waived in &file.waived {
        let _ = writeln!(
            text,
            "{}: waived until {} by {}: {} ({})",
            place(&file.file, &waived.finding),
            waived.until,
            shown(&waived.by),
            shown(&waived.finding.message),
            shown(&waived.reason),
        );
    }
    text
}

fn place(file: &str, found: &GateFinding) -> String {
    format!("{}:{}:{}", shown(file), found.at.line, found.at.column)
}

fn finding(file: &str, found: &GateFinding) -> String {
    let (style, word) = match found.severity {
        Severity::Error => (ERROR, "error"),
        Severity::Warn => (WARNING, "warning"),
    };
    let mut text = format!(
        "{}: {style}{word}[{}]{style:#}: {}\n",
        place(file, found),
        found.code,
        shown(&found.message),
    );
    if !found.help.is_empty() {
        let _ = writeln!(text, "  = {}", shown(&found.help));
    }
    text
}
