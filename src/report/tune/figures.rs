//! The points of a front in figures: as they were found, and once more with other luck.

use super::TunePage;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Difference;
use crate::compare::Verdict;
use crate::locale::Locale;
use crate::report::wording;
use crate::tune::Knob;
use crate::tune::Objective;
use crate::tune::Places;
use crate::tune::Point;
use crate::tune::Silent;
use crate::tune::Standing;
use crate::tune::Tuned;

/// The objectives that can be told: what was sought first, and then what is known beside it.
#[must_use]
pub fn told_objectives(tuned: &Tuned) -> Vec<Objective> {
    let is_unknown = |objective: &Objective| tuned.silent.contains(&(*objective, Silent::Unknown));
    let baseline = tuned.found.scenarios.first();
    let is_known = |objective: &Objective| {
        baseline.is_some_and(|of| of.figures.contains_key(&objective.measure())) && !is_unknown(objective)
    };
    let others = Objective::ALL.into_iter().filter(|objective| !tuned.objectives.contains(objective));
    tuned.objectives.iter().copied().chain(others).filter(is_known).collect()
}

/// What the re-check says of a point, as files say it.
#[must_use]
pub const fn standing_name(standing: &Standing) -> &'static str {
    match standing {
        Standing::Holds => "holds",
        Standing::Indistinct => "not_told_from_baseline",
        Standing::Beaten(_) => "beaten",
        Standing::Refused => "refused",
        Standing::Exact => "exact",
        Standing::TooFewRuns => "too_few_runs",
    }
}

/// The same for people.
pub(super) fn standing(standing: &Standing, locale: Locale) -> String {
    let told = match standing {
        Standing::Holds => locale.pick("holds up", "houdt stand"),
        Standing::Indistinct => {
            locale.pick("not to be told from the baseline", "niet te onderscheiden van het uitgangspunt")
        }
        Standing::Refused => {
            locale.pick("breaches a guarantee with other luck", "schendt een waarborg bij ander toeval")
        }
        Standing::Exact => locale.pick("exact: nothing is left to chance", "exact: er is geen toeval"),
        Standing::TooFewRuns => locale.pick("too few runs to tell", "te weinig runs om iets te zeggen"),
        Standing::Beaten(by) => return beaten(by, locale),
    };
    told.to_owned()
}

fn beaten(by: &[usize], locale: Locale) -> String {
    let name = |place: &usize| match place {
        0 => locale.pick("the baseline", "het uitgangspunt").to_owned(),
        nth => format!("p{nth:02}"),
    };
    let names = by.iter().map(name).collect::<Vec<String>>().join(", ");
    match (locale, by.len()) {
        (Locale::En, 1) => format!("does not hold up ({names} beats it)"),
        (Locale::En, _) => format!("does not hold up ({names} beat it)"),
        (Locale::Nl, 1) => format!("houdt geen stand ({names} is beter)"),
        (Locale::Nl, _) => format!("houdt geen stand ({names} zijn beter)"),
    }
}

/// The settings of a point that differ from the baseline's: `bel_dag 20 → 10`.
pub(super) fn changed(knobs: &[Knob], places: &Places, locale: Locale) -> String {
    let value =
        |knob: &Knob, place: usize| knob.values.get(place).map_or_else(String::new, |text| locale.decimal(text));
    let changed = knobs.iter().zip(places).filter(|(knob, place)| knob.own != **place);
    let told =
        changed.map(|(knob, place)| format!("{} {} → {}", knob.name, value(knob, knob.own), value(knob, *place)));
    told.collect::<Vec<String>>().join(", ")
}

/// The name of each point with what is to be said of it, and with what it changes.
pub(super) fn changes(page: &TunePage<'_>) -> Vec<(String, String)> {
    let points = page.tuned.found.scenarios.iter().skip(1).zip(&page.tuned.points);
    let name = |of: &Compared, point: &Point| format!("{} {}", of.name, standing(&point.standing, page.locale));
    points.map(|(of, point)| (name(of, point), changed(page.knobs, &point.places, page.locale))).collect()
}

/// The figure of the baseline or a point.
pub(super) fn figure(compared: Option<&Compared>, objective: Objective, locale: Locale) -> String {
    let figure = compared.and_then(|of| of.figures.get(&objective.measure()));
    figure.map_or_else(String::new, |of| wording::value(objective.measure().unit(), of.mean, locale))
}

/// The difference of a point with the baseline, and between what values it lies.
pub(super) fn difference(compared: Option<&Compared>, objective: Objective, locale: Locale) -> (String, String) {
    let Some(difference) = difference_of(compared, objective) else { return (String::new(), String::new()) };
    let unit = objective.measure().unit();
    let size = wording::difference(unit, difference.spread.mean, locale);
    match difference.verdict {
        Verdict::Same => (locale.pick("the same", "gelijk").to_owned(), String::new()),
        Verdict::CannotBeToldApart | Verdict::TooFewRuns => {
            (format!("≈ {size}"), wording::range(unit, difference.spread, locale, wording::difference))
        }
        _ => (size, wording::range(unit, difference.spread, locale, wording::difference)),
    }
}

pub(super) fn difference_of(compared: Option<&Compared>, objective: Objective) -> Option<Difference> {
    compared?.differences.get(&objective.measure()).copied()
}

/// The baseline or a point among what was found, and with other luck.
pub(super) fn pair<'a>(tuned: &'a Tuned, place: usize) -> [Option<&'a Compared>; 2] {
    let of = |comparison: &'a Comparison| comparison.scenarios.get(place);
    [of(&tuned.found), tuned.fresh.as_ref().and_then(of)]
}

/// The lines of the table for the terminal: the baseline in figures, and each point in differences.
pub(super) fn lines(page: &TunePage<'_>, objectives: &[Objective]) -> Vec<Vec<String>> {
    let (tuned, locale) = (page.tuned, page.locale);
    let columns = if tuned.fresh.is_some() { 2 } else { 1 };
    let line = |place: usize| {
        let pair = pair(tuned, place);
        let cells = objectives.iter().flat_map(|objective| {
            pair.into_iter().take(columns).map(move |of| match place {
                0 => figure(of, *objective, locale),
                _ => difference(of, *objective, locale).0,
            })
        });
        cells.collect::<Vec<String>>()
    };
    let first = [locale.pick("baseline", "uitgangspunt").to_owned()];
    let first = first.into_iter().chain(line(0)).collect();
    let points = (0..tuned.points.len()).map(|nth| {
        let name = pair(tuned, nth + 1)[0].map_or_else(String::new, |of| of.name.clone());
        [name].into_iter().chain(line(nth + 1)).collect()
    });
    [first].into_iter().chain(points).collect()
}
