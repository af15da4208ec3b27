//! The arguments as typed, nothing resolved.

use crate::document::policy::WAIVER_KEYS;
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
    after_help = "Exit codes: 0 done (a low level is a success), 1 `check` or `verify` says no, 2 no answer \
                        (usage, invalid input, I/O), 130 interrupted."
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
#[command(next_help_heading = "Options of every command")]
pub(super) struct Global {
    /// Ask these questions (YAML) instead of the shipped ones
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) questions: Option<PathBuf>,
    /// Judge by this rubric (YAML) instead of the shipped one
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) rubric: Option<PathBuf>,
    /// Settings file (TOML) instead of the `oms-maturity.toml` beside or above the answers
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
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
    Date::parse(text).ok_or_else(|| {
        // A month that ends earlier is the likeliest slip.
        let last = (28..31).rev().filter_map(|day| {
            Date::parse(&format!("{}-{day}", text.get(..7).filter(|_| text.len() == 10)?))
        });
        last.into_iter().next().map_or_else(
            || "write a day as YYYY-MM-DD, such as 2026-06-30".to_owned(),
            |last| format!("there is no such day; the last of its month is {last}"),
        )
    })
}

fn parse_whole(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| "write a whole number".to_owned())
}

fn parse_target(text: &str) -> Result<(String, String), String> {
    parse_pair(text).map_err(|_| "write it as ID=LEVEL, such as DIMENSION=4".to_owned())
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Judge answers: from a file, from standard input (`-`), or asked on the terminal
    Assess(AssessArgs),
    /// Hold answers files against a policy: the gate for a pipeline
    Check(Box<CheckArgs>),
    /// Find the steps of least effort to a target, and the order to take them in
    Plan(PlanArgs),
    /// Hand out the scenario checklist; with answers, with what becomes of each scenario
    Checklist(ChecklistArgs),
    /// Recompute a stored report (JSON) from the answers it carries, and name what does not follow
    Verify(VerifyArgs),
    /// Write an answers file to fill in, with every question in its comments
    Init(InitArgs),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(SchemaArgs),
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
    /// Format of the answers, whatever the file's ending
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) input_format: Option<InputFormat>,
    #[command(flatten)]
    pub(super) face: FaceArgs,
    #[command(flatten)]
    pub(super) handover: HandoverArgs,
}

/// How a report is handed over.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "A report to hand over")]
pub(super) struct HandoverArgs {
    /// Draw the profile of earlier answers (or of a stored report) as well, and say what moved
    #[arg(long, value_name = "EARLIER")]
    pub(super) compare_with: Option<PathBuf>,
    /// Leave out scope, respondent, sources, notes and tags
    #[arg(long)]
    pub(super) anonymous: bool,
    /// Who prepared the report (html, markdown)
    #[arg(long, value_name = "NAME")]
    pub(super) brand: Option<String>,
    /// Logo beside that name, SVG or PNG (html)
    #[arg(long, value_name = "FILE", requires = "brand")]
    pub(super) logo: Option<PathBuf>,
    /// Colour of rules, marks and what is claimed (html, svg), readable on white
    #[arg(long, value_name = "#RRGGBB")]
    pub(super) accent: Option<String>,
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

/// The arguments of `check`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "Exit codes: 0 the policy is met, 1 it is not, 2 there is no answer \
                        (usage, a bad policy, a file that cannot be judged).")]
pub(super) struct CheckArgs {
    /// Answers files (YAML, TOML or JSON by their ending), and folders of them; `-` reads standard
    /// input
    #[arg(required = true)]
    pub(super) answers: Vec<PathBuf>,
    /// Raise the baseline to today's levels
    #[arg(long)]
    pub(super) write_baseline: bool,
    /// Lower the baseline as well, where levels have fallen
    #[arg(long, requires = "write_baseline")]
    pub(super) lower_baseline: bool,
    /// Write a further form of the result to a file
    #[arg(long, value_name = "FORM=FILE", value_parser = parse_form_file)]
    pub(super) report: Vec<(String, PathBuf)>,
    /// Format of the answers, whatever the files' endings
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) input_format: Option<InputFormat>,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

/// A policy given on the command line; it wins over the settings file.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Policy (each wins over its key in [check])")]
pub(super) struct PolicyArgs {
    /// Lowest overall level
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true)]
    pub(super) min_level: Option<i64>,
    /// Lowest level of a dimension
    #[arg(long, value_name = "ID=LEVEL", value_parser = parse_pair)]
    pub(super) dimension: Vec<(String, String)>,
    /// Lowest overall mean
    #[arg(long, value_name = "MEAN", allow_negative_numbers = true)]
    pub(super) min_mean: Option<String>,
    /// Which result is judged: `claimed` or `evidenced`
    #[arg(long, value_name = "RESULT")]
    pub(super) judge: Option<String>,
    /// Level from which on a claim needs a report
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true)]
    pub(super) require_evidence_from: Option<i64>,
    /// How many questions may be unknown or unanswered
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) max_unknown: Option<u32>,
    /// How many questions may be unanswered
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) max_unanswered: Option<u32>,
    /// How old answers may be, in calendar days
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true)]
    pub(super) max_age_days: Option<u32>,
    /// How old the evidence of an answer (`as_of`) may be, in calendar days
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true)]
    pub(super) max_evidence_age_days: Option<u32>,
    /// File of levels that may not be fallen below
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Dimension that may fall below the baseline
    #[arg(long, value_name = "ID")]
    pub(super) allow_fall: Vec<String>,
    /// Scenario that must be coped with, perhaps only from a day on
    #[arg(long, value_name = "ID[@DAY]")]
    pub(super) must_cope: Vec<String>,
    /// Breach to tolerate: `rule=...,dimension=...,until=...,reason=...,by=...`
    #[arg(long, value_name = "WAIVER", value_parser = parse_waiver)]
    pub(super) waiver: Vec<Pairs>,
    /// How much a rule counts: `error` or `warn`
    #[arg(long, value_name = "RULE=SEVERITY", value_parser = parse_pair)]
    pub(super) severity: Vec<(String, String)>,
    /// Count warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
}

/// Keys and their texts.
#[derive(Clone, Debug)]
pub(super) struct Pairs(pub(super) Vec<(String, String)>);

fn parse_pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((pair.0.trim().to_owned(), pair.1.trim().to_owned()))
}

/// Takes `key=text,key=text` apart; a comma in a text stays where no key follows it.
fn parse_waiver(text: &str) -> Result<Pairs, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in text.split(',') {
        let begins = |pair: &(String, String)| WAIVER_KEYS.contains(&pair.0.as_str());
        match (parse_pair(part), pairs.last_mut()) {
            (Ok(pair), None) => pairs.push(pair),
            (Ok(pair), _) if begins(&pair) => pairs.push(pair),
            (_, Some((_, value))) => *value = format!("{value},{part}"),
            (Err(why), None) => return Err(why),
        }
    }
    Ok(Pairs(pairs))
}

/// Takes form and file apart; the command knows its forms.
fn parse_form_file(text: &str) -> Result<(String, PathBuf), String> {
    let (form, file) = text.split_once('=').ok_or("write it as FORM=FILE: sarif=check.sarif")?;
    if file.is_empty() {
        return Err("name a file behind the `=`: sarif=check.sarif".to_owned());
    }
    Ok((form.to_owned(), file.into()))
}

/// The arguments of `plan`.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Without a target the plan leads to the answers' own `target`, else to the next \
                        level; with --budget alone, to the highest level and mean it buys.\n\
                        Exit codes: 0 there is a plan (or nothing to do), 2 there is none."
)]
pub(super) struct PlanArgs {
    /// Answers file: YAML, TOML or JSON by its ending; `-` reads standard input
    pub(super) answers: PathBuf,
    /// Overall level to reach
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, value_parser = parse_whole)]
    pub(super) target_level: Option<i64>,
    /// Levels of dimensions to reach
    #[arg(long, value_name = "ID=LEVEL,...", value_delimiter = ',', value_parser = parse_target)]
    pub(super) target: Vec<(String, String)>,
    /// Scenarios to cope with
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub(super) cope: Vec<String>,
    /// Most person-days to spend
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true, value_parser = parse_whole)]
    pub(super) budget: Option<i64>,
    /// Only what can be finished by this day, from --today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) by: Option<Date>,
    /// Weeks before the answers' `next_peak` in which nothing may be changed any more [default: 8]
    #[arg(long, value_name = "WEEKS", allow_negative_numbers = true, value_parser = parse_whole)]
    pub(super) freeze: Option<i64>,
    /// Format of the answers, whatever the file's ending
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) input_format: Option<InputFormat>,
}

/// The arguments of `checklist`.
#[derive(Debug, ClapArgs)]
pub(super) struct ChecklistArgs {
    /// Answers file: YAML, TOML or JSON by its ending; `-` reads standard input
    pub(super) answers: Option<PathBuf>,
    /// Scenarios that are likely, instead of the answers' `scenarios`; the others are left out
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub(super) likely: Vec<String>,
    /// Format of the answers, whatever the file's ending
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) input_format: Option<InputFormat>,
}

/// The arguments of `verify`.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit codes: 0 everything follows, 1 something does not, 2 there is no answer \
                        (no report, or its questionnaire or rubric is not at hand)."
)]
pub(super) struct VerifyArgs {
    /// Report, as `assess --format json` wrote it; `-` reads standard input
    pub(super) report: PathBuf,
    /// Answers file that the report should carry
    #[arg(long, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    /// Format of that answers file, whatever its ending
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(super) input_format: Option<InputFormat>,
}

/// The arguments of `init`.
#[derive(Debug, ClapArgs)]
pub(super) struct InitArgs {}

/// The arguments of `schema`.
#[derive(Debug, ClapArgs)]
pub(super) struct SchemaArgs {
    /// Kind of file
    #[arg(value_enum)]
    pub(super) of: Schema,
}

/// The kinds of files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Schema {
    /// `oms-maturity.toml`: what `check` demands
    Policy,
}

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
    /// Test report (`check`)
    Junit,
    /// Code scanning, SARIF 2.1.0 (`check`)
    Sarif,
    /// Annotations on GitHub (`check`)
    Github,
    /// Annotations on Azure Pipelines (`check`)
    Azure,
    /// Code quality report of GitLab (`check`)
    Gitlab,
    /// Test Anything Protocol (`check`)
    Tap,
    /// For a wiki or a pull request; with `check` the summary of a job
    Markdown,
    /// One page to hand over, on screen and on paper (`assess`, `checklist`)
    Html,
    /// For spreadsheets (`assess`, `checklist`)
    Csv,
    /// The radar alone, for slides (`assess`)
    Svg,
}

impl Form {
    /// Returns the form's name, as it is typed.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |form| form.get_name().to_owned())
    }
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
