//! Sentences that several forms share, and the guard against control characters.

pub mod actions;
pub mod effort;
pub mod enough;
pub mod exhibits;
pub mod figures;
pub mod glossary;
pub mod legible;
mod notices;
pub(super) mod requirements;
pub mod says;
pub mod sources;
mod standing;
pub mod verdicts;

pub use self::legible::harmful;
use super::Report;
use crate::domain::exact::Hundredths;
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::Question;
use crate::domain::requirement::Unmet;
use crate::domain::rubric::Dimension;
use crate::domain::scenarios::{ScenarioResult, Verdict};
use crate::domain::score::Basis;
use crate::domain::scores::{DimensionResult, Status};
use crate::domain::sensitivity::Sensitivity;
use crate::domain::sheet::Accepted;
use crate::domain::{AnswerSheet, AnswerValue, Date, Exact, Figure, Questionnaire, TwoDays};
pub(in crate::report) use standing::{Held, Standing};
use std::borrow::Cow;
use std::fmt::Display;
use std::fmt::Write;

/// How many dimensions are named in a sentence; the rest are counted.
const NAMED: usize = 8;
/// Up to how many questions of a dimension have their answers written out in one cell.
const SPELLED_OUT: usize = 4;

/// Returns `text` with `rewrite` writing every character for which `is_plain` does not vouch. Only
/// ASCII can be plain. Text that needs no change, which is nearly all there is, is copied by
/// stretches and not letter by letter.
pub(super) fn rewritten(
    text: &str,
    is_plain: impl Fn(u8) -> bool,
    mut rewrite: impl FnMut(&mut String, char),
) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (plain, odd) = rest.split_at(plain_length(rest.as_bytes(), &is_plain));
        if odd.is_empty() {
            break;
        }
        written.push_str(plain);
        let mut letters = odd.chars();
        letters.next().into_iter().for_each(|c| rewrite(&mut written, c));
        rest = letters.as_str();
    }
    written.push_str(rest);
    written
}

/// Returns how many bytes at the beginning are plain.
fn plain_length(bytes: &[u8], is_plain: impl Fn(u8) -> bool) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii() && is_plain(*byte);
    // Sixteen at once, without a branch for each: machines compare so many in one instruction.
    let all_plain = |chunk: &&[u8]| chunk.iter().fold(true, |all, byte| all & is_plain(byte));
    let sure: usize = bytes.chunks(16).take_while(all_plain).map(<[u8]>::len).sum();
    let rest = bytes.get(sure..).unwrap_or_default();
    sure + rest.iter().take_while(|byte| is_plain(byte)).count()
}

/// Returns a user's text on one line, as it was written; what steers or hides is shown, not obeyed
/// (see [`legible::each`]).
#[must_use]
pub fn shown(text: &str) -> String {
    if plain_length(text.as_bytes(), |byte| matches!(byte, b' '..=b'~')) == text.len() {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for (c, stands) in legible::each(text) {
        show(&mut line, c, stands);
    }
    line
}

/// Returns a user's text for the middle of a sentence of ours: as [`shown`], and isolated where it
/// is read from right to left, so that the numbers and words beside it keep their order.
#[must_use]
pub fn isolated(text: &str) -> String {
    let text = shown(text);
    let [open, close] = [legible::ISOLATE, legible::CLOSE];
    if legible::runs_left(&text) { format!("{open}{text}{close}") } else { text }
}

/// Returns a name of a rubric or questionnaire for the middle of a sentence of ours: as
/// [`isolated`], with a small first letter.
#[must_use]
pub fn named(name: &str) -> String {
    isolated(&lower_first(name))
}

/// Returns two parts of one text as [`shown`] shows it.
#[must_use]
pub fn shown_parts(before: &str, behind: &str) -> (String, String) {
    let all = legible::each(&[before, behind].concat());
    let (mut first, mut second) = (String::new(), String::new());
    let border = before.chars().count();
    for (at, (c, stands)) in all.into_iter().enumerate() {
        show(if at < border { &mut first } else { &mut second }, c, stands);
    }
    (first, second)
}

fn show(line: &mut String, c: char, stands: bool) {
    match c {
        '\n' | '\t' => line.push(' '),
        _ if stands => line.push(c),
        _ => line.extend(c.escape_unicode()),
    }
}

/// Returns a file's path on one line, steering characters spelled out, line ends and tabs among
/// them: two files never get one name.
#[must_use]
pub fn shown_path(path: &str) -> String {
    let mut line = String::with_capacity(path.len());
    for (c, stands) in legible::each(path) {
        if stands { line.push(c) } else { line.extend(c.escape_unicode()) }
    }
    line
}

/// Returns JSON that means the same, with harmful characters spelled out.
#[must_use]
pub fn inert(json: &str) -> Cow<'_, str> {
    let is_plain = |byte| matches!(byte, b'\n' | b' '..=b'~') && byte != b'#';
    if plain_length(json.as_bytes(), is_plain) == json.len() {
        return Cow::Borrowed(json);
    }
    Cow::Owned(rewritten(json, is_plain, |text, c| {
        // Two of them begin a command to pipelines that read the log.
        let begins_command = c == '#' && text.ends_with('#');
        if !(harmful(c) || begins_command) {
            text.push(c);
            return;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(text, "\\u{unit:04x}");
        }
    }))
}

/// Returns lines that no pipeline takes for a command of its own: the log that people read is read
/// by the pipeline as well.
#[must_use]
pub fn no_command(lines: &str) -> String {
    let lines = lines.replace("##vso[", "## vso[").replace("##[", "## [");
    let harmless = |line: &str| match line.trim_start().strip_prefix("::") {
        Some(rest) => format!("./::{rest}"),
        None => line.to_owned(),
    };
    lines.split_inclusive('\n').map(harmless).collect()
}

/// Returns a mean as it is shown: hundredths, rounded down.
#[must_use]
pub fn mean(mean: &Exact) -> String {
    Hundredths(mean.hundredths()).to_string()
}

/// Returns a score as it is shown: hundredths, rounded down, and none where it is whole.
#[must_use]
pub fn points(score: &Exact) -> String {
    shortened(score.hundredths())
}

/// Returns hundredths without digits that say nothing.
pub(in crate::report) fn shortened(hundredths: i64) -> String {
    let text = Hundredths(hundredths).to_string();
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if text.contains('.') { short.to_owned() } else { text }
}

/// Returns `text` with a small first letter, for the middle of a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns `text` with a capital first letter, for the beginning of a sentence.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns names joined for a sentence: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns names joined for a sentence, the first `most` of them; the rest are counted.
#[must_use]
pub fn first_few(mut names: Vec<String>, most: usize) -> String {
    let rest = names.len().saturating_sub(most);
    names.truncate(most);
    if rest > 0 {
        names.push(format!("{rest} more"));
    }
    list(&names)
}

impl Report<'_> {
    /// Returns the names of dimensions, in small letters, joined for a sentence; many are counted.
    #[must_use]
    pub fn names(&self, dimensions: &[DimensionId]) -> String {
        let name = |dimension: &DimensionId| named(self.dimension_name(*dimension));
        first_few(dimensions.iter().map(name).collect(), NAMED)
    }

    /// Says what the level would be if one answer were off by one level; nothing where there is no
    /// level.
    #[must_use]
    pub fn one_off(&self) -> Option<String> {
        let level = self.level()?.level;
        let (lowest, highest) = self.scores().one_off(self.instrument)?;
        Some(if (lowest, highest) == (level, level) {
            format!("One answer off by one level would leave it at {level}.")
        } else {
            format!("One answer off by one level would make it {lowest} to {highest}.")
        })
    }

    /// Says in one sentence why it is this level and not the next.
    #[must_use]
    pub fn why(&self) -> String {
        let judgement = &self.judgement;
        let claimed = &judgement.scores.claimed;
        if judgement.scores.too_much_unknown {
            return self.too_much_unknown();
        }
        let (Some(held), Some(next)) = (claimed.level, &claimed.next) else {
            return match claimed.level {
                Some(level) => {
                    format!("level {level} is the top of the scale: nothing stands above it.")
                }
                None => "this rubric gives scores, and no levels.".to_owned(),
            };
        };
        let row = self.rubric().levels.iter().find(|row| row.level == next.level);
        let takes_score = row.and_then(|row| row.requires.as_ref()?.score).is_some();
        let weakest = next.unmet.iter().find_map(|unmet| match unmet {
            Unmet::Every { below, .. } => Some(below).filter(|_| takes_score),
            _ => None,
        });
        let row = self.rubric().levels.iter().find(|row| row.level == next.level);
        let asks = row.and_then(|row| row.requires.as_ref()?.score).is_some();
        let value = claimed.score.as_ref().filter(|_| asks);
        if let (Some(value), 1, Some(below)) = (value, next.unmet.len(), weakest) {
            let weakest: Vec<_> = below.iter().copied().map(DimensionId::new).collect();
            return format!(
                "the {} of {} is enough for level {}; {} it at {held}.",
                self.score_noun(),
                self.whole_score(value),
                next.level,
                self.holding(&weakest),
            );
        }
        let reasons = next.unmet.iter().map(|unmet| self.unmet(unmet, next));
        format!("{}.", reasons.collect::<Vec<_>>().join("; "))
    }

    /// Says how much is unknown, and what the level would be depending on it.
    fn too_much_unknown(&self) -> String {
        let scores = self.scores();
        let (unknown, all) = (scores.unknown, self.sheet.count_scored(self.instrument));
        let are = if unknown == 1 { "is" } else { "are" };
        let most = self.most_unknown(unknown);
        let said = format!("{unknown} of {all} questions {are} unknown or unanswered, {most}.");
        let it = if unknown == 1 { "it" } else { "them" };
        match (scores.range, &scores.score_range) {
            (Some(levels), _) => {
                let level = range(levels);
                format!("{said} Depending on {it} the level would be {level}.")
            }
            (None, Some((worst, best))) => {
                let [worst, best] = [worst, best].map(|score| self.whole_score(score));
                format!("{said} Depending on {it} the score would be {worst} to {best}.")
            }
            (None, None) => said,
        }
    }

    /// Says how much may be unknown, and where more is: `and at most 2 may be`.
    pub(in crate::report) fn most_unknown(&self, unknown: usize) -> String {
        let results = DimensionId::each(&self.scores().dimensions);
        let over = results.filter(|(_, result)| result.too_much_unknown);
        let over: Vec<_> = over.map(|(dimension, _)| dimension).collect();
        let rubric = self.rubric();
        let most = rubric.unknown_at_most.filter(|most| unknown > *most);
        let in_one = rubric.unknown_per_dimension.filter(|_| !over.is_empty());
        let names = self.names(&over);
        match (most, in_one) {
            (Some(most), None) => format!("and at most {most} may be"),
            (Some(most), Some(one)) => format!(
                "and at most {most} may be, and at most {one} in one dimension, which {names} \
                 {exceeds}",
                exceeds = if over.len() == 1 { "exceeds" } else { "exceed" }
            ),
            (None, Some(one)) => {
                format!("and at most {one} may be in one dimension, as in {names}")
            }
            (None, None) => "and no other counts".to_owned(),
        }
    }

    /// Returns what `why` answers: `Why 2 and not 3`.
    #[must_use]
    pub fn why_title(&self) -> String {
        match (self.level(), &self.judgement.scores.claimed.next) {
            (None, _) if !self.rubric().has_levels() => "Why no result".to_owned(),
            (None, _) => "Why no level".to_owned(),
            (Some(row), None) => format!("Why {}", row.level),
            (Some(_), Some(next)) => format!("Why {} and not {}", next.level - 1, next.level),
        }
    }

    /// Returns whether the result is a score, and no level is missing.
    #[must_use]
    pub fn gives_scores_only(&self) -> bool {
        !self.rubric().has_levels() && !self.scores().too_much_unknown
    }

    /// Returns the highest level of the whole.
    pub(in crate::report) fn highest_level(&self) -> i64 {
        self.rubric().level_range().map_or(self.rubric().scale.highest, |range| range.highest)
    }

    /// Returns the level in words: `Level 2 of 5: Reactive`.
    #[must_use]
    pub fn verdict(&self) -> String {
        let highest = self.highest_level();
        match self.level() {
            Some(row) => format!("Level {} of {highest}: {}", row.level, isolated(&row.name)),
            None if self.gives_scores_only() => self.score_verdict(),
            None if !self.rubric().has_levels() => "No result: not enough is known".to_owned(),
            None => "No level: not enough is known".to_owned(),
        }
    }

    /// Says which level is borne out by reports and guard-rails; nothing where all that is claimed
    /// is, or where too much is unknown.
    #[must_use]
    pub fn on_evidence(&self) -> Option<String> {
        let judgement = &self.judgement;
        let (claimed, evidenced) = (&judgement.scores.claimed, &judgement.scores.evidenced);
        let differs = judgement.scores.dimensions.iter().any(|result| {
            result.level() != result.evidenced_level()
                || (result.level().is_none() && result.score != result.evidenced_score)
        });
        if !differs || judgement.scores.too_much_unknown {
            return None;
        }
        let value =
            evidenced.score.as_ref().map(|score| self.whole_score(score)).unwrap_or_default();
        let noun = self.score_noun();
        let bears_out = "counting only what reports and guard-rails bear out.";
        let Some(level) = evidenced.level else {
            return Some(format!("a {noun} of {value}, {bears_out}"));
        };
        let same = if claimed.level == evidenced.level { "still level" } else { "level" };
        Some(format!("{same} {level} ({noun} {value}), {bears_out}"))
    }

    /// Returns the level on evidence in a few words, where it is less than what is claimed.
    #[must_use]
    pub fn less_on_evidence(&self) -> Option<String> {
        let judgement = &self.judgement;
        let less = judgement.scores.evidenced.level < judgement.scores.claimed.level;
        let level = judgement.scores.level(Basis::Evidenced).filter(|_| less)?;
        Some(format!("on evidence level {level}"))
    }

    /// Says why there is no action to list; what to do where everything is at the top.
    #[must_use]
    pub fn nothing_to_do(&self) -> &'static str {
        let results = self.results().filter(|(.., result)| result.applies);
        let results: Vec<_> = results.collect();
        let at_the_top = |(_, dimension, result): &(_, &Dimension, &DimensionResult)| {
            let highest = dimension.level_range().map(|range| range.highest);
            !result.status.is_unknown() && highest.is_some() && result.level() == highest
        };
        if results.iter().all(at_the_top) {
            "Nothing to raise: every dimension is at the top. Keep measuring."
        } else if results.iter().any(|(.., result)| result.status.is_unknown()) {
            "Measuring what is unknown comes first; the rubric names no action for that."
        } else {
            "The rubric names no action for where the dimensions stand."
        }
    }

    /// Says what is missing to the target; nothing where the answers name none.
    #[must_use]
    pub fn to_the_target(&self) -> Option<String> {
        let gap = self.judgement.scores.gap.as_ref()?;
        let mut parts = Vec::new();
        if let Some((aim, missing)) = &gap.level {
            // Of many rows the first and the last say what is missing; those between are like them.
            let (first, others) = missing.split_at(missing.len().min(1));
            let unmet = first.iter().chain(others.last()).flat_map(|row| {
                row.unmet.iter().map(|unmet| self.unmet(unmet, row)).collect::<Vec<_>>()
            });
            let unmet: Vec<_> = unmet.collect();
            parts.push(if self.judgement.scores.too_much_unknown {
                format!("whether level {aim} is held cannot be said, as too much is unknown")
            } else if unmet.is_empty() {
                format!("level {aim} is held")
            } else {
                format!("level {aim} is missed: {}", unmet.join("; "))
            });
        }
        for (dimension, aim, actual) in &gap.dimensions {
            parts.push(self.to_the_aim(*dimension, *aim, *actual));
        }
        Some(format!("{}.", parts.join("; ")))
    }

    /// Says how far a dimension is from the level aimed at.
    fn to_the_aim(&self, dimension: DimensionId, aim: i64, actual: Option<i64>) -> String {
        let name = self.names(&[dimension]);
        match (actual, self.standing(dimension)) {
            (_, Standing::NotApplicable) => format!("{name} does not apply"),
            (None, _) => format!("{name} is not known, and its {aim} neither"),
            (Some(actual), _) if actual < aim => {
                format!("{}: {} short of {aim}", self.at_levels(&[dimension]), aim - actual)
            }
            (Some(_), standing) => match standing.doubt() {
                None => format!("{name} holds its {aim}"),
                Some(_) => format!("{}, and holds its {aim} so far", self.at_levels(&[dimension])),
            },
        }
    }

    /// Says how many scenarios fail, and what becomes of the others.
    #[must_use]
    pub fn scenario_counts(&self) -> String {
        let counts = scenario_counts(&self.judgement.scenarios);
        match self.figures_left_out_of(self.judgement.scenarios.iter()) {
            Some(left_out) => format!("{counts} {left_out}"),
            None => counts,
        }
    }

    /// Says which single answers change the level, moved by one level, and that no other does;
    /// nothing where there is no level.
    #[must_use]
    pub fn hangs_on(&self) -> Option<String> {
        let level = self.level()?.level;
        let all = &self.scores().sensitivity;
        let moved = |known: bool, of: fn(&Sensitivity) -> Option<i64>, words: &str| {
            let moving = all.iter().filter(move |one| one.unknown != known);
            let moving = moving.filter_map(|one| Some((of(one)?, one.dimension)));
            let mut moving: Vec<_> = moving.filter(|(to, _)| *to != level).collect();
            moving.sort_unstable();
            let groups = moving.chunk_by(|one, other| one.0 == other.0);
            let sentence = |group: &[(i64, DimensionId)]| {
                let dimensions: Vec<_> = group.iter().map(|(_, dimension)| *dimension).collect();
                let to = group.first().map_or(level, |(to, _)| *to);
                let any = if dimensions.len() > 1 { "any one of " } else { "" };
                let names = self.names(&dimensions);
                match (known, to > level) {
                    (true, true) => format!("{words} {any}{names} lifts it to {to}"),
                    (true, false) => format!("{words} {any}{names} lowers it to {to}"),
                    (false, true) => format!("{any}{names}, once known, may lift it to {to}"),
                    (false, false) => format!("{any}{names}, once known, may lower it to {to}"),
                }
            };
            groups.map(sentence).collect::<Vec<_>>()
        };
        let mut sentences = moved(true, |one| one.higher, "one level more in");
        sentences.extend(moved(true, |one| one.lower, "one level less in"));
        sentences.extend(moved(false, |one| one.higher, ""));
        sentences.extend(moved(false, |one| one.lower, ""));
        Some(if sentences.is_empty() {
            "No single answer, moved by one level, changes it.".to_owned()
        } else {
            format!("{}. No other single answer changes it.", upper_first(&sentences.join("; ")))
        })
    }

    /// Says how far the level may move once the unknowns are known; nothing where it may not.
    #[must_use]
    pub fn outlook(&self) -> Option<String> {
        let judgement = &self.judgement;
        if judgement.scores.unknown == 0 || judgement.scores.too_much_unknown {
            return None;
        }
        let open = DimensionId::each(&judgement.scores.dimensions)
            .filter(|(_, result)| result.status.is_unknown())
            .map(|(dimension, _)| dimension);
        let open: Vec<_> = open.collect();
        let (verb, turn) = if open.len() == 1 { ("is", "turns") } else { ("are", "turn") };
        let (noun, worst, best) = match (judgement.scores.range, &judgement.scores.score_range) {
            (Some((worst, best)), _) => ("level", worst.to_string(), best.to_string()),
            (None, Some((worst, best))) => {
                ("score", self.whole_score(worst), self.whole_score(best))
            }
            (None, None) => return None,
        };
        Some(if worst == best {
            format!("whatever {} {turn} out to be, the {noun} stays {worst}", self.names(&open))
        } else {
            format!("{} once {} {verb} known", range((worst, best)), self.names(&open))
        })
    }

    /// Returns what was answered about a dimension, in the respondent's own figures.
    #[must_use]
    pub fn answers_in_words(&self, dimension: DimensionId) -> String {
        let Some(dimension) = self.rubric().dimensions.get(dimension.index()) else {
            return String::new();
        };
        let said: Vec<_> = dimension
            .questions
            .iter()
            .map(|scored| self.answer_in_words(&scored.question))
            .collect();
        said.join("; ")
    }

    /// Returns what was answered about a dimension: in the respondent's own figures, or, where there
    /// are many questions, how many of them are answered.
    #[must_use]
    pub fn answers_in_brief(&self, dimension: DimensionId) -> String {
        let marks = self.scores().marks.of(self.rubric(), dimension);
        if marks.len() <= SPELLED_OUT {
            return self.answers_in_words(dimension);
        }
        let count = |status: Status| {
            marks.iter().filter(|mark| Status::from(mark.answer) == status).count()
        };
        let all = [
            (Status::Unknown, "not known"),
            (Status::Unanswered, "not answered"),
            (Status::NotApplicable, "not applicable"),
        ];
        let others = all.into_iter().map(|(status, words)| (count(status), words));
        let others = others.filter(|(number, _)| *number > 0);
        let others = others.map(|(number, words)| format!("; {number} {words}"));
        let answered = count(Status::Answered);
        format!("{answered} of {} answered{}", marks.len(), others.collect::<String>())
    }

    /// Returns what was answered to the question of this id, in the respondent's own figures.
    #[must_use]
    pub fn answer_in_words(&self, id: &str) -> String {
        answer_in_words(self.questionnaire(), self.sheet, id)
    }
}

/// Returns what a sheet answers to the question of this id, in the respondent's own figures.
#[must_use]
pub fn answer_in_words(questionnaire: &Questionnaire, sheet: &AnswerSheet, id: &str) -> String {
    let Some(question) = questionnaire.find(id) else { return String::new() };
    let unit = question.measure.as_ref().map_or_else(String::new, |m| shown(&m.unit));
    let label = |option: usize| question.options.get(option).map_or("", |o| o.label.as_str());
    let given = sheet.given_answer(id).map(|given| &given.value);
    let meaning = |word: &str| {
        let known = question.measure.as_ref().and_then(|measure| measure.word(word));
        known.map_or_else(|| shown(word), |known| shown(&known.meaning))
    };
    match (sheet.answer(id), given) {
        (None, _) if !sheet.applies(id) => "does not apply to this operation".to_owned(),
        (None, _) => "not answered".to_owned(),
        (Some(Accepted::Unknown), Some(AnswerValue::Figure(Figure::Word(word), _))) => {
            format!("{}, which counts as not known", meaning(word))
        }
        (Some(Accepted::Unknown), _) => "not known".to_owned(),
        (Some(Accepted::NotApplicable(reason)), _) => {
            format!("not applicable: {}", isolated(reason))
        }
        (_, Some(AnswerValue::Figure(Figure::Number(number), _))) => with_unit(number, &unit),
        (_, Some(AnswerValue::Figure(Figure::Word(word), _))) => meaning(word),
        (_, Some(AnswerValue::Figure(Figure::On(day), _))) => {
            format!("on {day}, {}", ago(*day, sheet.given().date, &unit))
        }
        (_, Some(AnswerValue::Figure(Figure::OnTwo(days), _))) => {
            spans(question, *days, sheet.given().date, &unit)
        }
        (Some(Accepted::Chosen(chosen)), _) => shown(label(chosen.option)),
        (Some(Accepted::Figure(figure)), _) => figure.to_string(),
    }
}

/// Says how long before `date` a day was, in `unit`: whole calendar months, and whether it is more.
fn ago(day: Date, date: Date, unit: &str) -> String {
    match day.months_until(date) {
        (0, false) => "the day described".to_owned(),
        span => format!("{} ago", months(span, unit)),
    }
}

/// Says how long a time of whole calendar months is, and whether it is more.
fn months(span: (i64, bool), unit: &str) -> String {
    match span {
        (0, _) => format!("under {}", with_unit(1, unit)),
        (months, false) => with_unit(months, unit),
        (months, true) => format!("over {}", with_unit(months, unit)),
    }
}

/// Returns a number with its unit: `2 hours`, `1 hour`, `3% of orders`.
#[must_use]
pub fn with_unit(number: impl Display, unit: &str) -> String {
    const TIMES: [&str; 8] =
        ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "person-days"];
    let number = number.to_string();
    let is_one_time = number == "1" && TIMES.contains(&unit);
    let unit = if is_one_time { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
    let space = if unit.starts_with('%') { "" } else { " " };
    format!("{number}{space}{unit}")
}

/// Returns a number of things: `1 step`, `2 steps`.
#[must_use]
pub fn counted(number: impl Display + PartialEq + From<u8> + Copy, thing: &str) -> String {
    if number == 1.into() { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// Says how long the two spans are that two days make, and which of them counts.
fn spans(question: &Question, days: TwoDays, date: Date, unit: &str) -> String {
    let (newest, before) = (days.newest(), days.before());
    let since = ago(newest, date, unit);
    let between = months(before.months_until(newest), unit);
    let counts = match question.options_of_spans(days, date) {
        [Some(one), Some(other)] if one < other => "; the time since the newest counts",
        [Some(one), Some(other)] if one > other => "; the time between the two counts",
        [Some(_), Some(_)] => "; both times give the same answer",
        _ => "",
    };
    format!("on {newest}, {since}, and on {before}, {between} before that{counts}")
}

/// Says how many of these scenarios fail, and what becomes of the others; on evidence too, where
/// that is something else.
#[must_use]
pub fn scenario_counts<'s>(results: impl IntoIterator<Item = &'s ScenarioResult>) -> String {
    let both = |result: &ScenarioResult| (result.verdict, result.evidenced_verdict);
    let (claimed, evidenced): (Vec<_>, Vec<_>) = results.into_iter().map(both).unzip();
    if claimed.is_empty() {
        return "The rubric has no scenarios.".to_owned();
    }
    let (all, fail, rest) = verdict_counts(&claimed);
    let noun = if all == 1 { "" } else { "s" };
    let verb = |fail| if fail == 1 { "fails" } else { "fail" };
    let counts = format!("Of {all} scenario{noun} {fail} {} today{rest}.", verb(fail));
    if claimed == evidenced {
        return counts;
    }
    let (_, fail, rest) = verdict_counts(&evidenced);
    format!("{counts} On evidence {fail} {}{rest}.", verb(fail))
}

/// Returns how many verdicts there are, how many fail, and what the others are, in brackets.
fn verdict_counts(verdicts: &[Verdict]) -> (usize, usize, String) {
    let count = |verdict| verdicts.iter().filter(|found| **found == verdict).count();
    let counts = [
        (Verdict::Copes, "coped with"),
        (Verdict::AtRisk, "at risk"),
        (Verdict::CannotSay, "cannot be said"),
        (Verdict::NotApplicable, "not applicable"),
    ];
    let named = counts.into_iter().filter_map(|(verdict, words)| {
        let number = count(verdict);
        (number > 0).then(|| format!("{number} {words}"))
    });
    let rest: Vec<_> = named.collect();
    let rest = if rest.is_empty() { String::new() } else { format!(" ({})", rest.join(", ")) };
    (verdicts.len(), count(Verdict::Fails), rest)
}

/// Returns a range of levels or scores in words.
pub(super) fn range<T: PartialEq + ToString + Display>((worst, best): (T, T)) -> String {
    if worst == best { worst.to_string() } else { format!("{worst} to {best}") }
}
