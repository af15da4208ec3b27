//! The words of the questionnaire's glossary that the report uses.

use super::section::{Content, Section, fact};
use crate::domain::prose::used;
use crate::domain::questionnaire::Term;
use crate::report::Report;
use crate::report::words::upper_first;

/// Returns the words that `sections` and the annex use, explained; nothing where they use none.
pub(super) fn section(
    report: &Report<'_>,
    sections: &[Section],
    annex: &Section,
) -> Option<Section> {
    let glossary = &report.questionnaire().glossary;
    if glossary.is_empty() {
        return None;
    }
    let mut texts = Vec::new();
    for section in sections.iter().chain([annex]) {
        collect(section, &mut texts);
    }
    let line = |term: &Term| fact(upper_first(&term.term), &*term.means);
    let facts: Vec<_> = used(glossary, &texts).into_iter().map(line).collect();
    let section = Section::new("words", "Words");
    (!facts.is_empty()).then(|| section.with([Content::Facts(facts)]))
}

/// Collects the texts of a section and its parts.
fn collect<'s>(section: &'s Section, texts: &mut Vec<&'s str>) {
    texts.push(&section.title);
    for content in &section.content {
        match content {
            Content::Paragraph(text) | Content::Lead(text) | Content::Working(text) => {
                texts.push(text);
            }
            Content::Facts(facts) => {
                texts.extend(facts.iter().flat_map(|fact| [&*fact.name, &*fact.text]));
            }
            Content::List(lead, items) => {
                texts.push(lead);
                texts.extend(items.iter().map(String::as_str));
            }
            Content::Table(table) => {
                texts.push(&table.caption);
                texts.extend(table.columns.iter().map(String::as_str));
                texts.extend(table.rows.iter().flatten().map(|cell| &*cell.text));
            }
            Content::Verdict(verdict) => {
                let more = [&verdict.less_on_evidence, &verdict.sentence];
                texts.extend(more.into_iter().flatten().map(String::as_str));
            }
            Content::Radar | Content::Timeline(_) | Content::Strip(_) | Content::Lines(_) => {}
            Content::Ticks(ticks) => {
                texts.extend(ticks.iter().flat_map(|tick| [&*tick.label, &*tick.text]));
            }
        }
    }
    for part in &section.parts {
        collect(part, texts);
    }
}
