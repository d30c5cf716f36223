//! A tenant as an example of a policy would give it: facts in the words of the policy.

use super::dimension::BEFORE;
use super::dimension::Clock;
use super::dimension::Count;
use super::dimension::DECIMALS;
use super::dimension::Dimension;
use super::dimension::ENDED;
use super::dimension::Own;
use super::pick::Picked;
use super::possible::MONTHS;
use super::space::Space;
use crate::calendar::Day;
use crate::check::Given;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Value;
use crate::diagnostic::Case;
use crate::locale::Locale;
use crate::money::Money;
use crate::money::Number;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Unit;
use std::collections::BTreeSet;

/// A tenant with whom something holds, and the settings with which it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    pub(super) picked: Picked,
}

/// Stands for every text that no condition names.
const OTHER_TEXT: u16 = u16::MAX;

impl Witness {
    /// The facts, as an example gives them; what is not among them is neutral.
    #[must_use]
    pub fn given(&self, space: &Space<'_>) -> Vec<Given> {
        let mut given = Vec::new();
        let mut seen = BTreeSet::new();
        for dimension in &self.picked.mentioned {
            self.give(*dimension, space, &mut seen, &mut given);
        }
        if self.value(Dimension::Phase) == Some(BEFORE) {
            self.give(Dimension::Phase, space, &mut seen, &mut given);
        }
        // Months are of a rent: where that is not the usual one, it belongs with them.
        let rent = Dimension::Fact(Fact::MonthlyRent);
        if self.picked.mentioned.contains(&MONTHS) && self.value(rent) != rent.neutral() {
            self.give(rent, space, &mut seen, &mut given);
        }
        given
    }

    /// The day on which it is so, where it is not the day of examples: months differ in length.
    #[must_use]
    pub const fn day(&self) -> Option<Day> {
        self.picked.day
    }

    /// The settings that it needs, by their places, where those are other than the policy has them.
    #[must_use]
    pub fn settings(&self, space: &Space<'_>) -> Vec<(usize, Value)> {
        let place = |dimension: &Dimension| match dimension {
            Dimension::Setting(policy, place) if *policy == space.number() => Some(usize::from(*place)),
            _ => None,
        };
        let values = self.picked.values.iter();
        let changed = values.filter_map(|(dimension, value)| {
            let setting = space.policy().settings.get(place(dimension)?)?;
            let value = of_unit(setting.value, (*value)?)?;
            (value != setting.value).then_some((place(dimension)?, value))
        });
        changed.collect()
    }

    /// The facts in words, each as an example gives it: `days_overdue = 30`, `not plan_active`.
    #[must_use]
    pub fn words(&self, space: &Space<'_>) -> Vec<String> {
        self.given(space).iter().map(|given| given_words(space.policy(), given)).collect()
    }

    /// The settings in words: `call_day = 9`.
    #[must_use]
    pub fn setting_words(&self, space: &Space<'_>) -> Vec<String> {
        let name = |place: usize| space.policy().settings.get(place).map_or("", |setting| setting.named.name.as_str());
        let said = |(place, value)| format!("{} = {}", name(place), number_text(value, space.policy().locale));
        self.settings(space).into_iter().map(said).collect()
    }

    /// It as a case of a finding.
    #[must_use]
    pub fn case(&self, space: &Space<'_>) -> Case {
        Case { facts: self.words(space), settings: self.setting_words(space), day: self.day(), road: Vec::new() }
    }

    fn value(&self, dimension: Dimension) -> Option<i128> {
        self.picked.values.get(&dimension).copied().unwrap_or_else(|| dimension.neutral())
    }

    fn give(&self, dimension: Dimension, space: &Space<'_>, seen: &mut BTreeSet<Subject>, given: &mut Vec<Given>) {
        let told: Vec<(Subject, Value)> = match dimension {
            Dimension::Phase => self.phase(),
            Dimension::Fact(Fact::WikExpiredAmount) if self.value(dimension) == Some(0) => {
                vec![(Subject::Fact(Fact::WikExpired), Value::YesNo(false))]
            }
            Dimension::Fact(Fact::OnHold) => self.on_hold(space),
            Dimension::Running(code) if self.value(dimension) == Some(1) => vec![hold(code)],
            Dimension::Running(_) => Vec::new(),
            Dimension::Fact(fact) => self.fact(fact).map(|value| (Subject::Fact(fact), value)).into_iter().collect(),
            Dimension::Clock(Clock::Fact(fact), _) => {
                let days = self.value(Dimension::Clock(Clock::Fact(fact), Count::Days));
                days.and_then(days_value).map(|days| (Subject::Fact(fact), days)).into_iter().collect()
            }
            Dimension::Clock(Clock::Since(kind), _) | Dimension::Times(kind) | Dimension::Done(kind) => self.done(kind),
            Dimension::LastMonths(count, back) => {
                let months = self.value(dimension).and_then(count_value);
                months.map(|months| (Subject::LastMonths(count, back), months)).into_iter().collect()
            }
            Dimension::Declared(place, own) => self.declared(space, dimension, place, own).into_iter().collect(),
            Dimension::Setting(..) => Vec::new(),
        };
        // More than one hold can run.
        let is_hold = |subject: &Subject| *subject == Subject::Fact(Fact::Hold);
        let new = told.into_iter().filter(|(subject, _)| is_hold(subject) || seen.insert(*subject));
        given.extend(new.map(|(subject, value)| Given { subject, value, span: Span::default() }));
    }

    /// A hold that runs, where it is not said which: one that the policy does not name, if there is one.
    fn on_hold(&self, space: &Space<'_>) -> Vec<(Subject, Value)> {
        let runs = |code: &&HoldCode| self.value(Dimension::Running(**code)) == Some(1);
        let is_free = |code: &&HoldCode| !self.picked.values.contains_key(&Dimension::Running(**code));
        let is_unnamed = |code: &&HoldCode| space.policy().holds.iter().all(|hold| hold.code != **code);
        if self.value(Dimension::Fact(Fact::OnHold)) != Some(1) || HoldCode::ALL.iter().any(|code| runs(&code)) {
            return Vec::new();
        }
        let free = || HoldCode::ALL.iter().filter(is_free);
        free().find(is_unnamed).or_else(|| free().next()).map(|code| hold(*code)).into_iter().collect()
    }

    /// That the tenancy runs or has ended, unless the day on which it ended says so.
    fn phase(&self) -> Vec<(Subject, Value)> {
        let is = |fact, yes| (Subject::Fact(fact), Value::YesNo(yes));
        let since = Dimension::Clock(Clock::Fact(Fact::DaysSinceEnd), Count::Days);
        match self.value(Dimension::Phase) {
            Some(BEFORE) => vec![is(Fact::Sitting, false), is(Fact::Departed, false)],
            Some(ENDED) if self.picked.mentioned.contains(&since) => Vec::new(),
            Some(ENDED) => vec![is(Fact::Departed, true)],
            _ => vec![is(Fact::Sitting, true)],
        }
    }

    fn fact(&self, fact: Fact) -> Option<Value> {
        let value = self.value(Dimension::Fact(fact))?;
        let choice = u16::try_from(value).ok().map(Value::Choice);
        match fact.entry().unit {
            Unit::Money => Some(Value::Money(Money::from_cents(i64::try_from(value).ok()?))),
            Unit::MonthsOfRent => months_of_rent(value).map(Value::MonthsOfRent),
            Unit::Days => days_value(value),
            Unit::Months => i32::try_from(value).ok().map(Value::Months),
            Unit::Count => count_value(value),
            Unit::YesNo => Some(Value::YesNo(value == 1)),
            Unit::Text => u16::try_from(value).ok().map(Value::Text),
            Unit::TenancyKind | Unit::PaymentMethod | Unit::Segment | Unit::HoldCode | Unit::EndReason => choice,
        }
    }

    /// What was done of a kind of action, in as few words as tell it.
    fn done(&self, kind: ActionKind) -> Vec<(Subject, Value)> {
        let of = |function| Subject::Function(function, kind);
        let mentions = |dimension: &Dimension| self.picked.mentioned.contains(dimension);
        let days = self.value(Dimension::Clock(Clock::Since(kind), Count::Days));
        let counted = Dimension::Times(kind);
        let times = self.value(counted).unwrap_or(0).max(i128::from(days.is_some()));
        let done = mentions(&Dimension::Done(kind)).then(|| self.value(Dimension::Done(kind)) == Some(1));
        if times == 0 {
            return vec![(of(Function::Never), Value::YesNo(true))];
        }
        let mut told = Vec::new();
        told.extend(days.and_then(days_value).map(|days| (of(Function::DaysSince), days)));
        if times > 1 {
            told.extend(count_value(times).map(|times| (of(Function::Times), times)));
        } else if told.is_empty() && done != Some(true) {
            told.push((of(Function::Attempted), Value::YesNo(true)));
        }
        told.extend(done.map(|done| (of(Function::Done), Value::YesNo(done))));
        told
    }

    fn declared(&self, space: &Space<'_>, dimension: Dimension, place: u16, own: Own) -> Option<(Subject, Value)> {
        let subject = space.own_fact(place)?;
        let fact = space.policy().facts.get(subject)?;
        let value = self.value(dimension)?;
        let value = match own {
            Own::YesNo => Value::YesNo(value == 1),
            Own::Text(_) => {
                Value::Text(u16::try_from(value).ok().and_then(|text| space.own_text(text)).unwrap_or(OTHER_TEXT))
            }
            Own::Number => match fact.unit {
                Unit::Money => Value::Money(Money::from_cents(i64::try_from(value).ok()?)),
                Unit::Days => days_value(value)?,
                Unit::Months => Value::Months(i32::try_from(value).ok()?),
                _ => count_value(value)?,
            },
        };
        Some((Subject::Declared(subject), value))
    }
}

const fn hold(code: HoldCode) -> (Subject, Value) {
    (Subject::Fact(Fact::Hold), Value::Choice(code as u16))
}

fn days_value(days: i128) -> Option<Value> {
    i32::try_from(days).ok().map(Value::Days)
}

fn count_value(count: i128) -> Option<Value> {
    i64::try_from(count).ok().map(Value::Count)
}

/// A place on the line of months of rent as a number.
fn months_of_rent(place: i128) -> Option<Number> {
    let units = place.div_euclid(2);
    let (whole, part) = (units.div_euclid(DECIMALS), units.rem_euclid(DECIMALS));
    Number::parse(&format!("{whole}.{part:09}")).ok()
}

/// The value of a setting that lies at a number.
fn of_unit(like: Value, number: i128) -> Option<Value> {
    Some(match like {
        Value::Money(_) => Value::Money(Money::from_cents(i64::try_from(number).ok()?)),
        Value::MonthsOfRent(_) => Value::MonthsOfRent(months_of_rent(2 * number)?),
        Value::Days(_) => Value::Days(i32::try_from(number).ok()?),
        Value::WorkingDays(_) => Value::WorkingDays(i32::try_from(number).ok()?),
        Value::Months(_) => Value::Months(i32::try_from(number).ok()?),
        Value::Count(_) => Value::Count(i64::try_from(number).ok()?),
        Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => return None,
    })
}

/// A given fact as an example writes it.
#[must_use]
pub fn given_words(policy: &Policy, given: &Given) -> String {
    let name = policy.subject_name(given.subject, policy.locale);
    match given.value {
        Value::YesNo(true) => name,
        Value::YesNo(false) => format!("{} {name}", policy.locale.pick("not", "niet")),
        value => format!("{name} = {}", value_words(policy, given.subject, value)),
    }
}

/// A value of a fact as a policy writes it: without a unit that the fact says already.
#[must_use]
pub fn value_words(policy: &Policy, subject: Subject, value: Value) -> String {
    let locale = policy.locale;
    match value {
        Value::Choice(place) => choice_text(policy, subject, usize::from(place)),
        Value::Text(OTHER_TEXT) => locale.pick("\"something else\"", "\"iets anders\"").to_owned(),
        Value::Text(place) => {
            policy.texts.get(usize::from(place)).map_or_else(String::new, |text| format!("\"{text}\""))
        }
        value => number_text(value, locale),
    }
}

/// A number as a policy writes it.
pub(crate) fn number_text(value: Value, locale: Locale) -> String {
    match value {
        Value::Money(amount) => {
            let plain = amount.to_plain();
            format!("€ {}", locale.decimal(plain.strip_suffix(".00").unwrap_or(&plain)))
        }
        Value::MonthsOfRent(number) => locale.decimal(&number.to_plain()),
        Value::Days(number) => number.to_string(),
        Value::WorkingDays(number) => locale.working_days(i64::from(number)),
        Value::Months(number) => locale.months(&number.to_string()),
        Value::Count(count) => count.to_string(),
        Value::YesNo(yes) => locale.pick(if yes { "yes" } else { "no" }, if yes { "ja" } else { "nee" }).to_owned(),
        Value::Choice(place) | Value::Text(place) => place.to_string(),
    }
}

fn choice_text(policy: &Policy, subject: Subject, place: usize) -> String {
    let Subject::Fact(fact) = subject else { return String::new() };
    if fact == Fact::Segment {
        return policy.segments.get(place).map_or_else(String::new, |segment| segment.named.name.clone());
    }
    let word = fact.entry().unit.choice(place);
    word.map_or_else(String::new, |word| word.in_locale(policy.locale).to_owned())
}
