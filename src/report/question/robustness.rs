//! Whether the order of the policies holds, in sentences and a picture.

use super::AskedOf;
use super::Table;
use super::Told;
use super::number::number_title;
use crate::locale::Locale;
use crate::question::Better;
use crate::question::Flip;
use crate::question::Flips;
use crate::question::Regret;
use crate::question::Robustness;
use crate::report::Picture;
use crate::report::chart::Plot;
use crate::report::chart::TargetLine;
use crate::report::chart::Track;
use crate::report::wording;
use crate::vocabulary::KpiUnit;

/// Tells whether the order of the policies holds whatever the numbers are.
#[must_use]
pub fn tell_robustness(asked: AskedOf<'_>, better: Better, found: &Robustness, flips: &Flips) -> Told {
    let (locale, figure) = (asked.locale, asked.figure());
    let question = match locale {
        Locale::En => format!("Does the order of the policies on {figure} hold whatever the assumptions are?"),
        Locale::Nl => format!("Houdt de volgorde van het beleid op {figure} stand, wat de aannames ook zijn?"),
    };
    Told {
        question,
        sentences: sentences(asked, found, flips),
        pictures: vec![picture(asked, found)],
        tables: [Some(standing(asked, found)), Some(order(asked, found)), flipping(asked, flips)]
            .into_iter()
            .flatten()
            .collect(),
        notes: notes(asked, better, found),
    }
}

fn sentences(asked: AskedOf<'_>, found: &Robustness, flips: &Flips) -> Vec<String> {
    let locale = asked.locale;
    let draws = found.draws.len();
    let central = asked.title(flips.best);
    let held = found.best.get(flips.best).copied().unwrap_or(0);
    let answer = match (held == draws, locale) {
        _ if found.shared == draws => {
            locale.pick("The policies do not differ.", "Het beleid verschilt niet.").to_owned()
        }
        (true, Locale::En) => format!("Yes: {central} is best in all {draws} draws of the numbers."),
        (true, Locale::Nl) => format!("Ja: {central} is het beste in alle {draws} trekkingen van de getallen."),
        (false, Locale::En) => format!(
            "Not always: with every number at its value {central} is best, and it is in {held} of {draws} draws of the numbers ({}).",
            wording::part(held as f64 / draws as f64)
        ),
        (false, Locale::Nl) => format!(
            "Niet altijd: met elk getal op zijn waarde is {central} het beste, en dat is het in {held} van {draws} trekkingen van de getallen ({}).",
            wording::part(held as f64 / draws as f64)
        ),
    };
    let others = found.best.iter().enumerate().filter(|(place, count)| *place != flips.best && **count > 0);
    let others = others.map(|(place, count)| match locale {
        Locale::En => format!("{} is best in {count}.", asked.title(place)),
        Locale::Nl => format!("{} is het beste in {count}.", asked.title(place)),
    });
    let shared = (found.shared > 0 && found.shared < draws).then(|| match locale {
        Locale::En => format!("In {} several are best together.", found.shared),
        Locale::Nl => format!("In {} zijn er meer samen het beste.", found.shared),
    });
    let regret = found.regret.iter().min_by(|a, b| a.worst.total_cmp(&b.worst)).copied().unwrap_or_default();
    let safest = found.regret.iter().position(|of| of.worst <= regret.worst).unwrap_or(0);
    let size = wording::difference(asked.measure.unit(), regret.worst, locale).replace(['+', '−'], "");
    let safest = match locale {
        Locale::En => {
            format!("Least to regret: {}, at worst {size} worse than the best of a draw.", asked.title(safest))
        }
        Locale::Nl => format!(
            "Het minst te betreuren: {}, in het slechtste geval {size} slechter dan het beste van een trekking.",
            asked.title(safest)
        ),
    };
    let by_itself = match (flips.flips.len(), locale) {
        (0, Locale::En) => format!("No single one of {} numbers changes which is best.", flips.tried),
        (0, Locale::Nl) => format!("Geen enkel van {} getallen verandert op zichzelf welk het beste is.", flips.tried),
        (_, Locale::En) => {
            format!("Of {} numbers, these by themselves change which is best: {}.", flips.tried, names(flips, locale))
        }
        (_, Locale::Nl) => format!(
            "Van {} getallen veranderen deze op zichzelf welk het beste is: {}.",
            flips.tried,
            names(flips, locale)
        ),
    };
    let unseen = (held == draws && found.shared < draws).then(|| unseen(draws, locale));
    std::iter::once(answer).chain(unseen).chain(others).chain(shared).chain([safest, by_itself]).collect()
}

/// What so many draws that all say the same leave open: of how many of all draws another answer would not surprise.
/// Source: the rule of three, exactly (Hanley and Lippman-Hand 1983).
fn unseen(draws: usize, locale: Locale) -> String {
    let part = wording::part(1.0 - libm::pow(0.05, 1.0 / draws as f64));
    match locale {
        Locale::En => {
            format!("From so many draws alike, up to {part} of all that are possible may still say otherwise (95 %).")
        }
        Locale::Nl => {
            format!("Ook als er zoveel hetzelfde zeggen kan tot {part} van alle mogelijke nog anders uitvallen (95 %).")
        }
    }
}

fn names(flips: &Flips, locale: Locale) -> String {
    let mut names: Vec<String> = flips.flips.iter().map(|flip| number_title(&flip.name, locale)).collect();
    names.dedup();
    names.join("; ")
}

/// How often each policy is best, and what there is to regret.
fn standing(asked: AskedOf<'_>, found: &Robustness) -> Table {
    let locale = asked.locale;
    let text = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
    let size = |amount: f64| {
        let told = wording::difference(asked.measure.unit(), amount, locale);
        told.trim_start_matches('+').to_owned()
    };
    let draws = found.draws.len();
    let level = |place: usize| {
        let sum: f64 = found.draws.iter().filter_map(|draw| draw.get(place)).sum();
        wording::value(asked.measure.unit(), sum / draws as f64, locale)
    };
    let row = |(place, (best, regret)): (usize, (&usize, &Regret))| {
        vec![
            asked.title(place).to_owned(),
            level(place),
            wording::part(*best as f64 / draws as f64),
            size(regret.mean),
            size(regret.worst),
        ]
    };
    Table {
        title: text("How often each is best", "Hoe vaak elk het beste is"),
        headings: vec![
            (text("policy", "beleid"), false),
            (asked.figure(), true),
            (text("best in", "het beste in"), true),
            (text("regret on average", "spijt gemiddeld"), true),
            (text("at worst", "op zijn ergst"), true),
        ],
        rows: found.best.iter().zip(&found.regret).enumerate().map(row).collect(),
    }
}

/// In which share of the draws the policy of the row is better than that of the column.
fn order(asked: AskedOf<'_>, found: &Robustness) -> Table {
    let locale = asked.locale;
    let draws = found.draws.len() as f64;
    let heading = locale.pick("better than →", "beter dan →").to_owned();
    let row = |(place, row): (usize, &Vec<usize>)| {
        let cell = |(other, count): (usize, &usize)| {
            if other == place { String::new() } else { wording::part(*count as f64 / draws) }
        };
        std::iter::once(asked.title(place).to_owned()).chain(row.iter().enumerate().map(cell)).collect()
    };
    Table {
        title: locale.pick("Two by two", "Twee aan twee").to_owned(),
        headings: std::iter::once((heading, false))
            .chain(asked.titles.iter().map(|title| (title.clone(), true)))
            .collect(),
        rows: found.better.iter().enumerate().map(row).collect(),
    }
}

/// Where a number by itself changes which policy is best.
fn flipping(asked: AskedOf<'_>, flips: &Flips) -> Option<Table> {
    let locale = asked.locale;
    let text = |en: &'static str, nl: &'static str| locale.pick(en, nl).to_owned();
    let row = |flip: &Flip| {
        let (from, to) = flip.stretch;
        vec![
            format!("{} ({})", number_title(&flip.name, locale), flip.name),
            flip.label.word().in_locale(locale).to_owned(),
            flip.interval.map(|number| wording::plain(number, locale)).join(" / "),
            format!("{} … {}", wording::plain(from, locale), wording::plain(to, locale)),
            asked.title(flip.best).to_owned(),
        ]
    };
    (!flips.flips.is_empty()).then(|| Table {
        title: text(
            "Where a number by itself changes which is best",
            "Waar een getal op zichzelf verandert welk het beste is",
        ),
        headings: vec![
            (text("number", "getal"), false),
            (text("label", "label"), false),
            (text("least / value / most", "laagst / waarde / hoogst"), true),
            (text("from … to", "van … tot"), true),
            (text("best there", "daar het beste"), false),
        ],
        rows: flips.flips.iter().map(row).collect(),
    })
}

fn notes(asked: AskedOf<'_>, better: Better, found: &Robustness) -> Vec<String> {
    let (locale, draws) = (asked.locale, found.draws.len());
    let (times, runs) = (locale.several(draws, ["time", "times"], ["maal", "maal"]), locale.runs(asked.runs));
    let lower = match better {
        Better::Lower => locale.pick("Lower is better.", "Lager is beter."),
        Better::Higher => locale.pick("Higher is better.", "Hoger is beter."),
    };
    let how = match locale {
        Locale::En => format!(
            "{lower} Every number was drawn from its interval {times}; in each draw every policy had the same luck in {runs}, and their mean counts. Regret is how much worse a policy is than the best of the same draw. For a number by itself all others stood at their values."
        ),
        Locale::Nl => format!(
            "{lower} Elk getal is {times} uit zijn interval getrokken; in elke trekking had elk beleid hetzelfde toeval in {runs}, en hun gemiddelde telt. Spijt is hoeveel slechter een beleid is dan het beste van dezelfde trekking. Bij een getal op zichzelf stonden alle andere op hun waarde."
        ),
    };
    let caution = locale.pick(
        "The intervals are what is held possible: a share of draws is not a probability where they are assumed.",
        "De intervallen zijn wat mogelijk wordt geacht: een aandeel van trekkingen is geen kans waar ze aangenomen zijn.",
    );
    vec![how, caution.to_owned()]
}

/// The differences with the first policy over the draws, from the lowest to the highest.
fn picture(asked: AskedOf<'_>, found: &Robustness) -> Picture {
    let AskedOf { locale, measure, .. } = asked;
    let draws = found.draws.len() as f64;
    let track = |(place, title): (usize, &String)| {
        let apart = found.draws.iter().filter_map(|draw| Some(draw.get(place)? - draw.first()?));
        let mut apart: Vec<f64> = apart.collect();
        apart.sort_by(f64::total_cmp);
        let points = apart.iter().enumerate().map(|(nth, value)| ((nth as f64 + 0.5) / draws, *value));
        Track { title: title.clone(), points: points.collect(), band: Vec::new() }
    };
    let tracks: Vec<Track> = asked.titles.iter().enumerate().skip(1).map(track).collect();
    let title = format!("{}: {} {}", asked.figure(), locale.pick("difference with", "verschil met"), asked.title(0));
    let below = locale.pick(
        "share of the draws, from the lowest difference to the highest",
        "deel van de trekkingen, van het laagste verschil naar het hoogste",
    );
    let target = TargetLine { label: locale.pick("no difference", "geen verschil").to_owned(), level: 0.0 };
    let scene = Plot {
        title: &title,
        unit: measure.unit(),
        mark: wording::difference_tick,
        below,
        unit_below: KpiUnit::Rate,
        tracks,
        target: Some(target),
        places: Vec::new(),
        spots: Vec::new(),
    };
    Picture { name: "ranking", scene: scene.scene(locale), title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_draws_that_agree_leave_much_open() {
        assert!(unseen(4, Locale::En).contains("53"), "{}", unseen(4, Locale::En));
        assert!(unseen(40, Locale::Nl).contains("tot 7"), "{}", unseen(40, Locale::Nl));
    }
}
