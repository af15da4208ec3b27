//! Files for each person of a round, and the questionnaire as a form: everything that is asked stands
//! in it, nothing of what an answer is worth, and no text of an author's runs.

mod browser;

use crate::Field;
use crate::program::{Ran, run, run_in};
use oms_maturity::document::{Bounds, Format, questionnaire, read, write};
use oms_maturity::domain::{Date, Questionnaire};
use oms_maturity::report::blank::{Blank, Head, html, markdown};
use oms_maturity::report::words::harmful;
use proptest::prelude::*;
use std::path::Path;

/// Everything that a question can have, with facts that decide what applies.
const QUESTIONS: &str = "\
id: own
version: 1.0.0
edition: 3
title: Our bakery
counting_rules: [Count by daylight.]
symptoms: [{id: S1, text: The queue is long.}]
facts:
  - {id: rye, title: Rye, prompt: Is rye baked?, options: [{id: never_at_all, label: Never}, {id: at_times, label: At times}, {id: daily, label: Daily}]}
questions:
  - id: loaves
    title: Loaves
    prompt: Of 100 loaves, how many are sold the same day?
    help: A roll is none.
    more: Loaves that are given away are not sold.
    asked_of: Head baker
    measure: {name: sold, formula: loaves sold / loaves baked, unit: '%', better: higher, range: {min: 0, max: 100}}
    options: [{id: few, label: Few, band: {below: 50}}, {id: many, label: Many, band: {from: 50}}]
  - id: oven
    title: Oven
    prompt: How old is the oven?
    applies_if: {rye: [at_times, daily]}
    measure: {name: age, formula: today less the day, unit: months, better: lower, dated: true, words: [{word: ancient, option: aged, meaning: Nobody remembers}]}
    options: [{id: aged, label: Old, band: {above: 12}}, {id: fresh, label: New, band: {up_to: 12}}]
follow_ups:
  - {id: rolls, follows: loaves, ask: everybody, title: Rolls, prompt: Are there rolls?, options: [{id: none_at_all, label: None}, {id: some, label: Some}]}
  - {id: cakes, follows: loaves, title: Cakes, prompt: Are there cakes?, options: [{id: no_cakes, label: No cakes}, {id: cakes_too, label: Cakes too}]}
";

fn questions(text: &str) -> Questionnaire {
    let tree = read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
    questionnaire::read(&tree).unwrap_or_else(|found| panic!("{found:#?}"))
}

/// The form in HTML without script and style, and in Markdown without its escapes.
fn both(asked: &Questionnaire) -> [String; 2] {
    let blank = Blank::of(asked, Head::default());
    let html = html::render(&blank);
    let body = &html[html.find("<body>").unwrap()..html.find("<script>").unwrap()];
    [body.replace("<wbr>", ""), markdown::render(&blank)]
}

/// What Markdown shows, and what HTML does.
fn legible(form: &str) -> String {
    let mut text = form.replace('\\', "");
    for (entity, letter) in
        [("&#39;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&#8203;", "")]
    {
        text = text.replace(entity, letter);
    }
    text.replace("&amp;", "&")
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    ran.stdout
}

#[test]
fn everything_that_is_asked_of_everybody_stands_in_both_forms() {
    let own = questions(QUESTIONS);
    let shipped = Field::shipped();
    let (review, _) = crate::review::field_and_example();
    for asked in [&own, shipped.instrument.questionnaire(), review.instrument.questionnaire()] {
        for form in both(asked) {
            let form = legible(&form);
            let mut from = 0;
            for (at, question) in asked.for_everybody().enumerate() {
                // Each below its number and title, in the order of the file.
                let title = format!("{}. {}", at + 1, question.title);
                from += form[from..].find(&title).unwrap_or_else(|| panic!("{title}"));
                let labels = question.options.iter().map(|option| &option.label);
                let said = [&question.prompt, &question.help, &question.more].into_iter();
                let measure = question.measure.iter();
                let words = measure.clone().flat_map(|it| it.words.iter().map(|it| &it.meaning));
                let measured = measure.flat_map(|it| [&it.unit, &it.formula]);
                for text in said.chain(labels).chain(words).chain(measured) {
                    assert!(form[from..].contains(text.as_str()), "{}: {text}", question.id);
                }
            }
            let rules = asked.counting_rules.iter();
            for text in rules.chain(asked.symptoms.iter().map(|it| &it.text)) {
                assert!(form.contains(text.as_str()), "{text}");
            }
            let edition = format!("Questionnaire {}, edition {}", asked.id, asked.edition);
            assert!(form.contains(&edition), "{edition}");
        }
    }
}

#[test]
fn options_have_letters_and_nothing_says_what_they_are_worth() {
    let [html, markdown] = both(&questions(QUESTIONS));
    for (letter, label) in [("a", "Few"), ("b", "Many"), ("c", "Daily")] {
        assert!(html.contains(&format!("<b>{letter})</b> {label}")), "{html}");
        assert!(markdown.contains(&format!("- [ ] **{letter}** {label}")), "{markdown}");
    }
    for form in [html, markdown] {
        let small = form.to_lowercase();
        for word in ["level", "score", "worst", "best"] {
            assert!(!small.contains(word), "{word}: {form}");
        }
        // What is asked on request only is not asked.
        assert!(!form.contains("cakes"), "{form}");
        assert!(form.contains("Skip this question unless your answer to question 1 is b or c."));
        assert!(form.contains("I do not know") && form.contains("an opinion"), "{form}");
    }
}

/// An option beyond the alphabet still has a letter of its own.
#[test]
fn letters_go_on_behind_z() {
    let options: Vec<_> =
        (0..30).map(|at| format!("{{id: option_{at}, label: Label {at} here}}")).collect();
    let text = format!(
        "id: own\nversion: 1.0.0\ntitle: T\nquestions:\n  - {{id: one, title: T, prompt: P, \
         options: [{}]}}\n",
        options.join(", ")
    );
    for form in both(&questions(&text)) {
        for (letter, at) in [("a", 0), ("z", 25), ("aa", 26), ("ad", 29)] {
            let label = format!("Label {at} here");
            let before = &form[..form.find(&label).unwrap()];
            let before = before.trim_end_matches([' ', '*', ')', '<', '/', 'b', '>']);
            assert!(before.ends_with(letter) || letter == "b", "{at}: {before}");
        }
    }
}

/// Texts that try to be markup, script, or the end of an attribute.
const HOSTILE: &str = "</fieldset></script><script>window.__ran=1</script>\" onfocus=\"x\" \
                       ' [y](javascript:1) | \u{202e}\u{1b}[31m";

pub(super) fn hostile_questions() -> String {
    let written = serde_json::to_string(HOSTILE).unwrap();
    let mut text = QUESTIONS.to_owned();
    for said in [
        "Our bakery",
        "Count by daylight.",
        "The queue is long.",
        "Is rye baked?",
        "A roll is none.",
        "Head baker",
        "loaves sold / loaves baked",
        "Nobody remembers",
    ] {
        text = text.replace(said, &written);
    }
    for label in ["Few", "Never", "None"] {
        text = text.replace(&format!("label: {label}"), &format!("label: {written}"));
    }
    text.replace("'%'", &written)
}

#[test]
fn no_text_of_an_author_runs() {
    let asked = questions(&hostile_questions());
    let head = Head {
        scope: Some(HOSTILE.to_owned()),
        date: Date::parse("2026-06-30"),
        respondent: Some(HOSTILE.to_owned()),
    };
    let blank = Blank::of(&asked, head);
    let [html, markdown] = [html::render(&blank), markdown::render(&blank)];
    // There is one script, and the policy names it by its hash.
    let script = include_str!("../../src/report/blank/form.js");
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains(&format!("<script>{script}</script>")));
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("script-src 'sha256-"));
    assert!(!policy.contains("http") && !policy.contains("script-src 'unsafe"), "{policy}");
    assert!(!html.contains("\" onfocus") && !html.contains("<button"), "{html}");
    for form in [&html, &markdown] {
        assert!(!form.contains(['\u{1b}', '\u{202e}']), "{form}");
    }
    assert!(!markdown.contains("](javascript") && !markdown.contains("<script"), "{markdown}");
}

#[test]
fn a_file_for_a_person_names_that_person_however_they_are_called() {
    let names = [
        "A. Hill",
        "Head of \"omni\": channel # 1",
        "no",
        "2026-06-30",
        "- |",
        "\u{202e}evil \u{200d}\u{fe0f}",
        "O'Neil \\ {x}",
        "李小龙",
        "أحمد",
        "\u{115f}x\u{e0041}",
        "a\tb\nc",
        "%x @y `z`",
        "\u{1f469}\u{200d}\u{1f373}",
    ];
    for name in names {
        let [respondent, scope] = ["respondent", "scope"].map(|key| format!("--{key}={name}"));
        let text = done(run(&["init", &respondent, &scope, "--today", "2026-06-30"], ""));
        // Nothing is answered yet.
        let text = text.replace("\nanswers:\n", "\nanswers: {}\n");
        let sheet = Field::shipped().read(&text, Format::Yaml).unwrap_or_else(|found| {
            panic!("{text}\n{found:#?}");
        });
        assert_eq!(sheet.given().respondent.as_deref(), Some(name), "{text}");
        assert_eq!(sheet.given().scope, name, "{text}");
        assert!(!text.contains(['\u{202e}', '\u{e0041}']), "{text}");
    }
    // One line of the file is another, and the answers are left open; nothing else is.
    let [with, without] = [&["init", "--respondent", "A. Hill"][..], &["init"]]
        .map(|arguments| done(run(arguments, "")));
    let lines = |text: &str| -> std::collections::BTreeSet<String> {
        let told = |line: &&str| {
            !line.starts_with("# Each question") && !line.starts_with("#   write the answer")
        };
        text.lines().filter(told).map(|line| line.replace("  # ", "  ")).collect()
    };
    let of_one: Vec<_> = lines(&with).difference(&lines(&without)).cloned().collect();
    assert_eq!(of_one, ["respondent: A. Hill"]);
    assert!(
        without.contains("\n  overrides: unknown") && with.contains("\n  # overrides: unknown")
    );
}

proptest! {
    /// A text is read back as what it was, however much of it is written as numbers.
    #[test]
    fn a_text_is_read_back_as_it_was(text in any::<String>(), mark in any::<char>()) {
        for spelled in [
            write::yaml_text(&text, harmful),
            write::yaml_text(&text, |letter| !letter.is_ascii()),
            write::yaml_text(&text, |letter| letter == mark),
        ] {
            let line = format!("said: {spelled}  # c\n");
            let tree = read::tree(&line, Format::Yaml, Bounds::ANSWERS).unwrap();
            let said = &tree.get("said").unwrap().value;
            prop_assert_eq!(said, &oms_maturity::document::node::Value::Text((&text).into()));
        }
    }
}

#[test]
fn forms_take_the_ending_that_fits_them() {
    let folder = tempfile::tempdir().unwrap();
    let at = |args: &[&str]| run_in(folder.path(), args, "");
    for (form, file, begins) in [
        ("html", "q.html", "<!DOCTYPE html>"),
        ("markdown", "q.md", "# Questionnaire"),
        ("md", "q", "# Questionnaire"),
    ] {
        let ran = at(&["init", "--format", form, file]);
        assert!(ran.stderr.contains("questionnaire to fill in: "), "{}", ran.stderr);
        assert!(std::fs::read_to_string(folder.path().join(file)).unwrap().starts_with(begins));
    }
    for (args, why) in [
        (&["init", "--format", "html", "x.yaml"][..], "name it .html or .md"),
        (&["init", "--format", "html", "-o", "x.md"], "--format markdown"),
        (&["init", "--format", "markdown", "-o", "x.html"], "--format html"),
        (&["init", "x.html"], "--format html or markdown writes a questionnaire"),
        (&["init", "--format", "prep", "--respondent", "A"], "the same for everybody"),
        (&["init", "--respondent", " "], "write a name"),
    ] {
        let ran = at(args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(why), "{args:?}: {}", ran.stderr);
    }
    assert!(!Path::new(&folder.path().join("x.md")).exists());
}
