//! The instrument, shipped or named, and the answers in a file, which may say which one they are for.

use super::args::InstrumentArgs;
use super::exit::Failure;
use super::files;
use crate::document::advice::nearest_or_all;
use crate::document::shipped::Shipped;
use crate::document::{
    Bounds, Finding, Format, Node, answers, meaning, questionnaire, read, rubric, sha256, shipped,
    stored,
};
use crate::domain::index::ScenarioId;
use crate::domain::meaning::Meaning;
use crate::domain::{AnswerSheet, Fingerprints, Instrument, Rubric};
use anyhow::Context;
use std::borrow::Cow;
use std::path::Path;

/// Loads the instrument that is named, else the default one. It stays until the program ends, which
/// need not take it apart.
pub(super) fn load(args: &InstrumentArgs) -> Result<&'static Instrument, Failure> {
    load_for(args, None)
}

/// Loads the instrument that is named, else the shipped one that answers say they are for.
pub(super) fn load_for(
    args: &InstrumentArgs,
    questionnaire: Option<&str>,
) -> Result<&'static Instrument, Failure> {
    let instrument = match (&args.questions, &args.rubric) {
        (None, None) => own(shipped_for(args, questionnaire))?,
        _ => with_texts_for(args, questionnaire)?.instrument,
    };
    Ok(Box::leak(Box::new(instrument)))
}

/// Returns all instruments that a draft may be of: the one that is named, else all that are shipped,
/// each with its name; the default one first.
pub(super) fn candidates(
    args: &InstrumentArgs,
) -> Result<Vec<(Option<&'static str>, &'static Instrument)>, Failure> {
    if args.is_named() {
        return Ok(vec![(None, load(args)?)]);
    }
    let shipped = shipped::names().map(|name| Ok((Some(name), load_for(args, Some(name))?)));
    shipped.collect()
}

/// Returns what is used of the shipped instruments: the one that is named, else the one that answers
/// are for.
fn shipped_for(args: &InstrumentArgs, questionnaire: Option<&str>) -> &'static Shipped {
    let named = args.instrument.as_deref().or(questionnaire).and_then(shipped::named);
    named.unwrap_or_else(shipped::default)
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
    with_texts_for(args, None)
}

/// Reads the same for answers that say what they are for.
fn with_texts_for(
    args: &InstrumentArgs,
    questionnaire: Option<&str>,
) -> Result<WithTexts, Failure> {
    let own_pair = shipped_for(args, questionnaire);
    let (questionnaire, questions) = match &args.questions {
        // It was checked when it was built.
        None => (own(own_pair)?.questionnaire().clone(), carried(own_pair.questions())?),
        Some(path) => {
            let bytes = files::read(path, Bounds::RUBRIC)?;
            let (name, read) = (files::name(path), questionnaire::read);
            (read_document(name, &bytes, Bounds::RUBRIC, Format::Yaml, read)?, bytes)
        }
    };
    // Whether the shipped one fits questions of the user's own is still to be seen.
    let (name, rubric) = match &args.rubric {
        Some(path) => (files::name(path), files::read(path, Bounds::RUBRIC)?),
        None => (format!("embedded rubrics/{}.yaml", own_pair.name), carried(own_pair.rubric())?),
    };
    let accept = |tree: &Node<'_>| rubric::read(tree, &questionnaire);
    let judged = read_document(name, &rubric, Bounds::RUBRIC, Format::Yaml, accept)?;
    let fingerprints = Fingerprints { questionnaire: sha256(&questions), rubric: sha256(&rubric) };
    let instrument = Instrument::new(questionnaire, judged, fingerprints);
    Ok(WithTexts { instrument, questions, rubric })
}

const BUILT_WRONG: &str = "the program does not hold its own questions: it was built wrong";

fn own(shipped: &Shipped) -> anyhow::Result<Instrument> {
    shipped.instrument().context(BUILT_WRONG)
}

fn carried(text: Option<Cow<'static, str>>) -> anyhow::Result<Vec<u8>> {
    text.map(|text| text.into_owned().into_bytes()).context(BUILT_WRONG)
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

/// Answers, and what they are judged by.
pub(super) struct Judged<T> {
    /// The instrument that is named, else the shipped one that the answers are for.
    pub(super) instrument: &'static Instrument,
    /// What was read of them.
    pub(super) answers: T,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

/// Reads and accepts the answers in a file.
pub(super) fn answers(
    args: &InstrumentArgs,
    path: &Path,
    format: Format,
) -> Result<Judged<AnswerSheet>, Failure> {
    answers_by(args, path, format, answers::read)
}

/// Reads answers by a reader of them.
pub(super) fn answers_by<T>(
    args: &InstrumentArgs,
    path: &Path,
    format: Format,
    read: impl FnOnce(&Node<'_>, &Instrument) -> Result<T, Vec<Finding>>,
) -> Result<Judged<T>, Failure> {
    let bytes = files::read(path, Bounds::ANSWERS)?;
    let name = files::name(path);
    let judged = read_document(name, &bytes, Bounds::ANSWERS, format, |tree| {
        match load_for(args, answers::questionnaire_of(tree)) {
            Ok(instrument) => Ok(Ok((instrument, read(tree, instrument)?))),
            Err(failure) => Ok(Err(failure)),
        }
    });
    let (instrument, answers) = judged??;
    Ok(Judged { instrument, answers, bytes })
}

/// Reads and accepts the answers in a file for an instrument that is known.
pub(super) fn answers_for(
    instrument: &Instrument,
    path: &Path,
    format: Format,
) -> Result<AnswerSheet, Failure> {
    let bytes = files::read(path, Bounds::ANSWERS)?;
    let read = |tree: &Node<'_>| answers::read(tree, instrument);
    read_document(files::name(path), &bytes, Bounds::ANSWERS, format, read)
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
