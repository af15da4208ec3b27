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
    for located in differences.iter().take(MOST) {
        let message = shown(&located.difference.message());
        let _ = writeln!(text, "{file}:{}:{}: {message}", located.line, located.column);
    }
    let rest = differences.len().saturating_sub(MOST);
    if rest > 0 {
        let _ = writeln!(text, "and {rest} more");
    }
    let verdict = verdict(verification);
    let _ = writeln!(text, "{}", shown(&verdict));
    no_command(&text)
}

fn verdict(verification: &Verification) -> String {
    let (id, version, sha256) = &verification.rubric;
    let rubric = format!("(rubric {id} {version}, {})", sha256.get(..12).unwrap_or_default());
    let values = verification.values;
    let (others, own): (Vec<_>, Vec<_>) =
        verification.differences.iter().partition(|located| located.difference.says.is_some());
    let follow = match own.len() {
        0 => format!("all {values} values follow from the answers it carries"),
        1 => format!("1 difference; {values} values were held against the answers it carries"),
        many => {
            format!("{many} differences; {values} values were held against the answers it carries")
        }
    };
    let file = verification.answers.as_deref().unwrap_or_default();
    let answers = match (verification.answers.is_some(), others.len()) {
        (false, _) => String::new(),
        (true, 0) => format!(", which are those of {file}"),
        (true, many) => format!("; those are not the answers of {file}, in {many} places"),
    };
    let tool = verification.tool.as_deref().unwrap_or("another version");
    let skipped = match verification.not_compared {
        0 => String::new(),
        some => format!("; {some} sentences in the words of version {tool} were not compared"),
    };
    let word = if verification.differences.is_empty() { "VERIFIED" } else { "NOT VERIFIED" };
    format!("{word}: {follow}{answers}{skipped} {rubric}")
}
