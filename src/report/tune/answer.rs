//! The answer in sentences: what holds up, what it gains and what it gives up, and how that was found.

use super::TunePage;
use super::figures::difference;
use super::figures::difference_of;
use super::figures::pair;
use crate::behaviour::Label;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Verdict;
use crate::locale::Locale;
use crate::tune::Fate;
use crate::tune::Method;
use crate::tune::Objective;
use crate::tune::Silent;
use crate::tune::Standing;

/// The answer, the most important sentence first.
pub(super) fn answers(page: &TunePage<'_>) -> Vec<String> {
    let mut sentences = vec![verdicts(page)];
    sentences.extend(page.tuned.objectives.iter().filter_map(|objective| least(page, *objective)));
    sentences.extend(alarm(page));
    sentences.extend(baseline(page));
    sentences.extend(refused(page));
    sentences.extend(silent(page));
    sentences
}

/// Whether a point may be chosen.
pub(super) const fn holds(standing: &Standing) -> bool {
    matches!(standing, Standing::Holds | Standing::Exact)
}

fn verdicts(page: &TunePage<'_>) -> String {
    let (points, locale) = (&page.tuned.points, page.locale);
    let count = |is: fn(&Standing) -> bool| points.iter().filter(|point| is(&point.standing)).count();
    let (all, held) = (points.len(), count(holds));
    if all == 0 {
        let none = locale.pick(
            "Nothing that was tried is better than the baseline and keeps every guarantee.",
            "Niets van wat is geprobeerd is beter dan het uitgangspunt en houdt zich aan elke waarborg.",
        );
        return none.to_owned();
    }
    if page.chance == Chance::Nothing {
        return match locale {
            Locale::En => format!("Points on the front: {all}. Payments are as recorded, so every figure is exact."),
            Locale::Nl => {
                format!("Punten op het front: {all}. De betalingen zijn zoals vastgelegd: elk cijfer is exact.")
            }
        };
    }
    let told = [
        (
            count(|standing| *standing == Standing::Indistinct),
            "cannot be told from the baseline",
            "niet te onderscheiden van het uitgangspunt",
        ),
        (count(|standing| matches!(standing, Standing::Beaten(_))), "beaten by another", "verslagen door een ander"),
        (count(|standing| *standing == Standing::Refused), "in breach of a guarantee", "in strijd met een waarborg"),
        (
            count(|standing| *standing == Standing::TooFewRuns),
            "too few runs to tell",
            "te weinig runs om iets te zeggen",
        ),
    ];
    let rest = told.iter().filter(|(count, ..)| *count > 0);
    let rest: Vec<String> = rest.map(|(count, en, nl)| format!("{count} {}", locale.pick(en, nl))).collect();
    let rest = if rest.is_empty() { String::new() } else { format!(" ({})", rest.join("; ")) };
    match locale {
        Locale::En => format!("With other luck {held} of the {all} points that were found hold up{rest}."),
        Locale::Nl => format!("Bij ander toeval houden {held} van de {all} gevonden punten stand{rest}."),
    }
}

/// The point that holds up with the least of something, what it gains, and what it costs in the rest. In figures of which
/// the luck had no part in the choice.
fn least(page: &TunePage<'_>, objective: Objective) -> Option<String> {
    let (tuned, locale) = (page.tuned, page.locale);
    let mean = |of: &Compared| of.figures.get(&objective.measure()).map(|figure| figure.mean);
    let candidates = tuned.points.iter().enumerate().filter(|(_, point)| holds(&point.standing));
    let candidates = candidates.filter_map(|(nth, _)| {
        let [found, fresh] = pair(tuned, nth + 1);
        let of = fresh.or(found)?;
        let is_less = matches!(difference_of(Some(of), objective)?.verdict, Verdict::Lower | Verdict::Computed);
        let is_less = is_less && difference_of(Some(of), objective)?.spread.mean < 0.0;
        Some((found?.name.as_str(), of, mean(of)?)).filter(|_| is_less)
    });
    let (name, of, _) = candidates.min_by(|a, b| a.2.total_cmp(&b.2))?;
    let gain = told(of, objective, locale);
    let price: Vec<String> = tuned
        .objectives
        .iter()
        .filter(|other| **other != objective)
        .filter_map(|other| change(of, *other, locale))
        .collect();
    let lead = locale.pick("Least", "Laagste");
    let price = if price.is_empty() {
        locale.pick("nothing else is told to change", "iets anders verandert niet aantoonbaar").to_owned()
    } else {
        price.join("; ")
    };
    Some(format!("{lead} {}: {name}, {gain}; {price}.", objective.title(locale)))
}

fn told(of: &Compared, objective: Objective, locale: Locale) -> String {
    let (size, range) = difference(Some(of), objective, locale);
    if range.is_empty() { size } else { format!("{size} ({range})") }
}

/// A change that can be told.
fn change(of: &Compared, objective: Objective, locale: Locale) -> Option<String> {
    let verdict = difference_of(Some(of), objective)?.verdict;
    let is_told = matches!(verdict, Verdict::Higher | Verdict::Lower | Verdict::Computed);
    is_told.then(|| format!("{} {}", objective.title(locale), told(of, objective, locale)))
}

/// The baseline itself breaches.
fn alarm(page: &TunePage<'_>) -> Option<String> {
    let breached = page.tuned.baseline_breaches.iter().zip(&page.guarantees).filter(|(count, _)| **count > 0);
    let names = breached.map(|(_, name)| name.as_str()).collect::<Vec<&str>>().join("; ");
    (!names.is_empty()).then(|| match page.locale {
        Locale::En => format!("The baseline itself breaches a guarantee: {names}."),
        Locale::Nl => format!("Het uitgangspunt schendt zelf een waarborg: {names}."),
    })
}

fn baseline(page: &TunePage<'_>) -> Option<String> {
    let told = page.locale.pick(
        "Every point gives something up: none is as good as the baseline in everything that was sought.",
        "Elk punt levert ergens op in: geen is in alles wat is gezocht zo goed als het uitgangspunt.",
    );
    (page.tuned.baseline_stands && !page.tuned.points.is_empty()).then(|| told.to_owned())
}

fn refused(page: &TunePage<'_>) -> Option<String> {
    let refused = page.tuned.tried.iter().filter(|tried| tried.fate == Fate::Refused).count();
    let all = page.tuned.tried.len();
    (refused > 0).then(|| match page.locale {
        Locale::En => format!("Refused because they breach a guarantee: {refused} of {all} combinations."),
        Locale::Nl => format!("Geweigerd omdat ze een waarborg schenden: {refused} van {all} combinaties."),
    })
}

fn silent(page: &TunePage<'_>) -> Vec<String> {
    let locale = page.locale;
    let sought = |objective: &Objective| page.tuned.objectives.contains(objective);
    let told = page.tuned.silent.iter().map(|(objective, why)| {
        let why = match why {
            Silent::Unknown => locale.pick("not known in this run", "in deze run niet bekend"),
            Silent::TooRare => locale.pick(
                "less than one a year, so a difference is luck",
                "minder dan een per jaar, dus een verschil is toeval",
            ),
        };
        let lead = if sought(objective) {
            locale.pick("Sought, though it says little", "Gezocht, maar het zegt weinig")
        } else {
            locale.pick("Not sought", "Niet gezocht")
        };
        format!("{lead}: {} ({why}).", objective.title(locale))
    });
    told.collect()
}

/// How it was found, and what that took.
pub(super) fn method(page: &TunePage<'_>) -> Vec<String> {
    let (locale, division, tuned) = (page.locale, page.division, page.tuned);
    let number = |count: u64| locale.count(i64::try_from(count).unwrap_or(i64::MAX));
    let tried = number(tuned.tried.len() as u64);
    let (brief, full) = (locale.runs(division.brief), division.full);
    let how = match (division.method, locale) {
        (Method::Exhaustive, Locale::En) => {
            format!("Every combination was tried: {tried}, each in {}.", locale.runs(full))
        }
        (Method::Exhaustive, Locale::Nl) => {
            format!("Elke combinatie is geprobeerd: {tried}, elk in {}.", locale.runs(full))
        }
        (Method::Screened, Locale::En) => {
            format!("Every combination was tried in {brief}: {tried}; the promising ones in {full}.")
        }
        (Method::Screened, Locale::Nl) => {
            format!("Elke combinatie is geprobeerd in {brief}: {tried}; de kansrijke in {full}.")
        }
        (Method::Search, Locale::En) => format!(
            "Of {} combinations {tried} were tried in {brief}, chosen by NSGA-II. Of the promising ones the changes that make no difference were undone, and what was left was tried in {full}. A search finds good combinations, not certainly the best.",
            combinations(page.combinations, locale)
        ),
        (Method::Search, Locale::Nl) => format!(
            "Van {} combinaties zijn er {tried} geprobeerd in {brief}, gekozen door NSGA-II. Van de kansrijke zijn de wijzigingen die niets uitmaken ongedaan gemaakt, en wat overbleef is geprobeerd in {full}. Zoeken vindt goede combinaties, niet zeker de beste.",
            combinations(page.combinations, locale)
        ),
    };
    let (seed, fresh) = page.seeds;
    let (candidates, beside) = (number(tuned.used.candidates), number(tuned.used.baseline));
    let budget = locale.runs(page.budget);
    let used = match locale {
        Locale::En => {
            format!("Used: {candidates} of a budget of {budget}, and {beside} of the baseline beside them.")
        }
        Locale::Nl => {
            format!("Gebruikt: {candidates} van een budget van {budget}, en {beside} van het uitgangspunt ernaast.")
        }
    };
    let luck = match locale {
        Locale::En => format!(
            "All combinations had the same luck (seed {seed}); the points were re-checked with other luck (seed {fresh})."
        ),
        Locale::Nl => format!(
            "Alle combinaties hadden hetzelfde toeval (seed {seed}); de punten zijn opnieuw bekeken met ander toeval (seed {fresh})."
        ),
    };
    let luck = (page.chance != Chance::Nothing).then_some(luck);
    [how].into_iter().chain(luck).chain([used]).chain(basis(page)).collect()
}

fn combinations(count: u128, locale: Locale) -> String {
    match i64::try_from(count) {
        Ok(count) if count < 1_000_000_000 => locale.count(count),
        _ => locale.pick("more than a thousand million", "meer dan een miljard").to_owned(),
    }
}

/// On what numbers about people it rests.
fn basis(page: &TunePage<'_>) -> Option<String> {
    let all = page.assumptions.len();
    let assumed = page.assumptions.iter().filter(|of| of.label == Label::Assumed).count();
    (all > 0).then(|| match page.locale {
        Locale::En => format!(
            "It rests on {all} numbers about how people respond, of which {assumed} {} assumed.",
            if assumed == 1 { "is" } else { "are" }
        ),
        Locale::Nl => {
            format!(
                "Het rust op {all} getallen over hoe mensen reageren, waarvan {assumed} {} aangenomen.",
                if assumed == 1 { "is" } else { "zijn" }
            )
        }
    })
}
