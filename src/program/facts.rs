//! What a program may know of a tenancy on a day. The engine fills it from the books, an example from its text.

use crate::calendar::Day;
use crate::check::Value;
use crate::money::Money;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;

/// The state that conditions read. Between two events of a tenancy only the clocks in it move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// All that is overdue.
    pub arrears: Money,
    /// What of the arrears is rent and service costs.
    pub arrears_of_rent: Money,
    /// The rent of a month.
    pub monthly_rent: Money,
    /// What of the arrears is not costs or interest.
    pub arrears_principal: Money,
    /// The due date of the oldest overdue claim.
    pub overdue_since: Option<Day>,
    /// The due date of the newest overdue charge.
    pub newest_overdue: Option<Day>,
    /// How many charges are overdue.
    pub claims_overdue: u16,
    /// What the fourteen-day letters of the overdue charges have come to.
    pub letters: Letters,
    /// The months in which rent was late, up to the last whole month.
    pub late: Months,
    /// The first later day on which rent that is open now is noted as late, in a month that is not noted yet.
    pub late_next: Day,
    /// The months in which a payment bounced, up to the last whole month.
    pub reversed: Months,
    /// The first day of the tenancy.
    pub start: Day,
    /// The first day on which it no longer runs.
    pub end: Option<Day>,
    /// Whether a payment plan runs.
    pub plan_active: bool,
    /// The last day on which a plan was broken.
    pub plan_broken: Option<Day>,
    /// Whether a plan was refused for the arrears at hand.
    pub plan_refused: bool,
    /// The waiting codes that run.
    pub holds: Codes,
    /// Whether bailiff or agency has the file.
    pub handed_over: bool,
    /// Whether the last call or visit for the arrears at hand reached the tenant.
    pub reached: bool,
    /// The last day on which help was accepted.
    pub help: Option<Day>,
    /// Whether the latest payment was a direct debit.
    pub direct_debit: bool,
    /// Whether the first rent was paid.
    pub first_rent_paid: bool,
    /// Why the tenancy ended.
    pub end_reason: EndReason,
    /// The municipality, by its place in the policy's texts, if a condition names it.
    pub municipality: Option<u16>,
    /// The complex, by its place in the policy's texts, if a condition names it.
    pub complex: Option<u16>,
    /// The values of the facts that the policy declares, in its order.
    pub declared: Vec<Value>,
    /// What is let.
    pub kind: TenancyKind,
    /// How it is paid.
    pub payment_method: PaymentMethod,
    /// The segment, by its place; set by [`super::Program::place`].
    pub segment: u16,
    /// What was done for the arrears at hand, by [`ActionKind::place`].
    pub done: [Done; ActionKind::COUNT],
}

/// What the fourteen-day letters of the overdue charges have come to, on the day for which the facts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    /// What is overdue of charges whose letter's term is over.
    pub expired: Money,
    /// The first later day on which the term of another overdue charge is over.
    pub next: Day,
    /// How many overdue charges no letter was sent for.
    pub missing: u16,
}

/// Some of the waiting codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes(u16);

impl Codes {
    /// None of them.
    pub const NONE: Codes = Codes(0);

    /// These, and one more.
    #[must_use]
    pub const fn with(self, code: HoldCode) -> Codes {
        Codes(self.0 | 1 << code as u16)
    }

    /// Whether one is among them.
    #[must_use]
    pub const fn contains(self, code: HoldCode) -> bool {
        self.0 >> (code as u16) & 1 == 1
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = HoldCode> {
        HoldCode::ALL.iter().copied().filter(move |code| self.contains(*code))
    }
}

impl FromIterator<HoldCode> for Codes {
    fn from_iter<I: IntoIterator<Item = HoldCode>>(codes: I) -> Codes {
        codes.into_iter().fold(Codes::NONE, Codes::with)
    }
}

/// Calendar months in which something was so, up to 60 back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Months {
    /// The number of the latest month that is known; bit 0 stands for it, bit 1 for the month before it, and so on.
    pub latest: i32,
    /// One bit a month.
    pub bits: u64,
}

impl Months {
    /// In how many of the last `back` whole months before the month of `day` it was so.
    #[must_use]
    pub fn within(self, back: u8, day: Day) -> u32 {
        let last = day.month().number() - 1;
        let newest = self.latest - last;
        let of_whole_months = match u32::try_from(newest) {
            Ok(newer) => self.bits.checked_shr(newer).unwrap_or(0),
            Err(_) => self.bits.checked_shl(newest.unsigned_abs()).unwrap_or(0),
        };
        let mask = 1_u64.checked_shl(u32::from(back)).map_or(u64::MAX, |bit| bit - 1);
        (of_whole_months & mask).count_ones()
    }

    /// Whether noting that it was so in a month would change nothing: it was noted, or is too long ago.
    #[must_use]
    pub fn is_noted(self, month: i32) -> bool {
        let bit = 1_u64.checked_shl(self.latest.abs_diff(month));
        month <= self.latest && bit.is_none_or(|bit| self.bits & bit != 0)
    }

    /// Notes that it was so in a month.
    pub fn note(&mut self, month: i32) {
        if month > self.latest {
            let shift = month.abs_diff(self.latest);
            self.bits = self.bits.checked_shl(shift).unwrap_or(0);
            self.latest = month;
        }
        let back = self.latest.abs_diff(month);
        self.bits |= 1_u64.checked_shl(back).unwrap_or(0);
    }
}

/// What was done of one kind of action for the arrears at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// How many times.
    pub times: u16,
    /// How many of those times are not known to have been in vain.
    pub not_in_vain: u16,
    /// The last day; meaningless when `times` is zero.
    pub last: Day,
    /// For how many days since then the clock stood still.
    pub paused: i32,
}

impl Facts {
    /// A sitting tenant of a home who owes nothing: the neutral values of the vocabulary.
    #[must_use]
    pub fn neutral(today: Day) -> Facts {
        Facts {
            arrears: Money::ZERO,
            arrears_of_rent: Money::ZERO,
            monthly_rent: Money::from_cents(100_000),
            overdue_since: None,
            start: today.plus_months(-120),
            end: None,
            arrears_principal: Money::ZERO,
            newest_overdue: None,
            claims_overdue: 0,
            letters: Letters { expired: Money::ZERO, next: Day::NEVER, missing: 0 },
            late: Months::default(),
            late_next: Day::NEVER,
            reversed: Months::default(),
            plan_active: false,
            plan_broken: None,
            plan_refused: false,
            holds: Codes::NONE,
            handed_over: false,
            reached: false,
            help: None,
            direct_debit: false,
            first_rent_paid: true,
            end_reason: EndReason::Unknown,
            municipality: None,
            complex: None,
            declared: Vec::new(),
            kind: TenancyKind::Dwelling,
            payment_method: PaymentMethod::Transfer,
            segment: 0,
            done: [Done::default(); ActionKind::COUNT],
        }
    }

    /// What was done of a kind of action.
    #[must_use]
    pub fn done(&self, kind: ActionKind) -> Done {
        self.done.get(kind.place()).copied().unwrap_or_default()
    }

    /// Notes that something was done.
    pub fn note_done(&mut self, kind: ActionKind, day: Day, in_vain: bool) {
        if let Some(done) = self.done.get_mut(kind.place()) {
            done.times = done.times.saturating_add(1);
            done.not_in_vain = done.not_in_vain.saturating_add(u16::from(!in_vain));
            done.last = day;
            done.paused = 0;
        }
    }

    /// Becomes what other facts are, in the room that is there.
    pub fn copy_from(&mut self, other: &Facts) {
        let mut declared = std::mem::take(&mut self.declared);
        declared.clear();
        declared.extend_from_slice(&other.declared);
        *self = Facts { declared, ..*other };
    }

    /// Forgets what was done: the arrears at hand are settled.
    pub fn forget_done(&mut self) {
        self.done = [Done::default(); ActionKind::COUNT];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_back_from_the_last_whole_one() {
        let march: Day = "2025-03-10".parse().unwrap();
        let number = |month: i32| march.month().number() + month;
        let mut months = Months::default();
        for month in [-13, -2, -1, 0] {
            months.note(number(month));
        }
        assert_eq!(months.within(1, march), 1);
        assert_eq!(months.within(12, march), 2);
        assert_eq!(months.within(13, march), 3);
        assert_eq!(months.within(1, march.plus_months(1)), 1);
        assert_eq!(months.within(60, march.plus_months(70)), 0);
    }

    #[test]
    fn a_month_has_to_be_noted_once_and_not_after_more_than_five_years() {
        let (mut months, march) = (Months::default(), 24_000);
        assert!(!months.is_noted(march));
        months.note(march);
        assert!(months.is_noted(march) && !months.is_noted(march + 1) && !months.is_noted(march - 1));
        assert!(!months.is_noted(march - 63) && months.is_noted(march - 64));
    }
}
