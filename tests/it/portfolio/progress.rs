//! How far long work is: at a terminal, and nowhere else.

use crate::terminal::{Setup, Terminal};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const RECORD: &[u8] =
    b"{\"scope\":\"A\",\"date\":\"2026-06-30\",\"answers\":{\"overrides\":\"unknown\"}}\n";
const ARGUMENTS: [&str; 6] = ["portfolio", "slow.ndjson", "--each", "csv", "-o", "rows.csv"];

/// Makes a pipe of this name that a run can read from.
fn pipe(folder: &Path) {
    let made = Command::new("mkfifo").arg(folder.join("slow.ndjson")).status().unwrap();
    assert!(made.success());
}

/// Opens the pipe once it is read from.
fn open(folder: &Path) -> File {
    fs::OpenOptions::new().write(true).open(folder.join("slow.ndjson")).unwrap()
}

/// Gives three records, one of them broken, for longer than nothing is said.
fn give(pipe: &mut File) {
    pipe.write_all(RECORD).unwrap();
    thread::sleep(Duration::from_millis(1300));
    pipe.write_all(b"{}\n").unwrap();
    pipe.write_all(RECORD).unwrap();
}

#[test]
fn long_work_says_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    pipe(folder.path());
    let mut terminal = Terminal::start(&Setup::shipped(folder.path(), &ARGUMENTS));
    let mut pipe = open(folder.path());
    give(&mut pipe);
    terminal.wait_for(" a second");
    drop(pipe);
    assert_eq!(terminal.finish(), Some(2));
    let screen = terminal.screen();
    assert!(
        screen.contains("a row for each record in rows.csv\n3 records, 1 invalid\n"),
        "{screen}"
    );
    assert!(!screen.contains("a second"), "{screen}");
    assert!(screen.contains("slow.ndjson:2:1: error[missing-key]: "), "{screen}");
}

#[test]
fn whoever_wants_it_quiet_is_told_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    pipe(folder.path());
    let arguments = [&ARGUMENTS[..], &["--quiet"]].concat();
    let mut terminal = Terminal::start(&Setup::shipped(folder.path(), &arguments));
    let mut pipe = open(folder.path());
    give(&mut pipe);
    drop(pipe);
    assert_eq!(terminal.finish(), Some(2));
    let said = String::from_utf8_lossy(terminal.raw()).into_owned();
    assert!(said.contains("error[missing-key]") && !said.contains("invalid"), "{said}");
}

#[test]
fn where_there_is_no_terminal_nothing_is_said_of_it() {
    let folder = tempfile::tempdir().unwrap();
    pipe(folder.path());
    let mut child = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .args(ARGUMENTS)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = open(folder.path());
    give(&mut pipe);
    drop(pipe);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let lines: Vec<_> = said.lines().collect();
    assert!(lines[0].starts_with("slow.ndjson:2:1: error"), "{said}");
    assert_eq!(lines.last(), Some(&"a row for each record in rows.csv"));
    assert!(!said.contains('\r') && !said.contains("a second"), "{said}");
}
