//! What parts of a hand-out are made of: sections, and what they may hold. Says nothing of a
//! report, and knows no part of it.

use crate::report::bar::Bar;
use crate::report::heat::Heat;
use crate::report::lines::Lines;
use crate::report::strip::Strip;
use crate::report::styled::Tone;
use crate::report::timeline::Timeline;

/// One part of the report, under a heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Where links lead to; unique, in small letters.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Whether it begins a page on paper.
    pub page: bool,
    /// What it says.
    pub content: Vec<Content>,
    /// Its own parts.
    pub parts: Vec<Self>,
}

/// What a section says, one after the other.
#[derive(Clone, Debug)]
pub enum Content {
    /// A paragraph.
    Paragraph(String),
    /// The sentence that stands out from the others.
    Lead(String),
    /// Facts, each under its name.
    Facts(Vec<Fact>),
    /// A list behind the words that introduce it.
    List(String, Vec<String>),
    /// A table.
    Table(Table),
    /// The radar of the dimensions.
    Radar,
    /// Steps of work over weeks.
    Timeline(Timeline),
    /// Where several people stand.
    Strip(Strip),
    /// Levels over time.
    Lines(Lines),
    /// The level that is held.
    Verdict(Verdict),
    /// The working of every number, line by line.
    Working(String),
    /// Things to tick.
    Ticks(Vec<Tick>),
}

/// The level that is held; what there is instead where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The level in words.
    pub level: String,
    /// The level on evidence, where it is less.
    pub less_on_evidence: Option<String>,
    /// What is to be said of it first, in one sentence.
    pub sentence: Option<String>,
}

/// Something to tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// By what it is told from the others.
    pub id: String,
    /// What is ticked.
    pub label: String,
    /// What it means.
    pub text: String,
}

/// Something said under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is spoken of.
    pub name: String,
    /// What is said.
    pub text: String,
}

/// A table. The first cell of each row is its heading.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The headings of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// How many columns say what a row is about: a form of little width shows the others in several
    /// tables behind them. 0 where the table stays one, whatever the width.
    pub names: usize,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it says; tone, bar and heat add nothing that the text does not say.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// A level to draw.
    pub bar: Option<Bar>,
    /// How dark it is in a map.
    pub heat: Option<Heat>,
}

impl Section {
    pub(crate) fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), ..Self::default() }
    }

    /// Returns the section on a page of its own.
    pub(crate) fn on_its_page(self) -> Self {
        Self { page: true, ..self }
    }

    pub(crate) fn with(mut self, content: impl IntoIterator<Item = Content>) -> Self {
        self.content.extend(content);
        self
    }

    pub(crate) fn and_parts(mut self, parts: impl IntoIterator<Item = Self>) -> Self {
        self.parts.extend(parts);
        self
    }
}

impl Content {
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// Returns a list; nothing where there is nothing to list.
    pub(crate) fn list(lead: &str, items: Vec<String>) -> Option<Self> {
        (!items.is_empty()).then(|| Self::List(lead.to_owned(), items))
    }
}

impl Verdict {
    /// Returns what it says, line by line.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let all = [Some(&self.level), self.less_on_evidence.as_ref(), self.sentence.as_ref()];
        all.into_iter().flatten().map(String::as_str)
    }
}

impl Table {
    pub(crate) fn new(caption: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        Self { caption: caption.to_owned(), columns, rows: Vec::new(), names: 0 }
    }
}

impl Cell {
    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, bar: None, heat: None }
    }

    /// Returns a number out of all, as a cell of a map.
    pub(crate) fn share(count: u64, all: u64) -> Self {
        Self { heat: Some(Heat::of(count, all)), ..Self::from(count.to_string()) }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::toned(text, Tone::Plain)
    }
}

/// Returns something said under its name.
pub(crate) fn fact(name: impl Into<String>, text: impl Into<String>) -> Fact {
    Fact { name: name.into(), text: text.into() }
}

/// Returns something said under its name; nothing where nothing is said.
pub(crate) fn fact_if(name: &str, text: &str) -> Option<Fact> {
    (!text.is_empty()).then(|| fact(name, text))
}
