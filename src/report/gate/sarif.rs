//! The gate in SARIF 2.1.0, for code scanning: a result a finding, waived ones as suppressed.

use super::entries::{FileFinding, Kind, all};
use super::{Ending, FileReport, GateReport};
use crate::document::lint::LINTS;
use crate::domain::Code;
use crate::domain::policy::{Rule, Severity};
use crate::domain::sorting;
use crate::report::escape::escaped;
use crate::report::explain::Explained;
use crate::report::json_text;
use crate::report::words::shown;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Braces in messages mark arguments, unless they are doubled.
const BRACES: &[(char, &str)] = &[('{', "{{"), ('}', "}}")];

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Kept>,
}

/// A code that occurs, described.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    id: &'static str,
    short_description: Message,
    help: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "omsMaturity/v1")]
    first: String,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
    properties: Decided,
}

#[derive(Serialize)]
struct Decided {
    by: String,
    until: String,
}

/// Returns the report as JSON.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn render(report: &GateReport) -> Result<String, serde_json::Error> {
    of_files(&report.files, report.ending() != Ending::NoAnswer)
}

/// Returns what was found in files as JSON; `successful` says whether all of them could be read.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn of_files(files: &[FileReport], successful: bool) -> Result<String, serde_json::Error> {
    let entries = all(files);
    let mut codes: BTreeMap<Code, Option<Rule>> = BTreeMap::new();
    for found in entries.iter().map(FileFinding::finding) {
        codes.entry(found.code).or_insert(found.rule);
    }
    let indexes = sorting::to_map(codes.keys().copied().zip(0..));
    let results = entries.iter().map(|entry| result(entry, &indexes));
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().map(|(code, rule)| kept(*code, *rule)).collect(),
            },
        },
        invocations: [Invocation { execution_successful: successful }],
        column_kind: "unicodeCodePoints",
        results: results.collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    json_text::text(&log)
}

fn kept(code: Code, rule: Option<Rule>) -> Kept {
    let explained = code.explanation();
    let help = if LINTS.iter().any(|(lint, _)| *lint == code) {
        explained.mend
    } else {
        rule.map_or(explained.meaning, |rule| rule.explanation().meaning)
    };
    Kept { id: code.as_str(), short_description: message(explained.meaning), help: message(help) }
}

/// Returns the result that an entry is.
fn result(entry: &FileFinding<'_>, indexes: &BTreeMap<Code, usize>) -> Finding {
    let found = entry.finding();
    let waived = match entry.kind {
        Kind::Waived(waived) => Some(waived),
        _ => None,
    };
    let suppression = waived.map(|waived| Suppression {
        kind: "external",
        justification: shown(&waived.reason),
        properties: Decided { by: shown(&waived.by), until: waived.until.to_string() },
    });
    Finding {
        rule_id: found.code.as_str(),
        rule_index: indexes.get(&found.code).copied(),
        level: match (entry.kind, found.severity) {
            (Kind::Due(_), _) => "note",
            (_, Severity::Error) => "error",
            (_, Severity::Warn) => "warning",
        },
        message: message(&entry.advice()),
        locations: [location(entry)],
        partial_fingerprints: Fingerprints { first: entry.fingerprint() },
        suppressions: suppression.into_iter().collect(),
    }
}

/// Returns a message in which nothing is an argument or a link.
fn message(text: &str) -> Message {
    Message { text: escaped(text, BRACES).replace("](", "] (") }
}

fn location(entry: &FileFinding<'_>) -> Location {
    let (start_line, start_column) = entry.location();
    Location {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(entry.file) },
            region: Region { start_line, start_column, end_column: entry.end_column() },
        },
    }
}

/// Returns a file's name as a reference of RFC 3986, relative unless the name is not.
fn uri(file: &str) -> String {
    let windows = cfg!(windows).then(|| file.replace('\\', "/"));
    let path = windows.as_deref().unwrap_or(file);
    let drive = cfg!(windows) && path.chars().nth(1) == Some(':');
    let mut uri = String::new();
    if path.starts_with('/') || drive {
        // Without its scheme, a second slash would make the first folder a host.
        uri += "file:///";
    }
    let path = path.strip_prefix("./").unwrap_or(path).trim_start_matches('/');
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
