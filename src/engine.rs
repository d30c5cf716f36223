//! The only place where policy and world meet: one tenancy over a period becomes a [`History`].
//!
//! Deterministic: the same program, tenancy, behaviour and seed give the same history, whatever came before and on
//! whatever thread. Knows no files and no key figures.

mod answer;
mod attributes;
mod bailiff;
mod beyond;
mod books;
mod case;
mod charges;
mod decided;
mod delay;
mod desk;
mod frequency;
mod history;
mod holds;
mod household;
mod luck;
mod means;
mod payment;
mod promise;
mod recall;
mod recollection;
mod record;
mod run;
mod shadow;
mod simulator;
mod spells;
mod support;
mod survey;

pub use attributes::ColumnFault;
pub use attributes::column_faults;
pub use decided::Decided;
pub use decided::decided;
pub use delay::Delay;
pub use delay::KindDelays;
pub use delay::Pace;
pub use delay::Turn;
pub use history::ActionDone;
pub use history::ArrearsStep;
pub use history::Breach;
pub use history::Decision;
pub use history::Fate;
pub use history::History;
pub use recall::observe;
pub use recall::set_by;
pub use record::record;
pub use run::Run;
pub use run::Version;
pub use shadow::Shadowed;
pub use shadow::asked_since;
pub use shadow::delays;
pub use shadow::shadow;
pub use simulator::Morning;
pub use simulator::Simulator;
pub use support::Support;
