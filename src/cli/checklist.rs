//! `checklist`: the scenarios to tick or, with answers, what becomes of each.

use super::args::{ChecklistArgs, Form, Global};
use super::exit::{Failure, Outcome};
use super::files;
use super::stage::{Stage, scenarios};
use super::{forms, terminal};
use crate::report::checklist::{Checklist, json, spreadsheet, table};
use crate::report::{html, markdown};
use anyhow::{Context, anyhow};

/// The forms of its result.
const FORMS: &[Form] = &[Form::Table, Form::Json, Form::Html, Form::Markdown, Form::Csv];

/// Runs the command.
pub(super) fn run(global: &Global, args: &ChecklistArgs) -> Result<Outcome, Failure> {
    forms::known("checklist", global.format, FORMS)?;
    let output = files::output(global, args.answers.as_deref())?;
    let stage = Stage::set(global)?;
    let rubric = &stage.rubric.value;
    let likely = scenarios(rubric, "--likely", &args.likely).map_err(|why| anyhow!(why))?;
    let text = match &args.answers {
        None => {
            let checklist = Checklist::to_tick(rubric, &stage.rubric.sha256, &likely);
            rendered(global, &checklist)?
        }
        Some(path) => {
            let format = files::input_format(path, args.input_format)?;
            let sheet = stage.answers(path, format)?;
            let report = stage.report(&sheet);
            let ticked = &sheet.given().scenarios;
            let likely = if likely.is_empty() {
                scenarios(rubric, "scenarios", ticked).map_err(|why| anyhow!(why))?
            } else {
                likely
            };
            rendered(global, &Checklist::judged(&report, &likely))?
        }
    };
    terminal::result(global, output.as_ref(), &text)?;
    Ok(Outcome::Success)
}

fn rendered(global: &Global, checklist: &Checklist<'_, '_>) -> anyhow::Result<String> {
    match global.format {
        Form::Json => json::render(checklist).context("cannot write the checklist"),
        Form::Html => Ok(html::checklist(checklist)),
        Form::Markdown => Ok(markdown::checklist(checklist)),
        Form::Csv => spreadsheet::render(checklist).map_err(|why| anyhow!(why)),
        _ => Ok(table::render(checklist, terminal::width())),
    }
}
