//! Several people's answers for people at a terminal: the page, in lines that fit.

use super::status::Status;
use super::{MergedReport, reason_of};
use crate::domain::merge::MergedQuestion;
use crate::report::handout::{Content, Handout, Section, fact};
use crate::report::section_table::page;
use crate::report::table::{judged_by, readable};
use crate::report::words::isolated;

/// Returns merged answers as text for a terminal of so many columns, with colour.
#[must_use]
pub fn render(merged: &MergedReport<'_>, columns: u16) -> String {
    let width = readable(columns);
    let Handout { cover, sections, .. } = Handout::of_merged(merged);
    let given = merged.merged.sheet.given();
    let title = format!("{}, {}", isolated(&given.scope), given.date);
    let level = Section::new("level", "What they agree on").with(cover);
    let narrowed = |section: Section| match section.id.as_str() {
        "questions" => questions(merged, section),
        _ => section,
    };
    let sections = std::iter::once(level).chain(sections.into_iter().map(narrowed));
    let instrument = merged.report.instrument;
    let foot = judged_by(instrument.rubric(), &instrument.fingerprints().rubric, width);
    (page(&title, &sections.collect::<Vec<_>>(), width) + foot).coloured()
}

/// Returns who has answered what as text for a terminal of so many columns, with colour. What became
/// of each question is too wide for it: what is open is named.
#[must_use]
pub fn status(status: &Status, columns: u16) -> String {
    let Handout { title, cover, sections, .. } = Handout::of_status(status);
    let lead = Section::new("lead", "In short").with(cover);
    let sections = std::iter::once(lead).chain(sections.into_iter().take(1));
    let title = format!("{title}: {}", isolated(&status.scope));
    page(&title, &sections.collect::<Vec<_>>(), readable(columns)).coloured()
}

/// Returns the questions in lines: their table is too wide for a screen.
fn questions(merged: &MergedReport<'_>, section: Section) -> Section {
    let line = |question: &MergedQuestion| {
        let evidence = match MergedReport::evidence_words(question) {
            none if none.is_empty() => none,
            evidence => format!(" Rests on: {evidence}."),
        };
        let text = format!(
            "{}. Agreed, as {}. Said: {}.{evidence}",
            merged.agreed_words(question),
            reason_of(question),
            merged.spread_words(question),
        );
        fact(isolated(merged.title(&question.id)), text)
    };
    let lines = merged.merged.questions.iter().map(line).collect();
    Section { content: vec![Content::Facts(lines)], ..section }
}
