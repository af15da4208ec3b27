//! The instrument, shipped or named, and the answers in a file.

use super::args::InstrumentArgs;
use super::exit::Failure;
use super::files;
use crate::document::advice::nearest_or_all;
use crate::document::{
    Bounds, Finding, Format, Node, answers, meaning, questionnaire, read, rubric, sha256,
    shipped as carried, stored,
};
use crate::domain::index::ScenarioId;
use crate::domain::meaning::Meaning;
use crate::domain::{AnswerSheet, Fingerprints, Instrument, Rubric};
use anyhow::Context;
use std::path::Path;

/// Loads the instrument: the shipped one, or what is named instead. It stays until the program
/// ends, which need not take it apart.
pub(super) fn load(args: &InstrumentArgs) -> Result<&'static Instrument, Failure> {
    loaded(args).map(|instrument| &*Box::leak(Box::new(instrument)))
}

fn loaded(args: &InstrumentArgs) -> Result<Instrument, Failure> {
    if let (None, None) = (&args.questions, &args.rubric) {
        return Ok(own()?);
    }
    with_texts(args).map(|pair| pair.instrument)
}

/// An instrument, and the files that it was read from.
pub(super) struct WithTexts {
    /// What they say.
    pub(super) instrument: Instrument,
    /// The questionnaire's file.
    pub(super) questions: Vec<u8>,
    /// The rubric's file.
    pub(super) rubric: Vec<u8>,
}

/// Reads the files of the instrument: the shipped ones, or what is named instead.
pub(super) fn with_texts(args: &InstrumentArgs) -> Result<WithTexts, Failure> {
    let (questionnaire, questions) = match &args.questions {
        // It was checked when it was built.
        None => (own()?.questionnaire().clone(), carried::QUESTIONS.as_bytes().to_vec()),
        Some(path) => {
            let bytes = files::read(path, Bounds::RUBRIC)?;
            let (name, read) = (files::name(path), questionnaire::read);
            (read_document(name, &bytes, Bounds::RUBRIC, Format::Yaml, read)?, bytes)
        }
    };
    // Whether the shipped one fits questions of the user's own is still to be seen.
    let (name, rubric) = match &args.rubric {
        Some(path) => (files::name(path), files::read(path, Bounds::RUBRIC)?),
        None => ("embedded rubrics/oms.yaml".to_owned(), carried::RUBRIC.as_bytes().to_vec()),
    };
    let accept = |tree: &Node<'_>| rubric::read(tree, &questionnaire);
    let judged = read_document(name, &rubric, Bounds::RUBRIC, Format::Yaml, accept)?;
    let fingerprints = Fingerprints { questionnaire: sha256(&questions), rubric: sha256(&rubric) };
    let instrument = Instrument::new(questionnaire, judged, fingerprints);
    Ok(WithTexts { instrument, questions, rubric })
}

fn own() -> anyhow::Result<Instrument> {
    carried::instrument().context("the program does not hold its own questions: it was built wrong")
}

impl WithTexts {
    /// Returns what the two files say: the questionnaire's, and the rubric's.
    pub(super) fn meaning(&self) -> Result<(Meaning, Meaning), Failure> {
        let name = || "the instrument".to_owned();
        let (bounds, format) = (Bounds::RUBRIC, Format::Yaml);
        let asked = |tree: &Node<'_>| Ok(meaning::questionnaire(tree));
        let asked = read_document(name(), &self.questions, bounds, format, asked)?;
        let judged = |tree: &Node<'_>| Ok(meaning::rubric(tree, Some(&asked)));
        let judged = read_document(name(), &self.rubric, bounds, format, judged)?;
        Ok((asked, judged))
    }
}

/// Reads and accepts the answers in a file.
pub(super) fn answers(
    instrument: &Instrument,
    path: &Path,
    format: Format,
) -> Result<AnswerSheet, Failure> {
    with_bytes(path, format, |tree| answers::read(tree, instrument)).map(|(sheet, _)| sheet)
}

/// Reads answers by a reader of them; returns what the file holds as well.
pub(super) fn with_bytes<T>(
    path: &Path,
    format: Format,
    read: impl FnOnce(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<(T, Vec<u8>), Failure> {
    let bytes = files::read(path, Bounds::ANSWERS)?;
    let answers = read_document(files::name(path), &bytes, Bounds::ANSWERS, format, read)?;
    Ok((answers, bytes))
}

/// Reads and accepts earlier answers: an answers file, or a report that carries its answers.
pub(super) fn earlier(instrument: &Instrument, path: &Path) -> Result<AnswerSheet, Failure> {
    files::refuse_folder(path)?;
    let stdin = files::is_stdin(path);
    let format = if stdin { Format::Yaml } else { files::format_of(path)? };
    let bytes = files::read(path, Bounds::REPORT)?;
    read_document(files::name(path), &bytes, Bounds::REPORT, format, |tree| {
        answers::read(stored::given(tree).unwrap_or(tree), instrument)
    })
}

/// Returns scenarios by their ids, each once; every complaint about `option` at once.
pub(super) fn scenarios(
    rubric: &Rubric,
    option: &str,
    ids: &[String],
) -> Result<Vec<ScenarioId>, String> {
    let known: Vec<_> = rubric.scenarios.iter().map(|known| known.id.as_str()).collect();
    let (mut named, mut wrong) = (Vec::new(), Vec::new());
    for id in ids.iter().map(|id| id.trim()) {
        if id.is_empty() {
            wrong.push(format!(
                "{option}: name a scenario, such as {}",
                known.first().unwrap_or(&"")
            ));
        } else if let Some(scenario) = known.iter().position(|known| *known == id) {
            named.push(ScenarioId::new(scenario));
        } else {
            let help = nearest_or_all(id, &known);
            wrong.push(format!("{option} {id}: there is no such scenario; {help}"));
        }
    }
    named.sort_unstable();
    named.dedup();
    if wrong.is_empty() { Ok(named) } else { Err(wrong.join("; ")) }
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
            let text = read::marked(bytes, &finding).into_owned();
            return Err(Failure::Document { name, text, findings: vec![finding] });
        }
    };
    let value = read::tree(text, format, bounds).and_then(|tree| read(&tree));
    value.map_err(|findings| Failure::Document { name, text: text.to_owned(), findings })
}
