//! How sure figures are: how much of a spread is not knowing how people respond and how much is luck, and why a run ended
//! where it did.

use super::breakdown::HEADLINES;
use super::breakdown::is_too_rare;
use super::breakdown::shown_measures;
use super::wording;
use crate::compare::Comparison;
use crate::compare::Measure;
use crate::compare::Split;
use crate::locale::Locale;
use crate::scenario::Precision;
use crate::scenario::Stopped;
use crate::scenario::StoppedBy;

/// Of what the spreads of a measure are made: of the first policy's figure, then of each difference with it.
pub(super) struct SplitRow {
    pub(super) title: String,
    pub(super) cells: Vec<String>,
}

/// The measures that decide, each with what its spreads are made of; empty where runs are too few or nobody responds.
pub(super) fn split_rows(comparison: &Comparison, locale: Locale) -> Vec<SplitRow> {
    let Some((baseline, others)) = comparison.scenarios.split_first() else { return Vec::new() };
    let shown = shown_measures(comparison);
    let is_told = |measure: &Measure| shown.contains(measure) && !is_too_rare(comparison, *measure);
    let row = |measure: Measure| {
        let level = baseline.splits.get(&measure).copied();
        let differences = others.iter().map(|of| of.differences.get(&measure).and_then(|of| of.split));
        let splits: Vec<Option<Split>> = std::iter::once(level).chain(differences).collect();
        let cells: Vec<String> = splits.iter().map(|split| cell(*split, locale)).collect();
        cells.iter().any(|cell| !cell.is_empty()).then(|| SplitRow { title: measure.title(locale), cells })
    };
    HEADLINES.into_iter().filter(is_told).filter_map(row).collect()
}

fn cell(split: Option<Split>, locale: Locale) -> String {
    let Some(share) = split.and_then(|split| split.share()) else { return String::new() };
    let (response, luck) = (wording::part(share), wording::part(1.0 - share));
    match locale {
        Locale::En => format!("{response} response, {luck} luck"),
        Locale::Nl => format!("{response} reactie, {luck} toeval"),
    }
}

/// One line on the first measure that decides, for each policy beside the first: of what the spread of its difference is made.
/// Empty where that is not known.
#[must_use]
pub fn sureness(comparison: &Comparison, locale: Locale) -> String {
    let told = comparison.scenarios.iter().skip(1).filter_map(|of| {
        let known = |measure: Measure| Some((measure, of.differences.get(&measure)?.split?));
        let (measure, split) = HEADLINES.into_iter().find_map(known)?;
        Some(format!("{}, {}: {}\n", of.title, measure.title(locale), sentence(split, locale)?))
    });
    told.collect()
}

/// Of what a spread is made, in a sentence without a full stop.
fn sentence(split: Split, locale: Locale) -> Option<String> {
    let (share, (low, high)) = (split.share()?, split.interval()?);
    let [share, rest, low, high] = [share, 1.0 - share, low, high].map(wording::part);
    Some(match locale {
        Locale::En => format!(
            "{share} of the spread of the difference is not knowing how people respond ({low} to {high}), {rest} is luck"
        ),
        Locale::Nl => format!(
            "{share} van de spreiding van het verschil is niet weten hoe mensen reageren ({low} tot {high}), {rest} is toeval"
        ),
    })
}

/// Why a run that looks at its precision ended where it did.
#[must_use]
pub fn stopping(precision: &Precision, stopped: Stopped, locale: Locale) -> String {
    let Some(measure) = Measure::named(&precision.figure) else { return String::new() };
    let size = |figure: f64| wording::fine(measure.unit(), figure, locale);
    let (title, asked) = (measure.title(locale), size(precision.half_width));
    let runs = locale.count(i64::from(stopped.replications));
    let within = stopped.within.map(size);
    match (stopped.by, within, locale) {
        (StoppedBy::Precision, Some(within), Locale::En) => format!(
            "Stopped after {runs} runs: more of them would hardly change what is told of {title} (asked: to within {asked}; \
             reached: {within})."
        ),
        (StoppedBy::Precision, Some(within), Locale::Nl) => format!(
            "Gestopt na {runs} runs: meer runs zouden nauwelijks veranderen wat er over {title} staat (gevraagd: op {asked} na; \
             bereikt: {within})."
        ),
        (_, Some(within), Locale::En) => format!(
            "Stopped after {runs} runs, the most that were allowed: what is told of {title} is known to within {within}, not \
             to within {asked} as was asked."
        ),
        (_, Some(within), Locale::Nl) => format!(
            "Gestopt na {runs} runs, het meeste dat mocht: wat er over {title} staat is bekend op {within} na, niet op {asked} \
             na zoals gevraagd."
        ),
        (_, None, Locale::En) => format!(
            "Stopped after {runs} runs, the most that were allowed: they are too few to say to within how much {title} is known."
        ),
        (_, None, Locale::Nl) => format!(
            "Gestopt na {runs} runs, het meeste dat mocht: dat is te weinig om te zeggen hoe precies {title} bekend is."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_run_ended_is_told_in_the_unit_of_the_figure() {
        let precision = Precision { figure: "arrears_rate_sitting".to_owned(), half_width: 0.0005, most: 400 };
        let told = |stopped| stopping(&precision, stopped, Locale::En);
        let reached = told(Stopped { replications: 120, by: StoppedBy::Precision, within: Some(0.000_42) });
        assert!(
            reached.contains("120 runs") && reached.contains("0.05 pp") && reached.contains("0.042 pp"),
            "{reached}"
        );
        let most = told(Stopped { replications: 400, by: StoppedBy::Most, within: Some(0.001) });
        assert!(most.contains("most that were allowed") && most.contains("0.1 pp"), "{most}");
        assert!(told(Stopped { replications: 40, by: StoppedBy::Most, within: None }).contains("too few"));
    }
}
