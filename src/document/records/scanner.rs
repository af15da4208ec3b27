//! Cuts plainly written JSON into its pieces without a tree. It gives up, and says nothing about
//! why, wherever a text is not plain: escapes, control characters, what is not JSON.

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Walks through a mapping; `each` takes the value of a key.
    pub(super) fn entries(
        &mut self,
        mut each: impl FnMut(&mut Self, &'t str) -> Option<()>,
    ) -> Option<()> {
        self.expect(b'{')?;
        if self.is_next(b'}') {
            return Some(());
        }
        loop {
            let key = self.plain_text()?;
            self.expect(b':')?;
            each(self, key)?;
            if self.is_next(b'}') {
                return Some(());
            }
            self.expect(b',')?;
        }
    }

    /// Takes a text without what surrounds its words; nothing where there are none.
    pub(super) fn words(&mut self) -> Option<&'t str> {
        let words = self.plain_text()?.trim();
        (!words.is_empty()).then_some(words)
    }

    /// Takes any value as it is written. Whether it is one is for others to say.
    pub(super) fn value(&mut self) -> Option<&'t str> {
        let start = self.skip_space();
        match self.peek()? {
            b'{' if self.skip_flat() => {}
            b'{' | b'[' => self.skip_nested()?,
            b'"' => self.skip_text()?,
            _ => {
                let ends = |byte| matches!(byte, b',' | b'}' | b']' | b':' | b'"' | 0..=b' ');
                if self.skip_to(ends).is_none() {
                    self.at = self.text.len();
                }
            }
        }
        self.text.get(start..self.at).filter(|value| !value.is_empty())
    }

    /// Returns whether a mapping comes next.
    pub(super) fn is_at_mapping(&mut self) -> bool {
        self.skip_space();
        self.peek() == Some(b'{')
    }

    /// Returns whether nothing follows.
    pub(super) fn is_done(&mut self) -> bool {
        self.skip_space() == self.text.len()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) -> usize {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.at
    }

    fn is_next(&mut self, byte: u8) -> bool {
        self.skip_space();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.is_next(byte).then_some(())
    }

    /// Takes a text that stands for itself.
    pub(super) fn plain_text(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = memchr::memchr(b'"', rest)?;
        // Without a branch, so that many bytes are looked at together.
        let odd = |byte: &u8| u8::from(*byte < 0x20) | u8::from(*byte == b'\\');
        if rest.get(..length)?.iter().fold(0, |all, byte| all | odd(byte)) > 0 {
            return None;
        }
        let text = self.text.get(self.at..self.at + length)?;
        self.at += length + 1;
        Some(text)
    }

    /// Passes all up to a byte that `ends` names.
    fn skip_to(&mut self, ends: impl Fn(u8) -> bool) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (length, byte) = rest.iter().enumerate().find(|(_, byte)| ends(**byte))?;
        self.at += length;
        Some(*byte)
    }

    /// Passes a text, whatever is in it.
    fn skip_text(&mut self) -> Option<()> {
        self.at += 1;
        while self.skip_to(|byte| matches!(byte, b'"' | b'\\'))? == b'\\' {
            self.at += 2;
        }
        self.at += 1;
        Some(())
    }

    /// Passes a mapping that holds no other, and no text with something odd in it; most are so.
    fn skip_flat(&mut self) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let Some(length) = memchr::memchr(b'}', rest) else { return false };
        let inside = rest.get(1..length).unwrap_or_default();
        let count = |(odd, quotes): (u8, usize), byte: &u8| {
            let is_odd = u8::from(matches!(*byte, b'{' | b'[' | b'\\'));
            (odd | is_odd, quotes + usize::from(*byte == b'"'))
        };
        let (odd, quotes) = inside.iter().fold((0, 0), count);
        let is_flat = odd == 0 && quotes % 2 == 0;
        self.at += if is_flat { length + 1 } else { 0 };
        is_flat
    }

    /// Passes a list or a mapping with all that is in it.
    fn skip_nested(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.skip_to(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'))? {
                b'"' => {
                    self.skip_text()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                _ => depth = depth.checked_sub(1)?,
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }
}
