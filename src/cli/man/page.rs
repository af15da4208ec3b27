//! A page of the manual: what the help says, and what stands around the program: exit codes, files,
//! environment. It is text in a language of its own, and written by nobody but the library.

use crate::report::words::upper_first;
use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

/// What a command's help calls its exit codes.
const EXIT_CODES: &str = "Exit codes: ";

/// The exit codes of a command whose help names none of its own.
const USUAL_CODES: &str = "0 done, 2 no answer (usage, invalid input, I/O), 130 interrupted.";

/// Something around the program: what it is called, what it is, and the commands it concerns; none
/// where it concerns them all.
type Surrounding = (&'static str, &'static str, &'static [&'static str]);

const FILES: [Surrounding; 5] = [
    (
        "*.yaml, *.toml, *.json",
        "Answers. init writes one to fill in.",
        &["assess", "check", "merge", "compare", "portfolio", "plan", "checklist", "init"],
    ),
    (
        "oms-maturity.toml",
        "What check demands: the nearest one beside or above the answers, as far as the folder that \
         holds .git.",
        &["check"],
    ),
    (
        "oms-maturity.toml in the working directory",
        "Whose reports they are and what plans lead to, under [report], where no option says it.",
        &["assess", "merge", "compare", "portfolio", "plan", "checklist"],
    ),
    (
        "~/.local/state/oms-maturity/drafts",
        "Unfinished interviews, and notes of those that lie beside the file they will be saved to. \
         The folder is named by XDG_STATE_HOME; on other systems it is the one for such data.",
        &["assess", "drafts", "resume", "remove"],
    ),
    (
        "questions and rubric",
        "They are carried in the program; --questions and --rubric name others (YAML).",
        &[
            "assess",
            "check",
            "merge",
            "compare",
            "portfolio",
            "plan",
            "checklist",
            "verify",
            "rubric",
            "show",
            "export",
            "diff",
            "lint",
            "drafts",
            "resume",
            "init",
        ],
    ),
];

const ENVIRONMENT: [Surrounding; 7] = [
    ("NO_COLOR", "No colour, unless --color says otherwise.", &[]),
    (
        "CLICOLOR, CLICOLOR_FORCE",
        "0: no colour. 1 (the second): colour in files and pipes, too.",
        &[],
    ),
    ("COLUMNS", "How wide tables are where no terminal says so.", &[]),
    ("TERM", "dumb: questions are asked line by line, as with --plain.", &["assess", "resume"]),
    (
        "TZ",
        "The time zone that says what day it is, unless --today does.",
        &["assess", "check", "compare", "portfolio", "plan", "init", "resume"],
    ),
    (
        "XDG_STATE_HOME",
        "The folder in which drafts lie, in oms-maturity/drafts.",
        &["assess", "drafts", "resume", "remove"],
    ),
    (
        "GITHUB_ACTIONS",
        "true: annotations go to standard error, whatever form was asked for.",
        &["check"],
    ),
];

/// The command that the library adds to those that have commands; the manual has pages instead.
const HELP: &str = "help";

/// Returns the command, which is put together, with nothing hidden, as the manual describes it.
pub(super) fn described(command: Command) -> Command {
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let is_help = command.get_name() == HELP;
    let command = command
        .hide(is_help)
        .subcommand_help_heading("COMMANDS")
        .mut_args(|arg: Arg| arg.hide_short_help(false));
    if is_help {
        return command;
    }
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, described))
}

/// Returns the commands of a command that have pages.
pub(super) fn below(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|below| below.get_name() != HELP)
}

/// Returns what a command's page is called.
pub(super) fn file_name(command: &Command) -> String {
    format!("{}.1", name(command))
}

fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// Returns a command's page.
pub(super) fn render(command: &Command) -> io::Result<String> {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let man = Man::new(command.clone().override_usage(usage))
        .title(name(command).to_uppercase())
        // It changes with the version and no day; an empty one would be left out of the title.
        .date(" ")
        .source(concat!("oms-maturity ", env!("CARGO_PKG_VERSION")))
        .manual("User Commands");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    examples(command).to_writer(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    man.render_options_section(&mut page)?;
    around(command).to_writer(&mut page)?;
    String::from_utf8(page).map_err(io::Error::other)
}

/// Returns the examples of the help, as they stand there.
fn examples(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let Some(help) = command.get_before_help() else { return roff };
    roff.control("SH", ["EXAMPLES"]);
    for line in help.to_string().lines().skip(1) {
        // What an example does is said beside it, after two blanks.
        let (typed, said) = line.trim().split_once("  ").unwrap_or((line.trim(), ""));
        let said = match said.trim() {
            "" => String::new(),
            said => upper_first(said) + ".",
        };
        roff.control("TP", []).text([bold(typed)]).text([roman(said)]);
    }
    roff
}

/// Returns what stands around a command.
fn around(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let (notes, codes) = help.split_once(EXIT_CODES).unwrap_or((&help, ""));
    // Where commands are listed, what the list of the help leaves out is in it.
    if !notes.trim().is_empty() && !command.has_subcommands() {
        roff.control("SH", ["NOTES"]).text([roman(notes.trim())]);
    }
    roff.control("SH", ["EXIT STATUS"]);
    let codes = Some(codes).filter(|codes| !codes.is_empty()).unwrap_or(USUAL_CODES);
    roff.text([roman(codes)]);
    section(&mut roff, command, "FILES", &FILES);
    section(&mut roff, command, "ENVIRONMENT", &ENVIRONMENT);
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman(see_also(command))]);
    roff
}

/// Adds what of `all` concerns a command; nothing where nothing does.
fn section(roff: &mut Roff, command: &Command, title: &str, all: &[Surrounding]) {
    let concerns =
        |commands: &[&str]| commands.is_empty() || commands.contains(&command.get_name());
    let concerning: Vec<_> =
        all.iter().filter(|(_, _, commands)| is_whole(command) || concerns(commands)).collect();
    if concerning.is_empty() {
        return;
    }
    roff.control("SH", [title]);
    for (name, said, _) in concerning {
        roff.control("TP", []).text([bold(*name)]).text([roman(*said)]);
    }
}

/// Returns the pages that are next to a command's: above it, and below it.
fn see_also(command: &Command) -> String {
    let own = name(command);
    let above = own.rsplit_once('-').map(|(above, _)| above).filter(|_| !is_whole(command));
    let below = below(command).map(name);
    let pages: Vec<_> = above.into_iter().chain(below).map(|page| format!("{page}(1)")).collect();
    pages.join(", ")
}

/// Returns whether it is the whole program.
fn is_whole(command: &Command) -> bool {
    name(command) == env!("CARGO_PKG_NAME")
}
