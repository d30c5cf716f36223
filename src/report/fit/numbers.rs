//! The numbers of a behaviour by section, and why some are not the books'.

use super::FEWEST_TOLD;
use super::FitPage;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::fit::Fallback;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::report::wording;
use crate::vocabulary::ActionKind;

/// The numbers of one part of a behaviour.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) rows: Vec<NumberRow>,
}

/// A number.
pub(super) struct NumberRow {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) interval: String,
    pub(super) label: &'static str,
    pub(super) source: String,
}

const SECTIONS: [(&str, Word); 9] = [
    ("able.", Word::new("Paying, of who has the money", "Betalen, van wie het geld heeft")),
    ("contact.", Word::new("What contact adds", "Wat contact toevoegt")),
    ("short.", Word::new("Paying, of who is short of money", "Betalen, van wie krap zit")),
    ("money.", Word::new("Coming to be short of money", "Krap komen te zitten")),
    ("debit_bounces.", Word::new("Direct debits that bounce", "Incasso's die storneren")),
    ("reached.", Word::new("Being reached", "Bereikt worden")),
    ("plans.", Word::new("Payment plans", "Betalingsregelingen")),
    ("help.", Word::new("Help", "Hulp")),
    ("bailiff.", Word::new("Bailiff and court", "Deurwaarder en rechter")),
];
const REST: Word = Word::new("The rest", "De rest");

pub(super) fn sections(page: &FitPage<'_>) -> Vec<Section> {
    let estimates = page.fitted.behaviour.estimates();
    let row = |name: &str, estimate: &Estimate| NumberRow {
        name: name.to_owned(),
        value: wording::plain(estimate.value, page.locale),
        interval: interval(page, estimate),
        label: estimate.label.word().in_locale(page.locale),
        source: source(page, name, estimate),
    };
    let is_of = |name: &str, start: &str| name.starts_with(start);
    let of = |(start, title): &(&str, Word)| Section {
        title: title.in_locale(page.locale),
        rows: estimates.iter().filter(|n| is_of(&n.name, start)).map(|n| row(&n.name, n.estimate)).collect(),
    };
    let others = estimates.iter().filter(|n| SECTIONS.iter().all(|(start, _)| !is_of(&n.name, start)));
    let rest = Section { title: REST.in_locale(page.locale), rows: others.map(|n| row(&n.name, n.estimate)).collect() };
    SECTIONS.iter().map(of).chain([rest]).filter(|section| !section.rows.is_empty()).collect()
}

/// Where a number comes from: of what the books tell in the language of the page, of the prior in the words of its author.
fn source(page: &FitPage<'_>, name: &str, estimate: &Estimate) -> String {
    let found = &page.fitted.diagnostics.numbers;
    let found = found.iter().find(|of| of.fallback.is_none() && of.names.iter().any(|own| own == name));
    let Some(of) = found.map(|of| of.evidence.text(page.locale)) else {
        let is_fitted = name == "short.most" && estimate.label == Label::Fitted;
        let largest = page.pick("the largest part payment in the ledger", "de grootste deelbetaling in de boeken");
        return if is_fitted { largest.to_owned() } else { estimate.source.clone() };
    };
    match (estimate.label == Label::Fitted, page.locale) {
        (true, Locale::En) => format!("fitted to the ledger: {of}"),
        (true, Locale::Nl) => format!("geschat uit de boeken: {of}"),
        (false, Locale::En) => format!("near where it was looked for; the ledger says little ({of})"),
        (false, Locale::Nl) => format!("dicht bij waar gezocht werd; de boeken zeggen er weinig van ({of})"),
    }
}

pub(super) fn interval(page: &FitPage<'_>, estimate: &Estimate) -> String {
    let plain = |number| wording::plain(number, page.locale);
    format!("{} … {}", plain(estimate.low), plain(estimate.high))
}

/// How many numbers the books tell, and how many there are.
pub(super) fn told(page: &FitPage<'_>) -> (usize, usize) {
    let estimates = page.fitted.behaviour.estimates();
    (estimates.iter().filter(|named| named.estimate.label == Label::Fitted).count(), estimates.len())
}

/// The numbers that could be fitted and were not, each with the reason; those of one reason together.
pub(super) fn untold(page: &FitPage<'_>) -> Vec<(String, Vec<String>)> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for number in &page.fitted.diagnostics.numbers {
        let Some(fallback) = &number.fallback else { continue };
        let name = match number.name.contains('.') {
            true => number.name.clone(),
            false => format!("half_life_days ({})", number.name),
        };
        let reason = why(fallback).in_locale(page.locale).to_owned();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name),
            None => reasons.push((reason, vec![name])),
        }
    }
    reasons
}

/// Why a number is not fitted, in words.
#[must_use]
pub fn why(fallback: &Fallback) -> Phrase {
    match fallback {
        Fallback::NotSeen => Phrase::new("nothing of the kind is in the books", "zoiets staat niet in de boeken"),
        Fallback::Seldom { seen, fewest } if *seen < FEWEST_TOLD => Phrase::new(
            format!("seen fewer than {FEWEST_TOLD} times; it takes {fewest}"),
            format!("minder dan {FEWEST_TOLD} keer gezien; er zijn er {fewest} nodig"),
        ),
        Fallback::Seldom { seen, fewest } => Phrase::new(
            format!("seen {seen} times; it takes {fewest}"),
            format!("{seen} keer gezien; er zijn er {fewest} nodig"),
        ),
        Fallback::NoVariation => Phrase::new(
            "everybody had it on the same day, so that it cannot be told from the passing of days, or from a deadline on that day",
            "iedereen kreeg het op dezelfde dag, zodat het niet te scheiden is van het verstrijken van dagen of van een termijn op die dag",
        ),
        Fallback::SaysLittle => Phrase::new(
            "the books hardly say more than was believed beforehand",
            "de boeken zeggen nauwelijks meer dan vooraf werd aangenomen",
        ),
        Fallback::RunsOff { days } => Phrase::new(
            format!("its half-life went to {days:.1} days: shorter or longer than such books can tell (1 to 180)"),
            format!(
                "de halveringstijd liep naar {days:.1} dagen: korter of langer dan zulke boeken kunnen zeggen (1 tot 180)"
            ),
        ),
    }
}

/// What a kind of action does to paying.
pub(super) struct EffectRow<'a> {
    pub(super) kind: ActionKind,
    pub(super) effect: &'a Estimate,
    pub(super) half_life: &'a Estimate,
}

/// The effects, in the order of the vocabulary.
pub(super) fn effects<'a>(page: &FitPage<'a>) -> Vec<EffectRow<'a>> {
    let contact = &page.fitted.behaviour.contact;
    let of = |kind: &ActionKind| {
        let contact = contact.get(kind.word().en)?;
        Some(EffectRow { kind: *kind, effect: &contact.effect, half_life: &contact.half_life_days })
    };
    ActionKind::ALL.iter().filter_map(of).collect()
}
