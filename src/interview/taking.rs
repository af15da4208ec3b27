//! Taking what is typed or chosen into the answers. Whatever a file may not say is refused here
//! too, by the same check.

use super::line::{self, Edit, Line};
use super::page::{Field, Page};
use super::{Interview, Typing, Wish, figure};
use crate::domain::questionnaire::Question;
use crate::domain::{AnswerSheet, Date, GivenAnswer, GivenAnswers, Objection, Said};

impl Interview<'_> {
    /// Opens a field of the page, with `typed` after what stands in it already; a field that
    /// starts with a typed character starts empty.
    pub fn open(&mut self, field: Field, typed: &str) {
        if !field.is_on(self.page()) || (field == Field::Figure && !self.has_measure()) {
            return;
        }
        self.message.clear();
        let known = if typed.is_empty() { self.known(field) } else { String::new() };
        let mut line = Line::of(&known);
        line.insert(typed);
        self.typing = Some(Typing { field, line });
    }

    /// Types or pastes text into the open field.
    pub fn insert(&mut self, text: &str) {
        self.message.clear();
        let Some(typing) = &mut self.typing else { return };
        if !typing.line.insert(text) {
            self.message = format!("A text holds {} characters; the rest is cut.", line::LONGEST);
        }
    }

    /// Edits the text in the open field.
    pub fn edit(&mut self, edit: Edit) {
        self.message.clear();
        if let Some(typing) = &mut self.typing {
            typing.line.edit(edit);
        }
    }

    /// Takes what was typed into the open field. What cannot be taken stays there to be mended.
    pub fn submit(&mut self) {
        self.message.clear();
        let Some(typing) = self.typing.take() else { return };
        let page = self.trail.clone();
        let text = typing.line.text().trim().to_owned();
        if let Err(why) = self.take(typing.field, &text) {
            self.message = why;
            if self.trail == page {
                self.typing = Some(typing);
            }
        }
    }

    pub(super) fn take(&mut self, field: Field, text: &str) -> Result<(), String> {
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
                let measure = measure.ok_or("There is no figure here.")?;
                let understood = figure::understand(measure, text)?;
                self.say(Said::Figure(understood.figure, None))
            }
            Field::Reason => {
                let reason = some.ok_or("Say why it does not apply, or press Esc.")?;
                self.say(Said::NotApplicable(reason))
            }
            Field::Source => self.change_answer(|answer| answer.source = some),
            Field::Note => self.change_answer(|answer| answer.note = some),
            Field::AsOf => {
                let day = day(some.as_ref())?;
                self.change_answer(|answer| answer.as_of = day)
            }
            Field::Number => self.jump(text),
            Field::File => {
                self.wish = some.map(Wish::Save);
                Ok(())
            }
        }
    }

    /// Returns what the page's field reads so far.
    pub(super) fn known(&self, field: Field) -> String {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let given = &self.given;
        let answer = self.current_answer();
        let known = match field {
            Field::Scope => Some(given.scope.clone()),
            Field::Date => Some(given.date.to_string()),
            Field::Respondent => given.respondent.clone(),
            Field::Peak => day(given.next_peak),
            Field::Figure => match answer.map(|answer| &answer.said) {
                Some(Said::Figure(figure, _)) => Some(figure.to_string()),
                _ => None,
            },
            Field::Reason => match answer.map(|answer| &answer.said) {
                Some(Said::NotApplicable(reason)) => Some(reason.clone()),
                _ => None,
            },
            Field::Source => answer.and_then(|answer| answer.source.clone()),
            Field::Note => answer.and_then(|answer| answer.note.clone()),
            Field::AsOf => day(answer.and_then(|answer| answer.as_of)),
            Field::Number => None,
            Field::File => Some("answers.yaml".to_owned()),
        };
        known.unwrap_or_default()
    }

    pub(super) fn has_measure(&self) -> bool {
        self.question().is_some_and(|question| question.measure.is_some())
    }

    /// Returns the answers that the page changes: the real ones, or those that are tried out.
    pub(super) fn answers(&self) -> &GivenAnswers {
        match (&self.what_if, self.page()) {
            (Some(tried), Page::WhatIf | Page::Instead(_)) => tried,
            _ => &self.given,
        }
    }

    /// Returns the answer to the question that the page is about.
    pub(super) fn current_answer(&self) -> Option<&GivenAnswer> {
        self.answers().answers.get(&self.question()?.id)
    }

    /// Changes the answers, unless the result would not be accepted from a file either.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut GivenAnswers)) -> Result<(), String> {
        let mut changed = self.answers().clone();
        change(&mut changed);
        let (asked, rubric) = (self.setting.questionnaire.0, self.setting.rubric.0);
        if let Err(objections) = AnswerSheet::check(asked, rubric, &changed) {
            return Err(objections.first().map(worded).unwrap_or_default());
        }
        if matches!(self.page(), Page::Instead(_)) {
            self.what_if = Some(changed);
        } else {
            self.given = changed;
        }
        Ok(())
    }

    /// Changes what is said about the answer, if there is one.
    pub(super) fn change_answer(
        &mut self,
        change: impl FnOnce(&mut GivenAnswer),
    ) -> Result<(), String> {
        let id = self.question().map(|question| question.id.clone());
        self.change(|given| {
            if let Some(answer) = id.and_then(|id| given.answers.get_mut(&id)) {
                change(answer);
            }
        })
    }

    pub(super) fn about_answer(&mut self, change: impl FnOnce(&mut GivenAnswer)) {
        if let Err(why) = self.change_answer(change) {
            self.message = why;
        }
    }

    pub(super) fn answer(&mut self, said: Said) {
        if let Err(why) = self.say(said) {
            self.message = why;
        }
    }

    /// Takes an answer to the page's question, and goes on.
    pub(super) fn say(&mut self, said: Said) -> Result<(), String> {
        let Some(question) = self.question() else { return Ok(()) };
        if self.is_left_out_too_often(question, &said) {
            let most = self.setting.rubric.0.not_applicable_at_most;
            return Err(format!(
                "At most {most} may be left out. Answer it, or say it is unknown."
            ));
        }
        let mut answer = GivenAnswer::from(said);
        if let Some(before) = self.current_answer() {
            let GivenAnswer { evidence, source, note, as_of, .. } = before.clone();
            answer = GivenAnswer { evidence, source, note, as_of, ..answer };
        }
        self.change(|given| drop(given.answers.insert(question.id.clone(), answer)))?;
        self.on_from_here();
        self.message = self.taken(question);
        Ok(())
    }

    pub(super) fn is_left_out_too_often(&self, question: &Question, said: &Said) -> bool {
        let answers = &self.answers().answers;
        let is_left_out = |other: &&Question| {
            let said = answers.get(&other.id).map(|answer| &answer.said);
            other.id != question.id && matches!(said, Some(Said::NotApplicable(_)))
        };
        let others = self.setting.questionnaire.0.questions.iter().filter(is_left_out).count();
        matches!(said, Said::NotApplicable(_))
            && question.follows.is_none()
            && others >= self.setting.rubric.0.not_applicable_at_most
    }

    pub(super) fn tick(&mut self, id: &str) {
        let symptoms = &mut self.given.symptoms;
        match symptoms.iter().position(|ticked| ticked == id) {
            Some(place) => drop(symptoms.remove(place)),
            None => symptoms.push(id.to_owned()),
        }
        let order = &self.setting.questionnaire.0.symptoms;
        symptoms.sort_by_key(|ticked| order.iter().position(|symptom| symptom.id == *ticked));
    }
}

/// Words an objection for a person at the terminal.
fn worded(objection: &Objection) -> String {
    let mut letters = objection.message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let help = if objection.help.is_empty() { "" } else { "; " };
    format!("{first}{}{help}{}.", letters.as_str(), objection.help)
}
