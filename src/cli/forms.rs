//! The forms that results have: each command's own, under the names they are typed by, and the
//! endings of files that stand for them.

use anyhow::bail;
use clap::ValueEnum;
use std::path::Path;

/// The endings that stand for a form, each with the form's name.
const ENDINGS: [(&str, &str); 15] = [
    ("txt", "table"),
    ("text", "table"),
    ("log", "table"),
    ("json", "json"),
    ("html", "html"),
    ("htm", "html"),
    ("xhtml", "html"),
    ("md", "markdown"),
    ("markdown", "markdown"),
    ("csv", "csv"),
    ("xlsx", "xlsx"),
    ("svg", "svg"),
    ("xml", "junit"),
    ("sarif", "sarif"),
    ("tap", "tap"),
];

/// Returns the name of the form that an ending in small letters stands for.
pub(super) fn form_of_ending(ending: &str) -> Option<&'static str> {
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, form)| *form)
}
/// Endings of documents that nobody expects a table in, and that no form writes.
const FOREIGN: [&str; 17] = [
    "pdf", "doc", "docx", "odt", "rtf", "xls", "ods", "ppt", "pptx", "odp", "png", "jpg", "jpeg",
    "gif", "yaml", "yml", "toml",
];

/// The forms of one command; the first is the one that nobody has to ask for.
pub(super) trait CommandForm: ValueEnum + Copy + Default + Send + Sync + 'static {
    /// Returns the form that the ending of a file stands for; nothing where it stands for none.
    ///
    /// # Errors
    ///
    /// Where it stands for a form or a document that the command cannot write.
    fn by_ending(path: &Path) -> anyhow::Result<Option<Self>> {
        // A name that is nothing but an ending says it as well.
        let hidden = || path.file_name()?.as_encoded_bytes().strip_prefix(b".");
        let ending = path.extension().map(std::ffi::OsStr::as_encoded_bytes).or_else(hidden);
        let ending = ending.and_then(|ending| std::str::from_utf8(ending).ok());
        let Some(ending) = ending.map(str::to_ascii_lowercase) else { return Ok(None) };
        let named = form_of_ending(&ending);
        let form = named.and_then(|name| Self::from_str(name, true).ok());
        if form.is_none() && (named.is_some() || FOREIGN.contains(&&*ending)) {
            let names: Vec<_> = Self::value_variants().iter().map(|form| name(form)).collect();
            bail!(
                "--output: there is no form that .{ending} stands for here; name one with \
                 --format: {}",
                names.join(", ")
            );
        }
        Ok(form)
    }
}

/// The forms of a command that hands something over.
pub(super) trait HandedOver: CommandForm + PartialEq {
    /// The pages, which say whose they are.
    const PAGES: &'static [Self];
    /// The pages that show a logo.
    const WITH_LOGO: &'static [Self];
    /// The forms that have colours.
    const IN_COLOURS: &'static [Self];

    /// Returns whether it is handed over, so that it belongs to a house.
    fn is_of_a_house(self) -> bool {
        Self::PAGES.contains(&self) || Self::IN_COLOURS.contains(&self)
    }
}

/// Returns the name of a form, as it is typed.
pub(super) fn name<F: ValueEnum>(form: &F) -> String {
    form.to_possible_value().map_or_else(String::new, |form| form.get_name().to_owned())
}

/// Refuses an option that changes nothing in the form that was asked for.
pub(super) fn only_for<F: CommandForm + PartialEq>(
    option: &str,
    given: bool,
    form: F,
    forms: &[F],
) -> anyhow::Result<()> {
    if !given || forms.contains(&form) {
        return Ok(());
    }
    let names: Vec<_> = forms.iter().map(|form| format!("--format {}", name(form))).collect();
    bail!("{option} is for {}", names.join(" and "))
}

/// The forms of `assess`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum AssessForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// One page to hand over, on screen and on paper
    Html,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets
    Csv,
    /// The radar alone, for slides
    Svg,
}

/// The forms of `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// Test report
    Junit,
    /// Code scanning, SARIF 2.1.0
    Sarif,
    /// Annotations on GitHub
    Github,
    /// Annotations on Azure Pipelines
    Azure,
    /// Code quality report of GitLab
    Gitlab,
    /// Test Anything Protocol
    Tap,
    /// Summary of a job, for a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
}

/// The forms of `checklist`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ChecklistForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// One page to hand over, on screen and on paper
    Html,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets
    Csv,
}

/// The forms of `compare`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum CompareForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// One page to hand over, with lines over time
    Html,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets: a row for each file and dimension
    Csv,
}

/// The forms of `drafts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum DraftsForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
}

/// The forms of `explain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ExplainForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
}

/// The forms of `rubric lint`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LintForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// Code scanning, SARIF 2.1.0
    Sarif,
    /// Annotations on GitHub
    Github,
}

/// The forms of `init`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum InitForm {
    /// An answers file to fill in
    #[default]
    #[value(alias = "yml")]
    Yaml,
    /// A questionnaire to fill in, in a browser or on paper
    Html,
    /// A questionnaire to print, or to answer in a mail
    #[value(alias = "md")]
    Markdown,
    /// An Excel workbook to fill in: a row for each operation
    Xlsx,
    /// The sheet to mail ahead, in Markdown, or HTML where the file ends so
    Prep,
    /// The sheet to mail ahead, as one HTML page
    PrepHtml,
}

/// The forms of `merge`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MergeForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// One page to hand over, on screen and on paper
    Html,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
}

/// The forms of `plan`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// One page to hand over, on screen and on paper
    Html,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets
    Csv,
}

/// The forms of `portfolio`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PortfolioForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// One page to hand over, on screen and on paper
    Html,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
    /// For spreadsheets: a row for each number
    Csv,
    /// An Excel workbook: overview, records, dimensions, groups
    Xlsx,
}

/// The forms of `rubric`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum RubricForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
    /// For a wiki or a pull request
    #[value(alias = "md")]
    Markdown,
}

/// The forms of `verify`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum VerifyForm {
    /// For people at a terminal
    #[default]
    Table,
    /// For programs
    Json,
}

impl CommandForm for AssessForm {}
impl CommandForm for CheckForm {}
impl CommandForm for ChecklistForm {}
impl CommandForm for CompareForm {}
impl CommandForm for DraftsForm {}
impl CommandForm for ExplainForm {}
impl CommandForm for LintForm {}
impl CommandForm for MergeForm {}
impl CommandForm for PlanForm {}
impl CommandForm for PortfolioForm {}
impl CommandForm for RubricForm {}
impl CommandForm for VerifyForm {}

impl HandedOver for AssessForm {
    const PAGES: &'static [Self] = &[Self::Html, Self::Markdown];
    const WITH_LOGO: &'static [Self] = &[Self::Html];
    const IN_COLOURS: &'static [Self] = &[Self::Html, Self::Svg];
}

impl HandedOver for ChecklistForm {
    const PAGES: &'static [Self] = &[Self::Html, Self::Markdown];
    const WITH_LOGO: &'static [Self] = &[Self::Html];
    const IN_COLOURS: &'static [Self] = &[Self::Html];
}

impl HandedOver for MergeForm {
    const PAGES: &'static [Self] = &[Self::Html, Self::Markdown];
    const WITH_LOGO: &'static [Self] = &[Self::Html];
    const IN_COLOURS: &'static [Self] = &[Self::Html];
}

impl HandedOver for CompareForm {
    const PAGES: &'static [Self] = &[Self::Html, Self::Markdown];
    const WITH_LOGO: &'static [Self] = &[Self::Html];
    const IN_COLOURS: &'static [Self] = &[Self::Html];
}

impl HandedOver for PlanForm {
    const PAGES: &'static [Self] = &[Self::Html, Self::Markdown];
    const WITH_LOGO: &'static [Self] = &[Self::Html];
    const IN_COLOURS: &'static [Self] = &[Self::Html];
}

impl HandedOver for PortfolioForm {
    const PAGES: &'static [Self] = &[Self::Html, Self::Markdown];
    const WITH_LOGO: &'static [Self] = &[Self::Html];
    const IN_COLOURS: &'static [Self] = &[Self::Html];
}
