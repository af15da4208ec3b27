//! Every limit, reached and passed: its figure is read from `docs/limits.md`, and must be the
//! program's.

use crate::program::run_in;
use oms_maturity::document::node::DEEPEST;
use oms_maturity::document::sheet_value::{
    COLUMNS, LARGEST_LIST, LARGEST_PART, LARGEST_ROW, LARGEST_TEXTS, LONGEST_TEXT, ROWS,
};
use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric};
use oms_maturity::domain::{Code, Decimal};
use oms_maturity::interview::full::{Full, Key};
use oms_maturity::interview::layout::Size;
use oms_maturity::interview::line;
use oms_maturity::report::brand::{LARGEST_LOGO, Logo};
use std::path::Path;
use tempfile::TempDir;

const PAGE: &str = include_str!("../../docs/limits.md");

/// Returns the figure in the row of the page that begins with `what`.
fn figure(what: &str) -> usize {
    let row = PAGE.lines().find(|line| line.starts_with(&format!("| {what}")));
    let row = row.unwrap_or_else(|| panic!("the page says nothing about {what}"));
    let most = row.split('|').nth(2).unwrap().trim();
    let (number, unit) = most.split_once(' ').unwrap_or((most, ""));
    let number: usize = number.replace(',', "").parse().unwrap();
    match unit {
        "" => number,
        "KiB" => number << 10,
        "MiB" => number << 20,
        unit => panic!("{what}: {unit}"),
    }
}

#[test]
fn the_page_says_what_the_program_holds() {
    for (what, most) in [
        ("answers, a policy", Bounds::ANSWERS.bytes),
        ("a questionnaire, a rubric", Bounds::RUBRIC.bytes),
        ("a baseline, a stored report", Bounds::BASELINE.bytes),
        ("a baseline, a stored report", Bounds::REPORT.bytes),
        ("a stored portfolio", Bounds::PORTFOLIO.bytes),
        ("a logo", LARGEST_LOGO),
        ("levels of nesting", DEEPEST),
        ("values in answers", Bounds::ANSWERS.nodes),
        ("values in a questionnaire", Bounds::RUBRIC.nodes),
        ("values in a stored report", Bounds::REPORT.nodes),
        ("values in a stored portfolio", Bounds::PORTFOLIO.nodes),
        ("values in a baseline", Bounds::BASELINE.nodes),
        ("characters of one text", line::LONGEST),
        ("a row of a sheet", usize::try_from(LARGEST_ROW).unwrap()),
        ("rows of a sheet", usize::try_from(ROWS).unwrap()),
        ("columns of a sheet", COLUMNS),
        ("texts that rows share", usize::try_from(LARGEST_TEXTS).unwrap()),
        ("any other part of a workbook", usize::try_from(LARGEST_PART).unwrap()),
        ("the list of a workbook's parts", usize::try_from(LARGEST_LIST).unwrap()),
        ("characters of a cell", LONGEST_TEXT),
    ] {
        assert_eq!(figure(what), most, "{what}");
    }
    let steps = oms_maturity::domain::plan::STEP_LIMIT.to_string();
    assert!(PAGE.replace(',', "").contains(&format!("at most {steps} steps")));
}

/// Pads a text with comments, or blanks in JSON, to so many bytes.
fn padded(name: &str, text: &str, bytes: usize) -> String {
    let rest = bytes - text.len();
    if Path::new(name).extension().is_some_and(|ending| ending == "json") {
        return text.to_owned() + &" ".repeat(rest);
    }
    let mut padded = text.to_owned() + &("#".repeat(99) + "\n").repeat(rest / 100);
    padded.push_str(&"#".repeat(bytes - padded.len()));
    padded
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Each kind of file, as large as it may be and one byte larger, through the real program.
#[test]
fn files_are_as_large_as_the_page_says_and_no_larger() {
    let answers = "answers, a policy";
    let instrument = "a questionnaire, a rubric";
    let stored = "a baseline, a stored report";
    let baseline = "examples/ci/oms-maturity-baseline.toml";
    for (what, name, text, args) in [
        (answers, "a.yaml", file("examples/kestrel-and-vane.yaml"), &["assess", "a.yaml"][..]),
        (answers, "a.toml", file("examples/northmoor-outfitters.toml"), &["assess", "a.toml"]),
        (answers, "a.json", file("examples/northmoor-outfitters.json"), &["assess", "a.json"]),
        (
            answers,
            "p.toml",
            "[check]\nmin_level = 1\n".to_owned(),
            &["check", "k.yaml", "--config", "p.toml"],
        ),
        (
            instrument,
            "q.yaml",
            file("questions/oms.yaml"),
            &["assess", "k.yaml", "--questions", "q.yaml"],
        ),
        (
            instrument,
            "r.yaml",
            file("rubrics/oms.yaml"),
            &["assess", "k.yaml", "--rubric", "r.yaml"],
        ),
        (stored, "b.toml", file(baseline), &["check", "k.yaml", "--baseline", "b.toml"]),
        (stored, "s.json", file("examples/expected/kestrel-and-vane.json"), &["verify", "s.json"]),
        (
            "a stored portfolio",
            "o.json",
            file("examples/expected/portfolio.json"),
            &["assess", "k.yaml", "--against", "o.json"],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(&folder, "k.yaml", &file("examples/kestrel-and-vane.yaml"));
        let most = figure(what);
        write(&folder, name, &padded(name, &text, most));
        let ran = run_in(folder.path(), args, "");
        assert!(ran.code == Some(0) || ran.code == Some(1), "{name}: {:.900}", ran.stderr);
        write(&folder, name, &padded(name, &text, most + 1));
        let ran = run_in(folder.path(), args, "");
        let said = ran.stdout + &ran.stderr;
        assert_eq!(ran.code, Some(2), "{name}: {said:.900}");
        assert!(said.contains("too-large"), "{name}: {said:.900}");
        assert!(said.contains(&format!("larger than {} MiB", most >> 20)), "{name}: {said:.900}");
    }
}

/// A line or a row of so many bytes is judged, and one that is longer by one is an invalid record.
#[test]
fn lines_and_rows_are_as_long_as_the_page_says_and_no_longer() {
    let most = figure("a line of NDJSON, a row of a table");
    for (format, start, end) in [
        ("ndjson", "{\"scope\":\"A", "\",\"date\":\"2026-06-30\",\"answers\":{}}"),
        ("csv", "A", ",2026-06-30,unknown"),
    ] {
        for (bytes, code) in [(most, Some(0)), (most + 1, Some(2))] {
            let filling = "x".repeat(bytes - start.len() - end.len());
            let header = if format == "csv" { "scope,date,overrides\n" } else { "" };
            let short = start.to_owned() + end;
            let text = format!("{header}{start}{filling}{end}\n{short}\n");
            let args = ["portfolio", "-", "--input-format", format, "--format", "json"];
            let ran = run_in(Path::new("."), &args, &text);
            assert_eq!(ran.code, code, "{format}: {}", ran.stderr);
            assert_eq!(ran.stderr.contains("MiB"), code == Some(2), "{format}");
        }
    }
}

#[test]
fn tables_are_as_wide_as_the_page_says_and_no_wider() {
    let most = figure("columns of a table");
    for (columns, code) in [(most, Some(0)), (most + 1, Some(2))] {
        let tags: Vec<_> = (3..columns).map(|tag| format!(",tags.t{tag}")).collect();
        let tags = tags.concat();
        let row = "A,2026-06-30,unknown".to_owned() + &",".repeat(columns - 3);
        let table = format!("scope,date,overrides{tags}\n{row}\n");
        let args = ["portfolio", "-", "--input-format", "csv", "--format", "json"];
        let ran = run_in(Path::new("."), &args, &table);
        assert_eq!(ran.code, code, "{}", ran.stderr);
        assert_eq!(ran.stderr.contains("too-large"), code == Some(2), "{}", ran.stderr);
    }
}

/// A frame whose window is as wide as the page says is read, and one that is wider by an eighth not.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn zst_streams_take_as_much_memory_as_the_page_says() {
    assert_eq!(figure("the window of a zst stream"), 1 << (10 + 13));
    let record = "{\"scope\":\"A\",\"date\":\"2026-06-30\",\"answers\":{}}\n";
    let block = (u32::try_from(record.len()).unwrap() << 3) | 1;
    for (mantissa, code) in [(0, Some(0)), (1, Some(2))] {
        let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0, (13 << 3) | mantissa];
        frame.extend(&block.to_le_bytes()[..3]);
        frame.extend(record.as_bytes());
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.ndjson.zst"), frame).unwrap();
        let ran = run_in(folder.path(), &["portfolio", "a.ndjson.zst", "--format", "json"], "");
        assert_eq!(ran.code, code, "{}", ran.stderr);
    }
}

#[test]
fn logos_are_as_large_as_the_page_says_and_no_larger() {
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>").into_bytes()
    };
    let bare = svg("").len();
    let elements = |count: usize| svg(&("<g>".repeat(count) + &"</g>".repeat(count)));
    let copies = |count: usize| svg(&"<use href='#a'/>".repeat(count));
    let blank = |bytes: usize| svg(&" ".repeat(bytes - bare));
    let (bytes, deep) = (figure("a logo"), figure("elements one inside"));
    let most_copies = figure("copies of parts");
    // The outermost element is one of those that lie one inside the other.
    for (within, past) in [
        (blank(bytes), blank(bytes + 1)),
        (elements(deep - 1), elements(deep)),
        (copies(most_copies), copies(most_copies + 1)),
    ] {
        assert!(Logo::read(within).is_ok());
        assert!(Logo::read(past).is_err());
    }
}

/// A text that nests so deep, to the innermost value, in each format.
fn nested(levels: usize) -> [(Format, String); 3] {
    let lists = levels - 2;
    let list = "[".repeat(lists) + "1" + &"]".repeat(lists);
    [
        (Format::Yaml, format!("a: {list}\n")),
        (Format::Toml, format!("a = {list}\n")),
        (Format::Json, format!("{{\"a\": {list}}}")),
    ]
}

/// A text of so many values in each format: a mapping, a key, a list and what is in it.
fn many(values: usize) -> [(Format, String); 3] {
    let list = "[".to_owned() + &vec!["1"; values - 3].join(",") + "]";
    [
        (Format::Yaml, format!("a: {list}\n")),
        (Format::Toml, format!("a = {list}\n")),
        (Format::Json, format!("{{\"a\": {list}}}")),
    ]
}

#[test]
fn nesting_goes_as_deep_as_the_page_says_and_no_deeper() {
    let most = figure("levels of nesting");
    for (format, text) in nested(most) {
        assert!(read::tree(&text, format, Bounds::ANSWERS).is_ok(), "{format:?}");
    }
    for (format, text) in nested(most + 1) {
        let found = read::tree(&text, format, Bounds::ANSWERS).unwrap_err();
        assert_eq!((found.len(), found[0].code), (1, Code::TooDeep), "{format:?}");
    }
}

/// The bounds of baselines are those of the others with another number.
#[test]
fn there_are_as_many_values_as_the_page_says_and_no_more() {
    for (what, bounds) in [
        ("values in answers", Bounds::ANSWERS),
        ("values in a questionnaire", Bounds::RUBRIC),
        ("values in a stored report", Bounds::REPORT),
    ] {
        let most = figure(what);
        for (format, text) in many(most) {
            assert!(read::tree(&text, format, bounds).is_ok(), "{what}: {format:?}");
        }
        for (format, text) in many(most + 1) {
            let found = read::tree(&text, format, bounds).unwrap_err();
            assert_eq!((found.len(), found[0].code), (1, Code::TooDeep), "{what}: {format:?}");
        }
    }
}

#[test]
fn numbers_are_kept_as_far_as_the_page_says() {
    let largest = figure("a number,");
    for sign in ["", "-"] {
        assert!(Decimal::parse(&format!("{sign}{largest}")).is_ok());
        assert!(Decimal::parse(&format!("{sign}{}", largest + 1)).is_err());
    }
    let digits = figure("digits of a number");
    let of = |count: usize| format!("1.{}", "1".repeat(count - 1));
    assert!(Decimal::parse(&of(digits)).is_ok());
    assert!(Decimal::parse(&of(digits + 1)).is_err());
    let decimals = figure("digits after the point");
    let of = |count: usize| format!("0.{}1", "0".repeat(count - 1));
    assert!(Decimal::parse(&of(decimals)).is_ok());
    assert!(Decimal::parse(&of(decimals + 1)).is_err());
}

/// Returns the codes that a rubric gets, with `from` replaced in the custom example.
fn rubric_with(from: &str, to: &str) -> Vec<Code> {
    let (questions, rules) =
        (file("examples/custom/questions.yaml"), file("examples/custom/rubric.yaml"));
    assert!(rules.contains(from));
    let rules = rules.replacen(from, to, 1);
    let tree = read::tree(&questions, Format::Yaml, Bounds::RUBRIC).unwrap();
    let asked = questionnaire::read(&tree).unwrap();
    let tree = read::tree(&rules, Format::Yaml, Bounds::RUBRIC).unwrap();
    let read = rubric::read(&tree, &asked);
    read.err().unwrap_or_default().iter().map(|finding| finding.code).collect()
}

#[test]
fn rubrics_go_as_far_as_the_page_says() {
    let most = figure("an end of a rubric's scale");
    let ends = |lowest: usize, highest: usize| {
        let scale = format!("scale: {{lowest: -{lowest}, highest: {highest}}}");
        let found = rubric_with("scale: {lowest: 0, highest: 3}", &scale);
        // The example has no levels for all of it; that is another finding.
        found.into_iter().filter(|code| *code == Code::Levels).count()
    };
    let within = ends(most, most);
    assert!(within <= ends(most, most + 1) && within <= ends(most + 1, most));
    for (lowest, highest) in [(most, most + 1), (most + 1, most)] {
        let scale = format!("{{lowest: -{lowest}, highest: {highest}}}");
        let found = rubric_with("{lowest: 0, highest: 3}", &scale);
        assert_eq!(found.first(), Some(&Code::Levels));
    }
    let decimals = figure("decimals of a score");
    let score = |count: usize| {
        rubric_with("from_30: 1,", &format!("from_30: 1.{}1,", "0".repeat(count - 1)))
    };
    assert_eq!(score(decimals), []);
    assert_eq!(score(decimals + 1), [Code::Scores]);
}

#[test]
fn a_text_of_the_interview_holds_as_much_as_the_page_says() {
    let most = figure("characters of one text");
    let typed = |count: usize| {
        let size = Size { columns: 80, rows: 24 };
        let mut face = Full::new(crate::faces::interview(false), size, false);
        face.key(&Key::Enter);
        face.key(&Key::Char('x'));
        face.key(&Key::Paste("é".repeat(count)));
        let told = crate::faces::shown(&face).contains("the rest is cut");
        let kept = face.interview.draft().typed.unwrap().text.chars().count();
        (kept, told)
    };
    assert_eq!(typed(most), (most, false));
    assert_eq!(typed(most + 1), (most, true));
}

#[test]
fn as_much_is_shown_as_the_page_says() {
    let folder = tempfile::tempdir().unwrap();
    let said = |answers: &str| {
        let text = format!("scope: Shop\ndate: 2026-06-30\nanswers:\n{answers}");
        write(&folder, "a.yaml", &text);
        run_in(folder.path(), &["assess", "a.yaml"], "").stderr
    };
    let unknown = |count: usize| -> String {
        (0..count).map(|at| format!("  x{at}: unknown\n")).collect::<Vec<_>>().concat()
    };
    let most = figure("findings in one file");
    let all = said(&unknown(most));
    assert_eq!(all.matches("error[").count(), most);
    assert!(!all.contains("more\n"), "{all}");
    let cut = said(&unknown(most + 1));
    assert_eq!(cut.matches("error[").count(), most);
    assert!(cut.contains("and 1 more\n"), "{cut}");
    let line = |length: usize| {
        let begin = "  overrides: 3 # ";
        said(&format!("{begin}{}\n", "#".repeat(length - begin.len())))
    };
    let most = figure("characters of a line");
    assert!(line(most).contains("overrides: 3 #"));
    assert!(!line(most + 1).contains("overrides: 3 #"));
    let most = figure("characters of a finding's own words");
    let long = said(&format!("  x{}: unknown\n", "y".repeat(most)));
    assert!(long.contains(" ..."), "{long}");
    let longest = long.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest < most + 40, "{longest}");
}

/// As many differences as are listed, and one more.
#[test]
fn verify_lists_as_many_differences_as_the_page_says() {
    let most = figure("differences that `verify` lists");
    let report = file("examples/expected/kestrel-and-vane.json");
    let said = |count: usize| {
        let extra = (0..count).map(|at| format!("\"x{at}\": 1, ")).collect::<Vec<_>>().concat();
        let text = report.replacen("\"overall\":", &format!("{extra}\"overall\":"), 1);
        crate::program::run(&["verify", "-"], &text).stdout
    };
    let listed = |said: &str| said.lines().filter(|line| line.starts_with('<')).count();
    let (all, cut) = (said(most), said(most + 1));
    assert_eq!((listed(&all), listed(&cut)), (most, most));
    assert!(!all.contains("and 1 more") && cut.contains("and 1 more"), "{cut}");
}

#[test]
fn a_text_without_a_blank_takes_no_longer_than_one_with_blanks() {
    let folder = TempDir::new().unwrap();
    let scope = "x".repeat(900_000);
    write(
        &folder,
        "a.yaml",
        &format!("edition: 2\ndate: 2026-06-30\nscope: {scope}\nanswers: {{}}\n"),
    );
    // Reading all that is left of it for every line took minutes.
    let ran = run_in(folder.path(), &["assess", "a.yaml"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.matches('x').count() >= 900_000);
}

/// A scope as long as a cell takes, and one letter longer.
#[test]
fn a_cell_that_is_written_holds_as_much_as_the_page_says() {
    use calamine::{Reader, Xlsx, open_workbook};
    let most = figure("characters of a cell");
    let folder = TempDir::new().unwrap();
    let lines: String = [most, most + 1]
        .map(|letters| {
            let scope = "ä".repeat(letters);
            format!("{{\"scope\":\"{scope}\",\"date\":\"2026-06-30\",\"answers\":{{}}}}\n")
        })
        .concat();
    let ran = run_in(folder.path(), &["portfolio", "-", "--each", "xlsx", "-o", "a.xlsx"], &lines);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let mut book: Xlsx<_> = open_workbook(folder.path().join("a.xlsx")).unwrap();
    let rows = book.worksheet_range("Records").unwrap();
    let scope = |row: u32| rows.get_value((row, 1)).unwrap().to_string();
    assert_eq!(scope(1), "ä".repeat(most));
    assert_eq!(scope(2), "ä".repeat(most - 4) + " ...");
}
