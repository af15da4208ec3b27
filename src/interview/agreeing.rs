//! What several people said, shown to the room before it agrees: how many said what, and no names.
//! What the room chooses keeps what each of them said.

use super::facts::take_ruled_out;
use super::page::Page;
use super::state::KeptDraft;
use super::state::{Interview, Settings};
use crate::domain::given::{AgreedBy, Voice};
use crate::domain::merge::heard::Heard;
use crate::domain::merge::people::is_merged;
use crate::domain::questionnaire::Question;
use crate::domain::sheet::{Accepted, accept};
use crate::domain::sorting;
use crate::domain::{GivenAnswer, GivenAnswers};
use crate::report::words::isolated;

/// What is said where answers were changed or added while a draft lay.
const OVERTAKEN: &str = "Answers have changed or come in since you stopped. What you agreed on is \
                         kept where nobody says anything new; the rest is asked again.";

impl<'f> Interview<'f> {
    /// Opens an interview about the questions of these ids, on which several people do not agree.
    #[must_use]
    pub fn about_disputed(
        settings: Settings<'f>,
        given: GivenAnswers,
        drafts: Vec<KeptDraft>,
        disputed: &[String],
    ) -> Self {
        let questionnaire = settings.instrument.questionnaire();
        let is_disputed = |page: &Page| {
            let question = page.question(questionnaire);
            question.is_some_and(|question| disputed.contains(&question.id))
        };
        let pages = Page::in_turn(questionnaire);
        let asked: Vec<_> = pages.into_iter().filter(is_disputed).collect();
        let first = asked.first().copied();
        Self { agrees: true, ..Self::walking(settings, given, asked, first, drafts) }
    }

    /// Returns whether several people's answers are shown, whose names the room is not to see.
    pub(super) fn names_nobody(&self) -> bool {
        is_merged(self.given())
    }

    /// Returns whether people have said something else since the room left a draft of these answers.
    pub(super) fn was_overtaken(&self, left: &GivenAnswers) -> bool {
        fn voices(given: &GivenAnswers) -> Vec<(&String, &Vec<Voice>)> {
            let said = given.answers.iter().map(|(id, answer)| (id, &answer.said));
            said.filter(|(_, said)| !said.is_empty()).collect()
        }
        self.agrees && voices(self.given()) != voices(left)
    }

    /// Goes on from what people say now. Of what the room left, its decisions stay wherever nobody
    /// says anything else than it heard.
    pub(super) fn catch_up(&mut self, left: &GivenAnswers) {
        let questionnaire = self.questionnaire();
        for question in questionnaire.all() {
            let Some(decided) = left.answers.get(&question.id) else { continue };
            let now = self.given().answers.get(&question.id);
            let stands = match now {
                Some(now) => {
                    decided.agreed_by == Some(AgreedBy::TheRoom) && decided.said == now.said
                }
                // Nobody but the room has said anything.
                None => decided.said.is_empty(),
            };
            if !stands {
                continue;
            }
            let mut changed = self.given().clone();
            changed.answers.insert(question.id.clone(), decided.clone());
            let gone = take_ruled_out(questionnaire, self.given(), &mut changed);
            if self.sheet(&changed).is_some() {
                self.keep(changed);
                self.settle_facts(gone);
            }
        }
        let is_open = |page: &Page| {
            let question = page.question(questionnaire);
            let answer = question.and_then(|question| self.given().answers.get(&question.id));
            answer.is_some_and(|answer| answer.agreed_by != Some(AgreedBy::TheRoom))
        };
        let first = self.asked_in_turn().find(is_open);
        self.trail = vec![first.unwrap_or(Page::Review)];
        self.show_message(OVERTAKEN.to_owned());
    }

    /// Says how many people said what about a question, in the order of its options; nothing where
    /// one person answers.
    pub(super) fn said_so_far(&self, question: &Question) -> Option<String> {
        let said = &self.given().answers.get(&question.id)?.said;
        if said.is_empty() {
            return None;
        }
        // The order of the people would tell whose figures they are.
        let (instrument, date) = (self.settings.instrument, self.given().date);
        let hear = |voice| Heard::of(instrument, question, voice, date);
        let mut heard: Vec<_> = said.iter().map(hear).collect();
        sorting::sort_by(&mut heard, Heard::compare);
        let mut counts: Vec<(usize, String, usize)> = Vec::new();
        for heard in heard {
            let (place, words) = self.position(question, &heard.voice);
            let is_it = |(at, known, _): &&mut (_, String, _)| *at == place && *known == words;
            match counts.iter_mut().find(is_it) {
                Some((.., count)) => *count += 1,
                None => counts.push((place, words, 1)),
            }
        }
        sorting::sort_by_key(&mut counts, |(place, ..)| *place);
        let counts = counts.iter().map(|(_, words, count)| format!("{count} \u{d7} {words}"));
        let counts: Vec<_> = counts.collect();
        Some(format!("What people said: {}.", counts.join("; ")))
    }

    /// Returns where an answer stands among the options, and its words.
    fn position(&self, question: &Question, voice: &Voice) -> (usize, String) {
        let (rubric, behind) = (self.rubric(), question.options.len());
        match accept(question, rubric, &voice.answer, self.given().date) {
            Ok(Accepted::Chosen(chosen)) => {
                let label = question.options.get(chosen.option).map(|option| &option.label);
                (chosen.option, label.map(|label| isolated(label)).unwrap_or_default())
            }
            Ok(Accepted::Figure(_)) => (behind, self.figure_in_words(question, voice)),
            Ok(Accepted::NotApplicable(_)) => (behind + 2, "does not apply".to_owned()),
            Ok(Accepted::Unknown) | Err(_) => (behind + 1, "not known".to_owned()),
        }
    }

    /// Returns a figure that one person named, in words.
    fn figure_in_words(&self, question: &Question, voice: &Voice) -> String {
        let mut alone = GivenAnswers::empty(String::new(), self.given().date);
        alone.answers.insert(question.id.clone(), voice.answer.value.clone().into());
        self.answer_in_words(&alone, question)
    }

    /// Notes that the room agrees on the answer that stands on the page.
    pub(super) fn agree(&mut self) {
        let Some(question) = self.question().filter(|_| !matches!(self.page(), Page::Instead(_)))
        else {
            return;
        };
        let mut changed = self.given().clone();
        if let Some(answer) = changed.answers.get_mut(&question.id) {
            agreed_by_the_room(answer);
        }
        self.keep(changed);
    }
}

/// Notes in an answer that the room agreed on it, if several people were asked.
pub(super) fn agreed_by_the_room(answer: &mut GivenAnswer) {
    if !answer.said.is_empty() {
        answer.agreed_by = Some(AgreedBy::TheRoom);
    }
}
