//! The report's schema is held against reports: each keeps it, none has a key that it does not
//! name, and each of its keys stands in one of them.

use super::readers::{mappings, value_of};
use super::schema_of;
use crate::program::run;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const EVERY_KEY: [&str; 4] = [
    "--questions",
    "tests/stored/every-key/questions.yaml",
    "--rubric",
    "tests/stored/every-key/rubric.yaml",
];

/// Runs `assess --format json`.
fn assess(args: &[&str], input: &str) -> Value {
    let ran = run(&[&["assess", "--format", "json"], args].concat(), input);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn reports() -> Vec<Value> {
    let mut all: Vec<_> = ["kestrel-and-vane", "northmoor-outfitters", "pindle-and-rook"]
        .iter()
        .flat_map(|name| {
            let answers = format!("examples/{name}.yaml");
            [assess(&[&answers], ""), value_of(&format!("examples/expected/{name}.json"))]
        })
        .collect();
    let compared = ["--compare-with", "examples/northmoor-outfitters.yaml"];
    all.push(assess(&[&["examples/kestrel-and-vane.yaml"], &compared[..]].concat(), ""));
    let beside = ["--against", "examples/expected/portfolio.json"];
    all.push(assess(&[&["examples/kestrel-and-vane.yaml"], &beside[..]].concat(), ""));
    let custom = ["--questions", "examples/custom/questions.yaml"];
    let rubric = ["--rubric", "examples/custom/rubric.yaml", "examples/custom/answers.yaml"];
    all.push(assess(&[custom.as_slice(), &rubric].concat(), ""));
    let answers = "tests/stored/every-key/answers.yaml";
    all.push(assess(&[&EVERY_KEY[..], &[answers]].concat(), ""));
    // What is unknown, and a peak that is near.
    let open =
        "scope: Shop\ndate: 2026-06-30\nnext_peak: 2026-08-01\ntarget: {level: 3}\nanswers:\n";
    let open = format!("{open}  delay: unknown\n  figure: unknown\n  told: unknown\n");
    all.push(assess(&[&EVERY_KEY[..], &["-"]].concat(), &open));
    all.extend(of_sums(answers));
    all
}

/// Returns reports under rubrics without levels, by sums and by minima.
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn of_sums(answers: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rubric.json");
    let of = |aggregate: &str| {
        let mut rubric = value_of(EVERY_KEY[3]);
        let top = rubric.as_object_mut().unwrap();
        for key in ["scale", "levels", "dimension_levels", "enough"] {
            top.remove(key);
        }
        top.insert("aggregate".to_owned(), json!(aggregate));
        for dimension in top["dimensions"].as_array_mut().unwrap() {
            dimension.as_object_mut().unwrap().remove("levels");
            dimension["aggregate"] = json!(aggregate);
        }
        top.remove("actions");
        std::fs::write(&file, rubric.to_string()).unwrap();
        // Where there are scores only, there is no level to aim at.
        let text = std::fs::read_to_string(answers).unwrap();
        let aimless: Vec<_> = text
            .lines()
            .filter(|line| !["target:", "enough:"].iter().any(|key| line.starts_with(key)))
            .collect();
        let rubric = ["--rubric", file.to_str().unwrap(), "-"];
        let target = run(
            &[&["assess", "--format", "json"], &EVERY_KEY[..2], &rubric].concat(),
            &aimless.join("\n"),
        );
        assert_eq!(target.code, Some(0), "{}", target.stderr);
        serde_json::from_str(&target.stdout).unwrap()
    };
    ["sum", "minimum", "prorated_sum"].map(of).into()
}

/// Returns the schema with every mapping closed to keys that it does not name.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(entries) => {
            let mut entries: serde_json::Map<_, _> =
                entries.iter().map(|(key, value)| (key.clone(), closed(value))).collect();
            if entries.get("type") == Some(&json!("object")) && entries.contains_key("properties") {
                entries.insert("additionalProperties".to_owned(), json!(false));
            }
            entries.into()
        }
        Value::Array(items) => items.iter().map(closed).collect(),
        other => other.clone(),
    }
}

/// Returns every property that a schema names, by the address of what is said of it.
fn properties<'s>(schema: &'s Value, place: &str, all: &mut Vec<(String, &'s Value)>) {
    // The answers that a report carries are held against their own reader.
    if place.contains("/given/")
        || ["answer_mapping", "voice", "target"].iter().any(|it| place == format!("/$defs/{it}"))
    {
        return;
    }
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        all.push((format!("{place}/{key}"), property));
    }
    match schema {
        Value::Object(entries) => entries
            .iter()
            .for_each(|(key, value)| properties(value, &format!("{place}/{key}"), all)),
        Value::Array(items) => items.iter().for_each(|value| properties(value, place, all)),
        _ => {}
    }
}

#[test]
fn every_report_keeps_the_schema_and_every_key_of_it_is_written() {
    keep_the_schema("report", &reports());
}

/// Named and anonymous, with groups and without, of scores only, and where nothing was judged.
#[test]
fn every_portfolio_keeps_the_schema_and_every_key_of_it_is_written() {
    let example = "examples/portfolio/pindle-and-rook.ndjson";
    let portfolio = |args: &[&str]| {
        let args = [&["portfolio", "--format", "json", "--max-invalid", "9"], args].concat();
        let ran = run(&args, "{}\n");
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap()
    };
    let all = [
        portfolio(&[example]),
        portfolio(&[example, "--group-by", "country,size", "--anonymous"]),
        portfolio(&[example, "--group-by", "country", "--small-groups"]),
        portfolio(&["examples/several-people"]),
        portfolio(&["-"]),
    ];
    keep_the_schema("portfolio", &all);
}

/// Holds what is written against the schema of its kind, closed to keys that it does not name; and
/// looks for each of its keys.
fn keep_the_schema(kind: &str, all_written: &[Value]) {
    let schema = schema_of(kind);
    let validator = jsonschema::validator_for(&closed(&schema)).unwrap();
    let mut seen = BTreeSet::new();
    for report in all_written {
        let wrong = validator.iter_errors(report);
        let wrong: Vec<_> =
            wrong.map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        mappings(&schema, &[&schema], ("", report), &mut |_, _, schemas| {
            seen.extend(schemas.iter().map(|schema| std::ptr::from_ref(*schema)));
        });
    }
    let mut all = Vec::new();
    properties(&schema, "", &mut all);
    let unseen = all.iter().filter(|(_, property)| !seen.contains(&std::ptr::from_ref(*property)));
    let unseen: Vec<_> = unseen.map(|(place, _)| place).collect();
    assert!(unseen.is_empty(), "no {kind} has {unseen:#?}");
}

/// A later version of the program may write more; what is written now may not be missing.
#[test]
fn a_report_may_have_more_keys_and_not_fewer() {
    let validator = jsonschema::validator_for(&schema_of("report")).unwrap();
    let report = value_of("examples/expected/kestrel-and-vane.json");
    let mut more = report.clone();
    more["later"] = json!({"key": 1});
    more["overall"]["later"] = json!(1);
    assert!(validator.is_valid(&more));
    let optional = ["groups", "gap", "compared_with", "outcomes"];
    for key in report.as_object().unwrap().keys().filter(|key| !optional.contains(&key.as_str())) {
        let mut fewer = report.clone();
        fewer.as_object_mut().unwrap().remove(key);
        assert!(!validator.is_valid(&fewer), "{key}");
    }
}

/// A report carries answers in the shape of an answers file.
#[test]
fn the_answers_in_a_report_are_those_of_an_answers_file() {
    let (report, answers) = (schema_of("report"), schema_of("answers"));
    for part in ["text", "date", "target", "answer", "answer_mapping", "voice"] {
        assert_eq!(report["$defs"][part], answers["$defs"][part], "{part}");
    }
    for part in ["properties", "required", "additionalProperties"] {
        assert_eq!(report["$defs"]["given"][part], answers[part], "{part}");
    }
}
