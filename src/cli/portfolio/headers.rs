//! The headers of all tables, before any record is judged: nobody waits an hour to hear of the last
//! file that a column is misspelt.

use super::sources::{Kind, Sources};
use super::tables::{Reading, Refused, Table};
use crate::cli::exit::Failure;
use crate::cli::files;

/// Refuses a table whose header is wrong. What can be read but once is looked at when it is read, and
/// what cannot be read at all is told of then.
pub(super) fn check(sources: &Sources, reading: &Reading) -> Result<(), Failure> {
    let named = sources.list.iter().zip(&sources.names);
    for (source, name) in named.filter(|(source, _)| source.kind == Kind::Table) {
        if files::is_stdin(&source.path) || !source.path.is_file() {
            continue;
        }
        let opened = source.open().and_then(|stream| Ok(Table::open(stream, reading)?));
        if let Ok(Err(Refused { text, findings })) = opened {
            return Err(Failure::Document { name: name.clone(), text, findings });
        }
    }
    Ok(())
}
