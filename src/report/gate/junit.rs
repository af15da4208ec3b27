//! The gate as a `JUnit` report: a suite a file, a case a finding, and one for every file that
//! passes. Nothing in it changes from run to run: no time, no duration.

use super::entries::{FileFinding, Kind, by_file, waiver};
use super::{FileReport, GateReport};
use crate::report::words::shown;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

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
    open(&mut xml, "testsuites", &[("name", "oms-maturity check")], &whole.attributes())?;
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
        self.tests += entries.len() + usize::from(file.passed());
        for entry in entries {
            match entry.kind {
                Kind::Error(_) if file.readable => self.failures += 1,
                Kind::Error(_) => self.errors += 1,
                Kind::Waived(_) => self.skipped += 1,
                Kind::Warning(_) => (),
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
    let about = [("name", name.as_str()), ("file", name.as_str()), ("skipped", skipped.as_str())];
    open(xml, "testsuite", &about, &counts.attributes())?;
    if file.passed() {
        let case = [("name", "passed"), ("classname", name.as_str())];
        xml.write_event(Event::Empty(BytesStart::new("testcase").with_attributes(case)))?;
    }
    for entry in entries {
        case(xml, file, entry)?;
    }
    close(xml, "testsuite")
}

fn case(xml: &mut Xml, file: &FileReport, entry: &FileFinding<'_>) -> quick_xml::Result<()> {
    let (line, column) = entry.location();
    let (name, title) = (text(&file.file), text(&entry.title()));
    let (message, code) = (text(&entry.message()), entry.code());
    let location = format!("{name}:{line}:{column}");
    let said = format!("{location}: {}", text(&entry.advice()));
    open(xml, "testcase", &[("name", &title), ("classname", &name)], &[])?;
    match entry.kind {
        Kind::Error(_) => {
            let element = if file.readable { "failure" } else { "error" };
            element_with(xml, element, &[("type", code), ("message", &message)], &said)?;
        }
        Kind::Warning(_) => {
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
    for c in shown(text).chars() {
        match c {
            '\u{FFFE}' | '\u{FFFF}' => held.extend(c.escape_unicode()),
            _ => held.push(c),
        }
    }
    held
}
