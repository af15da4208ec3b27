//! The first row of a table: what its columns are called, and where in the text.

use crate::document::{Finding, Span};
use crate::domain::Code;
use csv_core::{ReadFieldResult, ReaderBuilder};

/// The most columns that a table may have.
pub const MOST_COLUMNS: usize = 10_000;
/// The characters that part cells, the most usual one first.
pub const DELIMITERS: [u8; 3] = *b",;\t";
/// What a file of UTF-8 may begin with.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
/// How much of a cell is taken at once.
const PIECE: usize = 4096;

/// What to do about a quote that is not closed.
pub(super) const UNCLOSED: &str = "close it with `\"`, and write `\"\"` for a quote within a text";

/// Returns what is wrong with the quotes around a cell, whose text the library took to be `text`.
pub(super) fn misquoted(raw: &[u8], text: &[u8]) -> Option<Finding> {
    let [b'"', rest @ ..] = raw else { return None };
    let quotes = memchr::memchr_iter(b'"', text).count();
    if rest.ends_with(b"\"") && raw.len() == text.len() + quotes + 2 {
        return None;
    }
    let is_even = memchr::memchr_iter(b'"', raw).count().is_multiple_of(2);
    let is_closed = is_even && memchr::memchr2(b'\n', b'\r', raw).is_none();
    let message = if is_closed {
        "text stands behind the quote that closes this cell"
    } else {
        "the quote that opens here is not closed"
    };
    Some(finding(message, UNCLOSED))
}

/// Returns a finding about how a table is written.
pub(super) fn finding(message: &str, help: &str) -> Finding {
    let (message, help) = (message.to_owned(), help.to_owned());
    Finding { code: Code::Syntax, span: 0..0, message, help }
}

/// The header of a table: what stands in its cells, and where in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// What the columns are called, each with its place.
    pub names: Vec<(String, Span)>,
    /// The text up to the end of the header.
    pub text: String,
    /// What is wrong with it.
    pub broken: Option<Finding>,
}

/// Reads the header of a table whose cells are parted by `delimiter`; the text is whole up to its end.
#[must_use]
pub fn header(text: &[u8], delimiter: u8) -> Header {
    let mut core = ReaderBuilder::new().delimiter(delimiter).build();
    let mark = if text.starts_with(MARK) { MARK.len() } else { 0 };
    let blank = text.iter().skip(mark).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let (mut at, mut header) = (mark + blank, Header::default());
    let mut name = Vec::new();
    let mut piece = [0; PIECE];
    let (mut start, mut is_whole) = (at, false);
    while header.names.len() < MOST_COLUMNS {
        let rest = text.get(at..).unwrap_or_default();
        let (result, read, written) = core.read_field(rest, &mut piece);
        at += read;
        name.extend_from_slice(piece.get(..written).unwrap_or_default());
        let ReadFieldResult::Field { record_end } = result else {
            is_whole = result == ReadFieldResult::End;
            if is_whole {
                break;
            }
            continue;
        };
        let end = if rest.is_empty() { at } else { at - 1 };
        let raw = text.get(start..end).unwrap_or_default();
        let wrong = misquoted(raw, &name).map(|wrong| Finding { span: start..end, ..wrong });
        header.broken = header.broken.or(wrong);
        let spelled = String::from_utf8_lossy(&name).trim().to_owned();
        header.names.push((spelled, start..end));
        name.clear();
        start = at;
        is_whole = record_end;
        if record_end {
            break;
        }
    }
    if !is_whole {
        let wrong = finding(
            &format!("the table has more than {MOST_COLUMNS} columns"),
            "take out columns that say nothing here",
        );
        header.broken = Some(Finding { span: start..start, code: Code::TooLarge, ..wrong });
    }
    header.text = String::from_utf8_lossy(text.get(..at).unwrap_or_default()).into_owned();
    header
}

/// Returns how long the first row of a text is with its end, be it blank lines before it; nothing
/// where it does not end in the text.
#[must_use]
pub fn first_row(text: &[u8]) -> Option<usize> {
    let mark = if text.starts_with(MARK) { MARK.len() } else { 0 };
    let (mut is_quoted, mut has_begun) = (false, false);
    for (at, byte) in text.iter().enumerate().skip(mark) {
        match byte {
            b'"' => (is_quoted, has_begun) = (!is_quoted, true),
            b'\n' | b'\r' if !is_quoted && has_begun => {
                let crlf = text.get(at..at + 2) == Some(b"\r\n");
                return Some(at + 1 + usize::from(crlf));
            }
            b'\n' | b'\r' => {}
            _ => has_begun = true,
        }
    }
    None
}
