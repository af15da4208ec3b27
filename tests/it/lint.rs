//! Each lint has the smallest instrument that causes it and one that just does not.

/// The command, as it is typed.
mod command;

use oms_maturity::document::lint::{self, LINTS};
use oms_maturity::document::{Bounds, Finding, Format, questionnaire, read};
use oms_maturity::domain::Code;
use oms_maturity::report::lint::MENDING;
use std::collections::BTreeSet;

/// Two questions, three options each: nothing is wrong with them.
pub(super) const QUESTIONS: &str = "\
id: own
version: \"1\"
title: Own questions
questions:
  - id: speed
    title: Speed
    prompt: How fast?
    options:
      - {id: slow, label: Slow}
      - {id: middling, label: Neither}
      - {id: fast, label: Fast}
  - id: trust
    title: Trust
    prompt: How sure?
    options: [{id: no, label: Not}, {id: half, label: Half}, {id: yes, label: Wholly}]
";

/// Its rubric: three levels, an action a step, a scenario. Nothing is wrong with it either.
pub(super) const RUBRIC: &str = "\
id: own
version: \"1\"
title: Own rubric
questionnaire: own
scale: {lowest: 1, highest: 3}
scores: [1, 2, 3]
levels:
  - {level: 1, name: Low, sentence: It is low.}
  - {level: 2, name: Mid, sentence: It is between., requires: {mean: 2, every_dimension: 1}}
  - {level: 3, name: High, sentence: It is high., requires: {mean: 3, every_dimension: 2}}
dimensions:
  - {id: pace, name: Pace, questions: [speed]}
  - {id: faith, name: Faith, questions: [trust]}
scenarios:
  - {id: SN1, title: Rain, needs: {pace: 2}}
";

/// One action for each step.
const ACTIONS: &str = "\
actions:
  - {id: P1, dimension: pace, from_level: 1, title: Run, owner: We, effort: S, horizon: {words: a week, from: 1, to: 1}, proof: We ran}
  - {id: P2, dimension: pace, from_level: 2, title: Fly, owner: We, effort: S, horizon: {words: a week, from: 1, to: 1}, proof: We flew}
  - {id: F1, dimension: faith, from_level: 1, title: Look, owner: We, effort: S, horizon: {words: a week, from: 1, to: 1}, proof: We saw}
  - {id: F2, dimension: faith, from_level: 2, title: Trust, owner: We, effort: S, horizon: {words: a week, from: 1, to: 1}, proof: We trust}
";

/// A follow-up with a figure, and what is said of a cap on it.
const FOLLOW_UP: &str = "\
follow_ups:
  - id: delay
    follows: speed
    title: Delay
    prompt: How many days?
    measure:
      name: delay_days
      formula: days from order to parcel
      unit: days
      better: lower
      range: {min: 0, max: 30}
      words: [{word: never, meaning: Nothing is sent}]
";

/// A questionnaire and a rubric, or what is changed in them.
type Pair = (String, String);

fn base() -> Pair {
    (QUESTIONS.to_owned(), RUBRIC.to_owned())
}

/// Replaces in the rubric.
fn rubric(from: &str, to: &str) -> Pair {
    change(base(), "", "", from, to)
}

/// Replaces in the questions.
fn questions(from: &str, to: &str) -> Pair {
    change(base(), from, to, "", "")
}

fn change(pair: Pair, asked: &str, asks: &str, judged: &str, judges: &str) -> Pair {
    let replaced = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        if from.is_empty() { text.to_owned() } else { text.replacen(from, to, 1) }
    };
    (replaced(&pair.0, asked, asks), replaced(&pair.1, judged, judges))
}

/// Appends to questions and rubric.
fn with(asks: &str, judges: &str) -> Pair {
    let (asked, judged) = base();
    (asked + asks, judged + judges)
}

/// Puts a table of levels in place of the three.
fn levels(table: &str) -> Pair {
    let start = RUBRIC.find("levels:").unwrap();
    let end = RUBRIC.find("dimensions:").unwrap();
    (QUESTIONS.to_owned(), RUBRIC.replace(&RUBRIC[start..end], table))
}

/// A cap on the pace, or what stands for it.
fn cap(cap: &str) -> Pair {
    with(FOLLOW_UP, &format!("caps:\n  - {{follow_up: delay, {cap}}}\n"))
}

/// A fact, and the answers to it with which the second question applies.
fn ruled_out(answers: &str) -> Pair {
    let facts = "questions:\n  - id: speed";
    let with = "facts: [{id: stores, title: Stores, prompt: Any?}]\nquestions:\n  - id: speed";
    let pair = questions(facts, with);
    let to = format!("id: trust\n    applies_if: {{stores: {answers}}}");
    change(pair, "id: trust", &to, "", "")
}

/// Three rows, of which the second and the third begin and end where it is said.
fn rows(first_to: &str, second: (&str, &str), third: &str) -> Pair {
    levels(&format!(
        "levels:
  - {{level: 1, name: Low, sentence: It is low., to: {first_to}}}
  - {{level: 2, name: Mid, sentence: It is between., from: {}, to: {}}}
  - {{level: 3, name: High, sentence: It is high., from: {third}}}
",
        second.0, second.1
    ))
}

/// Returns everything that is found in both files.
pub(super) fn found((asked, judged): &Pair) -> Vec<Finding> {
    let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
    let (asked_tree, judged_tree) = (tree(asked), tree(judged));
    let mut found = lint::questionnaire(asked, &asked_tree);
    let read = questionnaire::read(&asked_tree);
    let judges = read.as_ref().ok().map(|read| (read, &asked_tree));
    found.extend(lint::rubric(judged, &judged_tree, judges));
    found
}

/// By lint: the smallest change that causes it, and one that just does not.
fn cases() -> Vec<(Code, Pair, Pair)> {
    let mut cases = vec![
        (Code::LevelGap, rows("1.4", ("1.6", "2.4"), "2.5"), rows("1.4", ("1.5", "2.4"), "2.5")),
        (Code::LevelGap, rows("1", ("1.5", "2"), "2.6"), rows("1", ("1.5", "2"), "2.5")),
        (Code::LevelOverlap, rows("2", ("2", "2.4"), "2.5"), rows("1.9", ("2", "2.4"), "2.5")),
        (Code::LevelOverlap, rows("1", ("1.5", "1.4"), "2"), rows("1", ("1.5", "1.5"), "2")),
        (
            Code::LevelNeverReached,
            rubric(
                "{mean: 3, every_dimension: 2}",
                "{mean: 3, every_dimension: 2}}\n  - {level: 4, name: Top, sentence: Above., requires: {share: {at: 3, at_least: 3}}",
            ),
            rubric(
                "{mean: 3, every_dimension: 2}",
                "{mean: 2.5, every_dimension: 2}}\n  - {level: 4, name: Top, sentence: Above., requires: {share: {at: 3, at_least: 2}}",
            ),
        ),
        (
            Code::LevelAlwaysReached,
            rubric("{mean: 2, every_dimension: 1}", "{mean: 1}"),
            rubric("{mean: 2, every_dimension: 1}", "{mean: 1.5}"),
        ),
        (
            Code::LevelPassedOver,
            rubric("{mean: 3, every_dimension: 2}", "{mean: 2}"),
            rubric("{mean: 3, every_dimension: 2}", "{mean: 2.5}"),
        ),
        (
            Code::RequirementBeyondRange,
            rubric("{mean: 3, every_dimension: 2}", "{mean: 3.5, every_dimension: 2}"),
            rubric("{mean: 3, every_dimension: 2}", "{mean: 3, every_dimension: 3}"),
        ),
        (
            Code::RequirementBeyondRange,
            rubric("{mean: 3, every_dimension: 2}", "{mean: 3, dimensions: {pace: 4}}"),
            rubric("{mean: 3, every_dimension: 2}", "{mean: 3, dimensions: {pace: 3}}"),
        ),
        (
            Code::RequirementWeaker,
            rubric("{mean: 2, every_dimension: 1}", "{mean: 1.5, every_dimension: 3}"),
            rubric("{mean: 2, every_dimension: 1}", "{mean: 1.5, every_dimension: 2}"),
        ),
        (
            Code::ScoresFall,
            rubric("scores: [1, 2, 3]", "scores: [3, 2, 1]"),
            rubric("scores: [1, 2, 3]", "scores: [1, 1, 3]"),
        ),
        (
            Code::ScoresZigzag,
            rubric("scores: [1, 2, 3]", "scores: [2, 1, 3]"),
            rubric("scores: [1, 2, 3]", "scores: [1, left_out, 3]"),
        ),
        (
            Code::WeightsNearHundred,
            change(
                rubric("name: Pace", "name: Pace, weight: 60"),
                "",
                "",
                "name: Faith",
                "name: Faith, weight: 39",
            ),
            change(
                rubric("name: Pace", "name: Pace, weight: 60"),
                "",
                "",
                "name: Faith",
                "name: Faith, weight: 40",
            ),
        ),
        (
            Code::ScenarioAsksTooMuch,
            rubric("needs: {pace: 2}", "needs: {pace.speed: 4}"),
            rubric("needs: {pace: 2}", "needs: {pace.speed: 3}"),
        ),
        (
            Code::ScenarioAsksNothing,
            rubric("needs: {pace: 2}", "needs: {pace: 1}"),
            rubric("needs: {pace: 2}", "needs: {pace: 1, faith: 2}"),
        ),
        (Code::IdsNearlyAlike, rubric("id: faith", "id: trusts"), rubric("id: faith", "id: trust")),
        (
            Code::IdsNearlyAlike,
            questions("id: middling", "id: slowe"),
            questions("id: middling", "id: slow2"),
        ),
        (
            Code::LabelsAlike,
            questions("label: Neither", "label: \" slow\""),
            questions("label: Neither", "label: Slower"),
        ),
        (
            Code::ProgramIdInText,
            rubric("It is high.", "The trust_rate is high."),
            rubric("It is high.", "\"The {speed} is high.\""),
        ),
        (
            Code::ProgramIdInText,
            questions("How fast?", "How many delay_days are there?"),
            questions("How fast?", "How many, as in https://example.org/delay_days are there?"),
        ),
        (
            Code::SourceNotCited,
            with("", "sources:\n  - {id: S1, title: A book, address: a shelf, grade: C}\n"),
            rubric(
                "needs: {pace: 2}}",
                "needs: {pace: 2}, sources: [S1]}\nsources:\n  - {id: S1, title: A book, address: a shelf, grade: C}",
            ),
        ),
        (
            Code::TodoLeftIn,
            questions("How fast?", "How fast? TODO"),
            questions("How fast?", "How fast is the todo list?"),
        ),
    ];
    cases.extend(advice_cases());
    cases
}

/// The same for actions, steps and caps, and for what facts rule out.
fn advice_cases() -> Vec<(Code, Pair, Pair)> {
    let actions = || with("", ACTIONS);
    let told = |lines: &str| with("", &format!("{ACTIONS}reached_when:\n{lines}"));
    vec![
        (
            Code::ActionNeverFires,
            change(actions(), "", "", "scores: [1, 2, 3]", "scores: [1, 1, 3]"),
            actions(),
        ),
        (
            Code::ActionNeverFires,
            change(
                actions(),
                "",
                "",
                "  - {id: F2",
                "  - {id: F0, dimension: faith, supplies_report: true, title: Show, owner: We, effort: S, horizon: {words: a week, from: 1, to: 1}, proof: It is there}\n  - {id: F2",
            ),
            change(
                change(
                    actions(),
                    "",
                    "",
                    "  - {id: F2",
                    "  - {id: F0, dimension: faith, supplies_report: true, title: Show, owner: We, effort: S, horizon: {words: a week, from: 1, to: 1}, proof: It is there}\n  - {id: F2",
                ),
                "",
                "",
                "levels:",
                "evidenced: {without_report_at_most: 2}\nlevels:",
            ),
        ),
        (
            Code::StepWithoutAction,
            change(
                actions(),
                "",
                "",
                "from_level: 2, title: Fly",
                "from_level: 2, optional: true, title: Fly",
            ),
            actions(),
        ),
        (
            Code::StepWithoutReachedWhen,
            told("  pace: {2: We run, 3: We fly}\n  faith: {2: We see}\n"),
            told("  pace: {2: We run, 3: We fly}\n  faith: {2: We see, 3: We trust}\n"),
        ),
        (
            Code::CapNeverBinds,
            cap("dimension: pace, when: {above: 10}, at_most: 3"),
            cap("dimension: pace, when: {above: 10}, at_most: 2"),
        ),
        (
            Code::CapNeverBinds,
            cap("dimension: pace, when: {above: 30}, at_most: 2"),
            cap("dimension: pace, when: {above: 29.9}, at_most: 2"),
        ),
        (
            Code::CapNeverBinds,
            cap("dimension: pace, when: {below: 0}, at_most: 2"),
            cap("dimension: pace, when: {below: 0.1}, at_most: 2"),
        ),
        (
            Code::CapNeverBinds,
            cap("dimension: pace, when: {words: [ever]}, at_most: 2"),
            cap("dimension: pace, when: {words: [never]}, at_most: 2"),
        ),
        (
            Code::CapNeverBinds,
            cap("question: speed, when: {option: late}, at_most: 2"),
            cap("question: speed, when: {above: 3}, at_most: 2"),
        ),
        (
            Code::DimensionNeverScored,
            rubric(
                "questions: [trust]",
                "questions: [{id: trust, scores: [left_out, left_out, left_out]}]",
            ),
            rubric("questions: [trust]", "questions: [{id: trust, scores: [left_out, 1, 3]}]"),
        ),
        (Code::DimensionNeverScored, ruled_out("[]"), ruled_out("[yes]")),
    ]
}

#[test]
fn nothing_is_wrong_with_what_all_cases_begin_with() {
    assert_eq!(found(&base()), []);
    assert_eq!(found(&with(FOLLOW_UP, ACTIONS)), []);
}

#[test]
fn each_lint_has_a_cause_and_what_just_is_none() {
    let mut failed = String::new();
    for (code, wrong, right) in cases() {
        let codes: BTreeSet<_> = found(&wrong).iter().map(|found| found.code).collect();
        if codes != BTreeSet::from([code]) {
            failed += &format!("{code}: {:#?}\n{}\n{}\n", found(&wrong), wrong.0, wrong.1);
        }
        if !found(&right).is_empty() {
            failed += &format!("not {code}: {:#?}\n{}\n{}\n", found(&right), right.0, right.1);
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn no_lint_is_without_a_case_a_meaning_and_a_way_to_mend_it() {
    let tried: BTreeSet<_> = cases().into_iter().map(|(code, ..)| code).collect();
    let docs = std::fs::read_to_string("docs/lint.md").unwrap();
    for (code, severity) in LINTS {
        assert!(tried.contains(&code), "{code} has no case");
        let mending = MENDING.iter().find(|(lint, _)| *lint == code);
        assert!(mending.is_some_and(|(_, how)| how.ends_with('.')), "{code}");
        assert!(docs.contains(&format!("`{code}`")), "docs/lint.md lacks {code}");
        assert_eq!(lint::severity(code), severity);
    }
    assert_eq!(MENDING.len(), LINTS.len());
    let once: BTreeSet<_> = LINTS.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(once.len(), LINTS.len());
}

#[test]
fn every_finding_stands_where_it_is_about_and_says_what_to_do() {
    for (_, (asked, judged), _) in cases() {
        for found in found(&(asked.clone(), judged.clone())) {
            let is_within =
                |text: &str| text.get(found.span.clone()).is_some_and(|s| !s.is_empty());
            assert!(is_within(&asked) || is_within(&judged), "{found:?}");
            assert!(!found.message.ends_with('.') && !found.message.is_empty(), "{found:?}");
            assert!(!found.help.is_empty(), "{found:?}");
        }
    }
}

#[test]
fn what_readers_refuse_is_found_beside_the_lints() {
    for (code, pair) in [
        (Code::OutOfRange, rubric("name: Pace", "name: Pace, weight: 0")),
        (Code::Scores, rubric("  - {id: faith, name: Faith, questions: [trust]}\n", "")),
        (Code::UnknownId, rubric("needs: {pace: 2}", "needs: {pase: 2}")),
        (Code::UnknownId, rubric("needs: {pace: 2}", "needs: {pace: 2}, sources: [S9]")),
        (Code::OutOfRange, change(with("", ACTIONS), "", "", "from_level: 2", "from_level: 3")),
        (Code::OutOfRange, change(with("", ACTIONS), "", "", "from_level: 2", "from_level: 7")),
    ] {
        let pair = (pair.0, pair.1.replacen("It is low.", "It is low TODO.", 1));
        let codes: Vec<_> = found(&pair).into_iter().map(|found| found.code).collect();
        assert!(codes.contains(&code) && codes.contains(&Code::TodoLeftIn), "{code}: {codes:?}");
    }
}

/// Proof: the answers that a finding names do what it says.
#[test]
fn a_finding_names_the_answers_that_prove_it() {
    let said = |pair: &Pair| found(pair)[0].message.clone();
    let gap = said(&rows("1.4", ("1.6", "2.4"), "2.5"));
    assert!(gap.contains("1.5 lies in no level") || gap.contains("3/2 lies in no level"), "{gap}");
    assert!(gap.contains("`speed: middling`, `trust: no`"), "{gap}");
    let always = said(&rubric("{mean: 2, every_dimension: 1}", "{mean: 1}"));
    assert!(always.contains("`speed: slow`, `trust: no`"), "{always}");
    let never = cases().into_iter().find(|(code, ..)| *code == Code::LevelNeverReached).unwrap();
    let never = said(&never.1);
    assert!(never.contains("sets of answers were tried"), "{never}");
    assert!(never.contains("`speed: fast`, `trust: yes`"), "{never}");
}

/// Twelve questions have half a million sets of answers: a choice of them is tried.
#[test]
fn a_large_instrument_is_searched_along_walks() {
    let (mut asked, mut dimensions) = (String::new(), String::new());
    for n in 0..12 {
        asked += &format!(
            "  - {{id: item_{n}, title: Item, prompt: How?, options: [{{id: a, label: A}}, {{id: b, label: B}}, {{id: c, label: C}}]}}\n"
        );
        dimensions += &format!("  - {{id: part_{n}, name: Part, questions: [item_{n}]}}\n");
    }
    let asked = format!("id: own\nversion: \"1\"\ntitle: Own\nquestions:\n{asked}");
    let judged = |top: &str| {
        format!(
            "id: own\nversion: \"1\"\ntitle: Own\nquestionnaire: own\nscores: [0, 1, 2]\naggregate: sum\nlevels:\n  - {{level: 1, name: Low, sentence: Low., to: 11}}\n  - {{level: 2, name: Mid, sentence: Mid., from: 12, to: 22}}\n  - {{level: 3, name: High, sentence: High., from: {top}, to: 24}}\ndimensions:\n{dimensions}"
        )
    };
    assert_eq!(found(&(asked.clone(), judged("23"))), []);
    let gap = found(&(asked, judged("24")));
    assert_eq!(gap.len(), 1, "{gap:#?}");
    assert!(gap[0].code == Code::LevelGap && gap[0].message.starts_with("23 lies in no level"));
    assert!(gap[0].message.contains(" and 4 more"), "{}", gap[0].message);
}
