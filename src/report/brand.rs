//! A consultancy's own cover: its name, logo and colour. A logo is only ever shown as a picture, in
//! which nothing runs; one that would run or fetch something is refused all the same.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Whose report it is.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// The name on the cover.
    pub name: Option<String>,
    /// The picture beside it.
    pub logo: Option<Logo>,
    /// The colour of rules, marks and what is claimed.
    pub accent: Option<Accent>,
    /// The person who prepared the report.
    pub prepared_by: Option<String>,
    /// Who may read it: a line on every page.
    pub confidential: Option<String>,
}

/// A picture that is safe to show.
#[derive(Clone, Debug)]
pub struct Logo {
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// The most bytes of a logo.
pub const LARGEST_LOGO: usize = 512 * 1024;

const NEITHER: &str = "it is neither SVG nor PNG";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PNG_END: &[u8] = b"IEND\xae\x42\x60\x82";

impl Logo {
    /// Returns the picture that a file's bytes are: SVG or PNG.
    ///
    /// # Errors
    ///
    /// Says what keeps it from being shown.
    pub fn read(bytes: Vec<u8>) -> Result<Self, String> {
        if bytes.len() > LARGEST_LOGO {
            return Err(format!("it is larger than {} KiB", LARGEST_LOGO / 1024));
        }
        if bytes.starts_with(PNG) {
            let whole = bytes.get(12..16) == Some(b"IHDR") && bytes.ends_with(PNG_END);
            let logo = Self { media_type: "image/png", bytes };
            return if whole { Ok(logo) } else { Err("the PNG is cut off".to_owned()) };
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| NEITHER)?;
        harmless_svg(text)?;
        Ok(Self { media_type: "image/svg+xml", bytes })
    }

    /// Returns the picture as an address that holds it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("data:{};base64,{}", self.media_type, BASE64_STANDARD.encode(&self.bytes))
    }
}

/// The most `<use>` elements: doubled again and again, a few dozen of them keep a browser busy for
/// ever.
const MOST_COPIES: usize = 16;
/// The deepest nesting.
const DEEPEST: usize = 64;
/// Elements that run or hold something else than a picture.
const RUNNING: &[&str] = &["script", "foreignobject", "handler", "iframe", "object", "embed"];
/// The namespace without which a browser shows nothing.
const SVG: &str = "http://www.w3.org/2000/svg";

/// Refuses what is no SVG, and an SVG that would run or fetch something.
fn harmless_svg(text: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let mut check = SvgCheck::default();
    loop {
        match reader.read_event().map_err(|error| format!("it is no SVG: {error}"))? {
            Event::Start(element) => check.begins(&element, false)?,
            Event::Empty(element) => check.begins(&element, true)?,
            Event::End(_) => check.ends()?,
            Event::DocType(doctype) if doctype.contains('[') => {
                return Err("the SVG declares entities of its own; export it without".to_owned());
            }
            Event::PI(instruction) => harmless_instruction(&instruction)?,
            Event::Text(text) => check.says(&text)?,
            Event::CData(text) => check.says(&text)?,
            Event::GeneralRef(name) => check.refers(&name)?,
            Event::Eof => return check.is_whole(),
            _ => {}
        }
    }
}

/// What was read of an SVG so far.
#[derive(Default)]
struct SvgCheck {
    depth: usize,
    roots: usize,
    copies: usize,
    /// The style sheet that is being read.
    style: Option<String>,
}

impl SvgCheck {
    fn begins(&mut self, element: &BytesStart<'_>, ends: bool) -> Result<(), String> {
        let name = harmless_element(element)?;
        if self.depth == 0 {
            self.roots += 1;
            is_root(element, &name)?;
        }
        self.copies += usize::from(name == "use");
        if self.copies > MOST_COPIES {
            return Err(format!("the SVG copies parts of itself more than {MOST_COPIES} times"));
        }
        if !ends {
            self.depth += 1;
            self.style = (name == "style").then(String::new);
        }
        if self.depth > DEEPEST {
            return Err(format!("the SVG nests deeper than {DEEPEST} elements"));
        }
        Ok(())
    }

    fn ends(&mut self) -> Result<(), String> {
        self.depth = self.depth.saturating_sub(1);
        self.style.take().map_or(Ok(()), |style| harmless_style(&style))
    }

    fn says(&mut self, text: &str) -> Result<(), String> {
        if self.depth == 0 && !text.trim().is_empty() {
            if self.roots == 0 {
                return Err(NEITHER.to_owned());
            }
            return Err("it is no SVG: text stands outside of it".to_owned());
        }
        if let Some(style) = &mut self.style {
            style.push_str(text);
        }
        Ok(())
    }

    fn refers(&self, name: &str) -> Result<(), String> {
        let known = name.starts_with('#') || ["lt", "gt", "amp", "quot", "apos"].contains(&name);
        match (known, &self.style) {
            (false, _) => {
                Err(format!("the SVG names an entity `&{name};` that it does not declare"))
            }
            (true, Some(_)) => Err("the SVG hides parts of its style sheet".to_owned()),
            (true, None) => Ok(()),
        }
    }

    fn is_whole(&self) -> Result<(), String> {
        match (self.roots, self.depth) {
            (0, _) => Err(NEITHER.to_owned()),
            (1, 0) => Ok(()),
            (1, _) => Err("the SVG is cut off".to_owned()),
            _ => Err("it is no SVG: it has more than one root".to_owned()),
        }
    }
}

fn harmless_instruction(instruction: &str) -> Result<(), String> {
    if instruction.to_ascii_lowercase().starts_with("xml-stylesheet") {
        return Err("the SVG fetches a style sheet; export it as a plain SVG".to_owned());
    }
    Ok(())
}

fn is_root(element: &BytesStart<'_>, name: &str) -> Result<(), String> {
    if name != "svg" {
        return Err(format!("it is no SVG, it begins with <{name}>"));
    }
    let mut attributes = element.attributes().filter_map(Result::ok);
    let names_it = attributes
        .any(|attribute| attribute.key.as_ref().starts_with("xmlns") && &*attribute.value == SVG);
    if names_it { Ok(()) } else { Err(format!("the SVG lacks `xmlns=\"{SVG}\"`")) }
}

/// Refuses an element that runs or fetches something; returns its name.
fn harmless_element(element: &BytesStart<'_>) -> Result<String, String> {
    let name = element.local_name().as_ref().to_ascii_lowercase();
    if RUNNING.contains(&name.as_str()) {
        return Err(format!("the SVG holds <{name}>, which may run something; export it without"));
    }
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| format!("it is no SVG: {error}"))?;
        let key = attribute.key.as_ref().to_ascii_lowercase();
        let value = quick_xml::escape::unescape(&attribute.value);
        let value = value.map_err(|error| format!("it is no SVG: {error}"))?;
        harmless_attribute(&key, &value)?;
    }
    Ok(name)
}

fn harmless_attribute(key: &str, value: &str) -> Result<(), String> {
    let runs = |key: &str| key.starts_with("on");
    let leads = |key: &str| matches!(key.rsplit(':').next(), Some("href" | "src"));
    if runs(key) {
        return Err(format!("the SVG holds `{key}`, which runs something; export it without"));
    }
    if key == "xml:base" {
        return Err("the SVG points outside itself with `xml:base`; export it without".to_owned());
    }
    let changed = value.trim().to_ascii_lowercase();
    if key == "attributename" && (runs(&changed) || leads(&changed)) {
        return Err(format!("the SVG changes `{changed}` while it is shown; export it without"));
    }
    if key == "style" {
        harmless_style(value)?;
    }
    harmless_value(value)?;
    if leads(key) { harmless_address(value) } else { Ok(()) }
}

/// Refuses a style sheet that fetches something, or that hides whether it does.
fn harmless_style(style: &str) -> Result<(), String> {
    if style.contains('\\') {
        return Err("the SVG hides parts of its style sheet".to_owned());
    }
    harmless_value(style)
}

/// Refuses what fetches or runs something in a style sheet or in the value of an attribute.
fn harmless_value(value: &str) -> Result<(), String> {
    let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let bare = bare.to_ascii_lowercase();
    if bare.contains("javascript:") || bare.contains("vbscript:") {
        return Err("the SVG holds a script in an address; export it without".to_owned());
    }
    if bare.contains("@import") {
        return Err("the SVG fetches a style sheet; export it as a plain SVG".to_owned());
    }
    if bare.contains("image-set(") || bare.contains("src(") {
        return Err("the SVG points outside itself; export it with everything inside".to_owned());
    }
    let mut rest = bare.as_str();
    while let Some((_, after)) = rest.split_once("url(") {
        harmless_address(after.trim_start_matches(['"', '\'']))?;
        rest = after;
    }
    Ok(())
}

/// Refuses an address outside the picture.
fn harmless_address(address: &str) -> Result<(), String> {
    let address = address.trim();
    let inside = address.is_empty() || address.starts_with('#');
    let picture = ["data:image/png", "data:image/jpeg", "data:image/gif"];
    let lower = address.to_ascii_lowercase();
    if inside || picture.iter().any(|kind| lower.starts_with(kind)) {
        return Ok(());
    }
    let shown: String = address.chars().take(60).collect();
    Err(format!("the SVG points outside itself, at `{shown}`; export it with everything inside"))
}

/// A colour that can be read on the page, by day and by night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// The colour on white, as `#rrggbb`.
    pub on_white: String,
    /// The same colour, lightened until it can be read on the dark page.
    pub on_dark: String,
}

/// The contrast that text needs (WCAG 2.2, success criterion 1.4.3, level AA).
const ENOUGH: f64 = 4.5;
const WHITE: Colour = Colour([255, 255, 255]);
const BLACK: Colour = Colour([0, 0, 0]);
/// The dark page; the style sheet's `--paper` in the dark.
const DARK: Colour = Colour([0x14, 0x18, 0x1c]);

impl Accent {
    /// Returns the accent that `text` names, as `#rrggbb` or `#rgb`.
    ///
    /// # Errors
    ///
    /// Says that it is no colour, or that it cannot be read on white, and which one could.
    pub fn parse(text: &str) -> Result<Self, String> {
        let colour = Colour::parse(text).ok_or("write a colour as #rrggbb, such as #005577")?;
        let contrast = colour.contrast(WHITE);
        if contrast < ENOUGH {
            let darker = colour.mixed_until_readable(BLACK, WHITE);
            return Err(format!(
                "on white it has a contrast of {:.1} to 1, and text needs {ENOUGH} to 1 (WCAG 2.2, \
                 1.4.3); {} of the same hue would do",
                // Cut, so that 4.49 is not shown as what would be enough.
                (contrast * 10.0).floor() / 10.0,
                darker.spelled()
            ));
        }
        let on_dark = colour.mixed_until_readable(WHITE, DARK);
        Ok(Self { on_white: colour.spelled(), on_dark: on_dark.spelled() })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Colour([u8; 3]);

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii())?;
        let channel = |index: usize| match digits.len() {
            6 => u8::from_str_radix(digits.get(2 * index..2 * index + 2)?, 16).ok(),
            3 => u8::from_str_radix(digits.get(index..=index)?, 16).ok().map(|value| value * 17),
            _ => None,
        };
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hexadecimal.then_some(Self([channel(0)?, channel(1)?, channel(2)?]))
    }

    fn spelled(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Returns the relative luminance, from 0 to 1.
    ///
    /// Formula: WCAG 2.2, definition of relative luminance.
    fn luminance(self) -> f64 {
        let linear = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        let [red, green, blue] = linear;
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the contrast ratio, from 1 to 21.
    ///
    /// Formula: WCAG 2.2, definition of contrast ratio.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns the colour with as little of `other` in it as makes it readable on `paper`.
    fn mixed_until_readable(self, other: Self, paper: Self) -> Self {
        let mixed = (0..=100_u16).map(|percent| self.mixed(other, percent));
        mixed.into_iter().find(|colour| colour.contrast(paper) >= ENOUGH).unwrap_or(other)
    }

    fn mixed(self, other: Self, percent: u16) -> Self {
        let mut mixed = self.0;
        for (channel, into) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*channel) * (100 - percent) + u16::from(into) * percent;
            *channel = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published pairs: black on white is 21, #767676 is the lightest grey of 4.5 on white.
    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        let contrast = |text: &str| Colour::parse(text).unwrap().contrast(WHITE);
        assert!(contrast("#767676") >= 4.5 && contrast("#777777") < 4.5);
    }

    #[test]
    fn an_accent_is_readable_on_both_pages() {
        for text in ["#005577", "#000", "#767676", "#b00020", "#00F"] {
            let accent = Accent::parse(text).unwrap();
            let colour = |text: &str| Colour::parse(text).unwrap();
            assert!(colour(&accent.on_white).contrast(WHITE) >= ENOUGH, "{text}");
            assert!(colour(&accent.on_dark).contrast(DARK) >= ENOUGH, "{text}");
        }
    }

    #[test]
    fn a_pale_accent_is_refused_with_a_darker_one_that_is_taken() {
        let refusal = Accent::parse("#ffcc00").unwrap_err();
        assert!(refusal.contains("1.5 to 1"), "{refusal}");
        let darker = refusal.split_whitespace().find(|word| word.starts_with('#')).unwrap();
        assert!(Accent::parse(darker).is_ok(), "{darker}");
        for text in ["005577", "#0055", "red", "#gggggg", "#00557", "", "#+1+2+3", "#é12"] {
            assert!(Accent::parse(text).unwrap_err().starts_with("write a colour"), "{text}");
        }
    }
}
