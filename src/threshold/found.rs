//! The cases at a threshold, read from the record, and what changes there.

use super::AtThreshold;
use super::DOWN_AFTER;
use super::FOLLOWS;
use super::InForce;
use super::Threshold;
use super::reading::without;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Comparison;
use crate::check::Value;
use crate::engine::Decided;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::engine::decided;
use crate::estimation::discontinuity::Case;
use crate::estimation::discontinuity::discontinuity;
use crate::money::Money;
use crate::program::Program;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use rayon::iter::IndexedParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;

/// A case with its outcomes: the shares by which the arrears came down, early and at the end.
type Seen = (Case, [f64; 2]);

/// What the books tell at a threshold; none where the policy without it does not run.
pub(super) fn at(force: &InForce<'_>, threshold: Threshold, values: &[Value]) -> Option<AtThreshold> {
    let program = Program::compile(&without(force.policy, &threshold, values), force.settings).ok()?;
    let seen = cases(force, &threshold, &program);
    let reach = reach(threshold.value)?;
    let of = |place: usize| -> Vec<Case> {
        let outcome = |shares: &[f64; 2]| shares.get(place).copied().unwrap_or(0.0);
        seen.iter().map(|(case, shares)| Case { outcome: outcome(shares), ..*case }).collect()
    };
    let found = discontinuity(&of(1), reach);
    let early = found.is_ok().then(|| discontinuity(&of(0), reach).ok().map(|found| found.outcome)).flatten();
    Some(AtThreshold { threshold, cases: seen.len(), found, early })
}

fn cases(force: &InForce<'_>, threshold: &Threshold, program: &Program) -> Vec<Seen> {
    let Some(last_day) = force.portfolio.last_day else { return Vec::new() };
    let window = Period { from: last_day, to: last_day };
    let run = Run {
        columns: &force.portfolio.attributes,
        allocation: force.allocation,
        plans_listed: force.portfolio.has_plans,
        ..Run::replay(program, window)
    };
    let from = force.from().unwrap_or(Day::DAWN);
    let of_tenancy = |simulator: &mut Simulator, (place, tenancy): (usize, &Tenancy)| -> Vec<Seen> {
        let all = decided(simulator, &run, place, tenancy, threshold.place, DOWN_AFTER);
        let ruled = all.iter().filter(|decided| from <= decided.day);
        ruled.filter_map(|decided| seen(threshold, tenancy, place, decided)).collect()
    };
    let tenancies = force.portfolio.tenancies.par_iter().enumerate();
    tenancies.map_init(Simulator::default, of_tenancy).flatten_iter().collect()
}

/// What came of a decision; none where the books do not tell it, or what was open was given up.
fn seen(threshold: &Threshold, tenancy: &Tenancy, place: usize, decided: &Decided) -> Option<Seen> {
    let days = |day: Day| day.since(decided.day);
    let [_, end] = DOWN_AFTER;
    let given_up =
        tenancy.entries.iter().any(|entry| entry.kind == EntryKind::WriteOff && (0..end).contains(&days(entry.day)));
    if given_up || decided.open <= Money::ZERO {
        return None;
    }
    let down = |later: Money| 1.0 - (later.cents() as f64 / decided.open.cents() as f64).clamp(0.0, 1.0);
    let [early, late] = decided.later;
    let treated =
        tenancy.actions.iter().any(|action| action.kind == threshold.kind && (0..FOLLOWS).contains(&days(action.day)));
    let distance = distance(threshold, decided)?;
    let cluster = u32::try_from(place).ok()?;
    let late = down(late?);
    Some((Case { cluster, distance, treated, outcome: late }, [down(early?), late]))
}

/// How far over the threshold, on the side where the rule acts: in cents or in months of rent. The threshold itself lies
/// between two cents, and on the side where the rule has it.
fn distance(threshold: &Threshold, decided: &Decided) -> Option<f64> {
    let (over, smallest) = match threshold.value {
        Value::Money(money) => ((decided.arrears - money).cents() as f64, 0.5),
        Value::MonthsOfRent(number) => {
            let (rent, share) = (decided.rent.cents(), number.as_share());
            if rent <= 0 {
                return None;
            }
            (decided.of_rent.cents() as f64 / rent as f64 - share.part as f64 / share.whole as f64, 1e-6)
        }
        _ => return None,
    };
    Some(match threshold.comparison {
        Comparison::AtLeast => over + smallest,
        Comparison::Greater => over - smallest,
        Comparison::AtMost => smallest - over,
        Comparison::Less => -smallest - over,
        Comparison::Equal | Comparison::NotEqual => return None,
    })
}

/// As far over a threshold as nothing is under it.
fn reach(value: Value) -> Option<f64> {
    match value {
        Value::Money(money) => Some(money.cents() as f64),
        Value::MonthsOfRent(number) => Some(number.as_share().part as f64 / number.as_share().whole as f64),
        _ => None,
    }
}
