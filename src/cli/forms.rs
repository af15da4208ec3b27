//! Which forms a command knows: the variants of an enum of its own, so that what it lists, what it
//! refuses and what it can render are one thing.

use super::args::Form;
use anyhow::anyhow;
use clap::ValueEnum;

/// Returns the form as `command` knows it, or says which forms it does.
pub(super) fn of<F: ValueEnum>(command: &str, form: Form) -> anyhow::Result<F> {
    // Forms are the same where they are typed the same.
    F::from_str(&form.name(), false).map_err(|_| {
        let names = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<_> = names.map(|name| name.get_name().to_owned()).collect();
        anyhow!("{command} has no form {}; it knows {}", form.name(), names.join(", "))
    })
}
