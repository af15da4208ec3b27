//! The policy document: the table `[check]` of `oms-maturity.toml`, checked in shape and in sense,
//! and with it what else the file holds.

use super::fields::{self, Fields, Findings};
use super::house::{self, House, TABLES};
use super::node::{Finding, Node, Span, Value};
use super::write::NumberDocument;
use crate::domain::index::{DimensionId, ScenarioId};
use crate::domain::policy::{MustCope, Policy, Rule, Severity, Waiver};
use crate::domain::rubric::Scale;
use crate::domain::score::{Basis, whole_range};
use crate::domain::{Code, Decimal, Exact, Instrument, Questionnaire, Rubric};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A policy, and where its parts stand.
#[derive(Clone, Debug, Default)]
pub struct PolicyDocument {
    /// What is demanded.
    pub policy: Policy,
    /// Where each waiver stands.
    pub waivers: Vec<Span>,
    /// Where the baseline is named.
    pub baseline: Option<Span>,
    /// What holds for reports; a gate takes nothing from it, but finds what is wrong with it.
    pub house: House,
}

/// A policy as the command line spells it, none of it checked yet. It becomes the text of a
/// settings file, so that both are read, checked and complained about alike.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "each is what stands under its key")]
pub struct PolicyText<'p> {
    pub min_level: Option<i64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dimensions: BTreeMap<&'p str, ScalarText<'p>>,
    pub min_mean: Option<ScalarText<'p>>,
    pub judge: Option<&'p str>,
    pub require_evidence_from: Option<i64>,
    pub max_unknown: Option<u32>,
    pub max_unanswered: Option<u32>,
    pub max_age_days: Option<u32>,
    pub max_evidence_age_days: Option<u32>,
    pub baseline: Option<Cow<'p, str>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub max_erosion: BTreeMap<&'p str, ScalarText<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allow_fall: Vec<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub must_cope: Vec<ScenarioText<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waiver: Vec<BTreeMap<&'p str, &'p str>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub severity: BTreeMap<&'p str, &'p str>,
    pub strict: Option<bool>,
}

/// A number, where the text is one; any other text stays one, which the reader then complains
/// about.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum ScalarText<'p> {
    /// A number.
    Number(NumberDocument),
    /// A text.
    Text(&'p str),
}

impl<'p> From<&'p str> for ScalarText<'p> {
    fn from(text: &'p str) -> Self {
        let number = Decimal::parse(text);
        number.map_or(Self::Text(text), |number| Self::Number(NumberDocument(number)))
    }
}

/// A scenario that must be coped with, from a day on where one is named behind an `@`.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum ScenarioText<'p> {
    /// The id alone.
    Always(&'p str),
    /// The id and the day.
    From {
        /// The id.
        scenario: &'p str,
        /// The day.
        from: &'p str,
    },
}

impl<'p> From<&'p str> for ScenarioText<'p> {
    fn from(text: &'p str) -> Self {
        let dated = text.split_once('@');
        dated.map_or(Self::Always(text), |(scenario, from)| Self::From { scenario, from })
    }
}

impl PolicyText<'_> {
    /// Returns the text of a settings file that demands this.
    ///
    /// # Errors
    ///
    /// Returns the format library's complaint, should it have one.
    pub fn to_toml(&self) -> Result<String, String> {
        let table = toml::Table::try_from(self).map_err(|error| error.to_string())?;
        // Each part on one line, so that a finding shows the key as well as what is wrong under it.
        let lines = table.iter().map(|(key, value)| format!("{key} = {value}\n"));
        Ok(format!("[check]\n{}", lines.collect::<String>()))
    }
}

/// The keys of `[check]`.
pub const KEYS: &[&str] = &[
    "min_level",
    "dimensions",
    "min_mean",
    "judge",
    "require_evidence_from",
    "max_unknown",
    "max_unanswered",
    "max_age_days",
    "max_evidence_age_days",
    "baseline",
    "max_erosion",
    "allow_fall",
    "must_cope",
    "waiver",
    "severity",
    "strict",
];

/// The keys of a waiver.
pub const WAIVER_KEYS: &[&str] =
    &["rule", "dimension", "question", "scenario", "until", "reason", "by"];

/// Reads a tree as a policy about answers to `questionnaire`, judged by `rubric`.
///
/// # Errors
///
/// Returns every finding, in the order of the text.
pub fn read(tree: &Node<'_>, instrument: &Instrument) -> Result<PolicyDocument, Vec<Finding>> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let mut reader = Reader { questionnaire, rubric, findings: Findings::default() };
    let top = Fields::open(tree, "a settings file", TABLES, &mut reader.findings);
    let document = top.and_then(|top| {
        let check = match (top.get("check"), top.get("report")) {
            (None, Some(_)) => Some(PolicyDocument::default()),
            _ => top.need("check", &mut reader.findings).and_then(|node| reader.check(node)),
        };
        let house = house::in_settings(&top, rubric, &mut reader.findings);
        Some(PolicyDocument { house, ..check? })
    });
    reader.findings.finish(document)
}

struct Reader<'r> {
    questionnaire: &'r Questionnaire,
    rubric: &'r Rubric,
    findings: Findings,
}

impl Reader<'_> {
    fn check(&mut self, node: &Node<'_>) -> Option<PolicyDocument> {
        let fields = Fields::open(node, "`check`", KEYS, &mut self.findings)?;
        let basis = fields.get("judge");
        let basis = basis.and_then(|node| fields::one_of(node, &Basis::ALL, &mut self.findings));
        let waivers = self.waivers(&fields);
        let (waivers, spans) = waivers.into_iter().unzip();
        let policy = Policy {
            basis,
            min_level: fields.get("min_level").and_then(|node| self.overall_level(node)),
            min_dimensions: self.dimensions(&fields),
            min_mean: fields.get("min_mean").and_then(|node| self.mean(node)),
            require_evidence_from: fields
                .get("require_evidence_from")
                .and_then(|node| self.level(node, Some(self.rubric.scale))),
            max_unknown: fields.optional("max_unknown", &mut self.findings, fields::count),
            max_unanswered: fields.optional("max_unanswered", &mut self.findings, fields::count),
            max_age_days: self.days(&fields, "max_age_days"),
            max_evidence_age_days: self.days(&fields, "max_evidence_age_days"),
            baseline: fields.optional("baseline", &mut self.findings, fields::text),
            max_erosion: self.max_erosion(&fields),
            allow_fall: self.allowed_falls(&fields),
            must_cope: self.must_cope(&fields),
            waivers,
            severity: self.severities(&fields),
            strict: fields.optional("strict", &mut self.findings, fields::flag).unwrap_or_default(),
        };
        let baseline = fields.get("baseline").map(|node| node.span.clone());
        Some(PolicyDocument { policy, waivers: spans, baseline, house: House::default() })
    }

    fn overall_level(&mut self, node: &Node<'_>) -> Option<i64> {
        self.level(node, self.rubric.level_range())
    }

    /// Reads a level of this range; where there is none, there are scores only.
    fn level(&mut self, node: &Node<'_>, range: Option<Scale>) -> Option<i64> {
        let Some(range) = range else {
            let message = "there are scores only here, and no level to demand";
            let help = "take it out, demand a score of the whole with `min_mean`, or give the \
                        rubric levels";
            self.findings.push(Code::OutOfRange, &node.span, message, help);
            return None;
        };
        fields::level(node, range, &mut self.findings)
    }

    fn mean(&mut self, node: &Node<'_>) -> Option<Decimal> {
        let mean = fields::decimal(node, &mut self.findings)?;
        let scale = self.rubric.scale;
        let range = whole_range(self.rubric);
        let (lowest, highest) =
            range.unwrap_or_else(|| (Exact::whole(scale.lowest), Exact::whole(scale.highest)));
        let exact = mean.exact();
        if exact >= lowest && exact <= highest && mean.decimals() <= 2 {
            return Some(mean);
        }
        let message = format!("no mean is shown as {mean}");
        let help = format!("write a number from {lowest} to {highest} with at most two decimals");
        self.findings.push(Code::OutOfRange, &node.span, message, &help);
        None
    }

    fn days(&mut self, fields: &Fields<'_, '_>, key: &str) -> Option<i64> {
        let days = fields.optional(key, &mut self.findings, fields::count)?;
        Some(i64::try_from(days).unwrap_or(i64::MAX))
    }

    fn dimensions(&mut self, fields: &Fields<'_, '_>) -> BTreeMap<DimensionId, i64> {
        let mut levels = BTreeMap::new();
        let Some(node) = fields.get("dimensions") else { return levels };
        for entry in fields::entries(node, &mut self.findings) {
            let dimension = self.dimension(&entry.key, &entry.key_span);
            let Some(dimension) = dimension else { continue };
            let range = self.rubric.levels_of(dimension);
            let level = self.level(&entry.value, range);
            levels.extend(level.map(|level| (dimension, level)));
        }
        levels
    }

    fn max_erosion(&mut self, fields: &Fields<'_, '_>) -> BTreeMap<String, Decimal> {
        let mut most = BTreeMap::new();
        let Some(node) = fields.get("max_erosion") else { return most };
        if !matches!(node.value, Value::Map(_)) {
            let message =
                format!("this is {}, and every figure has a unit of its own", node.value.kind());
            let named = self.questionnaire.all().find(|asked| asked.measure.is_some());
            let id = named.map_or("QUESTION", |asked| &asked.id);
            let help = format!("write it by question, in the unit of its figure: {{{id} = 1}}");
            self.findings.push(Code::WrongType, &node.span, message, &help);
            return most;
        }
        for entry in fields::entries(node, &mut self.findings) {
            let asked = fields::measured(
                (&entry.key, &entry.key_span),
                self.questionnaire,
                &mut self.findings,
            );
            let number = fields::decimal(&entry.value, &mut self.findings);
            let Some((asked, number)) = asked.zip(number) else { continue };
            if number < Decimal::whole(0) {
                let message = format!("by {number} nothing can worsen");
                let help = "write 0 or more: by how much the figure may be worse";
                self.findings.push(Code::OutOfRange, &entry.value.span, message, help);
                continue;
            }
            most.insert(asked.id.clone(), number);
        }
        most
    }

    fn dimension(&mut self, id: &str, span: &Span) -> Option<DimensionId> {
        fields::dimension((id, span), self.rubric, &mut self.findings)
    }

    fn scenario(&mut self, id: &str, span: &Span) -> Option<ScenarioId> {
        let known: Vec<_> = self.rubric.scenarios.iter().map(|s| s.id.as_str()).collect();
        fields::index_of((id, span), "scenario", &known, &mut self.findings).map(ScenarioId::new)
    }

    fn allowed_falls(&mut self, fields: &Fields<'_, '_>) -> Vec<DimensionId> {
        let ids = fields.list("allow_fall", &mut self.findings, |node, findings| {
            Some((fields::text(node, findings)?, node.span.clone()))
        });
        ids.into_iter().filter_map(|(id, span)| self.dimension(&id, &span)).collect()
    }

    fn must_cope(&mut self, fields: &Fields<'_, '_>) -> Vec<MustCope> {
        let entries = fields.list("must_cope", &mut self.findings, |node, findings| {
            if let Value::Map(_) = &node.value {
                let known = &["scenario", "from"];
                let fields = Fields::open(node, "a scenario to cope with", known, findings)?;
                let from = fields.optional("from", findings, fields::date);
                let id = fields.required("scenario", findings, fields::text)?;
                let span = fields.get("scenario").map(|node| node.span.clone());
                return Some((id, span.unwrap_or_else(|| node.span.clone()), from));
            }
            let text = fields::text(node, findings)?;
            if let ScenarioText::From { scenario, from } = ScenarioText::from(text.as_str()) {
                let message = format!("`{}` is how a flag says it", text.escape_debug());
                let help = format!("write {{scenario = \"{scenario}\", from = {from}}}");
                findings.push(Code::WrongType, &node.span, message, &help);
                return None;
            }
            Some((text, node.span.clone(), None))
        });
        let cope = |(id, span, from): (String, Span, _)| {
            Some(MustCope { scenario: self.scenario(&id, &span)?, from })
        };
        entries.into_iter().filter_map(cope).collect()
    }

    fn severities(&mut self, fields: &Fields<'_, '_>) -> BTreeMap<Rule, Severity> {
        let mut severities = BTreeMap::new();
        let Some(node) = fields.get("severity") else { return severities };
        for entry in fields::entries(node, &mut self.findings) {
            let rule = self.rule(&entry.key, &entry.key_span);
            let severity = fields::one_of(&entry.value, &Severity::ALL, &mut self.findings);
            severities.extend(rule.zip(severity));
        }
        severities
    }

    fn rule(&mut self, name: &str, span: &Span) -> Option<Rule> {
        let known: Vec<_> = Rule::ALL.iter().map(|(known, _)| *known).collect();
        let index = fields::index_of((name, span), "rule", &known, &mut self.findings)?;
        Rule::ALL.get(index).map(|(_, rule)| *rule)
    }

    fn waivers(&mut self, fields: &Fields<'_, '_>) -> Vec<(Waiver, Span)> {
        let Some(node) = fields.get("waiver") else { return Vec::new() };
        let nodes = fields::items(node, &mut self.findings);
        nodes.iter().filter_map(|node| Some((self.waiver(node)?, node.span.clone()))).collect()
    }

    fn waiver(&mut self, node: &Node<'_>) -> Option<Waiver> {
        let fields = Fields::open(node, "a waiver", WAIVER_KEYS, &mut self.findings)?;
        let rule = fields.need("rule", &mut self.findings);
        let rule = rule.and_then(|node| {
            let name = fields::text(node, &mut self.findings)?;
            let rule = self.rule(&name, &node.span)?;
            if matches!(rule, Rule::Waiver | Rule::UnusedWaiver) {
                let message = "a waiver cannot be waived";
                let help = "mend or remove the waiver itself";
                self.findings.push(Code::UnknownId, &node.span, message, help);
                return None;
            }
            Some(rule)
        });
        let about = self.waived(&fields, node);
        let until = fields.required("until", &mut self.findings, fields::date);
        let reason = fields.required("reason", &mut self.findings, fields::text);
        let by = fields.required("by", &mut self.findings, fields::text);
        let subject = about.map(|id| (!id.is_empty()).then_some(id))?;
        Some(Waiver { rule: rule?, subject, until: until?, reason: reason?, by: by? })
    }

    /// Reads what a waiver is about: at most one thing; empty where it is about any. Nothing where
    /// that is wrong.
    fn waived(&mut self, fields: &Fields<'_, '_>, waiver: &Node<'_>) -> Option<String> {
        let kinds = ["dimension", "question", "scenario"];
        let named: Vec<_> =
            kinds.into_iter().filter_map(|kind| Some((kind, fields.get(kind)?))).collect();
        let (kind, node) = match named.as_slice() {
            [] => return Some(String::new()),
            [only] => *only,
            _ => {
                let message = "a waiver is about one thing, or about any";
                let help = "keep one of `dimension`, `question` and `scenario`";
                self.findings.push(Code::TwoAnswers, &waiver.span, message, help);
                return None;
            }
        };
        let id = fields::text(node, &mut self.findings)?;
        let is_known = match kind {
            "dimension" => self.dimension(&id, &node.span).is_some(),
            "scenario" => self.scenario(&id, &node.span).is_some(),
            _ => self.question(&id, &node.span).is_some(),
        };
        is_known.then_some(id)
    }

    fn question(&mut self, id: &str, span: &Span) -> Option<usize> {
        let known: Vec<_> = self.questionnaire.all().map(|q| q.id.as_str()).collect();
        fields::index_of((id, span), "question", &known, &mut self.findings)
    }
}
