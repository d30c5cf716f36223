//! A course as people read it: who the tenant is, what is done on which day, and what is so on the last of them.
//!
//! Knows the course and the words of the policy; decides nothing.

use super::course::Bench;
use super::course::Breached;
use super::course::Course;
use super::tenant::Paying;
use super::tenant::Traits;
use crate::calendar::Day;
use crate::check::Overridden;
use crate::check::Policy;
use crate::check::Step;
use crate::engine::ActionDone;
use crate::explain::Wording;
use crate::locale::Locale;
use crate::locale::Phrase;
use crate::money::Money;
use crate::program::Because;
use crate::vocabulary::Outcome;
use serde::Serialize;
use serde::Serializer;

/// A sequence of days that leads to a breach, of a tenant who does not exist. The engine has gone it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Who the tenant is, in sentences without a full stop.
    pub tenant: Vec<Phrase>,
    /// The day from which the rent stays unpaid and the policy rules.
    pub begins: Day,
    /// The days on which something is done, up to the breach.
    pub moments: Vec<Moment>,
    /// The title of the rule that breaches the guarantee, and of the exception that decides it.
    pub rule: String,
    /// What breaches it: that exception, or the rule itself.
    pub by: Overridden,
    /// What is so on the last day of what the guarantee and the rule ask about, in the words of the policy.
    pub facts: Vec<(String, String)>,
    /// What is so of what the rule saw, where a hold kept claims from its sight; nothing where it saw everything.
    pub seen: Vec<(String, String)>,
}

/// A day of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// How many days after the beginning.
    pub after: i32,
    /// What is overdue on the morning of the day, in plain euros.
    #[serde(serialize_with = "plain")]
    pub arrears: Money,
    /// What is done.
    pub steps: Vec<Taken>,
}

/// Something that is done on a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The step in the words of the policy.
    pub step: String,
    /// The title of the rule that asks for it.
    pub rule: String,
    /// What came of it, by its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// Whether this is what breaches the guarantee.
    pub breaches: bool,
}

fn plain<S: Serializer>(money: &Money, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&money.to_plain())
}

impl Path {
    /// How many days it takes.
    #[must_use]
    pub fn days(&self) -> i32 {
        self.moments.last().map_or(0, |moment| moment.after)
    }
}

/// Tells a course that ends in a breach of a guarantee.
pub(super) fn told(bench: &mut Bench<'_>, course: &Course, breached: Breached, guarantee: usize) -> Path {
    let policy = bench.policy;
    let kind = policy.guarantees.get(guarantee).map(|guarantee| guarantee.kind);
    let breaches =
        |done: &ActionDone| done.day == breached.day && done.rule == Some(breached.rule) && Some(done.kind) == kind;
    let of_example = |title: &String| {
        vec![Phrase::new(format!("the one of the example “{title}”"), format!("die van het voorbeeld “{title}”"))]
    };
    let (facts, seen) = facts(bench, course, breached, guarantee);
    Path {
        tenant: course.example.as_ref().map_or_else(|| tenant(&course.traits, policy), of_example),
        begins: course.traits.begins,
        moments: moments(bench, course, breached.day, &breaches),
        rule: rule(policy, course, breached),
        by: by(course, breached),
        facts,
        seen,
    }
}

/// What is done in a course up to a day, and what of it breaches something.
pub(super) fn moments(
    bench: &mut Bench<'_>,
    course: &Course,
    until: Day,
    breaches: &dyn Fn(&ActionDone) -> bool,
) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for done in course.history.actions.iter().filter(|done| done.day <= until) {
        let taken = taken(bench.policy, done, breaches(done));
        match moments.last_mut().filter(|moment| moment.day == done.day) {
            Some(moment) => moment.steps.push(taken),
            None => {
                let arrears = bench.morning(course, done.day).facts.arrears;
                let after = done.day.since(course.traits.begins);
                moments.push(Moment { day: done.day, after, arrears, steps: vec![taken] });
            }
        }
    }
    moments
}

/// What does the step that breaches something: a rule, or the exception that decides it.
fn by(course: &Course, breached: Breached) -> Overridden {
    let is_it = |done: &&ActionDone| done.day == breached.day && done.rule == Some(breached.rule);
    let exception = course.history.actions.iter().find(is_it).and_then(|done| done.exception);
    exception.map_or(Overridden::Rule(usize::from(breached.rule)), |place| Overridden::Exception(usize::from(place)))
}

/// The title of the rule, with the exception that decides it.
fn rule(policy: &Policy, course: &Course, breached: Breached) -> String {
    let title = policy.rules.get(usize::from(breached.rule)).map_or("", |rule| &rule.named.title);
    match by(course, breached) {
        Overridden::Exception(place) => {
            let exception = policy.exceptions.get(place).map_or("", |exception| &exception.named.title);
            format!("{title} ({exception})")
        }
        Overridden::Rule(_) => title.to_owned(),
    }
}

fn taken(policy: &Policy, done: &ActionDone, breaches: bool) -> Taken {
    let step = policy.step_of(done.rule, done.exception, done.step);
    let rule = done.rule.and_then(|place| policy.rules.get(usize::from(place)));
    let kind = done.kind.word().in_locale(policy.locale);
    Taken {
        step: step.map_or_else(|| kind.to_owned(), |step| step_text(policy, step)),
        rule: rule.map_or_else(String::new, |rule| rule.named.title.clone()),
        outcome: done.outcome.map(|outcome| Outcome::word(outcome).in_locale(policy.locale)),
        breaches,
    }
}

/// A step as a policy would write it: its kind, and the name of the action or partner.
pub(super) fn step_text(policy: &Policy, step: &Step) -> String {
    let action = step.action.and_then(|place| policy.actions.get(place)).map(|action| &action.named.name);
    let partner = step.partner.and_then(|place| policy.partners.get(place)).map(|partner| &partner.named.name);
    let kind = step.kind.word().in_locale(policy.locale);
    match action.or(partner).filter(|name| *name != kind) {
        Some(name) => format!("{kind} ({name})"),
        None => kind.to_owned(),
    }
}

/// What is so on the day of the breach, and what the rule saw of it: what a hold keeps from its sight is not so for it.
fn facts(bench: &mut Bench<'_>, course: &Course, breached: Breached, guarantee: usize) -> (Told, Told) {
    let morning = bench.morning(course, breached.day);
    let wording = Wording { policy: bench.policy, day: breached.day };
    let rule = usize::from(breached.rule);
    let asked = bench.program.why_guarantee(guarantee, &morning.facts, breached.day);
    let by_rule = bench.program.why_rule(rule, morning.seen_by(rule).0, breached.day);
    let told = |because: &[Because]| {
        let mut facts = Told::new();
        for reason in wording.reasons(because) {
            if !facts.iter().any(|(fact, _)| *fact == reason.fact) {
                facts.push((reason.fact, reason.shown));
            }
        }
        facts
    };
    let sees_less = morning.seen.get(rule).is_some_and(Option::is_some);
    if sees_less { (told(&asked), told(&by_rule)) } else { (told(&[asked, by_rule].concat()), Told::new()) }
}

/// Facts with what they are, in the words of the policy.
type Told = Vec<(String, String)>;

/// Who a tenant is, in sentences.
pub(super) fn tenant(traits: &Traits, policy: &Policy) -> Vec<Phrase> {
    let mut told = vec![paying(traits)];
    told.extend(contract(traits));
    let on = |day: i32| traits.begins.plus(day);
    for (code, from, to) in &traits.holds {
        let until = |locale: Locale| to.map_or_else(String::new, |to| until(locale, on(to)));
        told.push(both(|locale| {
            let code = code.word().in_locale(locale);
            let from = locale.day(on(*from));
            format!(
                "{} `{code}` {} {from}{}",
                locale.pick("waiting code", "wachtcode"),
                locale.pick("from", "vanaf"),
                until(locale)
            )
        }));
    }
    if let Some((from, broken)) = traits.plan {
        told.push(both(|locale| {
            let from = locale.day(on(from));
            let broken = broken.map_or_else(String::new, |day| {
                format!("{}{}", locale.pick(", broken on ", ", verbroken op "), locale.day(on(day)))
            });
            format!("{} {from}{broken}", locale.pick("a payment plan from", "een betalingsregeling vanaf"))
        }));
    }
    told.extend(traits.columns.iter().map(|(place, from, value)| {
        let name = policy.facts.get(*place).map_or("", |fact| fact.named.name.as_str());
        both(|locale| {
            let from = from
                .map_or_else(String::new, |day| format!(" {} {}", locale.pick("from", "vanaf"), locale.day(on(day))));
            format!("`{name}` = `{}`{from}", spelt(value, policy.locale))
        })
    }));
    told
}

fn both(text: impl Fn(Locale) -> String) -> Phrase {
    Phrase::new(text(Locale::En), text(Locale::Nl))
}

/// Yes and no as the policy writes them.
fn spelt(value: &str, locale: Locale) -> &str {
    match value {
        "yes" => locale.pick("yes", "ja"),
        "no" => locale.pick("no", "nee"),
        other => other,
    }
}

fn until(locale: Locale, day: Day) -> String {
    format!(" {} {}", locale.pick("until", "tot"), locale.day(day))
}

fn paying(traits: &Traits) -> Phrase {
    let money = |locale: Locale, cents: i64| locale.money(Money::from_cents(cents));
    let on = |locale: Locale, day: i32| locale.day(traits.begins.plus(day));
    both(|locale| {
        let rent = locale.money(traits.rent);
        let from = locale.day(traits.begins);
        let short = |cents: i64| {
            let open = money(locale, cents);
            match locale {
                Locale::En => format!("a rent of {rent} a month, of which {open} of {from} stays unpaid"),
                Locale::Nl => format!("een huur van {rent} per maand, waarvan van {from} {open} niet wordt betaald"),
            }
        };
        match (traits.paying, locale) {
            (Paying::All, Locale::En) => format!("a rent of {rent} a month, paid in time"),
            (Paying::All, Locale::Nl) => format!("een huur van {rent} per maand, op tijd betaald"),
            (Paying::Nothing, Locale::En) => format!("a rent of {rent} a month, of which nothing is paid from {from}"),
            (Paying::Nothing, Locale::Nl) => {
                format!("een huur van {rent} per maand, waarvan vanaf {from} niets wordt betaald")
            }
            (Paying::AllBut(months), Locale::En) => {
                format!("a rent of {rent} a month, not paid for {} from {from}", locale.months(&months.to_string()))
            }
            (Paying::AllBut(months), Locale::Nl) => {
                format!(
                    "een huur van {rent} per maand, vanaf {from} {} niet betaald",
                    locale.months(&months.to_string())
                )
            }
            (Paying::Short(cents), _) => short(cents),
            (Paying::ShortThenNothing(cents, months), _) => {
                let later = locale.day(traits.begins.plus_months(months));
                format!(
                    "{}{} {later}{}",
                    short(cents),
                    locale.pick(", and nothing any more from", ", en vanaf"),
                    locale.pick("", " niets meer")
                )
            }
            (Paying::ShortThenBounce(cents, day, back), _) => {
                let (back, day) = (money(locale, back), on(locale, day));
                match locale {
                    Locale::En => format!("{}; on {day} payments of {back} bounce", short(cents)),
                    Locale::Nl => format!("{}; op {day} worden betalingen van {back} gestorneerd", short(cents)),
                }
            }
            (Paying::ShortThenCharge(cents, day, more), _) => {
                let (more, day) = (money(locale, more), on(locale, day));
                match locale {
                    Locale::En => format!("{}; on {day} another {more} of rent falls due", short(cents)),
                    Locale::Nl => format!("{}; op {day} vervalt nog {more} huur", short(cents)),
                }
            }
        }
    })
}

/// What is not plain in the contract and its past.
fn contract(traits: &Traits) -> Vec<Phrase> {
    let plain = Traits::plain(traits.begins);
    let on = |locale: Locale, day: i32| locale.day(traits.begins.plus(day));
    let mut told = Vec::new();
    if traits.months != plain.months {
        told.push(both(|locale| {
            format!(
                "{} {}",
                locale.pick("a tenant since", "huurder sinds"),
                locale.day(traits.begins.plus_months(-traits.months))
            )
        }));
    }
    if traits.kind != plain.kind {
        told.push(both(|locale| {
            format!("{} `{}`", locale.pick("kind", "soort"), traits.kind.word().in_locale(locale))
        }));
    }
    if traits.method != plain.method {
        told.push(both(|locale| {
            format!("{} `{}`", locale.pick("pays by", "betaalt per"), traits.method.word().in_locale(locale))
        }));
    }
    if traits.by_debit {
        told.push(Phrase::new("paid by direct debit until then", "betaalde tot dan per automatische incasso"));
    }
    if traits.late > 0 {
        let Phrase { en, nl } = months_before(traits.late);
        told.push(Phrase::new(
            format!("paid three weeks late in {en}"),
            format!("betaalde in {nl} drie weken te laat"),
        ));
    }
    if traits.bounced > 0 {
        let Phrase { en, nl } = months_before(traits.bounced);
        let (each, elk) = if traits.bounced > 1 { ("each of ", "elk van ") } else { ("", "") };
        told.push(Phrase::new(
            format!("a payment bounced in {each}{en}"),
            format!("in {elk}{nl} werd een betaling gestorneerd"),
        ));
    }
    if let Some((day, reason)) = traits.end {
        told.push(both(|locale| {
            let reason = reason.word().in_locale(locale);
            format!("{} {} ({reason})", locale.pick("the tenancy ends on", "de huur eindigt op"), on(locale, day))
        }));
    }
    if let Some(day) = traits.file {
        told.push(both(|locale| {
            format!(
                "{} {}",
                locale.pick("a bailiff has a file from", "een deurwaarder heeft een dossier vanaf"),
                on(locale, day)
            )
        }));
    }
    for name in [&traits.municipality, &traits.complex].into_iter().filter(|name| !name.is_empty()) {
        told.push(Phrase::new(format!("in “{name}”"), format!("in “{name}”")));
    }
    told
}

/// So many months up to the beginning.
fn months_before(months: u32) -> Phrase {
    match months {
        1 => Phrase::new("the month before", "de maand ervoor"),
        _ => Phrase::new(format!("the {months} months before"), format!("de {months} maanden ervoor")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_before_is_told_as_one() {
        let traits = |months: u32| Traits { late: months, bounced: months, ..Traits::plain(Day::from_number(20_000)) };
        let told = |months: u32| contract(&traits(months)).into_iter().map(|told| told.en).collect::<Vec<_>>();
        assert_eq!(told(1), ["paid three weeks late in the month before", "a payment bounced in the month before"]);
        assert_eq!(told(3)[1], "a payment bounced in each of the 3 months before");
        let unpaid = |months| paying(&Traits { paying: Paying::AllBut(months), ..traits(0) }).nl;
        assert!(unpaid(1).ends_with(" 1 maand niet betaald") && unpaid(2).ends_with(" 2 maanden niet betaald"));
    }
}
