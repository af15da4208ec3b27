//! Where several people stand on one thing, as a strip: a mark for each voice, above the place that it
//! holds. Says nothing of a report, and knows none; it can be told apart without colours.

use super::escape::html;
use std::fmt::Write;

/// Where several people stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// What they speak of.
    pub title: String,
    /// The same in words, for those who do not see it.
    pub text: String,
    /// The places, the lowest first.
    pub places: Vec<Place>,
}

/// One place, and who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is called; short.
    pub label: String,
    /// How many voices hold it.
    pub voices: usize,
    /// Whether the agreed answer stands here.
    pub agreed: bool,
}

/// The most marks that are drawn at a place; more are told by their number.
const MOST: usize = 24;
/// How many marks stand side by side.
const ABREAST: usize = 4;
/// How wide a place is, how high a row of marks, and how large a mark.
const COLUMN: f64 = 64.0;
const ROW: f64 = 13.0;
const RADIUS: f64 = 4.5;
/// What stands below the marks: the line, and the names of the places.
const FOOT: f64 = 24.0;

impl Strip {
    /// Returns the strip as a line of text: `1 · 2 ● [3 ●●●] 4 ·`. The agreed place stands in
    /// brackets.
    #[must_use]
    pub fn drawn(&self) -> String {
        let place = |place: &Place| {
            let marks = match place.voices {
                0 => "\u{b7}".to_owned(),
                few if few <= MOST / 2 => "\u{25cf}".repeat(few),
                many => format!("\u{25cf}\u{d7}{many}"),
            };
            let said = format!("{} {marks}", place.label);
            if place.agreed { format!("[{said}]") } else { said }
        };
        self.places.iter().map(place).collect::<Vec<_>>().join(" ")
    }

    /// Returns the picture for an HTML page.
    pub(super) fn within_page(&self, accent: &str) -> String {
        let rows = self.places.iter().map(|place| rows(place.voices)).max().unwrap_or(1).max(1);
        let (width, line) = (COLUMN * length(self.places.len()), ROW * length(rows) + 6.0);
        let height = line + FOOT;
        let mut svg = format!(
            "<svg class=\"strip\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" \
             aria-label=\"{}: {}\">\n<path class=\"r-grid\" stroke=\"#b4bcc4\" d=\"M0 {line}H{width}\"/>\n",
            html(&self.title),
            html(&self.text)
        );
        for (at, place) in self.places.iter().enumerate() {
            svg += &place.drawn(COLUMN * length(at), line, accent);
        }
        svg + "</svg>\n"
    }
}

impl Place {
    /// Returns the marks above the line and the name below it; the agreed place has a frame.
    fn drawn(&self, left: f64, line: f64, accent: &str) -> String {
        let middle = left + COLUMN / 2.0;
        let mut svg = String::new();
        if self.agreed {
            let _ = writeln!(
                svg,
                "<rect class=\"s-agreed\" fill=\"none\" stroke=\"{accent}\" stroke-width=\"2\" x=\"{:.1}\" \
                 y=\"1\" width=\"{:.1}\" height=\"{:.1}\" rx=\"4\"/>",
                left + 2.0,
                COLUMN - 4.0,
                line + FOOT - 2.0
            );
        }
        if self.voices > MOST {
            let y = line - 5.0;
            svg += &label(middle, y, "12", &format!("\u{d7} {}", self.voices));
        } else {
            for voice in 0..self.voices {
                let (row, column) = (voice / ABREAST, voice % ABREAST);
                let abreast = (self.voices - row * ABREAST).min(ABREAST);
                let from = middle - ROW * length(abreast.saturating_sub(1)) / 2.0;
                let _ = writeln!(
                    svg,
                    "<circle class=\"s-voice\" fill=\"{accent}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{RADIUS}\"/>",
                    from + ROW * length(column),
                    line - 7.0 - ROW * length(row)
                );
            }
        }
        svg + &label(middle, line + 16.0, "12", &self.label)
    }
}

fn label(x: f64, y: f64, size: &str, text: &str) -> String {
    let text = html(text);
    format!(
        "<text class=\"r-label\" fill=\"#1c2329\" font-size=\"{size}\" text-anchor=\"middle\" \
         x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>\n"
    )
}

/// Returns in how many rows so many marks stand.
fn rows(voices: usize) -> usize {
    if voices > MOST { 1 } else { voices.div_ceil(ABREAST) }
}

/// Returns a count as a length; counts here are far below what a float keeps exactly.
fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
