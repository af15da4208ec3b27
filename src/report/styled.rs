//! Text for people at a terminal: lines of stretches, each with what it means. What a meaning looks
//! like stands here and nowhere else; nothing depends on it alone.

use std::ops::{Add, AddAssign};

/// How a stretch of text is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As a statement.
    #[default]
    Plain,
    /// As what matters most.
    Strong,
    /// As what is good to know.
    Faint,
    /// As good news.
    Good,
    /// As what needs attention.
    Warning,
    /// As bad news.
    Bad,
}

impl Tone {
    /// Returns what the tone looks like on a terminal.
    #[must_use]
    pub fn style(self) -> anstyle::Style {
        use anstyle::AnsiColor::{BrightRed, Green, Yellow};
        let plain = anstyle::Style::new();
        match self {
            Self::Plain => plain,
            Self::Strong => plain.bold(),
            Self::Faint => plain.dimmed(),
            Self::Good => Green.on_default().bold(),
            Self::Warning => Yellow.on_default().bold(),
            Self::Bad => BrightRed.on_default().bold(),
        }
    }

    /// Returns `text` as it is shown in this tone, with colour.
    #[must_use]
    pub fn coloured(self, text: &str) -> String {
        let style = self.style();
        format!("{style}{text}{style:#}")
    }
}

/// A line: stretches of text, each with its tone.
pub type Spans = Vec<(Tone, String)>;

/// Text in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyledText {
    /// The lines, from the top.
    pub lines: Vec<Spans>,
}

impl StyledText {
    /// Returns text without any emphasis, in its lines.
    pub(super) fn plain(text: &str) -> Self {
        let lines = text.lines().map(|line| vec![(Tone::Plain, line.to_owned())]);
        Self { lines: lines.collect() }
    }

    /// Returns one line.
    pub(super) fn line(spans: Spans) -> Self {
        Self { lines: vec![spans] }
    }

    /// Returns an empty line.
    pub(super) fn blank() -> Self {
        Self::plain("\n")
    }

    /// Returns whether there is no line.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the text with colour, every line ended.
    #[must_use]
    pub fn coloured(&self) -> String {
        let coloured = |(tone, text): &(Tone, String)| tone.coloured(text);
        let line = |spans: &Spans| spans.iter().map(coloured).collect::<String>() + "\n";
        self.lines.iter().map(line).collect()
    }
}

impl AddAssign for StyledText {
    fn add_assign(&mut self, below: Self) {
        self.lines.extend(below.lines);
    }
}

impl Add for StyledText {
    type Output = Self;

    fn add(mut self, below: Self) -> Self {
        self += below;
        self
    }
}

impl FromIterator<Self> for StyledText {
    fn from_iter<T: IntoIterator<Item = Self>>(texts: T) -> Self {
        texts.into_iter().fold(Self::default(), Self::add)
    }
}
