//! The desk's view of one tenancy: the facts of today, the arrears episode, and how often each rule was carried out.
//!
//! Knows nothing of how payments come about. Always: what was done counts for the arrears at hand only; when they are
//! settled, it is forgotten, but for the last days on which it was.

mod done;
mod sight;

use super::attributes;
use super::books::Books;
use super::frequency::Counter;
use super::frequency::carry_over;
use super::holds::Holds;
use super::survey::Letter;
use super::survey::Survey;
use crate::calendar::Day;
use crate::check::OverdueFrom;
use crate::check::Step;
use crate::money::Money;
use crate::program::Asked;
use crate::program::Facts;
use crate::program::Instead;
use crate::program::Program;
use crate::program::Standing;
use crate::program::Truth;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::MonthCount;
pub(super) use done::next_file_change;
use sight::Sight;

/// The state of the desk for one tenancy.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) facts: Facts,
    standing: Standing,
    /// What rules see that a hold stops; the first `held` of them are of today.
    sights: Vec<Sight>,
    held: usize,
    /// Whether there is an episode: since a day with arrears above the tolerance they have not been zero.
    in_episode: bool,
    counters: Vec<Counter>,
    /// Whether any rule was carried out since an episode began or ended.
    touched: bool,
    stage: Option<u16>,
    /// The last day on which each kind of action was done, whatever the arrears; [`Day::DAWN`] when it never was.
    ever: [Day; ActionKind::COUNT],
    /// The fourteen-day letters, in the order in which they were sent.
    letters: Vec<Letter>,
    pub(super) holds: Holds,
    /// Whether the record shows a file that bailiff or agency has, and the last day on which one came back.
    in_file: bool,
    returned: Option<Day>,
    asked: Asked,
    looked: Looked,
}

/// Up to when what was last read from the books stands.
#[derive(Clone, Copy, Debug)]
struct Looked {
    /// The account as it was, and how many letters had been sent.
    at: (u64, usize),
    /// The first day on which the same books may tell something else.
    until: Day,
}

impl Looked {
    const NEVER: Looked = Looked { at: (0, 0), until: Day::DAWN };
}

impl Case {
    pub(super) fn new() -> Case {
        Case {
            facts: Facts::neutral(Day::DAWN),
            standing: Standing { in_scope: false, segment: 0, stage: None, until: Day::NEVER },
            sights: Vec::new(),
            held: 0,
            in_episode: false,
            counters: Vec::new(),
            touched: false,
            stage: None,
            ever: [Day::DAWN; ActionKind::COUNT],
            letters: Vec::new(),
            holds: Holds::default(),
            in_file: false,
            returned: None,
            asked: Asked::default(),
            looked: Looked::NEVER,
        }
    }

    /// Opens the case of a tenancy for a program, of which at least the facts are found out that its conditions read, and
    /// those of the versions after it.
    pub(super) fn open(&mut self, tenancy: &Tenancy, program: &Program, columns: &[String], asked: Asked) {
        let mut declared = std::mem::take(&mut self.facts.declared);
        attributes::declare(program, columns, tenancy, Day::DAWN, &mut declared);
        self.facts = Facts {
            start: tenancy.start,
            end: tenancy.end,
            end_reason: tenancy.end_reason,
            municipality: program.text_place(&tenancy.municipality),
            complex: program.text_place(&tenancy.complex),
            kind: tenancy.kind,
            payment_method: tenancy.payment_method,
            monthly_rent: Money::ZERO,
            declared,
            ..Facts::neutral(Day::DAWN)
        };
        self.held = 0;
        self.in_episode = false;
        self.stage = None;
        self.touched = false;
        self.ever = [Day::DAWN; ActionKind::COUNT];
        self.letters.clear();
        self.holds.open(tenancy, program);
        (self.in_file, self.returned) = (false, None);
        (self.asked, self.looked) = (asked, Looked::NEVER);
        self.counters.clear();
        self.counters.resize(program.rule_count(), Counter::default());
    }

    /// Another version of the policy rules from today on. What was counted for its rules stays; facts stay.
    pub(super) fn change_program(&mut self, tenancy: &Tenancy, from: &Program, to: &Program) {
        self.facts.municipality = to.text_place(&tenancy.municipality);
        self.facts.complex = to.text_place(&tenancy.complex);
        carry_over(&mut self.counters, from, to);
        self.holds.open(tenancy, to);
        self.stage = None;
        self.looked = Looked::NEVER;
    }

    /// Reads what the ledger's own columns tell on a day.
    pub(super) fn declare(&mut self, tenancy: &Tenancy, program: &Program, columns: &[String], today: Day) {
        attributes::declare(program, columns, tenancy, today, &mut self.facts.declared);
    }

    /// When the tenancy ends in this run, as far as that is known, and why.
    pub(super) const fn note_end(&mut self, end: Option<Day>, reason: EndReason) {
        self.facts.end = end;
        self.facts.end_reason = reason;
    }

    /// Reads the account as the policy sees it today, and lets an episode begin or end.
    pub(super) fn look(&mut self, books: &Books, program: &Program, today: Day) {
        let at = (books.account.version(), self.letters.len());
        if self.looked.at != at || self.looked.until <= today {
            self.read(books, program, today);
            self.looked = Looked { at, until: self.stands_until(books, program, today) };
        }
        self.facts.handed_over = self.is_handed_over();
    }

    /// The first day on which the same books may tell something else; today, while clocks may have stood still.
    fn stands_until(&self, books: &Books, program: &Program, today: Day) -> Day {
        if self.holds.pause_clocks() {
            return today;
        }
        let due = match program.conventions().overdue_from {
            OverdueFrom::DueDate => books.account.next_due(today),
            OverdueFrom::DayAfter => books.account.next_due(today.plus(-1)).plus(1),
        };
        due.min(self.facts.letters.next).min(self.facts.late_next)
    }

    fn read(&mut self, books: &Books, program: &Program, today: Day) {
        let Case { facts, letters, holds, asked, .. } = self;
        survey(books, program, today, (letters, holds, *asked)).tell(facts);
        if asked.counts(MonthCount::Reversed) {
            facts.reversed = books.reversed;
        }
        if asked.reads(Fact::FirstRentPaid) {
            facts.first_rent_paid = first_rent_paid(books, facts.start);
        }
        facts.direct_debit = books.paid_by_debit;
        let tolerance = program.conventions().tolerance;
        let begins = !self.in_episode && self.facts.arrears > tolerance;
        let ends = self.in_episode && self.facts.arrears == Money::ZERO;
        if begins || ends {
            self.in_episode = begins;
            self.forget();
        }
        self.pause_clocks(today);
    }

    /// What steps work on today: what is overdue and not covered by a hold that stops them.
    pub(super) fn survey<'a>(&'a self, books: &'a Books, program: &Program, steps: &[Step], today: Day) -> Survey<'a> {
        let from = self.holds.cover(program, steps).unwrap_or(Day::DAWN);
        Survey { from, ..survey(books, program, today, (&self.letters, &self.holds, self.asked)) }
    }

    /// Notes in which months rent was late, by the books as they stood at the end of yesterday.
    pub(super) fn note_late(&mut self, books: &Books, program: &Program, today: Day) {
        if self.asked.counts(MonthCount::Late) {
            let due_by = today.plus(-1).plus(-program.conventions().grace);
            for item in books.account.overdue_items(due_by).filter(|item| item.is_rent) {
                self.facts.late.note(item.due.month().number());
            }
        }
    }

    fn forget(&mut self) {
        self.facts.forget_done();
        self.facts.reached = false;
        self.facts.plan_refused = false;
        self.counters.iter_mut().for_each(Counter::leave_episode);
        self.touched = false;
    }

    /// Notes the stage of today: what is counted per stage starts anew in another one.
    pub(super) fn enter_stage(&mut self, stage: Option<u16>) {
        if self.stage != stage {
            self.stage = stage;
            self.counters.iter_mut().for_each(Counter::leave_stage);
        }
    }

    /// Whether the frequency of a rule lets it fire today.
    pub(super) fn may_fire(&self, program: &Program, rule: usize, today: Day) -> Truth {
        let counter = self.counters.get(rule).copied().unwrap_or_default();
        let (facts, _) = self.sees(program, program.steps(rule));
        counter.allows(program.frequency(rule), facts.newest_overdue, today)
    }

    /// What decides a rule today, if it asks for anything: its condition holds and its frequency lets it fire.
    pub(super) fn asks(&self, program: &Program, rule: usize, today: Day) -> Option<Instead> {
        let (facts, standing) = self.sees(program, program.steps(rule));
        let asks = self.may_fire(program, rule, today).holds && program.rule_holds(rule, standing, facts, today).holds;
        asks.then(|| program.instead(rule, |steps| self.sees(program, steps).0, today))
    }

    /// Whether no rule was carried out since an episode began or ended.
    pub(super) const fn is_untouched(&self) -> bool {
        !self.touched
    }

    /// Notes that a rule was carried out.
    pub(super) fn count(&mut self, rule: usize, today: Day) {
        if let Some(counter) = self.counters.get_mut(rule) {
            counter.count(today);
        }
        self.touched = true;
    }

    /// Counts something on the record for every rule that would do the same, itself or by an exception.
    pub(super) fn count_recorded(&mut self, program: &Program, kind: ActionKind, today: Day) {
        let may_do = |rule: &usize| program.may_do(*rule, kind);
        (0..program.rule_count()).filter(may_do).for_each(|rule| self.count(rule, today));
    }
}

/// What the policy looks at today: everything overdue.
fn survey<'a>(
    books: &'a Books,
    program: &Program,
    today: Day,
    (letters, holds, asked): (&'a [Letter], &'a Holds, Asked),
) -> Survey<'a> {
    let conventions = program.conventions();
    let seen = match conventions.overdue_from {
        OverdueFrom::DueDate => today,
        OverdueFrom::DayAfter => today.plus(-1),
    };
    Survey { account: &books.account, seen, from: Day::DAWN, today, letters, holds, grace: conventions.grace, asked }
}

/// Whether the first rent was paid. Where the books begin later than the tenancy, it is taken to have been.
fn first_rent_paid(books: &Books, start: Day) -> bool {
    let first = books.account.first_rent().filter(|(due, _)| due.month() <= start.month().plus(1));
    first.is_none_or(|(_, open)| open == Money::ZERO)
}
