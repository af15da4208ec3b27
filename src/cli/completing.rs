//! How a line goes on, for the shell that asks: commands, options, files, and the ids of the rubric
//! that the line names. Nothing is said on standard error, where it would spoil the line.

mod bash;
mod ids;

use super::args::Shell;
use super::exit::Outcome;
use super::files;
use bash::Bash;
use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Zsh};
use ids::{codes, dimensions, drafts, leveled_dimensions, results, scenarios, severities, things};
use std::ffi::OsString;
use std::io::{self, Write};

/// The variable in which a script says which shell asks.
pub(super) const VARIABLE: &str = "OMS_MATURITY_COMPLETE";
/// What the program is called by.
pub(super) const PROGRAM: &str = "oms-maturity";
/// The command whose options and files may stand without its name.
const MAIN: &str = "assess";

/// Returns what speaks with a shell.
pub(super) fn completer(shell: Shell) -> &'static dyn EnvCompleter {
    match shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
        Shell::Elvish => &Elvish,
    }
}

/// Returns how this run ends if it is a shell that asks, which is then answered; nothing where the
/// program was called for anything else.
pub(super) fn answer(command: impl FnOnce() -> Command) -> Option<Outcome> {
    let shell = std::env::var_os(VARIABLE)?;
    let mut typed = std::env::args_os().skip(1);
    let shell = <Shell as clap::ValueEnum>::from_str(shell.to_str()?, true).ok()?;
    // A variable that somebody has exported stands in nobody's way.
    let words = (typed.next()? == "--").then(|| typed.collect::<Vec<_>>())?;
    Some(match asked(shell, command(), words) {
        Ok(()) => Outcome::Success,
        Err(error) if files::is_closed_pipe(&error) => Outcome::Success,
        Err(_) => Outcome::NoAnswer,
    })
}

fn asked(shell: Shell, command: Command, words: Vec<OsString>) -> io::Result<()> {
    if words.is_empty() {
        return Err(io::Error::other("there is no line to complete"));
    }
    let mut command = completed(command);
    let folder = std::env::current_dir().ok();
    let mut said = Vec::new();
    completer(shell).write_complete(&mut command, words, folder.as_deref(), &mut said)?;
    let mut stdout = io::stdout().lock();
    stdout.write_all(&said)?;
    stdout.flush()
}

/// Returns the command as it is completed: with nothing hidden, with the options of the main command
/// where none is named, and with the ids that options take.
fn completed(command: Command) -> Command {
    let main = command.find_subcommand(MAIN).into_iter().flat_map(Command::get_arguments);
    let main: Vec<_> = main.cloned().collect();
    with_ids(command.args(main))
}

fn with_ids(command: Command) -> Command {
    let subcommands: Vec<_> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = command.hide(false).mut_args(with_values);
    subcommands.into_iter().fold(command, |command, name| command.mut_subcommand(name, with_ids))
}

/// Returns an argument with what may stand in its place.
fn with_values(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "code" => arg.add(ArgValueCandidates::new(codes)),
        "id" | "ids" => arg.add(ArgValueCandidates::new(drafts)),
        "cope" | "likely" | "must_cope" => arg.add(ArgValueCandidates::new(scenarios)),
        "allow_fall" => arg.add(ArgValueCandidates::new(dimensions)),
        "target" | "dimension" => arg.add(ArgValueCompleter::new(leveled_dimensions)),
        "severity" => arg.add(ArgValueCompleter::new(severities)),
        "what" => arg.add(ArgValueCandidates::new(things)),
        "judge" => arg.add(ArgValueCandidates::new(results)),
        _ => arg,
    }
}
