//! The JSON form: a public, versioned contract with structs of its own.

use super::Report;
use super::against_json::AgainstV1;
use super::figure_json::FigureV1;
use super::json_text;
use super::moves;
pub(super) use super::number_json::Number;
use super::outcomes::{self, OutcomeLine};
use super::views_json::{MaybeAgreementV1, VoicesV1};
use super::words::actions::{reason, timing};
use crate::document::write::{AnswersDocument, DaysDocument, FigureDocument, NumberDocument};
use crate::domain::actions::Recommendation;
use crate::domain::index::{DimensionId, GroupId};
use crate::domain::questionnaire::{Better, Outcome};
use crate::domain::requirement::Unmet;
use crate::domain::rubric::{Aggregate, Dimension, Group, Member, Rubric, Scored, Subject};
use crate::domain::scenarios::{Block, ScenarioResult};
use crate::domain::score::{Basis, NextLevel, Overall, Profile, Reading, Unknowns, member_score};
use crate::domain::scores::{DecidedBy, DimensionResult, Gap, Status};
use crate::domain::sensitivity::Sensitivity;
use crate::domain::sheet::Accepted;
use crate::domain::sorting;
use crate::domain::{AnswerValue, Decimal, Exact};
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the report as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(report: &Report<'_>) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(report))
}

/// Version 1 of the report. Fields are only ever added.
#[derive(Serialize)]
struct V1<'r> {
    version: u8,
    tool: Tool,
    rubric: ReferenceV1<'r>,
    questionnaire: ReferenceV1<'r>,
    assessment: Assessment<'r>,
    given: AnswersDocument<'r>,
    overall: OverallV1<'r>,
    dimensions: Vec<DimensionV1<'r>>,
    /// The groups of dimensions; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<GroupV1<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<GapV1<'r>>,
    /// What is enough for what is promised; left out where that cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    enough: Option<EnoughV1<'r>>,
    actions: Vec<ActionV1<'r>>,
    scenarios: Vec<ScenarioV1<'r>>,
    notices: Vec<NoticeV1<'r>>,
    sensitivity: Vec<SensitivityV1<'r>>,
    /// What the operation achieves; left out where the questionnaire lists no outcomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<OutcomeV1<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared_with: Option<ComparedV1<'r>>,
    /// Where it stands among those of a portfolio.
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<AgainstV1<'r>>,
}

/// The overall level, if one dimension were a level lower or higher; where it is unknown, if it
/// turned out to be at its lowest or highest.
#[derive(Serialize)]
struct SensitivityV1<'r> {
    dimension: &'r str,
    unknown: bool,
    lower: Option<i64>,
    higher: Option<i64>,
    changes_level: bool,
}

/// A figure of what the operation achieves.
#[derive(Serialize)]
struct OutcomeV1<'r> {
    id: &'r str,
    title: &'r str,
    unit: &'r str,
    better: &'static str,
    now: Option<NumberDocument>,
    year_ago: Option<NumberDocument>,
    change: Option<&'static str>,
}

impl<'r> From<OutcomeLine<'r>> for OutcomeV1<'r> {
    fn from(line: OutcomeLine<'r>) -> Self {
        let Outcome { id, title, unit, better, .. } = line.outcome;
        let better = match better {
            Better::Lower => "lower",
            Better::Higher => "higher",
        };
        let [now, year_ago] =
            [line.given.now, line.given.year_ago].map(|figure| figure.map(NumberDocument));
        Self { id, title, unit, better, now, year_ago, change: line.change() }
    }
}

/// The earlier answers, and what moved since.
#[derive(Serialize)]
struct ComparedV1<'r> {
    given: AnswersDocument<'r>,
    level: Option<i64>,
    mean: Option<Number>,
    exact: Option<String>,
    dimensions: Vec<MovedV1<'r>>,
    moved: Vec<String>,
}

#[derive(Serialize)]
struct MovedV1<'r> {
    id: &'r str,
    before: Option<i64>,
    after: Option<i64>,
    change: &'static str,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// The file that something was judged by.
#[derive(Serialize)]
pub(super) struct ReferenceV1<'r> {
    pub(super) id: &'r str,
    pub(super) version: &'r str,
    pub(super) sha256: &'r str,
}

#[derive(Serialize)]
struct Assessment<'r> {
    scope: &'r str,
    date: String,
    respondent: Option<&'r str>,
    next_peak: Option<String>,
    tags: &'r BTreeMap<String, String>,
    target: Option<TargetV1<'r>>,
}

#[derive(Serialize)]
struct TargetV1<'r> {
    level: Option<i64>,
    dimensions: &'r BTreeMap<String, i64>,
}

#[derive(Serialize)]
struct OverallV1<'r> {
    level: Option<i64>,
    name: Option<&'r str>,
    /// What is made of the dimensions' scores, where that is no mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    aggregate: Option<&'static str>,
    /// The score, where it is no mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    mean: Option<Number>,
    exact: Option<String>,
    decided_by: Option<&'static str>,
    range: Option<Range>,
    /// The range of the score, where it is no mean or there are no levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_range: Option<ScoreRange>,
    spread: Option<i64>,
    /// What one answer off by one level would make of the level; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    one_off: Option<OneOffV1>,
    unknown: usize,
    limiting: Vec<&'r str>,
    evidenced: EvidencedV1,
    next: Option<NextV1<'r>>,
}

/// The lowest and the highest level, if one answer were off by one level.
#[derive(Serialize)]
struct OneOffV1 {
    lowest: i64,
    highest: i64,
}

#[derive(Serialize)]
pub(super) struct Range {
    worst: i64,
    best: i64,
}

/// The exact scores with every unknown at its lowest and at its highest.
#[derive(Serialize)]
struct ScoreRange {
    worst: String,
    best: String,
}

impl From<&(Exact, Exact)> for ScoreRange {
    fn from((worst, best): &(Exact, Exact)) -> Self {
        Self { worst: worst.to_string(), best: best.to_string() }
    }
}

impl From<(i64, i64)> for Range {
    fn from((worst, best): (i64, i64)) -> Self {
        Self { worst, best }
    }
}

#[derive(Serialize)]
struct EvidencedV1 {
    level: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    mean: Option<Number>,
    exact: Option<String>,
}

#[derive(Serialize)]
struct NextV1<'r> {
    level: i64,
    unmet: Vec<UnmetV1<'r>>,
}

#[derive(Serialize)]
struct UnmetV1<'r> {
    requirement: &'static str,
    needed: NumberDocument,
    actual: Option<Number>,
    /// What each of so many dimensions must hold, where a share of them must.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<NumberDocument>,
    dimensions: Vec<&'r str>,
}

#[derive(Serialize)]
struct GroupV1<'r> {
    id: &'r str,
    name: &'r str,
    weight: NumberDocument,
    aggregate: &'static str,
    of: Vec<&'r str>,
    score: Option<Number>,
    exact: Option<String>,
    evidenced_exact: Option<String>,
    score_range: Option<ScoreRange>,
}

#[derive(Serialize)]
struct DimensionV1<'r> {
    id: &'r str,
    name: &'r str,
    weight: NumberDocument,
    /// What is made of the questions' scores, where that is no mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    aggregate: Option<&'static str>,
    status: &'static str,
    /// Whether more is unknown than may be in one dimension; left out where that is not so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    too_much_unknown: bool,
    score: Option<Number>,
    exact: Option<String>,
    level: Option<i64>,
    evidenced_level: Option<i64>,
    evidenced_exact: Option<String>,
    range: Option<Range>,
    /// The range of the score, where there are no levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    score_range: Option<ScoreRange>,
    limiting: bool,
    /// How far several people agree; left out where the answers are one person's.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<MaybeAgreementV1>,
    answers: Vec<AnswerV1<'r>>,
}

#[derive(Serialize)]
struct AnswerV1<'r> {
    question: &'r str,
    option: Option<&'r str>,
    value: Option<FigureDocument<'r>>,
    on: Option<DaysDocument>,
    not_applicable: Option<&'r str>,
    weight: NumberDocument,
    score: Option<Number>,
    evidenced_score: Option<Number>,
    evidence: Option<&'static str>,
    source: Option<&'r str>,
    note: Option<&'r str>,
    as_of: Option<String>,
    /// How many people said what; left out where nobody's view is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    voices: Option<VoicesV1>,
}

#[derive(Serialize)]
struct GapV1<'r> {
    reached: Option<bool>,
    level: Option<GapLevelV1<'r>>,
    dimensions: Vec<GapDimensionV1<'r>>,
}

#[derive(Serialize)]
struct GapLevelV1<'r> {
    needed: i64,
    actual: Option<i64>,
    missing: Vec<NextV1<'r>>,
}

#[derive(Serialize)]
struct GapDimensionV1<'r> {
    id: &'r str,
    needed: i64,
    actual: Option<i64>,
}

#[derive(Serialize)]
struct ActionV1<'r> {
    id: &'r str,
    dimension: &'r str,
    from_level: i64,
    to_level: i64,
    title: &'r str,
    owner: &'r str,
    /// Who else helps; left out where nobody does.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    with: &'r [String],
    effort: &'r str,
    horizon: &'r str,
    weeks: Weeks,
    proof: &'r str,
    /// The measure that the proof refers to; left out where it names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<&'r str>,
    optional: bool,
    reason: &'static str,
    timing: Option<&'static str>,
    /// On which list it stands; left out where no peak is near, and there is but one.
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<&'static str>,
    /// How one sees that its step is taken; left out where the rubric does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    reached_when: Option<&'r str>,
}

#[derive(Serialize)]
struct Weeks {
    from: i64,
    to: i64,
}

#[derive(Serialize)]
struct ScenarioV1<'r> {
    id: &'r str,
    title: &'r str,
    verdict: &'static str,
    evidenced_verdict: &'static str,
    likely: bool,
    blocked_by: Vec<BlockV1<'r>>,
    /// What it is enough to know, and is not; left out where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_known: Vec<BlockV1<'r>>,
    /// The figures that it takes; left out where it takes none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureV1<'r>>,
}

/// What is enough for what is promised.
#[derive(Serialize)]
struct EnoughV1<'r> {
    level: i64,
    dimensions: BTreeMap<&'r str, i64>,
    mark: &'r str,
}

/// A requirement of a scenario that is not surely held.
#[derive(Serialize)]
pub(super) struct BlockV1<'r> {
    pub(super) dimension: &'r str,
    /// The question of it, where it is that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) question: Option<&'r str>,
    pub(super) needed: i64,
    pub(super) actual: Option<i64>,
}

impl<'r> BlockV1<'r> {
    /// Returns what scenarios need and is not surely there.
    pub(super) fn of(rubric: &'r Rubric, blocks: &[Block]) -> Vec<Self> {
        let block = |block: &Block| Self {
            dimension: rubric.dimensions.get(block.dimension.index()).map_or("", |d| &*d.id),
            question: rubric.question_at(block.dimension, block.question),
            needed: block.needed,
            actual: block.actual,
        };
        blocks.iter().map(block).collect()
    }
}

#[derive(Serialize)]
struct NoticeV1<'r> {
    code: &'r str,
    message: String,
}

impl<'r> From<&'r Report<'r>> for V1<'r> {
    fn from(report: &'r Report<'r>) -> Self {
        let (rubric, questionnaire) = (report.rubric(), report.questionnaire());
        let judgement = &report.judgement;
        let results = rubric.dimensions.iter().zip(&judgement.scores.dimensions);
        Self {
            version: 1,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            rubric: report.rubric_reference(),
            questionnaire: ReferenceV1 {
                id: &questionnaire.id,
                version: &questionnaire.version,
                sha256: &report.instrument.fingerprints().questionnaire,
            },
            assessment: report.assessment(),
            given: report.sheet.given().into(),
            overall: report.overall(),
            dimensions: results
                .enumerate()
                .map(|(id, (d, result))| report.row(DimensionId::new(id), d, result))
                .collect(),
            groups: report.groups(),
            gap: judgement.scores.gap.as_ref().map(|gap| report.gap(gap)),
            enough: report.enough_v1(),
            actions: judgement.actions.iter().filter_map(|listed| report.action(listed)).collect(),
            scenarios: judgement.scenarios.iter().filter_map(|s| report.scenario(s)).collect(),
            notices: judgement
                .notices
                .iter()
                .map(|notice| NoticeV1 { code: notice.code(), message: report.notice(*notice) })
                .collect(),
            sensitivity: report.sensitivities(),
            outcomes: outcomes::lines(report).into_iter().map(OutcomeV1::from).collect(),
            compared_with: report.earlier.as_ref().map(|earlier| report.compared(earlier)),
            against: AgainstV1::of(report),
        }
    }
}

impl<'r> Report<'r> {
    /// Returns which rubric judged.
    pub(super) fn rubric_reference(&'r self) -> ReferenceV1<'r> {
        let (id, version) = (&self.rubric().id, &self.rubric().version);
        ReferenceV1 { id, version, sha256: &self.instrument.fingerprints().rubric }
    }

    fn sensitivities(&'r self) -> Vec<SensitivityV1<'r>> {
        let level = self.level().map(|row| row.level);
        let one = |one: &Sensitivity| SensitivityV1 {
            dimension: self.dimension_id(one.dimension),
            unknown: one.unknown,
            lower: one.lower,
            higher: one.higher,
            changes_level: one.changes(level),
        };
        self.scores().sensitivity.iter().map(one).collect()
    }

    fn compared(&'r self, earlier: &'r Self) -> ComparedV1<'r> {
        let level = |report: &Self, dimension: DimensionId| {
            report
                .judgement
                .scores
                .dimensions
                .get(dimension.index())
                .and_then(DimensionResult::level)
        };
        let dimensions = DimensionId::all(self.rubric().dimensions.len());
        let moved = dimensions.map(|dimension| MovedV1 {
            id: self.dimension_id(dimension),
            before: level(earlier, dimension),
            after: level(self, dimension),
            change: self.change_since(earlier, dimension).word(),
        });
        let claimed = &earlier.judgement.scores.claimed;
        ComparedV1 {
            given: earlier.sheet.given().into(),
            level: earlier.level().map(|row| row.level),
            mean: self.mean_of(claimed),
            exact: exact(claimed),
            dimensions: moved.collect(),
            moved: moves::since(earlier, self),
        }
    }

    fn assessment(&'r self) -> Assessment<'r> {
        let given = self.sheet.given();
        Assessment {
            scope: &given.scope,
            date: given.date.to_string(),
            respondent: given.respondent.as_deref(),
            next_peak: given.next_peak.map(|day| day.to_string()),
            tags: &given.tags,
            target: given
                .target
                .as_ref()
                .map(|target| TargetV1 { level: target.level, dimensions: &target.dimensions }),
        }
    }

    fn overall(&'r self) -> OverallV1<'r> {
        let judgement = &self.judgement;
        let claimed = &judgement.scores.claimed;
        let known = !judgement.scores.too_much_unknown;
        let level = self.level();
        let next = claimed.next.as_ref().filter(|_| known);
        let evidenced = &judgement.scores.evidenced;
        OverallV1 {
            level: level.map(|row| row.level),
            name: level.map(|row| row.name.as_str()),
            aggregate: not_mean(self.rubric().aggregate),
            score: self.score_of(claimed),
            mean: self.mean_of(claimed),
            exact: exact(claimed),
            decided_by: next.map(|next| match next.decided_by() {
                DecidedBy::Score => self.rubric().aggregate.word(),
                DecidedBy::Weakest => "weakest",
                DecidedBy::Named => "named",
                DecidedBy::Share => "share",
            }),
            range: self.widest_range().map(Range::from),
            score_range: self
                .widest_score_range()
                .as_ref()
                .filter(|_| self.score_of(claimed).is_some() || !self.rubric().has_levels())
                .map(ScoreRange::from),
            spread: claimed.highest.zip(claimed.lowest).map(|(high, low)| high - low),
            one_off: judgement
                .scores
                .one_off(self.instrument)
                .filter(|_| level.is_some())
                .map(|(lowest, highest)| OneOffV1 { lowest, highest }),
            unknown: judgement.scores.unknown,
            limiting: self
                .limiting()
                .into_iter()
                .map(|dimension| self.dimension_id(dimension))
                .collect(),
            evidenced: EvidencedV1 {
                level: judgement.scores.level(Basis::Evidenced),
                score: self.score_of(evidenced),
                mean: self.mean_of(evidenced),
                exact: exact(evidenced),
            },
            next: next.map(|next| self.next(next)),
        }
    }

    /// Returns the score, where it is a mean.
    fn mean_of(&self, overall: &Overall) -> Option<Number> {
        let is_mean = self.rubric().aggregate == Aggregate::Mean;
        overall.score.as_ref().filter(|_| is_mean).map(Number::from)
    }

    /// Returns the score, where it is no mean.
    fn score_of(&self, overall: &Overall) -> Option<Number> {
        not_mean(self.rubric().aggregate)?;
        overall.score.as_ref().map(Number::from)
    }

    fn member_id(&'r self, member: Member) -> &'r str {
        match member {
            Member::Dimension(dimension) => self.dimension_id(dimension),
            Member::Group(group) => {
                self.rubric().groups.get(group.index()).map_or("", |group| group.id.as_str())
            }
        }
    }

    fn groups(&'r self) -> Vec<GroupV1<'r>> {
        let profiles = &self.scores().profiles;
        let group = |(id, group): (GroupId, &'r Group)| {
            let score = |profile: &Profile| member_score(self.rubric(), profile, Member::Group(id));
            let extremes = &profiles.claimed_extremes;
            let range = score(&extremes.worst).zip(score(&extremes.best));
            let claimed = score(&profiles.claimed);
            GroupV1 {
                id: &group.id,
                name: &group.name,
                weight: NumberDocument(group.weight),
                aggregate: group.aggregate.word(),
                of: group.members.iter().map(|member| self.member_id(*member)).collect(),
                score: claimed.as_ref().map(Number::from),
                exact: claimed.as_ref().map(Exact::to_string),
                evidenced_exact: score(&profiles.evidenced).as_ref().map(Exact::to_string),
                score_range: range.as_ref().map(ScoreRange::from),
            }
        };
        GroupId::each(&self.rubric().groups).map(group).collect()
    }

    fn next(&'r self, next: &NextLevel) -> NextV1<'r> {
        let unmet = |unmet: &Unmet| match unmet {
            Unmet::Score { needed, actual } => UnmetV1 {
                requirement: self.rubric().aggregate.word(),
                needed: NumberDocument(*needed),
                actual: actual.as_ref().map(Number::from),
                at: None,
                dimensions: Vec::new(),
            },
            Unmet::Every { needed, actual, below } => UnmetV1 {
                requirement: "every_dimension",
                needed: NumberDocument(*needed),
                actual: Some(Number::from(actual)),
                at: None,
                dimensions: below
                    .iter()
                    .map(|id| self.dimension_id(DimensionId::new(*id)))
                    .collect(),
            },
            Unmet::Named { subject, needed, actual } => UnmetV1 {
                requirement: "dimensions",
                needed: NumberDocument(*needed),
                actual: Some(Number::from(actual)),
                at: None,
                dimensions: match subject {
                    Subject::Member(member) => vec![self.member_id(*member)],
                    Subject::Question(_) => Vec::new(),
                },
            },
            Unmet::Share { share, some, all } => {
                let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
                let needed = (0..=*all).find(|some| share.at_least.is_met(*some, *all));
                UnmetV1 {
                    requirement: "share",
                    needed: NumberDocument(Decimal::whole(number(needed.unwrap_or(*all)))),
                    actual: Some(Number::of_hundredths(number(*some) * 100)),
                    at: Some(NumberDocument(share.at)),
                    dimensions: Vec::new(),
                }
            }
        };
        NextV1 { level: next.level, unmet: next.unmet.iter().map(unmet).collect() }
    }

    fn row(
        &'r self,
        id: DimensionId,
        dimension: &'r Dimension,
        result: &'r DimensionResult,
    ) -> DimensionV1<'r> {
        let scores = [Basis::Claimed, Basis::Evidenced]
            .map(|basis| self.question_scores(id, Reading { basis, unknowns: Unknowns::LeftOut }));
        let answer = |(index, scored): (usize, &'r Scored)| {
            let number =
                |scores: &Vec<Option<Exact>>| scores.get(index)?.as_ref().map(Number::from);
            self.answer(scored, scores.each_ref().map(number))
        };
        DimensionV1 {
            id: &dimension.id,
            name: &dimension.name,
            weight: NumberDocument(dimension.weight),
            aggregate: not_mean(dimension.aggregate),
            too_much_unknown: result.too_much_unknown,
            score_range: self
                .widest_score_range_of(id, result)
                .as_ref()
                .filter(|_| dimension.level_range().is_none())
                .map(ScoreRange::from),
            status: result.status.word(),
            score: result.score.as_ref().map(Number::from),
            exact: result.score.as_ref().map(Exact::to_string),
            level: result.level(),
            evidenced_level: result.evidenced_level(),
            evidenced_exact: result.evidenced_score.as_ref().map(Exact::to_string),
            range: self.widest_range_of(id, result).map(Range::from),
            agreement: self.agreement(id),
            limiting: result.limiting && result.status != Status::NotApplicable,
            answers: dimension.questions.iter().enumerate().map(answer).collect(),
        }
    }

    fn answer(
        &'r self,
        scored: &'r Scored,
        [score, evidenced_score]: [Option<Number>; 2],
    ) -> AnswerV1<'r> {
        let id = scored.question.as_str();
        let given = self.sheet.given_answer(id);
        let accepted = self.sheet.answer(id);
        let chosen = match accepted {
            Some(Accepted::Chosen(chosen)) => Some(chosen),
            _ => None,
        };
        let question = self.questionnaire().find(id);
        let option = question.zip(chosen).and_then(|(q, chosen)| q.options.get(chosen.option));
        let figure = given.and_then(|given| match &given.value {
            AnswerValue::Figure(figure, _) => Some(figure),
            _ => None,
        });
        AnswerV1 {
            question: id,
            option: option.map(|option| option.id.as_str()),
            value: figure.and_then(FigureDocument::of),
            on: figure.and_then(DaysDocument::of),
            not_applicable: accepted.and_then(|accepted| match accepted {
                Accepted::NotApplicable(reason) => Some(reason.as_str()),
                _ => None,
            }),
            weight: NumberDocument(scored.weight),
            score,
            evidenced_score,
            evidence: given.and_then(|given| given.evidence).map(crate::domain::Evidence::word),
            source: given.and_then(|given| given.source.as_deref()),
            note: given.and_then(|given| given.note.as_deref()),
            as_of: given.and_then(|given| given.as_of).map(|day| day.to_string()),
            voices: self.views().and_then(|views| views.on(id)).as_ref().map(VoicesV1::from),
        }
    }

    /// Returns how far people agree on a dimension, where several answered.
    fn agreement(&self, id: DimensionId) -> Option<MaybeAgreementV1> {
        let views = self.views()?;
        Some(views.agreement(self.instrument, id).into())
    }

    fn gap(&'r self, gap: &'r Gap) -> GapV1<'r> {
        let known = !self.judgement.scores.too_much_unknown;
        let level = gap.level.as_ref().map(|(needed, missing)| GapLevelV1 {
            needed: *needed,
            actual: self.judgement.scores.level(Basis::Claimed),
            missing: missing.iter().map(|row| self.next(row)).collect(),
        });
        let dimension = |(dimension, needed, actual): &(DimensionId, i64, Option<i64>)| {
            GapDimensionV1 { id: self.dimension_id(*dimension), needed: *needed, actual: *actual }
        };
        GapV1 {
            reached: known.then(|| self.judgement.scores.reaches(gap)),
            level,
            dimensions: gap.dimensions.iter().map(dimension).collect(),
        }
    }

    fn enough_v1(&'r self) -> Option<EnoughV1<'r>> {
        let (enough, row) = self.enough_row()?;
        let dimensions = row.dimensions.iter();
        let dimensions = dimensions.map(|(id, level)| (self.dimension_id(*id), *level));
        let dimensions = sorting::to_map(dimensions);
        Some(EnoughV1 { level: row.level, dimensions, mark: &enough.mark })
    }

    fn action(&'r self, listed: &Recommendation) -> Option<ActionV1<'r>> {
        let action = self.rubric().actions.get(listed.action.index())?;
        Some(ActionV1 {
            id: &action.id,
            dimension: self.dimension_id(action.dimension),
            from_level: listed.step.0,
            to_level: listed.step.1,
            title: &action.title,
            owner: &action.owner,
            with: &action.with,
            effort: &action.effort,
            horizon: &action.horizon,
            weeks: Weeks { from: action.weeks.0, to: action.weeks.1 },
            proof: &action.proof,
            measure: action.measure.as_deref(),
            optional: action.optional,
            reason: reason(listed.reason),
            timing: timing(listed),
            list: listed.before_peak.map(|_| listed.list.word()),
            reached_when: self
                .step_action(listed)
                .and_then(|action| self.rubric().reached_when(action.dimension, listed.step.1)),
        })
    }

    fn scenario(&'r self, result: &ScenarioResult) -> Option<ScenarioV1<'r>> {
        let scenario = self.rubric().scenarios.get(result.scenario.index())?;
        Some(ScenarioV1 {
            id: &scenario.id,
            title: &scenario.title,
            verdict: result.verdict.word(),
            evidenced_verdict: result.evidenced_verdict.word(),
            likely: self.sheet.given().scenarios.contains(&scenario.id),
            blocked_by: BlockV1::of(self.rubric(), &result.blocked_by),
            not_known: BlockV1::of(self.rubric(), &result.not_known),
            figures: FigureV1::of(scenario, Some((self, result))),
        })
    }
}

/// Returns the word for an aggregate that is no mean.
fn not_mean(aggregate: Aggregate) -> Option<&'static str> {
    (aggregate != Aggregate::Mean).then(|| aggregate.word())
}

fn exact(overall: &Overall) -> Option<String> {
    overall.score.as_ref().map(Exact::to_string)
}
