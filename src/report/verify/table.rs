//! A verification for people: what does not follow, line by line, and the verdict last.

use super::Verification;
use crate::report::words::{no_command, shown};
use std::fmt::Write;

/// How many differences are listed; the rest are counted.
const MOST: usize = 50;

/// Returns the verification as text.
#[must_use]
pub fn render(verification: &Verification) -> String {
    let file = shown(&verification.file);
    let differences = &verification.differences;
    let mut text = String::new();
    for placed in differences.iter().take(MOST) {
        let message = shown(&placed.difference.message());
        let _ = writeln!(text, "{file}:{}:{}: {message}", placed.line, placed.column);
    }
    let rest = differences.len().saturating_sub(MOST);
    if rest > 0 {
        let _ = writeln!(text, "and {rest} more");
    }
    let (id, version, sha256) = &verification.rubric;
    let rubric = format!("rubric {id} {version}, {}", sha256.get(..12).unwrap_or_default());
    let answers = verification.answers.as_ref();
    let verdict = if differences.is_empty() {
        let answers = answers.map(|name| format!(", which are those of {name}"));
        format!(
            "VERIFIED: all {} values follow from the answers it carries{} ({rubric})",
            verification.values,
            answers.unwrap_or_default()
        )
    } else {
        let answers = answers.map(|name| format!(", held against {name}"));
        let number = differences.len();
        let (noun, verb) = if number == 1 { ("value", "does") } else { ("values", "do") };
        format!(
            "NOT VERIFIED: {number} {noun} of {} {verb} not follow from the answers it \
             carries{} ({rubric})",
            verification.values,
            answers.unwrap_or_default()
        )
    };
    let _ = writeln!(text, "{}", shown(&verdict));
    no_command(&text)
}
