//! Cuts what is read into batches of whole records, in buffers of a pool that does not grow: however
//! large a file is, and whatever stands in it, memory has a bound.

use super::sheets;
use super::sources::{Kind, Source};
use super::tables::{Reading, Refused, Table};
use crate::cli::files;
use crate::document::Bounds;
use crate::document::records::table::Rows;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

/// How much is read at once.
const BATCH: usize = 1 << 18;
/// The longest line, and one byte more.
const LONGEST: usize = Bounds::ANSWERS.bytes + 1;

/// Some records in a row.
#[derive(Debug)]
pub(super) struct Batch {
    /// The batch's number, from 0.
    pub(super) number: u64,
    /// The number of the file.
    pub(super) file: usize,
    /// The number of the first record, from 1.
    pub(super) first_record: u64,
    /// The number of the first line, from 1.
    pub(super) first_line: u64,
    /// What is in it.
    pub(super) content: Content,
}

/// What is in a batch.
#[derive(Debug)]
pub(super) enum Content {
    /// Whole lines.
    Lines(Vec<u8>),
    /// Whole rows of a table.
    Rows(Rows),
    /// Whole rows of a table in a workbook, and the name of their sheet.
    SheetRows(Rows, Arc<str>),
    /// What is said of a workbook beside its records.
    Remark(String),
    /// A workbook that is not read, for the names of its columns are wrong.
    SheetRefused(Vec<String>),
    /// A table that is not read, for its header is wrong.
    Refused(Refused),
    /// A file that is one record.
    File(PathBuf, crate::document::Format),
    /// What could not be read, and counts as one record: where a line is meant, what is wrong, and
    /// what to do.
    Wrong(Wrong),
}

/// Why something could not be read.
#[derive(Clone, Debug)]
pub(super) enum Wrong {
    /// A line is longer than any may be.
    LongLine,
    /// The file cannot be opened, or read on.
    Unreadable(String),
}

/// Cuts files into batches, and sends them.
#[derive(Debug)]
pub(super) struct Cutter {
    /// Buffers that nobody uses.
    pub(super) free: Receiver<Vec<u8>>,
    /// Those who judge.
    pub(super) to: SyncSender<Batch>,
    /// What tables are read by.
    reading: Reading,
    batches: u64,
    records: u64,
}

/// Nobody takes batches any more.
pub(super) struct Stopped;

impl Cutter {
    pub(super) fn new(free: Receiver<Vec<u8>>, to: SyncSender<Batch>, reading: Reading) -> Self {
        Self { free, to, reading, batches: 0, records: 0 }
    }

    /// Sends all that is in a source, which may have been opened already.
    pub(super) fn send_all(
        &mut self,
        file: usize,
        source: &Source,
        stream: Option<impl Read>,
    ) -> Result<(), Stopped> {
        if let Some(why) = &source.wrong {
            return self.wrong(file, 0, Wrong::Unreadable(why.clone()));
        }
        match (source.kind, stream) {
            (Kind::Document(format), _) => {
                let content = Content::File(source.path.clone(), format);
                self.send(file, 0, (content, 1))
            }
            (Kind::Workbook, _) => self.workbook(file, source),
            (_, Some(stream)) => self.stream(file, source.kind, stream),
            (_, None) => match source.open() {
                Ok(stream) => self.stream(file, source.kind, stream),
                Err(why) => self.wrong(file, 0, Wrong::Unreadable(format!("{why:#}"))),
            },
        }
    }

    fn stream(&mut self, file: usize, kind: Kind, mut stream: impl Read) -> Result<(), Stopped> {
        match kind {
            Kind::Table => self.table(file, stream),
            Kind::Lines | Kind::Document(_) | Kind::Workbook => self.lines(file, &mut stream),
        }
    }

    /// Sends the rows of a table.
    fn table(&mut self, file: usize, stream: impl Read) -> Result<(), Stopped> {
        let mut table = match Table::open(stream, &self.reading) {
            Ok(Ok(table)) => table,
            Ok(Err(refused)) => return self.send(file, 1, (Content::Refused(refused), 0)),
            Err(why) => return self.wrong(file, 1, unreadable(&why)),
        };
        loop {
            let buffer = self.free.recv().map_err(|_| Stopped)?;
            match table.rows(buffer) {
                Ok(Some(rows)) => {
                    let records = u64::try_from(rows.records()).unwrap_or_default();
                    self.send(file, 1, (Content::Rows(rows), records))?;
                }
                Ok(None) => return Ok(()),
                Err(why) => return self.wrong(file, table.line(), unreadable(&why)),
            }
        }
    }

    /// Sends the rows of a table in a workbook.
    fn workbook(&mut self, file: usize, source: &Source) -> Result<(), Stopped> {
        let name = files::name(&source.path);
        let mut opened = match sheets::open(&source.path, &name, self.reading.sheet.as_deref()) {
            Ok(opened) => opened,
            Err(why) => return self.wrong(file, 0, not_read(&why)),
        };
        if let Some(remark) = opened.remark.take() {
            self.send(file, 0, (Content::Remark(remark), 0))?;
        }
        let mut table = match sheets::Table::open(&mut opened, &self.reading) {
            Ok(Ok(Some(table))) => table,
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(refused)) => return self.send(file, 0, (Content::SheetRefused(refused), 0)),
            Err(why) => return self.wrong(file, 0, not_read(&why)),
        };
        loop {
            let buffer = self.free.recv().map_err(|_| Stopped)?;
            match table.rows(buffer) {
                Ok(Some(rows)) => {
                    let records = u64::try_from(rows.records()).unwrap_or_default();
                    self.send(file, 1, (Content::SheetRows(rows, table.sheet()), records))?;
                }
                Ok(None) => return Ok(()),
                Err(why) => return self.wrong(file, table.line() + 1, not_read(&why)),
            }
        }
    }

    fn lines(&mut self, file: usize, stream: &mut impl Read) -> Result<(), Stopped> {
        let mut line = 1;
        let mut rest = Vec::new();
        loop {
            let mut buffer = self.free.recv().map_err(|_| Stopped)?;
            buffer.clear();
            buffer.append(&mut rest);
            let filled = fill(stream, &mut buffer);
            let end = memchr::memrchr(b'\n', &buffer).map_or(0, |end| end + 1);
            match filled {
                Ok(Filled::Whole) => {
                    rest.extend_from_slice(buffer.get(end..).unwrap_or_default());
                    buffer.truncate(end);
                    line = self.send_lines(file, line, buffer)?;
                }
                Ok(Filled::End) => {
                    self.send_lines(file, line, buffer)?;
                    return Ok(());
                }
                Ok(Filled::LongLine) => {
                    self.wrong(file, line, Wrong::LongLine)?;
                    let skipped = skip_line(stream, &mut buffer);
                    std::mem::swap(&mut rest, &mut buffer);
                    line += 1;
                    self.send_lines(file, line, buffer)?;
                    if let Err(why) = skipped {
                        return self.wrong(file, line, unreadable(&why));
                    }
                }
                Err(why) => {
                    // What is whole before it counts.
                    buffer.truncate(end);
                    let line = self.send_lines(file, line, buffer)?;
                    return self.wrong(file, line, unreadable(&why));
                }
            }
        }
    }

    /// Sends lines, and returns the number of the line after them.
    fn send_lines(&mut self, file: usize, line: u64, buffer: Vec<u8>) -> Result<u64, Stopped> {
        let mut lines = 0;
        let mut records = 0;
        for text in lines_of(&buffer) {
            lines += 1;
            records += u64::from(!is_blank(text));
        }
        self.send(file, line, (Content::Lines(buffer), records))?;
        Ok(line + lines)
    }

    fn wrong(&mut self, file: usize, line: u64, wrong: Wrong) -> Result<(), Stopped> {
        self.send(file, line, (Content::Wrong(wrong), 1))
    }

    fn send(
        &mut self,
        file: usize,
        first_line: u64,
        (content, records): (Content, u64),
    ) -> Result<(), Stopped> {
        let (number, first_record) = (self.batches, self.records + 1);
        self.batches += 1;
        self.records += records;
        let batch = Batch { number, file, first_record, first_line, content };
        self.to.send(batch).map_err(|_| Stopped)
    }
}

fn not_read(why: &str) -> Wrong {
    Wrong::Unreadable(format!("cannot read the workbook: {why}"))
}

fn unreadable(why: &io::Error) -> Wrong {
    Wrong::Unreadable(format!("cannot read on: {why}"))
}

/// Returns the lines of a text without their ends.
pub(super) fn lines_of(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..end)?;
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(line)
    })
}

/// Returns whether there is nothing but space on a line.
pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// How a buffer was filled.
enum Filled {
    /// There is a whole line in it, and more to come.
    Whole,
    /// Nothing more comes.
    End,
    /// The line in it is too long.
    LongLine,
}

/// Fills a buffer until there is a whole line in it. It waits for no more than that, so that what comes
/// slowly is judged as it comes.
fn fill(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<Filled> {
    if memchr::memchr(b'\n', buffer).is_some() {
        return Ok(Filled::Whole);
    }
    loop {
        let read = read_once(stream, buffer)?;
        if read.is_empty() {
            return Ok(Filled::End);
        }
        if memchr::memchr(b'\n', read).is_some() {
            return Ok(Filled::Whole);
        }
        if buffer.len() > LONGEST {
            return Ok(Filled::LongLine);
        }
    }
}

/// Reads what is there, and returns it; nothing at the end.
fn read_once<'b>(stream: &mut impl Read, buffer: &'b mut Vec<u8>) -> io::Result<&'b [u8]> {
    let start = buffer.len();
    buffer.resize(start + BATCH, 0);
    let read = loop {
        match stream.read(buffer.get_mut(start..).unwrap_or_default()) {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    buffer.truncate(start + read.as_ref().copied().unwrap_or_default());
    read.map(|_| buffer.get(start..).unwrap_or_default())
}

/// Passes the rest of a line; what was read beyond it is left in the buffer.
fn skip_line(stream: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<()> {
    loop {
        buffer.clear();
        if read_once(stream, buffer)?.is_empty() {
            return Ok(());
        }
        if let Some(end) = memchr::memchr(b'\n', buffer) {
            buffer.drain(..=end);
            return Ok(());
        }
    }
}
