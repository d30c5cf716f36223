//! What weighs on a household for a time: shocks as they befall it.

use super::Given;
use super::Shock;
use super::ShockKind;
use crate::calendar::Day;
use crate::calendar::Period;
use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::chance::key_of;

/// The part of the rent for which the effect of dearer energy is given.
const TENTH: f64 = 0.1;

/// What is added to the log-odds of paying on the days of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strain {
    /// The days.
    pub during: Period,
    /// What is added; below zero, people pay less readily.
    pub log_odds: f64,
}

impl Strain {
    /// What a day's push towards paying becomes: the push is ln(1 + odds), and the strain multiplies the odds.
    #[must_use]
    pub fn on_push(strains: &[Strain], day: Day, push: f64) -> f64 {
        let Some(log_odds) = sum(strains, day) else { return push };
        libm::log1p(libm::exp(log_odds) * libm::expm1(push))
    }

    /// What the chance of a miss becomes: the strain multiplies the odds of paying.
    #[must_use]
    pub(super) fn on_miss(strains: &[Strain], day: Day, chance: f64) -> f64 {
        let Some(log_odds) = sum(strains, day).filter(|_| chance > 0.0 && chance < 1.0) else { return chance };
        let odds = libm::exp(log_odds) * (1.0 - chance) / chance;
        1.0 / (1.0 + odds)
    }
}

/// All that weighs on a day; none when nothing does, so that nothing is changed by it, not even in its last digit.
fn sum(strains: &[Strain], day: Day) -> Option<f64> {
    let mut of_day = strains.iter().filter(|strain| strain.during.contains(day)).map(|strain| strain.log_odds);
    let first = of_day.next()?;
    Some(first + of_day.sum::<f64>())
}

/// The shocks that befall a household in a replication: whom they hit is its luck, how hard is among its numbers.
pub(super) fn befall(shocks: &[Shock], tenancy: &str, seed: u64, given: Given) -> Vec<Strain> {
    let each = shocks.iter().zip(0..).filter_map(|(shock, number)| {
        let month = shock.from.month().number();
        let draw = |replication, tenancy, kind| DrawKey { seed, replication, tenancy, kind, month, number }.uniform();
        let estimate = shock.log_odds.as_ref()?;
        let drawn = |which| estimate.at(draw(which, key_of("shocks"), DrawKind::Parameter));
        let log_odds = given.draw.map_or(estimate.value, drawn);
        let weight = match shock.kind {
            ShockKind::IncomeLoss => {
                let share = shock.share.unwrap_or(0.0);
                f64::from(u8::from(draw(given.luck, key_of(tenancy), DrawKind::Shock) < share))
            }
            ShockKind::EnergyPrice => shock.share_of_rent.unwrap_or(0.0) / TENTH,
            ShockKind::RentIncrease => 0.0,
        };
        let months = i32::try_from(shock.months.unwrap_or(0)).unwrap_or(0);
        let during = Period { from: shock.from, to: shock.from.plus_months(months).plus(-1) };
        (weight > 0.0).then_some(Strain { during, log_odds: weight * log_odds })
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::Estimate;
    use crate::behaviour::Label;

    const AS_IT_IS: Given = Given { luck: 0, draw: None, rent_increase: 0.0 };

    #[test]
    fn how_hard_a_shock_hits_is_the_same_in_runs_that_share_their_numbers() {
        let estimate = |value| Estimate { value, low: -2.0, high: -0.5, label: Label::Assumed, source: String::new() };
        let shock = Shock { log_odds: Some(estimate(-1.0)), ..loss(1.0) };
        let hit = |luck, draw| {
            let strains = befall(std::slice::from_ref(&shock), "T", 1, Given { luck, draw, ..AS_IT_IS });
            strains.first().unwrap().log_odds.to_bits()
        };
        assert_eq!(hit(2, Some(1)), hit(3, Some(1)));
        assert_ne!(hit(3, Some(1)), hit(3, Some(2)));
        assert_eq!(hit(3, None), (-1.0_f64).to_bits());
    }

    fn loss(share: f64) -> Shock {
        let estimate = Estimate { value: -1.0, low: -1.0, high: -1.0, label: Label::Assumed, source: String::new() };
        Shock {
            kind: ShockKind::IncomeLoss,
            from: "2026-01-01".parse().unwrap(),
            months: Some(6),
            share: Some(share),
            share_of_rent: None,
            percent: None,
            log_odds: Some(estimate),
        }
    }

    #[test]
    fn a_drawn_share_of_households_is_hit_and_none_of_nothing() {
        let hit =
            |share| (0..2000).filter(|n| !befall(&[loss(share)], &format!("T{n}"), 1, AS_IT_IS).is_empty()).count();
        assert_eq!((hit(0.0), hit(1.0)), (0, 2000));
        assert!((160..240).contains(&hit(0.1)), "{}", hit(0.1));
    }

    #[test]
    fn a_strain_lowers_the_odds_by_its_factor_and_only_on_its_days() {
        let strains = befall(&[loss(1.0)], "T", 1, AS_IT_IS);
        let day = |text: &str| text.parse::<Day>().unwrap();
        let odds = |push: f64| libm::expm1(push);
        let strained = Strain::on_push(&strains, day("2026-06-30"), 0.3);
        assert!((odds(strained) / odds(0.3) - libm::exp(-1.0)).abs() < 1e-12);
        assert!(Strain::on_push(&strains, day("2026-07-01"), 0.3).to_bits() == 0.3_f64.to_bits());
        let missed = Strain::on_miss(&strains, day("2026-01-01"), 0.02);
        assert!(((1.0 - missed) / missed / 49.0 - libm::exp(-1.0)).abs() < 1e-12, "{missed}");
    }
}
