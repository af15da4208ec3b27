//! The questionnaire in a real browser: filled in at the width of a phone, its answers are judged as
//! those that were written by hand; without its script it is a form on paper.

use crate::Field;
use crate::program::{run, run_in};
use oms_maturity::domain::{AnswerValue, Evidence, Figure, GivenAnswer, GivenAnswers};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What somebody who means these answers types and ticks.
fn plan(given: &GivenAnswers) -> Value {
    let answers = given.answers.iter().map(|(id, answer)| (id.clone(), typed(answer)));
    json!({
        "head": {
            "scope": given.scope,
            "date": given.date.to_string(),
            "respondent": given.respondent.clone().unwrap_or_else(|| "A. Hill".to_owned()),
        },
        "symptoms": given.symptoms,
        "answers": Value::Object(answers.collect()),
    })
}

fn typed(answer: &GivenAnswer) -> Value {
    let (kind, value) = match &answer.value {
        AnswerValue::Option(id) => ("option", json!(id)),
        AnswerValue::Unknown => ("unknown", Value::Null),
        AnswerValue::NotApplicable(reason) => ("not_applicable", json!(reason)),
        AnswerValue::Figure(Figure::Number(number), _) => ("value", json!(number.to_string())),
        AnswerValue::Figure(Figure::On(day), _) => ("on", json!(day.to_string())),
        AnswerValue::Figure(Figure::OnTwo(days), _) => {
            ("on", json!([days.newest().to_string(), days.before().to_string()]))
        }
        AnswerValue::Figure(Figure::Word(word), _) => ("word", json!(word)),
        AnswerValue::Level(level) => panic!("no form asks for a level: {level}"),
    };
    let evidence = answer.evidence.map(Evidence::word);
    json!({"kind": kind, "value": value, "evidence": evidence, "source": answer.source, "note": answer.note})
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

/// Fills in the page in a folder as a plan says, and returns what came of it.
fn filled(folder: &Path, plan: &Value) -> Value {
    let [page, written] = ["page.html", "plan.json"].map(|name| folder.join(name));
    write(&written, &plan.to_string());
    let fill = Path::new(ROOT).join("tests/browser/fill.mjs");
    let output = Command::new("node").arg(fill).args([page, written]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    for key in ["requests", "console"] {
        assert_eq!(result[key], json!([]), "{key}");
    }
    assert_eq!((&result["dialogs"], &result["executed"]), (&json!(0), &json!(false)));
    assert!(result["width"].as_u64().unwrap() <= 375, "{}", result["width"]);
    result
}

fn page(folder: &Path, args: &[&str]) {
    let ran =
        run_in(folder, &[&["init", "--format", "html", "-o", "page.html"], args].concat(), "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

/// Judges answers with the program: levels, and all that hangs on them.
fn judged(folder: &Path, file: &str) -> Value {
    let ran = run_in(folder, &["assess", file, "--format", "json"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn what_is_filled_in_is_judged_as_what_is_written() {
    for (example, instrument) in [
        ("examples/kestrel-and-vane.yaml", "oms"),
        ("examples/northmoor-outfitters.yaml", "oms"),
        ("examples/pindle-and-rook.yaml", "oms"),
        ("examples/review/answers.yaml", "review"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        page(folder.path(), &["--instrument", instrument]);
        let by_hand = judged(Path::new(ROOT), example);
        let shipped = Field::shipped();
        let field =
            if instrument == "oms" { &shipped } else { crate::review::field_and_example().0 };
        let text = std::fs::read_to_string(Path::new(ROOT).join(example)).unwrap();
        let given = field.read(&text, oms_maturity::document::Format::Yaml).unwrap();
        let result = filled(folder.path(), &plan(given.given()));
        assert_eq!(result["saved"], result["shown"], "{example}");
        assert_eq!(result["focused"], "scope", "{example}");
        write(&folder.path().join("a.yaml"), result["saved"].as_str().unwrap());
        let by_form = judged(folder.path(), "a.yaml");
        for part in ["overall", "dimensions", "scenarios", "actions"] {
            assert_eq!(by_form[part], by_hand[part], "{example}: {part}");
        }
    }
}

#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn hostile_texts_come_back_as_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    page(folder.path(), &["--today", "2026-06-30"]);
    let texts = [
        "\": x # y",
        "\u{202e}\u{200b}\u{feff}\u{85}x",
        "</script><b>{{x}}",
        "=1+1, @a | \u{1f469}\u{200d}\u{1f373} \\n \u{7f}",
        "no",
    ];
    let plan = json!({
        "head": {"scope": texts[0], "date": "2026-06-30", "respondent": texts[1]},
        "symptoms": ["S1", "S3"],
        "answers": {
            "overrides": {"kind": "value", "value": "5,10 %", "evidence": "report",
                          "source": texts[2], "note": texts[3]},
            "rules_age": {"kind": "word", "value": "never"},
            "cost_to_serve": {"kind": "not_applicable", "value": texts[4]},
            "scalability": {"kind": "unknown"},
        },
        "cleared": ["peak_headroom"],
    });
    let result = filled(folder.path(), &plan);
    let saved = result["saved"].as_str().unwrap();
    let sheet = Field::shipped().read(saved, oms_maturity::document::Format::Yaml);
    let sheet = sheet.unwrap_or_else(|found| panic!("{saved}\n{found:#?}"));
    let given = sheet.given();
    assert_eq!(given.scope, texts[0]);
    let seen = given.respondent.clone().unwrap();
    assert!(seen.starts_with("\u{202e}\u{200b}") && seen.ends_with('x'), "{saved}");
    assert_eq!((given.edition, given.symptoms.len()), (Some(2), 2));
    assert_eq!(given.answers.len(), 4);
    let overrides = &given.answers["overrides"];
    assert_eq!(overrides.source.as_deref(), Some(texts[2]));
    assert_eq!(overrides.note.as_deref(), Some(texts[3]));
    assert!(saved.contains("overrides: {value: 5.10, "), "{saved}");
    assert!(saved.contains("cost_to_serve: {not_applicable: \"no\"}"), "{saved}");
    assert!(!saved.contains(['\u{202e}', '\u{200b}', '\u{7f}']), "{saved}");
}

#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn what_cannot_be_read_is_refused_in_the_page() {
    let head = json!({"scope": "Shop", "date": "2026-06-30", "respondent": "A"});
    for (id, said, why) in [
        ("overrides", json!({"kind": "value", "value": "about 5"}), "as a plain number"),
        ("overrides", json!({"kind": "value", "value": "120"}), "100 or less"),
        ("peak_headroom", json!({"kind": "value", "value": "1,250"}), "write 1250, or 1.25,"),
        ("peak_headroom", json!({"kind": "value", "value": "1.000"}), "write 1000, or 1,"),
        ("peak_headroom", json!({"kind": "value", "value": "1.125"}), "write 1125, or 1.1250,"),
        ("rules_age", json!({"kind": "on", "value": ["2026-03-01"]}), "the whole day"),
        (
            "rules_age",
            json!({"kind": "on", "value": ["2026-07-01", "2026-01-01"]}),
            "after the day",
        ),
        (
            "overrides",
            json!({"kind": "not_applicable", "value": " "}),
            "choose an answer|say why|one question",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        page(folder.path(), &[]);
        let mut plan = json!({"head": head, "answers": {}, "refused": true});
        plan["answers"][id] = said;
        let status = filled(folder.path(), &plan)["status"].as_str().unwrap().to_owned();
        assert!(why.split('|').any(|why| status.to_lowercase().contains(why)), "{why}: {status}");
    }
}

/// What was typed for one answer does not stand beside another one that was chosen later; a day to
/// come is doubted, and the answers are saved.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn whoever_thinks_again_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    page(folder.path(), &[]);
    let plan = json!({
        "head": {"scope": "S", "date": "2999-06-30", "respondent": "R"},
        "answers": {"overrides": {"kind": "value", "value": "5.1"}},
        "changed": {"overrides": {"kind": "unknown"}},
    });
    let result = filled(folder.path(), &plan);
    let left = result["left"].as_array().unwrap();
    assert!(!left.is_empty() && left.iter().all(|left| left == ""), "{left:?}");
    assert!(result["saved"].as_str().unwrap().ends_with("overrides: {unknown: true}\n"));
    assert!(result["status"].as_str().unwrap().contains("2999-06-30, is still to come"));
}

/// An author's texts neither run nor break the form.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn a_hostile_questionnaire_is_a_form_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("page.html"), &{
        let asked = super::questions(&super::hostile_questions());
        let blank = oms_maturity::report::blank::Blank::of(&asked, super::Head::default());
        oms_maturity::report::blank::html::render(&blank)
    });
    let plan = json!({
        "head": {"scope": "S", "date": "2026-06-30", "respondent": "R"},
        "answers": {
            "rye": {"kind": "option", "value": "daily"},
            "loaves": {"kind": "value", "value": "50"},
            "oven": {"kind": "on", "value": "2026-01-20"},
        },
    });
    let result = filled(folder.path(), &plan);
    assert_eq!(
        result["saved"],
        "scope: \"S\"\ndate: 2026-06-30\nrespondent: \"R\"\nquestionnaire: own\nedition: 3\n\
         answers:\n  rye: {option: daily}\n  loaves: {value: 50}\n  oven: {on: 2026-01-20}\n"
    );
}

#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn without_its_script_it_is_a_form_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    page(folder.path(), &[]);
    let plan = json!({
        "head": {"scope": "S", "date": "2026-06-30", "respondent": "R"},
        "answers": {"overrides": {"kind": "unknown"}},
    });
    let result = filled(folder.path(), &plan);
    let blocked = &result["blocked"];
    assert_eq!(blocked["buttons"], 0);
    let texts = blocked["texts"].as_array().unwrap();
    assert!(texts.len() <= 7, "{} pages", texts.len());
    let texts: Vec<_> = texts.iter().map(|text| text.as_str().unwrap()).collect();
    let text = texts.concat().split_whitespace().collect::<Vec<_>>().join(" ");
    let field = Field::shipped();
    for question in field.instrument.questionnaire().for_everybody() {
        for said in question.options.iter().map(|option| &option.label).chain([&question.prompt]) {
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&said), "{said}");
        }
    }
    assert!(!text.contains("Save the answers") && !text.contains("Clear this answer"));
}

/// Everybody can read it and reach every part of it by keyboard.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn everybody_can_fill_it_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut pages = Vec::new();
    for instrument in ["oms", "review"] {
        let text = run(&["init", "--format", "html", "--instrument", instrument], "").stdout;
        let path = folder.path().join(format!("{instrument}.html"));
        write(&path, &text);
        pages.push(path);
    }
    for page in crate::browser::judged(&pages) {
        let name = &page["file"];
        for key in ["requests", "console", "axe"] {
            assert_eq!(page[key], json!([]), "{name}: {key}");
        }
        assert_eq!((&page["scripts"], &page["handlers"]), (&json!(1), &json!(0)), "{name}");
        for wide in page["overflow"].as_array().unwrap() {
            assert!(wide["width"].as_u64() <= wide["viewport"].as_u64(), "{name}: {wide}");
        }
        let stops = page["keyboard"].as_array().unwrap();
        assert!(stops.len() > 60, "{name}: {}", stops.len());
        assert!(stops.iter().all(|stop| stop["focusVisible"] == true), "{name}");
    }
}
