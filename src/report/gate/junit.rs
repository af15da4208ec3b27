//! The gate as a `JUnit` report: a suite a file, a case a finding, and one for every file that
//! passes. Nothing in it changes from run to run: no date, and every duration is 0, since readers
//! need one.

use super::entries::{FileFinding, Kind, by_file, waiver};
use super::{FileReport, GateReport};
use crate::report::words::shown_path;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// How long anything takes: readers need it, and nobody wants it to differ from run to run.
const NO_TIME: (&str, &str) = ("time", "0");

type Xml = quick_xml::Writer<Vec<u8>>;

/// Returns the report as XML.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn render(report: &GateReport) -> Result<String, String> {
    document(report).map_err(|error| error.to_string())
}

fn document(report: &GateReport) -> quick_xml::Result<String> {
    let suites = by_file(report);
    let mut whole = Counts::default();
    for (file, entries) in &suites {
        whole.add(file, entries);
    }
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let about = [("name", "oms-maturity check"), NO_TIME];
    open(&mut xml, "testsuites", &about, &whole.attributes())?;
    for (file, entries) in &suites {
        suite(&mut xml, file, entries)?;
    }
    close(&mut xml, "testsuites")?;
    // The log is read by the pipeline as well, to which two of these begin a command.
    Ok(String::from_utf8_lossy(&xml.into_inner()).replace("##", "#&#35;") + "\n")
}

/// How many cases there are, and how they ended.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn add(&mut self, file: &FileReport, entries: &[FileFinding<'_>]) {
        let cases = entries.iter().filter(|entry| !matches!(entry.kind, Kind::Due(_)));
        self.tests += cases.count() + usize::from(file.passed());
        for entry in entries {
            match entry.kind {
                Kind::Error(_) if file.readable => self.failures += 1,
                Kind::Error(_) => self.errors += 1,
                Kind::Waived(_) => self.skipped += 1,
                Kind::Warning(_) | Kind::Due(_) => (),
            }
        }
    }

    /// Returns the counts that every level of the report has.
    fn attributes(&self) -> [(&'static str, String); 3] {
        [
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", self.errors.to_string()),
        ]
    }
}

fn suite(xml: &mut Xml, file: &FileReport, entries: &[FileFinding<'_>]) -> quick_xml::Result<()> {
    let mut counts = Counts::default();
    counts.add(file, entries);
    let (name, skipped) = (text(&file.file), counts.skipped.to_string());
    let about = [("name", &*name), ("file", &*name), NO_TIME, ("skipped", &*skipped)];
    open(xml, "testsuite", &about, &counts.attributes())?;
    if file.passed() {
        let class = class_name(&file.file);
        open(xml, "testcase", &[("name", "passed"), ("classname", &class), NO_TIME], &[])?;
        element_with(xml, "system-out", &[], &text(&file.standing()))?;
        close(xml, "testcase")?;
    }
    let (due, cases): (Vec<_>, Vec<_>) =
        entries.iter().partition(|entry| matches!(entry.kind, Kind::Due(_)));
    for entry in cases {
        case(xml, file, entry)?;
    }
    if !due.is_empty() {
        let lines: Vec<_> = due.into_iter().map(|entry| format!("due: {}", said(entry))).collect();
        element_with(xml, "system-out", &[], &lines.join("\n"))?;
    }
    close(xml, "testsuite")
}

/// Returns a file's path as the name of a class. Readers take what stands before its last dot for
/// a package, so it has none: a colon stands for each, and what could be taken for one is spelled
/// out, so that no two files get one name.
fn class_name(file: &str) -> String {
    text(&file.replace('%', "%25").replace(':', "%3A").replace('.', ":"))
}

/// Says where an entry stands and all there is to say about it.
fn said(entry: &FileFinding<'_>) -> String {
    let (line, column) = entry.location();
    format!("{}:{line}:{column}: {}", text(entry.file), text(&entry.advice()))
}

fn case(xml: &mut Xml, file: &FileReport, entry: &FileFinding<'_>) -> quick_xml::Result<()> {
    let (class, title) = (class_name(&file.file), text(&entry.title()));
    let (message, code, said) = (text(&entry.message()), entry.code(), said(entry));
    open(xml, "testcase", &[("name", &title), ("classname", &class), NO_TIME], &[])?;
    match entry.kind {
        Kind::Error(_) => {
            let element = if file.readable { "failure" } else { "error" };
            element_with(xml, element, &[("type", code), ("message", &message)], &said)?;
        }
        Kind::Warning(_) | Kind::Due(_) => {
            element_with(xml, "system-out", &[], &format!("warning[{code}]: {said}"))?;
        }
        Kind::Waived(waived) => {
            let reason = text(&waiver(waived));
            element_with(xml, "skipped", &[("type", code), ("message", &reason)], &said)?;
        }
    }
    close(xml, "testcase")
}

fn open(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    counts: &[(&str, String)],
) -> quick_xml::Result<()> {
    let counts = counts.iter().map(|(name, count)| (*name, count.as_str()));
    let tag = BytesStart::new(name).with_attributes(attributes.iter().copied().chain(counts));
    Ok(xml.write_event(Event::Start(tag))?)
}

fn close(xml: &mut Xml, name: &str) -> quick_xml::Result<()> {
    Ok(xml.write_event(Event::End(BytesEnd::new(name)))?)
}

fn element_with(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    text: &str,
) -> quick_xml::Result<()> {
    open(xml, name, attributes, &[])?;
    xml.write_event(Event::Text(BytesText::new(text)))?;
    close(xml, name)
}

/// Returns a text of characters that XML can hold at all.
fn text(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    for c in shown_path(text).chars() {
        match c {
            '\u{FFFE}' | '\u{FFFF}' => held.extend(c.escape_unicode()),
            _ => held.push(c),
        }
    }
    held
}
