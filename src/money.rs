//! Money in whole euro cents, exact numbers, and the only place that rounds.
//!
//! Knows no currency but the euro and no binary floating point. The home of `rust_decimal`: decimals come in
//! here as text and leave here as text.
//! Always: adding and subtracting never rounds; [`Money::share`] rounds half away from zero, once.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde::Serialize;
use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::Add;
use std::ops::AddAssign;
use std::ops::Neg;
use std::ops::Sub;
use std::ops::SubAssign;

/// The largest amount that one booking or one number in a policy may have: € 10,000,000,000.00.
/// A million of them still fit the cents of a [`Money`], so sums cannot overflow.
const LARGEST_CENTS: i64 = 1_000_000_000_000;

/// An amount in whole euro cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

/// Why a text is no amount or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// `12a`, `1.2.3`, an empty text.
    #[error("not a number")]
    NotANumber,
    /// `1.234` as an amount: more than two decimals.
    #[error("more than two decimals")]
    TooPrecise,
    /// Beyond what a booking of a housing corporation can be.
    #[error("too large")]
    TooLarge,
}

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);

    /// An amount of so many whole cents.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Money {
        Money(cents)
    }

    /// The amount in whole cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Reads euros with a decimal point and at most two decimals, such as `12`, `0.6` or `-3.50`.
    ///
    /// # Errors
    /// [`NumberError`] when the text is no number, has a third decimal that is not zero, or is too large.
    pub fn parse(text: &str) -> Result<Money, NumberError> {
        let cents = decimal(text)?.checked_mul(Decimal::ONE_HUNDRED).ok_or(NumberError::TooLarge)?;
        if !cents.fract().is_zero() {
            return Err(NumberError::TooPrecise);
        }
        let cents = cents.to_i64().ok_or(NumberError::TooLarge)?;
        if cents.abs() > LARGEST_CENTS { Err(NumberError::TooLarge) } else { Ok(Money(cents)) }
    }

    /// The amount of a decimal: its digits without the point, and how many of them stand behind it.
    ///
    /// # Errors
    /// [`NumberError`] when it has a third decimal that is not zero, or is too large.
    pub fn from_decimal(digits: i128, decimals: usize) -> Result<Money, NumberError> {
        let parts = u32::try_from(decimals).ok().and_then(|decimals| 10_i128.checked_pow(decimals));
        let (Some(parts), Some(digits)) = (parts, digits.checked_mul(100)) else {
            return Err(NumberError::TooLarge);
        };
        if digits % parts != 0 {
            return Err(NumberError::TooPrecise);
        }
        let cents = i64::try_from(digits / parts).map_err(|_| NumberError::TooLarge)?;
        if cents.unsigned_abs() > LARGEST_CENTS.unsigned_abs() { Err(NumberError::TooLarge) } else { Ok(Money(cents)) }
    }

    /// This amount times an exact fraction, rounded half away from zero to a cent.
    /// A share whose whole is zero gives zero.
    #[must_use]
    pub fn share(self, share: Share) -> Money {
        if share.whole == 0 {
            return Money::ZERO;
        }
        let product = i128::from(self.0) * i128::from(share.part);
        let whole = i128::from(share.whole);
        let half = if (product < 0) == (whole < 0) { whole / 2 } else { -(whole / 2) };
        // Truncation after adding half is rounding half away from zero; the quotient of two amounts fits.
        Money(i64::try_from((product + half) / whole).unwrap_or(i64::MAX))
    }

    /// The text of an amount for machines: a point and two decimals, such as `1234.50`.
    #[must_use]
    pub fn to_plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

/// An exact fraction of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole, of which `part` is taken.
    pub whole: i64,
}

/// An exact decimal number: `mantissa` ÷ 10^`scale`, at most nine decimals.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    mantissa: i64,
    scale: u32,
}

impl Number {
    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Number {
        Number { mantissa: value, scale: 0 }
    }

    /// Reads a number with a decimal point.
    ///
    /// # Errors
    /// [`NumberError`] when the text is no number, or has more than nine decimals or twelve digits before them.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let value = decimal(text)?.normalize();
        let mantissa = i64::try_from(value.mantissa()).map_err(|_| NumberError::TooLarge)?;
        if value.scale() > 9 || value.abs() > Decimal::from(LARGEST_CENTS) {
            return Err(NumberError::TooLarge);
        }
        Ok(Number { mantissa, scale: value.scale() })
    }

    /// The number with its decimal point, without trailing zeros.
    #[must_use]
    pub fn to_plain(self) -> String {
        Decimal::new(self.mantissa, self.scale).normalize().to_string()
    }

    /// The number as a percentage, exact, with its decimal point and without trailing zeros.
    #[must_use]
    pub fn to_percent(self) -> String {
        (Decimal::new(self.mantissa, self.scale) * Decimal::ONE_HUNDRED).normalize().to_string()
    }

    /// The number as a whole number of its smallest decimal, and how many of those make one.
    #[must_use]
    pub fn as_share(self) -> Share {
        Share { part: self.mantissa, whole: 10_i64.pow(self.scale) }
    }

    /// The whole number that this is, if it is one.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        let Share { part, whole } = self.as_share();
        (part % whole == 0).then(|| part / whole)
    }

    /// Compares the fraction `share` with this number, exactly. A share of nothing is zero.
    #[must_use]
    pub fn compare_share(self, share: Share) -> Ordering {
        let Share { part, whole } = self.as_share();
        if share.whole == 0 {
            return 0.cmp(&part);
        }
        (i128::from(share.part) * i128::from(whole)).cmp(&(i128::from(part) * i128::from(share.whole)))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        other.compare_share(self.as_share())
    }
}

/// The quotient of two whole numbers with so many decimals, rounded half away from zero; `None` by zero.
#[must_use]
pub fn quotient(part: i64, whole: i64, decimals: u32) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let scaled = Money(10_i64.pow(decimals)).share(Share { part, whole });
    Some(Decimal::new(scaled.0, decimals).to_string())
}

fn decimal(text: &str) -> Result<Decimal, NumberError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let well_formed = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().filter(|b| *b == b'.').count() <= 1
        && !digits.starts_with('.')
        && !digits.ends_with('.');
    if !well_formed {
        return Err(NumberError::NotANumber);
    }
    Decimal::from_str_exact(text).map_err(|_| NumberError::TooLarge)
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_at_most_two_decimals() {
        assert_eq!(Money::parse("12.5"), Ok(Money::from_cents(1250)));
        assert_eq!(Money::parse("12.500"), Ok(Money::from_cents(1250)));
        assert_eq!(Money::parse("12.505"), Err(NumberError::TooPrecise));
        assert_eq!(Money::parse("1e3"), Err(NumberError::NotANumber));
        assert_eq!(Money::parse("99999999999"), Err(NumberError::TooLarge));
    }

    #[test]
    fn the_digits_of_a_decimal_are_an_amount() {
        assert_eq!(Money::from_decimal(-12_500, 3), Ok(Money::from_cents(-1250)));
        assert_eq!(Money::from_decimal(12_505, 3), Err(NumberError::TooPrecise));
        assert_eq!(Money::from_decimal(i128::from(i64::MIN) / 100, 0), Err(NumberError::TooLarge));
        assert_eq!(Money::from_decimal(1, 60), Err(NumberError::TooLarge));
    }

    #[test]
    fn a_share_rounds_half_away_from_zero() {
        let half = Share { part: 1, whole: 2 };
        assert_eq!(Money::from_cents(5).share(half), Money::from_cents(3));
        assert_eq!(Money::from_cents(-5).share(half), Money::from_cents(-3));
        assert_eq!(Money::from_cents(5).share(Share { part: 1, whole: 3 }), Money::from_cents(2));
    }

    #[test]
    fn numbers_compare_with_fractions_exactly() {
        let Ok(limit) = Number::parse("1.5") else { panic!("1.5 is a number") };
        assert_eq!(limit.compare_share(Share { part: 3, whole: 2 }), Ordering::Equal);
        assert_eq!(limit.compare_share(Share { part: 97_499, whole: 65_000 }), Ordering::Less);
        assert_eq!(limit.compare_share(Share { part: 5, whole: 0 }), Ordering::Less);
    }

    #[test]
    fn a_quotient_keeps_its_decimals() {
        assert_eq!(quotient(1, 3, 10).as_deref(), Some("0.3333333333"));
        assert_eq!(quotient(2, 3, 2).as_deref(), Some("0.67"));
        assert_eq!(quotient(1, 0, 2), None);
    }
}
