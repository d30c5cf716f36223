//! Steps and whole examples in the words of a policy, such that they can be read back.

use crate::calendar::Day;
use crate::check::Event;
use crate::check::Given;
use crate::check::Happening;
use crate::check::Must;
use crate::check::Policy;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Value;
use crate::check::given_words;
use crate::check::value_words;
use crate::money::Money;
use crate::source::Span;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Fact;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::STRUCTURE;

/// A fact that is given, or something done, by subject and value.
pub(super) type Known = (Subject, Value);

/// An example of one day.
pub(super) fn example_text(policy: &Policy, title: &str, given: &[Known], steps: &[(&Step, bool)]) -> String {
    let expected = steps.iter().map(|(step, follows)| {
        let must = if *follows { Must::Follow } else { Must::NotFollow };
        expected_text(policy, step, must)
    });
    format!(
        "{} \"{title}\"\n  {} {}\n  {} {}\n",
        word(policy, "k_example"),
        word(policy, "k_given"),
        given.iter().map(|known| given_text(policy, *known)).collect::<Vec<_>>().join(", "),
        word(policy, "k_expect"),
        expected.collect::<Vec<_>>().join(", "),
    )
}

/// An example over time of which one step is expected on one day, or not.
pub(super) fn course_text(
    policy: &Policy,
    title: &str,
    (lasting, events): (&[Known], &[Event]),
    (step, must, day): (&Step, Must, Day),
) -> String {
    let given = word(policy, "k_given");
    let mut text = format!("{} \"{title}\"\n", word(policy, "k_example"));
    if !lasting.is_empty() {
        let lasting: Vec<String> = lasting.iter().map(|known| given_text(policy, *known)).collect();
        text += &format!("  {given} {}\n", lasting.join(", "));
    }
    for event in events {
        let monthly = format!("{} {} ", word(policy, "k_every"), word(policy, "k_month"));
        let monthly = if event.monthly { monthly.as_str() } else { "" };
        text += &format!("  {given} {} {monthly}{}\n", event.day, happening_text(policy, event.what));
    }
    let expected = expected_text(policy, step, must);
    text + &format!("  {} {expected} {} {day}\n", word(policy, "k_expect"), word(policy, "k_on"))
}

fn happening_text(policy: &Policy, what: Happening) -> String {
    let booked = |kind: EntryKind, amount: Money| {
        let amount = value_words(policy, Subject::Fact(Fact::Arrears), Value::Money(amount));
        format!("{} {amount}", kind.word().in_locale(policy.locale))
    };
    let fact = |fact: Fact| fact.entry().word.in_locale(policy.locale).to_owned();
    let until =
        |until: Option<Day>| until.map_or_else(String::new, |until| format!(" {} {until}", word(policy, "k_until")));
    match what {
        Happening::Charge(amount) => booked(EntryKind::Charge, amount),
        Happening::Payment(amount) => booked(EntryKind::Payment, amount),
        Happening::WriteOff(amount) => booked(EntryKind::WriteOff, amount),
        Happening::Reversal => EntryKind::Reversal.word().in_locale(policy.locale).to_owned(),
        Happening::Hold(code, to) => {
            format!("{} = {}{}", fact(Fact::Hold), code.word().in_locale(policy.locale), until(to))
        }
        Happening::Plan(to) => fact(Fact::PlanActive) + &until(to),
        Happening::Departed => fact(Fact::Departed),
        Happening::Declared(place, value, to) => given_text(policy, (Subject::Declared(place), value)) + &until(to),
    }
}

/// A fact as an example gives it.
pub(super) fn given_text(policy: &Policy, (subject, value): Known) -> String {
    given_words(policy, &Given { subject, value, span: Span::default() })
}

/// A step as an example expects it, or expects it not.
pub(super) fn expected_text(policy: &Policy, step: &Step, must: Must) -> String {
    let step = step_text(policy, step);
    match must {
        Must::Follow => step,
        Must::NotFollow => format!("{} {step}", word(policy, "k_not")),
    }
}

fn step_text(policy: &Policy, step: &Step) -> String {
    if let Some(partner) = step.partner.and_then(|place| policy.partners.get(place)) {
        let verb = if partner.kind == PartnerKind::Bailiff { "k_hand_over_to" } else { "k_refer_to" };
        return format!("{} {}", word(policy, verb), partner.named.name);
    }
    let action = step.action.and_then(|place| policy.actions.get(place));
    action.map_or_else(|| step.kind.word().in_locale(policy.locale).to_owned(), |action| action.named.name.clone())
}

/// A structure word by the grammar's rule for it.
pub(super) fn word(policy: &Policy, rule: &str) -> &'static str {
    let entry = STRUCTURE.iter().find(|entry| entry.rule == rule);
    entry.map_or("", |entry| entry.word.in_locale(policy.locale))
}
