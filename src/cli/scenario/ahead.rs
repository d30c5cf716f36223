//! The window of a scenario beside the books: within them, or as far beyond as the scenario looks ahead.

use crate::behaviour::Behaviour;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::cli::Refusal;
use crate::cli::scenario::Loaded;
use crate::forecast::Asked;
use crate::forecast::Future;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::scenario::Scenario;
use crate::tables::LedgerRead;
use crate::tenancy::Portfolio;

/// A window outside the books would give figures about nothing. The books reach over the whole months of their first and
/// last booking: nobody books on every last day of a month. A forecast reaches so many months further.
pub(super) fn check_window(scenario: &Scenario, read: &LedgerRead) -> Result<(), Refusal> {
    let (Some(first), Some(last)) = (read.portfolio.first_day, read.portfolio.last_day) else {
        return Err(Refusal::new(Phrase::new("the ledger holds no entries", "het grootboek bevat geen boekingen")));
    };
    let (first, last) = (first.month().first(), last.month().last());
    let months = scenario.forecast.map_or(0, |ahead| i32::try_from(ahead.months).unwrap_or(0));
    let horizon = last.month().plus(months).last();
    let Period { from, to } = scenario.window;
    if first <= from && from <= last && to <= horizon {
        return Ok(());
    }
    if to > horizon && months > 0 {
        let ahead = |locale: Locale| locale.months(&months.to_string());
        return Err(Refusal::new(Phrase::new(
            format!("the window {from} to {to} reaches beyond {horizon}, {} after the books", ahead(Locale::En)),
            format!(
                "het venster {from} tot en met {to} reikt verder dan {horizon}, {} na de boeken",
                ahead(Locale::Nl)
            ),
        ))
        .help(Phrase::new(
            "give `forecast` more `months`, or let the window end sooner",
            "geef `forecast` meer `months`, of laat het venster eerder eindigen",
        )));
    }
    let outside = Refusal::new(Phrase::new(
        format!("the window {from} to {to} lies outside the books, which run from {first} to {last}"),
        format!("het venster {from} tot en met {to} ligt buiten de boeken, die lopen van {first} tot en met {last}"),
    ));
    Err(outside.help(match months {
        0 => Phrase::new(
            "choose a window within the books, or add `forecast: {months: 24}` to look ahead",
            "kies een venster binnen de boeken, of voeg toe: `forecast: {months: 24}` om vooruit te kijken",
        ),
        _ => Phrase::new(
            "let the window begin within the books: a forecast goes on from them",
            "laat het venster binnen de boeken beginnen: een vooruitblik gaat van daaruit verder",
        ),
    }))
}

/// What comes after the books; none where the window ends within them.
pub(super) fn look_ahead(
    scenario: &Scenario,
    read: &LedgerRead,
    behaviour: Option<&Behaviour>,
) -> Result<Option<Future>, Refusal> {
    let end = read.portfolio.last_day.unwrap_or(Day::DAWN).month().last();
    if let Some((nth, shock)) = scenario.shocks.iter().enumerate().find(|(_, shock)| shock.from <= end) {
        let from = shock.from;
        return Err(Refusal::new(Phrase::new(
            format!("`shocks[{nth}]` comes on {from}, within the books, which run to {end}"),
            format!("`shocks[{nth}]` komt op {from}, binnen de boeken, die lopen tot en met {end}"),
        ))
        .help(Phrase::new(
            "what happened within the books is in them; choose a later `from`",
            "wat binnen de boeken gebeurde, staat erin; kies een latere `from`",
        )));
    }
    let ahead = scenario.forecast.filter(|_| scenario.window.to > end && behaviour.is_some());
    let Some(ahead) = ahead else { return Ok(None) };
    let Scenario { shocks, allocation, seed, .. } = scenario;
    let asked = Asked { ahead, shocks, allocation: *allocation, seed: *seed };
    Ok(Some(Future::new(&read.portfolio, &asked)))
}

impl Loaded {
    /// The contracts that are run through: those of the books, and where these are continued those to come.
    pub(in crate::cli) fn portfolio(&self) -> &Portfolio {
        self.future.as_ref().map_or(&self.read.portfolio, |future| &future.portfolio)
    }

    /// The first day of the window of which the books tell nothing.
    pub(in crate::cli) fn forecast_from(&self) -> Option<Day> {
        self.future.as_ref().map(|future| future.last_day.month().last().plus(1))
    }

    /// What is measured, as far as the books reach.
    pub(in crate::cli) fn recorded_measured(&self) -> Period {
        Period { from: self.scenario.measured().from, ..self.recorded_window() }
    }

    /// The window as far as the books reach.
    pub(in crate::cli) fn recorded_window(&self) -> Period {
        let Period { from, to } = self.scenario.window;
        Period { from, to: self.forecast_from().map_or(to, |day| day.plus(-1)) }
    }
}
