//! Each schema is held against the reader of its files: the same keys in every mapping, the same
//! keys required, and nothing refused that the reader takes. Neither can drift from the other.

use super::schema_of;
use oms_maturity::document::{
    Bounds, Finding, Format, Node, answers, policy, questionnaire, read, rubric, shipped,
};
use oms_maturity::domain::questionnaire::Dated;
use oms_maturity::domain::{Fingerprints, Instrument};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// No reader knows it, and no key is like it.
const STRANGER: &str = "zzzzzzzzzzzzzzzz";

/// What a file is read with: it gives what was read, spelled out, or what is wrong.
type Reader = Box<dyn Fn(&Value) -> Result<String, Vec<Finding>>>;

/// A file, and how it is read.
struct Sample {
    name: &'static str,
    value: Value,
    reader: Reader,
}

/// Returns what a file says, as editors see it: days are texts.
pub(super) fn value_of(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    match path.extension().unwrap().to_str().unwrap() {
        "toml" => of_toml(&text.parse::<toml::Table>().unwrap().into()),
        "json" => serde_json::from_str(&text).unwrap(),
        _ => serde_yaml::from_str(&text).unwrap(),
    }
}

fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(items) => items.iter().map(of_toml).collect(),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), of_toml(value))).collect()
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

/// Reads a value as a file of JSON.
fn with<T: std::fmt::Debug>(
    value: &Value,
    read_tree: impl Fn(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<String, Vec<Finding>> {
    let text = value.to_string();
    read_tree(&read::tree(&text, Format::Json, Bounds::RUBRIC)?).map(|read| format!("{read:?}"))
}

fn instrument(questions: &str, rules: &str) -> Instrument {
    let (questions, rules) = (value_of(questions).to_string(), value_of(rules).to_string());
    let tree = read::tree(&questions, Format::Json, Bounds::RUBRIC).unwrap();
    let asked = questionnaire::read(&tree).unwrap();
    let tree = read::tree(&rules, Format::Json, Bounds::RUBRIC).unwrap();
    let judged = rubric::read(&tree, &asked).unwrap();
    let none = || "0".repeat(64);
    Instrument::new(asked, judged, Fingerprints { questionnaire: none(), rubric: none() })
}

const INSTRUMENTS: [[&str; 2]; 3] = [
    ["questions/oms.yaml", "rubrics/oms.yaml"],
    ["examples/custom/questions.yaml", "examples/custom/rubric.yaml"],
    EVERY_KEY,
];
const EVERY_KEY: [&str; 2] =
    ["tests/stored/every-key/questions.yaml", "tests/stored/every-key/rubric.yaml"];
const ANSWERS: [&str; 10] = [
    "examples/kestrel-and-vane.yaml",
    "examples/northmoor-outfitters.yaml",
    "examples/northmoor-outfitters.toml",
    "examples/northmoor-outfitters.json",
    "examples/pindle-and-rook.yaml",
    "examples/ci/answers/kestrel-home.yaml",
    "examples/ci/answers/kestrel-kids.yaml",
    "examples/ci/answers/kestrel-outlet.yaml",
    "examples/custom/answers.yaml",
    "tests/stored/every-key/answers.yaml",
];

fn answers_sample(name: &'static str, value: Value) -> Sample {
    let own = |known: &&[&str; 2]| Path::new(known[0]).parent() == Path::new(name).parent();
    let instrument = INSTRUMENTS.iter().find(own).map_or_else(
        || shipped::instrument().unwrap(),
        |[questions, rules]| instrument(questions, rules),
    );
    let accepted = move |tree: &Node<'_>| {
        answers::read(tree, &instrument).map(|sheet| format!("{:?}", sheet.given()))
    };
    Sample { name, value, reader: Box::new(move |value| with(value, &accepted)) }
}

/// Returns every shipped file and every example of a kind, and one with every key.
fn samples(kind: &str) -> Vec<Sample> {
    match kind {
        "answers" => {
            let shipped = |name: &&'static str| {
                let mut value = value_of(name);
                value["questionnaire"] = "oms".into();
                answers_sample(name, value)
            };
            let as_they_are = ANSWERS.iter().map(|name| answers_sample(name, value_of(name)));
            as_they_are.chain(ANSWERS[..8].iter().map(shipped)).collect()
        }
        "questions" => {
            let sample = |[name, _]: [&'static str; 2]| Sample {
                name,
                value: value_of(name),
                reader: Box::new(|value| with(value, questionnaire::read)),
            };
            INSTRUMENTS.map(sample).into()
        }
        "rubric" => {
            let sample = |[questions, name]: [&'static str; 2]| {
                let asked = instrument(questions, name);
                let judged = move |tree: &Node<'_>| rubric::read(tree, asked.questionnaire());
                let reader: Reader = Box::new(move |value| with(value, &judged));
                Sample { name, value: value_of(name), reader }
            };
            INSTRUMENTS.map(sample).into()
        }
        _ => {
            let name = "examples/ci/oms-maturity.toml";
            let instrument = shipped::instrument().unwrap();
            let judged = move |tree: &Node<'_>| policy::read(tree, &instrument);
            let reader: Reader = Box::new(move |value| with(value, &judged));
            let full = json!({"check": {
                "min_level": 3, "dimensions": {"overrides": 4}, "min_mean": 3.25,
                "judge": "evidenced", "require_evidence_from": 4, "max_unknown": 1,
                "max_unanswered": 0, "max_age_days": 90, "max_evidence_age_days": 400,
                "baseline": "levels.toml", "max_erosion": {"overrides": 1},
                "allow_fall": ["overrides"],
                "must_cope": ["SN01", {"scenario": "SN05", "from": "2026-10-01"}],
                "waiver": [{"rule": "min_level", "dimension": "overrides", "until": "2026-12-31",
                            "reason": "pilot", "by": "COO"}],
                "severity": {"baseline": "warn"}, "strict": true,
            }, "report": {
                "brand": "Vane", "logo": "logo.svg", "accent": "#005577", "prepared_by": "Mary",
                "confidential": "For the board", "freeze": 6,
                "target": {"level": 4, "dimensions": {"overrides": 4}},
            }});
            vec![Sample { name, value: full, reader }]
        }
    }
}

const KINDS: [&str; 4] = ["answers", "questions", "rubric", "policy"];

/// The schemas that say what a value may hold: one, those it refers to, and those of which any or
/// all hold.
fn saying<'s>(root: &'s Value, schema: &'s Value, all: &mut Vec<&'s Value>) {
    all.push(schema);
    if let Some(name) = schema["$ref"].as_str() {
        saying(root, root.pointer(&name[1..]).unwrap(), all);
    }
    for several in ["allOf", "anyOf", "oneOf"] {
        for one in schema[several].as_array().into_iter().flatten() {
            saying(root, one, all);
        }
    }
}

/// A mapping of a file: where it stands, and the schemas that say what it may hold.
struct Mapping<'s> {
    pointer: String,
    schemas: Vec<&'s Value>,
}

impl Mapping<'_> {
    /// Returns the schemas that allow no other keys than they name.
    fn closed(&self) -> impl Iterator<Item = &Value> {
        let is_closed = |schema: &&&Value| schema["additionalProperties"] == json!(false);
        self.schemas.iter().filter(is_closed).copied()
    }

    fn keys(&self) -> BTreeSet<&str> {
        let keys = self.closed().flat_map(|schema| schema["properties"].as_object().unwrap());
        keys.map(|(key, _)| key.as_str()).collect()
    }
}

/// Returns the mappings of a value, from the outermost in.
pub(super) fn mappings<'s>(
    root: &'s Value,
    schemas: &[&'s Value],
    (pointer, value): (&str, &Value),
    visit: &mut dyn FnMut(&str, &Value, &[&'s Value]),
) {
    let mut all = Vec::new();
    for schema in schemas {
        saying(root, schema, &mut all);
    }
    visit(pointer, value, &all);
    let below = |key: &str, schema: &&'s Value| -> Option<&'s Value> {
        schema["properties"].get(key).or_else(|| schema.get("additionalProperties"))
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            let inner: Vec<_> = all.iter().filter_map(|schema| below(key, schema)).collect();
            mappings(root, &inner, (&format!("{pointer}/{key}"), value), visit);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| {
            let inner: Vec<_> = all.iter().filter_map(|schema| schema.get("items")).collect();
            mappings(root, &inner, (&format!("{pointer}/{at}"), value), visit);
        }),
        _ => {}
    }
}

fn mappings_of<'s>(schema: &'s Value, value: &Value) -> Vec<Mapping<'s>> {
    let mut found = Vec::new();
    mappings(schema, &[schema], ("", value), &mut |pointer, value, schemas| {
        if value.is_object() {
            found.push(Mapping { pointer: pointer.to_owned(), schemas: schemas.to_vec() });
        }
    });
    found
}

/// Returns the value with the mapping at `pointer` changed.
fn changed(
    value: &Value,
    pointer: &str,
    change: impl FnOnce(&mut serde_json::Map<String, Value>),
) -> Value {
    let mut value = value.clone();
    change(value.pointer_mut(pointer).unwrap().as_object_mut().unwrap());
    value
}

fn closed_schemas<'s>(schema: &'s Value, all: &mut Vec<&'s Value>) {
    if schema["additionalProperties"] == json!(false) {
        all.push(schema);
    }
    match schema {
        Value::Object(entries) => entries.values().for_each(|value| closed_schemas(value, all)),
        Value::Array(items) => items.iter().for_each(|value| closed_schemas(value, all)),
        _ => {}
    }
}

#[test]
fn every_shipped_file_and_every_example_keeps_its_schema() {
    for kind in KINDS {
        let validator = jsonschema::validator_for(&schema_of(kind)).unwrap();
        for sample in samples(kind) {
            let wrong: Vec<_> = validator
                .iter_errors(&sample.value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", sample.name);
            let read = (sample.reader)(&sample.value);
            assert!(read.is_ok(), "{}: {read:#?}", sample.name);
        }
    }
}

/// Every key that a reader knows in a mapping stands in the schema, and no other; a key that it does
/// not know is refused by both.
#[test]
fn readers_and_schemas_know_the_same_keys_in_every_mapping() {
    for kind in KINDS {
        let schema = schema_of(kind);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut unseen = Vec::new();
        closed_schemas(&schema, &mut unseen);
        for sample in samples(kind) {
            // Of the large files, what the sample of every key holds as well needs no second look.
            let is_small = sample.value.to_string().len() < 20_000;
            for mapping in mappings_of(&schema, &sample.value).iter().filter(|_| is_small) {
                let place = format!("{} {}", sample.name, mapping.pointer);
                let strange = changed(&sample.value, &mapping.pointer, |entries| {
                    entries.insert(STRANGER.to_owned(), json!(1));
                });
                let found = (sample.reader)(&strange).err().unwrap_or_default();
                // Where keys are ids of what the program carries, the schema is closed to others.
                let is_closed = mapping.closed().next().is_some();
                let told = found.iter().find(|finding| {
                    let (what, said) = (format!("`{STRANGER}`"), &finding.message);
                    said.ends_with(&format!("has no key {what}"))
                        || (is_closed && said.starts_with("there is no ") && said.ends_with(&what))
                });
                let known = told.map(|finding| finding.help.strip_prefix("known: ").unwrap());
                let known: BTreeSet<_> = known
                    .iter()
                    .flat_map(|keys| keys.split(", "))
                    .map(|key| key.trim_matches('`'))
                    .collect();
                assert_eq!(mapping.keys(), known, "{place}");
                assert!(told.is_none() || !validator.is_valid(&strange), "{place}");
                unseen.retain(|one| !mapping.closed().any(|seen| std::ptr::eq(seen, *one)));
            }
        }
        assert!(unseen.is_empty(), "{kind}: no sample holds {unseen:#?}");
    }
}

#[test]
fn readers_and_schemas_require_the_same_keys_in_every_mapping() {
    for kind in KINDS {
        let schema = schema_of(kind);
        let validator = jsonschema::validator_for(&schema).unwrap();
        for sample in samples(kind).iter().filter(|it| it.value.to_string().len() < 20_000) {
            for mapping in mappings_of(&schema, &sample.value) {
                let required = mapping.closed().filter_map(|schema| schema["required"].as_array());
                let required: Vec<_> = required.flatten().collect();
                for key in mapping.keys() {
                    let place = format!("{} {}/{key}", sample.name, mapping.pointer);
                    let mut was_there = false;
                    let without = changed(&sample.value, &mapping.pointer, |entries| {
                        was_there = entries.remove(key).is_some();
                    });
                    let found = (sample.reader)(&without).err().unwrap_or_default();
                    let lacks = format!("lacks `{key}`");
                    let lacks = found.iter().any(|one| one.message.ends_with(&lacks));
                    if was_there {
                        assert!(lacks || !required.iter().any(|one| *one == key), "{place}");
                        assert!(!lacks || !validator.is_valid(&without), "{place}");
                    }
                    // What is left must not be refused by the schema alone.
                    assert!(!found.is_empty() || validator.is_valid(&without), "{place}");
                }
            }
        }
    }
}

/// A key that is left out means the same as its default.
#[test]
fn every_default_is_what_a_missing_key_means() {
    for kind in ["answers", "questions", "rubric"] {
        let schema = schema_of(kind);
        for sample in samples(kind).iter().filter(|it| it.value.to_string().len() < 20_000) {
            for mapping in mappings_of(&schema, &sample.value) {
                let properties = mapping.closed().filter_map(|one| one["properties"].as_object());
                for (key, property) in properties.flatten() {
                    let Some(default) = property.get("default") else { continue };
                    let without = changed(&sample.value, &mapping.pointer, |entries| {
                        entries.remove(key);
                    });
                    let spelled = changed(&sample.value, &mapping.pointer, |entries| {
                        entries.insert(key.clone(), default.clone());
                    });
                    let place = format!("{} {}/{key}", sample.name, mapping.pointer);
                    let [without, spelled] = [without, spelled].map(|it| (sample.reader)(&it));
                    match (without, spelled) {
                        (Ok(without), Ok(spelled)) => assert_eq!(without, spelled, "{place}"),
                        // An empty text is what a missing one means, and cannot be written.
                        (without, spelled) => assert!(
                            without.is_err() || *default == json!(""),
                            "{place}: {spelled:#?}"
                        ),
                    }
                }
            }
        }
    }
}

/// Whatever stands in a place: where the schema refuses it, so does the reader.
#[test]
fn no_schema_refuses_what_its_reader_takes() {
    let others = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(2),
        json!(-1),
        json!(2.5),
        json!(""),
        json!("some_text"),
        json!("Some text"),
        json!("2026-06-30"),
        json!([]),
        json!({}),
        json!(["some_text"]),
    ];
    for kind in KINDS {
        let schema = schema_of(kind);
        let validator = jsonschema::validator_for(&schema).unwrap();
        for sample in samples(kind).iter().filter(|it| it.value.to_string().len() < 20_000) {
            let mut pointers = Vec::new();
            mappings(&schema, &[&schema], ("", &sample.value), &mut |pointer, _, _| {
                pointers.push(pointer.to_owned());
            });
            for (pointer, other) in pointers.iter().flat_map(|p| others.iter().map(move |o| (p, o)))
            {
                let mut value = sample.value.clone();
                *value.pointer_mut(pointer).unwrap() = other.clone();
                if let Some(error) = validator.iter_errors(&value).next() {
                    let read = (sample.reader)(&value);
                    assert!(read.is_err(), "{} {pointer}: {other}: {error}", sample.name);
                }
            }
        }
    }
}

/// What is the wrong kind of value for the reader is so for the schema.
#[test]
fn what_is_no_text_no_number_and_no_list_is_refused_by_the_schema_too() {
    for kind in KINDS {
        let schema = schema_of(kind);
        let validator = jsonschema::validator_for(&schema).unwrap();
        for sample in samples(kind).iter().filter(|it| it.value.to_string().len() < 20_000) {
            let mut pointers = Vec::new();
            mappings(&schema, &[&schema], ("", &sample.value), &mut |pointer, _, _| {
                pointers.push(pointer.to_owned());
            });
            for pointer in pointers {
                for other in [json!(null), json!([[]]), json!({STRANGER: {STRANGER: [[]]}})] {
                    let mut value = sample.value.clone();
                    *value.pointer_mut(&pointer).unwrap() = other.clone();
                    let place = format!("{} {pointer}: {other}", sample.name);
                    assert!((sample.reader)(&value).is_err(), "{place}");
                    assert!(!validator.is_valid(&value), "{place}");
                }
            }
        }
    }
}

/// Every key has a sentence that says what it is.
#[test]
fn every_key_of_every_schema_is_described() {
    fn undescribed(root: &Value, schema: &Value, place: &str, found: &mut Vec<String>) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            // What stands in the branch of a condition only narrows what is described elsewhere.
            let narrows = ["/then", "/if", "/allOf", "/oneOf"].iter().any(|it| place.contains(it));
            let named = property["$ref"].as_str().and_then(|it| root.pointer(&it[1..]));
            let said = [Some(property), named].into_iter().flatten();
            let said: Vec<_> = said.filter_map(|it| it["description"].as_str()).collect();
            let is_sentence = said.first().is_some_and(|text| text.ends_with(['.', '?']));
            if !narrows && !is_sentence {
                found.push(format!("{place}/{key}"));
            }
        }
        match schema {
            Value::Object(entries) => entries.iter().for_each(|(key, value)| {
                undescribed(root, value, &format!("{place}/{key}"), found);
            }),
            Value::Array(items) => {
                for value in items {
                    undescribed(root, value, place, found);
                }
            }
            _ => {}
        }
    }
    for kind in ["answers", "questions", "rubric", "policy", "report", "portfolio"] {
        let schema = schema_of(kind);
        let mut found = Vec::new();
        undescribed(&schema, &schema, kind, &mut found);
        assert!(found.is_empty(), "{found:#?}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(jsonschema::meta::is_valid(&schema), "{kind}");
    }
}

/// With `questionnaire: oms` the schema knows what the program carries.
#[test]
fn the_answers_schema_knows_every_question_and_option_of_the_shipped_questionnaire() {
    let schema = schema_of("answers");
    let instrument = shipped::instrument().unwrap();
    let known = schema["then"]["properties"]["answers"]["properties"].as_object().unwrap();
    let asked: Vec<_> = instrument.questionnaire().all().collect();
    assert_eq!(known.len(), asked.len());
    let validator = jsonschema::validator_for(&schema).unwrap();
    let with = |id: &str, answer: Value| json!({"scope": "Shop", "date": "2026-06-30", "questionnaire": "oms", "answers": {id: answer}});
    for question in asked {
        let id = question.id.as_str();
        for option in &question.options {
            assert!(validator.is_valid(&with(id, option.id.as_str().into())), "{id} {}", option.id);
            assert!(validator.is_valid(&with(id, json!({"option": option.id}))));
        }
        assert!(validator.is_valid(&with(id, "unknown".into())));
        assert!(!validator.is_valid(&with(id, "no_such_option".into())));
        assert!(!validator.is_valid(&with(&format!("{id}s"), "unknown".into())));
        let figure = json!({"value": 1});
        assert_eq!(validator.is_valid(&with(id, figure)), question.measure.is_some(), "{id}");
        for word in question.measure.iter().flat_map(|measure| &measure.words) {
            assert!(validator.is_valid(&with(id, json!({"value": word.word}))), "{id}");
        }
        let dated = question.measure.as_ref().map_or(Dated::Not, |measure| measure.dated);
        let day = json!({"on": "2026-01-31"});
        assert_eq!(validator.is_valid(&with(id, day)), dated == Dated::OneDay, "{id}");
        let days = json!({"on": ["2026-01-31", "2025-01-31"]});
        assert_eq!(validator.is_valid(&with(id, days)), dated == Dated::TwoDays, "{id}");
    }
}
