//! Facts, steps and whole examples in the words of a policy, such that they can be read back.

use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Value;
use crate::money::Money;
use crate::vocabulary::EndReason;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::STRUCTURE;
use crate::vocabulary::TenancyKind;
use crate::vocabulary::Unit;

/// A fact that is given, or something done, by subject and value.
pub(super) type Known = (Subject, Value);

/// An example of one day.
pub(super) fn example_text(policy: &Policy, title: &str, given: &[Known], steps: &[(&Step, bool)]) -> String {
    let say = |rule: &str| word(policy, rule);
    let expected: Vec<String> = steps
        .iter()
        .map(|(step, follows)| {
            let step = step_text(policy, step);
            if *follows { step } else { format!("{} {step}", say("k_not")) }
        })
        .collect();
    format!(
        "{} \"{title}\"\n  {} {}\n  {} {}\n",
        say("k_example"),
        say("k_given"),
        given.iter().map(|known| given_text(policy, *known)).collect::<Vec<_>>().join(", "),
        say("k_expect"),
        expected.join(", "),
    )
}

/// A fact as an example gives it.
pub(super) fn given_text(policy: &Policy, (subject, value): Known) -> String {
    let name = policy.subject_name(subject, policy.locale);
    match value {
        Value::YesNo(true) => name,
        Value::YesNo(false) => format!("{} {name}", word(policy, "k_not")),
        other => format!("{name} = {}", value_text(policy, subject, other)),
    }
}

/// A value as a policy writes it: without thousands, and without a unit that the fact says already.
pub(super) fn value_text(policy: &Policy, subject: Subject, value: Value) -> String {
    let locale = policy.locale;
    match value {
        Value::Money(amount) => money_text(policy, amount),
        Value::MonthsOfRent(number) => locale.number(number),
        Value::Days(number) | Value::Months(number) => number.to_string(),
        Value::WorkingDays(number) => format!("{number} {}", word(policy, "k_working_days")),
        Value::Count(count) => count.to_string(),
        Value::YesNo(yes) => word(policy, if yes { "k_yes" } else { "k_no" }).to_owned(),
        Value::Choice(place) => choice_text(policy, subject, usize::from(place)),
        Value::Text(place) => format!("\"{}\"", policy.texts.get(usize::from(place)).map_or("", String::as_str)),
    }
}

fn money_text(policy: &Policy, amount: Money) -> String {
    let plain = amount.to_plain();
    let plain = plain.strip_suffix(".00").unwrap_or(&plain);
    format!("€ {}", policy.locale.decimal(plain))
}

fn choice_text(policy: &Policy, subject: Subject, place: usize) -> String {
    let unit = match subject {
        Subject::Fact(fact) => fact.entry().unit,
        _ => Unit::Count,
    };
    let choice = match unit {
        Unit::TenancyKind => TenancyKind::ALL.get(place).map(|of| of.word()),
        Unit::PaymentMethod => PaymentMethod::ALL.get(place).map(|of| of.word()),
        Unit::HoldCode => HoldCode::ALL.get(place).map(|of| of.word()),
        Unit::EndReason => EndReason::ALL.get(place).map(|of| of.word()),
        _ => None,
    };
    choice.map_or_else(String::new, |choice| choice.in_locale(policy.locale).to_owned())
}

/// A step as an example expects it.
pub(super) fn step_text(policy: &Policy, step: &Step) -> String {
    if let Some(partner) = step.partner.and_then(|place| policy.partners.get(place)) {
        let verb = if partner.kind == PartnerKind::Bailiff { "k_hand_over_to" } else { "k_refer_to" };
        return format!("{} {}", word(policy, verb), partner.named.name);
    }
    let action = step.action.and_then(|place| policy.actions.get(place));
    action.map_or_else(|| step.kind.word().in_locale(policy.locale).to_owned(), |action| action.named.name.clone())
}

fn word(policy: &Policy, rule: &str) -> &'static str {
    let entry = STRUCTURE.iter().find(|entry| entry.rule == rule);
    entry.map_or("", |entry| entry.word.in_locale(policy.locale))
}
