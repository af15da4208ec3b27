//! What a text is that cannot be read as a document, or which character in it only looks like the
//! one that belongs there: one cause in place of all that follows from it.

use super::node::{Entry, Finding, Node, Span, Value};
use crate::domain::Code;

/// How files begin that are no text, and what they are.
const NO_TEXT: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file"),
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file of a word processor"),
    (b"\x1F\x8B", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
];

/// Windows-1252 between its control characters: bytes 0x80 to 0x9F; a blank where it has none.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// Returns what bytes are that are no UTF-8 text: message, and what to do.
#[must_use]
pub(super) fn bytes(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some((_, what)) = NO_TEXT.iter().find(|(start, _)| bytes.starts_with(start)) {
        let help = "export or save it as plain text: YAML, TOML or JSON, in UTF-8";
        return Some((format!("the file is {what}, not text"), help));
    }
    let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let start = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let nulls = start.split(|byte| *byte == 0).count().saturating_sub(1);
    let wide = marked || (nulls > 0 && nulls * 3 >= start.len());
    wide.then(|| ("the file is UTF-16".to_owned(), "save it as UTF-8"))
}

/// Returns the letter that a byte is in Windows-1252, which Latin-1 shares from 0xA0 on.
#[must_use]
pub(super) fn windows_letter(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => WINDOWS.chars().nth(usize::from(byte - 0x80)).filter(|c| *c != ' '),
        0xA0.. => Some(char::from(byte)),
        _ => None,
    }
}

/// Returns the one finding that explains why `text` could not be read, where there is one.
/// `at` is where its reader stopped; without it the whole text is looked through.
#[must_use]
pub(super) fn cause(text: &str, at: Option<&Span>) -> Option<Finding> {
    whole(text).or_else(|| conflict(text)).or_else(|| match at {
        Some(at) => lines_before(text, at.start).find_map(|line| lookalike(text, line)),
        None => lookalike(text, 0..text.len()),
    })
}

/// Returns the finding about the first key with a character that only looks right.
#[must_use]
pub(super) fn in_keys(text: &str, node: &Node<'_>) -> Option<Finding> {
    let entry = |entry: &Entry<'_>| {
        let here = entry.key.chars().any(|c| imitates(c).is_some());
        let here = here.then(|| lookalike(text, entry.key_span.clone())).flatten();
        here.or_else(|| in_keys(text, &entry.value))
    };
    match &node.value {
        Value::Map(entries) => entries.iter().find_map(entry),
        Value::List(items) => items.iter().find_map(|item| in_keys(text, item)),
        _ => None,
    }
}

/// Returns a text with the plain characters in place of those that only look like them.
#[must_use]
pub(super) fn plain(text: &str) -> String {
    let plain = text.chars().filter_map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => Some('-'),
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '\u{200B}' | '\u{FEFF}'
        | '\u{2060}' => None,
        _ if c.is_whitespace() => Some(' '),
        _ => Some(c),
    });
    plain.collect::<String>().trim().to_owned()
}

/// Returns what a character is called that only looks like another, and what to type instead.
fn imitates(c: char) -> Option<(&'static str, &'static str)> {
    let blank = "type a plain blank in its place";
    let quote = "type \" in its place, or leave quotes out";
    Some(match c {
        '\u{A0}' => ("a no-break space", blank),
        '\u{202F}' => ("a narrow no-break space", blank),
        '\u{3000}' => ("an ideographic space", blank),
        '\u{2000}'..='\u{200A}' | '\u{205F}' => ("a space of another width", blank),
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' => ("a space of no width", "take it out"),
        '\u{B}' | '\u{C}' => ("a vertical tab or form feed", "take it out"),
        '\u{2028}' | '\u{2029}' | '\u{85}' => ("a line separator", "end the line with Enter"),
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '＂' => {
            ("a typographic quote", quote)
        }
        '\u{FF1A}' => ("a full-width colon", "type : in its place"),
        '\u{FF0C}' => ("a full-width comma", "type , in its place"),
        _ => return None,
    })
}

/// Returns the finding about the first character of a stretch that only looks right.
fn lookalike(text: &str, within: Span) -> Option<Finding> {
    let marked = usize::from(within.start == 0 && text.starts_with('\u{FEFF}')) * 3;
    let start = within.start + marked;
    let part = text.get(start..within.end)?;
    let found = part.char_indices().find_map(|(at, c)| Some((at, c, imitates(c)?)));
    let (at, c, (name, help)) = found?;
    let message = format!("{name} (U+{:04X}) stands here", u32::from(c));
    let span = start + at..start + at + c.len_utf8();
    Some(Finding { code: Code::Syntax, span, message, help: help.to_owned() })
}

/// Returns the line that `at` stands in, and the one before it.
fn lines_before(text: &str, at: usize) -> impl Iterator<Item = Span> {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let begin = |at: usize| text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
    let here = begin(at);
    [here..end, begin(here.saturating_sub(1))..here].into_iter()
}

/// Returns the finding about a text that is something else as a whole.
fn whole(text: &str) -> Option<Finding> {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let head: String = start.chars().take(15).collect::<String>().to_ascii_lowercase();
    let (message, help) = if head.starts_with("<!doctype") || head.starts_with("<html") {
        ("the file is a web page", "download the file itself, not the page that shows it")
    } else if head.starts_with("<?xml") {
        ("the file is XML", "write it as YAML, TOML or JSON")
    } else if start.starts_with("version https://git-lfs") {
        ("the file only points to the file itself, which Git LFS keeps", "run `git lfs pull`")
    } else if !text.contains('\n') && text.trim().contains('\r') {
        ("the file's lines end in carriage returns alone", "save it with the line ends LF or CRLF")
    } else {
        return None;
    };
    let (message, help) = (message.to_owned(), help.to_owned());
    Some(Finding { code: Code::Syntax, span: 0..0, message, help })
}

/// Returns the finding about the first mark of a merge that was left unfinished.
fn conflict(text: &str) -> Option<Finding> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let message = "a merge was left unfinished here".to_owned();
            let help = "keep one of the two versions, and take out the lines of `<<<<<<<`, \
                        `=======` and `>>>>>>>`";
            let span = start..start + 7;
            return Some(Finding { code: Code::Syntax, span, message, help: help.to_owned() });
        }
        start += line.len();
    }
    None
}
