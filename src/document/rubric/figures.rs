//! The figures that scenarios take: each under the id of what is asked, with what it must keep to.

use super::super::advice::nearest_or_all;
use super::super::fields::{self, Fields, Findings};
use super::super::mistaken::spelled;
use super::super::node::{Entry, Node};
use super::reader::Reader;
use crate::domain::figures::{FigureLimit, FigureNeed};
use crate::domain::questionnaire::Measure;
use crate::domain::{Code, Decimal};

impl Reader<'_, '_> {
    /// Reads the figures that a scenario takes.
    pub(super) fn figures(
        &self,
        fields: &Fields<'_, '_>,
        findings: &mut Findings,
    ) -> Vec<FigureNeed> {
        let Some(node) = fields.get("figures") else { return Vec::new() };
        let entries = fields::entries(node, findings);
        entries.iter().filter_map(|entry| self.figure(entry, findings)).collect()
    }

    fn figure(&self, entry: &Entry<'_>, findings: &mut Findings) -> Option<FigureNeed> {
        let Some(question) = self.questionnaire.all().find(|asked| asked.id == entry.key) else {
            let known: Vec<_> = self.questionnaire.all().map(|asked| asked.id.as_str()).collect();
            let message = format!("there is no question `{}`", spelled(&entry.key));
            let help = nearest_or_all(&entry.key, &known);
            findings.push(Code::UnknownId, &entry.key_span, message, &help);
            return None;
        };
        let limit = limit(&entry.value, findings)?;
        let Some(measure) = &question.measure else {
            let message = format!("`{}` has no figure, as it has no measure", question.id);
            let help =
                "name a question with a `measure`, or write what its level must be as a need";
            findings.push(Code::NoMeasure, &entry.key_span, message, help);
            return None;
        };
        for (key, at) in named(&limit) {
            within(&entry.value, (key, at), measure, findings);
        }
        Some(FigureNeed { question: question.id.clone(), limit })
    }
}

/// Reads what a figure must keep to.
fn limit(node: &Node<'_>, findings: &mut Findings) -> Option<FigureLimit> {
    let keys = ["from", "up_to", "above", "below"];
    let fields = Fields::open(node, "what a figure must keep to", &keys, findings)?;
    let mut limit = |key| fields.optional(key, findings, fields::decimal);
    let [from, up_to, above, below] = keys.map(&mut limit);
    let limit = FigureLimit { from, up_to, above, below };
    if !keys.iter().any(|key| fields.get(key).is_some()) && !fields.has_unknown() {
        let message = "nothing says what the figure must keep to";
        findings.push(Code::MissingKey, &node.span, message, "write `{from: 2}` or `{up_to: 8}`");
        return None;
    }
    let least = from.into_iter().chain(above).max();
    let most = up_to.into_iter().chain(below).min();
    if least
        .zip(most)
        .is_some_and(|(least, most)| least > most || (least == most && !limit.keeps(least)))
    {
        let message = "no figure keeps to both ends";
        findings.push(
            Code::OutOfRange,
            &node.span,
            message,
            "let the lower end be the smaller one",
        );
    }
    Some(limit)
}

/// Returns the ends that are stated, each with its key.
fn named(limit: &FigureLimit) -> impl Iterator<Item = (&'static str, Decimal)> {
    let FigureLimit { from, up_to, above, below } = *limit;
    let all = [("from", from), ("up_to", up_to), ("above", above), ("below", below)];
    all.into_iter().filter_map(|(key, at)| Some((key, at?)))
}

/// Notes an end that no figure of the measure can be at.
fn within(node: &Node<'_>, (key, at): (&str, Decimal), measure: &Measure, findings: &mut Findings) {
    let fits = at >= measure.least && measure.most.is_none_or(|most| at <= most);
    if let Some(value) = node.get(key).filter(|_| !fits) {
        let range = super::super::advice::range(measure);
        let message = format!("{at} is outside the range of `{}`", measure.name);
        findings.push(Code::OutOfRange, &value.span, message, &format!("write {range}"));
    }
}
