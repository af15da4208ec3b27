//! User text where a reader gives some characters a meaning of their own: they are written so that
//! they have none.

use super::words::shown;
use std::fmt::Write;

/// A character that is not seen, and that no link and no reference can be written across.
const BREAK: &str = "&#8203;";

/// Returns a text on one line, steering characters shown, and every character that stands in
/// `escapes` written as it is there.
pub(super) fn escaped(text: &str, escapes: &[(char, &str)]) -> String {
    let shown = shown(text);
    let mut line = String::with_capacity(shown.len());
    for c in shown.chars() {
        match escapes.iter().find(|(escaped, _)| *escaped == c) {
            Some((_, instead)) => line.push_str(instead),
            None => line.push(c),
        }
    }
    line
}

/// Returns a text that HTML and SVG show as it is, between tags and in attributes.
pub(super) fn html(text: &str) -> String {
    const ENTITIES: &[(char, &str)] =
        &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];
    escaped(text, ENTITIES)
}

/// The longest run of letters that a page shows in one piece.
const LONGEST_RUN: usize = 28;

/// Returns a text that HTML shows as it is, with places to break in words that are longer than a
/// narrow column.
pub(super) fn html_flowing(text: &str) -> String {
    let mut flowing = String::new();
    for (place, word) in shown(text).split(' ').enumerate() {
        if place > 0 {
            flowing.push(' ');
        }
        let letters: Vec<char> = word.chars().collect();
        let runs = letters.chunks(LONGEST_RUN).map(|run| html(&run.iter().collect::<String>()));
        flowing += &runs.collect::<Vec<_>>().join("<wbr>");
    }
    flowing
}

/// Returns a text that no spreadsheet takes for a formula, be it split at commas or at semicolons:
/// an apostrophe stands before whatever would begin one.
pub(super) fn cell(text: &str) -> String {
    let mut cell = String::new();
    let mut begins = true;
    for c in shown(text).chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') {
            cell.push('\'');
        }
        begins = matches!(c, ';' | ',' | '"' | '\'') || (begins && c.is_whitespace());
        cell.push(c);
    }
    cell
}

/// Returns a text that Markdown, and what sites make of it afterwards, shows as it is: no markup,
/// no HTML, no link, no mention.
pub(super) fn markdown(text: &str) -> String {
    let shown = shown(text);
    let mut inert = String::with_capacity(shown.len());
    let mut rest = shown.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            // Written as entities, they mean nothing to those who split tables or look for tags.
            '|' | '<' | '>' | '&' | '`' | '@' | '#' => {
                let _ = write!(inert, "&#{};", u32::from(c));
            }
            '\\' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '~' | '$' | '^' | '%'
            | '"' | '+' | '=' => inert.extend(['\\', c]),
            _ => inert.push(c),
        }
        if rest.peek().is_some_and(|next| linking(c, *next)) {
            inert += BREAK;
        }
    }
    inert
}

/// Returns whether two characters, side by side, may begin a link or a reference.
fn linking(c: char, next: char) -> bool {
    match c {
        // Mentions, issues, merge requests, snippets, milestones, labels, epics, alerts; https://.
        '@' | '#' | '!' | '$' | '%' | '~' | '&' | '^' | '*' | ':' => !next.is_whitespace(),
        // www.
        'w' | 'W' => next == '.',
        // GH-1.
        'h' | 'H' => next == '-',
        _ => false,
    }
}
