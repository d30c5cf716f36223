//! Which changes go together because one cannot stand without another.
//!
//! The checker decides it, and nothing else: a policy with some of the changes is checked like any other. Where it does not
//! pass, the smallest such set goes together with the fewest changes that mend it, and what the checker says is the reason.
//! Always: of groups up to [`MOST_GROUPS`], every set of groups makes a policy that passes.

use super::MOST_GROUPS;
use super::hybrid::Hybrids;
use crate::difference::Change;
use crate::locale::Locale;
use crate::locale::Phrase;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Changes that are made together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The changes, by their places.
    pub changes: BTreeSet<usize>,
    /// Why they go together, other than that somebody wants it.
    pub ties: Vec<Tie>,
}

/// Why changes go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// What cannot stand without what, and what the checker says.
    pub reason: Phrase,
}

/// The groups of these changes, those that somebody wants together first joined; in order of their first change.
///
/// # Errors
/// What the checker has against the old policy or the new one, which would be a fault of ours.
pub(super) fn groups(
    hybrids: &Hybrids<'_>,
    all: &BTreeSet<usize>,
    together: &[BTreeSet<usize>],
) -> Result<Vec<Group>, Phrase> {
    let mut tried = Tried { test: &|taken| hybrids.with(taken).map(|_| ()), known: BTreeMap::new() };
    tried.test(&BTreeSet::new())?;
    tried.test(all)?;
    let mut groups = joined(all, together);
    while let Some((failing, message)) = first_failure(&groups, &mut tried) {
        groups = mended(groups, &failing, &message, &mut tried, &hybrids.changes);
    }
    Ok(groups)
}

/// What has been checked already.
struct Tried<'t> {
    test: &'t (dyn Fn(&BTreeSet<usize>) -> Result<(), Phrase> + Sync),
    known: BTreeMap<BTreeSet<usize>, Result<(), Phrase>>,
}

impl Tried<'_> {
    fn test(&mut self, taken: &BTreeSet<usize>) -> Result<(), Phrase> {
        if let Some(known) = self.known.get(taken) {
            return known.clone();
        }
        let found = (self.test)(taken);
        self.known.insert(taken.clone(), found.clone());
        found
    }
}

/// One group a change, but for those wanted together; what is wanted in two of them joins these.
fn joined(all: &BTreeSet<usize>, together: &[BTreeSet<usize>]) -> Vec<Group> {
    let alone = |change: &usize| Group { changes: BTreeSet::from([*change]), ties: Vec::new() };
    let mut groups: Vec<Group> = all.iter().map(alone).collect();
    for wanted in together {
        let (joined, mut others): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| !group.changes.is_disjoint(wanted));
        others.extend(one(joined));
        groups = others;
    }
    sorted(groups)
}

fn one(groups: Vec<Group>) -> Option<Group> {
    groups.into_iter().reduce(|mut one, other| {
        one.changes.extend(other.changes);
        one.ties.extend(other.ties);
        one
    })
}

fn sorted(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by(|one, other| one.changes.cmp(&other.changes));
    groups
}

fn union(groups: &[Group], places: &BTreeSet<usize>) -> BTreeSet<usize> {
    let of = |place: &usize| groups.get(*place).into_iter().flat_map(|group| group.changes.iter().copied());
    places.iter().flat_map(of).collect()
}

/// The first of the smallest sets of groups whose policy does not pass. Of too many groups only single ones are looked at.
fn first_failure(groups: &[Group], tried: &mut Tried<'_>) -> Option<(BTreeSet<usize>, Phrase)> {
    let single = (0..groups.len()).map(|place| BTreeSet::from([place]));
    let failure = single.into_iter().find_map(|set| {
        let message = tried.test(&union(groups, &set)).err()?;
        Some((set, message))
    });
    if failure.is_some() || groups.len() > MOST_GROUPS {
        return failure;
    }
    let test = tried.test;
    sets(groups.len()).into_par_iter().find_map_first(|set| {
        let message = test(&union(groups, &set)).err()?;
        Some((set, message))
    })
}

/// The sets of two and more of so many, but not of all, the smaller ones first.
fn sets(count: usize) -> Vec<BTreeSet<usize>> {
    let members = |mask: usize| (0..count).filter(|place| mask >> place & 1 == 1).collect::<BTreeSet<usize>>();
    let mut sets: Vec<BTreeSet<usize>> =
        (1..1_usize << count).map(members).filter(|set| (2..count).contains(&set.len())).collect();
    sets.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    sets
}

/// The groups with those of a failing set and the fewest that mend it as one.
fn mended(
    groups: Vec<Group>,
    failing: &BTreeSet<usize>,
    message: &Phrase,
    tried: &mut Tried<'_>,
    changes: &[Change],
) -> Vec<Group> {
    let mut mending: BTreeSet<usize> = (0..groups.len()).filter(|place| !failing.contains(place)).collect();
    for place in mending.clone() {
        let mut fewer = mending.clone();
        fewer.remove(&place);
        let taken: BTreeSet<usize> = failing.union(&fewer).copied().collect();
        if tried.test(&union(&groups, &taken)).is_ok() {
            mending = fewer;
        }
    }
    let told = |places: &BTreeSet<usize>, locale| names(&union(&groups, places), changes, locale);
    let reason = Phrase::new(
        format!("{} cannot be without {}: {}", told(failing, Locale::En), told(&mending, Locale::En), message.en),
        format!("{} kan niet zonder {}: {}", told(failing, Locale::Nl), told(&mending, Locale::Nl), message.nl),
    );
    let is_tied = |place: usize| failing.contains(&place) || mending.contains(&place);
    let (mut tied, mut others) = (Vec::new(), Vec::new());
    for (place, group) in groups.into_iter().enumerate() {
        if is_tied(place) { tied.push(group) } else { others.push(group) }
    }
    others.extend(one(tied).map(|mut group| {
        group.ties.push(Tie { reason });
        group
    }));
    sorted(others)
}

fn names(places: &BTreeSet<usize>, changes: &[Change], locale: Locale) -> String {
    let told = places.iter().filter_map(|place| changes.get(*place)).map(|change| change.headline(locale));
    let quoted = told.map(|headline| format!("\u{201c}{headline}\u{201d}"));
    quoted.collect::<Vec<String>>().join(locale.pick(" and ", " en "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups so many changes of which a set passes when it breaks no rule: the left cannot do without the right.
    fn grouped(count: usize, rules: &[(&[usize], &[usize])]) -> Vec<Vec<usize>> {
        let breaks = |taken: &BTreeSet<usize>, (left, right): &(&[usize], &[usize])| {
            left.iter().all(|change| taken.contains(change)) && !right.iter().all(|change| taken.contains(change))
        };
        let test = |taken: &BTreeSet<usize>| match rules.iter().any(|rule| breaks(taken, rule)) {
            true => Err(Phrase::same("no")),
            false => Ok(()),
        };
        let mut tried = Tried { test: &test, known: BTreeMap::new() };
        let mut groups = joined(&(0..count).collect(), &[]);
        while let Some((failing, message)) = first_failure(&groups, &mut tried) {
            groups = mended(groups, &failing, &message, &mut tried, &[]);
        }
        groups.into_iter().map(|group| group.changes.into_iter().collect()).collect()
    }

    #[test]
    fn changes_that_can_stand_apart_do() {
        assert_eq!(grouped(3, &[]), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn a_change_goes_with_all_that_it_needs_and_no_more() {
        assert_eq!(grouped(4, &[(&[3], &[1])]), [vec![0], vec![1, 3], vec![2]]);
        assert_eq!(grouped(5, &[(&[3], &[1, 4])]), [vec![0], vec![1, 3, 4], vec![2]]);
        assert_eq!(grouped(4, &[(&[0], &[1]), (&[1], &[2])]), [vec![0, 1, 2], vec![3]]);
    }

    #[test]
    fn two_changes_that_need_a_third_only_together_are_found() {
        assert_eq!(grouped(4, &[(&[0, 1], &[3])]), [vec![0, 1, 3], vec![2]]);
    }

    #[test]
    fn what_is_needed_is_found_among_more_changes_than_can_be_taken_apart() {
        let groups = grouped(14, &[(&[13], &[2])]);
        assert_eq!(groups.len(), 13);
        assert!(groups.contains(&vec![2, 13]));
    }

    #[test]
    fn what_is_wanted_together_is_together() {
        let wanted = [BTreeSet::from([0, 2]), BTreeSet::from([2, 3])];
        let groups = joined(&(0..5).collect(), &wanted);
        let places: Vec<Vec<usize>> = groups.into_iter().map(|group| group.changes.into_iter().collect()).collect();
        assert_eq!(places, [vec![0, 2, 3], vec![1], vec![4]]);
    }
}
