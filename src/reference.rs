//! What each word of a policy refers to: a name that the policy gives, or a word of the vocabulary.
//!
//! Knows tokens and vocabulary; judges nothing: what is wrong with a policy is told by [`crate::check`]. Translation
//! and editors ask here, so that they agree on what a word means.
//! Always: in a policy without errors every word refers to something (`every_word_of_a_good_policy_is_known`).

mod referent;

pub use referent::Referent;

use crate::locale::Locale;
use crate::source::SourceFile;
use crate::source::Span;
use crate::syntax::Namespace;
use crate::syntax::Role;
use crate::syntax::Token;
use crate::syntax::TokenKind;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Channel;
use crate::vocabulary::EndReason;
use crate::vocabulary::EntryKind;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use crate::vocabulary::HoldCode;
use crate::vocabulary::Kpi;
use crate::vocabulary::MonthCount;
use crate::vocabulary::PartnerKind;
use crate::vocabulary::PaymentMethod;
use crate::vocabulary::TenancyKind;
use crate::vocabulary::Unit;
use std::collections::BTreeMap;

/// The names that a policy gives, and what its words refer to.
#[derive(Debug)]
pub struct References<'t> {
    file: &'t SourceFile,
    locale: Locale,
    names: BTreeMap<Namespace, BTreeMap<&'t str, Span>>,
}

impl<'t> References<'t> {
    /// The names given in a text; of a name that is given twice the first counts.
    #[must_use]
    pub fn of(file: &'t SourceFile, tokens: &[Token], locale: Locale) -> References<'t> {
        let mut names: BTreeMap<Namespace, BTreeMap<&'t str, Span>> = BTreeMap::new();
        for token in tokens {
            if let TokenKind::Word(Role::Declares(space)) = token.kind {
                names.entry(space).or_default().entry(file.slice(token.span)).or_insert(token.span);
            }
        }
        References { file, locale, names }
    }

    /// Where a name is given.
    #[must_use]
    pub fn declared(&self, space: Namespace, name: &str) -> Option<Span> {
        self.names.get(&space)?.get(name).copied()
    }

    /// The names of one kind, in order of the alphabet.
    pub fn names(&self, space: Namespace) -> impl Iterator<Item = (&'t str, Span)> {
        self.names.get(&space).into_iter().flatten().map(|(name, span)| (*name, *span))
    }

    /// What a token refers to; nothing, when it is no word or names nothing that exists.
    #[must_use]
    pub fn referent(&self, token: &Token) -> Option<Referent> {
        let TokenKind::Word(role) = token.kind else { return None };
        let text = self.file.slice(token.span);
        match role {
            Role::Declares(Namespace::Hold) => HoldCode::named(text, self.locale).map(Referent::HoldCode),
            Role::Declares(space) => Some(Referent::Own(space)),
            Role::Mentions(space) => self.own(space, text),
            Role::RuleOrException => self.first_own(&[Namespace::Rule, Namespace::Exception], text),
            Role::Step => self.own(Namespace::Action, text).or_else(|| self.kind_of_action(text)),
            Role::Kind => {
                self.first_own(&[Namespace::Action, Namespace::Partner], text).or_else(|| self.kind_of_action(text))
            }
            Role::Fact => self.fact(text),
            Role::Value(fact) => self.value(self.file.slice(fact), text),
            Role::Kpi => Kpi::named(text, self.locale).map(Referent::Kpi),
            Role::ActionKind => self.kind_of_action(text),
            Role::Channel => Channel::named(text, self.locale).map(Referent::Channel),
            Role::PartnerKind => PartnerKind::named(text, self.locale).map(Referent::PartnerKind),
            Role::Booking => EntryKind::named(text, self.locale).map(Referent::EntryKind),
            Role::Unread => None,
        }
    }

    /// What a word may refer to where its sentence does not tell: the first that it can be, names of the policy before the
    /// vocabulary.
    #[must_use]
    pub fn anywhere(&self, text: &str) -> Option<Referent> {
        let mut spaces = self.names.iter().filter(|(space, _)| **space != Namespace::Hold);
        let own = spaces.find(|(_, names)| names.contains_key(text)).map(|(space, _)| Referent::Own(*space));
        own.or_else(|| self.fact(text))
            .or_else(|| self.kind_of_action(text))
            .or_else(|| Kpi::named(text, self.locale).map(Referent::Kpi))
            .or_else(|| PartnerKind::named(text, self.locale).map(Referent::PartnerKind))
            .or_else(|| HoldCode::named(text, self.locale).map(Referent::HoldCode))
    }

    fn own(&self, space: Namespace, name: &str) -> Option<Referent> {
        self.declared(space, name).map(|_| Referent::Own(space))
    }

    fn first_own(&self, spaces: &[Namespace], name: &str) -> Option<Referent> {
        spaces.iter().find_map(|space| self.own(*space, name))
    }

    fn kind_of_action(&self, text: &str) -> Option<Referent> {
        ActionKind::named(text, self.locale).map(Referent::ActionKind)
    }

    fn fact(&self, text: &str) -> Option<Referent> {
        let fact = Fact::named(text, self.locale).map(Referent::Fact);
        fact.or_else(|| Function::named(text, self.locale).map(Referent::Function))
            .or_else(|| MonthCount::named(text, self.locale).map(Referent::MonthCount))
            .or_else(|| self.own(Namespace::Fact, text))
            // On a day of an example a whole booking stands where a fact does: a reversal needs no amount.
            .or_else(|| EntryKind::named(text, self.locale).map(Referent::EntryKind))
    }

    /// A choice of the fact it is compared with; a setting, where that fact has an order.
    fn value(&self, fact: &str, text: &str) -> Option<Referent> {
        match Fact::named(fact, self.locale).map(|fact| fact.entry().unit) {
            Some(Unit::TenancyKind) => TenancyKind::named(text, self.locale).map(Referent::TenancyKind),
            Some(Unit::PaymentMethod) => PaymentMethod::named(text, self.locale).map(Referent::PaymentMethod),
            Some(Unit::HoldCode) => HoldCode::named(text, self.locale).map(Referent::HoldCode),
            Some(Unit::EndReason) => EndReason::named(text, self.locale).map(Referent::EndReason),
            Some(Unit::Segment) => self.own(Namespace::Segment, text),
            _ => self.own(Namespace::Setting, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;
    use crate::syntax::tokens;

    fn unknown(text: &str) -> Vec<String> {
        let file = SourceFile::new("x", text);
        let locale = parse(&file).tree.locale;
        let tokens = tokens(&file);
        let references = References::of(&file, &tokens, locale);
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word(_)));
        let lost = words.filter(|token| references.referent(token).is_none());
        lost.map(|token| file.slice(token.span).to_owned()).collect()
    }

    #[test]
    fn every_word_of_a_good_policy_is_known() {
        for folder in ["policies", "policies/law"] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "beleid") {
                    let lost = unknown(&std::fs::read_to_string(&path).unwrap());
                    assert_eq!(lost, [""; 0], "{}", path.display());
                }
            }
        }
    }

    #[test]
    fn a_word_of_the_other_language_is_not_known() {
        assert_eq!(unknown("applies when zittend and hold = klacht"), ["zittend", "klacht"]);
    }

    #[test]
    fn an_action_of_the_policy_goes_before_the_kind_of_that_name() {
        let file = SourceFile::new("x", "action call is call\nguarantee \"g\" call never\nguarantee \"h\" writ never");
        let tokens = tokens(&file);
        let references = References::of(&file, &tokens, Locale::En);
        let found: Vec<_> = tokens.iter().filter_map(|token| references.referent(token)).collect();
        let kind = Referent::ActionKind;
        let own = Referent::Own(Namespace::Action);
        assert_eq!(found, [own, kind(ActionKind::Call), own, kind(ActionKind::Writ)]);
    }
}
