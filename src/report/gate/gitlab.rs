//! The gate as GitLab's code quality report: a JSON list with an issue a finding.

use super::GateReport;
use super::entries::{FileFinding, Kind, all};
use crate::report::json_text;
use serde::Serialize;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Returns the report as JSON.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn render(report: &GateReport) -> Result<String, serde_json::Error> {
    let issues: Vec<_> = all(&report.files).iter().map(Issue::from).collect();
    json_text::text(&issues)
}

impl From<&FileFinding<'_>> for Issue {
    fn from(entry: &FileFinding<'_>) -> Self {
        let (begin, _) = entry.location();
        Self {
            description: entry.remark(),
            check_name: entry.code(),
            fingerprint: entry.fingerprint(),
            severity: match entry.kind {
                Kind::Error(_) => "major",
                Kind::Warning(_) => "minor",
                Kind::Waived(_) | Kind::Due(_) => "info",
            },
            location: Location { path: entry.file.to_owned(), lines: Lines { begin } },
        }
    }
}
