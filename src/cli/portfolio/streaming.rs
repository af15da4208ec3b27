//! What is told while records are judged: a row for each, what is wrong with those that cannot be
//! judged, and how far it is.

use super::judging::{Done, Task};
use super::progress::Progress;
use super::sources::Sources;
use super::tables::Refused;
use super::workbooks::Book;
use crate::cli::args::Global;
use crate::cli::args::portfolio::EachForm;
use crate::cli::exit::Failure;
use crate::cli::files::{self, GrowingFile, OutputFile};
use crate::cli::terminal;
use crate::report::portfolio::each_csv;
use std::io::{self, IsTerminal, Write};

/// How much goes to a pipe at once: as much as a system writes whole or not at all.
const WHOLE: usize = 4096;

/// Tells what becomes of records.
pub(super) struct Streaming<'r> {
    global: &'r Global,
    sources: &'r Sources,
    /// The file that rows go to; nothing where it is standard output, or there are none.
    file: Option<GrowingFile>,
    /// The workbook that rows go to instead.
    book: Option<Book>,
    /// What stands before the first row.
    header: Vec<u8>,
    /// Whether there is a row for each record.
    has_rows: bool,
    progress: Progress,
}

impl<'r> Streaming<'r> {
    /// Begins: a file for rows is made now, so that nothing is judged in vain.
    pub(super) fn open(
        global: &'r Global,
        task: &Task,
        sources: &'r Sources,
        (output, book): (Option<&OutputFile>, Option<Book>),
    ) -> Result<Self, Failure> {
        let has_rows = task.each.is_some() && !book.as_ref().is_some_and(Book::is_of_summary);
        let mut header = Vec::new();
        if task.each == Some(EachForm::Csv) {
            each_csv::header(&mut header, &task.columns().names());
        }
        let file =
            output.filter(|_| has_rows && book.is_none()).map(OutputFile::grow).transpose()?;
        if has_rows {
            // From now on an interruption waits for whole lines.
            drop(files::uninterrupted());
        }
        let to_terminal =
            has_rows && file.is_none() && book.is_none() && io::stdout().is_terminal();
        let progress = Progress::begin(global, to_terminal);
        Ok(Self { global, sources, file, book, header, has_rows, progress })
    }

    /// Tells what became of a batch.
    pub(super) fn take(&mut self, done: &mut Done) -> Result<(), Failure> {
        if let Some((file, Refused { text, findings })) = done.refused.take() {
            self.progress.clear();
            let name = self.sources.names.get(file).cloned().unwrap_or_default();
            return Err(Failure::Document { name, text, findings });
        }
        if let Some((file, wrong)) = done.sheet_refused.take() {
            self.progress.clear();
            let name = self.sources.names.get(file).cloned().unwrap_or_default();
            return Err(Failure::Flags(wrong.iter().map(|one| format!("{name}: {one}")).collect()));
        }
        if let Some(remark) = &done.remark {
            self.progress.clear();
            terminal::remark(self.global, remark);
        }
        if let Some(book) = &mut self.book {
            book.add(done)?;
        } else if !done.rows.is_empty() {
            let header = std::mem::take(&mut self.header);
            self.write(&header)?;
            self.write(&done.rows)?;
        }
        if !done.wrong.is_empty() {
            self.progress.clear();
            let lines: Vec<_> = done.wrong.iter().map(ToString::to_string).collect();
            // Where nobody can read it, the count still says how many there are.
            let _ = terminal::say(self.global, &(lines.join("\n") + "\n"));
        }
        self.progress.count(done.records, done.invalid);
        Ok(())
    }

    /// Ends: so many records were met. Returns the workbook, which may have more to take.
    pub(super) fn finish(mut self, records: u64) -> Result<Option<Book>, Failure> {
        self.progress.clear();
        let last = self.progress.last_line().filter(|_| self.has_rows && records > 0);
        let (global, book) = (self.global, self.book.take());
        self.close(records)?;
        if let Some(last) = last {
            terminal::remark(global, &last);
        }
        Ok(book)
    }

    /// Puts the file of rows in its place, should there be any.
    fn close(self, records: u64) -> Result<(), Failure> {
        let Some(file) = self.file.filter(|_| records > 0) else { return Ok(()) };
        let name = file.name().to_owned();
        file.finish().map_err(files::failure)?;
        terminal::remark(self.global, &format!("a row for each record in {name}"));
        Ok(())
    }

    /// Writes whole lines.
    fn write(&mut self, lines: &[u8]) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            return file.write(lines).map_err(files::failure);
        }
        let mut rest = lines;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(whole_lines(rest));
            let _whole = files::uninterrupted();
            let mut stdout = io::stdout().lock();
            let written = stdout.write_all(now).and_then(|()| stdout.flush());
            written.map_err(|error| files::stream_failure(error, "standard output"))?;
            rest = later;
        }
        Ok(())
    }
}

/// Returns how long the lines at the start of a text are that go together; at least one does.
fn whole_lines(text: &[u8]) -> usize {
    let start = text.get(..WHOLE).unwrap_or(text);
    let end = memchr::memrchr(b'\n', start).or_else(|| memchr::memchr(b'\n', text));
    end.map_or(text.len(), |end| end + 1)
}
