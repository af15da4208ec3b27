//! The kinds of findings, and what in an answers document one is about. How a finding is shown, and
//! where in the text it stands, is decided elsewhere.

use std::fmt;

/// Declares the codes once: variant, stable name, meaning.
macro_rules! codes {
    ($($variant:ident = $name:literal, $meaning:literal;)*) => {
        /// The kind of a finding. Its name is stable: scripts and documentation refer to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Returns the stable name, in kebab-case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Returns what the code means, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                }
            }
        }
    };
}

codes! {
    Unreadable = "unreadable", "The file cannot be read.";
    TooLarge = "too-large", "The file is larger than this kind of file may be.";
    NotUtf8 = "not-utf8", "The file is not UTF-8 text.";
    Syntax = "syntax", "The file is not valid YAML, TOML or JSON.";
    TooDeep = "too-deep", "The file nests deeper than 32 levels, or its aliases unfold too far.";
    DuplicateKey = "duplicate-key", "A mapping names the same key twice.";
    UnknownKey = "unknown-key", "A mapping has a key that means nothing here.";
    MissingKey = "missing-key", "A mapping lacks a key that it needs.";
    WrongType = "wrong-type", "A value is of another kind than this place takes.";
    BadId = "bad-id", "An id is not spelled as ids are, or stands twice.";
    BadDate = "bad-date", "A date is not written YYYY-MM-DD, or there is no such day.";
    DateOrder = "date-order", "Two dates stand in an impossible order.";
    BadNumber = "bad-number", "A number is spelled in a way that could be misread.";
    OutOfRange = "out-of-range", "A number lies outside what is possible here.";
    BareNumber = "bare-number", "A bare number may be a level or a figure; it must say which.";
    TwoAnswers = "two-answers", "One mapping gives two answers to the same question.";
    NoAnswer = "no-answer", "A mapping is there but holds no answer.";
    NoMeasure = "no-measure", "The question has options but no figure.";
    NoSuchOption = "no-such-option", "The question has no option of that id.";
    NoSuchLevel = "no-such-level", "No option of the question is worth exactly that level.";
    ReasonMissing = "reason-missing", "A question is left out without a reason.";
    TooManyNotApplicable = "too-many-not-applicable", "More questions are left out than the rubric allows.";
    DoesNotApply = "does-not-apply", "A question is answered that does not apply, by the facts of the operation.";
    NothingToJudge = "nothing-to-judge", "Every dimension is left out.";
    UnknownId = "unknown-id", "An id names nothing that the questionnaire or rubric has.";
    Bands = "bands", "The options' bands overlap or leave a gap.";
    Levels = "levels", "The levels are not one row per step of the scale.";
    Groups = "groups", "The groups of dimensions do not form a tree.";
    Sentence = "sentence", "A sentence names an answer or a level that does not exist.";
    Scores = "scores", "The scores do not fit the options or the scale.";
    NothingDemanded = "nothing-demanded", "The policy demands nothing, so nothing could fail it.";
    BelowMinLevel = "below-min-level", "A level is below what the policy demands.";
    BelowMinMean = "below-min-mean", "The mean is below what the policy demands.";
    NoReport = "no-report", "A claim that needs a report names none.";
    TooManyUnknown = "too-many-unknown", "More questions are unknown or unanswered than the policy allows.";
    TooManyUnanswered = "too-many-unanswered", "More questions are unanswered than the policy allows.";
    AnswersTooOld = "answers-too-old", "The answers are older than the policy allows.";
    EvidenceTooOld = "evidence-too-old", "The evidence of an answer is older than the policy allows.";
    FellBelowBaseline = "fell-below-baseline", "A level has fallen below the baseline.";
    NotInBaseline = "not-in-baseline", "The baseline knows nothing of the answers file.";
    BaselineMismatch = "baseline-mismatch", "The baseline was written for another rubric or another kind of result.";
    ScenarioNotCoped = "scenario-not-coped", "A scenario that must be coped with is not.";
    DateInFuture = "date-in-future", "A date lies after today.";
    WaiverExpired = "waiver-expired", "A waiver has expired.";
    WaiverUnused = "waiver-unused", "A waiver waives nothing.";
    LevelGap = "level-gap", "Answers can give a score that lies between the levels of a table, or beyond them.";
    LevelOverlap = "level-overlap", "Two levels of a table claim the same score, or one ends before it begins.";
    LevelNeverReached = "level-never-reached", "No answers get as far as this level.";
    LevelAlwaysReached = "level-always-reached", "All answers reach this level, even the lowest.";
    LevelPassedOver = "level-passed-over", "Answers end below this level and above it, and none at it.";
    RequirementBeyondRange = "requirement-beyond-range", "A level takes more than any answers can give.";
    RequirementWeaker = "requirement-weaker", "A level takes less of something than the level below it.";
    ScoresFall = "scores-fall", "Scores fall along options, or along figures, that run from worst to best.";
    ScoresZigzag = "scores-zigzag", "Scores rise and fall along options, or along figures, that run from worst to best.";
    WeightsNearHundred = "weights-near-hundred", "Weights look like percentages and do not add up to 100.";
    ActionNeverFires = "action-never-fires", "No answers lead to this action.";
    StepWithoutAction = "step-without-action", "Nothing says what to do for a step from one level to the next.";
    StepWithoutReachedWhen = "step-without-reached-when", "Nothing says when a step is reached, though the rubric says so of others.";
    CapNeverBinds = "cap-never-binds", "A cap can never lower anything.";
    ScenarioAsksTooMuch = "scenario-asks-too-much", "No answers cope with the scenario.";
    ScenarioAsksNothing = "scenario-asks-nothing", "All answers cope with the scenario, even the lowest.";
    DimensionNeverScored = "dimension-never-scored", "No answers give the dimension a score.";
    IdsNearlyAlike = "ids-nearly-alike", "Two ids differ by a letter, so that one is easily written for the other.";
    LabelsAlike = "labels-alike", "Two options of a question say the same.";
    ProgramIdInText = "program-id-in-text", "A text that people read names an id.";
    SourceNotCited = "source-not-cited", "A source is listed, and nothing names it.";
    TodoLeftIn = "todo-left-in", "A mark says that the text is not finished.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The part of an answer that a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The answer as such.
    Whole,
    /// Its `value`.
    Value,
    /// Its `on`.
    On,
    /// Its `level`.
    Level,
    /// Its `option`, or the bare option id.
    Option,
    /// Its `as_of`.
    AsOf,
}

impl Part {
    /// Returns the key under which the part stands in an answer's mapping.
    #[must_use]
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Value => Some("value"),
            Self::On => Some("on"),
            Self::Level => Some("level"),
            Self::Option => Some("option"),
            Self::AsOf => Some("as_of"),
        }
    }
}

/// What in an answers document a refusal is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswersPath {
    /// The value of a top-level key.
    Top(&'static str),
    /// One entry of a top-level list, or the list itself where the entry cannot be told.
    Item(&'static str, usize),
    /// A part of the answer to a question.
    Answer(String, Part),
    /// The level aimed at for one dimension.
    Target(String),
}
