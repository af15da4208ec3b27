use super::Field;
use oms_maturity::document::{Bounds, Format, read};
use oms_maturity::domain::Code;

/// The smallest answers that cause a finding: code, document, a word of its message or help.
const CASES: &[(Code, &str, &str)] = &[
    (Code::Syntax, "scope: [\n", "YAML"),
    (Code::Syntax, "scope: a\n---\nscope: b\n", "second document"),
    (Code::Syntax, "scope: a\nanswers:\n\toverrides: unknown\n", "spaces"),
    (Code::MissingKey, "", "init"),
    (Code::MissingKey, "date: 2026-06-30\nanswers: {}\n", "`scope`"),
    (Code::MissingKey, "scope: a\nanswers: {}\n", "`date`"),
    (Code::MissingKey, "scope: a\ndate: 2026-06-30\n", "`answers`"),
    (Code::UnknownKey, "scope: a\ndate: 2026-06-30\nanswer: {}\nanswers: {}\n", "`answers`"),
    (Code::DuplicateKey, "scope: a\nscope: b\ndate: 2026-06-30\nanswers: {}\n", "twice"),
    (Code::BadDate, "scope: a\ndate: 2026-02-30\nanswers: {}\n", "no day"),
    (Code::BadDate, "scope: a\ndate: 30.6.2026\nanswers: {}\n", "hyphens: 2026-06-30"),
    (Code::DateOrder, "scope: a\ndate: 2026-06-30\nnext_peak: 2026-06-29\nanswers: {}\n", "before"),
    (Code::UnknownId, "scope: a\ndate: 2026-06-30\nquestionnaire: other\nanswers: {}\n", "`oms`"),
    (Code::UnknownId, "scope: a\ndate: 2026-06-30\nsymptoms: [S9]\nanswers: {}\n", "S9"),
    (Code::UnknownId, "scope: a\ndate: 2026-06-30\nscenarios: [SN31]\nanswers: {}\n", "SN3"),
    (Code::BadId, "scope: a\ndate: 2026-06-30\ntags: {Land: DE}\nanswers: {}\n", "snake_case"),
    (Code::OutOfRange, "scope: a\ndate: 2026-06-30\ntarget: {level: 6}\nanswers: {}\n", "1 to 5"),
    (Code::UnknownId, "scope: a\ndate: 2026-06-30\nanswers: {overides: unknown}\n", "`overrides`"),
];

/// The same for one answer, inside `answers`.
const ANSWERS: &[(Code, &str, &str)] = &[
    (Code::BareNumber, "overrides: 3", "`overrides: {level: 3}` or `overrides: {value: 3}`"),
    (Code::BareNumber, "overrides: \"3\"", "`overrides: {value: 3}`"),
    (Code::BadNumber, "overrides: {value: \"3\"}", "write 3, without quotes"),
    (Code::BadNumber, "overrides: {value: \"5,1\"}", "write 5.1"),
    (Code::BadNumber, "overrides: {value: 0x10}", "write 16"),
    (Code::OutOfRange, "overrides: {value: .nan}", "1000000000"),
    (Code::OutOfRange, "overrides: {value: .inf}", "1000000000"),
    (Code::OutOfRange, "overrides: {value: -1}", "from 0 to 100"),
    (Code::OutOfRange, "overrides: {value: 100.01}", "from 0 to 100"),
    (Code::OutOfRange, "rules_age: {value: 1e300}", "1000000000"),
    (Code::OutOfRange, "rules_age: {value: 24.0000000000000001}", "15 significant digits"),
    (Code::NoSuchOption, "overrides: never", "overrides"),
    (Code::NoSuchOption, "rules_age: never", "`rules_age: {value: never}`"),
    (Code::NoMeasure, "cost_to_serve: {value: path}", "write `cost_to_serve: path`"),
    (Code::NoMeasure, "cost_to_serve: {value: 3}", "`path`"),
    (Code::NoMeasure, "overrides: {on: 2026-01-01}", "not an age"),
    (Code::DateOrder, "rules_age: {on: 2026-07-01}", "after 2026-06-30"),
    (Code::NoSuchLevel, "overrides: {level: 6}", "are worth"),
    (Code::NoSuchLevel, "overrides: {level: 2.5}", "are worth"),
    (Code::TwoAnswers, "overrides: {value: 3, option: up_to_3_percent}", "keep one"),
    (Code::TwoAnswers, "rules_age: {value: 3, on: 2026-01-01}", "keep one"),
    (Code::NoAnswer, "overrides: {evidence: report}", "no answer"),
    (Code::NoAnswer, "overrides:", "`overrides: unknown`"),
    (Code::NoAnswer, "overrides: {unknown: false}", "no answer"),
    (Code::ReasonMissing, "overrides: {not_applicable: \"\"}", "why"),
    (Code::ReasonMissing, "overrides: {not_applicable: true}", "why"),
    (Code::WrongType, "overrides: {not_applicable: [a]}", "text"),
    (Code::UnknownId, "overrides: {value: 3, evidence: reprot}", "`report`"),
    (Code::UnknownKey, "overrides: {valeu: 3}", "`value`"),
    (Code::WrongType, "overrides: [3]", "list"),
    (Code::WrongType, "overrides: {value: 3, source: {a: b}}", "text"),
    (Code::NoSuchLevel, "stock_exposure: {level: 3}", "no levels"),
    (Code::NoSuchOption, "stale_after_change: maybe", "`yes`, `no`"),
];

#[test]
fn every_bad_document_is_refused_at_its_place_with_the_way_out() {
    let field = Field::first_edition();
    let answers = ANSWERS.iter().map(|(code, answer, word)| {
        let text = format!("scope: a\ndate: 2026-06-30\nanswers:\n  {answer}\n");
        (*code, text, *word)
    });
    let cases = CASES.iter().map(|(code, text, word)| (*code, (*text).to_owned(), *word));
    for (code, text, word) in cases.chain(answers) {
        let Err(found) = field.read(&text, Format::Yaml) else { panic!("accepted: {text}") };
        let said = |finding: &oms_maturity::document::Finding| {
            format!("{} / {}", finding.message, finding.help)
        };
        let right =
            found.iter().find(|finding| finding.code == code && said(finding).contains(word));
        assert!(right.is_some(), "{code} `{word}` for:\n{text}\n{found:#?}");
        assert!(found.iter().all(|finding| finding.span.end <= text.len()), "{text}\n{found:#?}");
    }
}

#[test]
fn two_left_out_are_one_too_many() {
    let field = Field::first_edition();
    let text = "scope: a\ndate: 2026-06-30\nanswers: {overrides: {not_applicable: x}, \
                rules_age: {not_applicable: y}}\n";
    let found = field.read(text, Format::Yaml).unwrap_err();
    assert_eq!(found[0].code, Code::TooManyNotApplicable);
}

#[test]
fn all_findings_come_in_one_run_in_the_order_of_the_text() {
    let field = Field::first_edition();
    let text = "scope: ''\ndate: 2026-13-01\nanswers:\n  overrides: 3\n  rules_age: {value: -1}\n  \
                adaptabilty: unknown\n  inventory_trust: {vlaue: 3}\n";
    let found = field.read(text, Format::Yaml).unwrap_err();
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    let expected = [
        Code::WrongType,
        Code::BadDate,
        Code::BareNumber,
        Code::OutOfRange,
        Code::UnknownId,
        Code::UnknownKey,
    ];
    assert_eq!(codes, expected, "{found:#?}");
}

#[test]
fn bombs_and_depth_are_bounded() {
    let field = Field::first_edition();
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (last, next) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let aliases = vec![format!("*{last}"); 9].join(", ");
        bomb = format!("{bomb}{next}: &{next} [{aliases}]\n");
    }
    let deep = format!("scope: {}1{}\n", "[".repeat(40), "]".repeat(40));
    let deeper = format!("scope: {}", "[".repeat(500_000));
    for text in [bomb, deep.clone(), deeper.clone()] {
        let found = field.read(&text, Format::Yaml).unwrap_err();
        assert_eq!(found[0].code, Code::TooDeep, "{}", &text[..40]);
    }
    for text in [deep, deeper] {
        let json = text.replace("scope: ", "{\"scope\": ").replace("1]", "1]}");
        assert!(field.read(&json, Format::Json).is_err());
        let toml = text.replace("scope: ", "scope = ");
        assert!(field.read(&toml, Format::Toml).is_err());
    }
}

#[test]
fn bytes_past_the_bounds_or_not_utf8_are_named() {
    let large = vec![b' '; Bounds::ANSWERS.bytes + 1];
    assert_eq!(read::decode(&large, Bounds::ANSWERS).unwrap_err().code, Code::TooLarge);
    assert!(read::decode(&large[1..], Bounds::ANSWERS).is_ok());
    let utf16: Vec<u8> = "\u{FEFF}scope".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = read::decode(&utf16, Bounds::ANSWERS).unwrap_err();
    assert_eq!((found.code, found.message.contains("UTF-16")), (Code::NotUtf8, true));
    assert_eq!(read::decode(b"scope: \xff", Bounds::ANSWERS).unwrap_err().code, Code::NotUtf8);
}

#[test]
fn a_byte_order_mark_and_crlf_are_read_in_every_format() {
    let field = Field::first_edition();
    let yaml = "\u{FEFF}scope: a\r\ndate: 2026-06-30\r\nanswers:\r\n  overrides: {value: 5.1}\r\n";
    let toml =
        "\u{FEFF}scope = 'a'\r\ndate = 2026-06-30\r\n[answers]\r\noverrides = {value = 5.1}\r\n";
    let json = "\u{FEFF}{\"scope\": \"a\",\r\n \"date\": \"2026-06-30\",\r\n \
                \"answers\": {\"overrides\": {\"value\": 5.1}}}";
    let sheets = [(yaml, Format::Yaml), (toml, Format::Toml), (json, Format::Json)]
        .map(|(text, format)| field.read(text, format).unwrap_or_else(|f| panic!("{f:#?}")));
    assert_eq!(sheets[0], sheets[1]);
    assert_eq!(sheets[0], sheets[2]);
}

#[test]
fn duplicate_keys_are_found_in_every_format() {
    let field = Field::first_edition();
    let json = "{\"scope\": \"a\", \"scope\": \"b\", \"date\": \"2026-06-30\", \"answers\": {}}";
    let toml = "scope = 'a'\nscope = 'b'\ndate = 2026-06-30\n[answers]\n";
    for (text, format) in [(json, Format::Json), (toml, Format::Toml)] {
        let found = field.read(text, format).unwrap_err();
        assert_eq!(found[0].code, Code::DuplicateKey, "{found:#?}");
    }
}

#[test]
fn no_form_hands_a_terminal_what_steers_it() {
    let field = Field::first_edition();
    let hostile = "x\u{9b}31m\u{202e}y\u{2066}z\u{e0041}";
    let text = serde_json::json!({
        "scope": "Shop", "date": "2026-06-30", "respondent": hostile,
        "answers": {"overrides": {"value": 5.1, "note": hostile}},
    });
    let sheet = field.read(&text.to_string(), Format::Json).unwrap();
    let json = field.json(&sheet);
    assert!(
        !json.contains(|c: char| c != '\n' && oms_maturity::report::words::harmful(c)),
        "{json}"
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["assessment"]["respondent"], sheet.given().respondent.as_deref().unwrap());
}
