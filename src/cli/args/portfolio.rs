//! The flags of `portfolio` that no other command has, as typed, nothing resolved.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// What is read, and what is told of it.
#[derive(Debug, ClapArgs)]
pub(crate) struct PortfolioFlags {
    /// Folders, answers files, NDJSON, CSV, .xlsx; `-` reads standard input
    #[arg(id = "answers", required = true, num_args = 1.., value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Format of the inputs, whatever their endings
    #[arg(long, value_name = "FORMAT", value_enum, ignore_case = true, hide_short_help = true)]
    pub(crate) input_format: Option<RecordFormat>,
    /// What the columns and texts of a table mean, where they are not ours
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) map: Option<PathBuf>,
    /// The sheet of workbooks to read, else the first one
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(crate) sheet: Option<String>,
    /// A judged row for each record, instead of the summary
    #[arg(long, value_name = "FORM", value_enum, ignore_case = true)]
    #[arg(conflicts_with = "anonymous")]
    pub(crate) each: Option<EachForm>,
    /// Group by these tags, such as country,format
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub(crate) group_by: Vec<String>,
    /// Show groups of fewer than five records as well
    #[arg(long, requires = "group_by", hide_short_help = true)]
    pub(crate) small_groups: bool,
    /// Exit 2 only if more records than this are invalid
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) max_invalid: u64,
    /// Answers older than this are stale [default: 12]
    #[arg(long, value_name = "MONTHS", default_value_t = 12, hide_default_value = true)]
    #[arg(value_parser = clap::value_parser!(u16), hide_short_help = true)]
    pub(crate) stale_after: u16,
    /// No shades: for screen readers and simple terminals
    #[arg(long, hide_short_help = true)]
    pub(crate) plain: bool,
}

/// The formats that records come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordFormat {
    /// One answers document
    #[value(alias = "yml")]
    Yaml,
    /// One answers document
    Toml,
    /// One answers document
    Json,
    /// An answers document on each line
    #[value(alias = "jsonl")]
    Ndjson,
    /// A record in each row, its columns named in the first one
    #[value(alias = "tsv")]
    Csv,
    /// The same in an Excel workbook
    Xlsx,
}

/// The forms of a row for each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EachForm {
    /// A JSON object on each line
    #[value(alias = "jsonl")]
    Ndjson,
    /// A row of a table
    Csv,
    /// An Excel workbook with a row for each, 1,048,575 at most
    Xlsx,
}
