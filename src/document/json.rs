//! JSON into the tree. Raw values keep each number's spelling and tell every value's span.

use super::mistaken;
use super::node::{DEEPEST, Entry, Finding, Node, Span, Value};
use crate::domain::Code;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Reads JSON text.
pub(super) fn read(text: &str) -> Result<Node<'_>, Vec<Finding>> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if body.trim().is_empty() {
        return Ok(Node { span: 0..0, value: Value::Null });
    }
    let reader = Reader { text };
    serde_json::from_str::<&RawValue>(body)
        .map_err(|error| reader.syntax(body, &error))
        .and_then(|raw| reader.node(raw.get(), 1))
        .map_err(|finding| vec![finding])
}

struct Reader<'t> {
    text: &'t str,
}

impl<'t> Reader<'t> {
    /// Returns the span of `part`, which is a slice of the text.
    fn span(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + part.len()
    }

    fn node(&self, raw: &'t str, depth: usize) -> Result<Node<'t>, Finding> {
        let span = self.span(raw);
        if depth > DEEPEST {
            return Err(super::node::too_deep(span.start..span.start + 1));
        }
        let value = match raw.as_bytes().first() {
            Some(b'{') => self.map(raw, depth)?,
            Some(b'[') => {
                let items: Vec<&RawValue> = self.parse(raw)?;
                let nodes = items.into_iter().map(|item| self.node(item.get(), depth + 1));
                Value::List(nodes.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Value::Text(self.parse::<Text<'t>>(raw)?.0),
            Some(b't') => Value::Bool(true),
            Some(b'f') => Value::Bool(false),
            Some(b'n') => Value::Null,
            _ => Value::Number(Cow::Borrowed(raw)),
        };
        Ok(Node { span, value })
    }

    fn map(&self, raw: &'t str, depth: usize) -> Result<Value<'t>, Finding> {
        let Entries(entries) = self.parse(raw)?;
        let entry = |(key, value): (&'t RawValue, &'t RawValue)| {
            let Text(name) = self.parse(key.get())?;
            let key_span = self.span(key.get());
            Ok(Entry { key: name, key_span, value: self.node(value.get(), depth + 1)? })
        };
        Ok(Value::Map(entries.into_iter().map(entry).collect::<Result<_, _>>()?))
    }

    fn parse<T: Deserialize<'t>>(&self, raw: &'t str) -> Result<T, Finding> {
        serde_json::from_str(raw).map_err(|error| self.syntax(raw, &error))
    }

    /// Words the library's error about `part` for the person who wrote the text.
    fn syntax(&self, part: &str, error: &serde_json::Error) -> Finding {
        let lines = part.split_inclusive('\n').take(error.line().saturating_sub(1));
        let before: usize = lines.map(str::len).sum();
        let start = self.span(part).start + before + error.column().saturating_sub(1);
        let last = (start..=self.text.len())
            .rev()
            .chain(0..start)
            .find(|at| *at <= start && self.text.is_char_boundary(*at));
        let at = last.unwrap_or_default();
        let said = error.to_string();
        let bare = said.split(" at line ").next().unwrap_or(&said);
        let message = format!("not valid JSON: {bare}");
        let help = mistaken::json_help(self.text, at, bare);
        Finding { code: Code::Syntax, span: at..at + 1, message, help }
    }
}

/// A text, borrowed where it has no escapes.
struct Text<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// The entries of a mapping in their order, keys that stand twice included.
struct Entries<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}
