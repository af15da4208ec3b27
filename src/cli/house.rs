//! The settings file in the working directory: what holds for every report and plan where the
//! command line says nothing else.

use super::exit::Failure;
use super::files;
use super::instrument::read_document;
use crate::document::house::{self, House};
use crate::document::{Bounds, Finding, Format, Node, Span};
use crate::domain::{Code, Instrument};
use crate::report::brand::{Accent, Brand, LARGEST_LOGO, Logo};
use anyhow::anyhow;
use std::path::Path;

/// The name of settings files.
pub(super) const SETTINGS: &str = "oms-maturity.toml";

/// What holds here, and the text that says it.
#[derive(Debug, Default)]
pub(super) struct HouseFile {
    /// What holds.
    pub(super) house: House,
    text: String,
}

/// Reads what holds in the working directory; nothing holds where there is no settings file.
pub(super) fn read(instrument: &Instrument) -> Result<HouseFile, Failure> {
    let path = Path::new(SETTINGS);
    // One that cannot be read is an error rather than overlooked.
    if path.symlink_metadata().is_err() {
        return Ok(HouseFile::default());
    }
    let bytes = files::read(path, Bounds::ANSWERS)?;
    let read = |tree: &Node<'_>| house::read(tree, instrument);
    let house = read_document(SETTINGS.to_owned(), &bytes, Bounds::ANSWERS, Format::Toml, read)?;
    Ok(HouseFile { house, text: String::from_utf8_lossy(&bytes).into_owned() })
}

impl HouseFile {
    /// Returns whose reports they are; every complaint about colour and logo at once.
    pub(super) fn brand(&self) -> Result<Brand, Failure> {
        let house = &self.house;
        let mut findings = Vec::new();
        let accent = house.accent.as_ref().and_then(|(text, span)| {
            let parsed = Accent::parse(text);
            parsed.map_err(|why| findings.push(finding(Code::OutOfRange, span, why))).ok()
        });
        let picture = house.logo.as_ref().and_then(|(path, span)| {
            let read = logo(Path::new(path));
            let why = |error: anyhow::Error| finding(Code::Unreadable, span, error.to_string());
            read.map_err(|error| findings.push(why(error))).ok()
        });
        if !findings.is_empty() {
            let (name, text) = (SETTINGS.to_owned(), self.text.clone());
            return Err(Failure::Document { name, text, findings });
        }
        Ok(Brand {
            name: house.brand.clone(),
            logo: picture,
            accent,
            prepared_by: house.prepared_by.clone(),
            confidential: house.confidential.clone(),
        })
    }
}

fn finding(code: Code, span: &Span, message: String) -> Finding {
    let help = match code {
        Code::Unreadable => "name an SVG or PNG file, as seen from this folder",
        _ => "write a colour that can be read on white, such as `accent = \"#005577\"`",
    };
    Finding { code, span: span.clone(), message, help: help.to_owned() }
}

/// Reads a logo.
pub(super) fn logo(path: &Path) -> anyhow::Result<Logo> {
    let bounds = Bounds { bytes: LARGEST_LOGO, nodes: 0 };
    let bytes = files::read(path, bounds)?;
    Logo::read(bytes).map_err(|why| anyhow!("cannot show {} as a logo: {why}", files::name(path)))
}
