//! Looking at a tenancy as the desk sees it, with everything as recorded.

use super::Scene;
use super::Simulator;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Evaluate;
use crate::engine::Run;
use crate::engine::books::Books;
use crate::engine::case::Case;
use crate::engine::luck::Luck;
use crate::money::Money;
use crate::program::Asked;
use crate::program::Facts;
use crate::program::Instead;
use crate::program::Program;
use crate::program::Standing;
use crate::program::Truth;
use crate::tenancy::Tenancy;

/// What the desk knows of a tenancy on a morning.
#[derive(Clone, Debug)]
pub struct Morning {
    /// The facts.
    pub facts: Facts,
    /// Scope, segment and stage.
    pub standing: Standing,
    /// Whether the frequency of each rule lets it fire, in the order of the policy.
    pub allowed: Vec<Truth>,
    /// What each rule sees, where that is not everything: a hold that runs stops what it does.
    pub seen: Vec<Option<Seen>>,
    /// What decides instead of each rule.
    pub instead: Vec<Instead>,
}

/// What a rule sees that a hold stops: only claims that the hold does not cover.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The facts.
    pub facts: Facts,
    /// Scope, segment and stage.
    pub standing: Standing,
}

impl Morning {
    /// The facts as a rule sees them, and where the tenancy stands by them.
    #[must_use]
    pub fn seen_by(&self, rule: usize) -> (&Facts, &Standing) {
        let seen = self.seen.get(rule).and_then(Option::as_ref);
        seen.map_or((&self.facts, &self.standing), |seen| (&seen.facts, &seen.standing))
    }

    fn of(case: &Case, program: &Program, day: Day) -> Morning {
        let (facts, standing) = case.sees(program, &[]);
        let rules = || 0..program.rule_count();
        let seen = |rule: usize| {
            let (own, standing) = case.sees(program, program.steps(rule));
            (!std::ptr::eq(own, facts)).then(|| Seen { facts: own.clone(), standing: *standing })
        };
        let instead = |rule: usize| program.instead(rule, |steps| case.sees(program, steps).0, day);
        Morning {
            facts: facts.clone(),
            standing: *standing,
            allowed: rules().map(|rule| case.may_fire(program, rule, day)).collect(),
            seen: rules().map(seen).collect(),
            instead: rules().map(instead).collect(),
        }
    }
}

/// A morning of the record, looked at in passing.
pub(in crate::engine) struct Passing<'s> {
    case: &'s Case,
    books: &'s Books,
    program: &'s Program,
    day: Day,
}

impl Passing<'_> {
    /// What decides a rule, by its place, that holds and whose frequency lets it fire.
    pub(in crate::engine) fn asks(&self, rule: usize) -> Option<Instead> {
        self.case.asks(self.program, rule, self.day)
    }

    /// The facts as a rule sees them.
    pub(in crate::engine) fn facts(&self, rule: usize) -> &Facts {
        self.case.sees(self.program, self.program.steps(rule)).0
    }

    /// All that has fallen due and is open.
    pub(in crate::engine) fn overdue(&self) -> Money {
        self.books.account.overdue_items(self.day).fold(Money::ZERO, |sum, item| sum + item.open)
    }
}

impl Simulator {
    /// What the desk knows of a tenancy when it looks on a day, everything before it as recorded.
    pub fn morning_of(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy, day: Day) -> Morning {
        let window = Period { from: day, to: day };
        // The policy looks and does nothing: the books of the day stand as they are.
        self.look(&Run { window, rules_from: Day::NEVER, behaviour: None, ..*run }, place, tenancy, day)
    }

    /// What the desk knows of a tenancy when it looks on a day of a run, after what the policy itself did before that day.
    pub fn morning_within(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy, day: Day) -> Morning {
        let window = Period { to: day, ..run.window };
        self.look(&Run { window, behaviour: None, ..*run }, place, tenancy, day)
    }

    fn look(&mut self, run: &Run<'_>, place: usize, tenancy: &Tenancy, day: Day) -> Morning {
        let luck = Luck::of(run.seed, run.replication, &tenancy.id);
        let scene = Scene { run, tenancy, place, luck, response: None };
        self.open(&scene, Asked::EVERYTHING);
        let mut today = self.next_day(&scene, Day::DAWN);
        while today < day {
            self.visit(&scene, today);
            today = self.next_day(&scene, today);
        }
        self.morning(&scene, day);
        self.court(&scene, day);
        let program = scene.program(day);
        if program.conventions().evaluate == Evaluate::Evening {
            self.payments(&scene, day);
        }
        self.case.place(&self.books, program, day);
        Morning::of(&self.case, program, day)
    }

    /// Follows the record day by day from the first entry to the end of the window, and shows on each day the policy of the
    /// day and what it sees.
    pub(in crate::engine) fn watch<'a>(
        &mut self,
        run: &Run<'a>,
        place: usize,
        tenancy: &Tenancy,
        mut seen: impl FnMut(Day, &'a Program, &Passing<'_>),
    ) {
        let luck = Luck::of(run.seed, run.replication, &tenancy.id);
        let scene = Scene { run, tenancy, place, luck, response: None };
        self.open(&scene, run.asked());
        let mut day = self.books.next_day(tenancy);
        while day <= run.window.to {
            self.morning(&scene, day);
            self.court(&scene, day);
            let program = run.program_on(day);
            self.case.place(&self.books, program, day);
            seen(day, program, &Passing { case: &self.case, books: &self.books, program, day });
            self.payments(&scene, day);
            self.act(&scene, day);
            self.close(&scene, day);
            day = day.plus(1);
        }
    }
}
