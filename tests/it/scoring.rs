use num_bigint::BigInt;
use num_rational::BigRational;
use oms_maturity::domain::index::DimensionId;
use oms_maturity::domain::marks::{Answer, Mark, Marks};
use oms_maturity::domain::rubric::{
    Aggregate, Cap, CapWhen, Dimension, DimensionLevels, Member, Rubric, Scale, Scored,
    UnknownCountsAs, Worth,
};
use oms_maturity::domain::score::{
    Basis, Profile, Reading, Unknowns, overall, profile, question_scores,
};
use oms_maturity::domain::scoring_table::ScoringTable;
use oms_maturity::domain::{Decimal, Exact};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Weights that people write, and weights that no common unit can hold.
fn weights(wild: bool) -> BoxedStrategy<String> {
    let plain = prop_oneof![
        Just("1".to_owned()),
        (1..=9_u32).prop_map(|whole| whole.to_string()),
        (1..=999_u32).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100)),
    ];
    if !wild {
        return plain.boxed();
    }
    let odd = ["1000000000", "0.000000000000001", "999999999", "0.3333333333"];
    prop_oneof![plain, proptest::sample::select(odd.to_vec()).prop_map(str::to_owned)].boxed()
}

/// A question: its weight, and what its five options are worth, in hundredths.
type Question = (String, Vec<i64>);

#[derive(Clone, Debug)]
struct Case {
    rubric: Rubric,
    marks: Marks,
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn hundredths(number: i64) -> Decimal {
    decimal(&format!("{}.{:02}", number / 100, number % 100))
}

fn cases() -> impl Strategy<Value = Case> {
    let worth = prop_oneof![(1..=5_i64).prop_map(|level| level * 100), 100..=500_i64];
    (any::<bool>(), any::<bool>(), 0..=3_usize, proptest::option::of(100..=500_i64)).prop_flat_map(
        move |(wild, left_out, most_left_out, without_report)| {
            let question = (weights(wild), proptest::collection::vec(worth.clone(), 5));
            let dimension = (weights(wild), proptest::collection::vec(question, 1..=4));
            let dimensions = proptest::collection::vec(dimension, 1..=4);
            let caps = proptest::collection::vec((0..4_usize, 1..=5_i64, any::<bool>()), 0..=3);
            let answers = proptest::collection::vec((0..9_usize, any::<bool>()), 16);
            (dimensions, caps, answers).prop_map(move |(dimensions, caps, answers)| {
                let rules = (left_out, most_left_out, without_report);
                case(dimensions, &caps, &answers, rules)
            })
        },
    )
}

/// How a rubric counts: unknowns left out, how many may be not applicable, the ceiling without a
/// report in hundredths.
type Rules = (bool, usize, Option<i64>);

fn case(
    dimensions: Vec<(String, Vec<Question>)>,
    caps: &[(usize, i64, bool)],
    answers: &[(usize, bool)],
    rules: Rules,
) -> Case {
    let count = dimensions.len();
    let cap = |(dimension, at_most, _): &(usize, i64, bool)| Cap {
        follow_up: "asked".to_owned(),
        dimension: DimensionId::new(dimension % count),
        question: None,
        when: CapWhen::default(),
        at_most: *at_most,
        why: String::new(),
    };
    let dimensions: Vec<_> = dimensions.into_iter().map(dimension).collect();
    let asked = dimensions.iter().map(|dimension| dimension.questions.len()).sum();
    let marks = Marks {
        questions: marked(answers, rules.1).take(asked).collect(),
        caps: caps.iter().map(|(.., put_on)| *put_on).collect(),
        open: Vec::new(),
    };
    Case { rubric: rubric(dimensions, caps.iter().map(cap).collect(), rules), marks }
}

fn dimension((weight, questions): (String, Vec<Question>)) -> Dimension {
    let scored = |(weight, scores): &Question| Scored {
        question: "asked".to_owned(),
        weight: decimal(weight),
        options: scores.iter().map(|score| Worth::Score(hundredths(*score))).collect(),
        line: Vec::new(),
        words: Vec::new(),
        not_applicable: None,
        range: (Decimal::whole(1), Decimal::whole(5)),
    };
    Dimension {
        id: "made".to_owned(),
        name: "Made".to_owned(),
        weight: decimal(&weight),
        definition: String::new(),
        low: String::new(),
        high: String::new(),
        aggregate: Aggregate::Mean,
        levels: DimensionLevels::RoundedDown(Scale { lowest: 1, highest: 5 }),
        questions: questions.iter().map(scored).collect(),
    }
}

/// Returns marks of which no more are not applicable than may be.
fn marked(answers: &[(usize, bool)], most: usize) -> impl Iterator<Item = Mark> {
    let mut allowed = most;
    answers.iter().map(move |(answer, reported)| {
        let answer = match answer {
            0 => Answer::Unknown,
            1 => Answer::Unanswered,
            2 | 3 if allowed > 0 => {
                allowed -= 1;
                Answer::NotApplicable
            }
            other => Answer::Option(other % 5),
        };
        Mark { answer, reported: *reported }
    })
}

fn rubric(dimensions: Vec<Dimension>, caps: Vec<Cap>, rules: Rules) -> Rubric {
    let (left_out, not_applicable_at_most, without_report) = rules;
    Rubric {
        id: "made".to_owned(),
        version: "1".to_owned(),
        title: "Made".to_owned(),
        questionnaire: "made".to_owned(),
        scale: Scale { lowest: 1, highest: 5 },
        unknown_counts_as: if left_out {
            UnknownCountsAs::LeftOut
        } else {
            UnknownCountsAs::Lowest
        },
        aggregate: Aggregate::Mean,
        unknown_at_most: None,
        unknown_per_dimension: None,
        not_applicable_at_most,
        without_report_at_most: without_report.map(hundredths),
        report_needs_source: false,
        follow_ups_answered: false,
        spread_notice: None,
        calibration: None,
        peak_within_days: 84,
        effort_days: BTreeMap::new(),
        levels: Vec::new(),
        members: DimensionId::all(dimensions.len()).map(Member::Dimension).collect(),
        dimensions,
        groups: Vec::new(),
        not_scored: Vec::new(),
        upstream: Vec::new(),
        caps,
        symptoms: Vec::new(),
        prerequisites: Vec::new(),
        actions: Vec::new(),
        reached_when: vec![],
        measures: vec![],
        roles: vec![],
        enough: None,
        scenarios: Vec::new(),
        sources: Vec::new(),
    }
}

fn ratio(number: Decimal) -> BigRational {
    let (above, below) = number.ratio();
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// The scores of the questions that count, each with its weight: written anew from the rules.
fn reference_within(case: &Case, dimension: usize, reading: Reading) -> Vec<Option<BigRational>> {
    let first: usize =
        case.rubric.dimensions.iter().take(dimension).map(|d| d.questions.len()).sum();
    let questions = &case.rubric.dimensions[dimension].questions;
    let score = |(question, mark): (&Scored, &Mark)| {
        let scale = case.rubric.scale;
        Some(match (mark.answer, reading.unknowns) {
            (Answer::NotApplicable, _) => return None,
            (Answer::Option(option), _) => {
                let score = ratio(question.options[option].score().unwrap());
                let ceiling = case.rubric.without_report_at_most.map(ratio);
                match ceiling {
                    Some(ceiling) if reading.basis == Basis::Evidenced && !mark.reported => {
                        score.min(ceiling)
                    }
                    _ => score,
                }
            }
            (_, Unknowns::Lowest) => whole(scale.lowest),
            (_, Unknowns::Highest) => whole(scale.highest),
            (_, Unknowns::LeftOut) => return None,
        })
    };
    questions.iter().zip(&case.marks.questions[first..]).map(score).collect()
}

fn weighted_mean(counted: impl Iterator<Item = (BigRational, BigRational)>) -> Option<BigRational> {
    let (sum, weights) = counted.fold((whole(0), whole(0)), |(sum, weights), (score, weight)| {
        (sum + score * &weight, weights + weight)
    });
    (weights != whole(0)).then(|| sum / weights)
}

fn reference(case: &Case, reading: Reading) -> Vec<Option<BigRational>> {
    let dimensions = case.rubric.dimensions.iter().enumerate();
    let score = |(index, dimension): (usize, &Dimension)| {
        let scores = reference_within(case, index, reading).into_iter().zip(&dimension.questions);
        let mean = weighted_mean(
            scores.filter_map(|(score, scored)| Some((score?, ratio(scored.weight)))),
        )?;
        let caps = case.rubric.caps.iter().zip(&case.marks.caps);
        let on = caps.filter(|(cap, on)| {
            **on && cap.dimension == DimensionId::new(index) && reading.basis == Basis::Evidenced
        });
        Some(on.fold(mean, |score, (cap, _)| score.min(whole(cap.at_most))))
    };
    dimensions.map(score).collect()
}

fn readings() -> Vec<Reading> {
    let unknowns = [Unknowns::Lowest, Unknowns::Highest, Unknowns::LeftOut];
    let on = |basis| unknowns.map(|unknowns| Reading { basis, unknowns });
    [on(Basis::Claimed), on(Basis::Evidenced)].concat()
}

fn said<N: ToString>(scores: impl Iterator<Item = Option<N>>) -> Vec<Option<String>> {
    scores.map(|score| score.map(|score| score.to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Whole units and ratios without a bound are the same scores, and both are those of the rules.
    #[test]
    fn whole_units_say_what_ratios_say(case in cases()) {
        let ratios = ScoringTable::in_ratios(&case.rubric);
        let units = ScoringTable::in_units(&case.rubric);
        for reading in readings() {
            let expected = said(reference(&case, reading).into_iter());
            for table in units.iter().chain([&ratios]) {
                let profile = profile(table, &case.marks, reading);
                prop_assert_eq!(&said(profile.scores()), &expected);
                let floors: Vec<_> =
                    profile.scores().map(|score| score.map(Exact::floor)).collect();
                let levels: Vec<_> = (0..floors.len()).map(|at| profile.level(DimensionId::new(at))).collect();
                prop_assert_eq!(&levels, &floors);
                prop_assert_eq!(
                    profile.levels().collect::<Vec<_>>(),
                    floors.into_iter().flatten().collect::<Vec<_>>()
                );
                for dimension in 0..case.rubric.dimensions.len() {
                    let within = question_scores(table, &case.marks, DimensionId::new(dimension), reading);
                    let expected = reference_within(&case, dimension, reading);
                    prop_assert_eq!(said(within.into_iter()), said(expected.into_iter()));
                }
            }
        }
    }

    /// The mean of whatever profile is the weighted mean of its scores.
    #[test]
    fn the_mean_is_that_of_the_rules(case in cases()) {
        let table = ScoringTable::of(&case.rubric);
        for reading in readings() {
            let profile = profile(&table, &case.marks, reading);
            let scores = reference(&case, reading).into_iter().zip(&case.rubric.dimensions);
            let expected =
                weighted_mean(scores.filter_map(|(score, d)| Some((score?, ratio(d.weight)))));
            let found = overall(&case.rubric, &profile).score;
            prop_assert_eq!(found.map(|mean| mean.to_string()), expected.map(|m| m.to_string()));
        }
    }
}

/// One question to a dimension, whole scores: the unit is the level. Thirds, quarters and
/// hundredths need a finer one, and so does what may be left out: it decides by what is divided.
#[test]
fn the_unit_is_as_fine_as_the_rubric_needs() {
    let units = |weights: &[&str], score: i64, rules: Rules| {
        let questions = weights.iter().map(|w| ((*w).to_owned(), vec![score; 5])).collect();
        let case = case(vec![("1".to_owned(), questions)], &[], &[(4, true); 16], rules);
        ScoringTable::in_units(&case.rubric).and_then(|table| table.units_per_level())
    };
    for (weights, score, ceiling, expected) in [
        (&["1"][..], 300, None, Some(1)),
        (&["7"][..], 350, None, Some(2)),
        (&["7"][..], 325, None, Some(4)),
        (&["7"][..], 300, Some(325), Some(4)),
        (&["1", "1"][..], 300, None, Some(2)),
        (&["1", "1", "1"][..], 300, None, Some(6)),
        (&["1", "1", "1"][..], 300, Some(350), Some(12)),
        (&["1", "1", "1", "1"][..], 300, None, Some(12)),
        (&["0.5", "1"][..], 300, None, Some(6)),
        (&["1", "2", "4"][..], 300, None, Some(420)),
        (&["2", "4"][..], 301, None, Some(600)),
        (&["1000000000", "0.000000000000001"][..], 300, None, None),
    ] {
        let found = units(weights, score, (false, 0, ceiling));
        assert_eq!(found, expected, "{weights:?} {score} {ceiling:?}");
    }
}

#[test]
fn what_is_too_wild_for_units_is_counted_in_ratios() {
    let questions = ["1000000000", "0.000000000000001"].map(|w| (w.to_owned(), vec![300; 5]));
    let case =
        case(vec![("1".to_owned(), questions.to_vec())], &[], &[(4, true); 16], (false, 0, None));
    assert!(ScoringTable::in_units(&case.rubric).is_none());
    assert_eq!(ScoringTable::of(&case.rubric).units_per_level(), None);
    let reading = Reading { basis: Basis::Claimed, unknowns: Unknowns::Lowest };
    let found: Profile = profile(&ScoringTable::of(&case.rubric), &case.marks, reading);
    assert_eq!(found.score(DimensionId::new(0)), Some(&Exact::whole(3)));
    assert_eq!((found.score(DimensionId::new(1)), found.level(DimensionId::new(1))), (None, None));
}
