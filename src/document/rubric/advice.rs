//! What a rubric advises: actions, and the scenarios that say what a level is good for.

use super::super::fields::{self, Fields, Findings};
use super::super::node::{Entry, Node, Value};
use super::super::questionnaire::refer;
use super::reader::{Frame, Reader, on_scale};
use crate::domain::index::DimensionId;
use crate::domain::rubric::{
    Action, ActionKind, Dimension, Hurt, Likelihood, Need, ReachedWhen, Scenario,
};
use crate::domain::{Code, Effort};
use std::collections::BTreeMap;

const ACTION_KEYS: &[&str] = &[
    "id",
    "dimension",
    "from_level",
    "supplies_report",
    "measures",
    "optional",
    "peak_ready",
    "title",
    "owner",
    "with",
    "effort",
    "horizon",
    "proof",
    "measure",
    "sources",
];

const SCENARIO_KEYS: &[&str] = &[
    "id", "title", "trigger", "needs", "know", "figures", "likely", "hurt", "at_peak", "coping",
    "sources",
];

impl Reader<'_, '_> {
    pub(super) fn action(
        &self,
        node: &Node<'_>,
        frame: &Frame,
        effort_days: &BTreeMap<String, Effort>,
        findings: &mut Findings,
    ) -> Option<Action> {
        let fields = Fields::open(node, "an action", ACTION_KEYS, findings)?;
        let flag = |key, findings: &mut Findings| {
            fields.optional(key, findings, fields::flag).unwrap_or_default()
        };
        let id = fields.required("id", findings, fields::code);
        let dimension = self.dimension_at(&fields, "dimension", findings);
        let kind = action_kind(node, &fields, dimension.map(|id| (id, frame)), findings);
        let title = fields.required("title", findings, fields::text);
        let owner = fields.required("owner", findings, fields::text);
        let effort = fields.required("effort", findings, fields::text);
        let known: Vec<_> = effort_days.keys().map(String::as_str).collect();
        refer(node, "effort", &known, "effort", findings);
        let horizon = fields.need("horizon", findings).and_then(|node| horizon(node, findings));
        let proof = fields.required("proof", findings, fields::text);
        let measure = self.measure_of(node, &fields, findings);
        let (horizon, weeks) = horizon?;
        Some(Action {
            measures: flag("measures", findings),
            optional: flag("optional", findings),
            peak_ready: flag("peak_ready", findings),
            sources: fields.list("sources", findings, fields::code),
            with: fields.list("with", findings, fields::text),
            measure,
            horizon,
            weeks,
            id: id?,
            dimension: dimension?,
            kind: kind?,
            title: title?,
            owner: owner?,
            effort: effort?,
            proof: proof?,
        })
    }

    /// Reads how one sees that levels are reached: by dimension and level.
    pub(super) fn reached_when(&self, frame: &Frame, findings: &mut Findings) -> Vec<ReachedWhen> {
        let Some(node) = self.top.get("reached_when") else { return Vec::new() };
        let mut lines = Vec::new();
        for Entry { key, key_span, value } in fields::entries(node, findings) {
            let named = Node { span: key_span.clone(), value: Value::Text(key.clone()) };
            let dimension = self.dimension_id(&named, key, findings);
            for Entry { key, key_span, value } in fields::entries(value, findings) {
                let level = Node { span: key_span.clone(), value: Value::Number(key.clone()) };
                let level = self.level_of(&level, dimension, frame, findings);
                let sentence = fields::text(value, findings);
                if let (Some(dimension), Some(level), Some(sentence)) = (dimension, level, sentence)
                {
                    lines.push(ReachedWhen { dimension, level, sentence });
                }
            }
        }
        lines
    }

    pub(super) fn scenario(
        &self,
        node: &Node<'_>,
        frame: &Frame,
        findings: &mut Findings,
    ) -> Option<Scenario> {
        let fields = Fields::open(node, "a scenario", SCENARIO_KEYS, findings)?;
        let id = fields.required("id", findings, fields::code);
        let title = fields.required("title", findings, fields::text);
        fields.need("needs", findings);
        let mut needs = |key| {
            let entries = fields.get(key).map(|node| fields::entries(node, findings));
            let entries = entries.unwrap_or_default().iter();
            entries.filter_map(|entry| self.need_of(entry, frame, findings)).collect()
        };
        Some(Scenario {
            needs: needs("needs"),
            know: needs("know"),
            figures: self.figures(&fields, findings),
            likely: word(&fields, "likely", &Likelihood::ALL, findings),
            hurt: word(&fields, "hurt", &Hurt::ALL, findings),
            at_peak: fields.optional("at_peak", findings, fields::flag).unwrap_or_default(),
            trigger: fields.optional("trigger", findings, fields::text).unwrap_or_default(),
            coping: fields.optional("coping", findings, fields::text).unwrap_or_default(),
            sources: fields.list("sources", findings, fields::code),
            id: id?,
            title: title?,
        })
    }

    /// Reads a need: `dimension: level` or `dimension.question: score`.
    fn need_of(&self, entry: &Entry<'_>, frame: &Frame, findings: &mut Findings) -> Option<Need> {
        let at = |id: &str| Node {
            span: entry.key_span.clone(),
            value: Value::Text(id.to_owned().into()),
        };
        let Some((id, question)) = entry.key.split_once('.') else {
            let dimension = self.dimension_id(&at(&entry.key), &entry.key, findings);
            let at_least = self.level_of(&entry.value, dimension, frame, findings);
            return Some(Need { dimension: dimension?, question: None, at_least: at_least? });
        };
        let dimension = self.dimension_id(&at(id), id, findings)?;
        let questions = frame.dimensions.get(dimension.index()).map(|it| it.questions.as_slice());
        let known: Vec<_> =
            questions.unwrap_or_default().iter().map(|scored| scored.question.as_str()).collect();
        super::super::questionnaire::refer_to(&at(question), &known, "question", findings);
        let at_least = fields::whole(&entry.value, findings);
        let place = known.iter().position(|known| *known == question);
        Some(Need { dimension, question: Some(place?), at_least: at_least? })
    }
}

/// Reads one of `words`, if one stands there.
fn word<T: Copy>(
    fields: &Fields<'_, '_>,
    key: &str,
    words: &[(&str, T)],
    findings: &mut Findings,
) -> Option<T> {
    fields.get(key).and_then(|node| fields::one_of(node, words, findings))
}

/// Reads whether an action belongs to a step, and to which, or supplies a report.
fn action_kind(
    node: &Node<'_>,
    fields: &Fields<'_, '_>,
    dimension: Option<(DimensionId, &Frame)>,
    findings: &mut Findings,
) -> Option<ActionKind> {
    let supplies = fields.optional("supplies_report", findings, fields::flag);
    match (supplies.unwrap_or_default(), fields.get("from_level")) {
        (true, None) => Some(ActionKind::SuppliesReport),
        (false, Some(from)) => step_from(from, dimension, findings).map(ActionKind::Step),
        (false, None)
            if ["from_level", "supplies_report"].iter().any(|key| fields.misspells(key)) =>
        {
            None
        }
        (true, Some(_)) | (false, None) => {
            let help = "write `from_level: 1` for the step from 1 to 2, or \
                        `supplies_report: true`";
            let message = "the action belongs to one step, or supplies a report";
            findings.push(Code::MissingKey, &node.span, message, help);
            None
        }
    }
}

/// Reads the level from which a step leads on.
fn step_from(
    node: &Node<'_>,
    dimension: Option<(DimensionId, &Frame)>,
    findings: &mut Findings,
) -> Option<i64> {
    let level = fields::whole(node, findings)?;
    let (dimension, frame) = dimension?;
    let found = frame.dimensions.get(dimension.index());
    let Some(range) = found.map_or(Some(frame.scale), Dimension::level_range) else {
        let help = "give the dimension `levels`, or take the action out";
        let message = "the dimension has no levels, so that there is no step to take";
        // One finding says it for all of them.
        if frame.is_whole && !findings.0.iter().any(|found| found.message == message) {
            findings.push(Code::Levels, &node.span, message, help);
        }
        return None;
    };
    on_scale(&node.span, level, range, findings)?;
    if level == range.highest {
        let message = format!("no step leads on from level {level}");
        findings.push(Code::OutOfRange, &node.span, message, "");
    }
    Some(level)
}

/// Reads a horizon: its words, and the weeks it takes at least and at most.
fn horizon(node: &Node<'_>, findings: &mut Findings) -> Option<(String, (i64, i64))> {
    let fields = Fields::open(node, "a horizon", &["words", "from", "to"], findings)?;
    let words = fields.required("words", findings, fields::text);
    let from = fields.required("from", findings, fields::whole);
    let to = fields.required("to", findings, fields::whole);
    let weeks = (from?, to?);
    if weeks.0 < 0 || weeks.1 < weeks.0 {
        let message = "the horizon ends before it begins";
        findings.push(Code::OutOfRange, &node.span, message, "`from` and `to` are weeks");
    }
    Some((words?, weeks))
}
