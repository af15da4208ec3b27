//! The arguments of `compare`, as typed, nothing resolved.

use super::{DayArgs, HELP, InputArgs, InstrumentArgs, PageArgs, ResultArgs};
use crate::cli::forms::CompareForm;
use clap::Args as ClapArgs;
use std::path::{Path, PathBuf};

/// The arguments of `compare`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity compare 2025.yaml 2026.yaml           what changed
  oms-maturity compare 20*.yaml -o page.html         over all dates
  oms-maturity compare report.json answers.yaml      since a report
  oms-maturity compare 2025.yaml 2026.yaml --fail-on-fall  a gate",
    after_long_help = "The first file is before, the last is after, those between are the dates between: the order \
                        of the files rules, not their days. A stored report stands for the answers that it \
                        carries; they are judged anew.\n\
                        Exit codes: 0 compared, 1 --fail-on-fall and the level or a dimension fell, 2 there is no \
                        answer (usage, a file that cannot be judged, other questions)."
)]
pub(crate) struct CompareArgs {
    /// Answers files (.yaml, .toml, .json) or stored JSON reports
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    pub(crate) answers: Vec<PathBuf>,
    /// Exit 1 if the level or a dimension fell (not for worse within a level)
    #[arg(long)]
    pub(crate) fail_on_fall: bool,
    /// Rubric that BEFORE was judged by: tells what you moved from what it did
    #[arg(long, value_name = "FILE")]
    pub(crate) before_rubric: Option<PathBuf>,
    /// Questions that go with that rubric, if they are not today's
    #[arg(long, value_name = "FILE", requires = "before_rubric", hide_short_help = true)]
    pub(crate) before_questions: Option<PathBuf>,
    /// No bars: for screen readers and simple terminals
    #[arg(long, hide_short_help = true)]
    pub(crate) plain: bool,
    #[command(flatten)]
    pub(crate) result: ResultArgs<CompareForm>,
    #[command(flatten)]
    pub(crate) day: DayArgs,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    // What follows it stands under its heading in the help, unless it has one of its own.
    #[command(flatten)]
    pub(crate) page: PageArgs,
    #[command(flatten)]
    pub(crate) instrument: InstrumentArgs,
}

impl CompareArgs {
    /// Returns the files that are read.
    pub(crate) fn reads(&self) -> impl Iterator<Item = &Path> {
        let named = self.answers.iter().chain(&self.before_rubric).chain(&self.before_questions);
        named.chain(&self.page.logo).map(PathBuf::as_path).chain(self.instrument.files())
    }
}
