use oms_maturity::document::node::{Entry, Value};
use oms_maturity::document::{Bounds, Finding, Format, Node, questionnaire, read, rubric};
use std::collections::BTreeMap;

const FILES: [&str; 2] =
    ["examples/instruments/oms-1.0/questions.yaml", "examples/instruments/oms-1.0/rubric.yaml"];
/// How many entries of a kind are tried: they are read by the same lines of code.
const OF_A_KIND: usize = 3;

fn file(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap()
}

fn tree(text: &str) -> Node<'_> {
    read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap()
}

fn findings(name: &str, tree: &Node<'_>) -> Vec<Finding> {
    if name == FILES[0] {
        return questionnaire::read(tree).err().unwrap_or_default();
    }
    let instrument = crate::Field::first_edition().instrument;
    rubric::read(tree, instrument.questionnaire()).err().unwrap_or_default()
}

/// Returns the kind of every entry, which is its key below the keys above it, in the order of the
/// tree.
fn kinds(node: &Node<'_>, above: &str, all: &mut Vec<String>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|entry| {
            let kind = format!("{above}/{}", entry.key);
            all.push(kind.clone());
            kinds(&entry.value, &kind, all);
        }),
        Value::List(items) => items.iter().for_each(|item| kinds(item, above, all)),
        _ => {}
    }
}

/// Does something to the entry at `index`, in the order of the tree.
fn change(
    node: &mut Node<'_>,
    index: &mut usize,
    what: &dyn Fn(&mut Vec<Entry<'_>>, usize),
) -> bool {
    match &mut node.value {
        Value::Map(entries) => {
            for at in 0..entries.len() {
                if *index == 0 {
                    what(entries, at);
                    return true;
                }
                *index -= 1;
                if change(&mut entries[at].value, index, what) {
                    return true;
                }
            }
            false
        }
        Value::List(items) => items.iter_mut().any(|item| change(item, index, what)),
        _ => false,
    }
}

fn misspelt(text: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2).unwrap();
    format!("{}{}{}", &text[..middle.0], middle.1, &text[middle.0..])
}

/// Makes a slip of one kind in entry after entry: no more than one finding for each.
fn one_finding_for_each(
    is_tried: impl Fn(&str) -> bool,
    slip: &dyn Fn(&mut Vec<Entry<'_>>, usize),
) {
    let (mut tried, mut found_some) = (0, 0);
    for name in FILES {
        let text = file(name);
        let whole = tree(&text);
        assert_eq!(findings(name, &whole), []);
        let mut all = Vec::new();
        kinds(&whole, "", &mut all);
        let mut of_kind = BTreeMap::new();
        for (index, kind) in all.iter().enumerate().filter(|(_, kind)| is_tried(kind)) {
            let so_far: &mut usize = of_kind.entry(kind).or_default();
            *so_far += 1;
            if *so_far > OF_A_KIND {
                continue;
            }
            let mut slipped = whole.clone();
            assert!(change(&mut slipped, &mut index.clone(), slip));
            let found = findings(name, &slipped);
            assert!(found.len() <= 1, "{name}: {kind} ({so_far}): {found:#?}");
            tried += 1;
            found_some += found.len();
        }
    }
    assert!(tried > 20 && found_some > tried / 3, "{found_some} of {tried}");
}

#[test]
fn a_misspelt_key_is_one_finding() {
    one_finding_for_each(|_| true, &|entries, at| {
        entries[at].key = misspelt(&entries[at].key).into();
    });
}

#[test]
fn a_missing_key_is_one_finding() {
    one_finding_for_each(|_| true, &|entries, at| drop(entries.remove(at)));
}

#[test]
fn a_misspelt_id_is_one_finding() {
    let is_id = |kind: &str| {
        let key = kind.rsplit('/').next().unwrap();
        ["id", "dimension", "question", "needs", "follows", "follow_up", "effort"].contains(&key)
    };
    one_finding_for_each(is_id, &|entries, at| {
        if let Value::Text(text) = &mut entries[at].value.value {
            *text = misspelt(text).into();
        }
    });
}

#[test]
fn an_id_that_stands_twice_is_one_finding() {
    for (name, list) in [
        (FILES[0], "questions"),
        (FILES[0], "symptoms"),
        (FILES[1], "dimensions"),
        (FILES[1], "actions"),
        (FILES[1], "scenarios"),
    ] {
        let text = file(name);
        let mut tree = tree(&text);
        let Value::Map(entries) = &mut tree.value else { panic!("{name}") };
        let list_of = entries.iter_mut().find(|entry| entry.key == list).unwrap();
        let Value::List(items) = &mut list_of.value.value else { panic!("{list}") };
        let again = items[0].clone();
        items.push(again);
        let found = findings(name, &tree);
        assert_eq!(found.len(), 1, "{list}: {found:#?}");
    }
}

#[test]
fn a_dimension_that_is_misspelt_is_named_where_it_is_defined() {
    let text = file(FILES[1]);
    let bad = text.replacen("id: overrides\n", "id: overides\n", 1);
    let found = findings(FILES[1], &tree(&bad));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(bad[..found[0].span.start].ends_with("- id: "), "{found:#?}");
    assert!(found[0].help.contains("did you mean `overrides`"), "{found:#?}");
}
