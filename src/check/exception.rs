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
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Exceptions to the same thing, at most. Nobody reads more, and each is compared with every other.
const MOST_BESIDE: usize = 1_000;

/// Exceptions in one another, at most: as deep as parentheses.
const DEEPEST: usize = 24;

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
        if self.too_many(&exceptions) {
            return None;
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

    /// Exceptions beside one another and in one another, up to what can be followed; none in a circle is too deep.
    fn too_many(&mut self, exceptions: &[Exception]) -> bool {
        let mut beside: BTreeMap<Overridden, usize> = BTreeMap::new();
        let mut found = false;
        for exception in exceptions {
            let count = beside.entry(exception.overrides).or_default();
            *count += 1;
            if *count == MOST_BESIDE + 1 {
                let message = Phrase::new(
                    format!("more than {MOST_BESIDE} exceptions to the same thing"),
                    format!("meer dan {MOST_BESIDE} uitzonderingen op hetzelfde"),
                );
                let help = Phrase::new("divide them over several rules", "verdeel ze over meer regels");
                self.findings.push(code::TOO_MANY.at(exception.named.span, message).help(help));
                found = true;
            }
        }
        let depths = depths(exceptions);
        let deep = exceptions.iter().zip(&depths).find(|(_, depth)| depth.is_some_and(|depth| depth > DEEPEST));
        if let Some((exception, _)) = deep {
            let message = Phrase::new(
                format!("more than {DEEPEST} exceptions in one another"),
                format!("meer dan {DEEPEST} uitzonderingen in elkaar"),
            );
            let help =
                Phrase::new("write an exception to the rule itself", "schrijf een uitzondering op de regel zelf");
            self.findings.push(code::TOO_MANY.at(exception.named.span, message).help(help));
        }
        found || deep.is_some()
    }

    /// Every circle once, at its first exception in the text.
    fn circles(
        &mut self,
        exceptions: &[Exception],
        above: &[BTreeSet<usize>],
        written: &[(&syntax::Exception, &Item)],
    ) {
        let rings = rings(exceptions);
        for (place, (exception, (words, _))) in exceptions.iter().zip(written).enumerate() {
            if rings.contains(&place) {
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

/// The exceptions to the same that one stands above, directly or through others.
fn reached(from: usize, exceptions: &[Exception]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let target = exceptions.get(from).map(|exception| exception.overrides);
    let is_beside = |place: &usize| exceptions.get(*place).map(|other| other.overrides) == target;
    let mut open: Vec<usize> = vec![from];
    while let Some(place) = open.pop() {
        let next = exceptions.get(place).map_or(&[][..], |exception| &exception.above);
        open.extend(next.iter().copied().filter(is_beside).filter(|place| found.insert(*place)));
    }
    found
}

fn reaches(above: &[BTreeSet<usize>], from: usize, to: usize) -> bool {
    above.get(from).is_some_and(|found| found.contains(&to))
}

fn above_each_other(above: &[BTreeSet<usize>], one: usize, other: usize) -> bool {
    reaches(above, one, other) && reaches(above, other, one)
}

/// The exception that one is to, if it is to one.
fn target(exceptions: &[Exception], place: usize) -> Option<usize> {
    match exceptions.get(place)?.overrides {
        Overridden::Exception(target) => Some(target),
        Overridden::Rule(_) => None,
    }
}

/// How many exceptions lie between each and its rule, itself included; none, where a circle does.
fn depths(exceptions: &[Exception]) -> Vec<Option<usize>> {
    let mut known: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for from in 0..exceptions.len() {
        let mut way = BTreeSet::new();
        let mut steps = Vec::new();
        let mut next = Some(from);
        let below = loop {
            let Some(place) = next else { break Some(0) };
            if let Some(depth) = known.get(&place) {
                break *depth;
            }
            if !way.insert(place) {
                break None;
            }
            steps.push(place);
            next = target(exceptions, place);
        };
        for (more, place) in steps.iter().rev().enumerate() {
            known.insert(*place, below.map(|depth| depth + more + 1));
        }
    }
    known.into_values().collect()
}

/// The first exception of each circle in which exceptions are to one another.
fn rings(exceptions: &[Exception]) -> BTreeSet<usize> {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut firsts = BTreeSet::new();
    for from in 0..exceptions.len() {
        let mut next = Some(from);
        while let Some(place) = next {
            if let Some(way) = seen.get(&place) {
                if *way == from {
                    firsts.insert(ring(place, exceptions).min().unwrap_or(place));
                }
                break;
            }
            seen.insert(place, from);
            next = target(exceptions, place);
        }
    }
    firsts
}

/// The exceptions of a circle, from one of them on.
fn ring(from: usize, exceptions: &[Exception]) -> impl Iterator<Item = usize> {
    let next = move |place: &usize| target(exceptions, *place).filter(|next| *next != from);
    std::iter::successors(Some(from), next)
}

#[cfg(test)]
mod tests {
    use crate::check::read;
    use crate::source::SourceFile;

    /// The codes and places of what is found in exceptions to exceptions: each `(name, to)`.
    fn found(exceptions: &[(String, String)]) -> Vec<(&'static str, String)> {
        let rule = "policy \"P\" version \"1\"\nsource b \"B\"\nrule r when days_overdue > 3 do call once per month cite b \"1\"\n";
        let line = |(name, to): &(String, String)| {
            format!("exception {name} to {to} when arrears > € {} do nothing cite b \"1\"\n", &name[1..])
        };
        let file = SourceFile::new("p", rule.to_owned() + &exceptions.iter().map(line).collect::<String>());
        let findings = read(&file).diagnostics.into_iter();
        let errors = findings.filter(|finding| finding.code.starts_with('R'));
        errors.map(|finding| (finding.code, file.slice(finding.labels[0].span).to_owned())).collect()
    }

    fn chain(length: usize) -> Vec<(String, String)> {
        let to = |place: usize| if place == 0 { "r".to_owned() } else { format!("e{}", place - 1) };
        (0..length).map(|place| (format!("e{place}"), to(place))).collect()
    }

    #[test]
    fn exceptions_in_one_another_go_so_deep_and_no_deeper() {
        assert_eq!(found(&chain(super::DEEPEST)), []);
        let too_deep = vec![("R28", format!("e{}", super::DEEPEST))];
        assert_eq!(found(&chain(super::DEEPEST + 2)), too_deep);
        assert_eq!(found(&chain(20_000)), too_deep);
        let mut backwards = chain(super::DEEPEST + 1);
        backwards.reverse();
        assert_eq!(found(&backwards), too_deep);
    }

    #[test]
    fn so_many_exceptions_stand_beside_one_another_and_no_more() {
        let beside = |count| (0..count).map(|place| (format!("e{place}"), "r".to_owned())).collect::<Vec<_>>();
        assert_eq!(found(&beside(super::MOST_BESIDE + 2)), [("R28", format!("e{}", super::MOST_BESIDE))]);
    }

    #[test]
    fn a_circle_of_any_size_is_told_once_at_its_first() {
        for length in [1, 2, 3, 10_000] {
            let second = [("R19", format!("e{}", 1 % length))];
            let mut ring: Vec<(String, String)> =
                (0..length).map(|place| (format!("e{place}"), format!("e{}", (place + 1) % length))).collect();
            assert_eq!(found(&ring), second, "{length}");
            // What leads to a circle is not in it.
            ring.insert(0, ("e99999".to_owned(), "e0".to_owned()));
            assert_eq!(found(&ring), second, "{length}");
        }
    }
}
