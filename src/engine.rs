//! The only place where policy and world meet: one tenancy over a period becomes a [`History`].
//!
//! Deterministic: the same program, tenancy, behaviour and seed give the same history, whatever came before and on
//! whatever thread. Knows no files and no key figures.

mod bailiff;
mod books;
mod case;
mod delay;
mod desk;
mod history;
mod household;
mod luck;
mod recall;
mod recollection;
mod record;
mod shadow;
mod simulator;

pub use delay::Delay;
pub use delay::KindDelays;
pub use history::ActionDone;
pub use history::ArrearsStep;
pub use history::Breach;
pub use history::Decision;
pub use history::Fate;
pub use history::History;
pub use record::record;
pub use shadow::Shadowed;
pub use shadow::asked_since;
pub use shadow::delays;
pub use shadow::shadow;
pub use simulator::Morning;
pub use simulator::Run;
pub use simulator::Simulator;
