//! Any instrument that can be written is judged as the handbook's rules say: made-up ones, read from
//! their files, are held against a second judgement that is written anew from the rules, in ratios.

mod made;
mod rules;

use crate::dice::Dice;
use crate::program::run_in;
use made::{Made, Said};
use oms_maturity::document::{Bounds, Format, answers, questionnaire, read, rubric};
use oms_maturity::domain::index::{DimensionId, GroupId};
use oms_maturity::domain::rubric::Member;
use oms_maturity::domain::score::{Basis, Profile, member_score};
use oms_maturity::domain::{AnswerSheet, Fingerprints, Instrument, Judgement, judge};
use oms_maturity::report::{Report, json};
use proptest::prelude::*;
use rules::{Judged, Reading};

/// Reads an instrument from its two files.
fn instrument(made: &Made) -> Instrument {
    let (questions, rules) = (made.questions_file(), made.rubric_file());
    let tree = read::tree(&questions, Format::Yaml, Bounds::RUBRIC).unwrap();
    let asked = questionnaire::read(&tree).unwrap_or_else(|f| panic!("{questions}\n{f:#?}"));
    let tree = read::tree(&rules, Format::Yaml, Bounds::RUBRIC).unwrap();
    let judged = rubric::read(&tree, &asked).unwrap_or_else(|f| panic!("{rules}\n{f:#?}"));
    let none = || "0".repeat(64);
    Instrument::new(asked, judged, Fingerprints { questionnaire: none(), rubric: none() })
}

/// Reads answers; nothing where every question is left out, which is refused.
fn sheet(instrument: &Instrument, said: &Said) -> Option<AnswerSheet> {
    let text = said.file();
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).unwrap();
    match answers::read(&tree, instrument) {
        Ok(sheet) => Some(sheet),
        Err(found) => {
            assert!(found[0].message.contains("nothing to judge"), "{text}\n{found:#?}");
            None
        }
    }
}

fn judged(made: &Made, said: &Said) -> Option<Judgement> {
    let instrument = instrument(made);
    sheet(&instrument, said).map(|sheet| judge(&instrument, &sheet))
}

/// Says what a judgement comes to under one reading, as the rules say it.
fn says(instrument: &Instrument, judgement: &Judgement, reading: Reading) -> Judged {
    let scores = &judgement.scores;
    let profile = match (reading.basis, reading.worst, reading.best) {
        (Basis::Claimed, true, _) => &scores.profiles.claimed_extremes.worst,
        (Basis::Claimed, _, true) => &scores.profiles.claimed_extremes.best,
        (Basis::Claimed, ..) => &scores.profiles.claimed,
        (Basis::Evidenced, true, _) => &scores.profiles.evidenced_extremes.worst,
        (Basis::Evidenced, _, true) => &scores.profiles.evidenced_extremes.best,
        (Basis::Evidenced, ..) => &scores.profiles.evidenced,
    };
    of_profile(instrument, profile)
}

fn of_profile(instrument: &Instrument, profile: &Profile) -> Judged {
    let rubric = instrument.rubric();
    let ids = || DimensionId::all(rubric.dimensions.len());
    let groups = GroupId::all(rubric.groups.len()).map(Member::Group);
    let whole = oms_maturity::domain::score::overall(rubric, profile);
    Judged {
        scores: ids().map(|id| profile.score(id).map(ToString::to_string)).collect(),
        levels: ids().map(|id| profile.level(id)).collect(),
        groups: groups.map(|it| member_score(rubric, profile, it).map(|s| s.to_string())).collect(),
        whole: whole.score.map(|score| score.to_string()),
        level: whole.level,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Scores and levels of dimensions, groups and the whole, under every reading.
    #[test]
    fn every_instrument_is_judged_as_the_rules_say(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let made = Made::throw(&mut dice);
        let said = made.answers(&mut dice);
        let instrument = instrument(&made);
        let Some(sheet) = sheet(&instrument, &said) else { return Ok(()) };
        let judgement = judge(&instrument, &sheet);
        for reading in Reading::all() {
            let expected = rules::judge(&made, &said, reading);
            let found = says(&instrument, &judgement, reading);
            let files = || [made.questions_file(), made.rubric_file(), said.file()];
            prop_assert_eq!(found, expected, "{:?}: {}", reading, files().join("---\n"));
        }
    }

    /// A better answer lowers nothing: no score, no level, no end of a range.
    #[test]
    fn a_better_answer_never_lowers(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let made = Made::throw(&mut dice);
        let said = made.answers(&mut dice);
        let Some(better) = made.better(&said, &mut dice) else { return Ok(()) };
        let both = judged(&made, &said).zip(judged(&made, &better));
        let Some((before, after)) = both else { return Ok(()) };
        let (before, after) = (before.scores, after.scores);
        for (before, after) in before.dimensions.iter().zip(&after.dimensions) {
            prop_assert!(before.score <= after.score && before.level() <= after.level());
            prop_assert!(before.evidenced_score <= after.evidenced_score);
            prop_assert!(before.evidenced_level() <= after.evidenced_level());
        }
        for (before, after) in
            [(&before.claimed, &after.claimed), (&before.evidenced, &after.evidenced)]
        {
            prop_assert!(before.score <= after.score && before.level <= after.level);
        }
        let lowest = |range: Option<(i64, i64)>| range.map(|range| range.0);
        let highest = |range: Option<(i64, i64)>| range.map(|range| range.1);
        prop_assert!(lowest(before.range) <= lowest(after.range));
        prop_assert!(highest(before.range) <= highest(after.range));
    }

    /// What is unknown lies within its range, and evidence raises nothing.
    #[test]
    fn what_is_held_lies_within_its_range(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let made = Made::throw(&mut dice);
        let said = made.answers(&mut dice);
        let Some(judgement) = judged(&made, &said) else { return Ok(()) };
        let scores = &judgement.scores;
        for result in &scores.dimensions {
            prop_assert!(result.evidenced_score <= result.score);
            prop_assert!(result.evidenced_level() <= result.level());
            if let Some((worst, best)) = result.range {
                prop_assert!(worst <= best);
            }
        }
        prop_assert!(scores.evidenced.score <= scores.claimed.score);
        prop_assert!(scores.evidenced.level <= scores.claimed.level);
        let Some((worst, best)) = scores.score_range.clone() else { return Ok(()) };
        prop_assert!(worst <= best);
        // Where unknowns count as the lowest, the claim is the worst case.
        if let (false, Some(score)) = (made.unknown_left_out, &scores.claimed.score) {
            prop_assert_eq!(score, &worst);
        }
        if let (Some((worst, best)), Some(level), false) =
            (scores.range, scores.claimed.level, made.unknown_left_out)
        {
            prop_assert!(worst <= level && level <= best);
        }
    }

    /// In which order a rubric names its dimensions, groups and questions changes nothing.
    #[test]
    fn the_order_in_which_things_are_named_does_not_matter(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let made = Made::throw(&mut dice);
        let said = made.answers(&mut dice);
        let turned = made.turned();
        let both = judged(&made, &said).zip(judged(&turned, &said));
        let Some((one, other)) = both else { return Ok(()) };
        prop_assert_eq!(&one.scores.claimed.score, &other.scores.claimed.score);
        prop_assert_eq!(one.scores.claimed.level, other.scores.claimed.level);
        prop_assert_eq!(&one.scores.evidenced.score, &other.scores.evidenced.score);
        prop_assert_eq!(one.scores.range, other.scores.range);
        let of = |judgement: &Judgement| -> Vec<_> {
            judgement.scores.dimensions.iter().map(|it| (it.score.clone(), it.level())).collect()
        };
        let mut backwards = of(&other);
        backwards.reverse();
        prop_assert_eq!(of(&one), backwards);
    }

    /// The working names every score that is shown, and the report carries what gives it again.
    #[test]
    fn the_working_says_every_score(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let made = Made::throw(&mut dice);
        let said = made.answers(&mut dice);
        let instrument = instrument(&made);
        let Some(sheet) = sheet(&instrument, &said) else { return Ok(()) };
        let report = Report::new(&instrument, &sheet);
        let working = oms_maturity::report::arithmetic::working(&report);
        if let Some(score) = &report.judgement.scores.claimed.score {
            prop_assert!(working.contains(&score.to_string()), "{score}: {working}");
        }
        prop_assert!(json::render(&report).is_ok());
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn write(path: &std::path::Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

/// Reports on made-up instruments are recomputed by `verify`, through the real program.
#[test]
fn reports_on_any_instrument_are_verified() {
    let mut dice = Dice(5);
    let mut verified = 0;
    while verified < 12 {
        let made = Made::throw(&mut dice);
        let said = made.answers(&mut dice);
        let instrument = instrument(&made);
        if sheet(&instrument, &said).is_none() {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("questions.yaml"), &made.questions_file());
        write(&folder.path().join("rubric.yaml"), &made.rubric_file());
        write(&folder.path().join("answers.yaml"), &said.file());
        let rulers = ["--questions", "questions.yaml", "--rubric", "rubric.yaml"];
        let assess = [&["assess", "answers.yaml", "-o", "report.json"][..], &rulers].concat();
        let ran = run_in(folder.path(), &assess, "");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let verify = [&["verify", "report.json"][..], &rulers].concat();
        let ran = run_in(folder.path(), &verify, "");
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
        verified += 1;
    }
}
