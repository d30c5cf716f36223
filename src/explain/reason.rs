//! Facts and tests in the words of the policy.

use super::Reason;
use crate::calendar::Day;
use crate::check::Given;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Value;
use crate::locale::Locale;
use crate::money::Money;
use crate::money::quotient;
use crate::program::Because;
use crate::program::Reading;
use crate::vocabulary::EndReason;
use crate::vocabulary::Fact;
use crate::vocabulary::HoldCode;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
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
    /// The tests that decided something, in words.
    #[must_use]
    pub fn reasons(&self, because: &[Because]) -> Vec<Reason> {
        because.iter().map(|because| self.reason(because)).collect()
    }

    /// A fact that an example gives, beside what it comes to.
    #[must_use]
    pub fn given(&self, given: &Given, reading: Reading) -> Reason {
        let (fact, value) = self.subject_text(given.subject, reading);
        Reason { fact, value, test: format!("= {}", self.value_text(given.subject, given.value)), holds: false }
    }

    /// A fact or function by its name, and what it comes to.
    fn subject_text(&self, subject: Subject, reading: Reading) -> (String, String) {
        let locale = self.policy.locale;
        match subject {
            Subject::Fact(fact) => (fact.entry().word.in_locale(locale).to_owned(), self.fact_text(fact, reading)),
            Subject::Function(function, kind) => {
                let name = function.entry().word.in_locale(locale);
                let call = format!("{name}({})", kind.word().in_locale(locale));
                (call, self.text(function.entry().unit, reading))
            }
            Subject::LastMonths(count, back) => {
                let name = count.entry().word.in_locale(locale);
                (format!("{name}({back})"), self.text(Unit::Count, reading))
            }
            Subject::Declared(place) => {
                let fact = self.policy.facts.get(place);
                let name = fact.map_or_else(String::new, |fact| fact.named.name.clone());
                (name, self.text(fact.map_or(Unit::Count, |fact| fact.unit), reading))
            }
        }
    }

    fn reason(&self, because: &Because) -> Reason {
        let locale = self.policy.locale;
        let (fact, value) = self.subject_text(because.subject, because.reading);
        let test = match because.comparison {
            Some((comparison, value)) => format!("{} {}", comparison.sign(), self.value_text(because.subject, value)),
            None if because.negated => locale.pick("must not hold", "mag niet gelden").to_owned(),
            None => locale.pick("must hold", "moet gelden").to_owned(),
        };
        let negated = because.negated && because.comparison.is_some();
        let test = if negated { format!("{} {test}", locale.pick("not", "niet")) } else { test };
        Reason { fact, value, test, holds: because.truth.holds }
    }

    /// The value of a fact, in words.
    #[must_use]
    pub fn fact_text(&self, fact: Fact, reading: Reading) -> String {
        self.text(fact.entry().unit, reading)
    }

    /// What a fact of a unit comes to, in words.
    #[must_use]
    pub fn text(&self, unit: Unit, reading: Reading) -> String {
        let locale = self.policy.locale;
        match reading {
            Reading::Whole(value) => self.whole_text(unit, value),
            Reading::Fraction(share) => {
                let months = quotient(share.part, share.whole, 2).unwrap_or_else(|| "0.00".to_owned());
                locale.decimal(&months)
            }
            Reading::YesNo(truth) => yes_no(locale, truth.holds).to_owned(),
            Reading::WholeUntil(value, _) => self.whole_text(unit, value),
            Reading::DaysTo(due) => due.since(self.day).to_string(),
            Reading::Days(since) => self.day.since(since).to_string(),
            Reading::Months(since) => whole_months(since, self.day).to_string(),
            Reading::Never(_) => locale.pick("never", "nooit").to_owned(),
        }
    }

    fn whole_text(&self, unit: Unit, value: i64) -> String {
        let locale = self.policy.locale;
        let place = usize::try_from(value).unwrap_or(usize::MAX);
        match unit {
            Unit::Money => locale.money(Money::from_cents(value)),
            Unit::YesNo => yes_no(locale, value != 0).to_owned(),
            Unit::TenancyKind => choice(TenancyKind::ALL.get(place).map(|kind| kind.word().in_locale(locale))),
            Unit::PaymentMethod => choice(PaymentMethod::ALL.get(place).map(|method| method.word().in_locale(locale))),
            Unit::HoldCode => choice(HoldCode::ALL.get(place).map(|code| code.word().in_locale(locale))),
            Unit::EndReason => choice(EndReason::ALL.get(place).map(|reason| reason.word().in_locale(locale))),
            Unit::Text => choice(self.policy.texts.get(place).map(String::as_str)),
            Unit::Segment => choice(self.policy.segments.get(place).map(|segment| segment.named.name.as_str())),
            _ => value.to_string(),
        }
    }

    fn value_text(&self, subject: Subject, value: Value) -> String {
        let locale = self.policy.locale;
        let unit = match subject {
            Subject::Fact(fact) => fact.entry().unit,
            Subject::Function(function, _) => function.entry().unit,
            Subject::LastMonths(..) => Unit::Count,
            Subject::Declared(place) => self.policy.facts.get(place).map_or(Unit::Count, |fact| fact.unit),
        };
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
