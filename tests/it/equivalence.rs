use super::Field;
use oms_maturity::document::{Format, write};
use oms_maturity::domain::{AnswerSheet, Date, GivenAnswers};
use oms_maturity::interview::{Interview, State};
use proptest::prelude::*;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::shipped);

/// Lines that people type, right and wrong.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-e]",
        3 => "[0-9]{1,2}(\\.[0-9]{1,2})?",
        2 => Just("unknown".to_owned()),
        1 => Just("never".to_owned()),
        1 => Just("5,1 %".to_owned()),
        1 => Just("2026-01-20".to_owned()),
        1 => "na [a-z\": #'-]{0,12}",
        1 => Just("back".to_owned()),
        1 => Just("help".to_owned()),
        1 => Just("report Dashboard: \"12\", #3".to_owned()),
        1 => Just("yes".to_owned()),
        1 => Just("S1 s4".to_owned()),
        1 => any::<String>(),
        1 => Just(String::new()),
    ]
}

fn dialogue(lines: &[String]) -> GivenAnswers {
    let date = Date::parse("2026-06-30").unwrap();
    let given = GivenAnswers::empty("Shop: \"one\" # two".to_owned(), date);
    let mut interview = Interview::new(&FIELD.questionnaire.value, &FIELD.rubric.value, given);
    for line in lines {
        if interview.state() != State::Asking {
            break;
        }
        interview.take(line);
    }
    interview.given().clone()
}

proptest! {
    #[test]
    fn typed_saved_and_read_back_are_the_same(lines in proptest::collection::vec(line(), 0..60)) {
        let typed = dialogue(&lines);
        let (questions, rubric) = (&FIELD.questionnaire.value, &FIELD.rubric.value);
        let sheet = match AnswerSheet::check(questions, rubric, &typed) {
            Ok(sheet) => sheet,
            Err(objections) => panic!("the dialogue took what a file may not say: {objections:#?}"),
        };
        for format in [Format::Yaml, Format::Toml, Format::Json] {
            let text = write::answers(&typed, format).unwrap();
            let back = FIELD.read(&text, format);
            let back = back.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
            prop_assert_eq!(back.given(), &typed, "{}", text);
            prop_assert_eq!(FIELD.json(&back), FIELD.json(&sheet));
        }
    }

    #[test]
    fn what_a_report_was_given_gives_the_same_report(lines in proptest::collection::vec(line(), 0..60)) {
        let typed = dialogue(&lines);
        let sheet =
            AnswerSheet::check(&FIELD.questionnaire.value, &FIELD.rubric.value, &typed).unwrap();
        let report = FIELD.json(&sheet);
        let value: serde_json::Value = serde_json::from_str(&report).unwrap();
        let given = serde_json::to_string(&value["given"]).unwrap();
        let again = FIELD.read(&given, Format::Json).unwrap_or_else(|f| panic!("{given}\n{f:#?}"));
        prop_assert_eq!(FIELD.json(&again), report);
    }
}

#[test]
fn levels_and_names_stay_hidden_while_asking() {
    let date = Date::parse("2026-06-30").unwrap();
    let given = GivenAnswers::empty("Shop".to_owned(), date);
    let (questions, rubric) = (&FIELD.questionnaire.value, &FIELD.rubric.value);
    let mut interview = Interview::new(questions, rubric, given);
    let mut seen = interview.opening();
    let typed = ["", "", "", "", "a", "b", "c", "d", "e", "1.6", "yes", "report"];
    for line in typed.into_iter().chain(std::iter::repeat_n("", 20)) {
        seen += &interview.screen();
        seen += &interview.take(line);
    }
    assert_eq!(interview.state(), State::Done);
    for level in &rubric.levels {
        assert!(!seen.contains(&level.name), "{} was shown", level.name);
    }
    assert!(!seen.to_lowercase().contains("level "), "{seen}");
}

#[test]
fn an_answered_form_reads_back() {
    use oms_maturity::document::template;
    let date = Date::parse("2026-06-30").unwrap();
    let form = template::answers(&FIELD.questionnaire.value, date);
    let open = FIELD.read(&form, Format::Yaml).unwrap_err();
    assert_eq!(open.len(), 1, "only the scope is missing: {open:#?}");
    let filled = form
        .replacen("scope: ", "scope: Shop ", 1)
        .replace("  overrides: unknown", "  overrides: {value: 5.1, evidence: report}")
        .replace("  # stock_exposure: unknown", "  stock_exposure: {value: 86}");
    let sheet = FIELD.read(&filled, Format::Yaml).unwrap_or_else(|f| panic!("{filled}\n{f:#?}"));
    assert_eq!(sheet.given().answers.len(), 7);
    for question in FIELD.questionnaire.value.all() {
        assert!(form.contains(&format!("{}: ", question.id)), "{}", question.id);
        for option in &question.options {
            assert!(form.contains(&option.id), "{}", option.id);
        }
    }
}
