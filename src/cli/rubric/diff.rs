//! `rubric diff`: what changed in meaning from one instrument to another, and whether old answers
//! can still be used.

use super::sides;
use crate::cli::args::{DiffArgs, Global};
use crate::cli::closing::{self, Written};
use crate::cli::exit::{Failure, Outcome};
use crate::cli::files;
use crate::cli::forms::RubricForm;
use crate::cli::terminal;
use crate::report::rubric_diff::{self, Comparison};
use anyhow::{Context, anyhow};

/// Runs the command.
pub(crate) fn run(global: &Global, args: &DiffArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let output = files::output(&args.result.output, [args.old.as_path(), &args.new])?;
    if files::is_stdin(&args.old) && files::is_stdin(&args.new) {
        return Err(
            anyhow!("standard input is one file: name another one to compare it with").into()
        );
    }
    let (old, new) = (sides::read(&args.old)?, sides::read(&args.new)?);
    for side in [&old, &new].into_iter().filter(|side| side.said.questionnaire.is_none()) {
        let why = "a rubric by itself is compared as it is written, not checked against questions";
        terminal::remark(global, &format!("{}: {why}", side.name));
    }
    let Some(comparison) = Comparison::of(old, new) else {
        let why = "one is a questionnaire and the other a rubric: name two of a kind";
        return Err(anyhow!("there is nothing to compare; {why}").into());
    };
    let text = match form {
        RubricForm::Table => rubric_diff::table(&comparison, terminal::width()),
        RubricForm::Markdown => rubric_diff::markdown(&comparison),
        RubricForm::Json => {
            rubric_diff::json::render(&comparison).context("cannot write the comparison")?
        }
    };
    closing::result(global, output.as_ref(), Written::Comparison, &text)?;
    Ok(Outcome::Success)
}
