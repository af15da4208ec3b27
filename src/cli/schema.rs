//! `schema`: the JSON Schema of a kind of file, for editors.

use super::args::{Global, Schema, SchemaArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use crate::document::carried::Carried;
use anyhow::Context;

/// Returns a schema as `build.rs` put it away.
macro_rules! carried {
    ($kind:literal) => {
        Carried::Deflated(include_bytes!(concat!(env!("OUT_DIR"), "/", $kind, ".schema")))
    };
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &SchemaArgs) -> Result<Outcome, Failure> {
    let output = files::output(&args.output, [])?;
    let text = match args.of {
        Schema::Answers => carried!("answers"),
        Schema::Questions => carried!("questions"),
        Schema::Rubric => carried!("rubric"),
        Schema::Policy => carried!("policy"),
        Schema::Report => carried!("report"),
        Schema::Portfolio => carried!("portfolio"),
    };
    let text = text.text().context("the program does not hold its schemas: it was built wrong")?;
    closing::result(global, output.as_ref(), Written::Schema, &text)?;
    Ok(Outcome::Success)
}
