//! The codes of findings, explained: what is wrong with a file, and what a gate demands in vain.

use super::explanation::{CodeKind, Explained, Explanation};
use crate::domain::Code;

explain! { Code, Finding, as_str;
    Unreadable: "The file cannot be read.",
        "Check the spelling of its name, and that you may open it. A folder needs an answers file in it.";
    TooLarge: "The file is larger than this kind of file may be.",
        "Answers and policies may have 1 MiB, questions and rubrics 4 MiB, a line or a row of records 1 MiB. Look whether the right file is named.";
    NotUtf8: "The file is not UTF-8 text.",
        "Save it anew as UTF-8. In Windows PowerShell write `| Out-File -Encoding utf8` instead of `>`.";
    Syntax: "The file is not valid YAML, TOML or JSON, or a row does not fit its table.",
        "Look at the place that is named, and at the line above it: a bracket, a quote or the indentation. `oms-maturity init` writes a file to start from. A row of a table has as many cells as the first row; a text with a comma, a quote or a line end stands in quotes.";
    TooDeep: "The file nests deeper than 32 levels, or its aliases unfold too far.",
        "Write the values out flat; no file of this program needs more than a few levels.";
    DuplicateKey: "A mapping names the same key twice, or a table the same column.",
        "Keep one of the two, and delete the other.";
    UnknownKey: "A mapping has a key, or a table a column, that means nothing here.",
        "Write the key that is offered, or delete the line. A remark of your own goes behind a `#`, or into `note`. What the columns of somebody else's table mean says a map: `portfolio --map`.";
    MissingKey: "A mapping lacks a key that it needs, or a row a cell.",
        "Add the key that is named, or fill in the cell.";
    WrongType: "A value is of another kind than this place takes.",
        "Write what is asked for in place of it: a text, a list in `[ ]`, or a mapping in `{ }`.";
    BadId: "An id is not spelled as ids are, or stands twice.",
        "Write ids in small letters, digits and underscores, such as `order_desk`, and each only once.";
    BadDate: "A date is not written YYYY-MM-DD, or there is no such day.",
        "Write the day as year, month and day with hyphens: 2026-06-30.";
    DateOrder: "Two dates stand in an impossible order.",
        "Correct the day that is mistyped: no record is newer than `date`, and `next_peak` is not before it.";
    OneDayOfTwo: "One day is given where two are asked for.",
        "Write the newest day and the one before it: `on: [2026-03-01, 2025-09-14]`. Where there was only one, the day on which all began is the other.";
    BadNumber: "A number is spelled in a way that could be misread.",
        "Write it as a plain decimal with a point, without quotes, blanks or units: 8.5.";
    OutOfRange: "A number lies outside what is possible here.",
        "Write a number within the limits that are named. A percentage is written as 5, not as 0.05.";
    BareNumber: "A bare number may be a level or a figure; it must say which.",
        "Write `{level: 3}` for a level, or `{value: 3}` for what was measured.";
    TwoAnswers: "One mapping gives two answers to the same question.",
        "Keep one of them. Only `level` may stand beside `value` or `on`.";
    NoAnswer: "A mapping is there but holds no answer.",
        "Add `value`, `level` or `option`; write `unknown` where nobody knows.";
    NoMeasure: "The question has options but no figure.",
        "Name one of the options that are shown, or a level.";
    NoSuchOption: "The question has no option of that id.",
        "Write one of the options that are shown.";
    NoSuchLevel: "No option of the question is worth exactly that level.",
        "Write a level that is shown, or name the option.";
    ReasonMissing: "A question is left out without a reason.",
        "Say in a few words why it does not apply: `{not_applicable: \"pilot shop\"}`. Where nobody knows, write `unknown`.";
    TooManyNotApplicable: "More questions are left out than the rubric allows.",
        "Answer some of them, or write `unknown` where the question applies and nobody knows.";
    DoesNotApply: "A question is answered that does not apply, by the facts of the operation.",
        "Take the answer out, or put right what is said of the operation.";
    NothingToJudge: "Every dimension is left out.",
        "Answer at least one question.";
    UnknownId: "An id names nothing that the questionnaire or rubric has.",
        "Write the id that is offered. With questions of your own, name them with --questions and --rubric.";
    OtherEdition: "The answers are for another edition of the questionnaire, or may be: they name none.",
        "Judge them by the files of their own edition, or bring them up to date: docs/answers.md says what changed. Then write the edition that is meant.";
    Bands: "The options' bands overlap or leave a gap.",
        "Let each band begin where the last one ends, from worst to best; only the two outer ends are open.";
    Levels: "The levels do not rise by one, or do not say what each takes.",
        "Give one row for each level, the lowest first, numbers rising by one; each but the lowest has `requires` or `from`. Steps need dimensions that have levels.";
    Groups: "The groups of dimensions do not form a tree.",
        "Put each dimension and each group into one group at most, and no group into itself.";
    Sentence: "A sentence names an answer or a level that does not exist.",
        "Write `{question}` for an answer and `{dimension.level}` for a level, with the ids of this instrument; `{{` and `}}` are braces.";
    Scores: "The scores do not fit the options or the scale.",
        "Give every option of the question one score within the scale, and put every question into a dimension, or list it under `not_scored`.";
    NothingDemanded: "The policy demands nothing, so nothing could fail it.",
        "Demand something with a flag (--min-level 3), or under [check] of oms-maturity.toml.";
    BelowMinLevel: "A level is below what the policy demands.",
        "Take the action that is named with it, then answer anew; `oms-maturity plan` finds all the steps. What has to wait gets a waiver with its last day.";
    BelowMinMean: "The mean is below what the policy demands.",
        "Raise a dimension by a level: `oms-maturity plan` finds the steps of least effort.";
    NoReport: "A claim that needs a report names none.",
        "Add `evidence: report` and name it in `source`, or claim the level below.";
    TooManyUnknown: "More questions are unknown or unanswered than the policy allows.",
        "Find out what is open: the action that is named says how to measure it. `oms-maturity assess FILE --ask` asks for the rest.";
    TooManyUnanswered: "More questions are unanswered than the policy allows.",
        "Answer them, with `unknown` where nobody knows: `oms-maturity assess FILE --ask` asks for what is open.";
    AnswersTooOld: "The answers are older than the policy allows.",
        "Go through the answers again and set `date` to the day that they now describe.";
    EvidenceTooOld: "The evidence of an answer is older than the policy allows.",
        "Measure again and set `as_of` to the day of the new record.";
    FellBelowBaseline: "A level has fallen below the baseline.",
        "Bring it back up. If the fall is accepted, name the dimension in `allow_fall`, or write the baseline with --write-baseline --lower-baseline.";
    ErodedTooFar: "A figure has worsened by more than the policy allows since the baseline, though its level may hold. Or it is not given any more.",
        "Bring it back, and give the figure. If that is accepted, write the baseline with --write-baseline --lower-baseline, or allow more in `max_erosion`.";
    NotInBaseline: "The baseline knows nothing of the answers file.",
        "Run `check` with --write-baseline once. A file that was renamed needs its entry renamed as well.";
    BaselineMismatch: "The baseline was written for another rubric or another kind of result.",
        "Start it anew with --write-baseline --lower-baseline, or judge as it was written (`judge`, --rubric).";
    ScenarioNotCoped: "A scenario that must be coped with is not.",
        "Raise what it takes, which is named with it; `oms-maturity plan FILE --cope ID` finds the steps.";
    DateInFuture: "A date lies after today.",
        "Correct the day; if it is right, wait until it has come.";
    WaiverExpired: "A waiver has expired.",
        "Mend what it waived and delete it, or decide anew and give it a later `until`.";
    WaiverUnused: "A waiver waives nothing.",
        "Delete it: what it was meant for is mended. If not, check its `rule` and what it is about.";
    LevelGap: "Answers can give a score that lies between the levels of a table, or beyond them.",
        "Let each level begin where the one below it ends, so that every score lies in one.";
    LevelOverlap: "Two levels of a table claim the same score, or one ends before it begins.",
        "Let each level end below where the next one begins.";
    LevelNeverReached: "No answers get as far as this level.",
        "Let the level take less, let answers score higher, or take the level out.";
    LevelAlwaysReached: "All answers reach this level, even the lowest.",
        "Let the level take more, or begin the table with it.";
    LevelPassedOver: "Answers end below this level and above it, and none at it.",
        "Let the level above it take more, or take this one out.";
    RequirementBeyondRange: "A level takes more than any answers can give.",
        "Ask for no more than the highest answers give, or let answers score higher.";
    RequirementWeaker: "A level takes less of something than the level below it.",
        "Ask for at least as much as the level below, or leave that part out.";
    ScoresFall: "Scores fall along options, or along figures, that run from worst to best.",
        "Turn the scores or the options round, so that both run from worst to best; allow the lint where a high score is meant to be bad.";
    ScoresZigzag: "Scores rise and fall along options, or along figures, that run from worst to best.",
        "Put the options into the order of their scores; allow the lint where the best answer lies in the middle.";
    WeightsNearHundred: "Weights look like percentages and do not add up to 100.",
        "Put right the weight that is wrong, or write weights in smaller numbers of the same ratio.";
    ActionNeverFires: "No answers lead to this action.",
        "Move the action to a step that answers lead to, or take it out.";
    StepWithoutAction: "Nothing says what to do for a step from one level to the next.",
        "Add an action for the step that is not `optional`, or no plan can take it.";
    StepWithoutReachedWhen: "Nothing says when a step is reached, though the rubric says so of others.",
        "Add a line for the level under `reached_when`, as the other steps have one.";
    MeasureNotUsed: "A measure is defined, and no proof refers to it.",
        "Name it under `measure` of an action, or in words in a proof; or take it out.";
    OwnerNotARole: "An action is given to somebody who is not among the roles.",
        "Give it to one of the `roles`, or list the role with who does it where there is none.";
    CapNeverBinds: "A cap can never lower anything.",
        "Cap lower than the highest there is, with a condition that can be answered; or take the cap out.";
    ScenarioAsksTooMuch: "No answers cope with the scenario.",
        "Ask for no more than the highest answers give.";
    ScenarioAsksNothing: "All answers cope with the scenario, even the lowest.",
        "Ask for more than the lowest answers give, or take the scenario out.";
    DimensionNeverScored: "No answers give the dimension a score.",
        "Score an option of its questions, mend what they apply to, or take the dimension out.";
    IdsNearlyAlike: "Two ids differ by a letter, so that one is easily written for the other.",
        "Give one of the two another id; where one was meant, write both alike.";
    LabelsAlike: "Two options of a question say the same.",
        "Write what sets the two options apart, or take one of them out.";
    ProgramIdInText: "A text that people read names an id.",
        "Write what it is called; only names of measures, which the questionnaire explains, may stand as they are.";
    PromptTooLong: "A prompt is longer than two sentences or 45 words.",
        "Ask in two short sentences; what is to be counted belongs under `help`.";
    HelpTooLong: "The help of a question is longer than three sentences.",
        "Keep the three sentences that everybody needs; the rest belongs under `more`.";
    TermNotUsed: "A word of the glossary is used in no text.",
        "Take the word out, or list the spellings that the texts use under `also`.";
    SourceNotCited: "A source is listed, and nothing names it.",
        "Name the source where a figure is taken from it, or take it out.";
    TodoLeftIn: "A mark says that the text is not finished.",
        "Finish the text, and take the mark out.";
    NotInSql: "The rubric has a feature that is not written as SQL.",
        "Judge the files with `oms-maturity portfolio`, or take the feature out: docs/sql.md lists what a query holds.";
}
