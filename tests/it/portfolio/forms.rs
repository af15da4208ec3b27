use crate::program::{run, run_in};

const EXAMPLE: &str = "examples/portfolio/pindle-and-rook.ndjson";
const TODAY: [&str; 2] = ["--today", "2026-11-29"];
const FORMS: [&str; 5] = ["table", "json", "html", "markdown", "csv"];

fn said(args: &[&str]) -> String {
    let ran = run(&[&["portfolio"], args, &TODAY].concat(), "");
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.stderr);
    ran.stdout
}

fn refused(args: &[&str]) -> String {
    let ran = run(&[&["portfolio"], args, &TODAY].concat(), "");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{args:?}");
    ran.stderr
}

#[test]
fn the_table_fits_its_terminal_and_its_shades_can_be_left_out() {
    let grouped = ["--group-by", "country,format", "--small-groups"];
    let text = said(&[&[EXAMPLE], &grouped[..]].concat());
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let row =
        |text: &str| text.lines().find(|line| line.contains("Cost-to-serve")).unwrap().to_owned();
    let digits = |row: &str| {
        row.split_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<u64>>()
    };
    // By hand from the file: four name no more than the total, eleven the channel, and so on.
    assert_eq!(digits(&row(&text)), [4, 11, 7, 2, 0, 0, 0]);
    assert!(row(&text).contains("11 ▒") && row(&text).contains("4 ░"), "{}", row(&text));
    let plain = said(&[&[EXAMPLE, "--plain"], &grouped[..]].concat());
    assert_eq!(digits(&row(&plain)), [4, 11, 7, 2, 0, 0, 0]);
    assert!(!plain.contains(['░', '▒', '▓', '█']) && !plain.contains("The darker"), "{plain}");
    // A table that is too wide is continued, each part with the names of the groups.
    let heads = text.lines().filter(|line| line.starts_with("  Country  Format  "));
    assert_eq!(heads.count(), 3, "{text}");
}

#[test]
fn markdown_and_html_say_the_same() {
    let grouped = [EXAMPLE, "--group-by", "country"];
    let [page, text] =
        ["html", "markdown"].map(|form| said(&[&grouped[..], &["--format", form]].concat()));
    let ids = ["summary", "levels", "spread", "groups", "attention"];
    for (id, title) in ids.iter().zip([
        "What they come to",
        "Where they stand",
        "How far apart they are",
        "Groups",
        "What needs attention first",
    ]) {
        assert!(page.contains(&format!("<h2 id=\"{id}-title\">{title}</h2>")), "{title}");
        assert!(text.contains(&format!("## {title}\n")), "{title}");
    }
    // The map is a table of digits, each under the head of its column.
    assert!(text.contains("| Cost-to-serve | 4 ░ | 11 ▒ | 7 ▒ | 2 ░ | 0 | 0 | 0 |"), "{text}");
    assert!(page.contains("<td role=\"cell\" data-of=\"2\" class=\"heat2\">11</td>"), "{page}");
    assert!(page.contains("2 groups with 7 assessments in all are not shown"));
    assert!(
        !page.contains("<script") && !page.contains("src=") && !page.contains("url("),
        "{page}"
    );
}

#[test]
fn groups_that_could_be_told_apart_are_shown_only_when_asked_for() {
    let csv = |more: &[&str]| {
        let text = said(&[&[EXAMPLE, "--group-by", "country", "--format", "csv"], more].concat());
        let groups =
            text.lines().filter(|line| line.starts_with("\"group\",") && line.contains("judged"));
        groups.map(str::to_owned).collect::<Vec<_>>()
    };
    let shown =
        ["\"group\",\"DE\",\"\",\"judged\",\"\",9", "\"group\",\"FR\",\"\",\"judged\",\"\",8"];
    assert_eq!(csv(&[]), shown);
    assert_eq!(csv(&["--small-groups"]).len(), 4);
    // One small group alone could be told from the whole: the smallest other one goes with it, and
    // here there are but two.
    let lines: String = std::fs::read_to_string(EXAMPLE)
        .unwrap()
        .lines()
        .filter(|line| line.contains("\"DE\"") || line.contains("\"ES\""))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let args = ["portfolio", "-", "--group-by", "country", "--format", "json"];
    let ran = run(&[&args[..], &TODAY].concat(), &lines);
    let summary: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let suppressed = serde_json::json!({"groups": 2, "records": 12});
    assert_eq!(summary["groups"]["suppressed"], suppressed);
    assert_eq!(summary["groups"]["groups"], serde_json::json!([]));
}

#[test]
fn an_anonymous_portfolio_names_no_operation_and_no_file_in_any_form() {
    for form in FORMS {
        let args = [EXAMPLE, "--format", form, "--group-by", "country"];
        let named = said(&args);
        let hidden = said(&[&args[..], &["--anonymous"]].concat());
        for word in ["Pindle", "Cologne", "Soltau", "ndjson"] {
            assert!(!hidden.contains(word), "{form}: {word}");
            assert_eq!(named.contains(word), form != "csv", "{form}: {word}");
        }
        assert!(hidden.contains("DE"), "{form}: groups are wanted, and stay");
        if form == "table" {
            assert!(hidden.contains("Record 5: Level 1 of 5"), "{hidden}");
        }
    }
    let said = refused(&[EXAMPLE, "--each", "ndjson", "--anonymous"]);
    assert!(said.contains("--anonymous") && said.contains("--each"), "{said}");
}

/// Texts of users' stay texts, whatever they hold.
#[test]
fn no_text_of_a_record_becomes_markup_or_a_formula() {
    let hostile = "<script>alert(1)</script>|`x`\\n=1+1 \\u001b[31m";
    let record = format!(
        "{{\"scope\":\"{hostile}\",\"date\":\"2026-06-30\",\"tags\":{{\"country\":\"=cmd|'x'!A1\"}},\
         \"answers\":{{\"overrides\":{{\"level\":2}}}}}}\n"
    );
    for form in FORMS {
        let args = ["portfolio", "-", "--group-by", "country", "--small-groups", "--format", form];
        let ran = run(&[&args[..], &TODAY].concat(), &record.repeat(5));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(!ran.stdout.contains('\u{1b}'), "{form}");
        assert!(!ran.stdout.contains("<script>") || ["table", "json"].contains(&form), "{form}");
        assert!(form != "csv" || ran.stdout.contains("\"'=cmd|'x'!A1\""), "{}", ran.stdout);
        let rows = ran.stdout.lines().filter(|line| line.starts_with('|'));
        let whole = rows.filter(|row| row.contains("cmd")).all(|row| row.contains("cmd&#124;'x'"));
        assert!(form != "markdown" || whole, "{}", ran.stdout);
    }
}

#[test]
fn a_flag_that_changes_nothing_in_the_form_is_refused() {
    for (args, why) in [
        (&["--plain", "--format", "html"][..], "--plain is for --format table"),
        (&["--brand", "Example", "--format", "table"], "--brand is for --format html and"),
        (&["--confidential", "x", "--format", "csv"], "--confidential is for --format html"),
        (&["--accent", "#005577", "--format", "markdown"], "--accent is for --format html"),
    ] {
        let said = refused(&[&[EXAMPLE], args].concat());
        assert!(said.contains(why), "{args:?}: {said}");
    }
    let brand =
        ["--brand", "Example Advisers", "--prepared-by", "A. Example", "--confidential", "Board"];
    let page = said(&[&[EXAMPLE, "--format", "html"], &brand[..]].concat());
    assert!(page.contains("Prepared by A. Example, Example Advisers"), "{page}");
    assert!(page.contains("<p class=\"confidential\">Board</p>"), "{page}");
}

#[test]
fn the_form_follows_the_ending_of_the_output() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(EXAMPLE, folder.path().join("shops.ndjson")).unwrap();
    for (name, begins) in [
        ("p.html", "<!DOCTYPE html>"),
        ("p.json", "{\n  \"version\": 1"),
        ("p.md", "# "),
        ("p.csv", "\"part\","),
        ("p.txt", "  24 assessments"),
    ] {
        let ran = run_in(folder.path(), &["portfolio", "shops.ndjson", "-o", name], "");
        assert_eq!((ran.code, ran.stderr), (Some(0), format!("portfolio in {name}\n")));
        let written = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written.starts_with(begins), "{name}: {}", &written[..60]);
    }
    let ran = run_in(folder.path(), &["portfolio", "shops.ndjson", "-o", "p.svg"], "");
    assert!(ran.code == Some(2) && ran.stderr.contains("--format: table, json"), "{}", ran.stderr);
}

#[test]
fn the_example_gives_what_lies_beside_the_others() {
    let written = said(&[EXAMPLE, "--group-by", "country", "--format", "json"]);
    let expected = std::path::Path::new("examples/expected/portfolio.json");
    snapbox::assert_data_eq!(written, snapbox::Data::read_from(expected, None).raw());
}
