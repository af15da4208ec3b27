//! Answers into the text that they were read from: only what changed is written anew, and comments,
//! order and spelling of all the rest stay. What was edited is read again before it counts.

use super::answers;
use super::emit::{ANSWERS, Spelling};
use super::node::{Bounds, Entry, Format, Node, Span, Value};
use super::{read, write};
use crate::domain::sorting;
use crate::domain::{Date, GivenAnswers, Instrument};
use std::borrow::Cow;

/// The text of an answers file with other answers in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// The comments that were in the text before and are gone. What only waited to be filled in is
    /// no loss.
    pub lost_comments: Vec<String>,
}

/// Returns `text` with the answers `given` in it: edited where that can be done, else written anew.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn answers(
    text: &str,
    format: Format,
    given: &GivenAnswers,
    instrument: &Instrument,
) -> Result<Edited, String> {
    let before = read::tree(text, format, Bounds::ANSWERS).ok();
    let mut comments = before.as_ref().map(|tree| comments(text, tree)).unwrap_or_default();
    let edited = before.as_ref().and_then(|tree| edited(text, tree, format, given, instrument));
    let (edited, filled) = match edited {
        Some(edited) => edited,
        None => {
            (like(text, write::answers(given, format, instrument.questionnaire())?), Vec::new())
        }
    };
    comments.retain(|(start, _)| !filled.iter().any(|span| span.contains(start)));
    let kept = read::tree(&edited, format, Bounds::ANSWERS);
    let mut kept = kept.map(|tree| self::comments(&edited, &tree)).unwrap_or_default();
    // Two that say the same are two.
    comments.retain(|(_, comment)| {
        let same = kept.iter().position(|(_, other)| other == comment);
        same.map(|place| kept.swap_remove(place)).is_none()
    });
    let lost_comments = comments.into_iter().map(|(_, comment)| comment.to_owned()).collect();
    Ok(Edited { text: edited, lost_comments })
}

/// Returns a text with the byte-order mark and the line ends of another one.
fn like(text: &str, anew: String) -> String {
    let anew = if text.contains("\r\n") { anew.replace('\n', "\r\n") } else { anew };
    if text.starts_with('\u{feff}') { format!("\u{feff}{anew}") } else { anew }
}

/// Edits a text, if what becomes of it says what it should; returns where lines were filled in as
/// well.
fn edited(
    text: &str,
    tree: &Node<'_>,
    format: Format,
    given: &GivenAnswers,
    instrument: &Instrument,
) -> Option<(String, Vec<Span>)> {
    // A text that is still to be completed can be edited as well; its open day is no day of anybody's.
    let before = answers::read_unfinished(tree, instrument, Date::LAST).ok()?.sheet;
    if before.given() == given {
        return Some((text.to_owned(), Vec::new()));
    }
    let spelling = match format {
        Format::Yaml => Spelling::Yaml,
        Format::Json => Spelling::Json,
        Format::Toml => return None,
    };
    let json = write::answers(given, Format::Json, instrument.questionnaire()).ok()?;
    let mut wanted = read::tree(&json, Format::Json, Bounds::ANSWERS).ok()?;
    keep_unchanged(&mut wanted, tree, before.given(), given);
    let mut editor = Editor { text, spelling, edits: Vec::new(), filled: Vec::new() };
    editor.map(tree, &wanted)?;
    let filled = std::mem::take(&mut editor.filled);
    let edited = editor.finish()?;
    let tree = read::tree(&edited, format, Bounds::ANSWERS).ok()?;
    let sheet = answers::read(&tree, instrument).ok()?;
    (sheet.given() == given).then_some((edited, filled))
}

/// Takes the answers that stay as they are for wanted just as they stand there.
fn keep_unchanged<'t>(
    wanted: &mut Node<'t>,
    tree: &Node<'t>,
    before: &GivenAnswers,
    given: &GivenAnswers,
) {
    let Value::Map(top) = &mut wanted.value else { return };
    let Some(Value::Map(entries)) =
        top.iter_mut().find(|entry| entry.key == "answers").map(|entry| &mut entry.value.value)
    else {
        return;
    };
    let there = tree.get("answers");
    for entry in entries {
        let id = entry.key.as_ref();
        if let Some(same) = there.and_then(|there| there.get(id))
            && before.answers.get(id) == given.answers.get(id)
        {
            entry.value = same.clone();
        }
    }
}

/// A text that is being edited.
struct Editor<'t> {
    text: &'t str,
    spelling: Spelling,
    /// What stands instead of each stretch.
    edits: Vec<(Span, String)>,
    /// Where lines waited to be filled in, and were.
    filled: Vec<Span>,
}

impl Editor<'_> {
    /// Makes the mapping `there` say what `wanted` says; nothing where that cannot be done.
    fn map(&mut self, there: &Node<'_>, wanted: &Node<'_>) -> Option<()> {
        let (Value::Map(old), Value::Map(new)) = (&there.value, &wanted.value) else {
            return None;
        };
        let is_flow = self.text.get(there.span.start..)?.starts_with('{');
        if old.iter().all(|entry| wanted.get(&entry.key).is_none()) {
            // Nothing stays that the rest could be put beside.
            let end = self.end(there)?;
            is_flow.then(|| self.set(there.span.start..end, self.spelling.on_one_line(wanted)))?;
            return Some(());
        }
        for (place, entry) in old.iter().enumerate() {
            match wanted.get(&entry.key) {
                None => self.remove(old, place, is_flow)?,
                Some(value) if is_flow => self.entry(entry, value)?,
                Some(value) => self.fill(entry, value).or_else(|| self.entry(entry, value))?,
            }
        }
        for (place, entry) in new.iter().enumerate() {
            if there.get(&entry.key).is_none() {
                let mut earlier = new.get(..place).unwrap_or_default().iter().rev();
                let earlier = earlier.find_map(|entry| there.entry(&entry.key));
                let first = old.iter().find(|entry| wanted.get(&entry.key).is_some())?;
                self.insert(entry, earlier, first, is_flow)?;
            }
        }
        Some(())
    }

    /// Makes an entry that is there say what it should.
    fn entry(&mut self, entry: &Entry<'_>, wanted: &Node<'_>) -> Option<()> {
        if is_same(&entry.value, wanted) {
            return Some(());
        }
        if let (Value::Map(_), Value::Map(_)) = (&entry.value.value, &wanted.value) {
            return self.map(&entry.value, wanted);
        }
        let colon = self.colon(entry)?;
        let start = entry.value.span.start.max(colon);
        let between = self.text.get(colon..start)?;
        // What stands before the value belongs to it, such as the mark of a text over lines.
        let is_bare = between.chars().all(|letter| letter == ' ' || letter == '\t');
        let from = if is_bare { start } else { colon };
        let space = if from == colon { " " } else { "" };
        let text = self.spelling.on_one_line(wanted);
        let to = self.end_of_entry(entry)?;
        self.set(from..to, format!("{space}{text}"));
        Some(())
    }

    /// Puts answers below their key, which has a line of its own and nothing but a comment behind it.
    fn fill(&mut self, entry: &Entry<'_>, wanted: &Node<'_>) -> Option<()> {
        let Value::Map(answers) = &wanted.value else { return None };
        let (_, margin) = self.margin(entry).filter(|_| entry.key == ANSWERS)?;
        let colon = self.colon(entry)?;
        let end = self.line_end(colon);
        let said = self.text.get(colon..end)?;
        let said = said.split_once(" #").map_or(said, |(said, _)| said).trim_end();
        let is_open = matches!(entry.value.value, Value::Null) || said.trim_start() == "{}";
        if !is_open || !matches!(said.trim_start(), "" | "~" | "null" | "{}") {
            return None;
        }
        let line_break = self.line_break();
        let lines = answers.iter().map(|answer| {
            let answer = self.spelling.entry(answer);
            format!("{line_break}{margin}  {answer}")
        });
        let lines = lines.collect();
        self.set(colon..colon + said.len(), String::new());
        self.set(end..end, lines);
        Some(())
    }

    fn remove(&mut self, entries: &[Entry<'_>], place: usize, is_flow: bool) -> Option<()> {
        let entry = entries.get(place)?;
        let end = self.end_of_entry(entry)?;
        let span = match (is_flow, place.checked_sub(1)) {
            (true, Some(before)) => self.end_of_entry(entries.get(before)?)?..end,
            (true, None) => entry.key_span.start..entries.get(1)?.key_span.start,
            (false, _) => {
                let (start, _) = self.margin(entry)?;
                start..(self.line_end(end) + self.line_break().len()).min(self.text.len())
            }
        };
        self.set(span, String::new());
        Some(())
    }

    /// Puts an entry behind an `earlier` one, else before the `first` one.
    fn insert(
        &mut self,
        entry: &Entry<'_>,
        earlier: Option<&Entry<'_>>,
        first: &Entry<'_>,
        is_flow: bool,
    ) -> Option<()> {
        let text = self.spelling.entry(entry);
        if is_flow {
            // Beside one that has a line of its own, so has this one.
            let beside = self.margin(earlier.unwrap_or(first));
            let space = beside
                .map_or(" ".to_owned(), |(_, margin)| format!("{}{margin}", self.line_break()));
            let (at, text) = match earlier {
                Some(earlier) => (self.end_of_entry(earlier)?, format!(",{space}{text}")),
                None => (first.key_span.start, format!("{text},{space}")),
            };
            self.set(at..at, text);
            return Some(());
        }
        let (start, margin) = self.margin(first)?;
        let (line_break, line) = (self.line_break(), format!("{margin}{text}"));
        if let Some((hint, is_open)) = self.hint(&entry.key, margin) {
            // A line that was put there to be filled in.
            let end = hint.end;
            if is_open {
                self.filled.push(hint.clone());
                self.set(hint, line);
            } else {
                self.set(end..end, format!("{line_break}{line}"));
            }
        } else if let Some(earlier) = earlier {
            let at = self.line_end(self.end_of_entry(earlier)?);
            self.set(at..at, format!("{line_break}{line}"));
        } else {
            let start = self.above_comments(start);
            self.set(start..start, format!("{line}{line_break}"));
        }
        Some(())
    }

    /// Returns where the comments start that stand right above the line at `start`.
    fn above_comments(&self, mut start: usize) -> usize {
        let above = self.text.get(..start).unwrap_or_default();
        for line in above.split_inclusive('\n').rev() {
            if !line.trim_start().starts_with('#') {
                break;
            }
            start -= line.len();
        }
        start
    }

    /// Finds the comment that stands where an entry would, such as `# respondent: ...`; returns its
    /// line, and whether it says nothing but that the answer is open.
    fn hint(&self, key: &str, margin: &str) -> Option<(Span, bool)> {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let bare = line.trim_end();
            let said = bare.strip_prefix(margin).and_then(|rest| rest.strip_prefix('#'));
            let said = said.and_then(|said| said.trim_start().strip_prefix(key));
            if let Some(value) = said.and_then(|said| said.strip_prefix(':')) {
                return Some((start..start + bare.len(), value.trim() == "unknown"));
            }
            start += line.len();
        }
        None
    }

    fn set(&mut self, span: Span, text: String) {
        self.edits.push((span, text));
    }

    /// Returns the text with all edits in it, if none gets in the way of another.
    fn finish(mut self) -> Option<String> {
        sorting::sort_by_key(&mut self.edits, |(span, _)| (span.start, span.end));
        let (mut edited, mut at) = (String::new(), 0);
        for (span, text) in &self.edits {
            edited.push_str(self.text.get(at..span.start)?);
            edited.push_str(text);
            at = span.end;
        }
        edited.push_str(self.text.get(at..)?);
        Some(edited)
    }

    /// Returns where the value of an entry begins at the earliest: behind the colon.
    fn colon(&self, entry: &Entry<'_>) -> Option<usize> {
        let behind = self.text.get(entry.key_span.end..)?;
        Some(entry.key_span.end + behind.find(':')? + 1)
    }

    fn end_of_entry(&self, entry: &Entry<'_>) -> Option<usize> {
        Some(self.end(&entry.value)?.max(self.colon(entry)?))
    }

    /// Returns the byte behind the last one of a value.
    fn end(&self, node: &Node<'_>) -> Option<usize> {
        let opened = self.text.get(node.span.start..)?.chars().next();
        let last = match &node.value {
            Value::Map(entries) => entries.last().map(|entry| self.end_of_entry(entry)),
            Value::List(items) => items.last().map(|item| self.end(item)),
            // A text over lines takes the line ends behind it.
            _ => return Some(self.text.get(..node.span.end)?.trim_end().len()),
        };
        match (opened, last) {
            (Some(open @ ('{' | '[')), last) => {
                let from = last.unwrap_or(Some(node.span.start + 1))?;
                self.closed(from, if open == '{' { '}' } else { ']' })
            }
            (_, Some(end)) => end,
            (_, None) => None,
        }
    }

    /// Returns the byte behind the bracket that closes what ends at `from`.
    fn closed(&self, from: usize, bracket: char) -> Option<usize> {
        let mut in_comment = false;
        for (at, letter) in self.text.get(from..)?.char_indices() {
            match letter {
                '\n' => in_comment = false,
                _ if in_comment => {}
                '#' => in_comment = true,
                _ if letter == bracket => return Some(from + at + 1),
                _ if letter == ',' || letter.is_whitespace() => {}
                _ => return None,
            }
        }
        None
    }

    /// Returns where the line of an entry starts that stands first in it, and its indentation.
    fn margin(&self, entry: &Entry<'_>) -> Option<(usize, &str)> {
        let before = self.text.get(..entry.key_span.start)?;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let margin = before.get(start..)?;
        let mark = if margin.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let margin = margin.get(mark..)?;
        margin.trim().is_empty().then_some((start + mark, margin))
    }

    /// Returns the end of the line that `at` is in, without the line break.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.lines().next().map_or(0, str::len)
    }

    fn line_break(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// Returns whether two values say the same in an answers file, however they are spelled.
fn is_same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Map(entries), Value::Map(others)) => {
            let same = |entry: &Entry<'_>| {
                other.get(&entry.key).is_some_and(|value| is_same(&entry.value, value))
            };
            entries.len() == others.len() && entries.iter().all(same)
        }
        _ => spelled(one).is_some_and(|one| spelled(other).is_some_and(|other| one == other)),
    }
}

/// Returns a value that stands for itself, as it is spelled.
fn spelled<'n>(node: &'n Node<'_>) -> Option<Cow<'n, str>> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(Cow::Borrowed(text.trim())),
        Value::Bool(value) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// Returns the comments of a text, each from its mark to the end of its line, and where they start.
fn comments<'t>(text: &'t str, tree: &Node<'_>) -> Vec<(usize, &'t str)> {
    let mut taken = Vec::new();
    scalars(tree, &mut taken);
    let is_taken = |at: usize| taken.iter().any(|span| span.contains(&at));
    let (mut comments, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let mark = line.char_indices().find(|(at, letter)| {
            let before = line.get(..*at).unwrap_or_default();
            let apart = before.trim_start_matches('\u{feff}').chars().next_back();
            *letter == '#'
                && apart.is_none_or(|letter| letter.is_whitespace() || letter == ',')
                && !is_taken(start + at)
        });
        let comment = mark.and_then(|(at, _)| Some((start + at, line.get(at..)?.trim_end())));
        comments.extend(comment);
        start += line.len();
    }
    comments
}

/// Collects where the keys and scalars of a tree stand.
fn scalars(node: &Node<'_>, spans: &mut Vec<Span>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| scalars(item, spans)),
        Value::Map(entries) => {
            for entry in entries {
                spans.push(entry.key_span.clone());
                scalars(&entry.value, spans);
            }
        }
        _ => spans.push(node.span.clone()),
    }
}
