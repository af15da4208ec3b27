//! The flags of `check` that stand for a key of the policy, as typed, nothing resolved.

use super::values::{Pairs, parse_count, parse_pair, parse_waiver, parse_whole};
use clap::Args as ClapArgs;
use std::path::PathBuf;

/// A policy given on the command line; it wins over the settings file.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Policy (each wins over its key in oms-maturity.toml)")]
pub(crate) struct PolicyArgs {
    /// Settings file (TOML) instead of the `oms-maturity.toml` beside or above the answers
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) config: Option<PathBuf>,
    /// Lowest overall level
    #[arg(long, value_parser = parse_whole, value_name = "LEVEL", allow_negative_numbers = true)]
    pub(crate) min_level: Option<i64>,
    /// Lowest level of a dimension
    #[arg(long, value_name = "ID=LEVEL", value_parser = parse_pair)]
    pub(crate) dimension: Vec<(String, String)>,
    /// Lowest overall mean
    #[arg(long, value_name = "MEAN", hide_short_help = true, allow_negative_numbers = true)]
    pub(crate) min_mean: Option<String>,
    /// Which result is judged: `claimed` or `evidenced`
    #[arg(long, value_name = "RESULT", hide_short_help = true)]
    pub(crate) judge: Option<String>,
    /// Level from which on a claim needs a report
    #[arg(long, value_parser = parse_whole, value_name = "LEVEL", hide_short_help = true, allow_negative_numbers = true)]
    pub(crate) require_evidence_from: Option<i64>,
    /// How many answers may be unknown or missing
    #[arg(long, value_parser = parse_count, value_name = "N", allow_negative_numbers = true)]
    pub(crate) max_unknown: Option<u32>,
    /// How many questions may be unanswered
    #[arg(long, value_parser = parse_count, value_name = "N", hide_short_help = true, allow_negative_numbers = true)]
    pub(crate) max_unanswered: Option<u32>,
    /// How old answers may be, in calendar days
    #[arg(long, value_parser = parse_count, value_name = "DAYS", allow_negative_numbers = true)]
    pub(crate) max_age_days: Option<u32>,
    /// How old the evidence of an answer (`as_of`) may be, in calendar days
    #[arg(long, value_parser = parse_count, value_name = "DAYS", hide_short_help = true, allow_negative_numbers = true)]
    pub(crate) max_evidence_age_days: Option<u32>,
    /// File of levels that may not be fallen below
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) baseline: Option<PathBuf>,
    /// How much a figure may worsen against the baseline, in its unit
    #[arg(long, value_name = "ID=AMOUNT", value_parser = parse_pair, hide_short_help = true)]
    pub(crate) max_erosion: Vec<(String, String)>,
    /// Dimension that may fall below the baseline
    #[arg(long, value_name = "ID", hide_short_help = true)]
    pub(crate) allow_fall: Vec<String>,
    /// Scenario that must be coped with, from a day on
    #[arg(long, value_name = "ID[@DAY]", hide_short_help = true)]
    pub(crate) must_cope: Vec<String>,
    /// Breach to tolerate: `rule=...,dimension=...,until=...,reason=...,by=...`
    #[arg(long, value_name = "WAIVER", value_parser = parse_waiver, hide_short_help = true)]
    pub(crate) waiver: Vec<Pairs>,
    /// How much a rule counts: `error` or `warn`
    #[arg(long, value_name = "RULE=SEVERITY", value_parser = parse_pair, hide_short_help = true)]
    pub(crate) severity: Vec<(String, String)>,
    /// Count warnings as errors
    #[arg(long, hide_short_help = true)]
    pub(crate) strict: bool,
}
