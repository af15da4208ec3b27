use super::Field;
use oms_maturity::domain::{Date, GivenAnswers};
use oms_maturity::interview::full::{Full, Key};
use oms_maturity::interview::layout::{Screen, Size};
use oms_maturity::interview::page::{Field as Place, Page};
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Interview, KeptDraft, Settings, State};
use oms_maturity::report::words::exhibits::exhibits;
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr;

pub(crate) static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

pub(crate) const PROJECTED: Size = Size { columns: 80, rows: 24 };

/// Asks the questions of an instrument, at a terminal.
fn interview_with(field: &Field) -> Interview<'_> {
    let setting =
        Settings { instrument: &field.instrument, actions: 5, saves: false, plain: false };
    let date = Date::parse("2026-06-30").unwrap();
    Interview::new(setting, GivenAnswers::empty("Shop".to_owned(), date), Vec::new())
}

pub(crate) fn interview(plain: bool) -> Interview<'static> {
    let setting = Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain };
    let date = Date::parse("2026-06-30").unwrap();
    Interview::new(setting, GivenAnswers::empty("Shop".to_owned(), date), Vec::new())
}

pub(crate) fn face(size: Size, large: bool) -> Full<'static> {
    Full::new(interview(false), size, large)
}

pub(crate) fn press(face: &mut Full<'_>, keys: &str) {
    for letter in keys.chars() {
        let key = match letter {
            '\n' => Key::Enter,
            '\t' => Key::Tab,
            '<' => Key::Esc,
            '>' => Key::Right,
            '↓' => Key::Down,
            '↑' => Key::Up,
            '#' => Key::Delete,
            '@' => Key::Function(4),
            letter => Key::Char(letter),
        };
        face.key(&key);
    }
}

pub(crate) fn text(screen: &Screen) -> String {
    let line = |line: &Vec<(_, String)>| line.iter().map(|(_, text)| text.as_str()).collect();
    screen.lines.iter().map(line).collect::<Vec<String>>().join("\n")
}

/// Returns the words of a text, whatever lines they stand on.
pub(crate) fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn shown(face: &Full<'_>) -> String {
    flowing(&text(&face.screen()))
}

/// Returns the option ids and figures that were answered, in the order of the questions.
pub(crate) fn said(interview: &Interview<'_>) -> Vec<String> {
    let questions = FIELD.instrument.questionnaire().questions.iter();
    let said = questions.filter_map(|question| interview.given().answers.get(&question.id));
    said.map(|answer| format!("{:?}", answer.value)).collect()
}

#[test]
fn six_known_options_take_eight_keys() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\ndcdcdd\n");
    assert_eq!(face.interview.page(), Page::Result);
    assert_eq!(said(&face.interview).len(), 6);
    let screen = shown(&face);
    assert!(screen.contains("LEVEL 3 of 5: CONTROLLED"), "{screen}");
}

#[test]
fn every_question_fits_one_screen_with_all_that_can_be_answered() {
    for large in [false, true] {
        let mut face = face(PROJECTED, large);
        press(&mut face, "\n");
        for (place, question) in FIELD.instrument.questionnaire().questions.iter().enumerate() {
            assert_eq!(face.interview.page(), Page::Question(place));
            let screen = shown(&face);
            assert!(screen.contains(&format!("Question {} of 6", place + 1)), "{screen}");
            assert!(screen.contains(&flowing(&question.prompt)), "{screen}");
            for option in &question.options {
                assert!(screen.contains(&flowing(&option.label)), "{}: {screen}", option.label);
            }
            for word in ["Unknown", "Not applicable", "? help", "F2 probes", "Esc back"] {
                assert!(screen.contains(word), "{word}: {screen}");
            }
            let first = question.help.split(". ").next().unwrap();
            let helped = screen.contains(&flowing(first));
            assert_eq!(helped, !large, "{}: {screen}", question.id);
            press(&mut face, ">");
        }
    }
}

#[test]
fn levels_and_names_stay_hidden_until_the_result() {
    let mut face = face(Size { columns: 100, rows: 60 }, false);
    let mut plain = Plain::new(interview(true), 80);
    let mut seen = shown(&face) + &plain.say();
    for key in "\na\t?<a@1\t?<<<3?<\n1.6\nxno\nuue@?".chars() {
        press(&mut face, &key.to_string());
        seen += &shown(&face);
    }
    let lines = [
        "", "a", "details", "help", "back", "b", "c", "review", "help", "1", "probes", "evidence",
        "a",
    ];
    for line in lines {
        seen += &plain.take(line);
        seen += &plain.say();
    }
    for level in &FIELD.instrument.rubric().levels {
        assert!(!seen.contains(&level.name), "{} was shown", level.name);
    }
    assert!(!seen.to_lowercase().contains("level "), "{seen}");
    assert!(!seen.contains("score"), "{seen}");
}

#[test]
fn each_guide_has_its_keys_and_its_word() {
    let question = &FIELD.instrument.questionnaire().questions[1];
    let guides = [
        (
            &[Key::Function(2), Key::Control('p')],
            "probes",
            "To get the room talking",
            &question.probes,
        ),
        (
            &[Key::Function(3), Key::Control('e')],
            "evidence",
            "Evidence to ask for",
            &exhibits(question),
        ),
        (&[Key::Function(1), Key::Char('?')], "help", "Overrides", &vec![question.help.clone()]),
    ];
    let tall = Size { columns: 100, rows: 60 };
    for (keys, word, title, items) in guides {
        let mut plain = Plain::new(interview(true), 80);
        let _ = (plain.take(""), plain.take("d"));
        let said = flowing(&plain.take(word));
        for key in keys {
            let mut face = face(tall, false);
            press(&mut face, "\nd");
            face.key(key);
            let screen = shown(&face);
            assert!(screen.contains(title) && said.contains(title), "{screen}\n{said}");
            for item in items {
                assert!(screen.contains(&flowing(item)), "{key:?}: {item}: {screen}");
                assert!(said.contains(&flowing(item)), "{word}: {item}: {said}");
            }
        }
    }
}

#[test]
fn the_help_names_every_option_in_full() {
    for (place, question) in FIELD.instrument.questionnaire().questions.iter().enumerate() {
        let mut face = face(Size { columns: 60, rows: 200 }, false);
        press(&mut face, &format!("\n{}?", ">".repeat(place)));
        let screen = shown(&face);
        for option in &question.options {
            assert!(screen.contains(&flowing(&option.label)), "{}: {screen}", option.label);
        }
    }
}

#[test]
fn the_start_says_what_counts_and_how_to_move() {
    let face = face(PROJECTED, false);
    let screen = shown(&face);
    for rule in &FIELD.instrument.questionnaire().counting_rules {
        assert!(screen.contains(&flowing(rule)), "{rule}: {screen}");
    }
    assert!(screen.contains("A letter chooses") && screen.contains("Esc goes back"), "{screen}");
}

#[test]
fn large_sets_what_can_be_chosen_apart_where_there_is_room() {
    for (size, large, apart) in [
        (Size { columns: 100, rows: 50 }, true, true),
        (Size { columns: 100, rows: 50 }, false, false),
    ] {
        let mut face = face(size, large);
        press(&mut face, "\n");
        let screen = text(&face.screen());
        let lines: Vec<_> = screen.lines().map(str::trim).collect();
        let first = lines.iter().position(|line| line.starts_with("a  ")).unwrap();
        assert_eq!(lines[first + 1].is_empty(), apart, "{screen}");
        assert!(lines[first + 1 + usize::from(apart)].starts_with("b  "), "{screen}");
    }
}

#[test]
fn control_r_and_backspace_are_ways_to_move_as_well() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nb");
    face.key(&Key::Control('r'));
    assert_eq!(face.interview.page(), Page::Review);
    face.key(&Key::Backspace);
    assert_eq!(face.interview.page(), Page::Question(1));
}

#[test]
fn a_changed_answer_says_what_it_still_rests_on() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nb\ta<<cy");
    let taken = "Rules age: More than 6 months old, up to 12 months (report).";
    assert!(shown(&face).contains(taken), "{}", shown(&face));
}

#[test]
fn letters_choose_and_digits_open_the_figure() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n>8 weeks");
    assert_eq!(face.interview.open_field(), Some(Place::Figure));
    press(&mut face, "<<>");
    assert_eq!(face.interview.page(), Page::Question(1));
    press(&mut face, "5,1 %");
    let screen = shown(&face);
    assert!(screen.contains("5.1% of orders; that is c, more than 3, up to 8 in 100"), "{screen}");
    assert!(said(&face.interview).is_empty(), "nothing is taken before Enter");
    press(&mut face, "\n");
    assert_eq!(face.interview.page(), Page::Question(2));
    assert_eq!(said(&face.interview).len(), 1);
}

#[test]
fn an_age_in_weeks_is_understood_in_months() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n8 weeks");
    let screen = shown(&face);
    // 56 days of 365.25/12 days a month are 1.8398..., which is cut against the respondent.
    let expected = "understood as 1.84 months; that is e, up to 3 months old";
    assert!(screen.contains(expected), "{screen}");
}

#[test]
fn a_doubtful_figure_is_asked_about_before_it_is_taken() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n>>>>0.8");
    let screen = shown(&face);
    assert!(screen.contains("Is this figure really per 1,000 orders"), "{screen}");
}

#[test]
fn nothing_is_chosen_before_somebody_chooses() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n\n");
    assert_eq!(face.interview.page(), Page::Question(0));
    assert!(shown(&face).contains("Choose an answer first"), "{}", shown(&face));
    press(&mut face, "↓↓\n");
    assert_eq!(face.interview.page(), Page::Question(1));
    assert!(said(&face.interview)[0].contains("up_to_24_months"));
}

#[test]
fn going_back_finds_the_former_answer_chosen() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nbc2.5\n<<<");
    assert_eq!(face.interview.page(), Page::Question(0));
    assert!(shown(&face).contains(">* b More than 12 months"), "{}", shown(&face));
    press(&mut face, ">");
    assert!(shown(&face).contains(">* c More than 3"), "{}", shown(&face));
    press(&mut face, ">");
    assert!(
        shown(&face).contains(">* 0-9 a number, 0 or more (calendar days)"),
        "{}",
        shown(&face)
    );
    // Enter opens the former figure, and Enter takes it again.
    press(&mut face, "\n");
    assert!(shown(&face).contains("The figure > 2.5 2.5 calendar days"), "{}", shown(&face));
    press(&mut face, "\n");
    assert_eq!(face.interview.page(), Page::Question(3));
    assert_eq!(said(&face.interview).len(), 3);
}

#[test]
fn what_is_changed_from_the_review_comes_back_to_it() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nbbbbbb4");
    assert_eq!(face.interview.page(), Page::Question(3));
    press(&mut face, "c");
    assert_eq!(face.interview.page(), Page::Review);
    press(&mut face, "4\ta");
    press(&mut face, "eBI board\n");
    assert!(shown(&face).contains("BI board"), "{}", shown(&face));
    press(&mut face, "@");
    assert!(shown(&face).contains("drop-shipped) (report)"), "{}", shown(&face));
}

#[test]
fn the_evidence_of_all_answers_is_one_walk_that_one_key_skips() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nbbbbbb\t");
    for place in 0..6 {
        assert_eq!(face.interview.page(), Page::Details(place));
        press(&mut face, "b\n↑");
        assert_eq!(face.interview.page(), Page::Details(place), "Enter grades what is chosen");
        press(&mut face, ">");
    }
    assert_eq!(face.interview.page(), Page::Review);
    press(&mut face, "\t>>@");
    assert_eq!(face.interview.page(), Page::Review);
}

#[test]
fn an_option_is_asked_about_alike_whatever_it_is_worth() {
    let screens: Vec<_> = "abcde"
        .chars()
        .map(|letter| {
            let mut face = face(PROJECTED, false);
            press(&mut face, "\n>");
            press(&mut face, &letter.to_string());
            press(&mut face, "<\t");
            let screen = shown(&face);
            let (_, rows) = screen.split_once("What does that rest on?").unwrap();
            rows.to_owned()
        })
        .collect();
    assert!(screens.iter().all(|screen| screen == &screens[0]), "{screens:#?}");
}

#[test]
fn only_one_question_may_be_left_out() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nxpilot\nx");
    assert_eq!(face.interview.page(), Page::Question(1));
    assert!(shown(&face).contains("No more questions may be left out."), "{}", shown(&face));
    assert_eq!(face.interview.open_field(), None, "nobody writes a reason in vain");
}

#[test]
fn trying_out_moves_the_result_and_not_the_answers() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\ncdadec\n");
    let before = said(&face.interview);
    // 3, 4, 1, 4, 5, 3: the mean is 20/6 and the weakest 1, so level 2. With 5 for the 1 the mean is
    // 24/6 and the weakest 3, so level 4.
    press(&mut face, "a3");
    let screen = shown(&face);
    assert!(screen.contains("level 1") && screen.contains("level 5"), "{screen}");
    press(&mut face, "e");
    let screen = shown(&face);
    assert!(screen.contains("The level rises from 2 to 4, Adaptive."), "{screen}");
    assert!(screen.contains("Adaptability moves from 1 to 5."), "{screen}");
    assert!(screen.contains("Up to 1 day (was: More than 90 days"), "{screen}");
    press(&mut face, "a");
    assert!(!shown(&face).contains("was:"), "{}", shown(&face));
    press(&mut face, "3e<");
    assert_eq!(face.interview.page(), Page::Result);
    assert_eq!(said(&face.interview), before);
}

#[test]
fn a_date_that_contradicts_an_answer_is_refused_with_the_reason() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n2026-06-01\n");
    press(&mut face, "@gb");
    face.key(&Key::Control('u'));
    press(&mut face, "2026-05-31\n");
    let screen = shown(&face);
    assert!(screen.contains("2026-06-01 is after 2026-05-31"), "{screen}");
    assert_eq!(face.interview.given().date.to_string(), "2026-06-30");
}

#[test]
fn a_word_that_begins_with_no_mark_chooses_nothing_by_its_letters() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nnever");
    assert!(said(&face.interview).is_empty());
    assert!(
        shown(&face).contains("No such record exists; that is a, more than 24 months old"),
        "{}",
        shown(&face)
    );
    press(&mut face, "\n>>9 days");
    assert_eq!(face.interview.page(), Page::Question(3), "a question without a figure");
    assert_eq!(said(&face.interview).len(), 1);
    press(&mut face, "\n");
    assert!(shown(&face).contains("There is no figure here"), "{}", shown(&face));
}

#[test]
fn a_look_at_all_answers_leads_back_to_where_it_began() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nb@<");
    assert_eq!(face.interview.page(), Page::Question(1));
    press(&mut face, "@1a");
    assert_eq!(face.interview.page(), Page::Review);
    press(&mut face, "<");
    assert_eq!(face.interview.page(), Page::Question(1));
}

#[test]
fn right_after_an_answer_tab_is_about_it() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nb\t");
    assert_eq!(face.interview.page(), Page::Details(0));
    press(&mut face, "a<");
    assert_eq!(face.interview.page(), Page::Question(1));
    press(&mut face, "↓\t");
    assert_eq!(face.interview.page(), Page::Details(1), "later it is about the question");
}

#[test]
fn on_the_start_page_typing_replaces_and_enter_begins() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "aKestrel\n");
    assert_eq!(face.interview.given().scope, "Kestrel");
    press(&mut face, "\n");
    assert_eq!(face.interview.page(), Page::Question(0));
}

/// Opens an interview about a questionnaire that somebody wrote for themselves.
fn on_another(questions: &str, rubric: &str, then: impl FnOnce(Interview<'_>)) {
    use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric as rubrics};
    use oms_maturity::domain::{Fingerprints, Instrument};
    let tree = read::tree(questions, Format::Yaml, Bounds::RUBRIC).unwrap();
    let asked = questionnaire::read(&tree).unwrap_or_else(|found| panic!("{found:#?}"));
    let tree = read::tree(rubric, Format::Yaml, Bounds::RUBRIC).unwrap();
    let judged = rubrics::read(&tree, &asked).unwrap_or_else(|found| panic!("{found:#?}"));
    let fingerprints = Fingerprints { questionnaire: String::new(), rubric: String::new() };
    let instrument = Instrument::new(asked, judged, fingerprints);
    let setting = Settings { instrument: &instrument, actions: 5, saves: false, plain: false };
    let date = Date::parse("2026-06-30").unwrap();
    then(Interview::new(setting, GivenAnswers::empty("Shop".to_owned(), date), Vec::new()));
}

/// Returns the example's own questionnaire and rubric, after a change.
fn custom(change: impl Fn(&str) -> String) -> (String, String) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/custom");
    let read = |name| std::fs::read_to_string(folder.join(name)).unwrap();
    (change(&read("questions.yaml")), change(&read("rubric.yaml")))
}

#[test]
fn rows_without_a_letter_are_there_all_the_same() {
    let (mut questions, rubric) = custom(str::to_owned);
    questions.push_str("symptoms:\n");
    for number in 0..35 {
        let _ = writeln!(questions, "  - {{id: S{number}, text: Symptom number {number}}}");
    }
    on_another(&questions, &rubric, |mut interview| {
        interview.command(oms_maturity::interview::PageCommand::Review);
        let rows = interview.rows();
        let symptoms = rows.iter().position(|row| row.text == "Symptoms").unwrap();
        interview.choose(symptoms);
        assert_eq!(interview.rows().len(), 36);
    });
}

#[test]
fn hostile_words_of_a_questionnaire_reach_no_screen() {
    let hostile = "\"x \\e]0;owned\\a \\e[31mred \\u202e\"";
    let label = |text: &str| text.replace("label: More than 14 days", &format!("label: {hostile}"));
    let (questions, rubric) = custom(label);
    assert!(questions.contains("owned"));
    on_another(&questions, &rubric, |interview| {
        let mut plain = Plain::new(interview.clone(), 80);
        let mut face = Full::new(interview, PROJECTED, false);
        press(&mut face, "\na");
        let mut seen = text(&face.screen());
        press(&mut face, "@");
        seen += &text(&face.screen());
        press(&mut face, "r");
        seen += &text(&face.screen());
        for line in ["", "a", "review", "r"] {
            plain.take(line);
            seen += &plain.say();
        }
        assert_eq!(face.interview.page(), Page::Result);
        assert!(seen.contains("owned"), "{seen}");
        assert!(!seen.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{seen:?}");
    });
}

#[test]
fn what_is_not_touched_stays_to_the_letter() {
    let mut sheet = FIELD.sheet("answers: {overrides: {value: 5.1, level: 2}}").given().clone();
    let note = format!("two\nlines, {}", "é".repeat(5000));
    sheet.answers.get_mut("overrides").unwrap().note = Some(note);
    let setting =
        Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain: false };
    let interview = Interview::new(setting, sheet.clone(), Vec::new());
    let mut face = Full::new(interview.clone(), PROJECTED, false);
    press(&mut face, "\n>\n\n<\tf\n");
    assert_eq!(face.interview.given(), &sheet);
    let mut plain = Plain::new(interview.clone(), 80);
    for line in ["", "on", "", "", "back", "details", "f", ""] {
        plain.take(line);
    }
    assert_eq!(plain.interview.given(), &sheet);
    // Opened, put aside, and taken up again: still nothing was typed.
    let mut face = Full::new(interview, PROJECTED, false);
    press(&mut face, "\n>\tf");
    let offer = KeptDraft { draft: face.interview.draft(), when: "today".to_owned() };
    let begun = GivenAnswers::empty("Shop".to_owned(), sheet.date);
    let mut face = Full::new(Interview::new(setting, begun, vec![offer]), PROJECTED, false);
    press(&mut face, "b\n");
    assert_eq!(face.interview.given(), &sheet);
}

#[test]
fn what_another_answer_rested_on_is_asked_about_again() {
    // From an option to another one, to a figure, to unknown, and to not applicable.
    for change in ["c", "0.5\n", "u", "xpilot\n"] {
        for (key, kept) in [("y", true), ("n", false)] {
            let mut face = face(PROJECTED, false);
            press(&mut face, "\nb\tae");
            press(&mut face, "board\nfdraft\ng2026-06-01\n<<");
            press(&mut face, change);
            assert_eq!(face.interview.page(), Page::StillHolds(0), "{change:?}");
            let screen = shown(&face);
            for stood in ["report", "source: board", "note: draft", "of 2026-06-01", "y Yes"] {
                assert!(screen.contains(stood), "{stood}: {screen}");
            }
            // Nothing else gets by.
            press(&mut face, "\n<>@cz");
            assert_eq!(face.interview.page(), Page::StillHolds(0), "{change:?}");
            press(&mut face, key);
            let answer = &face.interview.given().answers["rules_age"];
            assert_eq!(answer.evidence.is_some(), kept, "{change:?}");
            assert_eq!(answer.source.as_deref(), kept.then_some("board"), "{change:?}");
            assert_eq!(answer.note.as_deref(), kept.then_some("draft"), "{change:?}");
            assert_eq!(answer.as_of.is_some(), kept, "{change:?}");
            assert_eq!(face.interview.page(), Page::Question(1), "{change:?}");
        }
    }
}

#[test]
fn the_same_answer_again_keeps_what_it_rests_on() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\nb\tae");
    press(&mut face, "board\n<<b");
    assert_eq!(face.interview.page(), Page::Question(1));
    assert_eq!(face.interview.given().answers["rules_age"].source.as_deref(), Some("board"));
}

#[test]
fn holding_a_key_throws_no_draft_away() {
    let begun = interview(false);
    let offers = (0..4).map(|_| KeptDraft { draft: begun.draft(), when: "today".to_owned() });
    let setting =
        Settings { instrument: &FIELD.instrument, actions: 5, saves: false, plain: false };
    let date = Date::parse("2026-06-30").unwrap();
    let given = GivenAnswers::empty("Shop".to_owned(), date);
    let interview = Interview::new(setting, given, offers.collect());
    let mut face = Full::new(interview, PROJECTED, false);
    press(&mut face, "fffff");
    assert_eq!(face.interview.page(), Page::Discard(0), "the same key does not confirm");
    press(&mut face, "\n");
    assert_eq!(face.interview.page(), Page::Drafts, "nor does Enter");
    assert_eq!(face.interview.rows().len(), 9);
    press(&mut face, "fy");
    assert_eq!(face.interview.rows().len(), 7, "three drafts, and to start afresh");
}

#[test]
fn pasted_text_goes_into_fields_and_nowhere_else() {
    let mut face = face(PROJECTED, false);
    press(&mut face, "\n");
    face.key(&Key::Paste("abc\nde\n".to_owned()));
    assert_eq!(face.interview.page(), Page::Question(0));
    assert!(said(&face.interview).is_empty());
    press(&mut face, "x");
    face.key(&Key::Paste("no\nrules \u{1b}[31mat\u{202e} all\n".to_owned()));
    let screen = text(&face.screen());
    assert!(screen.contains("no rules [31mat\\u{202e} all"), "{screen}");
    press(&mut face, "\n");
    assert_eq!(face.interview.page(), Page::Question(1));
}

#[test]
fn lines_do_what_keys_do() {
    let mut plain = Plain::new(interview(true), 80);
    let mut seen = plain.say();
    let lines = [
        "",
        "c",
        "5,1 %",
        "",
        "details",
        "report",
        "e",
        "BI board",
        "on",
        "never",
        "na no costs yet",
        "2.5%",
        "",
        "unknown",
        "",
    ];
    for line in lines {
        let _ = writeln!(seen, "> {line}");
        seen += &plain.take(line);
        seen += &plain.say();
    }
    assert_eq!(plain.interview.page(), Page::Result, "{seen}");
    assert!(seen.contains("5.1% of orders; that is c, more than 3, up to 8 in 100"), "{seen}");
    assert!(seen.contains("5.1% of orders (report)"), "{seen}");
    assert!(seen.contains("LEVEL"), "{seen}");
    assert!(!seen.contains(['█', '░', '│', '─', '\u{1b}']), "{seen}");
    for line in ["a", "3", "e", "", "help", ""] {
        seen += &plain.take(line);
        seen += &plain.say();
    }
    assert!(seen.contains("Adaptability moves from 1 to 5."), "{seen}");
    assert_eq!(plain.interview.page(), Page::Result);
    plain.take("f");
    assert!(plain.say().contains("in no file"), "answers are not given up without a word");
    plain.take("f");
    assert_eq!(plain.interview.state(), State::Done);
}

/// Every screen that a document shows is what the keys named above it lead to.
#[test]
fn the_documents_show_real_screens() {
    let mut found = 0;
    for document in ["README.md", "docs/interview.md"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
        let text_of_document = std::fs::read_to_string(path).unwrap();
        for part in text_of_document.split("<!-- screen ").skip(1) {
            let (heading, rest) = part.split_once(" -->\n```text\n").unwrap();
            let (shown, _) = rest.split_once("```").unwrap();
            let (size, keys) = heading.split_once(": ").unwrap();
            let (columns, rows) = size.split_once('x').unwrap();
            let size = Size { columns: columns.parse().unwrap(), rows: rows.parse().unwrap() };
            let shipped = Field::shipped();
            let mut face = Full::new(interview_with(&shipped), size, false);
            press(&mut face, &keys.replace("Enter", "\n").replace(' ', ""));
            let screen = text(&face.screen());
            let lines = screen.lines().map(|line| line.trim_end().to_owned() + "\n");
            assert_eq!(shown, lines.collect::<String>(), "{document}");
            found += 1;
        }
    }
    assert_eq!(found, 2);
}

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        12 => "[a-gruxyn?0-9.]".prop_map(|text| Key::Char(text.chars().next().unwrap())),
        4 => Just(Key::Enter),
        2 => Just(Key::Right),
        2 => prop_oneof![Just(Key::Up), Just(Key::Down), Just(Key::PageDown), Just(Key::End)],
        2 => prop_oneof![Just(Key::Esc), Just(Key::Tab), Just(Key::Backspace), Just(Key::Delete)],
        1 => (1_u8..5).prop_map(Key::Function),
        1 => any::<String>().prop_map(Key::Paste),
        1 => any::<char>().prop_map(Key::Char),
    ]
}

proptest! {
    #[test]
    fn no_screen_is_broken_whatever_its_size(
        keys in proptest::collection::vec(any_key(), 0..40),
        columns in 1_u16..220,
        rows in 1_u16..60,
        large in any::<bool>(),
    ) {
        let mut face = face(Size { columns: 80, rows: 24 }, large);
        for key in &keys {
            face.key(key);
        }
        face.resize(Size { columns, rows });
        let screen = face.screen();
        prop_assert!(screen.lines.len() <= usize::from(rows));
        for line in &screen.lines {
            let text: String = line.iter().map(|(_, text)| text.as_str()).collect();
            prop_assert!(text.width() <= usize::from(columns), "{text:?}");
            prop_assert!(!text.chars().any(char::is_control), "{text:?}");
        }
        if let Some((column, row)) = screen.cursor {
            prop_assert!(column < columns && row < rows);
        }
    }

    #[test]
    fn at_sixty_columns_every_choice_can_be_seen_or_reached(place in 0..6_usize, row in 0..20_usize) {
        let mut face = face(Size { columns: 60, rows: 20 }, false);
        press(&mut face, "\n");
        press(&mut face, &">".repeat(place));
        let rows = face.interview.rows();
        let row = row % rows.len();
        press(&mut face, &"↓".repeat(row + 1));
        let screen = shown(&face);
        prop_assert!(screen.contains(&format!("> {} ", rows[row].mark)), "{}", screen);
        prop_assert!(screen.contains(&flowing(&rows[row].text)), "{}", screen);
    }
}
