//! Every policy on the recorded books: payments as recorded, everything done at the pace that the scenario gives the desk,
//! which is the same in every replication. What comes out follows from the rules and the books, and is therefore computed.
//!
//! Always: a policy beside itself affects nobody (`a_policy_beside_itself_affects_nobody`).

use super::chosen::Chosen;
use super::run::Plan;
use super::step::step_of;
use super::step::work_of;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::compare::Affected;
use crate::compare::Counted;
use crate::compare::Group;
use crate::compare::Grouping;
use crate::compare::OnTheBooks;
use crate::contrast::as_treated;
use crate::contrast::first_apart;
use crate::engine::ActionDone;
use crate::engine::Delay;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::kpi::KpiTable;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::EntryKind;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;

/// What one policy comes to on the recorded books.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// Its counts and sums.
    pub books: OnTheBooks,
    /// Its key figures.
    pub table: KpiTable,
    /// The tenancies that it treats otherwise than the first policy does, in order.
    pub differing: Vec<Differing>,
}

/// A tenancy that two policies treat differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The tenancy's place in the portfolio.
    pub tenancy: usize,
    /// The first day on which they do something else.
    pub first: Day,
    /// The segment under the first policy on that morning, by its place.
    pub segment: u16,
    /// The stage under the first policy on that morning, by its place.
    pub stage: Option<u16>,
}

/// What a tenant meets: on what day, what, through what, by whom.
type Treatment<'a> = (Day, ActionKind, Option<Channel>, &'a str);

/// Replays every policy of a plan. `passed` is told each time a tenancy has been run through.
#[must_use]
pub fn replay(plan: &Plan<'_>, passed: &(dyn Fn() + Sync)) -> Vec<Replayed> {
    let recorded = plan.recorded_delays();
    let delay = plan.delay(&recorded);
    let empty = || (plan.nothing_replayed(), Simulator::default());
    let mut replayed = (0..plan.portfolio.tenancies.len())
        .into_par_iter()
        .fold(empty, |(mut replayed, mut simulator), place| {
            plan.replay_tenancy(place, delay, &mut simulator, &mut replayed);
            passed();
            (replayed, simulator)
        })
        .map(|(replayed, _)| replayed)
        .reduce(|| plan.nothing_replayed(), merge);
    for policy in &mut replayed {
        policy.books.affected = plan.affected(&policy.differing);
    }
    replayed
}

impl Plan<'_> {
    fn nothing_replayed(&self) -> Vec<Replayed> {
        let start = self.portfolio.first_day.unwrap_or(self.scenario.window.from);
        let nothing = |chosen: &Chosen| Replayed {
            books: OnTheBooks::nothing(chosen.guarantees().count()),
            table: KpiTable::new(self.scenario.measured().month_ends(), start, self.known(chosen)),
            differing: Vec::new(),
        };
        self.policies.iter().map(nothing).collect()
    }

    fn replay_tenancy(&self, place: usize, delay: Delay<'_>, simulator: &mut Simulator, replayed: &mut [Replayed]) {
        let Some(tenancy) = self.portfolio.tenancies.get(place) else { return };
        let mut first: Option<(Vec<Treatment<'_>>, Vec<ActionDone>)> = None;
        for (chosen, into) in self.policies.iter().zip(replayed) {
            let later = chosen.later_versions();
            let run = Run { later: &later, ..self.run_of(chosen, None, delay, 0) };
            let history = simulator.simulate(&run, place, tenancy);
            into.note(chosen, tenancy, history, self.scenario.window);
            let treatments = treatments(chosen, history);
            match &first {
                None => first = Some((treatments, history.actions.clone())),
                Some((base, actions)) => {
                    let differs = first_apart(base.clone(), treatments, |(day, ..)| *day);
                    let differing = differs.and_then(|day| self.differing(place, actions, day, simulator));
                    into.differing.extend(differing);
                }
            }
        }
    }

    /// Where the tenancy stands under the first policy on the morning of the day, after what that policy did before it.
    fn differing(
        &self,
        place: usize,
        actions: &[ActionDone],
        day: Day,
        simulator: &mut Simulator,
    ) -> Option<Differing> {
        let baseline = self.policies.first()?;
        let tenancy = as_treated(self.portfolio.tenancies.get(place)?, actions, day);
        let later = baseline.later_versions();
        let run = Run { later: &later, ..self.run_of(baseline, None, Delay::Prompt, 0) };
        let standing = simulator.morning_of(&run, place, &tenancy, day).standing;
        Some(Differing { tenancy: place, first: day, segment: standing.segment, stage: standing.stage })
    }

    /// Who is affected, by what the first policy and the books say of them.
    fn affected(&self, differing: &[Differing]) -> Affected {
        let Some(baseline) = self.policies.first() else { return Affected::default() };
        let tenancy = |row: &Differing| self.portfolio.tenancies.get(row.tenancy);
        let segment = |row: &Differing| {
            let segment = baseline.policy_on(row.first).segments.get(usize::from(row.segment));
            segment.map_or_else(String::new, |segment| segment.named.title.clone())
        };
        let stage = |row: &Differing| {
            let stage = row.stage.and_then(|stage| baseline.policy_on(row.first).stages.get(usize::from(stage)));
            stage.map_or_else(String::new, |stage| stage.named.title.clone())
        };
        let municipality = |row: &Differing| tenancy(row).map_or_else(String::new, |of| of.municipality.clone());
        let complex = |row: &Differing| tenancy(row).map_or_else(String::new, |of| of.complex.clone());
        let groups = [
            group(Grouping::Segment, differing, segment),
            group(Grouping::Stage, differing, stage),
            group(Grouping::Municipality, differing, municipality),
            group(Grouping::Complex, differing, complex),
        ];
        Affected {
            tenancies: differing.len() as u64,
            first: differing.iter().map(|row| row.first).min(),
            groups: groups.into_iter().flatten().collect(),
        }
    }
}

/// How many there are of each title; none when nothing is said of any.
fn group(by: Grouping, differing: &[Differing], title: impl Fn(&Differing) -> String) -> Option<Group> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for row in differing {
        *counts.entry(title(row)).or_default() += 1;
    }
    let is_told = counts.keys().any(|title| !title.is_empty());
    is_told.then(|| Group { by, cells: counts.into_iter().collect() })
}

impl Replayed {
    fn note(&mut self, chosen: &Chosen, tenancy: &Tenancy, history: &History, window: Period) {
        self.table.measure(tenancy, history, |done| work_of(chosen.policy_on(done.day), done));
        let mut seen = [false; ActionKind::COUNT];
        for done in history.actions.iter().filter(|done| done.rule.is_some()) {
            let work = work_of(chosen.policy_on(done.day), done);
            self.books.minutes += work.minutes;
            self.books.cost += work.cost;
            if let Some(seen) = seen.get_mut(done.kind.place()) {
                self.books.count(done.kind, Counted { times: 1, tenancies: u64::from(!*seen) });
                *seen = true;
            }
        }
        self.books.tenancies += u64::from(seen.contains(&true));
        let charged: Money = history.entries.iter().filter(|entry| is_charged(entry, window)).map(|e| e.amount).sum();
        self.books.charged += charged;
        self.books.charged_tenancies += u64::from(charged > Money::ZERO);
        for breach in &history.breaches {
            let guarantee = chosen.guarantees_before(breach.day) + usize::from(breach.guarantee);
            if let Some(count) = self.books.breaches.get_mut(guarantee) {
                *count += 1;
            }
        }
    }
}

fn is_charged(entry: &Entry, window: Period) -> bool {
    matches!(entry.kind, EntryKind::Cost | EntryKind::Interest) && window.contains(entry.day)
}

/// What the policy does to the tenant.
fn treatments<'a>(chosen: &'a Chosen, history: &History) -> Vec<Treatment<'a>> {
    let treatment = |done: &ActionDone| {
        let policy = chosen.policy_on(done.day);
        let step = done.rule.and_then(|_| step_of(policy, done));
        let channel = step.and_then(|step| step.action).and_then(|place| policy.actions.get(place)?.channel);
        let partner = step.and_then(|step| step.partner).and_then(|place| policy.partners.get(place));
        (done.day, done.kind, channel, partner.map_or("", |partner| partner.named.name.as_str()))
    };
    history.actions.iter().map(treatment).collect()
}

/// Adds what policies come to on other tenancies, later in the portfolio.
fn merge(mut left: Vec<Replayed>, right: Vec<Replayed>) -> Vec<Replayed> {
    for (own, other) in left.iter_mut().zip(right) {
        own.books.merge(&other.books);
        own.table.merge(&other.table);
        own.differing.extend(other.differing);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: i32, kind: ActionKind, partner: &str) -> Treatment<'_> {
        (Day::from_number(day), kind, None, partner)
    }

    #[test]
    fn the_first_difference_is_the_first_day_on_which_one_does_what_the_other_does_not() {
        let base = [on(10, ActionKind::Reminder, ""), on(20, ActionKind::Call, ""), on(40, ActionKind::WikLetter, "")];
        let earlier =
            [on(10, ActionKind::Reminder, ""), on(15, ActionKind::Call, ""), on(40, ActionKind::WikLetter, "")];
        let apart = |one: &[Treatment<'_>], other: &[Treatment<'_>]| {
            first_apart(one.to_vec(), other.to_vec(), |(day, ..)| *day)
        };
        assert_eq!(apart(&base, &base), None);
        assert_eq!(apart(&base, &earlier), Some(Day::from_number(15)));
        assert_eq!(apart(&earlier, &base), Some(Day::from_number(15)));
        assert_eq!(apart(&base, &base[..2]), Some(Day::from_number(40)));
        assert_eq!(apart(&[], &base), Some(Day::from_number(10)));
        let elsewhere = [on(10, ActionKind::CreditBank, "one")];
        assert_eq!(apart(&elsewhere, &[on(10, ActionKind::CreditBank, "other")]), Some(Day::from_number(10)));
    }

    #[test]
    fn what_nobody_says_makes_no_group() {
        let row = |tenancy| Differing { tenancy, first: Day::from_number(1), segment: 0, stage: None };
        let rows = [row(0), row(1), row(2)];
        assert_eq!(group(Grouping::Complex, &rows, |_| String::new()), None);
        let named = group(Grouping::Complex, &rows, |row| if row.tenancy > 0 { "A".to_owned() } else { String::new() });
        assert_eq!(named.unwrap().cells, [(String::new(), 1), ("A".to_owned(), 2)]);
    }
}
