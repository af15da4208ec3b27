//! The gate in the Test Anything Protocol, version 14: a test point a finding, and one for every
//! file that passes.

use super::GateReport;
use super::entries::{FileFinding, Kind, by_file, waiver};
use crate::report::escape::escaped;
use crate::report::words::{inert, shown_path};
use std::fmt::Write;

/// What a description or the reason of a directive must not hold.
const ESCAPES: &[(char, &str)] = &[('\\', "\\\\"), ('#', "\\#")];

/// Returns the report as a TAP document.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn render(report: &GateReport) -> Result<String, serde_json::Error> {
    let (mut points, mut remarks) = (Vec::new(), Vec::new());
    for (file, entries) in by_file(report) {
        if file.passed() {
            let path = shown_path(&file.file);
            points.push((true, escaped(&format!("{path}: passed"), ESCAPES)));
            let standing = file.standing();
            remarks.extend((!standing.is_empty()).then(|| format!("{path}: {standing}")));
        }
        for entry in &entries {
            if let Kind::Due(_) = entry.kind {
                remarks.push(format!("{}: due: {}", entry.path(), entry.advice()));
                continue;
            }
            points.push((matches!(entry.kind, Kind::Warning(_)), point(entry)?));
        }
    }
    let mut text = format!("TAP version 14\n1..{}", points.len());
    text += if points.is_empty() { " # SKIP nothing to check\n" } else { "\n" };
    for (at, (holds, point)) in points.iter().enumerate() {
        let word = if *holds { "ok" } else { "not ok" };
        let _ = writeln!(text, "{word} {} - {point}", at + 1);
    }
    for remark in remarks {
        let _ = writeln!(text, "# {remark}");
    }
    Ok(inert(&text).into_owned())
}

/// Returns a test point behind its number: description, directive and diagnostics.
fn point(entry: &FileFinding<'_>) -> Result<String, serde_json::Error> {
    let description = format!("{}: {}", entry.path(), entry.title());
    let mut text = escaped(&description, ESCAPES);
    let severity = match entry.kind {
        Kind::Error(_) => "error",
        Kind::Warning(_) | Kind::Due(_) => "warning",
        Kind::Waived(waived) => {
            let _ = write!(text, " # TODO {}", escaped(&waiver(waived), ESCAPES));
            "waived"
        }
    };
    let (line, column) = entry.location();
    let file = entry.file.to_owned();
    let said = [("message", entry.message()), ("help", entry.help()), ("file", file)];
    text += "\n  ---";
    for (key, value) in said.iter().filter(|(_, value)| !value.is_empty()) {
        // A JSON text is a YAML text.
        let _ = write!(text, "\n  {key}: {}", serde_json::to_string(value)?);
    }
    let code = entry.code();
    let _ = write!(text, "\n  line: {line}\n  column: {column}");
    let _ = write!(text, "\n  severity: {severity}\n  code: {code}\n  ...");
    Ok(text)
}
