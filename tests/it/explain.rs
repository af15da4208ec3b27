//! Every code is explained, and what is shown to cause it does.

use super::program::{Ran, run, run_in};
use oms_maturity::domain::Code;
use oms_maturity::domain::notices::NoticeKind;
use oms_maturity::domain::policy::Rule;
use oms_maturity::report::explain::{
    CodeKind, Explained, Explanation, all, exemplified, find, nearest_code,
};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// What cannot be shown as text of a few lines; `findings::bytes_past_the_bounds_or_not_utf8_are_named`
/// causes them.
const IN_WORDS_ONLY: [&str; 2] = ["too-large", "not-utf8"];

fn codes() -> BTreeSet<&'static str> {
    all().iter().map(|explained| explained.code).collect()
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

/// Runs the example of a code in a folder of its own; returns all that is said, once with codes.
fn cause(explained: &Explanation) -> String {
    let example = explained.example().unwrap();
    let folder = tempfile::tempdir().unwrap();
    // No policy above it counts.
    fs::create_dir(folder.path().join(".git")).unwrap();
    for file in &example.files {
        write(&folder.path().join(file.name), &file.text);
    }
    let (last, before) = example.commands.split_last().unwrap();
    for command in before {
        if let Some(copied) = command.strip_prefix("cp ") {
            let (from, to) = copied.split_once(' ').unwrap();
            fs::copy(folder.path().join(from), folder.path().join(to)).unwrap();
        } else {
            done(run_in(folder.path(), &words(command), ""));
        }
    }
    let mut args = words(last);
    // The table has sentences for notices and names for findings, and JSON the codes of both.
    if args[0] == "check" || explained.kind == CodeKind::Notice {
        args.extend(["--format", "json"]);
    }
    let ran = run_in(folder.path(), &args, "");
    format!("{}{}", ran.stdout, ran.stderr)
}

fn words(command: &str) -> Vec<&str> {
    command.strip_prefix("oms-maturity ").unwrap().split_whitespace().collect()
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(path: &std::path::Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[test]
fn the_example_of_every_code_causes_it() {
    let mut wrong = Vec::new();
    for explained in all() {
        let example = explained.example();
        let example = example.unwrap_or_else(|| panic!("no example of {}", explained.code));
        if IN_WORDS_ONLY.contains(&explained.code) {
            assert!(!example.words.is_empty() && example.commands.is_empty(), "{example:?}");
            continue;
        }
        let said = cause(&explained);
        let code = explained.code;
        let named = [
            format!("error[{code}]"),
            format!("warning[{code}]"),
            format!("\"code\": \"{code}\""),
            format!("\"rule\": \"{code}\""),
        ];
        if !named.iter().any(|named| said.contains(named)) {
            wrong.push(format!("{code}:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_explained_code_exists_once_and_every_code_is_explained() {
    let listed = all();
    assert_eq!(codes().len(), listed.len(), "two codes have one name");
    assert_eq!(exemplified().collect::<BTreeSet<_>>(), codes());
    assert_eq!(exemplified().count(), listed.len(), "a code has two examples");
    // That no variant is left out the compiler says; that each is in the list is said here.
    let names = |kind| listed.iter().filter(move |one| one.kind == kind).map(|one| one.code);
    assert!(names(CodeKind::Finding).eq(Code::ALL.iter().map(|code| code.as_str())));
    assert!(names(CodeKind::Notice).eq(NoticeKind::ALL.iter().map(|kind| kind.as_str())));
    assert!(names(CodeKind::Rule).eq(Rule::ALL.iter().map(|(name, _)| *name)));
    for explained in &listed {
        let Explanation { meaning, mend, .. } = explained;
        assert!(meaning.ends_with('.') && mend.ends_with('.'), "{explained:?}");
        assert_eq!(find(explained.code), Some(*explained));
    }
}

/// What a mend says to look up is there.
#[test]
fn what_an_explanation_refers_to_is_explained() {
    for explained in all() {
        for named in
            explained.mend.split('`').filter_map(|s| s.strip_prefix("oms-maturity explain "))
        {
            assert!(codes().contains(named), "{named}");
        }
    }
}

/// The documents name no code that nothing explains.
#[test]
fn every_code_that_the_documents_show_is_explained() {
    let mut found = 0;
    for path in ["README.md", "docs/check.md", "docs/answers.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(path).unwrap();
        for (at, mark) in text.match_indices("error[").chain(text.match_indices("warning[")) {
            let code = text[at + mark.len()..].split(']').next().unwrap();
            assert!(codes().contains(code), "{path}: {code}");
            found += 1;
        }
    }
    assert!(found > 4, "{found}");
}

#[test]
fn a_code_is_found_as_it_is_typed_and_the_nearest_is_offered() {
    let page = done(run(&["explain", "bare-number"], ""));
    for part in ["bare-number (a finding)", "overrides: 3", "$ oms-maturity assess answers.yaml"] {
        assert!(page.contains(part), "{page}");
    }
    for typed in ["BARE-NUMBER", "error[bare-number]", "[bare-number]", " bare-number:"] {
        assert_eq!(done(run(&["explain", typed], "")), page, "{typed}");
    }
    assert!(done(run(&["explain", "min_level"], "")).contains("below-min-level"));
    for (typed, said) in [
        ("bear-number", "did you mean `bare-number`?"),
        ("qqq", "`oms-maturity explain` lists them all"),
        ("", "`oms-maturity explain` lists them all"),
        ("a\u{1b}[31m\u{202e}b", "there is no code"),
    ] {
        let ran = run(&["explain", typed], "");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{typed}");
        assert!(ran.stderr.contains(said) && !ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
    }
    assert_eq!(nearest_code("waiver-expire"), Some("waiver-expired"));
}

#[test]
fn the_list_and_its_json_hold_every_code() {
    let list = done(run(&["explain"], ""));
    let json = done(run(&["explain", "--format", "json"], ""));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["version"], 1);
    let named: BTreeSet<_> =
        json["codes"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(named, codes());
    for code in codes() {
        assert!(list.lines().any(|line| line.starts_with(&format!("  {code} "))), "{code}\n{list}");
    }
    assert!(list.lines().all(|line| line.chars().count() <= 80), "{list}");
    for explained in all() {
        let page = done(run(&["explain", explained.code], ""));
        let own = page.lines().filter(|line| !line.starts_with("    ") && !line.contains('$'));
        assert!(own.clone().all(|line| line.chars().count() <= 80), "{page}");
    }
    let one = done(run(&["explain", "guard-rail", "--format", "json"], ""));
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one["codes"][0]["kind"], "notice");
    assert_eq!(one["codes"][0]["example"]["files"][0]["name"], "answers.yaml");
}

#[test]
fn a_file_takes_the_form_that_its_name_ends_in() {
    let folder = tempfile::tempdir().unwrap();
    done(run_in(folder.path(), &["explain", "-o", "codes.json"], ""));
    let text = fs::read_to_string(folder.path().join("codes.json")).unwrap();
    assert!(serde_json::from_str::<Value>(&text).is_ok());
    let again = run_in(folder.path(), &["explain", "-o", "codes.json"], "");
    assert!(again.code == Some(2) && again.stderr.contains("--force"), "{}", again.stderr);
    done(run_in(folder.path(), &["explain", "-o", "codes.json", "--force"], ""));
}
