//! `rubric export --sql`: the judgement as a query, or what in the rubric no query holds.

use crate::cli::args::{ExportArgs, Global};
use crate::cli::closing::{self, Written};
use crate::cli::exit::{Failure, Outcome};
use crate::cli::files;
use crate::cli::instrument::{self, WithTexts};
use crate::document::shipped;
use crate::document::{Bounds, Format, Node, not_in_sql};
use crate::domain::tabular::tabular;
use crate::report::sql::{self, Dialect};

/// Runs the command.
pub(super) fn run(
    global: &Global,
    args: &ExportArgs,
    dialect: Dialect,
) -> Result<Outcome, Failure> {
    let output = files::output(&args.output, args.instrument.files())?;
    let WithTexts { instrument, rubric, .. } = instrument::with_texts(&args.instrument)?;
    let rows = match tabular(&instrument) {
        Ok(rows) => rows,
        Err(found) => {
            let refuse = |tree: &Node<'_>| Err(not_in_sql::findings(tree, &found));
            let name = name(args);
            return instrument::read_document(name, &rubric, Bounds::RUBRIC, Format::Yaml, refuse);
        }
    };
    let text = sql::select(&rows, dialect);
    closing::result(global, output.as_ref(), Written::Sql, &text)?;
    Ok(Outcome::Success)
}

/// Returns what people call the rubric's file.
fn name(args: &ExportArgs) -> String {
    let shipped = || {
        let named = args.instrument.instrument.as_deref().and_then(shipped::named);
        format!("embedded rubrics/{}.yaml", named.unwrap_or_else(shipped::default).name)
    };
    args.instrument.rubric.as_deref().map_or_else(shipped, files::name)
}
