//! What a rule waits for, in a few words: `from 20 days overdue`, `vanaf 2 maanden huur achterstand`.
//!
//! Knows what must hold for the whole rule and is measured in days, months or euros; what is yes or no, or leaves a choice, is
//! told with the rule itself. Always: what is said here must hold before the rule comes.

use super::Writer;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Operand;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::money::Money;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

impl Writer<'_> {
    /// What a condition waits for, each as a few words.
    pub(super) fn waits(&self, condition: &Condition) -> Vec<String> {
        let mut asked = Vec::new();
        all_of(condition, &mut asked);
        asked.into_iter().filter_map(|test| self.wait(test)).collect()
    }

    fn wait(&self, test: &Test) -> Option<String> {
        let (comparison, operand) = test.comparison?;
        let value = match operand {
            Operand::Value(value) => value,
            Operand::Setting(place) => self.policy.settings.get(place)?.value,
        };
        // That something is owed says every rule about arrears.
        if comparison == Comparison::Greater && value == Value::Money(Money::ZERO) {
            return None;
        }
        if matches!(value, Value::Count(_) | Value::YesNo(_) | Value::Choice(_) | Value::Text(_)) {
            return None;
        }
        let bound = match comparison {
            Comparison::Equal => self.pick("exactly", "precies"),
            Comparison::NotEqual => self.pick("other than", "anders dan"),
            Comparison::Less => self.pick("less than", "minder dan"),
            Comparison::AtMost => self.pick("at most", "hoogstens"),
            Comparison::Greater => self.pick("more than", "meer dan"),
            Comparison::AtLeast => self.pick("from", "vanaf"),
        };
        Some(format!("{bound} {} {}", self.quantity(value), self.after_what(test.subject)?))
    }

    /// What a number of days, months or euros is counted from or of.
    fn after_what(&self, subject: Subject) -> Option<String> {
        let (en, nl) = match subject {
            Subject::Fact(Fact::DaysOverdue) => ("overdue", "te laat"),
            Subject::Fact(Fact::Arrears) => ("of arrears", "achterstand"),
            Subject::Fact(Fact::MonthsInArrears) => ("in arrears", "achterstand"),
            Subject::Fact(Fact::ArrearsPrincipal) => ("of principal", "hoofdsom"),
            Subject::Fact(Fact::MonthlyRent) => ("of monthly rent", "maandhuur"),
            Subject::Fact(Fact::TenancyMonths) => ("a tenant", "huurder"),
            Subject::Fact(Fact::DaysSinceEnd) => ("after the tenancy ended", "na het einde van de huur"),
            Subject::Fact(Fact::DaysSinceBrokenPlan) => ("after a broken plan", "na een verbroken regeling"),
            Subject::Fact(Fact::DaysSinceHelp) => ("after accepted help", "na aanvaarde hulp"),
            Subject::Fact(Fact::DaysToDue) => ("before the due date", "voor de vervaldag"),
            Subject::Function(Function::DaysSince, kind) => {
                return Some(format!("{} {}", self.pick("after", "na"), kind.title().in_locale(self.locale)));
            }
            Subject::Declared(place) => {
                return self.policy.facts.get(place).map(|fact| format!("(\u{201c}{}\u{201d})", fact.named.title));
            }
            _ => return None,
        };
        Some(self.heading(en, nl))
    }
}

/// The tests that must all hold.
fn all_of<'c>(condition: &'c Condition, found: &mut Vec<&'c Test>) {
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| all_of(part, found)),
        Condition::Any(parts) if parts.len() == 1 => parts.iter().for_each(|part| all_of(part, found)),
        Condition::Test(test) => found.push(test),
        Condition::Any(_) | Condition::Not(_) => {}
    }
}
