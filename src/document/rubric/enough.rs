//! Which level is enough for what is promised: questions on that, and rows from least to most.

use super::super::advice::nearest_or_all;
use super::super::fields::{self, Fields, Findings};
use super::super::mistaken::spelled;
use super::super::node::{Node, Value};
use super::super::questionnaire::unique_ids;
use super::reader::{Frame, Reader};
use crate::domain::Code;
use crate::domain::enough::{Enough, EnoughRow, PromiseOption, PromiseQuestion};
use crate::domain::index::DimensionId;
use crate::domain::rubric::Scale;
use std::collections::BTreeMap;

impl Reader<'_, '_> {
    /// Reads which level is enough for what is promised.
    pub(super) fn enough(&self, frame: &Frame, findings: &mut Findings) -> Option<Enough> {
        let node = self.top.get("enough")?;
        let keys = ["mark", "questions", "rows"];
        let fields = Fields::open(node, "what is enough", &keys, findings)?;
        if frame.levels.is_empty() && frame.is_whole {
            let message = "there are no levels of which one could be enough";
            findings.push(Code::Levels, &node.span, message, "give the rubric `levels`");
        }
        fields.need("questions", findings);
        fields.need("rows", findings);
        let questions = fields.list("questions", findings, question);
        unique_ids(node, &["questions"], findings);
        let row = |node: &Node<'_>, findings: &mut Findings| {
            self.enough_row(node, &questions, frame, findings)
        };
        let rows = fields.list("rows", findings, row);
        let mark = fields.optional("mark", findings, fields::text).unwrap_or_default();
        Some(Enough { mark, questions, rows })
    }

    fn enough_row(
        &self,
        node: &Node<'_>,
        questions: &[PromiseQuestion],
        frame: &Frame,
        findings: &mut Findings,
    ) -> Option<EnoughRow> {
        let keys = ["when", "level", "dimensions"];
        let fields = Fields::open(node, "a row of what is enough", &keys, findings)?;
        let when = fields.need("when", findings).map(|node| when(node, questions, findings));
        let level = fields.need("level", findings).and_then(|node| {
            let (lowest, highest) = (frame.levels.first()?.level, frame.levels.last()?.level);
            fields::level(node, Scale { lowest, highest }, findings)
        });
        let dimensions = fields.get("dimensions");
        let dimensions =
            dimensions.map(|node| self.dimensions_at(node, frame, findings)).unwrap_or_default();
        Some(EnoughRow { when: when?, level: level?, dimensions })
    }

    fn dimensions_at(
        &self,
        node: &Node<'_>,
        frame: &Frame,
        findings: &mut Findings,
    ) -> Vec<(DimensionId, i64)> {
        let mut dimensions = Vec::new();
        for entry in fields::entries(node, findings) {
            let named =
                Node { span: entry.key_span.clone(), value: Value::Text(entry.key.clone()) };
            let dimension = self.dimension_id(&named, &entry.key, findings);
            let level = self.level_of(&entry.value, dimension, frame, findings);
            dimensions.extend(dimension.zip(level));
        }
        dimensions
    }
}

fn question(node: &Node<'_>, findings: &mut Findings) -> Option<PromiseQuestion> {
    let keys = ["id", "prompt", "options"];
    let fields = Fields::open(node, "a question on what is promised", &keys, findings)?;
    let id = fields.required("id", findings, fields::id);
    let prompt = fields.required("prompt", findings, fields::text);
    fields.need("options", findings);
    let options = fields.list("options", findings, |node, findings| {
        let fields = Fields::open(node, "an option", &["id", "label"], findings)?;
        let id = fields.required("id", findings, fields::id);
        let label = fields.required("label", findings, fields::text);
        Some(PromiseOption { id: id?, label: label? })
    });
    unique_ids(node, &["options"], findings);
    Some(PromiseQuestion { id: id?, prompt: prompt?, options })
}

/// Reads the answers that a row takes.
fn when(
    node: &Node<'_>,
    questions: &[PromiseQuestion],
    findings: &mut Findings,
) -> BTreeMap<String, String> {
    let mut when = BTreeMap::new();
    for entry in fields::entries(node, findings) {
        let Some(question) = questions.iter().find(|question| question.id == entry.key) else {
            let known: Vec<_> = questions.iter().map(|question| question.id.as_str()).collect();
            let message = format!("no question here is called `{}`", spelled(&entry.key));
            let help = nearest_or_all(&entry.key, &known);
            findings.push(Code::UnknownId, &entry.key_span, message, &help);
            continue;
        };
        let Some(option) = fields::id(&entry.value, findings) else { continue };
        let known: Vec<_> = question.options.iter().map(|option| option.id.as_str()).collect();
        if !known.contains(&option.as_str()) {
            let message = format!("`{}` has no option `{}`", question.id, spelled(&option));
            let help = nearest_or_all(&option, &known);
            findings.push(Code::NoSuchOption, &entry.value.span, message, &help);
        }
        when.insert(question.id.clone(), option);
    }
    when
}
