//! Explanations as they are shown: for people and for programs.

use super::example::Example;
use super::explanation::{CodeKind, Explanation};
use crate::report::json_text;
use crate::report::styled::{StyledText, Tone};
use serde::Serialize;

/// The columns of a line of text.
const COLUMNS: usize = 76;

/// Version 1. Fields are only ever added.
#[derive(Serialize)]
struct CodesV1 {
    version: u8,
    codes: Vec<CodeV1>,
}

#[derive(Serialize)]
struct CodeV1 {
    code: &'static str,
    kind: CodeKind,
    meaning: &'static str,
    mend: &'static str,
    example: Option<Example>,
}

/// Returns explanations as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn json(explanations: &[Explanation]) -> Result<String, serde_json::Error> {
    let codes = explanations.iter().map(|explained| CodeV1 {
        code: explained.code,
        kind: explained.kind,
        meaning: explained.meaning,
        mend: explained.mend,
        example: explained.example(),
    });
    let codes = CodesV1 { version: 1, codes: codes.collect() };
    json_text::text(&codes)
}

/// Returns the list of codes, a line or two each, with colour.
#[must_use]
pub fn list(explanations: &[Explanation]) -> String {
    let widest = explanations.iter().map(|explained| explained.code.len()).max().unwrap_or(0);
    let mut text = StyledText::default();
    for (kind, title) in [
        (CodeKind::Finding, "FINDINGS: what is wrong with a file, or not as a policy demands"),
        (CodeKind::Notice, "NOTICES: what weakens a result"),
        (CodeKind::Rule, "RULES: what a policy can demand"),
    ] {
        text += StyledText::line(vec![(Tone::Strong, title.to_owned())]);
        for explained in explanations.iter().filter(|explained| explained.kind == kind) {
            let mut code = format!("  {:<widest$}  ", explained.code);
            for line in lines(explained.meaning, COLUMNS.saturating_sub(widest)) {
                text += StyledText::plain(&format!("{code}{line}"));
                code = " ".repeat(widest + 4);
            }
        }
        text += StyledText::blank();
    }
    let more = "What causes one, and how to mend it: `oms-maturity explain CODE`";
    (text + StyledText::plain(more)).coloured()
}

/// Returns all there is to say about one code, with colour.
#[must_use]
pub fn in_full(explained: &Explanation) -> String {
    let kind = match explained.kind {
        CodeKind::Finding => "a finding",
        CodeKind::Notice => "a notice on a result",
        CodeKind::Rule => "a rule of a policy",
    };
    let head = vec![(Tone::Strong, explained.code.to_owned()), (Tone::Faint, format!(" ({kind})"))];
    let mut text = StyledText::line(head) + paragraph(explained.meaning);
    if let Some(example) = explained.example() {
        text += StyledText::blank() + title("What causes it") + shown(&example);
    }
    (text + StyledText::blank() + title("How to mend it") + paragraph(explained.mend)).coloured()
}

fn title(text: &str) -> StyledText {
    StyledText::line(vec![(Tone::Strong, text.to_owned())])
}

fn shown(example: &Example) -> StyledText {
    let mut text = paragraph(&example.words);
    for file in &example.files {
        text += StyledText::line(vec![(Tone::Faint, format!("  {}:", file.name))]);
        text += file.text.lines().map(|line| StyledText::plain(&format!("    {line}"))).collect();
    }
    text + example.commands.iter().map(|line| StyledText::plain(&format!("  $ {line}"))).collect()
}

fn paragraph(text: &str) -> StyledText {
    lines(text, COLUMNS).iter().map(|line| StyledText::plain(&format!("  {line}"))).collect()
}

/// Breaks our own plain words into lines.
fn lines(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
