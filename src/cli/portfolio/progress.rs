//! How far long work has come, on standard error at a terminal; nowhere else.

use crate::cli::args::Global;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often something is said then.
const EVERY: Duration = Duration::from_millis(200);
/// Back to the line's beginning, and nothing on it.
const CLEAR: &str = "\r\x1b[K";

/// How far the work has come.
#[derive(Debug)]
pub(super) struct Progress {
    begun: Instant,
    shown: Option<Instant>,
    records: u64,
    invalid: u64,
    /// Whether anybody looks.
    is_wanted: bool,
}

impl Progress {
    /// Begins to count; `rows_to_terminal` says that rows go to the terminal themselves.
    pub(super) fn begin(global: &Global, rows_to_terminal: bool) -> Self {
        let is_wanted = !global.quiet && io::stderr().is_terminal() && !rows_to_terminal;
        Self { begun: Instant::now(), shown: None, records: 0, invalid: 0, is_wanted }
    }

    /// Counts records, and says so now and then.
    pub(super) fn count(&mut self, records: u64, invalid: u64) {
        self.records += records;
        self.invalid += invalid;
        let since = self.shown.map_or(self.begun + PATIENCE, |shown| shown + EVERY);
        if !self.is_wanted || Instant::now() < since {
            return;
        }
        let seconds = self.begun.elapsed().as_secs().max(1);
        let rate = grouped(self.records / seconds);
        let line = format!("{CLEAR}{}, {rate} a second", self.counts());
        say(&line);
        self.shown = Some(Instant::now());
    }

    /// Clears the line, so that something else can be said.
    pub(super) fn clear(&self) {
        if self.shown.is_some() {
            say(CLEAR);
        }
    }

    /// Returns how many records there were, and how many of them could not be judged, for whoever
    /// looks.
    pub(super) fn last_line(&self) -> Option<String> {
        self.is_wanted.then(|| self.counts())
    }

    fn counts(&self) -> String {
        let noun = if self.records == 1 { "record" } else { "records" };
        format!("{} {noun}, {} invalid", grouped(self.records), grouped(self.invalid))
    }
}

fn say(text: &str) {
    // Where nobody can read it the work goes on.
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Returns a number with a comma between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
