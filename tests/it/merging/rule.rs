//! The rule, worked by hand.

use super::{given, merged, of_text, try_merge};
use oms_maturity::domain::Evidence;
use oms_maturity::domain::given::AgreedBy;
use oms_maturity::domain::index::DimensionId;
use oms_maturity::domain::merge::people::Conflict;
use oms_maturity::domain::merge::{MergeNotice, Unmergeable};

/// Merges answers to overrides, one for each person; returns what is agreed, why, and by whom.
fn agreed(answers: &[&str]) -> (String, AgreedBy) {
    let files: Vec<_> = answers
        .iter()
        .enumerate()
        .map(|(at, answer)| given(&format!("P{at}"), &format!("overrides: {answer}")))
        .collect();
    let merged = merged(&files);
    let question = merged.question("overrides").unwrap();
    let value = format!("{:?}", question.agreed.value);
    // Somebody gave it.
    assert!(
        question.heard.iter().any(|heard| heard.voice.answer.value == question.agreed.value),
        "{value}"
    );
    assert_eq!(question.heard.len(), answers.len(), "nobody is lost");
    let said = answers.iter().position(|answer| {
        let alone = given("X", &format!("overrides: {answer}"));
        alone.answers["overrides"].value == question.agreed.value
    });
    (answers[said.unwrap()].to_owned(), question.by)
}

#[test]
fn the_agreed_answer_is_the_one_at_the_median_level() {
    use AgreedBy::{AllSaySo, Median, MedianOfReports, MostSayUnknown, NobodyKnows, OnlyOne};
    let report = "{value: 9, evidence: report, source: WMS}";
    for (answers, expected, by) in [
        (&["{level: 4}"][..], "{level: 4}", OnlyOne),
        (&["unknown"], "unknown", OnlyOne),
        (&["{level: 4}", "{level: 4}"], "{level: 4}", AllSaySo),
        (&["{level: 1}", "{level: 4}", "{level: 3}"], "{level: 3}", Median),
        // The lower one in the middle of an even number.
        (&["{level: 4}", "{level: 2}"], "{level: 2}", Median),
        (&["{level: 5}", "{level: 1}", "{level: 2}", "{level: 4}"], "{level: 2}", Median),
        // At the same level the worse figure, wherever in the middle it stands.
        (&["{value: 4}", "{value: 7.9}"], "{value: 7.9}", Median),
        (&["{value: 4}", "{value: 7.9}", "{value: 5}"], "{value: 7.9}", Median),
        (&["{level: 3}", "{value: 4}"], "{value: 4}", Median),
        // A report counts alone, and two reports among themselves.
        (&["{level: 4}", "{level: 4}", report], report, MedianOfReports),
        (
            &["{level: 1}", "{value: 2, evidence: report, source: WMS}", report],
            report,
            MedianOfReports,
        ),
        // A report that names no source is worth no more than another answer.
        (&["{level: 4}", "{level: 4}", "{value: 9, evidence: report}"], "{level: 4}", Median),
        // Who does not know is left out, unless that is more than half.
        (&["unknown", "{level: 3}"], "{level: 3}", Median),
        (&["unknown", "unknown", "{level: 3}", "{level: 4}"], "{level: 3}", Median),
        (&["unknown", "unknown", "{level: 3}"], "unknown", MostSayUnknown),
        (&["unknown", "unknown", report], "unknown", MostSayUnknown),
        (&["unknown", "{not_applicable: No trade}"], "unknown", NobodyKnows),
        (&["{level: 4}", "{not_applicable: No trade}"], "{level: 4}", Median),
    ] {
        assert_eq!(agreed(answers), (expected.to_owned(), by), "{answers:?}");
        let turned: Vec<_> = answers.iter().rev().copied().collect();
        assert_eq!(agreed(&turned), (expected.to_owned(), by), "{turned:?}");
    }
}

/// What lowers the ceiling is worse; the worse figure of two that put on the same one is taken.
#[test]
fn follow_ups_are_ordered_by_what_they_do_to_the_level() {
    for (question, answers, expected) in [
        ("stale_after_change", ["\"no\"", "\"yes\""], "yes"),
        ("cost_trend", ["same", "higher"], "higher"),
        ("peak_headroom", ["{value: 1.1}", "{value: 0.9}"], "0.9"),
        ("peak_headroom", ["{value: 1.3}", "{value: 1.6}"], "1.3"),
        ("peak_headroom", ["{value: 1.3}", "{value: never_at_the_limit}"], "1.3"),
        ("disruption_hours", ["{value: 20}", "{value: 6}"], "20"),
        ("stock_exposure", ["{value: 90}", "{value: 82}"], "82"),
    ] {
        let files =
            [0, 1].map(|at| given(&format!("P{at}"), &format!("{question}: {}", answers[at])));
        let merged = merged(&files);
        let value = format!("{:?}", merged.question(question).unwrap().agreed.value);
        let told = merged.sheet.given().answers[question].clone();
        assert_eq!(told.said.len(), 2);
        let shown = oms_maturity::document::write::answers(
            merged.sheet.given(),
            oms_maturity::document::Format::Yaml,
            super::INSTRUMENT.questionnaire(),
        );
        let shown = shown.unwrap();
        let line = shown.split(&format!("  {question}:")).nth(1).unwrap();
        let line = line.lines().find(|line| line.contains(expected));
        assert!(line.is_some(), "{question}: {value}\n{shown}");
    }
}

#[test]
fn not_applicable_counts_only_where_all_say_so() {
    let none = "overrides: {not_applicable: Nobody touches orders}";
    let all = merged(&[given("A", none), given("B", none)]);
    assert_eq!(all.question("overrides").unwrap().by, AgreedBy::AllSayNotApplicable);
    assert!(all.notices.is_empty(), "{:?}", all.notices);
    let some = merged(&[given("A", none), given("B", "overrides: {level: 2}")]);
    assert_eq!(some.notices, [MergeNotice::NotApplicableLeftOut("overrides".to_owned(), 1)]);
}

/// Five people at Northmoor Outfitters: medians, spread and agreement worked out by hand.
#[test]
fn five_people_by_hand() {
    let names = ["e-commerce", "finance", "it", "store-operations", "supply-chain"];
    let read = |name| std::fs::read_to_string(format!("examples/several-people/{name}.yaml"));
    let files = names.map(|name| of_text(&read(name).unwrap()));
    let merged = merged(&files);
    let rubric = super::INSTRUMENT.rubric();
    // id, agreed, lowest, highest, why, apart by two, deviation, limit.
    let expected = [
        // 2, 3 and 3: the middle is 3; of 10 months and 252 days the former is longer.
        ("rules_age", 3, 2, 3, AgreedBy::Median, false, "1/3"),
        // 2, 2, 4 and 4, and one report, of level 2.
        ("overrides", 2, 2, 4, AgreedBy::MedianOfReports, true, "1"),
        // 2, 2, 3, 3 and 4: the middle is 3, and 30 days are worse than 21.
        ("adaptability", 3, 2, 4, AgreedBy::Median, true, "3/5"),
        // 1, 2, 2 and 3, and one report, of level 2.
        ("cost_to_serve", 2, 1, 3, AgreedBy::MedianOfReports, true, "1/2"),
        // 2, 2, 3 and 3; the reports say 2 and 3, of which the lower one counts.
        ("inventory_trust", 2, 2, 3, AgreedBy::MedianOfReports, false, "1/2"),
        // 2, 2 and 3: the middle is 2, and 20 weeks are worse than 16.
        ("scalability", 2, 2, 3, AgreedBy::Median, false, "1/3"),
    ];
    for (place, (id, level, lowest, highest, by, discuss, deviation)) in
        expected.into_iter().enumerate()
    {
        let dimension = rubric.dimension(id).unwrap();
        let level_in =
            |scores: &oms_maturity::domain::Scores| scores.dimensions[dimension.index()].level();
        assert_eq!(dimension, DimensionId::new(place));
        assert_eq!(level_in(&merged.scores), Some(level), "{id}");
        assert_eq!(level_in(&merged.lowest), Some(lowest), "{id}");
        assert_eq!(level_in(&merged.highest), Some(highest), "{id}");
        assert_eq!(merged.question(id).unwrap().by, by, "{id}");
        assert_eq!(merged.is_to_discuss(rubric, dimension), discuss, "{id}");
        let agreement = merged.agreement(rubric, dimension).unwrap();
        assert_eq!(agreement.deviation.to_string(), deviation, "{id}");
        assert_eq!(agreement.limit.to_string(), "5/6");
        assert_eq!(agreement.holds(), deviation != "1", "{id}");
    }
    for (id, value, source) in [
        ("rules_age", "10", None),
        ("overrides", "9.2", Some("Warehouse system, changed orders, June")),
        ("adaptability", "30", None),
        ("inventory_trust", "3.1", Some("Cancelled orders, June")),
        ("scalability", "20", None),
    ] {
        let agreed = &merged.question(id).unwrap().agreed;
        assert!(format!("{:?}", agreed.value).contains(value.split('.').next().unwrap()), "{id}");
        assert_eq!(agreed.source.as_deref(), source, "{id}");
    }
    // 14/6 is 2.33; by the lowest answers 11/6, by the highest 20/6.
    assert_eq!(merged.scores.claimed.level, Some(2));
    assert_eq!(merged.scores.claimed.score.as_ref().unwrap().to_string(), "7/3");
    assert_eq!(merged.lowest.claimed.level, Some(1));
    assert_eq!(merged.highest.claimed.level, Some(3));
    assert_eq!(merged.sheet.given().next_peak.unwrap().to_string(), "2026-11-02");
    assert_eq!(merged.sheet.given().symptoms, ["S1", "S3"]);
}

/// With fewer than three values the figure would say nothing.
#[test]
fn few_voices_have_no_figure_of_agreement() {
    let levels = |levels: &[i64]| {
        let one = |(at, level): (usize, &i64)| {
            given(&format!("P{at}"), &format!("overrides: {{level: {level}}}"))
        };
        let files: Vec<_> = levels.iter().enumerate().map(one).collect();
        let merged = merged(&files);
        merged.question("overrides").unwrap().agreement.clone().map(|it| it.deviation.to_string())
    };
    assert_eq!(levels(&[1, 5]), None);
    assert_eq!(levels(&[3, 3, 3]).as_deref(), Some("0"));
    assert_eq!(levels(&[1, 3, 5]).as_deref(), Some("4/3"));
    // Between the two in the middle any point gives the same.
    assert_eq!(levels(&[1, 2, 4, 5]).as_deref(), Some("3/2"));
}

#[test]
fn what_does_not_go_together_is_refused_with_its_reason() {
    let a = || given("A", "overrides: {level: 2}");
    let conflicts = |files: &[oms_maturity::domain::GivenAnswers]| match try_merge(files) {
        Err(Unmergeable::Files(conflicts)) => conflicts,
        other => panic!("{other:?}"),
    };
    // However a name is spaced or capitalised.
    let again = given("\" a \"", "overrides: {level: 3}");
    assert!(matches!(&conflicts(&[a(), again])[..], [Conflict::SamePerson(0, 1, _)]));
    let nobody = oms_maturity::domain::GivenAnswers { respondent: None, ..a() };
    assert_eq!(conflicts(&[nobody, a()]), [Conflict::NobodyNamed(0)]);
    let mut other = given("B", "overrides: {level: 2}");
    other.scope = "Another shop".to_owned();
    other.date = oms_maturity::domain::Date::parse("2026-07-01").unwrap();
    assert_eq!(conflicts(&[a(), other]), [Conflict::OtherScope(0, 1), Conflict::OtherDay(0, 1)]);
}

/// What a room agreed upon stays, until somebody says more.
#[test]
fn what_the_room_agreed_on_stays_until_somebody_says_more() {
    let both = merged(&[given("A", "overrides: {level: 2}"), given("B", "overrides: {level: 4}")]);
    let mut room = both.sheet.given().clone();
    let answer = room.answers.get_mut("overrides").unwrap();
    answer.value = given("X", "overrides: {level: 3}").answers["overrides"].value.clone();
    answer.agreed_by = Some(AgreedBy::TheRoom);
    let alone = merged(std::slice::from_ref(&room));
    assert_eq!(alone.sheet.given(), &room);
    let elsewhere = merged(&[room.clone(), given("C", "scalability: {level: 2}")]);
    assert_eq!(elsewhere.question("overrides").unwrap().by, AgreedBy::TheRoom);
    assert_eq!(elsewhere.sheet.given().answers["overrides"], room.answers["overrides"]);
    let more = merged(&[room, given("C", "overrides: {level: 5, evidence: estimate}")]);
    assert_eq!(more.question("overrides").unwrap().by, AgreedBy::Median);
    assert_eq!(more.question("overrides").unwrap().resting_on(Some(Evidence::Estimate)), 1);
    assert!(more.notices.contains(&MergeNotice::Reopened("overrides".to_owned())));
}

/// What only the room said stays the room's, alone and among other files, until somebody says more.
#[test]
fn what_nobody_but_the_room_answered_stays() {
    let agreed = of_text(
        "edition: 2\nscope: A shop\ndate: 2026-06-30\nanswers:\n  overrides: {level: 2, agreed_by: \
         only_one, said: [{respondent: A, level: 2}]}\n  scalability: {level: 4}\n",
    );
    let other = given("B", "overrides: {level: 3}");
    for files in
        [vec![agreed.clone()], vec![agreed.clone(), other.clone()], vec![other, agreed.clone()]]
    {
        let merged = merged(&files);
        let question = merged.question("scalability").unwrap();
        assert_eq!((question.by, question.heard.len()), (AgreedBy::TheRoom, 0));
        let kept = format!("{:?}", merged.sheet.given().answers["scalability"].value);
        assert_eq!(kept, format!("{:?}", agreed.answers["scalability"].value));
        let alone = self::merged(&[merged.sheet.given().clone()]);
        assert_eq!(alone.sheet.given(), merged.sheet.given());
        let more = [merged.sheet.given().clone(), given("C", "scalability: {level: 1}")];
        let more = self::merged(&more);
        assert_eq!(more.question("scalability").unwrap().by, AgreedBy::OnlyOne);
        assert!(more.notices.contains(&MergeNotice::Reopened("scalability".to_owned())));
    }
}

/// What was to know of the files is told after the room as well, but for what it settled.
#[test]
fn what_the_room_did_not_settle_is_told_after_it() {
    let tagged = |who: &str, tag: &str, answers: &str| {
        let mut given = given(who, answers);
        given.tags.insert("country".to_owned(), tag.to_owned());
        given
    };
    let files = [
        tagged("A", "DE", "overrides: {level: 2}, scalability: {not_applicable: no peak}"),
        tagged("B", "FR", "overrides: {not_applicable: none}, scalability: {level: 3}"),
        given("C", ""),
    ];
    let before = merged(&files);
    assert_eq!(before.notices.len(), 4, "{:?}", before.notices);
    let mut room = before.sheet.given().clone();
    room.answers.get_mut("overrides").unwrap().agreed_by = Some(AgreedBy::TheRoom);
    let after = merged(&[room]).after(&before);
    let settled = MergeNotice::NotApplicableLeftOut("overrides".to_owned(), 1);
    let expected: Vec<_> =
        before.notices.iter().filter(|notice| **notice != settled).cloned().collect();
    assert_eq!(after.notices, expected);
    assert_eq!(after.notices.len(), 3);
}
