//! The tables say what the engine does, and the XML holds together.

use super::dmn;
use super::feel::Feel;
use super::rows::Cell;
use super::rows::Row;
use super::rows::may_be_never;
use super::rows::rows;
use super::table::decides;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::check::read;
use crate::locale::Locale;
use crate::source::SourceFile;
use crate::vocabulary::Fact;
use std::collections::BTreeMap;

const FLAGSHIP: &str = include_str!("../../../policies/wooninvest-2025.beleid");
const LADDER: &str = include_str!("../../../policies/ladder.beleid");

fn policy(text: &str) -> Policy {
    read(&SourceFile::new("p", text)).policy.unwrap()
}

/// What a tenancy is: for each subject a number, or nothing where a clock does not run.
type World = BTreeMap<Subject, Option<i64>>;

fn number(value: Value) -> i64 {
    match value {
        Value::Money(money) => money.cents(),
        Value::MonthsOfRent(number) => number.as_share().part * 1000 / number.as_share().whole,
        Value::Days(days) | Value::Months(days) | Value::WorkingDays(days) => i64::from(days),
        Value::Count(count) => count,
        Value::YesNo(yes) => i64::from(yes),
        Value::Choice(place) | Value::Text(place) => i64::from(place),
    }
}

fn compares(known: Option<i64>, comparison: Comparison, value: Value) -> bool {
    known.is_some_and(|known| comparison.accepts(known.cmp(&number(value))))
}

/// Whether a condition holds, as the language means it.
fn holds(condition: &Condition, policy: &Policy, world: &World) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, policy, world)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, policy, world)),
        Condition::Not(part) => !holds(part, policy, world),
        Condition::Test(Test { subject, comparison, .. }) => match comparison {
            None => world[subject] == Some(1),
            Some((comparison, operand)) => {
                let value = match operand {
                    Operand::Value(value) => *value,
                    Operand::Setting(place) => policy.settings[*place].value,
                };
                compares(world[subject], *comparison, value)
            }
        },
    }
}

/// Whether a row holds, as a table means it.
fn row_holds(row: &Row, world: &World) -> bool {
    row.iter().all(|(subject, cells)| {
        let known = world[subject];
        cells.iter().all(|cell| match cell {
            Cell::Is(yes) => (known == Some(1)) == *yes,
            Cell::Compares(comparison, value) => compares(known, *comparison, *value),
            Cell::NotCompares(comparison, value) => !compares(known, *comparison, *value),
            Cell::OneOf(values) => values.iter().any(|value| compares(known, Comparison::Equal, *value)),
        })
    })
}

fn tests_in(condition: &Condition) -> Vec<Test> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(tests_in).collect(),
        Condition::Not(part) => tests_in(part),
        Condition::Test(test) => vec![test.clone()],
    }
}

/// For each subject of a condition the values at, under and over all it is compared with, and none where it may be.
fn worlds(condition: &Condition, policy: &Policy) -> Vec<World> {
    let mut values: BTreeMap<Subject, Vec<Option<i64>>> = BTreeMap::new();
    for test in tests_in(condition) {
        let of = values.entry(test.subject).or_default();
        match test.comparison {
            None => of.extend([Some(0), Some(1)]),
            Some((_, operand)) => {
                let value = match operand {
                    Operand::Value(value) => number(value),
                    Operand::Setting(place) => number(policy.settings[place].value),
                };
                of.extend([Some(value - 1), Some(value), Some(value + 1)]);
                of.extend(may_be_never(test.subject).then_some(None));
            }
        }
        of.sort_unstable();
        of.dedup();
    }
    let mut worlds = vec![World::new()];
    for (subject, of) in values {
        worlds = worlds
            .iter()
            .flat_map(|world| {
                of.iter().map(move |value| {
                    let mut world = world.clone();
                    world.insert(subject, *value);
                    world
                })
            })
            .collect();
    }
    worlds
}

fn assert_same(condition: &Condition, policy: &Policy, what: &str) {
    let rows = rows(condition, policy).unwrap_or_else(|why| panic!("{what}: {why:?}"));
    let worlds = worlds(condition, policy);
    let mut held = 0;
    for world in &worlds {
        let wanted = holds(condition, policy, world);
        assert_eq!(rows.iter().any(|row| row_holds(row, world)), wanted, "{what} in {world:?}");
        held += usize::from(wanted);
    }
    assert!(held > 0, "{what} never holds in {} worlds", worlds.len());
}

#[test]
fn the_rows_of_every_rule_hold_exactly_when_the_rule_does() {
    for text in [FLAGSHIP, LADDER] {
        let policy = policy(text);
        for (place, rule) in policy.rules.iter().enumerate() {
            assert_same(&rule.condition, &policy, &rule.named.name);
            // With its exceptions there are too many worlds for one rule: its own condition is left out then.
            let whole = decides(&policy, Overridden::Rule(place));
            assert!(rows(&whole, &policy).is_ok(), "{}", rule.named.name);
        }
        for segment in policy.segments.iter().filter_map(|segment| segment.condition.as_ref()) {
            assert_same(segment, &policy, "segment");
        }
    }
}

#[test]
fn an_exception_takes_the_place_of_its_rule_and_the_first_of_two_goes_before_the_other() {
    let text = "policy \"P\" version \"1\"\nworking days all\nrule r when sitting do call once per episode\n\
        exception a to r when arrears > € 50 do reminder\n\
        exception b to r above a when days_overdue >= 9 do nothing\n\
        exception c to a when not days_since(call) >= 3 do wik_letter\n";
    let policy = policy(text);
    let deciding = |of| {
        let condition = decides(&policy, of);
        assert_same(&condition, &policy, "exceptions");
        condition
    };
    let [rule, a, b, c] = [
        deciding(Overridden::Rule(0)),
        deciding(Overridden::Exception(0)),
        deciding(Overridden::Exception(1)),
        deciding(Overridden::Exception(2)),
    ];
    let all = Condition::All(vec![rule.clone(), a.clone(), b.clone(), c.clone()]);
    let any = Condition::Any(vec![rule.clone(), a.clone(), b.clone(), c.clone()]);
    for world in worlds(&all, &policy) {
        let deciding = [&rule, &a, &b, &c].into_iter().filter(|of| holds(of, &policy, &world)).count();
        // Exactly one decides wherever the rule itself holds.
        let rule_itself = holds(&policy.rules[0].condition, &policy, &world);
        assert_eq!(deciding, usize::from(rule_itself), "{world:?}");
        assert_eq!(holds(&any, &policy, &world), rule_itself);
    }
}

#[test]
fn what_feel_cannot_say_is_named_with_the_reason() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        rule slow \"Slow\" when days_overdue >= 5 working days do call once per episode\n\
        rule long \"Long\" when days_since_end >= 12 months do reminder once per episode\n\
        rule fine \"Fine\" when sitting do reminder once per episode\n";
    let xml = dmn(&policy(text), Locale::En).unwrap();
    assert!(
        xml.contains("“Slow”: it counts working days") && xml.contains("“Long”: it measures a clock of days"),
        "{xml}"
    );
    assert!(xml.contains("&quot;fine&quot;") && !xml.contains("&quot;slow&quot;") && !xml.contains("&quot;long&quot;"));
}

#[test]
fn a_clock_that_may_not_run_is_null_under_a_not() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        rule r when not days_since(call) >= 5 and arrears > € 5 and arrears <= € 9.50 do call once per episode\n";
    let xml = dmn(&policy(text), Locale::En).unwrap();
    assert!(xml.contains("<text>null, &lt; 5</text>"), "{xml}");
    assert!(xml.contains("<text>? &gt; 5.00 and ? &lt;= 9.50</text>"), "{xml}");
}

#[test]
fn every_rule_of_the_flagship_has_a_row_and_ids_are_unique_and_found() {
    for locale in Locale::ALL {
        let policy = policy(FLAGSHIP);
        let xml = dmn(&policy, locale).unwrap();
        for rule in &policy.rules {
            assert!(xml.contains(&format!("<text>&quot;{}&quot;</text>", rule.named.name)), "{}", rule.named.name);
        }
        crate::interchange::xml::assert_sound(&xml, &[("href", "#"), ("dmnElementRef", "")]);
    }
}

/// What FEEL makes of an entry, as far as these tables write it: `null` is unequal to every number and in no order with one.
fn feel(entry: &str, input: Option<i64>) -> bool {
    if entry.contains('?') {
        return entry.split(" and ").all(|part| {
            let part = part.trim_start_matches('(').trim_end_matches(')');
            part.split(" or ").any(|test| feel_test(test.trim_start_matches("? "), input))
        });
    }
    match entry.strip_prefix("not(") {
        Some(rest) => !feel(rest.trim_end_matches(')'), input),
        None => entry == "-" || entry.split(", ").any(|test| feel_test(test, input)),
    }
}

fn feel_test(test: &str, input: Option<i64>) -> bool {
    assert!(!test.contains("not("), "FEEL knows no `not` within a list: {test}");
    let number = |text: &str| (text != "null").then(|| text.parse::<i64>().unwrap());
    let compares = |of: &str, accepts: fn(i64, i64) -> bool| matches!((input, number(of)), (Some(input), Some(of)) if accepts(input, of));
    match test.split_once(' ') {
        Some(("!=", of)) => input != number(of),
        Some(("=", of)) => input == number(of),
        Some((">=", of)) => compares(of, |input, of| input >= of),
        Some((">", of)) => compares(of, |input, of| input > of),
        Some(("<=", of)) => compares(of, |input, of| input <= of),
        Some(("<", of)) => compares(of, |input, of| input < of),
        _ => input == number(test),
    }
}

#[test]
fn what_is_written_of_a_clock_means_in_feel_what_the_language_means() {
    let policy = policy("policy \"P\" version \"1\"\nrule r when sitting do call once per episode\n");
    let feel_of = Feel { policy: &policy, locale: Locale::En };
    let subject = Subject::Fact(Fact::DaysOverdue);
    let cells: Vec<Cell> = Comparison::ALL
        .into_iter()
        .flat_map(|of| [5, 7].map(|days| (of, Value::Days(days))))
        .flat_map(|(of, value)| [Cell::Compares(of, value), Cell::NotCompares(of, value)])
        .collect();
    let pairs = cells.iter().flat_map(|one| cells.iter().map(move |other| vec![one.clone(), other.clone()]));
    for of in cells.iter().map(|cell| vec![cell.clone()]).chain(pairs) {
        let entry = feel_of.entry(subject, &of);
        let row = Row::from([(subject, of)]);
        for input in [None, Some(4), Some(5), Some(6), Some(7), Some(8)] {
            let world = World::from([(subject, input)]);
            assert_eq!(feel(&entry, input), row_holds(&row, &world), "{entry} of {input:?}");
        }
    }
}

#[test]
fn a_clock_that_does_not_run_is_not_unequal_to_a_number() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        rule r when days_since(reminder) != 5 do call once per episode\n\
        rule s when not days_since(reminder) = 5 do reminder once per episode\n";
    let xml = dmn(&policy(text), Locale::En).unwrap();
    assert!(xml.contains("<text>not(null, 5)</text>") && xml.contains("<text>not(5)</text>"), "{xml}");
}

#[test]
fn a_fact_with_a_name_of_feel_or_of_another_input_gets_a_name_of_its_own() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        fact date \"A date\" is yes_no otherwise no\nfact done_call \"Called\" is yes_no otherwise no\n\
        fact done_call_ \"Called too\" is yes_no otherwise no\n\
        rule r when date and done_call and done_call_ and done(call) do call once per episode\n";
    let xml = dmn(&policy(text), Locale::En).unwrap();
    for name in ["_date", "_done_call", "_done_call_", "done_call"] {
        assert!(xml.contains(&format!("<text>{name}</text>")), "{name} in {xml}");
    }
    assert!(!xml.contains("<text>date</text>"), "{xml}");
}

#[test]
fn a_row_that_can_never_hold_is_left_out_and_who_agrees_stands_beside_a_write_off() {
    let text = "policy \"P\" version \"1\"\nworking days all\n\
        rule r when arrears > € 50 do call once per episode\n\
        exception e to r when days_overdue >= 9 and arrears < € 20 or sitting do nothing\n\
        write off w when departed and days_since_end > 900 approved by 2 including manager\n";
    let policy = policy(text);
    let decided = rows(&decides(&policy, Overridden::Rule(0)), &policy).unwrap();
    assert!(decided.iter().all(|row| row.values().all(|cells| cells.len() < 3)), "{decided:?}");
    let never = Condition::All(vec![policy.rules[0].condition.clone(), policy.exceptions[0].condition.clone()]);
    // Of the two ways in which the exception holds, the one under € 20 cannot be where the rule holds.
    assert_eq!(rows(&never, &policy).unwrap().len(), 1);
    let xml = dmn(&policy, Locale::En).unwrap();
    assert!(xml.contains("first 2 assessors must agree, a manager among them"), "{xml}");
}
