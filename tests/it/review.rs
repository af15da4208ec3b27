//! The deeper review: what its thirty questions make of answers, and every command with it.

use super::Field;
use crate::program::{Ran, run, run_in};
use oms_maturity::document::{Format, shipped};
use oms_maturity::domain::AnswerSheet;
use oms_maturity::domain::questionnaire::Question;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> =
    LazyLock::new(|| Field { instrument: shipped::named("review").unwrap().instrument().unwrap() });

const ANSWERS: &str = "examples/review/answers.yaml";

/// The dimensions, each with its five questions.
const DIMENSIONS: [(&str, [&str; 5]); 6] = [
    (
        "rules_age",
        ["rules_age", "rules_after_change", "rules_owned", "rules_unused", "rules_explained"],
    ),
    ("overrides", ["overrides", "desk_hours", "reasons", "side_lists", "oldest_waiting"]),
    (
        "adaptability",
        ["adaptability", "time_to_decide", "disruption_hours", "own_hands", "change_rollback_rate"],
    ),
    ("cost_to_serve", ["cost_to_serve", "avoidable", "splits", "productivity", "return_to_sale"]),
    (
        "inventory_trust",
        ["inventory_trust", "first_time_fill", "count_match", "stock_delay", "promise_kept"],
    ),
    ("scalability", ["scalability", "peak_headroom", "desk_growth", "peak_touch", "longest_stop"]),
];

/// Up to these figures an answer is worth 5, 4, 3 and 2; above the last one, 1.
const LESS_IS_BETTER: [(&str, [f64; 4]); 18] = [
    ("rules_age", [3.0, 6.0, 12.0, 24.0]),
    ("rules_unused", [5.0, 15.0, 25.0, 40.0]),
    ("overrides", [1.0, 3.0, 8.0, 15.0]),
    ("desk_hours", [0.7, 2.0, 5.3, 10.0]),
    ("side_lists", [0.0, 3.0, 8.0, 15.0]),
    ("oldest_waiting", [8.0, 24.0, 48.0, 96.0]),
    ("adaptability", [1.0, 7.0, 30.0, 90.0]),
    ("time_to_decide", [1.0, 5.0, 14.0, 30.0]),
    ("disruption_hours", [1.0, 8.0, 24.0, 72.0]),
    ("change_rollback_rate", [5.0, 10.0, 15.0, 30.0]),
    ("avoidable", [3.0, 6.0, 10.0, 15.0]),
    ("splits", [10.0, 15.0, 25.0, 40.0]),
    ("return_to_sale", [1.0, 3.0, 7.0, 14.0]),
    ("inventory_trust", [0.5, 1.0, 2.5, 5.0]),
    ("stock_delay", [5.0, 60.0, 240.0, 1440.0]),
    ("scalability", [2.0, 6.0, 13.0, 26.0]),
    ("desk_growth", [0.25, 0.5, 0.75, 1.0]),
    ("peak_touch", [1.1, 1.5, 2.0, 3.0]),
];

/// From these figures on an answer is worth 5, 4, 3 and 2; below the last one, 1.
const MORE_IS_BETTER: [(&str, [f64; 4]); 10] = [
    ("rules_after_change", [5.0, 4.0, 2.0, 1.0]),
    ("rules_owned", [10.0, 8.0, 5.0, 2.0]),
    ("rules_explained", [10.0, 8.0, 6.0, 3.0]),
    ("reasons", [95.0, 80.0, 50.0, 10.0]),
    ("own_hands", [90.0, 70.0, 40.0, 10.0]),
    ("productivity", [15.0, 5.0, 0.0, -5.0]),
    ("first_time_fill", [98.5, 96.0, 92.0, 85.0]),
    ("count_match", [95.0, 85.0, 65.0, 50.0]),
    ("promise_kept", [97.0, 95.0, 90.0, 85.0]),
    ("peak_headroom", [2.0, 1.5, 1.25, 1.0]),
];

/// The longest stop is asked in minutes, and answered in hours and halves.
const LONGEST_STOP: (&str, [f64; 4]) = ("longest_stop", [10.0, 30.0, 120.0, 480.0]);

const FACTS: &str = "store_orders: yes, several_places: yes, returns: yes";

fn judged(answers: &str) -> Value {
    let sheet = FIELD.sheet(&format!("answers: {{{FACTS}, {answers}}}"));
    serde_json::from_str(&FIELD.json(&sheet)).unwrap()
}

fn example() -> AnswerSheet {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(ANSWERS);
    FIELD.read(&std::fs::read_to_string(path).unwrap(), Format::Yaml).unwrap()
}

fn dimension<'r>(report: &'r Value, id: &str) -> &'r Value {
    let all = report["dimensions"].as_array().unwrap();
    all.iter().find(|it| it["id"] == id).unwrap()
}

/// Answers all thirty at these levels: those of the first dimension first.
fn at(levels: [[u8; 5]; 6]) -> String {
    let each = DIMENSIONS.iter().zip(levels).flat_map(|((_, questions), levels)| {
        questions.iter().zip(levels).map(|(id, level)| format!("{id}: {{level: {level}}}"))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// Returns the level of the whole and those of the dimensions.
fn levels(report: &Value) -> (i64, Vec<i64>) {
    let level = |it: &Value| it["level"].as_i64().unwrap();
    let dimensions = report["dimensions"].as_array().unwrap().iter().map(level).collect();
    (level(&report["overall"]), dimensions)
}

#[test]
fn five_questions_stand_in_each_of_the_six_dimensions_of_the_six_questions() {
    let rubric = FIELD.instrument.rubric();
    let found: Vec<_> = rubric
        .dimensions
        .iter()
        .map(|it| (it.id.as_str(), it.questions.iter().map(|q| q.question.as_str()).collect()))
        .collect::<Vec<(&str, Vec<&str>)>>();
    let wanted: Vec<_> =
        DIMENSIONS.iter().map(|(id, questions)| (*id, questions.to_vec())).collect();
    assert_eq!(found, wanted);
    let six = Field::shipped();
    let (six, review) = (six.instrument.rubric(), rubric);
    let ids = |rubric: &oms_maturity::domain::Rubric| -> Vec<_> {
        rubric.dimensions.iter().map(|it| (it.id.clone(), it.name.clone())).collect()
    };
    assert_eq!(ids(six), ids(review));
    let names = |rubric: &oms_maturity::domain::Rubric| -> Vec<_> {
        rubric.levels.iter().map(|it| (it.level, it.name.clone())).collect()
    };
    assert_eq!(names(six), names(review));
}

/// Every limit belongs to the better side of it, and a hundredth beyond to the worse one.
#[test]
fn every_band_ends_where_the_table_says() {
    let less: Vec<_> = LESS_IS_BETTER.into_iter().chain([LONGEST_STOP]).collect();
    let banded: BTreeSet<_> =
        less.iter().chain(&MORE_IS_BETTER).map(|(id, _)| (*id).to_owned()).collect();
    let asked = &FIELD.instrument.questionnaire().questions;
    let with_bands = asked.iter().filter(|it| it.options.iter().any(|it| it.band.is_some()));
    assert_eq!(with_bands.map(|it| it.id.clone()).collect::<BTreeSet<_>>(), banded);
    for place in 0..4 {
        for (beyond, worth) in [(0.0, 5 - place), (0.01, 4 - place)] {
            let figure = |(id, limits): &(&str, [f64; 4]), way: f64| {
                // To hundredths: a sum of two decimals need not be one.
                format!("{id}: {{value: {:.2}}}", limits[place] + way * beyond)
            };
            let all = less.iter().map(|it| figure(it, 1.0));
            let all = all.chain(MORE_IS_BETTER.iter().map(|it| figure(it, -1.0)));
            let report = judged(&all.collect::<Vec<_>>().join(", "));
            let answers = report["dimensions"].as_array().unwrap().iter();
            let answers = answers.flat_map(|it| it["answers"].as_array().unwrap());
            for answer in answers.filter(|it| it["question"] != "cost_to_serve") {
                assert_eq!(answer["score"], worth, "{answer}");
            }
        }
    }
}

/// An average of n and nothing below n - 1: four answers of 5 do not hide what the fifth shows.
#[test]
fn what_one_weak_answer_shows_is_not_averaged_away() {
    for (five, level) in [
        ([5, 5, 5, 5, 5], 5),
        ([5, 5, 5, 5, 4], 4),
        ([5, 5, 5, 5, 3], 4),
        ([5, 5, 5, 5, 2], 3),
        ([5, 5, 5, 5, 1], 2),
        ([4, 4, 4, 4, 3], 3),
        ([3, 3, 3, 3, 2], 2),
        ([3, 3, 3, 4, 2], 3),
        ([2, 2, 2, 2, 1], 1),
        ([1, 1, 1, 1, 5], 1),
        ([1, 1, 1, 2, 5], 2),
    ] {
        let report = judged(&at([five; 6]));
        assert_eq!(levels(&report), (level, vec![level; 6]), "{five:?}");
    }
}

/// Every dimension averages 4.2 and is held at 2: the whole is not above all of them.
#[test]
fn the_whole_is_not_above_every_dimension() {
    let (weak, strong) = ([5, 5, 5, 5, 1], [5, 4, 4, 4, 4]);
    for (count, level) in [(6, 2), (4, 2), (3, 3), (1, 3)] {
        let five = |at: usize| if at < count { weak } else { strong };
        let report = judged(&at(std::array::from_fn(five)));
        assert_eq!(levels(&report).0, level, "{count} weak dimensions");
    }
    let answers = at([weak; 6]);
    let text = format!(
        "questionnaire: review\nscope: S\ndate: 2026-06-30\nanswers: {{{FACTS}, {answers}}}\n"
    );
    let said = run(&["assess", "-"], &text).stdout;
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        "On average the answers reach level 4. The whole stays at level 2: a higher level takes half \
         of the dimensions at that level, and none more than one level below it. Lowest: ",
        "Why 2 and not 3: ",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
}

/// Two of a dimension and six in all may be unknown.
#[test]
fn there_is_no_level_where_too_much_is_unknown() {
    let with_unknown = |counts: [usize; 6]| {
        let mut answers = at([[3; 5]; 6]);
        for ((_, questions), count) in DIMENSIONS.iter().zip(counts) {
            for id in &questions[..count] {
                answers =
                    answers.replace(&format!("{id}: {{level: 3}}"), &format!("{id}: unknown"));
            }
        }
        judged(&answers)["overall"]["level"].clone()
    };
    for (counts, is_judged) in [
        ([2, 0, 0, 0, 0, 0], true),
        ([3, 0, 0, 0, 0, 0], false),
        ([0, 0, 0, 0, 0, 3], false),
        ([2, 2, 2, 0, 0, 0], true),
        ([1, 1, 1, 1, 1, 1], true),
        ([2, 2, 1, 1, 1, 0], false),
    ] {
        assert_eq!(with_unknown(counts).is_i64(), is_judged, "{counts:?}");
    }
}

/// Whoever never added anything does not know how long it takes, and is not the slowest for it.
#[test]
fn a_word_may_say_that_nobody_knows() {
    let answers = at([[3; 5]; 6]).replace("scalability: {level: 3}", "scalability: {value: never}");
    let report = judged(&answers);
    assert_eq!(dimension(&report, "scalability")["status"], "unknown");
    let reviews = "rules_age: {on: [2026-03-30, 2025-03-30]}";
    let report = judged(&at([[3; 5]; 6]).replace("rules_age: {level: 3}", reviews));
    assert_eq!(dimension(&report, "rules_age")["answers"][0]["score"], 3);
}

/// Without stores and with one place to send from, four questions are not asked, and none of them
/// counts as not applicable by word of mouth.
#[test]
fn facts_decide_what_applies() {
    let report: Value = serde_json::from_str(&FIELD.json(&example())).unwrap();
    let answered = |id: &str| -> Vec<_> {
        let answers = dimension(&report, id)["answers"].as_array().unwrap();
        let answers = answers.iter().filter(|it| !it["score"].is_null());
        answers.map(|it| it["question"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(answered("inventory_trust"), ["inventory_trust", "count_match", "promise_kept"]);
    let all = at([[4; 5]; 6]);
    let without = |fact: &str, ruled_out: &[&str]| {
        let facts = FACTS.replace(&format!("{fact}: yes"), &format!("{fact}: no"));
        let kept: Vec<_> = all
            .split(", ")
            .filter(|answer| ruled_out.iter().all(|id| !answer.starts_with(&format!("{id}:"))))
            .collect();
        assert_eq!(kept.len(), 30 - ruled_out.len());
        let sheet = FIELD.sheet(&format!("answers: {{{facts}, {}}}", kept.join(", ")));
        let report: Value = serde_json::from_str(&FIELD.json(&sheet)).unwrap();
        assert_eq!(levels(&report), (4, vec![4; 6]), "{fact}");
        let refused = format!("scope: S\ndate: 2026-06-30\nanswers: {{{facts}, {all}}}\n");
        let refused = FIELD.read(&refused, Format::Yaml).unwrap_err();
        assert_eq!(refused.len(), ruled_out.len(), "{refused:#?}");
    };
    without("store_orders", &["stock_delay"]);
    without("several_places", &["splits", "first_time_fill"]);
    without("returns", &["return_to_sale"]);
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn sentences(text: &str) -> usize {
    let ends = |word: &&str| word.ends_with(['.', '?', '!']);
    text.split_whitespace().filter(ends).count()
}

#[test]
fn questions_are_short_and_say_who_knows_the_figure() {
    let roles: Vec<_> = FIELD.instrument.rubric().roles.iter().map(|it| it.role.clone()).collect();
    let asked = FIELD.instrument.questionnaire();
    for Question { id, prompt, help, asked_of, preparation, evidence, .. } in &asked.questions {
        assert!(words(prompt) <= 45 && sentences(prompt) <= 2, "{id}: {prompt}");
        assert!(sentences(help) <= 3, "{id}: {help}");
        let asked_of = asked_of.as_ref().unwrap();
        assert!(roles.contains(asked_of), "{id}: {asked_of}");
        assert!(evidence.iter().any(|it| it.who.as_ref() == Some(asked_of)), "{id}: {asked_of}");
        assert!(preparation.is_some(), "{id}");
    }
    for follow_up in &asked.follow_ups {
        assert!(words(&follow_up.prompt) <= 45, "{}", follow_up.id);
    }
}

#[test]
fn every_step_says_when_it_is_reached_and_every_action_has_one_owner() {
    let rubric = FIELD.instrument.rubric();
    for (place, dimension) in rubric.dimensions.iter().enumerate() {
        for level in 2..=5 {
            let is_it = |line: &&oms_maturity::domain::rubric::ReachedWhen| {
                line.dimension.index() == place && line.level == level
            };
            let said = rubric.reached_when.iter().find(is_it).unwrap();
            assert!(said.sentence.starts_with("Reached when "), "{}", dimension.id);
        }
    }
    let owners = [
        "Order operations manager",
        "OMS product owner",
        "IT and integration lead",
        "Supply-chain finance lead",
        "Inventory control manager",
        "Store operations manager",
        "E-commerce and trading lead",
        "Head of omnichannel",
    ];
    for action in &rubric.actions {
        assert!(owners.contains(&action.owner.as_str()), "{}: {}", action.id, action.owner);
        assert!(!action.with.contains(&action.owner), "{}", action.id);
    }
    let lint =
        run(&["rubric", "lint", "questions/review.yaml", "rubrics/review.yaml", "--strict"], "");
    assert_eq!(lint.code, Some(0), "{}", lint.stdout);
}

fn expect(ran: &Ran, file: &str) {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/review").join(file);
    snapbox::assert_data_eq!(ran.stdout.clone(), snapbox::Data::read_from(&path, None).raw());
}

#[test]
fn the_example_is_judged_as_it_is_shown() {
    expect(&run(&["assess", ANSWERS], ""), "expected.txt");
    expect(&run(&["assess", ANSWERS, "--format", "json"], ""), "expected.json");
}

#[test]
fn a_report_of_thirty_answers_is_read_on_eighty_columns() {
    for more in [&[][..], &["--arithmetic", "--actions", "all"]] {
        let ran = run(&[&["assess", ANSWERS], more].concat(), "");
        let wide: Vec<_> = ran.stdout.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
    let said = run(&["assess", ANSWERS], "").stdout;
    assert!(said.lines().count() < 110, "{}", said.lines().count());
    assert!(said.contains(" Overrides       ███░░ 3   5 of 5 answered"), "{said}");
}

#[test]
fn the_method_says_that_it_is_not_calibrated() {
    let line = "This instrument is not calibrated";
    for form in ["html", "markdown"] {
        let ran = run(&["assess", ANSWERS, "--format", form], "");
        assert!(ran.stdout.contains(line), "{form}");
    }
    let shown = run(&["rubric", "show", "--instrument", "review"], "").stdout;
    assert!(shown.contains(line), "{shown}");
    let six = run(&["rubric", "show"], "").stdout;
    assert!(!six.contains("calibrated"), "{six}");
}

/// Every command that takes an instrument takes this one, by name or by what the answers say.
#[test]
fn every_command_works_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let review = ["--instrument", "review"];
    let with = |args: &[&str]| run(&[args, &review].concat(), "");
    let (report, template) = (path("report.json"), path("answers.yaml"));
    for (args, wanted) in [
        (&["assess", ANSWERS][..], "LEVEL 2 of 5: REACTIVE"),
        (&["plan", ANSWERS], "Goal: level 3."),
        (&["checklist", ANSWERS], "Of 43 scenarios"),
        (&["check", ANSWERS, "--min-level", "2"], ""),
        (&["init", "-o", &template], ""),
        (&["assess", ANSWERS, "-o", &report], ""),
        (&["verify", &report], ""),
    ] {
        let ran = with(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains(wanted), "{args:?}: {}", ran.stdout);
        // Without the option it is the file that chooses.
        if !args.contains(&"-o") {
            assert_eq!(run(args, "").stdout, ran.stdout, "{args:?}");
        }
    }
    for (args, wanted) in [
        (&["checklist"][..], "Tick what is likely"),
        (&["init"], "questionnaire: review\n"),
        (
            &["init", "--format", "prep"],
            "29 figures and one other answer to bring: Order-management review",
        ),
        (&["rubric", "show"], "Order-management review"),
        (&["rubric", "show", "scalability"], "Longest stop"),
        (&["rubric", "show", "measures"], "Rules with an owner"),
        (&["rubric", "show", "roles"], "Analysts"),
        (&["rubric", "export", "--to", &path("own")], ""),
    ] {
        let ran = with(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
        assert!(ran.stdout.contains(wanted), "{args:?}: {}", ran.stdout);
    }
    what_was_written_is_the_reviews(folder.path(), &template);
}

/// An empty template says that nothing is known, and is read as one of the review; exported files are
/// those of the repository.
fn what_was_written_is_the_reviews(folder: &Path, template: &str) {
    let text = std::fs::read_to_string(template).unwrap();
    let filled = text.replace("\nscope:", "\nscope: Shop #");
    let ran = run(&["assess", "-"], &filled);
    assert!(!ran.stderr.contains("error["), "{}", ran.stderr);
    for file in ["questions/review.yaml", "rubrics/review.yaml"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let exported = std::fs::read(folder.join("own").join(file)).unwrap();
        assert_eq!(exported, std::fs::read(root.join(file)).unwrap(), "{file}");
    }
    let own = run_in(
        &folder.join("own"),
        &["rubric", "lint", "questions/review.yaml", "rubrics/review.yaml", "--strict"],
        "",
    );
    assert_eq!(own.code, Some(0), "{}", own.stdout);
}

#[test]
fn two_names_that_do_not_agree_are_told_both_ways_out() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(ANSWERS)).unwrap();
    let cases = [
        (text.as_str(), "review", "oms"),
        (
            "questionnaire: oms\nedition: 2\nscope: S\ndate: 2026-06-30\nanswers: {overrides: {level: 3}}\n",
            "oms",
            "review",
        ),
    ];
    for (text, said, named) in cases {
        for command in ["assess", "plan", "checklist"] {
            let ran = run(&[command, "-", "--instrument", named], text);
            assert_eq!(ran.code, Some(2), "{command}: {}", ran.stdout);
            let told: Vec<_> = ran.stderr.split_whitespace().collect();
            let told = told.join(" ");
            assert!(
                told.contains(&format!("the answers are for questionnaire `{said}`")),
                "{told}"
            );
            assert!(told.contains(&format!("write `{named}`, or judge them")), "{told}");
            assert!(told.contains(&format!("`--instrument {said}`")), "{told}");
            // What follows from it is no finding of its own.
            assert!(!told.contains("other-edition"), "{told}");
        }
    }
}

/// Six answers to the six questions are the main answers of the review as well.
#[test]
fn answers_to_the_six_questions_carry_over() {
    let ran = run(&["rubric", "diff", "shipped", "shipped:review"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for held in [
        "Rules age (rules_age): judged differently",
        "Overrides (overrides): answers mean the same",
        "Adaptability (adaptability): judged differently",
        "Cost-to-serve (cost_to_serve): judged differently",
        "Inventory trust (inventory_trust): judged differently",
    ] {
        assert!(said.contains(held), "{held}: {said}");
    }
    assert!(said.contains("Order-desk hours (desk_hours): new"), "{said}");
    let back = run(&["rubric", "diff", "shipped:review", "shipped", "--format", "json"], "");
    assert_eq!(back.code, Some(0), "{}", back.stderr);
    let json: Value = serde_json::from_str(&back.stdout).unwrap();
    assert!(json.is_object());
    let six: Vec<_> = DIMENSIONS.iter().map(|(id, _)| format!("{id}: {{level: 3}}")).collect();
    let report = judged(&six.join(", "));
    assert!(report["overall"]["level"].is_null());
    for (id, _) in DIMENSIONS {
        assert_eq!(dimension(&report, id)["answers"][0]["score"], 3);
    }
}

/// A guard-rail that holds a question down is no missing report.
#[test]
fn a_claim_that_a_guard_rail_lowers_does_not_lack_its_report() {
    let report: Value = serde_json::from_str(&FIELD.json(&example())).unwrap();
    assert_eq!(dimension(&report, "rules_age")["evidenced_level"], 2);
    let codes: Vec<_> =
        report["notices"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert_eq!(codes, ["guard-rail"]);
}

#[cfg(unix)]
mod at_a_terminal {
    use crate::terminal::{Setup, Terminal};
    use std::path::Path;
    use std::process::Command;

    /// Three facts, then every question that applies, then what is asked of everybody. The room has
    /// no stores.
    #[test]
    fn a_room_comes_to_the_end_of_the_review() {
        let folder = tempfile::tempdir().unwrap();
        let save = folder.path().join("answers.yaml");
        let arguments =
            ["assess", "--instrument", "review", "--today", "2026-06-30", "--save", "answers.yaml"];
        let mut terminal = Terminal::start(&Setup::shipped(folder.path(), &arguments));
        terminal.wait_for("Which operation is judged?");
        terminal.send("Shop");
        terminal.wait_for("> Shop");
        terminal.send("\r");
        for (place, fact) in [(1, "n"), (2, "y"), (3, "y")] {
            terminal.wait_for(&format!("About the operation, {place} of 3"));
            terminal.send(fact);
        }
        for place in 1..=29 {
            terminal.wait_for(&format!("Question {place} of 29"));
            terminal.send("c");
        }
        for (title, keys) in [
            ("Guard-rail   Change since the review", "n"),
            ("Guard-rail   Error of the cost forecast", "12\r"),
            ("Guard-rail   Cost against a year ago", "b"),
            ("Guard-rail   Share of stock on offer", "91\r"),
        ] {
            terminal.wait_for(title);
            terminal.send(keys);
        }
        terminal.wait_for("Every question has an answer.");
        terminal.send("\r");
        terminal.wait_for("LEVEL 3 of 5: CONTROLLED");
        terminal.wait_for("f finish");
        terminal.send("f");
        assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
        let saved = std::fs::read_to_string(save).unwrap();
        assert!(saved.starts_with("scope: Shop\n"), "{saved}");
        for line in
            ["questionnaire: review", "  store_orders: \"no\"", "  longest_stop: up_to_2_hours"]
        {
            assert!(saved.lines().any(|it| it == line), "{line}: {saved}");
        }
        // What the facts ruled out was neither asked nor written.
        assert!(!saved.contains("stock_delay"), "{saved}");
        let again = crate::program::run_in(folder.path(), &["assess", "answers.yaml"], "");
        assert_eq!(again.code, Some(0), "{}", again.stderr);
        assert!(again.stdout.contains("LEVEL 3 of 5: CONTROLLED"), "{}", again.stdout);
    }

    /// Lists the drafts of a home, each by its id with what it is about.
    fn drafts(home: &Path) -> Vec<(String, String)> {
        let output = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .args(["drafts", "--format", "json"])
            .current_dir(home)
            .env("HOME", home)
            .env("XDG_STATE_HOME", home.join("state"))
            .output()
            .unwrap();
        let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap().to_owned();
        let all = list["drafts"].as_array().unwrap().iter();
        all.map(|it| (text(it, "id"), text(it, "scope"))).collect()
    }

    /// An interview of each instrument is left: both are listed, and each goes on with its own
    /// questions, without an option that says which.
    #[test]
    fn drafts_go_on_with_the_questions_that_they_are_of() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        for (scope, instrument) in [("Six", "oms"), ("Thirty", "review")] {
            let arguments = ["assess", "--instrument", instrument, "--today", "2026-06-30"];
            let mut terminal = Terminal::start(&Setup::shipped(home, &arguments));
            terminal.wait_for("Which operation is judged?");
            terminal.send(scope);
            terminal.wait_for(&format!("> {scope}"));
            terminal.send("\r");
            if instrument == "review" {
                terminal.wait_for("About the operation, 1 of 3");
                terminal.send("n");
                terminal.wait_for("About the operation, 2 of 3");
            } else {
                terminal.wait_for("Much is configured");
                terminal.send("\r");
                terminal.wait_for("Question 1 of 6");
                terminal.send("c");
                terminal.wait_for("Question 2 of 6");
            }
            terminal.send("\x03");
            let _ = terminal.finish();
        }
        let found = drafts(home);
        assert_eq!(found.len(), 2, "{found:?}");
        for (id, scope) in found {
            let arguments = ["drafts", "resume", &id];
            let mut terminal = Terminal::start(&Setup::shipped(home, &arguments));
            let (next, key) = match scope.as_str() {
                "Six" => ("Question 2 of 6", "c"),
                _ => ("About the operation, 2 of 3", "y"),
            };
            terminal.wait_for(next);
            terminal.send(key);
            let then =
                if scope == "Six" { "Question 3 of 6" } else { "About the operation, 3 of 3" };
            terminal.wait_for(then);
            terminal.send("\x03");
            let _ = terminal.finish();
        }
    }
}

/// Returns the field of the review and its example, for whoever looks at the page.
pub(super) fn field_and_example() -> (&'static Field, AnswerSheet) {
    (&FIELD, example())
}

/// A rubric alone is read with the questions that the answers are for.
#[test]
fn a_rubric_alone_judges_what_the_answers_are_for() {
    let named = run(&["assess", "--rubric", "rubrics/review.yaml", ANSWERS], "");
    let shipped = run(&["assess", ANSWERS], "");
    assert_eq!((named.code, named.stdout), (Some(0), shipped.stdout), "{}", named.stderr);
    let named = run(&["check", "--rubric", "rubrics/review.yaml", "--min-level", "1", ANSWERS], "");
    assert_eq!(named.code, Some(0), "{}{}", named.stdout, named.stderr);
}
