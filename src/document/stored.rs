//! A stored report: which ruler made it, and the answers it carries. What it says about them is
//! held against a fresh report elsewhere.

use super::node::Node;

/// Returns the answers that a report carries; nothing where the tree is no report.
#[must_use]
pub fn given<'n, 't>(tree: &'n Node<'t>) -> Option<&'n Node<'t>> {
    tree.get("version").and_then(|_| tree.get("given"))
}
