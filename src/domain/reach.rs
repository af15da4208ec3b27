//! What answers can reach under a rubric, found by trying answers with the scorer itself. It decides
//! nothing about what it finds, and says nothing in words.

use super::date::Date;
use super::decimal::Decimal;
use super::exact::Exact;
use super::given::{AnswerValue, Figure, GivenAnswers};
use super::index::DimensionId;
use super::instrument::Instrument;
use super::marks::Answer;
use super::questionnaire::Question;
use super::rubric::{Rubric, Scored, Worth};
use super::score::{Basis, Profile, Reading, line_score, overall, profile};
use super::sheet::AnswerSheet;
use super::sorting;
use std::collections::BTreeSet;

/// So many combinations of answers are all tried; of more, a choice is.
const MOST_COMBINATIONS: usize = 4_096;
/// So many combinations of the answers within one dimension are all tried.
const MOST_IN_ONE: usize = 1_024;
/// The most trials.
const MOST_TRIALS: usize = 16_384;
/// In how many orders questions are raised one by one, beside the rubric's own and its reverse.
const MIXED_ORDERS: u64 = 6;
/// Any day: nothing that is tried depends on one.
const ANY_DAY: &str = "2000-01-01";
/// Any reason: none is judged.
const ANY_REASON: &str = "-";

/// What was found out by trying answers.
#[derive(Clone, Debug)]
pub struct Reach<'i> {
    instrument: &'i Instrument,
    /// The facts, and then the questions that are scored.
    asked: Vec<Asked<'i>>,
    trials: Vec<Trial>,
    seen: BTreeSet<Vec<Pick>>,
    every: bool,
}

/// A fact or a question, and what may be answered.
#[derive(Clone, Debug)]
struct Asked<'i> {
    question: &'i Question,
    /// Whether it is a fact, which nothing needs to be said of.
    is_fact: bool,
    /// The answers that have a score, the lowest first; of a fact, all.
    ranked: Vec<AnswerValue>,
    /// The answers that leave the question out, or say that nobody knows.
    aside: Vec<AnswerValue>,
}

/// The answer to what is asked at the same place: its index among the ranked ones and those aside;
/// nothing where there is none.
type Pick = Option<usize>;

/// One set of answers, and what it comes to.
#[derive(Clone, Debug)]
pub struct Trial {
    picks: Vec<Pick>,
    /// The dimensions' scores.
    pub profile: Profile,
    /// The score of the whole; nothing where all of it is left out.
    pub score: Option<Exact>,
    /// The level of the whole; nothing where there are scores only.
    pub level: Option<i64>,
}

impl<'i> Reach<'i> {
    /// Tries answers: all that there are, or, where they are too many, from the lowest to the
    /// highest by raising one question at a time in several orders, each question alone, and each
    /// dimension by itself; and then what questions that are left out, not known, or ruled out by
    /// facts make of the lowest and of the highest.
    #[must_use]
    pub fn of(instrument: &'i Instrument) -> Self {
        let asked = asked(instrument);
        let mut reach =
            Self { instrument, asked, trials: Vec::new(), seen: BTreeSet::new(), every: false };
        let (lowest, highest) = (reach.at_end(false), reach.at_end(true));
        reach.try_picks(lowest.clone());
        reach.try_picks(highest.clone());
        let all: Vec<_> = (0..reach.asked.len()).filter(|at| !reach.is_fact(*at)).collect();
        reach.every = reach.combinations(&all) <= MOST_COMBINATIONS;
        if reach.every {
            reach.try_every(&lowest, &all);
        } else {
            reach.walk(&lowest, &all);
            reach.one_by_one(&[&lowest, &highest], &all);
            reach.by_dimension(&[&lowest, &highest]);
        }
        for base in [lowest, highest] {
            reach.leave_out(&base, &all);
            reach.suppose_facts(&base);
        }
        reach
    }

    /// Returns what was tried.
    #[must_use]
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// Returns whether every combination of answers that have a score was tried.
    #[must_use]
    pub fn tried_every(&self) -> bool {
        self.every
    }

    /// Returns the instrument whose answers were tried.
    #[must_use]
    pub fn instrument(&self) -> &'i Instrument {
        self.instrument
    }

    /// Returns the answers of a trial: the id of each question that is answered, and its answer.
    pub fn answers<'t>(
        &'t self,
        trial: &'t Trial,
    ) -> impl Iterator<Item = (&'i str, &'t AnswerValue)> {
        let answered = self.asked.iter().zip(&trial.picks);
        answered
            .filter_map(|(asked, pick)| Some((asked.question.id.as_str(), asked.answer(*pick)?)))
    }

    /// Returns whether an answer to a question of the dimension can have a score: its options are
    /// not all left out, and no fact rules it out whatever is said of it.
    #[must_use]
    pub fn is_scored(&self, dimension: DimensionId) -> bool {
        let found = self.instrument.rubric().dimensions.get(dimension.index());
        let asks = |id: &str| {
            found.is_some_and(|found| found.questions.iter().any(|scored| scored.question == id))
        };
        self.asked.iter().filter(|asked| !asked.is_fact).any(|asked| {
            let conditions = &asked.question.applies_if;
            let applies = conditions.iter().all(|condition| !condition.options.is_empty());
            applies && !asked.ranked.is_empty() && asks(&asked.question.id)
        })
    }

    /// Returns the lowest and the highest of what trials give.
    #[must_use]
    pub fn extremes(&self, of: impl Fn(&Trial) -> Option<Exact>) -> Option<(Exact, Exact)> {
        let mut extremes: Option<(Exact, Exact)> = None;
        for value in self.trials.iter().filter_map(of) {
            extremes = Some(match extremes {
                None => (value.clone(), value),
                Some((low, high)) => (low.min(value.clone()), high.max(value)),
            });
        }
        extremes
    }

    fn is_fact(&self, at: usize) -> bool {
        self.asked.get(at).is_none_or(|asked| asked.is_fact)
    }

    /// Returns the lowest or the highest answer to every question, and none to any fact.
    fn at_end(&self, highest: bool) -> Vec<Pick> {
        let end = |asked: &Asked<'_>| {
            let last = asked.ranked.len().checked_sub(1).filter(|_| !asked.is_fact)?;
            Some(if highest { last } else { 0 })
        };
        self.asked.iter().map(end).collect()
    }

    fn ranked(&self, at: usize) -> usize {
        self.asked.get(at).map_or(0, |asked| asked.ranked.len())
    }

    fn combinations(&self, of: &[usize]) -> usize {
        of.iter().fold(1_usize, |all, at| all.saturating_mul(self.ranked(*at).max(1)))
    }

    /// Tries one set of answers; what cannot be answered so is no trial.
    fn try_picks(&mut self, picks: Vec<Pick>) {
        if self.trials.len() >= MOST_TRIALS || !self.seen.insert(picks.clone()) {
            return;
        }
        let Some(mut given) =
            Date::parse(ANY_DAY).map(|day| GivenAnswers::empty(ANY_REASON.to_owned(), day))
        else {
            return;
        };
        for (asked, pick) in self.asked.iter().zip(&picks) {
            let answer = asked.answer(*pick).cloned();
            given.answers.extend(answer.map(|it| (asked.question.id.clone(), it.into())));
        }
        let Ok(sheet) = AnswerSheet::check(self.instrument, &given) else { return };
        let rubric = self.instrument.rubric();
        let unknown = sheet.count_unknown(self.instrument);
        let marks = sheet.marks(rubric);
        let too_many = |dimension: DimensionId| {
            let marks = marks.of(rubric, dimension).iter();
            let unknown =
                marks.filter(|mark| matches!(mark.answer, Answer::Unknown | Answer::Unanswered));
            rubric.unknown_per_dimension.is_some_and(|most| unknown.count() > most)
        };
        if rubric.unknown_at_most.is_some_and(|most| unknown > most)
            || DimensionId::all(rubric.dimensions.len()).any(too_many)
        {
            return;
        }
        let reading = Reading { basis: Basis::Claimed, unknowns: rubric.unknown_counts_as.into() };
        let profile = profile(self.instrument.scoring_table(), &marks, reading);
        let whole = overall(rubric, &profile);
        self.trials.push(Trial { picks, profile, score: whole.score, level: whole.level });
    }

    /// Tries every combination of the answers to some questions; the others stay as they are.
    fn try_every(&mut self, base: &[Pick], of: &[usize]) {
        let mut picks = base.to_vec();
        for at in of {
            set(&mut picks, *at, (self.ranked(*at) > 0).then_some(0));
        }
        loop {
            self.try_picks(picks.clone());
            // The next combination: like counting, the first question fastest.
            let mut at = of.iter();
            loop {
                let Some(at) = at.next() else { return };
                let next = picks.get(*at).copied().flatten().map_or(1, |pick| pick + 1);
                if next < self.ranked(*at) {
                    set(&mut picks, *at, Some(next));
                    break;
                }
                set(&mut picks, *at, (self.ranked(*at) > 0).then_some(0));
            }
        }
    }

    /// Raises one question at a time, from the lowest answers to the highest: question by question
    /// in several orders, and all of them in turn.
    fn walk(&mut self, lowest: &[Pick], all: &[usize]) {
        let steps = |at: &usize| std::iter::repeat_n(*at, self.ranked(*at).saturating_sub(1));
        let forward: Vec<_> = all.iter().flat_map(steps).collect();
        let backward: Vec<_> = forward.iter().rev().copied().collect();
        let rounds = all.iter().map(|at| self.ranked(*at)).max().unwrap_or_default();
        let in_turn: Vec<_> = (1..rounds).flat_map(|_| all.iter().copied()).collect();
        let in_turn_back: Vec<_> = in_turn.iter().rev().copied().collect();
        let mixed = (1..=MIXED_ORDERS).map(|seed| mixed(&forward, seed));
        let mut orders = vec![in_turn, in_turn_back, forward.clone(), backward];
        orders.extend(mixed);
        for order in orders {
            let mut picks = lowest.to_vec();
            for at in order {
                let raised = picks.get(at).copied().flatten().map(|pick| pick + 1);
                if raised.is_some_and(|pick| pick < self.ranked(at)) {
                    set(&mut picks, at, raised);
                    self.try_picks(picks.clone());
                }
            }
        }
    }

    /// Gives one question each of its answers, while the others have their lowest or highest.
    fn one_by_one(&mut self, bases: &[&Vec<Pick>], all: &[usize]) {
        for base in bases {
            for at in all {
                for pick in 0..self.ranked(*at) {
                    let mut picks = (*base).clone();
                    set(&mut picks, *at, Some(pick));
                    self.try_picks(picks);
                }
            }
        }
    }

    /// Tries every combination of the answers within each dimension that has not too many.
    fn by_dimension(&mut self, bases: &[&Vec<Pick>]) {
        let rubric = self.instrument.rubric();
        for dimension in &rubric.dimensions {
            let asks = |id: &str| dimension.questions.iter().any(|scored| scored.question == id);
            let inside: Vec<_> = (0..self.asked.len())
                .filter(|at| self.asked.get(*at).is_some_and(|it| asks(&it.question.id)))
                .collect();
            if self.combinations(&inside) > MOST_IN_ONE {
                continue;
            }
            for base in bases {
                self.try_every(base, &inside);
            }
        }
    }

    /// Leaves questions out, or lets nobody know: each by itself, and then one after the other as
    /// long as the rubric allows it.
    fn leave_out(&mut self, base: &[Pick], all: &[usize]) {
        let most = self.asked.iter().map(|asked| asked.aside.len()).max().unwrap_or_default();
        for kind in 0..most {
            let mut together = base.to_vec();
            for at in all {
                let ranked = self.ranked(*at);
                if self.asked.get(*at).is_none_or(|asked| asked.aside.len() <= kind) {
                    continue;
                }
                let mut picks = base.to_vec();
                set(&mut picks, *at, Some(ranked + kind));
                self.try_picks(picks);
                set(&mut together, *at, Some(ranked + kind));
                self.try_picks(together.clone());
            }
        }
    }

    /// Answers each fact in every way, and all of them alike; what is then ruled out has no answer.
    fn suppose_facts(&mut self, base: &[Pick]) {
        let facts: Vec<_> = (0..self.asked.len()).filter(|at| self.is_fact(*at)).collect();
        let most = facts.iter().map(|at| self.ranked(*at)).max().unwrap_or_default();
        for option in 0..most {
            let mut together = base.to_vec();
            for at in &facts {
                if option >= self.ranked(*at) {
                    continue;
                }
                let mut picks = base.to_vec();
                set(&mut picks, *at, Some(option));
                self.try_picks(self.without_ruled_out(picks));
                set(&mut together, *at, Some(option));
            }
            self.try_picks(self.without_ruled_out(together));
        }
    }

    /// Takes the answers out that facts among them rule out.
    fn without_ruled_out(&self, mut picks: Vec<Pick>) -> Vec<Pick> {
        let is = |fact: &str| {
            let at = self.asked.iter().position(|asked| asked.question.id == fact)?;
            let (asked, pick) = self.asked.get(at).zip(picks.get(at))?;
            asked.answer(*pick)
        };
        let rules_out = |(fact, options): (&str, &[String])| matches!(is(fact), Some(AnswerValue::Option(id)) if !options.contains(id));
        let out: Vec<_> = (0..self.asked.len())
            .filter(|at| {
                let question = self.asked.get(*at).map(|asked| asked.question);
                let mut conditions = question.iter().flat_map(|question| &question.applies_if);
                conditions.any(|it| rules_out((&it.fact, &it.options)))
            })
            .collect();
        for at in out {
            set(&mut picks, at, None);
        }
        picks
    }
}

impl Asked<'_> {
    fn answer(&self, pick: Pick) -> Option<&AnswerValue> {
        self.ranked.iter().chain(&self.aside).nth(pick?)
    }
}

fn set(picks: &mut [Pick], at: usize, pick: Pick) {
    if let Some(slot) = picks.get_mut(at) {
        *slot = pick;
    }
}

/// Returns the steps in another order, the same for the same seed.
fn mixed(steps: &[usize], seed: u64) -> Vec<usize> {
    let mut state = seed;
    let mut keyed: Vec<_> = steps
        .iter()
        .map(|step| {
            // Knuth's linear congruence: spread is all that is asked of it.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888);
            (state >> 33, *step)
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, step)| step).collect()
}

/// Returns the facts and the questions that are scored, each with what may be answered.
fn asked(instrument: &Instrument) -> Vec<Asked<'_>> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let fact = |question| Asked {
        is_fact: true,
        ranked: options(question).collect(),
        aside: Vec::new(),
        question,
    };
    let facts = questionnaire.facts.iter().map(fact);
    let scored = questionnaire.questions.iter().filter_map(|question| {
        let scored = rubric.scored(&question.id)?;
        Some(Asked {
            is_fact: false,
            ranked: ranked(question, scored),
            aside: aside(question, scored, rubric),
            question,
        })
    });
    facts.chain(scored).collect()
}

fn options(question: &Question) -> impl Iterator<Item = AnswerValue> {
    question.options.iter().map(|option| AnswerValue::Option(option.id.clone()))
}

/// Returns the answers that have a score, the lowest first.
fn ranked(question: &Question, scored: &Scored) -> Vec<AnswerValue> {
    let worth = |worth: &Worth| match worth {
        Worth::Score(score) => Some(score.exact()),
        Worth::NotApplicable(_) | Worth::LeftOut => None,
    };
    let options = options(question).zip(&scored.options);
    let options = options.filter_map(|(answer, it)| Some((worth(it)?, answer)));
    let words = scored.words.iter().map(|(word, score)| {
        (score.exact(), AnswerValue::Figure(Figure::Word(word.clone()), None))
    });
    let figures = figures(question, scored).into_iter().filter_map(|figure| {
        let answer = AnswerValue::Figure(Figure::Number(figure), None);
        Some((line_score(&scored.line, figure)?, answer))
    });
    // Where figures are scored on a line, an option says too little.
    let mut all: Vec<_> =
        if scored.line.is_empty() { options.collect() } else { words.chain(figures).collect() };
    sorting::sort_by(&mut all, |(one, _), (other, _)| one.cmp(other));
    all.into_iter().map(|(_, answer)| answer).collect()
}

/// Returns the figures at which a line begins, turns and ends, as far as they can be answered.
fn figures(question: &Question, scored: &Scored) -> BTreeSet<Decimal> {
    let Some(measure) = &question.measure else { return BTreeSet::new() };
    let points = scored.line.iter().map(|(figure, _)| *figure);
    let within = |figure: Decimal| {
        let figure = figure.max(measure.least);
        measure.most.map_or(figure, |most| figure.min(most))
    };
    sorting::to_set(points.map(within))
}

/// Returns the answers that leave a question out, count as not applicable, or say that nobody knows.
fn aside(question: &Question, scored: &Scored, rubric: &Rubric) -> Vec<AnswerValue> {
    let is_aside = |worth: &Worth| !matches!(worth, Worth::Score(_));
    let options = options(question).zip(&scored.options);
    let options = options.filter(|(_, worth)| is_aside(worth)).map(|(answer, _)| answer);
    let not_applicable = (rubric.not_applicable_at_most > 0)
        .then(|| AnswerValue::NotApplicable(ANY_REASON.to_owned()));
    let unknown = (rubric.unknown_at_most != Some(0)).then_some(AnswerValue::Unknown);
    options.chain(not_applicable).chain(unknown).collect()
}
