//! The judgement as SQL: its text, and what is refused. What it computes is compared with what the
//! program says by `.ci/sql`, on the engines themselves.

use crate::program::{Ran, run, run_in};
use oms_maturity::document::shipped;
use oms_maturity::domain::tabular::{Tabular, tabular};
use oms_maturity::report::sql::{Dialect, select};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const QUESTIONS: &str = "examples/custom/questions.yaml";
const RUBRIC: &str = "examples/custom/rubric.yaml";

fn done(ran: Ran) -> String {
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout
}

fn refused(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
    &ran.stderr
}

fn exported(dialect: &str, own: &[&str]) -> String {
    done(run(&[&["rubric", "export", "--sql", dialect], own].concat(), ""))
}

fn own(folder: &str) -> [String; 4] {
    let file = |name: &str| format!("{folder}/{name}.yaml");
    ["--questions".to_owned(), file("questions"), "--rubric".to_owned(), file("rubric")]
}

/// The text of a small instrument, in each dialect. A wrong letter in it is seen by the engines too;
/// here it is seen at once.
#[test]
fn the_text_is_the_one_that_was_executed() {
    for (word, _) in Dialect::ALL {
        let text = exported(word, &["--questions", QUESTIONS, "--rubric", RUBRIC]);
        let kept = Path::new("tests/sql").join(format!("custom-{word}.sql"));
        snapbox::assert_data_eq!(text, snapbox::Data::read_from(&kept, None).raw());
    }
}

/// It is one statement, and the table that it expects stands in a comment before it.
#[test]
fn it_is_one_select_below_a_comment_on_the_table() {
    for (word, _) in Dialect::ALL {
        for instrument in ["oms", "review"] {
            let text = exported(word, &["--instrument", instrument]);
            let (head, query) = text.split_once("*/\n").unwrap();
            assert!(head.starts_with("-- Judges a table of answers"), "{head}");
            assert!(head.contains("\nCREATE TABLE answers (\n  record BIGINT,"), "{head}");
            assert!(query.starts_with("WITH\n"), "{query}");
            assert!(query.trim_end().ends_with("\nFROM judged;"), "{query}");
            let ends = text.lines().filter(|line| line.ends_with(';'));
            assert_eq!(ends.count(), 2, "the table's and the query's");
            assert!(!text.contains("FLOAT") && !text.contains("DOUBLE") && !text.contains("REAL"));
        }
    }
}

/// What the dialects do not share is written in one place, and is little: five lines of a hundred.
#[test]
fn dialects_differ_in_few_lines() {
    let duckdb = exported("duckdb", &[]);
    for other in ["postgres", "spark"] {
        let text = exported(other, &[]);
        let plain = |text: &str| text.replace("STRING", "TEXT").replace(" DIV ", " // ");
        let lines = |text: &str| plain(text).lines().map(str::to_owned).collect::<BTreeSet<_>>();
        let (here, there) = (lines(&duckdb), lines(&text));
        let differ = here.symmetric_difference(&there).count();
        assert!(differ * 100 <= 2 * 5 * here.len(), "{differ} of {}", here.len());
    }
}

fn of_shipped(name: &str, check: impl Fn(&Tabular<'_>)) {
    let instrument = shipped::named(name).unwrap().instrument().unwrap();
    check(&tabular(&instrument).unwrap());
}

/// Nothing of an instrument is left out of the rows.
#[test]
fn the_rows_hold_every_question_option_word_and_cap() {
    for name in shipped::names() {
        of_shipped(name, |rows| {
            let (asked, rubric) = (rows.instrument.questionnaire(), rows.rubric());
            assert_eq!(rows.asked.len(), asked.all().count());
            let options: usize = asked.all().map(|question| question.options.len()).sum();
            assert_eq!(rows.choices.len(), options);
            let words = asked.all().filter_map(|question| question.measure.as_ref());
            assert_eq!(rows.words.len(), words.map(|measure| measure.words.len()).sum::<usize>());
            let scored = || rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
            assert_eq!(rows.scored.len(), scored().count());
            assert_eq!(rows.worths.len(), scored().map(|it| it.options.len()).sum::<usize>());
            assert_eq!(rows.scored.iter().filter(|row| row.counts).count(), asked.questions.len());
            let capped: BTreeSet<_> = rows.ceilings.iter().map(|row| row.follow_up).collect();
            assert_eq!(capped, rubric.caps.iter().map(|cap| cap.follow_up.as_str()).collect());
        });
    }
}

/// Every option of the six questions is worth its level, in the unit of the whole rubric; the five
/// questions of a dimension of the review need a unit in which their means are whole.
#[test]
fn scores_are_whole_units() {
    of_shipped("oms", |rows| {
        assert_eq!(rows.per_level, 1);
        let scores: Vec<_> = rows.worths.iter().map(|row| row.score.unwrap()).collect();
        assert_eq!(scores, [1, 2, 3, 4, 5].repeat(6));
        assert_eq!(rows.without_report_at_most, Some(3));
    });
    of_shipped("review", |rows| {
        assert_eq!(rows.per_level % 60, 0, "{}", rows.per_level);
        let top = rows.worths.iter().filter_map(|row| row.score).max();
        assert_eq!(top, Some(5 * rows.per_level));
    });
}

/// The words of users' files are quoted as each dialect quotes.
#[test]
fn no_text_ends_what_it_stands_in() {
    let folder = tempfile::tempdir().unwrap();
    let questions = fs::read_to_string(QUESTIONS).unwrap();
    let measured = "    measure:\n";
    assert!(questions.contains(measured));
    let version = questions.replacen("version: ", "version: \"1 */ '; --\" # ", 1);
    write(&folder.path().join("questions.yaml"), &version);
    fs::copy(RUBRIC, folder.path().join("rubric.yaml")).unwrap();
    for (word, dialect) in Dialect::ALL {
        let args = ["rubric", "export", "--sql", word, "--questions", "questions.yaml"];
        let ran = run_in(folder.path(), &[&args[..], &["--rubric", "rubric.yaml"]].concat(), "");
        let text = done(ran);
        // It stands in a comment to the end of its line.
        let line = text.lines().find(|line| line.contains("1 */ '; --")).unwrap();
        assert!(line.starts_with("-- Questions: "), "{line}");
        let quoted = dialect.quoted(r"it's \ here");
        let expected = if word == "spark" { r"'it\'s \\ here'" } else { r"'it''s \ here'" };
        assert_eq!(quoted, expected);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

/// Each feature that a query does not hold is named at its place, all of them at once.
#[test]
fn what_no_query_holds_is_refused_by_name() {
    let nested = own("examples/instruments/nested");
    let ran = run(
        &[&["rubric", "export", "--sql", "duckdb"][..], &nested.each_ref().map(String::as_str)]
            .concat(),
        "",
    );
    let said = refused(&ran);
    assert_eq!(said.matches("error[not-in-sql]").count(), 5, "{said}");
    assert!(said.contains("groups of dimensions are not written as SQL"), "{said}");
    assert!(said.contains("examples/instruments/nested/rubric.yaml:14:1"), "{said}");
    for city in ["lyon", "lille", "bonn", "ulm"] {
        assert!(said.contains(&format!("figures of `{city}` score is not written")), "{said}");
    }
}

fn refused_with(changes: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut rubric = fs::read_to_string(RUBRIC).unwrap();
    for (old, new) in changes {
        assert!(rubric.contains(old), "{old}");
        rubric = rubric.replace(old, new);
    }
    fs::copy(QUESTIONS, folder.path().join("questions.yaml")).unwrap();
    write(&folder.path().join("rubric.yaml"), &rubric);
    let args = ["rubric", "export", "--sql", "spark", "--questions", "questions.yaml"];
    let ran = run_in(folder.path(), &[&args[..], &["--rubric", "rubric.yaml"]].concat(), "");
    refused(&ran).to_owned()
}

#[test]
fn weights_without_a_unit_and_names_too_long_are_refused() {
    let said = refused_with(&[("weight: 2\n", "weight: 2.0000000000001\n")]);
    assert!(said.contains("error[not-in-sql]: these weights and scores have no common"), "{said}");
    let long = "speed_of_the_way_back_and_of_the_money_back";
    let said = refused_with(&[("speed", long)]);
    assert!(said.contains("error[not-in-sql]: the id is longer than 40 letters"), "{said}");
}

#[test]
fn the_query_goes_to_a_file_and_a_folder_takes_none() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["rubric", "export", "--sql", "DuckDB", "-o", "a.sql"], "");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    assert_eq!(ran.stderr, "query in a.sql\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.sql")).unwrap(), exported("duckdb", &[]));
    let again = ["rubric", "export", "--sql", "duckdb", "-o", "a.sql"];
    refused(&run_in(folder.path(), &again, ""));
    let forced = [&again[..], &["--force", "--quiet"]].concat();
    done(run_in(folder.path(), &forced, ""));
    for wrong in [
        &["rubric", "export", "--sql", "duckdb", "--to", "my"][..],
        &["rubric", "export", "--sql", "oracle"],
        &["rubric", "export", "-o", "files.sql"],
    ] {
        refused(&run_in(folder.path(), wrong, ""));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A query is the same whoever writes it, and whenever.
#[test]
fn the_library_writes_what_the_command_writes() {
    let instrument = shipped::named("review").unwrap().instrument().unwrap();
    let rows = tabular(&instrument).unwrap();
    for (word, dialect) in Dialect::ALL {
        assert_eq!(select(&rows, dialect), exported(word, &["--instrument", "review"]));
    }
}
