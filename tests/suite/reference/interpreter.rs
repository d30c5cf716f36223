//! The slow, obvious reading of a policy: every day of the books, every condition, every rule.
//!
//! Written from the meaning of the language, not from the engine. Payments are as recorded, or those of a household of
//! which the record knows nothing.

use super::fresh::Dice;
use super::fresh::Household;
use super::view::Deed;
use super::view::View;
use huurproef::behaviour::Drawn;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Evaluate;
use huurproef::check::Frequency;
use huurproef::check::Per;
use huurproef::check::Policy;
use huurproef::check::StageRange;
use huurproef::engine::ActionDone;
use huurproef::engine::ArrearsStep;
use huurproef::engine::Breach;
use huurproef::engine::Decision;
use huurproef::engine::Fate;
use huurproef::ledger::Account;
use huurproef::ledger::Allocation;
use huurproef::money::Money;
use huurproef::tenancy::Entry;
use huurproef::tenancy::PartOfDay;
use huurproef::tenancy::RecordedAction;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Category;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;

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
    /// Payments that the record does not know.
    pub(super) payments: Vec<(Day, Money)>,
}

/// Reads the tenancy day by day.
pub(super) fn interpret(question: Question<'_>) -> Course {
    let mut reader = Reader {
        question,
        account: Account::default(),
        booked: 0,
        in_episode: false,
        deeds: Vec::new(),
        firings: Vec::new(),
        stage: None,
        waiting: Vec::new(),
        today: Vec::new(),
        household: question.fresh.map(|(drawn, dice)| Household::new(drawn, dice)),
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
    /// How many entries are booked.
    booked: usize,
    in_episode: bool,
    /// What was done for the arrears at hand.
    deeds: Vec<Deed>,
    /// Which rules were carried out for the arrears at hand.
    firings: Vec<Firing>,
    stage: Option<usize>,
    /// Rules that wait, and for which day.
    waiting: Vec<(usize, Day)>,
    /// Rules whose steps are done today.
    today: Vec<usize>,
    household: Option<Household<'a>>,
    course: Course,
}

struct Firing {
    rule: usize,
    day: Day,
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
        if let Some(household) = &mut self.household {
            household.sleeps(day, &self.account);
        }
    }

    /// The household pays, or not.
    fn live(&mut self, day: Day) {
        let Some(household) = &mut self.household else { return };
        let has_plan = self.question.tenancy.plan_runs(day);
        let Some(amount) = household.pays(day, &self.account, has_plan) else { return };
        self.course.payments.push((day, amount));
        let place = self.question.tenancy.entries.len() + self.course.payments.len();
        self.account.book(&payment(day, amount), u32::try_from(place).unwrap());
    }

    fn book(&mut self, day: Day, part: PartOfDay) {
        let entries = &self.question.tenancy.entries;
        while let Some(entry) = entries.get(self.booked) {
            if entry.day != day || entry.part_of_day(entries) > part {
                return;
            }
            self.account.book(entry, u32::try_from(self.booked).unwrap());
            self.booked += 1;
        }
    }

    fn view(&self, day: Day, segment: usize) -> View<'_> {
        let Question { policy, tenancy, .. } = self.question;
        View { policy, tenancy, account: &self.account, deeds: &self.deeds, segment, day }
    }

    /// An episode runs from arrears above the tolerance until arrears are zero; what was done counts within it.
    fn look(&mut self, day: Day) {
        let arrears = self.account.overdue(self.view(day, 0).overdue_up_to());
        let above = arrears > self.question.policy.conventions.tolerance;
        let changes = if self.in_episode { arrears == Money::ZERO } else { above };
        if changes {
            self.in_episode = !self.in_episode;
            self.deeds.clear();
            self.firings.clear();
        }
    }

    /// What the record says was done: all of it before the window, in it what bailiff and court did.
    fn follow_record(&mut self, day: Day, is_now: impl Fn(ActionKind) -> bool) {
        let before = day < self.question.window.from;
        let of_day = |action: &&RecordedAction| action.day == day && is_now(action.kind);
        for action in self.question.tenancy.actions.iter().filter(of_day) {
            if !before && action.kind.is_court_step() {
                self.check_guarantees(action.kind, None, day, self.segment_of(day));
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
            }
        }
    }

    fn count_for_all(&mut self, kind: ActionKind, day: Day) {
        for (rule, declared) in self.question.policy.rules.iter().enumerate() {
            if declared.steps.iter().any(|step| step.kind == kind) {
                self.firings.push(Firing { rule, day, in_this_stage: true });
            }
        }
    }

    fn note(&mut self, action: ActionDone) {
        let in_vain = action.outcome == Some(Outcome::NotReached);
        self.deeds.push(Deed { kind: action.kind, day: action.day, in_vain });
        if let Some(household) = &mut self.household {
            household.had(action.kind, action.day);
        }
        self.course.actions.push(action);
    }

    fn segment_of(&self, day: Day) -> usize {
        let policy = self.question.policy;
        let view = self.view(day, 0);
        let in_segment = |segment: usize| {
            let condition = policy.segments.get(segment).and_then(|segment| segment.condition.as_ref());
            condition.is_none_or(|condition| view.holds(condition))
        };
        (0..policy.segments.len()).find(|segment| in_segment(*segment)).unwrap_or(policy.segments.len())
    }

    /// The policy looks: in which segment and stage the tenancy is, and which rules fire.
    fn evaluate(&mut self, day: Day) {
        let policy = self.question.policy;
        let segment = self.segment_of(day);
        let view = self.view(day, segment);
        let stage = policy.stages.iter().rposition(|stage| view.holds(&stage.condition));
        let in_scope = policy.scope.as_ref().is_none_or(|scope| view.holds(&scope.condition));
        if stage != self.stage {
            self.stage = stage;
            self.firings.iter_mut().for_each(|firing| firing.in_this_stage = false);
        }
        if self.question.window.contains(day) {
            self.decide(day, segment, in_scope);
        }
    }

    fn decide(&mut self, day: Day, segment: usize, in_scope: bool) {
        let policy = self.question.policy;
        for rule in 0..policy.rules.len() {
            let fires = in_scope && self.may_fire(rule, day) && self.applies(rule, segment, day);
            let turn = self.waiting.iter().find(|(waiting, _)| *waiting == rule).map(|(_, turn)| *turn);
            let fate = match turn {
                Some(turn) if turn > day => None,
                Some(_) => Some(if fires { Fate::Done } else { Fate::Dropped }),
                None => fires.then(|| self.schedule(rule, day)),
            };
            self.decided(rule, fate, day);
        }
        for rule in self.today.clone() {
            for step in &policy.rules.get(rule).unwrap().steps {
                self.check_guarantees(step.kind, Some(u16::try_from(rule).unwrap()), day, segment);
            }
        }
    }

    fn applies(&self, rule: usize, segment: usize, day: Day) -> bool {
        let rule = self.question.policy.rules.get(rule).unwrap();
        let in_stage = match (rule.stages, self.stage) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(StageRange::Only(wanted)), Some(stage)) => stage == wanted,
            (Some(StageRange::OrLater(wanted)), Some(stage)) => stage >= wanted,
        };
        in_stage && self.view(day, segment).holds(&rule.condition)
    }

    fn may_fire(&self, rule: usize, day: Day) -> bool {
        let Frequency { limit, every } = self.question.policy.rules.get(rule).unwrap().frequency;
        let firings = || self.firings.iter().filter(|firing| firing.rule == rule);
        let below_limit = limit.is_none_or(|(limit, per)| {
            let counted = firings().filter(|firing| per == Per::Episode || firing.in_this_stage);
            counted.count() < usize::try_from(limit).unwrap()
        });
        below_limit && every.is_none_or(|days| firings().all(|firing| day.since(firing.day) >= days))
    }

    /// A decision is taken up on a working day, and carried out on the first one when the desk's delay is over.
    fn schedule(&self, rule: usize, day: Day) -> Fate {
        let kind = self.question.policy.rules.get(rule).unwrap().steps.first().unwrap().kind;
        let taken_up = self.next_working_day(day);
        let turn = self.next_working_day(taken_up.plus((self.question.delay)(kind)));
        if turn == day { Fate::Done } else { Fate::Waits(turn) }
    }

    fn next_working_day(&self, mut day: Day) -> Day {
        while !self.question.policy.conventions.working_days.includes(day) {
            day = day.plus(1);
        }
        day
    }

    fn decided(&mut self, rule: usize, fate: Option<Fate>, day: Day) {
        let Some(fate) = fate else { return };
        self.course.decisions.push(Decision { day, rule: u16::try_from(rule).unwrap(), fate });
        self.waiting.retain(|(waiting, _)| *waiting != rule);
        match fate {
            Fate::Done => self.today.push(rule),
            Fate::Waits(turn) => self.waiting.push((rule, turn)),
            Fate::Dropped => {}
            other => unreachable!("no random policy comes to this: {other:?}"),
        }
    }

    /// Nobody may do what a guarantee forbids, given what the policy knows now.
    fn check_guarantees(&mut self, kind: ActionKind, rule: Option<u16>, day: Day, segment: usize) {
        for (place, guarantee) in self.question.policy.guarantees.iter().enumerate() {
            if guarantee.kind == kind && !self.view(day, segment).holds(&guarantee.only_after) {
                let guarantee = u16::try_from(place).unwrap();
                self.course.breaches.push(Breach { day, guarantee, rule });
            }
        }
    }

    fn carry_out(&mut self, day: Day) {
        for rule in std::mem::take(&mut self.today) {
            self.firings.push(Firing { rule, day, in_this_stage: true });
            for (place, step) in self.question.policy.rules.get(rule).unwrap().steps.iter().enumerate() {
                let (rule, step_place) = (u16::try_from(rule).unwrap(), u16::try_from(place).unwrap());
                self.note(ActionDone {
                    day,
                    kind: step.kind,
                    rule: Some(rule),
                    exception: None,
                    step: step_place,
                    outcome: None,
                });
            }
        }
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
