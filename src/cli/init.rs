//! `init`: an answers file to fill in, with every question, option and unit in its comments; the
//! same as a form for people without a terminal, or as a workbook for many operations; or the sheet to mail ahead.

use super::args::{Global, InitArgs, OutputArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::{InitForm, form_of_ending};
use super::instrument;
use super::terminal;
use crate::document::template::{self, Head};
use crate::document::{Format, write};
use crate::domain::{Date, Instrument};
use crate::report::blank::{self, Blank};
use crate::report::prep::{self, Sheet};
use crate::report::words::{harmful, shown};
use anyhow::{anyhow, bail};
use std::path::Path;

/// Runs the command.
pub(super) fn run(global: &Global, args: &InitArgs) -> Result<Outcome, Failure> {
    let OutputArgs { output, force } = &args.output;
    let named = args.file.as_deref();
    let form = form(args.format, named.or(output.as_deref()), named.is_some())?;
    let for_a_person = !matches!(form, InitForm::Prep | InitForm::PrepHtml);
    if !for_a_person && (args.respondent.is_some() || args.scope.is_some()) {
        return Err(anyhow!(
            "the sheet to mail ahead is the same for everybody: leave --respondent and --scope out"
        )
        .into());
    }
    let output = OutputArgs { output: args.file.clone().or_else(|| output.clone()), force: *force };
    let output = files::output(&output, args.instrument.files())?;
    let instrument = instrument::load(&args.instrument)?;
    let today = || terminal::today(&args.day);
    let (written, text) = match form {
        InitForm::Yaml => (Written::Template, to_fill_in(instrument, today(), args)),
        InitForm::Xlsx => {
            closing::refuse_terminal(output.as_ref())?;
            let head = head_of(today(), args);
            let bytes = blank::workbook::render(instrument, &head, today());
            let bytes = bytes.map_err(|why| anyhow!("cannot write the workbook: {why}"))?;
            let content = files::Content::Bytes(&bytes);
            closing::binary(global, output.as_ref(), Written::Workbook, content)?;
            return Ok(Outcome::Success);
        }
        InitForm::Html => {
            (Written::Blank, blank::html::render(&form_of(instrument, today(), args)))
        }
        InitForm::Markdown => {
            (Written::Blank, blank::markdown::render(&form_of(instrument, today(), args)))
        }
        InitForm::Prep => (Written::Prep, prep::markdown::render(&sheet(instrument))),
        InitForm::PrepHtml => (Written::Prep, prep::html::render(&sheet(instrument))),
    };
    closing::result(global, output.as_ref(), written, &text)?;
    Ok(Outcome::Success)
}

fn sheet(instrument: &Instrument) -> Sheet {
    Sheet::of(instrument.questionnaire(), instrument.rubric().enough.as_ref())
}

fn form_of<'i>(instrument: &'i Instrument, today: Date, args: &InitArgs) -> Blank<'i> {
    Blank::of(instrument.questionnaire(), head_of(today, args))
}

fn head_of(today: Date, args: &InitArgs) -> blank::Head {
    let (scope, respondent) = (args.scope.clone(), args.respondent.clone());
    blank::Head { scope, date: Some(today), respondent }
}

fn to_fill_in(instrument: &Instrument, today: Date, args: &InitArgs) -> String {
    let spelled = |name: &Option<String>| name.as_deref().map(spelled);
    let head = Head { scope: spelled(&args.scope), respondent: spelled(&args.respondent) };
    let text = template::answers(instrument, today, &head);
    text.lines().map(|line| shown(line) + "\n").collect()
}

/// Returns a name as YAML spells it, so that it is shown as it stands, and read as what it is.
fn spelled(name: &str) -> String {
    let spelled = write::yaml_text(name, harmful);
    if shown(&spelled) == spelled {
        return spelled;
    }
    write::yaml_text(name, |letter| !letter.is_ascii())
}

/// Returns what is written to a file that ends as this one does. What is `named` without a flag is
/// an answers file, and must be read as one later, unless it is a sheet.
fn form(asked: InitForm, output: Option<&Path>, named: bool) -> anyhow::Result<InitForm> {
    let Some(path) = output.filter(|path| !files::is_stdin(path)) else { return Ok(asked) };
    let format = files::format_of(path).ok();
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let form = ending.as_deref().and_then(form_of_ending);
    let [is_markdown, is_html, is_xlsx] =
        ["markdown", "html", "xlsx"].map(|name| form == Some(name));
    match asked {
        InitForm::Xlsx if !is_xlsx => bail!("--format xlsx writes a workbook: name the file .xlsx"),
        InitForm::Xlsx => Ok(asked),
        InitForm::Yaml if is_xlsx => bail!(
            "init writes an answers file: name it .yaml; --format xlsx writes the workbook to fill in"
        ),
        _ if is_xlsx => bail!("--format xlsx writes a workbook; name this file by its own ending"),
        InitForm::Yaml if is_markdown || is_html => bail!(
            "init writes an answers file: name it .yaml; --format html or markdown writes a \
             questionnaire to fill in, --format prep writes the sheet to mail ahead"
        ),
        InitForm::Yaml if format.map_or(named, |format| format != Format::Yaml) => {
            Err(anyhow!("init writes YAML, whose comments hold the questions: name the file .yaml"))
        }
        InitForm::Prep if is_html => Ok(InitForm::PrepHtml),
        InitForm::Prep | InitForm::PrepHtml if format.is_some() => {
            bail!("the sheet to mail ahead is no answers file: name it .md or .html")
        }
        InitForm::Html | InitForm::Markdown if format.is_some() => {
            bail!("a questionnaire to fill in is no answers file yet: name it .html or .md")
        }
        InitForm::Html if is_markdown => {
            bail!("--format html writes HTML: name the file .html, or write --format markdown")
        }
        InitForm::Markdown if is_html => {
            bail!("--format markdown writes Markdown: name the file .md, or write --format html")
        }
        InitForm::PrepHtml if is_markdown => {
            bail!("--format prep-html writes HTML: name the file .html, or write --format prep")
        }
        form => Ok(form),
    }
}
