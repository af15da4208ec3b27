//! The scenario checklist: every verdict on every scenario, what hangs on what, and its forms.

use super::Field;
use crate::gate_forms::{HOSTILE, harmless};
use crate::program;
use oms_maturity::domain::AnswerSheet;
use oms_maturity::domain::index::ScenarioId;
use oms_maturity::domain::scenarios::Verdict;
use oms_maturity::report::brand::Brand;
use oms_maturity::report::checklist::{Checklist, json, spreadsheet, table};
use oms_maturity::report::{html, markdown};
use serde_json::Value;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

const IDS: [&str; 6] =
    ["rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability"];

/// What each scenario takes, as the field says it: places in `IDS`, and levels.
const TAKES: [(&str, &[(usize, i64)]); 30] = [
    ("SN01", &[(5, 3), (1, 3), (4, 3)]),
    ("SN02", &[(5, 5), (4, 4)]),
    ("SN03", &[(5, 4), (4, 3), (1, 3)]),
    ("SN04", &[(5, 3), (0, 3), (2, 3)]),
    ("SN05", &[(2, 4), (1, 3), (3, 3)]),
    ("SN06", &[(3, 4), (2, 4)]),
    ("SN07", &[(2, 2), (1, 2)]),
    ("SN08", &[(0, 3), (4, 3), (2, 3)]),
    ("SN09", &[(2, 5), (5, 5), (4, 4)]),
    ("SN10", &[(4, 3), (5, 3), (3, 3)]),
    ("SN11", &[(4, 3), (1, 3)]),
    ("SN12", &[(3, 3), (0, 3), (2, 3)]),
    ("SN13", &[(4, 4), (1, 3)]),
    ("SN14", &[(4, 3), (5, 3), (3, 3), (0, 3)]),
    ("SN15", &[(2, 4), (4, 4), (3, 4)]),
    ("SN16", &[(2, 4), (5, 3)]),
    ("SN17", &[(5, 4), (0, 3), (3, 4)]),
    ("SN18", &[(5, 4), (4, 3), (1, 3)]),
    ("SN19", &[(5, 3), (2, 3), (4, 3)]),
    ("SN20", &[(5, 4), (0, 4), (2, 4)]),
    ("SN21", &[(5, 4), (1, 3)]),
    ("SN22", &[(1, 4)]),
    ("SN23", &[(0, 3), (2, 3)]),
    ("SN24", &[(2, 4), (5, 3), (3, 3)]),
    ("SN25", &[(0, 2), (3, 2)]),
    ("SN26", &[(2, 5), (4, 4), (1, 3)]),
    ("SN27", &[(3, 4)]),
    ("SN28", &[(1, 2), (2, 2)]),
    ("SN29", &[(4, 2), (3, 2)]),
    ("SN30", &[(4, 4), (2, 3)]),
];

/// Answers with a level per dimension; 0 stands for unknown.
fn sheet(levels: [i64; 6]) -> AnswerSheet {
    let answers = IDS.iter().zip(levels).map(|(id, level)| match level {
        0 => format!("  {id}: unknown\n"),
        _ => format!("  {id}: {{level: {level}}}\n"),
    });
    FIELD.sheet(&format!("answers:\n{}", answers.collect::<String>()))
}

fn verdict(place: usize, levels: [i64; 6]) -> Verdict {
    let sheet = sheet(levels);
    let report = FIELD.report(&sheet);
    let checklist = Checklist::judged(&report, &[ScenarioId::new(place)]);
    checklist.entries[0].result.as_ref().unwrap().verdict
}

/// Levels that just suffice: what the scenario takes, and the lowest elsewhere.
fn just(takes: &[(usize, i64)]) -> [i64; 6] {
    let mut levels = [1; 6];
    for (place, level) in takes {
        levels[*place] = *level;
    }
    levels
}

#[test]
fn every_scenario_copes_is_at_risk_fails_and_cannot_be_said_where_the_field_says() {
    for (scenario, (id, takes)) in TAKES.into_iter().enumerate() {
        assert_eq!(FIELD.instrument.rubric().scenarios[scenario].id, id);
        assert_eq!(verdict(scenario, just(takes)), Verdict::Copes, "{id}");
        for (place, level) in takes {
            let mut short = just(takes);
            short[*place] = level - 1;
            assert_eq!(verdict(scenario, short), Verdict::AtRisk, "{id} {}", IDS[*place]);
            if *level > 2 {
                short[*place] = level - 2;
                assert_eq!(verdict(scenario, short), Verdict::Fails, "{id} {}", IDS[*place]);
            }
            let mut unknown = just(takes);
            unknown[*place] = 0;
            assert_eq!(verdict(scenario, unknown), Verdict::CannotSay, "{id} {}", IDS[*place]);
        }
        if let [one, other, ..] = takes {
            let mut short = just(takes);
            short[one.0] = one.1 - 1;
            short[other.0] = other.1 - 1;
            assert_eq!(verdict(scenario, short), Verdict::Fails, "{id}");
            // What is unknown no longer matters where the known ones fail already.
            if other.1 > 2 {
                let mut short = just(takes);
                (short[one.0], short[other.0]) = (0, other.1 - 2);
                assert_eq!(verdict(scenario, short), Verdict::Fails, "{id}");
            }
        }
    }
}

/// The field counts: adaptability 16, inventory trust 15, scalability 14, overrides 11,
/// cost-to-serve 11, rules age 8.
#[test]
fn what_hangs_on_each_dimension_is_what_the_field_counts() {
    let sheet = sheet([4, 3, 4, 1, 4, 4]);
    let report = FIELD.report(&sheet);
    let checklist = Checklist::judged(&report, &[]);
    let counts: Vec<_> = checklist
        .stress()
        .into_iter()
        .map(|s| format!("{} {} {} {}", IDS[s.dimension.index()], s.scenarios, s.blocked, s.alone))
        .collect();
    assert_eq!(
        counts,
        [
            "cost_to_serve 11 11 11",
            "adaptability 16 2 1",
            "scalability 14 2 1",
            "overrides 11 1 1",
            "inventory_trust 15 0 0",
            "rules_age 8 0 0",
        ]
    );
}

/// Whatever unblocks a scenario makes it coped with, and nothing less does.
#[test]
fn what_would_unblock_a_scenario_does() {
    let mut tried = 0;
    for levels in [[1; 6], [4, 3, 4, 1, 4, 4], [2, 0, 3, 2, 1, 0], [3; 6]] {
        let sheet = sheet(levels);
        let report = FIELD.report(&sheet);
        for (place, entry) in Checklist::judged(&report, &[]).entries.iter().enumerate() {
            let copes = entry.result.as_ref().unwrap().verdict == Verdict::Copes;
            assert_eq!(entry.unblock.is_none(), copes);
            let Some(plan) = &entry.unblock else { continue };
            let mut then = levels.map(|level| level.max(1));
            for step in &plan.steps {
                then[step.dimension.index()] = then[step.dimension.index()].max(step.to_level);
            }
            assert_eq!(verdict(place, then), Verdict::Copes);
            let last = plan.steps.last().unwrap();
            then[last.dimension.index()] = last.from_level;
            assert_ne!(verdict(place, then), Verdict::Copes);
            tried += 1;
        }
    }
    assert!(tried > 60);
}

fn run(args: &[&str], answers: &str) -> (Option<i32>, String, String) {
    let ran = program::run_first(&[&["checklist"], args].concat(), answers);
    (ran.code, ran.stdout, ran.stderr)
}

#[test]
fn the_hand_out_has_every_scenario_to_tick_in_every_form() {
    for (form, tick, count) in [
        ("table", "\n  [ ] SN", 30),
        ("markdown", "\n- [ ] **SN", 30),
        ("html", "<input type=\"checkbox\"", 30),
        ("csv", "\"SN", 30),
        ("json", "\"id\": \"SN", 30),
    ] {
        let (code, said, _) = run(&["--format", form], "");
        assert_eq!(code, Some(0), "{form}");
        assert_eq!(said.matches(tick).count(), count, "{form}");
        for scenario in &FIELD.instrument.rubric().scenarios {
            assert!(said.contains(&scenario.id), "{form}");
        }
        assert!(!said.contains("fails") || form == "json", "{form}");
    }
    let (_, few, _) = run(&["--likely", "SN07,SN01,SN07", "--format", "csv"], "");
    let ids: Vec<_> = few.lines().skip(1).map(|line| &line[1..5]).collect();
    assert_eq!(ids, ["SN01", "SN07"]);
}

#[test]
fn with_answers_it_says_what_becomes_of_each_what_blocks_it_and_what_breaks_first() {
    let kestrel = "examples/instruments/oms-1.0/kestrel-and-vane.yaml";
    let (code, said, _) = run(&[kestrel], "");
    assert_eq!(code, Some(0));
    for fact in [
        "Of 30 scenarios 10 fail today (15 coped with, 5 at risk).",
        "SN06 Peak surcharge announced breaks first: it fails (cost-to-serve 1,",
        "Then SN09 Main DC down in a peak week fails.",
        "Cost-to-serve: 11 scenarios; 11 not safe because of it, 11",
        "Blocked by cost-to-serve 1, needs 3.",
        "Unblock: cost-to-serve 1 to 3: 80 person-days.",
    ] {
        assert!(said.contains(fact), "{fact}\n{said}");
    }
    let (_, said, _) = run(&[kestrel, "--format", "json"], "");
    let list: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&list["version"], &list["level"]), (&1.into(), &2.into()));
    assert_eq!(list["first_to_break"], serde_json::json!(["SN06", "SN09"]));
    let five = &list["scenarios"][4];
    assert_eq!((&five["verdict"], &five["unblock"]["effort_days"]), (&"fails".into(), &80.into()));
    let block = serde_json::json!([{"dimension": "cost_to_serve", "needed": 3, "actual": 1}]);
    assert_eq!(five["blocked_by"], block);
    for form in ["html", "markdown", "csv"] {
        let (code, said, _) = run(&[kestrel, "--format", form], "");
        assert!(code == Some(0) && said.contains("cost-to-serve 1, needs 3"), "{form}");
    }
    let (_, calm, _) = run(
        &["-"],
        "scope: S\ndate: 2026-06-30\nanswers: {rules_age: {level: 5}, \
        overrides: {level: 5}, adaptability: {level: 5}, cost_to_serve: {level: 5}, \
        inventory_trust: {level: 5}, scalability: {level: 5}}",
    );
    assert!(calm.contains("Nothing breaks first"), "{calm}");
}

#[test]
fn only_the_likely_are_listed_and_counted_whoever_named_them() {
    let answers = "scope: S\ndate: 2026-06-30\nscenarios: [SN22, SN01]\nanswers: {overrides: \
                   {level: 3}, scalability: {level: 3}, inventory_trust: {level: 3}}\n";
    let (_, said, _) = run(&["-", "--format", "json"], answers);
    let list: Value = serde_json::from_str(&said).unwrap();
    let ids = |list: &Value| -> Vec<String> {
        let all = list["scenarios"].as_array().unwrap().iter();
        all.map(|scenario| scenario["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (ids(&list), &list["only_likely"]),
        (vec!["SN01".into(), "SN22".into()], &true.into())
    );
    let overrides = &list["dimensions"][0];
    assert_eq!((&overrides["id"], &overrides["scenarios"]), (&"overrides".into(), &2.into()));
    assert_eq!((&overrides["blocked"], &overrides["alone"]), (&1.into(), &1.into()));
    let (_, said, _) = run(&["-", "--likely", "SN07", "--format", "json"], answers);
    assert_eq!(ids(&serde_json::from_str(&said).unwrap()), ["SN07"]);
}

/// What breaks in a peak is asked of the scenarios of a peak, and what does not apply carries
/// nothing.
#[test]
fn what_is_not_on_the_list_or_does_not_apply_breaks_nothing() {
    let (_, said, _) =
        run(&["examples/instruments/oms-1.0/kestrel-and-vane.yaml", "--likely", "SN05"], "");
    assert!(said.contains("No scenarios of a peak are on this list."), "{said}");
    let answers = "scope: S\ndate: 2026-06-30\nanswers: {overrides: {not_applicable: pilot}, \
                   inventory_trust: {level: 1}}\n";
    let (_, said, _) = run(&["-", "--format", "json"], answers);
    let list: Value = serde_json::from_str(&said).unwrap();
    let overrides = list["dimensions"].as_array().unwrap().iter().find(|d| d["id"] == "overrides");
    assert_eq!(overrides.unwrap()["scenarios"], 0);
    let (_, said, _) = run(&["-"], "scope: S\ndate: 2026-06-30\nanswers: {}\n");
    assert!(said.contains("may or may not be coped with"), "{said}");
}

/// Lists with everything that they can say, read once by a person, and kept.
#[test]
fn the_lists_are_those_that_were_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (answers, form, stored) in [
        ("tests/stored/everything.yaml", "table", "checklist.txt"),
        ("tests/stored/everything.yaml", "markdown", "checklist.md"),
        ("tests/stored/everything.yaml", "csv", "checklist.csv"),
        ("examples/instruments/oms-1.0/pindle-and-rook.yaml", "csv", "checklist-of-all.csv"),
        ("examples/instruments/oms-1.0/pindle-and-rook.yaml", "json", "checklist-of-all.json"),
    ] {
        let (code, said, error) = run(&[answers, "--format", form], "");
        assert_eq!(code, Some(0), "{error}");
        let stored = root.join("tests/stored").join(stored);
        let said = said.replace("\r\n", "\n");
        snapbox::assert_data_eq!(said, snapbox::Data::read_from(&stored, None).raw());
    }
}

#[test]
fn bad_input_is_refused() {
    let answers = "scope: S\ndate: 2026-06-30\nanswers: {overrides: {level: 3}}\n";
    for (args, why) in [
        (&["--likely", "SN7"][..], "--likely SN7: there is no such scenario; did you mean `SN07`?"),
        (&["--likely", "SN01,SN99,X"], "--likely X: there is no such scenario; known: `SN01`"),
        (&["--likely", ""], "--likely: name a scenario, such as SN01"),
        (&["--format", "svg"], "[possible values: table, json, html, markdown, csv]"),
        (&["no-such.yaml"], "no-such.yaml"),
        (&["-", "--input-format", "json"], "not valid JSON"),
    ] {
        let (code, said, error) = run(args, answers);
        assert_eq!((code, said.as_str()), (Some(2), ""), "{args:?}");
        assert!(error.contains(why), "{args:?}: {error}");
    }
}

#[test]
fn no_form_holds_markup_of_a_users() {
    let mut given = sheet([3; 6]).given().clone();
    for text in HOSTILE.iter().filter(|text| !text.is_empty()) {
        (*text).clone_into(&mut given.scope);
        let sheet = AnswerSheet::check(&FIELD.instrument, &given).unwrap();
        let report = FIELD.report(&sheet);
        let list = Checklist::judged(&report, &[]);
        let page = html::checklist(&list, &Brand::default());
        assert!(!page.contains("<script") && !page.contains("<img"), "{text}");
        let text =
            [page, markdown::checklist(&list, &Brand::default()), json::render(&list).unwrap()]
                .concat();
        harmless(&text);
        assert!(spreadsheet::render(&list).is_ok());
        assert!(!table::render(&list, 80).contains("\u{202E}"));
    }
}
