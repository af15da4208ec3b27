mod handbook;
mod readers;
mod reports;

use super::Field;
use oms_maturity::document::policy::KEYS;
use oms_maturity::domain::policy::Rule;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Returns the schema of a kind of file.
fn schema_of(kind: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{kind}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn schema() -> Value {
    schema_of("policy")
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

fn words(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn set<'w>(words: impl IntoIterator<Item = &'w str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

#[test]
fn the_policy_schema_knows_what_the_reader_knows() {
    let (schema, field) = (schema(), Field::shipped());
    let check = &schema["properties"]["check"]["properties"];
    assert_eq!(keys(check), set(KEYS.iter().copied()));
    let rules = set(Rule::ALL.iter().map(|(name, _)| *name));
    assert_eq!(keys(&check["severity"]["properties"]), rules);
    let waiver = &check["waiver"]["items"]["properties"];
    assert_eq!(words(&waiver["rule"]["enum"]), rules);
    let dimensions = set(field.instrument.rubric().dimensions.iter().map(|d| d.id.as_str()));
    assert_eq!(keys(&check["dimensions"]["properties"]), dimensions);
    assert_eq!(words(&check["allow_fall"]["items"]["enum"]), dimensions);
    assert_eq!(words(&waiver["dimension"]["enum"]), dimensions);
    let scenarios = set(field.instrument.rubric().scenarios.iter().map(|s| s.id.as_str()));
    assert_eq!(words(&check["must_cope"]["items"]["oneOf"][0]["enum"]), scenarios);
    assert_eq!(words(&waiver["scenario"]["enum"]), scenarios);
    let questions = set(field.instrument.questionnaire().all().map(|q| q.id.as_str()));
    assert_eq!(words(&waiver["question"]["enum"]), questions);
}

#[test]
fn the_policy_schema_takes_a_good_policy_and_refuses_a_bad_one() {
    let schema = jsonschema::validator_for(&schema()).unwrap();
    let good = serde_json::json!({"check": {
        "min_level": 3, "min_mean": 3.25, "dimensions": {"overrides": 4}, "judge": "evidenced",
        "must_cope": ["SN01", {"scenario": "SN05", "from": "2026-10-01"}],
        "waiver": [{"rule": "min_level", "until": "2026-12-31", "reason": "pilot", "by": "COO"}],
        "severity": {"baseline": "warn"}, "strict": true,
    }});
    assert!(schema.is_valid(&good));
    for (pointer, bad) in [
        ("/check/min_level", serde_json::json!(6)),
        ("/check/dimensions", serde_json::json!({"overides": 4})),
        ("/check/must_cope", serde_json::json!(["SN99"])),
        ("/check/waiver/0/rule", serde_json::json!("min_levle")),
        ("/check/strict", serde_json::json!("yes")),
    ] {
        let mut policy = good.clone();
        *policy.pointer_mut(pointer).unwrap() = bad;
        assert!(!schema.is_valid(&policy), "{pointer}");
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms-maturity"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("GITHUB_ACTIONS");
    command
}

#[test]
fn the_program_prints_every_schema_as_it_lies_in_the_repository() {
    for kind in ["answers", "questions", "rubric", "policy", "report", "portfolio"] {
        let output = program().args(["schema", kind]).output().unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{kind}.json"));
        assert_eq!(output.stdout, std::fs::read(path).unwrap(), "{kind}");
    }
}

/// An editor finds the schema of answers beside the file to fill in.
#[test]
fn a_file_to_fill_in_names_its_schema_first() {
    let output = program().arg("init").output().unwrap();
    let form = String::from_utf8(output.stdout).unwrap();
    let line = "# yaml-language-server: $schema=answers.schema.json\n";
    assert!(form.starts_with(line), "{form}");
    let open: Value = serde_yaml::from_str(&form).unwrap();
    let mut filled = open.clone();
    filled["scope"] = "Shop".into();
    let schema = jsonschema::validator_for(&schema_of("answers")).unwrap();
    assert!(schema.is_valid(&filled) && !schema.is_valid(&open), "{filled}");
}

#[test]
fn on_github_actions_annotations_stand_beside_whatever_was_asked_for() {
    let check = ["check", "examples/kestrel-and-vane.yaml", "--min-level", "3"];
    let today = ["--today", "2026-07-01"];
    let annotation = "::error file=examples/kestrel-and-vane.yaml,line=12,col=3,";
    for form in ["table", "json", "tap"] {
        let mut command = program();
        command.args(check).args(today).args(["--format", form]);
        let plain = command.output().unwrap();
        let annotated = command.env("GITHUB_ACTIONS", "true").output().unwrap();
        assert_eq!(plain.stdout, annotated.stdout, "{form}");
        assert!(plain.stderr.is_empty(), "{form}");
        assert!(String::from_utf8(annotated.stderr).unwrap().starts_with(annotation), "{form}");
        assert_eq!(annotated.status.code(), Some(1));
    }
}

#[test]
fn forms_of_the_gate_are_refused_where_nothing_is_gated() {
    let assess = ["assess", "examples/kestrel-and-vane.yaml", "--format", "sarif"];
    let output = program().args(assess).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr).unwrap().contains("[possible values: table, json, html")
    );
}

#[test]
fn several_forms_are_written_in_one_run_and_nothing_is_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let check = ["check", "examples/kestrel-and-vane.yaml", "--min-level", "3"];
    let reports: Vec<_> = ["sarif", "junit", "gitlab", "markdown"]
        .iter()
        .flat_map(|form| {
            ["--report".to_owned(), format!("{form}={}", folder.path().join(form).display())]
        })
        .collect();
    let run = || program().args(check).args(&reports).output().unwrap();
    assert_eq!(run().status.code(), Some(1));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
    let again = run();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("--force"));
}

#[test]
fn a_file_to_fill_in_is_yaml_whatever_it_would_be_called() {
    let folder = tempfile::tempdir().unwrap();
    for (name, code) in [("a.toml", 2), ("a.json", 2), ("a.yaml", 0), ("a.yml", 0)] {
        let file = folder.path().join(name);
        let output = program().arg("init").arg("--output").arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{name}");
        assert_eq!(file.exists(), code == 0, "{name}");
    }
}

/// What each form is known by, whether it is printed or written to a file.
const KNOWN_BY: [(&str, &str); 9] = [
    ("table", "FAILED"),
    ("json", "\"rubric\": \"oms 2.0.0\""),
    ("junit", "<testsuites"),
    ("sarif", "\"runs\""),
    ("github", "::error file="),
    ("azure", "##vso[task.logissue"),
    ("gitlab", "\"fingerprint\""),
    ("tap", "TAP version 14"),
    ("markdown", "## FAILED"),
];

#[test]
fn every_form_is_the_one_that_was_asked_for() {
    let check = ["check", "examples/kestrel-and-vane.yaml", "--min-level", "3"];
    let only = |text: &str, form: &str| {
        let marks = KNOWN_BY.iter().filter(|(_, mark)| text.contains(mark)).map(|(name, _)| *name);
        // The table's word stands in Markdown's heading, too.
        let marks: Vec<_> = marks.filter(|name| *name != "table" || form == "table").collect();
        assert_eq!(marks, [form], "{text}");
    };
    let folder = tempfile::tempdir().unwrap();
    for (form, _) in KNOWN_BY {
        let file = folder.path().join(form);
        let report = format!("{form}={}", file.display());
        let mut command = program();
        command.args(check).args(["--format", form, "--report", &report]);
        let output = command.output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        only(&printed, form);
        assert_eq!(std::fs::read_to_string(file).unwrap(), printed, "{form}");
    }
    let mut command = program();
    command.args(check).args(["--format", "github"]).env("GITHUB_ACTIONS", "true");
    assert!(command.output().unwrap().stderr.is_empty(), "no annotation comes twice");
}
