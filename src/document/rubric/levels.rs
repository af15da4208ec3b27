//! The levels of the whole and of dimensions: tables of what each level takes.

use super::super::fields::{self, Fields, Findings};
use super::super::node::{Entry, Node, Value};
use super::reader::Reader;
use crate::domain::rubric::{
    Aggregate, AtLeast, DimensionLevels, Level, Requirement, Scale, Scored, Share, Subject,
};
use crate::domain::sentence::{Piece, Sentence, Unbalanced};
use crate::domain::{Code, Decimal};

/// Whose levels a table holds.
#[derive(Clone, Copy)]
pub(super) enum Of<'q> {
    /// Those of the whole, which makes this of its members.
    Whole(Aggregate),
    /// Those of a dimension, which makes this of its questions.
    Dimension(Aggregate, &'q [Scored]),
    /// Those of every dimension that has none of its own.
    EveryDimension,
}

impl Of<'_> {
    /// Returns the keys of a requirement.
    fn keys(self) -> [&'static str; 7] {
        let [every, named] = match self {
            Self::Whole(_) => ["every_dimension", "dimensions"],
            Self::Dimension(..) | Self::EveryDimension => ["every_question", "questions"],
        };
        ["score", "mean", "sum", "minimum", every, named, "share"]
    }

    /// Returns the words for its score.
    fn score_words(self) -> &'static [&'static str] {
        let aggregate = match self {
            Self::Whole(aggregate) | Self::Dimension(aggregate, _) => aggregate,
            Self::EveryDimension => return &["score", "mean", "sum", "minimum"],
        };
        match aggregate {
            Aggregate::Mean => &["mean", "score"],
            Aggregate::Minimum => &["minimum", "score"],
            Aggregate::Sum | Aggregate::ProratedSum => &["sum", "score"],
        }
    }

    fn is_whole(self) -> bool {
        matches!(self, Self::Whole(_))
    }
}

impl Reader<'_, '_> {
    /// Reads the levels of the whole, from the lowest up.
    pub(super) fn levels(&self, aggregate: Aggregate, findings: &mut Findings) -> Vec<Level> {
        let Some(node) = self.top.get("levels") else { return Vec::new() };
        self.table(node, Of::Whole(aggregate), findings)
    }

    /// Reads how the levels of dimensions follow that have no table of their own.
    pub(super) fn level_rule(&self, levels: &[Level], findings: &mut Findings) -> DimensionLevels {
        if let Some(node) = self.top.get("dimension_levels") {
            if matches!(node.value, Value::List(_)) {
                return DimensionLevels::Table(self.table(node, Of::EveryDimension, findings));
            }
            let ways = [("rounded_down", true), ("none", false)];
            let rounded = fields::one_of(node, &ways, findings).unwrap_or_default();
            if rounded && self.scale.is_none() {
                let help = "write `scale: {lowest: 1, highest: 5}`, or a table of levels";
                let message = "without a scale, nothing says between which levels to round";
                findings.push(Code::Levels, &node.span, message, help);
            }
            let scale = self.scale.filter(|_| rounded);
            return scale.map_or(DimensionLevels::None, DimensionLevels::RoundedDown);
        }
        let rows = || levels.iter().map(|row| row.level);
        let as_scale = |scale: &Scale| rows().eq(scale.lowest..=scale.highest);
        let scale = self.scale.filter(as_scale);
        scale.map_or(DimensionLevels::None, DimensionLevels::RoundedDown)
    }

    /// Reads a table of levels: numbers that rise by one, of which the lowest takes nothing.
    pub(super) fn table(&self, node: &Node<'_>, of: Of<'_>, findings: &mut Findings) -> Vec<Level> {
        let before = findings.0.len();
        let mut rows = Vec::new();
        for (index, item) in fields::items(node, findings).iter().enumerate() {
            rows.extend(self.level(item, of, index == 0, findings));
        }
        // A level that could not be read has its finding.
        if findings.0.len() > before {
            return rows;
        }
        let numbers: Vec<i64> = rows.iter().map(|row| row.level).collect();
        let first = numbers.first().copied().unwrap_or_default();
        if numbers.is_empty() || !numbers.iter().copied().eq((first..).take(numbers.len())) {
            let message = format!("the levels are {numbers:?}: they do not rise by one");
            findings.push(
                Code::Levels,
                &node.span,
                message,
                "give one row per level, lowest first",
            );
        }
        rows
    }

    fn level(
        &self,
        node: &Node<'_>,
        of: Of<'_>,
        is_lowest: bool,
        findings: &mut Findings,
    ) -> Option<Level> {
        let keys = ["level", "name", "sentence", "held_back", "requires", "from", "to"];
        let keys =
            if of.is_whole() { &keys[..] } else { &["level", "name", "requires", "from", "to"] };
        let fields = Fields::open(node, "a level", keys, findings)?;
        let level = fields.required("level", findings, fields::whole);
        let (name, sentence) = if of.is_whole() {
            let name = fields.required("name", findings, fields::text);
            let sentence = fields.need("sentence", findings);
            (name, sentence.and_then(|node| self.sentence(node, findings)))
        } else {
            let name = fields.optional("name", findings, fields::text);
            (Some(name.unwrap_or_default()), Some(Sentence::default()))
        };
        let held_back = fields.get("held_back").filter(|_| of.is_whole());
        let held_back = held_back.and_then(|node| self.sentence(node, findings));
        let from = fields.optional("from", findings, fields::decimal);
        let requires = fields.get("requires");
        let requires = requires.and_then(|node| self.requirement(node, of, from, findings));
        let from = from.map(|score| Requirement { score: Some(score), ..Requirement::default() });
        let takes = fields.get("requires").is_some() || (from.is_some() && !is_lowest);
        let told = !fields.misspells("requires") && !fields.misspells("from");
        if told && level.is_some() && is_lowest == takes {
            let every = if of.is_whole() { "every_dimension" } else { "every_question" };
            let help = format!(
                "every level but the lowest has `requires: {{{}: 2, {every}: 1}}`, or `from: 2`",
                of.score_words().first().copied().unwrap_or("score"),
            );
            let message = "the lowest level requires nothing, every other level something";
            findings.push(Code::Levels, &node.span, message, &help);
        }
        let up_to = fields.optional("to", findings, fields::decimal);
        let requires = requires.or(from).filter(|_| !is_lowest);
        let (level, name, sentence) = (level?, name?, sentence?);
        Some(Level { level, name, sentence, held_back, requires, up_to })
    }

    /// Reads what a level takes; `from` is the score that stands beside it.
    fn requirement(
        &self,
        node: &Node<'_>,
        of: Of<'_>,
        from: Option<Decimal>,
        findings: &mut Findings,
    ) -> Option<Requirement> {
        let keys = of.keys();
        let [.., every, named, share] = keys;
        let fields = Fields::open(node, "a requirement", &keys, findings)?;
        let mut score = from;
        for word in ["score", "mean", "sum", "minimum"] {
            let Some(entry) = node.entry(word) else { continue };
            let words = of.score_words();
            if !words.contains(&word) {
                let word = words.first().copied().unwrap_or("score");
                let message = "that is not what the scores are made into here";
                findings.push(Code::Levels, &entry.key_span, message, &format!("write `{word}`"));
            }
            score = fields::decimal(&entry.value, findings).or(score);
        }
        let named = fields.get(named).map(|node| self.named(node, of, findings));
        let requirement = Requirement {
            score,
            every: fields.optional(every, findings, fields::decimal),
            named: named.unwrap_or_default(),
            share: fields.get(share).and_then(|node| read_share(node, findings)),
        };
        if matches!(&node.value, Value::Map(entries) if entries.is_empty()) {
            let message = "the requirement takes nothing";
            let help = "say what the level takes, such as `{mean: 2, every_dimension: 1}`";
            findings.push(Code::Levels, &node.span, message, help);
        }
        Some(requirement)
    }

    /// Reads what those must hold that a requirement names.
    fn named(
        &self,
        node: &Node<'_>,
        of: Of<'_>,
        findings: &mut Findings,
    ) -> Vec<(Subject, Decimal)> {
        let subject = |entry: &Entry<'_>, findings: &mut Findings| {
            let key = Node { span: entry.key_span.clone(), value: Value::Text(entry.key.clone()) };
            if of.is_whole() {
                return self.member_called(&key, &entry.key, findings).map(Subject::Member);
            }
            let Of::Dimension(_, questions) = of else {
                let help = "name questions in the `levels` of their dimension";
                let message = "these levels are those of many dimensions, with other questions";
                findings.push(Code::Levels, &entry.key_span, message, help);
                return None;
            };
            let known: Vec<_> = questions.iter().map(|scored| scored.question.as_str()).collect();
            let place = known.iter().position(|id| *id == entry.key);
            if place.is_none() {
                let message = format!(
                    "the dimension has no question `{}`",
                    super::super::mistaken::spelled(&entry.key)
                );
                let help = super::super::advice::nearest_or_all(&entry.key, &known);
                findings.push(Code::UnknownId, &entry.key_span, message, &help);
            }
            place.map(Subject::Question)
        };
        let one = |entry: &Entry<'_>, findings: &mut Findings| {
            let subject: Option<Subject> = subject(entry, findings);
            let needed = fields::decimal(&entry.value, findings);
            subject.zip(needed)
        };
        let entries = fields::entries(node, findings);
        entries.iter().filter_map(|entry| one(entry, findings)).collect()
    }

    /// Reads a sentence with places for answers and levels.
    fn sentence(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Sentence> {
        let text = fields::text(node, findings)?;
        let sentence = match Sentence::parse(&text) {
            Ok(sentence) => sentence,
            Err(unbalanced) => {
                let message = match unbalanced {
                    Unbalanced::Opened => "a brace is opened and not closed",
                    Unbalanced::Closed => "a brace is closed that was not opened",
                };
                let help = "write `{adaptability}` for the answer to a question, \
                            `{adaptability.level}` for the level of a dimension, and `{{` or `}}` \
                            for a brace";
                findings.push(Code::Sentence, &node.span, message, help);
                return None;
            }
        };
        let questions: Vec<_> =
            self.questionnaire.all().map(|question| question.id.as_str()).collect();
        let sentence = sentence.of_the_whole(&questions, &self.dimensions);
        for piece in &sentence.pieces {
            let (id, known, noun) = match piece {
                Piece::Answer(id) => (id, &questions, "question"),
                Piece::Level(id) => (id, &self.dimensions, "dimension"),
                _ => continue,
            };
            if !known.contains(&id.as_str()) {
                let spelled = super::super::mistaken::spelled(id);
                let message = format!("there is no {noun} `{spelled}` to speak of");
                let help = super::super::advice::nearest_or_all(id, known);
                findings.push(Code::Sentence, &node.span, message, &help);
            }
        }
        Some(sentence)
    }
}

/// Reads how many must hold what.
fn read_share(node: &Node<'_>, findings: &mut Findings) -> Option<Share> {
    let fields = Fields::open(node, "a share", &["at", "at_least"], findings)?;
    let at = fields.required("at", findings, fields::decimal);
    let at_least = fields.need("at_least", findings).and_then(|node| at_least(node, findings));
    Some(Share { at: at?, at_least: at_least? })
}

/// Reads `4`, `75%` or `2/3`.
fn at_least(node: &Node<'_>, findings: &mut Findings) -> Option<AtLeast> {
    let read = match &node.value {
        Value::Number(text) => text.parse().ok().map(AtLeast::Count),
        Value::Text(text) => share_of(text.trim()),
        _ => None,
    };
    if read.is_none() {
        let help = "write a share such as `75%` or `2/3`, or how many as a whole number";
        findings.push(Code::WrongType, &node.span, "that is no share", help);
    }
    read
}

fn share_of(text: &str) -> Option<AtLeast> {
    let (above, below) = if let Some(percent) = text.strip_suffix('%') {
        let (above, below) = Decimal::parse(percent.trim_end()).ok()?.ratio();
        (above, below.checked_mul(100)?)
    } else {
        let (above, below) = text.split_once('/')?;
        (above.trim().parse().ok()?, below.trim().parse().ok()?)
    };
    (above >= 0 && below > 0 && above <= below).then_some(AtLeast::Of(above, below))
}
