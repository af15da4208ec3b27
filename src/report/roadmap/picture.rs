//! A plan as steps over weeks, to be drawn: each with its wave and who does it. Draws nothing.

use super::Roadmap;
use crate::domain::plan::PlannedStep;
use crate::report::timeline::{MOST_BARS, Timeline, TimelineBar};
use crate::report::words::isolated;

impl Roadmap<'_, '_> {
    /// Returns the steps over their weeks of work; nothing where there is no step.
    #[must_use]
    pub fn timeline(&self) -> Option<Timeline> {
        let bars: Vec<_> = self.plan.steps.iter().map(|step| self.bar(step)).collect();
        let words = |bar: &TimelineBar| {
            let TimelineBar { name, who, from, to, .. } = bar;
            format!("{name}: weeks {} to {to}, {who}", from + 1)
        };
        let text = bars.iter().map(words).collect::<Vec<_>>().join("; ");
        (!bars.is_empty()).then(|| Timeline {
            title: "The steps of the roadmap over the weeks of work".to_owned(),
            text: format!("{text}."),
            axis: match self.timing.pause() {
                Some(_) => "Weeks of work, without the pause".to_owned(),
                None => "Weeks of work".to_owned(),
            },
            rest: match bars.len().saturating_sub(MOST_BARS) {
                0 => None,
                1 => Some("One more step is not drawn.".to_owned()),
                more => Some(format!("{more} more steps are not drawn.")),
            },
            bars,
        })
    }

    fn bar(&self, step: &PlannedStep) -> TimelineBar {
        TimelineBar {
            name: self.step_name(step),
            who: format!("Wave {}: {}", step.wave, self.owners(step)),
            wave: step.wave,
            from: step.weeks_to_end.saturating_sub(step.weeks),
            to: step.weeks_to_end,
        }
    }

    /// Returns who does something in a step, each once.
    #[must_use]
    pub fn owners(&self, step: &PlannedStep) -> String {
        let all = &self.report.rubric().actions;
        let mut owners: Vec<String> = Vec::new();
        for action in step.actions.iter().filter_map(|at| all.get(at.index())) {
            let owner = isolated(&action.owner);
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners.join("; ")
    }
}
