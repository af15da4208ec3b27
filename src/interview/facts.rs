//! What a changed fact does to other answers: those it rules out are taken away, and come back with
//! it. Asks nothing, and shows nothing by itself.

use super::page::Page;
use super::state::Interview;
use crate::domain::given::AgreedBy;
use crate::domain::{AnswerSheet, AnswerValue, GivenAnswer, GivenAnswers, Questionnaire};

/// How many questions are named at a time.
const NAMED: usize = 2;

/// Takes out of `given` every answer whose question applied by the facts `before` and does not now.
/// That nobody knew one may stay: it says nothing.
pub(super) fn take_ruled_out(
    questionnaire: &Questionnaire,
    before: &GivenAnswers,
    given: &mut GivenAnswers,
) -> Vec<(String, GivenAnswer)> {
    let mut gone = Vec::new();
    loop {
        let is_ruled_out = |(id, answer): &(&String, &GivenAnswer)| {
            let question = questionnaire.find(id).filter(|_| answer.value != AnswerValue::Unknown);
            question.is_some_and(|question| {
                questionnaire.applies(question, before) && !questionnaire.applies(question, given)
            })
        };
        let ruled_out: Vec<_> =
            given.answers.iter().filter(is_ruled_out).map(|(id, _)| id.clone()).collect();
        let taken = ruled_out.iter().filter_map(|id| take_out(given, id));
        let taken: Vec<_> = taken.collect();
        // A fact that is gone may have held others.
        if taken.is_empty() {
            return gone;
        }
        gone.extend(taken);
    }
}

/// Takes an answer out, and returns it. What several people said stays: by the facts it is unknown.
fn take_out(given: &mut GivenAnswers, id: &str) -> Option<(String, GivenAnswer)> {
    let answer = given.answers.get_mut(id)?;
    if answer.said.is_empty() {
        return given.answers.remove_entry(id);
    }
    let unknown = GivenAnswer {
        agreed_by: Some(AgreedBy::TheFacts),
        said: answer.said.clone(),
        ..AnswerValue::Unknown.into()
    };
    Some((id.to_owned(), std::mem::replace(answer, unknown)))
}

impl Interview<'_> {
    /// Keeps aside what a changed fact took away, gives back what applies again, and says both.
    pub(super) fn settle_facts(&mut self, gone: Vec<(String, GivenAnswer)>) {
        let gone_ids: Vec<_> = gone.iter().map(|(id, _)| id.clone()).collect();
        let back_ids = self.give_back();
        self.set_aside.extend(gone);
        let taken = self.named(&gone_ids).map(|(count, named)| match count {
            1 => format!(" Its answer is taken away, as it does not apply now: {named}."),
            _ => format!(" {count} answers are taken away, as they do not apply now: {named}."),
        });
        let back = self.named(&back_ids).map(|(count, named)| match count {
            1 => format!(" Its former answer is back: {named}."),
            _ => format!(" {count} former answers are back: {named}."),
        });
        self.aftermath = taken.into_iter().chain(back).collect();
        let applying: Vec<_> =
            self.trail.iter().copied().filter(|page| self.applies(*page)).collect();
        self.trail = if applying.is_empty() { vec![Page::Review] } else { applying };
    }

    /// Says by which fact a page does not apply.
    pub(super) fn says_why_not(&mut self, page: Page) {
        let questionnaire = self.questionnaire();
        let Some(question) = page.question(questionnaire) else { return };
        let conditions = question.applies_if.iter();
        let unmet = conditions.filter(|one| !questionnaire.holds(one, &self.given));
        let facts = unmet.filter_map(|condition| questionnaire.find(&condition.fact));
        let said = facts
            .map(|fact| format!("{}: {}", fact.title, self.answer_in_words(&self.given, fact)));
        let said = said.collect::<Vec<_>>().join("; ");
        self.show_message(format!("{} does not apply here. {said}.", question.title));
    }

    /// Puts answers back whose questions apply again and are still open.
    fn give_back(&mut self) -> Vec<String> {
        let mut back = Vec::new();
        for question in self.questionnaire().all() {
            let id = &question.id;
            let applies = self.questionnaire().applies(question, &self.given);
            let Some(answer) = self.set_aside.get(id).filter(|_| applies) else { continue };
            let mut tried = self.given.clone();
            let now = tried.answers.get(id);
            if now.is_none_or(|now| now.agreed_by == Some(AgreedBy::TheFacts)) {
                tried.answers.insert(id.clone(), answer.clone());
            }
            let fits = AnswerSheet::check(self.settings.instrument, &tried).is_ok();
            if fits && tried != self.given {
                back.push(id.clone());
                self.keep(tried);
            }
            self.set_aside.remove(id);
        }
        back
    }

    /// Returns how many questions these ids are of, and the titles of the first of them.
    fn named(&self, ids: &[String]) -> Option<(usize, String)> {
        let asked = self.questionnaire().all().filter(|question| ids.contains(&question.id));
        let titles: Vec<_> = asked.map(|question| question.title.as_str()).collect();
        let named = titles.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let named = match titles.len().saturating_sub(NAMED) {
            0 => named,
            more => format!("{named} and {more} more"),
        };
        (!titles.is_empty()).then_some((titles.len(), named))
    }
}
