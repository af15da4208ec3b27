//! What each command does: one sentence for the list of commands and for its own help.

pub(crate) const ASSESS: &str = "Judge the answers in a file, or ask for them first";
pub(crate) const CHECK: &str = "Hold answers files against a policy: a gate for CI";
pub(crate) const PLAN: &str = "Find the steps of least effort to a target, in their order";
pub(crate) const CHECKLIST: &str =
    "List the scenarios to tick or, with answers, what becomes of each";
pub(crate) const VERIFY: &str = "Recompute a stored JSON report, and name what does not follow";
pub(crate) const RUBRIC: &str = "Read, copy and compare questions and rubrics";
pub(crate) const DRAFTS: &str = "List unfinished interviews, go on with one, or remove them";
pub(crate) const INIT: &str = "Write what to fill in: an answers file, a form, a sheet to mail";
pub(crate) const SCHEMA: &str = "Print the JSON Schema of a kind of file, for editors";
pub(crate) const EXPLAIN: &str = "Say what a code means, what causes it, and how to mend it";
pub(crate) const COMPLETIONS: &str = "Print the script that lets a shell complete what is typed";
pub(crate) const MAN: &str =
    "Print the manual's page of the program, or write one for each command";
pub(crate) const MERGE: &str = "Make one of several people's answers, and show where they differ";
pub(crate) const PORTFOLIO: &str =
    "Judge many assessments at once, and say what they come to together";
pub(crate) const COMPARE: &str = "Say what changed between dated answers, and what erodes";
