//! Taking what is typed or chosen into the answers. Whatever a file may not say is refused here
//! too, by the same check.

use super::agreeing::agreed_by_the_room;
use super::line::{self, Edit, Line};
use super::page::{Field, Page};
use super::reading::grounds;
use super::state::{Effect, Interview, Typing};
use super::view::RowAction;
use super::{day, facts, figure};
use crate::document::is_snake_case;
use crate::domain::given::Target;
use crate::domain::sorting;
use crate::domain::{AnswerValue, Date, Evidence, GivenAnswer, GivenAnswers};

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
    /// Naming the operation begins the interview.
    pub fn submit(&mut self) {
        let names = self.is_nameless() && self.open_field() == Some(Field::Scope);
        self.submit_here();
        if names && !self.is_nameless() {
            self.on_from_here();
        }
    }

    /// Takes what was typed into the open field, and stays on the page; a field that is still
    /// empty is only closed.
    pub fn leave_field(&mut self) {
        if self.typing.as_ref().is_some_and(|typing| typing.line.text().trim().is_empty()) {
            self.clear_message();
            self.typing = None;
        } else {
            self.submit_here();
        }
    }

    fn submit_here(&mut self) {
        self.clear_message();
        let Some(typing) = self.typing.take() else { return };
        let page = self.page();
        if typing.line.is_replaceable()
            && !typing.line.text().is_empty()
            && typing.field != Field::File
        {
            // Nothing was typed: what is there stays, to the letter.
            if !page.asks() {
                return self.reads(typing.field);
            }
            self.agree();
            return self.on_from_here();
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
        match field {
            Field::Scope => {
                let scope = some.ok_or("Name the operation that is judged.")?;
                self.change(|given| given.scope = scope)
            }
            Field::Date | Field::Peak | Field::AsOf => self.take_day(field, text),
            Field::Respondent => self.change(|given| given.respondent = some),
            Field::Target => {
                let level = self.level_to_reach(text)?;
                self.change(|given| {
                    let dimensions = given.target.take().unwrap_or_default().dimensions;
                    let named = level.is_some() || !dimensions.is_empty();
                    given.target = named.then_some(Target { level, dimensions });
                })
            }
            Field::Tag => {
                let (name, label) = tag(text)?;
                self.show_message(format!("{name}: {label}."));
                self.change(|given| drop(given.tags.insert(name, label)))
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
            Field::Number => self.jump(text),
            Field::File => {
                self.effect = some.map(Effect::Save);
                Ok(())
            }
        }
    }

    /// Takes a day; all but the one described may stay open.
    fn take_day(&mut self, field: Field, text: &str) -> Result<(), String> {
        if text.is_empty() && field != Field::Date {
            return match field {
                Field::Peak => self.change(|given| given.next_peak = None),
                _ => self.change_answer(|answer| answer.as_of = None),
            };
        }
        let (day, date) = (day::day(text)?, self.given.date);
        match field {
            Field::Date => {
                self.can_be_described(day)?;
                self.change(|given| given.date = day)
            }
            Field::Peak => self.change(|given| given.next_peak = Some(day)),
            _ if day > date => Err(format!(
                "{day} is after {date}, the day described: type the day that the evidence is of, \
                 or nothing."
            )),
            _ => self.change_answer(|answer| answer.as_of = Some(day)),
        }
    }

    /// Returns why no interview today can describe `date`, if that is so.
    fn can_be_described(&self, date: Date) -> Result<(), String> {
        // Somewhere on earth the next day has begun already.
        let latest = self.today.and_then(|today| today.plus_days(1));
        if latest.is_some_and(|latest| date > latest) {
            return Err(format!(
                "{date} has not come yet: type the day that the answers describe."
            ));
        }
        let answers = self
            .questionnaire()
            .all()
            .filter_map(|question| Some((question, self.given.answers.get(&question.id)?.as_of?)));
        let mut later = answers.filter(|(_, day)| *day > date);
        later.next().map_or(Ok(()), |(question, day)| {
            Err(format!("The evidence on {} is of {day}, after {date}.", question.title))
        })
    }

    /// Returns the level that was typed as the one to reach; nothing where none is.
    fn level_to_reach(&self, text: &str) -> Result<Option<i64>, String> {
        let scale = self.rubric().scale;
        let is_on_scale = |level: &i64| (scale.lowest..=scale.highest).contains(level);
        match text {
            "" => Ok(None),
            _ => text.parse().ok().filter(is_on_scale).map(Some).ok_or_else(|| {
                let (lowest, highest) = (scale.lowest, scale.highest);
                format!("Type a level from {lowest} to {highest}, or nothing for none.")
            }),
        }
    }

    /// Changes the answers that the page is about; a fact may take others away, or give them back.
    fn change(&mut self, change: impl FnOnce(&mut GivenAnswers)) -> Result<(), String> {
        let before = self.answers();
        let (mut gone, is_fact) = (Vec::new(), matches!(self.page(), Page::Fact(_)));
        let changed = self.tried(|given, _| {
            change(given);
            if is_fact {
                gone = facts::take_ruled_out(self.questionnaire(), before, given);
            }
        })?;
        if matches!(self.page(), Page::Instead(_)) {
            self.what_if = Some(changed);
        } else {
            self.keep(changed);
        }
        if is_fact {
            self.settle_facts(gone);
        }
        Ok(())
    }

    /// Keeps answers; those in a file are others now, if they are.
    pub(super) fn keep(&mut self, changed: GivenAnswers) {
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
        if self.current_answer().is_some_and(|answer| !answer.said.is_empty()) {
            // Nobody's answer is lost.
            let why = "Several people answered this: choose what holds, or u for unknown.";
            return self.show_message(why.to_owned());
        }
        let grounds = self.current_answer().and_then(grounds);
        let page = self.page();
        match self.change(|given| drop(given.answers.remove(&question.id))) {
            Ok(()) if answered => {
                let gone = grounds.map(|grounds| format!(" What stood there is gone: {grounds}."));
                let gone = gone.unwrap_or_default();
                let after = std::mem::take(&mut self.aftermath);
                self.show_message(format!("{}: open again.{gone}{after}", question.title));
            }
            Ok(()) if matches!(page, Page::FollowUp(_)) => {
                self.show_message(format!("{}: left open.", question.title));
            }
            Ok(()) => self.show_message("There is no answer to take back.".to_owned()),
            Err(why) => self.show_message(why),
        }
        if matches!(page, Page::FollowUp(_)) {
            self.on_from_here();
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

    /// Takes an answer to the page's question, and goes on. What another answer rested on is asked
    /// about, before anything else.
    fn say(&mut self, value: AnswerValue) -> Result<(), String> {
        let Some(question) = self.question() else { return Ok(()) };
        self.aftermath.clear();
        let said = RowAction::Say(value.clone());
        if self.rows().iter().any(|row| row.current && row.action == said) {
            // The same answer again leaves everything as it stands.
            self.agree();
            self.on_from_here();
            self.show_message(self.taken(question));
            return Ok(());
        }
        let before = self.current_answer().cloned();
        let doubtful = before
            .as_ref()
            .is_some_and(|answer| answer.value != value && grounds(answer).is_some());
        let mut answer = match before {
            Some(answer) => GivenAnswer { value, ..answer },
            None => value.into(),
        };
        agreed_by_the_room(&mut answer);
        self.change(|given| drop(given.answers.insert(question.id.clone(), answer)))?;
        let page = self.page();
        self.on_from_here();
        if doubtful && !matches!(page, Page::Instead(_)) {
            let index = self.questionnaire().all().position(|asked| asked.id == question.id);
            self.trail.extend(index.map(Page::StillHolds));
        } else {
            self.show_message(self.taken(question));
        }
        if let Page::Question(question) = page {
            self.just_answered = Some(question);
        }
        Ok(())
    }

    /// Keeps what the former answer rested on for the new one, or takes it away.
    pub(super) fn settle_grounds(&mut self, holds: bool) {
        let Some(question) = self.question() else { return };
        self.close();
        if !holds {
            let mut changed = self.given.clone();
            if let Some(answer) = changed.answers.get_mut(&question.id) {
                let GivenAnswer { value, agreed_by, said, .. } = answer.clone();
                *answer = GivenAnswer { agreed_by, said, ..value.into() };
            }
            self.keep(changed);
        }
        self.show_message(self.taken(question));
    }

    /// Ticks what the page lists under `id`, or takes the tick away.
    pub(super) fn tick(&mut self, id: &str, words: &str) {
        let order: Vec<_> = if self.page() == Page::Scenarios {
            self.rubric().scenarios.iter().map(|scenario| &scenario.id).collect()
        } else {
            self.questionnaire().symptoms.iter().map(|symptom| &symptom.id).collect()
        };
        let mut changed = self.given.clone();
        let list = match self.page() {
            Page::Scenarios => &mut changed.scenarios,
            _ => &mut changed.symptoms,
        };
        let index = list.iter().position(|ticked| ticked == id);
        let ticked = if let Some(index) = index {
            list.remove(index);
            "Not ticked any more"
        } else {
            list.push(id.to_owned());
            "Ticked"
        };
        sorting::sort_by_key(list, |ticked| order.iter().position(|known| *known == ticked));
        self.keep(changed);
        self.show_message(format!("{ticked}: {words}"));
    }

    /// Takes a label away.
    pub(super) fn untag(&mut self, id: &str) {
        let mut changed = self.given.clone();
        changed.tags.remove(id);
        self.keep(changed);
        self.show_message(format!("{id}: taken away."));
    }
}

/// Returns the name and the text of a label that was typed as `name: text`.
fn tag(typed: &str) -> Result<(String, String), String> {
    let parts = typed.split_once(':').map(|(name, text)| (name.trim(), text.trim()));
    let (name, text) = parts
        .filter(|(name, text)| !name.is_empty() && !text.is_empty())
        .ok_or("Type a name, a colon and the text, such as `country: DE`.")?;
    let name = name.to_lowercase().replace([' ', '-'], "_");
    if !is_snake_case(&name) {
        return Err("A name is made of letters a to z, digits and `_`: `country: DE`.".to_owned());
    }
    Ok((name, text.to_owned()))
}
