//! Tenants who do not exist: a few traits become a contract with books, in which a policy can be tried.
//!
//! Knows no policy. Always: the same traits give the same books; what the traits do not say is as plain as it can be: a home
//! let at € 1000, rent announced and paid before it falls due, and nothing on record.

use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Attribute;
use crate::tenancy::Dossier;
use crate::tenancy::Entry;
use crate::tenancy::HoldPeriod;
use crate::tenancy::Plan;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::PlanOutcome;
use crate::vocabulary::TenancyKind;

/// For how many months a course is followed.
pub(super) const MONTHS_AHEAD: i32 = 20;
/// How many months of rent the books hold before it.
const MONTHS_BEFORE: i32 = 14;
/// How many days before it falls due rent is announced, and paid by whoever is in time.
const ANNOUNCED: i32 = 12;
const IN_TIME: i32 = 4;

/// What makes one such tenant different from another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Traits {
    /// The first day of a month: from here on the policy rules, and rent may stay unpaid.
    pub(super) begins: Day,
    pub(super) rent: Money,
    /// How many whole months the tenancy ran by then.
    pub(super) months: i32,
    pub(super) paying: Paying,
    /// In how many of the last months before, rent was paid three weeks late.
    pub(super) late: u32,
    /// In how many of the last months before, a payment bounced, and was made good at once.
    pub(super) bounced: u32,
    pub(super) by_debit: bool,
    pub(super) kind: TenancyKind,
    pub(super) method: PaymentMethod,
    /// On which day the tenancy ends, and why.
    pub(super) end: Option<(i32, EndReason)>,
    pub(super) municipality: String,
    pub(super) complex: String,
    /// What columns of the ledger's own say, by their place: from which day, if not always, and what.
    pub(super) columns: Vec<(usize, Option<i32>, String)>,
    /// Waiting codes, each from which day and up to which.
    pub(super) holds: Vec<(HoldCode, i32, Option<i32>)>,
    /// A plan, from which day, and on which day it was broken.
    pub(super) plan: Option<(i32, Option<i32>)>,
    /// From which day a bailiff has the file.
    pub(super) file: Option<i32>,
}

/// What is paid from the first day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Paying {
    /// Everything, in time.
    All,
    /// Nothing any more.
    Nothing,
    /// The first so many months stay unpaid, the others are paid in time.
    AllBut(i32),
    /// Of the first month so many cents stay open, and the others are paid in time.
    Short(i64),
    /// Of the first month so many cents stay open, and from a month on, nothing is paid.
    ShortThenNothing(i64, i32),
    /// Of the first month so many cents stay open; on a day payments of earlier months bounce, to so many cents.
    ShortThenBounce(i64, i32, i64),
    /// Of the first month so many cents stay open; on a day so much rent is charged at once.
    ShortThenCharge(i64, i32, i64),
}

impl Traits {
    pub(super) fn plain(begins: Day) -> Traits {
        Traits {
            begins,
            rent: Money::from_cents(100_000),
            months: 120,
            paying: Paying::Nothing,
            late: 0,
            bounced: 0,
            by_debit: false,
            kind: TenancyKind::Dwelling,
            method: PaymentMethod::Transfer,
            end: None,
            municipality: String::new(),
            complex: String::new(),
            columns: Vec::new(),
            holds: Vec::new(),
            plan: None,
            file: None,
        }
    }

    /// The contract and its books, with what is on the record.
    pub(super) fn tenancy(&self, record: &[RecordedAction]) -> Tenancy {
        let on = |day: i32| self.begins.plus(day);
        let start = self.begins.plus_months(-self.months);
        let mut tenancy = Tenancy {
            kind: self.kind,
            payment_method: self.method,
            municipality: self.municipality.clone(),
            complex: self.complex.clone(),
            end: self.end.map(|(day, _)| on(day)),
            end_reason: self.end.map_or(EndReason::Unknown, |(_, reason)| reason),
            actions: record.to_vec(),
            ..Tenancy::bare("H1", start)
        };
        tenancy.holds = self.holds.iter().map(|(code, from, to)| hold(*code, on(*from), to.map(on))).collect();
        tenancy.plans = self.plan.iter().map(|(from, broken)| self.plan_from(on(*from), broken.map(on))).collect();
        let file = |from: &i32| Dossier { opened: on(*from), writ_on: None, closed: None };
        tenancy.dossiers = self.file.iter().map(file).collect();
        let column = |(name, from, value): &(usize, Option<i32>, String)| Attribute {
            name: *name,
            from: from.map_or(Day::DAWN, on),
            value: value.clone(),
        };
        tenancy.attributes = self.columns.iter().map(column).collect();
        self.book(&mut tenancy, start);
        tenancy.put_in_order();
        tenancy
    }

    fn plan_from(&self, from: Day, ended_on: Option<Day>) -> Plan {
        Plan {
            agreed_on: from.plus(-1),
            instalments: 60,
            amount: Money::from_cents(1_000),
            first_due: from.plus(20),
            ended_on,
            outcome: ended_on.map(|_| PlanOutcome::Broken),
            listed: Vec::new(),
        }
    }

    fn book(&self, tenancy: &mut Tenancy, start: Day) {
        for month in -MONTHS_BEFORE.min(self.months)..MONTHS_AHEAD {
            let due = self.begins.plus_months(month).max(start);
            if tenancy.end.is_some_and(|end| end <= due) {
                break;
            }
            let booked = due.plus(-ANNOUNCED);
            let charge = Entry { due, ..Entry::new(EntryKind::Charge, booked, self.rent) };
            let place = add(tenancy, charge);
            let open = self.open_of(month);
            let paid = self.rent.cents() - open.min(self.rent.cents());
            if paid > 0 {
                let late = month < 0 && -month <= i32::try_from(self.late).unwrap_or(i32::MAX);
                let day = due.plus(if late { 21 } else { -IN_TIME });
                self.pay(tenancy, place, (day, paid), month);
            }
        }
        self.jump(tenancy);
    }

    /// How much of the rent of a month stays open.
    fn open_of(&self, month: i32) -> i64 {
        let whole = self.rent.cents();
        match self.paying {
            _ if month < 0 => 0,
            Paying::All => 0,
            Paying::Nothing => whole,
            Paying::AllBut(months) if month < months => whole,
            Paying::AllBut(_) => 0,
            Paying::ShortThenNothing(_, from) if month >= from => whole,
            Paying::Short(cents)
            | Paying::ShortThenNothing(cents, _)
            | Paying::ShortThenBounce(cents, _, _)
            | Paying::ShortThenCharge(cents, _, _) => {
                if month == 0 {
                    cents
                } else {
                    0
                }
            }
        }
    }

    fn pay(&self, tenancy: &mut Tenancy, charge: u32, (day, cents): (Day, i64), month: i32) {
        let method = if self.by_debit { PaymentMethod::DirectDebit } else { self.method };
        let payment =
            Entry { method, refers_to: Some(charge), ..Entry::new(EntryKind::Payment, day, Money::from_cents(cents)) };
        let place = add(tenancy, payment);
        let bounced = month < 0 && -month <= i32::try_from(self.bounced).unwrap_or(i32::MAX);
        if bounced {
            let back = Entry {
                refers_to: Some(place),
                ..Entry::new(EntryKind::Reversal, day.plus(1), Money::from_cents(cents))
            };
            add(tenancy, back);
            add(tenancy, Entry { day: day.plus(2), ..payment });
        }
    }

    /// What makes the arrears rise on one day.
    fn jump(&self, tenancy: &mut Tenancy) {
        match self.paying {
            Paying::ShortThenBounce(_, day, cents) => self.bounce(tenancy, self.begins.plus(day), cents),
            Paying::ShortThenCharge(_, day, cents) => {
                let due = self.begins.plus(day);
                let charge = Entry::new(EntryKind::Charge, due.plus(-ANNOUNCED), Money::from_cents(cents));
                add(tenancy, Entry { due, ..charge });
            }
            _ => {}
        }
    }

    /// Payments of the months before come back, the latest first, until so many cents are open again.
    fn bounce(&self, tenancy: &mut Tenancy, day: Day, mut cents: i64) {
        let before = |entry: &Entry| entry.kind == EntryKind::Payment && entry.day < self.begins.plus(-IN_TIME);
        let payments: Vec<(u32, i64)> = (0..)
            .zip(&tenancy.entries)
            .filter(|(_, entry)| before(entry))
            .map(|(at, e)| (at, e.amount.cents()))
            .collect();
        for (place, paid) in payments.into_iter().rev() {
            let amount = paid.min(cents);
            if amount > 0 {
                let back = Entry::new(EntryKind::Reversal, day, Money::from_cents(amount));
                add(tenancy, Entry { refers_to: Some(place), ..back });
            }
            cents -= amount;
        }
    }
}

const fn hold(code: HoldCode, from: Day, to: Option<Day>) -> HoldPeriod {
    HoldPeriod { code, from, to }
}

fn add(tenancy: &mut Tenancy, entry: Entry) -> u32 {
    tenancy.entries.push(entry);
    u32::try_from(tenancy.entries.len() - 1).unwrap_or(u32::MAX)
}
