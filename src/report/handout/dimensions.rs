//! A part for each dimension: what was answered and what it rests on, the low and the high picture, the
//! evidence, and what to do next.

use super::level::{actions, reached};
use super::section::{Cell, Content, Fact, Section, Table, fact, fact_if};
use crate::domain::GivenAnswer;
use crate::domain::actions::Recommendation;
use crate::domain::index::DimensionId;
use crate::domain::marks::Answer;
use crate::domain::questionnaire::{Choice, Question, Rationale, RationaleKind};
use crate::domain::rubric::{ActionKind, Cap, Dimension, DimensionLevels, Worth};
use crate::domain::score::{Basis, Reading, Unknowns, line_score};
use crate::domain::scores::{DimensionResult, Status};
use crate::domain::sheet::{Accepted, Chosen};
use crate::report::Report;
use crate::report::styled::Tone;
use crate::report::views::DISCUSS;
use crate::report::words::exhibits::exhibits;
use crate::report::words::{self, isolated, list, range, upper_first};

/// Returns the part about the dimensions.
pub(super) fn section(report: &Report<'_>) -> Section {
    let parts = report
        .results()
        .map(|(id, dimension, result)| DimensionPage { report, id, dimension, result }.section());
    let lead = if report.held_title() == "Level" {
        "Each dimension in turn: the answer and what it rests on, what a low and a high level look \
         like, the evidence, and what to do next. What every answer is worth stands in the annex."
    } else {
        "Each dimension in turn: the answer and what it rests on, what low and high look like, the \
         evidence, and what to do next. What every answer is worth stands in the annex."
    };
    Section::new("dimensions", "The dimensions, one by one")
        .with([Content::paragraph(lead)])
        .and_parts(parts)
}

/// Returns what each dimension looks like low and high, and what each answer is worth and rests on;
/// a question that counts in several dimensions stands in each.
pub(super) fn worth(report: &Report<'_>) -> Section {
    let parts = report.results().map(|(id, dimension, result)| {
        let page = DimensionPage { report, id, dimension, result };
        let facts = [fact_if("Low", &dimension.low), fact_if("High", &dimension.high)];
        let facts: Vec<_> = facts.into_iter().flatten().collect();
        let asked = page.questions().into_iter().filter(|question| page.applies(question));
        let asked: Vec<_> = asked.collect();
        let is_several = asked.len() > 1;
        Section::new(format!("worth-{}", dimension.id), &*dimension.name)
            .with((!facts.is_empty()).then_some(Content::Facts(facts)))
            .with(
                asked.into_iter().flat_map(|question| page.worth_of_answers(question, is_several)),
            )
    });
    let lead = "What a low and a high dimension look like, the options of each question, from worst \
                to best, what each is worth and what the threshold rests on, and the evidence to \
                ask for.";
    Section::new("worth", "What each answer is worth")
        .with([Content::paragraph(lead)])
        .and_parts(parts)
}

struct DimensionPage<'a, 'r> {
    report: &'a Report<'r>,
    id: DimensionId,
    dimension: &'r Dimension,
    result: &'a DimensionResult,
}

impl<'r> DimensionPage<'_, 'r> {
    fn section(&self) -> Section {
        let has_levels = self.dimension.level_range().is_some();
        let mut facts = vec![fact(if has_levels { "Level" } else { "Score" }, self.level())];
        facts.extend(self.too_much_unknown());
        facts.extend(self.why_less_on_evidence().map(|why| fact("On evidence", why)));
        facts.extend(self.held_back());
        facts.extend(fact_if("What it is", &self.dimension.definition));
        let section =
            Section::new(format!("dimension-{}", self.dimension.id), &*self.dimension.name);
        let section = section.with([Content::Facts(facts)]).with(self.views());
        let (asked, ruled_out): (Vec<_>, Vec<_>) =
            self.questions().into_iter().partition(|question| self.applies(question));
        let section = match asked.as_slice() {
            [] => section,
            [only] => section.with([self.question(only)]),
            several => section.with([Content::Table(self.answers(several))]),
        };
        let line =
            |question: &&Question| fact(&*question.title, "Does not apply to this operation");
        let ruled_out: Vec<_> = ruled_out.iter().map(line).collect();
        let section = section.with((!ruled_out.is_empty()).then_some(Content::Facts(ruled_out)));
        let next = Section::new(format!("next-{}", self.dimension.id), "Next actions");
        section.and_parts([next.with(self.actions())])
    }

    /// Returns where several people stand, and how far they agree; nothing where one person answered.
    fn views(&self) -> Vec<Content> {
        let Some(said) = self.report.who_says_what(self.id) else { return Vec::new() };
        let mut facts = vec![fact("What people say", upper_first(&said))];
        if let Some((worst, best)) = self.report.widest_range_of(self.id, self.result) {
            facts.push(fact("Lowest to highest view", range((worst, best))));
        }
        let agreement = self.report.agreement_in_words(self.id);
        facts.extend(agreement.map(|words| fact("Agreement", words)));
        let discuss = self.report.is_to_discuss(self.id);
        facts.extend(discuss.then(|| fact("First of all", format!("{DISCUSS}."))));
        let strip = self.report.strip(self.id).map(Content::Strip);
        strip.into_iter().chain([Content::Facts(facts)]).collect()
    }

    fn questions(&self) -> Vec<&'r Question> {
        let scored = self.dimension.questions.iter();
        scored.filter_map(|scored| self.report.questionnaire().find(&scored.question)).collect()
    }

    /// Returns whether a question applies, by the facts.
    fn applies(&self, question: &Question) -> bool {
        self.report.sheet.applies(&question.id)
    }

    /// Returns the answers to several questions, a row each; the lowest are marked.
    fn answers(&self, questions: &[&'r Question]) -> Table {
        let caption = format!("Answers about {}", self.report.names(&[self.id]));
        let columns = ["Question", "Answer", "Worth", "Evidence", "Remarks"];
        let mut table = Table::new(&caption, &columns);
        let lowest = self.lowest();
        table.rows.extend(questions.iter().map(|question| {
            let is_lowest = lowest.iter().any(|id| *id == question.id);
            let tone = if is_lowest { Tone::Strong } else { Tone::Plain };
            vec![
                Cell::toned(&*question.title, tone),
                upper_first(&self.report.answer_in_words(&question.id)).into(),
                Cell::toned(self.worth_in_brief(question), tone),
                self.evidence(question).into(),
                self.remarks(question).into(),
            ]
        }));
        table
    }

    /// Returns the ids of the questions that score lowest; none where all score the same.
    fn lowest(&self) -> Vec<&'r str> {
        // What nobody knows is no answer.
        let reading = Reading { basis: Basis::Claimed, unknowns: Unknowns::LeftOut };
        let scores = self.report.question_scores(self.id, reading);
        let known = || scores.iter().flatten();
        let (Some(least), Some(most)) = (known().min(), known().max()) else { return Vec::new() };
        if least == most {
            return Vec::new();
        }
        let all = self.dimension.questions.iter().zip(&scores);
        let lowest = all.filter(|(_, score)| score.as_ref() == Some(least));
        lowest.map(|(scored, _)| scored.question.as_str()).collect()
    }

    /// Says which of several questions hold the dimension back first; nothing where none does.
    fn held_back(&self) -> Option<Fact> {
        let lowest = self.lowest();
        let names = lowest.iter().map(|question| self.report.question_name(question));
        let names: Vec<_> = names.collect();
        let what = if names.len() == 1 { "the lowest answer" } else { "the lowest answers" };
        (!names.is_empty())
            .then(|| fact("Held back by", format!("{}: {what}", upper_first(&list(&names)))))
    }

    /// Returns what an answer is worth, with its band where a figure was given.
    fn worth_in_brief(&self, question: &Question) -> String {
        if let Some(score) = self.score_of_figure(question) {
            return score;
        }
        let chosen = self.chosen(question);
        let Some((chosen, option)) =
            chosen.and_then(|chosen| Some((chosen, question.options.get(chosen.option)?)))
        else {
            return String::new();
        };
        let label = isolated(&option.label);
        match (self.worth_of(question, option), chosen.figure.is_some()) {
            (Some(Worth::Score(score)), false) => score.to_string(),
            (Some(Worth::Score(score)), true) => format!("{score}: {label}"),
            (Some(Worth::NotApplicable(_) | Worth::LeftOut) | None, _) => {
                format!("{label}: {}", self.worth_words(question, option))
            }
        }
    }

    /// Says what else there is to say about an answer.
    fn remarks(&self, question: &'r Question) -> String {
        let mut remarks: Vec<_> = self.contradicted(question).into_iter().collect();
        remarks.extend(
            self.guard_rails(question)
                .into_iter()
                .map(|rail| format!("{}: {}", rail.name, rail.text)),
        );
        remarks.extend(self.note(question).map(|note| format!("Note: {}", isolated(note))));
        let first = self.report.rubric().dimension_asking(&question.id);
        remarks.extend(first.filter(|first| *first != self.id).map(|first| {
            format!("Counts under {} as well", isolated(self.report.dimension_name(first)))
        }));
        remarks.join(". ")
    }

    /// Returns what the answers to a question are worth, and the evidence to ask for; of one of
    /// several, the question as well.
    fn worth_of_answers(&self, question: &'r Question, is_several: bool) -> Vec<Content> {
        let (title, prompt) = (isolated(&question.title), isolated(&question.prompt));
        let mut content = Vec::new();
        if is_several {
            content.push(Content::paragraph(format!("{title}: {prompt}")));
        }
        if !question.options.is_empty() {
            content.push(Content::Table(self.ladder(question)));
        }
        content.extend(Content::list("Evidence to ask for:", exhibits(question)));
        content
    }

    /// Says that more is unknown than may be in one dimension; nothing where that is not so.
    fn too_much_unknown(&self) -> Option<Fact> {
        let most = self.report.rubric().unknown_per_dimension?;
        let text = format!("More than {most} of its questions are unknown: that is too much");
        self.result.too_much_unknown.then(|| fact("Not known", text))
    }

    fn level(&self) -> String {
        let level = self.level_alone();
        match self.report.dimension_gate(self.id) {
            Some(gate) => format!("{level}. {}.", upper_first(&gate)),
            None => level,
        }
    }

    fn level_alone(&self) -> String {
        let highest = self.dimension.level_range().map_or(0, |range| range.highest);
        let claimed = self.report.held_on(self.id, Basis::Claimed);
        match (self.result.status, self.result.level(), self.report.possible(self.id)) {
            (Status::NotApplicable, ..) => "Does not apply; left out of the judgement".to_owned(),
            (Status::Answered, Some(level), _) => {
                let lowest = if self.result.limiting { ", the lowest" } else { "" };
                let name = self.level_name(level);
                format!("{level} of {highest}{name}, as claimed{lowest}")
            }
            (Status::Answered, None, _) => {
                format!("{}, as claimed", self.report.mark_in_full(self.id))
            }
            (status, _, Some((worst, best))) => {
                let counts = claimed.map_or_else(
                    || "it is left out".to_owned(),
                    |held| format!("it counts as {held}"),
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

    /// Returns the name of a level of the dimension behind a colon; nothing where it has none.
    fn level_name(&self, level: i64) -> String {
        let DimensionLevels::Table(rows) = &self.dimension.levels else { return String::new() };
        let row = rows.iter().find(|row| row.level == level).filter(|row| !row.name.is_empty());
        row.map(|row| format!(": {}", isolated(&row.name))).unwrap_or_default()
    }

    /// Says why less than the claim is borne out; nothing where all of it is.
    fn why_less_on_evidence(&self) -> Option<String> {
        let known = self.result.status == Status::Answered;
        let held = |basis| self.report.held_on(self.id, basis);
        let (claimed, level) = (held(Basis::Claimed)?, held(Basis::Evidenced)?);
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
        if !self.result.open_caps.is_empty() {
            let (titles, number) = self.report.open_follow_ups(self.id);
            reasons.push(match number {
                1 => format!("{titles} could lower the claim and has no answer"),
                _ => format!("{titles} could lower the claim and have no answer"),
            });
        }
        let caps = self.report.caps_on(self.id);
        reasons.extend(caps.map(|cap| {
            let follow_up = self.report.questionnaire().find(&cap.follow_up);
            let title = follow_up.map_or(cap.follow_up.as_str(), |found| found.title.as_str());
            let why = if cap.why.is_empty() { String::new() } else { format!(" ({})", cap.why) };
            let capped = self.report.rubric().question_at(cap.dimension, cap.question);
            let what = capped.map(|question| self.report.question_name(question));
            let what = what.unwrap_or_else(|| "it".to_owned());
            format!("the guard-rail \u{201c}{title}\u{201d} caps {what} at {}{why}", cap.at_most)
        }));
        Some(format!("{level}: {}", list(&reasons)))
    }

    fn question(&self, question: &'r Question) -> Content {
        let mut facts = vec![fact("Question", &*question.prompt)];
        facts.extend(self.answer(question));
        facts.extend(self.guard_rails(question));
        Content::Facts(facts)
    }

    fn answer(&self, question: &'r Question) -> Vec<Fact> {
        let mut facts =
            vec![fact("Answer", upper_first(&self.report.answer_in_words(&question.id)))];
        let chosen = self.chosen(question);
        let options = &question.options;
        if let Some(option) = chosen.and_then(|chosen| options.get(chosen.option)) {
            let worth = self.worth_words(question, option);
            facts.push(fact("Band", format!("{}: {worth}", option.label)));
        }
        facts.extend(self.score_of_figure(question).map(|score| fact("Worth", score)));
        facts.extend(self.contradicted(question).map(|text| fact("Contradicted", text)));
        facts.push(fact("Evidence given", self.evidence(question)));
        facts.extend(self.note(question).map(|note| fact("Note", note)));
        facts
    }

    fn note(&self, question: &Question) -> Option<&'r str> {
        self.report.sheet.given_answer(&question.id).and_then(|said| said.note.as_deref())
    }

    /// Says which answer was given as well and does not count; nothing where none was.
    fn contradicted(&self, question: &Question) -> Option<String> {
        let instead = self.chosen(question)?.claimed_instead?;
        let label = isolated(&question.options.get(instead)?.label);
        Some(format!("\u{201c}{label}\u{201d} was given as well; the lower counts"))
    }

    fn chosen(&self, question: &Question) -> Option<&'r Chosen> {
        match self.report.sheet.answer(&question.id) {
            Some(Accepted::Chosen(chosen)) => Some(chosen),
            _ => None,
        }
    }

    /// Returns what an option is worth, as the rubric spells it.
    fn worth(&self, question: &Question, option: &Choice) -> String {
        match self.worth_of(question, option) {
            Some(Worth::Score(score)) => score.to_string(),
            Some(Worth::NotApplicable(score)) => format!("{score}, does not apply"),
            Some(Worth::LeftOut) | None => "left out, does not apply".to_owned(),
        }
    }

    fn worth_of(&self, question: &Question, option: &Choice) -> Option<Worth> {
        let scored = self.report.rubric().scored_in(self.id, &question.id)?;
        scored.options.get(question.option(&option.id)?).copied()
    }

    /// Says what the option that was chosen is worth.
    fn worth_words(&self, question: &Question, option: &Choice) -> String {
        let scored = self.report.rubric().scored_in(self.id, &question.id);
        let has_figure = self.chosen(question).is_some_and(|chosen| chosen.figure.is_some());
        match self.worth_of(question, option) {
            _ if scored.is_some_and(|scored| !scored.line.is_empty()) && has_figure => {
                "the figure itself counts, on a line".to_owned()
            }
            Some(Worth::Score(score)) => format!("worth {score}"),
            Some(Worth::NotApplicable(score)) => {
                format!("means that it does not apply, and counts as {score}")
            }
            Some(Worth::LeftOut) | None => "means that it does not apply; left out".to_owned(),
        }
    }

    /// Says what a figure comes to that is scored on a line, or what counts for a question that does
    /// not apply; nothing where an option says it.
    fn score_of_figure(&self, question: &Question) -> Option<String> {
        let rubric = self.report.rubric();
        let place = self.dimension.questions.iter().position(|it| it.question == question.id)?;
        let scored = self.dimension.questions.get(place)?;
        match self.report.scores().marks.of(rubric, self.id).get(place)?.answer {
            Answer::Figure(figure) => {
                let score = line_score(&scored.line, figure)?;
                let points = scored.line.iter().map(|(at, score)| format!("{at} is worth {score}"));
                let points = list(&points.collect::<Vec<_>>());
                Some(format!("{}, on a straight line: {points}", words::points(&score)))
            }
            Answer::Word(word) => Some(scored.words.get(word)?.1.to_string()),
            Answer::NotApplicableButCounted => {
                Some(format!("{}, although it does not apply", scored.not_applicable?))
            }
            _ => None,
        }
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
        let follow_ups = follow_ups.filter(|asked| self.applies(asked));
        let of_it = follow_ups.filter(|asked| asked.follows.as_deref() == Some(&*question.id));
        let caps: Vec<_> = self.report.caps_on(self.id).collect();
        let worded = of_it.map(|asked| {
            let cap = caps.iter().find(|cap| cap.follow_up == asked.id);
            let effect = cap.map(|cap| self.effect(cap));
            let said = upper_first(&self.report.answer_in_words(&asked.id));
            let text = format!("{said}{}{}", effect.unwrap_or_default(), self.beside(&asked.id));
            fact(format!("Guard-rail: {}", asked.title), text)
        });
        worded.collect()
    }

    /// Says what a cap does.
    fn effect(&self, cap: &Cap) -> String {
        let at_most = cap.at_most;
        match self.report.rubric().question_at(cap.dimension, cap.question) {
            Some(question) => {
                let name = self.report.question_name(question);
                format!("; caps the score of {name} on evidence at {at_most}")
            }
            None if self.dimension.level_range().is_none() => {
                format!("; caps the score on evidence at {at_most}")
            }
            None => format!("; caps the level on evidence at {at_most}"),
        }
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
            let basis = option.rationale.as_ref().map(|rationale| {
                let basis = self.rationale(rationale);
                let note = Some(&rationale.note).filter(|note| is_it && !note.is_empty());
                note.map_or_else(|| basis.clone(), |note| format!("{basis}. {}", isolated(note)))
            });
            let basis = basis.unwrap_or_default();
            vec![
                Cell::toned(format!("{}{mark}", self.worth(question, option)), tone),
                Cell::toned(&*option.label, tone),
                basis.into(),
            ]
        }));
        table
    }

    fn actions(&self) -> Vec<Content> {
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
            let reached = reached(self.report, listed.iter().copied());
            let table = actions(&caption, self.report, listed.into_iter(), false);
            return std::iter::once(Content::Table(table)).chain(reached).collect();
        }
        vec![Content::paragraph(match self.result.status {
            Status::NotApplicable => "None: the dimension does not apply.",
            _ if self.report.judgement.scores.too_much_unknown => {
                "None yet: too much is unknown, and measuring comes first."
            }
            _ if self.is_at_the_top() => {
                "None: this is the top of the scale. Keep measuring, and help the lowest dimension."
            }
            _ if self.dimension.level_range().is_none() => {
                "The rubric names no action for this dimension."
            }
            _ if rubric.actions.iter().any(|action| self.leads_on(action.kind)) => "None is due.",
            _ => "The rubric names no action for this step.",
        })]
    }

    fn is_at_the_top(&self) -> bool {
        let range = self.dimension.level_range();
        range.is_some_and(|range| self.result.level() == Some(range.highest))
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
