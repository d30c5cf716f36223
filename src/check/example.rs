//! Examples: facts that are given, and what must or must not follow.

mod over_time;

pub use over_time::lasts;

use super::Checker;
use super::condition::every;
use super::condition::unit;
use super::measure::Clock;
use super::measure::Owner;
use super::policy::Comparison;
use super::policy::Example;
use super::policy::Expectation;
use super::policy::Given;
use super::policy::Must;
use super::policy::Subject;
use super::policy::Value;
use super::timeline::Timeline;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::Span;
use crate::syntax;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::Operand;
use crate::syntax::Polarity;
use crate::syntax::SyntaxTree;
use crate::vocabulary::Fact;
use crate::vocabulary::Unit;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

impl<'t> Checker<'t> {
    /// The examples of one day, and those over time.
    pub(super) fn examples(&mut self, tree: &'t SyntaxTree) -> Option<(Vec<Example>, Vec<Timeline>)> {
        let examples = tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Example(example) => Some((example, item.span)),
            _ => None,
        });
        let (over_time, of_a_day): (Vec<_>, Vec<_>) = examples.partition(|(example, _)| !example.events.is_empty());
        let of_a_day = every(of_a_day.into_iter().map(|(example, span)| self.example(example, span)));
        let over_time = every(over_time.into_iter().map(|(example, span)| self.timeline(example, span)));
        Some((of_a_day?, over_time?))
    }

    fn example(&mut self, example: &syntax::Example, span: Span) -> Option<Example> {
        self.no_days(example);
        let mut first: BTreeMap<Subject, Span> = BTreeMap::new();
        let mut codes: BTreeSet<u16> = BTreeSet::new();
        let given = every(example.given.iter().map(|given| {
            let subject = self.subject(&given.term)?;
            let earlier = first.insert(subject, given.term.span);
            let value = self.given_value(given, subject)?;
            // More than one hold can run.
            let is_another =
                subject == Subject::Fact(Fact::Hold) && matches!(value, Value::Choice(code) if codes.insert(code));
            if let Some(earlier) = earlier.filter(|_| !is_another) {
                self.given_twice(given, earlier);
            }
            Some(Given { subject, value, span: given.span })
        }));
        let expect = every(example.expect.iter().map(|expectation| {
            let step = self.step(&expectation.step)?;
            let must = match expectation.polarity {
                Polarity::Plain => Must::Follow,
                Polarity::Negated => Must::NotFollow,
            };
            Some(Expectation { step, must, span: expectation.span })
        }));
        let (title, nothing) = (example.title.text.clone(), example.nothing.first().map(|nothing| nothing.span));
        let expect = expect?;
        self.no_contradiction(&expect, nothing);
        Some(Example { title, given: given?, expect, nothing, span })
    }

    /// What must follow cannot also not follow.
    fn no_contradiction(&mut self, expect: &[Expectation], nothing: Option<Span>) {
        for expected in expect.iter().filter(|expected| expected.must == Must::Follow) {
            let same = |other: &&Expectation| {
                let (one, two) = (other.step, expected.step);
                other.must == Must::NotFollow
                    && (one.kind, one.action, one.partner) == (two.kind, two.action, two.partner)
            };
            let denied = expect.iter().find(same).map(|other| other.span).or(nothing);
            let Some(denied) = denied else { continue };
            let step = self.file.slice(expected.span);
            let message = Phrase::new(
                format!("this example expects `{step}`, and expects that it does not come"),
                format!("dit voorbeeld verwacht `{step}`, en verwacht dat het niet gebeurt"),
            );
            let there = Phrase::new("that it does not come", "dat het niet gebeurt");
            let help = Phrase::new("leave out the one that is not meant", "laat weg wat niet bedoeld is");
            self.findings.push(code::CONTRADICTS.at(expected.span, message).also(denied, there).help(help));
        }
    }

    fn given_twice(&mut self, given: &syntax::Given, earlier: Span) {
        let text = self.file.slice(given.term.span);
        let message = Phrase::new(format!("`{text}` is given twice"), format!("`{text}` wordt tweemaal gegeven"));
        let first = Phrase::new("the first time", "de eerste keer");
        let help = Phrase::new("leave one of the two out", "laat een van de twee weg");
        self.findings.push(code::GIVEN_TWICE.at(given.term.span, message).also(earlier, first).help(help));
    }

    fn given_value(&mut self, given: &syntax::Given, subject: Subject) -> Option<Value> {
        // What is given is a number of days, not a clock.
        let owner = Owner { clock: Clock::Stands, ..self.owner(&given.term, subject) };
        match (&given.value, unit(subject, &self.facts)) {
            (None, Unit::YesNo) => Some(Value::YesNo(given.polarity == Polarity::Plain)),
            (Some(value), Unit::YesNo) => {
                self.yes_or_no(owner, subject, Comparison::Equal, (value, given.span));
                None
            }
            (None, _) => {
                self.no_value(given);
                None
            }
            (Some(_), _) if given.polarity == Polarity::Negated => {
                self.negated_value(given);
                None
            }
            (Some(Operand::Literal(literal)), _) => self.value(owner, *literal),
            (Some(Operand::Text(text)), _) => self.quoted(owner, text),
            (Some(Operand::Term(term)), Unit::Text) => {
                self.unquoted(owner, term);
                None
            }
            (Some(Operand::Term(term)), unit) if !unit.is_ordered() => self.choice(unit, term),
            (Some(Operand::Term(term)), _) => {
                self.no_other_fact(owner, term)?;
                self.declared(Namespace::Setting, &term.name)?;
                self.setting_given(term);
                None
            }
        }
    }

    fn no_value(&mut self, given: &syntax::Given) {
        let text = self.file.slice(given.term.span);
        let message =
            Phrase::new(format!("`{text}` is given without a value"), format!("`{text}` wordt zonder waarde gegeven"));
        let help = Phrase::new(format!("write `{text} = …`"), format!("schrijf `{text} = …`"));
        self.findings.push(code::NO_COMPARISON.at(given.span, message).help(help));
    }

    fn negated_value(&mut self, given: &syntax::Given) {
        let (not, name) = (self.locale.pick("not", "niet"), self.file.slice(given.term.span));
        let message = Phrase::new(
            format!("`{not}` goes with a yes/no fact only, and `{name}` has a value"),
            format!("`{not}` hoort alleen bij een ja/nee-feit, en `{name}` heeft een waarde"),
        );
        let help = Phrase::new(
            format!("give the value that `{name}` has: `{name} = …`"),
            format!("geef de waarde die `{name}` heeft: `{name} = …`"),
        );
        self.findings.push(code::NO_COMPARISON.at(given.span, message).help(help));
    }

    /// A scenario may change the setting, and then the example would say something else.
    fn setting_given(&mut self, term: &syntax::Term) {
        let text = &term.name.text;
        let message = Phrase::new(
            format!("an example gives values, and `{text}` is a setting"),
            format!("een voorbeeld geeft waarden, en `{text}` is een instelling"),
        );
        let help = Phrase::new("write the value itself", "schrijf de waarde zelf");
        self.findings.push(code::NO_VALUE.at(term.span, message).help(help));
    }
}
