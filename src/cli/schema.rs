//! `schema`: the JSON Schema of a kind of file, for editors.

use super::args::{Global, Schema, SchemaArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;

/// Runs the command.
pub(super) fn run(global: &Global, args: &SchemaArgs) -> Result<Outcome, Failure> {
    let output = files::output(&args.output, [])?;
    let text = match args.of {
        Schema::Answers => include_str!("../../schemas/answers.json"),
        Schema::Questions => include_str!("../../schemas/questions.json"),
        Schema::Rubric => include_str!("../../schemas/rubric.json"),
        Schema::Policy => include_str!("../../schemas/policy.json"),
        Schema::Report => include_str!("../../schemas/report.json"),
    };
    closing::result(global, output.as_ref(), Written::Schema, text)?;
    Ok(Outcome::Success)
}
