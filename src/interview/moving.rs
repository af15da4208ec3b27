//! Moving between the pages: on, back, to any of them, and to where a draft stopped.

use super::line::Line;
use super::page::{Field, Page};
use super::state::{Effect, Interview, Typing};

impl Interview<'_> {
    /// Goes to the row of this number.
    pub(super) fn jump(&mut self, number: &str) -> Result<(), String> {
        let row = self.rows().iter().position(|row| row.mark == number);
        let row = row.ok_or_else(|| format!("There is no number {number} here."))?;
        self.choose(row);
        Ok(())
    }

    /// Closes the page that lies on top of another one.
    pub(super) fn close(&mut self) {
        if self.trail.len() > 1 {
            self.trail.pop();
        } else {
            self.trail = vec![Page::Review];
        }
    }

    pub(super) fn back(&mut self) {
        if self.is_nameless() && self.open_field() == Some(Field::Scope) {
            // There is no former name to go back to: what was typed stays.
            return self.leave_field();
        }
        if self.typing.take().is_some() {
            return;
        }
        if matches!(self.page(), Page::StillHolds(_)) {
            self.show_message("Say first whether that still holds: y or n.".to_owned());
        } else if self.page() == Page::Drafts {
            self.show_message("Choose a draft to go on with, or start afresh.".to_owned());
        } else if self.trail.len() > 1 {
            self.trail.pop();
        } else if let Some(page) = self.before() {
            self.trail = vec![page];
        } else {
            self.show_message("This is the beginning.".to_owned());
        }
    }

    /// Returns the page that comes before this one; nothing at the beginning.
    fn before(&self) -> Option<Page> {
        let earlier = match self.page() {
            Page::Start => return None,
            Page::Review => self.asked_in_turn().next_back(),
            page => {
                let Some([before, _]) = self.around(page) else { return Some(Page::Review) };
                before.last().copied()
            }
        };
        Some(earlier.unwrap_or(Page::Start))
    }

    /// Returns the pages that are asked before this one and behind it; nothing where it is none
    /// of those that are asked one after the other.
    fn around(&self, page: Page) -> Option<[Vec<Page>; 2]> {
        let pages = Page::in_turn(self.questionnaire());
        let place = pages.iter().position(|other| *other == page)?;
        let is_asked = |page: &&Page| self.asked.contains(page) && self.applies(**page);
        let asked = |pages: &[Page]| pages.iter().filter(is_asked).copied().collect();
        let (before, behind) = pages.split_at_checked(place)?;
        Some([asked(before), asked(behind.get(1..).unwrap_or_default())])
    }

    pub(super) fn on_from_here(&mut self) {
        self.typing = None;
        let alone = self.trail.len() == 1;
        let behind = self.around(self.page()).filter(|_| alone).map(|[_, behind]| behind);
        let next = match (self.page(), behind) {
            (Page::Drafts | Page::StillHolds(_) | Page::Review | Page::Result, _) => return,
            (Page::Start, _) if self.is_nameless() => {
                self.ask_for_the_scope();
                return self.show_message("Name the operation that is judged first.".to_owned());
            }
            (Page::Start, _) if alone => self.asked_in_turn().next(),
            (_, Some(behind)) => behind.first().copied(),
            _ => {
                let next = self.next_details();
                self.close();
                self.trail.extend(next);
                return;
            }
        };
        self.trail = vec![next.unwrap_or(Page::Review)];
    }

    /// Opens the field of the scope where it is still empty: nothing can be judged without.
    pub(super) fn ask_for_the_scope(&mut self) {
        if self.is_nameless() && self.page() == Page::Start {
            let line = Line::default();
            self.typing = Some(Typing { field: Field::Scope, line });
        }
    }

    /// Turns to another page; from all answers and the result the way back is the one there.
    pub(super) fn show(&mut self, page: Page) {
        self.what_if = None;
        if page == Page::Result {
            self.trail.retain(|open| *open != Page::Result);
            self.trail.push(page);
        } else {
            self.trail = vec![page];
        }
    }

    /// Opens all answers on top of the question where somebody wants to see them.
    pub(super) fn review(&mut self) {
        let base = self.trail.first().copied();
        let base = base.filter(|page| *page == Page::Start || self.around(*page).is_some());
        self.typing = None;
        self.trail = base.into_iter().chain([Page::Review]).collect();
    }

    /// Opens what an answer rests on: the one on the page, or the one that was just given.
    pub(super) fn details(&mut self) {
        let question = match self.page() {
            Page::Question(question) if self.current_answer().is_none() => {
                Some(self.just_answered.unwrap_or(question))
            }
            Page::Question(question) => Some(question),
            Page::FollowUp(_) => self.just_answered,
            Page::Review => self.applying_from(0),
            _ => None,
        };
        self.trail.extend(question.map(Page::Details));
    }

    /// Goes on with the draft of this index, where it stopped.
    pub fn resume(&mut self, index: usize) {
        let Some(kept) = self.drafts.get(index) else { return };
        let draft = kept.draft.clone();
        self.effect = Some(Effect::Resumed(index));
        if self.was_overtaken(&draft.given) {
            return self.catch_up(&draft.given);
        }
        let named = |name: &String| Page::named(name, self.questionnaire());
        self.trail = draft.at.iter().filter_map(named).collect();
        if self.trail.is_empty() {
            self.trail.push(Page::Review);
        }
        self.is_saved &= self.given == draft.given;
        self.given = draft.given;
        self.set_aside = draft.set_aside;
        let typed = draft.typed.and_then(|typed| Some((Field::named(&typed.field)?, typed.text)));
        if let Some((field, text)) = typed.filter(|(field, _)| field.is_on(self.page())) {
            // What was only opened stays to the letter, as if it had never been put aside.
            let known = Line::replaceable(&self.known(field));
            let line = if known.text() == text { known } else { Line::of(&text) };
            self.typing = Some(Typing { field, line });
        }
        if self.typing.is_none() {
            self.ask_for_the_scope();
        }
    }

    pub(super) fn throw_away(&mut self, draft: usize) {
        self.effect = Some(Effect::Discard(draft));
        if draft < self.drafts.len() {
            self.drafts.remove(draft);
        }
        self.close();
        if self.drafts.is_empty() {
            self.close();
            self.ask_for_the_scope();
        }
    }
}
