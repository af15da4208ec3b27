//! A file that grows for a long time: it comes to be beside its place, and takes it when it is whole.
//! Whatever ends the run before leaves what was there.

use super::interruptions::{clear_away_when_interrupted, uninterrupted};
use super::naming::{folder_of, name};
use super::target::Target;
use super::writing::{self, OutputFile, Way, plain};
use anyhow::{Context, bail};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use tempfile::{Builder, NamedTempFile};

/// A file that is being written.
pub(crate) struct GrowingFile {
    /// What it will be called, in messages.
    name: String,
    to: To,
}

/// Where what is written goes.
enum To {
    /// Into a file beside the one that it will be, which may be there already.
    Beside(NamedTempFile, PathBuf, bool),
    /// Into a stream, which nobody can take back.
    Stream(Box<dyn Write>),
}

impl OutputFile {
    /// Begins to write the file.
    pub(crate) fn grow(&self) -> anyhow::Result<GrowingFile> {
        let name = self.name();
        let cannot = || format!("cannot write {name}");
        let to = match Target::of(self.path())? {
            Target::Descriptor(number) => {
                To::Stream(writing::descriptor(number).map_err(plain).with_context(cannot)?)
            }
            Target::Stream(stream) => {
                let stream = writing::open_stream(&stream).map_err(plain).with_context(cannot)?;
                To::Stream(Box::new(stream))
            }
            Target::File(_) if !self.replaces() => bail!("{name} exists already"),
            Target::File(file) => {
                if writing::way(&file).map_err(plain).with_context(cannot)? == Way::InPlace {
                    bail!(
                        "{}: it has more than one name, or rights that no other file can be given; \
                         name another file, or write to standard output",
                        cannot()
                    );
                }
                To::Beside(beside(&file, false).with_context(cannot)?, file, true)
            }
            Target::Nothing(file) => {
                To::Beside(beside(&file, true).with_context(cannot)?, file, false)
            }
        };
        Ok(GrowingFile { name, to })
    }
}

/// Makes the file beside another one.
fn beside(file: &std::path::Path, is_new: bool) -> io::Result<NamedTempFile> {
    let _whole = uninterrupted();
    let mut builder = Builder::new();
    #[cfg(unix)]
    if is_new {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = is_new;
    let fresh = builder.prefix(".oms-maturity").tempfile_in(folder_of(file)).map_err(plain)?;
    clear_away_when_interrupted(Some(fresh.path().to_owned()));
    Ok(fresh)
}

impl GrowingFile {
    /// Returns what the file is called in messages.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Writes on.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = match &mut self.to {
            To::Beside(file, ..) => file.as_file_mut().write_all(bytes),
            To::Stream(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        };
        written.map_err(plain).with_context(|| format!("cannot write {}", self.name))
    }

    /// Puts the file in its place: it is whole.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let To::Beside(fresh, place, replaces) = self.to else { return Ok(()) };
        let cannot = || format!("cannot write {}", self.name);
        fresh.as_file().sync_all().map_err(plain).with_context(cannot)?;
        let _whole = uninterrupted();
        clear_away_when_interrupted(None);
        if replaces {
            let about = fs::metadata(&place).map_err(plain).with_context(cannot)?;
            writing::take_over(fresh.as_file(), &about).map_err(plain).with_context(cannot)?;
            fresh.persist(&place).map_err(|kept| plain(kept.error)).with_context(cannot)?;
            return Ok(());
        }
        match fresh.persist_noclobber(&place) {
            Err(kept) if kept.error.kind() == ErrorKind::AlreadyExists => {
                bail!("{} exists already", name(&place))
            }
            kept => kept.map(drop).map_err(|kept| plain(kept.error)).with_context(cannot),
        }
    }
}
