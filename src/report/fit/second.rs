//! A second look at how people pay, for people: the way to a payment beside the fitted one, and hazard ratios beside effects.

use super::FEWEST_TOLD;
use super::FitPage;
use super::numbers;
use crate::behaviour::Label;
use crate::fit::Crossed;
use crate::locale::Locale;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// A kind of action, as a Cox model and as the fit have it.
pub(super) struct SecondRow {
    pub(super) kind: String,
    pub(super) payments: String,
    pub(super) ratio: String,
    pub(super) fitted: String,
}

pub(super) fn rows(page: &FitPage<'_>) -> Vec<SecondRow> {
    let effects = numbers::effects(page);
    let row = |crossed: &Crossed| {
        let of_kind = effects.iter().find(|row| row.kind == crossed.kind && row.effect.label == Label::Fitted);
        let times = |value: f64| wording::value(KpiUnit::Number, value, page.locale);
        let spread = |value: f64, low: f64, high: f64| format!("{} ({} … {})", times(value), times(low), times(high));
        let seen = crossed.ratio.filter(|ratio| ratio.n as u64 >= FEWEST_TOLD);
        SecondRow {
            kind: crossed.kind.title().in_locale(page.locale).to_owned(),
            payments: seen.map_or_else(String::new, |ratio| page.count(ratio.n as u64)),
            ratio: seen.map_or_else(
                || page.pick("cannot be told apart", "niet te onderscheiden").to_owned(),
                |ratio| spread(ratio.value, ratio.low, ratio.high),
            ),
            fitted: of_kind.map_or_else(
                || page.pick("not fitted", "niet geschat").to_owned(),
                |row| spread(libm::exp(row.effect.value), libm::exp(row.effect.low), libm::exp(row.effect.high)),
            ),
        }
    };
    page.second_look.iter().map(row).collect()
}

/// What these ratios are, and what they are not.
pub(super) fn caution(page: &FitPage<'_>) -> &'static str {
    page.pick(
        "A Cox model knows no kinds of households: from a due date until its claim is settled, it sets each day those who had an action since against all others as late, apart from those with a plan. It does not correct for who gets the action: people who are visited are those who do not pay. A ratio below one says that, sooner than that the action keeps them from paying; and where those left out are those who cannot pay, one above it says that. A fitted effect is that of the first day and fades; a ratio is the average over all days after.",
        "Een Cox-model kent geen soorten huishoudens: van een vervaldag tot die vordering is voldaan zet het elke dag wie sindsdien een actie kreeg naast alle anderen die even laat zijn, op wie een regeling heeft na. Het corrigeert niet voor wie de actie krijgt: wie bezoek krijgt, is wie niet betaalt. Een verhouding onder de één zegt eerder dat, dan dat de actie hen van betalen afhoudt; en waar juist wie niet kan betalen wordt overgeslagen, zegt een verhouding boven de één dat. Een geschat effect is dat van de eerste dag en ebt weg; een verhouding is het gemiddelde over alle dagen erna.",
    )
}

/// How long it takes to a payment.
pub(super) fn first_weeks(page: &FitPage<'_>) -> Option<String> {
    let of = &page.fitted.diagnostics.first_weeks;
    if (of.spells as u64) < FEWEST_TOLD {
        return None;
    }
    let spells = page.count(of.spells as u64);
    // The due date itself is the first day.
    let median =
        of.books.median().time.map(|days| wording::days(&wording::plain(days - 1.0, page.locale), page.locale));
    Some(match (page.locale, median) {
        (Locale::En, Some(days)) => {
            format!(
                "Of {spells} times that rent was late from its due date on, half had paid something {days} after it."
            )
        }
        (Locale::En, None) => format!(
            "Of {spells} times that rent was late from its due date on, less than half had paid anything before the next rent."
        ),
        (Locale::Nl, Some(days)) => format!(
            "Van de {spells} keer dat huur vanaf de vervaldag te laat was, was {days} daarna in de helft iets betaald."
        ),
        (Locale::Nl, None) => format!(
            "Van de {spells} keer dat huur vanaf de vervaldag te laat was, was in minder dan de helft iets betaald voor de volgende huur."
        ),
    })
}
