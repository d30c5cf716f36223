//! The comparison as a short table for the terminal.

use super::breakdown::HEADLINES;
use super::breakdown::is_counted;
use super::breakdown::is_too_rare;
use super::ground::ground;
use super::sections::goal_met;
use super::sections::goal_title;
use super::sections::verdict;
use super::table::Align;
use super::table::aligned;
use super::wording;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::locale::Locale;

/// The key figures of every scenario beside those of the first, the differences, and the targets, as lines of text.
#[must_use]
pub fn summary(comparison: &Comparison, locale: Locale) -> String {
    let Some((baseline, others)) = comparison.scenarios.split_first() else { return String::new() };
    let mut parts: Vec<String> = if others.is_empty() {
        vec![alone(baseline, locale)]
    } else {
        others.iter().map(|scenario| beside(comparison, (baseline, scenario), locale)).collect()
    };
    if !comparison.goals.is_empty() {
        parts.push(goals(comparison, locale));
    }
    parts.extend(wording::ahead_line(comparison, locale).map(|line| line + "\n"));
    parts.push(closing(comparison, locale) + "\n");
    parts.join("\n")
}

fn alone(baseline: &Compared, locale: Locale) -> String {
    let rows: Vec<Vec<String>> = headlines(&[baseline])
        .map(|measure| {
            let spread = baseline.figures.get(&measure);
            let range = spread.map(|spread| wording::range(measure.unit(), *spread, locale, wording::value));
            vec![measure.title(locale), figure(baseline, measure, locale), range.unwrap_or_default()]
        })
        .collect();
    aligned(&[("", Align::Left), (&baseline.title, Align::Right), ("", Align::Right)], &rows)
}

/// The baseline with another scenario and the differences.
fn beside(comparison: &Comparison, (baseline, other): (&Compared, &Compared), locale: Locale) -> String {
    let row = |measure: Measure| {
        let first = [measure.title(locale), figure(baseline, measure, locale)];
        first.into_iter().chain(differing(comparison, other, measure, locale)).collect()
    };
    let rows: Vec<Vec<String>> = headlines(&[baseline, other]).map(row).collect();
    let headings = [
        ("", Align::Left),
        (baseline.title.as_str(), Align::Right),
        (other.title.as_str(), Align::Right),
        (locale.pick("difference", "verschil"), Align::Right),
        ("", Align::Right),
        ("", Align::Left),
    ];
    aligned(&headings, &rows)
}

/// The measures of the short table that any of the scenarios has.
fn headlines<'a>(scenarios: &'a [&'a Compared]) -> impl Iterator<Item = Measure> + 'a {
    HEADLINES.into_iter().filter(|measure| is_counted(scenarios, *measure))
}

/// A scenario's figure, its difference, between what values that lies, and what can be said of it or on what it rests.
fn differing(comparison: &Comparison, scenario: &Compared, measure: Measure, locale: Locale) -> [String; 4] {
    let own = figure(scenario, measure, locale);
    let Some(difference) = scenario.differences.get(&measure) else {
        return [own, String::new(), String::new(), String::new()];
    };
    let verdict = verdict(difference.verdict, is_too_rare(comparison, measure), locale);
    [
        own,
        wording::difference(measure.unit(), difference.spread.mean, locale),
        wording::range(measure.unit(), difference.spread, locale, wording::difference),
        if verdict.is_empty() { ground(difference, locale) } else { verdict.to_owned() },
    ]
}

fn figure(scenario: &Compared, measure: Measure, locale: Locale) -> String {
    let figure = scenario.figures.get(&measure);
    figure.map_or_else(String::new, |figure| wording::value(measure.unit(), figure.mean, locale))
}

fn goals(comparison: &Comparison, locale: Locale) -> String {
    let titles = comparison.scenarios.iter().map(|scenario| (scenario.title.as_str(), Align::Right));
    let headings: Vec<(&str, Align)> =
        [(locale.pick("target", "doel"), Align::Left)].into_iter().chain(titles).collect();
    let row = |(nth, goal): (usize, &Goal)| {
        let met = comparison.scenarios.iter().map(|scenario| goal_met(comparison, scenario, nth, locale));
        [goal_title(goal, locale)].into_iter().chain(met).collect()
    };
    let rows: Vec<Vec<String>> = comparison.goals.iter().enumerate().map(row).collect();
    aligned(&headings, &rows)
}

fn closing(comparison: &Comparison, locale: Locale) -> String {
    let runs = comparison.replications;
    let recorded = locale.pick("payments are fixed as recorded", "betalingen liggen vast zoals vastgelegd");
    match comparison.chance {
        Chance::Nothing => {
            let exact = locale.pick("every figure is computed on them", "elk cijfer is daarop berekend");
            format!("{recorded}; {exact}")
        }
        Chance::Delays => format!("{recorded}; {}", spread_over(runs, locale)),
        Chance::Households => spread_over(runs, locale),
    }
}

/// What the ranges are.
fn spread_over(runs: usize, locale: Locale) -> String {
    match locale {
        _ if runs < 2 => locale
            .pick(
                "one run: how much of a difference is luck is not known",
                "één run: hoeveel van een verschil toeval is, is niet bekend",
            )
            .to_owned(),
        Locale::En => format!("a … b: where 90 % of {runs} runs lie; every scenario had the same luck"),
        Locale::Nl => format!("a … b: waar 90 % van {runs} runs ligt; elk scenario had hetzelfde toeval"),
    }
}
