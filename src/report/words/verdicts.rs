//! What becomes of scenarios and of dimensions, in words.

use super::list;
use super::requirements::needed_name;
use crate::domain::Instrument;
use crate::domain::change::Change;
use crate::domain::scenarios::{Block, ScenarioResult, Verdict};

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

/// Returns the verdict on a scenario in words, with what it is enough to know and nobody does:
/// `copes; cost not known`.
#[must_use]
pub fn claimed_verdict(instrument: &Instrument, result: &ScenarioResult) -> String {
    let claimed = verdict(result.verdict);
    let name = |block: &Block| needed_name(instrument, block.dimension, block.question);
    let not_known: Vec<_> = result.not_known.iter().map(name).collect();
    if not_known.is_empty() || result.verdict == Verdict::NotApplicable {
        return claimed.to_owned();
    }
    format!("{claimed}; {} not known", list(&not_known))
}

/// Returns the verdict on a scenario in words, and the one on evidence where it is another.
#[must_use]
pub fn both_verdicts(instrument: &Instrument, result: &ScenarioResult) -> String {
    let claimed = claimed_verdict(instrument, result);
    if result.evidenced_verdict == result.verdict {
        return claimed;
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
