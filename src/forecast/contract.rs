//! Which contracts run after the books: those that run at their end until they are ended, and new ones in the homes that
//! come free.
//!
//! Drawn once for a run, alike for every policy and replication: each draw by contract and month, so that nothing depends on
//! how far is looked ahead. Always: a home has one tenant at a time (`no_home_has_two_tenants`).

use super::edge::Edges;
use super::monthly::Monthly;
use super::turnover::Turnover;
use super::turnover::by_home;
use super::turnover::months;
use super::turnover::pick;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::chance::key_of;
use crate::tenancy::Attribute;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use std::collections::BTreeMap;

/// No contract is thought to end within so many days of an eviction on the record: that end would be taken for it.
const NEAR_EVICTION: i32 = 31;

/// Newcomers are like those of the last three years of the books.
const NEW_MONTHS: i32 = 36;

/// A contract after the books.
#[derive(Clone, Debug)]
pub(super) struct Contract {
    pub(super) tenancy: Tenancy,
    /// What it is charged in a month; none when the books charge it nothing any more.
    pub(super) monthly: Option<Monthly>,
    /// Whose habits the household has: its own, or those of the newcomer that it is like.
    pub(super) like: String,
}

/// How contracts are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing<'a> {
    pub(super) portfolio: &'a Portfolio,
    pub(super) turnover: &'a Turnover,
    pub(super) edges: Edges,
    pub(super) with_season: bool,
    pub(super) seed: u64,
    pub(super) last_day: Day,
    pub(super) horizon: Day,
}

impl Drawing<'_> {
    /// All contracts by id: those of the books, and the new ones.
    pub(super) fn contracts(&self) -> BTreeMap<String, Contract> {
        let mut contracts = BTreeMap::new();
        let newcomers = self.newcomers();
        for home in by_home(self.portfolio).values() {
            let Some((latest, earlier)) = home.split_last() else { continue };
            for tenancy in earlier {
                self.keep(&mut contracts, (*tenancy).clone());
            }
            let mut tenancy = self.with_end((*latest).clone());
            let monthly = Monthly::of(latest, self.last_day, self.edges);
            self.keep(&mut contracts, tenancy.clone());
            let mut number = 0;
            while let Some((newcomer, like)) = self.next(&tenancy, &newcomers) {
                number += 1;
                let id = self.id_after(&latest.id, number);
                let newcomer = self.with_end(Tenancy { tenant: format!("P-{id}"), id, ..newcomer });
                let contract = Contract { tenancy: newcomer.clone(), monthly: monthly.clone(), like };
                contracts.insert(newcomer.id.clone(), contract);
                tenancy = newcomer;
            }
        }
        contracts
    }

    fn keep(&self, contracts: &mut BTreeMap<String, Contract>, tenancy: Tenancy) {
        let runs_on = tenancy.end.is_none_or(|end| end > self.last_day);
        let monthly = Monthly::of(&tenancy, self.last_day, self.edges).filter(|_| runs_on);
        contracts.insert(tenancy.id.clone(), Contract { like: tenancy.id.clone(), monthly, tenancy });
    }

    /// The contract with its end, if it ends before the horizon.
    fn with_end(&self, tenancy: Tenancy) -> Tenancy {
        if tenancy.end.is_some() {
            return tenancy;
        }
        let from = tenancy.start.month().max(self.last_day.month()).plus(1);
        let draw = |kind, month| self.draw(&tenancy.id, kind, month).uniform();
        let ends = |month: &Month| {
            let chance = self.turnover.chance(*month, self.with_season);
            draw(DrawKind::ContractEnds, month.number()) < chance
        };
        let month = months(from, self.horizon.month()).find(ends);
        let end = month.map(|month| self.turnover.end_day(month, draw(DrawKind::EndDay, month.number())));
        let evictions = || tenancy.actions.iter().filter(|action| action.kind == ActionKind::Eviction);
        let far = |end: &Day| evictions().all(|eviction| end.since(eviction.day) > NEAR_EVICTION);
        match end.filter(far) {
            Some(end) => Tenancy { end: Some(end), end_reason: EndReason::Terminated, ..tenancy },
            None => tenancy,
        }
    }

    /// The id of the newcomer with this number after a contract of the books.
    fn id_after(&self, latest: &str, number: u32) -> String {
        let ids = (1..).map(|times| format!("{latest}{}{number}", "+".repeat(times)));
        ids.into_iter().find(|id| self.portfolio.find(id).is_none()).unwrap_or_default()
    }

    /// Who comes after a contract in the same home, without an id, and whose habits the household has; none when nobody
    /// does before the horizon.
    fn next(&self, before: &Tenancy, newcomers: &[&Tenancy]) -> Option<(Tenancy, String)> {
        let end = before.end?;
        let draw = |kind| self.draw(&before.id, kind, end.month().number()).uniform();
        let empty_so_far = self.last_day.since(end).max(-1);
        let vacancy = self.turnover.vacancy(empty_so_far, draw(DrawKind::Vacancy))?;
        let start = end.plus(vacancy);
        let like = pick(newcomers, draw(DrawKind::Newcomer))?;
        let named = |attribute: &Attribute| Attribute { from: start, ..attribute.clone() };
        let mut attributes: BTreeMap<usize, Attribute> = BTreeMap::new();
        attributes.extend(like.attributes.iter().map(|attribute| (attribute.name, named(attribute))));
        let newcomer = Tenancy {
            unit: before.unit.clone(),
            kind: before.kind,
            complex: before.complex.clone(),
            municipality: before.municipality.clone(),
            payment_method: like.payment_method,
            attributes: attributes.into_values().collect(),
            ..Tenancy::bare("", start)
        };
        (start <= self.horizon).then(|| (newcomer, like.id.clone()))
    }

    /// Who came in the last years of the books; where nobody did, everybody.
    fn newcomers(&self) -> Vec<&Tenancy> {
        let since = self.last_day.plus_months(-NEW_MONTHS).max(self.portfolio.first_day.unwrap_or(Day::DAWN));
        // The latest tell nothing yet of how they pay.
        let until = self.last_day.plus_months(-3);
        let all = || self.portfolio.tenancies.iter();
        let new: Vec<&Tenancy> = all().filter(|tenancy| since < tenancy.start && tenancy.start <= until).collect();
        if new.is_empty() { all().collect() } else { new }
    }

    fn draw(&self, id: &str, kind: DrawKind, month: i32) -> DrawKey {
        DrawKey { seed: self.seed, replication: 0, tenancy: key_of(id), kind, month, number: 0 }
    }
}
