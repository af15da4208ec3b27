//! What a path leads to, once links are followed: a stream, or a file. Nothing is written here.

use super::naming::{folder_of, name};
use anyhow::{Context, bail, ensure};
use std::ffi::OsStr;
use std::fs;
use std::path::{self, Path, PathBuf};

/// The most links that are followed, as the system has it.
const MOST_LINKS: usize = 40;

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Target {
    /// An open file of this process, such as its standard output, by its number.
    Descriptor(i32),
    /// What can only be written to: a device, a pipe, an open file of another process.
    Stream(PathBuf),
    /// A file that is there.
    File(PathBuf),
    /// A file that is not there yet, in a folder that is.
    Nothing(PathBuf),
}

impl Target {
    /// Follows `path`.
    pub(super) fn of(path: &Path) -> anyhow::Result<Self> {
        let cannot = || format!("cannot write {}", name(path));
        let mut at = path.to_owned();
        for _ in 0..MOST_LINKS {
            ensure!(!at.is_dir(), "{}: it is a folder", cannot());
            let folder = folder_of(&at);
            ensure!(folder.is_dir(), "{}: there is no folder {}", cannot(), name(&folder));
            ensure!(!ends_as_folder(&at), "{}: there is no folder of this name", cannot());
            let folder = folder.canonicalize().with_context(cannot)?;
            let last = at.file_name().with_context(|| format!("{}: it is a folder", cannot()))?;
            let whole = folder.join(last);
            // The links there are none that can be followed by their text.
            let descriptor = descriptor(&folder, last);
            if descriptor.is_some() || folder.starts_with("/proc") {
                let is_there = fs::metadata(&whole).is_ok();
                ensure!(is_there, "{}: there is no such open file", cannot());
                return Ok(descriptor.map_or(Self::Stream(whole), Self::Descriptor));
            }
            let Ok(next) = fs::read_link(&whole) else { return Self::at(whole, &cannot) };
            at = folder.join(next);
        }
        bail!("{}: it leads through too many links", cannot())
    }

    /// Returns what is at a path that is no link.
    fn at(whole: PathBuf, cannot: &dyn Fn() -> String) -> anyhow::Result<Self> {
        match fs::symlink_metadata(&whole) {
            Ok(about) if about.is_file() => Ok(Self::File(whole)),
            Ok(_) => Ok(Self::Stream(whole)),
            Err(_) if is_among_devices(&whole) => bail!("{}: there is no such device", cannot()),
            Err(_) => Ok(Self::Nothing(whole)),
        }
    }
}

/// Returns whether a path can only mean a folder.
fn ends_as_folder(path: &Path) -> bool {
    path.as_os_str()
        .as_encoded_bytes()
        .last()
        .is_some_and(|last| path::is_separator(char::from(*last)))
}

/// Returns whether a path lies where devices are, and nothing but devices should come to be.
fn is_among_devices(path: &Path) -> bool {
    path.starts_with("/dev") && !path.starts_with("/dev/shm")
}

/// Returns the number of the open file of this process that `last` is in `folder`, which is whole.
fn descriptor(folder: &Path, last: &OsStr) -> Option<i32> {
    let own = Path::new("/proc").join(std::process::id().to_string());
    let listed = folder.starts_with(own) && folder.ends_with("fd");
    let number = last.to_str()?.parse().ok()?;
    (listed || folder == Path::new("/dev/fd")).then_some(number)
}
