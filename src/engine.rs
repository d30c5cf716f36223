//! The only place where policy and world meet: one tenancy over a period becomes a History.

mod history;
mod record;

pub use history::ActionDone;
pub use history::ArrearsStep;
pub use history::Breach;
pub use history::Decision;
pub use history::Fate;
pub use history::History;
pub use record::record;
