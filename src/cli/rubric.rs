//! `rubric`: reads, copies, compares and checks questions and rubrics. Each job has a file of its own.

mod diff;
mod export;
mod lint;
mod show;
mod sides;
mod sql;

use super::args::{Global, RubricAction, RubricArgs};
use super::exit::{Failure, Outcome};

/// Runs the command.
pub(super) fn run(global: &Global, args: RubricArgs) -> Result<Outcome, Failure> {
    match args.action {
        RubricAction::Show(args) => show::run(global, &args),
        RubricAction::Diff(args) => diff::run(global, &args),
        RubricAction::Export(args) => export::run(global, &args),
        RubricAction::Lint(args) => lint::run(global, &args),
    }
}
