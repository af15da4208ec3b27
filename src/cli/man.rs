//! `man`: the manual's pages, one for the whole program and one for each command. What stands on a
//! page is in `page`; this writes them.

mod page;

use super::args::{self, Global, ManArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files::{self, OutputFile};
use super::terminal;
use anyhow::{Context, anyhow};
use clap::Command;
use std::path::Path;

/// Runs the command.
pub(super) fn run(global: &Global, args: &ManArgs) -> Result<Outcome, Failure> {
    let command = page::described(args::whole());
    if let Some(folder) = &args.to {
        return all(global, folder, args.output.force, &command);
    }
    let output = files::output(&args.output, [])?;
    closing::result(global, output.as_ref(), Written::Manual, &text(&command)?)?;
    Ok(Outcome::Success)
}

/// Writes a page for every command to a folder, which is made if need be. Whether all of them may
/// be written is seen before the first one is.
fn all(
    global: &Global,
    folder: &Path,
    replace: bool,
    command: &Command,
) -> Result<Outcome, Failure> {
    let named = files::name(folder);
    if files::is_stdin(folder) {
        return Err(
            anyhow!("--to: name a folder; without it a page goes to standard output").into()
        );
    }
    let made = std::fs::create_dir_all(folder);
    made.with_context(|| format!("cannot make the folder {named}"))?;
    let pages = commands(command).into_iter().map(|command| {
        let file = OutputFile::open(&folder.join(page::file_name(command)), replace)?;
        Ok((file, text(command)?))
    });
    let pages = pages.collect::<anyhow::Result<Vec<_>>>()?;
    for (file, text) in &pages {
        file.write(text).map_err(files::failure)?;
    }
    terminal::remark(global, &format!("{} pages in {named}", pages.len()));
    Ok(Outcome::Success)
}

/// Returns a command and all below it.
fn commands(command: &Command) -> Vec<&Command> {
    let below = page::below(command).flat_map(commands);
    std::iter::once(command).chain(below).collect()
}

fn text(command: &Command) -> anyhow::Result<String> {
    page::render(command).context("cannot write the page")
}
