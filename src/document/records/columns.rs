//! The columns of a table of records: what a cell of each means. A row becomes the text of an answers
//! document, which is read as any record is; what is wrong there is told of the cell it came from.

use super::header::Header;
use super::mapping::{Mapping, words};
use super::row::{Asked, Origin, Piece, RowText, Writer};
use super::target::Target;
use crate::document::advice::nearest_or_some;
use crate::document::mistaken::spelled;
use crate::document::{Finding, Span};
use crate::domain::Code;
use crate::domain::instrument::Instrument;
use crate::domain::sorting;
use std::collections::BTreeMap;

/// What the cells of a table's rows mean.
#[derive(Debug)]
pub struct Columns {
    /// What is known of each, in the order of the document.
    pieces: Vec<Piece>,
    questions: Vec<Asked>,
    width: usize,
    mapping: Mapping,
}

impl Columns {
    /// Returns what the columns of a header mean, as a mapping has it.
    ///
    /// # Errors
    ///
    /// Returns a finding for each column that means nothing, stands twice, or is not there although
    /// no record does without it.
    pub fn of(
        header: &Header,
        instrument: &Instrument,
        mapping: &Mapping,
    ) -> Result<Self, Vec<Finding>> {
        let questionnaire = instrument.questionnaire();
        let mut findings: Vec<_> = header.broken.iter().cloned().collect();
        let fixed = |(target, text): (&Target, &str)| {
            (target.clone(), (target.name(questionnaire), Origin::Fixed(text.to_owned())))
        };
        let mut pieces: BTreeMap<_, _> = mapping.fixed().map(fixed).collect();
        for (cell, (name, span)) in header.names.iter().enumerate() {
            let found = match mapping.target(name, questionnaire) {
                Ok(None) => continue,
                Ok(Some(target)) if pieces.contains_key(&target) => {
                    let column = target.name(questionnaire);
                    let message = format!("a second column holds `{column}`");
                    (Code::DuplicateKey, message, "keep one of the two".to_owned())
                }
                Ok(Some(target)) => {
                    pieces.insert(target, (name.clone(), Origin::Cell(cell)));
                    continue;
                }
                Err(advice) if name.is_empty() => {
                    (Code::UnknownKey, "a column has no name".to_owned(), advice)
                }
                Err(advice) => {
                    let name = spelled(name);
                    (Code::UnknownKey, format!("there is no column `{name}`"), advice)
                }
            };
            let (code, message, help) = found;
            findings.push(Finding { code, span: span.clone(), message, help });
        }
        findings.extend(not_there(header, mapping));
        findings.extend(lacking(&pieces, header.names.first().map(|(_, span)| span)));
        if !findings.is_empty() {
            sorting::sort_by_key(&mut findings, |finding| finding.span.start);
            return Err(findings);
        }
        let piece = |(target, (name, from))| Piece { target, name, from };
        let asked = questionnaire.all();
        Ok(Self {
            pieces: pieces.into_iter().map(piece).collect(),
            questions: asked.map(Asked::of).collect(),
            width: header.names.len(),
            mapping: mapping.clone(),
        })
    }

    /// Returns how many cells a row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns whether anything is read from the cell of this number.
    #[must_use]
    pub fn uses(&self, cell: usize) -> bool {
        self.pieces.iter().any(|piece| matches!(piece.from, Origin::Cell(one) if one == cell))
    }

    /// Writes a row as the text of a document.
    pub fn write(&self, cells: &[&str], row: &mut RowText) {
        let (pieces, questions) = (self.pieces.as_slice(), self.questions.as_slice());
        Writer { pieces, questions, mapping: &self.mapping, cells, row }.document();
    }

    /// Says what is wrong with a row whose document has this finding, and in which cell; in none
    /// where nothing is there.
    #[must_use]
    pub fn told(&self, row: &RowText, finding: Finding) -> (Option<usize>, Finding) {
        // What is not there has no cell.
        let part = row.part_at(finding.span.start).filter(|_| finding.code != Code::MissingKey);
        let piece = part.and_then(|piece| self.pieces.get(piece));
        let (message, help) = self.worded(piece, &finding);
        let message = match piece {
            Some(piece) => format!("in column `{}`: {message}", piece.name),
            None => message,
        };
        let cell = piece.and_then(|piece| match piece.from {
            Origin::Cell(cell) => Some(cell),
            Origin::Fixed(_) => None,
        });
        (cell, Finding { message, help, ..finding })
    }

    /// Rewords what speaks of files where a table has cells and columns.
    fn worded(
        &self,
        piece: Option<&Piece>,
        Finding { code, message, help, .. }: &Finding,
    ) -> (String, String) {
        let id = piece.and_then(|piece| match piece.target {
            Target::Answer(question, _) => self.questions.get(question),
            _ => None,
        });
        let id = id.map_or("", |asked| asked.id.as_str());
        let help = match code {
            Code::MissingKey => {
                let message = message.replace("an answers file lacks", "the row has no");
                return (message, "fill in its cell".to_owned());
            }
            Code::BareNumber => {
                format!("write it into a column `{id}.level`, or `{id}.value` if it is a figure")
            }
            Code::NoAnswer if message.contains("mapping") => {
                let message = format!("what `{id}` rests on stands here, and no answer");
                let help = format!("fill in `{id}`, `{id}.value` or another of its columns");
                return (message, help);
            }
            Code::OneDayOfTwo => "write both days, with a blank between them".to_owned(),
            Code::BadDate if self.mapping.has_dates() => self.mapping.how_dates_are_written(),
            Code::NoSuchOption => {
                let own = self.mapping.has_texts_of(piece.map(|piece| &piece.target));
                if own { format!("{help}; or name the text in the map") } else { help.clone() }
            }
            // In a file the key stands there as well.
            _ => help.replacen("write `value: ` and ", "write ", 1),
        };
        (message.clone(), help)
    }
}

/// Returns the columns that the mapping names and the table has not.
fn not_there(header: &Header, mapping: &Mapping) -> Vec<Finding> {
    let names: Vec<_> = header.names.iter().map(|(name, _)| words(name)).collect();
    let known: Vec<_> = names.iter().map(String::as_str).collect();
    let missing = mapping.taken().filter(|name| !known.contains(name));
    let finding = |name| Finding {
        code: Code::MissingKey,
        span: header.names.first().map(|(_, span)| span.clone()).unwrap_or_default(),
        message: format!("the map names a column `{}`, which is not there", spelled(name)),
        help: nearest_or_some(name, &known),
    };
    missing.map(finding).collect()
}

/// Returns what no table of records does without.
fn lacking(pieces: &BTreeMap<Target, (String, Origin)>, span: Option<&Span>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lacks = |message: &str, help: &str| {
        let span = span.cloned().unwrap_or_default();
        let (message, help) = (message.to_owned(), help.to_owned());
        findings.push(Finding { code: Code::MissingKey, span, message, help });
    };
    let help = "add it; its name stands in the first row";
    for key in ["scope", "date"] {
        if !pieces.contains_key(&Target::Top(key)) {
            lacks(&format!("there is no column `{key}`"), help);
        }
    }
    let answers = |target: &Target| matches!(target, Target::Answer(_, part) if part.is_answer());
    if !pieces.keys().any(answers) {
        let help = "add columns that are called by the ids of the questions, such as \
                    `overrides.value`";
        lacks("no column holds answers", help);
    }
    findings
}
