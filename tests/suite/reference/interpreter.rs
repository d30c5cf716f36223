//! The slow, obvious reading of a policy: every day of the books, every condition, every rule.
//!
//! Written from the meaning of the language, not from the engine. Payments are as recorded, or those of a household of
//! which the record knows nothing.

pub(super) mod charge;
mod decide;

use super::fresh::Dice;
use super::fresh::Household;
use super::view::Deed;
use super::view::Past;
use super::view::View;
use huurproef::behaviour::Drawn;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Evaluate;
use huurproef::check::Overridden;
use huurproef::check::Policy;
use huurproef::check::Step;
use huurproef::engine::ActionDone;
use huurproef::engine::ArrearsStep;
use huurproef::engine::Breach;
use huurproef::engine::Decision;
use huurproef::ledger::Account;
use huurproef::ledger::Allocation;
use huurproef::money::Money;
use huurproef::tenancy::Entry;
use huurproef::tenancy::HoldPeriod;
use huurproef::tenancy::PartOfDay;
use huurproef::tenancy::RecordedAction;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Category;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;
use std::collections::BTreeSet;

/// What a run is about.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) policy: &'a Policy,
    pub(super) tenancy: &'a Tenancy,
    pub(super) window: Period,
    pub(super) allocation: Allocation,
    /// Days between a decision and its execution, by the kind of the rule's first step.
    pub(super) delay: &'a dyn Fn(ActionKind) -> i32,
    /// The numbers and the dice of a household that nothing is known of; none follows the recorded payments.
    pub(super) fresh: Option<(&'a Drawn, Dice)>,
}

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Course {
    pub(super) actions: Vec<ActionDone>,
    pub(super) decisions: Vec<Decision>,
    pub(super) breaches: Vec<Breach>,
    pub(super) arrears: Vec<ArrearsStep>,
    /// Costs and interest that the record does not know.
    pub(super) charged: Vec<(Day, Money)>,
    /// Payments that the record does not know.
    pub(super) payments: Vec<(Day, Money)>,
}

/// Reads the tenancy day by day.
pub(super) fn interpret(question: Question<'_>) -> Course {
    let mut reader = Reader {
        question,
        account: Account::default(),
        booked: 0,
        placed: Vec::new(),
        with_costs: Vec::new(),
        had_file: false,
        interest_to: Vec::new(),
        in_episode: false,
        deeds: Vec::new(),
        firings: Vec::new(),
        ever: Vec::new(),
        past: Past {
            log: Vec::new(),
            letters: Vec::new(),
            late: BTreeSet::new(),
            help: None,
            files_before: question.fresh.map_or(Day::NEVER, |_| question.window.from),
        },
        stage: None,
        waiting: Vec::new(),
        withheld: vec![None; question.policy.rules.len()],
        today: Vec::new(),
        household: question.fresh.map(|(drawn, dice)| Household::new(drawn, dice, question.tenancy)),
        course: Course::default(),
    };
    reader.account.open(question.allocation, question.tenancy.start, question.tenancy.end);
    let booked = question.tenancy.entries.iter().map(|entry| entry.day);
    let done = question.tenancy.actions.iter().map(|action| action.day);
    let mut day = booked.chain(done).fold(question.window.from, Day::min);
    while day <= question.window.to {
        reader.spend(day);
        day = day.plus(1);
    }
    reader.course
}

struct Reader<'a> {
    question: Question<'a>,
    account: Account,
    /// How many recorded entries are booked, and where each stands among all.
    booked: usize,
    placed: Vec<Option<u32>>,
    /// The claims that bear costs, and the days up to which others bear interest.
    with_costs: Vec<u32>,
    had_file: bool,
    interest_to: Vec<(u32, Day)>,
    in_episode: bool,
    /// What was done for the arrears at hand.
    deeds: Vec<Deed>,
    /// Which rules were carried out, and when.
    firings: Vec<Firing>,
    /// What was done, whatever the arrears.
    ever: Vec<(ActionKind, Day)>,
    past: Past,
    stage: Option<usize>,
    /// Rules that wait, and for which day.
    waiting: Vec<(usize, Day)>,
    /// The exception that kept each rule from acting yesterday.
    withheld: Vec<Option<usize>>,
    /// Rules whose steps are done today, and the exceptions whose steps are done instead.
    today: Vec<(usize, Option<usize>)>,
    household: Option<Household<'a>>,
    course: Course,
}

struct Firing {
    rule: usize,
    day: Day,
    /// Whether the arrears are still those for which it happened.
    in_this_episode: bool,
    /// Whether the stage is still the one in which it happened.
    in_this_stage: bool,
}

impl Reader<'_> {
    /// One day in its order: bookings, court, the policy, payments, actions.
    fn spend(&mut self, day: Day) {
        self.book(day, PartOfDay::Morning);
        self.look(day);
        self.follow_record(day, ActionKind::is_court_step);
        let evaluate = self.question.policy.conventions.evaluate;
        if evaluate == Evaluate::Morning {
            self.evaluate(day);
        }
        self.book(day, PartOfDay::Corrections);
        self.live(day);
        self.look(day);
        if evaluate == Evaluate::Evening {
            self.evaluate(day);
        }
        self.follow_record(day, |kind| !kind.is_court_step());
        self.carry_out(day);
        self.book(day, PartOfDay::Close);
        self.look(day);
        self.note_arrears(day);
        self.note_late(day);
        if let Some(household) = &mut self.household {
            household.sleeps(day, &self.account);
        }
    }

    /// The household pays, or not.
    fn live(&mut self, day: Day) {
        self.collect(day);
        let Some(household) = &mut self.household else { return };
        let has_plan = self.question.tenancy.plan_runs(day);
        let Some(amount) = household.pays(day, &self.account, has_plan) else { return };
        self.course.payments.push((day, amount));
        self.book_here(payment(day, amount));
    }

    /// Rent that falls due today is collected by debit from those who pay so.
    fn collect(&mut self, day: Day) {
        let due = |entry: &Entry| entry.kind == EntryKind::Charge && entry.due.max(entry.day) == day;
        let entries = self.question.tenancy.entries.iter().zip(&self.placed);
        let due = entries.filter(|(entry, _)| entry.category.is_monthly_rent() && due(entry));
        let open: Vec<(u32, Money)> =
            due.filter_map(|(_, place)| *place).map(|place| (place, self.account.open_of(place))).collect();
        let asked = !open.is_empty();
        if !asked || !self.household.as_mut().is_some_and(|household| household.bears_debit(day)) {
            return;
        }
        for (place, amount) in open.into_iter().filter(|(_, amount)| *amount > Money::ZERO) {
            self.course.payments.push((day, amount));
            let method = PaymentMethod::DirectDebit;
            self.book_here(Entry { method, refers_to: Some(place), ..payment(day, amount) });
        }
    }

    fn book(&mut self, day: Day, part: PartOfDay) {
        let entries = &self.question.tenancy.entries;
        while let Some(entry) = entries.get(self.booked) {
            if entry.day != day || entry.part_of_day(entries) > part {
                return;
            }
            let place = u32::try_from(self.past.log.len()).unwrap();
            let is_followed = !self.replaces(entry);
            if is_followed {
                let named = entry.refers_to.and_then(|named| self.placed.get(named as usize).copied().flatten());
                self.book_here(Entry { refers_to: named, ..*entry });
            }
            self.placed.push(is_followed.then_some(place));
            self.booked += 1;
        }
    }

    fn view(&self, day: Day, cover: Day, segment: usize) -> View<'_> {
        let Question { policy, tenancy, .. } = self.question;
        let (account, deeds, past) = (&self.account, &self.deeds, &self.past);
        View { policy, tenancy, account, deeds, past, cover, segment, day }
    }

    /// What somebody sees who sees every claim.
    fn all(&self, day: Day) -> View<'_> {
        self.placed(day, Day::DAWN)
    }

    fn placed(&self, day: Day, cover: Day) -> View<'_> {
        self.view(day, cover, self.segment_of(day, cover))
    }

    /// What is seen for steps: without the claims that holds cover which stop every one of them.
    fn seen_for(&self, steps: &[Step], day: Day) -> View<'_> {
        let Question { policy, tenancy, .. } = self.question;
        let stops = |hold: &&HoldPeriod| {
            let named = policy.holds.iter().find(|named| named.code == hold.code);
            let runs = hold.from <= day && hold.to.is_none_or(|to| day < to);
            runs && !steps.is_empty()
                && named.is_some_and(|named| steps.iter().all(|step| named.stops.stops(step.kind)))
        };
        let cover = tenancy.holds.iter().filter(stops).map(|hold| hold.from).max();
        self.placed(day, cover.unwrap_or(Day::DAWN))
    }

    /// An episode runs from arrears above the tolerance until arrears are zero; what was done counts within it.
    fn look(&mut self, day: Day) {
        let arrears = self.account.overdue(self.view(day, Day::DAWN, 0).overdue_up_to());
        let above = arrears > self.question.policy.conventions.tolerance;
        let changes = if self.in_episode { arrears == Money::ZERO } else { above };
        if changes {
            self.in_episode = !self.in_episode;
            self.deeds.clear();
            self.firings.iter_mut().for_each(|firing| firing.in_this_episode = false);
        }
    }

    /// Books what the record does not know.
    fn book_here(&mut self, entry: Entry) {
        self.account.book(&entry, u32::try_from(self.past.log.len()).unwrap());
        self.past.log.push(entry);
    }

    /// What the record says was done: all of it before the window, in it what bailiff and court did.
    fn follow_record(&mut self, day: Day, is_now: impl Fn(ActionKind) -> bool) {
        let before = day < self.question.window.from;
        let of_day = |action: &&RecordedAction| action.day == day && is_now(action.kind);
        for action in self.question.tenancy.actions.iter().filter(of_day) {
            if !before && action.kind.is_court_step() {
                self.check_guarantees(action.kind, None, day);
            }
            if before || action.kind.is_court_step() {
                self.note(ActionDone {
                    day,
                    kind: action.kind,
                    rule: None,
                    exception: None,
                    step: 0,
                    outcome: action.outcome,
                });
            }
            if before {
                self.count_for_all(action.kind, day);
                let _ = self.chargeable(action.kind, &[], day);
            }
        }
    }

    /// What was done before the window counts for every rule that does the same, or that has an exception which does.
    fn count_for_all(&mut self, kind: ActionKind, day: Day) {
        for (rule, declared) in self.question.policy.rules.iter().enumerate() {
            if self.leads_to(Overridden::Rule(rule), &declared.steps, kind) {
                self.firings.push(Firing { rule, day, in_this_episode: true, in_this_stage: true });
            }
        }
    }

    fn leads_to(&self, overridden: Overridden, steps: &[Step], kind: ActionKind) -> bool {
        let exceptions = self.question.policy.exceptions.iter().enumerate();
        let mut instead = exceptions.filter(|(_, exception)| exception.overrides == overridden);
        steps.iter().any(|step| step.kind == kind)
            || instead.any(|(place, other)| self.leads_to(Overridden::Exception(place), &other.steps, kind))
    }

    fn note(&mut self, action: ActionDone) {
        self.deeds.push(Deed { kind: action.kind, day: action.day, outcome: action.outcome });
        self.ever.push((action.kind, action.day));
        if action.kind == ActionKind::WikLetter {
            self.past.letters.push(action.day);
        }
        if action.outcome == Some(Outcome::Accepted) {
            self.past.help = Some(action.day);
        }
        if let Some(household) = &mut self.household {
            household.had(action.kind, action.outcome, action.day);
        }
        self.course.actions.push(action);
    }

    fn segment_of(&self, day: Day, cover: Day) -> usize {
        let policy = self.question.policy;
        let view = self.view(day, cover, 0);
        let in_segment = |segment: usize| {
            let condition = policy.segments.get(segment).and_then(|segment| segment.condition.as_ref());
            condition.is_none_or(|condition| view.holds(condition))
        };
        (0..policy.segments.len()).find(|segment| in_segment(*segment)).unwrap_or(policy.segments.len())
    }

    /// Nobody may do what a guarantee forbids, given what the policy knows now.
    pub(super) fn check_guarantees(&mut self, kind: ActionKind, rule: Option<u16>, day: Day) {
        for (place, guarantee) in self.question.policy.guarantees.iter().enumerate() {
            if guarantee.kind == kind && !self.all(day).holds(&guarantee.only_after) {
                let guarantee = u16::try_from(place).unwrap();
                self.course.breaches.push(Breach { day, guarantee, rule });
            }
        }
    }

    fn carry_out(&mut self, day: Day) {
        // What is done today does not see what else is.
        self.had_file = self.all(day).handed_over();
        let oldest = self.account.oldest_overdue(day);
        for (rule, exception) in std::mem::take(&mut self.today) {
            self.firings.push(Firing { rule, day, in_this_episode: true, in_this_stage: true });
            let steps = self.steps(rule, exception).to_vec();
            for (place, step) in steps.iter().enumerate() {
                let outcome = self.household.as_mut().and_then(|household| household.answers(step.kind, oldest));
                let (rule, step_place) = (u16::try_from(rule).unwrap(), u16::try_from(place).unwrap());
                self.note(ActionDone {
                    day,
                    kind: step.kind,
                    rule: Some(rule),
                    exception: exception.map(|place| u16::try_from(place).unwrap()),
                    step: step_place,
                    outcome,
                });
                self.charge(step.kind, &steps, day);
                self.write_off(step.kind, day);
            }
        }
    }

    /// At the end of a day it is known which rent was not settled within the grace.
    fn note_late(&mut self, day: Day) {
        let grace = self.question.policy.conventions.grace;
        let late = self.account.overdue_items(day).filter(|item| item.is_rent && item.due.plus(grace) <= day);
        self.past.late.extend(late.map(|item| item.due.month().number()));
    }

    fn note_arrears(&mut self, day: Day) {
        let arrears = self.account.overdue(day);
        if self.course.arrears.last().map_or(Money::ZERO, |step| step.arrears) != arrears {
            self.course.arrears.push(ArrearsStep { day, arrears });
        }
    }
}

fn payment(day: Day, amount: Money) -> Entry {
    let (kind, category, due) = (EntryKind::Payment, Category::Rent, Day::NEVER);
    Entry { day, kind, category, amount, due, method: PaymentMethod::Transfer, refers_to: None }
}
