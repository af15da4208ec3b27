//! What the operation achieves: figures now and a year ago.

use super::section::{Cell, Content, Section, Table};
use crate::report::Report;
use crate::report::outcomes::{NO_LEVEL, OutcomeLine, lines};
use crate::report::styled::Tone;
use crate::report::words::isolated;

/// Returns all outcomes; nothing where no figure was given.
pub(super) fn section(report: &Report<'_>) -> Option<Section> {
    let lines = lines(report);
    let columns = ["Outcome", "Now", "A year ago", "Change"];
    let mut table = Table::new("What the operation achieves", &columns);
    table.rows.extend(lines.iter().map(|line| row(*line)));
    let content = [Content::paragraph(NO_LEVEL), Content::Table(table)];
    let section = Section::new("outcomes", "What the operation achieves").with(content);
    lines.iter().any(|line| line.is_given()).then_some(section)
}

/// Returns the outcomes that were given, in few lines for the first page; nothing where none was.
pub(super) fn in_brief(report: &Report<'_>) -> Option<Section> {
    let given = lines(report).into_iter().filter(|line| line.is_given());
    let given: Vec<_> = given.map(brief).collect();
    let section = Section::new("front-outcomes", "What the operation achieves");
    let text = format!("{}. {NO_LEVEL}", given.join("; "));
    (!given.is_empty()).then(|| section.with([Content::paragraph(text)]))
}

/// Says what an outcome is now, what it was a year ago, and what that means.
fn brief(line: OutcomeLine<'_>) -> String {
    let (title, unit) = (isolated(&line.outcome.title), isolated(&line.outcome.unit));
    let [now, year_ago] = line.figures();
    match line.change() {
        Some(change) => format!("{title} ({unit}): {now}, a year ago {year_ago}, {change}"),
        None => format!("{title} ({unit}): {now}, a year ago {year_ago}"),
    }
}

fn row(line: OutcomeLine<'_>) -> Vec<Cell> {
    let tone = match line.change() {
        Some("better") => Tone::Good,
        Some("worse") => Tone::Warning,
        _ => Tone::Plain,
    };
    let (title, unit) = (isolated(&line.outcome.title), isolated(&line.outcome.unit));
    let [now, year_ago] = line.figures();
    vec![
        format!("{title} ({unit})").into(),
        now.into(),
        year_ago.into(),
        Cell::toned(line.arrow(), tone),
    ]
}
