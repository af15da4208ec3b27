//! The report to hand over: what it says, part by part. One content for every form that has pages;
//! a form lays it out and adds nothing. All texts are as users wrote them: forms make them inert.

mod against;
mod checklist;
mod comparing;
mod dimensions;
mod front;
mod glossary;
mod level;
mod merging;
mod method;
mod open;
mod outcomes;
mod plan;
mod portfolio;
mod prepared;
mod roadmap;
mod sample;
mod scenarios;
mod section;
mod status;

use super::Report;
use super::checklist::Checklist;
use super::comparing::Compared;
use super::comparing::telling::Trend;
use super::merging::MergedReport;
use super::merging::status::Status;
use super::portfolio::Portfolio;
use super::portfolio::telling::Shades;
use super::roadmap::Roadmap;

pub use prepared::Prepared;
pub use section::{Cell, Content, Fact, Section, Table, Tick, Verdict};
pub(super) use section::{fact, fact_if};

/// The content of the report.
#[derive(Clone, Debug)]
pub struct Handout {
    /// What kind of report it is.
    pub title: String,
    /// The operation that was judged.
    pub scope: String,
    /// The day that it describes, and who answered, where that is known.
    pub prepared: Prepared,
    /// What stands below the title.
    pub cover: Vec<Content>,
    /// The page that comes first, and says in short what the rest says.
    pub front: Option<Section>,
    /// The parts of the report.
    pub sections: Vec<Section>,
    /// Which rubric made it, where no annex says so.
    pub imprint: Vec<Fact>,
}

impl Handout {
    /// Returns what `report` says.
    #[must_use]
    pub fn of(report: &Report<'_>) -> Self {
        let mut sections = vec![level::result(report), level::profile(report)];
        sections.extend(level::groups(report));
        sections.extend(level::moved(report));
        sections.extend(against::section(report));
        sections.extend(level::first_actions(report));
        sections.extend(level::before_peak(report));
        let (roadmap, its_actions) = roadmap::to_the_target(report).unzip();
        sections.extend(roadmap);
        sections.extend(outcomes::section(report));
        sections.push(dimensions::section(report));
        sections.extend(scenarios::section(report));
        sections.push(open::unknown(report));
        sections.push(open::review(report));
        sections.extend(open::not_scored(report));
        let annex = method::annex(report, its_actions.flatten());
        let words = glossary::section(report, &sections, &annex);
        sections.push(annex.and_parts(words));
        let given = report.sheet.given();
        Self {
            title: report.rubric().title.clone(),
            scope: given.scope.clone(),
            prepared: Prepared::of(given),
            cover: Vec::new(),
            front: Some(front::page(report)),
            sections,
            // It stands in the annex, so that it is alone on no page.
            imprint: Vec::new(),
        }
    }

    /// Returns what a checklist says.
    #[must_use]
    pub fn of_checklist(checklist: &Checklist<'_, '_>) -> Self {
        Self {
            title: checklist::title(checklist),
            scope: checklist::scope(checklist),
            prepared: checklist::prepared(checklist),
            cover: checklist::cover(checklist),
            front: None,
            sections: checklist::sections(checklist),
            imprint: vec![method::judged_by(checklist.instrument)],
        }
    }

    /// Returns what several people's answers say.
    #[must_use]
    pub fn of_merged(page: &MergedReport<'_>) -> Self {
        Self {
            title: merging::title(page),
            scope: page.merged.sheet.given().scope.clone(),
            prepared: merging::prepared(page),
            cover: merging::cover(page),
            front: None,
            sections: merging::sections(page),
            imprint: vec![method::judged_by(page.report.instrument)],
        }
    }

    /// Returns who has answered what.
    #[must_use]
    pub fn of_status(status: &Status) -> Self {
        Self {
            title: "Who has answered what".to_owned(),
            scope: status.scope.clone(),
            prepared: Prepared::default(),
            cover: status::cover(status),
            front: None,
            sections: status::sections(status),
            imprint: Vec::new(),
        }
    }

    /// Returns what a plan says.
    #[must_use]
    pub fn of_plan(roadmap: &Roadmap<'_, '_>) -> Self {
        let given = roadmap.report.sheet.given();
        Self {
            title: plan::title(roadmap),
            scope: given.scope.clone(),
            prepared: Prepared::of(given),
            cover: plan::cover(roadmap),
            front: None,
            sections: plan::sections(roadmap),
            imprint: vec![method::judged_by(roadmap.report.instrument)],
        }
    }

    /// Returns what a comparison says; the trend of a table is drawn with these characters.
    #[must_use]
    pub fn of_comparison(compared: &Compared<'_>, with: Trend) -> Self {
        Self {
            title: comparing::title(compared),
            scope: compared.scope().to_owned(),
            prepared: Prepared::of(compared.after.sheet.given()),
            cover: comparing::cover(compared),
            front: None,
            sections: comparing::sections(compared, with),
            imprint: vec![method::judged_by(compared.after.instrument)],
        }
    }

    /// Returns what many assessments come to together.
    #[must_use]
    pub fn of_portfolio(portfolio: &Portfolio<'_>, shades: Shades) -> Self {
        Self {
            title: portfolio::title(portfolio),
            scope: portfolio.scope(),
            prepared: portfolio::prepared(),
            cover: portfolio::cover(portfolio),
            front: None,
            sections: portfolio::sections(portfolio, shades),
            imprint: vec![method::judged_by(portfolio.instrument)],
        }
    }
}
