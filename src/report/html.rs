//! The report as one HTML file: no script, no request, the same on paper, on a phone and in the
//! dark. Everything a user wrote stands in it as text.

use super::Report;
use super::bar::Bar;
use super::brand::Brand;
use super::checklist::Checklist;
use super::comparing::Compared;
use super::comparing::telling::Trend;
use super::escape::{html as inert, html_flowing};
use super::handout::{Cell, Content, Fact, Handout, Section, Table, Tick, Verdict};
use super::merging::MergedReport;
use super::merging::status::Status;
use super::portfolio::Portfolio;
use super::portfolio::telling::Shades;
use super::radar;
use super::roadmap::Roadmap;
use super::styled::Tone;
use super::words::legible::{outside_isolates, runs_left};
use super::words::{isolated, shown};
use std::fmt::Write;

const STYLE: &str = include_str!("html/style.css");
/// The accent in the dark, unless another is asked for.
const ACCENT_IN_THE_DARK: &str = "#7db9e0";
/// Nothing may run and nothing may be fetched, whatever stands in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/// From how many columns on a table is laid out as cards on a narrow screen.
const WIDE: usize = 3;
/// The longest piece of a word: in the text, in a cell, and at the head of a column.
const LONGEST: [usize; 3] = [28, 18, 12];
/// Up to how many rows a table stays on one page of paper.
const SHORT: usize = 6;

/// The longest line at the foot of a page of paper.
const LONGEST_FOOT: usize = 110;

/// Up to how many letters all items of a list have that stands in columns.
const BRIEF: usize = 80;

/// Returns the report as a page.
#[must_use]
pub fn render(report: &Report<'_>, brand: &Brand) -> String {
    let page = HtmlPage { report: Some(report), brand };
    page.whole(&Handout::of(report))
}

/// Returns a checklist as a page.
#[must_use]
pub fn checklist(checklist: &Checklist<'_, '_>, brand: &Brand) -> String {
    let page = HtmlPage { report: None, brand };
    page.whole(&Handout::of_checklist(checklist))
}

/// Returns a plan as a page.
#[must_use]
pub fn plan(roadmap: &Roadmap<'_, '_>, brand: &Brand) -> String {
    let page = HtmlPage { report: None, brand };
    page.whole(&Handout::of_plan(roadmap))
}

/// Returns several people's answers as a page.
#[must_use]
pub fn merged(merged: &MergedReport<'_>, brand: &Brand) -> String {
    let page = HtmlPage { report: None, brand };
    page.whole(&Handout::of_merged(merged))
}

/// Returns who has answered what as a page.
#[must_use]
pub fn status(status: &Status, brand: &Brand) -> String {
    let page = HtmlPage { report: None, brand };
    page.whole(&Handout::of_status(status))
}

/// Returns a comparison as a page.
#[must_use]
pub fn comparison(compared: &Compared<'_>, brand: &Brand) -> String {
    let page = HtmlPage { report: None, brand };
    page.whole(&Handout::of_comparison(compared, Trend::Digits))
}

/// Returns a portfolio as a page.
#[must_use]
pub fn portfolio(portfolio: &Portfolio<'_>, brand: &Brand) -> String {
    let page = HtmlPage { report: None, brand };
    page.whole(&Handout::of_portfolio(portfolio, Shades::Drawn))
}

struct HtmlPage<'a, 'r> {
    /// Whose radar is drawn.
    report: Option<&'a Report<'r>>,
    brand: &'a Brand,
}

impl HtmlPage<'_, '_> {
    fn whole(&self, handout: &Handout) -> String {
        let mut text = self.head(handout);
        text += &self.cover(handout);
        if handout.front.is_none() && handout.sections.len() > 1 {
            text += &contents(handout);
        }
        text += "<main id=\"report\">\n";
        if let Some(front) = &handout.front {
            text += &self.section(front, 2);
            text += &contents(handout);
        }
        for section in &handout.sections {
            text += &self.section(section, 2);
        }
        text += "</main>\n";
        if !handout.imprint.is_empty() {
            let _ = writeln!(text, "<footer>\n{}</footer>", facts(&handout.imprint));
        }
        text + "</body>\n</html>\n"
    }

    fn accents(&self) -> (&str, &str) {
        let accent = self.brand.accent.as_ref();
        accent.map_or((radar::CLAIMED, ACCENT_IN_THE_DARK), |accent| {
            (&accent.on_white, &accent.on_dark)
        })
    }

    fn head(&self, handout: &Handout) -> String {
        let title = inert(&format!("{}: {}", handout.title, isolated(&handout.scope)));
        let (on_white, on_dark) = self.accents();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n\
             :root{{--accent:{on_white}}}\n\
             @media screen and (prefers-color-scheme:dark){{:root{{--accent:{on_dark}}}}}\n\
             {STYLE}{}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#report\">Skip to the report</a>\n",
            self.page_foot(handout)
        )
    }

    fn cover(&self, handout: &Handout) -> String {
        let mut text = String::from("<header>\n");
        if let Some(line) = &self.brand.confidential {
            let _ = writeln!(text, "<p class=\"confidential\"{}>{}</p>", dir(line), flowing(line));
        }
        text += &self.brand_line();
        let (title, scope) = (flowing(&handout.title), flowing(&handout.scope));
        let _ = writeln!(
            text,
            "<p class=\"kind\">{title}</p>\n<h1{}>{scope}</h1>",
            dir(&handout.scope)
        );
        if let Some(prepared) = self.prepared(handout) {
            let _ = writeln!(text, "<p class=\"prepared\">{}</p>", flowing(&prepared));
        }
        text.extend(handout.cover.iter().map(|content| self.content(content)));
        text + "</header>\n"
    }

    /// Returns the name and the logo of whose report it is.
    fn brand_line(&self) -> String {
        let Some(name) = &self.brand.name else { return String::new() };
        let logo = self.brand.logo.as_ref();
        let logo = logo.map(|logo| format!("<img src=\"{}\" alt=\"\"> ", logo.address()));
        format!("<p class=\"by\">{}<span>{}</span></p>\n", logo.unwrap_or_default(), flowing(name))
    }

    fn prepared(&self, handout: &Handout) -> Option<String> {
        handout.prepared.words(self.brand, &handout.scope)
    }

    /// Returns what stands at the foot of every printed page, beside its number.
    fn page_foot(&self, handout: &Handout) -> String {
        let prepared = self.prepared(handout).map(|line| in_style(&line));
        let line = self.brand.confidential.as_deref().map(in_style);
        let prepared = prepared.map(|text| format!("@bottom-left{{content:\"{text}\"}}"));
        let line = line.map(|text| format!("@top-left{{content:\"{text}\"}}"));
        let both = prepared.into_iter().chain(line).collect::<String>();
        if both.is_empty() { both } else { format!("@page{{{both}}}\n") }
    }

    fn section(&self, section: &Section, level: usize) -> String {
        let class = if section.page { " class=\"page\"" } else { "" };
        let (id, title) = (inert(&section.id), flowing(&section.title));
        // Only the parts of the report are landmarks; more would drown those who go by them.
        let landmark =
            if level == 2 { format!(" aria-labelledby=\"{id}-title\"") } else { String::new() };
        let mut text = format!(
            "<section{class} id=\"{id}\"{landmark}>\n<h{level} id=\"{id}-title\">{title}</h{level}>\n"
        );
        text.extend(section.content.iter().map(|content| self.content(content)));
        text.extend(section.parts.iter().map(|part| self.section(part, level + 1)));
        text + "</section>\n"
    }

    fn content(&self, content: &Content) -> String {
        match content {
            Content::Paragraph(text) => format!("<p{}>{}</p>\n", dir(text), flowing(text)),
            Content::Lead(text) => {
                format!("<p class=\"sentence\"{}>{}</p>\n", dir(text), flowing(text))
            }
            Content::Verdict(verdict) => self::verdict(verdict),
            Content::Facts(all) => facts(all),
            Content::List(lead, items) => list(lead, items),
            Content::Table(table) => self::table(table),
            Content::Radar => {
                let draw = |report| radar::within_page(report, self.accents().0);
                let picture = self.report.and_then(draw);
                picture.map_or_else(String::new, |svg| format!("<figure>\n{svg}</figure>\n"))
            }
            Content::Timeline(timeline) => {
                let picture = timeline.within_page(self.accents().0);
                picture.map_or_else(String::new, |svg| format!("<figure>\n{svg}</figure>\n"))
            }
            Content::Strip(strip) => {
                let legend = strip.legend.map(|legend| format!(" ({})", flowing(legend)));
                let title = flowing(&strip.title) + &legend.unwrap_or_default();
                let picture = strip.within_page(self.accents().0);
                picture.map_or_else(String::new, |svg| {
                    format!("<figure class=\"voices\">\n<figcaption>{title}</figcaption>\n{svg}</figure>\n")
                })
            }
            Content::Lines(lines) => {
                let picture = lines.within_page(self.accents().0);
                picture.map_or_else(String::new, |svg| format!("<figure>\n{svg}</figure>\n"))
            }
            Content::Working(lines) => working(lines),
            Content::Ticks(ticks) => self::ticks(ticks),
        }
    }
}

/// Returns the level that is held, with what stands beside it.
fn verdict(verdict: &Verdict) -> String {
    let less = verdict.less_on_evidence.as_ref();
    let less = less.map(|less| format!(" <span class=\"evidenced\">{}</span>", flowing(less)));
    let sentence = verdict.sentence.as_ref();
    let sentence =
        sentence.map(|text| format!("<p class=\"sentence\"{}>{}</p>\n", dir(text), flowing(text)));
    format!(
        "<p class=\"verdict\"><span class=\"level\">{}</span>{}</p>\n{}",
        flowing(&verdict.level),
        less.unwrap_or_default(),
        sentence.unwrap_or_default()
    )
}

/// Returns a text as it stands in a string of the style sheet: nothing but its letters and digits
/// is written as it is, so that it can neither end the string nor the style sheet. What is longer
/// than a line is cut.
fn in_style(text: &str) -> String {
    let text = shown(text);
    let mut letters = text.chars();
    let mut written = String::new();
    for letter in letters.by_ref().take(LONGEST_FOOT) {
        match letter {
            _ if letter.is_ascii_alphanumeric() => written.push(letter),
            _ => _ = write!(written, "\\{:06x}", u32::from(letter)),
        }
    }
    if letters.next().is_some() { written + "\\002026" } else { written }
}

/// Returns the attribute that lets a text with letters from right to left begin where they do.
fn dir(text: &str) -> &'static str {
    if runs_left(&outside_isolates(text)) { " dir=\"auto\"" } else { "" }
}

fn flowing(text: &str) -> String {
    html_flowing(text, LONGEST[0])
}

fn in_cell(text: &str) -> String {
    html_flowing(text, LONGEST[1])
}

fn at_head(text: &str) -> String {
    html_flowing(text, LONGEST[2])
}

fn contents(handout: &Handout) -> String {
    let link = |section: &Section| {
        format!("<li><a href=\"#{}\">{}</a></li>\n", inert(&section.id), flowing(&section.title))
    };
    let links: String = handout.sections.iter().map(link).collect();
    format!(
        "<nav aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">Contents</h2>\n\
         <ul>\n{links}</ul>\n</nav>\n"
    )
}

fn facts(facts: &[Fact]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let fact = |fact: &Fact| {
        let (name, text) = (flowing(&fact.name), flowing(&fact.text));
        format!("<dt>{name}</dt><dd{}>{text}</dd>\n", dir(&fact.text))
    };
    format!("<dl>\n{}</dl>\n", facts.iter().map(fact).collect::<String>())
}

fn list(lead: &str, items: &[String]) -> String {
    let brief = items.iter().all(|item| item.chars().count() <= BRIEF);
    let class = if brief { " class=\"brief\"" } else { "" };
    let items = items.iter().map(|item| format!("<li{}>{}</li>\n", dir(item), flowing(item)));
    let items: String = items.collect();
    let lead = if lead.is_empty() {
        String::new()
    } else {
        format!("<p class=\"lead\">{}</p>\n", flowing(lead))
    };
    format!("{lead}<ul{class}>\n{items}</ul>\n")
}

/// Returns a table. Where it becomes cards on a narrow screen, its parts say what they are, so
/// that it stays a table to those who hear it.
fn table(table: &Table) -> String {
    let wide = table.columns.len() >= WIDE;
    let role = |role: &str| if wide { format!(" role=\"{role}\"") } else { String::new() };
    let class = match (wide, table.rows.len() <= SHORT) {
        (true, true) => " class=\"wide short\"",
        (true, false) => " class=\"wide\"",
        (false, true) => " class=\"short\"",
        (false, false) => "",
    };
    let (row, heading, group) = (role("row"), role("columnheader"), role("rowgroup"));
    let mut text = format!(
        "<table{class}{}>\n<caption>{}</caption>\n<thead{group}><tr{row}>",
        role("table"),
        flowing(&table.caption)
    );
    for column in &table.columns {
        let _ = write!(text, "<th scope=\"col\"{heading}>{}</th>", at_head(column));
    }
    let _ = writeln!(text, "</tr></thead>\n<tbody{group}>");
    for cells in &table.rows {
        let _ = write!(text, "<tr{row}>");
        for (index, cell) in cells.iter().enumerate() {
            let column = table.columns.get(index).map_or("", String::as_str);
            text += &self::cell(cell, index == 0, wide.then_some(column));
        }
        text += "</tr>\n";
    }
    text + "</tbody>\n</table>\n"
}

/// Returns a cell; in a table that may become cards it carries the name of its column.
fn cell(cell: &Cell, is_heading: bool, column: Option<&str>) -> String {
    let heat = cell.heat.map(|heat| format!(" class=\"heat{}\"", heat.step()));
    let class = match cell.tone {
        Tone::Plain | Tone::Faint => heat.as_deref().unwrap_or_default(),
        Tone::Good => " class=\"good\"",
        Tone::Warning => " class=\"warn\"",
        Tone::Bad => " class=\"bad\"",
        Tone::Strong => " class=\"strong\"",
    };
    let bar = cell.bar.map(|Bar { full, all }| {
        let steps = "<b></b>".repeat(full) + &"<i></i>".repeat(all.saturating_sub(full));
        format!("<span class=\"bar\" aria-hidden=\"true\">{steps}</span>")
    });
    let text = in_cell(&cell.text) + &bar.unwrap_or_default();
    let dir = dir(&cell.text);
    match (is_heading, column) {
        (true, None) => format!("<th scope=\"row\"{class}{dir}>{text}</th>"),
        (true, Some(_)) => format!("<th scope=\"row\" role=\"rowheader\"{class}{dir}>{text}</th>"),
        (false, None) => format!("<td{class}{dir}>{text}</td>"),
        (false, Some(_)) if cell.text.is_empty() => "<td role=\"cell\"></td>".to_owned(),
        (false, Some(column)) => {
            format!("<td role=\"cell\" data-of=\"{}\"{class}{dir}>{text}</td>", inert(column))
        }
    }
}

/// Returns boxes to tick; on screen they can be ticked without a script.
fn ticks(ticks: &[Tick]) -> String {
    let tick = |tick: &Tick| {
        let (id, label, text) = (inert(&tick.id), flowing(&tick.label), flowing(&tick.text));
        format!(
            "<li><label for=\"tick-{id}\"><input type=\"checkbox\" id=\"tick-{id}\"> {label}</label>\n\
             <p>{text}</p></li>\n"
        )
    };
    format!("<ul class=\"ticks\">\n{}</ul>\n", ticks.iter().map(tick).collect::<String>())
}

fn working(lines: &str) -> String {
    let lines = lines.trim_matches('\n').lines().map(|line| flowing(line) + "\n");
    format!("<pre>{}</pre>\n", lines.collect::<String>())
}
