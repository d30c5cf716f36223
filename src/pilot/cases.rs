//! What becomes of every tenancy that comes into a trial, simulated under both policies with the same luck.

use super::design::HORIZONS;
use super::entry::EntryRule;
use super::entry::rent_on;
use super::stratum;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Layer;
use crate::contrast::first_apart;
use crate::engine::Breach;
use crate::engine::History;
use crate::scenario::Beside;
use crate::scenario::Plan;
use crate::scenario::Throw;
use crate::scenario::run_beside;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use serde::Deserialize;
use serde::Serialize;
use serde::Serializer;
use std::collections::BTreeMap;

/// A tenancy that came into the trial in one throw of the dice.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The tenancy's place in the books.
    pub place: usize,
    /// On which day.
    pub day: Day,
    /// Where it stood when the trial began.
    pub stratum: String,
    /// What it owes after each horizon, in cents, under either policy; none where the books end before.
    pub owed: [[Option<i64>; HORIZONS.len()]; 2],
    /// The kinds of action done within each horizon, one bit a kind, likewise.
    done: [[u64; HORIZONS.len()]; 2],
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    /// Each tenancy once for each throw in which it came in.
    pub cases: Vec<Case>,
    /// How many throws.
    pub throws: usize,
    /// How often each guarantee is breached, those of the law first.
    pub breached: Vec<Breached>,
}

/// How often a guarantee is breached under either policy, a throw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breached {
    /// Who gave it.
    #[serde(serialize_with = "layer_word")]
    pub layer: Layer,
    /// Its title.
    pub title: String,
    /// Under A.
    pub a: f64,
    /// Under B.
    pub b: f64,
}

impl Breached {
    /// Whether law or agreement gives it, so that no policy may take it.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.layer != Layer::Own
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over what it writes by reference")]
fn layer_word<S: Serializer>(layer: &Layer, into: S) -> Result<S::Ok, S::Error> {
    into.serialize_str(match layer {
        Layer::Law => "law",
        Layer::Agreement => "agreement",
        Layer::Own => "own",
    })
}

/// A kind of action, and for how many of those who came in it is done within the horizon, in either arm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doing {
    /// The kind.
    #[serde(with = "kind_word")]
    pub kind: ActionKind,
    /// The share in A.
    pub a: f64,
    /// The share in B.
    pub b: f64,
}

/// A kind of action as files say it.
mod kind_word {
    use crate::vocabulary::ActionKind;
    use serde::Deserialize;
    use serde::Deserializer;
    use serde::Serializer;
    use serde::de::Error;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over what it writes by reference")]
    pub(super) fn serialize<S: Serializer>(kind: &ActionKind, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_str(kind.word().en)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ActionKind, D::Error> {
        let word = String::deserialize(from)?;
        let known = ActionKind::ALL.iter().find(|kind| kind.word().en == word);
        known.copied().ok_or_else(|| D::Error::custom(format!("`{word}` is no kind of action")))
    }
}

struct Seen {
    case: Option<Case>,
    breaches: [Vec<(Layer, String)>; 2],
}

/// Runs the first two policies of a plan beside each other and follows who comes in.
#[must_use]
pub fn cases(plan: &Plan<'_>, rule: EntryRule, throws: &[Throw], passed: &(dyn Fn() + Sync)) -> Cases {
    let window = plan.scenario.window;
    let see = |beside: Beside<'_>| {
        let [a, b, ..] = beside.histories else { return None };
        Some(Seen { case: case(&beside, rule, window), breaches: [breaches(plan, 0, a), breaches(plan, 1, b)] })
    };
    let mut all = Vec::new();
    let mut counts: BTreeMap<(Layer, String), [u64; 2]> = BTreeMap::new();
    for seen in run_beside(plan, throws, passed, &see) {
        all.extend(seen.case);
        let [a, b] = seen.breaches;
        a.into_iter().for_each(|of| counts.entry(of).or_default()[0] += 1);
        b.into_iter().for_each(|of| counts.entry(of).or_default()[1] += 1);
    }
    let a_throw = |count: u64| count as f64 / throws.len().max(1) as f64;
    let breached =
        counts.into_iter().map(|((layer, title), [a, b])| Breached { layer, title, a: a_throw(a), b: a_throw(b) });
    Cases { cases: all, throws: throws.len(), breached: breached.collect() }
}

fn case(beside: &Beside<'_>, rule: EntryRule, window: Period) -> Option<Case> {
    let [a, b, ..] = beside.histories else { return None };
    if !has_arm(beside.tenancy, window) {
        return None;
    }
    let entered = rule.entry(beside.tenancy, a, window)?;
    let owed = |history: &History| HORIZONS.map(|months| entered.owed_after(months, history, window.to));
    let done = |history: &History| HORIZONS.map(|months| mask(history, entered.day, entered.day.plus_months(months)));
    let stratum = standing(beside.tenancy, a, window.from.plus(-1));
    Some(Case { place: beside.place, day: entered.day, stratum, owed: [owed(a), owed(b)], done: [done(a), done(b)] })
}

/// Whether a tenancy was let when arms were drawn, at the latest the day before the trial: who comes later has none.
fn has_arm(tenancy: &Tenancy, trial: Period) -> bool {
    tenancy.start < trial.from
}

/// The stratum of a tenancy by where it stands at the end of a day.
#[must_use]
pub fn standing(tenancy: &Tenancy, history: &History, day: Day) -> String {
    stratum(tenancy, history.arrears_on(day), rent_on(tenancy, day))
}

/// The kinds that are done in a time, one bit each.
pub(super) fn mask(history: &History, from: Day, to: Day) -> u64 {
    let within = history.actions.iter().filter(|done| (from..=to).contains(&done.day));
    within.fold(0, |mask, done| mask | bit(done.kind))
}

pub(super) fn bit(kind: ActionKind) -> u64 {
    u32::try_from(kind.place()).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
}

/// Who gave each guarantee that was breached, and its title: the same guarantee has them in either policy.
fn breaches(plan: &Plan<'_>, policy: usize, history: &History) -> Vec<(Layer, String)> {
    let Some(chosen) = plan.policies.get(policy) else { return Vec::new() };
    let of = |breach: &Breach| {
        let guarantee = chosen.policy_on(breach.day).guarantees.get(usize::from(breach.guarantee));
        guarantee.map(|guarantee| (guarantee.layer, guarantee.title.clone()))
    };
    history.breaches.iter().filter_map(of).collect()
}

impl Cases {
    /// How many come in in each month of the trial, a throw.
    #[must_use]
    pub fn by_month(&self, window: Period) -> Vec<f64> {
        let mut months = vec![0.0; window.month_ends().len()];
        for case in &self.cases {
            let nth = usize::try_from(case.day.month().number() - window.from.month().number()).ok();
            if let Some(count) = nth.and_then(|nth| months.get_mut(nth)) {
                *count += 1.0 / self.throws.max(1) as f64;
            }
        }
        months
    }

    /// For how many of those who came in a kind is done within a horizon.
    #[must_use]
    pub fn doing(&self, kind: ActionKind, horizon: usize) -> Doing {
        let whole: Vec<&Case> = self.cases.iter().filter(|case| case.owed_at(horizon).is_some()).collect();
        let is_done = |case: &Case, arm: usize| {
            case.done.get(arm).and_then(|of| of.get(horizon)).is_some_and(|mask| mask & bit(kind) > 0)
        };
        let share =
            |arm: usize| whole.iter().filter(|case| is_done(case, arm)).count() as f64 / whole.len().max(1) as f64;
        Doing { kind, a: share(0), b: share(1) }
    }
}

impl Case {
    /// What is owed at a horizon under either policy.
    #[must_use]
    pub fn owed_at(&self, horizon: usize) -> Option<[i64; 2]> {
        let [a, b] = &self.owed;
        Some([(*a.get(horizon)?)?, (*b.get(horizon)?)?])
    }
}

/// The rules of entry that are tried: so many months of rent, for so many days on end.
const MONTHS: [f64; 6] = [0.25, 0.5, 1.0, 1.5, 1.75, 2.5];
const DAYS: [i32; 5] = [0, 4, 10, 18, 28];
/// Of the tenancies that the policies treat otherwise, so many must have come in by then.
const COVERED: f64 = 0.95;

/// The rule of entry under which fewest tenancies come in while nearly all that the policies treat otherwise have, before they
/// do; with the share that has, and how many the policies treat otherwise in all throws. None when they treat everybody alike.
/// Only those that can be allocated count.
#[must_use]
pub fn choose_entry(plan: &Plan<'_>, throws: &[Throw], passed: &(dyn Fn() + Sync)) -> Option<(EntryRule, f64, usize)> {
    let window = plan.scenario.window;
    let rules: Vec<EntryRule> =
        MONTHS.iter().flat_map(|months| DAYS.map(|days| EntryRule { months: *months, days })).collect();
    let see = |beside: Beside<'_>| {
        let [a, b, ..] = beside.histories else { return None };
        if !has_arm(beside.tenancy, window) {
            return None;
        }
        let entries = rules.iter().map(|rule| rule.entry(beside.tenancy, a, window).map(|entered| entered.day));
        Some((first_treated_apart(a, b), entries.collect::<Vec<Option<Day>>>()))
    };
    let seen = run_beside(plan, throws, passed, &see);
    let apart = seen.iter().filter(|(apart, _)| apart.is_some()).count();
    let judged = rules.iter().enumerate().map(|(nth, rule)| {
        let entry = |entries: &[Option<Day>]| entries.get(nth).copied().flatten();
        let is_covered = |apart: Option<Day>, entries: &[Option<Day>]| {
            apart.zip(entry(entries)).is_some_and(|(apart, day)| day <= apart)
        };
        let covered = seen.iter().filter(|(apart, entries)| is_covered(*apart, entries)).count();
        let entered = seen.iter().filter(|(_, entries)| entry(entries).is_some()).count();
        (*rule, covered as f64 / apart.max(1) as f64, entered)
    });
    let judged: Vec<(EntryRule, f64, usize)> = judged.collect();
    let enough = judged.iter().filter(|(_, covered, _)| *covered >= COVERED).min_by_key(|(_, _, entered)| *entered);
    let best = enough.or_else(|| judged.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.2.cmp(&a.2))));
    best.filter(|_| apart > 0).map(|(rule, covered, _)| (*rule, *covered, apart))
}

/// The first day on which one policy does what the other does not.
fn first_treated_apart(a: &History, b: &History) -> Option<Day> {
    let done = |history: &History| {
        history.actions.iter().map(|done| (done.day, done.kind)).collect::<Vec<(Day, ActionKind)>>()
    };
    first_apart(done(a), done(b), |(day, _)| *day)
}

/// A case of which nothing is known but what it owes.
#[cfg(test)]
pub(super) fn bare(place: usize, owed: [[Option<i64>; HORIZONS.len()]; 2]) -> Case {
    Case { place, day: Day::from_number(1), stratum: "s".to_owned(), owed, done: [[0; HORIZONS.len()]; 2] }
}
