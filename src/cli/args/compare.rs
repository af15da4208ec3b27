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
  oms-maturity compare old.yaml answers.yaml               what changed
  oms-maturity compare old.yaml answers.yaml -o page.html  with lines
  oms-maturity compare report.json answers.yaml            since a report",
    after_long_help = "The first file is before, the last is after, and any between are the dates between (20*.yaml): \
                        the order of the files rules, not their days. A stored report stands for the answers that it \
                        carries; they are judged anew.\n\
                        Exit codes: 0 compared, 1 --fail-on-fall and the level or a dimension fell, 2 there is no \
                        answer (usage, a file that cannot be judged, other questions)."
)]
pub(crate) struct CompareArgs {
    /// Answers files or stored JSON reports, in order
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    pub(crate) answers: Vec<PathBuf>,
    /// Exit 1 if a level fell (not if it holds and eroded)
    #[arg(long)]
    pub(crate) fail_on_fall: bool,
    /// Rubric that the first file was judged by
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
