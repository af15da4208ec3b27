//! What `rubric diff` compares: the shipped instrument, a folder with both files, or one file.

use crate::cli::args::InstrumentArgs;
use crate::cli::exit::Failure;
use crate::cli::files;
use crate::cli::instrument::{self, WithTexts, read_document};
use crate::document::{Bounds, Format, Node, meaning, questionnaire, sha256, shipped};
use crate::domain::difference::{Document, Said};
use crate::domain::sorting;
use crate::report::rubric_diff::Side;
use anyhow::{Context, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The word for the default instrument that the program carries; with `:NAME` it is another one.
const SHIPPED: &str = "shipped";

/// Reads one side.
pub(crate) fn read(path: &Path) -> Result<Side, Failure> {
    if let Some(args) = shipped_one(path) {
        return pair(path, &args);
    }
    if files::is_stdin(path) || !path.is_dir() {
        return file(path, path);
    }
    let questions = only(path, "questions", "questions.yaml")?;
    let rubric = only(path, "rubrics", "rubric.yaml")?;
    match (questions, rubric) {
        (None, None) => {
            let why = "it holds neither questions/*.yaml nor rubrics/*.yaml";
            Err(anyhow::anyhow!("cannot read {}: {why}", files::name(path)).into())
        }
        (Some(one), None) | (None, Some(one)) => file(path, &one),
        (questions, rubric) => pair(path, &InstrumentArgs { instrument: None, questions, rubric }),
    }
}

/// Returns how the shipped instrument is chosen that is named; nothing where none is.
fn shipped_one(path: &Path) -> Option<InstrumentArgs> {
    let rest = path.to_str()?.strip_prefix(SHIPPED)?;
    let name = match rest.strip_prefix(':') {
        None if rest.is_empty() => None,
        None => return None,
        Some(name) => Some(shipped::named(name)?.name.to_owned()),
    };
    Some(InstrumentArgs { instrument: name, ..InstrumentArgs::default() })
}

/// Returns the one YAML file in a folder of a folder, else the one of this name beside it.
fn only(path: &Path, folder: &str, beside: &str) -> anyhow::Result<Option<PathBuf>> {
    let folder = path.join(folder);
    let beside = path.join(beside);
    if !folder.is_dir() {
        return Ok(Some(beside).filter(|beside| beside.is_file()));
    }
    let cannot = || format!("cannot read {}", files::name(&folder));
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?.path();
        if entry.is_file() && matches!(files::format_of(&entry), Ok(Format::Yaml)) {
            found.push(entry);
        }
    }
    sorting::sort(&mut found);
    if let [_, _, ..] = found[..] {
        let names: Vec<_> = found.iter().map(|path| files::name(path)).collect();
        bail!(
            "{} holds more than one file: name one of {}",
            files::name(&folder),
            names.join(", ")
        );
    }
    Ok(found.pop())
}

/// Reads both files, the rubric against the questions.
fn pair(path: &Path, args: &InstrumentArgs) -> Result<Side, Failure> {
    let files = instrument::with_texts(args)?;
    let (questionnaire, rubric) = files.meaning()?;
    let WithTexts { instrument, .. } = files;
    let prints = instrument.fingerprints();
    Ok(Side {
        name: files::name(path),
        questionnaire_sha256: Some(prints.questionnaire.clone()),
        rubric_sha256: Some(prints.rubric.clone()),
        said: Said { questionnaire: Some(questionnaire), rubric: Some(rubric) },
    })
}

/// Reads a file by itself. Of a rubric only the layout can be checked then.
fn file(named: &Path, path: &Path) -> Result<Side, Failure> {
    let bytes = files::read(path, Bounds::RUBRIC)?;
    let mut said = Said::default();
    let read = |tree: &Node<'_>| match meaning::which(tree)? {
        Document::Questionnaire => {
            questionnaire::read(tree)?;
            Ok((Document::Questionnaire, meaning::questionnaire(tree)))
        }
        Document::Rubric => Ok((Document::Rubric, meaning::rubric_alone(tree)?)),
    };
    let (document, value) =
        read_document(files::name(path), &bytes, Bounds::RUBRIC, Format::Yaml, read)?;
    let (mut questionnaire_sha256, mut rubric_sha256) = (None, None);
    match document {
        Document::Questionnaire => {
            said.questionnaire = Some(value);
            questionnaire_sha256 = Some(sha256(&bytes));
        }
        Document::Rubric => {
            said.rubric = Some(value);
            rubric_sha256 = Some(sha256(&bytes));
        }
    }
    Ok(Side { name: files::name(named), questionnaire_sha256, rubric_sha256, said })
}
