//! The gate: accepted and judged answers held against a policy. Pure: today comes in as a value,
//! and so do the levels that may not be fallen below.

use super::date::Date;
use super::finding::{At, Code, Part};
use super::given::{Evidence, GivenAnswer};
use super::instrument::Instrument;
use super::judgement::Judgement;
use super::policy::{MustCope, Policy, Rule, Severity, Waiver, WaiverDefect};
use super::rubric::{Action, ActionKind, Rubric};
use super::scenarios::{Block, Verdict};
use super::score::{Basis, Reading, Unknowns, question_scores};
use super::scores::DimensionResult;
use super::sheet::{Accepted, AnswerSheet};
use std::collections::{BTreeMap, BTreeSet};

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
    /// What a scenario takes that there is not; empty for any other subject.
    pub takes: Vec<Block>,
    /// The place of the first action that mends it, where one does.
    pub action: Option<usize>,
}

impl Breach {
    /// Returns a breach that no action mends.
    fn new(
        code: Code,
        rule: Rule,
        (subject, at): (Subject, At),
        [needed, found]: [Measured; 2],
    ) -> Self {
        Self { code, rule, subject, at, needed, found, takes: Vec::new(), action: None }
    }

    fn mended_by(self, action: Option<usize>) -> Self {
        Self { action, ..self }
    }
}

/// A demand that is not met, as the policy weighs it today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedBreach<'p> {
    /// The demand that is not met.
    pub breach: Breach,
    /// How much that counts.
    pub severity: Severity,
    /// The waivers that are meant for it by their index, whether or not they have expired.
    pub meant: Vec<usize>,
    /// The waiver that tolerates it today: of those that are meant, the one that holds longest.
    pub waiver: Option<&'p Waiver>,
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

impl Subject {
    /// Returns the ids by which a waiver may name it: its own, and that of the dimension that a
    /// question belongs to.
    fn ids<'s>(&'s self, rubric: &'s Rubric) -> Vec<&'s str> {
        let dimension = |index: usize| Some(rubric.dimensions.get(index)?.id.as_str());
        match self {
            Self::Overall | Self::Answers => Vec::new(),
            Self::Dimension(index) => dimension(*index).into_iter().collect(),
            Self::Question(id) => {
                let asking = rubric.dimension_asking(id).and_then(dimension);
                std::iter::once(id.as_str()).chain(asking).collect()
            }
            Self::Scenario(index) => rubric
                .scenarios
                .get(*index)
                .map(|scenario| scenario.id.as_str())
                .into_iter()
                .collect(),
        }
    }
}

/// Returns the waivers that do no good today, each by its index and with the reason why; `used` are
/// those that were meant for something. Where not all answers were read none is called unused: what
/// was not read may be what it waives.
#[must_use]
pub fn idle_waivers(
    waivers: &[Waiver],
    used: &BTreeSet<usize>,
    all_read: bool,
    today: Date,
) -> Vec<(usize, WaiverDefect)> {
    let defects = waivers.iter().enumerate().filter_map(|(index, waiver)| {
        Some((index, waiver.defect(!all_read || used.contains(&index), today)?))
    });
    defects.collect()
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
    pub fn of(judgement: &Judgement, judge: Basis) -> Self {
        let known = judgement.scores.dimensions.iter().enumerate().filter_map(|(place, result)| {
            Some((place, level_of(result, judge).filter(|_| !result.status.is_unknown())?))
        });
        let overall = judgement.scores.overall(judge).level;
        Self {
            level: (!judgement.scores.too_much_unknown).then_some(overall),
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
    /// What was asked, and how it is judged.
    pub instrument: &'g Instrument,
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

impl<'g> Gate<'g> {
    /// Returns every demand that is not met, in the order of the rules, and what tolerates it.
    #[must_use]
    pub fn judge(&self) -> Vec<JudgedBreach<'g>> {
        let breaches = Rule::ALL.iter().flat_map(|(_, rule)| self.breaches(*rule));
        breaches.map(|breach| self.judged(breach)).collect()
    }

    fn judged(&self, breach: Breach) -> JudgedBreach<'g> {
        let meant = self.policy.waivers_for(breach.rule, &breach.subject.ids(self.rubric()));
        JudgedBreach {
            severity: self.policy.severity_of(breach.rule),
            waiver: self.policy.holding(&meant, self.today),
            meant,
            breach,
        }
    }

    /// Returns where the demands of one rule are not met.
    fn breaches(&self, rule: Rule) -> Vec<Breach> {
        match rule {
            Rule::MinLevel => self.level().into_iter().chain(self.dimensions()).collect(),
            Rule::MinMean => self.mean().into_iter().collect(),
            Rule::RequireEvidenceFrom => self.evidence(),
            Rule::MaxUnknown => self.unknown().into_iter().collect(),
            Rule::MaxUnanswered => self.unanswered().into_iter().collect(),
            Rule::MaxAgeDays => self.age().into_iter().collect(),
            Rule::MaxEvidenceAgeDays => self.evidence_age(),
            Rule::Baseline => self.falls(),
            Rule::NotInBaseline => self.not_in_baseline().into_iter().collect(),
            Rule::MustCope => {
                self.policy.must_cope.iter().filter_map(|cope| self.scenario(cope)).collect()
            }
            Rule::FutureDate => self.future(),
            // What becomes of a waiver is known once all answers were judged: see `idle_waivers`.
            Rule::Waiver | Rule::UnusedWaiver => Vec::new(),
        }
    }

    fn rubric(&self) -> &'g Rubric {
        self.instrument.rubric()
    }

    /// Returns the result that is held against the demands.
    fn basis(&self) -> Basis {
        self.policy.judged()
    }

    fn overall_level(&self) -> Option<i64> {
        Levels::of(self.judgement, self.basis()).level
    }

    fn level(&self) -> Option<Breach> {
        let needed = self.policy.min_level?;
        let found = self.overall_level();
        let missed = found.is_none_or(|level| level < needed);
        missed.then(|| {
            let measured = [Measured::Level(Some(needed)), Measured::Level(found)];
            self.overall_breach(Code::BelowMinLevel, Rule::MinLevel, measured)
        })
    }

    /// Returns a breach about the whole result, at the dimension that holds it back.
    fn overall_breach(&self, code: Code, rule: Rule, measured: [Measured; 2]) -> Breach {
        // Where too much is unknown, what is listed first measures it.
        let listed = self.judgement.actions.first().map(|listed| listed.action);
        let measuring = listed.filter(|_| self.judgement.scores.too_much_unknown);
        let measured_first = measuring.and_then(|place| self.rubric().actions.get(place));
        let place = measured_first.map(|action| action.dimension).or_else(|| self.lowest());
        let at = place.map_or(At::Top("answers"), |place| self.answer_to(place));
        let action = measuring.or_else(|| self.mending(place?));
        Breach::new(code, rule, (Subject::Overall, at), measured).mended_by(action)
    }

    fn dimensions(&self) -> Vec<Breach> {
        let breach = |(place, needed): (&usize, &i64)| {
            let held = self.level_at(*place).is_some_and(|level| level >= *needed);
            (!held).then(|| {
                self.dimension_breach(Code::BelowMinLevel, Rule::MinLevel, *place, *needed)
            })
        };
        self.policy.min_dimensions.iter().filter_map(breach).collect()
    }

    fn dimension_breach(&self, code: Code, rule: Rule, place: usize, needed: i64) -> Breach {
        let found = match self.level_at(place) {
            None => Measured::NotApplicable,
            Some(_) if self.is_unknown(place) => Measured::Unknown,
            level => Measured::Level(level),
        };
        let about = (Subject::Dimension(place), self.answer_to(place));
        Breach::new(code, rule, about, [Measured::Level(Some(needed)), found])
            .mended_by(self.mending(place))
    }

    fn mean(&self) -> Option<Breach> {
        let needed = self.policy.min_mean?.exact();
        let known = !self.judgement.scores.too_much_unknown;
        let found = self.judgement.scores.overall(self.basis()).mean.as_ref().filter(|_| known);
        let missed = found.is_none_or(|mean| *mean < needed);
        missed.then(|| {
            let found = found.map(super::exact::Exact::hundredths);
            let measured = [Measured::Mean(Some(needed.hundredths())), Measured::Mean(found)];
            self.overall_breach(Code::BelowMinMean, Rule::MinMean, measured)
        })
    }

    fn evidence(&self) -> Vec<Breach> {
        let Some(from) = self.policy.require_evidence_from else { return Vec::new() };
        let reading = Reading { basis: Basis::Claimed, unknowns: Unknowns::LeftOut };
        let (table, marks) = (self.instrument.scoring_table(), &self.judgement.scores.marks);
        let dimensions = self.rubric().dimensions.iter().enumerate();
        let breaches = dimensions.flat_map(|(index, dimension)| {
            let scores = question_scores(table, marks, index, reading);
            let claimed = dimension.questions.iter().zip(scores).filter(move |(_, score)| {
                score.as_ref().is_some_and(|score| score.floor() >= from)
            });
            claimed.filter_map(move |(scored, _)| self.unproven(index, &scored.question))
        });
        breaches.collect()
    }

    fn unproven(&self, dimension: usize, question: &str) -> Option<Breach> {
        let grade = self.sheet.said(question).and_then(|answer| answer.evidence);
        let measured = [Evidence::Report.into(), Measured::Evidence(grade)];
        let about =
            (Subject::Question(question.to_owned()), At::Answer(question.to_owned(), Part::Whole));
        let breach = Breach::new(Code::NoReport, Rule::RequireEvidenceFrom, about, measured);
        (grade != Some(Evidence::Report))
            .then(|| breach.mended_by(self.supplying_report(dimension)))
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
        let dimension = self.rubric().dimension_asking(first);
        let about = (Subject::Answers, At::Answer((*first).to_owned(), Part::Whole));
        let measured = [Measured::Count(most), Measured::Count(open.len())];
        (open.len() > most).then(|| {
            let action = dimension.and_then(|place| self.mending(place));
            Breach::new(code, rule, about, measured).mended_by(action)
        })
    }

    fn questions(&self, wanted: impl Fn(Option<&Accepted>) -> bool) -> Vec<&str> {
        let asked =
            self.instrument.questionnaire().questions.iter().map(|question| question.id.as_str());
        asked.filter(|id| wanted(self.sheet.answer(id))).collect()
    }

    fn age(&self) -> Option<Breach> {
        let most = self.policy.max_age_days?;
        let age = self.sheet.given().date.days_until(self.today);
        let about = (Subject::Answers, At::Top("date"));
        let measured = [Measured::Days(most), Measured::Days(age)];
        (age > most).then(|| Breach::new(Code::AnswersTooOld, Rule::MaxAgeDays, about, measured))
    }

    fn evidence_age(&self) -> Vec<Breach> {
        let Some(most) = self.policy.max_evidence_age_days else { return Vec::new() };
        let old = |(id, answer): (&String, &GivenAnswer)| {
            let age = answer.as_of?.days_until(self.today);
            let measured = [Measured::Days(most), Measured::Days(age)];
            let (code, rule) = (Code::EvidenceTooOld, Rule::MaxEvidenceAgeDays);
            (age > most).then(|| Breach::new(code, rule, evidence_of(id), measured))
        };
        self.sheet.given().answers.iter().filter_map(old).collect()
    }

    fn falls(&self) -> Vec<Breach> {
        let before = self.baseline.filter(|_| self.policy.baseline.is_some());
        let Some(before) = before else { return Vec::new() };
        let overall = before.level.filter(|needed| self.overall_level() < Some(*needed));
        let overall = overall.map(|needed| {
            let measured = [Measured::Level(Some(needed)), Measured::Level(self.overall_level())];
            self.overall_breach(Code::FellBelowBaseline, Rule::Baseline, measured)
        });
        let fell = before.dimensions.iter().filter(|(place, needed)| {
            let held = self.level_at(**place).is_some_and(|level| level >= **needed);
            (!held || self.is_unknown(**place)) && !self.policy.allow_fall.contains(place)
        });
        let fell = fell.map(|(place, needed)| {
            self.dimension_breach(Code::FellBelowBaseline, Rule::Baseline, *place, *needed)
        });
        overall.into_iter().chain(fell).collect()
    }

    fn not_in_baseline(&self) -> Option<Breach> {
        let about = (Subject::Answers, At::Top("scope"));
        let measured = [Measured::Entry(true), Measured::Entry(false)];
        let missing = self.policy.baseline.is_some() && self.baseline.is_none();
        missing.then(|| Breach::new(Code::NotInBaseline, Rule::NotInBaseline, about, measured))
    }

    fn scenario(&self, cope: &MustCope) -> Option<Breach> {
        if cope.from.is_some_and(|from| self.today < from) {
            return None;
        }
        let result =
            self.judgement.scenarios.iter().find(|result| result.scenario == cope.scenario)?;
        let verdict = match self.basis() {
            Basis::Claimed => result.verdict,
            Basis::Evidenced => result.evidenced_verdict,
        };
        let needs = &self.rubric().scenarios.get(cope.scenario)?.needs;
        let takes: Vec<_> = needs.iter().filter_map(|need| self.missed(*need)).collect();
        let missed = takes.first().map(|block| block.dimension);
        let place = missed.or_else(|| needs.first().map(|(place, _)| *place));
        let about = (
            Subject::Scenario(cope.scenario),
            place.map_or(At::Top("answers"), |place| self.answer_to(place)),
        );
        let measured = [Measured::Verdict(Verdict::Copes), Measured::Verdict(verdict)];
        let breach = Breach::new(Code::ScenarioNotCoped, Rule::MustCope, about, measured);
        (verdict != Verdict::Copes).then(|| Breach {
            takes,
            action: missed.and_then(|place| self.mending(place)),
            ..breach
        })
    }

    /// Returns what a scenario takes of a dimension, where that is not surely there.
    fn missed(&self, (dimension, needed): (usize, i64)) -> Option<Block> {
        let level = self.level_at(dimension)?;
        let actual = (!self.is_unknown(dimension)).then_some(level);
        actual.is_none_or(|level| level < needed).then_some(Block { dimension, needed, actual })
    }

    fn future(&self) -> Vec<Breach> {
        let given = self.sheet.given();
        let breach = |about, day: Date| {
            let measured = [Measured::Day(self.today), Measured::Day(day)];
            Breach::new(Code::DateInFuture, Rule::FutureDate, about, measured)
        };
        let date = (given.date > self.today)
            .then(|| breach((Subject::Answers, At::Top("date")), given.date));
        let evidence = given.answers.iter().filter_map(|(id, answer)| {
            let day = answer.as_of.filter(|day| *day > self.today)?;
            Some(breach(evidence_of(id), day))
        });
        date.into_iter().chain(evidence).collect()
    }

    /// Returns the judged level of a dimension; nothing where it does not apply.
    fn level_at(&self, place: usize) -> Option<i64> {
        level_of(self.judgement.scores.dimensions.get(place)?, self.basis())
    }

    fn is_unknown(&self, place: usize) -> bool {
        self.judgement.scores.dimensions.get(place).is_some_and(|result| result.status.is_unknown())
    }

    /// Returns where the answer behind a dimension stands.
    fn answer_to(&self, place: usize) -> At {
        let question = self.rubric().dimensions.get(place).and_then(|d| d.questions.first());
        question
            .map_or(At::Top("answers"), |scored| At::Answer(scored.question.clone(), Part::Whole))
    }

    /// Returns the first of the lowest dimensions.
    fn lowest(&self) -> Option<usize> {
        let places = 0..self.rubric().dimensions.len();
        let known = places.filter_map(|place| Some((self.level_at(place)?, place)));
        known.min().map(|(_, place)| place)
    }

    /// Returns the first action that raises the judged level of a dimension: what measures it where
    /// it is unknown, the report it lacks where that is judged, else the next step.
    fn mending(&self, place: usize) -> Option<usize> {
        let of = |wanted: &dyn Fn(&Action) -> bool| {
            let mut actions = self.rubric().actions.iter();
            actions.position(|action| action.dimension == place && wanted(action))
        };
        if self.is_unknown(place) {
            return of(&|action| action.measures);
        }
        let level = self.level_at(place)?;
        // A report does not lift what a guard-rail holds down.
        let scores = &self.judgement.scores;
        let mut caps = scores.marks.caps_on(self.rubric(), place);
        let mut capped = || caps.any(|cap| cap.at_most <= level);
        let lacking = || scores.dimensions.get(place).is_some_and(|result| result.lacks_report);
        if self.basis() == Basis::Evidenced && lacking() && !capped() {
            return self.supplying_report(place);
        }
        of(&|action| action.kind == ActionKind::Step(level))
    }

    fn supplying_report(&self, place: usize) -> Option<usize> {
        self.rubric().actions.iter().position(|action| {
            action.dimension == place && action.kind == ActionKind::SuppliesReport
        })
    }
}

/// Returns what a breach about the evidence for an answer is about.
fn evidence_of(question: &str) -> (Subject, At) {
    (Subject::Question(question.to_owned()), At::Answer(question.to_owned(), Part::AsOf))
}

impl From<Evidence> for Measured {
    fn from(grade: Evidence) -> Self {
        Self::Evidence(Some(grade))
    }
}

fn level_of(result: &DimensionResult, judge: Basis) -> Option<i64> {
    match judge {
        Basis::Claimed => result.level(),
        Basis::Evidenced => result.evidenced_level(),
    }
}
