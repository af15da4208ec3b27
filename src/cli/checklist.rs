//! `checklist`: the scenarios to tick or, with answers, what becomes of each.

use super::args::{ChecklistArgs, Global};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::ChecklistForm;
use super::handover;
use super::instrument::{self, Judged, scenarios};
use super::terminal;
use crate::report::Report;
use crate::report::brand::Brand;
use crate::report::checklist::{Checklist, json, spreadsheet, table};
use crate::report::{html, markdown};
use anyhow::{Context, anyhow};
use std::path::PathBuf;

/// Runs the command.
pub(super) fn run(global: &Global, args: &ChecklistArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    if args.answers.is_none() && args.page.anonymous {
        return Err(anyhow!("--anonymous is for answers: name their file, or leave it out").into());
    }
    let named = [&args.answers, &args.page.logo].into_iter().flatten().map(PathBuf::as_path);
    let output = files::output(&args.result.output, args.instrument.files().chain(named))?;
    let likely = |rubric| scenarios(rubric, "--likely", &args.likely).map_err(|why| anyhow!(why));
    let brand = |instrument| {
        let house = handover::house_of(form, instrument)?;
        handover::brand(form, &args.page, &house)
    };
    let text = match &args.answers {
        None => {
            let instrument = instrument::load(&args.instrument)?;
            let checklist = Checklist::to_tick(instrument, &likely(instrument.rubric())?);
            rendered(form, &checklist, &brand(instrument)?)?
        }
        Some(path) => {
            let format = files::input_format(path, args.input.input_format)?;
            let Judged { instrument, answers: sheet, .. } =
                instrument::answers(&args.instrument, path, format)?;
            let sheet = if args.page.anonymous { sheet.anonymous() } else { sheet };
            let rubric = instrument.rubric();
            let likely = likely(rubric)?;
            let report = Report::new(instrument, &sheet);
            let ticked = &sheet.given().scenarios;
            let likely = if likely.is_empty() {
                scenarios(rubric, "scenarios", ticked).map_err(|why| anyhow!(why))?
            } else {
                likely
            };
            rendered(form, &Checklist::judged(&report, &likely), &brand(instrument)?)?
        }
    };
    closing::result(global, output.as_ref(), Written::Checklist, &text)?;
    Ok(Outcome::Success)
}

fn rendered(
    form: ChecklistForm,
    checklist: &Checklist<'_, '_>,
    brand: &Brand,
) -> anyhow::Result<String> {
    match form {
        ChecklistForm::Table => Ok(table::render(checklist, terminal::width())),
        ChecklistForm::Json => json::render(checklist).context("cannot write the checklist"),
        ChecklistForm::Html => Ok(html::checklist(checklist, brand)),
        ChecklistForm::Markdown => Ok(markdown::checklist(checklist, brand)),
        ChecklistForm::Csv => spreadsheet::render(checklist).map_err(|why| anyhow!(why)),
    }
}
