//! What a specialist would still ask: where an answer is open, rests on less than a report or is
//! contradicted. Nothing is judged anew here.

use super::given::Evidence;
use super::index::DimensionId;
use super::instrument::Instrument;
use super::questionnaire::Question;
use super::rubric::{Cap, Worth};
use super::scores::{Scores, lacking_reports};
use super::sheet::{Accepted, AnswerSheet};

/// What is still open about one question.
#[derive(Clone, Debug)]
pub struct QuestionReview<'a> {
    /// The dimension.
    pub dimension: DimensionId,
    /// The question.
    pub question: &'a Question,
    /// Why its probes are still worth asking; nothing where they are not.
    pub doubts: Vec<Doubt<'a>>,
    /// The guard-rails of the question that nobody has answered.
    pub unasked: Vec<&'a Question>,
    /// Whether a report has still to be shown.
    pub evidence_missing: bool,
    /// What the claim rests on, where there is a claim and it rests on no report.
    pub claim_without_report: Option<ClaimWithoutReport>,
}

impl QuestionReview<'_> {
    /// Returns whether there is anything to ask, to see or to check.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.doubts.is_empty() || !self.unasked.is_empty() || self.evidence_missing
    }
}

/// A reason to ask on.
#[derive(Clone, Debug)]
pub enum Doubt<'a> {
    /// Nobody has answered.
    Unanswered,
    /// Nobody knows.
    Unknown,
    /// The answer rests on less than a report.
    NoReport,
    /// Figure and level disagreed.
    Contradicted,
    /// A guard-rail speaks against the answer.
    Capped(&'a Cap),
    /// A symptom that was ticked speaks against the answer; its id.
    Symptom(&'a str),
}

/// A claim that rests on no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimWithoutReport {
    /// What it rests on instead; nothing where nothing was said.
    pub evidence: Option<Evidence>,
    /// Whether it counts less for that in the evidenced result.
    pub counts_less: bool,
}

/// Returns what is still open about every question that applies, in the rubric's order.
#[must_use]
pub fn review<'a>(
    instrument: &'a Instrument,
    sheet: &'a AnswerSheet,
    scores: &Scores,
) -> Vec<QuestionReview<'a>> {
    let reviewer = Reviewer { instrument, sheet, scores };
    let dimensions = DimensionId::each(&instrument.rubric().dimensions);
    let questions = dimensions.flat_map(|(id, dimension)| {
        dimension.questions.iter().map(move |scored| (id, scored.question.as_str()))
    });
    questions.filter_map(|(dimension, question)| reviewer.question(dimension, question)).collect()
}

struct Reviewer<'a, 's> {
    instrument: &'a Instrument,
    sheet: &'a AnswerSheet,
    scores: &'s Scores,
}

impl<'a> Reviewer<'a, '_> {
    fn question(&self, dimension: DimensionId, id: &str) -> Option<QuestionReview<'a>> {
        let question = self.instrument.questionnaire().find(id)?;
        if !self.applies(dimension, id) {
            return None;
        }
        let reported = self.sheet.is_reported(id);
        Some(QuestionReview {
            dimension,
            question,
            doubts: self.doubts(dimension, id, reported),
            unasked: self.unasked(id),
            evidence_missing: !reported || self.is_open(id),
            claim_without_report: self.claim(dimension, id, reported),
        })
    }

    /// Returns whether a question applies: by the facts, by what was said, and by the option chosen.
    fn applies(&self, dimension: DimensionId, id: &str) -> bool {
        let scored = self.instrument.rubric().scored_in(dimension, id);
        match self.sheet.answer(id) {
            None => self.sheet.applies(id),
            Some(Accepted::NotApplicable(_)) => false,
            Some(Accepted::Chosen(chosen)) => {
                let worth = scored.and_then(|scored| scored.options.get(chosen.option));
                !matches!(worth, Some(Worth::LeftOut))
            }
            Some(Accepted::Figure(_) | Accepted::Unknown) => true,
        }
    }

    fn evidence(&self, id: &str) -> Option<Evidence> {
        self.sheet.given_answer(id).and_then(|given| given.evidence)
    }

    fn is_open(&self, id: &str) -> bool {
        matches!(self.sheet.answer(id), None | Some(Accepted::Unknown))
    }

    fn doubts(&self, dimension: DimensionId, id: &str, reported: bool) -> Vec<Doubt<'a>> {
        let mut doubts = Vec::new();
        match self.sheet.answer(id) {
            None => doubts.push(Doubt::Unanswered),
            Some(Accepted::Unknown) => doubts.push(Doubt::Unknown),
            Some(_) if !reported => doubts.push(Doubt::NoReport),
            Some(_) => {}
        }
        if let Some(Accepted::Chosen(chosen)) = self.sheet.answer(id) {
            doubts.extend(chosen.claimed_instead.map(|_| Doubt::Contradicted));
        }
        let rubric = self.instrument.rubric();
        let caps = self.scores.marks.caps_on(rubric, dimension);
        let of_it = caps.filter(|cap| {
            rubric.question_at(dimension, cap.question).is_none_or(|capped| capped == id)
        });
        doubts.extend(of_it.map(Doubt::Capped));
        doubts.extend(self.symptoms(dimension).map(Doubt::Symptom));
        doubts
    }

    /// Returns the symptoms that were ticked and that contradict the dimension's level.
    fn symptoms(&self, dimension: DimensionId) -> impl Iterator<Item = &'a str> {
        let ticked = &self.sheet.given().symptoms;
        let rules = self.instrument.rubric().symptoms.iter().filter(move |rule| {
            rule.dimension == dimension
                && ticked.contains(&rule.symptom)
                && rule.contradicted_level(&self.scores.dimensions).is_some()
        });
        rules.map(|rule| rule.symptom.as_str())
    }

    fn unasked(&self, id: &str) -> Vec<&'a Question> {
        let follow_ups = self.instrument.questionnaire().follow_ups.iter();
        let of_it = follow_ups.filter(|follow_up| follow_up.follows.as_deref() == Some(id));
        let open = |asked: &&Question| self.is_open(&asked.id) && self.sheet.applies(&asked.id);
        of_it.filter(open).collect()
    }

    fn claim(
        &self,
        dimension: DimensionId,
        id: &str,
        reported: bool,
    ) -> Option<ClaimWithoutReport> {
        if reported || self.is_open(id) {
            return None;
        }
        let asked = self.instrument.rubric().dimensions.get(dimension.index())?;
        let lacking = lacking_reports(self.instrument, &self.scores.marks, dimension);
        let mut of_dimension = asked.questions.iter().zip(lacking);
        let counts_less = of_dimension.any(|(scored, lacks)| lacks && scored.question == id);
        Some(ClaimWithoutReport { evidence: self.evidence(id), counts_less })
    }
}
