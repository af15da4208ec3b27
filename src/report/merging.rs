//! Several people's answers in one, for every form: the sentences on who agrees on what, and on why
//! the agreed answer stands. What is agreed is decided in `domain`.

pub mod json;
pub mod status;
pub mod table;

use super::Report;
use super::strip::Strip;
use super::views::agreement_in_brief;
use super::words::{answer_in_words, isolated, named, points};
use crate::domain::exact::Exact;
use crate::domain::given::{AgreedBy, GivenAnswer};
use crate::domain::index::DimensionId;
use crate::domain::merge::agreement::{Agreement, FEWEST};
use crate::domain::merge::head::Disagreed;
use crate::domain::merge::heard::{Heard, Standing};
use crate::domain::merge::{MergeNotice, Merged, MergedQuestion};
use crate::domain::rubric::{Dimension, Scored};
use crate::domain::score::Basis;
use crate::domain::scores::Status;
use crate::domain::sorting;
use crate::domain::{AnswerSheet, AnswerValue, Evidence, GivenAnswers, Instrument};

/// Merged answers, and what is to be shown of them.
#[derive(Clone, Debug)]
pub struct MergedReport<'m> {
    /// What is agreed, judged.
    pub report: Report<'m>,
    /// What was said, and what is agreed.
    pub merged: &'m Merged,
    /// The files that it was merged from.
    pub files: &'m [String],
    /// Whether people are named.
    pub names: bool,
}

/// The levels of one dimension: what is agreed, the lowest view and the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Views {
    /// What is agreed; nothing where it is unknown or left out.
    pub agreed: Option<i64>,
    /// Where the lowest answers hold.
    pub lowest: Option<i64>,
    /// Where the highest answers hold.
    pub highest: Option<i64>,
}

impl<'m> MergedReport<'m> {
    /// Judges what is agreed.
    #[must_use]
    pub fn new(
        instrument: &'m Instrument,
        merged: &'m Merged,
        files: &'m [String],
        names: bool,
    ) -> Self {
        Self { report: Report::new(instrument, &merged.sheet), merged, files, names }
    }

    fn instrument(&self) -> &'m Instrument {
        self.report.instrument
    }

    /// Returns the level of the whole: what is agreed, the lowest view and the highest.
    #[must_use]
    pub fn overall(&self) -> Views {
        let level = |scores: &crate::domain::Scores| scores.level(Basis::Claimed);
        let Merged { scores, lowest, highest, .. } = self.merged;
        let agreed = level(scores);
        let is_known = self.merged.questions.iter().any(|question| !question.spread().is_empty());
        let view = |scores| level(scores).filter(|_| is_known || agreed.is_some());
        Views { agreed, lowest: view(lowest), highest: view(highest) }
    }

    /// Returns the level of a dimension; where it has none, its score rounded down.
    #[must_use]
    pub fn views(&self, dimension: DimensionId) -> Views {
        let held = |scores: &crate::domain::Scores| {
            let result = scores.dimensions.get(dimension.index())?;
            result.level().or_else(|| result.score.as_ref().map(Exact::floor))
        };
        let Merged { scores, lowest, highest, .. } = self.merged;
        let result = scores.dimensions.get(dimension.index());
        let is_known =
            result.is_some_and(|result| !result.status.is_unknown() || result.known_in_part);
        let mut on_it = self.merged.of(self.report.rubric(), dimension);
        let has_views = is_known || on_it.any(|question| !question.spread().is_empty());
        let view = |scores| held(scores).filter(|_| has_views);
        Views {
            agreed: held(scores).filter(|_| is_known),
            lowest: view(lowest),
            highest: view(highest),
        }
    }

    /// Returns what became of the questions of a dimension.
    #[must_use]
    pub fn status(&self, dimension: DimensionId) -> Option<Status> {
        let result = self.merged.scores.dimensions.get(dimension.index());
        result.map(|result| result.status)
    }

    /// Says why a dimension has no level.
    #[must_use]
    pub fn without_level(&self, dimension: DimensionId) -> &'static str {
        match self.status(dimension) {
            Some(Status::NotApplicable) => "does not apply",
            _ => "not known",
        }
    }

    /// Returns the dimensions, those first that are to be talked about.
    #[must_use]
    pub fn dimensions(&self) -> Vec<(DimensionId, &'m Dimension)> {
        let mut all: Vec<_> = DimensionId::each(&self.report.rubric().dimensions).collect();
        sorting::sort_by_key(&mut all, |(id, _)| !self.is_to_discuss(*id));
        all
    }

    /// Returns whether a dimension is to be talked about before anything is done.
    #[must_use]
    pub fn is_to_discuss(&self, dimension: DimensionId) -> bool {
        self.merged.is_to_discuss(self.report.rubric(), dimension)
    }

    /// Returns how far people agree on a dimension.
    #[must_use]
    pub fn agreement(&self, dimension: DimensionId) -> Option<Agreement> {
        self.merged.agreement(self.report.rubric(), dimension)
    }

    /// Says how far people agree on a dimension, or that the figure would say nothing.
    #[must_use]
    pub fn agreement_words(&self, dimension: DimensionId) -> String {
        agreement_in_brief(self.agreement(dimension).as_ref())
    }

    /// Says what the figure of agreement is.
    #[must_use]
    pub fn about_agreement() -> String {
        format!(
            "The figure beside agreement is how far the answers lie from their median on average, \
             in levels (AD Md: Burke, Finkelstein and Dusig 1999). Up to a sixth of the number of \
             levels counts as agreement (Burke and Dunlap 2002). With fewer than {FEWEST} answers \
             it would say nothing, and is left out."
        )
    }

    /// Says how many people in how many files were merged.
    #[must_use]
    pub fn lead(&self) -> String {
        let people = self.merged.people.len();
        let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
        let files = self.files.len();
        let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
        format!("Answers of {people}, from {files}.")
    }

    /// Says which levels there would be by the lowest and by the highest answers, and where the report
    /// on them ranges further, as it counts what is not known.
    #[must_use]
    pub fn overall_words(&self) -> String {
        let views = self.overall();
        let of_views = views.lowest.zip(views.highest);
        let widest = self.report.widest_range().filter(|widest| Some(*widest) != of_views);
        let by_views = Self::by_views(views);
        match widest {
            Some((worst, best)) if worst < best => format!(
                "{by_views} With what is not known at its worst and at its best, it is level \
                 {worst} to {best}."
            ),
            _ => by_views,
        }
    }

    fn by_views(views: Views) -> String {
        match (views.agreed, views.lowest.zip(views.highest)) {
            (_, Some((lowest, highest))) if lowest == highest => {
                format!("By the lowest and by the highest answers alike it is level {lowest}.")
            }
            (_, Some((lowest, highest))) => format!(
                "By the lowest answer to each question it would be level {lowest}, by the highest \
                 level {highest}."
            ),
            (Some(_), None) => "Views differ on whether enough is known for a level.".to_owned(),
            (None, None) => "There is no level to compare views by.".to_owned(),
        }
    }

    /// Says that a dimension is to be talked about, and how far apart the answers lie.
    #[must_use]
    pub fn discuss_words(&self, dimension: DimensionId) -> String {
        let apart = self.merged.of(self.report.rubric(), dimension).filter(|it| it.discuss);
        let words = apart.filter_map(|question| {
            let spread = question.spread();
            let (least, most) = (&spread.first()?.0, &spread.last()?.0);
            Some(format!(
                "{}: answers from {} to {}. Discuss before acting.",
                isolated(self.title(&question.id)),
                points(least),
                points(most)
            ))
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Returns the title of a question.
    #[must_use]
    pub fn title(&self, id: &str) -> &'m str {
        let question = self.instrument().questionnaire().find(id);
        question.map_or("", |question| question.title.as_str())
    }

    /// Returns an answer to a question in words.
    #[must_use]
    pub fn answer_words(&self, id: &str, answer: &GivenAnswer) -> String {
        let mut alone = GivenAnswers::empty(String::new(), self.merged.sheet.given().date);
        alone.answers.insert(id.to_owned(), GivenAnswer::from(answer.value.clone()));
        let sheet = AnswerSheet::check(self.instrument(), &alone);
        let asked = self.instrument().questionnaire();
        let words = sheet.map(|sheet| answer_in_words(asked, &sheet, id)).unwrap_or_default();
        match &answer.value {
            // A level that is claimed outright says no figure.
            AnswerValue::Level(level) => format!("level {level}: {words}"),
            _ => words,
        }
    }

    /// Returns what was said, counted: by levels, else by the answers; then who gave no value.
    #[must_use]
    pub fn spread_words(&self, question: &MergedQuestion) -> String {
        let levels = question.spread();
        let word = if self.report.speaks_of_levels() { "level" } else { "score" };
        let mut words: Vec<_> = levels
            .iter()
            .map(|(score, count)| format!("{count} \u{d7} {word} {}", points(score)))
            .collect();
        if levels.is_empty() {
            let valued = question.heard.iter().filter(|heard| heard.rank().is_some());
            let mut counted: Vec<(String, usize)> = Vec::new();
            for said in valued.map(|heard| self.answer_words(&question.id, &heard.voice.answer)) {
                match counted.iter_mut().find(|(known, _)| *known == said) {
                    Some((_, count)) => *count += 1,
                    None => counted.push((said, 1)),
                }
            }
            words.extend(counted.into_iter().map(|(said, count)| format!("{count} \u{d7} {said}")));
        }
        let (unknown, left_out) = (question.unknown(), question.not_applicable());
        words.extend((unknown > 0).then(|| format!("{unknown} \u{d7} not known")));
        words.extend((left_out > 0).then(|| format!("{left_out} \u{d7} not applicable")));
        words.join("; ")
    }

    /// Returns how many answers rest on what.
    #[must_use]
    pub fn evidence_words(question: &MergedQuestion) -> String {
        let grades = Evidence::ALL.map(|grade| (Some(grade), grade.word()));
        let grades = grades.into_iter().chain([(None, "nothing named")]);
        let counted = grades.filter_map(|(grade, word)| match question.resting_on(grade) {
            0 => None,
            count => Some(format!("{count} \u{d7} {word}")),
        });
        counted.collect::<Vec<_>>().join(", ")
    }

    /// Returns the agreed answer with what it rests on.
    #[must_use]
    pub fn agreed_words(&self, question: &MergedQuestion) -> String {
        let words = self.answer_words(&question.id, &question.agreed);
        let answer = &question.agreed;
        match (answer.evidence, &answer.source) {
            (Some(grade), Some(source)) => {
                format!("{words} ({}: {})", grade.word(), isolated(source))
            }
            (Some(grade), None) => format!("{words} ({})", grade.word()),
            (None, _) => words,
        }
    }

    /// Returns what each person said, the worst first.
    #[must_use]
    pub fn who_words(&self, question: &MergedQuestion) -> Vec<(String, String)> {
        let words = |heard: &Heard| {
            let said = self.answer_words(&question.id, &heard.voice.answer);
            let score = heard.score().map(|score| format!(" (level {})", points(score)));
            (heard.voice.respondent.clone(), said + &score.unwrap_or_default())
        };
        question.heard.iter().map(words).collect()
    }

    /// Returns the notes on a question; with names where people are named.
    #[must_use]
    pub fn notes(&self, question: &MergedQuestion) -> Vec<String> {
        let mut notes: Vec<_> = question
            .heard
            .iter()
            .filter_map(|heard| Some((&heard.voice.respondent, heard.voice.answer.note.as_ref()?)))
            .map(|(who, note)| {
                let note = isolated(note);
                if self.names { format!("{}: {note}", isolated(who)) } else { note }
            })
            .collect();
        if !self.names {
            // Their order would tell whose they are.
            sorting::sort(&mut notes);
        }
        notes
    }

    /// Returns the picture of each question of a dimension on which somebody gave a value.
    #[must_use]
    pub fn strips(&self, dimension: DimensionId) -> Vec<Strip> {
        let scored = self.report.rubric().dimensions.get(dimension.index());
        let scored = scored.into_iter().flat_map(|dimension| &dimension.questions);
        scored.filter_map(|scored| self.strip(scored)).collect()
    }

    fn strip(&self, scored: &Scored) -> Option<Strip> {
        let question = self.merged.question(&scored.question)?;
        let agreed = question.heard.iter().find(|heard| {
            heard.rank().is_some() && heard.voice.answer.value == question.agreed.value
        });
        let title = isolated(self.title(&question.id));
        let voices = question.spread();
        (!voices.is_empty()).then(|| Strip {
            id: question.id.clone(),
            text: format!("{title}: {}.", self.spread_words(question)),
            title,
            legend: None,
            scale: (scored.range.0.floor(), scored.range.1.exact().ceil()),
            voices: voices.iter().map(|(score, count)| (score.hundredths(), *count)).collect(),
            agreed: agreed.and_then(Heard::score).map(Exact::hundredths),
        })
    }

    /// Returns what a reader should bear in mind, as sentences.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let of_files = self.merged.notices.iter().map(|notice| self.notice(notice));
        of_files.chain(self.report.notices()).collect()
    }

    fn notice(&self, notice: &MergeNotice) -> String {
        let title = |id: &String| isolated(self.title(id));
        match notice {
            MergeNotice::Silent(who) if self.names => {
                format!("{} answered nothing.", isolated(who))
            }
            MergeNotice::Silent(_) => "One of the people answered nothing.".to_owned(),
            MergeNotice::LeftOut(what) => self.disagreed(what),
            MergeNotice::NotApplicableLeftOut(id, 1) => format!(
                "{}: one person says that the question does not apply, and others answer it. That \
                 voice is left out: find out who is right.",
                title(id)
            ),
            MergeNotice::NotApplicableLeftOut(id, count) => format!(
                "{}: {count} people say that the question does not apply, and others answer it. \
                 Those voices are left out: find out who is right.",
                title(id)
            ),
            MergeNotice::UnknownThoughReported(id) => format!(
                "{}: more than half do not know, and somebody has a report. Show it to the others.",
                title(id)
            ),
            MergeNotice::Reopened(id) => format!(
                "{}: somebody has answered since the room agreed. The rule has chosen anew.",
                title(id)
            ),
            MergeNotice::DoesNotApply(id) => format!(
                "{}: by the facts that are agreed upon the question does not apply, and somebody \
                 answered it.",
                title(id)
            ),
        }
    }

    fn disagreed(&self, what: &Disagreed) -> String {
        match what {
            Disagreed::Tag(id) => format!("The files disagree on the tag {id}: it is left out."),
            Disagreed::Target => {
                "The files aim at different levels: the target is left out.".to_owned()
            }
            Disagreed::Promise(id) => {
                let enough = self.report.rubric().enough.as_ref();
                let asked = enough.and_then(|enough| enough.question(id));
                let prompt = asked.map_or(id.as_str(), |asked| asked.prompt.as_str());
                format!("The files disagree on what is promised, and it is left out: {prompt}")
            }
            Disagreed::Outcome(id) => {
                let outcomes = &self.report.questionnaire().outcomes;
                let outcome = outcomes.iter().find(|outcome| outcome.id == *id);
                let title = outcome.map_or(id.as_str(), |outcome| outcome.title.as_str());
                format!("The files give different figures of {}: they are left out.", named(title))
            }
        }
    }
}

/// Says why the agreed answer to a question stands for all.
#[must_use]
pub fn reason_of(question: &MergedQuestion) -> &'static str {
    if question.is_nobodys() {
        "it stands in the file, and nobody said it"
    } else {
        reason(question.by)
    }
}

/// Says why an answer stands for all.
fn reason(by: AgreedBy) -> &'static str {
    match by {
        AgreedBy::OnlyOne => "one person alone answered",
        AgreedBy::AllSaySo => "all say so",
        AgreedBy::Median => "it is at the median",
        AgreedBy::MedianOfReports => "it is at the median of those with a report",
        AgreedBy::MostSayUnknown => "more than half do not know",
        AgreedBy::NobodyKnows => "nobody gives a value",
        AgreedBy::AllSayNotApplicable => "all say that it does not apply",
        AgreedBy::TheFacts => "by the facts it does not apply",
        AgreedBy::TheRoom => "the room agreed on it",
    }
}

/// Returns the word that stands for an answer's kind where it has no level.
#[must_use]
pub fn kind(standing: &Standing) -> &'static str {
    match standing {
        Standing::Ranked(_) => "value",
        Standing::Unknown => "unknown",
        Standing::NotApplicable => "not_applicable",
    }
}
