use super::program::{Ran, run, run_first, run_first_in, run_in};
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
    run_first_in(folder.path(), &[&["assess", name], more].concat(), "")
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

/// Letters of three bytes are high bytes too, and `@` and `%` are what EBCDIC has for blanks.
#[test]
fn a_file_that_begins_in_chinese_or_japanese_is_read() {
    let letters = "店舗本部統括部門推進室長期計画担当";
    for (name, text) in [
        ("a.yaml", format!("# @@%%{letters}\n{}", about("overrides: unknown"))),
        ("a.toml", format!("#@%{letters}@%\nscope=\"S\"\ndate=2026-06-30\n[answers]\n")),
        (
            "a.json",
            format!("{{\"scope\":\"%{letters}%\",\"date\":\"2026-06-30\",\"answers\":{{}}}}"),
        ),
    ] {
        let ran = assess(name, text.as_bytes(), &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
}

/// People write quotes, apostrophes and blanks of good print in their texts and comments; a slip
/// beside them is named for what it is.
#[test]
fn characters_of_good_print_in_a_text_are_not_blamed_for_a_slip_beside_them() {
    let cases = [
        ("a.yaml", about("rules_age: {value: 49, note: l’équipe dit}\n  overrides: [1"), "5:14"),
        ("a.yaml", about("rules_age: {value: 49, note: le «grand» dépôt: lent}"), "4:48"),
        ("a.yaml", about("rules_age: {value: 49, note: \"l’équipe}"), "4:32"),
        ("a.yaml", about("rules_age: {value: 49, note: „a“}\n\toverrides: unknown"), "5:2"),
        ("a.yaml", "scope: L’équipe: Lyon\n".to_owned(), "1:16"),
        ("a.yaml", "# l’équipe de «nuit»\n".to_owned(), "the file holds no answers"),
        ("a.json", "{\"scope\": \"«l’été»\", \"date\": none}".to_owned(), "1:31"),
        ("a.toml", "scope = \"l’été\" x\n".to_owned(), "1:17"),
    ];
    for (name, text, place) in cases {
        let ran = assess(name, text.as_bytes(), &[]);
        assert_eq!(ran.code, Some(2), "{text}");
        assert!(ran.stderr.contains(place), "{place}: {}", ran.stderr);
        assert!(!ran.stderr.contains("U+"), "{}", ran.stderr);
    }
    // Beside them, the one that is in the way is named.
    for (name, text, place) in [
        ("a.json", "{\"scope\": \"l’été\",\u{A0}\"date\": 1}".to_owned(), "1:19"),
        ("a.json", "{\"scope\": \"l’été\", “date”: 1}".to_owned(), "1:20"),
        ("a.yaml", "scope: “l’été: Lyon”\n".to_owned(), "1:8"),
        ("a.yaml", "# „Maß“\nscope：S\ndate：2026-06-30\n".to_owned(), "2:6"),
    ] {
        let ran = assess(name, text.as_bytes(), &[]);
        assert!(ran.stderr.contains(&format!(":{place}")), "{place}: {}", ran.stderr);
        assert!(ran.stderr.contains("U+"), "{}", ran.stderr);
    }
}

#[test]
fn what_tools_make_of_on_and_of_days_is_read() {
    let plain =
        run_first(&["assess", "-", "--format", "json"], &about("rules_age: {on: 2026-01-20}"));
    for answer in [
        "rules_age: {true: 2026-01-20}",
        "rules_age: {\"on\": \"2026-01-20\"}",
        "rules_age: {on: 2026-01-20T00:00:00Z}",
        "rules_age: {on: 2026-01-20 00:00:00}",
        "rules_age: {on: \"2026-01-20T00:00:00.000Z\"}",
    ] {
        let ran = run_first(&["assess", "-", "--format", "json"], &about(answer));
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
        let ran = run_first(&["assess", "-"], &about(answer));
        assert_eq!(ran.code, Some(2), "{answer}");
        assert!(ran.stderr.contains(word), "{answer}: {}", ran.stderr);
        assert!(ran.stderr.contains(": 1 finding,"), "{answer}: {}", ran.stderr);
    }
    let norway = format!("tags: {{country: false}}\n{}", about("overrides: unknown"));
    assert!(run(&["assess", "-"], &norway).stderr.contains("`country: \"NO\"`"));
}

#[test]
fn a_long_run_of_comments_is_no_error_wherever_it_stands() {
    let comments = "  # a line\n".repeat(2000);
    let plain = run(&["assess", "-", "--format", "json"], &about("cost_to_serve: path"));
    for text in [
        format!("{comments}{}", about("cost_to_serve: path")),
        format!("{}{comments}", about("cost_to_serve: path")),
        about(&format!("# first\n{comments}  cost_to_serve: path")),
        about(&format!("cost_to_serve:\n{comments}    path")),
        about(&format!("cost_to_serve: {{option:\n{comments}    path}}")),
    ] {
        let ran = run(&["assess", "-", "--format", "json"], &text);
        assert_eq!(ran.stdout, plain.stdout, "{:.300}", ran.stderr);
    }
    let ran = run(&["assess", "-"], &format!("scope: a\ndate: 2026-06-30\nanswers:\n{comments}"));
    assert!(ran.stderr.contains("no question is answered here"), "{:.300}", ran.stderr);
    assert!(ran.stderr.contains("`rules_age: unknown`"), "{:.300}", ran.stderr);
}

#[test]
fn a_file_that_says_nothing_is_one_finding_with_the_way_out() {
    let comments = "# a\n".repeat(500);
    for name in ["a.yaml", "a.toml", "a.json"] {
        for text in ["", "\n\n", &comments, "---\n", "~", "\u{FEFF}"] {
            let is_of_yaml = text.starts_with(['-', '~']);
            if (is_of_yaml && name != "a.yaml") || (name == "a.json" && text.starts_with('#')) {
                continue;
            }
            let ran = assess(name, text.as_bytes(), &[]);
            assert!(ran.stderr.contains("the file holds no answers"), "{name}: {}", ran.stderr);
            assert!(ran.stderr.contains("oms-maturity init"), "{name}: {}", ran.stderr);
            assert!(ran.stderr.contains(": 1 finding,"), "{name}: {}", ran.stderr);
        }
    }
}

#[test]
fn bytes_of_other_encodings_are_named() {
    let wide = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let text = about("overrides: unknown");
    let ebcdic = b"\xa2\x83\x96\x97\x85z@\xe2\x88\x96\x97%\x84\x81\xa3\x85z@\xf2\xf0\xf2\xf6%";
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (wide(&text), "the file is UTF-32"),
        (wide(&format!("\u{FEFF}{text}")), "the file is UTF-32"),
        (vec![0; 40], "only zero bytes"),
        (ebcdic.to_vec(), "EBCDIC"),
        (b"```yaml\nscope: a\n```\n".to_vec(), "a fence of Markdown"),
    ];
    for (bytes, word) in cases {
        let ran = assess("a.yaml", &bytes, &[]);
        assert_eq!(ran.code, Some(2), "{word}");
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
        assert!(ran.stderr.contains(": 1 finding,"), "{word}: {}", ran.stderr);
    }
    for overlong in [&b"scope: a\xc0\xaf\n"[..], b"scope: a\xed\xa0\x80\n"] {
        let ran = assess("a.yaml", overlong, &[]);
        assert!(ran.stderr.contains("a.yaml:1:9"), "{}", ran.stderr);
        assert!(!ran.stderr.contains("Windows"), "it is no letter by itself: {}", ran.stderr);
    }
}

/// Runs `assess` on each file: one finding, which says this.
fn one_finding_each(cases: &[(&str, String, &str)]) {
    for (name, text, word) in cases {
        let ran = assess(name, text.as_bytes(), &[]);
        assert_eq!(ran.code, Some(2), "{text}");
        assert!(ran.stderr.contains(word), "{word}: {}", ran.stderr);
        assert!(ran.stderr.contains(": 1 finding,"), "{word}: {}", ran.stderr);
    }
}

#[test]
fn a_figure_that_is_spelled_in_another_way_is_one_finding_that_says_how_to_write_it() {
    let figure = |value: &str| about(&format!("overrides: {{value: {value}, evidence: report}}"));
    one_finding_each(&[
        ("a.yaml", figure("5,1"), "write 5.1"),
        ("a.yaml", figure("1.000,5"), "write 1000.5"),
        ("a.yaml", figure("1:30"), "such as 5.1"),
        ("a.yaml", figure("5 %"), "write 5\n"),
        ("a.yaml", figure("12 months"), "the number alone"),
        ("a.yaml", figure("1'000"), "`1'000` is not"),
        ("a.yaml", figure("1\u{2009}000"), "write 1000"),
        ("a.yaml", figure("٥٫١"), "write 5.1"),
        ("a.yaml", figure("۵"), "write 5\n"),
        ("a.yaml", figure("\u{200E}5"), "write 5\n"),
        ("a.yaml", figure("5\u{AD}"), "write 5\n"),
        ("a.yaml", figure("!!timestamp 2026-01-01"), "take out what begins with `!`"),
    ]);
}

#[test]
fn a_day_that_is_spelled_in_another_way_is_one_finding_that_says_how_to_write_it() {
    let dated = |date: &str| about("overrides: unknown").replace("2026-06-30", date);
    one_finding_each(&[
        ("a.yaml", dated("15.03.2025"), ": 2025-03-15"),
        ("a.yaml", dated("2025/3/5"), ": 2025-03-05"),
        ("a.yaml", dated("03/15/2025"), ": 2025-03-15"),
        ("a.yaml", dated("03/05/2025"), "YYYY-MM-DD"),
        ("a.yaml", dated("٢٠٢٥-٠٣-١٥"), ": 2025-03-15"),
        ("a.yaml", dated("\u{200F}2025-03-15"), ": 2025-03-15"),
        ("a.yaml", dated("0025-03-15"), "YYYY-MM-DD"),
        ("a.yaml", dated("۱۴۰۵/۰۴/۰۹"), "YYYY-MM-DD"),
    ]);
}

#[test]
fn what_yaml_does_not_read_is_one_finding_that_says_how_to_write_it() {
    one_finding_each(&[
        ("a.yaml", about("<<: {overrides: unknown}"), "merge keys are not read"),
        ("a.yaml", about("cost_to_serve: “path”"), "write `path`"),
        ("a.yaml", about("cost_to_serve: Unknown"), "write `unknown`"),
        ("a.yaml", about("cost_to_serve:path"), "a blank behind the colon"),
        ("a.yaml", about("  \tcost_to_serve: path\n  overrides: unknown"), "indent with spaces"),
        ("a.yaml", about("overrides: ｛value: 5}"), "full-width brace"),
        ("a.yaml", about("overrides: {value: 5、evidence: report}"), "ideographic comma"),
        ("a.yaml", about("overrides: a\0b"), "control character (U+0000)"),
        ("a.yaml", about("rules_age: {yes: 2026-01-20}"), "no key `yes`"),
    ]);
    let read =
        run_first(&["assess", "-", "--format", "json"], &about("rules_age: {on: 2026-01-20}"));
    let python =
        run_first(&["assess", "-", "--format", "json"], &about("rules_age: {True: 2026-01-20}"));
    assert_eq!(read.stdout, python.stdout, "{}", python.stderr);
}

#[test]
fn what_json_and_toml_do_not_read_is_one_finding_that_says_how_to_write_it() {
    let json = |value: &str| {
        format!(
            "{{\"scope\": \"a\", \"date\": \"2026-06-30\", \
             \"answers\": {{\"overrides\": {{\"value\": {value}}}}}}}"
        )
    };
    let toml = |line: &str| format!("scope = \"a\"\ndate = 2026-06-30\n[answers]\n{line}\n");
    one_finding_each(&[
        ("a.json", json("5,1"), "behind a point"),
        ("a.json", json(".5"), "plain decimal number"),
        ("a.json", json("5."), "plain decimal number"),
        ("a.json", json("NaN"), "write a value"),
        ("a.json", json("5 // c"), "no comments"),
        ("a.json", json("5,"), "take out the comma"),
        ("a.json", json("'5'"), "double quotes"),
        ("a.json", json("2026-01-20"), "days in double quotes"),
        ("a.toml", toml("overrides = {value = 5,1}"), "behind a point"),
        ("a.toml", toml("overrides = {value: 5}"), "write `key = value`"),
        ("a.toml", toml("overrides = {value = −5}"), "minus sign of another kind"),
        ("a.toml", toml("overrides = unknown"), "texts in double quotes"),
        ("a.toml", toml("// c"), "a comment begins with #"),
    ]);
}

/// A rubric whose names are Hebrew: numbers and words of ours stand where they belong beside them.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn names_from_right_to_left_stand_apart_from_the_numbers_beside_them() {
    let custom = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/custom");
    let folder = tempfile::tempdir().unwrap();
    let rubric = std::fs::read_to_string(custom.join("rubric.yaml")).unwrap();
    let rubric = rubric.replace("name: Speed", "name: מהירות").replace("Managed", "מנוהל");
    std::fs::write(folder.path().join("r.yaml"), rubric).unwrap();
    let (questions, answers) = (custom.join("questions.yaml"), custom.join("answers.yaml"));
    let [questions, answers] = [questions, answers].map(|path| path.display().to_string());
    let said = |command: &str, form: &str| {
        let args =
            [command, &answers, "--questions", &questions, "--rubric", "r.yaml", "--format", form];
        run_in(folder.path(), &args, "").stdout
    };
    for form in ["table", "html", "markdown"] {
        let text = said("assess", form);
        let level = if form == "table" { "LEVEL 2 of 3" } else { "Level 2 of 3" };
        assert!(text.contains(&format!("{level}: \u{2068}מנוהל\u{2069}")), "{form}: {text:.400}");
        let beside = text.contains("\u{2068}מהירות\u{2069} and learning");
        assert!(beside, "{form}: a name within a sentence stands apart: {text:.900}");
    }
    let page = said("assess", "html");
    assert!(page.contains("<dd>One level less in any one of \u{2068}"), "{page:.900}");
    let listed = said("checklist", "table");
    assert!(listed.contains("The rubric has no scenarios."), "{listed}");
    assert!(!listed.contains("0 scenarios"), "{listed}");
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
