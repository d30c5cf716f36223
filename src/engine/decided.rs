//! When a rule came to be decided on the record, what was overdue then, and what was overdue later.
//!
//! The record runs as it did; the policy only watches. A rule comes to be decided on the first day of an unbroken run of
//! days on which it asks for something, and anew on each of them on which more is overdue than the day before.

use super::Run;
use super::Simulator;
use super::shadow::watching;
use crate::calendar::Day;
use crate::money::Money;
use crate::tenancy::Tenancy;

/// A day on which a rule came to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The day.
    pub day: Day,
    /// All that was overdue.
    pub arrears: Money,
    /// What of that was rent and service costs.
    pub of_rent: Money,
    /// The rent of a month.
    pub rent: Money,
    /// All that had fallen due and was open that morning, whatever the rule minds.
    pub open: Money,
    /// The same on the morning after each of the spans of days; none, where the window ends before.
    pub later: [Option<Money>; 2],
}

/// Every time that a rule of the policy came to be decided for a tenancy up to the end of the window, in order, with what
/// was open after so many days.
pub fn decided(
    simulator: &mut Simulator,
    run: &Run<'_>,
    place: usize,
    tenancy: &Tenancy,
    rule: usize,
    spans: [i32; 2],
) -> Vec<Decided> {
    let mut all: Vec<Decided> = Vec::new();
    let mut asked: Option<Money> = None;
    simulator.watch(&watching(run), place, tenancy, |day, _, passing| {
        for decided in all.iter_mut().rev() {
            let ends = decided.later.iter_mut().zip(spans).filter(|(_, span)| day.since(decided.day) == *span);
            ends.for_each(|(later, _)| *later = Some(passing.overdue()));
        }
        let facts = passing.facts(rule);
        let asks = passing.asks(rule).is_some();
        if asks && asked.is_none_or(|before| before < facts.arrears) {
            all.push(Decided {
                day,
                arrears: facts.arrears,
                of_rent: facts.arrears_of_rent,
                rent: facts.monthly_rent,
                open: passing.overdue(),
                later: [None; 2],
            });
        }
        asked = asks.then_some(facts.arrears);
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Period;
    use crate::check::read;
    use crate::program::Program;
    use crate::program::Settings;
    use crate::source::SourceFile;
    use crate::tenancy::Entry;
    use crate::vocabulary::EntryKind;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_rule_is_decided_when_it_comes_to_ask_and_when_more_is_overdue() {
        let text = "policy \"P\" version \"1\"\nrule call \"Call\" when days_overdue >= 5 and not plan_active do call once per episode";
        let checked = read(&SourceFile::new("policy", text));
        let program = Program::compile(&checked.policy.unwrap(), &Settings::new()).unwrap();
        let euros = |amount: i64| Money::from_cents(100 * amount);
        let charge = |due: &str| Entry { due: day(due), ..Entry::new(EntryKind::Charge, day(due), euros(600)) };
        let paid = |on: &str, amount| Entry::new(EntryKind::Payment, day(on), euros(amount));
        let entries = vec![
            charge("2024-01-01"),
            paid("2024-01-10", 150),
            charge("2024-02-01"),
            paid("2024-02-16", 1_050),
            charge("2024-03-01"),
        ];
        let tenancy = Tenancy { entries, ..Tenancy::bare("T", day("2020-01-01")) };
        let run = Run::replay(&program, Period { from: day("2024-01-01"), to: day("2024-03-25") });
        let found = decided(&mut Simulator::default(), &run, 0, &tenancy, 0, [14, 30]);
        let told = |decided: &Decided| (decided.day.to_string(), decided.arrears, decided.later);
        let expected = [
            ("2024-01-06".to_owned(), euros(600), [Some(euros(450)), Some(euros(1_050))]),
            ("2024-02-01".to_owned(), euros(1_050), [Some(euros(1_050)), Some(euros(600))]),
            ("2024-03-06".to_owned(), euros(600), [Some(euros(600)), None]),
        ];
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected);
    }
}
