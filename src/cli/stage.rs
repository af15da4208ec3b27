//! Setting the stage: questionnaire and rubric, shipped or named, and answers from a file.

use super::args::Global;
use super::exit::Failure;
use super::files;
use crate::document::advice::nearest_or_all;
use crate::document::{
    Bounds, Finding, Format, Node, Ruler, answers, questionnaire, read, rubric, sha256,
    shipped as carried, stored,
};
use crate::domain::{AnswerSheet, Questionnaire, Rubric};
use crate::report::Report;
use anyhow::Context;
use std::path::Path;

/// What is asked, and how it is judged.
#[derive(Debug)]
pub(super) struct Stage {
    /// The questionnaire and its fingerprint.
    pub(super) questionnaire: Ruler<Questionnaire>,
    /// The rubric and its fingerprint.
    pub(super) rubric: Ruler<Rubric>,
}

impl Stage {
    /// Loads the questionnaire and the rubric.
    pub(super) fn set(global: &Global) -> Result<Self, Failure> {
        let (questionnaire, shipped) = match &global.questions {
            None => own().map(|(questionnaire, rubric)| (questionnaire, Some(rubric)))?,
            Some(path) => (read_ruler(path, questionnaire::read)?, None),
        };
        let accept = |tree: &Node<'_>| rubric::read(tree, &questionnaire.value);
        let rubric = match (&global.rubric, shipped) {
            (Some(path), _) => read_ruler(path, accept)?,
            (None, Some(rubric)) => rubric,
            // Whether it fits questions of the user's own is still to be seen.
            (None, None) => {
                ruler("embedded rubrics/oms.yaml".to_owned(), carried::RUBRIC.as_bytes(), accept)?
            }
        };
        Ok(Self { questionnaire, rubric })
    }

    /// Reads and accepts the answers in a file.
    pub(super) fn answers(&self, path: &Path, format: Format) -> Result<AnswerSheet, Failure> {
        let bytes = files::read(path, Bounds::ANSWERS)?;
        read_document(files::name(path), &bytes, Bounds::ANSWERS, format, |tree| {
            self.accepted(tree)
        })
    }

    /// Reads and accepts earlier answers: an answers file, or a report that carries its answers.
    pub(super) fn earlier(&self, path: &Path) -> Result<AnswerSheet, Failure> {
        let stdin = files::is_stdin(path);
        let format = if stdin { Format::Yaml } else { files::format_of(path)? };
        let bytes = files::read(path, Bounds::REPORT)?;
        read_document(files::name(path), &bytes, Bounds::REPORT, format, |tree| {
            self.accepted(stored::given(tree).unwrap_or(tree))
        })
    }

    /// Accepts the answers in a tree.
    pub(super) fn accepted(&self, tree: &Node<'_>) -> Result<AnswerSheet, Vec<Finding>> {
        answers::read(tree, &self.questionnaire.value, &self.rubric.value)
    }

    /// Judges a sheet.
    pub(super) fn report<'r>(&'r self, sheet: &'r AnswerSheet) -> Report<'r> {
        Report::new(
            (&self.questionnaire.value, &self.questionnaire.sha256),
            (&self.rubric.value, &self.rubric.sha256),
            sheet,
        )
    }
}

/// Returns the places of scenarios by their ids, each once; every complaint about `option` at once.
pub(super) fn scenarios(
    rubric: &Rubric,
    option: &str,
    ids: &[String],
) -> Result<Vec<usize>, String> {
    let known: Vec<_> = rubric.scenarios.iter().map(|known| known.id.as_str()).collect();
    let (mut places, mut wrong) = (Vec::new(), Vec::new());
    for id in ids.iter().map(|id| id.trim()) {
        if id.is_empty() {
            wrong.push(format!(
                "{option}: name a scenario, such as {}",
                known.first().unwrap_or(&"")
            ));
        } else if let Some(place) = known.iter().position(|known| *known == id) {
            places.push(place);
        } else {
            let help = nearest_or_all(id, &known);
            wrong.push(format!("{option} {id}: there is no such scenario; {help}"));
        }
    }
    places.sort_unstable();
    places.dedup();
    if wrong.is_empty() { Ok(places) } else { Err(wrong.join("; ")) }
}

fn read_ruler<T>(
    path: &Path,
    read: impl FnOnce(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<Ruler<T>, Failure> {
    ruler(files::name(path), &files::read(path, Bounds::RUBRIC)?, read)
}

fn ruler<T>(
    name: String,
    bytes: &[u8],
    read: impl FnOnce(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<Ruler<T>, Failure> {
    let value = read_document(name, bytes, Bounds::RUBRIC, Format::Yaml, read)?;
    Ok(Ruler { value, sha256: sha256(bytes) })
}

/// Reads a document called `name`.
pub(super) fn read_document<T>(
    name: String,
    bytes: &[u8],
    bounds: Bounds,
    format: Format,
    read: impl FnOnce(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<T, Failure> {
    let text = match read::decode(bytes, bounds) {
        Ok(text) => text,
        Err(finding) => {
            let findings = vec![finding];
            return Err(Failure::Document { name, text: String::new(), findings });
        }
    };
    let value = read::tree(text, format, bounds).and_then(|tree| read(&tree));
    value.map_err(|findings| Failure::Document { name, text: text.to_owned(), findings })
}

fn own() -> anyhow::Result<(Ruler<Questionnaire>, Ruler<Rubric>)> {
    carried::instrument().context("the program does not hold its own questions: it was built wrong")
}
