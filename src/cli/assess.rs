//! `assess`: judge a file's answers, or ask and then judge.

use super::args::{AssessArgs, Global, Most};
use super::ask::{AskContext, Asked, is_simple_terminal, on_terminal};
use super::exit::{Failure, Outcome};
use super::files::{self, AnswersFile};
use super::forms::{AssessForm, only_for};
use super::handover::Handover;
use super::instrument;
use super::terminal;
use crate::domain::AnswerSheet;
use crate::domain::Instrument;
use crate::report::brand::Brand;
use crate::report::{Report, arithmetic, html, json, markdown, radar, spreadsheet, table};
use anyhow::{Context, anyhow, ensure};
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn run(global: &Global, args: &AssessArgs) -> Result<Outcome, Failure> {
    let asks = args.ask || args.answers.is_none();
    let form = args.result.form()?;
    if asks && !on_terminal() {
        return Err(no_terminal(args).into());
    }
    refuse_idle(args, form, asks)?;
    let handed = [&args.answers, &args.handover.compare_with, &args.handover.logo];
    let handed = handed.into_iter().flatten().map(PathBuf::as_path);
    let output = files::output(&args.result.output, args.instrument.files().chain(handed))?;
    let save = args.save.as_deref().map(|path| answers_file(args, path)).transpose()?;
    let instrument = instrument::load(&args.instrument)?;
    let handover = Handover::read(form, &args.handover, instrument)?;
    let read = match &args.answers {
        None => None,
        Some(path) => Some(instrument::answers(
            instrument,
            path,
            files::input_format(path, args.input.input_format)?,
        )?),
    };
    let plain = args.face.plain || (asks && is_simple_terminal());
    let asked = match read {
        Some(sheet) if !asks || is_complete(instrument, &sheet) => {
            save.as_ref().map_or(Ok(()), |file| file.save(sheet.given()))?;
            Asked::not(sheet)
        }
        read => AskContext { global, args, instrument, save: save.as_ref(), plain }.ask(read)?,
    };
    doubt_day(global, args, asked.sheet())?;
    let text = handover.with_report(instrument, asked.sheet(), |report| {
        rendered(form, args, report, &handover.brand, plain)
    })?;
    let printed = terminal::result(global, output.as_ref(), &text);
    // Answers that reached neither a file nor a reader wait in the draft.
    if asked.saved || matches!(printed, Ok(()) | Err(Failure::ClosedPipe)) {
        asked.finish()?;
    }
    printed.map(|()| Outcome::Success)
}

/// Says so where the day that the answers describe is still to come.
fn doubt_day(global: &Global, args: &AssessArgs, sheet: &AnswerSheet) -> Result<(), Failure> {
    let day = sheet.given().date;
    if global.quiet || !terminal::is_to_come(day, &args.day) {
        return Ok(());
    }
    let doubt =
        format!("the answers describe {day}, a day that is still to come: is it mistyped?\n");
    match terminal::stderr(global, &doubt) {
        // Nobody reads remarks; the result goes elsewhere.
        Err(Failure::ClosedPipe) => Ok(()),
        said => said,
    }
}

/// Refuses options that would change nothing.
fn refuse_idle(args: &AssessArgs, form: AssessForm, asks: bool) -> anyhow::Result<()> {
    let table = [AssessForm::Table];
    only_for("--arithmetic", args.arithmetic, form, &table)?;
    if asks {
        return Ok(());
    }
    // The other forms hold all of them.
    let fewer = args.most_actions() != Most::ALL.0;
    only_for("--actions", args.actions.is_some() && fewer, form, &table)?;
    only_for("--plain", args.face.plain, form, &table)?;
    ensure!(!args.face.large, "--large is for asking: add --ask, or leave it out");
    Ok(())
}

/// Returns whether there is nothing to ask.
fn is_complete(instrument: &Instrument, sheet: &AnswerSheet) -> bool {
    let questions = &instrument.questionnaire().questions;
    !questions.iter().any(|question| sheet.given().leaves_open(&question.id))
}

fn rendered(
    form: AssessForm,
    args: &AssessArgs,
    report: &Report<'_>,
    brand: &Brand,
    plain: bool,
) -> anyhow::Result<String> {
    match form {
        AssessForm::Table => Ok(on_screen(args, report, plain)),
        AssessForm::Json => json::render(report).context("cannot write the report"),
        AssessForm::Html => Ok(html::render(report, brand)),
        AssessForm::Markdown => Ok(markdown::render(report, brand)),
        AssessForm::Csv => {
            spreadsheet::render(report).map_err(|why| anyhow!("cannot write the report: {why}"))
        }
        AssessForm::Svg => picture(report, brand),
    }
}

fn on_screen(args: &AssessArgs, report: &Report<'_>, plain: bool) -> String {
    let (width, actions) = (terminal::width(), args.most_actions());
    let layout = table::Layout { width, actions, plain };
    let text = table::render(report, layout);
    if args.arithmetic { text + &arithmetic::render(report) } else { text }
}

fn picture(report: &Report<'_>, brand: &Brand) -> anyhow::Result<String> {
    let accent = brand.accent.as_ref().map_or(radar::CLAIMED, |accent| &accent.on_white);
    radar::picture(report, accent).with_context(|| {
        let (fewest, there) = (radar::FEWEST, report.rubric().dimensions.len());
        format!("a radar takes {fewest} dimensions or more, and this rubric has {there}")
    })
}

/// Checks the file to save to; the file that was just read may be replaced without being asked.
fn answers_file(args: &AssessArgs, path: &Path) -> Result<AnswersFile, Failure> {
    let is_it = |other: &PathBuf| files::is_same(other, path);
    if args.result.output.output.as_ref().is_some_and(is_it) {
        return Err(anyhow!("--save and --output name the same file").into());
    }
    let replace = args.result.output.force || args.answers.as_ref().is_some_and(is_it);
    Ok(AnswersFile::open(path, replace)?)
}

fn no_terminal(args: &AssessArgs) -> anyhow::Error {
    if args.ask {
        return anyhow!("--ask needs a terminal; leave it out to judge the file as it is");
    }
    anyhow!(
        "no answers, and no terminal to ask on (standard input and standard error must be one): \
         name an answers file (`oms-maturity assess \
         answers.yaml`), read standard input (`oms-maturity assess -`), or write a file to fill in \
         (`oms-maturity init --output answers.yaml`)"
    )
}
