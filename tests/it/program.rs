use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a run ended, and what it said.
pub(super) struct Ran {
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// Runs the program where the examples lie, with `input` on standard input.
pub(super) fn run(args: &[&str], input: &str) -> Ran {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), args, input)
}

/// Runs the program where the examples lie, with the instrument of the first edition.
pub(super) fn run_first(args: &[&str], input: &str) -> Ran {
    run_first_in(Path::new(env!("CARGO_MANIFEST_DIR")), args, input)
}

/// Runs the program in a folder, with the instrument of the first edition.
pub(super) fn run_first_in(folder: &Path, args: &[&str], input: &str) -> Ran {
    run_in(folder, &crate::of_first_edition(args), input)
}

/// Runs the program in a folder, with `input` on standard input.
pub(super) fn run_in(folder: &Path, args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(folder)
        .args(args)
        .envs([("COLUMNS", "80"), ("NO_COLOR", "1")])
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that refuses its arguments need not read what it is given.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// In zones that are 26 hours apart it is never the same day; without a variable the machine's zone
/// says which of the days between it is.
#[cfg(unix)]
#[test]
fn today_is_that_of_the_zone_that_is_set() {
    let day = |zone: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oms-maturity"));
        command.arg("init").env_remove("TZ").envs(zone.map(|zone| ("TZ", zone)));
        let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
        let line = text.lines().find(|line| line.starts_with("date: ")).unwrap();
        line["date: ".len()..][..10].to_owned()
    };
    let [east, here, west] = [Some("<+14>-14"), None, Some("<-12>12")].map(day);
    assert!(west < east && west <= here && here <= east, "{west} {here} {east}");
}
