//! From a stretch of bytes to what a person looks for: line and column.

use super::node::Span;

/// Where something stands in a text: its line, and the stretch of it that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'t> {
    /// The line, without its end.
    pub line: &'t str,
    /// The line's number, from 1.
    pub number: usize,
    /// The column, in characters from 1; a byte-order mark takes none.
    pub column: usize,
    /// The first byte in the line that is meant.
    pub start: usize,
    /// The byte behind the last one that is meant.
    pub end: usize,
}

impl<'t> Location<'t> {
    /// Returns the location of `span` in `text`. Of a span over several lines the first is meant.
    #[must_use]
    pub fn of(text: &'t str, span: &Span) -> Self {
        let floor = |at: usize| {
            let at = at.min(text.len());
            (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
        };
        let at = floor(span.start);
        let before = text.get(..at).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = text.get(line_start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let start = (at - line_start).min(line.len());
        let end = floor(span.end.max(at)).saturating_sub(line_start).clamp(start, line.len());
        let number = before.matches('\n').count() + 1;
        let column = line.get(..start).unwrap_or_default().chars().count() + 1;
        let marked = number == 1 && line.starts_with('\u{FEFF}') && column > 1;
        Self { line, number, column: column - usize::from(marked), start, end }
    }

    /// Returns the column behind the last character that is meant, in characters from 1.
    #[must_use]
    pub fn end_column(&self) -> usize {
        let meant = self.line.get(self.start..self.end).unwrap_or_default();
        self.column + meant.chars().count()
    }
}

/// Lines and columns of locations that come in the order of the text, counted in one pass.
#[derive(Clone, Debug)]
pub struct Locations<'t> {
    letters: std::iter::Peekable<std::str::CharIndices<'t>>,
    line: usize,
    column: usize,
}

impl<'t> Locations<'t> {
    /// Begins at the top of `text`.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self { letters: text.char_indices().peekable(), line: 1, column: 1 }
    }

    /// Returns line and column, from 1, of the byte at `start`, which is not before the last one
    /// that was asked for; a byte-order mark takes no column.
    pub fn next(&mut self, start: usize) -> (usize, usize) {
        while let Some((_, letter)) = self.letters.next_if(|(at, _)| *at < start) {
            match letter {
                '\n' => (self.line, self.column) = (self.line + 1, 1),
                '\u{FEFF}' if (self.line, self.column) == (1, 1) => {}
                _ => self.column += 1,
            }
        }
        (self.line, self.column)
    }
}
