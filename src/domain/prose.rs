//! What a text is made of: its words and its sentences, counted; and which words of a glossary it
//! uses. Knows no language: a sentence ends at a mark that a capital, a digit or nothing follows.

use super::questionnaire::Term;

/// The marks that end a sentence.
const ENDS: [char; 3] = ['.', '!', '?'];
/// The marks that may stand between the end of a sentence and the blank behind it.
const CLOSING: [char; 5] = ['"', '\'', '\u{201d}', '\u{2019}', ')'];

/// Returns the sentences of a text, each with its end.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let (mut found, mut start) = (Vec::new(), 0);
    let ends = text.match_indices(char::is_whitespace).map(|(at, _)| at);
    for end in ends.chain([text.len()]) {
        let said = text.get(start..end).unwrap_or_default();
        let behind = text.get(end..).unwrap_or_default().trim_start();
        if ends_here(said) && begins_here(behind) && !said.trim().is_empty() {
            found.push(said.trim());
            start = end;
        }
    }
    let rest = text.get(start..).unwrap_or_default().trim();
    found.extend(Some(rest).filter(|rest| !rest.is_empty()));
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

/// Returns whether a sentence may begin with what stands here.
fn begins_here(behind: &str) -> bool {
    behind.chars().find(|c| c.is_alphanumeric()).is_none_or(|first| !first.is_lowercase())
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
    let texts: Vec<_> = texts.iter().map(|text| words(text)).collect();
    let occurs = |spelling: &String| {
        let wanted = words(spelling);
        let stands = |text: &Vec<String>| text.windows(wanted.len()).any(|some| some == wanted);
        !wanted.is_empty() && texts.iter().any(stands)
    };
    let is_used = |term: &&Term| std::iter::once(&term.term).chain(&term.also).any(occurs);
    glossary.iter().filter(is_used).collect()
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
