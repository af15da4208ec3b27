//! Other spellings that people use: options before the command, a file without a command, an
//! option that goes by another name here. They are put right, or answered with the right one.

use super::files;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use std::cell::LazyCell;
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// The command that is meant where none is named.
const MAIN: &str = "assess";
/// Words that are no command of ours and are what clap knows under another.
const VERSION: &str = "version";

/// Puts arguments into the order in which they are read: the command, then its options. Where no
/// command is named, a file or nothing means the main one.
pub(super) fn in_order(command: &Command, typed: Vec<OsString>) -> Vec<OsString> {
    let mut typed = typed.into_iter();
    let program: Vec<_> = typed.by_ref().take(1).collect();
    let mut rest: Vec<_> = typed.collect();
    let named = rest.first().is_some_and(|first| is_command(command, first));
    let asks_for_itself = |text: &OsString| {
        ["-h", "--help", "-V", "--version"].contains(&text.to_str().unwrap_or_default())
    };
    if named {
        let first = rest.remove(0);
        let job = job(command, &first, &mut rest);
        return program.into_iter().chain([first]).chain(job).chain(rest).collect();
    }
    if rest.first().is_some_and(asks_for_itself) {
        return program.into_iter().chain(rest).collect();
    }
    if rest.first().is_some_and(|first| first == VERSION) {
        return program.into_iter().chain([OsString::from("--version")]).collect();
    }
    let main = OsString::from(MAIN);
    let first = match first_word(|| whole(command), &rest) {
        Some(index) if is_file(rest.get(index).map_or(OsStr::new(""), OsString::as_os_str)) => main,
        Some(index) => rest.remove(index),
        None => main,
    };
    let job = job(command, &first, &mut rest);
    program.into_iter().chain([first]).chain(job).chain(rest).collect()
}

/// Takes out the job of a command that has several, such as `show` of `rubric`, where options stand
/// before it.
fn job(command: &Command, named: &OsStr, rest: &mut Vec<OsString>) -> Option<OsString> {
    rest.first().filter(|first| is_option(&first.to_string_lossy()))?;
    let found = whole(command.find_subcommand(named)?);
    found.has_subcommands().then_some(())?;
    let at = first_word(|| whole(command), rest)?;
    found.find_subcommand(rest.get(at)?)?;
    Some(rest.remove(at))
}

/// Returns a command with all that it takes, and its commands with all that they take: each is put
/// together only when it is wanted.
fn whole(command: &Command) -> Command {
    let mut whole = command.clone();
    whole.build();
    whole
}

fn is_command(command: &Command, word: &OsStr) -> bool {
    word == "help" || word.to_str().is_some_and(|word| command.find_subcommand(word).is_some())
}

/// Returns whether a word names a file of answers rather than a command.
fn is_file(word: &OsStr) -> bool {
    let path = Path::new(word);
    files::is_stdin(path) || files::format_of(path).is_ok() || path.exists()
}

/// Returns where the first word stands that is neither an option nor the value of one.
fn first_word(command: impl FnOnce() -> Command, typed: &[OsString]) -> Option<usize> {
    let command = LazyCell::new(command);
    let mut takes_next = false;
    typed.iter().position(|word| {
        if std::mem::take(&mut takes_next) {
            return false;
        }
        let text = word.to_string_lossy();
        if !is_option(&text) {
            return true;
        }
        takes_next = takes_value(&command, &text);
        false
    })
}

fn is_option(typed: &str) -> bool {
    typed.starts_with('-') && typed != "-"
}

/// Returns whether an option, as typed, is followed by its value.
fn takes_value(command: &Command, typed: &str) -> bool {
    if let Some(long) = typed.strip_prefix("--") {
        let named = |arg: &&Arg| {
            let mut names = arg.get_all_aliases().unwrap_or_default();
            names.extend(arg.get_long());
            names.contains(&long)
        };
        return options(command).filter(named).any(|arg| arg.get_action().takes_values());
    }
    // Of several letters the first that takes a value has the rest for it, unless it is the last.
    let letters: Vec<_> = typed.chars().skip(1).collect();
    let takes = |letter: &char| {
        let mut named = options(command).filter(|arg| arg.get_short() == Some(*letter));
        named.any(|arg| arg.get_action().takes_values())
    };
    letters.iter().position(takes).is_some_and(|first| first + 1 == letters.len())
}

/// Returns the options of all commands and their jobs.
fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    let jobs = command.get_subcommands().flat_map(Command::get_subcommands);
    let commands = std::iter::once(command).chain(command.get_subcommands()).chain(jobs);
    commands.flat_map(Command::get_arguments).filter(|arg| !arg.is_positional())
}

/// Returns the right spelling of an option that goes by another name here, where there is one.
pub(super) fn tip(command: &Command, error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else { return None };
    let typed = typed.strip_prefix("--").filter(|_| error.kind() == ErrorKind::UnknownArgument)?;
    let command = &whole(command);
    let right = match typed {
        "no-color" | "no-colour" => "--color never".to_owned(),
        "out" | "out-file" => "--output FILE".to_owned(),
        "overwrite" | "yes" => "--force".to_owned(),
        "silent" => "--quiet".to_owned(),
        "level" => "--min-level LEVEL (check), --target-level LEVEL (plan)".to_owned(),
        _ => match form(command, typed) {
            Some(form) => format!("--format {form}"),
            None => return elsewhere(command, typed),
        },
    };
    Some(format!("tip: write {right}"))
}

/// Says which commands have an option that this one has not, if any do.
fn elsewhere(command: &Command, typed: &str) -> Option<String> {
    let own = |command: &Command| command.get_arguments().any(|arg| arg.get_long() == Some(typed));
    let has = |command: &&Command| own(command) || command.get_subcommands().any(own);
    let names: Vec<_> = command.get_subcommands().filter(has).map(Command::get_name).collect();
    (!names.is_empty()).then(|| format!("tip: --{typed} is an option of {}", names.join(", ")))
}

/// Returns the form that `typed` names, in any command.
fn form(command: &Command, typed: &str) -> Option<String> {
    let formats = options(command).filter(|arg| arg.get_long() == Some("format"));
    let mut values = formats.flat_map(Arg::get_possible_values);
    values.find(|value| value.matches(typed, true)).map(|value| value.get_name().to_owned())
}
