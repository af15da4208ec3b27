//! The kinds of findings, and what in an answers document one is about. How a finding is shown, and
//! where in the text it stands, is decided elsewhere.

use std::fmt;

/// Declares the codes once: variant and stable name. What each means to people stands in `report`.
macro_rules! codes {
    ($($(#[$said:meta])* $variant:ident = $name:literal;)*) => {
        /// The kind of a finding. Its name is stable: scripts and documentation refer to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$said])* $variant,)*
        }

        impl Code {
            /// Returns the stable name, in kebab-case.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    /// The file cannot be read.
    Unreadable = "unreadable";
    /// The file is larger than this kind of file may be.
    TooLarge = "too-large";
    /// The file is not UTF-8 text.
    NotUtf8 = "not-utf8";
    /// The file is not valid YAML, TOML or JSON.
    Syntax = "syntax";
    /// The file nests deeper than 32 levels, or its aliases unfold too far.
    TooDeep = "too-deep";
    /// A mapping names the same key twice.
    DuplicateKey = "duplicate-key";
    /// A mapping has a key that means nothing here.
    UnknownKey = "unknown-key";
    /// A mapping lacks a key that it needs.
    MissingKey = "missing-key";
    /// A value is of another kind than this place takes.
    WrongType = "wrong-type";
    /// An id is not spelled as ids are, or stands twice.
    BadId = "bad-id";
    /// A date is not written YYYY-MM-DD, or there is no such day.
    BadDate = "bad-date";
    /// Two dates stand in an impossible order.
    DateOrder = "date-order";
    /// One day is given where two are asked for.
    OneDayOfTwo = "one-day-of-two";
    /// A number is spelled in a way that could be misread.
    BadNumber = "bad-number";
    /// A number lies outside what is possible here.
    OutOfRange = "out-of-range";
    /// A bare number may be a level or a figure; it must say which.
    BareNumber = "bare-number";
    /// One mapping gives two answers to the same question.
    TwoAnswers = "two-answers";
    /// A mapping is there but holds no answer.
    NoAnswer = "no-answer";
    /// The question has options but no figure.
    NoMeasure = "no-measure";
    /// The question has no option of that id.
    NoSuchOption = "no-such-option";
    /// No option of the question is worth exactly that level.
    NoSuchLevel = "no-such-level";
    /// A question is left out without a reason.
    ReasonMissing = "reason-missing";
    /// More questions are left out than the rubric allows.
    TooManyNotApplicable = "too-many-not-applicable";
    /// A question is answered that does not apply, by the facts of the operation.
    DoesNotApply = "does-not-apply";
    /// Every dimension is left out.
    NothingToJudge = "nothing-to-judge";
    /// An id names nothing that the questionnaire or rubric has.
    UnknownId = "unknown-id";
    /// The answers are for another edition of the questionnaire, or may be.
    OtherEdition = "other-edition";
    /// The options' bands overlap or leave a gap.
    Bands = "bands";
    /// The levels do not rise by one, or do not say what each takes.
    Levels = "levels";
    /// The groups of dimensions do not form a tree.
    Groups = "groups";
    /// A sentence names an answer or a level that does not exist.
    Sentence = "sentence";
    /// The scores do not fit the options or the scale.
    Scores = "scores";
    /// The policy demands nothing, so nothing could fail it.
    NothingDemanded = "nothing-demanded";
    /// A level is below what the policy demands.
    BelowMinLevel = "below-min-level";
    /// The mean is below what the policy demands.
    BelowMinMean = "below-min-mean";
    /// A claim that needs a report names none.
    NoReport = "no-report";
    /// More questions are unknown or unanswered than the policy allows.
    TooManyUnknown = "too-many-unknown";
    /// More questions are unanswered than the policy allows.
    TooManyUnanswered = "too-many-unanswered";
    /// The answers are older than the policy allows.
    AnswersTooOld = "answers-too-old";
    /// The evidence of an answer is older than the policy allows.
    EvidenceTooOld = "evidence-too-old";
    /// A level has fallen below the baseline.
    FellBelowBaseline = "fell-below-baseline";
    /// A figure has worsened too far against the baseline.
    ErodedTooFar = "eroded-too-far";
    /// The baseline knows nothing of the answers file.
    NotInBaseline = "not-in-baseline";
    /// The baseline was written for another rubric or another kind of result.
    BaselineMismatch = "baseline-mismatch";
    /// A scenario that must be coped with is not.
    ScenarioNotCoped = "scenario-not-coped";
    /// A date lies after today.
    DateInFuture = "date-in-future";
    /// A waiver has expired.
    WaiverExpired = "waiver-expired";
    /// A waiver waives nothing.
    WaiverUnused = "waiver-unused";
    /// Answers can give a score that lies between the levels of a table, or beyond them.
    LevelGap = "level-gap";
    /// Two levels of a table claim the same score, or one ends before it begins.
    LevelOverlap = "level-overlap";
    /// No answers get as far as this level.
    LevelNeverReached = "level-never-reached";
    /// All answers reach this level, even the lowest.
    LevelAlwaysReached = "level-always-reached";
    /// Answers end below this level and above it, and none at it.
    LevelPassedOver = "level-passed-over";
    /// A level takes more than any answers can give.
    RequirementBeyondRange = "requirement-beyond-range";
    /// A level takes less of something than the level below it.
    RequirementWeaker = "requirement-weaker";
    /// Scores fall along options, or along figures, that run from worst to best.
    ScoresFall = "scores-fall";
    /// Scores rise and fall along options, or along figures, that run from worst to best.
    ScoresZigzag = "scores-zigzag";
    /// Weights look like percentages and do not add up to 100.
    WeightsNearHundred = "weights-near-hundred";
    /// No answers lead to this action.
    ActionNeverFires = "action-never-fires";
    /// Nothing says what to do for a step from one level to the next.
    StepWithoutAction = "step-without-action";
    /// Nothing says when a step is reached, though the rubric says so of others.
    StepWithoutReachedWhen = "step-without-reached-when";
    /// A measure is defined, and no proof refers to it.
    MeasureNotUsed = "measure-not-used";
    /// An action is given to somebody who is not among the roles.
    OwnerNotARole = "owner-not-a-role";
    /// A cap can never lower anything.
    CapNeverBinds = "cap-never-binds";
    /// No answers cope with the scenario.
    ScenarioAsksTooMuch = "scenario-asks-too-much";
    /// All answers cope with the scenario, even the lowest.
    ScenarioAsksNothing = "scenario-asks-nothing";
    /// No answers give the dimension a score.
    DimensionNeverScored = "dimension-never-scored";
    /// Two ids differ by a letter, so that one is easily written for the other.
    IdsNearlyAlike = "ids-nearly-alike";
    /// Two options of a question say the same.
    LabelsAlike = "labels-alike";
    /// A text that people read names an id.
    ProgramIdInText = "program-id-in-text";
    /// A prompt is longer than two sentences or 45 words.
    PromptTooLong = "prompt-too-long";
    /// The help of a question is longer than three sentences.
    HelpTooLong = "help-too-long";
    /// A word of the glossary is used in no text.
    TermNotUsed = "term-not-used";
    /// A source is listed, and nothing names it.
    SourceNotCited = "source-not-cited";
    /// A mark says that the text is not finished.
    TodoLeftIn = "todo-left-in";
    /// The rubric has a feature that is not written as SQL.
    NotInSql = "not-in-sql";
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
    /// A part of what one of several people said in answer to a question, by its place.
    Voice(String, usize, Part),
    /// The level aimed at for one dimension.
    Target(String),
    /// What is promised, by the id of the question on it; its answer, or the question itself.
    Promise(String, bool),
}
