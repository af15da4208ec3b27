//! The gate's JSON form, version 1: fields are only ever added.

use super::{Ending, FileReport, GateDue, GateFinding, GateMargin, GateReport, Waived};
use crate::report::json_text;
use serde::Serialize;

#[derive(Serialize)]
struct ReportV1<'r> {
    version: u8,
    passed: bool,
    today: String,
    rubric: &'r str,
    files: Vec<FileV1<'r>>,
}

#[derive(Serialize)]
struct FileV1<'r> {
    file: &'r str,
    named: &'r str,
    passed: bool,
    readable: bool,
    scope: Option<&'r str>,
    level: Option<i64>,
    findings: Vec<FindingV1<'r>>,
    waived: Vec<WaivedV1<'r>>,
    margins: Vec<MarginV1<'r>>,
    due: Vec<DueV1<'r>>,
}

#[derive(Serialize)]
struct MarginV1<'r> {
    rule: &'static str,
    subject: &'r str,
    needed: &'r str,
    found: &'r str,
    message: &'r str,
}

#[derive(Serialize)]
struct DueV1<'r> {
    on: String,
    days: i64,
    #[serde(flatten)]
    finding: FindingV1<'r>,
}

#[derive(Serialize)]
struct FindingV1<'r> {
    code: &'static str,
    severity: &'static str,
    line: usize,
    column: usize,
    end_column: usize,
    rule: Option<&'static str>,
    subject: &'r str,
    needed: &'r str,
    found: &'r str,
    message: &'r str,
    help: &'r str,
    action: Option<&'r str>,
}

#[derive(Serialize)]
struct WaivedV1<'r> {
    #[serde(flatten)]
    finding: FindingV1<'r>,
    until: String,
    reason: &'r str,
    by: &'r str,
}

/// Returns the report as JSON.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn render(report: &GateReport) -> Result<String, serde_json::Error> {
    let text = ReportV1 {
        version: 1,
        passed: report.ending() == Ending::Passed,
        today: report.today.to_string(),
        rubric: &report.rubric,
        files: report.files.iter().map(FileV1::from).collect(),
    };
    json_text::text(&text)
}

impl<'r> From<&'r FileReport> for FileV1<'r> {
    fn from(file: &'r FileReport) -> Self {
        Self {
            file: &file.file,
            named: &file.named,
            passed: file.passed(),
            readable: file.readable,
            scope: file.scope.as_deref(),
            level: file.level,
            findings: file.findings.iter().map(FindingV1::from).collect(),
            waived: file.waived.iter().map(WaivedV1::from).collect(),
            margins: file.margins.iter().map(MarginV1::from).collect(),
            due: file.due.iter().map(DueV1::from).collect(),
        }
    }
}

impl<'r> From<&'r GateMargin> for MarginV1<'r> {
    fn from(margin: &'r GateMargin) -> Self {
        Self {
            rule: margin.rule.name(),
            subject: &margin.subject,
            needed: &margin.needed,
            found: &margin.found,
            message: &margin.message,
        }
    }
}

impl<'r> From<&'r GateDue> for DueV1<'r> {
    fn from(due: &'r GateDue) -> Self {
        Self { on: due.on.to_string(), days: due.days, finding: FindingV1::from(&due.finding) }
    }
}

impl<'r> From<&'r GateFinding> for FindingV1<'r> {
    fn from(found: &'r GateFinding) -> Self {
        Self {
            code: found.code.as_str(),
            severity: found.severity.word(),
            line: found.at.line,
            column: found.at.column,
            end_column: found.at.end_column,
            rule: found.rule.map(crate::domain::policy::Rule::name),
            subject: &found.subject,
            needed: &found.needed,
            found: &found.found,
            message: &found.message,
            help: &found.help,
            action: found.action.as_deref(),
        }
    }
}

impl<'r> From<&'r Waived> for WaivedV1<'r> {
    fn from(waived: &'r Waived) -> Self {
        Self {
            finding: FindingV1::from(&waived.finding),
            until: waived.until.to_string(),
            reason: &waived.reason,
            by: &waived.by,
        }
    }
}
