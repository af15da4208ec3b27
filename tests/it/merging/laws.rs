//! The laws of merging, as properties.

use super::{given, merged};
use oms_maturity::document::{Bounds, Format, answers, read, write};
use oms_maturity::domain::GivenAnswers;
use oms_maturity::domain::merge::heard::Heard;
use oms_maturity::domain::scores::DimensionResult;
use proptest::prelude::*;

const QUESTIONS: [&str; 6] =
    ["overrides", "adaptability", "inventory_trust", "scalability", "cost_trend", "peak_headroom"];

/// What one person says to a question: a kind of answer, a number, and how it is borne out.
type Said = (u8, u8, u8);

fn person() -> impl Strategy<Value = Vec<Said>> {
    proptest::collection::vec((0..8_u8, 0..5_u8, 0..4_u8), QUESTIONS.len())
}

fn people() -> impl Strategy<Value = Vec<GivenAnswers>> {
    proptest::collection::vec(person(), 2..7).prop_map(|people| {
        people.iter().enumerate().map(|(at, said)| file(&format!("Person {at}"), said)).collect()
    })
}

/// Returns the answers of one person; the first question is always answered.
fn file(name: &str, said: &[Said]) -> GivenAnswers {
    let lines: Vec<_> =
        QUESTIONS.iter().zip(said).filter_map(|(id, said)| answer(id, *said)).collect();
    given(name, &lines.join(", "))
}

fn answer(id: &str, (kind, number, evidence): Said) -> Option<String> {
    let evidence = match evidence {
        0 => ", evidence: report, source: A list",
        1 => ", evidence: estimate",
        2 => ", evidence: opinion, note: As I see it",
        _ => "",
    };
    let value = match (id, kind) {
        (_, 0) => return Some(format!("{id}: unknown")),
        (_, 1) if id != "overrides" => return None,
        ("cost_trend", _) => {
            format!("option: {}", ["higher", "same", "lower"][usize::from(number) % 3])
        }
        ("peak_headroom", _) => {
            format!("value: {}", ["0.5", "1", "1.25", "1.3", "2"][usize::from(number)])
        }
        (_, 2 | 3) => format!("level: {}", number + 1),
        _ => format!("value: {}", ["0.4", "2", "2.5", "6", "28"][usize::from(number)]),
    };
    Some(format!("{id}: {{{value}{evidence}}}"))
}

/// Writes answers and reads them again, as a saved file is.
fn saved(given: &GivenAnswers) -> GivenAnswers {
    for format in [Format::Toml, Format::Json, Format::Yaml] {
        let text = write::answers(given, format, super::INSTRUMENT.questionnaire()).unwrap();
        let tree = read::tree(&text, format, Bounds::ANSWERS).unwrap();
        let read = answers::read(&tree, &super::INSTRUMENT);
        let read = read.unwrap_or_else(|found| panic!("{found:#?}\n{text}"));
        assert_eq!(read.given(), given, "{format:?}\n{text}");
    }
    given.clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn merging_one_file_changes_nothing(said in person()) {
        let one = file("Somebody", &said);
        let merged = merged(std::slice::from_ref(&one));
        prop_assert_eq!(merged.sheet.given(), &one);
    }

    #[test]
    fn the_order_of_files_does_not_matter(files in people(), by in 0..7_usize) {
        let mut turned = files.clone();
        turned.rotate_left(by % files.len());
        let (one, other) = (merged(&files), merged(&turned));
        prop_assert_eq!(one.sheet.given(), other.sheet.given());
        turned.reverse();
        let other = merged(&turned);
        prop_assert_eq!(one.sheet.given(), other.sheet.given());
    }

    #[test]
    fn merging_again_is_stable(files in people(), cut in 1..6_usize) {
        let all = saved(merged(&files).sheet.given());
        let alone = merged(std::slice::from_ref(&all));
        prop_assert_eq!(alone.sheet.given(), &all);
        let (some, rest) = files.split_at(cut.min(files.len() - 1));
        let mut later = vec![merged(some).sheet.given().clone()];
        later.extend(rest.iter().cloned());
        let later = merged(&later);
        prop_assert_eq!(later.sheet.given(), &all);
        let both = [merged(some).sheet.given().clone(), merged(rest).sheet.given().clone()];
        let both = merged(&both);
        prop_assert_eq!(both.sheet.given(), &all);
    }

    #[test]
    fn no_level_lies_outside_of_what_was_said(files in people()) {
        let merged = merged(&files);
        for question in &merged.questions {
            let said = question.heard.iter().map(|heard| &heard.voice.answer);
            prop_assert!(said.map(|said| &said.value).any(|value| *value == question.agreed.value));
            let scores: Vec<_> = question.heard.iter().filter_map(Heard::score).collect();
            let agreed = question.heard.iter().find(|it| it.voice.answer.value == question.agreed.value);
            if let Some(score) = agreed.and_then(Heard::score) {
                prop_assert!(scores.iter().min().unwrap() <= &score);
                prop_assert!(scores.iter().max().unwrap() >= &score);
            }
        }
        let levels = [&merged.lowest, &merged.scores, &merged.highest].map(|it| it.claimed.level);
        prop_assert!(levels[0] <= levels[1] && levels[1] <= levels[2], "{levels:?}");
        let dimensions = [&merged.lowest, &merged.scores, &merged.highest]
            .map(|it| it.dimensions.iter().map(DimensionResult::level).collect::<Vec<_>>());
        for ((lowest, agreed), highest) in dimensions[0].iter().zip(&dimensions[1]).zip(&dimensions[2]) {
            prop_assert!(lowest <= agreed && agreed <= highest);
        }
    }

    #[test]
    fn nobody_is_lost(files in people()) {
        let merged = merged(&files);
        for file in &files {
            let who = file.respondent.as_ref().unwrap();
            for (id, answer) in &file.answers {
                let said = &merged.sheet.given().answers[id].said;
                let own: Vec<_> = said.iter().filter(|voice| voice.respondent == *who).collect();
                prop_assert_eq!(own.len(), 1);
                prop_assert_eq!(&own[0].answer, answer);
            }
        }
        let voices: usize = merged.sheet.given().answers.values().map(|answer| answer.said.len()).sum();
        prop_assert_eq!(voices, files.iter().map(|file| file.answers.len()).sum::<usize>());
    }
}
