//! Writing files: whole or not at all, with the mode and owner that were there. A stream is written
//! to, and never replaced.

use super::interruptions::uninterrupted;
use super::naming::{folder_of, name};
use super::target::Target;
use anyhow::{Context, anyhow, bail};
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::{
    thread,
    time::{Duration, Instant},
};

/// How long a pipe that nobody reads from is waited for.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(5);

/// A file that may be written: checked when it is made, written later.
#[derive(Debug)]
pub(crate) struct OutputFile {
    path: PathBuf,
    replace: bool,
}

/// What is written to a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Content<'c> {
    /// It is in memory.
    Bytes(&'c [u8]),
    /// It is in another file.
    File(&'c File),
}

impl Content<'_> {
    /// Writes all of it.
    pub(crate) fn write_to(self, to: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Bytes(bytes) => to.write_all(bytes),
            Self::File(mut file) => {
                file.rewind()?;
                io::copy(&mut file, to).map(drop)
            }
        }
    }
}

/// How a file that is there gets another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Another file takes its place.
    Replaced,
    /// It stays the file it is: it has more than one name, or what cannot be given to another
    /// file, or no other file may be made beside it.
    InPlace,
}

impl OutputFile {
    /// Checks that `path` may be written, before any work is done.
    pub(crate) fn open(path: &Path, replace: bool) -> anyhow::Result<Self> {
        match Target::of(path)? {
            Target::Descriptor(_) | Target::Stream(_) => {}
            Target::File(_) if !replace => {
                bail!("{} exists already; add --force to replace it", name(path));
            }
            Target::File(file) => drop(way(&file).map_err(|error| refused(path, error))?),
            Target::Nothing(file) => drop(probe(&file).map_err(|error| refused(path, error))?),
        }
        Ok(Self { path: path.to_owned(), replace })
    }

    /// Checks that `path` may be read, changed and written again, as a stream may not.
    pub(crate) fn open_to_change(path: &Path) -> anyhow::Result<Self> {
        let file = Self::open(path, true)?;
        if let Target::Descriptor(_) | Target::Stream(_) = Target::of(path)? {
            bail!("{} is no file that can be read and written again", name(path));
        }
        Ok(file)
    }

    /// Returns whether there is a file at `path` that a text would take the place of.
    pub(crate) fn is_there(path: &Path) -> bool {
        matches!(Target::of(path), Ok(Target::File(_)))
    }

    /// Returns the path as it was named.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what the file is called in messages.
    pub(crate) fn name(&self) -> String {
        name(&self.path)
    }

    /// Returns whether a file that is there may be replaced.
    pub(super) fn replaces(&self) -> bool {
        self.replace
    }

    /// Writes the whole file, or leaves what was there.
    pub(crate) fn write(&self, text: &str) -> anyhow::Result<()> {
        self.write_all(Content::Bytes(text.as_bytes()))
    }

    /// Writes the whole file, be it text or not, or leaves what was there.
    pub(crate) fn write_all(&self, text: Content<'_>) -> anyhow::Result<()> {
        match Target::of(&self.path)? {
            Target::Descriptor(number) => {
                to_descriptor(number, text).map_err(|error| refused(&self.path, error))
            }
            Target::Stream(stream) => {
                let written =
                    open_stream(&stream).and_then(|mut stream| text.write_to(&mut stream));
                written.map_err(|error| refused(&self.path, error))
            }
            Target::File(_) if !self.replace => bail!("{} exists already", name(&self.path)),
            Target::File(file) => self.rewrite(&file, text),
            Target::Nothing(file) => match create(&file, text) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    bail!("{} exists already", name(&self.path))
                }
                created => created.map_err(|error| refused(&self.path, error)),
            },
        }
    }

    /// Gives a file that is there another text.
    fn rewrite(&self, file: &Path, text: Content<'_>) -> anyhow::Result<()> {
        let _whole = uninterrupted();
        let way = way(file).map_err(|error| refused(&self.path, error))?;
        let replaced = if way == Way::Replaced { Some(replace(file, text)) } else { None };
        match replaced {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) if !may_stay(&error) => Err(refused(&self.path, error)),
            _ => write_in_place(file, text).with_context(|| cannot(&self.path)),
        }
    }
}

/// Returns whether an error says that a file cannot be replaced where it may still be written, such
/// as one that is mounted by itself.
fn may_stay(error: &io::Error) -> bool {
    use ErrorKind::{CrossesDevices, PermissionDenied, ResourceBusy};
    matches!(error.kind(), CrossesDevices | PermissionDenied | ResourceBusy)
}

/// Says that `path` cannot be written, and why.
fn refused(path: &Path, error: io::Error) -> anyhow::Error {
    anyhow::Error::new(plain(error)).context(cannot(path))
}

fn cannot(path: &Path) -> String {
    format!("cannot write {}", name(path))
}

/// Returns a file without a name beside `file`: such can be made there.
fn probe(file: &Path) -> io::Result<File> {
    tempfile::tempfile_in(folder_of(file)).map_err(plain)
}

/// Returns whether new files may be made beside `file`.
pub(crate) fn takes_others_beside(file: &Path) -> bool {
    probe(file).is_ok()
}

/// Returns an error in plain words, without the name of the file beside another that it is about.
pub(crate) fn plain(error: io::Error) -> io::Error {
    let kind = error.kind();
    // The library's word for what it has no word for.
    let is_known = kind != ErrorKind::Other && kind.to_string() != "uncategorized error";
    if is_known { kind.into() } else { error }
}

/// Returns how the file at `path` can be written, which is not a link.
pub(super) fn way(path: &Path) -> io::Result<Way> {
    let about = fs::metadata(path)?;
    let opened = OpenOptions::new().write(true).open(path);
    if let Err(error) = &opened
        && error.kind() == ErrorKind::ReadOnlyFilesystem
    {
        return opened.map(|_| Way::InPlace);
    }
    let replaceable = !path.starts_with("/dev")
        && !has_more_to_keep(path, &about)
        && probe(path).and_then(|fresh| take_over(&fresh, &about)).is_ok();
    if replaceable { Ok(Way::Replaced) } else { opened.map(|_| Way::InPlace) }
}

/// Writes a file that is not there yet, and never over one that has come to be.
fn create(path: &Path, text: Content<'_>) -> io::Result<()> {
    let _whole = uninterrupted();
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666));
    }
    let mut fresh = builder.prefix(".oms-maturity").tempfile_in(folder_of(path)).map_err(plain)?;
    text.write_to(fresh.as_file_mut())?;
    fresh.as_file().sync_all()?;
    fresh.persist_noclobber(path).map(drop).map_err(|kept| plain(kept.error))
}

/// Puts another file in the place of one, with its mode and owner.
fn replace(path: &Path, text: Content<'_>) -> io::Result<()> {
    let about = fs::metadata(path)?;
    let mut builder = tempfile::Builder::new();
    let mut fresh = builder.prefix(".oms-maturity").tempfile_in(folder_of(path)).map_err(plain)?;
    text.write_to(fresh.as_file_mut())?;
    take_over(fresh.as_file(), &about)?;
    fresh.as_file().sync_all()?;
    fresh.persist(path).map(drop).map_err(|kept| plain(kept.error))
}

/// Writes into the file itself. What was there waits in a copy beside it until all is written.
fn write_in_place(path: &Path, text: Content<'_>) -> anyhow::Result<()> {
    let mut before = File::open(path).map_err(plain)?;
    let mut file = OpenOptions::new().write(true).open(path).map_err(plain)?;
    let mut copy = copy_beside(path)?;
    io::copy(&mut before, copy.as_file_mut()).map_err(plain)?;
    copy.as_file().sync_all().map_err(plain)?;
    let Err(error) = overwrite(&mut file, text) else { return Ok(()) };
    let restored = copy.as_file_mut().rewind().and_then(|()| {
        file.rewind()?;
        let length = io::copy(copy.as_file_mut(), &mut file)?;
        file.set_len(length)?;
        file.sync_all()
    });
    if restored.is_ok() {
        return Err(plain(error).into());
    }
    let kept = copy.into_temp_path().keep()?;
    Err(anyhow!("{}; what was there before is in {}", plain(error), name(&kept)))
}

/// Makes the file for a copy of another: beside it, else where such files lie on this system.
fn copy_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let prefix = format!(".{}-", path.file_name().unwrap_or_default().to_string_lossy());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".old");
    let made = builder.tempfile_in(folder_of(path)).or_else(|_| builder.tempfile());
    made.map_err(plain)
}

/// Gives a file another text. It is shortened last, so that what it holds already stays its own.
fn overwrite(file: &mut File, bytes: Content<'_>) -> io::Result<()> {
    bytes.write_to(file)?;
    let length = file.stream_position()?;
    file.set_len(length)?;
    file.sync_all()
}

/// Gives a fresh file the owner, group and mode that another one has.
#[cfg(unix)]
pub(super) fn take_over(fresh: &File, about: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let own = fresh.metadata()?;
    if (own.uid(), own.gid()) != (about.uid(), about.gid()) {
        fchown(fresh, Some(about.uid()), Some(about.gid()))?;
    }
    // What makes a program run as somebody else is no part of a text's mode.
    fresh.set_permissions(Permissions::from_mode(about.permissions().mode() & 0o1777))
}

#[cfg(not(unix))]
pub(super) fn take_over(fresh: &File, about: &Metadata) -> io::Result<()> {
    fresh.set_permissions(about.permissions())
}

/// Returns whether a file has what no other file could be given: a second name, or attributes such
/// as access lists.
#[cfg(unix)]
fn has_more_to_keep(path: &Path, about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.nlink() > 1 || has_attributes(path)
}

#[cfg(not(unix))]
fn has_more_to_keep(_: &Path, _: &Metadata) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn has_attributes(path: &Path) -> bool {
    let mut names = vec![0; 1 << 16];
    let length = rustix::fs::listxattr(path, &mut names[..]).unwrap_or_default();
    let mut names = names.get(..length).unwrap_or_default().split(|byte| *byte == 0);
    // Every file gets a label of its own where the system labels files.
    names.any(|name| !name.is_empty() && name != b"security.selinux")
}

#[cfg(all(unix, not(target_os = "linux")))]
fn has_attributes(_: &Path) -> bool {
    false
}

/// Opens what can only be written to. A pipe waits for its reader, but not for good: whoever is
/// asked on the terminal could not even break that off.
pub(super) fn open_stream(stream: &Path) -> io::Result<File> {
    #[cfg(unix)]
    if std::os::unix::fs::FileTypeExt::is_fifo(&fs::metadata(stream)?.file_type()) {
        return open_pipe(stream);
    }
    OpenOptions::new().append(true).open(stream)
}

#[cfg(unix)]
fn open_pipe(pipe: &Path) -> io::Result<File> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use rustix::io::Errno;
    let without_waiting = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let mut options = OpenOptions::new();
    std::os::unix::fs::OpenOptionsExt::custom_flags(options.append(true), without_waiting);
    let start = Instant::now();
    loop {
        match options.open(pipe) {
            Err(error) if Errno::from_io_error(&error) == Some(Errno::NXIO) => {
                if start.elapsed() > PATIENCE {
                    return Err(io::Error::other("nobody reads from this pipe"));
                }
                thread::sleep(Duration::from_millis(20));
            }
            opened => {
                let opened = opened?;
                fcntl_setfl(&opened, fcntl_getfl(&opened)? - OFlags::NONBLOCK)?;
                return Ok(opened);
            }
        }
    }
}

/// Writes to an open file of this process, where that one stands.
fn to_descriptor(number: i32, text: Content<'_>) -> io::Result<()> {
    let mut to = descriptor(number)?;
    text.write_to(&mut to)?;
    to.flush()
}

/// Returns an open file of this process to write to, where that one stands.
pub(super) fn descriptor(number: i32) -> io::Result<Box<dyn Write>> {
    Ok(match number {
        1 => Box::new(io::stdout().lock()),
        2 => Box::new(io::stderr().lock()),
        _ => Box::new(opened(number)?),
    })
}

/// Returns an open file of this process; where the system does not share it, its end.
fn opened(number: i32) -> io::Result<File> {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};
        let own = pidfd_open(getpid(), PidfdFlags::empty());
        let shared = own.and_then(|own| pidfd_getfd(own, number, PidfdGetfdFlags::empty()));
        if let Ok(shared) = shared {
            return Ok(shared.into());
        }
    }
    OpenOptions::new().append(true).open(Path::new("/dev/fd").join(number.to_string()))
}
