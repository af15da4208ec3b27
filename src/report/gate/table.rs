//! The gate for people at a terminal: a line a finding, the place first.

use super::{Ending, FileReport, GateFinding, GateReport};
use crate::domain::policy::Severity;
use crate::report::words::shown;
use std::fmt::Write;

/// How many findings of a file are shown; the rest are counted.
const MOST: usize = 50;
const ERROR: anstyle::Style = anstyle::AnsiColor::BrightRed.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();
const PASSED: anstyle::Style = anstyle::AnsiColor::Green.on_default().bold();

/// Returns the report as text, with colour.
#[must_use]
pub fn render(report: &GateReport) -> String {
    let mut text = String::new();
    for file in &report.files {
        text += &no_command(&one(file));
    }
    let ending = report.ending();
    let style = if ending == Ending::Passed { PASSED } else { ERROR };
    let _ = writeln!(
        text,
        "{style}{}{style:#}: {} (rubric {}, {})",
        ending.word(),
        report.counts(),
        report.rubric,
        report.today
    );
    text
}

fn one(file: &FileReport) -> String {
    let mut text = String::new();
    for found in file.findings.iter().take(MOST) {
        text += &finding(&file.file, found);
    }
    let rest = file.findings.len().saturating_sub(MOST);
    if rest > 0 {
        let _ = writeln!(text, "{}: and {rest} more", shown(&file.file));
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
    format!("{}:{}:{}", shown(file), found.line, found.column)
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

/// Returns lines that no pipeline takes for a command of its own: the log that people read is read
/// by the pipeline as well.
fn no_command(lines: &str) -> String {
    let lines = lines.replace("##vso[", "## vso[").replace("##[", "## [");
    let harmless = |line: &str| {
        if line.starts_with("::") { format!("./{line}\n") } else { line.to_owned() + "\n" }
    };
    lines.lines().map(harmless).collect()
}
