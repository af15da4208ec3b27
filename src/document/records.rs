//! Records: one answers document after the other. Whatever is plainly written is taken piece by
//! piece, each answer through the same acceptance as in a file of its own, and what became of it is
//! remembered; whatever is not goes through the reader of answers files, which words what is wrong.

pub mod columns;
pub mod delimited;
pub mod header;
mod heard;
pub mod map_file;
pub mod mapping;
mod row;
mod scanner;
pub mod table;
pub mod target;

use super::answers;
use super::node::{Bounds, Finding, Format};
use super::read;
use crate::domain::instrument::Instrument;
use crate::domain::marks::Marks;
use crate::domain::portfolio::Record;
use crate::domain::views::Views;
use crate::domain::{AnswerSheet, Date};
use foldhash::fast::RandomState;
use heard::Heard;
pub use row::RowText;
use scanner::Scanner;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many different days are remembered.
const DAYS: usize = 4096;

/// How many tags a plainly written record has.
const TAGS: usize = 64;

/// Reads the records of one run, all answers to one instrument.
#[derive(Debug)]
pub struct RecordReader<'i> {
    instrument: &'i Instrument,
    /// What is remembered of each answer; nothing where the facts of a record decide what applies,
    /// so that no answer stands by itself.
    heard: Option<Heard<'i>>,
    days: HashMap<Box<str>, Date, RandomState>,
}

/// Returns the record that a sheet of answers is.
#[must_use]
pub fn of_sheet(instrument: &Instrument, sheet: &AnswerSheet) -> Record<'static> {
    let given = sheet.given();
    let tags = given.tags.iter().map(|(id, text)| (id.clone().into(), text.clone().into()));
    Record {
        scope: given.scope.clone().into(),
        date: given.date,
        tags: tags.collect(),
        marks: sheet.marks(instrument.rubric()),
        unknown: sheet.count_unknown(instrument),
        views: Views::of(instrument, sheet).and_then(|views| views.range()),
    }
}

/// What stands at the top of a record.
#[derive(Default)]
struct Head<'t> {
    scope: Option<&'t str>,
    date: Option<Date>,
    tags: Option<Vec<(Cow<'t, str>, Cow<'t, str>)>>,
    marks: Option<(Marks, usize)>,
    /// Whether these stand there: respondent, questionnaire, edition.
    others: [bool; 3],
}

impl<'i> RecordReader<'i> {
    /// Returns a reader that has read nothing yet.
    #[must_use]
    pub fn new(instrument: &'i Instrument) -> Self {
        let days = HashMap::default();
        Self { instrument, heard: Heard::of(instrument), days }
    }

    /// Reads a record that is a JSON document.
    ///
    /// # Errors
    ///
    /// Returns every finding, in shape and in sense, in the order of the text.
    pub fn read<'t>(&mut self, text: &'t str) -> Result<Record<'t>, Vec<Finding>> {
        match self.plain(text) {
            Some(record) => Ok(record),
            None => self.any(text),
        }
    }

    /// Reads a record as an answers file is read.
    fn any<'t>(&self, text: &str) -> Result<Record<'t>, Vec<Finding>> {
        let tree = read::tree(text, Format::Json, Bounds::ANSWERS)?;
        let sheet = answers::read(&tree, self.instrument)?;
        Ok(of_sheet(self.instrument, &sheet))
    }

    /// Reads a record that is plainly written and that nothing is wrong with; nothing where that is
    /// not sure.
    pub fn plain<'t>(&mut self, text: &'t str) -> Option<Record<'t>> {
        self.heard.as_ref()?;
        let mut scanner = Scanner::of(text);
        let mut head = Head::default();
        scanner.entries(|scanner, key| self.take(scanner, key, &mut head))?;
        if !scanner.is_done() {
            return None;
        }
        let (marks, unknown) = head.marks?;
        Some(Record {
            scope: Cow::Borrowed(head.scope?),
            date: head.date?,
            tags: head.tags.unwrap_or_default(),
            marks,
            unknown,
            views: None,
        })
    }

    /// Takes what stands at one key of a record.
    fn take<'t>(
        &mut self,
        scanner: &mut Scanner<'t>,
        key: &str,
        head: &mut Head<'t>,
    ) -> Option<()> {
        let [respondent, named, edition] = &mut head.others;
        let questionnaire = self.instrument.questionnaire();
        match key {
            "scope" if head.scope.is_none() => head.scope = Some(scanner.words()?),
            "date" if head.date.is_none() => head.date = Some(self.day(scanner.plain_text()?)?),
            "tags" if head.tags.is_none() => head.tags = Some(tags(scanner)?),
            "answers" if head.marks.is_none() => {
                head.marks = Some(self.heard.as_mut()?.answers(scanner, head.date)?);
            }
            "respondent" if !*respondent => *respondent = !scanner.words()?.is_empty(),
            "questionnaire" if !*named => {
                *named = true;
                return (scanner.words()? == questionnaire.id).then_some(());
            }
            "edition" if !*edition => {
                *edition = true;
                return (scanner.value()?.parse() == Ok(questionnaire.edition)).then_some(());
            }
            _ => return None,
        }
        Some(())
    }

    fn day(&mut self, written: &str) -> Option<Date> {
        if let Some(day) = self.days.get(written) {
            return Some(*day);
        }
        let day = Date::parse(written)?;
        if self.days.len() >= DAYS {
            self.days.clear();
        }
        self.days.insert(written.into(), day);
        Some(day)
    }
}

/// Takes tags that are texts, each once.
fn tags<'t>(scanner: &mut Scanner<'t>) -> Option<Vec<(Cow<'t, str>, Cow<'t, str>)>> {
    let mut tags: Vec<(Cow<'t, str>, Cow<'t, str>)> = Vec::new();
    scanner.entries(|scanner, id| {
        let text = scanner.words()?;
        let place = tags.binary_search_by(|(known, _)| known.as_ref().cmp(id)).err()?;
        let is_taken = tags.len() < TAGS && super::is_snake_case(id);
        is_taken.then(|| tags.insert(place, (Cow::Borrowed(id), Cow::Borrowed(text))))
    })?;
    Some(tags)
}
