//! What became of each answer that was met: the marks that it makes by itself. A record's marks are
//! those of a sheet without answers, with what each of its answers changes.

use super::scanner::Scanner;
use crate::document::answer::AnswerReader;
use crate::document::fields::Findings;
use crate::document::json;
use crate::domain::marks::{Answer, Mark, Marks};
use crate::domain::questionnaire::Question;
use crate::domain::sheet::Accepted;
use crate::domain::{AnswerSheet, Date, GivenAnswers, Instrument};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::rc::Rc;

/// How many different answers are remembered. Beyond it, all is forgotten: memory has a bound.
const REMEMBERED: usize = 1 << 15;

/// Hears answers, and remembers what became of them.
#[derive(Debug)]
pub(super) struct Heard<'i> {
    instrument: &'i Instrument,
    /// The marks of a sheet without answers, and how many questions it leaves unknown.
    silent: (Marks, usize),
    questions: HashMap<&'i str, Asked<'i>, RandomState>,
    /// How many answers are remembered.
    remembered: usize,
    /// How many records were begun.
    records: u64,
    said: String,
}

/// A question, and what became of the answers to it.
#[derive(Debug)]
struct Asked<'i> {
    question: &'i Question,
    /// The last record that answered it.
    answered_in: u64,
    answers: HashMap<Written, Option<Rc<Change>>, RandomState>,
}

/// An answer as it is written, not too long to be remembered: it lies beside what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Written([u8; 64]);

impl Written {
    fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; 64];
        let (text, length) = (text.as_bytes(), u8::try_from(text.len()).ok()?);
        let (last, room) = bytes.split_last_mut()?;
        *last = length;
        room.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self(bytes))
    }
}

/// What one answer changes about the marks of a sheet without answers.
#[derive(Debug, Default)]
struct Change {
    marks: Vec<(usize, Mark)>,
    /// The caps that it puts on, by index.
    caps: Vec<usize>,
    /// The caps that no longer wait for an answer, by index.
    closed: Vec<usize>,
    /// How many questions are unknown no more.
    known: usize,
    /// Whether it says that the question does not apply.
    is_left_out: bool,
}

impl<'i> Heard<'i> {
    /// Returns what hears answers to an instrument; nothing where what applies hangs on facts, so
    /// that no answer stands by itself.
    pub(super) fn of(instrument: &'i Instrument) -> Option<Self> {
        let questionnaire = instrument.questionnaire();
        if questionnaire.all().any(|question| !question.applies_if.is_empty()) {
            return None;
        }
        let sheet = AnswerSheet::check(instrument, &silence()).ok()?;
        let asked = |question: &'i Question| Asked {
            question,
            answered_in: 0,
            answers: HashMap::default(),
        };
        let questions = questionnaire.all().map(|one| (one.id.as_str(), asked(one)));
        Some(Self {
            instrument,
            silent: (sheet.marks(instrument.rubric()), sheet.count_unknown(instrument)),
            questions: questions.collect(),
            remembered: 0,
            records: 0,
            said: String::new(),
        })
    }

    /// Takes the answers of a record of this day, if it is known yet: its marks, and how many
    /// questions are unknown. Nothing where something is not plain, or may be wrong.
    pub(super) fn answers(
        &mut self,
        scanner: &mut Scanner<'_>,
        day: Option<Date>,
    ) -> Option<(Marks, usize)> {
        self.records += 1;
        let (mut marks, mut unknown) = self.silent.clone();
        let mut left_out = 0;
        scanner.entries(|scanner, id| {
            let change = self.answer(scanner, id, day)?;
            change.put_on(&mut marks)?;
            unknown = unknown.checked_sub(change.known)?;
            left_out += usize::from(change.is_left_out);
            Some(())
        })?;
        let too_many = left_out > self.instrument.rubric().not_applicable_at_most;
        (!too_many && !counts_nothing(&marks)).then_some((marks, unknown))
    }

    fn answer(
        &mut self,
        scanner: &mut Scanner<'_>,
        id: &str,
        day: Option<Date>,
    ) -> Option<Rc<Change>> {
        let mut inside = *scanner;
        let written = scanner.value()?;
        let asked = self.questions.get_mut(id)?;
        if std::mem::replace(&mut asked.answered_in, self.records) == self.records {
            return None;
        }
        // Most are written just as another one was.
        if let Some(known) = Written::of(written).and_then(|key| asked.answers.get(&key)) {
            return known.clone();
        }
        let change = |day| change(self.instrument, &self.silent, (asked.question, written), day);
        self.said.clear();
        let heard = said(&mut inside, &mut self.said)?;
        if heard.hangs_on_the_day {
            return change(day?).map(Rc::new);
        }
        let key = Written::of(if heard.is_all_that_counts { written } else { &self.said });
        if let Some(known) = key.and_then(|key| asked.answers.get(&key)) {
            return known.clone();
        }
        let change = change(Date::LAST).map(Rc::new);
        if let Some(key) = key {
            asked.answers.insert(key, change.clone());
            self.remembered += 1;
        }
        if self.remembered > REMEMBERED {
            self.remembered = 0;
            self.questions.iter_mut().for_each(|(_, asked)| asked.answers.clear());
        }
        change
    }
}

impl Change {
    /// Makes the change.
    fn put_on(&self, marks: &mut Marks) -> Option<()> {
        for (index, mark) in &self.marks {
            *marks.questions.get_mut(*index)? = *mark;
        }
        for cap in &self.caps {
            *marks.caps.get_mut(*cap)? = true;
        }
        for cap in &self.closed {
            *marks.open.get_mut(*cap)? = false;
        }
        Some(())
    }
}

/// How an answer is to be remembered.
struct Said {
    /// Whether it hangs on the day of the record, and is not.
    hangs_on_the_day: bool,
    /// Whether all that is written counts.
    is_all_that_counts: bool,
}

/// Takes an answer, and writes down what counts of it: not the words of its source and its note.
fn said(scanner: &mut Scanner<'_>, said: &mut String) -> Option<Said> {
    let mut heard = Said { hangs_on_the_day: false, is_all_that_counts: true };
    if !scanner.is_at_mapping() {
        return Some(heard);
    }
    scanner.entries(|scanner, key| {
        // In its quotes, so that no key looks like a key and a value.
        said.extend(["\"", key, "\""]);
        match key {
            "source" | "note" => {
                scanner.words()?;
                heard.is_all_that_counts = false;
            }
            "as_of" => {
                Date::parse(scanner.plain_text()?)?;
                heard.is_all_that_counts = false;
            }
            // What each of several people said widens the range of the whole.
            "said" => return None,
            _ => {
                heard.hangs_on_the_day |= key == "on";
                said.extend([":", scanner.value()?]);
            }
        }
        said.push(',');
        Some(())
    })?;
    Some(heard)
}

/// Returns what an answer by itself changes about the marks of a sheet without answers; nothing
/// where it is refused.
fn change(
    instrument: &Instrument,
    (silent, unknown): &(Marks, usize),
    (question, written): (&Question, &str),
    day: Date,
) -> Option<Change> {
    let mut findings = Findings::default();
    let tree = json::read(written).ok()?;
    let answer = AnswerReader::of(question).read(&tree, &mut findings)?;
    let mut given = silence();
    given.date = day;
    given.answers.insert(question.id.clone(), answer);
    let sheet = AnswerSheet::check(instrument, &given).ok().filter(|_| findings.0.is_empty())?;
    let marks = sheet.marks(instrument.rubric());
    let changed = marks.questions.iter().zip(&silent.questions).enumerate();
    let changed = changed.filter(|(_, (now, before))| now != before);
    let differ = |now: &[bool], before: &[bool]| {
        let pairs = now.iter().zip(before).enumerate();
        pairs.filter(|(_, (now, before))| now != before).map(|(index, _)| index).collect()
    };
    Some(Change {
        marks: changed.map(|(index, (mark, _))| (index, *mark)).collect(),
        caps: differ(&marks.caps, &silent.caps),
        closed: differ(&marks.open, &silent.open),
        known: unknown.checked_sub(sheet.count_unknown(instrument))?,
        is_left_out: matches!(sheet.answer(&question.id), Some(Accepted::NotApplicable(_))),
    })
}

/// Returns whether nothing of these marks counts.
fn counts_nothing(marks: &Marks) -> bool {
    marks.questions.iter().all(|mark| mark.answer == Answer::NotApplicable)
}

/// Returns answers that say nothing.
fn silence() -> GivenAnswers {
    GivenAnswers::empty(String::new(), Date::LAST)
}
