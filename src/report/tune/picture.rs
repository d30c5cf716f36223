//! The pictures of a front: differences with the baseline, two objectives at a time.

use super::TunePage;
use super::answer::holds;
use super::figures::difference_of;
use super::figures::pair;
use crate::compare::Compared;
use crate::report::People;
use crate::report::chart::Axis;
use crate::report::chart::Scatter;
use crate::report::chart::Scatters;
use crate::report::chart::Spot;
use crate::report::picture::Picture;
use crate::tune::Fate;
use crate::tune::Objective;

/// The first two objectives, and the other pairs small; none without points.
#[must_use]
pub fn tune_pictures(page: &TunePage<'_>) -> Vec<Picture> {
    let objectives = &page.tuned.objectives;
    let (Some(first), Some(second)) = (objectives.first(), objectives.get(1)) else { return Vec::new() };
    if page.tuned.points.is_empty() {
        return Vec::new();
    }
    let others = objectives.iter().enumerate().skip(1);
    let others = others.flat_map(|(nth, upwards)| objectives.iter().take(nth).map(move |along| (*along, *upwards)));
    let others: Vec<(Objective, Objective)> = others.filter(|pair| *pair != (*first, *second)).collect();
    let small = (!others.is_empty()).then(|| picture(page, "front-pairs", &others, 2));
    [Some(picture(page, "front", &[(*first, *second)], 1)), small].into_iter().flatten().collect()
}

fn picture(page: &TunePage<'_>, name: &'static str, pairs: &[(Objective, Objective)], columns: usize) -> Picture {
    let locale = page.locale;
    let title = locale.pick(
        "difference with the baseline; down and to the left is better",
        "verschil met het uitgangspunt; naar links en naar beneden is beter",
    );
    let baseline = locale.pick("the baseline", "het uitgangspunt");
    let charts = pairs.iter().map(|(along, upwards)| scatter(page, *along, *upwards)).collect();
    let mut scene = Scatters { title, baseline, charts, columns }.scene(locale);
    if page.people == People::Synthetic {
        scene.note(locale.pick("synthetic people", "verzonnen mensen"));
    }
    Picture { name, title: title.to_owned(), scene }
}

fn scatter<'a>(page: &'a TunePage<'_>, along: Objective, upwards: Objective) -> Scatter<'a> {
    let tuned = page.tuned;
    let at = |of: Option<&Compared>| {
        let shift = |objective| difference_of(of, objective).map(|difference| difference.spread.mean);
        Some((shift(along)?, shift(upwards)?))
    };
    let is_other = |fate: Fate| !matches!(fate, Fate::OnFront(_) | Fate::Refused);
    let tried = tuned.tried.iter().filter(|tried| is_other(tried.fate)).filter_map(|tried| at(Some(&tried.compared)));
    let spots = tuned.points.iter().enumerate().filter_map(|(nth, point)| {
        let [found, fresh] = pair(tuned, nth + 1);
        let name = found?.name.as_str();
        Some(Spot { name, found: at(found)?, again: at(fresh), holds: holds(&point.standing) })
    });
    let axis = |objective: Objective| Axis { title: objective.title(page.locale), unit: objective.measure().unit() };
    Scatter { along: axis(along), upwards: axis(upwards), tried: tried.collect(), spots: spots.collect() }
}
