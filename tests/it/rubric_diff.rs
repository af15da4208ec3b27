use crate::program::{run, run_in};
use oms_maturity::document::meaning;
use oms_maturity::document::{Bounds, Format, Node, questionnaire, read, rubric};
use oms_maturity::domain::difference::{
    Change, Comparable, Difference, QuestionChange, Said, Touch, Turn,
};
use oms_maturity::domain::meaning::Meaning;
use serde_json::Value;
use std::path::Path;

const QUESTIONS: &str = include_str!("../../examples/instruments/oms-1.0/questions.yaml");
const RUBRIC: &str = include_str!("../../examples/instruments/oms-1.0/rubric.yaml");

/// The questionnaire and the rubric that are shipped.
const SHIPPED: [&str; 2] =
    [include_str!("../../questions/oms.yaml"), include_str!("../../rubrics/oms.yaml")];

fn tree(text: &str) -> Node<'_> {
    read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap_or_else(|found| panic!("{found:#?}"))
}

/// What a pair says, which the readers accept.
fn said(questions: &str, rubric_text: &str) -> Said {
    let (asked, judged) = (tree(questions), tree(rubric_text));
    let read = questionnaire::read(&asked).unwrap_or_else(|found| panic!("{found:#?}"));
    rubric::read(&judged, &read).unwrap_or_else(|found| panic!("{found:#?}"));
    let questionnaire = meaning::questionnaire(&asked);
    let rubric = meaning::rubric(&judged, Some(&questionnaire));
    Said { questionnaire: Some(questionnaire), rubric: Some(rubric) }
}

/// What becomes of the shipped pair when a text in one of its files is another one.
fn edited(right: &str, other: &str) -> (Said, Said) {
    let before = said(QUESTIONS, RUBRIC);
    let after = if RUBRIC.contains(right) {
        said(QUESTIONS, &RUBRIC.replacen(right, other, 1))
    } else {
        assert!(QUESTIONS.contains(right), "{right}");
        said(&QUESTIONS.replacen(right, other, 1), RUBRIC)
    };
    (before, after)
}

fn difference(right: &str, other: &str) -> Difference {
    let (before, after) = edited(right, other);
    Difference::between(&before, &after)
}

fn question<'d>(difference: &'d Difference, id: &str) -> &'d QuestionChange {
    difference.questions.iter().find(|question| question.id == id).unwrap()
}

/// The changes that the tests make: in which text, into what, at which path it is found, what it is
/// about, and the question whose answers it bears on.
const EDITS: [(&str, &str, &str, Touch, &str); 25] = [
    ("title: Rules age\n", "title: Age of rules\n", "questions/rules_age/title", Touch::Worded, ""),
    (
        "How old is that record?",
        "How new is it?",
        "questions/rules_age/prompt",
        Touch::Asked,
        "rules_age",
    ),
    (
        "How old is that record?",
        "How old is: that RECORD",
        "questions/rules_age/prompt",
        Touch::Worded,
        "",
    ),
    (
        "at least 80%\n      of last",
        "at least 90%\n      of last",
        "questions/rules_age/help",
        Touch::Asked,
        "rules_age",
    ),
    (
        "The sign-off\n",
        "The first sign-off\n",
        "questions/rules_age/help",
        Touch::Asked,
        "rules_age",
    ),
    ("unit: months", "unit: weeks", "questions/rules_age/measure/unit", Touch::Asked, "rules_age"),
    (
        "range: {min: 0, max: 100}",
        "range: {min: 0, max: 99}",
        "questions/overrides/measure/range/max",
        Touch::Asked,
        "overrides",
    ),
    (
        "label: Only the total",
        "label: Nothing but the total",
        "questions/cost_to_serve/options/total/label",
        Touch::Asked,
        "cost_to_serve",
    ),
    (
        "label: More than 12 months old",
        "label: Over 12 months old",
        "questions/rules_age/options/up_to_24_months/label",
        Touch::Worded,
        "",
    ),
    (
        "option: over_24_months, meaning",
        "option: up_to_24_months, meaning",
        "questions/rules_age/measure/words/never/option",
        Touch::Judged,
        "rules_age",
    ),
    (
        "\"Unknown\" is a proper answer",
        "\"Unknown\" is a good answer",
        "counting_rules",
        Touch::Asked,
        "scalability",
    ),
    ("text: People do not believe", "text: Nobody believes", "symptoms/S3/text", Touch::Worded, ""),
    (
        "follows: adaptability",
        "follows: overrides",
        "follow_ups/change_rollback_rate/follows",
        Touch::Judged,
        "change_rollback_rate",
    ),
    ("name: Workaround", "name: By hand", "levels/1/name", Touch::Worded, ""),
    (
        "requires: {mean: 3, every_dimension: 2}",
        "requires: {mean: 3.5, every_dimension: 2}",
        "levels/3/requires/mean",
        Touch::Judged,
        "",
    ),
    (
        "up_to_1_day: 5",
        "up_to_1_day: 4.5",
        "dimensions/adaptability/questions/adaptability/scores/up_to_1_day",
        Touch::Judged,
        "adaptability",
    ),
    (
        "weight: 1\n    definition: >-\n      How often",
        "weight: 2\n    definition: >-\n      How often",
        "dimensions/overrides/weight",
        Touch::Judged,
        "overrides",
    ),
    (
        "unknown: {counts_as: lowest, at_most: 2}",
        "unknown: {counts_as: lowest, at_most: 1}",
        "unknown/at_most",
        Touch::Judged,
        "",
    ),
    (
        "unknown: {counts_as: lowest, at_most: 2}",
        "unknown: {counts_as: left_out, at_most: 2}",
        "unknown/counts_as",
        Touch::Judged,
        "",
    ),
    (
        "when: {above: 12, words: [never]}",
        "when: {above: 18, words: [never]}",
        "caps/review_cadence, rules_age/when/above",
        Touch::Judged,
        "review_cadence",
    ),
    (
        "needs: {scalability: 5, inventory_trust: 4}",
        "needs: {scalability: 4, inventory_trust: 4}",
        "scenarios/SN02/needs/scalability",
        Touch::Judged,
        "",
    ),
    ("title: Flash drop", "title: A flash drop", "scenarios/SN02/title", Touch::Worded, ""),
    (
        "proof: the register holds",
        "proof: a register holds",
        "actions/RA-1a/proof",
        Touch::Advised,
        "",
    ),
    ("spread_notice: 3", "spread_notice: 2", "spread_notice", Touch::Advised, ""),
    ("effort_days: {S: 5,", "effort_days: {S: 6,", "effort_days/S", Touch::Advised, ""),
];

#[test]
fn each_change_is_found_at_its_place_with_what_it_is_about() {
    for (right, other, path, touches, about) in EDITS {
        let difference = difference(right, other);
        let [change] = &difference.changes[..] else {
            panic!("{right}: {:#?}", difference.changes)
        };
        assert_eq!((change.path.join("/").as_str(), change.turn), (path, Turn::Changed));
        assert_eq!(change.touches, touches, "{path}");
        assert_eq!(about.is_empty(), change.questions.is_empty(), "{path}: {:?}", change.questions);
        let expected = match touches {
            Touch::Worded | Touch::Advised => Comparable::Same,
            Touch::Judged => Comparable::Judged,
            Touch::Asked => Comparable::Asked,
        };
        assert_eq!(difference.comparable, expected, "{path}");
        if !about.is_empty() {
            assert_eq!(question(&difference, about).comparable, expected, "{path}");
        }
        for other in &difference.questions {
            let is_about = change.questions.contains(&other.id);
            assert!(is_about || other.comparable == Comparable::Same, "{path}: {}", other.id);
        }
    }
}

/// What was before and what is now only change places when the files do.
#[test]
fn the_other_way_round_is_the_same_the_other_way_round() {
    let turned = |change: &Change| {
        let turn = match change.turn {
            Turn::Added => Turn::Removed,
            Turn::Removed => Turn::Added,
            turn => turn,
        };
        let (before, after) = (change.after.clone(), change.before.clone());
        Change { turn, before, after, ..change.clone() }
    };
    let key = |change: &Change| (change.path.clone(), change.touches);
    for (right, other, ..) in EDITS {
        let (before, after) = edited(right, other);
        let there = Difference::between(&before, &after);
        let back = Difference::between(&after, &before);
        let mut turned: Vec<_> = back.changes.iter().map(turned).collect();
        turned.sort_by_key(key);
        let mut found = there.changes.clone();
        found.sort_by_key(key);
        assert_eq!(found, turned, "{right}");
        assert_eq!(there.comparable, back.comparable);
    }
}

#[test]
fn layout_and_defaults_that_are_written_out_mean_nothing() {
    let before = said(QUESTIONS, RUBRIC);
    assert_eq!(Difference::between(&before, &before).changes, []);
    for (right, other) in [
        ("scale: {lowest: 1, highest: 5}", "scale:\n  # a comment\n  highest: 5\n  lowest: 1"),
        ("mean: 3, every_dimension: 2", "every_dimension: 2, mean: 3.00"),
        ("    weight: 1\n", ""),
        ("effort_days: {S: 5, S-M: 15, M: 30, M-L: 60, L: 90}\n", ""),
        ("title: Peak week", "title: 'Peak   week'"),
        ("title: Flash drop", "title: Flash drop\n    at_peak: false"),
        ("dated: true", "\"dated\": true"),
    ] {
        let (_, after) = edited(right, other);
        assert_eq!(Difference::between(&before, &after).changes, [], "{right}");
    }
}

#[test]
fn a_band_that_moves_keeps_figures_and_no_options() {
    let text = QUESTIONS.replacen("{above: 3, up_to: 8}", "{above: 3, up_to: 10}", 1);
    let text = text.replacen("{above: 8, up_to: 15}", "{above: 10, up_to: 15}", 1);
    let difference = Difference::between(&said(QUESTIONS, RUBRIC), &said(&text, RUBRIC));
    assert_eq!(difference.changes.len(), 2);
    let moved = question(&difference, "overrides");
    assert_eq!((moved.comparable, moved.options_hold), (Comparable::Judged, false));
    assert!(question(&difference, "rules_age").options_hold);
    assert_eq!(difference.comparable, Comparable::Judged);
}

#[test]
fn what_comes_and_goes_is_one_change_each() {
    let without = |text: &str, from: &str, to: &str| {
        let at = text.find(from).unwrap();
        let end = at + text[at..].find(to).unwrap();
        format!("{}{}", &text[..at], &text[end..])
    };
    let before = said(QUESTIONS, RUBRIC);
    let fewer = without(RUBRIC, "  - id: SN02\n", "  - id: SN03\n");
    let gone = Difference::between(&before, &said(QUESTIONS, &fewer));
    let [change] = &gone.changes[..] else { panic!("{:#?}", gone.changes) };
    assert_eq!((change.turn, change.path.join("/").as_str()), (Turn::Removed, "scenarios/SN02"));
    let fewer = without(RUBRIC, "  - id: RA-2b\n", "  - id: RA-2c\n");
    let back = Difference::between(&said(QUESTIONS, &fewer), &before);
    let [change] = &back.changes[..] else { panic!("{:#?}", back.changes) };
    assert_eq!((change.turn, change.touches), (Turn::Added, Touch::Advised));
    assert_eq!(back.comparable, Comparable::Same);
    let fewer =
        without(QUESTIONS, "  - id: stale_after_change\n", "  - id: change_rollback_rate\n");
    let capless =
        without(RUBRIC, "  - follow_up: stale_after_change\n", "  - follow_up: review_cadence\n");
    let gone = Difference::between(&before, &said(&fewer, &capless));
    assert_eq!(question(&gone, "stale_after_change").turn, Some(Turn::Removed));
    assert_eq!(question(&gone, "rules_age").comparable, Comparable::Judged);
    assert_eq!(gone.changes.len(), 2);
    assert_eq!(gone.comparable, Comparable::Asked);
}

/// What the readers do not know yet is compared as well.
#[test]
fn other_spellings_of_scores_and_questions_mean_the_same() {
    let questions = tree("questions: [{id: a, options: [{id: no}, {id: yes}]}]");
    let asked = meaning::questionnaire(&questions);
    let by_id = "dimensions: [{id: d, questions: [{id: a, weight: 1, scores: {no: 0, yes: 3}}]}]";
    let one = meaning::rubric(&tree(by_id), Some(&asked));
    for text in [
        "dimensions: [{id: d, questions: [{id: a, scores: [0, 3.0]}]}]",
        "dimensions: [{id: d, scores: [0, 3], weight: 1.0, questions: [a]}]",
        "scores: {no: 0, yes: 3}\ndimensions: [{id: d, questions: [{id: a}]}]",
        "aggregate: mean\nunknown: {counts_as: lowest}\nupstream: [d]\nscores: [0, 3]\ndimensions: [{id: d, questions: [a]}]",
    ] {
        assert_eq!(sorted(&meaning::rubric(&tree(text), Some(&asked))), sorted(&one), "{text}");
    }
    let sets = "option_sets: {agree: [{id: no}, {id: yes}]}\nquestions: [{id: a, options: agree}]";
    assert_eq!(meaning::questionnaire(&tree(sets)), asked);
}

/// Two rubrics that say the same differ in nothing.
fn sorted(rubric: &Meaning) -> Vec<Change> {
    let empty = Meaning::Fields(Vec::new());
    let said = |rubric: &Meaning| Said { questionnaire: None, rubric: Some(rubric.clone()) };
    let mut changes = Difference::between(&said(&empty), &said(rubric)).changes;
    changes.sort_by_key(|change| change.path.clone());
    for change in &mut changes {
        if let Some(Meaning::Fields(parts)) = &mut change.after {
            parts.sort_by_key(|(key, _)| key.clone());
        }
    }
    changes
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    std::fs::write(path, text).unwrap();
}

#[test]
fn sides_are_folders_files_or_the_shipped_pair() {
    let folder = tempfile::tempdir().unwrap();
    let questions = SHIPPED[0].replacen("When were your two newest", "When were the newest two", 1);
    let rubric = SHIPPED[1].replacen("up_to_1_day: 5", "up_to_1_day: 4", 1);
    for (path, text) in [
        ("old/questions/oms.yaml", SHIPPED[0]),
        ("old/rubrics/oms.yaml", SHIPPED[1]),
        ("flat/questions.yaml", &questions),
        ("flat/rubric.yaml", &rubric),
        ("half/rubrics/mine.yml", &rubric),
    ] {
        write(folder.path(), path, text);
    }
    for (sides, verdict, changes) in [
        (["shipped", "old"], "same", 0),
        (["old", "flat"], "asked_differently", 2),
        (["flat", "shipped"], "asked_differently", 2),
        (["shipped", "half"], "judged_differently", 1),
        (["old/rubrics/oms.yaml", "flat/rubric.yaml"], "judged_differently", 1),
        (["shipped", "flat/questions.yaml"], "asked_differently", 1),
    ] {
        let args = [&["rubric", "diff", "--format", "json"], &sides[..]].concat();
        let ran = run_in(folder.path(), &args, "");
        assert_eq!(ran.code, Some(0), "{sides:?} {}", ran.stderr);
        let json: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!((&json["version"], &json["comparable"]), (&1.into(), &verdict.into()));
        assert_eq!(json["changes"].as_array().unwrap().len(), changes, "{sides:?}");
    }
    let ran = run_in(folder.path(), &["rubric", "diff", "shipped", "-"], &rubric);
    assert_eq!(ran.code, Some(0));
    let remark = "<stdin>: a rubric by itself is compared as it is written";
    assert!(ran.stderr.starts_with(remark), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let twice = RUBRIC.replacen("spread_notice: 3", "spread_notice: 3\nspread_notice: 2", 1);
    let broken = QUESTIONS.replacen("better: lower", "better: lwoer", 1);
    for (path, text) in [
        ("two/rubrics/a.yaml", RUBRIC),
        ("two/rubrics/b.yaml", RUBRIC),
        ("twice.yaml", &twice),
        ("broken.yaml", &broken),
        ("misfit/questions/oms.yaml", QUESTIONS),
        ("misfit/rubrics/oms.yaml", &RUBRIC.replacen("up_to_1_day: 5", "up_to_a_day: 5", 1)),
        ("answers.yaml", "scope: Shop\ndate: 2026-06-30\nanswers: {}\n"),
        ("flat.yaml", "dimensions: {a: 1}\n"),
        ("empty/readme.txt", ""),
        ("r.yaml", RUBRIC),
        ("q.yaml", QUESTIONS),
    ] {
        write(folder.path(), path, text);
    }
    for (old, new, why) in [
        ("shipped", "absent.yaml", "cannot read absent.yaml"),
        ("shipped", "two", "holds more than one file: name one of two/rubrics/a.yaml"),
        ("shipped", "twice.yaml", "error[duplicate-key]"),
        ("broken.yaml", "shipped", "broken.yaml:"),
        ("shipped", "misfit", "misfit/rubrics/oms.yaml:"),
        ("shipped", "answers.yaml", "neither a questionnaire nor a rubric"),
        ("shipped", "flat.yaml", "the dimensions of a rubric are a list"),
        ("shipped", "empty", "neither questions/*.yaml nor rubrics/*.yaml"),
        ("r.yaml", "q.yaml", "name two of a kind"),
        ("-", "-", "standard input is one file"),
    ] {
        let ran = run_in(folder.path(), &["rubric", "diff", old, new], "");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{old} {new}");
        assert!(ran.stderr.contains(why), "{old} {new}: {}", ran.stderr);
    }
}

#[test]
fn people_read_a_verdict_first_and_what_changed_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = SHIPPED[1].replacen("up_to_1_day: 5", "up_to_1_day: 4", 1);
    write(folder.path(), "my/questions/oms.yaml", SHIPPED[0]);
    write(folder.path(), "my/rubrics/oms.yaml", &rubric);
    let ran = run_in(folder.path(), &["rubric", "diff", "shipped", "my"], "");
    let words = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "DO OLD ANSWERS STILL HOLD? Answers mean the same and are judged differently",
        "Version: the rubric changed and is still 2.0.0; give it a new one",
        "Rules age (rules_age): answers mean the same",
        "Adaptability (adaptability): judged differently",
        "Dimension adaptability, question adaptability, scores, up to 1 day: 4, was 5",
    ] {
        assert!(words.contains(part), "{part}\n{}", ran.stdout);
    }
    let ran = run_in(folder.path(), &["rubric", "diff", "shipped", "my", "-o", "d.md"], "");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "comparison in d.md\n"));
    let text = std::fs::read_to_string(folder.path().join("d.md")).unwrap();
    assert!(text.starts_with("# shipped and my\n\n## Do old answers still hold?\n"), "{text}");
}

#[test]
fn no_text_of_either_file_steers_the_reader() {
    let folder = tempfile::tempdir().unwrap();
    let evil = r#""\e]0;t\a<img src=x> [l](http://x) | \u202E ##[error]""#;
    let questions = std::fs::read_to_string("examples/custom/questions.yaml").unwrap();
    let questions = questions.replace("title: Return reasons", &format!("title: {evil}"));
    write(folder.path(), "q.yaml", &questions);
    let other = questions
        .replace("prompt: Who looks at the", &format!("help: {evil}\n    prompt: Who looks at"));
    write(folder.path(), "other.yaml", &other);
    for form in ["table", "markdown", "json"] {
        let ran = run_in(
            folder.path(),
            &["rubric", "diff", "q.yaml", "other.yaml", "--format", form],
            "",
        );
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
        assert!(!ran.stdout.contains(steers), "{form}\n{}", ran.stdout);
        let is_markup = ran.stdout.contains("<img") || ran.stdout.contains("[l](");
        assert!(form != "markdown" || !is_markup, "{}", ran.stdout);
    }
    assert_eq!(run(&["rubric", "diff", "shipped"], "").code, Some(2));
}

/// What makes old answers refused is not called the same.
#[test]
fn what_old_answers_may_name_and_is_gone_is_asked_otherwise() {
    const ASKED: &str = include_str!("../stored/every-key/questions.yaml");
    const JUDGED: &str = include_str!("../stored/every-key/rubric.yaml");
    let outcomes = "outcomes:\n  - {id: carried, title: Parcels carried, formula: parcels a day, \
                    unit: a day, better: higher}\n";
    let at = JUDGED.find("enough:\n").unwrap();
    let enough = &JUDGED[at..JUDGED.find("scenarios:\n").unwrap()];
    let edition = ASKED.lines().find(|line| line.starts_with("edition:")).unwrap();
    for (right, other, path) in [
        (edition, "edition: 9", "edition"),
        (outcomes, "", "outcomes/carried"),
        ("unit: a day, better", "unit: a week, better", "outcomes/carried/unit"),
        (enough, "", "enough"),
        (
            "options: [{id: near, label: Near}, {id: far",
            "options: [{id: near, label: Near}, {id: mid, label: Mid}, {id: far",
            "",
        ),
    ] {
        let [asked, judged] = [ASKED, JUDGED].map(|text| text.replacen(right, other, 1));
        assert!(asked != ASKED || judged != JUDGED, "{right}");
        let (before, after) = (said(ASKED, JUDGED), said(&asked, &judged));
        let difference = Difference::between(&before, &after);
        let changes: Vec<_> = difference.changes.iter().map(|it| it.path.join("/")).collect();
        if path.is_empty() {
            assert_eq!(difference.comparable, Comparable::Same, "{changes:?}");
            let back = Difference::between(&after, &before);
            assert_eq!(back.comparable, Comparable::Asked, "{:#?}", back.changes);
            continue;
        }
        assert_eq!(difference.comparable, Comparable::Asked, "{right}: {:#?}", difference.changes);
        assert!(changes.iter().any(|it| it.starts_with(path)), "{path}: {changes:?}");
    }
}
