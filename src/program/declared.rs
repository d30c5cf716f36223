//! The facts that a policy declares, and the texts it compares with: how a value of the ledger becomes one of theirs.

use super::Program;
use crate::check::Policy;
use crate::check::Value;
use crate::money::Money;
use crate::vocabulary::Unit;

/// Stands for every text that no condition names.
const OTHER_TEXT: u16 = u16::MAX;

/// A fact that the policy declares.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its name, which is that of the column of the ledger.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What it is where the ledger does not tell.
    pub otherwise: Value,
}

pub(super) fn declared(policy: &Policy) -> Vec<Declared> {
    let of = |fact: &crate::check::DeclaredFact| Declared {
        name: fact.named.name.clone(),
        unit: fact.unit,
        otherwise: fact.otherwise,
    };
    policy.facts.iter().map(of).collect()
}

impl Program {
    /// The facts that the policy declares, in its order.
    #[must_use]
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// The place of a text among those that conditions name.
    #[must_use]
    pub fn text_place(&self, text: &str) -> Option<u16> {
        self.texts.iter().position(|known| known == text).map(super::narrow)
    }

    /// What a value of the ledger amounts to for a declared fact; none where it cannot be read as its unit.
    #[must_use]
    pub fn declared_value(&self, fact: &Declared, text: &str) -> Option<Value> {
        let text = text.trim();
        match fact.unit {
            Unit::Money => Money::parse(text).ok().map(Value::Money),
            Unit::Days => text.parse().ok().map(Value::Days),
            Unit::Months => text.parse().ok().map(Value::Months),
            Unit::Count => text.parse().ok().map(Value::Count),
            Unit::YesNo => yes_or_no(text).map(Value::YesNo),
            Unit::Text => Some(Value::Text(self.text_place(text).unwrap_or(OTHER_TEXT))),
            _ => None,
        }
    }
}

/// As ledgers write it, in either language.
fn yes_or_no(text: &str) -> Option<bool> {
    let is = |words: [&str; 5]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["yes", "true", "1", "ja", "waar"]) {
        Some(true)
    } else if is(["no", "false", "0", "nee", "onwaar"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledgers_say_yes_and_no_in_their_own_words() {
        for (text, value) in [("Ja", Some(true)), ("FALSE", Some(false)), ("1", Some(true)), ("perhaps", None)] {
            assert_eq!(yes_or_no(text), value, "{text}");
        }
    }
}
