//! One change in words: where it is, what was there, and what is there now.

use crate::domain::difference::{Change, Document, Turn};
use crate::domain::meaning::Meaning;
use crate::report::handout::{Fact, fact};
use crate::report::words::says::{key_words, says, title};
use crate::report::words::{isolated, upper_first};

/// The longest text that stands beside another on one line, in letters.
const SHORT: usize = 30;
/// What one of a list is called.
const SINGULAR: [(&str, &str); 15] = [
    ("questions", "question"),
    ("follow_ups", "follow-up"),
    ("facts", "fact"),
    ("options", "option"),
    ("words", "word"),
    ("dimensions", "dimension"),
    ("groups", "group"),
    ("levels", "level"),
    ("dimension_levels", "level of dimensions"),
    ("caps", "ceiling"),
    ("actions", "action"),
    ("scenarios", "scenario"),
    ("symptoms", "symptom"),
    ("sources", "source"),
    ("prerequisites", "prerequisite"),
];

/// Returns a change under the words for its place.
pub(super) fn change_fact(change: &Change) -> Fact {
    fact(place(change), became(change))
}

/// Returns where a change is: `Question overrides, option up_to_8_percent, band, up to`.
fn place(change: &Change) -> String {
    let mut words = Vec::new();
    let mut path = change.path.iter().peekable();
    while let Some(key) = path.next() {
        let singular = SINGULAR.iter().find(|(list, _)| list == key).map(|(_, one)| one);
        match (singular, path.peek()) {
            (Some(one), Some(id)) => {
                words.push(format!("{one} {}", isolated(id)));
                path.next();
            }
            _ => words.push(key_words(key)),
        }
    }
    if let [key] = &change.path[..] {
        let document = match change.document {
            Document::Questionnaire => "questionnaire",
            Document::Rubric => "rubric",
        };
        words = vec![format!("{document}, {}", key_words(key))];
    }
    upper_first(&words.join(", "))
}

/// Says what became of it.
fn became(change: &Change) -> String {
    match (change.turn, &change.before, &change.after) {
        (Turn::Added, _, Some(Meaning::List(after))) => lists(&[], after),
        (Turn::Removed, Some(Meaning::List(before)), _) => lists(before, &[]),
        (Turn::Added, _, Some(after)) => format!("new: {}", short(after)),
        (Turn::Removed, Some(before), _) => format!("taken out: {}", short(before)),
        (Turn::Reordered, Some(before), Some(after)) => {
            format!("now in the order {}; before {}", in_order(after), in_order(before))
        }
        (_, Some(Meaning::List(before)), Some(Meaning::List(after))) => lists(before, after),
        (_, Some(before), Some(after)) => changed(&says(before), &says(after)),
        _ => String::new(),
    }
}

fn changed(before: &str, after: &str) -> String {
    if before.chars().count().max(after.chars().count()) <= SHORT {
        return format!("{after}, was {before}");
    }
    format!("now \u{201c}{after}\u{201d}; before \u{201c}{before}\u{201d}")
}

/// Says what is new in a list, and what is gone; its order where it holds the same.
fn lists(before: &[Meaning], after: &[Meaning]) -> String {
    let only = |these: &[Meaning], others: &[Meaning]| -> Vec<String> {
        these.iter().filter(|one| !others.contains(one)).map(says).collect()
    };
    let quoted = |texts: Vec<String>, what: &str| {
        let texts: Vec<_> = texts.iter().map(|text| format!("\u{201c}{text}\u{201d}")).collect();
        (!texts.is_empty()).then(|| format!("{what} {}", texts.join(", ")))
    };
    let parts = [quoted(only(after, before), "new"), quoted(only(before, after), "taken out")];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        let [before, after] = [before, after].map(|list| says(&Meaning::List(list.to_vec())));
        return format!("now in the order {after}; before {before}");
    }
    parts.join("; ")
}

/// Returns what a thing is called, else all that it says.
fn short(thing: &Meaning) -> String {
    match title(thing) {
        "" => says(thing),
        title => isolated(title),
    }
}

fn in_order(list: &Meaning) -> String {
    list.parts().iter().map(|(id, _)| isolated(id)).collect::<Vec<_>>().join(", ")
}
