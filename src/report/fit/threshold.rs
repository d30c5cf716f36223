//! What the books tell at the thresholds of the policy that was in force, for people.

use super::FitPage;
use super::cliff;
use super::numbers;
use crate::behaviour::Label;
use crate::calendar::Day;
use crate::check::Comparison;
use crate::check::Value;
use crate::estimation::discontinuity::Discontinuity;
use crate::estimation::discontinuity::FEWEST_CASES;
use crate::estimation::discontinuity::FEWEST_CLUSTERS;
use crate::estimation::discontinuity::Jump;
use crate::estimation::discontinuity::Untold;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::report::wording;
use crate::threshold::AtThreshold;
use crate::threshold::DOWN_AFTER;
use crate::threshold::FOLLOWS;
use crate::threshold::Threshold;
use crate::vocabulary::KpiUnit;

/// Amounts that chance bunches so on one side less often than this look arranged.
const ARRANGED: f64 = 0.01;

/// What is told at a threshold, in cells.
pub(super) struct ThresholdRow {
    pub(super) name: String,
    /// Each with its interval, if it has one.
    pub(super) cells: [(String, String); 6],
}

/// The thresholds at which something is told, as rows.
pub(super) fn rows(page: &FitPage<'_>) -> Vec<ThresholdRow> {
    let each = page.thresholds.into_iter().flat_map(|all| &all.each);
    each.filter_map(|at| Some(row(page, at, at.found.as_ref().ok()?))).collect()
}

fn row(page: &FitPage<'_>, at: &AtThreshold, found: &Discontinuity) -> ThresholdRow {
    let points = |value: f64| points(value, page.locale);
    let jump = |jump: &Jump| (points(jump.value), format!("{} … {}", points(jump.low), points(jump.high)));
    let none = || ("–".to_owned(), String::new());
    let alone = |text: String| (text, String::new());
    let maybe = |of: Option<&Jump>| of.map_or_else(|| "–".to_owned(), |jump| points(jump.value));
    let [under, over] = found.near.map(|count| page.count(count.cases as u64));
    ThresholdRow {
        name: name(page, &at.threshold),
        cells: [
            alone(format!("{under} / {over}")),
            alone(points(found.treated.value)),
            jump(&found.outcome),
            alone(format!("{} / {}", maybe(found.half.as_ref()), maybe(found.double.as_ref()))),
            at.early.as_ref().map_or_else(none, jump),
            found.effect.as_ref().map_or_else(none, jump),
        ],
    }
}

/// A difference in per cents of a whole, in whole points.
fn points(value: f64, locale: Locale) -> String {
    let rounded = libm::round(value * 100.0) / 100.0;
    let text = wording::difference(KpiUnit::Rate, rounded, locale);
    text.replace(locale.pick(".00", ",00"), "")
}

/// A rule with its threshold: `Call (arrears ≥ € 100)`.
pub(super) fn name(page: &FitPage<'_>, threshold: &Threshold) -> String {
    let sign = match threshold.comparison {
        Comparison::AtLeast => "≥",
        Comparison::AtMost => "≤",
        other => other.sign(),
    };
    let fact = threshold.fact.entry().word.in_locale(page.locale).replace('_', " ");
    format!("{} ({fact} {sign} {})", threshold.rule, amount(threshold.value, page.locale))
}

fn amount(value: Value, locale: Locale) -> String {
    match value {
        Value::Money(money) => locale.money(money),
        Value::MonthsOfRent(number) => locale.number(number),
        _ => String::new(),
    }
}

/// What is told at each threshold, in sentences; then which rules have none that tells anything.
pub(super) fn sentences(page: &FitPage<'_>) -> Vec<String> {
    let Some(all) = page.thresholds else { return Vec::new() };
    let told = all.each.iter().filter_map(|at| Some(sentence(page, at, at.found.as_ref().ok()?)));
    let mut lines: Vec<String> = told.chain(untold(page, &all.each)).collect();
    if all.each.is_empty() {
        let none = page.pick(
            "No rule of this policy addresses tenants from an amount on.",
            "Geen regel van dit beleid benadert huurders vanaf een bedrag.",
        );
        lines.push(none.to_owned());
    }
    lines.extend(all.as_if.map(|day| as_if(page, day)));
    lines.extend(cliff::unpictured(page));
    if !all.coarse.is_empty() {
        let rules = all.coarse.join(", ");
        lines.push(match page.locale {
            Locale::En => format!(
                "Days and whole months are no thresholds to look at: nobody is just under a deadline, and what comes with \
                 it cannot be told from the passing of days ({rules})."
            ),
            Locale::Nl => format!(
                "Dagen en hele maanden zijn geen grenzen om naar te kijken: niemand zit net onder een termijn, en wat ermee \
                 komt is niet te scheiden van het verstrijken van dagen ({rules})."
            ),
        });
    }
    lines
}

/// Why the others tell nothing: those of one reason together.
fn untold(page: &FitPage<'_>, each: &[AtThreshold]) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for at in each {
        let Err(untold) = at.found else { continue };
        let reason = if at.cases == 0 { no_decision() } else { why_untold(untold) };
        let reason = reason.in_locale(page.locale).to_owned();
        let name = name(page, &at.threshold);
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name),
            None => reasons.push((reason, vec![name])),
        }
    }
    reasons.into_iter().map(|(reason, names)| format!("{reason}: {}.", names.join("; "))).collect()
}

/// That the policy was tried on books of before its time.
fn as_if(page: &FitPage<'_>, day: Day) -> String {
    let day = page.locale.day(day);
    match page.locale {
        Locale::En => format!(
            "Taken as if this policy ruled over all of these books: by itself it does from {day} on. A difference at an amount \
             is the policy's only where the desk went by that amount before."
        ),
        Locale::Nl => format!(
            "Genomen alsof dit beleid over al deze boeken gold: uit zichzelf geldt het vanaf {day}. Een verschil bij een bedrag \
             komt alleen van het beleid waar men zich daarvoor al aan dat bedrag hield."
        ),
    }
}

/// Not one day on which the rule was decided but for its amount.
fn no_decision() -> Phrase {
    let [_, days] = DOWN_AFTER;
    Phrase::new(
        format!("These books hold no decision under this policy with {days} days after it"),
        format!("Deze boeken bevatten geen beslissing onder dit beleid met {days} dagen erna"),
    )
}

fn sentence(page: &FitPage<'_>, at: &AtThreshold, found: &Discontinuity) -> String {
    let mut text = told(page, &name(page, &at.threshold), found);
    for more in [idle(page, found), arranged(page, found), beside(page, at), agrees(page, at, found)] {
        more.into_iter().for_each(|more| text += &format!(" {more}"));
    }
    text
}

fn told(page: &FitPage<'_>, name: &str, found: &Discontinuity) -> String {
    let jump = found.outcome;
    let [value, low, high] = [jump.value, jump.low, jump.high].map(|value| points(value, page.locale));
    let followed = points(found.treated.value, page.locale);
    let [_, days] = DOWN_AFTER;
    let sense = if found.is_found() {
        ""
    } else {
        page.pick(", which cannot be told from nothing", ", wat niet van niets te onderscheiden is")
    };
    match page.locale {
        Locale::En => format!(
            "{name}: the share in which the action followed differs by {followed} between just over and just under it, and \
             the share by which the arrears came down in {days} days by {value} ({low} … {high}){sense}."
        ),
        Locale::Nl => format!(
            "{name}: het deel waarin de actie volgde verschilt {followed} tussen net erboven en net eronder, en het deel \
             waarmee de achterstand in {days} dagen daalde {value} ({low} … {high}){sense}."
        ),
    }
}

fn idle(page: &FitPage<'_>, found: &Discontinuity) -> Option<String> {
    found.effect.is_none().then(|| {
        page.pick(
            "The threshold hardly decides who gets the action, so this says nothing of the action.",
            "De grens beslist nauwelijks wie de actie krijgt, dus dit zegt niets over de actie.",
        )
        .to_owned()
    })
}

fn arranged(page: &FitPage<'_>, found: &Discontinuity) -> Option<String> {
    if found.density.chance >= ARRANGED {
        return None;
    }
    let ratio = wording::plain(libm::round(found.density.ratio * 100.0) / 100.0, page.locale);
    Some(match page.locale {
        Locale::En => format!(
            "There are {ratio} times as many just over it as just under it, more than chance does: people or desk may have \
             kept to one side, and then the difference is not the action's."
        ),
        Locale::Nl => format!(
            "Er zijn er net erboven {ratio} keer zoveel als net eronder, meer dan toeval doet: mensen of medewerkers kunnen \
             aan één kant zijn gebleven, en dan komt het verschil niet door de actie."
        ),
    })
}

fn beside(page: &FitPage<'_>, at: &AtThreshold) -> Option<String> {
    let others = &at.threshold.beside;
    if others.is_empty() {
        return None;
    }
    let others = others.join(", ");
    Some(match page.locale {
        Locale::En => format!("From the same amount on also: {others}. What is seen is that of all of them."),
        Locale::Nl => format!("Vanaf hetzelfde bedrag ook: {others}. Wat te zien is, is van die samen."),
    })
}

/// Whether the fit says the same way, where both say something.
fn agrees(page: &FitPage<'_>, at: &AtThreshold, found: &Discontinuity) -> Option<String> {
    let effects = numbers::effects(page);
    let fitted = effects.iter().find(|row| row.kind == at.threshold.kind && row.effect.label == Label::Fitted)?.effect;
    let seen = fitted.low > 0.0 || fitted.high < 0.0;
    let effect = found.effect.filter(|_| found.is_found() && seen)?;
    Some(
        if effect.value * fitted.value > 0.0 {
            page.pick("The fitted effect points the same way.", "Het geschatte effect wijst dezelfde kant op.")
        } else {
            page.pick(
                "The fitted effect points the other way: one of both is not to be trusted.",
                "Het geschatte effect wijst de andere kant op: een van beide is niet te vertrouwen.",
            )
        }
        .to_owned(),
    )
}

/// Why a threshold tells nothing, in words.
#[must_use]
pub fn why_untold(untold: Untold) -> Phrase {
    match untold {
        Untold::TooFew { .. } => Phrase::new(
            format!(
                "Too few near the threshold (it takes {FEWEST_CASES} cases of {FEWEST_CLUSTERS} tenancies on either side)"
            ),
            format!(
                "Te weinig in de buurt van de grens (nodig zijn aan elke kant {FEWEST_CASES} gevallen van \
                 {FEWEST_CLUSTERS} huurovereenkomsten)"
            ),
        ),
        Untold::Heaped { .. } => Phrase::new(
            "Many near the threshold owe precisely the same, such as a whole month, so that those just over it are other \
             people than those just under it",
            "Velen in de buurt van de grens zijn precies hetzelfde schuldig, zoals een hele maand, zodat wie er net boven \
             zit een ander slag is dan wie er net onder zit",
        ),
        Untold::NoVariation => Phrase::new(
            "The arrears of all near the threshold came down alike",
            "De achterstand van iedereen in de buurt van de grens daalde even ver",
        ),
    }
}

/// How a threshold is looked at.
pub(super) fn how(page: &FitPage<'_>) -> String {
    let [early, late] = DOWN_AFTER;
    let from = page.thresholds.and_then(|all| all.from).map(|day| page.locale.day(day));
    let since = match (page.locale, from) {
        (_, None) => String::new(),
        (Locale::En, Some(day)) => format!(" What was decided before {day} is left out: the policy did not rule yet."),
        (Locale::Nl, Some(day)) => format!(" Wat voor {day} werd beslist, telt niet mee: het beleid gold nog niet."),
    };
    match page.locale {
        Locale::En => format!(
            "Those just under an amount and just over it hardly differ, but for what the rule does with them. A case is a \
             day on which all of the rule came to hold but the amount, or on which more fell due while it did; the action counts when it \
             came within {FOLLOWS} days; what is told is by which share of what was owed the arrears had come down {early} and \
             {late} days later. Per action: the difference, \
             divided by how much more often the action came. It holds for those near the amount, and rests on nothing \
             else on this page.{since}"
        ),
        Locale::Nl => format!(
            "Wie net onder een bedrag zit en wie net erboven, verschillen nauwelijks, op wat de regel met hen doet na. Een \
             geval is een dag waarop alles van de regel ging gelden behalve het bedrag, of waarop er dan meer verviel; de actie telt als \
             zij binnen {FOLLOWS} dagen kwam; verteld wordt met welk deel van wat openstond de achterstand {early} en {late} \
             dagen later gedaald was. Per actie: \
             het verschil, gedeeld door hoeveel vaker de actie kwam. Het geldt voor wie in de buurt van het bedrag zit, en \
             rust op niets anders op deze pagina.{since}"
        ),
    }
}
