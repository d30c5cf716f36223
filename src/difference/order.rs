//! Where the order of statements has a meaning: the first segment that holds, the last stage, the first plan.
//!
//! Only what both policies have can change places; what is added or removed is a change of its own.

use super::Change;
use super::Kind;
use crate::check::Policy;

/// The kinds whose order decides, each with the kind of its statements.
pub(super) const ORDERED: [(Kind, Kind); 3] =
    [(Kind::Segment, Kind::SegmentOrder), (Kind::Stage, Kind::StageOrder), (Kind::Plan, Kind::PlanOrder)];

/// The changes of order between two policies.
pub(super) fn changes(old: &Policy, new: &Policy) -> Vec<Change> {
    let change = |(of, kind): (Kind, Kind)| {
        let (before, after) = (names(old, of), names(new, of));
        let old: Vec<&str> = before.iter().copied().filter(|name| after.contains(name)).collect();
        let new: Vec<&str> = after.iter().copied().filter(|name| before.contains(name)).collect();
        let text = |names: &[&str]| Some(names.join(", "));
        let change = Change {
            kind,
            name: String::new(),
            title: String::new(),
            old: text(&old),
            new: text(&new),
            is_renamed: false,
        };
        (old != new).then_some(change)
    };
    ORDERED.into_iter().filter_map(change).collect()
}

fn names(policy: &Policy, kind: Kind) -> Vec<&str> {
    match kind {
        Kind::Segment => policy.segments.iter().map(|segment| segment.named.name.as_str()).collect(),
        Kind::Stage => policy.stages.iter().map(|stage| stage.named.name.as_str()).collect(),
        _ => policy.plans.iter().map(|plan| plan.named.name.as_str()).collect(),
    }
}

/// Both lists as one, in the order of the first; what only the other has comes right after what stands before it there.
pub(super) fn merged<T: Clone + PartialEq>(first: &[T], other: &[T]) -> Vec<T> {
    let mut merged = first.to_vec();
    let mut place = 0;
    for name in other {
        match merged.iter().position(|known| known == name) {
            Some(known) => place = known + 1,
            None => {
                merged.insert(place, name.clone());
                place += 1;
            }
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn what_only_the_other_has_comes_after_what_stands_before_it_there() {
        assert_eq!(merged(&["a", "b", "c"], &["x", "a", "y", "c", "z"]), ["x", "a", "y", "b", "c", "z"]);
        assert_eq!(merged(&["b", "a"], &["a", "b", "c"]), ["b", "c", "a"]);
        assert_eq!(merged(&[], &["a", "b"]), ["a", "b"]);
    }
}
