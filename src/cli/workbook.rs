//! Excel workbooks as they are read: row by row, each part within its bounds, whatever it claims to
//! be. Texts that rows share are kept; sheets are not.

mod package;
mod parts;
mod sheet;
pub(super) mod writing;
mod xml;

use crate::document::sheet_value::{Epoch, NumberFormat};
use package::Package;
pub(super) use parts::Sheet;
use parts::Strings;
pub(super) use sheet::{Cell, Row, Rows};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// How old workbooks, and those with a password, begin.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// How zip archives begin, which workbooks are.
const ZIP: [u8; 2] = *b"PK";
/// Where in a compound file it is looked for what is in it.
const LOOKED_AT: u64 = 1 << 20;

/// An open workbook.
#[derive(Debug)]
pub(super) struct Workbook {
    package: Package,
    strings: Strings,
    formats: Vec<NumberFormat>,
    epoch: Epoch,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// Opens a workbook.
    ///
    /// # Errors
    ///
    /// Says why it is none, or cannot be read.
    pub(super) fn open(mut file: File) -> Result<Self, String> {
        let mut start = Vec::new();
        let read = file.by_ref().take(8).read_to_end(&mut start);
        read.map_err(|why| why.to_string())?;
        if start == COMPOUND {
            return Err(compound(&mut file));
        }
        if !start.starts_with(&ZIP) {
            return Err("it is no Excel workbook (.xlsx)".to_owned());
        }
        let mut package = Package::open(file)?;
        let place = parts::place_of_workbook(&mut package)?;
        let relations = parts::relations(&mut package, &place)?;
        let (mut sheets, epoch) = parts::sheets(&mut package, &place, &relations)?;
        sheets.retain(|sheet| !sheet.path.is_empty());
        let strings = match relations.of_kind("sharedStrings") {
            Some(path) => Strings::read(&mut package, path)?,
            None => Strings::default(),
        };
        let formats = match relations.of_kind("styles") {
            Some(path) => parts::formats(&mut package, path)?,
            None => Vec::new(),
        };
        Ok(Self { package, strings, formats, epoch, sheets })
    }

    /// Returns the sheet of this name, else the first one that is seen; with the names of the others.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub(super) fn sheet(&self, name: Option<&str>) -> Result<(Sheet, Vec<&str>), String> {
        let found = match name {
            Some(name) => self.sheets.iter().find(|sheet| sheet.name == name),
            None => self.sheets.iter().find(|sheet| !sheet.is_hidden),
        };
        let others = |found: Option<&Sheet>| -> Vec<&str> {
            let seen = self.sheets.iter().filter(|sheet| !sheet.is_hidden);
            let others = seen.filter(|sheet| found.is_none_or(|found| found.name != sheet.name));
            others.map(|sheet| sheet.name.as_str()).collect()
        };
        match (found, name) {
            (Some(sheet), _) => Ok((sheet.clone(), others(Some(sheet)))),
            (None, Some(name)) => Err(format!(
                "there is no sheet `{name}` in it; its sheets are {}",
                others(None).join(", ")
            )),
            (None, None) => Err("there is no sheet in it".to_owned()),
        }
    }

    /// Returns the rows of a sheet, one after the other.
    ///
    /// # Errors
    ///
    /// Where the sheet is not there, or has no rows.
    pub(super) fn rows(&mut self, sheet: &Sheet) -> Result<Rows<'_>, String> {
        let Self { package, strings, formats, epoch, .. } = self;
        let stream = package.stream(&sheet.path)?;
        let stream = stream.ok_or_else(|| format!("the sheet `{}` is not in it", sheet.name))?;
        let values = sheet::Values { strings, formats, epoch: *epoch };
        Rows::of(stream, values)
    }
}

/// Says what a compound file is.
fn compound(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let read = file.seek(SeekFrom::Start(0));
    let _ = read.and_then(|_| file.take(LOOKED_AT).read_to_end(&mut bytes));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &name).is_some() {
        "it has a password: save it without one".to_owned()
    } else {
        "it is a workbook of old (.xls): save it as Excel workbook (.xlsx)".to_owned()
    }
}
