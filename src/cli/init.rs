//! `init`: an answers file to fill in, with every question, option and unit in its comments; or the
//! sheet to mail ahead.

use super::args::{Global, InitArgs, OutputArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::{InitForm, form_of_ending};
use super::instrument;
use super::terminal;
use crate::document::{Format, template};
use crate::domain::{Date, Instrument};
use crate::report::prep::{Sheet, html, markdown};
use crate::report::words::shown;
use anyhow::{anyhow, bail};
use std::path::Path;

/// Runs the command.
pub(super) fn run(global: &Global, args: &InitArgs) -> Result<Outcome, Failure> {
    let OutputArgs { output, force } = &args.output;
    let named = args.file.as_deref();
    let form = form(args.format, named.or(output.as_deref()), named.is_some())?;
    let output = OutputArgs { output: args.file.clone().or_else(|| output.clone()), force: *force };
    let output = files::output(&output, args.instrument.files())?;
    let instrument = instrument::load(&args.instrument)?;
    let (written, text) = match form {
        InitForm::Yaml => (Written::Template, to_fill_in(instrument, terminal::today(&args.day))),
        InitForm::Prep => (Written::Prep, markdown::render(&sheet(instrument))),
        InitForm::PrepHtml => (Written::Prep, html::render(&sheet(instrument))),
    };
    closing::result(global, output.as_ref(), written, &text)?;
    Ok(Outcome::Success)
}

fn sheet(instrument: &Instrument) -> Sheet {
    Sheet::of(instrument.questionnaire(), instrument.rubric().enough.as_ref())
}

fn to_fill_in(instrument: &Instrument, today: Date) -> String {
    let text = template::answers(instrument, today);
    text.lines().map(|line| shown(line) + "\n").collect()
}

/// Returns what is written to a file that ends as this one does. What is `named` without a flag is
/// an answers file, and must be read as one later, unless it is a sheet.
fn form(asked: InitForm, output: Option<&Path>, named: bool) -> anyhow::Result<InitForm> {
    let Some(path) = output.filter(|path| !files::is_stdin(path)) else { return Ok(asked) };
    let format = files::format_of(path).ok();
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let form = ending.as_deref().and_then(form_of_ending);
    let [is_markdown, is_html] = ["markdown", "html"].map(|name| form == Some(name));
    match asked {
        InitForm::Yaml if is_markdown || is_html => {
            bail!(
                "init writes an answers file: name it .yaml; --format prep writes the sheet to mail ahead"
            )
        }
        InitForm::Yaml if format.map_or(named, |format| format != Format::Yaml) => {
            Err(anyhow!("init writes YAML, whose comments hold the questions: name the file .yaml"))
        }
        InitForm::Prep if is_html => Ok(InitForm::PrepHtml),
        InitForm::Prep | InitForm::PrepHtml if format.is_some() => {
            bail!("the sheet to mail ahead is no answers file: name it .md or .html")
        }
        InitForm::PrepHtml if is_markdown => {
            bail!("--format prep-html writes HTML: name the file .html, or write --format prep")
        }
        form => Ok(form),
    }
}
