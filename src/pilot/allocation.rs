//! Which tenancy belongs to which arm: a pure function of the seed, the ids and their strata.
//!
//! # Why
//! Two tenancies that follow each other in their stratum, in an order that the seed draws, make a block: one goes to each arm.
//! So the arms are alike at the start, and nobody at the desk can guess or choose.

use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::money::Money;
use crate::tenancy::Tenancy;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// One of the two ways that are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Arm {
    /// The policy as it is.
    A,
    /// The other policy.
    B,
}

impl Arm {
    /// The letter, as files say it.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Arm::A => "A",
            Arm::B => "B",
        }
    }

    const fn other(self) -> Arm {
        match self {
            Arm::A => Arm::B,
            Arm::B => Arm::A,
        }
    }
}

/// The arms of tenancies, each by its key and its stratum, in their order.
#[must_use]
pub fn allocate(seed: u64, tenancies: &[(u64, String)]) -> Vec<Arm> {
    let mut strata: BTreeMap<&str, Vec<(f64, u64, usize)>> = BTreeMap::new();
    for (place, (key, stratum)) in tenancies.iter().enumerate() {
        strata.entry(stratum).or_default().push((draw(seed, *key, 0), *key, place));
    }
    let mut arms = vec![Arm::A; tenancies.len()];
    for members in strata.values_mut() {
        members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for block in members.chunks(2) {
            let first = block.first().map_or(Arm::A, |(_, key, _)| coin(seed, *key));
            for ((_, _, place), arm) in block.iter().zip([first, first.other()]) {
                if let Some(cell) = arms.get_mut(*place) {
                    *cell = arm;
                }
            }
        }
    }
    arms
}

/// Where a tenancy stands at the start, by months of rent in arrears and by how it pays: what is alike is shared evenly.
#[must_use]
pub fn stratum(tenancy: &Tenancy, arrears: Money, rent: Money) -> String {
    let months = arrears.cents() as f64 / rent.cents().max(1) as f64;
    let depth = match months {
        _ if arrears.cents() <= 2_500 => "0",
        months if months < 1.0 => "<1",
        months if months < 2.0 => "1-2",
        _ => "2+",
    };
    format!("{depth} {}", if tenancy.pays_by_debit() { "debit" } else { "transfer" })
}

fn coin(seed: u64, key: u64) -> Arm {
    if draw(seed, key, 1) < 0.5 { Arm::A } else { Arm::B }
}

pub(super) fn draw(seed: u64, key: u64, number: u32) -> f64 {
    DrawKey { seed, replication: 0, tenancy: key, kind: DrawKind::Trial, month: 0, number }.uniform()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::key_of;

    fn stock(count: u32) -> Vec<(u64, String)> {
        (0..count).map(|nth| (key_of(&format!("H{nth}")), format!("s{}", nth % 3))).collect()
    }

    #[test]
    fn within_a_stratum_the_arms_differ_by_at_most_one() {
        for seed in 0..50 {
            let (stock, mut apart) = (stock(101), BTreeMap::<String, i32>::new());
            for ((_, stratum), arm) in stock.iter().zip(allocate(seed, &stock)) {
                *apart.entry(stratum.clone()).or_default() += if arm == Arm::A { 1 } else { -1 };
            }
            assert!(apart.values().all(|apart| apart.abs() <= 1), "{apart:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_arms_in_whatever_order_and_another_seed_others() {
        let stock = stock(60);
        let turned: Vec<_> = stock.iter().rev().cloned().collect();
        let arms = allocate(7, &stock);
        assert_eq!(arms, allocate(7, &turned).into_iter().rev().collect::<Vec<_>>());
        assert_ne!(arms, allocate(8, &stock));
    }

    #[test]
    fn each_tenancy_is_as_often_in_either_arm() {
        let stock = stock(30);
        let mut in_b = vec![0_u32; stock.len()];
        for seed in 0..2_000 {
            for (count, arm) in in_b.iter_mut().zip(allocate(seed, &stock)) {
                *count += u32::from(arm == Arm::B);
            }
        }
        // 2000 throws of a coin: within four standard errors, 45 each.
        assert!(in_b.iter().all(|count| count.abs_diff(1_000) < 90), "{in_b:?}");
    }
}
