use super::Field;
use oms_maturity::domain::index::DimensionId;
use oms_maturity::domain::scenarios::Verdict;
use oms_maturity::domain::{AnswerSheet, Instrument, Judgement, judge};
use proptest::prelude::*;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::shipped);

/// One dimension's answer: 0 unknown, 6 unanswered, else the level; and whether there is a report.
type Answer = (u8, bool);

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    proptest::collection::vec((0..=6_u8, any::<bool>()), 6)
}

fn sheet(answers: &[Answer], reversed: bool) -> AnswerSheet {
    let questions = FIELD.instrument.questionnaire().questions.iter();
    let mut lines: Vec<_> = questions
        .zip(answers)
        .filter_map(|(question, (level, report))| {
            let evidence = if *report { "report" } else { "opinion" };
            match level {
                6 => None,
                0 => Some(format!("{}: unknown", question.id)),
                level => Some(format!("{}: {{level: {level}, evidence: {evidence}}}", question.id)),
            }
        })
        .collect();
    if reversed {
        lines.reverse();
    }
    FIELD.sheet(&format!("answers: {{{}}}", lines.join(", ")))
}

fn judged(answers: &[Answer]) -> Judgement {
    judge(&FIELD.instrument, &sheet(answers, false))
}

fn rank(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::Fails => Some(0),
        Verdict::AtRisk => Some(1),
        Verdict::Copes => Some(2),
        Verdict::CannotSay | Verdict::NotApplicable => None,
    }
}

proptest! {
    #[test]
    fn a_better_answer_never_lowers_anything(given in answers(), place in 0..6_usize) {
        let (level, report) = given[place];
        prop_assume!((1..5).contains(&level));
        let mut better = given.clone();
        better[place] = (level + 1, report);
        let (before, after) = (judged(&given), judged(&better));
        prop_assert!(after.scores.claimed.level >= before.scores.claimed.level);
        prop_assert!(after.scores.claimed.score >= before.scores.claimed.score);
        prop_assert!(after.scores.evidenced.level >= before.scores.evidenced.level);
        prop_assert!(after.scores.evidenced.score >= before.scores.evidenced.score);
        prop_assert!(after.scores.range.map(|range| range.0) >= before.scores.range.map(|range| range.0) && after.scores.range.map(|range| range.1) >= before.scores.range.map(|range| range.1));
        for (before, after) in before.scenarios.iter().zip(&after.scenarios) {
            let ranks = rank(before.verdict).zip(rank(after.verdict));
            prop_assert!(ranks.is_none_or(|(before, after)| after >= before));
        }
    }

    #[test]
    fn the_level_lies_within_its_range_and_evidence_never_raises_it(given in answers()) {
        let judgement = judged(&given);
        let (worst, best) = judgement.scores.range.unwrap();
        let level = judgement.scores.claimed.level.unwrap();
        prop_assert!(worst <= level && level <= best);
        prop_assert!(judgement.scores.evidenced.level <= judgement.scores.claimed.level);
        for result in &judgement.scores.dimensions {
            prop_assert!(result.evidenced_score <= result.score);
        }
    }

    #[test]
    fn nobody_is_more_than_one_level_above_the_weakest_dimension(given in answers()) {
        let judgement = judged(&given);
        let (lowest, mean) = (judgement.scores.claimed.lowest.unwrap(), judgement.scores.claimed.score.unwrap());
        prop_assert_eq!(judgement.scores.claimed.level, Some(mean.floor().min(lowest + 1)));
    }

    #[test]
    fn a_level_is_held_by_mean_and_weakest_alone(given in answers()) {
        use oms_maturity::domain::score::overall;
        let judgement = judged(&given);
        let rubric = FIELD.instrument.rubric();
        let profiles = &judgement.scores.profiles;
        for profile in [&profiles.claimed, &profiles.evidenced, &profiles.claimed_extremes.best] {
            let whole = overall(rubric, profile);
            let weakest = profile.levels().min().unwrap();
            prop_assert_eq!(whole.level, Some(whole.score.unwrap().floor().min(weakest + 1)));
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter(given in answers()) {
        prop_assert_eq!(FIELD.json(&sheet(&given, false)), FIELD.json(&sheet(&given, true)));
    }

    #[test]
    fn the_order_of_dimensions_does_not_matter(given in answers()) {
        let mut turned = FIELD.instrument.rubric().clone();
        turned.dimensions.reverse();
        let place = |id: DimensionId| DimensionId::new(5 - id.index());
        turned.upstream.iter_mut().for_each(|at| *at = place(*at));
        turned.caps.iter_mut().for_each(|cap| cap.dimension = place(cap.dimension));
        turned.actions.iter_mut().for_each(|action| action.dimension = place(action.dimension));
        turned.symptoms.iter_mut().for_each(|rule| rule.dimension = place(rule.dimension));
        for scenario in &mut turned.scenarios {
            scenario.needs.iter_mut().for_each(|need| need.dimension = place(need.dimension));
        }
        let fingerprints = FIELD.instrument.fingerprints().clone();
        let questionnaire = FIELD.instrument.questionnaire().clone();
        let turned = Instrument::new(questionnaire, turned, fingerprints);
        let sheet = sheet(&given, false);
        let one = judge(&FIELD.instrument, &sheet);
        let other = judge(&turned, &sheet);
        prop_assert_eq!(one.scores.claimed.level, other.scores.claimed.level);
        prop_assert_eq!(&one.scores.claimed.score, &other.scores.claimed.score);
        prop_assert_eq!(&one.actions, &other.actions);
        let verdicts = |judgement: &Judgement| -> Vec<_> {
            judgement.scenarios.iter().map(|s| (s.verdict, s.evidenced_verdict)).collect()
        };
        prop_assert_eq!(verdicts(&one), verdicts(&other));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        use oms_maturity::document::Format;
        for format in [Format::Yaml, Format::Toml, Format::Json] {
            let _ = FIELD.read(&text, format);
        }
    }
}
