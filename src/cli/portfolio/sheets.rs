//! Tables that stand in Excel workbooks: the row that names the columns, then whole rows, as many as
//! go together. What is wrong is told by sheet and cell.

use super::tables::Reading;
use crate::cli::workbook::{Cell, Row, Rows as SheetRows, Workbook};
use crate::document::Finding;
use crate::document::records::columns::Columns;
use crate::document::records::header::Header;
use crate::document::records::table::{Rows, Spot};
use crate::document::sheet_value::column_letters;
use crate::domain::Code;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// How much goes together.
const CHUNK: usize = 1 << 18;

/// What became of opening a workbook.
pub(super) struct Opened {
    pub(super) workbook: Workbook,
    pub(super) sheet: crate::cli::workbook::Sheet,
    /// Which other sheets there are, for people who named none.
    pub(super) remark: Option<String>,
}

/// A table in a workbook.
pub(super) struct Table<'w> {
    rows: SheetRows<'w>,
    sheet: Arc<str>,
    columns: Arc<Columns>,
    /// In which column of the sheet each of the table's columns stands.
    places: Vec<usize>,
    /// Why the sheet cannot be read on, where that was met behind whole rows.
    failed: Option<String>,
}

/// Opens a workbook, and finds the sheet to read.
pub(super) fn open(path: &Path, name: &str, sheet: Option<&str>) -> Result<Opened, String> {
    let file = File::open(path).map_err(|why| why.to_string())?;
    let workbook = Workbook::open(file)?;
    let (found, others) = workbook.sheet(sheet)?;
    let remark = (sheet.is_none() && !others.is_empty()).then(|| {
        format!(
            "{name}: the sheet {} is read; --sheet NAME reads another: {}",
            found.name,
            others.join(", ")
        )
    });
    Ok(Opened { sheet: found, remark, workbook })
}

/// Returns what stands in the first row in the column of this name.
pub(super) fn peek(path: &Path, sheet: Option<&str>, column: &str) -> Option<String> {
    let mut opened = open(path, "", sheet).ok()?;
    let mut rows = opened.workbook.rows(&opened.sheet).ok()?;
    let (header, first) = (rows.next().ok()??, rows.next().ok()??);
    let is_it = |cell: &&Cell| cell.text.as_ref().is_ok_and(|text| text.trim() == column);
    let place = header.cells.iter().find(is_it)?.column;
    let cell = first.cells.into_iter().find(|cell| cell.column == place)?;
    cell.text.ok().map(|text| text.trim().to_owned())
}

/// Returns how a cell is named.
pub(super) fn cell_name(sheet: &str, spot: Spot) -> String {
    let letters = column_letters(spot.column.saturating_sub(1));
    format!("{sheet}!{letters}{}", spot.line)
}

impl<'w> Table<'w> {
    /// Reads the row that names the columns; nothing where the sheet is empty.
    ///
    /// # Errors
    ///
    /// Where the sheet cannot be read, and within it, what is wrong with the names of columns: each
    /// by the name of its cell.
    pub(super) fn open(
        opened: &'w mut Opened,
        reading: &Reading,
    ) -> Result<Result<Option<Self>, Vec<String>>, String> {
        let sheet: Arc<str> = opened.sheet.name.as_str().into();
        let mut rows = opened.workbook.rows(&opened.sheet)?;
        let Some(first) = rows.next()? else { return Ok(Ok(None)) };
        let (mut header, mut places) = (Header::default(), Vec::new());
        let mut findings = Vec::new();
        let name_of =
            |place| cell_name(&sheet, Spot { line: u64::from(first.number), column: place + 1 });
        for cell in &first.cells {
            let name = match &cell.text {
                Ok(name) => name.trim(),
                Err(why) => {
                    findings.push(format!("{}: {why}", name_of(cell.column)));
                    continue;
                }
            };
            let start = header.text.len();
            header.text.push_str(name);
            header.names.push((name.to_owned(), start..header.text.len()));
            header.text.push('\t');
            places.push(cell.column);
        }
        let columns = match Columns::of(&header, reading.instrument, &reading.mapping) {
            Ok(columns) if findings.is_empty() => Arc::new(columns),
            Ok(_) => return Ok(Err(findings)),
            Err(wrong) => {
                findings.extend(wrong.into_iter().map(|one| {
                    let is_here = |(_, span): &&(String, _)| *span == one.span;
                    let number = header.names.iter().position(|name| is_here(&name));
                    let place = number.and_then(|number| places.get(number).copied());
                    format!("{}: {}; {}", name_of(place.unwrap_or(0)), one.message, one.help)
                }));
                return Ok(Err(findings));
            }
        };
        Ok(Ok(Some(Self { rows, sheet, columns, places, failed: None })))
    }

    /// Returns the name of the sheet.
    pub(super) fn sheet(&self) -> Arc<str> {
        Arc::clone(&self.sheet)
    }

    /// Returns the rows that come next, in this buffer; nothing at the end. What was read before
    /// something went wrong comes first.
    ///
    /// # Errors
    ///
    /// Where the sheet cannot be read on.
    pub(super) fn rows(&mut self, buffer: Vec<u8>) -> Result<Option<Rows>, String> {
        if let Some(why) = self.failed.take() {
            return Err(why);
        }
        let mut rows = Rows::new(Arc::clone(&self.columns), buffer);
        while rows.size() < CHUNK {
            match self.rows.next() {
                Ok(Some(row)) => self.add(&row, &mut rows),
                Ok(None) => break,
                Err(why) if rows.is_empty() => return Err(why),
                Err(why) => {
                    self.failed = Some(why);
                    break;
                }
            }
        }
        Ok((!rows.is_empty()).then_some(rows))
    }

    /// Adds a row with as many cells as the table has columns.
    fn add(&self, row: &Row, rows: &mut Rows) {
        let line = u64::from(row.number);
        let spot = |column: usize| Spot { line, column: column + 1 };
        let mut cells = row.cells.iter().peekable();
        for (number, place) in self.places.iter().enumerate() {
            while let Some(cell) = cells.next_if(|cell| cell.column <= *place) {
                if cell.column < *place {
                    return broken(rows, spot(0), (spot(cell.column), below_nothing()));
                }
                match &cell.text {
                    Ok(text) => rows.push(text.as_bytes()),
                    // In a column that is passed over, anything may stand.
                    Err(_) if !self.columns.uses(number) => {}
                    Err(why) => {
                        return broken(rows, spot(0), (spot(*place), no_value(why)));
                    }
                }
            }
            rows.end_cell(spot(*place));
        }
        if let Some(cell) = cells.next() {
            return broken(rows, spot(0), (spot(cell.column), below_nothing()));
        }
        rows.end_row(spot(0));
    }

    /// Returns the number of the last row that was read.
    pub(super) fn line(&self) -> u64 {
        u64::from(self.rows.last())
    }
}

fn broken(rows: &mut Rows, spot: Spot, wrong: (Spot, Finding)) {
    rows.break_row(spot, wrong);
}

fn below_nothing() -> Finding {
    Finding {
        code: Code::Syntax,
        span: 0..0,
        message: "this cell stands in a column without a name".to_owned(),
        help: "empty it, or name the column in the first row".to_owned(),
    }
}

fn no_value(why: &str) -> Finding {
    Finding {
        code: Code::Syntax,
        span: 0..0,
        message: why.to_owned(),
        help: "write the value itself, or open the workbook in a spreadsheet program, put the \
               formula right and save"
            .to_owned(),
    }
}
