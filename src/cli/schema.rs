//! `schema`: the JSON Schema of a kind of file, for editors.

use super::args::{Global, Schema, SchemaArgs};
use super::exit::{Failure, Outcome};
use super::files;
use super::terminal;

/// Runs the command.
pub(super) fn run(global: &Global, args: &SchemaArgs) -> Result<Outcome, Failure> {
    let output = files::output(&args.output, [])?;
    let text = match args.of {
        Schema::Policy => include_str!("../../schemas/policy.json"),
    };
    terminal::result(global, output.as_ref(), text)?;
    Ok(Outcome::Success)
}
