//! Rules that do what another rule does anyway, on the same day.
//!
//! A narrower rule is no shadow of a wider one if it begins to hold later: a reminder after seven days and the same after
//! three weeks are two reminders. It is, where it is narrower only by what does not change: the kind of contract, the
//! municipality, and that the tenancy runs, which it does from the beginning.

use super::Analysis;
use super::Firing;
use super::remark;
use crate::check::policy::Per;
use crate::check::policy::Rule;
use crate::check::region::Dimension;
use crate::check::region::RUNNING;
use crate::check::region::Region;
use crate::check::region::Values;
use crate::check::terms::Overridden;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::vocabulary::Fact;
use std::borrow::Cow;
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
    /// Its stages, where its times are counted in each.
    counted_in: Option<Region>,
}

impl Analysis<'_> {
    pub(super) fn shadows(&mut self) {
        let mut pairs = MOST_PAIRS;
        for group in self.alike() {
            let like = |number: usize| {
                let region = self.any.rule(number);
                Like { number, outline: region.outline(), region, counted_in: self.counted_in(number) }
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

    fn counted_in(&self, number: usize) -> Option<Region> {
        let rule = self.policy.rules.get(number)?;
        let per_stage = matches!(rule.frequency.limit, Some((_, Per::Stage)));
        rule.stages.filter(|_| per_stage).map(|stages| self.any.in_stages(stages))
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
            format!("on every day on which the rule `{name}` fires, `{wider}` fires too and does the same"),
            format!("op elke dag dat de regel `{name}` geldt, geldt ook `{wider}` en doet hetzelfde"),
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

/// Whether a rule fires whenever another does, on the same day.
fn covers(wide: &Like, narrow: &Like, pairs: &mut usize) -> bool {
    // The wider one in the stages of the narrower, where each is counted anew.
    let (outer, outline) = match &narrow.counted_in {
        Some(stages) => {
            let outer = wide.region.and(stages);
            let outline = outer.outline();
            (outer, Cow::Owned(outline))
        }
        None => (wide.region.clone(), Cow::Borrowed(&wide.outline)),
    };
    if *pairs == 0 || !begins_as(&outline, &narrow.outline) {
        return false;
    }
    *pairs -= 1;
    narrow.region.is_within(&outer)
}

/// Whether both leave the same of everything that changes in the course of time.
fn begins_as(wide: &BTreeMap<Dimension, Values>, narrow: &BTreeMap<Dimension, Values>) -> bool {
    // What has ended does not run again: a rule for who sits holds from the beginning.
    let from_the_beginning = |dimension: &Dimension| {
        let runs = |values: &Values| values.contains(Some(RUNNING));
        *dimension == Dimension::Phase && narrow.get(dimension).is_some_and(runs)
    };
    let same = |dimension: &Dimension| wide.get(dimension) == narrow.get(dimension) || from_the_beginning(dimension);
    wide.keys().chain(narrow.keys()).filter(|dimension| changes(**dimension)).all(same)
}

/// Whether the course of time, or what is done, can make something of it that it was not.
const fn changes(dimension: Dimension) -> bool {
    match dimension {
        Dimension::Fact(fact) => !matches!(fact, Fact::Kind | Fact::PaymentMethod | Fact::Municipality | Fact::Complex),
        _ => true,
    }
}

/// What a rule does and how often, as a key.
fn deed(rule: &Rule) -> String {
    let steps: Vec<_> = rule.steps.iter().map(|step| (step.kind, step.action, step.partner)).collect();
    format!("{steps:?} {:?} {:?}", rule.frequency, rule.approval)
}
