//! FLOOR 1: the interview as a pure state machine. It says what stands on a page and what an input
//! does; it reaches no terminal and no file. Both faces, [`full`] and [`plain`], show and steer the
//! same pages, and every answer goes through the same acceptance as a file's.
//!
//! Levels and scores are shown on no page before the result, so that nobody answers to the score.

pub mod figure;
pub mod full;
pub mod layout;
pub mod line;
mod moving;
pub mod page;
pub mod plain;
mod taking;
pub mod view;

use crate::domain::draft::Typed;
use crate::domain::questionnaire::Question;
use crate::domain::{AnswerSheet, Draft, GivenAnswers, Questionnaire, Rubric};
use crate::report::Report;
use line::Line;
use page::{Field, Page};
use view::Choice;

/// What an interview is about, and how its result is shown.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'f> {
    /// What is asked, and its fingerprint.
    pub questionnaire: (&'f Questionnaire, &'f str),
    /// How it is judged, and its fingerprint.
    pub rubric: (&'f Rubric, &'f str),
    /// How many actions the result shows.
    pub actions: usize,
    /// Whether the answers are saved at the end, so that nobody has to be asked.
    pub saves: bool,
    /// Whether the result is shown without bars, and no longer than it can be listened to.
    pub plain: bool,
}

/// An interview in progress.
#[derive(Clone, Debug)]
pub struct Interview<'f> {
    setting: Setting<'f>,
    given: GivenAnswers,
    /// The places of the questions that are asked one after the other.
    asked: Vec<usize>,
    /// The pages that lie open, the outermost first; the last is the one on the screen.
    trail: Vec<Page>,
    typing: Option<Typing>,
    /// The answers that are tried out on the result.
    what_if: Option<GivenAnswers>,
    offers: Vec<Offer>,
    /// The draft that is thrown away if it is chosen once more.
    doomed: Option<usize>,
    message: String,
    alert: String,
    wish: Option<Wish>,
    state: State,
}

/// A field that is open.
#[derive(Clone, Debug)]
struct Typing {
    field: Field,
    line: Line,
}

/// A draft that can be gone on with.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The draft.
    pub draft: Draft,
    /// When it was written, in words.
    pub when: String,
}

/// Where the interview stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is something to ask or to show.
    Asking,
    /// Everything was asked and the result was seen.
    Done,
    /// The person wants to stop for now.
    Left,
}

/// Something that only the surroundings of the interview can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The draft at this place was gone on with.
    Resumed(usize),
    /// None of the drafts was gone on with.
    Afresh,
    /// The draft at this place is to be thrown away.
    Discard(usize),
    /// The answers are to be saved to the file of this name.
    Save(String),
}

/// What a person wants, other than to choose or to type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
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

impl<'f> Interview<'f> {
    /// Opens an interview that starts from `given`, in which every answer can be changed; first
    /// offers to go on with one of the drafts, if there are any.
    #[must_use]
    pub fn new(setting: Setting<'f>, given: GivenAnswers, offers: Vec<Offer>) -> Self {
        let asked = (0..setting.questionnaire.0.questions.len()).collect();
        Self::on(Page::Start, setting, given, asked, offers)
    }

    /// Opens an interview about the questions that `given` leaves open.
    #[must_use]
    pub fn about_open(setting: Setting<'f>, given: GivenAnswers, offers: Vec<Offer>) -> Self {
        let questions = setting.questionnaire.0.questions.iter().enumerate();
        let open = questions.filter(|(_, question)| !given.answers.contains_key(&question.id));
        let asked: Vec<_> = open.map(|(place, _)| place).collect();
        let first = asked.first().map_or(Page::Review, |place| Page::Question(*place));
        Self::on(first, setting, given, asked, offers)
    }

    fn on(
        first: Page,
        setting: Setting<'f>,
        given: GivenAnswers,
        asked: Vec<usize>,
        offers: Vec<Offer>,
    ) -> Self {
        let trail = if offers.is_empty() { vec![first] } else { vec![first, Page::Drafts] };
        Self {
            setting,
            given,
            asked,
            trail,
            typing: None,
            what_if: None,
            offers,
            doomed: None,
            message: String::new(),
            alert: String::new(),
            wish: None,
            state: State::Asking,
        }
    }

    /// Returns where the interview stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Returns what was answered so far.
    #[must_use]
    pub fn given(&self) -> &GivenAnswers {
        &self.given
    }

    /// Returns the page on the screen.
    #[must_use]
    pub fn page(&self) -> Page {
        self.trail.last().copied().unwrap_or(Page::Review)
    }

    /// Returns the field that is open.
    #[must_use]
    pub fn open_field(&self) -> Option<Field> {
        self.typing.as_ref().map(|typing| typing.field)
    }

    /// Returns what it takes to go on from here another time.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let asked = self.setting.questionnaire.0;
        let at = self.trail.iter().filter_map(|page| page.name(asked)).collect();
        let typed = self.typing.as_ref().and_then(|typing| {
            let (field, text) = (typing.field.name()?.to_owned(), typing.line.text().to_owned());
            // Figures tried out on the result are no part of the answers.
            self.what_if.is_none().then_some(Typed { field, text })
        });
        Draft { given: self.given.clone(), at, typed }
    }

    /// Takes the wish that came up, if any.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Shows a message until the next input.
    pub fn tell(&mut self, message: String) {
        self.message = message;
    }

    /// Shows an alert until another one, or an empty one, is set.
    pub fn alert(&mut self, alert: String) {
        self.alert = alert;
    }

    /// Does what stands behind the row at `place` of the page.
    pub fn choose(&mut self, place: usize) {
        self.message.clear();
        let Some(row) = self.rows().into_iter().nth(place) else { return };
        if !matches!(row.choice, Choice::ThrowAway(_)) {
            self.doomed = None;
        }
        match row.choice {
            Choice::Say(said) => self.answer(said),
            Choice::Write(field) => self.open(field, ""),
            Choice::Grade(grade) => self.about_answer(|answer| answer.evidence = grade),
            Choice::Tick(id) => self.tick(&id),
            Choice::Open(page) => self.trail.push(page),
            Choice::Show(page) => {
                self.what_if = None;
                self.trail = vec![page];
            }
            Choice::On => self.command(Command::On),
            Choice::Clear => self.command(Command::Clear),
            Choice::Resume(place) => self.resume(place),
            Choice::ThrowAway(place) => self.throw_away(place),
            Choice::Afresh => {
                self.wish = Some(Wish::Afresh);
                self.trail.pop();
            }
            Choice::AsAnswered => self.what_if = None,
            Choice::Finish => self.state = State::Done,
        }
    }

    /// Does what a command says.
    pub fn command(&mut self, command: Command) {
        self.message.clear();
        match command {
            Command::Back => self.back(),
            Command::On => self.on_from_here(),
            Command::Details => self.details(),
            Command::Review if self.page() == Page::Drafts => {}
            Command::Review => {
                (self.typing, self.what_if) = (None, None);
                self.trail = vec![Page::Review];
            }
            Command::Clear => self.clear(),
            Command::Leave => self.state = State::Left,
        }
    }

    /// Returns the question that the page is about.
    #[must_use]
    pub fn question(&self) -> Option<&'f Question> {
        let asked = self.setting.questionnaire.0;
        match self.page() {
            Page::Question(place) | Page::Details(place) | Page::Instead(place) => {
                asked.questions.get(place)
            }
            Page::FollowUp(place) => asked.follow_ups.get(place),
            _ => None,
        }
    }

    /// Judges `given` and hands the report on.
    fn reported<T>(&self, given: &GivenAnswers, show: impl FnOnce(&Report<'_>) -> T) -> Option<T> {
        let (asked, rubric) = (self.setting.questionnaire, self.setting.rubric);
        let sheet = AnswerSheet::check(asked.0, rubric.0, given).ok()?;
        Some(show(&Report::new(asked, rubric, &sheet)))
    }
}
