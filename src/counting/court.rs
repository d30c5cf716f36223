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

/// A file as its record shows it.
struct File {
    cluster: u32,
    handed_over: Day,
    writ: Option<Day>,
    /// The last day on which it is seen with the bailiff.
    over: Day,
    evicted: Option<Day>,
}

/// The files of a tenancy, in the order of their hand-over.
fn files(cluster: u32, tenancy: &Tenancy, last_day: Day) -> impl Iterator<Item = File> {
    let observed = observe(tenancy, Allocation::default(), last_day);
    let done =
        |kind: ActionKind| tenancy.actions.iter().filter(move |action| action.kind == kind).map(|action| action.day);
    done(ActionKind::HandOver).map(move |handed_over| {
        let after = observed.days.iter().filter(|at_risk| at_risk.day > handed_over);
        let last = after.take_while(|at_risk| at_risk.situation.handed_over).last();
        let last = last.map_or(handed_over, |at_risk| at_risk.day);
        // On the day of an eviction nobody is at risk any more.
        let evicted = tenancy.recorded_eviction().filter(|day| *day > handed_over && *day <= last.plus(1));
        let over = evicted.unwrap_or(last);
        let writ = done(ActionKind::Writ).find(|day| *day >= handed_over && *day <= over);
        File { cluster, handed_over, writ, over, evicted }
    })
}

impl File {
    /// A wait that ended on a day, or had not when the file was last seen.
    fn wait(&self, from: Day, ended: Option<Day>) -> Wait {
        let days = f64::from(ended.unwrap_or(self.over).since(from).max(0));
        Wait { cluster: self.cluster, days, ended: ended.is_some() }
    }

    /// The wait from a day for the judgment that no settlement shows. An eviction shows that it came, by the days that notice
    /// and eviction take.
    fn last_judgment(&self, from: Day, to_eviction: f64) -> Option<Wait> {
        let Some(evicted) = self.evicted else { return (from < self.over).then(|| self.wait(from, None)) };
        let days = (f64::from(evicted.since(from)) - to_eviction).max(1.0);
        Some(Wait { cluster: self.cluster, days, ended: true })
    }
}

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
        let by_court = |plan: &&Plan| set_by(tenancy, plan) == SetBy::Court;
        let settlements: Vec<&Plan> = tenancy.plans.iter().filter(by_court).collect();
        for file in files(cluster, tenancy, last_day) {
            self.to_writ.push(file.wait(file.handed_over, file.writ));
            if let Some(writ) = file.writ {
                self.add_court(&file, writ, &settlements, to_eviction);
            }
        }
        let eviction = tenancy.recorded_eviction();
        let ordered = eviction.is_some_and(|day| !settlements.iter().any(|plan| ends_with(plan, day)));
        self.verdicts.push((settlements.len() + usize::from(ordered), settlements.len()));
        self.instalments.extend(settlements.iter().map(|plan| plan.instalments));
        self.patience.extend(settlements.iter().filter_map(|plan| borne(plan)));
    }

    /// What the court made of a file whose writ was served on a day.
    fn add_court(&mut self, file: &File, writ: Day, settlements: &[&Plan], to_eviction: f64) {
        let of_file = |plan: &&&Plan| plan.agreed_on >= writ && plan.agreed_on <= file.over;
        let set: Vec<&&Plan> = settlements.iter().filter(of_file).collect();
        let at_once = file.evicted.filter(|day| set.iter().any(|plan| ends_with(plan, *day)));
        let left = |plan: &&&&Plan| plan.end() < file.over || at_once.is_some_and(|day| ends_with(plan, day));
        self.over.push((set.iter().filter(left).count(), usize::from(at_once.is_some())));
        let mut from = writ;
        for (before, plan) in set.iter().enumerate() {
            self.waits_after(before).push(file.wait(from, Some(plan.agreed_on.max(from))));
            from = plan.end().max(from);
        }
        if at_once.is_none() {
            self.waits_after(set.len()).extend(file.last_judgment(from, to_eviction));
        }
    }

    /// The waits for a judgment after so many settlements of the file.
    const fn waits_after(&mut self, settlements: usize) -> &mut Vec<Wait> {
        if settlements == 0 { &mut self.to_judgment } else { &mut self.to_new_judgment }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Money;
    use crate::tenancy::Entry;
    use crate::tenancy::RecordedAction;
    use crate::vocabulary::EndReason;
    use crate::vocabulary::EntryKind;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A tenant who never pays: handed over, sued, and settled with by the court, which settlement broke on 20 July.
    fn settled(id: usize, evicted: Option<&str>) -> Tenancy {
        let charge = |month: i32| {
            let due = day("2024-01-01").plus_months(month);
            Entry { due, ..Entry::new(EntryKind::Charge, due, Money::from_cents(60_000)) }
        };
        let done = |on: &str, kind| RecordedAction { day: day(on), kind, outcome: None, channel: None };
        let mut actions = vec![done("2024-04-10", ActionKind::HandOver), done("2024-05-20", ActionKind::Writ)];
        actions.extend(evicted.map(|on| done(on, ActionKind::Eviction)));
        let settlement = Plan {
            agreed_on: day("2024-06-10"),
            instalments: 12,
            amount: Money::from_cents(25_000),
            first_due: day("2024-07-01"),
            ended_on: Some(day("2024-07-20")),
            outcome: Some(PlanOutcome::Broken),
            listed: Vec::new(),
        };
        let end = evicted.map(day);
        let end_reason = if end.is_some() { EndReason::Evicted } else { EndReason::Unknown };
        let entries = (0..7).map(charge).collect();
        Tenancy {
            end,
            end_reason,
            entries,
            actions,
            plans: vec![settlement],
            ..Tenancy::bare(&format!("T{id}"), day("2020-01-01"))
        }
    }

    fn counted(evictions: &[Option<&str>]) -> Bailiff {
        let tenancies = evictions.iter().enumerate().map(|(id, evicted)| settled(id, *evicted)).collect();
        let portfolio = Portfolio { last_day: Some(day("2025-06-30")), ..Portfolio::new(tenancies) };
        let text = include_str!("../../scenarios/behaviours/default.yaml");
        let mut behaviour: Behaviour = serde_yaml::from_str(text).unwrap();
        count(&portfolio, &mut behaviour);
        behaviour.bailiff
    }

    #[test]
    fn an_eviction_on_the_end_of_a_settlement_was_ordered_with_it_and_a_later_one_was_not() {
        let mut evictions = [None; 12];
        (evictions[0], evictions[1], evictions[2]) = (Some("2024-07-20"), Some("2024-07-24"), Some("2024-12-20"));
        let bailiff = counted(&evictions);
        assert_eq!(bailiff.conditional_order.label, Label::Fitted);
        assert!((bailiff.conditional_order.value - 2.0 / 12.0).abs() < 1e-12, "{:?}", bailiff.conditional_order);
        // Of thirteen verdicts that show, one ordered eviction by itself.
        assert!((bailiff.eviction_ordered.value - 1.0 / 13.0).abs() < 1e-12, "{:?}", bailiff.eviction_ordered);
    }

    #[test]
    fn few_settlements_say_nothing() {
        let bailiff = counted(&[None; 9]);
        assert_ne!(bailiff.conditional_order.label, Label::Fitted);
    }
}
