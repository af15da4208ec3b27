//! The gate's report in the forms that machines read: hostile texts stay texts, and published
//! schemas and parsers that are not ours agree.

mod calm;

use oms_maturity::domain::policy::{Rule, Severity};
use oms_maturity::domain::{Code, Date};
use oms_maturity::report::gate::{
    FileReport, GateDue, GateFinding, GateMargin, GateReport, Position, Waived, azure, github,
    gitlab, junit, markdown, sarif, tap,
};
use oms_maturity::report::words::legible::each;
use oms_maturity::report::words::{shown, shown_path};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

/// Texts that would be something else than text, were they written down as they are.
pub(super) const HOSTILE: &[&str] = &[
    "",
    "%0A::error::x",
    "50%25 % %3A %AZP25 %0D",
    "line\n::error::y",
    "line\r\n::stop-commands::z",
    "::error file=a,line=1::b",
    "a,line=99,title=b::c",
    "]]>",
    "<script>alert(1)</script>",
    "<!-- <img src=x onerror=y>",
    "\"&' &lt; &#64;",
    "[text](https://evil.example/a) ![x](http://y)",
    "](javascript:x)",
    "| a | b |\n|---|---|",
    "\\| \\\\| \\",
    "`code` ``` ~~~ *b* _i_ ~s~ **__",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{202E}reversed\u{2066}",
    "\u{0}\u{7}\u{8}\u{7f}\u{85}",
    "\u{FFFE}\u{FFFF}\u{FEFF}\u{2028}\u{2029}",
    "x # SKIP",
    "x \\# TODO \\\\# SKIP",
    "\nnot ok 1\nok 2\n1..3\nBail out!",
    "\n  ...\nok 1\n  ---\n",
    "[[wiki]] [[wiki|link]] [^1] [x]: y - [ ] task",
    "@everyone #1 !2 $3 GH-4 gh-5 owner/repo#6 a@b.example",
    "https://evil.example www.evil.example mailto:a@b.example",
    "]##vso[task.complete result=Succeeded;]x;y=z",
    "##[add-mask]a",
    "{0} {{1}} {",
    "../../etc/passwd",
    "//evil.example/a b?c#d",
    "C:\\answers\\a.yaml",
    "注文管理 Übersicht заказ ελλ",
    "👩‍👩‍👧 🦀 e\u{301}",
];

fn long() -> String {
    "wörd".repeat(2_500)
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn at(line: usize, column: usize, end_column: usize) -> Position {
    Position { line, column, end_column }
}

fn finding(rule: Option<Rule>, severity: Severity, text: &str) -> GateFinding {
    GateFinding {
        code: rule.map_or(Code::UnknownKey, |_| Code::BelowMinLevel),
        severity,
        at: at(4, 3, 11),
        rule,
        subject: text.to_owned(),
        needed: text.to_owned(),
        found: text.to_owned(),
        message: text.to_owned(),
        help: text.to_owned(),
        action: Some(text.to_owned()),
    }
}

/// One file per hostile text, with an error, a warning and a waiver that are made of it; then one
/// that could not be read.
fn awkward() -> GateReport {
    let all = HOSTILE.concat();
    let texts = HOSTILE.iter().map(|text| (*text).to_owned()).chain([all, long()]);
    let mut files: Vec<_> = texts
        .map(|text| FileReport {
            file: text.clone(),
            named: text.clone(),
            readable: true,
            is_policy: false,
            margins: vec![],
            due: vec![],
            scope: Some(text.clone()),
            level: Some(2),
            score: None,
            findings: vec![
                finding(Some(Rule::MinLevel), Severity::Error, &text),
                finding(None, Severity::Warn, &text),
            ],
            waived: vec![Waived {
                finding: finding(Some(Rule::MinLevel), Severity::Error, &text),
                until: day("2027-01-31"),
                reason: text.clone(),
                by: text,
            }],
        })
        .collect();
    let mut placeless = finding(None, Severity::Error, "not a mapping");
    placeless.at = at(0, 0, 0);
    let file = "unread.yaml".to_owned();
    files.push(FileReport { file, findings: vec![placeless], ..FileReport::default() });
    GateReport { today: day("2026-11-24"), rubric: HOSTILE.concat(), files }
}

/// How many of the awkward report's files there are, without the last.
fn awkward_files() -> usize {
    HOSTILE.len() + 2
}

/// A level that is too low, a mean that is, and a file that is new.
fn calm_findings() -> [GateFinding; 3] {
    let overrides = GateFinding {
        code: Code::BelowMinLevel,
        severity: Severity::Error,
        at: at(5, 3, 12),
        rule: Some(Rule::MinLevel),
        subject: "overrides".to_owned(),
        needed: "3".to_owned(),
        found: "1".to_owned(),
        message: "`overrides` is 1, and 3 is demanded".to_owned(),
        help: "OV-1: count overrides".to_owned(),
        action: Some("OV-1".to_owned()),
    };
    let mean = GateFinding {
        code: Code::BelowMinMean,
        at: at(1, 1, 1),
        rule: Some(Rule::MinMean),
        subject: "overall".to_owned(),
        message: "the mean is 1.50, and 2.00 is demanded".to_owned(),
        help: String::new(),
        action: None,
        ..overrides.clone()
    };
    let unknown = GateFinding {
        code: Code::NotInBaseline,
        severity: Severity::Warn,
        rule: Some(Rule::NotInBaseline),
        subject: "answers".to_owned(),
        message: "the baseline knows nothing of this file".to_owned(),
        help: "add it with --write-baseline".to_owned(),
        ..mean.clone()
    };
    [overrides, mean, unknown]
}

/// A report as people see it every day.
fn calm() -> GateReport {
    let [overrides, mean, unknown] = calm_findings();
    let waived = Waived {
        finding: mean,
        until: day("2027-01-31"),
        reason: "the new engine comes in January".to_owned(),
        by: "R. Vane".to_owned(),
    };
    let file = |name: &str, findings, waived| FileReport {
        file: name.to_owned(),
        named: format!("./{name}"),
        readable: true,
        is_policy: false,
        scope: Some("Shop".to_owned()),
        level: Some(2),
        findings,
        waived,
        ..FileReport::default()
    };
    let margin = GateMargin {
        rule: Rule::MinMean,
        subject: "overall".to_owned(),
        needed: "2.00".to_owned(),
        found: "2.66".to_owned(),
        message: "mean 2.66, 0.66 above the 2 demanded".to_owned(),
    };
    let old = GateFinding {
        code: Code::AnswersTooOld,
        severity: Severity::Error,
        rule: Some(Rule::MaxAgeDays),
        message:
            "from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days"
                .to_owned(),
        help: "answer anew, and write the new day".to_owned(),
        ..unknown.clone()
    };
    let south = FileReport {
        margins: vec![margin],
        due: vec![GateDue { on: day("2026-12-04"), days: 10, finding: old }],
        ..file("shops/my south.yaml", vec![unknown], vec![])
    };
    GateReport {
        today: day("2026-11-24"),
        rubric: "retail 1".to_owned(),
        files: vec![file("shops/north.yaml", vec![overrides], vec![waived]), south],
    }
}

fn empty() -> GateReport {
    GateReport { files: Vec::new(), ..calm() }
}

/// Asserts that nothing in a text steers whoever shows it.
pub(super) fn harmless(text: &str) {
    let all = each(text).into_iter();
    let steering: Vec<_> = all.filter(|(c, stands)| !stands && *c != '\n').collect();
    assert!(steering.is_empty(), "{steering:?}");
}

/// A file's path as a command carries it: line ends as they are, any other steering character
/// spelled out.
fn spelled(path: &str) -> String {
    let lines = path.split_inclusive(['\r', '\n']).map(|line| {
        let kept = line.trim_end_matches(['\r', '\n']);
        shown_path(kept) + line.get(kept.len()..).unwrap()
    });
    lines.collect()
}

/// What is said of the error of a hostile text: message and help, on one line.
fn said(text: &str) -> String {
    match text {
        "" => "A level is below what the policy demands".to_owned(),
        _ => format!("{0}; help: {0}", shown(text)),
    }
}

#[test]
fn github_gets_a_command_a_finding_and_no_other() {
    let report = awkward();
    let text = github::render(&report);
    harmless(&text);
    let commands: Vec<_> = text.lines().map(github_command).collect();
    assert_eq!(commands.len(), 3 * awkward_files() + 1);
    for (file, three) in report.files.iter().zip(commands.chunks(3)).take(awkward_files()) {
        let names: Vec<_> = three.iter().map(|(name, _, _)| name.as_str()).collect();
        assert_eq!(names, ["error", "warning", "notice"]);
        let (_, properties, message) = &three[0];
        let keys: Vec<_> = properties.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["file", "line", "col", "endColumn", "title"]);
        assert_eq!(properties[0].1, spelled(&file.file));
        assert_eq!(properties[1].1, "4");
        assert_eq!(*message, said(&file.file));
    }
    assert_eq!(commands[commands.len() - 1].1[1].1, "1");
}

/// Takes a command apart as the runner does.
fn github_command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let decoded = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    };
    let properties = properties.split(',').map(|property| {
        let (key, value) = property.split_once('=').unwrap();
        (key.to_owned(), decoded(value))
    });
    let message = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    (name.to_owned(), properties.collect(), message)
}

#[test]
fn azure_gets_a_command_a_finding_and_no_other() {
    let report = awkward();
    let text = azure::render(&report);
    harmless(&text);
    let commands: Vec<_> = text.lines().map(azure_command).collect();
    assert_eq!(commands.len(), 3 * awkward_files() + 1);
    for (file, three) in report.files.iter().zip(commands.chunks(3)).take(awkward_files()) {
        let kinds: Vec<_> = three.iter().map(|(properties, _)| properties[0].1.as_str()).collect();
        assert_eq!(kinds, ["error", "warning", "warning"]);
        let (properties, message) = &three[0];
        let keys: Vec<_> = properties.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["type", "sourcepath", "linenumber", "columnnumber", "code"]);
        assert_eq!(properties[1].1, spelled(&file.file));
        assert_eq!(*message, said(&file.file));
    }
}

/// Takes a command apart as the agent does.
fn azure_command(line: &str) -> (Vec<(String, String)>, String) {
    let (head, message) = line.strip_prefix("##vso[").unwrap().split_once(']').unwrap();
    let properties = head.strip_prefix("task.logissue ").unwrap();
    let decoded = |text: &str| {
        let text = text.replace("%3B", ";").replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%5D", "]").replace("%AZP25", "%")
    };
    let properties = properties.split(';').map(|property| {
        let (key, value) = property.split_once('=').unwrap();
        (key.to_owned(), decoded(value))
    });
    (properties.collect(), decoded(message))
}

#[test]
fn gitlab_gets_an_issue_a_finding() {
    let report = awkward();
    let text = gitlab::render(&report).unwrap();
    harmless(&text);
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(issues.len(), 3 * awkward_files() + 1);
    let prints: BTreeSet<_> = issues.iter().map(|issue| issue["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), issues.len());
    for (file, three) in report.files.iter().zip(issues.chunks(3)).take(awkward_files()) {
        assert_eq!(three[0]["location"]["path"], file.file);
        assert_eq!(three[0]["description"], said(&file.file));
        let severities: Vec<_> = three.iter().map(|issue| &issue["severity"]).collect();
        assert_eq!(severities, ["major", "minor", "info"]);
    }
}

#[test]
fn a_finding_keeps_its_fingerprint_when_it_moves_and_when_it_is_waived() {
    let prints = |report: &GateReport| -> Vec<String> {
        let issues: Vec<Value> = serde_json::from_str(&gitlab::render(report).unwrap()).unwrap();
        issues.iter().map(|issue| issue["fingerprint"].to_string()).collect()
    };
    let mut report = calm();
    let before = prints(&report);
    report.files[0].findings[0].at.line += 7;
    report.files[0].findings[0].message.push_str(", still");
    let finding = report.files[0].findings.remove(0);
    let waived = Waived { finding, ..report.files[0].waived[0].clone() };
    report.files[0].waived.insert(0, waived);
    assert_eq!(prints(&report), before);
}

/// Asserts that a text keeps the published schema of SARIF, and returns its only run.
pub(super) fn sarif_run(text: &str) -> Value {
    let schema = include_str!("../schemas/sarif-2.1.0.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let checks = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let log: Value = serde_json::from_str(text).unwrap();
    let wrong: Vec<_> =
        checks.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    log["runs"][0].clone()
}

#[test]
fn sarif_keeps_its_schema_and_has_a_result_a_finding() {
    let report = awkward();
    let text = sarif::render(&report).unwrap();
    harmless(&text);
    let run = sarif_run(&text);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3 * awkward_files() + 1);
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().contains("]("), "{result}");
    }
    let prints: BTreeSet<_> =
        results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(prints.len(), results.len());
    for (file, three) in report.files.iter().zip(results.chunks(3)).take(awkward_files()) {
        let suppressed: Vec<_> =
            three.iter().map(|result| result["suppressions"].as_array().unwrap().len()).collect();
        assert_eq!(suppressed, [0, 0, 1]);
        assert_eq!(three[2]["suppressions"][0]["justification"], shown(&file.file));
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn sarif_names_files_by_references_that_stay_in_the_repository() {
    for (file, uri) in [
        ("a.yaml", "a.yaml"),
        ("./shops/my north.yaml", "shops/my%20north.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("javascript:x", "javascript%3Ax"),
        ("a?b#c%d[e]", "a%3Fb%23c%25d%5Be%5D"),
        ("ü\n\u{202E}", "%C3%BC%0A%E2%80%AE"),
        ("/srv/a.yaml", "file:///srv/a.yaml"),
        ("//evil.example/a", "file:///evil.example/a"),
        (".//evil.example/a", "evil.example/a"),
    ] {
        let mut report = calm();
        file.clone_into(&mut report.files[0].file);
        let run = sarif_run(&sarif::render(&report).unwrap());
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], uri);
    }
}

/// How many elements of a name a well-formed XML document has.
pub(super) fn elements(xml: &str, name: &str) -> usize {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut count, mut depth) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) => {
                depth += 1;
                count += usize::from(tag.name().as_ref() == name);
            }
            quick_xml::events::Event::Empty(tag) => {
                count += usize::from(tag.name().as_ref() == name);
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => (),
        }
    }
    assert_eq!(depth, 0);
    count
}

#[test]
fn junit_has_a_suite_a_file_and_a_case_a_finding() {
    let text = junit::render(&awkward()).unwrap();
    harmless(&text);
    let files = awkward_files();
    for (name, count) in [
        ("testsuites", 1),
        ("testsuite", files + 1),
        ("testcase", 3 * files + 1),
        ("failure", files),
        ("system-out", files),
        ("skipped", files),
        ("error", 1),
        ("script", 0),
        ("img", 0),
    ] {
        assert_eq!(elements(&text, name), count, "{name}");
    }
    assert!(!text.contains(['\u{FFFE}', '\u{FFFF}']));
    assert!(!text.contains("]]>"));
    let counts = format!("tests=\"{}\" failures=\"{files}\" errors=\"1\"", 3 * files + 1);
    assert!(text.lines().nth(1).unwrap().contains(&counts));
}

#[test]
fn tap_has_a_point_a_finding_and_forges_none() {
    let text = tap::render(&awkward()).unwrap();
    harmless(&text);
    let points = 3 * awkward_files() + 1;
    let (indented, flush): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with("  "));
    assert_eq!(flush[..2], ["TAP version 14", format!("1..{points}").as_str()]);
    assert_eq!(flush.len(), points + 2);
    for (at, line) in flush[2..].iter().enumerate() {
        let number = at + 1;
        let ok = number <= 3 * awkward_files() && at % 3 == 1;
        let start = if ok { "ok" } else { "not ok" };
        assert!(line.starts_with(&format!("{start} {number} - ")), "{line}");
        let waived = number <= 3 * awkward_files() && at % 3 == 2;
        assert_eq!(directives(line), usize::from(waived), "{line}");
    }
    let count = |wanted| indented.iter().filter(|line| **line == wanted).count();
    assert_eq!((count("  ---"), count("  ...")), (points, points));
}

/// How many characters of a line begin a directive.
fn directives(line: &str) -> usize {
    let mut escaped = false;
    let begins = |c: char| {
        let begins = c == '#' && !escaped;
        escaped = c == '\\' && !escaped;
        begins
    };
    line.chars().map(begins).filter(|begins| *begins).count()
}

#[test]
fn markdown_has_a_row_a_finding_and_nothing_but_text() {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let report = awkward();
    let text = markdown::render(&report);
    harmless(&text);
    let (mut rows, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    for event in Parser::new_ext(&text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            ) => cell.clear(),
            Event::Text(text) => cell += &text,
            Event::End(TagEnd::TableCell) => cells.push(cell.replace('\u{200B}', "")),
            Event::End(TagEnd::TableHead) => cells.clear(),
            Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut cells)),
            Event::End(_) => (),
            other => panic!("{other:?}"),
        }
        for link in ["://", "www.", "@e", "@b", "#1", "#6", "!2", "$3", "GH-", "gh-", "mailto:a"] {
            assert!(!cell.contains(link), "{link} in {cell}");
        }
    }
    let files = awkward_files();
    assert_eq!(rows.len(), 3 * files + 1);
    let (found, waived) = rows.split_at(2 * files + 1);
    for (file, (found, waived)) in report.files.iter().zip(found.chunks(2).zip(waived)).skip(1) {
        let (text, path) = (shown(&file.file), shown_path(&file.file));
        let trimmed = |cell: &String| cell.trim().to_owned();
        let [place, text] = [format!("{path}:4:3").trim().to_owned(), text.trim().to_owned()];
        let found: Vec<_> = found[0].iter().map(trimmed).collect();
        assert_eq!(found, [&place, "error", &text, &text]);
        let waived: Vec<_> = waived.iter().map(trimmed).collect();
        assert_eq!(waived, [&place, &text, "2027-01-31", &text, &text]);
    }
}

#[test]
fn a_report_of_nothing_is_whole_in_every_form() {
    let report = empty();
    assert_eq!(github::render(&report), "");
    assert_eq!(azure::render(&report), "");
    assert_eq!(gitlab::render(&report).unwrap(), "[]\n");
    assert_eq!(tap::render(&report).unwrap(), "TAP version 14\n1..0 # SKIP nothing to check\n");
    assert_eq!(markdown::render(&report), "## PASSED\n\nno files (rubric retail 1, 2026-11-24)\n");
    let run = sarif_run(&sarif::render(&report).unwrap());
    assert_eq!(run["results"].as_array().unwrap().len(), 0);
    assert_eq!(elements(&junit::render(&report).unwrap(), "testsuites"), 1);
}

/// Runs a program on a text, and returns what it says; `package` is where Debian has it.
fn told(program: &str, arguments: &[&str], package: &str, text: &str) -> String {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| {
        let without = "`cargo test` without `--ignored` does without it";
        panic!("{program}: {error}; it is in Debian's package {package}; {without}")
    });
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    writing.join().unwrap().unwrap();
    said
}

#[test]
#[ignore = "needs xmllint (Debian: libxml2-utils)"]
fn junit_keeps_its_schema() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/junit.xsd");
    for report in [awkward(), calm(), empty()] {
        let text = junit::render(&report).unwrap();
        let _ = told("xmllint", &["--noout", "--schema", schema, "-"], "libxml2-utils", &text);
    }
}

/// Reads TAP, and writes a line for it as a whole and one for every test point.
const TAP_PARSER: &str = r#"
use TAP::Parser;
local $/;
my $parser = TAP::Parser->new({ tap => scalar <STDIN> });
my @points;
while (my $result = $parser->next) {
    die "unknown: " . $result->raw . "\n" if $result->is_unknown;
    push @points, $result if $result->is_test;
}
die join("\n", $parser->parse_errors) . "\n" if $parser->parse_errors;
printf "planned %s, good plan %d, failed %d\n",
    $parser->tests_planned, $parser->is_good_plan ? 1 : 0, scalar $parser->failed;
printf "%s%s\n", $_->is_actual_ok ? "ok" : "not ok", $_->has_todo ? " todo" : $_->has_skip ? " skip" : ""
    for @points;
"#;

#[test]
#[ignore = "needs perl with TAP::Parser (Debian: perl)"]
fn tap_says_the_same_to_a_parser_that_is_not_ours() {
    // The parser knows version 13; what is written here means the same in both.
    let told = |report: &GateReport| {
        let text = tap::render(report).unwrap().replacen("TAP version 14", "TAP version 13", 1);
        told("perl", &["-e", TAP_PARSER], "perl", &text)
    };
    let files = awkward_files();
    let mut expected = format!("planned {}, good plan 1, failed {}\n", 3 * files + 1, files + 1);
    expected += &"not ok\nok\nnot ok todo\n".repeat(files);
    expected += "not ok\n";
    assert_eq!(told(&awkward()), expected);
    assert_eq!(told(&calm()), "planned 4, good plan 1, failed 1\nnot ok\nnot ok todo\nok\nok\n");
}
