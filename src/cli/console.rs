//! The terminal as a screen: keys in, lines out. It is put back as it was however the run ends.

use super::keys;
use crate::interview::full::Key;
use crate::interview::layout::{Screen, Size};
use crate::report::styled::Tone;
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};
use crossterm::{cursor, queue};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether the terminal was put back, so that no thread draws on it any more.
static GONE: AtomicBool = AtomicBool::new(false);

/// Whether there is an interview that the terminal belongs to, be it stopped or not.
static OPEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal was taken back and nothing was drawn since.
static BLANK: AtomicBool = AtomicBool::new(false);

/// How long to wait for input before looking whether the terminal is still there.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// What ends a line where characters come at once.
const LINE_ENDS: [char; 2] = ['\r', '\n'];

/// More characters at once than a person types.
const LONG: usize = 32;

/// How long the next piece of a paste may take to arrive.
const NEXT_PIECE: Duration = Duration::from_millis(25);

/// How long what was typed or pasted in one go may take to arrive. With no time at all the library
/// looks at nothing, not even at what it has read already.
const AT_ONCE: Duration = Duration::from_millis(1);

/// What comes from the terminal.
#[derive(Debug)]
pub(super) enum Input {
    /// A key.
    Key(Key),
    /// Characters that were typed one after the other, or pasted where the terminal cannot say so.
    Typed(String),
    /// The screen has another size now.
    Resized(Size),
}

/// A terminal in our hands.
#[derive(Debug)]
pub(super) struct Console {
    coloured: bool,
}

impl Console {
    /// Takes the terminal over.
    pub(super) fn open(coloured: bool) -> io::Result<Self> {
        restore_on_panic();
        terminal::enable_raw_mode()?;
        let console = Self { coloured };
        OPEN.store(true, Ordering::Relaxed);
        enter()?;
        Ok(console)
    }

    /// Returns the size of the screen.
    pub(super) fn size() -> Size {
        let (columns, rows) = terminal::size().unwrap_or((80, 24));
        Size { columns: columns.max(1), rows: rows.max(1) }
    }

    /// Shows a screen.
    pub(super) fn draw(&self, screen: &Screen) -> io::Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate, cursor::Hide)?;
        for (row, line) in (0_u16..).zip(&screen.lines) {
            queue!(bytes, cursor::MoveTo(0, row))?;
            for (tone, text) in line {
                let tone = if self.coloured { *tone } else { Tone::Plain };
                write!(bytes, "{}", tone.coloured(text))?;
            }
            queue!(bytes, Clear(ClearType::UntilNewLine))?;
        }
        if let Some((column, row)) = screen.cursor {
            queue!(bytes, cursor::MoveTo(column, row), cursor::Show)?;
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        let mut stderr = io::stderr().lock();
        if GONE.load(Ordering::Relaxed) {
            return Ok(());
        }
        BLANK.store(false, Ordering::Relaxed);
        stderr.write_all(&bytes)?;
        stderr.flush()
    }

    /// Waits for input; returns all that has come.
    pub(super) fn inputs() -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        if keys::leave_where_asked() {
            return Ok(vec![Input::Resized(Self::size())]);
        }
        // A terminal that is gone does not always say so, but it is a terminal no more.
        while !event::poll(POLL_INTERVAL)? {
            if !io::stdin().is_terminal() {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            // The signal that says so may have come while nobody listened.
            if BLANK.load(Ordering::Relaxed) {
                return Ok(vec![Input::Resized(Self::size())]);
            }
        }
        loop {
            let input = input(event::read()?);
            let typed = match &input {
                Some(Input::Key(key)) => character(key),
                _ => None,
            };
            match (typed, inputs.last_mut()) {
                // Characters that come in one go are one text, for a field to take at once.
                (Some(next), Some(Input::Typed(text))) => text.push(next),
                (Some(first), _) => inputs.push(Input::Typed(first.to_string())),
                (None, _) => inputs.extend(input),
            }
            // Behind a line's end more lines may follow, and behind a long piece another one.
            let goes_on = matches!(inputs.last(), Some(Input::Typed(text))
                if text.len() > 1 && text.ends_with(LINE_ENDS) || text.len() >= LONG);
            if !event::poll(if goes_on { NEXT_PIECE } else { AT_ONCE })? {
                return Ok(inputs);
            }
        }
    }
}

/// Returns the character that a key types, line ends and tabs among them.
fn character(key: &Key) -> Option<char> {
    match key {
        Key::Char(letter) => Some(*letter),
        Key::Enter => Some('\r'),
        Key::Control('j') => Some('\n'),
        Key::Tab => Some('\t'),
        _ => None,
    }
}

/// Sees to it that the terminal is put back before a panic is told, and the run aborted.
fn restore_on_panic() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            restore();
            told(what);
        }));
    });
}

/// Makes the screen ours.
fn enter() -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    queue!(stderr, EnterAlternateScreen, EnableBracketedPaste)?;
    stderr.flush()
}

impl Drop for Console {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back as it was, if it was taken over.
pub(super) fn restore() {
    OPEN.store(false, Ordering::Relaxed);
    release();
}

/// Returns whether there is an interview that the terminal belongs to, be it stopped or not.
#[cfg(unix)]
pub(super) fn is_open() -> bool {
    OPEN.load(Ordering::Relaxed)
}

/// Takes the terminal over again, as after [`release`]; returns whether it is ours to take.
#[cfg(unix)]
pub(super) fn take_back() -> bool {
    if !is_open() {
        return false;
    }
    // Whoever had the terminal meanwhile may have changed its mode unseen.
    let _ = terminal::disable_raw_mode();
    let taken = terminal::enable_raw_mode().and_then(|()| enter());
    BLANK.store(true, Ordering::Relaxed);
    GONE.store(false, Ordering::Relaxed);
    taken.is_ok()
}

/// Gives the terminal back for a while, if it was taken over.
pub(super) fn release() {
    if !terminal::is_raw_mode_enabled().unwrap_or(false) {
        return;
    }
    // Nothing can be done about a terminal that is gone; one that takes nothing just now keeps the
    // lock, so the mode comes first.
    let _ = terminal::disable_raw_mode();
    let mut stderr = io::stderr().lock();
    GONE.store(true, Ordering::Relaxed);
    let _ = queue!(stderr, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = stderr.flush();
}

fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Key(Key::Paste(text))),
        Event::Resize(columns, rows) => {
            Some(Input::Resized(Size { columns: columns.max(1), rows: rows.max(1) }))
        }
        _ => None,
    }
}

fn key(key: KeyEvent) -> Option<Key> {
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    Some(match key.code {
        KeyCode::Char(letter) if key.modifiers.contains(KeyModifiers::CONTROL) => {
            Key::Control(letter.to_ascii_lowercase())
        }
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::F(number) => Key::Function(number),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}
