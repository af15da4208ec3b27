//! Records in a row: however they are written, each is read as an answers file would be, and judged
//! as it would be alone; nothing of one is left in the next.

use crate::any_rubric;
use crate::dice::Dice;
use oms_maturity::document::records::{RecordReader, of_sheet};
use oms_maturity::document::{Bounds, Finding, Format, answers, read, shipped};
use oms_maturity::domain::portfolio::Record;
use oms_maturity::domain::portfolio::judge::{Judge, Judged};
use oms_maturity::domain::questionnaire::Question;
use oms_maturity::domain::score::Basis;
use oms_maturity::domain::views::Views;
use oms_maturity::domain::{AnswerSheet, Instrument, Scores};

/// Returns all instruments there are, each with its name.
fn instruments() -> Vec<(&'static str, Instrument)> {
    let shipped = shipped::INSTRUMENTS.iter().map(|one| (one.name, one.instrument().unwrap()));
    shipped.chain(any_rubric::instruments()).collect()
}

/// Returns the id of an option, now and then of none.
fn option(question: &Question, dice: &mut Dice) -> String {
    match question.options.get(dice.place(question.options.len() + 1)) {
        Some(option) => option.id.clone(),
        None => "no_such_option".to_owned(),
    }
}

/// Returns a day, now and then after that of the record.
fn day(dice: &mut Dice) -> String {
    format!("\"20{}-0{}-1{}\"", dice.from(20, 27), dice.from(1, 9), dice.below(10))
}

/// Returns a figure, now and then none.
fn figure(dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => format!("{}.{}", dice.below(60), dice.below(100)),
        1 => format!("\"{}\"", dice.below(60)),
        2 => ["-1", "1e2", "0", "100", "\"never\"", "1e99", "007"][dice.place(7)].to_owned(),
        _ => dice.below(30).to_string(),
    }
}

/// Returns what an answer that is nothing to rely on says.
fn odd(question: &Question, dice: &mut Dice) -> String {
    match dice.below(11) {
        0 => format!("\"option\":\"{}\"", option(question, dice)),
        1 => "\"unknown\": true".to_owned(),
        2 => "\"not_applicable\":\"one store only\"".to_owned(),
        3 => format!("\"on\":{}", day(dice)),
        4 => format!("\"on\":[{}, {}]", day(dice), day(dice)),
        5 => format!("\"value\":{},\"level\":{}", figure(dice), dice.below(7)),
        6 | 7 => format!("\"level\":{}", dice.below(6)),
        _ => format!("\"value\":{}", figure(dice)),
    }
}

/// Returns what one answer may look like: mostly right, now and then not.
fn answer(question: &Question, dice: &mut Dice) -> String {
    let options = &question.options;
    if dice.happens(2) {
        return ["null", "true", "3", "[]", "{}", "\"\"", "\"no_such_option\""][dice.place(7)]
            .to_owned();
    }
    let value = match dice.below(20) {
        0 => odd(question, dice),
        1..8 if !options.is_empty() => {
            format!("\"option\":\"{}\"", options[dice.place(options.len())].id)
        }
        8..16 if question.measure.is_some() => format!("\"value\":{}", dice.below(25)),
        _ => return "\"unknown\"".to_owned(),
    };
    let mut said = format!("{{{value}");
    if dice.happens(40) {
        said += [
            ",\"evidence\":\"report\"",
            ",\"evidence\":\"report\",\"source\":\"WMS\"",
            ", \"source\" : \"a, b: {c}\", \"evidence\":\"report\"",
            ",\"evidence\":\"estimate\"",
        ][dice.place(4)];
    }
    if dice.happens(3) {
        said += [
            ",\"evidence\":\"hearsay\"",
            ",\"source\":\" \"",
            ",\"source\":\"caf\\u00e9\",\"evidence\":\"report\"",
            ",\"note\":\"2nd\",\"note\":\"3rd\"",
            ",\"as_of\":\"2026-01-01\"",
            ",\"as_of\":\"yesterday\"",
            ",\"colour\":\"red\"",
            ",\"said\":[{\"respondent\":\"A\",\"level\":1},{\"respondent\":\"B\",\"level\":2}]",
        ][dice.place(8)];
    }
    said + "}"
}

/// Returns the answers of a record.
fn answers_of(instrument: &Instrument, dice: &mut Dice) -> String {
    let questionnaire = instrument.questionnaire();
    // Where much is asked, something would always be wrong.
    let few = 100 * 6 / i64::try_from(questionnaire.all().count()).unwrap().max(6);
    let mut said = Vec::new();
    for question in questionnaire.all() {
        if dice.happens(few.max(10)) {
            said.push(format!("\"{}\":{}", question.id, answer(question, dice)));
        }
    }
    if dice.happens(2) {
        said.extend(said.first().cloned());
    }
    if dice.happens(2) {
        said.push("\"no_such_question\":\"unknown\"".to_owned());
    }
    said.join(" ,")
}

/// Returns one record, mostly right, and now and then with something odd about it.
fn record(instrument: &Instrument, dice: &mut Dice) -> String {
    let questionnaire = instrument.questionnaire();
    let scopes = if dice.happens(10) { 5 } else { 3 };
    let days = if dice.happens(3) { 3 } else { 2 };
    let scope = ["Shop", " Shop 2 ", "Caf\u{e9}", "a\\tb", ""][dice.place(scopes)];
    let mut keys = vec![
        format!("\"scope\":\"{scope}\""),
        format!("\"date\":\"{}\"", ["2026-06-30", "2025-12-31", "2026-02-29"][dice.place(days)]),
        format!("\"answers\":{{{}}}", answers_of(instrument, dice)),
    ];
    let more = [
        "\"tags\":{\"format\":\"outlet\",\"country\":\"DE\"}".to_owned(),
        "\"tags\":{\"Country\":\"DE\"}".to_owned(),
        "\"tags\":{\"country\":false}".to_owned(),
        "\"respondent\":\"Ops\"".to_owned(),
        format!("\"edition\":{}", questionnaire.edition),
        "\"edition\":9".to_owned(),
        format!("\"questionnaire\":\"{}\"", questionnaire.id),
        "\"questionnaire\":\"other\"".to_owned(),
        "\"next_peak\":\"2026-11-27\"".to_owned(),
        "\"symptoms\":[]".to_owned(),
        "\"colour\":\"red\"".to_owned(),
    ];
    let more = [&more[..1], &more][usize::from(dice.happens(20))];
    if dice.happens(60) {
        keys.push(more[dice.place(more.len())].clone());
    }
    if dice.happens(10) {
        let place = dice.place(keys.len());
        keys.swap(0, place);
    }
    let text = format!("{{{}}}", keys.join(if dice.happens(20) { " , " } else { "," }));
    damaged(text, dice)
}

/// Returns a text in which now and then a letter is missing, or one too many.
fn damaged(mut text: String, dice: &mut Dice) -> String {
    let place = |text: &str, dice: &mut Dice| {
        let letters: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        letters[dice.place(letters.len())]
    };
    if dice.happens(5) {
        text.remove(place(&text, dice));
    }
    if dice.happens(3) {
        let odd = ['\u{0}', '"', '\\', '}', ',', '\u{1}', 'x', '\u{feff}'];
        text.insert(place(&text, dice), odd[dice.place(odd.len())]);
    }
    text
}

/// Reads a record as an answers file is read.
fn as_a_file(instrument: &Instrument, text: &str) -> Result<AnswerSheet, Vec<Finding>> {
    let tree = read::tree(text, Format::Json, Bounds::ANSWERS)?;
    answers::read(&tree, instrument)
}

/// Returns what [`Scores::of_today`] makes of a sheet, in the words of a portfolio.
fn alone(instrument: &Instrument, sheet: &AnswerSheet, judged: &Judged) {
    let scores = Scores::of_today(instrument, sheet);
    assert_eq!(judged.level, scores.level(Basis::Claimed));
    assert_eq!(judged.evidenced_level, scores.level(Basis::Evidenced));
    let views = Views::of(instrument, sheet);
    assert_eq!(judged.range, views.map_or(scores.range, |views| views.range()));
    assert_eq!(judged.score, scores.claimed.score);
    assert_eq!(judged.unknown, scores.unknown);
    assert_eq!(judged.too_much_unknown, scores.too_much_unknown);
    assert_eq!(judged.dimensions.len(), scores.dimensions.len());
    for (judged_dimension, result) in judged.dimensions.iter().zip(&scores.dimensions) {
        assert_eq!(judged_dimension.level(), result.level());
        assert_eq!(judged_dimension.evidenced_level(), result.evidenced_level());
        assert_eq!(judged_dimension.score(), result.score.as_ref());
        assert_eq!(judged_dimension.status, result.status);
        assert_eq!(judged_dimension.applies(), result.applies);
        assert_eq!(judged_dimension.too_much_unknown, result.too_much_unknown);
        assert_eq!(judged.is_limiting(judged_dimension), result.limiting);
    }
}

#[test]
fn every_record_is_read_and_judged_as_it_would_be_alone() {
    for (name, instrument) in instruments() {
        let mut dice = Dice(16);
        let mut reader = RecordReader::new(&instrument);
        let mut judge = Judge::new(&instrument);
        let (mut right, mut wrong) = (0, 0);
        for _ in 0..1_500 {
            let text = record(&instrument, &mut dice);
            let sheet = as_a_file(&instrument, &text);
            let read = reader.read(&text);
            match (sheet, read) {
                (Ok(sheet), Ok(record)) => {
                    right += 1;
                    assert_eq!(record, of_sheet(&instrument, &sheet), "{name}: {text}");
                    alone(&instrument, &sheet, &judge.judge(&record));
                }
                (Err(findings), Err(found)) => {
                    wrong += 1;
                    assert_eq!(found, findings, "{name}: {text}");
                }
                (sheet, read) => panic!("{name}: {text}\n{sheet:?}\n{read:?}"),
            }
        }
        assert!(right > 100 && wrong > 100, "{name}: {right} right, {wrong} wrong");
    }
}

#[test]
fn what_is_remembered_of_an_answer_is_not_mistaken_for_another() {
    let instrument = shipped::instrument().unwrap();
    let mut reader = RecordReader::new(&instrument);
    let mut read = |answer: &str| {
        let text = format!(
            "{{\"scope\":\"S\",\"date\":\"2026-06-30\",\"edition\":2,\
             \"answers\":{{\"overrides\":{answer}}}}}"
        );
        let alone = as_a_file(&instrument, &text).map(|sheet| of_sheet(&instrument, &sheet));
        let read: Result<Record<'_>, _> = reader.read(&text);
        assert_eq!(read.is_ok(), alone.is_ok(), "{text}");
        assert_eq!(read, alone, "{text}");
        alone.is_ok()
    };
    assert!(read("{\"value\":5,\"level\":3}"));
    // Spelled otherwise, the same pieces are no answer.
    assert!(!read("{\"value\\\":5,\\\"level\":3}"));
    assert!(!read("{\"value\":\"5,\\\"level\\\":3\"}"));
    assert!(read("{\"level\":3}"));
    assert!(!read("3"));
    assert!(!read("\"3\""));
    assert!(read("{\"level\":3.0}"));
    // A source that is named counts; one that is empty is refused.
    assert!(read("{\"level\":5,\"evidence\":\"report\",\"source\":\"OMS\"}"));
    assert!(!read("{\"level\":5,\"evidence\":\"report\",\"source\":\"\"}"));
    assert!(read("{\"level\":5,\"evidence\":\"report\"}"));
    assert!(!read("{\"level\":5,\"level\":5}"));
    assert!(!read("{\"level\":5,\"note\":\"a\",\"note\":\"b\"}"));
}
