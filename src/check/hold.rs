//! What waits: holds, each with its waiting code, and days between the actions of a group.
//!
//! Always: a hold stops all that a rule or an exception does, or nothing of it.

use super::Checker;
use super::condition::every;
use super::declare::named;
use super::policy::Rule;
use super::policy::Step;
use super::terms::Exception;
use super::terms::Hold;
use super::terms::Spacing;
use super::terms::Stops;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Ending;
use crate::syntax::Group;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Stopped;
use crate::syntax::SyntaxTree;
use crate::vocabulary::ActionKind;

/// What is sent to a tenant.
pub const MESSAGES: [ActionKind; 6] = [
    ActionKind::PreNotification,
    ActionKind::Reminder,
    ActionKind::SecondReminder,
    ActionKind::WikLetter,
    ActionKind::PlanOffer,
    ActionKind::Other,
];

/// How a tenant hears from the corporation: messages, calls and visits.
pub const CONTACTS: [ActionKind; 8] = [
    ActionKind::PreNotification,
    ActionKind::Reminder,
    ActionKind::SecondReminder,
    ActionKind::Call,
    ActionKind::HomeVisit,
    ActionKind::WikLetter,
    ActionKind::PlanOffer,
    ActionKind::Other,
];

impl<'t> Checker<'t> {
    pub(super) fn holds(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Hold>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Hold(hold) => Some(self.hold(hold, item)),
            _ => None,
        }))
    }

    fn hold(&mut self, hold: &syntax::Hold, item: &Item) -> Option<Hold> {
        let name = &hold.declared.name;
        let code = self.hold_code(name);
        let stops = match &hold.stops {
            Stopped::AllExcept(kinds) => self.kinds(kinds).map(Stops::AllExcept),
            Stopped::Only(kinds) => self.kinds(kinds).map(Stops::Only),
        };
        let cites = self.cites(&hold.cites);
        if hold.cites.is_empty() && item.ending == Ending::Clean {
            self.no_citation(name, Word::new("the hold", "de wachtstand"));
        }
        Some(Hold { named: named(&hold.declared), code: code?, stops: stops?, cites: cites?, span: item.span })
    }

    /// Finds the rules and exceptions of which a hold stops one step and leaves another: what one of them does goes together.
    pub(super) fn stopped_whole(&mut self, holds: &[Hold], rules: &[Rule], exceptions: &[Exception]) {
        let rules = rules.iter().map(|rule| (&rule.steps, Whose::Rule));
        let exceptions = exceptions.iter().map(|exception| (&exception.steps, Whose::Exception));
        for (steps, whose) in rules.chain(exceptions) {
            let parted = |hold: &Hold| hold.stops.part(steps);
            if let Some((hold, (stopped, left))) = holds.iter().find_map(|hold| Some((hold, parted(hold)?))) {
                self.stopped_in_part(hold, stopped, left, whose);
            }
        }
    }

    fn stopped_in_part(&mut self, hold: &Hold, stopped: &Step, left: &Step, whose: Whose) {
        let name = &hold.named.name;
        let (stops, leaves) = (self.file.slice(stopped.span), self.file.slice(left.span));
        let message = Phrase::new(
            format!("the hold `{name}` stops `{stops}` and not `{leaves}`, and here they go together"),
            format!("de wachtstand `{name}` stopt `{stops}` en `{leaves}` niet, en hier gaan ze samen"),
        );
        let help = match whose {
            Whose::Rule => Phrase::new(
                format!("give `{stops}` a rule of its own, with the same condition: then only that waits"),
                format!("geef `{stops}` een eigen regel, met dezelfde voorwaarde: dan wacht alleen dat"),
            ),
            Whose::Exception => Phrase::new(
                format!("give `{stops}` a rule of its own, with this exception: then only that waits"),
                format!("geef `{stops}` een eigen regel, met deze uitzondering: dan wacht alleen dat"),
            ),
        };
        let finding = code::STOPPED_IN_PART.at(stopped.span, message);
        let finding = finding.also(left.span, Phrase::new("this goes on", "dit gaat door"));
        let there = Phrase::new("this hold", "deze wachtstand");
        self.findings.push(finding.also(hold.named.span, there).help(help));
    }

    pub(super) fn spacings(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Spacing>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Spacing(spacing) => Some(self.spacing(spacing, item.span)),
            _ => None,
        }))
    }

    fn spacing(&mut self, spacing: &syntax::Spacing, span: Span) -> Option<Spacing> {
        let days = self.number_of_days(spacing.days, span);
        let days = days.and_then(|days| self.at_least_one(days, spacing.days.span));
        let kinds = match &spacing.group {
            Group::Messages => Some(MESSAGES.to_vec()),
            Group::Contacts => Some(CONTACTS.to_vec()),
            Group::Kinds(kinds) => self.kinds(kinds),
        };
        Some(Spacing { days: days?, kinds: kinds?, span })
    }
}

/// What does some steps.
#[derive(Clone, Copy)]
enum Whose {
    Rule,
    Exception,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_a_contact() {
        assert!(MESSAGES.iter().all(|kind| CONTACTS.contains(kind)));
        assert!(CONTACTS.is_sorted() && MESSAGES.is_sorted());
    }
}
