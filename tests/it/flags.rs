use crate::program::{Ran, run, run_in};

const EXAMPLE: &str = "examples/kestrel-and-vane.yaml";
pub(crate) const COMMANDS: [&str; 15] = [
    "man",
    "assess",
    "check",
    "merge",
    "compare",
    "plan",
    "portfolio",
    "checklist",
    "verify",
    "rubric",
    "drafts",
    "init",
    "schema",
    "explain",
    "completions",
];
/// The jobs of `rubric`, each of which has a help of its own.
const RUBRIC_JOBS: [[&str; 2]; 4] =
    [["rubric", "show"], ["rubric", "export"], ["rubric", "diff"], ["rubric", "lint"]];

/// Every command and job that has a help of its own; the first is the program.
fn commands() -> impl Iterator<Item = &'static [&'static str]> {
    let jobs = RUBRIC_JOBS.iter().map(<[&str; 2]>::as_slice);
    [&[][..]].into_iter().chain(COMMANDS.chunks(1)).chain(jobs)
}
/// A terminal as it has always been.
const SCREEN: (usize, usize) = (80, 24);

/// A folder with the example's answers, its stored report and a small instrument, under the names
/// that the help uses.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(EXAMPLE, folder.path().join("answers.yaml")).unwrap();
    std::fs::copy(EXAMPLE, folder.path().join("old.yaml")).unwrap();
    let report = "examples/expected/kestrel-and-vane.json";
    std::fs::copy(report, folder.path().join("report.json")).unwrap();
    for name in ["questions.yaml", "rubric.yaml"] {
        std::fs::copy(format!("examples/custom/{name}"), folder.path().join(name)).unwrap();
    }
    let people = folder.path().join("people");
    std::fs::create_dir(&people).unwrap();
    for name in ["finance.yaml", "it.yaml"] {
        std::fs::copy(format!("examples/several-people/{name}"), people.join(name)).unwrap();
    }
    std::fs::create_dir(folder.path().join("answers")).unwrap();
    std::fs::copy(EXAMPLE, folder.path().join("answers/shop.yaml")).unwrap();
    let shops = "examples/portfolio/pindle-and-rook.ndjson";
    std::fs::copy(shops, folder.path().join("shops.ndjson")).unwrap();
    for name in ["questions", "rubrics"] {
        let own = folder.path().join("my").join(name);
        std::fs::create_dir_all(&own).unwrap();
        std::fs::copy(format!("{name}/oms.yaml"), own.join("oms.yaml")).unwrap();
    }
    folder
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

fn refused(args: &[&str]) -> String {
    let ran = run(args, "");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
    ran.stderr
}

#[test]
fn the_form_follows_the_ending_of_the_output() {
    for (name, begins) in [
        ("r.html", "<!DOCTYPE html>"),
        ("r.HTM", "<!DOCTYPE html>"),
        ("r.json", "{\n  \"version\": 1"),
        ("r.md", "# "),
        ("r.csv", "\"scope\","),
        ("r.svg", "<svg"),
        (".html", "<!DOCTYPE html>"),
        ("r.txt", "  Kestrel"),
        ("r.a1B2c3", "  Kestrel"),
        ("r", "  Kestrel"),
    ] {
        let folder = folder();
        done(run_in(folder.path(), &["assess", "answers.yaml", "-o", name], ""));
        let written = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with(begins), "{name}: {}", &written[..60]);
        // What is named wins.
        let args = ["assess", "answers.yaml", "-o", name, "--force", "--format", "csv"];
        done(run_in(folder.path(), &args, ""));
        let written = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with("\"scope\","), "{name}");
    }
    for (name, begins) in [("c.xml", "<?xml"), ("c.sarif", "{"), ("c.tap", "TAP version")] {
        let folder = folder();
        let args = ["check", "answers.yaml", "--min-level", "1", "-o", name];
        done(run_in(folder.path(), &args, ""));
        let written = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with(begins), "{name}: {written}");
    }
}

#[test]
fn an_ending_that_stands_for_no_form_of_the_command_is_refused() {
    let folder = folder();
    for (command, name) in [
        ("assess", "r.pdf"),
        ("assess", "r.xlsx"),
        ("assess", "r.xml"),
        ("assess", "r.yaml"),
        ("plan", "r.svg"),
        ("plan", "r.pdf"),
        ("checklist", "r.svg"),
    ] {
        let ran = run_in(folder.path(), &[command, "answers.yaml", "--output", name], "");
        assert_eq!(ran.code, Some(2), "{command} {name}");
        let why = "name one with --format: table, json";
        assert!(ran.stderr.contains(why), "{command} {name}: {}", ran.stderr);
        assert!(!folder.path().join(name).exists());
    }
}

#[test]
fn a_day_that_is_still_to_come_is_doubted() {
    let answers = |day: &str| {
        std::fs::read_to_string(EXAMPLE)
            .unwrap()
            .replace("date: 2026-06-30", &format!("date: {day}"))
    };
    let doubt = "the answers describe 2062-06-30, a day that is still to come: is it mistyped?\n";
    assert_eq!(run(&["-"], &answers("2062-06-30")).stderr, doubt);
    assert_eq!(run(&["-", "--quiet"], &answers("2062-06-30")).stderr, "");
    // A day that was named for today rules, to the day.
    assert_eq!(run(&["-", "--today", "2062-06-30"], &answers("2062-06-30")).stderr, "");
    assert_eq!(run(&["-", "--today", "2062-06-29"], &answers("2062-06-30")).stderr, doubt);
    // One that has begun somewhere on earth is not.
    let line = run(&["init"], "").stdout;
    let day = line.lines().find_map(|line| line.strip_prefix("date: ")).unwrap()[..10].to_owned();
    assert_eq!(run(&["-"], &answers(&day)).stderr, "");
}

/// What stands beside a result is said to nobody where standard error takes nothing.
#[cfg(target_os = "linux")]
#[test]
fn a_remark_that_cannot_be_said_changes_neither_result_nor_exit_code() {
    let folder = folder();
    let text = std::fs::read_to_string("examples/expected/kestrel-and-vane.json").unwrap();
    let touched = text.replacen("\"level\": 2", "\"level\": 3", 1);
    assert_ne!(text, touched);
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    std::fs::write(folder.path().join("touched.json"), touched).unwrap();
    for (args, code) in [
        ("assess answers.yaml --today 2026-06-01 -o r.txt", 0),
        ("assess answers.yaml --save b.yaml", 0),
        ("verify touched.json -o v.txt", 1),
    ] {
        let script = format!("{} {args} 2> /dev/full", env!("CARGO_BIN_EXE_oms-maturity"));
        let mut shell = std::process::Command::new("sh");
        let ran = shell.args(["-c", &script]).current_dir(folder.path()).output().unwrap();
        assert_eq!(ran.status.code(), Some(code), "{args}");
    }
    for written in ["r.txt", "b.yaml", "v.txt"] {
        assert!(folder.path().join(written).exists(), "{written}");
    }
}

#[test]
fn a_dash_is_standard_output() {
    let plain = done(run(&["assess", EXAMPLE], ""));
    assert_eq!(done(run(&["assess", EXAMPLE, "-o", "-"], "")), plain);
    assert!(done(run(&["init", "-"], "")).contains("answers:"));
    let folder = folder();
    let check = ["check", "answers.yaml", "--min-level", "1", "--today", "2026-07-01"];
    let said = done(run_in(folder.path(), &[&check[..], &["-o", "-"]].concat(), ""));
    assert_eq!(said, done(run_in(folder.path(), &check, "")));
    assert!(!folder.path().join("-").exists());
}

#[test]
fn a_flag_that_a_command_does_not_use_is_refused_and_not_in_its_help() {
    for (command, flags) in [
        ("assess", &["--config", "--min-level", "--freeze", "--report"][..]),
        ("check", &["--save", "--brand", "--arithmetic", "--large"]),
        ("plan", &["--config", "--actions", "--compare-with", "--save"]),
        ("checklist", &["--config", "--today", "--actions"]),
        ("verify", &["--config", "--today", "--save"]),
        ("init", &["--config", "--input-format"]),
        ("schema", &["--config", "--format", "--questions", "--rubric", "--today"]),
    ] {
        let help = done(run(&[command, "--help"], ""));
        for flag in flags {
            let said = refused(&[command, flag, "x"]);
            assert!(said.contains(&format!("unexpected argument '{flag}'")), "{command}: {said}");
            assert!(!help.contains(&format!("{flag} ")), "{command} {flag}");
        }
    }
    // Nor is one that changes nothing in the form, or of the file, that was asked for.
    for (args, why) in [
        (&["--arithmetic", "--format", "csv"][..], "--arithmetic is for --format table"),
        (&["--arithmetic", "--format", "json"], "--arithmetic is for --format table"),
        (&["--actions", "3", "--format", "json"], "--actions is for --format table"),
        (&["--plain", "--format", "html"], "--plain is for --format table"),
        (&["--large"], "--large is for asking"),
    ] {
        assert!(refused(&[&["assess", EXAMPLE], args].concat()).contains(why), "{args:?}");
    }
    let args = ["check", EXAMPLE, "--min-level", "1", "--allow-fall", "overrides"];
    assert!(refused(&args).contains("--allow-fall changes nothing"));
    let args = ["check", EXAMPLE, "--min-level", "1", "--severity"];
    for rule in ["baseline", "min_mean", "must_cope"] {
        let said = refused(&[&args[..], &[&format!("{rule}=warn")]].concat());
        assert!(said.contains(&format!("--severity {rule} changes nothing")), "{said}");
    }
    done(run(&[&args[..], &["min_level=warn"]].concat(), ""));
    done(run(&[&args[..], &["future_date=warn"]].concat(), ""));
    done(run(&[&args[..], &["unused_waiver=error"]].concat(), ""));
    assert!(refused(&["checklist", "--input-format", "json"]).contains("<ANSWERS>"));
    assert!(refused(&["verify", "r.json", "--input-format", "json"]).contains("--answers <FILE>"));
}

#[test]
fn help_fits_a_screen_starts_with_examples_and_names_its_own_forms() {
    let (columns, lines) = SCREEN;
    for command in commands() {
        let help = done(run(&[command, &["-h"]].concat(), ""));
        assert!(help.lines().count() <= lines, "{command:?}: {}\n{help}", help.lines().count());
        assert!(help.lines().all(|line| line.chars().count() <= columns), "{help}");
        let (example, usage) = (help.find("Example"), help.find("Usage:"));
        assert!(example.is_some_and(|example| usage.is_some_and(|usage| example < usage)));
    }
    let help = done(run(&["-h"], ""));
    assert!(COMMANDS.iter().all(|command| help.contains(command)), "{help}");
    for (command, own, others) in [
        ("assess", "table, json, html, markdown, csv, svg", "junit"),
        ("check", "table, json, junit", "svg"),
        ("plan", "table, json, html, markdown, csv", "svg"),
        ("portfolio", "table, json, html, markdown, csv", "svg"),
        ("init", "", "junit"),
    ] {
        for flag in ["-h", "--help"] {
            let help = done(run(&[command, flag], ""));
            let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flag == "--help" || help.contains(own), "{command}: {help}");
            assert!(!help.contains(&format!("{others},")), "{command}: {help}");
            assert!(!help.contains(&format!("- {others}:")), "{command}: {help}");
        }
    }
}

#[test]
fn the_examples_in_the_help_work() {
    let mut tried = 0;
    for command in commands() {
        let help = done(run(&[command, &["-h"]].concat(), ""));
        for line in help.lines().filter_map(|line| line.strip_prefix("  oms-maturity")) {
            // What the example does is said beside it, after two blanks.
            let typed = line.split("  ").next().unwrap();
            let args: Vec<_> = typed.split_whitespace().collect();
            if args.is_empty() || args == ["assess"] || line.contains("*.yaml") {
                continue; // asks, or needs a shell
            }
            if args.contains(&"3f9a1c") {
                continue; // a draft of somebody's
            }
            let folder = folder();
            if args.contains(&"export") {
                std::fs::remove_dir_all(folder.path().join("my")).unwrap();
            }
            if args.contains(&"init") {
                std::fs::remove_file(folder.path().join("answers.yaml")).unwrap();
            }
            let ran = run_in(folder.path(), &args, "");
            // A gate may say no: that is an answer.
            assert!(ran.code == Some(0) || args[0] == "check", "{typed}: {}", ran.stderr);
            assert!(ran.code != Some(2), "{typed}: {}", ran.stderr);
            tried += 1;
        }
    }
    assert!(tried >= 14, "{tried}");
}

#[test]
fn natural_spellings_are_understood() {
    let plain = done(run(&["assess", EXAMPLE], ""));
    for args in [&[EXAMPLE][..], &["--actions", "5", EXAMPLE], &["-q", EXAMPLE]] {
        assert_eq!(done(run(args, "")), plain, "{args:?}");
    }
    let text = std::fs::read_to_string(EXAMPLE).unwrap();
    let from_input = done(run(&["-"], &text));
    assert_eq!(from_input, done(run(&["assess", "-"], &text)));
    // Options before the command, with and without a value.
    let json = done(run(&["assess", EXAMPLE, "--format", "json"], ""));
    for args in [
        &["--format", "json", "assess", EXAMPLE][..],
        &["--format=json", EXAMPLE],
        &["-qo-", "--format", "json", EXAMPLE],
        &["-qo", "-", "--format", "json", "assess", EXAMPLE],
        &["--format", "json", "--", EXAMPLE],
        &["--quiet", "--format", "JSON", "assess", EXAMPLE],
        &["--questions", "questions/oms.yaml", "--format", "json", EXAMPLE],
    ] {
        assert_eq!(done(run(args, "")), json, "{args:?}");
    }
    // Before a job of a command as well.
    let page = done(run(&["rubric", "show", "3", "--format", "json"], ""));
    for args in [
        &["--format", "json", "rubric", "show", "3"][..],
        &["rubric", "--format", "json", "show", "3"],
        &["-q", "--format=json", "rubric", "show", "3"],
    ] {
        assert_eq!(done(run(args, "")), page, "{args:?}");
    }
    let markdown = done(run(&["assess", EXAMPLE, "--format", "markdown"], ""));
    assert_eq!(done(run(&["assess", EXAMPLE, "--format", "md"], "")), markdown);
    assert_eq!(done(run(&["version"], "")), done(run(&["--version"], "")));
    assert!(done(run(&["--version"], "")).contains("\nrubric oms 2.0.0 ("));
    assert!(done(run(&["help", "plan"], "")).contains("--budget"));
    assert!(done(run(&["--colour", "never", EXAMPLE], "")).contains("LEVEL"));
    let folder = folder();
    done(run_in(folder.path(), &["init", "new.yaml"], ""));
    let again = run_in(folder.path(), &["init", "new.yaml"], "");
    assert!(again.code == Some(2) && again.stderr.contains("--force"), "{}", again.stderr);
    let by_flag = done(run(&["init"], ""));
    let written = std::fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    assert_eq!(written, by_flag);
}

#[test]
fn what_is_not_understood_is_answered_with_the_right_spelling() {
    for (args, why) in [
        (&["asess", EXAMPLE][..], "a similar subcommand exists: 'assess'"),
        (&["--format", "json", "asess", EXAMPLE], "a similar subcommand exists: 'assess'"),
        (&["assess", EXAMPLE, "--json"], "write --format json"),
        (&["assess", EXAMPLE, "--md"], "write --format markdown"),
        (&["check", EXAMPLE, "--junit"], "write --format junit"),
        (&["verify", "r.json", "--today", "2026-01-01"], "--today is an option of assess, check,"),
        (&["plan", EXAMPLE, "--save", "x.yaml"], "--save is an option of assess"),
        (&["assess", EXAMPLE, "--no-color"], "write --color never"),
        (&["assess", EXAMPLE, "--out", "x"], "--output"),
        (&["assess", EXAMPLE, "--overwrite"], "write --force"),
        (&["check", EXAMPLE, "--level", "3"], "--min-level"),
        (&["no-such.yaml"], "cannot read no-such.yaml"),
        (&["assess"], "standard input and standard error must be one"),
        (&["check", EXAMPLE, "--min-level", "3.5"], "write a whole number"),
        (&["check", EXAMPLE, "--max-unknown", "-1"], "write a whole number, 0 or more"),
        (&["check", EXAMPLE, "--max-age-days", "soon"], "write a whole number, 0 or more"),
        (&["init", "answers"], "name the file .yaml"),
        (&["assess", EXAMPLE, "-o", "folder/"], "there is no folder of this name"),
    ] {
        let said = refused(args);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(why), "{args:?}: {said}");
    }
}
