//! The standard streams: what goes where, in colour or not, how wide, and the clock.

use super::args::{Color, DayArgs, Global};
use super::exit::Failure;
use super::files::{self, OutputFile, stream_failure};
use crate::document::Bounds;
use crate::domain::Date;
use crate::report::words::shown;
use anstream::{AutoStream, ColorChoice};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use std::io::{self, Write};
use std::path::Path;

/// The zone in which every day begins first: the Line Islands of Kiribati.
const FURTHEST_EAST: Offset = Offset::constant(14);
/// The width where nobody says another.
const WIDTH: u16 = 80;

/// Writes a result to standard output, or to the file that was asked for instead.
pub(super) fn result(
    global: &Global,
    file: Option<&OutputFile>,
    text: &str,
) -> Result<(), Failure> {
    if let Some(file) = file {
        let written = file.write(&anstream::adapter::strip_str(text).to_string());
        return written.map_err(files::failure);
    }
    let stdout = io::stdout();
    // A form without colour, such as JSON, has nothing to be stripped of.
    let has_colour = memchr::memchr(0x1B, text.as_bytes()).is_some();
    let colour = if has_colour { choice(global, &stdout) } else { ColorChoice::AlwaysAnsi };
    let mut stream = AutoStream::new(stdout.lock(), colour);
    let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    written.map_err(|error| stream_failure(error, "standard output"))
}

/// Writes anything but a result to standard error.
pub(super) fn stderr(global: &Global, text: &str) -> Result<(), Failure> {
    let mut stream = AutoStream::new(io::stderr().lock(), choice(global, &io::stderr()));
    let written = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    written.map_err(|error| stream_failure(error, "standard error"))
}

/// Says lines, with no character in them that would steer the terminal.
pub(super) fn say(global: &Global, text: &str) -> Result<(), Failure> {
    let lines = text.split('\n').map(shown).collect::<Vec<_>>();
    stderr(global, &lines.join("\n"))
}

/// Says what stands beside a result, unless nothing but results is wanted. Where nobody can read it
/// the result stands all the same, and so does the exit code.
pub(super) fn remark(global: &Global, text: &str) {
    if !global.quiet {
        let _ = say(global, &format!("{text}\n"));
    }
}

/// Returns whether a stream takes colour.
pub(super) fn is_coloured(global: &Global, stream: &impl anstream::stream::RawStream) -> bool {
    choice(global, stream) != ColorChoice::Never
}

fn choice(global: &Global, stream: &impl anstream::stream::RawStream) -> ColorChoice {
    match global.color {
        Color::Auto => AutoStream::choice(stream),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Returns how many columns the terminal has.
pub(super) fn width() -> u16 {
    let measured = terminal_size::terminal_size().map(|(width, _)| width.0);
    let named = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    measured.filter(|width| *width > 0).or_else(named).unwrap_or(WIDTH)
}

/// Returns today: the day that was named, else the clock's.
pub(super) fn today(args: &DayArgs) -> Date {
    let now = || Timestamp::now().to_zoned_datetime(local_zone().unwrap_or_else(TimeZone::system));
    args.today.unwrap_or_else(|| Date::from_civil(now().date()))
}

/// Returns whether a day is still to come: after the day that was named for today, else wherever on
/// earth one is.
pub(super) fn is_to_come(day: Date, args: &DayArgs) -> bool {
    day > latest_day(args)
}

/// Returns the latest day that it is anywhere on earth: the day that was named for today, else by
/// the clock.
pub(super) fn latest_day(args: &DayArgs) -> Date {
    args.today.unwrap_or_else(|| {
        let now = Timestamp::now().to_zoned_datetime(TimeZone::fixed(FURTHEST_EAST));
        Date::from_civil(now.date())
    })
}

/// Returns the zone that this machine is set to, from the one file that says so; nothing where a
/// variable names another. The library lists every zone there is before it looks one up, which
/// takes longer than a whole run.
fn local_zone() -> Option<TimeZone> {
    if std::env::var_os("TZ").is_some() {
        return None;
    }
    let file = files::read(Path::new("/etc/localtime"), Bounds::ANSWERS).ok()?;
    TimeZone::tzif("Local", &file).ok()
}
