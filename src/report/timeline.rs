//! Steps of work over weeks as a picture: a bar each, with who does it. Says nothing of a plan, and
//! knows none; it can be told apart without colours.

use super::escape::html;
use std::fmt::Write;

/// Steps of work over weeks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// What the picture shows.
    pub title: String,
    /// The same in words, for those who do not see it.
    pub text: String,
    /// What the weeks below it are.
    pub axis: String,
    /// Says how many steps are not drawn, where some are not.
    pub rest: Option<String>,
    /// The steps, in their order.
    pub bars: Vec<TimelineBar>,
}

/// A step of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineBar {
    /// What is done.
    pub name: String,
    /// Who does it, and in which wave.
    pub who: String,
    /// The wave, counted from one.
    pub wave: usize,
    /// After how many weeks of work it starts.
    pub from: i64,
    /// After how many weeks of work it ends.
    pub to: i64,
}

/// The most steps that still fit a page.
pub const MOST_BARS: usize = 20;

const WIDTH: f64 = 560.0;
/// From where on the bars stand, and how far they reach.
const LEFT: f64 = 8.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 8.0;
/// How high a step is: its line, and its bar.
const ROW: f64 = 38.0;
const BAR: f64 = 12.0;
/// The longest line, in letters, and how many of them the name may take.
const LINE: usize = 80;
const NAME: usize = 50;
/// The most marks on the axis.
const MARKS: i64 = 12;
/// How many weeks may lie between two marks.
const STRIDES: [i64; 8] = [1, 2, 4, 8, 13, 26, 52, 104];

impl Timeline {
    /// Returns the picture for an HTML page; nothing where there is no step.
    pub(super) fn within_page(&self, accent: &str) -> Option<String> {
        let weeks = self.bars.iter().map(|bar| bar.to).max()?.max(1);
        let rows = self.bars.len().min(MOST_BARS);
        let bottom = TOP + ROW * length(rows) + 4.0;
        let height = bottom + 40.0;
        let (title, text) = (html(&self.title), html(&self.text));
        let mut svg = format!(
            "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"timeline-title timeline-text\">\n\
             <title id=\"timeline-title\">{title}</title>\n<desc id=\"timeline-text\">{text}</desc>\n"
        );
        svg += &self.axis(weeks, bottom);
        for (row, bar) in self.bars.iter().take(MOST_BARS).enumerate() {
            svg += &bar.drawn(weeks, TOP + ROW * length(row), accent);
        }
        Some(svg + "</svg>\n")
    }

    fn axis(&self, weeks: i64, bottom: f64) -> String {
        let stride = STRIDES.into_iter().find(|stride| weeks / stride <= MARKS);
        let stride = stride.unwrap_or_else(|| (weeks / MARKS).max(1));
        let mut svg = String::from("<g class=\"r-grid\" stroke=\"#b4bcc4\">\n");
        let marks = (0..=weeks / stride).map(|mark| mark * stride);
        for week in marks.clone() {
            let x = at(week, weeks);
            let _ = writeln!(svg, "<path d=\"M{x:.1} {TOP}V{bottom:.1}\"/>");
        }
        svg += "</g>\n<g class=\"r-label\" fill=\"#1c2329\" font-size=\"12\" text-anchor=\"middle\">\n";
        for week in marks {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\">{week}</text>",
                at(week, weeks),
                bottom + 14.0
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{:.1}\" text-anchor=\"start\">{}</text>",
            bottom + 32.0,
            html(&self.axis)
        );
        if let Some(rest) = &self.rest {
            let _ = writeln!(
                svg,
                "<text x=\"{RIGHT}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                bottom + 32.0,
                html(rest)
            );
        }
        svg += "</g>\n";
        svg
    }
}

impl TimelineBar {
    /// Returns the step below `top`; every other wave is an outline, so that waves differ without
    /// colours.
    fn drawn(&self, weeks: i64, top: f64, accent: &str) -> String {
        let (from, to) = (at(self.from, weeks), at(self.to, weeks));
        let (class, look) = if self.wave % 2 == 1 {
            ("t-full", format!("fill=\"{accent}\" stroke=\"{accent}\""))
        } else {
            ("t-outline", format!("fill=\"#ffffff\" stroke=\"{accent}\""))
        };
        let name = cut(&self.name, NAME);
        format!(
            "<g class=\"r-label t-text\" fill=\"#1c2329\" stroke=\"#ffffff\" stroke-width=\"3\" \
             paint-order=\"stroke\"><text x=\"{LEFT}\" y=\"{:.1}\" \
             font-size=\"12\"><tspan font-weight=\"bold\">{}</tspan> {}</text></g>\n<rect class=\"{class}\" {look} stroke-width=\"1.5\" \
             x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{BAR}\"/>\n",
            top + 13.0,
            html(&name),
            html(&cut(&self.who, LINE.saturating_sub(name.chars().count()))),
            top + 19.0,
            (to - from).max(2.0),
        )
    }
}

/// Returns where on the picture a week ends.
fn at(week: i64, weeks: i64) -> f64 {
    LEFT + (RIGHT - LEFT) * count(week) / count(weeks)
}

/// Returns a line of at most so many letters.
fn cut(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() { start + "\u{2026}" } else { start }
}

/// Returns a number of weeks as a length.
fn count(weeks: i64) -> f64 {
    usize::try_from(weeks).map_or(0.0, length)
}

/// Returns a count as a length; counts here are far below what a float keeps exactly.
fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_drawn_is_told() {
        let bar = |number| TimelineBar {
            name: format!("Step {number}"),
            who: String::new(),
            wave: 1,
            from: number,
            to: number + 1,
        };
        let drawn = |rest: Option<&str>| {
            let rest = rest.map(str::to_owned);
            let bars = (0..25).map(bar).collect();
            let timeline = Timeline { rest, bars, ..Timeline::default() };
            timeline.within_page("#005577").unwrap()
        };
        assert_eq!(drawn(None).matches("<rect").count(), MOST_BARS);
        assert!(drawn(Some("5 more steps are not drawn.")).contains("5 more steps are not drawn."));
    }
}
