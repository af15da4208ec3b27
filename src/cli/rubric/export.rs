//! `rubric export`: questions and rubric as the files they are, byte for byte, to read or to change.

use crate::cli::args::{ExportArgs, Global};
use crate::cli::exit::{Failure, Outcome};
use crate::cli::files::{self, OutputFile};
use crate::cli::instrument::{self, WithTexts};
use crate::cli::terminal;
use anyhow::{Context, anyhow};
use std::path::{Path, PathBuf};

/// Runs the command.
pub(crate) fn run(global: &Global, args: &ExportArgs) -> Result<Outcome, Failure> {
    if let Some(dialect) = args.sql {
        return super::sql::run(global, args, dialect.into());
    }
    if args.output.output.is_some() {
        let mistake = "--output takes the text of --sql; files go into the folder of --to";
        return Err(anyhow!(mistake).into());
    }
    let WithTexts { instrument, questions, rubric } = instrument::with_texts(&args.instrument)?;
    let to = args.to.as_deref().unwrap_or(Path::new(""));
    let path = |folder: &str, id: &str| to.join(folder).join(format!("{id}.yaml"));
    let paths = [
        path("questions", &instrument.questionnaire().id),
        path("rubrics", &instrument.rubric().id),
    ];
    let files = open_all(&paths, args.output.force)?;
    for (file, bytes) in files.iter().zip([&questions, &rubric]) {
        let text = std::str::from_utf8(bytes).context("a file of the instrument is not UTF-8")?;
        file.write(text).map_err(files::failure)?;
    }
    let [questions, rubric] = paths.each_ref().map(|path| files::name(path));
    terminal::remark(global, &format!("questions in {questions}, rubric in {rubric}"));
    let [questions, rubric] = [questions, rubric].map(|name| typed(&name));
    let options = format!("--questions {questions} --rubric {rubric}");
    terminal::remark(global, &format!("use them with: oms-maturity assess {options}"));
    Ok(Outcome::Success)
}

/// Checks that every file may be written, before the first is. Folders that are not there are made
/// once nothing else stands in the way.
fn open_all(paths: &[PathBuf], replace: bool) -> Result<Vec<OutputFile>, Failure> {
    let open = |path: &PathBuf| OutputFile::open(path, replace);
    for path in paths.iter().filter(|path| files::folder_of(path).is_dir()) {
        open(path)?;
    }
    for path in paths {
        files::make_folder(&files::folder_of(path))?;
    }
    Ok(paths.iter().map(open).collect::<Result<_, _>>()?)
}

/// Returns a path as it is typed: in quotes where a shell would take it apart.
fn typed(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\._-:".contains(c);
    if name.chars().all(is_plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}
