//! What a portfolio is read from: the inputs as they were named, folders walked through, each file
//! once, and how each is read.

use super::tables;
use super::unpacking::{Stream, unpacked};
use crate::cli::args::portfolio::{PortfolioFlags, RecordFormat};
use crate::cli::files;
use crate::cli::inputs::Inputs;
use crate::cli::places::Place;
use crate::document::{Bounds, Format, answers, read};
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

/// The endings of what is packed.
const PACKED: [&str; 2] = ["gz", "zst"];

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One answers document.
    Document(Format),
    /// A document on each line.
    Lines,
    /// A record in each row below a header.
    Table,
    /// The same in an Excel workbook.
    Workbook,
}

/// A file of records.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    /// Why it cannot be read, where that is known already.
    pub(super) wrong: Option<String>,
}

/// All that is read.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) list: Vec<Source>,
    /// What each is called, in the same order.
    pub(super) names: Vec<String>,
    /// What was left out of folders, for people.
    pub(super) remarks: Vec<String>,
    /// The sheet of workbooks, where one is named.
    pub(super) sheet: Option<String>,
    known: BTreeSet<PathBuf>,
}

impl Sources {
    /// Finds what the inputs name.
    pub(super) fn of(flags: &PortfolioFlags) -> anyhow::Result<Self> {
        let mut sources = Self { sheet: flags.sheet.clone(), ..Self::default() };
        for path in &flags.inputs {
            if path.is_dir() && !files::is_stdin(path) {
                sources.add_folder(path);
            } else {
                let kind = kind_of(path, flags.input_format)?;
                sources.add(path, files::name(path), kind, None);
            }
        }
        Ok(sources)
    }

    fn add_folder(&mut self, folder: &Path) {
        let inputs = Inputs::of(&[folder.to_owned()], None);
        self.remarks.extend(inputs.remark());
        self.remarks.extend(inputs.tables.first().map(|first| {
            let more = inputs.tables.len() - 1;
            let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
            format!("not read from a folder; name it by itself: {}{more}", files::name(first))
        }));
        for input in inputs.files {
            let format = files::format_of(&input.path).unwrap_or(Format::Yaml);
            self.add(&input.path, files::name(&input.path), Kind::Document(format), input.wrong);
        }
    }

    fn add(&mut self, path: &Path, name: String, kind: Kind, wrong: Option<String>) {
        if self.known.insert(Place::of(path).file().to_owned()) {
            self.list.push(Source { path: path.to_owned(), kind, wrong });
            self.names.push(name);
        }
    }
}

impl Source {
    /// Opens the file to be read as a stream.
    pub(super) fn open(&self) -> anyhow::Result<Stream> {
        let stream: Box<dyn Read + Send> = if files::is_stdin(&self.path) {
            Box::new(io::stdin())
        } else {
            let file = File::open(&self.path);
            Box::new(file.with_context(|| format!("cannot read {}", files::name(&self.path)))?)
        };
        Ok(unpacked(stream, &ending_of(&self.path)))
    }
}

/// Returns the id of the questionnaire that a record says it is for. Of a stream, only what is there
/// at once is looked at.
pub(super) fn questionnaire(stream: &mut impl BufRead, kind: Kind) -> Option<String> {
    let start = stream.fill_buf().ok()?;
    if kind == Kind::Table {
        return tables::peek(start, "questionnaire");
    }
    let line = start.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty())?;
    let text = read::decode(line, Bounds::ANSWERS).ok()?;
    let tree = read::tree(text, Format::Json, Bounds::ANSWERS).ok()?;
    answers::questionnaire_of(&tree).map(str::to_owned)
}

fn kind_of(path: &Path, format: Option<RecordFormat>) -> anyhow::Result<Kind> {
    Ok(match format {
        Some(RecordFormat::Yaml) => Kind::Document(Format::Yaml),
        Some(RecordFormat::Toml) => Kind::Document(Format::Toml),
        Some(RecordFormat::Json) => Kind::Document(Format::Json),
        Some(RecordFormat::Ndjson) => Kind::Lines,
        Some(RecordFormat::Csv) => Kind::Table,
        Some(RecordFormat::Xlsx) if files::is_stdin(path) => {
            anyhow::bail!("a workbook is read from a file, not from standard input: name the file")
        }
        Some(RecordFormat::Xlsx) => Kind::Workbook,
        None if has_ending(path, &["csv", "tsv"]) => Kind::Table,
        None if has_ending(path, &["xlsx", "xlsm", "xls", "xlsb"]) => Kind::Workbook,
        None if files::is_stdin(path) || has_ending(path, &["ndjson", "jsonl"]) => Kind::Lines,
        None => Kind::Document(files::format_of(path).map_err(|_| {
            anyhow::anyhow!(
                "cannot tell what is in {} by its ending: use .yaml, .toml, .json, .ndjson, .csv \
                 (.ndjson.gz, .csv.zst) or .xlsx, or name the format with --input-format",
                files::name(path)
            )
        })?),
    })
}

/// Returns whether a file has one of these endings, be it below that of what packed it.
fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let is_packed = PACKED.contains(&&*ending_of(path));
    let ending = if is_packed { ending_of(&path.with_extension("")) } else { ending_of(path) };
    endings.contains(&&*ending)
}

/// Returns a file's ending in small letters; nothing where it has none.
fn ending_of(path: &Path) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.map(str::to_ascii_lowercase).unwrap_or_default()
}
