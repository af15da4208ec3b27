//! Every way an interview ends: what is warned of, what is kept, what is said, and what of it
//! anybody else gets to see.

use crate::terminal::{Setup, Signal, Terminal};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const F4: &str = "\x1bOS";
const UNSAVED: &str = "These answers are in no file";

/// A home with a folder for each of two clients, each with interviews of its own.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        for client in ["acme", "other"] {
            fs::create_dir(home.path().join(client)).unwrap();
        }
        Self(home)
    }

    fn folder(&self, client: &str) -> PathBuf {
        self.0.path().join(client).canonicalize().unwrap()
    }

    fn setup(&self, client: &str, arguments: &[&str]) -> Setup {
        let folder = self.folder(client);
        Setup {
            home: self.0.path().to_owned(),
            stdout: Some(folder.join("report")),
            ..Setup::new(&folder, arguments)
        }
    }

    fn start(&self, client: &str, arguments: &[&str]) -> Terminal {
        Terminal::start(&self.setup(client, arguments))
    }

    /// Runs the program without a terminal.
    fn run(&self, client: &str, arguments: &[&str]) -> Output {
        // These need no instrument.
        let is_bare = arguments.contains(&"remove") || arguments.contains(&"schema");
        let ruled = || crate::of_first_edition(arguments);
        Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .args(if is_bare { arguments.to_vec() } else { ruled() })
            .current_dir(self.folder(client))
            .env("HOME", self.0.path())
            .env("XDG_STATE_HOME", self.0.path().join("state"))
            .env("NO_COLOR", "1")
            .output()
            .unwrap()
    }

    fn listed(&self, client: &str) -> serde_json::Value {
        let output = self.run(client, &["drafts", "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(list["version"], 1);
        list["drafts"].clone()
    }

    /// Returns the id of the only draft there is.
    fn id(&self) -> String {
        let listed = self.listed("acme");
        assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
        listed[0]["id"].as_str().unwrap().to_owned()
    }
}

fn put(path: impl AsRef<Path>, text: impl AsRef<str>) {
    File::create(path).unwrap().write_all(text.as_ref().as_bytes()).unwrap();
}

/// Returns what a run said on standard error.
fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn shown(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Answers every question and goes to the result.
fn to_the_result(terminal: &mut Terminal) {
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop\r");
    for (place, letter) in "dcdadd".chars().enumerate() {
        terminal.wait_for(&format!("Question {} of 6", place + 1));
        terminal.send(&letter.to_string());
    }
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("f finish");
}

/// Presses a key and waits for the warning, which was not there before.
fn warned(terminal: &mut Terminal) {
    assert!(!terminal.screen().contains(UNSAVED), "the warning that has lapsed is gone");
    terminal.send("f");
    terminal.wait_for(UNSAVED);
}

/// Leaves for good, and returns the last words.
fn left(terminal: &mut Terminal) -> String {
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    assert_eq!(terminal.altered(), [""; 0]);
    terminal.screen()
}

/// Breaks an interview of ACME's off, with three answers and somebody's name in it.
fn acme_left_unfinished(home: &Home, arguments: &[&str]) {
    let mut terminal = home.start("acme", arguments);
    terminal.wait_for("Which operation is judged?");
    terminal.send("ACME Retail (confidential)");
    terminal.wait_for("> ACME Retail (confidential)");
    terminal.send("\x1b[B");
    terminal.wait_for("Operation that is judged: ACME Retail");
    terminal.send("c");
    terminal.wait_for("Who answers?");
    terminal.send("Jane Roe, COO\r");
    terminal.wait_for("Jane Roe");
    terminal.send("\x1b[H\r");
    terminal.wait_for("Question 1 of 6");
    terminal.send("dcd");
    terminal.wait_for("Question 4 of 6");
    terminal.wait_for("Adaptability: ");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let words = terminal.screen();
    assert!(words.contains("what was answered is kept: `oms-maturity drafts resume "), "{words}");
}

#[test]
fn answers_in_no_file_are_kept_and_the_last_line_says_how_to_come_back() {
    let home = Home::new();
    let mut terminal = home.start("acme", &["assess"]);
    to_the_result(&mut terminal);
    warned(&mut terminal);
    let words = left(&mut terminal);
    let id = home.id();
    let line =
        format!("answers are in no file; the draft is kept: `oms-maturity drafts resume {id}`");
    assert!(words.replace('\n', "").contains(&line), "{words}");
    assert_eq!(home.listed("acme")[0]["answered"], 6);

    let mut terminal = home.start("other", &["drafts", "resume", &id, "--save", "acme.yaml"]);
    terminal.wait_for("Every question has an answer.");
    terminal.send("r");
    terminal.wait_for("f finish");
    let words = left(&mut terminal);
    assert!(words.contains("answers saved to acme.yaml"), "{words}");
    let saved = fs::read_to_string(home.folder("other").join("acme.yaml")).unwrap();
    assert!(saved.contains("cost_to_serve: total"), "{saved}");
    assert_eq!(home.listed("acme").as_array().unwrap().len(), 0);
}

#[test]
fn the_last_line_says_where_answers_and_report_are() {
    let home = Home::new();
    let save = ["assess", "--save", "fin.yaml", "--output", "rep.txt"];
    let mut terminal = home.start("acme", &save);
    to_the_result(&mut terminal);
    let words = left(&mut terminal);
    assert_eq!(words.trim(), "answers saved to fin.yaml, report in rep.txt");

    let mut terminal = home.start("other", &[&save[..], &["--quiet"]].concat());
    to_the_result(&mut terminal);
    assert_eq!(left(&mut terminal).trim(), "");
    assert!(home.folder("other").join("fin.yaml").is_file());
}

#[test]
fn a_report_in_a_file_is_no_file_of_answers() {
    let home = Home::new();
    let mut terminal = home.start("acme", &["assess", "--format", "json", "--output", "r.json"]);
    to_the_result(&mut terminal);
    warned(&mut terminal);
    let words = left(&mut terminal).replace('\n', "");
    let id = home.id();
    let line = format!(
        "report in r.json; answers are in no file; the draft is kept: `oms-maturity drafts \
         resume {id}`"
    );
    assert!(words.contains(&line), "{words}");
}

#[test]
fn without_an_interview_the_last_line_says_so_too() {
    let home = Home::new();
    let output = home.run("acme", &["init", "--output", "answers.yaml"]);
    assert_eq!(said(&output), "answers file to fill in: answers.yaml\n");
    let text = "scope: Shop\ndate: 2026-06-30\nanswers: {overrides: {level: 4}}\n";
    put(home.folder("acme").join("a.yaml"), text);
    for (more, line) in [
        (&["--output", "r1.txt"][..], "report in r1.txt\n"),
        (&["--save", "b1.yaml"], "answers saved to b1.yaml\n"),
        (&["--save", "b2.yaml", "--output", "r2"], "answers saved to b2.yaml, report in r2\n"),
        (&["--save", "b3.yaml", "--output", "r3", "-q"], ""),
        (&[], ""),
    ] {
        let output = home.run("acme", &[&["assess", "a.yaml"], more].concat());
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), line), "{more:?}");
    }
    for (command, out, line) in [
        (&["init"][..], "out.yaml", "answers file to fill in: out.yaml\n"),
        (&["plan", "../acme/a.yaml"], "out.txt", "plan in out.txt\n"),
        (&["checklist"], "out.md", "checklist in out.md\n"),
        (&["schema", "policy"], "out.json", "schema in out.json\n"),
        (&["drafts"], "out.json", "drafts in out.json\n"),
    ] {
        let output = home.run("other", &[command, &["--output", out, "--force"]].concat());
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), line), "{command:?}");
        let quiet = ["--output", out, "--force", "--quiet"];
        assert_eq!(said(&home.run("other", &[command, &quiet].concat())), "", "{command:?}");
    }
}

#[test]
fn every_other_key_arms_the_warning_anew() {
    let home = Home::new();
    let mut terminal = home.start("acme", &["assess"]);
    to_the_result(&mut terminal);
    for (key, after) in [
        ("\x1b[B", "LEVEL"),
        ("\x1b[6~", "f finish"),
        (" ", "f finish"),
        ("\r", "f finish"),
        ("?", "any other key closes"),
        ("z", "f finish"),
        ("b", "Save the answers to"),
        ("a", "Choose an answer to change"),
        ("\x1b", "Every question has an answer."),
        (F4, "Every question has an answer."),
    ] {
        warned(&mut terminal);
        terminal.send(key);
        terminal.wait_for(after);
        terminal.wait_until("the warning gone", |screen| !screen.contains(UNSAVED));
        match key {
            "?" => terminal.send("q"),
            "b" | "a" => terminal.send("\x1b"),
            "\x1b" | F4 => terminal.send("r"),
            _ => {}
        }
        terminal.wait_for("f finish");
        terminal.wait_until("closed", |screen| !screen.contains("any other key closes"));
    }
    warned(&mut terminal);
    let words = left(&mut terminal);
    assert!(words.contains("the draft is kept"), "{words}");
}

#[test]
fn a_changed_answer_is_unsaved_again() {
    let home = Home::new();
    let mut terminal = home.start("acme", &["assess"]);
    to_the_result(&mut terminal);
    warned(&mut terminal);
    terminal.send("\x1b");
    terminal.wait_for("Every question has an answer.");
    terminal.send("1");
    terminal.wait_for("Question 1 of 6");
    terminal.send("e");
    terminal.wait_for("Every question has an answer.");
    terminal.send("r");
    terminal.wait_for("f finish");
    warned(&mut terminal);
    terminal.send("b\x15a.yaml\r");
    terminal.wait_for("Saved to a.yaml.");
    // What is in the file is not what was answered any more.
    terminal.send("\x1b");
    terminal.wait_for("Every question has an answer.");
    terminal.send("2");
    terminal.wait_for("Question 2 of 6");
    terminal.send("a");
    terminal.wait_for("Every question has an answer.");
    terminal.send("r");
    terminal.wait_for("f finish");
    warned(&mut terminal);
    let words = left(&mut terminal);
    assert!(words.contains("answers are in no file"), "{words}");
    assert_eq!(home.listed("acme")[0]["answered"], 6);
}

#[test]
fn after_each_failed_save_the_warning_comes_again() {
    let home = Home::new();
    put(home.folder("acme").join("same.yaml"), "kept: yes\n");
    let mut terminal = home.start("acme", &["assess"]);
    to_the_result(&mut terminal);
    for (file, why) in [
        ("/nonexistent/x.yaml", "cannot write /nonexistent/x.yaml"),
        ("same.yaml", "same.yaml exists already"),
        ("answers.txt", "cannot tell the format of answers.txt"),
    ] {
        warned(&mut terminal);
        terminal.send(&format!("b\x15{file}\r"));
        terminal.wait_for(why);
    }
    warned(&mut terminal);
    let words = left(&mut terminal);
    assert!(words.contains("the draft is kept"), "{words}");
    assert_eq!(fs::read_to_string(home.folder("acme").join("same.yaml")).unwrap(), "kept: yes\n");
    assert_eq!(home.listed("acme")[0]["answered"], 6);
}

#[test]
fn a_save_that_fails_in_the_end_is_warned_of_before_leaving() {
    let home = Home::new();
    let mut terminal = home.start("acme", &["assess", "--save", "team.yaml"]);
    to_the_result(&mut terminal);
    put(home.folder("acme").join("team.yaml"), "another's\n");
    terminal.send("f");
    terminal.wait_for("b saves the answers elsewhere");
    warned(&mut terminal);
    let words = left(&mut terminal);
    assert!(words.contains("the draft is kept"), "{words}");
    assert_eq!(fs::read_to_string(home.folder("acme").join("team.yaml")).unwrap(), "another's\n");
    // It lies beside the file, and is found from elsewhere too.
    let listed = home.listed("other");
    assert_eq!(listed[0]["save"], home.folder("acme").join("team.yaml").to_str().unwrap());
}

#[test]
fn line_by_line_the_warning_comes_anew_as_well() {
    let home = Home::new();
    let mut terminal =
        Terminal::start(&Setup { rows: 300, ..home.setup("acme", &["assess", "--plain"]) });
    let mut warnings = 0;
    terminal.wait_for("Begin");
    for line in ["Shop", "d", "c", "d", "a", "d", "d", "r"] {
        terminal.send(&format!("{line}\n"));
    }
    terminal.wait_for("(or Enter)  Show the result");
    terminal.wait_for("f  Finish");
    for lines in [
        &["repeat"][..],
        &["help"],
        &["nonsense"],
        &[""],
        &["back", "1", "e", "r"],
        &["b", "back"],
        &["b", "/nonexistent/x.yaml"],
        &["review", "r"],
    ] {
        terminal.send("f\n");
        warnings += 1;
        terminal
            .wait_until("another warning", |screen| screen.matches(UNSAVED).count() == warnings);
        for line in lines {
            terminal.send(&format!("{line}\n"));
        }
    }
    terminal.send("f\n");
    terminal.wait_until("another warning", |screen| screen.matches(UNSAVED).count() > warnings);
    terminal.send("f\n");
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    assert!(terminal.screen().contains("answers are in no file; the draft is kept"));
    assert_eq!(home.listed("acme")[0]["answered"], 6);
}

#[test]
fn answers_as_they_stand_in_their_file_need_no_saving() {
    let home = Home::new();
    let text = "scope: Shop\ndate: 2026-06-30\nanswers: {rules_age: unknown}\n";
    put(home.folder("acme").join("half.yaml"), text);
    let mut terminal = home.start("acme", &["assess", "half.yaml", "--ask"]);
    terminal.wait_for("Question 1 of 6");
    terminal.send(&format!("{F4}r"));
    terminal.wait_for("f finish");
    let words = left(&mut terminal);
    assert!(!words.contains("in no file"), "{words}");
    assert_eq!(home.listed("acme").as_array().unwrap().len(), 0);
}

#[test]
fn what_went_into_a_device_is_in_no_file() {
    let home = Home::new();
    std::os::unix::fs::symlink("/dev/null", home.folder("acme").join("null.yaml")).unwrap();
    let mut terminal = home.start("acme", &["assess", "--save", "null.yaml", "--force"]);
    to_the_result(&mut terminal);
    let words = left(&mut terminal);
    assert!(words.contains("answers are in no file; the draft is kept"), "{words}");
    assert_eq!(home.listed("acme")[0]["answered"], 6);
}

#[test]
fn markup_is_not_printed_where_people_sit() {
    for form in ["html", "svg"] {
        let home = Home::new();
        let arguments = ["assess", "--format", form];
        let setup = Setup { stdout: None, ..home.setup("acme", &arguments) };
        let mut terminal = Terminal::start(&setup);
        assert_eq!(terminal.finish(), Some(2));
        let words = terminal.screen().replace('\n', "");
        assert!(words.contains(&format!("--output report.{form}")), "{words}");
        let mut terminal = Terminal::start(&Setup { stdout: Some("/dev/null".into()), ..setup });
        terminal.wait_for("Begin");
    }
}

#[test]
fn nothing_of_one_client_is_on_any_screen_of_another() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess"]);
    for arguments in [&["assess"][..], &["assess", "--save", "team.yaml"], &["assess", "--plain"]] {
        let mut terminal = home.start("other", arguments);
        terminal.wait_for("Begin");
        let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
        for secret in ["ACME", "acme", "Jane", "unfinished", "of 6 answered"] {
            assert!(!raw.contains(secret), "{secret}: {}", terminal.screen());
        }
    }
}

#[test]
fn a_draft_is_offered_where_it_was_begun_and_names_nobody() {
    for save in [&[][..], &["--save", "acme-secret.yaml"]] {
        for plain in [&[][..], &["--plain"]] {
            let home = Home::new();
            acme_left_unfinished(&home, &[&["assess"], save].concat());
            let arguments = [&["assess"], save, plain].concat();
            let mut terminal = home.start("acme", &arguments);
            terminal.wait_for("An interview was left unfinished");
            terminal.wait_for("3 of 6 answered");
            // A hasty Enter opens nothing, and throws nothing away.
            terminal.send("\r");
            terminal.wait_for("Begin");
            let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
            for secret in ["ACME", "secret", "Jane"] {
                assert!(!raw.contains(secret), "{secret}: {}", terminal.screen());
            }
            drop(terminal);
            assert_eq!(home.listed("acme")[0]["answered"], 3);

            let mut terminal = home.start("acme", &[&["assess"], save].concat());
            terminal.wait_for("3 of 6 answered");
            terminal.send("b");
            terminal.wait_for("Question 4 of 6");
            terminal.send(F4);
            terminal.wait_for("ACME Retail (confidential)");
        }
    }
}

#[test]
fn a_draft_that_cannot_be_read_names_nobody_either() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess"]);
    let path = home.listed("acme")[0]["path"].as_str().unwrap().to_owned();
    put(&path, "scope: ACME Retail\ngiven: [");
    let mut terminal = home.start("other", &["assess"]);
    terminal.wait_for("A draft cannot be read, and is left as it is;");
    terminal.wait_for("Begin");
    let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
    assert!(!raw.contains("ACME") && !raw.contains("interview-"), "{}", terminal.screen());
    assert_eq!(home.listed("acme")[0]["state"], "unreadable");
    let id = home.id();
    assert!(shown(&home.run("acme", &["drafts"])).contains(&format!("cannot be read: {path}")));
    let mut terminal = home.start("acme", &["drafts", "resume", &id]);
    assert_eq!(terminal.finish(), Some(2));
    assert!(terminal.screen().contains("no draft, or not whole"), "{}", terminal.screen());
    assert_eq!(home.run("acme", &["drafts", "remove", &id]).status.code(), Some(0));
    assert!(!Path::new(&path).exists());
}

#[test]
fn a_draft_of_the_version_before_is_listed_and_not_offered() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess"]);
    let path = home.listed("acme")[0]["path"].as_str().unwrap().to_owned();
    let text = fs::read_to_string(&path).unwrap();
    let before: Vec<_> = text.lines().filter(|line| !line.starts_with("folder:")).collect();
    assert_ne!(before.len(), text.lines().count(), "{text}");
    // Its ids were made of letters of either size.
    let older = Path::new(&path).with_file_name("interview-uS7Vnq.draft.yaml");
    put(&older, before.join("\n") + "\n");
    fs::remove_file(&path).unwrap();
    let mut terminal = home.start("acme", &["assess"]);
    terminal.wait_for("Begin");
    assert!(!terminal.screen().contains("unfinished"));
    drop(terminal);
    let listed = home.listed("other");
    assert_eq!(listed[0]["id"], "uS7Vnq");
    assert_eq!(
        (&listed[0]["folder"], &listed[0]["answered"]),
        (&serde_json::Value::Null, &3.into())
    );
    let mut terminal = home.start("acme", &["drafts", "resume", "uS7Vnq"]);
    terminal.wait_for("Question 4 of 6");
}

#[test]
fn all_drafts_are_listed_from_wherever_one_stands() {
    let home = Home::new();
    let output = home.run("other", &["drafts"]);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    assert_eq!(shown(&output), "No interview was left unfinished.\n");
    acme_left_unfinished(&home, &["assess"]);
    acme_left_unfinished(&home, &["assess", "--save", "team.yaml"]);
    let listed = home.listed("other");
    let acme = home.folder("acme");
    assert_eq!(listed.as_array().unwrap().len(), 2, "{listed}");
    assert_eq!(listed[0]["save"], acme.join("team.yaml").to_str().unwrap(), "the newest first");
    for draft in listed.as_array().unwrap() {
        assert_eq!(draft["folder"], acme.to_str().unwrap());
        assert_eq!(draft["scope"], "ACME Retail (confidential)");
        assert_eq!(draft["respondent"], "Jane Roe, COO");
        assert_eq!((&draft["answered"], &draft["questions"]), (&3.into(), &6.into()));
        assert_eq!(draft["state"], "unfinished");
        let id = draft["id"].as_str().unwrap();
        assert!(id.len() == 6 && id.bytes().all(|b| b.is_ascii_digit() || b"abcdef".contains(&b)));
        let table = shown(&home.run("other", &["drafts"]));
        assert!(table.contains(&format!("{id}  2")), "{table}");
    }
    let note = fs::read_dir(home.0.path().join("state/oms-maturity/drafts")).unwrap();
    for entry in note {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    // A folder that was moved takes its drafts along: they are listed where they are now.
    fs::rename(&acme, home.0.path().join("moved")).unwrap();
    assert_eq!(home.listed("other").as_array().unwrap().len(), 1);
    fs::rename(home.0.path().join("moved"), &acme).unwrap();
    assert_eq!(home.listed("other").as_array().unwrap().len(), 2);
}

#[test]
fn drafts_are_removed_by_their_ids_and_never_under_a_running_session() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess"]);
    acme_left_unfinished(&home, &["assess", "--save", "team.yaml"]);
    let listed = home.listed("other");
    let ids: Vec<_> = [0, 1].map(|index| listed[index]["id"].as_str().unwrap().to_owned()).into();
    let output = home.run("other", &["drafts", "remove", &ids[0], "nobody"]);
    assert_eq!(output.status.code(), Some(2));
    let words = said(&output);
    assert!(
        words.contains("no draft nobody") && ids.iter().all(|id| words.contains(id)),
        "{words}"
    );
    assert_eq!(home.listed("other").as_array().unwrap().len(), 2, "a slip removes none");

    let mut terminal = home.start("acme", &["drafts", "resume", &ids[1]]);
    terminal.wait_for("Question 4 of 6");
    assert_eq!(home.listed("other")[1]["state"], "held");
    let output = home.run("other", &["drafts", "remove", &ids[1]]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("a running session holds the draft"), "{output:?}");
    let mut other = home.start("other", &["drafts", "resume", &ids[1]]);
    assert_eq!(other.finish(), Some(2));
    assert!(other.screen().contains("a running session holds the draft"), "{}", other.screen());
    let output = home.run("other", &["drafts", "remove", "--all", "--format", "json"]);
    let removed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&removed["version"], &removed["removed"][0]["id"]),
        (&1.into(), &ids[0].clone().into())
    );
    assert_eq!(removed["left"][0]["id"], ids[1].clone());
    assert_eq!(removed["left"][0]["state"], "held");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        fs::read_dir(home.folder("acme"))
            .unwrap()
            .all(|entry| { !entry.unwrap().file_name().to_string_lossy().contains("draft") })
    );
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let output = home.run("other", &["drafts", "remove", &ids[1], &ids[1]]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(shown(&output).contains("ACME Retail (confidential)"), "{output:?}");
    let left = fs::read_dir(home.0.path().join("state/oms-maturity/drafts")).unwrap().count();
    assert_eq!(left, 0, "no note and no lock stays behind");
}

#[test]
fn a_draft_beside_its_file_is_gone_on_with_from_anywhere() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess", "--save", "team.yaml"]);
    let id = home.id();
    let mut terminal = home.start("other", &["drafts", "resume", &id, "--plain"]);
    terminal.wait_for("Question 4 of 6");
    for line in ["a", "d", "d"] {
        terminal.send(&format!("{line}\n"));
    }
    terminal.wait_for("Every question has an answer.");
    // A kill after the last line loses nothing either.
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.finish(), None);
    let mut terminal = home.start("other", &["drafts", "resume", &id]);
    terminal.wait_for("Every question has an answer.");
    terminal.send("r");
    terminal.wait_for("f finish");
    let words = left(&mut terminal).replace('\n', "");
    let file = home.folder("acme").join("team.yaml");
    assert!(words.contains(&format!("answers saved to {}", file.display())), "{words}");
    assert!(fs::read_to_string(file).unwrap().contains("ACME Retail (confidential)"));
    assert_eq!(home.listed("other").as_array().unwrap().len(), 0);
}

#[test]
fn a_draft_about_a_file_goes_on_with_that_file() {
    let home = Home::new();
    let file = home.folder("acme").join("half.yaml");
    let text = "scope: Shop\ndate: 2026-06-30\nanswers: {overrides: {level: 2}}\n";
    put(&file, text);
    let mut terminal = home.start("acme", &["assess", "half.yaml", "--ask", "--save", "half.yaml"]);
    terminal.wait_for("Question 1 of 6");
    terminal.send("d");
    terminal.wait_for("Question 3 of 6");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(home.listed("other")[0]["file"], file.to_str().unwrap());
    let id = home.id();
    put(&file, text.replace('2', "3").replace("30", "20"));
    let mut terminal = home.start("other", &["drafts", "resume", &id]);
    terminal.wait_for("Question 3 of 6");
    terminal.wait_for("The answers file is another one than when this was left.");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    // Even with the file away, what was answered is not.
    fs::remove_file(&file).unwrap();
    let mut terminal = home.start("other", &["drafts", "resume", &id]);
    terminal.wait_for("Question 3 of 6");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
}

#[test]
fn whoever_resumes_needs_a_terminal_and_whoever_lists_needs_none() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess"]);
    let id = home.id();
    let output = home.run("acme", &["drafts", "resume", &id]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("needs a terminal"), "{output:?}");
    assert_eq!(home.id(), id, "the draft is still there");
    let output = home.run("acme", &["drafts", "remove"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn all_of_ones_own_go_at_once_and_what_may_be_a_colleagues_stays() {
    let home = Home::new();
    acme_left_unfinished(&home, &["assess"]);
    acme_left_unfinished(&home, &["assess", "--save", "team.yaml"]);
    let listed = home.listed("acme");
    let own = home.0.path().join("state/oms-maturity/drafts/interview-broken.draft.yaml");
    put(&own, "given: [");
    let beside = home.folder("acme").join(".team.yaml-broken.draft.yaml");
    put(&beside, "given: [");
    let output = home.run("acme", &["drafts", "remove", "--all"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let words = shown(&output);
    for index in 0..2 {
        assert!(words.contains(listed[index]["id"].as_str().unwrap()), "{words}");
    }
    let (removed, left) = words.split_once("Left as they are:").unwrap();
    assert!(removed.contains(own.to_str().unwrap()) && !own.exists(), "{words}");
    assert!(left.contains(beside.to_str().unwrap()) && beside.exists(), "{words}");
    assert_eq!(home.id(), "broken");
    let output = home.run("acme", &["drafts", "remove", "--all"]);
    assert!(shown(&output).starts_with("Nothing was removed."), "{output:?}");
    assert_eq!(home.run("acme", &["drafts", "remove", "broken"]).status.code(), Some(0));
    assert!(!beside.exists());
}
