use super::{QUESTIONS, RUBRIC};
use crate::gate_forms::{HOSTILE, harmless, sarif_run};
use crate::program::{Ran, run, run_in};
use serde_json::Value;
use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn lint(folder: &tempfile::TempDir, args: &[&str]) -> Ran {
    run_in(folder.path(), &[&["rubric", "lint"], args].concat(), "")
}

fn warned() -> String {
    RUBRIC.replace("It is high.", "It is high TODO.")
}

fn wrong() -> String {
    RUBRIC.replace("mean: 3", "mean: 3.5")
}

#[test]
fn exit_codes_say_whether_anything_is_wrong() {
    let (warned, wrong) = (warned(), wrong());
    let folder = folder(&[
        ("questions.yaml", QUESTIONS),
        ("good.yaml", RUBRIC),
        ("warned.yaml", &warned),
        ("wrong.yaml", &wrong),
        ("broken.yaml", "id: [\n"),
        ("bytes.yaml", "x"),
    ]);
    std::fs::File::options()
        .write(true)
        .open(folder.path().join("bytes.yaml"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, &[0xff, 0xfe, 0x41]))
        .unwrap();
    for (args, code) in [
        (&["good.yaml"][..], 0),
        (&["warned.yaml"], 0),
        (&["warned.yaml", "--strict"], 1),
        (&["warned.yaml", "--deny-warnings"], 1),
        (&["warned.yaml", "--strict", "--allow", "todo-left-in"], 0),
        (&["wrong.yaml"], 1),
        (&["good.yaml", "wrong.yaml"], 1),
        (&["broken.yaml"], 1),
        (&["bytes.yaml"], 2),
        (&["missing.yaml"], 2),
        (&["wrong.yaml", "missing.yaml"], 2),
        (&["--rubric", "wrong.yaml"], 1),
        (&["--questions", "questions.yaml"], 0),
        (&["--questions", "questions.yaml", "--rubric", "good.yaml"], 0),
        (&["good.yaml", "--allow", "level-gap"], 2),
    ] {
        for form in ["table", "json", "sarif", "github"] {
            let ran = lint(&folder, &[args, &["--format", form]].concat());
            assert_eq!(ran.code, Some(code), "{args:?} {form}: {}{}", ran.stdout, ran.stderr);
        }
    }
    assert_eq!(lint(&folder, &["good.yaml", "-o", "good.yaml", "--force"]).code, Some(2));
    let said = lint(&folder, &["good.yaml", "--allow", "todo-left-inn"]).stderr;
    assert!(said.contains("did you mean `todo-left-in`?"), "{said}");
}

#[test]
fn the_questionnaire_is_found_wherever_it_may_be() {
    let of_own = RUBRIC.replace("questionnaire: own", "questionnaire: other");
    let folder = folder(&[
        ("beside/questions.yaml", QUESTIONS),
        ("beside/rubric.yaml", RUBRIC),
        ("parts/questions/own.yaml", QUESTIONS),
        ("parts/rubrics/own.yaml", RUBRIC),
        ("parts/notes.yaml", "scope: A\ndate: 2026-06-30\nquestionnaire: own\nanswers: {}\n"),
        ("alone/rubric.yaml", RUBRIC),
        ("named/questions.yaml", QUESTIONS),
        ("named/rubric.yaml", &of_own),
        ("empty/readme.txt", ""),
    ]);
    for args in [
        &["beside/rubric.yaml"][..],
        &["beside"],
        &["parts"],
        &["parts/rubrics/own.yaml"],
        &["parts/rubrics"],
        &["alone/rubric.yaml", "beside/questions.yaml"],
        &["alone/rubric.yaml", "--questions", "beside/questions.yaml"],
    ] {
        let ran = lint(&folder, args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stdout);
        let said = ran.stdout.replace('\\', "/");
        assert!(said.contains(".yaml and ") && said.ends_with(": nothing to mend\n"), "{said}");
        assert!(!said.contains("notes.yaml"), "{said}");
    }
    for args in [&["alone/rubric.yaml"][..], &["named"]] {
        let ran = lint(&folder, args);
        assert_eq!(ran.code, Some(1), "{args:?}");
        assert!(ran.stdout.contains("is not at hand"), "{}", ran.stdout);
    }
    let ran = lint(&folder, &["empty"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("no questionnaire and no rubric in this folder"), "{}", ran.stdout);
    let ran = lint(&folder, &["parts/notes.yaml"]);
    assert!(ran.code == Some(1) && ran.stdout.contains("these are answers"), "{}", ran.stdout);
}

#[test]
fn a_rubric_waits_for_its_questions() {
    let broken = QUESTIONS.replace("prompt: How fast?", "promt: How fast?");
    let folder = folder(&[("questions.yaml", &broken), ("rubric.yaml", &warned())]);
    let ran = lint(&folder, &["rubric.yaml", "--format", "json"]);
    let said: Value = serde_json::from_str(&ran.stdout).unwrap();
    let codes = |file: usize| -> Vec<&str> {
        let found = said["files"][file]["findings"].as_array().unwrap().iter();
        found.map(|found| found["code"].as_str().unwrap()).collect()
    };
    assert_eq!(ran.code, Some(1));
    assert_eq!(codes(0), ["todo-left-in"]);
    assert_eq!(codes(1), ["unknown-key"]);
    assert_eq!((said["errors"].as_u64(), said["warnings"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn every_form_names_file_line_and_column() {
    let folder = folder(&[("questions.yaml", QUESTIONS), ("rubric.yaml", &wrong())]);
    let table = lint(&folder, &["rubric.yaml"]).stdout;
    assert!(table.contains("error[requirement-beyond-range]"), "{table}");
    assert!(table.contains("rubric.yaml:10:"), "{table}");
    let json: Value =
        serde_json::from_str(&lint(&folder, &["rubric.yaml", "--format", "json"]).stdout).unwrap();
    let found = &json["files"][0]["findings"][0];
    assert_eq!((found["line"].as_u64(), found["severity"].as_str()), (Some(10), Some("error")));
    assert_eq!(json["passed"], false);
    let run = sarif_run(&lint(&folder, &["rubric.yaml", "--format", "sarif"]).stdout);
    assert_eq!(run["results"][0]["ruleId"], "requirement-beyond-range");
    let region = &run["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 10);
    assert!(run["tool"]["driver"]["rules"][0]["help"]["text"].as_str().unwrap().ends_with('.'));
    let github = lint(&folder, &["rubric.yaml", "--format", "github"]).stdout;
    assert!(github.starts_with("::error file="), "{github}");
    assert!(github.contains("rubric.yaml,line=10,col="), "{github}");
    let ran = lint(&folder, &["rubric.yaml", "-o", "lint.sarif"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.contains("what was found in lint.sarif"), "{}", ran.stderr);
    sarif_run(&std::fs::read_to_string(folder.path().join("lint.sarif")).unwrap());
}

#[test]
fn no_text_of_an_instrument_can_steer_who_reads_what_is_wrong_with_it() {
    for text in HOSTILE {
        let quoted = serde_json::to_string(&format!("{text} order_rate TODO")).unwrap();
        let rubric = RUBRIC.replace("title: Own rubric", &format!("title: {quoted}"));
        let rubric = rubric.replace("id: SN1", &format!("id: {quoted}"));
        let folder = folder(&[("questions.yaml", QUESTIONS), ("rubric.yaml", &rubric)]);
        for form in ["table", "json", "sarif", "github"] {
            let ran = lint(&folder, &["rubric.yaml", "--format", form]);
            assert_eq!(ran.code, Some(1), "{text:?} {form}: {}", ran.stdout);
            harmless(&ran.stdout);
            if form == "sarif" {
                sarif_run(&ran.stdout);
            }
            if form == "github" {
                assert!(ran.stdout.lines().all(|line| {
                    line.starts_with("::error file=") || line.starts_with("::warning file=")
                }));
            }
        }
    }
}

#[test]
fn of_what_is_shipped_nothing_is_to_be_said() {
    for name in ["oms", "review"] {
        let ran = run(&["rubric", "lint", "--strict", "--instrument", name], "");
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.stdout);
    }
    let ran = run(&["rubric", "lint", "examples/custom", "--strict"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    let both = ["questions/oms.yaml", "rubrics/oms.yaml"];
    let ran = run(&[&["rubric", "lint", "--format", "json"], &both[..]].concat(), "");
    let embedded = run(&["rubric", "lint", "--format", "json"], "");
    let found = |text: &str| -> Vec<Value> {
        let said: Value = serde_json::from_str(text).unwrap();
        let files = said["files"].as_array().unwrap().iter();
        files.map(|file| file["findings"].clone()).collect()
    };
    assert_eq!(found(&ran.stdout), found(&embedded.stdout));
}

#[test]
fn its_help_fits_a_screen() {
    let help = run(&["rubric", "lint", "-h"], "").stdout;
    assert!(help.lines().count() <= 24 && help.lines().all(|line| line.chars().count() <= 80));
}
