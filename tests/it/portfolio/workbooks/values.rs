use super::{DAY, FIVE, judged, row};
use oms_maturity::document::sheet_value::{
    COLUMNS, Epoch, NumberFormat, ROWS, cell_of, column_letters, number,
};
use oms_maturity::domain::{Date, Decimal};
use proptest::prelude::*;

fn plain(value: f64) -> String {
    number(value, NumberFormat::Plain, Epoch::Of1900)
}

#[test]
fn numbers_are_what_is_shown() {
    for (value, shown) in [
        (5.1, "5.1"),
        ("5.0999999999999996".parse().unwrap(), "5.1"),
        (0.1 + 0.2, "0.3"),
        (1.0 / 3.0, "0.333333333333333"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (1e15, "1000000000000000"),
        (1e21, "1000000000000000000000"),
        (-12.5, "-12.5"),
    ] {
        assert_eq!(plain(value), shown);
    }
    assert_eq!(number(0.05, NumberFormat::Percent, Epoch::Of1900), "5%");
    assert_eq!(number(0.29, NumberFormat::Percent, Epoch::Of1900), "29%");
    assert_eq!(number(0.5, NumberFormat::Time, Epoch::Of1900), "12:00:00");
}

#[test]
fn days_are_counted_from_two_beginnings() {
    for (value, epoch, day) in [
        (1.0, Epoch::Of1900, "1900-01-01"),
        (59.0, Epoch::Of1900, "1900-02-28"),
        (60.0, Epoch::Of1900, "1900-02-29"),
        (61.0, Epoch::Of1900, "1900-03-01"),
        (46_203.0, Epoch::Of1900, "2026-06-30"),
        (44_741.0, Epoch::Of1904, "2026-06-30"),
        (46_203.25, Epoch::Of1900, "2026-06-30T06:00:00"),
        (46_202.999_999_9, Epoch::Of1900, "2026-06-30"),
        (-1.0, Epoch::Of1900, "-1"),
        (1e9, Epoch::Of1900, "1000000000"),
    ] {
        assert_eq!(number(value, NumberFormat::Day, epoch), day);
    }
    assert_eq!(Date::parse("1900-02-29"), None);
}

#[test]
fn formats_say_what_a_number_is() {
    use NumberFormat::{Day, Percent, Plain, Time};
    for (code, format) in [
        ("General", Plain),
        ("GENERAL", Plain),
        ("0.00", Plain),
        ("#,##0 \"days\"", Plain),
        ("[Red]0", Plain),
        ("0 \\d", Plain),
        ("0.0%", Percent),
        ("0;\"50%\"", Plain),
        ("yyyy-mm-dd", Day),
        ("dd/mm/yyyy;@", Day),
        ("[$-407]d. mmmm yyyy", Day),
        ("mmm", Day),
        ("h:mm", Time),
        ("[h]:mm", Time),
        ("mm:ss", Time),
        ("yyyy-mm-dd hh:mm", Day),
    ] {
        assert_eq!(NumberFormat::of_code(code), format, "{code}");
    }
    let built_in = [(0, Plain), (2, Plain), (9, Percent), (14, Day), (20, Time), (49, Plain)];
    for (id, format) in built_in {
        assert_eq!(NumberFormat::built_in(id), format, "{id}");
    }
}

proptest! {
    #[test]
    fn a_number_of_fifteen_digits_stays_itself(
        digits in -999_999_999_999_999_i64..=999_999_999_999_999,
        decimals in 0_u32..15,
    ) {
        let decimal = Decimal::of_parts(digits, decimals);
        // Larger numbers are read no more.
        if let Some(decimal) = decimal.filter(|one| Decimal::parse(&one.to_string()).is_ok()) {
            let shown = plain(decimal.to_string().parse().unwrap());
            let written = decimal.to_string();
            let bare = written.trim_end_matches('0').trim_end_matches('.');
            let is_whole = !written.contains('.');
            prop_assert_eq!(shown, if is_whole { &written } else { bare });
        }
    }

    #[test]
    fn a_day_comes_back_by_its_number(days in 61_i32..2_958_465) {
        let first = Date::parse("1899-12-30").unwrap();
        let day = first.plus_days(i64::from(days)).unwrap().to_string();
        prop_assert_eq!(number(f64::from(days), NumberFormat::Day, Epoch::Of1900), day.clone());
        let of_1904 = number(f64::from(days - 1462), NumberFormat::Day, Epoch::Of1904);
        prop_assert!(days < 1462 || of_1904 == day);
    }

    #[test]
    fn a_cell_is_found_by_its_name(row in 0..ROWS, column in 0..COLUMNS) {
        let name = format!("{}{}", column_letters(column), row + 1);
        prop_assert_eq!(cell_of(&name), Some((row, column)));
    }
}

#[test]
fn what_names_no_cell_is_none() {
    for name in ["", "A", "7", "A0", "A1048577", "XFE1", "AAAA1", "A1B", "Ä1", "A-1", "A+1"] {
        assert_eq!(cell_of(name), None, "{name}");
    }
    assert_eq!(cell_of("xfd1048576"), Some((ROWS - 1, COLUMNS - 1)));
}

/// What a day and a figure in a row come to: the day and the level, or what is wrong.
fn told(about: &str, day: &str, figure: &str, texts: &str) -> String {
    let ran = judged(about, &row(7, day, figure), texts);
    if ran.code == Some(0) {
        let record: serde_json::Value = serde_json::from_str(ran.stdout.trim()).unwrap();
        let level = &record["dimensions"]["overrides"];
        return format!("{} {level}", record["date"].as_str().unwrap());
    }
    ran.stderr
}

#[test]
fn days_are_read_however_they_are_kept() {
    for (about, day) in [
        ("", DAY),
        ("", "<c s=\"1\"><v>46203</v></c>"),
        ("", "<c s=\"3\" t=\"n\"><v>46203</v></c>"),
        ("", "<c t=\"str\"><v>2026-06-30</v></c>"),
        ("", "<c t=\"s\"><v>1</v></c>"),
        ("<workbookPr date1904=\"1\"/>", "<c s=\"1\"><v>44741</v></c>"),
        ("<workbookPr date1904=\"true\"/>", "<c s=\"3\"><v>44741.0</v></c>"),
        ("<workbookPr date1904=\"0\"/>", "<c s=\"1\"><v>46203</v></c>"),
    ] {
        let texts = "<si><t>x</t></si><si><r><t>2026-</t></r><rPh><t>no</t></rPh>\
                     <r><t>06-30</t></r></si>";
        assert_eq!(told(about, day, FIVE, texts), "2026-06-30 3", "{about} {day}");
    }
    for (day, said) in [
        ("<c><v>46203</v></c>", "error[bad-date]: in column `date`"),
        ("<c s=\"1\"><v>60</v></c>", "there is no day 1900-02-29"),
        ("<c s=\"1\"><v>46203.5</v></c>", "error[bad-date]: in column `date`"),
        ("<c t=\"str\"><v>30.06.2026</v></c>", "error[bad-date]: in column `date`"),
    ] {
        let told = told("", day, FIVE, "");
        assert!(told.starts_with("a.xlsx: Answers & more!B7: error["), "{day}: {told}");
        assert!(told.contains(said), "{day}: {told}");
    }
}

#[test]
fn figures_are_read_as_they_are_shown_and_never_guessed_at() {
    for (figure, level) in [
        ("<c><v>5.0999999999999996</v></c>", 3),
        ("<c><v>3</v></c>", 4),
        ("<c><v>3.0000000000000004</v></c>", 4),
        ("<c><v>3.00000000000001</v></c>", 3),
        ("<c t=\"n\"><v>5E0</v></c>", 3),
        ("<c><f>2+3</f><v>5</v></c>", 3),
        ("<c t=\"str\"><f>\"5\"</f><v>5</v></c>", 3),
        ("<c t=\"inlineStr\"><is><t> 5 </t></is></c>", 3),
    ] {
        assert_eq!(told("", DAY, figure, ""), format!("2026-06-30 {level}"), "{figure}");
    }
    for (figure, said) in [
        ("<c s=\"2\"><v>0.05</v></c>", "`5%` is not a plain decimal number; write 5"),
        ("<c s=\"1\"><v>46203</v></c>", "error[bad-number]: in column `overrides.value`"),
        ("<c><f>2+3</f></c>", "error[syntax]: the formula has no stored result"),
        ("<c><f>2+3</f><v></v></c>", "error[syntax]: the formula has no stored result"),
        ("<c t=\"e\"><f>A1/0</f><v>#DIV/0!</v></c>", "the cell shows the error #DIV/0!"),
        ("<c t=\"e\"><v>#REF!</v></c>", "the cell shows the error #REF!"),
        ("<c t=\"str\"><v>5,1</v></c>", "`5,1` is not a plain decimal number; write 5.1"),
        ("<c t=\"str\"><v>=1+1</v></c>", "error[bad-number]: in column `overrides.value`"),
        ("<c t=\"s\"><v>9</v></c>", "the text of this cell is missing"),
        ("<c t=\"s\"><v>x</v></c>", "the text of this cell is missing"),
        ("<c t=\"b\"><v>2</v></c>", "`2` is neither true nor false"),
        ("<c><v>five</v></c>", "`five` is no number"),
        ("<c><v>NaN</v></c>", "`NaN` is no number"),
        ("<c t=\"z\"><v>5</v></c>", "a cell of the kind `z`"),
    ] {
        let told = told("", DAY, figure, "");
        assert!(told.starts_with("a.xlsx: Answers & more!C7: error["), "{figure}: {told}");
        assert!(told.contains(said), "{figure}: {told}");
    }
}

#[test]
fn a_cell_beyond_the_columns_is_told_at_its_place() {
    let beyond = "<row r=\"9\"><c r=\"A9\" t=\"str\"><v>Shop</v></c>\
                  <c r=\"AB9\"><v>1</v></c></row>";
    let ran = judged("", &(row(8, DAY, FIVE) + beyond + &row(10, DAY, FIVE)), "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("a.xlsx: Answers & more!AB9: error[syntax]"), "{}", ran.stderr);
    let rows: Vec<_> = ran.stdout.lines().collect();
    assert!(rows.len() == 3 && rows[2].starts_with("{\"record\":3,\"scope\":\"Shop\""));
    let place = "\"line\":9,\"column\":28,\"cell\":\"Answers & more!AB9\"";
    assert!(rows[1].contains(place), "{}", rows[1]);
}

#[test]
fn letters_come_through_as_they_are() {
    let text = "<c t=\"s\"><v>0</v></c>";
    let texts =
        "<si><t xml:space=\"preserve\"> a&amp;b&#233;_x000A_c_x005F_x <![CDATA[<]]></t></si>";
    let scope = format!("<row r=\"2\">{text}{DAY}{FIVE}</row>");
    let ran = judged("", &scope, texts);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("\"scope\":\"a&bé\\nc_x <\""), "{}", ran.stdout);
}
