//! The rules of the handbook, written anew: what answers come to under a made-up rubric.

use super::made::{
    Answer, Dimension, Hundredths, Kind, Made, Member, Named, Row, Said, Scored, Worth,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use oms_maturity::domain::score::Basis;

type Ratio = BigRational;

/// How answers are read: by the rubric's own rule for unknowns, or at one end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) basis: Basis,
    pub(super) worst: bool,
    pub(super) best: bool,
}

impl Reading {
    pub(super) fn all() -> Vec<Self> {
        let ends = [(false, false), (true, false), (false, true)];
        let on = |basis| ends.map(|(worst, best)| Self { basis, worst, best });
        [on(Basis::Claimed), on(Basis::Evidenced)].concat()
    }
}

/// What answers come to: exact scores as they are written, and levels.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) scores: Vec<Option<String>>,
    pub(super) levels: Vec<Option<i64>>,
    pub(super) groups: Vec<Option<String>>,
    pub(super) whole: Option<String>,
    pub(super) level: Option<i64>,
}

fn ratio(hundredths: Hundredths) -> Ratio {
    Ratio::new(BigInt::from(hundredths), BigInt::from(100))
}

fn adds_up(aggregate: &str) -> bool {
    aggregate.ends_with("sum")
}

struct Rules<'m> {
    made: &'m Made,
    said: &'m Said,
    reading: Reading,
    scores: Vec<Option<Ratio>>,
    levels: Vec<Option<i64>>,
}

pub(super) fn judge(made: &Made, said: &Said, reading: Reading) -> Judged {
    let mut rules = Rules { made, said, reading, scores: Vec::new(), levels: Vec::new() };
    for (place, dimension) in made.dimensions.iter().enumerate() {
        let (score, level) = rules.dimension(place, dimension);
        rules.scores.push(score);
        rules.levels.push(level);
    }
    let text = |score: Option<Ratio>| score.map(|score| score.to_string());
    let whole = rules.members(made.aggregate, &made.top());
    Judged {
        groups: (0..made.groups.len()).map(|at| text(rules.member(Member::Group(at)))).collect(),
        level: rules.overall(whole.as_ref()),
        scores: rules.scores.iter().cloned().map(text).collect(),
        levels: rules.levels.clone(),
        whole: text(whole),
    }
}

impl Rules<'_> {
    fn dimension(&self, place: usize, dimension: &Dimension) -> (Option<Ratio>, Option<i64>) {
        let questions: Vec<Option<Ratio>> =
            dimension.questions.iter().map(|scored| self.question(place, scored)).collect();
        let weights = dimension.questions.iter().map(|scored| ratio(scored.weight));
        let score = made_of(dimension.aggregate, questions.iter().cloned().zip(weights));
        let level = score.as_ref().and_then(|score| {
            if !dimension.levels.is_empty() {
                let named = |named| match named {
                    Named::Question(place) => questions[place].clone(),
                    Named::Member(_) => None,
                };
                return Some(held(&dimension.levels, 1, Some(score), &questions, &named));
            }
            let rounds = self.rounds_down() && !adds_up(dimension.aggregate);
            rounds.then(|| score.floor().to_integer().try_into().unwrap())
        });
        (score, level)
    }

    /// Returns whether levels are scores rounded down: one level for each step of the scale.
    fn rounds_down(&self) -> bool {
        let rows = i64::try_from(self.made.levels.len()).unwrap();
        let (first, last) = (self.made.first_level, self.made.first_level + rows);
        rows > 0 && self.made.scale == Some((first, last))
    }

    fn question(&self, place: usize, scored: &Scored) -> Option<Ratio> {
        let score = self.claimed(place, scored)?;
        let evidenced = self.reading.basis == Basis::Evidenced;
        let caps = self.made.caps.iter().filter(|cap| {
            let on = matches!(
                self.said.answers.get(&cap.asked),
                Some(Answer::Option(option, _)) if *option == cap.option
            );
            evidenced && on && cap.question == scored.question
        });
        Some(caps.fold(score, |score, cap| score.min(ratio(cap.at_most * 100))))
    }

    fn claimed(&self, place: usize, scored: &Scored) -> Option<Ratio> {
        let question = &self.made.questions[scored.question];
        let (score, needs_report) = match self.said.answers.get(&scored.question) {
            None if self.said.rules_out(question) => return None,
            None | Some(Answer::Unknown) => return self.unknown(place, scored),
            Some(Answer::NotApplicable) => return scored.not_applicable.map(ratio),
            Some(Answer::Option(option, reported)) => {
                if let Worth::NotApplicable(score) = scored.options[*option] {
                    return Some(ratio(score));
                }
                worth(scored.options[*option], *reported)?
            }
            Some(Answer::Value(value, reported)) => match &question.kind {
                Kind::Bands(cuts, more_is_better) => {
                    let beyond = |(at, below): &&(i64, bool)| {
                        *value > at * 100 || (*value == at * 100 && !below)
                    };
                    let band = cuts.iter().filter(beyond).count();
                    let option = if *more_is_better { band } else { cuts.len() - band };
                    worth(scored.options[option], *reported)?
                }
                _ => (on_line(&scored.line, *value), !reported),
            },
        };
        let needs_more = needs_report || self.takes_an_answer(scored, &score);
        let ceiling = self
            .made
            .without_report
            .filter(|_| needs_more && self.reading.basis == Basis::Evidenced);
        Some(ceiling.map_or(score.clone(), |ceiling| score.min(ratio(ceiling))))
    }

    /// Returns whether a claim lies above a cap whose question applies and has no answer.
    fn takes_an_answer(&self, scored: &Scored, claim: &Ratio) -> bool {
        let is_open = |place: usize| {
            let said = self.said.answers.get(&place);
            !self.said.rules_out(&self.made.questions[place])
                && matches!(said, None | Some(Answer::Unknown))
        };
        let caps = self.made.caps.iter().filter(|cap| cap.question == scored.question);
        let mut above = caps.filter(|cap| *claim > ratio(cap.at_most * 100));
        self.made.takes_answers && above.any(|cap| is_open(cap.asked))
    }

    fn unknown(&self, place: usize, scored: &Scored) -> Option<Ratio> {
        let Reading { worst, best, .. } = self.reading;
        if self.made.unknown_left_out && !worst && !best {
            return None;
        }
        if let Some((lowest, highest)) = self.made.scale.filter(|_| !self.is_added_up(place)) {
            return Some(ratio(if best { highest } else { lowest } * 100));
        }
        let options = scored.options.iter().filter_map(|worth| match worth {
            Worth::Score(score) => Some(*score),
            _ => None,
        });
        let all: Vec<_> = options.chain(scored.line.iter().map(|(_, score)| *score)).collect();
        let end = if best { all.iter().max() } else { all.iter().min() };
        Some(ratio(end.copied().unwrap_or(0)))
    }

    /// Returns whether anything adds up what a dimension is part of.
    fn is_added_up(&self, place: usize) -> bool {
        let mut member = Member::Dimension(place);
        let mut added =
            adds_up(self.made.aggregate) || adds_up(self.made.dimensions[place].aggregate);
        while let Some(at) = self.made.groups.iter().position(|group| group.of.contains(&member)) {
            added |= adds_up(self.made.groups[at].aggregate);
            member = Member::Group(at);
        }
        added
    }

    fn members(&self, aggregate: &str, members: &[Member]) -> Option<Ratio> {
        let weight = |member: &Member| match member {
            Member::Dimension(at) => ratio(self.made.dimensions[*at].weight),
            Member::Group(at) => ratio(self.made.groups[*at].weight),
        };
        let scores = members.iter().map(|member| (self.member(*member), weight(member)));
        made_of(aggregate, scores)
    }

    fn member(&self, member: Member) -> Option<Ratio> {
        match member {
            Member::Dimension(at) => self.scores[at].clone(),
            Member::Group(at) => {
                let group = &self.made.groups[at];
                self.members(group.aggregate, &group.of)
            }
        }
    }

    fn overall(&self, whole: Option<&Ratio>) -> Option<i64> {
        if self.made.levels.is_empty() {
            return None;
        }
        let counts = |at: usize| {
            let score = self.scores[at].clone()?;
            let own = !self.made.dimensions[at].levels.is_empty();
            let level = self.levels[at].filter(|_| own);
            Some(level.map_or(score, |level| ratio(level * 100)))
        };
        let parts: Vec<_> = (0..self.scores.len()).map(counts).collect();
        let named = |named| match named {
            Named::Member(Member::Dimension(at)) => parts[at].clone(),
            Named::Member(group) => self.member(group),
            Named::Question(_) => None,
        };
        Some(held(&self.made.levels, self.made.first_level, whole, &parts, &named))
    }
}

/// Returns what an option is worth, and whether a high score of it needs a report that is not there.
fn worth(worth: Worth, reported: bool) -> Option<(Ratio, bool)> {
    match worth {
        Worth::Score(score) => Some((ratio(score), !reported)),
        Worth::NotApplicable(score) => Some((ratio(score), false)),
        Worth::LeftOut => None,
    }
}

fn on_line(line: &[(i64, Hundredths)], value: Hundredths) -> Ratio {
    let (first, last) = (line[0], line[line.len() - 1]);
    if value <= first.0 * 100 {
        return ratio(first.1);
    }
    for two in line.windows(2) {
        let ((from, low), (to, high)) = (two[0], two[1]);
        if value <= to * 100 {
            let part = (ratio(value) - ratio(from * 100)) / ratio((to - from) * 100);
            return ratio(low) + part * (ratio(high) - ratio(low));
        }
    }
    ratio(last.1)
}

fn made_of(aggregate: &str, scores: impl Iterator<Item = (Option<Ratio>, Ratio)>) -> Option<Ratio> {
    let all: Vec<_> = scores.collect();
    let counted = || all.iter().filter_map(|(score, weight)| Some((score.clone()?, weight)));
    let sum: Ratio = counted().map(|(score, weight)| score * weight).sum();
    let weights: Ratio = counted().map(|(_, weight)| weight.clone()).sum();
    let total: Ratio = all.iter().map(|(_, weight)| weight.clone()).sum();
    let lowest = counted().map(|(score, _)| score).min()?;
    Some(match aggregate {
        "minimum" => lowest,
        "sum" => sum,
        "prorated_sum" => sum / weights * total,
        _ => sum / weights,
    })
}

fn held(
    rows: &[Row],
    first: i64,
    score: Option<&Ratio>,
    parts: &[Option<Ratio>],
    named: &dyn Fn(Named) -> Option<Ratio>,
) -> i64 {
    let holds = |row: &&Row| {
        let counted: Vec<_> = parts.iter().flatten().collect();
        let enough = row.score.is_none_or(|needed| score.is_some_and(|it| *it >= ratio(needed)));
        let every = row.every.is_none_or(|needed| counted.iter().all(|it| **it >= ratio(needed)));
        let who =
            row.named.is_none_or(|(who, needed)| named(who).is_none_or(|it| it >= ratio(needed)));
        let share = row.share.is_none_or(|(at, at_least)| {
            let some = counted.iter().filter(|it| ***it >= ratio(at)).count();
            let all = counted.len();
            all == 0
                || match at_least {
                    "50%" => some * 2 >= all,
                    "2/3" => some * 3 >= all * 2,
                    count => some >= count.parse().unwrap(),
                }
        });
        enough && every && who && share
    };
    first + i64::try_from(rows.iter().take_while(holds).count()).unwrap()
}
