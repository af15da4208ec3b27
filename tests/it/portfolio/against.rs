use crate::program::{Ran, run, run_in};
use serde_json::{Value, json};
use std::path::Path;

const KESTREL: &str = "examples/kestrel-and-vane.yaml";
const OTHERS: &str = "examples/expected/portfolio.json";

fn against(answers: &str, form: &str) -> String {
    let ran = run(&["assess", answers, "--against", OTHERS, "--format", form], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Counted by hand in the example's table: of 23 with a level, 4 are at 1 and 10 at 2, so that 14
/// are at 2 or below: 60.86%. Of 24, 4 know cost-to-serve as a total only: 16.66%.
#[test]
fn the_share_at_or_below_is_counted_among_those_that_are_known() {
    let report = value(&against(KESTREL, "json"));
    let against = &report["against"];
    assert_eq!(against["portfolio"], json!({"judged_on": "2026-11-29", "records": 24}));
    let said =
        |beside: &Value| ["at", "at_or_below", "of", "percent"].map(|key| beside[key].clone());
    assert_eq!(said(&against["overall"]), [json!(2), json!(14), json!(23), json!(60.86)]);
    assert_eq!(said(&against["dimensions"][3]), [json!(1), json!(4), json!(24), json!(16.66)]);
    assert_eq!(against["dimensions"][3]["id"], "cost_to_serve");
    for form in ["table", "markdown", "html"] {
        let text = self::against(KESTREL, form);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let source =
            "From your own portfolio of 24 assessments, judged by rubric oms 2.0.0 on 2026-11-29:";
        assert!(text.contains(source), "{form}: {text}");
        assert!(text.contains("14 of 23") && text.contains("60"), "{form}: {text}");
    }
}

/// Overrides is not known there, and three unknown leave no level.
#[test]
fn what_is_not_known_stands_nowhere() {
    let open =
        "scope: Shop\ndate: 2026-06-30\nanswers: {cost_to_serve: path, overrides: unknown}\n";
    let args = ["assess", "-", "--against", OTHERS];
    let report = value(&run(&[&args[..], &["--format", "json"]].concat(), open).stdout);
    for beside in [&report["against"]["overall"], &report["against"]["dimensions"][1]] {
        assert_eq!((&beside["at"], &beside["at_or_below"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(report["against"]["dimensions"][3]["at_or_below"], json!(22));
    let text = run(&args, open).stdout;
    assert!(text.contains("  Overall level    not known  -            -"), "{text}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn a_report_held_against_a_portfolio_is_verified_and_a_changed_share_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let verify = |text: &str| {
        std::fs::write(folder.path().join("r.json"), text).unwrap();
        run_in(folder.path(), &["verify", "r.json"], "")
    };
    let text = against(KESTREL, "json");
    let whole = verify(&text);
    assert_eq!(whole.code, Some(0), "{}", whole.stdout);
    for (from, to, path) in [
        ("\"at_or_below\": 14", "\"at_or_below\": 15", "against.overall.at_or_below"),
        ("\"percent\": 16.66", "\"percent\": 17", "against.dimensions.cost_to_serve.percent"),
        ("\"by\": \"level\"", "\"by\": \"score\"", "against.overall.by"),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = verify(&text.replacen(from, to, 1));
        assert_eq!(changed.code, Some(1), "{path}");
        assert!(changed.stdout.contains(path), "{}", changed.stdout);
    }
}

fn held(folder: &Path, portfolio: &str) -> Ran {
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    std::fs::write(folder.join("p.json"), portfolio).unwrap();
    std::fs::copy(KESTREL, folder.join("a.yaml")).unwrap();
    run_in(folder, &["assess", "a.yaml", "--against", "p.json"], "")
}

#[test]
fn a_portfolio_of_another_rubric_is_refused_and_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(OTHERS).unwrap();
    let sha = value(&text)["rubric"]["sha256"].as_str().unwrap().to_owned();
    for (from, to) in [
        ("\"id\": \"oms\"", "\"id\": \"ours\""),
        ("\"version\": \"2.0.0\"", "\"version\": \"1.0.0\""),
        (sha.as_str(), &"0".repeat(64)),
    ] {
        let ran = held(folder.path(), &text.replacen(from, to, 1));
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{to}");
        assert!(ran.stderr.contains("the portfolio was judged by rubric "), "{}", ran.stderr);
        assert!(
            ran.stderr.contains(
                to.trim_start_matches("\"id\": \"")
                    .trim_end_matches('"')
                    .trim_start_matches("\"version\": \"")
            ),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn what_is_no_portfolio_is_told_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(OTHERS).unwrap();
    for (portfolio, said) in [
        ("{}".to_owned(), "error[missing-key]: this is no portfolio"),
        ("[1".to_owned(), "p.json:1:"),
        (text.replacen("\"judged\": 24", "\"judged\": -1", 1), "error[out-of-range]"),
        (text.replacen("\"judged_on\": \"2026-11-29\"", "\"judged_on\": \"soon\"", 1), "p.json:3:"),
        (
            text.replacen("\"id\": \"overrides\"", "\"id\": \"overides\"", 1),
            "`overrides` is missing",
        ),
        (text.replacen("\"version\": 1", "\"version\": 9", 1), "a portfolio of an unknown version"),
        (text.replacen("\"records\": 4", "\"records\": 4.5", 1), "error[bad-number]"),
    ] {
        let ran = held(folder.path(), &portfolio);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{said}");
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let ran = run(&["assess", KESTREL, "--against", OTHERS, "--format", "csv"], "");
    assert!(ran.code == Some(2) && ran.stderr.contains("--against is for"), "{}", ran.stderr);
}

/// However large its groups are, they are passed over.
#[test]
fn groups_make_no_portfolio_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(OTHERS).unwrap();
    let at = text.rfind("\"groups\": [").unwrap() + "\"groups\": [".len();
    let many = "{\"tags\": {\"country\": \"}]\\\"\"}},".repeat(600_000);
    let ran = held(folder.path(), &[&text[..at], &many, &text[at..]].concat());
    assert_eq!(ran.code, Some(0), "{:.900}", ran.stderr);
    assert_eq!(ran.stdout, held(folder.path(), &text).stdout);
}
