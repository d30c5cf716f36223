//! What waits: holds, each with its waiting code, and days between the actions of a group.

use super::Checker;
use super::condition::every;
use super::declare::named;
use super::terms::Hold;
use super::terms::Spacing;
use super::terms::Stops;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_a_contact() {
        assert!(MESSAGES.iter().all(|kind| CONTACTS.contains(kind)));
        assert!(CONTACTS.is_sorted() && MESSAGES.is_sorted());
    }
}
