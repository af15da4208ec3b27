//! A handbook of an instrument: a page about the whole of it, and one about each thing in it, for
//! whoever answers, judges or changes it. Works from what the files say, and so for any instrument.

mod asked;
mod beside;
mod book;
mod defined;
mod dimension;
mod judged;
mod whole;

pub use book::{Book, Page};

use super::json::ReferenceV1;
use super::json_text;
use super::meaning_json::AsJson;
use super::table::readable;
use super::{markdown, section_table};
use crate::domain::Instrument;
use crate::domain::meaning::Meaning;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Returns the page about the whole instrument.
#[must_use]
pub fn whole(book: Book<'_>) -> Page<'_> {
    whole::page(book)
}

/// Returns the pages about what is called so: more than one where a question, say, and a dimension
/// have the same id; none where nothing is called so.
#[must_use]
pub fn about<'m>(book: Book<'m>, what: &str) -> Vec<Page<'m>> {
    let pages = |what: &str| -> Vec<_> {
        let asked = asked::pages(book, what);
        let dimensions = dimension::pages(book, what);
        let judged = judged::pages(book, what);
        asked.into_iter().chain(dimensions).chain(judged).chain(beside::pages(book, what)).collect()
    };
    let found = pages(what);
    if !found.is_empty() {
        return found;
    }
    let same = |id: &&&str| id.to_lowercase() == what.to_lowercase();
    book.ids().iter().find(same).map(|id| pages(id)).unwrap_or_default()
}

/// Returns pages as text for a terminal of so many columns, with colour.
#[must_use]
pub fn table(title: &str, pages: &[Page<'_>], columns: u16) -> String {
    let sections: Vec<_> = pages.iter().flat_map(|page| page.sections.clone()).collect();
    section_table::page(title, &sections, readable(columns)).coloured()
}

/// Returns pages in Markdown.
#[must_use]
pub fn markdown(title: &str, pages: &[Page<'_>]) -> String {
    let sections: Vec<_> = pages.iter().flat_map(|page| page.sections.clone()).collect();
    markdown::page(title, &sections)
}

/// Returns what the files say of what the pages are about as JSON, version 1, indented, with a line
/// end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn json(instrument: &Instrument, pages: &[Page<'_>]) -> Result<String, serde_json::Error> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let prints = instrument.fingerprints();
    let document = V1 {
        version: 1,
        rubric: ReferenceV1 { id: &rubric.id, version: &rubric.version, sha256: &prints.rubric },
        questionnaire: ReferenceV1 {
            id: &questionnaire.id,
            version: &questionnaire.version,
            sha256: &prints.questionnaire,
        },
        pages: pages.iter().map(PageV1).collect(),
    };
    json_text::text(&document)
}

/// Version 1 of pages. Fields are only ever added.
#[derive(serde::Serialize)]
struct V1<'a> {
    version: u8,
    rubric: ReferenceV1<'a>,
    questionnaire: ReferenceV1<'a>,
    pages: Vec<PageV1<'a, 'a>>,
}

/// A page: kind and id, and behind them what the files say.
struct PageV1<'p, 'm>(&'p Page<'m>);

/// What stands under one key of a page: one thing, or all of a kind.
struct SaidV1<'p, 'm>(&'p [&'m Meaning]);

impl Serialize for PageV1<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.0.kind)?;
        map.serialize_entry("id", &self.0.id)?;
        for (key, says) in &self.0.says {
            // The thing itself stands under its kind; what goes with it, in lists.
            match says[..] {
                [only] if *key == self.0.kind || self.0.kind == "instrument" => {
                    map.serialize_entry(key, &AsJson(only))?;
                }
                _ => map.serialize_entry(key, &SaidV1(says))?,
            }
        }
        map.end()
    }
}

impl Serialize for SaidV1<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|value| AsJson(value)))
    }
}
