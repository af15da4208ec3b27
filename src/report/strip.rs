//! Where several people stand on one question as a picture: a line for the scale, a mark for each
//! voice above it. Says nothing of who they are, and can be told apart without colours.

use super::escape::html;
use crate::domain::Decimal;
use std::fmt::Write;

/// Where several people stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// What tells it from the others on a page, in small letters.
    pub id: String,
    /// What the picture shows.
    pub title: String,
    /// The same in words, for those who do not see it.
    pub text: String,
    /// What the marks are; said once on a page.
    pub legend: Option<&'static str>,
    /// The lowest and the highest score of the scale, in whole steps.
    pub scale: (i64, i64),
    /// How many voices there are at each score, in hundredths.
    pub voices: Vec<(i64, usize)>,
    /// The score that is agreed upon, in hundredths; nothing where it is unknown.
    pub agreed: Option<i64>,
}

/// What the marks of a strip are.
pub const LEGEND: &str = "a dot for each answer, a triangle at the agreed one";

const WIDTH: f64 = 560.0;
const LEFT: f64 = 24.0;
const RIGHT: f64 = WIDTH - 24.0;
/// How far apart marks are, and how large one is.
const STEP: f64 = 13.0;
const RADIUS: f64 = 5.0;
/// How many marks stand side by side, and how many at most at one score; more are counted.
const ABREAST: usize = 6;
const MOST: usize = 24;
/// The longest scale that has a number at each step.
const LONGEST: i64 = 10;

impl Strip {
    /// Returns the strip as a line of text: `1 · 2 ● [3 ●●●] 4 · 5 ·`. The agreed place stands in
    /// brackets.
    #[must_use]
    pub fn drawn(&self) -> String {
        let (lowest, highest) = self.scale;
        let mut places = self.voices.clone();
        if highest.saturating_sub(lowest) <= LONGEST {
            let steps = (lowest..=highest).map(|step| step.saturating_mul(100));
            let free = steps.filter(|step| !self.voices.iter().any(|(at, _)| at == step));
            places.extend(free.map(|step| (step, 0)));
        }
        places.sort_unstable();
        let place = |(at, count): &(i64, usize)| {
            let marks = match *count {
                0 => "\u{b7}".to_owned(),
                few if few <= MOST => "\u{25cf}".repeat(few),
                many => format!("\u{25cf}\u{d7}{many}"),
            };
            let step = Decimal::of_hundredths(*at).map_or_else(String::new, |it| it.to_string());
            let said = format!("{step} {marks}");
            if self.agreed == Some(*at) { format!("[{said}]") } else { said }
        };
        places.iter().map(place).collect::<Vec<_>>().join(" ")
    }

    /// Returns the picture for an HTML page; nothing where nobody gave a value.
    pub(super) fn within_page(&self, accent: &str) -> Option<String> {
        let most = self.voices.iter().map(|(_, count)| *count).max()?;
        let rows = most.min(MOST).div_ceil(ABREAST).max(1);
        let line = 16.0 + STEP * length(rows);
        let (id, height) = (html(&self.id), line + 30.0);
        let (title, text) = (html(&self.title), html(&self.text));
        let mut svg = format!(
            "<svg class=\"strip\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"strip-{id}-title strip-{id}-text\">\n\
             <title id=\"strip-{id}-title\">{title}</title>\n\
             <desc id=\"strip-{id}-text\">{text}</desc>\n"
        );
        svg += &self.axis(line);
        for (score, count) in &self.voices {
            svg += &marks(self.at(*score), line, *count, accent);
        }
        if let Some(agreed) = self.agreed {
            let x = self.at(agreed);
            let _ = writeln!(
                svg,
                "<path class=\"s-agreed\" fill=\"#1c2329\" d=\"M{x:.1} {:.1}l6 9h-12z\"/>",
                line + 3.0
            );
        }
        Some(svg + "</svg>\n")
    }

    fn axis(&self, line: f64) -> String {
        let (lowest, highest) = self.scale;
        let mut svg = format!(
            "<g class=\"r-grid\" stroke=\"#b4bcc4\">\n<path d=\"M{LEFT} {line:.1}H{RIGHT}\"/>\n"
        );
        let steps: Vec<_> = if highest.saturating_sub(lowest) <= LONGEST {
            (lowest..=highest).collect()
        } else {
            vec![lowest, highest]
        };
        for step in &steps {
            let x = self.at(step.saturating_mul(100));
            let _ = writeln!(svg, "<path d=\"M{x:.1} {:.1}v6\"/>", line - 3.0);
        }
        svg += "</g>\n<g class=\"r-label\" fill=\"#1c2329\" font-size=\"14\" text-anchor=\"middle\">\n";
        for step in steps {
            let x = self.at(step.saturating_mul(100));
            let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\">{step}</text>", line + 25.0);
        }
        svg + "</g>\n"
    }

    /// Returns where a score stands, in hundredths.
    fn at(&self, hundredths: i64) -> f64 {
        let (lowest, highest) = self.scale;
        let from = lowest.saturating_mul(100);
        let span = highest.saturating_mul(100).saturating_sub(from).max(1);
        let part = hundredths.saturating_sub(from).clamp(0, span);
        LEFT + (RIGHT - LEFT) * number(part) / number(span)
    }
}

/// Returns a mark for each voice at one score, stacked above the line; too many are counted.
fn marks(x: f64, line: f64, count: usize, accent: &str) -> String {
    let mut svg = String::new();
    if count > MOST {
        let _ = writeln!(
            svg,
            "<text class=\"r-label\" fill=\"#1c2329\" font-size=\"14\" font-weight=\"bold\" \
             text-anchor=\"middle\" x=\"{x:.1}\" y=\"{:.1}\">{count}</text>",
            line - 8.0
        );
        return svg;
    }
    for index in 0..count {
        let (row, place) = (index / ABREAST, index % ABREAST);
        let abreast = (count - row * ABREAST).min(ABREAST);
        let shift = (length(place) - (length(abreast) - 1.0) / 2.0) * STEP;
        let _ = writeln!(
            svg,
            "<circle class=\"s-voice\" fill=\"{accent}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{RADIUS}\"/>",
            x + shift,
            line - 9.0 - STEP * length(row)
        );
    }
    svg
}

/// Returns a count as a length; counts here are far below what a float keeps exactly.
fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

fn number(value: i64) -> f64 {
    i32::try_from(value).map_or(f64::MAX, f64::from)
}
