//! One tenancy, lived day by day: income comes in, the rent is thought of or not, the post brings a letter.

mod attributes;
mod contact;
mod pay;

pub(super) use attributes::NAMES;

use super::bailiff::Dossier;
use super::desk::Desk;
use super::luck::Luck;
use super::luck::Matter;
use super::person::Habit;
use super::person::Person;
use super::plan::Running;
use super::purse::Purse;
use super::sheet::Sheet;
use crate::calendar::Day;
use crate::calendar::Month;
use crate::calendar::WorkingDays;
use crate::money::Money;
use crate::money::Share;
use crate::tenancy::Tenancy;
use crate::vocabulary::Category;
use crate::vocabulary::EndReason;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// The rise of corporation rents on 1 July in tenths of a percent; 3 % for a year that is not listed.
/// Source: CBS, rent rises of corporations, 2015–2025.
const RISES: [(i32, i64); 11] = [
    (2015, 24),
    (2016, 19),
    (2017, 11),
    (2018, 17),
    (2019, 20),
    (2020, 27),
    (2021, 3),
    (2022, 26),
    (2023, 1),
    (2024, 56),
    (2025, 51),
];

/// The share of tenants who move in a month: 5.8 % a year. Source: domain figures of 2023.
const MOVES: f64 = 0.0049;

/// The share of leases that end by a death.
const DEATHS: f64 = 0.14;

/// A contract before anybody lives in it.
#[derive(Debug)]
pub(super) struct Lease {
    pub(super) id: String,
    pub(super) unit: String,
    pub(super) start: Day,
    /// Whether people lived here before this invention began, so that nobody signs today.
    pub(super) is_first: bool,
}

/// A household in its home.
#[derive(Debug)]
pub(super) struct Life {
    lease: Lease,
    luck: Luck,
    person: Person,
    purse: Purse,
    sheet: Sheet,
    desk: Desk,
    dossier: Option<Dossier>,
    plan: Option<Running>,
    rent: Money,
    services: Money,
    /// Rents and wages of today ÷ those at the start.
    level: f64,
    /// Whether it knows that something is open.
    is_aware: bool,
    /// When it sits down to pay what is open.
    next_try: Option<Day>,
    /// The latest month whose rent it transferred.
    paid_for: Option<Month>,
    /// When it pays a bill that is not the rent.
    bill: Option<Day>,
    /// The day on which the direct debit is collected this month.
    collection: Day,
    /// The payment that bounces, and when.
    bounce: Option<(Day, u32)>,
    end: Option<Day>,
    end_reason: EndReason,
    written_off: bool,
}

impl Life {
    pub(super) fn new(lease: Lease, luck: Luck, home: Luck) -> Life {
        let person = Person::new(home, luck);
        Life {
            luck,
            person,
            purse: Purse::new(&person, luck),
            sheet: Sheet::new(lease.start),
            desk: Desk::new(),
            dossier: None,
            plan: None,
            rent: person.rent,
            services: person.services,
            level: 1.0,
            is_aware: false,
            next_try: None,
            paid_for: None,
            bill: None,
            collection: Day::DAWN,
            bounce: None,
            end: None,
            end_reason: EndReason::Unknown,
            written_off: false,
            lease,
        }
    }

    /// Lives until the last day, or until nothing more can happen.
    pub(super) fn live(mut self, until: Day) -> Life {
        let mut month = self.lease.start.month();
        while month.first() <= until && !self.is_over(month.first()) {
            self.begin_month(month);
            let (mut day, last) = (month.first().max(self.lease.start), month.last().min(until));
            let mut of_month = day.of_month();
            while day <= last {
                self.spend_day(day, of_month);
                (day, of_month) = (day.plus(1), of_month + 1);
            }
            month = month.plus(1);
        }
        self.end = self.end.filter(|end| *end <= until.plus(1));
        if let Some(last) = self.sheet.entries.last().map(|entry| entry.day).filter(|day| self.is_over(*day)) {
            self.sheet.close_file(last.plus(1));
        }
        self.close_books(until);
        self
    }

    /// Nothing is known beyond the last day: what would end later goes on.
    fn close_books(&mut self, until: Day) {
        if self.end.is_none() {
            self.end_reason = EndReason::Unknown;
        }
        for hold in self.sheet.holds.iter_mut().filter(|hold| hold.to.is_some_and(|to| to > until)) {
            hold.to = None;
        }
        self.sheet.holds.retain(|hold| hold.from <= until);
    }

    pub(super) fn end(&self) -> Option<Day> {
        self.end
    }

    /// The tenancy as the books know it from a day to another; none when it was over before.
    pub(super) fn into_tenancy(mut self, books_from: Day, until: Day) -> Option<Tenancy> {
        if self.end.is_some_and(|end| end <= books_from) {
            return None;
        }
        self.sheet.cut_before(books_from);
        let payment_method = match self.person.habit {
            Habit::Debit => PaymentMethod::DirectDebit,
            Habit::Transfer(_) => PaymentMethod::Transfer,
        };
        let attributes = attributes::of(self.luck, self.lease.start, self.end.unwrap_or(until).min(until));
        Some(Tenancy {
            tenant: format!("P{}", self.lease.id.trim_start_matches('H')),
            id: self.lease.id,
            unit: self.lease.unit,
            kind: TenancyKind::Dwelling,
            complex: format!("C{:02}", self.person.complex),
            municipality: self.person.municipality.to_owned(),
            start: self.lease.start,
            end: self.end,
            payment_method,
            entries: self.sheet.entries,
            actions: self.sheet.actions,
            plans: self.sheet.plans,
            end_reason: self.end_reason,
            holds: self.sheet.holds,
            dossiers: self.sheet.dossiers,
            attributes,
        })
    }

    fn is_sitting(&self, day: Day) -> bool {
        self.end.is_none_or(|end| day < end)
    }

    fn is_over(&self, day: Day) -> bool {
        !self.is_sitting(day) && (self.written_off || self.sheet.open() == Money::ZERO)
    }

    fn monthly(&self) -> Money {
        self.rent + self.services
    }

    fn begin_month(&mut self, month: Month) {
        if !self.is_sitting(month.first()) {
            return;
        }
        self.think_of_moving(month);
        let (rent, before) = (self.rent_in(month), self.rent);
        self.rent = rent;
        self.level *= rent.cents() as f64 / before.cents() as f64;
        let day = month.first().max(self.lease.start);
        self.collection = WorkingDays::Nl.on_or_after(day);
        self.charge(month, day);
    }

    fn think_of_moving(&mut self, month: Month) {
        // Who is behind leaves more often, and not always with a notice in time to settle.
        let haste = if self.sheet.overdue(month.first()) > self.monthly() { 2.5 } else { 1.0 };
        if self.end.is_none() && self.luck.uniform(month, Matter::Moving) < MOVES * haste {
            let end = month.plus(2).first();
            self.end = Some(end);
            let died = self.luck.uniform(month, Matter::EndReason) < DEATHS;
            self.end_reason = if died { EndReason::Deceased } else { EndReason::Terminated };
            if died {
                self.sheet.hold(HoldCode::Estate, month.first(), end.plus(90));
            }
        }
    }

    /// The rent of this month or the next: it rises in July, and wages and what life costs rise with it.
    fn rent_in(&self, month: Month) -> Money {
        if month.number().rem_euclid(12) != 6 {
            return self.rent;
        }
        let year = month.first().year();
        let tenths = RISES.iter().find(|(of, _)| *of == year).map_or(30, |(_, tenths)| *tenths);
        self.rent + self.rent.share(Share { part: tenths, whole: 1000 })
    }

    /// The month's rent and service costs, for the days that are lived in the home.
    fn charge(&mut self, month: Month, day: Day) {
        let share = Share {
            part: i64::from(month.last().since(day) + 1),
            whole: i64::from(month.last().since(month.first()) + 1),
        };
        self.sheet.charge(day, day, Category::Rent, self.rent.share(share));
        self.sheet.charge(day, day, Category::ServiceCosts, self.services.share(share));
        if day == self.lease.start && !self.lease.is_first {
            // Who signs pays the first month at the counter.
            self.sheet.pay(day, self.sheet.overdue(day), PaymentMethod::Ideal);
        }
    }

    /// What is billed beside the rent, on the day itself.
    fn send_bills(&mut self, day: Day, of_month: u32) {
        if of_month == 15 && day.month().number().rem_euclid(12) == 5 {
            self.settle_services(day);
        }
        if self.end == Some(day.plus(1)) {
            self.bill_damage(day);
        }
    }

    /// In June last year's service costs are settled: to pay on 1 August, or given back.
    fn settle_services(&mut self, day: Day) {
        let month = day.month();
        if self.services == Money::ZERO {
            return;
        }
        let off = self.luck.uniform(month, Matter::Settlement) * 5.0 - 2.2;
        let amount = super::person::euros(super::person::in_euros(self.services) * libm::fabs(off));
        if off > 0.0 {
            let due = month.plus(2).first();
            self.sheet.charge(day, due, Category::Settlement, amount);
            self.bill = Some(due.plus(self.luck.days(month, Matter::Vacancy, 1, 12)));
        } else {
            self.sheet.credit_charge(day, Category::Settlement, amount, None);
        }
    }

    /// Who leaves may get a bill for repairs, after the inspection on the last day.
    fn bill_damage(&mut self, day: Day) {
        let month = day.month();
        if self.luck.uniform(month, Matter::Damage) < 0.3 {
            let size = 120.0 - 450.0 * libm::log(self.luck.uniform(month, Matter::DamageSize));
            self.sheet.charge(day, day.plus(14), Category::Other, super::person::euros(size));
        }
    }

    fn spend_day(&mut self, day: Day, of_month: u32) {
        if self.is_sitting(day) {
            self.send_bills(day, of_month);
            self.live_day(day, of_month);
        } else {
            self.look_back(day, of_month);
        }
        if WorkingDays::Nl.includes(day) {
            self.office(day);
        }
    }

    /// Who knows that rent is open saves a little on the rest; who promised instalments a little more.
    fn worry(&self) -> f64 {
        match (&self.plan, self.is_aware) {
            (Some(_), _) => 0.12,
            (None, true) => 0.085,
            (None, false) => 0.0,
        }
    }

    fn live_day(&mut self, day: Day, of_month: u32) {
        if of_month == self.person.payday {
            self.purse.receive(&self.person, self.luck, day.month(), self.level, self.worry());
            self.wake_up(day);
        }
        self.bounce_payment(day);
        self.pay_as_usual(day, of_month);
        if self.bill == Some(day) {
            self.sit_down(day);
        }
        self.pay_instalment(day, of_month);
        if self.next_try.is_some_and(|next| next <= day) {
            self.next_try = None;
            self.clear(day, of_month);
        }
    }
}
