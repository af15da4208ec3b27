//! The parts of a workbook that stand for the whole of it: which sheets it has, what formats make of
//! numbers, and the texts that rows share.

use super::package::Package;
use super::xml::{attribute, referenced};
use crate::document::sheet_value::{Epoch, LARGEST_PART, LARGEST_TEXTS, NumberFormat};
use quick_xml::events::Event;
use std::collections::HashMap;

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(super) path: String,
    pub(super) is_hidden: bool,
}

/// How the parts of a workbook hang together.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Each with its id, its kind, and the path of what it leads to.
    list: Vec<(String, String, String)>,
}

impl Relations {
    /// Returns the path of the only part of a kind.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.list.iter().find(|one| one.1 == kind).map(|one| one.2.as_str())
    }

    fn of_id(&self, id: &str) -> Option<(&str, &str)> {
        let found = self.list.iter().find(|one| one.0 == id)?;
        Some((&found.1, &found.2))
    }
}

/// Returns the path of the part that lists the sheets.
pub(super) fn place_of_workbook(package: &mut Package) -> Result<String, String> {
    let listed = read_relations(package, "_rels/.rels", "")?;
    let place = listed.of_kind("officeDocument").unwrap_or_default().to_owned();
    let ending = place.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match &*ending {
        "xml" if place.rsplit('/').next().is_some_and(|name| name.starts_with("workbook")) => {
            Ok(place)
        }
        "bin" => {
            Err("it is a binary workbook (.xlsb): save it as Excel workbook (.xlsx)".to_owned())
        }
        _ => Err("there is no Excel workbook in it: save it as Excel workbook (.xlsx)".to_owned()),
    }
}

/// Returns what the workbook's part leads to.
pub(super) fn relations(package: &mut Package, place: &str) -> Result<Relations, String> {
    let (folder, name) = place.rsplit_once('/').unwrap_or(("", place));
    let path = format!("{folder}/_rels/{name}.rels");
    read_relations(package, path.trim_start_matches('/'), folder)
}

fn read_relations(package: &mut Package, path: &str, folder: &str) -> Result<Relations, String> {
    let mut relations = Relations::default();
    let Some(mut xml) = package.whole(path, LARGEST_PART)? else { return Ok(relations) };
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let of = |name| attribute(&element, name).unwrap_or_default();
                let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations.list.push((of("Id"), kind, resolved(folder, &of("Target"))));
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// Returns the path that a target seen from a folder leads to.
fn resolved(folder: &str, target: &str) -> String {
    let (folder, target) = match target.strip_prefix('/') {
        Some(target) => ("", target),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Returns the sheets, in their order, and how days are counted. One that is no sheet of cells has
/// no path.
pub(super) fn sheets(
    package: &mut Package,
    place: &str,
    relations: &Relations,
) -> Result<(Vec<Sheet>, Epoch), String> {
    let (mut sheets, mut epoch) = (Vec::new(), Epoch::Of1900);
    let Some(mut xml) = package.whole(place, LARGEST_PART)? else {
        return Err("it is damaged: its list of sheets is missing".to_owned());
    };
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                let of = |name| attribute(&element, name).unwrap_or_default();
                let leads_to = relations.of_id(&of("id"));
                let path = leads_to.filter(|(kind, _)| *kind == "worksheet").map(|(_, path)| path);
                sheets.push(Sheet {
                    name: of("name"),
                    path: path.unwrap_or_default().to_owned(),
                    is_hidden: of("state").to_ascii_lowercase().ends_with("hidden"),
                });
            }
            Event::Start(element) if element.local_name().as_ref() == "workbookPr" => {
                let flag = attribute(&element, "date1904").unwrap_or_default();
                epoch = if flag == "1" || flag == "true" { Epoch::Of1904 } else { epoch };
            }
            Event::Eof => return Ok((sheets, epoch)),
            _ => {}
        }
    }
}

/// Returns what each format of cells makes of a number.
pub(super) fn formats(package: &mut Package, path: &str) -> Result<Vec<NumberFormat>, String> {
    let (mut own, mut formats, mut is_inside) = (HashMap::new(), Vec::new(), false);
    let Some(mut xml) = package.whole(path, LARGEST_PART)? else { return Ok(formats) };
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    if let Some(id) = format_id(attribute(&element, "numFmtId")) {
                        own.insert(id, NumberFormat::of_code(&code));
                    }
                }
                "cellXfs" => is_inside = true,
                "xf" if is_inside => {
                    let id = format_id(attribute(&element, "numFmtId")).unwrap_or_default();
                    let format = own.get(&id).copied();
                    formats.push(format.unwrap_or_else(|| NumberFormat::built_in(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_inside = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

fn format_id(written: Option<String>) -> Option<u32> {
    written?.trim().parse().ok()
}

/// The texts that rows share, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the texts.
    pub(super) fn read(package: &mut Package, path: &str) -> Result<Self, String> {
        let mut strings = Self::default();
        let Some(mut xml) = package.whole(path, LARGEST_TEXTS)? else { return Ok(strings) };
        let (mut is_text, mut is_reading_aid) = (false, false);
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => is_text = !is_reading_aid,
                    "rPh" => is_reading_aid = true,
                    _ => {}
                },
                Event::Text(text) if is_text => strings.text.push_str(&text.xml10_content()),
                Event::CData(text) if is_text => strings.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) if is_text => {
                    let letters = referenced(&reference);
                    let damaged = "it is damaged, or not whole";
                    strings.text.push_str(&letters.ok_or(damaged)?);
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => is_text = false,
                    "rPh" => is_reading_aid = false,
                    "si" => {
                        let end = u32::try_from(strings.text.len()).unwrap_or(u32::MAX);
                        strings.ends.push(end);
                    }
                    _ => {}
                },
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    /// Returns the text of this number, from 0.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start =
            number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }
}
