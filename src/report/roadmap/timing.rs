//! From when on work is done, and around which pause, in words. Days are worked out in
//! [`crate::domain::calendar`].

use super::Roadmap;
use crate::domain::Date;
use crate::domain::calendar::{Calendar, Freeze, PEAK_WEEKS};
use crate::domain::plan::PlannedStep;
use crate::domain::rubric::Action;
use crate::report::words::actions::{may_go_on, named_action};

/// What is known about the time in which a plan is carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// The first day of work, where days are asked for.
    pub today: Option<Date>,
    /// The time around the next peak in which work pauses.
    pub freeze: Option<Freeze>,
}

impl Timing {
    /// Returns the calendar to plan on; none where no day is asked for.
    #[must_use]
    pub fn calendar(self) -> Option<Calendar> {
        self.today.map(|today| Calendar { today, freeze: self.freeze })
    }

    /// Returns the first day on which work pauses, if there is one on the calendar, and the first
    /// on which it goes on; nothing where it does not pause.
    pub(super) fn pause(self) -> Option<(Option<Date>, Date)> {
        match self.calendar() {
            Some(calendar) => calendar.pause().map(|(from, until)| (Some(from), until)),
            None => self.freeze.and_then(|freeze| Some((freeze.begin(), freeze.end()?))),
        }
    }
}

impl Roadmap<'_, '_> {
    /// Says when the first steps start; `start now` only where they may.
    #[must_use]
    pub fn first_start(&self) -> String {
        let now = "start now".to_owned();
        let after = |day: Date| format!("start {day}, after the peak");
        if let Some(calendar) = self.timing.calendar() {
            let day = calendar.start(0).filter(|day| *day != calendar.today);
            return day.map_or(now, after);
        }
        match self.timing.pause() {
            None => now,
            Some((Some(from), until)) if self.report.date() < from => {
                format!("start before {from}, else on {until}")
            }
            Some((_, until)) => after(until),
        }
    }

    /// Says when work pauses, why, and what need not; nothing where it does not.
    #[must_use]
    pub fn pause_words(&self) -> Option<String> {
        // A day to be done by may lie within the pause, so that no step can be taken.
        let matters = !self.plan.steps.is_empty() || self.request.limits.by.is_some();
        let (from, until) = self.timing.pause().filter(|_| matters)?;
        let freeze = self.timing.freeze?;
        let from = from.map(|day| format!("from {day} ")).unwrap_or_default();
        let begin = match freeze.weeks_before {
            ..=0 => "the first day of".to_owned(),
            before => format!("{} before", super::weeks(before)),
        };
        let (peak, only) = (freeze.peak, may_go_on(&self.goes_on(freeze)));
        Some(format!(
            "Work pauses {from}until {until}, when it goes on: {begin} the peak of {peak} until \
             {} after its first day. The pause is not counted in the weeks of work.{only}",
            super::weeks(PEAK_WEEKS)
        ))
    }

    /// Returns the names of the plan's actions that need not pause, as they are ready for the peak
    /// and can end before it: from today on, or from the day of the answers.
    fn goes_on(&self, freeze: Freeze) -> Vec<String> {
        let today = self.timing.today.unwrap_or_else(|| self.report.date());
        let calendar = Calendar { today, freeze: Some(freeze) };
        let all = &self.report.rubric().actions;
        let listed =
            self.plan.steps.iter().flat_map(|step| step.actions.iter().chain(&step.optional));
        let in_time = |action: &&Action| {
            action.peak_ready && calendar.ends_before_peak(action.weeks.1, true) == Some(true)
        };
        let ready = listed.filter_map(|action| all.get(action.index())).filter(in_time);
        let name = |action: &Action| {
            if self.titled { named_action(action) } else { action.id.clone() }
        };
        ready.map(name).collect()
    }

    /// Returns the first day of work on a step, where days are asked for.
    pub(super) fn start_day(&self, step: &PlannedStep) -> Option<Date> {
        self.timing.calendar()?.start(step.weeks_to_end - step.weeks)
    }

    /// Says how long a step takes and, where days are asked for, until when, and on which side of
    /// the pause it lies.
    #[must_use]
    pub fn step_time(&self, step: &PlannedStep) -> String {
        let weeks = super::weeks(step.weeks);
        let days = self.timing.calendar().and_then(|calendar| {
            Some((self.start_day(step)?, calendar.after(step.weeks_to_end)?, calendar.pause()))
        });
        match days {
            None => weeks,
            Some((start, end, Some((from, until)))) if start < from && until <= end => {
                format!("{weeks}, with the pause in between, done by {end}")
            }
            Some((start, end, Some((_, until)))) if start >= until => {
                format!("{weeks}, after the peak, done by {end}")
            }
            Some((_, end, _)) => format!("{weeks}, done by {end}"),
        }
    }
}
