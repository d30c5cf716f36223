//! What a policy declares: its header, how it counts, its sources, scope, actions and partners.

use super::Checker;
use super::condition::Standing;
use super::condition::every;
use super::measure::Owner;
use super::policy::Action;
use super::policy::Cite;
use super::policy::Conventions;
use super::policy::CostsVat;
use super::policy::Evaluate;
use super::policy::Law;
use super::policy::Named;
use super::policy::OverdueFrom;
use super::policy::Scope;
use super::policy::Source;
use super::policy::Value;
use crate::calendar::Day;
use crate::calendar::WorkingDays;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::money::Money;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Count;
use crate::syntax::DayPart;
use crate::syntax::Declared;
use crate::syntax::FirstDay;
use crate::syntax::ItemKind;
use crate::syntax::Literal;
use crate::syntax::Namespace;
use crate::syntax::SyntaxTree;
use crate::syntax::VatOnCosts;
use crate::vocabulary::STRUCTURE;
use crate::vocabulary::Unit;

/// A name with its title; the name, where there is none.
pub(super) fn named(declared: &Declared) -> Named {
    let title = declared.title.as_ref().unwrap_or(&declared.name);
    Named { name: declared.name.text.clone(), title: title.text.clone(), span: declared.name.span }
}

impl<'t> Checker<'t> {
    /// The one item of its kind, with a finding about every other.
    fn single<T>(&mut self, tree: &'t SyntaxTree, pick: impl Fn(&'t ItemKind) -> Option<T>) -> Option<(T, Span)> {
        let mut found = tree.items.iter().filter_map(|item| Some((pick(&item.kind)?, item.span)));
        let first = found.next();
        for (_, again) in found {
            self.said_twice(first.as_ref().map_or(again, |(_, span)| *span), again);
        }
        first
    }

    fn said_twice(&mut self, first: Span, again: Span) {
        let word = first_word(self.file.slice(again));
        let message = Phrase::new(
            format!("`{word}` stands here a second time"),
            format!("`{word}` staat hier voor de tweede keer"),
        );
        let remark = Phrase::new("the first time", "de eerste keer");
        let help = Phrase::new("leave one of the two out", "laat een van de twee weg");
        let place = |span: Span, word: &str| Span::new(span.start, span.start + word.len());
        let first_place = place(first, first_word(self.file.slice(first)));
        self.findings.push(code::SAID_TWICE.at(place(again, word), message).also(first_place, remark).help(help));
    }

    pub(super) fn header(&mut self, tree: &'t SyntaxTree) -> Option<(String, String)> {
        let header = self.single(tree, |kind| match kind {
            ItemKind::Policy(title, version) => Some((title.text.clone(), version.text.clone())),
            _ => None,
        });
        let broken = tree.items.iter().any(|item| matches!(&item.kind, ItemKind::Broken(broken) if broken.header));
        if header.is_none() && !broken {
            self.no_header(tree);
        }
        header.map(|(header, _)| header)
    }

    fn no_header(&mut self, tree: &SyntaxTree) {
        let start = tree.items.first().map_or(0, |item| item.span.start);
        let first = first_word(self.file.text().get(start..).unwrap_or(""));
        let message =
            Phrase::new("the file does not say which policy it is", "het bestand zegt niet welk beleid het is");
        let line = self.locale.pick("policy \"Title\" version \"1.0\"", "beleid \"Titel\" versie \"1.0\"");
        let help = Phrase::new(format!("begin with `{line}`"), format!("begin met `{line}`"));
        self.findings.push(code::NO_HEADER.at(Span::new(start, start + first.len()), message).help(help));
    }

    pub(super) fn valid_from(&mut self, tree: &'t SyntaxTree) -> Option<Day> {
        let valid = self.single(tree, |kind| match kind {
            ItemKind::ValidFrom(day) => Some(*day),
            _ => None,
        });
        valid.and_then(|(day, _)| day)
    }

    pub(super) fn conventions(&mut self, tree: &'t SyntaxTree) -> Option<Conventions> {
        let evaluate = self.single(tree, |kind| match kind {
            ItemKind::Evaluate(part) => Some(*part),
            _ => None,
        });
        let working_days = self.single(tree, |kind| match kind {
            ItemKind::WorkingDays(days) => Some(*days),
            _ => None,
        });
        let overdue = self.single(tree, |kind| match kind {
            ItemKind::Overdue(day) => Some(*day),
            _ => None,
        });
        let tolerance = self.single(tree, |kind| match kind {
            ItemKind::Tolerance(amount) => Some(*amount),
            _ => None,
        });
        let grace = self.single(tree, |kind| match kind {
            ItemKind::Grace(days) => Some(*days),
            _ => None,
        });
        let vat = self.single(tree, |kind| match kind {
            ItemKind::Vat(vat) => Some(*vat),
            _ => None,
        });
        Some(Conventions {
            evaluate: evaluate.map_or(Evaluate::Morning, |(part, _)| day_part(part)),
            working_days: working_days.map_or(WorkingDays::Nl, |(days, _)| days),
            overdue_from: overdue.map_or(OverdueFrom::DueDate, |(day, _)| first_day(day)),
            tolerance: match tolerance {
                Some((amount, span)) => self.amount(amount, span)?,
                None => Money::ZERO,
            },
            grace: match grace {
                Some((days, span)) => self.number_of_days(days, span)?,
                None => 0,
            },
            costs_vat: vat.map_or(CostsVat::default(), |(vat, _)| costs_vat(vat)),
        })
    }

    /// Under which law it stands.
    pub(super) fn law(&mut self, tree: &'t SyntaxTree) -> Law {
        let said = self.single(tree, |kind| matches!(kind, ItemKind::Law).then_some(()));
        if said.is_some() { Law::Nl } else { Law::Unsaid }
    }

    /// A number of days, of the item at a place.
    pub(super) fn number_of_days(&mut self, literal: Literal, item: Span) -> Option<i32> {
        let text = first_word(self.file.slice(item));
        let span = Span::new(item.start, item.start + text.len());
        match self.value(Owner::new(text, Unit::Days, span), literal)? {
            Value::Days(days) => Some(days),
            _ => None,
        }
    }

    /// An amount of money, of the item at a place.
    fn amount(&mut self, literal: Literal, item: Span) -> Option<Money> {
        let text = first_word(self.file.slice(item));
        let span = Span::new(item.start, item.start + text.len());
        match self.value(Owner::new(text, Unit::Money, span), literal)? {
            Value::Money(amount) => Some(amount),
            _ => None,
        }
    }

    pub(super) fn sources(&mut self, tree: &'t SyntaxTree) -> Vec<Source> {
        let declared = tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Source(declared) => Some(declared),
            _ => None,
        });
        declared.map(|declared| Source { named: named(declared) }).collect()
    }

    /// The scope, if the policy has one; nothing, if it has one that is wrong.
    pub(super) fn scope(&mut self, tree: &'t SyntaxTree) -> Option<Option<Scope>> {
        let scope = self.single(tree, |kind| match kind {
            ItemKind::Applies(condition, cites) => Some((condition, cites)),
            _ => None,
        });
        let Some(((condition, cites), _)) = scope else { return Some(None) };
        let condition = self.condition(condition, Standing::Elsewhere);
        let cites = self.cites(cites);
        Some(Some(Scope { condition: condition?, cites: cites? }))
    }

    pub(super) fn cites(&mut self, cites: &[syntax::Cite]) -> Option<Vec<Cite>> {
        every(cites.iter().map(|cite| {
            let source = self.declared(Namespace::Source, &cite.source)?.place?;
            let span = cite.source.span.to(cite.clause.span);
            Some(Cite { source, clause: cite.clause.text.clone(), span })
        }))
    }

    pub(super) fn actions(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Action>> {
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Action(action) => Some(self.declared_action(action)),
            _ => None,
        }))
    }

    fn declared_action(&mut self, action: &syntax::Action) -> Option<Action> {
        let kind = self.names.find(Namespace::Action, &action.declared.name.text).and_then(|entry| entry.kind);
        if let Some(kind) = kind {
            self.not_a_court_step(kind, action.kind.span);
        }
        let channel = match &action.channel {
            Some(word) => self.channel(word).map(Some),
            None => Some(None),
        };
        let cost = match action.costs {
            Some(literal) => self.amount(literal, action.declared.name.span),
            None => Some(Money::ZERO),
        };
        let number = |count: Option<Count>, otherwise| count.map_or(Some(otherwise), |count| count.value);
        let (minutes, staff) = (number(action.minutes, 0), number(action.staff, 1));
        let named = named(&action.declared);
        Some(Action { named, kind: kind?, channel: channel?, cost: cost?, minutes: minutes?, staff: staff? })
    }
}

/// The structure word with which an item begins, be it one word or a phrase; else its first word.
fn first_word(text: &str) -> &str {
    let all = STRUCTURE.iter().flat_map(|entry| [entry.word.en, entry.word.nl]);
    let longest = all.filter(|phrase| text.starts_with(phrase)).max_by_key(|phrase| phrase.len());
    let one = text.split_whitespace().next().unwrap_or("");
    longest.filter(|phrase| phrase.len() > one.len()).and_then(|phrase| text.get(..phrase.len())).unwrap_or(one)
}

const fn day_part(part: DayPart) -> Evaluate {
    match part {
        DayPart::Morning => Evaluate::Morning,
        DayPart::Evening => Evaluate::Evening,
    }
}

const fn costs_vat(vat: VatOnCosts) -> CostsVat {
    match vat {
        VatOnCosts::Never => CostsVat::Never,
        VatOnCosts::AgencyOnly => CostsVat::AgencyOnly,
        VatOnCosts::Always => CostsVat::Always,
    }
}

const fn first_day(day: FirstDay) -> OverdueFrom {
    match day {
        FirstDay::DueDate => OverdueFrom::DueDate,
        FirstDay::DayAfter => OverdueFrom::DayAfter,
    }
}
