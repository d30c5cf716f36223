//! Rules that do what another rule does anyway, whenever they hold.

use super::Analysis;
use super::Firing;
use super::remark;
use crate::check::policy::Rule;
use crate::check::region::Dimension;
use crate::check::region::Region;
use crate::check::region::Values;
use crate::check::terms::Overridden;
use crate::diagnostic::code;
use crate::locale::Phrase;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Of very many rules that do the same, each is laid beside so many before it.
const MOST_BEFORE: usize = 30;

/// How many pairs are looked into at most.
const MOST_PAIRS: usize = 5_000;

/// A rule beside others that do the same.
struct Like {
    number: usize,
    region: Region,
    /// What it leaves of each dimension.
    outline: BTreeMap<Dimension, Values>,
}

impl Analysis<'_> {
    pub(super) fn shadows(&mut self) {
        let mut pairs = MOST_PAIRS;
        for group in self.alike() {
            let like = |number: usize| {
                let region = self.any.rule(number);
                Like { number, outline: region.outline(), region }
            };
            let group: Vec<Like> = group.into_iter().map(like).collect();
            let mut done: BTreeSet<usize> = BTreeSet::new();
            for (at, later) in group.iter().enumerate() {
                let before = group.iter().take(at).rev().filter(|earlier| !done.contains(&earlier.number));
                let found = before.take(MOST_BEFORE).find_map(|earlier| {
                    if covers(earlier, later, &mut pairs) {
                        Some((later.number, earlier.number))
                    } else {
                        covers(later, earlier, &mut pairs).then_some((earlier.number, later.number))
                    }
                });
                if let Some((superfluous, other)) = found {
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
            let fires = self.firing.get(number).is_some_and(|firing| *firing != Firing::Never);
            if fires && !excepted.contains(&number) && !rule.steps.is_empty() {
                groups.entry(deed(rule)).or_default().push(number);
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
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
        self.findings.push(match self.set.rule(superfluous).find().witness() {
            Some(witness) => finding.shown_by(self.case(&witness)),
            None => finding,
        });
    }
}

/// Whether a rule holds whenever another does.
fn covers(wide: &Like, narrow: &Like, pairs: &mut usize) -> bool {
    // A dimension of which the one leaves what the other does not shows at once that it does not.
    let wider = |(dimension, values): (&Dimension, &Values)| {
        narrow.outline.get(dimension).is_none_or(|narrow| !narrow.is_apart(values))
    };
    if *pairs == 0 || !wide.outline.iter().all(wider) {
        return false;
    }
    *pairs -= 1;
    narrow.region.is_within(&wide.region)
}

/// What a rule does and how often, as a key.
fn deed(rule: &Rule) -> String {
    let steps: Vec<_> = rule.steps.iter().map(|step| (step.kind, step.action, step.partner)).collect();
    format!("{steps:?} {:?} {:?}", rule.frequency, rule.approval)
}
