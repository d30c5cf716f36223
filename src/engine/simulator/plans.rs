//! Plans in a run: offered in the course of an action, agreed or not, kept or broken, instead of those on the record.
//!
//! Knows the terms from the program and the answers from the record or the dice. Always: a policy that offers no plans
//! leaves the recorded ones as they are, and so does a replay.

use super::Scene;
use super::Simulator;
use crate::behaviour::Means;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::chance::DrawKind;
use crate::engine::answer::Answer;
use crate::engine::answer::Occasion;
use crate::engine::answer::is_conversation;
use crate::engine::household::Response;
use crate::engine::promise::Promise;
use crate::engine::recall::set_by;
use crate::money::Money;
use crate::program::Terms;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Outcome;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::PlanOutcome;

impl Scene<'_> {
    /// From which day on the run's own plans replace the recorded ones.
    pub(super) fn replaces_plans_from(&self) -> Day {
        let replaces = self.run.behaviour.is_some() && self.run.offers_plans();
        if replaces { self.run.window.from } else { Day::NEVER }
    }
}

impl Simulator {
    /// Lists the recorded plans that this run follows.
    pub(super) fn open_plans(&mut self, scene: &Scene<'_>) {
        let before = scene.replaces_plans_from();
        let followed = |plan: &&Plan| plan.agreed_on < before && plan.agreed_on <= scene.run.window.to;
        self.history.plans.extend(scene.tenancy.plans.iter().filter(followed).cloned());
        (self.promise, self.plans_until) = (None, Day::DAWN);
        (self.plan_set_by, self.settlement) = (None, None);
        self.occasions.clear();
    }

    /// The first day after today on which a plan begins, ends, asks something or is broken.
    pub(super) fn next_plan_day(&self, today: Day) -> Day {
        if today < self.plans_until {
            return self.plans_until;
        }
        let changes = self.history.plans.iter().flat_map(|plan| [plan.begin(), plan.end()]);
        let next = changes.filter(|change| *change > today).min().unwrap_or(Day::NEVER);
        let promised = self.promise.and_then(|promise| Some((promise, self.history.plans.get(promise.place)?)));
        next.min(promised.map_or(Day::NEVER, |(promise, plan)| promise.next_day(plan, today)))
    }

    /// The morning: a plan too far behind is broken; then the policy may know which plans run and were broken.
    pub(super) fn look_at_plans(&mut self, scene: &Scene<'_>, day: Day) {
        if day < self.plans_until {
            return;
        }
        let behind =
            |promise: &Promise| self.history.plans.get(promise.place).is_some_and(|plan| promise.is_broken(plan, day));
        if self.promise.as_ref().is_some_and(behind) {
            self.end_plan(day, PlanOutcome::Broken);
        }
        let plans = &self.history.plans;
        let running = plans.iter().position(|plan| plan.runs_on(day));
        self.plan_set_by = running.and_then(|place| match self.promise {
            Some(promise) if promise.place == place => Some(promise.set_by),
            _ => plans.get(place).map(|plan| set_by(scene.tenancy, plan)),
        });
        self.case.facts.plan_active = running.is_some();
        let settlement = running.filter(|_| self.plan_set_by == Some(SetBy::Court));
        let settled_before = std::mem::replace(&mut self.settlement, settlement);
        // Where recorded plans are followed, nothing tells what a file does after them.
        let is_over = settled_before.is_some() && settlement != settled_before && scene.run.offers_plans();
        if let (true, Some(road), Some(response)) = (is_over, &mut self.road, &scene.response) {
            road.settlement_over(day, response);
        }
        let broken = plans.iter().filter(|plan| plan.outcome == Some(PlanOutcome::Broken));
        self.case.facts.plan_broken = broken.map(Plan::end).filter(|ended| *ended <= day).max();
        self.plans_until = self.next_plan_day(day);
    }

    /// The evening: a plan with everything paid was kept, and one of which nothing is left to collect is over.
    pub(super) fn close_plan(&mut self, day: Day) {
        let Some(promise) = self.promise else { return };
        let nothing_left = self.books.account.overdue(day) == Money::ZERO;
        let of_today = || self.history.entries.iter().rev().take_while(|entry| entry.day == day);
        if nothing_left && of_today().any(|entry| entry.kind == EntryKind::WriteOff) {
            self.end_plan(day.plus(1), PlanOutcome::Withdrawn);
        } else if nothing_left || promise.paid >= promise.sum {
            self.end_plan(day.plus(1), PlanOutcome::Kept);
        }
    }

    fn end_plan(&mut self, day: Day, outcome: PlanOutcome) {
        let promise = self.promise.take();
        self.plans_until = Day::DAWN;
        if let Some(plan) = promise.and_then(|promise| self.history.plans.get_mut(promise.place)) {
            (plan.ended_on, plan.outcome) = (Some(day), Some(outcome));
        }
    }

    /// What the household answers to an action that the policy does.
    pub(super) fn answer(&mut self, scene: &Scene<'_>, kind: ActionKind, day: Day) -> Option<Outcome> {
        let response = scene.responding(day)?;
        self.is_drawn = true;
        let occasion = self.occasions.next(self.oldest, kind);
        let recorded = response.recollection.answers.to(occasion);
        if let Some(chance) = response.drawn.help.accepted.of(kind) {
            return Some(response.accepts(kind, recorded, chance));
        }
        if !response.is_reached(kind, occasion, recorded) {
            return Some(Outcome::NotReached);
        }
        let may_agree = self.promise.is_none() && self.road.is_none();
        let offered = scene.program(day).plan_offered(kind, &self.case.facts, day).filter(|_| may_agree);
        let Some(terms) = offered else {
            return response.drawn.reached.of(kind).map(|_| Outcome::Reached);
        };
        let recorded = recorded.map(|answer| told(answer, &terms, scene.run.plans_listed));
        let means = self.household.means_on(day, response);
        let outcome = response.says_to_offer(&terms, kind, means, occasion, recorded.and_then(|answer| answer.outcome));
        if outcome == Outcome::Agreed {
            self.agree(scene, &terms, recorded.and_then(|answer| answer.plan), day);
        }
        // Who does not answer a letter refused nothing.
        let silent = outcome != Outcome::Agreed && !is_conversation(kind);
        if silent { response.drawn.reached.of(kind).map(|_| Outcome::Reached) } else { Some(outcome) }
    }

    fn agree(&mut self, scene: &Scene<'_>, terms: &Terms, recorded: Option<usize>, day: Day) {
        let sum = self.case.facts.arrears;
        let (instalments, amount) = terms.divide(sum);
        let other = scene.response.as_ref().zip(recorded);
        let other = other.and_then(|(response, place)| response.recollection.answers.plans.get(place));
        let other = other.and_then(|other| scene.tenancy.plans.get(other.place));
        let first_due = other.filter(|plan| plan.agreed_on == day).map_or(terms.first_due(day), |plan| plan.first_due);
        let plan =
            Plan { agreed_on: day, instalments, amount, first_due, ended_on: None, outcome: None, listed: Vec::new() };
        self.promise_plan(scene, plan, sum, terms.patience, SetBy::Policy, recorded);
    }

    /// Begins a plan that replaces the recorded ones.
    pub(super) fn promise_plan(
        &mut self,
        scene: &Scene<'_>,
        plan: Plan,
        sum: Money,
        patience: i32,
        set_by: SetBy,
        recorded: Option<usize>,
    ) {
        let known = scene.response.as_ref().zip(recorded);
        let known = known.and_then(|(response, place)| response.recollection.answers.plans.get(place));
        let on_record = known.and_then(|known| Some((known, scene.tenancy.plans.get(known.place)?)));
        let same = on_record.filter(|(_, other)| same_terms(&plan, other));
        let told_until = same.map_or(Day::DAWN, |(known, _)| known.until);
        // Of a plan without a day on which it ended the record tells nothing, unless it stops before that would have come.
        let shown = same.filter(|(known, other)| other.ended_on.is_some() || known.until < other.end());
        let runs_until = shown.map_or(Day::DAWN, |(known, _)| known.until);
        // A plan that was broken on the record lasts as long here, agreed on another day or for other instalments: who missed
        // one misses it whatever it comes to.
        let broken = |other: &&Plan| other.outcome == Some(PlanOutcome::Broken);
        let lasted = on_record.map(|(_, other)| other).filter(broken).map(|other| other.end().since(other.agreed_on));
        let told_broken = lasted.map(|days| plan.agreed_on.plus(days)).filter(|day| *day < plan.end());
        let told_broken = told_broken.unwrap_or(Day::NEVER);
        let place = self.history.plans.len();
        let paid = Money::ZERO;
        self.promise =
            Some(Promise { place, set_by, recorded, told_until, runs_until, told_broken, patience, sum, paid });
        self.history.plans.push(plan);
        self.plans_until = Day::DAWN;
    }

    /// What is paid on a day of a plan: what the record of the same plan tells, else instalment and rent as drawn.
    pub(super) fn keep_plan(&mut self, scene: &Scene<'_>, day: Day, booked_before: usize) {
        let Some(response) = scene.responding(day) else { return };
        let Some(promise) = self.promise else { return };
        let Some(plan) = self.history.plans.get(promise.place).filter(|plan| plan.begin() <= day).cloned() else {
            return;
        };
        if day < promise.told_until {
            self.pay_as_told(scene, response, &promise, day);
        } else {
            self.pay_instalment(scene, response, &promise, &plan, day);
            self.pay_rent_beside(response, &promise, &plan, day);
        }
        let paid = self.paid_under(&plan, booked_before);
        if let Some(promise) = &mut self.promise {
            promise.paid += paid;
        }
    }

    fn pay_as_told(&mut self, scene: &Scene<'_>, response: &Response<'_>, promise: &Promise, day: Day) {
        let told = promise.recorded.and_then(|place| response.recollection.answers.plans.get(place));
        for paid in told.iter().flat_map(|plan| &plan.payments).filter(|paid| paid.day == day) {
            let Some(entry) = scene.tenancy.entries.get(paid.entry) else { continue };
            let open = self.books.account.total_open();
            let amount = paid.amount.min(open + (paid.amount - paid.open_before).max(Money::ZERO));
            let refers_to = entry.refers_to.and_then(|named| self.books.place_of(named));
            self.pay(Entry { day, amount, refers_to, ..*entry });
        }
    }

    fn pay_instalment(&mut self, scene: &Scene<'_>, response: &Response<'_>, promise: &Promise, plan: &Plan, day: Day) {
        let Some((nth, asked)) = promise.instalment_on(plan, day) else { return };
        let known = promise.recorded.and_then(|place| response.recollection.answers.plans.get(place));
        let told = known.and_then(|known| known.kept(nth, scene.tenancy.plans.get(known.place)?));
        let chance = match promise.set_by {
            SetBy::Policy => response.drawn.plans.instalment_kept,
            SetBy::Court => response.drawn.bailiff.instalment_kept,
        };
        let draw = response.luck.draw(DrawKind::InstalmentKept, day.month().number(), 0);
        if told.unwrap_or_else(|| draw.uniform() < chance) {
            self.pay(Entry::new(EntryKind::Payment, day, asked.min(self.books.account.total_open())));
        }
    }

    /// The rent that falls due today, paid beside the plan or not.
    fn pay_rent_beside(&mut self, response: &Response<'_>, promise: &Promise, plan: &Plan, day: Day) {
        let chance = match promise.set_by {
            SetBy::Policy => response.drawn.plans.rent_paid_beside,
            SetBy::Court => response.drawn.bailiff.rent_paid_beside,
        };
        let falls_due = |entry: &Entry| entry.due > plan.agreed_on && entry.due.max(entry.day) == day;
        let charges = self.history.entries.iter().zip(0..);
        let charges = charges.filter(|(entry, _)| entry.kind == EntryKind::Charge && falls_due(entry));
        let due: Vec<(Day, u32)> = charges.map(|(entry, place)| (entry.due, place)).collect();
        if response.recollection.observed.by_debit {
            // A debit collects it, or does not.
            return;
        }
        for (due, place) in due {
            let draw = response.luck.draw(DrawKind::RentBesidePlan, due.month().number(), 0);
            let open = self.books.account.open_of(place);
            if draw.uniform() < chance {
                self.pay(Entry { refers_to: Some(place), ..Entry::new(EntryKind::Payment, day, open) });
            }
        }
    }

    fn pay(&mut self, entry: Entry) {
        if entry.amount > Money::ZERO {
            self.books.book(entry, &mut self.history);
        }
    }

    /// What of the day's payments goes towards the plan: all but debits and what names the rent of later months.
    fn paid_under(&self, plan: &Plan, booked_before: usize) -> Money {
        let of_today = self.history.entries.get(booked_before..).unwrap_or(&[]).iter();
        let names_later = |entry: &Entry| {
            let named = entry.refers_to.and_then(|place| self.history.entries.get(place as usize));
            named.is_some_and(|charge| charge.due > plan.agreed_on)
        };
        let counts = |entry: &&Entry| entry.kind == EntryKind::Payment && entry.method != PaymentMethod::DirectDebit;
        of_today.filter(counts).filter(|entry| !names_later(entry)).map(|entry| entry.amount).sum()
    }
}

impl Response<'_> {
    /// Whether offered help is accepted: as this offer was, or one of its kind; else by the trait that the household's other
    /// answers leave open. Who accepts help is a trait: the same draw every time it is offered.
    fn accepts(&self, kind: ActionKind, recorded: Option<Answer>, chance: f64) -> Outcome {
        let answers = &self.recollection.answers.accepts_help;
        let told = match recorded.and_then(|answer| answer.outcome) {
            Some(Outcome::Accepted) => Some(true),
            Some(Outcome::Declined) => Some(false),
            _ => answers.get(kind.place()).copied().flatten(),
        };
        let drawn = || {
            let (mut low, mut high) = (0.0_f64, 1.0_f64);
            for (other, accepted) in ActionKind::ALL.iter().zip(answers) {
                match (accepted, self.drawn.help.accepted.of(*other)) {
                    (Some(true), Some(chance)) => high = high.min(chance),
                    (Some(false), Some(chance)) => low = low.max(chance),
                    _ => {}
                }
            }
            let (low, high) = if low < high { (low, high) } else { (0.0, 1.0) };
            low + (high - low) * self.luck.draw(DrawKind::HelpAccepted, 0, 0).uniform() < chance
        };
        if told.unwrap_or_else(drawn) { Outcome::Accepted } else { Outcome::Declined }
    }

    fn is_reached(&self, kind: ActionKind, occasion: Occasion, recorded: Option<Answer>) -> bool {
        let Some(chance) = self.drawn.reached.of(kind) else { return true };
        match recorded {
            Some(Answer { outcome: Some(outcome), .. }) => outcome != Outcome::NotReached,
            Some(Answer { plan: Some(_), .. }) => true,
            _ => self.luck.draw(DrawKind::Reached, occasion.month, occasion.number).uniform() < chance,
        }
    }

    /// What is said to the offer of a plan. Who has the money pays, and agrees to none; who says so where a plan is only for
    /// those who cannot pay at once was spoken to, and refused nothing.
    fn says_to_offer(
        &self,
        terms: &Terms,
        kind: ActionKind,
        means: Means,
        occasion: Occasion,
        recorded: Option<Outcome>,
    ) -> Outcome {
        let agreed = match recorded {
            Some(Outcome::Agreed) => true,
            Some(_) => false,
            None => {
                let draw = self.luck.draw(DrawKind::PlanAgreed, occasion.month, occasion.number).uniform();
                means == Means::Short && draw < self.drawn.plans.agreed.of(kind).unwrap_or(0.0)
            }
        };
        match recorded {
            _ if agreed => Outcome::Agreed,
            Some(Outcome::Reached) => Outcome::Reached,
            None if terms.only_if_unable && means == Means::Able => Outcome::Reached,
            _ => Outcome::Refused,
        }
    }
}

/// What a recorded action tells of a plan, where its outcome is silent: one agreed on its day came of it; and where the
/// ledger lists plans, an action without one led to none.
fn told(answer: Answer, terms: &Terms, plans_listed: bool) -> Answer {
    let none_came = if terms.only_if_unable { Outcome::Reached } else { Outcome::Refused };
    let outcome = match answer.outcome {
        None | Some(Outcome::Reached) if answer.plan.is_some() => Some(Outcome::Agreed),
        None | Some(Outcome::Reached) => plans_listed.then_some(none_came),
        outcome => outcome,
    };
    Answer { outcome, ..answer }
}

fn same_terms(plan: &Plan, other: &Plan) -> bool {
    let terms = |plan: &Plan| (plan.agreed_on, plan.instalments, plan.amount, plan.first_due);
    terms(plan) == terms(other)
}
