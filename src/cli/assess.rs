//! `assess`: judge a file's answers, or ask and then judge.

use super::args::values::Most;
use super::args::{AssessArgs, Global};
use super::ask::{AskContext, Asked, ResumedDraft, Start, is_simple_terminal, on_terminal};
use super::closing::{self, Answers};
use super::exit::{Failure, Outcome};
use super::files::{self, AnswersFile, OutputFile};
use super::forms::{AssessForm, name, only_for};
use super::handover::Handover;
use super::instrument::{self, Judged};
use super::terminal;
use crate::document::answers::{Unfinished, read, read_unfinished};
use crate::document::sha256;
use crate::domain::{AnswerSheet, Instrument};
use crate::report::brand::Brand;
use crate::report::{Report, arithmetic, html, json, markdown, radar, spreadsheet, table};
use anyhow::{Context, anyhow, ensure};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

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
    let form = args.report.result.form()?;
    if asks {
        can_ask(args, form)?;
    }
    refuse_idle(args, form, asks)?;
    let handover = &args.report.handover;
    let handed = [&args.answers, &handover.compare_with, &handover.against, &handover.page.logo];
    let handed = handed.into_iter().flatten().map(PathBuf::as_path);
    let output =
        files::output(&args.report.result.output, args.report.instrument.files().chain(handed))?;
    let save = args.save.as_deref().map(|path| answers_file(args, path)).transpose()?;
    let (instrument, read) = match &args.answers {
        None => (instrument::load(&args.report.instrument)?, None),
        Some(path) => {
            let Judged { instrument, answers, bytes } = answers(args, path)?;
            let is_it = |named: &PathBuf| files::is_same(path, named);
            if let Some(save) = save.as_ref().filter(|_| args.save.as_ref().is_some_and(is_it)) {
                save.was_read(sha256(&bytes));
            }
            (instrument, Some(answers))
        }
    };
    let handover = Handover::read(form, &args.report.handover, instrument)?;
    let plain = args.report.face.plain || (asks && is_simple_terminal());
    let asked = match read {
        Some(read) if !asks || (draft.is_none() && is_complete(instrument, &read)) => {
            save.as_ref().map_or(Ok(()), |file| file.save(read.sheet.given(), instrument))?;
            let saved = save.as_ref().map(AnswersFile::name);
            Asked::not(read.sheet, saved.map_or(Answers::AsRead, Answers::Saved))
        }
        read => {
            let context =
                AskContext { global, asking: args.into(), instrument, save: save.as_ref(), plain };
            context.ask(read.map_or(Start::Afresh, Start::Read), draft)?
        }
    };
    if let Some(remark) = save.as_ref().and_then(AnswersFile::remark) {
        terminal::remark(global, &remark);
    }
    doubt_day(global, args, asked.sheet());
    let text = handover.with_report(instrument, asked.sheet(), |report| {
        rendered(form, args, report, &handover.brand, plain)
    })?;
    let printed = terminal::result(global, output.as_ref(), &text);
    let answers = asked.finish()?;
    let report = output.as_ref().filter(|_| printed.is_ok()).map(OutputFile::name);
    closing::say(global, &answers, report.as_deref());
    printed.map(|()| Outcome::Success)
}

/// Checks that there is somebody to ask, and that what follows can be read where they sit.
fn can_ask(args: &AssessArgs, form: AssessForm) -> Result<(), Failure> {
    if !on_terminal() {
        return Err(no_terminal(args).into());
    }
    let is_markup = matches!(form, AssessForm::Html | AssessForm::Svg);
    if is_markup && args.report.result.output.file().is_none() && io::stdout().is_terminal() {
        let name = name(&form);
        let why = format!(
            "{name} is nothing to read on a terminal: name a file for it, such as \
             `--output report.{name}`"
        );
        return Err(anyhow!(why).into());
    }
    Ok(())
}

/// Says so where the day that the answers describe is still to come.
fn doubt_day(global: &Global, args: &AssessArgs, sheet: &AnswerSheet) {
    let day = sheet.given().date;
    if terminal::is_to_come(day, &args.report.day) {
        let doubt = "a day that is still to come: is it mistyped?";
        terminal::remark(global, &format!("the answers describe {day}, {doubt}"));
    }
}

/// Refuses options that would change nothing.
fn refuse_idle(args: &AssessArgs, form: AssessForm, asks: bool) -> anyhow::Result<()> {
    let table = [AssessForm::Table];
    only_for("--arithmetic", args.report.arithmetic, form, &table)?;
    if asks {
        return Ok(());
    }
    // The other forms hold all of them.
    let fewer = args.report.most_actions() != Most::ALL.0;
    only_for("--actions", args.report.actions.is_some() && fewer, form, &table)?;
    only_for("--plain", args.report.face.plain, form, &table)?;
    ensure!(!args.report.face.large, "--large is for asking: add --ask, or leave it out");
    Ok(())
}

/// Reads the answers in a file; where open questions are asked, scope and day may be open too.
/// Returns what the file holds as well.
fn answers(args: &AssessArgs, path: &Path) -> Result<Judged<Unfinished>, Failure> {
    let format = files::input_format(path, args.input.input_format)?;
    instrument::answers_by(&args.report.instrument, path, format, |tree, instrument| {
        if args.ask {
            return read_unfinished(tree, instrument, terminal::today(&args.report.day));
        }
        let sheet = read(tree, instrument)?;
        Ok(Unfinished { sheet, dated: true })
    })
}

/// Returns whether there is nothing to ask.
fn is_complete(instrument: &Instrument, read: &Unfinished) -> bool {
    let asked = instrument.questionnaire().for_everybody();
    let mut asked = asked.filter(|question| read.sheet.applies(&question.id));
    read.is_headed() && !asked.any(|question| read.sheet.leaves_open(&question.id))
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
    let (width, actions) = (terminal::width(), args.report.most_actions());
    let layout = table::Layout { width, actions, plain };
    let text = table::render(report, layout);
    if args.report.arithmetic { text + &arithmetic::render(report, width) } else { text }
}

fn picture(report: &Report<'_>, brand: &Brand) -> anyhow::Result<String> {
    let accent = brand.accent.as_ref().map_or(radar::CLAIMED, |accent| &accent.on_white);
    radar::picture(report, accent).with_context(|| {
        let (fewest, there) = (radar::FEWEST, report.rubric().dimensions.len());
        if there > radar::MOST {
            let most = radar::MOST;
            return format!("a radar shows {most} dimensions at most, and this rubric has {there}");
        }
        format!("a radar takes {fewest} dimensions or more, and this rubric has {there}")
    })
}

/// Checks the file to save to; the file that was just read may be replaced without being asked.
fn answers_file(args: &AssessArgs, path: &Path) -> Result<AnswersFile, Failure> {
    let is_it = |other: &Path| files::is_same(other, path);
    if args.report.result.output.file().is_some_and(is_it) {
        return Err(anyhow!("--save and --output name the same file").into());
    }
    let replace = args.report.result.output.force || args.answers.as_deref().is_some_and(is_it);
    Ok(AnswersFile::open(path, files::format_of(path)?, replace)?)
}

fn no_terminal(args: &AssessArgs) -> anyhow::Error {
    if args.ask {
        return anyhow!("--ask needs a terminal; leave it out to judge the file as it is");
    }
    anyhow!(
        "no answers, and no terminal to ask on (standard input and standard error must be one): \
         name an answers file (`oms-maturity assess answers.yaml`), read standard input \
         (`oms-maturity assess -`), or write a file to fill in (`oms-maturity init answers.yaml`)"
    )
}
