//! The report to hand over: what it says, part by part. One content for every form that has pages;
//! a form lays it out and adds nothing. All texts are as users wrote them: forms make them inert.

mod checklist;
mod dimensions;
mod level;
mod method;
mod open;
mod roadmap;
mod scenarios;

use super::Report;
use super::bar::Bar;
use super::styled::Tone;

/// The content of the report.
#[derive(Clone, Debug)]
pub struct Handout {
    /// What kind of report it is.
    pub title: String,
    /// The operation that was judged.
    pub scope: String,
    /// When, by whom, and what else is known about the answers.
    pub about: Vec<Fact>,
    /// The level in words; what there is instead where there is none. Nothing where nothing was
    /// judged.
    pub verdict: Option<String>,
    /// The level on evidence, where it is less.
    pub less_on_evidence: Option<String>,
    /// What is to be said of it first, in one sentence.
    pub sentence: Option<String>,
    /// The parts of the report.
    pub sections: Vec<Section>,
    /// Which rubric, questionnaire and program made it.
    pub imprint: Vec<Fact>,
}

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
    /// Facts, each under its name.
    Facts(Vec<Fact>),
    /// A list behind the words that introduce it.
    List(String, Vec<String>),
    /// A table.
    Table(Table),
    /// The radar of the dimensions.
    Radar,
    /// The working of every number, line by line.
    Working(String),
    /// Things to tick.
    Ticks(Vec<Tick>),
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
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it says; tone and bar add nothing that the text does not say.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// A level to draw.
    pub bar: Option<Bar>,
}

impl Handout {
    /// Returns what `report` says.
    #[must_use]
    pub fn of(report: &Report<'_>) -> Self {
        let mut sections = vec![level::result(report), level::profile(report)];
        sections.extend(level::moved(report));
        sections.extend(level::first_actions(report));
        sections.extend(roadmap::to_the_target(report));
        sections.push(dimensions::section(report));
        sections.extend(scenarios::section(report));
        sections.push(open::unknown(report));
        sections.push(open::review(report));
        sections.push(method::working(report));
        sections.push(method::method(report));
        sections.extend(method::sources(report));
        Self {
            title: report.rubric().title.clone(),
            scope: report.sheet.given().scope.clone(),
            about: level::about(report),
            verdict: Some(report.verdict()),
            less_on_evidence: report.less_on_evidence(),
            sentence: report.level().map(|row| row.sentence.clone()),
            sections,
            imprint: method::imprint(report),
        }
    }
}

impl Section {
    fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), ..Self::default() }
    }

    /// Returns the section on a page of its own.
    fn on_its_page(self) -> Self {
        Self { page: true, ..self }
    }

    fn with(mut self, content: impl IntoIterator<Item = Content>) -> Self {
        self.content.extend(content);
        self
    }

    fn and_parts(mut self, parts: impl IntoIterator<Item = Self>) -> Self {
        self.parts.extend(parts);
        self
    }
}

impl Content {
    fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// Returns a list; nothing where there is nothing to list.
    fn list(lead: &str, items: Vec<String>) -> Option<Self> {
        (!items.is_empty()).then(|| Self::List(lead.to_owned(), items))
    }
}

impl Table {
    fn new(caption: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        Self { caption: caption.to_owned(), columns, rows: Vec::new() }
    }
}

impl Cell {
    fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, bar: None }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::toned(text, Tone::Plain)
    }
}

/// Returns something said under its name.
fn fact(name: impl Into<String>, text: impl Into<String>) -> Fact {
    Fact { name: name.into(), text: text.into() }
}

/// Returns something said under its name; nothing where nothing is said.
fn fact_if(name: &str, text: &str) -> Option<Fact> {
    (!text.is_empty()).then(|| fact(name, text))
}
