//! The report to hand over: what it says, part by part. One content for every form that has pages;
//! a form lays it out and adds nothing. All texts are as users wrote them: forms make them inert.

mod checklist;
mod dimensions;
mod glossary;
mod level;
mod method;
mod open;
mod outcomes;
mod roadmap;
mod scenarios;
mod section;

use super::Report;
use super::checklist::Checklist;

pub use section::{Cell, Content, Fact, Section, Table, Tick};
pub(super) use section::{fact, fact_if};

/// The content of the report.
#[derive(Clone, Debug)]
pub struct Handout {
    /// What kind of report it is.
    pub title: String,
    /// The operation that was judged.
    pub scope: String,
    /// When, by whom, and what else is known about the answers.
    pub about: Vec<Fact>,
    /// The level in words; what there is instead where there is none. Nothing where nothing was
    /// judged.
    pub verdict: Option<String>,
    /// The level on evidence, where it is less.
    pub less_on_evidence: Option<String>,
    /// What is to be said of it first, in one sentence.
    pub sentence: Option<String>,
    /// The parts of the report.
    pub sections: Vec<Section>,
    /// Which rubric, questionnaire and program made it.
    pub imprint: Vec<Fact>,
}

impl Handout {
    /// Returns what `report` says.
    #[must_use]
    pub fn of(report: &Report<'_>) -> Self {
        let mut sections = vec![level::result(report), level::profile(report)];
        sections.extend(level::groups(report));
        sections.extend(level::moved(report));
        sections.extend(level::first_actions(report));
        sections.extend(level::before_peak(report));
        sections.extend(roadmap::to_the_target(report));
        sections.extend(outcomes::section(report));
        sections.push(dimensions::section(report));
        sections.extend(scenarios::section(report));
        sections.push(open::unknown(report));
        sections.push(open::review(report));
        sections.extend(open::not_scored(report));
        sections.push(method::working(report));
        sections.push(method::method(report));
        sections.extend(method::enough(report));
        sections.extend(method::defined(report));
        sections.extend(method::sources(report));
        let words = glossary::section(report, &sections);
        sections.extend(words);
        Self {
            title: report.rubric().title.clone(),
            scope: report.sheet.given().scope.clone(),
            about: level::about(report),
            verdict: Some(report.verdict()),
            less_on_evidence: report.less_on_evidence(),
            sentence: report.level_sentence(),
            sections,
            imprint: method::imprint(report),
        }
    }

    /// Returns what a checklist says.
    #[must_use]
    pub fn of_checklist(checklist: &Checklist<'_, '_>) -> Self {
        Self {
            title: checklist::title(checklist),
            scope: checklist::scope(checklist),
            about: checklist::about(checklist),
            verdict: checklist.report.map(Report::verdict),
            less_on_evidence: checklist.report.and_then(Report::less_on_evidence),
            sentence: Some(checklist::sentence(checklist)),
            sections: checklist::sections(checklist),
            imprint: checklist::imprint(checklist),
        }
    }
}
