//! FLOOR 3: the interview as a pure state machine. It says what stands on a page and what an input
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
use crate::domain::{AnswerSheet, Draft, GivenAnswers, Instrument, Questionnaire, Rubric};
use crate::report::Report;
use line::Line;
use page::{Field, Page};
use view::RowAction;

/// What an interview is about, and how its result is shown.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'f> {
    /// What is asked, and how it is judged.
    pub instrument: &'f Instrument,
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
    settings: Settings<'f>,
    given: GivenAnswers,
    /// The indexes of the questions that are asked one after the other.
    asked: Vec<usize>,
    /// The pages that lie open, the outermost first; the last is the one on the screen.
    trail: Vec<Page>,
    typing: Option<Typing>,
    /// The answers that are tried out on the result.
    what_if: Option<GivenAnswers>,
    drafts: Vec<KeptDraft>,
    /// The question that was answered a moment ago.
    just_answered: Option<usize>,
    /// Whether the answers are in a file.
    is_saved: bool,
    /// Whether the person was told that they are not.
    is_warned: bool,
    message: String,
    alert: String,
    effect: Option<Effect>,
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
pub struct KeptDraft {
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
pub enum Effect {
    /// The draft of this index was gone on with.
    Resumed(usize),
    /// None of the drafts was gone on with.
    Afresh,
    /// The draft of this index is to be thrown away.
    Discard(usize),
    /// The answers are to be saved to the file of this name.
    Save(String),
    /// The answers are to be saved where it was said at the start, and that is all.
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

impl<'f> Interview<'f> {
    /// Opens an interview that starts from `given`, in which every answer can be changed; first
    /// offers to go on with one of the drafts, if there are any.
    #[must_use]
    pub fn new(settings: Settings<'f>, given: GivenAnswers, drafts: Vec<KeptDraft>) -> Self {
        let asked = (0..settings.instrument.questionnaire().questions.len()).collect();
        Self::on(Page::Start, settings, given, asked, drafts)
    }

    /// Opens an interview about the questions that `given` leaves open, unknown ones among them.
    #[must_use]
    pub fn about_open(settings: Settings<'f>, given: GivenAnswers, drafts: Vec<KeptDraft>) -> Self {
        let mut interview = Self::on(Page::Review, settings, given, Vec::new(), drafts);
        let questions = settings.instrument.questionnaire().questions.iter().enumerate();
        let open = questions.filter(|(_, question)| interview.given.leaves_open(&question.id));
        interview.asked = open.map(|(index, _)| index).collect();
        if let (Some(first), Some(page)) = (interview.asked.first(), interview.trail.first_mut()) {
            *page = Page::Question(*first);
        }
        interview
    }

    fn on(
        first: Page,
        settings: Settings<'f>,
        given: GivenAnswers,
        asked: Vec<usize>,
        drafts: Vec<KeptDraft>,
    ) -> Self {
        let trail = if drafts.is_empty() { vec![first] } else { vec![first, Page::Drafts] };
        Self {
            settings,
            given,
            asked,
            trail,
            typing: None,
            what_if: None,
            drafts,
            message: String::new(),
            alert: String::new(),
            effect: None,
            state: State::Asking,
            just_answered: None,
            is_saved: false,
            is_warned: false,
        }
    }

    fn questionnaire(&self) -> &'f Questionnaire {
        self.settings.instrument.questionnaire()
    }

    fn rubric(&self) -> &'f Rubric {
        self.settings.instrument.rubric()
    }

    /// Returns where the interview stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Returns whether the answers are in a file.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.is_saved
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
        let at = self.trail.iter().filter_map(|page| page.name(self.questionnaire())).collect();
        // What is tried out on the result is no part of the answers.
        let real = self.typing.as_ref().filter(|_| !matches!(self.page(), Page::Instead(_)));
        let typed = real.and_then(|typing| {
            let (field, text) = (typing.field.name()?.to_owned(), typing.line.text().to_owned());
            Some(Typed { field, text })
        });
        Draft { given: self.given.clone(), at, typed }
    }

    /// Takes the effect that came up, if any.
    pub fn take_effect(&mut self) -> Option<Effect> {
        self.effect.take()
    }

    /// Shows a message until the next input.
    pub fn show_message(&mut self, message: String) {
        self.message = message;
    }

    /// Shows an alert until another one, or an empty one, is set.
    pub fn set_alert(&mut self, alert: String) {
        self.alert = alert;
    }

    /// Takes the last message away.
    pub fn clear_message(&mut self) {
        self.message.clear();
        self.just_answered = None;
    }

    /// Does what stands behind a row of the page.
    pub fn choose(&mut self, row: usize) {
        self.clear_message();
        let Some(row) = self.rows().into_iter().nth(row) else { return };
        match row.action {
            RowAction::Say(said) => self.answer(said),
            RowAction::Write(field) => self.open(field, ""),
            RowAction::Grade(grade) => self.grade(grade, &row.text),
            RowAction::Tick(id) => self.tick(&id, &row.text),
            RowAction::Open(page) => self.trail.push(page),
            RowAction::Show(page) => {
                self.what_if = None;
                self.trail = vec![page];
            }
            RowAction::On => self.on_from_here(),
            RowAction::Clear => self.clear(),
            RowAction::Resume(draft) => self.resume(draft),
            RowAction::ThrowAway(draft) => self.throw_away(draft),
            RowAction::Afresh => {
                self.effect = Some(Effect::Afresh);
                self.trail.pop();
            }
            RowAction::AsAnswered => self.what_if = None,
            RowAction::Finish => self.finish(),
        }
    }

    /// Does what a command says.
    pub fn command(&mut self, command: PageCommand) {
        let just_answered = self.just_answered;
        self.clear_message();
        match command {
            PageCommand::Back => self.back(),
            PageCommand::On => self.on_from_here(),
            PageCommand::Details => {
                self.just_answered = just_answered;
                self.details();
            }
            PageCommand::Review if self.trail.contains(&Page::Drafts) => {}
            PageCommand::Review => self.review(),
            PageCommand::Clear => self.clear(),
            PageCommand::Leave => self.state = State::Left,
        }
    }

    /// Ends the interview; answers that nobody saved are not given up without a word.
    fn finish(&mut self) {
        if self.settings.saves {
            self.effect = Some(Effect::Finish);
        } else if self.is_saved || self.is_warned {
            self.state = State::Done;
        } else {
            self.is_warned = true;
            let message = "These answers are in no file: b saves them, f once more finishes.";
            self.show_message(message.to_owned());
        }
    }

    /// Notes that the answers are in a file.
    pub fn saved(&mut self, file: &str) {
        self.is_saved = true;
        self.show_message(format!("Saved to {file}."));
        if self.settings.saves {
            self.state = State::Done;
        }
    }

    /// Notes that the answers could not be saved, for this reason; another file may do.
    pub fn unsaved(&mut self, why: &str) {
        (self.is_saved, self.settings.saves) = (false, false);
        self.show_message(format!("{why}. b saves the answers elsewhere."));
    }

    /// Returns the question that the page is about.
    #[must_use]
    pub fn question(&self) -> Option<&'f Question> {
        let asked = self.questionnaire();
        match self.page() {
            Page::Question(index) | Page::Details(index) | Page::Instead(index) => {
                asked.questions.get(index)
            }
            Page::FollowUp(index) => asked.follow_ups.get(index),
            _ => None,
        }
    }

    /// Judges `given` and hands the report on.
    fn reported<T>(&self, given: &GivenAnswers, show: impl FnOnce(&Report<'_>) -> T) -> Option<T> {
        let sheet = AnswerSheet::check(self.settings.instrument, given).ok()?;
        Some(show(&Report::new(self.settings.instrument, &sheet)))
    }
}
