//! What facts of one tenant have to do with one another: which combinations a tenant can have at all.
//!
//! Every line here is one that the engine keeps (`engine::survey`, `engine::case`). What is not certain is not said: then
//! a combination counts as possible.

use super::dimension::BEFORE;
use super::dimension::Clock;
use super::dimension::Count;
use super::dimension::Dimension;
use super::dimension::ENDED;
use super::formula::Formula;
use super::formula::Order;
use super::values::Values;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const ARREARS: Dimension = Dimension::Fact(Fact::Arrears);
const PRINCIPAL: Dimension = Dimension::Fact(Fact::ArrearsPrincipal);
pub(super) const MONTHS: Dimension = Dimension::Fact(Fact::MonthsInArrears);
pub(super) const RENT: Dimension = Dimension::Fact(Fact::MonthlyRent);
const EXPIRED: Dimension = Dimension::Fact(Fact::WikExpiredAmount);
const CLAIMS: Dimension = Dimension::Fact(Fact::ClaimsOverdue);
const WITHOUT_LETTER: Dimension = Dimension::Fact(Fact::ClaimsWithoutLetter);
const OVERDUE: Dimension = Dimension::Clock(Clock::Fact(Fact::DaysOverdue), Count::Days);
const SINCE_END: Dimension = Dimension::Clock(Clock::Fact(Fact::DaysSinceEnd), Count::Days);
const TENANCY_MONTHS: Dimension = Dimension::Fact(Fact::TenancyMonths);
const END_REASON: Dimension = Dimension::Fact(Fact::EndReason);

/// The dimensions of what is owed.
const OWED: [Dimension; 7] = [ARREARS, PRINCIPAL, MONTHS, EXPIRED, CLAIMS, WITHOUT_LETTER, OVERDUE];

/// What holds of every tenant, as far as it touches these dimensions. Adds the dimensions by which they touch one another.
pub(super) fn relations(dimensions: &mut BTreeSet<Dimension>) -> Vec<Formula> {
    let mut relations = Vec::new();
    clocks(dimensions, &mut relations);
    owed(dimensions, &mut relations);
    phase(dimensions, &mut relations);
    done(dimensions, &mut relations);
    months(dimensions, &mut relations);
    holds(dimensions, &mut relations);
    relations
}

fn zero(dimension: Dimension) -> Formula {
    Formula::is_in(dimension, Values::point(0))
}

/// A clock that is read in months or working days is the same clock.
fn clocks(dimensions: &mut BTreeSet<Dimension>, relations: &mut Vec<Formula>) {
    let others: Vec<(Clock, Count)> = dimensions
        .iter()
        .filter_map(|dimension| match dimension {
            Dimension::Clock(clock, count) if *count != Count::Days => Some((*clock, *count)),
            _ => None,
        })
        .collect();
    for (clock, count) in others {
        let days = Dimension::Clock(clock, Count::Days);
        dimensions.insert(days);
        relations.extend(Formula::same(&Formula::is_never(days), &Formula::is_never(Dimension::Clock(clock, count))));
    }
}

/// What is owed hangs together where more than one thing of it is asked.
fn owed(dimensions: &mut BTreeSet<Dimension>, relations: &mut Vec<Formula>) {
    if dimensions.contains(&MONTHS) {
        dimensions.insert(RENT);
        // Months of no rent are no months.
        relations.push(Formula::any(vec![zero(MONTHS), Formula::not(zero(RENT))]));
    }
    if OWED.iter().filter(|owed| dimensions.contains(owed)).count() < 2 {
        return;
    }
    dimensions.extend(OWED);
    dimensions.insert(RENT);
    relations.extend(OF_OWED.iter().cloned());
}

/// Something is overdue exactly when there is an oldest day of it; a part of it is at most the whole.
static OF_OWED: LazyLock<Vec<Formula>> = LazyLock::new(|| {
    let mut relations = Vec::new();
    relations.extend(Formula::same(&zero(ARREARS), &Formula::is_never(OVERDUE)));
    relations.extend(Formula::same(&zero(PRINCIPAL), &zero(CLAIMS)));
    let at_most = |less, more, offset| Formula::order(Order::at_most(less, more, offset));
    relations.push(Formula::any(vec![zero(MONTHS), Formula::not(zero(PRINCIPAL))]));
    relations.push(Formula::any(vec![zero(MONTHS), Formula::not(zero(RENT))]));
    relations.push(at_most(PRINCIPAL, ARREARS, 0));
    relations.push(at_most(EXPIRED, PRINCIPAL, 0));
    relations.push(at_most(WITHOUT_LETTER, CLAIMS, 0));
    // A charge whose letter's term is over is not one without a letter.
    relations.push(Formula::any(vec![zero(EXPIRED), at_most(WITHOUT_LETTER, CLAIMS, -1)]));
    relations
});

/// A tenancy that has ended has a day since when, and only then a reason; one that has not begun has no months.
fn phase(dimensions: &mut BTreeSet<Dimension>, relations: &mut Vec<Formula>) {
    let is = |phase| Formula::is_in(Dimension::Phase, Values::point(phase));
    if dimensions.contains(&SINCE_END) {
        relations.extend(Formula::same(&Formula::not(is(ENDED)), &Formula::is_never(SINCE_END)));
    }
    if dimensions.contains(&TENANCY_MONTHS) {
        relations.extend(Formula::same(&is(BEFORE), &Formula::is_never(TENANCY_MONTHS)));
    }
    if dimensions.contains(&END_REASON) {
        let unknown = Formula::is_in(END_REASON, Values::point(EndReason::Unknown as i128));
        relations.push(Formula::any(vec![unknown, is(ENDED)]));
    }
    if [SINCE_END, TENANCY_MONTHS, END_REASON].iter().any(|dimension| dimensions.contains(dimension)) {
        dimensions.insert(Dimension::Phase);
    }
}

/// What was done has a day on which it last was; who was reached was called or visited, and not in vain.
fn done(dimensions: &mut BTreeSet<Dimension>, relations: &mut Vec<Formula>) {
    let reached = Dimension::Fact(Fact::Reached);
    if dimensions.contains(&reached) {
        let spoken = [ActionKind::Call, ActionKind::HomeVisit].map(Dimension::Done);
        dimensions.extend(spoken);
        let [call, visit] = spoken.map(Formula::yes);
        relations.push(Formula::any(vec![zero(reached), call, visit]));
    }
    let kind_of = |dimension: &Dimension| match dimension {
        Dimension::Clock(Clock::Since(kind), _) | Dimension::Done(kind) => Some(*kind),
        _ => None,
    };
    let kinds: BTreeSet<ActionKind> = dimensions.iter().filter_map(kind_of).collect();
    for kind in &kinds {
        let since = Dimension::Clock(Clock::Since(*kind), Count::Days);
        let (times, done) = (Dimension::Times(*kind), Dimension::Done(*kind));
        if dimensions.contains(&since) {
            relations.extend(Formula::same(&zero(times), &Formula::is_never(since)));
        }
        if dimensions.contains(&done) {
            relations.push(Formula::any(vec![zero(done), Formula::not(zero(times))]));
        }
        if dimensions.contains(&since) || dimensions.contains(&done) {
            dimensions.insert(times);
        }
    }
}

/// Some hold runs where one is said to; where none of all that there are does, none.
fn holds(dimensions: &BTreeSet<Dimension>, relations: &mut Vec<Formula>) {
    let on_hold = Dimension::Fact(Fact::OnHold);
    if !dimensions.contains(&on_hold) {
        return;
    }
    let codes = || HoldCode::ALL.iter().map(|code| Dimension::Running(*code)).filter(|code| dimensions.contains(code));
    relations.extend(codes().map(|code| Formula::any(vec![zero(code), Formula::yes(on_hold)])));
    if codes().count() == HoldCode::ALL.len() {
        relations.push(Formula::any(codes().map(Formula::yes).chain([zero(on_hold)]).collect()));
    }
}

/// What was so in the last months was so in the last more months.
fn months(dimensions: &BTreeSet<Dimension>, relations: &mut Vec<Formula>) {
    let looks_back: Vec<_> = dimensions
        .iter()
        .filter_map(|dimension| match dimension {
            Dimension::LastMonths(count, back) => Some((*count, *back)),
            _ => None,
        })
        .collect();
    for pair in looks_back.windows(2) {
        let [(count, back), (other, further)] = pair else { continue };
        if count == other {
            let (few, many) = (Dimension::LastMonths(*count, *back), Dimension::LastMonths(*count, *further));
            let between = i128::from(*further) - i128::from(*back);
            relations.push(Formula::order(Order::at_most(few, many, 0)));
            relations.push(Formula::order(Order::at_most(many, few, between)));
        }
    }
}
