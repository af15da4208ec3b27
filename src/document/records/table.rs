//! Rows of cells as they come out of a table, packed: the texts in one buffer, and of each where it
//! stands.

use super::columns::Columns;
use crate::document::{Bounds, Finding, read};
use crate::domain::Code;
use std::sync::Arc;

/// Where a cell stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The line, from 1.
    pub line: u64,
    /// The column, in characters from 1.
    pub column: usize,
}

/// Some rows of one table.
#[derive(Debug)]
pub struct Rows {
    /// What the cells of a row mean.
    pub columns: Arc<Columns>,
    bytes: Vec<u8>,
    cells: Vec<Cell>,
    list: Vec<Row>,
    /// How many cells the row has that is not whole yet.
    open: usize,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    end: usize,
    spot: Spot,
}

#[derive(Debug)]
struct Row {
    spot: Spot,
    /// Where its cells end among all.
    cells: usize,
    /// How many cells it has: more than are kept, where they are too many.
    width: usize,
    /// Why it could not be taken apart, and where.
    broken: Option<(Spot, Finding)>,
}

impl Rows {
    /// Returns a table without rows, whose texts go into `buffer`.
    #[must_use]
    pub fn new(columns: Arc<Columns>, mut buffer: Vec<u8>) -> Self {
        buffer.clear();
        Self { columns, bytes: buffer, cells: Vec::new(), list: Vec::new(), open: 0 }
    }

    /// Adds to the text of the cell that is being read.
    pub fn push(&mut self, text: &[u8]) {
        // What no column stands for is counted, not kept.
        if self.open <= self.columns.width() {
            self.bytes.extend_from_slice(text);
        }
    }

    /// Ends the cell that is being read, and says where it stands.
    pub fn end_cell(&mut self, spot: Spot) {
        if self.open <= self.columns.width() {
            self.cells.push(Cell { end: self.bytes.len(), spot });
        }
        self.open += 1;
    }

    /// Returns the text of the cell that is being read, as far as it came.
    #[must_use]
    pub fn open_text(&self) -> &[u8] {
        let start = self.cells.last().map_or(0, |cell| cell.end);
        self.bytes.get(start..).unwrap_or_default()
    }

    /// Ends the row that is being read.
    pub fn end_row(&mut self, spot: Spot) {
        let (cells, width) = (self.cells.len(), std::mem::take(&mut self.open));
        self.list.push(Row { spot, cells, width, broken: None });
    }

    /// Gives up the row that is being read: it cannot be taken apart.
    pub fn break_row(&mut self, spot: Spot, broken: (Spot, Finding)) {
        self.forget_row();
        let cells = self.cells.len();
        self.list.push(Row { spot, cells, width: 0, broken: Some(broken) });
    }

    /// Forgets the row that is being read.
    pub fn forget_row(&mut self) {
        self.open = 0;
        self.cells.truncate(self.list.last().map_or(0, |row| row.cells));
        self.bytes.truncate(self.cells.last().map_or(0, |cell| cell.end));
    }

    /// Returns the size of what is in it.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len() + size_of::<Cell>() * self.cells.len()
    }

    /// Returns whether there is no row in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns how many of the rows are records: those that say anything, or are broken.
    #[must_use]
    pub fn records(&self) -> usize {
        self.rows().filter(RowView::is_record).count()
    }

    /// Returns the rows.
    pub fn rows(&self) -> impl Iterator<Item = RowView<'_>> {
        let mut first = 0;
        self.list.iter().map(move |row| {
            let cells = self.cells.get(first..row.cells).unwrap_or_default();
            let start = first.checked_sub(1).and_then(|last| self.cells.get(last));
            first = row.cells;
            RowView { bytes: &self.bytes, start: start.map_or(0, |cell| cell.end), cells, row }
        })
    }

    /// Returns the buffer, to be used again.
    #[must_use]
    pub fn into_buffer(self) -> Vec<u8> {
        self.bytes
    }
}

/// One row.
#[derive(Debug)]
pub struct RowView<'r> {
    bytes: &'r [u8],
    start: usize,
    cells: &'r [Cell],
    row: &'r Row,
}

impl<'r> RowView<'r> {
    /// Returns where the row begins.
    #[must_use]
    pub fn spot(&self) -> Spot {
        self.row.spot
    }

    /// Returns how many cells it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.row.width
    }

    /// Returns why it could not be taken apart, and where.
    #[must_use]
    pub fn broken(&self) -> Option<&'r (Spot, Finding)> {
        self.row.broken.as_ref()
    }

    /// Returns where a cell stands; the row's own place where there is none.
    #[must_use]
    pub fn spot_of(&self, cell: usize) -> Spot {
        self.cells.get(cell).map_or(self.row.spot, |cell| cell.spot)
    }

    /// Returns the texts of its cells.
    pub fn cells(&self) -> impl Iterator<Item = &'r [u8]> + use<'r> {
        let (bytes, mut start) = (self.bytes, self.start);
        self.cells.iter().map(move |cell| {
            let text = bytes.get(start..cell.end).unwrap_or_default();
            start = cell.end;
            text
        })
    }

    /// Returns the texts of its cells, of which there are as many as there should be.
    ///
    /// # Errors
    ///
    /// Says why the row cannot be read, and where.
    pub fn texts(&self, width: usize) -> Result<Vec<&'r str>, (Spot, Finding)> {
        if let Some(broken) = self.broken() {
            return Err(broken.clone());
        }
        if self.width() != width {
            let message = format!("the row has {} cells, and the header {width}", self.width());
            let help = "a cell too many or too few shifts all that stands behind it: put a text \
                        that holds the character between cells into quotes"
                .to_owned();
            let finding = Finding { code: Code::Syntax, span: 0..0, message, help };
            return Err((self.spot(), finding));
        }
        let texts = self.cells().enumerate().map(|(number, cell)| {
            read::decode(cell, Bounds::ANSWERS).map_err(|why| (self.spot_of(number), why))
        });
        texts.collect()
    }

    /// Returns whether it is a record: a row that says nothing is none.
    #[must_use]
    pub fn is_record(&self) -> bool {
        let text = || self.cells().any(|cell| !cell.trim_ascii().is_empty());
        self.row.broken.is_some() || text()
    }
}
