//! Sections of a page for people at a terminal: one after the other, in lines that fit.

use super::handout::{Content, Fact, Section, Table, Tick};
use super::styled::{StyledText, Tone};
use super::table::{heading, in_columns, paragraph};
use super::words::shown;

/// How far the text of a section is set in, a blank of the layout's own aside.
const INDENT: u16 = 1;

/// Returns a page of sections, in lines of at most `width` columns.
pub(super) fn page(title: &str, sections: &[Section], width: u16) -> StyledText {
    let title = paragraph(title, width, INDENT);
    let title = title.lines.into_iter().flatten().map(|(_, line)| line);
    let title = title.map(|line| StyledText::line(vec![(Tone::Strong, line)])).collect();
    sections.iter().fold(title, |text, section| text + self::section(section, width, 0))
}

fn section(section: &Section, width: u16, depth: u16) -> StyledText {
    let title = if depth == 0 { lifted(&section.title) } else { section.title.clone() };
    let content = section.content.iter().map(|content| one(content, width));
    let parts = section.parts.iter().map(|part| self::section(part, width, depth + 1));
    heading(&title) + content.collect() + parts.collect()
}

/// Returns a heading in capitals, but for a name or an id in it: `QUESTION: Overrides (overrides)`.
fn lifted(title: &str) -> String {
    match title.split_once(": ") {
        Some((kind, name)) => format!("{}: {name}", kind.to_uppercase()),
        None => title.to_uppercase(),
    }
}

fn one(content: &Content, width: u16) -> StyledText {
    match content {
        Content::Paragraph(text) | Content::Lead(text) => paragraph(text, width, INDENT),
        Content::Facts(facts) => {
            let fact = |fact: &Fact| item("", &format!("{}: {}", fact.name, fact.text), width);
            facts.iter().map(fact).collect()
        }
        Content::List(lead, items) => {
            let items = items.iter().map(|text| item("- ", text, width));
            paragraph(lead, width, INDENT) + items.collect()
        }
        Content::Table(table) => self::table(table, width),
        Content::Verdict(verdict) => {
            verdict.lines().map(|line| paragraph(line, width, INDENT)).collect()
        }
        Content::Working(lines) => {
            StyledText::plain(&lines.lines().map(shown).fold(String::new(), |text, line| {
                text + &" ".repeat(usize::from(INDENT) + 1) + &line + "\n"
            }))
        }
        Content::Ticks(ticks) => {
            let tick = |tick: &Tick| item("[ ] ", &format!("{}: {}", tick.label, tick.text), width);
            ticks.iter().map(tick).collect()
        }
        Content::Strip(strip) => {
            paragraph(&format!("{}: {}", strip.title, strip.drawn()), width, INDENT)
        }
        // The table that follows says what the picture shows.
        Content::Radar | Content::Timeline(_) | Content::Lines(_) => StyledText::default(),
    }
}

/// Returns a text behind a mark; its further lines are set in below its first.
fn item(mark: &str, text: &str, width: u16) -> StyledText {
    let indent = INDENT + 2;
    let mut lines = paragraph(text, width, indent);
    let first = lines.lines.first_mut().and_then(|line| line.first_mut());
    if let Some((_, first)) = first {
        let margin = " ".repeat(usize::from(INDENT) + 1);
        let begin = if mark.is_empty() { margin } else { margin + mark };
        *first = begin + first.trim_start();
    }
    lines
}

fn table(table: &Table, width: u16) -> StyledText {
    let head = table.columns.clone();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect());
    let rows = std::iter::once(head).chain(rows).collect();
    paragraph(&format!("{}:", table.caption), width, INDENT) + in_columns(rows, width, INDENT)
}
