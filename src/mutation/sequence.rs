//! The search for a course of days in which a changed policy does otherwise, and the example over time that says so.
//!
//! Courses are tried in a fixed order, plain ones first: rent that stays unpaid once or every month, that is paid off and
//! then not again, that is paid a month behind; each as it is, then with what the rules ask about. Always: what is found was
//! read again, passes on the policy and fails on the changed one.

use super::Noticing;
use super::Proposed;
use super::boundary::Search;
use super::boundary::Sought;
use super::boundary::case;
use super::mutant::Site;
use super::written::Known;
use super::written::course_text;
use super::written::expected_text;
use super::written::word;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::check::Event;
use crate::check::Given;
use crate::check::Happening;
use crate::check::Must;
use crate::check::NEXT_DUE;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Timeline;
use crate::check::Value;
use crate::check::lasts;
use crate::check::read;
use crate::example::course_passes;
use crate::example::done_in;
use crate::money::Money;
use crate::program::Program;
use crate::source::SourceFile;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use std::collections::BTreeMap;

/// The first day of every course, 1 October 2024, on which rent falls due.
const FIRST: Day = NEXT_DUE.plus(-31);
/// For how many days a course is followed: fourteen months.
const LENGTH: i32 = 430;
/// The rent of a month.
const RENT: i64 = 60_000;
/// From how many of the rules that a change touches is taken what they ask about.
const MOST_RULES: usize = 3;
/// On which days, from the first, something begins that lasts: before anything is done, and when a month is behind.
const BEGINNINGS: [i32; 2] = [3, 40];
/// How long it lasts, if it ends.
const LASTING: i32 = 60;

/// What happens in a course, and what is so from before it.
struct Course {
    lasting: Vec<Known>,
    events: Vec<Event>,
}

impl Search<'_> {
    /// An example over time that notices the change, after so many cases of one day did not. As many courses are tried at
    /// the most as cases.
    pub(super) fn in_course(&self, tried: usize) -> Sought {
        let mut courses = 0;
        for course in self.courses().take(self.effort) {
            courses += 1;
            if let Some(found) = self.told_apart(&course) {
                return Sought::Found(found);
            }
        }
        Sought::GaveUp(tried + courses)
    }

    /// The courses, plain ones first.
    fn courses(&self) -> impl Iterator<Item = Course> {
        let (lasting, beginning) = self.asked();
        let befores = if lasting.is_empty() { vec![Vec::new()] } else { vec![Vec::new(), lasting] };
        befores.into_iter().flat_map(move |lasting| {
            variants(&beginning).into_iter().flat_map(move |more| {
                let lasting = lasting.clone();
                plots().into_iter().map(move |mut events| {
                    events.extend(more.clone());
                    Course { lasting: lasting.clone(), events }
                })
            })
        })
    }

    /// What the rules ask about that an example over time gives: what is so from before, and what begins on a day.
    fn asked(&self) -> (Vec<Known>, Vec<Happening>) {
        let (mut lasting, mut beginning): (Vec<Known>, Vec<Happening>) = (Vec::new(), Vec::new());
        if let Site::Hold(place) = self.mutant.site {
            beginning.extend(self.policy.holds.get(place).map(|hold| Happening::Hold(hold.code, None)));
        }
        for rule in self.rules().into_iter().take(MOST_RULES) {
            let domains = self.domains(rule);
            for known in case(&domains, &vec![0; domains.len()]) {
                match happening(self.policy, known) {
                    Some(what) if !beginning.contains(&what) => beginning.push(what),
                    None if lasts(known.0) && !lasting.iter().any(|(subject, _)| *subject == known.0) => {
                        lasting.push(known);
                    }
                    _ => {}
                }
            }
        }
        (lasting, beginning)
    }

    /// An example of what only one of the two does on the first day on which they part.
    fn told_apart(&self, course: &Course) -> Option<Box<Proposed>> {
        let days = Period { from: FIRST, to: FIRST.plus(LENGTH) };
        let given = |(subject, value): &Known| Given { subject: *subject, value: *value, span: Span::default() };
        let timeline = Timeline {
            title: String::new(),
            given: course.lasting.iter().map(given).collect(),
            events: course.events.clone(),
            expect: Vec::new(),
            days,
            span: Span::default(),
        };
        let own = done(self.policy, self.program, &timeline);
        let other = done(&self.mutant.policy, self.changed, &timeline);
        let lost = own.iter().find(|(key, _)| !other.contains_key(key));
        let gained = other.iter().find(|(key, _)| !own.contains_key(key));
        let lost = lost.map(|(key, step)| (key, step, Must::Follow));
        let gained = gained.map(|(key, step)| (key, step, Must::NotFollow));
        let (key, step, must) = [lost, gained].into_iter().flatten().min_by_key(|(key, _, _)| key.0)?;
        self.told_on(course, (step, must, key.0))
    }

    fn told_on(&self, course: &Course, (step, must, day): (&Step, Must, Day)) -> Option<Box<Proposed>> {
        let policy = self.policy;
        let events: Vec<Event> = course.events.iter().filter_map(|event| up_to(event, day)).collect();
        let on = word(policy, "k_on");
        let expected = expected_text(policy, step, must);
        let title = format!("{}: {expected} {on} {day}", self.mutant.site.title(policy));
        let text = course_text(policy, &title, (&course.lasting, &events), (step, must, day));
        let whole = format!("{}\n{text}", self.file.text());
        let read = read(&SourceFile::new(self.file.name(), whole)).policy?;
        let last = read.timelines.last()?.clone();
        let passes = course_passes(policy, self.program, &last);
        let notices = passes && !course_passes(&self.mutant.policy, self.changed, &last);
        notices.then(|| Box::new(Proposed { text, read: Noticing::Course(last) }))
    }
}

/// What begins on a day where a fact is so.
fn happening(policy: &Policy, (subject, value): Known) -> Option<Happening> {
    let Subject::Fact(fact) = subject else { return None };
    match (fact, value) {
        (Fact::Hold, Value::Choice(place)) => {
            HoldCode::ALL.get(usize::from(place)).map(|code| Happening::Hold(*code, None))
        }
        (Fact::OnHold, Value::YesNo(true)) => policy.holds.first().map(|hold| Happening::Hold(hold.code, None)),
        (Fact::PlanActive, Value::YesNo(true)) => Some(Happening::Plan(None)),
        (Fact::Departed, Value::YesNo(true)) | (Fact::Sitting, Value::YesNo(false)) => Some(Happening::Departed),
        _ => None,
    }
}

/// Nothing more, then each thing that begins, early and late, for good and for a while.
fn variants(beginning: &[Happening]) -> Vec<Vec<Event>> {
    let mut all = vec![Vec::new()];
    for what in beginning {
        for day in BEGINNINGS.map(|day| FIRST.plus(day)) {
            all.push(vec![event(day, false, *what)]);
            let until = Some(day.plus(LASTING));
            match what {
                Happening::Hold(code, _) => all.push(vec![event(day, false, Happening::Hold(*code, until))]),
                Happening::Plan(_) => all.push(vec![event(day, false, Happening::Plan(until))]),
                _ => {}
            }
        }
    }
    all
}

/// How rent falls due and is paid, from the plainest on.
fn plots() -> Vec<Vec<Event>> {
    let rent = |months: i64| Money::from_cents(months * RENT);
    let charge = || event(FIRST, true, Happening::Charge(rent(1)));
    let pay = |month: i32, monthly: bool, amount: Money| {
        event(FIRST.plus_months(month).plus(14), monthly, Happening::Payment(amount))
    };
    let mut all = vec![vec![event(FIRST, false, Happening::Charge(rent(1)))], vec![charge()]];
    // Paid off, and then nothing again: within a month, and after some.
    all.push(vec![
        event(FIRST, false, Happening::Charge(rent(1))),
        event(FIRST.plus(14), false, Happening::Payment(rent(1))),
        event(FIRST.plus(15), false, Happening::Charge(rent(1))),
    ]);
    all.extend((1..=4).map(|months| vec![charge(), pay(months - 1, false, rent(i64::from(months)))]));
    // A month behind all the time; two months and one in turn; half of it paid.
    all.push(vec![charge(), pay(1, true, rent(1))]);
    all.push(vec![charge(), pay(2, false, rent(1))]);
    all.push(vec![charge(), pay(2, true, rent(1))]);
    all.push(vec![charge(), pay(0, true, Money::from_cents(RENT / 2))]);
    all
}

const fn event(day: Day, monthly: bool, what: Happening) -> Event {
    Event { day, monthly, what, span: Span { start: 0, end: 0 } }
}

/// What of an event is so up to a day; nothing, where it comes after it.
fn up_to(event: &Event, day: Day) -> Option<Event> {
    let until = |until: Option<Day>| until.filter(|until| *until <= day);
    let what = match event.what {
        Happening::Hold(code, to) => Happening::Hold(code, until(to)),
        Happening::Plan(to) => Happening::Plan(until(to)),
        Happening::Declared(place, value, to) => Happening::Declared(place, value, until(to)),
        what => what,
    };
    let monthly = event.monthly && event.day.plus_months(1) <= day;
    (event.day <= day).then(|| Event { monthly, what, ..event.clone() })
}

/// What a step is, whichever rule asks for it, and on which day.
type Key = (Day, ActionKind, Option<usize>, Option<usize>);

fn done(policy: &Policy, program: &Program, timeline: &Timeline) -> BTreeMap<Key, Step> {
    let steps = done_in(policy, program, timeline).into_iter();
    steps.map(|(day, step)| ((day, step.kind, step.action, step.partner), step)).collect()
}
