//! What a portfolio comes to, in the form that was asked for.

use crate::cli::forms::PortfolioForm;
use crate::cli::terminal;
use crate::report::brand::Brand;
use crate::report::portfolio::telling::Shades;
use crate::report::portfolio::{Portfolio, json, spreadsheet, table};
use crate::report::{html, markdown};
use anyhow::{Context, anyhow, bail};

/// Returns the portfolio in a form; `plain` leaves out what is drawn.
pub(super) fn rendered(
    form: PortfolioForm,
    portfolio: &Portfolio<'_>,
    brand: &Brand,
    plain: bool,
) -> anyhow::Result<String> {
    match form {
        PortfolioForm::Table => {
            let shades = if plain { Shades::LeftOut } else { Shades::Drawn };
            Ok(table::render(portfolio, terminal::width(), shades))
        }
        PortfolioForm::Json => json::render(portfolio).context("cannot write the portfolio"),
        // It is written while records are judged.
        PortfolioForm::Xlsx => bail!("a workbook is no text"),
        PortfolioForm::Html => Ok(html::portfolio(portfolio, brand)),
        PortfolioForm::Markdown => Ok(markdown::portfolio(portfolio, brand)),
        PortfolioForm::Csv => spreadsheet::render(portfolio)
            .map_err(|why| anyhow!("cannot write the portfolio: {why}")),
    }
}
