//! What comes after the books: who rents, what is charged, and what is paid as usual, month by month.
//!
//! Knows no policy: what is paid by whoever misses a month is for the response to decide. The books themselves are left
//! as they are, entry for entry; all that is added lies after their last day.
//!
//! Always: contracts are drawn once for a run and payments once for each replication, so that every policy meets the same
//! households with the same luck; charges go on to the cent (`charges_go_on_to_the_cent_and_rent_rises_in_july`).
//!
//! # Why
//! What is to come is written as ordinary entries behind the record. A payment to come says in `due` what it is meant for:
//! the engine needs no more to know that nobody has paid it yet.

mod choice;
mod contract;
mod edge;
mod figure;
mod habit;
mod monthly;
mod season;
mod strain;
mod turnover;
mod usual;

pub use choice::Ahead;
pub use choice::MOST_MONTHS;
pub use choice::Shock;
pub use choice::ShockKind;
pub use figure::Figure;
pub use habit::Habit;
pub use habit::LATEST_HABIT;
pub use habit::Record;
pub use habit::SMALL_PART;
pub use season::Season;
pub use strain::Strain;
pub use turnover::Turnover;

use crate::calendar::Day;
use crate::calendar::Month;
use crate::chance::key_of;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::locale::Word;
use crate::money::Money;
use crate::tenancy::Entry;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;
use crate::vocabulary::EntryKind;
use contract::Contract;
use contract::Drawing;
use edge::Edges;
use monthly::Lived;
use monthly::Raises;
use std::collections::BTreeMap;
use usual::Dice;
use usual::Payer;
use usual::Pool;

/// What is asked of a forecast.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// How the books are continued.
    pub ahead: Ahead,
    /// What befalls households and rents.
    pub shocks: &'a [Shock],
    /// The order in which payments settle.
    pub allocation: Allocation,
    /// The seed of the dice.
    pub seed: u64,
}

/// What a replication brings.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Which luck.
    pub luck: u32,
    /// Which draw of the numbers; none where they are taken as they are.
    pub draw: Option<u32>,
    /// By what share rents rise each July, where the scenario has none of its own.
    pub rent_increase: f64,
}

/// The time after the books.
#[derive(Clone, Debug)]
pub struct Future {
    /// All contracts in order of id, those to come among them, with the entries of the books.
    pub portfolio: Portfolio,
    /// How often homes change hands, as the books show it.
    pub turnover: Turnover,
    /// Months in which rent is missed oftener, as the books show it; none where the season does not count.
    pub season: Season,
    /// The last day of the books.
    pub last_day: Day,
    /// The contracts beside [`Portfolio::tenancies`], place by place.
    contracts: Vec<Contract>,
    records: BTreeMap<String, Record>,
    pool: Pool,
    edges: Edges,
    shocks: Vec<Shock>,
    ahead: Ahead,
    seed: u64,
}

/// One tenancy in one replication, with what is to come.
#[derive(Clone, Debug)]
pub struct Course {
    /// The tenancy, with the entries after the books behind those of the books.
    pub tenancy: Tenancy,
    /// What weighs on the household, and when.
    pub strains: Vec<Strain>,
    /// From which day on [`Course::tenancy`] tells what is paid as usual; never, when nothing is charged after the books.
    pub told_from: Day,
    /// How likely it is to miss what falls due, by day.
    pub risks: Vec<Risk>,
}

/// How likely a household is to miss what falls due on a day. Who misses it pays nothing by itself before [`LATEST_HABIT`]
/// days, or before anybody does anything about it; a debit bounces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Risk {
    /// The due date.
    pub due: Day,
    /// Whether it is collected by debit.
    pub by_debit: bool,
    /// The chance, over months with money and months without, as the household's own record shows it.
    pub chance: f64,
    /// How much oftener rent is missed in that month of the year than in others.
    pub season: f64,
    /// The uniform number that decides: below the chance it is missed.
    pub luck: f64,
}

impl Risk {
    /// Whether a debit bounces that does so with this chance in any month of the year, under what weighs on the household.
    #[must_use]
    pub fn bounces(&self, chance: f64, strains: &[Strain]) -> bool {
        self.luck < Strain::on_miss(strains, self.due, (chance * self.season).min(usual::MOST_MISSED))
    }
}

impl Future {
    /// Continues the books.
    #[must_use]
    pub fn new(portfolio: &Portfolio, asked: &Asked<'_>) -> Future {
        let last_day = portfolio.last_day.unwrap_or(Day::DAWN);
        let mut account = Account::default();
        let mut record =
            |tenancy: &Tenancy| (tenancy.id.clone(), Record::of(tenancy, last_day, asked.allocation, &mut account));
        let records: BTreeMap<String, Record> = portfolio.tenancies.iter().map(&mut record).collect();
        let turnover = Turnover::of(portfolio);
        let pool = Pool::of(records.values());
        let edges = Edges::of(portfolio);
        let season = if asked.ahead.season { season_of(&records) } else { Season::none() };
        let months = i32::try_from(asked.ahead.months).unwrap_or(0);
        let drawing = Drawing {
            portfolio,
            turnover: &turnover,
            edges,
            with_season: asked.ahead.season,
            seed: asked.seed,
            last_day,
            horizon: last_day.month().plus(months).last(),
        };
        let contracts: Vec<Contract> = drawing.contracts().into_values().collect();
        let tenancies = contracts.iter().map(|contract| contract.tenancy.clone()).collect();
        Future {
            portfolio: Portfolio { tenancies, ..portfolio.clone() },
            pool,
            edges,
            shocks: asked.shocks.to_vec(),
            ahead: asked.ahead,
            seed: asked.seed,
            turnover,
            season,
            last_day,
            contracts,
            records,
        }
    }

    /// How many contracts begin after the books.
    #[must_use]
    pub fn newcomers(&self) -> usize {
        self.contracts.iter().filter(|contract| contract.like != contract.tenancy.id).count()
    }

    /// What is to come of the tenancy at a place in a replication.
    #[must_use]
    pub fn course(&self, place: usize, given: Given) -> Option<Course> {
        let contract = self.contracts.get(place)?;
        let (mut tenancy, mut risks) = (contract.tenancy.clone(), Vec::new());
        let strains = strain::befall(&self.shocks, &tenancy.id, self.seed, given);
        let Some(monthly) = &contract.monthly else {
            return Some(Course { tenancy, strains, risks, told_from: Day::NEVER });
        };
        let lived = Lived { start: tenancy.start, end: tenancy.end, edges: self.edges };
        let raises = Raises::new(self.ahead.rent_increase.unwrap_or(given.rent_increase), &self.shocks);
        let charged = monthly_charged(&contract.tenancy);
        let after = charged.map_or(self.last_day.month(), |latest| latest.max(self.last_day.month()));
        let until = self.last_day.month().plus(i32::try_from(self.ahead.months).unwrap_or(0) + 1);
        let charges = monthly.charges(&raises, lived, after, until);
        let nobody = Record::default();
        let payer = Payer {
            record: self.records.get(&contract.like).unwrap_or(&nobody),
            pool: &self.pool,
            season: &self.season,
            strains: &strains,
            first_by_debit: self.edges.first_by_debit,
            dice: Dice { seed: self.seed, replication: given.luck, tenancy: key_of(&tenancy.id) },
        };
        tenancy.entries.extend(charges.into_iter().map(|charge| self.after_books(charge)));
        for due in self.falls_due(&tenancy) {
            risks.extend(payer.pay(&mut tenancy, due, self.last_day));
        }
        tenancy.put_in_order();
        Some(Course { tenancy, strains, risks, told_from: self.last_day.plus(1) })
    }

    /// What falls due after the books, by day: what is to be charged, and what the books charged already.
    fn falls_due(&self, tenancy: &Tenancy) -> BTreeMap<Day, Money> {
        let mut due = BTreeMap::new();
        let falls_due =
            |entry: &&Entry| entry.kind == EntryKind::Charge && self.last_day < entry.due && entry.due != Day::NEVER;
        for entry in tenancy.entries.iter().filter(falls_due) {
            *due.entry(entry.due).or_insert(Money::ZERO) += entry.amount;
        }
        due
    }

    /// What is booked in advance is booked after the books all the same.
    fn after_books(&self, charge: Entry) -> Entry {
        Entry { day: charge.day.max(self.last_day.plus(1)), ..charge }
    }
}

fn season_of(records: &BTreeMap<String, Record>) -> Season {
    Season::of(records.values().flat_map(|record| [&record.own, &record.debit]))
}

/// The latest month for which rent was charged.
fn monthly_charged(tenancy: &Tenancy) -> Option<Month> {
    habit::months_due(tenancy).last_key_value().map(|(due, _)| due.month())
}

/// What a forecast leaves out, for the list in a report.
#[must_use]
pub const fn limits() -> [Word; 5] {
    [
        Word::new(
            "who leaves and who comes is drawn once for a run, and does not depend on arrears; a home that an eviction after the books frees stays empty",
            "wie vertrekt en wie komt wordt per run eenmaal geloot, los van achterstand; een woning die door een ontruiming na de boeken vrijkomt blijft leeg",
        ),
        Word::new(
            "after the books rent and service costs are charged and nothing else: no settlements of service costs, no repairs",
            "na de boeken worden huur en servicekosten in rekening gebracht en niets anders: geen afrekeningen, geen herstelkosten",
        ),
        Word::new(
            "rents are missed and debits bounce as often as they did: a forecast sees no trend",
            "huren worden zo vaak gemist en incasso's zo vaak gestorneerd als voorheen: een vooruitblik ziet geen trend",
        ),
        Word::new(
            "who pays as usual does so on the usual day, whatever is done before it",
            "wie betaalt zoals gewoonlijk doet dat op de gewone dag, wat er ook aan voorafgaat",
        ),
        Word::new(
            "nobody takes or ends a direct debit after the books, and shocks leave instalments of plans as they were",
            "na de boeken begint of stopt niemand met automatische incasso, en schokken laten termijnen van regelingen zoals ze waren",
        ),
    ]
}

#[cfg(test)]
mod tests;
