//! Guarantees that were breached, told by who said what must hold.

use super::BreachCount;
use super::breakdown::FEWEST_NAMED;
use super::breakdown::may_be_shown;
use crate::check::Layer;
use crate::locale::Locale;

/// Who said what must hold.
pub(super) const fn layer_title(layer: Layer, locale: Locale) -> &'static str {
    match layer {
        Layer::Law => locale.pick("the law", "de wet"),
        Layer::Agreement => locale.pick("national agreement", "landelijke afspraak"),
        Layer::Own => locale.pick("own policy", "eigen beleid"),
    }
}

/// What is said first of all: which scenario breaks what. Nothing when every guarantee was kept.
pub(super) fn alarms(breaches: &[BreachCount], locale: Locale) -> Vec<String> {
    let mut alarms: Vec<(&str, Layer, Vec<String>)> = Vec::new();
    for breach in breaches.iter().filter(|breach| breach.count > 0 || breach.on_the_books > 0) {
        let told = alarm(breach, locale);
        let known =
            alarms.iter_mut().find(|(scenario, layer, _)| *scenario == breach.scenario && *layer == breach.layer);
        match known {
            Some((_, _, all)) => all.push(told),
            None => alarms.push((&breach.scenario, breach.layer, vec![told])),
        }
    }
    alarms.sort_by_key(|(_, layer, _)| *layer);
    alarms
        .iter()
        .map(|(scenario, layer, all)| format!("{scenario} {}: {}.", breaks(*layer, locale), all.join("; ")))
        .collect()
}

const fn breaks(layer: Layer, locale: Locale) -> &'static str {
    match layer {
        Layer::Law => locale.pick("breaks the law", "overtreedt de wet"),
        Layer::Agreement => locale.pick("breaks a national agreement", "houdt zich niet aan een landelijke afspraak"),
        Layer::Own => locale.pick("breaks its own guarantees", "schendt zijn eigen waarborgen"),
    }
}

fn alarm(breach: &BreachCount, locale: Locale) -> String {
    let places = [
        (breach.count, locale.pick("a run", "per run")),
        (breach.on_the_books, locale.pick("on the recorded books", "op de vastgelegde boeken")),
    ];
    let told = places.iter().filter(|(count, _)| *count > 0);
    let told = told.map(|(count, place)| format!("{} {place}", times(*count, locale)));
    let told = told.collect::<Vec<String>>().join(", ");
    format!("\u{201c}{}\u{201d}{}, {told}", breach.guarantee, basis(breach))
}

fn basis(breach: &BreachCount) -> String {
    if breach.basis.is_empty() { String::new() } else { format!(" ({})", breach.basis) }
}

fn times(count: u64, locale: Locale) -> String {
    let times = locale.pick("times", "keer");
    match may_be_shown(count as f64) {
        true => format!("{} {times}", locale.count(i64::try_from(count).unwrap_or(i64::MAX))),
        false => format!("{} {FEWEST_NAMED} {times}", locale.pick("fewer than", "minder dan")),
    }
}

/// A row for each guarantee: scenario, who said so, what, how often in a run and on the recorded books; none when all were
/// kept.
pub(super) fn rows(breaches: &[BreachCount], locale: Locale) -> Vec<[String; 5]> {
    if breaches.iter().all(|breach| breach.count == 0 && breach.on_the_books == 0) {
        return Vec::new();
    }
    let count = |count: u64| match count {
        0 => locale.pick("kept", "nageleefd").to_owned(),
        _ if may_be_shown(count as f64) => locale.count(i64::try_from(count).unwrap_or(i64::MAX)),
        _ => format!("{} {FEWEST_NAMED}", locale.pick("fewer than", "minder dan")),
    };
    let row = |breach: &BreachCount| {
        [
            breach.scenario.clone(),
            layer_title(breach.layer, locale).to_owned(),
            format!("{}{}", breach.guarantee, basis(breach)),
            count(breach.count),
            count(breach.on_the_books),
        ]
    };
    breaches.iter().map(row).collect()
}

/// One line for each guarantee: kept, or how often it was not. For the corporation itself: exact, however few.
#[must_use]
pub fn breach_lines(breaches: &[BreachCount], locale: Locale) -> String {
    let line = |breach: &BreachCount| {
        let outcome = match (breach.count, breach.on_the_books) {
            (0, 0) => locale.pick("kept", "nageleefd").to_owned(),
            (0, books) => format!(
                "{} {books} {}",
                locale.pick("BREACHED", "GESCHONDEN,"),
                locale.pick("times on the recorded books", "keer op de vastgelegde boeken")
            ),
            (run, _) => format!(
                "{} {run} {}",
                locale.pick("BREACHED", "GESCHONDEN,"),
                locale.pick("times a run", "keer per run")
            ),
        };
        let (word, layer) = (locale.pick("guarantee", "waarborg"), layer_title(breach.layer, locale));
        format!("{word} \u{201c}{}\u{201d} ({layer}), {}: {outcome}\n", breach.guarantee, breach.scenario)
    };
    breaches.iter().map(line).collect()
}
