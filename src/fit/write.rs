//! From where the search arrived to a behaviour: values, intervals, labels, sources, and how they hang together.

use super::evidence::Evidence;
use super::layout::Layout;
use super::layout::MONEYS;
use super::layout::Parameter;
use super::layout::TENDENCIES;
use super::layout::effect_of;
use super::layout::off_scale;
use super::layout::place;
use super::numbers::Numbers;
use super::precision::Precision;
use super::record::Record;
use super::shape::CLASSES;
use super::shape::Fading;
use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::behaviour::HouseholdKind;
use crate::behaviour::Joint;
use crate::behaviour::Label;
use crate::behaviour::Scale;
use crate::behaviour::range_of;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;

/// Half the width of an interval of 95 %, in standard errors.
const REACH: f64 = 1.959_964;
/// A number of which the standard error is more than this share of the prior's spread says little beyond the prior.
const SAYS_LITTLE: f64 = 0.8;
/// A chance that cannot be more than this is known, however wide its log-odds: there they have no bottom.
const HARDLY_EVER: f64 = 0.02;

/// Whether the ledger says little of a number beyond the prior.
pub(super) fn says_little(parameter: &Parameter, value: f64, error: f64) -> bool {
    let most = off_scale(parameter.scale, value + REACH * error);
    let hardly_ever = parameter.scale == Scale::LogOdds && most < HARDLY_EVER;
    error > SAYS_LITTLE * parameter.spread && !hardly_ever
}

/// Everything that was found.
pub(super) struct Found<'a> {
    pub(super) layout: &'a Layout,
    pub(super) point: &'a [f64],
    pub(super) precision: Option<&'a Precision>,
    pub(super) evidence: &'a [Evidence],
    /// Shares of kinds of households below this are nothing.
    pub(super) prune_below: f64,
}

/// The names that the number at a place has in a behaviour: a half-life has one for each kind of its group.
pub(super) fn names(layout: &Layout, place: usize) -> Vec<String> {
    let Some(parameter) = layout.parameters.get(place) else { return Vec::new() };
    let Some(group) = place.checked_sub(place::HALF_LIVES).and_then(|group| Fading::ALL.get(group)) else {
        return vec![parameter.name.clone()];
    };
    let shares = |kind: &&ActionKind| Fading::of(**kind) == Some(*group) && layout.is_free(effect_of(**kind));
    let name = |kind: &ActionKind| format!("contact.{}.half_life_days", kind.word().en);
    ActionKind::ALL.iter().filter(shares).map(name).collect()
}

/// Writes what was found into a behaviour that was brought into shape.
pub(super) fn write(shaped: &Behaviour, found: &Found<'_>) -> Behaviour {
    let mut behaviour = shaped.clone();
    for (place, (parameter, value)) in found.layout.parameters.iter().zip(found.point).enumerate() {
        if !parameter.free || parameter.name.is_empty() {
            continue;
        }
        for name in names(found.layout, place) {
            let estimate = estimate(&name, place, parameter, *value, found);
            slot(&mut behaviour, &name).into_iter().for_each(|slot| *slot = estimate.clone());
        }
    }
    behaviour.households = households(found);
    behaviour.joint = found.precision.and_then(|precision| joint(found.layout, precision));
    behaviour
}

fn estimate(name: &str, place: usize, parameter: &Parameter, value: f64, found: &Found<'_>) -> Estimate {
    let error = found.precision.and_then(|precision| precision.error_of(place)).unwrap_or(0.0);
    let (least, most) = range_of(name);
    let to = |image: f64| off_scale(parameter.scale, image).clamp(least, most);
    let weak = says_little(parameter, value, error);
    let evidence = found.evidence.get(place).copied().unwrap_or_default().text(Locale::En);
    let (label, source) = if weak {
        (Label::Assumed, format!("near where it was looked for; the ledger says little ({evidence})"))
    } else {
        (Label::Fitted, format!("fitted to the ledger: {evidence}"))
    };
    let (low, high) = (to(value - REACH * error), to(value + REACH * error));
    Estimate { value: to(value), low, high, label, source }
}

fn joint(layout: &Layout, precision: &Precision) -> Option<Joint> {
    let mut root = precision.covariance.root()?;
    let mut joint = Joint { names: Vec::new(), scales: Vec::new(), root: Vec::new() };
    let mut again = Vec::new();
    for (row, place) in root.iter().zip(&precision.places) {
        let scale = layout.parameters.get(*place)?.scale;
        let mut names = names(layout, *place).into_iter();
        joint.names.push(names.next()?);
        joint.scales.push(scale);
        again.extend(names.map(|name| (name, scale, row.clone())));
    }
    // Numbers that are the same by design have the same error.
    for (name, scale, mut row) in again {
        joint.names.push(name);
        joint.scales.push(scale);
        row.resize(joint.names.len(), 0.0);
        root.push(row);
    }
    joint.root = root;
    Some(joint)
}

fn households(found: &Found<'_>) -> Vec<HouseholdKind> {
    let numbers = Numbers::new(found.point, found.layout);
    let shares = |by_debit: bool| {
        let all = numbers.shares_in_order(by_debit).map(libm::exp);
        let kept = all.map(|share| if share < found.prune_below { 0.0 } else { share });
        let total: f64 = kept.iter().sum();
        kept.map(|share| share / total)
    };
    let each = shares(true).into_iter().zip(shares(false)).enumerate();
    each.filter(|(_, (by_debit, by_transfer))| by_debit + by_transfer > 0.0)
        .filter_map(|(kind, (by_debit, by_transfer))| {
            let tendency = *TENDENCIES.get(kind / MONEYS)?;
            let (money, ..) = CLASSES.get(kind % MONEYS)?;
            Some(HouseholdKind { tendency, money: (*money).to_owned(), by_debit, by_transfer })
        })
        .collect()
}

/// The most that was paid of several months, in months of rent.
pub(super) fn most_paid(records: &[Record]) -> Option<f64> {
    let parts = records.iter().flat_map(|record| &record.payments).filter(|payment| !payment.covers_all);
    parts.map(|payment| payment.log_months).max_by(f64::total_cmp).map(libm::exp)
}

/// The number of that name.
pub(super) fn slot<'a>(behaviour: &'a mut Behaviour, name: &str) -> Option<&'a mut Estimate> {
    let parts: Vec<&str> = name.split('.').collect();
    let day = |day: &str| day.parse::<u16>().ok();
    match parts.as_slice() {
        ["able", "base", from] => {
            let from = day(from)?;
            behaviour.able.base.iter_mut().find(|step| step.from_day == from).map(|step| &mut step.log_odds)
        }
        ["short", "base", from] => {
            let from = day(from)?;
            behaviour.short.base.iter_mut().find(|step| step.from_day == from).map(|step| &mut step.log_odds)
        }
        ["short", "by_day_of_month", from] => {
            let from = day(from)?;
            behaviour.short.by_day_of_month.iter_mut().find(|step| step.from_day == from).map(|step| &mut step.log_odds)
        }
        ["able", number] => slot_of_able(behaviour, number),
        ["short", number] => slot_of_short(behaviour, number),
        ["contact", kind, "effect"] => behaviour.contact.get_mut(*kind).map(|contact| &mut contact.effect),
        ["contact", kind, "half_life_days"] => {
            behaviour.contact.get_mut(*kind).map(|contact| &mut contact.half_life_days)
        }
        ["plans", "agreed", kind] => behaviour.plans.agreed.get_mut(*kind),
        ["plans", "pays_beside"] => Some(&mut behaviour.plans.pays_beside),
        ["bailiff", "pays_beside"] => Some(&mut behaviour.bailiff.pays_beside),
        ["money", kind, "becomes_short"] => behaviour.money.get_mut(*kind).map(|money| &mut money.becomes_short),
        ["money", kind, "recovers"] => behaviour.money.get_mut(*kind).map(|money| &mut money.recovers),
        ["debit_bounces", "able"] => Some(&mut behaviour.debit_bounces.able),
        ["debit_bounces", "short"] => Some(&mut behaviour.debit_bounces.short),
        ["help", "effect"] => Some(&mut behaviour.help.effect),
        ["help", "becomes_short"] => Some(&mut behaviour.help.becomes_short),
        ["help", "recovers"] => Some(&mut behaviour.help.recovers),
        _ => None,
    }
}

fn slot_of_able<'a>(behaviour: &'a mut Behaviour, number: &str) -> Option<&'a mut Estimate> {
    let able = &mut behaviour.able;
    match number {
        "behind_one_month" => Some(&mut able.behind_one_month),
        "behind_three_months" => Some(&mut able.behind_three_months),
        "handed_over" => Some(&mut able.handed_over),
        "departed" => Some(&mut able.departed),
        _ => None,
    }
}

fn slot_of_short<'a>(behaviour: &'a mut Behaviour, number: &str) -> Option<&'a mut Estimate> {
    let short = &mut behaviour.short;
    match number {
        "tendency" => Some(&mut short.tendency),
        "contact" => Some(&mut short.contact),
        "handed_over" => Some(&mut short.handed_over),
        "departed" => Some(&mut short.departed),
        "by_debit" => Some(&mut short.by_debit),
        "months" => Some(&mut short.months),
        "growth" => Some(&mut short.growth),
        "spread" => Some(&mut short.spread),
        "part_when_able" => Some(&mut short.part_when_able),
        _ => None,
    }
}
