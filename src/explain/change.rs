//! What would lead elsewhere: the smallest payment for each other answer, and a payment plan.
//!
//! Every change is tried on the books themselves: the payment is booked the day before, and the policy asked again.

use super::Question;
use super::WouldChange;
use super::story::sentence_of;
use crate::calendar::Day;
use crate::engine::Morning;
use crate::engine::Simulator;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::money::Number;
use crate::money::Share;
use crate::tenancy::Entry;
use crate::tenancy::Plan;
use crate::tenancy::RecordedAction;
use crate::tenancy::Tenancy;
use crate::vocabulary::ActionKind;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Outcome;

/// Where a tenancy stands and what fires.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    in_scope: bool,
    stage: Option<u16>,
    firing: Vec<usize>,
}

pub(super) fn would_change(question: &Question<'_>, morning: &Morning) -> Vec<WouldChange> {
    let now = answer(question, morning, question.day);
    let mut simulator = Simulator::default();
    let mut seen = vec![now.clone()];
    let mut changes = Vec::new();
    for payment in payments(question, morning) {
        let paid = question.morning(&mut simulator, &with_payment(question, payment), question.day);
        let then = answer(question, &paid, question.day);
        if !seen.contains(&then) {
            let to = morning.facts.arrears - payment;
            changes.push(change(question, Fact::Arrears, morning.facts.arrears, to.max(Money::ZERO), &now, &then));
            seen.push(then);
        }
    }
    if !morning.facts.plan_active && morning.facts.arrears > Money::ZERO {
        let planned = question.morning(&mut simulator, &with_plan(question), question.day);
        let then = answer(question, &planned, question.day);
        if then != now {
            let cause = Phrase::new("if a payment plan ran", "als er een betalingsregeling liep");
            changes.push(yes_no_change(question, Fact::PlanActive, &cause, &now, &then));
        }
    }
    if !morning.facts.reached && morning.facts.arrears > Money::ZERO {
        let called = question.morning(&mut simulator, &with_call(question), question.day);
        let then = answer(question, &called, question.day);
        if then != now {
            let cause = Phrase::new(
                "if a call yesterday had reached the tenant",
                "als een belactie gisteren de huurder had bereikt",
            );
            changes.push(yes_no_change(question, Fact::Reached, &cause, &now, &then));
        }
    }
    changes
}

/// A fact that would be yes instead of no.
fn yes_no_change(question: &Question<'_>, fact: Fact, cause: &Phrase, now: &Answer, then: &Answer) -> WouldChange {
    let (words, locale) = (question.policy.locale, question.locale);
    let then = consequence(question, now, then);
    WouldChange {
        fact: fact.entry().word.in_locale(words).to_owned(),
        from: words.pick("no", "nee").to_owned(),
        to: words.pick("yes", "ja").to_owned(),
        says: sentence_of(&format!("{}: {then}", cause.in_locale(locale))),
        then,
    }
}

fn with_call(question: &Question<'_>) -> Tenancy {
    let day = question.day.plus(-1);
    let call = RecordedAction { day, kind: ActionKind::Call, outcome: Some(Outcome::Reached), channel: None };
    let mut tenancy = question.tenancy.clone();
    let place = tenancy.actions.partition_point(|action| action.day <= day);
    tenancy.actions.insert(place, call);
    tenancy
}

fn answer(question: &Question<'_>, morning: &Morning, day: Day) -> Answer {
    let firing = (0..question.program.rule_count()).filter(|rule| question.fires(*rule, morning, day)).collect();
    Answer { in_scope: morning.standing.in_scope, stage: morning.standing.stage, firing }
}

/// The payments after which a threshold in months of rent is no longer met, smallest first, and at last all of it.
fn payments(question: &Question<'_>, morning: &Morning) -> Vec<Money> {
    let (arrears, rent) = (morning.facts.arrears_of_rent, morning.facts.monthly_rent);
    let cent = Money::from_cents(1);
    let below = |threshold: Number| {
        let Share { part, whole } = threshold.as_share();
        // Down to a cent below the threshold, whichever side of it rounding falls on.
        arrears - rent.share(Share { part, whole }) + cent
    };
    let mut payments: Vec<Money> = question.program.thresholds_in_months().into_iter().map(below).collect();
    payments.push(morning.facts.arrears);
    payments.retain(|payment| *payment > Money::ZERO && *payment <= morning.facts.arrears);
    payments.sort_unstable();
    payments.dedup();
    payments
}

fn with_payment(question: &Question<'_>, amount: Money) -> Tenancy {
    let day = question.day.plus(-1);
    let payment = Entry::new(EntryKind::Payment, day, amount);
    let mut tenancy = question.tenancy.clone();
    // At the end of the day before, so that no reference to an earlier entry moves.
    let place = tenancy.entries.partition_point(|entry| entry.day <= day);
    for entry in &mut tenancy.entries {
        entry.refers_to = entry.refers_to.map(|named| if named as usize >= place { named + 1 } else { named });
    }
    tenancy.entries.insert(place, payment);
    tenancy
}

fn with_plan(question: &Question<'_>) -> Tenancy {
    let agreed_on = question.day.plus(-1);
    let (instalments, amount) = (12, Money::from_cents(1));
    let first_due = question.day.plus(30);
    let plan = Plan { agreed_on, instalments, amount, first_due, ended_on: None, outcome: None, listed: Vec::new() };
    let mut tenancy = question.tenancy.clone();
    tenancy.plans.push(plan);
    tenancy
}

fn change(question: &Question<'_>, fact: Fact, from: Money, to: Money, now: &Answer, then: &Answer) -> WouldChange {
    let (words, locale) = (question.policy.locale, question.locale);
    let then = consequence(question, now, then);
    let (paid, left) = (locale.money(from - to), locale.money(to));
    let cause = match locale {
        Locale::En => format!("a payment of {paid}, after which {left} is left"),
        Locale::Nl => format!("een betaling van {paid}, waarna {left} overblijft"),
    };
    WouldChange {
        fact: fact.entry().word.in_locale(words).to_owned(),
        from: words.money(from),
        to: words.money(to),
        says: sentence_of(&format!("{cause}: {then}")),
        then,
    }
}

/// In what the other answer differs, as one sentence without its full stop.
fn consequence(question: &Question<'_>, now: &Answer, then: &Answer) -> String {
    let locale = question.locale;
    let titles =
        |rules: Vec<&usize>| rules.iter().map(|rule| question.rule_title(**rule)).collect::<Vec<_>>().join(", ");
    let stops = titles(now.firing.iter().filter(|rule| !then.firing.contains(rule)).collect());
    let starts = titles(then.firing.iter().filter(|rule| !now.firing.contains(rule)).collect());
    let mut parts = Vec::new();
    if then.stage != now.stage {
        let stage = then.stage.and_then(|stage| question.policy.stages.get(usize::from(stage)));
        parts.push(stage.map_or_else(
            || locale.pick("no stage would hold", "er geldt dan geen fase").to_owned(),
            |stage| {
                format!(
                    "{} \u{201c}{}\u{201d}",
                    locale.pick("the stage would be", "de fase wordt dan"),
                    stage.named.title
                )
            },
        ));
    }
    if !stops.is_empty() {
        parts.push(format!("{}: {stops}", locale.pick("no longer", "niet meer")));
    }
    if !starts.is_empty() {
        parts.push(format!("{}: {starts}", locale.pick("instead", "in plaats daarvan")));
    }
    if parts.is_empty() {
        parts.push(locale.pick("the policy would not apply", "het beleid geldt dan niet").to_owned());
    }
    parts.join("; ")
}
