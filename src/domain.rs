//! FLOOR 0: what things are, and the judgement. Values in, values out: this floor reaches neither
//! file nor clock nor terminal, and knows no file format.
//!
//! ```text
//! GivenAnswers ──► AnswerSheet ──► Judgement
//!  (as written)    (as accepted)    (as judged)
//! ```
//!
//! A [`Questionnaire`] says what is asked, a [`Rubric`] how answers are judged.
//! [`AnswerSheet::check`] is the only maker of accepted answers, whoever wrote them;
//! [`judge`] is total: whatever could be wrong was refused before it.

pub mod actions;
pub mod date;
pub mod draft;
pub mod exact;
pub mod finding;
pub mod gate;
pub mod given;
pub mod index;
pub mod integer;
pub mod judgement;
pub mod notices;
pub mod plan;
pub mod policy;
pub mod questionnaire;
pub mod review;
pub mod rubric;
pub mod scenarios;
pub mod score;
pub mod sensitivity;
pub mod sheet;
pub mod stress;

pub use date::Date;
pub use draft::Draft;
pub use exact::{Decimal, Exact};
pub use finding::{At, Code, Objection, Part};
pub use given::{Evidence, Figure, GivenAnswer, GivenAnswers, Said};
pub use judgement::{Judgement, judge};
pub use questionnaire::Questionnaire;
pub use rubric::Rubric;
pub use sheet::AnswerSheet;
