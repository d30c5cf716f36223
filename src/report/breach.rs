//! Guarantees: which were kept and which were breached, told by who said what must hold.

use super::BreachCount;
use super::table::indented;
use crate::check::Layer;
use crate::disclosure::FEWEST;
use crate::disclosure::may_be_shown;
use crate::locale::Locale;

const LAYERS: [Layer; 3] = [Layer::Law, Layer::Agreement, Layer::Own];

/// A guarantee and what became of it under every scenario.
pub(super) struct Guaranteed {
    pub(super) layer: &'static str,
    pub(super) title: String,
    pub(super) cells: Vec<String>,
}

impl BreachCount {
    fn is_kept(&self) -> bool {
        self.count == 0 && self.on_the_books == 0
    }
}

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
    for breach in breaches.iter().filter(|breach| !breach.is_kept()) {
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
    format!("\u{201c}{}\u{201d}{}, {}", breach.guarantee, basis(breach), times(breach, locale))
}

fn basis(breach: &BreachCount) -> String {
    if breach.basis.is_empty() { String::new() } else { format!(" ({})", breach.basis) }
}

/// How often, in a run and on the recorded books, without pointing at a few.
fn times(breach: &BreachCount, locale: Locale) -> String {
    let times = locale.pick("times", "keer");
    let counted = |count: u64| match may_be_shown(count as f64) {
        true => format!("{} {times}", whole(count, locale)),
        false => format!("{} {FEWEST} {times}", locale.pick("fewer than", "minder dan")),
    };
    let runs = breach.runs.max(1);
    let run = match breach.count {
        0 => None,
        count if count < runs => Some(locale.pick("less than once a run", "minder dan eens per run").to_owned()),
        count => Some(format!("{} {}", counted((count + runs / 2) / runs), locale.pick("a run", "per run"))),
    };
    let books = (breach.on_the_books > 0).then(|| {
        let place = locale.pick("on the recorded books", "op de vastgelegde boeken");
        format!("{} {place}", counted(breach.on_the_books))
    });
    [run, books].into_iter().flatten().collect::<Vec<String>>().join(", ")
}

fn whole(count: u64, locale: Locale) -> String {
    locale.count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Every guarantee, those of the law first, with what became of it under each of these scenarios; empty where a scenario
/// has no such guarantee.
pub(super) fn rows(breaches: &[BreachCount], scenarios: &[&str], locale: Locale) -> Vec<Guaranteed> {
    let mut known: Vec<&BreachCount> = Vec::new();
    for breach in breaches {
        if !known.iter().any(|other| is_same(other, breach)) {
            known.push(breach);
        }
    }
    known.sort_by_key(|breach| breach.layer);
    let cell = |guarantee: &BreachCount, scenario: &str| {
        let own = breaches.iter().find(|breach| breach.scenario == scenario && is_same(breach, guarantee));
        own.map_or_else(String::new, |breach| match breach.is_kept() {
            true => locale.pick("kept", "nageleefd").to_owned(),
            false => times(breach, locale),
        })
    };
    let row = |guarantee: &BreachCount| Guaranteed {
        layer: layer_title(guarantee.layer, locale),
        title: format!("{}{}", guarantee.guarantee, basis(guarantee)),
        cells: scenarios.iter().map(|scenario| cell(guarantee, scenario)).collect(),
    };
    known.into_iter().map(row).collect()
}

fn is_same(one: &BreachCount, other: &BreachCount) -> bool {
    (one.layer, &one.guarantee, &one.basis) == (other.layer, &other.guarantee, &other.basis)
}

/// How many guarantees of each layer a scenario keeps: none when it has none.
pub(super) fn kept(breaches: &[BreachCount], scenario: &str, locale: Locale) -> Option<String> {
    let of = |layer: Layer| breaches.iter().filter(move |of| of.scenario == scenario && of.layer == layer);
    let told = LAYERS.into_iter().filter(|layer| of(*layer).next().is_some()).map(|layer| {
        let (all, kept) = (of(layer).count(), of(layer).filter(|of| of.is_kept()).count());
        format!("{} {kept} {} {all}", layer_title(layer, locale), locale.pick("of", "van"))
    });
    let told = told.collect::<Vec<String>>().join(", ");
    let lead = locale.pick("Guarantees kept", "Waarborgen nageleefd");
    (!told.is_empty()).then(|| format!("{lead}: {told}."))
}

/// The breaches of every scenario, and how many guarantees it kept. For the corporation itself: exact, however few.
#[must_use]
pub fn breach_lines(breaches: &[BreachCount], locale: Locale) -> String {
    let mut scenarios: Vec<&str> = breaches.iter().map(|breach| breach.scenario.as_str()).collect();
    scenarios.dedup();
    let lines = scenarios.into_iter().flat_map(|scenario| {
        let broken = breaches.iter().filter(move |of| of.scenario == scenario && !of.is_kept());
        let broken = broken.map(move |breach| format!("{scenario}: {}", breach_line(breach, locale)));
        broken.chain(kept(breaches, scenario, locale).map(|kept| format!("{scenario}: {}", lowered(&kept))))
    });
    lines.map(|line| indented(&line, 0)).collect()
}

fn breach_line(breach: &BreachCount, locale: Locale) -> String {
    let times = locale.pick("times", "keer");
    let run = (breach.count > 0).then(|| {
        let (count, runs) = (whole(breach.count, locale), locale.runs(breach.runs));
        format!("{count} {times} in {runs}")
    });
    let books = (breach.on_the_books > 0).then(|| {
        let place = locale.pick("on the recorded books", "op de vastgelegde boeken");
        format!("{} {times} {place}", whole(breach.on_the_books, locale))
    });
    let counts = [run, books].into_iter().flatten().collect::<Vec<String>>().join(", ");
    let (word, broken) = (locale.pick("guarantee", "waarborg"), locale.pick("BREACHED", "GESCHONDEN"));
    let layer = layer_title(breach.layer, locale);
    let basis = if breach.basis.is_empty() { String::new() } else { format!(", {}", breach.basis) };
    format!("{broken} {word} \u{201c}{}\u{201d} ({layer}{basis}): {counts}", breach.guarantee)
}

fn lowered(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
