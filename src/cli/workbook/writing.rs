//! A workbook that grows row by row: the rows of one sheet come one after the other, all else is
//! there already or comes at the end. Nothing is kept, and every error is told.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part that says what the others are; it comes first, as programs that look at a file's start
/// expect.
const TYPES: &str = "[Content_Types].xml";
/// Where the rows go.
const NO_ROWS: &str = "<sheetData/>";

/// A workbook that grows.
pub(crate) struct Growing {
    zip: ZipWriter<BufWriter<File>>,
    sheet: &'static str,
    types: Vec<u8>,
    /// What stands in the sheet behind its rows.
    behind: String,
}

impl Growing {
    /// Begins a workbook in a file: one like `base`, in which rows go into the part `sheet`, below
    /// `headings`.
    pub(crate) fn begin(
        file: File,
        base: &[u8],
        sheet: &'static str,
        headings: &[u8],
    ) -> io::Result<Self> {
        let (types, empty) = (part(base, TYPES)?, part(base, sheet)?);
        let empty = String::from_utf8(empty).map_err(io::Error::other)?;
        let (before, behind) =
            empty.split_once(NO_ROWS).ok_or_else(|| io::Error::other("the sheet has rows"))?;
        let mut zip = ZipWriter::new(BufWriter::new(file));
        zip.start_file(TYPES, options())?;
        zip.write_all(&types)?;
        zip.start_file(sheet, options())?;
        zip.write_all(without_size(before).as_bytes())?;
        zip.write_all(b"<sheetData>")?;
        zip.write_all(headings)?;
        let behind = format!("</sheetData>{behind}");
        Ok(Self { zip, sheet, types, behind })
    }

    /// Adds rows.
    pub(crate) fn add(&mut self, rows: &[u8]) -> io::Result<()> {
        self.zip.write_all(rows)
    }

    /// Adds all other parts, as they are in `base`; returns the file.
    pub(crate) fn finish(mut self, base: &[u8]) -> io::Result<File> {
        self.zip.write_all(self.behind.as_bytes())?;
        if part(base, TYPES)? != self.types {
            return Err(io::Error::other("the workbook has other parts than it began with"));
        }
        let mut archive = ZipArchive::new(Cursor::new(base))?;
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at)?;
            let name = part.name()?.into_owned();
            if name != TYPES && name != self.sheet {
                self.zip.raw_copy_file(part)?;
            }
        }
        self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

fn options() -> SimpleFileOptions {
    // Always the same day, as in what the library writes.
    SimpleFileOptions::default().last_modified_time(zip::DateTime::default())
}

fn part(workbook: &[u8], name: &str) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut bytes = Vec::new();
    archive.by_name(name)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the start of a sheet without what it says of its size, which nobody knows yet.
fn without_size(start: &str) -> String {
    let cut = start.split_once("<dimension").and_then(|(before, behind)| {
        let (_, behind) = behind.split_once("/>")?;
        Some(before.to_owned() + behind)
    });
    cut.unwrap_or_else(|| start.to_owned())
}
