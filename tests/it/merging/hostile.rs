//! Names and notes that try markup, formulas and escapes, in every form.
#![expect(clippy::disallowed_methods, reason = "a test makes its own files")]

use crate::program::run_in;

const NASTY: [&str; 6] = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "=HYPERLINK(\\\"http://evil\\\")",
    "[click](javascript:alert(3)) **bold** | cell",
    "\\e[31mred\\e[0m \\a\\b",
    "\\u202eright to left",
    "##vso[task.setvariable]x ::error::y",
];

#[test]
fn no_name_and_no_note_steers_whoever_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut words = vec!["merge".to_owned()];
    for (at, nasty) in NASTY.iter().enumerate() {
        let text = format!(
            "scope: \"{nasty}\"\ndate: 2026-06-30\nrespondent: \"{nasty}\"\nanswers:\n  overrides: \
             {{value: {}, evidence: report, source: \"{nasty}\", note: \"{nasty}\"}}\n  \
             scalability: {{not_applicable: \"{nasty}\"}}\n",
            at * 3
        );
        std::fs::write(folder.path().join(format!("{at}.yaml")), text).unwrap();
        words.push(format!("{at}.yaml"));
    }
    words.extend(
        ["--scope", NASTY[0], "--names", "--save", "all.yaml", "--force"].map(str::to_owned),
    );
    for (form, status) in
        ["table", "json", "html", "markdown"].iter().flat_map(|form| [(form, false), (form, true)])
    {
        let mut words: Vec<_> = words.iter().map(String::as_str).collect();
        if status {
            words.truncate(1 + NASTY.len());
            words.push("--status");
        }
        words.extend(["--format", form]);
        let ran = run_in(folder.path(), &words, "");
        assert_eq!(ran.code, Some(0), "{form}: {}", ran.stderr);
        let said = ran.stdout;
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!said.contains(steers), "{form}: {said}");
        if **form == *"html" {
            assert!(!said.contains("<script") && !said.contains("<img"), "{said}");
            assert!(!said.contains("href=\"javascript"), "{said}");
        }
        if **form == *"markdown" {
            assert!(!said.contains("](javascript") && !said.contains("**bold**"), "{said}");
            assert!(!said.contains("<script"), "{said}");
        }
    }
    // What was saved is read again, and every name in it is whole.
    let ran = run_in(folder.path(), &["merge", "all.yaml", "--format", "json", "--names"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let said: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(said["respondents"], NASTY.len());
    let names = said["people"].to_string();
    assert!(names.contains("onerror") && names.contains("HYPERLINK"), "{names}");
}
