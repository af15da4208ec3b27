//! Findings and errors on screen: the user's own line, underlined, and what to write instead.

use super::exit::Failure;
use crate::document::Finding;
use crate::document::location::Location;
use crate::domain::Code;
use crate::domain::policy::Severity;
use crate::report::styled::Tone;
use crate::report::words::legible::each;
use crate::report::words::{no_command, shown};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Write;

/// How many findings are shown; the rest are counted.
const MOST: usize = 50;
/// Longer lines are not shown, only their location.
const LONGEST_LINE: usize = 400;
/// Longer messages, which quote the user, are cut.
const LONGEST_MESSAGE: usize = 500;

/// Returns the words for a failure, with colour.
pub(super) fn describe(failure: &Failure) -> String {
    match failure {
        Failure::Document { name, text, findings } => no_command(&document(name, text, findings)),
        Failure::Flags(flags) => {
            let error = Tone::Bad.coloured("error");
            let lines = flags.iter().map(|flag| format!("{error}: {}\n", shortened(flag)));
            no_command(&lines.collect::<String>())
        }
        Failure::Error(error) => {
            let error = shown(&format!("{error:#}"));
            no_command(&format!("{}: {error}\n", Tone::Bad.coloured("error")))
        }
        Failure::Interrupted(remark) => format!("stopped{remark}\n"),
        Failure::ClosedPipe => String::new(),
    }
}

fn document(name: &str, text: &str, findings: &[Finding]) -> String {
    let mut said = listed(name, text, findings, |_| Severity::Error);
    let noun = if findings.len() == 1 { "finding" } else { "findings" };
    let _ = writeln!(said, "{name}: {} {noun}, no answer", findings.len());
    said
}

/// Returns the words for the findings in a document, the first ones, and how many more there are.
pub(super) fn listed(
    name: &str,
    text: &str,
    findings: &[Finding],
    severity: impl Fn(Code) -> Severity,
) -> String {
    let mut said = String::new();
    for finding in findings.iter().take(MOST) {
        let level = match severity(finding.code) {
            Severity::Error => Level::ERROR,
            Severity::Warn => Level::WARNING,
        };
        said += &describe_one(name, text, finding, level);
        said.push_str("\n\n");
    }
    let rest = findings.len().saturating_sub(MOST);
    if rest > 0 {
        let _ = writeln!(said, "and {rest} more");
    }
    said
}

fn describe_one(name: &str, text: &str, finding: &Finding, level: Level<'_>) -> String {
    let location = Location::of(text, &finding.span);
    let title = shortened(&finding.message);
    let code = finding.code.as_str();
    let mut elements = Group::with_title(level.primary_title(&*title).id(code));
    let bare;
    if location.line.len() > LONGEST_LINE || text.is_empty() {
        bare = format!("{name}:{}:{}", location.number, location.column);
        elements = elements.element(Level::NOTE.message(&*bare));
    } else {
        // One mark for each harmful character, so that columns stay what they are.
        let mark = |(c, stands)| if stands || c == '\t' { c } else { char::REPLACEMENT_CHARACTER };
        let mut marked = each(location.line).into_iter().map(mark);
        let mut safe = |part: Option<&str>| -> String {
            marked.by_ref().take(part.unwrap_or_default().chars().count()).collect()
        };
        let before = safe(location.line.get(..location.start));
        let found = safe(location.line.get(location.start..location.end));
        let span = before.len()..before.len() + found.len();
        let line = [before, found, safe(location.line.get(location.end..))].concat();
        let snippet = Snippet::source(line)
            .line_start(location.number)
            .path(name)
            .annotation(AnnotationKind::Primary.span(span));
        elements = elements.element(snippet);
    }
    let help = shortened(&finding.help);
    if !help.is_empty() {
        elements = elements.element(Level::HELP.message(&*help));
    }
    Renderer::styled().render(&[elements])
}

/// Returns a message that fits a screen, whatever it quotes.
fn shortened(message: &str) -> String {
    let mut letters = message.chars();
    let start: String = letters.by_ref().take(LONGEST_MESSAGE).collect();
    let rest = if letters.next().is_some() { " ..." } else { "" };
    shown(&start) + rest
}
