//! The arguments of `rubric export`.

use super::{HELP, InstrumentArgs, OutputArgs};
use crate::report::sql::Dialect;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// The arguments of `rubric export`.
#[derive(Debug, ClapArgs)]
#[command(
    help_template = HELP,
    before_help = "\
Examples:
  oms-maturity rubric export           into questions/ and rubrics/, here
  oms-maturity rubric export --to my   into my/questions/ and my/rubrics/
  oms-maturity rubric export --sql duckdb -o judge.sql
                                       judge a table of answers where it is"
)]
pub(crate) struct ExportArgs {
    /// Folder to write to, made if missing [default: this one]
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// Write one query instead: duckdb, postgres or spark
    ///
    /// It judges a table of answers where the data live, and says which table it expects.
    #[arg(
        long,
        value_name = "DIALECT",
        value_enum,
        ignore_case = true,
        hide_possible_values = true,
        conflicts_with = "to"
    )]
    pub(crate) sql: Option<SqlDialect>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) instrument: InstrumentArgs,
}

/// The dialects of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlDialect {
    /// For `DuckDB`
    Duckdb,
    /// For `PostgreSQL`
    Postgres,
    /// For Spark SQL
    Spark,
}

impl From<SqlDialect> for Dialect {
    fn from(dialect: SqlDialect) -> Self {
        match dialect {
            SqlDialect::Duckdb => Self::DuckDb,
            SqlDialect::Postgres => Self::Postgres,
            SqlDialect::Spark => Self::Spark,
        }
    }
}
