//! What an interview remembers, how it begins, and what it is asked about itself. Needs neither the
//! pages' contents nor the moves between them.

use super::line::Line;
use super::page::{Field, Page};
use crate::domain::draft::Typed;
use crate::domain::questionnaire::Question;
use crate::domain::{Date, Draft, GivenAnswer, GivenAnswers, Instrument, Questionnaire, Rubric};
use std::collections::BTreeMap;

/// What is said before answers are given up that are in no file.
pub(super) const UNSAVED: &str =
    "These answers are in no file: b saves them, f once more finishes.";

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
    pub(super) settings: Settings<'f>,
    pub(super) given: GivenAnswers,
    /// The answers that a changed fact took away, by the ids of their questions: they come back with
    /// what they hung on.
    pub(super) set_aside: BTreeMap<String, GivenAnswer>,
    /// What the last change of a fact did to other answers, in words.
    pub(super) aftermath: String,
    /// Whether a room is to agree on what several people said.
    pub(super) agrees: bool,
    /// The pages that are asked one after the other, as far as they apply.
    pub(super) asked: Vec<Page>,
    /// The pages that lie open, the outermost first; the last is the one on the screen.
    pub(super) trail: Vec<Page>,
    pub(super) typing: Option<Typing>,
    /// The answers that are tried out on the result.
    pub(super) what_if: Option<GivenAnswers>,
    pub(super) drafts: Vec<KeptDraft>,
    /// The day it is, where somebody said so.
    pub(super) today: Option<Date>,
    /// The question that was answered a moment ago.
    pub(super) just_answered: Option<usize>,
    /// Whether the answers are in a file.
    pub(super) is_saved: bool,
    /// Whether the last input was told that they are not, and the next one may finish all the same.
    pub(super) is_warned: bool,
    pub(super) message: String,
    pub(super) alert: String,
    pub(super) effect: Option<Effect>,
    pub(super) state: State,
}

/// A field that is open.
#[derive(Clone, Debug)]
pub(super) struct Typing {
    pub(super) field: Field,
    pub(super) line: Line,
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

impl<'f> Interview<'f> {
    /// Opens an interview that starts from `given`, in which every answer can be changed; first
    /// offers to go on with one of the drafts, if there are any.
    #[must_use]
    pub fn new(settings: Settings<'f>, given: GivenAnswers, drafts: Vec<KeptDraft>) -> Self {
        let asked = Page::in_turn(settings.instrument.questionnaire());
        Self::on(Page::Start, settings, given, asked, drafts)
    }

    /// Opens an interview about what `given` leaves open, facts and unknown answers among it.
    #[must_use]
    pub fn about_open(settings: Settings<'f>, given: GivenAnswers, drafts: Vec<KeptDraft>) -> Self {
        let mut interview = Self::on(Page::Review, settings, given, Vec::new(), drafts);
        let questionnaire = settings.instrument.questionnaire();
        let is_open = |page: &Page| {
            let question = page.question(questionnaire);
            question.is_some_and(|question| interview.leaves_open(question))
        };
        let asked = Page::in_turn(questionnaire).into_iter().filter(is_open).collect();
        interview.asked = asked;
        // They were read from a file, and nothing has changed yet.
        interview.is_saved = true;
        let first = interview.asked_in_turn().next();
        if let Some(first) = first {
            interview.trail.splice(..1, [first]);
        }
        if interview.is_nameless() { interview.from_the_start() } else { interview }
    }

    /// Opens an interview that walks through these pages, beginning with `first`.
    pub(super) fn walking(
        settings: Settings<'f>,
        given: GivenAnswers,
        asked: Vec<Page>,
        first: Option<Page>,
        drafts: Vec<KeptDraft>,
    ) -> Self {
        Self::on(first.unwrap_or(Page::Review), settings, given, asked, drafts)
    }

    /// Begins with the page of scope and day, which are open as well.
    #[must_use]
    pub fn from_the_start(mut self) -> Self {
        if let Some(page) = self.trail.first_mut() {
            *page = Page::Start;
        }
        self.ask_for_the_scope();
        self
    }

    /// Tells the interview which day it is, so that nobody describes a day that has not come.
    #[must_use]
    pub fn on_day(self, today: Date) -> Self {
        Self { today: Some(today), ..self }
    }

    fn on(
        first: Page,
        settings: Settings<'f>,
        given: GivenAnswers,
        asked: Vec<Page>,
        drafts: Vec<KeptDraft>,
    ) -> Self {
        let trail = if drafts.is_empty() { vec![first] } else { vec![first, Page::Drafts] };
        let mut interview = Self {
            settings,
            given,
            set_aside: BTreeMap::new(),
            aftermath: String::new(),
            agrees: false,
            asked,
            trail,
            typing: None,
            what_if: None,
            drafts,
            today: None,
            message: String::new(),
            alert: String::new(),
            effect: None,
            state: State::Asking,
            just_answered: None,
            is_saved: false,
            is_warned: false,
        };
        interview.ask_for_the_scope();
        interview
    }

    /// Returns whether nobody has said yet which operation is judged.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        self.given.scope.trim().is_empty()
    }

    pub(super) fn questionnaire(&self) -> &'f Questionnaire {
        self.settings.instrument.questionnaire()
    }

    pub(super) fn rubric(&self) -> &'f Rubric {
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

    /// Returns whether the person was told, by the last input, that the answers are in no file.
    pub(super) fn is_warned(&self) -> bool {
        self.is_warned
    }

    /// Lets that warning lapse: it counts for one input, so that nobody gives answers up by a key
    /// that was meant for something else.
    pub(super) fn forget_warning(&mut self) {
        if std::mem::take(&mut self.is_warned) && self.message == UNSAVED {
            self.message.clear();
        }
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
        // The field that opens by itself opens again.
        let real = real.filter(|typing| {
            typing.field != Field::Scope || !self.is_nameless() || !typing.line.text().is_empty()
        });
        let typed = real.and_then(|typing| {
            let (field, text) = (typing.field.name()?.to_owned(), typing.line.text().to_owned());
            Some(Typed { field, text })
        });
        let (given, set_aside) = (self.given.clone(), self.set_aside.clone());
        Draft { given, set_aside, at, typed }
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

    /// Returns the question that the page is about.
    #[must_use]
    pub fn question(&self) -> Option<&'f Question> {
        self.page().question(self.questionnaire())
    }

    /// Returns whether what a page is about applies to the operation, by the facts so far.
    pub(super) fn applies(&self, page: Page) -> bool {
        let question = page.question(self.questionnaire());
        question.is_none_or(|question| self.questionnaire().applies(question, &self.given))
    }

    /// Returns whether a question is worth asking: it has no answer, or nobody knew one.
    fn leaves_open(&self, question: &Question) -> bool {
        let said = self.given.answers.get(&question.id);
        said.is_none_or(|said| question.says_unknown(&said.value))
    }

    /// Returns the pages that are asked one after the other and that apply.
    pub(super) fn asked_in_turn(&self) -> impl DoubleEndedIterator<Item = Page> {
        self.asked.iter().copied().filter(|page| self.applies(*page))
    }

    /// Returns the next page of the walk through all evidence, where this page is part of one.
    pub(super) fn next_details(&self) -> Option<Page> {
        let [.., Page::Review, Page::Details(question)] = self.trail[..] else { return None };
        self.applying_from(question + 1).map(Page::Details)
    }

    /// Returns the first question of this index or a later one that applies.
    pub(super) fn applying_from(&self, index: usize) -> Option<usize> {
        let mut indexes = index..self.questionnaire().questions.len();
        indexes.find(|index| self.applies(Page::Question(*index)))
    }
}
