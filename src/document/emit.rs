//! A tree as text, spelled the way that people write answers: what is short on one line, days
//! without quotes, and in quotes what any reader of YAML might take for something else.

use super::node::{Entry, Node, Value};
use crate::domain::Date;
use std::fmt::Write;

/// The longest line that a mapping is written on, in characters.
const WIDEST: usize = 100;

/// The key of what an answers file is about: each answer has a line of its own.
pub(super) const ANSWERS: &str = "answers";

/// Words that some readers of YAML take for something else than a text.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// How texts are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As YAML has it: in quotes only where they are needed.
    Yaml,
    /// As JSON has it: always in quotes.
    Json,
    /// As TOML has it: in quotes unless they are days.
    Toml,
}

impl Spelling {
    /// Returns a value on one line.
    pub(super) fn on_one_line(self, node: &Node<'_>) -> String {
        match &node.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(spelled) => spelled.to_string(),
            Value::Text(text) => self.text(text),
            Value::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.on_one_line(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => {
                let entries: Vec<_> = entries.iter().map(|entry| self.entry(entry)).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// Returns an entry of a mapping on one line.
    pub(super) fn entry(self, entry: &Entry<'_>) -> String {
        let sign = if self == Self::Toml { " =" } else { ":" };
        format!("{}{sign} {}", self.key(&entry.key), self.on_one_line(&entry.value))
    }

    fn key(self, key: &str) -> String {
        let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        if self == Self::Toml && !key.is_empty() && key.chars().all(is_bare) {
            return key.to_owned();
        }
        self.text(key)
    }

    fn text(self, text: &str) -> String {
        self.text_escaping(text, |_| false)
    }

    /// Returns a text in which each character for which `is_hidden` holds is written as its number.
    pub(super) fn text_escaping(self, text: &str, is_hidden: impl Fn(char) -> bool) -> String {
        let is_day = || Date::parse(text).is_some();
        let is_plain = match self {
            Self::Yaml => (is_plain(text) && !text.contains(&is_hidden)) || is_day(),
            Self::Toml => is_day(),
            Self::Json => false,
        };
        if is_plain {
            return text.to_owned();
        }
        let mut quoted = String::from('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => quoted.extend(['\\', letter]),
                '\n' => quoted.push_str("\\n"),
                '\t' => quoted.push_str("\\t"),
                '\r' => quoted.push_str("\\r"),
                // Readers break lines at the separators, and refuse the others.
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                    let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
                }
                _ if letter.is_control() || is_hidden(letter) => {
                    let number = u32::from(letter);
                    let _ = match number {
                        ..=0xffff => write!(quoted, "\\u{number:04x}"),
                        _ => write!(quoted, "\\U{number:08x}"),
                    };
                }
                _ => quoted.push(letter),
            }
        }
        quoted + "\""
    }
}

/// Returns a mapping as a YAML document.
pub(super) fn yaml(node: &Node<'_>) -> String {
    let mut text = String::new();
    block(node, 0, &mut text);
    text
}

/// Returns a mapping as a TOML document.
pub(super) fn toml(node: &Node<'_>) -> String {
    let Value::Map(entries) = &node.value else { return String::new() };
    let (mut text, mut table) = (String::new(), String::new());
    for entry in entries {
        let Value::Map(answers) = &entry.value.value else {
            let _ = writeln!(text, "{}", Spelling::Toml.entry(entry));
            continue;
        };
        if entry.key == ANSWERS {
            let _ = writeln!(table, "\n[{ANSWERS}]");
            for answer in answers {
                let _ = writeln!(table, "{}", Spelling::Toml.entry(answer));
            }
        } else {
            let _ = writeln!(text, "{}", Spelling::Toml.entry(entry));
        }
    }
    text + &table
}

/// Writes the entries of a mapping, each on lines of its own.
fn block(node: &Node<'_>, indent: usize, text: &mut String) {
    let Value::Map(entries) = &node.value else { return };
    for entry in entries {
        let margin = " ".repeat(indent);
        let line = margin.clone() + &Spelling::Yaml.entry(entry);
        let is_map = matches!(&entry.value.value, Value::Map(entries) if !entries.is_empty());
        if is_map && (line.chars().count() > WIDEST || (indent == 0 && entry.key == ANSWERS)) {
            let _ = writeln!(text, "{margin}{}:", Spelling::Yaml.key(&entry.key));
            block(&entry.value, indent + 2, text);
        } else if let Some(items) = mappings(&entry.value).filter(|_| line.chars().count() > WIDEST)
        {
            let _ = writeln!(text, "{margin}{}:", Spelling::Yaml.key(&entry.key));
            for item in items {
                let _ = writeln!(text, "{margin}  - {}", Spelling::Yaml.on_one_line(item));
            }
        } else {
            let _ = writeln!(text, "{line}");
        }
    }
}

/// Returns the items of a list of mappings, of which each may have a line of its own.
fn mappings<'n, 't>(node: &'n Node<'t>) -> Option<&'n [Node<'t>]> {
    let Value::List(items) = &node.value else { return None };
    items.iter().any(|item| matches!(item.value, Value::Map(_))).then_some(items)
}

/// Returns whether every reader takes a text without quotes for the same text.
fn is_plain(text: &str) -> bool {
    let inner = |letter: char| letter.is_alphanumeric() || " _./()%-".contains(letter);
    text.starts_with(|first: char| first.is_alphabetic())
        && text.chars().all(inner)
        && !text.ends_with(' ')
        && !RESERVED.contains(&text.to_ascii_lowercase().as_str())
}
