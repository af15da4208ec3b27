use super::Field;
use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric, sha256};
use oms_maturity::domain::Code;
use oms_maturity::domain::index::DimensionId;
use oms_maturity::domain::rubric::ActionKind;
use std::collections::BTreeMap;

const QUESTIONS: &str = include_str!("../../questions/oms.yaml");
const RUBRIC: &str = include_str!("../../rubrics/oms.yaml");

#[test]
fn what_the_program_carries_is_what_the_files_say() {
    let field = Field::shipped();
    let tree = read::tree(QUESTIONS, Format::Yaml, Bounds::RUBRIC).unwrap();
    let questions = questionnaire::read(&tree).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(*field.instrument.questionnaire(), questions);
    assert_eq!(field.instrument.fingerprints().questionnaire, sha256(QUESTIONS.as_bytes()));
    let tree = read::tree(RUBRIC, Format::Yaml, Bounds::RUBRIC).unwrap();
    let read = rubric::read(&tree, &questions).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(*field.instrument.rubric(), read);
    assert_eq!(field.instrument.fingerprints().rubric, sha256(RUBRIC.as_bytes()));
}

#[test]
fn the_field_is_complete() {
    let Field { instrument } = Field::shipped();
    let (questions, rubric) = (instrument.questionnaire(), instrument.rubric());
    assert_eq!((questions.questions.len(), questions.follow_ups.len()), (6, 7));
    assert_eq!(questions.symptoms.len(), 5);
    assert_eq!((rubric.actions.len(), rubric.scenarios.len()), (97, 43));
    let reports = rubric.actions.iter().filter(|a| a.kind == ActionKind::SuppliesReport);
    assert_eq!(reports.count(), 6);
    for (place, dimension) in DimensionId::each(&rubric.dimensions) {
        let own = || rubric.actions.iter().filter(|action| action.dimension == place);
        assert_eq!(own().filter(|action| action.measures).count(), 1, "{}", dimension.id);
        for level in 1..5 {
            let steps = own().filter(|action| action.kind == ActionKind::Step(level)).count();
            assert!((3..=5).contains(&steps), "{} step {level}: {steps}", dimension.id);
        }
    }
    let mut touched: BTreeMap<&str, usize> = BTreeMap::new();
    for need in rubric.scenarios.iter().flat_map(|scenario| &scenario.needs) {
        *touched.entry(rubric.dimensions[need.dimension.index()].id.as_str()).or_default() += 1;
    }
    let coverage = [
        ("adaptability", 23),
        ("inventory_trust", 21),
        ("overrides", 25),
        ("rules_age", 12),
        ("scalability", 8),
    ];
    assert_eq!(touched, BTreeMap::from(coverage));
    let optional: Vec<_> = rubric.actions.iter().filter(|a| a.optional).map(|a| &a.id).collect();
    assert_eq!(optional, ["IT-3c"]);
    let peak: Vec<_> = rubric.actions.iter().filter(|a| a.peak_ready).map(|a| &a.id).collect();
    assert_eq!(peak, ["SC-1b", "SC-1c", "SC-1d", "SC-2a"]);
    assert_eq!(rubric.prerequisites.len(), 4);
}

#[test]
fn every_band_has_its_basis() {
    let questions = Field::shipped().instrument.questionnaire().clone();
    for option in questions.questions.iter().flat_map(|question| &question.options) {
        assert!(option.rationale.is_some(), "{}", option.id);
    }
    assert!(questions.follow_ups.iter().all(|question| question.rationale.is_some()));
}

#[test]
fn a_broken_rubric_gets_every_finding_at_its_place() {
    let questions = Field::shipped().instrument.questionnaire().clone();
    let broken = RUBRIC
        .replacen("questionnaire: oms", "questionnaire: osm", 1)
        .replacen("weight: 1\n", "wieght: 1\n", 1)
        .replacen("scale: {lowest: 1, highest: 5}", "scale: {lowest: 1, highest: 6}", 1)
        .replacen("up_to_3_months: 5", "up_to_3_months: 7", 1)
        .replacen("effort: S\n", "effort: XS\n", 1);
    let tree = read::tree(&broken, Format::Yaml, Bounds::RUBRIC).unwrap();
    let found = rubric::read(&tree, &questions).unwrap_err();
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    for code in [Code::UnknownId, Code::UnknownKey, Code::Levels, Code::Scores] {
        assert!(codes.contains(&code), "{code} in {found:#?}");
    }
    let spelled = |finding: &&oms_maturity::document::Finding| finding.help.contains("`weight`");
    assert!(found.iter().any(|finding| spelled(&finding)));
    assert!(found.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
}

#[test]
fn bands_with_a_gap_or_an_overlap_are_found() {
    for (right, wrong) in [
        ("{above: 12, up_to: 24}", "{above: 13, up_to: 24}"),
        ("{above: 12, up_to: 24}", "{above: 11, up_to: 24}"),
        ("{above: 2, up_to: 6}", "{above: 2.1, up_to: 6}"),
        ("{up_to: 3}", "{above: 0, up_to: 3}"),
    ] {
        let broken = QUESTIONS.replacen(right, wrong, 1);
        assert_ne!(broken, QUESTIONS, "{right}");
        let tree = read::tree(&broken, Format::Yaml, Bounds::RUBRIC).unwrap();
        let found = questionnaire::read(&tree).unwrap_err();
        assert!(found.iter().all(|finding| finding.code == Code::Bands), "{wrong}: {found:#?}");
    }
}
