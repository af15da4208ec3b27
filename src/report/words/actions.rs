//! Why an action is listed, and where it stands to the next peak, in words.

use super::{counted, isolated, list};
use crate::domain::actions::{Reason, Recommendation};
use crate::domain::calendar::PEAK_WEEKS;
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Action, ActionKind};
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

/// Returns who sees to an action, and who helps: `Order operations manager, with IT`.
#[must_use]
pub fn owner(action: &Action) -> String {
    owner_with(&action.owner, &action.with)
}

/// Returns an owner, and who helps.
#[must_use]
pub fn owner_with(owner: &str, with: &[String]) -> String {
    let owner = isolated(owner);
    match with {
        [] => owner,
        with => {
            let with: Vec<_> = with.iter().map(|role| isolated(role)).collect();
            format!("{owner}, with {}", list(&with))
        }
    }
}

/// How a line begins that says when a step is reached.
const REACHED_WHEN: &str = "Reached when";

/// Returns what a rubric says of when a step is reached as a sentence, which tells so.
#[must_use]
pub fn reached_when(said: &str) -> String {
    let text = isolated(said);
    let end = if said.ends_with(['.', '!', '?']) { "" } else { "." };
    if said.starts_with(REACHED_WHEN) {
        format!("{text}{end}")
    } else {
        format!("{REACHED_WHEN}: {text}{end}")
    }
}

impl<'r> Report<'r> {
    /// Says when a dimension has reached a level, as the rubric words it; nothing where it does not.
    #[must_use]
    pub fn reached_when(&self, dimension: DimensionId, level: i64) -> Option<String> {
        self.rubric().reached_when(dimension, level).map(reached_when)
    }

    /// Returns the action that a recommendation is about, where it belongs to a step.
    #[must_use]
    pub fn step_action(&self, listed: &Recommendation) -> Option<&'r Action> {
        let action = self.rubric().actions.get(listed.action.index())?;
        matches!(action.kind, ActionKind::Step(_)).then_some(action)
    }

    /// Says when the step of an action is reached, of the last action of that step among those that
    /// are `shown`. What only measures, or only helps against a near peak, does not take the step.
    #[must_use]
    pub fn step_reached_when(
        &self,
        listed: &Recommendation,
        shown: &[&Recommendation],
    ) -> Option<String> {
        let step = |one: &Recommendation| Some((self.step_action(one)?.dimension, one.step));
        let takes_it = matches!(listed.reason, Reason::LowestDimension | Reason::NextStep);
        let own = step(listed).filter(|_| takes_it)?;
        let last = shown.iter().rfind(|one| step(one) == Some(own))?;
        let (dimension, (_, level)) = own;
        (last.action == listed.action).then(|| self.reached_when(dimension, level)).flatten()
    }
}

impl Report<'_> {
    /// Says what may be done before the near peak; nothing where none is near.
    #[must_use]
    pub fn peak_rule(&self) -> Option<String> {
        let timed = || self.judgement.actions.iter().filter(|one| one.before_peak.is_some());
        let freeze = self.sheet.freeze().filter(|_| timed().next().is_some())?;
        let (peak, weeks) = (freeze.peak, counted(freeze.weeks_before, "week"));
        let all = &self.rubric().actions;
        let before = timed().filter(|listed| listed.before_peak == Some(true));
        let ready = before.filter_map(|listed| all.get(listed.action.index()));
        let ready: Vec<_> = ready.filter(|action| action.peak_ready).map(named_action).collect();
        let (only, else_word) = (may_go_on(&ready), if ready.is_empty() { "" } else { " else" });
        let looks = if timed().any(|listed| listed.reason.only_looks()) {
            " Measuring and naming reports change nothing, and go on."
        } else {
            ""
        };
        Some(format!(
            "Work pauses from {weeks} before the peak of {peak} until {PEAK_WEEKS} weeks \
             after its first day.{only}{looks} What{else_word} cannot end before the pause is marked \u{201c}after \
             the peak\u{201d}."
        ))
    }
}
