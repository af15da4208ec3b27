//! The radar of the dimensions as SVG: what is claimed, what is borne out, what is still possible
//! where something is unknown, and the earlier profile. It stands alone on a slide and inside the
//! HTML report, whose style sheet gives its classes other colours in the dark.

use super::Report;
use super::escape::html;
use super::words::{Held, Standing, list, lower_first};
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Scale, UnknownCountsAs};
use crate::domain::score::Basis;
use crate::domain::scores::{DimensionResult, Status};
use std::f64::consts::PI;
use std::fmt::Write;

/// The fewest dimensions that span an area.
pub const FEWEST: usize = 3;
/// The most dimensions that can still be told apart.
pub const MOST: usize = 48;
/// The colour of what is claimed, unless another is asked for.
pub const CLAIMED: &str = "#14507a";

/// The width of the picture, unless labels need more.
const WIDTH: f64 = 420.0;
/// The middle of the radar, from the middle of the picture and from its top.
const CENTRE: (f64, f64) = (0.0, 176.0);
/// How far from the middle the labels begin, and how wide a letter of theirs is at most.
const ASIDE: f64 = RADIUS + 16.0;
const LETTER: f64 = 9.0;
/// From how many dimensions on the axes have numbers, and the names stand in the legend.
const CROWDED: usize = 12;
/// From how many dimensions on the axes have nothing but numbers, and what they hold stands in the
/// legend as well.
const PACKED: usize = 16;
const RADIUS: f64 = 112.0;
/// How much of an axis the lowest score takes, so that it is a ring and not the centre.
const LOWEST: f64 = 0.1;
/// How many rings there are at most, and how many beside the lowest where axes have ranges of their
/// own.
const MOST_RINGS: i64 = 10;
const FEW_RINGS: usize = 4;
const LEGEND_TOP: f64 = 372.0;
const LEGEND_LINE: f64 = 22.0;
/// Marks are drawn through, whatever the line is.
const SOLID: &str = "stroke-dasharray=\"none\" stroke-width=\"1.5\"";
/// What is possible: grey, with an outline that can be seen on white.
const BAND: &str = "class=\"r-band\" fill=\"#7d8790\" fill-opacity=\"0.3\" stroke=\"#7d8790\"";
/// The longest line of a label, and the most lines of a name.
const LETTERS: usize = 13;
const LINES: usize = 3;

/// Returns the radar as a picture that stands alone; nothing where there are too few dimensions.
#[must_use]
pub fn picture(report: &Report<'_>, accent: &str) -> Option<String> {
    let radar = Radar::of(report)?;
    let frame = "xmlns=\"http://www.w3.org/2000/svg\" width=\"840\" font-family=\"Helvetica, Arial, \
                 sans-serif\"";
    let paper = "<rect x=\"-50%\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    Some(radar.drawn(frame, paper, accent))
}

/// Returns the radar as a part of an HTML page; nothing where there are too few dimensions.
pub(super) fn within_page(report: &Report<'_>, accent: &str) -> Option<String> {
    Radar::of(report).map(|radar| radar.drawn("class=\"radar\"", "", accent))
}

struct Radar<'a, 'r> {
    report: &'a Report<'r>,
    /// How many dimensions there are.
    axes: usize,
}

/// One line of the legend: the class and look of its line, and what it stands for.
struct Series {
    class: &'static str,
    look: String,
    words: String,
    mark: Mark,
    /// How the area within it is filled.
    filled: String,
    /// How much of its axis each dimension takes; nothing where it has no corner.
    shares: Vec<Option<f64>>,
    /// Which of them are known; what is not has no mark.
    known: Vec<bool>,
}

/// The shape at a profile's corners; shapes tell profiles apart where colours do not.
#[derive(Clone, Copy)]
enum Mark {
    Dot,
    Square,
    Triangle,
}

impl<'a, 'r> Radar<'a, 'r> {
    fn of(report: &'a Report<'r>) -> Option<Self> {
        let axes = report.rubric().dimensions.len();
        (FEWEST..=MOST).contains(&axes).then_some(Self { report, axes })
    }

    fn drawn(&self, frame: &str, paper: &str, accent: &str) -> String {
        let series = self.series(accent);
        let band = self.band();
        let names = if self.is_crowded() { self.axes } else { 0 };
        let lines = series.len() + usize::from(band.is_some()) + names;
        let height = LEGEND_TOP + LEGEND_LINE * length(lines);
        let width = WIDTH.max(2.0 * (ASIDE + LETTER * length(self.longest_label())) + 8.0);
        let left = -width / 2.0;
        let (title, text) = (html(&self.title()), html(&self.in_words()));
        let mut svg = format!(
            "<svg {frame} viewBox=\"{left} 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"radar-title radar-text\">\n<title id=\"radar-title\">{title}</title>\n\
             <desc id=\"radar-text\">{text}</desc>\n{paper}"
        );
        svg += &self.grid();
        if let Some(band) = &band {
            let _ = writeln!(svg, "<path {BAND} fill-rule=\"evenodd\" d=\"{band}\"/>");
        }
        // What is claimed is drawn last, on top.
        for profile in series.iter().rev() {
            svg += &self.profile(profile);
        }
        svg += &self.ring_numbers();
        svg += &self.labels();
        svg += &self.legend(&series, band.is_some());
        svg + "</svg>\n"
    }

    fn title(&self) -> String {
        let held = lower_first(self.report.held_title());
        format!("{}: {held} of each dimension", self.report.rubric().title)
    }

    /// Says what the picture shows.
    fn in_words(&self) -> String {
        let levels: Vec<_> =
            (0..self.axes).map(|dimension| self.in_words_at(DimensionId::new(dimension))).collect();
        let first = self.report.span_of(DimensionId::new(0)).filter(|_| self.report.is_one_scale());
        match first {
            Some((_, highest)) => format!("On a scale to {highest}: {}.", list(&levels)),
            None => format!("Each axis on a range of its own: {}.", list(&levels)),
        }
    }

    fn in_words_at(&self, dimension: DimensionId) -> String {
        let name = self.report.dimension_name(dimension);
        let Some(result) = self.result(dimension) else { return name.to_owned() };
        let held = |basis| self.report.held_on(dimension, basis);
        let (level, evidenced) = (held(Basis::Claimed), held(Basis::Evidenced));
        let now = match (result.status, self.report.possible(dimension)) {
            (Status::NotApplicable, _) => "does not apply".to_owned(),
            (Status::Unknown | Status::Unanswered, Some((worst, best))) => {
                format!("unknown, {worst} to {best} possible")
            }
            _ if level == evidenced => self.report.mark_in_full(dimension),
            _ => format!("{} as claimed, {} on evidence", number(level), number(evidenced)),
        };
        let earlier = self.report.earlier.as_ref();
        let before = earlier.map(|earlier| match earlier.standing(dimension) {
            Standing::Known(held) => format!(", earlier {held}"),
            doubtful => format!(", earlier {}", doubtful.words()),
        });
        format!("{name} {now}{}", before.unwrap_or_default())
    }

    fn result(&self, dimension: DimensionId) -> Option<&'a DimensionResult> {
        self.report.judgement.scores.dimensions.get(dimension.index())
    }

    /// Returns the profiles that are drawn, the claimed one first.
    fn series(&self, accent: &str) -> Vec<Series> {
        let shares = |basis: Basis, report: &Report<'_>| -> Vec<_> {
            let dimensions = DimensionId::all(self.axes);
            dimensions.map(|id| self.share(id, report.held_on(id, basis)?)).collect()
        };
        let held = |basis| -> Vec<_> {
            DimensionId::all(self.axes).map(|id| self.report.held_on(id, basis)).collect()
        };
        let differ = held(Basis::Claimed) != held(Basis::Evidenced);
        let words = if differ { "claimed" } else { "claimed; evidence lowers nothing" };
        let known = |report: &Report<'_>| -> Vec<bool> {
            let results = report.judgement.scores.dimensions.iter();
            results.map(|result| result.status == Status::Answered).collect()
        };
        let mut series = vec![Series {
            class: "r-claimed",
            look: format!("stroke=\"{accent}\" stroke-width=\"2.5\""),
            words: words.to_owned(),
            mark: Mark::Dot,
            filled: format!(" fill=\"{accent}\" fill-opacity=\"0.16\""),
            shares: shares(Basis::Claimed, self.report),
            known: known(self.report),
        }];
        if differ {
            series.push(Series {
                class: "r-evidenced",
                look: "stroke=\"#8a4b00\" stroke-width=\"2\" stroke-dasharray=\"6 4\"".to_owned(),
                words: "on evidence, in brackets".to_owned(),
                mark: Mark::Square,
                filled: String::new(),
                shares: shares(Basis::Evidenced, self.report),
                known: known(self.report),
            });
        }
        series.extend(self.report.earlier.as_ref().map(|earlier| Series {
            class: "r-earlier",
            look: "stroke=\"#5d6770\" stroke-width=\"2\" stroke-dasharray=\"1.5 4\"".to_owned(),
            words: format!("earlier, as claimed on {}", earlier.date()),
            mark: Mark::Triangle,
            filled: String::new(),
            shares: shares(Basis::Claimed, earlier),
            known: known(earlier),
        }));
        series
    }

    /// Returns the outline between the worst and the best case; nothing where they are the same.
    fn band(&self) -> Option<String> {
        let all = || DimensionId::all(self.axes);
        let side = |pick: fn((Held, Held)) -> Held| -> Vec<Option<f64>> {
            all().map(|id| self.share(id, pick(self.report.possible(id)?))).collect()
        };
        let outline = |shares: &[Option<f64>]| format!("M{}Z", self.corners(shares).join(" "));
        let is_open = |id| self.report.possible(id).is_some_and(|(worst, best)| worst != best);
        let (worst, best) = (side(|range| range.0), side(|range| range.1));
        all().any(is_open).then(|| outline(&best) + &outline(&worst))
    }

    fn grid(&self) -> String {
        let mut svg = String::from("<g class=\"r-grid\" fill=\"none\" stroke=\"#b4bcc4\">\n");
        for (share, _) in self.rings() {
            let corners = self.corners(&vec![Some(share); self.axes]);
            let _ = writeln!(svg, "<polygon points=\"{}\"/>", corners.join(" "));
        }
        for axis in 0..self.axes {
            let (x, y) = self.point(axis, RADIUS);
            let (from_x, from_y) = CENTRE;
            let _ = writeln!(svg, "<path d=\"M{from_x} {from_y}L{x:.1} {y:.1}\"/>");
        }
        svg + "</g>\n"
    }

    fn profile(&self, series: &Series) -> String {
        let corners = self.corners(&series.shares);
        let mut svg = format!(
            "<g class=\"{}\" fill=\"none\" {}>\n<polygon{} points=\"{}\"/>\n",
            series.class,
            series.look,
            series.filled,
            corners.join(" ")
        );
        for (axis, (share, known)) in series.shares.iter().zip(&series.known).enumerate() {
            if let Some(share) = share.filter(|_| *known) {
                svg += &series.mark.at(self.point(axis, RADIUS * share));
            }
        }
        svg + "</g>\n"
    }

    /// Returns the corners of a profile, `x,y` each; dimensions that are left out have none.
    fn corners(&self, shares: &[Option<f64>]) -> Vec<String> {
        let placed = shares.iter().enumerate().filter_map(|(axis, share)| Some((axis, (*share)?)));
        let points = placed.map(|(axis, share)| self.point(axis, RADIUS * share));
        points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect()
    }

    /// Returns the numbers of the rings, beside the first axis.
    fn ring_numbers(&self) -> String {
        let mut svg = String::from(
            "<g class=\"r-ring\" fill=\"#4a555f\" stroke=\"#ffffff\" stroke-width=\"3\" \
             paint-order=\"stroke\" font-size=\"11\" text-anchor=\"end\">\n",
        );
        for (share, level) in self.rings() {
            let Some(level) = level else { continue };
            let (x, y) = self.point(0, RADIUS * share);
            let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\">{level}</text>", x - 5.0, y + 4.0);
        }
        svg + "</g>\n"
    }

    /// Returns the rings, as shares of an axis: one for each level, with its number, where all
    /// dimensions have the same few, else of even distance.
    fn rings(&self) -> Vec<(f64, Option<i64>)> {
        let first = self.report.rubric().levels_of(DimensionId::new(0));
        let levels = first.filter(|_| self.report.is_one_scale());
        let Some(Scale { lowest, highest }) = levels else {
            let shares = (0..=FEW_RINGS).map(|ring| length(ring) / length(FEW_RINGS));
            return shares.map(|share| (LOWEST + (1.0 - LOWEST) * share, None)).collect();
        };
        let all = highest - lowest + 1;
        let rings = all.min(MOST_RINGS);
        let levels = (1..=rings).map(|ring| all * ring / rings);
        levels.map(|level| (count(level) / count(all), Some(lowest + level - 1))).collect()
    }

    /// Returns how much of its axis what a dimension holds takes, on a range of its own: the lowest
    /// is a ring, not the centre.
    fn share(&self, dimension: DimensionId, held: Held) -> Option<f64> {
        let (Held::Level(least) | Held::Score(least), Held::Level(most) | Held::Score(most)) =
            self.report.span_of(dimension)?;
        Some(match held {
            Held::Level(level) => count(level - least + 1) / count(most - least + 1),
            Held::Score(_) if most == least => 1.0,
            Held::Score(score) => {
                LOWEST + (1.0 - LOWEST) * (count(score - least) / count(most - least)).min(1.0)
            }
        })
    }

    /// Returns the point on an axis at a distance from the centre; the first axis points up.
    fn point(&self, axis: usize, distance: f64) -> (f64, f64) {
        let angle = 2.0 * PI * length(axis) / length(self.axes) - PI / 2.0;
        (CENTRE.0 + distance * angle.cos(), CENTRE.1 + distance * angle.sin())
    }

    fn labels(&self) -> String {
        let mut svg = String::from(
            "<g class=\"r-label\" fill=\"#1c2329\" stroke=\"none\" font-size=\"15\">\n",
        );
        for axis in 0..self.axes {
            svg += &self.label(axis);
        }
        svg + "</g>\n"
    }

    fn label(&self, axis: usize) -> String {
        let (x, y) = self.point(axis, ASIDE);
        let anchor = match x - CENTRE.0 {
            aside if aside > 8.0 => "start",
            aside if aside < -8.0 => "end",
            _ => "middle",
        };
        let lines = self.lines(axis);
        let below = (y - CENTRE.1) / RADIUS;
        let rise = (1.0 - below) / 2.0 * (length(lines.len()) - 1.0) * 17.0;
        let mut svg = format!("<text text-anchor=\"{anchor}\">");
        for (line, text) in lines.iter().enumerate() {
            let weight = if line + 1 == lines.len() { " font-weight=\"bold\"" } else { "" };
            let y = y - rise + 5.0 + 17.0 * length(line);
            let _ = write!(svg, "<tspan x=\"{x:.1}\" y=\"{y:.1}\"{weight}>{}</tspan>", html(text));
        }
        svg + "</text>\n"
    }

    /// Returns the lines of a label: the name, or the axis' number, and the level.
    fn lines(&self, axis: usize) -> Vec<String> {
        let level = self.level(DimensionId::new(axis));
        if self.axes > PACKED {
            return vec![(axis + 1).to_string()];
        }
        if self.is_crowded() {
            return vec![format!("{}: {level}", axis + 1)];
        }
        let mut lines = wrapped(self.report.dimension_name(DimensionId::new(axis)));
        lines.push(level);
        lines
    }

    fn is_crowded(&self) -> bool {
        self.axes > CROWDED
    }

    /// Returns how many letters the longest line of a label has; a wide letter counts as two.
    fn longest_label(&self) -> usize {
        let lines = (0..self.axes).flat_map(|axis| self.lines(axis));
        lines.map(|line| line.chars().map(columns).sum()).max().unwrap_or_default()
    }

    /// Returns a dimension's level as it stands at its axis: `4`, `5 (3)` with the level on
    /// evidence in brackets, `? (1-5)`.
    fn level(&self, dimension: DimensionId) -> String {
        let Some(result) = self.result(dimension) else { return String::new() };
        let mark = self.report.level_mark(dimension);
        let held = |basis| self.report.held_on(dimension, basis);
        match (result.status, self.report.possible(dimension)) {
            (Status::NotApplicable, _) => "n/a".to_owned(),
            (Status::Unknown | Status::Unanswered, Some((worst, best))) if worst != best => {
                format!("{mark} ({worst}-{best})")
            }
            _ if held(Basis::Claimed) == held(Basis::Evidenced) => mark,
            _ => format!("{mark} ({})", number(held(Basis::Evidenced))),
        }
    }
}

impl Radar<'_, '_> {
    fn legend(&self, series: &[Series], band: bool) -> String {
        let mut svg = String::new();
        let mut y = LEGEND_TOP;
        let words = |y: f64, words: &str| {
            format!(
                "<text class=\"r-label\" fill=\"#1c2329\" font-size=\"14\" x=\"-104\" y=\"{:.1}\">{}</text>\n",
                y + 5.0,
                html(words)
            )
        };
        for series in series {
            let _ = writeln!(
                svg,
                "<g class=\"{}\" fill=\"none\" {}><path d=\"M-150 {y}h36\"/>{}</g>",
                series.class,
                series.look,
                series.mark.at((-132.0, y)).trim_end()
            );
            svg += &words(y, &series.words);
            y += LEGEND_LINE;
        }
        if band {
            let top = y - 7.0;
            let _ = writeln!(svg, "<path {BAND} d=\"M-150 {top}h36v14h-36z\"/>");
            let counts = match self.report.rubric().unknown_counts_as {
                UnknownCountsAs::Lowest => "possible; unknown counts as the lowest",
                UnknownCountsAs::LeftOut => "possible; unknown is left out",
            };
            svg += &words(y, counts);
            y += LEGEND_LINE;
        }
        for axis in 0..if self.is_crowded() { self.axes } else { 0 } {
            let dimension = DimensionId::new(axis);
            let name = self.report.dimension_name(dimension);
            let line = if self.axes > PACKED {
                format!("{}: {}, {}", axis + 1, shortened(name, 20), self.level(dimension))
            } else {
                format!("{}: {}", axis + 1, shortened(name, 28))
            };
            svg += &words(y, &line);
            y += LEGEND_LINE;
        }
        svg
    }
}

/// Returns a name of at most so many letters, for a line of the legend.
fn shortened(name: &str, most: usize) -> String {
    let mut letters = name.chars();
    let start: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() { start + "\u{2026}" } else { start }
}

/// Returns how many columns a letter takes; whatever is not Latin, Greek or Cyrillic counts as two.
fn columns(letter: char) -> usize {
    if letter < '\u{1100}' { 1 } else { 2 }
}

impl Mark {
    fn at(self, (x, y): (f64, f64)) -> String {
        match self {
            Self::Dot => format!("<circle {SOLID} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>\n"),
            Self::Square => {
                let (left, top) = (x - 4.0, y - 4.0);
                format!("<path {SOLID} d=\"M{left:.1} {top:.1}h8v8h-8z\"/>\n")
            }
            Self::Triangle => {
                let (left, low) = (x - 5.0, y + 4.0);
                format!("<path {SOLID} d=\"M{left:.1} {low:.1}h10l-5 -9z\"/>\n")
            }
        }
    }
}

/// Returns a name in short lines; what does not fit is cut.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    for line in &mut lines {
        if line.chars().count() > LETTERS + 5 {
            *line = line.chars().take(LETTERS + 4).chain(['\u{2026}']).collect();
        }
    }
    if let Some(last) = lines.last_mut().filter(|_| more) {
        last.push('\u{2026}');
    }
    lines
}

fn number(held: Option<Held>) -> String {
    held.map_or_else(|| "?".to_owned(), |held| held.to_string())
}

/// Returns a number of levels or hundredths as a length.
fn count(number: i64) -> f64 {
    usize::try_from(number).map_or(0.0, length)
}

/// Returns a count as a length; counts here are far below what a float keeps exactly.
fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
