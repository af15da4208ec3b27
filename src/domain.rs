//! FLOOR 0: what things are, and the judgement. Values in, values out: this floor reaches neither
//! file nor clock nor terminal, and knows no file format.
//!
//! ```text
//! GivenAnswers ──► AnswerSheet ──► Marks ──► Scores ──► Judgement
//!  (as written)    (as accepted)            (as scored) (with advice)
//! ```
//!
//! A [`Questionnaire`] says what is asked, a [`Rubric`] how answers are judged.
//! [`AnswerSheet::check`] is the only maker of accepted answers, whoever wrote them;
//! [`judge`] is total: whatever could be wrong was refused before it.

pub mod actions;
pub mod calendar;
pub mod change;
pub mod comparison;
pub mod date;
pub mod decimal;
pub mod difference;
pub mod draft;
pub mod effort;
pub mod enough;
pub mod erosion;
pub mod exact;
pub mod figure_standing;
pub mod figures;
pub mod finding;
pub mod gate;
pub mod given;
pub mod index;
pub mod instrument;
pub mod integer;
pub mod judgement;
pub mod margins;
pub mod marks;
pub mod meaning;
pub mod measured;
pub mod merge;
pub mod notices;
pub mod plan;
pub mod policy;
pub mod portfolio;
pub mod prose;
pub mod questionnaire;
pub mod reach;
pub mod refusal;
pub mod requirement;
pub mod review;
pub mod rubric;
pub mod scenarios;
pub mod score;
pub mod scores;
pub mod scoring_table;
pub mod sensitivity;
pub mod sentence;
pub mod sheet;
pub mod snapshot;
pub mod sorting;
pub mod stress;
pub mod tabular;
pub mod views;
pub mod violation;

pub use date::Date;
pub use decimal::Decimal;
pub use draft::Draft;
pub use effort::Effort;
pub use exact::Exact;
pub use finding::{AnswersPath, Code, Part};
pub use given::{AnswerValue, Evidence, Figure, GivenAnswer, GivenAnswers, TwoDays};
pub use instrument::{Fingerprints, Instrument};
pub use judgement::{Judgement, judge};
pub use questionnaire::Questionnaire;
pub use refusal::Refusal;
pub use rubric::Rubric;
pub use scores::Scores;
pub use sheet::AnswerSheet;
