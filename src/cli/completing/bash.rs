//! Bash splits words at `=`: they are put together again, and what is offered is cut to the part
//! that the shell will replace. The rest is the library's.

use clap::{Arg, Command};
use clap_complete::engine::ArgValueCompleter;
use clap_complete::env::EnvCompleter;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;

/// Speaks with Bash.
pub(super) struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        clap_complete::env::Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        clap_complete::env::Bash.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        clap_complete::env::Bash.write_registration(var, name, bin, completer, buf)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let named = |name| std::env::var(name).ok();
        let index = named("_CLAP_COMPLETE_INDEX").and_then(|index| index.parse().ok());
        let pairs = options_of_pairs(command);
        let (words, before) = joined(words, index.unwrap_or(0), &pairs);
        let last = words.len().saturating_sub(1);
        let between = named("_CLAP_IFS").unwrap_or_else(|| "\n".to_owned());
        let found = clap_complete::engine::complete(command, words, last, folder)?;
        let shown = found.iter().map(|found| found.get_value().to_string_lossy());
        let cut = shown.map(|text| text.strip_prefix(&before).unwrap_or(&text).to_owned());
        buf.write_all(cut.collect::<Vec<_>>().join(&between).as_bytes())
    }
}

/// Returns the words up to the one that is typed, put together again, and what of that one the shell
/// takes for words of their own.
fn joined(words: Vec<OsString>, index: usize, pairs: &[String]) -> (Vec<OsString>, String) {
    let mut whole: Vec<OsString> = Vec::new();
    let mut before = String::new();
    let mut glued = false;
    for (at, word) in words.into_iter().take(index.saturating_add(1)).enumerate() {
        let (option, last) = match whole.as_slice() {
            [.., option, last] => (option.as_os_str(), last.as_os_str()),
            _ => (OsStr::new(""), OsStr::new("")),
        };
        let is_option = last.to_string_lossy().starts_with("--");
        if word == "=" && at < index {
            // The value of an option may as well stand by itself.
            glued = !is_option;
            if let Some(last) = whole.last_mut().filter(|_| glued) {
                last.push("=");
            }
            continue;
        }
        // Behind the sign itself the shell gives an empty word for it.
        let sign_is_lost = at == index && word.is_empty() && !glued && !is_option;
        let ends_a_pair =
            sign_is_lost && pairs.iter().any(|pair| option == pair.as_str()) && !has_sign(last);
        if let Some(last) = whole.last_mut().filter(|_| glued || ends_a_pair) {
            if ends_a_pair {
                last.push("=");
            }
            if at == index {
                before = last.to_string_lossy().into_owned();
            }
            last.push(word);
        } else {
            whole.push(word);
        }
        glued = false;
    }
    (whole, before)
}

/// Returns the options, as they are typed, that take `NAME=VALUE` of names that are known.
fn options_of_pairs(command: &Command) -> Vec<String> {
    let commands = std::iter::once(command).chain(command.get_subcommands());
    let arguments = commands.flat_map(Command::get_arguments);
    let pairs = arguments.filter(|arg| arg.get::<ArgValueCompleter>().is_some());
    pairs.filter_map(Arg::get_long).map(|long| format!("--{long}")).collect()
}

fn has_sign(word: &OsStr) -> bool {
    word.to_string_lossy().contains('=')
}

#[cfg(test)]
mod tests {
    use super::joined;

    fn read(words: &[&str]) -> (Vec<String>, String) {
        let typed = words.iter().map(Into::into).collect();
        let (whole, before) = joined(typed, words.len() - 1, &["--target".to_owned()]);
        (whole.iter().map(|word| word.to_string_lossy().into_owned()).collect(), before)
    }

    #[test]
    fn words_are_put_together_again() {
        for (words, whole, before) in [
            (&["o", "plan", "--format", "=", "js"][..], &["o", "plan", "--format", "js"][..], ""),
            (&["o", "--format", ""], &["o", "--format", ""], ""),
            (&["o", "--target", "a", "=", "4"], &["o", "--target", "a=4"], "a="),
            (&["o", "--target", "a", ""], &["o", "--target", "a="], "a="),
            (&["o", "--target", "a", "=", "4", ""], &["o", "--target", "a=4", ""], ""),
            (&["o", "--target", "=", "a", "=", "4"], &["o", "--target", "a=4"], "a="),
            (&["o", "--cope", "a", ""], &["o", "--cope", "a", ""], ""),
            (&["o"], &["o"], ""),
            (&["="], &["="], ""),
        ] {
            assert_eq!(
                read(words),
                (whole.iter().map(ToString::to_string).collect(), before.into())
            );
        }
    }
}
