//! Taking what is typed or chosen into the answers. Whatever a file may not say is refused here
//! too, by the same check.

use super::figure;
use super::line::{self, Edit, Line};
use super::page::{Field, Page};
use super::state::{Effect, Interview, Typing};
use super::view::RowAction;
use crate::domain::{AnswerValue, Evidence, GivenAnswer, GivenAnswers};

impl Interview<'_> {
    /// Opens a field of the page. It starts with what it reads already, or else with `typed`.
    pub fn open(&mut self, field: Field, typed: &str) {
        self.clear_message();
        if !field.is_on(self.page()) {
            return;
        }
        if field == Field::Reason
            && let Err(why) = self.tried(|given, id| {
                given.answers.insert(id, AnswerValue::NotApplicable("?".to_owned()).into());
            })
        {
            return self.show_message(why);
        }
        let line = Line::replaceable(&self.known(field));
        self.typing = Some(Typing { field, line });
        if !typed.is_empty() {
            self.insert(typed);
        }
    }

    /// Types or pastes text into the open field.
    pub fn insert(&mut self, text: &str) {
        self.clear_message();
        let Some(typing) = &mut self.typing else { return };
        if !typing.line.insert(text) {
            self.show_message(format!(
                "A text holds {} characters; the rest is cut.",
                line::LONGEST
            ));
        }
    }

    /// Edits the text in the open field.
    pub fn edit(&mut self, edit: Edit) {
        self.clear_message();
        if let Some(typing) = &mut self.typing {
            typing.line.edit(edit);
        }
    }

    /// Takes what was typed into the open field. What cannot be taken stays there to be mended.
    pub fn submit(&mut self) {
        self.clear_message();
        let Some(typing) = self.typing.take() else { return };
        let page = self.page();
        if typing.line.is_replaceable()
            && !typing.line.text().is_empty()
            && typing.field != Field::File
        {
            // Nothing was typed: what is there stays, to the letter.
            return if page.asks() { self.on_from_here() } else { self.reads(typing.field) };
        }
        let text = typing.line.text().trim().to_owned();
        match self.take(typing.field, &text) {
            Ok(()) if self.page() == page && self.message.is_empty() => self.reads(typing.field),
            Ok(()) => {}
            Err(why) => {
                self.show_message(why);
                self.typing = Some(typing).filter(|_| self.page() == page);
            }
        }
    }

    /// Says what the row of a field reads now.
    fn reads(&mut self, field: Field) {
        let row = self.rows().into_iter().find(|row| row.action == RowAction::Write(field));
        if let Some(row) = row {
            self.show_message(format!("{}: {}.", row.text, row.value));
        }
    }

    fn take(&mut self, field: Field, text: &str) -> Result<(), String> {
        let some = (!text.is_empty()).then(|| text.to_owned());
        let day = |text: Option<&String>| text.map(|text| figure::day(text)).transpose();
        match field {
            Field::Scope => {
                let scope = some.ok_or("Name the operation that is judged.")?;
                self.change(|given| given.scope = scope)
            }
            Field::Date => {
                let date = figure::day(text)?;
                self.change(|given| given.date = date)
            }
            Field::Respondent => self.change(|given| given.respondent = some),
            Field::Peak => {
                let peak = day(some.as_ref())?;
                self.change(|given| given.next_peak = peak)
            }
            Field::Figure => {
                let measure = self.question().and_then(|question| question.measure.as_ref());
                let measure = measure.ok_or("There is no figure here: choose by a letter.")?;
                self.say(AnswerValue::Figure(figure::understand(measure, text)?.figure, None))
            }
            Field::Reason => {
                let reason = some.ok_or("Say why it does not apply, or press Esc.")?;
                self.say(AnswerValue::NotApplicable(reason))
            }
            Field::Source => self.change_answer(|answer| answer.source = some),
            Field::Note => self.change_answer(|answer| answer.note = some),
            Field::AsOf => {
                let day = day(some.as_ref())?;
                self.change_answer(|answer| answer.as_of = day)
            }
            Field::Number => self.jump(text),
            Field::File => {
                self.effect = some.map(Effect::Save);
                Ok(())
            }
        }
    }

    /// Changes the answers that the page is about.
    fn change(&mut self, change: impl FnOnce(&mut GivenAnswers)) -> Result<(), String> {
        let changed = self.tried(|given, _| change(given))?;
        if matches!(self.page(), Page::Instead(_)) {
            self.what_if = Some(changed);
        } else {
            self.keep(changed);
        }
        Ok(())
    }

    /// Keeps answers; those in a file are others now, if they are.
    fn keep(&mut self, changed: GivenAnswers) {
        self.is_saved &= self.given == changed;
        self.given = changed;
    }

    /// Changes what is value about the answer, if there is one.
    fn change_answer(&mut self, change: impl FnOnce(&mut GivenAnswer)) -> Result<(), String> {
        let changed = self.tried(|given, id| {
            if let Some(answer) = given.answers.get_mut(&id) {
                change(answer);
            }
        })?;
        self.keep(changed);
        Ok(())
    }

    /// Takes the page's answer back.
    pub(super) fn clear(&mut self) {
        let Some(question) = self.question() else { return };
        let answered = self.current_answer().is_some();
        if matches!(self.page(), Page::Instead(_)) {
            return;
        }
        match self.change(|given| drop(given.answers.remove(&question.id))) {
            Ok(()) if answered => self.show_message(format!("{}: open again.", question.title)),
            Ok(()) => self.show_message("There is no answer to take back.".to_owned()),
            Err(why) => self.show_message(why),
        }
        if matches!(self.page(), Page::FollowUp(_)) {
            self.close();
        }
    }

    pub(super) fn grade(&mut self, grade: Option<Evidence>, words: &str) {
        let changed = self.change_answer(|answer| answer.evidence = grade);
        self.show_message(changed.err().unwrap_or_else(|| format!("{words}.")));
    }

    pub(super) fn answer(&mut self, value: AnswerValue) {
        if let Err(why) = self.say(value) {
            self.show_message(why);
        }
    }

    /// Takes an answer to the page's question, and goes on.
    fn say(&mut self, value: AnswerValue) -> Result<(), String> {
        let Some(question) = self.question() else { return Ok(()) };
        let rests = !matches!(value, AnswerValue::Unknown | AnswerValue::NotApplicable(_));
        let mut answer = GivenAnswer::from(value);
        if let Some(before) = self.current_answer() {
            // An answer that nobody could give rests on nothing.
            let GivenAnswer { evidence, source, note, as_of, .. } = before.clone();
            let (evidence, as_of) = (evidence.filter(|_| rests), as_of.filter(|_| rests));
            answer = GivenAnswer { evidence, source, note, as_of, ..answer };
        }
        self.change(|given| drop(given.answers.insert(question.id.clone(), answer)))?;
        let page = self.page();
        self.on_from_here();
        self.show_message(self.taken(question));
        if let Page::Question(question) = page {
            self.just_answered = Some(question);
        }
        Ok(())
    }

    pub(super) fn tick(&mut self, id: &str, words: &str) {
        let order = &self.questionnaire().symptoms;
        let mut changed = self.given.clone();
        let symptoms = &mut changed.symptoms;
        let index = symptoms.iter().position(|ticked| ticked == id);
        let ticked = if let Some(index) = index {
            symptoms.remove(index);
            "Not ticked any more"
        } else {
            symptoms.push(id.to_owned());
            "Ticked"
        };
        symptoms.sort_by_key(|ticked| order.iter().position(|symptom| symptom.id == *ticked));
        self.keep(changed);
        self.show_message(format!("{ticked}: {words}"));
    }
}
