//! Doing what a person chose or commanded, and ending the interview. Says what is to be saved;
//! saves nothing.

use super::page::Page;
use super::state::{Effect, Interview, State, UNSAVED};
use super::view::{PageCommand, RowAction};

impl Interview<'_> {
    /// Does what stands behind a row of the page.
    pub fn choose(&mut self, row: usize) {
        self.clear_message();
        let Some(row) = self.rows().into_iter().nth(row) else { return };
        match row.action {
            RowAction::Say(said) => self.answer(said),
            RowAction::Write(field) => self.open(field, ""),
            RowAction::Grade(grade) => self.grade(grade, &row.text),
            RowAction::Tick(id) => self.tick(&id, &row.text),
            RowAction::Open(page) if !self.applies(page) => self.says_why_not(page),
            RowAction::Open(page) => self.trail.push(page),
            RowAction::Show(page) => self.show(page),
            RowAction::StillHolds(holds) => self.settle_grounds(holds),
            RowAction::Untag(id) => self.untag(&id),
            RowAction::On => self.on_from_here(),
            RowAction::Clear => self.clear(),
            RowAction::Resume(draft) => self.resume(draft),
            RowAction::ThrowAway(draft) => self.throw_away(draft),
            RowAction::Afresh => {
                self.effect = Some(Effect::Afresh);
                self.trail.pop();
                self.ask_for_the_scope();
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
            PageCommand::Review if matches!(self.page(), Page::StillHolds(_)) => self.back(),
            PageCommand::Review if self.is_nameless() => self.on_from_here(),
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
            self.show_message(UNSAVED.to_owned());
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
        (self.is_saved, self.is_warned, self.settings.saves) = (false, false, false);
        self.show_message(format!("{why}. b saves the answers elsewhere."));
    }
}
