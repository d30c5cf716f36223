//! Small changes to a condition: a threshold by one of its unit, a test turned round, a part left out.

use super::mutant::Alteration;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Policy;
use crate::check::Test;
use crate::check::Value;
use crate::check::value_words;
use crate::money::Money;
use crate::money::Number;
use crate::program::Program;
use crate::source::SourceFile;
use crate::source::Span;

/// A condition with one change, what that is, and where it stands.
pub(super) type Altered = (Condition, Alteration, Option<Span>);

/// Every small change to a condition.
pub(super) fn altered(condition: &Condition, file: &SourceFile, policy: &Policy, program: &Program) -> Vec<Altered> {
    let author = Author { file, policy, program };
    let mut all = author.within(condition);
    // A condition of several parts drops them one by one.
    if matches!(condition, Condition::Test(_) | Condition::Not(_)) {
        all.push((Condition::always(), Alteration::Dropped(author.text(condition)), span_of(condition)));
    }
    all
}

/// The value of what a test compares with, as the settings have it.
pub(super) fn bound(test: &Test, program: &Program) -> Option<(Comparison, Value)> {
    let (comparison, operand) = test.comparison?;
    match operand {
        Operand::Value(value) => Some((comparison, value)),
        Operand::Setting(place) => program.settings().get(place).map(|value| (comparison, *value)),
    }
}

/// One less and one more of the unit: a cent, a day, a hundredth of a month of rent.
pub(super) fn neighbours(value: Value) -> [Option<Value>; 2] {
    [-1, 1].map(|by: i32| match value {
        Value::Money(amount) => {
            let moved = Money::from_cents(amount.cents() + i64::from(by));
            (moved >= Money::ZERO).then_some(Value::Money(moved))
        }
        Value::MonthsOfRent(number) => hundredth(number, by).map(Value::MonthsOfRent),
        Value::Days(days) => Some(days + by).filter(|days| *days >= 0).map(Value::Days),
        Value::WorkingDays(days) => Some(days + by).filter(|days| *days >= 0).map(Value::WorkingDays),
        Value::Months(months) => Some(months + by).filter(|months| *months >= 0).map(Value::Months),
        Value::Count(count) => Some(count + i64::from(by)).filter(|count| *count >= 0).map(Value::Count),
        Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => None,
    })
}

fn hundredth(number: Number, by: i32) -> Option<Number> {
    let share = number.as_share();
    let hundredths = share.part.checked_mul(100)?.checked_div(share.whole)?.checked_add(i64::from(by))?;
    let text = Money::from_cents(hundredths).to_plain();
    Number::parse(&text).ok().filter(|_| hundredths >= 0)
}

struct Author<'a> {
    file: &'a SourceFile,
    policy: &'a Policy,
    program: &'a Program,
}

impl Author<'_> {
    fn within(&self, condition: &Condition) -> Vec<Altered> {
        match condition {
            Condition::All(parts) => self.parts(parts, Condition::All),
            Condition::Any(parts) => self.parts(parts, Condition::Any),
            Condition::Not(inner) => match inner.as_ref() {
                // Yes for no.
                Condition::Test(test) if test.comparison.is_none() => {
                    let turned = Alteration::Turned(self.text(condition));
                    vec![(Condition::Test(test.clone()), turned, Some(test.span))]
                }
                _ => {
                    let inner = self.within(inner).into_iter();
                    inner.map(|(inner, what, span)| (Condition::Not(Box::new(inner)), what, span)).collect()
                }
            },
            Condition::Test(test) => self.test(test),
        }
    }

    fn parts(&self, parts: &[Condition], of: fn(Vec<Condition>) -> Condition) -> Vec<Altered> {
        let mut all = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            for (changed, what, span) in self.within(part) {
                let mut parts = parts.to_vec();
                parts.iter_mut().skip(place).take(1).for_each(|part| *part = changed.clone());
                all.push((of(parts), what, span));
            }
            if parts.len() > 1 {
                let mut rest = parts.to_vec();
                rest.remove(place);
                all.push((of(rest), Alteration::Dropped(self.text(part)), span_of(part)));
            }
        }
        all
    }

    fn test(&self, test: &Test) -> Vec<Altered> {
        let told = |test: &Test| self.file.slice(test.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((comparison, value)) = bound(test, self.program) else {
            let turned = Condition::Not(Box::new(Condition::Test(test.clone())));
            return vec![(turned, Alteration::Turned(told(test)), Some(test.span))];
        };
        let with =
            |comparison, operand| Condition::Test(Test { comparison: Some((comparison, operand)), ..test.clone() });
        let shifted = neighbours(value).into_iter().flatten().map(|to| {
            let what = Alteration::Shifted { test: told(test), to: value_words(self.policy, test.subject, to) };
            (with(comparison, Operand::Value(to)), what, Some(test.span))
        });
        let operand = test.comparison.map_or(Operand::Value(value), |(_, operand)| operand);
        let turned = (with(comparison.inverse(), operand), Alteration::Turned(told(test)), Some(test.span));
        shifted.chain([turned]).collect()
    }

    /// A condition as the author wrote it.
    fn text(&self, condition: &Condition) -> String {
        let text = span_of(condition).map_or("", |span| self.file.slice(span));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match condition {
            Condition::Not(_) => format!("{} {text}", self.policy.locale.pick("not", "niet")),
            _ => text,
        }
    }
}

/// From the first test of a condition to its last.
fn span_of(condition: &Condition) -> Option<Span> {
    match condition {
        Condition::Test(test) => Some(test.span),
        Condition::Not(inner) => span_of(inner),
        Condition::All(parts) | Condition::Any(parts) => {
            let spans = || parts.iter().filter_map(span_of);
            Some(Span::new(spans().map(|span| span.start).min()?, spans().map(|span| span.end).max()?))
        }
    }
}
