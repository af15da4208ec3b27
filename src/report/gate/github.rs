//! The gate as GitHub Actions' workflow commands: an annotation a finding, on the line it is about.

use super::entries::{FileFinding, Kind, all};
use super::{FileReport, GateReport};
use crate::report::escape::{escaped, escaped_path};
use std::fmt::Write;

/// What a message must not hold.
const MESSAGE: &[(char, &str)] = &[('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];
/// What the value of a property must not hold.
const PROPERTY: &[(char, &str)] =
    &[('%', "%25"), ('\r', "%0D"), ('\n', "%0A"), (':', "%3A"), (',', "%2C")];

/// Returns the report as workflow commands, one a line and one a finding.
#[must_use]
pub fn render(report: &GateReport) -> String {
    of_files(&report.files)
}

/// Returns what was found in files as workflow commands.
#[must_use]
pub fn of_files(files: &[FileReport]) -> String {
    all(files).iter().map(command).collect()
}

fn command(entry: &FileFinding<'_>) -> String {
    let name = match entry.kind {
        Kind::Error(_) => "error",
        Kind::Warning(_) => "warning",
        Kind::Waived(_) | Kind::Due(_) => "notice",
    };
    let (line, column) = entry.location();
    let file = escaped_path(entry.file, PROPERTY);
    let mut text = format!("::{name} file={file},line={line},col={column}");
    if let Some(end) = entry.end_column() {
        let _ = write!(text, ",endColumn={end}");
    }
    let title = escaped(&entry.title(), PROPERTY);
    let _ = writeln!(text, ",title={title}::{}", escaped(&entry.remark(), MESSAGE));
    text
}
