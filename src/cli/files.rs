//! Reading and writing files: nothing else touches them. A file is written whole or not at
//! all, and an existing one is replaced only on request.

mod growing;
mod interruptions;
mod locking;
mod naming;
mod saving;
mod target;
mod writing;

pub(super) use growing::GrowingFile;
pub(super) use interruptions::{is_listened_for, uninterrupted, wait_until_written};
pub(super) use locking::Lock;
pub(super) use naming::{canonical, folder_of, is_same, is_stdin, name, spelled, with_ending};
pub(super) use saving::{AnswersFile, ChangedSince};
pub(super) use writing::{Content, OutputFile, plain, takes_others_beside};

use super::args::{InputFormat, OutputArgs};
use super::exit::Failure;
use crate::document::{Bounds, Format};
use anyhow::{Context, anyhow, bail};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Reads a file, or standard input for `-`: at most one byte more than `bounds` allow.
pub(super) fn read(path: &Path, bounds: Bounds) -> anyhow::Result<Vec<u8>> {
    let most = u64::try_from(bounds.bytes).unwrap_or(u64::MAX).saturating_add(1);
    let read = if is_stdin(path) {
        read_up_to(io::stdin().lock(), most, 0)
    } else {
        // With room for all of it and one byte more, one read takes it and the next sees its end.
        let size = |file: &File| file.metadata().map_or(0, |about| about.len().min(most));
        File::open(path).and_then(|file| read_up_to(&file, most, size(&file).saturating_add(1)))
    };
    read.with_context(|| format!("cannot read {}", name(path)))
}

fn read_up_to(from: impl Read, most: u64, expected: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the format that a file's ending stands for.
pub(super) fn format_of(path: &Path) -> anyhow::Result<Format> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("yaml" | "yml") => Ok(Format::Yaml),
        Some("toml") => Ok(Format::Toml),
        Some("json") => Ok(Format::Json),
        _ => bail!(
            "cannot tell the format of {} by its ending: use .yaml, .toml or .json",
            name(path)
        ),
    }
}

/// Refuses a folder where one file is read.
pub(super) fn refuse_folder(path: &Path) -> anyhow::Result<()> {
    if !is_stdin(path) && path.is_dir() {
        bail!("{} is a folder: name one file, or use `check`, which takes many", name(path));
    }
    Ok(())
}

/// Returns the format of answers to read: the one that was named, else by the file's ending.
pub(super) fn input_format(path: &Path, named: Option<InputFormat>) -> anyhow::Result<Format> {
    refuse_folder(path)?;
    match named {
        Some(format) => Ok(format.into()),
        None if is_stdin(path) => Ok(Format::Yaml),
        None => format_of(path).map_err(|why| anyhow!("{why}, or name it with --input-format")),
    }
}

/// Checks the file to write the result to, where one is named: it must be none of those that are
/// read.
pub(super) fn output<'p>(
    args: &'p OutputArgs,
    reads: impl IntoIterator<Item = &'p Path>,
) -> anyhow::Result<Option<OutputFile>> {
    let Some(path) = args.file() else { return Ok(None) };
    if reads.into_iter().any(|read| is_same(read, path)) {
        bail!("--output names {}, which is read; name another file", name(path));
    }
    OutputFile::open(path, args.force).map(Some)
}

/// Writes a whole file that its owner alone may read, by way of another one beside it; what was
/// there before stays whole until then.
///
/// This is not [`OutputFile::write`], by way of a file of a new name: a draft is written after
/// every key, and a kill in between must leave nothing behind that the next write does not clear
/// away. So the other file always has the same name here.
pub(super) fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let _whole = uninterrupted();
    let beside = &new_of(path);
    remove(beside)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_data()?;
        fs::rename(beside, path)
    });
    if written.is_err() {
        let _ = remove(beside);
    }
    written.map_err(plain)
}

/// Returns the path of the file by way of which [`write_private`] writes.
pub(super) fn new_of(path: &Path) -> PathBuf {
    with_ending(path, ".new")
}

/// Removes a file, should it be there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder and those that it lies in, where they are not there.
pub(super) fn make_folder(path: &Path) -> anyhow::Result<()> {
    let made = fs::create_dir_all(path).map_err(plain);
    made.with_context(|| format!("cannot make the folder {}", name(path)))
}

/// Returns whether an error says that nobody reads our output any more.
pub(super) fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

/// Returns why a result was not written; a stream that nobody reads any more is no error.
pub(super) fn failure(error: anyhow::Error) -> Failure {
    match error.downcast_ref::<io::Error>() {
        Some(error) if is_closed_pipe(error) => Failure::ClosedPipe,
        _ => Failure::Error(error),
    }
}

/// Words an error of writing to a standard stream.
pub(super) fn stream_failure(error: io::Error, stream: &str) -> Failure {
    if is_closed_pipe(&error) {
        return Failure::ClosedPipe;
    }
    Failure::Error(anyhow::Error::new(error).context(format!("cannot write to {stream}")))
}
