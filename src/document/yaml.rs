//! YAML into the tree. The library's limits are set on purpose; duplicate keys and merge keys pass
//! through to the tree, where they are found with all the rest.

use super::node::{Bounds, DEEPEST, Entry, Finding, Node, Span, Value};
use crate::domain::Code;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::NonFiniteFloatPolicy;
use serde_yaml::{DuplicateKeyPolicy, MergeKeyPolicy, Spanned};
use std::borrow::Cow;
use std::fmt;

/// The byte-order mark.
const MARK: char = '\u{FEFF}';

/// Reads YAML text.
pub(super) fn read(text: &str, bounds: Bounds) -> Result<Node<'_>, Vec<Finding>> {
    let options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
        budget: serde_yaml::budget! {
            max_depth: DEEPEST + 2,
            max_nodes: bounds.nodes,
        },
    };
    let tree: Result<Parsed, _> = serde_yaml::from_str_with_options(text, options);
    match tree {
        Ok(tree) => Ok(tree.into_node(text)),
        Err(error) => Err(vec![finding(text, bounds, &error)]),
    }
}

/// A value as the library hands it over, with its span.
struct Parsed {
    span: Span,
    spelled: Span,
    value: Shape,
}

enum Shape {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Parsed>),
    Map(Vec<(Parsed, Parsed)>),
}

impl Parsed {
    fn into_node(self, text: &str) -> Node<'_> {
        let value = match self.value {
            Shape::Null => Value::Null,
            Shape::Bool(value) => Value::Bool(value),
            Shape::Number => {
                Value::Number(Cow::Borrowed(text.get(self.spelled.clone()).unwrap_or_default()))
            }
            Shape::Text(value) => Value::Text(Cow::Owned(value)),
            Shape::List(items) => {
                Value::List(items.into_iter().map(|item| item.into_node(text)).collect())
            }
            Shape::Map(entries) => {
                let entry = |(key, value): (Self, Self)| {
                    let key_span = key.span;
                    let key = match key.value {
                        Shape::Text(key) => Cow::Owned(key),
                        _ => Cow::Borrowed(text.get(key.spelled).unwrap_or_default()),
                    };
                    Entry { key, key_span, value: value.into_node(text) }
                };
                Value::Map(entries.into_iter().map(entry).collect())
            }
        };
        Node { span: self.span, value }
    }
}

impl<'de> Deserialize<'de> for Parsed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned: Spanned<Shape> = Deserialize::deserialize(deserializer)?;
        Ok(Self {
            span: bytes_of(&spanned.referenced),
            spelled: bytes_of(&spanned.defined),
            value: spanned.value,
        })
    }
}

/// Returns the bytes that a location covers.
fn bytes_of(location: &serde_yaml::Location) -> Span {
    let span = location.span();
    let number = |value: Option<_>| value.and_then(|value| usize::try_from(value).ok());
    let start = number(span.byte_offset()).unwrap_or_default();
    start..start + number(span.byte_len()).unwrap_or_default()
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Shape, E> {
        Ok(Shape::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Shape, E> {
        Ok(Shape::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Shape::Map(map))
    }
}

/// Words the library's error for the person who wrote the text.
fn finding(text: &str, bounds: Bounds, error: &serde_yaml::Error) -> Finding {
    let (line, column) =
        error.location().map_or((1, 1), |location| (location.line(), location.column()));
    let span = offset(text, line, column);
    let said = error.to_string();
    let bare = said.split(" at line ").next().unwrap_or(&said);
    let (code, message, help) = if bare.contains("recursion limit") || bare.contains("Depth") {
        return super::node::too_deep(span);
    } else if bare.contains("budget breached") {
        return super::node::too_many(span, bounds);
    } else if bare.contains("multiple YAML documents") {
        let message = "a second document begins here".to_owned();
        (Code::Syntax, message, "keep one document per file")
    } else if bare.contains("tagged") {
        let message = "a tag stands before this value".to_owned();
        (Code::Syntax, message, "take out what begins with `!`")
    } else {
        let help = super::mistaken::yaml_help(text, span.start, bare);
        (Code::Syntax, format!("not valid YAML: {bare}"), help)
    };
    Finding { code, span, message, help: help.to_owned() }
}

/// Returns the bytes of a line and column (both from 1, columns in characters).
fn offset(text: &str, line: u64, column: u64) -> Span {
    // Lines and columns count from behind a byte-order mark.
    let marked = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    let body = text.get(marked..).unwrap_or_default();
    let number = |value: u64| usize::try_from(value.saturating_sub(1)).unwrap_or_default();
    let start: usize = body.split_inclusive('\n').take(number(line)).map(str::len).sum();
    let rest = body.get(start..).unwrap_or_default();
    let in_line = rest.lines().next().unwrap_or_default();
    let within: usize = in_line.chars().take(number(column)).map(char::len_utf8).sum();
    let at = marked + start + within;
    at..at + in_line.get(within..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}
