//! Contacts that are repeated for as long as somebody owes anything.

use super::Analysis;
use crate::check::hold::CONTACTS;
use crate::check::policy::Comparison;
use crate::check::policy::Condition;
use crate::check::policy::Operand;
use crate::check::policy::Rule;
use crate::check::policy::Subject;
use crate::check::policy::Test;
use crate::check::policy::Value;
use crate::check::region::Clock;
use crate::check::region::Count;
use crate::check::region::Dimension;
use crate::check::terms::Overridden;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::money::Money;
use crate::source::Span;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;

/// How long after it fell due the oldest claim is when a contact that still comes has no end: ten years.
const LONG: i32 = 3_650;

/// What a tenant hears or sees of the corporation; another action may be a task of the desk alone.
fn is_contact(kind: ActionKind) -> bool {
    kind != ActionKind::Other && CONTACTS.contains(&kind)
}

impl Analysis<'_> {
    pub(super) fn frequencies(&mut self) {
        for (number, rule) in self.policy.rules.iter().enumerate() {
            let Some(days) = rule.frequency.every.filter(|_| rule.frequency.limit.is_none()) else { continue };
            let Some(step) = rule.steps.iter().find(|step| is_contact(step.kind)) else { continue };
            // An exception that holds by then ends it, or makes something else of it.
            let excepted = self.policy.exceptions.iter().filter(|other| other.overrides == Overridden::Rule(number));
            let own = excepted
                .fold(self.set.rule(number), |left, exception| left.without(&self.set.condition(&exception.condition)));
            // What also comes when nothing is owed is no road to an end.
            let without_arrears = at_most(Subject::Fact(Fact::Arrears), Value::Money(Money::ZERO));
            if !own.is_apart(&self.set.condition(&without_arrears)) {
                continue;
            }
            let times = i64::from(LONG / days.max(1));
            let mut long = vec![
                at_least(Subject::Fact(Fact::DaysOverdue), Value::Days(LONG)),
                at_least(Subject::Function(Function::Times, step.kind), Value::Count(times)),
            ];
            // By then it was done as long ago as it waits each time.
            if own.asks().contains(&Dimension::Clock(Clock::Since(step.kind), Count::Days)) {
                long.push(at_least(Subject::Function(Function::DaysSince, step.kind), Value::Days(days)));
            }
            let long = Condition::All(long);
            if let Some(witness) = own.and(&self.set.condition(&long)).find().witness() {
                self.endless(rule, step.kind, self.often(rule, step.span), &witness);
            }
        }
    }

    /// Where a rule says `every … days`, after its steps; else the step itself.
    fn often(&self, rule: &Rule, step: Span) -> Span {
        let after = rule.steps.last().map_or(step.end, |last| last.span.end);
        let text = self.file.text();
        let rest = without_remarks(text.get(after..).unwrap_or(""));
        if !rest.starts_with(self.policy.locale.pick("every", "elke")) {
            return step;
        }
        // `every`, the number and its unit.
        let length = rest.split_whitespace().take(3).fold(0, |end, word| {
            let at = rest.get(end..).and_then(|left| left.find(word)).unwrap_or(0);
            end + at + word.trim_end_matches(',').len()
        });
        let from = text.len() - rest.len();
        Span::new(from, from + length)
    }

    fn endless(&mut self, rule: &Rule, kind: ActionKind, span: Span, witness: &crate::check::region::Witness) {
        let (name, action) = (&rule.named.name, self.policy.called(kind));
        let message = Phrase::new(
            format!("the rule `{name}` repeats `{action}` without end: after ten years it still does"),
            format!("de regel `{name}` herhaalt `{action}` zonder einde: na tien jaar nog"),
        );
        let line = self.policy.locale.pick(", at most 3 times", ", hoogstens 3 keer");
        let help = Phrase::new(
            format!("say how often at most, for example `{line}` after the number of days"),
            format!("zeg hoe vaak hoogstens, bijvoorbeeld `{line}` na het aantal dagen"),
        );
        self.findings.push(code::ENDLESS.at(span, message).help(help).shown_by(self.case(witness)));
    }
}

fn at_least(subject: Subject, value: Value) -> Condition {
    compared(subject, Comparison::AtLeast, value)
}

fn at_most(subject: Subject, value: Value) -> Condition {
    compared(subject, Comparison::AtMost, value)
}

fn compared(subject: Subject, comparison: Comparison, value: Value) -> Condition {
    Condition::Test(Test { subject, comparison: Some((comparison, Operand::Value(value))), span: Span::default() })
}

/// A text from its first word on: blanks and remarks before it left out.
fn without_remarks(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix('#') {
        Some(remark) => without_remarks(remark.split_once('\n').map_or("", |(_, after)| after)),
        None => text,
    }
}
