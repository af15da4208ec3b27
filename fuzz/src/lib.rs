//! The laws that the fuzz targets hold inputs against; they are those of the ordinary tests.

#[path = "../../tests/it/fuzzed/hands.rs"]
mod hands;
#[path = "../../tests/it/fuzzed/laws.rs"]
pub mod laws;
