//! The days over which a policy is laid on the books, and the bar while that runs.

use super::Refusal;
use super::Terminal;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::locale::Phrase;
use crate::tenancy::Portfolio;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;

/// The days that were asked for, or all of the books.
///
/// # Errors
/// A [`Refusal`] when the books hold nothing, or the days do not lie within them.
pub(super) fn days_within(from: Option<Day>, to: Option<Day>, portfolio: &Portfolio) -> Result<Period, Refusal> {
    let (Some(first), Some(last)) = (portfolio.first_day, portfolio.last_day) else {
        return Err(Refusal::new(Phrase::new("the ledger holds no entries", "het grootboek bevat geen boekingen")));
    };
    let window = Period { from: from.unwrap_or(first), to: to.unwrap_or(last) };
    let Period { from, to } = window;
    if first <= from && from <= to && to <= last {
        return Ok(window);
    }
    Err(Refusal::new(Phrase::new(
        format!("the days {from} to {to} do not lie within the books, which run from {first} to {last}"),
        format!(
            "de dagen {from} tot en met {to} liggen niet binnen de boeken, die lopen van {first} tot en met {last}"
        ),
    ))
    .help(Phrase::new(
        "choose `--from` and `--to` within the books, the first before the last",
        "kies `--from` en `--to` binnen de boeken, de eerste voor de laatste",
    )))
}

/// A progress bar for so many tenancies.
pub(super) fn tenancies_bar(tenancies: usize, terminal: Terminal) -> ProgressBar {
    let form = terminal
        .locale
        .pick("{bar:40} {pos}/{len} tenancies, {eta} to go", "{bar:40} {pos}/{len} huurovereenkomsten, nog {eta}");
    let bar = if terminal.quiet { ProgressBar::hidden() } else { ProgressBar::new(tenancies as u64) };
    bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
