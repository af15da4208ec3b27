//! Moving between the pages: on, back, to any of them, and to where a draft stopped.

use super::line::Line;
use super::page::{Field, Page};
use super::{Interview, Typing, Wish};

impl Interview<'_> {
    /// Goes to the row of this number.
    pub(super) fn jump(&mut self, number: &str) -> Result<(), String> {
        let place = self.rows().iter().position(|row| row.mark == number);
        let place = place.ok_or_else(|| format!("There is no number {number} here."))?;
        self.choose(place);
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
        if self.typing.take().is_some() {
            return;
        }
        if self.page() == Page::Drafts {
            self.tell("Choose a draft to go on with, or start afresh.".to_owned());
        } else if self.trail.len() > 1 {
            self.trail.pop();
        } else if let Some(page) = self.before() {
            self.what_if = None;
            self.trail = vec![page];
        } else {
            self.tell("This is the beginning.".to_owned());
        }
    }

    /// Returns the page that comes before this one.
    pub(super) fn before(&self) -> Option<Page> {
        let earlier = |place: usize| self.asked.iter().rev().find(|asked| **asked < place);
        match self.page() {
            Page::Start | Page::Drafts => None,
            Page::Question(place) => earlier(place).map(|place| Page::Question(*place)),
            Page::Review => self.asked.last().map(|place| Page::Question(*place)),
            _ => Some(Page::Review),
        }
        .or_else(|| (self.page() != Page::Start).then_some(Page::Start))
    }

    pub(super) fn on_from_here(&mut self) {
        self.typing = None;
        let later = |place: usize| self.asked.iter().find(|asked| **asked > place);
        let next = match self.page() {
            Page::Details(place) => {
                let next = place + 1;
                let more = next < self.setting.questionnaire.0.questions.len();
                if more && self.trail.first() == Some(&Page::Review) {
                    self.trail.pop();
                    self.trail.push(Page::Details(next));
                    return;
                }
                return self.close();
            }
            _ if self.trail.len() > 1 && self.page() != Page::Drafts => return self.close(),
            Page::Start => self.asked.first(),
            Page::Question(place) => later(place),
            Page::FollowUp(_) | Page::Symptoms => None,
            _ => return,
        };
        self.trail = vec![next.map_or(Page::Review, |place| Page::Question(*place))];
    }

    /// Opens what the answer rests on, for the question on the page.
    pub(super) fn details(&mut self) {
        match self.page() {
            Page::Question(place) => {
                self.typing = None;
                self.trail.push(Page::Details(place));
            }
            Page::Review => self.trail.push(Page::Details(0)),
            _ => {}
        }
    }

    /// Takes the page's answer back.
    pub(super) fn clear(&mut self) {
        let page = self.page();
        let Some(question) = self.question() else { return };
        if matches!(page, Page::Instead(_)) {
            return;
        }
        let change = self.change(|given| drop(given.answers.remove(&question.id)));
        self.message = match change {
            Ok(()) => format!("{} is open again.", question.title),
            Err(why) => why,
        };
        if matches!(page, Page::FollowUp(_)) {
            self.close();
        }
    }

    /// Goes on with the draft at `place`, where it stopped.
    pub(super) fn resume(&mut self, place: usize) {
        let Some(offer) = self.offers.get(place) else { return };
        let asked = self.setting.questionnaire.0;
        let draft = offer.draft.clone();
        let known = draft.at.iter().filter_map(|name| Page::named(name, asked));
        self.trail = known.collect();
        if self.trail.is_empty() {
            self.trail.push(Page::Review);
        }
        self.given = draft.given;
        self.wish = Some(Wish::Resumed(place));
        let typed = draft.typed.and_then(|typed| Some((Field::named(&typed.field)?, typed.text)));
        if let Some((field, text)) = typed.filter(|(field, _)| field.is_on(self.page())) {
            self.typing = Some(Typing { field, line: Line::of(&text) });
        }
    }

    pub(super) fn throw_away(&mut self, place: usize) {
        if self.doomed.take() == Some(place) {
            self.wish = Some(Wish::Discard(place));
            if place < self.offers.len() {
                self.offers.remove(place);
            }
            if self.offers.is_empty() {
                self.trail.pop();
            }
        } else {
            self.doomed = Some(place);
            self.tell("Choose it once more, and that draft is gone for good.".to_owned());
        }
    }
}
