//! Who has answered what, as a page: never what was answered.

use super::section::{Cell, Content, Section, Table};
use crate::report::merging::status::{PersonStatus, Progress, Status};
use crate::report::styled::Tone;
use crate::report::words::{first_few, isolated};

/// The most titles in one cell.
const NAMED: usize = 20;

/// Returns how many people have answered everything.
pub(super) fn cover(status: &Status) -> Vec<Content> {
    let done = |person: &&PersonStatus| person.count(Progress::Open) == 0;
    let (all, done) = (status.people.len(), status.people.iter().filter(done).count());
    vec![Content::Lead(format!("People who have nothing left open: {done} of {all}."))]
}

/// Returns what each person has answered, in numbers, and what is left.
pub(super) fn sections(status: &Status) -> Vec<Section> {
    let columns = ["Person", "Answered", "Not known", "Open", "What is open"];
    let mut table = Table::new("How many questions each person has answered", &columns);
    table.rows.extend(status.people.iter().map(|person| {
        let open = status.titles(person, Progress::Open);
        let count = |what| person.count(what).to_string();
        let tone = if open.is_empty() { Tone::Good } else { Tone::Warning };
        let open = open.into_iter().map(isolated).collect();
        vec![
            isolated(&person.name).into(),
            count(Progress::Answered).into(),
            count(Progress::Unknown).into(),
            Cell::toned(count(Progress::Open), tone),
            first_few(open, NAMED).into(),
        ]
    }));
    vec![Section::new("people", "Who has answered").with([Content::Table(table)]), each(status)]
}

/// Returns what became of each question, person by person.
fn each(status: &Status) -> Section {
    let titles = status.questions.iter().map(|(_, title)| title.as_str());
    let columns: Vec<_> = std::iter::once("Person").chain(titles).collect();
    let mut table = Table::new("What became of each question", &columns);
    table.rows.extend(status.people.iter().map(|person| {
        let marks = person.progress.iter().map(|progress| Cell::from(progress.words()));
        std::iter::once(Cell::from(isolated(&person.name))).chain(marks).collect()
    }));
    Section::new("questions", "Question by question").with([Content::Table(table)])
}
