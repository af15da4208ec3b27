//! The codes of notices, explained: what weakens a result, or contradicts it.

use super::explanation::{CodeKind, Explained, Explanation};
use crate::domain::notices::NoticeKind;

explain! { NoticeKind, Notice, as_str;
    TooMuchUnknown: "So much is unknown or unanswered that there is no overall level.",
        "Measure what is unknown: the actions that are listed first say how. Even an estimate is an answer.";
    ValueAgainstLevel: "Figure and level of one answer disagree; the lower of the two counts.",
        "Correct the one that is wrong, or delete `level`: the figure alone says enough.";
    SymptomAgainstLevel: "A symptom was ticked that does not go with a level that is claimed.",
        "Look at both again: untick the symptom, or answer lower.";
    WideSpread: "The dimensions lie so far apart that one level says little.",
        "Nothing is wrong. Read the levels of the dimensions, and raise the lowest first.";
    DoubtfulFigure: "A figure is so small or so large that another unit may have been meant.",
        "Check the unit: percent and not a share, days and not weeks. If the figure is right, leave it.";
    EvidenceAfterDate: "The evidence of an answer is of a day after the one that the answers describe.",
        "Correct `as_of` or `date`, whichever is mistyped.";
    FactNotKnown: "A fact about the operation is not known, so that the questions that hang on it count as applying.",
        "Answer the fact; what it rules out is left out then.";
    ReportNotNamed: "A claim counts less on evidence, as no report is named with its source.",
        "Name the report and where it lies: `evidence: report` and `source`. Until then the evidenced level is the one to trust.";
    FollowUpOpen: "A claim counts less on evidence, as a further question that could lower it has no answer.",
        "Answer the further question that is named, or say why it does not apply: `{not_applicable: \"why\"}`.";
    MeasureChanged: "A figure was given to a question that measures something else since an edition, and the answers name no edition.",
        "Bring the figure up to date as the notice says, and write the edition that is meant at the top: `edition: 2`.";
    GuardRail: "A further answer holds the evidenced level of its dimension below the claimed one.",
        "Mend what the further question asks about; until then the evidenced level is the one to trust.";
    AgreedByNobody: "An answer is said to stand for what several people said, and none of them said it.",
        "Take an answer that somebody gave. If people talked about it and agreed on another one, write `agreed_by: the_room`.";
}
