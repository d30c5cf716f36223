//! Parts of a checked policy in the words of the language, without layout.
//!
//! Always: two parts print the same in [`Manner::Key`] exactly when they mean the same, in whichever language they are
//! written; what stands beside `and` and `or` may stand in any order.

use crate::check::Condition;
use crate::check::Frequency;
use crate::check::Operand;
use crate::check::Per;
use crate::check::Policy;
use crate::check::StageRange;
use crate::check::Step;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::STRUCTURE;
use crate::vocabulary::Unit;

/// For what a part is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// To be read: in the policy's language, in the author's order.
    Text,
    /// To be compared.
    Key,
}

/// Prints parts of a policy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printer<'a> {
    pub(super) policy: &'a Policy,
    pub(super) manner: Manner,
}

impl Printer<'_> {
    pub(super) const fn locale(&self) -> Locale {
        match self.manner {
            Manner::Text => self.policy.locale,
            Manner::Key => Locale::En,
        }
    }

    /// A structure word by the grammar's rule for it.
    pub(super) fn say(&self, rule: &str) -> &'static str {
        let entry = STRUCTURE.iter().find(|entry| entry.rule == rule);
        entry.map_or("", |entry| entry.word.in_locale(self.locale()))
    }

    /// A condition; empty for one that always holds.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        match self.manner {
            Manner::Text => self.joined(condition, false),
            Manner::Key => self.joined(&flat(condition, true), false),
        }
    }

    /// A condition as a line of a rule, after `when`; none for one that always holds.
    pub(super) fn when(&self, condition: &Condition) -> Option<String> {
        let text = self.condition(condition);
        (!text.is_empty()).then(|| format!("{} {text}", self.say("k_when")))
    }

    fn joined(&self, condition: &Condition, within: bool) -> String {
        match condition {
            Condition::All(parts) => self.list(parts, "k_and", within),
            Condition::Any(parts) => self.list(parts, "k_or", within),
            Condition::Not(inner) => {
                let inner = match inner.as_ref() {
                    Condition::Test(test) => self.test(test),
                    other => format!("({})", self.joined(other, false)),
                };
                format!("{} {inner}", self.say("k_not"))
            }
            Condition::Test(test) => self.test(test),
        }
    }

    fn list(&self, parts: &[Condition], word: &str, within: bool) -> String {
        match parts {
            // What never holds.
            [] if word == "k_or" => return self.say("k_never").to_owned(),
            [only] => return self.joined(only, within),
            _ => {}
        }
        let mut texts: Vec<String> = parts.iter().map(|part| self.joined(part, true)).collect();
        if self.manner == Manner::Key {
            texts.sort();
            texts.dedup();
        }
        let text = texts.join(&format!(" {} ", self.say(word)));
        if within && texts.len() > 1 { format!("({text})") } else { text }
    }

    fn test(&self, test: &Test) -> String {
        let subject = self.policy.subject_name(test.subject, self.locale());
        let Some((comparison, operand)) = test.comparison else { return subject };
        format!("{subject} {} {}", comparison.sign(), self.operand(test.subject, operand))
    }

    fn operand(&self, subject: Subject, operand: Operand) -> String {
        let unit = match subject {
            Subject::Fact(fact) => fact.entry().unit,
            Subject::Function(function, _) => function.entry().unit,
            Subject::LastMonths(..) => Unit::Count,
            Subject::Declared(place) => self.policy.facts.get(place).map_or(Unit::Count, |fact| fact.unit),
        };
        match operand {
            Operand::Value(value) => self.value(value, unit),
            Operand::Setting(_) => self.quantity(operand),
        }
    }

    /// A number of a plan: a value or the name of a setting.
    pub(super) fn quantity(&self, operand: Operand) -> String {
        match operand {
            Operand::Value(value) => self.value(value, Unit::Count),
            Operand::Setting(place) => {
                self.policy.settings.get(place).map_or_else(String::new, |setting| setting.named.name.clone())
            }
        }
    }

    /// A value with its unit.
    pub(super) fn value(&self, value: Value, unit: Unit) -> String {
        let locale = self.locale();
        let counted =
            |number: i32, one: &str, more: &str| format!("{number} {}", self.say(if number == 1 { one } else { more }));
        match value {
            Value::Money(money) => locale.money(money),
            Value::MonthsOfRent(number) => locale.number(number),
            Value::Days(days) => counted(days, "k_day", "k_days"),
            Value::WorkingDays(days) => counted(days, "k_working_day", "k_working_days"),
            Value::Months(months) => counted(months, "k_month", "k_months"),
            Value::Count(count) => count.to_string(),
            Value::YesNo(yes) => self.say(if yes { "k_yes" } else { "k_no" }).to_owned(),
            Value::Choice(place) => self.choice(unit, usize::from(place)),
            Value::Text(place) => {
                format!("\"{}\"", self.policy.texts.get(usize::from(place)).map_or("", String::as_str))
            }
        }
    }

    fn choice(&self, unit: Unit, place: usize) -> String {
        let segment = || self.policy.segments.get(place).map(|segment| segment.named.name.clone()).unwrap_or_default();
        unit.choice(place).map_or_else(segment, |word| word.in_locale(self.locale()).to_owned())
    }

    /// What is done, after `do`.
    pub(super) fn steps(&self, steps: &[Step]) -> String {
        let steps: Vec<String> = steps.iter().map(|step| self.step(step)).collect();
        let steps = if steps.is_empty() { self.say("k_nothing").to_owned() } else { steps.join(", ") };
        format!("{} {steps}", self.say("k_do"))
    }

    fn step(&self, step: &Step) -> String {
        if let Some(partner) = step.partner.and_then(|place| self.policy.partners.get(place)) {
            let word = if partner.kind == PartnerKind::Bailiff { "k_hand_over_to" } else { "k_refer_to" };
            return format!("{} {}", self.say(word), partner.named.name);
        }
        let action = step.action.and_then(|place| self.policy.actions.get(place));
        action.map_or_else(|| self.kind(step.kind).to_owned(), |action| action.named.name.clone())
    }

    pub(super) fn kind(&self, kind: ActionKind) -> &'static str {
        kind.word().in_locale(self.locale())
    }

    /// Kinds of action, in an order that does not matter.
    pub(super) fn kinds(&self, kinds: &[ActionKind]) -> String {
        let mut words: Vec<&str> = kinds.iter().map(|kind| self.kind(*kind)).collect();
        if self.manner == Manner::Key {
            words.sort_unstable();
        }
        words.join(", ")
    }

    /// In which stages a rule works.
    pub(super) fn stages(&self, range: StageRange) -> String {
        let (place, later) = match range {
            StageRange::Only(place) => (place, false),
            StageRange::OrLater(place) => (place, true),
        };
        let name = self.policy.stages.get(place).map_or("", |stage| stage.named.name.as_str());
        let text = format!("{} {} {name}", self.say("k_in"), self.say("k_stage"));
        if later { format!("{text} {} {}", self.say("k_or"), self.say("k_later")) } else { text }
    }

    /// How often a rule fires.
    pub(super) fn frequency(&self, frequency: Frequency) -> String {
        let every = frequency.every.map(|days| {
            let unit = self.say(if days == 1 { "k_day" } else { "k_days" });
            format!("{} {days} {unit}", self.say("k_every"))
        });
        let limit = frequency.limit.map(|(times, per)| self.limit(times, per));
        every.into_iter().chain(limit).collect::<Vec<String>>().join(", ")
    }

    fn limit(&self, times: u32, per: Per) -> String {
        let word = match per {
            Per::Episode => self.say("k_episode"),
            Per::Stage => self.say("k_stage"),
            Per::Claim => self.say("k_claim"),
            Per::Month => self.say("k_month"),
        };
        if times == 1 {
            return format!("{} {word}", self.say("k_once_per"));
        }
        let at_most = format!("{} {times} {}", self.say("k_at_most"), self.say("k_times"));
        if per == Per::Episode { at_most } else { format!("{at_most} ({word})") }
    }
}

/// A condition that holds exactly when another does, or does not: a `not` only before a test, and no list within a list of
/// its kind or of one part.
fn flat(condition: &Condition, holds: bool) -> Condition {
    match (condition, holds) {
        (Condition::Not(part), _) => flat(part, !holds),
        (Condition::Test(test), true) => Condition::Test(test.clone()),
        (Condition::Test(test), false) => Condition::Not(Box::new(Condition::Test(test.clone()))),
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            let inner = parts.iter().map(|part| flat(part, holds)).flat_map(|part| match part {
                Condition::All(parts) => parts,
                other => vec![other],
            });
            one_or(inner.collect(), Condition::All)
        }
        (Condition::Any(parts), true) | (Condition::All(parts), false) => {
            let inner = parts.iter().map(|part| flat(part, holds)).flat_map(|part| match part {
                Condition::Any(parts) => parts,
                other => vec![other],
            });
            one_or(inner.collect(), Condition::Any)
        }
    }
}

/// The one part there is, or a list of them.
fn one_or(mut parts: Vec<Condition>, list: fn(Vec<Condition>) -> Condition) -> Condition {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            list(parts)
        }
        (_, None) => list(parts),
    }
}
