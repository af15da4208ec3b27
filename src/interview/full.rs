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
const MOVING: &str = "A letter chooses, a digit starts the figure; arrows and Enter do it too. Esc \
                      goes back, ? helps, F4 shows all answers, Ctrl-C stops and keeps them.";

/// All keys, for those who ask.
const KEYS: &str = "Keys: Up and Down move, Enter chooses; Esc or Left goes back, Right goes on; \
                    Tab says what an answer rests on, right after it or later; Del clears it; ? or \
                    F1 helps; F2 or Ctrl-P shows probes; F3 or Ctrl-E shows what to ask for; F4 or \
                    Ctrl-R shows all answers; Ctrl-C stops. * marks what was answered, > where you \
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
        if self.interview.page() != before.0 || (left_field && before.0 == Page::Start) {
            self.settle();
        }
    }

    /// Does what characters say that came one after the other: in a field they are one text, else
    /// each is a key.
    pub fn typed(&mut self, text: &str) {
        let mut letters = text.chars();
        while self.interview.open_field().is_none()
            && let Some(letter) = letters.next()
        {
            self.key(&Key::Char(letter));
        }
        if !letters.as_str().is_empty() {
            self.key(&Key::Paste(letters.as_str().to_owned()));
        }
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
        } else {
            // Whatever else is typed at a question goes into its field, so that the letters of such
            // a word never choose one option after the other.
            self.interview.open(Field::Figure, letter.encode_utf8(&mut [0; 4]));
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
            Key::Enter => return self.interview.submit(),
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
        let mut view = self.interview.view(width);
        if self.interview.page() == Page::Start {
            view.text.push(MOVING.to_owned());
        }
        let look = Look {
            cursor: self.cursor,
            scrolled: self.scrolled,
            large: self.large,
            guide: self.guide.map(|guide| self.guided(guide)),
            keys: self.hints(&view),
        };
        layout::compose(&view, &look, self.size)
    }

    /// Returns the keys worth naming now.
    fn hints(&self, view: &View) -> Vec<String> {
        let page = self.interview.page();
        let mut hints: Vec<String> = Vec::new();
        let mut name = |keys: &[&str]| hints.extend(keys.iter().map(|key| (*key).to_owned()));
        match page {
            _ if self.guide.is_some() => name(&["Up/Down scroll", "any other key closes"]),
            _ if view.field.is_some() => name(&["Enter accept", "Esc cancel", "Ctrl-U empty"]),
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
                    name(&["a number opens its question"]);
                }
                name(if page.asks() { &["? help"] } else { &[] });
                name(if view.guides { &["F2 probes", "F3 what to ask for"] } else { &[] });
                name(&view.commands.iter().map(|command| key_of(*command)).collect::<Vec<_>>());
            }
        }
        hints
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
