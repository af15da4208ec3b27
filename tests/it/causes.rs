use oms_maturity::document::node::{Entry, Value};
use oms_maturity::document::{Bounds, Finding, Format, Node, questionnaire, read, rubric, shipped};
use oms_maturity::domain::Questionnaire;

fn shipped_questions() -> Questionnaire {
    shipped::instrument().unwrap().questionnaire().clone()
}

fn findings(text: &str, is_rubric: bool) -> Vec<Finding> {
    let tree = match read::tree(text, Format::Yaml, Bounds::RUBRIC) {
        Ok(tree) => tree,
        Err(found) => return found,
    };
    if is_rubric {
        rubric::read(&tree, &shipped_questions()).err().unwrap_or_default()
    } else {
        questionnaire::read(&tree).err().unwrap_or_default()
    }
}

fn file(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Every entry of a tree.
fn entries<'n, 't>(node: &'n Node<'t>, all: &mut Vec<&'n Entry<'t>>) {
    match &node.value {
        Value::Map(map) => map.iter().for_each(|entry| {
            all.push(entry);
            entries(&entry.value, all);
        }),
        Value::List(items) => items.iter().for_each(|item| entries(item, all)),
        _ => {}
    }
}

/// The text with a letter doubled in the middle of what stands at `span`.
fn misspelt(text: &str, span: &std::ops::Range<usize>) -> String {
    let middle = span.start + (span.end - span.start) / 2;
    let letter = text[middle..].chars().next().unwrap();
    format!("{}{letter}{}", &text[..middle], &text[middle..])
}

fn one_finding_for_each(
    name: &str,
    is_rubric: bool,
    misspell: impl Fn(&Entry<'_>) -> bool,
    of_key: bool,
) {
    let text = file(name);
    assert_eq!(findings(&text, is_rubric), []);
    let tree = read::tree(&text, Format::Yaml, Bounds::RUBRIC).unwrap();
    let mut all = Vec::new();
    entries(&tree, &mut all);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for entry in all.into_iter().filter(|entry| misspell(entry)) {
        let span = if of_key { &entry.key_span } else { &entry.value.span };
        let bad = misspelt(&text, span);
        let found = findings(&bad, is_rubric);
        tried += 1;
        let at = text[..span.start].matches('\n').count() + 1;
        if found.len() > 1 {
            wrong.push(format!("{at} `{}`: {found:#?}", bad.lines().nth(at - 1).unwrap()));
        }
    }
    assert!(tried > 10, "{tried}");
    assert!(
        wrong.is_empty(),
        "{} of {tried}\n{}",
        wrong.len(),
        wrong.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn a_misspelt_key_is_one_finding() {
    let all = |entry: &Entry<'_>| entry.key.len() > 1;
    one_finding_for_each("questions/oms.yaml", false, all, true);
    one_finding_for_each("rubrics/oms.yaml", true, all, true);
}

#[test]
fn a_misspelt_id_is_one_finding() {
    let id = |entry: &Entry<'_>| {
        matches!(&entry.value.value, Value::Text(text) if text.len() > 1)
            && ["id", "dimension", "needs", "follows", "follow_up", "effort"]
                .contains(&entry.key.as_ref())
    };
    one_finding_for_each("questions/oms.yaml", false, id, false);
    one_finding_for_each("rubrics/oms.yaml", true, id, false);
}

#[test]
fn a_dimension_that_is_misspelt_is_named_where_it_is_defined() {
    let text = file("rubrics/oms.yaml");
    let bad = text.replacen("id: overrides\n", "id: overides\n", 1);
    let found = findings(&bad, true);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(bad[..found[0].span.start].ends_with("- id: "), "{found:#?}");
    assert!(found[0].help.contains("did you mean `overrides`"), "{found:#?}");
}
