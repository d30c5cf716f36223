//! What a household is: its home, its income and its habits, drawn once.

use super::luck::Luck;
use super::luck::Matter;
use super::luck::spread;
use crate::money::Money;

/// How the rent is paid as a matter of course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// Collected on the first working day of the month.
    Debit,
    /// Transferred on this day of the month; from the 20th on it is next month's rent.
    Transfer(u32),
}

/// A household. Amounts are euros a month at the start of its life; rent, income and living rise together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) rent: Money,
    pub(super) services: Money,
    /// The number of its complex, from 1.
    pub(super) complex: u32,
    pub(super) municipality: &'static str,
    pub(super) income: f64,
    /// What life costs beside the rent.
    pub(super) living: f64,
    /// What it likes to keep in hand; above that it spends.
    pub(super) cushion: f64,
    pub(super) has_wage: bool,
    /// The day of the month on which income comes in.
    pub(super) payday: u32,
    pub(super) habit: Habit,
    /// How surely it thinks of the rent without being told.
    pub(super) memory: f64,
    /// How far it lets itself be moved by a letter or a call.
    pub(super) yielding: f64,
    /// Whether it pays a part when it cannot pay all.
    pub(super) pays_parts: bool,
}

const PLACES: [&str; 4] = ["Duinstede", "Laagveen", "Oosterhoven", "Weteringdorp"];
const COMPLEXES: i32 = 12;

impl Person {
    /// A household in a home: the home has its rent and place, the household everything else.
    pub(super) fn new(home: Luck, own: Luck) -> Person {
        let rent = home.around(Matter::Rent, 625.0, 75.0).clamp(390.0, 880.0);
        let services =
            if home.trait_of(Matter::Services) < 0.5 { home.between(Matter::Quota, 18.0, 75.0) } else { 0.0 };
        let total = rent + services;
        let income = total / own.around(Matter::Quota, 0.32, 0.04).clamp(0.22, 0.44);
        let complex = whole(home.trait_of(Matter::Place), 0, COMPLEXES - 1);
        let debit = own.trait_of(Matter::Method) < 0.765;
        // Who can count on his money gives a mandate; who cannot, keeps the day in his own hand.
        let ease = if debit { 0.092 } else { 0.050 };
        let margin = own.around(Matter::Margin, ease, 0.045).clamp(-0.06, 0.25);
        Person {
            rent: euros(rent),
            services: euros(services),
            complex: complex + 1,
            municipality: usize::try_from(complex).ok().and_then(|nth| PLACES.get(nth % PLACES.len())).unwrap_or(&""),
            income,
            living: income - total - income * margin,
            cushion: total * cushion(own, debit),
            has_wage: own.trait_of(Matter::Wage) < 0.6,
            payday: whole(own.trait_of(Matter::Payday), 20, 25),
            habit: habit(own, debit),
            memory: memory(own),
            yielding: yielding(own),
            pays_parts: own.trait_of(Matter::Parts) < 0.2,
        }
    }
}

/// Kept in hand, in months of rent.
fn cushion(own: Luck, debit: bool) -> f64 {
    let draw = own.trait_of(Matter::Cushion);
    0.15 + draw * draw * if debit { 5.5 } else { 3.0 }
}

fn habit(own: Luck, debit: bool) -> Habit {
    let draw = own.trait_of(Matter::Habit);
    let of_month = |from: f64, to: f64, low, high| whole((draw - from) / (to - from), low, high);
    match draw {
        _ if debit => Habit::Debit,
        d if d < 0.58 => Habit::Transfer(of_month(0.0, 0.58, 26, 28)),
        d if d < 0.90 => Habit::Transfer(of_month(0.58, 0.90, 1, 4)),
        _ => Habit::Transfer(of_month(0.90, 1.0, 5, 10)),
    }
}

fn memory(own: Luck) -> f64 {
    let draw = own.trait_of(Matter::Memory);
    if draw < 0.09 { 0.62 + draw * 3.3 } else { 0.96 + (draw - 0.09) * 0.042 }
}

/// One household in twenty leaves its post unopened.
fn yielding(own: Luck) -> f64 {
    let draw = own.trait_of(Matter::Yielding);
    if draw < 0.05 { 0.04 } else { 0.2 + 0.8 * draw }
}

fn whole(draw: f64, low: i32, high: i32) -> u32 {
    spread(draw, low, high).unsigned_abs()
}

/// A household's own reckoning in euros as an amount that can be booked.
#[expect(clippy::cast_possible_truncation, reason = "a household's euros are far below what an amount can hold")]
pub(super) fn euros(amount: f64) -> Money {
    Money::from_cents(libm::round(amount * 100.0) as i64)
}

/// A booked amount in a household's own reckoning.
pub(super) fn in_euros(amount: Money) -> f64 {
    amount.cents() as f64 / 100.0
}
