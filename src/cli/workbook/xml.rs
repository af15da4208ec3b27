//! XML that comes out of an archive, of which no piece may be longer than its bound: what is read is
//! kept until the piece ends, and an archive can claim anything.

use crate::document::sheet_value::LARGEST_ROW;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{self, BufRead, Read};

/// A stream of which only so much is read.
#[derive(Debug)]
pub(super) struct Bounded<R> {
    from: R,
    left: u64,
    /// What is left anew with each piece; nothing where all of it is one.
    piece: Option<u64>,
}

impl<R: BufRead> Bounded<R> {
    /// Bounds a stream as a whole.
    pub(super) fn in_all(from: R, most: u64) -> Self {
        Self { from, left: most, piece: None }
    }

    /// Bounds each piece of a stream.
    pub(super) fn by_piece(from: R) -> Self {
        Self { from, left: LARGEST_ROW, piece: Some(LARGEST_ROW) }
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let there = self.from.fill_buf()?;
        if most == 0 && !there.is_empty() {
            return Err(io::Error::other(too_large(self.piece)));
        }
        Ok(there.get(..most).unwrap_or(there))
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(u64::try_from(amount).unwrap_or(u64::MAX));
        self.from.consume(amount);
    }
}

fn too_large(piece: Option<u64>) -> String {
    match piece {
        Some(piece) => format!("a row is larger than {} MiB", piece >> 20),
        None => "what is packed in it is larger than any workbook needs".to_owned(),
    }
}

/// A stream of XML.
pub(super) struct Xml<R> {
    reader: Reader<Bounded<R>>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Xml<R> {
    /// Returns the events of a stream.
    pub(super) fn of(stream: Bounded<R>) -> Self {
        let mut reader = Reader::from_reader(stream);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader, buffer: Vec::new() }
    }

    /// Returns what comes next.
    ///
    /// # Errors
    ///
    /// Says why there is nothing more to be had.
    pub(super) fn next(&mut self) -> Result<Event<'_>, String> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|why| match why {
            quick_xml::Error::Io(why) => plain(&why),
            why => format!("it is damaged, or not whole ({why})"),
        })
    }

    /// Begins another piece.
    pub(super) fn renew(&mut self) {
        let stream = self.reader.get_mut();
        if let Some(piece) = stream.piece {
            stream.left = piece;
        }
    }
}

/// Says in plain words why an archive cannot be read on.
pub(super) fn plain(why: &io::Error) -> String {
    match why.kind() {
        // What we say ourselves.
        io::ErrorKind::Other => why.to_string(),
        _ => format!("it is damaged, or not whole ({why})"),
    }
}

/// Returns an attribute of an element, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| {
        let key: &str = one.key.as_ref();
        key.rsplit(':').next() == Some(name)
    })?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Returns the letters that a reference such as `&amp;` stands for; nothing where it is unknown.
pub(super) fn referenced(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter.to_string());
    }
    resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned)
}
