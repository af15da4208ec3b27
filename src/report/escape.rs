//! User text where a reader gives some characters a meaning of their own: they are written so that
//! they have none.

use super::words::{harmful, rewritten, shown, shown_path};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

/// A character that is not seen, and that no link and no reference can be written across.
const BREAK: &str = "&#8203;";

/// Returns a text on one line, steering characters shown, and every character that stands in
/// `escapes`, all of them ASCII, written as it is there.
pub(super) fn escaped(text: &str, escapes: &[(char, &str)]) -> String {
    replaced(&shown(text), escapes)
}

/// Returns a file's path on one line, as [`escaped`], but for line ends that `escapes` can write:
/// whoever reads them finds the file they are part of the name of.
pub(super) fn escaped_path(path: &str, escapes: &[(char, &str)]) -> String {
    let parts = path.split_inclusive(['\r', '\n']).map(|part| {
        let end = if part.ends_with(['\r', '\n']) { part.len() - 1 } else { part.len() };
        let (part, end) = part.split_at(end);
        replaced(&(shown_path(part) + end), escapes)
    });
    parts.collect()
}

/// Returns a text with every character that stands in `escapes` written as it is there.
fn replaced(text: &str, escapes: &[(char, &str)]) -> String {
    let escape = |c: char| escapes.iter().find(|(escaped, _)| *escaped == c);
    let is_plain = |byte| escape(char::from(byte)).is_none();
    rewritten(text, is_plain, |line, c| match escape(c) {
        Some((_, instead)) => line.push_str(instead),
        None => line.push(c),
    })
}

/// Returns a text that HTML and SVG show as it is, between tags and in attributes.
pub(super) fn html(text: &str) -> String {
    escaped(text, ENTITIES)
}

const ENTITIES: &[(char, &str)] =
    &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#39;")];

/// After which letters an address is best broken.
const JOINTS: [char; 7] = ['/', '-', '.', '?', '&', '_', '='];

/// Returns a text that HTML shows as it is, with places to break in words of more than `longest`
/// letters: at the joints of an address where there are some.
pub(super) fn html_flowing(text: &str, longest: usize) -> String {
    let text = shown(text);
    // No word has more letters than bytes.
    if text.split(' ').all(|word| word.len() <= longest) {
        return replaced(&text, ENTITIES);
    }
    let words: Vec<_> = text.split(' ').map(|word| broken(word, longest)).collect();
    words.join(" ")
}

fn broken(word: &str, longest: usize) -> String {
    if word.chars().count() <= longest {
        return replaced(word, ENTITIES);
    }
    let (mut runs, mut run, mut letters) = (Vec::new(), String::new(), 0);
    for grapheme in word.graphemes(true) {
        run.push_str(grapheme);
        letters += grapheme.chars().count();
        if letters >= longest || (grapheme.ends_with(JOINTS) && letters > longest / 3) {
            runs.push(replaced(&std::mem::take(&mut run), ENTITIES));
            letters = 0;
        }
    }
    runs.push(replaced(&run, ENTITIES));
    runs.retain(|run| !run.is_empty());
    runs.join("<wbr>")
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
        begins =
            matches!(c, ';' | ',' | '"' | '\'') || (begins && (c.is_whitespace() || harmful(c)));
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
            // Where a line begins, these begin a list.
            '-' if inert.is_empty() => inert.push_str("\\-"),
            '.' | ')' if is_number(&inert) && rest.peek().is_none_or(|c| c.is_whitespace()) => {
                inert.extend(['\\', c]);
            }
            // Written as entities, they mean nothing to those who split tables or look for tags.
            '|' | '<' | '>' | '&' | '`' | '@' | '#' => {
                let _ = write!(inert, "&#{};", u32::from(c));
            }
            '\\' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '~' | '$' | '^' | '%'
            | '"' | '+' | '=' => inert.extend(['\\', c]),
            _ => inert.push(c),
        }
        let begins = match rest.peek() {
            Some('.') => ends_with(&inert, "www"),
            // A reference to an issue: GH-1.
            Some('-') => ends_with(&inert, "gh"),
            _ => false,
        };
        if begins || rest.peek().is_some_and(|next| linking(c, *next)) {
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
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_with(text: &str, word: &str) -> bool {
    let end = text.get(text.len().saturating_sub(word.len())..);
    end.is_some_and(|end| end.eq_ignore_ascii_case(word))
}
