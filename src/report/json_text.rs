//! JSON as every command writes it: indented, with a line end, and without a character that could
//! steer whoever reads it on a terminal or in a log. What it says is the forms' business.

use super::words::inert;
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::borrow::Cow;
use std::io::{self, Write};

/// The end of a value and the beginning of a line, as deep as reports go.
const LINE: &[u8] = b",\n                                                                ";
/// How many blanks a level is indented by.
const BLANKS: usize = 2;
/// The room that most results fit in.
const ROOM: usize = 64 * 1024;

/// Returns a value as JSON.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub(super) fn text(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut pieces = Pieces(Vec::with_capacity(ROOM));
    value.serialize(&mut Serializer::with_formatter(&mut pieces, Indented::default()))?;
    pieces.0.push(b'\n');
    let text = String::from_utf8(pieces.0).map_err(serde_json::Error::custom)?;
    Ok(match inert(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    })
}

/// What is written so far. Most pieces of JSON are a mark or two, too short to be worth a copy of
/// memory.
struct Pieces(Vec<u8>);

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece)?;
        Ok(piece.len())
    }

    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        match *piece {
            [mark] => self.0.push(mark),
            [mark, next] => {
                self.0.push(mark);
                self.0.push(next);
            }
            _ => self.0.extend_from_slice(piece),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lays JSON out as the library's own formatter does, but writes a line's beginning at once.
#[derive(Default)]
struct Indented {
    depth: usize,
    is_empty: bool,
}

impl Indented {
    fn open(&mut self, writer: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        writer.write_all(bracket)
    }

    fn close(&mut self, writer: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !std::mem::take(&mut self.is_empty) {
            self.line(writer, true)?;
        }
        writer.write_all(bracket)
    }

    /// Begins a line, behind a comma unless it is the first one.
    fn line(&self, writer: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        let length = BLANKS * self.depth + 2;
        if let Some(line) = LINE.get(usize::from(first)..length) {
            return writer.write_all(line);
        }
        writer.write_all(if first { b"\n" } else { b",\n" })?;
        (0..self.depth).try_for_each(|_| writer.write_all(&[b' '; BLANKS]))
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.line(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.line(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::report::words::inert;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// Any value, with what is harmful in keys and texts.
    fn values() -> impl Strategy<Value = Value> {
        let texts = "[a#:\"\\\\\u{1b}\u{202e}\u{e9}\n]{0,6}";
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            texts.prop_map(Value::from),
        ];
        leaf.prop_recursive(40, 64, 3, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map(texts, inner, 0..3)
                    .prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_the_librarys_text_with_what_is_harmful_spelled_out(value in values()) {
            let of_library = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(text(&value).unwrap(), inert(&of_library).into_owned() + "\n");
        }
    }

    #[test]
    fn however_deep() {
        let deep = (0..50).fold(json!([]), |inner, _| json!([1, {"of": inner}]));
        let of_library = serde_json::to_string_pretty(&deep).unwrap();
        assert_eq!(text(&deep).unwrap(), of_library + "\n");
    }
}
