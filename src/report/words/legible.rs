//! Which characters of a text stand on a screen as they were written. One rule for every form.
//!
//! People write characters that are not seen by themselves and still belong to their words: joiners
//! within Persian, Hindi or an emoji, soft hyphens, direction marks beside Hebrew, the tags of a
//! flag. They are kept. What can hide something in a text of ours, or put it in another order, is
//! not: see [`each`].

use std::borrow::Cow;

/// Opens a stretch whose direction is its own.
pub const ISOLATE: char = '\u{2068}';
/// Closes it.
pub const CLOSE: char = '\u{2069}';
/// The emoji that the tags of a region make a flag of.
const FLAG: char = '\u{1F3F4}';
/// Ends those tags.
const LAST_TAG: char = '\u{E007F}';
/// The shortest and longest name of a region, in tags.
const REGION: std::ops::RangeInclusive<usize> = 3..=6;

/// Returns whether a character, wherever it stands, steers a terminal or is not seen by itself.
#[must_use]
pub fn harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}')
        || matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Returns every character of a text, and whether it stands as it is. Harmless ones do. Of those
/// that are not seen by themselves,
///
/// - a joiner, a soft hyphen and a variation selector stand directly behind a letter, a mark or an
///   emoji, which they shape or break; one that selects a variant may have a joiner behind it;
/// - a blank of no width stands behind a letter of a script that writes no blanks;
/// - a direction mark stands behind anything that is seen;
/// - tags stand behind the black flag, if they name a region and end;
/// - an isolate stands if it is closed within the text, and so does what closes it: nothing outside
///   is touched.
///
/// No other one does: embeddings and overrides change the order of what is read, line separators
/// break it, and the rest hides.
#[must_use]
pub fn each(text: &str) -> Vec<(char, bool)> {
    let letters: Vec<char> = text.chars().collect();
    let mut stands: Vec<bool> = Vec::with_capacity(letters.len());
    let mut before = None;
    for (at, c) in letters.iter().enumerate() {
        let plain = !harmful(*c) && !selects(*c);
        stands.push(plain || before.is_some_and(|before| belongs(*c, before, &letters, at)));
        before = Some(*c);
    }
    let closed = closed_isolates(&letters);
    let paired = |at: usize| closed.binary_search(&at).is_ok();
    let stands = stands.into_iter().enumerate().map(|(at, stands)| stands || paired(at));
    letters.iter().copied().zip(stands).collect()
}

/// Returns whether `c`, which is not seen by itself, belongs to what stands before it.
fn belongs(c: char, before: char, letters: &[char], at: usize) -> bool {
    let seen = !harmful(before) && !before.is_whitespace();
    let shaped = seen && (before.is_alphanumeric() || !before.is_ascii());
    match c {
        '\u{200C}' | '\u{200D}' => shaped,
        '\u{AD}' => shaped && !selects(before),
        '\u{200B}' => {
            matches!(before, '\u{E00}'..='\u{EFF}' | '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
        }
        '\u{200E}' | '\u{200F}' | '\u{61C}' => !harmful(before),
        _ if selects(c) => (shaped || matches!(before, '#' | '*')) && !selects(before),
        _ if is_tag(c) => is_in_flag(letters, at),
        _ => false,
    }
}

/// Returns whether a character selects a variant of the one before it.
fn selects(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}' | LAST_TAG)
}

/// Returns whether the tag at `at` is one of a flag's, all of them there.
fn is_in_flag(letters: &[char], at: usize) -> bool {
    let (head, tail) = letters.split_at(at.min(letters.len()));
    let names_region = |c: &&char| is_tag(**c) && **c != LAST_TAG;
    let most = REGION.end() + 1;
    let behind = head.iter().rev().take(most).take_while(names_region).count();
    let ahead = tail.iter().take(most).take_while(names_region).count();
    let begins = head.iter().rev().nth(behind) == Some(&FLAG);
    begins && tail.get(ahead) == Some(&LAST_TAG) && REGION.contains(&(behind + ahead))
}

/// Returns where the isolates stand that are closed in the same text, and what closes them.
fn closed_isolates(letters: &[char]) -> Vec<usize> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for (at, c) in letters.iter().enumerate() {
        match *c {
            '\u{2066}'..=ISOLATE => open.push(at),
            CLOSE => closed.extend(open.pop().map(|opened| [opened, at]).into_iter().flatten()),
            // A new line ends them all.
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => open.clear(),
            _ => {}
        }
    }
    closed.sort_unstable();
    closed
}

/// Returns whether a text has letters or marks that are read from right to left.
#[must_use]
pub fn runs_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_read_leftward)
}

/// Returns a text without the stretches whose direction is their own: what is left decides in which
/// direction the whole is read.
#[must_use]
pub fn outside_isolates(text: &str) -> Cow<'_, str> {
    if !text.contains(is_isolate) {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| match *c {
        CLOSE => {
            depth = depth.saturating_sub(1);
            false
        }
        c if is_isolate(c) => {
            depth += 1;
            false
        }
        _ => depth == 0,
    });
    Cow::Owned(outside.collect())
}

fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..=ISOLATE)
}

fn is_read_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Returns the lines of one text, each with its isolates closed, and opened again on the next.
#[must_use]
pub fn isolated_by_line(lines: Vec<String>) -> Vec<String> {
    if !lines.iter().any(|line| line.contains(|c| matches!(c, '\u{2066}'..=CLOSE))) {
        return lines;
    }
    let mut open: Vec<char> = Vec::new();
    let line = |line: String| {
        let mut whole: String = open.iter().collect();
        for c in line.chars() {
            match c {
                '\u{2066}'..=ISOLATE => open.push(c),
                CLOSE => drop(open.pop()),
                _ => {}
            }
        }
        whole += &line;
        whole.extend(open.iter().map(|_| CLOSE));
        whole
    };
    lines.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept(text: &str) -> String {
        each(text).into_iter().filter(|(_, stands)| *stands).map(|(c, _)| c).collect()
    }

    #[test]
    fn what_people_write_stands_as_it_is() {
        for text in [
            "می‌خواهم",
            "۱۴۰۵ ه\u{200D}",
            "क्\u{200D}ष क्\u{200C}",
            "👩‍💻 Ada, 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "❤\u{FE0F}\u{200D}🔥 1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3} 👩🏽‍🚒 🏴\u{200D}☠\u{FE0F}",
            "Waren\u{AD}haus Auf\u{200C}lage",
            "\u{5DE}\u{5D7}\u{5E1}\u{5DF} (3)\u{200F}, C++\u{200E}",
            "នេះ\u{200B}ជា",
            "葛\u{E0100} e\u{301} ก\u{E49}",
            "a \u{2068}b \u{2067}c\u{2069}\u{2069} d",
        ] {
            assert_eq!(kept(text), text);
        }
    }

    #[test]
    fn what_hides_or_reorders_does_not_stand() {
        for (text, expected) in [
            ("a \u{200D}b\u{200C}\u{200C}", "a b\u{200C}"),
            ("\u{200B}a\u{200B}b\u{FEFF}c\u{2060}", "abc"),
            ("\u{202E}abc\u{202C}", "abc"),
            ("a\u{2066}b", "ab"),
            ("a\u{2069}b\u{2067}", "ab"),
            ("a\u{2066}b\nc\u{2069}", "ab\u{A}c"),
            ("x\u{E0041}\u{E007F}", "x"),
            ("🏴\u{E0067}\u{E0062}", "🏴"),
            ("🏴\u{E0067}\u{E007F}", "🏴"),
            ("a\u{FE0F}\u{FE0F}\u{E0100}", "a\u{FE0F}"),
            ("a\u{2028}b\u{FFF9}c\u{FFFC}\u{3164}", "abc"),
            ("\u{1b}[31m\u{9b}", "[31m"),
        ] {
            assert_eq!(kept(text).replace('\n', ""), expected.replace('\n', ""), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_stands_is_balanced_and_never_steers(
            letters in proptest::collection::vec(prop_oneof![
                Just('\u{2066}'), Just('\u{2068}'), Just('\u{2069}'), Just('\u{202E}'), Just('a'),
                Just('\u{200D}'), Just('\u{E0067}'), Just(FLAG), Just(LAST_TAG), any::<char>(),
            ], 0..40)
        ) {
            let text: String = letters.into_iter().collect();
            let mut depth = 0;
            let kept = kept(&text);
            for c in kept.chars() {
                depth += i32::from(matches!(c, '\u{2066}'..=ISOLATE)) - i32::from(c == CLOSE);
                prop_assert!(depth >= 0);
                let steers = c.is_control() || matches!(c, '\u{2028}'..='\u{202E}');
                prop_assert!(!steers);
            }
            prop_assert_eq!(depth, 0);
            // A second look, as a sentence gets it that holds the text, changes nothing that stands.
            let again: String = each(&kept).into_iter().filter(|(_, s)| *s).map(|(c, _)| c).collect();
            prop_assert!(again.chars().count() <= kept.chars().count());
        }
    }
}
