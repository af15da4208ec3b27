//! From bytes to the tree: the one door for every document, whatever its format.

use super::node::{Bounds, DEEPEST, Finding, Format, Node, Value, too_deep, too_many};
use super::{json, mistaken, toml, yaml};
use crate::domain::Code;
use std::borrow::Cow;

/// Reads `text` as a tree.
///
/// # Errors
///
/// Returns what keeps the text from being read at all: its size, its encoding, its syntax.
pub fn tree(text: &str, format: Format, bounds: Bounds) -> Result<Node<'_>, Vec<Finding>> {
    let reached = |text: &str| reached(text, parse(text, format, bounds).as_ref());
    let tree = parse(text, format, bounds).map_err(|found| {
        let syntax = found.first().filter(|finding| finding.code == Code::Syntax);
        let cause = syntax.and_then(|finding| mistaken::cause(text, &finding.span, reached));
        cause.map_or(found, |cause| vec![cause])
    })?;
    check_depth(&tree, 1)?;
    if count(&tree) > bounds.nodes {
        return Err(vec![too_many(tree.span, bounds)]);
    }
    let cause = match tree.value {
        Value::Map(_) | Value::List(_) => mistaken::in_keys(text, &tree),
        Value::Null => None,
        _ => mistaken::cause(text, &tree.span, reached),
    };
    cause.map_or(Ok(tree), |cause| Err(vec![cause]))
}

fn parse(text: &str, format: Format, bounds: Bounds) -> Result<Node<'_>, Vec<Finding>> {
    match format {
        Format::Yaml => yaml::read(text, bounds),
        Format::Toml => toml::read(text, bounds),
        Format::Json => json::read(text),
    }
}

/// Returns how many characters of a text make sense: all of them in a document, none of them in
/// what is a single value, else those before the first slip.
fn reached(text: &str, tree: Result<&Node<'_>, &Vec<Finding>>) -> usize {
    let slip = match tree {
        Ok(Node { value: Value::Map(_) | Value::List(_), .. }) => None,
        Ok(_) => Some(0),
        Err(found) => found.iter().find(|one| one.code == Code::Syntax).map(|one| one.span.start),
    };
    slip.map_or(usize::MAX, |at| text.get(..at).unwrap_or(text).chars().count())
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
    if let Some((message, help)) = mistaken::bytes(bytes) {
        return refuse(Code::NotUtf8, message, help);
    }
    std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, &error))
}

/// Returns the text to show a finding of [`decode`] in: what is not UTF-8 is marked, and what is no
/// text at all is left out.
#[must_use]
pub fn marked<'b>(bytes: &'b [u8], finding: &Finding) -> Cow<'b, str> {
    if finding.span.is_empty() { Cow::Borrowed("") } else { String::from_utf8_lossy(bytes) }
}

/// Returns the finding about the first byte that is not UTF-8.
fn not_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> Finding {
    let at = error.valid_up_to();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let next = bytes.get(at + 1).copied();
    // The beginning of a letter of several bytes that went wrong is no letter by itself.
    let begun = byte >= 0xC0 && next.is_some_and(|next| (0x80..0xC0).contains(&next));
    let guess = mistaken::windows_letter(byte).filter(|_| !begun);
    let guess = guess.map(|c| format!("; in Windows-1252 it is `{c}`"));
    Finding {
        code: Code::NotUtf8,
        span: at..at + char::REPLACEMENT_CHARACTER.len_utf8(),
        message: format!("byte {} is not UTF-8{}", at + 1, guess.unwrap_or_default()),
        help: "save the file as UTF-8".to_owned(),
    }
}
