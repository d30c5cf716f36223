//! The answer in sentences: does it bring the arrears under the target, and at what price.

use super::Page;
use super::origin::origin;
use super::wording;
use crate::check::Bound;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Difference;
use crate::compare::Goal;
use crate::compare::Measure;
use crate::compare::Spread;
use crate::compare::Verdict;
use crate::locale::Locale;
use crate::report::Label;
use crate::vocabulary::Kpi;

/// What is told of one scenario.
pub(super) struct Answer {
    pub(super) title: String,
    pub(super) sentences: Vec<String>,
}

/// What a change may cost, in the order in which it is told.
const PRICE: [Measure; 4] = [Measure::Kpi(Kpi::Evictions), Measure::Kpi(Kpi::WriteOffs), Measure::Hours, Measure::Cost];

/// The answers, the baseline's last: who reads asks for the change first.
pub(super) fn answers(page: &Page<'_>) -> Vec<Answer> {
    let (comparison, locale) = (page.comparison, page.locale);
    let Some((baseline, others)) = comparison.scenarios.split_first() else { return Vec::new() };
    let changed = (1..).zip(others).map(|(place, scenario)| Answer {
        title: scenario.title.clone(),
        sentences: change(page, place, scenario, &baseline.title),
    });
    let base = Answer {
        title: format!("{} ({})", baseline.title, locale.pick("what is compared with", "waarmee vergeleken wordt")),
        sentences: level(comparison, baseline, locale)
            .into_iter()
            .chain(surety(comparison, baseline, locale))
            .collect(),
    };
    changed.chain([base]).filter(|answer| !answer.sentences.is_empty()).collect()
}

fn change(page: &Page<'_>, place: usize, scenario: &Compared, baseline: &str) -> Vec<String> {
    let (comparison, locale) = (page.comparison, page.locale);
    let rate = Measure::Kpi(Kpi::ArrearsRateSitting);
    let against = |measure: Measure| {
        let difference = scenario.differences.get(&measure)?;
        let told = told_apart(measure, *difference, baseline, locale);
        let origin = origin(page, place, measure);
        let told = told.trim_end_matches('.');
        Some(if origin.is_empty() { format!("{told}.") } else { format!("{told}: {origin}.") })
    };
    level(comparison, scenario, locale)
        .into_iter()
        .chain(surety(comparison, scenario, locale))
        .chain(against(rate))
        .chain(PRICE.into_iter().filter(|measure| is_told(scenario, *measure)).filter_map(against))
        .collect()
}

/// In how many runs the target for the rate is met.
fn surety(comparison: &Comparison, scenario: &Compared, locale: Locale) -> Option<String> {
    let about = |goal: &&Goal| goal.kpi == Kpi::ArrearsRateSitting && goal.by.is_none();
    let nth = comparison.goals.iter().position(|goal| about(&goal))?;
    let met = scenario.goals.get(nth).filter(|met| met.of > 1 && comparison.chance != Chance::Nothing)?;
    Some(match locale {
        Locale::En => format!("That target is met in {} of {} runs.", met.met, met.of),
        Locale::Nl => format!("Dat doel wordt gehaald in {} van {} runs.", met.met, met.of),
    })
}

/// Work and cost of which nothing was counted are not told.
fn is_told(scenario: &Compared, measure: Measure) -> bool {
    let counted = scenario.figures.get(&measure).is_some_and(|figure| figure.mean > 0.0)
        || scenario.differences.get(&measure).is_some_and(|difference| difference.verdict != Verdict::Same);
    counted || matches!(measure, Measure::Kpi(_))
}

/// Where the arrears rate lies, and the target.
fn level(comparison: &Comparison, scenario: &Compared, locale: Locale) -> Option<String> {
    let measure = Measure::Kpi(Kpi::ArrearsRateSitting);
    let figure = *scenario.figures.get(&measure)?;
    let goal = comparison.goals.iter().find(|goal| goal.kpi == Kpi::ArrearsRateSitting && goal.by.is_none());
    let level = wording::value(measure.unit(), figure.mean, locale);
    let range = in_brackets(wording::range(measure.unit(), figure, locale, wording::value));
    let lead = match locale {
        Locale::En => format!("Sitting tenants owe {level}{range} of a year's rent on average"),
        Locale::Nl => format!("Zittende huurders staan gemiddeld {level}{range} van de jaarhuur achter"),
    };
    Some(match goal {
        Some(goal) => format!("{lead}: {}.", against_goal(goal, figure, locale)),
        None => format!("{lead}."),
    })
}

fn against_goal(goal: &Goal, figure: Spread, locale: Locale) -> String {
    let limit = wording::limit(goal.kpi.entry().unit, goal.limit(), locale);
    let (low, high) = figure.interval.map_or((figure.mean, figure.mean), |interval| (interval.low, interval.high));
    let (side, other) = match goal.bound {
        Bound::AtMost => (locale.pick("under", "onder"), locale.pick("above", "boven")),
        Bound::AtLeast => (locale.pick("above", "boven"), locale.pick("under", "onder")),
    };
    match (goal.is_met_by(low), goal.is_met_by(high)) {
        (true, true) => match locale {
            Locale::En => format!("{side} the target of {limit}"),
            Locale::Nl => format!("{side} het doel van {limit}"),
        },
        (false, false) => match locale {
            Locale::En => format!("{other} the target of {limit}"),
            Locale::Nl => format!("{other} het doel van {limit}"),
        },
        _ => match locale {
            Locale::En => format!("the target of {limit} lies within that range"),
            Locale::Nl => format!("het doel van {limit} ligt binnen die marge"),
        },
    }
}

fn told_apart(measure: Measure, difference: Difference, baseline: &str, locale: Locale) -> String {
    let name = capitalised(&measure.title(locale));
    let spread = difference.spread;
    let size = wording::difference(measure.unit(), spread.mean.abs(), locale);
    let size = size.trim_start_matches('+');
    let range = in_brackets(wording::range(measure.unit(), spread, locale, wording::difference));
    let direction = match spread.mean {
        mean if mean > 0.0 => locale.pick("higher", "hoger"),
        _ => locale.pick("lower", "lager"),
    };
    match (difference.verdict, locale) {
        (Verdict::Computed, Locale::En) => {
            format!("{name}: {size} {direction} than under {baseline}, computed on the recorded payments.")
        }
        (Verdict::Computed, Locale::Nl) => {
            format!("{name}: {size} {direction} dan bij {baseline}, berekend op de vastgelegde betalingen.")
        }
        (Verdict::Same, Locale::En) => format!("{name}: exactly as under {baseline}."),
        (Verdict::Same, Locale::Nl) => format!("{name}: precies als bij {baseline}."),
        (Verdict::CannotBeToldApart, Locale::En) => format!("{name}: cannot be told apart from {baseline}{range}."),
        (Verdict::CannotBeToldApart, Locale::Nl) => format!("{name}: niet te onderscheiden van {baseline}{range}."),
        (Verdict::TooFewRuns, Locale::En) => {
            format!("{name}: {size} {direction} than under {baseline}{range}, and too few runs to know what is luck.")
        }
        (Verdict::TooFewRuns, Locale::Nl) => {
            format!(
                "{name}: {size} {direction} dan bij {baseline}{range}, en te weinig runs om te weten wat toeval is."
            )
        }
        (_, Locale::En) => format!("{name}: {size} {direction} than under {baseline}{range}."),
        (_, Locale::Nl) => format!("{name}: {size} {direction} dan bij {baseline}{range}."),
    }
}

/// How far the figures may be trusted.
pub(super) fn caution(page: &Page<'_>) -> String {
    let recorded = page.locale.pick(
        "Payments are fixed as recorded: the figures say what these rules would have done, not how people would have paid.",
        "Betalingen liggen vast zoals vastgelegd: de cijfers zeggen wat deze regels gedaan zouden hebben, niet hoe mensen \
         betaald zouden hebben.",
    );
    match page.comparison.chance {
        Chance::Nothing => {
            let exact = page.locale.pick("Nothing is left to chance.", "Er is geen toeval in het spel.");
            format!("{recorded} {exact}")
        }
        Chance::Delays => format!("{recorded} {}", ranges(page)),
        Chance::Households => ranges(page),
    }
}

/// What the ranges are and are not.
fn ranges(page: &Page<'_>) -> String {
    let (locale, replications) = (page.locale, page.comparison.replications);
    let assumed = page.assumptions.iter().filter(|assumption| assumption.label == Label::Assumed).count();
    if replications < 2 {
        return locale
            .pick(
                "This is one run. How much of it is luck is not known: ask for more replications.",
                "Dit is één run. Hoeveel daarvan toeval is, is niet bekend: vraag meer herhalingen.",
            )
            .to_owned();
    }
    let (en, nl) = (
        format!("Between brackets: where 90 % of {replications} runs lie, all scenarios with the same luck."),
        format!("Tussen haakjes: waar 90 % van {replications} runs ligt, alle scenario's met hetzelfde toeval."),
    );
    let rests_en = match assumed {
        1 => " One of the numbers behind it is assumed: this is a range and not a probability.".to_owned(),
        _ => format!(" {assumed} of the numbers behind it are assumed: this is a range and not a probability."),
    };
    let rests_nl = match assumed {
        1 => " Eén van de getallen erachter is aangenomen: dit is een marge en geen kans.".to_owned(),
        _ => format!(" {assumed} van de getallen erachter zijn aangenomen: dit is een marge en geen kans."),
    };
    let rests = if assumed > 0 { locale.pick(&rests_en, &rests_nl) } else { "" };
    format!("{}{rests}", locale.pick(&en, &nl))
}

fn in_brackets(range: String) -> String {
    if range.is_empty() { range } else { format!(" ({range})") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
