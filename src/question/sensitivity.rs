//! Which number moves the answer most: each at its least and its most, all others at their values, on the same luck.

use super::Figures;
use super::is_told_apart;
use super::mean;
use crate::behaviour::Behaviour;
use crate::behaviour::Label;

/// What each number does to an answer, what moves it most first.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The difference with the first policy when every number is as it is; none of a policy alone.
    pub difference: Option<f64>,
    /// The figure under the policy that is asked about, likewise.
    pub level: f64,
    /// The numbers that have an interval.
    pub bars: Vec<Bar>,
}

/// What one number does.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub label: Label,
    /// Its least, its value and its most.
    pub interval: [f64; 3],
    /// How far the difference with the first policy moves; none of a policy alone.
    pub difference: Option<Move>,
    /// How far the figure under the policy itself moves.
    pub level: Move,
}

/// How far an answer moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// By how much, with the number at its least.
    pub at_low: f64,
    /// By how much, with the number at its most.
    pub at_high: f64,
    /// Whether it is more than other luck could bring about: 1.645 standard errors over the runs.
    pub is_told_apart: bool,
}

impl Move {
    /// From the lowest to the highest of what the number brings about.
    #[must_use]
    pub fn width(&self) -> f64 {
        let (low, high) = (self.at_low.min(self.at_high).min(0.0), self.at_low.max(self.at_high).max(0.0));
        high - low
    }
}

/// The answers of one behaviour: of each run, the difference with the first policy and the figure itself.
struct Answers {
    difference: Option<Vec<f64>>,
    level: Vec<f64>,
}

impl Answers {
    fn of(figures: &Figures, policy: usize) -> Option<Answers> {
        let own = figures.get(policy)?;
        let base = figures.first().filter(|_| policy > 0);
        let difference = base.map(|base| own.iter().zip(base).map(|(own, base)| own - base).collect());
        Some(Answers { difference, level: own.clone() })
    }
}

/// Asks what every number of a behaviour does to the answer about a policy, by its place. `passed` is told of each number.
/// None when `ask` gives none.
#[must_use]
pub fn sensitivity(
    behaviour: &Behaviour,
    policy: usize,
    ask: &mut dyn FnMut(&Behaviour) -> Option<Figures>,
) -> Option<Sensitivity> {
    let base = Answers::of(&ask(behaviour)?, policy)?;
    let mut bars = Vec::new();
    for named in behaviour.estimates() {
        let estimate = named.estimate;
        if estimate.high <= estimate.low {
            continue;
        }
        let mut at = |value: f64| Answers::of(&ask(&behaviour.with(&named.name, value)?)?, policy);
        let (low, high) = (at(estimate.low)?, at(estimate.high)?);
        let difference = match (&base.difference, &low.difference, &high.difference) {
            (Some(base), Some(low), Some(high)) => Some(moved(base, low, high)?),
            _ => None,
        };
        bars.push(Bar {
            level: moved(&base.level, &low.level, &high.level)?,
            difference,
            label: estimate.label,
            interval: [estimate.low, estimate.value, estimate.high],
            name: named.name,
        });
    }
    let told = |bar: &Bar| bar.difference.unwrap_or(bar.level).width();
    bars.sort_by(|a, b| told(b).total_cmp(&told(a)).then_with(|| a.name.cmp(&b.name)));
    let difference = base.difference.as_deref().and_then(mean);
    Some(Sensitivity { difference, level: mean(&base.level)?, bars })
}

fn moved(base: &[f64], low: &[f64], high: &[f64]) -> Option<Move> {
    let apart = |other: &[f64]| other.iter().zip(base).map(|(own, base)| own - base).collect::<Vec<f64>>();
    let (low, high) = (apart(low), apart(high));
    Some(Move {
        at_low: mean(&low)?,
        at_high: mean(&high)?,
        is_told_apart: is_told_apart(&low)? || is_told_apart(&high)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_behaviour;
    use crate::source::SourceFile;

    fn default() -> Behaviour {
        let text = std::fs::read_to_string("scenarios/behaviours/default.yaml").unwrap();
        read_behaviour(&SourceFile::new("default", text)).unwrap()
    }

    /// Two policies: the second gains by calls, twice as much as it loses by visits; both hang on reminders alike.
    fn ask(behaviour: &Behaviour) -> Option<Figures> {
        let of = |name| behaviour.number(name).unwrap();
        let base = 100.0 - of("contact.reminder.effect");
        let change = base - 2.0 * of("contact.call.effect") + of("contact.home_visit.effect");
        let luck = [0.0, 3.0, -1.0];
        Some(vec![luck.map(|luck| base + luck).to_vec(), luck.map(|luck| change + luck).to_vec()])
    }

    #[test]
    fn what_moves_the_answer_most_stands_first_and_what_nothing_uses_moves_it_by_exactly_nothing() {
        let found = sensitivity(&default(), 1, &mut ask).unwrap();
        assert_eq!(
            (found.bars[0].name.as_str(), found.bars[1].name.as_str()),
            ("contact.call.effect", "contact.home_visit.effect")
        );
        let call = found.bars[0].difference.unwrap();
        // The call runs from 0.2 over 0.7 to 1.3.
        assert!((call.at_low - 1.0).abs() < 1e-9 && (call.at_high + 1.2).abs() < 1e-9, "{call:?}");
        assert!(call.is_told_apart && (call.width() - 2.2).abs() < 1e-9);
        let nothing = Move { at_low: 0.0, at_high: 0.0, is_told_apart: false };
        let rest = found.bars.iter().skip(2);
        assert!(rest.clone().count() > 20);
        for bar in rest.clone().filter(|bar| bar.name != "contact.reminder.effect") {
            assert_eq!((bar.difference, bar.level), (Some(nothing), nothing), "{}", bar.name);
        }
        let reminder = rest.into_iter().find(|bar| bar.name == "contact.reminder.effect").unwrap();
        assert!(reminder.difference.unwrap().width() < 1e-9 && reminder.level.width() > 0.6, "both policies alike");
    }

    #[test]
    fn a_policy_alone_has_a_level_and_no_difference() {
        let found = sensitivity(&default(), 0, &mut ask).unwrap();
        assert!(found.difference.is_none() && found.bars.iter().all(|bar| bar.difference.is_none()));
        assert_eq!(found.bars[0].name, "contact.reminder.effect");
    }

    #[test]
    fn a_move_that_other_luck_could_bring_about_is_not_told_apart() {
        let moved = |low: [f64; 4]| moved(&[0.0; 4], &low, &[0.0; 4]).unwrap();
        assert!(!moved([1.0, -1.0, 0.5, -0.2]).is_told_apart);
        assert!(moved([1.0, 1.1, 0.9, 1.0]).is_told_apart);
    }
}
