//! TOML into the tree.

use super::node::{Bounds, Entry, Finding, Node, Span, Value};
use crate::domain::Code;
use crate::domain::sorting;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads TOML text.
pub(super) fn read(text: &str, bounds: Bounds) -> Result<Node<'_>, Vec<Finding>> {
    // The library has no budget of its own, and a dotted key costs it kilobytes.
    if text.matches('=').count() > bounds.nodes / 2 {
        return Err(vec![super::node::too_many(0..0, bounds)]);
    }
    let marked = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let body = text.get(marked..).unwrap_or_default();
    let reader = Reader { text, marked };
    let (table, errors) = DeTable::parse_recoverable(body);
    if errors.is_empty() {
        let span = reader.at(table.span());
        return Ok(Node { span, value: reader.map(table.into_inner()) });
    }
    // Nesting past the bound has every bracket of it as a consequence.
    if let Some(deep) = errors.iter().find(|error| error.message().contains("recur")) {
        return Err(vec![super::node::too_deep(reader.at(deep.span().unwrap_or_default()))]);
    }
    // What else is found in a line follows from its first slip.
    let mut findings: Vec<_> = errors.iter().map(|error| reader.finding(error)).collect();
    sorting::sort_by_key(&mut findings, |finding| finding.span.start);
    findings.dedup_by_key(|finding| line_of(text, finding.span.start));
    Err(findings)
}

/// Returns how many lines stand before a place.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

struct Reader<'t> {
    text: &'t str,
    marked: usize,
}

impl<'t> Reader<'t> {
    fn at(&self, span: Span) -> Span {
        span.start + self.marked..span.end + self.marked
    }

    fn node(&self, value: Spanned<DeValue<'t>>) -> Node<'t> {
        let span = self.at(value.span());
        let spelled = || Cow::Borrowed(self.text.get(span.clone()).unwrap_or_default());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text),
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(spelled()),
            DeValue::Boolean(value) => Value::Bool(value),
            DeValue::Datetime(_) => Value::Text(spelled()),
            DeValue::Array(items) => {
                Value::List(items.into_iter().map(|item| self.node(item)).collect())
            }
            DeValue::Table(table) => self.map(table),
        };
        Node { span, value }
    }

    fn map(&self, table: DeTable<'t>) -> Value<'t> {
        let entry = |(key, value): (Spanned<Cow<'t, str>>, Spanned<DeValue<'t>>)| {
            let key_span = self.at(key.span());
            Entry { key: key.into_inner(), key_span, value: self.node(value) }
        };
        Value::Map(table.into_iter().map(entry).collect())
    }

    fn finding(&self, error: &toml::de::Error) -> Finding {
        let span = self.at(error.span().unwrap_or_default());
        let said = error.message();
        let code = if said.contains("duplicate key") { Code::DuplicateKey } else { Code::Syntax };
        let message = format!("not valid TOML: {said}");
        let help = super::mistaken::toml_help(self.text, span.start, said);
        Finding { code, span, message, help }
    }
}
