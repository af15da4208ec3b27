//! Judges batches of records, on as many threads as there are processors. Each has its own reader,
//! judge and tally; what is written comes in the order of the input.

use super::batches::{Batch, Content, Cutter, Stopped, Wrong, is_blank, lines_of};
use super::sheets::cell_name;
use super::sources::Sources;
use super::tables::{Reading, Refused};
use crate::cli::args::portfolio::EachForm;
use crate::cli::files;
use crate::document::location::Location;
use crate::document::records::mapping::Mapping;
use crate::document::records::table::{RowView, Rows, Spot};
use crate::document::records::{RecordReader, RowText, of_sheet};
use crate::document::{Bounds, Finding, Format, answers, read};
use crate::domain::Instrument;
use crate::domain::portfolio::Record;
use crate::domain::portfolio::attention::Place;
use crate::domain::portfolio::judge::Judge;
use crate::domain::portfolio::tally::{Counting, Tally};
use crate::report::portfolio::each::{self, Located};
use crate::report::portfolio::rows::Columns;
use crate::report::portfolio::{each_csv, workbook};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What a run judges by, and what it counts.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) instrument: &'static Instrument,
    pub(super) counting: Counting,
    pub(super) each: Option<EachForm>,
    /// What tables mean.
    pub(super) mapping: Arc<Mapping>,
    /// The sheet of workbooks, where one is named.
    pub(super) sheet: Option<String>,
    /// Whether operations are not to be named.
    pub(super) anonymous: bool,
}

impl Task {
    /// Returns what the rows of a workbook have in common.
    pub(super) fn columns(&self) -> Columns<'_> {
        Columns {
            instrument: self.instrument,
            group_by: &self.counting.group_by,
            anonymous: self.anonymous,
        }
    }
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Done {
    number: u64,
    /// How many records were in it.
    pub(super) records: u64,
    /// A row for each, where rows are wanted.
    pub(super) rows: Vec<u8>,
    /// What is wrong with those that could not be judged.
    pub(super) wrong: Vec<Located>,
    /// How many they are.
    pub(super) invalid: u64,
    /// The number of a table whose header is wrong, and what is wrong with it: nothing is read on.
    pub(super) refused: Option<(usize, Refused)>,
    /// What is wrong with the names of columns in a workbook: nothing is read on.
    pub(super) sheet_refused: Option<(usize, Vec<String>)>,
    /// What is said beside the records.
    pub(super) remark: Option<String>,
    /// The buffer, to be used again.
    buffer: Option<Vec<u8>>,
}

/// What comes back from a thread.
enum Sent {
    Done(Done),
    Finished(Box<Tally>),
}

/// Judges all records; `each` takes what became of each batch, in the order of input, and says
/// whether to go on. Returns what all come to.
///
/// # Errors
///
/// Returns the error of `each`.
pub(super) fn judge_all<E>(
    task: &Task,
    sources: &Arc<Sources>,
    opened: Option<impl Read + Send + 'static>,
    mut each: impl FnMut(&mut Done) -> Result<(), E>,
) -> Result<Tally, E> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (give_back, free) = channel();
    for _ in 0..threads + 2 {
        let _ = give_back.send(Vec::new());
    }
    let (to, batches) = sync_channel(threads);
    let batches = Arc::new(Mutex::new(batches));
    let (report, reports) = channel();
    for _ in 0..threads {
        let (task, sources) = (task.clone(), Arc::clone(sources));
        let (batches, report) = (Arc::clone(&batches), report.clone());
        thread::spawn(move || Worker::new(task, sources).work(&batches, &report));
    }
    drop(report);
    let reading = Arc::clone(sources);
    let tables = Reading {
        instrument: task.instrument,
        mapping: Arc::clone(&task.mapping),
        sheet: task.sheet.clone(),
    };
    thread::spawn(move || cut(&reading, Cutter::new(free, to, tables), opened));
    let mut tally = Tally::new(task.counting.clone());
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for sent in reports {
        match sent {
            Sent::Finished(part) => tally.merge(*part),
            Sent::Done(done) => {
                waiting.insert(done.number, done);
            }
        }
        while let Some(mut done) = waiting.remove(&next) {
            each(&mut done)?;
            next += 1;
            if let Some(buffer) = done.buffer.take() {
                let _ = give_back.send(buffer);
            }
        }
    }
    Ok(tally)
}

/// Cuts all sources into batches, until nobody takes them any more.
fn cut(sources: &Sources, mut cutter: Cutter, mut opened: Option<impl Read>) {
    for (file, source) in sources.list.iter().enumerate() {
        // Only the first one may be open already.
        if let Err(Stopped) = cutter.send_all(file, source, opened.take()) {
            return;
        }
    }
}

/// One thread's part.
struct Worker {
    task: Task,
    sources: Arc<Sources>,
    reader: RecordReader<'static>,
    judge: Judge<'static>,
    tally: Tally,
    /// The row of a table that was read last, to be written over by the next.
    document: RowText,
    /// The sheet that it stands in, where it stands in a workbook.
    sheet: Option<Arc<str>>,
}

impl Worker {
    fn new(task: Task, sources: Arc<Sources>) -> Self {
        let tally = Tally::new(task.counting.clone());
        let (reader, judge) = (RecordReader::new(task.instrument), Judge::new(task.instrument));
        Self { task, sources, reader, judge, tally, document: RowText::default(), sheet: None }
    }

    fn work(mut self, batches: &Mutex<Receiver<Batch>>, report: &Sender<Sent>) {
        loop {
            let batch = batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(batch) = batch else { break };
            if report.send(Sent::Done(self.done(batch))).is_err() {
                return;
            }
        }
        let _ = report.send(Sent::Finished(Box::new(self.tally)));
    }

    fn done(&mut self, batch: Batch) -> Done {
        let mut done = Done { number: batch.number, ..Done::default() };
        let mut place = Place { record: batch.first_record, file: batch.file, line: None };
        match batch.content {
            Content::Lines(buffer) => {
                let mut line = batch.first_line;
                for text in lines_of(&buffer) {
                    if !is_blank(text) {
                        place.line = Some(line);
                        self.line(text, place, &mut done);
                        place.record += 1;
                    }
                    line += 1;
                }
                done.buffer = Some(buffer);
            }
            Content::Rows(rows) => {
                self.rows(&rows, place, &mut done);
                done.buffer = Some(rows.into_buffer());
            }
            Content::SheetRows(rows, sheet) => {
                self.sheet = Some(sheet);
                self.rows(&rows, place, &mut done);
                self.sheet = None;
                done.buffer = Some(rows.into_buffer());
            }
            Content::Remark(remark) => done.remark = Some(remark),
            Content::SheetRefused(wrong) => done.sheet_refused = Some((batch.file, wrong)),
            Content::Refused(refused) => done.refused = Some((batch.file, refused)),
            Content::File(path, format) => self.file(&path, format, place, &mut done),
            Content::Wrong(wrong) => {
                place.line = Some(batch.first_line).filter(|line| *line > 0);
                self.refuse(place, vec![self.worded(wrong, place)], &mut done);
            }
        }
        done
    }

    /// Judges a line.
    fn line(&mut self, text: &[u8], place: Place, done: &mut Done) {
        let read = match read::decode(text, Bounds::ANSWERS) {
            Ok(decoded) => self.reader.read(decoded).map_err(|found| (decoded.into(), found)),
            Err(found) => Err((read::marked(text, &found), vec![found])),
        };
        match read {
            Ok(record) => self.take(&record, place, done),
            Err((text, findings)) => {
                let found = findings.iter().map(|one| self.located(&text, one, place));
                self.refuse(place, found.collect(), done);
            }
        }
    }

    /// Judges the rows of a table that say anything.
    fn rows(&mut self, rows: &Rows, mut place: Place, done: &mut Done) {
        for row in rows.rows().filter(RowView::is_record) {
            place.line = Some(row.spot().line);
            self.row(rows, &row, place, done);
            place.record += 1;
        }
    }

    /// Judges a row.
    fn row(&mut self, rows: &Rows, row: &RowView<'_>, place: Place, done: &mut Done) {
        let columns = &rows.columns;
        let cells = match row.texts(columns.width()) {
            Ok(cells) => cells,
            Err((spot, finding)) => {
                let wrong = self.in_table((spot.line, Some(spot.column)), &finding, place);
                return self.refuse(place, vec![wrong], done);
            }
        };
        let mut document = std::mem::take(&mut self.document);
        columns.write(&cells, &mut document);
        match self.reader.read(document.text()) {
            Ok(record) => self.take(&record, place, done),
            Err(findings) => {
                let wrong = findings.into_iter().map(|finding| {
                    let (cell, finding) = columns.told(&document, finding);
                    let spot = cell.map(|cell| row.spot_of(cell));
                    let line = spot.map_or(row.spot().line, |spot| spot.line);
                    self.in_table((line, spot.map(|spot| spot.column)), &finding, place)
                });
                let wrong = wrong.collect();
                self.refuse(place, wrong, done);
            }
        }
        self.document = document;
    }

    /// Says where in a table something is wrong.
    fn in_table(
        &self,
        (line, column): (u64, Option<usize>),
        finding: &Finding,
        place: Place,
    ) -> Located {
        Located {
            file: self.name(place),
            line: Some(line),
            column,
            cell: self
                .sheet
                .as_deref()
                .map(|sheet| cell_name(sheet, Spot { line, column: column.unwrap_or(1) })),
            code: Some(finding.code.as_str()),
            message: finding.message.clone(),
            help: finding.help.clone(),
        }
    }

    /// Judges a file that is one record.
    fn file(&mut self, path: &Path, format: Format, place: Place, done: &mut Done) {
        let bytes = match files::read(path, Bounds::ANSWERS) {
            Ok(bytes) => bytes,
            Err(why) => {
                let wrong = self.worded(Wrong::Unreadable(format!("{why:#}")), place);
                return self.refuse(place, vec![wrong], done);
            }
        };
        let decoded = read::decode(&bytes, Bounds::ANSWERS);
        let read = decoded.map_err(|found| vec![found]).and_then(|text| {
            let tree = read::tree(text, format, Bounds::ANSWERS)?;
            answers::read(&tree, self.task.instrument)
        });
        match read {
            Ok(sheet) => self.take(&of_sheet(self.task.instrument, &sheet), place, done),
            Err(findings) => {
                let text = String::from_utf8_lossy(&bytes);
                let place = Place { line: Some(1), ..place };
                let found = findings.iter().map(|one| self.located(&text, one, place));
                self.refuse(place, found.collect(), done);
            }
        }
    }

    /// Judges and counts a record.
    fn take(&mut self, record: &Record<'_>, place: Place, done: &mut Done) {
        let judged = self.judge.judge(record);
        self.tally.add(record, &judged, place);
        done.records += 1;
        let Some(form) = self.task.each else { return };
        let (day, instrument) = (record.date.to_string(), self.task.instrument);
        let row = (place.record, record, &*day);
        match form {
            EachForm::Xlsx => {
                let cells = self.task.columns().judged(place.record, record, &judged);
                workbook::add_row(&mut done.rows, place.record, &cells);
            }
            // Writing into memory does not fail.
            EachForm::Ndjson => {
                let _ = each::ndjson(&mut done.rows, instrument, row, &judged);
            }
            EachForm::Csv => each_csv::row(&mut done.rows, instrument, row, &judged),
        }
    }

    /// Counts a record that cannot be judged.
    fn refuse(&mut self, place: Place, wrong: Vec<Located>, done: &mut Done) {
        self.tally.invalid += 1;
        done.records += 1;
        done.invalid += 1;
        match self.task.each {
            Some(EachForm::Ndjson) => {
                let _ = each::ndjson_invalid(&mut done.rows, place.record, &wrong);
            }
            Some(EachForm::Csv) => {
                let instrument = self.task.instrument;
                each_csv::invalid_row(&mut done.rows, instrument, place.record, &wrong);
            }
            Some(EachForm::Xlsx) => {
                let cells = self.task.columns().invalid(place.record, &wrong);
                workbook::add_row(&mut done.rows, place.record, &cells);
            }
            None => {}
        }
        done.wrong.extend(wrong);
    }

    fn located(&self, text: &str, finding: &Finding, place: Place) -> Located {
        let location = Location::of(text, &finding.span);
        let lines = u64::try_from(location.number - 1).unwrap_or_default();
        Located {
            file: self.name(place),
            line: place.line.map(|line| line + lines),
            column: Some(location.column),
            cell: None,
            code: Some(finding.code.as_str()),
            message: finding.message.clone(),
            help: finding.help.clone(),
        }
    }

    fn worded(&self, wrong: Wrong, place: Place) -> Located {
        let (message, help) = match wrong {
            Wrong::LongLine => (
                format!("the line is longer than {} MiB", Bounds::ANSWERS.bytes >> 20),
                "write one answers document on each line",
            ),
            Wrong::Unreadable(why) => (why, ""),
        };
        Located {
            file: self.name(place),
            line: place.line,
            column: None,
            cell: None,
            code: None,
            message,
            help: help.to_owned(),
        }
    }

    fn name(&self, place: Place) -> String {
        self.sources.names.get(place.file).cloned().unwrap_or_default()
    }
}
