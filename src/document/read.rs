//! From bytes to the tree: the one door for every document, whatever its format.

use super::node::{Bounds, DEEPEST, Finding, Format, Node, Value, too_deep, too_many};
use super::{json, toml, yaml};
use crate::domain::Code;

/// Reads `text` as a tree.
///
/// # Errors
///
/// Returns what keeps the text from being read at all: its size, its encoding, its syntax.
pub fn tree(text: &str, format: Format, bounds: Bounds) -> Result<Node<'_>, Vec<Finding>> {
    let tree = match format {
        Format::Yaml => yaml::read(text, bounds),
        Format::Toml => toml::read(text, bounds),
        Format::Json => json::read(text),
    }?;
    check_depth(&tree, 1)?;
    if count(&tree) > bounds.nodes {
        return Err(vec![too_many(tree.span, bounds)]);
    }
    Ok(tree)
}

/// Returns how many values a tree holds, keys included.
fn count(node: &Node<'_>) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|entry| 1 + count(&entry.value)).sum(),
        _ => 0,
    }
}

fn check_depth(node: &Node<'_>, depth: usize) -> Result<(), Vec<Finding>> {
    if depth > DEEPEST {
        return Err(vec![too_deep(node.span.clone())]);
    }
    match &node.value {
        Value::List(items) => items.iter().try_for_each(|item| check_depth(item, depth + 1)),
        Value::Map(entries) => {
            entries.iter().try_for_each(|entry| check_depth(&entry.value, depth + 1))
        }
        _ => Ok(()),
    }
}

/// Returns the text of a document's bytes.
///
/// # Errors
///
/// Says that the bytes are too many, or are not UTF-8.
pub fn decode(bytes: &[u8], bounds: Bounds) -> Result<&str, Finding> {
    let refuse = |code, message: String, help: &str| {
        Err(Finding { code, span: 0..0, message, help: help.to_owned() })
    };
    if bytes.len() > bounds.bytes {
        let most = bounds.bytes >> 20;
        return refuse(Code::TooLarge, format!("the file is larger than {most} MiB"), "");
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let message = "the file is UTF-16".to_owned();
        return refuse(Code::NotUtf8, message, "save it as UTF-8");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let nulls = bytes.iter().take(64).filter(|byte| **byte == 0).count();
            let guess = if nulls > 8 { "; it looks like UTF-16" } else { "" };
            let message = format!("byte {} is not UTF-8{guess}", error.valid_up_to() + 1);
            refuse(Code::NotUtf8, message, "save the file as UTF-8")
        }
    }
}
