//! Plans and checklists as they are handed over: their pages and rows, whose they are, what they
//! leave out, and that nothing in them steers who reads them.

use super::Field;
use crate::gate_forms::{HOSTILE, harmless};
use crate::handover::hostile::saying;
use crate::program::{self, Ran};
use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric, sha256};
use oms_maturity::domain::plan::{Goal, Request};
use oms_maturity::domain::{Fingerprints, Instrument};
use oms_maturity::report::brand::Brand;
use oms_maturity::report::checklist::Checklist;
use oms_maturity::report::roadmap::{Roadmap, Timing, spreadsheet};
use oms_maturity::report::{Report, checklist, html, markdown};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

const ANSWERS: &str = "scope: SECRET shop\nrespondent: SECRET person\ndate: 2026-06-30\n\
    next_peak: 2026-11-20\ntags: {country: SECRET land}\nanswers:\n  \
    rules_age: {level: 3, evidence: report, source: SECRET source, note: SECRET note}\n  \
    overrides: {unknown: true, note: SECRET note}\n  adaptability: {level: 3}\n  \
    cost_to_serve: {option: channel, note: SECRET note}\n  inventory_trust: {level: 2}\n  \
    scalability: {not_applicable: SECRET reason}\n";
const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
const COMMANDS: [&str; 2] = ["plan", "checklist"];
const FORMS: [&str; 5] = ["table", "json", "html", "markdown", "csv"];

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// A folder with answers and a logo.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "answers.yaml", ANSWERS);
    write(folder.path(), "logo.svg", LOGO);
    folder
}

fn run(folder: &tempfile::TempDir, args: &[&str], more: &[&str]) -> Ran {
    program::run_first_in(folder.path(), &[args, more].concat(), "")
}

/// Returns what a command writes in a form.
fn written(command: &str, form: &str, more: &[&str]) -> String {
    let ran = run(&folder(), &[command, "answers.yaml", "--format", form], more);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{command} {form} {more:?}");
    ran.stdout
}

/// Returns CSV as rows of cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(Result::unwrap);
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

/// Returns the cells under a heading.
fn column<'r>(rows: &'r [Vec<String>], name: &str) -> Vec<&'r str> {
    let place = rows[0].iter().position(|column| column == name).unwrap();
    rows[1..].iter().map(|row| row[place].as_str()).collect()
}

#[test]
fn a_plan_follows_the_ending_of_its_file() {
    for (name, begins) in [
        ("p.html", "<!DOCTYPE html>"),
        ("p.md", "# "),
        ("p.csv", "\"wave\",\"step\","),
        ("p.json", "{\n  \"version\": 1"),
        ("p.txt", "  SECRET shop"),
    ] {
        let folder = folder();
        let ran = run(&folder, &["plan", "answers.yaml", "-o", name], &[]);
        let said = format!("plan in {name}\n");
        assert_eq!((ran.code, ran.stdout.as_str(), &ran.stderr), (Some(0), "", &said));
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}: {text:.60}");
        assert_eq!(run(&folder, &["plan", "answers.yaml", "-o", name], &[]).code, Some(2));
    }
}

#[test]
fn a_plan_of_pages_says_what_its_table_says_with_titles() {
    let more = ["--target-level", "4", "--today", "2026-07-01"];
    let plan: Value = serde_json::from_str(&written("plan", "json", &more)).unwrap();
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() > 4, "{plan}");
    let page = written("plan", "html", &more).replace("<wbr>", "");
    let text = written("plan", "markdown", &more).replace('\\', "");
    let actions = &FIELD.instrument.rubric().actions;
    for said in [&page, &text] {
        for part in [
            "The steps over time",
            "Terms, and what to bear in mind",
            "What is done in each step",
            "Each next step by itself",
            "Proven: no other set of steps reaches it with less effort.",
            "Work pauses from 2026-09-25 until 2027-01-01",
            "Prepared by SECRET person on 2026-06-30 for SECRET shop",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        for step in steps {
            let ends = format!("done by {}", step["ends"].as_str().unwrap());
            assert!(said.contains(&ends), "{ends}");
            let listed = step["actions"].as_array().unwrap().iter();
            for id in listed.chain(step["optional_actions"].as_array().unwrap()) {
                let action = actions.iter().find(|action| action.id == id.as_str().unwrap());
                let title: String = action.unwrap().title.chars().take(12).collect();
                assert!(said.contains(&title), "{title}");
            }
            for scenario in step["copes"].as_array().unwrap().iter().take(3) {
                let all = &FIELD.instrument.rubric().scenarios;
                let found = all.iter().find(|one| one.id == scenario.as_str().unwrap()).unwrap();
                assert!(said.contains(&format!("{} {}", found.id, found.title)), "{said}");
            }
        }
    }
    assert_eq!(page.matches("<svg class=\"timeline\"").count(), 1);
    assert_eq!(page.matches("<rect class=\"t-").count(), steps.len());
    // Without a day weeks are weeks.
    assert!(!written("plan", "markdown", &["--target-level", "4"]).contains("done by"));
}

/// Each action of each step is a row, in the order of the plan, and the efforts add up.
#[test]
fn a_plan_of_rows_holds_each_action_once_and_adds_up() {
    let more = ["--target-level", "4", "--today", "2026-07-01"];
    let plan: Value = serde_json::from_str(&written("plan", "json", &more)).unwrap();
    let rows = rows(&written("plan", "csv", &more));
    let mut expected = Vec::new();
    for (step, number) in plan["steps"].as_array().unwrap().iter().zip(1..) {
        for (list, optional) in [("actions", "no"), ("optional_actions", "yes")] {
            for action in step[list].as_array().unwrap() {
                let text = |key: &str| step[key].as_str().unwrap_or_default().to_owned();
                expected.push([
                    step["wave"].to_string(),
                    number.to_string(),
                    text("dimension"),
                    step["from_level"].to_string(),
                    step["to_level"].to_string(),
                    action.as_str().unwrap().to_owned(),
                    optional.to_owned(),
                    text("starts"),
                    text("ends"),
                ]);
            }
        }
    }
    let names = [
        "wave",
        "step",
        "dimension",
        "from_level",
        "to_level",
        "action",
        "optional",
        "step_starts",
        "step_ends",
    ];
    let columns = names.map(|name| column(&rows, name));
    for (place, row) in expected.iter().enumerate() {
        assert_eq!(columns.each_ref().map(|column| column[place].to_owned()), *row);
    }
    assert_eq!(columns[0].len(), expected.len());
    for end in ["effort_days_low", "effort_days_high", "effort_days_middle"] {
        let days = column(&rows, end).into_iter().zip(column(&rows, "optional"));
        let counted = days.filter(|(_, optional)| *optional == "no");
        let sum: i64 = counted.map(|(days, _)| days.parse::<i64>().unwrap()).sum();
        assert_eq!(plan["total_effort_days"], sum, "{end}");
    }
}

/// Efforts as ranges, help from others, an optional action, and when a step is reached.
#[test]
fn a_row_says_who_helps_what_it_may_take_and_when_the_step_is_reached() {
    let field = saying_everywhere("calm");
    let sheet = field.sheet("answers: {d0: low, d1: high}");
    let report = field.report(&sheet);
    let roadmap = Roadmap::of(&report, to_two(), Timing::default()).unwrap();
    let rows = rows(&spreadsheet::render(&roadmap).unwrap());
    for (name, cells) in [
        ("name", ["calm", "calm"]),
        ("title", ["calm", "calm"]),
        ("owner", ["calm", "calm"]),
        ("with", ["calm; calm", ""]),
        ("effort", ["S", "M"]),
        ("effort_days_low", ["2", "10"]),
        ("effort_days_high", ["11", "60"]),
        ("effort_days_middle", ["6.5", "35"]),
        ("weeks", ["3", "8"]),
        ("horizon", ["calm", "6-8 weeks"]),
        ("proof", ["calm", "calm"]),
        ("reached_when", ["calm", "calm"]),
        ("optional", ["no", "yes"]),
        ("step_starts", ["", ""]),
    ] {
        assert_eq!(column(&rows, name), cells, "{name}");
    }
    let page = html::plan(&roadmap.with_titles(), &Brand::default());
    for said in
        ["2-11 (middle 6.5)", "calm, with calm and calm", "Reached when: calm.", "(optional)"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
}

#[test]
fn nothing_to_do_is_a_page_and_no_plan_is_none() {
    let nothing = ["--target-level", "2", "--budget", "0"];
    for (form, says) in [("html", "Nothing to do."), ("markdown", "Nothing to do.")] {
        let said = written("plan", form, &nothing);
        assert!(said.contains(says), "{said}");
        assert!(said.contains("No step is needed for level 2"), "{said}");
        assert!(!said.contains("<svg class=\"timeline\"") && !said.contains("The steps over time"));
    }
    assert_eq!(rows(&written("plan", "csv", &nothing)).len(), 1);
    for form in FORMS {
        let args = ["plan", "answers.yaml", "--format", form, "--target-level", "5"];
        let ran = run(&folder(), &args, &["--budget", "1"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{form}");
    }
}

const FLAGS: [&str; 10] = [
    "--brand",
    "Vane & <Co>",
    "--prepared-by",
    "Mary Hill",
    "--confidential",
    "For the board",
    "--logo",
    "logo.svg",
    "--accent",
    "#005577",
];

#[test]
fn plans_and_checklists_say_whose_they_are() {
    for command in COMMANDS {
        let page = written(command, "html", &FLAGS);
        for said in [
            ":root{--accent:#005577}",
            "src=\"data:image/svg+xml;base64,",
            "<span>Vane &amp; &lt;Co&gt;</span>",
            "Prepared by Mary Hill, Vane &amp; &lt;Co&gt;, on 2026-06-30 for SECRET shop",
            "<p class=\"confidential\">For the board</p>",
            "@top-left{content:\"For\\000020the\\000020board\"}",
        ] {
            assert!(page.contains(said), "{command}: {said}");
        }
        let text = written(command, "markdown", &FLAGS[..6]);
        assert_eq!(text.matches("**For the board**").count(), 2, "{command}");
        assert!(text.contains("Prepared by Mary Hill, Vane &#38; &#60;Co&#62;, on 2026-06-30 for"));
        let by = written(command, "markdown", &[]);
        assert!(by.contains("Prepared by SECRET person on 2026-06-30 for SECRET shop"), "{by}");
    }
    // A list to tick is of no day and no operation.
    let to_tick = |more: &[&str]| run(&folder(), &["checklist", "--format", "html"], more).stdout;
    assert!(to_tick(&FLAGS).contains(">Prepared by Mary Hill, Vane &amp; &lt;Co&gt;</p>"));
    assert!(to_tick(&FLAGS[..2]).contains(">Prepared by Vane &amp; &lt;Co&gt;</p>"));
    assert!(!to_tick(&[]).contains("Prepared"));
}

#[test]
fn what_a_form_has_no_use_of_is_refused() {
    let pages = "is for --format html and --format markdown";
    for (form, flags, why) in [
        ("table", &["--brand", "A"][..], format!("--brand {pages}")),
        ("json", &["--prepared-by", "A"], format!("--prepared-by {pages}")),
        ("csv", &["--confidential", "A"], format!("--confidential {pages}")),
        (
            "markdown",
            &["--brand", "A", "--logo", "logo.svg"],
            "--logo is for --format html\n".into(),
        ),
        ("csv", &["--accent", "#005577"], "--accent is for --format html\n".into()),
        ("html", &["--accent", "#ffcc00"], "1.5 to 1".into()),
        ("html", &["--brand", " "], "--brand says nothing".into()),
        ("html", &["--logo", "logo.svg"], "--brand <NAME>".into()),
        ("html", &["--brand", "A", "--logo", "answers.yaml"], "as a logo".into()),
    ] {
        for command in COMMANDS {
            let ran = run(&folder(), &[command, "answers.yaml", "--format", form], flags);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{command} {flags:?}");
            assert!(ran.stderr.contains(&why), "{command} {flags:?}: {}", ran.stderr);
        }
    }
    let ran = run(&folder(), &["checklist", "--anonymous"], &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("--anonymous is for answers"), "{}", ran.stderr);
    // A logo is not written over.
    for command in COMMANDS {
        let args = [command, "answers.yaml", "--format", "html", "--brand", "A", "--force"];
        let ran = run(&folder(), &args, &["--logo", "logo.svg", "-o", "logo.svg"]);
        assert_eq!(ran.code, Some(2), "{command}");
    }
}

#[test]
fn anonymous_plans_and_checklists_hold_no_name_and_judge_alike() {
    for command in COMMANDS {
        for form in FORMS {
            let (named, hidden) =
                (written(command, form, &[]), written(command, form, &["--anonymous"]));
            assert!(!hidden.contains("SECRET"), "{command} {form}: {hidden}");
            if ["html", "markdown"].contains(&form) {
                assert!(named.contains("SECRET shop"), "{command} {form}");
                assert!(hidden.contains("Prepared on 2026-06-30"), "{command} {form}");
                assert!(!hidden.contains("Prepared on 2026-06-30 for"), "{command} {form}");
            }
            if form == "csv" {
                assert_eq!(named, hidden, "{command}");
            }
        }
        let judged = |more: &[&str]| {
            let mut judged: Value = serde_json::from_str(&written(command, "json", more)).unwrap();
            judged.as_object_mut().unwrap().remove("scope");
            judged
        };
        assert_eq!(judged(&[]), judged(&["--anonymous"]));
    }
}

#[test]
fn a_house_holds_for_plans_and_checklists_and_the_command_line_for_more() {
    let house = folder();
    let settings = "[report]\nbrand = \"Vane\"\nlogo = \"logo.svg\"\naccent = \"#005577\"\n\
                    prepared_by = \"Mary Hill\"\nconfidential = \"For the board\"\n";
    write(house.path(), "oms-maturity.toml", settings);
    for command in COMMANDS {
        let page = run(&house, &[command, "answers.yaml", "--format", "html"], &[]);
        assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""), "{command}");
        for said in [
            ":root{--accent:#005577}",
            "src=\"data:image/svg+xml;base64,",
            "Prepared by Mary Hill, Vane, on 2026-06-30 for",
            "<p class=\"confidential\">For the board</p>",
        ] {
            assert!(page.stdout.contains(said), "{command}: {said}");
        }
        let more = ["--brand", "Other", "--accent", "#550077", "--confidential", "Mine"];
        let page = run(&house, &[command, "answers.yaml", "--format", "html"], &more).stdout;
        assert!(page.contains(":root{--accent:#550077}") && page.contains(">Mine</p>"));
        assert!(page.contains("Prepared by Mary Hill, Other, on") && !page.contains("src=\"data:"));
        for form in ["table", "json", "csv"] {
            let ran = run(&house, &[command, "answers.yaml", "--format", form], &[]);
            assert_eq!(ran.stdout, written(command, form, &[]), "{command} {form}");
        }
    }
    // What is wrong with whose pages they are spoils no table.
    write(house.path(), "oms-maturity.toml", "[report]\nbrand = \"A\"\naccent = \"#ffcc00\"\n");
    for command in COMMANDS {
        let page = run(&house, &[command, "answers.yaml", "--format", "html"], &[]);
        assert_eq!((page.code, page.stdout.as_str()), (Some(2), ""), "{command}");
        assert!(page.stderr.contains("oms-maturity.toml:3:10"), "{}", page.stderr);
        assert_eq!(run(&house, &[command, "answers.yaml"], &[]).code, Some(0), "{command}");
    }
}

/// A small instrument in which every text is `text`, and a step takes two actions.
fn saying_everywhere(text: &str) -> Field {
    let quoted = serde_json::to_string(text).unwrap();
    // What describes a level may name answers, in braces.
    let sentence = quoted.replace('{', "{{").replace('}', "}}");
    let question = |id: &str| {
        let basis = "basis: {kind: judgement, note: n}";
        format!(
            "  - {{id: {id}, title: {quoted}, prompt: {quoted}, options: [{{id: low, label: low, \
             {basis}}}, {{id: high, label: high, {basis}}}]}}\n"
        )
    };
    let questions = format!(
        "id: q\nversion: 1.0.0\ntitle: {quoted}\nquestions:\n{}{}",
        question("d0"),
        question("d1")
    );
    let dimension = |id: &str| {
        format!(
            "  - {{id: {id}, name: {quoted}, questions: [{{id: {id}, scores: {{low: 1, high: 2}}}}]}}\n"
        )
    };
    let rubric = format!(
        "id: r\nversion: 1.0.0\ntitle: {quoted}\nquestionnaire: q\nscale: {{lowest: 1, highest: 2}}\n\
         unknown: {{counts_as: lowest, at_most: 1}}\nnot_applicable: {{at_most: 1}}\n\
         effort_days: {{S: {{from: 2, to: 11}}, M: {{from: 10, to: 60}}}}\nlevels:\n  \
         - {{level: 1, name: {quoted}, sentence: {sentence}}}\n  - {{level: 2, name: {quoted}, \
         sentence: {sentence}, requires: {{mean: 2}}}}\ndimensions:\n{}{}scenarios:\n  \
         - {{id: SC1, title: {quoted}, trigger: {quoted}, coping: {quoted}, needs: {{d0: 2}}}}\n\
         actions:\n  - {{id: A-1, dimension: d0, from_level: 1, measures: true, title: {quoted}, \
         owner: {quoted}, with: [{quoted}, {quoted}], effort: S, horizon: {{words: {quoted}, from: 2, \
         to: 3}}, proof: {quoted}}}\n  - {{id: A-2, dimension: d0, from_level: 1, optional: true, \
         title: {quoted}, owner: {quoted}, effort: M, horizon: {{words: 6-8 weeks, from: 6, to: 8}}, \
         proof: {quoted}}}\nreached_when: {{d0: {{2: {quoted}}}}}\n",
        dimension("d0"),
        dimension("d1")
    );
    let sha256 = |text: &str| sha256(text.as_bytes());
    let fingerprints = Fingerprints { questionnaire: sha256(&questions), rubric: sha256(&rubric) };
    let tree = read::tree(&questions, Format::Yaml, Bounds::RUBRIC).unwrap();
    let questionnaire = questionnaire::read(&tree).unwrap();
    let tree = read::tree(&rubric, Format::Yaml, Bounds::RUBRIC).unwrap();
    let rubric =
        rubric::read(&tree, &questionnaire).unwrap_or_else(|why| panic!("{rubric}{why:#?}"));
    Field { instrument: Instrument::new(questionnaire, rubric, fingerprints) }
}

fn to_two() -> Request {
    Request { goal: Goal { level: Some(2), ..Goal::default() }, ..Request::default() }
}

fn hostile() -> impl Iterator<Item = String> {
    const FORMULAS: &[&str] =
        &["=cmd()", "+1", "-2+3", "@SUM(A1)", "a;=cmd()", "\u{ff1d}cmd()", " =1", "a\t=1"];
    const PAGES: &[&str] = &[
        "</style></title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(3)>",
        "' onmouseover='alert(4)",
        "\u{5d0}\u{5d1}\u{5d2} (1) \u{202e}x",
        "    indented\n\n# heading\n- item\n> quote\n---\n1. one",
    ];
    let all = HOSTILE.iter().chain(FORMULAS).chain(PAGES).map(|text| (*text).to_owned());
    all.filter(|text| !text.is_empty()).chain([HOSTILE.concat()])
}

/// Returns a plan and a checklist as page, as Markdown and as rows.
fn in_forms(report: &Report<'_>, request: Request, brand: &Brand) -> [[String; 3]; 2] {
    let roadmap = Roadmap::of(report, request, Timing::default()).unwrap().with_titles();
    assert!(!roadmap.plan.steps.is_empty());
    let list = Checklist::judged(report, &[]);
    [
        [
            html::plan(&roadmap, brand),
            markdown::plan(&roadmap, brand),
            spreadsheet::render(&roadmap).unwrap(),
        ],
        [
            html::checklist(&list, brand),
            markdown::checklist(&list, brand),
            checklist::spreadsheet::render(&list).unwrap(),
        ],
    ]
}

/// How many tags a page has, but for those that break lines.
fn tags(page: &str) -> usize {
    page.matches('<').count() - page.matches("<wbr>").count()
}

/// What Markdown is made of.
fn parts(text: &str) -> Vec<String> {
    let all = Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION);
    let part = |event: Event<'_>| match event {
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link: {text}"),
        Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
        Event::Start(tag) => Some(format!("{tag:?}").split([' ', '(']).next().unwrap().to_owned()),
        Event::Rule => Some("Rule".to_owned()),
        _ => None,
    };
    all.filter_map(part).collect()
}

fn no_formula(text: &str) {
    let begins = |cell: &str| {
        cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff20}'])
    };
    for cell in rows(text).iter().flatten() {
        assert!(!cell.split([';', ',', '\t']).any(begins), "{cell}");
    }
}

fn are_calm(calm: &[[String; 3]; 2], told: &[[String; 3]; 2], text: &str) {
    for (calm, told) in calm.iter().zip(told) {
        let [page, marked, cells] = told;
        assert_eq!(tags(page), tags(&calm[0]), "{text}");
        assert_eq!(parts(marked), parts(&calm[1]), "{text}");
        no_formula(cells);
        assert_eq!(rows(cells).len(), rows(&calm[2]).len(), "{text}");
        for form in [page, marked, &cells.replace("\r\n", "\n")] {
            harmless(form);
        }
    }
}

/// Whatever scope, names and notes hold.
#[test]
fn nothing_in_answers_steers_a_plan_or_a_checklist() {
    let forms = |text: &str| {
        let sheet = saying(text);
        let report = FIELD.report(&sheet);
        let name = Some(text.to_owned());
        let brand = Brand {
            name: name.clone(),
            prepared_by: name.clone(),
            confidential: name,
            ..Brand::default()
        };
        let goal = Goal { level: Some(3), ..Goal::default() };
        in_forms(&report, Request { goal, ..Request::default() }, &brand)
    };
    let calm = forms("calm");
    for text in hostile() {
        are_calm(&calm, &forms(&text), &text);
    }
}

/// Whatever a rubric says of actions, owners, proofs and scenarios.
#[test]
fn nothing_in_a_rubric_steers_a_plan_or_a_checklist() {
    let forms = |text: &str| {
        let field = saying_everywhere(text);
        let sheet = field.sheet("answers: {d0: low, d1: high}");
        in_forms(&field.report(&sheet), to_two(), &Brand::default())
    };
    let calm = forms("calm");
    for text in hostile().filter(|text| !text.contains(['\u{0}', '\u{7}', '\u{FFFE}'])) {
        are_calm(&calm, &forms(&text), &text);
    }
    let [[page, ..], _] = forms("\u{5d0}\u{5d1}\u{5d2}");
    assert!(page.contains(" dir=\"auto\">\u{5d0}\u{5d1}\u{5d2}</td>"), "{page}");
}
