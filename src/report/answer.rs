//! The answer in sentences: does it bring the arrears under the target, and at what price.

use super::Page;
use super::breach::kept;
use super::breakdown::is_too_rare;
use super::breakdown::shown_at;
use super::ground::ground;
use super::origin::is_fitted;
use super::origin::origin;
use super::wording;
use crate::check::Bound;
use crate::compare::Chance;
use crate::compare::Compared;
use crate::compare::Comparison;
use crate::compare::Difference;
use crate::compare::FEWEST_RUNS;
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

/// What a change may bring and cost, in the order in which it is told.
const TOLD: [Measure; 6] = [
    Measure::Kpi(Kpi::ArrearsRateSitting),
    Measure::Kpi(Kpi::Evictions),
    Measure::Kpi(Kpi::WriteOffs),
    Measure::Kpi(Kpi::CollectionCosts),
    Measure::Hours,
    Measure::Cost,
];

/// What differences have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Higher,
    Lower,
    Unclear,
    Same,
}

const WAYS: [Way; 4] = [Way::Higher, Way::Lower, Way::Unclear, Way::Same];

/// The answers, the baseline's last: who reads asks for the change first.
pub(super) fn answers(page: &Page<'_>) -> Vec<Answer> {
    let (comparison, locale) = (page.comparison, page.locale);
    let Some((baseline, others)) = comparison.scenarios.split_first() else { return Vec::new() };
    let changed = (1..).zip(others).map(|(place, scenario)| Answer {
        title: scenario.title.clone(),
        sentences: change(page, place, scenario, &baseline.title),
    });
    let mut sentences = standing(page, baseline);
    if baseline.figures.contains_key(&Measure::Kpi(Kpi::ArrearsRateSitting)) {
        let at = sentences.len().min(1);
        sentences.splice(at..at, recorded(page));
    }
    let base = Answer {
        title: format!("{} ({})", baseline.title, locale.pick("what is compared with", "waarmee vergeleken wordt")),
        sentences,
    };
    changed.chain([base]).filter(|answer| !answer.sentences.is_empty()).collect()
}

/// Where a scenario stands by itself: the rate with its target, and the guarantees.
fn standing(page: &Page<'_>, scenario: &Compared) -> Vec<String> {
    let (comparison, locale) = (page.comparison, page.locale);
    let level = [
        level(comparison, scenario, locale),
        surety(comparison, scenario, locale),
        at_end(comparison, scenario, locale),
    ];
    let level = level.into_iter().flatten().collect::<Vec<String>>().join(" ");
    let level = (!level.is_empty()).then_some(level);
    level.into_iter().chain(kept(&page.breaches, &scenario.title, locale)).collect()
}

fn change(page: &Page<'_>, place: usize, scenario: &Compared, baseline: &str) -> Vec<String> {
    let told = |way: &Way| {
        let items = TOLD.into_iter().filter_map(|measure| {
            let difference = scenario.differences.get(&measure)?;
            let is_told = is_told(scenario, measure) && !is_too_rare(page.comparison, measure);
            (is_told && way_of(*difference) == *way).then(|| item(page, place, measure, *difference))
        });
        let items = items.collect::<Vec<String>>().join("; ");
        (!items.is_empty()).then(|| format!("{}: {items}.", lead(page, *way, baseline)))
    };
    let mut sentences = standing(page, scenario);
    let guarantees = sentences.split_off(sentences.len().min(1));
    sentences.into_iter().chain(WAYS.iter().filter_map(told)).chain(guarantees).collect()
}

fn way_of(difference: Difference) -> Way {
    match difference.verdict {
        Verdict::Same => Way::Same,
        Verdict::CannotBeToldApart => Way::Unclear,
        _ if difference.spread.mean > 0.0 => Way::Higher,
        _ => Way::Lower,
    }
}

fn lead(page: &Page<'_>, way: Way, baseline: &str) -> String {
    let locale = page.locale;
    let words = match way {
        Way::Higher => locale.pick("Higher than under", "Hoger dan bij"),
        Way::Lower => locale.pick("Lower than under", "Lager dan bij"),
        Way::Unclear => locale.pick("Cannot be told apart from", "Niet te onderscheiden van"),
        Way::Same => locale.pick("Exactly as under", "Precies als bij"),
    };
    let is_told_apart = matches!(way, Way::Higher | Way::Lower);
    let more = match page.comparison.chance {
        Chance::Nothing if is_told_apart => {
            locale.pick(", computed on the recorded payments", ", berekend op de vastgelegde betalingen")
        }
        Chance::Delays | Chance::Households if is_told_apart && page.comparison.replications < FEWEST_RUNS => {
            locale.pick(", with too few runs to know what is luck", ", met te weinig runs om te weten wat toeval is")
        }
        _ => "",
    };
    format!("{words} {baseline}{more}")
}

/// A measure with its difference, and between brackets within what range it lies, where it comes from and on what it rests.
fn item(page: &Page<'_>, place: usize, measure: Measure, difference: Difference) -> String {
    let (locale, spread) = (page.locale, difference.spread);
    let name = measure.title(locale);
    let size = match way_of(difference) {
        Way::Same => return name,
        Way::Unclear => String::new(),
        Way::Higher | Way::Lower => format!(" {}", wording::difference(measure.unit(), spread.mean, locale)),
    };
    let range = wording::range(measure.unit(), spread, locale, wording::difference);
    let origin = if size.is_empty() { String::new() } else { origin(page, place, measure) };
    let more = [range, origin, ground(&difference, locale)]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<String>>()
        .join("; ");
    format!("{name}{size}{}", in_brackets(more))
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

/// The last month end, where it lies on the other side of the target than the window as a whole.
fn at_end(comparison: &Comparison, scenario: &Compared, locale: Locale) -> Option<String> {
    let kpi = Kpi::ArrearsRateSitting;
    let goal = rate_goal(comparison)?;
    let whole = scenario.figures.get(&Measure::Kpi(kpi))?.mean;
    let last = shown_at(scenario, kpi, comparison.dates.len().checked_sub(1)?)?.mean;
    let (is_met, was_met) = (goal.is_met_by(last), goal.is_met_by(whole));
    let figure = wording::value(kpi.entry().unit, last, locale);
    let lead = locale.pick("At the end of the window", "Aan het einde van het venster");
    let target = locale.pick("the target", "het doel");
    (is_met != was_met).then(|| format!("{lead} {figure}: {} {target}.", side(goal.bound, is_met, locale)))
}

/// On which side of a target lies what meets it, or does not.
const fn side(bound: Bound, is_met: bool, locale: Locale) -> &'static str {
    match (bound, is_met) {
        (Bound::AtMost, true) | (Bound::AtLeast, false) => locale.pick("under", "onder"),
        (Bound::AtMost, false) | (Bound::AtLeast, true) => locale.pick("above", "boven"),
    }
}

/// The target for the rate over the whole window.
fn rate_goal(comparison: &Comparison) -> Option<&Goal> {
    comparison.goals.iter().find(|goal| goal.kpi == Kpi::ArrearsRateSitting && goal.by.is_none())
}

/// Where the rate lies in the books themselves, beside a model of them.
fn recorded(page: &Page<'_>) -> Option<String> {
    let kpi = Kpi::ArrearsRateSitting;
    let replayed = page.computed.comparison.scenarios.first()?.figures.get(&Measure::Kpi(kpi));
    let is_whole = page.comparison.forecast_from.is_none();
    let figure = replayed.filter(|_| page.comparison.chance == Chance::Households && is_whole)?;
    let level = wording::value(kpi.entry().unit, figure.mean, page.locale);
    let (rest_en, rest_nl) = if is_fitted(page) { ("estimated", "geschat") } else { ("assumed", "aanname") };
    Some(match page.locale {
        Locale::En => format!(
            "In the books themselves, over the same window: {level}; the difference with the model is {rest_en}."
        ),
        Locale::Nl => {
            format!("In de boeken zelf, over hetzelfde venster: {level}; het verschil met het model is {rest_nl}.")
        }
    })
}

/// What books as small as these cannot show.
pub(super) fn unseen(comparison: &Comparison, locale: Locale) -> Option<String> {
    let evictions = Measure::Kpi(Kpi::Evictions);
    if !is_too_rare(comparison, evictions) {
        return None;
    }
    let means = comparison.scenarios.iter().filter_map(|scenario| Some(scenario.figures.get(&evictions)?.mean));
    let most = wording::value(evictions.unit(), means.fold(0.0, f64::max), locale);
    Some(match locale {
        Locale::En => format!(
            "Evictions are too rare in these books to compare policies on: at most {most} a year on average. That none \
             differ here does not say that none will."
        ),
        Locale::Nl => format!(
            "Huisuitzettingen zijn in deze boeken te zeldzaam om beleid op te vergelijken: gemiddeld hoogstens {most} per \
             jaar. Dat er hier geen verschil te zien is, zegt niet dat het er niet is."
        ),
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
    let goal = rate_goal(comparison);
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
    match (goal.is_met_by(low), goal.is_met_by(high)) {
        (low, high) if low == high => {
            let (side, target) = (side(goal.bound, low, locale), locale.pick("the target of", "het doel van"));
            format!("{side} {target} {limit}")
        }
        _ => match locale {
            Locale::En => format!("the target of {limit} lies within that range"),
            Locale::Nl => format!("het doel van {limit} ligt binnen die marge"),
        },
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
