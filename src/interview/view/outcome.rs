//! The pages after the answers: the result, and what would move if an answer were another.

use super::{PageCommand, Row, RowAction, View, lettered, row};
use crate::interview::page::{Field, Page};
use crate::interview::state::Interview;
use crate::report::{moves, table};

impl Interview<'_> {
    pub(super) fn result_page(&self, width: u16) -> View {
        let (actions, plain) = (self.settings.actions, self.settings.plain);
        let layout = table::Layout { width, actions, plain };
        let form = if plain { table::summary } else { table::styled };
        let mut shown = self.given.clone();
        if self.names_nobody() {
            shown.respondent = None;
        }
        let text = self.reported(&shown, |report| form(report, layout));
        let level = self.reported(&self.given, |report| report.level().map(|row| row.level));
        View {
            step: "Result".to_owned(),
            title: self.given.scope.clone(),
            lines: text.unwrap_or_default().lines,
            level: level.flatten(),
            commands: vec![PageCommand::Review],
            ..View::default()
        }
    }

    pub(super) fn result_rows(&self) -> Vec<Row> {
        let finish = row("Finish: print the report", RowAction::Finish).marked("f");
        let mut rows = vec![row("What if: try another answer", RowAction::Open(Page::WhatIf))];
        if !self.settings.saves {
            rows.push(row("Save: the answers, to a file", RowAction::Write(Field::File)));
        }
        [vec![finish], lettered(rows)].concat()
    }

    pub(super) fn what_if_page(&self) -> View {
        let before = self.reported(&self.given, |before| {
            let tried = self.what_if.as_ref()?;
            self.reported(tried, |after| moves::between(before, after))
        });
        let moved = match before.flatten() {
            None => vec!["Choose an answer to change. The real answers stay as they are.".into()],
            Some(moved) => moved,
        };
        View {
            step: "What if".to_owned(),
            title: self.given.scope.clone(),
            prompt: moved,
            ..View::default()
        }
    }

    pub(super) fn what_if_rows(&self) -> Vec<Row> {
        let (real, tried) = (self.sheet(&self.given), self.sheet(self.answers()));
        let questions = self.questionnaire().questions.iter().enumerate();
        let apply = questions.filter(|(index, _)| self.applies(Page::Instead(*index)));
        let questions = apply.zip(1..).map(|((index, question), number): (_, usize)| {
            let (said, now) =
                (self.on_sheet(real.as_ref(), question), self.on_sheet(tried.as_ref(), question));
            let value = if said == now { said } else { format!("{now} (was: {said})") };
            row(question.title.as_str(), RowAction::Open(Page::Instead(index)))
                .marked(number.to_string())
                .reading(value)
        });
        let back = row("Back to the result", RowAction::On);
        let real = row("Take it all back", RowAction::AsAnswered).marked("a");
        let real = self.what_if.is_some().then_some(real);
        std::iter::once(back).chain(questions).chain(real).collect()
    }
}
