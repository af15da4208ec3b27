//! A page per dimension: what was answered and what it rests on, the low and the high picture, the
//! evidence, and what to do next.

use super::level::actions;
use super::section::{Cell, Content, Fact, Section, Table, fact, fact_if};
use crate::domain::GivenAnswer;
use crate::domain::actions::Recommendation;
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::{Choice, Question, Rationale, RationaleKind};
use crate::domain::rubric::{ActionKind, Dimension};
use crate::domain::scores::{DimensionResult, Status};
use crate::domain::sheet::{Accepted, Chosen};
use crate::report::Report;
use crate::report::styled::Tone;
use crate::report::words::{isolated, list, upper_first};

/// Returns the pages.
pub(super) fn section(report: &Report<'_>) -> Section {
    let pages = report.results().map(|(id, dimension, result)| {
        DimensionPage { report, id, dimension, result }.section().on_its_page()
    });
    let lead = "A page for each dimension: the answer and what it rests on, what a low and a high \
                level look like, the evidence, and what to do next.";
    Section::new("dimensions", "The dimensions, one by one")
        .on_its_page()
        .with([Content::paragraph(lead)])
        .and_parts(pages)
}

struct DimensionPage<'a, 'r> {
    report: &'a Report<'r>,
    id: DimensionId,
    dimension: &'r Dimension,
    result: &'a DimensionResult,
}

impl<'r> DimensionPage<'_, 'r> {
    fn section(&self) -> Section {
        let mut facts = vec![fact("Level", self.level())];
        facts.extend(self.why_less_on_evidence().map(|why| fact("On evidence", why)));
        facts.extend(fact_if("What it is", &self.dimension.definition));
        facts.extend(fact_if("Low", &self.dimension.low));
        facts.extend(fact_if("High", &self.dimension.high));
        let section =
            Section::new(format!("dimension-{}", self.dimension.id), &*self.dimension.name);
        let section = section.with([Content::Facts(facts)]);
        let questions = self.questions();
        let section = match questions.as_slice() {
            [only] => section.with(self.question(only)),
            several => section.and_parts(several.iter().map(|question| {
                let id = format!("question-{}", question.id);
                Section::new(id, &*question.title).with(self.question(question))
            })),
        };
        let next = Section::new(format!("next-{}", self.dimension.id), "Next actions");
        section.and_parts([next.with([self.actions()])])
    }

    fn questions(&self) -> Vec<&'r Question> {
        let scored = self.dimension.questions.iter();
        scored.filter_map(|scored| self.report.questionnaire().find(&scored.question)).collect()
    }

    fn level(&self) -> String {
        let highest = self.report.rubric().scale.highest;
        match (self.result.status, self.result.level(), self.result.range) {
            (Status::NotApplicable, ..) => "Does not apply; left out of the judgement".to_owned(),
            (Status::Answered, Some(level), _) => {
                let lowest = if self.result.limiting { ", the lowest" } else { "" };
                format!("{level} of {highest}, as claimed{lowest}")
            }
            (status, counts, Some((worst, best))) => {
                let counts = counts.map_or_else(
                    || "it is left out of the mean".to_owned(),
                    |level| format!("it counts as {level}"),
                );
                let word = match status {
                    _ if self.result.known_in_part => "Known in part",
                    Status::Unanswered => "Not answered",
                    _ => "Not known",
                };
                format!(
                    "{word}; anything from {worst} to {best} is possible, and until then {counts}"
                )
            }
            (_, level, None) => level.map_or_else(String::new, |level| level.to_string()),
        }
    }

    /// Says why less than the claim is borne out; nothing where all of it is.
    fn why_less_on_evidence(&self) -> Option<String> {
        let known = self.result.status == Status::Answered;
        let (claimed, level) = (self.result.level()?, self.result.evidenced_level()?);
        if !known || level == claimed {
            return None;
        }
        let mut reasons = Vec::new();
        if self.report.lacks_report(self.id) {
            let most = self.report.rubric().without_report_at_most;
            reasons.extend(
                most.map(|most| format!("without a report a claim counts as {most} at most")),
            );
        }
        let caps = self.report.caps_on(self.id);
        reasons.extend(caps.map(|cap| {
            let follow_up = self.report.questionnaire().find(&cap.follow_up);
            let title = follow_up.map_or(cap.follow_up.as_str(), |found| found.title.as_str());
            let why = if cap.why.is_empty() { String::new() } else { format!(" ({})", cap.why) };
            format!("the guard-rail \u{201c}{title}\u{201d} caps it at {}{why}", cap.at_most)
        }));
        Some(format!("{level}: {}", list(&reasons)))
    }

    fn question(&self, question: &'r Question) -> Vec<Content> {
        let mut facts = vec![fact("Question", &*question.prompt)];
        facts.extend(self.answer(question));
        facts.extend(self.guard_rails(question));
        let ladder = (!question.options.is_empty()).then(|| Content::Table(self.ladder(question)));
        let mut content = vec![Content::Facts(facts)];
        content.extend(ladder);
        content.extend(Content::list("Evidence to ask for:", question.evidence.clone()));
        content
    }

    fn answer(&self, question: &'r Question) -> Vec<Fact> {
        let mut facts =
            vec![fact("Answer", upper_first(&self.report.answer_in_words(&question.id)))];
        let chosen = self.chosen(question);
        let options = &question.options;
        if let Some(option) = chosen.and_then(|chosen| options.get(chosen.option)) {
            let worth = self.worth(question, option);
            facts.push(fact("Band", format!("{}: worth {worth}", option.label)));
            facts.extend(option.rationale.as_ref().map(|rationale| {
                let note = if rationale.note.is_empty() {
                    String::new()
                } else {
                    format!(". {}", rationale.note)
                };
                fact("Band rests on", format!("{}{note}", self.rationale(rationale)))
            }));
        }
        let instead = chosen.and_then(|chosen| options.get(chosen.claimed_instead?));
        facts.extend(instead.map(|option| {
            let text =
                format!("\u{201c}{}\u{201d} was given as well; the lower counts", option.label);
            fact("Contradicted", text)
        }));
        facts.push(fact("Evidence given", self.evidence(question)));
        let note =
            self.report.sheet.given_answer(&question.id).and_then(|said| said.note.as_deref());
        facts.extend(note.map(|note| fact("Note", note)));
        facts
    }

    fn chosen(&self, question: &Question) -> Option<&'r Chosen> {
        match self.report.sheet.answer(&question.id) {
            Some(Accepted::Chosen(chosen)) => Some(chosen),
            _ => None,
        }
    }

    /// Returns what an option is worth, as the rubric spells it.
    fn worth(&self, question: &Question, option: &Choice) -> String {
        let index = question.option(&option.id);
        let score = index.and_then(|index| self.report.rubric().score_of(&question.id, index));
        score.map_or_else(String::new, |score| score.to_string())
    }

    /// Says what kind of threshold it is, with the grade of every source.
    fn rationale(&self, rationale: &Rationale) -> String {
        let kind = match rationale.kind {
            RationaleKind::Source => "A published figure",
            RationaleKind::Analogy => "A published figure from a neighbouring field",
            RationaleKind::Derived => "Arithmetic",
            RationaleKind::Judgement => "Judgement",
        };
        let graded = rationale.sources.iter().map(|id| match self.report.source(id) {
            Some(source) => format!("{id}, grade {}", source.grade),
            None => id.clone(),
        });
        let sources: Vec<_> = graded.collect();
        if sources.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind} [{}]", sources.join("; "))
        }
    }

    /// Returns what stands beside the answer to a guard-rail: evidence and note.
    fn beside(&self, id: &str) -> String {
        let Some(said) = self.report.sheet.given_answer(id) else { return String::new() };
        let some = said.evidence.is_some() || said.source.is_some() || said.as_of.is_some();
        let mut text = if some { format!(". Evidence: {}", graded(said)) } else { String::new() };
        if let Some(note) = &said.note {
            text.extend([". Note: ", note]);
        }
        text
    }

    fn evidence(&self, question: &Question) -> String {
        let Some(said) = self.report.sheet.given_answer(&question.id) else {
            return "None".to_owned();
        };
        upper_first(&graded(said))
    }

    /// Returns the guard-rails of a question, with what was answered.
    fn guard_rails(&self, question: &Question) -> Vec<Fact> {
        let follow_ups = self.report.questionnaire().follow_ups.iter();
        let of_it = follow_ups.filter(|asked| asked.follows.as_deref() == Some(&*question.id));
        let caps: Vec<_> = self.report.caps_on(self.id).collect();
        let worded = of_it.map(|asked| {
            let cap = caps.iter().find(|cap| cap.follow_up == asked.id);
            let effect = cap.map(|cap| format!("; caps the level on evidence at {}", cap.at_most));
            let said = upper_first(&self.report.answer_in_words(&asked.id));
            let text = format!("{said}{}{}", effect.unwrap_or_default(), self.beside(&asked.id));
            fact(format!("Guard-rail: {}", asked.title), text)
        });
        worded.collect()
    }

    /// Returns the options from worst to best, with what each is worth and rests on.
    fn ladder(&self, question: &'r Question) -> Table {
        let title = isolated(&question.title);
        let caption = format!("Options of \u{201c}{title}\u{201d}, from worst to best");
        let mut table = Table::new(&caption, &["Worth", "Option", "Rests on"]);
        let chosen = self.chosen(question).map(|chosen| chosen.option);
        table.rows.extend(question.options.iter().enumerate().map(|(index, option)| {
            let is_it = chosen == Some(index);
            let tone = if is_it { Tone::Strong } else { Tone::Plain };
            let mark = if is_it { " (answer)" } else { "" };
            let basis = option
                .rationale
                .as_ref()
                .map(|rationale| self.rationale(rationale))
                .unwrap_or_default();
            vec![
                Cell::toned(format!("{}{mark}", self.worth(question, option)), tone),
                Cell::toned(&*option.label, tone),
                basis.into(),
            ]
        }));
        table
    }

    fn actions(&self) -> Content {
        let rubric = self.report.rubric();
        let of_it = |listed: &&Recommendation| {
            rubric
                .actions
                .get(listed.action.index())
                .is_some_and(|action| action.dimension == self.id)
        };
        let listed: Vec<_> = self.report.judgement.actions.iter().filter(of_it).collect();
        if !listed.is_empty() {
            let caption = format!("Next actions for {}", self.report.names(&[self.id]));
            return Content::Table(actions(&caption, self.report, listed.into_iter(), false));
        }
        Content::paragraph(match self.result.status {
            Status::NotApplicable => "None: the dimension does not apply.",
            _ if self.report.judgement.scores.too_much_unknown => {
                "None yet: too much is unknown, and measuring comes first."
            }
            _ if self.result.level() == Some(rubric.scale.highest) => {
                "None: this is the top of the scale. Keep measuring, and help the lowest dimension."
            }
            _ if rubric.actions.iter().any(|action| self.leads_on(action.kind)) => "None is due.",
            _ => "The rubric names no action for this step.",
        })
    }

    fn leads_on(&self, kind: ActionKind) -> bool {
        self.result.level().is_some_and(|level| kind == ActionKind::Step(level))
    }
}

/// Returns the grade of the evidence, where it is, and of which day.
fn graded(said: &GivenAnswer) -> String {
    let grade = said.evidence.map_or("none named", crate::domain::Evidence::word);
    let source =
        said.source.as_ref().map(|source| format!(": {}", isolated(source))).unwrap_or_default();
    let day = said.as_of.map(|day| format!(", as of {day}")).unwrap_or_default();
    format!("{grade}{source}{day}")
}
