//! Saving answers. Onto the file that they were read from only what changed is written, and nothing
//! where somebody else changed it meanwhile.

use super::locking::Lock;
use super::naming::{canonical, name};
use super::writing::OutputFile;
use crate::document::{Format, edit, sha256, write};
use crate::domain::{GivenAnswers, Instrument};
use anyhow::{Context, anyhow};
use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The most comments that are named one by one.
const NAMED: usize = 4;

/// A file that answers may be saved to, in the format that its ending stands for.
#[derive(Debug)]
pub(crate) struct AnswersFile {
    file: OutputFile,
    format: Format,
    /// The fingerprint of what it said when it was read; nothing where it was not read.
    seen: RefCell<Option<String>>,
    /// What there is to say about how it was saved.
    remark: RefCell<Option<String>>,
}

/// Says that a file is not what was read any more, or gone. Whoever was told may save once more.
#[derive(Debug)]
pub(crate) struct ChangedSince(String);

impl fmt::Display for ChangedSince {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ChangedSince {}

impl AnswersFile {
    /// Checks that answers may be saved to `path`, before any work is done.
    pub(crate) fn open(path: &Path, format: Format, replace: bool) -> anyhow::Result<Self> {
        let file = OutputFile::open(path, replace)?;
        Ok(Self { file, format, seen: RefCell::default(), remark: RefCell::default() })
    }

    /// Returns what the file is called in messages.
    pub(crate) fn name(&self) -> String {
        name(self.file.path())
    }

    /// Notes the fingerprint of what the file said when it was read.
    pub(crate) fn was_read(&self, sha256: String) {
        if OutputFile::is_there(self.file.path()) {
            self.seen.replace(Some(sha256));
        }
    }

    /// Returns whether the file was read.
    pub(crate) fn is_read(&self) -> bool {
        self.seen.borrow().is_some()
    }

    /// Returns what there is to say about how the answers were saved.
    pub(crate) fn remark(&self) -> Option<String> {
        self.remark.borrow().clone()
    }

    /// Saves answers: all of them, or nothing.
    ///
    /// # Errors
    ///
    /// Among others [`ChangedSince`], once for each change.
    pub(crate) fn save(&self, given: &GivenAnswers, instrument: &Instrument) -> anyhow::Result<()> {
        let path = self.file.path();
        // A folder that cannot be locked may still be written to.
        let _alone = if self.is_read() { Lock::of(&canonical(path)).ok() } else { None };
        let Some(before) = self.unchanged()? else {
            let text = write::answers(given, self.format, instrument.questionnaire());
            return self.file.write(&text.map_err(|error| anyhow!(error))?);
        };
        let edited = edit::answers(&before, self.format, given, instrument);
        let edited = edited.map_err(|error| anyhow!(error))?;
        if edited.text != before {
            self.file.write(&edited.text)?;
            self.seen.replace(Some(sha256(edited.text.as_bytes())));
        }
        let lost = &edited.lost_comments;
        let remark = || format!("{}: {}", self.name(), gone(lost));
        self.remark.replace((!lost.is_empty()).then(remark));
        Ok(())
    }

    /// Returns what the file says, if it was read.
    fn unchanged(&self) -> anyhow::Result<Option<String>> {
        let Some(seen) = self.seen.borrow().clone() else { return Ok(None) };
        let bytes = match fs::read(self.file.path()) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.seen.replace(None);
                let gone = format!("{} was taken away since it was read", self.name());
                return Err(ChangedSince(gone).into());
            }
            read => read.with_context(|| format!("cannot read {}", self.name()))?,
        };
        let now = sha256(&bytes);
        if now != seen {
            self.seen.replace(Some(now));
            let changed = format!("{} changed since it was read", self.name());
            return Err(ChangedSince(changed).into());
        }
        Ok(String::from_utf8(bytes).ok())
    }
}

/// Says which comments are gone, of which there are some.
fn gone(comments: &[String]) -> String {
    let named = comments.iter().take(NAMED).map(|comment| format!("`{comment}`"));
    let named = named.collect::<Vec<_>>().join(", ");
    match comments.len() {
        1 => format!("a comment that could not be kept is gone: {named}"),
        count if count <= NAMED => {
            format!("{count} comments that could not be kept are gone: {named}")
        }
        count => format!("{count} comments that could not be kept are gone, among them {named}"),
    }
}
