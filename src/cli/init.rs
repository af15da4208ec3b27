//! `init`: an answers file to fill in, with every question, option and unit in its comments.

use super::args::{Global, InitArgs, OutputArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::instrument;
use super::terminal;
use crate::document::{Format, template};
use crate::report::words::shown;
use anyhow::anyhow;
use std::path::PathBuf;

/// Runs the command.
pub(super) fn run(global: &Global, args: &InitArgs) -> Result<Outcome, Failure> {
    let OutputArgs { output, force } = &args.output;
    let output = args.file.as_ref().or(output.as_ref());
    let ending = |path: &PathBuf| files::format_of(path).ok();
    let is_other = |path: &PathBuf| ending(path).is_some_and(|format| format != Format::Yaml);
    // What is named without a flag is an answers file, and must be read as one later.
    let is_none = |path: &PathBuf| ending(path).is_none() && !files::is_stdin(path);
    if output.is_some_and(is_other) || args.file.as_ref().is_some_and(is_none) {
        let why = "init writes YAML, whose comments hold the questions: name the file .yaml";
        return Err(anyhow!(why).into());
    }
    let output = OutputArgs { output: output.cloned(), force: *force };
    let output = files::output(&output, args.instrument.files())?;
    let instrument = instrument::load(&args.instrument)?;
    let text = template::answers(instrument, terminal::today(&args.day));
    let text = text.lines().map(|line| shown(line) + "\n").collect::<String>();
    closing::result(global, output.as_ref(), Written::Template, &text)?;
    Ok(Outcome::Success)
}
