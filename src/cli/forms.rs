//! Which forms a command knows: the variants of an enum of its own, so that what it lists, what it
//! refuses and what it can render are one thing.

use super::args::Form;
use anyhow::anyhow;
use clap::ValueEnum;

/// The forms of one command.
pub(super) trait CommandForm: ValueEnum {
    /// Returns a form as the command knows it; nothing where it does not. Each command decides on
    /// every form there is.
    fn of(form: Form) -> Option<Self>;
}

/// Returns the form as `command` knows it, or says which forms it does.
pub(super) fn of<F: CommandForm>(command: &str, form: Form) -> anyhow::Result<F> {
    F::of(form).ok_or_else(|| {
        let names = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<_> = names.map(|name| name.get_name().to_owned()).collect();
        anyhow!("{command} has no form {}; it knows {}", form.name(), names.join(", "))
    })
}
