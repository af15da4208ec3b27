//! What a reader of the result should know besides: contradictions, and what weakens it. A notice
//! is a value; `report` words it.

use super::date::Date;
use super::decimal::Decimal;
use super::exact::Exact;
use super::given::{AnswerValue, Figure};
use super::index::DimensionId;
use super::instrument::Instrument;
use super::questionnaire::{Measure, Question, Questionnaire};
use super::rubric::{Cap, Rubric, SymptomRule};
use super::score::{Basis, Reading, Unknowns, question_scores};
use super::scores::{DimensionResult, Scores, Status};
use super::sheet::{Accepted, AnswerSheet};

/// A remark on the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// So many questions are unknown or unanswered that there is no overall level.
    TooMuchUnknown {
        /// How many are.
        unknown: usize,
        /// How many may be; nothing where it is not the number that is too much, but nothing is
        /// known that would count.
        at_most: Option<usize>,
    },
    /// Figure and level named two options; the lower counts.
    ValueAgainstLevel {
        /// The question's index among the questionnaire's questions.
        question: usize,
        /// The index of the option that counts.
        lower: usize,
        /// The index of the other, better option.
        higher: usize,
    },
    /// A symptom was ticked that contradicts a claimed level.
    SymptomAgainstLevel {
        /// The index of the rubric's rule for the symptom.
        rule: usize,
        /// The level claimed.
        level: i64,
    },
    /// The known dimensions lie so far apart that one level says little.
    WideSpread {
        /// The lowest level among them.
        lowest: i64,
        /// The highest level among them.
        highest: i64,
    },
    /// A figure, or the time between days, is so small or so large that another one may have been
    /// meant.
    DoubtfulFigure {
        /// The question's index among the questionnaire's facts, questions and follow-ups.
        asked: usize,
        /// The index of the doubt among those of its measure.
        doubt: usize,
        /// The figure; of days, the whole months of the longest span.
        figure: Decimal,
    },
    /// The evidence of an answer is of a day after the one that the answers describe.
    EvidenceAfterDate {
        /// The question's index among the questionnaire's questions.
        question: usize,
        /// The day of the evidence.
        day: Date,
    },
    /// Nobody knows a fact, so that the questions that hang on it count as applying.
    FactNotKnown {
        /// The fact's index among the questionnaire's facts.
        fact: usize,
    },
    /// A claim counts less on evidence, as no report is named with its source. Only where the rubric
    /// takes reports with their source.
    ReportNotNamed {
        /// The dimension.
        dimension: DimensionId,
    },
    /// A claim counts less on evidence, as follow-ups that could lower it have no answer.
    FollowUpOpen {
        /// The dimension.
        dimension: DimensionId,
    },
    /// A figure was given to a question that measures something else since an edition, and the
    /// answers name none.
    MeasureChanged {
        /// The question's index among the questionnaire's facts, questions and follow-ups.
        asked: usize,
    },
    /// A guard-rail holds the evidenced level below the claimed one.
    GuardRail {
        /// The index of the rubric's cap.
        cap: usize,
    },
    /// An answer is said to stand for several people's, and none of them gave it.
    AgreedByNobody {
        /// The question's index among the questionnaire's facts, questions and follow-ups.
        asked: usize,
    },
}

/// The kind of a notice. Its name is stable: scripts and documentation refer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// See [`Notice::TooMuchUnknown`].
    TooMuchUnknown,
    /// See [`Notice::ValueAgainstLevel`].
    ValueAgainstLevel,
    /// See [`Notice::SymptomAgainstLevel`].
    SymptomAgainstLevel,
    /// See [`Notice::WideSpread`].
    WideSpread,
    /// See [`Notice::DoubtfulFigure`].
    DoubtfulFigure,
    /// See [`Notice::EvidenceAfterDate`].
    EvidenceAfterDate,
    /// See [`Notice::FactNotKnown`].
    FactNotKnown,
    /// See [`Notice::ReportNotNamed`].
    ReportNotNamed,
    /// See [`Notice::FollowUpOpen`].
    FollowUpOpen,
    /// See [`Notice::MeasureChanged`].
    MeasureChanged,
    /// See [`Notice::GuardRail`].
    GuardRail,
    /// See [`Notice::AgreedByNobody`].
    AgreedByNobody,
}

impl NoticeKind {
    /// Returns the stable name, in kebab-case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooMuchUnknown => "too-much-unknown",
            Self::ValueAgainstLevel => "value-against-level",
            Self::SymptomAgainstLevel => "symptom-against-level",
            Self::WideSpread => "wide-spread",
            Self::DoubtfulFigure => "doubtful-figure",
            Self::EvidenceAfterDate => "evidence-after-date",
            Self::FactNotKnown => "fact-not-known",
            Self::ReportNotNamed => "report-not-named",
            Self::FollowUpOpen => "follow-up-open",
            Self::MeasureChanged => "measure-changed",
            Self::GuardRail => "guard-rail",
            Self::AgreedByNobody => "agreed-by-nobody",
        }
    }
}

impl Notice {
    /// Returns the notice's kind.
    #[must_use]
    pub fn kind(self) -> NoticeKind {
        match self {
            Self::TooMuchUnknown { .. } => NoticeKind::TooMuchUnknown,
            Self::ValueAgainstLevel { .. } => NoticeKind::ValueAgainstLevel,
            Self::SymptomAgainstLevel { .. } => NoticeKind::SymptomAgainstLevel,
            Self::WideSpread { .. } => NoticeKind::WideSpread,
            Self::DoubtfulFigure { .. } => NoticeKind::DoubtfulFigure,
            Self::EvidenceAfterDate { .. } => NoticeKind::EvidenceAfterDate,
            Self::FactNotKnown { .. } => NoticeKind::FactNotKnown,
            Self::ReportNotNamed { .. } => NoticeKind::ReportNotNamed,
            Self::FollowUpOpen { .. } => NoticeKind::FollowUpOpen,
            Self::MeasureChanged { .. } => NoticeKind::MeasureChanged,
            Self::GuardRail { .. } => NoticeKind::GuardRail,
            Self::AgreedByNobody { .. } => NoticeKind::AgreedByNobody,
        }
    }

    /// Returns the stable name of the notice's kind.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.kind().as_str()
    }
}

/// Returns every notice on scores, in a fixed order.
#[must_use]
pub fn notice(instrument: &Instrument, sheet: &AnswerSheet, scores: &Scores) -> Vec<Notice> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let dimensions = &scores.dimensions;
    let mut notices = Vec::new();
    notices.extend(too_much_unknown(rubric, scores));
    notices.extend(value_against_level(questionnaire, sheet));
    notices.extend(symptom_against_level(rubric, sheet, dimensions));
    notices.extend(wide_spread(rubric, dimensions));
    notices.extend(doubtful_figures(questionnaire, sheet));
    let of_before = questionnaire.figures_of_before(sheet.given());
    notices.extend(of_before.map(|asked| Notice::MeasureChanged { asked }));
    notices.extend(evidence_after_date(questionnaire, sheet));
    notices.extend(facts_not_known(questionnaire, sheet));
    notices.extend(not_borne_out(rubric, dimensions));
    notices.extend(guard_rails(instrument, scores));
    notices.extend(agreed_by_nobody(questionnaire, sheet));
    notices
}

fn too_much_unknown(rubric: &Rubric, scores: &Scores) -> Option<Notice> {
    let unknown = scores.unknown;
    let at_most = rubric.unknown_at_most.filter(|most| unknown > *most);
    scores.too_much_unknown.then_some(Notice::TooMuchUnknown { unknown, at_most })
}

fn value_against_level(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let contradiction = |(index, question): (usize, &Question)| {
        let Some(Accepted::Chosen(chosen)) = sheet.answer(&question.id) else { return None };
        let (lower, higher) = (chosen.option, chosen.claimed_instead?);
        Some(Notice::ValueAgainstLevel { question: index, lower, higher })
    };
    questionnaire.questions.iter().enumerate().filter_map(contradiction).collect()
}

fn symptom_against_level(
    rubric: &Rubric,
    sheet: &AnswerSheet,
    dimensions: &[DimensionResult],
) -> Vec<Notice> {
    let contradiction = |ticked: &String| {
        let mut rules = rubric.symptoms.iter().enumerate();
        let (index, rule) = rules.find(|(_, rule)| rule.symptom == *ticked)?;
        let level = rule.contradicted_level(dimensions)?;
        Some(Notice::SymptomAgainstLevel { rule: index, level })
    };
    sheet.given().symptoms.iter().filter_map(contradiction).collect()
}

impl SymptomRule {
    /// Returns the level that the symptom, once it is ticked, contradicts; nothing where it
    /// contradicts none.
    pub(super) fn contradicted_level(&self, dimensions: &[DimensionResult]) -> Option<i64> {
        let result = dimensions.get(self.dimension.index())?;
        let level = result.level().filter(|_| result.status == Status::Answered)?;
        self.contradicts_from.filter(|from| level >= *from).map(|_| level)
    }
}

fn wide_spread(rubric: &Rubric, dimensions: &[DimensionResult]) -> Option<Notice> {
    let known = dimensions.iter().filter(|d| d.status == Status::Answered);
    let levels: Vec<i64> = known.filter_map(DimensionResult::level).collect();
    let (lowest, highest) = (*levels.iter().min()?, *levels.iter().max()?);
    let wide = rubric.spread_notice.is_some_and(|from| highest - lowest >= from);
    wide.then_some(Notice::WideSpread { lowest, highest })
}

fn doubtful_figures(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let figures = questionnaire.all().enumerate().filter_map(|(asked, question)| {
        let measure = question.measure.as_ref()?;
        let AnswerValue::Figure(figure, _) = &sheet.given_answer(&question.id)?.value else {
            return None;
        };
        Some((asked, measure, in_months(figure, sheet.given().date)?))
    });
    let doubts = |(asked, measure, figure): (usize, &Measure, Decimal)| {
        let doubts = measure.doubts_about(figure);
        let notices = doubts.map(|(doubt, _)| Notice::DoubtfulFigure { asked, doubt, figure });
        notices.collect::<Vec<_>>()
    };
    figures.flat_map(doubts).collect()
}

/// Returns a figure; of days, the whole months of the longest span. Nothing where it is a word.
fn in_months(figure: &Figure, date: Date) -> Option<Decimal> {
    let months = |from: Date, to: Date| from.months_until(to).0;
    match figure {
        Figure::Number(number) => Some(*number),
        Figure::On(day) => Some(Decimal::whole(months(*day, date))),
        Figure::OnTwo(days) => {
            let since = months(days.newest(), date);
            Some(Decimal::whole(since.max(months(days.before(), days.newest()))))
        }
        Figure::Word(_) => None,
    }
}

fn evidence_after_date(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let described = sheet.given().date;
    let later = |(index, question): (usize, &Question)| {
        let day = sheet.given_answer(&question.id)?.as_of.filter(|day| *day > described)?;
        Some(Notice::EvidenceAfterDate { question: index, day })
    };
    questionnaire.questions.iter().enumerate().filter_map(later).collect()
}

/// Says which facts are not known on which a question hangs that counts.
fn facts_not_known(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let hangs = |fact: &str| {
        let mut questions = questionnaire.questions.iter();
        questions.any(|question| {
            question.applies_if.iter().any(|condition| condition.fact == fact)
                && sheet.applies(&question.id)
        })
    };
    let is_known = |fact: &str| matches!(sheet.answer(fact), Some(Accepted::Chosen(_)));
    let facts = questionnaire.facts.iter().enumerate();
    let open = facts.filter(|(_, fact)| !is_known(&fact.id) && sheet.applies(&fact.id));
    let open = open.filter(|(_, fact)| hangs(&fact.id));
    open.map(|(fact, _)| Notice::FactNotKnown { fact }).collect()
}

/// Says which claims count less for what is not named or not answered, dimension by dimension.
fn not_borne_out(rubric: &Rubric, dimensions: &[DimensionResult]) -> Vec<Notice> {
    let of_dimension = |(dimension, result): (DimensionId, &DimensionResult)| {
        let report = (rubric.report_needs_source && result.lacks_report)
            .then_some(Notice::ReportNotNamed { dimension });
        let follow_up =
            (!result.open_caps.is_empty()).then_some(Notice::FollowUpOpen { dimension });
        [report, follow_up].into_iter().flatten()
    };
    DimensionId::each(dimensions).flat_map(of_dimension).collect()
}

/// Says which answers are said to stand for several people's, and are none of theirs.
fn agreed_by_nobody(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> Vec<Notice> {
    let answers = sheet.given().answers.iter();
    let place = |id: &String| questionnaire.all().position(|question| question.id == *id);
    let nobodys = answers.filter(|(_, answer)| answer.is_nobodys());
    nobodys.filter_map(|(id, _)| Some(Notice::AgreedByNobody { asked: place(id)? })).collect()
}

/// Says which guard-rails lower the evidenced result, dimension by dimension.
fn guard_rails(instrument: &Instrument, scores: &Scores) -> Vec<Notice> {
    let rubric = instrument.rubric();
    let put_on: Vec<_> = rubric.caps.iter().zip(&scores.marks.caps).enumerate().collect();
    let on_dimension = |dimension: DimensionId| {
        let caps = put_on.iter().filter(move |(_, (cap, put_on))| {
            **put_on && cap.dimension == dimension && lowers(instrument, scores, cap)
        });
        let caps: Vec<_> = caps.map(|(index, (cap, _))| (*index, *cap)).collect();
        // Of several that one follow-up puts on, the lowest says it all.
        let is_lowest = |(index, cap): &&(usize, &Cap)| {
            let same = caps.iter().filter(|(_, other)| {
                other.follow_up == cap.follow_up && other.question == cap.question
            });
            same.min_by_key(|(_, cap)| cap.at_most).is_some_and(|(lowest, _)| lowest == index)
        };
        let lowest = caps.iter().filter(is_lowest);
        lowest.map(|(cap, _)| Notice::GuardRail { cap: *cap }).collect::<Vec<_>>()
    };
    DimensionId::all(scores.dimensions.len()).flat_map(on_dimension).collect()
}

/// Returns whether what is claimed lies above a cap: the score of the question, the level of the
/// dimension or, where it has none, its score.
fn lowers(instrument: &Instrument, scores: &Scores, cap: &Cap) -> bool {
    let Some(result) = scores.dimensions.get(cap.dimension.index()) else { return false };
    let at_most = Exact::whole(cap.at_most);
    if let Some(question) = cap.question {
        let unknowns = Unknowns::from(instrument.rubric().unknown_counts_as);
        let reading = Reading { basis: Basis::Claimed, unknowns };
        let table = instrument.scoring_table();
        let claimed = question_scores(table, &scores.marks, cap.dimension, reading);
        return claimed.get(question).is_some_and(|score| score.as_ref() > Some(&at_most));
    }
    match result.level() {
        Some(level) => level > cap.at_most,
        None => result.score.as_ref() > Some(&at_most),
    }
}
