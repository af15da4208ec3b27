use super::Field;
use crate::program::{Ran, run};
use oms_maturity::document::{Bounds, Format, node, read};
use oms_maturity::report::verify::{Comparison, reports};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::shipped);

const EXAMPLES: [&str; 3] = ["kestrel-and-vane", "northmoor-outfitters", "pindle-and-rook"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn stored(name: &str) -> String {
    let path = root().join("examples/expected").join(format!("{name}.json"));
    std::fs::read_to_string(path).unwrap()
}

/// Runs `verify` on a text from standard input.
fn verify(text: &str, more: &[&str]) -> Ran {
    run(&[&["verify", "-"], more].concat(), text)
}

/// Returns how `verify` ends on a text, and all that it says.
fn said(text: &str, more: &[&str]) -> (Option<i32>, String) {
    let ran = verify(text, more);
    (ran.code, ran.stdout + &ran.stderr)
}

/// Asserts that a text is not verified, and that the first differences are these.
fn refuted(text: &str, differences: &[&str]) {
    let (code, said) = said(text, &[]);
    assert_eq!(code, Some(1), "{said}");
    let (found, last): (Vec<_>, Vec<_>) = said.lines().partition(|line| line.starts_with('<'));
    let found: Vec<_> =
        found.iter().map(|line| line.splitn(4, ':').nth(3).unwrap().trim()).collect();
    assert_eq!(found, differences);
    assert!(last.last().unwrap().starts_with("NOT VERIFIED: "), "{said}");
}

#[test]
fn every_example_is_verified_with_its_answers() {
    for name in EXAMPLES {
        let answers = format!("examples/{name}.yaml");
        let (code, said) = said(&stored(name), &["--answers", &answers]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.starts_with("VERIFIED: all "), "{said}");
        assert!(said.contains(&format!("which are those of {answers}")), "{said}");
    }
}

/// Reports as they were written before later fields came, by the rubric of that day.
#[test]
fn reports_of_every_earlier_shape_are_verified() {
    let rulers = [
        "--questions",
        "tests/stored/before/questions.yaml",
        "--rubric",
        "tests/stored/before/rubric.yaml",
    ];
    for name in EXAMPLES {
        let path = root().join("tests/stored/before").join(format!("{name}.json"));
        let report = std::fs::read_to_string(path).unwrap();
        assert!(!report.contains("sensitivity"));
        let other = report.replace("\"version\": \"0.1.0\"", "\"version\": \"0.0.9\"");
        let (code, words) = said(&other, &rulers);
        assert_eq!(code, Some(0), "{words}");
        // This version writes it; leaving it out is leaving something out.
        assert_eq!(said(&report, &rulers).0, Some(1), "{name}");
        // Another version may have worded a notice otherwise; what it judged is judged alike.
        let reworded = other.replace("\"message\": \"", "\"message\": \"Mind: ");
        let (code, words) = said(&reworded, &rulers);
        assert_eq!(code, Some(0), "{name}: {words}");
        let notices = other.matches("\"message\": \"").count();
        let counted = format!("{notices} sentences in the words of version 0.0.9");
        assert_eq!(words.contains(&counted), notices > 0, "{words}");
        for (from, to) in [
            ("\"level\": ", "\"level\": 9"),
            ("\"reason\": \"", "\"reason\": \"because: "),
            ("\"version\": \"0.0.9\"", "\"version\": 9"),
            ("\"name\": \"oms-maturity\"", "\"name\": \"another\""),
            ("\"name\": \"oms-maturity\"", "\"certified\": \"level 5\""),
        ] {
            let wrong = other.replacen(from, to, 1);
            assert_eq!(said(&wrong, &rulers).0, Some(1), "{name}: {to}");
        }
    }
}

/// A sentence may be worded otherwise, but not be something else, and not be left out.
#[test]
fn sentences_of_another_version_are_sentences_still() {
    let other =
        stored("kestrel-and-vane").replace("\"version\": \"0.1.0\"", "\"version\": \"9.0.0\"");
    let mut report: Value = serde_json::from_str(&other).unwrap();
    assert_eq!(said(&report.to_string(), &[]).0, Some(0));
    report["notices"][0]["message"] = serde_json::json!({"level": 5});
    assert_eq!(said(&report.to_string(), &[]).0, Some(1));
    report["notices"][0].as_object_mut().unwrap().remove("message");
    assert_eq!(said(&report.to_string(), &[]).0, Some(1));
    report.as_object_mut().unwrap().remove("tool");
    let (_, words) = said(&report.to_string(), &[]);
    assert!(words.contains("tool is missing"), "{words}");
}

/// Differences are placed in one pass, however many there are and however long a line is.
#[test]
fn many_differences_take_no_longer_than_their_text() {
    let extra: Vec<_> = (0..20_000).map(|at| format!("\"x{at}\": 1, ")).collect();
    let extra = extra.concat();
    let text =
        stored("kestrel-and-vane").replacen("\"overall\":", &format!("{extra}\"overall\":"), 1);
    let (code, words) = said(&text, &[]);
    assert_eq!(code, Some(1));
    assert!(words.contains("NOT VERIFIED: 20000 differences;"), "{}", words.len());
    assert!(words.contains("and 19950 more"));
}

#[test]
fn a_second_key_of_the_same_name_is_not_passed_over() {
    let text = stored("kestrel-and-vane");
    let forged = "\"given\": {\"scope\": \"Another\", \"date\": \"2026-06-30\", \"answers\": {}}, ";
    let twice = text.replacen("\"overall\":", &format!("{forged}\"overall\":"), 1);
    let (code, words) = said(&twice, &[]);
    assert!(code == Some(1) && words.contains("given is {\"scope\": \"Another\""), "{words}");
    let odd = text.replacen("\"overall\":", "\"compared_with.given\": 1, \"overall\":", 1);
    assert_eq!(said(&odd, &[]).0, Some(1));
}

/// Who gave the answers is not told by what an anonymous report is held against.
#[test]
fn an_anonymous_report_keeps_its_names_from_a_wrong_answers_file() {
    let text = std::fs::read_to_string(root().join("examples/kestrel-and-vane.yaml")).unwrap();
    let hidden = FIELD.read(&text, Format::Yaml).unwrap().anonymous();
    let report = oms_maturity::report::json::render(&FIELD.report(&hidden)).unwrap();
    let (code, words) = said(&report, &["--answers", "examples/northmoor-outfitters.yaml"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("given.answers.overrides"), "{words}");
    assert!(!words.contains("Northmoor Outfitters") && !words.contains("maybe one in"), "{words}");
}

#[test]
fn a_report_under_another_rubric_needs_that_rubric() {
    let rulers = [
        "--questions",
        "examples/custom/questions.yaml",
        "--rubric",
        "examples/custom/rubric.yaml",
    ];
    let assess = ["assess", "examples/custom/answers.yaml", "--format", "json"];
    let report = run(&[&assess[..], &rulers].concat(), "").stdout;
    assert_eq!(said(&report, &rulers).0, Some(0));
    let (code, words) = said(&report, &[]);
    assert_eq!(code, Some(2));
    assert!(words.contains("rubric returns 0.1.0 with SHA-256"), "{words}");
    assert!(words.contains("name its file with --questions and --rubric"), "{words}");
}

/// Compares a report's text with a fresh one in this process: as `verify` does, a thousand times.
fn compared(text: &str, fresh: &node::Node<'_>) -> Option<Comparison> {
    let tree = read::tree(text, Format::Json, Bounds::REPORT).ok()?;
    Some(reports(&tree, fresh))
}

/// Returns the places of the digits in what follows from the answers.
fn digits_of_the_results(text: &str) -> Vec<usize> {
    let begins = text.find("\"assessment\"").unwrap();
    let given = text.find("\"given\"").unwrap()..text.find("\"overall\"").unwrap();
    let digit = |place: &usize| text.as_bytes()[*place].is_ascii_digit();
    (begins..text.len()).filter(|place| !given.contains(place)).filter(digit).collect()
}

#[test]
fn a_single_changed_digit_anywhere_in_the_results_is_found() {
    for name in EXAMPLES {
        let text = stored(name);
        let fresh = read::tree(&text, Format::Json, Bounds::REPORT).unwrap();
        assert!(compared(&text, &fresh).unwrap().differences.is_empty());
        let places = digits_of_the_results(&text);
        assert!(places.len() > 300, "{name}: {}", places.len());
        for place in places {
            let digit = text.as_bytes()[place] - b'0';
            // Every other digit at every place would be the same law ten times over.
            let other = char::from(b'0' + (digit + 1 + u8::try_from(place % 9).unwrap()) % 10);
            let mut changed = text.clone();
            changed.replace_range(place..=place, &other.to_string());
            // A number such as 04 is no JSON any more, which is found as well.
            let found = compared(&changed, &fresh).is_none_or(|c| !c.differences.is_empty());
            assert!(found, "{name} at {place}: {}", &text[place - 30..place + 10]);
        }
    }
}

/// Every line of the results that is taken out or written anew is missed.
#[test]
fn no_name_verdict_or_action_can_be_changed_or_left_out() {
    let text = stored("pindle-and-rook");
    let report: Value = serde_json::from_str(&text).unwrap();
    let fresh = read::tree(&text, Format::Json, Bounds::REPORT).unwrap();
    let mut paths = Vec::new();
    leaves(&report, String::new(), &mut paths);
    let results =
        paths.iter().filter(|path| !path.starts_with("/tool") && !path.starts_with("/given"));
    let mut tried = 0;
    for path in results {
        let mut changed = report.clone();
        *changed.pointer_mut(path).unwrap() = match report.pointer(path).unwrap() {
            Value::String(text) => Value::from(format!("{text}.")),
            Value::Null => Value::from(0),
            Value::Bool(value) => Value::from(!value),
            _ => Value::Null,
        };
        let text = changed.to_string();
        assert!(!compared(&text, &fresh).unwrap().differences.is_empty(), "{path}");
        let (parent, key) = path.rsplit_once('/').unwrap();
        let mut less = report.clone();
        match less.pointer_mut(parent).unwrap() {
            Value::Object(map) => drop(map.remove(key)),
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            _ => panic!("{parent}"),
        }
        let text = less.to_string();
        assert!(!compared(&text, &fresh).unwrap().differences.is_empty(), "without {path}");
        tried += 1;
    }
    assert!(tried > 400, "{tried}");
}

fn leaves(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                leaves(value, format!("{path}/{key}"), paths);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (place, value) in items.iter().enumerate() {
                leaves(value, format!("{path}/{place}"), paths);
            }
        }
        _ => paths.push(path),
    }
}

#[test]
fn each_kind_of_difference_is_named_at_its_place() {
    let text = stored("kestrel-and-vane");
    let change = |from: &str, to: &str| text.replacen(from, to, 1);
    refuted(&change("\"level\": 2,", "\"level\": 3,"), &["overall.level is 3, and 2 follows"]);
    refuted(
        &change("\"name\": \"Reactive\"", "\"name\": \"Adaptive\""),
        &["overall.name is \"Adaptive\", and \"Reactive\" follows"],
    );
    refuted(
        &change("\"spread\": 3,", "\"spread\": 3, \"rank\": 1,"),
        &["overall.rank is 1, and nothing of the kind follows"],
    );
    refuted(&change("\"spread\": 3,", ""), &["overall.spread is missing, and 3 follows"]);
    refuted(
        &change("\"level\": 2,", "\"level\": 2, \"level\": 4,"),
        &["overall.level is 4, and nothing of the kind follows"],
    );
    refuted(
        &change("\"id\": \"SN02\"", "\"id\": \"SN99\""),
        &[
            &format!("scenarios.SN02 is missing, and {} follows", scenario("SN02")),
            &format!("scenarios.SN99 is {}, and nothing of the kind follows", scenario("SN99")),
        ],
    );
    let (code, words) = said(&change("\"level\": 2,", "\"level\": 3,"), &[]);
    assert!(code == Some(1) && words.starts_with("<stdin>:86:14: "), "{words}");
}

/// A scenario of Kestrel & Vane as it is quoted: cut.
fn scenario(id: &str) -> String {
    let whole = format!(
        "{{\"id\": \"{id}\", \"title\": \"Flash drop\", \"verdict\": \"fails\", \
         \"evidenced_verdict\": \"fails\", \"likely\": false, \"blocked_by\": [], \
         \"figures\": [{{\"question\": \"peak_headroom\", \"from\": 2}}]}}"
    );
    whole.chars().take(160).collect::<String>() + " ..."
}

#[test]
fn order_and_spelling_of_the_text_do_not_matter_but_the_order_of_actions_does() {
    let text = stored("pindle-and-rook");
    let report: Value = serde_json::from_str(&text).unwrap();
    // As another program may write it: keys sorted, on one line.
    assert_eq!(said(&report.to_string(), &[]).0, Some(0));
    assert_eq!(said(&text.replace("\"mean\": 4.33", "\"mean\": 433e-2"), &[]).0, Some(0));
    let mut swapped = report;
    swapped["actions"].as_array_mut().unwrap().swap(0, 1);
    let (code, words) = said(&swapped.to_string(), &[]);
    assert_eq!(code, Some(1));
    assert!(words.contains("actions is not in the order that follows"), "{words}");
}

#[test]
fn answers_that_are_not_those_of_the_file_are_named() {
    let text = stored("kestrel-and-vane");
    let (code, words) = said(&text, &["--answers", "examples/pindle-and-rook.yaml"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains(
            "given.answers.overrides.value is 5.1, and examples/pindle-and-rook.yaml says 1.8"
        ),
        "{words}"
    );
    assert!(words.contains("NOT VERIFIED: all ") && words.contains(" values follow"), "{words}");
    assert!(
        words.contains("; those are not the answers of examples/pindle-and-rook.yaml"),
        "{words}"
    );
    // A report is no answers file, and says what to name instead.
    let (code, words) = said(&text, &["--answers", "examples/expected/kestrel-and-vane.json"]);
    assert_eq!(code, Some(2));
    assert!(words.contains("this is a report, not an answers file"), "{words}");
}

#[test]
fn a_changed_answer_contradicts_the_results() {
    let text = stored("kestrel-and-vane").replacen("\"value\": 5.1", "\"value\": 0.1", 1);
    let (code, words) = said(&text, &[]);
    assert_eq!(code, Some(1));
    assert!(words.contains("dimensions.overrides.level is 3, and 5 follows"), "{words}");
}

#[test]
fn an_anonymous_and_a_compared_report_are_verified() {
    let sheet = |name: &str| {
        let text = std::fs::read_to_string(root().join("examples").join(name)).unwrap();
        FIELD.read(&text, Format::Yaml).unwrap()
    };
    let (now, then) = (sheet("pindle-and-rook.yaml"), sheet("kestrel-and-vane.yaml"));
    let (hidden, earlier) = (now.anonymous(), then.anonymous());
    let report = FIELD.report(&hidden).compared_with(FIELD.report(&earlier), false);
    let text = oms_maturity::report::json::render(&report).unwrap();
    let (code, words) = said(&text, &["--answers", "examples/pindle-and-rook.yaml"]);
    assert_eq!(code, Some(0), "{words}");
    let fell = text.replacen("\"change\": \"rose\"", "\"change\": \"fell\"", 1);
    let (code, words) = said(&fell, &[]);
    assert_eq!(code, Some(1));
    assert!(words.contains("compared_with.dimensions.rules_age.change is \"fell\""), "{words}");
}

#[test]
fn what_cannot_be_recomputed_has_no_verdict() {
    let text = stored("kestrel-and-vane");
    for (text, why) in [
        (String::new(), "this is no report"),
        ("<!DOCTYPE html>".to_owned(), "name what `oms-maturity assess ANSWERS --format json` wrote"),
        ("{}".to_owned(), "this is no report"),
        ("[1]".to_owned(), "this is no report"),
        (text.replacen("\"version\": 1,", "\"version\": 2,", 1), "unknown version"),
        (text.replacen("\"version\": 1,", "\"version\": \"1\",", 1), "unknown version"),
        (text.replacen(&FIELD.instrument.fingerprints().rubric, &"0".repeat(64), 1), "name its file with --rubric"),
        (text.replacen("\"rubric\"", "\"ruler\"", 1), "does not say the rubric's id"),
        (text.replacen("\"date\": \"2026-06-30\",\n    \"respondent\": \"Head of omnichannel operations\",\n    \"edition\": 2,\n    \"answers\"", "\"date\": \"2026-13-30\",\n    \"answers\"", 1), "error[bad-date]"),
        (text.replacen("\"value\": 5.1", "\"value\": 510", 1), "error[out-of-range]"),
    ] {
        let (code, words) = said(&text, &[]);
        assert_eq!(code, Some(2), "{why}: {words}");
        assert!(words.contains(why), "{why}: {words}");
    }
    assert_eq!(run(&["verify", "no-such.json"], "").code, Some(2));
}

#[test]
fn for_programs_there_is_json() {
    let text = stored("kestrel-and-vane").replacen("\"level\": 2,", "\"level\": 3,", 1);
    let output = verify(&text, &["--format", "json"]);
    let said: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((&said["version"], &said["verified"]), (&1.into(), &false.into()));
    let difference = &said["differences"][0];
    assert_eq!(difference["path"], "overall.level");
    assert_eq!((&difference["found"], &difference["expected"]), (&"3".into(), &"2".into()));
    assert_eq!((&difference["line"], &difference["column"]), (&86.into(), &14.into()));
    let refused = verify(&text, &["--format", "html"]);
    assert_eq!(refused.code, Some(2));
}
