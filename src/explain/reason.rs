//! Facts and tests in the words of the policy.

use super::FactValue;
use super::Reason;
use crate::calendar::Day;
use crate::check::Given;
use crate::check::Hold;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Value;
use crate::locale::Locale;
use crate::money::Money;
use crate::money::quotient;
use crate::program::Because;
use crate::program::Reading;
use crate::vocabulary::Fact;
use crate::vocabulary::Unit;

/// Puts facts into the words of a policy, as they stand on a day.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The policy whose words are used.
    pub policy: &'a Policy,
    /// The day from which clocks are read.
    pub day: Day,
}

impl Wording<'_> {
    const fn words(&self) -> Words<'_> {
        Words { policy: self.policy, locale: self.policy.locale, day: self.day }
    }

    /// The tests that decided something, in words.
    #[must_use]
    pub fn reasons(&self, because: &[Because]) -> Vec<Reason> {
        because.iter().map(|because| self.reason(because)).collect()
    }

    /// A fact that an example gives, beside what it comes to.
    #[must_use]
    pub fn given(&self, given: &Given, reading: Reading) -> Reason {
        let test = format!("= {}", self.words().value_text(given.subject, given.value));
        self.told(given.subject, reading, test, false)
    }

    /// Holds that stop something, each as a fact that keeps it back.
    #[must_use]
    pub fn stopped_by(&self, holds: &[&Hold]) -> Vec<Reason> {
        let locale = self.policy.locale;
        let of = |hold: &&Hold| {
            let shown = hold.code.word().in_locale(locale).to_owned();
            let fact = self.policy.subject_name(Subject::Fact(Fact::Hold), locale);
            let test = format!("!= {shown}");
            Reason { fact, value: FactValue::Word(shown.clone()), shown, test, setting: None, holds: false }
        };
        holds.iter().map(of).collect()
    }

    fn told(&self, subject: Subject, reading: Reading, test: String, holds: bool) -> Reason {
        let (words, fact) = (self.words(), self.policy.subject_name(subject, self.policy.locale));
        Reason {
            fact,
            value: words.value(subject, reading),
            shown: words.shown(subject, reading),
            test,
            setting: None,
            holds,
        }
    }

    fn reason(&self, because: &Because) -> Reason {
        let locale = self.policy.locale;
        let test = match because.comparison {
            Some((comparison, value)) => {
                format!("{} {}", comparison.sign(), self.words().value_text(because.subject, value))
            }
            None if because.negated => locale.pick("must not hold", "mag niet gelden").to_owned(),
            None => locale.pick("must hold", "moet gelden").to_owned(),
        };
        let negated = because.negated && because.comparison.is_some();
        let test = if negated { format!("{} {test}", locale.pick("not", "niet")) } else { test };
        let setting = because.setting.and_then(|place| self.policy.settings.get(place));
        let setting = setting.map(|setting| setting.named.name.clone());
        Reason { setting, ..self.told(because.subject, because.reading, test, because.truth.holds) }
    }

    /// The value of a fact, in words.
    #[must_use]
    pub fn fact_text(&self, fact: Fact, reading: Reading) -> String {
        self.words().shown(Subject::Fact(fact), reading)
    }

    /// The value of a fact, for machines.
    #[must_use]
    pub fn fact_value(&self, fact: Fact, reading: Reading) -> FactValue {
        self.words().value(Subject::Fact(fact), reading)
    }

    /// What a fact of a unit comes to, in words.
    #[must_use]
    pub fn text(&self, unit: Unit, reading: Reading) -> String {
        self.words().text(unit, reading)
    }
}

/// Values in the words of a policy, written as a language writes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) policy: &'a Policy,
    pub(super) locale: Locale,
    pub(super) day: Day,
}

impl Words<'_> {
    /// What a fact or function comes to, for machines.
    pub(super) fn value(&self, subject: Subject, reading: Reading) -> FactValue {
        match (reading, self.unit(subject)) {
            (Reading::Never(_), _) => FactValue::Never,
            (Reading::YesNo(truth), _) => FactValue::YesNo(truth.holds),
            (Reading::Whole(cents) | Reading::WholeUntil(cents, _), Unit::Money) => {
                FactValue::Number(Money::from_cents(cents).to_plain())
            }
            (Reading::Fraction(share), _) => {
                FactValue::Number(quotient(share.part, share.whole, 6).unwrap_or_else(|| "0".to_owned()))
            }
            (Reading::Whole(place), unit) if !unit.is_ordered() && place < 0 => FactValue::Never,
            (Reading::Among(codes), _) if codes.is_empty() => FactValue::Never,
            (Reading::Among(_), _) => FactValue::Word(self.shown(subject, reading)),
            (Reading::Whole(_), unit) if !unit.is_ordered() => FactValue::Word(self.shown(subject, reading)),
            _ => FactValue::Number(self.number(reading)),
        }
    }

    /// What a fact or function comes to, for people.
    pub(super) fn shown(&self, subject: Subject, reading: Reading) -> String {
        self.text(self.unit(subject), reading)
    }

    /// What something of a unit comes to, for people.
    fn text(&self, unit: Unit, reading: Reading) -> String {
        let locale = self.locale;
        match reading {
            Reading::Whole(value) | Reading::WholeUntil(value, _) => self.whole_text(unit, value),
            Reading::YesNo(truth) => yes_no(locale, truth.holds).to_owned(),
            Reading::Among(codes) if codes.is_empty() => self.whole_text(unit, -1),
            Reading::Among(codes) => {
                codes.iter().map(|code| self.whole_text(unit, code as i64)).collect::<Vec<_>>().join(", ")
            }
            Reading::Never(_) => locale.pick("never", "nooit").to_owned(),
            _ => self.number(reading),
        }
    }

    /// A number without its unit.
    pub(super) fn number(&self, reading: Reading) -> String {
        match reading {
            Reading::Fraction(share) => {
                let months = quotient(share.part, share.whole, 2).unwrap_or_else(|| "0.00".to_owned());
                self.locale.decimal(&months)
            }
            Reading::Whole(value) | Reading::WholeUntil(value, _) => value.to_string(),
            Reading::DaysTo(due) => due.since(self.day).to_string(),
            Reading::Days(since) => self.day.since(since).to_string(),
            Reading::Months(since) => whole_months(since, self.day).to_string(),
            Reading::YesNo(_) | Reading::Among(_) | Reading::Never(_) => String::new(),
        }
    }

    fn unit(&self, subject: Subject) -> Unit {
        match subject {
            Subject::Fact(fact) => fact.entry().unit,
            Subject::Function(function, _) => function.entry().unit,
            Subject::LastMonths(..) => Unit::Count,
            Subject::Declared(place) => self.policy.facts.get(place).map_or(Unit::Count, |fact| fact.unit),
        }
    }

    fn whole_text(&self, unit: Unit, value: i64) -> String {
        let locale = self.locale;
        let place = usize::try_from(value).unwrap_or(usize::MAX);
        match unit {
            Unit::Money => locale.money(Money::from_cents(value)),
            Unit::YesNo => yes_no(locale, value != 0).to_owned(),
            Unit::TenancyKind | Unit::PaymentMethod | Unit::HoldCode | Unit::EndReason => {
                choice(unit.choice(place).map(|word| word.in_locale(locale)))
            }
            Unit::Text => choice(self.policy.texts.get(place).map(String::as_str)),
            Unit::Segment => choice(self.policy.segments.get(place).map(|segment| segment.named.name.as_str())),
            _ => value.to_string(),
        }
    }

    pub(super) fn value_text(&self, subject: Subject, value: Value) -> String {
        let locale = self.locale;
        let unit = self.unit(subject);
        match value {
            Value::Money(money) => locale.money(money),
            Value::MonthsOfRent(number) => locale.number(number),
            Value::Days(number) | Value::WorkingDays(number) | Value::Months(number) => number.to_string(),
            Value::Count(count) => count.to_string(),
            Value::YesNo(yes) => yes_no(locale, yes).to_owned(),
            Value::Choice(place) => self.whole_text(unit, i64::from(place)),
            Value::Text(place) => self.policy.texts.get(usize::from(place)).cloned().unwrap_or_default(),
        }
    }
}

fn choice(word: Option<&str>) -> String {
    word.unwrap_or_default().to_owned()
}

const fn yes_no(locale: Locale, yes: bool) -> &'static str {
    if yes { locale.pick("yes", "ja") } else { locale.pick("no", "nee") }
}

fn whole_months(since: Day, day: Day) -> i32 {
    let months = day.month().number() - since.month().number();
    if since.plus_months(months) > day { months - 1 } else { months }
}
