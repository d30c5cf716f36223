//! How a single piece of work is written for machines.

use crate::money::Money;
use serde::Serializer;
use serde::ser::Error;

/// An amount as a JSON number, exact to the cent.
pub(super) fn euros<S: Serializer>(amount: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(amount.to_plain().parse().map_err(Error::custom)?)
}
