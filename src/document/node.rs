//! The tree that every document becomes, whatever its format: values with their spans in the
//! text, numbers kept as they were spelled, and no key lost.

use crate::domain::Code;
use std::borrow::Cow;
use std::ops::Range;

/// A stretch of the text, in bytes.
pub type Span = Range<usize>;

/// The formats that answers come in. Questionnaires and rubrics are YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2, one document.
    Yaml,
    /// TOML 1.1.
    Toml,
    /// JSON.
    Json,
}

/// How large a document may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most bytes.
    pub bytes: usize,
    /// The most values, once aliases are unfolded.
    pub nodes: usize,
}

impl Bounds {
    /// The bounds of answers.
    pub const ANSWERS: Self = Self { bytes: 1 << 20, nodes: 50_000 };
    /// The bounds of baselines, which hold a few lines for each answers file of a repository.
    pub const BASELINE: Self = Self { bytes: 16 << 20, nodes: 8_000_000 };
    /// The bounds of stored reports, which carry their answers more than once.
    pub const REPORT: Self = Self { bytes: 16 << 20, nodes: 500_000 };
    /// The bounds of stored portfolios, whose groups are passed over.
    pub const PORTFOLIO: Self = Self { bytes: 64 << 20, nodes: 500_000 };
    /// The bounds of questionnaires and rubrics.
    pub const RUBRIC: Self = Self { bytes: 4 << 20, nodes: 100_000 };
}

/// The deepest nesting.
pub const DEEPEST: usize = 32;

/// Something wrong with a document, and where in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its kind.
    pub code: Code,
    /// Where in the text it is.
    pub span: Span,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to write instead; empty where the message says it all.
    pub help: String,
}

/// A value and its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'t> {
    /// Its span.
    pub span: Span,
    /// The value.
    pub value: Value<'t>,
}

/// A value as its format knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, as spelled.
    Number(Cow<'t, str>),
    /// A text.
    Text(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// A mapping, in the order of the text, keys that stand twice included.
    Map(Vec<Entry<'t>>),
}

/// One entry of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The key.
    pub key: Cow<'t, str>,
    /// The key's span.
    pub key_span: Span,
    /// The value.
    pub value: Node<'t>,
}

impl Entry<'_> {
    /// Returns whether the entry is called `key`. Tools that follow YAML 1.1 take `on` for a truth
    /// value and write `true` for it; no key of ours is called so.
    #[must_use]
    pub fn is_called(&self, key: &str) -> bool {
        self.key == key || (key == "on" && self.key.eq_ignore_ascii_case("true"))
    }
}

impl Value<'_> {
    /// Returns what kind of value it is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

impl<'t> Node<'t> {
    /// Returns the entry called `key`, if this is a mapping that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.is_called(key)),
            _ => None,
        }
    }

    /// Returns the value called `key`, if this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Returns the entry at `index`, if this is a list that has it.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Self> {
        match &self.value {
            Value::List(items) => items.get(index),
            _ => None,
        }
    }
}

/// Returns the finding about more values than `bounds` allow, at `span`.
pub(super) fn too_many(span: Span, bounds: Bounds) -> Finding {
    Finding {
        code: Code::TooDeep,
        span: span.start..span.start,
        message: format!("the document unfolds into more than {} values", bounds.nodes),
        help: "write less, or write it out without anchors and aliases".to_owned(),
    }
}

/// Returns the finding about nesting past the bound, at `span`.
pub(super) fn too_deep(span: Span) -> Finding {
    Finding {
        code: Code::TooDeep,
        span,
        message: format!("the document nests deeper than {DEEPEST} levels"),
        help: "no part of an answers file, questionnaire or rubric needs that".to_owned(),
    }
}
