//! Small changes to how often a rule fires: a number by one, another period, no bound at all.

use super::mutant::Alteration;
use crate::check::Frequency;
use crate::check::Per;
use crate::check::Policy;
use crate::difference::frequency_words;

/// Every small change to a frequency of a policy's rule.
pub(super) fn altered(frequency: Frequency, policy: &Policy) -> Vec<(Frequency, Alteration)> {
    let mut all = every(frequency);
    all.extend(times(frequency));
    let words = |of: Frequency| frequency_words(policy, of);
    if let Some((1, per)) = frequency.limit {
        let other = Frequency { limit: Some((1, beside(per))), ..frequency };
        all.push((other, Alteration::Period { from: words(frequency), to: words(other) }));
    }
    let unbound = Frequency { limit: None, every: None };
    if frequency != unbound {
        all.push((unbound, Alteration::Unbound(words(frequency))));
    }
    all
}

/// A day more and a day less.
fn every(frequency: Frequency) -> Vec<(Frequency, Alteration)> {
    let Some(days) = frequency.every.filter(|days| *days > 0) else { return Vec::new() };
    let from = u32::try_from(days).unwrap_or(0);
    let to = |by: i32| {
        let to = Alteration::Frequency { from, to: from.saturating_add_signed(by) };
        (Frequency { every: Some(days + by), ..frequency }, to)
    };
    [1, -1].into_iter().filter(|by| days + by > 0).map(to).collect()
}

/// Once more and once less. In a stage, a month and of a claim there is no more than once.
fn times(frequency: Frequency) -> Vec<(Frequency, Alteration)> {
    let Some((from, Per::Episode)) = frequency.limit else { return Vec::new() };
    let to = |to: u32| (Frequency { limit: Some((to, Per::Episode)), ..frequency }, Alteration::Frequency { from, to });
    [from + 1, from.saturating_sub(1)].into_iter().filter(|times| *times > 0).map(to).collect()
}

/// The period that is most easily meant instead.
const fn beside(per: Per) -> Per {
    match per {
        Per::Episode => Per::Month,
        Per::Stage | Per::Claim | Per::Month => Per::Episode,
    }
}
