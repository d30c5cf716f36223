//! The dice of one tenancy in one replication.

use crate::chance::DrawKey;
use crate::chance::DrawKind;
use crate::chance::key_of;

/// What every draw of a tenancy in a replication shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Luck {
    pub(super) seed: u64,
    pub(super) replication: u32,
    pub(super) tenancy: u64,
}

impl Luck {
    pub(super) fn of(seed: u64, replication: u32, tenancy: &str) -> Luck {
        Luck { seed, replication, tenancy: key_of(tenancy) }
    }

    /// The draw of a kind, for the charge month of the spell's first unpaid charge and its number in the spell.
    pub(super) fn draw(&self, kind: DrawKind, month: i32, number: u32) -> DrawKey {
        DrawKey { seed: self.seed, replication: self.replication, tenancy: self.tenancy, kind, month, number }
    }
}

/// The whole part of a number of days or ten-thousandths; beyond the range of the type, its limit.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and days beyond its limit never come")]
pub(super) fn whole(number: f64) -> i32 {
    libm::trunc(number) as i32
}
