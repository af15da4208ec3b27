//! A row of a workbook is the record that its document is, whatever wrote the workbook; and what is
//! written into one is there for every program.

/// What a workbook can be that harms.
mod hostile;
/// Days, numbers and the names of cells.
mod values;

use super::tables::record;
use crate::Field;
use crate::dice::Dice;
use crate::program::{Ran, run_in};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &TempDir, name: &str, bytes: &[u8]) {
    std::fs::write(folder.path().join(name), bytes).unwrap();
}

/// Returns what the program writes to standard output, be it text or not.
fn output(folder: &TempDir, args: &[&str]) -> Vec<u8> {
    let program = env!("CARGO_BIN_EXE_oms-maturity");
    let ran = Command::new(program).current_dir(folder.path()).args(args).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

/// Judges a workbook.
fn judge(folder: &TempDir, further: &[&str]) -> Ran {
    let args = [&["portfolio", "a.xlsx", "--each", "ndjson"], further].concat();
    run_in(folder.path(), &args, "")
}

/// Puts parts into an archive; large ones as they are, which takes less time.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = match bytes.len() {
            ..0x80_0000 => SimpleFileOptions::default(),
            _ => SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
        };
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook around one sheet: its list of sheets says `about`.
fn parts(about: &str) -> [(&'static str, String); 4] {
    [
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships>\
                 <Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"sheet.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"{RELATIONS}/styles\" Target=\"/xl/styles.xml\"/>\
                 <Relationship Id=\"r3\" Type=\"{RELATIONS}/sharedStrings\" Target=\"texts.xml\"/>\
                 </Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook>{about}<sheets><sheet name=\"Answers &amp; more\" sheetId=\"1\" \
                 r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
             <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>\
             <xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
    ]
}

const HEADINGS: &str = "<row r=\"1\"><c t=\"inlineStr\"><is><t>scope</t></is></c>\
                        <c t=\"inlineStr\"><is><t>date</t></is></c>\
                        <c t=\"inlineStr\"><is><t>overrides.value</t></is></c></row>";

/// Returns a workbook of one sheet with the columns `scope`, `date` and `overrides.value`.
fn book(about: &str, rows: &str, texts: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{HEADINGS}{rows}</sheetData></worksheet>");
    let texts = format!("<sst>{texts}</sst>");
    let around = parts(about);
    let mut all: Vec<_> = around.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    all.push(("xl/sheet.xml", sheet.as_bytes()));
    all.push(("xl/texts.xml", texts.as_bytes()));
    packed(&all)
}

/// Judges a workbook of such rows.
fn judged(about: &str, rows: &str, texts: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.xlsx", &book(about, rows, texts));
    judge(&folder, &[])
}

/// A row of a scope, a day and a figure, each as it stands in the file.
fn row(number: u32, day: &str, figure: &str) -> String {
    format!(
        "<row r=\"{number}\"><c r=\"A{number}\" t=\"str\"><v>Shop</v></c>{}{}</row>",
        day.replacen("<c", &format!("<c r=\"B{number}\""), 1),
        figure.replacen("<c", &format!("<c r=\"C{number}\""), 1),
    )
}

const DAY: &str = "<c t=\"d\"><v>2026-06-30</v></c>";
const FIVE: &str = "<c><v>5</v></c>";

/// Writes records as a workbook, its columns in the order in which they first come.
fn workbook(records: &[Vec<(String, String)>]) -> Vec<u8> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in records.iter().flatten() {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(&names) {
        sheet.write_string(0, column, *name).unwrap();
    }
    for (row, record) in (1..).zip(records) {
        for (name, text) in record {
            let column = u16::try_from(names.iter().position(|one| one == name).unwrap()).unwrap();
            let date = ExcelDateTime::parse_from_str(text);
            match (name.rsplit('.').next(), text.parse::<f64>(), date) {
                (Some("value" | "level" | "edition"), Ok(number), _) => {
                    sheet.write_number(row, column, number).unwrap()
                }
                (Some("date" | "next_peak"), _, Ok(date)) => {
                    sheet.write_datetime_with_format(row, column, date, &day).unwrap()
                }
                _ => sheet.write_string(row, column, text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// Returns the rows without what says where an invalid one stands.
fn rows_of(ran: &Ran) -> Vec<serde_json::Value> {
    let rows = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    rows.map(|row: serde_json::Value| match row["invalid"].as_array() {
        None => row,
        Some(found) => {
            let mut codes: Vec<_> = found.iter().map(|one| one["code"].to_string()).collect();
            codes.sort();
            serde_json::json!({"record": row["record"], "invalid": codes})
        }
    })
    .collect()
}

#[test]
fn a_row_is_the_record_that_its_document_is() {
    let field = Field::shipped();
    let made: Vec<_> =
        (0..150).map(|seed| record(&field.instrument, &mut Dice(seed * 7 + 1))).collect();
    let (cells, documents): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.xlsx", &workbook(&cells));
    let lines: String = documents.iter().map(|document| document.to_string() + "\n").collect();
    let expected = run_in(folder.path(), &["portfolio", "-", "--each", "ndjson"], &lines);
    let ran = judge(&folder, &[]);
    let (rows, expected) = (rows_of(&ran), rows_of(&expected));
    assert!(expected.iter().any(|row| row["level"].is_i64()) && rows.len() == 150);
    assert!(expected.iter().any(|row| row["invalid"].is_array()));
    for (row, expected) in rows.iter().zip(&expected) {
        assert_eq!(row, expected);
    }
}

/// Returns the answers that a file gives, in the columns of the workbook to fill in.
fn filled_in(names: &[String], cells: &[(&str, &str)]) -> Vec<(String, String)> {
    let cells = cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let cells: Vec<_> = cells.collect();
    assert!(cells.iter().all(|(name, _)| names.contains(name)), "{names:?}");
    cells
}

fn strings(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn opened(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn what_is_filled_in_is_judged_as_the_same_answers_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut blank = opened(output(&folder, &["init", "--format", "xlsx"]));
    let rows = strings(&mut blank, "Answers");
    let names: Vec<_> = rows[0].iter().map(ToString::to_string).collect();
    let cells = filled_in(
        &names,
        &[
            ("scope", "=Shop"),
            ("date", "2026-06-30"),
            ("questionnaire", "oms"),
            ("edition", "2"),
            ("tags.country", "DE"),
            ("rules_age.on", "2026-03-01 2025-09-14"),
            ("rules_age.evidence", "report"),
            ("rules_age.source", "Minutes"),
            ("overrides.value", "5.1"),
            ("adaptability", "up_to_7_days"),
            ("cost_to_serve.level", "3"),
            ("cost_to_serve.note", "+1"),
            ("inventory_trust", "unknown"),
            ("scalability.not_applicable", "one channel"),
            ("stale_after_change", "no"),
            ("peak_headroom.value", "1.3"),
        ],
    );
    write(&folder, "a.xlsx", &workbook(&[cells]));
    write(
        &folder,
        "b.yaml",
        b"scope: =Shop\ndate: 2026-06-30\nquestionnaire: oms\nedition: 2\ntags: {country: DE}\n\
          answers:\n  rules_age: {on: [2026-03-01, 2025-09-14], evidence: report, source: Minutes}\n\
          \x20 overrides: {value: 5.1}\n  adaptability: up_to_7_days\n\
          \x20 cost_to_serve: {level: 3, note: \"+1\"}\n  inventory_trust: unknown\n\
          \x20 scalability: {not_applicable: one channel}\n  stale_after_change: \"no\"\n\
          \x20 peak_headroom: {value: 1.3}\n",
    );
    let of_file = run_in(folder.path(), &["portfolio", "b.yaml", "--each", "ndjson"], "");
    let of_workbook = judge(&folder, &[]);
    assert_eq!((of_file.code, of_workbook.code), (Some(0), Some(0)), "{}", of_workbook.stderr);
    assert!(of_file.stdout.contains("\"overrides\":3"), "{}", of_file.stdout);
    assert_eq!(of_file.stdout, of_workbook.stdout);
}

#[test]
fn the_workbook_to_fill_in_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (more, is_judged) in [(&["--scope", "A"][..], true), (&[], false)] {
        let args = [&["init", "--format", "xlsx", "--today", "2026-06-30"], more].concat();
        write(&folder, "a.xlsx", &output(&folder, &args));
        let ran = judge(&folder, &[]);
        assert_eq!(ran.code, Some(if is_judged { 0 } else { 2 }), "{}", ran.stderr);
        assert!(ran.stderr.contains("the sheet Answers is read; --sheet NAME"), "{}", ran.stderr);
        assert_eq!(ran.stdout.contains("\"scope\":\"A\",\"date\":\"2026-06-30\""), is_judged);
        assert_eq!(ran.stderr.contains("the row has no `scope`"), !is_judged, "{}", ran.stderr);
    }
}

#[test]
fn the_workbook_to_fill_in_offers_every_option_and_says_what_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    for instrument in ["oms", "review"] {
        let bytes = output(&folder, &["init", "--format", "xlsx", "--instrument", instrument]);
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
        let part = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap());
        let part = part.unwrap();
        assert!(part.contains("<dataValidation type=\"list\"") && part.contains("<pane "));
        let answers = strings(&mut opened(bytes), "Answers");
        assert!(answers[1].contains(&Data::String(instrument.to_owned())));
    }
    let field = Field::shipped();
    let mut book = opened(output(&folder, &["init", "--format", "xlsx"]));
    let lists = strings(&mut book, "Lists");
    let asked = strings(&mut book, "Questions");
    let holds = |rows: &[Vec<Data>], text: &str| {
        rows.iter().flatten().any(|cell| *cell == Data::String(text.to_owned()))
    };
    for question in field.instrument.questionnaire().all() {
        assert!(holds(&asked, &question.prompt), "{}", question.id);
        for option in &question.options {
            assert!(holds(&lists, &option.id) && holds(&asked, &option.label), "{}", option.id);
        }
    }
}

#[test]
fn a_workbook_is_nothing_for_other_endings() {
    let folder = tempfile::tempdir().unwrap();
    for (args, said) in [
        (&["init", "--format", "xlsx", "-o", "a.html"][..], "name the file .xlsx"),
        (&["init", "a.xlsx"], "--format xlsx writes the workbook to fill in"),
        (&["init", "--format", "html", "-o", "a.xlsx"], "--format xlsx writes a workbook"),
        (&["init", "--format", "prep", "-o", "a.xlsx"], "--format xlsx writes a workbook"),
    ] {
        let ran = run_in(folder.path(), args, "");
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.stderr.contains(said), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn each_record_is_a_row_for_every_program() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"scope\":\"=1+1\",\"date\":\"2026-06-30\",\"tags\":{\"country\":\"DE\",\"a\":\"@x\"},\
                 \"answers\":{\"overrides\":{\"value\":5}}}\nnonsense\n\
                 {\"scope\":\"<&_x0041_\\u0001\",\"date\":\"1899-01-01\",\"answers\":{}}\n";
    let args = ["portfolio", "-", "--each", "xlsx", "--group-by", "country", "-o", "a.xlsx"];
    let ran = run_in(folder.path(), &args, lines);
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("<stdin>:2:2: error[syntax]"), "{}", ran.stderr);
    let mut book: Xlsx<_> = open_workbook(folder.path().join("a.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Records"]);
    assert!(book.worksheet_formula("Records").unwrap().is_empty());
    let rows = book.worksheet_range("Records").unwrap();
    let at = |row: usize, name: &str| {
        let names: Vec<_> = rows.rows().next().unwrap().iter().map(ToString::to_string).collect();
        let column = names.iter().position(|one| one == name).unwrap();
        rows.rows().nth(row).unwrap()[column].clone()
    };
    assert_eq!(rows.height(), 4);
    assert_eq!(at(1, "scope"), Data::String("=1+1".to_owned()));
    assert!(matches!(at(1, "date"), Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2026));
    assert_eq!(at(1, "dimensions.overrides"), Data::Float(3.0));
    assert_eq!(at(1, "tags.country"), Data::String("DE".to_owned()));
    assert_eq!(at(1, "tags"), Data::String("a=@x; country=DE".to_owned()));
    assert_eq!(at(2, "record"), Data::Float(2.0));
    assert_eq!(at(2, "scope"), Data::Empty);
    assert!(at(2, "invalid").to_string().starts_with("<stdin>:2:2: error[syntax]"));
    assert!(at(3, "scope").to_string().starts_with("<&_x0041_"));
    assert_eq!(at(3, "date"), Data::String("1899-01-01".to_owned()));
}

#[test]
fn the_summary_is_a_workbook_of_four_sheets() {
    let folder = tempfile::tempdir().unwrap();
    let line = |scope: &str, country: &str, figure: u32| {
        format!(
            "{{\"scope\":\"{scope}\",\"date\":\"2026-06-30\",\"tags\":{{\"country\":\"{country}\"}},\
             \"answers\":{{\"overrides\":{{\"value\":{figure}}}}}}}\n"
        )
    };
    let mut lines: String = (0..6).map(|at| line(&format!("S{at}"), "DE", at)).collect();
    lines += &(0..5).map(|at| line(&format!("F{at}"), "FR", at)).collect::<String>();
    lines += &line("Secret", "NO", 5);
    for (more, scope) in [(&[][..], true), (&["--anonymous"], false)] {
        let args = ["portfolio", "-", "--group-by", "country", "--today", "2026-07-01"];
        let args = [&args[..], &["-o", "a.xlsx", "--force"], more].concat();
        let ran = run_in(folder.path(), &args, &lines);
        assert_eq!((ran.code, &*ran.stdout), (Some(0), ""), "{}", ran.stderr);
        let mut book: Xlsx<_> = open_workbook(folder.path().join("a.xlsx")).unwrap();
        assert_eq!(book.sheet_names(), ["Overview", "Records", "Dimensions", "Groups"]);
        let texts = |book: &mut Xlsx<_>, sheet: &str| -> Vec<Vec<String>> {
            let range = book.worksheet_range(sheet).unwrap();
            range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
        };
        let overview = texts(&mut book, "Overview");
        assert_eq!(overview[1][..2], ["Records", "12"]);
        let records = texts(&mut book, "Records");
        assert_eq!((records.len(), &*records[12][0]), (13, "12"));
        let all = [overview, records].concat().concat();
        assert_eq!(all.iter().any(|text| text == "Secret"), scope, "{all:?}");
        let groups = texts(&mut book, "Groups");
        assert_eq!(groups[0][..2], ["country", "records"]);
        assert_eq!(groups[1][..2], ["DE", "6"]);
        assert!(groups.iter().any(|row| row[0].starts_with("Not shown: 2 groups")), "{groups:?}");
        let dimensions = texts(&mut book, "Dimensions");
        assert!(dimensions.iter().any(|row| row[0] == "overrides"));
    }
}

#[test]
fn a_workbook_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let line = "{\"scope\":\"A\",\"date\":\"2026-06-30\",\"answers\":{}}\n";
    write(&folder, "there.xlsx", b"mine");
    let args = ["portfolio", "-", "--each", "xlsx", "-o", "there.xlsx"];
    let ran = run_in(folder.path(), &args, line);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("exists already"), "{}", ran.stderr);
    assert_eq!(std::fs::read(folder.path().join("there.xlsx")).unwrap(), b"mine");
    if Path::new("/dev/full").exists() {
        for form in [&["--each", "xlsx"][..], &["--format", "xlsx"]] {
            let args = [&["portfolio", "-", "-o", "/dev/full"], form].concat();
            let ran = run_in(folder.path(), &args, line);
            assert_eq!(ran.code, Some(2), "{}", ran.stderr);
            assert!(ran.stderr.contains("cannot write /dev/full"), "{}", ran.stderr);
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_same_run_writes_the_same_workbook() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.ndjson", b"{\"scope\":\"A\",\"date\":\"2026-06-30\",\"answers\":{}}\n");
    let day = ["--today", "2026-07-01"];
    for args in [
        &["portfolio", "a.ndjson", "--each", "xlsx"][..],
        &["portfolio", "a.ndjson", "--format", "xlsx"],
        &["init", "--format", "xlsx"],
    ] {
        let args = [args, &day].concat();
        assert_eq!(output(&folder, &args), output(&folder, &args), "{args:?}");
    }
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    for (name, scope) in [("One", "A"), ("Zwei", "B"), ("Empty", "")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        if scope.is_empty() {
            continue;
        }
        sheet.write_row(3, 1, ["scope", "date", "overrides.level"]).unwrap();
        sheet.write_row(5, 1, [scope, "2026-06-30", "3"]).unwrap();
    }
    write(&folder, "a.xlsx", &book.save_to_buffer().unwrap());
    for (named, scope) in [(&[][..], "A"), (&["--sheet", "One"], "A"), (&["--sheet", "Zwei"], "B")]
    {
        let ran = judge(&folder, named);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(ran.stdout.contains(&format!("\"scope\":\"{scope}\"")), "{}", ran.stdout);
        let told = "a.xlsx: the sheet One is read; --sheet NAME reads another: Zwei, Empty\n";
        assert_eq!(ran.stderr, if named.is_empty() { told } else { "" });
    }
    let ran = judge(&folder, &["--sheet", "Drei"]);
    assert_eq!(ran.code, Some(2));
    let said = "there is no sheet `Drei` in it; its sheets are One, Zwei, Empty";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    let ran = judge(&folder, &["--sheet", "Empty"]);
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    assert!(ran.stderr.contains("there are no records"), "{}", ran.stderr);
}

#[test]
fn a_mapping_table_serves_workbooks_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let survey = include_str!("../../../examples/portfolio/survey.csv");
    write(&folder, "map.toml", include_bytes!("../../../examples/portfolio/survey.toml"));
    write(&folder, "survey.csv", survey.as_bytes());
    let rows = run_in(
        folder.path(),
        &["portfolio", "survey.csv", "--map", "map.toml", "--each", "ndjson"],
        "",
    );
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let delimiter = if survey.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(survey.as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        for (column, cell) in (0..).zip(&record.unwrap()) {
            sheet.write_string(row, column, cell.trim_start_matches('\u{FEFF}')).unwrap();
        }
    }
    write(&folder, "a.xlsx", &book.save_to_buffer().unwrap());
    let ran = judge(&folder, &["--map", "map.toml"]);
    assert_eq!(ran.code, rows.code, "{}", ran.stderr);
    assert_eq!(rows_of(&ran), rows_of(&rows));
}
