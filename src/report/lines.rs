//! Levels over time as a picture: a panel for each dimension, with the line of its levels and,
//! dashed, that of its figures, turned so that down is worse. Says nothing of a comparison, and
//! knows none; the lines can be told apart without colours.

use super::escape::html;
use std::fmt::Write;

/// Levels over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// What the picture shows.
    pub title: String,
    /// The same in words, for those who do not see it.
    pub text: String,
    /// What the lines are.
    pub legend: String,
    /// The first date and the last.
    pub ends: (String, String),
    /// Where each date stands between them, from 0 to 1000.
    pub at: Vec<i64>,
    /// The panels, in their order.
    pub panels: Vec<Panel>,
}

/// What is drawn of one dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// What it is called.
    pub name: String,
    /// How high its level lies at each date, from 0 to 1000; nothing where there is none.
    pub levels: Vec<Option<i64>>,
    /// How high its figure lies at each date, from 0 to 1000, more being better.
    pub figures: Vec<Option<i64>>,
    /// What the level is at the first date and at the last.
    pub ends: (String, String),
}

const WIDTH: f64 = 560.0;
const COLUMNS: usize = 2;
const PANEL: f64 = 270.0;
const ROW: f64 = 104.0;
const LEFT: f64 = 22.0;
const RIGHT: f64 = 22.0;
const TOP: f64 = 26.0;
const HIGH: f64 = 56.0;
/// The longest name of a panel, in letters.
const NAME: usize = 38;

impl Lines {
    /// Returns the picture for an HTML page; nothing where there is no panel.
    pub(super) fn within_page(&self, accent: &str) -> Option<String> {
        let rows = self.panels.len().div_ceil(COLUMNS);
        if rows == 0 || self.at.len() < 2 {
            return None;
        }
        let height = ROW * length(rows) + 26.0;
        let (title, text) = (html(&self.title), html(&self.text));
        let mut svg = format!(
            "<svg class=\"timeline lines\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"lines-title lines-text\">\n<title id=\"lines-title\">{title}</title>\n\
             <desc id=\"lines-text\">{text}</desc>\n"
        );
        for (index, panel) in self.panels.iter().enumerate() {
            let (column, row) = (index % COLUMNS, index / COLUMNS);
            let corner = (length(column) * (PANEL + 20.0), length(row) * ROW);
            svg += &self.drawn(panel, corner, accent);
        }
        let _ = writeln!(
            svg,
            "<g class=\"r-label\" fill=\"#1c2329\" font-size=\"12\"><text x=\"0\" y=\"{:.1}\">{}\
             </text></g>",
            height - 8.0,
            html(&self.legend)
        );
        Some(svg + "</svg>\n")
    }

    fn drawn(&self, panel: &Panel, (x, y): (f64, f64), accent: &str) -> String {
        let (floor, right) = (y + TOP + HIGH, x + PANEL - RIGHT);
        let mut svg = format!(
            "<g class=\"r-label\" fill=\"#1c2329\" font-size=\"12\"><text x=\"{x:.1}\" y=\"{:.1}\" \
             font-weight=\"bold\">{}</text>",
            y + 14.0,
            html(&cut(&panel.name, NAME))
        );
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{:.1}\">{}</text><text x=\"{:.1}\" y=\"{:.1}\">{}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\">{}</text><text x=\"{right:.1}\" \
             y=\"{:.1}\" font-size=\"10\" text-anchor=\"end\">{}</text></g>",
            self.first_of(&panel.levels, floor) + 4.0,
            html(&panel.ends.0),
            right + 8.0,
            last_of(&panel.levels, floor) + 4.0,
            html(&panel.ends.1),
            x + LEFT,
            floor + 14.0,
            html(&self.ends.0),
            floor + 14.0,
            html(&self.ends.1),
        );
        let _ = writeln!(
            svg,
            "<g class=\"r-grid\" stroke=\"#b4bcc4\"><path d=\"M{:.1} {floor:.1}H{right:.1}\"/></g>",
            x + LEFT
        );
        svg += &self.line(&panel.figures, (x, floor), "#5a646d", " stroke-dasharray=\"3 3\"");
        svg + &self.line(&panel.levels, (x, floor), accent, "")
    }

    fn first_of(&self, heights: &[Option<i64>], floor: f64) -> f64 {
        let first = heights.first().filter(|_| !self.at.is_empty());
        first.copied().flatten().map_or(floor, |height| at(height, floor))
    }

    /// Returns a line with a mark at each date; it is broken where there is nothing.
    fn line(
        &self,
        heights: &[Option<i64>],
        (x, floor): (f64, f64),
        colour: &str,
        dashes: &str,
    ) -> String {
        let (mut path, mut marks, mut pen) = (String::new(), String::new(), 'M');
        for (place, height) in self.at.iter().zip(heights) {
            let Some(height) = height else {
                pen = 'M';
                continue;
            };
            let across = x + LEFT + (PANEL - LEFT - RIGHT) * share(*place);
            let _ = write!(path, "{pen}{across:.1} {:.1}", at(*height, floor));
            let _ = write!(marks, "M{across:.1} {:.1}h0", at(*height, floor));
            pen = 'L';
        }
        if path.is_empty() {
            return path;
        }
        let class = if dashes.is_empty() { "l-level" } else { "l-figure" };
        format!(
            "<g class=\"{class}\" stroke=\"{colour}\" fill=\"none\"><path stroke-width=\"2\"\
             {dashes} d=\"{path}\"/><path stroke-width=\"6\" stroke-linecap=\"round\" \
             d=\"{marks}\"/></g>\n"
        )
    }
}

fn last_of(heights: &[Option<i64>], floor: f64) -> f64 {
    heights.last().copied().flatten().map_or(floor, |height| at(height, floor))
}

fn at(height: i64, floor: f64) -> f64 {
    floor - 6.0 - (HIGH - 12.0) * share(height)
}

/// Returns a share of a thousand.
fn share(thousandths: i64) -> f64 {
    i32::try_from(thousandths.clamp(0, 1000)).map_or(0.0, f64::from) / 1000.0
}

/// Returns a line of at most so many letters.
fn cut(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() { start + "\u{2026}" } else { start }
}

/// Returns a count as a length; counts here are far below what a float keeps exactly.
fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
