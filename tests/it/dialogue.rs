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
    terminal.wait_for("Which operation is judged?");
    terminal.send("Kestrel Co");
    terminal.wait_for("> Kestrel Co");
    terminal.send("\r");
    for (place, letter) in letters.chars().enumerate() {
        terminal.wait_for(&format!("Question {} of 6", place + 1));
        terminal.send(&letter.to_string());
    }
}

/// Leaves the result, saved or not, and reads the report.
fn finish(mut terminal: Terminal, folder: &Path, saved: bool) -> String {
    terminal.wait_for("f finish   a what if");
    terminal.send("f");
    if !saved {
        terminal.wait_for("in no file");
        terminal.send("f");
    }
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    assert_eq!(terminal.altered(), [""; 0]);
    assert_eq!(drafts(folder).is_empty(), saved, "a draft goes once its answers are in a file");
    report(folder)
}

#[test]
fn eight_keys_lead_to_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &["--format", "json"]);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Kestrel Co");
    terminal.wait_for("> Kestrel Co");
    terminal.send("\r");
    for letter in ["d", "c", "d", "a", "d", "d"] {
        terminal.send(letter);
    }
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("LEVEL 2 of 5: REACTIVE");
    let report = finish(terminal, folder.path(), false);
    assert!(report.starts_with('{') && report.contains("\"exact\": \"10/3\""), "{report}");
}

/// What is shipped: symptoms first, six questions, and the follow-ups of everybody behind them.
#[test]
fn the_second_edition_takes_sixteen_keys() {
    let folder = tempfile::tempdir().unwrap();
    let save = folder.path().join("answers.yaml");
    let arguments = ["assess", "--today", "2026-06-30", "--save", save.to_str().unwrap()];
    let report = Some(folder.path().join("report"));
    let mut terminal =
        Terminal::start(&Setup { stdout: report, ..Setup::shipped(folder.path(), &arguments) });
    terminal.wait_for("Which operation is judged?");
    terminal.send("Kestrel Co");
    terminal.wait_for("> Kestrel Co");
    terminal.send("\r");
    terminal.wait_for("Which of these do you recognise?");
    terminal.send("\r");
    for (place, letter) in "dcdadd".chars().enumerate() {
        terminal.wait_for(&format!("Question {} of 6", place + 1));
        terminal.send(&letter.to_string());
    }
    for title in [
        "Change since the review",
        "Changes taken back",
        "Rerouting after a drop-out",
        "Error of the cost forecast",
        "Cost against a year ago",
        "Share of stock on offer",
        "Room at the peak",
    ] {
        terminal.wait_for(&format!("Guard-rail   {title}"));
        terminal.send("\r");
    }
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("LEVEL 2 of 5: REACTIVE");
    let report = finish(terminal, folder.path(), true);
    assert!(report.contains("One answer off by one level would make it 2 to 3."), "{report}");
    let saved = fs::read_to_string(save).unwrap();
    assert!(saved.contains("edition: 2\n") && saved.contains("cost_to_serve: total"), "{saved}");
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
    finish(terminal, folder.path(), true);
    let expected = "\
scope: Kestrel Co
date: 2026-06-30
answers:
  rules_age: up_to_6_months
  overrides: up_to_3_percent
  adaptability: up_to_7_days
  scalability: {value: 1.6}
";
    assert_eq!(fs::read_to_string(&save).unwrap(), expected);
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
        terminal.wait_for("left on 2");
        terminal.send("b");
        for (place, letter) in "dcdadd".chars().enumerate().skip(answered) {
            terminal.wait_for(&format!("Question {} of 6", place + 1));
            terminal.send(&letter.to_string());
        }
        terminal.wait_for("Every question has an answer.");
        terminal.send("\r");
        let report = finish(terminal, folder.path(), false);
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
    terminal.send("b");
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
    terminal.send("b");
    terminal.wait_for("Question 3 of 6");
    terminal.send("d");
    terminal.wait_for("Question 4 of 6");
    terminal.wait_for("not safe on disk");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert!(!terminal.screen().contains("is kept"), "{}", terminal.screen());
    assert_eq!(drafts(folder.path()).len(), 1);
    assert_eq!(fs::read_to_string(&drafts(folder.path())[0]).unwrap(), before);
}

#[test]
fn a_disk_that_is_full_in_the_end_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--save", "team.yaml"];
    let full = Some("trap '' XFSZ; ulimit -f 0;".to_owned());
    let stdout = Some(PathBuf::from("/dev/null"));
    let setup = Setup { shell_prefix: full, stdout, ..setup(folder.path(), &arguments) };
    let mut terminal = Terminal::start(&setup);
    answer(&mut terminal, "dcdadd");
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("f finish");
    terminal.send("f");
    terminal.wait_for("cannot write team.yaml");
    terminal.wait_for("b saves the answers elsewhere");
    // A device takes what the disk does not.
    terminal.send("f");
    terminal.wait_for("in no file");
    terminal.send("b\x15/dev/null.yaml\r");
    terminal.wait_for("cannot write /dev/null.yaml");
    terminal.send("f");
    terminal.wait_for("in no file");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0));
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
    terminal.send("a");
    answer(&mut terminal, "aaaaaa");
    terminal.wait_for("Every question has an answer.");
    terminal.wait_until("three drafts", |_| drafts(folder.path()).len() == 3);
    terminal.send("\r");
    terminal.wait_for("f finish");
    terminal.send("bmine.yaml\r");
    terminal.wait_for("Saved to mine.yaml.");
    terminal.send("f");
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
    terminal.wait_for("Throw it away");
    terminal.send("c");
    terminal.wait_for("Throw it away for good?");
    terminal.send("c\r");
    terminal.wait_for("Go on where it stopped?");
    assert_eq!(drafts(folder.path()).len(), 1);
    terminal.send("c");
    terminal.wait_for("Throw it away for good?");
    terminal.send("y");
    terminal.wait_for("Begin");
    assert!(drafts(folder.path()).is_empty());
}

#[test]
fn two_sessions_for_one_file_know_of_each_other_and_overwrite_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--save", "team.yaml"];
    let mut one = assess(folder.path(), &arguments);
    answer(&mut one, "dc");
    one.wait_for("Overrides: ");
    let mut other = assess(folder.path(), &arguments);
    other.wait_for("Another session is answering into the same file just now.");
    answer(&mut other, "e");
    other.wait_for("Rules age: Up to 3 months old");
    for terminal in [&mut one, &mut other] {
        terminal.send(F4);
        terminal.wait_for("questions are open");
        terminal.send("r");
    }
    finish(one, folder.path(), true);
    other.wait_for("f finish");
    other.send("f");
    // The file is there now, and nobody said --force: another one will do.
    other.wait_for("team.yaml exists already. b saves the answers elsewhere.");
    other.send("bother.yaml\r");
    other.wait_for("Saved to other.yaml.");
    other.send("f");
    assert_eq!(other.finish(), Some(0));
    assert!(beside(folder.path()).is_empty());
    let saved = fs::read_to_string(folder.path().join("other.yaml")).unwrap();
    assert!(saved.contains("up_to_3_months"), "{saved}");
    let saved = fs::read_to_string(folder.path().join("team.yaml")).unwrap();
    assert!(saved.contains("up_to_8_percent"), "{saved}");
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
    terminal.wait_for("The level rises from 2 to 3, Controlled.");
    terminal.wait_for("Cost-to-serve moves from 1 to 2.");
    terminal.send("\r");
    let report = finish(terminal, folder.path(), true);
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
    terminal.wait_for("b save");
    terminal.send("b");
    terminal.wait_for("> answers.yaml");
    terminal.send("\r");
    terminal.wait_for("Saved to answers.yaml.");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0));
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
    // What nobody knew is asked again; Enter leaves it so.
    terminal.wait_for("Question 3 of 6");
    terminal.wait_for(">* u  Unknown");
    terminal.send("\r");
    terminal.wait_for("Question 4 of 6");
    terminal.send("b");
    terminal.wait_for("Question 5 of 6");
    terminal.send("b");
    terminal.wait_for("Every question was asked; one answer is not known.");
    terminal.send("\r");
    finish(terminal, folder.path(), true);
    let saved = fs::read_to_string(&file).unwrap();
    assert!(saved.contains("level: 4") && saved.contains("cost_to_serve: channel"), "{saved}");
}

#[test]
fn no_escape_sequence_and_no_hidden_character_is_ever_echoed() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
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
    // Where the prompt breaks says how wide the page is set.
    for (columns, rows, first) in [
        (60, 20, "For how many in every 100 orders accepted over four"),
        (
            200,
            50,
            "For how many in every 100 orders accepted over four normal weeks did a person change the",
        ),
        (20, 6, "For how many in"),
        (80, 24, "For how many in every 100 orders accepted over four normal weeks did a"),
    ] {
        terminal.resize(columns, rows);
        terminal.wait_until(first, |screen| screen.lines().any(|line| line.trim() == first));
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
        terminal.wait_for("Which operation is judged?");
        terminal.send("Shop\n");
        for (asked, line) in [
            ("Question 1 of 6", "d"),
            ("Question 2 of 6", "5,1 %"),
            ("5.1% of orders; that is c", ""),
            ("Question 3 of 6", "back"),
            (
                "or type a number from 0 to 100 (% of orders), also as `41 of 800`, 5.1% of orders \
              (chosen, or Enter)",
                "on",
            ),
            ("Question 3 of 6", "4"),
            ("4 calendar days; that is d", ""),
            ("Question 4 of 6", "a"),
            ("Question 5 of 6", "8 per 1,000"),
            ("8 per 1,000 confirmed orders; that is d", ""),
            ("Question 6 of 6", "1.6x"),
            ("1.6 x the forecast peak hour; that is d", ""),
            ("Every question has an answer.", ""),
            ("LEVEL 2 of 5: REACTIVE", "f"),
            ("in no file", "f"),
        ] {
            terminal.wait_until(asked, |screen| {
                // Only what was said since the last line counts.
                let lines: Vec<_> = screen.trim_end().lines().collect();
                let last = lines.iter().rposition(|line| line.starts_with("> ")).unwrap_or(0);
                let said = lines[last..].iter().flat_map(|line| line.split_whitespace());
                let said: Vec<_> = said.collect();
                said.last() == Some(&">") && said.join(" ").contains(asked)
            });
            terminal.send(&format!("{line}\n"));
        }
        assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
        assert!(!terminal.raw().contains(&0x1b), "{}", terminal.screen());
        let report = report(folder.path());
        assert!(report.contains("LEVEL 2 of 5: REACTIVE"), "{report}");
        assert!(!report.contains('█'), "{report}");
        assert_eq!(drafts(folder.path()).len(), 1, "the answers are in no file");
    }
}

#[test]
fn line_by_line_loses_nothing_either() {
    for kill in [false, true] {
        for answered in 1..=6 {
            let folder = tempfile::tempdir().unwrap();
            let mut terminal = assess(folder.path(), &["--plain"]);
            terminal.wait_for("Which operation is judged?");
            terminal.send("Shop\n");
            for (place, letter) in "dcdadd".chars().take(answered).enumerate() {
                terminal.wait_for(&format!("Question {} of 6", place + 1));
                terminal.send(&format!("{letter}\n"));
            }
            terminal.wait_for(&format!("{}: ", QUESTIONS[answered - 1]));
            terminal.wait_for(if answered == 6 { "Review" } else { QUESTIONS[answered] });
            if kill {
                terminal.signal(Signal::KILL);
                assert_eq!(terminal.finish(), None);
            } else {
                terminal.send("\x03");
                assert_eq!(terminal.finish(), Some(130));
                assert!(terminal.screen().contains("what was answered is kept"));
            }
            assert!(!terminal.raw().contains(&0x1b), "{}", terminal.screen());
            let mut terminal = assess(folder.path(), &["--plain"]);
            terminal.wait_for(&format!("{answered} of 6 answered"));
            terminal.send("b\n");
            let next = format!("Question {} of 6", answered + 1);
            terminal.wait_for(if answered == 6 { "Review" } else { &next });
            terminal.send("quit\n");
            assert_eq!(terminal.finish(), Some(130));
        }
    }
}

/// Leaves a draft of two answers behind, about what `arguments` ask.
fn left_unfinished(folder: &Path, arguments: &[&str]) {
    let mut terminal = assess(folder, arguments);
    answer(&mut terminal, "dc");
    terminal.wait_for("Overrides: ");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
}

fn beside(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.to_string_lossy().ends_with(".draft.yaml")).collect()
}

#[test]
fn starting_afresh_leaves_the_older_draft_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--save", "team.yaml"];
    left_unfinished(folder.path(), &arguments);
    let older = beside(folder.path());
    assert_eq!(fs::metadata(&older[0]).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&older[0]).unwrap();
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("Start afresh");
    terminal.send("\r");
    answer(&mut terminal, "e");
    terminal.wait_until("a second draft", |_| beside(folder.path()).len() == 2);
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(fs::read_to_string(&older[0]).unwrap(), text);
}

#[test]
fn drafts_that_are_not_offered_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--save", "team.yaml"];
    left_unfinished(folder.path(), &arguments);
    let draft = beside(folder.path()).remove(0);
    for place in 1..6 {
        let name = format!(".team.yaml-older{place}.draft.yaml");
        fs::copy(&draft, folder.path().join(name)).unwrap();
    }
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("Older drafts, which `oms-maturity drafts` lists: 2.");
}

#[test]
fn a_draft_that_cannot_be_read_is_named_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join(".team.yaml-broken.draft.yaml");
    File::create(&broken).unwrap().write_all(b"given: [").unwrap();
    let mut terminal = assess(folder.path(), &["--save", "team.yaml"]);
    terminal.wait_for("A draft cannot be read, and is left as it is;");
    answer(&mut terminal, "e");
    terminal.wait_until("a second draft", |_| beside(folder.path()).len() == 2);
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(fs::read(&broken).unwrap(), b"given: [");
}

#[test]
fn a_draft_about_a_file_is_offered_for_that_file_and_says_if_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("half.yaml");
    let text = "scope: Shop\ndate: 2026-06-30\nanswers: {overrides: {level: 2}}\n";
    File::create(&file).unwrap().write_all(text.as_bytes()).unwrap();
    let arguments = ["half.yaml", "--ask", "--save", "half.yaml"];
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("Question 1 of 6");
    terminal.send("d");
    terminal.wait_for("Question 3 of 6");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let mut terminal = assess(folder.path(), &["--save", "half.yaml", "--force"]);
    terminal.wait_for("Begin");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    File::create(&file)
        .unwrap()
        .write_all(text.replace("{level: 2}", "{value: 1}").as_bytes())
        .unwrap();
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("before the file changed");
    terminal.send("b");
    terminal.wait_for("Question 3 of 6");
    terminal.send("d\x03");
    assert_eq!(terminal.finish(), Some(130));
    // Whoever went on with it has still not seen what changed.
    let mut terminal = assess(folder.path(), &arguments);
    terminal.wait_for("before the file changed");
}

#[test]
fn a_draft_for_another_file_of_a_longer_name_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    left_unfinished(folder.path(), &["--save", "x.yaml-b.yaml"]);
    let mut terminal = assess(folder.path(), &["--save", "x.yaml"]);
    terminal.wait_for("Begin");
}

#[test]
fn a_long_paste_that_is_not_marked_as_one_arrives_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = assess(folder.path(), &[]);
    answer(&mut terminal, "d");
    terminal.wait_for("Question 2 of 6");
    terminal.send("x");
    terminal.wait_for("Why does it not apply?");
    terminal.send(&"word ".repeat(1200));
    terminal.wait_for("A text holds 4000 characters; the rest is cut.");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let text = fs::read_to_string(&drafts(folder.path())[0]).unwrap();
    assert_eq!(text.matches("word").count(), 800);
}

#[test]
fn the_folder_of_drafts_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    left_unfinished(folder.path(), &[]);
    let drafts = folder.path().join("state/oms-maturity/drafts");
    assert_eq!(fs::metadata(drafts).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn facts_are_asked_first_and_an_interview_put_aside_among_them_goes_on_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/facts");
    let [questions, rubric] = ["questions.yaml", "rubric.yaml"].map(|name| root.join(name));
    let flags = ["--questions", questions.to_str().unwrap(), "--rubric", rubric.to_str().unwrap()];
    let mut terminal = assess(folder.path(), &flags);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop");
    terminal.wait_for("> Shop");
    terminal.send("\r");
    terminal.wait_for("About the operation, 1 of 3");
    terminal.send("n");
    terminal.wait_for("About the operation, 2 of 2");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));

    let mut terminal = assess(folder.path(), &flags);
    terminal.wait_for("0 of 3 answered");
    terminal.send("b");
    terminal.wait_for("About the operation, 2 of 2");
    terminal.send("a");
    terminal.wait_for("Question 1 of 2");
    terminal.send("5");
    terminal.wait_for("5% of parcels");
    terminal.send("\r");
    terminal.wait_for("Question 2 of 2");
    terminal.send("u");
    terminal.wait_for("Returns desk");
    terminal.send("-");
    terminal.wait_for("Every question was asked");
    terminal.send("r");
    let report = finish(terminal, folder.path(), false);
    assert!(report.contains("LEVEL 3 of 4: FIRM"), "{report}");
    let listed = Setup {
        stdout: Some(folder.path().join("drafts")),
        ..Setup::new(folder.path(), &["drafts", flags[0], flags[1], flags[2], flags[3]])
    };
    assert_eq!(Terminal::start(&listed).finish(), Some(0));
    let listed = fs::read_to_string(folder.path().join("drafts")).unwrap();
    assert!(listed.contains("2 of 2 answered"), "{listed}");
}
