//! Whether instalments are paid in time, and rent beside them.
//!
//! Always: an instalment or rent that was or may be paid outside the days of the books is not counted, neither as paid nor
//! as missed.

use super::put;
use super::rent::Rent;
use super::rent::rents;
use super::rent::with_rent_named;
use super::share;
use crate::behaviour::Behaviour;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::engine::History;
use crate::engine::record;
use crate::engine::set_by;
use crate::estimation::Measured;
use crate::ledger::Account;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::tenancy::Plan;
use crate::tenancy::Portfolio;
use crate::tenancy::Tenancy;

/// How one plan was kept.
struct PlanSeen {
    set_by: SetBy,
    instalments: Tally,
    rents: Tally,
}

/// How many there were, and how many of them were paid.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: usize,
    paid: usize,
}

pub(super) fn count(portfolio: &Portfolio, behaviour: &mut Behaviour) {
    let (Some(from), Some(to)) = (portfolio.first_day, portfolio.last_day) else { return };
    let books = Period { from, to };
    let seen: Vec<Vec<PlanSeen>> = portfolio.tenancies.iter().map(|tenancy| plans_of(tenancy, books)).collect();
    let instalments = |by: SetBy| measured(&seen, by, |plan| plan.instalments);
    let rents = |by: SetBy| measured(&seen, by, |plan| plan.rents);
    put(&mut behaviour.plans.instalment_kept, instalments(SetBy::Policy), "instalments");
    put(&mut behaviour.plans.rent_paid_beside, rents(SetBy::Policy), "months of rent beside a plan");
    put(&mut behaviour.bailiff.instalment_kept, instalments(SetBy::Court), "instalments");
    put(&mut behaviour.bailiff.rent_paid_beside, rents(SetBy::Court), "months of rent beside a settlement");
}

fn measured(seen: &[Vec<PlanSeen>], by: SetBy, of: fn(&PlanSeen) -> Tally) -> Option<Measured> {
    let counted = seen.iter().map(|plans| {
        let tallies = || plans.iter().filter(|plan| plan.set_by == by).map(of);
        (tallies().map(|tally| tally.all).sum(), tallies().map(|tally| tally.paid).sum())
    });
    share(counted)
}

fn plans_of(tenancy: &Tenancy, books: Period) -> Vec<PlanSeen> {
    if tenancy.plans.is_empty() {
        return Vec::new();
    }
    let mut history = History::default();
    record(tenancy, Allocation::default(), &mut Account::default(), &mut history);
    let rents = rents(&tenancy.entries);
    history.entries = with_rent_named(tenancy, &rents);
    // A debit collects the rent, or does not.
    let by_hand: &[Rent] = if tenancy.pays_by_debit() { &[] } else { rents.as_slice() };
    let seen = tenancy.plans.iter().map(|plan| PlanSeen {
        set_by: set_by(tenancy, plan),
        instalments: kept(plan, &history, books),
        rents: paid_beside(plan, by_hand, &history, books),
    });
    seen.collect()
}

/// The instalments that fell due while the plan ran, and how many of them were paid in time.
fn kept(plan: &Plan, history: &History, books: Period) -> Tally {
    let is_paid = |due: Day, asked: Money| {
        let paid = plan.paid_around(due, &history.entries);
        Money::ZERO < paid && asked <= paid + Plan::ROUNDING
    };
    let is_told = |due: Day| books.contains(due.plus(-Plan::GRACE)) && books.contains(due.plus(Plan::GRACE));
    let fallen_due = plan.fallen_due(history.arrears_on(plan.agreed_on), is_paid);
    fallen_due.filter(|one| is_told(one.due)).map(|one| one.is_kept).collect()
}

/// The months of rent that fell due while the plan ran, of a tenant who does not pay by debit, and how many of them were
/// paid on their day.
fn paid_beside(plan: &Plan, rents: &[Rent], history: &History, books: Period) -> Tally {
    let is_told = |rent: &Rent| {
        let (from, to) = rent.days();
        books.contains(from) && books.contains(to)
    };
    let beside = rents.iter().filter(|rent| plan.runs_on(rent.due) && is_told(rent));
    beside.map(|rent| rent.is_paid(&history.entries)).collect()
}

impl FromIterator<bool> for Tally {
    fn from_iter<I: IntoIterator<Item = bool>>(paid: I) -> Tally {
        let one_more =
            |tally: Tally, is_paid: bool| Tally { all: tally.all + 1, paid: tally.paid + usize::from(is_paid) };
        paid.into_iter().fold(Tally::default(), one_more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::Estimate;
    use crate::behaviour::Label;
    use crate::tenancy::Entry;
    use crate::tenancy::Instalment;
    use crate::tenancy::RecordedAction;
    use crate::vocabulary::ActionKind;
    use crate::vocabulary::Category;
    use crate::vocabulary::EntryKind;
    use crate::vocabulary::PaymentMethod;

    /// How many households live the life of a test.
    const ALIKE: usize = 20;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn euros(amount: i64) -> Money {
        Money::from_cents(amount * 100)
    }

    fn paid(on: &str, amount: i64) -> Entry {
        Entry::new(EntryKind::Payment, day(on), euros(amount))
    }

    fn charge(due: &str, category: Category, amount: i64) -> Entry {
        Entry { due: day(due), category, ..Entry::new(EntryKind::Charge, day(due), euros(amount)) }
    }

    /// A tenant with a rent of 600 euros from a month of 2024 up to August, who agreed on 10 March to pay 100 euros on the
    /// 26th of March, April and May, and made these payments.
    fn tenant(first_month: u32, payments: &[(&str, i64)]) -> Tenancy {
        let rents = (first_month..=8).map(|month| charge(&format!("2024-{month:02}-01"), Category::Rent, 600));
        let payments = payments.iter().map(|(on, amount)| paid(on, *amount));
        let plan = Plan {
            agreed_on: day("2024-03-10"),
            instalments: 3,
            amount: euros(100),
            first_due: day("2024-03-26"),
            ended_on: None,
            outcome: None,
            listed: Vec::new(),
        };
        let entries = rents.chain(payments).collect();
        Tenancy { entries, plans: vec![plan], ..Tenancy::bare("T", day("2020-01-01")) }
    }

    /// What books tell in which many live like this tenant, and which end on a day.
    fn counted_until(last_day: &str, tenancy: &Tenancy) -> Behaviour {
        let alike = (0..ALIKE).map(|number| Tenancy { id: format!("T{number}"), ..tenancy.clone() });
        let portfolio = Portfolio::new(alike.collect()).known_until(day(last_day));
        let text = include_str!("../../scenarios/behaviours/default.yaml");
        let mut behaviour: Behaviour = serde_yaml::from_str(text).unwrap();
        count(&portfolio, &mut behaviour);
        behaviour
    }

    fn counted(tenancy: &Tenancy) -> Behaviour {
        counted_until("2024-08-01", tenancy)
    }

    /// Of one household: how many were counted, and how many of them were paid.
    fn of_each(estimate: &Estimate) -> (usize, usize) {
        assert_eq!(estimate.label, Label::Fitted, "{}", estimate.source);
        let number = |word: &str| word.parse::<usize>().ok();
        let all = estimate.source.split(' ').find_map(number).unwrap() / ALIKE;
        let paid = (0..=all).find(|paid| (estimate.value * all as f64 - *paid as f64).abs() < 1e-9);
        (all, paid.unwrap())
    }

    fn kept(tenancy: &Tenancy) -> (usize, usize) {
        of_each(&counted(tenancy).plans.instalment_kept)
    }

    fn paid_beside(tenancy: &Tenancy) -> (usize, usize) {
        of_each(&counted(tenancy).plans.rent_paid_beside)
    }

    #[test]
    fn an_instalment_that_fell_due_before_the_books_begin_is_neither_kept_nor_missed() {
        assert_eq!(kept(&tenant(5, &[("2024-05-26", 100)])), (1, 1));
        assert_eq!(kept(&tenant(5, &[])), (1, 0));
    }

    #[test]
    fn an_instalment_whose_grace_runs_when_the_books_end_is_neither_kept_nor_missed() {
        let tenant = tenant(1, &[("2024-03-26", 100), ("2024-04-26", 100)]);
        let until = |last_day: &str| of_each(&counted_until(last_day, &tenant).plans.instalment_kept);
        assert_eq!(until("2024-05-02"), (1, 1));
        assert_eq!(until("2024-06-01"), (2, 2));
        assert_eq!(kept(&tenant), (3, 2));
    }

    #[test]
    fn what_the_ledger_lists_as_paid_was_kept_and_late_or_unpaid_was_not() {
        let listed = [("2024-03-26", Some("2024-03-29")), ("2024-04-26", Some("2024-05-10")), ("2024-05-26", None)];
        let listed =
            listed.map(|(due, paid_on)| Instalment { due: day(due), amount: euros(100), paid_on: paid_on.map(day) });
        let mut unpaid = tenant(1, &[]);
        unpaid.plans[0].listed = listed.to_vec();
        assert_eq!(kept(&unpaid), (3, 1));
        let mut paid = tenant(1, &[("2024-03-26", 100), ("2024-04-26", 100), ("2024-05-26", 100)]);
        paid.plans[0].listed = listed.to_vec();
        assert_eq!(kept(&paid), (3, 1));
    }

    #[test]
    fn the_last_instalment_is_kept_by_what_remains_of_the_arrears() {
        let life = |last: i64| {
            let payments = [("2024-01-05", 1_550), ("2024-03-26", 100), ("2024-04-26", 100), ("2024-05-26", last)];
            tenant(1, &payments)
        };
        assert_eq!(kept(&life(50)), (3, 3));
        assert_eq!(kept(&life(48)), (3, 2));
    }

    #[test]
    fn a_few_cents_paid_too_little_break_no_instalment() {
        let mut tenant = tenant(1, &[("2024-03-26", 100), ("2024-04-26", 99), ("2024-05-26", 98)]);
        assert_eq!(kept(&tenant), (3, 2));
        tenant.plans[0].amount = Money::from_cents(50);
        tenant.entries.retain(|entry| entry.kind == EntryKind::Charge);
        assert_eq!(kept(&tenant), (3, 0), "nothing at all is too little whatever is asked");
    }

    #[test]
    fn the_rent_of_a_month_is_no_instalment() {
        let on_the_first = [("2024-04-01", 600), ("2024-05-01", 600), ("2024-06-01", 600)];
        let late_or_early = [("2024-04-20", 600), ("2024-05-20", 600), ("2024-05-25", 600)];
        assert_eq!(kept(&tenant(1, &on_the_first)), (3, 0));
        assert_eq!(kept(&tenant(1, &late_or_early)), (3, 0));
    }

    #[test]
    fn a_round_sum_above_the_instalment_keeps_it() {
        assert_eq!(kept(&tenant(1, &[("2024-03-26", 250), ("2024-04-25", 150)])), (3, 2));
    }

    #[test]
    fn an_instalment_as_large_as_the_rent_is_told_from_it_by_its_day() {
        let instalments = [("2024-03-26", 600), ("2024-04-26", 600), ("2024-05-26", 600)];
        let rents = [("2024-04-01", 600), ("2024-05-01", 600)];
        let mut both = tenant(1, &[&instalments[..], &rents[..]].concat());
        both.plans[0].amount = euros(600);
        assert_eq!((kept(&both), paid_beside(&both)), ((3, 3), (3, 2)));
        let mut rents_only = tenant(1, &rents);
        rents_only.plans[0].amount = euros(600);
        assert_eq!((kept(&rents_only), paid_beside(&rents_only)), ((3, 0), (3, 2)));
    }

    #[test]
    fn rent_and_service_costs_of_a_day_are_paid_in_one_sum_or_each_by_itself() {
        let with_costs = |payments: &[(&str, i64)]| {
            let mut tenant = tenant(1, payments);
            let costs = ["2024-04-01", "2024-05-01", "2024-06-01"];
            tenant.entries.extend(costs.map(|due| charge(due, Category::ServiceCosts, 60)));
            tenant
        };
        let at_once = with_costs(&[("2024-04-01", 660), ("2024-05-02", 660)]);
        let apart = with_costs(&[("2024-04-01", 600), ("2024-04-01", 60), ("2024-05-01", 600)]);
        assert_eq!(paid_beside(&at_once), (3, 2));
        assert_eq!(paid_beside(&apart), (3, 1));
    }

    #[test]
    fn a_standing_order_that_comes_early_pays_the_rent() {
        let early = [("2024-03-31", 600), ("2024-04-30", 600), ("2024-05-25", 600)];
        assert_eq!(paid_beside(&tenant(1, &early)), (3, 3));
    }

    #[test]
    fn rent_paid_more_than_three_days_late_was_not_paid_on_its_day() {
        assert_eq!(paid_beside(&tenant(1, &[("2024-04-04", 600), ("2024-05-05", 600)])), (3, 1));
    }

    #[test]
    fn a_payment_that_names_the_rent_of_another_month_is_not_that_of_this_one() {
        let mut tenant = tenant(1, &[]);
        tenant.entries.push(Entry { refers_to: Some(0), ..paid("2024-04-01", 600) });
        tenant.entries.push(Entry { refers_to: Some(4), ..paid("2024-05-01", 600) });
        assert_eq!(paid_beside(&tenant), (3, 1));
    }

    #[test]
    fn rent_that_may_still_come_when_the_books_end_is_neither_paid_nor_missed() {
        let tenant = tenant(1, &[("2024-04-01", 600), ("2024-05-01", 600)]);
        let until = |last_day: &str| of_each(&counted_until(last_day, &tenant).plans.rent_paid_beside);
        assert_eq!(until("2024-06-03"), (2, 2));
        assert_eq!(until("2024-06-04"), (3, 2));
    }

    #[test]
    fn who_pays_by_debit_pays_no_rent_beside_a_plan() {
        let mut tenant = tenant(1, &[]);
        tenant.payment_method = PaymentMethod::DirectDebit;
        assert_ne!(counted(&tenant).plans.rent_paid_beside.label, Label::Fitted);
    }

    #[test]
    fn a_plan_that_the_court_set_is_counted_apart() {
        let mut sued = tenant(1, &[("2024-03-26", 100), ("2024-04-01", 600)]);
        let writ = RecordedAction { day: day("2024-02-10"), kind: ActionKind::Writ, outcome: None, channel: None };
        sued.actions.push(writ);
        let behaviour = counted(&sued);
        assert_eq!(of_each(&behaviour.bailiff.instalment_kept), (3, 1));
        assert_eq!(of_each(&behaviour.bailiff.rent_paid_beside), (3, 1));
        assert_ne!(behaviour.plans.instalment_kept.label, Label::Fitted);
    }
}
