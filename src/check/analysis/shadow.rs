//! Rules that do what another rule does anyway, whenever they hold.

use super::Analysis;
use super::remark;
use crate::check::policy::Rule;
use crate::check::terms::Overridden;
use crate::diagnostic::code;
use crate::locale::Phrase;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Of very many rules that do the same, each is laid beside so many before it.
const MOST_BEFORE: usize = 40;

/// How many pairs are looked into at most.
const MOST_PAIRS: usize = 20_000;

impl Analysis<'_> {
    pub(super) fn shadows(&mut self) {
        let mut pairs = MOST_PAIRS;
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for group in self.alike() {
            for (at, later) in group.iter().enumerate() {
                let before = group.iter().take(at).rev().take(MOST_BEFORE);
                for earlier in before {
                    if pairs == 0 || done.contains(later) {
                        break;
                    }
                    if done.contains(earlier) {
                        continue;
                    }
                    let (superfluous, other) = if self.covers(*earlier, *later, &mut pairs) {
                        (*later, *earlier)
                    } else if self.covers(*later, *earlier, &mut pairs) {
                        (*earlier, *later)
                    } else {
                        continue;
                    };
                    done.insert(superfluous);
                    self.shadowed(superfluous, other);
                }
            }
        }
    }

    /// Rules that do the same as often, without exceptions.
    fn alike(&self) -> Vec<Vec<usize>> {
        let excepted: BTreeSet<usize> = self
            .policy
            .exceptions
            .iter()
            .filter_map(|exception| match exception.overrides {
                Overridden::Rule(rule) => Some(rule),
                Overridden::Exception(_) => None,
            })
            .collect();
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, rule) in self.policy.rules.iter().enumerate() {
            let fires = self.firing.get(number).is_some_and(Option::is_some);
            if fires && !excepted.contains(&number) && !rule.steps.is_empty() {
                groups.entry(deed(rule)).or_default().push(number);
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    /// Whether a rule holds whenever another does.
    fn covers(&self, wide: usize, narrow: usize, pairs: &mut usize) -> bool {
        let witness = self.firing.get(narrow).and_then(Option::as_ref);
        let outer = self.any.rule(wide);
        if witness.is_none_or(|witness| outer.holds_for(witness) == Some(false)) {
            return false;
        }
        *pairs = pairs.saturating_sub(1);
        self.any.rule(narrow).is_within(&outer)
    }

    fn shadowed(&mut self, superfluous: usize, other: usize) {
        let rule = |place: usize| self.policy.rules.get(place);
        let Some((own, other)) = rule(superfluous).zip(rule(other)) else { return };
        let (name, wider) = (&own.named.name, &other.named.name);
        let message = Phrase::new(
            format!("whenever the rule `{name}` fires, `{wider}` fires too and does the same"),
            format!("telkens als de regel `{name}` geldt, geldt ook `{wider}` en doet hetzelfde"),
        );
        let help = Phrase::new(
            format!("leave `{name}` out, or let the two exclude each other"),
            format!("laat `{name}` weg, of laat de twee elkaar uitsluiten"),
        );
        let there = remark("does the same", "doet hetzelfde");
        let finding = code::SHADOWED.at(own.named.span, message).also(other.named.span, there).help(help);
        let witness = self.firing.get(superfluous).and_then(Option::as_ref);
        self.findings.push(match witness {
            Some(witness) => finding.shown_by(self.case(witness)),
            None => finding,
        });
    }
}

/// What a rule does and how often, as a key.
fn deed(rule: &Rule) -> String {
    let steps: Vec<_> = rule.steps.iter().map(|step| (step.kind, step.action, step.partner)).collect();
    format!("{steps:?} {:?} {:?}", rule.frequency, rule.approval)
}
