//! The report in Markdown, for a wiki or a pull request: the substance of the HTML form, without
//! its looks.

use super::Report;
use super::bar::Bar;
use super::brand::Brand;
use super::checklist::Checklist;
use super::comparing::Compared;
use super::comparing::telling::Trend;
use super::escape::markdown as plain;
use super::handout::{Cell, Content, Fact, Handout, Section, Table, Tick, Verdict};
use super::merging::MergedReport;
use super::merging::status::Status;
use super::portfolio::Portfolio;
use super::portfolio::telling::Shades;
use super::roadmap::Roadmap;
use super::styled::Tone;
use super::words::{isolated, shown};
use std::fmt::Write;

/// Returns the report in Markdown (`CommonMark` with tables).
#[must_use]
pub fn render(report: &Report<'_>, brand: &Brand) -> String {
    whole(&Handout::of(report), brand)
}

/// Returns a checklist in Markdown.
#[must_use]
pub fn checklist(checklist: &Checklist<'_, '_>, brand: &Brand) -> String {
    whole(&Handout::of_checklist(checklist), brand)
}

/// Returns a plan in Markdown.
#[must_use]
pub fn plan(roadmap: &Roadmap<'_, '_>, brand: &Brand) -> String {
    whole(&Handout::of_plan(roadmap), brand)
}

/// Returns several people's answers in Markdown.
#[must_use]
pub fn merged(page: &MergedReport<'_>, brand: &Brand) -> String {
    whole(&Handout::of_merged(page), brand)
}

/// Returns who has answered what in Markdown.
#[must_use]
pub fn status(status: &Status, brand: &Brand) -> String {
    whole(&Handout::of_status(status), brand)
}

/// Returns a comparison in Markdown.
#[must_use]
pub fn comparison(compared: &Compared<'_>, brand: &Brand) -> String {
    whole(&Handout::of_comparison(compared, Trend::Digits), brand)
}

/// Returns a portfolio in Markdown.
#[must_use]
pub fn portfolio(portfolio: &Portfolio<'_>, brand: &Brand) -> String {
    whole(&Handout::of_portfolio(portfolio, Shades::Drawn), brand)
}

fn whole(handout: &Handout, brand: &Brand) -> String {
    let mut text = format!("# {}: {}\n\n", plain(&handout.title), plain(&isolated(&handout.scope)));
    let confidential =
        brand.confidential.as_ref().map(|line| format!("**{}**\n\n", plain(line.trim())));
    text += confidential.as_deref().unwrap_or_default();
    if let Some(prepared) = handout.prepared.words(brand, &handout.scope) {
        let _ = writeln!(text, "{}\n", plain(&prepared));
    }
    text.extend(handout.cover.iter().map(one));
    for part in handout.front.iter().chain(&handout.sections) {
        text += &section(part, 2);
    }
    if !handout.imprint.is_empty() {
        text += "---\n\n";
        text += &facts(&handout.imprint);
    }
    text + confidential.as_deref().unwrap_or_default()
}

/// Returns the level that is held, with what stands beside it.
fn verdict(verdict: &Verdict) -> String {
    let less = verdict.less_on_evidence.as_ref();
    let less = less.map(|less| format!("; {}", plain(less))).unwrap_or_default();
    let mut text = format!("**{}{less}**\n\n", plain(&verdict.level));
    if let Some(sentence) = &verdict.sentence {
        let _ = writeln!(text, "{}\n", plain(sentence));
    }
    text
}

/// Returns a page of sections in Markdown.
#[must_use]
pub fn page(title: &str, sections: &[Section]) -> String {
    let parts = sections.iter().map(|part| section(part, 2));
    format!("# {}\n\n", plain(title)) + parts.collect::<String>().trim_end() + "\n"
}

fn section(section: &Section, level: usize) -> String {
    let mut text = format!("{} {}\n\n", "#".repeat(level), plain(&section.title));
    text.extend(section.content.iter().map(one));
    text.extend(section.parts.iter().map(|part| self::section(part, level + 1)));
    text
}

fn one(content: &Content) -> String {
    match content {
        Content::Verdict(verdict) => self::verdict(verdict),
        Content::Paragraph(text) | Content::Lead(text) => format!("{}\n\n", plain(text)),
        Content::Facts(all) => facts(all),
        Content::List(lead, items) => {
            let items = items.iter().map(|item| format!("- {}\n", plain(item)));
            let lead = if lead.is_empty() { String::new() } else { plain(lead) + "\n\n" };
            format!("{lead}{}\n", items.collect::<String>())
        }
        Content::Table(table) => self::table(table),
        Content::Strip(strip) => format!("{}: {}\n\n", plain(&strip.title), plain(&strip.drawn())),
        // The table that follows says what the picture shows.
        Content::Radar | Content::Timeline(_) | Content::Lines(_) => String::new(),
        Content::Working(lines) => working(lines),
        Content::Ticks(ticks) => self::ticks(ticks),
    }
}

fn ticks(ticks: &[Tick]) -> String {
    let tick = |tick: &Tick| format!("- [ ] **{}**: {}\n", plain(&tick.label), plain(&tick.text));
    ticks.iter().map(tick).collect::<String>() + "\n"
}

fn facts(facts: &[Fact]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let items =
        facts.iter().map(|fact| format!("- **{}**: {}\n", plain(&fact.name), plain(&fact.text)));
    items.collect::<String>() + "\n"
}

fn table(table: &Table) -> String {
    let columns: Vec<_> = table.columns.iter().map(|column| plain(column)).collect();
    let mut text = format!("*{}*\n\n", plain(&table.caption));
    let _ = writeln!(text, "| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
    for row in &table.rows {
        let cells: Vec<_> = row.iter().map(cell).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text + "\n"
}

fn cell(cell: &Cell) -> String {
    let text = plain(&cell.text);
    let text = match cell.tone {
        Tone::Strong if !text.is_empty() => format!("**{text}**"),
        _ => text,
    };
    let drawn = cell.bar.map(Bar::drawn).or_else(|| Some(cell.heat?.drawn().to_owned()));
    drawn.map_or_else(|| text.clone(), |drawn| format!("{text} {drawn}").trim_end().to_owned())
}

/// Returns lines as code, which no line of them can end.
fn working(lines: &str) -> String {
    let mut text = String::new();
    for line in lines.trim_matches('\n').lines() {
        // Indented code has no end mark that a user's text could write.
        let _ = writeln!(text, "    {}", shown(line));
    }
    text + "\n"
}
