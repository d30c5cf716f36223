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
use crate::check::policy::StageRange;
use crate::check::region::Dimension;
use crate::check::region::RUNNING;
use crate::check::region::Region;
use crate::check::region::Values;
use crate::check::terms::Overridden;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::vocabulary::Fact;
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
    /// When it begins to hold.
    onset: usize,
    /// Its stages, where its times are counted in each.
    counted_in: Option<StageRange>,
}

/// When regions begin to hold: what each leaves of everything that changes in the course of time, as a number that two have
/// in common exactly when both leave the same.
#[derive(Default)]
struct Onsets {
    numbers: BTreeMap<Vec<(Dimension, Values)>, usize>,
    /// Those of rules in stages.
    within: BTreeMap<(usize, bool, usize), usize>,
}

impl Onsets {
    fn of(&mut self, region: &Region) -> usize {
        let changing = region.outline().into_iter().filter(|(dimension, _)| changes(*dimension)).collect();
        let next = self.numbers.len();
        *self.numbers.entry(changing).or_insert(next)
    }

    /// That of a rule in some stages.
    fn of_rule_in(&mut self, rule: usize, range: StageRange, outer: &Region) -> usize {
        let (later, stage) = match range {
            StageRange::Only(stage) => (false, stage),
            StageRange::OrLater(stage) => (true, stage),
        };
        if let Some(known) = self.within.get(&(rule, later, stage)) {
            return *known;
        }
        let onset = self.of(outer);
        self.within.insert((rule, later, stage), onset);
        onset
    }
}

impl Analysis<'_> {
    pub(super) fn shadows(&mut self) {
        let mut pairs = MOST_PAIRS;
        for group in self.alike() {
            let mut onsets = Onsets::default();
            let mut like = |number: usize| {
                let region = self.any.rule(number);
                Like { number, onset: onsets.of(&region), region, counted_in: self.counted_in(number) }
            };
            let group: Vec<Like> = group.into_iter().map(&mut like).collect();
            // Those before that are not superfluous.
            let mut standing: Vec<&Like> = Vec::new();
            for later in &group {
                let before = standing.iter().copied().rev().take(MOST_BEFORE);
                let found = before.into_iter().find_map(|earlier| {
                    if self.covers(earlier, later, &mut onsets, &mut pairs) {
                        Some((later.number, earlier.number))
                    } else {
                        let other = self.covers(later, earlier, &mut onsets, &mut pairs);
                        other.then_some((earlier.number, later.number))
                    }
                });
                standing.push(later);
                if let Some((superfluous, other)) = found {
                    // It is one of the last of them.
                    if let Some(place) = standing.iter().rposition(|like| like.number == superfluous) {
                        standing.remove(place);
                    }
                    self.shadowed(superfluous, other);
                }
            }
        }
    }

    fn counted_in(&self, number: usize) -> Option<StageRange> {
        let rule = self.policy.rules.get(number)?;
        let per_stage = matches!(rule.frequency.limit, Some((_, Per::Stage)));
        rule.stages.filter(|_| per_stage)
    }

    /// Whether a rule fires whenever another does, on the same day.
    fn covers(&self, wide: &Like, narrow: &Like, onsets: &mut Onsets, pairs: &mut usize) -> bool {
        if *pairs == 0 {
            return false;
        }
        // The wider one in the stages of the narrower, where each is counted anew.
        let within = narrow.counted_in.map(|range| (range, wide.region.and(&self.any.in_stages(range))));
        let onset = match &within {
            Some((range, outer)) => onsets.of_rule_in(wide.number, *range, outer),
            None => wide.onset,
        };
        if onset != narrow.onset {
            return false;
        }
        let outer = within.as_ref().map_or(&wide.region, |(_, outer)| outer);
        if !begins_no_later(outer, &narrow.region) {
            return false;
        }
        *pairs -= 1;
        narrow.region.is_within(outer)
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

/// Whether a narrower region that asks whether the tenancy runs begins with a wider one: both ask the same of it, or the
/// narrower holds while it runs, which it does from the beginning.
fn begins_no_later(wide: &Region, narrow: &Region) -> bool {
    let phase = |region: &Region| region.outline().remove(&Dimension::Phase);
    let (wide, narrow) = (phase(wide), phase(narrow));
    wide == narrow || narrow.is_some_and(|values| values.contains(Some(RUNNING)))
}

/// Whether the course of time, or what is done, can make something of it that it was not.
const fn changes(dimension: Dimension) -> bool {
    match dimension {
        // Laid beside each other on their own, since what has ended does not run again.
        Dimension::Phase => false,
        Dimension::Fact(fact) => !matches!(fact, Fact::Kind | Fact::PaymentMethod | Fact::Municipality | Fact::Complex),
        _ => true,
    }
}

/// What a rule does and how often, as a key.
fn deed(rule: &Rule) -> String {
    let steps: Vec<_> = rule.steps.iter().map(|step| (step.kind, step.action, step.partner)).collect();
    format!("{steps:?} {:?} {:?}", rule.frequency, rule.approval)
}
