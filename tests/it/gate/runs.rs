//! Whole runs: several files, files that cannot be judged, hostile text, and where results go.

use super::*;

#[test]
fn what_cannot_be_judged_is_listed_and_the_others_are_judged() {
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("good.yaml", &else_3(&[]))
        .with("low.yaml", &else_3(&["overrides: {level: 2}"]))
        .with("invalid.yaml", &bare(&["overides: {level: 3}"]))
        .with("broken.yaml", "scope: [\n")
        .with("notes.txt", "hello");
    fs::create_dir(shop.0.path().join("folder.yaml")).unwrap();
    let bad = ["invalid.yaml", "broken.yaml", "notes.txt", "folder.yaml", "missing.yaml"];
    for file in bad {
        let (code, report) = shop.json(&["good.yaml", file, "low.yaml"]);
        assert_eq!(code, Some(2), "{file}");
        assert_eq!(report["passed"], false, "{file}");
        let files = report["files"].as_array().unwrap();
        let names: Vec<_> = files.iter().map(|f| f["file"].as_str().unwrap()).collect();
        assert_eq!(names, ["good.yaml", file, "low.yaml"]);
        let readable: Vec<_> = files.iter().map(|f| f["readable"].as_bool().unwrap()).collect();
        assert_eq!(readable, [true, false, true], "{file}");
        let passed: Vec<_> = files.iter().map(|f| f["passed"].as_bool().unwrap()).collect();
        assert_eq!(passed, [true, false, false], "{file}");
        assert!(!files[1]["findings"].as_array().unwrap().is_empty(), "{file}");
        assert_eq!(files[1]["level"], Value::Null, "{file}");
    }
    let (_, report) = shop.json(&["invalid.yaml"]);
    assert_eq!(lines(&report), ["invalid.yaml:4:3 error unknown-id - answers: ,  -> -"]);
    let help = report["files"][0]["findings"][0]["help"].as_str().unwrap();
    assert!(help.contains("overrides"), "{help}");
    // Unreadable ones are not made up for by a severity.
    let ran = shop.run(&["invalid.yaml", "--severity", "min_level=warn"]);
    assert_eq!(ran.code, Some(2));
}

/// Even where the whole folder is missing, the others are judged.
#[test]
fn a_missing_folder_is_a_missing_file() {
    let shop = Shop::demanding("dimensions = {overrides = 3}").with("good.yaml", &else_3(&[]));
    let (code, report) = shop.json(&["nowhere/missing.yaml", "good.yaml"]);
    assert_eq!(code, Some(2));
    assert_eq!(report["files"][0]["readable"], false);
    assert_eq!(report["files"][1]["passed"], true);
}

#[test]
fn the_worst_of_several_files_decides() {
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("good.yaml", &else_3(&[]))
        .with("low.yaml", &else_3(&["overrides: {level: 2}"]));
    for (files, code) in [
        (&["good.yaml"][..], 0),
        (&["good.yaml", "low.yaml"], 1),
        (&["low.yaml", "good.yaml"], 1),
        (&["low.yaml", "missing.yaml", "good.yaml"], 2),
        (&["missing.yaml", "low.yaml"], 2),
    ] {
        assert_eq!(shop.run(files).code, Some(code), "{files:?}");
    }
}

#[test]
fn a_thousand_files_are_judged_in_one_call() {
    let shop = Shop::demanding("min_level = 3\nmax_age_days = 180");
    let names: Vec<_> = (0..1000).map(|number| format!("answers/{number:04}.yaml")).collect();
    for (number, name) in names.iter().enumerate() {
        let low = number % 100 == 7;
        shop.write(name, &else_3(if low { &["overrides: {level: 1}"] } else { &[] }));
    }
    let args: Vec<_> = names.iter().map(String::as_str).collect();
    let (code, report) = shop.json(&args);
    assert_eq!(code, Some(1));
    let files = report["files"].as_array().unwrap();
    let order: Vec<_> = files.iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(order, args);
    let failed: Vec<_> = files.iter().filter(|file| file["passed"] == false).collect();
    assert_eq!(failed.len(), 10);
    assert_eq!(failed[0]["file"], "answers/0007.yaml");
    let ran = shop.run(&args);
    assert!(ran.stdout.contains("990 passed, 10 failed"), "{}", ran.stdout);
    // A line for each that passes, two for each that does not, and the end.
    assert_eq!(ran.stdout.lines().count(), 990 + 2 * 10 + 1, "{}", ran.stdout);
}

/// Escapes, a colour code in one character, lines, and text that runs the other way.
const HOSTILE: &str = "\u{1b}[31mred\u{7}\u{9b}2J\u{202e}evil\u{2066}\u{200f}\\r\\n::error::x";

#[test]
fn hostile_text_stays_text() {
    let yaml = HOSTILE
        .chars()
        .map(|c| {
            if u32::from(c) < 32 || u32::from(c) > 126 {
                format!("\\u{:04x}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect::<String>();
    let answers = format!(
        "scope: \"{yaml}\"\ndate: 2026-06-30\nrespondent: \"{yaml}\"\nanswers:\n  \
         overrides: {{level: 2, note: \"{yaml}\", source: \"{yaml}\"}}\n  \
         scalability: {{not_applicable: \"{yaml}\"}}\n"
    );
    let policy = format!(
        "dimensions = {{overrides = 3, scalability = 3}}\nmust_cope = [\"SN22\"]\n[[check.waiver]]\n\
         rule = \"min_level\"\ndimension = \"overrides\"\nuntil = 2026-09-30\nreason = \"{yaml}\"\n\
         by = \"{yaml}\""
    );
    let shop = Shop::demanding(&policy)
        .with("answers.yaml", &answers)
        .with(
            "invalid.yaml",
            &format!("scope: \"{yaml}\"\ndate: \"{yaml}\"\nanswers: {{\"{yaml}\": 3}}\n"),
        )
        .with("bad.toml", &format!("[check]\n\"{yaml}\" = 3\njudge = \"{yaml}\"\n"));
    let harmless = |text: &str| {
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || ('\u{200e}'..='\u{200f}').contains(&c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        !text.contains(bad)
    };
    for (files, code) in [(&["answers.yaml"][..], 1), (&["answers.yaml", "invalid.yaml"], 2)] {
        let ran = shop.run(files);
        assert_eq!(ran.code, Some(code), "{}{}", ran.stdout, ran.stderr);
        assert!(harmless(&ran.stdout) && harmless(&ran.stderr), "{:?}", ran.stdout);
        let begins = |line: &str| line.trim_start().starts_with("::");
        assert!(!ran.stdout.lines().any(begins), "{}", ran.stdout);
    }
    let ran = shop.run(&["answers.yaml", "--config", "bad.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(harmless(&ran.stderr), "{:?}", ran.stderr);
    // The same in the name of a file.
    let named = format!("{}.yaml", "\u{1b}[31m\u{202e}");
    shop.write(&named, &answers);
    let ran = shop.run(&[&named]);
    assert!(harmless(&ran.stdout) && harmless(&ran.stderr), "{:?}", ran.stdout);
}

#[test]
fn endless_text_is_cut_and_many_findings_are_counted() {
    let long = "x".repeat(100_000);
    let many: Vec<_> = (0..200).map(|number| format!("unknown_{number}: {{level: 3}}")).collect();
    let shop = Shop::demanding("min_level = 1")
        .with("long.yaml", &bare(&[&format!("{long}: {{level: 3}}")]))
        .with("many.yaml", &bare(&many.iter().map(String::as_str).collect::<Vec<_>>()));
    let ran = shop.run(&["long.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.len() < 5_000, "{} bytes", ran.stdout.len());
    let ran = shop.run(&["many.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("150 more"), "{}", ran.stdout);
}

/// Answers in another format, with a byte-order mark and other line ends, are found where they are.
#[test]
fn places_hold_in_every_format() {
    let toml = "scope = \"Shop\"\ndate = 2026-06-30\n[answers]\noverrides = {level = 2}\n";
    let json = "{\n  \"scope\": \"Shop\",\n  \"date\": \"2026-06-30\",\n  \"answers\": {\n    \"overrides\": {\"level\": 2}\n  }\n}\n";
    let yaml = format!("\u{feff}{}", bare(&["overrides: {level: 2}"]).replace('\n', "\r\n"));
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("a.toml", toml)
        .with("a.json", json)
        .with("a.yaml", &yaml);
    for (file, place) in [("a.toml", (4, 1)), ("a.json", (5, 5)), ("a.yaml", (4, 3))] {
        let (code, report) = shop.json(&[file]);
        assert_eq!(code, Some(1), "{file}");
        let found = &report["files"][0]["findings"][0];
        assert_eq!(found["line"], place.0, "{file}");
        assert_eq!(found["column"], place.1, "{file}");
    }
}

#[test]
fn further_forms_go_to_files_and_replace_none() {
    let shop = Shop::demanding("min_level = 3").with("answers.yaml", &else_3(&[]));
    let args = ["answers.yaml", "--report", "json=check.json"];
    let ran = shop.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("\nPASSED: 1 passed"), "{}", ran.stdout);
    let report: Value = serde_json::from_str(&shop.read("check.json")).unwrap();
    assert_eq!((&report["version"], &report["passed"]), (&1.into(), &true.into()));
    assert_eq!(shop.run(&args).code, Some(2));
    assert_eq!(shop.run(&[&args[..], &["--force"]].concat()).code, Some(0));
    assert!(Path::new(shop.0.path()).join("check.json").is_file());
    // So it is where a baseline is written, and no level falls by that.
    let written = [&args[..], &["--baseline", "b.toml", "--write-baseline"]].concat();
    let ran = shop.run(&written);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("check.json exists already; add --force"), "{}", ran.stderr);
    assert!(!shop.has("b.toml"));
    assert_eq!(shop.run(&[&written[..], &["--force"]].concat()).code, Some(0));
}

#[test]
fn nobody_reading_changes_no_verdict() {
    use std::io::Read;
    let shop = Shop::demanding("min_level = 4");
    let names: Vec<_> = (0..2000).map(|number| format!("{number}.yaml")).collect();
    for name in &names {
        shop.write(name, &else_3(&[]));
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(&shop.0)
        .arg("check")
        .args(&names)
        .args(crate::of_first_edition(&[]))
        .args(["--today", TODAY])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0];
    program.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(1));
}

#[test]
fn no_result_takes_the_place_of_what_is_read() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let before = shop.read("b.toml");
    for file in ["answers.yaml", "b.toml", "oms-maturity.toml"] {
        let report = format!("json=./{file}");
        let ran = shop.run(&["answers.yaml", "--force", "--report", &report]);
        assert_eq!(ran.code, Some(2), "{file}");
        assert!(ran.stderr.contains("two things"), "{}", ran.stderr);
    }
    assert_eq!(shop.read("b.toml"), before);
}

/// A pipe can be read but once, and what the answers are for stands in what it holds.
#[test]
fn the_first_file_is_read_once_and_says_what_it_is_for_however_it_comes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let review = fs::read_to_string(root.join("examples/review/answers.yaml")).unwrap();
    for named in [&["-"][..], &["--input-format", "yaml", "/dev/stdin"]] {
        if cfg!(not(unix)) && named.len() > 1 {
            continue;
        }
        let args = [&["check"], named, &["--min-level", "1"]].concat();
        let ran = crate::program::run(&args, &review);
        assert_eq!(ran.code, Some(0), "{named:?}: {}{}", ran.stdout, ran.stderr);
    }
}
