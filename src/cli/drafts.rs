//! Where unfinished interviews lie: beside the file they will be saved to, else in the user's own
//! state folder. Each session writes a draft of its own and holds its lock, so that no two of them
//! write the same one, and only drafts that nobody holds are offered.

use super::files;
use crate::document::draft::{self, DraftDocument};
use crate::document::{Bounds, Format, read, sha256};
use crate::domain::Draft;
use crate::domain::Instrument;
use anyhow::{Context, anyhow};
use etcetera::BaseStrategy;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// How many characters between its beginning and its ending make a draft's name its own.
const RANDOM: usize = 6;
/// The ending of a draft's name.
const ENDING: &str = ".draft.yaml";
/// The ending of the name of its lock, after the draft's own.
const LOCK: &str = ".lock";
/// The most drafts that are offered at one time.
const OFFERED: usize = 4;

/// Where the drafts of one interview lie, and how they are named.
#[derive(Debug)]
pub(super) struct DraftFolder {
    folder: PathBuf,
    /// What the names of the drafts begin with.
    prefix: String,
    /// The answers file whose open questions are asked.
    about: Option<CompletedFile>,
}

/// An answers file that is being completed.
#[derive(Debug)]
struct CompletedFile {
    path: String,
    sha256: String,
}

/// One draft, held by this session.
#[derive(Debug)]
pub(super) struct LockedDraft {
    path: PathBuf,
    lock: PathBuf,
    /// Whose lock lasts as long as the file is open.
    file: File,
}

/// The drafts of earlier interviews.
#[derive(Debug, Default)]
pub(super) struct FoundDrafts {
    /// The drafts that can be gone on with, newest first.
    pub(super) drafts: Vec<(LockedDraft, DraftDocument)>,
    /// The drafts that cannot be read.
    pub(super) broken: Vec<PathBuf>,
    /// How many further drafts are too old to be offered.
    pub(super) older: usize,
    /// Whether another session is writing one just now.
    pub(super) busy: bool,
}

impl DraftFolder {
    /// Finds the folder for drafts of answers that are saved to `save`, to what `about` leaves
    /// open.
    pub(super) fn of(save: Option<&Path>, about: Option<&Path>) -> anyhow::Result<Self> {
        let about = about.map(CompletedFile::of).transpose()?;
        if let Some(save) = save {
            let name = save.file_name().unwrap_or_default().to_string_lossy();
            return Ok(Self { folder: files::folder_of(save), prefix: format!(".{name}-"), about });
        }
        let base = etcetera::choose_base_strategy().context("there is no home folder")?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        let folder = state.join("oms-maturity").join("drafts");
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.recursive(true).create(&folder);
        made.with_context(|| format!("cannot make the folder {}", files::name(&folder)))?;
        Ok(Self { folder, prefix: "interview-".to_owned(), about })
    }

    /// Returns the drafts that can be gone on with.
    pub(super) fn find(&self, instrument: &Instrument) -> anyhow::Result<FoundDrafts> {
        let mut found = FoundDrafts::default();
        let listed = fs::read_dir(&self.folder)
            .with_context(|| format!("cannot list {}", files::name(&self.folder)))?;
        for path in listed.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with(&self.prefix) {
                continue;
            }
            let length = self.prefix.len() + RANDOM + ENDING.len();
            if let Some(draft) = path.to_str().and_then(|path| path.strip_suffix(LOCK)) {
                Self::clear_leftover(Path::new(draft));
            } else if name.ends_with(ENDING) && name.len() == length {
                self.inspect(path, instrument, &mut found);
            }
        }
        found.drafts.sort_by(|(_, one), (_, other)| other.saved.cmp(&one.saved));
        found.older = found.drafts.len().saturating_sub(OFFERED);
        found.drafts.truncate(OFFERED);
        Ok(found)
    }

    /// Clears away what a session left that was killed before its draft was there.
    fn clear_leftover(draft: &Path) {
        if !draft.exists()
            && let Ok(Some(held)) = LockedDraft::take(draft)
        {
            // Nobody misses it; what cannot be cleared away now stays for another time.
            let _ = held.remove();
        }
    }

    fn inspect(&self, path: PathBuf, instrument: &Instrument, found: &mut FoundDrafts) {
        if !path.is_file() {
            return found.broken.push(path);
        }
        match LockedDraft::take(&path) {
            Ok(None) => found.busy = true,
            Ok(Some(held)) => match held.swept().and_then(|()| self.read(&path, instrument)) {
                Ok(Some(document)) => found.drafts.push((held, document)),
                Ok(None) => {}
                Err(_) => found.broken.push(path),
            },
            Err(_) => found.broken.push(path),
        }
    }

    /// Reads a draft; nothing where it is about something else.
    fn read(&self, path: &Path, instrument: &Instrument) -> anyhow::Result<Option<DraftDocument>> {
        let bytes = files::read(path, Bounds::ANSWERS)?;
        let broken = || anyhow!("no draft");
        let text = read::decode(&bytes, Bounds::ANSWERS).map_err(|_| broken())?;
        let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).map_err(|_| broken())?;
        let asked_now = &instrument.fingerprints().questionnaire;
        let about = self.about.as_ref().map(|about| &about.path);
        match draft::read(&tree, instrument) {
            Ok(document) => {
                let same = document.file.as_ref().map(|(path, _)| path) == about;
                Ok(same.then_some(document))
            }
            Err(_) if draft::questionnaire_of(&tree).is_some_and(|asked| asked != *asked_now) => {
                Ok(None)
            }
            Err(_) => Err(broken()),
        }
    }

    /// Returns whether the answers file is another one than when the draft was written.
    pub(super) fn is_outdated(&self, document: &DraftDocument) -> bool {
        let now = self.about.as_ref().map(|about| &about.sha256);
        document.file.as_ref().map(|(_, sha256)| sha256) != now
    }

    /// Takes the fingerprint that a draft was written with for the answers file's own: whoever goes
    /// on with the draft has not seen what changed since.
    pub(super) fn stays_about(&mut self, file: Option<(String, String)>) {
        self.about = file.map(|(path, sha256)| CompletedFile { path, sha256 });
    }

    /// Returns a new draft, which this session holds.
    pub(super) fn create(&self) -> anyhow::Result<LockedDraft> {
        let lock = tempfile::Builder::new()
            .prefix(&self.prefix)
            .rand_bytes(RANDOM)
            .suffix(&format!("{ENDING}{LOCK}"))
            .tempfile_in(&self.folder)
            .map_err(files::plain)
            .with_context(|| format!("cannot write to {}", files::name(&self.folder)))?;
        let held = LockedDraft::take(&lock.path().with_extension(""))?;
        lock.keep().context("cannot keep the lock of the draft")?;
        held.context("cannot lock the draft")
    }

    /// Returns the document that a draft becomes.
    pub(super) fn document(&self, instrument: &Instrument, draft: Draft) -> DraftDocument {
        DraftDocument {
            saved: jiff::Timestamp::now().to_string(),
            questionnaire: instrument.fingerprints().questionnaire.clone(),
            file: self.about.as_ref().map(|about| (about.path.clone(), about.sha256.clone())),
            draft,
        }
    }
}

impl CompletedFile {
    fn of(path: &Path) -> anyhow::Result<Self> {
        let sha256 = sha256(&files::read(path, Bounds::ANSWERS)?);
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Ok(Self { path: whole.to_string_lossy().into_owned(), sha256 })
    }
}

impl LockedDraft {
    /// Takes the lock of the draft at `path`; nothing where another session holds it.
    fn take(path: &Path) -> anyhow::Result<Option<Self>> {
        let lock = files::with_ending(path, LOCK);
        let cannot = || format!("cannot lock {}", files::name(path));
        let is_ours = fs::symlink_metadata(&lock).map_or(true, |found| found.is_file());
        anyhow::ensure!(is_ours, cannot());
        loop {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(&lock).with_context(cannot)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                // Where the file system knows no locks there is nobody to be kept apart.
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                    return Err(anyhow::Error::new(error).context(cannot()));
                }
                _ => {}
            }
            // Whoever held the lock before may have removed its file in between.
            if is_still_at(&file, &lock) {
                return Ok(Some(Self { path: path.to_owned(), lock, file }));
            }
        }
    }

    /// Writes the draft: all of it, or nothing.
    pub(super) fn write(&self, document: &DraftDocument) -> anyhow::Result<()> {
        let text = draft::write(document).map_err(|error| anyhow!(error))?;
        Ok(files::write_private(&self.path, &text)?)
    }

    /// Clears away what is left of a write that was cut short.
    fn swept(&self) -> anyhow::Result<()> {
        Ok(files::remove(&files::new_of(&self.path))?)
    }

    /// Removes the draft.
    pub(super) fn remove(self) -> anyhow::Result<()> {
        self.swept()?;
        files::remove(&self.path)
            .with_context(|| format!("cannot remove the draft {}", files::name(&self.path)))
    }
}

impl Drop for LockedDraft {
    fn drop(&mut self) {
        // A lock that stays behind is taken over by the next session.
        let _ = files::remove(&self.lock);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let found = file.metadata().and_then(|held| Ok((held, fs::metadata(path)?)));
    found.is_ok_and(|(held, there)| held.dev() == there.dev() && held.ino() == there.ino())
}

#[cfg(not(unix))]
fn is_still_at(_: &File, path: &Path) -> bool {
    path.exists()
}
