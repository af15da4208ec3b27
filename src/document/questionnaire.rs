//! The questionnaire document, checked in shape and in sense.

use super::advice::nearest_or_all;
use super::fields::{self, Fields, Findings, Read};
use super::node::{Finding, Node, Span, Value};
use crate::domain::questionnaire::{
    Band, Better, Choice, Measure, Question, Questionnaire, Rationale, RationaleKind, Source,
    Symptom, Word,
};
use crate::domain::{Code, Decimal};
use std::collections::BTreeSet;

const TOP_KEYS: &[&str] =
    &["id", "version", "title", "counting_rules", "symptoms", "questions", "follow_ups", "sources"];
const QUESTION_KEYS: &[&str] = &[
    "id", "follows", "title", "prompt", "help", "measure", "options", "probes", "evidence", "basis",
];
const MEASURE_KEYS: &[&str] =
    &["name", "formula", "unit", "better", "range", "dated", "words", "doubt"];

/// Reads a tree as a questionnaire.
///
/// # Errors
///
/// Returns every finding, in the order of the text.
pub fn read(tree: &Node<'_>) -> Result<Questionnaire, Vec<Finding>> {
    let mut findings = Findings::default();
    let questionnaire = questionnaire(tree, &mut findings);
    if let Some(questionnaire) = &questionnaire {
        check_references(tree, questionnaire, &mut findings);
    }
    findings.finish(questionnaire)
}

fn questionnaire(tree: &Node<'_>, findings: &mut Findings) -> Option<Questionnaire> {
    let top = Fields::open(tree, "a questionnaire", TOP_KEYS, findings)?;
    let id = top.required("id", findings, fields::id);
    let version = top.required("version", findings, fields::text);
    let title = top.required("title", findings, fields::text);
    top.need("questions", findings);
    let questions = top.list("questions", findings, question);
    if questions.is_empty()
        && matches!(list(tree, "questions"), [])
        && top.get("questions").is_some()
    {
        findings.push(Code::MissingKey, &tree.span, "the questionnaire asks nothing", "");
    }
    let questionnaire = Questionnaire {
        counting_rules: top.list("counting_rules", findings, fields::text),
        symptoms: top.list("symptoms", findings, symptom),
        follow_ups: top.list("follow_ups", findings, question),
        sources: top.list("sources", findings, source),
        questions,
        id: id?,
        version: version?,
        title: title?,
    };
    Some(questionnaire)
}

fn symptom(node: &Node<'_>, findings: &mut Findings) -> Option<Symptom> {
    let fields = Fields::open(node, "a symptom", &["id", "text"], findings)?;
    let id = fields.required("id", findings, fields::code);
    let text = fields.required("text", findings, fields::text);
    Some(Symptom { id: id?, text: text? })
}

/// Reads a source; rubrics have them too.
pub(super) fn source(node: &Node<'_>, findings: &mut Findings) -> Option<Source> {
    let fields = Fields::open(node, "a source", &["id", "title", "address", "grade"], findings)?;
    let id = fields.required("id", findings, fields::code);
    let title = fields.required("title", findings, fields::text);
    let address = fields.required("address", findings, fields::text);
    let grade = fields.required("grade", findings, fields::text);
    Some(Source { id: id?, title: title?, address: address?, grade: grade? })
}

fn question(node: &Node<'_>, findings: &mut Findings) -> Option<Question> {
    let fields = Fields::open(node, "a question", QUESTION_KEYS, findings)?;
    let id = fields.required("id", findings, fields::id);
    let title = fields.required("title", findings, fields::text);
    let prompt = fields.required("prompt", findings, fields::text);
    let before = findings.0.len();
    let measure = fields.get("measure").and_then(|node| measure(node, findings));
    let measured = match &measure {
        Some(measure) => Measured::Better(measure.better),
        None if fields.get("measure").is_some() || fields.misspells("measure") => Measured::Wrongly,
        None => Measured::Not,
    };
    let options = fields.list("options", findings, |node, f| choice(node, measured, f));
    if let (Measured::Not, Some(span)) = (measured, first_band(node)) {
        let help = "give the question a `measure`, or take the bands out";
        findings.push(Code::Bands, &span, "a band needs a measure", help);
    }
    let whole = findings.0.len() == before && !fields.misspells("options");
    let question = Question {
        follows: fields.optional("follows", findings, fields::id),
        help: fields.optional("help", findings, fields::text).unwrap_or_default(),
        probes: fields.list("probes", findings, fields::text),
        evidence: fields.list("evidence", findings, fields::text),
        rationale: fields.get("basis").and_then(|node| rationale(node, findings)),
        measure,
        options,
        id: id?,
        title: title?,
        prompt: prompt?,
    };
    if whole && matches!(measured, Measured::Better(_) | Measured::Not) {
        check_options(node, &question, findings);
    }
    Some(question)
}

/// What the measure of a question says about the bands of its options.
#[derive(Clone, Copy)]
enum Measured {
    Better(Better),
    /// There is a measure, and a finding about it.
    Wrongly,
    Not,
}

/// Returns where the first band of a question's options stands.
fn first_band(node: &Node<'_>) -> Option<Span> {
    list(node, "options").iter().find_map(|option| Some(option.entry("band")?.key_span.clone()))
}

fn measure(node: &Node<'_>, findings: &mut Findings) -> Option<Measure> {
    let fields = Fields::open(node, "a measure", MEASURE_KEYS, findings)?;
    let name = fields.required("name", findings, fields::id);
    let formula = fields.required("formula", findings, fields::text);
    let unit = fields.required("unit", findings, fields::text);
    let ways = [("lower", Better::Lower), ("higher", Better::Higher)];
    let better = fields.need("better", findings);
    let better = better.and_then(|node| fields::one_of(node, &ways, findings));
    let range = fields.get("range").and_then(|node| {
        let range = Fields::open(node, "a range", &["min", "max"], findings)?;
        let least = range.required("min", findings, fields::decimal);
        Some((least?, range.optional("max", findings, fields::decimal)))
    });
    let (least, most) = range.unwrap_or((Decimal::whole(0), None));
    let measure = Measure {
        dated: fields.optional("dated", findings, fields::flag).unwrap_or_default(),
        words: fields.list("words", findings, word),
        doubt: fields.get("doubt").and_then(|node| doubt(node, findings)),
        least,
        most,
        name: name?,
        formula: formula?,
        unit: unit?,
        better: better?,
    };
    Some(measure)
}

fn word(node: &Node<'_>, findings: &mut Findings) -> Option<Word> {
    let fields = Fields::open(node, "a word", &["word", "option", "meaning"], findings)?;
    let word = fields.required("word", findings, fields::id);
    let meaning = fields.required("meaning", findings, fields::text);
    let option = fields.optional("option", findings, fields::id);
    Some(Word { word: word?, meaning: meaning?, option })
}

fn doubt(node: &Node<'_>, findings: &mut Findings) -> Option<(Decimal, String)> {
    let fields = Fields::open(node, "a doubt", &["below", "ask"], findings)?;
    let below = fields.required("below", findings, fields::decimal);
    let ask = fields.required("ask", findings, fields::text);
    Some((below?, ask?))
}

fn choice(node: &Node<'_>, measured: Measured, findings: &mut Findings) -> Option<Choice> {
    let fields = Fields::open(node, "an option", &["id", "label", "band", "basis"], findings)?;
    let id = fields.required("id", findings, fields::id);
    let label = fields.required("label", findings, fields::text);
    let band = fields.get("band").and_then(|node| band(node, measured, findings));
    let rationale = fields.get("basis").and_then(|node| rationale(node, findings));
    if id.as_deref() == Some("unknown") {
        let help = "`unknown` is always an answer; call the option something else";
        findings.push(Code::BadId, &node.span, "no option may be called `unknown`", help);
    }
    Some(Choice { id: id?, label: label?, band, rationale })
}

fn band(node: &Node<'_>, measured: Measured, findings: &mut Findings) -> Option<Band> {
    let Measured::Better(better) = measured else { return None };
    let (what, keys) = match better {
        Better::Lower => ("a band of a measure where lower is better", ["above", "up_to"]),
        Better::Higher => ("a band of a measure where higher is better", ["from", "below"]),
    };
    let fields = Fields::open(node, what, &keys, findings)?;
    let [first, second] = keys.map(|key| fields.optional(key, findings, fields::decimal));
    Some(match better {
        Better::Lower => Band::Lower { above: first, up_to: second },
        Better::Higher => Band::Higher { from: first, below: second },
    })
}

fn rationale(tree: &Node<'_>, findings: &mut Findings) -> Option<Rationale> {
    let fields = Fields::open(tree, "a basis", &["kind", "sources", "note"], findings)?;
    let kinds = RationaleKind::ALL.map(|kind| (kind.word(), kind));
    let kind = fields.need("kind", findings);
    let kind = kind.and_then(|node| fields::one_of(node, &kinds, findings));
    let note = fields.required("note", findings, fields::text);
    Some(Rationale {
        kind: kind?,
        sources: fields.list("sources", findings, fields::code),
        note: note?,
    })
}

/// Finds options without a band, and bands that overlap or leave a gap.
fn check_options(node: &Node<'_>, question: &Question, findings: &mut Findings) {
    let span = |option: usize| {
        let node = node.get("options").and_then(|options| options.item(option)).unwrap_or(node);
        node.get("band").unwrap_or(node).span.clone()
    };
    if question.options.is_empty() && question.measure.is_none() {
        let help = "give it `options`, a `measure`, or both";
        findings.push(Code::MissingKey, &node.span, "the question cannot be answered", help);
    }
    let Some(measure) = question.measure.as_ref().filter(|_| !question.options.is_empty()) else {
        return;
    };
    let bounds = |option: &Choice| match option.band.clone()? {
        Band::Lower { above, up_to } => Some((up_to, above)),
        Band::Higher { from, below } => Some((from, below)),
    };
    // From worst to best, each band ends where the next begins; the outer ends are open.
    // After one without an end nothing is known of where the next should begin.
    let mut end: Option<Option<Decimal>> = Some(None);
    let last = question.options.len().saturating_sub(1);
    for (at, option) in question.options.iter().enumerate() {
        let Some((toward_worse, toward_better)) = bounds(option) else {
            let message = format!("option `{}` has no band", option.id);
            let help = format!("say which stretch of `{}` it stands for", measure.name);
            findings.push(Code::Bands, &span(at), message, &help);
            return;
        };
        let is_open = toward_better.is_none() && at != last;
        let fits = end.is_none_or(|end| end == toward_worse);
        if !fits || is_open || (at == last && toward_better.is_some()) {
            let message =
                format!("the band of `{}` does not begin where the last one ends", option.id);
            let help = "options run from worst to best: each band begins where the last one ends, \
                        and only the outer two are open";
            findings.push(Code::Bands, &span(at), message, help);
        }
        end = (!is_open).then_some(toward_better);
    }
    check_whole_months(question, measure, &span, findings);
}

fn check_whole_months(
    question: &Question,
    measure: &Measure,
    span: &dyn Fn(usize) -> Span,
    findings: &mut Findings,
) {
    let whole = |bound: &Option<Decimal>| bound.is_none_or(|bound| bound.decimals() == 0);
    for (at, option) in question.options.iter().enumerate().filter(|_| measure.dated) {
        let fits = matches!(&option.band, Some(Band::Lower { above, up_to }) if whole(above) && whole(up_to));
        if !fits {
            let message = "an age that may be given as a date has bands of whole months";
            findings.push(Code::Bands, &span(at), message, "write whole months, lower is better");
        }
    }
}

/// Finds ids that stand twice, and references to what is not there.
fn check_references(tree: &Node<'_>, q: &Questionnaire, findings: &mut Findings) {
    let all: Vec<_> = q.all().map(|question| question.id.as_str()).collect();
    for key in ["questions", "follow_ups", "symptoms", "sources"] {
        unique_ids(tree, &[key], findings);
    }
    unique_ids(tree, &["questions", "follow_ups"], findings);
    let sources: Vec<_> = q.sources.iter().map(|source| source.id.as_str()).collect();
    // An id that could not be read has its finding; what names it needs none.
    let known = |key: &str, read: usize| tree.get(key).is_some() && list(tree, key).len() == read;
    let asks_all = known("questions", q.questions.len());
    let names_all = known("sources", q.sources.len()) || lists_no_sources(tree);
    for key in ["questions", "follow_ups"] {
        for node in list(tree, key) {
            if asks_all {
                refer(node, "follows", &all, "question", findings);
            }
            let options: Vec<_> =
                list(node, "options").iter().filter_map(|o| text_at(o, "id")).collect();
            unique_ids(node, &["options"], findings);
            let words = node.get("measure").map_or(&[][..], |measure| list(measure, "words"));
            let told = options.len() == list(node, "options").len() && !options.is_empty();
            for word in words.iter().filter(|_| told) {
                refer(word, "option", &options, "option", findings);
            }
            let bases = list(node, "options").iter().chain([node]).filter_map(|n| n.get("basis"));
            for basis in bases.filter(|_| names_all) {
                refer_all(basis, "sources", &sources, "source", findings);
            }
        }
    }
}

/// Returns whether no sources are listed, not even below a misspelt key, which has its finding.
fn lists_no_sources(tree: &Node<'_>) -> bool {
    let Value::Map(entries) = &tree.value else { return true };
    tree.get("sources").is_none() && !fields::misspells(entries, TOP_KEYS, "sources")
}

/// Returns the entries of the list called `key`; none where there is no such list.
pub(super) fn list<'n, 't>(node: &'n Node<'t>, key: &str) -> &'n [Node<'t>] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// Returns the text called `key`.
pub(super) fn text_at<'n>(node: &'n Node<'_>, key: &str) -> Option<&'n str> {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// Finds ids that stand twice in the lists called `keys`, taken together.
pub(super) fn unique_ids(node: &Node<'_>, keys: &[&str], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for item in keys.iter().flat_map(|key| list(node, key)) {
        let Some(id) = text_at(item, "id") else { continue };
        findings.define(id, item.get("id").map_or(&item.span, |node| &node.span));
        if !seen.insert(id) {
            let span = item.get("id").map_or(&item.span, |node| &node.span);
            let known = findings.0.iter().any(|f| f.span == *span && f.code == Code::BadId);
            if !known {
                findings.push(Code::BadId, span, format!("there are two called `{id}`"), "");
            }
        }
    }
}

/// Finds a reference called `key` to something that is not among `known`.
pub(super) fn refer(
    node: &Node<'_>,
    key: &str,
    known: &[&str],
    noun: &str,
    findings: &mut Findings,
) {
    if let Some(target) = node.get(key) {
        refer_to(target, known, noun, findings);
    }
}

/// Finds references in the list called `key` to what is not among `known`.
pub(super) fn refer_all(
    node: &Node<'_>,
    key: &str,
    known: &[&str],
    noun: &str,
    findings: &mut Findings,
) {
    for target in list(node, key) {
        refer_to(target, known, noun, findings);
    }
}

fn refer_to(target: &Node<'_>, known: &[&str], noun: &str, findings: &mut Findings) {
    let Some(id) = read_quietly(target, fields::text) else { return };
    if known.contains(&id.as_str()) {
        findings.use_of(&id);
    } else if known.is_empty() {
        // One finding says it for all that are named.
        let message = format!("no {noun} is listed");
        if !findings.0.iter().any(|found| found.message == message) {
            let help = "list every one that is named, or name none";
            findings.push(Code::UnknownId, &target.span, message, help);
        }
    } else {
        let message = format!("there is no {noun} `{}`", super::mistaken::spelled(&id));
        findings.push(Code::UnknownId, &target.span, message, &nearest_or_all(&id, known));
    }
}

/// Reads a value whose findings were noted before.
fn read_quietly<T>(node: &Node<'_>, read: Read<T>) -> Option<T> {
    read(node, &mut Findings::default())
}
