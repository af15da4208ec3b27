//! The checklist for people at a terminal.

use super::{Checklist, ListedScenario};
use crate::report::styled::StyledText;
use crate::report::table::{heading, judged_by, paragraph, readable};
use crate::report::words::figures::weight_words;
use crate::report::words::verdicts::{claimed_verdict, verdict};
use crate::report::words::{isolated, shown};
use std::fmt::Write;

/// Returns the checklist as text for a terminal of so many columns, with colour.
#[must_use]
pub fn render(checklist: &Checklist<'_, '_>, columns: u16) -> String {
    let page = ChecklistTable { checklist, width: readable(columns) };
    let text = match checklist.report {
        None => page.to_tick(),
        Some(_) => page.judged(),
    };
    let foot =
        judged_by(checklist.rubric(), &checklist.instrument.fingerprints().rubric, page.width);
    (text + foot).coloured()
}

struct ChecklistTable<'a> {
    checklist: &'a Checklist<'a, 'a>,
    width: u16,
}

impl ChecklistTable<'_> {
    fn text(&self, text: &str, indent: u16) -> StyledText {
        paragraph(text, self.width, indent)
    }

    fn to_tick(&self) -> StyledText {
        let mut text = heading("SCENARIO CHECKLIST");
        text += self.text(&self.checklist.lead(), 1);
        for entry in &self.checklist.entries {
            let scenario = entry.scenario;
            text += StyledText::blank();
            text += StyledText::plain(&format!("  [ ] {}", shown(&entry.name())));
            for part in self.checklist.meaning(scenario) {
                text += self.text(&part, 5);
            }
        }
        text
    }

    fn judged(&self) -> StyledText {
        let checklist = self.checklist;
        let mut text = StyledText::default();
        if let Some(report) = checklist.report {
            let given = report.sheet.given();
            text += self.text(&format!("{}, {}", isolated(&given.scope), given.date), 1);
            for notice in report.may_be_old() {
                text += self.text(&format!("! {notice}"), 1);
            }
            text += self.text(&format!("{}.", report.verdict()), 1);
        }
        text += self.text(&checklist.lead(), 1);
        if checklist.entries.is_empty() {
            return text;
        }
        if checklist.only_likely {
            text += self.text(super::ONLY_LIKELY, 1);
        }
        text += heading("IF THE PEAK CAME TODAY");
        text += self.text(&checklist.if_the_peak_came(), 1);
        text += heading("WHAT HANGS ON EACH DIMENSION");
        for stress in checklist.stress() {
            let dimension = checklist.rubric().dimensions.get(stress.dimension.index());
            let name = dimension.map_or("", |dimension| dimension.name.as_str());
            text +=
                self.text(&format!("{}: {}", isolated(name), checklist.stress_words(stress)), 1);
        }
        text += heading("SCENARIOS");
        text + checklist.entries.iter().map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: &ListedScenario<'_>) -> StyledText {
        let Some(result) = &entry.result else { return StyledText::default() };
        let claimed = claimed_verdict(self.checklist.instrument, result);
        let mut line = format!("{claimed:<14} {}", entry.name());
        if result.evidenced_verdict != result.verdict {
            let _ = write!(line, " (on evidence: {})", verdict(result.evidenced_verdict));
        }
        let mut text = StyledText::plain(&format!("  {}", shown(&line)));
        let blocked = self.checklist.blocks_words(entry);
        if !blocked.is_empty() {
            text += self.text(&format!("Blocked by {blocked}."), 16);
            text += self.text(&format!("Unblock: {}.", self.checklist.unblock_words(entry)), 16);
        }
        if let Some(words) = weight_words(entry.scenario) {
            text += self.text(words, 16);
        }
        let left_out = self.checklist.report.and_then(|report| report.figures_left_out(result));
        text += left_out.map(|words| self.text(&words, 16)).unwrap_or_default();
        text
    }
}
