//! One run at a time: what is read, changed and written again is nobody else's meanwhile.

use super::naming::{folder_of, name};
use anyhow::Context;
use std::fs::File;
use std::io;
use std::path::Path;

/// The right to write a file that was read before. It lasts as long as this, and ends with the
/// process however that ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _held: Option<File>,
}

impl Lock {
    /// Waits until no other run is about to write `path`.
    ///
    /// What is locked is the folder: a file that another takes the place of keeps no lock, and a
    /// lock file would have to be made and would stay.
    pub(crate) fn of(path: &Path) -> anyhow::Result<Self> {
        let cannot = || format!("cannot lock {}", name(path));
        #[cfg(unix)]
        let held = File::open(folder_of(path)).with_context(cannot)?;
        #[cfg(not(unix))]
        let held = {
            let lock = folder_of(path).join(".oms-maturity.lock");
            File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(lock)
                .with_context(cannot)?
        };
        match held.lock() {
            // Where the file system knows no locks there is nobody to be kept apart.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Self { _held: None }),
            locked => locked.with_context(cannot).map(|()| Self { _held: Some(held) }),
        }
    }
}
