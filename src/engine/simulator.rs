//! One tenancy through time: events, the desk, the household, the bailiff, in the written order of the day.
//!
//! # Why
//! Between two events nothing changes but clocks, and the desk says until which day these leave its decisions as they are:
//! so only days on which something can happen are visited. The answer is the same as visiting every day
//! (`tests/suite/reference.rs`).

mod acting;
mod beyond;
mod court;
mod plans;
mod record;
mod watching;

pub use watching::Morning;

use super::History;
use super::Run;
use super::answer::Occasions;
use super::attributes;
use super::bailiff::Road;
use super::books::Books;
use super::case::Case;
use super::case::next_file_change;
use super::charges::Charges;
use super::desk::Desk;
use super::holds;
use super::household::Circumstances;
use super::household::Household;
use super::household::Response;
use super::household::Today;
use super::luck::Luck;
use super::promise::Promise;
use super::recall::Reading;
use super::recall::Recall;
use super::recollection::Recollection;
use crate::behaviour::SetBy;
use crate::calendar::Day;
use crate::check::Evaluate;
use crate::check::OverdueFrom;
use crate::money::Money;
use crate::program::Asked;
use crate::program::Program;
use crate::tenancy::PartOfDay;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use court::end_reason;
use court::known_end;
use court::rent_goes_on;

/// Simulates one tenancy after another; holds the buffers that they share.
#[derive(Clone, Debug)]
pub struct Simulator {
    books: Books,
    case: Case,
    desk: Desk,
    household: Household,
    recall: Recall,
    recollection: Recollection,
    /// From which day on a run's own plans replace the recorded ones, in what was read back last of the tenancy.
    read_for: Option<Day>,
    /// For which replication a life was drawn from it.
    drawn_for: Option<u32>,
    /// Whether anything in this run hung on the numbers of behaviour or on dice that differ between replications.
    is_drawn: bool,
    charges: Charges,
    history: History,
    /// How often each kind of action was done at a depth at which history does not show it.
    beyond: [u32; ActionKind::COUNT],
    road: Option<Road>,
    /// The plan of this run that runs.
    promise: Option<Promise>,
    /// Who set the plan that runs.
    plan_set_by: Option<SetBy>,
    /// The plan that the court set and that runs, by its place in the history.
    settlement: Option<usize>,
    /// Until which day the plans are as they were last looked at.
    plans_until: Day,
    /// What was done so far, by kind and month of the spell.
    occasions: Occasions,
    /// The due date of the oldest claim that the day's payments left overdue.
    oldest: Option<Day>,
    /// The files handed over so far, by the month of their oldest claim.
    files: Vec<i32>,
    /// The next recorded action.
    next_action: usize,
    /// How many later versions of the policy have taken over.
    version: usize,
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
            read_for: None,
            drawn_for: None,
            is_drawn: false,
            charges: Charges::default(),
            history: History::default(),
            beyond: [0; ActionKind::COUNT],
            road: None,
            promise: None,
            plan_set_by: None,
            settlement: None,
            plans_until: Day::DAWN,
            occasions: Occasions::default(),
            oldest: None,
            files: Vec::new(),
            next_action: 0,
            version: 0,
            look_on: Day::NEVER,
            end: None,
            next_rent: Day::NEVER,
        }
    }
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

    /// Whether the day lies in the window, in which the record of the desk is not followed; no day after it is visited.
    fn decides(&self, day: Day) -> bool {
        day >= self.run.window.from
    }

    /// Whether the policy rules on the day.
    fn rules(&self, day: Day) -> bool {
        self.decides(day) && day >= self.run.rules_from
    }

    /// The policy that rules on the day, or would.
    fn program(&self, day: Day) -> &Program {
        self.run.program_on(day)
    }

    /// Whether the stage matters before the window too: where recorded actions count per stage.
    fn watches_stage(&self) -> bool {
        let recorded = self.tenancy.actions.first().is_some_and(|action| action.day < self.run.window.from);
        let later = self.run.later.iter().map(|version| version.program);
        recorded && std::iter::once(self.run.program).chain(later).any(Program::counts_per_stage)
    }
}

impl Simulator {
    /// Simulates the tenancy at this place of the portfolio, from its first entry to the end of the window.
    pub fn simulate(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> &History {
        self.read_for = None;
        self.simulate_beside(run, place, tenancy)
    }

    /// Forgets with which numbers the record was read back last: what is simulated beside it next has others, on the same luck.
    pub fn draw_anew(&mut self) {
        self.drawn_for = None;
    }

    /// Simulates what was simulated last under another policy, or in another replication: with the same tenancy, window and
    /// order of settling, so that its record need not be read back again. The numbers of behaviour are those of the
    /// replication.
    pub fn simulate_beside(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy) -> &History {
        let mut recollection = std::mem::take(&mut self.recollection);
        let luck = Luck::of(run.seed, run.replication, &tenancy.id);
        if let Some(drawn) = run.behaviour {
            let replaced_from = if run.offers_plans() { run.window.from } else { Day::NEVER };
            if self.read_for != Some(replaced_from) {
                let (known_end, last_day) = (known_end(run, tenancy), run.last_day);
                let reading = Reading { tenancy, known_end, allocation: run.allocation, replaced_from, last_day };
                self.recall.read(reading, &mut recollection);
                (self.read_for, self.drawn_for) = (Some(replaced_from), None);
            }
            if self.drawn_for != Some(run.replication) {
                recollection.draw(drawn, &luck);
                self.drawn_for = Some(run.replication);
            }
        }
        let response = run.behaviour.map(|drawn| Response { drawn, luck, recollection: &recollection });
        let scene = Scene { run, tenancy, place, luck, response };
        self.open(&scene, run.asked());
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
        self.is_drawn |= self.household.is_drawn();
        self.history.settled.extend_from_slice(self.books.account.settled());
        self.history.interest_known_to = self.charges.interest_known_to;
        self.recollection = recollection;
        &self.history
    }

    /// What the last run led to.
    #[must_use]
    pub const fn history(&self) -> &History {
        &self.history
    }

    /// How often each kind of action was done in the last run at a depth at which history does not show it, by
    /// [`ActionKind::place`].
    #[must_use]
    pub const fn beyond(&self) -> &[u32; ActionKind::COUNT] {
        &self.beyond
    }

    /// Whether the last run hung on the numbers of behaviour or on dice. If not, every replication gives its history.
    #[must_use]
    pub const fn is_drawn(&self) -> bool {
        self.is_drawn
    }

    /// Opens a tenancy; of its facts, those that are asked about are found out.
    fn open(&mut self, scene: &Scene<'_>, asked: Asked) {
        let (run, tenancy) = (scene.run, scene.tenancy);
        self.end = known_end(run, tenancy);
        self.books.open(tenancy, self.end, run.allocation);
        self.case.open(tenancy, run.program, run.columns, asked);
        self.desk.clear(run.program);
        self.version = 0;
        self.household.clear();
        run.beyond.into_iter().for_each(|course| self.household.expect(course));
        self.charges.clear();
        self.history.clear();
        self.beyond = [0; ActionKind::COUNT];
        self.open_files(scene);
        self.road = None;
        self.files.clear();
        self.next_action = 0;
        self.look_on = run.window.from;
        self.next_rent = rent_goes_on(self.end, tenancy);
        self.is_drawn = false;
        self.case.note_end(self.end, end_reason(self.end, tenancy));
        self.open_plans(scene);
    }

    /// The next day on which something can happen.
    fn next_day(&mut self, scene: &Scene<'_>, today: Day) -> Day {
        let (run, tenancy) = (scene.run, scene.tenancy);
        let action = tenancy.actions.get(self.next_action).map_or(Day::NEVER, |action| action.day);
        let world = self.books.next_day(tenancy).min(self.books.account.next_due(today)).min(action);
        let world = world.min(self.next_plan_day(today)).min(self.next_rent);
        let told = holds::next_change(tenancy, today).min(next_file_change(tenancy, today));
        let told = told.min(attributes::next_change(tenancy, today)).min(run.next_change(today));
        let told = told.min(run.next_beyond(today)).min(self.household.next_release(today));
        let court = self.next_court_day(scene, today);
        let wake = self.desk.wake.min(self.desk.next_turn());
        let wake = if today < run.window.from { wake.min(run.window.from) } else { wake };
        let next = world.min(told).min(court).min(wake).min(self.look_on.max(today.plus(1)));
        self.pass(scene, today, next)
    }

    /// Lets the days up to the next event pass; a payment may come before it.
    fn pass(&mut self, scene: &Scene<'_>, today: Day, next: Day) -> Day {
        let from = today.plus(1);
        let Some(response) = scene.responding(from).filter(|_| today != Day::DAWN) else { return next };
        let to = next.min(scene.run.window.to.plus(1));
        let around = self.around(scene);
        self.household.pass(response, &around, &self.books.account, from, to).unwrap_or(next)
    }

    /// What weighs on the household until something happens.
    fn around(&self, scene: &Scene<'_>) -> Circumstances {
        let by_debit = scene.response.is_some_and(|response| response.recollection.observed.by_debit);
        Circumstances { handed_over: self.road.is_some(), plan: self.plan_set_by, end: self.end, by_debit }
    }

    /// One day, in the order of the policy language: bookings, plans and court, the policy, payments, actions.
    fn visit(&mut self, scene: &Scene<'_>, day: Day) {
        if let Some(response) = scene.responding(day).filter(|_| day == scene.run.window.from) {
            self.household.awake(response, day);
        }
        self.take_over_plan(scene, day);
        self.morning(scene, day);
        self.court(scene, day);
        let conventions = scene.program(day).conventions();
        let evaluate = conventions.evaluate;
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
        let day_after = conventions.overdue_from == OverdueFrom::DayAfter;
        let overdue_tomorrow = day_after && self.books.account.next_due(day.plus(-1)) == day;
        let changed = acted || self.history.entries.len() > booked || overdue_tomorrow;
        let matters = overdue_tomorrow || scene.decides(day) || scene.watches_stage();
        self.look_on = if changed && matters { day.plus(1) } else { Day::NEVER };
    }

    /// Before anything happens: another version takes over, the ledger's own columns tell something new, and what was
    /// open at the end of yesterday may have become late.
    fn begin(&mut self, scene: &Scene<'_>, day: Day) {
        let version = scene.run.version_on(day);
        if version != self.version {
            let (from, to) = (scene.run.version(self.version), scene.run.version(version));
            self.case.change_program(scene.tenancy, from, to);
            self.desk.change_program(from, to);
            self.version = version;
        }
        if !scene.program(day).declared().is_empty() {
            self.case.declare(scene.tenancy, scene.program(day), scene.run.columns, day);
        }
        self.case.note_late(&self.books, scene.program(day), day);
    }

    /// Step 1: charges, costs and reversals.
    fn morning(&mut self, scene: &Scene<'_>, day: Day) {
        self.begin(scene, day);
        while let Some((_, entry)) = self.books.peek(scene.tenancy, day, PartOfDay::Morning) {
            let amount = self.amount_here(scene, &entry);
            self.books.follow(&entry, amount, &mut self.history);
        }
        if day == self.next_rent {
            self.charge_rent(scene, day);
        }
    }

    /// Step 4: payments.
    fn payments(&mut self, scene: &Scene<'_>, day: Day) {
        let today = Today { day, tenancy: scene.tenancy, around: self.around(scene), replaced: None };
        let booked = self.history.entries.len();
        let Self { household, books, history, .. } = self;
        match (scene.responding(day), scene.run.behaviour) {
            (Some(response), _) => household.respond(&today, response, books, history),
            (None, Some(_)) => household.follow_payments(&today, books, history),
            (None, None) => {}
        }
        self.keep_plan(scene, day, booked);
        while let Some((_, entry)) = self.books.peek(scene.tenancy, day, PartOfDay::Corrections) {
            let amount = self.amount_here(scene, &entry);
            self.books.follow(&entry, amount, &mut self.history);
        }
        self.case.look(&self.books, scene.program(day), day);
    }

    /// The end of the day: recorded write-offs, unless the policy has its own; then the arrears are noted.
    fn close(&mut self, scene: &Scene<'_>, day: Day) {
        while let Some((_, entry)) = self.books.peek(scene.tenancy, day, PartOfDay::Close) {
            let amount = match scene.responding(day) {
                None => entry.amount,
                Some(_) if scene.program(day).does(ActionKind::WriteOff) => Money::ZERO,
                Some(_) => entry.amount.min(self.books.account.total_open()),
            };
            self.books.follow(&entry, amount, &mut self.history);
        }
        self.case.look(&self.books, scene.program(day), day);
        if scene.run.behaviour.is_some() {
            self.household.close_day(day, &self.books.account, scene.responding(day));
        }
        self.close_plan(day);
        self.close_file(scene, day);
        self.books.close_day(day, &mut self.history);
    }
}

fn narrow(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
