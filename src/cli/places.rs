//! Where a file is, for those who read it elsewhere: one path, from the root of its repository,
//! however it was named and wherever from. It asks the file system, and reads no file.

use crate::cli::files;
use std::path::{Component, Path, PathBuf};

/// What a run by a server for continuous integration calls the folder of the repository: GitHub,
/// GitLab, Azure (both) and Jenkins.
const WORKSPACES: [&str; 5] = [
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
    "BUILD_SOURCESDIRECTORY",
    "SYSTEM_DEFAULTWORKINGDIRECTORY",
    "WORKSPACE",
];

/// A file and its one path.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The file itself, where links lead to; equal for whatever names the same file.
    pub(super) file: PathBuf,
    /// From the root of the repository, with slashes; whole where it lies in none.
    path: PathBuf,
}

impl Place {
    /// Returns where the file is that `path` names from here, be it there or not.
    pub(crate) fn of(path: &Path) -> Self {
        if files::is_stdin(path) {
            return Self { file: path.to_owned(), path: files::name(path).into() };
        }
        let named = standing(path);
        let root = root_above(&named);
        let file = path.canonicalize().unwrap_or_else(|_| named.clone());
        // A link out of the repository is known there by its own name alone.
        let meant =
            if root.as_deref().is_some_and(|root| file.starts_with(root)) { &file } else { &named };
        let below = root_above(meant)
            .and_then(|root| meant.strip_prefix(root).ok().map(Path::to_owned))
            .map(|below| if below.as_os_str().is_empty() { ".".into() } else { below });
        Self { path: below.unwrap_or_else(|| meant.clone()), file }
    }

    /// Returns the place with its whole path: for a file of a repository of which another is meant.
    pub(super) fn whole(self) -> Self {
        Self { path: self.file.clone(), file: self.file }
    }

    /// Returns the file itself, where links lead to.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Returns the path with slashes, the same on every system; nothing where it is not UTF-8.
    pub(super) fn name(&self) -> Option<String> {
        slashed(&self.path)
    }

    /// Returns the same for people; what is not UTF-8 is spelled out.
    pub(crate) fn shown(&self) -> String {
        self.name().unwrap_or_else(|| files::name(&self.path))
    }
}

/// Returns a path with slashes, the same on every system; nothing where it is not UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let parts = path.components().filter(|part| !matches!(part, Component::RootDir));
    let parts: Option<Vec<_>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Some(if path.has_root() && cfg!(unix) { "/" } else { "" }.to_owned() + &parts?.join("/"))
}

/// Returns the whole path of a file by the name it has in its folder, a link or not.
fn standing(path: &Path) -> PathBuf {
    let folder = files::folder_of(path).canonicalize().ok();
    match folder.zip(path.file_name()) {
        Some((folder, name)) => folder.join(name),
        None => path.canonicalize().unwrap_or_else(|_| resolved(path)),
    }
}

/// Returns the whole path of what is not there, as far as its text tells.
fn resolved(path: &Path) -> PathBuf {
    let whole = here().unwrap_or_default().join(path);
    whole.components().fold(PathBuf::new(), |mut resolved, part| {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            part => resolved.push(part),
        }
        resolved
    })
}

fn here() -> Option<PathBuf> {
    std::env::current_dir().and_then(|here| here.canonicalize()).ok()
}

/// Returns the folder that paths of `file` begin at: that of its repository, else the one that the
/// server names, else the one we are in; nothing where it lies below none of them.
fn root_above(file: &Path) -> Option<PathBuf> {
    // The folder may be what is asked about; no file has one below it.
    let repository = file.ancestors().find(|above| above.join(".git").exists());
    let workspaces = || {
        let named = WORKSPACES.iter().filter_map(std::env::var_os);
        let named = named.filter(|folder| !folder.is_empty());
        named.filter_map(|folder| PathBuf::from(folder).canonicalize().ok())
    };
    let above = |folder: &PathBuf| file.starts_with(folder);
    repository.map(Path::to_owned).or_else(|| workspaces().chain(here()).find(above))
}
