use crate::terminal::{Setup, Signal, Terminal};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const DOWN: &str = "\x1b[B";
const LEFT: &str = "\x1b[D";
const F4: &str = "\x1bOS";

/// The titles of the six questions, in their order.
const QUESTIONS: [&str; 6] =
    ["Rules age", "Overrides", "Adaptability", "Cost-to-serve", "Inventory trust", "Scalability"];

/// Sets an interview about a given day up in a folder, with the report in a file of its own.
fn setup(folder: &Path, more: &[&str]) -> Setup {
    let arguments = [&["assess", "--today", "2026-06-30"], more].concat();
    Setup { stdout: Some(folder.join("report")), ..Setup::new(folder, &arguments) }
}

fn assess(folder: &Path, more: &[&str]) -> Terminal {
    Terminal::start(&setup(folder, more))
}

fn report(folder: &Path) -> String {
    fs::read_to_string(folder.join("report")).unwrap()
}

fn drafts(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder.join("state/oms-maturity/drafts"));
    let paths = listed.into_iter().flatten().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.to_string_lossy().ends_with(".yaml")).collect()
}

/// Starts and answers the first questions with these letters, waiting for the next one each time.
fn answer(terminal: &mut Terminal, letters: &str) {
    terminal.wait_for("Begin");
    terminal.send("\r");
    for (place, letter) in letters.chars().enumerate() {
        terminal.wait_for(&format!("Question {} of 6", place + 1));
        terminal.send(&letter.to_string());
    }
}

/// Leaves the result and reads the report.
fn finish(mut terminal: Terminal, folder: &Path) -> String {
    terminal.wait_for("print the report");
    terminal.send("\r");
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    assert_eq!(terminal.altered(), [""; 0]);
    assert!(drafts(folder).is_empty(), "a finished draft is removed");
    report(folder)
}

#[test]
fn eight_keys_lead_to_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &["--format", "json"]);
    terminal.wait_for("Begin");
    terminal.send("\r");
    for letter in ["d", "c", "d", "a", "d", "d"] {
        terminal.send(letter);
    }
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("LEVEL 2 of 5: REACTIVE");
    let report = finish(terminal, folder.path());
    assert!(report.starts_with('{') && report.contains("\"exact\": \"10/3\""), "{report}");
}

#[test]
fn back_finds_the_former_answer_and_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    let save = folder.path().join("answers.yaml");
    let mut terminal = assess(folder.path(), &["--save", save.to_str().unwrap()]);
    answer(&mut terminal, "dcd");
    terminal.wait_for("Question 4 of 6");
    terminal.send(LEFT);
    terminal.wait_for(">* d  More than 1, up to 7 days");
    terminal.send("\x1b");
    terminal.wait_for(">* c  More than 3, up to 8 in 100");
    terminal.send(DOWN);
    terminal.wait_for(">  d  More than 1, up to 3 in 100");
    terminal.send("\r");
    terminal.wait_for("Question 3 of 6");
    terminal.send(F4);
    terminal.wait_for("3 questions are open");
    terminal.send("6");
    terminal.wait_for("Question 6 of 6");
    terminal.send("1,6x");
    terminal.wait_for("1.6 x the forecast peak hour; that is d");
    terminal.send("\r");
    terminal.wait_for("2 questions are open");
    terminal.send("r");
    finish(terminal, folder.path());
    let expected = "\
scope: SCOPE
date: \"2026-06-30\"
answers:
  adaptability: up_to_7_days
  overrides: up_to_3_percent
  rules_age: up_to_6_months
  scalability:
    value: 1.6
";
    let scope = folder.path().file_name().unwrap().to_str().unwrap();
    assert_eq!(fs::read_to_string(&save).unwrap(), expected.replace("SCOPE", scope));
}

/// Breaks an interview off at each of its questions, and goes on from the draft.
fn broken_off_and_gone_on(stop: impl Fn(Terminal)) {
    for answered in 1..=6 {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = assess(folder.path(), &[]);
        answer(&mut terminal, &"dcdadd"[..answered]);
        // What was just taken stands on the screen, so it is on disk as well.
        terminal.wait_for(&format!("{}: ", QUESTIONS[answered - 1]));
        terminal.wait_until("the draft", |_| {
            drafts(folder.path()).iter().any(|path| {
                let text = fs::read_to_string(path).unwrap_or_default();
                text.contains(
                    [
                        "question overrides",
                        "question adaptability",
                        "question cost_to_serve",
                        "question inventory_trust",
                        "question scalability",
                        "- review",
                    ][answered - 1],
                )
            })
        });
        stop(terminal);
        let found = drafts(folder.path());
        assert_eq!(found.len(), 1, "after {answered} answers");
        let mode = fs::metadata(&found[0]).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "only the owner reads a draft");

        let mut terminal = assess(folder.path(), &[]);
        terminal.wait_for("An interview was left unfinished");
        terminal.wait_for(&format!("{answered} of 6 answered"));
        terminal.send("\r");
        for (place, letter) in "dcdadd".chars().enumerate().skip(answered) {
            terminal.wait_for(&format!("Question {} of 6", place + 1));
            terminal.send(&letter.to_string());
        }
        terminal.wait_for("Every question has an answer.");
        terminal.send("\r");
        let report = finish(terminal, folder.path());
        assert!(report.contains("the mean of 3.33 is enough for level 3"), "{report}");
    }
}

#[test]
fn ctrl_c_at_each_question_loses_nothing() {
    broken_off_and_gone_on(|mut terminal| {
        terminal.send("\x03");
        assert_eq!(terminal.finish(), Some(130));
        assert!(terminal.screen().contains("what was answered is kept"), "{}", terminal.screen());
        assert_eq!(terminal.altered(), [""; 0]);
    });
}

#[test]
fn a_kill_at_each_question_loses_nothing() {
    broken_off_and_gone_on(|mut terminal| {
        terminal.signal(Signal::KILL);
        assert_eq!(terminal.finish(), None);
    });
}

#[test]
fn a_terminal_that_is_gone_at_each_question_loses_nothing() {
    broken_off_and_gone_on(|terminal| {
        assert!(!terminal.hang_up().success());
    });
}

#[test]
fn a_signal_puts_the_terminal_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "dc");
    terminal.wait_for("Question 3 of 6");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(terminal.altered(), [""; 0]);
    assert_eq!(report(folder.path()), "");
}

#[test]
fn half_a_note_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "d");
    terminal.wait_for("Question 2 of 6");
    terminal.send("xpilot sh");
    terminal.wait_for("> pilot sh");
    terminal.wait_until("the draft", |_| {
        let text = drafts(folder.path()).first().and_then(|path| fs::read_to_string(path).ok());
        text.is_some_and(|text| text.contains("typed: pilot sh"))
    });
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.finish(), None);
    let mut terminal = assess(folder.path(), &[]);
    terminal.wait_for("1 of 6 answered");
    terminal.send("a");
    terminal.wait_for("> pilot sh");
    terminal.send("op\r");
    terminal.wait_for("Overrides: not applicable: pilot shop");
}

#[test]
fn a_full_disk_leaves_the_older_draft_whole_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "dc");
    terminal.wait_for("Overrides: ");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let before = fs::read_to_string(&drafts(folder.path())[0]).unwrap();

    // No file may grow beyond nothing, and the signal that says so is not heard.
    let full = Some("trap '' XFSZ; ulimit -f 0;".to_owned());
    let stdout = Some(PathBuf::from("/dev/null"));
    let setup = Setup { shell_prefix: full, stdout, ..setup(folder.path(), &[]) };
    let mut terminal = Terminal::start(&setup);
    terminal.wait_for("2 of 6 answered");
    terminal.send("a");
    terminal.wait_for("Question 3 of 6");
    terminal.send("d");
    terminal.wait_for("Question 4 of 6");
    terminal.wait_for("not safe on disk");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(drafts(folder.path()).len(), 1);
    assert_eq!(fs::read_to_string(&drafts(folder.path())[0]).unwrap(), before);
}

#[test]
fn two_sessions_do_not_see_each_others_draft() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = assess(folder.path(), &[]);
    answer(&mut one, "dc");
    one.wait_for("Overrides: ");
    let mut other = assess(folder.path(), &[]);
    answer(&mut other, "e");
    other.wait_for("Rules age: Up to 3 months old");
    other.wait_until("two drafts", |_| drafts(folder.path()).len() == 2);
    for mut terminal in [one, other] {
        terminal.send("\x03");
        assert_eq!(terminal.finish(), Some(130));
    }
    let mut terminal = assess(folder.path(), &[]);
    terminal.wait_for("2 of 6 answered");
    terminal.wait_for("1 of 6 answered");
    // Start afresh, and leave what is there.
    terminal.send("c");
    answer(&mut terminal, "aaaaaa");
    terminal.wait_for("Every question has an answer.");
    terminal.wait_until("three drafts", |_| drafts(folder.path()).len() == 3);
    terminal.send("\r");
    terminal.wait_for("print the report");
    terminal.send("\r");
    assert_eq!(terminal.finish(), Some(0));
    assert_eq!(drafts(folder.path()).len(), 2);
}

#[test]
fn a_draft_can_be_thrown_away_but_not_by_accident() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "dc");
    terminal.wait_for("Overrides: ");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let mut terminal = assess(folder.path(), &[]);
    terminal.wait_for("Throw away");
    terminal.send("c");
    terminal.wait_for("once more");
    assert_eq!(drafts(folder.path()).len(), 1);
    terminal.send("c");
    terminal.wait_for("Begin");
    assert!(drafts(folder.path()).is_empty());
}

#[test]
fn one_file_to_save_to_takes_one_session_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--save", "team.yaml"];
    let mut one = assess(folder.path(), &arguments);
    answer(&mut one, "dc");
    one.wait_for("Overrides: ");
    let mut other = assess(folder.path(), &arguments);
    assert_eq!(other.finish(), Some(2));
    assert!(other.screen().contains("another session"), "{}", other.screen());
    one.signal(Signal::KILL);
    assert_eq!(one.finish(), None);
    assert!(folder.path().join(".team.yaml.draft.yaml").exists());
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("2 of 6 answered");
    terminal.send("\r");
    terminal.wait_for("Question 3 of 6");
    terminal.send(F4);
    terminal.wait_for("4 questions are open");
    terminal.send("r");
    finish(terminal, folder.path());
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "{left:?}");
    assert!(
        fs::read_to_string(folder.path().join("team.yaml")).unwrap().contains("up_to_8_percent")
    );
}

#[test]
fn what_if_moves_nothing_that_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &["--format", "json", "--save", "a.yaml"]);
    answer(&mut terminal, "dcdadd");
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("LEVEL 2 of 5");
    terminal.send("a");
    terminal.wait_for("Choose an answer to change");
    terminal.send("4");
    terminal.wait_for("level 5");
    terminal.send("b");
    terminal.wait_for("The level rises from 2 to 3: Controlled.");
    terminal.wait_for("Cost-to-serve moves from 1 to 2.");
    terminal.send("\r");
    let report = finish(terminal, folder.path());
    assert!(report.contains("\"exact\": \"10/3\""), "{report}");
    let saved = fs::read_to_string(folder.path().join("a.yaml")).unwrap();
    assert!(saved.contains("cost_to_serve: total"), "{saved}");
}

#[test]
fn the_result_can_be_saved_without_having_asked_for_it_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "dcdadd");
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("b save the answers to a file");
    terminal.send("b");
    terminal.wait_for("> answers.yaml");
    terminal.send("\r");
    terminal.wait_for("Saved to answers.yaml.");
    finish(terminal, folder.path());
    let saved = fs::read_to_string(folder.path().join("answers.yaml")).unwrap();
    assert!(saved.contains("cost_to_serve: total"), "{saved}");
}

#[test]
fn the_open_questions_of_a_file_are_asked_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("half.yaml");
    let text = "scope: Shop\ndate: 2026-06-30\nanswers: {rules_age: up_to_3_months, \
                overrides: {level: 4}, adaptability: unknown, scalability: from_2}\n";
    File::create(&file).unwrap().write_all(text.as_bytes()).unwrap();
    let arguments = ["half.yaml", "--ask", "--save", "half.yaml"];
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("Question 4 of 6");
    terminal.send("b");
    terminal.wait_for("Question 5 of 6");
    terminal.send("b");
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    finish(terminal, folder.path());
    let saved = fs::read_to_string(&file).unwrap();
    assert!(saved.contains("level: 4") && saved.contains("cost_to_serve: channel"), "{saved}");
}

#[test]
fn no_escape_sequence_and_no_hidden_character_is_ever_echoed() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    terminal.wait_for("Begin");
    terminal.send("a");
    terminal.wait_for("Which operation is judged?");
    terminal.send("\x15\x1b[200~Shop\r\n\x1b]0;owned\x07\x1b[31m\u{202e}red\x1b[201~");
    terminal.wait_for("Shop ]0;owned[31m\\u{202e}red");
    terminal.send("\r");
    terminal.wait_for("Operation that is judged");
    let raw = String::from_utf8_lossy(terminal.raw()).into_owned();
    for harm in ["\x1b]0;", "\x1b[31m", "\u{202e}", "\x07"] {
        assert!(!raw.contains(harm), "{harm:?}");
    }
}

#[test]
fn another_size_is_another_layout() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "d");
    terminal.wait_for("Question 2 of 6");
    for (columns, rows) in [(60, 20), (200, 50), (20, 6), (80, 24)] {
        terminal.resize(columns, rows);
        // The prompt breaks where the width says so.
        terminal.wait_until("a new layout", |screen| {
            screen.lines().all(|line| line.chars().count() <= usize::from(columns))
                && screen.contains("Question 2 of 6")
        });
    }
    terminal.wait_for("Up to 1 in 100");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
}

#[test]
fn simple_terminals_get_line_by_line_without_being_asked() {
    for (term, more) in [("dumb", &[][..]), ("xterm-256color", &["--plain"][..])] {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(&Setup { term, rows: 50, ..setup(folder.path(), more) });
        terminal.wait_for("Begin");
        terminal.send("\n");
        let typed = ["d", "5,1 %", "back", "", "4", "a", "8 per 1,000", "1.6x"];
        let asked = [1, 2, 3, 2, 3, 4, 5, 6];
        for (line, question) in typed.into_iter().zip(asked) {
            terminal.wait_until("the question", |screen| {
                let last = screen.rfind("Question ").map(|at| &screen[at..]);
                last.is_some_and(|last| last.starts_with(&format!("Question {question} of 6")))
                    && screen.trim_end().ends_with('>')
            });
            terminal.send(&format!("{line}\n"));
            if line.is_empty() {
                // The former figure is opened, and kept.
                terminal.wait_for("Enter keeps: 5.1.");
                terminal.send("\n");
            }
        }
        terminal.wait_for("Every question has an answer.");
        terminal.send("\n");
        terminal.wait_for("Print the report");
        terminal.send("\n");
        assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
        assert!(!terminal.raw().contains(&0x1b), "{}", terminal.screen());
        let report = report(folder.path());
        assert!(report.contains("LEVEL 2 of 5: REACTIVE"), "{report}");
        assert!(drafts(folder.path()).is_empty());
    }
}

#[test]
fn ctrl_c_line_by_line_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &["--plain"]);
    terminal.wait_for("Begin");
    terminal.send("\n");
    terminal.wait_for("Question 1 of 6");
    terminal.send("d\n");
    terminal.wait_for("Question 2 of 6");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert!(terminal.screen().contains("what was answered is kept"), "{}", terminal.screen());
    let mut terminal = assess(folder.path(), &["--plain"]);
    terminal.wait_for("1 of 6 answered");
    terminal.send("a\n");
    terminal.wait_for("Question 2 of 6");
    terminal.send("quit\n");
    assert_eq!(terminal.finish(), Some(130));
}
