//! `merge --agree`: the room is asked about what people differ on, how many said what stands first,
//! nobody is named, and what the room agrees keeps what each of them said.

use crate::Field;
use crate::faces::flowing;
use crate::program::run_in;
use crate::terminal::{Setup, Signal, Terminal};
use oms_maturity::document::Format;
use oms_maturity::domain::given::AgreedBy;
use oms_maturity::domain::merge::head::Wish;
use oms_maturity::domain::merge::merge;
use oms_maturity::domain::views::disputed;
use oms_maturity::domain::{AnswerValue, GivenAnswer, GivenAnswers};
use oms_maturity::interview::page::Page;
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Effect, Interview, KeptDraft, Settings, State};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::shipped);

/// Three people. On overrides they hold levels 1, 3 and 3; on rules age they hold the same level by
/// other figures; on scalability one knows and most do not; the rest only one answers.
const PEOPLE: [(&str, &str); 3] = [
    (
        "Ann Stores",
        "overrides: {value: 20, note: counts all}, rules_age: {value: 10}, scalability: unknown, \
         cost_trend: higher, inventory_trust: unknown",
    ),
    (
        "Bob Finance",
        "overrides: {value: 5}, rules_age: {value: 11}, scalability: unknown, cost_trend: same",
    ),
    (
        "Cat Systems",
        "overrides: {value: 4, evidence: report, source: WMS}, scalability: {value: 10}, \
         cost_to_serve: path, inventory_trust: {value: 1}",
    ),
];

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, answers) in PEOPLE {
        let text = format!(
            "edition: 2\nscope: Shop\ndate: 2026-06-30\nrespondent: {name}\nanswers: {{{answers}}}\n"
        );
        let file = name.split(' ').next().unwrap().to_lowercase();
        fs::write(folder.path().join(file + ".yaml"), text).unwrap();
    }
    folder
}

fn given() -> Vec<GivenAnswers> {
    let one = |(name, answers): (&str, &str)| {
        let text = format!(
            "edition: 2\nscope: Shop\ndate: 2026-06-30\nrespondent: {name}\nanswers: {{{answers}}}\n"
        );
        FIELD.read(&text, Format::Yaml).unwrap().given().clone()
    };
    PEOPLE.map(one).into()
}

/// The interview line by line, about what the three differ on.
fn asked() -> Plain<'static> {
    let merged = merge(&FIELD.instrument, &given(), &Wish::default()).unwrap();
    let ids = disputed(&merged);
    assert_eq!(ids, ["overrides", "scalability", "cost_trend"]);
    let settings = Settings { instrument: &FIELD.instrument, actions: 5, saves: true, plain: true };
    let given = merged.sheet.given().clone();
    Plain::new(Interview::about_disputed(settings, given, Vec::new(), &ids), 80)
}

#[test]
fn what_people_said_stands_first_and_nobody_is_named() {
    let mut plain = asked();
    let page = flowing(&plain.say());
    let said =
        "What people said: 1 \u{d7} More than 15 in 100; 2 \u{d7} More than 3, up to 8 in 100.";
    let at = page.find(said).unwrap_or_else(|| panic!("{page}"));
    assert!(at < page.find("Of every 100 orders").unwrap(), "{page}");
    for named in ["Ann", "Bob", "Cat", "counts all", "level"] {
        assert!(!page.contains(named), "{named}: {page}");
    }
}

#[test]
fn what_the_room_agrees_keeps_what_each_said() {
    let mut plain = asked();
    let _ = plain.say();
    // Another option than the one at the median; what that rested on goes.
    let _ = plain.take("a");
    let _ = plain.say();
    let _ = plain.take("n");
    let page = flowing(&plain.say());
    assert!(
        page.contains(
            "What people said: 1 \u{d7} More than 6, up to 13 weeks; 2 \u{d7} not known."
        )
    );
    // What stands there already is agreed as well, once it is chosen.
    let _ = plain.take("unknown");
    let page = flowing(&plain.say());
    assert!(page.contains("What people said: 1 \u{d7} Higher; 1 \u{d7} About the same."), "{page}");
    // Passed over: the rule stands.
    let _ = plain.take("on");
    let given = plain.interview.given().clone();
    let overrides = &given.answers["overrides"];
    assert_eq!(overrides.value, AnswerValue::Option("over_15_percent".to_owned()));
    assert_eq!((overrides.agreed_by, overrides.said.len()), (Some(AgreedBy::TheRoom), 3));
    assert_eq!((&overrides.source, overrides.evidence), (&None, None));
    assert_eq!(given.answers["scalability"].agreed_by, Some(AgreedBy::TheRoom));
    assert_eq!(given.answers["cost_trend"].agreed_by, Some(AgreedBy::Median));
    assert_eq!(given.answers["rules_age"].agreed_by, Some(AgreedBy::Median));
    // Nothing is asked again that the room has settled.
    let merged = merge(&FIELD.instrument, &[given], &Wish::default()).unwrap();
    assert_eq!(disputed(&merged), ["cost_trend"]);
}

/// To agree on what stands there takes no more than Enter.
#[test]
fn enter_agrees_on_the_answer_that_stands_there() {
    let mut plain = asked();
    let before = plain.interview.given().answers["overrides"].clone();
    for _ in 0..2 {
        let _ = plain.say();
        if plain.interview.given().answers["overrides"].agreed_by != Some(AgreedBy::TheRoom) {
            let _ = plain.take("");
        }
    }
    let after = plain.interview.given().answers["overrides"].clone();
    assert_eq!(after, GivenAnswer { agreed_by: Some(AgreedBy::TheRoom), ..before });
}

/// Answers that were merged, from text.
fn read(text: &str) -> GivenAnswers {
    let text = format!("edition: 2\nscope: Shop\ndate: 2026-06-30\nanswers: {text}\n");
    FIELD.read(&text, Format::Yaml).unwrap_or_else(|found| panic!("{found:#?}")).given().clone()
}

/// An interview about these questions of merged answers.
fn about(given: GivenAnswers, drafts: Vec<KeptDraft>, ids: &[&str]) -> Plain<'static> {
    let settings = Settings { instrument: &FIELD.instrument, actions: 5, saves: true, plain: true };
    let ids: Vec<_> = ids.iter().map(|&id| id.to_owned()).collect();
    Plain::new(Interview::about_disputed(settings, given, drafts, &ids), 80)
}

/// The order is by the figures: that of the people would tell who said what.
#[test]
fn figures_are_said_and_no_follow_up_that_people_answered_is_left_open() {
    let given = read(
        "{disruption_hours: {value: 4, agreed_by: median, said: [{respondent: A, value: 4}, \
         {respondent: B, value: 9}, {respondent: C, value: 4}]}}",
    );
    let mut plain = about(given, Vec::new(), &["disruption_hours"]);
    let page = flowing(&plain.say());
    assert!(page.contains("What people said: 1 \u{d7} 9 hours; 2 \u{d7} 4 hours."), "{page}");
    assert!(!page.contains("Leave it open"), "{page}");
}

#[test]
fn no_page_of_the_room_names_people() {
    let mut plain = asked();
    for line in ["", "review", "r"] {
        let _ = plain.say();
        let _ = plain.take(line);
        let page = flowing(&plain.say());
        assert!(!page.contains("Ann Stores") && !page.contains("Bob Finance"), "{page}");
    }
    assert_eq!(plain.interview.page(), Page::Result);
    let rows = about(asked().interview.given().clone(), Vec::new(), &[]);
    let mut interview = rows.interview.from_the_start();
    assert!(!interview.rows().iter().any(|row| row.value.contains("Ann")));
    interview.clear_message();
}

/// Nobody is lost who answered while the draft lay, and what the room agreed on is kept where it heard
/// all there is.
#[test]
fn a_draft_that_was_overtaken_goes_on_from_what_people_say_now() {
    let mut plain = asked();
    let _ = plain.say();
    for line in ["a", "n", "c"] {
        let _ = plain.take(line);
        let _ = plain.say();
    }
    let draft = plain.interview.draft();
    let mut files = given();
    files.push(read("{scalability: {value: 3}, rules_age: {value: 2}}"));
    files[3].respondent = Some("Dan Late".to_owned());
    let merged = merge(&FIELD.instrument, &files, &Wish::default()).unwrap();
    let now = merged.sheet.given().clone();
    let kept = KeptDraft { draft, when: "yesterday".to_owned() };
    let mut plain = about(now.clone(), vec![kept], &["overrides", "scalability", "cost_trend"]);
    plain.interview.resume(0);
    let page = flowing(&plain.say());
    assert!(page.contains("have changed or come in since you stopped"), "{page}");
    assert_eq!(plain.interview.question().unwrap().id, "scalability");
    let given = plain.interview.given();
    assert_eq!(given.answers["overrides"].agreed_by, Some(AgreedBy::TheRoom));
    for (id, answer) in &now.answers {
        assert_eq!(given.answers[id].said, answer.said, "{id}");
    }
    assert_eq!(given.answers["scalability"], now.answers["scalability"]);
    assert_eq!(given.respondent, now.respondent);
}

#[test]
fn no_key_takes_away_what_several_people_said() {
    let mut plain = asked();
    let _ = plain.say();
    let _ = plain.take("clear");
    assert!(flowing(&plain.say()).contains("Several people answered this"));
    assert_eq!(plain.interview.given().answers["overrides"].said.len(), 3);
    assert!(plain.interview.state() == State::Asking);
    assert!(!matches!(plain.interview.take_effect(), Some(Effect::Finish)));
}

fn agree(folder: &Path, more: &[&str]) -> Terminal {
    let merge = ["merge", "ann.yaml", "bob.yaml", "cat.yaml", "--agree", "--save", "agreed.yaml"];
    let setup = Setup::shipped(folder, &[&merge[..], more].concat());
    Terminal::start(&Setup { stdout: Some(folder.join("report")), ..setup })
}

fn agreed(folder: &Path) -> GivenAnswers {
    let text = fs::read_to_string(folder.join("agreed.yaml")).unwrap();
    FIELD
        .read(&text, Format::Yaml)
        .unwrap_or_else(|found| panic!("{text}\n{found:#?}"))
        .given()
        .clone()
}

/// The whole way, on a screen: three questions, all answers, the result, the file.
#[test]
fn a_room_agrees_on_three_questions_and_its_answers_are_saved() {
    let folder = folder();
    let mut terminal = agree(folder.path(), &[]);
    terminal.wait_for("2 \u{d7} More than 3");
    terminal.send("c");
    terminal.wait_for("Does that hold for the new answer too?");
    terminal.send("y");
    terminal.wait_for("2 \u{d7} not known");
    terminal.send("c");
    terminal.wait_for("1 \u{d7} Higher");
    terminal.send("b");
    terminal.wait_for("Show the result");
    terminal.send("r");
    terminal.wait_for("LEVEL");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    let given = agreed(folder.path());
    for id in ["overrides", "scalability", "cost_trend"] {
        assert_eq!(given.answers[id].agreed_by, Some(AgreedBy::TheRoom), "{id}");
        assert!(given.answers[id].said.len() > 1, "{id}");
    }
    let report = fs::read_to_string(folder.path().join("report")).unwrap();
    assert!(!report.contains("Ann") && report.contains("discuss"), "{report}");
    // Once everything is settled nobody is asked again.
    let again = run_in(folder.path(), &["merge", "agreed.yaml", "--format", "json"], "");
    assert_eq!(again.code, Some(0), "{}", again.stderr);
}

/// Who stops finds what was agreed so far again.
#[test]
fn a_room_that_stops_goes_on_where_it_was() {
    let folder = folder();
    let mut terminal = agree(folder.path(), &[]);
    terminal.wait_for("2 \u{d7} More than 3");
    terminal.send("c");
    terminal.wait_for("Does that hold for the new answer too?");
    terminal.send("y");
    terminal.wait_for("2 \u{d7} not known");
    terminal.signal(Signal::INT);
    assert_eq!(terminal.finish(), Some(130), "{}", terminal.screen());
    assert!(!folder.path().join("agreed.yaml").exists());
    let mut terminal = agree(folder.path(), &[]);
    terminal.wait_for("An interview was left unfinished");
    terminal.send("b");
    terminal.wait_for("2 \u{d7} not known");
    terminal.send("c");
    terminal.wait_for("1 \u{d7} Higher");
    terminal.send("b");
    terminal.wait_for("Show the result");
    terminal.send("r");
    terminal.wait_for("LEVEL");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0), "{}", terminal.screen());
    assert_eq!(agreed(folder.path()).answers["overrides"].agreed_by, Some(AgreedBy::TheRoom));
}

#[test]
fn without_a_room_or_a_file_nobody_is_asked() {
    let folder = folder();
    for (args, why) in [
        (&["merge", "ann.yaml", "bob.yaml", "--agree"][..], "--save"),
        (&["merge", "ann.yaml", "bob.yaml", "--agree", "--save", "a.yaml"], "needs a terminal"),
        (&["merge", "ann.yaml", "bob.yaml", "--plain"], "--agree"),
    ] {
        let ran = run_in(folder.path(), args, "");
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
    assert!(!folder.path().join("a.yaml").exists());
}

/// More than one file holds is told before the room is asked anything.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn what_no_file_holds_is_not_talked_about() {
    let folder = folder();
    for file in ["ann.yaml", "bob.yaml", "cat.yaml"] {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let note = format!("adaptability: {{level: 2, note: {}}}}}", "n".repeat(400_000));
        fs::write(&path, text.trim_end().strip_suffix('}').unwrap().to_owned() + ", " + &note)
            .unwrap();
    }
    let mut terminal = agree(folder.path(), &[]);
    terminal.wait_for("more than one file of answers holds");
    assert_eq!(terminal.finish(), Some(2), "{}", terminal.screen());
    assert!(!folder.path().join("agreed.yaml").exists());
}
