//! Collection costs and interest: what the policy charges to the tenant at the end of a day.

use super::Question;
use super::Reader;
use huurproef::calendar::Day;
use huurproef::check::CostsVat;
use huurproef::check::Policy;
use huurproef::check::Step;
use huurproef::law::Vat;
use huurproef::law::collection_costs;
use huurproef::law::interest;
use huurproef::ledger::OpenItem;
use huurproef::money::Money;
use huurproef::tenancy::Entry;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EntryKind;

impl Reader<'_> {
    /// Whether the policy charges its own instead of this recorded entry.
    pub(super) fn replaces(&self, entry: &Entry) -> bool {
        let Question { policy, tenancy, window, .. } = self.question;
        match entry.kind {
            EntryKind::Credit => {
                let named = entry.refers_to.and_then(|place| tenancy.entries.get(place as usize));
                named.is_some_and(|named| named.kind != EntryKind::Credit && self.replaces(named))
            }
            _ => window.contains(entry.day) && charges_its_own(policy, entry.kind),
        }
    }

    pub(super) fn charge(&mut self, kind: ActionKind, steps: &[Step], day: Day) {
        let Some((amount, claim)) = self.chargeable(kind, steps, day) else { return };
        let kind = if kind == ActionKind::CollectionCosts { EntryKind::Cost } else { EntryKind::Interest };
        self.course.charged.push((day, amount));
        self.book_here(Entry { due: day, refers_to: Some(claim), ..Entry::new(kind, day, amount) });
    }

    /// What can be charged, and the oldest claim on which it is.
    pub(super) fn chargeable(&mut self, kind: ActionKind, steps: &[Step], day: Day) -> Option<(Money, u32)> {
        let view = self.seen_for(steps, day);
        let charges = view.charges();
        let expired: Vec<OpenItem> = charges.iter().filter(|item| view.has_expired(item)).copied().collect();
        match kind {
            ActionKind::CollectionCosts => self.costs(&expired),
            ActionKind::StatutoryInterest => self.interest(&charges, day),
            _ => None,
        }
    }

    /// Where households are modelled, what is overdue is written off when the policy says so.
    pub(super) fn write_off(&mut self, kind: ActionKind, day: Day) {
        let overdue = self.account.overdue(day);
        if kind == ActionKind::WriteOff && self.household.is_some() && overdue > Money::ZERO {
            self.book_here(Entry::new(EntryKind::WriteOff, day, overdue));
        }
    }

    fn costs(&mut self, expired: &[OpenItem]) -> Option<(Money, u32)> {
        let fresh: Vec<&OpenItem> = expired.iter().filter(|item| !self.with_costs.contains(&item.entry)).collect();
        let vat = match self.question.policy.conventions.costs_vat {
            CostsVat::Always => Vat::With,
            CostsVat::AgencyOnly if self.had_file => Vat::With,
            _ => Vat::Without,
        };
        let amount = collection_costs(fresh.iter().map(|item| item.open).sum(), vat);
        let oldest = fresh.iter().min_by_key(|item| (item.due, item.entry))?.entry;
        self.with_costs.extend(fresh.iter().map(|item| item.entry));
        Some((amount, oldest))
    }

    fn interest(&mut self, charges: &[OpenItem], day: Day) -> Option<(Money, u32)> {
        let owed = |item: &OpenItem, to: Day| interest(item.open, item.due, to).unwrap();
        let before = |item: &OpenItem| {
            let charged = self.interest_to.iter().rev().find(|(entry, _)| *entry == item.entry);
            charged.map_or(Money::ZERO, |(_, to)| owed(item, *to))
        };
        let each: Vec<(Money, &OpenItem)> = charges.iter().map(|item| (owed(item, day) - before(item), item)).collect();
        let bearing = || each.iter().filter(|(amount, _)| *amount > Money::ZERO);
        let oldest = bearing().map(|(_, item)| (item.due, item.entry)).min()?.1;
        let amount = each.iter().map(|(amount, _)| *amount).sum();
        let charged: Vec<(u32, Day)> = bearing().map(|(_, item)| (item.entry, day)).collect();
        self.interest_to.extend(charged);
        Some((amount, oldest))
    }
}

/// Whether a policy charges costs, or interest, by any of its rules or exceptions.
pub(in crate::reference) fn charges_its_own(policy: &Policy, kind: EntryKind) -> bool {
    let wanted = match kind {
        EntryKind::Cost => ActionKind::CollectionCosts,
        EntryKind::Interest => ActionKind::StatutoryInterest,
        _ => return false,
    };
    let of_rules = policy.rules.iter().flat_map(|rule| &rule.steps);
    of_rules.chain(policy.exceptions.iter().flat_map(|exception| &exception.steps)).any(|step| step.kind == wanted)
}
