//! The baseline document: the levels that answers may not fall below, as text and back. TOML, to be
//! kept in git beside the answers.

use super::fields::{self, Fields, Findings};
use super::node::{Bounds, Finding, Node, Value};
use super::write::{FigureDocument, NumberDocument};
use crate::domain::erosion::Figures;
use crate::domain::gate::Levels;
use crate::domain::measured::Measured;
use crate::domain::score::Basis;
use crate::domain::sorting;
use crate::domain::{Code, Instrument, Rubric};
use serde::Serialize;
use std::collections::BTreeMap;

/// The levels of several sets of answers, by the path of their file from the baseline's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The levels by file.
    pub levels: BTreeMap<String, Levels>,
}

/// What a baseline was written for. It says nothing about answers under any other.
#[derive(Clone, Copy, Debug)]
pub struct WrittenFor<'g> {
    /// The instrument, of which the rubric counts.
    pub instrument: &'g Instrument,
    /// Whether the levels are claimed or evidenced ones.
    pub basis: Basis,
}

impl<'g> WrittenFor<'g> {
    fn rubric(&self) -> &'g Rubric {
        self.instrument.rubric()
    }
}

#[derive(Serialize)]
struct Text<'b> {
    rubric: RubricText<'b>,
    judge: &'static str,
    answers: Vec<AnswersText<'b>>,
}

#[derive(Serialize)]
struct RubricText<'b> {
    id: &'b str,
    version: &'b str,
    sha256: &'b str,
}

#[derive(Serialize)]
struct AnswersText<'b> {
    file: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<i64>,
    dimensions: BTreeMap<&'b str, i64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    figures: BTreeMap<&'b str, FigureDocument<'b>>,
}

/// How to get a baseline that fits.
const ANEW: &str = "write the baseline anew with --write-baseline --lower-baseline";

/// Returns a baseline as TOML.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn write(baseline: &Baseline, written_for: WrittenFor<'_>) -> Result<String, String> {
    let WrittenFor { instrument, basis } = written_for;
    let (rubric, sha256) = (instrument.rubric(), &instrument.fingerprints().rubric);
    let answers = baseline.levels.iter().map(|(file, levels)| {
        let named = levels.dimensions.iter().filter_map(|(dimension, level)| {
            Some((rubric.dimensions.get(dimension.index())?.id.as_str(), *level))
        });
        AnswersText {
            file,
            level: levels.level,
            dimensions: sorting::to_map(named),
            figures: sorting::to_map(
                levels.figures.iter().map(|(id, figure)| (id.as_str(), text_of(figure))),
            ),
        }
    });
    let text = Text {
        rubric: RubricText { id: &rubric.id, version: &rubric.version, sha256 },
        judge: basis.word(),
        answers: answers.collect(),
    };
    let text = toml::to_string(&text).map_err(|error| error.to_string())?;
    if text.len() > Bounds::BASELINE.bytes {
        return Err("the baseline would be larger than can be read again".to_owned());
    }
    Ok(format!(
        "# Written by `oms-maturity check --write-baseline`; no level may fall below it.\n{text}"
    ))
}

fn text_of(figure: &Measured) -> FigureDocument<'_> {
    match figure {
        Measured::Number(number) => FigureDocument::Number(NumberDocument(*number)),
        Measured::Word(word) => FigureDocument::Word(word),
    }
}

/// Reads a tree as a baseline for `written_for`.
///
/// # Errors
///
/// Returns every finding in the order of the text; one where it was written for something else.
pub fn read(tree: &Node<'_>, written_for: WrittenFor<'_>) -> Result<Baseline, Vec<Finding>> {
    let mut findings = Findings::default();
    let known = &["rubric", "judge", "answers"];
    let Some(top) = Fields::open(tree, "a baseline", known, &mut findings) else {
        return findings.finish(None);
    };
    if let Some(node) = top.need("rubric", &mut findings) {
        refuse_another_rubric(node, written_for, &mut findings);
    }
    if let Some(node) = top.need("judge", &mut findings) {
        let judge = fields::one_of(node, &Basis::ALL, &mut findings);
        if let Some(other) = judge.filter(|judge| *judge != written_for.basis) {
            let message =
                format!("these are {} levels, and the policy judges others", other.word());
            findings.push(Code::BaselineMismatch, &node.span, message, ANEW);
        }
    }
    let mut levels = BTreeMap::new();
    top.list("answers", &mut findings, |node, findings| {
        let (file, known) = entry(node, written_for, findings)?;
        if levels.insert(file.clone(), known).is_some() {
            let span = node.get("file").map_or_else(|| node.span.clone(), |file| file.span.clone());
            let message = format!("`{}` stands here twice", super::mistaken::spelled(&file));
            findings.push(Code::DuplicateKey, &span, message, "keep the higher levels of the two");
        }
        Some(())
    });
    findings.finish(Some(Baseline { levels }))
}

fn refuse_another_rubric(node: &Node<'_>, written_for: WrittenFor<'_>, findings: &mut Findings) {
    let keys = &["id", "version", "sha256"];
    let Some(fields) = Fields::open(node, "the rubric of a baseline", keys, findings) else {
        return;
    };
    let id = fields.required("id", findings, fields::text).unwrap_or_default();
    let version = fields.required("version", findings, fields::text).unwrap_or_default();
    let Some(sha256) = fields.required("sha256", findings, fields::text) else { return };
    if sha256 == written_for.instrument.fingerprints().rubric {
        return;
    }
    let message = format!(
        "the baseline was written for rubric `{id}` {version}, and this is `{}` {} of another \
         fingerprint",
        written_for.rubric().id,
        written_for.rubric().version
    );
    let help = format!("name that rubric with --rubric, or {ANEW}");
    let span = fields.get("sha256").map_or_else(|| node.span.clone(), |node| node.span.clone());
    findings.push(Code::BaselineMismatch, &span, message, &help);
}

fn entry(
    node: &Node<'_>,
    written_for: WrittenFor<'_>,
    findings: &mut Findings,
) -> Option<(String, Levels)> {
    let keys = &["file", "level", "dimensions", "figures"];
    let fields = Fields::open(node, "answers in a baseline", keys, findings)?;
    let file = fields.required("file", findings, fields::text)?;
    let level = fields
        .get("level")
        .and_then(|node| fields::level(node, written_for.rubric().scale, findings));
    let mut levels = Levels { level, ..Levels::default() };
    for entry in fields.get("dimensions").map_or(&[][..], |node| fields::entries(node, findings)) {
        let named = (entry.key.as_ref(), &entry.key_span);
        let Some(dimension) = fields::dimension(named, written_for.rubric(), findings) else {
            continue;
        };
        if let Some(level) = fields::level(&entry.value, written_for.rubric().scale, findings) {
            levels.dimensions.insert(dimension, level);
        }
    }
    levels.figures = figures(&fields, written_for, findings);
    Some((file, levels))
}

/// Reads the figures that may worsen only so much; a baseline of before has none.
fn figures(
    fields: &Fields<'_, '_>,
    written_for: WrittenFor<'_>,
    findings: &mut Findings,
) -> Figures {
    let mut figures = Figures::new();
    let questionnaire = written_for.instrument.questionnaire();
    for entry in fields.get("figures").map_or(&[][..], |node| fields::entries(node, findings)) {
        let named = (entry.key.as_ref(), &entry.key_span);
        let Some(asked) = fields::measured(named, questionnaire, findings) else { continue };
        let words = asked.measure.iter().flat_map(|measure| &measure.words);
        let words: Vec<_> = words.map(|word| word.word.as_str()).collect();
        let figure = match &entry.value.value {
            Value::Text(word) if words.contains(&word.as_ref()) => {
                Some(Measured::Word(word.as_ref().to_owned()))
            }
            _ => fields::decimal(&entry.value, findings).map(Measured::Number),
        };
        figures.extend(figure.map(|figure| (asked.id.clone(), figure)));
    }
    figures
}
