//! Random exceptions, lists of partners, spacings and holds, and the facts that every random policy declares.

use super::STEPS;
use super::condition;
use super::count;
use super::days;
use super::measured;
use super::money;
use super::named;
use super::step;
use super::test;
use crate::reference::tenancies::CODES;
use crate::reference::tenancies::day;
use huurproef::check::Batch;
use huurproef::check::Comparison;
use huurproef::check::Condition;
use huurproef::check::DeclaredFact;
use huurproef::check::Exception;
use huurproef::check::Hold;
use huurproef::check::Operand;
use huurproef::check::Overridden;
use huurproef::check::Partner;
use huurproef::check::Per;
use huurproef::check::Policy;
use huurproef::check::Spacing;
use huurproef::check::Step;
use huurproef::check::Stops;
use huurproef::check::Subject;
use huurproef::check::Value;
use huurproef::money::Money;
use huurproef::source::Span;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::MonthCount;
use huurproef::vocabulary::PartnerKind;
use huurproef::vocabulary::Unit;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::sample::subsequence;

/// What random policies compare texts with.
const TEXTS: [&str; 3] = ["Noord", "C1", "blue"];

/// What a random policy says beyond its rules.
pub(super) type Terms = (Vec<RawException>, Option<Batch>, Vec<Spacing>, Vec<Hold>);

/// To which rule or earlier exception, whether above the others, when, and what is done.
pub(super) type RawException = (usize, bool, Condition, Vec<Step>);

pub(super) fn limit() -> BoxedStrategy<(u32, Per)> {
    let within = (1_u32..3, select(vec![Per::Episode, Per::Episode, Per::Stage]));
    let once = select(vec![Per::Claim, Per::Month]).prop_map(|per| (1, per));
    prop_oneof![2 => within, 1 => once].boxed()
}

/// A few steps; now and then none.
pub(super) fn steps() -> BoxedStrategy<Vec<Step>> {
    let some = vec(select(STEPS.to_vec()).prop_map(step), 1..4);
    prop_oneof![9 => some, 1 => Just(Vec::new())].boxed()
}

/// The facts that every random policy declares; the ledger lacks the last.
fn declared() -> Vec<DeclaredFact> {
    let fact = |(name, unit, otherwise): (&str, Unit, Value)| {
        let mut named = named("fact", 0);
        named.name = name.to_owned();
        DeclaredFact { named, unit, otherwise, span: Span::default() }
    };
    let facts = [
        ("visits", Unit::Count, Value::Count(1)),
        ("vulnerable", Unit::YesNo, Value::YesNo(false)),
        ("colour", Unit::Text, Value::Text(2)),
        ("deposit", Unit::Money, Value::Money(Money::from_cents(60_000))),
        ("age", Unit::Days, Value::Days(14)),
    ];
    facts.into_iter().map(fact).collect()
}

/// A test of what the ledger tells in words or columns of its own, of months, or of holds.
pub(super) fn told() -> BoxedStrategy<Condition> {
    let places = select(vec![Subject::Fact(Fact::Municipality), Subject::Fact(Fact::Complex), Subject::Declared(2)]);
    let signs = select(vec![Comparison::Equal, Comparison::NotEqual]);
    let text = (places, signs, 0_u16..3)
        .prop_map(|(subject, sign, place)| test(subject, Some((sign, Operand::Value(Value::Text(place))))));
    let of_column = prop_oneof![
        measured(Subject::Declared(0), count()),
        Just(test(Subject::Declared(1), None)),
        measured(Subject::Declared(3), money()),
        measured(Subject::Declared(4), days()),
    ];
    let months = (select(vec![MonthCount::Late, MonthCount::Reversed]), select(vec![1_u8, 3, 12]))
        .prop_flat_map(|(of, back)| measured(Subject::LastMonths(of, back), count()));
    let hold = super::chosen(Fact::Hold, CODES.len());
    let reason = super::chosen(Fact::EndReason, 5);
    prop_oneof![2 => text, 2 => of_column, 3 => months, 1 => hold, 1 => reason].boxed()
}

pub(super) fn terms(segments: usize) -> BoxedStrategy<Terms> {
    let exception = (0_usize..8, proptest::bool::ANY, condition(segments), prop_oneof![steps(), Just(Vec::new())]);
    let batch = prop_oneof![
        2 => (1_u32..32, 1_u32..32).prop_map(|(list_day, cut_off)| Batch::Monthly { list_day, cut_off }),
        1 => vec(0_i32..300, 0..4).prop_map(|mut days| {
            days.sort_unstable();
            Batch::Dates(days.into_iter().map(day).collect())
        }),
    ];
    let spacing = (1_i32..20, subsequence(STEPS.to_vec(), 1..5)).prop_map(|(days, kinds)| Spacing {
        days,
        kinds,
        span: Span::default(),
    });
    (vec(exception, 0..4), option::of(batch), vec(spacing, 0..3), holds()).boxed()
}

fn holds() -> BoxedStrategy<Vec<Hold>> {
    let stops = (subsequence(STEPS.to_vec(), 0..4), proptest::bool::ANY);
    let hold = move |code| {
        stops.clone().prop_map(move |(kinds, all)| Hold {
            named: named("hold", 0),
            code,
            stops: if all { Stops::AllExcept(kinds) } else { Stops::Only(kinds) },
            cites: Vec::new(),
            span: Span::default(),
        })
    };
    subsequence(CODES.to_vec(), 0..CODES.len())
        .prop_flat_map(move |codes| codes.into_iter().map(&hold).collect::<Vec<_>>())
        .boxed()
}

/// Adds the terms to a policy that has its rules.
pub(super) fn add(policy: Policy, (exceptions, batch, spacings, holds): Terms) -> Policy {
    let partner = Partner { named: named("partner", 0), kind: PartnerKind::EarlySignalling, batch };
    let exceptions = with_order(exceptions, policy.rules.len());
    let texts = TEXTS.map(str::to_owned).to_vec();
    whole(Policy { exceptions, spacings, holds, partners: vec![partner], facts: declared(), texts, ..policy })
}

/// What goes together is stopped as a whole or not at all: with the first step go those that each hold stops as it stops that.
fn whole(mut policy: Policy) -> Policy {
    let rules = policy.rules.iter_mut().map(|rule| &mut rule.steps);
    for steps in rules.chain(policy.exceptions.iter_mut().map(|exception| &mut exception.steps)) {
        let Some(first) = steps.first().map(|step| step.kind) else { continue };
        let alike = |kind| policy.holds.iter().all(|hold| hold.stops.stops(kind) == hold.stops.stops(first));
        steps.retain(|step| alike(step.kind));
    }
    policy
}

/// An exception is to a rule or to an earlier exception, and may stand above those before it to the same.
fn with_order(raw: Vec<RawException>, rules: usize) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    for (pick, on_top, condition, steps) in raw {
        let of = pick % (rules + exceptions.len());
        let overrides = if of < rules { Overridden::Rule(of) } else { Overridden::Exception(of - rules) };
        let rivals = exceptions.iter().enumerate().filter(|(_, other)| on_top && other.overrides == overrides);
        let above = rivals.map(|(place, _)| place).collect();
        let (named, cites, span) = (named("exception", exceptions.len()), Vec::new(), Span::default());
        exceptions.push(Exception { named, overrides, above, condition, steps, cites, span });
    }
    exceptions
}

/// Every kind of step of a policy.
pub(crate) fn all_steps(policy: &mut Policy) -> impl Iterator<Item = &mut ActionKind> {
    let rules = policy.rules.iter_mut().flat_map(|rule| &mut rule.steps);
    let exceptions = policy.exceptions.iter_mut().flat_map(|exception| &mut exception.steps);
    rules.chain(exceptions).map(|step| &mut step.kind)
}
