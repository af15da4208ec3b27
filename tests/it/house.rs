//! The settings file in the working directory: what holds for every report and plan, and what is
//! wrong with it.

use crate::program::{Ran, run_in};
use std::path::Path;

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
const HOUSE: &str = "[report]\nbrand = \"Vane & Co\"\nlogo = \"logo.svg\"\naccent = \"#005577\"\n\
    prepared_by = \"Mary Hill\"\nconfidential = \"For the board\"\nfreeze = 4\ntarget = {level = 4}\n";
const ANSWERS: &str = "scope: S\ndate: 2026-06-30\nnext_peak: 2026-11-20\nanswers: {rules_age: \
    {level: 3}, overrides: {level: 2}, adaptability: {level: 3}, cost_to_serve: path, \
    inventory_trust: {level: 3}, scalability: {level: 3}}\n";

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// Returns a folder of this settings file, a logo and answers.
fn folder(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "oms-maturity.toml", settings);
    write(folder.path(), "logo.svg", LOGO);
    write(folder.path(), "answers.yaml", ANSWERS);
    folder
}

fn run(folder: &tempfile::TempDir, args: &[&str]) -> Ran {
    run_in(folder.path(), args, "")
}

#[test]
fn a_house_says_whose_reports_they_are() {
    let folder = folder(HOUSE);
    let page = run(&folder, &["assess", "answers.yaml", "--format", "html"]);
    assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""));
    for said in [
        ":root{--accent:#005577}",
        "src=\"data:image/svg+xml;base64,",
        "Prepared by Mary Hill, Vane &amp; Co, on 2026-06-30 for S",
        "<p class=\"confidential\">For the board</p>",
        "id=\"roadmap\"",
    ] {
        assert!(page.stdout.contains(said), "{said}");
    }
    let list = run(&folder, &["checklist", "answers.yaml", "--format", "html"]);
    assert!(list.stdout.contains("Vane &amp; Co") && list.stdout.contains("For the board"));
    let list = run(&folder, &["checklist", "--format", "markdown"]);
    assert!(list.stdout.contains("Vane & Co") || list.stdout.contains("Vane &#38; Co"));
    let picture = run(&folder, &["assess", "answers.yaml", "--format", "svg"]);
    assert!(picture.stdout.contains("#005577"), "{}", picture.stderr);
}

/// Whatever is typed counts more; a house's logo stands beside no other name.
#[test]
fn the_command_line_counts_more_than_the_house() {
    let folder = folder(HOUSE);
    let args = ["assess", "answers.yaml", "--format", "html", "--brand", "Other", "--accent"];
    let page = run(&folder, &[&args[..], &["#550077", "--confidential", "Mine"]].concat());
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    assert!(page.stdout.contains(":root{--accent:#550077}") && page.stdout.contains(">Mine</p>"));
    assert!(page.stdout.contains("Prepared by Mary Hill, Other, on"));
    assert!(!page.stdout.contains("data:image/svg+xml") && !page.stdout.contains("For the board"));
}

/// What is judged does not hang on where it is judged: data and tables are the same.
#[test]
fn what_is_judged_is_the_same_in_every_house() {
    let (house, elsewhere) = (folder(HOUSE), folder("[report]\nbrand = \"Other\"\n"));
    for form in ["json", "table", "csv"] {
        let args = ["assess", "answers.yaml", "--format", form];
        let (one, other) = (run(&house, &args), run(&elsewhere, &args));
        assert_eq!((one.code, &one.stdout), (Some(0), &other.stdout), "{form}: {}", one.stderr);
    }
}

#[test]
fn plans_lead_to_what_the_house_aims_at() {
    let (house, none) = (folder(HOUSE), folder("[report]\nfreeze = 8\n"));
    let goal = |folder: &tempfile::TempDir, more: &[&str]| {
        let ran = run(folder, &[&["plan", "answers.yaml"][..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        ran.stdout
    };
    let planned = goal(&house, &[]);
    assert!(planned.contains("Goal: level 4"), "{planned}");
    let weeks = |planned: &str, weeks: &str| {
        planned.split_whitespace().collect::<Vec<_>>().join(" ").contains(weeks)
    };
    assert!(weeks(&planned, "4 weeks before the peak"), "{planned}");
    assert!(weeks(&goal(&house, &["--freeze", "6"]), "6 weeks before the peak"));
    assert!(goal(&house, &["--target-level", "3"]).contains("Goal: level 3"));
    assert!(goal(&none, &[]).contains("Goal: level 3"));
    write(house.path(), "answers.yaml", &format!("{ANSWERS}target: {{level: 3}}\n"));
    assert!(goal(&house, &[]).contains("Goal: level 3"));
}

/// Every mistake at once, each at its place, and nothing is written.
#[test]
fn what_is_wrong_with_a_house_is_found_where_it_stands() {
    for (settings, found) in [
        (
            "[report]\nbrand = \" \"\nfreeze = -1\ntarget = {level = 9, dimensions = {overides = 3}}\n\
             colour = \"red\"\n",
            &[":2:9", ":3:10", ":4:19", ":4:36", ":5:1"][..],
        ),
        ("[report]\nlogo = \"logo.svg\"\n", &[":2:8", "write `brand` as well"]),
        (
            "[report]\nbrand = \"A\"\naccent = \"#ffcc00\"\nlogo = \"none.svg\"\n",
            &[":3:10", "1.5 to 1", ":4:8", "none.svg"],
        ),
        ("[reports]\nbrand = \"A\"\n", &[":1:2", "report"]),
        ("[report\n", &[":1:"]),
        ("[report]\ntarget = {}\n", &[":2:10", "names no level"]),
    ] {
        let folder = folder(settings);
        let ran = run(&folder, &["assess", "answers.yaml", "--format", "html"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{settings}");
        for said in found {
            let said = if said.starts_with(':') {
                format!("oms-maturity.toml{said}")
            } else {
                (*said).to_owned()
            };
            assert!(ran.stderr.contains(&said), "{settings}{said}\n{}", ran.stderr);
        }
    }
}

/// A gate demands nothing of its own, and finds what is wrong with the house beside it.
#[test]
fn a_gate_reads_past_the_house() {
    let house = folder(HOUSE);
    let ran = run(&house, &["check", "answers.yaml", "--min-level", "2"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    let ran = run(&house, &["check", "answers.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("demands nothing"), "{}", ran.stderr);
    let both = folder("[check]\nmin_level = 2\n[report]\nfreeze = \"x\"\n");
    let ran = run(&both, &["check", "answers.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("oms-maturity.toml:4:10"), "{}", ran.stderr);
}

/// The weeks without changes move the days of a page as they move those of a plan.
#[test]
fn pages_count_by_the_weeks_of_the_house() {
    let pages = ["4", "20"].map(|weeks| {
        let folder = folder(&format!("[report]\nfreeze = {weeks}\ntarget = {{level = 4}}\n"));
        let page = run(&folder, &["assess", "answers.yaml", "--format", "markdown"]);
        assert_eq!(page.code, Some(0), "{}", page.stderr);
        let said = format!("{weeks} weeks before the peak");
        assert!(page.stdout.contains(&said), "{}", page.stdout);
        assert!(!page.stdout.contains("8 weeks before the peak"), "{}", page.stdout);
        let (_, front) = page.stdout.split_once("Done by").unwrap();
        front[..front.find("What is not known").unwrap()].to_owned()
    });
    assert_ne!(pages[0], pages[1]);
}

#[test]
fn a_house_is_named_in_words_and_pauses_a_year_at_most() {
    for (line, said) in [
        ("brand = 1", "write it in quotes"),
        ("prepared_by = false", "write it in quotes"),
        ("freeze = 1000", "from 0 to 52"),
        ("freeze = -1", "from 0 to 52"),
    ] {
        let folder = folder(&format!("[report]\n{line}\n"));
        let ran = run(&folder, &["plan", "answers.yaml"]);
        assert_eq!(ran.code, Some(2), "{line}: {}", ran.stdout);
        assert!(ran.stderr.contains(said), "{line}: {}", ran.stderr);
    }
    let folder = folder("");
    let ran = run(&folder, &["plan", "answers.yaml", "--freeze", "100000"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
    assert!(ran.stderr.contains("from 0 to 52"), "{}", ran.stderr);
}
