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
    F::of(form).ok_or_else(|| anyhow!("{command} has no form {}; {}", form.name(), known::<F>()))
}

/// Returns the form that the text of an option names, such as the `sarif` of `--report
/// sarif=FILE`, or says which forms `command` knows.
pub(super) fn named<F: CommandForm>(command: &str, option: &str, name: &str) -> anyhow::Result<F> {
    F::from_str(name, true)
        .map_err(|_| anyhow!("{option}: {command} has no form {name}; {}", known::<F>()))
}

fn known<F: CommandForm>() -> String {
    let names = F::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<_> = names.map(|name| name.get_name().to_owned()).collect();
    format!("it knows {}", names.join(", "))
}
