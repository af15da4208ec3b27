//! The arguments as typed, nothing resolved.

use crate::document::{Format, shipped};
use crate::domain::Date;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Shows where the maturity of order management limits performance, and what raises it.
///
/// Six questions, a level from 1 to 5, the reason for it, and the actions that come next.
/// Without a command, on a terminal, it asks.
#[derive(Debug, Parser)]
#[command(name = "oms-maturity", version, long_version = long_version(), max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 done (a low level is a success), 2 no answer (usage, invalid \
                        input, I/O), 130 interrupted."
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

fn long_version() -> &'static str {
    static LINE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    LINE.get_or_init(|| format!("{}\nrubric {}", env!("CARGO_PKG_VERSION"), shipped::RUBRIC_LINE))
}

/// Options that every command takes.
#[derive(Debug, ClapArgs)]
pub(super) struct Global {
    /// Ask these questions (YAML) instead of the shipped ones
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) questions: Option<PathBuf>,
    /// Judge by this rubric (YAML) instead of the shipped one
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) rubric: Option<PathBuf>,
    /// Form of the result
    #[arg(long, global = true, value_name = "FORM", value_enum, default_value_t)]
    pub(super) format: Form,
    /// Write the result to a file instead of standard output
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long, global = true)]
    pub(super) force: bool,
    /// Take this day for today instead of asking the clock
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<Date>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: Color,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as YYYY-MM-DD, such as 2026-06-30".to_owned())
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge answers: from a file, from standard input (`-`), or asked on the terminal
    Assess(AssessArgs),
    /// Write an answers file to fill in, with every question in its comments
    Init(InitArgs),
}

impl Default for Command {
    fn default() -> Self {
        Self::Assess(AssessArgs::default())
    }
}

/// The arguments of `assess`.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct AssessArgs {
    /// Answers file: YAML, TOML or JSON by its ending; `-` reads standard input
    pub(super) answers: Option<PathBuf>,
    /// Ask for what the file leaves open
    #[arg(long)]
    pub(super) ask: bool,
    /// Write the answers to a file: YAML, TOML or JSON by its ending
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Show the working behind every number, and the scenarios
    #[arg(long)]
    pub(super) arithmetic: bool,
    /// How many actions to show: a number, or `all`
    #[arg(long, value_name = "N|all", default_value = "5", value_parser = parse_most)]
    pub(super) actions: Most,
    #[command(flatten)]
    pub(super) face: FaceArgs,
    /// Format of the answers, whatever the file's ending
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) input_format: Option<InputFormat>,
}

/// How an interview looks.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct FaceArgs {
    /// Line by line, nothing redrawn and no bars: for screen readers and simple terminals
    #[arg(long)]
    pub(super) plain: bool,
    /// Fewer lines and wider spacing while asking: for a projector
    #[arg(long, conflicts_with = "plain")]
    pub(super) large: bool,
}

/// The arguments of `init`.
#[derive(Debug, ClapArgs)]
pub(super) struct InitArgs {}

/// How many of something to show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most(pub(super) usize);

impl Default for Most {
    fn default() -> Self {
        Self(5)
    }
}

fn parse_most(text: &str) -> Result<Most, String> {
    if text == "all" {
        return Ok(Most(usize::MAX));
    }
    text.parse().map(Most).map_err(|_| "write a number, or `all`".to_owned())
}

/// The forms of a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where the terminal and the environment allow it
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The formats of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// YAML
    Yaml,
    /// TOML
    Toml,
    /// JSON
    Json,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Yaml => Self::Yaml,
            InputFormat::Toml => Self::Toml,
            InputFormat::Json => Self::Json,
        }
    }
}
