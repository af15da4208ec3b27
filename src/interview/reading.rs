//! Reading the answers: as they stand, as they would stand after a change, and what they are judged
//! to be. Changes nothing.

use super::page::{Field, Page};
use super::state::Interview;
use crate::document::advice;
use crate::domain::questionnaire::Question;
use crate::domain::refusal::Cause;
use crate::domain::{AnswerSheet, AnswerValue, Date, Figure, GivenAnswer, GivenAnswers, Refusal};
use crate::report::Report;
use crate::report::words::upper_first;

impl Interview<'_> {
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
            Field::Target => {
                let level = given.target.as_ref().and_then(|target| target.level);
                level.map(|level| level.to_string())
            }
            Field::Figure => match answer.map(|answer| &answer.value) {
                Some(AnswerValue::Figure(Figure::Word(word), _)) => {
                    let measure = self.question().and_then(|question| question.measure.as_ref());
                    measure.and_then(|measure| measure.word(word)).map(|word| word.meaning.clone())
                }
                Some(AnswerValue::Figure(figure, _)) => Some(figure.to_string()),
                _ => None,
            },
            Field::Reason => match answer.map(|answer| &answer.value) {
                Some(AnswerValue::NotApplicable(reason)) => Some(reason.clone()),
                _ => None,
            },
            Field::Source => answer.and_then(|answer| answer.source.clone()),
            Field::Note => answer.and_then(|answer| answer.note.clone()),
            Field::AsOf => day(answer.and_then(|answer| answer.as_of)),
            Field::Tag | Field::Number => None,
            Field::File => Some("answers.yaml".to_owned()),
        };
        known.unwrap_or_default()
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

    /// Returns changed answers, unless they would not be accepted from a file either; the change
    /// is told the id of the page's question.
    pub(super) fn tried(
        &self,
        change: impl FnOnce(&mut GivenAnswers, String),
    ) -> Result<GivenAnswers, String> {
        let question = self.question();
        let mut changed = self.answers().clone();
        change(&mut changed, question.map(|question| question.id.clone()).unwrap_or_default());
        match AnswerSheet::check(self.settings.instrument, &changed) {
            Ok(_) => Ok(changed),
            Err(refusals) => {
                let first = refusals.first();
                Err(first.map(|refusal| self.refused(refusal, question)).unwrap_or_default())
            }
        }
    }

    /// Words a refusal for a person at the terminal, who sees no ids.
    fn refused(&self, refusal: &Refusal, question: Option<&Question>) -> String {
        let measure = question.and_then(|question| question.measure.as_ref());
        match (&refusal.cause, measure) {
            (Cause::TooManyNotApplicable { .. }, _) => {
                "No more questions may be left out. Answer it, or say it is unknown.".to_owned()
            }
            (Cause::OutOfRange(_), Some(measure)) => {
                format!("That cannot be: the figure is {}.", advice::range(measure))
            }
            _ => {
                let advice::Worded { message, help } =
                    advice::refusal(refusal, self.settings.instrument);
                let and = if help.is_empty() { "" } else { "; " };
                format!("{}{and}{help}.", upper_first(&message))
            }
        }
    }

    /// Returns accepted answers.
    pub(super) fn sheet(&self, given: &GivenAnswers) -> Option<AnswerSheet> {
        AnswerSheet::check(self.settings.instrument, given).ok()
    }

    /// Judges `given` and hands the report on.
    pub(super) fn reported<T>(
        &self,
        given: &GivenAnswers,
        show: impl FnOnce(&Report<'_>) -> T,
    ) -> Option<T> {
        let sheet = self.sheet(given)?;
        Some(show(&Report::new(self.settings.instrument, &sheet)))
    }
}

/// Returns what stands beside an answer's value, in words; nothing where nothing does.
pub(super) fn grounds(answer: &GivenAnswer) -> Option<String> {
    let named = |name: &str, text: Option<&String>| text.map(|text| format!("{name}: {text}"));
    let parts = [
        answer.evidence.map(|grade| grade.word().to_owned()),
        named("source", answer.source.as_ref()),
        named("note", answer.note.as_ref()),
        answer.as_of.map(|day| format!("of {day}")),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
