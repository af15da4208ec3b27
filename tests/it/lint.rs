//! Each lint has the smallest instrument that causes it and one that just does not.

/// The command, as it is typed.
mod command;

use oms_maturity::document::lint::{self, LINTS};
use oms_maturity::document::{Bounds, Finding, Format, questionnaire, read};
use oms_maturity::domain::Code;
use oms_maturity::report::explain::Explained;
use oms_maturity::report::lint::json;
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

/// A measure that no proof refers to.
const MEASURES: &str = "measures: {miles: {name: Miles run, formula: miles, unit: miles}}\n";

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
    again(base(), from, to)
}

/// Replaces in the rubric of a pair.
fn again((questions, rubric): Pair, from: &str, to: &str) -> Pair {
    assert!(rubric.contains(from), "{from}");
    let rubric = rubric.replacen(from, to, 1);
    (questions, rubric)
}

/// Replaces in the questions.
fn questions(from: &str, to: &str) -> Pair {
    assert!(QUESTIONS.contains(from), "{from}");
    (QUESTIONS.replacen(from, to, 1), RUBRIC.to_owned())
}

/// Appends to questions and rubric.
fn with(more_questions: &str, more_rubric: &str) -> Pair {
    (QUESTIONS.to_owned() + more_questions, RUBRIC.to_owned() + more_rubric)
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
    let to = format!("id: trust\n    applies_if: {{stores: {answers}}}");
    let (questions, rubric) = questions(facts, with);
    (questions.replace("id: trust", &to), rubric)
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
pub(super) fn found((questions, rubric): &Pair) -> Vec<Finding> {
    let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
    let (questions_tree, rubric_tree) = (tree(questions), tree(rubric));
    let read = questionnaire::read(&questions_tree);
    let judged = read.as_ref().ok().map(|read| (read, &questions_tree));
    let mut found = lint::questionnaire(questions, &questions_tree, &[&rubric_tree]);
    found.extend(lint::rubric(rubric, &rubric_tree, judged));
    found
}

/// A lint, the smallest change that causes it, and one that just does not.
type Case = (Code, Pair, Pair);

fn cases() -> Vec<Case> {
    [
        tables(),
        requirements(),
        scores(),
        scenarios(),
        names(),
        texts(),
        actions(),
        reports(),
        caps(),
        dimensions(),
    ]
    .concat()
}

fn tables() -> Vec<Case> {
    let second = ("1.5", "2.4");
    vec![
        (Code::LevelGap, rows("1.4", ("1.6", "2.4"), "2.5"), rows("1.4", second, "2.5")),
        (Code::LevelGap, rows("1", ("1.5", "2"), "2.6"), rows("1", ("1.5", "2"), "2.5")),
        (Code::LevelOverlap, rows("1.5", second, "2.5"), rows("1.4", second, "2.5")),
        (Code::LevelOverlap, rows("1", ("1.5", "1.4"), "2"), rows("1", ("1.5", "1.5"), "2")),
    ]
}

/// What levels 2 and 3 take.
const TAKES: [&str; 2] = ["{mean: 2, every_dimension: 1}", "{mean: 3, every_dimension: 2}"];

fn requirements() -> Vec<Case> {
    let [second, third] = TAKES;
    let fourth = |mean: &str, how_many: &str| {
        let row = "level: 4, name: Top, sentence: Above.";
        let takes = format!("requires: {{share: {{at: 3, at_least: {how_many}}}}}");
        rubric(third, &format!("{{mean: {mean}, every_dimension: 2}}}}\n  - {{{row}, {takes}"))
    };
    let third = |takes: &str| rubric(third, takes);
    let second = |takes: &str| rubric(second, takes);
    vec![
        (Code::LevelNeverReached, fourth("2.5", "3"), fourth("2.5", "2")),
        (Code::LevelAlwaysReached, second("{mean: 1}"), second("{mean: 1.5}")),
        (Code::LevelPassedOver, third("{mean: 2}"), third("{mean: 2.5}")),
        (
            Code::RequirementBeyondRange,
            third("{mean: 3.5, every_dimension: 2}"),
            third("{mean: 3, every_dimension: 3}"),
        ),
        (
            Code::RequirementBeyondRange,
            third("{mean: 3, dimensions: {pace: 4}}"),
            third("{mean: 3, dimensions: {pace: 3}}"),
        ),
        (
            Code::RequirementWeaker,
            second("{mean: 1.5, every_dimension: 3}"),
            second("{mean: 1.5, every_dimension: 2}"),
        ),
    ]
}

fn scores() -> Vec<Case> {
    let scores = |scores: &str| rubric("scores: [1, 2, 3]", &format!("scores: {scores}"));
    let weights = |other: &str| {
        let first = rubric("name: Pace", "name: Pace, weight: 60");
        again(first, "name: Faith", &format!("name: Faith, weight: {other}"))
    };
    vec![
        (Code::ScoresFall, scores("[3, 2, 1]"), scores("[1, 1, 3]")),
        (Code::ScoresZigzag, scores("[2, 1, 3]"), scores("[1, left_out, 3]")),
        (Code::WeightsNearHundred, weights("39"), weights("40")),
        (Code::WeightsNearHundred, weights("45"), weights("46")),
    ]
}

fn scenarios() -> Vec<Case> {
    let needs = |needs: &str| rubric("needs: {pace: 2}", &format!("needs: {{{needs}}}"));
    vec![
        (Code::ScenarioAsksTooMuch, needs("pace.speed: 4"), needs("pace.speed: 3")),
        (Code::ScenarioAsksNothing, needs("pace: 1"), needs("pace: 1, faith: 2")),
    ]
}

fn names() -> Vec<Case> {
    let dimension = |id: &str| rubric("id: faith", &format!("id: {id}"));
    let option = |id: &str| questions("id: middling", &format!("id: {id}"));
    let label = |label: &str| questions("label: Neither", &format!("label: {label}"));
    vec![
        (Code::IdsNearlyAlike, dimension("trusts"), dimension("trust")),
        (Code::IdsNearlyAlike, option("slowe"), option("slow2")),
        (Code::LabelsAlike, label("\" slow\""), label("Slower")),
    ]
}

fn texts() -> Vec<Case> {
    let sentence = |text: &str| rubric("It is high.", text);
    let prompt = |text: &str| questions("How fast?", text);
    let source = "sources:\n  - {id: S1, title: A book, address: a shelf, grade: C}\n";
    let cited = again(with("", source), "needs: {pace: 2}", "needs: {pace: 2}, sources: [S1]");
    let help = |text: &str| questions("How fast?", &format!("How fast?\n    help: {text}"));
    let words = |count: usize| vec!["fast"; count].join(" ");
    let glossary = |term: &str| with(&format!("glossary: [{term}]\n"), "");
    let url = "How many, as in https://example.org/delay_days are there?";
    vec![
        (
            Code::ProgramIdInText,
            sentence("The trust_rate is high."),
            sentence("\"The {speed} is high.\""),
        ),
        (Code::ProgramIdInText, prompt("How many delay_days are there?"), prompt(url)),
        (Code::PromptTooLong, prompt("So. And so. How fast?"), prompt("So. How fast?")),
        (Code::PromptTooLong, prompt(&words(46)), prompt(&words(45))),
        (Code::HelpTooLong, help("So. And so. Or so. Or not."), help("So. And so. Or so.")),
        (
            Code::TermNotUsed,
            glossary("{term: fasten, means: M}"),
            glossary("{term: fast, means: M}"),
        ),
        (
            Code::TermNotUsed,
            glossary("{term: rains, means: M}"),
            glossary("{term: rains, also: [rain], means: M}"),
        ),
        (Code::SourceNotCited, with("", source), cited),
        (Code::TodoLeftIn, prompt("How fast? TODO"), prompt("How fast is the todo list?")),
    ]
}

fn actions() -> Vec<Case> {
    let right = || with("", ACTIONS);
    let told = |lines: &str| with("", &format!("{ACTIONS}reached_when:\n{lines}"));
    vec![
        (Code::ActionNeverFires, again(right(), "scores: [1, 2, 3]", "scores: [1, 1, 3]"), right()),
        (
            Code::StepWithoutAction,
            again(right(), "from_level: 2, title", "from_level: 2, optional: true, title"),
            right(),
        ),
        (
            Code::MeasureNotUsed,
            with("", &format!("{ACTIONS}{MEASURES}")),
            again(
                with("", &format!("{ACTIONS}{MEASURES}")),
                "proof: We ran",
                "proof: We ran, measure: miles",
            ),
        ),
        (
            Code::OwnerNotARole,
            with("", &format!("{ACTIONS}roles: [{{role: You, or_else: They}}]\n")),
            with("", &format!("{ACTIONS}roles: [{{role: We, or_else: They}}]\n")),
        ),
        (
            Code::StepWithoutReachedWhen,
            told("  pace: {2: We run, 3: We fly}\n  faith: {2: We see}\n"),
            told("  pace: {2: We run, 3: We fly}\n  faith: {2: We see, 3: We trust}\n"),
        ),
    ]
}

fn reports() -> Vec<Case> {
    let first = ACTIONS.lines().nth(3).unwrap();
    let supplies =
        first.replace("id: F1", "id: F0").replace("from_level: 1", "supplies_report: true");
    let without = || with("", &format!("{ACTIONS}{supplies}\n"));
    let capped = |at: &str| {
        let rule = format!("evidenced: {{without_report_at_most: {at}}}\nlevels:");
        again(without(), "levels:", &rule)
    };
    vec![
        (Code::ActionNeverFires, without(), capped("2")),
        (Code::ActionNeverFires, capped("3"), capped("2.9")),
    ]
}

fn caps() -> Vec<Case> {
    let on_pace = |when: &str, at_most: i64| {
        cap(&format!("dimension: pace, when: {{{when}}}, at_most: {at_most}"))
    };
    let on_speed = |when: &str, at_most: i64| {
        cap(&format!("question: speed, when: {{{when}}}, at_most: {at_most}"))
    };
    let on_option = |option: &str| {
        let (questions, rubric) = on_speed(&format!("option: {option}"), 2);
        (questions, rubric.replace("follow_up: delay", "follow_up: trust"))
    };
    let case = |wrong, right| (Code::CapNeverBinds, wrong, right);
    vec![
        case(on_pace("above: 10", 3), on_pace("above: 10", 2)),
        case(on_speed("above: 10", 3), on_speed("above: 10", 2)),
        case(on_pace("above: 30", 2), on_pace("above: 29.9", 2)),
        case(on_pace("below: 0", 2), on_pace("below: 0.1", 2)),
        case(on_pace("words: [ever]", 2), on_pace("words: [never]", 2)),
        case(on_option("late"), on_option("half")),
        case(on_pace("", 2), on_pace("above: 1", 2)),
    ]
}

fn dimensions() -> Vec<Case> {
    let scores = |scores: &str| {
        rubric("questions: [trust]", &format!("questions: [{{id: trust, scores: {scores}}}]"))
    };
    let case = |wrong, right| (Code::DimensionNeverScored, wrong, right);
    vec![
        case(scores("[left_out, left_out, left_out]"), scores("[left_out, 1, 3]")),
        case(ruled_out("[]"), ruled_out("[yes]")),
    ]
}

#[test]
fn nothing_is_wrong_with_what_all_cases_begin_with() {
    assert_eq!(found(&base()), []);
    assert_eq!(found(&with(FOLLOW_UP, ACTIONS)), []);
}

#[test]
fn each_lint_has_a_cause_and_what_just_is_none() {
    let mut failed = Vec::new();
    for (code, wrong, right) in cases() {
        let codes: BTreeSet<_> = found(&wrong).iter().map(|found| found.code).collect();
        if codes != BTreeSet::from([code]) {
            failed.push(format!("{code}: {:#?}\n{}\n{}\n", found(&wrong), wrong.0, wrong.1));
        }
        if !found(&right).is_empty() {
            failed.push(format!("not {code}: {:#?}\n{}\n{}\n", found(&right), right.0, right.1));
        }
    }
    assert!(failed.is_empty(), "{}", failed.concat());
}

#[test]
fn no_lint_is_without_a_case_a_meaning_and_a_way_to_mend_it() {
    let tried: BTreeSet<_> = cases().into_iter().map(|(code, ..)| code).collect();
    let docs = std::fs::read_to_string("docs/lint.md").unwrap();
    for (code, severity) in LINTS {
        assert!(tried.contains(&code), "{code} has no case");
        let (word, explained) = (json::word(severity), code.explanation());
        let row = format!("| `{code}` | {word} | {} | {} |", explained.meaning, explained.mend);
        assert!(docs.contains(&row), "docs/lint.md lacks {row}");
        assert!(docs.contains(&format!("[{code}]")), "docs/lint.md has no example of {code}");
        assert_eq!(lint::severity(code), severity);
    }
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
        (Code::OutOfRange, again(with("", ACTIONS), "from_level: 2", "from_level: 3")),
        (Code::OutOfRange, again(with("", ACTIONS), "from_level: 2", "from_level: 7")),
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
    let always = said(&rubric(TAKES[0], "{mean: 1}"));
    assert!(always.contains("`speed: slow`, `trust: no`"), "{always}");
    let never = requirements().swap_remove(0);
    let never = said(&never.1);
    assert!(never.contains("sets of answers were tried"), "{never}");
    assert!(never.contains("`speed: fast`, `trust: yes`"), "{never}");
}

/// Twelve questions have half a million sets of answers: a choice of them is tried.
#[test]
fn a_large_instrument_is_searched_along_walks() {
    const OPTIONS: &str = "[{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]";
    let item = |n| format!("  - {{id: item_{n}, title: Item, prompt: How?, options: {OPTIONS}}}\n");
    let part = |n| format!("  - {{id: part_{n}, name: Part, questions: [item_{n}]}}\n");
    let items: String = (0..12).map(item).collect();
    let parts: String = (0..12).map(part).collect();
    let head = "id: own\nversion: \"1\"\ntitle: Own\n";
    let judged = |top: &str| {
        format!(
            "{head}questionnaire: own
scores: [0, 1, 2]
aggregate: sum
levels:
  - {{level: 1, name: Low, sentence: Low., to: 11}}
  - {{level: 2, name: Mid, sentence: Mid., from: 12, to: 22}}
  - {{level: 3, name: High, sentence: High., from: {top}, to: 24}}
dimensions:
{parts}"
        )
    };
    let asked = format!("{head}questions:\n{items}");
    assert_eq!(found(&(asked.clone(), judged("23"))), []);
    let gap = found(&(asked, judged("24")));
    assert_eq!(gap.len(), 1, "{gap:#?}");
    assert!(gap[0].code == Code::LevelGap && gap[0].message.starts_with("23 lies in no level"));
    assert!(gap[0].message.contains(" and 4 more"), "{}", gap[0].message);
}
