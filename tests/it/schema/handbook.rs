//! The tables of keys in the handbook are those of the schemas: written from them on
//! `SNAPSHOTS=overwrite`, and held against them otherwise.

use super::schema_of;
use serde_json::Value;
use std::fmt::Write;

const PAGE: &str = "docs/own-rubric.md";
const BEGIN: &str = "<!-- keys -->\n";
const END: &str = "<!-- end of keys -->";

/// Returns a schema with what it refers to laid under what it says itself.
fn whole(root: &Value, schema: &Value) -> Value {
    let Some(reference) = schema["$ref"].as_str() else { return schema.clone() };
    let mut found = whole(root, root.pointer(reference.trim_start_matches('#')).unwrap());
    for (key, value) in schema.as_object().unwrap() {
        found[key] = value.clone();
    }
    found
}

/// Writes the keys of a mapping and of what lies below it, as rows.
fn rows(root: &Value, schema: &Value, path: &str, table: &mut String) {
    let needed = |key: &str| {
        schema["required"].as_array().is_some_and(|all| all.iter().any(|known| known == key))
    };
    let properties = schema["properties"].as_object();
    for (key, value) in properties.into_iter().flatten() {
        let value = whole(root, value);
        let place = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let missing = match (needed(key), value.get("default")) {
            (true, _) => "required".to_owned(),
            (false, Some(default)) if *default == Value::Array(Vec::new()) => "none".to_owned(),
            (false, Some(default)) => format!("`{default}`"),
            (false, None) => "none".to_owned(),
        };
        let says = value["description"].as_str().unwrap_or_default().replace('|', "\\|");
        let _ = writeln!(table, "| `{place}` | {missing} | {says} |");
        below(root, &value, &place, table);
    }
}

/// Writes what lies below a value, whichever of its shapes has keys of its own.
fn below(root: &Value, value: &Value, place: &str, table: &mut String) {
    let value = whole(root, value);
    rows(root, &value, place, table);
    if value.get("items").is_some() {
        below(root, &value["items"], &format!("{place}[]"), table);
    }
    let shapes = ["oneOf", "anyOf"].into_iter().filter_map(|key| value[key].as_array());
    for shape in shapes.flatten() {
        below(root, shape, place, table);
    }
}

fn tables() -> String {
    let mut text = String::new();
    for (kind, title) in [("questions", "Questionnaire"), ("rubric", "Rubric")] {
        let schema = schema_of(kind);
        let _ =
            writeln!(text, "### {title}\n\n| key | where it is missing | meaning |\n|---|---|---|");
        rows(&schema, &schema, "", &mut text);
        text += "\n";
    }
    text
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a page that is written anew needs no care")]
fn the_handbook_lists_every_key_as_the_schemas_say() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let expected = tables();
    if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
        std::fs::write(&path, format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
        return;
    }
    assert!(found == expected, "SNAPSHOTS=overwrite cargo test -- handbook writes them anew");
}
