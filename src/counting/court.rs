//! How long bailiff and court take, and what the court decides.
//!
//! A ledger seldom shows every step. What is hidden between two that it shows is told by the whole of the time.

use super::FEWEST;
use super::put;
use super::share;
use crate::behaviour::Bailiff;
use crate::behaviour::Behaviour;
use crate::behaviour::Estimate;
use crate::behaviour::Label;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::engine::observe;
use crate::engine::set_by;
use crate::estimation::wait::Wait;
use crate::estimation::wait::mean_wait;
use crate::ledger::Allocation;
use crate::tenancy::Plan;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::PlanOutcome;

/// An eviction within so many days of the end of a settlement needed no judgment of its own.
const AT_ONCE: i32 = 7;

/// What the roads of all files came to.
#[derive(Default)]
struct Roads {
    to_writ: Vec<Wait>,
    to_judgment: Vec<Wait>,
    to_new_judgment: Vec<Wait>,
    /// For each tenancy, its verdicts that show, and the settlements among them.
    verdicts: Vec<(usize, usize)>,
    /// For each tenancy, its settlements that came to an end with arrears left, and those after which eviction followed at once.
    over: Vec<(usize, usize)>,
    instalments: Vec<u32>,
    /// How many days after an instalment fell due its settlement was broken.
    patience: Vec<i32>,
}

pub(super) fn count(portfolio: &Portfolio, behaviour: &mut Behaviour) {
    let Some(last_day) = portfolio.last_day else { return };
    let bailiff = &mut behaviour.bailiff;
    let to_eviction = bailiff.days_to_notice.value + bailiff.days_to_eviction.value;
    let mut roads = Roads::default();
    for (cluster, tenancy) in (0..).zip(&portfolio.tenancies) {
        if tenancy.actions.iter().any(|action| action.kind == ActionKind::HandOver) {
            roads.add(cluster, tenancy, last_day, to_eviction);
        }
    }
    roads.tell(bailiff);
}

impl Roads {
    fn add(&mut self, cluster: u32, tenancy: &Tenancy, last_day: Day, to_eviction: f64) {
        let observed = observe(tenancy, Allocation::default(), last_day);
        let settlements: Vec<&Plan> =
            tenancy.plans.iter().filter(|plan| set_by(tenancy, plan) == SetBy::Court).collect();
        let done = |kind: ActionKind| {
            tenancy.actions.iter().filter(move |action| action.kind == kind).map(|action| action.day)
        };
        let eviction = tenancy.recorded_eviction();
        for handed_over in done(ActionKind::HandOver) {
            let runs = observed.days.iter().filter(|at_risk| at_risk.day > handed_over);
            let over = runs.take_while(|at_risk| at_risk.situation.handed_over).last();
            let over = over.map_or(handed_over, |at_risk| at_risk.day);
            // On the day of an eviction nobody is at risk any more.
            let evicted = eviction.filter(|day| *day > handed_over && *day <= over.plus(1));
            let over = evicted.unwrap_or(over);
            let writ = done(ActionKind::Writ).find(|day| *day >= handed_over && *day <= over);
            self.to_writ.push(wait(cluster, handed_over, writ, over));
            let Some(writ) = writ else { continue };
            let set: Vec<&&Plan> =
                settlements.iter().filter(|plan| plan.agreed_on >= writ && plan.agreed_on <= over).collect();
            let at_once = evicted.filter(|day| set.iter().any(|plan| ends_with(plan, *day)));
            let left = set.iter().filter(|plan| plan.end() < over || at_once.is_some_and(|day| ends_with(plan, day)));
            self.over.push((left.count(), usize::from(at_once.is_some())));
            // An eviction shows that its judgment came before it, by the days that notice and eviction take.
            let ordered = |after: Day| {
                let early = to_eviction.min(f64::from(i32::MAX));
                let hidden = evicted.filter(|_| at_once.is_none())?.since(after);
                let days = (f64::from(hidden) - early).max(1.0);
                Some((days, hidden))
            };
            let mut from = writ;
            for place in 0..=set.len() {
                let waits = if place == 0 { &mut self.to_judgment } else { &mut self.to_new_judgment };
                match (set.get(place), ordered(from)) {
                    (Some(plan), _) => {
                        waits.push(wait(cluster, from, Some(plan.agreed_on.max(from)), over));
                        from = plan.end().max(from);
                    }
                    (None, Some((days, _))) => waits.push(Wait { cluster, days, ended: true }),
                    (None, None) if from < over && at_once.is_none() => waits.push(wait(cluster, from, None, over)),
                    _ => {}
                }
            }
        }
        let ordered = eviction.is_some_and(|day| !settlements.iter().any(|plan| ends_with(plan, day)));
        self.verdicts.push((settlements.len() + usize::from(ordered), settlements.len()));
        self.instalments.extend(settlements.iter().map(|plan| plan.instalments));
        self.patience.extend(settlements.iter().filter_map(|plan| borne(plan)));
    }

    /// Writes what was found.
    fn tell(mut self, bailiff: &mut Bailiff) {
        let demand = bailiff.days_to_demand.value;
        let put_wait = |estimate: &mut Estimate, waits: &[Wait], less: f64| {
            let mut measured = mean_wait(waits).ok();
            if let Some(measured) = &mut measured {
                let least = |days: f64| (days - less).max(1.0);
                (measured.value, measured.low, measured.high) =
                    (least(measured.value), least(measured.low), least(measured.high));
            }
            put(estimate, measured, "waits");
        };
        put_wait(&mut bailiff.days_to_writ, &self.to_writ, demand);
        put_wait(&mut bailiff.days_to_judgment, &self.to_judgment, 0.0);
        put_wait(&mut bailiff.days_to_new_judgment, &self.to_new_judgment, 0.0);
        let what = "judgments that a settlement or an eviction shows";
        let settled = share(self.verdicts.iter().copied());
        if settled.is_some_and(|measured| measured.n >= FEWEST) {
            put(&mut bailiff.arrangement, settled, what);
            let evicted = share(self.verdicts.iter().map(|(all, settled)| (*all, all - settled)));
            put(&mut bailiff.eviction_ordered, evicted, what);
            // Orders that were not carried out are hidden, and stand among neither.
            let certain = "evictions that the ledger shows; orders that came to nothing are hidden";
            let sure = Estimate { value: 1.0, low: 1.0, high: 1.0, label: Label::Fitted, source: certain.to_owned() };
            bailiff.carried_out = sure;
        }
        put(&mut bailiff.conditional_order, share(self.over.drain(..)), "settlements that ended with arrears left");
        put_middle(&mut bailiff.instalments, self.instalments.iter().map(|n| f64::from(*n)).collect());
        put_middle(&mut bailiff.patience_days, self.patience.drain(..).map(f64::from).collect());
    }
}

/// Whether an eviction followed at once on the end of a settlement, so that it must have been ordered with it.
fn ends_with(plan: &Plan, eviction: Day) -> bool {
    (-Plan::GRACE - 1..=AT_ONCE).contains(&eviction.since(plan.end()))
}

/// A wait that ended on a day, or had not when it was last looked at.
fn wait(cluster: u32, from: Day, ended: Option<Day>, seen_until: Day) -> Wait {
    let days = f64::from(ended.unwrap_or(seen_until).since(from).max(0));
    Wait { cluster, days, ended: ended.is_some() }
}

/// How many days after its last instalment fell due a settlement was broken.
fn borne(plan: &Plan) -> Option<i32> {
    let end = plan.ended_on.filter(|_| plan.outcome == Some(PlanOutcome::Broken))?;
    let last = i32::try_from(plan.instalments).unwrap_or(0);
    let missed = (0..last).map(|nth| plan.first_due.plus_months(nth)).take_while(|due| *due <= end).last()?;
    Some(end.since(missed))
}

/// Puts the middle of what was seen, between its twentieth parts.
fn put_middle(estimate: &mut Estimate, mut seen: Vec<f64>) {
    if seen.len() < FEWEST {
        return;
    }
    seen.sort_by(f64::total_cmp);
    let at = |twentieths: usize| seen.get((seen.len() - 1) * twentieths / 20).copied().unwrap_or_default();
    let source = format!("counted in the ledger: {} settlements", seen.len());
    *estimate = Estimate { value: at(10), low: at(1), high: at(19), label: Label::Fitted, source };
}
