//! The rubric document, checked in shape and in sense against its questionnaire.

use super::advice::nearest_or_all;
use super::fields::{self, Fields, Findings};
use super::node::{Finding, Node, Value};
use super::questionnaire::{refer, refer_all, source, unique_ids};
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::Questionnaire;
use crate::domain::rubric::{
    Action, ActionKind, Cap, CapWhen, Dimension, Level, Prerequisite, Requirement, Rubric, Scale,
    Scenario, Scored, SymptomRule, UnknownCountsAs,
};
use crate::domain::{Code, Decimal};
use std::collections::BTreeMap;

const TOP_KEYS: &[&str] = &[
    "id",
    "version",
    "title",
    "questionnaire",
    "scale",
    "unknown",
    "not_applicable",
    "evidenced",
    "spread_notice",
    "peak_within_days",
    "effort_days",
    "levels",
    "dimensions",
    "upstream",
    "caps",
    "symptoms",
    "prerequisites",
    "actions",
    "scenarios",
    "sources",
];
/// Person-days by effort word, unless a rubric writes others: within the scale S up to 10, M 10 to
/// 60, L above 60.
pub(super) const EFFORT_DAYS: [(&str, i64); 5] =
    [("S", 5), ("S-M", 15), ("M", 30), ("M-L", 60), ("L", 90)];
const DIMENSION_KEYS: &[&str] = &["id", "name", "weight", "definition", "low", "high", "questions"];
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
    "effort",
    "horizon",
    "proof",
    "sources",
];
/// The highest level that a scale may have.
const HIGHEST_LEVEL: i64 = 100;

/// Reads a tree as a rubric for `questionnaire`.
///
/// # Errors
///
/// Returns every finding, in the order of the text.
pub fn read(tree: &Node<'_>, questionnaire: &Questionnaire) -> Result<Rubric, Vec<Finding>> {
    let mut findings = Findings::default();
    let rubric = Reader::open(tree, questionnaire, &mut findings)
        .and_then(|reader| reader.rubric(&mut findings));
    findings.finish(rubric)
}

/// What the parts of a rubric are read against.
struct Reader<'n, 't> {
    tree: &'n Node<'t>,
    top: Fields<'n, 't>,
    questionnaire: &'n Questionnaire,
    scale: Scale,
    dimensions: Vec<&'n str>,
}

impl<'n, 't> Reader<'n, 't> {
    fn open(
        tree: &'n Node<'t>,
        questionnaire: &'n Questionnaire,
        findings: &mut Findings,
    ) -> Option<Self> {
        let top = Fields::open(tree, "a rubric", TOP_KEYS, findings)?;
        let scale = top.need("scale", findings).and_then(|node| scale(node, findings))?;
        let dimensions = super::questionnaire::list(tree, "dimensions");
        let ids = dimensions.iter().filter_map(|node| super::questionnaire::text_at(node, "id"));
        Some(Self { tree, questionnaire, scale, dimensions: ids.collect(), top })
    }

    fn rubric(&self, findings: &mut Findings) -> Option<Rubric> {
        let top = &self.top;
        let id = top.required("id", findings, fields::id);
        let version = top.required("version", findings, fields::text);
        let title = top.required("title", findings, fields::text);
        let questionnaire = top.required("questionnaire", findings, fields::id);
        refer(self.tree, "questionnaire", &[&self.questionnaire.id], "questionnaire", findings);
        for key in ["levels", "dimensions"] {
            top.need(key, findings);
        }
        let (unknown_counts_as, unknown_at_most) = self.unknown(findings);
        let effort_days = self.effort_days(findings);
        let before = findings.0.len();
        let dimensions = top.list("dimensions", findings, |node, f| self.dimension(node, f));
        let whole = findings.0.len() == before;
        let rubric = Rubric {
            scale: self.scale,
            unknown_counts_as,
            unknown_at_most,
            not_applicable_at_most: self.not_applicable(findings),
            without_report_at_most: self.without_report(findings),
            spread_notice: top.optional("spread_notice", findings, fields::whole),
            peak_within_days: top
                .optional("peak_within_days", findings, fields::whole)
                .unwrap_or_default(),
            levels: self.levels(findings),
            dimensions,
            upstream: self.upstream(findings),
            caps: top.list("caps", findings, |node, f| self.cap(node, f)),
            symptoms: top.list("symptoms", findings, |node, f| self.symptom(node, f)),
            prerequisites: top
                .list("prerequisites", findings, |node, f| self.prerequisite(node, f)),
            actions: top.list("actions", findings, |node, f| self.action(node, &effort_days, f)),
            scenarios: top.list("scenarios", findings, |node, f| self.scenario(node, f)),
            sources: top.list("sources", findings, source),
            effort_days,
            id: id?,
            version: version?,
            title: title?,
            questionnaire: questionnaire?,
        };
        self.check_whole(&rubric, whole, findings);
        Some(rubric)
    }

    fn unknown(&self, findings: &mut Findings) -> (UnknownCountsAs, Option<usize>) {
        let ways = [("lowest", UnknownCountsAs::Lowest), ("left_out", UnknownCountsAs::LeftOut)];
        let rule = self.top.get("unknown").and_then(|node| {
            let rule =
                Fields::open(node, "the rule for unknowns", &["counts_as", "at_most"], findings)?;
            let counts_as = rule.need("counts_as", findings);
            let counts_as = counts_as.and_then(|node| fields::one_of(node, &ways, findings));
            let at_most = rule.optional("at_most", findings, fields::count);
            Some((counts_as?, at_most))
        });
        rule.unwrap_or((UnknownCountsAs::Lowest, None))
    }

    fn not_applicable(&self, findings: &mut Findings) -> usize {
        let rule = self.top.get("not_applicable").and_then(|node| {
            let rule = Fields::open(node, "the rule for not applicable", &["at_most"], findings)?;
            rule.required("at_most", findings, fields::count)
        });
        rule.unwrap_or_default()
    }

    fn without_report(&self, findings: &mut Findings) -> Option<Decimal> {
        let node = self.top.get("evidenced")?;
        let rule =
            Fields::open(node, "the rule for evidence", &["without_report_at_most"], findings)?;
        let score = rule.required("without_report_at_most", findings, fields::decimal)?;
        self.check_score(node, score, findings);
        Some(score)
    }

    /// Reads the person-days of each effort word; those of [`EFFORT_DAYS`] where none are written.
    fn effort_days(&self, findings: &mut Findings) -> BTreeMap<String, i64> {
        let Some(node) = self.top.get("effort_days") else {
            return EFFORT_DAYS.map(|(word, days)| (word.to_owned(), days)).into();
        };
        let entries = fields::entries(node, findings);
        let effort = |entry: &super::node::Entry<'_>| {
            let days = fields::count(&entry.value, findings)?;
            Some((entry.key.clone().into_owned(), i64::try_from(days).ok()?))
        };
        entries.iter().filter_map(effort).collect()
    }

    /// Reads the levels: one row per step of the scale, from the lowest up.
    fn levels(&self, findings: &mut Findings) -> Vec<Level> {
        let before = findings.0.len();
        let levels = self.top.list("levels", findings, |node, f| self.level(node, f));
        let rows: Vec<i64> = levels.iter().map(|row| row.level).collect();
        let scale: Vec<i64> = (self.scale.lowest..=self.scale.highest).collect();
        // A level that could not be read has its finding.
        let Some(node) = self.top.get("levels").filter(|_| findings.0.len() == before) else {
            return levels;
        };
        if rows != scale {
            let span = &node.span;
            let message = format!(
                "the levels are {rows:?}, the scale runs from {} to {}",
                self.scale.lowest, self.scale.highest
            );
            findings.push(Code::Levels, span, message, "give one row per level, lowest first");
        }
        levels
    }

    fn level(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Level> {
        let keys = ["level", "name", "sentence", "requires"];
        let fields = Fields::open(node, "a level", &keys, findings)?;
        let level = fields.required("level", findings, fields::whole);
        let name = fields.required("name", findings, fields::text);
        let sentence = fields.required("sentence", findings, fields::text);
        let requires = fields.get("requires").and_then(|node| {
            let row = Fields::open(node, "a requirement", &["mean", "every_dimension"], findings)?;
            let mean = row.required("mean", findings, fields::decimal);
            let every = row.required("every_dimension", findings, fields::whole);
            Some(Requirement { mean: mean?, every_dimension: every? })
        });
        let is_lowest = level == Some(self.scale.lowest);
        let told = !fields.misspells("requires");
        if told && level.is_some() && is_lowest == fields.get("requires").is_some() {
            let help = "every level but the lowest has `requires: {mean: 2, every_dimension: 1}`";
            let message = "the lowest level requires nothing, every other level something";
            findings.push(Code::Levels, &node.span, message, help);
        }
        Some(Level { level: level?, name: name?, sentence: sentence?, requires })
    }

    fn dimension(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Dimension> {
        let fields = Fields::open(node, "a dimension", DIMENSION_KEYS, findings)?;
        let id = fields.required("id", findings, fields::id);
        let name = fields.required("name", findings, fields::text);
        fields.need("questions", findings);
        let questions = fields.list("questions", findings, |node, f| self.scored(node, f));
        if matches!(fields.get("questions").map(|node| &node.value), Some(Value::List(all)) if all.is_empty())
        {
            findings.push(Code::Scores, &node.span, "the dimension has no question", "");
        }
        Some(Dimension {
            weight: weight(&fields, findings),
            definition: fields.optional("definition", findings, fields::text).unwrap_or_default(),
            low: fields.optional("low", findings, fields::text).unwrap_or_default(),
            high: fields.optional("high", findings, fields::text).unwrap_or_default(),
            questions,
            id: id?,
            name: name?,
        })
    }

    fn scored(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Scored> {
        let fields = Fields::open(node, "a question", &["id", "weight", "scores"], findings)?;
        let id = fields.required("id", findings, fields::id)?;
        let asked = &self.questionnaire.questions;
        let known: Vec<_> = asked.iter().map(|question| question.id.as_str()).collect();
        refer(node, "id", &known, "question", findings);
        let question = asked.iter().find(|question| question.id == id)?;
        let scores = fields.need("scores", findings)?;
        let options: Vec<_> = question.options.iter().map(|option| option.id.as_str()).collect();
        let before = findings.0.len();
        for entry in fields::entries(scores, findings) {
            if !options.contains(&entry.key.as_ref()) {
                let message =
                    format!("`{id}` has no option `{}`", super::mistaken::spelled(&entry.key));
                let help = nearest_or_all(&entry.key, &options);
                findings.push(Code::Scores, &entry.key_span, message, &help);
            }
        }
        if findings.0.len() > before {
            return None;
        }
        let score = |option: &&str| self.score_of(scores, option, findings);
        let scores = options.iter().filter_map(score).collect();
        Some(Scored { weight: weight(&fields, findings), question: id, scores })
    }

    fn score_of(
        &self,
        scores: &Node<'_>,
        option: &str,
        findings: &mut Findings,
    ) -> Option<Decimal> {
        let Some(node) = scores.get(option) else {
            let message = format!("option `{option}` has no score");
            findings.push(Code::Scores, &scores.span, message, "");
            return None;
        };
        let score = fields::decimal(node, findings)?;
        self.check_score(node, score, findings);
        Some(score)
    }

    fn check_score(&self, node: &Node<'_>, score: Decimal, findings: &mut Findings) {
        let Scale { lowest, highest } = self.scale;
        let within = score >= Decimal::whole(lowest) && score <= Decimal::whole(highest);
        if !within || score.decimals() > 2 {
            let message = format!("{score} is no score on this scale");
            let help = format!("write a number from {lowest} to {highest}, two decimals at most");
            findings.push(Code::Scores, &node.span, message, &help);
        }
    }

    fn upstream(&self, findings: &mut Findings) -> Vec<DimensionId> {
        let named = self.top.list("upstream", findings, |node, findings| {
            let id = fields::id(node, findings)?;
            self.dimension_id(node, &id, findings)
        });
        let rest =
            DimensionId::all(self.dimensions.len()).filter(|dimension| !named.contains(dimension));
        named.iter().copied().chain(rest).collect()
    }

    /// Returns the dimension called `id`.
    fn dimension_id(
        &self,
        node: &Node<'_>,
        id: &str,
        findings: &mut Findings,
    ) -> Option<DimensionId> {
        let dimension = self.dimensions.iter().position(|known| *known == id);
        // A dimension whose id could not be read has its finding.
        let all = super::questionnaire::list(self.tree, "dimensions").len();
        if dimension.is_some() {
            findings.use_of(id);
        } else if all > 0 && all == self.dimensions.len() {
            let message = format!("there is no dimension `{}`", super::mistaken::spelled(id));
            let help = nearest_or_all(id, &self.dimensions);
            findings.push(Code::UnknownId, &node.span, message, &help);
        }
        dimension.map(DimensionId::new)
    }

    fn dimension_at(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        findings: &mut Findings,
    ) -> Option<DimensionId> {
        let node = fields.need(key, findings)?;
        let id = fields::id(node, findings)?;
        self.dimension_id(node, &id, findings)
    }

    /// Reads a level of the scale.
    fn level_at(&self, fields: &Fields<'_, '_>, key: &str, findings: &mut Findings) -> Option<i64> {
        let node = fields.need(key, findings)?;
        self.on_scale(node, findings)
    }

    fn on_scale(&self, node: &Node<'_>, findings: &mut Findings) -> Option<i64> {
        let level = fields::whole(node, findings)?;
        let Scale { lowest, highest } = self.scale;
        if level < lowest || level > highest {
            let help = format!("write a level from {lowest} to {highest}");
            findings.push(
                Code::OutOfRange,
                &node.span,
                format!("{level} is not on the scale"),
                &help,
            );
            return None;
        }
        Some(level)
    }

    fn cap(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Cap> {
        let keys = ["follow_up", "dimension", "when", "at_most", "why"];
        let fields = Fields::open(node, "a cap", &keys, findings)?;
        let follow_up = fields.required("follow_up", findings, fields::id);
        let follow_ups = &self.questionnaire.follow_ups;
        let known: Vec<_> = follow_ups.iter().map(|question| question.id.as_str()).collect();
        refer(node, "follow_up", &known, "follow-up", findings);
        let dimension = self.dimension_at(&fields, "dimension", findings);
        let at_most = self.level_at(&fields, "at_most", findings);
        let when = fields.need("when", findings).and_then(|node| cap_when(node, findings));
        let why = fields.optional("why", findings, fields::text).unwrap_or_default();
        Some(Cap {
            follow_up: follow_up?,
            dimension: dimension?,
            when: when?,
            at_most: at_most?,
            why,
        })
    }

    fn symptom(&self, node: &Node<'_>, findings: &mut Findings) -> Option<SymptomRule> {
        let fields =
            Fields::open(node, "a symptom", &["id", "dimension", "contradicts_from"], findings)?;
        let symptom = fields.required("id", findings, fields::code);
        let known: Vec<_> = self.questionnaire.symptoms.iter().map(|s| s.id.as_str()).collect();
        refer(node, "id", &known, "symptom", findings);
        let dimension = self.dimension_at(&fields, "dimension", findings);
        let from = self.level_at(&fields, "contradicts_from", findings);
        Some(SymptomRule { symptom: symptom?, dimension: dimension?, contradicts_from: from? })
    }

    fn prerequisite(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Prerequisite> {
        let keys = ["dimension", "level", "needs", "at_least", "reason"];
        let fields = Fields::open(node, "a prerequisite", &keys, findings)?;
        let dimension = self.dimension_at(&fields, "dimension", findings);
        let level = self.level_at(&fields, "level", findings);
        let needs = self.dimension_at(&fields, "needs", findings);
        let at_least = self.level_at(&fields, "at_least", findings);
        let reason = fields.required("reason", findings, fields::text);
        Some(Prerequisite {
            dimension: dimension?,
            level: level?,
            needs: needs?,
            at_least: at_least?,
            reason: reason?,
        })
    }

    fn action(
        &self,
        node: &Node<'_>,
        effort_days: &BTreeMap<String, i64>,
        findings: &mut Findings,
    ) -> Option<Action> {
        let fields = Fields::open(node, "an action", ACTION_KEYS, findings)?;
        let flag = |key, findings: &mut Findings| {
            fields.optional(key, findings, fields::flag).unwrap_or_default()
        };
        let id = fields.required("id", findings, fields::code);
        let dimension = self.dimension_at(&fields, "dimension", findings);
        let kind = self.action_kind(node, &fields, findings);
        let title = fields.required("title", findings, fields::text);
        let owner = fields.required("owner", findings, fields::text);
        let effort = fields.required("effort", findings, fields::text);
        let known: Vec<_> = effort_days.keys().map(String::as_str).collect();
        refer(node, "effort", &known, "effort", findings);
        let horizon = fields.need("horizon", findings).and_then(|node| horizon(node, findings));
        let proof = fields.required("proof", findings, fields::text);
        let (horizon, weeks) = horizon?;
        Some(Action {
            measures: flag("measures", findings),
            optional: flag("optional", findings),
            peak_ready: flag("peak_ready", findings),
            sources: fields.list("sources", findings, fields::code),
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

    fn action_kind(
        &self,
        node: &Node<'_>,
        fields: &Fields<'_, '_>,
        findings: &mut Findings,
    ) -> Option<ActionKind> {
        let supplies = fields.optional("supplies_report", findings, fields::flag);
        match (supplies.unwrap_or_default(), fields.get("from_level")) {
            (true, None) => Some(ActionKind::SuppliesReport),
            (false, Some(from)) => {
                let level = self.on_scale(from, findings)?;
                if level == self.scale.highest {
                    let message = format!("no step leads on from level {level}");
                    findings.push(Code::OutOfRange, &from.span, message, "");
                }
                Some(ActionKind::Step(level))
            }
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

    fn scenario(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Scenario> {
        let keys = ["id", "title", "trigger", "needs", "at_peak", "coping", "sources"];
        let fields = Fields::open(node, "a scenario", &keys, findings)?;
        let id = fields.required("id", findings, fields::code);
        let title = fields.required("title", findings, fields::text);
        let needs = fields.need("needs", findings);
        let entries = needs.map_or(&[][..], |node| fields::entries(node, findings));
        let need = |entry: &super::node::Entry<'_>| {
            let key = Node { span: entry.key_span.clone(), value: entry.value.value.clone() };
            let dimension = self.dimension_id(&key, &entry.key, findings);
            let level = self.on_scale(&entry.value, findings);
            Some((dimension?, level?))
        };
        Some(Scenario {
            needs: entries.iter().filter_map(need).collect(),
            at_peak: fields.optional("at_peak", findings, fields::flag).unwrap_or_default(),
            trigger: fields.optional("trigger", findings, fields::text).unwrap_or_default(),
            coping: fields.optional("coping", findings, fields::text).unwrap_or_default(),
            sources: fields.list("sources", findings, fields::code),
            id: id?,
            title: title?,
        })
    }

    /// Finds what only the whole rubric shows: double ids, unjudged questions, missing sources.
    fn check_whole(&self, rubric: &Rubric, whole: bool, findings: &mut Findings) {
        for key in ["dimensions", "actions", "scenarios", "sources", "symptoms"] {
            unique_ids(self.tree, &[key], findings);
        }
        let sources: Vec<_> = rubric.sources.iter().map(|source| source.id.as_str()).collect();
        let listed = super::questionnaire::list(self.tree, "sources").len();
        let named = !self.top.misspells("sources") && listed == sources.len();
        for key in ["actions", "scenarios"].into_iter().filter(|_| named) {
            for node in super::questionnaire::list(self.tree, key) {
                refer_all(node, "sources", &sources, "source", findings);
            }
        }
        // One that stands twice judges its questions twice; that was said.
        let is_twice = |dimension: &&Dimension| {
            rubric.dimensions.iter().filter(|other| other.id == dimension.id).count() > 1
        };
        let whole = whole && !rubric.dimensions.iter().any(|dimension| is_twice(&dimension));
        let Some(node) = self.top.get("dimensions").filter(|_| whole) else { return };
        let span = &node.span;
        for question in &self.questionnaire.questions {
            let judged = rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
            let times = judged.filter(|scored| scored.question == question.id).count();
            if times != 1 {
                let message = format!("question `{}` is judged {times} times", question.id);
                findings.push(Code::Scores, span, message, "put it into exactly one dimension");
            }
        }
    }
}

fn scale(node: &Node<'_>, findings: &mut Findings) -> Option<Scale> {
    let fields = Fields::open(node, "a scale", &["lowest", "highest"], findings)?;
    let lowest = fields.required("lowest", findings, fields::whole);
    let highest = fields.required("highest", findings, fields::whole);
    let scale = Scale { lowest: lowest?, highest: highest? };
    if scale.lowest < 0 || scale.highest > HIGHEST_LEVEL || scale.lowest >= scale.highest {
        let message = "the scale must rise, from 0 or more to 100 at most";
        findings.push(Code::Levels, &node.span, message, "write `scale: {lowest: 1, highest: 5}`");
        return None;
    }
    Some(scale)
}

/// Reads a weight above 0; a missing one is 1.
fn weight(fields: &Fields<'_, '_>, findings: &mut Findings) -> Decimal {
    let Some(node) = fields.get("weight") else { return Decimal::whole(1) };
    let weight = fields::decimal(node, findings).unwrap_or_else(|| Decimal::whole(1));
    if weight <= Decimal::whole(0) {
        let message = format!("a weight of {weight} does not weigh anything");
        findings.push(Code::OutOfRange, &node.span, message, "write a number above 0");
    }
    weight
}

fn cap_when(node: &Node<'_>, findings: &mut Findings) -> Option<CapWhen> {
    let keys = ["option", "above", "below", "words"];
    let fields = Fields::open(node, "what puts a cap on", &keys, findings)?;
    Some(CapWhen {
        option: fields.optional("option", findings, fields::id),
        above: fields.optional("above", findings, fields::decimal),
        below: fields.optional("below", findings, fields::decimal),
        words: fields.list("words", findings, fields::id),
    })
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
