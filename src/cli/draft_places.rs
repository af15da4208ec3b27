//! Where drafts lie and how they are named: in the user's own state folder, or beside the file that
//! the answers will be saved to. Of the latter the state folder keeps a note, which holds nothing
//! but the path. Reads and writes no draft.

use super::files;
use crate::document::Bounds;
use anyhow::Context;
use etcetera::BaseStrategy;
use std::collections::BTreeSet;
use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The ending of a draft's name.
const ENDING: &str = ".draft.yaml";
/// What the name of a draft in the state folder begins with.
const PREFIX: &str = "interview-";
/// How many characters an id has; it stands right before the ending.
const ID_LENGTH: usize = 6;
/// What the name of a note begins with; an id and the ending follow.
const NOTE_PREFIX: &str = "beside-";
/// The ending of a note's name.
const NOTE_ENDING: &str = ".path";

/// A folder that drafts lie in, and what their names begin with there.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    prefix: String,
}

impl Place {
    /// Returns the place beside `save`, the file that the answers will be saved to.
    pub(super) fn beside(save: &Path) -> Self {
        let name = save.file_name().unwrap_or_default().to_string_lossy();
        Self { folder: files::folder_of(save), prefix: format!(".{name}-") }
    }

    /// Returns the place in the user's own state folder, which is made if need be.
    pub(super) fn in_state_folder() -> anyhow::Result<Self> {
        let folder = state_folder().context("there is no home folder")?;
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.recursive(true).create(&folder);
        made.with_context(|| format!("cannot make the folder {}", files::name(&folder)))?;
        Ok(Self { folder, prefix: PREFIX.to_owned() })
    }

    /// Returns the place of the draft at `path`.
    pub(super) fn of(path: &Path) -> Self {
        saved_to(path).map_or_else(
            || Self { folder: files::folder_of(path), prefix: PREFIX.to_owned() },
            |save| Self::beside(&save),
        )
    }

    /// Returns whether a file of this name is, or belongs to, a draft of this place.
    pub(super) fn has(&self, name: &str) -> bool {
        name.starts_with(&self.prefix)
    }

    /// Returns whether a file of this name is a draft of this place.
    pub(super) fn is_draft(&self, name: &str) -> bool {
        let id = name.strip_prefix(&self.prefix).and_then(|rest| rest.strip_suffix(ENDING));
        id.is_some_and(is_id)
    }

    /// Returns the path of a draft with an id that is as good as nobody else's.
    pub(super) fn new_draft(&self) -> PathBuf {
        // Six digits are few enough to be typed, and many enough for the drafts of one person.
        let number = RandomState::new().build_hasher().finish() & 0x00ff_ffff;
        self.folder.join(format!("{}{number:06x}{ENDING}", self.prefix))
    }
}

fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn name_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

/// Returns the id of the draft at `path`.
pub(super) fn id_of(path: &Path) -> Option<&str> {
    let before = name_of(path)?.strip_suffix(ENDING)?;
    before.get(before.len().checked_sub(ID_LENGTH)?..).filter(|id| is_id(id))
}

/// Returns the file beside which the draft at `path` lies, and which its answers will be saved to.
pub(super) fn saved_to(path: &Path) -> Option<PathBuf> {
    let id = id_of(path)?;
    let name = name_of(path)?.strip_suffix(ENDING)?.strip_suffix(id)?;
    let name = name.strip_suffix('-')?.strip_prefix('.')?;
    files::format_of(Path::new(name)).ok()?;
    Some(files::folder_of(path).join(name))
}

/// Returns the path of the state folder for drafts, be it there or not.
fn state_folder() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(state.join("oms-maturity").join("drafts"))
}

fn note_of(path: &Path) -> Option<PathBuf> {
    let id = saved_to(path).and(id_of(path))?;
    Some(state_folder()?.join(format!("{NOTE_PREFIX}{id}{NOTE_ENDING}")))
}

/// Notes in the state folder that a draft lies at `path`, if it lies elsewhere. Where that cannot
/// be noted, the draft is found in its own folder only.
pub(super) fn note(path: &Path) {
    if let (Some(note), Some(path)) = (note_of(path), files::canonical(path).to_str()) {
        let _ = Place::in_state_folder().map(|_| files::write_private(&note, path));
    }
}

/// Takes that note back.
pub(super) fn forget(path: &Path) {
    if let Some(note) = note_of(path) {
        // A note of what is not there is passed over.
        let _ = files::remove(&note);
    }
}

/// Returns the path of every draft that can be found: in the state folder, noted there, and in the
/// current folder.
pub(super) fn all() -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    if let Some(folder) = state_folder() {
        let place = Place { folder, prefix: PREFIX.to_owned() };
        let cannot = || format!("cannot list {}", files::name(&place.folder));
        for path in listed(&place.folder).with_context(cannot)? {
            match name_of(&path) {
                Some(name) if place.is_draft(name) => drop(found.insert(path)),
                Some(name) if name.starts_with(NOTE_PREFIX) => found.extend(noted(&path)),
                _ => {}
            }
        }
    }
    // Whoever may not list the current folder has no drafts there either.
    let here = listed(Path::new(".")).unwrap_or_default();
    let here = here.into_iter().filter(|path| saved_to(path).is_some());
    found.extend(here.map(|path| files::canonical(&path)));
    Ok(found)
}

fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Returns the path that a note holds. A note goes with its draft; where even the folder is away,
/// such as on a disk that is not there just now, it stays.
fn noted(note: &Path) -> Option<PathBuf> {
    let path = PathBuf::from(String::from_utf8(files::read(note, Bounds::ANSWERS).ok()?).ok()?);
    let is_draft = path.is_absolute() && saved_to(&path).is_some();
    if is_draft && path.is_file() {
        return Some(path);
    }
    if is_draft && files::folder_of(&path).is_dir() {
        let _ = files::remove(note);
    }
    None
}
