//! Which forms a command knows.

use super::args::Form;
use anyhow::anyhow;

/// Refuses a form that `command` does not know.
pub(super) fn known(command: &str, form: Form, forms: &[Form]) -> anyhow::Result<()> {
    if forms.contains(&form) { Ok(()) } else { Err(strange(command, form, forms)) }
}

/// Says that `command` does not know a form, and which ones it does.
pub(super) fn strange(command: &str, form: Form, forms: &[Form]) -> anyhow::Error {
    let names: Vec<_> = forms.iter().map(|form| form.name()).collect();
    anyhow!("{command} has no form {}; it knows {}", form.name(), names.join(", "))
}
