//! Tables as they are read from a stream: the header first, then whole rows, as many as there are at
//! once. Memory has a bound, whatever stands in them.

use crate::document::records::columns::Columns;
use crate::document::records::delimited::{Cut, Splitter, too_long};
use crate::document::records::header::{DELIMITERS, Header, first_row, header};
use crate::document::records::mapping::Mapping;
use crate::document::records::table::{Rows, Spot};
use crate::document::{Bounds, Finding, read};
use crate::domain::{Code, Instrument};
use std::io::{self, Read};
use std::sync::Arc;

/// How much is read at once.
const CHUNK: usize = 1 << 18;
/// The longest row.
const LONGEST: usize = Bounds::ANSWERS.bytes;

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Table<R> {
    stream: R,
    text: Vec<u8>,
    at: usize,
    is_end: bool,
    /// Whether something came since a row was looked for in vain that may end it.
    may_hold_row: bool,
    splitter: Splitter,
    columns: Arc<Columns>,
}

/// What is wrong with a table's header, and the text that it stands in.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) text: String,
    pub(super) findings: Vec<Finding>,
}

/// What a table is read by.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) instrument: &'static Instrument,
    pub(super) mapping: Arc<Mapping>,
    /// The sheet of workbooks, where one is named.
    pub(super) sheet: Option<String>,
}

impl<R: Read> Table<R> {
    /// Reads the header of a table.
    ///
    /// # Errors
    ///
    /// Where the stream cannot be read, and within it, where the header is wrong.
    pub(super) fn open(mut stream: R, reading: &Reading) -> io::Result<Result<Self, Refused>> {
        let mut text = Vec::new();
        let (mut is_end, mut end) = (false, None);
        while end.is_none() && !is_end && text.len() <= LONGEST {
            is_end = read_more(&mut stream, &mut text)? == 0;
            end = first_row(&text);
        }
        if end.is_none() && !is_end {
            let message = "the header is longer than 1 MiB".to_owned();
            let help = "a table begins with a row that names its columns".to_owned();
            let finding = Finding { code: Code::TooLarge, span: 0..0, message, help };
            return Ok(Err(Refused { text: String::new(), findings: vec![finding] }));
        }
        let first = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        if let Err(finding) = read::decode(first, Bounds::ANSWERS) {
            let text = read::marked(first, &finding).into_owned();
            return Ok(Err(Refused { text, findings: vec![finding] }));
        }
        let (delimiter, header) = parted(first, reading);
        let columns = match Columns::of(&header, reading.instrument, &reading.mapping) {
            Ok(columns) => Arc::new(columns),
            Err(findings) => return Ok(Err(Refused { text: header.text, findings })),
        };
        let (at, splitter) = (first.len(), Splitter::behind(first, delimiter));
        Ok(Ok(Self { stream, text, at, is_end, may_hold_row: true, splitter, columns }))
    }

    /// Returns the rows that come next, in this buffer; nothing at the end.
    ///
    /// # Errors
    ///
    /// Where the stream cannot be read on. All whole rows before were returned.
    pub(super) fn rows(&mut self, buffer: Vec<u8>) -> io::Result<Option<Rows>> {
        let mut rows = Rows::new(Arc::clone(&self.columns), buffer);
        loop {
            self.cut(&mut rows);
            if !rows.is_empty() {
                return Ok(Some(rows));
            }
            if self.is_end {
                return Ok(None);
            }
            self.text.drain(..self.at);
            self.at = 0;
            if self.text.len() > LONGEST {
                self.skip_line(&mut rows)?;
                return Ok(Some(rows));
            }
            let start = self.text.len();
            self.is_end = read_more(&mut self.stream, &mut self.text)? == 0;
            let new = self.text.get(start..).unwrap_or_default();
            let is_over = self.is_end || self.text.len() > LONGEST;
            self.may_hold_row |= is_over || memchr::memchr2(b'\n', b'\r', new).is_some();
        }
    }

    /// Returns the line that is read next.
    pub(super) fn line(&self) -> u64 {
        self.splitter.line()
    }

    /// Takes the whole rows that are there.
    fn cut(&mut self, rows: &mut Rows) {
        while self.may_hold_row && rows.size() < CHUNK {
            let text = self.text.get(self.at..).unwrap_or_default();
            match self.splitter.cut(text, self.is_end, rows) {
                Cut::Row(length) => self.at += length,
                Cut::More | Cut::End => self.may_hold_row = false,
            }
        }
    }

    /// Passes a row that is too long.
    fn skip_line(&mut self, rows: &mut Rows) -> io::Result<()> {
        let spot = Spot { line: self.splitter.line(), column: 1 };
        rows.break_row(spot, (spot, too_long()));
        loop {
            self.text.clear();
            if read_more(&mut self.stream, &mut self.text)? == 0 {
                self.is_end = true;
                return Ok(());
            }
            if let Some(end) = memchr::memchr(b'\n', &self.text) {
                self.text.drain(..=end);
                self.splitter.pass_line();
                self.may_hold_row = true;
                return Ok(());
            }
        }
    }
}

/// Returns what parts the cells of a header, and its columns: of all ways to take it apart the one
/// that gives most columns that are known, and then most columns.
fn parted(first: &[u8], reading: &Reading) -> (u8, Header) {
    let questionnaire = reading.instrument.questionnaire();
    let found = DELIMITERS.into_iter().rev().map(|delimiter| {
        let header = header(first, delimiter);
        let names = header.names.iter();
        let known = names.filter(|(name, _)| reading.mapping.knows(name, questionnaire)).count();
        (known, header.names.len(), delimiter, header)
    });
    let best = found.max_by_key(|(known, all, ..)| (*known, *all));
    best.map_or((b',', Header::default()), |(_, _, delimiter, header)| (delimiter, header))
}

/// Returns what stands in the first row of a table in the column of this name, as far as the start
/// of the table holds it.
pub(super) fn peek(start: &[u8], column: &str) -> Option<String> {
    let end = first_row(start)?;
    let (first, rest) = start.split_at_checked(end)?;
    let row = rest.get(..first_row(rest)?)?;
    DELIMITERS.into_iter().find_map(|delimiter| {
        let names = header(first, delimiter).names;
        let cell = names.iter().position(|(name, _)| name == column)?;
        let cells = header(row, delimiter).names;
        cells.get(cell).map(|(text, _)| text.clone()).filter(|text| !text.is_empty())
    })
}

/// Reads what is there, and returns how much; nothing at the end.
fn read_more(stream: &mut impl Read, text: &mut Vec<u8>) -> io::Result<usize> {
    let start = text.len();
    text.resize(start + CHUNK, 0);
    let read = loop {
        match stream.read(text.get_mut(start..).unwrap_or_default()) {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    text.truncate(start + read.as_ref().copied().unwrap_or_default());
    read
}
