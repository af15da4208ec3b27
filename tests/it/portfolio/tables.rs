//! A row of a table is the record that its document is; what is wrong with one is told at its cell.
#![expect(clippy::disallowed_methods, reason = "a test's own files need no care")]

use crate::dice::Dice;
use crate::program::{Ran, run, run_in};
use oms_maturity::document::records::RecordReader;
use oms_maturity::document::records::RowText;
use oms_maturity::document::records::columns::Columns;
use oms_maturity::document::records::delimited::{Cut, Splitter};
use oms_maturity::document::records::header::{DELIMITERS, first_row, header};
use oms_maturity::document::records::mapping::Mapping;
use oms_maturity::document::records::table::Rows;
use oms_maturity::domain::Instrument;
use oms_maturity::domain::questionnaire::Question;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};

/// The instrument that the program carries.
static SHIPPED: LazyLock<Instrument> =
    LazyLock::new(|| oms_maturity::document::shipped::instrument().unwrap());

/// Runs the program on a table at standard input.
fn judge(table: &str) -> Ran {
    run(&["portfolio", "-", "--input-format", "csv", "--each", "ndjson"], table)
}

/// Takes a whole table apart that comes in pieces of so many bytes.
fn rows(instrument: &Instrument, table: &[u8], delimiter: u8, piece: usize) -> Rows {
    let first = &table[..first_row(table).unwrap()];
    let columns = Columns::of(&header(first, delimiter), instrument, &Mapping::default());
    let mut rows = Rows::new(Arc::new(columns.unwrap()), Vec::new());
    let mut splitter = Splitter::behind(first, delimiter);
    let (mut at, mut come) = (first.len(), first.len());
    loop {
        match splitter.cut(&table[at..come], come == table.len(), &mut rows) {
            Cut::Row(length) => at += length,
            Cut::More => come = table.len().min(come + piece),
            Cut::End => return rows,
        }
    }
}

/// Makes an answer up: its cells by column, and what a document says.
fn answer(question: &Question, dice: &mut Dice) -> (Vec<(String, String)>, Value) {
    let option = question.options.get(dice.place(question.options.len()));
    let option = option.map_or("unknown", |option| option.id.as_str());
    let id = &question.id;
    let (key, cell, value) = match dice.below(7) {
        0 => return (vec![(id.clone(), option.to_owned())], json!(option)),
        1 => return (vec![(id.clone(), "unknown".into())], json!("unknown")),
        2 => ("level", "3".to_owned(), json!(3)),
        3 => ("not_applicable", "none, \"here\"".to_owned(), json!("none, \"here\"")),
        4 => {
            let [one, other] = ["2026-03-01", "2025-11-30"];
            ("on", format!("{one} {other}"), json!([one, other]))
        }
        5 => ("option", option.to_owned(), json!(option)),
        _ => {
            let number = format!("{}.{}", dice.below(30), dice.below(10));
            let value = serde_json::from_str(&number).unwrap();
            ("value", number, value)
        }
    };
    let mut cells = vec![(format!("{id}.{key}"), cell)];
    let mut said = json!({ key: value });
    for (key, texts) in [
        ("evidence", ["report", "measured"]),
        ("source", ["a; report", "WMS\nof DC 2"]),
        ("note", ["=1+1", "ü"]),
    ] {
        if dice.happens(30) {
            let text = texts[dice.place(2)];
            cells.push((format!("{id}.{key}"), text.to_owned()));
            said[key] = json!(text);
        }
    }
    (cells, said)
}

/// Makes a record up: its cells by column, and its document.
pub(super) fn record(instrument: &Instrument, dice: &mut Dice) -> (Vec<(String, String)>, Value) {
    let scope = ["Shop, 1", "Läden; \"alle\"", "Two\nlines", "@home"][dice.place(4)];
    let mut cells = vec![("scope".to_owned(), scope.to_owned())];
    let mut document = json!({"scope": scope, "tags": {}, "answers": {}});
    for (column, key, text, value) in [
        ("date", "date", "2026-06-30", json!("2026-06-30")),
        ("edition", "edition", "2", json!(2)),
        ("next_peak", "next_peak", "2026-11-27", json!("2026-11-27")),
        ("respondent", "respondent", "Finance", json!("Finance")),
    ] {
        if column == "date" || dice.happens(50) {
            cells.push((column.to_owned(), text.to_owned()));
            document[key] = value;
        }
    }
    for country in ["DE", "NO"] {
        if dice.happens(30) {
            document["tags"]["country"] = json!(country);
            cells.retain(|(column, _)| column != "tags.country");
            cells.push(("tags.country".to_owned(), country.to_owned()));
        }
    }
    for question in instrument.questionnaire().all() {
        if dice.happens(80) {
            let (columns, said) = answer(question, dice);
            cells.extend(columns);
            document["answers"][&question.id] = said;
        }
    }
    (cells, document)
}

/// Writes records as a table, its columns in any order.
fn table(records: &[Vec<(String, String)>], delimiter: u8, dice: &mut Dice) -> Vec<u8> {
    let mut columns: Vec<String> = vec!["overrides".to_owned()];
    for (column, _) in records.iter().flatten() {
        if !columns.contains(column) {
            columns.insert(dice.place(columns.len() + 1), column.clone());
        }
    }
    let quotes = [csv::QuoteStyle::Necessary, csv::QuoteStyle::Always][dice.place(2)];
    let ends = [csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')];
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(quotes)
        .terminator(ends[dice.place(3)])
        .from_writer(Vec::new());
    writer.write_record(&columns).unwrap();
    for record in records {
        let cell = |column: &String| record.iter().find(|(known, _)| known == column);
        let cells = columns.iter().map(|column| cell(column).map_or("", |(_, text)| text));
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

proptest! {
    /// Whatever is judged, and whatever is refused: a row and its document are the same.
    #[test]
    fn a_row_is_the_record_that_its_document_is(seed: u64, piece in 1_usize..200) {
        let instrument = &*SHIPPED;
        let mut dice = Dice(seed);
        let made: Vec<_> = (0..4).map(|_| record(instrument, &mut dice)).collect();
        let (cells, documents): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        let delimiter = DELIMITERS[dice.place(3)];
        let table = table(&cells, delimiter, &mut dice);
        let rows = rows(instrument, &table, delimiter, piece);
        prop_assert_eq!(rows.rows().count(), documents.len());
        let (mut read, mut text) = (RecordReader::new(instrument), RowText::default());
        for (row, document) in rows.rows().zip(&documents) {
            let texts = row.texts(rows.columns.width()).unwrap();
            rows.columns.write(&texts, &mut text);
            let document = document.to_string();
            let codes = |found: Vec<oms_maturity::document::Finding>| {
                let mut codes: Vec<_> = found.into_iter().map(|one| one.code).collect();
                codes.sort();
                codes
            };
            let expected = RecordReader::new(instrument).read(&document).map_err(codes);
            prop_assert_eq!(read.read(text.text()).map_err(codes), expected);
        }
    }
}

/// A table of three columns, by its rows.
fn small(rows: &str) -> Ran {
    judge(&format!("scope,date,overrides.value\n{rows}"))
}

#[test]
fn what_is_wrong_is_told_at_its_cell() {
    let ran = small("A,2026-06-30,5\n\"B\nC\",2026-06-31,\"5,1\"\n");
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "<stdin>:4:4: error[bad-date]: in column `date`: there is no day 2026-06-31; write it as \
         YYYY-MM-DD, such as 2026-06-30\n\
         <stdin>:4:15: error[bad-number]: in column `overrides.value`: `5,1` is not a plain \
         decimal number; write 5.1\n"
    );
    assert_eq!(ran.stdout.lines().count(), 2);
}

#[test]
fn a_row_with_too_few_or_too_many_cells_is_never_guessed_at() {
    let ran = small("A,2026-06-30\nB,2026-06-30,5,\nC,2026-06-30,5\n");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("<stdin>:2:1: error[syntax]: the row has 2 cells, and the"));
    assert!(ran.stderr.contains("<stdin>:3:1: error[syntax]: the row has 4 cells"));
    assert!(ran.stdout.lines().nth(2).unwrap().starts_with("{\"record\":3,\"scope\":\"C\""));
}

#[test]
fn a_quote_that_is_not_closed_costs_its_own_row() {
    for (rows, column) in [
        ("\"A,2026-06-30,5\nB,2026-06-30,5\n", 1),
        ("A,2026-06-30,\"5\nB,2026-06-30,5\n", 14),
        ("\"A\" x,2026-06-30,5\nB,2026-06-30,5\n", 1),
        ("\"A,2026-06-30,5\n\"B\",2026-06-30,5\n", 1),
    ] {
        let ran = small(rows);
        assert_eq!(ran.code, Some(2), "{rows}");
        assert!(ran.stderr.starts_with(&format!("<stdin>:2:{column}: error[syntax]: ")), "{rows}");
        assert_eq!(ran.stderr.lines().count(), 1, "{rows}: {}", ran.stderr);
        assert!(ran.stdout.contains("{\"record\":2,\"scope\":\"B\""), "{rows}: {}", ran.stdout);
    }
}

#[test]
fn a_header_is_refused_once_with_every_column_that_is_wrong() {
    let ran = judge("scop,date,overides.value,cost_to_serve,,date\nA,2026-06-30,5,order,,\n");
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    for (said, place) in [
        ("there is no column `scop`", "<stdin>:1:1"),
        ("there is no column `scope`", "<stdin>:1:1"),
        ("there is no column `overides.value`", "<stdin>:1:11"),
        ("did you mean `overrides.value`?", "<stdin>:1:11"),
        ("a column has no name", "<stdin>:1:40"),
        ("a second column holds `date`", "<stdin>:1:41"),
    ] {
        assert!(ran.stderr.contains(said) && ran.stderr.contains(place), "{said}: {}", ran.stderr);
    }
}

#[test]
fn no_record_is_judged_where_the_header_of_a_later_table_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let row = "A,2026-06-30,5\n";
    std::fs::write(folder.path().join("a.csv"), format!("scope,date,overrides.value\n{row}"))
        .unwrap();
    std::fs::write(folder.path().join("b.csv"), format!("scope,date,overides.value\n{row}"))
        .unwrap();
    let ran = run_in(folder.path(), &["portfolio", "a.csv", "b.csv", "--each", "ndjson"], "");
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    assert!(ran.stderr.contains("b.csv:1:12\n"), "{}", ran.stderr);
}

#[test]
fn a_header_alone_holds_no_records() {
    let ran = small("");
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    assert_eq!(ran.stderr, "error: there are no records in what was named\n");
}

#[test]
fn rows_that_say_nothing_are_none() {
    let ran = small("\n,,\n  ,\t,\nA,2026-06-30,5\n\n");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("{\"record\":1,\"scope\":\"A\""));
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn cells_may_be_parted_by_semicolons_and_tabs() {
    let of = |table: &str| judge(table).stdout;
    let comma = of("scope,date,overrides.value\nA,2026-06-30,5\n");
    assert!(comma.contains("\"overrides\":3"), "{comma}");
    assert_eq!(comma, of("scope;date;overrides.value\r\nA;2026-06-30;5\r\n"));
    assert_eq!(comma, of("\u{FEFF}scope\tdate\toverrides.value\rA\t2026-06-30\t5\r"));
}

#[test]
fn a_table_says_which_questionnaire_it_is_for() {
    let ran = judge("scope,date,questionnaire,overrides\nA,2026-06-30,review,unknown\n");
    assert!(ran.stdout.contains("\"unknown\":30"), "{} {}", ran.stdout, ran.stderr);
    let named = judge("scope,date,questionnaire,overrides\nA,2026-06-30,oms,unknown\n");
    assert_eq!(named.code, Some(0), "{}", named.stderr);
}

/// The example of somebody else's table.
const SURVEY: &str = include_str!("../../../examples/portfolio/survey.csv");

/// Runs the program on the example with a map.
fn mapped(map: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("map.toml"), map).unwrap();
    let args = ["portfolio", "-", "--input-format", "csv", "--each", "ndjson", "--map", "map.toml"];
    run_in(folder.path(), &args, SURVEY)
}

#[test]
fn a_map_takes_the_export_of_a_survey_as_it_comes() {
    let map = include_str!("../../../examples/portfolio/survey.toml");
    let ran = mapped(map);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    let rows: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let levels: Vec<_> = rows.iter().map(|row| &row["level"]).collect();
    assert_eq!(levels, [&json!(3), &json!(1), &json!(4), &Value::Null]);
    assert_eq!(rows[0]["tags"], json!({"country": "DE"}));
    assert_eq!((&rows[0]["mean"], &rows[1]["unknown"]), (&json!(3.5), &json!(1)));
    assert_eq!(
        ran.stderr,
        "<stdin>:5:64: error[bad-number]: in column `How many orders are changed by hand before \
         they leave? (%)`: `about 5` is no figure that `overrides` knows; write a number from 0 to \
         100 (% of orders)\n"
    );
}

#[test]
fn a_map_is_refused_with_all_that_is_wrong_in_it() {
    let ran = mapped(
        "date_format = \"%d.%m.%Y\"\nignre = 1\n[columns]\nA = \"scop\"\nB = \"overrides\"\n\
         C = \"overrides\"\n[texts.overrides]\nx = \"y\"\nz = \"3\"\n[texts.foo]\n[fixed]\n\
         edtion = 2\noverrides = \"unknown\"\n",
    );
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    for place in ["1:15", "2:1", "4:5", "6:5", "8:5", "9:5", "10:8", "12:1", "13:1"] {
        assert!(ran.stderr.contains(&format!("map.toml:{place}\n")), "{place}: {}", ran.stderr);
    }
    assert!(ran.stderr.ends_with("map.toml: 9 findings, no answer\n"), "{}", ran.stderr);
}

#[test]
fn a_column_that_a_map_names_must_be_there() {
    let map = include_str!("../../../examples/portfolio/survey.toml");
    let ran = mapped(&map.replace("\"Country\" =", "\"Countri\" ="));
    assert!(ran.stderr.contains("the map names a column `Countri`, which is not there"));
    assert!(ran.stderr.contains("did you mean `Country`?"), "{}", ran.stderr);
    let all = mapped(&map.replace("\"Country\" =", "# \"Country\" ="));
    assert!(all.stderr.contains("there is no column `Country`"), "{}", all.stderr);
    let rest = map.replace("\"Country\" =", "# ").replace("ignore =", "ignore_others = true\n#");
    assert_eq!(mapped(&rest).stdout.lines().count(), 4);
}

#[test]
fn two_days_may_stand_in_one_cell_or_in_two() {
    let of =
        |header: &str, cells: &str| judge(&format!("scope,date,{header}\nA,2026-06-30,{cells}"));
    let two = of("rules_age.on,rules_age.on_before", "2026-05-01,2026-01-15");
    assert!(two.stdout.contains("\"rules_age\":4"), "{}{}", two.stdout, two.stderr);
    for one in ["2026-05-01 2026-01-15", "2026-05-01/2026-01-15", "2026-05-01 / 2026-01-15"] {
        assert_eq!(of("rules_age.on", one).stdout, two.stdout, "{one}");
    }
    for (header, cells) in [
        ("rules_age.on_before", "2026-05-01"),
        ("rules_age.on,rules_age.on_before", ",2026-05-01"),
        ("rules_age.on", "2026-05-01"),
    ] {
        let alone = of(header, cells);
        let expected = "write both days, with a blank between them";
        assert!(alone.stderr.contains(expected), "{header}: {}", alone.stderr);
    }
    assert!(of("overrides.on_before", "2026-05-01").stderr.contains("there is no column"));
}
