//! `rubric`: what is done with questionnaires and rubrics themselves.

mod lint;

use super::args::{Global, RubricAction, RubricArgs};
use super::exit::{Failure, Outcome};

/// Runs the command.
pub(super) fn run(global: &Global, args: &RubricArgs) -> Result<Outcome, Failure> {
    match &args.action {
        RubricAction::Lint(args) => lint::run(global, args),
    }
}
