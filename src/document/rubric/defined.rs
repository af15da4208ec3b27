//! What a rubric defines once for many actions: measures that proofs refer to, and roles.

use super::super::fields::{self, Fields, Findings};
use super::super::node::{Node, Value};
use super::super::questionnaire::refer;
use super::reader::Reader;
use crate::domain::rubric::{DefinedMeasure, Role};

impl Reader<'_, '_> {
    /// Reads the measures that proofs refer to, by their ids.
    pub(super) fn measures(&self, findings: &mut Findings) -> Vec<DefinedMeasure> {
        let Some(node) = self.top.get("measures") else { return Vec::new() };
        let entries = fields::entries(node, findings);
        let mut measures = Vec::new();
        for entry in entries {
            let named =
                Node { span: entry.key_span.clone(), value: Value::Text(entry.key.clone()) };
            let id = fields::id(&named, findings);
            let keys = ["name", "formula", "unit"];
            let Some(fields) = Fields::open(&entry.value, "a measure", &keys, findings) else {
                continue;
            };
            let name = fields.required("name", findings, fields::text);
            let formula = fields.required("formula", findings, fields::text);
            let unit = fields.required("unit", findings, fields::text);
            if let (Some(id), Some(name), Some(formula), Some(unit)) = (id, name, formula, unit) {
                measures.push(DefinedMeasure { id, name, formula, unit });
            }
        }
        measures
    }

    /// Reads the measure that the proof of an action refers to.
    pub(super) fn measure_of(
        &self,
        node: &Node<'_>,
        fields: &Fields<'_, '_>,
        findings: &mut Findings,
    ) -> Option<String> {
        let measures = self.top.get("measures").map(|node| &node.value);
        let known: Vec<&str> = match measures {
            Some(Value::Map(entries)) => entries.iter().map(|entry| &*entry.key).collect(),
            _ => Vec::new(),
        };
        let measure = fields.optional("measure", findings, fields::id);
        refer(node, "measure", &known, "measure", findings);
        measure
    }

    /// Reads who does what, and who does it where there is no such role.
    pub(super) fn roles(&self, findings: &mut Findings) -> Vec<Role> {
        self.top.list("roles", findings, |node, findings| {
            let fields = Fields::open(node, "a role", &["role", "or_else"], findings)?;
            let role = fields.required("role", findings, fields::text);
            let or_else = fields.required("or_else", findings, fields::text);
            Some(Role { role: role?, or_else: or_else? })
        })
    }
}
