use super::Field;
use crate::program::{Ran, run, run_first, run_in};
use oms_maturity::document::{Bounds, Format, meaning, read};
use oms_maturity::domain::meaning::Meaning;
use oms_maturity::report::handbook::{self, Book};
use oms_maturity::report::words::exhibits::exhibits;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const OWN: [&str; 4] =
    ["--questions", "examples/custom/questions.yaml", "--rubric", "examples/custom/rubric.yaml"];

const QUESTIONS: &str = include_str!("../../examples/instruments/oms-1.0/questions.yaml");
const RUBRIC: &str = include_str!("../../examples/instruments/oms-1.0/rubric.yaml");

fn done(ran: Ran) -> String {
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout
}

fn show(args: &[&str]) -> String {
    let args = [&["rubric", "show"], args].concat();
    // One of the others is named.
    let is_named = args.contains(&"--rubric");
    done(if is_named { run(&args, "") } else { run_first(&args, "") })
}

/// What the files of the first edition say.
struct Files {
    questionnaire: Meaning,
    rubric: Meaning,
}

impl Files {
    fn first_edition() -> Self {
        let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
        let questionnaire = meaning::questionnaire(&tree(QUESTIONS));
        let rubric = meaning::rubric(&tree(RUBRIC), Some(&questionnaire));
        Self { questionnaire, rubric }
    }

    /// The words of the pages about what is called so, as the program shows them.
    fn page(&self, what: &str) -> String {
        let book = Book { questionnaire: &self.questionnaire, rubric: &self.rubric };
        let text = handbook::table("", &handbook::about(book, what), 80);
        words(&anstream::adapter::strip_str(&text).to_string())
    }
}

/// A page's words, whatever its lines are.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_whole_names_everything_in_order() {
    let Field { instrument } = Field::first_edition();
    let (questions, rubric) = (instrument.questionnaire(), instrument.rubric());
    let page = words(&show(&[]));
    let mut at = 0;
    let levels = rubric.levels.iter().map(|level| format!("{} {}: ", level.level, level.name));
    let dimensions = rubric.dimensions.iter().map(|d| format!("{} ({}): ", d.name, d.id));
    let asked = questions.all().map(|question| format!("{} ({}): ", question.title, question.id));
    let scenarios = rubric.scenarios.iter().map(|one| format!("- {} {}", one.id, one.title));
    let symptoms = questions.symptoms.iter().map(|one| format!("{}: {}", one.id, one.text));
    let rules = questions.counting_rules.iter().map(|rule| format!("- {rule}"));
    let all = rules.chain(levels).chain(dimensions).chain(asked).chain(scenarios).chain(symptoms);
    for part in all.map(|part| words(&part)) {
        let found = page[at..].find(&part);
        at += found.unwrap_or_else(|| panic!("{part:?} is not behind {:?}", &page[at..at + 60]));
    }
    assert!(page.contains("Questionnaire: Order-management self-assessment (oms 1.0.0)"));
    assert!(page.contains("It takes a mean of 3 and every dimension at 2 or above."));
    let count: usize = rubric
        .dimensions
        .iter()
        .map(|d| format!("- {} ({}): ", d.name, d.id))
        .map(|lead| {
            page.split_once(&lead).unwrap().1.split(' ').next().unwrap().parse::<usize>().unwrap()
        })
        .sum();
    assert_eq!(count, rubric.actions.len());
}

#[test]
fn there_is_a_page_about_every_id_and_it_holds_what_the_files_say() {
    let Field { instrument } = Field::first_edition();
    let (questions, rubric) = (instrument.questionnaire(), instrument.rubric());
    for question in questions.all() {
        let page = words(&show(&[&question.id]));
        let options = question.options.iter().flat_map(|o| [o.id.clone(), o.label.clone()]);
        let bases =
            question.options.iter().filter_map(|o| Some(o.rationale.as_ref()?.note.clone()));
        let sources = question.options.iter().filter_map(|o| o.rationale.as_ref());
        let sources = sources.flat_map(|basis| &basis.sources).map(|id| format!("- {id}: "));
        let texts = [question.prompt.clone(), question.help.clone()];
        let texts = texts.into_iter().chain(question.probes.clone()).chain(exhibits(question));
        for part in
            texts.chain(bases).chain(options.filter(|text| !text.contains(' '))).chain(sources)
        {
            assert!(page.contains(words(&part).as_str()), "{}: {part}", question.id);
        }
    }
    let book = Files::first_edition();
    for action in &rubric.actions {
        let page = book.page(&action.id);
        for part in [&action.title, &action.owner, &action.horizon, &action.proof] {
            assert!(page.contains(words(part).as_str()), "{}: {part}", action.id);
        }
    }
    for scenario in &rubric.scenarios {
        let page = book.page(&scenario.id);
        for part in [&scenario.title, &scenario.trigger, &scenario.coping] {
            assert!(page.contains(words(part).as_str()), "{}: {part}", scenario.id);
        }
        for need in &scenario.needs {
            let dimension = &rubric.dimensions[need.dimension.index()];
            let need = format!("- {} ({}) at {}", dimension.name, dimension.id, need.at_least);
            assert!(page.contains(&need), "{}: {need}", scenario.id);
        }
    }
    for source in questions.sources.iter().chain(&rubric.sources) {
        let page = book.page(&source.id);
        assert!(page.contains(&format!("grade {}", source.grade)) && page.contains("Cited by:"));
    }
}

#[test]
fn a_page_of_a_dimension_holds_its_steps_with_their_actions() {
    let Field { instrument } = Field::first_edition();
    let rubric = instrument.rubric();
    for (at, dimension) in rubric.dimensions.iter().enumerate() {
        let page = words(&show(&[&dimension.id]));
        let (_, page) = page.split_once("DIMENSION: ").unwrap();
        for part in [&dimension.definition, &dimension.low, &dimension.high] {
            assert!(page.contains(words(part).as_str()), "{part}");
        }
        for action in rubric.actions.iter().filter(|action| action.dimension.index() == at) {
            let lead = words(&format!("{}: {}. {}", action.id, action.title, action.owner));
            assert!(page.contains(&lead), "{lead}");
        }
        for level in 1..5 {
            assert!(page.contains(&format!("From {level} to {}", level + 1)));
        }
    }
}

/// Worked by hand from the files.
#[test]
fn levels_symptoms_and_ceilings_are_told_whole() {
    for page in [show(&["3"]), show(&["controlled"])] {
        assert!(page.contains("LEVEL 3: Controlled"), "{page}");
        assert!(
            words(&page).contains("level 2, Reactive: takes a mean of 2 and every dimension at 1")
        );
        assert!(!page.contains("Adaptive"));
    }
    let page = words(&show(&["S1"]));
    assert!(
        page.contains("Speaks about: Overrides (overrides); it contradicts a level of 4 or more")
    );
    let page = words(&show(&["review_cadence"]));
    let ceiling = "Ceiling: above 12; words: never: Rules age (rules_age) counts as 3 at most.";
    assert!(page.contains(ceiling), "{page}");
    let page = words(&show(&["overrides"]));
    assert!(
        page.contains("up_to_8_percent More than 3, up to 8 in 100 above 3, up to 8 3"),
        "{page}"
    );
    assert!(page.contains("level 5 needs Rules age (rules_age) at 5."), "{page}");
}

#[test]
fn what_is_called_so_is_found_in_any_case_and_what_is_not_is_answered_with_what_is_near() {
    assert_eq!(show(&["OVERRIDES"]), show(&["overrides"]));
    assert_eq!(show(&["sn01"]), show(&["SN01"]));
    for (what, near) in [
        ("overide", "did you mean `overrides`?"),
        ("SN1", "did you mean `SN01`"),
        ("xyzzy", "among others there are `rules_age`"),
    ] {
        let ran = run_first(&["rubric", "show", what], "");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains(near), "{}", ran.stderr);
    }
}

#[test]
fn it_works_for_any_instrument() {
    let page = show(&[&OWN[..], &["resale_share"]].concat());
    assert!(page.contains("from_30   At least 30, below 60  from 30, below 60  1"), "{page}");
    let page = show(&[&OWN[..], &["speed"]].concat());
    assert!(page.contains("- Refund time (refund_days): weight 3"), "{page}");
    let page = show(&OWN);
    assert!(page.contains("Scale: lowest 0, highest 3"), "{page}");
    for absent in ["ACTIONS", "SCENARIOS", "SOURCES", "Effort", "COUNTING"] {
        assert!(!page.contains(absent), "{absent}\n{page}");
    }
}

#[test]
fn programs_get_what_the_files_say() {
    let json: Value = serde_json::from_str(&show(&["overrides", "--format", "json"])).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["rubric"]["id"], "oms");
    let [question, dimension] = &json["pages"].as_array().unwrap()[..] else { panic!("{json}") };
    assert_eq!((&question["kind"], &dimension["kind"]), (&"question".into(), &"dimension".into()));
    let band = &question["question"]["options"][1]["band"];
    assert_eq!(band, &serde_json::json!({"above": 8, "up_to": 15}));
    let scores = &question["dimensions"][0]["questions"][0]["scores"];
    assert_eq!(scores["up_to_1_percent"], 5);
    assert_eq!(dimension["actions"].as_array().unwrap().len(), 14);
    let json: Value = serde_json::from_str(&show(&["--format", "json"])).unwrap();
    let whole = &json["pages"][0];
    assert_eq!(whole["kind"], "instrument");
    assert_eq!(whole["rubric"]["scenarios"].as_array().unwrap().len(), 30);
    assert_eq!(whole["questionnaire"]["questions"].as_array().unwrap().len(), 6);
}

#[test]
fn a_page_is_written_to_a_file_in_the_form_of_its_ending() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["rubric", "show", "SN01", "-o", "sn.md"], "");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "page in sn.md\n"));
    let text = std::fs::read_to_string(folder.path().join("sn.md")).unwrap();
    assert!(text.starts_with("# Order-management maturity\n\n## Scenario: Peak week"), "{text}");
    let ran = run_in(folder.path(), &["rubric", "show", "-o", "sn.md"], "");
    assert!(ran.code == Some(2) && ran.stderr.contains("--force"), "{}", ran.stderr);
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for what in [&[][..], &["overrides"], &["scalability"], &["SN09"]] {
        let page = show(what);
        let wide = page.lines().find(|line| line.width() > 80);
        assert_eq!(wide, None, "{what:?}");
    }
}

#[test]
fn no_text_of_a_file_steers_the_reader() {
    let folder = tempfile::tempdir().unwrap();
    let evil = r#""\e]0;t\a<img src=x> [l](http://x) | \u202E ##[error]""#;
    for (name, path) in [("q.yaml", OWN[1]), ("r.yaml", OWN[3])] {
        let text = std::fs::read_to_string(path).unwrap();
        let text = text
            .replace("title: Return reasons", &format!("title: {evil}"))
            .replace("prompt: Who looks at the reasons for returns?", &format!("prompt: {evil}"))
            .replace("label: Nobody", &format!("label: {evil}"))
            .replace("name: Learning", &format!("name: {evil}"))
            .replace("title: Returns maturity", &format!("title: {evil}"));
        #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let own = ["--questions", "q.yaml", "--rubric", "r.yaml"];
    for what in [&[][..], &["reasons"], &["learning"]] {
        for form in ["table", "markdown", "json"] {
            let args = [&["rubric", "show", "--format", form], what, &own].concat();
            let page = done(run_in(folder.path(), &args, ""));
            let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
            assert!(!page.contains(steers), "{form} {what:?}\n{page}");
            let is_markup = page.contains("<img") || page.contains("[l](");
            assert!(form != "markdown" || !is_markup, "{page}");
        }
    }
}

/// A point of a line whose score is its figure says both.
#[test]
fn a_line_says_each_of_its_points() {
    let file = |name: &str| format!("examples/instruments/percent/{name}.yaml");
    let (questions, rubric) = (file("questions"), file("rubric"));
    let args = ["rubric", "show", "speed", "--questions", &questions, "--rubric", &rubric];
    let ran = run(&args, "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("0: score 0; 20: score 14; 100: score 100"), "{}", ran.stdout);
}
