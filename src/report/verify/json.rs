//! A verification for programs.

use super::Verification;
use crate::report::json::ReferenceV1;
use crate::report::json_text;
use serde::Serialize;

/// Returns the verification as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(verification: &Verification) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(verification))
}

/// Version 1 of the verification. Fields are only ever added.
#[derive(Serialize)]
struct V1<'v> {
    version: u8,
    verified: bool,
    report: &'v str,
    tool_version: Option<&'v str>,
    rubric: ReferenceV1<'v>,
    answers: Option<&'v str>,
    values: usize,
    not_compared: usize,
    differences: Vec<DifferenceV1<'v>>,
}

#[derive(Serialize)]
struct DifferenceV1<'v> {
    path: &'v str,
    line: usize,
    column: usize,
    found: Option<&'v str>,
    expected: Option<&'v str>,
    says: Option<&'v str>,
    message: String,
}

impl<'v> From<&'v Verification> for V1<'v> {
    fn from(verification: &'v Verification) -> Self {
        let (id, version, sha256) = &verification.rubric;
        let differences = verification.differences.iter().map(|located| DifferenceV1 {
            path: &located.difference.path,
            line: located.line,
            column: located.column,
            found: located.difference.found.as_deref(),
            expected: located.difference.expected.as_deref(),
            says: located.difference.says.as_deref(),
            message: located.difference.message(),
        });
        Self {
            version: 1,
            verified: verification.differences.is_empty(),
            report: &verification.file,
            tool_version: verification.tool.as_deref(),
            rubric: ReferenceV1 { id, version, sha256 },
            answers: verification.answers.as_deref(),
            values: verification.values,
            not_compared: verification.not_compared,
            differences: differences.collect(),
        }
    }
}
