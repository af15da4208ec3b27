//! Many files of answers: those that were named, and those in the folders that were. Each
//! file once, whatever it was named by; what is left out of a folder is told of.

use super::places::Place;
use crate::cli::args::InputFormat;
use crate::cli::files;
use crate::document::{Bounds, answers, read};
use crate::domain::sorting;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a run.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Each file that is to be judged.
    pub(super) files: Vec<Input>,
    /// Those of the folders that hold no answers, as they would have been named.
    pub(super) left_out: Vec<PathBuf>,
    /// Those of the folders that look like many records each.
    pub(super) tables: Vec<PathBuf>,
    known: BTreeSet<PathBuf>,
    places: BTreeSet<String>,
}

/// A file that is to be judged.
#[derive(Debug)]
pub(super) struct Input {
    /// The way to it, as it was named.
    pub(super) path: PathBuf,
    /// What it is called in forms for machines.
    pub(super) place: String,
    /// Why it cannot be judged, where that is known already.
    pub(super) wrong: Option<String>,
    /// What is in it, where it was read already.
    read: Option<Vec<u8>>,
}

impl Input {
    /// Returns what is in the file.
    pub(super) fn bytes(&self) -> anyhow::Result<Cow<'_, [u8]>> {
        match &self.read {
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            None => files::read(&self.path, Bounds::ANSWERS).map(Cow::Owned),
        }
    }
}

impl Inputs {
    /// Finds the files that `named` names.
    pub(super) fn of(named: &[PathBuf], format: Option<InputFormat>) -> Self {
        let mut inputs = Self::default();
        for path in named {
            if path.is_dir() && !files::is_stdin(path) {
                inputs.walk(path, format);
            } else {
                inputs.add(path.clone(), None);
            }
        }
        inputs
    }

    /// Returns the questionnaire that the first file says its answers are for; all are judged by one.
    /// What was read for it is kept: a pipe can be read but once.
    pub(super) fn questionnaire(&mut self, format: Option<InputFormat>) -> Option<String> {
        let input = self.files.first_mut().filter(|input| input.wrong.is_none())?;
        let format = files::input_format(&input.path, format).ok()?;
        let bytes = input.read.insert(files::read(&input.path, Bounds::ANSWERS).ok()?);
        let text = read::decode(bytes, Bounds::ANSWERS).ok()?;
        let tree = read::tree(text, format, Bounds::ANSWERS).ok()?;
        answers::questionnaire_of(&tree).map(str::to_owned)
    }

    /// Says which files of the folders are not judged, if any.
    pub(super) fn remark(&self) -> Option<String> {
        const MOST: usize = 5;
        let names: Vec<_> = self.left_out.iter().take(MOST).map(|path| files::name(path)).collect();
        let more = match self.left_out.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let names = names.join(", ");
        (!names.is_empty())
            .then(|| format!("not judged, since there are no answers in it: {names}{more}"))
    }

    fn add(&mut self, path: PathBuf, wrong: Option<String>) {
        let mut place = Place::of(&path);
        if !self.known.insert(place.file.clone()) {
            return;
        }
        // Two repositories may each have a file of this path.
        if !self.places.insert(place.shown()) {
            place = place.whole();
            self.places.insert(place.shown());
        }
        let not_utf8 = || {
            let why = "the name of this file is not UTF-8, so no report and no baseline can name it; \
                       rename the file";
            place.name().is_none().then(|| why.to_owned())
        };
        let wrong = wrong.or_else(not_utf8);
        self.files.push(Input { place: place.shown(), path, wrong, read: None });
    }

    /// Adds what holds answers in a folder and below it, in the order of the names.
    fn walk(&mut self, folder: &Path, format: Option<InputFormat>) {
        let mut walk = Walk { format, ..Walk::default() };
        walk.enter(folder);
        let nothing = walk.found.is_empty();
        for (path, wrong) in walk.found {
            self.add(path, wrong);
        }
        self.left_out.extend(walk.left_out);
        self.tables.extend(walk.tables);
        if nothing {
            let why = "there are no answers in this folder: no .yaml, .yml, .toml or .json file in \
                       it or below it holds any";
            self.add(folder.to_owned(), Some(why.to_owned()));
        }
    }
}

/// A walk through a folder and all below it.
#[derive(Default)]
struct Walk {
    format: Option<InputFormat>,
    found: Vec<(PathBuf, Option<String>)>,
    left_out: Vec<PathBuf>,
    tables: Vec<PathBuf>,
    /// The folders that were entered: a link may lead back to one.
    entered: BTreeSet<PathBuf>,
}

impl Walk {
    /// Walks through a folder and what lies below it, without recursion: links may lead deep.
    fn enter(&mut self, folder: &Path) {
        // The next one to look at is the last.
        let mut waiting = vec![folder.to_owned()];
        while let Some(path) = waiting.pop() {
            if !path.is_dir() {
                self.look_at(path);
                continue;
            }
            if path != folder && holds_what_is_made(&path) {
                self.left_out.push(path);
                continue;
            }
            if !self.entered.insert(files::canonical(&path)) {
                continue;
            }
            match entries(&path) {
                Ok(entries) => waiting.extend(entries.into_iter().rev()),
                Err(why) => {
                    let why = format!("cannot read {}: {}", files::name(&path), why.kind());
                    self.found.push((path, Some(why)));
                }
            }
        }
    }

    fn look_at(&mut self, path: PathBuf) {
        if files::format_of(&path).is_err() {
            self.tables.extend(is_table(&path).then_some(path));
            return;
        }
        match path.metadata() {
            // A pipe would be waited at for ever.
            Ok(about) if !about.is_file() => self.left_out.push(path),
            _ if self.holds_none(&path) => self.left_out.push(path),
            _ => self.found.push((path, None)),
        }
    }

    /// Returns whether a file surely holds no answers. What cannot be read might, and is judged.
    fn holds_none(&self, path: &Path) -> bool {
        let Ok(format) = files::input_format(path, self.format) else { return false };
        let Ok(bytes) = files::read(path, Bounds::ANSWERS) else { return false };
        let tree = read::decode(&bytes, Bounds::ANSWERS).map_err(|found| vec![found]);
        let tree = tree.and_then(|text| read::tree(text, format, Bounds::ANSWERS));
        tree.is_ok_and(|tree| !answers::are_meant(&tree))
    }
}

/// Returns whether a file looks like many records, by its ending.
fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ["xlsx", "csv", "tsv", "ndjson", "jsonl"].contains(&&*ending))
}

/// Returns whether a folder says of itself that programs filled it, or is known to be so: nobody
/// writes answers there, and there may be ever so many files.
fn holds_what_is_made(folder: &Path) -> bool {
    folder.ends_with("node_modules") || folder.join("CACHEDIR.TAG").exists()
}

/// Returns what is in a folder, by name; what is hidden is not for us.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push(entry.path());
        }
    }
    sorting::sort(&mut entries);
    Ok(entries)
}
