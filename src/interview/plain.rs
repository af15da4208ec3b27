//! The plain face: line by line, nothing redrawn, no boxes; for screen readers and for
//! simple terminals. It does everything the full-screen face does.

use super::layout::wrapped;
use super::line::Edit;
use super::page::{Field, Page};
use super::state::Interview;
use super::view::{Guide, PageCommand, Row, RowAction, View};
use crate::domain::{AnswerValue, Evidence, Figure};
use std::fmt::Write;

/// How to move around, said once before the first question.
const MOVING: &str = "Type the letter of what you choose, or the figure itself, and press Enter. \
                      `unknown` and `na REASON` are always there. `help` says what to count, \
                      `probes` and `evidence` help the discussion along; `details` says what an \
                      answer rests on, right after it or later; `clear` takes it back. `back`, \
                      `on`, `review` and `quit` move around; `repeat` says the page again. What \
                      was answered is kept.";
/// How far the second line of a row is moved in, so that it is not taken for a row.
const HANGING: usize = 4;

/// An interview line by line.
#[derive(Clone, Debug)]
pub struct Plain<'f> {
    /// The interview.
    pub interview: Interview<'f>,
    /// The page that was said last.
    last_page: Option<Page>,
    width: u16,
}

impl<'f> Plain<'f> {
    /// Shows an interview in lines of at most `width` columns.
    #[must_use]
    pub fn new(interview: Interview<'f>, width: u16) -> Self {
        Self { interview, last_page: None, width }
    }

    /// Returns what is to be said before the next line is typed: the page where it is a new one,
    /// else only what there is to say about the last line.
    pub fn say(&mut self) -> String {
        let view = self.interview.view(self.width);
        let page = self.interview.page();
        let before = self.last_page.replace(page);
        let mut text = String::new();
        text += &self.paragraph(&view.alert);
        text += &self.paragraph(&view.message);
        if before != Some(page) {
            text.push_str(if before.is_some() { "\n" } else { "" });
            text += &self.page(&view);
        }
        if let Some(field) = &view.field {
            let known = [field.before.as_str(), field.behind.as_str()].concat();
            text += &self.paragraph(&match (known.as_str(), field.preview.as_str()) {
                ("", _) if field.label.ends_with('?') => {
                    format!("{} Type it; `back` leaves it.", field.label)
                }
                ("", _) => format!("{}: type it; `back` leaves it.", field.label),
                (_, "") => format!("{}: Enter keeps {known}, `-` empties it.", field.label),
                (_, preview) if preview.ends_with(['?', '.']) => {
                    format!("{preview} Enter takes it, `back` leaves it.")
                }
                (_, preview) => format!("{preview}. Enter takes it, `back` leaves it."),
            });
        }
        text
    }

    fn paragraph(&self, text: &str) -> String {
        self.lines(text, 0)
    }

    fn lines(&self, text: &str, hanging: usize) -> String {
        let lines = wrapped(text, usize::from(self.width), hanging);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn page(&self, view: &View) -> String {
        let mut text = self.paragraph(&format!("{}: {}", view.step, view.title));
        for paragraph in &view.prompt {
            text += &self.paragraph(paragraph);
        }
        text += &self.paragraph(&view.whom);
        if !self.interview.page().asks() {
            for paragraph in &view.text {
                text += &self.lines(paragraph, 2);
            }
        }
        if self.interview.page() == Page::Start {
            text += &self.paragraph(MOVING);
        }
        for line in &view.lines {
            text.extend(line.iter().map(|(_, span)| span.as_str()));
            text.push('\n');
        }
        for (index, row) in view.rows.iter().enumerate() {
            text += &self.lines(&spoken(row, view.default == Some(index)), HANGING);
        }
        text
    }

    /// Takes a typed line; returns what is to be read besides the next page.
    pub fn take(&mut self, line: &str) -> String {
        let warned = self.interview.is_warned();
        let reply = self.understand(line);
        if warned {
            self.interview.forget_warning();
        }
        reply
    }

    fn understand(&mut self, line: &str) -> String {
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        let line = line.trim();
        let lower = line.to_lowercase();
        match self.interview.open_field() {
            // A figure that was shown as understood is taken by Enter; any other line is a new one.
            Some(Field::Figure) if !line.is_empty() => {
                self.interview.command(PageCommand::Back);
                if command(&lower) == Some(PageCommand::Back) {
                    let left = "The figure was not taken; the question is still this one.";
                    self.interview.show_message(left.to_owned());
                    return String::new();
                }
            }
            Some(_) => {
                self.fill(line);
                return String::new();
            }
            None => {}
        }
        match lower.as_str() {
            "help" | "?" => return self.guide(Guide::Help),
            "probes" => return self.guide(Guide::Probes),
            "evidence" => return self.guide(Guide::Evidence),
            "repeat" => self.last_page = None,
            _ => match command(&lower) {
                Some(command) => self.interview.command(command),
                None => self.choose(line, &lower),
            },
        }
        String::new()
    }

    fn guide(&mut self, guide: Guide) -> String {
        self.interview.clear_message();
        if guide != Guide::Help && !self.interview.has_guides() {
            return self.paragraph("There is nothing of that kind here; it belongs to questions.");
        }
        let (title, mut paragraphs) = self.interview.guide(guide);
        if guide == Guide::Help {
            paragraphs.push(MOVING.to_owned());
        }
        let paragraphs = paragraphs.iter().map(|text| self.lines(text, 2));
        self.paragraph(&title) + &paragraphs.collect::<String>()
    }

    /// Fills the open field. A refused line is typed anew, not mended.
    fn fill(&mut self, line: &str) {
        match line {
            "back" => {
                self.interview.command(PageCommand::Back);
                return self.interview.show_message("Left as it was.".to_owned());
            }
            "quit" => return self.interview.command(PageCommand::Leave),
            "" => return self.interview.submit(),
            _ => {}
        }
        let before = self.interview.view(0).field;
        self.interview.edit(Edit::Clear);
        self.interview.insert(if line == "-" { "" } else { line });
        if !self.interview.view(0).message.is_empty() {
            // It was cut, and is looked at once more before it is taken.
            return;
        }
        self.interview.submit();
        if let Some(field) = before.filter(|_| self.interview.open_field().is_some()) {
            let why = self.interview.view(0).message;
            self.interview.edit(Edit::Clear);
            self.interview.insert(&(field.before + &field.behind));
            self.interview.show_message(why);
        }
    }

    /// Returns whether a figure stands in the open field that is to be looked at before it is
    /// taken.
    fn shows_how_it_is_understood(&self) -> bool {
        let field = self.interview.view(0).field;
        field.is_some_and(|field| field.field == Field::Figure && field.fits)
    }

    fn choose(&mut self, line: &str, lower: &str) {
        let rows = self.interview.rows();
        let marked = || rows.iter().position(|row| row.mark == lower);
        let called = || rows.iter().position(|row| word(row).as_deref() == Some(lower));
        let row = match lower {
            "" => self.interview.default_row(),
            _ => marked().or_else(called),
        };
        match row {
            Some(row) => self.interview.choose(row),
            None => self.answer(line, lower),
        }
    }

    /// Takes what is neither a row nor a command: a figure, or a reason.
    fn answer(&mut self, line: &str, lower: &str) {
        let reason = lower.strip_prefix("na ").and_then(|_| line.get(3..));
        let (field, text) = reason.map_or((Field::Figure, line), |why| (Field::Reason, why));
        if !line.is_empty() {
            self.interview.open(field, text);
        }
        if self.shows_how_it_is_understood() {
            return;
        }
        self.interview.submit();
        if self.interview.open_field().is_some() {
            let why = self.interview.view(0).message;
            self.interview.command(PageCommand::Back);
            self.interview.show_message(why);
        } else if self.interview.view(0).message.is_empty()
            && Some(self.interview.page()) == self.last_page
        {
            let message = "Type what stands before one of the choices; `repeat` says them again, \
                           `help` names the commands.";
            self.interview.show_message(message.to_owned());
        }
    }
}

fn command(word: &str) -> Option<PageCommand> {
    match word {
        "back" | "<" => Some(PageCommand::Back),
        "on" | "skip" | ">" => Some(PageCommand::On),
        "details" => Some(PageCommand::Details),
        "review" => Some(PageCommand::Review),
        "clear" => Some(PageCommand::Clear),
        "quit" => Some(PageCommand::Leave),
        _ => None,
    }
}

/// Returns the word that chooses a row as well as its mark does.
fn word(row: &Row) -> Option<String> {
    match &row.action {
        RowAction::Say(AnswerValue::Unknown) => Some("unknown".to_owned()),
        RowAction::Say(AnswerValue::Option(id)) => Some(id.clone()),
        RowAction::Say(AnswerValue::Figure(Figure::Word(word), _)) => Some(word.to_lowercase()),
        RowAction::Write(Field::Reason) => Some("na".to_owned()),
        RowAction::Grade(grade) => grade.map(Evidence::word).map(str::to_owned),
        RowAction::Tick(id) => Some(id.to_lowercase()),
        RowAction::Clear => Some("clear".to_owned()),
        _ => None,
    }
}

/// Returns a row as it is read out.
fn spoken(row: &Row, default: bool) -> String {
    if row.action == RowAction::Write(Field::Figure) {
        let said =
            if row.current { format!(", {} (chosen, or Enter)", row.value) } else { String::new() };
        return format!("or type {}{said}", row.text);
    }
    let mark = match &row.action {
        RowAction::Clear => "clear".to_owned(),
        _ if row.mark.is_empty() && !default => word(row).unwrap_or_default(),
        _ => row.mark.clone(),
    };
    let mut text = match (mark.as_str(), default) {
        ("", true) => "Enter".to_owned(),
        ("", false) => "-".to_owned(),
        (mark, true) => format!("{mark} (or Enter)"),
        (mark, false) => mark.to_owned(),
    };
    let _ = write!(text, "  {}", row.text);
    if !row.value.is_empty() {
        let _ = write!(text, ": {}", row.value);
    }
    if row.current {
        text.push_str(if matches!(row.action, RowAction::Tick(_)) {
            " (ticked)"
        } else {
            " (chosen)"
        });
    }
    text
}
