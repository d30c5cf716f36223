//! Exceptions: what each is to, and which of several goes first.
//!
//! Always: the chains of exceptions to exceptions end at a rule. That no two can hold together without an order is seen to
//! once the policy is whole (`analysis`).

use super::Checker;
use super::condition::Standing;
use super::condition::every;
use super::declare::named;
use super::lookup::Sought;
use super::terms::Exception;
use super::terms::Overridden;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::locale::Word;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Ending;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::SyntaxTree;
use crate::syntax::Written;
use std::collections::BTreeSet;

impl<'t> Checker<'t> {
    pub(super) fn exceptions(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Exception>> {
        let written: Vec<(&syntax::Exception, &Item)> = tree
            .items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Exception(exception) => Some((exception, item)),
                _ => None,
            })
            .collect();
        let mut exceptions = every(written.iter().map(|(exception, item)| self.exception(exception, item)))?;
        for (exception, (words, _)) in exceptions.iter().zip(&written) {
            self.beside(exception, &words.above, &exceptions);
        }
        let above: Vec<BTreeSet<usize>> = (0..exceptions.len()).map(|place| reached(place, &exceptions)).collect();
        self.circles(&exceptions, &above, &written);
        for (exception, above) in exceptions.iter_mut().zip(above) {
            exception.above = above.into_iter().collect();
        }
        Some(exceptions)
    }

    fn exception(&mut self, exception: &syntax::Exception, item: &Item) -> Option<Exception> {
        let overrides = self.overridden(&exception.to);
        let above = every(
            exception.above.iter().map(|word| self.declared(Namespace::Exception, word).map(|entry| entry.place)),
        );
        let condition = self.condition(&exception.condition, Standing::Elsewhere);
        let steps = every(exception.steps.iter().map(|step| self.rule_step(step)));
        let cites = self.cites(&exception.cites);
        if exception.cites.is_empty() && item.ending == Ending::Clean {
            self.no_citation(&exception.declared.name, Word::new("the exception", "de uitzondering"));
        }
        Some(Exception {
            named: named(&exception.declared),
            overrides: overrides?,
            above: every(above?.into_iter())?,
            condition: condition?,
            steps: steps?,
            cites: cites?,
            span: item.span,
        })
    }

    fn overridden(&mut self, word: &Written) -> Option<Overridden> {
        if let Some(entry) = self.names.find(Namespace::Rule, &word.text) {
            return entry.place.map(Overridden::Rule);
        }
        if let Some(entry) = self.names.find(Namespace::Exception, &word.text) {
            return entry.place.map(Overridden::Exception);
        }
        self.unknown(Sought::RuleOrException, word, &[], &[Namespace::Rule, Namespace::Exception]);
        None
    }

    /// An order is only between exceptions to the same thing.
    fn beside(&mut self, exception: &Exception, words: &[Written], all: &[Exception]) {
        for (word, place) in words.iter().zip(&exception.above) {
            let Some(other) = all.get(*place).filter(|other| other.overrides != exception.overrides) else { continue };
            let (own, there) = (&exception.named.name, &other.named.name);
            let message = Phrase::new(
                format!("`{own}` and `{there}` are not exceptions to the same thing"),
                format!("`{own}` en `{there}` zijn geen uitzonderingen op hetzelfde"),
            );
            let declared = Phrase::new("declared here", "staat hier");
            let help = Phrase::new(
                "leave the order out: the two never compete",
                "laat de volgorde weg: de twee zitten elkaar nooit in de weg",
            );
            self.findings.push(code::NOT_BESIDE.at(word.span, message).also(other.named.span, declared).help(help));
        }
    }

    /// Every circle once, at its first exception in the text.
    fn circles(
        &mut self,
        exceptions: &[Exception],
        above: &[BTreeSet<usize>],
        written: &[(&syntax::Exception, &Item)],
    ) {
        for (place, (exception, (words, _))) in exceptions.iter().zip(written).enumerate() {
            // Of an exception in a circle, the whole chain is the circle.
            let chain = chain(place, exceptions);
            if chain.contains(&place) && chain.first() == Some(&place) {
                self.circle(exception, words.to.span);
            }
            let higher = above.get(place);
            let first = higher.is_some_and(|higher| {
                higher.contains(&place) && higher.range(..place).all(|other| !above_each_other(above, place, *other))
            });
            if let Some(word) = words.above.first().filter(|_| first) {
                self.circle(exception, word.span);
            }
        }
    }

    fn circle(&mut self, exception: &Exception, span: Span) {
        let name = &exception.named.name;
        let message = Phrase::new(
            format!("from `{name}` the exceptions lead back to `{name}`"),
            format!("vanaf `{name}` leiden de uitzonderingen terug naar `{name}`"),
        );
        let help = Phrase::new(
            "let the last exception be to a rule, and none stand above itself",
            "laat de laatste uitzondering op een regel zijn, en geen boven zichzelf staan",
        );
        self.findings.push(code::CIRCLE.at(span, message).help(help));
    }
}

/// The exceptions that one stands above, directly or through others.
fn reached(from: usize, exceptions: &[Exception]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open: Vec<usize> = vec![from];
    while let Some(place) = open.pop() {
        let next = exceptions.get(place).map_or(&[][..], |exception| &exception.above);
        open.extend(next.iter().copied().filter(|place| found.insert(*place)));
    }
    found
}

fn reaches(above: &[BTreeSet<usize>], from: usize, to: usize) -> bool {
    above.get(from).is_some_and(|found| found.contains(&to))
}

fn above_each_other(above: &[BTreeSet<usize>], one: usize, other: usize) -> bool {
    reaches(above, one, other) && reaches(above, other, one)
}

/// The exceptions that one is an exception to, one after another, until a rule or the first that comes back.
fn chain(from: usize, exceptions: &[Exception]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = exceptions.get(from);
    while let Some(Overridden::Exception(place)) = next.map(|exception| exception.overrides) {
        if !found.insert(place) {
            break;
        }
        next = exceptions.get(place);
    }
    found
}
