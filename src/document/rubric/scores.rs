//! Dimensions, and what the answers to their questions are worth.

use super::super::advice::nearest_or_all;
use super::super::fields::{self, Fields, Findings};
use super::super::node::{Entry, Node, Value};
use super::super::questionnaire::refer;
use super::groups::GroupTree;
use super::levels::Of;
use super::reader::{Reader, aggregate, is_left_out, weight};
use crate::domain::questionnaire::Question;
use crate::domain::rubric::{Dimension, DimensionLevels, Scored, Worth};
use crate::domain::{Code, Decimal};

const DIMENSION_KEYS: &[&str] = &[
    "id",
    "name",
    "weight",
    "definition",
    "low",
    "high",
    "aggregate",
    "levels",
    "scores",
    "questions",
];
const QUESTION_KEYS: &[&str] = &["id", "weight", "scores", "not_applicable", "line", "words"];
/// What questions are scored by that say nothing else.
struct Defaults<'n, 't> {
    scores: Option<&'n Node<'t>>,
    not_applicable: Option<Decimal>,
    /// Whether anything that the dimension belongs to adds up.
    added_up: bool,
}

impl<'n, 't> Reader<'n, 't> {
    pub(super) fn dimension(
        &self,
        node: &'n Node<'t>,
        tree: &GroupTree,
        rule: &DimensionLevels,
        findings: &mut Findings,
    ) -> Option<Dimension> {
        let fields = Fields::open(node, "a dimension", DIMENSION_KEYS, findings)?;
        let id = fields.required("id", findings, fields::id);
        let name = fields.required("name", findings, fields::text);
        let aggregate = aggregate(&fields, findings);
        fields.need("questions", findings);
        let place = self.dimensions.iter().position(|known| Some(*known) == id.as_deref());
        let added_up = place.and_then(|place| tree.added_up.get(place)).copied();
        let defaults = Defaults {
            scores: fields.get("scores").or_else(|| self.top.get("scores")),
            not_applicable: self.not_applicable(&mut Findings::default()).1,
            added_up: aggregate.adds_up() || added_up.unwrap_or_default(),
        };
        let questions = fields.get("questions").map(|node| fields::items(node, findings));
        let questions = questions.unwrap_or_default();
        if questions.is_empty() && fields.get("questions").is_some() {
            findings.push(Code::Scores, &node.span, "the dimension has no question", "");
        }
        let questions: Vec<_> =
            questions.iter().filter_map(|node| self.question(node, &defaults, findings)).collect();
        check_twice(node, &questions, findings);
        let levels = match fields.get("levels") {
            Some(node) => {
                let of = Of::Dimension(aggregate, &questions);
                DimensionLevels::Table(self.table(node, of, findings))
            }
            // What adds up leaves the scale.
            None if aggregate.adds_up() && matches!(rule, DimensionLevels::RoundedDown(_)) => {
                DimensionLevels::None
            }
            None => rule.clone(),
        };
        Some(Dimension {
            weight: weight(&fields, findings),
            definition: fields.optional("definition", findings, fields::text).unwrap_or_default(),
            low: fields.optional("low", findings, fields::text).unwrap_or_default(),
            high: fields.optional("high", findings, fields::text).unwrap_or_default(),
            aggregate,
            levels,
            questions,
            id: id?,
            name: name?,
        })
    }

    /// Reads how a question is scored: its id alone, or what is said of it.
    fn question(
        &self,
        node: &Node<'t>,
        defaults: &Defaults<'_, 't>,
        findings: &mut Findings,
    ) -> Option<Scored> {
        let asked = &self.questionnaire.questions;
        let known: Vec<_> = asked.iter().map(|question| question.id.as_str()).collect();
        let fields = match node.value {
            Value::Text(_) => None,
            _ => Some(Fields::open(node, "a question", QUESTION_KEYS, findings)?),
        };
        let id = match &fields {
            Some(fields) => fields.required("id", findings, fields::id)?,
            None => fields::id(node, findings)?,
        };
        match &fields {
            Some(_) => refer(node, "id", &known, "question", findings),
            None => super::super::questionnaire::refer_to(node, &known, "question", findings),
        }
        let question = asked.iter().find(|question| question.id == id)?;
        let get = |key| fields.as_ref().and_then(|fields| fields.get(key));
        let line = get("line").map(|node| self.line(node, question, findings));
        let line = line.unwrap_or_default();
        let misspelt = fields.as_ref().is_some_and(|fields| fields.misspells("scores"));
        let scores = get("scores").or(defaults.scores);
        if scores.is_none() && misspelt {
            return None;
        }
        let options = self.options(node, scores, question, findings)?;
        if question.options.is_empty() && line.is_empty() && get("line").is_none() {
            let help = "write a `line` from figures to scores, or give the question options";
            let message =
                format!("`{id}` has no options, so that nothing says what its figure is worth");
            findings.push(Code::Scores, &node.span, message, help);
        }
        let words = self.words(node, get("words"), question, &line, findings);
        let not_applicable = match get("not_applicable") {
            Some(node) if is_left_out(node) => None,
            Some(node) => self.score(node, findings),
            None => defaults.not_applicable,
        };
        let mut entry = Scored {
            weight: fields.map_or_else(|| Decimal::whole(1), |fields| weight(&fields, findings)),
            question: id,
            options,
            line,
            words,
            not_applicable,
            range: (Decimal::whole(0), Decimal::whole(0)),
        };
        entry.range = self.range(&entry, defaults.added_up);
        Some(entry)
    }

    /// Returns the lowest and the highest score of a question: the ends of the scale, or, where
    /// there is none or scores are added up, those that its answers can have.
    fn range(&self, scored: &Scored, added_up: bool) -> (Decimal, Decimal) {
        if let Some(scale) = self.scale.filter(|_| !added_up) {
            return (Decimal::whole(scale.lowest), Decimal::whole(scale.highest));
        }
        let options = scored.options.iter().filter_map(|worth| match worth {
            Worth::Score(score) => Some(*score),
            Worth::NotApplicable(_) | Worth::LeftOut => None,
        });
        let line = scored.line.iter().map(|(_, score)| *score);
        let words = scored.words.iter().map(|(_, score)| *score);
        let all: Vec<_> = options.chain(line).chain(words).collect();
        let end = |end: Option<&Decimal>| end.copied().unwrap_or_else(|| Decimal::whole(0));
        (end(all.iter().min()), end(all.iter().max()))
    }

    /// Reads what the options of a question are worth, in their order.
    fn options(
        &self,
        node: &Node<'_>,
        scores: Option<&Node<'_>>,
        question: &Question,
        findings: &mut Findings,
    ) -> Option<Vec<Worth>> {
        if question.options.is_empty() {
            return Some(Vec::new());
        }
        let Some(scores) = scores else {
            let message = format!("nothing says what the options of `{}` are worth", question.id);
            let help = "give it `scores`, or write `scores` once for the dimension or the rubric";
            findings.push(Code::MissingKey, &node.span, message, help);
            return None;
        };
        if let Value::List(items) = &scores.value {
            if items.len() != question.options.len() {
                let [given, needed] = [items.len(), question.options.len()];
                let message =
                    format!("{given} scores for the {needed} options of `{}`", question.id);
                let help = "write one score for each option, in the order of the options";
                findings.push(Code::Scores, &scores.span, message, help);
                return None;
            }
            return items.iter().map(|node| self.worth(node, findings)).collect();
        }
        self.options_by_id(scores, question, findings)
    }

    fn options_by_id(
        &self,
        scores: &Node<'_>,
        question: &Question,
        findings: &mut Findings,
    ) -> Option<Vec<Worth>> {
        let id = &question.id;
        let options: Vec<_> = question.options.iter().map(|option| option.id.as_str()).collect();
        let before = findings.0.len();
        for entry in fields::entries(scores, findings) {
            if !options.contains(&entry.key.as_ref()) {
                let spelled = super::super::mistaken::spelled(&entry.key);
                let message = format!("`{id}` has no option `{spelled}`");
                let help = nearest_or_all(&entry.key, &options);
                findings.push(Code::Scores, &entry.key_span, message, &help);
            }
        }
        if findings.0.len() > before {
            return None;
        }
        let worth = |option: &&str| {
            let Some(node) = scores.get(option) else {
                let message = format!("option `{option}` has no score");
                findings.push(Code::Scores, &scores.span, message, "");
                return None;
            };
            self.worth(node, findings)
        };
        Some(options.iter().filter_map(worth).collect())
    }

    /// Reads what an option is worth.
    fn worth(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Worth> {
        if is_left_out(node) {
            return Some(Worth::LeftOut);
        }
        if let Value::Map(_) = node.value {
            let fields = Fields::open(node, "a score", &["not_applicable"], findings)?;
            let score = fields.need("not_applicable", findings)?;
            return self.score(score, findings).map(Worth::NotApplicable);
        }
        self.score(node, findings).map(Worth::Score)
    }

    /// Reads the points of a line from figures to scores.
    fn line(
        &self,
        node: &Node<'_>,
        question: &Question,
        findings: &mut Findings,
    ) -> Vec<(Decimal, Decimal)> {
        let mut point = |node: &Node<'_>| {
            let fields = Fields::open(node, "a point of a line", &["at", "score"], findings)?;
            let at = fields.required("at", findings, fields::decimal);
            let score = fields.need("score", findings);
            let score = score.and_then(|node| self.score(node, findings));
            Some((at?, score?))
        };
        let Value::List(items) = &node.value else {
            let help = "write `[{at: 0, score: 0}, {at: 20, score: 14}]`";
            findings.push(Code::WrongType, &node.span, "a line is a list of points", help);
            return Vec::new();
        };
        let points: Vec<_> = items.iter().filter_map(&mut point).collect();
        let rises = points.windows(2).all(|two| matches!(two, [one, other] if one.0 < other.0));
        let whole = points.len() == items.len();
        if whole && (!rises || points.len() < 2) {
            let help = "write two points at least, the lowest figure first";
            findings.push(Code::Scores, &node.span, "the figures of a line rise", help);
        }
        match &question.measure {
            None => {
                let help = "give the question a `measure`, or take the line out";
                findings.push(Code::Scores, &node.span, "a line needs a measure", help);
            }
            Some(measure) if measure.is_dated() => {
                let help = "give its options bands and scores, or take `dated` out of the measure";
                let message = "an age that may be given as a date has no line";
                findings.push(Code::Scores, &node.span, message, help);
            }
            Some(_) => {}
        }
        points
    }

    /// Reads what the words of a measure are worth where its figures are scored on a line.
    fn words(
        &self,
        node: &Node<'_>,
        given: Option<&Node<'_>>,
        question: &Question,
        line: &[(Decimal, Decimal)],
        findings: &mut Findings,
    ) -> Vec<(String, Decimal)> {
        let words = question.measure.iter().flat_map(|measure| &measure.words);
        // One that says that nobody knows counts as the rubric's rule for that says.
        let words = words.filter(|word| !word.unknown);
        let words: Vec<_> = words.map(|word| word.word.as_str()).collect();
        let entries = given.map(|node| fields::entries(node, findings)).unwrap_or_default();
        let mut scores = Vec::new();
        for Entry { key, key_span, value } in entries {
            if line.is_empty() || !words.contains(&key.as_ref()) {
                let spelled = super::super::mistaken::spelled(key);
                let message = format!("there is no word `{spelled}` to score on a line");
                let help = nearest_or_all(key, &words);
                findings.push(Code::Scores, key_span, message, &help);
            }
            scores
                .extend(self.score(value, findings).map(|score| (key.clone().into_owned(), score)));
        }
        let has_score = |word: &&str| scores.iter().any(|(known, _)| known == word);
        for word in words.iter().filter(|word| !line.is_empty() && !has_score(word)) {
            let message = format!("nothing says what the word `{word}` is worth");
            let help = format!("write `words: {{{word}: SCORE}}` beside the line");
            findings.push(Code::Scores, &node.span, message, &help);
        }
        scores
    }
}

/// Finds a question that stands twice in one dimension.
fn check_twice(node: &Node<'_>, questions: &[Scored], findings: &mut Findings) {
    for (index, scored) in questions.iter().enumerate() {
        let before = questions.iter().take(index);
        if before.into_iter().any(|other| other.question == scored.question) {
            let message =
                format!("question `{}` is judged twice in one dimension", scored.question);
            let help = "name it once; a `weight` makes it count more";
            findings.push(Code::Scores, &node.span, message, help);
        }
    }
}
