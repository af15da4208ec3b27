//! Laying a page out on a screen of any size: what is asked and what can be chosen always stand
//! there; help fills what room is left.

use super::view::{OpenField, Row, View};
use crate::report::styled::{Spans, Tone};
use crate::report::words::legible::isolated_by_line;
use crate::report::words::{shown, shown_parts};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The size of a screen, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many columns it has.
    pub columns: u16,
    /// How many rows it has.
    pub rows: u16,
}

/// What stands on a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// The lines from the top; none is wider than the screen, and none steers the terminal.
    pub lines: Vec<Spans>,
    /// Where typing goes on: column and row, counted from 0.
    pub cursor: Option<(u16, u16)>,
}

/// What a face adds to a page.
#[derive(Clone, Debug)]
pub struct Look {
    /// The row under the cursor.
    pub cursor: Option<usize>,
    /// How many lines of a long text are above the screen.
    pub scrolled: usize,
    /// Whether it is made for a room: fewer lines, wider spacing.
    pub large: bool,
    /// Further reading that is shown instead of the page: its title and paragraphs.
    pub guide: Option<(String, Vec<String>)>,
    /// How to move around, where that is to be said; it stands below the help.
    pub moving: &'static str,
    /// The keys worth naming.
    pub keys: Vec<String>,
}

/// The widest a line of text gets: longer ones are hard to follow.
const WIDEST: u16 = 96;
const WIDEST_LARGE: u16 = 72;
/// What stands for what is cut.
const DOTS: &str = "...";
/// What stands behind help that is cut; it never breaks.
const MORE: &str = "(?\u{a0}for\u{a0}more)";
/// The figures of a level that is read from the back of a room, line by line.
const FIGURES: [[&str; 5]; 10] = [
    ["██████", "██  ██", "██  ██", "██  ██", "██████"],
    ["  ██  ", "████  ", "  ██  ", "  ██  ", "██████"],
    ["██████", "    ██", "██████", "██    ", "██████"],
    ["██████", "    ██", "██████", "    ██", "██████"],
    ["██  ██", "██  ██", "██████", "    ██", "    ██"],
    ["██████", "██    ", "██████", "    ██", "██████"],
    ["██████", "██    ", "██████", "██  ██", "██████"],
    ["██████", "    ██", "    ██", "    ██", "    ██"],
    ["██████", "██  ██", "██████", "██  ██", "██████"],
    ["██████", "██  ██", "██████", "    ██", "██████"],
];
/// How many lines below the choices of a page are kept free of help, be they taken or not.
const FOOT: usize = 4;
/// The fewest lines of help that are worth showing.
const LEAST_HELP: usize = 2;

/// Returns how wide text is set on a screen.
#[must_use]
pub fn text_width(size: Size, large: bool) -> u16 {
    let widest = if large { WIDEST_LARGE } else { WIDEST };
    size.columns.saturating_sub(4).clamp(1, widest)
}

/// Lays a page out; returns the screen, and how far its text can be scrolled.
#[must_use]
pub fn compose(view: &View, look: &Look, size: Size) -> (Screen, usize) {
    let width = usize::from(text_width(size, look.large));
    let canvas = Canvas { view, look, width };
    let height = usize::from(size.rows);
    let mut lines = canvas.head(height);
    let (mut foot, cursor) = canvas.foot(height);
    foot.truncate(height.saturating_sub(lines.len()));
    let room = height.saturating_sub(lines.len() + foot.len());
    let (middle, furthest) = canvas.middle(room, foot.len());
    lines.extend(middle);
    if cursor.is_none() {
        lines.resize(height - foot.len(), Vec::new());
    }
    // What is typed stands below what it answers; the keys keep to the bottom.
    let foot_top = lines.len();
    let keys = foot.pop();
    lines.extend(foot);
    lines.resize(height.saturating_sub(usize::from(keys.is_some())), Vec::new());
    lines.extend(keys);
    let margin = usize::from(size.columns).saturating_sub(width) / 2;
    let coordinate = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let cursor =
        cursor.map(|(column, row)| (coordinate(margin + column), coordinate(foot_top + row)));
    let cursor = cursor.filter(|(column, row)| *column < size.columns && *row < size.rows);
    let lines = lines.into_iter().map(|line| indented(line, margin, width)).collect();
    (Screen { lines, cursor }, furthest)
}

/// Moves a line in from the margin, and cuts it where it is too wide all the same.
fn indented(line: Spans, margin: usize, width: usize) -> Spans {
    if line.is_empty() {
        return line;
    }
    let mut left = width;
    let cut = line.into_iter().map(|(tone, text)| {
        let text = fitting(&text, left);
        left -= text.width().min(left);
        (tone, text)
    });
    let mut cut: Spans = cut.filter(|(_, text)| !text.is_empty()).collect();
    cut.insert(0, (Tone::Plain, " ".repeat(margin)));
    cut
}

/// Returns as much of `text`, from its beginning, as fits into `width` columns.
fn fitting(text: &str, width: usize) -> String {
    let mut left = width;
    let fits = text.graphemes(true).take_while(|grapheme| {
        let wide = grapheme.width();
        let fits = wide <= left;
        left = left.saturating_sub(wide);
        fits
    });
    fits.collect()
}

/// Breaks text into lines of at most `width` columns, all but the first moved in by `hanging`.
pub(super) fn wrapped(text: &str, width: usize, hanging: usize) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let indent = " ".repeat(hanging.min(width / 2));
    let options = textwrap::Options::new(width.max(1))
        .subsequent_indent(&indent)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    // Blanks that hold words together have done so by now.
    let text = shown(text);
    let lines = textwrap::wrap(&text, options);
    isolated_by_line(lines.iter().map(|line| line.replace('\u{a0}', " ")).collect())
}

/// Keeps the first `most` lines; dots stand for what is cut.
fn clipped(mut lines: Vec<String>, most: usize, width: usize) -> Vec<String> {
    let cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        *last = fitting(last, width.saturating_sub(DOTS.len())).trim_end().to_owned() + DOTS;
    }
    lines
}

/// Says how many lines of a list are out of sight, and on which side.
fn more(above: usize, below: usize) -> String {
    match (above, below) {
        (0, _) => format!("(more: {below} lines below)"),
        (_, 0) => format!("(more: {above} lines above)"),
        _ => format!("(more: {above} above, {below} below)"),
    }
}

fn toned(tone: Tone, lines: Vec<String>) -> Vec<Spans> {
    lines.into_iter().map(|line| vec![(tone, line)]).collect()
}

struct Canvas<'v> {
    view: &'v View,
    look: &'v Look,
    width: usize,
}

impl Canvas<'_> {
    fn paragraph(&self, text: &str, tone: Tone) -> Vec<Spans> {
        let hanging = if text.starts_with("- ") { 2 } else { 0 };
        toned(tone, wrapped(text, self.width, hanging))
    }

    /// Returns a paragraph of at most so many lines; dots stand for what is cut.
    fn clipped(&self, text: &str, tone: Tone, most: usize) -> Vec<Spans> {
        let lines = wrapped(text, self.width, 0);
        toned(tone, clipped(lines, most, self.width))
    }

    fn head(&self, height: usize) -> Vec<Spans> {
        if !self.view.lines.is_empty() && self.look.guide.is_none() {
            // A result says itself what it is about.
            return vec![Vec::new()];
        }
        let step = shown(&self.view.step);
        let line = vec![(Tone::Faint, step + "   "), (Tone::Strong, shown(&self.view.title))];
        match height {
            0..=14 => vec![line],
            15..=30 => vec![line, Vec::new()],
            _ => vec![Vec::new(), line, Vec::new()],
        }
    }

    /// Returns the lines at the bottom, and where in them typing goes on.
    fn foot(&self, height: usize) -> (Vec<Spans>, Option<(usize, usize)>) {
        let tiny = height < 12;
        let mut lines = if tiny { Vec::new() } else { vec![Vec::new()] };
        lines.extend(self.clipped(&self.view.alert, Tone::Warning, 3));
        let mut cursor = None;
        if let Some(field) = self.view.field.as_ref().filter(|_| self.look.guide.is_none()) {
            let label = shown(&field.label);
            let beside = label.width() * 2 <= self.width;
            if !beside {
                lines.extend(self.clipped(&label, Tone::Faint, 2));
            }
            let (line, column) = self.typed(field, if beside { &label } else { "" });
            cursor = Some((column, lines.len()));
            lines.push(line);
            lines.extend(self.clipped(&field.preview, Tone::Strong, 2));
        }
        let message = if tiny {
            1
        } else if self.view.field.is_some() {
            3
        } else {
            2
        };
        let said = self.view.field.as_ref().is_some_and(|f| f.preview == self.view.message);
        if !said {
            lines.extend(self.clipped(&self.view.message, Tone::Strong, message));
        }
        let keys = if tiny || self.view.field.is_some() { 1 } else { 2 };
        lines.extend(self.keys().into_iter().take(keys));
        (lines, cursor)
    }

    /// Returns the line that is typed into, and the column where typing goes on.
    fn typed(&self, field: &OpenField, label: &str) -> (Spans, usize) {
        let lead = if label.is_empty() { "> ".to_owned() } else { format!("{label} > ") };
        let room = self.width.saturating_sub(lead.width() + 1);
        let (before, behind) = shown_parts(&field.before, &field.behind);
        let mut left = room;
        let fits = before.graphemes(true).rev().take_while(|grapheme| {
            let fits = grapheme.width() <= left;
            left = left.saturating_sub(grapheme.width());
            fits
        });
        let kept: usize = fits.map(str::len).sum();
        let mut seen = before.get(before.len() - kept..).unwrap_or_default().to_owned();
        if kept < before.len() {
            let dotted: usize = seen.graphemes(true).take(DOTS.len()).map(str::len).sum();
            seen = DOTS.to_owned() + seen.get(dotted..).unwrap_or_default();
        }
        let column = lead.width() + seen.width();
        let tone = if field.replaceable { Tone::Faint } else { Tone::Plain };
        (vec![(Tone::Strong, lead), (tone, seen + &behind)], column)
    }

    /// Names the keys, each of them whole on one line.
    fn keys(&self) -> Vec<Spans> {
        let mut lines = vec![String::new()];
        for key in &self.look.keys {
            let Some(line) = lines.last_mut() else { break };
            if line.is_empty() {
                line.push_str(key);
            } else if line.width() + 3 + key.width() <= self.width {
                line.push_str("   ");
                line.push_str(key);
            } else {
                lines.push(key.clone());
            }
        }
        toned(Tone::Faint, lines)
    }

    fn middle(&self, room: usize, foot: usize) -> (Vec<Spans>, usize) {
        if let Some((title, paragraphs)) = &self.look.guide {
            let mut lines = self.paragraph(title, Tone::Strong);
            for paragraph in paragraphs {
                if !lines.is_empty() {
                    lines.push(Vec::new());
                }
                lines.extend(self.paragraph(paragraph, Tone::Plain));
            }
            return self.scrolled(lines, room);
        }
        if !self.view.lines.is_empty() {
            let lines = self.view.lines.clone();
            let lines = if self.look.large { self.enlarged(lines) } else { lines };
            return self.scrolled(lines, room);
        }
        (self.page(room, foot), 0)
    }

    /// Sets a result for a room: the level in figures of five lines, the bars apart.
    fn enlarged(&self, lines: Vec<Spans>) -> Vec<Spans> {
        let level = self.view.level.map(|level| level.to_string()).unwrap_or_default();
        let of_line = |line: usize| {
            let figures = level.bytes().filter_map(|figure| {
                let (column, _) = FIGURES.iter().zip(b'0'..).find(|(_, known)| *known == figure)?;
                column.get(line).copied()
            });
            vec![(Tone::Strong, figures.fold("  ".to_owned(), |text, figure| text + figure + "  "))]
        };
        let figures = (0..5).map(of_line).filter(|_| !level.is_empty());
        let mut large: Vec<_> = figures.chain((!level.is_empty()).then(Vec::new)).collect();
        for line in lines {
            if line.iter().any(|(_, text)| text.contains(['█', '░'])) {
                large.push(Vec::new());
            }
            large.push(line);
        }
        large
    }

    /// Returns the stretch of a long text that is on the screen, and how far it can be scrolled.
    fn scrolled(&self, lines: Vec<Spans>, room: usize) -> (Vec<Spans>, usize) {
        if lines.len() <= room {
            return (lines, 0);
        }
        let room = room.saturating_sub(1);
        let furthest = lines.len() - room;
        let first = self.look.scrolled.min(furthest);
        let below = furthest - first;
        let mut seen: Vec<_> = lines.into_iter().skip(first).take(room).collect();
        let more = if below > 0 { format!("({below} more lines below)") } else { String::new() };
        seen.push(vec![(Tone::Faint, more)]);
        (seen, furthest)
    }

    /// Returns prompt, help and rows; where there is little room, help goes first.
    fn page(&self, room: usize, foot: usize) -> Vec<Spans> {
        let paragraphs = self.view.prompt.iter().map(|text| self.paragraph(text, Tone::Strong));
        let mut prompt: Vec<_> = paragraphs.flatten().collect();
        let whom = self.paragraph(&self.view.whom, Tone::Plain);
        let tall = |rows: &[Vec<Spans>]| rows.iter().map(Vec::len).sum::<usize>();
        let spacings = [Spacing::Wide, Spacing::Grouped, Spacing::Normal, Spacing::Tight];
        let spacings = spacings.into_iter().skip(usize::from(!self.look.large));
        let mut tried = spacings.map(|spacing| self.rows(spacing));
        let rows = tried.find(|rows| prompt.len() + whom.len() + 1 + tall(rows) <= room);
        let rows = rows.unwrap_or_else(|| self.rows(Spacing::Tight));
        if prompt.len() + whom.len() + 1 + tall(&rows) <= room {
            prompt.extend(whom);
        }
        let least = tall(&rows).min(4);
        prompt.truncate(room.saturating_sub(least + 1).max(1));
        let taken = prompt.len() + 1 + tall(&rows);
        let mut lines = prompt;
        if taken > room {
            let left = room.saturating_sub(lines.len());
            lines.extend(self.window(&rows, left));
            return lines;
        }
        // A message or a field that comes and goes must not move what stands above it.
        let keeps = self.look.moving.is_empty();
        let kept_free = if keeps { FOOT.saturating_sub(foot) } else { 0 };
        let help = self.help(room.saturating_sub(taken + 1 + kept_free));
        if !help.is_empty() {
            lines.push(Vec::new());
            lines.extend(help);
        }
        lines.push(Vec::new());
        lines.extend(rows.concat());
        lines
    }

    /// Returns as many whole sentences of the help as `room` lines hold.
    fn help(&self, room: usize) -> Vec<Spans> {
        if room < LEAST_HELP || (self.look.large && self.view.guides) {
            return Vec::new();
        }
        let mut kept: Vec<Spans> = Vec::new();
        for paragraph in &self.view.text {
            // One line is left for saying that there is more.
            let last = paragraph == self.view.text.last().unwrap_or(paragraph);
            let waits =
                if last && self.view.more_waits { format!(" {MORE}") } else { String::new() };
            let whole = format!("{paragraph}{waits}");
            let whole = self.paragraph(whole.trim_start(), Tone::Faint);
            if kept.len() + whole.len() + usize::from(!last) <= room {
                kept.extend(whole);
                continue;
            }
            let left = room - kept.len();
            let ends = paragraph.rmatch_indices(". ").map(|(at, _)| at + 1).chain([0]);
            let cut = ends.map(|end| paragraph.get(..end).unwrap_or_default());
            let cut = cut.map(|cut| {
                let blank = if cut.is_empty() { "" } else { " " };
                self.paragraph(&format!("{cut}{blank}{MORE}"), Tone::Faint)
            });
            kept.extend(cut.filter(|lines| lines.len() <= left).take(1).flatten());
            break;
        }
        let moving = self.paragraph(self.look.moving, Tone::Faint);
        let left = room - kept.len();
        if !moving.is_empty() && moving.len() < left {
            kept.push(Vec::new());
        }
        kept.extend(moving.into_iter().take(left));
        kept
    }

    /// Returns the rows around the cursor that `room` lines hold.
    fn window(&self, rows: &[Vec<Spans>], room: usize) -> Vec<Spans> {
        let cursor = self.look.cursor.unwrap_or_default();
        let end_of = |row: usize| rows.iter().take(row + 1).map(Vec::len).sum::<usize>();
        let all: Vec<_> = rows.concat();
        let room_for_rows = if all.len() > room { room.saturating_sub(1) } else { room };
        // A row that is taller than the room shows its beginning.
        let begin = end_of(cursor) - rows.get(cursor).map_or(0, Vec::len);
        let first = end_of(cursor).saturating_sub(room_for_rows).min(begin);
        let mut seen: Vec<_> = all.iter().skip(first).take(room_for_rows).cloned().collect();
        let (above, below) = (first, all.len().saturating_sub(first + seen.len()));
        if room > 0 && above + below > 0 {
            seen.push(vec![(Tone::Faint, more(above, below))]);
        }
        seen
    }

    /// Returns the rows, each as its lines.
    fn rows(&self, spacing: Spacing) -> Vec<Vec<Spans>> {
        let rows = &self.view.rows;
        let mark = rows.iter().map(|row| row.mark.width()).max().unwrap_or_default();
        let valued = rows.iter().filter(|row| !row.value.is_empty());
        let text = valued.map(|row| shown(&row.text).width()).max().unwrap_or_default();
        let in_column = !self.view.values_behind && text * 5 <= self.width * 2;
        let columns = Columns { mark, text: in_column.then_some(text) };
        let rows = rows.iter().enumerate();
        rows.map(|(index, row)| self.row(row, index, columns, spacing)).collect()
    }

    /// Returns a row: the cursor, a star at the former answer, the mark, the text and its value.
    fn row(&self, row: &Row, index: usize, columns: Columns, spacing: Spacing) -> Vec<Spans> {
        let under_cursor = self.look.cursor == Some(index);
        let cursor = if under_cursor { ">" } else { " " };
        let current = if row.current { "*" } else { " " };
        let sign = format!("{cursor}{current} {}", row.mark);
        let marked = columns.mark + 3;
        let lead = format!("{sign:>marked$}  ");
        let indent = lead.width();
        let (text, value) = (shown(&row.text), shown(&row.value));
        let (body, hanging) = match columns.text {
            _ if value.is_empty() => (text, 0),
            Some(column) => {
                let gap = " ".repeat(column.saturating_sub(text.width()));
                (format!("{text}{gap}  {value}"), column + 2)
            }
            None => (format!("{text}: {value}"), 0),
        };
        let width = self.width.saturating_sub(indent);
        let mut lines = wrapped(&body, width, hanging);
        if spacing == Spacing::Tight && !under_cursor {
            lines = clipped(lines, 1, width);
        }
        let tone = if under_cursor { Tone::Strong } else { Tone::Plain };
        let leads = std::iter::once(lead).chain(std::iter::repeat(" ".repeat(indent)));
        let mut styled: Vec<_> =
            leads.zip(lines).map(|(lead, line)| vec![(tone, lead + &line)]).collect();
        let apart = row.apart && spacing == Spacing::Grouped;
        if index > 0 && (apart || spacing == Spacing::Wide) {
            styled.insert(0, Vec::new());
        }
        styled
    }
}

/// How wide the columns of the rows are.
#[derive(Clone, Copy)]
struct Columns {
    mark: usize,
    /// Nothing where texts are too long to stand in a column beside their values.
    text: Option<usize>,
}

/// How much room the rows get.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// A blank line between any two.
    Wide,
    /// A blank line between groups.
    Grouped,
    /// As many lines as they take.
    Normal,
    /// One line each, but for the row under the cursor.
    Tight,
}
