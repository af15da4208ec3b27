//! A portfolio that was judged before, as another assessment is held against it: how many stood
//! where. Its groups are passed over, however many there are.

use super::fields::{self, Findings};
use super::node::{Finding, Node, Value};
use super::stored::{self, Reference};
use crate::domain::index::DimensionId;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::others::{Others, Unit, unit_of, unit_of_whole};
use crate::domain::{Code, Date};
use std::borrow::Cow;

/// What to name where something else than a portfolio is named.
pub const ADVICE: &str = "name what `oms-maturity portfolio INPUT... --format json` wrote";

/// What is passed over, as its key is spelled.
const GROUPS: &str = "\"groups\"";

/// Returns the text of a portfolio without what stands in its groups. All that stands before them,
/// and so all that is read, stays where it was.
#[must_use]
pub fn without_groups(text: &str) -> Cow<'_, str> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, depth: 0 };
    while let Some((start, is_string)) = scanner.next_token() {
        let is_key = is_string && scanner.depth == 1 && text.get(start..scanner.at) == Some(GROUPS);
        if !is_key || !scanner.is_before_colon() {
            continue;
        }
        let from = scanner.at;
        while let Some((start, _)) = scanner.next_token() {
            let byte = scanner.bytes.get(start);
            let ends = scanner.depth == 1 && matches!(byte, Some(b'}' | b']'));
            if ends || scanner.depth == 0 || (scanner.depth == 1 && byte == Some(&b',')) {
                let to = if ends { scanner.at } else { start };
                let (before, after) = (text.get(..from), text.get(to..));
                let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
                return Cow::Owned([before, ": null", after].concat());
            }
        }
    }
    Cow::Borrowed(text)
}

/// Walks over JSON by brackets, commas and strings.
struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
}

impl Scanner<'_> {
    /// Passes the next one; returns where it starts, and whether it is a string.
    fn next_token(&mut self) -> Option<(usize, bool)> {
        loop {
            let (start, byte) = (self.at, *self.bytes.get(self.at)?);
            self.at += 1;
            match byte {
                b'"' => {
                    self.pass_string();
                    return Some((start, true));
                }
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                b',' => {}
                _ => continue,
            }
            return Some((start, false));
        }
    }

    fn pass_string(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                return;
            }
        }
    }

    fn is_before_colon(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
    }
}

/// Reads a portfolio that was judged by the rubric of `instrument`; the inner error is the rubric
/// by which it was judged instead.
///
/// # Errors
///
/// Returns what keeps it from being read.
pub fn read(
    tree: &Node<'_>,
    instrument: &Instrument,
) -> Result<Result<Others, Reference>, Vec<Finding>> {
    let mut findings = Findings::default();
    let Some(totals) = tree.get("portfolio").filter(|_| tree.get("version").is_some()) else {
        let message = "this is no portfolio: it does not say how many records there are";
        findings.push(Code::MissingKey, &tree.span, message, ADVICE);
        return findings.finish(None);
    };
    stored::version(tree, "a portfolio", &mut findings);
    let Some(reference) = stored::reference(tree, "rubric", &mut findings) else {
        return findings.finish(None);
    };
    let rubric = instrument.rubric();
    let is_same = (&reference.id, &reference.version, &reference.sha256)
        == (&rubric.id, &rubric.version, &instrument.fingerprints().rubric);
    if !is_same {
        return findings.finish(Some(Err(reference)));
    }
    let place = Place { levels: &["levels", "counts"], scores: &["scores", "counts"] };
    let judged_on = date(tree, &mut findings);
    let records = need(totals, "judged", &mut findings).and_then(|node| count(node, &mut findings));
    let others = others(tree, instrument, (judged_on, records), place, &mut findings);
    findings.finish(others.map(Ok))
}

/// Reads what a report carries of the portfolio that it was held against.
///
/// # Errors
///
/// Returns what keeps it from being read.
pub fn carried(node: &Node<'_>, instrument: &Instrument) -> Result<Others, Vec<Finding>> {
    let mut findings = Findings::default();
    let place = Place { levels: &["counts"], scores: &["counts"] };
    let totals = need(node, "portfolio", &mut findings);
    let judged_on = totals.and_then(|totals| date(totals, &mut findings));
    let records = totals.and_then(|totals| need(totals, "records", &mut findings));
    let records = records.and_then(|node| count(node, &mut findings));
    let others = others(node, instrument, (judged_on, records), place, &mut findings);
    findings.finish(others)
}

/// By which keys the counts of levels and of scores are found.
#[derive(Clone, Copy)]
struct Place {
    levels: &'static [&'static str],
    scores: &'static [&'static str],
}

fn others(
    node: &Node<'_>,
    instrument: &Instrument,
    (judged_on, records): (Option<Date>, Option<u64>),
    place: Place,
    findings: &mut Findings,
) -> Option<Others> {
    let rubric = instrument.rubric();
    let overall = need(node, "overall", findings);
    let overall = overall.and_then(|it| histogram(it, place, unit_of_whole(rubric), findings));
    let listed = need(node, "dimensions", findings)?;
    let listed_items = fields::items(listed, findings);
    let mut dimensions = Vec::new();
    for (id, dimension) in DimensionId::each(&rubric.dimensions) {
        let is_it = |node: &&Node<'_>| match node.get("id").map(|node| &node.value) {
            Some(Value::Text(text)) => *text == dimension.id,
            _ => false,
        };
        if let Some(node) = listed_items.iter().find(is_it) {
            dimensions.extend(histogram(node, place, unit_of(rubric, id), findings));
        } else {
            let message = format!("the dimension `{}` is missing", dimension.id);
            findings.push(Code::MissingKey, &listed.span, message, ADVICE);
        }
    }
    let whole = dimensions.len() == rubric.dimensions.len();
    let (judged_on, records, overall) = (judged_on?, records?, overall?);
    whole.then_some(Others { judged_on, records, overall, dimensions })
}

fn need<'n, 't>(node: &'n Node<'t>, key: &str, findings: &mut Findings) -> Option<&'n Node<'t>> {
    let found = node.get(key);
    if found.is_none() {
        findings.push(Code::MissingKey, &node.span, format!("`{key}` is missing"), ADVICE);
    }
    found
}

fn date(node: &Node<'_>, findings: &mut Findings) -> Option<Date> {
    need(node, "judged_on", findings).and_then(|node| fields::date(node, findings))
}

fn count(node: &Node<'_>, findings: &mut Findings) -> Option<u64> {
    fields::count(node, findings).and_then(|count| u64::try_from(count).ok())
}

/// Reads how often each number occurs.
fn histogram(
    node: &Node<'_>,
    place: Place,
    unit: Unit,
    findings: &mut Findings,
) -> Option<Histogram> {
    let path = match unit {
        Unit::Level => place.levels,
        Unit::Score => place.scores,
    };
    let counts = path.iter().try_fold(node, |node, key| need(node, key, findings))?;
    let mut histogram = Histogram::default();
    for item in fields::items(counts, findings) {
        let at = need(item, "at", findings).and_then(|node| match unit {
            Unit::Level => fields::whole(node, findings),
            Unit::Score => Some(fields::decimal(node, findings)?.exact().hundredths()),
        });
        let records = need(item, "records", findings).and_then(|node| count(node, findings));
        histogram.add_times(at?, records?);
    }
    Some(histogram)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_cut_out_wherever_they_stand() {
        for (text, cut) in [
            (r#"{"a": 1, "groups": {"x": [1, {"groups": "}"}]}}"#, r#"{"a": 1, "groups": null}"#),
            (
                r#"{"groups" : [], "a": "\"groups\": ["}"#,
                r#"{"groups": null, "a": "\"groups\": ["}"#,
            ),
            (r#"{"groups": null}"#, r#"{"groups": null}"#),
            (r#"{"a": "groups"}"#, r#"{"a": "groups"}"#),
            (r#"{"a": {"groups": {"b": 1}}}"#, r#"{"a": {"groups": {"b": 1}}}"#),
            // What is cut off stays so, for its reader to say.
            (r#"{"groups": {"a""#, r#"{"groups": {"a""#),
            ("\"\\", "\"\\"),
        ] {
            assert_eq!(without_groups(text), cut);
        }
    }
}
