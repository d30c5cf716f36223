//! Pictures of a second look: the way to a payment, and what changes at a threshold.

use super::FEWEST_TOLD;
use super::FitPage;
use super::threshold::name;
use crate::check::Comparison;
use crate::check::Value;
use crate::estimation::NORMAL_95;
use crate::estimation::discontinuity::Discontinuity;
use crate::fit::FOLLOWED_DAYS;
use crate::locale::Locale;
use crate::report::Picture;
use crate::report::chart::Plot;
use crate::report::chart::TargetLine;
use crate::report::chart::Track;
use crate::report::wording;
use crate::threshold::AtThreshold;
use crate::threshold::DOWN_AFTER;
use crate::threshold::Threshold;
use crate::vocabulary::KpiUnit;

/// The names of files; of more thresholds than these the others are told without a picture.
const NAMES: [&str; 8] = [
    "threshold-1",
    "threshold-2",
    "threshold-3",
    "threshold-4",
    "threshold-5",
    "threshold-6",
    "threshold-7",
    "threshold-8",
];

/// That some thresholds have no picture.
pub(super) fn unpictured(page: &FitPage<'_>) -> Option<String> {
    let told = page.thresholds.into_iter().flat_map(|all| &all.each).filter(|at| at.found.is_ok()).count();
    let most = NAMES.len();
    (told > most).then(|| match page.locale {
        Locale::En => format!("Of these {told} thresholds the first {most} have a picture."),
        Locale::Nl => format!("Van deze {told} grenzen hebben de eerste {most} een plaatje."),
    })
}

/// The part that has not paid, by days since due.
pub(super) fn first_weeks(page: &FitPage<'_>) -> Option<Picture> {
    let of = &page.fitted.diagnostics.first_weeks;
    if (of.spells as u64) < FEWEST_TOLD {
        return None;
    }
    let title = page.pick(
        "Late from the due date on: the part that has paid nothing since (95 %)",
        "Te laat vanaf de vervaldag: het deel dat sindsdien niets betaalde (95 %)",
    );
    let seen = |day: usize| of.books.at(day as f64);
    let band = |day: usize| {
        let (step, at) = (seen(day), day as f64);
        let reach = NORMAL_95 * step.error;
        (at, (step.survival - reach).max(0.0), (step.survival + reach).min(1.0))
    };
    // The due date itself is the first day: after none, nobody has paid.
    let days = || 0..=FOLLOWED_DAYS;
    let books = Track {
        title: page.pick("in the books", "in de boeken").to_owned(),
        points: days().map(|day| (day as f64, seen(day).survival)).collect(),
        band: days().map(band).collect(),
    };
    let fitted = Track {
        title: page.pick("by these numbers", "naar deze getallen").to_owned(),
        points: std::iter::once((0.0, 1.0))
            .chain((1..).zip(&of.fitted).map(|(day, left)| (f64::from(day), *left)))
            .collect(),
        band: Vec::new(),
    };
    let scene = Plot {
        title,
        unit: KpiUnit::Rate,
        mark: wording::tick,
        below: page.pick("days, the due date included", "dagen, met de vervaldag erbij"),
        unit_below: KpiUnit::Count,
        tracks: vec![books, fitted],
        target: None,
        places: Vec::new(),
        spots: Vec::new(),
    };
    Some(Picture { name: "first-weeks", title: title.to_owned(), scene: scene.scene(page.locale) })
}

/// A picture for each threshold that tells something.
pub(super) fn thresholds(page: &FitPage<'_>) -> Vec<Picture> {
    let each = page.thresholds.into_iter().flat_map(|all| &all.each);
    let told = each.filter_map(|at| Some((at, at.found.as_ref().ok()?)));
    told.zip(NAMES).map(|((at, found), file)| picture(page, at, found, file)).collect()
}

fn picture(page: &FitPage<'_>, at: &AtThreshold, found: &Discontinuity, file: &'static str) -> Picture {
    let [_, days] = DOWN_AFTER;
    let title = match page.locale {
        Locale::En => format!("{}: share by which arrears came down, {days} days later", name(page, &at.threshold)),
        Locale::Nl => {
            format!("{}: deel waarmee de achterstand daalde, {days} dagen later", name(page, &at.threshold))
        }
    };
    let scale = Scale::of(&at.threshold);
    let track = |(points, title): (&Vec<(f64, f64)>, &str)| {
        let mut points: Vec<(f64, f64)> = points.iter().map(|(distance, paid)| (scale.at(*distance), *paid)).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Track { title: title.to_owned(), points, band: Vec::new() }
    };
    let names = [
        page.pick("without: the rule does not act", "zonder: de regel doet niets"),
        page.pick("with: the rule acts", "met: de regel doet iets"),
    ];
    let bins = found.bins.iter().flatten().filter(|bin| bin.count.clusters as u64 >= FEWEST_TOLD);
    let largest = bins.clone().map(|bin| bin.count.cases).max().unwrap_or(1) as f64;
    let size = |cases: usize| {
        if cases as f64 > largest / 2.0 {
            5
        } else if cases as f64 > largest / 8.0 {
            4
        } else {
            3
        }
    };
    let label = wording::tick(scale.unit, scale.threshold, scale.threshold, page.locale);
    let scene = Plot {
        title: &title,
        unit: KpiUnit::Rate,
        mark: wording::tick,
        below: scale.below(page),
        unit_below: scale.unit,
        tracks: found.curves.iter().zip(names).map(track).collect(),
        target: None,
        places: vec![TargetLine { label, level: scale.threshold }],
        spots: bins.map(|bin| (scale.at(bin.distance), bin.outcome, size(bin.count.cases))).collect(),
    };
    Picture { name: file, scene: scene.scene(page.locale), title }
}

/// Distances as amounts.
struct Scale {
    threshold: f64,
    unit: KpiUnit,
    /// How much of it one of distance is, below zero where the rule acts below the threshold.
    each: f64,
}

impl Scale {
    fn of(threshold: &Threshold) -> Scale {
        let sign = match threshold.comparison {
            Comparison::Less | Comparison::AtMost => -1.0,
            _ => 1.0,
        };
        match threshold.value {
            Value::Money(money) => {
                Scale { threshold: money.cents() as f64 / 100.0, unit: KpiUnit::Euro, each: sign / 100.0 }
            }
            Value::MonthsOfRent(number) => {
                let share = number.as_share();
                Scale { threshold: share.part as f64 / share.whole as f64, unit: KpiUnit::Number, each: sign }
            }
            _ => Scale { threshold: 0.0, unit: KpiUnit::Number, each: sign },
        }
    }

    fn at(&self, distance: f64) -> f64 {
        self.threshold + self.each * distance
    }

    fn below(&self, page: &FitPage<'_>) -> &'static str {
        match (self.unit, page.locale) {
            (KpiUnit::Euro, Locale::En) => "arrears; grey: means of stretches",
            (KpiUnit::Euro, Locale::Nl) => "achterstand; grijs: gemiddelden van stukken",
            (_, Locale::En) => "months of rent in arrears; grey: means of stretches",
            (_, Locale::Nl) => "maanden huurachterstand; grijs: gemiddelden van stukken",
        }
    }
}
