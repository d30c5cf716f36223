//! The one integration-test binary, so that everything links once. One module a subject; try not to add more binaries.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]

#[cfg(feature = "data")]
mod books;
mod clauses;
#[cfg(feature = "data")]
mod cli;
mod editor;
#[cfg(feature = "data")]
mod forecast;
mod guarantees;
mod identity;
mod interchange;
mod language;
mod law;
mod layout;
mod order;
mod questions;
#[cfg(feature = "data")]
mod readme;
mod region;
mod report;
mod resilience;
mod reference;
mod scenario;
mod synth;
mod versions;
