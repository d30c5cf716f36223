//! What is proved of a new policy beside an old one: text for people, and the same for machines.

use super::guarantee::moments_text;
use super::guarantee::step_text;
use super::table::indented;
use crate::locale::Locale;
use crate::proof::Between;
use crate::proof::Claim;
use crate::proof::Counter;
use crate::proof::OfSegment;
use crate::proof::Taken;
use serde_json::Value;
use serde_json::json;

/// The claims as text.
#[must_use]
pub fn between_text(between: &Between, locale: Locale) -> String {
    let mut text = claim_text(&between.same, same_title(locale), locale);
    for of in &between.never_harsher {
        text += &claim_text(&of.claim, &harsher_title(of, locale), locale);
    }
    text + &claim_text(&between.never_earlier_with_bailiff, bailiff_title(locale), locale)
}

const fn same_title(locale: Locale) -> &'static str {
    locale.pick(
        "the two do the same on every day on which both are valid",
        "de twee doen hetzelfde op elke dag waarop beide gelden",
    )
}

const fn bailiff_title(locale: Locale) -> &'static str {
    locale.pick(
        "the new policy never brings in the bailiff earlier",
        "het nieuwe beleid schakelt de deurwaarder nooit eerder in",
    )
}

fn harsher_title(of: &OfSegment, locale: Locale) -> String {
    let title = locale.pick("the new policy is never harsher", "het nieuwe beleid is nooit strenger");
    match &of.segment {
        Some(segment) => format!("{title} {} “{segment}”", locale.pick("on", "voor")),
        None => title.to_owned(),
    }
}

fn claim_text(claim: &Claim, title: &str, locale: Locale) -> String {
    let verdict = match claim {
        Claim::Proved => locale.pick("proved", "bewezen"),
        Claim::Refuted(_) => locale.pick("refuted", "weerlegd"),
        Claim::Undecided(_) => locale.pick("undecided", "onbeslist"),
    };
    let line = format!("{verdict}: {title}\n");
    match claim {
        Claim::Proved => line,
        Claim::Undecided(why) => line + &indented(why.in_locale(locale), 4),
        Claim::Refuted(counter) => line + &counter_text(counter, locale),
    }
}

fn counter_text(counter: &Counter, locale: Locale) -> String {
    let (old_title, new_title) = (locale.pick("old:", "oud:"), locale.pick("new:", "nieuw:"));
    match counter {
        Counter::Facts { facts, old, new } => {
            let with = locale.pick("A tenant with", "Een huurder met");
            let does = |title: &str, steps: &[Taken]| {
                let told: Vec<String> = steps.iter().map(|step| step_text(step, locale)).collect();
                let nothing = locale.pick("nothing", "niets");
                indented(&format!("{title} {}", if told.is_empty() { nothing.to_owned() } else { told.join("; ") }), 4)
            };
            indented(&format!("{with} {}", facts.join(", ")), 4) + &does(old_title, old) + &does(new_title, new)
        }
        Counter::Course { tenant, old, new, .. } => {
            let tenant: Vec<&str> = tenant.iter().map(|told| told.in_locale(locale)).collect();
            let of = locale.pick("The tenant:", "De huurder:");
            let heading = |title: &str| indented(title, 4);
            indented(&format!("{of} {}", tenant.join("; ")), 4)
                + &heading(old_title)
                + &moments_text(old, locale)
                + &heading(new_title)
                + &moments_text(new, locale)
        }
    }
}

/// The claims for machines.
#[must_use]
pub fn between_json(between: &Between, locale: Locale) -> Value {
    let harsher = between.never_harsher.iter().map(|of| {
        let mut claim = claim_json(&of.claim, locale);
        if let Some(keys) = claim.as_object_mut() {
            keys.insert("segment".to_owned(), json!(of.segment));
        }
        claim
    });
    json!({
        "same": claim_json(&between.same, locale),
        "never_harsher": harsher.collect::<Vec<Value>>(),
        "never_earlier_with_bailiff": claim_json(&between.never_earlier_with_bailiff, locale),
    })
}

fn claim_json(claim: &Claim, locale: Locale) -> Value {
    match claim {
        Claim::Proved => json!({ "verdict": "proved" }),
        Claim::Undecided(why) => json!({ "verdict": "undecided", "why": why.in_locale(locale) }),
        Claim::Refuted(counter) => json!({ "verdict": "refuted", "tenant": counter_json(counter, locale) }),
    }
}

fn counter_json(counter: &Counter, locale: Locale) -> Value {
    match counter {
        Counter::Facts { facts, old, new } => json!({ "facts": facts, "old": old, "new": new }),
        Counter::Course { tenant, begins, old, new } => {
            let tenant: Vec<&str> = tenant.iter().map(|told| told.in_locale(locale)).collect();
            json!({ "course": tenant, "begins": begins, "old": old, "new": new })
        }
    }
}
