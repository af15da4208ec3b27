//! The questionnaire document, checked in shape and in sense.

mod bands;

use bands::Measured;

use super::advice::nearest_or_all;
use super::fields::{self, Fields, Findings, Read};
use super::node::{Entry, Finding, Node, Span, Value};
use crate::domain::questionnaire::{
    Better, Beyond, Changed, Choice, Condition, Dated, Doubt, Exhibit, Measure, Outcome, Question,
    Questionnaire, Rationale, RationaleKind, Source, Symptom, Term, Word,
};
use crate::domain::{Code, Decimal};
use std::collections::BTreeSet;

const TOP_KEYS: &[&str] = &[
    "id",
    "version",
    "edition",
    "title",
    "counting_rules",
    "symptoms",
    "option_sets",
    "facts",
    "questions",
    "follow_ups",
    "glossary",
    "outcomes",
    "sources",
];
const FACT_KEYS: &[&str] = &[
    "id",
    "title",
    "prompt",
    "help",
    "more",
    "asked_of",
    "preparation",
    "if_not",
    "options",
    "applies_if",
    "probes",
    "evidence",
];
const QUESTION_KEYS: &[&str] = &[
    "id",
    "follows",
    "applies_if",
    "title",
    "prompt",
    "help",
    "more",
    "asked_of",
    "preparation",
    "if_not",
    "measure",
    "changed",
    "options",
    "probes",
    "evidence",
    "basis",
];
const FOLLOW_UP_KEYS: &[&str] = &[
    "id",
    "follows",
    "ask",
    "applies_if",
    "title",
    "prompt",
    "help",
    "more",
    "asked_of",
    "preparation",
    "if_not",
    "measure",
    "changed",
    "options",
    "probes",
    "evidence",
    "basis",
];
/// The lists of questions.
const LISTS: [&str; 3] = ["facts", "questions", "follow_ups"];
const MEASURE_KEYS: &[&str] =
    &["name", "formula", "unit", "better", "range", "dated", "words", "doubt", "doubts"];

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
    let sets = option_sets(&top, findings);
    let questions =
        top.list("questions", findings, |node, f| question(node, Kind::Scored, &sets, f));
    if questions.is_empty()
        && matches!(list(tree, "questions"), [])
        && top.get("questions").is_some()
    {
        findings.push(Code::MissingKey, &tree.span, "the questionnaire asks nothing", "");
    }
    let edition = top.get("edition").and_then(|node| edition(node, findings)).unwrap_or(1);
    later_changes(tree, edition, findings);
    let questionnaire = Questionnaire {
        edition,
        counting_rules: top.list("counting_rules", findings, fields::text),
        symptoms: top.list("symptoms", findings, symptom),
        facts: top.list("facts", findings, |node, f| question(node, Kind::Fact, &sets, f)),
        follow_ups: top
            .list("follow_ups", findings, |node, f| question(node, Kind::FollowUp, &sets, f)),
        glossary: top.list("glossary", findings, term),
        outcomes: top.list("outcomes", findings, outcome),
        sources: top.list("sources", findings, source),
        questions,
        id: id?,
        version: version?,
        title: title?,
    };
    Some(questionnaire)
}

/// Reads the number of an edition; answers name one too.
pub(super) fn edition(node: &Node<'_>, findings: &mut Findings) -> Option<i64> {
    let edition = fields::whole(node, findings)?;
    if edition < 1 {
        let message = format!("{edition} is no edition");
        findings.push(Code::OutOfRange, &node.span, message, "write 1 or more");
        return None;
    }
    Some(edition)
}

fn changed(node: &Node<'_>, findings: &mut Findings) -> Option<Changed> {
    let fields = Fields::open(node, "a change", &["edition", "how"], findings)?;
    let edition = fields.required("edition", findings, edition);
    let how = fields.required("how", findings, fields::text);
    Some(Changed { edition: edition?, how: how? })
}

/// Finds changes of an edition that is still to come: no answers could name it.
fn later_changes(tree: &Node<'_>, edition: i64, findings: &mut Findings) {
    let asked = ["questions", "follow_ups", "facts"].iter().flat_map(|key| list(tree, key));
    for node in asked.filter_map(|question| question.get("changed")?.get("edition")) {
        // What is no number was found when it was read.
        let changed = fields::whole(node, &mut Findings::default());
        if let Some(changed) = changed.filter(|changed| *changed > edition) {
            let message = format!("edition {changed} is still to come: this is edition {edition}");
            let help = format!("write {edition} or less, or `edition: {changed}` at the top");
            findings.push(Code::OutOfRange, &node.span, message, &help);
        }
    }
}

fn symptom(node: &Node<'_>, findings: &mut Findings) -> Option<Symptom> {
    let fields = Fields::open(node, "a symptom", &["id", "text"], findings)?;
    let id = fields.required("id", findings, fields::code);
    let text = fields.required("text", findings, fields::text);
    Some(Symptom { id: id?, text: text? })
}

fn term(node: &Node<'_>, findings: &mut Findings) -> Option<Term> {
    let fields =
        Fields::open(node, "a word of the glossary", &["term", "also", "means"], findings)?;
    let term = fields.required("term", findings, fields::text);
    let means = fields.required("means", findings, fields::text);
    let also = fields.list("also", findings, fields::text);
    Some(Term { term: term?, also, means: means? })
}

fn outcome(node: &Node<'_>, findings: &mut Findings) -> Option<Outcome> {
    let keys = ["id", "title", "formula", "unit", "better"];
    let fields = Fields::open(node, "an outcome", &keys, findings)?;
    let id = fields.required("id", findings, fields::id);
    let title = fields.required("title", findings, fields::text);
    let formula = fields.required("formula", findings, fields::text);
    let unit = fields.required("unit", findings, fields::text);
    let better = better(&fields, findings);
    Some(Outcome { id: id?, title: title?, formula: formula?, unit: unit?, better: better? })
}

/// Reads which way a figure is better.
fn better(fields: &Fields<'_, '_>, findings: &mut Findings) -> Option<Better> {
    let ways = [("lower", Better::Lower), ("higher", Better::Higher)];
    let better = fields.need("better", findings)?;
    fields::one_of(better, &ways, findings)
}

/// Reads what is asked for as evidence: in words, or what, where and who gets it out.
fn exhibit(node: &Node<'_>, findings: &mut Findings) -> Option<Exhibit> {
    if !matches!(node.value, Value::Map(_)) {
        let what = fields::text(node, findings)?;
        return Some(Exhibit { what, place: None, who: None });
    }
    let fields = Fields::open(node, "evidence", &["what", "where", "who"], findings)?;
    let what = fields.required("what", findings, fields::text);
    let place = fields.optional("where", findings, fields::text);
    let who = fields.optional("who", findings, fields::text);
    Some(Exhibit { what: what?, place, who })
}

/// Reads a source; rubrics have them too.
pub(super) fn source(node: &Node<'_>, findings: &mut Findings) -> Option<Source> {
    let keys = ["id", "title", "publisher", "read", "address", "grade"];
    let fields = Fields::open(node, "a source", &keys, findings)?;
    let id = fields.required("id", findings, fields::code);
    let title = fields.required("title", findings, fields::text);
    let address = fields.required("address", findings, fields::text);
    let grade = fields.required("grade", findings, fields::text);
    let publisher = fields.optional("publisher", findings, fields::text).unwrap_or_default();
    let read = fields.optional("read", findings, fields::date);
    Some(Source { id: id?, title: title?, publisher, read, address: address?, grade: grade? })
}

/// What a question is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fact,
    Scored,
    FollowUp,
}

impl Kind {
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Fact => FACT_KEYS,
            Self::Scored => QUESTION_KEYS,
            Self::FollowUp => FOLLOW_UP_KEYS,
        }
    }
}

/// Named lists of options, each with its node.
type OptionSets<'n, 't> = Vec<(&'n str, &'n Node<'t>)>;

/// Returns the named lists of options. What is in them is read where they are used.
fn option_sets<'n, 't>(top: &Fields<'n, 't>, findings: &mut Findings) -> OptionSets<'n, 't> {
    let Some(node) = top.get("option_sets") else { return Vec::new() };
    let entries = fields::entries(node, findings);
    for entry in entries {
        fields::items(&entry.value, findings);
    }
    entries.iter().map(|entry| (entry.key.as_ref(), &entry.value)).collect()
}

fn question(
    node: &Node<'_>,
    kind: Kind,
    sets: &OptionSets<'_, '_>,
    findings: &mut Findings,
) -> Option<Question> {
    let fields = Fields::open(node, "a question", kind.keys(), findings)?;
    let id = fields.required("id", findings, fields::id);
    let title = fields.required("title", findings, fields::text);
    let prompt = fields.required("prompt", findings, fields::text);
    let before = findings.0.len();
    let measure = fields.get("measure").and_then(|node| measure(node, findings));
    let measured = match &measure {
        Some(_) => Measured::Rightly,
        None if fields.get("measure").is_some() || fields.misspells("measure") => Measured::Wrongly,
        None => Measured::Not,
    };
    let (list, mut options) = options(&fields, measured, sets, findings);
    if let (Measured::Not, Some(span)) = (measured, list.and_then(first_band)) {
        let help = "give the question a `measure`, or take the bands out";
        findings.push(Code::Bands, &span, "a band needs a measure", help);
    }
    if kind == Kind::Fact && fields.get("options").is_none() {
        options = yes_or_no();
    }
    let whole = findings.0.len() == before && !fields.misspells("options");
    let ways = [("everybody", false), ("on_request", true)];
    let asked = fields.get("ask").and_then(|node| fields::one_of(node, &ways, findings));
    let question = Question {
        follows: fields.optional("follows", findings, fields::id),
        on_request: kind == Kind::FollowUp && asked.unwrap_or(true),
        applies_if: conditions(&fields, findings),
        help: fields.optional("help", findings, fields::text).unwrap_or_default(),
        probes: fields.list("probes", findings, fields::text),
        more: fields.optional("more", findings, fields::text).unwrap_or_default(),
        asked_of: fields.optional("asked_of", findings, fields::text),
        preparation: fields.optional("preparation", findings, fields::text),
        if_not: fields.optional("if_not", findings, fields::text),
        evidence: fields.list("evidence", findings, exhibit),
        rationale: fields.get("basis").and_then(|node| rationale(node, findings)),
        changed: fields.get("changed").and_then(|node| changed(node, findings)),
        measure,
        options,
        id: id?,
        title: title?,
        prompt: prompt?,
    };
    if whole && matches!(measured, Measured::Rightly | Measured::Not) {
        bands::check_options(list.unwrap_or(node), node, &question, findings);
    }
    Some(question)
}

/// Reads options: written out, or the name of a list of them.
fn options<'n, 't>(
    fields: &Fields<'n, 't>,
    measured: Measured,
    sets: &OptionSets<'n, 't>,
    findings: &mut Findings,
) -> (Option<&'n Node<'t>>, Vec<Choice>) {
    let Some(node) = fields.get("options") else { return (None, Vec::new()) };
    let Value::Text(name) = &node.value else {
        let options = fields.list("options", findings, |node, f| choice(node, measured, f));
        return (Some(node), options);
    };
    let Some((_, list)) = sets.iter().find(|(known, _)| known == name) else {
        let known: Vec<_> = sets.iter().map(|(known, _)| *known).collect();
        refer_to(node, &known, "option set", findings);
        return (None, Vec::new());
    };
    findings.use_of(name);
    let Value::List(items) = &list.value else { return (None, Vec::new()) };
    let options = items.iter().filter_map(|item| choice(item, measured, findings));
    (Some(list), options.collect())
}

/// Returns the options of a fact that names none.
fn yes_or_no() -> Vec<Choice> {
    let option = |(id, label): (&str, &str)| Choice {
        id: id.to_owned(),
        label: label.to_owned(),
        phrase: None,
        band: None,
        rationale: None,
    };
    [("yes", "Yes"), ("no", "No")].map(option).into()
}

/// Reads what must be the case for a question to apply.
fn conditions(fields: &Fields<'_, '_>, findings: &mut Findings) -> Vec<Condition> {
    let Some(node) = fields.get("applies_if") else { return Vec::new() };
    let condition = |entry: &Entry<'_>, findings: &mut Findings| {
        let one = match &entry.value.value {
            Value::List(items) => {
                items.iter().filter_map(|item| option_id(item, findings)).collect()
            }
            _ => vec![option_id(&entry.value, findings)?],
        };
        Some(Condition { fact: entry.key.clone().into_owned(), options: one })
    };
    let entries = fields::entries(node, findings);
    entries.iter().filter_map(|entry| condition(entry, findings)).collect()
}

/// Reads the id of an option; `true` and `false` are `yes` and `no`.
fn option_id(node: &Node<'_>, findings: &mut Findings) -> Option<String> {
    match node.value {
        Value::Bool(value) => Some(if value { "yes" } else { "no" }.to_owned()),
        _ => fields::id(node, findings),
    }
}

/// Returns where the first band of a list of options stands.
fn first_band(options: &Node<'_>) -> Option<Span> {
    let Value::List(options) = &options.value else { return None };
    options.iter().find_map(|option| Some(option.entry("band")?.key_span.clone()))
}

fn measure(node: &Node<'_>, findings: &mut Findings) -> Option<Measure> {
    let fields = Fields::open(node, "a measure", MEASURE_KEYS, findings)?;
    let name = fields.required("name", findings, fields::id);
    let formula = fields.required("formula", findings, fields::text);
    let unit = fields.required("unit", findings, fields::text);
    let better = better(&fields, findings);
    let range = fields.get("range").and_then(|node| {
        let range = Fields::open(node, "a range", &["min", "max"], findings)?;
        let least = range.required("min", findings, fields::decimal);
        Some((least?, range.optional("max", findings, fields::decimal)))
    });
    let (least, most) = range.unwrap_or((Decimal::whole(0), None));
    let measure = Measure {
        dated: fields.get("dated").and_then(|node| dated(node, findings)).unwrap_or(Dated::Not),
        words: fields.list("words", findings, word),
        doubts: doubts(&fields, findings),
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
    let keys = ["word", "option", "unknown", "meaning"];
    let fields = Fields::open(node, "a word", &keys, findings)?;
    let word = fields.required("word", findings, fields::id);
    let meaning = fields.required("meaning", findings, fields::text);
    let option = fields.optional("option", findings, fields::id);
    let unknown = fields.optional("unknown", findings, fields::flag).unwrap_or_default();
    if let Some(entry) = node.entry("unknown").filter(|_| unknown && option.is_some()) {
        let message = "a word stands for an option, or says that nobody knows, not both";
        findings.push(Code::TwoAnswers, &entry.key_span, message, "keep one of the two");
    }
    Some(Word { word: word?, meaning: meaning?, option, unknown })
}

/// Reads which days may be given: `true` for one day, `two_days` for two.
fn dated(node: &Node<'_>, findings: &mut Findings) -> Option<Dated> {
    match &node.value {
        Value::Bool(flag) => Some(if *flag { Dated::OneDay } else { Dated::Not }),
        Value::Text(text) if text.trim() == "two_days" => Some(Dated::TwoDays),
        _ => {
            let message = "`dated` is true, false or `two_days`";
            let help = "write `true` where a day may be given, `two_days` where two are";
            findings.push(Code::WrongType, &node.span, message, help);
            None
        }
    }
}

/// Reads the doubts of a measure; one alone may be written without a list.
fn doubts(fields: &Fields<'_, '_>, findings: &mut Findings) -> Vec<Doubt> {
    let one = fields.get("doubt").and_then(|node| doubt(node, findings));
    let several = fields.list("doubts", findings, doubt);
    if let (Some(node), false) = (fields.get("doubt"), several.is_empty()) {
        let message = "`doubt` and `doubts` say the same thing";
        let help = "write all of them below `doubts`";
        findings.push(Code::TwoAnswers, &node.span, message, help);
    }
    one.into_iter().chain(several).collect()
}

fn doubt(node: &Node<'_>, findings: &mut Findings) -> Option<Doubt> {
    let fields = Fields::open(node, "a doubt", &["below", "above", "ask"], findings)?;
    let below = fields.optional("below", findings, fields::decimal);
    let above = fields.optional("above", findings, fields::decimal);
    let ask = fields.required("ask", findings, fields::text);
    let help = "write `{below: FIGURE, ask: TEXT}` or `{above: FIGURE, ask: TEXT}`";
    match (fields.get("below"), fields.get("above")) {
        (None, None) if !fields.has_unknown() => {
            let message = "a doubt says below or above which figure it begins";
            findings.push(Code::MissingKey, &node.span, message, help);
        }
        (Some(_), Some(above)) => {
            let message = "a doubt is about figures below one or above one, not both";
            findings.push(Code::TwoAnswers, &above.span, message, "write two doubts");
        }
        _ => {}
    }
    let below = below.map(|at| (Beyond::Below, at));
    let (beyond, at) = below.or(above.map(|at| (Beyond::Above, at)))?;
    Some(Doubt { beyond, at, ask: ask? })
}

fn choice(node: &Node<'_>, measured: Measured, findings: &mut Findings) -> Option<Choice> {
    let keys = ["id", "label", "phrase", "band", "basis"];
    let fields = Fields::open(node, "an option", &keys, findings)?;
    let id = fields.required("id", findings, fields::id);
    let label = fields.required("label", findings, fields::text);
    let phrase = fields.optional("phrase", findings, fields::text);
    let band = fields.get("band").and_then(|node| bands::band(node, measured, findings));
    let rationale = fields.get("basis").and_then(|node| rationale(node, findings));
    if id.as_deref() == Some("unknown") {
        let help = "`unknown` is always an answer; call the option something else";
        findings.push(Code::BadId, &node.span, "no option may be called `unknown`", help);
    }
    Some(Choice { id: id?, label: label?, phrase, band, rationale })
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

/// Finds ids that stand twice, and references to what is not there.
fn check_references(tree: &Node<'_>, q: &Questionnaire, findings: &mut Findings) {
    let all: Vec<_> = q.all().map(|question| question.id.as_str()).collect();
    for key in ["facts", "questions", "follow_ups", "symptoms", "outcomes", "sources"] {
        unique_ids(tree, &[key], findings);
    }
    unique_ids(tree, &LISTS, findings);
    let sources: Vec<_> = q.sources.iter().map(|source| source.id.as_str()).collect();
    // An id that could not be read has its finding; what names it needs none.
    let known = |key: &str, read: usize| tree.get(key).is_some() && list(tree, key).len() == read;
    let asks_all = known("questions", q.questions.len());
    let names_all = known("sources", q.sources.len()) || lists_no_sources(tree);
    let facts = known("facts", q.facts.len()) || tree.get("facts").is_none();
    for key in LISTS {
        for node in list(tree, key) {
            if facts {
                refer_to_facts(node, q, findings);
            }
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

/// Finds conditions that name a fact, or an option of one, that does not exist.
fn refer_to_facts(node: &Node<'_>, q: &Questionnaire, findings: &mut Findings) {
    let Some(Value::Map(entries)) = node.get("applies_if").map(|node| &node.value) else { return };
    let known: Vec<_> = q.facts.iter().map(|fact| fact.id.as_str()).collect();
    for entry in entries {
        let key = Node { span: entry.key_span.clone(), value: Value::Text(entry.key.clone()) };
        refer_to(&key, &known, "fact", findings);
        let fact = q.facts.iter().find(|fact| fact.id == entry.key);
        let options = fact.map(|fact| fact.options.iter().map(|option| option.id.as_str()));
        let Some(options) = options.map(Iterator::collect::<Vec<_>>) else { continue };
        let one = std::slice::from_ref(&entry.value);
        let named = if let Value::List(items) = &entry.value.value { items } else { one };
        for item in named.iter().filter(|item| matches!(item.value, Value::Text(_))) {
            refer_to(item, &options, "option", findings);
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

/// Finds that what `target` names is not among `known`.
pub(super) fn refer_to(target: &Node<'_>, known: &[&str], noun: &str, findings: &mut Findings) {
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
