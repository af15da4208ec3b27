//! The gate as Azure Pipelines' logging commands: an issue a finding, on the line it is about.

use super::GateReport;
use super::entries::{FileFinding, Kind, all};
use crate::report::escape::{escaped, escaped_path};

/// What neither a message nor the value of a property may hold.
const ESCAPES: &[(char, &str)] =
    &[('%', "%AZP25"), ('\r', "%0D"), ('\n', "%0A"), (';', "%3B"), (']', "%5D")];

/// Returns the report as logging commands, one a line and one a finding. An issue is an error or a
/// warning and nothing less, so what is waived or falls due is a warning
/// that says so.
#[must_use]
pub fn render(report: &GateReport) -> String {
    all(&report.files).iter().map(command).collect()
}

fn command(entry: &FileFinding<'_>) -> String {
    let kind = match entry.kind {
        Kind::Error(_) => "error",
        Kind::Warning(_) | Kind::Waived(_) | Kind::Due(_) => "warning",
    };
    let (line, column) = entry.location();
    format!(
        "##vso[task.logissue type={kind};sourcepath={};linenumber={line};columnnumber={column};\
         code={}]{}\n",
        escaped_path(entry.file, ESCAPES),
        entry.code(),
        escaped(&entry.remark(), ESCAPES),
    )
}
