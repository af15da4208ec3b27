//! One row's cells into the text of a document.

use super::mapping::{Mapping, Meant};
use super::target::{Part, Target};
use crate::domain::questionnaire::Question;
use crate::domain::{Date, Decimal};

/// What says that a box is ticked.
const TICKED: [&str; 5] = ["true", "yes", "x", "1", "wahr"];
/// What says that it is not.
const NOT_TICKED: [&str; 4] = ["false", "no", "0", "falsch"];

/// One part of the document, and where it comes from.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) target: Target,
    /// What the column is called in the table.
    pub(super) name: String,
    pub(super) from: Origin,
}

/// Where a part comes from.
#[derive(Debug)]
pub(super) enum Origin {
    /// A cell, by its number.
    Cell(usize),
    /// The same in every row.
    Fixed(String),
}

/// What is known of a question.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) id: String,
    /// Whether true and false stand for yes and no.
    has_yes: bool,
    /// The words that stand for a figure.
    words: Vec<String>,
}

impl Asked {
    pub(super) fn of(question: &Question) -> Self {
        let words = question.measure.iter().flat_map(|measure| &measure.words);
        let words = words.map(|known| known.word.clone()).collect();
        Self { id: question.id.clone(), has_yes: question.option("yes").is_some(), words }
    }
}

/// A row as the text of a document.
#[derive(Debug, Default)]
pub struct RowText {
    text: String,
    /// Where each part ends in the text, and which one it is.
    parts: Vec<(usize, usize)>,
}

impl RowText {
    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the part that something in the text belongs to, by its number.
    pub(super) fn part_at(&self, at: usize) -> Option<usize> {
        let part = self.parts.partition_point(|(end, _)| *end <= at);
        self.parts.get(part).map(|(_, number)| *number)
    }
}

/// Writes the document.
pub(super) struct Writer<'w, 'c> {
    /// The parts of the document, in its order.
    pub(super) pieces: &'w [Piece],
    pub(super) questions: &'w [Asked],
    pub(super) mapping: &'w Mapping,
    /// The texts of the row's cells.
    pub(super) cells: &'w [&'c str],
    pub(super) row: &'w mut RowText,
}

/// A part of the document that is there: which one, and its text.
type Filled<'w> = (usize, &'w Piece, &'w str);

impl<'w> Writer<'w, '_> {
    pub(super) fn document(&mut self) {
        self.row.text.clear();
        self.row.parts.clear();
        let filled: Vec<Filled<'w>> = (self.pieces.iter().enumerate())
            .filter_map(|(number, piece)| Some((number, piece, self.text_of(piece)?)))
            .collect();
        self.row.text.push('{');
        let mut groups =
            filled.chunk_by(|a, b| a.1.target.group() == b.1.target.group()).peekable();
        while let Some(group) = groups.next_if(|group| !is_answer(group)) {
            self.head(group);
        }
        self.separate();
        self.row.text.push_str("\"answers\":{");
        for group in groups {
            self.answer(group);
        }
        self.row.text.push_str("}}");
    }

    /// Returns what stands in the cell of a part, if anything does.
    fn text_of(&self, piece: &'w Piece) -> Option<&'w str> {
        let text = match &piece.from {
            Origin::Cell(cell) => self.cells.get(*cell).copied().unwrap_or_default(),
            Origin::Fixed(text) => text.as_str(),
        };
        let text = text.trim();
        let is_ticked_off = matches!(piece.target, Target::Answer(_, Part::Unknown))
            && NOT_TICKED.iter().any(|word| word.eq_ignore_ascii_case(text));
        (!text.is_empty() && !is_ticked_off).then_some(text)
    }

    /// Writes what stands at the top, or the tags.
    fn head(&mut self, group: &[Filled<'w>]) {
        let are_tags = group.iter().any(|(_, piece, _)| matches!(piece.target, Target::Tag(_)));
        if are_tags {
            self.separate();
            self.row.text.push_str("\"tags\":{");
        }
        for (number, piece, text) in group {
            let key = match &piece.target {
                Target::Top(key) => key,
                Target::Tag(id) => id.as_str(),
                Target::Answer(..) => continue,
            };
            self.key(key);
            let said = self.meant(piece, text);
            match (&piece.target, said) {
                (Target::Top("edition"), said) => self.number(said.text()),
                (Target::Top("date" | "next_peak"), said) => {
                    let day = self.mapping.day(said.text());
                    self.quoted(&day);
                }
                (_, said) => self.quoted(said.text()),
            }
            self.end(*number);
        }
        if are_tags {
            self.row.text.push('}');
        }
    }

    /// Writes an answer: a word where there is nothing but one, else a mapping.
    fn answer(&mut self, group: &[Filled<'w>]) {
        let Some((_, Piece { target: Target::Answer(question, _), .. }, _)) = group.first() else {
            return;
        };
        let Some(asked) = self.questions.get(*question) else { return };
        self.key(&asked.id);
        if let [(number, piece, text)] = group
            && matches!(piece.target, Target::Answer(_, Part::Bare))
            && let Said::Text(text) = self.meant(piece, text)
        {
            self.option(text, asked.has_yes);
            return self.end(*number);
        }
        self.row.text.push('{');
        for (number, piece, text) in group {
            let Target::Answer(_, part) = piece.target else { continue };
            let said = self.meant(piece, text);
            match part {
                Part::On if has(group, Part::OnBefore) => self.first_day(said.text()),
                Part::OnBefore => self.second_day(said.text(), has(group, Part::On)),
                _ => self.part(part, &said, asked),
            }
            self.end(*number);
        }
        self.row.text.push('}');
    }

    /// Writes one key of an answer.
    fn part(&mut self, part: Part, said: &Said<'_>, asked: &Asked) {
        let (key, text) = match (part, said) {
            (_, Said::Level(_)) => ("level", said.text()),
            (part, Said::Text("unknown")) if part.is_answer() => {
                self.key("unknown");
                return self.row.text.push_str("true");
            }
            // A word that stands for a figure is no day.
            (Part::On, Said::Text(text)) if asked.words.iter().any(|word| word == text) => {
                self.key("value");
                return self.quoted(text);
            }
            _ => (part.key(), said.text()),
        };
        self.key(key);
        match (part, said) {
            (_, Said::Level(level)) => self.row.text.push_str(level),
            (Part::Bare | Part::Option, _) => self.option(text, asked.has_yes),
            (Part::Value | Part::Level, _) => self.number(text),
            (Part::On, _) => self.days(text),
            (Part::Unknown, _) if is_ticked(text) => self.row.text.push_str("true"),
            (Part::AsOf, _) => {
                let day = self.mapping.day(text);
                self.quoted(&day);
            }
            _ => self.quoted(text),
        }
    }

    /// Returns what a text means, by the texts of the mapping.
    fn meant(&self, piece: &Piece, text: &'w str) -> Said<'w> {
        match self.mapping.meant(&piece.target, text) {
            None => Said::Text(text),
            Some(Meant::Text(text)) => Said::Text(text),
            Some(Meant::Level(level)) => Said::Level(level.to_string()),
        }
    }

    /// Writes an option's id. A spreadsheet makes true and false of yes and no.
    fn option(&mut self, text: &str, has_yes: bool) {
        match text.to_ascii_lowercase().as_str() {
            word @ ("true" | "false") if has_yes => self.row.text.push_str(word),
            _ => self.quoted(text),
        }
    }

    /// Writes a number as one, and anything else as the text it is: what to write instead is for
    /// the reader to say.
    fn number(&mut self, text: &str) {
        let text = self.mapping.number(text);
        match Decimal::parse(&text) {
            Ok(number) => self.row.text.push_str(&number.to_string()),
            Err(_) => self.quoted(&text),
        }
    }

    /// Writes a day, or two, with a blank or a slash between them.
    fn days(&mut self, text: &str) {
        let mapping = &self.mapping;
        let day = |text: &str| {
            let day = mapping.day(text).into_owned();
            Date::parse(&day).map(|_| day)
        };
        let at = text.match_indices(|c: char| c == '/' || c.is_whitespace());
        let two = at.filter_map(|(at, between)| {
            let (one, rest) = text.split_at_checked(at)?;
            let other = rest.get(between.len()..)?.trim_start_matches(['/', ' ']);
            Some((day(one.trim())?, day(other.trim())?))
        });
        let two = two.take(1).next();
        if let Some((one, other)) = two {
            self.row.text.push('[');
            self.quoted(&one);
            self.row.text.push(',');
            self.quoted(&other);
            self.row.text.push(']');
        } else {
            let one = mapping.day(text);
            self.quoted(&one);
        }
    }

    /// Writes the first of two days that stand in two cells.
    fn first_day(&mut self, text: &str) {
        self.key("on");
        self.row.text.push('[');
        let day = self.mapping.day(text);
        self.quoted(&day);
    }

    /// Writes the second of two days; one alone is refused with what to write beside it.
    fn second_day(&mut self, text: &str, has_first: bool) {
        let day = self.mapping.day(text);
        if has_first {
            self.row.text.push(',');
            self.quoted(&day);
            self.row.text.push(']');
        } else {
            self.key("on");
            self.quoted(&day);
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.quoted(key);
        self.row.text.push(':');
    }

    /// Notes where a part ends.
    fn end(&mut self, number: usize) {
        self.row.parts.push((self.row.text.len(), number));
    }

    fn separate(&mut self) {
        if !self.row.text.ends_with('{') {
            self.row.text.push(',');
        }
    }

    /// Writes a text in its quotes.
    fn quoted(&mut self, text: &str) {
        let is_plain = text.bytes().all(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F));
        if is_plain {
            self.row.text.push('"');
            self.row.text.push_str(text);
            self.row.text.push('"');
        } else {
            // Texts can always be written.
            self.row.text.push_str(&serde_json::to_string(text).unwrap_or_default());
        }
    }
}

/// What a cell says.
enum Said<'t> {
    Text(&'t str),
    Level(String),
}

impl Said<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Level(level) => level,
        }
    }
}

fn is_answer(group: &[Filled<'_>]) -> bool {
    group.iter().any(|(_, piece, _)| matches!(piece.target, Target::Answer(..)))
}

/// Returns whether there is such a part of an answer.
fn has(group: &[Filled<'_>], part: Part) -> bool {
    let is_it = |target: &Target| matches!(target, Target::Answer(_, found) if *found == part);
    group.iter().any(|(_, piece, _)| is_it(&piece.target))
}

fn is_ticked(text: &str) -> bool {
    TICKED.iter().any(|word| word.eq_ignore_ascii_case(text))
}
