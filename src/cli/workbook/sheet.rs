//! The rows of a sheet, one after the other, each with what its cells say.

use super::package::Part;
use super::parts::Strings;
use super::xml::{Xml, attribute, referenced};
use crate::document::sheet_value::{self, Epoch, LARGEST_ROW, NumberFormat, ROWS};
use quick_xml::events::{BytesStart, Event};

/// What is said of cells that say nothing.
const NO_RESULT: &str = "the formula has no stored result";
const DAMAGED: &str = "it is damaged, or not whole";

/// What the values of cells mean in their workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values<'w> {
    pub(super) strings: &'w Strings,
    pub(super) formats: &'w [NumberFormat],
    pub(super) epoch: Epoch,
}

/// A row in which something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Its cells that are not empty, from left to right.
    pub(crate) cells: Vec<Cell>,
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Its column, from 0.
    pub(crate) column: usize,
    /// What it says, or why it says nothing.
    pub(crate) text: Result<String, String>,
}

/// The rows of a sheet.
pub(crate) struct Rows<'w> {
    xml: Xml<Part<'w>>,
    values: Values<'w>,
    /// The number of the last row.
    last: u32,
    is_over: bool,
}

/// A cell as it stands in the file.
#[derive(Debug, Default)]
struct Written {
    column: usize,
    kind: String,
    format: usize,
    value: String,
    has_formula: bool,
    /// What is being read of it.
    inside: Inside,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    /// How a text is to be read aloud.
    ReadingAid,
}

impl<'w> Rows<'w> {
    /// Returns the rows of a sheet that is open.
    pub(super) fn of(mut xml: Xml<Part<'w>>, values: Values<'w>) -> Result<Self, String> {
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "sheetData" => {
                    xml.renew();
                    return Ok(Self { xml, values, last: 0, is_over: false });
                }
                Event::Eof => return Err(DAMAGED.to_owned()),
                _ => {}
            }
        }
    }

    /// Returns the next row in which something stands; nothing where there is none.
    ///
    /// # Errors
    ///
    /// Says why the sheet cannot be read on.
    pub(crate) fn next(&mut self) -> Result<Option<Row>, String> {
        while !self.is_over {
            let number = match self.xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    let number = attribute(&element, "r");
                    number.map_or(Some(self.last + 1), |number| number.trim().parse().ok())
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.is_over = true;
                    break;
                }
                Event::Eof => return Err(DAMAGED.to_owned()),
                _ => continue,
            };
            let number = number.filter(|number| *number > self.last && *number <= ROWS);
            self.last = number.ok_or("its rows are not in order, or more than a sheet has")?;
            let cells = self.cells()?;
            self.xml.renew();
            if !cells.is_empty() {
                return Ok(Some(Row { number: self.last, cells }));
            }
        }
        Ok(None)
    }

    /// Returns the number of the row that was read last.
    pub(crate) fn last(&self) -> u32 {
        self.last
    }

    /// Returns the cells of the row that has just begun.
    fn cells(&mut self) -> Result<Vec<Cell>, String> {
        let (mut cells, mut next, mut size) = (Vec::new(), 0, 0);
        loop {
            match self.xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let mut written = Written::of(&element, next);
                    if written.column < next || written.column >= sheet_value::COLUMNS {
                        return Err("its cells are not in order".to_owned());
                    }
                    next = written.column + 1;
                    written.read(&mut self.xml)?;
                    let cell = written.cell(self.values);
                    size += cell.text.as_ref().map_or(0, String::len);
                    if u64::try_from(size).is_ok_and(|size| size > LARGEST_ROW) {
                        return Err(format!("a row is larger than {} MiB", LARGEST_ROW >> 20));
                    }
                    if cell.text.as_ref().map_or(true, |text| !text.trim().is_empty()) {
                        cells.push(cell);
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "row" => return Ok(cells),
                Event::Eof => return Err(DAMAGED.to_owned()),
                _ => {}
            }
        }
    }
}

impl Written {
    /// Returns a cell by how it begins; one that names no place stands next to the one before.
    fn of(element: &BytesStart<'_>, next: usize) -> Self {
        let place = attribute(element, "r");
        let column = place
            .as_deref()
            .map_or(Some(next), |place| sheet_value::cell_of(place).map(|(_, column)| column));
        Self {
            column: column.unwrap_or(usize::MAX),
            kind: attribute(element, "t").unwrap_or_default(),
            format: attribute(element, "s").and_then(|format| format.parse().ok()).unwrap_or(0),
            ..Self::default()
        }
    }

    /// Reads what stands in the cell.
    fn read(&mut self, xml: &mut Xml<Part<'_>>) -> Result<(), String> {
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "f" => self.has_formula = true,
                    "rPh" => self.inside = Inside::ReadingAid,
                    "v" | "t" if self.inside == Inside::Nothing => self.inside = Inside::Value,
                    _ => {}
                },
                Event::Text(text) if self.inside == Inside::Value => {
                    self.value.push_str(&text.xml10_content());
                }
                Event::CData(text) if self.inside == Inside::Value => {
                    self.value.push_str(&text.xml10_content());
                }
                Event::GeneralRef(reference) if self.inside == Inside::Value => {
                    self.value.push_str(&referenced(&reference).ok_or(DAMAGED)?);
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "v" | "t" if self.inside == Inside::Value => self.inside = Inside::Nothing,
                    "rPh" => self.inside = Inside::Nothing,
                    "c" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Err(DAMAGED.to_owned()),
                _ => {}
            }
        }
    }

    /// Returns what the cell says.
    fn cell(self, values: Values<'_>) -> Cell {
        let column = self.column;
        let text = self.text(values);
        Cell { column, text }
    }

    fn text(self, values: Values<'_>) -> Result<String, String> {
        let value = &*self.value;
        let says_nothing = value.is_empty() && self.kind != "str";
        if self.has_formula && says_nothing && self.kind != "inlineStr" {
            return Err(NO_RESULT.to_owned());
        }
        match &*self.kind {
            "s" if says_nothing => Ok(String::new()),
            "s" => {
                let text = value.trim().parse().ok().and_then(|number| values.strings.get(number));
                text.map(unescaped).ok_or_else(|| "the text of this cell is missing".to_owned())
            }
            "inlineStr" | "str" => Ok(unescaped(value)),
            "b" => match value.trim() {
                "" => Ok(String::new()),
                "1" | "true" => Ok("true".to_owned()),
                "0" | "false" => Ok("false".to_owned()),
                other => Err(format!("`{other}` is neither true nor false")),
            },
            "e" => Err(format!("the cell shows the error {value}")),
            "d" => Ok(value.trim().trim_end_matches("T00:00:00").to_owned()),
            "n" | "" if value.trim().is_empty() => Ok(String::new()),
            "n" | "" => {
                let format = values.formats.get(self.format).copied().unwrap_or_default();
                let number: Result<f64, _> = value.trim().parse();
                let number = number.ok().filter(|number| number.is_finite());
                let shown = number.map(|number| sheet_value::number(number, format, values.epoch));
                shown.ok_or_else(|| format!("`{value}` is no number"))
            }
            other => Err(format!("a cell of the kind `{other}` says nothing to us")),
        }
    }
}

/// Returns a text without the spelling that workbooks have for characters XML does not: `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        let letter =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (kept, skipped) = match letter {
            Some(letter) => (letter.to_string(), 7),
            None => ("_x".to_owned(), 2),
        };
        plain.push_str(&kept);
        rest = from.get(skipped..).unwrap_or_default();
    }
    plain + rest
}
