//! Lives that once were not lived the same again, as random search found them.

use super::Setting;
use super::compiled;
use super::difference;
use super::hurried_numbers;
use super::offered;
use super::restless;
use super::with_rule;
use crate::reference::policies::empty_policy;
use crate::reference::policies::guarded;
use crate::reference::policies::rule_of;
use crate::reference::tenancies::blank_tenancy;
use crate::reference::tenancies::day;
use crate::reference::tenancies::entry;
use huurproef::calendar::Day;
use huurproef::calendar::Period;
use huurproef::check::Comparison;
use huurproef::check::Condition;
use huurproef::check::Frequency;
use huurproef::check::Hold;
use huurproef::check::Named;
use huurproef::check::Operand;
use huurproef::check::PlanTerms;
use huurproef::check::Policy;
use huurproef::check::Stops;
use huurproef::check::Subject;
use huurproef::check::Test;
use huurproef::check::Value;
use huurproef::engine::ActionDone;
use huurproef::engine::Breach;
use huurproef::engine::Delay;
use huurproef::engine::History;
use huurproef::money::Money;
use huurproef::source::Span;
use huurproef::tenancy::Entry;
use huurproef::tenancy::HoldPeriod;
use huurproef::tenancy::Plan;
use huurproef::tenancy::RecordedAction;
use huurproef::tenancy::Tenancy;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::EndReason;
use huurproef::vocabulary::EntryKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::Function;
use huurproef::vocabulary::HoldCode;
use huurproef::vocabulary::MonthCount;
use huurproef::vocabulary::Outcome;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::PlanOutcome;

fn charged(number: i32, cents: i64) -> Entry {
    Entry { due: day(number), ..entry(day(number), EntryKind::Charge, cents) }
}

fn paid(number: i32, cents: i64) -> Entry {
    entry(day(number), EntryKind::Payment, cents)
}

fn done(number: i32, kind: ActionKind) -> RecordedAction {
    RecordedAction { day: day(number), kind, outcome: None, channel: None }
}

/// A plan of instalments of a hundred euros that runs as far as the books know.
fn agreed(on: i32, instalments: u32, first_due: i32) -> Plan {
    let (agreed_on, first_due, amount) = (day(on), day(first_due), Money::from_cents(10_000));
    Plan { agreed_on, instalments, amount, first_due, ended_on: None, outcome: None, listed: Vec::new() }
}

/// Files go to the bailiff under this condition, again every so many days.
fn handing_over(condition: Condition, every: i32) -> Policy {
    let frequency = Frequency { limit: None, every: Some(every) };
    Policy { rules: vec![rule_of(condition, ActionKind::HandOver, frequency)], ..empty_policy() }
}

/// The course of a tenancy of which nothing is known in the window but what was charged, after it was lived again with
/// the same and with other dice.
fn lived_again(policy: &Policy, tenancy: &Tenancy, from: i32, to: i32) -> History {
    lived_until(policy, tenancy, from, to, from - 1)
}

/// The same, of a tenancy of which everything is known.
fn lived_again_known(policy: &Policy, tenancy: &Tenancy, from: i32, to: i32) -> History {
    lived_until(policy, tenancy, from, to, to)
}

fn lived_until(policy: &Policy, tenancy: &Tenancy, from: i32, to: i32, known: i32) -> History {
    let (program, drawn) = (compiled(policy), hurried_numbers());
    let window = Period { from: day(from), to: day(to) };
    let setting = Setting { program: &program, window, drawn: &drawn, delay: Delay::Prompt };
    let [course, again, other_dice] = setting.three_courses(tenancy, day(known));
    assert_eq!(difference(&course, &again), None);
    assert_eq!(difference(&course, &other_dice), None);
    course
}

fn times(course: &History, kind: ActionKind) -> usize {
    course.actions.iter().filter(|done| done.kind == kind).count()
}

#[test]
fn what_a_correction_left_open_is_owed_from_the_end_of_its_day() {
    let mut paid_soon = 0;
    for id in 0..40 {
        let entries = vec![entry(day(87), EntryKind::Refund, 100), charged(92, 50_000)];
        let tenancy = Tenancy { id: format!("T{id}"), entries, ..blank_tenancy() };
        let course = lived_again(&empty_policy(), &tenancy, 24, 150);
        paid_soon += usize::from(course.arrears_on(day(91)).cents() < 100);
    }
    assert!(paid_soon > 2, "{paid_soon} paid within days");
}

#[test]
fn nobody_is_evicted_from_a_home_they_left() {
    let departed = Test { subject: Subject::Fact(Fact::Departed), comparison: None, span: Span::default() };
    let entries = vec![charged(0, 50_000), charged(0, 50_000), charged(31, 50_000)];
    for id in 0..20 {
        let (id, entries) = (format!("T{id}"), entries.clone());
        let tenancy = Tenancy { id, end: Some(day(40)), entries, ..blank_tenancy() };
        let course = lived_again(&handing_over(Condition::Test(departed.clone()), 2), &tenancy, 66, 252);
        assert_eq!((times(&course, ActionKind::Eviction), course.end), (0, Some(day(40))));
    }
}

#[test]
fn a_file_handed_over_for_what_was_written_off_the_same_day_is_a_file_all_the_same() {
    let mut handed_over = 0;
    for id in 0..20 {
        let every = |kind, days| rule_of(Condition::always(), kind, Frequency { limit: None, every: Some(days) });
        let rules = vec![every(ActionKind::WriteOff, 2), every(ActionKind::HandOver, 1)];
        let entries = vec![charged(11, 50_000), charged(14, 1)];
        let tenancy = Tenancy { id: format!("T{id}"), entries, ..blank_tenancy() };
        let course = lived_again(&Policy { rules, ..empty_policy() }, &tenancy, 0, 119);
        handed_over += course.dossiers.len();
    }
    assert!(handed_over > 5, "{handed_over} files");
}

/// Court and bailiff wait while the tenancy is on hold, and while a plan of the court runs.
#[test]
fn a_hold_that_stops_the_court_and_its_settlements_come_back_the_same() {
    let stops = Stops::AllExcept(vec![ActionKind::Call]);
    let named = Named { name: "wsnp".to_owned(), title: "wsnp".to_owned(), span: Span::default() };
    let hold = Hold { named, code: HoldCode::Wsnp, stops, cites: Vec::new(), span: Span::default() };
    let handing_over = handing_over(Condition::always(), 300);
    let policy = Policy { holds: vec![hold], plans: vec![offered(6, 7, true)], ..handing_over };
    let (mut settled, mut broken, mut later) = (0, 0, 0);
    for id in 0..200 {
        let held = HoldPeriod { code: HoldCode::Wsnp, from: day(60), to: Some(day(120)) };
        let tenancy = Tenancy { holds: vec![held], ..in_trouble(id) };
        let course = lived_again(&policy, &tenancy, 50, 290);
        let court = course.actions.iter().filter(|done| done.kind.is_court_step());
        assert!(court.clone().all(|done| done.day < day(60) || done.day >= day(120)), "T{id}: {:?}", course.actions);
        later += court.filter(|done| done.day >= day(120)).count();
        settled += course.actions.iter().filter(|done| done.outcome == Some(Outcome::Arrangement)).count();
        broken += course.plans.iter().filter(|plan| plan.outcome == Some(PlanOutcome::Broken)).count();
    }
    assert!(settled > 5 && broken > 0 && later > 20, "{settled} settled, {broken} broken, {later} steps");
}

#[test]
fn a_plan_that_the_court_set_on_the_record_is_set_again_where_the_same_is_done() {
    let handed_over = done(20, ActionKind::HandOver);
    let writ = RecordedAction { kind: ActionKind::Writ, day: day(40), ..handed_over };
    let amount = Money::from_cents(6_000);
    let (ended_on, outcome, listed) = (None, None, Vec::new());
    let set = Plan { agreed_on: day(70), instalments: 10, amount, first_due: day(91), ended_on, outcome, listed };
    let policy = Policy { plans: vec![offered(6, 7, true)], ..handing_over(Condition::always(), 300) };
    let entries = vec![charged(0, 50_000), charged(31, 50_000), paid(91, 6_000)];
    let tenancy = Tenancy { entries, actions: vec![handed_over, writ], plans: vec![set], ..blank_tenancy() };
    let course = lived_again_known(&policy, &tenancy, 50, 110);
    let judged = course.actions.iter().find(|done| done.kind == ActionKind::Judgment);
    assert_eq!(judged.map(|done| (done.day, done.outcome)), Some((day(70), Some(Outcome::Arrangement))));
    let plan = &course.plans[0];
    assert_eq!((plan.agreed_on, plan.instalments, plan.first_due), (day(70), 10, day(91)));
}

#[test]
fn who_missed_an_instalment_misses_it_in_a_longer_plan_too() {
    let called = RecordedAction { day: day(50), kind: ActionKind::Call, outcome: Some(Outcome::Agreed), channel: None };
    let amount = Money::from_cents(8_000);
    let (ended_on, outcome, listed) = (Some(day(147)), Some(PlanOutcome::Broken), Vec::new());
    let broken = Plan { agreed_on: day(50), instalments: 6, amount, first_due: day(56), ended_on, outcome, listed };
    let calling = rule_of(Condition::always(), ActionKind::Call, Frequency { limit: None, every: Some(300) });
    let entries = vec![charged(0, 50_000), paid(56, 8_000), paid(85, 8_000), paid(116, 8_000)];
    for instalments in [6, 12, 18] {
        let policy =
            Policy { rules: vec![calling.clone()], plans: vec![offered(instalments, 7, true)], ..empty_policy() };
        let (entries, plans) = (entries.clone(), vec![broken.clone()]);
        let tenancy = Tenancy { entries, actions: vec![called], plans, ..blank_tenancy() };
        let course = lived_again_known(&policy, &tenancy, 50, 200);
        let plan = &course.plans[0];
        assert_eq!(i64::from(plan.instalments), instalments);
        assert_eq!((plan.ended_on, plan.outcome), (Some(day(147)), Some(PlanOutcome::Broken)), "{instalments}");
    }
}

/// The books close a settlement some days after its last instalment fell due; who lost the home in those days lost it
/// because of it.
#[test]
fn an_eviction_while_a_settlement_runs_out_needs_no_second_judgment() {
    let handed_over = done(20, ActionKind::HandOver);
    let writ = RecordedAction { kind: ActionKind::Writ, day: day(40), ..handed_over };
    let evicted = RecordedAction { kind: ActionKind::Eviction, day: day(154), ..handed_over };
    let amount = Money::from_cents(40_000);
    let (ended_on, outcome, listed) = (None, None, Vec::new());
    let set = Plan { agreed_on: day(70), instalments: 3, amount, first_due: day(91), ended_on, outcome, listed };
    assert!(set.end() > evicted.day);
    let policy = Policy { plans: vec![offered(6, 7, true)], ..handing_over(Condition::always(), 300) };
    let mut entries: Vec<Entry> = (0..6).map(|month| charged(month * 30, 50_000)).chain([paid(91, 40_000)]).collect();
    entries.sort_by_key(|entry| entry.day);
    let tenancy = Tenancy { entries, actions: vec![handed_over, writ, evicted], plans: vec![set], ..blank_tenancy() };
    let course = lived_again_known(&policy, &tenancy, 50, 200);
    assert_eq!((times(&course, ActionKind::Judgment), times(&course, ActionKind::Eviction)), (1, 1));
}

#[test]
fn a_plan_that_the_court_set_is_its_own_on_a_day_of_conversations_too() {
    let subject = Subject::Function(Function::Done, ActionKind::Writ);
    let sued = Condition::Test(Test { subject, comparison: None, span: Span::default() });
    let every_day = Frequency { limit: None, every: Some(1) };
    let mut policy = handing_over(Condition::always(), 300);
    policy.rules.push(rule_of(sued, ActionKind::PlanOffer, every_day));
    let by_letter = PlanTerms { after: vec![ActionKind::WikLetter], ..offered(6, 7, true) };
    let policy = Policy { plans: vec![by_letter], ..policy };
    let (mut settled, mut broken) = (0, 0);
    for id in 0..150 {
        let course = lived_again(&policy, &in_trouble(id), 50, 290);
        let arrangements = course.actions.iter().filter(|done| done.outcome == Some(Outcome::Arrangement));
        settled += arrangements.filter(|judgment| course.plans.iter().any(|p| p.agreed_on == judgment.day)).count();
        broken += course.plans.iter().filter(|plan| plan.outcome == Some(PlanOutcome::Broken)).count();
    }
    assert!(settled > 3 && broken > 0, "{settled} settled, {broken} broken");
}

/// Ten months of unpaid rent, which some households settle in part.
fn in_trouble(id: u32) -> Tenancy {
    let entries = (0..10).map(|month| charged(month * 30, 50_000)).chain([paid(61, 50_000), paid(121, 20_000)]);
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_by_key(|entry| entry.day);
    Tenancy { id: format!("T{id}"), entries, ..blank_tenancy() }
}

#[test]
fn a_file_handed_over_time_and_again_takes_the_same_road() {
    let (mut evicted, mut sued_twice) = (0, 0);
    for id in 0..40 {
        let course = lived_again(&handing_over(Condition::always(), 9), &in_trouble(id), 50, 290);
        evicted += times(&course, ActionKind::Eviction);
        sued_twice += usize::from(times(&course, ActionKind::Writ) > 1);
    }
    assert!(evicted > 5 && sued_twice > 2, "{evicted} evicted, {sued_twice} sued twice");
}

#[test]
fn an_eviction_that_came_to_nothing_is_not_the_one_that_ended_the_tenancy() {
    let mut ended = 0;
    for id in 0..40 {
        let announced = done(101, ActionKind::Eviction);
        let tenancy = Tenancy { actions: vec![announced], ..in_trouble(id) };
        let course = lived_again(&handing_over(Condition::always(), 300), &tenancy, 102, 130);
        ended += usize::from(course.end.is_some());
    }
    assert!(ended > 2, "{ended} evicted within a month");
}

#[test]
fn a_tenancy_that_did_not_end_has_no_reason_for_its_end() {
    let evicted = done(63, ActionKind::Eviction);
    let comparison = Some((Comparison::Equal, Operand::Value(Value::Choice(EndReason::Terminated as u16))));
    let terminated = Test { subject: Subject::Fact(Fact::EndReason), comparison, span: Span::default() };
    let once = Frequency { limit: None, every: Some(300) };
    let rules = vec![rule_of(Condition::Test(terminated), ActionKind::Reminder, once)];
    let policy = Policy { rules, ..empty_policy() };
    let ended = |actions| {
        let end_reason = EndReason::Terminated;
        let entries = vec![charged(70, 50_000)];
        Tenancy { end: Some(day(63)), end_reason, entries, actions, ..blank_tenancy() }
    };
    let of_eviction = lived_again(&policy, &ended(vec![evicted]), 10, 120);
    assert_eq!((times(&of_eviction, ActionKind::Reminder), of_eviction.end), (0, None));
    let of_itself = lived_again(&policy, &ended(Vec::new()), 10, 120);
    assert_eq!((times(&of_itself, ActionKind::Reminder), of_itself.end), (1, Some(day(63))));
}

/// The days on which rent was charged after this one.
fn rent_after(course: &History, number: i32) -> Vec<Day> {
    let charges = course.entries.iter().filter(|entry| entry.kind == EntryKind::Charge);
    charges.map(|charge| charge.day).filter(|charged| *charged > day(number)).collect()
}

#[test]
fn rent_goes_on_in_the_month_after_an_eviction_that_does_not_come_whoever_looks() {
    let evicted = done(125, ActionKind::Eviction);
    let entries = vec![charged(0, 50_000), paid(3, 50_000)];
    let tenancy = Tenancy { end: Some(day(130)), entries, actions: vec![evicted], ..blank_tenancy() };
    for policy in [empty_policy(), with_rule(&empty_policy(), restless())] {
        let course = lived_again(&policy, &tenancy, 100, 190);
        assert_eq!((rent_after(&course, 0), course.end), (vec![day(152), day(182)], None));
    }
}

#[test]
fn rent_charged_after_the_end_is_owed_where_the_tenancy_ends_as_on_the_record() {
    let entries = vec![charged(0, 50_000), charged(31, 50_000), charged(60, 50_000)];
    let tenancy = Tenancy { end: Some(day(40)), entries, ..blank_tenancy() };
    let course = lived_again(&empty_policy(), &tenancy, 20, 90);
    assert_eq!((rent_after(&course, 40), course.end), (vec![day(60)], Some(day(40))));
}

#[test]
fn no_rent_is_charged_after_an_eviction_that_came_before_the_recorded_end() {
    let mut evicted = 0;
    for id in 0..40 {
        let tenancy = Tenancy { end: Some(day(265)), ..in_trouble(id) };
        let course = lived_again(&handing_over(Condition::always(), 9), &tenancy, 50, 290);
        if course.end < Some(day(240)) {
            evicted += 1;
            assert!(course.end.is_some_and(|end| course.entries.iter().all(|e| !e.kind.is_owed() || e.day <= end)));
        } else {
            assert_eq!(rent_after(&course, 265), [day(270)], "T{id}");
        }
    }
    assert!(evicted > 3, "{evicted} evicted early");
}

/// The books have the contract end a month before the eviction; here the eviction comes between the two.
#[test]
fn no_rent_is_charged_after_an_eviction_that_came_before_the_household_left() {
    let mut evicted = 0;
    for id in 0..80 {
        let actions = vec![done(96, ActionKind::Eviction)];
        let tenancy = Tenancy { end: Some(day(66)), actions, ..in_trouble(id) };
        let course = lived_again(&handing_over(Condition::always(), 9), &tenancy, 50, 290);
        let evictions = course.actions.iter().filter(|done| done.kind == ActionKind::Eviction);
        for eviction in evictions.filter(|done| day(66) < done.day && done.day < day(90)) {
            evicted += 1;
            assert!(rent_after(&course, 0).iter().all(|charged| *charged <= eviction.day), "T{id}");
        }
    }
    assert!(evicted > 3, "{evicted} evicted between");
}

#[test]
fn what_is_not_due_yet_is_not_written_off() {
    let not_due = Entry { due: day(31), ..charged(10, 60_000) };
    let once = Frequency { limit: None, every: Some(300) };
    let policy = Policy { rules: vec![rule_of(Condition::always(), ActionKind::WriteOff, once)], ..empty_policy() };
    let mut written_off = 0;
    for id in 0..20 {
        let entries = vec![charged(0, 50_000), not_due];
        let tenancy = Tenancy { id: format!("T{id}"), entries, ..blank_tenancy() };
        let course = lived_again(&policy, &tenancy, 21, 25);
        let settled = course.entries.iter().filter(|entry| !entry.kind.is_owed()).map(|entry| entry.amount.cents());
        assert_eq!(settled.sum::<i64>(), 50_000, "T{id}");
        written_off += course.entries.iter().filter(|entry| entry.kind == EntryKind::WriteOff).count();
    }
    assert!(written_off > 10, "{written_off} written off");
}

#[test]
fn an_eviction_of_this_run_breaches_the_guarantee_that_forbids_it() {
    let visited = Test {
        subject: Subject::Function(Function::Done, ActionKind::HomeVisit),
        comparison: None,
        span: Span::default(),
    };
    let guarantees = vec![guarded(ActionKind::Eviction, Condition::Test(visited))];
    let policy = Policy { guarantees, ..handing_over(Condition::always(), 9) };
    let mut breached = 0;
    for id in 0..40 {
        let course = lived_again(&policy, &in_trouble(id), 50, 290);
        let evictions = course.actions.iter().filter(|done| done.kind == ActionKind::Eviction);
        let forbidden = evictions.map(|done| Breach { day: done.day, guarantee: 0, rule: None });
        assert_eq!(course.breaches, forbidden.collect::<Vec<Breach>>(), "T{id}");
        breached += course.breaches.len();
    }
    assert!(breached > 5, "{breached} breaches");
}

/// Books that have the contract end before the eviction: the household lives there until it is put out.
#[test]
fn who_is_evicted_after_the_end_by_the_books_had_not_left_before() {
    let actions = vec![done(0, ActionKind::HandOver), done(180, ActionKind::Eviction)];
    let (mut evicted, mut paid_after) = (0, 0);
    for id in 0..200 {
        let (id, entries, actions) = (format!("T{id}"), vec![charged(0, 60_000)], actions.clone());
        let tenancy = Tenancy { id, end: Some(day(152)), entries, actions, ..blank_tenancy() };
        let course = lived_again_known(&empty_policy(), &tenancy, 157, 241);
        evicted += times(&course, ActionKind::Eviction);
        paid_after += usize::from(course.arrears_on(day(241)) == Money::ZERO);
    }
    assert!(evicted == 200 && paid_after > 20, "{evicted} evicted, {paid_after} paid after");
}

/// Rent booked after the day on which it fell due is late from the next day on, and whoever asks is told so when the month
/// is over, whatever else happens.
#[test]
fn rent_that_was_booked_late_is_late_at_the_turn_of_the_month() {
    let once = Some((Comparison::Equal, Operand::Value(Value::Count(1))));
    let late = Test { subject: Subject::LastMonths(MonthCount::Late, 1), comparison: once, span: Span::default() };
    let rule = rule_of(Condition::Test(late), ActionKind::Call, Frequency { limit: None, every: Some(300) });
    let charge = Entry { due: day(60), ..entry(day(61), EntryKind::Charge, 50_000) };
    let tenancy = Tenancy { entries: vec![charge], ..blank_tenancy() };
    let course = lived_again_known(&Policy { rules: vec![rule], ..empty_policy() }, &tenancy, 0, 110);
    assert_eq!(course.actions.first().map(|done| done.day), Some(day(91)));
}

/// A hold keeps the claim from the rule, not that rent was late: that is told at the turn of the month all the same.
#[test]
fn that_rent_was_late_is_seen_through_a_hold_that_covers_it() {
    let once = Some((Comparison::Equal, Operand::Value(Value::Count(1))));
    let late = Test { subject: Subject::LastMonths(MonthCount::Late, 1), comparison: once, span: Span::default() };
    let rule = rule_of(Condition::Test(late), ActionKind::Call, Frequency { limit: None, every: Some(300) });
    let named = Named { name: "wsnp".to_owned(), title: "wsnp".to_owned(), span: Span::default() };
    let stops = Stops::AllExcept(vec![ActionKind::WriteOff]);
    let hold = Hold { named, code: HoldCode::Wsnp, stops, cites: Vec::new(), span: Span::default() };
    let policy = Policy { rules: vec![rule], holds: vec![hold], ..empty_policy() };
    let charge = Entry { due: day(60), ..entry(day(61), EntryKind::Charge, 50_000) };
    let holds = vec![HoldPeriod { code: HoldCode::Wsnp, from: day(61), to: None }];
    let tenancy = Tenancy { entries: vec![charge], holds, ..blank_tenancy() };
    let course = lived_again_known(&policy, &tenancy, 0, 110);
    assert_eq!(course.actions.first().map(|done| done.day), Some(day(91)));
}

/// A settlement lasts as long as the broken one of the record did, and still runs when the window ends, an instalment late:
/// read back, it runs until then too.
#[test]
fn a_plan_that_runs_with_an_instalment_late_where_the_record_ends_runs_until_then_again() {
    let broken = Plan { ended_on: Some(day(184)), outcome: Some(PlanOutcome::Broken), ..agreed(127, 2, 127) };
    let plans = vec![agreed(80, 4, 101), broken];
    let actions = vec![done(0, ActionKind::HandOver), done(119, ActionKind::Writ)];
    let policy = Policy { plans: vec![offered(1, 0, false)], ..empty_policy() };
    let mut late = 0;
    for id in 0..40 {
        let (id, plans, actions) = (format!("T{id}"), plans.clone(), actions.clone());
        let tenancy = Tenancy { id, entries: vec![charged(0, 2)], actions, plans, ..blank_tenancy() };
        let course = lived_again_known(&policy, &tenancy, 119, 248);
        let unpaid = course.arrears_on(day(248)) > Money::ZERO;
        late += usize::from(unpaid && course.plans.iter().any(|plan| plan.runs_on(day(248))));
    }
    assert!(late > 5, "{late} plans run with an instalment late");
}

/// Bailiff and court evict in the morning of the day on which rent falls due; it is collected by debit the day after, as on
/// the record.
#[test]
fn the_record_tells_of_debits_again_from_the_day_of_an_eviction_on() {
    let full = Test {
        subject: Subject::Fact(Fact::FullMonths),
        comparison: Some((Comparison::Greater, Operand::Value(Value::Count(0)))),
        span: Span::default(),
    };
    let debit = Entry { method: PaymentMethod::DirectDebit, ..paid(183, 50_000) };
    let mut evicted = 0;
    for id in 0..600 {
        let charges = [31, 31, 60, 182].map(|number| charged(number, 50_000));
        let entries = charges.into_iter().chain([debit]).collect();
        let (id, payment_method) = (format!("T{id}"), PaymentMethod::DirectDebit);
        let tenancy = Tenancy { id, payment_method, entries, ..blank_tenancy() };
        let course = lived_again_known(&handing_over(Condition::Test(full.clone()), 60), &tenancy, 143, 183);
        let on_the_day = |done: &&ActionDone| (done.kind, done.day) == (ActionKind::Eviction, day(182));
        evicted += course.actions.iter().filter(on_the_day).count();
    }
    assert!(evicted > 2, "{evicted} evicted on that day");
}

/// The court sets a plan on the day on which its last one runs out: that is another judgment, here as on the record.
#[test]
fn settlements_that_follow_each_other_without_a_day_between_are_as_many_judgments() {
    let actions = vec![done(0, ActionKind::HandOver), done(1, ActionKind::Writ)];
    let policy = Policy { plans: vec![offered(1, 0, false)], ..empty_policy() };
    let mut judged = 0;
    for id in 0..100 {
        let (id, actions) = (format!("T{id}"), actions.clone());
        let plans = vec![agreed(21, 3, 55), agreed(122, 1, 122)];
        let entries = vec![charged(0, 50_000), charged(0, 50_000)];
        let tenancy = Tenancy { id, entries, actions, plans, ..blank_tenancy() };
        let course = lived_until(&policy, &tenancy, 123, 400, 186);
        judged += times(&course, ActionKind::Judgment);
    }
    assert!(judged > 50, "{judged} judgments");
}
