//! The pictures of a comparison.

use super::breakdown::shown_kinds;
use super::chart::Band;
use super::chart::Bar;
use super::chart::BarGroup;
use super::chart::Bars;
use super::chart::Curve;
use super::chart::Curves;
use super::chart::Scene;
use super::chart::TargetLine;
use super::wording;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Measure;
use crate::compare::kind_title;
use crate::locale::Locale;
use crate::vocabulary::Kpi;

/// A picture with its place in the folder and its text for who cannot see it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The name of its file, without an ending.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// The picture.
    pub scene: Scene,
}

/// The pictures of a comparison, in the order in which a report shows them; one without anything to show is left out.
#[must_use]
pub fn pictures(comparison: &Comparison, locale: Locale) -> Vec<Picture> {
    let evictions = [Measure::Kpi(Kpi::Evictions)];
    let write_offs = [Measure::Kpi(Kpi::WriteOffs)];
    let work: Vec<Measure> = shown_kinds(comparison).into_iter().map(Measure::Actions).collect();
    let work_title = locale.pick("actions a year", "acties per jaar");
    [
        curves(comparison, "arrears-rate", Kpi::ArrearsRateSitting, locale),
        curves(comparison, "tenants-in-arrears", Kpi::TenantsInArrears, locale),
        bars(comparison, "evictions", &evictions[0].title(locale), &evictions, locale),
        bars(comparison, "write-offs", &write_offs[0].title(locale), &write_offs, locale),
        bars(comparison, "workload", work_title, &work, locale),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn curves(comparison: &Comparison, name: &'static str, kpi: Kpi, locale: Locale) -> Option<Picture> {
    let entry = kpi.entry();
    let mut title = entry.title.in_locale(locale).to_owned();
    let curves: Vec<Curve<'_>> = comparison.scenarios.iter().map(|scenario| curve(comparison, scenario, kpi)).collect();
    if curves.iter().all(|curve| curve.points.is_empty()) {
        return None;
    }
    let mut target = target(comparison, kpi, locale);
    if let Some(far) = target.take_if(|target| is_far_from(target.level, &curves)) {
        title = format!("{title} ({}: {})", far.label, locale.pick("beyond this picture", "buiten beeld"));
    }
    let scene = Curves { title: &title, unit: entry.unit, curves, target }.scene(locale);
    Some(Picture { name, title, scene })
}

fn target(comparison: &Comparison, kpi: Kpi, locale: Locale) -> Option<TargetLine> {
    let goal = comparison.goals.iter().find(|goal| goal.kpi == kpi && goal.by.is_none())?;
    let limit = wording::limit(kpi.entry().unit, goal.limit(), locale);
    Some(TargetLine { label: format!("{} {limit}", locale.pick("target", "doel")), level: goal.limit() })
}

/// Whether a level lies so far above the curves that drawing it would flatten them.
fn is_far_from(level: f64, curves: &[Curve<'_>]) -> bool {
    let values = curves.iter().flat_map(|curve| curve.points.iter().map(|(_, value)| *value));
    level > 3.0 * values.fold(0.0, f64::max)
}

fn curve<'a>(comparison: &Comparison, scenario: &'a Compared, kpi: Kpi) -> Curve<'a> {
    let spreads = scenario.series.get(&kpi).map_or(&[][..], Vec::as_slice);
    let known = || comparison.dates.iter().zip(spreads).filter_map(|(day, spread)| Some((*day, (*spread)?)));
    let band = known().filter_map(|(day, spread)| {
        spread.interval.map(|interval| Band { day, low: interval.low, high: interval.high })
    });
    Curve {
        title: &scenario.title,
        points: known().map(|(day, spread)| (day, spread.mean)).collect(),
        band: band.collect(),
    }
}

fn bars(
    comparison: &Comparison,
    name: &'static str,
    title: &str,
    measures: &[Measure],
    locale: Locale,
) -> Option<Picture> {
    let unit = measures.first()?.unit();
    let groups = match measures {
        // One measure: the scenarios' own names stand beside their bars.
        [measure] => comparison
            .scenarios
            .iter()
            .enumerate()
            .map(|(place, scenario)| BarGroup {
                title: scenario.title.clone(),
                bars: vec![bar(place, scenario, *measure)],
            })
            .collect(),
        _ => measures.iter().map(|measure| group(comparison, *measure, locale)).collect(),
    };
    let bars = Bars { title, unit, groups };
    let is_empty = bars.groups.iter().all(|group| group.bars.iter().all(|bar| bar.spread.is_none()));
    (!is_empty).then(|| Picture { name, title: title.to_owned(), scene: bars.scene(locale) })
}

fn group(comparison: &Comparison, measure: Measure, locale: Locale) -> BarGroup {
    let scenarios = comparison.scenarios.iter().enumerate();
    let title = match measure {
        Measure::Actions(kind) => kind_title(kind, locale),
        _ => measure.title(locale),
    };
    BarGroup { title, bars: scenarios.map(|(place, scenario)| bar(place, scenario, measure)).collect() }
}

fn bar(place: usize, scenario: &Compared, measure: Measure) -> Bar {
    Bar { scenario: place, spread: scenario.figures.get(&measure).copied() }
}
