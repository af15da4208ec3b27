//! Paths: what they are called in messages, and which of them are the same file. Nothing is read or
//! written here.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns what a file is called in messages, without control characters.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) {
        return "<stdin>".to_owned();
    }
    crate::report::words::shown_path(&spelled(path.as_os_str()))
}

/// Returns a name as text; bytes that are not UTF-8 are spelled out, so that names stay apart.
pub(crate) fn spelled(name: &std::ffi::OsStr) -> String {
    name.as_encoded_bytes().utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
        text
    })
}

/// Returns the folder that a file lies in, or would.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// Returns the path of the file of the same name with a further ending.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut longer = path.as_os_str().to_owned();
    longer.push(ending);
    longer.into()
}

/// Returns whether two paths name the same file, be it there or not, under one name or two.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let same = || canonical(one) == canonical(other) || is_one_file(one, other);
    !is_stdin(one) && !is_stdin(other) && same()
}

/// Returns the one path of a file, be it there or not; as it is where even its folder is not.
pub(crate) fn canonical(path: &Path) -> PathBuf {
    let beside = || {
        let folder = folder_of(path).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(beside).unwrap_or_else(|| path.to_owned())
}

/// Returns whether two paths are names of one file that is there.
#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(one).and_then(|one| Ok((one, fs::metadata(other)?)));
    found.is_ok_and(|(one, other)| {
        one.is_file() && one.dev() == other.dev() && one.ino() == other.ino()
    })
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> bool {
    false
}
