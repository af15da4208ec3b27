//! Why an action is listed, and where it stands to the next peak, in words.

use crate::domain::actions::{Reason, Recommendation};

/// Returns the reason for an action in words.
#[must_use]
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::PeakIsNear => "the peak is near, and this can end before it",
        Reason::Unknown => "not known; this measures it",
        Reason::Unanswered => "not answered; this measures it",
        Reason::NoReport => "claimed without a report",
        Reason::LowestDimension => "lowest dimension",
        Reason::NextStep => "next step",
    }
}

/// Returns where an action stands to a near peak, in words; nothing where none is near.
#[must_use]
pub fn timing(listed: &Recommendation) -> Option<&'static str> {
    listed.before_peak.map(|before| if before { "before the peak" } else { "after the peak" })
}
