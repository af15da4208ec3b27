//! Where one operation stands among those of the user's own portfolio.

use super::section::{Cell, Content, Section, Table};
use crate::report::Report;
use crate::report::against::{COLUMNS, TITLE};

/// Returns the part; nothing where the report is held against no portfolio.
pub(super) fn section(report: &Report<'_>) -> Option<Section> {
    let words = report.beside_words()?;
    let mut table = Table::new("How many stand at or below", &COLUMNS);
    let rows = report.beside_rows().into_iter();
    table.rows.extend(rows.map(|row| row.map(Cell::from).into()));
    let section = Section::new("against", TITLE);
    Some(section.with([Content::Paragraph(words), Content::Table(table)]))
}
