//! The file that says what the columns and texts of somebody else's table mean.

use super::sources::{Kind, Sources};
use crate::cli::args::portfolio::PortfolioFlags;
use crate::cli::exit::Failure;
use crate::cli::files;
use crate::cli::instrument::read_document;
use crate::document::records::map_file;
use crate::document::records::mapping::Mapping;
use crate::document::{Bounds, Format, read};
use crate::domain::Instrument;
use anyhow::bail;

/// The file, as it stands.
#[derive(Debug)]
pub(super) struct MapFile {
    name: String,
    bytes: Vec<u8>,
}

impl MapFile {
    /// Reads the file that is named.
    pub(super) fn of(flags: &PortfolioFlags, sources: &Sources) -> anyhow::Result<Option<Self>> {
        let Some(path) = &flags.map else { return Ok(None) };
        if !sources.list.iter().any(|one| matches!(one.kind, Kind::Table | Kind::Workbook)) {
            bail!("--map is for tables, and none is named");
        }
        let bytes = files::read(path, Bounds::ANSWERS)?;
        Ok(Some(Self { name: files::name(path), bytes }))
    }

    /// Returns the id of the questionnaire that it says every row is for.
    pub(super) fn questionnaire(&self) -> Option<String> {
        let text = read::decode(&self.bytes, Bounds::ANSWERS).ok()?;
        let tree = read::tree(text, Format::Toml, Bounds::ANSWERS).ok()?;
        map_file::questionnaire_of(&tree).map(str::to_owned)
    }

    /// Returns what it says.
    pub(super) fn read(self, instrument: &Instrument) -> Result<Mapping, Failure> {
        let bounds = Bounds::ANSWERS;
        read_document(self.name, &self.bytes, bounds, Format::Toml, |tree| {
            map_file::read(tree, instrument.questionnaire())
        })
    }
}
