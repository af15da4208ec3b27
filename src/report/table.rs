//! The table form: one calm screen that reads from the back of a room. Colour is added, never
//! relied upon; the caller strips it where it is not wanted.

use super::Report;
use super::against;
use super::moves;
use super::outcomes;
use super::styled::{StyledText, Tone};
use super::views;
use super::words::actions::{owner, reason, timing};
use super::words::legible::isolated_by_line;
use super::words::{Standing, isolated, lower_first, shown, upper_first};
use crate::domain::Rubric;
use crate::domain::actions::{List, Recommendation};
use crate::domain::index::DimensionId;
use crate::domain::rubric::Member;
use crate::domain::score::Basis;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

/// How the table is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// How many columns the terminal has.
    pub width: u16,
    /// How many actions are shown.
    pub actions: usize,
    /// Whether bars are left out, for screen readers.
    pub plain: bool,
}

/// The sign of a limiting dimension.
const LIMITING: &str = ">";
const NARROWEST: u16 = 40;
const WIDEST: u16 = 100;
/// The longest word that is left to the table, which reads all that is left of a word for each of
/// its lines.
const LONGEST_WORD: usize = 2_000;

/// Returns the report as text, with colour.
#[must_use]
pub fn render(report: &Report<'_>, layout: Layout) -> String {
    styled(report, layout).coloured()
}

/// Returns the report as text.
#[must_use]
pub fn styled(report: &Report<'_>, layout: Layout) -> StyledText {
    let page = ReportTable::of(report, layout);
    let mut text = page.summary();
    text += page.hangs_on();
    text += page.moved();
    text += page.beside();
    text += page.actions(layout.actions);
    text += page.scenarios();
    text += page.outcomes();
    text += page.foot();
    text
}

/// Returns the level, the reason for it, the profile, the remarks and the actions by their titles:
/// what can be listened to in one go.
#[must_use]
pub fn summary(report: &Report<'_>, layout: Layout) -> StyledText {
    let page = ReportTable::of(report, layout);
    page.summary() + page.titles(layout.actions)
}

/// Lays `text` out in lines of at most `width` columns, each behind `indent` spaces.
pub(super) fn paragraph(text: &str, width: u16, indent: u16) -> StyledText {
    if text.is_empty() {
        return StyledText::default();
    }
    let text = cell(text);
    let mut table = bare_table(width.saturating_sub(indent).max(20));
    table.add_row([text]);
    let margin = " ".repeat(usize::from(indent));
    trimmed(&table, &margin)
}

/// Lays rows out in columns that share `width`, behind `indent` spaces; the first row is their
/// heading.
pub(super) fn in_columns(rows: Vec<Vec<String>>, width: u16, indent: u16) -> StyledText {
    let mut table = bare_table(width.saturating_sub(indent).max(20));
    for row in rows {
        table.add_row(row.iter().map(|text| cell(text)).collect::<Vec<_>>());
    }
    trimmed(&table, &" ".repeat(usize::from(indent)))
}

/// Returns the width to lay text out for in a terminal of so many columns.
pub(super) fn readable(columns: u16) -> u16 {
    columns.clamp(NARROWEST, WIDEST)
}

/// Returns the line that says which rubric judged.
pub(super) fn judged_by(rubric: &Rubric, sha256: &str, width: u16) -> StyledText {
    StyledText::blank() + paragraph(&rubric_named(rubric, sha256), width, 1)
}

/// Names a rubric with the beginning of its fingerprint.
fn rubric_named(rubric: &Rubric, sha256: &str) -> String {
    let print = sha256.get(..12).unwrap_or_default();
    format!("Rubric {} {} ({print}).", rubric.id, rubric.version)
}

/// Returns a heading, set off from what stands above it.
pub(super) fn heading(text: &str) -> StyledText {
    StyledText::blank() + StyledText::line(vec![(Tone::Strong, format!("  {}", shown(text)))])
}

/// Returns a text for a table: as [`shown`], with words that no one reads to their end broken.
fn cell(text: &str) -> String {
    let text = shown(text);
    if text.split(' ').all(|word| word.len() <= LONGEST_WORD) {
        return text;
    }
    let (mut broken, mut length) = (String::with_capacity(text.len() * 2), 0);
    for letter in text.graphemes(true) {
        length = if letter == " " { 0 } else { length + letter.len() };
        if length > LONGEST_WORD {
            broken.push('\n');
            length = letter.len();
        }
        broken.push_str(letter);
    }
    broken
}

/// Returns a table without lines, as wide as it may be.
fn bare_table(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_width(width);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table
}

/// Returns a table's lines behind `margin`, without trailing blanks.
fn trimmed(table: &Table, margin: &str) -> StyledText {
    let line = |line: &String| vec![(Tone::Plain, format!("{margin}{line}").trim_end().to_owned())];
    StyledText { lines: isolated_by_line(table.lines().collect()).iter().map(line).collect() }
}

struct ReportTable<'r> {
    report: &'r Report<'r>,
    width: u16,
    plain: bool,
}

impl<'r> ReportTable<'r> {
    fn of(report: &'r Report<'r>, layout: Layout) -> Self {
        let width = readable(layout.width);
        Self { report, width, plain: layout.plain }
    }

    fn summary(&self) -> StyledText {
        self.head() + self.profile() + self.groups() + self.views() + self.remarks()
    }

    fn text(&self, text: &str) -> StyledText {
        paragraph(text, self.width, 1)
    }

    fn head(&self) -> StyledText {
        let given = self.report.sheet.given();
        let mut about = format!("{}, {}", isolated(&given.scope), given.date);
        if let Some(respondent) = &given.respondent {
            let _ = write!(about, ". Answered by: {}", isolated(respondent));
        }
        let mut text = self.text(&about);
        let highest = self.report.highest_level();
        match self.report.level() {
            None => {
                text += self.no_level();
            }
            Some(row) => {
                let (level, name) = (row.level, isolated(&row.name.to_uppercase()));
                text += self.level_heading(&format!("LEVEL {level} of {highest}: {name}"));
                text += self.text(&self.report.level_sentence().unwrap_or_default());
                let why = format!("{}: {}", self.report.why_title(), self.report.why());
                text += StyledText::blank();
                text += self.text(&why);
                text += self.text(&self.report.one_off().unwrap_or_default());
            }
        }
        if let Some(range) = self.report.range_of_views().or_else(|| self.report.outlook()) {
            text += self.text(&format!("Range: {range}."));
        }
        text += self.evidenced();
        text
    }

    /// Returns what stands where there is no level: that too much is unknown, or the score.
    fn no_level(&self) -> StyledText {
        if self.report.gives_scores_only() {
            return self.level_heading(&self.report.score_verdict());
        }
        let result = if self.report.rubric().has_levels() { "LEVEL" } else { "RESULT" };
        heading(&format!("NO {result}: not enough is known"))
            + self.text(&upper_first(&self.report.why()))
    }

    /// Returns a heading that wraps, since a level's name may be long.
    fn level_heading(&self, text: &str) -> StyledText {
        let lines = paragraph(text, self.width, 1).lines.into_iter();
        let strong = lines
            .map(|line| line.into_iter().map(|(_, text)| (Tone::Strong, text)).collect::<Vec<_>>());
        StyledText::blank() + StyledText { lines: strong.collect() }
    }

    fn evidenced(&self) -> StyledText {
        let sentence = self.report.on_evidence();
        sentence.map(|sentence| self.text(&format!("On evidence: {sentence}"))).unwrap_or_default()
    }

    fn profile(&self) -> StyledText {
        let held = |dimension, basis| self.report.held_on(dimension, basis);
        let mut table = bare_table(self.width);
        for (index, dimension) in DimensionId::each(&self.report.rubric().dimensions) {
            let limiting = self.report.is_lowest(index);
            let sign = if limiting && !self.plain { LIMITING } else { "" };
            let mut said = self.report.answers_in_brief(index);
            if limiting && self.plain {
                let doubt = self.report.standing(index).doubt();
                let _ = write!(said, " ({})", doubt.map_or("lowest", |_| "counts as the lowest"));
            }
            let evidenced = held(index, Basis::Evidenced);
            if let Some(held) = evidenced.filter(|it| Some(*it) != held(index, Basis::Claimed)) {
                let _ = write!(said, " (on evidence: {held})");
            }
            let mark = self.report.mark_in_full(index);
            let has_levels = self.report.rubric().levels_of(index).is_some();
            let mark = match (self.plain, has_levels) {
                (true, true) => format!("level {mark}"),
                (true, false) => format!("score {mark}"),
                (false, _) => mark,
            };
            table.add_row([
                sign,
                &cell(&isolated(&dimension.name)),
                &self.bar(index),
                &mark,
                &cell(&said),
            ]);
        }
        // Long names wrap, so that the answers keep the other half of the line.
        let names = ColumnConstraint::UpperBoundary(Width::Fixed(self.width * 2 / 5));
        let whole = ColumnConstraint::ContentWidth;
        for (column, (padding, width)) in
            table.column_iter_mut().zip([(1, whole), (0, names), (0, whole), (0, whole)])
        {
            column.set_padding((padding, 1));
            column.set_constraint(width);
        }
        let legend = match self.report.lowest_words().filter(|_| !self.plain) {
            Some(lowest) => {
                format!("{LIMITING} {}: {}", lower_first(lowest.what), lowest.first)
            }
            None => String::new(),
        };
        let meaning = self.report.mark_meaning().unwrap_or_default();
        let text = StyledText::blank() + trimmed(&table, "") + paragraph(&legend, self.width, 1);
        text + paragraph(meaning, self.width, 1)
    }

    /// Returns the groups, each with what stands in it set in below it.
    fn groups(&self) -> StyledText {
        let rows = self.report.tree();
        if rows.is_empty() {
            return StyledText::default();
        }
        let mut table = bare_table(self.width);
        for row in rows {
            let name = format!("{}{}", "  ".repeat(row.depth + 1), isolated(&row.name));
            let mut said = match row.member {
                Member::Group(_) => format!("{} of what is in it", row.made_by),
                Member::Dimension(_) => format!("{} of its questions", row.made_by),
            };
            if row.evidenced != row.score {
                let _ = write!(said, " (on evidence: {})", row.evidenced);
            }
            table.add_row([cell(&name), row.score, cell(&said)]);
        }
        let names = ColumnConstraint::UpperBoundary(Width::Fixed(self.width / 2));
        for (column, constraint) in
            table.column_iter_mut().zip([names, ColumnConstraint::ContentWidth])
        {
            column.set_padding((0, 2));
            column.set_constraint(constraint);
        }
        heading("GROUPS") + trimmed(&table, "")
    }

    /// Returns where several people stand, dimension by dimension.
    fn views(&self) -> StyledText {
        if self.report.views().is_none() {
            return StyledText::default();
        }
        let heads = ["", "where they stand", "agreement"].map(str::to_owned).into();
        let mut rows = vec![heads];
        let mut discuss = Vec::new();
        for (index, dimension) in DimensionId::each(&self.report.rubric().dimensions) {
            let Some(said) = self.report.who_says_what(index) else { continue };
            let agreement = self.report.agreement_in_brief(index);
            let strip = self.report.strip_in_a_line(index).filter(|_| !self.plain);
            let stand = strip.unwrap_or(said);
            rows.push(vec![isolated(&dimension.name), stand, agreement]);
            discuss.extend(self.report.is_to_discuss(index).then_some(index));
        }
        let mut text = heading("WHAT PEOPLE SAY") + in_columns(rows, self.width, 1);
        if !discuss.is_empty() {
            let names = upper_first(&self.report.names(&discuss));
            text += self.text(&format!("{}: {names}.", views::DISCUSS));
        }
        text
    }

    /// Returns a bar, or as many signs for a level that is not known or does not apply.
    fn bar(&self, dimension: DimensionId) -> String {
        if self.plain {
            return String::new();
        }
        let Some(bar) = self.report.bar(dimension) else { return String::new() };
        match self.report.standing(dimension) {
            Standing::Known(_) => bar.drawn(),
            Standing::InPart(Some(_)) => bar.drawn_in_part(),
            Standing::InPart(None) | Standing::NotKnown(_) => "?".repeat(bar.all),
            Standing::NotApplicable => "-".repeat(bar.all),
        }
    }

    /// Returns what the operation achieves, now and a year ago.
    fn outcomes(&self) -> StyledText {
        let lines = outcomes::lines(self.report);
        if !lines.iter().any(|line| line.is_given()) {
            return StyledText::default();
        }
        let heads = ["", "now", "a year ago", ""].map(str::to_owned).into();
        let rows = lines.iter().map(|line| {
            let (title, unit) = (isolated(&line.outcome.title), isolated(&line.outcome.unit));
            let [now, year_ago] = line.figures();
            vec![format!("{title} ({unit})"), now, year_ago, line.arrow().to_owned()]
        });
        let rows = std::iter::once(heads).chain(rows).collect();
        heading("WHAT THE OPERATION ACHIEVES")
            + in_columns(rows, self.width, 1)
            + self.text(outcomes::NO_LEVEL)
    }

    fn remarks(&self) -> StyledText {
        let mut text = StyledText::default();
        for notice in self.report.further_notices() {
            text += self.text(&format!("! {notice}"));
        }
        if let Some(sentence) = self.report.to_the_target() {
            text += self.text(&format!("Target: {sentence}"));
        }
        if let Some(sentence) = self.report.enough_words() {
            text += self.text(&sentence);
        }
        if text.is_empty() { text } else { StyledText::blank() + text }
    }

    fn hangs_on(&self) -> StyledText {
        let sentence = self.report.hangs_on().map(|sentence| self.text(&sentence));
        sentence.map(|text| heading("WHAT THE LEVEL HANGS ON") + text).unwrap_or_default()
    }

    /// Returns where it stands among those of a portfolio.
    fn beside(&self) -> StyledText {
        let Some(words) = self.report.beside_words() else { return StyledText::default() };
        let heads = against::COLUMNS.map(str::to_owned).into();
        let rows = self.report.beside_rows().into_iter().map(Vec::from);
        let rows = std::iter::once(heads).chain(rows).collect();
        heading(&against::TITLE.to_uppercase())
            + self.text(&words)
            + in_columns(rows, self.width, 1)
    }

    fn moved(&self) -> StyledText {
        let Some(earlier) = &self.report.earlier else { return StyledText::default() };
        let mut text = heading(&format!("WHAT MOVED SINCE {}", earlier.date()));
        let sentences = moves::since(earlier, self.report);
        for sentence in moves::caveats(self.report).into_iter().chain(sentences) {
            text += self.text(&sentence);
        }
        text
    }

    fn actions(&self, most: usize) -> StyledText {
        if self.report.rubric().actions.is_empty() {
            return StyledText::default();
        }
        if self.report.judgement.actions.is_empty() {
            return heading("WHAT NEXT") + self.text(self.report.nothing_to_do());
        }
        let mut text = self.listed("WHAT NEXT", List::First, most);
        text += self.listed("BEFORE THE PEAK", List::BeforePeak, most);
        if let Some(rule) = self.report.peak_rule() {
            text += StyledText::blank() + self.text(&rule);
        }
        text
    }

    /// Returns the first actions of a list under its name; nothing where it is empty.
    fn listed(&self, name: &str, list: List, most: usize) -> StyledText {
        let all = self.report.judgement.listed(list).count();
        if all == 0 {
            return StyledText::default();
        }
        let shown = all.min(most);
        let title = if shown < all {
            format!("{name}: {shown} of {all} actions (all: --actions all)")
        } else {
            name.to_owned()
        };
        let mut text = heading(&title);
        let mut table = bare_table(self.width);
        let shown: Vec<_> = self.report.judgement.listed(list).take(most).collect();
        for (index, listed) in shown.iter().enumerate() {
            if let Some((id, what)) = self.action(listed, &shown) {
                table.add_row([(index + 1).to_string(), id, what]);
            }
        }
        for (column, width) in table.column_iter_mut().zip([2_u16, 6]) {
            column.set_padding((u16::from(width == 2), 1));
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width + 2)));
        }
        text += trimmed(&table, "");
        text
    }

    /// Returns the first actions by their titles.
    fn titles(&self, most: usize) -> StyledText {
        let titles = |name: &str, list| {
            let listed = self.report.judgement.listed(list).take(most);
            let titled =
                listed.filter_map(|one| self.report.rubric().actions.get(one.action.index()));
            let lines = titled
                .map(|action| self.text(&format!("{}: {}", action.id, isolated(&action.title))));
            heading(name) + lines.collect()
        };
        let mut text = titles("WHAT NEXT", List::First);
        if self.report.judgement.listed(List::BeforePeak).next().is_some() {
            text += titles("BEFORE THE PEAK", List::BeforePeak);
        }
        text
    }

    fn action(
        &self,
        listed: &Recommendation,
        listed_too: &[&Recommendation],
    ) -> Option<(String, String)> {
        let action = self.report.rubric().actions.get(listed.action.index())?;
        let timing = timing(listed).map(|timing| format!(" [{timing}]")).unwrap_or_default();
        let what = format!(
            "{}\n{}, effort {}, {}{timing}\nProof: {}\nWhy: {} ({})",
            isolated(&action.title),
            owner(action),
            action.effort,
            isolated(&action.horizon),
            isolated(&action.proof),
            reason(listed.reason),
            self.report.names(&[action.dimension]),
        );
        let reached = self.report.step_reached_when(listed, listed_too);
        let what = reached.into_iter().fold(what, |what, reached| what + "\n" + &reached);
        let lines: Vec<_> = what.split('\n').map(cell).collect();
        Some((action.id.clone(), lines.join("\n")))
    }

    fn scenarios(&self) -> StyledText {
        let results = &self.report.judgement.scenarios;
        if results.is_empty() {
            return StyledText::default();
        }
        let text = format!(
            "{} Add --arithmetic to list them, each with what it takes.",
            self.report.scenario_counts()
        );
        heading("SCENARIOS") + self.text(&text)
    }

    fn foot(&self) -> StyledText {
        let sha256 = &self.report.instrument.fingerprints().rubric;
        let judged = rubric_named(self.report.rubric(), sha256);
        StyledText::blank() + self.text(&format!("A planning aid, not a ranking. {judged}"))
    }
}
