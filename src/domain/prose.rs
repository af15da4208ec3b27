//! What a text is made of: its words and its sentences, counted; and which words of a glossary it
//! uses. Knows no language: a sentence ends at a mark that a capital, a digit or nothing follows.

use super::questionnaire::Term;
use std::collections::{BTreeMap, BTreeSet};

/// How many sentences a room takes in at once: help that is longer is cut, and told of.
pub const SENTENCES_AT_ONCE: usize = 3;
/// The marks that end a sentence.
const ENDS: [char; 3] = ['.', '!', '?'];
/// The marks that may stand between the end of a sentence and the blank behind it.
const CLOSING: [char; 5] = ['"', '\'', '\u{201d}', '\u{2019}', ')'];

/// Returns the sentences of a text, each with its end.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let (mut found, mut start) = (Vec::new(), 0);
    for (end, begins_behind) in words_within(text) {
        let said = text.get(start..end).unwrap_or_default();
        if begins_behind && ends_here(said) {
            found.push(said.trim());
            start = end;
        }
    }
    let rest = text.get(start..).unwrap_or_default().trim();
    found.extend(Some(rest).filter(|rest| !rest.is_empty()));
    found
}

/// Returns where each word of a text ends, and whether a sentence may begin behind it: whatever the
/// text, it is looked through once there and once back.
fn words_within(text: &str) -> Vec<(usize, bool)> {
    let (mut words, mut at) = (Vec::new(), 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            words.push((at + word.len(), word.chars().find(|c| c.is_alphanumeric())));
        }
        at += piece.len();
    }
    let mut behind: Option<char> = None;
    let mut found: Vec<_> = (words.into_iter().rev())
        .map(|(end, first)| {
            let begins = behind.is_none_or(|first| !first.is_lowercase());
            behind = first.or(behind);
            (end, begins)
        })
        .collect();
    found.reverse();
    found
}

/// Returns whether a stretch ends with the end of a sentence, and not with an abbreviation.
fn ends_here(said: &str) -> bool {
    let bare = said.trim_end_matches(CLOSING);
    let Some(before) = bare.strip_suffix(ENDS) else { return false };
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let is_short = last.contains('.') || last.chars().filter(|c| c.is_alphabetic()).count() == 1;
    !bare.ends_with('.') || !is_short || last.chars().any(|c| c.is_ascii_digit())
}

/// Returns how many words a text has.
#[must_use]
pub fn count_words(text: &str) -> usize {
    let has_letter = |word: &&str| word.chars().any(char::is_alphanumeric);
    text.split_whitespace().filter(has_letter).count()
}

/// Returns those of `glossary` that `texts` use, in the order of the glossary: as whole words, be
/// their letters large or small.
#[must_use]
pub fn used<'q>(glossary: &'q [Term], texts: &[&str]) -> Vec<&'q Term> {
    // By the first word of a spelling: whose it is, and the words behind it.
    let mut spellings: BTreeMap<String, Vec<(usize, Vec<String>)>> = BTreeMap::new();
    for (place, term) in glossary.iter().enumerate() {
        for spelling in std::iter::once(&term.term).chain(&term.also) {
            let mut wanted = words(spelling).into_iter();
            if let Some(first) = wanted.next() {
                spellings.entry(first).or_default().push((place, wanted.collect()));
            }
        }
    }
    let mut found = BTreeSet::new();
    for text in texts {
        let text = words(text);
        for (at, word) in text.iter().enumerate() {
            let Some(waiting) = spellings.get_mut(word) else { continue };
            let behind = text.get(at + 1..).unwrap_or_default();
            waiting.retain(|(place, rest)| {
                let stands = behind.starts_with(rest);
                if stands {
                    found.insert(*place);
                }
                !stands
            });
        }
    }
    found.into_iter().filter_map(|place| glossary.get(place)).collect()
}

/// Returns the words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        for (text, count) in [
            ("", 0),
            ("One", 1),
            ("One. Two", 2),
            ("One? Two! Three.", 3),
            ("It took 2.5 days. Then it ended.", 2),
            ("Count e.g. Orders, i.e. all of them.", 1),
            ("Ask \"why?\" and wait.", 1),
            ("He asked \"Why?\" We waited.", 2),
            ("A part (the other one.) Then more.", 2),
            ("Within 12. Then out.", 2),
            ("From 3 on. 12 of them.", 2),
        ] {
            assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
        }
    }

    /// A text of nothing but blanks or marks is looked through once, however long it is.
    #[test]
    fn long_texts_are_looked_through_once() {
        let blanks = format!("One.{}Two", " ".repeat(4 << 20));
        assert_eq!(sentences(&blanks), ["One.", "Two"]);
        assert_eq!(sentences(&". ".repeat(1 << 20)).len(), 1 << 20);
        let glossary: Vec<_> = (0..20_000)
            .map(|number| Term {
                term: format!("term {number}"),
                also: Vec::new(),
                means: "M".to_owned(),
            })
            .collect();
        let text = "word ".repeat(200_000) + "term 7";
        assert_eq!(used(&glossary, &[&text]), [&glossary[7]]);
    }

    #[test]
    fn words_are_counted_without_lone_marks() {
        assert_eq!(count_words("Days - of the two, newest: 2 reviews"), 7);
    }

    #[test]
    fn a_term_is_used_where_its_words_stand_whole() {
        let term = |term: &str, also: &[&str]| Term {
            term: term.to_owned(),
            also: also.iter().map(|&one| one.to_owned()).collect(),
            means: "M".to_owned(),
        };
        let glossary = [term("cut-off", &[]), term("OMS", &[]), term("split", &["splits"])];
        let used = |text: &str| {
            let used = used(&glossary, &[text]).into_iter();
            used.map(|term| term.term.clone()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(used("The Cut-Off holds."), "cut-off");
        assert_eq!(used("Splits in the oms"), "OMS, split");
        assert_eq!(used("Cutoffs, splitting and omsx"), "");
    }
}
