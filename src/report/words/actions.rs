//! Why an action is listed, and where it stands to the next peak, in words.

use super::{isolated, list};
use crate::domain::actions::{Reason, Recommendation};
use crate::domain::calendar::{FREEZE_WEEKS, PEAK_WEEKS};
use crate::domain::rubric::Action;
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

/// Returns an action with its title, as nobody knows it by its id alone.
#[must_use]
pub fn named_action(action: &Action) -> String {
    format!("{} (\u{201c}{}\u{201d})", action.id, isolated(&action.title))
}

/// Names the actions that need not pause before a peak; empty where there are none.
#[must_use]
pub fn may_go_on(ready: &[String]) -> String {
    let help = if ready.len() == 1 { "helps" } else { "help" };
    match ready {
        [] => String::new(),
        _ => format!(" Until the peak only {} may go on, which {help} against it.", list(ready)),
    }
}

impl Report<'_> {
    /// Says what may be done before the near peak; nothing where none is near.
    #[must_use]
    pub fn peak_rule(&self) -> Option<String> {
        let timed = || self.judgement.actions.iter().filter(|one| one.before_peak.is_some());
        let peak = self.sheet.given().next_peak.filter(|_| timed().next().is_some())?;
        let all = &self.rubric().actions;
        let before = timed().filter(|listed| listed.before_peak == Some(true));
        let ready = before.filter_map(|listed| all.get(listed.action.index()));
        let ready: Vec<_> = ready.filter(|action| action.peak_ready).map(named_action).collect();
        let (only, else_word) = (may_go_on(&ready), if ready.is_empty() { "" } else { " else" });
        Some(format!(
            "Work pauses from {FREEZE_WEEKS} weeks before the peak of {peak} until {PEAK_WEEKS} weeks \
             after its first day.{only} What{else_word} cannot end before the pause is marked \u{201c}after \
             the peak\u{201d}."
        ))
    }
}
