//! What is proved of a new policy beside an old one: text for people, and the same for machines.

use super::course::Listing;
use super::course::courses;
use super::course::day;
use super::table::indented;
use crate::locale::Locale;
use crate::proof::Between;
use crate::proof::Claim;
use crate::proof::Counter;
use crate::proof::OfSegment;
use serde_json::Value;
use serde_json::json;

/// A claim about two policies, as texts.
pub(super) struct ToldClaim {
    pub(super) verdict: &'static str,
    pub(super) title: String,
    /// Why it is undecided; else empty.
    pub(super) why: String,
    /// The tenant who refutes it, and what the two policies do.
    pub(super) counter: Option<(String, Listing)>,
}

/// The claims, in a fixed order.
pub(super) fn told_claims(between: &Between, locale: Locale) -> Vec<ToldClaim> {
    let same = locale.pick(
        "the two do the same on every day on which both are valid",
        "de twee doen hetzelfde op elke dag waarop beide gelden",
    );
    let bailiff = locale.pick(
        "the new policy never brings in the bailiff earlier",
        "het nieuwe beleid schakelt de deurwaarder nooit eerder in",
    );
    let harsher = between.never_harsher.iter().map(|of| (harsher_title(of, locale), &of.claim));
    let all = std::iter::once((same.to_owned(), &between.same))
        .chain(harsher)
        .chain([(bailiff.to_owned(), &between.never_earlier_with_bailiff)]);
    all.map(|(title, claim)| told_claim(title, claim, locale)).collect()
}

/// The claims as text.
#[must_use]
pub fn between_text(between: &Between, locale: Locale) -> String {
    told_claims(between, locale).iter().map(claim_text).collect()
}

fn harsher_title(of: &OfSegment, locale: Locale) -> String {
    let title = locale.pick("the new policy is never harsher", "het nieuwe beleid is nooit strenger");
    match &of.segment {
        Some(segment) => format!("{title} {} “{segment}”", locale.pick("on", "voor")),
        None => title.to_owned(),
    }
}

fn told_claim(title: String, claim: &Claim, locale: Locale) -> ToldClaim {
    let verdict = match claim {
        Claim::Proved => locale.pick("proved", "bewezen"),
        Claim::Refuted(_) => locale.pick("refuted", "weerlegd"),
        Claim::Undecided(_) => locale.pick("undecided", "onbeslist"),
    };
    let why = match claim {
        Claim::Undecided(why) => why.in_locale(locale).to_owned(),
        Claim::Proved | Claim::Refuted(_) => String::new(),
    };
    let counter = match claim {
        Claim::Refuted(counter) => Some(told_counter(counter, locale)),
        Claim::Proved | Claim::Undecided(_) => None,
    };
    ToldClaim { verdict, title, why, counter }
}

fn told_counter(counter: &Counter, locale: Locale) -> (String, Listing) {
    match counter {
        Counter::Facts { facts, old, new } => {
            let with = locale.pick("A tenant with", "Een huurder met");
            (format!("{with} {}", facts.join(", ")), day(old, new, locale))
        }
        Counter::Course { tenant, old, new, .. } => {
            let tenant: Vec<&str> = tenant.iter().map(|told| told.in_locale(locale)).collect();
            let of = locale.pick("The tenant:", "De huurder:");
            (format!("{of} {}", tenant.join("; ")), courses(old, new, locale))
        }
    }
}

fn claim_text(claim: &ToldClaim) -> String {
    let mut text = format!("{}: {}\n", claim.verdict, claim.title);
    if !claim.why.is_empty() {
        text += &indented(&claim.why, 4);
    }
    if let Some((tenant, listing)) = &claim.counter {
        text += &indented(tenant, 4);
        text += &listing.text();
    }
    text
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
