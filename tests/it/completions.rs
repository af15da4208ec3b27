//! Completions, as real shells ask for them and show them.

use super::program::{Ran, run, run_in};
#[cfg(unix)]
use super::terminal::{Setup, Terminal};
use std::fs;
use std::path::Path;
use std::process::Command;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];
/// A rubric that is not the shipped one.
const OWN: [&str; 4] =
    ["--questions", "examples/custom/questions.yaml", "--rubric", "examples/custom/rubric.yaml"];

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

/// Returns what a shell is offered for the last of some words, and how the program ended.
fn answered(shell: &str, folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(folder)
        .env("OMS_MATURITY_COMPLETE", shell)
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("XDG_STATE_HOME", folder.join("state"))
        .args(["--", "oms-maturity"])
        .args(words)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn offered_in(folder: &Path, words: &[&str]) -> Vec<String> {
    let (code, said) = answered("bash", folder, words);
    assert_eq!(code, Some(0), "{words:?}");
    said.lines().map(str::to_owned).collect()
}

fn offered(words: &[&str]) -> Vec<String> {
    offered_in(Path::new(env!("CARGO_MANIFEST_DIR")), words)
}

#[test]
fn commands_options_files_and_forms_are_offered() {
    let commands = offered(&[""]);
    for name in ["assess", "check", "explain", "completions", "schema", "README.md"] {
        assert!(commands.iter().any(|offered| offered == name), "{name}: {commands:?}");
    }
    assert_eq!(offered(&["chec"]), ["check", "checklist"]);
    assert_eq!(offered(&["assess", "examples/kes"]), ["examples/kestrel-and-vane.yaml"]);
    // A file without a command is assessed.
    assert_eq!(offered(&["examples/kes"]), ["examples/kestrel-and-vane.yaml"]);
    assert_eq!(offered(&["examples/kestrel-and-vane.yaml", "--ari"]), ["--arithmetic"]);
    assert_eq!(offered(&["--format", "json", "--ari"]), ["--arithmetic"]);
    assert_eq!(offered(&["check", "a.yaml", "--min-l"]), ["--min-level"]);
    assert_eq!(offered(&["plan", "a.yaml", "--format", "j"]), ["json"]);
    assert_eq!(offered(&["plan", "a.yaml", "--format", "=", "j"]), ["json"]);
    assert_eq!(offered(&["completions", "z"]), ["zsh"]);
    assert_eq!(offered(&["drafts", "rem"]), ["remove"]);
}

#[test]
fn ids_of_the_rubric_are_offered() {
    assert_eq!(offered(&["plan", "a.yaml", "--cope", "SN01,SN43"]), ["SN01,SN43"]);
    assert_eq!(offered(&["checklist", "--likely", "SN4"]), ["SN40", "SN41", "SN42", "SN43"]);
    assert_eq!(offered(&["check", "a.yaml", "--must-cope", "SN43"]), ["SN43"]);
    assert_eq!(offered(&["check", "a.yaml", "--allow-fall", "ov"]), ["overrides"]);
    assert_eq!(offered(&["check", "a.yaml", "--judge", "e"]), ["evidenced"]);
    assert_eq!(offered(&["plan", "a.yaml", "--target", "ov"]).first().unwrap(), "overrides=1");
    assert_eq!(offered(&["plan", "a.yaml", "--target", ""]).len(), 6);
    assert!(offered(&["plan", "a.yaml", "--target", ""]).iter().all(|id| id.ends_with('=')));
    // Bash takes the sign for a word, and replaces only what stands behind it.
    let levels = ["1", "2", "3", "4", "5"];
    assert_eq!(offered(&["plan", "a.yaml", "--target", "overrides", ""]), levels);
    assert_eq!(offered(&["plan", "a.yaml", "--target", "overrides", "=", "4"]), ["4"]);
    assert_eq!(offered(&["check", "--dimension", "overrides", ""]), levels);
    assert_eq!(offered(&["check", "--severity", "waiver", "=", "e"]), ["error"]);
    assert_eq!(offered(&["rubric", "show", "overr"]), ["overrides"]);
    // Whatever has a page is offered: lists and levels as well.
    for list in ["enough", "glossary", "outcomes", "measures", "roles"] {
        let page = run(&["rubric", "show", list], "").code == Some(0);
        assert_eq!(offered(&["rubric", "show", list]) == [list], page, "{list}");
    }
    assert_eq!(offered(&["rubric", "show", "4"]), ["4"]);
    assert_eq!(offered(&["rubric", "show", "RA-1"]), ["RA-1a", "RA-1b", "RA-1c", "RA-1d"]);
    assert_eq!(offered(&["explain", "bare"]), ["bare-number"]);
    assert_eq!(offered(&["explain", "min_l"]), ["min_level"]);
}

#[test]
fn the_rubric_that_the_line_names_counts() {
    for line in [
        [&["plan", "a.yaml"], &OWN[..], &["--target", "l"]].concat(),
        [
            &["plan", "a.yaml", "--questions", "=", OWN[1]],
            &["--rubric", "=", OWN[3]][..],
            &["--target", "l"],
        ]
        .concat(),
    ] {
        let levels = ["learning=0", "learning=1", "learning=2", "learning=3"];
        assert_eq!(offered(&line), levels, "{line:?}");
    }
    // One that cannot be read has no ids, and nothing is said into the line.
    let none: [String; 0] = [];
    assert_eq!(offered(&["plan", "--rubric", "no-such.yaml", "--cope", "S"]), none);
    assert_eq!(offered(&["plan", "--rubric", "tests/cmd/bad.yaml", "--cope", "S"]), none);
}

#[test]
fn drafts_are_offered_by_their_ids() {
    let folder = tempfile::tempdir().unwrap();
    let drafts = folder.path().join("state/oms-maturity/drafts");
    fs::create_dir_all(&drafts).unwrap();
    let held = fs::File::create(drafts.join("interview-3f9a1c.draft.yaml"));
    drop(held.unwrap());
    for command in ["resume", "remove"] {
        assert_eq!(offered_in(folder.path(), &["drafts", command, "3"]), ["3f9a1c"]);
    }
}

/// Titles are text of whoever wrote the rubric: no shell is handed what steers a terminal.
#[test]
fn what_stands_beside_an_id_steers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = fs::read_to_string(OWN[3]).unwrap();
    let rubric = rubric.replace("name: Learning", r#"name: "a\u001b[31m\u202e\nb\tc$(touch x)`""#);
    write(&folder.path().join("rubric.yaml"), &rubric);
    fs::copy(OWN[1], folder.path().join("questions.yaml")).unwrap();
    let line = ["plan", "--questions", "questions.yaml", "--rubric", "rubric.yaml", "--target", ""];
    for shell in SHELLS {
        let (code, said) = answered(shell, folder.path(), &line);
        assert_eq!((code, said.lines().count()), (Some(0), 2), "{said}");
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
        assert!(said.lines().all(|line| line.matches('\t').count() <= 1), "{said}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[test]
fn a_variable_that_is_exported_stands_in_nobodys_way() {
    for value in ["bash", "csh", ""] {
        let output = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .env("OMS_MATURITY_COMPLETE", value)
            .env("COMPLETE", value)
            .args(["assess", "examples/kestrel-and-vane.yaml"])
            .output()
            .unwrap();
        assert!(String::from_utf8(output.stdout).unwrap().contains("LEVEL 2"), "{value}");
    }
}

#[test]
fn every_shell_has_a_script() {
    for shell in SHELLS {
        let script = done(run(&["completions", shell], ""));
        let asks = [
            format!("OMS_MATURITY_COMPLETE=\"{shell}\""),
            format!("OMS_MATURITY_COMPLETE={shell}"),
            format!("OMS_MATURITY_COMPLETE = \"{shell}\""),
        ];
        assert!(asks.iter().any(|asks| script.contains(asks)), "{script}");
        assert!(script.ends_with('\n') && !script.contains(env!("CARGO_MANIFEST_DIR")), "{script}");
    }
    assert_eq!(
        done(run(&["completions", "pwsh"], "")),
        done(run(&["completions", "PowerShell"], ""))
    );
    let folder = tempfile::tempdir().unwrap();
    done(run_in(folder.path(), &["completions", "zsh", "-o", "_oms-maturity"], ""));
    assert!(
        fs::read_to_string(folder.path().join("_oms-maturity")).unwrap().starts_with("#compdef")
    );
    let ran = run(&["completions", "csh"], "");
    assert!(ran.code == Some(2) && ran.stderr.contains("bash, zsh, fish"), "{}", ran.stderr);
}

/// Starts a shell that finds the program by its name; `start` is its own command.
#[cfg(unix)]
fn shell(folder: &Path, start: &str) -> Terminal {
    let program = Path::new(env!("CARGO_BIN_EXE_oms-maturity")).parent().unwrap();
    let found = format!("PATH='{}':$PATH; export PATH;", program.display());
    fs::copy("examples/kestrel-and-vane.yaml", folder.join("answers.yaml")).unwrap();
    let setup =
        Setup { shell_prefix: Some(format!("{found} exec {start};")), ..Setup::new(folder, &[]) };
    let mut terminal = Terminal::start(&setup);
    terminal.wait_for("ready>");
    terminal
}

/// Types lines with the Tab key at a shell, and waits for what they become.
#[cfg(unix)]
fn tab_completes(mut terminal: Terminal) {
    for (typed, completed) in [
        ("oms-maturity checkl\t", "oms-maturity checklist"),
        ("oms-maturity ans\t", "oms-maturity answers.yaml"),
        ("oms-maturity answers.yaml --arit\t", "oms-maturity answers.yaml --arithmetic"),
        (
            "oms-maturity check ans\t--allow-fall ov\t",
            "oms-maturity check answers.yaml --allow-fall overrides",
        ),
        ("oms-maturity plan --target scala\t4", "oms-maturity plan --target scalability=4"),
        ("oms-maturity plan --format=j\t", "oms-maturity plan --format=json"),
        ("oms-maturity explain bare\t", "oms-maturity explain bare-number"),
    ] {
        terminal.send(typed);
        terminal.wait_for(completed);
        // Ctrl-U and Ctrl-L: an empty line on an empty screen.
        terminal.send("\x15\x0c");
        terminal.wait_until("an empty screen", |screen| screen.trim() == "ready>");
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_at_the_tab_key() {
    let folder = tempfile::tempdir().unwrap();
    let script = "PS1='ready> '\nsource <(oms-maturity completions bash)\n";
    write(&folder.path().join("rc"), script);
    tab_completes(shell(folder.path(), "bash --noprofile --rcfile rc -i"));
}

#[cfg(unix)]
#[test]
#[ignore = "needs zsh"]
fn zsh_completes_at_the_tab_key() {
    let folder = tempfile::tempdir().unwrap();
    let script = "PS1='ready> '\nunsetopt PROMPT_SP\nautoload -Uz compinit\n\
                  compinit -u -D\nsource <(oms-maturity completions zsh)\n";
    write(&folder.path().join(".zshrc"), script);
    tab_completes(shell(folder.path(), "zsh -d -i"));
}

/// A folder of `fpath` loads the script at the first Tab, and that Tab completes.
#[cfg(unix)]
#[test]
#[ignore = "needs zsh"]
fn zsh_completes_from_a_folder_of_functions() {
    let folder = tempfile::tempdir().unwrap();
    done(run_in(folder.path(), &["completions", "zsh", "-o", "_oms-maturity"], ""));
    let script = "PS1='ready> '\nunsetopt PROMPT_SP\nfpath=($PWD $fpath)\n\
                  autoload -Uz compinit\ncompinit -u -D\n";
    write(&folder.path().join(".zshrc"), script);
    tab_completes(shell(folder.path(), "zsh -d -i"));
}

#[cfg(unix)]
#[test]
#[ignore = "needs fish"]
fn fish_completes() {
    let program = Path::new(env!("CARGO_BIN_EXE_oms-maturity")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    for (line, completed) in [
        ("oms-maturity checkl", "checklist\t"),
        ("oms-maturity examples/kes", "examples/kestrel-and-vane.yaml"),
        ("oms-maturity plan a.yaml --cope SN3", "SN30\t"),
        ("oms-maturity plan --cope=SN3", "--cope=SN30\t"),
        ("oms-maturity plan --target scalability=4", "scalability=4\t"),
        ("oms-maturity explain bare", "bare-number\t"),
    ] {
        let script = format!("oms-maturity completions fish | source; complete -C '{line}'");
        let home = tempfile::tempdir().unwrap();
        let output = Command::new("fish")
            .args(["--no-config", "-c", &script])
            .env("PATH", format!("{}:{path}", program.display()))
            .env("HOME", home.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.starts_with(completed), "{line}: {said}");
    }
}
