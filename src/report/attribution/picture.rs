//! A waterfall of each figure that an attribution tells.

use super::AttributionPage;
use super::is_told;
use super::is_too_rare;
use crate::attribution::Attributed;
use crate::compare::Difference;
use crate::compare::Measure;
use crate::compare::Verdict;
use crate::report::People;
use crate::report::Picture;
use crate::report::chart::Step;
use crate::report::chart::Waterfall;
use crate::report::wording;
use crate::vocabulary::Kpi;

/// The pictures of an attribution, in the order of its figures; of what is the same, or too rare, there is none.
#[must_use]
pub fn attribution_pictures(page: &AttributionPage<'_>) -> Vec<Picture> {
    page.attribution.measures.iter().filter_map(|of| picture(page, of)).collect()
}

fn picture(page: &AttributionPage<'_>, of: &Attributed) -> Option<Picture> {
    if is_too_rare(of) || of.contributions.iter().all(|of| of.part.verdict == Verdict::Same) {
        return None;
    }
    let (locale, unit) = (page.locale, of.measure.unit());
    let level = |spread| wording::value(unit, spread, locale);
    let title = format!(
        "{}: {} {} {}",
        of.measure.title(locale),
        level(of.old.mean),
        page.pick("becomes", "wordt"),
        level(of.new.mean)
    );
    let steps = page.labels().into_iter().zip(&of.contributions).map(|(label, of)| step(label, of.part)).collect();
    let total = step(page.pick("together", "samen").to_owned(), of.total);
    let mut scene = Waterfall { title: &title, unit, steps, total }.scene(locale);
    if page.people == People::Synthetic {
        scene.note(page.pick("synthetic people", "verzonnen mensen"));
    }
    Some(Picture { name: name(of.measure), title, scene })
}

fn step(title: String, of: Difference) -> Step {
    let is_told = is_told(of.verdict) || of.verdict == Verdict::Same;
    Step { title, spread: of.spread, is_told }
}

const fn name(measure: Measure) -> &'static str {
    match measure {
        Measure::Kpi(Kpi::ArrearsRateSitting) => "waterfall-arrears-rate",
        Measure::Kpi(Kpi::TenantsInArrears) => "waterfall-tenants-in-arrears",
        Measure::Kpi(Kpi::Evictions) => "waterfall-evictions",
        Measure::Kpi(Kpi::CourtCases) => "waterfall-court-cases",
        Measure::Kpi(Kpi::WriteOffs) => "waterfall-write-offs",
        Measure::Kpi(Kpi::CollectionCosts) => "waterfall-costs-charged",
        Measure::Hours => "waterfall-hours",
        Measure::Cost => "waterfall-cost",
        Measure::Kpi(_) | Measure::Actions(_) => "waterfall",
    }
}
