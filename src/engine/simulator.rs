//! One tenancy through time: events, the desk, the household, the bailiff, in the written order of the day.
//!
//! # Why
//! Between two events nothing changes but clocks, and the desk says until which day these leave its decisions as they are:
//! so only days on which something can happen are visited. The answer is the same as visiting every day
//! (`tests/suite/reference.rs`).

mod court;
mod plans;
mod record;

use super::History;
use super::answer::Occasions;
use super::bailiff::Road;
use super::books::Books;
use super::case::Case;
use super::delay::Delay;
use super::desk::Desk;
use super::history::ActionDone;
use super::history::Breach;
use super::household::Household;
use super::household::Response;
use super::household::Today;
use super::luck::Luck;
use super::promise::Promise;
use super::recall::Reading;
use super::recall::Recall;
use super::recollection::Recollection;
use crate::behaviour::Drawn;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Evaluate;
use crate::check::OverdueFrom;
use crate::ledger::Allocation;
use crate::money::Money;
use crate::program::Facts;
use crate::program::Program;
use crate::program::Standing;
use crate::program::Truth;
use crate::tenancy::Entry;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use court::known_end;
use court::rent_goes_on;
use record::RecordPart;

/// What one run is, for all tenancies alike.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The policy that decides.
    pub program: &'a Program,
    /// The days on which it decides; what came before is followed as recorded.
    pub window: Period,
    /// The order in which payments settle.
    pub allocation: Allocation,
    /// The numbers of behaviour of this replication; none replays the payments as recorded.
    pub behaviour: Option<&'a Drawn>,
    /// How long the desk takes.
    pub delay: Delay<'a>,
    /// The seed of the dice.
    pub seed: u64,
    /// The replication.
    pub replication: u32,
    /// The last day of the data.
    pub last_day: Day,
    /// Whether the ledger lists payment plans: then an action on the record without one led to none.
    pub plans_listed: bool,
}

/// Simulates one tenancy after another; holds the buffers that they share.
#[derive(Clone, Debug)]
pub struct Simulator {
    books: Books,
    case: Case,
    desk: Desk,
    household: Household,
    recall: Recall,
    recollection: Recollection,
    history: History,
    road: Option<Road>,
    /// The plan of this run that runs.
    promise: Option<Promise>,
    /// What was done so far, by kind and month of the spell.
    occasions: Occasions,
    /// The due date of the oldest claim that the day's payments left overdue.
    oldest: Option<Day>,
    /// The files handed over so far, by the month of their oldest claim.
    files: Vec<i32>,
    /// The next recorded action.
    next_action: usize,
    /// The first day on which the desk can look at what happened last.
    look_on: Day,
    /// The first day on which the tenancy does not run, in this run.
    end: Option<Day>,
    /// The next rent of a tenancy that goes on where history had it end.
    next_rent: Day,
}

impl Default for Simulator {
    fn default() -> Simulator {
        Simulator {
            books: Books::default(),
            case: Case::new(),
            desk: Desk::default(),
            household: Household::default(),
            recall: Recall::default(),
            recollection: Recollection::default(),
            history: History::default(),
            road: None,
            promise: None,
            occasions: Occasions::default(),
            oldest: None,
            files: Vec::new(),
            next_action: 0,
            look_on: Day::NEVER,
            end: None,
            next_rent: Day::NEVER,
        }
    }
}

/// What the desk knows of a tenancy on a morning.
#[derive(Clone, Debug)]
pub struct Morning {
    /// The facts.
    pub facts: Facts,
    /// Scope, segment and stage.
    pub standing: Standing,
    /// Whether the frequency of each rule lets it fire, in the order of the policy.
    pub allowed: Vec<Truth>,
}

/// What is given of one tenancy in one run.
#[derive(Clone, Copy)]
struct Scene<'a> {
    run: &'a Run<'a>,
    tenancy: &'a Tenancy,
    place: usize,
    luck: Luck,
    response: Option<Response<'a>>,
}

impl Scene<'_> {
    /// The household's response, on the days on which it responds.
    fn responding(&self, day: Day) -> Option<&Response<'_>> {
        self.response.as_ref().filter(|_| self.decides(day))
    }

    /// Whether the policy decides on the day; no day after the window is visited.
    fn decides(&self, day: Day) -> bool {
        day >= self.run.window.from
    }

    /// Whether the stage matters before the window too: where recorded actions count per stage.
    fn watches_stage(&self) -> bool {
        let recorded = self.tenancy.actions.first().is_some_and(|action| action.day < self.run.window.from);
        recorded && self.run.program.counts_per_stage()
    }
}

impl Simulator {
    /// Simulates the tenancy at this place of the portfolio, from its first entry to the end of the window.
    pub fn simulate(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> &History {
        let mut recollection = std::mem::take(&mut self.recollection);
        if let Some(drawn) = run.behaviour {
            let (known_end, last_day) = (known_end(run, tenancy), run.last_day);
            let replaced_from = if run.program.offers_plans() { run.window.from } else { Day::NEVER };
            let allocation = run.allocation;
            let reading = Reading { tenancy, known_end, allocation, drawn, replaced_from, last_day };
            self.recall.read(reading, &mut recollection);
        }
        let luck = Luck::of(run.seed, run.replication, &tenancy.id);
        let response = run.behaviour.map(|drawn| Response { drawn, luck, recollection: &recollection });
        let scene = Scene { run, tenancy, place, luck, response };
        self.open(&scene);
        let mut today = Day::DAWN;
        loop {
            let day = self.next_day(&scene, today);
            if day > run.window.to {
                break;
            }
            self.visit(&scene, day);
            today = day;
        }
        self.history.end = self.end;
        self.recollection = recollection;
        &self.history
    }

    /// What the desk knows of a tenancy when it looks on a day, everything before it as recorded.
    pub fn morning_of(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy, day: Day) -> Morning {
        let window = Period { from: day, to: day };
        let run = Run { window, behaviour: None, ..*run };
        let luck = Luck::of(run.seed, run.replication, &tenancy.id);
        let scene = Scene { run: &run, tenancy, place, luck, response: None };
        self.open(&scene);
        let mut today = self.next_day(&scene, Day::DAWN);
        while today < day {
            self.visit(&scene, today);
            today = self.next_day(&scene, today);
        }
        self.morning(&scene, day);
        self.court(&scene, day);
        if run.program.conventions().evaluate == Evaluate::Evening {
            self.payments(&scene, day);
        }
        let standing = run.program.place(&mut self.case.facts, day);
        let rules = 0..run.program.rule_count();
        let allowed = rules.map(|rule| self.case.may_fire(run.program, rule, day)).collect();
        Morning { facts: self.case.facts.clone(), standing, allowed }
    }

    /// Follows the record day by day from the first entry to the end of the window, and shows on each day which rules ask
    /// for something: whether a rule, by its place, holds and its frequency lets it fire.
    pub(super) fn watch(
        &mut self,
        run: &Run<'_>,
        place: usize,
        tenancy: &Tenancy,
        mut seen: impl FnMut(Day, &dyn Fn(usize) -> bool),
    ) {
        let luck = Luck::of(run.seed, run.replication, &tenancy.id);
        let scene = Scene { run, tenancy, place, luck, response: None };
        self.open(&scene);
        let mut day = self.books.next_day(tenancy);
        while day <= run.window.to {
            self.morning(&scene, day);
            self.court(&scene, day);
            let standing = run.program.place(&mut self.case.facts, day);
            self.case.enter_stage(standing.stage);
            seen(day, &|rule| {
                self.case.may_fire(run.program, rule, day).holds
                    && run.program.rule_holds(rule, &standing, &self.case.facts, day).holds
            });
            self.payments(&scene, day);
            self.act(&scene, day);
            self.close(&scene, day);
            day = day.plus(1);
        }
    }

    fn open(&mut self, scene: &Scene<'_>) {
        let (run, tenancy) = (scene.run, scene.tenancy);
        self.end = known_end(run, tenancy);
        self.books.open(tenancy, self.end, run.allocation);
        self.case.open(tenancy, run.program.rule_count());
        self.desk.clear();
        self.household.clear();
        self.history.clear();
        self.road = None;
        self.files.clear();
        self.next_action = 0;
        self.look_on = run.window.from;
        self.next_rent = rent_goes_on(self.end, tenancy);
        self.case.facts.end = self.end;
        self.open_plans(scene);
        if scene.response.is_none() {
            self.history.dossiers.extend_from_slice(&tenancy.dossiers);
        }
    }

    /// The next day on which something can happen.
    fn next_day(&mut self, scene: &Scene<'_>, today: Day) -> Day {
        let (run, tenancy) = (scene.run, scene.tenancy);
        let action = tenancy.actions.get(self.next_action).map_or(Day::NEVER, |action| action.day);
        let world = self.books.next_day(tenancy).min(self.books.account.next_due(today)).min(action);
        let world = world.min(self.next_plan_day(today)).min(self.next_rent);
        let court = self.next_court_day(scene, today);
        let wake = self.desk.wake.min(self.desk.next_turn());
        let wake = if today < run.window.from { wake.min(run.window.from) } else { wake };
        let next = world.min(court).min(wake).min(self.look_on.max(today.plus(1)));
        self.pass(scene, today, next)
    }

    /// Lets the days up to the next event pass; a payment may come before it.
    fn pass(&mut self, scene: &Scene<'_>, today: Day, next: Day) -> Day {
        let Some(drawn) = scene.run.behaviour.filter(|_| today != Day::DAWN) else { return next };
        if self.case.facts.plan_active {
            return next;
        }
        let to = next.min(scene.run.window.to.plus(1));
        self.household.pass(drawn, &self.books.account, today.plus(1), to).unwrap_or(next)
    }

    /// One day, in the order of the policy language: bookings, plans and court, the policy, payments, actions.
    fn visit(&mut self, scene: &Scene<'_>, day: Day) {
        if let Some(response) = scene.responding(day).filter(|_| day == scene.run.window.from) {
            self.household.awake(response);
        }
        self.morning(scene, day);
        self.court(scene, day);
        let evaluate = scene.run.program.conventions().evaluate;
        if evaluate == Evaluate::Morning {
            self.decide(scene, day);
        }
        let booked = self.history.entries.len();
        self.payments(scene, day);
        if evaluate == Evaluate::Evening {
            self.decide(scene, day);
        }
        let acted = self.act(scene, day);
        self.close(scene, day);
        let day_after = scene.run.program.conventions().overdue_from == OverdueFrom::DayAfter;
        let overdue_tomorrow = day_after && self.books.account.next_due(day.plus(-1)) == day;
        let changed = acted || self.history.entries.len() > booked || overdue_tomorrow;
        let matters = overdue_tomorrow || scene.decides(day) || scene.watches_stage();
        self.look_on = if changed && matters { day.plus(1) } else { Day::NEVER };
    }

    /// Step 1: charges, costs and reversals.
    fn morning(&mut self, scene: &Scene<'_>, day: Day) {
        while let Some((_, entry)) = self.books.peek(scene.tenancy, day, PartOfDay::Morning) {
            let amount = if scene.responding(day).is_some() { self.amount_here(scene, &entry) } else { entry.amount };
            self.books.follow(&entry, amount, &mut self.history);
        }
        if day == self.next_rent {
            self.charge_rent(scene, day);
        }
    }

    /// Step 3: the policy.
    fn decide(&mut self, scene: &Scene<'_>, day: Day) {
        let program = scene.run.program;
        if !scene.decides(day) {
            return self.watch_stage(scene, day);
        }
        let delay = |rule: usize| {
            let kind = program.steps(rule).first().map_or(ActionKind::Other, |step| step.kind);
            scene.run.delay.days(kind, scene.place, &scene.luck)
        };
        self.case.look(&self.books.account, program, day);
        self.desk.decide(program, &mut self.case, day, delay, &mut self.history);
        let rules = std::mem::take(&mut self.desk.today);
        for rule in &rules {
            for step in program.steps(*rule) {
                self.verify(program, step.kind, Some(narrow(*rule)), day);
            }
        }
        self.desk.today = rules;
    }

    /// Notes the guarantees that doing something of this kind breaches, given what is known now.
    fn verify(&mut self, program: &Program, kind: ActionKind, rule: Option<u16>, day: Day) {
        let breached = program.breached(kind, &self.case.facts, day);
        let breaches = breached.map(|guarantee| Breach { day, guarantee: narrow(guarantee), rule });
        self.history.breaches.extend(breaches);
    }

    /// Step 4: payments.
    fn payments(&mut self, scene: &Scene<'_>, day: Day) {
        let (plan_active, handed_over) = (self.case.facts.plan_active, self.road.is_some());
        let today = Today { day, tenancy: scene.tenancy, plan_active, replaced: None, handed_over };
        let booked = self.history.entries.len();
        let Self { household, books, history, .. } = self;
        match (scene.responding(day), scene.run.behaviour) {
            (Some(response), _) => household.respond(&today, response, books, history),
            (None, Some(drawn)) => household.follow_payments(&today, drawn, None, books, history),
            (None, None) => {}
        }
        self.keep_plan(scene, day, booked);
        while let Some((_, entry)) = self.books.peek(scene.tenancy, day, PartOfDay::Corrections) {
            let amount = if scene.responding(day).is_some() { self.amount_here(scene, &entry) } else { entry.amount };
            self.books.follow(&entry, amount, &mut self.history);
        }
        self.case.look(&self.books.account, scene.run.program, day);
    }

    /// Step 5: what was decided is done. Returns whether anything was.
    fn act(&mut self, scene: &Scene<'_>, day: Day) -> bool {
        self.oldest = self.books.account.oldest_overdue(day);
        let recorded = self.follow_record(scene, day, RecordPart::Desk);
        self.next_action += recorded;
        let rules = std::mem::take(&mut self.desk.today);
        for rule in &rules {
            self.carry_out(scene, *rule, day);
        }
        let acted = !rules.is_empty() || recorded > 0;
        self.desk.today = rules;
        self.desk.today.clear();
        acted
    }

    /// Before the window nothing is decided, but what is counted per stage starts anew in another stage.
    fn watch_stage(&mut self, scene: &Scene<'_>, day: Day) {
        if scene.watches_stage() {
            let standing = scene.run.program.place(&mut self.case.facts, day);
            self.case.enter_stage(standing.stage);
            self.desk.wake = standing.until;
        }
    }

    fn carry_out(&mut self, scene: &Scene<'_>, rule: usize, day: Day) {
        self.case.count(rule, day);
        for (place, step) in scene.run.program.steps(rule).iter().enumerate() {
            let (rule, place) = (Some(narrow(rule)), narrow(place));
            let outcome = self.answer(scene, step.kind, day);
            self.history.actions.push(ActionDone { day, kind: step.kind, rule, exception: None, step: place, outcome });
            self.case.note_done(step.kind, outcome, day);
            self.household.note(step.kind, outcome, day);
            match (step.kind, scene.responding(day)) {
                (ActionKind::HandOver, Some(response)) if self.road.is_none() => self.hand_over(response, day),
                (ActionKind::WriteOff, Some(_)) => self.write_off(self.books.account.overdue(day), day),
                _ => {}
            }
        }
    }

    fn write_off(&mut self, amount: Money, day: Day) {
        if amount > Money::ZERO {
            let entry = Entry::new(EntryKind::WriteOff, day, amount);
            self.books.book(entry, &mut self.history);
        }
    }

    /// The end of the day: recorded write-offs, unless the policy has its own; then the arrears are noted.
    fn close(&mut self, scene: &Scene<'_>, day: Day) {
        while let Some((_, entry)) = self.books.peek(scene.tenancy, day, PartOfDay::Close) {
            let amount = match scene.responding(day) {
                None => entry.amount,
                Some(_) if scene.run.program.does(ActionKind::WriteOff) => Money::ZERO,
                Some(_) => entry.amount.min(self.books.account.total_open()),
            };
            self.books.follow(&entry, amount, &mut self.history);
        }
        self.case.look(&self.books.account, scene.run.program, day);
        if scene.run.behaviour.is_some() {
            self.household.close_day(day, &self.books.account, scene.responding(day), None);
        }
        self.close_plan(day);
        self.close_file(scene, day);
        self.books.close_day(day, &mut self.history);
    }
}

fn narrow(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
