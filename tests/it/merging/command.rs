//! The command as it is typed.
#![expect(clippy::disallowed_methods, reason = "a test makes its own files")]

use crate::program::{Ran, run_in};
use serde_json::Value;
use std::path::Path;

const FIVE: [&str; 5] = ["e-commerce", "finance", "it", "store-operations", "supply-chain"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with five people's files.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in FIVE {
        let from = root().join(format!("examples/several-people/{name}.yaml"));
        std::fs::copy(from, folder.path().join(format!("{name}.yaml"))).unwrap();
    }
    folder
}

fn five(more: &[&str]) -> Vec<String> {
    let files = FIVE.iter().map(|name| format!("{name}.yaml"));
    std::iter::once("merge".to_owned())
        .chain(files)
        .chain(more.iter().map(|&word| word.to_owned()))
        .collect()
}

fn merge_in(folder: &Path, words: &[String]) -> Ran {
    run_in(folder, &words.iter().map(String::as_str).collect::<Vec<_>>(), "")
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

fn refused(folder: &Path, words: &[&str]) -> String {
    let ran = run_in(folder, words, "");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{words:?}");
    ran.stderr
}

#[test]
fn json_says_who_agrees_on_what_and_names_nobody_unless_asked_to() {
    let folder = folder();
    let json = |more: &[&str]| -> Value {
        serde_json::from_str(&done(merge_in(folder.path(), &five(more)))).unwrap()
    };
    let said = json(&["--format", "json"]);
    assert_eq!((&said["version"], &said["respondents"]), (&1.into(), &5.into()));
    assert_eq!(said["overall"]["level"], 2);
    assert_eq!((&said["overall"]["lowest"], &said["overall"]["highest"]), (&1.into(), &3.into()));
    let overrides = &said["dimensions"][1];
    assert_eq!(overrides["id"], "overrides");
    assert_eq!(overrides["discuss"], true);
    assert_eq!(overrides["agreement"]["exact"], "1");
    assert_eq!(overrides["agreement"]["limit"], 0.83);
    let asked = said["questions"].as_array().unwrap();
    let asked = asked.iter().find(|it| it["id"] == "overrides").unwrap();
    assert_eq!(asked["agreed_by"], "median_of_reports");
    assert_eq!(asked["voices"]["levels"]["2"], 2);
    assert_eq!(asked["voices"]["unknown"], 1);
    assert_eq!(asked["said"].as_array().unwrap().len(), 5);
    let text = said.to_string();
    for name in ["Finance director", "Head of e-commerce", "IT lead"] {
        assert!(!text.contains(name), "{name}");
    }
    let named = json(&["--format", "json", "--names"]);
    assert!(named.to_string().contains("Finance director"));
}

#[test]
fn every_form_names_people_only_on_request_and_what_to_discuss_first() {
    let folder = folder();
    for form in ["table", "html", "markdown"] {
        let counted = done(merge_in(folder.path(), &five(&["--format", form])));
        assert!(!counted.contains("Finance director"), "{form}");
        let discuss = counted.to_lowercase().find("discuss before acting").unwrap();
        assert!(discuss < counted.to_lowercase().find("question by question").unwrap(), "{form}");
        let named = done(merge_in(folder.path(), &five(&["--format", form, "--names"])));
        assert!(named.contains("Finance director"), "{form}");
    }
}

/// A strip for each dimension, with a mark for each voice, and the same in words.
#[test]
fn the_page_has_a_mark_for_each_voice() {
    let folder = folder();
    let page = done(merge_in(folder.path(), &five(&["--format", "html"])));
    assert_eq!(page.matches("<svg class=\"strip\"").count(), 6);
    // 3, 4, 5, 4, 4 and 3 values.
    assert_eq!(page.matches("<circle class=\"s-voice\"").count(), 23);
    assert!(page.contains("<desc id=\"strip-overrides-text\">Overrides: 2 \u{d7} level 2;"));
}

#[test]
fn what_is_saved_is_judged_and_verified_and_merging_it_again_gives_the_same() {
    let folder = folder();
    for ending in ["yaml", "toml", "json"] {
        let name = format!("agreed.{ending}");
        done(merge_in(folder.path(), &five(&["--save", &name])));
        let text = std::fs::read_to_string(folder.path().join(&name)).unwrap();
        let report = done(run_in(folder.path(), &["assess", &name, "--format", "json"], ""));
        let report_name = format!("report-{ending}.json");
        std::fs::write(folder.path().join(&report_name), &report).unwrap();
        done(run_in(folder.path(), &["verify", &report_name], ""));
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["given"]["answers"]["overrides"]["said"].as_array().unwrap().len(), 5);
        assert_eq!(report["overall"]["level"], 2);
        let again = format!("again.{ending}");
        done(run_in(folder.path(), &["merge", &name, "--save", &again], ""));
        assert_eq!(std::fs::read_to_string(folder.path().join(&again)).unwrap(), text);
    }
    // What is not to be replaced stays.
    let ran = merge_in(folder.path(), &five(&["--save", "agreed.yaml"]));
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("--force"), "{}", ran.stderr);
    done(merge_in(folder.path(), &five(&["--save", "agreed.yaml", "--force"])));
}

#[test]
fn one_file_is_saved_byte_for_byte() {
    let folder = folder();
    done(run_in(folder.path(), &["merge", "it.yaml", "--save", "same.yaml"], ""));
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("it.yaml"), read("same.yaml"));
}

#[test]
fn an_anonymous_report_of_merged_answers_names_nobody() {
    let folder = folder();
    done(merge_in(folder.path(), &five(&["--save", "agreed.yaml"])));
    for form in ["json", "html", "markdown"] {
        let args = ["assess", "agreed.yaml", "--anonymous", "--format", form];
        let page = done(run_in(folder.path(), &args, ""));
        for secret in ["Finance director", "seventh order", "Warehouse system", "Northmoor"] {
            assert!(!page.contains(secret), "{form}: {secret}");
        }
    }
    let args = ["assess", "agreed.yaml", "--anonymous", "--format", "json"];
    let report: Value = serde_json::from_str(&done(run_in(folder.path(), &args, ""))).unwrap();
    let said = &report["given"]["answers"]["overrides"]["said"];
    assert_eq!(said[0]["respondent"], "Voice 1");
    let again = &report["given"]["answers"]["scalability"]["said"];
    assert_eq!(again[4]["respondent"], "Voice 5");
}

#[test]
fn who_has_answered_what_is_told_without_the_answers() {
    let folder = folder();
    // Who has not begun is told of as well.
    let open = "scope: S\ndate: 2026-06-30\nrespondent: The late one\nanswers:\n";
    std::fs::write(folder.path().join("late.yaml"), open).unwrap();
    for form in ["table", "html", "markdown", "json"] {
        let words = five(&["late.yaml", "--status", "--format", form]);
        let page = done(merge_in(folder.path(), &words));
        assert!(page.contains("Finance director") && page.contains("The late one"), "{form}");
        for secret in ["9.2", "Ledger", "seventh", "higher", "strike"] {
            assert!(!page.contains(secret), "{form}: {secret}");
        }
    }
    let words = five(&["late.yaml", "--status", "--format", "json"]);
    let said: Value = serde_json::from_str(&done(merge_in(folder.path(), &words))).unwrap();
    assert_eq!(said["people"][1]["respondent"], "Finance director");
    assert_eq!(said["people"][1]["unknown"], 5);
    assert_eq!(said["people"][1]["questions"]["overrides"], "unknown");
    assert_eq!(said["people"][5]["open"], 13);
}

#[test]
fn what_does_not_go_together_is_refused_by_the_names_of_the_files() {
    let folder = folder();
    let path = folder.path();
    let write = |name: &str, text: &str| std::fs::write(path.join(name), text).unwrap();
    let of = |who: &str, day: &str, scope: &str| {
        format!("scope: {scope}\ndate: {day}\n{who}\nanswers: {{overrides: {{level: 2}}}}\n")
    };
    write("a.yaml", &of("respondent: A", "2026-06-30", "S"));
    write("copy.yaml", &of("respondent: A", "2026-06-30", "S"));
    write("again.yaml", &of("respondent: a", "2026-06-30", "S"));
    write("nobody.yaml", &of("", "2026-06-30", "S"));
    write("later.yaml", &of("respondent: B", "2026-07-01", "T"));
    write("empty.yaml", "");
    write(
        "review.yaml",
        "questionnaire: review\nscope: S\ndate: 2026-06-30\nrespondent: R\nanswers: {}\n",
    );
    for (files, said) in [
        (&["a.yaml", "./a.yaml"][..], "are the same file"),
        (&["a.yaml", "a.yaml"], "a.yaml is named twice"),
        (&["a.yaml", "copy.yaml"], "say the same, letter by letter"),
        (&["a.yaml", "again.yaml"], "a.yaml and again.yaml both hold answers of a"),
        (&["a.yaml", "nobody.yaml"], "nobody.yaml does not say who answered"),
        (&["a.yaml", "later.yaml"], "--scope TEXT"),
        (&["a.yaml", "later.yaml"], "--date YYYY-MM-DD"),
        (&["a.yaml", "empty.yaml"], "the file holds no answers"),
        (&["a.yaml", "review.yaml"], "questionnaire `review`"),
        (&["a.yaml", "gone.yaml", "empty.yaml"], "cannot read gone.yaml"),
        (&["a.yaml", "gone.yaml", "empty.yaml"], "the file holds no answers"),
        (&["a.yaml", "--save", "a.yaml"], "one person's answers"),
        (&[], "required"),
    ] {
        let words: Vec<_> = ["merge"].into_iter().chain(files.iter().copied()).collect();
        let why = refused(path, &words);
        assert!(why.contains(said), "{files:?}: {why}");
    }
    let both = ["merge", "a.yaml", "later.yaml", "--scope", "U", "--date", "2026-07-02"];
    let both: Vec<_> = both.into_iter().chain(["--format", "json"]).collect();
    let said: Value = serde_json::from_str(&done(run_in(path, &both, ""))).unwrap();
    assert_eq!((&said["scope"], &said["date"]), (&"U".into(), &"2026-07-02".into()));
}

/// A folder that was merged is merged again: the merged file is told of once, whatever it holds.
#[test]
fn a_merged_file_among_its_own_people_is_one_error() {
    let folder = folder();
    done(merge_in(folder.path(), &five(&["--save", "agreed.yaml"])));
    for more in [&["agreed.yaml"][..], &["agreed.yaml", "--save", "agreed.yaml"]] {
        let why = merge_in(folder.path(), &five(more)).stderr;
        assert_eq!(why.matches("agreed.yaml").count(), 1, "{why}");
        assert!(why.contains("agreed.yaml is a merged file"), "{why}");
        assert!(why.contains("finance.yaml") && why.contains("leave it out"), "{why}");
    }
}

/// A merged file that was just read is replaced, as any other command does; one person's is not.
#[test]
fn what_was_merged_is_saved_over_the_merged_file_that_was_read() {
    let folder = folder();
    let path = folder.path();
    done(merge_in(path, &five(&["--save", "agreed.yaml"])));
    let read = |name: &str| std::fs::read_to_string(path.join(name)).unwrap();
    let before = read("agreed.yaml");
    done(run_in(path, &["merge", "agreed.yaml", "--save", "agreed.yaml"], ""));
    assert_eq!(read("agreed.yaml"), before);
    let head = before.split("answers:").next().unwrap();
    let head: Vec<_> = head.lines().filter(|line| !line.starts_with("respondent")).collect();
    let late = head.join("\n") + "\nrespondent: The late one\nanswers: {overrides: {level: 1}}\n";
    std::fs::write(path.join("late.yaml"), late).unwrap();
    done(run_in(path, &["merge", "agreed.yaml", "late.yaml", "--save", "agreed.yaml"], ""));
    let said: Value = serde_json::from_str(&done(run_in(
        path,
        &["merge", "agreed.yaml", "--format", "json"],
        "",
    )))
    .unwrap();
    assert_eq!(said["respondents"], 6);
    let why = refused(path, &["merge", "agreed.yaml", "late.yaml", "--save", "late.yaml"]);
    assert!(why.contains("one person's answers"), "{why}");
}

/// Each voice is accepted like an answer, and what is wrong is found in it.
#[test]
fn what_a_voice_says_wrong_is_found_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let voices = "      - {respondent: A, value: 200}\n      - {respondent: B, option: many}\n      \
                  - {respondent: a, level: 9}\n      - {level: 2}\n      - {respondent: C, said: []}\n";
    let text = format!(
        "scope: S\ndate: 2026-06-30\nanswers:\n  overrides:\n    level: 2\n    agreed_by: luck\n    \
         said:\n{voices}  scalability:\n    level: 2\n    said: []\n"
    );
    std::fs::write(folder.path().join("bad.yaml"), text).unwrap();
    let why = refused(folder.path(), &["assess", "bad.yaml"]);
    for at in [
        "[unknown-id]",
        "bad.yaml:6:16",
        "[out-of-range]",
        "bad.yaml:8:32",
        "[no-such-option]",
        "bad.yaml:9:33",
        "[duplicate-key]",
        "`a` has already said something about `overrides`",
        "[no-such-level]",
        "[missing-key]",
        "lacks `respondent`",
        "has no key `said`",
        "nobody said anything here",
    ] {
        assert!(why.contains(at), "{at}: {why}");
    }
}

/// Whoever changes one answer of a merged file changes nothing else in it.
#[test]
fn an_edited_answer_leaves_the_other_voices_as_they_are_written() {
    use oms_maturity::document::{Bounds, Format, answers, edit, read};
    use oms_maturity::domain::given::AgreedBy;
    let folder = folder();
    done(merge_in(folder.path(), &five(&["--save", "agreed.yaml"])));
    let text = std::fs::read_to_string(folder.path().join("agreed.yaml")).unwrap();
    let text =
        text.replace("  scalability:\n", "  # They will talk about this one.\n  scalability:\n");
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).unwrap();
    let mut given = answers::read(&tree, &super::INSTRUMENT).unwrap().given().clone();
    let answer = given.answers.get_mut("overrides").unwrap();
    answer.value = answer.said[2].answer.value.clone();
    answer.agreed_by = Some(AgreedBy::TheRoom);
    let edited = edit::answers(&text, Format::Yaml, &given, &super::INSTRUMENT).unwrap();
    let changed: Vec<_> = text.lines().zip(edited.text.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(
        changed,
        [
            ("    value: 9.2", "    value: 14"),
            ("    agreed_by: median_of_reports", "    agreed_by: the_room")
        ]
    );
}

/// Two dozen people are nothing, and a thousand files are quick.
#[test]
fn a_thousand_files_are_merged() {
    let folder = tempfile::tempdir().unwrap();
    let mut words = vec!["merge".to_owned(), "--format".to_owned(), "json".to_owned()];
    for at in 0..1_000 {
        let name = format!("{at}.yaml");
        let text = format!(
            "scope: S\ndate: 2026-06-30\nrespondent: P{at}\nanswers: {{overrides: {{level: {}}}, \
             adaptability: {{value: {}}}, scalability: unknown}}\n",
            at % 5 + 1,
            at % 120
        );
        std::fs::write(folder.path().join(&name), text).unwrap();
        words.push(name);
    }
    let said: Value = serde_json::from_str(&done(merge_in(folder.path(), &words))).unwrap();
    assert_eq!(said["respondents"], 1_000);
    assert_eq!(said["questions"][0]["voices"]["levels"]["3"], 200);
    // More than one file holds is told before anything is written.
    words.extend(["--save", "all.yaml"].map(str::to_owned));
    let names: Vec<_> = words.iter().map(String::as_str).collect();
    let ran = run_in(folder.path(), &names, "");
    assert!(ran.code == Some(0) || ran.stderr.contains("more than one file"), "{}", ran.stderr);
    assert_eq!(ran.code == Some(0), folder.path().join("all.yaml").exists());
}
