//! The arguments as typed, nothing resolved.

mod about;
pub(super) mod compare;
mod init;
pub(super) mod merge;
pub(super) mod policy;
pub(super) mod portfolio;
pub(super) mod values;

use super::forms::{
    AssessForm, CheckForm, ChecklistForm, CommandForm, CompareForm, DraftsForm, ExplainForm,
    LintForm, MergeForm, PlanForm, PortfolioForm, RubricForm, VerifyForm,
};
use crate::document::{Format, shipped};
use crate::domain::Date;
use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use compare::ComparedArgs;
pub(super) use init::InitArgs;
use merge::MergeFlags;
use policy::PolicyArgs;
use portfolio::PortfolioFlags;
use std::path::{Path, PathBuf};
use values::{Most, parse_date, parse_form_file, parse_most, parse_target, parse_whole};

/// What the help of every command looks like: what it does, how it is typed, and then the rest.
const HELP: &str = "{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// The commands that are no part of the list, so that the help fits a screen.
macro_rules! also {
    () => {
        "Also: checklist, verify, rubric, drafts, explain, schema, completions, man; `help COMMAND`"
    };
}

/// Shows where order management limits performance, and what raises its level.
///
/// Six questions, a level from 1 to 5, the reason for it, and the actions that come next.
/// Without a command it asks, or judges the file that is named.
#[derive(Debug, Parser)]
#[command(
    name = "oms-maturity",
    version,
    long_version = long_version(),
    max_term_width = 100,
    help_template = HELP,
    override_usage = "oms-maturity [COMMAND] [OPTIONS] [FILE]",
    before_help = "\
Examples:
  oms-maturity                            ask, judge, and show the result
  oms-maturity answers.yaml               judge a file of answers
  oms-maturity answers.yaml -o page.html  the page to hand over",
    after_help = also!(),
    after_long_help = concat!(
        also!(),
        "\n\nExit codes: 0 done (a low level is a success), 1 `check`, `verify`, `rubric lint` or `compare --fail-on-fall` says no, 2 no answer \
         (usage, invalid input, I/O), 130 interrupted."
    )
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Returns the command with all that it and its commands take, which a run puts together only for the
/// command that is typed.
pub(super) fn whole() -> clap::Command {
    let mut command = Args::command();
    command.build();
    command
}

fn long_version() -> &'static str {
    static LINE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    LINE.get_or_init(|| {
        let rubrics =
            shipped::INSTRUMENTS.iter().map(|one| format!("\nrubric {}", one.rubric_line));
        format!("{}{}", env!("CARGO_PKG_VERSION"), rubrics.collect::<String>())
    })
}

/// Options that every command takes.
#[derive(Debug, ClapArgs)]
pub(super) struct Global {
    /// When to use colour
    #[arg(
        long,
        visible_alias = "colour",
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        ignore_case = true,
        hide_short_help = true
    )]
    pub(super) color: Color,
    /// Say nothing but results and errors
    #[arg(long, short, global = true, hide_short_help = true)]
    pub(super) quiet: bool,
}

/// What is asked, and how it is judged.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Questions and rubric")]
pub(super) struct InstrumentArgs {
    /// Use this instrument of the program's, else the one that the answers are for
    #[arg(long, value_name = "NAME", value_parser = shipped_names(), hide_short_help = true)]
    pub(super) instrument: Option<String>,
    /// Ask these questions (YAML) instead of the shipped ones
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(super) questions: Option<PathBuf>,
    /// Judge by this rubric (YAML) instead of the shipped one
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(super) rubric: Option<PathBuf>,
}

fn shipped_names() -> PossibleValuesParser {
    PossibleValuesParser::new(shipped::names())
}

impl InstrumentArgs {
    /// Returns whether they say anything.
    pub(super) fn is_named(&self) -> bool {
        self.instrument.is_some() || self.questions.is_some() || self.rubric.is_some()
    }

    /// Returns whether they say what is asked, whatever the answers say.
    pub(super) fn names_questions(&self) -> bool {
        self.instrument.is_some() || self.questions.is_some()
    }

    /// Returns the files that are named.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.questions.iter().chain(&self.rubric).map(PathBuf::as_path)
    }
}

/// Which form a result takes, and where it goes.
#[derive(Debug, ClapArgs)]
pub(super) struct ResultArgs<F: CommandForm> {
    /// Form of the result, else as --output ends
    #[arg(long, value_name = "FORM", value_enum, ignore_case = true)]
    format: Option<F>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

impl<F: CommandForm> ResultArgs<F> {
    /// Returns whether a form is named.
    pub(super) fn is_named(&self) -> bool {
        self.format.is_some()
    }

    /// Returns the form: the one that is named, else the one that the file's ending stands for.
    pub(super) fn form(&self) -> anyhow::Result<F> {
        match (self.format, self.output.file()) {
            (Some(form), _) => Ok(form),
            (None, Some(path)) => Ok(F::by_ending(path)?.unwrap_or_default()),
            (None, None) => Ok(F::default()),
        }
    }
}

/// Where a result goes.
#[derive(Debug, ClapArgs)]
pub(super) struct OutputArgs {
    /// Write the result to a file (`-`: standard output)
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long, hide_short_help = true)]
    pub(super) force: bool,
}

impl OutputArgs {
    /// Returns the file to write to; nothing where it is standard output.
    pub(super) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }
}

/// What day it is.
#[derive(Debug, ClapArgs)]
pub(super) struct DayArgs {
    /// Take this day for today instead of asking the clock
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date, hide_short_help = true)]
    pub(super) today: Option<Date>,
}

/// How answers are read.
#[derive(Debug, ClapArgs)]
pub(super) struct InputArgs {
    /// Format of the answers, whatever the ending of the file
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        ignore_case = true,
        requires = "answers",
        hide_short_help = true
    )]
    pub(super) input_format: Option<InputFormat>,
}

/// What to do. What is hidden stands in one line below the list. Only the command that is typed has
/// its arguments put together.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum Command {
    #[command(about = about::ASSESS)]
    Assess(Box<AssessArgs>),
    #[command(about = about::CHECK)]
    Check(Box<CheckArgs>),
    #[command(about = about::MERGE)]
    Merge(Box<MergeArgs>),
    #[command(about = about::COMPARE)]
    Compare(Box<CompareArgs>),
    #[command(about = about::PORTFOLIO)]
    Portfolio(Box<PortfolioArgs>),
    #[command(about = about::PLAN)]
    Plan(PlanArgs),
    #[command(about = about::CHECKLIST, hide = true)]
    Checklist(ChecklistArgs),
    #[command(about = about::VERIFY, hide = true)]
    Verify(VerifyArgs),
    #[command(about = about::RUBRIC, hide = true)]
    Rubric(Box<RubricArgs>),
    #[command(about = about::DRAFTS, hide = true)]
    Drafts(Box<DraftsArgs>),
    #[command(about = about::INIT)]
    Init(InitArgs),
    #[command(about = about::SCHEMA, hide = true)]
    Schema(SchemaArgs),
    #[command(about = about::EXPLAIN, hide = true)]
    Explain(ExplainArgs),
    #[command(about = about::COMPLETIONS, hide = true)]
    Completions(CompletionsArgs),
    #[command(about = about::MAN, hide = true)]
    Man(ManArgs),
}

/// The arguments of `assess`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::ASSESS,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity assess                            ask, judge, show the result
  oms-maturity assess answers.yaml --arithmetic  with the working
  oms-maturity assess answers.yaml -o page.html  the page to hand over"
)]
pub(super) struct AssessArgs {
    /// Answers file: .yaml, .toml or .json; `-` reads standard input
    pub(super) answers: Option<PathBuf>,
    /// Ask for what the file leaves open
    #[arg(long)]
    pub(super) ask: bool,
    /// Write the answers to a .yaml, .toml or .json file
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// What is asked and judged, and how the result is shown.
#[derive(Debug, ClapArgs)]
pub(super) struct ReportArgs {
    /// Show the working behind every number, and the scenarios
    #[arg(long)]
    pub(super) arithmetic: bool,
    /// How many actions to show [default: 5]
    #[arg(long, value_name = "N|all", value_parser = parse_most)]
    pub(super) actions: Option<Most>,
    #[command(flatten)]
    pub(super) result: ResultArgs<AssessForm>,
    #[command(flatten)]
    pub(super) day: DayArgs,
    #[command(flatten)]
    pub(super) face: FaceArgs,
    #[command(flatten)]
    pub(super) handover: HandoverArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

impl ReportArgs {
    /// Returns how many actions to show.
    pub(super) fn most_actions(&self) -> usize {
        self.actions.unwrap_or_default().0
    }
}

/// How a report is handed over.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "A report to hand over")]
pub(super) struct HandoverArgs {
    /// Draw the profile of earlier answers (or of a stored report) as well, and say what moved
    #[arg(long, value_name = "EARLIER", hide_short_help = true)]
    pub(super) compare_with: Option<PathBuf>,
    #[command(flatten)]
    pub(super) page: PageArgs,
}

/// Whose page it is that is handed over, and what it leaves out.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "A report to hand over")]
pub(super) struct PageArgs {
    /// Leave out scope, respondent, sources, notes and tags
    #[arg(long, hide_short_help = true)]
    pub(super) anonymous: bool,
    /// Whose report it is: a company's name (html, markdown)
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(super) brand: Option<String>,
    /// Who prepared the report, instead of who answered (html, markdown)
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(super) prepared_by: Option<String>,
    /// Line on every printed page, such as "Confidential: for the board" (html, markdown)
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub(super) confidential: Option<String>,
    /// Logo beside that name, SVG or PNG (html)
    #[arg(long, value_name = "FILE", requires = "brand", hide_short_help = true)]
    pub(super) logo: Option<PathBuf>,
    /// Colour of rules, marks and what is drawn, readable on white (html, or a picture)
    #[arg(long, value_name = "#RRGGBB", hide_short_help = true)]
    pub(super) accent: Option<String>,
}

/// How an interview looks.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "While asking")]
pub(super) struct FaceArgs {
    /// Line by line, nothing redrawn and no bars: for screen readers and simple terminals
    #[arg(long, hide_short_help = true)]
    pub(super) plain: bool,
    /// Fewer lines and wider spacing while asking: for a projector
    #[arg(long, conflicts_with = "plain", hide_short_help = true)]
    pub(super) large: bool,
}

/// The arguments of `check`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::CHECK,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity check answers.yaml --min-level 3
  oms-maturity check *.yaml --min-level 2 --report junit=check.xml",
    after_long_help = "Exit codes: 0 the policy is met, 1 it is not, 2 there is no answer \
                        (usage, a bad policy, a file that cannot be judged)."
)]
pub(super) struct CheckArgs {
    /// Answers files (.yaml, .toml, .json), and folders; `-` is stdin
    #[arg(required = true)]
    pub(super) answers: Vec<PathBuf>,
    /// Raise the baseline to today's levels
    #[arg(long, hide_short_help = true)]
    pub(super) write_baseline: bool,
    /// Lower the baseline as well, where levels have fallen
    #[arg(long, requires = "write_baseline", hide_short_help = true)]
    pub(super) lower_baseline: bool,
    /// Write a further form of the result to a file
    #[arg(long, value_name = "FORM=FILE", value_parser = parse_form_file)]
    pub(super) report: Vec<(CheckForm, PathBuf)>,
    #[command(flatten)]
    pub(super) result: ResultArgs<CheckForm>,
    #[command(flatten)]
    pub(super) day: DayArgs,
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `merge`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::MERGE,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity merge people                      where they differ
  oms-maturity merge people --names              who stands where
  oms-maturity merge people --save agreed.yaml   what they agree on
  oms-maturity merge people --status             who has answered what",
    after_long_help = "The agreed answer is one that somebody gave: the one at the median level, of those with a \
                        report where somebody has one. Everybody's answer is kept beside it. \
                        docs/merge.md says the rest.\n\
                        Exit codes: 0 done, 2 the files do not go together, or one cannot be read."
)]
pub(super) struct MergeArgs {
    #[command(flatten)]
    pub(super) flags: MergeFlags,
    #[command(flatten)]
    pub(super) result: ResultArgs<MergeForm>,
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `compare`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::COMPARE,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity compare old.yaml answers.yaml               what changed
  oms-maturity compare old.yaml answers.yaml -o page.html  with lines
  oms-maturity compare report.json answers.yaml            since a report",
    after_long_help = "The first file is before, the last is after, and any between are the dates between (20*.yaml): \
                        the order of the files rules, not their days. A stored report stands for the answers that it \
                        carries; they are judged anew.\n\
                        Exit codes: 0 compared, 1 --fail-on-fall and the level or a dimension fell, 2 there is no \
                        answer (usage, a file that cannot be judged, other questions)."
)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    pub(super) compared: ComparedArgs,
    #[command(flatten)]
    pub(super) result: ResultArgs<CompareForm>,
    #[command(flatten)]
    pub(super) day: DayArgs,
    #[command(flatten)]
    pub(super) input: InputArgs,
    // What follows it stands under its heading in the help, unless it has one of its own.
    #[command(flatten)]
    pub(super) page: PageArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `portfolio`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::PORTFOLIO,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity portfolio answers/                     a folder of answers files
  oms-maturity portfolio shops.ndjson --format json   an answers document a line
  oms-maturity portfolio shops.ndjson --each ndjson   a judged row for each record"
)]
pub(super) struct PortfolioArgs {
    #[command(flatten)]
    pub(super) flags: PortfolioFlags,
    #[command(flatten)]
    pub(super) result: ResultArgs<PortfolioForm>,
    #[command(flatten)]
    pub(super) day: DayArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `plan`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::PLAN,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity plan answers.yaml                   to the next level
  oms-maturity plan answers.yaml --budget 200      what 200 person-days buy
  oms-maturity plan answers.yaml -o plan.html      the page to hand over",
    after_long_help = "Without a target the plan leads to the answers' own `target`, else to the next \
                        level; with --budget alone, to the highest level and mean it buys.\n\
                        Exit codes: 0 there is a plan (or nothing to do), 2 there is none."
)]
pub(super) struct PlanArgs {
    /// Answers file: .yaml, .toml or .json; `-` reads standard input
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
    /// Only what can be finished by this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) by: Option<Date>,
    /// Weeks without changes before a peak [default: 8]
    #[arg(long, value_name = "WEEKS", allow_negative_numbers = true, value_parser = parse_whole)]
    pub(super) freeze: Option<i64>,
    #[command(flatten)]
    pub(super) result: ResultArgs<PlanForm>,
    #[command(flatten)]
    pub(super) day: DayArgs,
    #[command(flatten)]
    pub(super) input: InputArgs,
    // What follows it stands under its heading in the help, unless it has one of its own.
    #[command(flatten)]
    pub(super) page: PageArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `checklist`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::CHECKLIST,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity checklist                           a list to tick
  oms-maturity checklist answers.yaml              what breaks first
  oms-maturity checklist answers.yaml -o list.csv  for a spreadsheet"
)]
pub(super) struct ChecklistArgs {
    /// Answers file: .yaml, .toml or .json; `-` reads standard input
    pub(super) answers: Option<PathBuf>,
    /// Only these scenarios, instead of the answers' own
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub(super) likely: Vec<String>,
    #[command(flatten)]
    pub(super) result: ResultArgs<ChecklistForm>,
    #[command(flatten)]
    pub(super) input: InputArgs,
    // What follows it stands under its heading in the help, unless it has one of its own.
    #[command(flatten)]
    pub(super) page: PageArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `verify`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::VERIFY,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity verify report.json
  oms-maturity verify report.json --answers answers.yaml",
    after_long_help = "Exit codes: 0 everything follows, 1 something does not, 2 there is no answer \
                        (no report, or its questionnaire or rubric is not at hand)."
)]
pub(super) struct VerifyArgs {
    /// Report that `assess` wrote as JSON; `-` reads standard input
    pub(super) report: PathBuf,
    /// Answers file that the report should carry
    #[arg(long, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    #[command(flatten)]
    pub(super) result: ResultArgs<VerifyForm>,
    #[command(flatten)]
    pub(super) input: InputArgs,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `rubric`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::RUBRIC,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity rubric show              what is asked, and how it is judged
  oms-maturity rubric show overrides    one question or dimension of it
  oms-maturity rubric export --to my    its files, to change them
  oms-maturity rubric diff shipped my   what is different in them"
)]
pub(super) struct RubricArgs {
    #[command(subcommand)]
    pub(super) action: RubricAction,
}

/// What to do with questions and rubric.
#[derive(Debug, Subcommand)]
pub(super) enum RubricAction {
    /// Show the whole of it, or a page about one thing in it
    Show(ShowArgs),
    /// Write the files of questions and rubric, byte for byte
    Export(ExportArgs),
    /// Say what changed in meaning, and whether old answers still hold
    Diff(DiffArgs),
    /// Find what is wrong with questions and rubric
    Lint(LintArgs),
}

/// The arguments of `rubric show`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity rubric show                 the whole, in order
  oms-maturity rubric show overrides       a question, and its dimension
  oms-maturity rubric show 3               a level and what it takes
  oms-maturity rubric show -o handbook.md  the whole, for a wiki"
)]
pub(super) struct ShowArgs {
    /// Id of a question, dimension, level, action, scenario, symptom or source
    pub(super) what: Option<String>,
    #[command(flatten)]
    pub(super) result: ResultArgs<RubricForm>,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `rubric diff`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity rubric diff shipped my
  oms-maturity rubric diff shipped my/rubrics/oms.yaml -o changes.md",
    after_long_help = "A folder holds questions/*.yaml and rubrics/*.yaml, or questions.yaml and rubric.yaml.\n\
                        Exit codes: 0 whatever differs, 2 something cannot be read."
)]
pub(super) struct DiffArgs {
    /// Questions, rubric, a folder with both, or `shipped`
    pub(super) old: PathBuf,
    /// The same, to hold against it
    pub(super) new: PathBuf,
    #[command(flatten)]
    pub(super) result: ResultArgs<RubricForm>,
}

/// The arguments of `rubric export`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity rubric export           into questions/ and rubrics/, here
  oms-maturity rubric export --to my   into my/questions/ and my/rubrics/"
)]
pub(super) struct ExportArgs {
    /// Folder to write to, which is made where it is not there [default: this one]
    #[arg(long, value_name = "DIR")]
    pub(super) to: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `drafts`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::DRAFTS,
    help_template = HELP,
    args_conflicts_with_subcommands = true,
    before_help = "\
Examples:
  oms-maturity drafts                 all of them, the newest first
  oms-maturity drafts resume 3f9a1c   go on where that one stopped
  oms-maturity drafts remove 3f9a1c   throw it away for good"
)]
pub(super) struct DraftsArgs {
    #[command(subcommand)]
    pub(super) action: Option<DraftsAction>,
    #[command(flatten)]
    pub(super) result: ResultArgs<DraftsForm>,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// What to do with drafts, other than to list them.
#[derive(Debug, Subcommand)]
pub(super) enum DraftsAction {
    /// Go on with an unfinished interview, where it stopped
    Resume(Box<ResumeArgs>),
    /// Throw unfinished interviews away for good
    Remove(RemoveArgs),
}

/// The arguments of `drafts resume`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Example:
  oms-maturity drafts resume 3f9a1c --save answers.yaml"
)]
pub(super) struct ResumeArgs {
    /// Id of the draft, as `oms-maturity drafts` lists it
    pub(super) id: String,
    /// Write the answers to a file [default: as it was begun]
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// The arguments of `drafts remove`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity drafts remove 3f9a1c 07bb52
  oms-maturity drafts remove --all   but those that a running session holds"
)]
pub(super) struct RemoveArgs {
    /// Ids of drafts, as `oms-maturity drafts` lists them
    #[arg(value_name = "ID", required_unless_present = "all")]
    pub(super) ids: Vec<String>,
    /// Remove all that no running session holds
    #[arg(long, conflicts_with = "ids")]
    pub(super) all: bool,
    #[command(flatten)]
    pub(super) result: ResultArgs<DraftsForm>,
}

/// The arguments of `rubric lint`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity rubric lint rubric.yaml            with questions.yaml beside it
  oms-maturity rubric lint questions.yaml rubric.yaml --strict
  oms-maturity rubric lint . --format sarif -o lint.sarif",
    after_long_help = "A rubric is looked at with the questionnaire that it names: among the files, beside it \
                  (questions.yaml, ../questions/ID.yaml), or the shipped one.\n\
                  Exit codes: 0 nothing is wrong (warnings aside), 1 something is, 2 there is no answer \
                  (usage, a file that cannot be read at all)."
)]
pub(super) struct LintArgs {
    /// Questionnaires, rubrics (YAML) and folders [default: what is loaded]
    pub(super) files: Vec<PathBuf>,
    /// Let warnings fail as errors do
    #[arg(long, visible_alias = "deny-warnings")]
    pub(super) strict: bool,
    /// Say nothing of these warnings
    #[arg(long, value_name = "CODE,...", value_delimiter = ',')]
    pub(super) allow: Vec<String>,
    #[command(flatten)]
    pub(super) result: ResultArgs<LintForm>,
    #[command(flatten)]
    pub(super) instrument: InstrumentArgs,
}

/// The arguments of `schema`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::SCHEMA,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity schema answers -o answers.schema.json
  oms-maturity schema policy -o policy.schema.json"
)]
pub(super) struct SchemaArgs {
    /// Kind of file
    #[arg(value_enum, ignore_case = true)]
    pub(super) of: Schema,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The arguments of `explain`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::EXPLAIN,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity explain              every code, in a line each
  oms-maturity explain bare-number"
)]
pub(super) struct ExplainArgs {
    /// Code of a finding or notice, or rule of a policy
    pub(super) code: Option<String>,
    #[command(flatten)]
    pub(super) result: ResultArgs<ExplainForm>,
}

/// The arguments of `completions`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::COMPLETIONS,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity completions bash -o oms-maturity.bash
  oms-maturity completions fish",
    after_long_help = "With it the Tab key completes commands, options and files, and the ids of the \
                        rubric: the shipped one, or what --rubric names in the line. Where each shell \
                        looks for the script stands in docs/shell.md."
)]
pub(super) struct CompletionsArgs {
    /// Shell that is to complete
    #[arg(value_enum, ignore_case = true)]
    pub(super) shell: Shell,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The arguments of `man`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::MAN,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity man -o oms-maturity.1   read it: man -l oms-maturity.1
  oms-maturity man --to man1           a page for each command"
)]
pub(super) struct ManArgs {
    /// Write a page for each command to a folder
    #[arg(long, value_name = "DIR", conflicts_with = "output", value_hint = ValueHint::DirPath)]
    pub(super) to: Option<PathBuf>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// The shells that can complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    #[value(alias = "pwsh")]
    Powershell,
    /// Elvish
    Elvish,
}

/// The kinds of files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Schema {
    /// Answers, as `assess` reads them
    Answers,
    /// A questionnaire: what is asked
    Questions,
    /// A rubric: how answers are judged
    Rubric,
    /// `oms-maturity.toml`: what `check` demands
    Policy,
    /// The JSON report of `assess`
    Report,
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
