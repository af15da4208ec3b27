//! Instruments and answers as dice make them up, and the files that say so.

use crate::dice::Dice;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A number in hundredths, as files spell it and as rules count it.
pub(super) type Hundredths = i64;

/// What is made of scores.
pub(super) const AGGREGATES: [&str; 5] = ["mean", "mean", "minimum", "sum", "prorated_sum"];

#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) facts: usize,
    pub(super) questions: Vec<Question>,
    pub(super) scale: Option<(i64, i64)>,
    pub(super) unknown_left_out: bool,
    pub(super) without_report: Option<Hundredths>,
    /// Whether a report counts only with its source.
    pub(super) needs_source: bool,
    /// Whether a claim above a cap takes an answer to what puts the cap on.
    pub(super) takes_answers: bool,
    pub(super) aggregate: &'static str,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) groups: Vec<Group>,
    pub(super) first_level: i64,
    pub(super) levels: Vec<Row>,
    pub(super) caps: Vec<Cap>,
}

#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The fact that it depends on, and the answer that lets it apply.
    pub(super) applies_if: Option<(usize, bool)>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// So many options.
    Options(usize),
    /// Bands that end at these figures; whether each belongs to the band below it; more is better.
    Bands(Vec<(i64, bool)>, bool),
    /// A figure only.
    Figure,
}

#[derive(Clone, Debug)]
pub(super) struct Dimension {
    pub(super) weight: Hundredths,
    pub(super) aggregate: &'static str,
    pub(super) questions: Vec<Scored>,
    /// A table of its own, above its lowest level, which is 1.
    pub(super) levels: Vec<Row>,
}

#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) question: usize,
    pub(super) weight: Hundredths,
    pub(super) options: Vec<Worth>,
    pub(super) line: Vec<(i64, Hundredths)>,
    pub(super) not_applicable: Option<Hundredths>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    Score(Hundredths),
    NotApplicable(Hundredths),
    LeftOut,
}

/// A dimension or a group, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    Dimension(usize),
    Group(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) weight: Hundredths,
    pub(super) aggregate: &'static str,
    pub(super) of: Vec<Member>,
}

/// What a level takes; of the whole, or of a dimension, whose parts are questions by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) score: Option<Hundredths>,
    pub(super) every: Option<Hundredths>,
    pub(super) named: Option<(Named, Hundredths)>,
    pub(super) share: Option<(Hundredths, &'static str)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Member(Member),
    Question(usize),
}

/// An option that caps a question's score.
#[derive(Clone, Debug)]
pub(super) struct Cap {
    pub(super) asked: usize,
    pub(super) option: usize,
    pub(super) question: usize,
    pub(super) at_most: i64,
}

/// Answers: to facts, and to questions.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) facts: Vec<Option<bool>>,
    pub(super) answers: BTreeMap<usize, Answer>,
    /// Whether a report counts only with its source.
    pub(super) needs_source: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    Unknown,
    NotApplicable,
    Option(usize, bool),
    Value(Hundredths, bool),
}

fn spelled(hundredths: Hundredths) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.abs();
    match size % 100 {
        0 => format!("{sign}{}", size / 100),
        rest => format!("{sign}{}.{rest:02}", size / 100),
    }
}

fn name(member: Member) -> String {
    match member {
        Member::Dimension(place) => format!("d{place}"),
        Member::Group(place) => format!("g{place}"),
    }
}

impl Made {
    pub(super) fn throw(dice: &mut Dice) -> Self {
        let scale = [None, Some((1, 5)), Some((0, 3)), Some((0, 100)), Some((-3, 4))];
        let scale = scale[dice.place(scale.len())];
        let facts = dice.place(3);
        let questions: Vec<_> = (0..=dice.place(8)).map(|_| question(facts, dice)).collect();
        let ends = scale.unwrap_or((0, 10));
        let dimensions: Vec<_> =
            (0..=dice.place(5)).map(|_| dimension(&questions, ends, dice)).collect();
        let groups = groups(dimensions.len(), dice);
        let mut made = Self {
            unknown_left_out: dice.happens(40),
            without_report: dice.happens(50).then(|| score(ends, dice)),
            needs_source: dice.happens(50),
            takes_answers: dice.happens(50),
            aggregate: AGGREGATES[dice.place(AGGREGATES.len())],
            first_level: dice.from(0, 1),
            levels: Vec::new(),
            caps: Vec::new(),
            facts,
            questions,
            scale,
            dimensions,
            groups,
        };
        made.throw_levels(ends, dice);
        made.throw_caps(ends, dice);
        made
    }

    fn throw_levels(&mut self, ends: (i64, i64), dice: &mut Dice) {
        for place in 0..self.dimensions.len() {
            if dice.happens(40) {
                let count = self.dimensions[place].questions.len();
                let named = |dice: &mut Dice| Named::Question(dice.place(count));
                let rows = (0..dice.from(1, 3)).map(|_| row(ends, &named, dice));
                self.dimensions[place].levels = rows.collect();
            }
        }
        let members = |dice: &mut Dice| {
            let place = dice.place(self.dimensions.len() + self.groups.len());
            Named::Member(match place.checked_sub(self.dimensions.len()) {
                Some(group) => Member::Group(group),
                None => Member::Dimension(place),
            })
        };
        let rounds = self.scale.filter(|(lowest, highest)| *lowest >= 0 && *highest < 10);
        if let (Some((lowest, highest)), true) = (rounds, dice.happens(40)) {
            let row = |level: i64| Row {
                score: Some(level * 100),
                every: Some(level * 100 - 100),
                ..Row::default()
            };
            (self.first_level, self.levels) = (lowest, (lowest + 1..=highest).map(row).collect());
        } else if dice.happens(80) {
            self.levels = (0..dice.from(1, 4)).map(|_| row(ends, &members, dice)).collect();
        }
    }

    fn throw_caps(&mut self, ends: (i64, i64), dice: &mut Dice) {
        for _ in 0..dice.place(3) {
            let asked = dice.place(self.questions.len());
            let of = &self.dimensions[dice.place(self.dimensions.len())].questions;
            if let Kind::Options(options) = self.questions[asked].kind {
                let question = of[dice.place(of.len())].question;
                let (option, at_most) = (dice.place(options), dice.from(ends.0, ends.1));
                self.caps.push(Cap { asked, option, question, at_most });
            }
        }
    }

    /// Returns answers; one to a question that its facts rule out is none.
    pub(super) fn answers(&self, dice: &mut Dice) -> Said {
        let fact = |_| [Some(true), Some(false), None][dice.place(3)];
        let facts: Vec<_> = (0..self.facts).map(fact).collect();
        let needs_source = self.needs_source && self.without_report.is_some();
        let mut said = Said { facts, answers: BTreeMap::new(), needs_source };
        let mut left_out = 0;
        for (place, question) in self.questions.iter().enumerate() {
            let reported = dice.happens(50);
            let answer = match dice.place(10) {
                _ if said.rules_out(question) => continue,
                0 => continue,
                1 => Answer::Unknown,
                2 if left_out < 3 => {
                    left_out += 1;
                    Answer::NotApplicable
                }
                _ => match &question.kind {
                    Kind::Options(options) => Answer::Option(dice.place(*options), reported),
                    Kind::Bands(cuts, _) if dice.happens(50) => {
                        Answer::Value(cuts[dice.place(cuts.len())].0 * 100, reported)
                    }
                    _ => Answer::Value(dice.from(0, 6000), reported),
                },
            };
            said.answers.insert(place, answer);
        }
        said
    }

    /// Returns the same answers with one that is better, or nothing worse, wherever it counts.
    pub(super) fn better(&self, said: &Said, dice: &mut Dice) -> Option<Said> {
        let chosen = said.answers.iter().filter_map(|(place, answer)| match answer {
            Answer::Option(option, reported) => Some((*place, *option, *reported)),
            _ => None,
        });
        let chosen: Vec<_> = chosen.collect();
        let (place, option, reported) = *chosen.get(dice.place(chosen.len()))?;
        let Kind::Options(options) = self.questions[place].kind else { return None };
        // What an answer caps elsewhere is no matter of its own score.
        if self.caps.iter().any(|cap| cap.asked == place) {
            return None;
        }
        // A claim that rises above a cap takes an answer that it did not take before.
        if self.takes_answers && self.caps.iter().any(|cap| cap.question == place) {
            return None;
        }
        let scored = self.dimensions.iter().flat_map(|dimension| &dimension.questions);
        let scored: Vec<_> = scored.filter(|scored| scored.question == place).collect();
        let is_better = |other: &usize| {
            scored.iter().all(|scored| match (scored.options[option], scored.options[*other]) {
                (Worth::Score(one), Worth::Score(other)) => other >= one,
                _ => false,
            })
        };
        let other = (0..options).filter(|other| *other != option).find(is_better)?;
        let mut better = said.clone();
        better.answers.insert(place, Answer::Option(other, reported));
        Some(better)
    }

    /// Returns the instrument with dimensions, their questions and groups in the other order.
    pub(super) fn turned(&self) -> Self {
        let mut turned = self.clone();
        let (dimensions, groups) = (self.dimensions.len(), self.groups.len());
        let moved = |member: Member| match member {
            Member::Dimension(place) => Member::Dimension(dimensions - 1 - place),
            Member::Group(place) => Member::Group(groups - 1 - place),
        };
        turned.dimensions.reverse();
        for dimension in &mut turned.dimensions {
            let count = dimension.questions.len();
            dimension.questions.reverse();
            for row in &mut dimension.levels {
                if let Some((Named::Question(place), _)) = &mut row.named {
                    *place = count - 1 - *place;
                }
            }
        }
        turned.groups.reverse();
        for group in &mut turned.groups {
            group.of.iter_mut().for_each(|member| *member = moved(*member));
        }
        for row in &mut turned.levels {
            if let Some((Named::Member(member), _)) = &mut row.named {
                *member = moved(*member);
            }
        }
        turned
    }

    /// Returns what belongs to no group.
    pub(super) fn top(&self) -> Vec<Member> {
        let all = (0..self.dimensions.len()).map(Member::Dimension);
        let all = all.chain((0..self.groups.len()).map(Member::Group));
        all.filter(|member| !self.groups.iter().any(|group| group.of.contains(member))).collect()
    }

    pub(super) fn questions_file(&self) -> String {
        let mut text = String::from("id: made\nversion: 0.1.0\ntitle: Made\n");
        if self.facts > 0 {
            text += "facts:\n";
        }
        for fact in 0..self.facts {
            let _ = writeln!(text, "  - {{id: f{fact}, title: Fact, prompt: So?}}");
        }
        text += "questions:\n";
        for (place, question) in self.questions.iter().enumerate() {
            let _ = writeln!(text, "  - id: q{place}\n    title: Asked\n    prompt: How?");
            if let Some((fact, is)) = question.applies_if {
                let is = if is { "yes" } else { "no" };
                let _ = writeln!(text, "    applies_if: {{f{fact}: {is}}}");
            }
            text += &question.options();
        }
        text
    }

    pub(super) fn rubric_file(&self) -> String {
        let mut text = String::from("id: made\nversion: 0.1.0\ntitle: Made\nquestionnaire: made\n");
        if let Some((lowest, highest)) = self.scale {
            let _ = writeln!(text, "scale: {{lowest: {lowest}, highest: {highest}}}");
        }
        let counts_as = if self.unknown_left_out { "left_out" } else { "lowest" };
        let _ =
            writeln!(text, "aggregate: {}\nunknown: {{counts_as: {counts_as}}}", self.aggregate);
        text += "not_applicable: {at_most: 3}\n";
        if let Some(score) = self.without_report {
            let source = if self.needs_source { ", report_needs_source: true" } else { "" };
            let answers = if self.takes_answers { ", follow_ups: answered" } else { "" };
            let score = spelled(score);
            let _ =
                writeln!(text, "evidenced: {{without_report_at_most: {score}{source}{answers}}}");
        }
        let scored = self.dimensions.iter().flat_map(|dimension| &dimension.questions);
        let scored: Vec<_> = scored.map(|scored| scored.question).collect();
        let apart = (0..self.questions.len()).filter(|place| !scored.contains(place));
        let apart: Vec<_> = apart.map(|place| format!("q{place}")).collect();
        let _ = writeln!(text, "not_scored: [{}]", apart.join(", "));
        if !self.levels.is_empty() {
            let first = self.first_level;
            let _ = writeln!(text, "levels:\n  - {{level: {first}, name: A, sentence: B}}");
            for (level, row) in (first + 1..).zip(&self.levels) {
                let takes = row.takes("every_dimension", "dimensions", &|place| place.to_string());
                let _ = writeln!(
                    text,
                    "  - {{level: {level}, name: A, sentence: B, requires: {{{takes}}}}}"
                );
            }
        }
        text += "dimensions:\n";
        for (place, dimension) in self.dimensions.iter().enumerate() {
            text += &dimension.file(place);
        }
        text += &self.groups_and_caps();
        text
    }

    fn groups_and_caps(&self) -> String {
        let mut text = String::new();
        if !self.groups.is_empty() {
            text += "groups:\n";
        }
        for (place, Group { weight, aggregate, of }) in self.groups.iter().enumerate() {
            let of: Vec<_> = of.iter().map(|member| name(*member)).collect();
            let (weight, of) = (spelled(*weight), of.join(", "));
            let _ = writeln!(
                text,
                "  - {{id: g{place}, name: A, weight: {weight}, aggregate: {aggregate}, of: [{of}]}}"
            );
        }
        if !self.caps.is_empty() {
            text += "caps:\n";
        }
        for Cap { asked, option, question, at_most } in &self.caps {
            let _ = writeln!(
                text,
                "  - {{follow_up: q{asked}, question: q{question}, when: {{option: o{option}}}, \
                 at_most: {at_most}}}"
            );
        }
        text
    }
}

impl Said {
    /// Returns the answers as a file.
    pub(super) fn file(&self) -> String {
        let mut text = String::from("scope: Shop\ndate: 2026-06-30\nanswers:\n  # as made up\n");
        for (fact, is) in self.facts.iter().enumerate() {
            let _ = match is {
                Some(true) => writeln!(text, "  f{fact}: yes"),
                Some(false) => writeln!(text, "  f{fact}: no"),
                None => writeln!(text, "  f{fact}: unknown"),
            };
        }
        for (place, answer) in &self.answers {
            let evidence = |reported: &bool| match (reported, self.needs_source) {
                (true, true) => ", evidence: report, source: Dashboard",
                (false, true) | (true, false) => ", evidence: report",
                (false, false) => "",
            };
            let _ = match answer {
                Answer::Unknown => writeln!(text, "  q{place}: unknown"),
                Answer::NotApplicable => writeln!(text, "  q{place}: {{not_applicable: why}}"),
                Answer::Option(option, reported) => {
                    writeln!(text, "  q{place}: {{option: o{option}{}}}", evidence(reported))
                }
                Answer::Value(value, reported) => {
                    let value = spelled(*value);
                    writeln!(text, "  q{place}: {{value: {value}{}}}", evidence(reported))
                }
            };
        }
        if self.facts.is_empty() && self.answers.is_empty() {
            text = text.replace("answers:\n", "answers: {}\n");
        }
        text
    }

    pub(super) fn rules_out(&self, question: &Question) -> bool {
        question.applies_if.is_some_and(|(fact, is)| self.facts[fact].is_some_and(|it| it != is))
    }
}

impl Question {
    fn options(&self) -> String {
        let measure = |better: &str| {
            format!(
                "    measure: {{name: m, formula: counted, unit: u, better: {better}, range: \
                 {{min: 0, max: 100}}}}\n"
            )
        };
        match &self.kind {
            Kind::Figure => measure("higher"),
            Kind::Options(options) => {
                let option = |place| format!("      - {{id: o{place}, label: Label {place}}}\n");
                format!("    options:\n{}", (0..*options).map(option).collect::<String>())
            }
            Kind::Bands(cuts, more_is_better) => {
                let better = if *more_is_better { "higher" } else { "lower" };
                let option = |place: usize| {
                    let band = if *more_is_better { place } else { cuts.len() - place };
                    let low = band.checked_sub(1).map(|cut| match cuts[cut] {
                        (at, true) => format!("above: {at}"),
                        (at, false) => format!("from: {at}"),
                    });
                    let high = cuts.get(band).map(|cut| match cut {
                        (at, true) => format!("up_to: {at}"),
                        (at, false) => format!("below: {at}"),
                    });
                    let ends: Vec<_> = low.into_iter().chain(high).collect();
                    let ends = ends.join(", ");
                    format!("      - {{id: o{place}, label: Label {place}, band: {{{ends}}}}}\n")
                };
                let options = (0..=cuts.len()).map(option).collect::<String>();
                format!("{}    options:\n{options}", measure(better))
            }
        }
    }
}

impl Dimension {
    fn file(&self, place: usize) -> String {
        let (weight, aggregate) = (spelled(self.weight), self.aggregate);
        let mut text = format!(
            "  - id: d{place}\n    name: Made\n    weight: {weight}\n    aggregate: {aggregate}\n"
        );
        if !self.levels.is_empty() {
            text += "    levels:\n      - {level: 1}\n";
        }
        for (level, row) in (2..).zip(&self.levels) {
            let question = |place: usize| format!("q{}", self.questions[place].question);
            let takes = row.takes("every_question", "questions", &question);
            let _ = writeln!(text, "      - {{level: {level}, requires: {{{takes}}}}}");
        }
        text += "    questions:\n";
        for Scored { question, weight, options, line, not_applicable } in &self.questions {
            let weight = spelled(*weight);
            let _ = write!(text, "      - {{id: q{question}, weight: {weight}");
            if let Some(score) = not_applicable {
                let _ = write!(text, ", not_applicable: {}", spelled(*score));
            }
            let option = |worth: &Worth| match worth {
                Worth::Score(score) => spelled(*score),
                Worth::NotApplicable(score) => format!("{{not_applicable: {}}}", spelled(*score)),
                Worth::LeftOut => "left_out".to_owned(),
            };
            if !options.is_empty() {
                let options: Vec<_> = options.iter().map(option).collect();
                let _ = write!(text, ", scores: [{}]", options.join(", "));
            }
            if !line.is_empty() {
                let point = |(at, score): &(i64, Hundredths)| {
                    format!("{{at: {at}, score: {}}}", spelled(*score))
                };
                let points: Vec<_> = line.iter().map(point).collect();
                let _ = write!(text, ", line: [{}]", points.join(", "));
            }
            text += "}\n";
        }
        text
    }
}

impl Row {
    fn takes(&self, every: &str, named: &str, question: &dyn Fn(usize) -> String) -> String {
        let mut parts = Vec::new();
        parts.extend(self.score.map(|needed| format!("score: {}", spelled(needed))));
        parts.extend(self.every.map(|needed| format!("{every}: {}", spelled(needed))));
        parts.extend(self.named.map(|(who, needed)| {
            let who = match who {
                Named::Member(member) => name(member),
                Named::Question(place) => question(place),
            };
            format!("{named}: {{{who}: {}}}", spelled(needed))
        }));
        parts.extend(
            self.share.map(|(at, at_least)| {
                format!("share: {{at: {}, at_least: {at_least}}}", spelled(at))
            }),
        );
        parts.join(", ")
    }
}

/// Returns a score between the ends, whole or not.
fn score((lowest, highest): (i64, i64), dice: &mut Dice) -> Hundredths {
    if dice.happens(50) {
        dice.from(lowest, highest) * 100
    } else {
        dice.from(lowest * 100, highest * 100)
    }
}

fn question(facts: usize, dice: &mut Dice) -> Question {
    let applies_if = (facts > 0 && dice.happens(40)).then(|| (dice.place(facts), dice.happens(50)));
    let kind = match dice.place(4) {
        0 => Kind::Figure,
        1 => {
            let mut cuts: Vec<i64> = (0..dice.from(1, 4)).map(|_| dice.from(1, 59)).collect();
            cuts.sort_unstable();
            cuts.dedup();
            let cuts = cuts.into_iter().map(|cut| (cut, dice.happens(50))).collect();
            Kind::Bands(cuts, dice.happens(50))
        }
        _ => Kind::Options(2 + dice.place(4)),
    };
    Question { applies_if, kind }
}

fn dimension(questions: &[Question], ends: (i64, i64), dice: &mut Dice) -> Dimension {
    let mut places: Vec<usize> = (0..questions.len()).collect();
    let count = 1 + dice.place(questions.len().min(4));
    let drawn = (0..count).map(|_| places.remove(dice.place(places.len())));
    let drawn: Vec<usize> = drawn.collect();
    let scored = drawn.into_iter().map(|place| scored(place, &questions[place], ends, dice));
    Dimension {
        questions: scored.collect(),
        weight: [100, 100, 200, 250, 25][dice.place(5)],
        aggregate: AGGREGATES[dice.place(AGGREGATES.len())],
        levels: Vec::new(),
    }
}

fn scored(place: usize, question: &Question, ends: (i64, i64), dice: &mut Dice) -> Scored {
    let options = match &question.kind {
        Kind::Figure => 0,
        Kind::Options(options) => *options,
        Kind::Bands(cuts, _) => cuts.len() + 1,
    };
    let mut worth: Vec<_> = (0..options).map(|_| Worth::Score(score(ends, dice))).collect();
    if matches!(question.kind, Kind::Options(_)) && dice.happens(30) {
        let apart =
            if dice.happens(50) { Worth::LeftOut } else { Worth::NotApplicable(score(ends, dice)) };
        worth[dice.place(options)] = apart;
    }
    let mut line = Vec::new();
    if let Kind::Figure = question.kind {
        let mut at = dice.from(0, 10);
        for _ in 0..dice.from(2, 3) {
            line.push((at, score(ends, dice)));
            at += dice.from(1, 20);
        }
    }
    Scored {
        question: place,
        weight: [100, 100, 200, 150][dice.place(4)],
        options: worth,
        line,
        not_applicable: dice.happens(20).then(|| score(ends, dice)),
    }
}

fn groups(dimensions: usize, dice: &mut Dice) -> Vec<Group> {
    let mut free: Vec<Member> = (0..dimensions).map(Member::Dimension).collect();
    let mut groups = Vec::new();
    for place in 0..dice.place(4) {
        let count = 1 + dice.place(free.len());
        let of = (0..count).map(|_| free.remove(dice.place(free.len()))).collect();
        groups.push(Group {
            weight: [100, 200, 50][dice.place(3)],
            aggregate: AGGREGATES[dice.place(AGGREGATES.len())],
            of,
        });
        free.push(Member::Group(place));
    }
    groups
}

fn row(ends: (i64, i64), named: &dyn Fn(&mut Dice) -> Named, dice: &mut Dice) -> Row {
    let shares = ["50%", "2/3", "1", "2"];
    let mut row = Row {
        score: dice.happens(70).then(|| score(ends, dice)),
        every: dice.happens(40).then(|| score(ends, dice)),
        named: dice.happens(30).then(|| (named(dice), score(ends, dice))),
        share: dice.happens(30).then(|| (score(ends, dice), shares[dice.place(shares.len())])),
    };
    let takes_nothing = row.every.is_none() && row.named.is_none() && row.share.is_none();
    if row.score.is_none() && takes_nothing {
        row.score = Some(score(ends, dice));
    }
    row
}
