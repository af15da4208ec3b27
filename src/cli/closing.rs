//! The last line of a run: in which files the answers and the report are. It goes to standard error,
//! so that it is no part of any result.

use super::args::Global;
use super::exit::Failure;
use super::terminal;

/// What became of the answers.
#[derive(Clone, Debug)]
pub(super) enum Answers {
    /// Nothing: they were read, and nobody wanted them saved.
    AsRead,
    /// They are in the file of this name.
    Saved(String),
    /// They are in no file, but in the draft of this id.
    Draft(String),
    /// They are nowhere.
    Nowhere,
}

/// Says where the answers are, and the report if it was written to the file of that name.
pub(super) fn say(global: &Global, answers: &Answers, report: Option<&str>) -> Result<(), Failure> {
    match sentence(answers, report).filter(|_| !global.quiet) {
        None => Ok(()),
        Some(sentence) => terminal::say(global, &format!("{sentence}\n")),
    }
}

/// Says that an answers file to fill in was written to the file of that name.
pub(super) fn say_template(global: &Global, file: &str) -> Result<(), Failure> {
    if global.quiet {
        return Ok(());
    }
    terminal::say(global, &format!("answers file to fill in: {file}\n"))
}

/// Says how to go on with the draft of this id.
pub(super) fn resumes(id: &str) -> String {
    format!("`oms-maturity drafts resume {id}`")
}

/// Returns one whole sentence for each outcome.
fn sentence(answers: &Answers, report: Option<&str>) -> Option<String> {
    Some(match (answers, report) {
        (Answers::AsRead, None) => return None,
        (Answers::AsRead, Some(report)) => format!("report in {report}"),
        (Answers::Saved(file), None) => format!("answers saved to {file}"),
        (Answers::Saved(file), Some(report)) => {
            format!("answers saved to {file}, report in {report}")
        }
        (Answers::Draft(id), None) => {
            format!("answers are in no file; the draft is kept: {}", resumes(id))
        }
        (Answers::Draft(id), Some(report)) => format!(
            "report in {report}; answers are in no file; the draft is kept: {}",
            resumes(id)
        ),
        (Answers::Nowhere, None) => "answers are in no file, nor in a draft".to_owned(),
        (Answers::Nowhere, Some(report)) => {
            format!("report in {report}; answers are in no file, nor in a draft")
        }
    })
}
