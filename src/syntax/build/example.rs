//! Examples, of one day and over time.

use super::Builder;
use super::quoted;
use super::rule::polarity;
use super::rule::step;
use super::written;
use crate::syntax::grammar::Pair;
use crate::syntax::grammar::Parts;
use crate::syntax::grammar::Rule;
use crate::syntax::grammar::span;
use crate::syntax::tree::Amount;
use crate::syntax::tree::Event;
use crate::syntax::tree::Example;
use crate::syntax::tree::Expectation;
use crate::syntax::tree::Given;
use crate::syntax::tree::Happening;
use crate::syntax::tree::ItemKind;
use crate::syntax::tree::Moment;
use crate::syntax::tree::Nothing;
use crate::syntax::tree::Pace;

impl Builder<'_> {
    pub(super) fn example(&mut self, parts: &mut Parts<'_>) -> Option<ItemKind> {
        let title = quoted(&parts.take(Rule::string)?);
        let mut example =
            Example { title, given: Vec::new(), events: Vec::new(), expect: Vec::new(), nothing: Vec::new() };
        while parts.take(Rule::k_given).is_some() {
            let part = parts.take_any(&[Rule::event, Rule::givens])?;
            if part.as_rule() == Rule::event {
                example.events.push(self.event(part)?);
            } else {
                let given = Parts::of(part).take_all(Rule::given);
                example.given.extend(given.into_iter().filter_map(|pair| self.given(pair)));
            }
        }
        while parts.take(Rule::k_expect).is_some() {
            self.expectations(parts.take(Rule::expectations)?, &mut example);
        }
        Some(ItemKind::Example(example))
    }

    fn given(&mut self, pair: Pair<'_>) -> Option<Given> {
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let polarity = polarity(&mut parts);
        let term = self.term(&mut parts)?;
        let value = match parts.take(Rule::operand) {
            Some(operand) => Some(self.operand(operand)?),
            None => None,
        };
        Some(Given { polarity, term, value, span })
    }

    fn event(&mut self, pair: Pair<'_>) -> Option<Event> {
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let day = self.date(&parts.take(Rule::date)?);
        let pace = if parts.take(Rule::every_month).is_some() { Pace::Monthly } else { Pace::Once };
        let listed = parts.take_all(Rule::happening);
        let happenings = listed.into_iter().filter_map(|pair| self.happening(pair)).collect();
        Some(Event { day, pace, happenings, span })
    }

    fn happening(&mut self, pair: Pair<'_>) -> Option<Happening> {
        let mut parts = Parts::of(pair);
        if let Some(booking) = parts.take(Rule::booking) {
            let span = span(&booking);
            let mut parts = Parts::of(booking);
            let word = written(&parts.take(Rule::mention)?);
            return Some(Happening::Booking(Amount { word, amount: self.literal(&mut parts)?, span }));
        }
        let given = self.given(parts.take(Rule::given)?)?;
        let until = match parts.take(Rule::k_until) {
            Some(_) => Some(self.date(&parts.take(Rule::date)?)),
            None => None,
        };
        Some(Happening::Given(given, until))
    }

    fn expectations(&mut self, pair: Pair<'_>, example: &mut Example) {
        let whole = span(&pair);
        let mut listed = Parts::of(pair);
        if listed.take(Rule::k_nothing).is_some() {
            let moment = listed.take(Rule::moment).and_then(|pair| self.moment(pair));
            example.nothing.push(Nothing { moment, span: whole });
        }
        let expected = listed.take_all(Rule::expectation);
        example.expect.extend(expected.into_iter().filter_map(|pair| self.expectation(pair)));
    }

    fn expectation(&mut self, pair: Pair<'_>) -> Option<Expectation> {
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let polarity = polarity(&mut parts);
        let step = step(parts.take(Rule::step)?)?;
        let moment = parts.take(Rule::moment).and_then(|pair| self.moment(pair));
        Some(Expectation { polarity, step, moment, span })
    }

    fn moment(&mut self, pair: Pair<'_>) -> Option<Moment> {
        let span = span(&pair);
        let mut parts = Parts::of(pair);
        let begin = parts.take_any(&[Rule::k_on, Rule::k_before, Rule::k_from])?.as_rule();
        let first = self.date(&parts.take(Rule::date)?);
        Some(match begin {
            Rule::k_on => Moment::On(first, span),
            Rule::k_before => Moment::Before(first, span),
            _ => {
                parts.take(Rule::k_through)?;
                Moment::Stretch(first, self.date(&parts.take(Rule::date)?), span)
            }
        })
    }
}
