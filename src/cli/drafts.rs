//! Reading, writing and holding drafts. Each session writes a draft of its own and holds its lock, so
//! that no two of them write the same one, and only drafts that nobody holds are offered: those
//! beside the file the answers will be saved to, else those begun in the same folder.

use super::draft_places::{self, Place};
use super::files;
use crate::document::draft::{self, DraftDocument, Origin, Outline};
use crate::document::{Bounds, Format, Node, read, sha256};
use crate::domain::Draft;
use crate::domain::Instrument;
use crate::domain::sorting;
use anyhow::{Context, anyhow};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The ending of the name of a draft's lock, after the draft's own.
const LOCK: &str = ".lock";
/// The most drafts that are offered at one time.
const OFFERED: usize = 4;
/// How often another id is tried for a new draft.
const TRIES: usize = 8;

/// Where the drafts of one interview lie, and where that interview belongs.
#[derive(Debug)]
pub(super) struct DraftFolder {
    place: Place,
    /// Whether they lie beside the file that the answers are saved to.
    is_beside: bool,
    origin: Origin,
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
    /// Whether there are drafts that cannot be read.
    pub(super) broken: bool,
    /// How many further drafts are too old to be offered.
    pub(super) older: usize,
    /// Whether another session is answering into the same file just now.
    pub(super) busy: bool,
}

impl DraftFolder {
    /// Finds the folder for drafts of answers that are saved to `save`, to what `about` leaves
    /// open.
    pub(super) fn of(save: Option<&Path>, about: Option<&Path>) -> anyhow::Result<Self> {
        let file = about.map(fingerprinted).transpose()?;
        let here = std::env::current_dir().and_then(|folder| folder.canonicalize());
        // A path that is no text could be mistaken for another one; that draft is only listed.
        let folder = here.ok().and_then(|folder| folder.to_str().map(str::to_owned));
        // Where the file alone may be written, its draft lies elsewhere.
        let save = save.filter(|save| files::takes_others_beside(save));
        let place = save.map_or_else(Place::in_state_folder, |save| Ok(Place::beside(save)))?;
        Ok(Self { place, is_beside: save.is_some(), origin: Origin { folder, file } })
    }

    /// Returns the folder around the draft at `path`, to go on with what `about` leaves open.
    pub(super) fn around(path: &Path, about: Option<&Path>) -> anyhow::Result<Self> {
        let origin = Origin { folder: None, file: about.map(fingerprinted).transpose()? };
        let is_beside = draft_places::saved_to(path).is_some();
        Ok(Self { place: Place::of(path), is_beside, origin })
    }

    /// Returns the drafts that can be gone on with.
    pub(super) fn find(&self, instrument: &Instrument) -> anyhow::Result<FoundDrafts> {
        let mut found = FoundDrafts::default();
        let listed = fs::read_dir(&self.place.folder)
            .with_context(|| format!("cannot list {}", files::name(&self.place.folder)))?;
        for path in listed.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !self.place.has(&name) {
                continue;
            }
            if let Some(draft) = path.to_str().and_then(|path| path.strip_suffix(LOCK)) {
                Self::clear_leftover(Path::new(draft));
            } else if self.place.is_draft(&name) {
                self.inspect(&path, instrument, &mut found);
            }
        }
        sorting::sort_by(&mut found.drafts, |(_, one), (_, other)| other.saved.cmp(&one.saved));
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

    fn inspect(&self, path: &Path, instrument: &Instrument, found: &mut FoundDrafts) {
        match LockedDraft::take(path) {
            Ok(None) => found.busy = self.is_beside,
            Ok(Some(held)) => match held.swept().and_then(|()| read_draft(path, instrument)) {
                Ok((_, Some(document))) if self.belongs(&document.origin) => {
                    found.drafts.push((held, document));
                }
                Ok(_) => {}
                Err(_) => found.broken = true,
            },
            Err(_) => found.broken = true,
        }
    }

    /// Returns whether a draft that lies here belongs where this interview does.
    fn belongs(&self, origin: &Origin) -> bool {
        let file = |origin: &Origin| origin.file.as_ref().map(|(path, _)| path.clone());
        let here = origin.folder.is_some() && origin.folder == self.origin.folder;
        (self.is_beside || here) && file(origin) == file(&self.origin)
    }

    /// Returns whether the answers file is another one than when the draft was written.
    pub(super) fn is_outdated(&self, origin: &Origin) -> bool {
        let sha256 = |origin: &Origin| origin.file.as_ref().map(|(_, sha256)| sha256.clone());
        sha256(origin) != sha256(&self.origin)
    }

    /// Goes on with a draft: it stays where it belongs, and keeps the fingerprint that it was
    /// written with, for whoever goes on has not seen what changed in the answers file since.
    pub(super) fn goes_on(&mut self, origin: Origin) {
        self.origin = origin;
    }

    /// Returns a new draft, which this session holds.
    pub(super) fn create(&self) -> anyhow::Result<LockedDraft> {
        for _ in 0..TRIES {
            let path = self.place.new_draft();
            if let Some(held) = LockedDraft::take(&path)?
                && !path.exists()
            {
                draft_places::note(&path);
                return Ok(held);
            }
        }
        Err(anyhow!("cannot find a name for the draft"))
    }

    /// Returns the document that a draft becomes.
    pub(super) fn document(&self, instrument: &Instrument, draft: Draft) -> DraftDocument {
        DraftDocument {
            saved: jiff::Timestamp::now().to_string(),
            questionnaire: instrument.fingerprints().questionnaire.clone(),
            origin: self.origin.clone(),
            draft,
        }
    }
}

/// Reads the draft at `path`: what can be told of it, and all of it unless it was asked with other
/// questions.
pub(super) fn read_draft(
    path: &Path,
    instrument: &Instrument,
) -> anyhow::Result<(Outline, Option<DraftDocument>)> {
    with_tree(path, |tree| {
        let outline = draft::outline(tree)?;
        match draft::read(tree, instrument) {
            Ok(document) => Some((outline, Some(document))),
            Err(_) if outline.questionnaire != instrument.fingerprints().questionnaire => {
                Some((outline, None))
            }
            Err(_) => None,
        }
    })
}

/// Reads what can be told of a draft whatever questionnaire it was written for.
pub(super) fn read_outline(path: &Path) -> anyhow::Result<Outline> {
    with_tree(path, draft::outline)
}

/// Reads a draft by a reader that returns nothing where it is none.
fn with_tree<T>(path: &Path, by: impl FnOnce(&Node<'_>) -> Option<T>) -> anyhow::Result<T> {
    let broken = || anyhow!("{} is no draft, or not whole", files::name(path));
    anyhow::ensure!(path.is_file(), broken());
    let bytes = files::read(path, Bounds::ANSWERS)?;
    let text = read::decode(&bytes, Bounds::ANSWERS).map_err(|_| broken())?;
    let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).map_err(|_| broken())?;
    by(&tree).ok_or_else(broken)
}

/// Returns the whole path of an answers file and its fingerprint.
fn fingerprinted(path: &Path) -> anyhow::Result<(String, String)> {
    let sha256 = sha256(&files::read(path, Bounds::ANSWERS)?);
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok((whole.to_string_lossy().into_owned(), sha256))
}

impl LockedDraft {
    /// Takes the lock of the draft at `path`; nothing where another session holds it.
    pub(super) fn take(path: &Path) -> anyhow::Result<Option<Self>> {
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

    /// Returns what the draft is called where it is to be gone on with.
    pub(super) fn id(&self) -> &str {
        draft_places::id_of(&self.path).unwrap_or_default()
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
            .with_context(|| format!("cannot remove the draft {}", files::name(&self.path)))?;
        draft_places::forget(&self.path);
        Ok(())
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
