//! The rubric document, checked in shape and in sense against its questionnaire.

mod advice;
mod defined;
mod effort;
mod enough;
mod figures;
mod groups;
mod levels;
mod reader;
mod scores;

use super::fields::{self, Fields, Findings};
use super::node::{Finding, Node, Value};
use super::questionnaire::list;
use super::questionnaire::{refer, refer_all, source, unique_ids};
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::Questionnaire;
use crate::domain::rubric::{
    Aggregate, Cap, CapWhen, Dimension, Prerequisite, Rubric, Scale, SymptomRule, UnknownCountsAs,
};
use crate::domain::{Code, Decimal};
pub(super) use effort::EFFORT_DAYS;
use groups::GroupTree;
use reader::{Frame, Reader, aggregate, is_left_out};

const TOP_KEYS: &[&str] = &[
    "id",
    "version",
    "title",
    "questionnaire",
    "scale",
    "aggregate",
    "unknown",
    "not_applicable",
    "evidenced",
    "spread_notice",
    "calibration",
    "peak_within_days",
    "effort_days",
    "levels",
    "dimension_levels",
    "scores",
    "dimensions",
    "groups",
    "not_scored",
    "upstream",
    "caps",
    "symptoms",
    "prerequisites",
    "actions",
    "reached_when",
    "measures",
    "roles",
    "enough",
    "scenarios",
    "sources",
];
/// The highest number that a scale may end at; it may begin at minus that.
const HIGHEST_SCORE: i64 = 1_000_000;

/// Reads a tree as a rubric for `questionnaire`.
///
/// # Errors
///
/// Returns every finding, in the order of the text.
pub fn read(tree: &Node<'_>, questionnaire: &Questionnaire) -> Result<Rubric, Vec<Finding>> {
    let mut findings = Findings::default();
    let rubric = Reader::open(tree, questionnaire, &mut findings)
        .and_then(|reader| reader.rubric_of_these_questions(&mut findings));
    findings.finish(rubric)
}

impl<'n, 't> Reader<'n, 't> {
    fn open(
        tree: &'n Node<'t>,
        questionnaire: &'n Questionnaire,
        findings: &mut Findings,
    ) -> Option<Self> {
        let top = Fields::open(tree, "a rubric", TOP_KEYS, findings)?;
        let scale = match top.get("scale") {
            Some(node) => Some(scale(node, findings)?),
            None => None,
        };
        let ids = |key| {
            let all = list(tree, key);
            all.iter().filter_map(|node| super::questionnaire::text_at(node, "id")).collect()
        };
        let (dimensions, groups) = (ids("dimensions"), ids("groups"));
        Some(Self { tree, top, questionnaire, scale, dimensions, groups })
    }

    fn rubric(&self, findings: &mut Findings) -> Option<Rubric> {
        let top = &self.top;
        let [id, version, title, questionnaire] = self.head(findings);
        self.check_judges_something(findings);
        let (unknown_counts_as, unknown_at_most, unknown_per_dimension) = self.unknown(findings);
        let effort_days = self.effort_days(findings);
        let aggregate = aggregate(top, findings);
        let tree = self.groups(aggregate, findings);
        let evidenced = self.evidenced(findings);
        let before = findings.0.len();
        let frame = self.frame(aggregate, &tree, findings);
        let whole = findings.0.len() == before;
        let rubric = Rubric {
            scale: frame.scale,
            aggregate,
            unknown_counts_as,
            unknown_at_most,
            unknown_per_dimension,
            not_applicable_at_most: self.not_applicable(findings).0,
            without_report_at_most: evidenced.without_report_at_most,
            report_needs_source: evidenced.report_needs_source,
            follow_ups_answered: evidenced.follow_ups_answered,
            spread_notice: top.optional("spread_notice", findings, fields::whole),
            calibration: top.optional("calibration", findings, fields::text),
            peak_within_days: self.peak_within_days(findings),
            not_scored: self.not_scored(findings),
            upstream: self.upstream(findings),
            caps: self.caps(&frame, findings),
            symptoms: top.list("symptoms", findings, |node, f| self.symptom(node, &frame, f)),
            prerequisites: top
                .list("prerequisites", findings, |node, f| self.prerequisite(node, &frame, f)),
            actions: top
                .list("actions", findings, |node, f| self.action(node, &frame, &effort_days, f)),
            reached_when: self.reached_when(&frame, findings),
            measures: self.measures(findings),
            roles: self.roles(findings),
            enough: self.enough(&frame, findings),
            scenarios: top.list("scenarios", findings, |node, f| self.scenario(node, &frame, f)),
            sources: top.list("sources", findings, source),
            levels: frame.levels,
            dimensions: frame.dimensions,
            groups: tree.groups,
            members: tree.members,
            effort_days,
            id: id?,
            version: version?,
            title: title?,
            questionnaire: questionnaire?,
        };
        self.check_whole(&rubric, whole, findings);
        Some(rubric)
    }

    /// Reads the rubric, unless it is for other questions: much of what could be said of it would only
    /// be that they are not there.
    fn rubric_of_these_questions(&self, findings: &mut Findings) -> Option<Rubric> {
        if self.is_of_these_questions(findings) || self.scores_only_them() {
            return self.rubric(findings);
        }
        None
    }

    /// Returns whether all that it scores are such questions, whatever it says that it is for.
    fn scores_only_them(&self) -> bool {
        let dimensions = list(self.tree, "dimensions").iter();
        let mut scored = dimensions.flat_map(|dimension| list(dimension, "questions"));
        scored.all(|question| match &question.get("id").unwrap_or(question).value {
            Value::Text(id) => self.questionnaire.find(id).is_some(),
            _ => false,
        })
    }

    /// Returns whether the rubric is for the questions it is read with, and notes it where not.
    fn is_of_these_questions(&self, findings: &mut Findings) -> bool {
        let Some(node) = self.top.get("questionnaire") else { return true };
        let Value::Text(named) = &node.value else { return true };
        let asked = &self.questionnaire.id;
        if named == asked {
            return true;
        }
        let message =
            format!("the rubric is for questionnaire `{named}`, the questions are `{asked}`");
        let help = "name a questionnaire and a rubric that belong together, with --questions and \
                    --rubric; or a shipped pair with --instrument, alone";
        findings.push(Code::UnknownId, &node.span, message, help);
        false
    }

    /// Reads what the rubric is called, and what it judges: id, version, title and questionnaire.
    fn head(&self, findings: &mut Findings) -> [Option<String>; 4] {
        let id = self.top.required("id", findings, fields::id);
        let version = self.top.required("version", findings, fields::text);
        let title = self.top.required("title", findings, fields::text);
        let questionnaire = self.top.required("questionnaire", findings, fields::id);
        [id, version, title, questionnaire]
    }

    fn check_judges_something(&self, findings: &mut Findings) {
        if let Some(node) = self.top.need("dimensions", findings)
            && matches!(&node.value, Value::List(items) if items.is_empty())
        {
            let help = "write at least one dimension, with the questions that it is made of";
            findings.push(Code::MissingKey, &node.span, "the rubric judges nothing", help);
        }
    }

    /// Reads levels and dimensions, which everything else refers to.
    fn frame(&self, aggregate: Aggregate, tree: &GroupTree, findings: &mut Findings) -> Frame {
        let before = findings.0.len();
        let levels = self.levels(aggregate, findings);
        let rule = self.level_rule(&levels, findings);
        let keys = ["scale", "levels", "dimension_levels"];
        let is_whole =
            findings.0.len() == before && !keys.iter().any(|key| self.top.misspells(key));
        let dimensions =
            self.top.list("dimensions", findings, |node, f| self.dimension(node, tree, &rule, f));
        let scale = match (levels.first(), levels.last()) {
            (Some(first), Some(last)) => Scale { lowest: first.level, highest: last.level },
            _ => self.scale.unwrap_or_else(|| ends_of(&dimensions)),
        };
        Frame { scale, dimensions, levels, is_whole }
    }

    fn unknown(&self, findings: &mut Findings) -> (UnknownCountsAs, Option<usize>, Option<usize>) {
        let ways = [("lowest", UnknownCountsAs::Lowest), ("left_out", UnknownCountsAs::LeftOut)];
        let rule = self.top.get("unknown").and_then(|node| {
            let keys = ["counts_as", "at_most", "per_dimension"];
            let rule = Fields::open(node, "the rule for unknowns", &keys, findings)?;
            let counts_as = rule.need("counts_as", findings);
            let counts_as = counts_as.and_then(|node| fields::one_of(node, &ways, findings));
            let at_most = rule.optional("at_most", findings, fields::count);
            let per_dimension = rule.optional("per_dimension", findings, fields::count);
            Some((counts_as?, at_most, per_dimension))
        });
        rule.unwrap_or((UnknownCountsAs::Lowest, None, None))
    }

    /// Reads how many questions may be not applicable, and what they count as.
    fn not_applicable(&self, findings: &mut Findings) -> (usize, Option<Decimal>) {
        let rule = self.top.get("not_applicable").and_then(|node| {
            let keys = ["at_most", "counts_as"];
            let rule = Fields::open(node, "the rule for not applicable", &keys, findings)?;
            let counts_as = rule.get("counts_as").filter(|node| !is_left_out(node));
            let counts_as = counts_as.and_then(|node| self.score(node, findings));
            Some((rule.required("at_most", findings, fields::count)?, counts_as))
        });
        rule.unwrap_or_default()
    }

    fn not_scored(&self, findings: &mut Findings) -> Vec<String> {
        let asked = &self.questionnaire.questions;
        let known: Vec<_> = asked.iter().map(|question| question.id.as_str()).collect();
        refer_all(self.tree, "not_scored", &known, "question", findings);
        self.top.list("not_scored", &mut Findings::default(), fields::id)
    }

    fn peak_within_days(&self, findings: &mut Findings) -> i64 {
        self.top.optional("peak_within_days", findings, fields::whole).unwrap_or_default()
    }

    fn evidenced(&self, findings: &mut Findings) -> Evidenced {
        let rule = self.top.get("evidenced").and_then(|node| {
            let keys = ["without_report_at_most", "report_needs_source", "follow_ups"];
            let rule = Fields::open(node, "the rule for evidence", &keys, findings)?;
            let at_most = rule.need("without_report_at_most", findings);
            let ways = [("answered", true)];
            let follow_ups =
                rule.get("follow_ups").and_then(|node| fields::one_of(node, &ways, findings));
            Some(Evidenced {
                without_report_at_most: at_most.and_then(|node| self.score(node, findings)),
                report_needs_source: rule
                    .optional("report_needs_source", findings, fields::flag)
                    .unwrap_or_default(),
                follow_ups_answered: follow_ups.unwrap_or_default(),
            })
        });
        rule.unwrap_or_default()
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

    /// Reads the caps; one of a question caps it in every dimension in which it counts.
    fn caps(&self, frame: &Frame, findings: &mut Findings) -> Vec<Cap> {
        let caps = self.top.list("caps", findings, |node, f| self.cap(node, frame, f));
        caps.into_iter().flatten().collect()
    }

    fn cap(&self, node: &Node<'_>, frame: &Frame, findings: &mut Findings) -> Option<Vec<Cap>> {
        let keys = ["follow_up", "dimension", "question", "when", "at_most", "why"];
        let fields = Fields::open(node, "a cap", &keys, findings)?;
        let follow_up = fields.required("follow_up", findings, fields::id);
        let known: Vec<_> = self.questionnaire.all().map(|question| question.id.as_str()).collect();
        refer(node, "follow_up", &known, "follow-up", findings);
        let when = fields.need("when", findings).and_then(|node| cap_when(node, findings));
        let why = fields.optional("why", findings, fields::text).unwrap_or_default();
        let mut capped = Vec::new();
        let at_most = if let Some(question) = fields.get("question") {
            if let Some(entry) = node.entry("dimension") {
                let message = "a cap is put on a dimension or on a question, not on both";
                findings.push(Code::Levels, &entry.key_span, message, "keep one of the two");
            }
            let id = fields::id(question, findings)?;
            capped.extend(places(frame, &id));
            let scored: Vec<_> =
                self.questionnaire.questions.iter().map(|question| question.id.as_str()).collect();
            refer(node, "question", &scored, "question", findings);
            fields.required("at_most", findings, fields::whole)
        } else {
            let dimension = self.dimension_at(&fields, "dimension", findings);
            capped.extend(dimension.map(|dimension| (dimension, None)));
            self.level_at(&fields, "at_most", (dimension, frame), findings)
        };
        let cap = Cap {
            follow_up: follow_up?,
            dimension: DimensionId::new(0),
            question: None,
            when: when?,
            at_most: at_most?,
            why,
        };
        let of = |(dimension, question)| Cap { dimension, question, ..cap.clone() };
        Some(capped.into_iter().map(of).collect())
    }

    fn symptom(
        &self,
        node: &Node<'_>,
        frame: &Frame,
        findings: &mut Findings,
    ) -> Option<SymptomRule> {
        let fields =
            Fields::open(node, "a symptom", &["id", "dimension", "contradicts_from"], findings)?;
        let symptom = fields.required("id", findings, fields::code);
        let known: Vec<_> = self.questionnaire.symptoms.iter().map(|s| s.id.as_str()).collect();
        refer(node, "id", &known, "symptom", findings);
        let dimension = self.dimension_at(&fields, "dimension", findings);
        // Without it the symptom is set beside the dimension, and contradicts nothing.
        let from = fields
            .get("contradicts_from")
            .and_then(|_| self.level_at(&fields, "contradicts_from", (dimension, frame), findings));
        Some(SymptomRule { symptom: symptom?, dimension: dimension?, contradicts_from: from })
    }

    fn prerequisite(
        &self,
        node: &Node<'_>,
        frame: &Frame,
        findings: &mut Findings,
    ) -> Option<Prerequisite> {
        let keys = ["dimension", "level", "needs", "at_least", "reason"];
        let fields = Fields::open(node, "a prerequisite", &keys, findings)?;
        let dimension = self.dimension_at(&fields, "dimension", findings);
        let level = self.level_at(&fields, "level", (dimension, frame), findings);
        let needs = self.dimension_at(&fields, "needs", findings);
        let at_least = self.level_at(&fields, "at_least", (needs, frame), findings);
        let reason = fields.required("reason", findings, fields::text);
        Some(Prerequisite {
            dimension: dimension?,
            level: level?,
            needs: needs?,
            at_least: at_least?,
            reason: reason?,
        })
    }

    /// Finds what only the whole rubric shows: double ids, unjudged questions, missing sources.
    fn check_whole(&self, rubric: &Rubric, whole: bool, findings: &mut Findings) {
        for key in ["dimensions", "groups", "actions", "scenarios", "sources", "symptoms"] {
            unique_ids(self.tree, &[key], findings);
        }
        unique_ids(self.tree, &["dimensions", "groups"], findings);
        let sources: Vec<_> = rubric.sources.iter().map(|source| source.id.as_str()).collect();
        let listed = list(self.tree, "sources").len();
        let named = !self.top.misspells("sources") && listed == sources.len();
        for key in ["actions", "scenarios"].into_iter().filter(|_| named) {
            for node in list(self.tree, key) {
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
            let mut judged = rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
            let is_judged = judged.any(|scored| scored.question == question.id);
            let apart = rubric.not_scored.contains(&question.id);
            let id = &question.id;
            let (message, help) = match (is_judged, apart) {
                (false, false) => (
                    format!("question `{id}` is judged 0 times"),
                    "put it into a dimension, or list it under `not_scored`",
                ),
                (true, true) => (
                    format!("question `{id}` is judged, and listed under `not_scored`"),
                    "take it out of the one or the other",
                ),
                _ => continue,
            };
            findings.push(Code::Scores, span, message, help);
        }
    }
}

/// What counts as evidence.
#[derive(Default)]
struct Evidenced {
    without_report_at_most: Option<Decimal>,
    report_needs_source: bool,
    follow_ups_answered: bool,
}

/// Returns where a question counts: in which dimensions, and at which place there.
fn places(frame: &Frame, id: &str) -> Vec<(DimensionId, Option<usize>)> {
    let place = |(dimension, rule): (DimensionId, &Dimension)| {
        let place = rule.questions.iter().position(|scored| scored.question == id)?;
        Some((dimension, Some(place)))
    };
    DimensionId::each(&frame.dimensions).filter_map(place).collect()
}

/// Returns whole numbers between which the scores of all questions lie.
fn ends_of(dimensions: &[Dimension]) -> Scale {
    let questions = || dimensions.iter().flat_map(|dimension| &dimension.questions);
    let lowest = questions().map(|question| question.range.0.floor()).min().unwrap_or_default();
    let above = |score: Decimal| score.floor() + i64::from(score != Decimal::whole(score.floor()));
    let highest = questions().map(|question| above(question.range.1)).max().unwrap_or_default();
    Scale { lowest, highest: highest.max(lowest + 1) }
}

fn scale(node: &Node<'_>, findings: &mut Findings) -> Option<Scale> {
    let fields = Fields::open(node, "a scale", &["lowest", "highest"], findings)?;
    let lowest = fields.required("lowest", findings, fields::whole);
    let highest = fields.required("highest", findings, fields::whole);
    let scale = Scale { lowest: lowest?, highest: highest? };
    let within = -HIGHEST_SCORE..=HIGHEST_SCORE;
    let ends = [scale.lowest, scale.highest];
    if scale.lowest >= scale.highest || !ends.iter().all(|end| within.contains(end)) {
        let message = "the scale must rise, and neither end may be beyond a million";
        findings.push(Code::Levels, &node.span, message, "write `scale: {lowest: 1, highest: 5}`");
        return None;
    }
    Some(scale)
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
