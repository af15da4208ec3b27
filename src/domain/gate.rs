//! The gate: accepted and judged answers held against a policy. Pure: today comes in as a value,
//! and so do the levels that may not be fallen below.

use super::date::Date;
use super::finding::{At, Code, Part};
use super::given::{Evidence, GivenAnswer};
use super::judgement::{DimensionResult, Judgement};
use super::policy::{MustCope, Policy, Rule};
use super::questionnaire::Questionnaire;
use super::rubric::{ActionKind, Dimension, Rubric};
use super::scenarios::Verdict;
use super::score::{Overall, Reading, Unknowns, Word, question_score};
use super::sheet::{Accepted, AnswerSheet};
use std::collections::BTreeMap;

/// A demand that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Its kind.
    pub code: Code,
    /// The rule of the policy.
    pub rule: Rule,
    /// What it is about.
    pub subject: Subject,
    /// What in the answers it is about.
    pub at: At,
    /// What is demanded.
    pub needed: Measured,
    /// What there is.
    pub found: Measured,
    /// The place of the first action that mends it, where one does.
    pub action: Option<usize>,
}

/// What a breach is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The whole result.
    Overall,
    /// The answers as such.
    Answers,
    /// The dimension at this place.
    Dimension(usize),
    /// The question of this id.
    Question(String),
    /// The scenario at this place.
    Scenario(usize),
}

/// What is demanded, or what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// This level; nothing where there is none to be had.
    Level(Option<i64>),
    /// This mean, in hundredths rounded down; nothing where there is none.
    Mean(Option<i64>),
    /// This many.
    Count(usize),
    /// This many calendar days.
    Days(i64),
    /// This day.
    Day(Date),
    /// This grade of evidence; nothing where none is named.
    Evidence(Option<Evidence>),
    /// This verdict on a scenario.
    Verdict(Verdict),
    /// Left out as not applicable.
    NotApplicable,
    /// Unknown or unanswered.
    Unknown,
    /// An entry in the baseline, or none.
    Entry(bool),
}

/// The levels of one set of answers at the time of a baseline. What was not known is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// The overall level.
    pub level: Option<i64>,
    /// The levels of the dimensions, by their places.
    pub dimensions: BTreeMap<usize, i64>,
}

impl Levels {
    /// Returns the levels of a judgement, as claimed or as evidenced.
    #[must_use]
    pub fn of(judgement: &Judgement, judge: Word) -> Self {
        let known = judgement.dimensions.iter().enumerate().filter_map(|(place, result)| {
            Some((place, level_of(result, judge).filter(|_| !result.status.is_unknown())?))
        });
        let overall = result_of(judgement, judge).level;
        Self {
            level: (!judgement.too_much_unknown).then_some(overall),
            dimensions: known.collect(),
        }
    }

    /// Returns the higher of each two levels.
    #[must_use]
    pub fn raised_to(mut self, other: &Self) -> Self {
        self.level = self.level.max(other.level);
        for (place, level) in &other.dimensions {
            let known = self.dimensions.entry(*place).or_insert(*level);
            *known = (*known).max(*level);
        }
        self
    }
}

/// Everything that is held against a policy.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'g> {
    /// What was asked.
    pub questionnaire: &'g Questionnaire,
    /// How it is judged.
    pub rubric: &'g Rubric,
    /// The answers.
    pub sheet: &'g AnswerSheet,
    /// What follows from them.
    pub judgement: &'g Judgement,
    /// What is demanded.
    pub policy: &'g Policy,
    /// The levels that may not be fallen below; nothing where the baseline does not know the
    /// answers.
    pub baseline: Option<&'g Levels>,
    /// Today.
    pub today: Date,
}

impl Gate<'_> {
    /// Returns every demand that is not met, in the order of the rules.
    #[must_use]
    pub fn breaches(&self) -> Vec<Breach> {
        let mut breaches = Vec::new();
        breaches.extend(self.level());
        breaches.extend(self.dimensions());
        breaches.extend(self.mean());
        breaches.extend(self.evidence());
        breaches.extend(self.unknown());
        breaches.extend(self.unanswered());
        breaches.extend(self.age());
        breaches.extend(self.evidence_age());
        breaches.extend(self.falls());
        breaches.extend(self.policy.must_cope.iter().filter_map(|cope| self.scenario(cope)));
        breaches.extend(self.future());
        breaches
    }

    /// Returns the result that is held against the demands.
    fn judge(&self) -> Word {
        self.policy.judge.unwrap_or(Word::Claimed)
    }

    fn overall_level(&self) -> Option<i64> {
        Levels::of(self.judgement, self.judge()).level
    }

    fn level(&self) -> Option<Breach> {
        let needed = self.policy.min_level?;
        let found = self.overall_level();
        found.is_none_or(|level| level < needed).then(|| Breach {
            code: Code::BelowMinLevel,
            rule: Rule::MinLevel,
            subject: Subject::Overall,
            at: self.lowest(),
            needed: Measured::Level(Some(needed)),
            found: Measured::Level(found),
            action: self.first_action(|_| true),
        })
    }

    fn dimensions(&self) -> Vec<Breach> {
        let breach = |(place, needed): (&usize, &i64)| {
            let found = self.level_at(*place);
            let missed = !matches!(found, Measured::Level(Some(level)) if level >= *needed);
            missed.then(|| Breach {
                code: Code::BelowMinLevel,
                rule: Rule::MinLevel,
                subject: Subject::Dimension(*place),
                at: self.answer_to(*place),
                needed: Measured::Level(Some(*needed)),
                found,
                action: self.first_action(|dimension| dimension == *place),
            })
        };
        self.policy.min_dimensions.iter().filter_map(breach).collect()
    }

    fn mean(&self) -> Option<Breach> {
        let needed = self.policy.min_mean?.exact();
        let found = result_of(self.judgement, self.judge()).mean.as_ref();
        let missed = found.is_none_or(|mean| *mean < needed);
        missed.then(|| Breach {
            code: Code::BelowMinMean,
            rule: Rule::MinMean,
            subject: Subject::Overall,
            at: self.lowest(),
            needed: Measured::Mean(Some(needed.hundredths())),
            found: Measured::Mean(found.map(super::exact::Exact::hundredths)),
            action: self.first_action(|_| true),
        })
    }

    fn evidence(&self) -> Vec<Breach> {
        let Some(from) = self.policy.require_evidence_from else { return Vec::new() };
        let dimensions = self.rubric.dimensions.iter().enumerate();
        let lacking = dimensions.flat_map(|(place, dimension)| {
            let scored = dimension.questions.iter().filter(move |scored| {
                let reading = Reading { word: Word::Claimed, unknowns: Unknowns::LeftOut };
                let score = question_score(self.rubric, scored, self.sheet, reading);
                score.is_some_and(|score| score.floor() >= from)
            });
            scored.map(move |scored| (place, scored.question.as_str()))
        });
        let breach = |(place, question): (usize, &str)| {
            let grade = self.sheet.said(question).and_then(|answer| answer.evidence);
            (grade != Some(Evidence::Report)).then(|| Breach {
                code: Code::NoReport,
                rule: Rule::RequireEvidenceFrom,
                subject: Subject::Question(question.to_owned()),
                at: At::Answer(question.to_owned(), Part::Whole),
                needed: Measured::Evidence(Some(Evidence::Report)),
                found: Measured::Evidence(grade),
                action: self.rubric.actions.iter().position(|action| {
                    action.dimension == place && action.kind == ActionKind::SuppliesReport
                }),
            })
        };
        lacking.filter_map(breach).collect()
    }

    fn unknown(&self) -> Option<Breach> {
        let most = self.policy.max_unknown?;
        let open = self.questions(|answer| matches!(answer, None | Some(Accepted::Unknown)));
        self.too_many(Code::TooManyUnknown, Rule::MaxUnknown, most, &open)
    }

    fn unanswered(&self) -> Option<Breach> {
        let most = self.policy.max_unanswered?;
        let open = self.questions(|answer| answer.is_none());
        self.too_many(Code::TooManyUnanswered, Rule::MaxUnanswered, most, &open)
    }

    fn too_many(&self, code: Code, rule: Rule, most: usize, open: &[&str]) -> Option<Breach> {
        let first = open.first()?;
        let dimension = self.rubric.dimensions.iter().position(|d| asks(d, first));
        (open.len() > most).then(|| Breach {
            code,
            rule,
            subject: Subject::Answers,
            at: At::Answer((*first).to_owned(), Part::Whole),
            needed: Measured::Count(most),
            found: Measured::Count(open.len()),
            action: self.first_action(|place| Some(place) == dimension),
        })
    }

    fn questions(&self, wanted: impl Fn(Option<&Accepted>) -> bool) -> Vec<&str> {
        let asked = self.questionnaire.questions.iter().map(|question| question.id.as_str());
        asked.filter(|id| wanted(self.sheet.answer(id))).collect()
    }

    fn age(&self) -> Option<Breach> {
        let most = self.policy.max_age_days?;
        let age = self.sheet.given().date.days_until(self.today);
        (age > most).then_some(Breach {
            code: Code::AnswersTooOld,
            rule: Rule::MaxAgeDays,
            subject: Subject::Answers,
            at: At::Top("date"),
            needed: Measured::Days(most),
            found: Measured::Days(age),
            action: None,
        })
    }

    fn evidence_age(&self) -> Vec<Breach> {
        let Some(most) = self.policy.max_evidence_age_days else { return Vec::new() };
        let old = |(id, answer): (&String, &GivenAnswer)| {
            let age = answer.as_of?.days_until(self.today);
            (age > most).then(|| Breach {
                code: Code::EvidenceTooOld,
                rule: Rule::MaxEvidenceAgeDays,
                subject: Subject::Question(id.clone()),
                at: At::Answer(id.clone(), Part::AsOf),
                needed: Measured::Days(most),
                found: Measured::Days(age),
                action: None,
            })
        };
        self.sheet.given().answers.iter().filter_map(old).collect()
    }

    fn falls(&self) -> Vec<Breach> {
        if self.policy.baseline.is_none() {
            return Vec::new();
        }
        let Some(before) = self.baseline else {
            return vec![Breach {
                code: Code::NotInBaseline,
                rule: Rule::NotInBaseline,
                subject: Subject::Answers,
                at: At::Top("scope"),
                needed: Measured::Entry(true),
                found: Measured::Entry(false),
                action: None,
            }];
        };
        let overall = before.level.filter(|needed| self.overall_level() < Some(*needed));
        let overall = overall.map(|needed| Breach {
            code: Code::FellBelowBaseline,
            rule: Rule::Baseline,
            subject: Subject::Overall,
            at: self.lowest(),
            needed: Measured::Level(Some(needed)),
            found: Measured::Level(self.overall_level()),
            action: self.first_action(|_| true),
        });
        let fell =
            before.dimensions.iter().filter_map(|(place, needed)| self.fall(*place, *needed));
        overall.into_iter().chain(fell).collect()
    }

    /// Returns the breach where a dimension fell; from known to unknown or left out is a fall.
    fn fall(&self, place: usize, needed: i64) -> Option<Breach> {
        let found = self.level_at(place);
        let held = matches!(found, Measured::Level(Some(level)) if level >= needed);
        let unknown = self.judgement.dimensions.get(place).is_some_and(|r| r.status.is_unknown());
        let fell = (!held || unknown) && !self.policy.allow_fall.contains(&place);
        fell.then(|| Breach {
            code: Code::FellBelowBaseline,
            rule: Rule::Baseline,
            subject: Subject::Dimension(place),
            at: self.answer_to(place),
            needed: Measured::Level(Some(needed)),
            found: if unknown { Measured::Unknown } else { found },
            action: self.first_action(|dimension| dimension == place),
        })
    }

    fn scenario(&self, cope: &MustCope) -> Option<Breach> {
        if cope.from.is_some_and(|from| self.today < from) {
            return None;
        }
        let result =
            self.judgement.scenarios.iter().find(|result| result.scenario == cope.scenario)?;
        let verdict = match self.judge() {
            Word::Claimed => result.verdict,
            Word::Evidenced => result.evidenced_verdict,
        };
        let needs = self.rubric.scenarios.get(cope.scenario).map(|s| s.needs.as_slice());
        let blocked = result.blocked_by.first().map(|block| block.dimension);
        let first = needs.unwrap_or_default().first().map(|(place, _)| *place);
        let place = blocked.or(first);
        (verdict != Verdict::Copes).then(|| Breach {
            code: Code::ScenarioNotCoped,
            rule: Rule::MustCope,
            subject: Subject::Scenario(cope.scenario),
            at: place.map_or(At::Top("answers"), |place| self.answer_to(place)),
            needed: Measured::Verdict(Verdict::Copes),
            found: Measured::Verdict(verdict),
            action: self.first_action(|dimension| Some(dimension) == place),
        })
    }

    fn future(&self) -> Vec<Breach> {
        let given = self.sheet.given();
        let breach = |subject: Subject, at: At, day: Date| Breach {
            code: Code::DateInFuture,
            rule: Rule::FutureDate,
            subject,
            at,
            needed: Measured::Day(self.today),
            found: Measured::Day(day),
            action: None,
        };
        let date = (given.date > self.today)
            .then(|| breach(Subject::Answers, At::Top("date"), given.date));
        let evidence = given.answers.iter().filter_map(|(id, answer)| {
            let day = answer.as_of.filter(|day| *day > self.today)?;
            let at = At::Answer(id.clone(), Part::AsOf);
            Some(breach(Subject::Question(id.clone()), at, day))
        });
        date.into_iter().chain(evidence).collect()
    }

    /// Returns the level of a dimension, as far as there is one.
    fn level_at(&self, place: usize) -> Measured {
        let result = self.judgement.dimensions.get(place);
        result
            .and_then(|result| level_of(result, self.judge()))
            .map_or(Measured::NotApplicable, |level| Measured::Level(Some(level)))
    }

    /// Returns where the answer behind a dimension stands.
    fn answer_to(&self, place: usize) -> At {
        let question = self.rubric.dimensions.get(place).and_then(|d| d.questions.first());
        question
            .map_or(At::Top("answers"), |scored| At::Answer(scored.question.clone(), Part::Whole))
    }

    /// Returns where the answer behind the first of the lowest dimensions stands.
    fn lowest(&self) -> At {
        let levels = self.judgement.dimensions.iter().enumerate();
        let known = levels.filter_map(|(place, r)| Some((level_of(r, self.judge())?, place)));
        known.min().map_or(At::Top("answers"), |(_, place)| self.answer_to(place))
    }

    /// Returns the first listed action for a dimension that is wanted.
    fn first_action(&self, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let listed = self.judgement.actions.iter().map(|listed| listed.action);
        listed.into_iter().find(|place| {
            self.rubric.actions.get(*place).is_some_and(|action| wanted(action.dimension))
        })
    }
}

fn asks(dimension: &Dimension, question: &str) -> bool {
    dimension.questions.iter().any(|scored| scored.question == question)
}

fn result_of(judgement: &Judgement, judge: Word) -> &Overall {
    match judge {
        Word::Claimed => &judgement.claimed,
        Word::Evidenced => &judgement.evidenced,
    }
}

fn level_of(result: &DimensionResult, judge: Word) -> Option<i64> {
    match judge {
        Word::Claimed => result.level(),
        Word::Evidenced => result.evidenced_level(),
    }
}
