//! The notices on a result as sentences.

use crate::domain::index::DimensionId;
use crate::domain::notices::Notice;
use crate::domain::questionnaire::Question;
use crate::domain::rubric::Cap;
use crate::domain::{AnswerValue, Date, Decimal, Figure};
use crate::report::Report;
use crate::report::words::{isolated, list, upper_first};

impl Report<'_> {
    /// Returns the notices on the result, as sentences.
    pub fn notices(&self) -> impl Iterator<Item = String> {
        self.judgement.notices.iter().map(|notice| self.notice(*notice))
    }

    /// Returns the notices that say more than why there is no level.
    pub fn further_notices(&self) -> impl Iterator<Item = String> {
        let notices = self.judgement.notices.iter();
        let further = notices.filter(|one| !matches!(one, Notice::TooMuchUnknown { .. }));
        further.map(|notice| self.notice(*notice))
    }

    /// Returns the notices on claims that count less for what is not named or not answered.
    pub fn not_borne_out(&self) -> impl Iterator<Item = String> {
        let notices = self.judgement.notices.iter();
        let missing = notices.filter(|one| {
            matches!(one, Notice::ReportNotNamed { .. } | Notice::FollowUpOpen { .. })
        });
        missing.map(|notice| self.notice(*notice))
    }

    /// Returns the notices on figures that may be meant for an edition before: nothing that is
    /// worked out from them can be trusted.
    #[must_use]
    pub fn may_be_old(&self) -> Vec<String> {
        self.old_figures().map(|notice| self.notice(notice)).collect()
    }

    /// Returns those notices.
    pub(in crate::report) fn old_figures(&self) -> impl Iterator<Item = Notice> {
        let notices = self.judgement.notices.iter();
        notices.filter(|one| matches!(one, Notice::MeasureChanged { .. })).copied()
    }

    /// Returns a notice as a sentence.
    #[must_use]
    pub fn notice(&self, notice: Notice) -> String {
        match notice {
            Notice::TooMuchUnknown { unknown, .. } => {
                let verb = if unknown == 1 { "question is" } else { "questions are" };
                let most = self.most_unknown(unknown);
                let result = if self.rubric().has_levels() { "level" } else { "result" };
                format!(
                    "{unknown} {verb} unknown or unanswered, {most}: there is no overall {result} \
                     until more is measured."
                )
            }
            Notice::ValueAgainstLevel { question, lower, higher } => {
                self.about_question(question, |asked| disagree(asked, lower, higher))
            }
            Notice::SymptomAgainstLevel { rule, level } => self.symptom(rule, level),
            Notice::WideSpread { lowest, highest } => format!(
                "The dimensions lie {} levels apart (from {lowest} to {highest}): read the \
                 profile, not only the level.",
                highest - lowest
            ),
            Notice::DoubtfulFigure { asked, doubt, figure } => {
                let asked = self.questionnaire().all().nth(asked);
                asked.map(|asked| self.voiced(asked, doubt, figure)).unwrap_or_default()
            }
            Notice::EvidenceAfterDate { question, day } => {
                self.about_question(question, |asked| self.later(asked, day))
            }
            Notice::FactNotKnown { fact } => self.fact_not_known(fact),
            Notice::ReportNotNamed { dimension } => self.report_not_named(dimension),
            Notice::FollowUpOpen { dimension } => self.follow_ups_open(dimension),
            Notice::MeasureChanged { asked } => {
                let asked = self.questionnaire().all().nth(asked);
                let edition = self.questionnaire().edition;
                asked.map(|asked| measure_changed(asked, edition)).unwrap_or_default()
            }
            Notice::GuardRail { cap } => self.guard_rail(cap),
            Notice::AgreedByNobody { asked } => {
                let asked = self.questionnaire().all().nth(asked);
                asked.map(agreed_by_nobody).unwrap_or_default()
            }
        }
    }

    fn about_question(&self, index: usize, words: impl Fn(&Question) -> String) -> String {
        self.questionnaire().questions.get(index).map(words).unwrap_or_default()
    }

    fn later(&self, question: &Question, day: Date) -> String {
        format!(
            "{}: the evidence is of {day}, and the answers describe {}: is one of the two days \
             mistyped?",
            question.title,
            self.sheet.given().date
        )
    }

    fn symptom_text(&self, id: &str) -> String {
        let symptoms = &self.questionnaire().symptoms;
        let found = symptoms.iter().find(|symptom| symptom.id == id);
        isolated(found.map_or(id, |symptom| symptom.text.trim_end_matches('.')))
    }

    fn symptom(&self, rule: usize, level: i64) -> String {
        let Some(rule) = self.rubric().symptoms.get(rule) else { return String::new() };
        format!(
            "\u{201c}{}\u{201d} was ticked, and {} is claimed at level {level}: the two do not fit \
             together; look at both.",
            self.symptom_text(&rule.symptom),
            self.names(&[rule.dimension])
        )
    }

    fn fact_not_known(&self, fact: usize) -> String {
        let fact = self.questionnaire().facts.get(fact).map_or("", |fact| fact.title.as_str());
        format!("{fact}: not known, so every question that hangs on it counts as applying.")
    }

    fn report_not_named(&self, dimension: DimensionId) -> String {
        let Some(most) = self.rubric().without_report_at_most else { return String::new() };
        format!(
            "{}: no report is named with its source, so the claim counts as {most} at most on \
             evidence.",
            isolated(self.dimension_name(dimension))
        )
    }

    fn follow_ups_open(&self, dimension: DimensionId) -> String {
        let Some(most) = self.rubric().without_report_at_most else { return String::new() };
        let (titles, number) = self.open_follow_ups(dimension);
        let verb = if number == 1 { "has" } else { "have" };
        format!(
            "{}: {titles} {verb} no answer and could lower the claim, so it counts as {most} at \
             most on evidence.",
            isolated(self.dimension_name(dimension))
        )
    }

    fn voiced(&self, question: &Question, doubt: usize, figure: Decimal) -> String {
        let doubt = question.measure.as_ref().and_then(|measure| measure.doubts.get(doubt));
        let ask = doubt.map_or("", |doubt| doubt.ask.as_str());
        let given = self.sheet.given_answer(&question.id).map(|answer| &answer.value);
        match given {
            Some(AnswerValue::Figure(days @ (Figure::On(_) | Figure::OnTwo(_)), _)) => {
                format!("{}: {days} was given. {ask}", question.title)
            }
            _ => format!("{}: {figure} was given. {ask}", question.title),
        }
    }

    fn guard_rail(&self, cap: usize) -> String {
        let Some(cap) = self.rubric().caps.get(cap) else { return String::new() };
        if let Some(question) = self.rubric().question_at(cap.dimension, cap.question) {
            return format!(
                "{}: {} holds its score on evidence at {} at most. {}",
                upper_first(&self.question_name(question)),
                self.guard_rail_name(cap),
                cap.at_most,
                cap.why
            );
        }
        if self.rubric().levels_of(cap.dimension).is_none() {
            return format!(
                "{}: {} holds the score on evidence at {} at most. {}",
                isolated(self.dimension_name(cap.dimension)),
                self.guard_rail_name(cap),
                cap.at_most,
                cap.why
            );
        }
        format!(
            "{}: {} holds the evidenced level at {} at most. {}",
            isolated(self.dimension_name(cap.dimension)),
            self.guard_rail_name(cap),
            cap.at_most,
            cap.why
        )
    }
}

impl Report<'_> {
    /// Returns the titles of the follow-ups without an answer that could lower a claim of the
    /// dimension, and how many there are.
    pub(in crate::report) fn open_follow_ups(&self, dimension: DimensionId) -> (String, usize) {
        let result = self.scores().dimensions.get(dimension.index());
        let open = result.map(|result| result.open_caps.as_slice()).unwrap_or_default();
        let caps = open.iter().filter_map(|cap| self.rubric().caps.get(*cap));
        let titles: Vec<_> = caps.map(|cap| self.guard_rail_name(cap)).collect();
        (list(&titles), titles.len())
    }

    /// Returns the title of what puts a cap on, in quotation marks.
    pub(in crate::report) fn guard_rail_name(&self, cap: &Cap) -> String {
        let asked = self.questionnaire().find(&cap.follow_up);
        let title = asked.map_or(cap.follow_up.as_str(), |asked| asked.title.as_str());
        format!("\u{201c}{}\u{201d}", isolated(title))
    }
}

fn disagree(question: &Question, lower: usize, higher: usize) -> String {
    let label = |option: usize| question.options.get(option).map_or("", |o| o.label.as_str());
    format!(
        "{}: figure and level disagree (\"{}\" and \"{}\"); the lower counts.",
        question.title,
        label(lower),
        label(higher)
    )
}

fn measure_changed(question: &Question, edition: i64) -> String {
    let Some(changed) = &question.changed else { return String::new() };
    let unit = question.measure.as_ref().map_or("", |measure| measure.unit.as_str());
    let since = changed.edition;
    format!(
        "{}: since edition {since} the figure is in {unit}. {} If the figure is meant so, write \
         `edition: {edition}` at the top of the answers.",
        question.title,
        changed.how.trim()
    )
}

fn agreed_by_nobody(question: &Question) -> String {
    format!(
        "{}: the agreed answer is nobody's of those who were heard. If people talked and agreed on \
         it, write `agreed_by: the_room`; else take one that somebody gave.",
        isolated(&question.title)
    )
}
