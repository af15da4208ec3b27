//! What stands on each page, without any layout: words, rows to choose from, and the open field.

mod asking;
mod outcome;
mod overview;

use super::page::{Field, Page};
use super::{Command, Interview, figure};
use crate::domain::questionnaire::Question;
use crate::domain::{Evidence, Figure, GivenAnswer, GivenAnswers, Said};

/// What stands on a page.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Where in the interview the page is.
    pub place: String,
    /// What the page is about.
    pub title: String,
    /// What is asked or said foremost.
    pub prompt: String,
    /// Further paragraphs; the first to go where there is little room.
    pub text: Vec<String>,
    /// Lines of the result, laid out already.
    pub lines: Vec<String>,
    /// What can be chosen.
    pub rows: Vec<Row>,
    /// The row that is meant where nothing is said: the former answer, or going on.
    pub default: Option<usize>,
    /// The open field.
    pub field: Option<OpenField>,
    /// The commands that mean something here, beside going back and stopping.
    pub commands: Vec<Command>,
    /// Whether a question is asked.
    pub asks: bool,
    /// Whether there are probes and evidence to show.
    pub guides: bool,
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
    /// Whether it is the former answer.
    pub current: bool,
    /// What choosing it does.
    pub choice: Choice,
}

/// What choosing a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Gives this answer.
    Say(Said),
    /// Opens a field.
    Write(Field),
    /// Grades the evidence.
    Grade(Option<Evidence>),
    /// Ticks the symptom of this id, or takes the tick away.
    Tick(String),
    /// Opens a page on top of this one.
    Open(Page),
    /// Turns to another page.
    Show(Page),
    /// Goes on.
    On,
    /// Takes the answer back.
    Clear,
    /// Goes on with the draft at this place.
    Resume(usize),
    /// Throws the draft at this place away.
    ThrowAway(usize),
    /// Starts without a draft.
    Afresh,
    /// Puts the answers that were tried out back to the real ones.
    AsAnswered,
    /// Ends the interview.
    Finish,
}

/// A field that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenField {
    /// Which one.
    pub field: Field,
    /// What belongs into it.
    pub label: String,
    /// The text before the place where typing goes on.
    pub before: String,
    /// The text behind it.
    pub behind: String,
    /// How the text is understood, before it is taken.
    pub preview: String,
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

/// Returns the letters that stand for rows. `u` and `x` always mean unknown and not applicable,
/// `y` and `n` yes and no.
fn letters() -> impl Iterator<Item = String> {
    ('a'..='z').filter(|letter| !"nuxy".contains(*letter)).map(String::from)
}

fn row(text: impl Into<String>, choice: Choice) -> Row {
    Row { mark: String::new(), text: text.into(), value: String::new(), current: false, choice }
}

impl Row {
    fn marked(self, mark: impl Into<String>) -> Self {
        Self { mark: mark.into(), ..self }
    }

    fn reading(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    fn current_if(self, current: bool) -> Self {
        Self { current, ..self }
    }
}

/// Gives the rows that have no mark yet their letters.
fn lettered(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().zip(letters()).map(|(row, letter)| row.marked(letter)).collect()
}

impl Interview<'_> {
    /// Returns what stands on the page, for a result of `width` columns.
    #[must_use]
    pub fn view(&self, width: u16) -> View {
        let mut view = match self.page() {
            Page::Drafts => Self::drafts(),
            Page::Start => self.start(),
            Page::Question(_) | Page::FollowUp(_) | Page::Instead(_) => self.asking(),
            Page::Details(_) => self.grounds(),
            Page::Symptoms => Self::symptoms(),
            Page::Review => self.review(),
            Page::Result => self.result(width),
            Page::WhatIf => self.trying_out(),
        };
        view.rows = self.rows();
        view.default = self.default_row(&view.rows);
        view.field = self.field();
        view.message.clone_from(&self.message);
        view.alert.clone_from(&self.alert);
        view
    }

    /// Returns what can be chosen on the page.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        match self.page() {
            Page::Drafts => self.draft_rows(),
            Page::Start => self.start_rows(),
            Page::Question(_) | Page::FollowUp(_) | Page::Instead(_) => self.answer_rows(),
            Page::Details(place) => self.ground_rows(place),
            Page::Symptoms => self.symptom_rows(),
            Page::Review => self.review_rows(),
            Page::Result => self.result_rows(),
            Page::WhatIf => self.what_if_rows(),
        }
    }

    fn default_row(&self, rows: &[Row]) -> Option<usize> {
        let asks = matches!(self.page(), Page::Question(_) | Page::FollowUp(_) | Page::Instead(_));
        rows.iter().position(|row| row.current && asks).or((!asks).then_some(0))
    }

    /// Returns what was answered to `question`, in the respondent's own words.
    fn said_to(&self, given: &GivenAnswers, question: &Question) -> String {
        let open = if question.follows.is_some() { "left open" } else { "open" };
        let answered = given.answers.contains_key(&question.id);
        let said = answered.then(|| self.reported(given, |report| report.said_to(&question.id)));
        said.flatten().unwrap_or_else(|| open.to_owned())
    }

    fn field(&self) -> Option<OpenField> {
        let typing = self.typing.as_ref()?;
        let (before, behind) = typing.line.parts();
        Some(OpenField {
            field: typing.field,
            label: self.label(typing.field),
            before: before.to_owned(),
            behind: behind.to_owned(),
            preview: self.preview(typing.field, typing.line.text()).unwrap_or_default(),
        })
    }

    fn label(&self, field: Field) -> String {
        let text = match field {
            Field::Scope => "Which operation is judged? Banner, country, OMS instance",
            Field::Date => "Which day do the answers describe?",
            Field::Respondent => "Who answers? A role will do; leave it empty to name nobody",
            Field::Peak => "First day of the next peak; leave it empty to name none",
            Field::Figure => {
                let measure = self.question().and_then(|question| question.measure.as_ref());
                let spelled = measure.map(figure::spellings).unwrap_or_default();
                return format!("The figure: {spelled}");
            }
            Field::Reason => "Why does it not apply?",
            Field::Source => "Where is the evidence? Leave it empty to name none",
            Field::Note => "Note; leave it empty for none",
            Field::AsOf => "Day of the evidence; leave it empty to name none",
            Field::Number => "Number of the row to go to",
            Field::File => "File to save the answers to: .yaml, .toml or .json",
        };
        text.to_owned()
    }

    /// Says how a text is understood, before it is taken.
    fn preview(&self, field: Field, text: &str) -> Option<String> {
        match field {
            Field::Date | Field::Peak | Field::AsOf => {
                figure::day(text).ok().map(|day| day.to_string())
            }
            Field::Figure => {
                let question = self.question()?;
                let measure = question.measure.as_ref()?;
                let figure::Understood { figure, converted } =
                    figure::understand(measure, text).ok()?;
                let mut tried = self.answers().clone();
                let said = GivenAnswer::from(Said::Figure(figure.clone(), None));
                tried.answers.insert(question.id.clone(), said);
                let said = self.reported(&tried, |report| report.said_to(&question.id))?;
                let doubt = measure.doubt.as_ref().filter(
                    |(below, _)| matches!(&figure, Figure::Number(number) if *number < *below),
                );
                let doubt = doubt.map(|(_, ask)| format!(". {ask}")).unwrap_or_default();
                let said = if converted { format!("understood as {said}") } else { said };
                Some(self.found(question, &figure, said) + &doubt)
            }
            _ => None,
        }
    }
}
