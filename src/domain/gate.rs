//! The gate: accepted and judged answers held against a policy. Pure: today comes in as a value,
//! and so do the levels that may not be fallen below.

use super::date::Date;
use super::erosion::{Erosion, Figures, better_of, erosion, figures};
use super::finding::{AnswersPath, Code, Part};
use super::given::{Evidence, GivenAnswer};
use super::index::{ActionId, DimensionId, ScenarioId};
use super::instrument::Instrument;
use super::judgement::Judgement;
use super::policy::{MustCope, Policy, Rule};
use super::questionnaire::Questionnaire;
use super::rubric::{Action, ActionKind, Need, Rubric};
use super::scenarios::{Block, Verdict};
use super::score::{Basis, Reading, Unknowns, question_scores};
use super::scores::DimensionResult;
use super::sheet::{Accepted, AnswerSheet};
use super::sorting;
use super::violation::{JudgedViolation, Measured, Subject, Violation};
use std::collections::BTreeMap;

/// The levels of one set of answers at the time of a baseline. What was not known is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// The overall level.
    pub level: Option<i64>,
    /// The levels of the dimensions.
    pub dimensions: BTreeMap<DimensionId, i64>,
    /// The figures that may worsen only so much.
    pub figures: Figures,
}

impl Levels {
    /// Returns the levels of a judgement, as claimed or as evidenced.
    #[must_use]
    pub fn of(judgement: &Judgement, basis: Basis) -> Self {
        let known =
            DimensionId::each(&judgement.scores.dimensions).filter_map(|(dimension, result)| {
                Some((dimension, level_of(result, basis).filter(|_| !result.status.is_unknown())?))
            });
        Self {
            level: judgement.scores.level(basis),
            dimensions: sorting::to_map(known),
            figures: Figures::new(),
        }
    }

    /// Returns the levels with the figures of which a policy says how far they may worsen.
    #[must_use]
    pub fn with_figures(
        self,
        policy: &Policy,
        questionnaire: &Questionnaire,
        sheet: &AnswerSheet,
    ) -> Self {
        let figures = figures(questionnaire, sheet, policy.max_erosion.keys());
        Self { figures, ..self }
    }

    /// Returns the higher of each two levels, and the better of each two figures.
    #[must_use]
    pub fn raised_to(mut self, other: &Self, questionnaire: &Questionnaire) -> Self {
        self.level = self.level.max(other.level);
        for (dimension, level) in &other.dimensions {
            let known = self.dimensions.entry(*dimension).or_insert(*level);
            *known = (*known).max(*level);
        }
        self.figures = better_of(questionnaire, self.figures, &other.figures);
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
    /// The latest day that it is anywhere on earth: only what lies after it lies in the future.
    pub latest: Date,
}

impl<'g> Gate<'g> {
    /// Returns every demand that is not met, in the order of the rules, and what tolerates it.
    #[must_use]
    pub fn judge(&self) -> Vec<JudgedViolation<'g>> {
        let violations = Rule::ALL.iter().flat_map(|(_, rule)| self.violations(*rule));
        violations.map(|violation| self.judged(violation)).collect()
    }

    fn judged(&self, violation: Violation) -> JudgedViolation<'g> {
        let meant = self.policy.waivers_for(violation.rule, &violation.subject.ids(self.rubric()));
        JudgedViolation {
            severity: self.policy.severity_of(violation.rule),
            waiver: self.policy.holding(&meant, self.today),
            meant,
            violation,
        }
    }

    /// Returns where the demands of one rule are not met.
    pub(super) fn violations(&self, rule: Rule) -> Vec<Violation> {
        match rule {
            Rule::MinLevel => self.level().into_iter().chain(self.dimensions()).collect(),
            Rule::MinMean => self.mean().into_iter().collect(),
            Rule::RequireEvidenceFrom => self.evidence(),
            Rule::MaxUnknown => self.unknown().into_iter().collect(),
            Rule::MaxUnanswered => self.unanswered().into_iter().collect(),
            Rule::MaxAgeDays => self.age().into_iter().collect(),
            Rule::MaxEvidenceAgeDays => self.evidence_age(),
            Rule::Baseline => self.falls(),
            Rule::MaxErosion => self.eroded(),
            Rule::NotInBaseline => self.not_in_baseline().into_iter().collect(),
            Rule::MustCope => {
                self.policy.must_cope.iter().filter_map(|cope| self.scenario(cope)).collect()
            }
            Rule::FutureDate => self.future(),
            // What becomes of a waiver is known once all answers were judged: see
            // `defective_waivers`.
            Rule::Waiver | Rule::UnusedWaiver => Vec::new(),
        }
    }

    fn rubric(&self) -> &'g Rubric {
        self.instrument.rubric()
    }

    /// Returns the result that is held against the demands.
    pub(super) fn basis(&self) -> Basis {
        self.policy.basis()
    }

    fn overall_level(&self) -> Option<i64> {
        Levels::of(self.judgement, self.basis()).level
    }

    fn level(&self) -> Option<Violation> {
        let needed = self.policy.min_level?;
        let found = self.overall_level();
        let missed = found.is_none_or(|level| level < needed);
        missed.then(|| {
            let measured = [Measured::Level(Some(needed)), Measured::Level(found)];
            self.overall_violation(Code::BelowMinLevel, Rule::MinLevel, measured)
        })
    }

    /// Returns a violation about the whole result, at the dimension that holds it back.
    fn overall_violation(&self, code: Code, rule: Rule, measured: [Measured; 2]) -> Violation {
        // Where too much is unknown, what is listed first measures it.
        let listed = self.judgement.actions.first().map(|listed| listed.action);
        let measuring = listed.filter(|_| self.judgement.scores.too_much_unknown);
        let measured_first = measuring.and_then(|action| self.rubric().actions.get(action.index()));
        let dimension = measured_first.map(|action| action.dimension).or_else(|| self.lowest());
        let at =
            dimension.map_or(AnswersPath::Top("answers"), |dimension| self.answer_to(dimension));
        let action = measuring.or_else(|| self.mending(dimension?));
        Violation::new(code, rule, (Subject::Overall, at), measured).mended_by(action)
    }

    fn dimensions(&self) -> Vec<Violation> {
        let violation = |(dimension, needed): (&DimensionId, &i64)| {
            let held = self.level_at(*dimension).is_some_and(|level| level >= *needed);
            (!held).then(|| {
                self.dimension_violation(Code::BelowMinLevel, Rule::MinLevel, *dimension, *needed)
            })
        };
        self.policy.min_dimensions.iter().filter_map(violation).collect()
    }

    fn dimension_violation(
        &self,
        code: Code,
        rule: Rule,
        dimension: DimensionId,
        needed: i64,
    ) -> Violation {
        let found = match self.level_at(dimension) {
            None => Measured::NotApplicable,
            Some(_) if self.is_unknown(dimension) => Measured::Unknown,
            level => Measured::Level(level),
        };
        let about = (Subject::Dimension(dimension), self.answer_to(dimension));
        Violation::new(code, rule, about, [Measured::Level(Some(needed)), found])
            .mended_by(self.mending(dimension))
    }

    fn mean(&self) -> Option<Violation> {
        let needed = self.policy.min_mean?.exact();
        let known = !self.judgement.scores.too_much_unknown;
        let found = self.judgement.scores.overall(self.basis()).score.as_ref().filter(|_| known);
        let missed = found.is_none_or(|mean| *mean < needed);
        missed.then(|| {
            let found = found.map(super::exact::Exact::hundredths);
            let measured = [Measured::Mean(Some(needed.hundredths())), Measured::Mean(found)];
            self.overall_violation(Code::BelowMinMean, Rule::MinMean, measured)
        })
    }

    fn evidence(&self) -> Vec<Violation> {
        let Some(from) = self.policy.require_evidence_from else { return Vec::new() };
        let reading = Reading { basis: Basis::Claimed, unknowns: Unknowns::LeftOut };
        let (table, marks) = (self.instrument.scoring_table(), &self.judgement.scores.marks);
        let dimensions = DimensionId::each(&self.rubric().dimensions);
        let violations = dimensions.flat_map(|(index, dimension)| {
            let scores = question_scores(table, marks, index, reading);
            let claimed = dimension.questions.iter().zip(scores).filter(move |(_, score)| {
                score.as_ref().is_some_and(|score| score.floor() >= from)
            });
            claimed.filter_map(move |(scored, _)| self.unproven(index, &scored.question))
        });
        violations.collect()
    }

    fn unproven(&self, dimension: DimensionId, question: &str) -> Option<Violation> {
        let grade = self.sheet.given_answer(question).and_then(|answer| answer.evidence);
        let measured = [Evidence::Report.into(), Measured::Evidence(grade)];
        let about = (
            Subject::Question(question.to_owned()),
            AnswersPath::Answer(question.to_owned(), Part::Whole),
        );
        let violation = Violation::new(Code::NoReport, Rule::RequireEvidenceFrom, about, measured);
        (grade != Some(Evidence::Report))
            .then(|| violation.mended_by(self.supplying_report(dimension)))
    }

    fn unknown(&self) -> Option<Violation> {
        let most = self.policy.max_unknown?;
        self.too_many(Code::TooManyUnknown, Rule::MaxUnknown, most, &self.open_questions())
    }

    fn unanswered(&self) -> Option<Violation> {
        let most = self.policy.max_unanswered?;
        let open = self.unanswered_questions();
        self.too_many(Code::TooManyUnanswered, Rule::MaxUnanswered, most, &open)
    }

    /// Returns the questions that are unknown or unanswered.
    pub(super) fn open_questions(&self) -> Vec<&str> {
        self.questions(|answer| matches!(answer, None | Some(Accepted::Unknown)))
    }

    /// Returns the questions that have no answer at all.
    pub(super) fn unanswered_questions(&self) -> Vec<&str> {
        self.questions(|answer| answer.is_none())
    }

    fn too_many(&self, code: Code, rule: Rule, most: usize, open: &[&str]) -> Option<Violation> {
        let first = open.first()?;
        let asking = self.rubric().dimension_asking(first);
        let about = (Subject::Answers, AnswersPath::Answer((*first).to_owned(), Part::Whole));
        let measured = [Measured::Count(most), Measured::Count(open.len())];
        (open.len() > most).then(|| {
            let action = asking.and_then(|dimension| self.mending(dimension));
            Violation::new(code, rule, about, measured).mended_by(action)
        })
    }

    fn questions(&self, wanted: impl Fn(Option<&Accepted>) -> bool) -> Vec<&str> {
        let asked =
            self.instrument.questionnaire().questions.iter().map(|question| question.id.as_str());
        let counts = |id: &&str| {
            self.sheet.applies(id) && !self.rubric().not_scored.iter().any(|other| other == id)
        };
        asked.filter(counts).filter(|id| wanted(self.sheet.answer(id))).collect()
    }

    fn age(&self) -> Option<Violation> {
        let most = self.policy.max_age_days?;
        let age = self.sheet.given().date.days_until(self.today);
        let about = (Subject::Answers, AnswersPath::Top("date"));
        let measured = [Measured::Days(most), Measured::Days(age)];
        (age > most).then(|| Violation::new(Code::AnswersTooOld, Rule::MaxAgeDays, about, measured))
    }

    fn evidence_age(&self) -> Vec<Violation> {
        let Some(most) = self.policy.max_evidence_age_days else { return Vec::new() };
        let old = |(id, answer): (&String, &GivenAnswer)| {
            let age = answer.as_of?.days_until(self.today);
            let measured = [Measured::Days(most), Measured::Days(age)];
            let (code, rule) = (Code::EvidenceTooOld, Rule::MaxEvidenceAgeDays);
            (age > most).then(|| Violation::new(code, rule, evidence_of(id), measured))
        };
        self.answers_with_evidence().filter_map(old).collect()
    }

    /// Returns the answers that may rest on something. A fact is only said.
    fn answers_with_evidence(&self) -> impl Iterator<Item = (&'g String, &'g GivenAnswer)> {
        let (asked, given) = (self.instrument.questionnaire(), self.sheet.given());
        given.answers.iter().filter(|(id, _)| !asked.is_fact(id))
    }

    fn falls(&self) -> Vec<Violation> {
        let before = self.baseline.filter(|_| self.policy.baseline.is_some());
        let Some(before) = before else { return Vec::new() };
        let overall = before.level.filter(|needed| self.overall_level() < Some(*needed));
        let overall = overall.map(|needed| {
            let measured = [Measured::Level(Some(needed)), Measured::Level(self.overall_level())];
            self.overall_violation(Code::FellBelowBaseline, Rule::Baseline, measured)
        });
        let fell = before.dimensions.iter().filter(|(dimension, needed)| {
            let held = self.level_at(**dimension).is_some_and(|level| level >= **needed);
            (!held || self.is_unknown(**dimension)) && !self.policy.allow_fall.contains(dimension)
        });
        let fell = fell.map(|(dimension, needed)| {
            self.dimension_violation(Code::FellBelowBaseline, Rule::Baseline, *dimension, *needed)
        });
        overall.into_iter().chain(fell).collect()
    }

    /// Returns how far each figure has worsened of which the policy says how far it may; nothing
    /// where the baseline does not know the answers.
    pub(super) fn erosion(&self) -> Vec<Erosion> {
        let Some(before) = self.baseline else { return Vec::new() };
        let (questionnaire, most) = (self.instrument.questionnaire(), &self.policy.max_erosion);
        let now = figures(questionnaire, self.sheet, most.keys());
        erosion(questionnaire, most, &before.figures, &now)
    }

    fn eroded(&self) -> Vec<Violation> {
        let violation = |Erosion { question, most, before, now, .. }: Erosion| {
            let dimension = self.rubric().dimension_asking(&question);
            let at = AnswersPath::Answer(question.clone(), Part::Whole);
            let measured = [Measured::FigureWithin(before?, most), Measured::Figure(now)];
            let about = (Subject::Question(question), at);
            let violation = Violation::new(Code::ErodedTooFar, Rule::MaxErosion, about, measured);
            Some(violation.mended_by(dimension.and_then(|dimension| self.mending(dimension))))
        };
        let too_far = self.erosion().into_iter().filter(|erosion| erosion.too_far);
        too_far.filter_map(violation).collect()
    }

    fn not_in_baseline(&self) -> Option<Violation> {
        let about = (Subject::Answers, AnswersPath::Top("scope"));
        let measured = [Measured::Entry(true), Measured::Entry(false)];
        let missing = self.policy.baseline.is_some() && self.baseline.is_none();
        missing.then(|| Violation::new(Code::NotInBaseline, Rule::NotInBaseline, about, measured))
    }

    fn scenario(&self, cope: &MustCope) -> Option<Violation> {
        if cope.from.is_some_and(|from| self.today < from) {
            return None;
        }
        let verdict = self.verdict(cope.scenario)?;
        let needs = &self.rubric().scenarios.get(cope.scenario.index())?.needs;
        let takes: Vec<_> = needs.iter().filter_map(|need| self.missed(need)).collect();
        let missed = takes.first().map(|block| block.dimension);
        let dimension = missed.or_else(|| needs.first().map(|need| need.dimension));
        let figures = self.open_figures(cope.scenario);
        let all = &self.rubric().scenarios.get(cope.scenario.index())?.figures;
        let figure = figures.first().and_then(|at| all.get(*at)).filter(|_| missed.is_none());
        let at = match (figure, dimension) {
            (Some(need), _) => AnswersPath::Answer(need.question.clone(), Part::Whole),
            (None, Some(dimension)) => self.answer_to(dimension),
            (None, None) => AnswersPath::Top("answers"),
        };
        let about = (Subject::Scenario(cope.scenario), at);
        let measured = [Measured::Verdict(Verdict::Copes), Measured::Verdict(verdict)];
        let violation = Violation::new(Code::ScenarioNotCoped, Rule::MustCope, about, measured);
        (verdict != Verdict::Copes).then(|| Violation {
            takes,
            figures,
            action: missed.and_then(|dimension| self.mending(dimension)),
            ..violation
        })
    }

    /// Returns the figures that a scenario takes and that are not there, by their place in it.
    fn open_figures(&self, scenario: ScenarioId) -> Vec<usize> {
        let mut results = self.judgement.scenarios.iter();
        let result = results.find(|result| result.scenario == scenario);
        let figures = result.map(|result| result.figures.as_slice()).unwrap_or_default();
        let open = figures.iter().enumerate().filter(|(_, standing)| standing.is_open());
        open.map(|(at, _)| at).collect()
    }

    /// Returns the judged verdict on a scenario.
    pub(super) fn verdict(&self, scenario: ScenarioId) -> Option<Verdict> {
        let mut results = self.judgement.scenarios.iter();
        let result = results.find(|result| result.scenario == scenario)?;
        Some(match self.basis() {
            Basis::Claimed => result.verdict,
            Basis::Evidenced => result.evidenced_verdict,
        })
    }

    /// Returns what a scenario takes of a dimension, where that is not surely there.
    fn missed(&self, need: &Need) -> Option<Block> {
        let profiles = &self.judgement.scores.profiles;
        let extremes = match self.basis() {
            Basis::Claimed => &profiles.claimed_extremes,
            Basis::Evidenced => &profiles.evidenced_extremes,
        };
        let level = extremes.worst.held_for(need)?;
        let is_unknown = match need.question {
            Some(_) => extremes.best.held_for(need) != Some(level),
            None => self.is_unknown(need.dimension),
        };
        let actual = (!is_unknown).then_some(level);
        let Need { dimension, question, at_least: needed } = *need;
        let block = Block { dimension, question, needed, actual };
        actual.is_none_or(|level| level < needed).then_some(block)
    }

    fn future(&self) -> Vec<Violation> {
        let given = self.sheet.given();
        let violation = |about, day: Date| {
            let measured = [Measured::Day(self.latest), Measured::Day(day)];
            Violation::new(Code::DateInFuture, Rule::FutureDate, about, measured)
        };
        let date = (given.date > self.latest)
            .then(|| violation((Subject::Answers, AnswersPath::Top("date")), given.date));
        let evidence = self.answers_with_evidence().filter_map(|(id, answer)| {
            let day = answer.as_of.filter(|day| *day > self.latest)?;
            Some(violation(evidence_of(id), day))
        });
        date.into_iter().chain(evidence).collect()
    }

    /// Returns the judged level of a dimension; nothing where it does not apply.
    pub(super) fn level_at(&self, dimension: DimensionId) -> Option<i64> {
        level_of(self.judgement.scores.dimensions.get(dimension.index())?, self.basis())
    }

    pub(super) fn is_unknown(&self, dimension: DimensionId) -> bool {
        self.judgement
            .scores
            .dimensions
            .get(dimension.index())
            .is_some_and(|result| result.status.is_unknown())
    }

    /// Returns where the answer behind a dimension stands.
    fn answer_to(&self, dimension: DimensionId) -> AnswersPath {
        let question =
            self.rubric().dimensions.get(dimension.index()).and_then(|d| d.questions.first());
        question.map_or(AnswersPath::Top("answers"), |scored| {
            AnswersPath::Answer(scored.question.clone(), Part::Whole)
        })
    }

    /// Returns the first of the lowest dimensions.
    fn lowest(&self) -> Option<DimensionId> {
        let all = DimensionId::all(self.rubric().dimensions.len());
        let known = all.filter_map(|dimension| Some((self.level_at(dimension)?, dimension)));
        known.min().map(|(_, dimension)| dimension)
    }

    /// Returns the first action that raises the judged level of a dimension: what measures it where
    /// it is unknown, the report it lacks where that is judged, else the next step.
    fn mending(&self, dimension: DimensionId) -> Option<ActionId> {
        let of = |wanted: &dyn Fn(&Action) -> bool| {
            self.action(|action| action.dimension == dimension && wanted(action))
        };
        if self.is_unknown(dimension) {
            return of(&|action| action.measures);
        }
        let level = self.level_at(dimension)?;
        // A report does not lift what a guard-rail holds down.
        let scores = &self.judgement.scores;
        let mut caps = scores.marks.caps_on(self.rubric(), dimension);
        let mut capped = || caps.any(|cap| cap.question.is_none() && cap.at_most <= level);
        let lacking =
            || scores.dimensions.get(dimension.index()).is_some_and(|result| result.lacks_report);
        if self.basis() == Basis::Evidenced && lacking() && !capped() {
            return self.supplying_report(dimension);
        }
        of(&|action| action.kind == ActionKind::Step(level))
    }

    fn supplying_report(&self, dimension: DimensionId) -> Option<ActionId> {
        self.action(|action| {
            action.dimension == dimension && action.kind == ActionKind::SuppliesReport
        })
    }

    /// Returns the first action that is `wanted`.
    fn action(&self, wanted: impl Fn(&Action) -> bool) -> Option<ActionId> {
        self.rubric().actions.iter().position(wanted).map(ActionId::new)
    }
}

/// Returns what a violation about the evidence for an answer is about.
fn evidence_of(question: &str) -> (Subject, AnswersPath) {
    (Subject::Question(question.to_owned()), AnswersPath::Answer(question.to_owned(), Part::AsOf))
}

fn level_of(result: &DimensionResult, basis: Basis) -> Option<i64> {
    match basis {
        Basis::Claimed => result.level(),
        Basis::Evidenced => result.evidenced_level(),
    }
}
