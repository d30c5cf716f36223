//! Whether two conditions plainly exclude each other. What is not plain may overlap: the author is asked for an order.
//!
//! Always: conditions called disjoint never hold together, whatever the facts and whatever the settings.

use super::measure::order;
use super::policy::Comparison;
use super::policy::Condition;
use super::policy::Operand;
use super::policy::Subject;
use super::policy::Test;
use super::policy::Value;
use crate::vocabulary::Fact;
use crate::vocabulary::Function;
use std::cmp::Ordering;
use std::mem::discriminant;

/// Whether the two can never hold together, as far as can be seen from their words.
pub(super) fn disjoint(one: &Condition, other: &Condition) -> bool {
    apart(Signed { condition: one, holds: true }, Signed { condition: other, holds: true })
}

/// A condition, or its opposite.
#[derive(Clone, Copy)]
struct Signed<'a> {
    condition: &'a Condition,
    holds: bool,
}

/// What a condition consists of, once `not` is moved inwards.
enum Shape<'a> {
    Every(Vec<Signed<'a>>),
    Either(Vec<Signed<'a>>),
    Test(&'a Test, bool),
}

impl<'a> Signed<'a> {
    fn shape(self) -> Shape<'a> {
        let holds = self.holds;
        let parts = |parts: &'a [Condition]| parts.iter().map(|condition| Signed { condition, holds }).collect();
        match (self.condition, holds) {
            (Condition::Not(part), _) => Signed { condition: part, holds: !holds }.shape(),
            (Condition::Test(test), _) => Shape::Test(test, holds),
            (Condition::All(all), true) | (Condition::Any(all), false) => Shape::Every(parts(all)),
            (Condition::Any(any), true) | (Condition::All(any), false) => Shape::Either(parts(any)),
        }
    }
}

fn apart(one: Signed<'_>, other: Signed<'_>) -> bool {
    match (one.shape(), other.shape()) {
        (Shape::Either(parts), _) => parts.into_iter().all(|part| apart(part, other)),
        (_, Shape::Either(parts)) => parts.into_iter().all(|part| apart(one, part)),
        (Shape::Every(parts), _) => parts.into_iter().any(|part| apart(part, other)),
        (_, Shape::Every(parts)) => parts.into_iter().any(|part| apart(one, part)),
        (Shape::Test(left, holds), Shape::Test(right, also)) => contradict((left, holds), (right, also)),
    }
}

fn contradict(left: (&Test, bool), right: (&Test, bool)) -> bool {
    let ((one, one_holds), (other, other_holds)) = (left, right);
    if one.subject != other.subject {
        return one_holds && other_holds && (opposites(one, other) || opposites(other, one));
    }
    match (one.comparison, other.comparison) {
        (None, None) => one_holds != other_holds,
        (Some(one), Some(other)) => never_both((one, one_holds), (other, other_holds)),
        _ => false,
    }
}

/// Facts of which one being so means that the other is not.
fn opposites(one: &Test, other: &Test) -> bool {
    match (one.subject, other.subject) {
        (Subject::Fact(Fact::Sitting), Subject::Fact(Fact::Departed)) => true,
        (Subject::Function(Function::Never, kind), Subject::Function(function, of)) => {
            kind == of && matches!(function, Function::Done | Function::Attempted | Function::DaysSince)
        }
        _ => false,
    }
}

/// Whether no value satisfies both comparisons: each place of the value among the two bounds is tried.
fn never_both(left: ((Comparison, Operand), bool), right: ((Comparison, Operand), bool)) -> bool {
    let (((one, first), one_holds), ((other, second), other_holds)) = (left, right);
    let Some(bounds) = bounds(first, second) else { return false };
    let both = |(to_first, to_second): (Ordering, Ordering)| {
        one.accepts(to_first) == one_holds && other.accepts(to_second) == other_holds
    };
    // A clock that does not run satisfies no comparison, and so every one under a `not`.
    let both_by_never = !one_holds && !other_holds && may_be_never(first);
    !both_by_never && !places(bounds).iter().copied().any(both)
}

/// The order of two bounds, if it is known.
fn bounds(first: Operand, second: Operand) -> Option<Ordering> {
    match (first, second) {
        (Operand::Setting(one), Operand::Setting(other)) => (one == other).then_some(Ordering::Equal),
        (Operand::Value(one), Operand::Value(other)) => {
            (discriminant(&one) == discriminant(&other)).then(|| order(one, other))
        }
        _ => None,
    }
}

/// How a value can stand to the first and to the second bound.
fn places(bounds: Ordering) -> &'static [(Ordering, Ordering)] {
    use Ordering::Equal as E;
    use Ordering::Greater as G;
    use Ordering::Less as L;
    match bounds {
        E => &[(L, L), (E, E), (G, G)],
        L => &[(L, L), (E, L), (G, L), (G, E), (G, G)],
        G => &[(L, L), (L, E), (L, G), (E, G), (G, G)],
    }
}

const fn may_be_never(bound: Operand) -> bool {
    match bound {
        Operand::Value(value) => matches!(value, Value::Days(_) | Value::WorkingDays(_) | Value::Months(_)),
        Operand::Setting(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::read;
    use crate::source::SourceFile;

    /// Whether two conditions are disjoint.
    fn apart(one: &str, other: &str) -> bool {
        let text = format!(
            "policy \"P\" version \"1\"\nsetting a = 3 between 1 and 9\nsetting b = 5 between 1 and 9\n\
             stage s when {one}\nstage t when {other}\nstage u when full_months > a and full_months > b"
        );
        let checked = read(&SourceFile::new("x", text));
        let Some(policy) = checked.policy else { panic!("{:?}", checked.diagnostics) };
        disjoint(&policy.stages[0].condition, &policy.stages[1].condition)
            && disjoint(&policy.stages[1].condition, &policy.stages[0].condition)
    }

    #[test]
    fn ranges_that_do_not_touch_are_disjoint() {
        assert!(apart("days_overdue < 7", "days_overdue >= 7"));
        assert!(!apart("days_overdue <= 7", "days_overdue >= 7"));
        assert!(apart("arrears > € 50 and sitting", "not plan_active and arrears <= € 50"));
        assert!(apart("full_months >= a", "full_months < a"));
        assert!(!apart("full_months >= a", "full_months < b"));
        assert!(apart("not days_overdue >= 7", "days_overdue > 9"));
        assert!(!apart("not days_overdue >= 7", "not days_overdue < 7"));
        assert!(apart("not arrears >= € 7", "not arrears < € 7"));
        assert!(!apart("days_overdue < 14", "days_overdue >= 1 months"));
    }

    #[test]
    fn different_choices_and_opposites_are_disjoint() {
        assert!(apart("kind = dwelling", "kind = commercial"));
        assert!(apart("kind = dwelling", "kind != dwelling"));
        assert!(!apart("kind != dwelling", "kind != commercial"));
        assert!(apart("municipality = \"A\"", "municipality = \"B\""));
        assert!(apart("plan_active", "sitting and not plan_active"));
        assert!(apart("never(call)", "days_since(call) > 3"));
        assert!(apart("sitting", "departed"));
        assert!(!apart("plan_active", "on_hold"));
    }

    #[test]
    fn every_branch_has_to_be_disjoint() {
        assert!(apart("kind = dwelling or kind = commercial", "kind = social_property"));
        assert!(!apart("kind = dwelling or sitting", "kind = commercial"));
        assert!(apart("not (plan_active or on_hold)", "plan_active"));
        assert!(apart("not (plan_active and on_hold)", "plan_active and on_hold"));
    }
}
