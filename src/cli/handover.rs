//! What a report to hand over takes besides the answers: earlier answers, and whose report it is.

use super::args::{HandoverArgs, PageArgs};
use super::exit::Failure;
use super::files;
use super::forms::{AssessForm, HandedOver, only_for};
use super::house::{self, HouseFile};
use super::instrument::{self, read_document};
use crate::document::house::House;
use crate::document::stored::Reference;
use crate::document::{Bounds, Format, Node, portfolio};
use crate::domain::AnswerSheet;
use crate::domain::Instrument;
use crate::domain::given::Target;
use crate::domain::portfolio::others::Others;
use crate::report::Report;
use crate::report::brand::{Accent, Brand};
use anyhow::{anyhow, bail};
use std::path::Path;

/// What was asked for, read and checked.
#[derive(Debug)]
pub(super) struct Handover {
    /// Whose report it is.
    pub(super) brand: Brand,
    anonymous: bool,
    earlier: Option<AnswerSheet>,
    /// The portfolio that it is held against.
    against: Option<Others>,
    /// What the house aims at, where the answers aim at nothing.
    target: Option<Target>,
    /// How many weeks before a peak its work pauses.
    freeze: Option<i64>,
}

impl Handover {
    /// Reads what the arguments name; done before the first question.
    pub(super) fn read(
        form: AssessForm,
        args: &HandoverArgs,
        instrument: &Instrument,
    ) -> Result<Self, Failure> {
        let earlier = args
            .compare_with
            .as_deref()
            .map(|path| instrument::earlier(instrument, path))
            .transpose()?;
        only_for("--against", args.against.is_some(), form, BESIDE_OTHERS)?;
        let against = args.against.as_deref().map(|path| others(instrument, path)).transpose()?;
        let house = house_of(form, instrument)?;
        let brand = brand(form, &args.page, &house)?;
        let House { target, freeze, .. } = house.house;
        Ok(Self { brand, anonymous: args.page.anonymous, earlier, against, target, freeze })
    }

    /// Judges a sheet as it is shown, compared with the earlier answers where there are some, and
    /// hands the report to `lay_out`.
    pub(super) fn with_report<T>(
        &self,
        instrument: &Instrument,
        sheet: &AnswerSheet,
        lay_out: impl FnOnce(&Report<'_>) -> T,
    ) -> T {
        let shown = |sheet: &AnswerSheet| {
            if self.anonymous { sheet.anonymous() } else { sheet.clone() }
        };
        let now = match &self.target {
            Some(target) => shown(sheet).aiming_at(target),
            None => shown(sheet),
        };
        let now = match self.freeze {
            Some(weeks) => now.pausing(weeks),
            None => now,
        };
        let then = self.earlier.as_ref().map(shown);
        let report = Report::new(instrument, &now).against(self.against.clone());
        // Told before names are hidden.
        let given = self.earlier.as_ref().map(AnswerSheet::given);
        let other = given.is_some_and(|then| then.is_of_another_scope(sheet.given()));
        match &then {
            None => lay_out(&report),
            Some(then) => lay_out(&report.compared_with(Report::new(instrument, then), other)),
        }
    }
}

/// The forms that say where a report stands among those of a portfolio.
const BESIDE_OTHERS: &[AssessForm] =
    &[AssessForm::Table, AssessForm::Json, AssessForm::Html, AssessForm::Markdown];

/// Reads the portfolio that a report is held against.
fn others(instrument: &Instrument, path: &Path) -> Result<Others, Failure> {
    files::refuse_folder(path)?;
    let name = files::name(path);
    let bytes = files::read(path, Bounds::PORTFOLIO)?;
    let whole = std::str::from_utf8(&bytes).ok();
    let whole = whole.filter(|text| text.len() <= Bounds::PORTFOLIO.bytes);
    let cut = whole.map(portfolio::without_groups);
    let text = cut.as_ref().map_or(&*bytes, |text| text.as_bytes());
    let read = |tree: &Node<'_>| portfolio::read(tree, instrument);
    let read = read_document(name.clone(), text, Bounds::PORTFOLIO, Format::Json, read)?;
    read.map_err(|then| {
        let (rubric, now) = (instrument.rubric(), &instrument.fingerprints().rubric);
        let Reference { id, version, sha256 } = then;
        anyhow!(
            "--against {name}: the portfolio was judged by rubric {id} {version} with SHA-256 \
             {sha256}, and this is judged by {} {} with {now}; judge the portfolio by the same \
             one again",
            rubric.id,
            rubric.version
        )
        .into()
    })
}

/// Returns what holds for every page; what is not handed over belongs to no house.
pub(super) fn house_of<F: HandedOver>(
    form: F,
    instrument: &Instrument,
) -> Result<HouseFile, Failure> {
    if form.is_of_a_house() { house::read(instrument) } else { Ok(HouseFile::default()) }
}

/// Returns whose page it is: as the command line says, else as the house does.
pub(super) fn brand<F: HandedOver>(
    form: F,
    args: &PageArgs,
    house: &HouseFile,
) -> Result<Brand, Failure> {
    let flags = flags(form, args)?;
    let house = if form.is_of_a_house() { house.brand()? } else { Brand::default() };
    // A house's logo stands beside no other name.
    let logo = if flags.name.is_some() { None } else { house.logo };
    Ok(Brand {
        logo: flags.logo.or(logo),
        name: flags.name.or(house.name),
        accent: flags.accent.or(house.accent),
        prepared_by: flags.prepared_by.or(house.prepared_by),
        confidential: flags.confidential.or(house.confidential),
    })
}

/// Returns what the command line says of whose page it is.
fn flags<F: HandedOver>(form: F, args: &PageArgs) -> anyhow::Result<Brand> {
    for (flag, given) in [
        ("--brand", &args.brand),
        ("--prepared-by", &args.prepared_by),
        ("--confidential", &args.confidential),
    ] {
        only_for(flag, given.is_some(), form, F::PAGES)?;
        if given.as_ref().is_some_and(|text| text.trim().is_empty()) {
            bail!("{flag} says nothing; write a text, or leave it out");
        }
    }
    only_for("--logo", args.logo.is_some(), form, F::WITH_LOGO)?;
    only_for("--accent", args.accent.is_some(), form, F::IN_COLOURS)?;
    let refused = |text: &str| {
        let text = text.to_owned();
        move |why: String| anyhow!("--accent {text}: {why}")
    };
    let accent = args.accent.as_deref().map(|text| Accent::parse(text).map_err(refused(text)));
    Ok(Brand {
        name: args.brand.clone(),
        logo: args.logo.as_deref().map(house::logo).transpose()?,
        accent: accent.transpose()?,
        prepared_by: args.prepared_by.clone(),
        confidential: args.confidential.clone(),
    })
}
