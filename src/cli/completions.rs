//! `completions`: the script with which a shell asks this program how a line goes on. What it is
//! answered stands in `completing`.

use super::args::{CompletionsArgs, Global, Shell};
use super::closing::{self, Written};
use super::completing::{PROGRAM, VARIABLE, completer};
use super::exit::{Failure, Outcome};
use super::files;
use anyhow::Context;

/// Calls the function where the file is loaded by its name, as folders of `fpath` are: the first
/// time it would only be defined.
const ZSH_CALL: &str = "
if [[ ${funcstack[1]} = _oms-maturity ]]; then
    _clap_dynamic_completer_oms_maturity \"$@\"
fi
";

/// Runs the command.
pub(super) fn run(global: &Global, args: &CompletionsArgs) -> Result<Outcome, Failure> {
    let output = files::output(&args.output, [])?;
    let mut script = Vec::new();
    completer(args.shell)
        .write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)
        .context("cannot write the script")?;
    let mut text = String::from_utf8(script).context("cannot write the script")?;
    if args.shell == Shell::Zsh {
        text.push_str(ZSH_CALL);
    }
    let text = format!("{}\n", text.trim());
    closing::result(global, output.as_ref(), Written::Completions, &text)?;
    Ok(Outcome::Success)
}
