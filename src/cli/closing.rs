//! The last line of a run: in which files the answers and the report are. It goes to standard error,
//! so that it is no part of any result.

use super::args::Global;
use super::exit::Failure;
use super::files::{self, Content, OutputFile};
use super::terminal;
use std::io::{IsTerminal, Write};

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
pub(super) fn say(global: &Global, answers: &Answers, report: Option<&str>) {
    if let Some(sentence) = sentence(answers, report) {
        terminal::remark(global, &sentence);
    }
}

/// A result other than a report on answers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Written {
    Template,
    Blank,
    Workbook,
    Prep,
    Plan,
    Portfolio,
    Records,
    Checklist,
    Merged,
    Status,
    Verification,
    Schema,
    Lint,
    Drafts,
    Explanation,
    Completions,
    Manual,
    Handbook,
    Comparison,
    Sql,
}

/// Writes such a result to standard output, or to the file that was asked for instead, which is
/// then named.
pub(super) fn result(
    global: &Global,
    file: Option<&OutputFile>,
    written: Written,
    text: &str,
) -> Result<(), Failure> {
    terminal::result(global, file, text)?;
    say_where(global, file, written);
    Ok(())
}

/// Writes a result that is no text, as [`result`] does; a terminal takes none.
pub(super) fn binary(
    global: &Global,
    file: Option<&OutputFile>,
    written: Written,
    content: Content<'_>,
) -> Result<(), Failure> {
    if let Some(file) = file {
        file.write_all(content).map_err(files::failure)?;
    } else {
        let mut stdout = std::io::stdout().lock();
        let done = content.write_to(&mut stdout).and_then(|()| stdout.flush());
        done.map_err(|error| files::stream_failure(error, "standard output"))?;
    }
    say_where(global, file, written);
    Ok(())
}

/// Refuses to write to a terminal what is no text.
pub(super) fn refuse_terminal(file: Option<&OutputFile>) -> anyhow::Result<()> {
    if file.is_none() && std::io::stdout().is_terminal() {
        anyhow::bail!("a workbook is nothing for a terminal: name a file with -o FILE.xlsx");
    }
    Ok(())
}

/// Names the file in which a result is, where it is in one.
fn say_where(global: &Global, file: Option<&OutputFile>, written: Written) {
    let Some(file) = file.map(OutputFile::name) else { return };
    let sentence = match written {
        Written::Template => format!("answers file to fill in: {file}"),
        Written::Blank => format!("questionnaire to fill in: {file}"),
        Written::Workbook => format!("workbook to fill in: {file}"),
        Written::Prep => format!("sheet to mail ahead in {file}"),
        Written::Plan => format!("plan in {file}"),
        Written::Portfolio => format!("portfolio in {file}"),
        Written::Records => format!("a row for each record in {file}"),
        Written::Checklist => format!("checklist in {file}"),
        Written::Merged => format!("merged answers in {file}"),
        Written::Status => format!("who has answered what in {file}"),
        Written::Verification => format!("what was verified in {file}"),
        Written::Lint => format!("what was found in {file}"),
        Written::Schema => format!("schema in {file}"),
        Written::Drafts => format!("drafts in {file}"),
        Written::Completions => format!("script for completions in {file}"),
        Written::Manual => format!("page of the manual in {file}"),
        Written::Explanation => format!("explanation in {file}"),
        Written::Handbook => format!("page in {file}"),
        Written::Comparison => format!("comparison in {file}"),
        Written::Sql => format!("query in {file}"),
    };
    terminal::remark(global, &sentence);
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
