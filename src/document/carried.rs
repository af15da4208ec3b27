//! Bytes that the program carries. What every start reads lies in it as it is; all else is deflated,
//! so that files which are rarely wanted cost little room.

use miniz_oxide::inflate::decompress_to_vec;
use std::borrow::Cow;

/// Bytes in the program.
#[derive(Clone, Copy, Debug)]
pub enum Carried {
    /// As they are.
    Plain(&'static [u8]),
    /// As the text that they are, known to be one.
    Text(&'static str),
    /// Deflated.
    Deflated(&'static [u8]),
}

impl Carried {
    /// Returns the bytes; nothing only if the program was built wrong, which a test rules out.
    #[must_use]
    pub fn bytes(self) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Plain(bytes) => Some(Cow::Borrowed(bytes)),
            Self::Text(text) => Some(Cow::Borrowed(text.as_bytes())),
            Self::Deflated(bytes) => decompress_to_vec(bytes).ok().map(Cow::Owned),
        }
    }

    /// Returns the bytes as the text that they are.
    #[must_use]
    pub fn text(self) -> Option<Cow<'static, str>> {
        if let Self::Text(text) = self {
            return Some(Cow::Borrowed(text));
        }
        match self.bytes()? {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
        }
    }
}
