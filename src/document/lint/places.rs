//! Where things stand in the tree of an instrument. It finds nothing wrong.

use super::super::node::{Node, Span, Value};
use super::super::questionnaire::{list, text_at};

/// Returns where the entry called `key` of a mapping stands: its value, else all of the mapping.
pub(super) fn span_at(node: &Node<'_>, key: &str) -> Span {
    node.get(key).map_or_else(|| node.span.clone(), |node| node.span.clone())
}

/// Returns the entry of the list called `key` that has this id.
pub(super) fn entry_of<'n, 't>(tree: &'n Node<'t>, key: &str, id: &str) -> Option<&'n Node<'t>> {
    list(tree, key).iter().find(|node| text_at(node, "id") == Some(id))
}

/// Visits every text of a tree, with the keys above it.
pub(super) fn each_text<'n>(
    node: &'n Node<'_>,
    above: &mut Vec<&'n str>,
    visit: &mut dyn FnMut(&[&'n str], &'n Node<'_>, &'n str),
) {
    match &node.value {
        Value::Text(text) => visit(above, node, text),
        Value::List(items) => items.iter().for_each(|item| each_text(item, above, visit)),
        Value::Map(entries) => {
            for entry in entries {
                above.push(&entry.key);
                each_text(&entry.value, above, visit);
                above.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
