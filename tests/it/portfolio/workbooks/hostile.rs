use super::{
    DAY, FIVE, HEADINGS, RELATIONS, TempDir, book, judge, judged, packed, parts, row, write,
};
use crate::program::{Ran, run_in};
use oms_maturity::document::sheet_value::{LARGEST_LIST, LARGEST_PART, LARGEST_ROW, LARGEST_TEXTS};

/// Judges what calls itself a workbook.
fn judged_bytes(bytes: &[u8]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.xlsx", bytes);
    judge(&folder, &[])
}

/// Returns what is said of what is no workbook, or not a whole one.
fn refused(bytes: &[u8]) -> String {
    let ran = judged_bytes(bytes);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
    assert!(ran.stderr.starts_with("a.xlsx"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran.stderr
}

#[test]
fn what_is_no_workbook_is_named_for_what_it_is() {
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let other = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>"
    );
    let binary = other.replace("word/document.xml", "xl/workbook.bin");
    for (bytes, said) in [
        (b"scope,date\n".to_vec(), "it is no Excel workbook"),
        (Vec::new(), "it is no Excel workbook"),
        (old.to_vec(), "save it as Excel workbook (.xlsx)"),
        ([&old[..], &[0; 600], &locked].concat(), "it has a password"),
        (b"PK\x03\x04 and then nothing".to_vec(), "it is damaged, or not whole"),
        (packed(&[]), "there is no Excel workbook in it"),
        (packed(&[("_rels/.rels", other.as_bytes())]), "there is no Excel workbook in it"),
        (packed(&[("_rels/.rels", binary.as_bytes())]), "it is a binary workbook (.xlsb)"),
    ] {
        let told = refused(&bytes);
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_workbook_that_breaks_off_is_no_workbook() {
    let rows: String = (2..200).map(|number| row(number, DAY, FIVE)).collect();
    let whole = book("", &rows, "");
    assert_eq!(judged_bytes(&whole).code, Some(0));
    for keep in [4, 30, whole.len() / 2, whole.len() - 1, whole.len() - 30] {
        refused(&whole[..keep]);
    }
}

/// What was whole before a sheet breaks off counts.
#[test]
fn a_sheet_that_breaks_off_is_told_at_its_row() {
    let around = parts("");
    let mut all: Vec<_> = around.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let rows = row(2, DAY, FIVE) + &row(3, DAY, FIVE);
    let sheet = format!("<worksheet><sheetData>{HEADINGS}{rows}<row r=\"4\"><c r=\"A4\"");
    all.push(("xl/sheet.xml", sheet.as_bytes()));
    let ran = judged_bytes(&packed(&all));
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stdout.matches("\"scope\":\"Shop\"").count(), 2, "{}", ran.stdout);
    assert!(ran.stderr.starts_with("a.xlsx:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("damaged, or not whole"), "{}", ran.stderr);
}

#[test]
fn one_byte_off_is_noticed_and_nothing_breaks() {
    let rows: String = (2..40).map(|number| row(number, DAY, FIVE)).collect();
    let whole = book("", &rows, "<si><t>x</t></si>");
    for at in (0..whole.len()).step_by(41) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xa5;
        let ran = judged_bytes(&bytes);
        assert!(matches!(ran.code, Some(0 | 2)), "{at}: {:?} {}", ran.code, ran.stderr);
        assert!(!ran.stderr.contains("panicked"), "{at}: {}", ran.stderr);
    }
}

#[test]
fn rows_and_cells_stand_in_order() {
    let first = "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>";
    for rows in [
        row(5, DAY, FIVE) + &row(5, DAY, FIVE),
        row(5, DAY, FIVE) + &row(4, DAY, FIVE),
        row(1_048_577, DAY, FIVE),
        "<row r=\"x\"></row>".to_owned(),
        first.to_owned(),
        "<row r=\"2\"><c r=\"XFE2\"><v>1</v></c></row>".to_owned(),
    ] {
        let ran = judged("", &rows, "");
        assert_eq!(ran.code, Some(2), "{rows}");
        assert!(ran.stderr.contains("not in order"), "{rows}: {}", ran.stderr);
    }
}

#[test]
fn an_empty_sheet_and_one_with_columns_alone_hold_no_records() {
    let around = parts("");
    let mut all: Vec<_> = around.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    all.push(("xl/sheet.xml", b"<worksheet><sheetData/></worksheet>"));
    for bytes in [packed(&all), book("", "", ""), book("", "<row r=\"2\"/><row r=\"9\"/>", "")] {
        let ran = judged_bytes(&bytes);
        assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
        assert_eq!(ran.stderr, "error: there are no records in what was named\n");
    }
}

#[test]
fn the_names_of_columns_are_refused_once_each_at_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Answers").unwrap();
    sheet.write_row(2, 0, ["scop", "date", "", "overides.value", "date"]).unwrap();
    sheet.write_row(3, 0, ["A", "2026-06-30", "", "5", ""]).unwrap();
    write(&folder, "a.xlsx", &book.save_to_buffer().unwrap());
    let ran = judge(&folder, &[]);
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    for said in [
        "a.xlsx: Answers!A3: there is no column `scop`",
        "a.xlsx: Answers!A3: there is no column `scope`",
        "a.xlsx: Answers!A3: no column holds answers",
        "a.xlsx: Answers!D3: there is no column `overides.value`; did you mean `overrides.value`?",
        "a.xlsx: Answers!E3: a second column holds `date`",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert_eq!(ran.stderr.lines().count(), 5, "{}", ran.stderr);
}

/// Pads a part to so many bytes, with what stands before and behind the blanks.
fn padded(before: &str, behind: &str, bytes: u64) -> String {
    let rest = usize::try_from(bytes).unwrap() - before.len() - behind.len();
    format!("{before}{}{behind}", " ".repeat(rest))
}

/// Judges a workbook with one part that is another.
fn with_part(name: &str, text: &str) -> Ran {
    let around = parts("");
    let mut all: Vec<_> = around.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    all.retain(|(other, _)| *other != name);
    let sheet =
        format!("<worksheet><sheetData>{HEADINGS}{}</sheetData></worksheet>", row(2, DAY, FIVE));
    all.push(("xl/sheet.xml", sheet.as_bytes()));
    all.push((name, text.as_bytes()));
    judged_bytes(&packed(&all))
}

#[test]
fn parts_are_unpacked_as_far_as_the_page_says_and_no_further() {
    let (_, styles) = &parts("")[3];
    let (before, behind) = styles.split_at(styles.len() - "</styleSheet>".len());
    for (name, before, behind, most) in [
        ("xl/styles.xml", before, behind, LARGEST_PART),
        ("xl/texts.xml", "<sst>", "</sst>", LARGEST_TEXTS),
    ] {
        // Behind what is read, nothing counts.
        let ran = with_part(name, &padded(before, behind, most));
        assert_eq!(ran.code, Some(0), "{name}: {}", ran.stderr);
        let ran = with_part(name, &padded(before, behind, most + 1));
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.stdout);
        assert!(ran.stderr.contains("larger than any workbook needs"), "{}", ran.stderr);
    }
}

/// A row of so many bytes, from the end of the one before to its own.
fn row_of(bytes: u64) -> String {
    let before = "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>Shop";
    padded(before, &format!("</v></c>{DAY}{FIVE}</row>"), bytes)
}

#[test]
fn a_row_is_as_large_as_the_page_says_and_no_larger() {
    let ran = judged("", &(row_of(LARGEST_ROW) + &row(3, DAY, FIVE)), "");
    assert_eq!(ran.stdout.lines().count(), 2, "{:.300}", ran.stderr);
    assert!(!ran.stderr.contains("a row is larger"), "{:.300}", ran.stderr);
    let ran = judged("", &(row_of(LARGEST_ROW + 1) + &row(3, DAY, FIVE)), "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("a row is larger than 1 MiB"), "{:.300}", ran.stderr);
}

/// Small files that unpack to more than they may: blanks without end in a cell, between rows, in
/// a comment; one text in every cell of a row; a number of texts that nobody can have.
#[test]
fn what_unpacks_without_end_is_refused() {
    let blanks = " ".repeat(4 << 20);
    for rows in [
        format!("<row r=\"2\"><c><v>{blanks}</v></c></row>"),
        format!("{blanks}<row r=\"2\"><c><v>1</v></c></row>"),
        format!("<!--{blanks}--><row r=\"2\"><c><v>1</v></c></row>"),
        format!("<row r=\"2\">{}</row>", "<c/>".repeat(1 << 20)),
        "<row r=\"2\">".repeat(1 << 20),
    ] {
        let ran = judged("", &rows, "");
        assert_eq!(ran.code, Some(2));
        assert!(
            ran.stderr.contains("a row is larger than 1 MiB") || ran.stderr.contains("in order"),
            "{:.300}",
            ran.stderr
        );
    }
    let text = format!("<si><t>{}</t></si>", "x".repeat(1 << 18));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let ran = judged("", &format!("<row r=\"2\">{cells}</row>"), &text);
    assert!(ran.stderr.contains("a row is larger than 1 MiB"), "{:.300}", ran.stderr);
    let many = "<sst count=\"18446744073709551615\" uniqueCount=\"18446744073709551615\"></sst>";
    assert_eq!(with_part("xl/texts.xml", many).code, Some(0));
}

#[test]
fn a_list_of_parts_is_as_long_as_the_page_says_and_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let of = |bytes: u64| {
        let around = parts("");
        let mut all: Vec<_> = around.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let sheet = format!(
            "<worksheet><sheetData>{HEADINGS}{}</sheetData></worksheet>",
            row(2, DAY, FIVE)
        );
        all.push(("xl/sheet.xml", sheet.as_bytes()));
        // Each takes as much of the list as its name, and 46 bytes.
        let long = 60_000;
        let names: Vec<_> =
            (0..bytes / long).map(|at| format!("{at:0width$}", width = 59_000)).collect();
        all.extend(names.iter().map(|name| (&**name, &b""[..])));
        judged_in(&folder, &packed(&all))
    };
    assert_eq!(of(LARGEST_LIST / 2).code, Some(0));
    let ran = of(LARGEST_LIST * 2);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("the list of its parts is too long"), "{:.300}", ran.stderr);
}

fn judged_in(folder: &TempDir, bytes: &[u8]) -> Ran {
    write(folder, "a.xlsx", bytes);
    judge(folder, &[])
}

#[test]
fn a_workbook_comes_from_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let ran = judge(&folder, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("cannot read the workbook"), "{}", ran.stderr);
    let ran = run_in(folder.path(), &["portfolio", "-", "--input-format", "xlsx"], "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("a workbook is read from a file"), "{}", ran.stderr);
}

/// A folder holds answers files; a workbook in it is told of, and not read.
#[test]
fn a_workbook_in_a_folder_is_left_out_and_named() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.xlsx", &book("", &row(2, DAY, FIVE), ""));
    write(&folder, "b.yaml", b"scope: A\ndate: 2026-06-30\nanswers: {}\n");
    let ran = run_in(folder.path(), &["portfolio", ".", "--each", "ndjson"], "");
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 1), "{}", ran.stderr);
    assert_eq!(ran.stderr, "not read from a folder; name it by itself: ./a.xlsx\n");
}
