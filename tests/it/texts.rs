use super::program::{Ran, run, run_in};
use proptest::prelude::*;

const SCOPE: &str = "می\u{200C}خواهم";
const RESPONDENT: &str =
    "👩\u{200D}💻 Ada, 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
const NOTE: &str = "Waren\u{AD}haus (מחסן)\u{200F}";

/// Runs `assess` on the bytes of a file of this name.
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn assess(name: &str, bytes: &[u8], more: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    run_in(folder.path(), &[&["assess", name], more].concat(), "")
}

fn about(answers: &str) -> String {
    format!("scope: Shop\ndate: 2026-06-30\nanswers:\n  {answers}\n")
}

#[test]
fn words_of_every_script_stand_as_they_were_written_in_every_form() {
    let text = format!(
        "scope: \"{SCOPE}\"\nrespondent: \"{RESPONDENT}\"\ndate: 2026-06-30\nanswers:\n  \
         overrides: {{value: 5.1, evidence: report, source: x, note: \"{NOTE}\"}}\n"
    );
    for form in ["table", "html", "markdown", "csv"] {
        let ran = run(&["assess", "-", "--format", form], &text);
        let said = ran.stdout.replace("<wbr>", "").replace(['\\'], "");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        for expected in [SCOPE, RESPONDENT] {
            assert!(said.contains(expected), "{form}: {expected}\n{said:.600}");
        }
        assert!(form == "table" || said.contains("Waren\u{AD}haus"), "{form}");
        assert!(!said.contains("u{"), "{form}");
    }
}

#[test]
fn a_text_from_right_to_left_leaves_what_stands_beside_it_in_order() {
    let text = format!(
        "scope: \"{SCOPE}\"\ndate: 2026-06-30\nanswers:\n  \
         overrides: {{value: 5.1, evidence: estimate, source: \"מחסן\", note: \"{SCOPE}\"}}\n"
    );
    let table = run(&["assess", "-"], &text).stdout;
    assert!(table.contains(&format!("\u{2068}{SCOPE}\u{2069}, 2026-06-30")), "{table:.200}");
    let page = run(&["assess", "-", "--format", "html"], &text).stdout;
    assert!(page.contains(&format!("<h1 dir=\"auto\">{SCOPE}</h1>")));
    assert!(page.contains(&format!("<dd dir=\"auto\">{SCOPE}</dd>")));
    assert!(page.contains(&format!("\u{2068}{SCOPE}\u{2069}</title>")));
    assert!(page.contains("\u{2068}מחסן\u{2069}"));
    let csv = run(&["assess", "-", "--format", "csv"], &text).stdout;
    assert!(!csv.contains('\u{2068}'), "what programs read holds no isolate");
}

#[test]
fn what_hides_or_reorders_is_shown_escaped() {
    for (hostile, expected) in [
        ("a\\u202Eb", "a\\u{202e}b"),
        ("a\\u2066b", "a\\u{2066}b"),
        ("a \\u200Db", "a \\u{200d}b"),
        ("a\\u2028b", "a\\u{2028}b"),
        ("a\\uFFF9b", "a\\u{fff9}b"),
        ("a\\U000E0041", "a\\u{e0041}"),
        ("\\u200Ba", "\\u{200b}a"),
    ] {
        let text = format!("scope: \"{hostile}\"\ndate: 2026-06-30\nanswers: {{}}\n");
        let ran = run(&["assess", "-"], &text);
        assert!(ran.stdout.contains(expected), "{expected}\n{:.200}", ran.stdout);
    }
}

#[test]
fn files_of_another_kind_or_encoding_are_named_for_what_they_are() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (utf16(&about("overrides: unknown")), "the file is UTF-16"),
        (utf16(&format!("\u{FEFF}{}", about("overrides: unknown"))), "the file is UTF-16"),
        (b"PK\x03\x04\x14".to_vec(), "Word, Excel or zip"),
        (b"%PDF-1.7\n".to_vec(), "a PDF file"),
        (b"\x1f\x8b\x08".to_vec(), "a gzip file"),
        (b"<!DOCTYPE html>\n<html><body>x: y</body>".to_vec(), "a web page"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n".to_vec(),
            "git lfs",
        ),
        (b"scope: a\n<<<<<<< HEAD\ndate: 1\n=======\ndate: 2\n>>>>>>> x\n".to_vec(), "merge"),
        (b"date: 2026-06-30\nscope: Caf\xe9\n".to_vec(), "in Windows-1252 it is `\u{e9}`"),
        (b"date: 2026-06-30\nscope: 5 \x80\n".to_vec(), "in Windows-1252 it is `\u{20ac}`"),
    ];
    for (bytes, word) in cases {
        let ran = assess("a.yaml", &bytes, &[]);
        assert_eq!(ran.code, Some(2), "{word}");
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
        assert!(ran.stderr.contains("a.yaml: 1 finding"), "{word}: {}", ran.stderr);
    }
    let ran = assess("a.yaml", b"date: 2026-06-30\nscope: Caf\xe9\n", &[]);
    assert!(ran.stderr.contains("a.yaml:2:11"), "{}", ran.stderr);
}

#[test]
fn a_character_that_only_looks_right_is_named_at_its_place() {
    let cases = [
        ("a.yaml", about("overrides: {value:\u{A0}5.1}"), "a.yaml:4:21", "no-break space"),
        ("a.yaml", about("x").replace("  x", "\u{A0}\u{A0}overrides: unknown"), "4:1", "no-break"),
        ("a.yaml", about("x").replace("  x", "\u{202F}overrides: unknown"), "4:1", "narrow"),
        ("a.yaml", about("x").replace("  x", "\u{3000}overrides: unknown"), "4:1", "ideographic"),
        ("a.yaml", about("over\u{200B}rides: unknown"), "4:7", "no width"),
        ("a.yaml", about("“overrides”: unknown"), "4:3", "typographic quote"),
        (
            "a.yaml",
            "scope：a\ndate: 2026-06-30\nanswers: {}\n".to_owned(),
            "1:6",
            "full-width colon",
        ),
        ("a.yaml", about("overrides: unknown").replace('\n', "\u{2028}"), "1:12", "Enter"),
        ("a.json", "{“scope”: 1}".to_owned(), "1:2", "typographic quote"),
        ("a.toml", "scope = “a”\n".to_owned(), "1:9", "typographic quote"),
        ("a.yaml", about("overrides: {value: “5.1”}"), "4:22", "write 5.1"),
        ("a.yaml", about("overrides: {value: ５.１}"), "4:22", "write 5.1"),
        ("a.yaml", about("overrides: {value: \u{A0}5.1}"), "4:22", "write 5.1"),
        ("a.yaml", about("inventory_trust: {value: −3}"), "4:28", "write -3"),
        ("a.yaml", about("rules_age: {on: 2026–01–20}"), "4:19", ": 2026-01-20"),
        ("a.yaml", about("overrides: {value: 5, evidence: ‘report’}"), "4:35", "`report`"),
        ("a.yaml", about("overrides: {value: 1/3}"), "4:22", "write 0.33"),
    ];
    for (name, text, place, word) in cases {
        let ran = assess(name, text.as_bytes(), &[]);
        assert_eq!(ran.code, Some(2), "{text}");
        assert!(
            ran.stderr.contains(&format!(":{}", place.trim_start_matches("a.yaml:"))),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
        assert!(ran.stderr.contains(": 1 finding,"), "{}", ran.stderr);
    }
}

#[test]
fn what_tools_make_of_on_and_of_days_is_read() {
    let plain = run(&["assess", "-", "--format", "json"], &about("rules_age: {on: 2026-01-20}"));
    for answer in [
        "rules_age: {true: 2026-01-20}",
        "rules_age: {\"on\": \"2026-01-20\"}",
        "rules_age: {on: 2026-01-20T00:00:00Z}",
        "rules_age: {on: 2026-01-20 00:00:00}",
        "rules_age: {on: \"2026-01-20T00:00:00.000Z\"}",
    ] {
        let ran = run(&["assess", "-", "--format", "json"], &about(answer));
        assert_eq!(ran.stdout, plain.stdout, "{answer}: {}", ran.stderr);
    }
    let json = "{\"scope\": \"Shop\", \"date\": \"2026-06-30\", \
                \"answers\": {\"rules_age\": {\"true\": \"2026-01-20\"}}}";
    let ran = assess("a.json", json.as_bytes(), &["--format", "json"]);
    assert_eq!(ran.stdout, plain.stdout, "{}", ran.stderr);
    for (answer, word) in [
        ("rules_age: {on: 2026-01-20T13:30:00Z}", "2026-01-20"),
        ("rules_age: {true: 2026-01-20, on: 2026-01-21}", "twice"),
        ("rules_age: {value: 20260120}", "write `on: 2026-01-20`"),
        ("rules_age: {value: \"2026-01-20\"}", "write `on: 2026-01-20`"),
    ] {
        let ran = run(&["assess", "-"], &about(answer));
        assert_eq!(ran.code, Some(2), "{answer}");
        assert!(ran.stderr.contains(word), "{answer}: {}", ran.stderr);
        assert!(ran.stderr.contains(": 1 finding,"), "{answer}: {}", ran.stderr);
    }
    let norway = format!("tags: {{country: false}}\n{}", about("overrides: unknown"));
    assert!(run(&["assess", "-"], &norway).stderr.contains("`country: \"NO\"`"));
}

#[test]
fn nesting_past_the_bound_is_one_finding_in_every_format() {
    let deep = 100_000;
    for (name, text) in [
        ("a.toml", format!("a = {}", "[".repeat(deep))),
        ("a.toml", format!("a = {}", "{a=".repeat(10_000))),
        ("a.toml", format!("{}a = 1\n", "a.".repeat(1000))),
        ("a.toml", format!("[{}a]\n", "a.".repeat(1000))),
        ("a.yaml", format!("a: {}", "[".repeat(deep))),
    ] {
        let ran = assess(name, text.as_bytes(), &[]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains("error[too-deep]"), "{name}: {:.300}", ran.stderr);
        assert!(ran.stderr.contains(": 1 finding,"), "{name}: {:.300}", ran.stderr);
    }
}

/// Whether a line hides nothing and leaves every isolate closed that it opens.
fn calm(text: &str) -> bool {
    text.split('\n').all(|line| {
        let mut depth = 0;
        let steers = line.chars().any(|c| {
            depth += i32::from(matches!(c, '\u{2066}'..='\u{2068}')) - i32::from(c == '\u{2069}');
            depth < 0 || c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{FEFF}')
        });
        !steers && depth == 0
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_makes_a_form_steer_or_leaves_an_isolate_open(
        letters in proptest::collection::vec(prop_oneof![
            Just('\u{2066}'), Just('\u{2068}'), Just('\u{2069}'), Just('\u{202E}'), Just('א'),
            Just('\u{200D}'), Just(' '), Just('\u{E0067}'), Just('\u{9b}'), any::<char>(),
        ], 1..120)
    ) {
        let text: String = letters.into_iter().collect();
        let answers = serde_json::json!({
            "scope": format!("x{text}"), "date": "2026-06-30", "respondent": format!("x{text}"),
            "answers": {"overrides": {"not_applicable": format!("x{text}")},
                        "rules_age": {"value": 3, "note": format!("x{text}")}},
        });
        for form in ["table", "markdown", "html", "csv"] {
            let args = ["assess", "-", "--input-format", "json", "--format", form];
            let ran = run(&args, &answers.to_string());
            prop_assert_eq!(ran.code, Some(0), "{}", ran.stderr);
            prop_assert!(calm(&ran.stdout.replace("\r\n", "\n")), "{}: {:?}", form, ran.stdout);
        }
    }
}
