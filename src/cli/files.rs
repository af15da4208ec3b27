//! Reading and writing files: nothing else touches them. A file is written whole or not at
//! all, and an existing one is replaced only on request.

use super::args::{InputFormat, OutputArgs};
use super::exit::Failure;
use crate::document::{Bounds, Format, write};
use crate::domain::GivenAnswers;
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

/// Returns whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns what a file is called in messages, without control characters.
pub(super) fn name(path: &Path) -> String {
    if is_stdin(path) {
        return "<stdin>".to_owned();
    }
    crate::report::words::shown_path(&spelled(path.as_os_str()))
}

/// Returns a name as text; bytes that are not UTF-8 are spelled out, so that names stay apart.
pub(super) fn spelled(name: &std::ffi::OsStr) -> String {
    name.as_encoded_bytes().utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
        text
    })
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
    let named = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let Some(path) = named else { return Ok(None) };
    if reads.into_iter().any(|read| is_same(read, path)) {
        bail!("--output names {}, which is read; name another file", name(path));
    }
    OutputFile::open(path, args.force).map(Some)
}

/// A file that may be written: checked when it is made, written later.
#[derive(Debug)]
pub(super) struct OutputFile {
    path: PathBuf,
    replace: bool,
}

impl OutputFile {
    /// Checks that `path` may be written, before any work is done.
    pub(super) fn open(path: &Path, replace: bool) -> anyhow::Result<Self> {
        if path.is_dir() {
            bail!("cannot write {}: it is a folder", name(path));
        }
        if path.is_symlink() && !path.exists() {
            bail!("cannot write {}: it is a link to nothing", name(path));
        }
        if path.exists() && !replace {
            bail!("{} exists already; add --force to replace it", name(path));
        }
        // A file that can be made beside it shows that the folder is there and may be written.
        temporary(path)?;
        Ok(Self { path: path.to_owned(), replace })
    }

    /// Writes the whole file, or leaves what was there.
    pub(super) fn write(&self, text: &str) -> anyhow::Result<()> {
        if self.path.exists() && !is_regular(&self.path) {
            // A device or a pipe cannot be replaced, only written to.
            let file = fs::OpenOptions::new().write(true).open(&self.path);
            let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
            return written.with_context(|| format!("cannot write {}", name(&self.path)));
        }
        let mut file = temporary(&self.path)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all());
        written.with_context(|| format!("cannot write {}", name(&self.path)))?;
        let kept = if self.replace {
            file.persist(&self.path).map_err(|error| error.error)
        } else {
            file.persist_noclobber(&self.path).map_err(|error| error.error)
        };
        match kept {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                bail!("{} exists already", name(&self.path))
            }
            kept => kept.map(drop).with_context(|| format!("cannot write {}", name(&self.path))),
        }
    }
}

/// A file that answers may be saved to, in the format that its ending stands for.
#[derive(Debug)]
pub(super) struct AnswersFile {
    file: OutputFile,
    format: Format,
}

impl AnswersFile {
    /// Checks that answers may be saved to `path`, before any work is done.
    pub(super) fn open(path: &Path, replace: bool) -> anyhow::Result<Self> {
        Ok(Self { file: OutputFile::open(path, replace)?, format: format_of(path)? })
    }

    /// Returns what the file is called in messages.
    pub(super) fn name(&self) -> String {
        name(&self.file.path)
    }

    /// Saves answers: all of them, or nothing.
    pub(super) fn save(&self, given: &GivenAnswers) -> anyhow::Result<()> {
        let text = write::answers(given, self.format).map_err(|error| anyhow!(error))?;
        self.file.write(&text)
    }
}

fn is_regular(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Returns the folder that a file lies in, or would.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// Makes a file beside `path`, which vanishes unless it is kept.
fn temporary(path: &Path) -> anyhow::Result<tempfile::NamedTempFile> {
    let folder = folder_of(path);
    if !folder.is_dir() {
        bail!("cannot write {}: there is no folder {}", name(path), name(&folder));
    }
    if path.exists() && !is_regular(path) {
        return tempfile::NamedTempFile::new().context("cannot make a temporary file");
    }
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path).map_or(0o666, |metadata| metadata.permissions().mode());
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let made = builder.prefix(".oms-maturity").tempfile_in(folder);
    made.map_err(|error| anyhow!("cannot write {}: {}", name(path), error.kind()))
}

/// Returns whether two paths name the same file, be it there or not.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    !is_stdin(one) && !is_stdin(other) && canonical(one) == canonical(other)
}

/// Returns the one path of a file, be it there or not; as it is where even its folder is not.
pub(super) fn canonical(path: &Path) -> PathBuf {
    let beside = || {
        let folder = folder_of(path).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(beside).unwrap_or_else(|| path.to_owned())
}

/// Writes a whole file that its owner alone may read, by way of another one beside it; what was
/// there before stays whole until then.
///
/// This is not [`OutputFile::write`], by way of a file of a new name: a draft is written after
/// every key, and a kill in between must leave nothing behind that the next write does not clear
/// away. So the other file always has the same name here.
pub(super) fn write_private(path: &Path, text: &str) -> io::Result<()> {
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
    written
}

/// Returns the path of the file by way of which [`write_private`] writes.
pub(super) fn new_of(path: &Path) -> PathBuf {
    with_ending(path, ".new")
}

/// Returns the path of the file of the same name with a further ending.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut longer = path.as_os_str().to_owned();
    longer.push(ending);
    longer.into()
}

/// Removes a file, should it be there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Returns whether an error says that nobody reads our output any more.
pub(super) fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

/// Words an error of writing to a standard stream.
pub(super) fn stream_failure(error: io::Error, stream: &str) -> Failure {
    if is_closed_pipe(&error) {
        return Failure::ClosedPipe;
    }
    Failure::Error(anyhow::Error::new(error).context(format!("cannot write to {stream}")))
}
