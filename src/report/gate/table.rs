//! The gate for people at a terminal: a line a finding, the location first.

use super::{Ending, FileReport, GateFinding, GateReport};
use crate::domain::policy::Severity;
use crate::report::styled::{StyledText, Tone};
use crate::report::words::{no_command, shown};

/// Returns the report as text, with colour.
#[must_use]
pub fn render(report: &GateReport) -> String {
    let mut text = StyledText::default();
    // A policy that is wrong was told of already, with its lines.
    for file in report.files.iter().filter(|file| file.readable || !file.is_policy) {
        text += one(file);
    }
    let ending = report.ending();
    let tone = if ending == Ending::Passed { Tone::Good } else { Tone::Bad };
    let (counts, rubric) = (report.counts(), shown(&report.rubric));
    let about = format!(": {counts} (rubric {rubric}, {})", report.today);
    text += StyledText::line(vec![(tone, ending.word().to_owned()), (Tone::Plain, about)]);
    no_command(&text.coloured())
}

fn one(file: &FileReport) -> StyledText {
    let mut text = StyledText::default();
    for found in &file.findings {
        text += finding(&file.file, found);
    }
    for waived in &file.waived {
        text += StyledText::plain(&format!(
            "{}: waived until {} by {}: {} ({})",
            location(&file.file, &waived.finding),
            waived.until,
            shown(&waived.by),
            shown(&waived.finding.message),
            shown(&waived.reason),
        ));
    }
    text
}

fn location(file: &str, found: &GateFinding) -> String {
    format!("{}:{}:{}", shown(file), found.at.line, found.at.column)
}

fn finding(file: &str, found: &GateFinding) -> StyledText {
    let (tone, word) = match found.severity {
        Severity::Error => (Tone::Bad, "error"),
        Severity::Warn => (Tone::Warning, "warning"),
    };
    let mut text = StyledText::line(vec![
        (Tone::Plain, format!("{}: ", location(file, found))),
        (tone, format!("{word}[{}]", found.code)),
        (Tone::Plain, format!(": {}", shown(&found.message))),
    ]);
    if !found.help.is_empty() {
        text += StyledText::plain(&format!("  = {}", shown(&found.help)));
    }
    text
}
