//! A mapping table as it is written: `columns.toml`.

use super::mapping::{DatePattern, Mapping, Meant, words};
use super::target::{Part, Target, advice};
use crate::document::advice::nearest_or_all;
use crate::document::fields::{self, Fields, Findings};
use crate::document::mistaken::spelled;
use crate::document::node::Value;
use crate::document::{Finding, Node};
use crate::domain::{Code, Decimal, Questionnaire};

/// The keys of a mapping table.
pub const KEYS: &[&str] =
    &["columns", "ignore", "ignore_others", "texts", "fixed", "date_format", "decimal_comma"];

/// Reads a mapping table.
///
/// # Errors
///
/// Returns every finding, in the order of the text.
pub fn read(tree: &Node<'_>, questionnaire: &Questionnaire) -> Result<Mapping, Vec<Finding>> {
    let mut findings = Findings::default();
    let Some(top) = Fields::open(tree, "a mapping table", KEYS, &mut findings) else {
        return findings.finish(None);
    };
    let mut reader = Reader { questionnaire, mapping: Mapping::default(), findings };
    if let Some(node) = top.get("columns") {
        reader.columns(node);
    }
    if let Some(node) = top.get("ignore") {
        reader.ignored(node);
    }
    if let Some(node) = top.get("fixed") {
        reader.fixed(node);
    }
    if let Some(node) = top.get("texts") {
        reader.texts(node);
    }
    if let Some(node) = top.get("date_format") {
        reader.dates(node);
    }
    let mut is_said =
        |key| top.optional(key, &mut reader.findings, fields::flag).is_some_and(|is| is);
    reader.mapping.ignores_others = is_said("ignore_others");
    reader.mapping.has_decimal_comma = is_said("decimal_comma");
    reader.findings.finish(Some(reader.mapping))
}

/// Returns the id of the questionnaire that a mapping table says every row is for.
#[must_use]
pub fn questionnaire_of<'n>(tree: &'n Node<'_>) -> Option<&'n str> {
    match &tree.get("fixed")?.get("questionnaire")?.value {
        Value::Text(id) => Some(id),
        _ => None,
    }
}

struct Reader<'q> {
    questionnaire: &'q Questionnaire,
    mapping: Mapping,
    findings: Findings,
}

impl Reader<'_> {
    /// Reads what their columns hold.
    fn columns(&mut self, node: &Node<'_>) {
        for entry in fields::entries(node, &mut self.findings) {
            let Some(name) = fields::text(&entry.value, &mut self.findings) else { continue };
            let Some(target) = self.target(&name, &entry.value.span) else { continue };
            let known = self.mapping.columns.values().flatten().any(|known| *known == target);
            if known {
                let message = format!("a second column holds `{name}`");
                let help = "keep one of the two, or list it below `ignore`";
                self.findings.push(Code::DuplicateKey, &entry.value.span, message, help);
            }
            self.mapping.columns.insert(words(&entry.key), Some(target));
        }
    }

    /// Reads which columns are passed over.
    fn ignored(&mut self, node: &Node<'_>) {
        for item in fields::items(node, &mut self.findings) {
            let Some(name) = fields::text(item, &mut self.findings) else { continue };
            if self.mapping.columns.contains_key(&words(&name)) {
                let message = format!("`{}` stands below `columns` as well", spelled(&name));
                let help = "a column is taken or ignored";
                self.findings.push(Code::DuplicateKey, &item.span, message, help);
            }
            self.mapping.columns.insert(words(&name), None);
        }
    }

    /// Reads what is the same in every row.
    fn fixed(&mut self, node: &Node<'_>) {
        for entry in fields::entries(node, &mut self.findings) {
            let target = self.target(&entry.key, &entry.key_span);
            let text = fields::text(&entry.value, &mut self.findings);
            let (Some(target), Some(text)) = (target, text) else { continue };
            if self.mapping.columns.values().flatten().any(|known| *known == target) {
                let message = format!("a column holds `{}` already", spelled(&entry.key));
                let help = "keep the column or the fixed text";
                self.findings.push(Code::DuplicateKey, &entry.key_span, message, help);
            }
            self.mapping.fixed.insert(target, text);
        }
    }

    /// Reads what texts mean, column by column.
    fn texts(&mut self, node: &Node<'_>) {
        for column in fields::entries(node, &mut self.findings) {
            let Some(target) = self.target(&column.key, &column.key_span) else { continue };
            for entry in fields::entries(&column.value, &mut self.findings) {
                if let Some(meant) = self.meant(&target, &entry.value) {
                    let texts = self.mapping.texts.entry(target.clone()).or_default();
                    texts.insert(words(&entry.key), meant);
                }
            }
        }
    }

    /// Reads what a text means in a column.
    fn meant(&mut self, target: &Target, node: &Node<'_>) -> Option<Meant> {
        if let (Target::Answer(_, Part::Bare), Value::Number(_)) = (target, &node.value) {
            return fields::decimal(node, &mut self.findings).map(Meant::Level);
        }
        let text = fields::text(node, &mut self.findings)?;
        if let Target::Answer(question, Part::Bare | Part::Option) = target {
            let question = self.questionnaire.all().nth(*question)?;
            if text != "unknown" && question.option(&text).is_none() {
                let message = format!("`{}` has no option `{}`", question.id, spelled(&text));
                let ids = question.options.iter().map(|option| option.id.as_str());
                let help = nearest_or_all(&text, &ids.chain(["unknown"]).collect::<Vec<_>>());
                let help = match Decimal::parse(&text) {
                    Ok(level) => format!("write {level}, without quotes, for a level"),
                    Err(_) => help,
                };
                self.findings.push(Code::NoSuchOption, &node.span, message, &help);
                return None;
            }
        }
        Some(Meant::Text(text))
    }

    /// Reads how days are written.
    fn dates(&mut self, node: &Node<'_>) {
        let Some(written) = fields::text(node, &mut self.findings) else { return };
        self.mapping.dates = DatePattern::parse(&written);
        if self.mapping.dates.is_none() {
            let message = format!("`{}` does not say how days are written", spelled(&written));
            let help = "name year, month and day, such as `DD.MM.YYYY` or `M/D/YYYY`";
            self.findings.push(Code::BadDate, &node.span, message, help);
        }
    }

    fn target(&mut self, name: &str, span: &crate::document::Span) -> Option<Target> {
        let target = Target::of(name, self.questionnaire);
        if target.is_none() {
            let message = format!("there is no column `{}`", spelled(name));
            let help = advice(name, self.questionnaire);
            self.findings.push(Code::UnknownId, span, message, &help);
        }
        target
    }
}
