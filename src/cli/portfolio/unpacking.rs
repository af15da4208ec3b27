//! Streams that come compressed, as gzip or zst: known by their first bytes, unpacked as they are
//! read, in as much memory as their window takes.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// A stream that can be read from another thread.
pub(super) type Stream = BufReader<Box<dyn Read + Send>>;

/// How much of a stream is read at once.
const BUFFER: usize = 1 << 16;
/// The widest window of a zst stream: the one that every reader has to have room for.
const WIDEST: u64 = 8 << 20;

/// Returns a stream, unpacked if it is packed. `ending` is that of its file, in small letters: it
/// tells of streams that begin in no known way.
pub(super) fn unpacked(stream: Box<dyn Read + Send>, ending: &str) -> Stream {
    let mut stream = BufReader::with_capacity(BUFFER, stream);
    // What cannot be read now cannot be read later, and is told of then.
    let start = stream.fill_buf().unwrap_or_default();
    let is_gzip = start.starts_with(&[0x1F, 0x8B]) || ending == "gz";
    let is_zst = start.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) || ending == "zst";
    let unpacked: Box<dyn Read + Send> = if is_gzip {
        Box::new(Lasting::of(Gzip(MultiGzDecoder::new(stream))))
    } else if is_zst {
        let decoder = FrameDecoder::new();
        Box::new(Lasting::of(Zst { source: stream, decoder, is_open: false }))
    } else {
        return stream;
    };
    BufReader::with_capacity(BUFFER, unpacked)
}

/// A stream that says again why it cannot be read on: who looks at its start says nothing of it.
struct Lasting<R> {
    stream: R,
    wrong: Option<String>,
}

impl<R> Lasting<R> {
    fn of(stream: R) -> Self {
        Self { stream, wrong: None }
    }
}

impl<R: Read> Read for Lasting<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if let Some(wrong) = &self.wrong {
            return Err(io::Error::other(wrong.clone()));
        }
        let read = self.stream.read(to);
        if let Err(why) = &read
            && why.kind() != io::ErrorKind::Interrupted
        {
            self.wrong = Some(why.to_string());
        }
        read
    }
}

/// A gzip stream, of as many members as there are.
struct Gzip(MultiGzDecoder<Stream>);

impl Read for Gzip {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.0.read(to).map_err(|why| match why.kind() {
            io::ErrorKind::UnexpectedEof => breaks_off("gzip"),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => damaged("gzip"),
            _ => why,
        })
    }
}

/// A zst stream, of as many frames as there are.
struct Zst {
    source: Stream,
    decoder: FrameDecoder,
    /// Whether a frame was begun and is not read to its end.
    is_open: bool,
}

impl Read for Zst {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open && !self.open()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one).map_err(|why| {
                    // Where the source ends within a block there is nothing left of it.
                    let is_empty = self.source.fill_buf().is_ok_and(<[u8]>::is_empty);
                    if is_empty { breaks_off("zst") } else { wrong(&why) }
                })?;
            }
            let read = self.decoder.read(to)?;
            if read > 0 {
                return Ok(read);
            }
            let written = self.decoder.get_checksum_from_data();
            if written.is_some() && written != self.decoder.get_calculated_checksum() {
                return Err(damaged("zst"));
            }
            self.is_open = false;
        }
    }
}

impl Zst {
    /// Begins the next frame, and returns whether there is one; what others put between frames is
    /// passed over.
    fn open(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            self.decoder.set_max_window_size(WIDEST);
            match self.decoder.init(&mut self.source) {
                Ok(()) => {
                    self.is_open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = (&mut self.source).take(length.into());
                    io::copy(&mut skipped, &mut io::sink())?;
                }
                Err(why) => return Err(wrong(&why)),
            }
        }
        Ok(false)
    }
}

fn breaks_off(what: &str) -> io::Error {
    io::Error::other(format!("the {what} stream breaks off here; pack the file again"))
}

fn damaged(what: &str) -> io::Error {
    io::Error::other(format!("the {what} stream is damaged here; pack the file again"))
}

/// Words what the library says of a zst stream.
fn wrong(why: &FrameDecoderError) -> io::Error {
    match why {
        FrameDecoderError::WindowSizeTooBig { .. } => io::Error::other(format!(
            "the zst stream wants more than {} MiB of memory; pack the file again without --ultra \
             and --long",
            WIDEST >> 20
        )),
        FrameDecoderError::DictNotProvided { .. } => io::Error::other(
            "the zst stream was packed with a dictionary; pack the file again without one",
        ),
        _ => damaged("zst"),
    }
}
