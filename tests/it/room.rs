use crate::faces::{FIELD, PROJECTED, face, flowing, interview, press, said, shown, text};
use crate::program::{run_first as run, run_first_in as run_in};
use crate::terminal::{Setup, Signal, Terminal};
use oms_maturity::domain::{Date, GivenAnswers};
use oms_maturity::interview::full::{Full, Key};
use oms_maturity::interview::layout::Size;
use oms_maturity::interview::page::{Field, Page};
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Interview, KeptDraft, Settings};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::Path;

const DOWN: &str = "\x1b[B";
const F4: &str = "\x1bOS";

fn start(folder: &Path, arguments: &[&str]) -> Terminal {
    let arguments = [&["assess", "--today", "2026-06-30"], arguments].concat();
    let stdout = Some(folder.join("report"));
    Terminal::start(&Setup { stdout, ..Setup::new(folder, &arguments) })
}

/// Starts, and names the operation.
fn begun(folder: &Path, arguments: &[&str]) -> Terminal {
    let mut terminal = start(folder, arguments);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop");
    terminal.wait_for("> Shop");
    terminal.send("\r");
    terminal.wait_for("Question 1 of 6");
    terminal
}

/// Answers six questions, and saves the result.
fn answer_all(terminal: &mut Terminal) {
    for (place, letter) in "dcdadd".chars().enumerate() {
        terminal.wait_for(&format!("Question {} of 6", place + 1));
        terminal.send(&letter.to_string());
    }
    terminal.wait_for("Every question has an answer.");
    terminal.send("r");
    terminal.wait_for("LEVEL 2 of 5");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
}

/// Goes on with the draft that is offered.
fn go_on(terminal: &mut Terminal) {
    terminal.wait_for("Go on with");
    let screen = terminal.screen();
    let row = screen.lines().find(|line| line.contains("Go on with")).unwrap();
    terminal.send(row.split_whitespace().find(|word| *word != ">").unwrap());
}

/// An interview that nobody has told anything yet.
fn untold() -> Interview<'static> {
    let setting =
        Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain: false };
    let date = Date::parse("2026-06-30").unwrap();
    let given = GivenAnswers::empty(String::new(), date);
    Interview::new(setting, given, Vec::new()).on_day(date)
}

#[test]
fn the_lines_of_a_paste_are_one_text_where_the_terminal_does_not_mark_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), &[]);
    terminal.wait_for("Which operation is judged?");
    terminal.send(DOWN);
    terminal.send("c");
    terminal.wait_for("Who answers? A role will do");
    terminal.send("Ada Lovelace\rbanner team\nHead of ops\tEU\r");
    terminal.wait_for("> Ada Lovelace banner team Head of ops EU");
    terminal.wait_for("Enter accept");
    // A typed Enter takes it.
    terminal.send("\r");
    terminal.wait_for("Who answers                 Ada Lovelace banner team");
    terminal.wait_for("Day described               2026-06-30");
}

#[test]
fn the_line_end_of_a_text_is_not_the_enter_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), &[]);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop, all channels\n");
    terminal.wait_for("> Shop, all channels");
    terminal.send(", EU");
    terminal.wait_for("> Shop, all channels, EU");
    terminal.send("\r");
    terminal.wait_for("Question 1 of 6");
}

#[test]
fn a_line_that_is_typed_at_once_and_ends_with_enter_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), &[]);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop, all channels\r");
    terminal.wait_for("Question 1 of 6");
    // Keys that come at once without a field are keys; a key held down is one each time.
    terminal.send("dcd");
    terminal.wait_for("Question 4 of 6");
    terminal.send("\x1b[D\x1b[D\x1b[D");
    terminal.wait_for("Question 1 of 6");
}

#[test]
fn a_text_pasted_outside_a_field_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &[]);
    terminal.send("banner team\rHead of ops\r");
    terminal.wait_for("Open a field first; then paste into it.");
    terminal.wait_for("Question 1 of 6");
    terminal.send(F4);
    terminal.wait_for("6 questions are open");
}

/// Each line alone would be an answer.
#[test]
fn lines_that_could_be_answers_are_no_answers_when_they_come_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &[]);
    terminal.send("a\rb\rc\r");
    terminal.wait_for("Open a field first; then paste into it.");
    terminal.wait_for("Question 1 of 6");
    // Lines of figures wait in the field of the figure for whoever looks at them.
    terminal.send("5\r8\r3\r");
    terminal.wait_for("The figure > 5 8 3");
    terminal.wait_for("Question 1 of 6");
    terminal.send("\x1b");
    terminal.wait_until("the field is closed", |screen| !screen.contains("The figure >"));
    terminal.send(F4);
    terminal.wait_for("6 questions are open");
}

#[test]
fn ctrl_z_gives_the_terminal_back_to_the_shell_and_fg_takes_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let shell = Some("export PS1='sh> ' ENV=; exec sh -i;".to_owned());
    let mut terminal =
        Terminal::start(&Setup { shell_prefix: shell, ..Setup::shipped(folder.path(), &[]) });
    terminal.wait_for("sh> ");
    let program = env!("CARGO_BIN_EXE_oms-maturity");
    let first = crate::of_first_edition(&[]).join(" ");
    terminal.send(&format!("{program} assess --today 2026-06-30 {first}\r"));
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop");
    terminal.wait_for("> Shop");
    terminal.send("\x1a");
    terminal
        .wait_until("the shell", |screen| !screen.contains("> Shop") && screen.contains("sh> "));
    terminal.send("echo on the $((1 + 1))nd screen\r");
    terminal.wait_for("on the 2nd screen");
    assert!(!terminal.altered().contains(&"alternate screen"), "{:?}", terminal.altered());
    // The half-typed name is safe as well.
    terminal.resize(100, 30);
    terminal.send("fg\r");
    terminal.wait_for("Which operation is judged? > Shop");
    terminal.wait_until("the bottom", |screen| {
        screen.lines().last().is_some_and(|line| line.contains("Enter begin"))
    });
    terminal.send(" 2\r");
    terminal.wait_for("Question 1 of 6");
    terminal.send("d");
    terminal.wait_for("Question 2 of 6");
    terminal.send("\x03");
    terminal.wait_for("what was answered is kept");
}

#[test]
fn a_stop_from_outside_restores_the_terminal_and_going_on_takes_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &[]);
    terminal.send("d");
    terminal.wait_for("Question 2 of 6");
    terminal.signal(Signal::TSTP);
    terminal.wait_until("the older screen", |screen| !screen.contains("Question 2 of 6"));
    terminal.screen();
    assert_eq!(terminal.altered(), [""; 0]);
    terminal.resize(60, 20);
    terminal.signal(Signal::CONT);
    terminal.wait_for("Question 2 of 6");
    assert!(terminal.altered().contains(&"alternate screen"));
    terminal.send("c");
    terminal.wait_for("Question 3 of 6");
    // Nobody is told of this one before.
    terminal.signal(Signal::STOP);
    terminal.resize(80, 24);
    terminal.signal(Signal::CONT);
    let first = "Think of the last five changes to the handling of orders that the business";
    terminal.wait_for(first);
    terminal.send("d");
    terminal.wait_for("Question 4 of 6");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(terminal.altered(), [""; 0]);
}

#[test]
fn without_a_shell_ctrl_z_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &[]);
    terminal.send("\x1a");
    terminal.wait_for("There is no shell to go back to");
    terminal.send("d");
    terminal.wait_for("Question 2 of 6");
}

#[test]
fn nothing_is_judged_before_it_has_a_name() {
    let mut face = Full::new(untold(), PROJECTED, false);
    assert_eq!(face.interview.open_field(), Some(Field::Scope));
    let last = |face: &Full<'_>| text(&face.screen()).lines().last().unwrap().trim().to_owned();
    assert!(last(&face).starts_with("Enter begin"), "{}", last(&face));
    for keys in ["\n", "<\n", "<>", "<@", "   \n"] {
        press(&mut face, keys);
        assert_eq!(face.interview.page(), Page::Start, "{keys:?}");
        assert_eq!(face.interview.open_field(), Some(Field::Scope), "{keys:?}");
        assert!(shown(&face).contains("Name the operation that is judged"), "{}", shown(&face));
    }
    face.key(&Key::Control('u'));
    press(&mut face, "Shop\ndcdadd\n");
    assert_eq!(face.interview.page(), Page::Result);
    assert_eq!(face.interview.given().scope, "Shop");
}

/// There is no former name that Esc could go back to.
#[test]
fn a_name_that_is_being_typed_is_not_thrown_away_by_esc() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), &[]);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop");
    terminal.wait_for("> Shop");
    terminal.send("\x1b");
    terminal.wait_for("Operation that is judged    Shop");
    terminal.wait_for("Enter choose");
}

#[test]
fn a_list_says_how_much_of_it_is_out_of_sight() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &[]);
    terminal.send("\x1b");
    terminal.wait_for("Goal and labels");
    terminal.send("e");
    terminal.wait_for("Likely scenarios");
    terminal.send("b");
    terminal.wait_for("(more: 13 lines below)");
    terminal.send("\x1b[F");
    terminal.wait_for("(more: 13 lines above)");
}

#[test]
fn the_fields_of_the_start_are_one_arrow_apart() {
    let mut face = Full::new(untold(), PROJECTED, false);
    press(&mut face, "Shop↓\n");
    face.key(&Key::Control('u'));
    press(&mut face, "2026-06-01↓\nCOO\t");
    let given = face.interview.given();
    assert_eq!((given.scope.as_str(), given.date.to_string().as_str()), ("Shop", "2026-06-01"));
    assert_eq!(given.respondent.as_deref(), Some("COO"));
    assert_eq!(face.interview.page(), Page::Start);
}

#[test]
fn no_report_is_called_as_the_folder_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &["--save", "a.yaml"]);
    answer_all(&mut terminal);
    let saved = fs::read_to_string(folder.path().join("a.yaml")).unwrap();
    assert!(saved.starts_with("scope: Shop\n"), "{saved}");
}

#[test]
fn what_init_wrote_is_asked_for_scope_and_day_included() {
    let folder = tempfile::tempdir().unwrap();
    let init = run_in(folder.path(), &["init", "--output", "a.yaml"], "");
    assert_eq!(init.code, Some(0), "{}", init.stderr);
    let path = folder.path().join("a.yaml");
    let form = fs::read_to_string(&path).unwrap();
    let undated: String =
        form.lines().filter(|l| !l.starts_with("date")).collect::<Vec<_>>().join("\n");
    for form in [form, undated, "scope: ''\nanswers:\n".to_owned(), "scope: X\nanswers: {}".into()]
    {
        fs::File::create(&path).unwrap().write_all(form.as_bytes()).unwrap();
        // Without being asked, it is refused.
        let refused = run_in(folder.path(), &["assess", "a.yaml"], "");
        assert_eq!(refused.code, Some(2), "{}", refused.stdout);
        let mut terminal = start(folder.path(), &["a.yaml", "--ask", "--save", "a.yaml"]);
        if form.starts_with("scope: X") {
            terminal.wait_for("Begin");
            terminal.wait_for("Operation that is judged    X");
            terminal.send("\r");
        } else {
            terminal.wait_for("Which operation is judged?");
            terminal.send("Shop\r");
        }
        answer_all(&mut terminal);
        let saved = fs::read_to_string(&path).unwrap();
        assert!(saved.contains("scope: ") && saved.contains("cost_to_serve: total"), "{saved}");
        assert_eq!(run_in(folder.path(), &["assess", "a.yaml"], "").code, Some(0));
    }
}

#[test]
fn target_scenarios_and_labels_are_asked_kept_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), &["--save", "a.yaml"]);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop");
    terminal.wait_for("> Shop");
    terminal.send(DOWN);
    terminal.wait_for("Operation that is judged: Shop.");
    terminal.send("e");
    terminal.wait_for("Level to reach    none named");
    terminal.send("a");
    terminal.wait_for("Level to reach, 1 to 5; empty for none");
    terminal.send("6\r");
    terminal.wait_for("Type a level from 1 to 5");
    terminal.send("\x154\r");
    terminal.wait_for("Level to reach    4");
    terminal.send("b");
    terminal.wait_for("SN05  Main carrier stops collecting");
    terminal.send("5\r");
    terminal.wait_for("Ticked: SN05");
    terminal.wait_for(">* 5  SN05");
    terminal.send("1\r");
    terminal.wait_for("Ticked: SN01");
    terminal.send("\x1b");
    terminal.wait_for("Likely scenarios  2 ticked");
    terminal.send("c");
    terminal.wait_for("Add a label");
    terminal.send("a");
    terminal.wait_for("Label, such as `country: DE` >");
    terminal.send("DE\r");
    terminal.wait_for("Type a name, a colon and the text");
    terminal.send("\x15Country: DE\r");
    terminal.wait_for("Take away country  DE");
    // A draft keeps them.
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let mut terminal = start(folder.path(), &["--save", "a.yaml"]);
    go_on(&mut terminal);
    terminal.wait_for("Take away country  DE");
    terminal.send("\x1b");
    terminal.wait_for("Labels            country: DE");
    terminal.send("\x1b");
    terminal.wait_for("level 4; scenarios: 2 ticked; country: DE");
    terminal.send("\x1b[H\r");
    answer_all(&mut terminal);
    let saved = fs::read_to_string(folder.path().join("a.yaml")).unwrap();
    for line in ["scenarios: [SN01, SN05]\n", "tags: {country: DE}\n", "target: {level: 4}\n"] {
        assert!(saved.contains(line), "{line}: {saved}");
    }
}

#[test]
fn goal_and_labels_are_asked_line_by_line_as_well() {
    let mut plain = Plain::new(untold(), 80);
    let mut said = plain.say();
    for line in [
        "back",
        "e",
        "a",
        "5",
        "b",
        "sn07",
        "2",
        "on",
        "c",
        "a",
        "brand: Vane",
        "a",
        "country: DE",
        "b",
        "on",
        "on",
        "a",
        "Shop",
    ] {
        said += &plain.take(line);
        said += &plain.say();
    }
    let given = plain.interview.given();
    assert_eq!(given.target.as_ref().and_then(|target| target.level), Some(5), "{said}");
    assert_eq!(given.scenarios, ["SN02", "SN07"], "{said}");
    let tags: Vec<_> = given.tags.iter().collect();
    assert_eq!(tags, [(&"country".to_owned(), &"DE".to_owned())], "{said}");
    assert_eq!(plain.interview.page(), Page::Question(0), "{said}");
}

#[test]
fn the_file_to_fill_in_names_goal_scenarios_and_labels() {
    let folder = tempfile::tempdir().unwrap();
    let form = run_in(folder.path(), &["init"], "").stdout;
    for key in ["# target: ", "# scenarios: ", "# tags: "] {
        assert!(form.contains(key), "{key}: {form}");
    }
}

#[test]
fn no_file_has_a_day_or_a_part_of_one_counted_as_months() {
    let answers = |figure: &str| {
        format!("{{scope: Shop, date: 2026-06-30, answers: {{rules_age: {{value: {figure}}}}}}}")
    };
    for (figure, instead) in
        [("20260120", "on: 2026-01-20"), ("202601", "on: YYYY-MM-DD"), ("2026", "on: YYYY-MM-DD")]
    {
        let ran = run(&["assess", "-"], &answers(figure));
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{figure}");
        assert!(ran.stderr.contains("and an age belongs here"), "{}", ran.stderr);
        assert!(ran.stderr.contains(instead), "{}", ran.stderr);
    }
    for figure in ["24", "240", "1200", "2200", "202613", "19.5"] {
        assert_eq!(run(&["assess", "-"], &answers(figure)).code, Some(0), "{figure}");
    }
}

#[test]
fn a_day_is_taken_for_a_day_and_never_for_months() {
    for (typed, answered) in [
        ("20260120", "On(2026-01-20)"),
        ("2026.01.20", "On(2026-01-20)"),
        ("20.1.2026", "On(2026-01-20)"),
        ("20 Jan 2026", "On(2026-01-20)"),
        ("2 years ago", "24"),
    ] {
        let mut face = face(PROJECTED, false);
        press(&mut face, &format!("\n{typed}\n"));
        let said = said(&face.interview).concat();
        let screen = shown(&face);
        let value = answered.trim_start_matches("On(").trim_end_matches(')');
        assert!(
            screen.contains(&format!("Rules age: on {value}")) || said.contains("24"),
            "{screen}"
        );
        assert_eq!(said.contains("On("), answered.starts_with("On("), "{typed}: {said}");
    }
    for typed in ["20.1.26", "1/2/2026", "2026", "2026-01", "20012026", "20261301"] {
        let mut face = face(PROJECTED, false);
        press(&mut face, &format!("\n{typed}\n"));
        assert!(said(&face.interview).is_empty(), "{typed}");
        assert!(shown(&face).contains("as 2026-06-30 (YYYY-MM-DD)"), "{typed}: {}", shown(&face));
    }
    let mut plain = Plain::new(interview(true), 80);
    for typed in ["January 2026", "last spring", "20 Jan 26"] {
        plain.take("");
        let _ = plain.take(typed);
        let why = plain.say();
        assert!(why.contains("2026-0"), "{typed}: {why}");
        assert!(said(&plain.interview).is_empty(), "{typed}");
    }
}

#[test]
fn evidence_and_answers_are_of_no_day_to_come() {
    let given = GivenAnswers::empty("Shop".to_owned(), Date::parse("2026-06-30").unwrap());
    let setting =
        Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain: false };
    let interview = Interview::new(setting, given, Vec::new());
    let mut face =
        Full::new(interview.on_day(Date::parse("2026-06-30").unwrap()), PROJECTED, false);
    press(&mut face, "\nb\tg31.12.2027\n");
    assert!(shown(&face).contains("2027-12-31 is after 2026-06-30, the day described"));
    assert_eq!(face.interview.given().answers["rules_age"].as_of, None);
    face.key(&Key::Control('u'));
    press(&mut face, "2026-06-20\n");
    assert!(face.interview.given().answers["rules_age"].as_of.is_some());
    // The day described can be moved neither before the evidence nor into the future.
    press(&mut face, "<@gb");
    for (day, why) in [
        ("2026-06-10", "The evidence on Rules age is of 2026-06-20, after 2026-06-10."),
        ("2062-06-30", "2062-06-30 has not come yet"),
    ] {
        face.key(&Key::Control('u'));
        press(&mut face, &format!("{day}\n"));
        assert!(shown(&face).contains(why), "{why}: {}", shown(&face));
    }
    assert_eq!(face.interview.given().date.to_string(), "2026-06-30");
}

#[test]
fn months_say_when_they_are_past_the_mark() {
    let folder = tempfile::tempdir().unwrap();
    for (on, words, level) in [
        ("2025-12-30", "on 2025-12-30, 6 months ago", 4),
        ("2025-12-29", "on 2025-12-29, over 6 months ago", 3),
        ("2026-06-30", "on 2026-06-30, the day described", 5),
        ("2026-06-29", "on 2026-06-29, under 1 month ago", 5),
        ("2025-03-30", "on 2025-03-30, 15 months ago", 2),
    ] {
        let file = format!(
            "scope: Shop\ndate: 2026-06-30\nanswers: {{rules_age: {{on: {on}}}, overrides: {{level: 3}}, adaptability: {{level: 3}}, cost_to_serve: path, inventory_trust: {{level: 3}}, scalability: {{level: 3}}}}\n"
        );
        for form in ["table", "markdown", "csv"] {
            let ran = run_in(folder.path(), &["assess", "-", "--format", form], &file);
            let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            assert!(said.contains(words), "{form} {words}: {said}");
        }
        let json = run_in(folder.path(), &["assess", "-", "--format", "json"], &file).stdout;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["dimensions"][0]["level"], level, "{on}");
    }
}

#[test]
fn the_level_stands_before_the_text_on_any_screen() {
    for (columns, rows) in [(60, 20), (80, 24), (40, 12), (120, 40)] {
        for question in 1..=6 {
            let mut face = face(Size { columns, rows }, false);
            press(&mut face, &format!("\ndcdadd\na{question}"));
            if face.interview.open_field() == Some(Field::Number) {
                press(&mut face, "\n");
            }
            let letters = face.interview.rows().len();
            for place in 0..letters {
                press(&mut face, "↓");
                let screen = text(&face.screen());
                let row = screen
                    .lines()
                    .find(|line| line.trim().starts_with('>'))
                    .unwrap_or_else(|| panic!("{screen}"));
                let row = row.trim().trim_start_matches(['>', '*', ' ']);
                if row.starts_with(|mark: char| ('a'..='e').contains(&mark)) {
                    let mut words = row.split_whitespace().skip(1);
                    assert_eq!(words.next(), Some("level"), "{place}: {screen}");
                    let number = words.next().unwrap_or_default();
                    assert!(number.ends_with(':') && number.len() == 2, "{screen}");
                }
            }
        }
    }
}

#[test]
fn one_name_is_one_thing() {
    let folder = tempfile::tempdir().unwrap();
    let file = "scope: Shop\ndate: 2026-06-30\nanswers: {overrides: {level: 3}, adaptability: {level: 3}, cost_to_serve: path, inventory_trust: {level: 3}, scalability: {level: 3}}\n";
    for form in ["table", "markdown", "html"] {
        let report = run_in(folder.path(), &["assess", "-", "--format", form], file).stdout;
        let headings = report.lines().filter(|l| l.to_lowercase().contains("what if"));
        assert_eq!(headings.count(), 0, "{form}");
    }
    let mut face = face(PROJECTED, false);
    press(&mut face, "\ndcdadd\n");
    assert!(shown(&face).contains("a what if"), "{}", shown(&face));
    press(&mut face, "a");
    assert!(shown(&face).starts_with("What if"), "{}", shown(&face));
}

#[test]
fn back_in_lines_leaves_the_figure_and_not_the_question() {
    let mut plain = Plain::new(interview(true), 80);
    plain.take("");
    plain.say();
    plain.take("12 months");
    assert!(flowing(&plain.say()).contains("Enter takes it, `back` leaves it."));
    plain.take("back");
    assert_eq!(plain.interview.page(), Page::Question(0));
    assert!(plain.say().contains("still this one"));
    assert!(said(&plain.interview).is_empty());
    plain.take("back");
    assert_eq!(plain.interview.page(), Page::Start);
}

#[test]
fn a_draft_with_a_half_typed_figure_names_its_question() {
    let mut begun = face(PROJECTED, false);
    press(&mut begun, "\nd5,1%7");
    let offer = KeptDraft { draft: begun.interview.draft(), when: "today".to_owned() };
    let setting = Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain: true };
    let given = GivenAnswers::empty(String::new(), Date::parse("2026-06-30").unwrap());
    let mut plain = Plain::new(Interview::new(setting, given, vec![offer]), 80);
    plain.say();
    let mut rows = plain.interview.rows().into_iter();
    let mark = rows.find(|row| row.text.starts_with("Go on with")).unwrap().mark;
    plain.take(&mark);
    let said = plain.say();
    assert!(said.contains("Question 2 of 6: Overrides"), "{said}");
    assert!(said.contains("Enter keeps 5,1%7"), "{said}");
}

#[test]
fn back_from_the_result_leads_to_where_all_answers_were_opened() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nd@r");
    assert_eq!(face.interview.page(), Page::Result);
    press(&mut face, "<");
    assert_eq!(face.interview.page(), Page::Review);
    press(&mut face, "<");
    assert_eq!(face.interview.page(), Page::Question(1));
}

#[test]
fn what_can_be_chosen_stays_where_it_is_while_something_is_typed() {
    for place in 0..6 {
        let mut face = face(PROJECTED, false);
        press(&mut face, &format!("\n{}", ">".repeat(place)));
        let first = |face: &Full<'_>| {
            let screen = text(&face.screen());
            screen
                .lines()
                .position(|line| line.trim().trim_start_matches("> ").starts_with("a  "))
                .unwrap()
        };
        let before = first(&face);
        // A message, a field, a figure that is understood.
        for keys in ["z", "x", "why", "<5", "<"] {
            press(&mut face, keys);
            assert_eq!(first(&face), before, "question {place} after {keys:?}");
        }
    }
}

#[test]
fn a_letter_that_stands_for_nothing_opens_nothing() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n");
    for letter in ["z", "é", "k", "&"] {
        press(&mut face, letter);
        assert_eq!(face.interview.open_field(), None, "{letter}");
        assert!(shown(&face).contains("stands for nothing here: type the letter"), "{letter}");
    }
    for sign in ["5", ".", "-", "~", "<"] {
        face.key(&Key::Char(sign.chars().next().unwrap()));
        assert_eq!(face.interview.open_field(), Some(Field::Figure), "{sign}");
        face.key(&Key::Esc);
    }
}

#[test]
fn what_is_typed_stands_below_what_it_answers() {
    let mut face = face(Size { columns: 120, rows: 40 }, true);
    press(&mut face, "\n5");
    let screen = text(&face.screen());
    let lines: Vec<_> = screen.lines().map(str::trim).collect();
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    assert_eq!(at("The figure >"), at("x  Not applicable") + 2, "{screen}");
}

#[test]
fn further_reading_says_its_heading_once() {
    for keys in ["\n?", "\ndcdadd?"] {
        let mut face = face(PROJECTED, false);
        press(&mut face, keys);
        let title = if keys.len() > 2 { "Shop" } else { "Rules age" };
        let screen = text(&face.screen());
        let headings = screen.lines().filter(|line| line.trim().ends_with(title)).count();
        assert_eq!(headings, 1, "{screen}");
    }
}

#[test]
fn the_pages_of_evidence_are_all_laid_out_alike() {
    for place in 1..=6 {
        let mut face = face(PROJECTED, false);
        press(&mut face, &format!("\ndcdadd{place}\t"));
        assert!(text(&face.screen()).contains("Source: none"), "{}", text(&face.screen()));
    }
}

#[test]
fn a_result_for_a_room_shows_its_level_large() {
    let size = Size { columns: 120, rows: 40 };
    for (large, tall) in [(true, true), (false, false)] {
        let mut face = face(size, large);
        press(&mut face, "\ndcdadd\n");
        let screen = text(&face.screen());
        let figure = ["██████", "██", "██████", "██", "██████"];
        let lines: Vec<_> = screen.lines().map(str::trim).skip(1).take(5).collect();
        assert_eq!(lines == figure, tall, "{screen}");
        let lines: Vec<_> = screen.lines().map(str::trim).collect();
        let bar = lines.iter().position(|line| line.starts_with("Overrides")).unwrap();
        assert_eq!(lines[bar - 1].is_empty(), tall, "{screen}");
    }
}

#[test]
fn a_level_that_was_claimed_stays_so_where_its_option_is_chosen_again() {
    let sheet = FIELD.sheet("answers: {rules_age: {level: 4, evidence: report, source: board}}");
    let setting =
        Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain: false };
    let interview = Interview::new(setting, sheet.given().clone(), Vec::new());
    let mut face = Full::new(interview, PROJECTED, false);
    press(&mut face, "\nd");
    assert_eq!(face.interview.page(), Page::Question(1));
    assert_eq!(face.interview.given(), sheet.given());
}

#[test]
fn a_long_paste_of_many_lines_is_one_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = begun(folder.path(), &[]);
    terminal.send("x");
    terminal.wait_for("Why does it not apply?");
    terminal.send(&"a reason with words\r".repeat(150));
    terminal.wait_for("reason with words");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    let drafts = folder.path().join("state/oms-maturity/drafts");
    let mut drafts = fs::read_dir(drafts).unwrap().map(|entry| entry.unwrap().path());
    let draft = drafts.find(|path| path.to_string_lossy().ends_with(".draft.yaml")).unwrap();
    let text = fs::read_to_string(draft).unwrap();
    assert_eq!(text.matches("words").count(), 150, "{text}");
    assert!(text.contains("answers: {}"), "{text}");
}

proptest! {
    #[test]
    fn what_comes_at_once_in_a_field_stays_in_it(
        first in "[a-z ]{1,20}",
        rest in proptest::collection::vec("[\r\n]{1,2}[a-z0-9 ?\t]{0,10}[a-z]", 1..5),
        end in "[\r\n]{0,2}",
    ) {
        let mut face = face(PROJECTED, false);
        press(&mut face, "\nx");
        face.typed(&format!("{first}{}{end}", rest.concat()));
        prop_assert_eq!(face.interview.open_field(), Some(Field::Reason));
        prop_assert!(said(&face.interview).is_empty());
    }

    #[test]
    fn whatever_comes_at_once_breaks_no_screen(texts in proptest::collection::vec(any::<String>(), 0..8)) {
        let mut face = Full::new(untold(), PROJECTED, false);
        for text in &texts {
            face.typed(text);
            let screen = face.screen();
            prop_assert!(screen.lines.len() <= 24);
        }
    }
}
