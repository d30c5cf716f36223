//! What a policy does on the books, counted: by rule and exception, by kind of action, and what it breaches.

use crate::calendar::Period;
use crate::check::Policy;
use crate::compare::Counted;
use crate::engine::ActionDone;
use crate::engine::History;
use crate::money::Money;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Something that was done, with the costs or interest that were booked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// What was done.
    pub done: ActionDone,
    /// What was booked on its day for its kind; nothing for other kinds.
    pub charged: Money,
}

impl Act {
    pub(super) fn of(done: ActionDone, history: &History) -> Act {
        let booked = match done.kind {
            ActionKind::CollectionCosts => Some(EntryKind::Cost),
            ActionKind::StatutoryInterest => Some(EntryKind::Interest),
            _ => None,
        };
        let entries = history.entries.iter().filter(|entry| Some(entry.kind) == booked && entry.day == done.day);
        Act { done, charged: entries.map(|entry| entry.amount).sum() }
    }
}

/// Something for each of the totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums<T> {
    /// Of collection costs and interest.
    pub charged: T,
    /// Of direct cost.
    pub cost: T,
    /// Of work.
    pub work: T,
}

impl Sums<i64> {
    /// One for each total in which another tenancy, or the same under another policy, comes out otherwise.
    pub(super) fn differing(self, other: Sums<i64>) -> Sums<u64> {
        Sums {
            charged: u64::from(self.charged != other.charged),
            cost: u64::from(self.cost != other.cost),
            work: u64::from(self.work != other.work),
        }
    }
}

impl Sums<u64> {
    pub(super) const fn add(&mut self, more: Sums<u64>) {
        self.charged += more.charged;
        self.cost += more.cost;
        self.work += more.work;
    }
}

/// What a policy does on the books.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tenancies to which it does anything.
    pub tenancies: u64,
    /// How often each rule was carried out, by its name and that of the exception whose steps were taken instead; without
    /// one, empty.
    pub rules: BTreeMap<(String, String), Counted>,
    /// How often each kind of action was done.
    pub kinds: BTreeMap<ActionKind, Counted>,
    /// How often each guarantee was breached, by its title.
    pub breaches: BTreeMap<String, Counted>,
    /// Minutes of work.
    pub minutes: i64,
    /// Direct cost.
    pub cost: Money,
    /// Collection costs and interest booked to tenants.
    pub charged: Money,
    /// To how many tenancies each total is due.
    pub behind: Sums<u64>,
}

impl Tally {
    /// Counts what was done to one tenancy; what it adds to the totals, in cents and minutes.
    pub(super) fn note(&mut self, policy: &Policy, history: &History, window: Period) -> Sums<i64> {
        let before = self.sums();
        let (mut rules, mut kinds, mut breaches) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for done in &history.actions {
            let Some(rule) = done.rule.and_then(|rule| policy.rules.get(usize::from(rule))) else { continue };
            let exception = done.exception.and_then(|place| policy.exceptions.get(usize::from(place)));
            let name = exception.map_or_else(String::new, |exception| exception.named.name.clone());
            let key = (rule.named.name.clone(), name);
            // A rule of several steps was carried out once.
            if done.step == 0 {
                count(&mut self.rules, key.clone(), rules.insert(key));
            }
            count(&mut self.kinds, done.kind, kinds.insert(done.kind));
            let step = policy.step_of(done.rule, done.exception, done.step);
            if let Some(action) = step.and_then(|step| policy.actions.get(step.action?)) {
                self.minutes += i64::from(action.minutes) * i64::from(action.staff);
                self.cost += action.cost;
            }
        }
        for breach in &history.breaches {
            let guarantee = policy.guarantees.get(usize::from(breach.guarantee));
            let title = guarantee.map_or_else(String::new, |guarantee| guarantee.title.clone());
            count(&mut self.breaches, title.clone(), breaches.insert(title));
        }
        self.tenancies += u64::from(!kinds.is_empty());
        let is_charge = |kind| matches!(kind, EntryKind::Cost | EntryKind::Interest);
        let entries = history.entries.iter().filter(|entry| is_charge(entry.kind) && window.contains(entry.day));
        self.charged += entries.map(|entry| entry.amount).sum();
        let after = self.sums();
        let own = Sums {
            charged: after.charged - before.charged,
            cost: after.cost - before.cost,
            work: after.work - before.work,
        };
        self.behind.add(own.differing(Sums::default()));
        own
    }

    /// The totals in cents and minutes.
    pub(super) const fn sums(&self) -> Sums<i64> {
        Sums { charged: self.charged.cents(), cost: self.cost.cents(), work: self.minutes }
    }

    /// Adds what was done to other tenancies.
    pub(super) fn merge(&mut self, other: Tally) {
        self.tenancies += other.tenancies;
        self.minutes += other.minutes;
        self.cost += other.cost;
        self.charged += other.charged;
        self.behind.add(other.behind);
        add(&mut self.rules, other.rules);
        add(&mut self.kinds, other.kinds);
        add(&mut self.breaches, other.breaches);
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, Counted>, key: K, is_first: bool) {
    let counted = counts.entry(key).or_default();
    counted.times += 1;
    counted.tenancies += u64::from(is_first);
}

fn add<K: Ord>(counts: &mut BTreeMap<K, Counted>, more: BTreeMap<K, Counted>) {
    for (key, counted) in more {
        let own = counts.entry(key).or_default();
        own.times += counted.times;
        own.tenancies += counted.tenancies;
    }
}
