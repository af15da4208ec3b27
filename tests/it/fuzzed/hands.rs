//! An interview from bytes: keys, lines, pastes and other sizes of the screen, in either face.

use super::laws::SHIPPED;
use oms_maturity::document::draft::{self, DraftDocument, Origin};
use oms_maturity::document::{Bounds, Format, read, write};
use oms_maturity::domain::{AnswerSheet, Date, Draft, GivenAnswers};
use oms_maturity::interview::full::{Full, Key};
use oms_maturity::interview::layout::Size;
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Interview, KeptDraft, Settings, State};
use unicode_width::UnicodeWidthStr;

/// The most steps of one interview: more say nothing new.
const MOST_STEPS: usize = 300;

fn beginning() -> GivenAnswers {
    GivenAnswers::empty("Shop".to_owned(), Date::parse("2026-06-30").expect("a day"))
}

fn settings(plain: bool) -> Settings<'static> {
    Settings { instrument: &SHIPPED, actions: 5, saves: false, plain }
}

/// Goes on from a draft.
pub fn resumed(draft: Draft) -> Interview<'static> {
    let offer = KeptDraft { draft, when: "today".to_owned() };
    let mut interview = Interview::new(settings(false), beginning(), vec![offer]);
    interview.choose(1);
    interview
}

/// Shows a screen, which fits, has no character that steers a terminal, and its cursor on it.
pub fn screen(interview: Interview<'static>, size: Size) -> Interview<'static> {
    let face = Full::new(interview, size, size.rows.is_multiple_of(2));
    shown(&face, size);
    face.interview
}

fn shown(face: &Full<'_>, size: Size) {
    let screen = face.screen();
    assert!(screen.lines.len() <= usize::from(size.rows));
    for line in &screen.lines {
        let text: String = line.iter().map(|(_, text)| text.as_str()).collect();
        assert!(text.width() <= usize::from(size.columns), "{text:?}");
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    if let Some((column, row)) = screen.cursor {
        assert!(column < size.columns && row < size.rows);
    }
}

/// What one step of the input is.
enum Step {
    Key(Key),
    /// Characters that come at once.
    AtOnce(String),
    /// A line, in the other face.
    Line(String),
    Resize(Size),
    /// Stops, and goes on from the draft on disk.
    PutAside,
}

/// Reads steps: what can be seen is a key, a control character begins something else.
fn steps(bytes: &[u8]) -> impl Iterator<Item = Step> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut letters = text.chars().collect::<Vec<_>>().into_iter();
    let steps = std::iter::from_fn(move || {
        let up_to_end = |letters: &mut std::vec::IntoIter<char>| -> String {
            letters.by_ref().take_while(|letter| *letter != '\0').collect()
        };
        Some(match letters.next()? {
            '\u{1}' => Step::Key(Key::Paste(up_to_end(&mut letters))),
            '\u{2}' => Step::AtOnce(up_to_end(&mut letters)),
            '\u{3}' => Step::Line(up_to_end(&mut letters)),
            '\u{4}' => Step::PutAside,
            '\u{5}' => {
                let mut side = || u16::try_from(u32::from(letters.next().unwrap_or('P'))).ok();
                let (columns, rows) = (side().unwrap_or(80), side().unwrap_or(24));
                Step::Resize(Size { columns: columns.clamp(1, 300), rows: rows.clamp(1, 100) })
            }
            '\u{6}' => Step::Key(Key::Control(letters.next()?)),
            '\u{7}' => Step::Key(Key::Left),
            '\u{8}' => Step::Key(Key::Backspace),
            '\t' => Step::Key(Key::Tab),
            '\n' => Step::Key(Key::Enter),
            '\u{b}' => Step::Key(Key::Up),
            '\u{c}' => Step::Key(Key::Down),
            '\r' => Step::Key(Key::Right),
            '\u{e}' => Step::Key(Key::Home),
            '\u{f}' => Step::Key(Key::End),
            '\u{10}' => Step::Key(Key::PageUp),
            '\u{11}' => Step::Key(Key::PageDown),
            letter @ '\u{12}'..='\u{17}' => {
                let number = u32::from(letter) - 0x11;
                Step::Key(Key::Function(u8::try_from(number).unwrap_or(1)))
            }
            '\u{1b}' => Step::Key(Key::Esc),
            '\u{7f}' => Step::Key(Key::Delete),
            letter => Step::Key(Key::Char(letter)),
        })
    });
    steps.take(MOST_STEPS)
}

/// Writes the draft of an interview, reads it back, and goes on from there.
fn put_aside(interview: &Interview<'static>) -> Interview<'static> {
    let document = DraftDocument {
        saved: "2026-11-24T06:22:31Z".to_owned(),
        questionnaire: SHIPPED.fingerprints().questionnaire.clone(),
        origin: Origin::default(),
        draft: interview.draft(),
    };
    let text = draft::write(&document).expect("a draft can be written");
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS);
    let tree = tree.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    let back = draft::read(&tree, &SHIPPED);
    let back = back.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    assert_eq!(back, document, "{text}");
    let again = resumed(back.draft);
    assert_eq!(again.given(), interview.given(), "{text}");
    again
}

/// Does the steps of the input, each through the face it is meant for.
pub fn interview(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut size = Size { columns: 80, rows: 24 };
    let large = first & 1 == 1;
    let fresh = if first & 2 == 2 {
        Interview::about_open(settings(first & 4 == 4), beginning(), Vec::new())
    } else {
        Interview::new(settings(first & 4 == 4), beginning(), Vec::new())
    };
    let mut face = Full::new(fresh, size, large);
    for step in steps(rest) {
        if face.interview.state() != State::Asking {
            break;
        }
        match step {
            Step::Key(key) => face.key(&key),
            Step::AtOnce(text) => face.typed(&text),
            Step::Line(line) => {
                let mut plain = Plain::new(face.interview, size.columns);
                let said = plain.say() + &plain.take(&line) + &plain.say();
                let steers = |c: char| c.is_control() && c != '\n';
                assert!(!said.contains(steers), "{said:?}");
                face = Full::new(plain.interview, size, large);
            }
            Step::Resize(to) => {
                size = to;
                face.resize(size);
            }
            Step::PutAside => face = Full::new(put_aside(&face.interview), size, large),
        }
        shown(&face, size);
    }
    acceptable(&face.interview);
}

/// What was answered is what a file may say, and says the same there.
fn acceptable(interview: &Interview<'static>) {
    let given = interview.given();
    let sheet = AnswerSheet::check(&SHIPPED, given);
    sheet.unwrap_or_else(|found| panic!("a file may not say {given:#?}: {found:#?}"));
    for format in [Format::Yaml, Format::Toml, Format::Json] {
        let text = write::answers(given, format, SHIPPED.questionnaire());
        let text = text.expect("answers can be written");
        let tree = read::tree(&text, format, Bounds::ANSWERS);
        let tree = tree.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
        let back = oms_maturity::document::answers::read(&tree, &SHIPPED);
        let back = back.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
        assert_eq!(back.given(), given, "{text}");
    }
    put_aside(interview);
}
