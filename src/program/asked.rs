//! What a program asks about, so that the engine need not find out what nobody asks.

use super::Program;
use super::condition::Node;
use crate::check::Subject;
use crate::vocabulary::ActionKind;
use crate::vocabulary::Fact;
use crate::vocabulary::MonthCount;

/// The facts that some condition reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// One bit a fact.
    facts: u64,
    /// One bit a count of months.
    months: u8,
    /// Whether collection costs are charged, which rests on the letters.
    costs: bool,
}

impl Asked {
    /// Everything that can be asked.
    pub const EVERYTHING: Asked = Asked { facts: u64::MAX, months: u8::MAX, costs: true };

    /// What one asks and what another does.
    #[must_use]
    pub const fn with(self, other: Asked) -> Asked {
        Asked { facts: self.facts | other.facts, months: self.months | other.months, costs: self.costs || other.costs }
    }

    /// Whether some condition reads the fact.
    #[must_use]
    pub const fn reads(self, fact: Fact) -> bool {
        self.facts & (1 << (fact as u32)) != 0
    }

    /// Whether some condition counts such months.
    #[must_use]
    pub const fn counts(self, count: MonthCount) -> bool {
        self.months & (1 << (count as u32)) != 0
    }

    /// Whether it matters what the fourteen-day letters came to.
    #[must_use]
    pub const fn letters(self) -> bool {
        let letters = [Fact::WikExpired, Fact::WikExpiredAmount, Fact::ClaimsWithoutLetter];
        let [expired, amount, missing] = letters;
        self.costs || self.reads(expired) || self.reads(amount) || self.reads(missing)
    }
}

impl Program {
    /// What the conditions and steps of the program ask about.
    pub(super) fn find_asked(&self) -> Asked {
        let mut asked = Asked { costs: self.does(ActionKind::CollectionCosts), ..Asked::default() };
        for node in &self.nodes {
            let Node::Test { subject, .. } = node else { continue };
            match subject {
                Subject::Fact(fact) => asked.facts |= 1 << (*fact as u32),
                Subject::LastMonths(count, _) => asked.months |= 1 << (*count as u32),
                Subject::Function(..) | Subject::Declared(_) => {}
            }
        }
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::FACTS;

    #[test]
    fn every_fact_has_a_bit_of_its_own() {
        assert!(FACTS.len() <= 64, "a `u64` has no more bits");
        let arrears = Asked { facts: 1 << (Fact::Arrears as u32), ..Asked::default() };
        let read: Vec<Fact> = FACTS.iter().map(|entry| entry.fact).filter(|fact| arrears.reads(*fact)).collect();
        assert_eq!(read, [Fact::Arrears]);
    }
}
