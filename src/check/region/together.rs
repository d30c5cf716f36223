//! Whether facts that an example gives can be true of one tenant, and which of them contradict one another.
//!
//! What is not given may be anything, with one exception: months in arrears are counted in the rent, so that rent is the
//! neutral one where none is given.

use super::dimension::Dimension;
use super::space::Space;
use crate::check::Comparison;
use crate::check::Condition;
use crate::check::Given;
use crate::check::Operand;
use crate::check::Policy;
use crate::check::Subject;
use crate::check::Test;
use crate::check::Value;
use crate::money::Money;
use crate::source::Span;
use crate::vocabulary::Fact;

/// Whether certainly no tenant has all of these facts.
#[must_use]
pub fn cannot_be_together(policy: &Policy, given: &[Given]) -> bool {
    is_empty(&Space::of_facts(policy), &with_rent(given))
}

/// The fewest of the given facts that no tenant can have together, in their order; none where somebody can have them all.
/// The neutral rent is among them where it takes part.
#[must_use]
pub fn contradiction(policy: &Policy, given: &[Given]) -> Vec<Given> {
    let space = Space::of_facts(policy);
    let mut core = with_rent(given);
    if !is_empty(&space, &core) {
        return Vec::new();
    }
    for place in (0..core.len()).rev() {
        let mut fewer = core.clone();
        fewer.remove(place);
        if is_empty(&space, &fewer) {
            core = fewer;
        }
    }
    core
}

fn with_rent(given: &[Given]) -> Vec<Given> {
    let gives = |wanted: &[Fact]| {
        given.iter().any(|given| matches!(given.subject, Subject::Fact(fact) if wanted.contains(&fact)))
    };
    let mut all = given.to_vec();
    if gives(&[Fact::MonthsInArrears, Fact::FullMonths]) && !gives(&[Fact::MonthlyRent]) {
        let cents = Dimension::Fact(Fact::MonthlyRent).neutral().and_then(|cents| i64::try_from(cents).ok());
        let rent = Value::Money(Money::from_cents(cents.unwrap_or(0)));
        all.push(Given { subject: Subject::Fact(Fact::MonthlyRent), value: rent, span: Span::default() });
    }
    all
}

fn is_empty(space: &Space<'_>, given: &[Given]) -> bool {
    space.condition(&Condition::All(given.iter().filter_map(condition).collect())).is_empty()
}

/// That a fact is as it is given. What a segment is follows from conditions, and is looked at where those are.
fn condition(given: &Given) -> Option<Condition> {
    let test = |comparison| Condition::Test(Test { subject: given.subject, comparison, span: Span::default() });
    match (given.subject, given.value) {
        (Subject::Fact(Fact::Segment), _) => None,
        (_, Value::YesNo(true)) => Some(test(None)),
        (_, Value::YesNo(false)) => Some(Condition::Not(Box::new(test(None)))),
        (_, value) => Some(test(Some((Comparison::Equal, Operand::Value(value))))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::given_words;
    use crate::check::read;
    use crate::source::SourceFile;

    /// The given facts that contradict one another, in words.
    fn against(given: &str) -> Vec<String> {
        let text = format!(
            "policy \"P\" version \"1\"\nrule a \"A\" when arrears > € 0 do call once per episode\n\
             example \"E\" given {given} expect call\n"
        );
        let policy = read(&SourceFile::new("policy", text)).policy.unwrap();
        let given = &policy.examples[0].given;
        let core = contradiction(&policy, given);
        assert_eq!(cannot_be_together(&policy, given), !core.is_empty(), "{given:?}");
        core.iter().map(|given| given_words(&policy, given)).collect()
    }

    #[test]
    fn facts_that_no_tenant_can_have_together_are_told_without_the_others() {
        for (given, core) in [
            (
                "departed, arrears = € 100, months_in_arrears = 2",
                "arrears = € 100, months_in_arrears = 2, monthly_rent = € 1000",
            ),
            ("reached, days_overdue = 9, never(call), never(home_visit)", "reached, never(call), never(home_visit)"),
            (
                "claims_overdue = 0, arrears = € 9, claims_without_letter = 4",
                "claims_overdue = 0, claims_without_letter = 4",
            ),
            ("days_overdue = 9, arrears = € 0", "days_overdue = 9, arrears = € 0"),
            ("arrears = € 100, arrears_principal = € 500", "arrears = € 100, arrears_principal = € 500"),
            (
                "arrears_principal = € 500, wik_expired_amount = € 900",
                "arrears_principal = € 500, wik_expired_amount = € 900",
            ),
            ("sitting, days_since_end = 40", "sitting, days_since_end = 40"),
            ("times(call) = 0, days_since(call) = 3", "times(call) = 0, days_since(call) = 3"),
            ("late_months(3) = 2, late_months(12) = 1", "late_months(3) = 2, late_months(12) = 1"),
        ] {
            assert_eq!(against(given).join(", "), core, "{given}");
        }
    }

    #[test]
    fn what_somebody_can_have_contradicts_nothing() {
        for given in [
            "days_overdue = 9",
            "months_in_arrears = 2, days_overdue = 40",
            "arrears = € 100, months_in_arrears = 2, monthly_rent = € 50",
            "arrears = € 3000, months_in_arrears = 2",
            "reached, days_since(call) = 3",
            "reached",
            "not done(call), times(call) = 2, days_since(call) = 3",
            "departed, days_since_end = 40, end_reason = eviction",
            "not sitting, not departed",
            "wik_expired, claims_overdue = 2, claims_without_letter = 1",
            "hold = wsnp, on_hold, arrears = € 10, days_overdue = 0",
        ] {
            assert_eq!(against(given), [""; 0], "{given}");
        }
    }
}
