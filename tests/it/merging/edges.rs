//! Where answers are missing, edited by hand or one person's alone: nothing is told that nobody said.
#![expect(clippy::disallowed_methods, reason = "a test makes its own files")]

use crate::program::run_in;
use serde_json::{Value, json};
use std::path::Path;

fn done(folder: &Path, args: &[&str]) -> String {
    let ran = run_in(folder, args, "");
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn told(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&done(folder, &[args, &["--format", "json"]].concat())).unwrap()
}

/// A folder with the answers of people called A, B and so on.
fn folder_of(answers: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, answers) in ["A", "B", "C", "D"].iter().zip(answers) {
        let text = format!(
            "edition: 2\nscope: S\ndate: 2026-06-30\nrespondent: Dr {name}\nanswers: {{{answers}}}\n"
        );
        std::fs::write(folder.path().join(format!("{name}.yaml")), text).unwrap();
    }
    folder
}

/// A person's file from `init` says nothing until they write into it.
#[test]
fn a_file_that_nobody_has_touched_is_open() {
    let folder = folder_of(&["overrides: {level: 4}"]);
    done(
        folder.path(),
        &["init", "--respondent", "Late", "--scope", "S", "--today", "2026-06-30", "late.yaml"],
    );
    let status = told(folder.path(), &["merge", "--status", "late.yaml"]);
    let late = &status["people"][0];
    assert_eq!((&late["answered"], &late["unknown"]), (&0.into(), &0.into()), "{status}");
    assert_ne!(late["open"], 0);
    let merged = told(folder.path(), &["merge", "A.yaml", "late.yaml"]);
    let voices = &merged["questions"][0]["voices"];
    assert_eq!((&voices["values"], &voices["unknown"]), (&1.into(), &0.into()), "{merged}");
    let alone = run_in(folder.path(), &["assess", "late.yaml"], "");
    assert!(alone.stderr.contains("no question is answered here"), "{}", alone.stderr);
}

/// What a merged file says of each person is what their own file said.
#[test]
fn a_merged_file_tells_of_each_person() {
    let folder = folder_of(&["overrides: {level: 4}", "overrides: unknown, rules_age: {level: 2}"]);
    let own = told(folder.path(), &["merge", "--status", "A.yaml", "B.yaml"]);
    done(folder.path(), &["merge", "A.yaml", "B.yaml", "--save", "all.yaml"]);
    assert_eq!(told(folder.path(), &["merge", "--status", "all.yaml"]), own);
}

#[test]
fn where_nobody_gives_a_value_there_are_no_views() {
    let na = "{not_applicable: No stores}";
    let one = format!("overrides: unknown, rules_age: {na}, scalability: {{level: 3}}");
    let folder = folder_of(&[&one, &one]);
    let said = told(folder.path(), &["merge", "A.yaml", "B.yaml"]);
    let of = |id: &str| {
        let dimension = said["dimensions"].as_array().unwrap().iter().find(|it| it["id"] == id);
        let keys = ["status", "level", "lowest", "highest"];
        Value::from(keys.map(|key| dimension.unwrap()[key].clone()).to_vec())
    };
    let none = |status: &str| json!([status, null, null, null]);
    assert_eq!(of("overrides"), none("unknown"));
    assert_eq!(of("rules_age"), none("not_applicable"));
    assert_eq!(of("adaptability"), none("unanswered"));
    assert_eq!(of("scalability"), json!(["answered", 3, 3, 3]));
    for form in ["table", "markdown", "html"] {
        let page = done(folder.path(), &["merge", "A.yaml", "B.yaml", "--format", form]);
        assert!(page.contains("does not apply"), "{form}: {page}");
    }
}

/// The page of merged answers and the report on them tell the same range.
#[test]
fn both_pages_tell_the_same_range() {
    let one = "overrides: {level: 2}, rules_age: {level: 2}, scalability: {level: 2}, \
               adaptability: {level: 2}, inventory_trust: {level: 2}, cost_to_serve: unknown";
    let folder = folder_of(&[one, one]);
    let page = done(folder.path(), &["merge", "A.yaml", "B.yaml", "--save", "all.yaml"]);
    let report = told(folder.path(), &["assess", "all.yaml"]);
    let range = &report["overall"]["range"];
    let (worst, best) = (&range["worst"], &range["best"]);
    let told = if worst == best {
        format!("alike it is level {worst}")
    } else {
        format!("at its best, it is level {worst} to {best}.")
    };
    assert!(page.contains(&told), "{told}: {page}");
}

#[test]
fn an_agreed_answer_that_nobody_gave_is_told_of() {
    let folder =
        folder_of(&["overrides: {level: 2}", "overrides: {level: 3}", "overrides: {level: 3}"]);
    let all = ["merge", "A.yaml", "B.yaml", "C.yaml", "--save", "all.yaml"];
    assert!(done(folder.path(), &all).contains("as it is at the median"));
    let path = folder.path().join("all.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let warned = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let merged = done(folder.path(), &["merge", "all.yaml"]);
        let assessed = done(folder.path(), &["assess", "all.yaml", "--format", "json"]);
        let told = "Overrides: the agreed answer is nobody's";
        assert_eq!(merged.contains(told), assessed.contains("agreed-by-nobody"), "{merged}");
        assert_eq!(
            merged.contains("at the median"),
            text.contains("level: 3\n    agreed_by: median")
        );
        merged.contains(told)
    };
    assert!(!warned(&text));
    let edited = text.replacen("level: 3\n", "level: 5\n", 1);
    assert_ne!(edited, text);
    assert!(warned(&edited));
    assert!(!warned(&edited.replace("agreed_by: median", "agreed_by: the_room")));
}

#[test]
fn merge_and_report_use_the_same_words() {
    let apart = ["overrides: {level: 1}", "overrides: {level: 3}", "overrides: {level: 5}"];
    let folder = folder_of(&apart);
    let page = done(folder.path(), &["merge", "A.yaml", "B.yaml", "C.yaml", "--save", "all.yaml"]);
    let report = done(folder.path(), &["assess", "all.yaml"]);
    assert!(report.contains("do not agree (1.33)"), "{report}");
    assert!(!page.contains("disagree") && page.contains("do not"), "{page}");
    assert!(page.contains("3 \u{d7} nothing named"), "{page}");
}

#[test]
fn one_voice_has_no_views() {
    let folder = folder_of(&["overrides: {level: 2}"]);
    let text = "edition: 2\nscope: S\ndate: 2026-06-30\nanswers:\n  overrides: {level: 2, \
                agreed_by: only_one, said: [{respondent: A, level: 2}]}\n";
    std::fs::write(folder.path().join("one.yaml"), text).unwrap();
    let report = done(folder.path(), &["assess", "one.yaml"]);
    assert!(!report.contains("1 people") && !report.contains("WHAT PEOPLE SAY"), "{report}");
}

#[test]
fn nobody_who_answered_prepared_the_page() {
    let folder = folder_of(&["overrides: {level: 2}", "overrides: {level: 3}"]);
    done(folder.path(), &["merge", "A.yaml", "B.yaml", "--save", "all.yaml"]);
    for args in [
        &["assess", "all.yaml", "--format", "html"][..],
        &["assess", "all.yaml", "--format", "markdown"],
        &["merge", "all.yaml", "--format", "html", "--names"],
        &["plan", "all.yaml", "--format", "html"],
    ] {
        let page = done(folder.path(), args);
        assert!(!page.contains("Prepared by") && page.contains("Prepared on"), "{args:?}");
    }
    let one = done(folder.path(), &["assess", "A.yaml", "--format", "html"]);
    assert!(one.contains("Prepared by") && one.contains("Dr A"));
}

/// Where several questions make up a dimension, no strip shows one person more than once.
#[test]
fn a_person_is_marked_once() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["A", "B", "C"] {
        let text = format!(
            "questionnaire: review\nscope: S\ndate: 2026-06-30\nrespondent: Dr {name}\nanswers:\n  \
             overrides: {{level: 2}}\n  desk_hours: {{level: 3}}\n"
        );
        std::fs::write(folder.path().join(format!("{name}.yaml")), text).unwrap();
    }
    let review = ["--instrument", "review"];
    let merge = ["merge", "A.yaml", "B.yaml", "C.yaml", "--save", "all.yaml"];
    done(folder.path(), &[&merge, &review[..]].concat());
    let page = |form| {
        done(folder.path(), &[&["assess", "all.yaml", "--format", form], &review[..]].concat())
    };
    assert!(!page("html").contains("class=\"s-voice\""));
    assert!(page("html").contains("Level 2: 3, level 3: 3"));
    let table = page("table");
    assert!(table.contains("level 2: 3, level 3: 3") && !table.contains("●●●"), "{table}");
}
