//! What of a policy is used on real books: how many tenant-months each rule and exception hit.
//!
//! The policy is replayed as if in force, payments as recorded and a prompt desk. A tenant-month is a tenancy and a calendar
//! month in which a rule came to a decision: done, waiting for its day, or kept back by an exception; what an exception keeps
//! back counts in the month in which that begins. A rule that says nothing is done counts when it says so.

use crate::calendar::Period;
use crate::check::Policy;
use crate::engine::Fate;
use crate::engine::History;
use crate::engine::Run;
use crate::engine::Simulator;
use crate::ledger::Allocation;
use crate::program::Program;
use crate::tenancy::Portfolio;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeSet;

/// A rule that acts on fewer tenants than this is carried by few.
pub const FEW: u64 = 10;

/// How often the parts of a policy were used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Each rule, in the order of the policy.
    pub rules: Vec<Hits>,
    /// Each exception, likewise.
    pub exceptions: Vec<Hits>,
    /// How many tenancies the books hold.
    pub tenancies: usize,
}

/// How often a rule or exception was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// In how many months of tenancies.
    pub tenant_months: u64,
    /// For how many tenancies.
    pub tenancies: u64,
}

impl Hits {
    /// Whether it was used, but for fewer than ten.
    #[must_use]
    pub const fn is_few(self) -> bool {
        0 < self.tenancies && self.tenancies < FEW
    }
}

/// Replays a policy over the books and counts what is used. `passed` is told each time a tenancy has been run through.
#[must_use]
pub fn used(
    (policy, program): (&Policy, &Program),
    portfolio: &Portfolio,
    (window, allocation): (Period, Allocation),
    passed: &(dyn Fn() + Sync),
) -> Use {
    let nothing = || Use {
        rules: vec![Hits::default(); policy.rules.len()],
        exceptions: vec![Hits::default(); policy.exceptions.len()],
        tenancies: 0,
    };
    let run = Run {
        columns: &portfolio.attributes,
        allocation,
        last_day: portfolio.last_day.unwrap_or(window.to),
        plans_listed: portfolio.has_plans,
        ..Run::replay(program, window)
    };
    let all = (0..portfolio.tenancies.len()).into_par_iter().fold(
        || (nothing(), Simulator::default()),
        |(mut used, mut simulator), place| {
            if let Some(tenancy) = portfolio.tenancies.get(place) {
                used.note(simulator.simulate(&run, place, tenancy));
            }
            passed();
            (used, simulator)
        },
    );
    all.map(|(used, _)| used).reduce(nothing, Use::with)
}

impl Use {
    fn note(&mut self, history: &History) {
        let (mut rules, mut exceptions) = (BTreeSet::new(), BTreeSet::new());
        for decision in history.decisions.iter().filter(|decision| decision.fate != Fate::Dropped) {
            let month = decision.day.month().number();
            rules.insert((usize::from(decision.rule), month));
            if let Fate::Withheld(exception) = decision.fate {
                exceptions.insert((usize::from(exception), month));
            }
        }
        for done in &history.actions {
            exceptions.extend(done.exception.map(|exception| (usize::from(exception), done.day.month().number())));
        }
        count(&mut self.rules, &rules);
        count(&mut self.exceptions, &exceptions);
        self.tenancies += 1;
    }

    fn with(mut self, other: Use) -> Use {
        let add = |own: &mut Vec<Hits>, more: Vec<Hits>| {
            for (own, more) in own.iter_mut().zip(more) {
                own.tenant_months += more.tenant_months;
                own.tenancies += more.tenancies;
            }
        };
        add(&mut self.rules, other.rules);
        add(&mut self.exceptions, other.exceptions);
        self.tenancies += other.tenancies;
        self
    }
}

/// Counts the months of one tenancy in which each was used.
fn count(hits: &mut [Hits], months: &BTreeSet<(usize, i32)>) {
    for (place, hits) in hits.iter_mut().enumerate() {
        let own = months.range((place, i32::MIN)..=(place, i32::MAX)).count() as u64;
        hits.tenant_months += own;
        hits.tenancies += u64::from(own > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::check::read;
    use crate::money::Money;
    use crate::program::Settings;
    use crate::source::SourceFile;
    use crate::tenancy::Entry;
    use crate::tenancy::Tenancy;
    use crate::vocabulary::EntryKind;

    #[test]
    fn months_count_once_each_and_what_is_kept_back_counts_for_its_exception() {
        let text = "policy \"P\" version \"1\"\nworking days all\n\
            rule call when days_overdue >= 5 do call every 20 days\n\
            rule visit when days_overdue >= 5 do home_visit once per episode\n\
            rule never_so when days_overdue >= 900 do reminder once per episode\n\
            exception kind to visit when sitting do nothing\n";
        let policy = read(&SourceFile::new("policy", text)).policy.unwrap();
        let program = Program::compile(&policy, &Settings::new()).unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let due = day("2024-01-01");
        let charge = Entry { due, ..Entry::new(EntryKind::Charge, due, Money::from_cents(60_000)) };
        let late = Tenancy { entries: vec![charge], ..Tenancy::bare("A", day("2020-01-01")) };
        let portfolio = Portfolio { tenancies: vec![late, Tenancy::bare("B", due)], ..Portfolio::default() };
        let window = Period { from: due, to: day("2024-03-31") };
        let used = used((&policy, &program), &portfolio, (window, Allocation::Statutory), &|| ());
        let hits = |tenant_months, tenancies| Hits { tenant_months, tenancies };
        // Called on 6 and 26 January, 15 February, 6 and 26 March.
        assert_eq!(used.rules, [hits(3, 1), hits(1, 1), hits(0, 0)]);
        assert_eq!(used.exceptions, [hits(1, 1)]);
        assert!(used.rules[0].is_few() && !used.rules[2].is_few());
        assert_eq!(used.tenancies, 2);
    }
}
