//! Files that nobody should have written, and names that try to be more than text.

use super::{DATES, FORMS, compare, done, folder, json, of, write};
use crate::gate_forms::{HOSTILE, harmless};
use crate::program::run_in;
use std::process::{Command, Stdio};

/// An answers file in JSON whose scope is a text of a user's.
fn scoped(scope: &str, date: &str, value: &str) -> String {
    serde_json::json!({
        "edition": 2,
        "scope": scope,
        "date": date,
        "answers": {"overrides": {"value": value.parse::<f64>().unwrap(), "note": scope}}
    })
    .to_string()
}

/// A folder in which every other scope is a text of a user's.
fn pages(text: &str) -> tempfile::TempDir {
    let folder = folder(&[]);
    write(folder.path(), "a.json", &scoped(text, "2025-06-30", "5"));
    write(folder.path(), "b.json", &scoped("calm", "2026-06-30", "7"));
    write(folder.path(), "c.json", &scoped(text, "2027-06-30", "7.5"));
    folder
}

const PAIRS: [[&str; 2]; 2] = [["a.json", "b.json"], ["b.json", "c.json"]];

/// How many tags a page has, but for the places to break words.
fn tags(page: &str) -> usize {
    page.split('<').filter(|part| !part.starts_with("wbr")).count()
}

#[test]
fn no_text_steers_whoever_reads_a_form() {
    let formulas =
        ["=cmd()", "+1", "@SUM(A1)", "</title><script>alert(1)</script>", "\"><img src=x>"];
    let calm = pages("calm too");
    let calm =
        PAIRS.map(|[one, other]| tags(&done(calm.path(), &[one, other, "--format", "html"])));
    for text in HOSTILE.iter().chain(&formulas).filter(|text| !text.trim().is_empty()) {
        let folder = pages(text);
        for form in FORMS {
            for ([one, other], calm) in PAIRS.into_iter().zip(calm) {
                let ran = compare(folder.path(), &[one, other, "--format", form]);
                assert_eq!(ran.code, Some(0), "{text:?}: {}", ran.stderr);
                // A table may end its lines as it likes, and has no colour here.
                harmless(&ran.stdout.replace("\r\n", "\n"));
                if form == "html" {
                    assert_eq!(tags(&ran.stdout), calm, "{text:?}");
                }
                if form == "csv" {
                    let formula = ["\"=", "\"@", "\"+"].iter().any(|it| ran.stdout.contains(it));
                    assert!(!formula, "{}", ran.stdout);
                }
            }
        }
    }
}

#[test]
fn a_file_without_an_answer_is_no_date() {
    for (name, text) in [
        ("empty.yaml", ""),
        ("blank.yaml", "\n\n"),
        ("list.yaml", "- 1\n"),
        ("no-answers.yaml", "scope: Shop\ndate: 2026-06-30\n"),
        ("report.json", "{\"version\": 1, \"given\": {}}"),
        ("word.json", "{\"version\": 1, \"given\": 7}"),
    ] {
        let folder = folder(&[(name, text)]);
        for args in [[name, DATES[0]], [DATES[0], name]] {
            let ran = compare(folder.path(), &args);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
            assert!(ran.stderr.contains(name), "{}", ran.stderr);
        }
    }
}

#[test]
fn one_file_and_two_streams_are_refused() {
    let folder = folder(&[]);
    for args in [&[DATES[0]][..], &["-", "-"], &[DATES[0], "nowhere.yaml"], &[DATES[0], "."]] {
        let ran = compare(folder.path(), args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(!ran.stderr.is_empty());
    }
    let text = std::fs::read_to_string(DATES[0]).unwrap();
    let ran = run_in(folder.path(), &["compare", "-", DATES[3]], &text);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let ran = compare(folder.path(), &[DATES[0], DATES[3], "-o", DATES[3], "--force"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
}

#[test]
fn days_to_come_are_doubted_and_no_more() {
    let folder = folder(&[]);
    for day in 1..=9 {
        let name = format!("{day}.yaml");
        write(folder.path(), &name, &of(&format!("2027-01-0{day}"), "overrides: {value: 5}"));
    }
    let files: Vec<_> = (1..=9).map(|day| format!("{day}.yaml")).collect();
    let files: Vec<_> = files.iter().map(String::as_str).collect();
    let ran = compare(folder.path(), &[&files[..], &["--today", "2026-12-31"]].concat());
    assert_eq!(ran.code, Some(0));
    let said =
        "1.yaml: the answers describe 2027-01-01, a day that is still to come: is it mistyped?";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    assert!(ran.stderr.contains("in 6 more files"), "{}", ran.stderr);
    // Whoever is handed the result is told as well.
    for form in ["json", "html", "markdown"] {
        let args = [&files[..], &["--today", "2026-12-31", "--format", form]].concat();
        let told = compare(folder.path(), &args).stdout;
        assert!(told.contains("is it mistyped?") && told.contains("in 6 more files"), "{told}");
    }
    let ran = compare(folder.path(), &[&files[..], &["--today", "2027-01-31"]].concat());
    assert_eq!(ran.stderr, "");
}

#[test]
fn an_anonymous_comparison_names_nobody() {
    let folder = folder(&[]);
    write(folder.path(), "secret-a.json", &scoped("SECRET shop", "2025-06-30", "5"));
    write(folder.path(), "secret-b.json", &scoped("OTHER SECRET", "2026-06-30", "7"));
    for form in FORMS {
        let args = ["secret-a.json", "secret-b.json", "--anonymous", "--format", form];
        let text = done(folder.path(), &args).to_ascii_lowercase();
        assert!(!text.contains("secret"), "{form}: {text}");
    }
    let args = ["secret-a.json", "secret-b.json", "--anonymous"];
    let compared = json(folder.path(), &args);
    assert!(compared["notices"].to_string().contains("different operations"));
}

#[test]
fn a_closed_pipe_is_success() {
    let many: Vec<_> = DATES.iter().cycle().take(400).copied().collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .args([&["compare", "--format", "csv"][..], &many].concat())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn idle_options_are_refused() {
    let folder = folder(&[]);
    for more in [
        &["--plain", "--format", "json"][..],
        &["--accent", "#14507a"],
        &["--before-questions", "x.yaml"],
    ] {
        let ran = compare(folder.path(), &[&[DATES[0], DATES[3]], more].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{more:?}");
    }
}
