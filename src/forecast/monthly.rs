//! What a home is charged month by month: as in the latest full month of the books, raised each July or by a shock.
//!
//! Always: rent is raised by the one rounding rule, to the cent, and service costs stay as they are.

use super::Shock;
use super::ShockKind;
use super::edge::Edges;
use super::turnover::months;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::money::Money;
use crate::money::Share;
use crate::tenancy::Entry;
use crate::tenancy::Tenancy;
use crate::vocabulary::Category;
use crate::vocabulary::EntryKind;

/// July, by its place in the year: the month in which corporations raise their rents.
const JULY: i32 = 6;

/// The charges of a full month.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Monthly {
    /// The month whose charges these are.
    pub(super) month: Month,
    lines: Vec<Line>,
}

/// One charge of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    category: Category,
    amount: Money,
    /// Days from the first of the month to the due date.
    due: i32,
    /// Days from the due date to the booking; below zero in advance.
    booked: i32,
}

/// By what share rents rise, and when.
#[derive(Clone, Debug)]
pub(super) struct Raises {
    /// Each July.
    pub(super) yearly: Share,
    /// In one month, instead of what they do else.
    pub(super) once: Vec<(Month, Share)>,
}

/// The days of a month that a contract runs, and how much of a month in part is charged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lived {
    pub(super) start: Day,
    pub(super) end: Option<Day>,
    pub(super) edges: Edges,
}

impl Monthly {
    /// The charges of the latest full month of a tenancy, or of the latest part of one, made whole; none where the books
    /// had stopped charging it more than a month before their end.
    pub(super) fn of(tenancy: &Tenancy, last_day: Day, edges: Edges) -> Option<Monthly> {
        let is_rent = |entry: &&Entry| {
            entry.kind == EntryKind::Charge && entry.category.is_monthly_rent() && entry.due != Day::NEVER
        };
        let charges = || tenancy.entries.iter().filter(is_rent);
        let latest = charges().map(|entry| entry.due.month()).max()?;
        let until = tenancy.end.map_or(last_day, |end| end.min(last_day)).month();
        if latest.plus(1) < until {
            return None;
        }
        let lived = Lived { start: tenancy.start, end: tenancy.end, edges };
        let full = charges().map(|entry| entry.due.month()).filter(|month| lived.share_of(*month).is_none()).max();
        let month = full.unwrap_or(latest);
        let whole = lived.share_of(month).map(|Share { part, whole }| Share { part: whole, whole: part });
        let line = |entry: &Entry| Line {
            category: entry.category,
            amount: whole.map_or(entry.amount, |share| entry.amount.share(share)),
            due: if whole.is_some() { 0 } else { entry.due.since(month.first()) },
            booked: entry.day.since(entry.due),
        };
        Some(Monthly { month, lines: charges().filter(|entry| entry.due.month() == month).map(line).collect() })
    }

    /// The charges after a month, up to another, for the days that a contract runs.
    pub(super) fn charges(&self, raises: &Raises, lived: Lived, after: Month, until: Month) -> Vec<Entry> {
        let mut monthly = self.clone();
        let mut charges = Vec::new();
        for month in months(self.month.plus(1), until) {
            monthly.rise(raises, month);
            if month > after {
                charges.extend(monthly.lines.iter().filter_map(|line| line.in_month(month, lived)));
            }
        }
        charges
    }

    fn rise(&mut self, raises: &Raises, month: Month) {
        let once = raises.once.iter().find(|(of, _)| *of == month).map(|(_, share)| *share);
        let Some(share) = once.or((month.number().rem_euclid(12) == JULY).then_some(raises.yearly)) else { return };
        for line in self.lines.iter_mut().filter(|line| line.category == Category::Rent) {
            line.amount += line.amount.share(share);
        }
    }
}

impl Line {
    /// The charge of a month; of a part of one, for the days that are lived in the home.
    fn in_month(&self, month: Month, lived: Lived) -> Option<Entry> {
        let (first, last) = (month.first(), month.last());
        let begun = if lived.edges.first_in_part { lived.start <= last } else { lived.start <= first };
        if !begun || lived.end.is_some_and(|end| end <= first) {
            return None;
        }
        let amount = lived.share_of(month).map_or(self.amount, |share| self.amount.share(share));
        let due = first.plus(self.due).min(last).max(lived.start);
        let day = due.plus(self.booked).max(lived.start.min(due));
        let charge = Entry { due, category: self.category, ..Entry::new(EntryKind::Charge, day, amount) };
        (amount > Money::ZERO).then_some(charge)
    }
}

impl Lived {
    /// The part of a month that is charged; none, when it is all of it.
    fn share_of(self, month: Month) -> Option<Share> {
        let (first, last) = (month.first(), month.last());
        let end = self.end.filter(|_| self.edges.last_in_part);
        let (from, to) = (first.max(self.start), end.map_or(last, |end| end.plus(-1).min(last)));
        let part = Share { part: (to.since(from) + 1).max(0).into(), whole: (last.since(first) + 1).into() };
        (part.part < part.whole).then_some(part)
    }
}

impl Raises {
    /// A share for each July, and what shocks change.
    pub(super) fn new(yearly: f64, shocks: &[Shock]) -> Raises {
        let rises = shocks.iter().filter(|shock| shock.kind == ShockKind::RentIncrease);
        let once = rises.map(|shock| (shock.from.month(), hundred_thousandths(shock.percent.unwrap_or(0.0) / 100.0)));
        Raises { yearly: hundred_thousandths(yearly), once: once.collect() }
    }
}

/// A share as an exact fraction: money is multiplied by nothing else.
#[expect(clippy::cast_possible_truncation, reason = "a share of rent, rounded")]
fn hundred_thousandths(share: f64) -> Share {
    Share { part: libm::round(share * 100_000.0) as i64, whole: 100_000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// € 612.37 of rent and € 41.10 of service costs a month, from the first of May 2025 on.
    fn tenancy(start: &str, months: i32) -> Tenancy {
        let lived = Lived { start: day(start), end: None, edges: Edges::UNSEEN };
        let line = |category, cents| Line { category, amount: Money::from_cents(cents), due: 0, booked: 0 };
        let lines = vec![line(Category::Rent, 61_237), line(Category::ServiceCosts, 4_110)];
        let monthly = Monthly { month: day("2025-04-01").month(), lines };
        let (from, to) = (day("2025-04-01").month(), day("2025-04-01").month().plus(months));
        let entries = monthly.charges(&Raises::new(0.0, &[]), lived, from, to);
        Tenancy { entries, ..Tenancy::bare("T", day(start)) }
    }

    fn sums(charges: &[Entry]) -> Vec<(String, i64)> {
        charges.iter().map(|entry| (entry.due.to_string(), entry.amount.cents())).collect()
    }

    #[test]
    fn charges_go_on_to_the_cent_and_rent_rises_in_july() {
        let tenancy = tenancy("2020-01-01", 1);
        let monthly = Monthly::of(&tenancy, day("2025-05-31"), Edges::UNSEEN).unwrap();
        let lived = Lived { start: tenancy.start, end: None, edges: Edges::UNSEEN };
        let (may, july) = (day("2025-05-01").month(), day("2025-07-01").month());
        let charges = monthly.charges(&Raises::new(0.035, &[]), lived, may, july);
        // 612.37 × 0.035 = 21.43295, which rounds to 21.43.
        let expected =
            [("2025-06-01", 61_237), ("2025-06-01", 4_110), ("2025-07-01", 61_237 + 2_143), ("2025-07-01", 4_110)];
        assert_eq!(sums(&charges), expected.map(|(due, cents)| (due.to_owned(), cents)));
    }

    #[test]
    fn a_rent_increase_as_a_shock_takes_the_place_of_that_of_july() {
        let monthly = Monthly::of(&tenancy("2020-01-01", 1), day("2025-05-31"), Edges::UNSEEN).unwrap();
        let lived = Lived { start: day("2020-01-01"), end: None, edges: Edges::UNSEEN };
        let shock = Shock {
            kind: ShockKind::RentIncrease,
            from: day("2025-07-01"),
            months: None,
            share: None,
            share_of_rent: None,
            percent: Some(4.5),
            log_odds: None,
        };
        let (june, july) = (day("2025-06-01").month(), day("2025-07-01").month());
        let charges = monthly.charges(&Raises::new(0.035, &[shock]), lived, june, july);
        assert_eq!(charges[0].amount.cents(), 61_237 + 2_756);
    }

    #[test]
    fn a_part_of_a_month_is_charged_by_its_days() {
        let monthly = Monthly::of(&tenancy("2020-01-01", 1), day("2025-05-31"), Edges::UNSEEN).unwrap();
        let lived = Lived { start: day("2025-06-16"), end: Some(day("2025-07-02")), edges: Edges::UNSEEN };
        let (may, august) = (day("2025-05-01").month(), day("2025-08-01").month());
        let charges = monthly.charges(&Raises::new(0.0, &[]), lived, may, august);
        let expected = [("2025-06-16", 30_619), ("2025-06-16", 2_055), ("2025-07-01", 1_975), ("2025-07-01", 133)];
        assert_eq!(sums(&charges), expected.map(|(due, cents)| (due.to_owned(), cents)));
    }

    #[test]
    fn a_tenancy_that_is_charged_no_more_stays_so() {
        assert_eq!(Monthly::of(&tenancy("2020-01-01", 1), day("2025-08-31"), Edges::UNSEEN), None);
    }

    #[test]
    fn a_first_month_in_part_tells_what_a_whole_one_costs() {
        let monthly = Monthly::of(&tenancy("2025-05-16", 1), day("2025-05-31"), Edges::UNSEEN).unwrap();
        // 16 of 31 days cost € 316.06, so that 31 of them cost € 612.37 again.
        assert_eq!((monthly.lines[0].amount.cents(), monthly.lines[0].due), (61_237, 0));
    }

    #[test]
    fn books_that_charge_no_part_of_a_month_begin_and_end_with_whole_ones() {
        let monthly = Monthly::of(&tenancy("2020-01-01", 1), day("2025-05-31"), Edges::UNSEEN).unwrap();
        let edges = Edges { first_in_part: false, last_in_part: false, ..Edges::UNSEEN };
        let lived = Lived { start: day("2025-06-16"), end: Some(day("2025-08-02")), edges };
        let (may, october) = (day("2025-05-01").month(), day("2025-10-01").month());
        let charges = monthly.charges(&Raises::new(0.0, &[]), lived, may, october);
        let expected = [("2025-07-01", 61_237), ("2025-07-01", 4_110), ("2025-08-01", 61_237), ("2025-08-01", 4_110)];
        assert_eq!(sums(&charges), expected.map(|(due, cents)| (due.to_owned(), cents)));
    }
}
