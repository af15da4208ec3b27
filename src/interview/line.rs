//! One line of text under a person's hands. Characters that steer a terminal never get in.

use unicode_segmentation::UnicodeSegmentation;

/// The most characters that a line holds: with every field full, answers stay well within the
/// bounds of an answers file.
pub const LONGEST: usize = 4000;

/// A line that is being typed, and the cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// In bytes, always between two graphemes.
    at: usize,
    /// Whether the first thing typed replaces the whole text.
    replaceable: bool,
}

/// What a key does to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// Takes away what stands before the cursor.
    Backspace,
    /// Takes away what stands behind the cursor.
    Delete,
    /// Takes away the word before the cursor.
    DeleteWord,
    /// Takes everything away.
    Clear,
}

impl Line {
    /// Returns a line that reads `text`, however long it is, with typing going on at its end.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = on_one_line(text);
        Self { at: text.len(), text, replaceable: false }
    }

    /// Returns a line that reads `text` until something else is typed; any edit keeps the text.
    #[must_use]
    pub fn replaceable(text: &str) -> Self {
        Self { replaceable: true, ..Self::of(text) }
    }

    /// Returns what the line reads.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the first thing typed replaces the whole text.
    #[must_use]
    pub fn is_replaceable(&self) -> bool {
        self.replaceable
    }

    /// Returns the text before and behind the cursor.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.at).unwrap_or((&self.text, ""))
    }

    /// Inserts typed or pasted text: line ends and tabs become blanks, other control characters
    /// are dropped. What the line cannot hold any more is left out; returns whether all of it fit.
    pub fn insert(&mut self, text: &str) -> bool {
        if std::mem::take(&mut self.replaceable) {
            self.edit(Edit::Clear);
        }
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean = on_one_line(text);
        let fits: String = clean.chars().take(room).collect();
        let all = fits.len() == clean.len();
        if self.text.is_char_boundary(self.at) {
            self.text.insert_str(self.at, &fits);
            self.settle(self.at + fits.len());
        }
        all
    }

    /// Changes the line, or moves the cursor.
    pub fn edit(&mut self, edit: Edit) {
        self.replaceable = false;
        match edit {
            Edit::Left => self.at = self.before(),
            Edit::Right => self.at = self.behind(),
            Edit::Home => self.at = 0,
            Edit::End => self.at = self.text.len(),
            Edit::Backspace => self.remove(self.before(), self.at),
            Edit::Delete => self.remove(self.at, self.behind()),
            Edit::DeleteWord => self.remove(self.word_start(), self.at),
            Edit::Clear => *self = Self::default(),
        }
    }

    fn remove(&mut self, from: usize, to: usize) {
        if from < to && self.text.is_char_boundary(from) && self.text.is_char_boundary(to) {
            self.text.replace_range(from..to, "");
            self.settle(from);
        }
    }

    /// Goes to `offset`, in bytes, or on to the end of the grapheme that it lies in.
    fn settle(&mut self, offset: usize) {
        let mut ends = self.text.grapheme_indices(true).map(|(start, g)| start + g.len());
        self.at = if offset == 0 { 0 } else { ends.find(|end| *end >= offset).unwrap_or(0) };
    }

    fn before(&self) -> usize {
        let last = self.parts().0.graphemes(true).next_back();
        self.at - last.map_or(0, str::len)
    }

    fn behind(&self) -> usize {
        let next = self.parts().1.graphemes(true).next();
        self.at + next.map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.parts().0.trim_end();
        before.rfind(' ').map_or(0, |blank| blank + 1)
    }
}

/// Returns a text with blanks for line ends and tabs, and without other control characters.
fn on_one_line(text: &str) -> String {
    let mut clean = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
    clean.retain(|c| !c.is_control());
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pasted_text_becomes_one_harmless_line() {
        let mut line = Line::of("a");
        assert!(line.insert("b\r\nc\td\u{1b}[31mé\u{7}"));
        assert_eq!(line.text(), "ab c d[31mé");
    }

    #[test]
    fn letters_of_several_characters_are_one_step() {
        let mut line = Line::of("nai\u{308}ve 👩‍👩‍👧");
        line.edit(Edit::Backspace);
        assert_eq!(line.text(), "nai\u{308}ve ");
        for _ in 0..3 {
            line.edit(Edit::Left);
        }
        line.edit(Edit::Backspace);
        assert_eq!(line.text(), "nave ");
        line.edit(Edit::DeleteWord);
        assert_eq!(line.text(), "ve ");
    }

    #[test]
    fn what_stood_there_before_goes_or_stays_with_the_first_key() {
        let mut line = Line::replaceable("2026-11-24");
        line.insert("3");
        assert_eq!(line.text(), "3");
        let mut line = Line::replaceable("2026-11-24");
        line.edit(Edit::Backspace);
        line.insert("5");
        assert_eq!(line.text(), "2026-11-25");
    }

    #[test]
    fn a_line_holds_so_much_and_no_more() {
        let mut line = Line::default();
        assert!(!line.insert(&"é".repeat(LONGEST + 1)));
        assert_eq!(line.text().chars().count(), LONGEST);
        assert!(!line.insert("x"));
    }

    fn edit() -> impl Strategy<Value = Edit> {
        prop_oneof![
            Just(Edit::Left),
            Just(Edit::Right),
            Just(Edit::Home),
            Just(Edit::Backspace),
            Just(Edit::Delete),
            Just(Edit::DeleteWord),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_place_stays_between_letters(
            steps in proptest::collection::vec((any::<String>(), edit()), 0..12)
        ) {
            let mut line = Line::default();
            for (text, edit) in steps {
                line.insert(&text);
                line.edit(edit);
                let (before, behind) = line.parts();
                prop_assert_eq!(before.to_owned() + behind, line.text());
                prop_assert!(!line.text().chars().any(char::is_control));
            }
        }
    }
}
