//! FLOOR 4, the edge: arguments, files, clock and terminal. The only place with effects, and the
//! only one that chooses an exit code.

mod agreeing;
mod args;
mod ask;
mod assess;
mod check;
mod checklist;
mod closing;
mod compare;
mod completing;
mod completions;
mod console;
mod draft_list;
mod draft_places;
mod drafts;
mod exit;
mod explain;
mod files;
mod findings;
mod forms;
mod handover;
mod house;
mod init;
mod inputs;
mod instrument;
mod jobs;
mod keys;
mod man;
mod merge;
mod places;
mod plan;
mod portfolio;
mod rubric;
mod schema;
mod spelling;
mod terminal;
mod verify;

use args::{Args, Command};
use clap::error::ContextKind;
use clap::{CommandFactory, FromArgMatches};
use exit::{Failure, Outcome};
use std::io;
use std::process::ExitCode;

/// Runs the program with the process's own arguments, and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    if let Some(outcome) = completing::answer(args::whole) {
        return outcome.into();
    }
    let mut command = Args::command();
    let typed = spelling::in_order(&command, std::env::args_os().collect());
    let parsed = command.try_get_matches_from_mut(typed);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return usage(&command, error),
    };
    let global = &args.global;
    let outcome = match args.command {
        Command::Assess(args) => assess::run(global, &args),
        Command::Check(args) => check::run(global, &args),
        Command::Merge(args) => merge::run(global, &args),
        Command::Compare(args) => compare::run(global, &args),
        Command::Portfolio(args) => portfolio::run(global, &args),
        Command::Plan(args) => plan::run(global, &args),
        Command::Checklist(args) => checklist::run(global, &args),
        Command::Verify(args) => verify::run(global, &args),
        Command::Rubric(args) => rubric::run(global, *args),
        Command::Drafts(args) => draft_list::run(global, *args),
        Command::Init(args) => init::run(global, &args),
        Command::Schema(args) => schema::run(global, &args),
        Command::Explain(args) => explain::run(global, &args),
        Command::Man(args) => man::run(global, &args),
        Command::Completions(args) => completions::run(global, &args),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(failure) => report(global, &failure).into(),
    }
}

/// Prints help, version or a usage error the way clap words it.
fn usage(command: &clap::Command, mut error: clap::Error) -> ExitCode {
    let tip = spelling::tip(command, &error);
    if tip.is_some() {
        // What the library guesses would stand beside it.
        let _ = error.remove(ContextKind::Suggested);
        let _ = error.remove(ContextKind::SuggestedArg);
    }
    let printed = error.print();
    if let Some(tip) = tip {
        // Nothing is left to say where standard error is gone as well.
        let _ = io::Write::write_all(&mut io::stderr(), format!("\n{tip}\n").as_bytes());
    }
    match (error.exit_code(), printed) {
        (0, Ok(())) => Outcome::Success.into(),
        (0, Err(error)) if files::is_closed_pipe(&error) => Outcome::Success.into(),
        _ => Outcome::NoAnswer.into(),
    }
}

/// Prints why there is no answer.
fn report(global: &args::Global, failure: &Failure) -> Outcome {
    let outcome = match failure {
        Failure::ClosedPipe => return Outcome::Success,
        Failure::Interrupted(_) => Outcome::Interrupted,
        Failure::Document { .. } | Failure::Flags(_) | Failure::Error(_) => Outcome::NoAnswer,
    };
    // Nothing is left to say where standard error is gone as well.
    let _ = terminal::stderr(global, &findings::describe(failure));
    outcome
}
