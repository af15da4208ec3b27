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
    if file.passed() && !file.is_policy {
        text += StyledText::line(vec![
            (Tone::Plain, format!("{}: ", shown(&file.named))),
            (Tone::Good, "passed".to_owned()),
            (Tone::Plain, format!(": {}", shown(&file.standing()))),
        ]);
    }
    for found in &file.findings {
        text += finding(&file.named, found);
    }
    for waived in &file.waived {
        text += StyledText::plain(&format!(
            "{}: waived until {} by {}: {} ({})",
            location(&file.named, &waived.finding),
            waived.until,
            shown(&waived.by),
            shown(&waived.finding.message),
            shown(&waived.reason),
        ));
    }
    for due in &file.due {
        text += StyledText::line(vec![
            (Tone::Plain, format!("{}: ", location(&file.named, &due.finding))),
            (Tone::Warning, format!("due[{}]", due.finding.code)),
            (Tone::Plain, format!(": {}", shown(&due.finding.message))),
        ]);
        text += help(&due.finding);
    }
    text
}

fn help(found: &GateFinding) -> StyledText {
    match found.help.as_str() {
        "" => StyledText::default(),
        help => StyledText::plain(&format!("  = {}", shown(help))),
    }
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
    text += help(found);
    text
}
