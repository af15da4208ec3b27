//! What changed in meaning from one questionnaire and rubric to another, and whether answers to the
//! old questions can still be used. Values are compared, never their layout; nothing is worded.

use super::meaning::Meaning;
use super::sorting;
use std::collections::BTreeSet;

/// One of the two documents of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// What is asked.
    Questionnaire,
    /// How answers are judged.
    Rubric,
}

/// What a change is about; later ones weigh more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// What things are called, why they are so, and what helps to read them.
    Worded,
    /// What there is to do, in which order, and what is worth a notice.
    Advised,
    /// What an answer is worth, and what a level takes.
    Judged,
    /// What an answer says.
    Asked,
}

/// What became of a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// What it lists stands in another order.
    Reordered,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it is.
    pub document: Document,
    /// The keys and ids that lead there.
    pub path: Vec<String>,
    /// What became of it.
    pub turn: Turn,
    /// What it is about.
    pub touches: Touch,
    /// The questions whose answers it bears on, follow-ups among them. Where it bears on the
    /// judgement as a whole, there are none.
    pub questions: Vec<String>,
    /// What was there.
    pub before: Option<Meaning>,
    /// What is there.
    pub after: Option<Meaning>,
}

/// Whether old answers to a question, or old answers as a whole, can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparable {
    /// They say the same and count the same.
    Same,
    /// They say the same and count differently.
    Judged,
    /// They do not answer what is asked now.
    Asked,
}

/// What became of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionChange {
    /// Its id.
    pub id: String,
    /// Its title; empty where only a rubric names it.
    pub title: String,
    /// Whether it is new or gone; nothing where it is in both.
    pub turn: Option<Turn>,
    /// Whether old answers to it can still be used.
    pub comparable: Comparable,
    /// Whether an answer that picks an option still says what it said. A figure always does.
    pub options_hold: bool,
}

/// The two documents of an instrument, or one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What the questionnaire says.
    pub questionnaire: Option<Meaning>,
    /// What the rubric says.
    pub rubric: Option<Meaning>,
}

/// All that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Every change, in the order of the documents.
    pub changes: Vec<Change>,
    /// Every question, follow-ups and facts last, those that are gone behind them.
    pub questions: Vec<QuestionChange>,
    /// Whether old answers can still be used.
    pub comparable: Comparable,
}

/// The lists of what is asked.
const ASKED: [&str; 3] = ["questions", "follow_ups", "facts"];
/// The keys of a rubric below which nothing bears on a level.
const ADVISED: [&str; 8] = [
    "enough",
    "actions",
    "upstream",
    "prerequisites",
    "effort_days",
    "peak_within_days",
    "spread_notice",
    "symptoms",
];

impl Difference {
    /// Compares what is in both `before` and `after`: questionnaires, rubrics, or both.
    #[must_use]
    pub fn between(before: &Said, after: &Said) -> Self {
        let pairs = [
            (Document::Questionnaire, &before.questionnaire, &after.questionnaire),
            (Document::Rubric, &before.rubric, &after.rubric),
        ];
        let mut changes = Vec::new();
        let mut both = Vec::new();
        for (document, before, after) in pairs {
            if let (Some(before), Some(after)) = (before, after) {
                let mut walk = Walk { document, before, after, changes: Vec::new() };
                walk.compare(&mut Vec::new(), before, after);
                changes.append(&mut walk.changes);
                both.push((document, before, after));
            }
        }
        let questions = questions(&both, &changes);
        let weights = questions.iter().map(|question| question.comparable);
        let whole = changes.iter().map(|change| comparable(change.touches));
        let comparable = weights.chain(whole).max().unwrap_or(Comparable::Same);
        Self { changes, questions, comparable }
    }
}

/// Returns what a change that touches this makes of answers.
fn comparable(touches: Touch) -> Comparable {
    match touches {
        Touch::Worded | Touch::Advised => Comparable::Same,
        Touch::Judged => Comparable::Judged,
        Touch::Asked => Comparable::Asked,
    }
}

/// Returns the questions of the first document that is in both, each with what became of it.
fn questions(both: &[(Document, &Meaning, &Meaning)], changes: &[Change]) -> Vec<QuestionChange> {
    let Some((document, before, after)) = both.first() else { return Vec::new() };
    let [old, new] = [before, after].map(|said| asked_in(*document, said));
    let is_in = |all: &[(String, String)], id: &str| all.iter().any(|(known, _)| known == id);
    let gone = old.iter().filter(|(id, _)| !is_in(&new, id));
    let all = new.iter().chain(gone);
    let question = |(id, title): &(String, String)| {
        let about = || changes.iter().filter(|change| change.questions.contains(id));
        let turn = match (is_in(&old, id), is_in(&new, id)) {
            (false, _) => Some(Turn::Added),
            (_, false) => Some(Turn::Removed),
            _ => None,
        };
        let worst = about().map(|change| comparable(change.touches)).max();
        QuestionChange {
            id: id.clone(),
            title: title.clone(),
            turn,
            comparable: worst.unwrap_or(Comparable::Same),
            options_hold: !about().any(moves_options),
        }
    };
    all.map(question).collect()
}

/// Returns id and title of whatever a document asks.
fn asked_in(document: Document, said: &Meaning) -> Vec<(String, String)> {
    let titled =
        |(id, question): &(String, Meaning)| (id.clone(), question.text("title").to_owned());
    match document {
        Document::Questionnaire => {
            ASKED.iter().flat_map(|list| said.each(list)).map(titled).collect()
        }
        Document::Rubric => {
            let dimensions = said.each("dimensions").iter();
            let all = dimensions.flat_map(|(_, dimension)| dimension.each("questions"));
            let mut seen = BTreeSet::new();
            all.filter(|(id, _)| seen.insert(id)).map(titled).collect()
        }
    }
}

/// Returns whether a change gives an option another meaning than it had.
fn moves_options(change: &Change) -> bool {
    let path: Vec<_> = change.path.iter().map(String::as_str).collect();
    match path[..] {
        [_, _, "options", _, "band", ..] | [_, _, "options", _] => {
            change.document == Document::Questionnaire
        }
        _ => change.touches == Touch::Asked,
    }
}

/// Two documents, held against each other.
struct Walk<'m> {
    document: Document,
    before: &'m Meaning,
    after: &'m Meaning,
    changes: Vec<Change>,
}

impl Walk<'_> {
    fn compare(&mut self, path: &mut Vec<String>, before: &Meaning, after: &Meaning) {
        match (before, after) {
            (Meaning::Fields(old), Meaning::Fields(new))
            | (Meaning::Entries(old), Meaning::Entries(new)) => {
                self.parts(path, old, new);
                let is_list = matches!(before, Meaning::Entries(_));
                if is_list && common(old, new) != common(new, old) {
                    self.note(path, Turn::Reordered, Some(before), Some(after));
                }
            }
            _ if before == after => {}
            _ => self.note(path, Turn::Changed, Some(before), Some(after)),
        }
    }

    fn parts(
        &mut self,
        path: &mut Vec<String>,
        old: &[(String, Meaning)],
        new: &[(String, Meaning)],
    ) {
        let find = |all: &'_ [(String, Meaning)], key: &str| {
            all.iter().position(|(known, _)| known == key)
        };
        for (key, before) in old {
            path.push(key.clone());
            match find(new, key).and_then(|at| new.get(at)) {
                Some((_, after)) => self.compare(path, before, after),
                None => self.one_sided(path, before, Turn::Removed),
            }
            path.pop();
        }
        for (key, after) in new.iter().filter(|(key, _)| find(old, key).is_none()) {
            path.push(key.clone());
            self.one_sided(path, after, Turn::Added);
            path.pop();
        }
    }

    /// Notes what is in one of the documents only: of a list, each thing by itself.
    fn one_sided(&mut self, path: &mut Vec<String>, value: &Meaning, turn: Turn) {
        if let Meaning::Entries(things) = value {
            for (id, thing) in things {
                path.push(id.clone());
                self.one_sided(path, thing, turn);
                path.pop();
            }
            return;
        }
        let (before, after) =
            if turn == Turn::Removed { (Some(value), None) } else { (None, Some(value)) };
        self.note(path, turn, before, after);
    }

    fn note(
        &mut self,
        path: &[String],
        turn: Turn,
        before: Option<&Meaning>,
        after: Option<&Meaning>,
    ) {
        let keys: Vec<_> = path.iter().map(String::as_str).collect();
        let touches = match self.document {
            Document::Questionnaire => self.asked(&keys, turn, before, after),
            Document::Rubric => judged(&keys, turn),
        };
        let questions = if touches < Touch::Judged { Vec::new() } else { self.bears_on(&keys) };
        self.changes.push(Change {
            document: self.document,
            path: path.to_vec(),
            turn,
            touches,
            questions,
            before: before.cloned(),
            after: after.cloned(),
        });
    }

    /// Returns what a change of the questionnaire is about.
    fn asked(
        &self,
        path: &[&str],
        turn: Turn,
        before: Option<&Meaning>,
        after: Option<&Meaning>,
    ) -> Touch {
        let otherwise_said =
            || if says_the_same(before, after) { Touch::Worded } else { Touch::Asked };
        let [list, id, rest @ ..] = path else {
            return match path {
                ["counting_rules"] => otherwise_said(),
                // Answers that name another edition are refused.
                ["edition"] => Touch::Asked,
                _ => Touch::Worded,
            };
        };
        if let ["outcomes", _, outcome @ ..] = path {
            return match outcome {
                [] if turn == Turn::Removed => Touch::Asked,
                ["formula" | "unit"] => otherwise_said(),
                _ => Touch::Worded,
            };
        }
        if !ASKED.contains(list) || turn == Turn::Reordered {
            return Touch::Worded;
        }
        match rest {
            [
                "title" | "probes" | "evidence" | "basis" | "ask" | "asked_of" | "preparation"
                | "if_not",
                ..,
            ]
            | ["measure", "doubt" | "doubts", ..]
            | ["measure", "name"]
            | ["options", _, "basis" | "phrase", ..] => Touch::Worded,
            // What an edition changed says nothing of another questionnaire's answers.
            ["changed", ..] if self.before.text("id") != self.after.text("id") => Touch::Worded,
            ["follows" | "applies_if", ..]
            | ["measure", "words", _, "option"]
            | ["options", _, "band", ..] => Touch::Judged,
            // Behind a figure an option is no more than a name of its band.
            ["options", _] if self.is_measured(list, id) => Touch::Judged,
            ["options", _, "label"] if self.is_measured(list, id) => Touch::Worded,
            _ => otherwise_said(),
        }
    }

    fn is_measured(&self, list: &str, id: &str) -> bool {
        [self.before, self.after].iter().all(|said| said.at(&[list, id, "measure"]).is_some())
    }

    /// Returns the questions on whose answers a change bears.
    fn bears_on(&self, path: &[&str]) -> Vec<String> {
        match (self.document, path) {
            (Document::Questionnaire, [list, id, ..]) if ASKED.contains(list) => {
                vec![(*id).to_owned()]
            }
            (Document::Questionnaire, ["counting_rules"]) => {
                let asked = asked_in(self.document, self.after);
                asked.into_iter().map(|(id, _)| id).collect()
            }
            (Document::Rubric, ["dimensions", _, "questions", id, ..]) => vec![(*id).to_owned()],
            (Document::Rubric, ["dimensions", id, ..]) => self.of_dimension(id),
            (Document::Rubric, ["caps", cap, ..]) => self.of_cap(cap),
            _ => Vec::new(),
        }
    }

    /// Returns the questions of a dimension, before and after.
    fn of_dimension(&self, id: &str) -> Vec<String> {
        let both = [self.before, self.after];
        let all = both.iter().filter_map(|said| said.at(&["dimensions", id]));
        let all = all.flat_map(|dimension| dimension.each("questions"));
        sorting::to_set(all.map(|(id, _)| id.clone())).into_iter().collect()
    }

    /// Returns the follow-up that puts a cap on, and the questions that it is put on.
    fn of_cap(&self, cap: &str) -> Vec<String> {
        let both = [self.before, self.after];
        let mut all = BTreeSet::new();
        for cap in both.iter().filter_map(|said| said.at(&["caps", cap])) {
            let named = ["follow_up", "question"].map(|key| cap.text(key));
            all.extend(named.into_iter().filter(|id| !id.is_empty()).map(str::to_owned));
            all.extend(self.of_dimension(cap.text("dimension")));
        }
        all.into_iter().collect()
    }
}

/// Returns the keys of `these` that are in `others` as well, in order.
fn common<'k>(these: &'k [(String, Meaning)], others: &[(String, Meaning)]) -> Vec<&'k str> {
    let shared = these.iter().filter(|(key, _)| others.iter().any(|(other, _)| other == key));
    shared.map(|(key, _)| key.as_str()).collect()
}

/// Returns what a change of the rubric is about. What is not known here bears on the judgement.
fn judged(path: &[&str], turn: Turn) -> Touch {
    match path {
        [
            "id" | "version" | "title" | "calibration" | "sources" | "measures" | "roles"
            | "reached_when",
            ..,
        ]
        | ["caps", _, "why"]
        | ["groups", _, "name"]
        | ["levels" | "dimension_levels", _, "name" | "sentence" | "held_back"]
        | ["dimensions", _, "name" | "definition" | "low" | "high"]
        | ["dimensions", _, "levels", _, "name"]
        | ["scenarios", _, "title" | "trigger" | "coping" | "sources"] => Touch::Worded,
        ["scenarios", _, "at_peak" | "likely" | "hurt"] => Touch::Advised,
        // What was promised by an answer that there is no more is refused.
        ["enough"] | ["enough", "questions", _] | ["enough", "questions", _, "options", _]
            if turn == Turn::Removed =>
        {
            Touch::Asked
        }
        ["dimensions"] if turn == Turn::Reordered => Touch::Advised,
        _ if turn == Turn::Reordered && !matches!(path, ["actions"]) => Touch::Worded,
        [key, ..] if ADVISED.contains(key) => Touch::Advised,
        ["questionnaire"] => Touch::Asked,
        _ => Touch::Judged,
    }
}

/// Returns whether two texts have the same words: other marks and capitals do not make another
/// text.
fn says_the_same(before: Option<&Meaning>, after: Option<&Meaning>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match (before, after) {
        (Meaning::Text(before), Meaning::Text(after)) => words(before) == words(after),
        (Meaning::List(before), Meaning::List(after)) => {
            let mut pairs = before.iter().zip(after);
            before.len() == after.len()
                && pairs.all(|(old, new)| says_the_same(Some(old), Some(new)))
        }
        _ => before == after,
    }
}

/// Returns the words of a text in small letters, without marks; those that may be part of a figure
/// stay.
fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let kept = |(at, c): (usize, &char)| {
        // A full stop behind the last figure of a sentence is no part of it.
        let in_figure =
            is_digit(Some(at + 1)) || (is_digit(at.checked_sub(1)) && !".,;:?!)".contains(*c));
        if c.is_alphanumeric() || "<>%\u{2264}\u{2265}".contains(*c) || in_figure {
            *c
        } else {
            ' '
        }
    };
    let text: String = letters.iter().enumerate().map(kept).collect();
    text.split_whitespace().map(str::to_lowercase).collect()
}
