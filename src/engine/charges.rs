//! Collection costs and statutory interest that a run charges to the tenant, and on which claims it did before.
//!
//! Always: a claim bears collection costs once, and interest over each day once.

use crate::calendar::Day;
use crate::law::Vat;
use crate::law::collection_costs;
use crate::law::interest;
use crate::ledger::OpenItem;
use crate::money::Money;

/// What was charged on the claims of one tenancy, by the entries that booked them. A buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct Charges {
    with_costs: Vec<u32>,
    /// Up to which day interest was charged.
    interest_to: Vec<(u32, Day)>,
    /// The last day for which a rate of interest is known, where interest was due beyond it.
    pub(super) interest_known_to: Option<Day>,
}

/// Something to be charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charged {
    pub(super) amount: Money,
    /// The entry of the oldest claim that it is charged on.
    pub(super) claim: u32,
}

impl Charges {
    pub(super) fn clear(&mut self) {
        self.with_costs.clear();
        self.interest_to.clear();
        self.interest_known_to = None;
    }

    /// The collection costs on those of some claims that bear none yet; they do from now on. None, when nothing is open.
    /// Source: BW 6:96 lid 5 and 6.
    pub(super) fn costs(&mut self, claims: impl Iterator<Item = OpenItem>, vat: Vat) -> Option<Charged> {
        let (mut principal, mut oldest) = (Money::ZERO, None);
        for claim in claims.filter(|claim| claim.is_principal) {
            if !self.with_costs.contains(&claim.entry) {
                self.with_costs.push(claim.entry);
                principal += claim.open;
                oldest = older(oldest, &claim);
            }
        }
        charged(collection_costs(principal, vat), oldest)
    }

    /// The statutory interest on claims since they fell due, up to a day or the last for which a rate is known, less what
    /// it came to when it was charged before. Source: BW 6:119.
    pub(super) fn interest(&mut self, claims: impl Iterator<Item = OpenItem>, today: Day) -> Option<Charged> {
        let (mut amount, mut oldest) = (Money::ZERO, None);
        for claim in claims.filter(|claim| claim.is_principal) {
            let charged = self.interest_to.iter().find(|(entry, _)| *entry == claim.entry).map(|(_, to)| *to);
            let so_far = charged.map_or(Money::ZERO, |to| self.known_interest(claim.open, claim.due, to));
            let of_claim = self.known_interest(claim.open, claim.due, today) - so_far;
            // Days that came to less than half a cent count on.
            if of_claim > Money::ZERO {
                self.interest_to.retain(|(entry, _)| *entry != claim.entry);
                self.interest_to.push((claim.entry, today));
                amount += of_claim;
                oldest = older(oldest, &claim);
            }
        }
        charged(amount, oldest)
    }

    fn known_interest(&mut self, principal: Money, from: Day, to: Day) -> Money {
        interest(principal, from, to).unwrap_or_else(|beyond| {
            let Some(last) = beyond.last else { return Money::ZERO };
            self.interest_known_to = Some(last);
            interest(principal, from, last.plus(1)).unwrap_or(Money::ZERO)
        })
    }
}

fn older(oldest: Option<(Day, u32)>, claim: &OpenItem) -> Option<(Day, u32)> {
    let this = (claim.due, claim.entry);
    Some(oldest.map_or(this, |oldest| oldest.min(this)))
}

fn charged(amount: Money, oldest: Option<(Day, u32)>) -> Option<Charged> {
    oldest.filter(|_| amount > Money::ZERO).map(|(_, claim)| Charged { amount, claim })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(entry: u32, due: &str, euros: i64) -> OpenItem {
        let (due, open) = (due.parse().unwrap(), Money::from_cents(euros * 100));
        OpenItem { due, open, entry, is_rent: true, is_principal: true }
    }

    #[test]
    fn a_claim_bears_collection_costs_once() {
        let mut charges = Charges::default();
        let (march, april) = (claim(4, "2025-03-01", 650), claim(7, "2025-04-01", 1_200));
        let first = charges.costs([march].into_iter(), Vat::Without).unwrap();
        assert_eq!((first.amount.cents(), first.claim), (9_750, 4));
        let second = charges.costs([march, april].into_iter(), Vat::Without).unwrap();
        assert_eq!((second.amount.cents(), second.claim), (18_000, 7), "the scale on the new claim alone");
        assert_eq!(charges.costs([march, april].into_iter(), Vat::Without), None);
    }

    #[test]
    fn interest_is_charged_over_each_day_once() {
        let (mut once, mut twice) = (Charges::default(), Charges::default());
        let march = || [claim(4, "2025-03-01", 650)].into_iter();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let whole = once.interest(march(), day("2025-06-01")).unwrap();
        assert_eq!(whole.amount.cents(), 983);
        let parts =
            [day("2025-05-01"), day("2025-06-01")].map(|to| twice.interest(march(), to).unwrap().amount.cents());
        assert_eq!(parts.iter().sum::<i64>(), 983);
    }

    #[test]
    fn interest_bears_interest_from_the_anniversary_of_the_default_however_often_it_is_charged() {
        let mut charges = Charges::default();
        let claim = || [claim(4, "2022-03-01", 6_500)].into_iter();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let dates = ["2022-09-01", "2023-02-28", "2023-03-01", "2023-07-15", "2024-06-01"].map(day);
        let parts = dates.map(|to| charges.interest(claim(), to).unwrap().amount);
        let whole = interest(Money::from_cents(650_000), day("2022-03-01"), day("2024-06-01")).unwrap();
        assert_eq!(parts.into_iter().sum::<Money>(), whole);
        let afresh = interest(Money::from_cents(650_000), day("2023-07-15"), day("2024-06-01")).unwrap();
        assert!(parts[4] > afresh, "{:?} is no more than {afresh:?}, which bears interest anew", parts[4]);
    }

    #[test]
    fn interest_stops_where_no_rate_is_known() {
        let mut charges = Charges::default();
        let far: Day = "2150-01-01".parse().unwrap();
        let charged = charges.interest([claim(4, "2025-03-01", 650)].into_iter(), far).unwrap();
        let last = charges.interest_known_to.unwrap();
        assert!(
            last < far
                && charged.amount
                    == interest(Money::from_cents(65_000), "2025-03-01".parse().unwrap(), last.plus(1)).unwrap()
        );
    }
}
