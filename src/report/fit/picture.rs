//! The pictures of a fit.

use super::FEWEST_TOLD;
use super::FitPage;
use super::cliff::first_weeks;
use super::cliff::thresholds;
use super::numbers;
use crate::behaviour::HouseholdKind;
use crate::behaviour::Label;
use crate::compare::Interval;
use crate::compare::Spread;
use crate::fit::Calibration;
use crate::report::Picture;
use crate::report::chart::Bar;
use crate::report::chart::BarGroup;
use crate::report::chart::Bars;
use crate::report::chart::Forest;
use crate::report::chart::ForestRow;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// The pictures of a fit: effects, how well it fits, kinds of households, when actions came, and what changes at thresholds.
#[must_use]
pub fn fit_pictures(page: &FitPage<'_>) -> Vec<Picture> {
    let fixed =
        [Some(effects(page)), first_weeks(page), Some(calibration(page)), Some(households(page)), Some(timing(page))];
    fixed.into_iter().flatten().chain(thresholds(page)).collect()
}

fn effects(page: &FitPage<'_>) -> Picture {
    let title = page.pick(
        "What each kind of action adds to the log-odds of paying on the next day",
        "Wat elke soort actie toevoegt aan de log-odds van betalen op de dag erna",
    );
    let row = |of: numbers::EffectRow<'_>| ForestRow {
        title: of.kind.title().in_locale(page.locale).to_owned(),
        label: of.effect.label.word().in_locale(page.locale).to_owned(),
        value: of.effect.value,
        low: of.effect.low,
        high: of.effect.high,
        is_own: of.effect.label == Label::Fitted,
    };
    let scene = Forest { title, rows: numbers::effects(page).into_iter().map(row).collect() }.scene(page.locale);
    Picture { name: "effects", title: title.to_owned(), scene }
}

fn bars(page: &FitPage<'_>, name: &'static str, title: &str, unit: KpiUnit, groups: Vec<BarGroup>) -> Picture {
    Picture { name, title: title.to_owned(), scene: Bars { title, unit, key: Vec::new(), groups }.scene(page.locale) }
}

fn calibration(page: &FitPage<'_>) -> Picture {
    let title = page.pick(
        "Paying on a day, by days since due. Grey: the books (95 %). Blue: these numbers",
        "Betalen op een dag, naar dagen na de vervaldag. Grijs: de boeken (95 %). Blauw: deze getallen",
    );
    let all = &page.fitted.diagnostics.calibration;
    let after = all.iter().skip(1).map(|next| Some(next.from_day)).chain([None]);
    let shown = all.iter().zip(after).filter(|(of, _)| of.observed >= FEWEST_TOLD);
    let group = |(of, next): (&Calibration, Option<i32>)| {
        let days = of.days.max(1) as f64;
        let (seen, made) = (of.observed as f64 / days, of.expected / days);
        let reach = 1.96 * libm::sqrt(seen * (1.0 - seen) / days);
        let interval = Interval { low: (seen - reach).max(0.0), middle: seen, high: seen + reach };
        let day = page.pick("day", "dag");
        let title = match next {
            Some(next) if next - of.from_day > 1 => format!("{day} {}–{}", of.from_day, next - 1),
            Some(_) => format!("{day} {}", of.from_day),
            None => format!("{day} {}+", of.from_day),
        };
        let bar = |scenario, mean, interval| Bar { scenario, spread: Some(Spread { mean, interval }) };
        BarGroup { title, bars: vec![bar(0, seen, Some(interval)), bar(1, made, None)] }
    };
    bars(page, "calibration", title, KpiUnit::Rate, shown.map(group).collect())
}

/// How households differ: those of one tendency and kind of money together, the rare ones left out.
fn households(page: &FitPage<'_>) -> Picture {
    let title = page.pick(
        "Kinds of households, by tendency to pay. Grey: by transfer. Blue: by direct debit",
        "Soorten huishoudens, naar neiging tot betalen. Grijs: overboeking. Blauw: automatische incasso",
    );
    let shown = page.fitted.behaviour.households.iter().filter(|kind| kind.by_debit.max(kind.by_transfer) >= 0.01);
    let group = |kind: &HouseholdKind| {
        let bar = |scenario, mean| Bar { scenario, spread: Some(Spread { mean, interval: None }) };
        let title = format!(
            "{}: {}",
            wording::difference(KpiUnit::Number, kind.tendency, page.locale),
            money(page, &kind.money)
        );
        BarGroup { title, bars: vec![bar(0, kind.by_transfer), bar(1, kind.by_debit)] }
    };
    bars(page, "households", title, KpiUnit::Rate, shown.map(group).collect())
}

/// A kind of money in words.
fn money<'a>(page: &FitPage<'_>, name: &'a str) -> &'a str {
    match name {
        "steady" => page.pick("hardly ever short", "vrijwel nooit krap"),
        "seldom" => page.pick("seldom short", "zelden krap"),
        "sometimes" => page.pick("sometimes short", "soms krap"),
        "often" => page.pick("often short", "vaak krap"),
        _ => name,
    }
}

fn timing(page: &FitPage<'_>) -> Picture {
    let title = page.pick(
        "Days since due on which each action came: mean, and a standard deviation to both sides",
        "Dagen na de vervaldag waarop elke actie kwam: gemiddelde, en een standaardafwijking naar beide kanten",
    );
    let seen = page.fitted.diagnostics.timings.iter().filter(|timing| timing.contacts >= FEWEST_TOLD);
    let group = |of: &crate::fit::Timing| {
        let (low, high) = ((of.mean_days - of.spread_days).max(0.0), of.mean_days + of.spread_days);
        let spread = Spread { mean: of.mean_days, interval: Some(Interval { low, middle: of.mean_days, high }) };
        let title = of.kind.title().in_locale(page.locale).to_owned();
        BarGroup { title, bars: vec![Bar { scenario: 1, spread: Some(spread) }] }
    };
    bars(page, "timing", title, KpiUnit::Days, seen.map(group).collect())
}
