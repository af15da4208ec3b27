//! The plain face: line by line, nothing redrawn, no boxes; for screen readers, for simple
//! terminals and for scripts. It does everything the full-screen face does.

use super::line::Edit;
use super::page::{Field, Page};
use super::view::{Choice, Guide, Row, View};
use super::{Command, Interview};
use crate::domain::{Evidence, Figure, Said};
use crate::report::table::uncoloured;
use std::fmt::Write;

/// How to move around, said once before the first question.
const MOVING: &str = "Type the letter of what you choose, or the figure itself, and press Enter. \
                      `unknown` and `na REASON` are always there. `help`, `probes` and `evidence` \
                      help along; `details` says what an answer rests on; `back`, `on`, `review` \
                      and `quit` move around; `clear` takes an answer back; `repeat` says the \
                      page again. What was answered is kept.";

/// An interview line by line.
#[derive(Clone, Debug)]
pub struct Plain<'f> {
    /// The interview.
    pub interview: Interview<'f>,
    /// The page and the field that were shown last.
    shown: Option<(Page, Option<Field>)>,
}

impl<'f> Plain<'f> {
    /// Shows an interview line by line.
    #[must_use]
    pub fn new(interview: Interview<'f>) -> Self {
        Self { interview, shown: None }
    }

    /// Returns what is to be said before the next line is typed: the page where it is a new one,
    /// else only what there is to say about the last line.
    pub fn say(&mut self, width: u16) -> String {
        let view = self.interview.view(width);
        let now = (self.interview.page(), self.interview.open_field());
        let before = self.shown.replace(now);
        let mut text = String::new();
        for remark in [&view.alert, &view.message] {
            if !remark.is_empty() {
                let _ = writeln!(text, "{remark}");
            }
        }
        if let Some(field) = &view.field {
            let known = [field.before.as_str(), field.behind.as_str()].concat();
            let _ = writeln!(text, "{}", field.label);
            if known.is_empty() {
                text.push_str("`back` leaves it.\n");
            } else {
                let _ = writeln!(text, "Enter keeps: {known}. `-` empties it, `back` leaves it.");
            }
        } else if before != Some(now) || view.rows.iter().any(|row| is_tick(&row.choice)) {
            if before.is_some() {
                text.push('\n');
            }
            text += &self.page(&view);
        }
        text
    }

    fn page(&self, view: &View) -> String {
        let mut text = format!("{}: {}\n", view.place, view.title);
        let _ = writeln!(text, "{}", view.prompt);
        for paragraph in &view.text {
            let _ = writeln!(text, "{paragraph}");
        }
        if self.interview.page() == Page::Start {
            let _ = writeln!(text, "{MOVING}");
        }
        for line in &view.lines {
            let _ = writeln!(text, "{}", uncoloured(line).0);
        }
        for (place, row) in view.rows.iter().enumerate() {
            let _ = writeln!(text, "{}", spoken(row, view.default == Some(place)));
        }
        text
    }

    /// Takes a typed line; returns what is to be read besides the next page.
    pub fn take(&mut self, line: &str) -> String {
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        let line = line.trim();
        if self.interview.open_field().is_some() {
            self.fill(line);
            return String::new();
        }
        let lower = line.to_lowercase();
        match lower.as_str() {
            "help" | "?" => return self.guide(Guide::Help),
            "probes" => return self.guide(Guide::Probes),
            "evidence" => return self.guide(Guide::Evidence),
            "repeat" => self.shown = None,
            _ => match command(&lower) {
                Some(command) => self.interview.command(command),
                None => self.choose(line, &lower),
            },
        }
        String::new()
    }

    fn guide(&mut self, guide: Guide) -> String {
        self.interview.tell(String::new());
        let (title, mut paragraphs) = self.interview.guide(guide);
        if guide == Guide::Help {
            paragraphs.push(MOVING.to_owned());
        }
        let mut text = format!("{title}\n");
        for paragraph in paragraphs {
            let _ = writeln!(text, "{paragraph}");
        }
        text
    }

    /// Fills the open field.
    fn fill(&mut self, line: &str) {
        match line {
            "back" => return self.interview.command(Command::Back),
            "quit" => return self.interview.command(Command::Leave),
            "" => {}
            "-" => self.interview.edit(Edit::Clear),
            _ => {
                self.interview.edit(Edit::Clear);
                self.interview.insert(line);
            }
        }
        self.interview.submit();
    }

    fn choose(&mut self, line: &str, lower: &str) {
        let view = self.interview.view(0);
        let is_meant = |row: &Row| row.mark == lower || word(row).as_deref() == Some(lower);
        let place = match lower {
            "" => view.default,
            _ => view.rows.iter().position(is_meant),
        };
        match place {
            Some(place) => self.interview.choose(place),
            None if lower.is_empty() => self.interview.tell("Choose an answer first.".to_owned()),
            None => self.answer(line, lower),
        }
    }

    /// Takes what is neither a row nor a command: a figure, or a reason.
    fn answer(&mut self, line: &str, lower: &str) {
        let reason = lower.strip_prefix("na ").and_then(|_| line.get(3..));
        let (field, text) = reason.map_or((Field::Figure, line), |why| (Field::Reason, why));
        self.interview.open(field, text);
        if self.interview.open_field().is_none() {
            let marks = self.interview.rows().into_iter().map(|row| row.mark);
            let marks: Vec<_> = marks.filter(|mark| !mark.is_empty()).collect();
            let message = format!("Type one of {}, or `help`.", marks.join(", "));
            return self.interview.tell(message);
        }
        self.interview.submit();
        if self.interview.open_field().is_some() {
            // A refused line is typed anew, not mended.
            let why = self.interview.view(0).message;
            self.interview.command(Command::Back);
            self.interview.tell(why);
        }
    }
}

fn is_tick(choice: &Choice) -> bool {
    matches!(choice, Choice::Tick(_))
}

fn command(word: &str) -> Option<Command> {
    match word {
        "back" | "<" => Some(Command::Back),
        "on" | "skip" | ">" => Some(Command::On),
        "details" => Some(Command::Details),
        "review" => Some(Command::Review),
        "clear" => Some(Command::Clear),
        "quit" => Some(Command::Leave),
        _ => None,
    }
}

/// Returns the word that chooses a row as well as its mark does.
fn word(row: &Row) -> Option<String> {
    match &row.choice {
        Choice::Say(Said::Unknown) => Some("unknown".to_owned()),
        Choice::Say(Said::Option(id)) => Some(id.clone()),
        Choice::Say(Said::Figure(Figure::Word(word), _)) => Some(word.to_lowercase()),
        Choice::Write(Field::Reason) => Some("na".to_owned()),
        Choice::Grade(grade) => grade.map(Evidence::word).map(str::to_owned),
        Choice::Tick(id) => Some(id.to_lowercase()),
        _ => None,
    }
}

/// Returns a row as it is read out.
fn spoken(row: &Row, default: bool) -> String {
    let mut text = match (row.mark.as_str(), default) {
        ("", true) => "Enter".to_owned(),
        ("", false) => word(row).unwrap_or_default(),
        (mark, true) => format!("{mark} (or Enter)"),
        (mark, false) => mark.to_owned(),
    };
    let _ = write!(text, "  {}", row.text);
    if !row.value.is_empty() {
        let _ = write!(text, ": {}", row.value);
    }
    if row.current {
        text.push_str(" (your answer)");
    }
    text
}
