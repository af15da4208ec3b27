//! Hands over to [`oms_maturity::cli::run`]; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    oms_maturity::cli::run()
}
