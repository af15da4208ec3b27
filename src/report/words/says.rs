//! What a part of a questionnaire or rubric says, in words: whatever its keys are.

use super::{isolated, list};
use crate::domain::meaning::Meaning;

/// Returns what a value says, on one line.
#[must_use]
pub fn says(value: &Meaning) -> String {
    match value {
        Meaning::Text(text) => isolated(text),
        Meaning::Number(number) => number.clone(),
        Meaning::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Meaning::List(values) => values.iter().map(says).collect::<Vec<_>>().join(", "),
        Meaning::Fields(parts) => {
            let part = |(key, value): &(String, Meaning)| match value {
                Meaning::Flag(true) => key_words(key),
                Meaning::Fields(_) | Meaning::Entries(_) | Meaning::List(_) => {
                    format!("{}: {}", key_words(key), says(value))
                }
                _ => format!("{} {}", key_words(key), says(value)),
            };
            let separator =
                if parts.iter().any(|(_, value)| !is_single(value)) { "; " } else { ", " };
            parts.iter().map(part).collect::<Vec<_>>().join(separator)
        }
        Meaning::Entries(things) => {
            let thing = |(id, thing): &(String, Meaning)| match thing {
                Meaning::Fields(parts) if parts.len() > 1 => {
                    // What it is called by is not said again; another part may say the same.
                    let name = parts.iter().position(|(_, value)| value.as_text() == Some(id));
                    let mut rest = parts.clone();
                    name.map(|name| rest.remove(name));
                    format!("{}: {}", isolated(id), says(&Meaning::Fields(rest)))
                }
                _ => isolated(id),
            };
            things.iter().map(thing).collect::<Vec<_>>().join("; ")
        }
    }
}

fn is_single(value: &Meaning) -> bool {
    matches!(value, Meaning::Text(_) | Meaning::Number(_) | Meaning::Flag(_))
}

/// Returns a key as words: `up to` for `up_to`.
#[must_use]
pub fn key_words(key: &str) -> String {
    isolated(&key.replace('_', " "))
}

/// Returns the ids of things with their titles, names or texts, joined for a sentence.
#[must_use]
pub fn titled(things: &[(String, &Meaning)]) -> String {
    list(&things.iter().map(|(id, thing)| named_thing(id, thing)).collect::<Vec<_>>())
}

/// Returns what a thing is called, and its id behind it.
#[must_use]
pub fn named_thing(id: &str, thing: &Meaning) -> String {
    let title = title(thing);
    if title.is_empty() || title == id {
        return isolated(id);
    }
    format!("{} ({})", isolated(title), isolated(id))
}

/// Returns what a thing is called; an empty text where it has no name.
#[must_use]
pub fn title(thing: &Meaning) -> &str {
    let names = ["title", "name", "label", "text", "prompt", "meaning", "why", "reason"];
    names.into_iter().map(|key| thing.text(key)).find(|text| !text.is_empty()).unwrap_or_default()
}
