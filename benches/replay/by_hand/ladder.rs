//! The ten rules of the ladder, each by the first day on which it may fire.

use super::NEVER;
use super::account::Account;
use huurproef::calendar::Day;
use huurproef::program::Facts;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;

const REMINDER: usize = 0;
const SECOND_REMINDER: usize = 1;
const CALL: usize = 2;
const EARLY_SIGNAL: usize = 3;
const WIK_LETTER: usize = 4;
const HOME_VISIT: usize = 5;
const CREDIT_BANK: usize = 6;
const HEALTH_SERVICE: usize = 7;
const HAND_OVER: usize = 8;
const WRITE_OFF: usize = 9;

/// What each rule does.
const KINDS: [ActionKind; 10] = [
    ActionKind::Reminder,
    ActionKind::SecondReminder,
    ActionKind::Call,
    ActionKind::EarlySignal,
    ActionKind::WikLetter,
    ActionKind::HomeVisit,
    ActionKind::CreditBank,
    ActionKind::HealthService,
    ActionKind::HandOver,
    ActionKind::WriteOff,
];

/// Arrears up to this many cents start nothing.
const TOLERANCE: i64 = 2_500;

/// Where one tenancy stands on the ladder.
#[derive(Default)]
pub(super) struct Ladder {
    /// The first day on which a rule may fire, as things stand.
    pub(super) wake: i32,
    start: i32,
    end: i32,
    /// The first and the last day, the latter not included, on which each plan runs.
    plans: Vec<(i32, i32)>,
    in_episode: bool,
    /// One bit a rule that was carried out in this episode.
    done: u16,
    /// When; meaningless for what is not done.
    on: [i32; 10],
}

impl Ladder {
    pub(super) fn open(&mut self, tenancy: &Tenancy) {
        self.start = tenancy.start.number();
        self.end = tenancy.end.map_or(NEVER, Day::number);
        self.plans.clear();
        self.plans.extend(tenancy.plans.iter().map(|plan| (plan.begin().number(), plan.end().number())));
        (self.in_episode, self.done, self.wake) = (false, 0, NEVER);
    }

    /// An episode begins above the tolerance and ends at nothing; both forget what was done.
    pub(super) fn look(&mut self, account: &Account) {
        let begins = !self.in_episode && account.overdue > TOLERANCE;
        if begins || self.in_episode && account.overdue == 0 {
            (self.in_episode, self.done) = (begins, 0);
        }
    }

    /// Sleeps until the first working day, from a day on, on which a rule may fire or a plan begins or ends.
    pub(super) fn sleep(&mut self, from: i32, account: &Account) {
        let mut wake = NEVER;
        self.each_rule(from, account, |_, day| wake = wake.min(day));
        if account.overdue > 0 && !self.plans.is_empty() {
            let changes = self.plans.iter().flat_map(|(begin, end)| [*begin, *end]);
            wake = changes.filter(|change| *change > from).fold(wake, i32::min);
        }
        let weekday = (wake.saturating_add(3)).rem_euclid(7);
        self.wake = wake.saturating_add(if weekday >= 5 && wake != NEVER { 7 - weekday } else { 0 });
    }

    /// One bit a rule that fires today.
    pub(super) fn fire(&self, today: i32, account: &Account) -> u16 {
        let mut fired = 0;
        if self.wake == today {
            self.each_rule(today, account, |rule, day| fired |= u16::from(day <= today) << rule);
        }
        fired
    }

    pub(super) fn act(&mut self, fired: u16, today: i32, actions: &mut [i64; ActionKind::COUNT]) {
        let mut left = fired;
        while left != 0 {
            let rule = left.trailing_zeros() as usize;
            left &= left - 1;
            self.on[rule] = today;
            actions[KINDS[rule].place()] += 1;
        }
        self.done |= fired;
    }

    fn is_done(&self, rule: usize) -> bool {
        self.done & (1 << rule) != 0
    }

    /// Tells of each rule that may fire as things stand on which day, from `from` on, it first does.
    #[inline]
    fn each_rule(&self, from: i32, account: &Account, mut tell: impl FnMut(usize, i32)) {
        if account.overdue == 0 {
            return;
        }
        if self.end != NEVER && !self.is_done(WRITE_OFF) {
            tell(WRITE_OFF, from.max(self.end.saturating_add(365)));
        }
        let from = from.max(self.start);
        if account.overdue <= TOLERANCE || from >= self.end {
            return;
        }
        let mut rule = |rule: usize, may: bool, day: i32| {
            if may && !self.is_done(rule) {
                tell(rule, from.max(day));
            }
        };
        let (rent, owed) = (account.rent, account.overdue_rent);
        let months = |halves: i64| rent > 0 && owed * 2 >= rent * halves;
        let oldest = account.oldest();
        let is_ours = !self.is_done(HAND_OVER);
        let is_free = !self.plans.iter().any(|(begin, end)| *begin <= from && from < *end);
        let (first, second) = (self.is_done(REMINDER), self.is_done(SECOND_REMINDER));
        rule(REMINDER, is_free && is_ours, oldest + 7);
        rule(SECOND_REMINDER, first && is_free && is_ours, (oldest + 14).max(self.on[REMINDER] + 5));
        rule(CALL, is_free && is_ours, oldest + 21);
        if !months(2) {
            return;
        }
        rule(EARLY_SIGNAL, first, oldest + 30);
        rule(WIK_LETTER, months(3) && second && is_free && is_ours, self.on[SECOND_REMINDER] + 7);
        if !months(4) {
            return;
        }
        rule(HOME_VISIT, is_ours, from);
        rule(CREDIT_BANK, true, from);
        rule(HEALTH_SERVICE, true, from);
        let can_hand_over = months(6) && self.is_done(WIK_LETTER) && self.is_done(HOME_VISIT) && is_free;
        rule(HAND_OVER, can_hand_over, self.on[WIK_LETTER] + 15);
    }
}

/// The rules that hold for these facts on a day, one bit each, whatever was done: a decision without its frequency.
#[must_use]
pub fn decide(facts: &Facts, day: Day) -> u16 {
    let arrears = facts.arrears.cents();
    let since_end = facts.end.filter(|end| *end <= day).map(|end| day.since(end));
    let mut holds = u16::from(since_end.is_some_and(|days| days >= 365) && arrears > 0) << WRITE_OFF;
    if since_end.is_some() || day < facts.start || arrears <= TOLERANCE {
        return holds;
    }
    let (rent, owed) = (facts.monthly_rent.cents(), facts.arrears_of_rent.cents());
    let months = |halves: i64| rent > 0 && owed * 2 >= rent * halves;
    let overdue = facts.overdue_since.map_or(-1, |since| day.since(since));
    let done = |kind: ActionKind| facts.done[kind.place()];
    let since = |kind: ActionKind, days: i32| done(kind).times > 0 && day.since(done(kind).last) >= days;
    let is_ours = done(ActionKind::HandOver).times == 0;
    let writes = is_ours && !facts.plan_active;
    let mut set = |rule: usize, fires: bool| holds |= u16::from(fires) << rule;
    set(REMINDER, overdue >= 7 && writes);
    set(SECOND_REMINDER, overdue >= 14 && writes && since(ActionKind::Reminder, 5));
    set(CALL, overdue >= 21 && writes);
    set(EARLY_SIGNAL, months(2) && overdue >= 30 && done(ActionKind::Reminder).not_in_vain > 0);
    set(WIK_LETTER, months(3) && writes && since(ActionKind::SecondReminder, 7));
    set(HOME_VISIT, months(4) && is_ours);
    set(CREDIT_BANK, months(4));
    set(HEALTH_SERVICE, months(4));
    let visited = done(ActionKind::HomeVisit).not_in_vain > 0;
    set(HAND_OVER, months(6) && visited && !facts.plan_active && since(ActionKind::WikLetter, 15));
    holds
}
