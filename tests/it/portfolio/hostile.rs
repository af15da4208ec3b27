//! Whatever is given: located errors, bounded memory, nothing lost, nothing half written.
#![expect(clippy::disallowed_methods, reason = "a test's own files need no care")]

use crate::program::{Ran, run, run_in};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A record on a line.
const RECORD: &str = "{\"scope\":\"A\",\"date\":\"2026-06-30\",\
                      \"answers\":{\"overrides\":{\"value\":5}}}";
/// The most memory that a run may take, in KiB.
const MEMORY: u64 = 64 << 10;

/// A run that is still going on.
struct Going {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Going {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .current_dir(folder)
            .args(args)
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        Self { child, stdin, stdout }
    }

    fn give(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).and_then(|()| stdin.flush()).unwrap();
    }

    fn row(&mut self) -> String {
        let mut row = String::new();
        self.stdout.read_line(&mut row).unwrap();
        row
    }

    fn interrupt(&self) {
        let id = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(id, Signal::INT).unwrap();
    }

    /// Returns the most memory that the run took so far, in KiB.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Ends the input and returns how the run ended.
    fn end(mut self) -> Ran {
        drop(self.stdin.take());
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        Ran { code: self.child.wait().unwrap().code(), stdout, stderr }
    }
}

/// Gives a stream that has a line of 40 MB between two records.
fn with_a_long_line(args: &[&str], header: &str, record: &str, piece: &[u8]) {
    let mut going = Going::start(Path::new("."), args);
    going.give(format!("{header}{record}\n").as_bytes());
    assert!(going.row().contains("\"scope\":\"A\""));
    for _ in 0..40 {
        going.give(&piece.repeat((1 << 20) / piece.len()));
    }
    going.give(format!("\n{record}\n").as_bytes());
    assert!(going.row().contains("is longer than 1 MiB") || piece.contains(&b'"'));
    let mut row = going.row();
    while !row.contains("\"scope\":\"A\"") {
        row = going.row();
        assert!(!row.is_empty());
    }
    if cfg!(target_os = "linux") {
        assert!(going.memory() < MEMORY, "{} KiB", going.memory());
    }
    assert_eq!(going.end().code, Some(2));
}

const NDJSON: [&str; 4] = ["portfolio", "-", "--each", "ndjson"];
const CSV: [&str; 6] = ["portfolio", "-", "--input-format", "csv", "--each", "ndjson"];
const HEADER: &str = "scope,date,overrides.value\n";

#[test]
fn a_line_without_an_end_is_one_invalid_record() {
    with_a_long_line(&NDJSON, "", RECORD, b"a");
    with_a_long_line(&NDJSON, "", RECORD, b"\0");
    with_a_long_line(&CSV, HEADER, "A,2026-06-30,5", b"a");
    with_a_long_line(&CSV, HEADER, "A,2026-06-30,5", b",");
}

#[test]
fn a_quote_that_never_ends_takes_no_memory() {
    let mut going = Going::start(Path::new("."), &CSV);
    going.give(format!("{HEADER}A,2026-06-30,5\n\"B,2026-06-30,5\n").as_bytes());
    assert!(going.row().contains("\"scope\":\"A\""));
    // No line of these closes it, and each but the last is a row of another width.
    let (count, mut stdin) = (3000, going.stdin.take().unwrap());
    let mut said = going.child.stderr.take().unwrap();
    let giving = std::thread::spawn(move || {
        let line = "C".repeat(1000) + "\n";
        stdin.write_all(line.repeat(count).as_bytes()).unwrap();
        stdin.write_all(b"D,2026-06-30,5\n").unwrap();
        stdin
    });
    let reading = std::thread::spawn(move || said.read_to_end(&mut Vec::new()).unwrap());
    let first = going.row();
    assert!(first.contains("the quote that opens here is not closed"), "{first}");
    let mut rows = 1;
    let last = loop {
        let row = going.row();
        rows += 1;
        if row.contains("\"scope\"") {
            break row;
        }
    };
    assert!(last.contains("\"scope\":\"D\""));
    assert_eq!(rows, 2 + count);
    if cfg!(target_os = "linux") {
        assert!(going.memory() < MEMORY, "{} KiB", going.memory());
    }
    drop(giving.join().unwrap());
    assert_eq!(going.child.wait().unwrap().code(), Some(2));
    assert!(reading.join().unwrap() > count);
}

#[test]
fn a_bomb_is_one_long_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100 {
        packer.write_all(&vec![b'['; 1 << 20]).unwrap();
    }
    packer.write_all(format!("\n{RECORD}\n").as_bytes()).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 200_000);
    fs::write(folder.path().join("bomb.ndjson.gz"), bomb).unwrap();
    let mut going =
        Going::start(folder.path(), &["portfolio", "bomb.ndjson.gz", "-", "--each", "ndjson"]);
    assert!(going.row().contains("the line is longer than 1 MiB"));
    assert!(going.row().contains("\"record\":2,\"scope\":\"A\""));
    if cfg!(target_os = "linux") {
        assert!(going.memory() < MEMORY, "{} KiB", going.memory());
    }
    assert_eq!(going.end().code, Some(2));
}

#[test]
fn line_ends_of_every_kind_end_lines() {
    let ran = run(&NDJSON, &format!("\u{FEFF}{RECORD}\r\n\r\n{RECORD}\n  \n{RECORD}"));
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 3), "{}", ran.stderr);
    // A return alone is a blank of JSON: two documents on a line are none.
    let ran = run(&NDJSON, &format!("{RECORD}\r{RECORD}\n{RECORD}\n"));
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(2), 2));
    assert!(ran.stderr.starts_with("<stdin>:1:"), "{}", ran.stderr);
    // In a table it ends a row, as some spreadsheets write them.
    let ran = run(&CSV, "scope,date,overrides.value\rA,2026-06-30,5\r\nB,2026-06-30,x\rC,,\n");
    assert!(ran.stderr.contains("<stdin>:3:14: ") && ran.stderr.contains("<stdin>:4: "));
}

#[test]
fn what_is_no_text_is_named() {
    let wide: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, said) in [
        ("a.csv", [b"\xFF\xFE".as_slice(), &wide].concat(), "the file is UTF-16"),
        ("a.ndjson", [b"\xFF\xFE".as_slice(), &wide].concat(), "UTF-16"),
        ("a.csv", b"PK\x03\x04\n".to_vec(), "a Word, Excel or zip file"),
        ("a.csv", [HEADER.as_bytes(), b"L\xE4den,2026-06-30,5\n"].concat(), "in Windows-1252"),
        ("a.csv", [HEADER.as_bytes(), b"A,2026-06-30,5\0\n"].concat(), "a.csv:2:14: error"),
        ("a.ndjson", [b"\0\0{}", RECORD.as_bytes()].concat(), "a.ndjson:1"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let ran = run_in(folder.path(), &["portfolio", name, "--each", "csv"], "");
        assert_eq!(ran.code, Some(2), "{name}");
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

const ANSWERS: &str = "scope: A\ndate: 2026-06-30\nanswers:\n  overrides: {value: 5}\n";

#[test]
fn links_in_a_circle_and_links_to_nothing_end() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("answers/deep");
    fs::create_dir_all(&inside).unwrap();
    fs::write(inside.join("a.yaml"), ANSWERS).unwrap();
    std::os::unix::fs::symlink("../..", inside.join("up")).unwrap();
    std::os::unix::fs::symlink("nowhere.yaml", inside.join("gone.yaml")).unwrap();
    std::os::unix::fs::symlink("self.yaml", inside.join("self.yaml")).unwrap();
    let ran = run_in(folder.path(), &["portfolio", "answers", "--each", "ndjson"], "");
    let judged = ran.stdout.lines().filter(|row| row.contains("\"scope\":\"A\"")).count();
    assert_eq!((ran.code, judged), (Some(2), 1), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("gone.yaml") && ran.stderr.contains("self.yaml"), "{}", ran.stderr);
}

/// The folder is listed first; it is read once standard input has ended.
#[test]
fn a_file_that_vanishes_is_one_invalid_record() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("answers")).unwrap();
    for name in ["a", "b", "c"] {
        fs::write(folder.path().join(format!("answers/{name}.yaml")), ANSWERS).unwrap();
    }
    let mut going = Going::start(folder.path(), &["portfolio", "-", "answers", "--each", "ndjson"]);
    going.give(format!("{RECORD}\n").as_bytes());
    assert!(going.row().contains("\"record\":1"));
    fs::remove_file(folder.path().join("answers/b.yaml")).unwrap();
    let ran = going.end();
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stdout.lines().count(), 3);
    assert!(ran.stdout.lines().nth(1).unwrap().contains("\"record\":3,\"invalid\":"));
    assert!(ran.stderr.contains("answers/b.yaml"), "{}", ran.stderr);
}

#[test]
fn an_interruption_leaves_whole_lines() {
    let mut going = Going::start(Path::new("."), &NDJSON);
    going.give(format!("{RECORD}\n{RECORD}\n").as_bytes());
    let rows = [going.row(), going.row()];
    assert!(rows.iter().all(|row| row.ends_with("}\n")));
    going.interrupt();
    let code = going.child.wait().unwrap().code();
    let mut rest = String::new();
    going.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!((code, &*rest), (Some(130), ""));
}

#[test]
fn an_interruption_leaves_no_file_half_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rows.csv"), "before").unwrap();
    let args = ["portfolio", "-", "--each", "csv", "-o", "rows.csv", "--force"];
    let mut going = Going::start(folder.path(), &args);
    going.give(format!("{RECORD}\n").as_bytes());
    // The file beside it is there as soon as there is anything to judge.
    let names = || fs::read_dir(folder.path()).unwrap().count();
    while names() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    going.interrupt();
    assert_eq!(going.child.wait().unwrap().code(), Some(130));
    assert_eq!(names(), 1);
    assert_eq!(fs::read_to_string(folder.path().join("rows.csv")).unwrap(), "before");
}

#[test]
fn whoever_stops_reading_gets_no_complaint() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.ndjson"), format!("{RECORD}\n").repeat(20_000)).unwrap();
    let mut going = Going::start(folder.path(), &["portfolio", "a.ndjson", "--each", "csv"]);
    assert!(going.row().starts_with("\"record\""));
    let Going { mut child, stdout, .. } = going;
    drop(stdout);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), &*said), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_that_is_full_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .args(NDJSON)
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(RECORD.as_bytes()).unwrap();
    let ran = child.wait_with_output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write to standard output"), "{said}");
}
