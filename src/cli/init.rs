//! `init`: an answers file to fill in, with every question, option and unit in its comments.

use super::args::Global;
use super::exit::{Failure, Outcome};
use super::files::Target;
use super::stage::Stage;
use super::terminal;
use crate::document::template;
use crate::report::words::shown;

/// Runs the command.
pub(super) fn run(global: &Global) -> Result<Outcome, Failure> {
    let output =
        global.output.as_deref().map(|path| Target::open(path, global.force)).transpose()?;
    let stage = Stage::set(global)?;
    let text = template::answers(&stage.questionnaire.value, terminal::today(global));
    let text = text.lines().map(|line| shown(line) + "\n").collect::<String>();
    terminal::result(global, output.as_ref(), &text)?;
    Ok(Outcome::Success)
}
