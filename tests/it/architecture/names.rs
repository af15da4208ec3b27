//! What ARCHITECTURE.md names is there: files and folders, and what stands in the files; and every
//! test that is to hold something.

use super::{files, source};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    source().parent().unwrap().to_owned()
}

/// Returns what a text names: the words between backquotes that are paths of files or of Rust.
fn named(text: &str) -> Vec<&str> {
    let is_part = |letter: char| letter.is_alphanumeric() || "_-:/.*!".contains(letter);
    let quoted = text.split('`').skip(1).step_by(2);
    let words = quoted.flat_map(|text| text.split(|letter: char| !is_part(letter)));
    words.filter(|word| word.contains("::") || is_file(word)).collect()
}

/// Returns whether a word is the name of a file or folder.
fn is_file(word: &str) -> bool {
    word.strip_suffix('/').unwrap_or(word).contains('/')
        || word.ends_with('/')
        || [".rs", ".md"].iter().any(|ending| word.ends_with(ending))
}

/// Returns whether a file or folder is there, as seen from the project's folder or from `src`; a `*`
/// stands for any name.
fn is_there(name: &str) -> bool {
    let (folder, ending) = name.split_once('*').unwrap_or((name, ""));
    [root(), source()].iter().any(|from| {
        let path = from.join(folder);
        let ends = |file: &PathBuf| file.to_string_lossy().ends_with(ending);
        path.exists() && (ending.is_empty() || files(&path).iter().any(ends))
    })
}

/// Returns whether every name stands in a text by itself; a `*` at its end stands for anything.
fn stand_in(names: &[&str], text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let words: BTreeSet<_> = words.collect();
    names.iter().all(|name| match name.strip_suffix('*') {
        Some(start) => words.iter().any(|word| word.starts_with(start)),
        None => words.contains(name.trim_end_matches('!')),
    })
}

/// Returns whether the first names of a path lead to a file in `folder`, and the others stand in it.
fn leads_somewhere(path: &str, folder: &Path) -> bool {
    let names: Vec<_> = path.split("::").collect();
    let texts = (1..=names.len()).rev().map(|length| {
        let (file, inside) = names.split_at(length);
        (fs::read_to_string(folder.join(file.join("/")).with_extension("rs")), inside)
    });
    let mut found = texts.filter_map(|(text, inside)| Some((text.ok()?, inside)));
    found.next().is_some_and(|(text, inside)| stand_in(inside, &text))
}

/// Returns whether a path of Rust leads to something in the program or its tests.
fn is_known(path: &str) -> bool {
    let names: Vec<_> = path.split("::").collect();
    if !path.starts_with(|letter: char| letter.is_uppercase()) {
        return [source(), root().join("tests/it")].iter().any(|from| leads_somewhere(path, from));
    }
    // A type is named without its file.
    files(&source()).iter().any(|file| stand_in(&names, &fs::read_to_string(file).unwrap()))
}

#[test]
fn what_the_architecture_names_is_there() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let is_right = |word: &&str| if is_file(word) { is_there(word) } else { is_known(word) };
    let named = named(&text);
    assert!(named.len() > 50, "{named:?}");
    let wrong: Vec<_> = named.into_iter().filter(|word| !is_right(word)).collect();
    assert!(wrong.is_empty(), "ARCHITECTURE.md names what is not there: {wrong:#?}");
}

#[test]
fn a_name_of_nothing_is_noticed() {
    for there in
        ["document::node::Node", "domain::plan", "Rubric::dimension", "gate_forms::sarif_*"]
    {
        assert!(is_known(there), "{there}");
    }
    for gone in ["document::nodes", "domain::plan::Ground", "Rubric::height", "gate_forms::serif_*"]
    {
        assert!(!is_known(gone), "{gone}");
    }
    assert!(is_there("report/gate/") && is_there("questions/*.yaml") && is_there("build.rs"));
    assert!(!is_there("report/gates/") && !is_there("questions/*.toml") && !is_there("built.rs"));
}
