//! What becomes of scenarios and of dimensions, in words.

use crate::domain::change::Change;
use crate::domain::scenarios::{ScenarioResult, Verdict};

/// Returns a verdict in words.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Copes => "copes",
        Verdict::AtRisk => "at risk",
        Verdict::Fails => "fails",
        Verdict::CannotSay => "cannot say",
        Verdict::NotApplicable => "not applicable",
    }
}

/// Returns the verdict on a scenario in words, and the one on evidence where it is another.
#[must_use]
pub fn both_verdicts(result: &ScenarioResult) -> String {
    let claimed = verdict(result.verdict);
    if result.evidenced_verdict == result.verdict {
        return claimed.to_owned();
    }
    format!("{claimed}; on evidence: {}", verdict(result.evidenced_verdict))
}

/// Returns what became of a dimension in words.
#[must_use]
pub fn change(change: Change) -> &'static str {
    match change {
        Change::Rose => "rose",
        Change::Fell => "fell",
        Change::Same => "same",
        Change::NowKnown => "now known",
        Change::NowUnknown => "now unknown",
        Change::NowApplicable => "now applicable",
        Change::NowNotApplicable => "now not applicable",
    }
}
