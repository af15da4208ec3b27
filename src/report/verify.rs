//! A stored report held against a fresh one from the answers that it carries: what does not follow.

pub mod json;
pub mod table;

use crate::document::Span;
use crate::document::node::{Entry, Node, Value};
use crate::domain::Decimal;
use crate::domain::sorting;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The parts of a report that do not follow from its answers: which version made it, the
/// answers, and which portfolio they are held against.
const GIVEN: &[&str] = &["tool.version", "given", "compared_with.given", "against.portfolio"];
/// The parts that came after the first reports were written; one of another version is whole
/// without them.
const LATER: &[&str] = &["sensitivity", "overall.one_off"];
/// By which of its keys an item of a list is told from the others, first found first.
const NAMES: &[&str] = &["id", "question", "code", "requirement", "dimension"];
/// The longest value that is quoted whole.
const LONGEST: usize = 160;

/// What became of a stored report.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The file's name, as it was named.
    pub file: String,
    /// The rubric that it was recomputed by: id, version, fingerprint.
    pub rubric: (String, String, String),
    /// The program's version that wrote the report, where it says so.
    pub tool: Option<String>,
    /// The file whose answers the report's were held against.
    pub answers: Option<String>,
    /// How many values were compared.
    pub values: usize,
    /// How many sentences of another version of the program were not compared.
    pub not_compared: usize,
    /// What does not follow, each with its line and column.
    pub differences: Vec<Located>,
}

/// A difference and where it stands: line and column, counted from 1.
#[derive(Clone, Debug)]
pub struct Located {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// The difference.
    pub difference: Difference,
}

/// Something in a stored report that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its path, such as `dimensions.overrides.level`.
    pub path: String,
    /// Where in the stored report it stands.
    pub span: Span,
    /// What stands there, as JSON; nothing where something is missing.
    pub found: Option<String>,
    /// What follows from the answers, as JSON; nothing where nothing does.
    pub expected: Option<String>,
    /// The file that says otherwise, where it is not the answers that are carried.
    pub says: Option<String>,
}

impl Difference {
    /// Returns the difference as a sentence without a full stop.
    #[must_use]
    pub fn message(&self) -> String {
        let path = &self.path;
        let found = self.found.as_ref();
        let found = found.map_or_else(|| "is missing".to_owned(), |found| format!("is {found}"));
        let expected = self.expected.as_deref();
        match (&self.says, &self.found, expected) {
            (_, None, None) => format!("{path} is not in the order that follows"),
            (Some(file), _, _) => {
                format!(
                    "{path} {found}, and {file} says {}",
                    expected.unwrap_or("nothing of the kind")
                )
            }
            (None, _, _) => {
                format!("{path} {found}, and {} follows", expected.unwrap_or("nothing of the kind"))
            }
        }
    }
}

/// What a comparison found.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Whether another version of the program wrote the report: it may word a sentence otherwise.
    other_version: bool,
    /// How many values were compared.
    pub values: usize,
    /// How many sentences of another version of the program were not compared.
    pub not_compared: usize,
    /// The differences, in the order of the stored text.
    pub differences: Vec<Difference>,
}

/// Compares a stored report with a fresh one.
#[must_use]
pub fn reports(stored: &Node<'_>, fresh: &Node<'_>) -> Comparison {
    let version = |report: &Node<'_>| match report.get("tool")?.get("version")?.value {
        Value::Text(ref version) => Some(version.to_string()),
        _ => None,
    };
    let other_version = version(stored) != version(fresh);
    let mut comparison = Comparison { other_version, ..Comparison::default() };
    comparison.node("", stored, fresh);
    sorting::sort_by_key(&mut comparison.differences, |difference| difference.span.start);
    comparison
}

/// Compares the answers that a report carries with those of `file`, both spelled alike;
/// differences stand at `span`.
#[must_use]
pub fn answers(carried: &Node<'_>, named: &Node<'_>, file: &str, span: &Span) -> Comparison {
    let mut comparison = Comparison::default();
    comparison.node("given", carried, named);
    for difference in &mut comparison.differences {
        difference.span = span.clone();
        difference.says = Some(file.to_owned());
    }
    comparison
}

/// Returns whether a text at `path` is a sentence in the program's own words.
fn is_sentence(path: &str) -> bool {
    let notice = path.starts_with("notices") && path.ends_with(".message");
    notice || path.starts_with("compared_with.moved[")
}

impl Comparison {
    fn node(&mut self, path: &str, stored: &Node<'_>, fresh: &Node<'_>) {
        match (&stored.value, &fresh.value) {
            (Value::Map(entries), Value::Map(expected)) => {
                self.mapping(path, &stored.span, entries, expected);
            }
            (Value::List(items), Value::List(expected)) => {
                self.list(path, &stored.span, items, expected);
            }
            (Value::Text(_), Value::Text(_)) if self.other_version && is_sentence(path) => {
                self.not_compared += 1;
            }
            (found, expected) => {
                self.values += 1;
                if !is_same(found, expected) {
                    self.differ(path, &stored.span, Some(stored), Some(fresh));
                }
            }
        }
    }

    fn mapping(&mut self, path: &str, span: &Span, entries: &[Entry<'_>], expected: &[Entry<'_>]) {
        let inner =
            |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let mut seen = BTreeSet::new();
        for entry in entries {
            let inner = inner(&entry.key);
            let twice = !seen.insert(entry.key.as_ref());
            // A second key of the same name is what other readers take, whatever it names.
            let given = GIVEN.contains(&inner.as_str()) && !entry.key.contains('.');
            let is_text = matches!(entry.value.value, Value::Text(_));
            if given && !twice && (is_text || inner != "tool.version") {
                continue;
            }
            match expected.iter().find(|fresh| fresh.key == entry.key) {
                Some(fresh) if !twice => self.node(&inner, &entry.value, &fresh.value),
                _ => self.differ(&inner, &entry.key_span, Some(&entry.value), None),
            }
        }
        for fresh in expected {
            let inner = inner(&fresh.key);
            let there = seen.contains(fresh.key.as_ref());
            let later = self.other_version && LATER.contains(&&*inner);
            if !there && !later && inner != "given" {
                self.differ(&inner, span, None, Some(&fresh.value));
            }
        }
    }

    /// Compares lists: item by item where items have names, else by their order.
    fn list(&mut self, path: &str, span: &Span, items: &[Node<'_>], expected: &[Node<'_>]) {
        if let (Some(found), Some(wanted)) = (names(items), names(expected)) {
            self.named(path, span, (items, &found), (expected, &wanted));
            return;
        }
        for index in 0..items.len().max(expected.len()) {
            let inner = format!("{path}[{index}]");
            match (items.get(index), expected.get(index)) {
                (Some(found), Some(fresh)) => self.node(&inner, found, fresh),
                (Some(found), None) => self.differ(&inner, &found.span, Some(found), None),
                (None, fresh) => self.differ(&inner, span, None, fresh),
            }
        }
    }

    fn named(
        &mut self,
        path: &str,
        span: &Span,
        (items, found): (&[Node<'_>], &[String]),
        (expected, wanted): (&[Node<'_>], &[String]),
    ) {
        for (item, name) in items.iter().zip(found) {
            let inner = format!("{path}.{name}");
            match wanted.iter().position(|wanted| wanted == name).and_then(|at| expected.get(at)) {
                Some(fresh) => self.node(&inner, item, fresh),
                None => self.differ(&inner, &item.span, Some(item), None),
            }
        }
        for (fresh, name) in expected.iter().zip(wanted).filter(|(_, name)| !found.contains(name)) {
            self.differ(&format!("{path}.{name}"), span, None, Some(fresh));
        }
        let common = |names: &[String], others: &[String]| -> Vec<String> {
            names.iter().filter(|name| others.contains(name)).cloned().collect()
        };
        if common(found, wanted) != common(wanted, found) {
            self.differ(path, span, None, None);
        }
    }

    fn differ(
        &mut self,
        path: &str,
        span: &Span,
        found: Option<&Node<'_>>,
        expected: Option<&Node<'_>>,
    ) {
        let path = if path.is_empty() { "the report" } else { path }.to_owned();
        let (found, expected) = (found.map(spelled), expected.map(spelled));
        let span = span.clone();
        self.differences.push(Difference { path, span, found, expected, says: None });
    }
}

/// Returns the names of all items, if each has one of its own.
fn names(items: &[Node<'_>]) -> Option<Vec<String>> {
    let name = |item: &Node<'_>| {
        let name = NAMES.iter().find_map(|key| item.get(key))?;
        match &name.value {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    };
    let names: Vec<String> = items.iter().map(name).collect::<Option<_>>()?;
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    (sorted.len() == names.len()).then_some(names)
}

/// Returns whether two values mean the same: numbers by their value, however they are spelled.
fn is_same(found: &Value<'_>, expected: &Value<'_>) -> bool {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) => {
            let (number, wanted) = (Decimal::parse(found), Decimal::parse(expected));
            found == expected || number.is_ok_and(|number| wanted == Ok(number))
        }
        (Value::List(_) | Value::Map(_), _) | (_, Value::List(_) | Value::Map(_)) => false,
        (found, expected) => found == expected,
    }
}

/// Returns a value as JSON, on one line; long ones are cut.
fn spelled(node: &Node<'_>) -> String {
    let mut text = String::new();
    spell(node, &mut text);
    let letters = text.chars().count();
    if letters <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).collect::<String>() + " ..."
}

fn spell(node: &Node<'_>, text: &mut String) {
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::Text(value) => {
            let _ = write!(text, "{}", serde_json::Value::from(value.as_ref()));
        }
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                spell(item, text);
            }
            text.push(']');
        }
        Value::Map(entries) => {
            text.push('{');
            for (index, entry) in entries.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                let _ = write!(text, "{comma}{}: ", serde_json::Value::from(entry.key.as_ref()));
                spell(&entry.value, text);
            }
            text.push('}');
        }
    }
}
