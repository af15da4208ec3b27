//! `explain`: what a code means, what causes it, and how to mend it. It reads no file.

use super::args::{ExplainArgs, Global};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::ExplainForm;
use crate::report::explain;
use anyhow::{Context, anyhow};

/// Runs the command.
pub(super) fn run(global: &Global, args: &ExplainArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let output = files::output(&args.result.output, [])?;
    let named = args.code.as_deref().map(found).transpose()?;
    let text = match (form, named) {
        (ExplainForm::Table, None) => explain::list(&explain::all()),
        (ExplainForm::Table, Some(one)) => explain::in_full(&one),
        (ExplainForm::Json, None) => explain::json(&explain::all()).context(UNWRITTEN)?,
        (ExplainForm::Json, Some(one)) => explain::json(&[one]).context(UNWRITTEN)?,
    };
    closing::result(global, output.as_ref(), Written::Explanation, &text)?;
    Ok(Outcome::Success)
}

const UNWRITTEN: &str = "cannot write the explanation";

/// Returns the explanation of a code as people type it: also in capitals, or with what stands around
/// it in a message, `error[bare-number]`.
fn found(typed: &str) -> anyhow::Result<explain::Explanation> {
    let bare = typed.trim().trim_end_matches([']', ':']);
    let bare = bare.rsplit_once('[').map_or(bare, |(_, code)| code).to_ascii_lowercase();
    explain::find(&bare).ok_or_else(|| match explain::nearest_code(&bare) {
        Some(nearest) => anyhow!("there is no code `{typed}`; did you mean `{nearest}`?"),
        None => anyhow!("there is no code `{typed}`; `oms-maturity explain` lists them all"),
    })
}
