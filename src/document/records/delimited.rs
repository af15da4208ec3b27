//! Delimited text (CSV) into rows. The library takes cells apart; what it takes although it is not
//! written as it should be is refused here, so that nothing is guessed at.

use super::header::{UNCLOSED, finding, misquoted};
use super::table::{Rows, Spot};
use crate::document::{Bounds, Finding};
use crate::domain::Code;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// How much of a cell is taken at once.
const PIECE: usize = 4096;

/// What became of a text that may begin with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// There was a row in as many bytes.
    Row(usize),
    /// There is no whole row yet.
    More,
    /// Nothing but line ends follows.
    End,
}

/// Takes rows apart.
#[derive(Debug)]
pub struct Splitter {
    core: Reader,
    piece: Vec<u8>,
    /// Where the next row begins.
    spot: Spot,
}

/// A cell that was read: where the text behind it begins, and whether it is the row's last one.
struct Read {
    end: usize,
    next: usize,
    is_last: bool,
}

impl Splitter {
    /// Returns what takes rows apart whose cells are parted by `delimiter`.
    #[must_use]
    pub fn new(delimiter: u8) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        Self { core, piece: vec![0; PIECE], spot: Spot { line: 1, column: 1 } }
    }

    /// Returns what takes apart the rows behind a header.
    #[must_use]
    pub fn behind(header: &[u8], delimiter: u8) -> Self {
        let crlf = memchr::memmem::find_iter(header, b"\r\n").count();
        let ends = memchr::memchr2_iter(b'\r', b'\n', header).count() - crlf;
        let spot = Spot { line: 1 + u64::try_from(ends).unwrap_or_default(), column: 1 };
        Self { spot, ..Self::new(delimiter) }
    }

    /// Returns the line that is read next, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.spot.line
    }

    /// Notes that the rest of a line was passed over.
    pub fn pass_line(&mut self) {
        self.spot.line += 1;
    }

    /// Takes the row at the start of a text apart; with `is_end`, nothing follows the text.
    pub fn cut(&mut self, text: &[u8], is_end: bool, rows: &mut Rows) -> Cut {
        let begun = self.spot;
        let Some(start) = self.skip_line_ends(text, is_end) else {
            self.spot = begun;
            return if is_end { Cut::End } else { Cut::More };
        };
        self.core.reset();
        let row = self.spot;
        let mut at = start;
        loop {
            let spot = self.spot;
            let Some(read) = self.read(text, at, is_end, rows) else {
                rows.forget_row();
                self.spot = begun;
                return self.unfinished(text, (start, at), (row, spot), rows);
            };
            let raw = text.get(at..read.end).unwrap_or_default();
            if let Some(finding) = misquoted(raw, rows.open_text()) {
                return self.broken(text, at, (row, spot, finding), rows);
            }
            rows.end_cell(spot);
            self.pass(raw);
            at = read.next;
            if read.is_last {
                if read.end - start > Bounds::ANSWERS.bytes {
                    rows.break_row(row, (row, too_long()));
                } else {
                    rows.end_row(row);
                }
                let passed = text.get(read.end..at).is_some_and(|end| !end.is_empty());
                self.spot = Spot { line: self.spot.line + u64::from(passed), column: 1 };
                return Cut::Row(at);
            }
            self.spot.column += 1;
        }
    }

    /// Passes line ends before a row; nothing where no row has begun.
    fn skip_line_ends(&mut self, text: &[u8], is_end: bool) -> Option<usize> {
        let mut at = 0;
        loop {
            match text.get(at..)? {
                [b'\r'] if !is_end => return None,
                [b'\r', b'\n', ..] => at += 2,
                [b'\r' | b'\n', ..] => at += 1,
                [] => return None,
                _ => return Some(at),
            }
            self.spot.line += 1;
        }
    }

    /// Reads a cell into the rows; nothing where it is not whole.
    fn read(&mut self, text: &[u8], start: usize, is_end: bool, rows: &mut Rows) -> Option<Read> {
        let mut at = start;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            if rest.is_empty() && !is_end {
                return None;
            }
            let (result, read, written) = self.core.read_field(rest, &mut self.piece);
            at += read;
            rows.push(self.piece.get(..written).unwrap_or_default());
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                // Where a text ends without one, a cell ends without anything behind it.
                ReadFieldResult::End => return Some(Read { end: at, next: at, is_last: true }),
                ReadFieldResult::Field { record_end } => {
                    let end = if rest.is_empty() { at } else { at - 1 };
                    return ended(text, (end, at), (record_end, is_end));
                }
            }
        }
    }

    /// Moves on behind a cell.
    fn pass(&mut self, raw: &[u8]) {
        let mut rest = raw;
        if raw.starts_with(b"\"") {
            for (at, byte) in raw.iter().enumerate() {
                let is_end = match byte {
                    b'\n' => true,
                    b'\r' => raw.get(at + 1) != Some(&b'\n'),
                    _ => false,
                };
                if is_end {
                    self.spot = Spot { line: self.spot.line + 1, column: 1 };
                    rest = raw.get(at + 1..).unwrap_or_default();
                }
            }
        }
        self.spot.column += rest.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    }

    /// Says what becomes of a row that does not end in a text.
    fn unfinished(
        &mut self,
        text: &[u8],
        (start, cell): (usize, usize),
        (row, spot): (Spot, Spot),
        rows: &mut Rows,
    ) -> Cut {
        let is_quoted = text.get(cell) == Some(&b'"');
        let has_line = memchr::memchr2(b'\n', b'\r', text.get(cell..).unwrap_or_default());
        if text.len() - start <= Bounds::ANSWERS.bytes || !is_quoted || has_line.is_none() {
            return Cut::More;
        }
        let finding = finding("the quote that opens here is not closed within 1 MiB", UNCLOSED);
        self.broken(text, cell, (row, spot, finding), rows)
    }

    /// Gives a row up, and goes on at the line after the one that the broken cell begins in.
    fn broken(
        &mut self,
        text: &[u8],
        cell: usize,
        (row, spot, finding): (Spot, Spot, Finding),
        rows: &mut Rows,
    ) -> Cut {
        rows.break_row(row, (spot, finding));
        let rest = text.get(cell..).unwrap_or_default();
        let end = memchr::memchr2(b'\n', b'\r', rest).map(|end| cell + end);
        let next = match end {
            None => text.len(),
            Some(end) if text.get(end..end + 2) == Some(b"\r\n") => end + 2,
            Some(end) => end + 1,
        };
        self.spot = Spot { line: spot.line + u64::from(end.is_some()), column: 1 };
        Cut::Row(next)
    }
}

/// Returns where a cell ended; nothing where it may end in two characters, of which one is there.
fn ended(
    text: &[u8],
    (end, mut next): (usize, usize),
    (is_last, is_end): (bool, bool),
) -> Option<Read> {
    if is_last && text.get(end..next) == Some(b"\r") {
        match text.get(next) {
            Some(b'\n') => next += 1,
            None if !is_end => return None,
            _ => {}
        }
    }
    Some(Read { end, next, is_last })
}

/// Returns the finding about a row that is too long.
#[must_use]
pub fn too_long() -> Finding {
    let message = format!("the row is longer than {} MiB", Bounds::ANSWERS.bytes >> 20);
    Finding { code: Code::TooLarge, ..finding(&message, "write one record in each row") }
}
