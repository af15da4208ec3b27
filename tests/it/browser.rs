//! The HTML report in a real browser, headless. Needs Chromium, Node and `npm ci` in
//! `tests/browser`; `.ci/run` brings them.

use super::Field;
use crate::gate_forms::HOSTILE;
use crate::handover::hostile::saying;
use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric};
use oms_maturity::domain::plan::{Goal, Request};
use oms_maturity::domain::{Date, Fingerprints, Instrument};
use oms_maturity::report::brand::{Accent, Brand, Logo};
use oms_maturity::report::checklist::Checklist;
use oms_maturity::report::prep::Sheet;
use oms_maturity::report::prep::html::render as html_of_sheet;
use oms_maturity::report::roadmap::{Roadmap, Timing};
use oms_maturity::report::{Report, html};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\">\
                    <rect width=\"120\" height=\"40\" fill=\"#005577\"/></svg>";

fn example(name: &str) -> oms_maturity::domain::AnswerSheet {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/instruments/oms-1.0").join(name);
    FIELD.read(&std::fs::read_to_string(path).unwrap(), Format::Yaml).unwrap()
}

fn page(folder: &Path, name: &str, report: &Report<'_>, brand: &Brand) -> PathBuf {
    write(folder, name, &html::render(report, brand))
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// The pages that are looked at: the examples, a branded one, hostile ones, checklists, a roadmap,
/// plans.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let plain = Brand::default();
    let brand = Brand {
        name: Some(HOSTILE.concat()),
        logo: Some(Logo::read(LOGO.into()).unwrap()),
        accent: Some(Accent::parse("#767676").unwrap()),
        prepared_by: Some(HOSTILE.concat()),
        confidential: Some(HOSTILE.concat()),
    };
    let sheets = ["kestrel-and-vane.yaml", "northmoor-outfitters.yaml", "pindle-and-rook.yaml"];
    let [kestrel, northmoor, pindle] = sheets.map(example);
    let hostile = HOSTILE.concat()
        + "</style></title><script>window.__ran=1</script>\
        <img src=//evil.example/x onerror=window.__ran=1><a href=\"javascript:alert(1)\">x</a>";
    let (hostile, long) = (saying(&hostile), saying(&"w".repeat(100_000)));
    let aiming = FIELD.sheet(
        "target: {level: 4}\nanswers: {overrides: {level: 3}, scalability: \
        {level: 2}, inventory_trust: {level: 2}, adaptability: unknown, cost_to_serve: channel, \
        rules_age: {not_applicable: pilot}}",
    );
    let report = |sheet| FIELD.report(sheet);
    vec![
        page(folder, "kestrel.html", &report(&kestrel), &plain),
        page(folder, "northmoor.html", &report(&northmoor), &plain),
        page(
            folder,
            "branded.html",
            &report(&pindle).compared_with(report(&northmoor), true),
            &brand,
        ),
        page(folder, "hostile.html", &report(&hostile), &plain),
        page(folder, "long.html", &report(&long), &plain),
        list(folder, "to-tick.html", &Checklist::to_tick(&FIELD.instrument, &[]), &plain),
        list(folder, "checklist.html", &Checklist::judged(&report(&northmoor), &[]), &plain),
        list(folder, "branded-list.html", &Checklist::judged(&report(&hostile), &[]), &brand),
        page(folder, "roadmap.html", &report(&aiming), &plain),
        plan(folder, "plan.html", &report(&northmoor), 4, &plain),
        plan(folder, "nothing-to-do.html", &report(&pindle), 4, &plain),
        plan(folder, "branded-plan.html", &report(&hostile), 3, &brand),
        plan(folder, "long-plan.html", &report(&long), 3, &plain),
        portfolio(folder, "portfolio.html", "#14507a"),
        portfolio(folder, "black-portfolio.html", "#000000"),
    ]
}

/// The page of the portfolio that lies among the examples, written by the program.
fn portfolio(folder: &Path, name: &str, accent: &str) -> PathBuf {
    let path = folder.join(name);
    let file = path.to_str().unwrap();
    let shops = "examples/portfolio/pindle-and-rook.ndjson";
    let args = ["portfolio", shops, "--group-by", "country", "--accent", accent, "-o", file];
    let ran = crate::program::run(&args, "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    path
}

/// The page of a checklist.
fn list(folder: &Path, name: &str, list: &Checklist<'_, '_>, brand: &Brand) -> PathBuf {
    write(folder, name, &html::checklist(list, brand))
}

/// The page of a plan to a level, whose work begins the day after the answers.
fn plan(folder: &Path, name: &str, report: &Report<'_>, level: i64, brand: &Brand) -> PathBuf {
    let request =
        Request { goal: Goal { level: Some(level), ..Goal::default() }, ..Request::default() };
    let timing = Timing { today: Date::parse("2026-07-01"), freeze: None };
    let roadmap = Roadmap::of(report, request, timing).unwrap();
    write(folder, name, &html::plan(&roadmap.with_titles(), brand))
}

/// A rubric of `count` dimensions with one question each, called by `name`, up to `highest`.
fn field(count: usize, name: &str, highest: i64) -> Field {
    use std::fmt::Write;
    let mut questions = "id: q\nversion: 1.0.0\ntitle: Q\nquestions:\n".to_owned();
    let mut rubric = format!(
        "id: r\nversion: 1.0.0\ntitle: \"{name}\"\nquestionnaire: q\n\
         scale: {{lowest: 1, highest: {highest}}}\nunknown: {{counts_as: lowest, at_most: 40}}\n\
         not_applicable: {{at_most: 1}}\nlevels:\n"
    );
    for level in 1..=highest {
        let _ = write!(rubric, "  - {{level: {level}, name: \"{name}\", sentence: \"{name}\"");
        let mean = if level == 1 {
            String::new()
        } else {
            format!(", requires: {{mean: {level}, every_dimension: {}}}", level - 1)
        };
        let _ = writeln!(rubric, "{mean}}}");
    }
    rubric += "dimensions:\n";
    for at in 0..count {
        let _ = writeln!(
            questions,
            "  - {{id: d{at}, title: \"{name}\", prompt: \"{name}\", options: [{{id: low, label: \
             \"{name}\", basis: {{kind: judgement, note: n}}}}, {{id: high, label: \"{name}\", basis: \
             {{kind: judgement, note: n}}}}]}}"
        );
        let _ = writeln!(
            rubric,
            "  - {{id: d{at}, name: \"{name} {at}\", questions: [{{id: d{at}, scores: {{low: 1, \
             high: {highest}}}}}]}}"
        );
    }
    rubric += "scenarios:\n";
    for at in 0..3 {
        let needs: Vec<_> =
            (0..count).map(|dimension| format!("d{dimension}: {highest}")).collect();
        let _ = writeln!(
            rubric,
            "  - {{id: SC{at}, title: \"{name}\", needs: {{{}}}}}",
            needs.join(", ")
        );
    }
    Field { instrument: instrument(&questions, &rubric) }
}

fn instrument(questions: &str, rubric: &str) -> Instrument {
    let sha256 = |text: &str| oms_maturity::document::sha256(text.as_bytes());
    let fingerprints = Fingerprints { questionnaire: sha256(questions), rubric: sha256(rubric) };
    let tree = read::tree(questions, Format::Yaml, Bounds::RUBRIC).unwrap();
    let questionnaire = questionnaire::read(&tree).unwrap();
    let tree = read::tree(rubric, Format::Yaml, Bounds::RUBRIC).unwrap();
    let rubric = rubric::read(&tree, &questionnaire).unwrap();
    Instrument::new(questionnaire, rubric, fingerprints)
}

/// Whatever field a rubric is of, its page fits a screen and its radar shows whole labels.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn pages_of_any_rubric_fit_a_screen() {
    let folder = tempfile::tempdir().unwrap();
    let fields = [
        ("few.html", field(3, "Dimension", 5)),
        ("many.html", field(12, "Warehousing and transport", 5)),
        ("crowd.html", field(30, "Dimension", 4)),
        ("words.html", field(8, "Donaudampfschifffahrtsgesellschaftskapitänsmütze", 5)),
        ("signs.html", field(6, "注文管理の成熟度を評価する次元", 5)),
        ("scale.html", field(6, "Dimension", 100)),
    ];
    let pages = fields.iter().map(|(name, field)| {
        let sheet = field.sheet("answers: {d0: high, d1: low, d2: unknown}");
        page(folder.path(), name, &field.report(&sheet), &Brand::default())
    });
    let pages: Vec<_> = pages.collect();
    for page in judged(&pages) {
        let name = &page["file"];
        for wide in page["overflow"].as_array().unwrap() {
            assert!(wide["width"].as_u64() <= wide["viewport"].as_u64(), "{name}: {wide}");
        }
        assert_eq!(page["axe"], serde_json::json!([]), "{name}");
        assert_eq!(page["console"], serde_json::json!([]), "{name}");
    }
}

pub(super) fn judged(pages: &[PathBuf]) -> Vec<Value> {
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/judge.mjs");
    let output = Command::new("node").arg(judge).args(pages).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn pages_are_read_by_everybody_and_reach_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let pages = pages(folder.path());
    let judged = judged(&pages);
    assert_eq!(judged.len(), pages.len());
    for page in &judged {
        let name = &page["file"];
        for (key, nothing) in [
            ("requests", serde_json::json!([])),
            ("console", serde_json::json!([])),
            ("axe", serde_json::json!([])),
            ("dialogs", 0.into()),
            ("scripts", 0.into()),
            ("handlers", 0.into()),
            ("executed", false.into()),
        ] {
            assert_eq!(page[key], nothing, "{name}: {key}");
        }
        for wide in page["overflow"].as_array().unwrap() {
            assert!(wide["width"].as_u64() <= wide["viewport"].as_u64(), "{name}: {wide}");
            assert_eq!(wide["scrollers"], 0, "{name}");
        }
        let links = page["links"].as_array().unwrap();
        for link in links {
            assert!(link.as_str().unwrap().starts_with('#'), "{name}: {link}");
        }
        // Every link and every box can be reached by Tab, and shows where the focus is.
        let stops = page["keyboard"].as_array().unwrap();
        let boxes = if name.as_str().unwrap().ends_with("to-tick.html") { 30 } else { 0 };
        assert_eq!(stops.len(), links.len() + boxes, "{name}");
        assert!(stops.iter().all(|stop| stop["focusVisible"] == true), "{name}: {stops:?}");
    }
}

/// The printed pages of a page, by format.
fn printed(page: &Value) -> Vec<(String, Vec<String>)> {
    let prints = page["pdf"].as_array().unwrap().iter();
    let texts = |print: &Value| {
        let texts = print["texts"].as_array().unwrap().iter();
        texts.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    prints.map(|print| (print["format"].as_str().unwrap().to_owned(), texts(print))).collect()
}

/// Returns whether a page has its number of so many, however far apart the letters lie.
fn is_numbered(text: &str, number: usize, of: usize) -> bool {
    let number = format!("{number}/{of}");
    text.lines().any(|line| line.split_whitespace().collect::<String>().ends_with(&number))
}

/// Returns the first line of each page below what stands at its head.
fn first_lines<'t>(texts: &'t [String], head: &str) -> Vec<&'t str> {
    let first = |text: &'t String| {
        let mut lines = text.lines().map(str::trim);
        lines.find(|line| !line.is_empty() && *line != head).unwrap_or_default()
    };
    texts.iter().map(first).collect()
}

const ANNEX: &str = "Annex: method, arithmetic and sources";

/// One sheet says it all, the annex begins a page, and what lies between are ten pages at most, none
/// of them nearly empty; on A4 and on Letter.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn on_paper_one_page_comes_first_and_the_annex_last() {
    let folder = tempfile::tempdir().unwrap();
    let line = "Confidential: for the board";
    let brand = Brand { confidential: Some(line.to_owned()), ..Brand::default() };
    let names = ["kestrel-and-vane", "northmoor-outfitters", "pindle-and-rook"];
    let pages = names.map(|name| {
        let sheet = example(&format!("{name}.yaml"));
        page(folder.path(), &format!("{name}.html"), &FIELD.report(&sheet), &brand)
    });
    for page in judged(&pages) {
        for (format, texts) in printed(&page) {
            let name = format!("{} on {format}", page["file"]);
            let first = first_lines(&texts, line);
            let annex = first.iter().position(|line| *line == ANNEX).unwrap();
            assert!((2..=10).contains(&annex), "{name}: {annex} pages before the annex");
            assert_eq!(first[1], "The level, and why", "{name}");
            let parts =
                ["On one page", "What is not safe at the next peak", "The first three actions"];
            for said in parts {
                let is_it = |text: &String| text.lines().any(|it| it.trim() == said);
                assert!(is_it(&texts[0]) && !texts[1..].iter().any(is_it), "{name}: {said}");
            }
            assert!(texts[0].contains(" of 5: ") && texts[0].contains("What is not known"));
            let sha256 = FIELD.instrument.fingerprints().rubric.get(..20).unwrap();
            assert!(texts[annex].contains(sha256), "{name}");
            for (number, text) in texts.iter().enumerate() {
                // Paper has no contents to click; every page has its number and its lines.
                assert!(!text.contains("Contents"), "{name}: {number}");
                assert!(is_numbered(text, number + 1, texts.len()), "{name}: {number}");
                assert!(text.contains(line) && text.contains("Prepared "), "{name}: {number}");
                let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
                assert!(lines > 6, "{name}, page {}: {text}", number + 1);
            }
        }
    }
}

/// The shipped questions with a target, whose plan stands in the report, keep to as many pages.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn on_paper_a_report_with_a_target_keeps_to_ten_pages() {
    let folder = tempfile::tempdir().unwrap();
    let field = Field::shipped();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northmoor-outfitters.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let aimed = text.replacen("\nanswers:", "\ntarget: {level: 3}\nanswers:", 1);
    let sheet = field.read(&aimed, Format::Yaml).unwrap();
    let page = page(folder.path(), "aimed.html", &field.report(&sheet), &Brand::default());
    for page in judged(&[page]) {
        for (format, texts) in printed(&page) {
            let begins = |text: &String| text.lines().any(|line| line.trim() == ANNEX);
            let annex = texts.iter().position(begins).unwrap();
            assert!((2..=10).contains(&annex), "{format}: {annex} pages before the annex");
            assert!(texts[0].contains("What is not known"), "{format}");
            for (number, text) in texts.iter().take(annex).enumerate() {
                let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
                assert!(lines > 6, "{format}, page {}: {text}", number + 1);
            }
        }
    }
}

/// A plan and a checklist say on every sheet whose they are, and no sheet is nearly empty; on A4 and
/// on Letter.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn on_paper_plans_and_checklists_are_full_sheets() {
    let folder = tempfile::tempdir().unwrap();
    let line = "Confidential: for the board";
    let brand = Brand {
        confidential: Some(line.to_owned()),
        prepared_by: Some("Mary Hill".to_owned()),
        ..Brand::default()
    };
    let sheet = example("northmoor-outfitters.yaml");
    let report = FIELD.report(&sheet);
    let pages = [
        plan(folder.path(), "next.html", &report, 2, &brand),
        plan(folder.path(), "far.html", &report, 4, &brand),
        list(folder.path(), "list.html", &Checklist::judged(&report, &[]), &brand),
        list(folder.path(), "tick.html", &Checklist::to_tick(&FIELD.instrument, &[]), &brand),
    ];
    let most = [3, 7, 5, 5];
    for (page, most) in judged(&pages).iter().zip(most) {
        for (format, texts) in printed(page) {
            let name = format!("{} on {format}", page["file"]);
            assert!(texts.len() <= most, "{name}: {} pages", texts.len());
            for (number, text) in texts.iter().enumerate() {
                assert!(is_numbered(text, number + 1, texts.len()), "{name}: {number}");
                assert!(text.contains(line) && text.contains("Prepared by Mary Hill"), "{name}");
                assert!(!text.contains("Contents"), "{name}: {number}");
                let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
                assert!(lines > 6, "{name}, page {}: {text}", number + 1);
            }
        }
    }
}

/// The first page is one sheet however many dimensions there are. (Names as long as a line each may
/// take a second.)
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn the_first_page_is_one_sheet_under_any_rubric() {
    let folder = tempfile::tempdir().unwrap();
    let fields = [
        ("few.html", field(3, "Dimension", 5)),
        ("twelve.html", field(12, "Warehousing and transport", 5)),
        ("crowd.html", field(30, "Dimension", 4)),
    ];
    let pages = fields.iter().map(|(name, field)| {
        let sheet = field.sheet("answers: {d0: high, d1: low, d2: unknown}");
        page(folder.path(), name, &field.report(&sheet), &Brand::default())
    });
    for page in judged(&pages.collect::<Vec<_>>()) {
        for (format, texts) in printed(&page) {
            let first = first_lines(&texts, "");
            assert_eq!(first[1], "The level, and why", "{} on {format}", page["file"]);
        }
    }
}

/// A review of thirty questions, five for each of six dimensions, stays a report that is read.
#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn thirty_questions_still_make_a_report_of_full_pages() {
    let folder = tempfile::tempdir().unwrap();
    let (field, sheet) = crate::handover::thirty::review();
    let (shipped, example) = crate::review::field_and_example();
    let pages = [
        page(folder.path(), "thirty.html", &field.report(&sheet), &Brand::default()),
        page(folder.path(), "review.html", &shipped.report(&example), &Brand::default()),
    ];
    for page in judged(&pages) {
        assert_eq!(page["axe"], serde_json::json!([]));
        for wide in page["overflow"].as_array().unwrap() {
            assert!(wide["width"].as_u64() <= wide["viewport"].as_u64(), "{wide}");
        }
        for (format, texts) in printed(&page) {
            let first = first_lines(&texts, "");
            let annex = first.iter().position(|line| *line == ANNEX).unwrap();
            assert!(annex <= 15, "{}, {format}: {annex} pages before the annex", page["file"]);
            assert_eq!(first[1], "The level, and why", "{}, {format}", page["file"]);
        }
    }
}

/// Six questions, each as long as it may be, and seven that are asked afterwards.
fn six_questions() -> oms_maturity::domain::Questionnaire {
    use std::fmt::Write;
    let prompt = "Of every hundred loaves that were ordered at the counter last month, how many did you \
                  have to shorten, to replace or to hand over late because the flour was not there? \
                  Give per cent, with one decimal, for the shop as a whole.";
    let short = "Of every hundred loaves that may be sold at the counter, how many are there for \
                 sale when the shop opens?";
    let mut text =
        "id: q\nversion: 1.0.0\ntitle: A bakery, looked at by itself\nsymptoms:\n".to_owned();
    for at in 1..=5 {
        let _ = writeln!(
            text,
            "  - {{id: S{at}, text: \"Much is set up, but people often change it.\"}}"
        );
    }
    for (list, count) in [("questions", 6), ("follow_ups", 7)] {
        let _ = writeln!(text, "{list}:");
        for at in 0..count {
            let prompt = if list == "questions" { prompt } else { short };
            let _ = writeln!(
                text,
                "  - id: {list}_{at}\n    title: Trust in flour\n    prompt: \"{prompt}\"\n    \
                 asked_of: Head of the counter\n    preparation: half a day, from the till\n    \
                 if_not: the last ten, from memory, marked as an estimate\n    \
                 options: [{{id: low, label: Low}}, {{id: high, label: High}}]\n    \
                 evidence: [{{what: Loaves by reason, where: till or order book, who: the baker}}, \
                 {{what: Late loaves by reason, where: book of hours, who: the manager}}, A list]"
            );
        }
    }
    questionnaire::read(&read::tree(&text, Format::Yaml, Bounds::RUBRIC).unwrap()).unwrap()
}

#[test]
#[ignore = "needs Chromium and Node; .ci/run brings them and runs it"]
fn the_sheet_to_mail_ahead_is_one_page_and_its_back() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = html_of_sheet(&Sheet::of(&six_questions(), None));
    let page = write(folder.path(), "prep.html", &sheet);
    let page = &judged(&[page])[0];
    for key in ["requests", "console", "axe"] {
        assert_eq!(page[key], serde_json::json!([]), "{key}");
    }
    for wide in page["overflow"].as_array().unwrap() {
        assert!(wide["width"].as_u64() <= wide["viewport"].as_u64(), "{wide}");
        assert_eq!(wide["scrollers"], 0);
    }
    assert_eq!(page["keyboard"].as_array().unwrap().len(), 5);
    for print in page["pdf"].as_array().unwrap() {
        let texts = print["texts"].as_array().unwrap();
        assert_eq!(texts.len(), 2, "{print}");
        assert!(texts[1].as_str().unwrap().trim_start().starts_with("How the time is spent"));
    }
}
