//! What to say of a text that cannot be read: what the file really is, which character only looks
//! like the one that belongs there, or what to write where its reader stopped. One cause in place
//! of all that follows from it; it reads nothing itself.

use super::node::{Entry, Finding, Node, Span, Value};
use crate::domain::Code;
use crate::domain::sorting;

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
    if !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0) {
        let help = "restore it from a copy: a disk that was full or switched off leaves such files";
        return Some(("the file holds only zero bytes, not text".to_owned(), help));
    }
    if is_utf32(start) {
        return Some(("the file is UTF-32".to_owned(), "save it as UTF-8"));
    }
    if is_ebcdic(start) && std::str::from_utf8(bytes).is_err() {
        return Some(("the file is EBCDIC, as mainframes write it".to_owned(), "save it as UTF-8"));
    }
    let nulls = start.split(|byte| *byte == 0).count().saturating_sub(1);
    let wide = marked || (nulls * 3 >= start.len() && (1..start.len()).contains(&nulls));
    wide.then(|| ("the file is UTF-16".to_owned(), "save it as UTF-8"))
}

/// Returns whether a text's first bytes are letters of four bytes each.
fn is_utf32(start: &[u8]) -> bool {
    let marks: [&[u8]; 2] = [&[0xFF, 0xFE, 0, 0], &[0, 0, 0xFE, 0xFF]];
    let letters = start.chunks_exact(4);
    let plain = |letter: &[u8]| letter.split(|byte| *byte == 0).count() == 4;
    marks.iter().any(|mark| start.starts_with(mark))
        || (start.len() >= 8 && letters.take(8).all(plain))
}

/// Returns whether a text's first bytes are EBCDIC: letters are high bytes, and where a text of
/// ours has a blank or the end of a line there is 0x40, 0x15 or 0x25.
fn is_ebcdic(start: &[u8]) -> bool {
    let high = start.iter().filter(|byte| **byte >= 0x80).count();
    let blanks = |byte: &&u8| matches!(**byte, 0x15 | 0x25 | 0x40);
    let ours = |byte: &u8| matches!(*byte, b' ' | b'\n' | b':');
    high * 2 > start.len()
        && start.iter().filter(blanks).count() > 1
        && start.iter().filter(|byte| ours(byte)).count() < 3
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

/// Returns the one finding that explains why `text` could not be read, where there is one. `at` is
/// where its reader stopped, or the single value that it took the text for; `reached` tells how
/// many characters of a text make sense. A character that only looks like another one is the cause
/// if more makes sense with the other one in its place; else it belongs to what somebody wrote.
#[must_use]
pub(super) fn cause(text: &str, at: &Span, reached: impl Fn(&str) -> usize) -> Option<Finding> {
    whole(text).or_else(|| conflict(text)).or_else(|| {
        let far = reached(text);
        let mut places = std::iter::once(at.clone()).chain(lines_before(text, at.start));
        places.find_map(|place| {
            let names = sorting::to_set(lookalikes(text, &place).map(|found| found.name));
            // Each kind alone, then all of them together.
            let mut kinds = names.iter().map(|name| Some(*name)).chain([None]);
            kinds.find_map(|kind| {
                let is_meant = |found: &Lookalike| kind.is_none_or(|name| found.name == name);
                let first = lookalikes(text, &place).find(is_meant)?;
                let mended = mended(text, lookalikes(text, &place).filter(is_meant));
                let grown = mended.chars().count().saturating_sub(text.chars().count());
                (reached(&mended) > far.saturating_add(grown)).then(|| first.finding())
            })
        })
    })
}

/// Returns the finding about the first key with a character that only looks right.
#[must_use]
pub(super) fn in_keys(text: &str, node: &Node<'_>) -> Option<Finding> {
    let entry = |entry: &Entry<'_>| {
        if entry.key == "<<" {
            let (message, help) = ("merge keys are not read", "write out what `<<` stands for");
            return Some(syntax(entry.key_span.clone(), message, help));
        }
        let here = entry.key.chars().any(|c| imitates(c).is_some());
        let here = here.then(|| lookalikes(text, &entry.key_span).next()).flatten();
        let here = here.map(|found| found.finding());
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
    text.chars().filter_map(plain_letter).collect::<String>().trim().to_owned()
}

/// Returns the plain character for one that only looks like it; nothing for one that says nothing
/// in a number, a day or a word of ours.
fn plain_letter(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => Some('-'),
        '\'' | '"' => None,
        _ if is_quote(c) => None,
        '\u{200B}'
        | '\u{FEFF}'
        | '\u{2060}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2066}'..='\u{2069}' => None,
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(c) - 0x6F0, 10),
        '\u{966}'..='\u{96F}' => char::from_digit(u32::from(c) - 0x966, 10),
        '\u{66B}' => Some('.'),
        _ if c.is_whitespace() => Some(' '),
        _ => Some(c),
    }
}

/// Returns whether a character is a quote of good print, which no format here reads as one.
fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '＂')
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
        _ if is_quote(c) => ("a typographic quote", quote),
        '\u{FF5B}' | '\u{FF5D}' => ("a full-width brace", "type { or } in its place"),
        '\u{FF3B}' | '\u{FF3D}' => ("a full-width bracket", "type [ or ] in its place"),
        '\u{FF10}'..='\u{FF19}' => ("a full-width digit", "type a plain digit in its place"),
        '\u{2212}' => ("a minus sign of another kind", "type - in its place"),
        '\u{3001}' => ("an ideographic comma", "type , in its place"),
        '\u{FF1D}' => ("a full-width equals sign", "type = in its place"),
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}' => ("a control character", "take it out"),
        '\u{FF1A}' => ("a full-width colon", "type : and a blank in its place"),
        '\u{FF0C}' => ("a full-width comma", "type , in its place"),
        _ => return None,
    })
}

/// A character that only looks like another one.
struct Lookalike {
    /// Where it stands.
    at: usize,
    c: char,
    /// What it is called.
    name: &'static str,
    /// What to type instead.
    help: &'static str,
}

impl Lookalike {
    fn end(&self) -> usize {
        self.at + self.c.len_utf8()
    }

    fn finding(&self) -> Finding {
        let message = format!("{} (U+{:04X}) stands here", self.name, u32::from(self.c));
        let span = self.at..self.end();
        Finding { code: Code::Syntax, span, message, help: self.help.to_owned() }
    }
}

/// Returns the characters of a stretch that only look like others, but for apostrophes in words.
fn lookalikes<'t>(text: &'t str, within: &Span) -> impl Iterator<Item = Lookalike> + 't {
    let marked = usize::from(within.start == 0 && text.starts_with('\u{FEFF}')) * 3;
    let start = within.start + marked;
    let part = text.get(start..within.end).unwrap_or_default();
    let mut before = ' ';
    part.char_indices().filter_map(move |(at, c)| {
        let behind = part.get(at..).and_then(|rest| rest.chars().nth(1)).unwrap_or(' ');
        let in_word = c == '’' && before.is_alphabetic() && behind.is_alphabetic();
        before = c;
        let (name, help) = imitates(c).filter(|_| !in_word)?;
        Some(Lookalike { at: start + at, c, name, help })
    })
}

/// Returns a text with what belongs in the place of what only looks like it.
fn mended(text: &str, lookalikes: impl Iterator<Item = Lookalike>) -> String {
    let (mut mended, mut end) = (String::with_capacity(text.len()), 0);
    for found in lookalikes {
        mended.push_str(text.get(end..found.at).unwrap_or_default());
        match found.c {
            c if is_quote(c) => mended.push('"'),
            '\u{FF1A}' => mended.push_str(": "),
            '\u{3001}' => mended.push(','),
            '\u{2028}' | '\u{2029}' | '\u{85}' => mended.push('\n'),
            c if c.is_control() => {}
            c => mended.extend(plain_letter(c)),
        }
        end = found.end();
    }
    mended + text.get(end..).unwrap_or_default()
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
    } else if start.starts_with("```") {
        ("the file begins with a fence of Markdown", "take out the lines that begin with ```")
    } else if start.starts_with("version https://git-lfs") {
        ("the file only points to the file itself, which Git LFS keeps", "run `git lfs pull`")
    } else if !text.contains('\n') && text.trim().contains('\r') {
        ("the file's lines end in carriage returns alone", "save it with the line ends LF or CRLF")
    } else {
        return None;
    };
    Some(syntax(0..0, message, help))
}

fn syntax(span: Span, message: &str, help: &str) -> Finding {
    let (message, help) = (message.to_owned(), help.to_owned());
    Finding { code: Code::Syntax, span, message, help }
}

/// Returns what was written as a message shows it between backticks: what is not seen is spelled.
#[must_use]
pub(super) fn spelled(written: &str) -> String {
    let spell = |part: &str| part.escape_debug().to_string();
    let quotes = |c| matches!(c, '"' | '\'');
    let parts = written.split_inclusive(quotes).map(|part| match part.char_indices().next_back() {
        Some((at, quote)) if quotes(quote) => {
            spell(part.get(..at).unwrap_or_default()) + quote.encode_utf8(&mut [0; 4])
        }
        _ => spell(part),
    });
    parts.collect()
}

/// Says what to write where YAML's reader stopped; `said` is what it said.
#[must_use]
pub(super) fn yaml_help(text: &str, at: usize, said: &str) -> &'static str {
    let mut lines = lines_before(text, at).filter_map(|line| text.get(line));
    let tabs = |line: &str| {
        line.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t') && !line.trim().is_empty()
    };
    if said.contains("tab") || lines.any(tabs) {
        "indent with spaces"
    } else if said.contains("unexpected character") {
        "put a text that begins with this character in quotes"
    } else if said.contains("mapping values are not allowed") {
        "put a text with a colon in quotes, and begin the keys of one mapping in the same column"
    } else if said.contains("simple key expected") {
        "put a blank behind the colon: `key: value`"
    } else if said.contains("surrogate") {
        "write the character itself, or both halves of the pair"
    } else if said.contains("quote") {
        "close the quote where the text ends"
    } else if said.contains("alias") || said.contains("anchor") {
        "put a text that begins with `*` or `&` in quotes"
    } else if ["flow", "bracket", "illegal placement of ':'"].iter().any(|part| said.contains(part))
    {
        "put a comma between two entries, and close the bracket where they end"
    } else if said.contains("block") || said.contains("document start") {
        "begin the keys of one mapping in the same column"
    } else {
        ""
    }
}

/// Says what to write where JSON's reader stopped; `said` is what it said.
#[must_use]
pub(super) fn json_help(text: &str, at: usize, said: &str) -> String {
    let (before, rest) = text.split_at_checked(at).unwrap_or_default();
    let word: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let first = rest.chars().next().unwrap_or(' ');
    let comma = before.trim_end().ends_with(',');
    let help = match first {
        _ if cuts_number(before, rest) => "decimals stand behind a point: 5.1",
        '/' | '#' => "JSON has no comments: take it out, or save the file as YAML",
        '}' | ']' if comma => "take out the comma behind the last entry",
        ',' if comma => "take out one of the two commas",
        '\'' | '`' => "put texts and keys in double quotes: \"text\"",
        _ if said.contains("control character") => {
            "write \\n for a new line and \\t for a tab within a text"
        }
        _ if said.contains("escape") => "write the character itself, or both halves of the pair",
        _ if said.contains("EOF") => "close every quote, brace and bracket",
        _ if said.contains("trailing characters") => "keep one document per file",
        _ if said.contains("expected `:`") => "put a colon between key and value",
        _ if said.contains("key must be a string") => "put the key in double quotes",
        '-' if before.ends_with(|c: char| c.is_ascii_digit()) => {
            "put texts and days in double quotes"
        }
        _ if in_number(before, first) => "write a plain decimal number, such as 5.1 or 0.5",
        _ if ["None", "NaN", "Infinity", "undefined"].contains(&word.as_str()) => {
            "write a value, or take the entry out"
        }
        _ if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") => {
            "write true or false in small letters"
        }
        _ if first.is_alphabetic() => "put texts and days in double quotes",
        _ if said.contains("expected `,`") => "put a comma between two entries",
        _ => "",
    };
    help.to_owned()
}

/// Returns whether a number goes on here that is no plain decimal: `.5`, `+5`, `5.`, `05`, `5%`.
fn in_number(before: &str, first: char) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let behind = before.trim_end().chars().next_back().unwrap_or(' ');
    "+-.".contains(first) || digit(behind) || matches!(behind, '-' | '.')
}

/// Returns whether a comma stands before this digit, and a digit before the comma.
fn cuts_number(before: &str, rest: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let whole = before.trim_end().strip_suffix(',');
    rest.starts_with(digit) && whole.is_some_and(|whole| whole.ends_with(digit))
}

/// Says what to write where TOML's reader stopped; `said` is what it said.
#[must_use]
pub(super) fn toml_help(text: &str, at: usize, said: &str) -> String {
    let line = lines_before(text, at).next().unwrap_or_default();
    let before = text.get(line.start..at).unwrap_or_default().trim_end();
    let rest = text.get(at..line.end).unwrap_or_default();
    let digit = |c: char| c.is_ascii_digit();
    let day = before.contains(digit) || rest.starts_with(digit);
    let help = if before.split_once('=').is_some_and(|(_, value)| {
        value.rsplit_once(',').is_some_and(|(whole, behind)| {
            whole.ends_with(digit) && !behind.is_empty() && behind.chars().all(digit)
        })
    }) {
        "decimals stand behind a point: 5.1"
    } else if said.contains("hexadecimal") {
        "write the character itself"
    } else if said.contains("duplicate key") {
        "keep one of the two"
    } else if before.starts_with("//") || rest.starts_with("//") {
        "a comment begins with #"
    } else if said.contains("must be quoted") {
        "put texts in double quotes: \"text\""
    } else if said.contains("date") || (said.contains("float") && day) {
        "write a day as YYYY-MM-DD, such as 2026-06-30, and a number with one point"
    } else if ["mantissa", "fraction", "leading zero"].iter().any(|word| said.contains(word)) {
        "write a plain decimal number, such as 5.1 or 0.5"
    } else if said.contains("unquoted key")
        || said.contains("no value")
        || said.contains("missing assignment")
    {
        "write `key = value`; a key with other than plain letters, digits, `-` and `_` needs quotes"
    } else if said.contains("unexpected key or value") {
        "begin each key on a line of its own, and put a text with quotes in it between ' and '"
    } else if said.contains("string") {
        "close the quote where the text ends"
    } else {
        ""
    };
    help.to_owned()
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
