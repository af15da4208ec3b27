//! Excel workbooks as they are written: what all of ours have in common. A text is always a text,
//! never a formula, and fits its cell.

use super::words::shown;
use crate::document::sheet_value::{LONGEST_TEXT, column_letters};
use crate::domain::Date;
use crate::domain::exact::Hundredths;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use std::fmt::Write;

/// What stands behind a text that is cut.
const CUT: &str = " ...";

/// The looks of cells.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    pub(super) heading: Format,
    /// The heading of every other set of columns.
    pub(super) shaded: Format,
    pub(super) title: Format,
    pub(super) day: Format,
    /// A text of several lines.
    pub(super) wrapped: Format,
    pub(super) bold: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let heading = heading.set_background_color(Color::RGB(0x00E7_ECF3));
        Self {
            shaded: heading.clone().set_background_color(Color::RGB(0x00D3_DCE8)),
            heading,
            title: Format::new().set_bold().set_font_size(14),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            bold: Format::new().set_bold().set_align(FormatAlign::Top),
        }
    }
}

/// Returns an empty workbook, which says of itself that it was made on that day.
pub(super) fn new(title: &str, looks: &Looks, day: Date) -> Workbook {
    let mut workbook = Workbook::new();
    // So that they have the numbers by which rows of a stream name them.
    workbook.register_format(&looks.day);
    workbook.register_format(&looks.heading);
    let mut about = DocProperties::new().set_title(fitting(title, 255));
    if let Some(day) = day_of(day) {
        about = about.set_creation_datetime(&day);
    }
    workbook.set_properties(&about);
    workbook
}

/// Returns a day as workbooks have it; nothing where they know none so early.
pub(super) fn day_of(day: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = day.parts();
    let (year, month, day) =
        (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Returns a text on one line that is no longer than that, as workbooks count letters.
pub(super) fn fitting(text: &str, longest: usize) -> String {
    let text = shown(text);
    if text.encode_utf16().count() <= longest {
        return text;
    }
    let mut left = longest.saturating_sub(CUT.len());
    let fits = |letter: &char| match left.checked_sub(letter.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    text.chars().take_while(fits).collect::<String>() + CUT
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, whatever it looks like.
    Text(String),
    /// A number.
    Number(f64),
    /// A number of hundredths.
    Hundredths(i64),
    /// A day.
    Day(Date),
    /// What a column is called.
    Heading(String),
}

impl Cell {
    /// Returns the number; nothing where there is none.
    #[must_use]
    pub fn number(number: Option<i64>) -> Self {
        // Levels and counts are small.
        #[expect(clippy::cast_precision_loss, reason = "counts of rows are exact in it")]
        number.map_or(Self::Empty, |number| Self::Number(number as f64))
    }

    /// Returns a number of hundredths; nothing where there is none.
    #[must_use]
    pub fn hundredths(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Hundredths)
    }

    /// Returns a text; nothing where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// Writes cells next to each other.
pub(super) fn write_row(
    sheet: &mut Worksheet,
    looks: &Looks,
    row: u32,
    cells: &[Cell],
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                sheet.write_string(row, column, fitting(text, LONGEST_TEXT))?;
            }
            Cell::Heading(text) => {
                let text = fitting(text, LONGEST_TEXT);
                sheet.write_string_with_format(row, column, text, &looks.heading)?;
            }
            Cell::Number(number) => {
                sheet.write_number(row, column, *number)?;
            }
            Cell::Hundredths(number) => {
                #[expect(clippy::cast_precision_loss, reason = "scores are small")]
                sheet.write_number(row, column, *number as f64 / 100.0)?;
            }
            Cell::Day(day) => match day_of(*day) {
                Some(date) => {
                    sheet.write_datetime_with_format(row, column, date, &looks.day)?;
                }
                None => {
                    sheet.write_string(row, column, day.to_string())?;
                }
            },
        }
    }
    Ok(())
}

/// Lays columns out for headings that stay in sight.
pub(super) fn set_columns(sheet: &mut Worksheet, names: &[String]) -> Result<(), XlsxError> {
    for (column, name) in (0..).zip(names) {
        let letters = u16::try_from(name.chars().count().clamp(8, 40)).unwrap_or(40);
        sheet.set_column_width(column, f64::from(letters + 2))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Writes headings into the first row, which stays in sight.
pub(super) fn write_headings(
    sheet: &mut Worksheet,
    looks: &Looks,
    names: &[String],
) -> Result<(), XlsxError> {
    let headings: Vec<_> = names.iter().cloned().map(Cell::Heading).collect();
    write_row(sheet, looks, 0, &headings)?;
    set_columns(sheet, names)
}

/// The numbers of the looks of days and headings among those of a workbook of [`new`].
const DAY_LOOK: u32 = 1;
const HEADING_LOOK: u32 = 2;

/// Writes a row as it stands in the file of a sheet; `number` counts from 1. Texts stand in it
/// themselves, so that nothing has to be kept.
pub fn row_xml(to: &mut Vec<u8>, number: u64, cells: &[Cell]) {
    let mut row = format!("<row r=\"{number}\">");
    for (column, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", column_letters(column));
        let _ = match cell {
            Cell::Empty => Ok(()),
            Cell::Number(number) => write!(row, "<c r=\"{place}\"><v>{number}</v></c>"),
            Cell::Hundredths(number) => {
                write!(row, "<c r=\"{place}\"><v>{}</v></c>", Hundredths(*number))
            }
            Cell::Day(day) => match serial(*day) {
                Some(days) => write!(row, "<c r=\"{place}\" s=\"{DAY_LOOK}\"><v>{days}</v></c>"),
                None => text_xml(&mut row, &place, 0, &day.to_string()),
            },
            Cell::Heading(text) => {
                text_xml(&mut row, &place, HEADING_LOOK, &fitting(text, LONGEST_TEXT))
            }
            Cell::Text(text) => text_xml(&mut row, &place, 0, &fitting(text, LONGEST_TEXT)),
        };
    }
    row.push_str("</row>");
    to.extend_from_slice(row.as_bytes());
}

/// Returns the number of a day; nothing where workbooks know none so early.
fn serial(day: Date) -> Option<i64> {
    let days = Date::parse("1899-12-30")?.days_until(day);
    // Before March 1900 workbooks count a day that there never was.
    (days > 60).then_some(days)
}

fn text_xml(row: &mut String, place: &str, look: u32, text: &str) -> std::fmt::Result {
    write!(row, "<c r=\"{place}\" s=\"{look}\" t=\"inlineStr\"><is>")?;
    row.push_str("<t xml:space=\"preserve\">");
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '&' => row.push_str("&amp;"),
            '<' => row.push_str("&lt;"),
            '>' => row.push_str("&gt;"),
            // What would be read as the spelling of a character.
            '_' if is_spelling(rest.as_str()) => row.push_str("_x005F_"),
            letter if is_in_xml(letter) => row.push(letter),
            _ => row.push(char::REPLACEMENT_CHARACTER),
        }
    }
    row.push_str("</t></is></c>");
    Ok(())
}

/// Returns whether, behind `_`, a character is spelled as workbooks do: `x000D_`.
fn is_spelling(rest: &str) -> bool {
    let code = rest.strip_prefix('x').and_then(|rest| rest.get(..5));
    let digits = code.and_then(|code| code.strip_suffix('_'));
    digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn is_in_xml(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
