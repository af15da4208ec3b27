//! Shows where the maturity of a retailer's order management limits performance.
//!
//! Text becomes domain values through one door per document; a person at a terminal is just another
//! author of the answers. The domain judges values and cannot reach the world. What is judged
//! becomes one [`report::Report`]; forms only lay it out. Only [`cli`] has effects, and a test says
//! so.
//!
//! ```
//! use oms_maturity::document::{Bounds, Format, answers, read, shipped};
//! use oms_maturity::domain::judge;
//!
//! # fn main() -> Result<(), Vec<oms_maturity::document::Finding>> {
//! let instrument = shipped::instrument().expect("the program carries its own");
//! let text = "scope: Shop, EU\ndate: 2026-06-30\nanswers: {overrides: {value: 5.1}}\n";
//! let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS)?;
//! let sheet = answers::read(&tree, &instrument)?;
//! let scores = judge(&instrument, &sheet).scores;
//! assert!(scores.too_much_unknown);
//! assert_eq!(scores.dimensions[1].level(), Some(3));
//! # Ok(())
//! # }
//! ```

pub mod cli;
pub mod document;
pub mod domain;
pub mod interview;
pub mod report;
