//! What a fit says, in sentences.

use super::FEWEST_TOLD;
use super::FitPage;
use super::numbers;
use super::second;
use crate::behaviour::Estimate;
use crate::behaviour::Fortune;
use crate::behaviour::HouseholdKind;
use crate::behaviour::Label;
use crate::behaviour::chance;
use crate::fit::Timing;
use crate::locale::Locale;
use crate::report::wording;
use crate::report::wording::capital;

/// So late a household is taken to be where an effect is told as a chance.
const DAY: u16 = 7;
/// Where fewer than this share went without an action, nothing tells what comes without it.
const FEW: f64 = 0.05;

/// What the books tell, and how much of it.
pub(super) fn lead(page: &FitPage<'_>) -> String {
    let (told, all) = numbers::told(page);
    let diagnostics = &page.fitted.diagnostics;
    let (tenancies, payments) = (page.count(diagnostics.tenancies as u64), page.count(diagnostics.payments));
    match page.locale {
        Locale::En => format!(
            "These books tell {told} of the {all} numbers of a behaviour ({tenancies} tenancies, {payments} payments that \
             came late); the others stay those of “{}” or near them.",
            page.prior
        ),
        Locale::Nl => format!(
            "Deze boeken vertellen {told} van de {all} getallen van een gedrag ({tenancies} huurovereenkomsten, {payments} \
             betalingen die te laat kwamen); de andere blijven die van “{}” of daar dichtbij.",
            page.prior
        ),
    }
}

/// What each kind of action does, what is told of money, and how well it fits.
pub(super) fn sentences(page: &FitPage<'_>) -> Vec<String> {
    let own = numbers::effects(page).into_iter().filter(|row| row.effect.label == Label::Fitted);
    let mut lines: Vec<String> = own.map(|row| effect(page, &row)).collect();
    if lines.is_empty() {
        let none = page.pick(
            "Of no kind of action do these books tell what it does to paying.",
            "Van geen soort actie vertellen deze boeken wat zij met het betalen doet.",
        );
        lines.push(none.to_owned());
    }
    lines.extend(page.fitted.diagnostics.timings.iter().filter_map(|timing| overlap(page, timing)));
    lines.extend(second::first_weeks(page));
    lines.push(short_of_money(page));
    lines.push(fits(page));
    lines
}

/// The chance of paying on a day, of households that have the money, were they all a week late: without contact and with it.
fn effect(page: &FitPage<'_>, row: &numbers::EffectRow<'_>) -> String {
    let locale = page.locale;
    let percent = |effect: f64| wording::part(pays_after_a_week(page, effect));
    let (from, to) = (percent(0.0), percent(row.effect.value));
    let range = format!("{} … {}", percent(row.effect.low), percent(row.effect.high));
    let (kind, days) =
        (capital(row.kind.title().in_locale(locale)), wording::plain(libm::round(row.half_life.value), locale));
    let halves = match locale {
        Locale::En => format!("it halves in {}", wording::days(&days, locale)),
        Locale::Nl => format!("het halveert in {}", wording::days(&days, locale)),
    };
    let unclear = row.effect.low <= 0.0 && row.effect.high >= 0.0;
    let sense = if unclear {
        page.pick(": cannot be told apart from nothing", ": niet van niets te onderscheiden")
    } else {
        ""
    };
    match locale {
        Locale::En => {
            format!(
                "{kind}: of households that have the money and are a week late, {to} ({range}) pay on the next day instead of {from}; {halves}{sense}."
            )
        }
        Locale::Nl => {
            format!(
                "{kind}: van de huishoudens die het geld hebben en een week te laat zijn, betaalt {to} ({range}) de dag erna in plaats van {from}; {halves}{sense}."
            )
        }
    }
}

/// The chance of paying on the day after a week with so much added, of households that pay by transfer, have the money and
/// have not paid in that week: the quick ones are gone by then.
fn pays_after_a_week(page: &FitPage<'_>, effect: f64) -> f64 {
    let base = &page.fitted.behaviour.able.base;
    let on = |day: u16| base.iter().rev().find(|step| step.from_day <= day).map_or(0.0, |step| step.log_odds.value);
    let late = |kind: &HouseholdKind| {
        (0..DAY).fold(kind.by_transfer, |left, day| left * (1.0 - chance(on(day) + kind.tendency)))
    };
    let kinds = || page.fitted.behaviour.households.iter();
    let pay: f64 = kinds().map(|kind| late(kind) * chance(on(DAY) + effect + kind.tendency)).sum();
    pay / kinds().map(late).sum::<f64>().max(1e-12)
}

/// Where almost everybody has had an action, nothing tells what comes without it.
fn overlap(page: &FitPage<'_>, timing: &Timing) -> Option<String> {
    if timing.contacts < FEWEST_TOLD || timing.without >= FEW {
        return None;
    }
    let (kind, share) = (capital(timing.kind.title().in_locale(page.locale)), wording::part(1.0 - timing.without));
    Some(match page.locale {
        Locale::En => format!(
            "{kind}: {share} of those still late a week after its usual day had had it; its day can be judged, but what \
             comes of leaving it out cannot."
        ),
        Locale::Nl => format!(
            "{kind}: {share} van wie een week na de gebruikelijke dag nog te laat was, had die gehad; over de dag valt te \
             oordelen, over weglaten niet."
        ),
    })
}

/// How many households are short of money at any time, by how they pay.
fn short_of_money(page: &FitPage<'_>) -> String {
    let (debit, transfer) = (short_share(page, |kind| kind.by_debit), short_share(page, |kind| kind.by_transfer));
    let (debit, transfer) = (wording::part(debit), wording::part(transfer));
    match page.locale {
        Locale::En => format!(
            "At any time {transfer} of the households that pay by transfer are short of money, and {debit} of those that \
             pay by direct debit; help apart, what is done does not change that."
        ),
        Locale::Nl => format!(
            "Van de huishoudens die zelf overmaken zit op enig moment {transfer} krap, van die met automatische incasso \
             {debit}; op hulp na verandert wat er gedaan wordt dat niet."
        ),
    }
}

/// The share of time for which households are short of money, over the kinds by their shares.
pub(super) fn short_share(page: &FitPage<'_>, share: fn(&HouseholdKind) -> f64) -> f64 {
    let behaviour = &page.fitted.behaviour;
    let of = |kind: &HouseholdKind| {
        let money = behaviour.money.get(&kind.money)?;
        let value = |estimate: &Estimate| estimate.value;
        let fortune = Fortune { becomes_short: value(&money.becomes_short), recovers: value(&money.recovers) };
        Some(share(kind) * fortune.short_share())
    };
    behaviour.households.iter().filter_map(of).sum()
}

/// How far payments on the stretches of days lie from what the numbers make of them.
fn fits(page: &FitPage<'_>) -> String {
    let stretches = page.fitted.diagnostics.calibration.iter().filter(|of| of.observed >= FEWEST_TOLD);
    let (mut within, mut all) = (0_u32, 0_u32);
    for of in stretches {
        all += 1;
        within += u32::from((of.observed as f64 - of.expected).abs() <= 2.0 * libm::sqrt(of.expected));
    }
    let mut told = match page.locale {
        Locale::En => format!(
            "On {within} of {all} stretches of days since due as many payments came as these numbers expect, give or take \
             what chance does in nineteen of twenty."
        ),
        Locale::Nl => format!(
            "In {within} van de {all} stukken van de tijd na de vervaldag kwamen zoveel betalingen als deze getallen \
             verwachten, binnen wat toeval in negentien van de twintig gevallen doet."
        ),
    };
    if chance_of_so_few(within, all) < 0.05 {
        told += page.pick(
            " That is fewer than chance leaves: these numbers do not fit everywhere.",
            " Dat zijn er minder dan bij toeval past: deze getallen kloppen niet overal.",
        );
    }
    told
}

/// The chance that of so many stretches no more than so many lie within what chance does in nineteen of twenty.
fn chance_of_so_few(within: u32, all: u32) -> f64 {
    let mut exactly = libm::pow(0.05, f64::from(all));
    let mut sum = exactly;
    for fewer in 0..within {
        exactly *= 19.0 * f64::from(all.saturating_sub(fewer)) / f64::from(fewer + 1);
        sum += exactly;
    }
    sum
}

/// How the numbers are to be taken.
pub(super) fn caution(page: &FitPage<'_>) -> &'static str {
    page.pick(
        "An effect compares, day by day, those who had a contact with those who were as late and of the same kind as far as their record tells, and had not had it yet. Where the desk chose whom to act upon by what is not in the books, an effect has that in it too. Intervals are 95 %.",
        "Een effect vergelijkt, dag voor dag, wie contact had met wie even laat en naar de boeken van dezelfde soort was en het nog niet had gehad. Waar iemand koos wie er benaderd werd, naar iets dat niet in de boeken staat, zit ook dat in het effect. Intervallen zijn 95 %.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_of_twenty_one_stretches_are_fewer_than_chance_leaves_and_nineteen_are_not() {
        assert!(chance_of_so_few(15, 21) < 0.001);
        assert!(chance_of_so_few(19, 21) > 0.05);
        assert!((chance_of_so_few(21, 21) - 1.0).abs() < 1e-9);
    }
}
