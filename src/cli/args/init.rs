//! The arguments of `init`.

use super::about;
use super::values::parse_name;
use super::{DayArgs, HELP, InstrumentArgs, OutputArgs};
use crate::cli::forms::InitForm;
use clap::Args as ClapArgs;
use std::path::PathBuf;

/// The arguments of `init`.
#[derive(Debug, ClapArgs)]
#[command(
    about = about::INIT,
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity init answers.yaml              a file to fill in
  oms-maturity init                           the same, on the screen
  oms-maturity init --respondent Ann          the same for one person, by name
  oms-maturity init --format html -o a.html   to fill in without a terminal
  oms-maturity init --format xlsx -o a.xlsx   for many operations, a row each
  oms-maturity init --format prep -o a.html   what to bring, to mail ahead"
)]
pub(crate) struct InitArgs {
    /// File to write, instead of standard output
    #[arg(conflicts_with = "output")]
    pub(crate) file: Option<PathBuf>,
    /// What to write
    #[arg(long, value_name = "FORM", value_enum, ignore_case = true, default_value = "yaml")]
    pub(crate) format: InitForm,
    /// Who is to answer
    #[arg(long, value_name = "NAME", value_parser = parse_name)]
    pub(crate) respondent: Option<String>,
    /// Which operation it is about
    #[arg(long, value_name = "NAME", value_parser = parse_name)]
    pub(crate) scope: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) day: DayArgs,
    #[command(flatten)]
    pub(crate) instrument: InstrumentArgs,
}
