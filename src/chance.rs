//! Draws that are a pure function of their key, never of the order in which they are made.
//!
//! Two policies that ask for the same draw get the same number; that is what makes a comparison paired.
//! The stream is Philox4x32-10, checked against the vectors its authors published.
//!
//! # Why
//! A generator with a state would give the second policy other dice as soon as it asks one question more.

/// What a draw decides. The number is part of the key and never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum DrawKind {
    /// How much push a tenancy needs before its next payment: the threshold of a payment event.
    PaymentThreshold = 1,
    /// How much a household has that is short of money.
    PaidShare = 3,
    /// Days between the demand and the writ.
    WritWait = 4,
    /// Days between the notice and the eviction.
    EvictionWait = 5,
    /// What the court decides.
    EvictionOrdered = 6,
    /// The value of a behavioural number within its interval.
    Parameter = 7,
    /// Days a clerk takes for a kind of action.
    ClerkDelay = 8,
    /// Whatever an invented portfolio needs.
    Synthesis = 9,
    /// Days between hand-over and the demand.
    DemandWait = 10,
    /// Days between the writ and the judgment.
    JudgmentWait = 11,
    /// Days between an order of eviction and its notice.
    NoticeWait = 12,
    /// Whether an eviction of which notice was given is carried out.
    EvictionCarriedOut = 13,
    /// Whether an action reaches the tenant.
    Reached = 14,
    /// Whether an offered plan is agreed.
    PlanAgreed = 15,
    /// What kind of household it is.
    Nature = 16,
    /// Whether the instalment of a month is paid.
    InstalmentKept = 17,
    /// Whether the rent of a month is paid beside a plan.
    RentBesidePlan = 18,
    /// Whether a household accepts help.
    HelpAccepted = 19,
    /// Whether a household was short of money in a month of its record.
    MeansInMonth = 20,
    /// Whether a household's means change after a month.
    MeansTurn = 21,
    /// Whether a direct debit bounces.
    DebitBounces = 22,
    /// Whether a settlement came with an order of eviction.
    ConditionalOrder = 23,
    /// Whether a contract ends in a month after the books.
    ContractEnds = 40,
    /// On which day of that month.
    EndDay = 41,
    /// How long a home stays empty.
    Vacancy = 42,
    /// Whom a newcomer is like.
    Newcomer = 43,
    /// Whether the rent of a month after the books is missed.
    RentMissed = 44,
    /// On which day rent is paid as usual, or a debit bounces.
    UsualDay = 45,
    /// Whether a shock befalls a household.
    Shock = 46,
    /// In which order tenancies are allocated to the arms of a trial, and to which.
    Trial = 63,
    /// Where a search for better settings looks next.
    Search = 64,
}

/// The full key of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawKey {
    /// The seed of the run.
    pub seed: u64,
    /// The replication, from 0.
    pub replication: u32,
    /// The tenancy (see [`key_of`]); 0 for draws that are nobody's.
    pub tenancy: u64,
    /// What is decided.
    pub kind: DrawKind,
    /// The charge month of the spell's first unpaid charge, or 0.
    pub month: i32,
    /// The number of the draw within the spell, or of the parameter.
    pub number: u32,
}

impl DrawKey {
    /// A number above 0 and below 1, the same for the same key on every machine.
    #[must_use]
    pub fn uniform(self) -> f64 {
        let [first, second, ..] = philox(self.counter(), split(self.seed));
        let bits = (u64::from(first) << 32 | u64::from(second)) >> 11;
        // 53 bits and a half: never 0, never 1.
        (bits as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// A draw from the exponential distribution with mean 1.
    #[must_use]
    pub fn exponential(self) -> f64 {
        -libm::log(self.uniform())
    }

    fn counter(self) -> [u32; 4] {
        let [low, high] = split(self.tenancy);
        // Months since the year 0 fit in 16 bits until the year 5461.
        let place =
            (self.month.cast_unsigned() & 0xFFFF) | u32::from(self.kind as u8) << 16 | (self.number & 0xFF) << 24;
        let rest = self.replication.rotate_left(12) ^ (self.number >> 8);
        [low, high, place, rest]
    }
}

/// A number that stands for a tenancy or a parameter by its name, so that draws do not depend on its place in a
/// list. FNV-1a, 64 bits.
#[must_use]
pub fn key_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The lower and the upper half of a number.
const fn split(number: u64) -> [u32; 2] {
    [(number & 0xFFFF_FFFF) as u32, (number >> 32) as u32]
}

/// Philox4x32 with ten rounds. Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut counter, mut key) = (counter, key);
    for _ in 0..10 {
        let [c0, c1, c2, c3] = counter;
        let [low0, high0] = split(0xD251_1F53 * u64::from(c0));
        let [low1, high1] = split(0xCD9E_8D57 * u64::from(c2));
        counter = [high1 ^ c1 ^ key[0], low1, high0 ^ c3 ^ key[1], low0];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_its_published_vectors() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    fn key(replication: u32, number: u32) -> DrawKey {
        DrawKey { seed: 1, replication, tenancy: key_of("T1"), kind: DrawKind::PaymentThreshold, month: 24_300, number }
    }

    #[test]
    fn another_key_is_another_draw() {
        let mut draws: Vec<u64> = (0..50).flat_map(|r| (0..400).map(move |n| key(r, n).uniform().to_bits())).collect();
        draws.sort_unstable();
        draws.dedup();
        assert_eq!(draws.len(), 20_000);
    }

    #[test]
    fn uniform_draws_are_even() {
        let mean = (0..10_000).map(|n| key(0, n).uniform()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
    }
}
