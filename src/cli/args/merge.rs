//! The options of `merge` alone, as typed.

use super::values::parse_date;
use crate::domain::Date;
use clap::Args as ClapArgs;
use std::path::PathBuf;

/// Whose answers are merged, and what is to become of them.
#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct MergeFlags {
    /// Answers files (.yaml, .toml, .json), one a person, and folders
    #[arg(required = true)]
    pub(crate) answers: Vec<PathBuf>,
    /// Write the merged answers to a .yaml, .toml or .json file
    #[arg(long, value_name = "FILE", conflicts_with = "status")]
    pub(crate) save: Option<PathBuf>,
    /// Say who said what; without it people are counted
    #[arg(long, conflicts_with = "status")]
    pub(crate) names: bool,
    /// Scope of the merged answers, where the files name several
    #[arg(long, value_name = "TEXT", conflicts_with = "status")]
    pub(crate) scope: Option<String>,
    /// Day of the merged answers, where the files name several
    #[arg(long, value_name = "DAY", value_parser = parse_date, conflicts_with = "status")]
    pub(crate) date: Option<Date>,
    /// Ask the room where they differ, and --save what it agrees
    #[arg(long, requires = "save", conflicts_with = "status")]
    pub(crate) agree: bool,
    /// Ask line by line, for screen readers
    #[arg(long, requires = "agree", hide_short_help = true)]
    pub(crate) plain: bool,
    /// Say who has answered what, without the answers
    #[arg(long)]
    pub(crate) status: bool,
}
