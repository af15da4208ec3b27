//! What `rubric lint` found, for programs. Fields are only ever added.

use crate::domain::policy::Severity;
use crate::report::gate::{FileReport, GateFinding};
use crate::report::json_text;
use serde::Serialize;

/// Version 1 of what was found.
#[derive(Serialize)]
struct LintV1<'l> {
    version: u8,
    passed: bool,
    errors: usize,
    warnings: usize,
    files: Vec<FileV1<'l>>,
}

#[derive(Serialize)]
struct FileV1<'l> {
    file: &'l str,
    named: &'l str,
    readable: bool,
    findings: Vec<FindingV1<'l>>,
}

#[derive(Serialize)]
struct FindingV1<'l> {
    code: &'static str,
    severity: &'static str,
    line: usize,
    column: usize,
    end_column: usize,
    message: &'l str,
    help: &'l str,
}

/// Returns the word for how much a finding counts.
#[must_use]
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
    }
}

/// Returns what was found as JSON; `passed` says whether it is nothing that counts.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn render(files: &[FileReport], passed: bool) -> Result<String, serde_json::Error> {
    let count = |severity| {
        let findings = files.iter().flat_map(|file| &file.findings);
        findings.filter(|found| found.severity == severity).count()
    };
    let text = LintV1 {
        version: 1,
        passed,
        errors: count(Severity::Error),
        warnings: count(Severity::Warn),
        files: files.iter().map(FileV1::from).collect(),
    };
    json_text::text(&text)
}

impl<'l> From<&'l FileReport> for FileV1<'l> {
    fn from(file: &'l FileReport) -> Self {
        let findings = file.findings.iter().map(FindingV1::from).collect();
        Self { file: &file.file, named: &file.named, readable: file.readable, findings }
    }
}

impl<'l> From<&'l GateFinding> for FindingV1<'l> {
    fn from(found: &'l GateFinding) -> Self {
        Self {
            code: found.code.as_str(),
            severity: word(found.severity),
            line: found.at.line,
            column: found.at.column,
            end_column: found.at.end_column,
            message: &found.message,
            help: &found.help,
        }
    }
}
