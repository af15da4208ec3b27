//! A plan for people at a terminal: wave by wave, then what else there is to know.

use super::Roadmap;
use crate::domain::plan::PlannedStep;
use crate::report::styled::StyledText;
use crate::report::table::{heading, judged_by, paragraph, readable};
use crate::report::words::actions::owner;
use crate::report::words::effort::person_days;
use crate::report::words::{isolated, lower_first, shown};
use std::fmt::Write;

/// Returns the plan as text for a terminal of so many columns, with colour.
#[must_use]
pub fn render(roadmap: &Roadmap<'_, '_>, columns: u16) -> String {
    let page = RoadmapTable { roadmap, width: readable(columns) };
    (page.head() + page.waves() + page.beside()).coloured()
}

struct RoadmapTable<'a> {
    roadmap: &'a Roadmap<'a, 'a>,
    width: u16,
}

impl RoadmapTable<'_> {
    fn text(&self, text: &str) -> StyledText {
        paragraph(text, self.width, 1)
    }

    fn indented(&self, text: &str, indent: u16) -> StyledText {
        paragraph(text, self.width, indent)
    }

    fn head(&self) -> StyledText {
        let roadmap = self.roadmap;
        let given = roadmap.report.sheet.given();
        let mut text = self.text(&format!("{}, {}", isolated(&given.scope), given.date));
        for notice in roadmap.report.may_be_old() {
            text += self.text(&format!("! {notice}"));
        }
        text += self.text(&format!("Goal: {}", lower_first(&roadmap.asked())));
        text += heading(&roadmap.summary());
        text += self.text(&roadmap.terms());
        if let Some(words) = roadmap.pause_words() {
            text += self.text(&words);
        }
        if let Some(words) = roadmap.taken_as_lowest() {
            text += self.text(&words);
        }
        if let Some(words) = roadmap.figures_words() {
            text += self.text(&words);
        }
        text
    }

    fn waves(&self) -> StyledText {
        let mut text = StyledText::default();
        let mut last = 0;
        for step in &self.roadmap.plan.steps {
            if step.wave != last {
                last = step.wave;
                let first = (last == 1).then(|| format!(": {}", self.roadmap.first_start()));
                text += heading(&format!("WAVE {last}{}", first.unwrap_or_default()));
            }
            text += self.step(step);
        }
        text
    }

    fn step(&self, step: &PlannedStep) -> StyledText {
        let roadmap = self.roadmap;
        let (name, time) = (roadmap.step_name(step), roadmap.step_time(step));
        let name = format!("{name}: {}, {time}", person_days(step.effort_days));
        let mut text = self.text(&name);
        for (listed, word) in [(&step.actions, ""), (&step.optional, " (optional)")] {
            let actions = &roadmap.report.rubric().actions;
            for action in listed.iter().filter_map(|action| actions.get(action.index())) {
                text +=
                    self.indented(&format!("{}{word}  {}", action.id, isolated(&action.title)), 3);
                let about = format!(
                    "{}, effort {}, {}. Proof: {}",
                    owner(action),
                    action.effort,
                    isolated(&action.horizon),
                    isolated(&action.proof)
                );
                text += self.indented(&about, 8);
            }
        }
        text += self.indented(&format!("Unlocks: {}.", roadmap.unlocks(step)), 3);
        if let Some(reached) = roadmap.report.reached_when(step.dimension, step.to_level) {
            text += self.indented(&reached, 3);
        }
        text
    }

    fn beside(&self) -> StyledText {
        let roadmap = self.roadmap;
        let mut text = StyledText::default();
        if let Some(then) = roadmap.scenarios_then().filter(|_| !roadmap.plan.steps.is_empty()) {
            text += StyledText::blank();
            text += self.text(&then);
        }
        if let Some(alternative) = roadmap.alternative_words() {
            text += heading("ALTERNATIVE");
            text += self.text(&alternative);
        }
        if !roadmap.next_steps.is_empty() {
            text += heading("EACH NEXT STEP BY ITSELF");
            text += self.text(&roadmap.single_steps());
            for step in &roadmap.next_steps {
                let name = roadmap.step_name(step);
                let mut line = format!("{name}: {}", person_days(step.effort_days));
                let _ = write!(line, "; {}", roadmap.gain(step));
                text += self.indented(&shown(&line), 3);
            }
        }
        if let Some(first) = roadmap.measure_first() {
            text += heading("WORTH MEASURING");
            text += self.text(&first);
        }
        let report = roadmap.report;
        text + judged_by(report.rubric(), &report.instrument.fingerprints().rubric, self.width)
    }
}
