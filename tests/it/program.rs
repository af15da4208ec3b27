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
