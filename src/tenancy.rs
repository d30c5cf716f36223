//! What is given of one tenancy: the contract, what was booked, done and agreed. Knows no policy.
//!
//! Always, when it comes from [`Portfolio::new`]: tenancies are in order of id; all that belongs to one in
//! order of day. Of one day, entries stand in the order of [`PartOfDay`], which is how a policy sees the day.

mod instalment;

pub use instalment::FallenDue;

use crate::calendar::Day;
use crate::money::Money;
use crate::money::Number;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Category;
use crate::vocabulary::Channel;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::PlanOutcome;
use crate::vocabulary::TenancyKind;

/// One rental contract with all that the books say of it.
#[derive(Clone, Debug)]
pub struct Tenancy {
    /// The contract's id: no name, address or BSN.
    pub id: String,
    /// The person or household: no name either.
    pub tenant: String,
    /// The rental unit (VHE).
    pub unit: String,
    /// What is let.
    pub kind: TenancyKind,
    /// The complex, or empty.
    pub complex: String,
    /// The municipality, or empty.
    pub municipality: String,
    /// The first day.
    pub start: Day,
    /// The first day on which it no longer runs.
    pub end: Option<Day>,
    /// Why it ended.
    pub end_reason: EndReason,
    /// How it is paid, as known at the end of the data.
    pub payment_method: PaymentMethod,
    /// What was booked.
    pub entries: Vec<Entry>,
    /// What was done.
    pub actions: Vec<RecordedAction>,
    /// The payment plans.
    pub plans: Vec<Plan>,
    /// The waiting codes.
    pub holds: Vec<HoldPeriod>,
    /// The files with bailiff or agency.
    pub dossiers: Vec<Dossier>,
    /// What columns of the ledger's own say of it, in order of day.
    pub attributes: Vec<Attribute>,
}

/// A waiting code over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldPeriod {
    /// Why collection waits.
    pub code: HoldCode,
    /// The first day.
    pub from: Day,
    /// The first day on which it no longer runs, if that is known.
    pub to: Option<Day>,
}

/// A file with bailiff or agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The day on which it was handed over.
    pub opened: Day,
    /// The day on which the writ was drafted, if it was.
    pub writ_on: Option<Day>,
    /// The first day on which it was closed, if it is.
    pub closed: Option<Day>,
}

/// What a column of the ledger's own says of a tenancy from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The column, by its place in [`Portfolio::attributes`].
    pub name: usize,
    /// From which day; [`Day::DAWN`] for what is known at the end of the data only.
    pub from: Day,
    /// The value as it stands in the ledger.
    pub value: String,
}

/// One score of a tenants' survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The day.
    pub day: Day,
    /// The score.
    pub score: Number,
}

/// One booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The booking date.
    pub day: Day,
    /// What was booked; gives the sign.
    pub kind: EntryKind,
    /// What a charge is for.
    pub category: Category,
    /// Always more than zero.
    pub amount: Money,
    /// When a charge, cost or interest falls due; [`Day::NEVER`] when it is not due yet, and for all other kinds. Of a
    /// payment that is yet to come, after the books: the due date that it is meant for.
    pub due: Day,
    /// How a payment was made.
    pub method: PaymentMethod,
    /// The entry it names, by its place in [`Tenancy::entries`]: the payment a reversal undoes, the charge that a
    /// payment, credit, cost or interest belongs to.
    pub refers_to: Option<u32>,
}

/// One action on the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedAction {
    /// The day on which it was done.
    pub day: Day,
    /// What was done.
    pub kind: ActionKind,
    /// What came of it, if that was recorded.
    pub outcome: Option<Outcome>,
    /// Through what, if that was recorded.
    pub channel: Option<Channel>,
}

/// One payment plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The day on which it was agreed.
    pub agreed_on: Day,
    /// How many instalments.
    pub instalments: u32,
    /// The amount of one instalment; the last is the remainder.
    pub amount: Money,
    /// When the first instalment falls due; the others follow monthly.
    pub first_due: Day,
    /// The day on which it ended, if that was recorded.
    pub ended_on: Option<Day>,
    /// How it ended, if that was recorded.
    pub outcome: Option<PlanOutcome>,
    /// Its instalments, where the ledger lists them; else they follow from number, amount and first due date.
    pub listed: Vec<Instalment>,
}

/// One instalment of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// When it falls due.
    pub due: Day,
    /// How much.
    pub amount: Money,
    /// When it was paid in full, if it was.
    pub paid_on: Option<Day>,
}

/// All tenancies of a corporation, in order of id.
#[derive(Clone, Debug, Default)]
pub struct Portfolio {
    /// The tenancies, in order of id.
    pub tenancies: Vec<Tenancy>,
    /// The first day that anything was booked.
    pub first_day: Option<Day>,
    /// The last day that anything was booked or done: the end of the data.
    pub last_day: Option<Day>,
    /// The names of the ledger's own columns, by which [`Attribute::name`] counts.
    pub attributes: Vec<String>,
    /// The scores of the tenants' survey, in order of day, if there is one.
    pub survey: Option<Vec<Score>>,
    /// Whether the ledger lists the files of bailiff and agency.
    pub has_dossiers: bool,
    /// Whether the ledger lists actions.
    pub has_actions: bool,
    /// Whether the ledger lists plans.
    pub has_plans: bool,
}

/// When in its day an entry is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOfDay {
    /// Before the policy looks: charges, costs, interest, credits and reversals.
    Morning,
    /// Direct debits.
    Debits,
    /// All other payments.
    Payments,
    /// Refunds, and reversals of payments of the same day.
    Corrections,
    /// Write-offs.
    Close,
}

impl Entry {
    /// An entry that names nothing and is not due: a payment by transfer, or what a run books by itself.
    #[must_use]
    pub const fn new(kind: EntryKind, day: Day, amount: Money) -> Entry {
        let method = if matches!(kind, EntryKind::Payment) { PaymentMethod::Transfer } else { PaymentMethod::Other };
        Entry { day, kind, category: Category::Rent, amount, due: Day::NEVER, method, refers_to: None }
    }

    /// Whether it is a payment that no direct debit collected.
    #[must_use]
    pub fn is_paid_by_hand(&self) -> bool {
        self.kind == EntryKind::Payment && self.method != PaymentMethod::DirectDebit
    }

    /// When in its day the entry is booked, given the entries that it may refer to.
    #[must_use]
    pub fn part_of_day(&self, entries: &[Entry]) -> PartOfDay {
        match self.kind {
            EntryKind::Charge | EntryKind::Cost | EntryKind::Interest | EntryKind::Credit => PartOfDay::Morning,
            EntryKind::Reversal => {
                let payment = self.refers_to.and_then(|place| entries.get(place as usize));
                let same_day = payment.is_some_and(|payment| payment.day == self.day);
                if same_day { PartOfDay::Corrections } else { PartOfDay::Morning }
            }
            EntryKind::Payment if self.method == PaymentMethod::DirectDebit => PartOfDay::Debits,
            EntryKind::Payment => PartOfDay::Payments,
            EntryKind::Refund => PartOfDay::Corrections,
            EntryKind::WriteOff => PartOfDay::Close,
        }
    }
}

impl Tenancy {
    /// A home without a record, let from a day on and paid by transfer.
    #[must_use]
    pub fn bare(id: &str, start: Day) -> Tenancy {
        Tenancy {
            id: id.to_owned(),
            tenant: format!("P-{id}"),
            unit: format!("U-{id}"),
            kind: TenancyKind::Dwelling,
            complex: String::new(),
            municipality: String::new(),
            start,
            end: None,
            end_reason: EndReason::Unknown,
            payment_method: PaymentMethod::Transfer,
            entries: Vec::new(),
            actions: Vec::new(),
            plans: Vec::new(),
            holds: Vec::new(),
            dossiers: Vec::new(),
            attributes: Vec::new(),
        }
    }

    /// Puts all that belongs to the tenancy in order, and lets references follow their entries.
    pub fn put_in_order(&mut self) {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        let part = |place: usize| self.entries.get(place).map(|entry| (entry.day, entry.part_of_day(&self.entries)));
        order.sort_by_key(|place| part(*place));
        let mut moved_to = vec![0_u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = moved_to.get_mut(*old) {
                *place = u32::try_from(new).unwrap_or(u32::MAX);
            }
        }
        let moved = |entry: &Entry| Entry {
            refers_to: entry.refers_to.and_then(|old| moved_to.get(old as usize).copied()),
            ..*entry
        };
        self.entries = order.iter().filter_map(|old| self.entries.get(*old)).map(moved).collect();
        self.actions.sort_by_key(|action| action.day);
        self.plans.sort_by_key(|plan| plan.agreed_on);
        self.plans.iter_mut().for_each(|plan| plan.listed.sort_by_key(|instalment| instalment.due));
        self.holds.sort_by_key(|hold| hold.from);
        self.dossiers.sort_by_key(|dossier| dossier.opened);
        self.attributes.sort_by_key(|attribute| (attribute.from, attribute.name));
    }

    /// Whether the contract runs on the day.
    #[must_use]
    pub fn is_sitting(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day < end)
    }

    /// Whether the rent is collected by direct debit, as far as payments tell: by the greater part of them.
    #[must_use]
    pub fn pays_by_debit(&self) -> bool {
        // One that is yet to come tells nothing.
        let paid = |entry: &&Entry| entry.kind == EntryKind::Payment && entry.due == Day::NEVER;
        let (mut debits, mut others) = (0_usize, 0_usize);
        for entry in self.entries.iter().filter(paid) {
            if entry.method == PaymentMethod::DirectDebit { debits += 1 } else { others += 1 }
        }
        debits > others || debits == others && self.payment_method == PaymentMethod::DirectDebit
    }

    /// Whether a payment plan runs on the morning of the day.
    #[must_use]
    pub fn plan_runs(&self, day: Day) -> bool {
        self.plans.iter().any(|plan| plan.runs_on(day))
    }

    /// The first day after this one on which a plan begins or ends to run; [`Day::NEVER`] when there is none.
    #[must_use]
    pub fn next_plan_change(&self, day: Day) -> Day {
        let changes = self.plans.iter().flat_map(|plan| [plan.begin(), plan.end()]);
        changes.filter(|change| *change > day).min().unwrap_or(Day::NEVER)
    }

    /// The day of the eviction, where the record shows one that ended the tenancy: the nearest to its end, or the end itself
    /// when that says so.
    #[must_use]
    pub fn recorded_eviction(&self) -> Option<Day> {
        let end = self.end?;
        let evictions = self.actions.iter().filter(|action| action.kind == ActionKind::Eviction);
        let nearest = evictions.map(|action| action.day).min_by_key(|day| end.since(*day).abs());
        let evicted = (self.end_reason == EndReason::Evicted).then_some(end);
        nearest.filter(|day| end.since(*day).abs() <= 31).or(evicted)
    }

    /// The first day on which the household has left the home: the end, or the eviction where that came later.
    #[must_use]
    pub fn left_on(&self) -> Option<Day> {
        self.end.map(|end| self.recorded_eviction().map_or(end, |eviction| end.max(eviction)))
    }

    /// The tenancy as the books had it at the end of a day, with what was charged later and when the contract ends: of what
    /// was paid, done and agreed after the day nothing is known. An eviction that lies ahead is its end, and no earlier one
    /// is known beside it.
    #[must_use]
    pub fn known_until(&self, day: Day) -> Tenancy {
        let keeps = |entry: &Entry| entry.day <= day || entry.kind == EntryKind::Charge;
        let mut kept = 0..;
        let places: Vec<Option<u32>> =
            self.entries.iter().map(|entry| if keeps(entry) { kept.next() } else { None }).collect();
        let named = |entry: &Entry| entry.refers_to.and_then(|place| places.get(place as usize).copied().flatten());
        let entries = self.entries.iter().filter(|entry| keeps(entry));
        let plans = self.plans.iter().filter(|plan| plan.agreed_on <= day);
        let is_evicted_later = self.recorded_eviction().is_some_and(|eviction| eviction > day);
        let is_known =
            |action: &&RecordedAction| action.day <= day && !(is_evicted_later && action.kind == ActionKind::Eviction);
        let (end, end_reason) =
            if is_evicted_later { (self.left_on(), EndReason::Evicted) } else { (self.end, self.end_reason) };
        Tenancy {
            end,
            end_reason,
            entries: entries.map(|entry| Entry { refers_to: named(entry), ..*entry }).collect(),
            actions: self.actions.iter().filter(is_known).copied().collect(),
            plans: plans.map(|plan| plan.known_until(day)).collect(),
            holds: self.holds.iter().filter(|hold| hold.from <= day).copied().collect(),
            dossiers: self
                .dossiers
                .iter()
                .filter(|dossier| dossier.opened <= day)
                .map(|d| d.known_until(day))
                .collect(),
            attributes: self.attributes.iter().filter(|attribute| attribute.from <= day).cloned().collect(),
            ..self.clone()
        }
    }
}

impl Plan {
    /// How many days after its due date an instalment still counts as paid on time.
    pub const GRACE: i32 = 7;
    /// From how many days after its due date on a payment may count as an instalment: three days before.
    pub const EARLY: i32 = -3;
    /// By how much a payment may differ from an instalment: instalments are rounded, and the last is the remainder.
    pub const ROUNDING: Money = Money::from_cents(100);

    /// The first day on which the plan no longer runs: the recorded end, or the day after the last due date and the
    /// grace.
    #[must_use]
    pub fn end(&self) -> Day {
        let last = i32::try_from(self.instalments.saturating_sub(1)).unwrap_or(0);
        self.ended_on.unwrap_or_else(|| self.first_due.plus_months(last).plus(Plan::GRACE + 1))
    }

    /// The first morning on which the plan runs: the day after it was agreed, since it is agreed in the course of a day.
    #[must_use]
    pub fn begin(&self) -> Day {
        self.agreed_on.plus(1)
    }

    /// Whether a payment on a day may be an instalment: no more than one asks, around a day on which one falls due.
    #[must_use]
    pub fn may_be_instalment(&self, day: Day, amount: Money) -> bool {
        let last = i32::try_from(self.instalments.saturating_sub(1)).unwrap_or(0);
        let is_near = |nth: i32| {
            let late = day.since(self.first_due.plus_months(nth));
            (Plan::EARLY..=Plan::GRACE).contains(&late)
        };
        amount <= self.amount + Plan::ROUNDING && (0..=last).any(is_near)
    }

    /// The plan as it stood at the end of a day.
    fn known_until(&self, day: Day) -> Plan {
        let ended = self.ended_on.filter(|end| *end <= day);
        let listed = self.listed.iter().map(|one| Instalment { paid_on: one.paid_on.filter(|on| *on <= day), ..*one });
        Plan { ended_on: ended, outcome: self.outcome.filter(|_| ended.is_some()), listed: listed.collect(), ..*self }
    }

    /// Whether the plan runs on the morning of the day.
    #[must_use]
    pub fn runs_on(&self, day: Day) -> bool {
        self.begin() <= day && day < self.end()
    }
}

impl Dossier {
    /// The file as it stood at the end of a day.
    fn known_until(self, day: Day) -> Dossier {
        let on = |date: Option<Day>| date.filter(|date| *date <= day);
        Dossier { writ_on: on(self.writ_on), closed: on(self.closed), ..self }
    }
}

impl Portfolio {
    /// The books as they stood at the end of a day, with what was charged later and when contracts end: of what was paid,
    /// done and agreed after the day nothing is known.
    #[must_use]
    pub fn known_until(&self, day: Day) -> Portfolio {
        let tenancies = self.tenancies.iter().map(|tenancy| tenancy.known_until(day)).collect();
        let last_day = self.last_day.map(|last| last.min(day));
        Portfolio { tenancies, last_day, survey: None, attributes: self.attributes.clone(), ..*self }
    }

    /// Puts tenancies in order of id and notes the days that the books cover.
    #[must_use]
    pub fn new(mut tenancies: Vec<Tenancy>) -> Portfolio {
        tenancies.sort_by(|a, b| a.id.cmp(&b.id));
        tenancies.iter_mut().for_each(Tenancy::put_in_order);
        let booked = || tenancies.iter().flat_map(|tenancy| tenancy.entries.iter().map(|entry| entry.day));
        let done = || tenancies.iter().flat_map(|tenancy| tenancy.actions.iter().map(|action| action.day));
        let (first_day, last_day) = (booked().min(), booked().chain(done()).max());
        Portfolio { tenancies, first_day, last_day, ..Portfolio::default() }
    }

    /// The tenancy with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Tenancy> {
        self.tenancies
            .binary_search_by(|tenancy| tenancy.id.as_str().cmp(id))
            .ok()
            .and_then(|place| self.tenancies.get(place))
    }
}
