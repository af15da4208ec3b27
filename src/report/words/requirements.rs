//! What a level takes and what is made of scores, in words: whole sentences for each kind.

use super::upper_first;
use super::{NAMED, first_few, isolated, list, mean, named, points, shown};
use crate::domain::Instrument;
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use crate::domain::requirement::Unmet;
use crate::domain::rubric::{
    Aggregate, AtLeast, Dimension, DimensionLevels, Member, Requirement, Share, Subject,
};
use crate::domain::score::level_by_score;
use crate::domain::score::{Basis, NextLevel, Reading, Unknowns, question_unmet};
use crate::domain::sentence::Piece;
use crate::report::Report;

/// Returns what the result of an aggregate is called.
pub(in crate::report) fn noun(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Mean => "mean",
        Aggregate::Minimum => "lowest score",
        Aggregate::Sum | Aggregate::ProratedSum => "sum",
    }
}

/// Returns the title of a question, for the middle of a sentence.
pub(in crate::report) fn question_name(instrument: &Instrument, id: &str) -> String {
    let question = instrument.questionnaire().find(id);
    named(question.map_or(id, |question| question.title.as_str()))
}

/// Returns the name of a dimension, or of the question of it where one is meant, for the middle of
/// a sentence.
pub(in crate::report) fn needed_name(
    instrument: &Instrument,
    dimension: DimensionId,
    question: Option<usize>,
) -> String {
    if let Some(question) = instrument.rubric().question_at(dimension, question) {
        return question_name(instrument, question);
    }
    let found = instrument.rubric().dimensions.get(dimension.index());
    found.map_or_else(String::new, |found| named(&found.name))
}

/// Says how many must hold something: `at least 75% of`.
pub(in crate::report) fn share_words(at_least: AtLeast) -> String {
    match at_least {
        AtLeast::Count(count) => format!("at least {count} of"),
        AtLeast::Of(above, below) if 100 % below == 0 => {
            format!("at least {}% of", above * (100 / below))
        }
        AtLeast::Of(above, below) => match Exact::ratio(above * 100, below) {
            Some(percent) if percent.to_string().contains('/') => {
                format!("at least {above} in {below} of")
            }
            Some(percent) => format!("at least {percent}% of"),
            None => format!("at least {above} in {below} of"),
        },
    }
}

impl Report<'_> {
    /// Returns what the score of the whole is called.
    #[must_use]
    pub fn score_noun(&self) -> &'static str {
        noun(self.rubric().aggregate)
    }

    /// Returns a score of the whole as it is shown: a mean that levels are held by with all its
    /// digits, anything else as short as it is.
    #[must_use]
    pub fn whole_score(&self, score: &Exact) -> String {
        let is_mean = self.rubric().aggregate == Aggregate::Mean && self.rubric().has_levels();
        if is_mean { mean(score) } else { points(score) }
    }

    /// Returns the name of a dimension or group, for the middle of a sentence.
    pub(in crate::report) fn member_name(&self, member: Member) -> String {
        match member {
            Member::Dimension(dimension) => named(self.dimension_name(dimension)),
            Member::Group(group) => {
                let group = self.rubric().groups.get(group.index());
                named(group.map_or("", |group| group.name.as_str()))
            }
        }
    }

    /// Returns the sentence of the level that is held, composed from the answers.
    #[must_use]
    pub fn level_sentence(&self) -> Option<String> {
        let row = self.level()?;
        let by_score = self.level_by_score();
        let held_back = row.held_back.as_ref().filter(|_| by_score > Some(row.level));
        let sentence = held_back.unwrap_or(&row.sentence);
        let number = |level: Option<i64>| level.map(|level| level.to_string()).unwrap_or_default();
        let lowest = self.judgement.scores.claimed.lowest;
        let mut begins = true;
        Some(sentence.filled(|piece| {
            let begun = std::mem::replace(&mut begins, ends_a_sentence(piece));
            match piece {
                Piece::ByScore => number(by_score),
                Piece::Whole => row.level.to_string(),
                Piece::Limiting if begun => upper_first(&self.names(&self.limiting())),
                Piece::Limiting => self.names(&self.limiting()),
                Piece::LimitingLevel => number(lowest),
                Piece::Text(text) => text.clone(),
                Piece::Answer(question) => self.phrase(question),
                Piece::Level(dimension) => {
                    let dimension = self.rubric().dimension(dimension);
                    dimension.map(|dimension| self.level_mark(dimension)).unwrap_or_default()
                }
            }
        }))
    }

    /// Returns the level that the score alone would give.
    fn level_by_score(&self) -> Option<i64> {
        level_by_score(self.rubric(), self.judgement.scores.claimed.score.as_ref()?)
    }

    /// Returns what stands for the answer to a question in a composed sentence.
    fn phrase(&self, id: &str) -> String {
        use crate::domain::sheet::Accepted;
        let question = self.questionnaire().find(id);
        let option = match self.sheet.answer(id) {
            Some(Accepted::Chosen(chosen)) => {
                question.and_then(|question| question.options.get(chosen.option))
            }
            _ => None,
        };
        match (option.and_then(|option| option.phrase.as_ref()), self.sheet.answer(id)) {
            (Some(phrase), _) => shown(phrase),
            (None, None) if !self.sheet.applies(id) => "not applicable".to_owned(),
            (None, None | Some(Accepted::Unknown)) => "not known".to_owned(),
            (None, Some(Accepted::NotApplicable(_))) => "not applicable".to_owned(),
            (None, Some(_)) => self.answer_in_words(id),
        }
    }

    /// Says what a requirement lacks.
    #[must_use]
    pub fn unmet(&self, unmet: &Unmet, next: &NextLevel) -> String {
        let level = next.level;
        match unmet {
            Unmet::Score { needed, actual } => {
                let shown = |score: &Exact| self.whole_score(score);
                let actual = actual.as_ref().map_or_else(|| "?".to_owned(), shown);
                let needed = shown(&needed.exact());
                let noun = self.score_noun();
                format!("the {noun} of {actual} is below the {needed} that level {level} takes")
            }
            Unmet::Every { needed, below, .. } => {
                let dimensions: Vec<_> = below.iter().copied().map(DimensionId::new).collect();
                let at = self.at_levels(&dimensions);
                format!("level {level} takes at least {needed} everywhere, but {at}")
            }
            Unmet::Named {
                subject: Subject::Member(Member::Dimension(dimension)), needed, ..
            } if needed.decimals() == 0 => {
                let (name, at) = (self.names(&[*dimension]), self.at_levels(&[*dimension]));
                format!("level {level} takes at least {needed} of {name}, but {at}")
            }
            Unmet::Named { subject: Subject::Member(member), needed, actual } => {
                let (name, actual) = (self.member_name(*member), points(actual));
                format!("level {level} takes at least {needed} of {name}, but it is at {actual}")
            }
            Unmet::Named { subject: Subject::Question(_), .. } => String::new(),
            Unmet::Share { share: Share { at, at_least }, some, all } => format!(
                "level {level} takes {} the dimensions at {at} or more, but {some} of {all} are",
                share_words(*at_least)
            ),
        }
    }

    /// Says all that a level of the whole takes: `a mean of 3 and every dimension at 2`.
    #[must_use]
    pub fn takes(&self, requirement: &Requirement) -> String {
        let score = requirement.score.map(|score| match self.rubric().aggregate {
            Aggregate::Mean => format!("a mean of {score}"),
            Aggregate::Minimum => format!("a lowest score of {score}"),
            Aggregate::Sum | Aggregate::ProratedSum => format!("a sum of {score}"),
        });
        let every = requirement.every.map(|needed| format!("every dimension at {needed}"));
        let named = requirement.named.iter().filter_map(|(subject, needed)| match subject {
            Subject::Member(member) => Some(format!("{} at {needed}", self.member_name(*member))),
            Subject::Question(_) => None,
        });
        let share = requirement
            .share
            .map(|share| format!("{} the dimensions at {}", share_words(share.at_least), share.at));
        let all: Vec<_> = score.into_iter().chain(every).chain(named).chain(share).collect();
        list(&all)
    }

    /// Says all that a level of a dimension takes: `a sum of 9 and every question at 1`.
    #[must_use]
    pub fn takes_of(&self, dimension: &Dimension, requirement: &Requirement) -> String {
        let noun = noun(dimension.aggregate);
        let score = requirement.score.map(|score| format!("a {noun} of {score}"));
        let every = requirement.every.map(|needed| format!("every question at {needed}"));
        let named = requirement.named.iter().filter_map(|(subject, needed)| match subject {
            Subject::Question(question) => {
                let name = self.question_name(&dimension.questions.get(*question)?.question);
                Some(format!("{name} at {needed}"))
            }
            Subject::Member(_) => None,
        });
        let share = requirement
            .share
            .map(|share| format!("{} the questions at {}", share_words(share.at_least), share.at));
        let all: Vec<_> = score.into_iter().chain(every).chain(named).chain(share).collect();
        list(&all)
    }

    /// Says what holds a dimension below its next level: `level 2 takes ...`; nothing where it has
    /// no table of levels, is at its top, or does not apply.
    pub(in crate::report) fn dimension_gate(&self, id: DimensionId) -> Option<String> {
        let dimension = self.rubric().dimensions.get(id.index())?;
        let DimensionLevels::Table(rows) = &dimension.levels else { return None };
        let score = self.scores().profiles.claimed.score(id)?;
        let unknowns = Unknowns::from(self.rubric().unknown_counts_as);
        let reading = Reading { basis: Basis::Claimed, unknowns };
        let questions = self.question_scores(id, reading);
        let (row, lacking) = rows.iter().find_map(|row| {
            let lacking = question_unmet(row.requires.as_ref()?, score, &questions);
            (!lacking.is_empty()).then_some((row, lacking))
        })?;
        let takes = self.takes_of(dimension, row.requires.as_ref()?);
        let lacking: Vec<_> = lacking.iter().map(|unmet| self.lacks(dimension, unmet)).collect();
        Some(format!("level {} takes {takes}; {}", row.level, lacking.join("; ")))
    }

    /// Says what a dimension lacks of a requirement.
    fn lacks(&self, dimension: &Dimension, unmet: &Unmet) -> String {
        let name = |question: &usize| {
            let scored = dimension.questions.get(*question);
            scored.map_or_else(String::new, |scored| self.question_name(&scored.question))
        };
        match unmet {
            Unmet::Score { actual, .. } => {
                let actual = actual.as_ref().map_or_else(|| "nothing".to_owned(), points);
                format!("the {} is {actual}", noun(dimension.aggregate))
            }
            Unmet::Every { actual, below, .. } => {
                let names = first_few(below.iter().map(name).collect(), NAMED);
                let (is, lowest) =
                    if below.len() == 1 { ("is", "") } else { ("are", ", the lowest") };
                format!("{names} {is} below that{lowest} at {}", points(actual))
            }
            Unmet::Named { subject: Subject::Question(question), actual, .. } => {
                format!("{} is at {}", name(question), points(actual))
            }
            Unmet::Named { subject: Subject::Member(_), .. } => String::new(),
            Unmet::Share { some, all, .. } => format!("{some} of {all} questions are"),
        }
    }

    /// Returns the title of a question, for the middle of a sentence.
    pub(in crate::report) fn question_name(&self, id: &str) -> String {
        question_name(self.instrument, id)
    }

    /// Returns the score of the whole in a few words: `sum 12`.
    #[must_use]
    pub fn score_words(&self) -> String {
        let score = self.scores().claimed.score.as_ref();
        let score = score.map_or_else(|| "not known".to_owned(), |score| self.whole_score(score));
        format!("{} {score}", self.score_noun())
    }

    /// Returns the score of the whole as people read it, with the range that it can have.
    #[must_use]
    pub fn score_verdict(&self) -> String {
        let score = self.scores().claimed.score.as_ref();
        let score = score.map_or_else(|| "not known".to_owned(), points);
        let title = isolated(&self.rubric().title);
        match self.whole_range() {
            Some((lowest, highest)) => {
                format!(
                    "{title}: {score} on a range from {} to {}",
                    points(&lowest),
                    points(&highest)
                )
            }
            None => format!("{title}: {score}"),
        }
    }

    /// Returns the lowest and the highest score that the whole can have where all of it applies.
    fn whole_range(&self) -> Option<(Exact, Exact)> {
        crate::domain::score::whole_range(self.rubric())
    }
}

/// Returns whether a sentence begins behind this piece.
fn ends_a_sentence(piece: &Piece) -> bool {
    matches!(piece, Piece::Text(text) if text.trim_end().ends_with(['.', '!', '?']))
}
