//! What the fuzz targets ever failed on, and what they start from: each is an ordinary test.
#![expect(clippy::expect_used, reason = "a law that does not hold panics")]

#[expect(unreachable_pub, reason = "the fuzz targets use it as well")]
mod hands;
#[expect(unreachable_pub, reason = "the fuzz targets use it as well")]
mod laws;

use laws::READERS;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of a folder in order; none where there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

#[test]
fn what_once_failed_holds() {
    let mut known = 0;
    for (reader, law) in READERS {
        for path in files(&root().join("tests/fuzzed").join(reader)) {
            // Shown only where the law does not hold.
            law(&std::fs::read(path).unwrap());
            known += 1;
        }
    }
    let kept = std::fs::read_dir(root().join("tests/fuzzed")).unwrap();
    let kept = kept.flat_map(|folder| files(&folder.unwrap().path())).count();
    assert_eq!(known, kept, "each is in the folder of a reader");
}

#[test]
fn every_law_holds_of_every_example() {
    let folders = ["examples", "examples/custom", "examples/ci", "examples/expected"];
    let instrument = ["questions", "rubrics"];
    for path in folders.iter().chain(&instrument).flat_map(|folder| files(&root().join(folder))) {
        for (_, law) in READERS {
            law(&std::fs::read(&path).unwrap());
        }
    }
}

/// Every law is fuzzed, and nothing else is.
#[test]
fn every_reader_has_its_target() {
    let mut targets = files(&root().join("fuzz/fuzz_targets"));
    targets.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let named = targets.iter().map(|path| path.file_stem().unwrap().to_str().unwrap());
    let mut readers = READERS.map(|(reader, _)| reader);
    readers.sort_unstable();
    assert_eq!(named.collect::<Vec<_>>(), readers);
    for (reader, target) in readers.iter().zip(&targets) {
        let text = std::fs::read_to_string(target).unwrap();
        assert!(text.contains(&format!("laws::{reader}(")), "{reader}");
    }
}
