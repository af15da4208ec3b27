//! The full-screen face: what a key does, and what stands on the screen. Letters choose, digits
//! open the figure, and every command is a key that nobody types into an answer.

use super::layout::{self, Look, Screen, Size};
use super::line::Edit;
use super::page::{Field, Page};
use super::state::Interview;
use super::view::{Guide, PageCommand, Row, RowAction, View};
use crate::report::words::lower_first;

/// A key, whatever terminal it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// A character with Ctrl held down, in small letters.
    Control(char),
    /// A function key, by its number.
    Function(u8),
    /// Pasted text.
    Paste(String),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Del.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// How to move around, said once before the first question.
const MOVING: &str = "A letter chooses, a digit starts the figure. Esc goes back, ? helps.";

/// What ends a line or a field where characters come at once.
const ENDS: [char; 3] = ['\r', '\n', '\t'];

/// What ends a line among such characters.
const LINE_ENDS: [char; 2] = ['\r', '\n'];

/// How many rows a key for a whole page goes on or back.
const PAGE: usize = 10;

/// What may stand before a figure.
const SIGNS: &str = "+-.,~<>≈≤≥\u{2212}";

/// All keys, for those who ask.
const KEYS: &str = "Keys: a letter chooses, a digit starts the figure; Up and Down move, Enter chooses; Esc or Left goes back, Right goes on; \
                    Tab says what an answer rests on, right after it or later; Del clears it; ? or \
                    F1 helps; F2 or Ctrl-P shows probes; F3 or Ctrl-E shows what to ask for; F4 or \
                    Ctrl-R shows all answers; Ctrl-C stops and keeps them; Ctrl-Z suspends. * marks what was answered, > where you \
                    are.";

/// An interview on a screen.
#[derive(Clone, Debug)]
pub struct Full<'f> {
    /// The interview.
    pub interview: Interview<'f>,
    size: Size,
    large: bool,
    /// The row under the cursor.
    cursor: Option<usize>,
    guide: Option<Guide>,
    /// How many lines of the text are above the screen.
    scrolled: usize,
}

impl<'f> Full<'f> {
    /// Shows an interview on a screen; `large` for a room, with fewer lines and wider spacing.
    #[must_use]
    pub fn new(interview: Interview<'f>, size: Size, large: bool) -> Self {
        let mut face = Self { interview, size, large, cursor: None, guide: None, scrolled: 0 };
        face.settle();
        face
    }

    /// Goes on at another size of the screen.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// Does what a key says.
    pub fn key(&mut self, key: &Key) {
        let before = (self.interview.page(), self.interview.open_field());
        let warned = self.interview.is_warned();
        match key {
            Key::Control('c') => self.interview.command(PageCommand::Leave),
            _ if self.guide.is_some() => self.guide_key(key),
            _ if before.1.is_some() => self.field_key(key),
            _ => self.page_key(key),
        }
        if warned {
            self.interview.forget_warning();
        }
        let left_field = before.1.is_some() && self.interview.open_field().is_none();
        let goes_on = matches!(key, Key::Enter | Key::Esc) && before.0 == Page::Start;
        if self.interview.page() != before.0 || (left_field && goes_on) {
            self.settle();
        }
    }

    /// Does what characters say that came at once, Enter and Tab among them. In a field they are
    /// one text, and what follows a line end belongs to it; else each is a key, unless it is plain
    /// that they are a text.
    pub fn typed(&mut self, text: &str) {
        if !self.takes_text() && self.is_surely_pasted(text) {
            return self.key(&Key::Paste(text.to_owned()));
        }
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if !self.takes_text() {
                self.key(&typed_key(first));
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                continue;
            }
            if let Some(after) = rest.strip_prefix(ENDS) {
                // Enter came first: it ends what was typed before.
                self.key(&typed_key(first));
                rest = after;
                continue;
            }
            let typed = rest.trim_end_matches(ENDS);
            let ends = rest.get(typed.len()..).unwrap_or_default();
            if !typed.is_empty() {
                self.key(&Key::Paste(typed.to_owned()));
            }
            // The line ends behind a paste of several lines belong to it.
            rest = if typed.contains(ENDS) { "" } else { ends };
        }
    }

    fn takes_text(&self) -> bool {
        self.interview.open_field().is_some() && self.guide.is_none()
    }

    /// Returns whether characters that came at once, with no field open, cannot be meant as keys:
    /// they are several lines, or among them is one that stands for nothing.
    fn is_surely_pasted(&self, text: &str) -> bool {
        if text.trim_matches(LINE_ENDS).contains(LINE_ENDS) {
            return true;
        }
        let rows = self.interview.rows();
        let is_mark = |letter: char| {
            let small: String = letter.to_lowercase().collect();
            rows.iter().any(|row| row.mark == small) || "abcdefnruxy".contains(letter)
        };
        let opens = |letter: char| {
            let row = rows.iter().find(|row| row.mark == letter.to_string());
            row.is_some_and(|row| matches!(row.action, RowAction::Write(_)))
        };
        let begins_field = |letter| opens(letter) || self.begins_figure(letter);
        text.chars().count() > 2
            && !text.starts_with(begins_field)
            && text
                .chars()
                .any(|letter| letter == ' ' || letter.is_alphabetic() && !is_mark(letter))
    }

    /// Returns whether a figure, or a word that stands for one, can begin with this character.
    fn begins_figure(&self, letter: char) -> bool {
        let measure = self.interview.question().and_then(|question| question.measure.as_ref());
        let words = measure.iter().flat_map(|measure| &measure.words);
        self.interview.page().asks()
            && (letter.is_ascii_digit()
                || SIGNS.contains(letter)
                || words
                    .into_iter()
                    .any(|known| known.word.starts_with(letter.to_ascii_lowercase())))
    }

    /// Puts the cursor where the page expects it.
    fn settle(&mut self) {
        (self.cursor, self.guide, self.scrolled) = (self.interview.default_row(), None, 0);
    }

    fn page_key(&mut self, key: &Key) {
        match key {
            Key::Enter => self.choose_under_cursor(),
            Key::Esc | Key::Left | Key::Backspace => self.interview.command(PageCommand::Back),
            Key::Right => self.interview.command(PageCommand::On),
            Key::Tab => self.interview.command(PageCommand::Details),
            Key::Delete => self.clear(),
            Key::Function(4) | Key::Control('r') => self.interview.command(PageCommand::Review),
            Key::Up | Key::Down | Key::Home | Key::End | Key::PageUp | Key::PageDown => {
                self.move_key(key);
            }
            Key::Char(' ') => self.space(),
            Key::Char(letter) if guide_of(key).is_none() => self.letter(*letter),
            Key::Paste(text) => self.paste(text),
            _ => self.guide = guide_of(key).filter(|guide| self.has(*guide)),
        }
    }

    /// Takes the answer back; the cursor leaves it as well.
    fn clear(&mut self) {
        self.interview.command(PageCommand::Clear);
        self.cursor = self.interview.default_row();
    }

    fn choose_under_cursor(&mut self) {
        match self.cursor {
            Some(row) => self.choose(row),
            None if self.interview.page() == Page::Result => self.scroll(&Key::PageDown),
            None => self
                .interview
                .show_message("Choose an answer first: a letter, or the arrows.".into()),
        }
    }

    fn choose(&mut self, row: usize) {
        // The result is scrolled, not walked through.
        if self.interview.page() != Page::Result {
            self.cursor = Some(row);
        }
        self.interview.choose(row);
    }

    fn space(&mut self) {
        let rows = self.interview.rows();
        match self.cursor.and_then(|row| rows.get(row)).map(|row| &row.action) {
            Some(RowAction::Tick(_)) => self.choose_under_cursor(),
            _ if self.interview.page() == Page::Result => self.scroll(&Key::PageDown),
            _ => {}
        }
    }

    fn letter(&mut self, letter: char) {
        let small: String = letter.to_lowercase().collect();
        let rows = self.interview.rows();
        let numbered = rows.iter().filter(|row| is_number(&row.mark)).count();
        if letter.is_ascii_digit() && numbered > 9 {
            self.interview.open(Field::Number, &small);
        } else if let Some(row) = rows.iter().position(|row| row.mark == small) {
            self.choose(row);
        } else if self.begins_figure(letter) {
            self.interview.open(Field::Figure, letter.encode_utf8(&mut [0; 4]));
        } else {
            let what = if self.interview.page().asks() {
                "type the letter of an answer, or a figure"
            } else {
                "type what stands before a choice"
            };
            self.interview.show_message(format!("`{letter}` stands for nothing here: {what}."));
        }
    }

    /// Pasted text belongs into a field: a figure opens its own, anything else is not guessed at.
    fn paste(&mut self, text: &str) {
        let text = text.trim();
        if text.starts_with(|first: char| first.is_ascii_digit() || ".,~".contains(first)) {
            self.interview.open(Field::Figure, text);
        }
        if self.interview.open_field().is_none() {
            self.interview.show_message("Open a field first; then paste into it.".to_owned());
        }
    }

    fn field_key(&mut self, key: &Key) {
        let edit = match key {
            Key::Enter => return self.submit(),
            Key::Up | Key::Down | Key::Tab if self.interview.page() == Page::Start => {
                return self.next_field(*key == Key::Up);
            }
            Key::Esc => return self.interview.command(PageCommand::Back),
            Key::Char(letter) => return self.interview.insert(letter.encode_utf8(&mut [0; 4])),
            Key::Paste(text) => return self.interview.insert(text),
            Key::Left => Edit::Left,
            Key::Right => Edit::Right,
            Key::Home | Key::Control('a') => Edit::Home,
            Key::End | Key::Control('e') => Edit::End,
            Key::Backspace | Key::Control('h') => Edit::Backspace,
            Key::Delete | Key::Control('d') => Edit::Delete,
            Key::Control('w') => Edit::DeleteWord,
            Key::Control('u') => Edit::Clear,
            _ => return,
        };
        self.interview.edit(edit);
    }

    fn submit(&mut self) {
        let is_number = self.interview.open_field() == Some(Field::Number);
        let number = self.interview.view(0).field.filter(|_| is_number);
        let page = self.interview.page();
        self.interview.submit();
        if let Some(number) = number.filter(|_| self.interview.page() == page) {
            let mark = number.before + &number.behind;
            let row = self.interview.rows().iter().position(|row| row.mark == mark);
            self.cursor = row.or(self.cursor);
        }
    }

    /// Leaves the field for the row below it, or above.
    fn next_field(&mut self, up: bool) {
        let field = self.interview.open_field().map(RowAction::Write);
        let row = self.interview.rows().iter().position(|row| Some(&row.action) == field.as_ref());
        self.interview.leave_field();
        if self.interview.open_field().is_none() {
            self.cursor = row.map(|row| if up { row.saturating_sub(1) } else { row + 1 });
        }
    }

    fn guide_key(&mut self, key: &Key) {
        match key {
            Key::Up | Key::Down | Key::Home | Key::End | Key::PageUp | Key::PageDown => {
                self.scroll(key);
            }
            _ => {
                let other = guide_of(key).filter(|guide| self.has(*guide));
                let other = other.filter(|guide| self.guide != Some(*guide));
                (self.guide, self.scrolled) = (other, 0);
            }
        }
    }

    /// Returns whether there is such a guide to the page.
    fn has(&self, guide: Guide) -> bool {
        guide == Guide::Help || self.interview.has_guides()
    }

    fn guided(&self, guide: Guide) -> (String, Vec<String>) {
        let (title, mut text) = self.interview.guide(guide);
        // The page says it already, above.
        let title = if title == self.interview.view(0).title { String::new() } else { title };
        if guide == Guide::Help {
            if self.interview.page().asks() {
                // On a small screen they may be cut where they stand.
                let options = self.interview.rows().into_iter();
                text.extend(options.map(|row| format!("{}: {}", row.mark, row.text)));
            }
            text.extend([MOVING.to_owned(), KEYS.to_owned()]);
        }
        (title, text)
    }

    fn move_key(&mut self, key: &Key) {
        self.interview.clear_message();
        if self.interview.page() == Page::Result {
            return self.scroll(key);
        }
        let Some(last) = self.interview.rows().len().checked_sub(1) else { return };
        self.cursor = Some(match (key, self.cursor) {
            (Key::Down, Some(row)) if row < last => row + 1,
            (Key::PageDown, Some(row)) => (row + PAGE).min(last),
            (Key::PageUp, Some(row)) => row.saturating_sub(PAGE),
            (Key::Down | Key::Home | Key::PageUp, _) => 0,
            (Key::Up, Some(row)) if row > 0 => row - 1,
            _ => last,
        });
    }

    fn scroll(&mut self, key: &Key) {
        let page = usize::from(self.size.rows).saturating_sub(8).max(1);
        let furthest = self.composed().1;
        self.scrolled = match key {
            Key::Up => self.scrolled.saturating_sub(1),
            Key::Down => self.scrolled + 1,
            Key::PageUp => self.scrolled.saturating_sub(page),
            Key::PageDown => self.scrolled + page,
            Key::Home => 0,
            _ => furthest,
        }
        .min(furthest);
    }

    /// Returns what stands on the screen.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.composed().0
    }

    /// Returns the screen, and how far its text can be scrolled.
    fn composed(&self) -> (Screen, usize) {
        let width = layout::text_width(self.size, self.large);
        let view = self.interview.view(width);
        let moving = if self.interview.page() == Page::Start { MOVING } else { "" };
        let look = Look {
            cursor: self.cursor,
            scrolled: self.scrolled,
            large: self.large,
            guide: self.guide.map(|guide| self.guided(guide)),
            moving,
            keys: self.hints(&view),
        };
        layout::compose(&view, &look, self.size)
    }

    /// Returns the keys worth naming now.
    fn hints(&self, view: &View) -> Vec<String> {
        let page = self.interview.page();
        let field = self.interview.open_field();
        let mut hints: Vec<String> = Vec::new();
        let mut name = |keys: &[&str]| hints.extend(keys.iter().map(|key| (*key).to_owned()));
        match page {
            _ if self.guide.is_some() => name(&["Up/Down scroll", "any other key closes"]),
            _ if self.interview.is_nameless() && field == Some(Field::Scope) => {
                name(&["Enter begin", "Down other fields", "Ctrl-C stop"]);
            }
            _ if view.field.is_some() => name(&["Enter accept", "Esc cancel", "Ctrl-U empty"]),
            Page::StillHolds(_) => name(&["y keep", "n take away", "? help", "Ctrl-C stop"]),
            Page::Result => {
                name(&["Up/Down scroll", "Esc back to the answers"]);
                hints.splice(0..0, view.rows.iter().map(named));
            }
            Page::Start | Page::Drafts | Page::Discard(_) => {
                name(&["Enter choose", "? help", "Ctrl-C stop"]);
            }
            _ => {
                name(&["Enter choose", "Esc back"]);
                if view.rows.iter().any(|row| is_number(&row.mark)) {
                    let ticks = page == Page::Scenarios;
                    name(&[if ticks { "a number ticks" } else { "a number opens its question" }]);
                }
                name(if page.asks() { &["? help"] } else { &[] });
                name(if view.guides { &["F2 probes", "F3 what to ask for"] } else { &[] });
                name(&view.commands.iter().map(|command| key_of(*command)).collect::<Vec<_>>());
            }
        }
        hints
    }
}

/// Returns the key that a character stands for.
fn typed_key(character: char) -> Key {
    match character {
        '\r' => Key::Enter,
        // No key for Enter sends this: it ends the line of a text.
        '\n' => Key::Control('j'),
        '\t' => Key::Tab,
        letter => Key::Char(letter),
    }
}

/// Names the key that chooses a row, and in short what it does.
fn named(row: &Row) -> String {
    let short = row.text.split(':').next().unwrap_or_default();
    format!("{} {}", row.mark, lower_first(short))
}

fn key_of(command: PageCommand) -> &'static str {
    match command {
        PageCommand::Back => "Esc back",
        PageCommand::On => "Right next",
        PageCommand::Details => "Tab evidence and notes",
        PageCommand::Review => "F4 all answers",
        PageCommand::Clear => "Del clear",
        PageCommand::Leave => "Ctrl-C stop",
    }
}

fn is_number(mark: &str) -> bool {
    !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit())
}

fn guide_of(key: &Key) -> Option<Guide> {
    match key {
        Key::Char('?') | Key::Function(1) => Some(Guide::Help),
        Key::Function(2) | Key::Control('p') => Some(Guide::Probes),
        Key::Function(3) | Key::Control('e') => Some(Guide::Evidence),
        _ => None,
    }
}
