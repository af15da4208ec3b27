//! The archive that a workbook is: its parts by name, opened within bounds.

use super::xml::{Bounded, Xml};
use crate::document::sheet_value::LARGEST_LIST;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// A part that is being unpacked.
pub(super) type Part<'p> = BufReader<ZipFile<'p, BufReader<Metered>>>;

/// An open archive.
#[derive(Debug)]
pub(super) struct Package {
    archive: ZipArchive<BufReader<Metered>>,
}

/// A file of which only so much is read.
#[derive(Debug)]
pub(super) struct Metered {
    file: File,
    left: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let size = u64::try_from(read).unwrap_or(u64::MAX);
        let took = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size));
        took.map(|_| read).map_err(|_| io::Error::other("the list of its parts is too long"))
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Package {
    /// Opens an archive. Its list of parts is kept whole, so it must not be too long.
    pub(super) fn open(mut file: File) -> Result<Self, String> {
        file.seek(SeekFrom::Start(0)).map_err(|why| why.to_string())?;
        let left = Arc::new(AtomicU64::new(LARGEST_LIST));
        let metered = Metered { file, left: Arc::clone(&left) };
        let archive = ZipArchive::new(BufReader::new(metered)).map_err(|why| worded(&why))?;
        left.store(u64::MAX, Ordering::Relaxed);
        Ok(Self { archive })
    }

    /// Opens a part as a stream of XML, of which so much may be unpacked in one piece; nothing where
    /// there is no such part.
    pub(super) fn stream(&mut self, path: &str) -> Result<Option<Xml<Part<'_>>>, String> {
        self.part(path, None)
    }

    /// Opens a part of which all may be unpacked if it is no larger than that.
    pub(super) fn whole(&mut self, path: &str, most: u64) -> Result<Option<Xml<Part<'_>>>, String> {
        self.part(path, Some(most))
    }

    fn part(&mut self, path: &str, most: Option<u64>) -> Result<Option<Xml<Part<'_>>>, String> {
        let Some(at) = self.place(path) else { return Ok(None) };
        let part = self.archive.by_index(at).map_err(|why| worded(&why))?;
        let bounded = match most {
            Some(most) => Bounded::in_all(BufReader::new(part), most),
            None => Bounded::by_piece(BufReader::new(part)),
        };
        Ok(Some(Xml::of(bounded)))
    }

    /// Finds a part by its name; some programs write other letters, and strokes the other way.
    fn place(&self, path: &str) -> Option<usize> {
        let same = |name: &[u8]| {
            let name = name.iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte });
            name.map(|byte| byte.to_ascii_lowercase())
                .eq(path.bytes().map(|byte| byte.to_ascii_lowercase()))
        };
        let found = self.archive.index_for_name(path);
        found.or_else(|| {
            let names = self.archive.file_names_raw().find(|name| same(name))?;
            self.archive.index_for_name_raw(names)
        })
    }
}

/// Says in plain words why an archive cannot be read.
fn worded(why: &ZipError) -> String {
    match why {
        ZipError::Io(why) => super::xml::plain(why),
        ZipError::InvalidPassword => "it has a password: save it without one".to_owned(),
        _ => format!("it is damaged, or not whole ({why})"),
    }
}
