//! No command reaches the network: the program imports nothing that could open a connection, and
//! the system sees it open none.

use crate::flags::COMMANDS;
use object::Object;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

/// Functions of the system without which nobody gets a connection, a listener or an address.
///
/// `socketpair`, `send` and `recv` are not among them: by a pair of its own, which is no network,
/// the program hears signals while it waits for a key.
const NETWORK: [&str; 14] = [
    "accept",
    "accept4",
    "bind",
    "connect",
    "getaddrinfo",
    "gethostbyname",
    "gethostbyname_r",
    "getnameinfo",
    "io_uring_setup",
    "listen",
    "recvfrom",
    "res_query",
    "sendto",
    "socket",
];

/// Returns the functions that a program takes from the system.
fn imports(program: &[u8]) -> BTreeSet<String> {
    let file = object::File::parse(program).unwrap();
    let imports = file.imports().unwrap();
    let name = |import: &object::Import<'_>| String::from_utf8_lossy(import.name()).into_owned();
    // On macOS each begins with an underscore.
    imports.iter().map(|import| name(import).trim_start_matches('_').to_owned()).collect()
}

#[test]
fn the_program_imports_nothing_that_opens_a_connection() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_oms-maturity")).unwrap();
    let imports = imports(&program);
    // A program that takes nothing from the system would say nothing by this.
    assert!(imports.contains("write"), "the program is not linked as the test expects");
    let network: Vec<_> = NETWORK.into_iter().filter(|name| imports.contains(*name)).collect();
    assert!(network.is_empty(), "{network:?}");
}

/// What is typed for a command.
fn typed(command: &str) -> &'static [&'static [&'static str]] {
    match command {
        "man" => &[&["man"], &["man", "--to", "pages"]],
        "assess" => &[
            &["assess", "answers.yaml"],
            &["assess", "answers.yaml", "--format", "html", "-o", "r.html"],
            &["assess", "answers.yaml", "--format", "json", "--arithmetic"],
        ],
        "check" => &[&["check", "answers.yaml", "--min-level", "2"]],
        "merge" => &[&["merge", "answers.yaml"], &["merge", "answers.yaml", "--status"]],
        "compare" => &[
            &["compare", "answers.yaml", "answers.yaml"],
            &["compare", "answers.yaml", "answers.yaml", "--format", "html", "-o", "c.html"],
        ],
        "portfolio" => &[
            &["portfolio", "answers", "shops.ndjson"],
            &["portfolio", "shops.ndjson", "--each", "ndjson"],
            &["portfolio", "shops.ndjson", "--format", "html", "-o", "s.html"],
        ],
        "plan" => &[&["plan", "answers.yaml"]],
        "checklist" => &[&["checklist", "answers.yaml"]],
        "verify" => &[&["verify", "report.json"]],
        "rubric" => &[
            &["rubric", "show"],
            &["rubric", "export", "--to", "exported"],
            &["rubric", "diff", "my/rubrics/oms.yaml", "my/rubrics/oms.yaml"],
        ],
        "drafts" => &[&["drafts"]],
        "init" => &[&["init"], &["init", "--format", "html", "-o", "form.html"]],
        "schema" => &[&["schema", "policy"]],
        "explain" => &[&["explain", "too-deep"]],
        "completions" => &[&["completions", "bash"]],
        command => panic!("say what is typed for `{command}`"),
    }
}

/// Returns the calls that a run makes for the network, as strace prints them.
fn calls(folder: &Path, args: &[&str]) -> String {
    let record = folder.join("calls");
    let mut strace = Command::new("strace");
    strace.args(["--follow-forks", "--trace=network", "--output"]).arg(&record);
    let status = strace
        .arg(env!("CARGO_BIN_EXE_oms-maturity"))
        .args(args)
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(matches!(status.code(), Some(0..=2)), "{args:?}: {status}");
    let calls = std::fs::read_to_string(record).unwrap();
    // Of a program that did not run, nothing would be seen either.
    assert!(calls.contains("exited with"), "{args:?}: {calls}");
    calls
}

/// Returns the lines that tell of another kind of socket than those within this machine's kernel.
fn abroad(calls: &str) -> Vec<&str> {
    let families = |line: &&str| line.contains("AF_") && !line.contains("AF_UNIX");
    calls.lines().filter(families).collect()
}

#[test]
#[ignore = "needs strace; .ci/run brings it"]
fn the_system_sees_no_command_open_a_connection() {
    // The test would notice one.
    let seen = "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3\n\
                7 socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [4, 5]) = 0\n";
    assert_eq!(abroad(seen).len(), 1);
    for command in COMMANDS {
        for args in typed(command) {
            let folder = crate::flags::folder();
            let calls = calls(folder.path(), args);
            assert_eq!(abroad(&calls), [""; 0], "{args:?}");
        }
    }
}

/// The whole interview at a terminal, where the program waits for keys and signals.
#[test]
#[ignore = "needs strace; .ci/run brings it"]
fn the_system_sees_no_interview_open_a_connection() {
    use crate::terminal::{Setup, Terminal};
    for arguments in [&["assess"][..], &["assess", "--plain"]] {
        // The one leaves a draft that the other would offer.
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("calls");
        let mut setup = Setup::new(folder.path(), arguments);
        let strace = "exec strace --follow-forks --trace=network --output";
        setup.shell_prefix = Some(format!("{strace} {} \"$0\" \"$@\";", record.display()));
        let mut terminal = Terminal::start(&setup);
        terminal.wait_for("Which operation is judged?");
        terminal.send("Shop\r");
        terminal.wait_for("Shop");
        terminal.send("\x03");
        terminal.finish();
        let calls = std::fs::read_to_string(&record).unwrap();
        assert!(calls.contains("exited with"), "{calls}");
        assert_eq!(abroad(&calls), [""; 0], "{arguments:?}");
    }
}
