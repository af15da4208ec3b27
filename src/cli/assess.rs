//! `assess`: judge a file's answers, or ask and then judge.

use super::args::{AssessArgs, Form, Global};
use super::ask::{AskContext, Asked, ResumedDraft, is_simple_terminal, on_terminal};
use super::closing::{self, Answers};
use super::exit::{Failure, Outcome};
use super::files::{self, AnswersFile, OutputFile};
use super::forms::{self, CommandForm};
use super::handover::Handover;
use super::instrument;
use super::terminal;
use crate::document::answers::Unfinished;
use crate::domain::Instrument;
use crate::report::brand::Brand;
use crate::report::{Report, arithmetic, html, json, markdown, radar, spreadsheet, table};
use anyhow::{Context, anyhow};
use clap::ValueEnum;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The forms of its result.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum AssessForm {
    Table,
    Json,
    Html,
    Markdown,
    Csv,
    Svg,
}

impl CommandForm for AssessForm {
    fn of(form: Form) -> Option<Self> {
        match form {
            Form::Table => Some(Self::Table),
            Form::Json => Some(Self::Json),
            Form::Html => Some(Self::Html),
            Form::Markdown => Some(Self::Markdown),
            Form::Csv => Some(Self::Csv),
            Form::Svg => Some(Self::Svg),
            Form::Junit | Form::Sarif | Form::Github | Form::Azure | Form::Gitlab | Form::Tap => {
                None
            }
        }
    }
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &AssessArgs) -> Result<Outcome, Failure> {
    run_from(global, args, None)
}

/// Goes on with a draft, and then judges.
pub(super) fn resume(
    global: &Global,
    args: &AssessArgs,
    draft: ResumedDraft,
) -> Result<Outcome, Failure> {
    run_from(global, args, Some(draft))
}

fn run_from(
    global: &Global,
    args: &AssessArgs,
    draft: Option<ResumedDraft>,
) -> Result<Outcome, Failure> {
    let asks = args.ask || args.answers.is_none();
    let form = forms::of("assess", global.format)?;
    if asks {
        can_ask(global, args, form)?;
    }
    let handed = [&args.answers, &args.handover.compare_with, &args.handover.logo];
    let output = files::output(global, handed.into_iter().flatten().map(PathBuf::as_path))?;
    let save = args.save.as_deref().map(|path| answers_file(global, args, path)).transpose()?;
    let instrument = instrument::load(global)?;
    let handover = Handover::read(global, &args.handover, instrument)?;
    let read = match &args.answers {
        None => None,
        Some(path) => Some(answers(global, args, instrument, path)?),
    };
    let plain = args.face.plain || (asks && is_simple_terminal());
    let asked = match read {
        Some(read) if !asks || (draft.is_none() && is_complete(instrument, &read)) => {
            save.as_ref().map_or(Ok(()), |file| file.save(read.sheet.given()))?;
            let saved = save.as_ref().map(AnswersFile::name);
            Asked::not(read.sheet, saved.map_or(Answers::AsRead, Answers::Saved))
        }
        read => {
            let context = AskContext { global, args, instrument, save: save.as_ref(), plain };
            context.ask(read, draft)?
        }
    };
    let text = handover.with_report(instrument, asked.sheet(), |report| {
        rendered(form, args, report, &handover.brand, plain)
    })?;
    let printed = terminal::result(global, output.as_ref(), &text);
    let answers = asked.finish()?;
    let report = output.as_ref().filter(|_| printed.is_ok()).map(OutputFile::name);
    let said = closing::say(global, &answers, report.as_deref());
    printed.and(said).map(|()| Outcome::Success)
}

/// Checks that there is somebody to ask, and that what follows can be read where they sit.
fn can_ask(global: &Global, args: &AssessArgs, form: AssessForm) -> Result<(), Failure> {
    if !on_terminal() {
        return Err(no_terminal(args).into());
    }
    let is_markup = matches!(form, AssessForm::Html | AssessForm::Svg);
    if is_markup && global.output.is_none() && io::stdout().is_terminal() {
        let name = global.format.name();
        let why = format!(
            "{name} is nothing to read on a terminal: name a file for it, such as \
             `--output report.{name}`"
        );
        return Err(anyhow!(why).into());
    }
    Ok(())
}

/// Reads the answers in a file; where open questions are asked, scope and day may be open too.
fn answers(
    global: &Global,
    args: &AssessArgs,
    instrument: &Instrument,
    path: &Path,
) -> Result<Unfinished, Failure> {
    let format = files::input_format(path, args.input_format)?;
    if args.ask {
        return instrument::unfinished(instrument, path, format, terminal::today(global));
    }
    let sheet = instrument::answers(instrument, path, format)?;
    Ok(Unfinished { sheet, dated: true })
}

/// Returns whether there is nothing to ask.
fn is_complete(instrument: &Instrument, read: &Unfinished) -> bool {
    let (questions, sheet) = (&instrument.questionnaire().questions, &read.sheet);
    read.is_headed() && !questions.iter().any(|question| sheet.given().leaves_open(&question.id))
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
    let (width, actions) = (terminal::width(), args.actions.0);
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
fn answers_file(global: &Global, args: &AssessArgs, path: &Path) -> Result<AnswersFile, Failure> {
    let is_it = |other: &PathBuf| files::is_same(other, path);
    if global.output.as_ref().is_some_and(is_it) {
        return Err(anyhow!("--save and --output name the same file").into());
    }
    let replace = global.force || args.answers.as_ref().is_some_and(is_it);
    Ok(AnswersFile::open(path, replace)?)
}

fn no_terminal(args: &AssessArgs) -> anyhow::Error {
    if args.ask {
        return anyhow!("--ask needs a terminal; leave it out to judge the file as it is");
    }
    anyhow!(
        "no answers, and no terminal to ask on: name an answers file (`oms-maturity assess \
         answers.yaml`), read standard input (`oms-maturity assess -`), or write a file to fill in \
         (`oms-maturity init --output answers.yaml`)"
    )
}
