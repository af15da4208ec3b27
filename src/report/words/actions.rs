//! Why an action is listed, and where it stands to the next peak, in words.

use crate::domain::actions::{List, Reason, Recommendation};
use crate::domain::calendar::FREEZE_WEEKS;
use crate::report::Report;

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

impl Report<'_> {
    /// Says what may be done before the near peak; nothing where none is near.
    #[must_use]
    pub fn peak_rule(&self) -> Option<String> {
        let near = self.judgement.actions.iter().any(|listed| listed.before_peak.is_some());
        let peak = self.sheet.given().next_peak.filter(|_| near)?;
        let ready = self.judgement.listed(List::BeforePeak).next().is_some();
        let but =
            if ready { ", but for what stands under \u{201c}Before the peak\u{201d}" } else { "" };
        Some(format!(
            "Work pauses from {FREEZE_WEEKS} weeks before the peak of {peak} until six weeks after \
             its first day{but}; what cannot end before the pause is marked \u{201c}after the \
             peak\u{201d}."
        ))
    }
}
