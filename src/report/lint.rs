//! How what `rubric lint` finds is mended: a sentence a kind, beside the one in which the domain says
//! what it means.

pub mod json;

use crate::domain::Code;

/// How each kind of finding is mended, in one sentence.
pub const MENDING: [(Code, &str); 22] = [
    (
        Code::LevelGap,
        "Let each level begin where the one below it ends, so that every score lies in one.",
    ),
    (Code::LevelOverlap, "Let each level end below where the next one begins."),
    (
        Code::LevelNeverReached,
        "Let the level take less, let answers score higher, or take the level out.",
    ),
    (Code::LevelAlwaysReached, "Let the level take more, or begin the table with it."),
    (Code::LevelPassedOver, "Let the level above it take more, or take this one out."),
    (
        Code::RequirementBeyondRange,
        "Ask for no more than the highest answers give, or let answers score higher.",
    ),
    (
        Code::RequirementWeaker,
        "Ask for at least as much as the level below, or leave that part out.",
    ),
    (
        Code::ScoresFall,
        "Turn the scores or the options round, so that both run from worst to best; allow the lint where a high score is meant to be bad.",
    ),
    (
        Code::ScoresZigzag,
        "Put the options into the order of their scores; allow the lint where the best answer lies in the middle.",
    ),
    (
        Code::WeightsNearHundred,
        "Put right the weight that is wrong, or write weights in smaller numbers of the same ratio.",
    ),
    (Code::ActionNeverFires, "Move the action to a step that answers lead to, or take it out."),
    (
        Code::StepWithoutAction,
        "Add an action for the step that is not `optional`, or no plan can take it.",
    ),
    (
        Code::StepWithoutReachedWhen,
        "Add a line for the level under `reached_when`, as the other steps have one.",
    ),
    (
        Code::CapNeverBinds,
        "Cap lower than the highest there is, with a condition that can be answered; or take the cap out.",
    ),
    (Code::ScenarioAsksTooMuch, "Ask for no more than the highest answers give."),
    (
        Code::ScenarioAsksNothing,
        "Ask for more than the lowest answers give, or take the scenario out.",
    ),
    (
        Code::DimensionNeverScored,
        "Score an option of its questions, mend what they apply to, or take the dimension out.",
    ),
    (
        Code::IdsNearlyAlike,
        "Give one of the two another id; where one was meant, write both alike.",
    ),
    (Code::LabelsAlike, "Write what sets the two options apart, or take one of them out."),
    (
        Code::ProgramIdInText,
        "Write what it is called; only names of measures, which the questionnaire explains, may stand as they are.",
    ),
    (Code::SourceNotCited, "Name the source where a figure is taken from it, or take it out."),
    (Code::TodoLeftIn, "Finish the text, and take the mark out."),
];

/// Returns how what `rubric lint` finds is mended; nothing for a code of anything else.
#[must_use]
pub fn mending(code: Code) -> Option<&'static str> {
    MENDING.iter().find(|(lint, _)| *lint == code).map(|(_, mending)| *mending)
}
