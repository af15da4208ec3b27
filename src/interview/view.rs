//! What stands on each page, without any layout: words, rows to choose from, and the open field.

mod asking;
mod outcome;
mod overview;

use super::day;
use super::page::{Field, Page};
use super::state::Interview;
use crate::domain::questionnaire::Question;
use crate::domain::{AnswerSheet, AnswerValue, Evidence, GivenAnswers};
use crate::report::styled::Spans;
use crate::report::words::answer_in_words;

/// What stands on a page.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Which step of the interview the page is.
    pub step: String,
    /// What the page is about.
    pub title: String,
    /// What is asked or said foremost, in paragraphs.
    pub prompt: Vec<String>,
    /// Who knows what is asked; goes before any of the rows does.
    pub whom: String,
    /// Further paragraphs; the first to go where there is little room.
    pub text: Vec<String>,
    /// Whether more is to be read than these paragraphs say.
    pub more_waits: bool,
    /// Lines of the result, laid out already.
    pub lines: Vec<Spans>,
    /// The level of the result, where there is one.
    pub level: Option<i64>,
    /// What can be chosen.
    pub rows: Vec<Row>,
    /// The row that is meant where nothing is said: the former answer, or going on.
    pub default: Option<usize>,
    /// The open field.
    pub field: Option<OpenField>,
    /// The commands that mean something here, beside going back and stopping.
    pub commands: Vec<PageCommand>,
    /// Whether there are probes and evidence to show.
    pub guides: bool,
    /// Whether each row's value stands right behind its text, and not in a column of its own.
    pub values_behind: bool,
    /// What is to be said about the last input.
    pub message: String,
    /// What stays to be said until it is mended.
    pub alert: String,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The letter or number that chooses it; empty where only Enter does.
    pub mark: String,
    /// What it is.
    pub text: String,
    /// What it reads so far.
    pub value: String,
    /// Whether a group of rows begins here.
    pub apart: bool,
    /// Whether it is the former answer.
    pub current: bool,
    /// What choosing it does.
    pub action: RowAction,
}

/// What choosing a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowAction {
    /// Gives this answer.
    Say(AnswerValue),
    /// Opens a field.
    Write(Field),
    /// Grades the evidence.
    Grade(Option<Evidence>),
    /// Ticks the symptom or scenario of this id, or takes the tick away.
    Tick(String),
    /// Says whether what the former answer rested on holds for the new one.
    StillHolds(bool),
    /// Takes the label of this name away.
    Untag(String),
    /// Opens a page on top of this one.
    Open(Page),
    /// Turns to another page.
    Show(Page),
    /// Goes on.
    On,
    /// Takes the answer back.
    Clear,
    /// Goes on with the draft of this index.
    Resume(usize),
    /// Throws the draft of this index away.
    ThrowAway(usize),
    /// Starts without a draft.
    Afresh,
    /// Puts the answers that were tried out back to the real ones.
    AsAnswered,
    /// Ends the interview.
    Finish,
}

/// What a person wants, other than to choose or to type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageCommand {
    /// To go back one page.
    Back,
    /// To go on, leaving things as they are.
    On,
    /// To say what the answer rests on.
    Details,
    /// To see all answers.
    Review,
    /// To take the answer back.
    Clear,
    /// To stop for now.
    Leave,
}

/// A field that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenField {
    /// Which one.
    pub field: Field,
    /// What belongs into it.
    pub label: String,
    /// The text before the cursor.
    pub before: String,
    /// The text behind it.
    pub behind: String,
    /// Whether the first thing typed replaces the whole text.
    pub replaceable: bool,
    /// How the text is understood, before it is taken, or why it cannot be taken.
    pub preview: String,
    /// Whether it can be taken as it is understood.
    pub fits: bool,
}

/// Further reading on a question, shown on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guide {
    /// What to count, and how to answer.
    Help,
    /// Questions that get a room talking.
    Probes,
    /// What to ask for as evidence.
    Evidence,
}

/// Returns the letters that stand for rows, and no mark for any further row. `u` and `x` always
/// mean unknown and not applicable, `y` and `n` yes and no, `r` to show the result.
fn letters() -> impl Iterator<Item = String> {
    let letters = ('a'..='z').filter(|letter| !"nruxy".contains(*letter)).map(String::from);
    letters.chain(std::iter::repeat(String::new()))
}

fn row(text: impl Into<String>, action: RowAction) -> Row {
    let (mark, value) = (String::new(), String::new());
    Row { mark, text: text.into(), value, apart: false, current: false, action }
}

impl Row {
    fn marked(self, mark: impl Into<String>) -> Self {
        Self { mark: mark.into(), ..self }
    }

    fn reading(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    fn apart(self) -> Self {
        Self { apart: true, ..self }
    }

    fn current_if(self, current: bool) -> Self {
        Self { current, ..self }
    }
}

/// Gives the rows their letters.
fn lettered(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().zip(letters()).map(|(row, letter)| row.marked(letter)).collect()
}

impl Interview<'_> {
    /// Returns what stands on the page, for a result of `width` columns.
    #[must_use]
    pub fn view(&self, width: u16) -> View {
        let page = match self.page() {
            Page::Drafts => Self::drafts_page(),
            Page::Discard(_) => Self::discard_page(),
            Page::Start => self.start_page(),
            Page::Fact(_) | Page::Question(_) | Page::FollowUp(_) | Page::Instead(_) => {
                self.question_page()
            }
            Page::Details(_) => self.details_page(),
            Page::StillHolds(_) => self.still_holds_page(),
            Page::Symptoms => self.symptoms_page(),
            Page::Goal => Self::goal_page(),
            Page::Scenarios => Self::scenarios_page(),
            Page::Tags => Self::tags_page(),
            Page::Review => self.review_page(),
            Page::Result => self.result_page(width),
            Page::WhatIf => self.what_if_page(),
        };
        let (rows, default) = (self.rows(), self.default_row());
        let (message, alert) = (self.message.clone(), self.alert.clone());
        let (field, guides) = (self.field(), self.has_guides());
        View { rows, default, field, guides, message, alert, ..page }
    }

    /// Returns what can be chosen on the page.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        match self.page() {
            Page::Drafts => self.draft_rows(),
            Page::Discard(draft) => self.discard_rows(draft),
            Page::Start => self.start_rows(),
            Page::Fact(_) | Page::Question(_) | Page::FollowUp(_) | Page::Instead(_) => {
                self.answer_rows()
            }
            Page::Details(_) => self.details_rows(),
            Page::StillHolds(_) => Self::still_holds_rows(),
            Page::Symptoms => self.symptom_rows(),
            Page::Goal => self.goal_rows(),
            Page::Scenarios => self.scenario_rows(),
            Page::Tags => self.tag_rows(),
            Page::Review => self.review_rows(),
            Page::Result => self.result_rows(),
            Page::WhatIf => self.what_if_rows(),
        }
    }

    /// Returns the row that is meant where nothing is said.
    #[must_use]
    pub fn default_row(&self) -> Option<usize> {
        match self.page() {
            Page::Result | Page::StillHolds(_) => None,
            page if page.asks() => self.rows().iter().position(|row| row.current),
            _ => Some(0),
        }
    }

    /// Returns whether there are probes and evidence to show.
    #[must_use]
    pub fn has_guides(&self) -> bool {
        let question = self.question().filter(|_| self.page().asks());
        question.is_some_and(|q| !q.probes.is_empty() || !q.evidence.is_empty())
    }

    /// Returns what was answered to `question`, in the respondent's own words.
    pub(super) fn answer_in_words(&self, given: &GivenAnswers, question: &Question) -> String {
        self.on_sheet(self.sheet(given).as_ref(), question)
    }

    /// Returns what a sheet answers to `question`, in the respondent's own words.
    fn on_sheet(&self, sheet: Option<&AnswerSheet>, question: &Question) -> String {
        let id = &question.id;
        match sheet {
            Some(sheet) if sheet.answer(id).is_some() => {
                answer_in_words(self.questionnaire(), sheet, id)
            }
            Some(sheet) if !sheet.applies(id) => "does not apply".to_owned(),
            _ if self.is_follow_up(question) => "left open".to_owned(),
            _ => "open".to_owned(),
        }
    }

    /// Returns whether a question may be left open without a word.
    fn is_follow_up(&self, question: &Question) -> bool {
        self.questionnaire().follow_ups.iter().any(|follow_up| follow_up.id == question.id)
    }

    fn field(&self) -> Option<OpenField> {
        let typing = self.typing.as_ref()?;
        let (before, behind) = typing.line.parts();
        let preview = self.preview(typing.field, typing.line.text());
        let fits = matches!(preview, Some(Ok(_)));
        let preview = preview.map(|understood| understood.unwrap_or_else(|why| why));
        Some(OpenField {
            field: typing.field,
            label: self.label(typing.field),
            before: before.to_owned(),
            behind: behind.to_owned(),
            replaceable: typing.line.is_replaceable(),
            preview: preview.unwrap_or_default(),
            fits,
        })
    }

    /// Returns what belongs into a field.
    fn label(&self, field: Field) -> String {
        let scale = self.rubric().scale;
        match field {
            Field::Target => {
                return format!(
                    "Level to reach, {} to {}; empty for none",
                    scale.lowest, scale.highest
                );
            }
            Field::Scope => "Which operation is judged?",
            Field::Date => "Which day do the answers describe?",
            Field::Respondent => "Who answers? A role will do; empty for nobody",
            Field::Peak => "First day of the next peak; empty for none",
            Field::Tag => "Label, such as `country: DE`",
            Field::Figure => "The figure",
            Field::Reason => "Why does it not apply?",
            Field::Source => "Where is the evidence? Empty for nowhere",
            Field::Note => "Note; empty for none",
            Field::AsOf => "Day of the evidence; empty for none",
            Field::Number => "Number",
            Field::File => "Save the answers to (.yaml, .toml or .json)",
        }
        .to_owned()
    }

    /// Says how a text is understood, or why it cannot be taken; nothing where it is neither yet.
    fn preview(&self, field: Field, text: &str) -> Option<Result<String, String>> {
        match field {
            Field::Date | Field::Peak | Field::AsOf => {
                day::day(text).ok().map(|day| Ok(day.to_string()))
            }
            Field::Figure => self.understood(text),
            _ => None,
        }
    }
}
