//! Reading a mapping key by key: every finding is kept, nothing stops at the first.

use super::advice::{nearest, nearest_or_all};
use super::mistaken::{plain, spelled};
use super::node::{Entry, Finding, Node, Span, Value};
use crate::domain::decimal::NotDecimal;
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::Question;
use crate::domain::rubric::Scale;
use crate::domain::sorting;
use crate::domain::{Code, Date, Decimal, Questionnaire, Rubric};
use std::collections::BTreeSet;

/// What to do about a key that nothing stands behind.
const NOTHING: &str = "write it, or take the line out if it need not be there";
/// What a mapping is called in messages.
const MAPPING: &str = "a mapping";

/// The findings of one document, as they come up.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Finding>, Names);

/// The ids that a document defines, and those that it names elsewhere.
#[derive(Debug, Default)]
struct Names {
    defined: Vec<(String, Span)>,
    used: BTreeSet<String>,
}

impl Findings {
    /// Notes a finding.
    pub(super) fn push(&mut self, code: Code, span: &Span, message: impl Into<String>, help: &str) {
        let (message, help) = (message.into(), help.to_owned());
        self.0.push(Finding { code, span: span.clone(), message, help });
    }

    /// Notes that `id` is defined at `span`.
    pub(super) fn define(&mut self, id: &str, span: &Span) {
        self.1.defined.push((id.to_owned(), span.clone()));
    }

    /// Notes that `id`, which is defined, is named.
    pub(super) fn use_of(&mut self, id: &str) {
        self.1.used.insert(id.to_owned());
    }

    /// Keeps one finding about each id that is not there. Where several places name one, and
    /// something of nearly that id is named by nobody, it is that one which is misspelt.
    fn keep_causes(&mut self) {
        let mut causes: Vec<(Finding, usize)> = Vec::new();
        for finding in std::mem::take(&mut self.0) {
            let is_same = |(known, _): &&mut (Finding, usize)| {
                finding.code == Code::UnknownId && known.message == finding.message
            };
            match causes.iter_mut().find(is_same) {
                Some((_, times)) => *times += 1,
                None => causes.push((finding, 1)),
            }
        }
        let unused: Vec<_> =
            self.1.defined.iter().filter(|(id, _)| !self.1.used.contains(id)).collect();
        let ids: Vec<_> = unused.iter().map(|(id, _)| id.as_str()).collect();
        let cause = |(mut finding, times): (Finding, usize)| {
            let missing = finding.message.split('`').nth(1).filter(|_| times > 1);
            let meant = missing.and_then(|missing| nearest(missing, &ids));
            let meant = unused.iter().find(|(id, _)| Some(id.as_str()) == meant);
            if let (Some((_, span)), Some(missing)) = (meant, missing) {
                finding.help = format!("did you mean `{missing}`? {times} places name it");
                finding.span = span.clone();
            }
            finding
        };
        self.0 = causes.into_iter().map(cause).collect();
    }

    /// Returns `value` if nothing was found, else the findings in the order of the text.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<Finding>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => {
                self.keep_causes();
                sorting::sort_by_key(&mut self.0, |finding| (finding.span.start, finding.span.end));
                Err(self.0)
            }
        }
    }

    fn wrong_type(&mut self, node: &Node<'_>, expected: &str) {
        let message = format!("{expected} belongs here, not {}", node.value.kind());
        let help = match node.value {
            Value::Null => NOTHING,
            Value::List(_) if expected == MAPPING => "write `key: value` in place of the list",
            Value::Text(_) if expected == MAPPING => "write `key: value`, a blank behind the colon",
            _ => "",
        };
        self.push(Code::WrongType, &node.span, message, help);
    }
}

/// A mapping that is being read.
pub(super) struct Fields<'n, 't> {
    span: Span,
    entries: &'n [Entry<'t>],
    /// The keys that it may have.
    known: Vec<&'static str>,
    /// What this mapping is, for messages: "an answers file", "a level".
    what: &'static str,
}

/// Turns a node into a value, noting findings; nothing where there is no value to be had.
pub(super) type Read<T> = fn(&Node<'_>, &mut Findings) -> Option<T>;

impl<'n, 't> Fields<'n, 't> {
    /// Opens `node` as a mapping with no keys but `known`, none of them twice.
    pub(super) fn open(
        node: &'n Node<'t>,
        what: &'static str,
        known: &[&'static str],
        findings: &mut Findings,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let message = format!("{what} (a mapping) belongs here, not {}", node.value.kind());
            let known: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
            let help = format!("write `key: value`, with keys of these: {}", known.join(", "));
            findings.push(Code::WrongType, &node.span, message, &help);
            return None;
        };
        for (at, entry) in entries.iter().enumerate() {
            if known.iter().any(|known| entry.is_called(known)) {
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| entries.get(before));
            if let Some((span, help)) = before.and_then(|before| cut_at_comma(before, entry)) {
                findings.push(Code::BadNumber, &span, "a comma ends the number here", &help);
                continue;
            }
            let message = format!("{what} has no key `{}`", spelled(&entry.key));
            let help = nearest_or_all(&entry.key, known);
            findings.push(Code::UnknownKey, &entry.key_span, message, &help);
        }
        refuse_duplicates(entries, findings);
        Some(Self { span: node.span.clone(), entries, known: known.to_vec(), what })
    }

    /// Returns the value called `key`, if it is there.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node<'t>> {
        self.entries.iter().find(|entry| entry.is_called(key)).map(|entry| &entry.value)
    }

    /// Reads the value called `key`, which may be missing.
    pub(super) fn optional<T>(
        &self,
        key: &str,
        findings: &mut Findings,
        read: Read<T>,
    ) -> Option<T> {
        self.get(key).and_then(|node| read(node, findings))
    }

    /// Reads the value called `key`, which must be there.
    pub(super) fn required<T>(
        &self,
        key: &str,
        findings: &mut Findings,
        read: Read<T>,
    ) -> Option<T> {
        let node = self.need(key, findings)?;
        read(node, findings)
    }

    /// Returns whether there is a key that is not known: a finding names it.
    pub(super) fn has_unknown(&self) -> bool {
        let known = |entry: &Entry<'_>| self.known.iter().any(|known| entry.is_called(known));
        !self.entries.iter().all(known)
    }

    /// Returns whether a key that is not known was probably meant to be `key`: a finding names it,
    /// and what follows from it needs none.
    pub(super) fn misspells(&self, key: &str) -> bool {
        misspells(self.entries, &self.known, key)
    }

    /// Returns the value called `key`, which must be there.
    pub(super) fn need(&self, key: &str, findings: &mut Findings) -> Option<&'n Node<'t>> {
        let node = self.get(key);
        if node.is_none() && !self.misspells(key) {
            let first = self.entries.first().map(|entry| entry.key_span.clone());
            let span = first.unwrap_or_else(|| self.span.clone());
            let message = format!("{} lacks `{key}`", self.what);
            findings.push(Code::MissingKey, &span, message, "add it");
        }
        node
    }

    /// Reads the list called `key` entry by entry; a missing list is an empty one.
    pub(super) fn list<T>(
        &self,
        key: &str,
        findings: &mut Findings,
        mut read: impl FnMut(&Node<'_>, &mut Findings) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.get(key) else { return Vec::new() };
        items(node, findings).iter().filter_map(|item| read(item, findings)).collect()
    }
}

/// Returns whether none of these entries is called `key`, and one whose key is not `known` was
/// probably meant to be.
pub(super) fn misspells(entries: &[Entry<'_>], known: &[&str], key: &str) -> bool {
    let unknown = |entry: &&Entry<'_>| !known.iter().any(|known| entry.is_called(known));
    let mut unknown = entries.iter().filter(unknown);
    !entries.iter().any(|entry| entry.is_called(key))
        && unknown.any(|entry| nearest(&entry.key, known) == Some(key))
}

/// Returns where a number stands whose decimals a comma cut off, so that they became a key, and how
/// to write it.
fn cut_at_comma(before: &Entry<'_>, entry: &Entry<'_>) -> Option<(Span, String)> {
    let Value::Number(whole) = &before.value.value else { return None };
    let (start, end) = (before.value.span.start, entry.key_span.end);
    let beside =
        entry.value.value == Value::Null && entry.key_span.start <= before.value.span.end + 2;
    let all_digits = entry.key.bytes().all(|byte| byte.is_ascii_digit());
    let meant = format!("{}.{}", whole.replace('.', ""), entry.key);
    let number = Decimal::parse(&meant).ok().filter(|_| beside && all_digits)?;
    Some((start..end, format!("write {number}: decimals stand behind a point")))
}

/// Notes every key that stands a second time.
pub(super) fn refuse_duplicates(entries: &[Entry<'_>], findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for entry in entries {
        let name = if entry.is_called("on") { "on" } else { entry.key.as_ref() };
        if !seen.insert(name) {
            let message = format!("`{name}` stands here twice");
            findings.push(Code::DuplicateKey, &entry.key_span, message, "keep one of the two");
        }
    }
}

/// Returns the entries of a list.
pub(super) fn items<'n, 't>(node: &'n Node<'t>, findings: &mut Findings) -> &'n [Node<'t>] {
    if let Value::List(items) = &node.value {
        return items;
    }
    findings.wrong_type(node, "a list");
    &[]
}

/// Returns the entries of a mapping with free keys.
pub(super) fn entries<'n, 't>(node: &'n Node<'t>, findings: &mut Findings) -> &'n [Entry<'t>] {
    if let Value::Map(entries) = &node.value {
        refuse_duplicates(entries, findings);
        return entries;
    }
    findings.wrong_type(node, MAPPING);
    &[]
}

/// Reads a text that is not empty. A plain number or truth value is taken as it is spelled.
pub(super) fn text(node: &Node<'_>, findings: &mut Findings) -> Option<String> {
    let text = any_text(node, findings)?.trim().to_owned();
    if text.is_empty() {
        findings.push(
            Code::WrongType,
            &node.span,
            "a text belongs here, not an empty one",
            NOTHING,
        );
        return None;
    }
    Some(text)
}

/// Reads a text exactly as it stands, be it empty.
pub(super) fn any_text(node: &Node<'_>, findings: &mut Findings) -> Option<String> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text.as_ref().to_owned()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::List(_) | Value::Map(_) => {
            findings.wrong_type(node, "a text");
            None
        }
    }
}

/// Reads an id in `snake_case`.
pub(super) fn id(node: &Node<'_>, findings: &mut Findings) -> Option<String> {
    let id = text(node, findings)?;
    if !is_snake_case(&id) {
        let message = format!("`{}` is no id", spelled(&id));
        let help = "ids are snake_case: a small letter, then small letters, digits and `_`";
        findings.push(Code::BadId, &node.span, message, help);
        return None;
    }
    Some(id)
}

/// Returns whether `text` is a small letter followed by small letters, digits and underscores.
#[must_use]
pub fn is_snake_case(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Reads a code such as `RA-1a` or `SN01`.
pub(super) fn code(node: &Node<'_>, findings: &mut Findings) -> Option<String> {
    let code = text(node, findings)?;
    let fits = code.starts_with(|first: char| first.is_ascii_alphabetic())
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !fits {
        let message = format!("`{}` is no id", spelled(&code));
        let help = "an id here is a letter, then letters, digits and `-`";
        findings.push(Code::BadId, &node.span, message, help);
        return None;
    }
    Some(code)
}

/// Reads a calendar date.
pub(super) fn date(node: &Node<'_>, findings: &mut Findings) -> Option<Date> {
    let written = match &node.value {
        Value::Text(text) | Value::Number(text) => text.as_ref(),
        _ => {
            findings.wrong_type(node, "a date, such as 2026-06-30,");
            return None;
        }
    };
    let date = day(written);
    if date.is_none() {
        let shaped =
            written.len() == 10 && written.matches('-').count() == 2 && !written.starts_with('0');
        let message = if shaped {
            format!("there is no day {}", spelled(written))
        } else {
            format!("`{}` is no date", spelled(written))
        };
        let help = match day_meant(&plain(written)) {
            Some(day) => format!("write the day alone, with plain digits and hyphens: {day}"),
            None => "write it as YYYY-MM-DD, such as 2026-06-30".to_owned(),
        };
        findings.push(Code::BadDate, &node.span, message, &help);
    }
    date
}

/// Returns the day that a text spells: alone, or as its first moment, as programs write it that
/// know no day without a time.
fn day(written: &str) -> Option<Date> {
    let written = written.trim();
    let (day, rest) = written.split_at_checked(10)?;
    let time = rest.strip_prefix(['T', 't', ' ']);
    let midnight = |time: &str| {
        time.starts_with("00:00") && time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z' | '+'))
    };
    // A year below 1000 is one whose first digits were left out.
    let whole = (rest.is_empty() || time.is_some_and(midnight)) && !day.starts_with('0');
    whole.then(|| Date::parse(day)).flatten()
}

/// Returns the day that a text means which spells it in another way, if only one can be meant.
fn day_meant(plain: &str) -> Option<Date> {
    let alone = day(plain).or_else(|| day(plain.get(..10)?));
    let alone = alone.or_else(|| Date::of_digits(Decimal::parse(plain).ok()?));
    alone.or_else(|| {
        let parts = plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let [first, second, third] = parts.collect::<Vec<_>>().try_into().ok()?;
        let is_year = |part: &str| part.len() == 4 && part > "1900";
        let past_months = |part: &str| part.parse::<u16>().is_ok_and(|number| number > 12);
        let (year, month, day) = if is_year(first) {
            (first, second, third)
        } else if is_year(third) && (plain.contains('.') || past_months(first)) {
            (third, second, first)
        } else if is_year(third) && past_months(second) {
            (third, first, second)
        } else {
            return None;
        };
        Date::parse(&format!("{year}-{month:0>2}-{day:0>2}"))
    })
}

/// Reads a number, exactly as it is spelled.
pub(super) fn decimal(node: &Node<'_>, findings: &mut Findings) -> Option<Decimal> {
    let (written, quoted) = match &node.value {
        Value::Number(written) => (written.as_ref(), false),
        Value::Text(written) => (written.as_ref(), true),
        _ => {
            findings.wrong_type(node, "a number");
            return None;
        }
    };
    match Decimal::parse(written) {
        Ok(number) if !quoted => return Some(number),
        Ok(number) => {
            let help = format!("write {number}, without quotes");
            findings.push(Code::BadNumber, &node.span, "a number must not be quoted", &help);
        }
        Err(why) => not_decimal(node, written, &why, findings),
    }
    None
}

/// Notes why what is written is no number.
pub(super) fn not_decimal(
    node: &Node<'_>,
    written: &str,
    why: &NotDecimal,
    findings: &mut Findings,
) {
    let (code, message, help) = match why {
        NotDecimal::Spelling(meant) => {
            let message = format!("`{}` is not a plain decimal number", spelled(written));
            (Code::BadNumber, message, number_meant(written, meant.as_deref()))
        }
        NotDecimal::TooLong => {
            let help = "write at most 15 significant digits".to_owned();
            (Code::OutOfRange, "the number has too many digits".to_owned(), help)
        }
        NotDecimal::TooLarge => {
            let help = "write a number of at most 1000000000".to_owned();
            (Code::OutOfRange, "the number is too large, or is none".to_owned(), help)
        }
    };
    findings.push(code, &node.span, message, &help);
}

/// Says what to write instead of what is no plain decimal number; `meant` is what it surely means.
fn number_meant(written: &str, meant: Option<&str>) -> String {
    let written = plain(written);
    let in_plain = match Decimal::parse(&written) {
        Ok(number) => Some(number.to_string()),
        Err(NotDecimal::Spelling(meant)) => meant,
        Err(NotDecimal::TooLong | NotDecimal::TooLarge) => None,
    };
    if let Some(meant) = meant.or(in_plain.as_deref()) {
        return format!("write {meant}");
    }
    let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
    let behind = written.get(digits.len()..).unwrap_or_default();
    match (fraction(&written), Decimal::parse(digits)) {
        (Some(help), _) => help,
        (None, Ok(_)) if behind.contains(char::is_alphabetic) => {
            "write the number alone, in the unit that is asked for".to_owned()
        }
        (None, Ok(number)) => format!("write {number}"),
        (None, Err(_)) => "write a plain decimal number, such as 5.1".to_owned(),
    }
}

/// Returns how to write what is spelled as a fraction.
fn fraction(spelled: &str) -> Option<String> {
    let (above, below) = spelled.split_once('/')?;
    let number = |text: &str| text.trim().parse::<i32>().ok().map(i64::from);
    let (above, below) = (number(above)?, number(below).filter(|below| *below > 0)?);
    let nearest = Decimal::of_hundredths((200 * above + below).div_euclid(2 * below))?;
    Some(format!("write {nearest}; weights may be whole numbers in the same ratio, as 1 and 3"))
}

/// Reads a whole number.
pub(super) fn whole(node: &Node<'_>, findings: &mut Findings) -> Option<i64> {
    let number = decimal(node, findings)?;
    if number.decimals() > 0 {
        let message = format!("a whole number belongs here, not {number}");
        findings.push(Code::BadNumber, &node.span, message, "");
        return None;
    }
    Some(number.floor())
}

/// Reads a level of a scale.
pub(super) fn level(node: &Node<'_>, scale: Scale, findings: &mut Findings) -> Option<i64> {
    let level = whole(node, findings)?;
    if (scale.lowest..=scale.highest).contains(&level) {
        return Some(level);
    }
    let message = format!("level {level} is not on the scale");
    let help = format!("write a level from {} to {}", scale.lowest, scale.highest);
    findings.push(Code::OutOfRange, &node.span, message, &help);
    None
}

/// Returns the index of an id among those that are known; what it names is said as `a what`.
pub(super) fn index_of(
    (id, span): (&str, &Span),
    what: &str,
    known: &[&str],
    findings: &mut Findings,
) -> Option<usize> {
    let index = known.iter().position(|known| *known == id);
    if index.is_none() {
        let message = format!("there is no {what} `{}`", spelled(id));
        findings.push(Code::UnknownId, span, message, &nearest_or_all(id, known));
    }
    index
}

/// Returns the dimension of this id.
pub(super) fn dimension(
    named: (&str, &Span),
    rubric: &Rubric,
    findings: &mut Findings,
) -> Option<DimensionId> {
    let ids: Vec<_> = rubric.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    index_of(named, "dimension", &ids, findings).map(DimensionId::new)
}

/// Returns the question of this id that has a measure.
pub(super) fn measured<'q>(
    named: (&str, &Span),
    questionnaire: &'q Questionnaire,
    findings: &mut Findings,
) -> Option<&'q Question> {
    let known: Vec<_> = questionnaire.all().filter(|asked| asked.measure.is_some()).collect();
    let ids: Vec<_> = known.iter().map(|asked| asked.id.as_str()).collect();
    let index = index_of(named, "question with a figure", &ids, findings)?;
    known.get(index).copied()
}

/// Reads a whole number that is not negative.
pub(super) fn count(node: &Node<'_>, findings: &mut Findings) -> Option<usize> {
    let number = whole(node, findings)?;
    let count = usize::try_from(number).ok();
    if count.is_none() {
        findings.push(Code::OutOfRange, &node.span, "the number must not be negative", "");
    }
    count
}

/// Reads true or false.
pub(super) fn flag(node: &Node<'_>, findings: &mut Findings) -> Option<bool> {
    if let Value::Bool(value) = node.value {
        return Some(value);
    }
    findings.wrong_type(node, "true or false");
    None
}

/// Reads one of `words`, each standing for a value.
pub(super) fn one_of<T: Copy>(
    node: &Node<'_>,
    words: &[(&str, T)],
    findings: &mut Findings,
) -> Option<T> {
    let word = text(node, findings)?;
    let found = words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value);
    if found.is_none() {
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` means nothing here", spelled(&word));
        findings.push(Code::UnknownId, &node.span, message, &nearest_or_all(&word, &known));
    }
    found
}
