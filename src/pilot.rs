//! Learning on purpose: a fair trial for the number that an answer hangs on, and what it says afterwards.
//!
//! Two arms, the first policy (A) and another (B). A tenancy is allocated before anybody knows what it will do, by a key that
//! depends on the seed and its id alone; it comes into the trial when its arrears are where the policies begin to differ, and
//! is counted in the arm that it was allocated to, whatever was done. Knows the engine by its histories; knows no files.
//! Always: the same seed and books give the same arms, and within a stratum the arms differ by at most one tenancy.

mod allocation;
mod cases;
mod design;
mod entry;
mod estimate;
mod power;
mod reading;
#[cfg(test)]
mod tests;

pub use allocation::Arm;
pub use allocation::allocate;
pub use allocation::stratum;
pub use cases::Breached;
pub use cases::Case;
pub use cases::Cases;
pub use cases::Doing;
pub use cases::cases;
pub use cases::choose_entry;
pub use cases::standing;
pub use design::Aim;
pub use design::Candidate;
pub use design::Design;
pub use design::Designed;
pub use design::Effects;
pub use design::Expected;
pub use design::FEWEST;
pub use design::HORIZONS;
pub use design::LONGEST;
pub use design::Pick;
pub use design::Undesigned;
pub use design::design;
pub use design::effects;
pub use entry::Entered;
pub use entry::EntryRule;
pub use estimate::Difference;
pub use estimate::Unit;
pub use estimate::difference;
pub use power::needed;
pub use power::power;
pub use reading::Outcome;
pub use reading::Reading;
pub use reading::Verdict;
pub use reading::Why;
pub use reading::read_trial;
