//! `rubric show`: a page about the whole instrument, or about one thing in it.

use crate::cli::args::{Global, ShowArgs};
use crate::cli::closing::{self, Written};
use crate::cli::exit::{Failure, Outcome};
use crate::cli::files;
use crate::cli::forms::RubricForm;
use crate::cli::{instrument, terminal};
use crate::document::advice::nearest_or_some;
use crate::report::handbook::{self, Book};
use anyhow::{Context, anyhow};

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ShowArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let output = files::output(&args.result.output, args.instrument.files())?;
    let files = instrument::with_texts(&args.instrument)?;
    let (questionnaire, rubric) = files.meaning()?;
    let book = Book { questionnaire: &questionnaire, rubric: &rubric };
    let pages = match &args.what {
        None => vec![handbook::whole(book)],
        Some(what) => handbook::about(book, what),
    };
    if let Some(what) = args.what.as_ref().filter(|_| pages.is_empty()) {
        let help = nearest_or_some(what, &book.ids());
        return Err(anyhow!("nothing in this instrument is called `{what}`; {help}").into());
    }
    let title = rubric.text("title");
    let text = match form {
        RubricForm::Table => handbook::table(title, &pages, terminal::width()),
        RubricForm::Markdown => handbook::markdown(title, &pages),
        RubricForm::Json => {
            handbook::json(&files.instrument, &pages).context("cannot write the page")?
        }
    };
    closing::result(global, output.as_ref(), Written::Handbook, &text)?;
    Ok(Outcome::Success)
}
