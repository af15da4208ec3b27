//! What a gate found, as the forms for machines go through it: one entry after another, each with a
//! name and a fingerprint of its own.

use super::{FileReport, GateDue, GateFinding, GateReport, Waived};
use crate::document::sha256;
use crate::domain::Code;
use crate::domain::policy::{Rule, Severity};
use crate::report::explain::Explained;
use crate::report::words::{shown, shown_path};
use std::collections::BTreeMap;

/// Something that a form has to say about a file.
pub(super) struct FileFinding<'r> {
    /// The file's one path, as it is.
    pub(super) file: &'r str,
    /// What there is to say.
    pub(super) kind: Kind<'r>,
    /// Which one it is of those that are alike in file, kind, rule and subject; from 1.
    nth: usize,
}

/// What there is to say about a file.
#[derive(Clone, Copy)]
pub(super) enum Kind<'r> {
    /// It fails the gate.
    Error(&'r GateFinding),
    /// It does not.
    Warning(&'r GateFinding),
    /// It would, were it not waived.
    Waived(&'r Waived),
    /// It will before long, if nothing changes.
    Due(&'r GateDue),
}

/// What makes an entry the same entry in the next run, wherever in the file it then stands.
type Likeness<'r> = (&'r str, Code, Option<Rule>, &'r str);

/// Returns the entries of every file, in the report's order; in each file what is
/// waived comes after what is found, and what falls due last.
pub(super) fn by_file(report: &GateReport) -> Vec<(&FileReport, Vec<FileFinding<'_>>)> {
    of_files(&report.files)
}

/// Returns the same of files by themselves.
fn of_files(files: &[FileReport]) -> Vec<(&FileReport, Vec<FileFinding<'_>>)> {
    let mut seen = BTreeMap::new();
    files.iter().map(|file| (file, of(file, &mut seen))).collect()
}

/// Returns the entries of all files.
pub(super) fn all(files: &[FileReport]) -> Vec<FileFinding<'_>> {
    of_files(files).into_iter().flat_map(|(_, entries)| entries).collect()
}

fn of<'r>(file: &'r FileReport, seen: &mut BTreeMap<Likeness<'r>, usize>) -> Vec<FileFinding<'r>> {
    let found = file.findings.iter().map(|found| match found.severity {
        Severity::Error => Kind::Error(found),
        Severity::Warn => Kind::Warning(found),
    });
    let found = found.chain(file.waived.iter().map(Kind::Waived));
    let entries = found.chain(file.due.iter().map(Kind::Due)).map(|kind| {
        let mut entry = FileFinding { file: &file.file, kind, nth: 0 };
        let alike = seen.entry(entry.likeness()).or_default();
        *alike += 1;
        entry.nth = *alike;
        entry
    });
    entries.collect()
}

impl<'r> FileFinding<'r> {
    /// Returns the finding.
    pub(super) fn finding(&self) -> &'r GateFinding {
        match self.kind {
            Kind::Error(found) | Kind::Warning(found) => found,
            Kind::Waived(waived) => &waived.finding,
            Kind::Due(due) => &due.finding,
        }
    }

    /// Returns the file's path on one line, with nothing in it that steers, and that of no other
    /// file.
    pub(super) fn path(&self) -> String {
        shown_path(self.file)
    }

    fn likeness(&self) -> Likeness<'r> {
        let found = self.finding();
        (self.file, found.code, found.rule, &found.subject)
    }

    /// Returns the name of its kind.
    pub(super) fn code(&self) -> &'static str {
        self.finding().code.as_str()
    }

    /// Returns a name for it that no other entry of the file has: `min_level overrides`.
    pub(super) fn title(&self) -> String {
        let found = self.finding();
        let name = found.rule.map_or(self.code(), Rule::name);
        let title = shown(format!("{name} {}", found.subject).trim_end());
        if self.nth > 1 { format!("{title} ({})", self.nth) } else { title }
    }

    /// Returns the line and the column, each at least 1.
    pub(super) fn location(&self) -> (usize, usize) {
        let at = self.finding().at;
        (at.line.max(1), at.column.max(1))
    }

    /// Returns the column behind its end, unless it has no width.
    pub(super) fn end_column(&self) -> Option<usize> {
        let (_, column) = self.location();
        Some(self.finding().at.end_column).filter(|end| *end > column)
    }

    /// Says what is wrong, on one line.
    pub(super) fn message(&self) -> String {
        let found = self.finding();
        if found.message.is_empty() {
            return found.code.explanation().meaning.trim_end_matches('.').to_owned();
        }
        shown(&found.message)
    }

    /// Says what to do about it, on one line; may be empty.
    pub(super) fn help(&self) -> String {
        shown(&self.finding().help)
    }

    /// Says what is wrong and what to do about it.
    pub(super) fn advice(&self) -> String {
        match (self.message(), self.help()) {
            (message, help) if help.is_empty() => message,
            (message, help) => format!("{message}; help: {help}"),
        }
    }

    /// Says all there is to say, for forms that have no place of their own for a waiver.
    pub(super) fn remark(&self) -> String {
        match self.kind {
            Kind::Waived(waived) => format!("{}: {}", waiver(waived), self.advice()),
            _ => self.advice(),
        }
    }

    /// Returns what stays the same from run to run as long as it is there, and differs from that
    /// of any other entry.
    pub(super) fn fingerprint(&self) -> String {
        let (file, code, rule, subject) = self.likeness();
        let (code, rule) = (code.as_str(), rule.map_or("", Rule::name));
        let (file, subject) = (sha256(file.as_bytes()), sha256(subject.as_bytes()));
        sha256(format!("{code} {rule} {file} {subject} {}", self.nth).as_bytes())
    }
}

/// Says until when, by whom and why something is waived.
pub(super) fn waiver(waived: &Waived) -> String {
    format!("waived until {} by {} ({})", waived.until, shown(&waived.by), shown(&waived.reason))
}
