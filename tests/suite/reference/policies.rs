//! Random policies, as the checker would hand them over: units agree, indices point at something.

pub(crate) mod terms;

use huurproef::calendar::WorkingDays;
use huurproef::check::Comparison;
use huurproef::check::Condition;
use huurproef::check::Conventions;
use huurproef::check::CostsVat;
use huurproef::check::Evaluate;
use huurproef::check::Frequency;
use huurproef::check::Guarantee;
use huurproef::check::Law;
use huurproef::check::Layer;
use huurproef::check::Named;
use huurproef::check::Operand;
use huurproef::check::OverdueFrom;
use huurproef::check::Policy;
use huurproef::check::Rule;
use huurproef::check::Scope;
use huurproef::check::Segment;
use huurproef::check::Setting;
use huurproef::check::Stage;
use huurproef::check::StageRange;
use huurproef::check::Step;
use huurproef::check::Subject;
use huurproef::check::Test;
use huurproef::check::Value;
use huurproef::locale::Locale;
use huurproef::money::Money;
use huurproef::money::Number;
use huurproef::source::Span;
use huurproef::vocabulary::ActionKind;
use huurproef::vocabulary::Fact;
use huurproef::vocabulary::Function;
use huurproef::vocabulary::PaymentMethod;
use huurproef::vocabulary::TenancyKind;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prop_oneof;
use proptest::sample::select;

/// What random policies do: few kinds, so that they meet.
const STEPS: [ActionKind; 9] = [
    ActionKind::Reminder,
    ActionKind::Call,
    ActionKind::HomeVisit,
    ActionKind::WikLetter,
    ActionKind::EarlySignal,
    ActionKind::HandOver,
    ActionKind::CollectionCosts,
    ActionKind::StatutoryInterest,
    ActionKind::WriteOff,
];

/// What they ask about and random records show: those, and steps of bailiff and court, which no policy takes.
pub(super) const KINDS: [ActionKind; 11] = [
    ActionKind::Reminder,
    ActionKind::Call,
    ActionKind::HomeVisit,
    ActionKind::WikLetter,
    ActionKind::EarlySignal,
    ActionKind::HandOver,
    ActionKind::CollectionCosts,
    ActionKind::StatutoryInterest,
    ActionKind::WriteOff,
    ActionKind::Writ,
    ActionKind::Eviction,
];

/// The settings of every random policy, one a unit, in the order of [`setting_of`].
fn settings() -> Vec<Setting> {
    let values = [
        Value::Money(Money::from_cents(60_000)),
        Value::MonthsOfRent(Number::parse("1.5").unwrap()),
        Value::Days(14),
        Value::Months(6),
        Value::Count(1),
    ];
    let setting = |(place, value): (usize, Value)| Setting {
        named: named("setting", place),
        value,
        least: value,
        greatest: value,
        cites: Vec::new(),
    };
    values.into_iter().enumerate().map(setting).collect()
}

/// A value, or now and then the setting of its unit.
fn operand(values: impl Strategy<Value = Value> + 'static, setting: usize) -> BoxedStrategy<Operand> {
    prop_oneof![4 => values.prop_map(Operand::Value), 1 => Just(Operand::Setting(setting))].boxed()
}

fn money() -> BoxedStrategy<Operand> {
    let round = select(vec![0_i64, 500, 2_500, 50_000, 60_000, 100_000, 120_000]);
    operand((round, -1_i64..2).prop_map(|(cents, off)| Value::Money(Money::from_cents(cents + off))), 0)
}

fn months_of_rent() -> BoxedStrategy<Operand> {
    let written = select(vec!["0", "0.5", "1", "1.5", "2", "2.345", "3"]);
    operand(written.prop_map(|text| Value::MonthsOfRent(Number::parse(text).unwrap())), 1)
}

fn days() -> BoxedStrategy<Operand> {
    operand((-1_i32..45).prop_map(Value::Days), 2)
}

/// What a clock of days is compared with: days, now and then working days or calendar months.
fn clock_days() -> BoxedStrategy<Operand> {
    let working_days = (-1_i32..25).prop_map(Value::WorkingDays);
    let calendar_months = (-1_i32..4).prop_map(Value::Months);
    prop_oneof![4 => days(), 1 => prop_oneof![working_days, calendar_months].prop_map(Operand::Value)].boxed()
}

fn months() -> BoxedStrategy<Operand> {
    operand((-1_i32..16).prop_map(Value::Months), 3)
}

fn count() -> BoxedStrategy<Operand> {
    operand((-1_i64..4).prop_map(Value::Count), 4)
}

fn choice(length: usize) -> BoxedStrategy<Operand> {
    (0..u16::try_from(length.max(1)).unwrap()).prop_map(|place| Operand::Value(Value::Choice(place))).boxed()
}

fn test(subject: Subject, comparison: Option<(Comparison, Operand)>) -> Condition {
    Condition::Test(Test { subject, comparison, span: Span::default() })
}

fn measured(subject: Subject, operand: BoxedStrategy<Operand>) -> BoxedStrategy<Condition> {
    // The one that policies use most, twice.
    let comparison = select([Comparison::ALL.to_vec(), vec![Comparison::AtLeast]].concat());
    (comparison, operand).prop_map(move |(sign, value)| test(subject, Some((sign, value)))).boxed()
}

fn chosen(fact: Fact, length: usize) -> BoxedStrategy<Condition> {
    let sign = select(vec![Comparison::Equal, Comparison::NotEqual]);
    (sign, choice(length)).prop_map(move |(sign, value)| test(Subject::Fact(fact), Some((sign, value)))).boxed()
}

/// A single test of any fact or function; of the segment only where that is known.
fn any_test(segments: usize) -> BoxedStrategy<Condition> {
    let amounts = select(vec![Fact::Arrears, Fact::MonthlyRent, Fact::ArrearsPrincipal, Fact::WikExpiredAmount]);
    let amount = amounts.prop_flat_map(|fact| measured(Subject::Fact(fact), money()));
    let in_months = measured(Subject::Fact(Fact::MonthsInArrears), months_of_rent());
    let counts = select(vec![Fact::FullMonths, Fact::ClaimsOverdue, Fact::ClaimsWithoutLetter]);
    let counted = counts.prop_flat_map(|fact| measured(Subject::Fact(fact), count()));
    let clocks = select(vec![
        Fact::DaysOverdue,
        Fact::DaysOverdue,
        Fact::DaysSinceEnd,
        Fact::DaysSinceBrokenPlan,
        Fact::DaysSinceHelp,
    ]);
    let clock = clocks.prop_flat_map(|fact| measured(Subject::Fact(fact), clock_days()));
    let to_due = measured(Subject::Fact(Fact::DaysToDue), days());
    let tenancy_months = measured(Subject::Fact(Fact::TenancyMonths), months());
    let yes_or_no = select(vec![
        Fact::Sitting,
        Fact::Departed,
        Fact::PlanActive,
        Fact::WikExpired,
        Fact::OnHold,
        Fact::PlanRefused,
        Fact::HandedOver,
        Fact::Reached,
        Fact::DirectDebit,
        Fact::FirstRentPaid,
    ]);
    let yes_or_no = yes_or_no.prop_map(|fact| test(Subject::Fact(fact), None));
    let functions = select(vec![Function::Done, Function::Attempted, Function::Never]);
    let was_done = (functions, select(KINDS.to_vec())).prop_map(|(f, kind)| test(Subject::Function(f, kind), None));
    let kinds = || select(KINDS.to_vec());
    let since = kinds().prop_flat_map(|kind| measured(Subject::Function(Function::DaysSince, kind), clock_days()));
    let times = kinds().prop_flat_map(|kind| measured(Subject::Function(Function::Times, kind), count()));
    let kind = chosen(Fact::Kind, TenancyKind::ALL.len());
    let method = chosen(Fact::PaymentMethod, PaymentMethod::ALL.len());
    let segment = if segments > 0 { chosen(Fact::Segment, segments) } else { Just(Condition::always()).boxed() };
    let of_facts = prop_oneof![
        2 => amount, 2 => in_months, 1 => counted, 6 => clock, 2 => tenancy_months, 3 => yes_or_no,
        1 => kind, 1 => method, 1 => segment, 3 => terms::told(), 1 => to_due,
    ];
    prop_oneof![2 => of_facts, 1 => prop_oneof![2 => was_done, 2 => since, 1 => times]].boxed()
}

/// A condition of any shape.
pub(super) fn condition(segments: usize) -> BoxedStrategy<Condition> {
    let nested = any_test(segments).prop_recursive(3, 10, 3, |part| {
        prop_oneof![
            3 => vec(part.clone(), 0..4).prop_map(Condition::All),
            2 => vec(part.clone(), 1..4).prop_map(Condition::Any),
            1 => part.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    });
    let running = measured(Subject::Fact(Fact::DaysOverdue), days());
    prop_oneof![3 => nested.clone(), 1 => (running, nested).prop_map(|(a, b)| Condition::All(vec![a, b]))].boxed()
}

fn rule(segments: usize, stages: usize) -> BoxedStrategy<Rule> {
    let range = match stages {
        0 => Just(None).boxed(),
        _ => option::of((0..stages, 0..2).prop_map(|(stage, later)| match later {
            0 => StageRange::Only(stage),
            _ => StageRange::OrLater(stage),
        }))
        .boxed(),
    };
    let limit = option::weighted(0.8, terms::limit());
    let every = option::of(1_i32..30);
    (range, condition(segments), terms::steps(), limit, every)
        .prop_map(|(stages, condition, kinds, limit, every)| {
            let steps = kinds;
            Rule { stages, steps, ..rule_of(condition, ActionKind::Other, Frequency { limit, every }) }
        })
        .boxed()
}

fn step(kind: ActionKind) -> Step {
    let partner = (kind == ActionKind::EarlySignal).then_some(0);
    Step { kind, action: None, partner, span: Span::default() }
}

fn conventions() -> BoxedStrategy<Conventions> {
    (
        select(vec![Evaluate::Morning, Evaluate::Evening]),
        select(vec![WorkingDays::Nl, WorkingDays::Weekdays, WorkingDays::All]),
        select(vec![OverdueFrom::DueDate, OverdueFrom::DayAfter]),
        select(vec![0_i64, 2_500, 55_000]),
        select(vec![0, 0, 5, 40]),
        select(vec![CostsVat::Never, CostsVat::AgencyOnly, CostsVat::Always]),
    )
        .prop_map(|(evaluate, working_days, overdue_from, cents, grace, costs_vat)| Conventions {
            evaluate,
            working_days,
            overdue_from,
            tolerance: Money::from_cents(cents),
            grace,
            costs_vat,
        })
        .boxed()
}

/// Any policy of at most four segments, four stages, six rules and two guarantees, with its exceptions and terms.
pub(crate) fn policy() -> BoxedStrategy<Policy> {
    (0_usize..4, 0_usize..5).prop_flat_map(|(segments, stages)| policy_of(segments, stages)).boxed()
}

/// Two such policies with as many segments and stages, so that a part of the one can stand in the other.
pub(crate) fn two_policies() -> BoxedStrategy<(Policy, Policy)> {
    let two = |(segments, stages)| (policy_of(segments, stages), policy_of(segments, stages));
    (0_usize..4, 0_usize..5).prop_flat_map(two).boxed()
}

fn policy_of(segments: usize, stages: usize) -> BoxedStrategy<Policy> {
    let declared = vec(condition(0), segments.saturating_sub(1));
    let guarantee = (select(KINDS.to_vec()), condition(segments));
    (
        conventions(),
        option::of(condition(segments)),
        declared,
        vec(condition(segments), stages),
        vec(rule(segments, stages), 1..7),
        vec(guarantee, 0..3),
        terms::terms(segments),
    )
        .prop_map(move |(conventions, scope, declared, stages, rules, guarantees, terms)| {
            let policy = Policy {
                conventions,
                scope: scope.map(|condition| Scope { condition, cites: Vec::new() }),
                settings: settings(),
                segments: with_otherwise(declared, segments),
                stages: stages.into_iter().map(stage).collect(),
                rules,
                guarantees: guarantees.into_iter().map(|(kind, condition)| guarded(kind, condition)).collect(),
                ..empty_policy()
            };
            terms::add(policy, terms)
        })
        .boxed()
}

fn with_otherwise(declared: Vec<Condition>, segments: usize) -> Vec<Segment> {
    let otherwise = std::iter::repeat_n(None, segments.min(1));
    let conditions = declared.into_iter().map(Some).chain(otherwise);
    conditions.map(|condition| Segment { named: named("segment", 0), condition, cites: Vec::new() }).collect()
}

pub(super) fn stage(condition: Condition) -> Stage {
    Stage { named: named("stage", 0), condition, cites: Vec::new() }
}

/// A rule with one step, in and outside all stages.
pub(crate) fn rule_of(condition: Condition, kind: ActionKind, frequency: Frequency) -> Rule {
    let (named, steps, span) = (named("rule", 0), vec![step(kind)], Span::default());
    Rule { named, stages: None, condition, steps, frequency, approval: None, cites: Vec::new(), span }
}

/// A guarantee that this is done only after something.
pub(crate) fn guarded(kind: ActionKind, only_after: Condition) -> Guarantee {
    Guarantee {
        title: "guarantee".to_owned(),
        kind,
        only_after,
        layer: Layer::Own,
        basis: String::new(),
        cites: Vec::new(),
        span: Span::default(),
    }
}

fn named(name: &str, place: usize) -> Named {
    let name = format!("{name}_{place}");
    Named { title: name.clone(), name, span: Span::default() }
}

/// A policy that says nothing.
pub(crate) fn empty_policy() -> Policy {
    Policy {
        title: "random".to_owned(),
        version: "1".to_owned(),
        locale: Locale::En,
        valid_from: None,
        conventions: Conventions {
            evaluate: Evaluate::Morning,
            working_days: WorkingDays::All,
            overdue_from: OverdueFrom::DueDate,
            tolerance: Money::ZERO,
            grace: 0,
            costs_vat: CostsVat::default(),
        },
        sources: Vec::new(),
        scope: None,
        targets: Vec::new(),
        settings: Vec::new(),
        actions: Vec::new(),
        partners: Vec::new(),
        segments: Vec::new(),
        stages: Vec::new(),
        rules: Vec::new(),
        exceptions: Vec::new(),
        plans: Vec::new(),
        holds: Vec::new(),
        spacings: Vec::new(),
        facts: Vec::new(),
        texts: Vec::new(),
        law: Law::Unsaid,
        guarantees: Vec::new(),
        examples: Vec::new(),
        timelines: Vec::new(),
    }
}
