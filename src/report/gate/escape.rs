//! User text where a reader gives some characters a meaning of their own: they are written so that
//! they have none.

use crate::report::words::shown;

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
