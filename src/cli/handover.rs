//! What a report to hand over takes besides the answers: earlier answers, and whose report it is.

use super::args::HandoverArgs;
use super::exit::Failure;
use super::files;
use super::forms::{AssessForm, only_for};
use super::instrument;
use crate::document::Bounds;
use crate::domain::AnswerSheet;
use crate::domain::Instrument;
use crate::report::Report;
use crate::report::brand::{Accent, Brand, LARGEST_LOGO, Logo};
use anyhow::{anyhow, bail};
use std::path::Path;

/// What was asked for, read and checked.
#[derive(Debug)]
pub(super) struct Handover {
    /// Whose report it is.
    pub(super) brand: Brand,
    anonymous: bool,
    earlier: Option<AnswerSheet>,
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
        let brand = brand(form, args)?;
        Ok(Self { brand, anonymous: args.anonymous, earlier })
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
        let (now, then) = (shown(sheet), self.earlier.as_ref().map(shown));
        let report = Report::new(instrument, &now);
        // Told before names are hidden.
        let given = self.earlier.as_ref().map(AnswerSheet::given);
        let other = given.is_some_and(|then| then.is_of_another_scope(sheet.given()));
        match &then {
            None => lay_out(&report),
            Some(then) => lay_out(&report.compared_with(Report::new(instrument, then), other)),
        }
    }
}

fn brand(form: AssessForm, args: &HandoverArgs) -> anyhow::Result<Brand> {
    let pages = [AssessForm::Html, AssessForm::Markdown];
    for (flag, given) in [
        ("--brand", &args.brand),
        ("--prepared-by", &args.prepared_by),
        ("--confidential", &args.confidential),
    ] {
        only_for(flag, given.is_some(), form, &pages)?;
        if given.as_ref().is_some_and(|text| text.trim().is_empty()) {
            bail!("{flag} says nothing; write a text, or leave it out");
        }
    }
    only_for("--logo", args.logo.is_some(), form, &[AssessForm::Html])?;
    only_for("--accent", args.accent.is_some(), form, &[AssessForm::Html, AssessForm::Svg])?;
    let refused = |text: &str| {
        let text = text.to_owned();
        move |why: String| anyhow!("--accent {text}: {why}")
    };
    let accent = args.accent.as_deref().map(|text| Accent::parse(text).map_err(refused(text)));
    Ok(Brand {
        name: args.brand.clone(),
        logo: args.logo.as_deref().map(logo).transpose()?,
        accent: accent.transpose()?,
        prepared_by: args.prepared_by.clone(),
        confidential: args.confidential.clone(),
    })
}

fn logo(path: &Path) -> anyhow::Result<Logo> {
    let bounds = Bounds { bytes: LARGEST_LOGO, nodes: 0 };
    let bytes = files::read(path, bounds)?;
    Logo::read(bytes).map_err(|why| anyhow!("cannot show {} as a logo: {why}", files::name(path)))
}
