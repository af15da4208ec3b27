//! Rows of records as CSV (RFC 4180): the cells that a workbook has as well. Columns are only ever
//! added, before the last.

use crate::domain::exact::Hundredths;
use crate::report::escape::cell;
use crate::report::sheets::Cell;

/// How much is written at once: most rows are shorter.
const ROW: usize = 512;

/// Writes the names of the columns.
pub fn header(to: &mut Vec<u8>, names: &[String]) {
    line(to, names.iter().cloned());
}

/// Writes a row of so many columns; those at its end that have no cell are empty.
pub fn row(to: &mut Vec<u8>, width: usize, cells: &[Cell]) {
    let empty = std::iter::repeat(String::new());
    line(to, cells.iter().map(spelled).chain(empty).take(width));
}

fn spelled(one: &Cell) -> String {
    match one {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Heading(text) => cell(text),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(number) => Hundredths(*number).to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

fn line(to: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(ROW)
        .from_writer(to);
    // Writing into memory does not fail.
    let _ = writer.write_record(cells.collect::<Vec<_>>());
    let _ = writer.flush();
}
