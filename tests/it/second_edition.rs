use super::Field;
use crate::program::run;
use oms_maturity::domain::Judgement;
use oms_maturity::domain::rubric::{Action, ActionKind};
use oms_maturity::domain::scores::DimensionResult;
use oms_maturity::report::Report;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The six questions, each with the follow-ups that could lower it all answered in its favour.
const FAVOURABLE: &str = "stale_after_change: no, change_rollback_rate: {value: 5}, \
    disruption_hours: {value: 1}, cost_prediction_error: {value: 5}, cost_trend: lower, \
    stock_exposure: {value: 90}, peak_headroom: {value: 2}";

fn levels(judgement: &Judgement) -> Vec<Option<i64>> {
    judgement.scores.dimensions.iter().map(DimensionResult::level).collect()
}

/// Returns claimed and evidenced level of the dimension that an answer is about.
fn both(field: &Field, dimension: usize, answers: &str) -> (Option<i64>, Option<i64>) {
    let judgement = field.judge(&format!("edition: 2\nanswers: {{{answers}}}"));
    let result = &judgement.scores.dimensions[dimension];
    let evidenced = result.evidenced_level();
    (result.level(), evidenced)
}

/// The table of the contract, at both sides of each of its cuts.
#[test]
fn figures_fall_into_the_bands_of_the_contract() {
    let field = Field::shipped();
    let cuts = [
        ("rules_age", [24, 12, 6, 3].map(f64::from)),
        ("overrides", [15, 8, 3, 1].map(f64::from)),
        ("adaptability", [90, 30, 7, 1].map(f64::from)),
        ("inventory_trust", [5.0, 2.5, 1.0, 0.5]),
        ("scalability", [26, 13, 6, 2].map(f64::from)),
    ];
    for (id, cuts) in cuts {
        let level = |figure: f64| {
            let judgement = field.judge(&format!("answers: {{{id}: {{value: {figure}}}}}"));
            levels(&judgement).into_iter().flatten().max()
        };
        for (cut, below) in cuts.into_iter().zip(1..) {
            assert_eq!(level(cut + 0.01), Some(below), "{id} above {cut}");
            assert_eq!(level(cut), Some(below + 1), "{id} up to {cut}");
        }
        assert_eq!(level(0.0), Some(5), "{id}");
    }
    for (id, level) in ["total", "channel", "path", "order", "predicted"].into_iter().zip(1..) {
        let judgement = field.judge(&format!("answers: {{cost_to_serve: {id}}}"));
        assert_eq!(levels(&judgement)[3], Some(level), "{id}");
    }
    for id in ["rules_age", "adaptability"] {
        let judgement = field.judge(&format!("answers: {{{id}: {{value: never}}}}"));
        assert_eq!(levels(&judgement).into_iter().flatten().max(), Some(1), "{id}");
    }
}

/// That nothing was ever added says nothing about how long it takes.
#[test]
fn never_added_is_unknown() {
    let field = Field::shipped();
    let never = field.judge("answers: {scalability: {value: never}, overrides: {level: 3}}");
    let unknown = field.judge("answers: {scalability: unknown, overrides: {level: 3}}");
    assert_eq!(levels(&never), levels(&unknown));
    assert_eq!(never.scores.unknown, unknown.scores.unknown);
}

/// About 2026-06-30; each span counts by calendar months, and the longer one decides.
#[test]
fn two_days_are_judged_by_the_worse_of_two_spans() {
    let field = Field::shipped();
    let level = |newest: &str, before: &str| {
        let levels = [[newest, before], [before, newest]].map(|[one, other]| {
            let answers = format!("answers: {{rules_age: {{on: [{one}, {other}]}}}}");
            levels(&field.judge(&answers))[0]
        });
        assert_eq!(levels[0], levels[1], "{newest} {before}");
        levels[0]
    };
    assert_eq!(level("2026-03-30", "2025-12-30"), Some(5));
    assert_eq!(level("2026-03-29", "2025-12-30"), Some(4));
    assert_eq!(level("2026-03-30", "2025-12-29"), Some(4));
    assert_eq!(level("2026-06-30", "2025-12-30"), Some(4));
    assert_eq!(level("2026-06-30", "2025-06-30"), Some(3));
    assert_eq!(level("2026-06-30", "2024-06-30"), Some(2));
    assert_eq!(level("2026-06-30", "2024-06-29"), Some(1));
    let one = "scope: Shop\ndate: 2026-06-30\nanswers: {rules_age: {on: 2026-01-20}}\n";
    let refused = run(&["assess", "-"], one);
    assert_eq!(refused.code, Some(2));
    for part in ["on: [2026-01-20, ", "Edition 1 asked for the age of the newest review alone."] {
        assert!(refused.stderr.contains(part), "{part}: {}", refused.stderr);
    }
}

/// The ceilings of the contract, at both sides of each limit; claimed levels are left alone.
#[test]
fn follow_ups_put_their_ceilings_on_what_is_evidenced() {
    let field = Field::shipped();
    let report = |answer: &str| format!("{answer}, evidence: report, source: a");
    for (dimension, claim, follow_up, evidenced) in [
        (0, report("rules_age: {value: 2"), "stale_after_change: yes", 2),
        (0, report("rules_age: {value: 2"), "stale_after_change: no", 5),
        (2, report("adaptability: {value: 1"), "change_rollback_rate: {value: 15.1}", 3),
        (2, report("adaptability: {value: 1"), "change_rollback_rate: {value: 15}", 5),
        (2, report("adaptability: {value: 1"), "disruption_hours: {value: 24.1}", 3),
        (2, report("adaptability: {value: 1"), "disruption_hours: {value: 24}", 5),
        (3, report("cost_to_serve: {option: predicted"), "cost_prediction_error: {value: 10.1}", 4),
        (3, report("cost_to_serve: {option: predicted"), "cost_prediction_error: {value: 10}", 5),
        (3, report("cost_to_serve: {option: predicted"), "cost_trend: higher", 3),
        (3, report("cost_to_serve: {option: predicted"), "cost_trend: same", 5),
        (4, report("inventory_trust: {value: 0.5"), "stock_exposure: {value: 79.9}", 3),
        (4, report("inventory_trust: {value: 0.5"), "stock_exposure: {value: 80}", 5),
        (5, report("scalability: {value: 2"), "peak_headroom: {value: 0.99}", 2),
        (5, report("scalability: {value: 2"), "peak_headroom: {value: 1}", 3),
        (5, report("scalability: {value: 2"), "peak_headroom: {value: 1.24}", 3),
        (5, report("scalability: {value: 2"), "peak_headroom: {value: 1.25}", 5),
        (5, report("scalability: {value: 2"), "peak_headroom: {value: never_at_the_limit}", 5),
    ] {
        let id = follow_up.split_once(':').unwrap().0;
        let others = FAVOURABLE.split(", ").filter(|other| !other.starts_with(id));
        let others = others.collect::<Vec<_>>().join(", ");
        let found = both(&field, dimension, &format!("{claim}}}, {follow_up}, {others}"));
        assert_eq!(found, (Some(5), Some(evidenced)), "{claim} {follow_up}");
    }
}

/// A 4 or 5 counts 3 without a report that is named, or without a follow-up that could lower it.
#[test]
fn a_claim_counts_with_a_named_report_and_its_follow_ups() {
    let field = Field::shipped();
    let held = "evidence: report, source: a";
    for (dimension, answers, claimed, evidenced) in [
        (1, "overrides: {value: 2, evidence: report}", 4, 3),
        (1, "overrides: {value: 2, evidence: estimate, source: a}", 4, 3),
        (1, "overrides: {value: 2, evidence: report, source: a}", 4, 4),
        (1, "overrides: {value: 5}", 3, 3),
        (4, &format!("inventory_trust: {{value: 0.8, {held}}}"), 4, 3),
        (4, &format!("inventory_trust: {{value: 0.8, {held}}}, stock_exposure: unknown"), 4, 3),
        (
            4,
            &format!("inventory_trust: {{value: 0.8, {held}}}, stock_exposure: {{value: 90}}"),
            4,
            4,
        ),
        (
            4,
            &format!(
                "inventory_trust: {{value: 0.8, {held}}}, stock_exposure: {{not_applicable: x}}"
            ),
            4,
            4,
        ),
        // Its lowest ceiling is 4, which is not below 4 but below 5.
        (3, &format!("cost_to_serve: {{option: order, {held}}}, cost_trend: same"), 4, 4),
        (3, &format!("cost_to_serve: {{option: predicted, {held}}}, cost_trend: same"), 5, 3),
        (2, &format!("adaptability: {{value: 4, {held}}}, disruption_hours: {{value: 2}}"), 4, 3),
        (
            2,
            &format!(
                "adaptability: {{value: 4, {held}}}, disruption_hours: {{value: 2}}, \
                 change_rollback_rate: {{value: 2}}"
            ),
            4,
            4,
        ),
    ] {
        let found = both(&field, dimension, answers);
        assert_eq!(found, (Some(claimed), Some(evidenced)), "{answers}");
    }
}

/// What lowered a claim is named by its title, in a notice.
#[test]
fn notices_name_what_lowered_a_claim() {
    let text = "scope: Shop\ndate: 2026-06-30\nedition: 2\nanswers:\n  \
                overrides: {value: 2, evidence: report}\n  \
                inventory_trust: {value: 0.8, evidence: report, source: a}\n  \
                cost_to_serve: {option: order, evidence: report, source: a}\n  cost_trend: higher\n";
    let ran = run(&["assess", "-", "--format", "json"], text);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let notices = report["notices"].as_array().unwrap().iter();
    let said: Vec<_> = notices.map(|one| one["message"].as_str().unwrap()).collect();
    for (dimension, cause) in [
        ("Overrides", "report"),
        ("Inventory trust", "Share of stock on offer"),
        ("Cost-to-serve", "Cost against a year ago"),
    ] {
        let named = said.iter().any(|said| said.contains(dimension) && said.contains(cause));
        assert!(named, "{dimension}, {cause}: {said:#?}");
    }
    assert!(!said.iter().any(|said| said.contains('_')), "{said:#?}");
}

/// A figure from a file of the first edition is not read as one of this without a word.
#[test]
fn what_the_first_edition_wrote_is_told_how_to_move_on() {
    let notices = |edition: &str, answers: &str| {
        let text = format!("scope: Shop\ndate: 2026-06-30\n{edition}answers: {{{answers}}}\n");
        let ran = run(&["assess", "-", "--format", "json"], &text);
        assert_eq!(ran.code, Some(0), "{answers}: {}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        let notices = report["notices"].as_array().unwrap().clone();
        let moved = notices.into_iter().filter(|one| one["code"] == "measure-changed");
        moved.map(|one| one["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (answer, word) in [
        ("inventory_trust: {value: 8}", "per 1,000"),
        ("scalability: {value: 1.6}", "peak"),
        ("rules_age: {value: 5}", "two spans"),
    ] {
        let said = notices("", answer);
        assert_eq!(said.len(), 1, "{answer}: {said:?}");
        assert!(said[0].contains(word), "{answer}: {said:?}");
        assert_eq!(notices("edition: 2\n", answer), [""; 0]);
    }
    assert_eq!(notices("", "overrides: {value: 2}"), [""; 0]);
    let old = "scope: Shop\ndate: 2026-06-30\nedition: 1\nanswers: {overrides: {value: 2}}\n";
    let refused = run(&["assess", "-"], old);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("--questions"), "{}", refused.stderr);
}

/// Reports that the first edition made are verified by its files.
#[test]
fn the_first_edition_stays_what_it_was() {
    let answers = "examples/instruments/oms-1.0/kestrel-and-vane.yaml";
    let args = crate::of_first_edition(&["assess", answers, "--format", "json"]);
    let report = run(&args, "").stdout;
    let stated: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(stated["rubric"]["version"], "1.0.0");
    let print = "f2db7135b61a7d71a97efab8c0652b0f21efdeeccf68de77a3e0cab405961c2f";
    assert_eq!(stated["rubric"]["sha256"], print, "the file of edition 1 was changed");
    assert_eq!(run(&crate::of_first_edition(&["verify", "-"]), &report).code, Some(0));
    let other = run(&["verify", "-"], &report);
    assert_eq!(other.code, Some(2));
    assert!(other.stderr.contains("name its file with --"), "{}", other.stderr);
}

/// Every sentence of a level holds for every one of the 15,625 profiles that get it.
#[test]
fn no_level_sentence_contradicts_its_profile() {
    let field = Field::shipped();
    let questions = &field.instrument.questionnaire().questions;
    let mut by_level = BTreeMap::new();
    let mut wrong = Vec::new();
    for number in 0..5_i64.pow(6) {
        let profile: Vec<i64> = (0..6).map(|place| number / 5_i64.pow(place) % 5 + 1).collect();
        let answers = questions.iter().zip(&profile).map(|(question, level)| {
            let place = usize::try_from(*level - 1).unwrap();
            format!("{}: {}", question.id, question.options[place].id)
        });
        let sheet =
            field.sheet(&format!("answers: {{{}}}", answers.collect::<Vec<_>>().join(", ")));
        let report = Report::new(&field.instrument, &sheet);
        let level = report.judgement.scores.claimed.level.unwrap();
        *by_level.entry(level).or_insert(0) += 1;
        let sentence = report.level_sentence().unwrap();
        if let Some(why) = contradiction(&sentence, &profile, level) {
            wrong.push(format!("{profile:?}: {why}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{} contradictions, such as {}", wrong.len(), wrong[0]);
    // Worked out apart: the mean, and nobody more than one level above the weakest.
    let expected = [(1, 456), (2, 11_493), (3, 3_241), (4, 434), (5, 1)];
    assert_eq!(by_level, BTreeMap::from(expected));
}

/// Returns what a sentence claims and a profile does not keep.
fn contradiction(sentence: &str, profile: &[i64], level: i64) -> Option<String> {
    let total: i64 = profile.iter().sum();
    let lowest = *profile.iter().min().unwrap();
    let number = |after: &str| {
        let (_, rest) = sentence.split_once(after)?;
        rest.trim_start().chars().next()?.to_digit(10).map(i64::from)
    };
    let claims = [
        ("stand below level", number("stand below level").map(|claimed| total < claimed * 6)),
        ("reach level", number("answers reach level").map(|claimed| total >= claimed * 6)),
        ("none below", number("none stands below level").map(|claimed| lowest >= claimed)),
        ("every answer", number("Every answer stands at level").map(|all| lowest == all)),
        (
            "held at",
            number("holds the whole at level").map(|held| held == level && lowest + 1 == held),
        ),
    ];
    let mut made = claims.iter().filter_map(|(name, kept)| kept.map(|kept| (*name, kept)));
    match made.clone().next() {
        None => Some("nothing is claimed that can be checked".to_owned()),
        Some(_) => made.find(|(_, kept)| !kept).map(|(name, _)| name.to_owned()),
    }
}

/// The eight roles that own actions.
const ROLES: [&str; 8] = [
    "E-commerce and trading lead",
    "Head of omnichannel",
    "IT and integration lead",
    "Inventory control manager",
    "OMS product owner",
    "Order operations manager",
    "Store operations manager",
    "Supply-chain finance lead",
];

fn holds_an_id(text: &str) -> bool {
    let is_id = |word: &str| {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        inner.contains('_')
            || (inner.len() >= 4
                && inner.as_bytes()[2] == b'-'
                && inner[..2].chars().all(|c| c.is_ascii_uppercase())
                && inner[3..].starts_with(|c: char| c.is_ascii_digit()))
    };
    text.split_whitespace().any(is_id)
}

#[test]
fn proofs_are_in_words_steps_say_when_they_are_reached_and_actions_have_one_owner() {
    let rubric = Field::shipped().instrument.rubric().clone();
    let owners: BTreeSet<_> = rubric.actions.iter().map(|action| action.owner.as_str()).collect();
    assert_eq!(owners, ROLES.into_iter().collect());
    for action in &rubric.actions {
        assert!(!holds_an_id(&action.proof), "{}: {}", action.id, action.proof);
        assert!(!holds_an_id(&action.title), "{}: {}", action.id, action.title);
        assert!(!action.with.contains(&action.owner), "{}", action.id);
    }
    for (place, dimension) in rubric.dimensions.iter().enumerate() {
        for level in 1..5 {
            let is_of = |action: &&Action| {
                action.dimension.index() == place && action.kind == ActionKind::Step(level)
            };
            let steps: Vec<_> = rubric.actions.iter().filter(is_of).collect();
            assert!(!steps.is_empty(), "{} {level}", dimension.id);
            let said = rubric
                .reached_when
                .iter()
                .filter(|reached| reached.dimension.index() == place && reached.level == level + 1);
            let texts: Vec<_> = said.map(|reached| reached.sentence.as_str()).collect();
            assert_eq!(texts.len(), 1, "{} {level}", dimension.id);
            assert!(texts[0].starts_with("Reached when ") && !holds_an_id(texts[0]), "{texts:?}");
        }
    }
}

#[test]
fn prompts_can_be_read_to_a_room() {
    let questions = Field::shipped().instrument.questionnaire().clone();
    for question in questions.all() {
        let words = question.prompt.split_whitespace().count();
        assert!(words <= 45, "{}: {words} words", question.id);
        let ends = question.prompt.matches(['?', '.', ':']).count();
        assert!(ends <= 4, "{}: {}", question.id, question.prompt);
        assert!(!question.evidence.is_empty(), "{}", question.id);
    }
    for question in &questions.questions {
        assert!(question.asked_of.is_some() && question.preparation.is_some(), "{}", question.id);
    }
    assert_eq!(questions.symptoms.len(), 5);
    assert_eq!(questions.outcomes.len(), 5);
    assert!((18..=26).contains(&questions.glossary.len()), "{}", questions.glossary.len());
}

/// Scenarios of a channel hang on how long one takes, those of a peak on the room there is.
#[test]
fn scenarios_hang_on_what_matters() {
    let Field { instrument } = Field::shipped();
    let rubric = instrument.rubric();
    let scenario = |id: &str| rubric.scenarios.iter().find(|one| one.id == id).unwrap();
    let needs = |id: &str| {
        let needs = scenario(id).needs.iter();
        needs.map(|need| rubric.need_id(need)).collect::<Vec<_>>()
    };
    for id in ["SN03", "SN04", "SN17", "SN18", "SN20"] {
        assert!(needs(id).iter().any(|need| need == "scalability"), "{id}");
        assert!(scenario(id).figures.is_empty(), "{id}");
    }
    for id in ["SN01", "SN02", "SN21"] {
        let figures = scenario(id).figures.iter();
        assert!(figures.clone().any(|need| need.question == "peak_headroom"), "{id}");
    }
    assert!(rubric.scenarios.len() >= 40);
    for one in &rubric.scenarios {
        assert!(!needs(&one.id).iter().any(|need| need == "cost_to_serve"), "{}", one.id);
        assert!(one.likely.is_some() && one.hurt.is_some(), "{}", one.id);
    }
    assert!(!scenario("SN06").at_peak);
}

/// What the first edition wrote, of which nothing says which edition is meant.
const OF_BEFORE: &str = "scope: Shop\ndate: 2026-06-30\nanswers: {rules_age: {value: 2}, overrides: \
    {level: 3}, adaptability: {level: 3}, cost_to_serve: path, inventory_trust: {value: 8}, \
    scalability: {value: 1.04}}\n";

/// 1.04 was a room at the peak; read as weeks it would pass any gate.
#[test]
fn no_gate_rests_on_figures_of_an_edition_before() {
    let check = ["check", "-", "--min-level", "1", "--today", "2026-08-01"];
    let ran = run(&check, OF_BEFORE);
    assert_eq!(ran.code, Some(1), "{}", ran.stdout);
    assert!(ran.stdout.contains("other-edition"), "{}", ran.stdout);
    assert_eq!(run(&check, &format!("edition: 2\n{OF_BEFORE}")).code, Some(0));
    for form in ["json", "junit", "sarif", "github", "azure", "gitlab", "tap", "markdown"] {
        let ran = run(&[&check[..], &["--format", form]].concat(), OF_BEFORE);
        assert_eq!(ran.code, Some(1), "{form}");
        assert!(ran.stdout.contains("since edition 2"), "{form}: {}", ran.stdout);
    }
}

#[test]
fn every_form_says_that_figures_may_be_of_an_edition_before() {
    for command in ["assess", "plan", "checklist"] {
        for form in ["table", "json", "html", "markdown"] {
            let said = |text: &str| run(&[command, "-", "--format", form], text).stdout;
            assert!(said(OF_BEFORE).contains("since edition 2"), "{command} {form}");
            let meant = said(&format!("edition: 2\n{OF_BEFORE}"));
            assert!(!meant.contains("since edition 2"), "{command} {form}");
        }
    }
    let csv = |text: &str| run(&["assess", "-", "--format", "csv"], text).stdout;
    assert!(csv(OF_BEFORE).contains("since edition 2"));
    assert!(!csv(&format!("edition: 2\n{OF_BEFORE}")).contains("notices"));
    let page = run(&["assess", "-", "--format", "markdown"], OF_BEFORE).stdout;
    let front = page.split_once("## On one page").unwrap().1;
    assert!(front.split_once("\n## ").unwrap().0.contains("since edition 2"));
}

/// What is refused is told what to write, and only once.
#[test]
fn what_is_refused_is_told_how_to_go_on() {
    for (text, said) in [
        ("answers: {review_cadence: {value: 6}}", "docs/answers.md says what earlier ones asked"),
        ("answers: {inventory_trust: over_50_per_1000}", "Edition 1 asked per 1,000 orders"),
        ("answers: {scalability: from_1_5}", "what changed in edition 2"),
        ("answers: {rules_age: {on: [2026-01-01, 2026-01-01]}}", "stands there twice"),
        ("answers: {rules_age: {on: never}}", "write `rules_age: {value: never}`"),
        ("answers: {rules_age: {on: {}}}", "`on: [YYYY-MM-DD, YYYY-MM-DD]`"),
        ("answers: {rules_age: {on: [[2026-01-01, 2025-01-01]]}}", "`on: [YYYY-MM-DD"),
        ("answers: {overrides: {level: 3}}\nedition: 0", "0 is no edition"),
        ("answers: {overrides: {level: 3}}\nedition: 3", "write `edition: 2`; else judge them"),
        ("answers: {overrides: {level: 3}}\nenough: []", "in place of the list"),
        ("answers: {overrides: {level: 3}}\noutcomes: {without_a_hand: {now: 400}}", "0 to 100"),
        ("answers: {overrides: {level: 3}}\noutcomes: {without_a_hand: {now: -1}}", "0 to 100"),
    ] {
        let ran = run(&["assess", "-"], &format!("scope: S\ndate: 2026-06-30\n{text}\n"));
        assert_eq!(ran.code, Some(2), "{text}");
        assert!(ran.stderr.contains(said), "{text}: {}", ran.stderr);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "{text}: {}", ran.stderr);
    }
    let answers = "answers: {overrides: {level: 3}}\nenough: {store_orders: true}";
    let ran = run(&["assess", "-"], &format!("scope: S\ndate: 2026-06-30\n{answers}\n"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let pair = ["assess", "-", "--instrument", "review", "--questions", "questions/oms.yaml"];
    let ran = run(&pair, OF_BEFORE);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("belong together"), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
}

/// Nine and one day are as doubtful as half a month is.
#[test]
fn days_are_doubted_as_figures_are() {
    let codes = |days: &str| {
        let text = format!(
            "edition: 2\nscope: S\ndate: 2026-06-30\nanswers: {{rules_age: {{on: {days}}}}}\n"
        );
        let report = run(&["assess", "-", "--format", "json"], &text).stdout;
        let report: Value = serde_json::from_str(&report).unwrap();
        report["notices"].to_string()
    };
    let said = codes("[2026-06-29, 2026-06-20]");
    assert!(said.contains("doubtful-figure") && said.contains("2026-06-29, 2026-06-20"), "{said}");
    assert!(!codes("[2026-06-29, 2026-03-20]").contains("doubtful-figure"));
}

/// To name a report changes nothing in a system: no peak holds it up. The scenarios of a peak are
/// all listed, those called likely first, and a dimension that is left out has no bar.
#[test]
fn the_first_page_says_what_holds() {
    let text = "edition: 2\nscope: S\ndate: 2026-10-20\nnext_peak: 2026-11-27\nscenarios: [SN21]\n\
        answers: {rules_age: {level: 5}, overrides: {level: 2}, adaptability: {level: 4}, \
        cost_to_serve: path, inventory_trust: {level: 4}, \
        scalability: {not_applicable: \"one channel for good\"}}\n";
    let page = run(&["assess", "-", "--format", "markdown"], text).stdout;
    let front = page.split_once("## On one page").unwrap().1.split_once("\n## ").unwrap().0;
    let row = front.lines().find(|line| line.starts_with("| Scalability")).unwrap();
    assert!(!row.contains('█') && !row.contains('░'), "{row}");
    let named = front.lines().find(|line| line.contains("0: Name") || line.contains("-0: "));
    assert!(named.is_none_or(|line| line.contains("| 2026-1")), "{front}");
    let peak = front.split_once("### What is not safe").unwrap().1;
    assert!(
        peak.contains("more stand under Scenarios") || peak.matches("\n- ").count() > 1,
        "{peak}"
    );
}
