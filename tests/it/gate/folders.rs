//! A folder is walked: what holds answers is judged, and what does not is told of.

use super::*;
use std::os::unix::fs::symlink;

fn files(report: &Value) -> Vec<String> {
    let files = report["files"].as_array().unwrap().iter();
    files.map(|file| file["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_folder_is_walked_in_the_order_of_names() {
    let shop = Shop::demanding("min_level = 2\nbaseline = \"base.toml\"")
        .with("answers/b.yaml", &else_3(&[]))
        .with("answers/a/deep/x.yml", &else_3(&[]))
        .with(
            "answers/c.toml",
            "scope = \"S\"\ndate = 2026-06-30\n[answers]\noverrides = {level = 2}\n",
        )
        .with("answers/d.json", "{\"scope\": \"S\", \"date\": \"2026-06-30\", \"answers\": {}}")
        .with("answers/notes.md", "answers: {}\n")
        .with("answers/.cache/config.yaml", &else_3(&[]))
        .with("answers/.hidden.yaml", &else_3(&[]));
    let (_, report) = shop.json(&["answers", "--write-baseline"]);
    let expected = ["answers/a/deep/x.yml", "answers/b.yaml", "answers/c.toml", "answers/d.json"];
    assert_eq!(files(&report), expected);
    // A slash behind it, a dot, the folder itself from within: the same.
    for folder in ["answers/", "./answers", "."] {
        assert_eq!(files(&shop.json(&[folder]).1), expected, "{folder}");
    }
    // Files and folders may be mixed, and each file is judged once.
    let (_, report) = shop.json(&["answers/b.yaml", "answers", "answers/a"]);
    assert_eq!(files(&report), ["answers/b.yaml", expected[0], expected[2], expected[3]]);
}

#[test]
fn what_holds_no_answers_is_left_out_and_named() {
    let shop = Shop::demanding("baseline = \"base.toml\"").with("a.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["a.yaml", "--write-baseline", "--report", "json=r.json"]).code, Some(0));
    shop.write("list.yaml", "- 1\n");
    shop.write("empty.yaml", "");
    let ran = shop.run(&["."]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("PASSED: 1 passed"), "{}", ran.stdout);
    for name in ["base.toml", "oms-maturity.toml", "r.json", "list.yaml", "empty.yaml"] {
        assert!(ran.stderr.contains(name), "{name}: {}", ran.stderr);
    }
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    assert_eq!(shop.run(&[".", "--quiet"]).stderr, "");
    // By its own name each is judged.
    assert_eq!(shop.run(&["list.yaml"]).code, Some(2));
}

/// A folder that programs fill is left out whole, and named.
#[test]
fn what_programs_made_is_left_out() {
    let shop = Shop::demanding("min_level = 1")
        .with("a.yaml", &else_3(&[]))
        .with("node_modules/x/tsconfig.json", "{ // no JSON\n}")
        .with("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55")
        .with("target/x.yaml", "scope: [\n")
        // A name alone says nothing: this one holds answers about a target.
        .with("plans/target/b.yaml", &else_3(&[]));
    let ran = shop.run(&["."]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("PASSED: 2 passed"), "{}", ran.stdout);
    assert!(ran.stderr.contains("./node_modules, "), "{}", ran.stderr);
    assert!(ran.stderr.contains("./target"), "{}", ran.stderr);
}

/// What might have been answers before somebody broke it does not turn a run green.
#[test]
fn what_cannot_be_told_is_judged() {
    for (name, text) in [
        ("broken.yaml", "scope: [\n"),
        ("misspelt.yaml", "scope: S\ndate: 2026-06-30\nanswrs: {}\n"),
        ("noscope.yaml", "date: 2026-06-30\nanswers: {}\n"),
        ("latin.yaml", "scope: S\u{0}\n"),
    ] {
        let shop = Shop::demanding("min_level = 1").with("a.yaml", &else_3(&[])).with(name, text);
        let (code, report) = shop.json(&["."]);
        assert_eq!(code, Some(2), "{name}");
        assert_eq!(files(&report).len(), 2, "{name}");
    }
}

#[test]
fn a_folder_without_answers_is_an_error() {
    let shop = Shop::demanding("min_level = 1").with("a.yaml", &else_3(&[]));
    fs::create_dir_all(shop.0.path().join("empty/below")).unwrap();
    shop.write("other/list.yaml", "- 1\n");
    let root = Shop::demanding("min_level = 1");
    let (code, report) = root.json(&["."]);
    assert_eq!((code, &report["files"][0]["file"]), (Some(2), &".".into()));
    for folder in ["empty", "other"] {
        let ran = shop.run(&["a.yaml", folder]);
        assert_eq!(ran.code, Some(2), "{folder}");
        assert!(ran.stdout.contains(&format!("{folder}:1:1: error[unreadable]: there are no")));
        assert!(ran.stdout.contains("1 passed, 1 could not be judged"), "{}", ran.stdout);
    }
}

#[test]
fn links_are_followed_and_circles_end() {
    let shop = Shop::demanding("min_level = 1").with("answers/q3/a.yaml", &else_3(&[]));
    let at = |name: &str| shop.0.path().join(name);
    symlink("..", at("answers/q3/up")).unwrap();
    symlink("q3", at("answers/current")).unwrap();
    symlink("a.yaml", at("answers/q3/same.yaml")).unwrap();
    let (code, report) = shop.json(&["answers"]);
    assert_eq!((code, files(&report)), (Some(0), vec!["answers/q3/a.yaml".to_owned()]));
    // A link to nothing is no answer, and a pipe is not waited for.
    symlink("nowhere", at("answers/gone.yaml")).unwrap();
    assert_eq!(shop.run(&["answers"]).code, Some(2));
    fs::remove_file(at("answers/gone.yaml")).unwrap();
    assert!(Command::new("mkfifo").arg(at("answers/p.yaml")).status().unwrap().success());
    let ran = shop.run(&["answers"]);
    assert!(ran.code == Some(0) && ran.stderr.contains("p.yaml"), "{}", ran.stderr);
}

#[test]
fn no_result_replaces_what_a_folder_holds() {
    let shop =
        Shop::demanding("min_level = 1").with("d/a.json", "{\"scope\": \"S\", \"answers\": {}}");
    let ran = shop.run(&["d", "--force", "--report", "json=d/a.json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("two things"), "{}", ran.stderr);
}

/// Every other command takes one file, and says so.
#[test]
fn other_commands_name_check_for_a_folder() {
    let shop = Shop::new().with("answers/a.yaml", &else_3(&[]));
    for command in [
        &["assess", "answers"][..],
        &["plan", "answers"],
        &["checklist", "answers"],
        &["assess", "answers/a.yaml", "--compare-with", "answers", "--format", "html"],
    ] {
        let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .current_dir(&shop.0)
            .args(command)
            .output()
            .unwrap();
        let ran = Ran::from(ran);
        assert_eq!(ran.code, Some(2), "{command:?}");
        assert!(ran.stderr.contains("answers is a folder: name one file"), "{}", ran.stderr);
        assert!(ran.stderr.contains("`check`"), "{}", ran.stderr);
    }
}
