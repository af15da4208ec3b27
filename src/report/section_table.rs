//! Sections of a page for people at a terminal: one after the other, in lines that fit.

use super::handout::{Cell, Content, Fact, Section, Table, Tick};
use super::heat::Heat;
use super::styled::{StyledText, Tone};
use super::table::{heading, in_columns, paragraph};
use super::words::shown;

/// How far the text of a section is set in, a blank of the layout's own aside.
const INDENT: u16 = 1;
/// How many blanks stand around the text of a column.
const GAP: usize = 2;
/// From how many letters on a text in a column may be broken into lines.
const BROAD: usize = 20;

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
    let shaded = table.rows.iter().flatten().filter(|cell| cell.heat.is_some());
    let digits = shaded.map(|cell| cell.text.len()).max().unwrap_or_default();
    let parts = parts(table, width).into_iter().enumerate().map(|(index, part)| {
        let head = part.iter().filter_map(|at| table.columns.get(*at).cloned()).collect();
        let rows = table.rows.iter().map(|row| {
            part.iter().filter_map(|at| row.get(*at)).map(|cell| drawn(cell, digits)).collect()
        });
        let gap = if index == 0 { StyledText::default() } else { StyledText::blank() };
        gap + in_columns(std::iter::once(head).chain(rows).collect(), width, INDENT)
    });
    paragraph(&format!("{}:", table.caption), width, INDENT) + parts.collect()
}

/// Returns the columns of each table that this one is shown as: one, or as many as keep the texts
/// in the columns whole.
fn parts(table: &Table, width: u16) -> Vec<Vec<usize>> {
    let all = table.columns.len();
    let names: Vec<_> = (0..table.names.min(all)).collect();
    if names.is_empty() {
        return vec![(0..all).collect()];
    }
    let texts = |at: usize| table.rows.iter().filter_map(move |row| Some(&row.get(at)?.text));
    let letters = |text: &String| text.chars().count().min(BROAD);
    let widest =
        |at: usize| texts(at).chain(table.columns.get(at)).map(letters).max().unwrap_or_default();
    let taken = |columns: &[usize]| columns.iter().map(|at| widest(*at) + GAP).sum::<usize>();
    let room = usize::from(width.saturating_sub(INDENT));
    let mut parts = vec![names.clone()];
    for at in names.len()..all {
        let last = parts.last().map(|part| (part.len(), taken(part) + widest(at) + GAP));
        if last.is_some_and(|(columns, taken)| columns > names.len() && taken > room) {
            parts.push(names.clone());
        }
        if let Some(part) = parts.last_mut() {
            part.push(at);
        }
    }
    parts
}

/// Returns what a cell says, a number in a map flush with those above, and its shade behind it.
fn drawn(cell: &Cell, digits: usize) -> String {
    let shaded = |heat: Heat| format!("{:>digits$} {}", cell.text, heat.drawn());
    cell.heat.map_or_else(|| cell.text.clone(), shaded)
}
