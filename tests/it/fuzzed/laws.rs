//! What must hold of any input whatever, reader by reader. The fuzz targets and the replay of what
//! they found share it: nothing here knows where the bytes come from.

use super::hands;
use oms_maturity::document::baseline::{self, WrittenFor};
use oms_maturity::document::draft;
use oms_maturity::document::location::Location;
use oms_maturity::document::packed::{pack, unpack};
use oms_maturity::document::{
    Bounds, Finding, Format, Node, answers, edit, meaning, policy, questionnaire, read, rubric,
    shipped, stored, template, write,
};
use oms_maturity::domain::gate::{Gate, Levels};
use oms_maturity::domain::score::Basis;
use oms_maturity::domain::{AnswerSheet, Date, Fingerprints, Instrument, Judgement, judge};
use oms_maturity::interview::layout::Size;
use oms_maturity::report::verify::reports;
use oms_maturity::report::{Report, json};
use std::sync::LazyLock;

/// A reader's law: it holds of the bytes, or it panics.
pub type Law = fn(&[u8]);

/// Every reader and its law, under the name of its fuzz target.
pub const READERS: [(&str, Law); 10] = [
    ("answers_yaml", answers_yaml),
    ("answers_toml", answers_toml),
    ("answers_json", answers_json),
    ("questionnaire", questionnaire),
    ("rubric", rubric),
    ("policy", policy),
    ("baseline", baseline),
    ("stored_report", stored_report),
    ("draft", draft),
    ("interview", interview),
];

pub(super) static SHIPPED: LazyLock<Instrument> =
    LazyLock::new(|| shipped::instrument().expect("the program carries its own"));

/// The answers of the examples.
static SHEETS: LazyLock<Vec<AnswerSheet>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../../examples/kestrel-and-vane.yaml"),
        include_str!("../../../examples/northmoor-outfitters.yaml"),
        include_str!("../../../examples/pindle-and-rook.yaml"),
    ];
    let sheet = |text| {
        let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).expect("an example");
        answers::read(&tree, &SHIPPED).expect("an example")
    };
    texts.map(sheet).into()
});

/// Reads bytes as the program does; every finding, where there are some, can be shown at its place.
fn accepted<T>(
    bytes: &[u8],
    format: Format,
    bounds: Bounds,
    reader: impl FnOnce(&str, &Node<'_>) -> Result<T, Vec<Finding>>,
) -> Option<T> {
    let (text, found) = match read::decode(bytes, bounds) {
        Err(finding) => (read::marked(bytes, &finding).into_owned(), vec![finding]),
        Ok(text) => match read::tree(text, format, bounds).and_then(|tree| reader(text, &tree)) {
            Ok(value) => return Some(value),
            Err(found) => (text.to_owned(), found),
        },
    };
    assert!(!found.is_empty(), "refused without a word");
    for finding in &found {
        assert!(!finding.message.is_empty());
        let at = Location::of(&text, &finding.span);
        assert!(at.line.get(at.start..at.end).is_some(), "{finding:#?} is nowhere in {text:?}");
    }
    None
}

/// The worst case is never above the best, and what is held lies between them.
fn ordered(instrument: &Instrument, judgement: &Judgement) {
    let scores = &judgement.scores;
    for range in scores.dimensions.iter().filter_map(|result| result.range).chain(scores.range) {
        assert!(range.0 <= range.1, "{range:?}");
    }
    for result in &scores.dimensions {
        assert!(result.evidenced_score <= result.score);
        if let Some((worst, best)) = &result.score_range {
            assert!(worst <= best);
            let kept = &instrument.rubric().scale;
            let within = |level: i64| (kept.lowest..=kept.highest).contains(&level);
            assert!(result.level().is_none_or(within));
        }
    }
    if let Some((worst, best)) = &scores.score_range {
        assert!(worst <= best);
    }
    assert!(scores.evidenced.score <= scores.claimed.score);
}

fn report(instrument: &Instrument, sheet: &AnswerSheet) -> String {
    json::render(&Report::new(instrument, sheet)).expect("a report can be written")
}

/// Returns the answers of a text, which must be some.
fn must_read(text: &str, format: Format, instrument: &Instrument) -> AnswerSheet {
    let tree = read::tree(text, format, Bounds::ANSWERS);
    let tree = tree.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    answers::read(&tree, instrument).unwrap_or_else(|found| panic!("{text}\n{found:#?}"))
}

fn answers(bytes: &[u8], format: Format) {
    let reader = |text: &str, tree: &Node<'_>| {
        answers::read(tree, &SHIPPED).map(|sheet| (text.to_owned(), sheet))
    };
    let Some((text, sheet)) = accepted(bytes, format, Bounds::ANSWERS, reader) else { return };
    ordered(&SHIPPED, &judge(&SHIPPED, &sheet));
    let said = report(&SHIPPED, &sheet);
    for other in [Format::Yaml, Format::Toml, Format::Json] {
        let written = write::answers(sheet.given(), other, SHIPPED.questionnaire());
        let written = written.expect("answers can be written");
        let back = must_read(&written, other, &SHIPPED);
        assert_eq!(back.given(), sheet.given(), "{written}");
        assert_eq!(report(&SHIPPED, &back), said, "{written}");
    }
    let kept = edit::answers(&text, format, sheet.given(), &SHIPPED).expect("text can be edited");
    assert_eq!(must_read(&kept.text, format, &SHIPPED).given(), sheet.given(), "{}", kept.text);
    // Other answers into the same text.
    let other = SHEETS[0].given();
    let kept = edit::answers(&text, format, other, &SHIPPED).expect("text can be edited");
    assert_eq!(must_read(&kept.text, format, &SHIPPED).given(), other, "{}", kept.text);
}

/// Answers in YAML are judged, and say the same however they are written.
pub fn answers_yaml(bytes: &[u8]) {
    answers(bytes, Format::Yaml);
}

/// Answers in TOML, likewise.
pub fn answers_toml(bytes: &[u8]) {
    answers(bytes, Format::Toml);
}

/// Answers in JSON, likewise.
pub fn answers_json(bytes: &[u8]) {
    answers(bytes, Format::Json);
}

/// A questionnaire is the same packed and unpacked.
pub fn questionnaire(bytes: &[u8]) {
    let reader = |_: &str, tree: &Node<'_>| {
        let _ = meaning::questionnaire(tree);
        questionnaire::read(tree)
    };
    let read = accepted(bytes, Format::Yaml, Bounds::RUBRIC, reader);
    let Some(asked) = read else { return };
    let packed = pack(&asked);
    assert_eq!(unpack(&packed.shape, &packed.texts).as_ref(), Some(&asked));
}

/// A rubric is the same packed and unpacked, judges the examples' answers and unknowns, and its form
/// to fill in can be filled in.
pub fn rubric(bytes: &[u8]) {
    let asked = SHIPPED.questionnaire();
    let reader = |_: &str, tree: &Node<'_>| {
        let _ = meaning::rubric(tree, None);
        rubric::read(tree, asked)
    };
    let Some(judged) = accepted(bytes, Format::Yaml, Bounds::RUBRIC, reader) else { return };
    let packed = pack(&judged);
    assert_eq!(unpack(&packed.shape, &packed.texts).as_ref(), Some(&judged));
    let prints = Fingerprints { questionnaire: "0".repeat(64), rubric: "0".repeat(64) };
    let instrument = Instrument::new(asked.clone(), judged, prints);
    let form = template::answers(&instrument, today(), &template::Head::default());
    let filled = form.replacen("scope: ", "scope: Shop ", 1);
    let tree = read::tree(&filled, Format::Yaml, Bounds::RUBRIC);
    let tree = tree.unwrap_or_else(|found| panic!("{filled}\n{found:#?}"));
    assert!(tree.get("answers").is_some(), "{filled}");
    let unknown = "scope: Shop\ndate: 2026-06-30\nanswers: {overrides: {value: 5.1}}\n";
    let texts = SHEETS.iter().map(|sheet| {
        let mut given = sheet.given().clone();
        // What is named by the shipped rubric's ids may be unknown to this one.
        (given.target, given.scenarios) = (None, Vec::new());
        write::answers(&given, Format::Yaml, asked).expect("answers can be written")
    });
    for text in texts.chain([unknown.to_owned()]) {
        let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).expect("they were written");
        let Ok(sheet) = answers::read(&tree, &instrument) else { continue };
        ordered(&instrument, &judge(&instrument, &sheet));
        report(&instrument, &sheet);
    }
}

fn today() -> Date {
    Date::parse("2026-07-01").expect("a day")
}

/// A policy is held against the examples; what is worse than its baseline is found.
pub fn policy(bytes: &[u8]) {
    let reader = |_: &str, tree: &Node<'_>| policy::read(tree, &SHIPPED);
    let read = accepted(bytes, Format::Toml, Bounds::ANSWERS, reader);
    let Some(document) = read else { return };
    assert_eq!(document.waivers.len(), document.policy.waivers.len());
    let known = Levels::of(&judge(&SHIPPED, &SHEETS[0]), document.policy.basis());
    for sheet in SHEETS.iter() {
        let judgement = judge(&SHIPPED, sheet);
        for baseline in [None, Some(&known)] {
            let gate = Gate {
                instrument: &SHIPPED,
                sheet,
                judgement: &judgement,
                policy: &document.policy,
                baseline,
                today: today(),
                latest: today(),
            };
            let held = gate.judge();
            // What demands nothing more finds nothing more.
            let same = gate.judge();
            assert_eq!(held.len(), same.len());
        }
    }
}

/// A baseline says the same written and read back.
pub fn baseline(bytes: &[u8]) {
    for basis in [Basis::Claimed, Basis::Evidenced] {
        let written_for = WrittenFor { instrument: &SHIPPED, basis };
        let reader = |_: &str, tree: &Node<'_>| baseline::read(tree, written_for);
        let read = accepted(bytes, Format::Toml, Bounds::BASELINE, reader);
        let Some(known) = read else { continue };
        let text = baseline::write(&known, written_for).expect("it was no larger");
        let tree = read::tree(&text, Format::Toml, Bounds::BASELINE);
        let tree = tree.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
        assert_eq!(baseline::read(&tree, written_for).as_ref(), Ok(&known), "{text}");
    }
}

/// What a report carries is judged anew; the fresh report agrees with itself, and each difference
/// from the stored one has its place.
pub fn stored_report(bytes: &[u8]) {
    let reader = |text: &str, tree: &Node<'_>| {
        let carried = stored::read(tree)?;
        let sheet = answers::read(carried.given, &SHIPPED)?;
        let fresh = report(&SHIPPED, &sheet);
        let fresh = read::tree(&fresh, Format::Json, Bounds::REPORT).expect("a report is JSON");
        assert!(reports(&fresh, &fresh).differences.is_empty());
        for difference in reports(tree, &fresh).differences {
            let span = difference.span.clone();
            assert!(text.get(span).is_some(), "{difference:#?} is nowhere in {text:?}");
            assert!(!difference.message().is_empty());
        }
        Ok(())
    };
    let _ = accepted(bytes, Format::Json, Bounds::REPORT, reader);
}

/// A draft says the same written and read back, and the interview goes on from it.
pub fn draft(bytes: &[u8]) {
    let reader = |_: &str, tree: &Node<'_>| {
        let outline = draft::outline(tree);
        draft::read(tree, &SHIPPED).inspect(|_| assert!(outline.is_some()))
    };
    let read = accepted(bytes, Format::Yaml, Bounds::ANSWERS, reader);
    let Some(document) = read else { return };
    let text = draft::write(&document).expect("a draft can be written");
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS);
    let tree = tree.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    let back = draft::read(&tree, &SHIPPED);
    assert_eq!(back.unwrap_or_else(|found| panic!("{text}\n{found:#?}")), document, "{text}");
    hands::screen(hands::resumed(document.draft), Size { columns: 80, rows: 24 });
}

/// Whatever is typed, no screen is broken, and what is answered is what a file may say.
pub fn interview(bytes: &[u8]) {
    hands::interview(bytes);
}
